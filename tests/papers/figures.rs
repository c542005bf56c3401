//! The figures on papers are those of the count.

use super::*;
use support::{replacing, settle};
use wenlou::app::Lang;
use wenlou::domain::ballot::{BlankReason, InvalidCode};
use wenlou::journal::fact::{Freeze, Thaw};

#[test]
fn papers_that_are_not_counted_are_told_apart_from_those_that_never_came() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let signed = |household: &str, on: &str, roll: &str| {
        let Fact::Ballot(mut taken) = ballot(household, Choice::Professional) else { panic!() };
        taken.ballot.signed_on = on.into();
        taken.roll = roll.into();
        Fact::Ballot(taken)
    };
    let roll = support::roll_hash();
    office.record(signed(HOUSEHOLDS[0], "2026-03-10", &roll));
    office.record(signed(HOUSEHOLDS[1], "2026-03-21", &roll));
    office.record(signed(HOUSEHOLDS[2], "2026-03-10", &"0".repeat(64)));
    office.record(signed(HOUSEHOLDS[3], "2026-01-01", &roll));
    office.record(close("2026-03-20"));
    let count = Count::of(&compound(office));
    assert_eq!((count.tally.returned, count.tally.not_returned), (1, 7));
    assert_eq!((count.late, count.other_roll, count.outside), (1, 1, 1));
}

#[test]
fn papers_of_a_roll_that_was_thawed_are_neither_late_nor_of_strangers() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    office.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    office.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    // A dwelling was missed; another never was one.
    let of = || COMPOUND.into();
    office.record(Fact::Thaw(Thaw { compound: of(), why: "漏了一户".into() }));
    let mut after: Vec<Household> = titles().into_iter().filter(|title| title.id.as_str() != HOUSEHOLDS[1]).collect();
    after.push(household("3", None, "101", Use::Residential));
    import_roll(office, after.clone());
    let roll = Roll::new(after).hash().to_owned();
    office.record(Fact::Freeze(Freeze { compound: of(), roll, households: 8, counts: None }));
    office.record(posted());
    let found = compound(office);
    let count = Count::of(&found);
    assert_eq!((count.late, count.other_roll, count.outside), (1, 1, 0), "the other's title is on the roll no more");
}

#[test]
fn the_figures_on_paper_are_those_of_the_count_and_invalid_ones_are_told_by_reason() {
    let mut s = Scenario::ready(1);
    let tablet = &mut s.tablets[0];
    tablet.record(visit(HOUSEHOLDS[6], VisitOutcome::Delivered));
    tablet.record(visit(HOUSEHOLDS[7], VisitOutcome::NotMet));
    tablet.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    tablet.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    tablet.record(ballot(HOUSEHOLDS[2], Choice::Blank(BlankReason::NoBox)));
    tablet.record(ballot(HOUSEHOLDS[3], Choice::Invalid(InvalidCode::I3)));
    tablet.record(ballot(HOUSEHOLDS[4], Choice::Invalid(InvalidCode::I1)));
    let first = tablet.record(ballot(HOUSEHOLDS[5], Choice::Professional));
    let other = tablet.record(replacing(HOUSEHOLDS[5], Choice::Quasi, &[]));
    let count = Count::of(&compound(tablet));
    assert_eq!(count.tally, compound(tablet).tally());
    assert_eq!((count.issued, count.tally.returned, count.valid()), (7, 6, 2));
    let invalid = |count: &Count| count.invalid.iter().map(|(code, n)| (*code, *n)).collect::<Vec<_>>();
    assert_eq!(invalid(&count), [(InvalidCode::I1, 1), (InvalidCode::I3, 1)]);
    // What is in conflict is in none of the columns, and once none of it stands it is invalid.
    assert_eq!(count.tally.counts.conflicts, 1);
    s.hand_over();
    s.supervisor.record(settle(HOUSEHOLDS[5], &[&first, &other], None));
    let settled = Count::of(&compound(&s.supervisor));
    assert_eq!(invalid(&settled), [(InvalidCode::I1, 1), (InvalidCode::I3, 1), (InvalidCode::I9, 1)]);
    assert_eq!(settled.invalid.values().sum::<u64>(), settled.tally.counts.invalid);
}

