//! What the store refuses is kept, whatever the person does next, until a retry succeeds.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use wenlou::app::form::FormKey;
use wenlou::app::{
    AtStart, Effect, Event, Message, Model, Moment, Parts, Refused, Route, Safety, SaveState, Tab, update,
};
use wenlou::domain::ids::CampaignId;
use wenlou::journal::fact::PublicKey;
use wenlou::journal::{Fact, RecordId};
use wenlou::store::quota;

struct Tablet {
    model: Model,
    moments: u8,
}

fn test_key() -> PublicKey {
    PublicKey { crv: "P-256".into(), kty: "EC".into(), x: "x".repeat(43), y: Some("y".repeat(43)) }
}

impl Tablet {
    fn start() -> Self {
        let key = test_key();
        let mut tablet = Self { model: Model::new(Parts::ALL), moments: 0 };
        tablet.send(Event::Started(Box::new(AtStart { key: Some(key), ..AtStart::default() })));
        tablet
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.moments += 1;
        let nonce = format!("{:03}{:019}", self.moments, 0);
        let moment = Moment { at: i64::from(self.moments), local: "2026-10-08T09:00".into(), nonce };
        update(&mut self.model, &moment, event)
    }

    /// Founds a campaign; gives what is to be stored.
    fn found(&mut self, name: &str) -> Asked {
        self.send(Event::Go(Route::NewCampaign));
        self.send(Event::Edit { form: FormKey::NewCampaign, field: "name", text: name.into() });
        let effects = self.send(Event::office(wenlou::app::office::Msg::CreateCampaign));
        effects.into_iter().find_map(Asked::of).unwrap()
    }

    fn store(&mut self, asked: &Asked) -> Vec<Effect> {
        self.send(Event::Stored { batch: asked.batch, refused: vec![], why: String::new(), used: 0 })
    }

    fn refuse(&mut self, asked: &Asked) -> Vec<Effect> {
        let refused = asked.refused();
        self.send(Event::Stored { batch: asked.batch, refused, why: "QuotaExceededError".into(), used: 0 })
    }

    /// The person adds a compound; gives what is to be stored.
    fn add_compound(&mut self, campaign: &CampaignId, name: &str) -> Vec<Effect> {
        self.send(Event::Go(Route::NewCompound(campaign.clone())));
        let form = FormKey::NewCompound(campaign.clone());
        self.send(Event::Edit { form: form.clone(), field: "name", text: name.into() });
        self.send(Event::Edit { form, field: "kind", text: "compound".into() });
        self.send(Event::office(wenlou::app::office::Msg::CreateCompound))
    }
}

/// What the app asked to be stored.
#[derive(Clone)]
struct Asked {
    batch: u64,
    campaign: CampaignId,
    records: Vec<(RecordId, String)>,
}

impl Asked {
    fn of(effect: Effect) -> Option<Self> {
        match effect {
            Effect::Store { batch, campaign, records } => Some(Self { batch, campaign, records }),
            _ => None,
        }
    }

    fn refused(&self) -> Vec<Refused> {
        let refused = |(id, text): (RecordId, String)| Refused { campaign: self.campaign.clone(), id, text };
        self.records.iter().cloned().map(refused).collect()
    }
}

#[test]
fn a_refused_record_survives_other_campaigns_and_is_retried_as_it_was() {
    let mut tablet = Tablet::start();
    let first = tablet.found("第一项");
    tablet.refuse(&first);
    assert!(tablet.model.store_failure.is_some());

    // Another campaign is founded and stored without trouble: its record has the same number.
    tablet.send(Event::Go(Route::Home));
    let second = tablet.found("第二项");
    tablet.store(&second);
    assert!(tablet.model.store_failure.is_some(), "the first campaign's record is still not stored");

    // Back in the first one, the store has nothing, and yet nothing is lost.
    tablet.send(Event::Go(Route::Campaign(first.campaign.clone())));
    tablet.send(Event::Loaded { campaign: first.campaign.clone(), records: vec![] });
    assert_eq!(tablet.model.state().unwrap().terms.as_ref().unwrap().name, "第一项");

    tablet.send(Event::Go(Route::Campaign(second.campaign.clone())));
    let again: Vec<Asked> = tablet.send(Event::RetryStore).into_iter().filter_map(Asked::of).collect();
    let [again] = &again[..] else { panic!("{} batches", again.len()) };
    assert_eq!((&again.campaign, &again.records), (&first.campaign, &first.records));
    tablet.store(again);
    assert!(tablet.model.store_failure.is_none());
}

