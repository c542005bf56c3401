//! Ballots that only the supervisor can open: from the form to the count, and whatever else could be made of a sealed text.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use base64ct::{Base64UrlUnpadded, Encoding};
use std::rc::Rc;
use support::{COMPOUND, HOUSEHOLDS, Scenario, compound_id, replacing, taken};
use wenlou::app::ballot::Msg;
use wenlou::app::contact;
use wenlou::app::form::FormKey;
use wenlou::app::sealing::ToOpen;
use wenlou::app::{self, Answer, AtStart, Effect, Event, Message, Model, Moment, Open, Parts, Route, update};
use wenlou::bundle::sealing::{
    ContactContext, Context, SealError, SealingPair, make_pair, open, open_contact, seal, seal_contact,
};
use wenlou::domain::ballot::{BlankReason, Choice, InvalidCode, Secret, Signer};
use wenlou::domain::campaign::Terms;
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::json::{from_text, to_text};
use wenlou::domain::tally::Decision;
use wenlou::journal::fact::{BallotTaken, Opened, PublicKey};
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Fact, RecordId};

fn context() -> Context {
    Context {
        campaign: "campaign".into(),
        compound: COMPOUND.into(),
        household: HOUSEHOLDS[0].into(),
        roll: "roll".into(),
        device: "device".into(),
        serial: "A001".into(),
        signed_on: "2026-03-10".into(),
    }
}

fn secret(choice: Choice) -> Secret {
    Secret { choice, signer: Some(Signer::Owner), signed_by: Some("陈*".into()), authority: None, note: None }
}

fn choices() -> Vec<Choice> {
    let blank = BlankReason::ALL.map(Choice::Blank);
    let invalid = InvalidCode::ALL.map(Choice::Invalid);
    [&[Choice::Professional, Choice::Quasi][..], &blank, &invalid].concat()
}

#[test]
fn what_is_sealed_opens_with_the_key_and_with_nothing_else() {
    let pair = make_pair(&[1; 32]);
    let sealed = seal(&pair.public, &context(), &secret(Choice::Quasi), [2; 32]).unwrap();
    assert_eq!(open(&pair.secret, &context(), &sealed), Ok(secret(Choice::Quasi)));
    assert_eq!(open(&make_pair(&[3; 32]).secret, &context(), &sealed), Err(SealError::NotOpened));
    let changes: [fn(&mut Context); 7] = [
        |c| c.campaign.push('x'),
        |c| c.compound.push('x'),
        |c| c.household.push('x'),
        |c| c.roll.push('x'),
        |c| c.device.push('x'),
        |c| c.serial.push('x'),
        |c| c.signed_on.push('x'),
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut other = context();
        change(&mut other);
        assert_eq!(open(&pair.secret, &other, &sealed), Err(SealError::NotOpened), "{at}");
    }
    let bytes = Base64UrlUnpadded::decode_vec(&sealed).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let opened = open(&pair.secret, &context(), &Base64UrlUnpadded::encode_string(&changed));
        assert_eq!(opened, Err(SealError::NotOpened), "bit {bit}");
    }
    for end in 0..sealed.len() {
        assert_eq!(open(&pair.secret, &context(), &sealed[..end]), Err(SealError::NotOpened), "{end}");
    }
    for odd in ["", "问楼", "====", &"A".repeat(100)] {
        assert_eq!(open(&pair.secret, &context(), odd), Err(SealError::NotOpened), "{odd}");
        assert_eq!(open(odd, &context(), &sealed), Err(SealError::BadKey), "{odd}");
    }
}

#[test]
fn only_a_sealing_key_seals() {
    let pair = make_pair(&[1; 32]);
    let zero = PublicKey { x: "A".repeat(43), ..pair.public.clone() };
    let ed25519 = PublicKey { crv: "Ed25519".into(), ..pair.public.clone() };
    let short = PublicKey { x: pair.public.x[..42].into(), ..pair.public.clone() };
    let more = PublicKey { y: Some(pair.public.x.clone()), ..pair.public };
    for key in [zero, ed25519, short, more, support::Device::new("平板", 9).key] {
        assert_eq!(seal(&key, &context(), &secret(Choice::Quasi), [2; 32]), Err(SealError::BadKey), "{key:?}");
    }
}

