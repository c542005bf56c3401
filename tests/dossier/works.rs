//! What is chosen, merged and due, what a have rests on, and who pays where two could.

use super::*;
use wenlou::domain::catalogue::{FieldKind, Group};
use wenlou::domain::rules::haves::Support;
use wenlou::domain::rules::merger::MayMerge;
use wenlou::domain::rules::selection::Selected;
use wenlou::domain::rules::tasks::Task;
use wenlou::findings::area::{area_of, areas};
use wenlou::findings::hardware::{records, works};

impl Tablet {
    fn cost(&mut self, item: &'static str, price: &str) {
        self.entry("dossier.cost", &[("item", item), ("quantity", "1"), ("unit", "项"), ("price", price)]);
    }
}

fn selected(office: &Tablet) -> Vec<(&'static str, Option<Selected>)> {
    office.funding().lines.iter().map(|line| (line.item.id, line.selected)).collect()
}

#[test]
fn nothing_is_chosen_until_a_record_says_so_and_what_is_not_chosen_costs_nothing() {
    let mut office = office();
    office.cost("spec.cctv", "40");
    office.cost("env.road", "100");
    office.cost("env.green", "60");
    assert_eq!(selected(&office)[0].1, None, "whether it is listed isn't known");
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    // No record: a mere estimate, all of it.
    let estimate = office.funding();
    assert_eq!((estimate.records, estimate.unselected, estimate.years.len()), (0, 0, 0));
    assert_eq!(totals(&estimate), [("city", "100.00".into()), ("district", "100.00".into())]);
    assert!(selected(&office).iter().all(|(_, selected)| *selected == Some(Selected::NotYet)));

    let record = office.entry("dossier.selection", &[("year", "2027"), ("groups", "env"), ("by", "市物改办")]);
    let found = office.funding();
    let expected = [
        ("spec.cctv", Some(Selected::No)),
        ("env.road", Some(Selected::For(2027))),
        ("env.green", Some(Selected::For(2027))),
    ];
    assert_eq!(selected(&office), expected);
    assert_eq!((found.records, found.unselected), (1, 1));
    assert_eq!(totals(&found), [("city", "80.00".into()), ("district", "80.00".into())]);
    assert_eq!(found.years, [(2027, "160.00".parse().unwrap())]);
    assert_eq!(records(office.compound())[0].by.as_deref(), Some("市物改办"));
    // Of the group only the roads.
    office.fill_in(&record, "dossier.selection", &[("chosen", "env.road")]);
    assert_eq!(totals(&office.funding()), [("city", "50.00".into()), ("district", "50.00".into())]);
    let row = |item: &str| gaps(office.compound(), Some(false)).into_iter().find(|of| of.row.item == item).unwrap();
    assert_eq!(row("env.road").selected, Some(Selected::For(2027)));
    assert_eq!(row("env.light").selected, Some(Selected::No));
    // Against the year's budget, in 万元.
    office.set(&[("yearly_budget", "2027 0.009\n2028 3")]);
    let budgets: Vec<_> = office
        .seen("2027-06-01")
        .budgets
        .iter()
        .map(|line| (line.year, line.budget.map(|sum| sum.to_string()), line.chosen.to_string(), line.is_exceeded()))
        .collect();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        budgets,
        [(2027, Some(text("90")), text("100.00"), true), (2028, Some(text("30000")), text("0"), false)]
    );
    // What is lacking and was left out is said.
    office.choose(&Place::Compound, "zone.closed", "presence", "absent");
    let lacking = |office: &Tablet| {
        let zone = works(office.compound(), Some(false), None).into_iter().find(|works| works.group == Group::Zone);
        zone.unwrap().left_out.iter().map(|item| item.id).collect::<Vec<_>>()
    };
    assert_eq!(lacking(&office), ["zone.closed"]);
    office.choose(&record, "dossier.selection", "groups", "zone,env");
    assert_eq!(lacking(&office), [""; 0]);
    // In a listed compound nothing is chosen: it is all done.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    let listed = office.funding();
    assert!(listed.lines.iter().all(|line| line.selected.is_none()));
    assert_eq!(listed.unselected, 0);
}

