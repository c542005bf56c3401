//! Two titles that became one, and what each had handed in: one title has one vote (catalogue 5).

use super::*;
use support::{replacing, settle, withdraw};
use wenlou::app::form::FormKey;
use wenlou::app::notice::Msg;
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::BlankReason;
use wenlou::journal::RecordId;

/// Two that voted, one for each mode, and are merged.
fn merged_otherwise() -> (Scenario, RecordId, RecordId) {
    let mut s = Scenario::ready(1);
    let kept = s.supervisor.record(ballot("1-1-101", Choice::Professional));
    let gone = s.supervisor.record(signed_by("1-1-102", "N9", Choice::Quasi, &[]));
    let merge = [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "102"), ("why", "合并登记")];
    let correct = corrects(&s.supervisor.state(), &merge).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    (s, kept, gone)
}

/// A paper on the roll as it is corrected by then.
fn signed_by(household: &str, serial: &str, choice: Choice, replaces: &[&RecordId]) -> Fact {
    let Fact::Ballot(mut taken) = replacing(household, choice, replaces) else { panic!() };
    taken.ballot.serial = serial.into();
    taken.why = taken.why.filter(|_| !replaces.is_empty());
    Fact::Ballot(taken)
}

#[test]
fn papers_of_two_titles_that_became_one_and_contradict_each_other_count_for_neither_mode() {
    let counts = |s: &Scenario| {
        let counts = compound(&s.supervisor.state()).tally().counts;
        (counts.professional, counts.quasi, counts.conflicts, counts.annulled)
    };
    let own = |s: &Scenario, fact: Fact| {
        let Fact::Ballot(mut taken) = fact else { panic!() };
        taken.roll = compound(&s.supervisor.state()).frozen_roll().unwrap().hash().to_owned();
        Fact::Ballot(taken)
    };
    let (mut s, kept, gone) = merged_otherwise();
    let home: HouseholdId = "1-1-101".into();
    assert_eq!(counts(&s), (0, 0, 1, 0), "one title, two papers that say otherwise");
    {
        let state = s.supervisor.state();
        let Standing::Conflict(of) = compound(&state).standing(&home) else { panic!() };
        assert_eq!(of.iter().map(|record| &record.stamp.id).collect::<Vec<_>>(), [&kept, &gone]);
    }
    // That its number is put right is no new signature.
    let right = own(&s, signed_by("1-1-101", "N7", Choice::Professional, &[&kept]));
    let right = s.supervisor.record(right);
    assert_eq!(counts(&s), (0, 0, 1, 0));
    // Neither is let stand: the owner signs anew.
    s.supervisor.record(settle("1-1-101", &[&right, &gone], None));
    assert_eq!(counts(&s), (0, 0, 0, 1));
    let anew = own(&s, signed_by("1-1-101", "N8", Choice::Quasi, &[]));
    s.supervisor.record(anew);
    assert_eq!(counts(&s), (0, 1, 0, 0));

    // Its own is let stand.
    let (mut s, kept, gone) = merged_otherwise();
    s.supervisor.record(settle("1-1-101", &[&kept, &gone], Some(&kept)));
    assert_eq!(counts(&s), (1, 0, 0, 0));
    // What the other one's paper says is put right since: nobody spoke of that.
    s.supervisor.record(signed_by("1-1-102", "N9", Choice::Blank(BlankReason::NoBox), &[&gone]));
    assert_eq!(counts(&s), (0, 0, 1, 0));

    // It is taken back and signed anew, by whom both are.
    let (mut s, kept, _) = merged_otherwise();
    s.supervisor.record(withdraw("1-1-101", &[&kept]));
    assert_eq!(counts(&s), (0, 0, 0, 0));
    let anew = own(&s, signed_by("1-1-101", "N8", Choice::Professional, &[]));
    s.supervisor.record(anew);
    assert_eq!(counts(&s), (1, 0, 0, 0));

    // The other one's is taken back, or says the same.
    let (mut s, _, gone) = merged_otherwise();
    s.supervisor.record(withdraw("1-1-102", &[&gone]));
    assert_eq!(counts(&s), (1, 0, 0, 0));
    let (mut s, _, gone) = merged_otherwise();
    s.supervisor.record(signed_by("1-1-102", "N9", Choice::Professional, &[&gone]));
    assert_eq!(counts(&s), (1, 0, 0, 0));

    // What a tablet that hadn't heard took before, and handed over late.
    let mut s = Scenario::ready(1);
    s.tablets[0].record(ballot("1-1-102", Choice::Quasi));
    s.supervisor.record(ballot("1-1-101", Choice::Professional));
    let merge = [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "102"), ("why", "合并登记")];
    let correct = corrects(&s.supervisor.state(), &merge).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    assert_eq!(counts(&s), (1, 0, 0, 0));
    s.hand_over();
    assert_eq!(counts(&s), (0, 0, 1, 0));

    // Merged on: into the third, which says the same as the first.
    let (mut s, ..) = merged_otherwise();
    s.supervisor.record(ballot("1-1-201", Choice::Professional));
    let on = [("change", "merge"), ("suite", "1幢1单元201"), ("other_suite", "101"), ("why", "合并登记")];
    let correct = corrects(&s.supervisor.state(), &on).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    assert_eq!(counts(&s), (0, 0, 1, 0));
}