/// How long it is tells nothing of the choice, whatever name and note are with it.
#[test]
fn the_length_does_not_tell_the_choice() {
    let pair = make_pair(&[1; 32]);
    for note in 0..130 {
        let length = |choice| {
            let secret = Secret { note: Some("n".repeat(note)), ..secret(choice) };
            seal(&pair.public, &context(), &secret, [2; 32]).unwrap().len()
        };
        let first = length(Choice::Professional);
        assert!(choices().into_iter().all(|choice| length(choice) == first), "note of {note}");
    }
}

#[test]
fn two_seals_of_the_same_are_different() {
    let pair = make_pair(&[1; 32]);
    let seal = |chance| seal(&pair.public, &context(), &secret(Choice::Quasi), [chance; 32]).unwrap();
    assert_ne!(seal(1), seal(2));
}

#[test]
fn every_secret_is_read_back_as_it_was() {
    for choice in choices() {
        let secret = secret(choice);
        assert_eq!(from_text::<Secret>(&to_text(&secret)), Ok(secret));
    }
}

// --- from the form to the count -------------------------------------------------------------------------------------

/// A device's app, at a household's door or at the desk, with the campaign of a scenario open.
struct App {
    model: Model,
    moments: u64,
}

impl App {
    fn start(key: &PublicKey, open: Open, route: Route) -> Self {
        let mut app = Self { model: Model::new(Parts::ALL), moments: 0 };
        let at_start = AtStart { key: Some(key.clone()), ..AtStart::default() };
        app.send(Event::Started(Box::new(at_start)));
        app.model.open = Some(open);
        app.send(Event::Go(route));
        app
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.moments += 1;
        let now = Moment {
            at: 1_773_000_000_000 + self.moments as i64,
            local: "2026-03-12T09:00".into(),
            nonce: format!("{:022}", self.moments),
        };
        update(&mut self.model, &now, event)
    }

    fn texts(&self) -> String {
        let journal = &self.model.open.as_ref().unwrap().journal;
        journal.entries().map(|(id, _)| journal.text(id).unwrap()).collect::<Vec<_>>().join("\n")
    }
}

/// A campaign whose ballots are sealed, and the key that opens them.
fn sealed_campaign() -> (Scenario, SealingPair) {
    let pair = make_pair(&[7; 32]);
    let mut scenario = Scenario::ready(2);
    let terms = scenario.supervisor.state().terms.unwrap();
    scenario.supervisor.record(Fact::Terms(Terms { sealed_to: Some(pair.public.clone()), ..terms }));
    let packet = scenario.supervisor.packet();
    let believed = scenario.trusted();
    for tablet in &mut scenario.tablets {
        tablet.take(&packet, &believed);
    }
    (scenario, pair)
}

fn fill(app: &mut App, household: &HouseholdId, choice: &str) {
    let form = FormKey::Ballot(compound_id(), household.clone());
    for (field, text) in [
        ("serial", "a001"),
        ("choice", choice),
        ("collector_a", "王"),
        ("collector_b", "李"),
        ("signed_by", "陈伟"),
        ("note", "在门口签"),
    ] {
        app.send(Event::Edit { form: form.clone(), field, text: text.into() });
    }
}

/// Seals as the worker does.
fn seal_effect(effects: Vec<Effect>) -> Option<Event> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Seal { key, context, secret, taken } => {
            let result = seal(&key, &context, &secret, [9; 32]).map_err(|why| format!("{why:?}"));
            Some(Event::BallotSealed { taken, result })
        }
        _ => None,
    })
}

fn to_unseal(effects: Vec<Effect>) -> Vec<ToOpen> {
    let ballots = effects.into_iter().find_map(|effect| match effect {
        Effect::Unseal { ballots, .. } => Some(ballots),
        _ => None,
    });
    ballots.unwrap_or_default()
}

/// Opens as the worker does.
fn answered(ballot: ToOpen, pair: &SealingPair) -> (ToOpen, Result<Secret, String>) {
    let opened = open(&pair.secret, &ballot.context, &ballot.sealed).map_err(|why| why.code().to_owned());
    (ballot, opened)
}

