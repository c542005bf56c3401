//! Files that come in, through the app's core: each ends in one outcome, whatever else came with it and whichever campaign is open.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use std::rc::Rc;
use support::{COMPOUND, HOUSEHOLDS, Scenario, Tablet, ballot, close, freeze, posted, revoke};
use wenlou::app::devices;
use wenlou::app::form::FormKey;
use wenlou::app::handover::{self, CardProblem, Msg, Outcome, PERSON, WORDS, card_problem};
use wenlou::app::{
    AtStart, Effect, Event, FileToken, Model, Moment, Open, Parts, PickedFile, Purpose, ReadFile, Route, update,
};
use wenlou::bundle::incoming::{self, Arrived, Trusted};
use wenlou::bundle::key::KeyCard;
use wenlou::bundle::merge::MergeError;
use wenlou::bundle::receipt::ReceiptError;
use wenlou::bundle::sequence::Place;
use wenlou::bundle::words;
use wenlou::domain::ballot::Choice;
use wenlou::domain::campaign::Terms;
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::json::to_text;
use wenlou::findings::closing::outstanding;
use wenlou::journal::fact::{Assign, Close, Correct, Found, Thaw};
use wenlou::journal::state::State;
use wenlou::journal::{Fact, Journal, RecordId, derive_campaign_id};

/// A device's app on the hand-over screen of the scenario's campaign.
struct App {
    model: Model,
    moments: i64,
    files: u32,
}

impl App {
    fn start(of: &Tablet) -> Self {
        let mut app = Self { model: Model::new(Parts::ALL), moments: 0, files: 0 };
        app.send(Event::Started(Box::new(AtStart { key: Some(of.device.key.clone()), ..AtStart::default() })));
        app.model.settings.device_name = of.device.name.clone();
        app.model.open = Some(Open { journal: of.journal.clone(), state: of.state() });
        app.send(Event::Go(Route::Handover(of.journal.campaign().clone())));
        app
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.moments += 1;
        let at = 1_773_000_000_000 + self.moments;
        let now = Moment { at, local: "2026-03-12T09:00".into(), nonce: format!("{:022}", self.moments) };
        update(&mut self.model, &now, event)
    }

    /// Picks these files, which the worker reads with the keys in `trusted`.
    fn import(&mut self, files: &[&str], trusted: &[Trusted]) -> (Vec<Outcome>, Vec<Effect>) {
        let first = self.files;
        self.files += u32::try_from(files.len()).unwrap();
        let tokens: Vec<FileToken> = (first..self.files).map(FileToken).collect();
        let picked = tokens.iter().map(|token| PickedFile { token: *token, name: "文件".into(), size: 9 }).collect();
        self.send(Event::handover(Msg::Import(picked)));
        let read = |(token, file): (&FileToken, &&str)| ReadFile {
            token: *token,
            result: Ok(Arrived::from(incoming::read(file.as_bytes(), trusted).unwrap())),
        };
        let effects = self.send(Event::Answered(Rc::new(wenlou::app::Answer::FilesRead(
            tokens.iter().zip(files).map(read).collect(),
        ))));
        let outcome = |token: &FileToken| {
            let report = self.model.handover.reports.iter().find(|report| report.token == *token);
            report.unwrap().outcome.clone()
        };
        (tokens.iter().map(outcome).collect(), effects)
    }

    /// The facts of this device that the effects store.
    fn recorded(&self, effects: &[Effect]) -> Vec<Fact> {
        let ids: Vec<&RecordId> = effects
            .iter()
            .flat_map(|effect| match effect {
                Effect::Store { records, .. } => records.iter().map(|(id, _)| id).collect(),
                _ => Vec::new(),
            })
            .collect();
        let own = &self.model.device.as_ref().unwrap().id;
        let entry = |id: &RecordId| self.model.open.as_ref().unwrap().journal.entry(id).unwrap().fact.clone();
        ids.into_iter().filter(|id| id.device == *own).map(entry).collect()
    }
}

