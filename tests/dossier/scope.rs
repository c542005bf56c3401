//! Whether a compound is within the plan, which of its buildings are, and what is left out.

use super::*;
use wenlou::app::survey::{HeadMsg, Kind};
use wenlou::domain::rules::eligibility::{Decided, Met};
use wenlou::findings::dossier::LeftOut;

/// Says of a building that it needs no survey.
fn leave_out(office: &mut Tablet, building: &str) {
    let (compound, place) = (office.compound.clone(), Place::Building(building.into()));
    for msg in [HeadMsg::Ask(Kind::NotNeeded), HeadMsg::TypeReason("已列入拆迁".into()), HeadMsg::GiveReason] {
        office.survey(Msg::Head(compound.clone(), place.clone(), msg));
    }
}

#[test]
fn a_building_that_needs_no_survey_decides_nothing_and_is_told() {
    let mut office = office();
    office.fill(&Place::Compound, "base.admin", "district", "下城区");
    office.choose(&Place::Compound, "base.existingMgmt", "management", "none");
    let place = Place::Building("柳巷12号".into());
    office.fill(&place, "bld.year", "year", "1988");
    office.choose(&place, "bld.completeSet", "complete", "yes");
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Undetermined);
    let doors = |office: &Tablet| {
        gaps(office.compound(), None).into_iter().find(|g| g.row.item == "spec.door").unwrap().gap.unknown
    };
    assert_eq!(doors(&office), 3);
    leave_out(&mut office, "1");
    let found = office.dossier("2026-06-01");
    assert_eq!((found.eligibility.verdict, doors(&office)), (Verdict::Eligible, 1));
    assert_eq!(found.left_out, [("1".into(), LeftOut::NotNeeded("已列入拆迁".to_owned()))]);
    let findings = office.findings();
    assert!(findings.lines().any(|line| line == ("ELG-4", r#"left_out "1""#)));
}

#[test]
fn scope_follows_from_survey_and_terms() {
    let mut office = office();
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Undetermined);
    office.fill(&Place::Compound, "base.admin", "district", "下城区");
    office.choose(&Place::Compound, "base.existingMgmt", "management", "none");
    for building in ["1", "柳巷12号"] {
        let place = Place::Building(building.into());
        office.fill(&place, "bld.year", "year", "1988");
        office.choose(&place, "bld.completeSet", "complete", "yes");
    }
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Eligible);
    office.fill(&Place::Building("1".into()), "bld.year", "year", "2004");
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Mixed);
    office.fill(&Place::Compound, "base.admin", "district", "滨江区");
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::NotEligible);
}

#[test]
fn a_supervisors_decision_stands_beside_the_criteria() {
    let mut office = office();
    // It takes a reason and who made it.
    office.form("dossier.scope", &[("decision", "outside"), ("reason", "在建")]);
    assert_eq!(office.dossier("2026-06-01").decision, None);
    office.form("dossier.scope", &[("by", "市物改办"), ("on", "2026-03-01")]);
    let found = office.dossier("2026-06-01");
    assert_eq!((found.eligibility.verdict, found.decision), (Verdict::Undetermined, Some(Decided::Outside)));
    assert!(found.is_outside());
    office.choose(&Place::only(), "dossier.scope", "decision", "within");
    assert!(!office.dossier("2026-06-01").is_outside());
}

