//! What a paper can't be printed without, and when one is laid out.

use super::*;

#[test]
fn what_a_paper_lacks_keeps_it_from_being_printed() {
    let bare = Scenario::with(0, |supervisor| {
        import_roll(supervisor, titles());
    });
    let all_but_authority = Paper::ALL.into_iter().filter(|paper| *paper != Paper::Authority);
    let roll: Vec<_> = all_but_authority.map(|paper| (paper, vec![Lack::Roll])).collect();
    assert_eq!(lacks(&bare.supervisor, TODAY), roll);
    let mut frozen = bare;
    freeze(&mut frozen.supervisor);
    assert_eq!(lacks_of(Paper::Draft, &frozen.supervisor, TODAY), [Lack::Contents]);
    assert_eq!(lacks_of(Paper::Modes, &frozen.supervisor, TODAY), [Lack::Notice]);
    assert_eq!(lacks_of(Paper::Register, &frozen.supervisor, TODAY), []);
    let own = Scenario::ready(0);
    assert_eq!(lacks_of(Paper::Forms, &own.supervisor, TODAY), [Lack::PrintedForms]);
    assert_eq!(lacks_of(Paper::Preliminary, &own.supervisor, TODAY), [Lack::Close]);
    let open = [
        (Paper::Draft, vec![Lack::FirstDay]),
        (Paper::NotMet, vec![Lack::Met]),
        (Paper::Preliminary, vec![Lack::Close]),
        (Paper::Final, vec![Lack::Close]),
    ];
    assert_eq!(lacks(&printing().supervisor, POSTED_ON), open, "its first day is too soon for another notice");
}

#[test]
fn what_needs_all_devices_is_printed_on_a_supervisors() {
    let mut s = printing();
    s.supervisor.record(close("2026-03-20"));
    s.hand_out(0);
    let public = [Paper::Draft, Paper::Undelivered, Paper::Count, Paper::Preliminary, Paper::Final];
    for paper in public {
        assert_eq!(lacks_of(paper, &s.tablets[0], TODAY), [Lack::Supervisor]);
    }
    assert_eq!(lacks(&s.tablets[0], TODAY).len(), public.len() + 1, "besides, nobody was missed");
    let mut doors = Program::at_the_papers(&s.tablets[0]);
    assert_eq!(doors.send(Event::papers(Msg::Print(Paper::Preliminary))), []);
    assert_eq!(doors.0.papers.laid, None);
}

#[test]
fn a_count_that_is_open_somewhere_is_no_result_though_it_was_closed() {
    let mut s = printing();
    let (home, other) = (HOUSEHOLDS[0], HOUSEHOLDS[1]);
    s.tablets[0].record(ballot(home, Choice::Professional));
    s.supervisor.record(close("2026-03-20"));
    assert_eq!(lacks_of(Paper::Preliminary, &s.supervisor, TODAY), []);
    // What comes in afterwards contradicts another, and two are said to be on one paper.
    s.hand_over();
    s.supervisor.record(ballot(home, Choice::Quasi));
    let Fact::Ballot(mut same_paper) = ballot(other, Choice::Quasi) else { panic!() };
    same_paper.ballot.serial = format!("No.{home}");
    s.supervisor.record(Fact::Ballot(same_paper));
    let open = [Lack::Unknown(2), Lack::Doubled(1)];
    for paper in [Paper::Preliminary, Paper::Final] {
        assert_eq!(lacks_of(paper, &s.supervisor, TODAY), open, "{paper:?}");
    }
    let mut office = Program::at_the_papers(&s.supervisor);
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Preliminary))), []);
}

#[test]
fn a_notice_of_before_a_correction_of_the_roll_tells_another_n() {
    let mut s = printing();
    take_off_the_shop(&mut s.supervisor);
    assert!(compound(&s.supervisor).notice_outdated);
    assert_eq!(lacks_of(Paper::Modes, &s.supervisor, TODAY), [Lack::Outdated]);
    s.supervisor.record(close("2026-03-20"));
    s.supervisor.record(posted());
    assert_eq!(lacks_of(Paper::Modes, &s.supervisor, TODAY), []);
}

#[test]
fn a_paper_is_laid_out_only_when_it_is_asked_for_and_put_away_with_the_screen() {
    let s = printing();
    let mut office = Program::at_the_papers(&s.supervisor);
    assert_eq!(office.0.papers.laid, None);
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Final))), [], "the ballot isn't closed");
    assert_eq!(office.0.papers.laid, None);
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Forms))), [Effect::Print]);
    assert_eq!(office.0.papers.laid, Some(Paper::Forms));
    let place = Place::Building("2".into());
    office.send(Event::papers(Msg::Choose(place.clone())));
    assert_eq!((&office.0.papers.of, office.0.papers.laid), (&place, None), "for whom it was is no longer so");
    office.send(Event::papers(Msg::Print(Paper::Forms)));
    let campaign = s.supervisor.journal.campaign().clone();
    office.send(Event::Go(Route::Compound(campaign, COMPOUND.into())));
    assert_eq!((&office.0.papers.of, office.0.papers.laid), (&Place::Compound, None));
}