#[test]
fn a_bundle_that_takes_the_effect_from_a_closing_says_so() {
    let mut scenario = Scenario::ready(1);
    let mut compound = scenario.supervisor.state().compounds[&COMPOUND.into()].clone();
    let name = std::mem::take(&mut compound.card.name);
    let Fact::Close(closing) = close("2026-03-20") else { panic!() };
    let counted = compound.counted(&closing.on);
    scenario.supervisor.record(Fact::Close(Close { counted, ..closing }));
    scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let changing = scenario.tablets[0].bundle();
    let trusted = scenario.trusted();
    let mut desk = App::start(&scenario.supervisor);
    let (outcomes, _) = desk.import(&[&changing], &trusted);
    let undone = |outcome: &Outcome| match outcome {
        Outcome::Bundle { undone, .. } => undone.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(undone(&outcomes[0]), [name]);
    // It is said once.
    let (outcomes, _) = desk.import(&[&changing], &trusted);
    assert_eq!(undone(&outcomes[0]), Vec::<String>::new());
}

/// The deputy has heard of the first closing alone.
#[test]
fn that_a_deputy_opened_what_was_closed_again_meanwhile_is_told() {
    let mut scenario = Scenario::ready(2);
    scenario.name_deputy(0);
    scenario.supervisor.record(close("2026-03-20"));
    let believed = scenario.trusted();
    let packet = scenario.supervisor.packet();
    scenario.tablets[0].take(&packet, &believed);
    scenario.supervisor.record(support::reopen());
    scenario.supervisor.record(close("2026-03-21"));
    scenario.tablets[0].clock = scenario.supervisor.clock + 600_000;
    scenario.tablets[0].record(support::reopen());
    let opening = scenario.tablets[0].bundle();
    let mut desk = App::start(&scenario.supervisor);
    let (outcomes, _) = desk.import(&[&opening], &scenario.trusted());
    let Outcome::Bundle { undone, .. } = &outcomes[0] else { panic!() };
    assert_eq!(undone.len(), 1);
    assert!(desk.model.state().unwrap().compounds[&COMPOUND.into()].closed.is_none());
}

/// Two correct the roll without having heard of each other.
#[test]
fn that_a_correction_has_no_effect_is_told_as_the_file_comes_in_and_before_the_closing() {
    let mut scenario = Scenario::ready(2);
    scenario.name_deputy(0);
    let take = |tablet: &mut support::Tablet, household: &str| {
        let state = tablet.state();
        let roll = state.compounds[&COMPOUND.into()].frozen_roll().unwrap();
        let take: Vec<HouseholdId> = vec![household.into()];
        let corrected = roll.corrected(&[], &take);
        let (from, to, households) = (roll.hash().to_owned(), corrected.hash().to_owned(), corrected.counted());
        let (put, why) = (vec![], "拆除".into());
        let correct = Correct { compound: COMPOUND.into(), from, put, take, roll: to, households, why };
        tablet.record(Fact::Correct(correct));
    };
    take(&mut scenario.supervisor, HOUSEHOLDS[0]);
    scenario.tablets[0].clock = scenario.supervisor.clock + 600_000;
    take(&mut scenario.tablets[0], HOUSEHOLDS[1]);
    let bundle = scenario.tablets[0].bundle();
    let mut desk = App::start(&scenario.supervisor);
    let (outcomes, _) = desk.import(&[&bundle], &scenario.trusted());
    let told = |outcomes: &[Outcome]| match &outcomes[0] {
        Outcome::Bundle { overtaken, .. } | Outcome::Packet { overtaken, .. } => overtaken.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(told(&outcomes), 1);
    let (outcomes, _) = desk.import(&[&bundle], &scenario.trusted());
    assert_eq!(told(&outcomes), 0, "it is said once");
    let state = desk.model.state().unwrap();
    let own = &scenario.supervisor.device.card().id;
    let left = |state: &State| outstanding(state, &state.compounds[&COMPOUND.into()], own, &[], "2026-03-20").overtaken;
    assert_eq!(left(state), 1);
    // Nor does the deputy hear of it from itself. Who can't correct the roll isn't asked to.
    for (tablet, expected) in [(0, 1), (1, 0)] {
        let mut app = App::start(&scenario.tablets[tablet]);
        let packets = [scenario.supervisor.packet(), scenario.tablets[0].packet()];
        let (outcomes, _) = app.import(&[&packets[0], &packets[1]], &scenario.trusted());
        let told: usize = outcomes.iter().map(|one| told(std::slice::from_ref(one))).sum();
        assert_eq!(told, expected, "{tablet}: {outcomes:?}");
    }
}

#[test]
fn bundles_are_taken_in_the_order_in_which_they_were_made_and_each_is_receipted() {
    let mut scenario = Scenario::ready(1);
    let files = [0, 1].map(|at| {
        scenario.tablets[0].record(ballot(HOUSEHOLDS[at], Choice::Quasi));
        scenario.tablets[0].bundle()
    });
    let mut desk = App::start(&scenario.supervisor);
    let (outcomes, effects) = desk.import(&[&files[1], &files[0]], &scenario.trusted());
    for (outcome, expected) in outcomes.iter().zip([(2, 2, 1), (1, 1, 0)]) {
        let Outcome::Bundle { number, place, new, present, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!((*number, *place, *new, *present), (expected.0, Place::Next, expected.1, expected.2));
    }
    let received = desk.recorded(&effects).into_iter().filter(|fact| matches!(fact, Fact::Received(_))).count();
    assert_eq!(received, 2);
    let signs = |effects: &[Effect]| {
        effects.iter().filter(|e| matches!(e, Effect::Sign { purpose: Purpose::Receipt(_), .. })).count()
    };
    assert_eq!(signs(&effects), 2);
    // The same once more: a receipt again, but no second note of it.
    let (outcomes, effects) = desk.import(&[&files[0]], &scenario.trusted());
    assert!(matches!(outcomes[0], Outcome::Bundle { place: Place::Repeated, new: 0, .. }), "{outcomes:?}");
    assert_eq!((desk.recorded(&effects).len(), signs(&effects)), (0, 1));
}

#[test]
fn a_bundle_is_for_the_supervisor_and_a_receipt_for_its_device() {
    let mut scenario = Scenario::ready(2);
    scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let bundle = scenario.tablets[0].bundle();
    let receipt = scenario.supervisor.receipt(&bundle, &scenario.trusted());
    let mut other = App::start(&scenario.tablets[1]);
    let (outcomes, effects) = other.import(&[&bundle, &receipt], &scenario.trusted());
    assert_eq!(outcomes, [Outcome::NotTheSupervisor, Outcome::NotReceipted(ReceiptError::OtherDevice)]);
    assert!(other.recorded(&effects).is_empty());

    let mut own = App::start(&scenario.tablets[0]);
    let (outcomes, effects) = own.import(&[&receipt], &scenario.trusted());
    assert_eq!(outcomes, [Outcome::Receipt { bundle: 1, last: 1 }]);
    assert!(matches!(own.recorded(&effects)[..], [Fact::Receipted(_)]));
    let (_, effects) = own.import(&[&receipt], &scenario.trusted());
    assert!(own.recorded(&effects).is_empty(), "it is noted once");
}

#[test]
fn a_receipt_opens_its_campaign() {
    let mut scenario = Scenario::ready(1);
    scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let bundle = scenario.tablets[0].bundle();
    let receipt = scenario.supervisor.receipt(&bundle, &scenario.trusted());
    let tablet = &scenario.tablets[0];
    let campaign = tablet.journal.campaign().clone();
    let mut app = App::start(tablet);
    app.model.open = None;
    app.send(Event::Go(Route::Import));
    let (outcomes, effects) = app.import(&[&receipt], &scenario.trusted());
    assert_eq!(outcomes, [Outcome::Waiting]);
    assert!(effects.contains(&Effect::Load(campaign.clone())));
    let ids: Vec<RecordId> = tablet.journal.entries().map(|(id, _)| id.clone()).collect();
    let records = ids.into_iter().map(|id| (id.clone(), tablet.text(&id))).collect();
    app.send(Event::Loaded { campaign, records });
    assert_eq!(app.model.handover.reports[0].outcome, Outcome::Receipt { bundle: 1, last: 1 });
}

#[test]
fn a_packet_says_what_changed_and_whether_it_is_the_newest() {
    let mut scenario = Scenario::ready(1);
    let trusted = scenario.trusted();
    let supervisor = &mut scenario.supervisor;
    let issue = |supervisor: &mut Tablet, number| {
        let packet = supervisor.packet();
        let issued = wenlou::journal::fact::Issued {
            what: wenlou::journal::fact::Issue::Packet,
            number,
            sha256: wenlou::domain::digest::sha256_hex(packet.as_bytes()),
        };
        supervisor.record(Fact::Issued(issued));
        packet
    };
    let first = issue(supervisor, 1);
    supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "漏了一户".into() }));
    freeze(supervisor);
    supervisor.record(posted());
    let second = issue(supervisor, 2);
    let mut tablet = App::start(&scenario.tablets[0]);
    let (outcomes, effects) = tablet.import(&[&second], &trusted);
    let Outcome::Packet { number, thawed, outdated, .. } = &outcomes[0] else { panic!("{outcomes:?}") };
    assert_eq!((number, *outdated), (&Some(2), false));
    assert_eq!(thawed, &[("柳荫小区".to_owned(), "漏了一户".to_owned())]);
    assert!(matches!(tablet.recorded(&effects)[..], [Fact::PacketTaken(_)]));
    let (outcomes, effects) = tablet.import(&[&first], &trusted);
    assert!(matches!(outcomes[0], Outcome::Packet { number: Some(1), outdated: true, .. }), "{outcomes:?}");
    assert!(tablet.recorded(&effects).is_empty());
}

