//! Two titles that became one, and what each had handed in: one title has one vote (catalogue 5).

use super::*;
use support::{replacing, settle, withdraw};
use wenlou::app::form::FormKey;
use wenlou::app::notice::Msg;
use wenlou::app::round::unrecorded;
use wenlou::app::scan::household_of;
use wenlou::app::tally;
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::BlankReason;
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;
use wenlou::findings::closing::outstanding;
use wenlou::findings::count::Count;
use wenlou::findings::progress::progress;
use wenlou::journal::RecordId;
use wenlou::journal::fact::Spoil;

pub const MERGE: [(&str, &str); 4] =
    [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "102"), ("why", "合并登记")];

/// Two that voted, one for each mode, and are merged.
fn merged_otherwise() -> (Scenario, RecordId, RecordId) {
    let mut s = Scenario::ready(1);
    let kept = s.supervisor.record(ballot("1-1-101", Choice::Professional));
    let gone = s.supervisor.record(signed_by("1-1-102", "N9", Choice::Quasi, &[]));
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    (s, kept, gone)
}

/// A paper on the roll as it is corrected by then.
pub fn signed_by(household: &str, serial: &str, choice: Choice, replaces: &[&RecordId]) -> Fact {
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
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
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

/// What a title that came back signed, and came off again with, is none of the one that it had been one with.
#[test]
fn a_title_that_came_back_and_came_off_for_another_reason_is_merged_no_more() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let corrected = |office: &mut support::Tablet, texts: &[(&'static str, &str)]| {
        let correct = corrects(&office.state(), texts).unwrap();
        office.record(Fact::Correct(correct));
    };
    office.record(ballot("1-1-101", Choice::Professional));
    corrected(office, &MERGE);
    corrected(office, &[("change", "add"), ("suite", "1幢1单元102"), ("holders", "李*")]);
    let roll = compound(&office.state()).frozen_roll().unwrap().hash().to_owned();
    let Fact::Ballot(taken) = ballot("1-1-102", Choice::Quasi) else { panic!() };
    office.record(Fact::Ballot(BallotTaken { roll, ..taken }));
    let counts = |state: &State| {
        let counts = compound(state).tally().counts;
        (counts.professional, counts.quasi, counts.conflicts)
    };
    assert_eq!(counts(&office.state()), (1, 1, 0));
    corrected(office, &TAKE);
    assert_eq!(counts(&office.state()), (1, 0, 0));
    assert!(compound(&office.state()).title_at_door(&"1-1-102".into()).is_none());
}

/// What stood beside a title's papers goes with them, and is of before the merger that brought it along.
#[test]
fn what_a_title_was_merged_with_comes_along_into_a_third_that_signed_meanwhile() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let day = |n: i64| 1_773_280_800_000 + (n - 12) * 86_400_000;
    let signed = |office: &mut support::Tablet, door: &str, choice, on: &str| {
        let Fact::Ballot(mut of) = ballot(door, choice) else { panic!() };
        of.roll = compound(&office.state()).frozen_roll().unwrap().hash().to_owned();
        of.ballot.signed_on = on.into();
        office.clock = day(16);
        office.record(Fact::Ballot(of));
    };
    signed(office, "1-1-101", Choice::Professional, "2026-03-10");
    signed(office, "1-1-102", Choice::Quasi, "2026-03-10");
    let merge = corrects(&office.state(), &MERGE).unwrap();
    office.clock = day(11);
    office.record(Fact::Correct(merge));
    signed(office, "1-1-201", Choice::Professional, "2026-03-13");
    let on = [("change", "merge"), ("suite", "1幢1单元201"), ("other_suite", "101"), ("why", "合并登记")];
    let on = corrects(&office.state(), &on).unwrap();
    office.clock = day(15);
    office.record(Fact::Correct(on));
    let counts = compound(&office.state()).tally().counts;
    assert_eq!((counts.professional, counts.conflicts), (0, 1));
    // The third signs the form anew that it had signed before.
    let paper = compound(&office.state()).file(&"1-1-201".into()).unwrap().ballots[0].stamp.id.clone();
    let Fact::Ballot(mut anew) = replacing("1-1-201", Choice::Professional, &[&paper]) else { panic!() };
    anew.roll = compound(&office.state()).frozen_roll().unwrap().hash().to_owned();
    (anew.ballot.serial, anew.ballot.signed_on) = ("No.1-1-201".into(), "2026-03-18".into());
    office.clock = day(18);
    office.record(Fact::Ballot(anew));
    let counts = compound(&office.state()).tally().counts;
    assert_eq!((counts.professional, counts.conflicts), (1, 0));
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
    let correct = corrects(&office.state(), &MERGE).unwrap();
    office.record(Fact::Correct(correct));
    let counts = compound(&office.state()).tally().counts;
    assert_eq!((counts.professional, counts.conflicts), (0, 1));
}