#[test]
fn new_hardware_is_due_in_every_compound_and_grounds_are_offered_or_on_record() {
    let mut office = office();
    office.fill(&Place::Compound, "zone.wall", "required", "100");
    office.fill(&Place::Compound, "zone.wall", "existing", "60");
    office.fill(&Place::Compound, "zone.wall", "missing", "40");
    office.choose(&Place::Compound, "zone.closed", "presence", "present");
    let of = |office: &Tablet, group: Group| {
        let found = office.dossier("2026-06-01");
        let works = works(office.compound(), found.is_listed(), found.room);
        works.into_iter().find(|works| works.group == group).unwrap()
    };
    let tasks =
        |office: &Tablet| [Group::Zone, Group::Spec, Group::Room, Group::Env].map(|group| of(office, group).task);
    const DUE: Option<Task> = Some(Task::Required);
    assert_eq!(tasks(&office), [DUE, DUE, DUE, None]);
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    assert_eq!(tasks(&office), [DUE, DUE, DUE, Some(Task::Offered)]);
    office.choose(&Place::Compound, "base.programme", "programme", "dangerous");
    assert_eq!(tasks(&office), [DUE, DUE, DUE, Some(Task::Recorded)], "listed");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2025-06-01")]);
    assert!(matches!(office.dossier("2026-06-01").programme, Some(Programme::LookBack(_))));
    assert_eq!(tasks(&office), [DUE, DUE, DUE, Some(Task::Recorded)], "looked back at");
    let ids = |items: Vec<&'static catalogue::Item>| items.iter().map(|item| item.id).collect::<Vec<_>>();
    let zone = of(&office, Group::Zone);
    assert_eq!((ids(zone.lacking), ids(zone.unknown)), (vec!["zone.wall"], vec!["zone.boundary", "zone.gate"]));
    // No room is lacking; one for the time being is there.
    assert_eq!(ids(of(&office, Group::Room).unknown), ["room.area", "room.tenure"]);
    office.choose(&Place::Compound, "room.tenure", "tenure", "none");
    assert_eq!(ids(of(&office, Group::Room).lacking), ["room.area", "room.tenure"]);
}

#[test]
fn merged_compounds_are_one_area_of_households_floor_area_and_room() {
    let mut office = office();
    let own = office.compound.clone();
    let (near, far) = (second(&mut office, "柳荫里"), second(&mut office, "南弄"));
    let floor = |office: &mut Tablet, compound: &CompoundId, area: &str, room: &str| {
        office.compound = compound.clone();
        office.fill(&Place::Compound, "base.floorArea", "area", area);
        office.fill(&Place::Compound, "room.area", "area", room);
        office.choose(&Place::Compound, "room.tenure", "tenure", if room == "0" { "none" } else { "owned" });
    };
    floor(&mut office, &own, "20000", "30");
    floor(&mut office, &near, "3000.5", "0");
    floor(&mut office, &far, "900", "0");
    let found = |office: &Tablet| {
        let state = office.model.state().unwrap();
        areas(state, &state.terms.clone().unwrap())
    };
    assert_eq!(found(&office), []);
    office.compound = near.clone();
    office.choose(&Place::Compound, "zone.merge", "merger", "proposed");
    office.fill(&Place::Compound, "zone.merge", "with", "朝霞里");
    assert_eq!(wenlou::findings::area::proposed(office.compound()), Some("朝霞里"));
    assert_eq!(found(&office), [], "the survey only proposes");
    office.form("dossier.merger", &[("with", "柳荫里")]);
    assert_eq!(found(&office), [], "with itself it is merged with nobody");
    office.form("dossier.merger", &[("with", "朝霞里\n北弄"), ("boundary", "东至柳巷")]);
    let areas = found(&office);
    assert_eq!(areas.len(), 1);
    let area = area_of(&areas, &own).unwrap();
    assert_eq!(area_of(&areas, &near), Some(area), "said in one of them is enough");
    assert_eq!(area_of(&areas, &far), None);
    assert_eq!((&area.strangers[..], area.households, area.area), (&["北弄".to_owned()][..], None, None));
    // 南弄 is of the same area by its own word.
    office.form("dossier.merger", &[("with", "朝霞里"), ("on", "2026-09-01")]);
    office.compound = far.clone();
    office.form("dossier.merger", &[("with", "柳荫里")]);
    assert_eq!(found(&office)[0].on, None, "one of them is only proposed");
    office.form("dossier.merger", &[("on", "2026-08-01")]);
    let areas = found(&office);
    let area = &areas[0];
    assert_eq!(
        area.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(),
        ["南弄", "朝霞里", "柳荫里"]
    );
    assert_eq!(
        (area.boundary.as_deref(), area.on, area.area),
        (Some("东至柳巷"), Some(day("2026-09-01")), "23900.5".parse().ok())
    );
    // 5 ‰ of the whole, of which 30 m² are owned.
    let room = area.requirement.unwrap();
    assert_eq!((room.required.to_string(), room.shortfall.to_string()), ("119.5025".into(), "89.5025".into()));
    assert_eq!(area.households, None, "two of them have no roll");
    // Small is what the campaign says; one of the three may be of any size.
    assert_eq!(area.holds, None);
    assert_eq!(area.members[2].may, MayMerge::SizeNotSet);
    office.set(&[("small_max", "5000")]);
    let of = |office: &Tablet| {
        let areas = found(office);
        (areas[0].holds, areas[0].members.iter().map(|member| member.may).collect::<Vec<_>>())
    };
    assert_eq!(of(&office), (Some(true), vec![MayMerge::Small, MayMerge::TooLarge, MayMerge::Small]));
    office.set(&[("small_max", "1000")]);
    assert_eq!(of(&office).0, Some(false));
    office.compound = near.clone();
    office.choose(&Place::Compound, "base.kind", "kind", "scattered");
    assert_eq!(of(&office), (Some(true), vec![MayMerge::Small, MayMerge::TooLarge, MayMerge::Scattered]));
    assert_eq!(office.seen("2027-06-01").areas, found(&office));
    let findings = office.findings();
    let said = findings.lines().find(|(rule, _)| *rule == "HW-2").unwrap().1;
    assert!(said.starts_with("merged 2026-09-01 holds yes households ? area 23900.5 required 119.5025"), "{said}");
}

