//! Closing a ballot: who sees the whole count, what is outstanding and wants a reason, whose word it is; and settling what contradicts itself.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::rc::Rc;
use support::{
    COMPOUND, HOUSEHOLDS, Scenario, Tablet, ballot, close, compound_id, notice, replacing, revoke, settle, taken,
    visit, withdraw,
};
use wenlou::app::ballot::{Door, Msg as AtDoor, Paper as BallotPaper, door};
use wenlou::app::campaign;
use wenlou::app::form::{Form, FormKey, Problem, ProblemKind};
use wenlou::app::papers::{Lack, Paper};
use wenlou::app::survey::{Computed, computed};
use wenlou::app::tally::{
    Msg, NONE, Turn, What, check_close, check_settle, close_reason, missing, outstanding, settled, turns,
};
use wenlou::app::{Answer, AtStart, Event, Model, Moment, Open, Parts, Route, round, update};
use wenlou::domain::ballot::{Choice, Delivery, HandedOver, InvalidCode, Visit, VisitOutcome};
use wenlou::domain::catalogue;
use wenlou::domain::date::parse_date;
use wenlou::domain::ids::{DeviceId, HouseholdId};
use wenlou::domain::json::{from_text, to_text};
use wenlou::domain::notice::Notice;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::place::Place;
use wenlou::domain::rules::deadline::Duty;
use wenlou::domain::tally::Decision;
use wenlou::findings::Findings;
use wenlou::findings::closing::{self, Outstanding};
use wenlou::findings::dossier::dossier;
use wenlou::findings::overview::overview;
use wenlou::findings::progress::{Figures, progress};
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{
    Assign, BallotTaken, Close, NoticePosted, PhotoTaken, Received, Settle, Spoil, SpoilUndone, VisitMade,
};
use wenlou::journal::household_file::{Stamp, Standing};
use wenlou::journal::{Fact, Journal, RecordId};
use wenlou::text::Lang;

const DOOR: &str = HOUSEHOLDS[0];
const TODAY: &str = "2026-03-20";
/// Midnight of 20 March 2026 in UTC; in China it is that day from eight hours before.
const TODAY_MS: i64 = 1_773_964_800_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A device's app on the counting screen.
struct App {
    model: Model,
    at: i64,
}

impl App {
    fn of(tablet: &support::Tablet, person: &str) -> Self {
        let mut at_start = AtStart { key: Some(tablet.device.key.clone()), ..AtStart::default() };
        at_start.settings.person = person.into();
        let mut app = Self { model: Model::new(Parts::ALL), at: TODAY_MS };
        app.send(Event::Started(Box::new(at_start)));
        app.model.open = Some(Open { journal: tablet.journal.clone(), state: tablet.state() });
        app.send(Event::Go(Route::Tally(tablet.journal.campaign().clone(), compound_id())));
        app
    }

    fn send(&mut self, event: Event) {
        self.at += 60_000;
        let now = Moment { at: self.at, local: format!("{TODAY}T09:00"), nonce: format!("{:022}", self.at) };
        update(&mut self.model, &now, event);
    }

