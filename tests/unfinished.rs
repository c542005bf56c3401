//! A ballot or a visit that was begun and not recorded: it outlives its page, says since when, leaks nothing that a seal would hide, and leaves nothing
//! behind.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::{COMPOUND, HOUSEHOLDS, Scenario, ballot, compound_id};
use wenlou::app::ballot::{AtDoor, Msg, Paper};
use wenlou::app::form::{Form, FormKey};
use wenlou::app::settings::Settings;
use wenlou::app::unfinished::{LEFT_AT, begun};
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, Tab, update};
use wenlou::bundle::sealing::make_pair;
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::ids::CampaignId;
use wenlou::journal::fact::Found;
use wenlou::journal::{Fact, Journal, RecordId, derive_campaign_id};

const DOOR: &str = HOUSEHOLDS[0];
const HALF: &[(&str, &str)] =
    &[("serial", "A-17"), ("choice", "quasi"), ("signer", "proxy"), ("signed_by", "陈静"), ("authority", "委托书")];

/// A page of the program for the doors, on the device with these settings, at the first door.
struct Page {
    model: Model,
    local: &'static str,
    at: i64,
    /// What the device keeps of its settings.
    settings: Settings,
}

impl Page {
    fn of(tablet: &support::Tablet, settings: Settings) -> Self {
        Self::at(DOOR, tablet, settings)
    }

    fn at(door: &str, tablet: &support::Tablet, settings: Settings) -> Self {
        let named = vec![(tablet.journal.campaign().clone(), "柳荫街道".into())];
        Self::entering(door, tablet, settings, named, Tab::Writes)
    }

    fn with(tablet: &support::Tablet, settings: Settings, campaigns: Vec<(CampaignId, String)>, tab: Tab) -> Self {
        Self::entering(DOOR, tablet, settings, campaigns, tab)
    }

    fn entering(
        door: &str,
        tablet: &support::Tablet,
        settings: Settings,
        campaigns: Vec<(CampaignId, String)>,
        tab: Tab,
    ) -> Self {
        let (campaign, records) = (tablet.journal.campaign().clone(), tablet.records());
        let mut page =
            Self { model: Model::new(Parts::DOORS), local: "2026-10-08T19:32", at: 0, settings: settings.clone() };
        let key = Some(tablet.device.key.clone());
        page.send(Event::Started(Box::new(AtStart { key, settings, campaigns, tab, ..AtStart::default() })));
        page.send(Event::Go(Route::Household(campaign.clone(), COMPOUND.into(), door.into())));
        page.send(Event::Loaded { campaign, records });
        page
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.at += 60_000;
        let now = Moment { at: self.at, local: self.local.into(), nonce: format!("{:022}", self.at) };
        let effects = update(&mut self.model, &now, event);
        for effect in &effects {
            if let Effect::StoreSettings(settings) = effect {
                self.settings = settings.clone();
            }
        }
        effects
    }

    fn go(&mut self, door: &str) {
        let campaign = self.model.state().unwrap().campaign.clone();
        self.send(Event::Go(Route::Household(campaign, COMPOUND.into(), door.into())));
    }

