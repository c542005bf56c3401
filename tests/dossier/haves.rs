//! The haves as they were and as they are, the room among them, and the hardware that is missing.

use super::*;

#[test]
fn a_room_for_the_time_being_is_due_when_it_ends_and_doesnt_meet_the_standard() {
    let mut office = office();
    office.fill(&Place::Compound, "base.floorArea", "area", "23456.78");
    office.fill(&Place::Compound, "room.area", "area", "30");
    office.choose(&Place::Compound, "room.tenure", "tenure", "rented");
    office.fill(&Place::Compound, "room.tenure", "expires", "2027-06-30");
    let found = office.dossier("2026-06-01");
    let required = found.requirement.unwrap();
    assert_eq!((required.required.to_string(), required.shortfall.to_string()), ("117.2839".into(), "117.2839".into()));
    assert_eq!(found.haves[0].now, Value::Transitional);
    assert_eq!(step(&found, &Duty::Room)[2].as_deref(), Some("2027-06-30"));
    let later = office.dossier("2027-07-01");
    assert_eq!(later.room, Some(Room::Transitional { until: Some(day("2027-06-30")), over: true }));
    assert_eq!(later.haves[0].now, Value::Partial);
    office.choose(&Place::Compound, "room.tenure", "tenure", "owned");
    let owned = office.dossier("2027-07-01");
    assert_eq!(owned.haves[0].now, Value::Present);
    assert_eq!(owned.requirement.unwrap().shortfall.to_string(), "87.2839");
}

#[test]
fn the_haves_are_shown_as_they_were_and_as_they_are() {
    let mut office = office();
    office.choose(&Place::Compound, "mech.clean", "presence", "absent");
    office.choose(&Place::Compound, "mech.road", "presence", "not_applicable");
    // The clock of these tests begins in 1970.
    office.form("dossier.haves", &[("baseline", "1970-01-01")]);
    office.later(day("2026-05-01"));
    office.fill_in(
        &Place::Compound,
        "mech.clean",
        &[("presence", "present"), ("provider", "绿洁公司"), ("start_date", "2026-04-01"), ("frequency", "每天一次")],
    );
    let found = office.dossier("2026-06-01");
    let line = |have: Have| found.haves.iter().find(|line| line.have == have).map(|line| (line.baseline, line.now));
    assert_eq!(line(Have::H2), Some((Some(Value::Absent), Value::Present)));
    assert_eq!(line(Have::H3), Some((Some(Value::Unknown), Value::Unknown)));
    assert_eq!(line(Have::H7), Some((Some(Value::NotAgreed), Value::NotAgreed)));
    assert_eq!(found.achieved, Some(false));
    office.form("dossier.haves", &[("not_applicable", "H7")]);
    assert_eq!(office.dossier("2026-06-01").haves[6].now, Value::NotAgreed, "nobody said why");
    office.form("dossier.haves", &[("reason", "小区内没有道路")]);
    let found = office.dossier("2026-06-01");
    assert_eq!(found.haves[6].now, Value::NotApplicable);
    assert_eq!(found.achieved, None, "the others aren't known");
}

#[test]
fn a_service_that_doesnt_apply_says_why() {
    let mut office = office();
    office.excuse(&Place::Compound, "mech.green", Excuse::NotApplicable, "没有公共绿地");
    assert_eq!(office.says("H6")[0], "not_agreed");
    assert!(office.says("H6").contains(&r#"reason "没有公共绿地""#.to_owned()));
    office.form("dossier.haves", &[("not_applicable", "H6"), ("reason", "同意")]);
    assert_eq!(office.dossier("2026-06-01").haves[5].reasons, ["没有公共绿地", "同意"]);
}

#[test]
fn gaps_are_added_up_over_the_roll() {
    let mut office = office();
    let door = |office: &Tablet| {
        let found = gaps(office.compound(), None);
        let gap = found.iter().find(|hardware| hardware.row.item == "spec.door").unwrap().gap;
        (gap.required.map(|n| n.to_string()), gap.missing.map(|n| n.to_string()), gap.unknown)
    };
    assert_eq!(door(&office), (None, None, 3));
    for (building, stairwell, presence) in
        [("1", Some("1"), "present"), ("1", Some("2"), "absent"), ("柳巷12号", None, "partial")]
    {
        let place = Place::Stairwell(building.into(), stairwell.map(str::to_owned));
        office.choose(&place, "spec.door", "presence", presence);
    }
    assert_eq!(door(&office), (Some("3".into()), Some("2".into()), 0));
}