    fn fill(&mut self, form: &FormKey, texts: &[(&'static str, &str)]) {
        for (field, text) in texts {
            self.send(Event::Edit { form: form.clone(), field, text: (*text).into() });
        }
    }

    fn close(&mut self, texts: &[(&'static str, &str)]) {
        self.fill(&FormKey::Close(compound_id()), texts);
        self.send(Event::tally(Msg::Close(compound_id())));
    }

    fn reopen(&mut self) {
        self.fill(&FormKey::Close(compound_id()), &[("why", "关早了")]);
        self.send(Event::tally(Msg::Reopen(compound_id())));
    }

    fn settle(&mut self, texts: &[(&'static str, &str)]) {
        self.fill(&settle_form(), texts);
        self.send(Event::tally(Msg::Settle { compound: compound_id(), household: DOOR.into() }));
    }

    fn compound(&self) -> &Compound {
        self.model.compound(&compound_id()).unwrap()
    }

    fn settled(&self) -> Vec<(Stamp, &Settle)> {
        settled(&self.model, &compound_id())
    }

    fn outstanding(&self) -> Outstanding {
        let form = self.model.form(&FormKey::Close(compound_id()));
        outstanding(&self.model, self.compound(), &form, TODAY)
    }

    fn progress(&self) -> Figures {
        progress(self.compound()).whole
    }

    fn close_problems(&self) -> Vec<Problem> {
        let form = self.model.form(&FormKey::Close(compound_id()));
        check_close(&form, self.compound(), &self.outstanding(), TODAY).err().unwrap_or_default()
    }
}

fn settle_form() -> FormKey {
    FormKey::Settle(compound_id(), DOOR.into())
}

/// A visit at this time, with a form handed over or none.
fn knock(household: &str, at: &str, outcome: VisitOutcome, form: bool) -> Fact {
    let form = form.then_some(HandedOver { how: Delivery::InPerson, serial: None, receipt: None });
    let visit =
        Visit { at: at.into(), outcome, again: None, form, collectors: vec!["王".into(), "李".into()], note: None };
    Fact::Visit(VisitMade { compound: COMPOUND.into(), household: household.into(), visit })
}

/// The supervisor notes a bundle of `device` as having come at `at`.
fn received(supervisor: &mut support::Tablet, device: &DeviceId, at: i64) {
    supervisor.clock = at;
    supervisor.record(Fact::Received(of_bundle(device)));
}

/// That a bundle of a device came, with its first record.
fn of_bundle(device: &DeviceId) -> Received {
    let hash = "0".repeat(64);
    Received { device: device.clone(), bundle: 1, sha256: hash.clone(), previous: None, last: 1, head: hash }
}

/// A scenario without tablets in which all but the first doors returned their papers.
fn returned_but(missing: usize) -> Scenario {
    let mut s = Scenario::ready(0);
    for door in &HOUSEHOLDS[missing..] {
        s.supervisor.record(ballot(door, Choice::Quasi));
    }
    s
}

fn names<'h>(households: impl IntoIterator<Item = &'h HouseholdId>) -> Vec<&'h str> {
    households.into_iter().map(HouseholdId::as_str).collect()
}

#[test]
fn a_tablet_that_hears_of_the_closing_tells_no_result() {
    let mut s = Scenario::ready(2);
    let trusted = s.trusted();
    s.tablets[0].record(ballot(DOOR, Choice::Quasi));
    for door in &HOUSEHOLDS[1..6] {
        s.tablets[1].record(ballot(door, Choice::Professional));
    }
    s.hand_over();
    s.supervisor.record(close("2026-03-12"));
    let packet = s.supervisor.packet();
    s.tablets[0].take(&packet, &trusted);

    let office = App::of(&s.supervisor, "孙敏");
    assert_eq!(office.model.count(office.compound()).unwrap().decision, Decision::Professional);
    let tablet = App::of(&s.tablets[0], "王芳");
    let compound = tablet.compound();
    assert_eq!(compound.closed.as_ref().unwrap().1, "2026-03-12");
    // From its own papers it would come out the other way round.
    assert_eq!((compound.tally().decision, compound.tally().returned), (Decision::Quasi, 1));
    assert_eq!(tablet.model.count(compound), None);
    let shown =
        |app: &App| computed(app.compound(), None, app.model.sees_whole(app.compound()), &Place::Compound, "mech.mode");
    assert_eq!((shown(&office), shown(&tablet)), (Computed::Mode(Decision::Professional), Computed::WantsBallot));
    let terms = tablet.model.state().unwrap().terms.clone().unwrap();
    let found = dossier(compound, &terms, parse_date(TODAY).unwrap());
    assert!(found.mode.is_some() && found.steps.iter().any(|step| step.what == Duty::Station));
    let found = found.without_result();
    let steps: Vec<_> = found.steps.iter().map(|step| (&step.what, step.done)).collect();
    assert_eq!((found.mode, steps), (None, vec![(&Duty::Ballot, None)]));
}

#[test]
fn who_was_not_asked_enough_is_named_before_the_closing() {
    use VisitOutcome::{ComeBack, Delivered, NotMet, Refused};
    let mut s = returned_but(6);
    for fact in [
        // One visit of three, and no form.
        visit(HOUSEHOLDS[1], NotMet),
        // Three, all in the morning of working days; the form is in the letterbox.
        knock(HOUSEHOLDS[2], "2026-03-09T09:00", NotMet, true),
        knock(HOUSEHOLDS[2], "2026-03-10T09:00", NotMet, false),
        knock(HOUSEHOLDS[2], "2026-03-11T09:00", ComeBack, false),
        // Has the form, and has not returned it: nothing more is owed.
        knock(HOUSEHOLDS[3], "2026-03-09T09:00", Delivered, false),
        // Met, and took none.
        knock(HOUSEHOLDS[4], "2026-03-09T09:00", Refused, false),
        // Enough, at different times.
        knock(HOUSEHOLDS[5], "2026-03-09T09:00", NotMet, true),
        knock(HOUSEHOLDS[5], "2026-03-10T19:00", NotMet, false),
        knock(HOUSEHOLDS[5], "2026-03-14T09:00", NotMet, false),
    ] {
        s.supervisor.record(fact);
    }
    let app = App::of(&s.supervisor, "孙敏");
    let found = app.outstanding();
    assert_eq!(names(&found.never_asked), [HOUSEHOLDS[0]]);
    assert_eq!(names(&found.too_few_visits), [HOUSEHOLDS[1], HOUSEHOLDS[2]]);
    assert_eq!(names(&found.without_form), [HOUSEHOLDS[1], HOUSEHOLDS[4]]);
    assert!(found.left_out.is_empty() && found.devices.is_empty() && found.announced.is_none());
}

#[test]
fn a_paper_in_a_bag_one_taken_back_again_and_a_void_form_are_told_before_the_closing() {
    use VisitOutcome::{Collected, Delivered};
    let mut s = returned_but(4);
    let spoil = |household: &str, serial: &str| {
        let (compound, household) = (COMPOUND.into(), household.into());
        Fact::Spoil(Spoil { compound, household, serial: serial.into(), why: "涂改".into() })
    };
    // Its paper was taken and isn't on record.
    s.supervisor.record(knock(HOUSEHOLDS[0], "2026-03-09T09:00", Delivered, true));
    s.supervisor.record(knock(HOUSEHOLDS[0], "2026-03-10T19:00", Collected, false));
    // Its only paper was another household's.
    let wrong = s.supervisor.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.supervisor.record(support::withdraw(HOUSEHOLDS[1], &[&wrong]));
    // Its only form was spoiled.
    let Fact::Visit(mut given) = knock(HOUSEHOLDS[2], "2026-03-09T09:00", Delivered, true) else { panic!("a visit") };
    given.visit.form.as_mut().unwrap().serial = Some("No.9".into());
    s.supervisor.record(Fact::Visit(given));
    s.supervisor.record(spoil(HOUSEHOLDS[2], "No.9"));
    // It came back, and was spoiled.
    s.supervisor.record(knock(HOUSEHOLDS[3], "2026-03-10T09:00", Collected, false));
    let bad = s.supervisor.record(ballot(HOUSEHOLDS[3], Choice::Quasi));
    s.supervisor.record(support::withdraw(HOUSEHOLDS[3], &[&bad]));
    s.supervisor.record(spoil(HOUSEHOLDS[3], &format!("No.{}", HOUSEHOLDS[3])));
    let app = App::of(&s.supervisor, "孙敏");
    let found = app.outstanding();
    assert_eq!(names(&found.unrecorded), [HOUSEHOLDS[0]]);
    assert_eq!(names(&found.never_asked), [HOUSEHOLDS[1]]);
    assert_eq!(names(&found.without_form), [HOUSEHOLDS[2], HOUSEHOLDS[3]]);
    assert!(found.too_few_visits.is_empty());
}

fn spoil(serial: &str) -> Fact {
    let (compound, household) = (COMPOUND.into(), DOOR.into());
    Fact::Spoil(Spoil { compound, household, serial: serial.into(), why: "涂改".into() })
}

fn handed(serial: Option<&str>) -> Fact {
    let Fact::Visit(mut given) = knock(DOOR, "2026-03-11T09:00", VisitOutcome::Delivered, true) else {
        panic!("a visit")
    };
    given.visit.form.as_mut().unwrap().serial = serial.map(str::to_owned);
    Fact::Visit(given)
}

fn took() -> Fact {
    knock(DOOR, "2026-03-12T19:00", VisitOutcome::Collected, false)
}

/// The first door's paper, of another roll, day or number than the one that counts, say.
fn paper_of(change: impl FnOnce(&mut BallotTaken)) -> Fact {
    let mut of = taken(DOOR, Choice::Professional);
    change(&mut of);
    Fact::Ballot(of)
}

#[test]
fn a_second_paper_in_a_bag_is_told_whatever_became_of_the_first() {
    let first = format!("No.{DOOR}");
    let is_missed = |s: &Scenario| {
        let app = App::of(&s.supervisor, "孙敏");
        let found = app.outstanding();
        assert_eq!(names(&found.unrecorded).len() as u64, app.progress().unrecorded);
        !found.unrecorded.is_empty()
    };
    // Taken at the door, transcribed twice, taken back and spoiled; put into a box and spoiled; of another roll.
    let stories: [&dyn Fn(&mut Tablet); 4] = [
        &|office| {
            office.record(took());
            let id = office.record(ballot(DOOR, Choice::Quasi));
            let again = office.record(replacing(DOOR, Choice::Professional, &[&id]));
            office.record(withdraw(DOOR, &[&again]));
            office.record(spoil(&first));
        },
        &|office| {
            let id = office.record(ballot(DOOR, Choice::Quasi));
            office.record(withdraw(DOOR, &[&id]));
            office.record(spoil(&first));
        },
        &|office| drop(office.record(paper_of(|of| of.roll = "0".repeat(64)))),
        // None of two was let stand.
        &|office| {
            office.record(took());
            let one = office.record(ballot(DOOR, Choice::Quasi));
            let other = office.record(paper_of(|of| of.ballot.serial = "No.2".into()));
            office.record(settle(DOOR, &[&one, &other], None));
        },
    ];
    for (n, story) in stories.iter().enumerate() {
        let mut s = returned_but(1);
        story(&mut s.supervisor);
        assert!(!is_missed(&s), "{n}: all that was taken is on record");
        s.supervisor.record(handed(None));
        assert!(!is_missed(&s), "{n}: they have another form");
        s.supervisor.record(took());
        assert!(is_missed(&s), "{n}");
        s.supervisor.record(paper_of(|of| {
            of.ballot.serial = "No.9".into();
            of.ballot.signed_on = "2026-03-12".into();
        }));
        assert!(!is_missed(&s), "{n}: it is recorded");
    }
}

#[test]
fn a_paper_in_a_bag_isnt_forgotten_for_a_form_that_another_hands_over() {
    let mut s = Scenario::ready(2);
    s.tablets[0].record(took());
    s.tablets[1].clock += DAY_MS;
    s.tablets[1].record(handed(None));
    s.hand_over();
    assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), [DOOR]);
    // Nor is it by who took it, until it is recorded or spoiled.
    s.tablets[0].record(handed(None));
    s.hand_over();
    assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), [DOOR]);
    s.tablets[0].record(spoil("No.1"));
    s.hand_over();
    assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), [DOOR], "that may be any form");
    s.tablets[0].record(paper_of(|_| {}));
    s.hand_over();
    assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, 0);
}