#[test]
fn households_of_an_area_are_added_up_over_the_rolls() {
    let mut office = office();
    let own = office.compound.clone();
    let other = second(&mut office, "柳荫里");
    office.form("dossier.merger", &[("with", "柳荫里"), ("on", "2026-09-01")]);
    let roll = office.compound().roll.clone().unwrap();
    let households = roll.households()[..3].to_vec();
    let part = wenlou::journal::fact::RollPart {
        compound: other.clone(),
        import: 9,
        building: households[0].building.clone(),
        households: households.clone(),
    };
    let imported = wenlou::journal::fact::RollImported {
        compound: other,
        import: 9,
        parts: 1,
        roll: wenlou::domain::roll::Roll::new(households).hash().to_owned(),
        file: "柳荫里.xlsx".into(),
        file_sha256: "0".repeat(64),
    };
    let now = office.now();
    office.model.record_all(&now, vec![Fact::RollPart(part), Fact::Roll(imported)], &mut Vec::new());
    let state = office.model.state().unwrap();
    let areas = areas(state, &state.terms.clone().unwrap());
    assert_eq!(area_of(&areas, &own).unwrap().households, Some(4 + 3), "the shop is none");
    // Somebody nobody knows is of it too: then nothing can be added up.
    office.form("dossier.merger", &[("with", "柳荫里\n北弄")]);
    let state = office.model.state().unwrap();
    let areas = wenlou::findings::area::areas(state, &state.terms.clone().unwrap());
    assert_eq!((areas[0].households, areas[0].holds, areas[0].strangers.len()), (None, None, 1));
}