#[test]
fn a_sealed_ballot_leaves_the_choice_nowhere_on_the_tablet_and_is_counted_at_the_desk() {
    let (mut scenario, pair) = sealed_campaign();
    let campaign = scenario.supervisor.journal.campaign().clone();
    let household: HouseholdId = HOUSEHOLDS[0].into();
    let tablet = &scenario.tablets[0];
    let open_at = Open { journal: tablet.journal.clone(), state: tablet.state() };
    let door = Route::Household(campaign.clone(), compound_id(), household.clone());
    let mut app = App::start(&tablet.device.key, open_at, door);
    fill(&mut app, &household, "professional");
    let effects = app.send(Event::ballot(Msg::Record { compound: compound_id(), household: household.clone() }));
    assert!(
        !effects.iter().any(|effect| matches!(effect, Effect::Store { .. })),
        "nothing is stored before it is sealed"
    );
    // A second tap while it is being sealed.
    let again = app.send(Event::ballot(Msg::Record { compound: compound_id(), household: household.clone() }));
    assert!(seal_effect(again).is_none());
    let sealed = seal_effect(effects).unwrap();
    let stored = app.send(sealed);
    assert!(stored.iter().any(|effect| matches!(effect, Effect::Store { .. })));
    let texts = app.texts();
    for word in ["professional\"", "陈伟", "在门口签", "owner"] {
        let own = texts.lines().find(|line| line.contains("A001")).unwrap();
        assert!(!own.contains(word), "{own}");
    }
    assert!(app.model.form(&FormKey::Ballot(compound_id(), household.clone())).text("serial").is_empty());
    let tally = app.model.compound(&compound_id()).unwrap().tally();
    assert_eq!((tally.returned, tally.counts.sealed, tally.counts.professional), (1, 1, 0));

    // To the desk.
    scenario.tablets[0].journal = app.model.open.as_ref().unwrap().journal.clone();
    let believed = scenario.trusted();
    let bundle = scenario.tablets[0].bundle();
    scenario.supervisor.take(&bundle, &believed);
    let desk = Open { journal: scenario.supervisor.journal.clone(), state: scenario.supervisor.state() };
    let mut desk = App::start(&scenario.supervisor.device.key, desk, Route::Home);
    let effects = desk.send(Event::Go(Route::Tally(campaign.clone(), compound_id())));
    let ballots = to_unseal(effects).into_iter().map(|ballot| answered(ballot, &pair)).collect();
    desk.send(Event::Answered(Rc::new(wenlou::app::Answer::BallotsOpened { campaign, ballots })));
    let compound = desk.model.compound(&compound_id()).unwrap();
    assert_eq!((compound.tally().counts.professional, compound.tally().counts.sealed), (1, 0));
    let ballot = &compound.file(&household).unwrap().ballots[0].ballot;
    assert_eq!((ballot.signed_by.as_deref(), ballot.note.as_deref()), (Some("陈伟"), Some("在门口签")));
    // The count is a function of records: read anew, it is the same.
    let again = desk.model.open.as_ref().unwrap().journal.replay();
    assert_eq!(again.compounds.get(&compound_id()).unwrap().tally(), compound.tally());
}

#[test]
fn what_could_not_be_sealed_stays_in_the_form() {
    let (scenario, _) = sealed_campaign();
    let household: HouseholdId = HOUSEHOLDS[0].into();
    let tablet = &scenario.tablets[0];
    let open_at = Open { journal: tablet.journal.clone(), state: tablet.state() };
    let door = Route::Household(tablet.journal.campaign().clone(), compound_id(), household.clone());
    let mut app = App::start(&tablet.device.key, open_at, door);
    fill(&mut app, &household, "quasi");
    let effects = app.send(Event::ballot(Msg::Record { compound: compound_id(), household: household.clone() }));
    let Some(Event::BallotSealed { taken, .. }) = seal_effect(effects) else { panic!("nothing to seal") };
    app.send(Event::BallotSealed { taken, result: Err("worker".into()) });
    let form = app.model.form(&FormKey::Ballot(compound_id(), household.clone()));
    assert_eq!((form.text("serial"), form.text("choice"), form.text("note")), ("a001", "quasi", "在门口签"));
    assert!(app.model.toasts.iter().any(|toast| matches!(&toast.message, Message::SealFailed(why) if why == "worker")));
    assert_eq!(app.model.compound(&compound_id()).unwrap().tally().returned, 0);
    let effects = app.send(Event::ballot(Msg::Record { compound: compound_id(), household }));
    assert!(seal_effect(effects).is_some(), "and can be tried again");
}