#[test]
fn a_second_paper_in_a_bag_is_told_although_another_of_the_household_counts() {
    let mut s = Scenario::ready(2);
    s.tablets[0].record(paper_of(|_| {}));
    s.tablets[1].clock = TODAY_MS;
    s.tablets[1].record(took());
    s.hand_over();
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!((names(&app.outstanding().unrecorded), app.progress().unrecorded), (vec![DOOR], 1));
    let unrecorded: Vec<&str> =
        round::unrecorded(app.compound()).iter().map(|household| household.id.as_str()).collect();
    assert_eq!(unrecorded, [DOOR]);
    assert_eq!(door(app.compound(), app.compound().title(&DOOR.into()).unwrap(), &[]), Door::Collected);
    s.tablets[1].record(paper_of(|of| of.ballot.serial = "No.2".into()));
    s.hand_over();
    assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, 0);
}

#[test]
fn a_ballot_that_gave_way_to_another_households_paper_is_missed_once_that_is_taken_back() {
    let mut s = returned_but(1);
    let unrecorded = |s: &Scenario| names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded).len();
    let first = s.supervisor.record(paper_of(|_| {}));
    let wrong = s.supervisor.record(paper_of(|of| {
        (of.ballot.serial, of.replaces) = ("No.2".into(), vec![first.clone()]);
    }));
    assert_eq!(unrecorded(&s), 0);
    s.supervisor.record(withdraw(DOOR, &[&wrong]));
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(paper_of(|_| {}));
    assert_eq!(unrecorded(&s), 0);
    // What was put right of one paper is taken back with it.
    let mut s = returned_but(1);
    let first = s.supervisor.record(paper_of(|_| {}));
    let right = s.supervisor.record(paper_of(|of| of.replaces = vec![first.clone()]));
    s.supervisor.record(withdraw(DOOR, &[&right]));
    assert_eq!(unrecorded(&s), 0);
}

#[test]
fn a_paper_that_was_spoiled_before_it_was_recorded_is_accounted_for() {
    let handed = |serial: &str| {
        let Fact::Visit(mut made) = handed(None) else { panic!("a visit") };
        made.visit.form = Some(HandedOver { how: Delivery::InPerson, serial: Some(serial.into()), receipt: None });
        Fact::Visit(made)
    };
    let unrecorded = |s: &Scenario| App::of(&s.supervisor, "孙敏").progress().unrecorded;
    let mut s = returned_but(1);
    s.supervisor.record(handed("No.1"));
    s.supervisor.record(took());
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(spoil("No.1"));
    assert_eq!(unrecorded(&s), 0);
    s.supervisor.record(handed("No.2"));
    assert_eq!(unrecorded(&s), 0);
    // Of what is taken now that one says nothing, nor does one that they hadn't.
    s.supervisor.record(took());
    s.supervisor.record(spoil("No.3"));
    assert_eq!(unrecorded(&s), 1);
    // How it reached them wasn't noted; a printed form is the one that was printed for them.
    for (number, left) in [("No.1", 1), ("9884-0001-1", 0)] {
        let mut s = returned_but(1);
        s.supervisor.record(took());
        s.supervisor.record(spoil(number));
        assert_eq!(unrecorded(&s), left, "{number}");
    }
}

/// It was taken back by mistake, the visit along with it; it is recorded again, and brings another.
#[test]
fn a_paper_that_is_recorded_again_after_it_was_taken_back_is_on_record() {
    let mut s = returned_but(1);
    let unrecorded = |s: &Scenario| App::of(&s.supervisor, "孙敏").progress().unrecorded;
    let paper = s.supervisor.record(paper_of(|_| {}));
    let visit = s.supervisor.record(took());
    s.supervisor.record(withdraw(DOOR, &[&paper]));
    s.supervisor.record(support::undo_visit(DOOR, &visit));
    let again = s.supervisor.record(paper_of(|_| {}));
    s.supervisor.record(took());
    assert_eq!(unrecorded(&s), 0);
    // Another one is taken, and this one put right, its number as well: that says nothing of the other.
    s.supervisor.record(took());
    assert_eq!(unrecorded(&s), 1);
    let right = s.supervisor.record(paper_of(|of| of.replaces = vec![again.clone()]));
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(paper_of(|of| (of.ballot.serial, of.replaces) = ("No.8".into(), vec![right.clone()])));
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(paper_of(|of| of.ballot.serial = "No.9".into()));
    assert_eq!(unrecorded(&s), 0);
}