/// A tablet handed over what it took only once they were one: it is asked for, and recorded of the title that it was taken from.
#[test]
fn a_paper_that_nobody_knew_of_when_two_titles_became_one_is_asked_for_and_recorded() {
    let (kept, gone): (HouseholdId, HouseholdId) = ("1-1-101".into(), "1-1-102".into());
    let mut s = Scenario::ready(1);
    let mut terms: Terms = s.supervisor.state().terms.unwrap();
    terms.settings.set(catalogue::setting("forms").unwrap(), "printed").unwrap();
    s.supervisor.record(Fact::Terms(terms));
    s.tablets[0].record(visit("1-1-102", VisitOutcome::Collected));
    s.supervisor.record(ballot("1-1-101", Choice::Professional));
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    let asked = |s: &Scenario| {
        let state = s.supervisor.state();
        let of = compound(&state);
        let at_doors: Vec<String> = unrecorded(of).into_iter().map(|title| title.id.to_string()).collect();
        let progress = progress(of);
        let building = progress.buildings.iter().find(|(no, _)| no.as_str() == "1").map(|(_, of)| of.unrecorded);
        let closing = outstanding(&state, of, &s.supervisor.device.id, &[], "2026-04-30");
        let devices: u64 = progress.devices.iter().map(|(_, of)| of.unrecorded).sum();
        let figures = [Count::of(of).unrecorded, progress.whole.unrecorded, building.unwrap(), devices];
        assert_eq!(figures, [at_doors.len() as u64; 4]);
        assert_eq!(closing.unrecorded.iter().map(HouseholdId::to_string).collect::<Vec<_>>(), at_doors);
        assert_eq!(progress.whole.households, of.tally().counts.total);
        at_doors
    };
    assert_eq!(asked(&s), [""; 0]);
    s.hand_over();
    assert_eq!(asked(&s), ["1-1-102"]);
    // Its form opens its door, and there it is what it says.
    let state = s.supervisor.state();
    let of = compound(&state);
    let serial = of.form_serial(&gone).unwrap();
    let code = FormCode {
        campaign: state.campaign.clone(),
        compound: of.card.id.clone(),
        serial: FormSerial::read(&serial).unwrap(),
    };
    let (route, _) = household_of(&state, &of.card.id, &code.to_string()).unwrap();
    assert_eq!(route, Route::Household(state.campaign.clone(), of.card.id.clone(), gone.clone()));
    assert!(of.title_at_door(&gone).is_some());
    let at = |household| AtDoor {
        compound: of,
        household,
        device: &s.supervisor.device.id,
        supervisor: true,
        today: "2026-03-20",
    };
    let mut form = Form::default();
    let texts =
        [("serial", &*serial), ("choice", "quasi"), ("signer", "owner"), ("signed_on", "2026-03-09"), ("why", "")];
    texts
        .into_iter()
        .chain([("collector_a", "王"), ("collector_b", "李")])
        .for_each(|(field, text)| form.set(field, text));
    assert_eq!(ballot::check(&form, &at(&kept)).unwrap_err()[0].field, "serial");
    let taken = ballot::check(&form, &at(&gone)).unwrap();
    // Spoiled, there is no other one: whoever signs anew signs that of the title that stayed.
    let mut spoiled = s.clone();
    let (compound_of, household) = (compound_id(), gone.clone());
    let spoil = Spoil { compound: compound_of, household, serial: serial.clone(), why: "撕坏".into() };
    spoiled.supervisor.record(Fact::Spoil(spoil));
    assert_eq!((compound(&spoiled.supervisor.state()).form_serial(&gone), asked(&spoiled)), (None, vec![]));
    s.supervisor.record(Fact::Ballot(taken));
    assert_eq!(asked(&s), [""; 0]);
    let counts = compound(&s.supervisor.state()).tally().counts;
    assert_eq!((counts.professional, counts.quasi, counts.conflicts), (0, 0, 1));
    // Where both said nothing but this, one of the two titles did.
    let mut s = Scenario::ready(1);
    s.tablets[0].record(ballot("1-1-102", Choice::Professional));
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    s.hand_over();
    let counts = compound(&s.supervisor.state()).tally().counts;
    assert_eq!((counts.professional, counts.conflicts), (0, 0));
    // One that was taken off for good is asked for no more: nothing would come of it.
    let mut s = Scenario::ready(1);
    s.tablets[0].record(visit("1-1-102", VisitOutcome::Collected));
    let correct = corrects(&s.supervisor.state(), &TAKE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    s.hand_over();
    let state = s.supervisor.state();
    assert!(unrecorded(compound(&state)).is_empty() && compound(&state).title_at_door(&gone).is_none());
}

/// The tablet that took it hasn't heard that the desk recorded it, and settled it away.
#[test]
fn a_copy_of_what_was_ruled_out_of_a_merged_title_is_no_news() {
    let mut s = Scenario::ready(1);
    let kept = s.supervisor.record(ballot("1-1-101", Choice::Professional));
    let gone = s.supervisor.record(signed_by("1-1-102", "N9", Choice::Quasi, &[]));
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    s.supervisor.record(settle("1-1-101", &[&kept, &gone], Some(&kept)));
    let counts = |s: &Scenario| {
        let counts = compound(&s.supervisor.state()).tally().counts;
        (counts.professional, counts.conflicts)
    };
    assert_eq!(counts(&s), (1, 0));
    s.tablets[0].record(signed_by("1-1-102", "N9", Choice::Quasi, &[]));
    s.hand_over();
    assert_eq!(counts(&s), (1, 0));
    // What was ruled out says something else by now.
    let holds = |s: &Scenario| {
        let settled = s.supervisor.journal.entries().find_map(|(id, entry)| match &entry.fact {
            Fact::Settle(settle) => Some((id.clone(), settle.clone())),
            _ => None,
        });
        let (word, settle) = settled.unwrap();
        tally::holds(compound(&s.supervisor.state()), &word, &settle)
    };
    assert!(holds(&s));
    s.supervisor.record(signed_by("1-1-102", "N9", Choice::Blank(BlankReason::NoBox), &[&gone]));
    assert_eq!((counts(&s), holds(&s)), ((0, 1), false));
}

#[test]
fn what_was_settled_of_a_title_before_it_became_one_with_another_is_listed_once() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let both = [("N1", Choice::Professional), ("N2", Choice::Quasi)];
    let both = both.map(|(serial, choice)| office.record(signed_by("1-1-102", serial, choice, &[])));
    let Fact::Settle(word) = settle("1-1-102", &[&both[0], &both[1]], Some(&both[0])) else { panic!() };
    let id = office.record(Fact::Settle(word.clone()));
    let correct = corrects(&office.state(), &MERGE).unwrap();
    office.record(Fact::Correct(correct));
    let state = office.state();
    assert_eq!(tally::papers(compound(&state), &word).len(), 2);
    assert!(tally::holds(compound(&state), &id, &word));
}