#[test]
fn a_ballot_that_cannot_be_opened_is_said_and_keeps_the_outcome_open() {
    let (mut scenario, pair) = sealed_campaign();
    let mut ballot = taken(HOUSEHOLDS[0], Choice::Professional);
    ballot.ballot.take_secret();
    ballot.ballot.sealed = Some("A".repeat(200));
    scenario.supervisor.record(Fact::Ballot(ballot));
    let campaign = scenario.supervisor.journal.campaign().clone();
    let desk = Open { journal: scenario.supervisor.journal.clone(), state: scenario.supervisor.state() };
    let mut desk = App::start(&scenario.supervisor.device.key, desk, Route::Home);
    let effects = desk.send(Event::Go(Route::Tally(campaign.clone(), compound_id())));
    let ballots = to_unseal(effects).into_iter().map(|ballot| answered(ballot, &pair)).collect();
    desk.send(Event::Answered(Rc::new(wenlou::app::Answer::BallotsOpened { campaign, ballots })));
    assert_eq!(desk.model.sealing.failed, Some((1, "HPKE".into())));
    let tally = desk.model.compound(&compound_id()).unwrap().tally();
    assert_eq!((tally.counts.sealed, tally.decision), (1, Decision::Undecided));
}

fn sealed_ballot(scenario: &mut Scenario, tablet: usize, choice: Choice, replaces: &[&RecordId]) -> RecordId {
    let Fact::Ballot(mut taken) = replacing(HOUSEHOLDS[0], choice, replaces) else { panic!() };
    taken.ballot.take_secret();
    taken.ballot.sealed = Some("AAAA".into());
    scenario.tablets[tablet].record(Fact::Ballot(BallotTaken { why: None, ..taken }))
}

fn opens(ballot: &RecordId, choice: Choice) -> Fact {
    Fact::Opened(Opened {
        compound: compound_id(),
        household: HOUSEHOLDS[0].into(),
        ballot: ballot.clone(),
        secret: secret(choice),
    })
}

#[test]
fn two_devices_that_disagree_are_a_conflict_once_both_are_opened() {
    let (mut scenario, _) = sealed_campaign();
    let one = sealed_ballot(&mut scenario, 0, Choice::Professional, &[]);
    let other = sealed_ballot(&mut scenario, 1, Choice::Quasi, &[]);
    scenario.hand_over();
    let counts =
        |scenario: &Scenario| scenario.supervisor.state().compounds.get(&compound_id()).unwrap().tally().counts;
    scenario.supervisor.record(opens(&one, Choice::Professional));
    assert_eq!((counts(&scenario).sealed, counts(&scenario).professional), (1, 0), "one alone decides nothing");
    scenario.supervisor.record(opens(&other, Choice::Quasi));
    assert_eq!((counts(&scenario).sealed, counts(&scenario).conflicts), (0, 1));
}

#[test]
fn only_the_supervisor_says_what_a_sealed_ballot_says_and_only_once() {
    let (mut scenario, _) = sealed_campaign();
    let ballot = sealed_ballot(&mut scenario, 0, Choice::Professional, &[]);
    scenario.tablets[0].record(opens(&ballot, Choice::Quasi));
    scenario.hand_over();
    scenario.supervisor.record(opens(&ballot, Choice::Professional));
    scenario.supervisor.record(opens(&ballot, Choice::Quasi));
    let state = scenario.supervisor.state();
    let counts = state.compounds.get(&compound_id()).unwrap().tally().counts;
    assert_eq!((counts.professional, counts.quasi), (1, 0));
    let remarks: Vec<NoEffect> = state.remarks.iter().map(|remark| remark.why).collect();
    assert_eq!(remarks, [NoEffect::NotASupervisor, NoEffect::NotItsBallot]);
}

#[test]
fn a_sealed_ballot_is_replaced_and_withdrawn_like_any_other() {
    let (mut scenario, _) = sealed_campaign();
    let first = sealed_ballot(&mut scenario, 0, Choice::Professional, &[]);
    let second = sealed_ballot(&mut scenario, 0, Choice::Quasi, &[&first]);
    let tally = |scenario: &Scenario| scenario.tablets[0].state().compounds.get(&compound_id()).unwrap().tally();
    assert_eq!((tally(&scenario).returned, tally(&scenario).counts.sealed), (1, 1));
    scenario.tablets[0].record(support::withdraw(HOUSEHOLDS[0], &[&second]));
    assert_eq!(tally(&scenario).returned, 0);
}

