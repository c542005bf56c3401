//! Which ballots count: of what roll and notice, of what days, on what paper.

use super::*;

#[test]
fn nothing_is_recorded_before_roll_and_notice() {
    let setups: [fn(&mut Tablet); 4] = [
        |_| {},
        |t| {
            import_roll(t, households());
        },
        |t| {
            import_roll(t, households());
            freeze(t);
        },
        |t| {
            import_roll(t, households());
            freeze(t);
            t.record(Fact::Notice(NoticePosted {
                compound: COMPOUND.into(),
                notice: Notice { places: " ".into(), ..notice() },
                why: None,
                roll: None,
            }));
        },
    ];
    for (step, setup) in setups.into_iter().enumerate() {
        let mut s = Scenario::with(1, setup);
        let id = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
        s.hand_over();
        let state = s.supervisor.state();
        assert_eq!(remarks(&state).last(), Some(&(id, NoEffect::BeforeRollOrNotice)), "step {step}");
        assert_eq!(compound(&state).tally().returned, 0, "step {step}");
        assert_eq!(compound(&state).uncounted().len(), 0);
    }
}

#[test]
fn ballots_outside_the_frame_are_not_counted() {
    let cases: Vec<(&str, Option<&str>, &str, Option<Uncounted>)> = vec![
        ("before the notice", None, "2026-02-28", Some(Uncounted::BeforeNotice)),
        ("on the day of the notice", None, POSTED_ON, None),
        ("on the closing day", Some("2026-03-31"), "2026-03-31", None),
        ("after the closing day", Some("2026-03-31"), "2026-04-01", Some(Uncounted::AfterClose)),
        ("never closed", None, "2027-01-01", None),
    ];
    for (name, closed, signed_on, expected) in cases {
        let mut s = Scenario::ready(1);
        let paper = Ballot { signed_on: signed_on.into(), ..paper("No.1", Choice::Professional) };
        s.tablets[0].record(Fact::Ballot(BallotTaken { ballot: paper, ..taken(HOUSEHOLDS[0], Choice::Professional) }));
        s.hand_over();
        if let Some(on) = closed {
            s.supervisor.record(close(on));
        }
        let state = s.supervisor.state();
        let uncounted: Vec<_> = compound(&state).uncounted().into_iter().map(|(_, _, why)| why).collect();
        assert_eq!(uncounted.first().copied(), expected, "{name}");
        assert_eq!(compound(&state).tally().counts.professional, u64::from(expected.is_none()), "{name}");
        assert_eq!(compound(&state).tally().returned, u64::from(expected.is_none()), "{name}");
        assert_eq!(state.remarks, [], "{name}: it is on file all the same");
    }

    let mut s = Scenario::ready(2);
    let other = BallotTaken { roll: "0".repeat(64), ..taken(HOUSEHOLDS[0], Choice::Professional) };
    s.tablets[0].record(Fact::Ballot(other));
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(compound(&state).uncounted()[0].2, Uncounted::OtherRoll);
    assert_eq!(standing(&state, 0), "quasi ×1", "what isn't counted contradicts nothing");
}

#[test]
fn a_ballot_that_names_no_paper_does_not_count() {
    for (serial, signed_on) in
        [("", "2026-03-10"), (" ", "2026-03-10"), ("No.1", ""), ("No.1", "2026-02-30"), ("No.1", "口头")]
    {
        let mut s = Scenario::ready(1);
        let spoken = Ballot { signed_on: signed_on.into(), ..paper(serial, Choice::Professional) };
        s.tablets[0].record(Fact::Ballot(BallotTaken { ballot: spoken, ..taken(HOUSEHOLDS[0], Choice::Professional) }));
        s.hand_over();
        let state = s.supervisor.state();
        let why: Vec<_> = compound(&state).uncounted().into_iter().map(|(_, _, why)| why).collect();
        assert_eq!(why, [Uncounted::NoPaper], "{serial:?} {signed_on:?}");
        assert_eq!(
            (counts(&state), compound(&state).tally().returned),
            ([0, 0, 0, 0, 0, 8], 0),
            "{serial:?} {signed_on:?}"
        );
        // It contradicts no paper either.
        s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
        s.hand_over();
        assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
    }
}

#[test]
fn the_notice_in_force_is_the_last_one() {
    let mut s = Scenario::ready(1);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    let later = Notice { posted_on: "2026-03-15".into(), ..notice() };
    s.supervisor.record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: later, why: None, roll: None }));
    assert_eq!(compound(&s.supervisor.state()).uncounted()[0].2, Uncounted::BeforeNotice);
}

#[test]
fn a_paper_cannot_be_two_votes_unseen() {
    let mut s = Scenario::ready(2);
    let same = |at: usize| {
        let ballot = paper("No.7", Choice::Professional);
        Fact::Ballot(BallotTaken { ballot, ..taken(HOUSEHOLDS[at], Choice::Professional) })
    };
    let first = s.tablets[0].record(same(0));
    s.tablets[1].record(same(1));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(compound(&state).doubled_serials(), [("No.7", vec![&door(0), &door(1)])]);
    s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&first]));
    assert_eq!(compound(&s.supervisor.state()).doubled_serials(), []);
}