    fn fill(&mut self, texts: &[(&'static str, &str)]) {
        for (field, text) in texts {
            let form = FormKey::Ballot(compound_id(), DOOR.into());
            self.send(Event::Edit { form, field, text: (*text).into() });
        }
    }

    fn fill_visit(&mut self, texts: &[(&'static str, &str)]) {
        for (field, text) in texts {
            let form = FormKey::Visit(compound_id(), DOOR.into());
            self.send(Event::Edit { form, field, text: (*text).into() });
        }
    }

    fn visit(&mut self, outcome: VisitOutcome) {
        self.send(Event::ballot(Msg::Visit { compound: compound_id(), household: DOOR.into(), outcome }));
    }

    fn begin(&mut self, paper: Paper) {
        self.send(Event::ballot(Msg::Begin { compound: compound_id(), household: DOOR.into(), paper }));
    }

    fn record(&mut self) {
        self.send(Event::ballot(Msg::Record { compound: compound_id(), household: DOOR.into() }));
    }

    fn form(&self) -> Form {
        self.model.form(&FormKey::Ballot(compound_id(), DOOR.into()))
    }

    fn visit_form(&self) -> Form {
        self.model.form(&FormKey::Visit(compound_id(), DOOR.into()))
    }

    /// The visits on record, with what was noted of them.
    fn visits(&self) -> Vec<(VisitOutcome, String)> {
        let file = self.model.compound(&compound_id()).unwrap().file(&DOOR.into()).unwrap();
        file.visits.iter().map(|of| (of.visit.outcome, of.visit.note.clone().unwrap_or_default())).collect()
    }

    fn says(&self, texts: &[(&'static str, &str)]) -> bool {
        texts.iter().all(|(field, text)| self.form().text(field) == *text)
    }

    fn at_door<T>(&self, see: impl FnOnce(&AtDoor<'_>) -> T) -> T {
        let (household, device) = (DOOR.into(), self.model.device.as_ref().unwrap().id.clone());
        let compound = self.model.compound(&compound_id()).unwrap();
        see(&AtDoor { compound, household: &household, device: &device, supervisor: false, today: "2026-10-08" })
    }

    fn standing(&self) -> Vec<RecordId> {
        let file = self.model.compound(&compound_id()).unwrap().file(&DOOR.into());
        file.into_iter().flat_map(|file| file.standing_ballots()).map(|of| of.stamp.id.clone()).collect()
    }
}

fn named() -> Settings {
    Settings { person: "王芳".into(), partner: "李明".into(), ..Settings::default() }
}

fn of_terms(change: impl FnOnce(&mut Terms)) -> Scenario {
    Scenario::with(1, |supervisor| {
        let mut terms = Terms { name: "柳荫街道".into(), ..Terms::default() };
        change(&mut terms);
        supervisor.record(Fact::Terms(terms));
        support::import_roll(supervisor, support::households());
        support::freeze(supervisor);
        supervisor.record(support::posted());
    })
}

/// Half a ballot is typed, and the camera takes the screen.
fn left(tablet: &support::Tablet) -> Page {
    let mut page = Page::of(tablet, named());
    page.fill(HALF);
    assert!(matches!(page.send(Event::OutOfSight)[..], [Effect::StoreSettings(_)]));
    page
}

#[test]
fn whose_ballot_was_begun_is_told_until_it_is_recorded_or_discarded() {
    let scenario = Scenario::ready(1);
    let tablet = &scenario.tablets[0];
    let told = |page: &Page| {
        let compound = page.model.compound(&compound_id()).unwrap();
        begun(&page.model, compound).into_iter().map(|household| household.id.to_string()).collect::<Vec<_>>()
    };
    let mut page = Page::of(tablet, named());
    assert_eq!(told(&page), [""; 0], "what is suggested is nobody's word");
    page.fill(HALF);
    page.go(HOUSEHOLDS[1]);
    assert_eq!(told(&page), [DOOR]);
    // On a page that hasn't been at that door as well, and there alike.
    page.send(Event::OutOfSight);
    let mut later = Page::of(tablet, page.settings);
    later.go(HOUSEHOLDS[1]);
    assert_eq!(told(&later), [DOOR]);
    later.go(DOOR);
    assert_eq!(told(&later), [DOOR]);
    later.begin(Paper::Next);
    assert!(!later.form().holds_typed() && told(&later).is_empty(), "it can be dropped as well where it was begun");
    later.fill(HALF);
    assert!(later.form().holds_typed());
    later.begin(Paper::Next);
    assert!(!later.form().holds_typed() && told(&later).is_empty());
    later.fill(HALF);
    later.record();
    assert_eq!((later.standing().len(), told(&later)), (1, vec![]));
}

#[test]
fn what_was_typed_is_there_again_after_the_page_was_ended() {
    let scenario = Scenario::ready(1);
    let mut before = left(&scenario.tablets[0]);
    before.local = "2026-10-08T19:40";
    assert!(before.send(Event::OutOfSight).is_empty(), "nothing new");

    let mut after = Page::of(&scenario.tablets[0], before.settings);
    assert!(after.says(HALF));
    assert_eq!(after.form().text(LEFT_AT), "2026-10-08T19:32");
    // What nobody typed is suggested as ever, and it is recorded like any other.
    assert!(after.says(&[("signed_on", "2026-10-08"), ("hand_in", "at_door")]));
    after.local = "2026-10-09T10:00";
    after.record();
    assert_eq!(after.standing().len(), 1);
    let visits = &after.model.compound(&compound_id()).unwrap().file(&DOOR.into()).unwrap().visits;
    let at: Vec<&str> = visits.iter().map(|made| made.visit.at.as_str()).collect();
    assert_eq!(at, ["2026-10-08T19:32"], "the paper was taken by then");
    assert!(!after.settings.round.contains("A-17"), "{}", after.settings.round);
    let again = Page::of(&scenario.tablets[0], after.settings);
    assert!(again.says(&[("serial", ""), ("choice", ""), (LEFT_AT, "")]));
}

#[test]
fn a_paper_that_is_recorded_another_day_has_the_day_on_which_it_was_taken() {
    let mut scenario = Scenario::ready(1);
    let before = left(&scenario.tablets[0]);
    let next_day = |tablet: &support::Tablet, settings: Settings| {
        let mut page = Page::of(tablet, settings);
        page.local = "2026-10-09T09:00";
        page.go(HOUSEHOLDS[1]);
        page.go(DOOR);
        page
    };
    let page = next_day(&scenario.tablets[0], before.settings);
    assert!(page.says(HALF) && page.says(&[("signed_on", "2026-10-08")]), "as it stood there");
    assert!(next_day(&scenario.tablets[0], named()).says(&[("signed_on", "2026-10-09")]));
    // Only 已收回 was tapped.
    let Fact::Visit(mut took) = support::visit(DOOR, VisitOutcome::Collected) else { panic!("a visit") };
    took.visit.at = "2026-10-07T19:10".into();
    scenario.tablets[0].record(Fact::Visit(took));
    let mut page = next_day(&scenario.tablets[0], named());
    assert!(page.says(&[("signed_on", "2026-10-07")]));
    page.fill(HALF);
    page.record();
    assert_eq!(page.standing().len(), 1);
    page.begin(Paper::Another);
    assert!(page.says(&[("signed_on", "2026-10-09")]), "that one is on record");
}

#[test]
fn who_was_at_the_doors_of_a_practice_is_suggested_at_no_real_one() {
    let scenario = Scenario::ready(1);
    let mut page = Page::of(&scenario.tablets[0], named());
    page.model.round.collectors = vec!["练习甲".into(), "练习乙".into()];
    page.model.round.serial = "A041".into();
    let (device, nonce) = (support::Device::new("街道办", 1), "5c0e");
    let journal = Journal::new(derive_campaign_id(&device.id, nonce));
    let mut other = support::Tablet { device, journal, clock: 1_772_000_000_000 };
    other.record(Fact::Found(Found { nonce: nonce.into(), terms: Terms::default() }));
    other.record(Fact::Compound(support::card(COMPOUND, "柳荫小区")));
    support::import_roll(&mut other, support::households());
    support::freeze(&mut other);
    other.record(support::posted());
    let (campaign, records) = (other.journal.campaign().clone(), other.records());
    page.send(Event::Go(Route::Household(campaign.clone(), COMPOUND.into(), DOOR.into())));
    page.send(Event::Loaded { campaign, records });
    let visit = page.model.form(&FormKey::Visit(compound_id(), DOOR.into()));
    assert_eq!((visit.text("collector_a"), visit.text("collector_b")), ("王芳", "李明"));
    assert!(page.says(&[("serial", "")]));
}

#[test]
fn it_is_kept_at_its_own_door_and_until_it_is_discarded() {
    let scenario = Scenario::ready(1);
    let mut page = Page::of(&scenario.tablets[0], named());
    page.fill(HALF);
    // Going to another door keeps it as well, and back in the same page nothing was restored.
    page.go(HOUSEHOLDS[1]);
    assert!(page.model.form(&FormKey::Ballot(compound_id(), HOUSEHOLDS[1].into())).text("choice").is_empty());
    page.go(DOOR);
    assert!(page.says(HALF) && page.says(&[(LEFT_AT, "")]));

    let mut page = Page::of(&scenario.tablets[0], page.settings);
    assert!(page.says(HALF));
    // Taken up again it is of a later hour.
    page.local = "2026-10-08T20:05";
    page.fill(&[("note", "字迹淡")]);
    page.send(Event::OutOfSight);
    let mut page = Page::of(&scenario.tablets[0], page.settings);
    assert!(page.says(HALF) && page.says(&[("note", "字迹淡"), (LEFT_AT, "2026-10-08T20:05")]));
    page.begin(Paper::Next);
    assert!(page.says(&[("serial", ""), ("choice", ""), ("signer", "owner"), (LEFT_AT, "")]));
    page.send(Event::OutOfSight);
    assert!(!page.settings.round.contains("A-17"));
}

#[test]
fn nothing_that_a_seal_hides_is_kept() {
    let typed = [HALF, &[("blank_reason", "abstains"), ("note", "选了第二项")]].concat();
    for is_sealed in [false, true] {
        let scenario = of_terms(|terms| terms.sealed_to = is_sealed.then(|| make_pair(&[7; 32]).public));
        let mut page = Page::of(&scenario.tablets[0], named());
        page.fill(&typed);
        page.send(Event::OutOfSight);
        let kept = page.settings.round.clone();
        for secret in ["quasi", "proxy", "委托书", "陈静", "abstains", "选了第二项"] {
            assert_eq!(kept.contains(secret), !is_sealed, "{secret}: {kept}");
        }
        let page = Page::of(&scenario.tablets[0], page.settings);
        assert!(page.says(&[("serial", "A-17"), ("choice", if is_sealed { "" } else { "quasi" })]));
        assert_eq!(page.form().text(LEFT_AT), "2026-10-08T19:32");
    }
}

#[test]
fn what_was_typed_of_a_visit_is_there_again_and_is_said_once() {
    for is_sealed in [false, true] {
        let scenario = of_terms(|terms| terms.sealed_to = is_sealed.then(|| make_pair(&[7; 32]).public));
        let mut page = Page::of(&scenario.tablets[0], named());
        page.fill_visit(&[("note", "有狗"), ("coming_back", "yes"), ("again_on", "2026-10-11")]);
        page.send(Event::OutOfSight);
        let mut page = Page::of(&scenario.tablets[0], page.settings);
        let said = |page: &Page| {
            ["note", "coming_back", "again_on", "how", LEFT_AT].map(|of| page.visit_form().text(of).to_owned())
        };
        assert_eq!(said(&page), ["有狗", "yes", "2026-10-11", "in_person", "2026-10-08T19:32"]);
        // Of the ballot nobody said anything.
        assert!(!page.form().holds_typed() && page.says(&[(LEFT_AT, "")]));
        page.go(HOUSEHOLDS[1]);
        assert!(begun(&page.model, page.model.compound(&compound_id()).unwrap()).is_empty());
        page.go(DOOR);
        // The day waits for those who ask to be called on again; the note is said.
        page.visit(VisitOutcome::NotMet);
        assert_eq!(page.visits(), [(VisitOutcome::NotMet, "有狗".into())]);
        assert!(!page.settings.round.contains("有狗") && page.settings.round.contains("2026-10-11"));
        let mut page = Page::of(&scenario.tablets[0], page.settings);
        page.local = "2026-10-08T20:40";
        assert_eq!(said(&page)[..3], ["", "", "2026-10-11"]);
    }
}

#[test]
fn a_ballot_and_the_visit_at_which_it_was_taken_are_left_together() {
    let scenario = Scenario::ready(1);
    let mut page = Page::of(&scenario.tablets[0], named());
    page.fill(HALF);
    page.fill_visit(&[("note", "儿子代签")]);
    page.send(Event::OutOfSight);
    let mut page = Page::of(&scenario.tablets[0], page.settings);
    assert!(page.says(HALF));
    // Discarding the ballot says nothing of the visit.
    page.begin(Paper::Next);
    page.send(Event::OutOfSight);
    assert!(!page.settings.round.contains("A-17"));
    let mut page = Page::of(&scenario.tablets[0], page.settings);
    assert!(!page.form().holds_typed());
    page.fill(HALF);
    page.record();
    assert_eq!(page.visits(), [(VisitOutcome::Collected, "儿子代签".into())]);
    assert!(!page.settings.round.contains("儿子代签"), "{}", page.settings.round);
    assert!(!Page::of(&scenario.tablets[0], page.settings).visit_form().holds_typed());
}

/// Whoever scans their form at the door has its number, and what was typed there before.
#[test]
fn what_was_left_at_a_door_is_there_again_whichever_way_somebody_comes_to_it() {
    let scenario = of_terms(|terms| {
        terms.settings.set(catalogue::setting("forms").unwrap(), "printed").unwrap();
    });
    let mut page = Page::of(&scenario.tablets[0], named());
    let serial = page.form().text("serial").to_owned();
    page.fill(&HALF[1..]);
    page.fill_visit(&[("note", "有狗")]);
    page.send(Event::OutOfSight);
    let mut page = Page::at(HOUSEHOLDS[1], &scenario.tablets[0], page.settings);
    let code = FormCode {
        campaign: page.model.state().unwrap().campaign.clone(),
        compound: compound_id(),
        serial: FormSerial::read(&serial).unwrap(),
    };
    page.send(Event::Scanned(code.to_string()));
    assert!(matches!(&page.model.route, Route::Household(_, _, household) if *household == DOOR.into()));
    assert!(page.says(&HALF[1..]) && page.says(&[("serial", serial.as_str())]));
    assert_eq!(page.visit_form().text("note"), "有狗");
}

#[test]
fn a_correction_is_taken_up_where_it_was_left() {
    let mut scenario = Scenario::ready(1);
    let first = scenario.tablets[0].record(ballot(DOOR, Choice::Quasi));
    let mut page = Page::of(&scenario.tablets[0], named());
    page.begin(Paper::Same(first.clone()));
    page.fill(&[("why", "看错"), ("choice", "professional")]);
    page.send(Event::OutOfSight);
    let mut page = Page::of(&scenario.tablets[0], page.settings);
    assert!(page.at_door(|door| door.corrected(&page.form()).is_some_and(|of| of.stamp.id == first)));
    assert!(page.says(&[("why", "看错"), ("choice", "professional"), ("serial", "No.1-1-101")]));
    page.record();
    assert!(!page.standing().contains(&first));

    // Where somebody has still to read its paper nothing of it is shown, which a correction begins with.
    let mut scenario = of_terms(|terms| {
        terms.settings.set(catalogue::setting("second_check").unwrap(), "yes").unwrap();
    });
    let first = scenario.tablets[0].record(ballot(DOOR, Choice::Quasi));
    let mut page = Page::of(&scenario.tablets[0], named());
    page.begin(Paper::Same(first));
    page.fill(&[("why", "看错")]);
    page.send(Event::OutOfSight);
    assert!(page.settings.round.contains("看错"));
    let page = Page::of(&scenario.tablets[0], page.settings);
    assert!(page.says(&[("choice", ""), ("why", "")]));

    // What somebody else recorded meanwhile makes it another paper, which nobody said that it is.
    let mut scenario = Scenario::ready(1);
    let page = left(&scenario.tablets[0]);
    scenario.tablets[0].record(ballot(DOOR, Choice::Quasi));
    let mut page = Page::of(&scenario.tablets[0], page.settings);
    assert!(!page.form().holds_typed());
    page.send(Event::OutOfSight);
    assert!(!page.settings.round.contains("A-17"));
}

#[test]
fn it_goes_with_its_campaign_and_only_the_tab_that_writes_keeps_it() {
    let scenario = Scenario::ready(1);
    let tablet = &scenario.tablets[0];
    let mut looking_on = Page::with(tablet, named(), vec![], Tab::LooksOn);
    looking_on.fill(HALF);
    assert!(looking_on.send(Event::OutOfSight).is_empty());

    // Another campaign's waits for it, as long as that is on the device.
    let (campaign, mut settings) = (tablet.journal.campaign().to_string(), left(tablet).settings);
    settings.round = settings.round.replace(&campaign, "another");
    let both = [campaign.as_str(), "another"].map(|id| (id.into(), String::new())).to_vec();
    let mut page = Page::with(tablet, settings.clone(), both, Tab::Writes);
    assert!(!page.form().holds_typed());
    page.fill(&[("serial", "B-1")]);
    page.send(Event::OutOfSight);
    assert!(["A-17", "B-1"].iter().all(|serial| page.settings.round.contains(serial)));
    let mut page = Page::of(tablet, settings);
    page.send(Event::OutOfSight);
    assert!(!page.settings.round.contains("A-17"));
}