#[test]
fn a_new_campaign_is_sealed_to_this_devices_key_and_not_to_that_of_the_open_one() {
    let (scenario, pair) = sealed_campaign();
    let tablet = &scenario.tablets[0];
    let mut app =
        App::start(&tablet.device.key, Open { journal: tablet.journal.clone(), state: tablet.state() }, Route::Home);
    app.send(Event::Go(Route::NewCampaign));
    for (field, text) in [("name", "另一项"), ("sealed", "yes")] {
        app.send(Event::Edit { form: FormKey::NewCampaign, field, text: text.into() });
    }
    let effects = app.send(Event::office(wenlou::app::office::Msg::CreateCampaign));
    assert_eq!(effects, [Effect::FindSealingKey { known: None }]);
    let own = make_pair(&[50; 32]).public;
    app.send(Event::Answered(Rc::new(wenlou::app::Answer::SealingKeyReady(Ok(own.clone())))));
    let sealed_to = app.model.state().unwrap().terms.as_ref().unwrap().sealed_to.clone();
    assert_eq!(sealed_to, Some(own.clone()));
    assert_ne!(own, pair.public);
}

/// A deputy that lacks the founder's key pair seals to one of its own from now on.
#[test]
fn terms_that_are_saved_again_are_sealed_to_a_key_that_can_be_opened_here() {
    let (scenario, pair) = sealed_campaign();
    let supervisor = &scenario.supervisor;
    let route = Route::Terms(supervisor.journal.campaign().clone());
    let own = make_pair(&[50; 32]).public;
    for key in [&pair.public, &own] {
        let open = Open { journal: supervisor.journal.clone(), state: supervisor.state() };
        let mut app = App::start(&supervisor.device.key, open, route.clone());
        let effects = app.send(Event::office(wenlou::app::office::Msg::SaveTerms));
        assert_eq!(effects, [Effect::FindSealingKey { known: Some(pair.public.clone()) }]);
        app.send(Event::Answered(Rc::new(wenlou::app::Answer::SealingKeyReady(Ok(key.clone())))));
        assert_eq!(app.model.state().unwrap().terms.as_ref().unwrap().sealed_to.as_ref(), Some(key));
        // The next time it is asked for again.
        assert_eq!(app.model.sealing.key, None);
    }
}

/// Records have the same numbers in every campaign of a device.
#[test]
fn what_was_opened_for_one_campaign_is_not_recorded_in_another() {
    let (mut scenario, pair) = sealed_campaign();
    let ballot = sealed_ballot(&mut scenario, 0, Choice::Professional, &[]);
    scenario.hand_over();
    let supervisor = &scenario.supervisor;
    let campaign = supervisor.journal.campaign().clone();
    let mut desk = App::start(
        &supervisor.device.key,
        Open { journal: supervisor.journal.clone(), state: supervisor.state() },
        Route::Tally(campaign.clone(), compound_id()),
    );
    let before = desk.model.open.as_ref().unwrap().journal.len();
    let to_open = ToOpen {
        id: ballot,
        context: context(),
        sealed: "AAAA".into(),
        compound: compound_id(),
        household: HOUSEHOLDS[0].into(),
    };
    let ballots = vec![(to_open, Ok(secret(Choice::Quasi)))];
    desk.send(Event::Answered(Rc::new(wenlou::app::Answer::BallotsOpened { campaign: "another".into(), ballots })));
    assert_eq!(desk.model.open.as_ref().unwrap().journal.len(), before);
    // And opening goes on.
    assert_eq!(to_unseal(desk.send(Event::Go(Route::Tally(campaign, compound_id())))).len(), 1);
    drop(pair);
}

