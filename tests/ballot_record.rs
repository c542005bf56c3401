//! The record of a ballot as persons make it at a door: the form's photo, who signs for another, the second person's check, spoiled forms,
//! corrections.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "ballot_record/checked.rs"]
mod checked;
#[path = "ballot_record/numbers.rs"]
mod numbers;
mod support;

use support::{COMPOUND, HOUSEHOLDS, Scenario, ballot, compound_id};
use wenlou::app::ballot::{AtDoor, Door, Msg, Paper, ballot_form, check, door, next_number};
use wenlou::app::check::{self, BEGUN, is_checking, is_hidden, to_check};
use wenlou::app::form::{FormKey, Problem, ProblemKind};
use wenlou::app::paper::{self, is_on_record};
use wenlou::app::photos::{self, Developed, Of, poor_photo};
use wenlou::app::scan::Miss;
use wenlou::app::take_back;
use wenlou::app::tally;
use wenlou::app::{AtStart, Effect, Event, FileToken, Model, Moment, Parts, PickedFile, Route, photo_files, update};
use wenlou::bundle::sealing::make_pair;
use wenlou::domain::ballot::{Ballot, BlankReason, Choice, ChoiceClass, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::ids::{CompoundId, HouseholdId};
use wenlou::domain::legibility::Illegible;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::findings::result::Unheard;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{BallotTaken, Settle};
use wenlou::journal::household_file::{HouseholdFile, Standing, Wait};

const DOOR: &str = HOUSEHOLDS[0];
const TODAY: &str = "2026-10-08";

/// One of the forms of a household.
type Which = fn(CompoundId, HouseholdId) -> FormKey;

/// A tablet at the door of the first household: by default a collector's, with the program for the doors.
struct Tablet {
    model: Model,
    at: i64,
}

impl Tablet {
    fn new(settings: &[(&str, &str)]) -> Self {
        let scenario = scenario(settings, false);
        Self::of(&scenario.tablets[0], Parts::DOORS, "王芳", "李明")
    }

    fn of(tablet: &support::Tablet, parts: Parts, person: &str, partner: &str) -> Self {
        let campaign = tablet.journal.campaign().clone();
        let records = tablet.records();
        let mut at_start = AtStart { key: Some(tablet.device.key.clone()), ..AtStart::default() };
        (at_start.settings.person, at_start.settings.partner) = (person.into(), partner.into());
        let mut app = Self { model: Model::new(parts), at: 0 };
        app.send(Event::Started(Box::new(at_start)));
        app.send(Event::Go(Route::Household(campaign.clone(), COMPOUND.into(), DOOR.into())));
        app.send(Event::Loaded { campaign, records });
        app
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.at += 60_000;
        let nonce = format!("{:022}", self.at);
        update(&mut self.model, &Moment { at: self.at, local: format!("{TODAY}T09:00"), nonce }, event)
    }

    fn edit(&mut self, form: Which, texts: &[(&'static str, &str)]) {
        for (field, text) in texts {
            let form = form(compound_id(), DOOR.into());
            self.send(Event::Edit { form, field, text: (*text).into() });
        }
    }

    fn record(&mut self, texts: &[(&'static str, &str)]) {
        self.edit(FormKey::Ballot, texts);
        self.send(Event::ballot(Msg::Record { compound: compound_id(), household: DOOR.into() }));
    }

    fn begin(&mut self, paper: Paper) {
        self.send(Event::ballot(Msg::Begin { compound: compound_id(), household: DOOR.into(), paper }));
    }

    /// Begins to correct the ballot that stands.
    fn correct(&mut self) {
        let record = self.file().standing_ballots().next().unwrap().stamp.id.clone();
        self.begin(Paper::Same(record));
    }

    fn check(&mut self, texts: &[(&'static str, &str)]) {
        self.edit(FormKey::Check, texts);
        self.send(Event::ballot(Msg::Check { compound: compound_id(), household: DOOR.into() }));
    }

    /// On the screen of the household's papers, which is in another program.
    fn spoil(&mut self, texts: &[(&'static str, &str)]) {
        let campaign = self.model.state().unwrap().campaign.clone();
        self.model.parts = Parts::ALL;
        self.send(Event::Go(Route::HouseholdPapers(campaign, compound_id(), DOOR.into())));
        self.edit(FormKey::Spoil, texts);
        self.send(Event::paper(paper::Msg::Spoil { compound: compound_id(), household: DOOR.into() }));
        self.model.parts = Parts::DOORS;
    }

    fn not_met(&mut self) {
        let (compound, household, outcome) = (compound_id(), DOOR.into(), VisitOutcome::NotMet);
        self.send(Event::ballot(Msg::Visit { compound, household, outcome }));
    }

    fn photograph(&mut self, subject: Subject, name: &str) -> Vec<Effect> {
        let token = FileToken(u32::try_from(self.at / 60_000).unwrap());
        let files = vec![PickedFile { token, name: name.into(), size: 9 }];
        let of = Of { compound: compound_id(), subject };
        let effects = self.send(Event::photos(photos::Msg::Take { of, marked: None, files }));
        self.send(Event::Developed { file: token, developed: Developed::Photo(photo(name)) });
        effects
    }

    /// Has what is on record shown.
    fn show(&mut self) {
        self.send(Event::ballot(Msg::Show { compound: compound_id(), household: DOOR.into() }));
    }

    /// Comes to the screen anew.
    fn enter(&mut self) {
        let campaign = self.model.state().unwrap().campaign.clone();
        self.send(Event::Go(Route::Doors(campaign.clone(), COMPOUND.into(), None)));
        self.send(Event::Go(Route::Household(campaign, COMPOUND.into(), DOOR.into())));
    }

    /// Whether the screen keeps to itself what is on record.
    fn hides(&self) -> bool {
        is_hidden(&self.model, self.compound(), &DOOR.into())
    }

    fn is_checking(&self) -> bool {
        is_checking(&self.model.form(&FormKey::Check(compound_id(), DOOR.into())), self.compound(), &DOOR.into())
    }

    fn compound(&self) -> &Compound {
        self.model.compound(&compound_id()).unwrap()
    }

    fn file(&self) -> &HouseholdFile {
        self.compound().file(&DOOR.into()).unwrap()
    }

    fn at_door<T>(&self, see: impl FnOnce(&AtDoor<'_>) -> T) -> T {
        let household = DOOR.into();
        let device = self.model.device.as_ref().unwrap().id.clone();
        let supervisor = self.model.is_supervisor();
        see(&AtDoor { compound: self.compound(), household: &household, device: &device, supervisor, today: TODAY })
    }

    fn problems(&self) -> Vec<(&'static str, ProblemKind)> {
        told(self.at_door(|door| check(&ballot_form(&self.model, door), door).err()))
    }

    fn check_problems(&self) -> Vec<(&'static str, ProblemKind)> {
        let form = self.model.form(&FormKey::Check(compound_id(), DOOR.into()));
        let ballot = to_check(self.compound(), &DOOR.into()).unwrap();
        told(self.at_door(|door| check::check(&self.model, &form, door, ballot).err()))
    }

    fn typed(&self, form: Which, field: &'static str) -> String {
        self.model.form(&form(compound_id(), DOOR.into())).text(field).to_owned()
    }

    fn standing(&self) -> String {
        match self.compound().standing(&DOOR.into()) {
            Standing::Counted { class, .. } => class.code().to_owned(),
            Standing::Waiting { wait, .. } => format!("{wait:?}"),
            other => format!("{other:?}"),
        }
    }
}

fn told(problems: Option<Vec<Problem>>) -> Vec<(&'static str, ProblemKind)> {
    problems.unwrap_or_default().into_iter().map(|Problem { field, kind }| (field, kind)).collect()
}

fn scenario(settings: &[(&str, &str)], sealed: bool) -> Scenario {
    scenario_of(settings, sealed, 1)
}

fn scenario_of(settings: &[(&str, &str)], sealed: bool, tablets: u8) -> Scenario {
    Scenario::with(tablets, |supervisor| {
        let mut terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
        for (id, value) in settings {
            terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap();
        }
        terms.sealed_to = sealed.then(|| make_pair(&[7; 32]).public);
        supervisor.record(Fact::Terms(terms));
        support::import_roll(supervisor, support::households());
        support::freeze(supervisor);
        supervisor.record(support::posted());
    })
}

fn photo(name: &str) -> Photo {
    let sha256 = Sha256::new(&sha256_hex(name.as_bytes())).unwrap();
    Photo { sha256, size: 300_000, width: 1_600, height: 1_200 }
}

fn form_of(serial: &str) -> Subject {
    Subject::Form(DOOR.into(), serial.into())
}

#[test]
fn where_the_campaign_wants_its_photo_a_form_is_photographed_before_it_is_recorded() {
    let mut tablet = Tablet::new(&[("form_photo", "yes"), ("second_check", "yes")]);
    tablet.record(&[("serial", "a 001"), ("choice", "professional")]);
    assert_eq!(tablet.problems(), [("form_photo", ProblemKind::PhotoMissing)]);
    assert_eq!(tablet.file().ballots.len(), 0);
    // Of another form there is one: that is none of this.
    tablet.photograph(form_of("A002"), "other");
    assert_eq!(tablet.problems(), [("form_photo", ProblemKind::PhotoMissing)]);
    let effects = tablet.photograph(form_of("A001"), "form");
    assert!(matches!(&effects[..], [Effect::Develop { .. }]), "{effects:?}");
    assert_eq!(tablet.problems(), []);
    tablet.record(&[]);
    assert_eq!((tablet.file().ballots[0].ballot.serial.as_str(), tablet.standing().as_str()), ("A001", "Check"));
    assert_eq!(
        door(tablet.compound(), tablet.compound().roll.as_ref().unwrap().get(&DOOR.into()).unwrap(), &[]),
        Door::Waiting
    );
}

#[test]
fn a_tablet_gives_out_its_photos_of_papers_like_those_of_the_survey() {
    let mut tablet = Tablet::new(&[]);
    let household: HouseholdId = DOOR.into();
    let papers = [form_of("A001"), Subject::Authority(household.clone(), "A001".into()), Subject::Door(household)];
    for (n, subject) in papers.into_iter().enumerate() {
        tablet.photograph(subject, &format!("photo {n}"));
    }
    let (state, device) = (tablet.model.state().unwrap(), tablet.model.device.as_ref().unwrap());
    let own = photo_files::only_here(state, &device.id, None);
    assert_eq!(
        own.iter().map(|of| of.taken.photo.clone()).collect::<Vec<_>>(),
        [0, 1, 2].map(|n| photo(&format!("photo {n}")))
    );
    assert_eq!(state.remarks, []);
}

#[test]
fn a_photo_that_is_hard_to_read_is_told_until_a_better_one_is_taken() {
    let mut tablet = Tablet::new(&[]);
    tablet.photograph(form_of("A001"), "dark");
    let poor = |tablet: &Tablet| poor_photo(&tablet.model, tablet.compound().photos(&form_of("A001")));
    assert_eq!(poor(&tablet), None);
    let said = Msg::Poor { photo: photo("dark").sha256, why: Illegible::TooDark };
    tablet.send(Event::ballot(said));
    assert_eq!(poor(&tablet), Some(Illegible::TooDark));
    // It stands in nobody's way.
    tablet.record(&[("serial", "A001"), ("choice", "quasi")]);
    assert_eq!(tablet.standing(), "quasi");
    tablet.photograph(form_of("A001"), "light");
    assert_eq!(poor(&tablet), None);
}

#[test]
fn photos_go_along_when_the_number_of_their_paper_is_corrected() {
    let mut tablet = Tablet::new(&[("form_photo", "yes")]);
    tablet.photograph(form_of("A001"), "form");
    tablet.record(&[("serial", "A001"), ("choice", "quasi")]);
    assert_eq!(tablet.standing(), "quasi");
    tablet.correct();
    tablet.record(&[("serial", "A007"), ("why", "看错编号")]);
    let standing: Vec<_> = tablet.file().standing_ballots().map(|of| of.ballot.serial.as_str()).collect();
    assert_eq!((standing, tablet.standing().as_str()), (vec!["A007"], "quasi"));
    let of = |serial: &str| tablet.compound().photos(&form_of(serial)).len();
    assert_eq!((of("A001"), of("A007")), (1, 1), "what was photographed first stays on record");
    // Another paper of the household has a photo of its own.
    tablet.begin(Paper::Another);
    tablet.record(&[("serial", "A009"), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("form_photo", ProblemKind::PhotoMissing)]);
}

#[test]
fn after_closing_is_only_what_was_signed_after_closing() {
    let mut tablet = Tablet::new(&[]);
    tablet.edit(FormKey::Ballot, &[("serial", "A001"), ("choice", "invalid"), ("invalid_code", "I7")]);
    assert_eq!(tablet.problems(), [("invalid_code", ProblemKind::BeforeClose)]);
}

#[test]
fn who_signs_for_another_shows_by_what_right() {
    let mut tablet = Tablet::new(&[]);
    for signer in ["proxy", "guardian"] {
        tablet.record(&[("serial", "A001"), ("choice", "professional"), ("signer", signer)]);
        let missing = [("signed_by", ProblemKind::Required), ("authority", ProblemKind::Required)];
        assert_eq!(tablet.problems(), missing, "{signer}");
    }
    tablet.edit(FormKey::Ballot, &[("signer", "unit_representative")]);
    assert_eq!(tablet.problems(), [("signed_by", ProblemKind::Required)], "the roll can't tell who that was");
    tablet.edit(FormKey::Ballot, &[("signer", "guardian")]);
    // Where the lack of it, or that the proxy is barred, is why the paper is invalid, nothing more is asked.
    for code in ["I2", "I11", "I12"] {
        tablet.edit(FormKey::Ballot, &[("choice", "invalid"), ("invalid_code", code)]);
        assert_eq!(tablet.problems(), [], "{code}");
    }
    let authority = "代为签署征求意见表，2026年10月31日前";
    tablet.record(&[("choice", "professional"), ("authority", authority), ("signed_by", "陈小伟")]);
    let authority = tablet.file().ballots[0].ballot.authority.clone();
    assert_eq!(authority.as_deref(), Some("代为签署征求意见表，2026年10月31日前"));
    // Corrected to be the owner's own, it needs none and has none; the first version keeps its own.
    tablet.correct();
    tablet.record(&[("signer", "owner"), ("authority", ""), ("why", "看错签署人")]);
    let ballots = &tablet.file().ballots;
    assert_eq!(ballots.iter().map(|of| of.ballot.authority.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn the_photo_of_a_paper_is_deleted_with_a_reason_that_stays() {
    let mut tablet = Tablet::new(&[]);
    let subject = Subject::Form(DOOR.into(), "A001".into());
    tablet.photograph(subject.clone(), "a");
    let photo = tablet.compound().photos(&subject)[0].stamp.id.clone();
    let of = Of { compound: compound_id(), subject: subject.clone() };
    let drop = |tablet: &mut Tablet| {
        tablet.send(Event::photos(photos::Msg::Drop { of: of.clone(), photo: photo.clone() }));
        tablet.compound().photos(&subject).len()
    };
    assert_eq!(drop(&mut tablet), 1, "not without a word");
    let form = FormKey::DropPhoto(compound_id());
    assert!(tablet.model.form(&form).tried);
    tablet.send(Event::Edit { form, field: "why", text: "拍到了别户的表".into() });
    assert_eq!(drop(&mut tablet), 0);
    let [dropped] = &tablet.file().dropped_photos[..] else { panic!("one photo") };
    assert_eq!((dropped.why.as_deref(), &dropped.of), (Some("拍到了别户的表"), &subject));
}

/// The office, where two unchecked papers of the household contradict each other.
fn office_in_conflict(asked: &str) -> Tablet {
    let mut scenario = scenario_of(&[("second_check", asked)], false, 2);
    for (tablet, choice) in scenario.tablets.iter_mut().zip([Choice::Quasi, Choice::Professional]) {
        let (serial, said) = (format!("T{}", tablet.device.name), ballot(DOOR, choice));
        let Fact::Ballot(taken) = said else { panic!("{said:?}") };
        let ballot = Ballot { serial, ..taken.ballot.clone() };
        tablet.record(Fact::Ballot(BallotTaken { ballot, ..taken }));
    }
    scenario.hand_over();
    Tablet::of(&scenario.supervisor, Parts::ALL, "周敏", "何平")
}

#[test]
fn a_settlement_is_taken_back_by_another_word_until_the_close() {
    let mut office = office_in_conflict("no");
    let [quasi, professional] = [0, 1].map(|n| office.file().ballots[n].stamp.id.to_string());
    let settle = |office: &mut Tablet, keep: &str, why: &str| {
        let form = FormKey::Settle(compound_id(), DOOR.into());
        for (field, text) in [("keep", keep), ("why", why)] {
            office.send(Event::Edit { form: form.clone(), field, text: text.into() });
        }
        office.send(Event::tally(tally::Msg::Settle { compound: compound_id(), household: DOOR.into() }));
        let is_wanting = office.model.form(&form).tried;
        office.model.forms.remove(&form);
        (office.standing(), is_wanting)
    };
    let is_open =
        |office: &Tablet| tally::settled_again(&office.model, office.compound(), &DOOR.into()).map(|(_, of)| of.len());
    assert_eq!(is_open(&office), None, "a conflict is settled as one");
    assert_eq!(settle(&mut office, &quasi, "点错"), ("quasi".into(), false));
    assert_eq!(is_open(&office), Some(2));
    assert_eq!(settle(&mut office, &professional, ""), ("quasi".into(), true), "it wants a reason");
    assert_eq!(settle(&mut office, &professional, "刚才点错"), ("professional".into(), false));
    assert_eq!(settle(&mut office, tally::NONE, "都不是本人签的"), ("Annulled".into(), false));
    assert_eq!(settle(&mut office, &quasi, "本人到场确认"), ("quasi".into(), false));
    let papers = office.file().ballots.iter().map(|record| record.stamp.id.clone()).collect::<Vec<_>>();
    let words = tally::settled(&office.model, &compound_id());
    let instead: Vec<_> = words.iter().map(|(_, settle)| settle.instead.as_ref()).collect();
    let before: Vec<_> = words.iter().map(|(stamp, _)| Some(&stamp.id)).collect();
    assert_eq!((instead[0], &instead[1..]), (None, &before[..3]), "each names the one before");
    let of_others = |settle: &Settle| papers.iter().all(|paper| paper.is_within(&settle.known));
    assert!(words.iter().all(|(_, settle)| of_others(settle)), "and what was there");

    let close = FormKey::Close(compound_id());
    for (field, text) in [("on", "2026-10-01"), ("why", "其余住户已电话告知")] {
        office.send(Event::Edit { form: close.clone(), field, text: text.into() });
    }
    office.send(Event::tally(tally::Msg::Close(compound_id())));
    assert!(office.compound().closed.is_some());
    assert_eq!((is_open(&office), settle(&mut office, &professional, "又想")), (None, ("quasi".into(), true)));
    office.send(Event::Edit { form: close, field: "why", text: "裁定有误".into() });
    office.send(Event::tally(tally::Msg::Reopen(compound_id())));
    assert_eq!(settle(&mut office, &professional, "重新开放后更正"), ("professional".into(), false));
}

#[test]
fn a_close_is_preliminary_and_once_undone_its_day_is_suggested_again() {
    let mut office = office_in_conflict("no");
    office.model.settings.device_name = "监督台".into();
    let own = office.model.device.as_ref().unwrap().id.clone();
    assert_eq!(office.model.device_name(&own), "监督台", "it isn't enrolled");
    let papers: Vec<_> = office.file().ballots.iter().map(|record| record.stamp.id.clone()).collect();
    assert_eq!(office.model.device_name(&papers[0].device), "平板1");
    let settle = FormKey::Settle(compound_id(), DOOR.into());
    for (field, text) in [("keep", papers[0].to_string()), ("why", "本人到场确认".into())] {
        office.send(Event::Edit { form: settle.clone(), field, text });
    }
    office.send(Event::tally(tally::Msg::Settle { compound: compound_id(), household: DOOR.into() }));
    let close = FormKey::Close(compound_id());
    for (field, text) in [("on", "2026-10-01"), ("why", "其余住户已电话告知")] {
        office.send(Event::Edit { form: close.clone(), field, text: text.into() });
    }
    assert_eq!(tally::next(&office.model, office.compound(), TODAY), None, "it is open");
    office.send(Event::tally(tally::Msg::Close(compound_id())));
    assert!(office.compound().closed.is_some() && !office.model.is_decided(office.compound()));
    assert_eq!(tally::next(&office.model, office.compound(), TODAY), Some(Err(Unheard::NotPosted)));

    let withdraw = support::withdraw(DOOR, &[&papers[0]]);
    let now = Moment { at: office.at, local: format!("{TODAY}T09:00"), nonce: "0".repeat(22) };
    office.model.record(&now, withdraw, &mut Vec::new()).unwrap();
    assert!(office.compound().close_undone.is_some());
    let campaign = office.model.state().unwrap().campaign.clone();
    office.send(Event::Go(Route::Tally(campaign, COMPOUND.into())));
    assert_eq!(office.model.form(&close).text("on"), "2026-10-01", "what was signed later is none of that close");
}

#[test]
fn what_another_signed_is_recorded_with_the_photo_of_the_authority() {
    let mut tablet = Tablet::new(&[("form_photo", "yes")]);
    tablet.photograph(form_of("A001"), "form");
    let proxy = [("choice", "quasi"), ("signer", "proxy"), ("authority", "代为签署，限本次"), ("signed_by", "陈小伟")];
    tablet.edit(FormKey::Ballot, &[("serial", "A001")]);
    tablet.record(&proxy);
    assert_eq!(tablet.problems(), [("authority_photo", ProblemKind::PhotoMissing)]);
    assert_eq!(tablet.file().ballots.len(), 0);
    tablet.edit(FormKey::Ballot, &[("choice", "invalid"), ("invalid_code", "I2")]);
    assert_eq!(tablet.problems(), [], "that there is none is why it is invalid");
    tablet.edit(FormKey::Ballot, &[("choice", "quasi")]);
    tablet.photograph(Subject::Authority(DOOR.into(), "A001".into()), "authority");
    assert_eq!(tablet.problems(), []);
    tablet.record(&[]);
    assert_eq!(tablet.standing(), "quasi");
}
