//! The shell against a real browser: what is stored is read back byte for byte, and what the device signs is believed.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use wenlou::app::{Effect, Event, Purpose};
use wenlou::bundle::jws::{Kind, ToSign, Unverified};
use wenlou::bundle::key::thumbprint;
use wenlou::domain::ids::{CampaignId, DeviceId, RealCampaign};
use wenlou::journal::RecordId;
use wenlou::shell::{Parts, Shell};
use yew::Callback;

/// A page's shell and what it tells.
struct Page {
    shell: Shell,
    heard: Rc<RefCell<Vec<Event>>>,
}

impl Page {
    fn new() -> Self {
        let heard: Rc<RefCell<Vec<Event>>> = Rc::default();
        let ear = heard.clone();
        Self { shell: Shell::new(Callback::from(move |event| ear.borrow_mut().push(event)), Parts::ALL), heard }
    }

    /// A page that has the lock and may write.
    async fn that_writes() -> Self {
        let page = Self::new();
        page.shell.start();
        page.hear(|event| matches!(event, Event::Started(_))).await;
        page
    }

    /// Carries an effect out and waits for its answer.
    async fn answer(&self, effect: Effect) -> Event {
        self.heard.borrow_mut().clear();
        self.shell.run(effect);
        self.hear(|event| !matches!(event, Event::OfflineIs(_) | Event::Used(_))).await
    }

    async fn hear(&self, wanted: fn(&Event) -> bool) -> Event {
        for _ in 0..400 {
            if let Some(event) = self.heard.borrow().iter().find(|event| wanted(event)) {
                return event.clone();
            }
            gloo_timers::future::TimeoutFuture::new(25).await;
        }
        panic!("no answer");
    }
}

fn record(n: u64, text: &str) -> (RecordId, String) {
    (RecordId { device: DeviceId("k7Yh3nE5-device-of-the-test".into()), n }, text.to_owned())
}

#[wasm_bindgen_test]
async fn records_come_back_as_they_were_and_are_never_overwritten() {
    let page = Page::that_writes().await;
    let campaign = CampaignId("campaign-of-the-test".into());
    let written = vec![record(1, "{\"n\":1,\"说\":\"一\"}"), record(2, "not JSON at all")];
    let all_written = |event: &Event| matches!(event, Event::Stored { batch: 7, refused, .. } if refused.is_empty());
    let stored = page.answer(Effect::Store { batch: 7, campaign: campaign.clone(), records: written.clone() }).await;
    assert!(all_written(&stored), "{stored:?}");

    // The same again is fine; another text under the same number is refused.
    let again = page.answer(Effect::Store { batch: 7, campaign: campaign.clone(), records: written.clone() }).await;
    assert!(all_written(&again), "{again:?}");
    let other = vec![record(1, "{\"n\":1,\"说\":\"二\"}")];
    let Event::Stored { refused, .. } =
        page.answer(Effect::Store { batch: 7, campaign: campaign.clone(), records: other.clone() }).await
    else {
        panic!("not answered");
    };
    // What is refused comes back whole.
    assert_eq!(refused.len(), 1, "overwritten");
    assert_eq!((refused[0].id.clone(), refused[0].text.clone()), other[0]);

    let Event::Loaded { mut records, .. } = page.answer(Effect::Load(campaign)).await else { panic!("not loaded") };
    records.sort();
    assert_eq!(records, written);
}

#[wasm_bindgen_test]
async fn what_the_device_signs_is_believed_with_its_public_key() {
    let page = Page::new();
    let Event::KeyReady(Ok(key)) = page.answer(Effect::MakeKey).await else { panic!("no key") };
    let Event::KeyReady(Ok(same)) = page.answer(Effect::MakeKey).await else { panic!("no key") };
    assert_eq!(key, same, "a device has one key");

    let id = thumbprint(&key);
    let to_sign = ToSign::new(Kind::Bundle, &id, "{\"收\":1}".as_bytes());
    let purpose = Purpose::Packet { campaign: RealCampaign::try_from("c").unwrap(), number: 1, share: false };
    let Event::Answered(answer) = page.answer(Effect::Sign { to_sign, purpose }).await else { panic!("not signed") };
    let wenlou::app::Answer::Signed { result: Ok(file), .. } = &*answer else { panic!("not signed") };
    let verified = Unverified::read(file.as_bytes()).unwrap().verify(|kid| (*kid == id).then_some(&key)).unwrap();
    assert_eq!(verified.payload(), "{\"收\":1}".as_bytes());
}

#[wasm_bindgen_test]
async fn a_page_that_has_no_lock_writes_nothing() {
    let effect = Effect::Store { batch: 1, campaign: CampaignId("no-lock".into()), records: vec![record(1, "{}")] };
    let Event::Stored { refused, .. } = Page::new().answer(effect).await else { panic!("not answered") };
    assert_eq!(refused.len(), 1);
}
