//! The roll: when it is there, that it stays, and who is on it.

use super::*;
use wenlou::domain::catalogue;
use wenlou::domain::household::Use;
use wenlou::domain::roll::Counts;
use wenlou::journal::fact::Thaw;

#[test]
fn a_roll_is_there_when_all_its_parts_are() {
    let parts = || roll_parts(&households(), 3);
    let imported = |parts: u64, roll: String| {
        let (file, file_sha256) = ("花名册.csv".to_owned(), String::new());
        Fact::Roll(RollImported { compound: COMPOUND.into(), import: 3, parts, roll, file, file_sha256 })
    };
    let n = parts().len();
    assert_eq!(n, 2);
    // Which parts are written, how many the roll says there are, its hash, and whether a roll comes of it.
    let cases: Vec<(&str, Vec<usize>, u64, String, bool)> = vec![
        ("all", vec![0, 1], 2, roll_hash(), true),
        ("in another order", vec![1, 0], 2, roll_hash(), true),
        ("one missing", vec![0], 2, roll_hash(), false),
        ("one missing and not announced", vec![0], 1, roll_hash(), false),
        ("none", vec![], 0, roll_hash(), false),
        ("one twice", vec![0, 1, 1], 2, roll_hash(), false),
        ("another hash", vec![0, 1], 2, "0".repeat(64), false),
    ];
    for (name, written, count, hash, complete) in cases {
        let s = Scenario::with(1, |supervisor| {
            for i in written {
                supervisor.record(Fact::RollPart(parts().remove(i)));
            }
            supervisor.record(imported(count, hash));
            freeze(supervisor);
            supervisor.record(posted());
        });
        // Here, and on the tablet that was handed the packet.
        for state in [s.supervisor.state(), s.tablets[0].state()] {
            let compound = compound(&state);
            assert_eq!(compound.frozen_roll().is_some(), complete, "{name}");
            assert_eq!(compound.frame().is_some(), complete, "{name}");
            assert_eq!(compound.tally().counts.total, if complete { 8 } else { 0 }, "{name}");
            let incomplete = state.remarks.iter().filter(|r| r.why == NoEffect::RollIncomplete).count();
            assert_eq!(incomplete, if complete { 0 } else { 2 }, "{name}: the roll and its freezing");
            if !complete {
                assert_eq!(compound.tally().decision, Decision::NoResult, "{name}");
            }
        }
    }
}

#[test]
fn a_household_is_on_the_roll_once_whatever_its_lines_say() {
    let mut titles = households();
    // The same id, put together from other parts; in order it doesn't stand beside the one of building 1.
    titles.push(household("1-2", None, "101", Use::Residential));
    assert_eq!(titles.last().unwrap().id, door(4));
    let roll = Roll::new(titles);
    assert_eq!((roll.counted(), roll.households().len()), (8, 9));
    assert_eq!(roll.hash(), roll_hash());
}

#[test]
fn a_frozen_roll_stays() {
    let mut s = Scenario::ready(1);
    let mut more = households();
    more.push(household("3", None, "101", Use::Residential));
    let again = import_roll(&mut s.supervisor, more);
    let refrozen = freeze(&mut s.supervisor);
    let state = s.supervisor.state();
    assert_eq!(remarks(&state), [(again, NoEffect::RollFrozen), (refrozen, NoEffect::RollFrozen)]);
    assert_eq!(compound(&state).frozen_roll().unwrap().hash(), roll_hash());
    assert_eq!(compound(&state).tally().counts.total, 8);
}