#[test]
fn a_card_is_believed_only_for_its_own_words_and_a_name() {
    let scenario = Scenario::ready(2);
    let new = support::Device::new("3号平板", 44);
    let card = to_text(&KeyCard::new(&new.name, new.key.clone()));
    let mut desk = App::start(&scenario.supervisor);
    let (outcomes, _) = desk.import(&[&card], &[]);
    assert_eq!(outcomes, [Outcome::Card { name: "3号平板".into(), device: new.id.clone() }]);
    let form = FormKey::Card(new.id.clone());
    let of = |device| words::of(device).map(|at| words::LIST[usize::from(at)].0).concat();
    let mut believe = |field: &'static str, text: &str| {
        desk.send(Event::Edit { form: form.clone(), field, text: text.into() });
        let effects = desk.send(Event::handover(Msg::Believe(new.id.clone())));
        let problem = card_problem(&new.id, &desk.model.form(&form), true);
        (desk.recorded(&effects), problem)
    };
    let refused = |problem| (Vec::new(), Some(problem));
    assert_eq!(believe(PERSON, "孙"), refused((WORDS, CardProblem::Short { typed: 0 })));
    assert_eq!(believe(WORDS, &of(&scenario.tablets[0].device.id)), refused((WORDS, CardProblem::Differs { at: 1 })));
    assert_eq!(believe(PERSON, " "), refused((WORDS, CardProblem::Differs { at: 1 })));
    assert_eq!(believe(WORDS, &of(&new.id)), refused((PERSON, CardProblem::Nameless)));
    let (recorded, _) = believe(PERSON, "孙");
    let [Fact::Enrol(enrol)] = &recorded[..] else { panic!("{recorded:?}") };
    assert_eq!((enrol.device.clone(), enrol.person.as_deref()), (new.id.clone(), Some("孙")));
}