#[test]
fn papers_are_what_was_taken_by_the_days_on_which_they_were_signed() {
    let took = |at| knock(DOOR, at, VisitOutcome::Collected, false);
    let (first, then) = ("2026-03-11", "2026-03-12");
    for (papers, left) in [
        (&[then][..], 1),
        (&[first], 1),
        (&[then, then], 1),
        (&[first, then], 0),
        (&[then, first], 0),
        (&[first, first], 0),
    ] {
        let mut s = returned_but(1);
        s.supervisor.record(took("2026-03-11T19:00"));
        s.supervisor.record(took("2026-03-12T19:00"));
        for (n, day) in papers.iter().enumerate() {
            let (serial, signed_on) = (format!("No.{n}"), (*day).to_owned());
            s.supervisor.record(paper_of(|of| (of.ballot.serial, of.ballot.signed_on) = (serial, signed_on)));
        }
        assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, left, "{papers:?}");
    }
}

#[test]
fn a_paper_that_was_begun_here_is_told_before_the_closing() {
    let s = returned_but(1);
    let mut app = App::of(&s.supervisor, "孙敏");
    assert!(app.outstanding().unrecorded.is_empty());
    let campaign = app.model.open.as_ref().unwrap().journal.campaign().clone();
    app.send(Event::Go(Route::Household(campaign, compound_id(), DOOR.into())));
    app.fill(&FormKey::Ballot(compound_id(), DOOR.into()), &[("serial", "No.1")]);
    assert_eq!(names(&app.outstanding().unrecorded), [DOOR]);
    // A second one of another household as well.
    let (compound, household) = (compound_id(), HouseholdId::from(HOUSEHOLDS[1]));
    app.send(Event::ballot(AtDoor::Begin { compound, household: household.clone(), paper: BallotPaper::Another }));
    app.fill(&FormKey::Ballot(compound_id(), household), &[("serial", "No.2")]);
    assert_eq!(names(&app.outstanding().unrecorded), HOUSEHOLDS[..2]);
}

#[test]
fn a_photographed_form_without_its_ballot_is_told() {
    let mut s = returned_but(1);
    let (sha256, of) = (Sha256::new(&"a".repeat(64)).unwrap(), Subject::Form(DOOR.into(), "No.7".into()));
    let photo = Photo { sha256, size: 100_000, width: 1_600, height: 1_200 };
    s.supervisor.record(Fact::Photo(PhotoTaken { compound: compound_id(), of, photo: photo.clone(), marked: None }));
    let unrecorded = |s: &Scenario| {
        let app = App::of(&s.supervisor, "孙敏");
        (names(&app.outstanding().unrecorded).len(), app.progress().unrecorded)
    };
    assert_eq!(unrecorded(&s), (1, 1));
    let voided = s.supervisor.record(spoil("No.7"));
    assert_eq!(unrecorded(&s), (0, 0));
    let (compound, household) = (COMPOUND.into(), DOOR.into());
    let good = SpoilUndone { compound, household, spoil: voided, why: "看错编号".into() };
    s.supervisor.record(Fact::SpoilUndone(good));
    assert_eq!(unrecorded(&s), (1, 1));
    s.supervisor.record(paper_of(|of| of.ballot.serial = "No.7".into()));
    assert_eq!(unrecorded(&s), (0, 0));
    // A second form of a household whose ballot counts; until this device records one its number may yet be put right.
    let of = Subject::Form(DOOR.into(), "No.8".into());
    s.supervisor.record(Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None }));
    assert_eq!(unrecorded(&s), (1, 1));
    s.supervisor.record(paper_of(|of| of.ballot.serial = "No.9".into()));
    assert_eq!(unrecorded(&s), (0, 0));
}

/// The tablet's records vouch for them; its photos are a file of their own.
#[test]
fn photos_of_forms_that_are_not_here_are_told_where_papers_count_only_with_them() {
    for (setting, told) in [("yes", 1), ("no", 0)] {
        let mut s = returned_but(1);
        let mut terms = s.supervisor.state().terms.unwrap();
        terms.settings.set(catalogue::setting("form_photo").unwrap(), setting).unwrap();
        s.supervisor.record(Fact::Terms(terms));
        let sha256 = Sha256::new(&"a".repeat(64)).unwrap();
        let photo = Photo { sha256: sha256.clone(), size: 100_000, width: 1_600, height: 1_200 };
        let of = Subject::Form(DOOR.into(), format!("No.{DOOR}"));
        s.supervisor.record(Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None }));
        s.supervisor.record(ballot(DOOR, Choice::Quasi));
        let mut app = App::of(&s.supervisor, "孙敏");
        assert_eq!(app.outstanding().without_proof, [], "nobody knows yet");
        let mut holds = |held: Vec<Sha256>| {
            let campaign = s.supervisor.journal.campaign().clone();
            app.send(Event::Answered(Rc::new(Answer::PhotosHeld { campaign, held })));
            names(&app.outstanding().without_proof).len()
        };
        assert_eq!((holds(vec![]), holds(vec![sha256])), (told, 0), "{setting}");
    }
}

#[test]
fn who_returned_a_paper_that_counts_for_nothing_is_named_and_wants_a_reason() {
    type Change = fn(&mut BallotTaken);
    let reasons: [(&str, Change); 3] = [
        ("another roll", |of| of.roll = "0".repeat(64)),
        ("before the first day", |of| of.ballot.signed_on = "2026-02-01".into()),
        ("no number", |of| of.ballot.serial = " ".into()),
    ];
    for (why, change) in reasons {
        for visits in [vec![], vec![took()], vec![handed(None), took()]] {
            let mut s = returned_but(1);
            visits.into_iter().for_each(|fact| drop(s.supervisor.record(fact)));
            s.supervisor.record(paper_of(change));
            let app = App::of(&s.supervisor, "孙敏");
            assert_eq!(
                app.outstanding(),
                Outstanding { set_aside: vec![DOOR.into()], ..Outstanding::default() },
                "{why}"
            );
            assert_eq!(app.close_problems().iter().map(|problem| problem.field).collect::<Vec<_>>(), ["why"]);
        }
    }
}

