//! Closing the ballot, and what comes to light afterwards.

use super::*;

/// Two tablets; `a` says professional before the supervisor closes, `b` says quasi and is handed over afterwards. `heard`:
/// whether tablet `b` had seen the closing when it wrote.
fn late(heard: bool) -> Scenario {
    let mut s = Scenario::ready(2);
    let trusted = s.trusted();
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    if !heard {
        s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    }
    let file = s.tablets[0].bundle();
    s.supervisor.take(&file, &trusted);
    s.supervisor.record(close("2026-03-31"));
    assert!(compound(&s.supervisor.state()).tally().counts.closed);
    if heard {
        s.hand_out(1);
        s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    }
    s.hand_over();
    s
}

#[test]
fn a_conflict_that_comes_to_light_after_closing_opens_the_ballot_again() {
    let mut s = late(false);
    let state = s.supervisor.state();
    let tally = compound(&state).tally();
    assert_eq!(remarks(&state).iter().map(|(_, why)| *why).collect::<Vec<_>>(), [NoEffect::UnsettledConflicts]);
    assert!(!tally.counts.closed && compound(&state).closed.is_none());
    assert!(compound(&state).close_undone.is_some());
    assert_eq!((tally.counts.conflicts, tally.decision), (1, Decision::Undecided));

    // Settled, it has to be closed again, by a word of its own.
    let over: Vec<RecordId> = compound(&state).conflicts()[0].1.iter().map(|record| record.stamp.id.clone()).collect();
    s.supervisor.record(settle(HOUSEHOLDS[0], &[&over[0], &over[1]], Some(&over[0])));
    assert!(!compound(&s.supervisor.state()).tally().counts.closed);
    s.supervisor.record(close("2026-03-31"));
    let state = s.supervisor.state();
    assert!(compound(&state).tally().counts.closed && compound(&state).close_undone.is_none());
}

#[test]
fn a_conflict_recorded_after_closing_leaves_it_closed_and_undecided_where_it_matters() {
    let state = late(true).supervisor.state();
    let tally = compound(&state).tally();
    assert_eq!(state.remarks, []);
    assert!(tally.counts.closed);
    // Of eight one contradicts itself and none of the others was returned: professional can't be reached any more.
    assert_eq!((tally.counts.conflicts, tally.decision, tally.secured), (1, Decision::Quasi, false));
}

#[test]
fn closing_needs_a_frame_and_no_conflict() {
    let mut s = Scenario::with(0, |_| {});
    let id = s.supervisor.record(close("2026-03-31"));
    assert_eq!(remarks(&s.supervisor.state()), [(id, NoEffect::BeforeRollOrNotice)]);

    let mut s = Scenario::ready(2);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    let id = s.supervisor.record(close("2026-03-31"));
    assert_eq!(remarks(&s.supervisor.state()), [(id, NoEffect::UnsettledConflicts)]);
}

#[test]
fn half_decides_and_a_closed_ballot_can_be_opened_again() {
    let mut s = Scenario::ready(1);
    for household in &HOUSEHOLDS[..4] {
        s.tablets[0].record(ballot(household, Choice::Professional));
    }
    s.hand_over();
    let tally = compound(&s.supervisor.state()).tally();
    assert_eq!((tally.decision, tally.secured, tally.share()), (Decision::Professional, true, "4/8".into()));
    s.supervisor.record(close("2026-03-31"));
    let tally = compound(&s.supervisor.state()).tally();
    assert_eq!((tally.decision, tally.secured, tally.counts.closed), (Decision::Professional, false, true));
    s.supervisor.record(reopen());
    assert!(!compound(&s.supervisor.state()).tally().counts.closed);
}