#[test]
fn a_have_names_what_it_lacks_and_hardware_only_supports_it() {
    let mut office = office();
    office.choose(&Place::Compound, "mech.green", "presence", "present");
    office.fill(&Place::Compound, "mech.green", "provider", "绿洁公司");
    office.fill(&Place::Compound, "env.green", "area", "800");
    office.fill(&Place::Compound, "env.green", "to_tidy", "0");
    office.choose(&Place::Compound, "env.green", "condition", "sound");
    office.fill(&Place::Compound, "room.area", "area", "30");
    office.choose(&Place::Compound, "room.tenure", "tenure", "borrowed");
    let line = |office: &Tablet, have: Have| {
        let found = office.dossier("2026-06-01");
        found.haves.into_iter().find(|line| line.have == have).unwrap()
    };
    let green = line(&office, Have::H6);
    assert_eq!(green.now, Value::Partial, "greenery in good order is no upkeep");
    assert_eq!(green.missing, [("mech.green", "start_date"), ("mech.green", "frequency")]);
    let supports = |line: &wenlou::findings::dossier::HaveLine| {
        line.support.iter().map(|(item, support)| (item.id, *support)).collect::<Vec<_>>()
    };
    assert_eq!(supports(&green), [("env.green", Support::There)]);
    assert_eq!(line(&office, Have::H1).missing, [("room.tenure", "expires")]);
    office.choose(&Place::Compound, "env.green", "condition", "worn");
    assert_eq!(supports(&line(&office, Have::H6)), [("env.green", Support::Lacking)]);
    office.excuse(&Place::Compound, "env.green", Excuse::NotApplicable, "没有绿地");
    assert_eq!(supports(&line(&office, Have::H6)), [("env.green", Support::NotApplicable)]);
    office.fill(&Place::Compound, "mech.green", "start_date", "2026-04-01");
    office.fill(&Place::Compound, "mech.green", "frequency", "每周一次");
    let proved = line(&office, Have::H6);
    assert_eq!((proved.now, proved.missing.len()), (Value::Present, 0), "and it proves nothing against it");
    // Stairwells that nobody looked at are not known, and one that lacks a door is enough.
    let door = |office: &Tablet| {
        supports(&line(office, Have::H3)).into_iter().find(|(item, _)| *item == "spec.door").unwrap().1
    };
    assert_eq!(door(&office), Support::Unknown);
    office.choose(&Place::Stairwell("1".into(), Some("1".into())), "spec.door", "presence", "absent");
    assert_eq!(door(&office), Support::Lacking);
}

#[test]
fn of_two_programmes_funds_the_campaign_names_one_and_until_then_it_is_an_assumption() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard,dangerous");
    office.cost("spec.cctv", "3.01");
    let found = office.funding();
    assert_eq!(found.lines[0].shares, Some(Err(Undetermined::Fund)));
    assert_eq!(found.assumptions.iter().map(|setting| setting.field.id).collect::<Vec<_>>(), ["f1_split"]);
    office.set(&[("f1_split", "half")]);
    let halves = [("courtyard_fund", "1.51".to_owned()), ("dangerous_fund", "1.50".to_owned())];
    assert_eq!(totals(&office.funding()), halves);
    office.set(&[("f1_split", "dangerous")]);
    assert_eq!(totals(&office.funding()), [("dangerous_fund", "3.01".to_owned())]);
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    assert_eq!(totals(&office.funding()), [("programme_fund", "3.01".to_owned())]);
    assert_eq!(office.funding().assumptions, Vec::<&catalogue::setting::Setting>::new());
}