#[test]
fn an_appointment_that_nobody_kept_is_told_before_the_closing() {
    let mut s = returned_but(1);
    let Fact::Visit(mut agreed) = knock(DOOR, "2026-03-14T19:00", VisitOutcome::ComeBack, true) else {
        panic!("a visit")
    };
    agreed.visit.again = Some("2026-03-19T19:00".into());
    for fact in [
        knock(DOOR, "2026-03-09T09:00", VisitOutcome::NotMet, false),
        knock(DOOR, "2026-03-10T19:00", VisitOutcome::NotMet, false),
        Fact::Visit(agreed),
    ] {
        s.supervisor.record(fact);
    }
    let found = App::of(&s.supervisor, "孙敏").outstanding();
    assert_eq!(found, Outstanding { appointments: vec![DOOR.into()], ..Outstanding::default() });
    // Whoever knocks before it keeps nothing of it, nor does who leaves a form in the letterbox.
    s.supervisor.record(knock(DOOR, "2026-03-16T10:00", VisitOutcome::NotMet, false));
    assert_eq!(App::of(&s.supervisor, "孙敏").outstanding(), found);
    let Fact::Visit(mut left) = handed(None) else { panic!("a visit") };
    (left.visit.at, left.visit.form.as_mut().unwrap().how) = ("2026-03-17T10:00".into(), Delivery::Letterbox);
    s.supervisor.record(Fact::Visit(left));
    assert_eq!(App::of(&s.supervisor, "孙敏").outstanding(), found);
    s.supervisor.record(knock(DOOR, "2026-03-19T19:00", VisitOutcome::NotMet, false));
    assert!(App::of(&s.supervisor, "孙敏").outstanding().is_empty());
    // No time was agreed.
    s.supervisor.record(knock(DOOR, "2026-03-19T20:00", VisitOutcome::ComeBack, false));
    assert_eq!(App::of(&s.supervisor, "孙敏").outstanding(), found);
    s.supervisor.record(knock(DOOR, "2026-03-20T19:00", VisitOutcome::NotMet, false));
    assert!(App::of(&s.supervisor, "孙敏").outstanding().is_empty());
}

#[test]
fn a_form_whose_number_wasnt_noted_is_held_until_one_is_spoiled() {
    let without_form = |facts: Vec<Fact>| {
        let mut s = returned_but(1);
        facts.into_iter().for_each(|fact| drop(s.supervisor.record(fact)));
        !App::of(&s.supervisor, "孙敏").outstanding().without_form.is_empty()
    };
    assert!(!without_form(vec![handed(None)]));
    assert!(without_form(vec![handed(None), spoil("A001")]));
    // The spoiled one was never handed over, or another one has been since.
    assert!(!without_form(vec![spoil("A001"), handed(None)]));
    assert!(!without_form(vec![handed(None), spoil("A001"), handed(None)]));
    assert!(without_form(vec![handed(None), spoil("A001"), handed(None), spoil("A002")]));
    // The number of the spoiled one was noted: it isn't the other.
    assert!(!without_form(vec![handed(Some("A001")), handed(None), spoil("A001")]));
    assert!(without_form(vec![handed(Some("A001")), spoil("A001")]));
}

/// Two tablets have a paper each from one door, which contradict each other; a third has none.
fn contradiction() -> (Scenario, [RecordId; 2]) {
    let mut s = Scenario::ready(3);
    let first = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    let Fact::Ballot(mut other) = ballot(DOOR, Choice::Quasi) else { panic!("a ballot") };
    other.ballot.serial = "No.2".into();
    let second = s.tablets[1].record(Fact::Ballot(other));
    s.hand_over();
    (s, [first, second])
}

/// How the door stands on each tablet once it has the supervisor's packet, and whether any record has no effect there.
fn told(s: &mut Scenario) -> Vec<(bool, bool, usize)> {
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    let take = |tablet: &mut support::Tablet| {
        tablet.take(&packet, &trusted);
        let state = tablet.state();
        let standing = state.compounds[&compound_id()].standing(&DOOR.into());
        let counted = matches!(standing, Standing::Counted { .. });
        (standing == Standing::Annulled, counted, state.remarks.len())
    };
    s.tablets.iter_mut().map(take).collect()
}

#[test]
fn who_has_to_sign_again_is_named_before_the_closing_and_at_the_door() {
    let (mut s, [first, second]) = contradiction();
    s.supervisor.record(settle(DOOR, &[&first, &second], None));
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!(names(&app.outstanding().to_sign_again), [DOOR]);
    assert_eq!(told(&mut s), [(true, false, 0); 3], "whichever of the papers it has");
    let Fact::Ballot(mut again) = ballot(DOOR, Choice::Quasi) else { panic!("a ballot") };
    again.ballot.serial = "No.3".into();
    s.tablets[2].record(Fact::Ballot(again));
    let bundle = s.tablets[2].bundle();
    let trusted = s.trusted();
    s.supervisor.take(&bundle, &trusted);
    assert!(App::of(&s.supervisor, "孙敏").outstanding().to_sign_again.is_empty());
}

#[test]
fn a_tablet_is_told_of_the_paper_that_stands_though_it_has_another_or_none() {
    let (mut s, [first, second]) = contradiction();
    s.supervisor.record(settle(DOOR, &[&first, &second], Some(&first)));
    assert_eq!(told(&mut s), [(false, true, 0), (false, false, 0), (false, false, 0)]);
    assert!(App::of(&s.supervisor, "孙敏").outstanding().to_sign_again.is_empty());
}

/// They wait for the second person, until nobody is asked for one.
#[test]
fn other_rules_of_the_count_want_a_reason_where_papers_count_otherwise_by_them() {
    let mut s = returned_but(1);
    let strict = |s: &Scenario, is: &str| {
        let mut terms = s.supervisor.state().terms.unwrap();
        terms.settings.set(catalogue::setting("second_check").unwrap(), is).unwrap();
        terms
    };
    let terms = strict(&s, "yes");
    let mut form = Form::default();
    campaign::fill(&mut form, &terms, TODAY);
    let wanted = |s: &Scenario, form: &Form| {
        let wrong = campaign::check_again(form, &s.supervisor.state()).err().unwrap_or_default();
        wrong.iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    form.set("name", "一项");
    assert_eq!((campaign::recounted(&s.supervisor.state(), &terms), wanted(&s, &form)), ((0, 7), vec!["why"]));
    form.set("why", "街道要求");
    let terms = campaign::check_again(&form, &s.supervisor.state()).unwrap();
    assert_eq!(terms.why.as_deref(), Some("街道要求"));
    s.supervisor.record(Fact::Terms(terms.clone()));
    assert_eq!(campaign::recounted(&s.supervisor.state(), &strict(&s, "no")), (7, 0));
    assert_eq!(campaign::recounted(&s.supervisor.state(), &terms), (0, 0), "it is so already");
    form.set("why", "");
    form.set("min_visits", "4");
    assert_eq!(campaign::check_again(&form, &s.supervisor.state()).map(|terms| terms.why), Ok(None));
    let app = App::of(&s.supervisor, "孙敏");
    let [Turn { what: What::Rules { before, after }, why, .. }] = turns(&app.model, app.compound())[..] else {
        panic!()
    };
    assert_eq!((before.second_check, after.second_check, why), (false, true, Some("街道要求")));
    let said = Lang::Zh.turn(&turns(&app.model, app.compound())[0], |_| "10-08".into());
    assert_eq!((said[0].as_str(), said[2].as_str()), ("须由另一人核对才计入：否 → 是", "理由：街道要求"));
}

#[test]
fn how_it_was_closed_and_opened_again_stays_to_be_read() {
    let mut s = returned_but(1);
    let mut app = App::of(&s.supervisor, "孙敏");
    app.close(&[("why", "该户长期无人")]);
    app.reopen();
    app.close(&[("why", "仍然无人")]);
    let read = |app: &App| {
        let turns = turns(&app.model, app.compound()).into_iter();
        let read = |turn: Turn<'_>| {
            let undone = turn.undone.map(|(by, fact)| (by.id.clone(), matches!(fact, Fact::Ballot(_))));
            let closed_on = match turn.what {
                What::Closed(day) => Some(day.to_owned()),
                What::Opened => None,
                What::Rules { .. } => panic!("the rules are as they were"),
            };
            (closed_on, turn.why.unwrap_or_default().to_owned(), undone)
        };
        turns.map(read).collect::<Vec<_>>()
    };
    let closed = |why: &str| (Some(TODAY.to_owned()), why.to_owned(), None);
    let before = vec![closed("该户长期无人"), (None, "关早了".to_owned(), None), closed("仍然无人")];
    assert_eq!(read(&app), before);
    // A paper that comes in later takes the effect from the last one alone.
    s.supervisor.journal = app.model.open.as_ref().unwrap().journal.clone();
    let late = s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let app = App::of(&s.supervisor, "孙敏");
    let mut after = before;
    after[2].2 = Some((late, true));
    assert_eq!(read(&app), after);
}