#[test]
fn a_ballot_that_is_being_sealed_keeps_its_page_and_stays_in_its_form_if_its_campaign_is_left() {
    let (scenario, _) = sealed_campaign();
    let household: HouseholdId = HOUSEHOLDS[0].into();
    let tablet = &scenario.tablets[0];
    let open_at = Open { journal: tablet.journal.clone(), state: tablet.state() };
    let campaign = tablet.journal.campaign().clone();
    let door = Route::Household(campaign.clone(), compound_id(), household.clone());
    let mut app = App::start(&tablet.device.key, open_at, door);
    // The field's program, which opens the other one for the hand-over.
    app.model.parts = Parts::DOORS;
    fill(&mut app, &household, "quasi");
    let effects = app.send(Event::ballot(Msg::Record { compound: compound_id(), household: household.clone() }));
    let leaves = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::OpenProgram(_)));
    assert!(!leaves(&app.send(Event::Go(Route::Handover(campaign)))), "not while it is only in the form");
    assert!(!app.send(Event::TakeUpdate).contains(&Effect::TakeUpdate));
    let sealed = seal_effect(effects).unwrap();
    app.model.open = None;
    app.send(sealed);
    let form = app.model.form(&FormKey::Ballot(compound_id(), household));
    assert_eq!((form.text("serial"), form.text("choice")), ("a001", "quasi"));
    assert!(app.model.toasts.iter().any(|toast| toast.message == Message::NotSavedYet));
}

#[test]
fn nothing_is_closed_while_a_ballot_is_sealed() {
    let (mut scenario, _) = sealed_campaign();
    let ballot = sealed_ballot(&mut scenario, 0, Choice::Professional, &[]);
    scenario.hand_over();
    scenario.supervisor.record(support::close("2026-03-20"));
    let compound = scenario.supervisor.state().compounds.get(&compound_id()).unwrap().clone();
    assert!(compound.closed.is_none() && compound.close_undone.is_some());
    scenario.supervisor.record(opens(&ballot, Choice::Professional));
    scenario.supervisor.record(support::close("2026-03-20"));
    assert!(scenario.supervisor.state().compounds.get(&compound_id()).unwrap().closed.is_some());
}

#[test]
fn what_says_that_it_is_sealed_and_is_not_counts_for_nothing() {
    let (mut scenario, _) = sealed_campaign();
    let mut open_but_sealed = taken(HOUSEHOLDS[0], Choice::Professional);
    open_but_sealed.ballot.sealed = Some("AAAA".into());
    let sealed_but_open = taken(HOUSEHOLDS[1], Choice::Sealed);
    scenario.tablets[0].record(Fact::Ballot(open_but_sealed));
    scenario.tablets[0].record(Fact::Ballot(sealed_but_open));
    let state = scenario.tablets[0].state();
    assert_eq!(state.compounds.get(&compound_id()).unwrap().tally().returned, 0);
    let remarks: Vec<NoEffect> = state.remarks.iter().map(|remark| remark.why).collect();
    assert_eq!(remarks, [NoEffect::BadSeal, NoEffect::BadSeal]);
    let ballot = sealed_ballot(&mut scenario, 0, Choice::Professional, &[]);
    scenario.hand_over();
    scenario.supervisor.record(opens(&ballot, Choice::Sealed));
    assert!(scenario.supervisor.state().remarks.iter().any(|remark| remark.why == NoEffect::BadSeal));
}

fn contact_context() -> ContactContext {
    ContactContext {
        campaign: "campaign".into(),
        compound: COMPOUND.into(),
        household: HOUSEHOLDS[0].into(),
        device: "device".into(),
    }
}

#[test]
fn a_telephone_opens_for_its_own_household_with_the_key_alone() {
    let pair = make_pair(&[1; 32]);
    let sealed = seal_contact(&pair.public, &contact_context(), "0571-8888 6666", [2; 32]).unwrap();
    assert_eq!(open_contact(&pair.secret, &contact_context(), &sealed), Ok("0571-8888 6666".to_owned()));
    let other_key = make_pair(&[3; 32]).secret;
    assert_eq!(open_contact(&other_key, &contact_context(), &sealed), Err(SealError::NotOpened));
    let changes: [fn(&mut ContactContext); 4] =
        [|c| c.campaign.push('x'), |c| c.compound.push('x'), |c| c.household.push('x'), |c| c.device.push('x')];
    for change in changes {
        let mut other = contact_context();
        change(&mut other);
        assert_eq!(open_contact(&pair.secret, &other, &sealed), Err(SealError::NotOpened));
    }
    // How long it is doesn't show, and it is no ballot.
    let short = seal_contact(&pair.public, &contact_context(), "88886", [2; 32]).unwrap();
    assert_eq!(short.len(), sealed.len());
    assert_eq!(open(&pair.secret, &context(), &sealed), Err(SealError::NotOpened));
    for odd in ["", "问楼", "====", &"A".repeat(100)] {
        assert_eq!(open_contact(&pair.secret, &contact_context(), odd), Err(SealError::NotOpened), "{odd}");
    }
}