#[test]
fn where_some_buildings_are_within_the_others_lack_and_bear_nothing() {
    let mut office = office();
    let (one, other) = (Place::Building("1".into()), Place::Building("柳巷12号".into()));
    office.fill(&Place::Compound, "base.floorArea", "area", "3000");
    office.fill(&one, "bld.area", "area", "1000.5");
    office.fill(&one, "house.facade", "area", "40");
    office.fill(&other, "house.facade", "area", "60");
    let facade = |office: &Tablet| {
        let listed = office.dossier("2026-06-01").is_listed();
        let found = gaps(office.compound(), listed);
        found.into_iter().find(|found| found.row.item == "house.facade").unwrap().gap
    };
    let area = |office: &Tablet| {
        let state = office.model.state().unwrap();
        overview(state, &state.terms.clone().unwrap(), None, &|_| true).rows[0].area
    };
    let before = (facade(&office), area(&office));
    assert_eq!(before.1, Some(Decimal::from(3000)));
    office.form("dossier.scope", &[("decision", "partly"), ("reason", "其余年代较新"), ("by", "市物改办")]);
    assert_eq!((facade(&office), area(&office)), before, "which ones isn't said");
    office.form("dossier.scope", &[("buildings", "1幢")]);
    let found = office.dossier("2026-06-01");
    assert_eq!(found.decision, Some(Decided::Partly));
    assert!(found.left_out.contains(&("柳巷12号".into(), LeftOut::NotListed("其余年代较新".to_owned()))));
    assert!(!found.left_out.iter().any(|(no, _)| no.as_str() == "1"));
    assert_ne!(facade(&office), before.0);
    assert_eq!(area(&office), Some("1000.5".parse().unwrap()));
    // Room, targets and merged area go by what is within.
    let state = office.model.state().unwrap();
    let row = overview(state, &state.terms.clone().unwrap(), None, &|_| true).rows.remove(0);
    assert_eq!((row.buildings, row.households), (Some(1), Some(3)));
    // A line of costs for what is left out alone is in no sum; one of both is.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    let cost = |office: &mut Tablet, buildings| {
        let line =
            [("item", "env.road"), ("buildings", buildings), ("quantity", "1"), ("unit", "项"), ("price", "100")];
        office.entry("dossier.cost", &line);
    };
    cost(&mut office, "柳巷12号");
    assert_eq!((totals(&office.funding()), office.funding().unselected), (vec![], 0));
    assert!(office.says("COST")[0].ends_with(r#" outside "柳巷12号""#));
    cost(&mut office, "1\n柳巷12号");
    assert_eq!(totals(&office.funding()), [("original_works_budget", "100.00".into())]);
    // The criteria are still those of all of them.
    assert_eq!(found.buildings.len(), 2);
    let findings = office.findings().texts();
    assert!(findings.contains(&r#"ELG-4 not_listed "柳巷12号""#.to_owned()), "{findings:?}");
}

#[test]
fn a_district_is_told_by_its_name_with_or_without_city_and_the_word_for_it() {
    let mut office = office();
    let mut terms = office.terms();
    (terms.city, terms.district) = (Some("天津市".into()), Some("和平区、河西区".into()));
    office.say(terms);
    let met = |office: &mut Tablet, typed: &str| {
        office.fill(&Place::Compound, "base.admin", "district", typed);
        office.dossier("2026-06-01").eligibility.criteria[0].1
    };
    for (typed, expected) in
        [("和平区", Met::Yes), ("和平", Met::Yes), ("天津市河西区", Met::Yes), ("南开区", Met::No), ("平", Met::No)]
    {
        assert_eq!(met(&mut office, typed), expected, "{typed}");
    }
    // Under one heading, however it was typed; and with several districts none is offered.
    met(&mut office, "和平");
    let state = office.model.state().unwrap();
    let terms = state.terms.clone().unwrap();
    assert_eq!(overview(state, &terms, None, &|_| true).rows[0].district.as_deref(), Some("和平区"));
    let offered = |terms: &Terms| {
        wenlou::app::survey::known(office.compound(), Some(terms), &Place::Compound, "base.admin", "district")
    };
    assert_eq!(offered(&terms), None);
    assert_eq!(offered(&Terms { district: Some("和平区".into()), ..terms }).as_deref(), Some("和平区"));
}

#[test]
fn a_building_that_the_roll_hasnt_is_named() {
    let mut office = office();
    office.form(
        "dossier.scope",
        &[("decision", "partly"), ("buildings", "1幢\n7幢"), ("reason", "成套"), ("by", "市物改办")],
    );
    office.entry("dossier.appraisal", &[("building", "11"), ("referred", "2026-03-01")]);
    assert_eq!(office.says("BUILDING"), [r#"dossier.scope "7幢""#, r#"dossier.appraisal "11""#]);
}
