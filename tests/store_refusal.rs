//! What the store refuses is kept, whatever the person does next, until a retry succeeds.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use wenlou::app::form::FormKey;
use wenlou::app::{AtStart, Effect, Event, Message, Model, Moment, OFFICE, Refused, Route, Tab, update};
use wenlou::domain::ids::CampaignId;
use wenlou::journal::RecordId;
use wenlou::journal::fact::PublicKey;
use wenlou::store::quota;

struct Tablet {
    model: Model,
    moments: u8,
}

impl Tablet {
    fn start() -> Self {
        let key = PublicKey { crv: "P-256".into(), kty: "EC".into(), x: "x".repeat(43), y: "y".repeat(43) };
        let mut tablet = Self { model: Model::new(Some(OFFICE)), moments: 0 };
        tablet.send(Event::Started(Box::new(AtStart { key: Some(key), ..AtStart::default() })));
        tablet
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.moments += 1;
        let nonce = format!("{:03}{:019}", self.moments, 0);
        let moment = Moment { at: i64::from(self.moments), local: "2026-10-08T09:00".into(), nonce };
        update(&mut self.model, &moment, event)
    }

    /// Founds a campaign; gives its id and what is to be stored.
    fn found(&mut self, name: &str) -> (CampaignId, Vec<(RecordId, String)>) {
        self.send(Event::Go(Route::NewCampaign));
        self.send(Event::Edit { form: FormKey::NewCampaign, field: "name", text: name.into() });
        let effects = self.send(Event::CreateCampaign);
        let store = effects.into_iter().find_map(|effect| match effect {
            Effect::Store { campaign, records } => Some((campaign, records)),
            _ => None,
        });
        store.unwrap()
    }

    fn refuse(&mut self, campaign: &CampaignId, records: &[(RecordId, String)]) {
        let refuse = |(id, text): &(RecordId, String)| Refused {
            campaign: campaign.clone(),
            id: id.clone(),
            text: text.clone(),
        };
        let refused = records.iter().map(refuse).collect();
        self.send(Event::Stored { written: 0, refused, why: "QuotaExceededError".into(), used: 0 });
    }
}

#[test]
fn a_refused_record_survives_other_campaigns_and_is_retried_as_it_was() {
    let mut tablet = Tablet::start();
    let (first, records) = tablet.found("第一项");
    tablet.refuse(&first, &records);
    assert!(tablet.model.store_failure.is_some());

    // Another campaign is founded and stored without trouble: its record has the same number.
    tablet.send(Event::Go(Route::Home));
    let (second, others) = tablet.found("第二项");
    tablet.send(Event::Stored { written: others.len(), refused: vec![], why: String::new(), used: 0 });
    assert!(tablet.model.store_failure.is_some(), "the first campaign's record is still not stored");

    // Back in the first one, the store has nothing, and yet nothing is lost.
    tablet.send(Event::Go(Route::Campaign(first.clone())));
    tablet.send(Event::Loaded { campaign: first.clone(), records: vec![] });
    assert_eq!(tablet.model.state().unwrap().terms.as_ref().unwrap().name, "第一项");

    tablet.send(Event::Go(Route::Campaign(second.clone())));
    let again = tablet.send(Event::RetryStore);
    assert_eq!(again, [Effect::Store { campaign: first, records: records.clone() }]);
    tablet.send(Event::Stored { written: records.len(), refused: vec![], why: String::new(), used: 0 });
    assert!(tablet.model.store_failure.is_none());
}

#[test]
fn a_new_version_waits_while_something_is_only_in_memory() {
    let mut tablet = Tablet::start();
    let (campaign, records) = tablet.found("一项");
    assert_eq!(tablet.send(Event::TakeUpdate), [], "records are on their way");
    tablet.refuse(&campaign, &records);
    assert_eq!(tablet.send(Event::TakeUpdate), [], "records were refused");
    tablet.send(Event::RetryStore);
    tablet.send(Event::Stored { written: records.len(), refused: vec![], why: String::new(), used: 0 });
    assert_eq!(tablet.send(Event::TakeUpdate), [Effect::TakeUpdate]);
}

/// A store that refuses some of the writes that it is asked for, as a browser without room does.
#[derive(Default)]
struct Store {
    held: BTreeMap<(CampaignId, RecordId), String>,
    writes: usize,
    refusing: std::ops::Range<usize>,
}

impl Store {
    /// Answers what is to be stored, and whatever that leads to.
    fn answer(&mut self, tablet: &mut Tablet, effects: Vec<Effect>) {
        let mut waiting: Vec<Effect> = effects;
        while let Some(effect) = waiting.pop() {
            let Effect::Store { campaign, records } = effect else { continue };
            let refuses = self.refusing.contains(&self.writes);
            self.writes += 1;
            let mut refused = Vec::new();
            let written = if refuses { 0 } else { records.len() };
            for (id, text) in records {
                if refuses {
                    refused.push(Refused { campaign: campaign.clone(), id, text });
                } else {
                    let known = self.held.insert((campaign.clone(), id), text.clone());
                    assert!(known.is_none_or(|known| known == text), "put over another");
                }
            }
            let why = if refuses { "QuotaExceededError".to_owned() } else { String::new() };
            waiting.extend(tablet.send(Event::Stored { written, refused, why, used: 0 }));
        }
    }
}