#[test]
fn a_telephone_is_recorded_sealed_and_shown_to_a_supervisor_only() {
    let (mut scenario, pair) = sealed_campaign();
    let household = HouseholdId(HOUSEHOLDS[0].to_owned());
    let tablet = &scenario.tablets[0];
    let route = Route::HouseholdPapers(tablet.state().campaign, compound_id(), household.clone());
    let mut app =
        App::start(&tablet.device.key, Open { journal: tablet.journal.clone(), state: tablet.state() }, route.clone());
    let form = FormKey::Contact(compound_id(), household.clone());
    let typed = |app: &mut App, text: &str| {
        app.send(Event::Edit { form: form.clone(), field: "telephone", text: text.into() });
        app.send(Event::contact(contact::Msg::Save { compound: compound_id(), household: household.clone() }))
    };
    let to_seal = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::SealContact(contact) => Some(contact),
            _ => None,
        })
    };
    for wrong in ["", "不知道", "1234", &"1".repeat(50)] {
        assert_eq!(to_seal(typed(&mut app, wrong)), None, "{wrong}");
    }
    let contact = to_seal(typed(&mut app, "０５７１-8888 6666")).unwrap();
    assert_eq!(contact.telephone, "0571-8888 6666");
    assert!(!app.model.is_all_saved(), "it is in its form only");
    // A second tap meanwhile is answered, and seals nothing.
    app.model.toasts.clear();
    let again = app.send(Event::contact(contact::Msg::Save { compound: compound_id(), household: household.clone() }));
    assert_eq!((to_seal(again), app.model.toasts.len()), (None, 1));
    let result =
        seal_contact(&contact.key, &contact.context, &contact.telephone, [9; 32]).map_err(|e| format!("{e:?}"));
    app.send(Event::Answered(Rc::new(Answer::ContactSealed { contact, result })));
    assert!(app.texts().contains("hh.contact") && !app.texts().contains("8888 6666"));
    assert!(app.model.form(&form).text("telephone").is_empty());
    // It can be taken back.
    let taken_back = contact::Msg::Drop { compound: compound_id(), household: household.clone() };
    let on_record =
        |app: &App| app::contact::on_record(app.model.compound(&compound_id()).unwrap(), &household).is_some();
    assert!(on_record(&app));
    let kept = app.model.open.clone();
    app.send(Event::contact(taken_back.clone()));
    assert!(!on_record(&app));
    let records = app.texts();
    app.send(Event::contact(taken_back));
    assert_eq!(app.texts(), records, "and once");
    app.model.open = kept;
    // The tablet has no way to open it, whoever asks.
    let ask = || Event::contact(contact::Msg::Show { compound: compound_id(), household: household.clone() });
    assert!(app.send(ask()).iter().all(|effect| !matches!(effect, Effect::OpenContact(_))));

    scenario.tablets[0].journal = app.model.open.as_ref().unwrap().journal.clone();
    let bundle = scenario.tablets[0].bundle();
    let believed = scenario.trusted();
    scenario.supervisor.take(&bundle, &believed);
    let supervisor = &scenario.supervisor;
    let mut app = App::start(
        &supervisor.device.key,
        Open { journal: supervisor.journal.clone(), state: supervisor.state() },
        route,
    );
    let to_open = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::OpenContact(contact) => Some(contact),
            _ => None,
        })
    };
    let contact = to_open(app.send(ask())).unwrap();
    let result = open_contact(&pair.secret, &contact.context, &contact.sealed).map_err(|why| format!("{why:?}"));
    app.send(Event::Answered(Rc::new(Answer::ContactOpened { contact, result })));
    assert_eq!(app.model.contact.opened.as_ref().unwrap().2, "0571-8888 6666");
    app.send(Event::Go(Route::Home));
    assert_eq!(app.model.contact.opened, None, "it isn't kept");
}
