//! The ballot's form at a door: which number it bears, what a correction and another paper of a household come to, who was there, and what is
//! not left behind unsaid.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::{COMPOUND, HOUSEHOLDS, Scenario, close, compound_id, visit};
use wenlou::app::ballot::{AtDoor, Door, Msg, Paper, ballot_form, check, door};
use wenlou::app::form::{FormKey, ProblemKind};
use wenlou::app::paper;
use wenlou::app::scan::Miss;
use wenlou::app::take_back;
use wenlou::app::{AtStart, Effect, Event, Message, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::{Ballot, Choice, Delivery, HandedOver, InvalidCode, Signer, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::household::{Household, Tenure};
use wenlou::domain::ids::{CompoundId, HouseholdId};
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::roll::Roll;
use wenlou::findings::count::is_reached;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{Freeze, PhotoTaken, Spoil, Stray, Thaw};
use wenlou::journal::household_file::{BallotRecord, HouseholdFile, Standing, Uncounted};

const DOOR: &str = HOUSEHOLDS[0];
const NEXT: &str = HOUSEHOLDS[1];
const TODAY: &str = "2026-10-08";
/// Its own numbering, one collector.
const OWN: &[(&str, &str)] = &[("two_collectors", "no")];
const PRINTED: &[(&str, &str)] = &[("forms", "printed"), ("two_collectors", "no")];

/// One of the forms of a household.
type Which = fn(CompoundId, HouseholdId) -> FormKey;

fn scenario(settings: &[(&str, &str)], titles: Vec<Household>) -> Scenario {
    Scenario::with(1, |supervisor| {
        let mut terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
        for (id, value) in settings {
            terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap();
        }
        supervisor.record(Fact::Terms(terms));
        let roll = Roll::new(titles.clone()).hash().to_owned();
        support::import_roll(supervisor, titles);
        supervisor.record(Fact::Freeze(Freeze { compound: compound_id(), roll, households: 8, counts: None }));
        supervisor.record(support::posted());
    })
}

/// A device with what is on it, at the door of the first household.
struct Tablet {
    model: Model,
    at: i64,
}

impl Tablet {
    fn new(settings: &[(&str, &str)]) -> Self {
        Self::of(&scenario(settings, support::households()).tablets[0])
    }

    fn of(tablet: &support::Tablet) -> Self {
        let campaign = tablet.journal.campaign().clone();
        let records = tablet.records();
        let campaigns = vec![(campaign.clone(), "柳荫街道老旧小区".into())];
        let mut at_start = AtStart { key: Some(tablet.device.key.clone()), campaigns, ..AtStart::default() };
        (at_start.settings.person, at_start.settings.partner) = ("王芳".into(), "李明".into());
        let mut app = Self { model: Model::new(Parts::DOORS), at: 0 };
        app.send(Event::Started(Box::new(at_start)));
        app.send(Event::Go(Route::Household(campaign.clone(), COMPOUND.into(), DOOR.into())));
        app.send(Event::Loaded { campaign, records });
        app
    }

    /// Whatever is to be stored is stored at once.
    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.at += 60_000;
        let nonce = format!("{:022}", self.at);
        let moment = Moment { at: self.at, local: format!("{TODAY}T09:00"), nonce };
        let mut effects = update(&mut self.model, &moment, event);
        for batch in self.model.saving.underway.iter().map(|batch| batch.number).collect::<Vec<_>>() {
            let stored = Event::Stored { batch, refused: vec![], why: String::new(), used: 0 };
            effects.extend(update(&mut self.model, &moment, stored));
        }
        effects
    }

    fn go(&mut self, door: &str) {
        let campaign = self.model.state().unwrap().campaign.clone();
        self.send(Event::Go(Route::Household(campaign, COMPOUND.into(), door.into())));
    }

    /// The door on screen.
    fn door(&self) -> HouseholdId {
        match &self.model.route {
            Route::Household(_, _, door) => door.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn edit(&mut self, form: Which, texts: &[(&'static str, &str)]) {
        for (field, text) in texts {
            let form = form(compound_id(), self.door());
            self.send(Event::Edit { form, field, text: (*text).into() });
        }
    }

    fn typed(&self, form: Which, field: &'static str) -> String {
        self.model.form(&form(compound_id(), self.door())).text(field).to_owned()
    }

    fn begin(&mut self, paper: Paper) {
        let household = self.door();
        self.send(Event::ballot(Msg::Begin { compound: compound_id(), household, paper }));
    }

    /// Begins to correct the `n`-th ballot that was recorded at the door on screen.
    fn correct(&mut self, n: usize) {
        let record = self.file(&self.door()).ballots[n].stamp.id.clone();
        self.begin(Paper::Same(record));
    }

    fn record(&mut self, texts: &[(&'static str, &str)]) {
        self.edit(FormKey::Ballot, texts);
        let household = self.door();
        self.send(Event::ballot(Msg::Record { compound: compound_id(), household }));
    }

    /// Hands a form over at the door on screen.
    fn deliver(&mut self, texts: &[(&'static str, &str)]) {
        self.edit(FormKey::Visit, texts);
        let (household, outcome) = (self.door(), VisitOutcome::Delivered);
        self.send(Event::ballot(Msg::Visit { compound: compound_id(), household, outcome }));
    }

    /// On the screen of the papers of the door on screen, which is in another program; what that suggests.
    fn spoil(&mut self, serial: &str) -> String {
        let (household, campaign) = (self.door(), self.model.state().unwrap().campaign.clone());
        let of = || (compound_id(), household.clone());
        self.model.parts = Parts::ALL;
        self.send(Event::Go(Route::HouseholdPapers(campaign, compound_id(), household.clone())));
        let spoil = FormKey::Spoil(of().0, of().1);
        let suggested = self.model.form(&spoil).text("serial").to_owned();
        for (field, text) in [("serial", serial), ("why", "撕坏")] {
            self.send(Event::Edit { form: spoil.clone(), field, text: text.into() });
        }
        self.send(Event::paper(paper::Msg::Spoil { compound: of().0, household: of().1 }));
        self.model.parts = Parts::DOORS;
        self.go(household.as_str());
        suggested
    }

    /// From the stairwells, where a form is scanned.
    fn scan(&mut self, serial: &str) {
        let campaign = self.model.state().unwrap().campaign.clone();
        self.send(Event::Go(Route::Doors(campaign.clone(), compound_id(), None)));
        let serial = FormSerial::read(serial).unwrap();
        self.send(Event::Scanned(FormCode { campaign, compound: compound_id(), serial }.to_string()));
    }

    fn compound(&self) -> &Compound {
        self.model.compound(&compound_id()).unwrap()
    }

    fn file(&self, door: &HouseholdId) -> &HouseholdFile {
        self.compound().file(door).unwrap()
    }

    /// The ballots ever recorded at the door on screen.
    fn ballots(&self) -> &[BallotRecord] {
        &self.file(&self.door()).ballots
    }

    fn last(&self) -> &Ballot {
        &self.ballots().last().unwrap().ballot
    }

    /// Serials of the ballots that stand at the door on screen.
    fn standing(&self) -> Vec<&str> {
        self.file(&self.door()).standing_ballots().map(|of| of.ballot.serial.as_str()).collect()
    }

    fn at_door<T>(&self, see: impl FnOnce(&AtDoor<'_>) -> T) -> T {
        let (household, device) = (self.door(), self.model.device.as_ref().unwrap().id.clone());
        let (compound, supervisor) = (self.compound(), self.model.is_supervisor());
        see(&AtDoor { compound, household: &household, device: &device, supervisor, today: TODAY })
    }

    fn problems(&self) -> Vec<(&'static str, ProblemKind)> {
        let found = self.at_door(|door| check(&ballot_form(&self.model, door), door)).err().unwrap_or_default();
        found.into_iter().map(|of| (of.field, of.kind)).collect()
    }
}

fn copy(serial: &str, copy: usize) -> String {
    FormSerial { copy, ..FormSerial::read(serial).unwrap() }.to_string()
}

#[test]
fn the_number_that_was_scanned_is_the_one_in_the_form() {
    let mut tablet = Tablet::new(PRINTED);
    let first = tablet.typed(FormKey::Ballot, "serial");
    assert!(first.ends_with("-0001-1"), "{first}");
    // The office has printed the next one, and this tablet wasn't told.
    let second = copy(&first, 2);
    tablet.scan(&second);
    assert_eq!(tablet.door(), HouseholdId::from(DOOR));
    assert_eq!(
        (tablet.typed(FormKey::Ballot, "serial"), tablet.typed(FormKey::Visit, "serial")),
        (second.clone(), second.clone())
    );
    // It is still there after a visit, after another door, and in place of a number that was typed.
    tablet.deliver(&[]);
    assert_eq!(tablet.file(&DOOR.into()).visits[0].visit.form.as_ref().unwrap().serial.as_ref(), Some(&second));
    tablet.go(NEXT);
    assert!(tablet.typed(FormKey::Ballot, "serial").ends_with("-0002-1"));
    tablet.go(DOOR);
    assert_eq!(tablet.typed(FormKey::Ballot, "serial"), second);
    tablet.edit(FormKey::Ballot, &[("serial", &first)]);
    tablet.scan(&second);
    tablet.record(&[("choice", "quasi")]);
    tablet.go(DOOR);
    assert_eq!((tablet.standing(), tablet.typed(FormKey::Ballot, "serial")), (vec![second.as_str()], first.clone()));
}

/// Its household was missing on the roll, and has been put there.
#[test]
fn a_paper_from_off_the_roll_that_is_recorded_at_its_household_is_that_no_more() {
    let stray = |serial: &str| {
        let (compound, dwelling) = (compound_id(), "1幢1单元101".to_owned());
        Fact::Stray(Stray { compound, dwelling, serial: Some(serial.to_owned()), note: None })
    };
    let mut scenario = scenario(OWN, support::households());
    scenario.tablets[0].record(stray("A401"));
    scenario.tablets[0].record(stray("A402"));
    scenario.hand_over();
    scenario.supervisor.record(stray("A401"));
    for device in [&scenario.tablets[0], &scenario.supervisor] {
        let mut tablet = Tablet::of(device);
        tablet.record(&[("serial", "a 401"), ("choice", "quasi")]);
        let strays = tablet.compound().standing_strays();
        assert_eq!(strays.map(|of| of.stray.serial.as_deref()).collect::<Vec<_>>(), [Some("A402")]);
        assert!(tablet.compound().strays[0].undone.as_ref().is_some_and(|(_, why)| why == "A401 → 1-1-101"));
    }
    // That a paper bears no number makes it nobody's.
    scenario.supervisor.record(stray("无"));
    let mut desk = Tablet::of(&scenario.supervisor);
    desk.record(&[("serial", "无"), ("choice", "invalid"), ("invalid_code", "I6")]);
    let recorded = desk.file(&DOOR.into()).standing_ballots().count();
    assert_eq!((recorded, desk.compound().standing_strays().count()), (1, 4));
}

#[test]
fn a_form_that_a_supervisor_had_spoiled_is_taken_at_no_tablet() {
    let mut scenario = scenario(PRINTED, support::households());
    let serial = Tablet::of(&scenario.tablets[0]).typed(FormKey::Ballot, "serial");
    let spoil = |household: &str, serial: &str| {
        let (serial, why) = (serial.to_owned(), "误印".to_owned());
        Fact::Spoil(Spoil { compound: compound_id(), household: household.into(), serial, why })
    };
    scenario.supervisor.record(spoil(DOOR, &serial));
    // What a tablet says of a form goes to the office and to no other tablet.
    scenario.tablets[0].record(spoil(NEXT, &serial.replace("-0001-", "-0002-")));
    scenario.hand_over();
    let (packet, trusted) = (scenario.supervisor.packet(), scenario.trusted());
    let mut other = support::Tablet { journal: scenario.empty(), ..scenario.tablets[0].clone() };
    other.take(&packet, &trusted);
    let mut tablet = Tablet::of(&other);
    assert_eq!(tablet.typed(FormKey::Ballot, "serial"), copy(&serial, 2));
    assert_eq!(tablet.file(&NEXT.into()).spoiled.len(), 0);
    tablet.scan(&serial);
    assert_eq!(tablet.model.missed_form, Some(Miss::Spoiled { serial: serial.clone(), next: Some(copy(&serial, 2)) }));
    tablet.go(DOOR);
    tablet.edit(FormKey::Ballot, &[("serial", &serial), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::SpoiledForm)]);
}

#[test]
fn a_number_that_was_given_out_or_spoiled_elsewhere_is_taken_nowhere_else() {
    let mut tablet = Tablet::new(OWN);
    tablet.deliver(&[("serial", "A-7")]);
    // It is suggested for the ballot, and not handed over again.
    assert_eq!(
        (tablet.typed(FormKey::Ballot, "serial"), tablet.typed(FormKey::Visit, "serial")),
        ("A-7".into(), String::new())
    );
    assert_eq!(tablet.spoil("A-8"), "A-7");
    tablet.go(NEXT);
    for serial in ["a-7", "A-8"] {
        tablet.edit(FormKey::Ballot, &[("serial", serial), ("choice", "quasi")]);
        assert_eq!(tablet.problems(), [("serial", ProblemKind::SerialTaken)], "{serial}");
        tablet.deliver(&[("serial", serial)]);
        assert_eq!(tablet.file(&NEXT.into()).visits.len(), 0, "{serial}");
        assert!(tablet.model.form(&FormKey::Visit(compound_id(), NEXT.into())).tried);
    }
    tablet.deliver(&[("serial", "A-9")]);
    assert_eq!(tablet.file(&NEXT.into()).visits.len(), 1);
    // Noted wrongly at the first door, it is made good there.
    tablet.go(DOOR);
    tablet.deliver(&[("serial", "A-6")]);
    tablet.go(NEXT);
    tablet.record(&[("serial", "A-7"), ("choice", "quasi")]);
    tablet.go(NEXT);
    assert_eq!(tablet.standing(), ["A-7"]);
}

#[test]
fn a_number_other_than_was_handed_over_is_asked_about_and_taken() {
    let mut tablet = Tablet::new(OWN);
    let instead =
        |tablet: &Tablet, serial: &str| tablet.at_door(|door| door.handed_over_instead(serial).map(str::to_owned));
    assert_eq!(instead(&tablet, "A-1"), None);
    tablet.deliver(&[("serial", "A-7")]);
    tablet.deliver(&[("serial", "A-9")]);
    let all = ["", "A-1", "A-7", "A-9"].map(|serial| instead(&tablet, serial));
    assert_eq!(all, [None, Some("A-9".into()), None, None]);
    tablet.spoil("A-9");
    assert_eq!(instead(&tablet, "A-1"), Some("A-7".into()), "nobody is sent back to a form that was torn");
    tablet.record(&[("serial", "A-1"), ("choice", "quasi")]);
    tablet.go(DOOR);
    assert_eq!(tablet.standing(), ["A-1"]);
}

#[test]
fn what_is_typed_at_a_door_is_not_left_behind_unsaid() {
    let forms: [(Which, &'static str); 6] = [
        (FormKey::Ballot, "note"),
        (FormKey::Visit, "note"),
        (FormKey::Check, "note"),
        (FormKey::Spoil, "why"),
        (FormKey::Withdraw, "why"),
        (FormKey::Contact, "telephone"),
    ];
    for (form, field) in forms {
        let mut tablet = Tablet::new(PRINTED);
        let campaign = tablet.model.state().unwrap().campaign.clone();
        let survey = Route::Survey(campaign.clone(), compound_id(), None);
        let here = tablet.model.route.clone();
        // What was only suggested or unfolded, or taken back, is none of it.
        tablet.scan(&tablet.typed(FormKey::Ballot, "serial"));
        tablet.edit(FormKey::Check, &[("begun", "yes")]);
        tablet.edit(form, &[(field, "写到一半"), (field, "")]);
        assert_eq!(tablet.send(Event::Go(survey.clone())), [Effect::OpenProgram(survey.clone())]);
        tablet.go(DOOR);
        tablet.edit(form, &[(field, "写到一半")]);
        let effects = tablet.send(Event::Go(survey.clone()));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::OpenProgram(_))), "{effects:?}");
        assert_eq!((&tablet.model.route, &tablet.model.toasts[0].message), (&here, &Message::TypedNotRecorded));
        assert_eq!(tablet.typed(form, field), "写到一半");
        // Wanted again it is given up.
        assert_eq!(tablet.send(Event::Go(survey.clone())), [Effect::OpenProgram(survey)]);
    }
    // From door to door within the program nothing is asked.
    let mut tablet = Tablet::new(OWN);
    tablet.edit(FormKey::Ballot, &[("note", "写到一半")]);
    tablet.go(NEXT);
    assert_eq!(tablet.door(), HouseholdId::from(NEXT));
    // Once it is recorded the page may go.
    tablet.go(DOOR);
    tablet.record(&[("serial", "A1"), ("choice", "quasi")]);
    let office = Route::Handover(tablet.model.state().unwrap().campaign.clone());
    assert_eq!(tablet.send(Event::Go(office.clone())), [Effect::OpenProgram(office)]);
}

#[test]
fn a_correction_begins_with_what_is_on_record() {
    let mut tablet = Tablet::new(&[]);
    let said = [
        ("serial", "A-7"),
        ("choice", "invalid"),
        ("invalid_code", "I3"),
        ("signer", "proxy"),
        ("signed_by", "陈*"),
        ("signed_on", "2026-04-01"),
        ("authority", "代为签署"),
        ("note", "代理人是女儿"),
    ];
    tablet.edit(FormKey::Visit, &[("collector_a", "赵强"), ("collector_b", "孙丽")]);
    tablet.record(&said);
    tablet.go(DOOR);
    let before = tablet.last().clone();
    // Another day, another pair at the door.
    tablet.edit(FormKey::Visit, &[("collector_a", "王芳"), ("collector_b", "李明")]);
    tablet.correct(0);
    for (field, text) in said {
        assert_eq!(tablet.typed(FormKey::Ballot, field), text, "{field}");
    }
    tablet.go(NEXT);
    tablet.go(DOOR);
    tablet.record(&[]);
    assert_eq!(tablet.ballots().len(), 1, "not without a reason");
    tablet.record(&[("invalid_code", "I5"), ("why", "选错一行")]);
    assert_eq!(tablet.ballots().len(), 2);
    assert_eq!(*tablet.last(), Ballot { choice: Choice::Invalid(InvalidCode::I5), ..before });
    assert_eq!(tablet.file(&DOOR.into()).standing_ballots().count(), 1);
    // Given up, the form is an empty one again.
    tablet.correct(1);
    tablet.edit(FormKey::Ballot, &[("note", "写到一半")]);
    tablet.begin(Paper::Next);
    assert_eq!(
        (tablet.typed(FormKey::Ballot, "note"), tablet.typed(FormKey::Ballot, "signed_on")),
        ("".into(), TODAY.into())
    );
    // A tap on a button that isn't there records nothing.
    tablet.record(&[("serial", "A-8"), ("choice", "quasi")]);
    assert_eq!(tablet.ballots().len(), 2);
}

#[test]
fn co_owners_who_disagree_are_both_on_record_and_count_for_neither() {
    for settings in [OWN, PRINTED] {
        let mut tablet = Tablet::new(settings);
        tablet.record(&[("choice", "professional"), ("serial", &first_serial(&tablet, settings))]);
        tablet.go(DOOR);
        let first = tablet.last().serial.clone();
        tablet.begin(Paper::Another);
        // The paper that is on record isn't another one.
        assert_eq!(tablet.typed(FormKey::Ballot, "serial"), "");
        tablet.edit(FormKey::Ballot, &[("serial", &first), ("choice", "professional"), ("signer", "co_owner")]);
        assert_eq!(tablet.problems(), [("serial", ProblemKind::SerialTaken)]);
        let second = if settings == PRINTED { copy(&first, 2) } else { "A-2".into() };
        // Whatever is said of a change: this campaign allows none.
        tablet.record(&[("serial", &second), ("why", "住户改变选择")]);
        tablet.go(DOOR);
        assert_eq!(tablet.standing(), [first.as_str(), second.as_str()]);
        assert!(matches!(tablet.compound().standing(&DOOR.into()), Standing::Counted { also: 1, .. }));
        let third = if settings == PRINTED { copy(&first, 3) } else { "A-3".into() };
        tablet.begin(Paper::Another);
        tablet.record(&[("serial", &third), ("choice", "quasi"), ("signer", "co_owner")]);
        assert_eq!(tablet.door(), HouseholdId::from(DOOR), "whoever sees a conflict stays");
        assert!(matches!(tablet.compound().standing(&DOOR.into()), Standing::Conflict(of) if of.len() == 3));
        assert_eq!(tablet.ballots()[2].why, None);
        // The transcript of the last one was wrong: it alone is corrected, and taken back.
        tablet.correct(2);
        tablet.record(&[("choice", "blank"), ("blank_reason", "no_box"), ("why", "看错")]);
        assert_eq!(tablet.standing(), [first.as_str(), second.as_str(), third.as_str()]);
        let wrong = tablet.ballots()[3].stamp.id.to_string();
        tablet.model.parts = Parts::ALL;
        tablet.edit(
            FormKey::Withdraw,
            &[(take_back::BALLOT, &wrong), (take_back::WHOSE, "another"), ("why", "是别户的")],
        );
        tablet.send(Event::take_back(take_back::Msg::Ballot { compound: compound_id(), household: DOOR.into() }));
        tablet.model.parts = Parts::DOORS;
        assert_eq!(tablet.standing(), [first.as_str(), second.as_str()]);
        assert_eq!(tablet.typed(FormKey::Ballot, "choice"), "");
    }
}

fn first_serial(tablet: &Tablet, settings: &[(&str, &str)]) -> String {
    if settings == PRINTED { tablet.typed(FormKey::Ballot, "serial") } else { "A-1".into() }
}

#[test]
fn a_household_changes_its_mind_where_the_campaign_lets_it() {
    let mut tablet = Tablet::new(&[("two_collectors", "no"), ("allow_change", "yes")]);
    tablet.record(&[("serial", "A-1"), ("choice", "professional")]);
    tablet.go(DOOR);
    tablet.begin(Paper::Another);
    tablet.record(&[("serial", "A-2"), ("choice", "quasi"), ("why", "住户改变选择，以这份为准")]);
    assert_eq!(tablet.standing(), ["A-2"]);
    assert_eq!(tablet.ballots()[1].why.as_deref(), Some("住户改变选择，以这份为准"));
    // Co-owners may disagree there as well.
    tablet.go(DOOR);
    tablet.begin(Paper::Another);
    tablet.record(&[("serial", "A-3"), ("choice", "professional")]);
    assert!(matches!(tablet.compound().standing(&DOOR.into()), Standing::Conflict(_)));
}

/// What they had signed in time stays.
#[test]
fn nobody_changes_their_mind_once_the_ballot_is_closed() {
    let mut scenario = scenario(&[("two_collectors", "no"), ("allow_change", "yes")], support::households());
    scenario.supervisor.record(close("2026-10-06"));
    let (packet, trusted) = (scenario.supervisor.packet(), scenario.trusted());
    scenario.tablets[0].take(&packet, &trusted);
    let mut tablet = Tablet::of(&scenario.tablets[0]);
    tablet.record(&[("serial", "A-1"), ("choice", "professional"), ("signed_on", "2026-10-05")]);
    tablet.go(DOOR);
    tablet.begin(Paper::Another);
    let change = [("serial", "A-2"), ("choice", "quasi"), ("why", "住户改变选择，以这份为准")];
    tablet.edit(FormKey::Ballot, &change);
    tablet.record(&[("signed_on", "2026-10-07")]);
    tablet.go(DOOR);
    assert_eq!((tablet.standing(), tablet.ballots()[1].why.clone()), (vec!["A-1", "A-2"], None));
}

#[test]
fn a_paper_without_a_signature_has_no_signer() {
    let mut tablet = Tablet::new(OWN);
    assert_eq!(tablet.typed(FormKey::Ballot, "signer"), "owner");
    tablet.record(&[("serial", "A-1"), ("choice", "invalid"), ("invalid_code", "I1")]);
    tablet.go(DOOR);
    assert_eq!((tablet.last().signer, tablet.last().choice), (None, Choice::Invalid(InvalidCode::I1)));
    // Every other one has.
    tablet.correct(0);
    tablet.edit(FormKey::Ballot, &[("invalid_code", "I3"), ("why", "看错")]);
    assert_eq!(tablet.problems(), [("signer", ProblemKind::Required)]);
}

#[test]
fn whom_public_housing_is_signed_by_follows_the_campaign() {
    let titles = || {
        let mut titles = support::households();
        titles[0].tenure = Some(Tenure::PublicDirect);
        titles[1].tenure = Some(Tenure::Commodity);
        titles
    };
    for (voter, signer) in [("tenant", Signer::PublicTenant), ("owner", Signer::UnitRepresentative)] {
        let mut tablet = Tablet::of(&scenario(&[("public_voter", voter)], titles()).tablets[0]);
        assert_eq!(tablet.typed(FormKey::Ballot, "signer"), signer.code());
        tablet.go(NEXT);
        assert_eq!(tablet.typed(FormKey::Ballot, "signer"), "owner");
    }
}

#[test]
fn who_is_at_the_door_is_said_once_for_visit_and_ballot() {
    let mut tablet = Tablet::new(&[]);
    tablet.edit(FormKey::Visit, &[("collector_a", "赵强"), ("collector_b", "")]);
    tablet.edit(FormKey::Ballot, &[("serial", "A-1"), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("collector_b", ProblemKind::Required)]);
    tablet.record(&[]);
    assert!(tablet.model.form(&FormKey::Visit(compound_id(), DOOR.into())).tried);
    tablet.edit(FormKey::Visit, &[("collector_b", "孙丽")]);
    tablet.record(&[]);
    // They are at the next door as well.
    assert_eq!(tablet.door(), HouseholdId::from(NEXT));
    assert_eq!(tablet.typed(FormKey::Visit, "collector_a"), "赵强");
    tablet.record(&[("serial", "A-2"), ("choice", "quasi")]);
    for door in [DOOR, NEXT] {
        tablet.go(door);
        assert_eq!(tablet.last().collectors, ["赵强", "孙丽"], "{door}");
    }
}

#[test]
fn a_paper_that_was_signed_too_late_is_recorded_as_that() {
    let mut scenario = scenario(OWN, support::households());
    scenario.supervisor.record(close("2026-10-06"));
    let (packet, trusted) = (scenario.supervisor.packet(), scenario.trusted());
    scenario.tablets[0].take(&packet, &trusted);
    let mut tablet = Tablet::of(&scenario.tablets[0]);
    // Either as what it says, which counts for nothing unless the ballot is closed anew on a later day, or as too late.
    tablet.edit(FormKey::Ballot, &[("serial", "A-1"), ("choice", "quasi"), ("signed_on", "2026-10-07")]);
    assert_eq!(tablet.problems(), []);
    tablet.edit(FormKey::Ballot, &[("choice", "invalid"), ("invalid_code", "I7"), ("signed_on", "2026-10-06")]);
    assert_eq!(tablet.problems(), [("invalid_code", ProblemKind::BeforeClose)]);
    tablet.record(&[("signed_on", "2026-10-07")]);
    assert_eq!(tablet.last().choice, Choice::Invalid(InvalidCode::I7));
    let uncounted: Vec<_> =
        tablet.compound().uncounted().into_iter().map(|(id, _, why)| (id.to_string(), why)).collect();
    assert_eq!(uncounted, [(DOOR.to_owned(), Uncounted::AfterClose)]);
    // Not of a day that is still to come.
    tablet.go(NEXT);
    tablet.edit(
        FormKey::Ballot,
        &[("serial", "A-2"), ("choice", "invalid"), ("invalid_code", "I7"), ("signed_on", "2026-10-09")],
    );
    assert_eq!(tablet.problems(), [("signed_on", ProblemKind::InFuture)]);
}

#[test]
fn what_is_not_the_numbered_form_is_recorded_as_that() {
    let mut tablet = Tablet::new(PRINTED);
    let printed = tablet.typed(FormKey::Ballot, "serial");
    tablet.edit(FormKey::Ballot, &[("choice", "invalid"), ("invalid_code", "I6")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::NotNumbered)], "the number of the form that it isn't");
    tablet.edit(FormKey::Ballot, &[("serial", "手写1"), ("invalid_code", "I3")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::NotOfThisRoll)]);
    tablet.edit(FormKey::Ballot, &[("invalid_code", "I6"), ("serial", &printed.replace("-0001-", "-0002-"))]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::SerialTaken)]);
    tablet.record(&[("serial", "无")]);
    tablet.go(DOOR);
    assert_eq!((tablet.standing(), tablet.last().choice), (vec!["无"], Choice::Invalid(InvalidCode::I6)));
    // Several bear none, and are no conflict for it.
    tablet.go(NEXT);
    tablet.edit(FormKey::Ballot, &[("serial", "无"), ("choice", "professional")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::SerialTaken)]);
    tablet.record(&[("choice", "invalid"), ("invalid_code", "I6")]);
    let counts = tablet.compound().tally().counts;
    assert_eq!((counts.invalid, counts.conflicts), (2, 0));
}

#[test]
fn a_copy_of_the_form_with_its_number_keeps_the_form_itself_from_nothing() {
    let mut tablet = Tablet::new(PRINTED);
    let printed = tablet.typed(FormKey::Ballot, "serial");
    tablet.record(&[("serial", &printed), ("choice", "invalid"), ("invalid_code", "I6")]);
    tablet.go(DOOR);
    tablet.begin(Paper::Another);
    tablet.record(&[("serial", &printed), ("choice", "professional")]);
    assert_eq!(tablet.standing(), [printed.as_str(), &printed]);
    assert_eq!(tablet.compound().tally().counts.conflicts, 1, "which of the two it is a supervisor says");
}

/// A supervisor's device on which a roll was thawed and another frozen, one holder being written otherwise, after what is `before`.
fn thawed(settings: &[(&str, &str)], before: impl FnOnce(&Compound) -> Vec<Fact>) -> Tablet {
    let mut s = scenario(settings, support::households());
    let facts = before(s.supervisor.state().compounds.get(&compound_id()).unwrap());
    facts.into_iter().for_each(|fact| drop(s.supervisor.record(fact)));
    s.supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "权证有误".into() }));
    let mut titles = support::households();
    titles[0].holders = vec!["孙*".into()];
    let roll = Roll::new(titles.clone()).hash().to_owned();
    support::import_roll(&mut s.supervisor, titles);
    s.supervisor.record(Fact::Freeze(Freeze { compound: compound_id(), roll, households: 8, counts: None }));
    s.supervisor.record(support::posted());
    assert_eq!(s.supervisor.state().remarks, []);
    Tablet::of(&s.supervisor)
}