#[test]
fn what_is_outstanding_wants_a_reason_which_goes_on_record() {
    let s = returned_but(1);
    let mut app = App::of(&s.supervisor, "孙敏");
    app.close(&[]);
    assert!(app.compound().closed.is_none());
    assert_eq!(app.close_problems(), [Problem { field: "why", kind: ProblemKind::Required }]);
    app.close(&[("why", "  ")]);
    assert!(app.compound().closed.is_none(), "blanks are no reason");
    app.close(&[("why", "该户长期无人，已张贴告知")]);
    let (stamp, on) = app.compound().closed.clone().unwrap();
    assert_eq!((on.as_str(), stamp.by.as_str()), (TODAY, "孙敏"));
    assert_eq!(close_reason(&app.model, &stamp.id), Some("该户长期无人，已张贴告知"));
    app.reopen();
    assert!(app.compound().closed.is_none(), "opened again");
    assert!(app.model.form(&FormKey::Close(compound_id())).text("why").is_empty(), "the next closing wants its own");
}

#[test]
fn where_all_were_asked_no_reason_is_wanted() {
    let s = returned_but(0);
    let mut app = App::of(&s.supervisor, "孙敏");
    assert!(app.outstanding().is_empty());
    app.close(&[]);
    let (stamp, _) = app.compound().closed.clone().unwrap();
    assert_eq!(close_reason(&app.model, &stamp.id), None);
    // Such a closing is what it was before there were reasons.
    let text = to_text(&close("2026-03-12"));
    assert!(!text.contains("why"), "{text}");
    assert_eq!(from_text::<Fact>(&text).unwrap(), close("2026-03-12"));
}

#[test]
fn an_earlier_day_says_which_papers_it_leaves_out() {
    let s = returned_but(0);
    let mut app = App::of(&s.supervisor, "孙敏");
    // All are signed on 10 March.
    app.close(&[("on", "2026-03-09")]);
    assert!(app.compound().closed.is_none());
    assert_eq!(names(&app.outstanding().left_out), HOUSEHOLDS);
    app.fill(&FormKey::Close(compound_id()), &[("on", "2026-03-10")]);
    assert!(app.outstanding().is_empty());
}

#[test]
fn the_announced_last_day_is_waited_for_or_there_is_a_reason() {
    let mut s = returned_but(0);
    let notice = Notice { ballot_until: Some("2026-03-25".into()), ..notice() };
    s.supervisor.record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice, why: None, roll: None }));
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!(app.outstanding().announced.as_deref(), Some("2026-03-25"));
    let state = s.supervisor.state();
    let compound = &state.compounds[&compound_id()];
    assert!(closing::outstanding(&state, compound, &s.supervisor.device.id, &[], "2026-03-25").is_empty());
}

#[test]
fn devices_whose_bundles_do_not_reach_the_closing_day_are_named() {
    let mut s = Scenario::ready(5);
    let devices: Vec<DeviceId> = s.tablets.iter().map(|tablet| tablet.device.id.clone()).collect();
    // The first was at a door and its bundle came the day before; the second brought its own today.
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.tablets[1].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.hand_over();
    received(&mut s.supervisor, &devices[0], TODAY_MS - DAY_MS);
    received(&mut s.supervisor, &devices[1], TODAY_MS);
    // The third was never heard of. The fourth handed over and was never here. The fifth is lost.
    received(&mut s.supervisor, &devices[3], TODAY_MS - 3 * DAY_MS);
    s.supervisor.record(revoke(&s.tablets[4].device, 0));
    let behind = |s: &Scenario, on: &str| {
        let state = s.supervisor.state();
        let own = &s.supervisor.device.id;
        let found = closing::outstanding(&state, &state.compounds[&compound_id()], own, &[], on).devices;
        found.into_iter().map(|(id, last)| (id.clone(), last)).collect::<Vec<_>>()
    };
    let day = |text| parse_date(text);
    let mut expected = vec![(devices[0].clone(), day("2026-03-19")), (devices[2].clone(), None)];
    expected.sort();
    assert_eq!(behind(&s, TODAY), expected);
    assert_eq!(behind(&s, "2026-03-19"), [(devices[2].clone(), None)]);
    // Once the fourth is sent here it matters, too.
    let (compound, building) = (compound_id(), "1".into());
    s.supervisor.record(Fact::Assign(Assign { compound, building, devices: vec![devices[3].clone()] }));
    expected.push((devices[3].clone(), day("2026-03-17")));
    expected.sort();
    assert_eq!(behind(&s, TODAY), expected);
}

