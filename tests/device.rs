//! The device's data in a person's hands: what is asked of the shell, and what is refused.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::rc::Rc;
use wenlou::app::device::{AGAIN, Answer, Ask, Busy, Change, Failed, Kept, LOST, Msg, NEW, OF_FILE, Stock};
use wenlou::app::form::FormKey;
use wenlou::app::reminder::{Reminder, reminder};
use wenlou::app::{AtStart, Effect, Event, FileToken, Message, Model, Moment, Parts, PickedFile, Route, Tab, update};
use wenlou::backup::content::Held;
use wenlou::backup::merge::{Brings, Proposal};
use wenlou::backup::note::Note;
use wenlou::bundle::jws::MAX_FILE;
use wenlou::bundle::payload::DeviceCard;
use wenlou::domain::ids::CampaignId;
use wenlou::journal::Fact;
use wenlou::journal::fact::{Exported, PublicKey, Receipted};
use wenlou::store::{Change as Put, quota};

const HOUR: i64 = 60 * 60 * 1000;

struct Tablet {
    model: Model,
    at: i64,
    moments: u64,
}

impl Tablet {
    fn start() -> Self {
        let key = PublicKey { crv: "P-256".into(), kty: "EC".into(), x: "x".repeat(43), y: Some("y".repeat(43)) };
        let mut tablet = Self { model: Model::new(Parts::ALL), at: 1_772_000_000_000, moments: 0 };
        tablet.send(Event::Started(Box::new(AtStart { key: Some(key), ..AtStart::default() })));
        tablet
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.moments += 1;
        let nonce = format!("{:06}{:016}", self.moments, 0);
        let effects = update(&mut self.model, &Moment { at: self.at, local: "2026-10-08T09:00".into(), nonce }, event);
        // The store takes everything at once.
        for effect in &effects {
            if let Effect::Store { batch, .. } = effect {
                let stored = Event::Stored { batch: *batch, refused: vec![], why: String::new(), used: 0 };
                let now = self.now();
                update(&mut self.model, &now, stored);
            }
        }
        effects
    }

    fn now(&self) -> Moment {
        Moment { at: self.at, local: "2026-10-08T09:00".into(), nonce: "0".repeat(22) }
    }

    fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        self.send(Event::device(msg))
    }

    fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        self.send(Event::Answered(Rc::new(wenlou::app::Answer::Device(answer))))
    }

    fn edit(&mut self, field: &'static str, text: &str) {
        self.send(Event::Edit { form: FormKey::Device, field, text: text.into() });
    }

    fn found(&mut self) -> CampaignId {
        self.send(Event::Go(Route::NewCampaign));
        self.send(Event::Edit { form: FormKey::NewCampaign, field: "name", text: "一项".into() });
        self.send(Event::office(wenlou::app::office::Msg::CreateCampaign));
        self.model.state().unwrap().campaign.clone()
    }

    fn record(&mut self, fact: Fact) {
        let now = self.now();
        self.model.record(&now, fact, &mut Vec::new());
        // As if the store had answered.
        self.model.saving = Default::default();
    }

    fn add_compound(&mut self, campaign: &CampaignId, name: &str) {
        self.send(Event::Go(Route::NewCompound(campaign.clone())));
        let form = FormKey::NewCompound(campaign.clone());
        self.send(Event::Edit { form, field: "name", text: name.into() });
        self.send(Event::office(wenlou::app::office::Msg::CreateCompound));
    }

    /// On the screen, with this of the one campaign on the device.
    fn looking(kept: Kept) -> Self {
        let mut tablet = Self::start();
        let effects = tablet.send(Event::Go(Route::Device));
        assert!(asks(&effects).contains(&&Ask::Look));
        tablet.answer(Answer::Looked(Ok(stock(kept))));
        tablet
    }
}

fn asks(effects: &[Effect]) -> Vec<&Ask> {
    let mut asks = Vec::new();
    for effect in effects {
        if let Effect::Device(ask) = effect {
            asks.push(ask);
        }
    }
    asks
}

fn kept() -> Kept {
    Kept {
        campaign: "c".into(),
        name: "一项".into(),
        records: 9,
        own: 7,
        is_supervisor: true,
        is_last_supervisor: true,
        photos_only_here: 0,
        photos_of_others: 0,
        only_here: 7,
        is_receipted: false,
        keep_until: None,
        unreadable: 0,
        state: "now".into(),
        last: 7,
        units: 1000,
        backup: None,
    }
}

fn note(last: u64, state: &str) -> Note {
    Note { last, at: 5, state: state.into(), sha256: "f".into() }
}

fn stock(kept: Kept) -> Stock {
    Stock { campaigns: vec![kept], set_aside: 0, units: 2000 }
}

