//! Texts that mean something to a browser or a spreadsheet mean nothing to the program: every one comes out of every field and file as it went in.
//!
//! What is typed loses the white space around it, and a ballot's serial gets its one spelling; nothing else changes. How the screens show them,
//! `tests/e2e/hostile.rs` tries in a browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken scenario has to stop the test")]

mod support;

use serde_json::Value;
use std::process::Command;
use std::rc::Rc;
use support::hostile::{all, formulas, scripts};
use support::{Device, Tablet, take, trusted};
use wenlou::app::form::FormKey;
use wenlou::app::survey::{At, Excuse, Slot, is_shown};
use wenlou::app::{
    AtStart, Effect, Event, FileToken, Model, Moment, Parts, PickedFile, Route, ballot, devices, notice, roster,
    settings, survey, take_back, tally, update,
};
use wenlou::bundle::incoming::{self, Incoming};
use wenlou::bundle::key::{KeyCard, TRUST_FORMAT, TrustList, TrustedKey};
use wenlou::bundle::trust::Trust;
use wenlou::domain::answer::{Answer, Status};
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::catalogue::{Field, FieldKind, Scope, for_scope};
use wenlou::domain::ids::{CampaignId, CompoundId, HouseholdId};
use wenlou::domain::json::to_indented;
use wenlou::domain::place::Place;
use wenlou::domain::typed::half_width;
use wenlou::journal::fact::Enrol;
use wenlou::journal::{Fact, Journal};
use wenlou::report::roster::show;
use wenlou::roster::prices::{self, Problem, Read};

#[test]
fn there_are_enough_of_them_and_no_two_the_same() {
    let mut texts = all();
    assert_eq!((scripts().len(), formulas().len()), (100, 50));
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), 150);
}

/// The founder's device: what a person does becomes events.
struct Founder {
    model: Model,
    device: Device,
    minutes: i64,
}

impl Founder {
    fn new() -> Self {
        let device = Device::new("监督台", 1);
        let mut founder = Self { model: Model::new(Parts::ALL), device, minutes: 0 };
        let key = Some(founder.device.key.clone());
        founder.send(Event::Started(Box::new(AtStart { key, ..AtStart::default() })));
        founder
    }

    fn now(&mut self) -> Moment {
        self.minutes += 1;
        Moment { at: self.minutes * 60_000, local: "2026-10-08T09:30".into(), nonce: format!("{:0>22}", self.minutes) }
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        let now = self.now();
        update(&mut self.model, &now, event)
    }