/// A morning's work: a campaign, its parameters, compounds. Every record is one write.
fn work(tablet: &mut Tablet, store: &mut Store) -> CampaignId {
    let (campaign, records) = tablet.found("上午");
    store.answer(tablet, vec![Effect::Store { campaign: campaign.clone(), records }]);
    for at in 0..12 {
        tablet.send(Event::Go(Route::NewCompound(campaign.clone())));
        let form = FormKey::NewCompound(campaign.clone());
        tablet.send(Event::Edit { form: form.clone(), field: "name", text: format!("{at}号小区") });
        tablet.send(Event::Edit { form, field: "kind", text: "compound".into() });
        let effects = tablet.send(Event::CreateCompound);
        store.answer(tablet, effects);
    }
    campaign
}

#[test]
fn refused_at_any_write_nothing_is_lost_or_doubled_once_there_is_room() {
    let mut whole = Store::default();
    let campaign = work(&mut Tablet::start(), &mut whole);
    assert_eq!((whole.writes, whole.held.len()), (13, 13));
    for from in 0..whole.writes {
        for count in [1, 2, whole.writes] {
            let mut tablet = Tablet::start();
            let mut store = Store { refusing: from..from + count, ..Store::default() };
            work(&mut tablet, &mut store);
            assert_eq!(tablet.model.saving.underway, 0);
            assert_eq!(tablet.model.saving.failed.len() + store.held.len(), 13, "{from}, {count}: lost");
            assert_eq!(tablet.model.store_failure.is_some(), !tablet.model.saving.failed.is_empty());
            // Everything stays in sight meanwhile.
            assert_eq!(tablet.model.state().unwrap().compounds.len(), 12);
            store.refusing = 0..0;
            let effects = tablet.send(Event::RetryStore);
            store.answer(&mut tablet, effects);
            assert_eq!(store.held, whole.held, "{from}, {count}");
            assert!(tablet.model.saving.failed.is_empty() && tablet.model.store_failure.is_none());
        }
    }
    assert!(whole.held.keys().all(|(of, _)| *of == campaign));
}

#[test]
fn a_full_device_takes_nothing_new_and_keeps_what_was_typed() {
    let mut tablet = Tablet::start();
    let (campaign, records) = tablet.found("满了");
    let used = quota::UNITS * 95 / 100;
    tablet.send(Event::Stored { written: records.len(), refused: vec![], why: String::new(), used });
    tablet.send(Event::Go(Route::NewCompound(campaign.clone())));
    let form = FormKey::NewCompound(campaign);
    tablet.send(Event::Edit { form: form.clone(), field: "name", text: "丙小区".into() });
    tablet.send(Event::Edit { form: form.clone(), field: "kind", text: "compound".into() });
    let effects = tablet.send(Event::CreateCompound);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Store { .. })), "{effects:?}");
    assert_eq!(tablet.model.toasts.last().unwrap().message, Message::NoRoom);
    assert_eq!(tablet.model.form(&form).text("name"), "丙小区");
    assert_eq!(tablet.model.state().unwrap().compounds.len(), 0);
}

#[test]
fn a_tab_lets_go_only_of_what_is_on_the_disk() {
    let mut tablet = Tablet::start();
    let (campaign, records) = tablet.found("两页");
    // Records are on their way: it finishes first.
    assert_eq!(tablet.send(Event::YieldAsked), []);
    let stored = Event::Stored { written: records.len(), refused: vec![], why: String::new(), used: 0 };
    assert_eq!(tablet.send(stored), [Effect::LetGo]);
    // From now on it takes nothing.
    tablet.send(Event::Go(Route::NewCompound(campaign.clone())));
    let form = FormKey::NewCompound(campaign.clone());
    tablet.send(Event::Edit { form, field: "name", text: "甲".into() });
    tablet.send(Event::CreateCompound);
    assert_eq!(tablet.model.toasts.last().unwrap().message, Message::LooksOn);
    assert_eq!(tablet.send(Event::YieldAsked), [], "it is another tab that is asked");
    assert_eq!(tablet.send(Event::StoreChanged), [Effect::Load(campaign)]);
    assert_eq!(tablet.send(Event::TakeOver), [Effect::TakeOver]);

    // What the store refused is only here: it is not let go of.
    let mut tablet = Tablet::start();
    let (campaign, records) = tablet.found("两页");
    tablet.refuse(&campaign, &records);
    assert_eq!(tablet.send(Event::YieldAsked), [Effect::RefuseToYield]);
    assert_eq!(tablet.model.tab, Tab::Writes);
}