/// It was merged by mistake: what contradicted the other's papers is none of theirs any more.
#[test]
fn what_was_settled_together_with_a_title_that_comes_back_is_settled_no_more() {
    let back = [("change", "add"), ("suite", "1幢1单元102"), ("holders", "李*")];
    for (keeps, before) in [(false, (0, 0)), (true, (1, 0))] {
        let (mut s, kept, gone) = merged_otherwise();
        let office = &mut s.supervisor;
        office.record(settle("1-1-101", &[&kept, &gone], keeps.then_some(&kept)));
        let counts = |office: &support::Tablet| {
            let counts = compound(&office.state()).tally().counts;
            (counts.professional, counts.conflicts)
        };
        assert_eq!(counts(office), before);
        let holders = households().into_iter().find(|title| title.id == "1-1-102".into()).unwrap().holders.join("、");
        let back = back.map(|(field, text)| (field, if field == "holders" { holders.as_str() } else { text }));
        let correct = corrects(&office.state(), &back).unwrap();
        let named =
            settled_with(compound(&office.state()), &correct).iter().map(|title| title.id.clone()).collect::<Vec<_>>();
        assert_eq!(named, [HouseholdId::from("1-1-101")]);
        office.record(Fact::Correct(correct));
        assert_eq!(counts(office), (1, 0));
        let quasi = compound(&office.state()).tally().counts.quasi;
        assert_eq!(quasi, 1, "its own paper counts again");
        // Merged anew, nobody has spoken of both.
        let correct = corrects(&office.state(), &MERGE).unwrap();
        office.record(Fact::Correct(correct));
        assert_eq!(counts(office), (0, 1));
    }
}