#[test]
fn the_files_are_those_of_the_roll_that_was_frozen_in_order_of_id() {
    let home = |building| household(building, Some("1"), "101", Use::Residential);
    // On the roll building 2 comes before building 10, among the ids after it.
    let titles = vec![home("2"), home("10"), home("9")];
    let roll = Roll::new(titles.clone()).hash().to_owned();
    let mut s = Scenario::with(2, |supervisor| {
        import_roll(supervisor, households());
        import_roll(supervisor, titles);
        supervisor.record(Fact::Freeze(Freeze {
            compound: COMPOUND.into(),
            roll: roll.clone(),
            households: 3,
            counts: None,
        }));
        supervisor.record(posted());
    });
    let doors = ["2-1-101", "9-1-101", "10-1-101"];
    for (tablet, choice) in s.tablets.iter_mut().zip([Choice::Professional, Choice::Quasi]) {
        for door in doors {
            tablet.record(Fact::Ballot(BallotTaken { roll: roll.clone(), ..taken(door, choice) }));
        }
    }
    let gone = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(remarks(&state), [(gone, NoEffect::NotOnRoll)]);
    let conflicts = compound(&state).conflicts();
    assert!(conflicts.iter().map(|(id, _)| id.as_str()).eq(["10-1-101", "2-1-101", "9-1-101"]));
    assert_eq!(counts(&state), [0, 0, 0, 0, 3, 0]);
    // Every title has a file of its own, and who isn't on the frozen roll has none.
    for door in doors {
        assert_eq!(compound(&state).file(&door.into()).unwrap().ballots.len(), 2, "{door}");
    }
    assert_eq!(compound(&state).file(&HOUSEHOLDS[0].into()), None);
}

#[test]
fn doors_that_are_no_household() {
    let mut s = Scenario::ready(1);
    for door in [SHOP, "9-9-999", "", "1-1-101 "] {
        let id = s.tablets[0].record(ballot(door, Choice::Professional));
        assert_eq!(remarks(&s.tablets[0].state()).last(), Some(&(id, NoEffect::NotOnRoll)), "{door:?}");
    }
    let elsewhere = BallotTaken { compound: "nowhere".into(), ..taken(HOUSEHOLDS[0], Choice::Quasi) };
    let id = s.tablets[0].record(Fact::Ballot(elsewhere));
    assert_eq!(remarks(&s.tablets[0].state()).last(), Some(&(id, NoEffect::UnknownCompound)));
    assert_eq!(counts(&s.tablets[0].state()), [0, 0, 0, 0, 0, 8]);
}

/// Which titles are households is the campaign's to say until the roll is frozen, and the freeze's from then on (catalogue 8.4).
#[test]
fn shops_count_if_the_campaign_said_so_before_the_roll_was_frozen() {
    let terms = |counts: &str| {
        let mut terms = Terms { name: "一项".into(), ..Terms::default() };
        let setting = catalogue::setting("others_in_n").unwrap();
        terms.settings.set(setting, counts).unwrap();
        Fact::Terms(terms)
    };
    let n = |tablet: &Tablet| tablet.state().compounds[&COMPOUND.into()].roll.as_ref().unwrap().counted();
    let mut scenario = Scenario::with(1, |supervisor| {
        supervisor.record(Fact::Compound(card(COMPOUND, "柳荫里")));
        import_roll(supervisor, households());
        assert_eq!(n(supervisor), 8);
        supervisor.record(terms("all"));
        assert_eq!(n(supervisor), 9);
        let (compound, roll) = (COMPOUND.into(), roll_hash());
        supervisor.record(Fact::Freeze(Freeze { compound, roll, households: 9, counts: Some(Counts::All) }));
        supervisor.record(posted());
        // Too late.
        supervisor.record(terms("residential"));
        assert_eq!(n(supervisor), 9);
    });
    scenario.tablets[0].record(ballot(SHOP, Choice::Professional));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    let tally = state.compounds[&COMPOUND.into()].tally();
    assert_eq!((tally.counts.total, tally.counts.professional), (9, 1));
    scenario.tablets[0].record(ballot(SHOP, Choice::Quasi));
    scenario.hand_over();
    assert_eq!(scenario.supervisor.state().compounds[&COMPOUND.into()].conflicts().len(), 1);
    // Thawed it is the terms' again, and the shop's ballot waits.
    scenario.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "改为只计住宅".into() }));
    assert_eq!(n(&scenario.supervisor), 8);
    freeze(&mut scenario.supervisor);
    scenario.supervisor.record(posted());
    let state = scenario.supervisor.state();
    let tally = state.compounds[&COMPOUND.into()].tally();
    assert_eq!((tally.counts.total, tally.counts.professional), (8, 0));
    // What nobody can settle any more holds up no closing, and is still shown.
    let compound = &state.compounds[&COMPOUND.into()];
    assert!(compound.conflicts().is_empty() && compound.doubled_serials().is_empty());
    let uncounted: Vec<_> = compound.uncounted().into_iter().map(|(id, _, why)| (id.as_str(), why)).collect();
    assert_eq!(uncounted, [(SHOP, Uncounted::NoHousehold); 2]);
}