fn shows(compound: &Compound) -> [Door; 2] {
    let roll = compound.frozen_roll().unwrap();
    [DOOR, NEXT].map(|id| door(compound, roll.get(&id.into()).unwrap(), &[]))
}

#[test]
fn a_form_of_a_roll_that_was_thawed_is_suggested_nowhere_and_reaches_nobody() {
    let mut old = String::new();
    let mut tablet = thawed(PRINTED, |compound| {
        let [first, second] = [DOOR, NEXT].map(|id| compound.form_serial(&id.into()).unwrap());
        old.clone_from(&first);
        let handed_over = HandedOver { how: Delivery::InPerson, serial: Some(first), receipt: None };
        let Fact::Visit(mut made) = visit(DOOR, VisitOutcome::Delivered) else { panic!() };
        made.visit.form = Some(handed_over);
        let mut paper = support::taken(NEXT, Choice::Professional);
        paper.ballot.serial = second;
        vec![Fact::Visit(made), Fact::Ballot(paper)]
    });
    assert_eq!(shows(tablet.compound()), [Door::ComeBack, Door::NotCounting]);
    assert!([DOOR, NEXT].iter().all(|home| !is_reached(tablet.compound(), &(*home).into())));
    // What they hold is void, and what is to be given to them is another.
    let new = tablet.compound().form_serial(&DOOR.into()).unwrap();
    for home in [NEXT, DOOR] {
        tablet.go(home);
        assert!(tablet.compound().has_outdated_form(&home.into()));
        assert_eq!(tablet.typed(FormKey::Ballot, "serial"), "", "{home}");
        assert_eq!(Some(tablet.typed(FormKey::Visit, "serial")), tablet.compound().form_serial(&home.into()));
    }
    let plain = old.replace('-', "");
    for typed in [&plain, &old] {
        tablet.edit(FormKey::Ballot, &[("serial", typed), ("choice", "quasi"), ("invalid_code", "")]);
        assert_eq!(tablet.problems(), [("serial", ProblemKind::OutdatedForm)], "{typed}");
    }
    tablet.edit(FormKey::Ballot, &[("serial", &plain), ("choice", "invalid"), ("invalid_code", "I6")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::OutdatedForm)]);
    // Nor is it a paper without a number.
    tablet.edit(FormKey::Ballot, &[("serial", &old)]);
    tablet.edit(FormKey::Ballot, &[("choice", "invalid"), ("invalid_code", "I6")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::OutdatedForm)]);
    tablet.begin(Paper::Next);
    tablet.deliver(&[]);
    assert_eq!((tablet.typed(FormKey::Ballot, "serial"), shows(tablet.compound())[0]), (new.clone(), Door::Delivered));
    tablet.record(&[("choice", "quasi")]);
    assert_eq!(tablet.file(&DOOR.into()).ballots.last().unwrap().ballot.serial, new);
    // Where one turns up in a bag it is said of it that it is void.
    tablet.go(DOOR);
    tablet.spoil(&plain);
    assert!(tablet.file(&DOOR.into()).is_void(&old));
}