/// Two supervisors merge the same two titles, each lets another one stay, and settles the papers there.
#[test]
fn what_was_settled_where_the_other_of_two_titles_stayed_leaves_the_conflict_to_be_settled() {
    for keeps in [false, true] {
        let mut s = Scenario::ready(1);
        s.name_deputy(0);
        s.tablets[0].clock = s.supervisor.clock + 600_000;
        let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
        s.supervisor.record(Fact::Correct(correct));
        let deputy = &mut s.tablets[0];
        let at_kept = deputy.record(ballot("1-1-101", Choice::Professional));
        let at_gone = deputy.record(signed_by("1-1-102", "N9", Choice::Quasi, &[]));
        let otherwise = MERGE.map(|(field, text)| match field {
            "suite" => (field, "1幢1单元102"),
            "other_suite" => (field, "101"),
            _ => (field, text),
        });
        let correct = corrects(&deputy.state(), &otherwise).unwrap();
        deputy.record(Fact::Correct(correct));
        let said = settle("1-1-102", &[&at_gone, &at_kept], keeps.then_some(&at_gone));
        deputy.record(said.clone());
        let settled = compound(&deputy.state()).tally().counts;
        assert_eq!((settled.conflicts, settled.annulled), (0, u64::from(!keeps)));
        s.hand_over();

        let office = &mut s.supervisor;
        let counts = |office: &support::Tablet| {
            let counts = compound(&office.state()).tally().counts;
            (counts.professional, counts.quasi, counts.conflicts, counts.annulled)
        };
        assert_eq!(counts(office), (0, 0, 1, 0));
        let Fact::Settle(said) = said else { panic!() };
        assert_eq!(tally::papers(compound(&office.state()), &said).len(), 2, "what it was over stays to be read");
        let why: Vec<NoEffect> = office.state().remarks.iter().map(|remark| remark.why).collect();
        assert_eq!(why, [NoEffect::RollIsAnother, NoEffect::NotOneTitle], "whoever settled it is told");
        let word = office.record(settle("1-1-101", &[&at_kept, &at_gone], Some(&at_kept)));
        assert_eq!(counts(office), (1, 0, 0, 0));
        let state = office.state();
        let Some(Fact::Settle(said)) = office.journal.entry(&word).map(|entry| &entry.fact) else { panic!() };
        assert!(tally::holds(compound(&state), &word, said));
        // The other one is a title by itself again.
        put_back(office);
        assert_eq!(counts(office), (1, 1, 0, 0));
        assert_eq!(overtaken(compound(&office.state())), [], "what the deputy said of the roll was so by then");
    }
}

/// The deputy's merger, which is overtaken, is one of a roll that the deputy had corrected before.
#[test]
fn a_merger_that_another_had_made_by_then_is_not_told_as_lost_after_another_correction() {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    let deputy = &mut s.tablets[0];
    deputy.clock = s.supervisor.clock + 600_000;
    for texts in [&[("change", "take"), ("suite", "1幢1单元201")][..], &MERGE] {
        let correct = corrects(&deputy.state(), texts).unwrap();
        deputy.record(Fact::Correct(correct));
    }
    s.hand_over();
    put_back(&mut s.supervisor);
    let state = s.supervisor.state();
    let told: Vec<_> = overtaken(compound(&state)).iter().map(|(_, of)| of.take.clone()).collect();
    assert_eq!(told, [[HouseholdId::from("1-1-201")]]);
}

