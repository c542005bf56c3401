//! Practice mode: a campaign to train on, whose records neither leave the device nor get into a real campaign.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use std::process::Command;
use std::rc::Rc;
use support::forge::Parts as Forged;
use support::{Device, HOUSEHOLDS, Scenario, Tablet, ballot, households, import_roll, trusted};
use wenlou::app::form::FormKey;
use wenlou::app::practice::Msg;
use wenlou::app::reminder::reminder;
use wenlou::app::{Answer, AtStart, Effect, Event, FileToken, Lang, Model, Moment, Parts, Route, Tab, update};
use wenlou::app::{ReadError, ReadFile, ballot as door, device, devices, handover, office, tally};
use wenlou::backup::content::{BackupPayload, Held, plain, read_plain};
use wenlou::backup::merge::{Proposal, propose};
use wenlou::backup::{BackupError, thin};
use wenlou::bundle::incoming::{self, IncomingError};
use wenlou::bundle::jws::Kind;
use wenlou::bundle::key::{TRUST_FORMAT, TrustList};
use wenlou::bundle::payload::{BundlePayload, PacketPayload, PayloadError};
use wenlou::bundle::trust::{Trust, TrustError, TrustPayload, file_of};
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::digest::{sha256_base64url, sha256_hex};
use wenlou::domain::ids::{CampaignId, CompoundId, HouseholdId, PRACTICE, RealCampaign};
use wenlou::domain::json::{from_text, to_indented, to_text};
use wenlou::domain::small_map::SmallMap;
use wenlou::journal::fact::Found;
use wenlou::journal::{Entry, Fact, Journal, RecordId, chain_next, chain_start, derive_campaign_id};
use wenlou::store::{Change, keys};

const TODAY: &str = "2026-10-08";

/// The program on a device, whose store takes everything at once.
struct App {
    model: Model,
    device: Device,
    moments: u64,
}

impl App {
    fn start(parts: Parts) -> Self {
        let device = Device::new("练习平板", 9);
        let mut app = Self { model: Model::new(parts), device, moments: 0 };
        let key = Some(app.device.key.clone());
        app.send(Event::Started(Box::new(AtStart { key, ..AtStart::default() })));
        app
    }

    /// With a practice begun, from home.
    fn practising(parts: Parts) -> Self {
        let mut app = Self::start(parts);
        app.send(Event::office(office::Msg::Practice(Msg::Begin)));
        app
    }

    /// With a real campaign of one frozen compound.
    fn at_work() -> Self {
        let mut app = Self::start(Parts::ALL);
        app.send(Event::Go(Route::NewCampaign));
        app.edit(FormKey::NewCampaign, "name", "一项");
        app.send(Event::office(office::Msg::CreateCampaign));
        app
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.moments += 1;
        let nonce = format!("{:0<22}", self.moments);
        let at = 1_791_000_000_000 + i64::try_from(self.moments).unwrap() * 60_000;
        let now = Moment { at, local: format!("{TODAY}T09:00"), nonce };
        let effects = update(&mut self.model, &now, event);
        for effect in &effects {
            if let Effect::Store { batch, .. } = effect {
                let stored = Event::Stored { batch: *batch, refused: vec![], why: String::new(), used: 0 };
                update(&mut self.model, &now, stored);
            }
        }
        effects
    }