#[test]
fn what_another_supervisor_took_in_is_not_here() {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    let tablet = s.tablets[1].device.id.clone();
    s.tablets[1].record(ballot(DOOR, Choice::Quasi));
    let (bundle, trusted) = (s.tablets[1].bundle(), s.trusted());
    s.supervisor.take(&bundle, &trusted);
    received(&mut s.supervisor, &tablet, TODAY_MS);
    let founders = s.supervisor.bundle();
    let mut deputy = s.tablets[0].clone();
    deputy.take(&founders, &trusted);
    let behind =
        |of: &Tablet| App::of(of, "赵强").outstanding().devices.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert!(behind(&deputy).contains(&tablet));
    deputy.take(&bundle, &trusted);
    received(&mut deputy, &tablet, TODAY_MS);
    assert!(!behind(&deputy).contains(&tablet));
    // The founder gets another one on the same day, and the deputy hears of that.
    s.tablets[1].record(ballot(HOUSEHOLDS[1], Choice::Professional));
    let (last, more) = (s.tablets[1].journal.last(&tablet), s.tablets[1].bundle());
    s.supervisor.take(&more, &trusted);
    s.supervisor.record(Fact::Received(Received { last, ..of_bundle(&tablet) }));
    deputy.take(&s.supervisor.bundle(), &trusted);
    assert!(behind(&deputy).contains(&tablet));
    deputy.take(&more, &trusted);
    assert!(!behind(&deputy).contains(&tablet));
}

#[test]
fn who_signed_after_a_close_that_was_put_off_is_not_too_late() {
    let mut s = returned_but(1);
    s.supervisor.record(close("2026-03-12"));
    let late = |choice| paper_of(|of| (of.ballot.choice, of.ballot.signed_on) = (choice, "2026-03-15".into()));
    let first = s.supervisor.record(late(Choice::Invalid(InvalidCode::I7)));
    s.supervisor.record(support::reopen());
    let told = |s: &Scenario| names(&App::of(&s.supervisor, "孙敏").outstanding().not_late).len();
    assert_eq!(told(&s), 1);
    s.supervisor.record(withdraw(DOOR, &[&first]));
    s.supervisor.record(late(Choice::Professional));
    assert_eq!(told(&s), 0);
    let app = App::of(&s.supervisor, "孙敏");
    assert!(matches!(app.compound().standing(&DOOR.into()), Standing::Counted { .. }));
}

#[test]
fn records_that_a_collectors_device_lost_are_told_before_the_closing() {
    let mut s = Scenario::ready(1);
    for door in &HOUSEHOLDS[..3] {
        s.tablets[0].record(ballot(door, Choice::Quasi));
    }
    let id = s.tablets[0].device.id.clone();
    let kept = s.tablets[0].records().into_iter().filter(|(record, _)| (&record.device, record.n) != (&id, 2));
    s.tablets[0].journal = Journal::load(s.supervisor.journal.campaign().clone(), kept.collect::<Vec<_>>());
    let told = |s: &Scenario| App::of(&s.supervisor, "孙敏").outstanding().lost;
    assert_eq!(told(&s), []);
    s.hand_over();
    assert_eq!(told(&s), [(id.clone(), 1)]);
    // What came after a revocation is waited for by nobody.
    s.supervisor.record(revoke(&s.tablets[0].device, 1));
    assert_eq!(told(&s), []);
}

#[test]
fn nobody_settles_closes_or_reopens_without_a_name() {
    let mut s = returned_but(0);
    let mut app = App::of(&s.supervisor, " ");
    app.close(&[]);
    assert!(app.compound().closed.is_none());
    s.supervisor.record(close("2026-03-12"));
    let mut app = App::of(&s.supervisor, "");
    app.reopen();
    assert!(app.compound().closed.is_some());
    app.model.settings.person = "孙敏".into();
    app.reopen();
    assert!(app.compound().closed.is_none());
}