#[test]
fn what_was_refused_is_tried_again_by_itself_one_at_a_time() {
    let mut tablet = Tablet::start();
    let asked = tablet.found("一项");
    let comes = |effects: &[Effect]| effects.iter().filter(|effect| **effect == Effect::RetryLater).count();
    assert_eq!(comes(&tablet.refuse(&asked)), 1);
    for _ in 0..3 {
        let again = tablet.send(Event::RetryStore).into_iter().find_map(Asked::of).unwrap();
        assert_eq!(comes(&tablet.refuse(&again)), 0, "one is on its way");
    }
    let again = tablet.send(Event::RetryDue).into_iter().find_map(Asked::of).unwrap();
    assert_eq!(again.records, asked.records);
    assert_eq!(comes(&tablet.refuse(&again)), 1, "and the next");
    let again = tablet.send(Event::RetryDue).into_iter().find_map(Asked::of).unwrap();
    tablet.store(&again);
    assert_eq!(tablet.send(Event::RetryDue), []);
}

#[test]
fn a_new_version_waits_while_something_is_only_in_memory() {
    let mut tablet = Tablet::start();
    let asked = tablet.found("一项");
    assert_eq!(tablet.send(Event::TakeUpdate), [], "records are on their way");
    tablet.refuse(&asked);
    assert_eq!(tablet.send(Event::TakeUpdate), [], "records were refused");
    let again = tablet.send(Event::RetryStore).into_iter().find_map(Asked::of).unwrap();
    tablet.store(&again);
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
            let Some(asked) = Asked::of(effect) else { continue };
            let refuses = self.refusing.contains(&self.writes);
            self.writes += 1;
            if refuses {
                waiting.extend(tablet.refuse(&asked));
                continue;
            }
            for (id, text) in &asked.records {
                let known = self.held.insert((asked.campaign.clone(), id.clone()), text.clone());
                assert!(known.is_none_or(|known| known == *text), "put over another");
            }
            waiting.extend(tablet.store(&asked));
        }
    }
}

/// A morning's work: a campaign, its parameters, compounds. Every record is one write.
fn work(tablet: &mut Tablet, store: &mut Store) -> CampaignId {
    let Asked { batch, campaign, records } = tablet.found("上午");
    store.answer(tablet, vec![Effect::Store { batch, campaign: campaign.clone(), records }]);
    for at in 0..12 {
        let effects = tablet.add_compound(&campaign, &format!("{at}号小区"));
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
            assert_eq!(tablet.model.saving.underway, []);
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
    let Asked { batch, campaign, .. } = tablet.found("满了");
    let used = quota::UNITS * 95 / 100;
    tablet.send(Event::Stored { batch, refused: vec![], why: String::new(), used });
    let effects = tablet.add_compound(&campaign, "丙小区");
    let form = FormKey::NewCompound(campaign);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Store { .. })), "{effects:?}");
    assert_eq!(tablet.model.toasts.last().unwrap().message, Message::NoRoom);
    assert_eq!(tablet.model.form(&form).text("name"), "丙小区");
    assert_eq!(tablet.model.state().unwrap().compounds.len(), 0);
}

#[test]
fn a_tab_lets_go_only_of_what_is_on_the_disk() {
    let mut tablet = Tablet::start();
    let asked = tablet.found("两页");
    let campaign = asked.campaign.clone();
    // Records are on their way: it finishes first.
    assert_eq!(tablet.send(Event::YieldAsked), []);
    assert_eq!(tablet.store(&asked), [Effect::LetGo]);
    // From now on it takes nothing.
    tablet.send(Event::Go(Route::NewCompound(campaign.clone())));
    let form = FormKey::NewCompound(campaign.clone());
    tablet.send(Event::Edit { form, field: "name", text: "甲".into() });
    tablet.send(Event::office(wenlou::app::office::Msg::CreateCompound));
    assert_eq!(tablet.model.toasts.last().unwrap().message, Message::LooksOn);
    assert_eq!(tablet.send(Event::YieldAsked), [], "it is another tab that is asked");
    assert_eq!(tablet.send(Event::StoreChanged), [Effect::Load(campaign)]);
    assert_eq!(tablet.send(Event::TakeOver), [Effect::TakeOver]);

    // What the store refused is only here: it is not let go of.
    let mut tablet = Tablet::start();
    let asked = tablet.found("两页");
    tablet.refuse(&asked);
    assert_eq!(tablet.send(Event::YieldAsked), [Effect::RefuseToYield]);
    assert_eq!(tablet.model.tab, Tab::Writes);
}