    /// Types into fields of a form; each shows the text as it was typed.
    fn fill(&mut self, form: &FormKey, fields: &[&'static str], text: &str) {
        for field in fields {
            self.send(Event::Edit { form: form.clone(), field, text: text.to_owned() });
            assert_eq!(self.model.form(form).text(field), text);
        }
    }

    fn campaign(&self) -> CampaignId {
        self.model.state().unwrap().campaign.clone()
    }

    fn compound(&self) -> CompoundId {
        self.model.state().unwrap().compounds.keys().next().unwrap().clone()
    }

    fn journal(&self) -> &Journal {
        &self.model.open.as_ref().unwrap().journal
    }

    fn settings(&mut self, text: &str) {
        self.send(Event::Go(Route::Settings));
        self.fill(&FormKey::Settings, &["person", "partner", "device_name"], text);
        self.send(Event::Settings(settings::Msg::Save));
        let settings = &self.model.settings;
        assert_eq!([&settings.person, &settings.partner, &settings.device_name], [text.trim(); 3]);
    }

    fn set_up(&mut self, text: &str) {
        let names = ["name", "city", "district", "privacy_handler", "privacy_contact", "privacy_purpose"];
        self.send(Event::Go(Route::NewCampaign));
        self.fill(&FormKey::NewCampaign, &names, text);
        self.send(Event::office(wenlou::app::office::Msg::CreateCampaign));
        let campaign = self.campaign();
        assert_eq!(self.model.campaigns.get(&campaign).map(String::as_str), Some(text.trim()));
        self.send(Event::Go(Route::Terms(campaign.clone())));
        self.fill(&FormKey::Terms(campaign.clone()), &names, text);
        self.send(Event::office(wenlou::app::office::Msg::SaveTerms));
        self.send(Event::Go(Route::NewCompound(campaign.clone())));
        self.fill(&FormKey::NewCompound(campaign.clone()), &["name", "street", "community"], text);
        self.send(Event::office(wenlou::app::office::Msg::CreateCompound));
        let compound = self.compound();

        self.send(Event::Go(Route::Roster(campaign, compound.clone())));
        let file = "幢号,单元,房号\n1,1,101\n1,1,102\n";
        let picked = PickedFile { token: FileToken(0), name: text.to_owned(), size: file.len() as u64 };
        let asked = self.send(Event::roster(roster::Msg::Pick(vec![picked])));
        let [Effect::ReadRoster { request, ask, .. }] = &asked[..] else { panic!("{asked:?}") };
        let mut shown = show(ask.clone(), file.as_bytes()).unwrap();
        for household in &mut shown.understood.as_mut().unwrap().households {
            (household.holders, household.title_no, household.note) =
                (vec![text.to_owned()], Some(text.to_owned()), Some(text.to_owned()));
        }
        self.send(Event::Answered(Rc::new(wenlou::app::Answer::RosterRead {
            request: *request,
            result: Ok(Rc::new(shown)),
        })));
        self.send(Event::roster(roster::Msg::Import));
        let roll = self.model.compound(&compound).unwrap().roll.as_ref().unwrap().hash().to_owned();
        self.send(Event::notice(notice::Msg::Freeze { compound: compound.clone(), roll }));
        let form = FormKey::Notice(compound.clone());
        for fields in [&notice::PROFESSIONAL[..], &notice::QUASI, &["places", "contact"]] {
            self.fill(&form, fields, text);
        }
        self.fill(&form, &["posted_on"], "2026-09-24");
        self.fill(&form, &["ballot_from"], "2026-10-01");
        self.send(Event::notice(notice::Msg::Post(compound)));
    }

    fn ballot(&mut self, household: &HouseholdId, fields: &[&'static str], text: &str) {
        let (campaign, compound) = (self.campaign(), self.compound());
        let (form, household) = (FormKey::Ballot(compound.clone(), household.clone()), household.clone());
        self.send(Event::Go(Route::Household(campaign, compound.clone(), household.clone())));
        self.fill(&form, fields, text);
        self.fill(&form, &["choice"], "quasi");
        self.fill(&form, &["collector_b"], "李明");
        self.send(Event::ballot(ballot::Msg::Record { compound, household }));
    }

    fn correct(&mut self, household: &HouseholdId) {
        let compound = self.compound();
        let file = self.model.compound(&compound).and_then(|of| of.file(household)).unwrap();
        let paper = ballot::Paper::Same(file.standing_ballots().next().unwrap().stamp.id.clone());
        self.send(Event::ballot(ballot::Msg::Begin { compound, household: household.clone(), paper }));
    }

    fn at_the_doors(&mut self, text: &str) {
        let (campaign, compound, household) = (self.campaign(), self.compound(), HouseholdId("1-1-101".into()));
        let form = FormKey::Visit(compound.clone(), household.clone());
        self.send(Event::Go(Route::Household(campaign, compound.clone(), household.clone())));
        self.fill(&form, &["collector_a", "note"], text);
        self.fill(&form, &["collector_b"], "王芳");
        let outcome = VisitOutcome::NotMet;
        self.send(Event::ballot(ballot::Msg::Visit {
            compound: compound.clone(),
            household: household.clone(),
            outcome,
        }));
        let made = self.model.compound(&compound).and_then(|of| of.file(&household)?.visits.last());
        let made = made.map(|made| made.stamp.id.to_string()).unwrap_or_default();
        let undo = FormKey::UndoVisit(compound.clone(), household.clone());
        self.fill(&undo, &["visit"], &made);
        self.fill(&undo, &["why"], text);
        let undo = take_back::Msg::Visit { compound: compound.clone(), household: household.clone() };
        self.send(Event::take_back(undo));
        self.ballot(&household, &["serial", "collector_a", "signed_by", "note"], text);
        self.correct(&household);
        self.ballot(&household, &["serial", "collector_a", "signed_by", "note", "why"], text);
        let standing = self.model.compound(&compound).and_then(|of| of.file(&household)?.standing_ballots().next());
        let standing = standing.map(|of| of.stamp.id.to_string()).unwrap_or_default();
        let withdraw = FormKey::Withdraw(compound.clone(), household.clone());
        self.fill(&withdraw, &[take_back::BALLOT], &standing);
        self.fill(&withdraw, &[take_back::WHOSE], "another");
        self.fill(&withdraw, &["why"], text);
        self.send(Event::take_back(take_back::Msg::Ballot { compound, household }));
    }

    /// Another device's paper says otherwise; the two are settled. Gives the other device's bundle.
    fn count(&mut self, text: &str) -> String {
        let (compound, household) = (self.compound(), HouseholdId("1-1-102".into()));
        self.ballot(&household, &["serial"], "B1");
        let other = Device::new(text, 9);
        let enrol = Enrol { device: other.id.clone(), name: other.name.clone(), person: None, key: other.key.clone() };
        let now = self.now();
        self.model.record(&now, Fact::Enrol(enrol), &mut Vec::new());
        let mut tablet = Tablet { device: other, journal: self.journal().clone(), clock: 0 };
        let mut taken = support::taken(household.as_str(), Choice::Professional);
        taken.roll = self.model.compound(&compound).unwrap().roll.as_ref().unwrap().hash().to_owned();
        taken.compound = compound.clone();
        taken.ballot.signed_on = "2026-10-02".into();
        taken.ballot.note = Some(text.to_owned());
        tablet.record(Fact::Ballot(taken));
        let bundle = tablet.bundle();
        let open = self.model.open.as_mut().unwrap();
        take(&mut open.journal, &bundle, &[trusted(&tablet.device, false)]).unwrap().unwrap();
        open.state = open.journal.replay();

        let form = FormKey::Settle(compound.clone(), household.clone());
        self.fill(&form, &["why"], text);
        self.fill(&form, &["keep"], tally::NONE);
        self.send(Event::tally(tally::Msg::Settle { compound: compound.clone(), household }));
        let form = FormKey::Close(compound.clone());
        self.fill(&form, &["on"], "2026-10-08");
        self.fill(&form, &["why"], text);
        self.send(Event::tally(tally::Msg::Close(compound.clone())));
        self.fill(&form, &["why"], text);
        self.send(Event::tally(tally::Msg::Reopen(compound.clone())));

        // The founder's name and device go on record with its deputy.
        let id = tablet.device.id;
        self.send(Event::devices(devices::Msg::MakeDeputy(id.clone())));
        let state = self.model.state().unwrap();
        assert!(state.is_supervisor(&id));
        assert_eq!(state.enrolled.get(&self.device.id).unwrap().name, self.model.settings.device_name);
        self.send(Event::devices(devices::Msg::AskRevoke(id.clone(), true)));
        self.fill(&FormKey::Revoke(id.clone()), &[devices::WHY], text);
        self.send(Event::devices(devices::Msg::Revoke(id)));
        self.send(Event::notice(notice::Msg::AskThaw(compound.clone(), true)));
        self.fill(&FormKey::Thaw(compound.clone()), &[notice::WHY], text);
        self.send(Event::notice(notice::Msg::Thaw(compound)));
        bundle
    }

    /// What is on record about an item of the survey.
    fn answer(&self, item: &str) -> Option<&Answer> {
        self.model.compound(&self.compound()).unwrap().answer(&Place::Compound, item)
    }

    /// Every text that the survey takes about a compound; how many.
    fn survey(&mut self, text: &str) -> usize {
        let compound = self.compound();
        self.send(Event::Go(Route::Survey(self.campaign(), compound.clone(), Some(Place::Compound))));
        let mut typed = 0;
        for item in for_scope(Scope::Compound, true) {
            let at = At { compound: compound.clone(), place: Place::Compound, item: item.id };
            let is_text = |field: &&Field| field.kind == FieldKind::Text && is_shown(None, field);
            let fields = item.fields.iter().filter(is_text).map(|field| Slot::Field(field.id));
            for slot in fields.chain([Slot::Note, Slot::FollowUp, Slot::Outcome]) {
                self.send(Event::survey(survey::Msg::Type { at: at.clone(), slot, text: text.to_owned() }));
                let shown = self.model.survey.item(&at).and_then(|draft| draft.typed(slot)).unwrap();
                assert_eq!(shown.text, text);
                self.send(Event::survey(survey::Msg::Leave { at: at.clone(), slot }));
                let answer = self.answer(item.id).unwrap();
                match slot {
                    Slot::Note => assert_eq!(answer.note(), Some(text.trim()), "{}", item.id),
                    Slot::FollowUp => assert_eq!(answer.follow_up().unwrap().what.as_str(), text.trim()),
                    Slot::Outcome => {
                        assert_eq!(answer.follow_up().unwrap().done.as_ref().unwrap().as_str(), text.trim());
                    }
                    Slot::Field(field) => assert_eq!(answer.value(field), Some(&*cleaned(text)), "{field}"),
                }
                typed += 1;
            }
            self.send(Event::survey(survey::Msg::Ask(at.clone(), Excuse::Unknown)));
            self.send(Event::survey(survey::Msg::TypeReason { at: at.clone(), text: text.to_owned() }));
            self.send(Event::survey(survey::Msg::GiveReason { at, quick: None }));
            let status = self.answer(item.id).unwrap().status();
            assert!(matches!(status, Status::Unknown(reason) if reason.as_str() == text.trim()), "{}", item.id);
        }
        typed
    }

    /// The texts within what was recorded, each device's whole.
    fn recorded(&self) -> Vec<String> {
        fn walk(value: Value, found: &mut Vec<String>) {
            match value {
                Value::String(text) => found.push(text),
                Value::Array(values) => values.into_iter().for_each(|value| walk(value, found)),
                Value::Object(members) => members.into_iter().for_each(|(_, value)| walk(value, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        for (id, _) in self.journal().entries() {
            let record: Value = serde_json::from_str(self.journal().text(id).unwrap()).unwrap();
            walk(record["fact"].clone(), &mut found);
        }
        found
    }
}
/// As the survey takes a text: line ends in one way, a space for a tab, no other control characters.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned()
}

/// Texts typed in the forms of [`Founder`].
const TYPED: usize = 47;
/// Those of files: the roster's name and three cells of each of its two lines, the other device's name and its ballot's note.
const BROUGHT: usize = 9;

#[test]
fn every_form_keeps_every_text_and_every_bundle_brings_it() {
    for text in all() {
        let mut founder = Founder::new();
        let name: String = text.trim().chars().take(80).collect();
        founder.settings(&name);
        founder.set_up(&text);
        founder.at_the_doors(&text);
        let others = founder.count(&text);
        let recorded = founder.recorded();
        let count = |wanted: &str| recorded.iter().filter(|found| *found == wanted).count();
        // Two ballots have it as their serial, in its one spelling.
        let serial: String =
            half_width(&text).chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        assert!(count(&serial) >= 2, "{text:?}: no {serial:?}");
        // A name has an end, and the founder is enrolled by it, person and device. Who was at the last door is suggested at the next as typed.
        let cut = if name == text.trim() { 0 } else { 2 };
        let typed = if serial == text.trim() { TYPED + 2 - cut } else { TYPED - cut };
        let expected = if text.trim() == text { [typed + BROUGHT; 2] } else { [typed, BROUGHT] };
        assert_eq!([count(text.trim()), count(&text)], expected, "{text:?}: {recorded:#?}");
        assert!(founder.survey(&text) > 20);
        let by =
            founder.journal().entries().filter(|(id, _)| id.device == founder.device.id).map(|(_, entry)| &entry.by);
        assert!(by.into_iter().all(|by| by == name.trim()));

        let mut device = Tablet { device: founder.device.clone(), journal: founder.journal().clone(), clock: 0 };
        let believed = [trusted(&founder.device, true), trusted(&Device::new("", 9), false)];
        let mut reader = Journal::new(founder.campaign());
        for file in [device.bundle(), others] {
            take(&mut reader, &file, &believed).unwrap().unwrap();
        }
        for (id, _) in founder.journal().entries() {
            assert_eq!(reader.text(id), founder.journal().text(id), "{text:?}");
        }
    }
}

#[test]
fn cards_and_lists_keep_every_name() {
    let key = Device::new("", 7).key;
    let read = |name: &str| incoming::read(to_indented(&KeyCard::new(name, key.clone())).as_bytes(), &[]);
    for name in all() {
        match read(&name) {
            Ok(Incoming::Card { card, .. }) => assert_eq!(card.name, name),
            other => assert!(other.is_err() && name.chars().count() > 80, "{name:?}: {other:?}"),
        }
    }
    let keys: Vec<_> = all().into_iter().map(|name| TrustedKey { name, supervisor: false, key: key.clone() }).collect();
    let list = TrustList { format: TRUST_FORMAT.into(), keys };
    let names: Vec<String> = Trust::read(to_indented(&list).as_bytes(), "2026-10-08")
        .unwrap()
        .keys
        .into_iter()
        .map(|key| key.name)
        .collect();
    assert_eq!(names, all());
}

#[test]
fn the_command_line_prints_every_text_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_wenlou")).args(arguments).current_dir(folder.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (mut files, mut keys) = (Vec::new(), Vec::new());
    for (n, name) in (1..).zip(all()) {
        let device = Device::new(&name, n);
        let mut tablet = Tablet { device, journal: Journal::new(CampaignId("c".into())), clock: 0 };
        keys.push(tablet.device.trusted_key(false));
        files.push(format!("{n}.json"));
        std::fs::write(folder.path().join(files.last().unwrap()), tablet.bundle()).unwrap();
    }
    std::fs::write(folder.path().join("trust.json"), to_indented(&TrustList { format: TRUST_FORMAT.into(), keys }))
        .unwrap();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let verified = run(&[&["verify"], &files[..], &["--trust", "trust.json"]].concat());
    let lines: Vec<Value> = verified.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 150);
    for (line, name) in lines.iter().zip(all()) {
        assert_eq!(
            (&line["signer"]["name"], &line["signer"]["calls_itself"]),
            (&name.clone().into(), &name.into()),
            "{line}"
        );
    }

    // What the roster's reader doesn't know it names. Control characters make a file none.
    let texts: Vec<String> = all().into_iter().filter(|text| !text.contains(['\0', '\u{1}'])).collect();
    let cell = |text: String| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |(n, text): (usize, String)| format!("1,1,{n},{}\n", cell(text));
    let roster: String = texts.iter().cloned().enumerate().map(|(n, text)| line((n + 101, text))).collect();
    std::fs::write(folder.path().join("roster.csv"), format!("幢号,单元,房号,产权性质\n{roster}")).unwrap();
    let report: Value = serde_json::from_str(&run(&["roster", "roster.csv"])).unwrap();
    let warned = report["warnings"].as_array().unwrap();
    for text in texts {
        let named = |warning: &Value| warning["warning"].to_string().contains(&Value::from(text.trim()).to_string());
        assert!(warned.iter().any(named), "{text:?}");
    }
}

/// What a spreadsheet or a browser would run is, in a list of prices, a source, a remark, an unknown item, or no number.
#[test]
fn a_list_of_prices_holds_plain_texts() {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let of = |line: String| {
        let text = format!("项目编号,项目,单位,综合单价,单价来源,单价性质,备注\n{line}\n");
        prices::read("价格表.csv", text.as_bytes()).unwrap().lines.pop().unwrap().read
    };
    for text in all().into_iter().filter(|text| !text.contains(['\0', '\u{1}'])) {
        let (cell, text) = (cell(&text), text.trim());
        let Read::Price(price) = of(format!("env.road,,㎡,85,{cell},,{cell}")) else { panic!("{text}") };
        let kept = FieldKind::Text.parse(text).unwrap().to_string();
        assert_eq!((price.source.as_deref(), price.note.as_deref()), (Some(&kept[..]), Some(&kept[..])));
        assert_eq!(of(format!(",{cell},㎡,85,定额")), Read::Problem(Problem::UnknownItem(text.into())));
        let Read::Problem(why) = of(format!("env.road,,㎡,{cell},定额")) else { panic!("{text}") };
        assert!(matches!(&why, Problem::NotANumber(said) | Problem::Negative(said) if said == text), "{why:?}");
    }
}