#[test]
fn none_of_the_papers_can_stand_and_the_settlement_stays_on_record() {
    let mut s = Scenario::ready(0);
    let first = s.supervisor.record(ballot(DOOR, Choice::Professional));
    let Fact::Ballot(mut other) = ballot(DOOR, Choice::Quasi) else { panic!("a ballot") };
    other.ballot.serial = "No.2".into();
    let second = s.supervisor.record(Fact::Ballot(other));
    let mut app = App::of(&s.supervisor, "孙敏");
    assert_eq!(app.compound().conflicts().len(), 1);
    let problems = |app: &App| {
        let problems =
            check_settle(&app.model, &app.model.form(&settle_form()), app.compound(), &DOOR.into(), TODAY).err();
        problems.unwrap_or_default().into_iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    app.settle(&[]);
    assert_eq!((problems(&app), app.settled().len()), (vec!["keep", "why"], 0));
    app.settle(&[("keep", NONE)]);
    assert_eq!((problems(&app), app.settled().len()), (vec!["why"], 0));
    // A ballot that isn't among them can't be made to stand.
    app.settle(&[("keep", "不在其中"), ("why", "两份签名都不是本人")]);
    assert_eq!((problems(&app), app.settled().len()), (vec!["keep"], 0));
    app.model.settings.person = String::new();
    app.settle(&[("keep", NONE)]);
    assert_eq!(app.settled().len(), 0);
    app.model.settings.person = "孙敏".into();
    app.settle(&[]);
    // One that had no effect, since it is over a ballot that isn't there, is no settlement.
    let lost = RecordId { device: first.device.clone(), n: 99 };
    let now = Moment { at: app.at, local: format!("{TODAY}T09:00"), nonce: "0".repeat(22) };
    app.model.record(&now, settle(DOOR, &[&lost], None), &mut Vec::new());
    let compound = app.compound();
    assert_eq!((compound.standing(&DOOR.into()), compound.conflicts().len()), (Standing::Annulled, 0));
    let [(stamp, settled)] = &app.settled()[..] else { panic!("one") };
    assert_eq!((settled.household.as_str(), settled.why.as_str()), (DOOR, "两份签名都不是本人"));
    assert_eq!((&settled.over, &settled.keep, stamp.by.as_str()), (&vec![first, second], &None, "孙敏"));
    // Settled with none, it may sign again, and that isn't counted as not asked.
    assert!(names(&app.outstanding().never_asked).iter().all(|id| *id != DOOR));
}

/// The first tablet is a deputy. It, the other tablet and the founder recorded ballots, all of which the founder knew when it closed; the deputy has
/// heard of the closing by a work packet.
fn closed_elsewhere() -> Scenario {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    for door in &HOUSEHOLDS[1..4] {
        s.tablets[1].record(ballot(door, Choice::Professional));
    }
    s.hand_over();
    s.supervisor.record(ballot(HOUSEHOLDS[4], Choice::Professional));
    let known = s.supervisor.journal.lasts();
    s.supervisor.record(Fact::Close(Close {
        compound: COMPOUND.into(),
        on: TODAY.into(),
        why: None,
        lost: Vec::new(),
        counted: None,
        known,
    }));
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    s.tablets[0].take(&packet, &trusted);
    s
}

fn lacks_of(app: &App) -> Vec<(&DeviceId, u64)> {
    missing(&app.model, app.compound())
}

#[test]
fn where_records_are_missing_that_the_closing_knew_their_devices_are_named_and_no_result_is_told() {
    let mut s = closed_elsewhere();
    let trusted = s.trusted();
    let [founder, tablet] = [s.supervisor.device.id.clone(), s.tablets[1].device.id.clone()];
    let office = App::of(&s.supervisor, "孙敏");
    assert_eq!(
        (lacks_of(&office), office.model.count(office.compound()).unwrap().decision),
        (vec![], Decision::Professional)
    );
    assert_eq!(Paper::Preliminary.lacks(&office.model, office.compound(), TODAY), []);
    assert!(office.model.sees_whole(office.compound()));

    // Its own ballot alone would come out the other way round. Of the founder it has what every tablet has, the closing being its last record.
    let second = App::of(&s.tablets[0], "赵强");
    let (compound, state) = (second.compound(), second.model.state().unwrap());
    assert_eq!((compound.tally().decision, compound.tally().returned), (Decision::Quasi, 1));
    assert_eq!((second.model.is_supervisor(), second.model.count(compound)), (true, None));
    let lacking = lacks_of(&second);
    let of = |device: &DeviceId| lacking.iter().find(|(id, _)| *id == device).map(|(_, n)| *n);
    assert_eq!((lacking.len(), of(&founder), of(&tablet)), (2, Some(1), Some(3)));
    for paper in [Paper::Count, Paper::Preliminary, Paper::Final, Paper::Undelivered] {
        assert_eq!(paper.lacks(&second.model, compound, TODAY), [Lack::Missing(4)], "{paper:?}");
    }
    let terms = state.terms.clone().unwrap();
    let says = |is_whole, what: &str| {
        let lines = Findings::of(state, compound, &terms, is_whole).texts();
        lines.iter().any(|line| line.starts_with(what))
    };
    assert!(says(true, "MODE quasi") && says(true, "DUE station"), "what the bare records would come to");
    assert!(!says(false, "MODE") && !says(false, "DUE station") && !says(false, "DUE result"));
    let all = |is_whole: bool| overview(state, &terms, parse_date(TODAY), &move |_| is_whole);
    assert_eq!((all(false).counted_elsewhere, all(true).counted_elsewhere), (1, 0));
    assert!(all(false).rows[0].found.mode.is_none());

    // The others' bundles come in, one after the other.
    let bundles = [s.tablets[1].bundle(), s.supervisor.bundle()];
    s.tablets[0].take(&bundles[0], &trusted);
    assert_eq!(lacks_of(&App::of(&s.tablets[0], "赵强")), [(&founder, 1)]);
    s.tablets[0].take(&bundles[1], &trusted);
    let second = App::of(&s.tablets[0], "赵强");
    assert_eq!(lacks_of(&second), []);
    assert_eq!(second.model.count(second.compound()), office.model.count(office.compound()));
}

#[test]
fn a_deputy_may_open_a_ballot_again_whose_count_it_does_not_see_and_close_on_what_there_is() {
    let s = closed_elsewhere();
    let mut second = App::of(&s.tablets[0], "赵强");
    second.reopen();
    assert_eq!((second.compound().closed.is_some(), lacks_of(&second)), (false, vec![]));
    second.close(&[("why", "1号平板丢失")]);
    assert!(second.compound().closed.is_some());
    let count = second.model.count(second.compound()).unwrap();
    assert_eq!(
        (count.decision, count.returned),
        (Decision::Quasi, 1),
        "whoever closed lacks nothing of what they closed"
    );
}

#[test]
fn what_fills_a_gap_that_a_packet_left_opens_a_ballot_again() {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    // The founder's ballot lies between what the packet brings.
    s.supervisor.record(ballot(HOUSEHOLDS[1], Choice::Professional));
    s.supervisor.record(Fact::Assign(Assign { compound: COMPOUND.into(), building: "1".into(), devices: Vec::new() }));
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    s.tablets[0].take(&packet, &trusted);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let mut second = App::of(&s.tablets[0], "赵强");
    second.close(&[("why", "监督台没有交来数据包")]);
    assert!(second.compound().closed.is_some());
    s.tablets[0].journal = second.model.open.unwrap().journal;
    let (closed, all) = (s.tablets[0].bundle(), s.supervisor.bundle());
    s.tablets[0].take(&all, &trusted);
    s.supervisor.take(&closed, &trusted);
    for device in [&s.tablets[0], &s.supervisor] {
        let compound = &device.state().compounds[&compound_id()];
        assert_eq!(
            (compound.closed.is_some(), compound.close_undone.is_some()),
            (false, true),
            "{}",
            device.device.name
        );
    }
}

#[test]
fn what_a_device_lost_and_what_came_after_its_revocation_is_not_waited_for() {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    for door in &HOUSEHOLDS[..4] {
        s.tablets[1].record(ballot(door, Choice::Professional));
    }
    s.tablets[1].record(visit(HOUSEHOLDS[5], VisitOutcome::NotMet));
    // One of the four can't be read any more.
    let tablet = s.tablets[1].device.clone();
    let kept = s.tablets[1].records().into_iter().filter(|(id, _)| (&id.device, id.n) != (&tablet.id, 2));
    s.tablets[1].journal = Journal::load(s.supervisor.journal.campaign().clone(), kept.collect::<Vec<_>>());
    let (bundle, trusted) = (s.tablets[1].bundle(), s.trusted());
    s.supervisor.take(&bundle, &trusted);
    let known = s.supervisor.journal.lasts();
    s.supervisor.record(Fact::Close(Close {
        compound: COMPOUND.into(),
        on: TODAY.into(),
        why: None,
        lost: Vec::new(),
        counted: None,
        known,
    }));
    let mut by_founder = |second: &mut support::Tablet, fact: Option<Fact>| {
        if let Some(fact) = fact {
            s.supervisor.record(fact);
        }
        let file = s.supervisor.bundle();
        second.take(&file, &trusted);
    };
    let mut second = s.tablets[0].clone();
    by_founder(&mut second, None);
    let of_tablet = |second: &support::Tablet| lacks_of(&App::of(second, "赵强")).iter().map(|(_, n)| *n).sum::<u64>();
    assert_eq!(of_tablet(&second), 5);
    let mut with_bundle = second.clone();
    with_bundle.take(&bundle, &trusted);
    assert_eq!(of_tablet(&with_bundle), 1, "as far as is known it may still come");
    let last = with_bundle.journal.last(&tablet.id);
    let (sha256, head) = ("0".repeat(64), "0".repeat(64));
    let noted = Received { device: tablet.id.clone(), bundle: 1, sha256, previous: None, last, head };
    with_bundle.record(Fact::Received(noted));
    assert_eq!(of_tablet(&with_bundle), 0, "its bundle is in, and hadn't it");
    // Revoked after the ballots: the visit that followed is none any more.
    by_founder(&mut second, Some(revoke(&tablet, 4)));
    assert_eq!(of_tablet(&second), 4);
}