/// The other title is back by then, which whoever settled the papers of both hadn't heard of.
#[test]
fn what_was_settled_of_two_titles_by_one_who_believed_them_one_leaves_both_as_they_are() {
    let (mut s, kept, gone) = merged_otherwise();
    s.name_deputy(0);
    put_back(&mut s.supervisor);
    s.tablets[0].clock = s.supervisor.clock + 600_000;
    s.tablets[0].record(settle("1-1-101", &[&kept, &gone], None));
    s.hand_over();
    let counts = compound(&s.supervisor.state()).tally().counts;
    assert_eq!((counts.professional, counts.quasi, counts.annulled), (1, 1, 0));
    let why: Vec<NoEffect> = s.supervisor.state().remarks.iter().map(|remark| remark.why).collect();
    assert_eq!(why, [NoEffect::NotOneTitle]);
}

/// What the holder of both signed isn't the next holder's.
#[test]
fn what_was_settled_together_with_a_title_stays_so_where_another_takes_its_number() {
    let (mut s, kept, gone) = merged_otherwise();
    let office = &mut s.supervisor;
    let said = settle("1-1-101", &[&kept, &gone], None);
    office.record(said.clone());
    let divided = [("change", "divide"), ("suite", "1幢1单元101"), ("other_suite", "102"), ("other_holders", "新*")];
    let correct = corrects(&office.state(), &divided).unwrap();
    assert_eq!(settled_with(compound(&office.state()), &correct), Vec::<&Household>::new());
    office.record(Fact::Correct(correct));
    let state = office.state();
    let counts = compound(&state).tally().counts;
    assert_eq!((counts.professional, counts.quasi, counts.annulled), (0, 0, 1));
    let Fact::Settle(said) = said else { panic!() };
    assert_eq!(tally::papers(compound(&state), &said).len(), 2, "what it was over stays to be read");
}

/// The title 1-1-102 on the roll again, as it was.
fn put_back(office: &mut support::Tablet) {
    let holders = households().into_iter().find(|title| title.id == "1-1-102".into()).unwrap().holders.join("、");
    let back = [("change", "add"), ("suite", "1幢1单元102"), ("holders", holders.as_str())];
    let correct = corrects(&office.state(), &back).unwrap();
    office.record(Fact::Correct(correct));
}

/// What two titles had signed, merged, and settled for the first one's, which was taken back at its door by somebody who hadn't heard of it. What else
/// happens to it there by then is the deputy's.
fn settled_and_taken_back(meanwhile: impl FnOnce(&mut support::Tablet, &RecordId)) -> (Scenario, RecordId) {
    let mut s = Scenario::ready(2);
    s.name_deputy(1);
    let kept = s.tablets[0].record(ballot("1-1-101", Choice::Professional));
    let gone = s.supervisor.record(signed_by("1-1-102", "N9", Choice::Quasi, &[]));
    s.hand_over();
    let (bundle, trusted) = (s.supervisor.bundle(), s.trusted());
    s.tablets[1].take(&bundle, &trusted);
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    s.supervisor.record(settle("1-1-101", &[&kept, &gone], Some(&kept)));
    assert_eq!(compound(&s.supervisor.state()).tally().counts.professional, 1);
    // Later by the clock, and so in the replay.
    s.tablets.iter_mut().for_each(|tablet| tablet.clock = s.supervisor.clock + 600_000);
    s.tablets[0].record(withdraw("1-1-101", &[&kept]));
    meanwhile(&mut s.tablets[1], &kept);
    s.hand_over();
    (s, gone)
}