#[test]
fn each_organisation_of_a_building_pays_for_its_own_part() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let one = Place::Building("1".into());
    office.fill(&one, "bld.ownership", "unit_managed", "300");
    office.fill(&one, "bld.ownership", "housing_reform", "100");
    let facade = [("item", "house.facade"), ("buildings", "1"), ("quantity", "1"), ("unit", "项"), ("price", "400")];
    office.entry("dossier.cost", &facade);
    let name = |name: &str| Some(name.to_owned());
    let owners = |office: &Tablet| {
        office.funding().owners.into_iter().map(|(name, sum)| (name, sum.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(owners(&office), [(None, "300.00".into())], "nobody says which");
    office.fill(&one, "bld.ownerUnit", "names", "第一机床厂");
    assert_eq!(owners(&office), [(name("第一机床厂"), "300.00".into())]);
    let part = |office: &mut Tablet, unit, area| {
        office.entry("dossier.ownerUnit", &[("unit", unit), ("building", "1幢"), ("area", area)])
    };
    part(&mut office, "第一机床厂", "200");
    // The parts have to add up to what the survey finds.
    assert_eq!(office.funding().lines[0].shares, Some(Err(Undetermined::Ownership)));
    part(&mut office, "丝绸公司", "100");
    assert_eq!(owners(&office), [(name("丝绸公司"), "100.00".into()), (name("第一机床厂"), "200.00".into())]);
    // Hardship of one helps it alone.
    let papers = [("applied", "2026-03-01"), ("reviewed", "2026-04-01"), ("agreed", "2026-05-01")];
    let hardship = office.entry("dossier.hardship", &[("unit", "丝绸公司"), ("buildings", "1幢")]);
    office.fill_in(&hardship, "dossier.hardship", &papers);
    let found = office.funding();
    assert_eq!(owners(&office), [(name("第一机床厂"), "200.00".into())]);
    let expected = [("city", "100.00"), ("district", "100.00"), ("owner_unit", "200.00")];
    assert_eq!(totals(&found), expected.map(|(bearer, sum)| (bearer, sum.to_owned())));
    // One that the building doesn't have helps nobody, and that is said.
    let strange = office.entry("dossier.hardship", &[("unit", "纺织厂"), ("buildings", "1")]);
    office.fill_in(&strange, "dossier.hardship", &papers);
    assert_eq!((office.funding().strangers, owners(&office).len()), (vec!["纺织厂".to_owned()], 1));
    let other = office.entry("dossier.hardship", &[("unit", "第一机床厂"), ("buildings", "1")]);
    office.fill_in(&other, "dossier.hardship", &papers);
    assert_eq!((owners(&office), totals(&office.funding()).len()), (vec![], 2));
}

/// Without the parts of a building, what the survey says of its organisations decides whom hardship helps.
#[test]
fn hardship_helps_nobody_elses_organisation() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let one = Place::Building("1".into());
    office.fill(&one, "bld.ownership", "unit_managed", "300");
    let facade = [("item", "house.facade"), ("buildings", "1"), ("quantity", "1"), ("unit", "项"), ("price", "400")];
    office.entry("dossier.cost", &facade);
    let hardship = office.entry("dossier.hardship", &[("unit", "丝绸公司"), ("buildings", "1幢")]);
    let papers = [("applied", "2026-03-01"), ("reviewed", "2026-04-01"), ("agreed", "2026-05-01")];
    office.fill_in(&hardship, "dossier.hardship", &papers);
    let free = [("city", "200.00".to_owned()), ("district", "200.00".to_owned())];
    let owner = [("owner_unit", "400.00".to_owned())];
    assert_eq!(totals(&office.funding()), free, "it is all that is known");
    office.fill(&one, "bld.ownerUnit", "names", "第一机床厂");
    assert_eq!(totals(&office.funding()), owner);
    assert_eq!(office.funding().strangers, ["丝绸公司"]);
    office.fill(&one, "bld.ownerUnit", "names", "丝绸公司");
    assert_eq!((totals(&office.funding()), office.funding().strangers.len()), (free.to_vec(), 0));
    // How much is its, of two, nobody says.
    office.fill(&one, "bld.ownerUnit", "names", "第一机床厂\n丝绸公司");
    assert_eq!(office.funding().lines[0].shares, Some(Err(Undetermined::Ownership)));
    office.fill(&one, "bld.ownerUnit", "names", "第一机床厂\n纺织厂");
    assert_eq!(totals(&office.funding()), owner);
}

/// Which side is larger is settled inside each building, not over all of them.
#[test]
fn the_larger_side_is_each_buildings_own() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    office.set(&[("mixed", "by_predominance")]);
    let (one, other) = (Place::Building("1".into()), Place::Building("柳巷12号".into()));
    for (place, unit, reform) in [(&one, "600", "400"), (&other, "100", "900")] {
        office.fill(place, "bld.ownership", "unit_managed", unit);
        office.fill(place, "bld.ownership", "housing_reform", reform);
    }
    office.fill(&one, "bld.ownerUnit", "names", "第一机床厂");
    office.entry("dossier.cost", &[("item", "house.facade"), ("quantity", "1"), ("unit", "项"), ("price", "1000")]);
    let found = office.funding();
    // 1000 m² are wholly the organisation's and 1000 wholly the city's and the district's.
    let expected = [("city", "250.00"), ("district", "250.00"), ("owner_unit", "500.00")];
    assert_eq!(totals(&found), expected.map(|(bearer, sum)| (bearer, sum.to_owned())));
    assert_eq!(found.owners, [(Some("第一机床厂".to_owned()), "500.00".parse().unwrap())]);
}