#[test]
fn a_paper_with_a_number_of_its_own_is_recorded_anew_on_another_roll() {
    let mut tablet = thawed(OWN, |_| {
        let mut paper = support::taken(DOOR, Choice::Quasi);
        paper.ballot.serial = "A001".into();
        vec![Fact::Ballot(paper)]
    });
    assert_eq!(shows(tablet.compound())[0], Door::NotCounting);
    tablet.record(&[("serial", "a001"), ("choice", "quasi")]);
    assert_eq!((tablet.standing(), tablet.compound().tally().counts.quasi), (vec!["A001"], 1));
    assert_eq!(tablet.ballots()[1].roll, tablet.compound().frozen_roll().unwrap().hash());
    // On the same roll it is on record already.
    tablet.begin(Paper::Another);
    tablet.edit(FormKey::Ballot, &[("serial", "A001"), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::SerialTaken)]);
}

#[test]
fn a_form_that_was_spoiled_and_not_replaced_reaches_nobody() {
    let mut tablet = Tablet::new(PRINTED);
    let first = tablet.typed(FormKey::Ballot, "serial");
    tablet.deliver(&[]);
    assert!(is_reached(tablet.compound(), &DOOR.into()));
    tablet.spoil(&first);
    assert_eq!(shows(tablet.compound())[0], Door::ComeBack);
    assert!(!is_reached(tablet.compound(), &DOOR.into()));
    tablet.deliver(&[]);
    assert!(is_reached(tablet.compound(), &DOOR.into()));
}