// --- deputies -------------------------------------------------------------------------------------------------------

#[test]
fn a_device_is_made_a_deputy_and_the_founders_key_goes_along() {
    let scenario = Scenario::ready(2);
    let [founder, first, second] =
        [&scenario.supervisor, &scenario.tablets[0], &scenario.tablets[1]].map(|tablet| tablet.device.clone());
    let mut desk = App::start(&scenario.supervisor);
    let mut tell = |msg| {
        let effects = desk.send(Event::devices(msg));
        desk.recorded(&effects)
    };
    assert!(tell(devices::Msg::AskDeputy(first.id.clone(), true)).is_empty());
    let recorded = tell(devices::Msg::MakeDeputy(first.id.clone()));
    let [Fact::Enrol(own), Fact::Deputy(named)] = &recorded[..] else { panic!("{recorded:?}") };
    assert_eq!((&own.device, &own.key, &named.device), (&founder.id, &founder.key, &first.id));
    // The founder is enrolled once; a deputy isn't named again; nor is who isn't enrolled, or was revoked.
    assert!(matches!(tell(devices::Msg::MakeDeputy(second.id.clone()))[..], [Fact::Deputy(_)]));
    for device in [&first.id, &founder.id, &support::Device::new("外人", 60).id] {
        assert!(tell(devices::Msg::MakeDeputy(device.clone())).is_empty());
    }
    let revoke_in = |app: &mut App, device: &support::Device, last: &str| {
        app.send(Event::devices(devices::Msg::AskRevoke(device.id.clone(), true)));
        let form = FormKey::Revoke(device.id.clone());
        for (field, text) in [(devices::LAST, last), (devices::WHY, "平板丢失")] {
            app.send(Event::Edit { form: form.clone(), field, text: text.into() });
        }
        let effects = app.send(Event::devices(devices::Msg::Revoke(device.id.clone())));
        app.recorded(&effects).len()
    };
    assert_eq!(revoke_in(&mut desk, &founder, "99"), 0, "nobody revokes itself");

    let mut deputy = Tablet { device: first.clone(), ..scenario.tablets[0].clone() };
    deputy.journal = desk.model.open.as_ref().unwrap().journal.clone();
    let mut deputy = App::start(&deputy);
    assert!(deputy.model.is_supervisor());
    let least = devices::least(&deputy.model, &founder.id);
    assert!(least > 1);
    assert_eq!(revoke_in(&mut deputy, &founder, &(least - 1).to_string()), 0);
    assert_eq!(revoke_in(&mut deputy, &founder, &least.to_string()), 1);
    // The founder hears of it and is no supervisor any more.
    let journal = deputy.model.open.as_ref().unwrap().journal.clone();
    let mut founder = App::start(&Tablet { journal, ..scenario.supervisor.clone() });
    assert!(!founder.model.is_supervisor() && founder.model.is_revoked());
    let effects = founder.send(Event::devices(devices::Msg::MakeDeputy(second.id)));
    assert!(founder.recorded(&effects).is_empty());
}