#[test]
fn a_form_that_came_back_too_late_to_be_counted_had_reached_its_household() {
    use wenlou::app::papers::undelivered;
    use wenlou::findings::progress::progress;
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let figures = |office: &Tablet| {
        let of = compound(office);
        let missed = undelivered(&of);
        let missed = missed.elsewhere + missed.buildings.iter().map(|(_, n)| n).sum::<u64>();
        (Count::of(&of).issued, progress(&of).whole.delivered, missed)
    };
    office.record(visit(HOUSEHOLDS[0], VisitOutcome::Delivered));
    office.record(close("2026-03-20"));
    assert_eq!(figures(office), (1, 1, 7));
    let signed_late = |household: &str| {
        let mut late = support::taken(household, Choice::Professional);
        late.ballot.signed_on = "2026-03-21".into();
        Fact::Ballot(late)
    };
    office.record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
    office.record(signed_late(HOUSEHOLDS[0]));
    assert_eq!(Count::of(&compound(office)).late, 1);
    assert_eq!(figures(office), (1, 1, 7), "it was delivered as before");
    office.record(signed_late(HOUSEHOLDS[1]));
    assert_eq!(figures(office), (2, 2, 6), "nobody was there: it was brought in");
    office.record(spoil(HOUSEHOLDS[1], &format!("No.{}", HOUSEHOLDS[1])));
    assert_eq!(figures(office), (1, 1, 7), "they get another");
}

#[test]
fn what_a_change_of_the_notice_costs_is_said_of_the_roll_as_the_count_has_it() {
    use wenlou::app::notice::told;
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    office.record(visit(HOUSEHOLDS[0], VisitOutcome::Delivered));
    office.record(visit(HOUSEHOLDS[1], VisitOutcome::Delivered));
    office.record(ballot(HOUSEHOLDS[2], Choice::Quasi));
    assert_eq!(told(&compound(office)), (3, 1));
    let after = Roll::new(titles().into_iter().filter(|title| title.id.as_str() != HOUSEHOLDS[0]).collect());
    correct(office, vec![], HOUSEHOLDS[0], &after);
    let found = compound(office);
    assert_eq!((told(&found), Count::of(&found).issued), ((2, 1), 2));
    assert_eq!(found.asked(), 3, "they, too, were told of what the notice said before");
}

#[test]
fn each_attempt_is_a_line_of_the_notice_at_the_door() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    for outcome in [VisitOutcome::NotMet, VisitOutcome::Refused, VisitOutcome::NotMet] {
        office.record(visit(HOUSEHOLDS[0], outcome));
    }
    let found = compound(office);
    let file = found.file(&HOUSEHOLDS[0].into()).unwrap();
    assert_eq!(wenlou::app::papers::missed_at(file), "2026-03-09 19:30\n2026-03-09 19:30");
}

#[test]
fn minutes_are_of_the_count_or_the_recount_that_is_ticked() {
    assert_eq!(Lang::Zh.count_stages(), ("计票阶段", "□ 初步计票　□ 复核　□ 最终计票".to_owned()));
    assert_eq!(Lang::En.count_stages(), ("Count", "□ Preliminary　□ Recount　□ Final".to_owned()));
}

#[test]
fn what_waits_for_a_second_person_is_on_paper_as_returned_and_in_no_mode() {
    let mut s = hanging(terms(&[("second_check", "yes")]));
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Invalid(InvalidCode::I5)));
    let count = Count::of(&compound(&s.tablets[0]));
    assert_eq!((count.issued, count.tally.returned, count.tally.counts.waiting), (2, 2, 2));
    assert_eq!((count.valid(), count.invalid.len()), (0, 0));
}

#[test]
fn the_minutes_tell_how_many_count_that_were_recorded_after_the_closing_day() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    office.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    office.clock += 30 * 24 * 60 * 60 * 1000;
    office.record(ballot(HOUSEHOLDS[1], Choice::Professional));
    assert_eq!(Count::of(&compound(office)).recorded_since, 0, "while it is open there is no such day");
    office.record(close("2026-03-20"));
    let count = Count::of(&compound(office));
    assert_eq!((count.tally.returned, count.recorded_since), (2, 1));
}