#[test]
fn a_fire_check_with_defects_and_a_damaged_house_are_lacking() {
    let mut office = office();
    let lacking = |office: &Tablet, item: &str| {
        let found = works(office.compound(), Some(true), None);
        found.iter().any(|works| works.lacking.iter().any(|lacking| lacking.id == item))
    };
    office.fill_in(
        &Place::Compound,
        "spec.fireCheck",
        &[("date", "2026-01-05"), ("inspector", "消防大队"), ("defects", "三楼消火栓无水")],
    );
    assert!(lacking(&office, "spec.fireCheck"));
    office.fill(&Place::Compound, "spec.fireCheck", "defects", "无");
    assert!(!lacking(&office, "spec.fireCheck"));
    let one = Place::Building("1".into());
    let grades = |office: &mut Tablet, code| {
        let item = catalogue::item("house.grade").unwrap();
        let parts = item.fields.iter().filter(|field| !matches!(field.kind, FieldKind::Computed));
        parts.for_each(|field| office.choose(&one, "house.grade", field.id, code));
    };
    let support = |office: &Tablet| {
        let found = office.dossier("2026-06-01");
        let line = found.haves.iter().find(|line| line.have == Have::H8).unwrap().clone();
        line.support.into_iter().find(|(item, _)| item.id == "house.grade").unwrap().1
    };
    // The other building isn't looked at yet.
    office.choose(&Place::Building("柳巷12号".into()), "house.grade", "foundation", "sound");
    assert_eq!(support(&office), Support::Unknown);
    grades(&mut office, "severely_damaged");
    assert_eq!(support(&office), Support::Lacking);
}

#[test]
fn what_looks_dangerous_is_listed_until_its_appraisal_says_what_it_is() {
    let mut office = office();
    let (one, other) = (Place::Building("1".into()), Place::Building("柳巷12号".into()));
    office.choose(&one, "house.danger", "suspected", "yes");
    office.choose(&other, "house.danger", "suspected", "no");
    assert_eq!(office.says("R14"), [r#""1" seen not_referred"#]);
    // A part that is as bad as parts get is as good as a suspicion: nobody gives the building a grade.
    let item = catalogue::item("house.grade").unwrap();
    let parts = item.fields.iter().filter(|field| !matches!(field.kind, FieldKind::Computed));
    parts.for_each(|field| office.choose(&other, "house.grade", field.id, "sound"));
    assert_eq!(office.says("R14").len(), 1);
    office.choose(&other, "house.grade", "load_bearing", "dangerous");
    assert_eq!(office.says("R14")[1], r#""柳巷12号" by_grade not_referred"#);

    let referred = office.entry("dossier.appraisal", &[("building", "1幢"), ("referred", "2026-03-01")]);
    let stands = |office: &Tablet| office.says("R14")[0].clone();
    assert_eq!(stands(&office), r#""1" seen referred 2026-03-01"#);
    office.fill_in(&referred, "dossier.appraisal", &[("appraised", "2026-03-20"), ("level", "C")]);
    assert_eq!(stands(&office), r#""1" seen appraised 2026-03-20 C"#);
    office.fill_in(&referred, "dossier.appraisal", &[("relieved", "2026-06-01")]);
    assert_eq!(stands(&office), r#""1" seen relieved 2026-06-01 C"#);
    // It is referred again, and one that nobody suspected is.
    office.entry("dossier.appraisal", &[("building", "1"), ("referred", "2027-01-05")]);
    office.entry("dossier.appraisal", &[("building", "9幢"), ("referred", "2027-01-06")]);
    assert_eq!(stands(&office), r#""1" seen referred 2027-01-05"#);
    assert_eq!(office.says("R14")[1..], [r#""9" referred 2027-01-06"#, r#""柳巷12号" by_grade not_referred"#]);
    assert_eq!(office.seen("2027-02-01").rows[0].suspects.len(), 3);
}

#[test]
fn audits_are_on_record_and_an_audited_amount_without_one_is_told() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let road = [("item", "env.road"), ("quantity", "1"), ("unit", "项"), ("price", "100"), ("final", "95")];
    let road = office.entry("dossier.cost", &road);
    office.entry("dossier.audit", &[("stage", "works"), ("on", "2026-05-01"), ("by", "市审计局"), ("found", "无")]);
    assert_eq!(office.says("AUD"), ["2026-05-01 works"]);
    office.fill_in(&road, "dossier.cost", &[("audited", "94.5")]);
    assert_eq!(office.says("AUD"), ["2026-05-01 works", "audited_without_record"]);
    office.entry("dossier.audit", &[("stage", "final"), ("on", "2026-04-01")]);
    assert_eq!(office.says("AUD"), ["2026-04-01 final", "2026-05-01 works"]);
}
