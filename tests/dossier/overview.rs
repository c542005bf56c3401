//! All compounds side by side: what comes first, what lags, what is looked back at, what is dug up twice.

use super::*;
use wenlou::domain::rules::programme::Listing;

#[test]
fn works_completed_before_the_plan_are_looked_back_at() {
    let mut office = office();
    assert_eq!(office.dossier("2026-06-01").programme, None);
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2025-11-30"), ("accepted", "2026-02-10")]);
    assert_eq!(office.dossier("2026-06-01").programme, Some(Programme::LookBack(vec![Listing::Courtyard])));
    // It is on the list by which it is gone over again, with what it lacks.
    office.choose(&Place::Compound, "zone.closed", "presence", "absent");
    office.choose(&Place::Compound, "mech.clean", "presence", "absent");
    let list = |office: &Tablet| office.seen("2026-06-01").look_back;
    let [one] = &list(&office)[..] else { panic!("on the list") };
    assert_eq!((&one.name[..], &one.by[..]), ("朝霞里", &[Listing::Courtyard][..]));
    assert!(one.lacking.iter().any(|item| item.id == "zone.closed") && one.haves.contains(&Have::H2));
    assert!(one.unknown > 0);
    assert_eq!((one.looked_back.clone(), office.says("PRG-2")), (None, vec![]));
    office.form("dossier.lookBack", &[("on", "2026-03-02"), ("lacking", "围墙一处")]);
    assert_eq!(office.says("PRG-2"), ["looked 2026-03-02 made_good ? lacking \"围墙一处\""]);
    office.form("dossier.lookBack", &[("made_good", "2026-04-01")]);
    assert_eq!(list(&office)[0].looked_back.as_ref().unwrap().made_good, Some(day("2026-04-01")));
    office.form("dossier.acceptance", &[("completed", "2026-01-30")]);
    assert_eq!(office.dossier("2026-06-01").programme, Some(Programme::Listed(vec![Listing::Courtyard])));
    assert!(list(&office).is_empty());
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    assert_eq!(office.dossier("2026-06-01").programme, Some(Programme::Unlisted));
}

#[test]
fn what_is_listed_and_completed_comes_first_and_lags_until_its_management_runs() {
    let mut office = office();
    office.set(&[("yearly_targets", "2026 3\n2027 5"), ("cumulative_target", "9")]);
    let own = office.compound.clone();
    let other = second(&mut office, "柳荫里");
    let found = |office: &Tablet| office.seen("2027-06-01");
    // Nothing is known of either.
    let now = found(&office);
    assert_eq!((now.rows.len(), now.without_area, now.coverage), (2, 2, None));
    assert_eq!(now.differs.map(|by| by.to_string()), Some("1".into()));

    office.compound = other.clone();
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.fill(&Place::Compound, "base.floorArea", "area", "10000");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2026-05-01"), ("accepted", "2026-06-01")]);
    let now = found(&office);
    let order: Vec<&str> = now.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(order, ["柳荫里", "朝霞里"]);
    assert!(now.rows[0].lags() && !now.rows[1].lags());
    assert_eq!(now.coverage.map(|share| share.to_string()), Some("0".into()));

    office.compound = own;
    office.choose(&Place::Compound, "base.programme", "programme", "dangerous");
    office.fill(&Place::Compound, "base.floorArea", "area", "20000.5");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2026-05-01"), ("accepted", "2026-09-01")]);
    decide(&mut office, false);
    assert!(!found(&office).rows.iter().any(|row| row.name == "朝霞里" && row.lags()), "it is under way");
    office.form("dossier.station", &[("on", "2026-11-01"), ("station", "朝霞社区")]);
    let now = found(&office);
    assert_eq!(now.coverage.map(|share| share.to_string()), Some("66.6".into()));
    let years: Vec<_> =
        now.years.iter().map(|line| (line.year, line.done.to_string(), line.target_so_far.to_string())).collect();
    assert_eq!(years, [(2026, "2.00005".into(), "3".into()), (2027, "0".into(), "8".into())]);
}

#[test]
fn nothing_is_dug_up_twice_unseen() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let cost = |office: &mut Tablet, item, what| {
        office.entry("dossier.cost", &[("item", item), ("what", what), ("quantity", "1"), ("unit", "项")]);
    };
    let doubled = |office: &Tablet| office.seen("2026-06-01").rows[0].doubled.clone();
    cost(&mut office, "env.road", "南区");
    cost(&mut office, "env.road", "北区");
    assert_eq!(doubled(&office), [""; 0]);
    cost(&mut office, "env.road", "南区");
    assert_eq!(doubled(&office), ["env.road"]);
    // Of a listed compound the roads are the original works' to do.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.form("dossier.acceptance", &[("how", "special")]);
    cost(&mut office, "spec.cctv", "全区");
    assert_eq!(doubled(&office), ["env.road"], "new hardware is not");
}

#[test]
fn works_on_one_building_are_not_those_on_another() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let facade = |office: &mut Tablet, buildings, what| {
        let values = [("item", "house.facade"), ("buildings", buildings), ("what", what)];
        let said: Vec<_> = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        office.entry("dossier.cost", &said)
    };
    facade(&mut office, "1幢", "");
    facade(&mut office, "柳巷12号", "");
    assert_eq!(office.funding().doubled, [""; 0]);
    // Whatever the words: it is the same wall.
    let again = facade(&mut office, "1", "北立面");
    assert_eq!(office.funding().doubled, ["house.facade"]);
    office.excuse(&again, "dossier.cost", Excuse::NotApplicable, "重复录入");
    assert_eq!(office.funding().doubled, [""; 0]);
    // One that names no building is of all of them.
    facade(&mut office, "", "");
    assert_eq!(office.funding().doubled, ["house.facade"]);
    let lines = office.campaign_findings().texts();
    let id = office.compound.as_str();
    assert!(lines.contains(&format!("PRG-4 {id} doubled house.facade")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("PRG-5 ") && line.ends_with(id)), "{lines:?}");
}

/// A room for the time being is no worse for its last day in what two devices have to agree on.
#[test]
fn the_campaigns_findings_are_of_no_day() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.choose(&Place::Compound, "base.worksStatus", "status", "completed");
    office.fill(&Place::Compound, "base.worksStatus", "completion_date", "2025-01-01");
    office.set(&[("plan_issued", "2026-01-01")]);
    office.fill(&Place::Compound, "room.area", "area", "60");
    office.choose(&Place::Compound, "room.tenure", "tenure", "rented");
    office.fill(&Place::Compound, "room.tenure", "expires", "2027-06-30");
    let lines = office.campaign_findings().texts();
    let line = lines.iter().find(|line| line.starts_with("PRG-2")).unwrap();
    assert!(!line.contains("H1"), "{line}");
}