fn contradicting(s: &Scenario, household: &str) -> Vec<RecordId> {
    let state = s.supervisor.state();
    match compound(&state).standing(&household.into()) {
        Standing::Conflict(of) => of.iter().map(|of| of.stamp.id.clone()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_word_over_two_titles_that_was_crossed_rules_out_neither_ones_papers() {
    let mut recorded = None;
    // Out of the deputy's bag comes another paper of the household; or it put right what was taken back.
    let (s, gone) = settled_and_taken_back(|deputy, _| {
        recorded = Some(deputy.record(signed_by("1-1-101", "N7", Choice::Professional, &[])));
    });
    assert_eq!(contradicting(&s, "1-1-101"), [recorded.unwrap(), gone]);
    let mut corrected = None;
    let (s, gone) = settled_and_taken_back(|deputy, kept| {
        corrected = Some(deputy.record(signed_by("1-1-101", "N8", Choice::Professional, &[kept])));
    });
    assert_eq!(contradicting(&s, "1-1-101"), [corrected.unwrap(), gone]);
}

/// What was let stand was recorded at the wrong door: nobody has spoken of the others alone.
#[test]
fn papers_of_two_titles_that_gave_way_to_one_that_was_taken_back_contradict_each_other_again() {
    let (mut s, kept, gone) = merged_otherwise();
    let other = s.supervisor.record(signed_by("1-1-101", "N7", Choice::Professional, &[]));
    assert_eq!(contradicting(&s, "1-1-101"), [&kept, &other, &gone].map(Clone::clone));
    s.supervisor.record(settle("1-1-101", &[&kept, &other, &gone], Some(&kept)));
    s.supervisor.record(withdraw("1-1-101", &[&kept]));
    assert_eq!(contradicting(&s, "1-1-101"), [other, gone]);
}

#[test]
fn what_was_taken_back_and_put_right_is_asked_also_when_the_titles_part() {
    let mut corrected = None;
    let (mut s, _) = settled_and_taken_back(|deputy, kept| {
        corrected = Some(deputy.record(signed_by("1-1-101", "N8", Choice::Professional, &[kept])));
    });
    put_back(&mut s.supervisor);
    assert_eq!(contradicting(&s, "1-1-101"), [corrected.unwrap()]);
    assert_eq!(compound(&s.supervisor.state()).tally().counts.quasi, 1, "the other title's is its own again");
}

/// Of three that became one, one was merged by mistake: nobody has spoken of the other two alone.
#[test]
fn of_those_that_were_settled_with_a_title_that_comes_back_the_others_contradict_each_other_again() {
    let (mut s, kept, gone) = merged_otherwise();
    let office = &mut s.supervisor;
    let third = office.record(signed_by("1-1-201", "N5", Choice::Quasi, &[]));
    let on = [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "201"), ("why", "合并登记")];
    let correct = corrects(&office.state(), &on).unwrap();
    office.record(Fact::Correct(correct));
    office.record(settle("1-1-101", &[&kept, &gone, &third], None));
    let title = households().into_iter().find(|title| title.id == "1-1-201".into()).unwrap();
    let holders = title.holders.join("、");
    let back = [("change", "add"), ("suite", "1幢1单元201"), ("holders", holders.as_str())];
    let correct = corrects(&office.state(), &back).unwrap();
    office.record(Fact::Correct(correct));
    let state = office.state();
    let Standing::Conflict(of) = compound(&state).standing(&"1-1-101".into()) else { panic!() };
    assert_eq!(of.iter().map(|record| &record.stamp.id).collect::<Vec<_>>(), [&kept, &gone]);
}

/// The other title has none, or none that can count: theirs isn't one vote with another.
#[test]
fn a_paper_of_a_merged_title_has_one_vote_with_anothers_only_where_there_is_one() {
    let merged = |s: &Scenario| {
        let state = s.supervisor.state();
        let count = Count::of(compound(&state));
        (count.merged, count.late)
    };
    let (mut s, kept, gone) = merged_otherwise();
    assert_eq!(merged(&s), (1, 0));
    s.supervisor.record(settle("1-1-101", &[&kept, &gone], None));
    assert_eq!(merged(&s), (1, 0), "they were settled together");
    let (mut s, kept, gone) = merged_otherwise();
    s.supervisor.record(settle("1-1-101", &[&kept, &gone], Some(&kept)));
    assert_eq!(merged(&s), (1, 0));
    s.supervisor.record(withdraw("1-1-101", &[&kept]));
    assert_eq!(merged(&s), (0, 1), "the household has returned nothing");
    // It signs anew.
    let Fact::Ballot(mut anew) = signed_by("1-1-101", "N8", Choice::Quasi, &[]) else { panic!() };
    anew.roll = compound(&s.supervisor.state()).frozen_roll().unwrap().hash().to_owned();
    s.supervisor.record(Fact::Ballot(anew));
    assert_eq!(merged(&s), (1, 0));
    let (mut s, kept, _) = merged_otherwise();
    s.supervisor.record(withdraw("1-1-101", &[&kept]));
    assert_eq!(merged(&s), (0, 1));
}

/// The paper of the title that comes off has none to stand beside, and that it counts no more is told.
#[test]
fn a_paper_that_is_merged_into_a_title_without_one_that_can_count_is_told_as_lost() {
    let signed_too_early = |office: &mut support::Tablet| {
        let Fact::Ballot(mut early) = ballot("1-1-101", Choice::Quasi) else { panic!() };
        early.ballot.signed_on = "2026-01-01".into();
        office.record(Fact::Ballot(early));
    };
    let ruled_out = |office: &mut support::Tablet| {
        let both = [("N1", Choice::Professional), ("N2", Choice::Quasi)];
        let both = both.map(|(serial, choice)| office.record(signed_by("1-1-101", serial, choice, &[])));
        office.record(settle("1-1-101", &[&both[0], &both[1]], None));
    };
    for kept in [signed_too_early as fn(&mut support::Tablet), ruled_out] {
        let mut s = Scenario::ready(0);
        s.supervisor.record(signed_by("1-1-102", "N3", Choice::Professional, &[]));
        kept(&mut s.supervisor);
        let state = s.supervisor.state();
        assert_eq!(compound(&state).tally().counts.professional, 1);
        let correct = corrects(&state, &MERGE).unwrap();
        assert!(!merges_ballots(compound(&state), &correct));
        assert_eq!(lost_ballots(compound(&state), &correct).len(), 1);
        s.supervisor.record(Fact::Correct(correct));
        assert_eq!(compound(&s.supervisor.state()).tally().counts.professional, 0);
    }
}

/// It lay in a bag when the other title was merged in, and is no new signature of both.
#[test]
fn a_paper_that_was_signed_by_the_day_of_a_merger_contradicts_that_of_the_other_title() {
    // 2026-03-12 in China.
    let day = 1_773_280_800_000;
    for (signed_on, (professional, conflicts)) in [("2026-03-12", (0, 1)), ("2026-03-13", (1, 0))] {
        let mut s = Scenario::ready(1);
        s.supervisor.record(ballot("1-1-102", Choice::Quasi));
        let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
        s.supervisor.clock = day;
        s.supervisor.record(Fact::Correct(correct));
        s.hand_out(0);
        let Fact::Ballot(mut of) = ballot("1-1-101", Choice::Professional) else { panic!() };
        of.roll = compound(&s.supervisor.state()).frozen_roll().unwrap().hash().to_owned();
        of.ballot.signed_on = signed_on.into();
        s.tablets[0].record(Fact::Ballot(of));
        s.hand_over();
        let counts = compound(&s.supervisor.state()).tally().counts;
        assert_eq!((counts.professional, counts.conflicts), (professional, conflicts), "{signed_on}");
    }
}

/// The button is below what the form says of it.
#[test]
fn why_two_titles_cannot_become_one_comes_into_sight() {
    let s = Scenario::ready(0);
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
    for (field, text) in MERGE.into_iter().filter(|(field, _)| *field != "why") {
        send(Event::Edit { form: FormKey::Correct(COMPOUND.into()), field, text: text.into() });
    }
    let effects = send(Event::notice(Msg::Correct(COMPOUND.into())));
    assert!(effects.contains(&Effect::Reveal("why".into())), "{effects:?}");
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
        (vec![on_record("1-1-101"), in_a_bag("1-1-102")], true),
        (vec![on_record("1-1-101")], false),
        (vec![in_a_bag("1-1-102")], false),
    ];
    for (papers, both) in papers {
        let mut s = Scenario::ready(1);
        papers.into_iter().for_each(|paper| drop(s.supervisor.record(paper)));
        let state = s.supervisor.state();
        assert_eq!(merges_ballots(compound(&state), &corrects(&state, &MERGE).unwrap()), both);
        let take = corrects(&state, &TAKE).unwrap();
        assert!(!merges_ballots(compound(&state), &take));
        let has_one = compound(&state).file(&"1-1-102".into()).is_some_and(|file| *file != HouseholdFile::default());
        assert_eq!(lost_ballots(compound(&state), &take).len(), usize::from(has_one));
        // Merged into one that has a paper as well it isn't lost.
        let merge = corrects(&state, &MERGE).unwrap();
        assert_eq!(lost_ballots(compound(&state), &merge).len(), usize::from(has_one && !both));
    }
}