fn proposal(last: u64, state: &str) -> Proposal {
    let held = Held { name: "一项".into(), records: 9, state: state.into(), last };
    let brings = Brings { campaign: "c".into(), held, is_whole: true, new: 0, present: 9, differs: 0, refused: 0 };
    Proposal {
        device: DeviceCard { id: "d".into(), name: "平板".into() },
        made_at: 1,
        sha256: "f".into(),
        is_own: true,
        is_known: true,
        campaigns: vec![brings],
        others: 0,
        kept: 0,
        refused: 0,
        changes: vec![],
    }
}

#[test]
fn a_reminder_comes_by_age_or_number_and_goes_with_a_bundle_or_a_backup() {
    let mut tablet = Tablet::start();
    let campaign = tablet.found();
    let due = |tablet: &Tablet| reminder(&tablet.model, tablet.at);
    assert_eq!(due(&tablet), None);
    tablet.at += 24 * HOUR - 1;
    assert_eq!(due(&tablet), None);
    tablet.at += 1;
    assert_eq!(due(&tablet), Some(Reminder { records: 1, days: 1 }));
    // A backup that holds it, and then a record that it doesn't.
    tablet.model.backed_up = vec![(campaign.clone(), 1)];
    assert_eq!(due(&tablet), None);
    tablet.add_compound(&campaign, "甲");
    tablet.at += 49 * HOUR;
    assert_eq!(due(&tablet), Some(Reminder { records: 1, days: 2 }));
    // A bundle that holds both.
    tablet.record(Fact::Exported(Exported { bundle: 1, sha256: "0".repeat(64), last: 2 }));
    assert_eq!(due(&tablet), None);
    for n in 0..49 {
        tablet.add_compound(&campaign, &format!("{n}号"));
    }
    assert_eq!(due(&tablet), None);
    tablet.add_compound(&campaign, "又一个");
    assert_eq!(due(&tablet), Some(Reminder { records: 50, days: 0 }));
    assert_eq!(reminder(&Tablet::start().model, 0), None, "no campaign is open");
}

#[test]
fn wiping_asks_for_the_number_that_would_be_lost() {
    let mut tablet = Tablet::looking(Kept { unreadable: 2, ..kept() });
    for typed in ["", "0", "8", "九", "9x"] {
        tablet.edit(LOST, typed);
        assert_eq!(asks(&tablet.tell(Msg::Wipe)), Vec::<&Ask>::new(), "{typed}");
    }
    for typed in ["9", " ９ "] {
        tablet.edit(LOST, typed);
        assert_eq!(asks(&tablet.tell(Msg::Wipe)), [&Ask::Wipe], "{typed}");
        // While it is done nothing else is.
        assert_eq!(asks(&tablet.tell(Msg::Wipe)), Vec::<&Ask>::new());
        let toast = |tablet: &Tablet| tablet.model.toasts.last().map(|toast| toast.message.clone());
        assert_eq!(toast(&tablet), Some(Message::DeviceChanging));
        let here = tablet.model.route.clone();
        assert_eq!(tablet.send(Event::Went(Route::Home)).first(), Some(&Effect::ShowRoute(here.clone())));
        assert_eq!(tablet.model.route, here);
        tablet.answer(Answer::NotWiped("why".into()));
    }
    // Nothing would be lost: that too has to be typed.
    let mut tablet = Tablet::looking(Kept { only_here: 0, unreadable: 2, backup: Some(note(7, "now")), ..kept() });
    assert_eq!(asks(&tablet.tell(Msg::Wipe)), Vec::<&Ask>::new());
    tablet.edit(LOST, "0");
    assert_eq!(asks(&tablet.tell(Msg::Wipe)), [&Ask::Wipe]);
}

#[test]
fn nothing_is_wiped_or_thinned_while_something_is_unsaved_or_from_a_tab_that_looks_on() {
    let safe = Kept { only_here: 0, backup: Some(note(7, "now")), ..kept() };
    let mut tablet = Tablet::looking(safe.clone());
    tablet.edit(LOST, "0");
    tablet.model.tab = Tab::LooksOn;
    for msg in [Msg::Wipe, Msg::Thin("c".into()), Msg::Make] {
        assert_eq!(asks(&tablet.tell(msg)), Vec::<&Ask>::new());
        assert_eq!(tablet.model.toasts.last().unwrap().message, Message::LooksOn);
    }
    let mut tablet = Tablet::start();
    let campaign = tablet.found();
    tablet.send(Event::Go(Route::Device));
    tablet.answer(Answer::Looked(Ok(stock(safe))));
    tablet.edit(LOST, "0");
    // A record whose storing nobody has answered for.
    let now = tablet.now();
    tablet.model.record(&now, Fact::Exported(Exported { bundle: 1, sha256: String::new(), last: 1 }), &mut Vec::new());
    assert!(!tablet.model.saving.is_done() && tablet.model.state().unwrap().campaign == campaign);
    for msg in [Msg::Wipe, Msg::Thin("c".into()), Msg::Make] {
        assert_eq!(asks(&tablet.tell(msg)), Vec::<&Ask>::new());
        assert_eq!(tablet.model.toasts.last().unwrap().message, Message::NotSavedYet);
    }
}