#[test]
fn each_record_says_how_far_it_is_on_its_way() {
    let mut tablet = Tablet::start();
    let first = tablet.found("每一条");
    let id = |asked: &Asked| asked.records[0].0.clone();
    assert_eq!(tablet.model.save_state(&id(&first)), SaveState::Saving);
    let second = tablet.add_compound(&first.campaign, "甲小区").into_iter().find_map(Asked::of).unwrap();
    let third = tablet.add_compound(&first.campaign, "乙小区").into_iter().find_map(Asked::of).unwrap();
    // Answers may come in another order than records were made.
    tablet.refuse(&third);
    tablet.store(&first);
    let states = |tablet: &Tablet| [&first, &second, &third].map(|asked| tablet.model.save_state(&id(asked)));
    assert_eq!(states(&tablet), [SaveState::Saved, SaveState::Saving, SaveState::Failed]);

    // Of several together the worst is shown; of another campaign nothing that is this one's.
    let all = |tablet: &Tablet| tablet.model.save_state_of(&|_, _| true);
    assert_eq!(all(&tablet), SaveState::Failed);
    let compound =
        |name: &str| tablet.model.save_state_of(&|_, fact| matches!(fact, Fact::Compound(card) if card.name == name));
    assert_eq!((compound("甲小区"), compound("乙小区")), (SaveState::Saving, SaveState::Failed));
    tablet.send(Event::Go(Route::Home));
    let other = tablet.found("另一项");
    tablet.store(&other);
    // Its record has the number of the first one's.
    assert_eq!(id(&other), id(&first));
    assert_eq!(all(&tablet), SaveState::Saved);

    // A retry is underway again, and then saved.
    tablet.send(Event::Go(Route::Campaign(first.campaign.clone())));
    // The store has only what it has answered for.
    tablet.send(Event::Loaded { campaign: first.campaign.clone(), records: first.records.clone() });
    assert_eq!(states(&tablet), [SaveState::Saved, SaveState::Saving, SaveState::Failed]);
    let again = tablet.send(Event::RetryStore).into_iter().find_map(Asked::of).unwrap();
    assert_eq!(states(&tablet), [SaveState::Saved, SaveState::Saving, SaveState::Saving]);
    tablet.store(&again);
    tablet.store(&second);
    assert_eq!(states(&tablet), [SaveState::Saved; 3]);
}

#[test]
fn a_campaign_that_is_read_while_records_are_underway_has_them() {
    let mut tablet = Tablet::start();
    let first = tablet.found("一项");
    tablet.store(&first);
    let compound = tablet.add_compound(&first.campaign, "甲小区").into_iter().find_map(Asked::of).unwrap();
    // It was refused and is being tried again when the person comes back from another campaign.
    tablet.refuse(&compound);
    let other = tablet.found("另一项");
    tablet.store(&other);
    let again = tablet.send(Event::RetryDue).into_iter().find_map(Asked::of).unwrap();
    tablet.send(Event::Go(Route::Campaign(first.campaign.clone())));
    tablet.send(Event::Loaded { campaign: first.campaign.clone(), records: first.records.clone() });
    assert_eq!(tablet.model.state().unwrap().compounds.len(), 1, "it is there");
    // And so its number isn't given to another.
    let next = tablet.add_compound(&first.campaign, "乙小区").into_iter().find_map(Asked::of).unwrap();
    let (known, new) = (&again.records[0].0, &next.records[0].0);
    assert_eq!((known.device == new.device, known.n + 1), (true, new.n));
}

#[test]
fn the_other_program_is_opened_once_everything_is_saved() {
    let mut tablet = Tablet { model: Model::new(Parts::DOORS), moments: 0 };
    let start = AtStart { key: Some(test_key()), ..AtStart::default() };
    tablet.send(Event::Started(Box::new(start)));
    assert_eq!(tablet.send(Event::Go(Route::NewCampaign)), [Effect::OpenProgram(Route::NewCampaign)]);
    // A record is underway.
    let (campaign, id) = (CampaignId::from("c"), "d/1".parse::<RecordId>().unwrap());
    let store = |tablet: &mut Tablet| {
        let mut effects = Vec::new();
        tablet.model.store(campaign.clone(), vec![(id.clone(), "{}".into())], &mut effects);
        effects.into_iter().find_map(Asked::of).unwrap()
    };
    let asked = store(&mut tablet);
    assert_eq!(tablet.send(Event::Go(Route::NewCampaign)), []);
    assert_eq!(tablet.store(&asked), [Effect::OpenProgram(Route::NewCampaign)]);
    // Refused, it would be lost with the page.
    let asked = store(&mut tablet);
    assert_eq!(tablet.send(Event::Go(Route::NewCampaign)), []);
    let opens = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::OpenProgram(_)));
    assert!(!opens(&tablet.refuse(&asked)));
    assert_eq!(tablet.model.toasts.last().map(|toast| &toast.message), Some(&Message::NotSavedYet));
    let again = tablet.send(Event::RetryStore).into_iter().find_map(Asked::of).unwrap();
    assert!(!opens(&tablet.store(&again)), "the person has to ask again");
}

#[test]
fn a_tab_that_looks_on_does_not_know_how_records_are_written() {
    let start = |tab, safety| {
        let mut tablet = Tablet { model: Model::new(Parts::ALL), moments: 0 };
        tablet.send(Event::Started(Box::new(AtStart { tab, safety, ..AtStart::default() })));
        tablet
    };
    assert_eq!(start(Tab::LooksOn, None).model.safety, None);
    let why = Safety::MirrorOnly("InvalidStateError".into());
    // Asked to let another tab write, and with the lock taken away.
    for event in [Event::YieldAsked, Event::LockLost] {
        let mut tablet = start(Tab::Writes, Some(why.clone()));
        assert_eq!(tablet.model.safety.as_ref(), Some(&why));
        tablet.send(event);
        assert_eq!((tablet.model.tab, &tablet.model.safety), (Tab::LooksOn, &None));
    }
}