    fn edit(&mut self, form: FormKey, field: &'static str, text: &str) {
        self.send(Event::Edit { form, field, text: text.into() });
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

    fn returned(&self) -> (u64, u64) {
        let tally = self.model.compound(&self.compound()).unwrap().tally();
        (tally.returned, tally.counts.total)
    }

    /// A visit at the door, and the household's ballot.
    fn ask(&mut self, household: &str, choice: &str) {
        let (compound, household): (_, HouseholdId) = (self.compound(), household.into());
        self.send(Event::Go(Route::Household(self.campaign(), compound.clone(), household.clone())));
        let visit = FormKey::Visit(compound.clone(), household.clone());
        let paper = FormKey::Ballot(compound.clone(), household.clone());
        for (field, text) in [("collector_a", "王芳"), ("collector_b", "李明")] {
            self.edit(visit.clone(), field, text);
            self.edit(paper.clone(), field, text);
        }
        let outcome = VisitOutcome::NotMet;
        self.send(Event::ballot(door::Msg::Visit {
            compound: compound.clone(),
            household: household.clone(),
            outcome,
        }));
        let serial = format!("No.{household}");
        for (field, text) in
            [("serial", serial.as_str()), ("choice", choice), ("signer", "owner"), ("signed_on", TODAY)]
        {
            self.edit(paper.clone(), field, text);
        }
        self.send(Event::ballot(door::Msg::Record { compound, household }));
    }

    /// Everything that a person could press to get something out; what of it led to a file or a signature.
    fn press_every_way_out(&mut self) -> Vec<Effect> {
        let campaign = self.campaign();
        let mut out = Vec::new();
        for route in [Route::Handover(campaign.clone()), Route::Devices(campaign.clone()), Route::Import] {
            self.send(Event::Go(route));
            for msg in [
                handover::Msg::Export { share: false },
                handover::Msg::ExportPhotos { again: false },
                handover::Msg::ExportPhotos { again: true },
                handover::Msg::MakePacket { share: true },
                handover::Msg::SaveUnreadable,
                handover::Msg::SaveReceipt(FileToken(0)),
            ] {
                out.extend(self.send(Event::handover(msg)));
                self.model.handover.signing = false;
            }
            out.extend(self.send(Event::devices(devices::Msg::MakeTrustList)));
            self.model.handover.signing = false;
        }
        let is_out =
            |effect: &Effect| matches!(effect, Effect::Sign { .. } | Effect::Deliver { .. } | Effect::PackPhotos(_));
        out.retain(is_out);
        out
    }

    /// What the store holds of the open campaign.
    fn entries(&self) -> Vec<(String, String)> {
        let campaign = self.campaign();
        let short = &self.device.id.as_str()[..8];
        let mut entries = vec![
            (format!("{}{campaign}", keys::CAMPAIGNS), to_text(&self.model.campaigns[&campaign])),
            (format!("{}{short}", keys::DEVICES), self.device.id.to_string()),
        ];
        for (id, _) in self.journal().entries() {
            let text = self.journal().text(id).unwrap().to_owned();
            entries.push((format!("{}{campaign}/{short}/{}", keys::RECORDS, id.n), text));
        }
        entries
    }
}

fn nonces() -> impl Iterator<Item = String> {
    // Of the alphabet that the shell's are of, and some that come as near as they can.
    let made = |n: u32| sha256_base64url(&n.to_be_bytes())[..22].to_owned();
    let near = ["", "practice", "practice-", "Practice.", " practice.", "practic.e"].map(str::to_owned);
    (0..20_000).map(made).chain(near)
}

#[test]
fn an_id_alone_tells_a_practice_from_a_real_campaign() {
    let founder = Device::new("一台", 1).id;
    for nonce in nonces() {
        let real = derive_campaign_id(&founder, &nonce);
        assert!(!real.is_practice() && real.as_str().len() == 22 && !real.as_str().contains('.'), "{nonce}: {real}");
        assert_eq!(RealCampaign::of(&real).map(CampaignId::from), Some(real.clone()));
        assert_eq!(from_text::<RealCampaign>(&to_text(&real)).map(CampaignId::from), Ok(real));
    }
    let mut seen = Vec::new();
    for nonce in nonces().take(200) {
        let practice = derive_campaign_id(&founder, &format!("{PRACTICE}{nonce}"));
        assert!(practice.is_practice(), "{practice}");
        assert_eq!(RealCampaign::of(&practice), None);
        assert!(from_text::<RealCampaign>(&to_text(&practice)).is_err());
        assert!(RealCampaign::try_from(practice.as_str()).is_err());
        assert!(!seen.contains(&practice));
        seen.push(practice);
    }
    assert_eq!(derive_campaign_id(&founder, "6f1d2a9e").as_str().len(), 22, "ids of before are what they were");
}

#[test]
fn no_founding_of_one_kind_founds_the_other() {
    let device = Device::new("一台", 1);
    let founded = |id: CampaignId, nonce: &str| {
        let mut tablet = Tablet { device: device.clone(), journal: Journal::new(id), clock: 0 };
        let terms = wenlou::domain::campaign::Terms::default();
        tablet.record(Fact::Found(Found { nonce: nonce.into(), terms }));
        tablet.state().founder.is_some()
    };
    let practice_nonce = format!("{PRACTICE}abc");
    let practice = derive_campaign_id(&device.id, &practice_nonce);
    let real = derive_campaign_id(&device.id, "abc");
    assert!(founded(practice.clone(), &practice_nonce) && founded(real.clone(), "abc"));
    let stripped: CampaignId = practice.as_str().strip_prefix(PRACTICE).unwrap().into();
    assert!(!founded(stripped, &practice_nonce), "without its mark it is nobody's");
    let marked: CampaignId = format!("{PRACTICE}{real}").as_str().into();
    assert!(!founded(marked, "abc") && !founded(practice, "abc") && !founded(real, &practice_nonce));
}

#[test]
fn one_tap_founds_a_compound_whose_households_can_be_asked_today() {
    let mut app = App::practising(Parts::ALL);
    let campaign = app.campaign();
    assert!(campaign.is_practice() && app.model.is_supervisor());
    assert_eq!(app.model.route, Route::Campaign(campaign.clone()));
    assert_eq!(app.model.campaigns.keys().collect::<Vec<_>>(), [&campaign]);
    let state = app.model.state().unwrap();
    assert!(state.remarks.is_empty() && app.journal().unreadable().is_empty(), "{:?}", state.remarks);
    assert!(state.terms.as_ref().unwrap().ballot_rules().two_collectors, "as in a real campaign");
    let compound = app.model.compound(&app.compound()).unwrap();
    assert_eq!(compound.frame().unwrap().from, TODAY);
    let roll = compound.frozen_roll().unwrap();
    assert_eq!((roll.buildings().len(), roll.households().len(), roll.counted()), (2, 52, 48));
    assert!(roll.households().iter().all(|h| h.holders.iter().all(|holder| holder.starts_with("练习"))));

    assert_eq!(app.returned(), (0, 48));
    app.ask("1-2-301", "professional");
    let file = app.model.compound(&app.compound()).unwrap().file(&"1-2-301".into()).unwrap();
    // Nobody was met; then the paper was taken at the door.
    assert_eq!((file.visits.len(), file.ballots.len()), (2, 1), "{:?}", app.model.toasts);
    assert_eq!(app.returned(), (1, 48));
    // Hit again, there is still the one.
    app.send(Event::Go(Route::Home));
    app.send(Event::office(office::Msg::Practice(Msg::Begin)));
    assert_eq!(app.model.campaigns.keys().collect::<Vec<_>>(), [&campaign]);
    assert_eq!(app.returned(), (1, 48));
}

#[test]
fn counting_and_closing_can_be_trained() {
    let mut app = App::practising(Parts::ALL);
    app.ask("1-1-101", "quasi");
    let compound = app.compound();
    app.send(Event::Go(Route::Tally(app.campaign(), compound.clone())));
    app.model.settings.person = "孙敏".into();
    app.edit(FormKey::Close(compound.clone()), "why", "练习");
    app.send(Event::tally(tally::Msg::Close(compound.clone())));
    assert!(app.model.compound(&compound).unwrap().closed.is_some(), "{:?}", app.model.toasts);
}

/// Nor who was at its doors, nor with which form.
#[test]
fn a_campaign_that_is_founded_after_it_begins_anew() {
    let mut app = App::practising(Parts::ALL);
    app.ask(HOUSEHOLDS[0], "quasi");
    assert!(!app.model.round.serial.is_empty() && !app.model.round.collectors.is_empty());
    app.send(Event::Go(Route::NewCampaign));
    app.edit(FormKey::NewCampaign, "name", "一项");
    app.send(Event::office(office::Msg::CreateCampaign));
    assert!(!app.campaign().is_practice());
    assert!(app.model.round.serial.is_empty() && app.model.round.collectors.is_empty());
}

#[test]
fn a_tab_that_looks_on_begins_none() {
    let mut app = App::start(Parts::ALL);
    app.model.tab = Tab::LooksOn;
    app.send(Event::office(office::Msg::Practice(Msg::Begin)));
    assert!(app.model.campaigns.keys().next().is_none() && app.model.open.is_none());
}

#[test]
fn nothing_goes_out_of_a_practice_by_any_way_that_a_real_campaign_has() {
    let mut real = App::at_work();
    let out = real.press_every_way_out();
    assert!(out.iter().any(|effect| matches!(effect, Effect::Sign { .. })), "{out:?}");
    assert!(out.iter().any(|effect| matches!(effect, Effect::Deliver { .. })), "{out:?}");
    assert!(real.model.not_handed_over() > 0);

    let mut app = App::practising(Parts::ALL);
    app.ask("1-1-101", "professional");
    let before = app.journal().len();
    assert_eq!(app.press_every_way_out(), []);
    assert_eq!(app.journal().len(), before, "nor is it recorded that something did");
    assert_eq!(app.model.not_handed_over(), 0);
    assert_eq!(reminder(&app.model, i64::MAX), None);
}

#[test]
fn nobody_is_taken_into_a_practice() {
    let files = |app: &mut App| {
        let token = FileToken(1);
        let read = incoming::read(to_indented(&card_of(&Device::new("另一台", 5))).as_bytes(), &[]).unwrap();
        let file = ReadFile { token, result: Ok(read.into()) };
        app.send(Event::Answered(Rc::new(Answer::FilesRead(vec![file]))));
        let id = Device::new("另一台", 5).id;
        let words = wenlou::bundle::words::of(&id).map(|at| wenlou::bundle::words::LIST[usize::from(at)].0).join(" ");
        app.edit(FormKey::Card(id.clone()), handover::WORDS, &words);
        app.edit(FormKey::Card(id.clone()), handover::PERSON, "李明");
        app.send(Event::handover(handover::Msg::Believe(id.clone())));
        app.model.state().unwrap().enrolled.contains_key(&id)
    };
    let mut real = App::at_work();
    real.send(Event::Go(Route::Handover(real.campaign())));
    assert!(files(&mut real));
    let mut app = App::practising(Parts::ALL);
    app.send(Event::Go(Route::Handover(app.campaign())));
    assert!(!files(&mut app));
    assert!(app.model.supervisors.is_empty());
}

fn card_of(device: &Device) -> wenlou::bundle::key::KeyCard {
    wenlou::bundle::key::KeyCard::new(&device.name, device.key.clone())
}

#[test]
fn no_payload_about_a_practice_can_be_made() {
    let app = App::practising(Parts::ALL);
    let (journal, state, device) = (app.journal(), app.model.state().unwrap(), &app.device);
    assert_eq!(BundlePayload::of(journal, state, device.card()), None);
    assert_eq!(PacketPayload::of(journal, state, device.card(), device.key.clone()), None);
    assert_eq!(TrustPayload::of(state, device.card(), device.key.clone(), TODAY, TODAY), None);
}

/// The payload of a real file of this kind, with the practice's id in place of the campaign's, and signed again.
fn renamed(file: &str, kind: Kind, signer: &Device, practice: &CampaignId) -> String {
    let payload = String::from_utf8(support::forge::decode(&Forged::of(file).payload)).unwrap();
    let mut payload: serde_json::Value = serde_json::from_str(&payload).unwrap();
    payload["campaign"] = practice.as_str().into();
    signer.sign(signer.to_sign(kind, &payload.to_string()))
}

/// A bundle of the practice with a chain that holds, as a changed program might make it.
fn bundle_of(app: &App) -> String {
    let (campaign, id) = (app.campaign(), &app.device.id);
    let records: Vec<&str> = app.journal().sequence(id).into_iter().flatten().collect();
    let before = chain_start(&campaign, id);
    let head = records.iter().fold(before.clone(), |head, text| chain_next(&head, text));
    let payload = serde_json::json!({
        "version": 1, "campaign": campaign.as_str(), "rolls": {}, "device": { "id": id.as_str(), "name": "练习平板" },
        "bundle": 1, "previous": null, "first": 1, "last": records.len(), "before": before, "head": head,
        "records": records, "attachments": [],
    });
    app.device.sign(app.device.to_sign(Kind::Bundle, &payload.to_string()))
}

#[test]
fn a_file_about_a_practice_is_refused_however_good_its_signature() {
    let app = App::practising(Parts::ALL);
    let practice = app.campaign();
    let mut s = Scenario::ready(1);
    let mut believed = s.trusted();
    believed.push(trusted(&app.device, true));
    let bundle = s.tablets[0].bundle();
    let (tablet, supervisor) = (s.tablets[0].device.clone(), s.supervisor.device.clone());
    let files = [
        bundle_of(&app),
        renamed(&bundle, Kind::Bundle, &tablet, &practice),
        renamed(&s.supervisor.packet(), Kind::Packet, &supervisor, &practice),
        renamed(&s.supervisor.receipt(&bundle, &believed), Kind::Receipt, &supervisor, &practice),
    ];
    for file in &files {
        let refused = incoming::read(file.as_bytes(), &believed).unwrap_err();
        assert_eq!(refused, IncomingError::Payload(PayloadError::Practice));
        assert!(Lang::Zh.incoming_error(&refused).contains("这是练习数据"));
        assert!(Lang::En.incoming_error(&refused).contains("practice"));
    }
    // With another's name in it, it isn't the campaign's either, because the chain begins with the campaign.
    let real = s.empty().campaign().clone();
    let moved = renamed(&files[0], Kind::Bundle, &app.device, &real);
    let broken = IncomingError::Payload(PayloadError::BrokenChain);
    assert_eq!(incoming::read(moved.as_bytes(), &believed), Err(broken));

    let list = s.supervisor.trust_file(TODAY, "2026-12-01");
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let signed = renamed(list["signed"].as_str().unwrap(), Kind::Trust, &supervisor, &practice);
    let list = file_of(supervisor.key.clone(), signed);
    assert_eq!(Trust::read(list.as_bytes(), TODAY), Err(TrustError::Payload(PayloadError::Practice)));
}

#[test]
fn the_person_is_told_why_such_a_file_is_not_taken() {
    let mut app = App::at_work();
    let why = Lang::Zh.incoming_error(&IncomingError::Payload(PayloadError::Practice));
    app.send(Event::Go(Route::Handover(app.campaign())));
    let picked = wenlou::app::PickedFile { token: FileToken(3), name: "b.json".into(), size: 10 };
    app.send(Event::handover(handover::Msg::Import(vec![picked])));
    let file = ReadFile { token: FileToken(3), result: Err(ReadError::NotBelieved(why.clone())) };
    app.send(Event::Answered(Rc::new(Answer::FilesRead(vec![file]))));
    let outcome = &app.model.handover.reports[0].outcome;
    assert_eq!(*outcome, handover::Outcome::NotTaken(ReadError::NotBelieved(why)));
}

#[test]
fn the_command_line_refuses_it() {
    let app = App::practising(Parts::ALL);
    let folder = tempfile::tempdir().unwrap();
    let list = TrustList { format: TRUST_FORMAT.into(), keys: vec![app.device.trusted_key(true)] };
    std::fs::write(folder.path().join("trust.json"), to_indented(&list)).unwrap();
    std::fs::write(folder.path().join("made-by-hand.json"), bundle_of(&app)).unwrap();
    for command in ["verify", "merge"] {
        for (lang, said) in [("zh", "这是练习数据"), ("en", "practice")] {
            let ran = Command::new(env!("CARGO_BIN_EXE_wenlou"))
                .args([command, "made-by-hand.json", "--trust", "trust.json", "--lang", lang])
                .current_dir(folder.path())
                .output()
                .unwrap();
            let told = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
            assert_eq!(ran.status.code(), Some(1), "{told}");
            assert!(told.contains(said), "{command}: {told}");
            assert!(!told.contains(PRACTICE) || command == "verify", "nothing of it is merged: {told}");
        }
    }
}

/// The records of a practice as the device would have written them in another campaign: same texts, a chain of that campaign's.
fn smuggled(app: &App, into: &CampaignId) -> String {
    let id = &app.device.id;
    let records: Vec<&str> = app.journal().sequence(id).into_iter().flatten().collect();
    let before = chain_start(into, id);
    let head = records.iter().fold(before.clone(), |head, text| chain_next(&head, text));
    let payload = serde_json::json!({
        "version": 1, "campaign": into.as_str(), "rolls": {}, "device": { "id": id.as_str(), "name": "练习平板" },
        "bundle": 1, "previous": null, "first": 1, "last": records.len(), "before": before, "head": head,
        "records": records, "attachments": [],
    });
    app.device.sign(app.device.to_sign(Kind::Bundle, &payload.to_string()))
}

#[test]
fn records_of_a_practice_have_no_effect_in_a_real_campaign() {
    let mut app = App::practising(Parts::ALL);
    app.ask("1-1-101", "professional");
    app.ask("2-1-502", "quasi");
    // The device is an enrolled one, so that its bundle is believed and its records come in.
    let mut s = Scenario::with(0, |supervisor| {
        import_roll(supervisor, households());
        support::freeze(supervisor);
        supervisor.record(support::posted());
    });
    let (name, key, device) = ("练习平板".to_owned(), app.device.key.clone(), app.device.id.clone());
    s.supervisor.record(Fact::Enrol(wenlou::journal::fact::Enrol { device, name, person: None, key }));
    let real = s.supervisor.journal.campaign().clone();
    let before = s.supervisor.state();
    let plan = s.supervisor.take(&smuggled(&app, &real), &[trusted(&app.device, false)]);
    assert_eq!(plan.new.len(), app.journal().len(), "they came in");
    let after = s.supervisor.state();
    assert_eq!((&after.founder, &after.terms), (&before.founder, &before.terms));
    assert_eq!(after.compounds.keys().collect::<Vec<_>>(), before.compounds.keys().collect::<Vec<_>>());
    let compound = CompoundId::from(support::COMPOUND);
    assert_eq!(after.compounds[&compound].tally(), before.compounds[&compound].tally());
    assert!(after.remarks.len() > before.remarks.len(), "and each is shown as what has no effect");

    // Nor where the compound is named as the real one is: their ballots are of another roll.
    let of_practice = |text: &str| {
        let entry = Entry::read(text).unwrap();
        matches!(entry.fact, Fact::Ballot(_) | Fact::Visit(_)).then(|| {
            let other = app.compound();
            text.replace(other.as_str(), support::COMPOUND)
        })
    };
    let texts: Vec<String> =
        app.journal().sequence(&app.device.id).into_iter().flatten().filter_map(of_practice).collect();
    let mut journal = s.supervisor.journal.clone();
    for (n, text) in (journal.last(&app.device.id) + 1..).zip(&texts) {
        let entry = Entry { n, ..Entry::read(text).unwrap() };
        journal.add(RecordId { device: app.device.id.clone(), n }, entry.to_text().unwrap()).unwrap();
    }
    let state = journal.replay();
    let tally = state.compounds[&compound].tally();
    assert_eq!(tally.returned, before.compounds[&compound].tally().returned, "of {} records", texts.len());
    // What is of that roll counts, so that this can fail.
    let mut real_one = s.supervisor.clone();
    real_one.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    assert_eq!(real_one.state().compounds[&compound].tally().returned, tally.returned + 1);
}

#[test]
fn a_backup_leaves_a_practice_out_and_takes_none_in() {
    let practice = App::practising(Parts::ALL);
    let real = App::at_work();
    let mut entries = real.entries();
    for (key, value) in practice.entries() {
        // The device's id is the same in both.
        if !key.starts_with(keys::DEVICES) {
            entries.push((key, value));
        }
    }
    let reserved = format!("{}{}", keys::RESERVED, practice.campaign());
    let aside = format!("{}{}{}/0123abcd", keys::SET_ASIDE, keys::CAMPAIGNS, practice.campaign());
    entries.extend([(reserved, "x".to_owned()), (aside, "y".to_owned())]);
    let held = |app: &App| {
        let journal = app.journal();
        let last = journal.last(&app.device.id);
        (app.campaign(), Held { name: "一项".into(), records: journal.len() as u64, state: journal.state_hash(), last })
    };
    let campaigns: SmallMap<CampaignId, Held> = [held(&practice), held(&real)].into_iter().collect();
    let device = &real.device;
    let payload = BackupPayload::of(device.card(), 0, campaigns.clone(), entries.clone());
    assert_eq!(payload.campaigns.keys().map(|id| CampaignId::from(id.clone())).collect::<Vec<_>>(), [real.campaign()]);
    assert!(!to_text(&payload).contains(PRACTICE));
    assert_eq!(payload.entries.len(), real.entries().len());
    let open = |payload: &BackupPayload| {
        read_plain(plain(&device.key, device.sign(payload.to_sign())).as_bytes(), sha256_hex(b""))
    };
    let backup = open(&payload).unwrap();

    // Made by hand, with an entry of one or named as one, it isn't read.
    let mut with_entries = payload.clone();
    with_entries.entries.extend(practice.entries());
    with_entries.entries.sort();
    with_entries.entries.dedup();
    assert_eq!(open(&with_entries).unwrap_err(), BackupError::Payload(PayloadError::Practice));
    let named = to_text(&payload).replace(real.campaign().as_str(), practice.campaign().as_str());
    let signed = device.sign(device.to_sign(Kind::Backup, &named));
    let refused = read_plain(plain(&device.key, signed).as_bytes(), sha256_hex(b""));
    assert_eq!(refused.unwrap_err(), BackupError::Payload(PayloadError::Practice));

    // A device that has nothing but a practice takes all of another's in, as one that has nothing does.
    let other = Device::new("新平板", 5);
    let changes =
        |entries: Vec<(String, String)>| entries.into_iter().map(|(key, value)| Change::put(key, value)).collect();
    let onto_nothing = propose(&backup, Some(&other.id), vec![]);
    let onto_practice = propose(&backup, Some(&other.id), changes(practice.entries()));
    // Whose short name is known there already needn't be told again.
    let brings = |proposal: &Proposal| -> Vec<Change> {
        proposal.changes.iter().filter(|change| !change.key.starts_with(keys::DEVICES)).cloned().collect()
    };
    assert!(brings(&onto_nothing).len() > 1);
    assert_eq!(brings(&onto_practice), brings(&onto_nothing));
    assert_eq!(onto_practice.campaigns.len(), 1);
}

#[test]
fn nothing_is_lost_with_a_practice() {
    let kept = |app: &App| {
        let records = app.journal().entries().map(|(id, _)| (id.clone(), app.journal().text(id).unwrap().to_owned()));
        device::Kept::of(app.campaign(), "一项".into(), records.collect(), Some(&app.device.id), 0, None, &[])
    };
    let (practice, real) = (kept(&App::practising(Parts::ALL)), kept(&App::at_work()));
    assert!(practice.may_be_thinned() && !real.may_be_thinned());
    let stock = |kept| device::Stock { campaigns: vec![kept], set_aside: 0, units: 0 };
    let is_alone = |kept: &device::Kept| (kept.is_last_supervisor, stock(kept.clone()).left_alone().len());
    assert_eq!([is_alone(&practice), is_alone(&real)], [(true, 0), (true, 1)], "it can be begun anew");
    assert!(stock(real).at_stake() > 0);
    assert_eq!(stock(practice).at_stake(), 0);
}

#[test]
fn clearing_takes_all_of_it_off_the_device_and_begins_anew() {
    let mut app = App::practising(Parts::ALL);
    app.ask("1-1-101", "professional");
    let (old, entries) = (app.campaign(), app.entries());
    let effects = app.send(Event::office(office::Msg::Practice(Msg::Clear)));
    assert!(effects.contains(&Effect::ForgetPractice(old.clone())));
    let new = app.campaign();
    assert!(new.is_practice() && new != old);
    assert_eq!(app.returned(), (0, 48));
    assert_eq!(app.model.campaigns.keys().collect::<Vec<_>>(), [&new]);
    assert_eq!(app.model.route, Route::Campaign(new));

    let all: Vec<String> = entries.into_iter().chain(App::at_work().entries()).map(|(key, _)| key).collect();
    let gone = thin::forget(&all, &old);
    assert!(gone.iter().all(|change| change.value.is_none()));
    let is_left = |key: &&String| !gone.iter().any(|change| change.key == **key);
    let left: Vec<&String> = all.iter().filter(is_left).collect();
    assert!(!left.iter().any(|key| key.contains(old.as_str())));
    assert_eq!(gone.len() + left.len(), all.len());
    assert!(left.len() > 2, "nothing of others goes: {left:?}");

    // A real campaign isn't cleared, whatever is pressed.
    let mut real = App::at_work();
    let before = real.campaign();
    let effects = real.send(Event::office(office::Msg::Practice(Msg::Clear)));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::ForgetPractice(_))));
    assert_eq!(real.campaign(), before);
}

#[test]
fn its_screens_are_never_those_of_the_program_that_says_nothing_of_it() {
    let app = App::practising(Parts::ALL);
    let (campaign, compound) = (app.campaign(), app.compound());
    for route in [Route::Compound(campaign.clone(), compound.clone()), Route::Survey(campaign, compound, None)] {
        assert!(!Parts::SURVEY.hold(&route) && Parts::ALL.hold(&route), "{route:?}");
    }
}