#[test]
fn a_tablet_takes_a_deputys_packet_and_receipt_once_it_knows_of_the_deputy() {
    let mut scenario = Scenario::ready(2);
    let mut before = App::start(&scenario.tablets[1]);
    scenario.name_deputy(0);
    let founder = scenario.supervisor.device.clone();
    let deputy = scenario.tablets[0].device.clone();
    scenario.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let bundle = scenario.tablets[1].bundle();
    let of_founder = scenario.supervisor.packet();
    scenario.tablets[0].record(close("2026-04-01"));
    let packet = scenario.tablets[0].packet();
    let all = scenario.trusted();
    let receipt = scenario.tablets[0].receipt(&bundle, &all);

    // It isn't believed by its signature, and if a person had confirmed it, it still would have to be named first.
    let believes =
        |app: &App| handover::trusted(&app.model).iter().any(|key| key.device == deputy.id && key.supervisor);
    assert!(!believes(&before));
    let (outcomes, effects) = before.import(&[&packet, &receipt], &all);
    let unknown = MergeError::UnknownSupervisor { device: deputy.id.clone() };
    assert_eq!(outcomes, [Outcome::DoesNotFit(unknown), Outcome::NotReceipted(ReceiptError::NotTheSupervisor)]);
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::Store { .. })));
    let (outcomes, _) = before.import(&[&of_founder, &packet], &all);
    assert!(matches!(outcomes[..], [Outcome::Packet { .. }, Outcome::Packet { new: 1, .. }]), "{outcomes:?}");

    let mut tablet = App::start(&scenario.tablets[1]);
    assert!(believes(&tablet));
    let (outcomes, effects) = tablet.import(&[&packet, &receipt], &all);
    assert!(
        matches!(outcomes[..], [Outcome::Packet { new: 1, .. }, Outcome::Receipt { bundle: 1, .. }]),
        "{outcomes:?}"
    );
    assert!(matches!(tablet.recorded(&effects)[..], [Fact::PacketTaken(_), Fact::Receipted(_)]));

    // A supervisor that was revoked hands out nothing more.
    let of_founder = [scenario.supervisor.packet(), scenario.supervisor.receipt(&bundle, &all)];
    scenario.tablets[0].record(revoke(&founder, 99));
    let packet = scenario.tablets[0].packet();
    let (outcomes, _) = tablet.import(&[&packet, &of_founder[0], &of_founder[1]], &all);
    let revoked = Outcome::DoesNotFit(MergeError::RevokedSupervisor { device: founder.id });
    assert_eq!(outcomes[1..], [revoked, Outcome::NotReceipted(ReceiptError::RevokedSupervisor)]);
}