#[test]
fn only_what_a_checked_backup_holds_exactly_is_thinned_out() {
    let no = [
        kept(),
        Kept { backup: Some(note(7, "before")), ..kept() },
        Kept { backup: Some(note(7, "now")), unreadable: 1, ..kept() },
    ];
    for kept in no {
        assert_eq!(asks(&Tablet::looking(kept).tell(Msg::Thin("c".into()))), Vec::<&Ask>::new());
    }
    let safe = Kept { only_here: 0, backup: Some(note(7, "now")), ..kept() };
    let mut tablet = Tablet::looking(safe);
    assert_eq!(tablet.model.backed_up, [(CampaignId::from("c"), 7)]);
    // What others took may be here alone, and no backup has it.
    let change = Change::Thin("c".into(), 7, false);
    assert_eq!(asks(&tablet.tell(Msg::Thin("c".into()))), [&Ask::Change(change.clone())]);
    assert_eq!(tablet.model.device_data.busy, Some(Busy::Thinning));
    tablet.model.campaigns.insert("c".into(), "一项".into());
    assert_eq!(asks(&tablet.answer(Answer::Changed(change, Ok(Box::default())))), [&Ask::Look]);
    assert!(tablet.model.campaigns.is_empty());
}

#[test]
fn what_the_supervisor_has_receipted_is_thinned_out_too() {
    let campaign: CampaignId = "c".into();
    let thins = |kept: Kept| {
        let effects = Tablet::looking(kept).tell(Msg::Thin(campaign.clone()));
        asks(&effects).contains(&&Ask::Change(Change::Thin(campaign.clone(), 7, true)))
    };
    assert!(!thins(kept()));
    let collectors = || Kept { is_supervisor: false, is_last_supervisor: false, is_receipted: true, ..kept() };
    assert!(thins(collectors()));
    assert!(!thins(Kept { unreadable: 1, ..collectors() }));
    // A supervisor holds what the collectors handed over, and another supervisor's receipt isn't for that.
    assert!(!thins(Kept { is_supervisor: true, ..collectors() }));
}

#[test]
fn a_receipt_for_all_but_the_notes_is_a_receipt_for_everything() {
    let mut tablet = Tablet::start();
    let campaign = tablet.found();
    let own = tablet.model.device.as_ref().unwrap().id.clone();
    let is_receipted = |tablet: &Tablet| tablet.model.open.as_ref().unwrap().is_receipted(&own);
    assert!(!is_receipted(&tablet));
    tablet.record(Fact::Exported(Exported { bundle: 1, sha256: "f".into(), last: 1 }));
    let receipted = |last| Fact::Receipted(Receipted { bundle: 1, sha256: "f".into(), last, by: own.clone() });
    tablet.record(receipted(1));
    assert!(is_receipted(&tablet));
    tablet.add_compound(&campaign, "柳荫小区");
    assert!(!is_receipted(&tablet));
}

#[test]
fn after_the_day_that_people_were_told_it_is_deleted_but_not_before_it_is_handed_over() {
    let campaign: CampaignId = "c".into();
    // The day is 2026-10-08.
    for (until, only_here, deletes) in [
        (None, 0, false),
        (Some("2026-10-08"), 0, false),
        (Some("2026-10-07"), 0, true),
        (Some("2026-10-07"), 1, false),
    ] {
        let kept = Kept { keep_until: until.map(str::to_owned), only_here, ..kept() };
        let effects = Tablet::looking(kept).tell(Msg::Thin(campaign.clone()));
        assert_eq!(!asks(&effects).is_empty(), deletes, "{until:?} {only_here}");
    }
    // Whoever isn't the only supervisor has somebody to receipt it.
    for is_receipted in [false, true] {
        let until = Some("2026-10-07".to_owned());
        let kept = Kept { keep_until: until, only_here: 0, is_last_supervisor: false, is_receipted, ..kept() };
        let effects = Tablet::looking(kept).tell(Msg::Thin(campaign.clone()));
        assert_eq!(!asks(&effects).is_empty(), is_receipted);
    }
}

