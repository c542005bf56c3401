//! What the store refuses is kept, whatever the person does next, until a retry succeeds.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

use wenlou::app::form::FormKey;
use wenlou::app::{AtStart, Effect, Event, Model, Moment, OFFICE, Refused, Route, update};
use wenlou::domain::ids::CampaignId;
use wenlou::journal::RecordId;
use wenlou::journal::fact::PublicKey;

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
        let nonce = format!("{:022}", self.moments);
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