/// A deputy is believed for the campaign that it is a deputy of; with another, which isn't here, only if a person confirmed it.
#[test]
fn a_deputy_of_the_open_campaign_hands_out_no_other() {
    let mut scenario = Scenario::ready(2);
    scenario.name_deputy(0);
    let deputy = scenario.tablets[0].device.clone();
    let nonce = "another";
    let mut other =
        Tablet { journal: Journal::new(derive_campaign_id(&deputy.id, nonce)), ..scenario.tablets[0].clone() };
    let terms = Terms { name: "另一项".into(), ..Terms::default() };
    other.record(Fact::Found(Found { nonce: nonce.into(), terms }));
    let (campaign, packet) = (other.journal.campaign().clone(), other.packet());
    for confirmed in [false, true] {
        let mut tablet = App::start(&scenario.tablets[1]);
        if confirmed {
            tablet.model.supervisors.push(deputy.trusted_key(true));
        }
        let believed = handover::trusted(&tablet.model);
        let (outcomes, _) = tablet.import(&[&packet], &believed);
        assert_eq!(outcomes, [Outcome::Waiting]);
        tablet.send(Event::Loaded { campaign: campaign.clone(), records: Vec::new() });
        let outcome = &tablet.model.handover.reports[0].outcome;
        let unknown = Outcome::DoesNotFit(MergeError::UnknownSupervisor { device: deputy.id.clone() });
        assert_eq!(matches!(outcome, Outcome::Packet { new: 1, .. }), confirmed, "{outcome:?}");
        assert_eq!(*outcome == unknown, !confirmed);
    }
}

#[test]
fn supervisors_take_each_others_packets_and_bundles_and_receipt_them() {
    let mut scenario = Scenario::ready(2);
    scenario.name_deputy(0);
    scenario.tablets[0].record(close("2026-04-01"));
    let all = scenario.trusted();
    let files = [scenario.tablets[0].packet(), scenario.tablets[0].bundle()];
    let mut desk = App::start(&scenario.supervisor);
    let (outcomes, effects) = desk.import(&[&files[0], &files[1]], &all);
    assert!(matches!(outcomes[..], [Outcome::Packet { new: 1, .. }, Outcome::Bundle { .. }]), "{outcomes:?}");
    assert!(matches!(desk.recorded(&effects)[..], [Fact::PacketTaken(_), Fact::Received(_)]));
    // Each notes for itself what it has received, also what the other had noted.
    let of_tablet = scenario.tablets[1].bundle();
    desk.import(&[&of_tablet], &all);
    scenario.supervisor.journal = desk.model.open.unwrap().journal;
    let of_founder = scenario.supervisor.bundle();
    let mut deputy = App::start(&scenario.tablets[0]);
    let (outcomes, effects) = deputy.import(&[&of_founder, &of_tablet], &all);
    let [Outcome::Bundle { number: 1, .. }, Outcome::Bundle { place, .. }] = outcomes[..] else {
        panic!("{outcomes:?}")
    };
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Sign { purpose: Purpose::Receipt(_), .. })));
    assert_eq!(place, Place::Repeated);
    assert!(matches!(deputy.recorded(&effects)[..], [Fact::Received(_), Fact::Received(_)]));
}

#[test]
fn several_devices_share_a_building() {
    let mut scenario = Scenario::ready(3);
    let [a, b, c] = [0, 1, 2].map(|n| scenario.tablets[n].device.clone());
    let assign = |devices: &[&support::Device]| {
        let devices = devices.iter().map(|device| device.id.clone()).collect();
        Fact::Assign(Assign { compound: COMPOUND.into(), building: "1".into(), devices })
    };
    let tell = |desk: &mut App, building: &str, device: &support::Device, goes: bool| {
        let (compound, building, device) = (COMPOUND.into(), building.into(), device.id.clone());
        let effects = desk.send(Event::devices(devices::Msg::Assign { compound, building, device, goes }));
        desk.recorded(&effects)
    };
    let mut desk = App::start(&scenario.supervisor);
    assert_eq!(tell(&mut desk, "1", &a, true), [assign(&[&a])]);
    assert_eq!(tell(&mut desk, "1", &b, true), [assign(&[&a, &b])]);
    assert_eq!(tell(&mut desk, "2", &c, true).len(), 1);
    assert_eq!(tell(&mut desk, "1", &a, false), [assign(&[&b])]);
    assert_eq!(tell(&mut desk, "1", &b, false), [assign(&[])]);
    // Tapped twice it goes there once.
    tell(&mut desk, "1", &b, true);
    assert_eq!(tell(&mut desk, "1", &b, true), [assign(&[&b])]);
    // Who was revoked is on no list any more once somebody else is put on it.
    scenario.supervisor.record(assign(&[&a, &b]));
    scenario.supervisor.record(revoke(&a, 0));
    let mut desk = App::start(&scenario.supervisor);
    assert_eq!(tell(&mut desk, "1", &c, true), [assign(&[&b, &c])]);
}