/// A paper that was ruled out was recorded once more before, and those of the other title say the same.
#[test]
fn what_another_title_signed_is_no_new_signature_of_the_one_that_it_became_one_with() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let both = [("N1", Choice::Professional), ("N2", Choice::Quasi)];
    let both = both.map(|(serial, choice)| office.record(signed_by("1-1-101", serial, choice, &[])));
    office.record(settle("1-1-101", &[&both[0], &both[1]], None));
    office.record(signed_by("1-1-101", "N1", Choice::Professional, &[]));
    for serial in ["N7", "N8", "N9"] {
        office.record(signed_by("1-1-102", serial, Choice::Professional, &[]));
    }
    let merge = [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "102"), ("why", "合并登记")];
    let correct = corrects(&office.state(), &merge).unwrap();
    office.record(Fact::Correct(correct));
    let counts = compound(&office.state()).tally().counts;
    assert_eq!((counts.professional, counts.conflicts), (0, 1));
}

/// The button is below what the form says of it.
#[test]
fn why_two_titles_cannot_become_one_comes_into_sight() {
    let mut s = Scenario::ready(0);
    s.supervisor.record(visit("1-1-102", VisitOutcome::Collected));
    let mut model = Model::new(Parts::ALL);
    let mut send = |event| {
        let now = Moment { at: 1_773_964_800_000, local: "2026-03-20T09:00".into(), nonce: "n".repeat(22) };
        update(&mut model, &now, event)
    };
    let at_start = AtStart { key: Some(s.supervisor.device.key.clone()), ..AtStart::default() };
    send(Event::Started(Box::new(at_start)));
    let campaign = s.supervisor.journal.campaign().clone();
    send(Event::Go(Route::Notice(campaign.clone(), COMPOUND.into())));
    send(Event::Loaded { campaign, records: s.supervisor.records() });
    let merge = [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "102"), ("why", "合并登记")];
    for (field, text) in merge {
        send(Event::Edit { form: FormKey::Correct(COMPOUND.into()), field, text: text.into() });
    }
    let effects = send(Event::notice(Msg::Correct(COMPOUND.into())));
    assert!(effects.contains(&Effect::Reveal("change".into())), "{effects:?}");
    assert_eq!(
        compound(model.state().unwrap()).since_freeze().len(),
        compound(&s.supervisor.state()).since_freeze().len()
    );
}

#[test]
fn that_both_of_two_that_become_one_have_a_paper_is_told() {
    let in_a_bag = |door: &str| visit(door, VisitOutcome::Collected);
    let on_record = |door: &str| ballot(door, Choice::Quasi);
    let papers = [
        (vec![on_record("1-1-101"), on_record("1-1-102")], true),
        (vec![on_record("1-1-101")], false),
        (vec![on_record("1-1-102")], false),
    ];
    let merge = [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "102")];
    for (papers, both) in papers {
        let mut s = Scenario::ready(1);
        papers.into_iter().for_each(|paper| drop(s.supervisor.record(paper)));
        let state = s.supervisor.state();
        assert_eq!(merges_ballots(compound(&state), &corrects(&state, &merge).unwrap()), both);
        let take = corrects(&state, &TAKE).unwrap();
        assert!(!merges_ballots(compound(&state), &take));
        let has_one = compound(&state).file(&"1-1-102".into()).is_some_and(|file| *file != HouseholdFile::default());
        assert_eq!(lost_ballots(compound(&state), &take).len(), usize::from(has_one));
    }
    // One that lies in a bag is recorded first: afterwards nobody could.
    for papers in
        [vec![on_record("1-1-101"), in_a_bag("1-1-102")], vec![in_a_bag("1-1-102")], vec![in_a_bag("1-1-101")]]
    {
        let mut s = Scenario::ready(1);
        papers.into_iter().for_each(|paper| drop(s.supervisor.record(paper)));
        let problems = corrects(&s.supervisor.state(), &merge).unwrap_err();
        assert_eq!(problems, [("change", ProblemKind::from(OfficeProblem::PaperInBag))]);
    }
}