#[test]
fn a_passphrase_is_long_enough_and_typed_twice() {
    let mut tablet = Tablet::looking(kept());
    for (new, again) in [("123456", "123456"), ("苹果 卡车 月亮 蓝色", "苹果 卡车 月亮"), ("", "")] {
        tablet.edit(NEW, new);
        tablet.edit(AGAIN, again);
        assert_eq!(asks(&tablet.tell(Msg::Make)), Vec::<&Ask>::new(), "{new}");
    }
    tablet.edit(NEW, "苹果 卡车 月亮 蓝色");
    tablet.edit(AGAIN, "苹果　卡车 月亮 蓝色");
    let effects = tablet.tell(Msg::Make);
    let [Ask::Make { passphrase, .. }] = &asks(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!(passphrase, "苹果 卡车 月亮 蓝色");
    let effects = tablet.answer(Answer::Made(Ok("{}".into())));
    assert!(
        matches!(&effects[..], [Effect::Deliver { name, .. }] if name.ends_with("-2026-10-08.json")),
        "{effects:?}"
    );
    assert_eq!(tablet.model.form(&FormKey::Device).text(NEW), "", "nothing remembers it");
}

#[test]
fn a_backup_that_proves_to_hold_everything_is_noted() {
    let noted = |kept: Kept, proposal: Proposal| -> Vec<(CampaignId, Note)> {
        let effects = Tablet::looking(kept).answer(Answer::Opened(Ok(proposal)));
        let notes = asks(&effects).into_iter().filter_map(|ask| match ask {
            Ask::Note(notes) => Some(notes.clone()),
            _ => None,
        });
        notes.flatten().collect()
    };
    assert_eq!(noted(kept(), proposal(7, "now")).len(), 1);
    assert_eq!(noted(kept(), proposal(5, "before"))[0].1.last, 5);
    // An older one takes nothing from a newer one's.
    let newer = || Kept { backup: Some(note(7, "now")), ..kept() };
    assert_eq!(noted(newer(), proposal(7, "before")), []);
    assert_eq!(noted(newer(), proposal(7, "now")).len(), 1);
    assert_eq!(noted(Kept { backup: Some(note(7, "before")), ..kept() }, proposal(5, "long before")), []);
    // What another device made, or what differs, or isn't whole, proves nothing.
    assert_eq!(noted(kept(), Proposal { is_own: false, ..proposal(7, "now") }), []);
    let mut odd = proposal(7, "now");
    odd.campaigns[0].is_whole = false;
    assert_eq!(noted(kept(), odd), []);
    let mut odd = proposal(7, "now");
    odd.campaigns[0].differs = 1;
    assert_eq!(noted(kept(), odd), []);
}

#[test]
fn what_an_unknown_device_made_waits_for_the_fingerprint_and_for_room() {
    let mut tablet = Tablet::looking(kept());
    let picked = |size| Msg::Pick(vec![PickedFile { token: FileToken(0), name: "b.json".into(), size }]);
    tablet.tell(picked(MAX_FILE + 1));
    assert_eq!(tablet.model.device_data.failed, Some(Failed::TooLarge(MAX_FILE + 1)));
    assert_eq!(asks(&tablet.tell(Msg::Open)), Vec::<&Ask>::new());
    tablet.tell(picked(100));
    tablet.edit(OF_FILE, "口令");
    assert!(matches!(&asks(&tablet.tell(Msg::Open))[..], [Ask::Open { passphrase, .. }] if passphrase == "口令"));
    let foreign =
        Proposal { is_own: false, is_known: false, changes: vec![Put::put("wenlou/c/c", "x")], ..proposal(7, "then") };
    tablet.answer(Answer::Opened(Ok(foreign.clone())));
    assert_eq!(asks(&tablet.tell(Msg::Restore)), Vec::<&Ask>::new());
    tablet.tell(Msg::Compared);
    tablet.model.space.used = quota::UNITS;
    assert_eq!(asks(&tablet.tell(Msg::Restore)), Vec::<&Ask>::new());
    assert_eq!(tablet.model.device_data.failed, Some(Failed::NoRoom));
    tablet.model.space.used = 0;
    let change = Change::Restore(Rc::new(foreign));
    assert_eq!(asks(&tablet.tell(Msg::Restore)), [&Ask::Change(change.clone())]);
    let start = AtStart { campaigns: vec![("c".into(), "一项".into())], ..AtStart::default() };
    tablet.answer(Answer::Changed(change, Ok(Box::new(start))));
    assert_eq!(tablet.model.campaigns.len(), 1);
    assert_eq!(asks(&tablet.tell(Msg::Restore)), Vec::<&Ask>::new(), "once is enough");
}