#[test]
fn photos_go_along_when_the_number_of_a_paper_is_put_right_before_it_is_recorded() {
    let photo = |name: &str| {
        let sha256 = Sha256::new(&sha256_hex(name.as_bytes())).unwrap();
        Photo { sha256, size: 300_000, width: 1_600, height: 1_200 }
    };
    let form = |serial: &str| Subject::Form(DOOR.into(), serial.into());
    let take = |tablet: &mut Tablet, serial: &str, name: &str| {
        let now = Moment { at: tablet.at, local: format!("{TODAY}T10:00"), nonce: "n".repeat(22) };
        let taken = PhotoTaken { compound: compound_id(), of: form(serial), photo: photo(name), marked: None };
        assert!(tablet.model.record(&now, Fact::Photo(taken), &mut Vec::new()).is_some());
    };
    let photos = |tablet: &Tablet, serial: &str| -> Vec<Photo> {
        tablet.compound().photos(&form(serial)).iter().map(|of| of.taken.photo.clone()).collect()
    };
    let mut tablet = Tablet::new(OWN);
    take(&mut tablet, "A002", "paper");
    tablet.record(&[("serial", "A007"), ("choice", "quasi")]);
    assert_eq!(photos(&tablet, "A007"), [photo("paper")]);
    // Another paper of the household's has a photo of its own, or none.
    tablet.begin(Paper::Another);
    tablet.record(&[("serial", "A008"), ("choice", "quasi")]);
    assert_eq!(photos(&tablet, "A008"), []);
    tablet.begin(Paper::Another);
    take(&mut tablet, "A019", "first");
    take(&mut tablet, "A009", "second");
    tablet.record(&[("serial", "A009"), ("choice", "quasi")]);
    assert_eq!(photos(&tablet, "A009"), [photo("second")]);
}
