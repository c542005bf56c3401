//! Deputies: who may say what once there is more than one supervisor, and what becomes of it when one of them is revoked.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use serde_json::Value;
use support::forge::Parts;
use support::{
    COMPOUND, Device, HOUSEHOLDS, Scenario, Tablet, ballot, card, close, deputy, reopen, revoke, settle, take, trusted,
};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::JwsError;
use wenlou::bundle::merge::{Delivery, MergeError, check_signer, plan};
use wenlou::bundle::payload::{PACKET_VERSION, PayloadError};
use wenlou::bundle::receipt::{Receipt, ReceiptError};
use wenlou::bundle::trust::Trust;
use wenlou::domain::ballot::Choice;
use wenlou::domain::ids::DeviceId;
use wenlou::journal::fact::{Enrol, Issue, Issued, PacketTaken, Received};
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Entry, Fact, Journal, RecordId, State};

fn why(state: &State) -> Vec<NoEffect> {
    state.remarks.iter().map(|remark| remark.why).collect()
}

fn enrol(device: &Device) -> Fact {
    let Device { name, id, key, .. } = device.clone();
    Fact::Enrol(Enrol { device: id, name, person: None, key })
}

fn named(scenario: &Scenario) -> [Device; 3] {
    [&scenario.supervisor, &scenario.tablets[0], &scenario.tablets[1]].map(|tablet| tablet.device.clone())
}

/// A campaign with a deputy, the first tablet, and another tablet.
fn with_deputy() -> Scenario {
    let mut scenario = Scenario::ready(2);
    scenario.name_deputy(0);
    scenario
}

/// Takes in what `other` recorded, as its bundle would bring it.
fn hear(one: &mut Tablet, other: &Tablet) {
    for (id, _) in other.journal.entries() {
        one.journal.add(id.clone(), other.text(id)).unwrap();
    }
}

fn closed(state: &State) -> Option<&str> {
    state.compounds.get(&COMPOUND.into())?.closed.as_ref().map(|(_, day)| day.as_str())
}

// --- what a deputy may say ------------------------------------------------------------------------------------------

#[test]
fn a_deputy_may_do_whatever_the_founder_may_from_when_it_was_named() {
    let mut scenario = Scenario::ready(2);
    let [founder, first, second] = named(&scenario);
    scenario.tablets[0].record(close("2026-03-01"));
    scenario.tablets[0].clock = scenario.supervisor.clock;
    scenario.name_deputy(0);
    let deputy_desk = &mut scenario.tablets[0];
    let ballot = deputy_desk.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    deputy_desk.record(settle(HOUSEHOLDS[0], &[&ballot], None));
    deputy_desk.record(Fact::Compound(card("另一个", "另一个小区")));
    deputy_desk.record(close("2026-04-01"));
    let state = deputy_desk.state();
    assert_eq!((closed(&state), state.compounds.len()), (Some("2026-04-01"), 2));
    // What it had said before it was named still has no effect.
    assert_eq!(why(&state), [NoEffect::NotASupervisor]);
    assert_eq!([&founder, &first, &second].map(|device| state.is_supervisor(&device.id)), [true, true, false]);
    assert!(state.is_founder(&founder.id) && !state.is_founder(&first.id));
    let others: Vec<&DeviceId> = state.other_supervisors(&first.id).collect();
    assert_eq!(others, [&founder.id]);
}

#[test]
fn only_a_supervisor_names_and_only_who_is_enrolled() {
    let mut scenario = Scenario::ready(2);
    let [_, first, second] = named(&scenario);
    scenario.tablets[0].record(deputy(&first));
    scenario.tablets[0].record(deputy(&second));
    scenario.hand_over();
    scenario.supervisor.record(deputy(&Device::new("没有登记", 60)));
    let state = scenario.supervisor.state();
    assert_eq!(why(&state), [NoEffect::NotASupervisor, NoEffect::NotASupervisor, NoEffect::NotEnrolled]);
    assert!(state.deputies.is_empty());
}

#[test]
fn a_deputy_names_deputies_and_they_others() {
    let mut scenario = with_deputy();
    let third = Device::new("第三台", 60);
    let [_, _, second] = named(&scenario);
    scenario.tablets[0].record(deputy(&second));
    let first = scenario.tablets[0].clone();
    hear(&mut scenario.tablets[1], &first);
    scenario.tablets[1].record(enrol(&third));
    scenario.tablets[1].record(deputy(&third));
    let mut last = Tablet { device: third.clone(), ..scenario.tablets[1].clone() };
    last.record(close("2026-04-01"));
    let state = last.state();
    assert_eq!((state.deputies.len(), closed(&state), why(&state)), (3, Some("2026-04-01"), vec![]));
    // Who named it is revoked before it did: then it never was one, nor whoever it named.
    let of_second = last.journal.last(&second.id);
    scenario.supervisor.clock = last.clock;
    hear(&mut scenario.supervisor, &last);
    scenario.supervisor.record(revoke(&second, of_second - 1));
    let state = scenario.supervisor.state();
    assert!(!state.is_supervisor(&third.id) && closed(&state).is_none());
    assert_eq!(why(&state), [NoEffect::Revoked, NoEffect::NotASupervisor]);
    // After it did: it stays one.
    scenario.supervisor.record(revoke(&second, of_second));
    let state = scenario.supervisor.state();
    assert!(state.supervises(&third.id) && !state.supervises(&second.id) && state.is_supervisor(&second.id));
}

// --- revoking supervisors -------------------------------------------------------------------------------------------

#[test]
fn a_deputy_revokes_the_founder_whose_earlier_words_stay() {
    let mut scenario = with_deputy();
    let [founder, first, _] = named(&scenario);
    let known = scenario.supervisor.journal.last(&founder.id);
    // The founder goes on elsewhere; nobody has heard of it yet.
    scenario.supervisor.record(close("2026-03-20"));
    scenario.supervisor.record(enrol(&Device::new("小偷的", 60)));
    scenario.tablets[0].clock = scenario.supervisor.clock;
    scenario.tablets[0].record(revoke(&founder, known));
    scenario.tablets[0].record(close("2026-04-01"));
    let thief = scenario.supervisor.clone();
    hear(&mut scenario.tablets[0], &thief);
    let state = scenario.tablets[0].state();
    assert_eq!((closed(&state), state.enrolled.len()), (Some("2026-04-01"), 3));
    assert_eq!(why(&state), [NoEffect::Revoked, NoEffect::Revoked]);
    assert!(state.is_founder(&founder.id) && state.is_supervisor(&founder.id) && !state.supervises(&founder.id));
    assert!(state.supervises(&first.id));
    assert_eq!(state.other_supervisors(&first.id).count(), 0);
}

#[test]
fn what_a_revoked_deputy_said_of_others_goes_by_its_number() {
    let mut scenario = with_deputy();
    let [_, first, second] = named(&scenario);
    let other = Device::new("第三台", 60);
    scenario.tablets[0].record(enrol(&other));
    let kept = scenario.tablets[0].record(revoke(&other, 1));
    scenario.tablets[0].record(revoke(&second, 0));
    let lost = scenario.tablets[0].clone();
    hear(&mut scenario.supervisor, &lost);
    assert_eq!(scenario.supervisor.state().last_of_revoked.len(), 2);
    scenario.supervisor.clock = lost.clock + 1_000_000_000;
    scenario.supervisor.record(revoke(&first, kept.n));
    let state = scenario.supervisor.state();
    let revoked: Vec<(&DeviceId, u64)> = state.last_of_revoked.iter().map(|(id, last)| (id, *last)).collect();
    assert!(revoked.contains(&(&other.id, 1)) && revoked.contains(&(&first.id, kept.n)), "{revoked:?}");
    assert_eq!((revoked.len(), why(&state)), (2, vec![NoEffect::Revoked]));
    assert!(!state.supervises(&first.id));
}

#[test]
fn of_two_who_revoke_each_other_the_first_is_heard() {
    for founder_is_first in [true, false] {
        let mut scenario = with_deputy();
        let [founder, first, _] = named(&scenario);
        let (of_founder, of_first) =
            (scenario.supervisor.journal.last(&founder.id), scenario.tablets[0].journal.last(&first.id));
        // Neither has heard of the other's.
        scenario.tablets[0].clock = scenario.supervisor.clock + 600_000;
        if !founder_is_first {
            scenario.supervisor.clock += 1_200_000;
        }
        scenario.supervisor.record(revoke(&first, of_first));
        scenario.supervisor.record(close("2026-03-20"));
        scenario.tablets[0].record(revoke(&founder, of_founder));
        scenario.tablets[0].record(close("2026-04-01"));
        let other = scenario.tablets[0].clone();
        hear(&mut scenario.supervisor, &other);
        let state = scenario.supervisor.state();
        let expected = if founder_is_first { (true, Some("2026-03-20")) } else { (false, Some("2026-04-01")) };
        assert_eq!((state.supervises(&founder.id), closed(&state)), expected);
        assert_eq!(state.supervises(&first.id), !founder_is_first);
        assert_eq!(why(&state), [NoEffect::Revoked, NoEffect::Revoked]);
    }
}

#[test]
fn nobody_revokes_itself_or_what_made_it_a_supervisor() {
    let mut scenario = with_deputy();
    let [founder, first, _] = named(&scenario);
    let desk = &mut scenario.tablets[0];
    let least = desk.state().least_to_leave(&first.id, &founder.id);
    assert_eq!(desk.state().least_to_leave(&founder.id, &first.id), 0);
    for fact in [revoke(&first, 0), revoke(&founder, 0), revoke(&founder, least - 1)] {
        desk.record(fact);
        let state = desk.state();
        assert!(state.supervises(&first.id) && state.supervises(&founder.id) && state.last_of_revoked.is_empty());
    }
    desk.record(revoke(&founder, least));
    let state = desk.state();
    assert!(state.supervises(&first.id) && !state.supervises(&founder.id));
}

/// A ring has no answer; but it has one result, and an end.
#[test]
fn three_who_revoke_each_other_in_a_ring_come_to_an_end() {
    let mut scenario = with_deputy();
    let [founder, first, second] = named(&scenario);
    scenario.supervisor.record(deputy(&second));
    let told = scenario.supervisor.clone();
    scenario.tablets.iter_mut().for_each(|tablet| hear(tablet, &told));
    let before = [&founder, &first, &second].map(|device| told.journal.last(&device.id));
    scenario.supervisor.record(revoke(&first, before[1]));
    scenario.tablets[0].record(revoke(&second, before[2]));
    scenario.tablets[1].record(revoke(&founder, before[0]));
    let people = [&scenario.supervisor, &scenario.tablets[0], &scenario.tablets[1]].map(Clone::clone);
    let states: Vec<State> = [[0, 1, 2], [2, 1, 0], [1, 2, 0]]
        .iter()
        .map(|order| {
            let mut all = Tablet { journal: scenario.empty(), ..people[0].clone() };
            order.iter().for_each(|at| hear(&mut all, &people[*at]));
            all.state()
        })
        .collect();
    assert!(states.iter().all(|state| *state == states[0]));
    assert!([&founder, &first, &second].iter().any(|device| states[0].supervises(&device.id)));
}

#[test]
fn what_is_applied_on_top_equals_what_is_replayed() {
    let mut scenario = with_deputy();
    let [founder, _, second] = named(&scenario);
    let desk = &mut scenario.tablets[0];
    let mut state = desk.state();
    for fact in [
        close("2026-04-01"),
        enrol(&Device::new("第三台", 60)),
        deputy(&second),
        ballot(HOUSEHOLDS[0], Choice::Quasi),
        reopen(),
        revoke(&founder, 99),
        close("2026-04-02"),
    ] {
        let id = desk.record(fact.clone());
        state.apply(&id, desk.journal.entry(&id).unwrap());
        if fact.is_of_authority() {
            state = desk.state();
        }
        assert_eq!(state, desk.state());
    }
}

#[test]
fn what_a_revoked_deputy_notes_of_others_files_is_nothing() {
    let mut scenario = Scenario::ready(2);
    scenario.name_deputy(0);
    let (deputy, tablet) = (scenario.tablets[0].device.clone(), scenario.tablets[1].device.id.clone());
    scenario.supervisor.record(revoke(&deputy, scenario.tablets[0].journal.last(&deputy.id)));
    let (sha256, head) = ("0".repeat(64), "0".repeat(64));
    let issued = Issued { what: Issue::Packet, number: 900_000, sha256: sha256.clone() };
    let received = Received { device: tablet.clone(), bundle: 1, sha256, previous: None, last: 250_000, head };
    scenario.tablets[0].record(Fact::Received(received));
    scenario.tablets[0].record(Fact::Issued(issued));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    assert_eq!(state.received.get(&tablet), None);
    assert!(state.issued(Issue::Packet) < 900_000);
}

// --- packets --------------------------------------------------------------------------------------------------------

fn packet(file: &str, trusted: &[Trusted]) -> Delivery {
    match incoming::read(file.as_bytes(), trusted).unwrap() {
        Incoming::Packet(packet) => packet.into(),
        other => panic!("{other:?}"),
    }
}

fn payload(file: &str) -> Value {
    Parts::of(file).payload_json()
}

#[test]
fn a_deputys_packet_carries_the_campaign_and_the_founders_stays_as_it_was() {
    let mut scenario = with_deputy();
    let before = payload(&scenario.supervisor.packet());
    assert_eq!((&before["version"], before.get("others")), (&Value::from(2), None));
    scenario.tablets[0].record(close("2026-04-01"));
    let file = scenario.tablets[0].packet();
    let after = payload(&file);
    assert_eq!(after["version"], PACKET_VERSION);
    assert_eq!(after["others"][0]["device"], scenario.supervisor.device.id.as_str());
    assert_eq!(after["others"][0]["records"], before["records"]);
    assert_eq!(after["records"].as_array().unwrap().len(), 1);

    // On a device that has nothing yet, and knows the deputy by its eight words.
    let mut journal = scenario.empty();
    let believed = [trusted(&scenario.tablets[0].device, true)];
    take(&mut journal, &file, &believed).unwrap().unwrap();
    let state = journal.replay();
    assert_eq!(closed(&state), Some("2026-04-01"));
    assert!(state.is_founder(&scenario.supervisor.device.id) && state.supervises(&scenario.tablets[0].device.id));

    // And the founder's next carries the deputy's.
    let bundle = scenario.tablets[0].bundle();
    let all = scenario.trusted();
    scenario.supervisor.take(&bundle, &all);
    let next = payload(&scenario.supervisor.packet());
    assert_eq!((&next["version"], &next["others"][0]["records"]), (&Value::from(3), &after["records"]));
}

#[test]
fn numbers_go_on_from_the_highest_known_whoever_gave_it_out() {
    let mut scenario = with_deputy();
    let number = |tablet: &Tablet| payload(&tablet.packet())["number"].as_u64().unwrap();
    let issued = |what, number| Fact::Issued(Issued { what, number, sha256: "0".repeat(64) });
    assert_eq!(number(&scenario.tablets[0]), 1);
    scenario.tablets[0].record(Fact::PacketTaken(PacketTaken { packet: 7, sha256: "0".repeat(64) }));
    assert_eq!(number(&scenario.tablets[0]), 8);
    scenario.tablets[0].record(issued(Issue::Packet, 8));
    scenario.tablets[0].record(issued(Issue::Trust, 3));
    let other = scenario.tablets[0].clone();
    hear(&mut scenario.supervisor, &other);
    assert_eq!(number(&scenario.supervisor), 9);
    // A lower one that is noted later takes nothing back.
    scenario.supervisor.clock = other.clock + 1_000_000_000;
    scenario.supervisor.record(issued(Issue::Packet, 2));
    scenario.supervisor.record(issued(Issue::Trust, 1));
    let state = scenario.supervisor.state();
    assert_eq!((number(&scenario.supervisor), state.issued(Issue::Trust)), (9, 3));
}

#[test]
fn a_packet_is_taken_from_who_is_known_here_as_a_supervisor() {
    let mut scenario = Scenario::ready(2);
    let before = scenario.tablets[1].state();
    scenario.name_deputy(0);
    let [founder, first, _] = named(&scenario);
    scenario.tablets[0].record(close("2026-04-01"));
    let believed = scenario.trusted();
    let by_deputy = packet(&scenario.tablets[0].packet(), &believed);
    // The campaign is here, and nobody has said yet that this is a deputy.
    assert_eq!(
        check_signer(&before, &by_deputy, true),
        Err(MergeError::UnknownSupervisor { device: first.id.clone() })
    );
    assert_eq!(check_signer(&scenario.tablets[1].state(), &by_deputy, false), Ok(()));
    // Where it isn't here at all, a person has to have confirmed who it is.
    let unknown = MergeError::UnknownSupervisor { device: first.id };
    assert_eq!(check_signer(&scenario.empty().replay(), &by_deputy, false), Err(unknown));
    assert_eq!(check_signer(&scenario.empty().replay(), &by_deputy, true), Ok(()));

    let by_founder = packet(&scenario.supervisor.packet(), &believed);
    assert_eq!(check_signer(&before, &by_founder, false), Ok(()));
    let of_founder = scenario.supervisor.journal.last(&founder.id);
    scenario.tablets[0].record(revoke(&founder, of_founder));
    let file = scenario.tablets[0].packet();
    let after = packet(&file, &believed);
    scenario.tablets[1].take(&file, &believed);
    let state = scenario.tablets[1].state();
    assert_eq!(check_signer(&state, &by_founder, true), Err(MergeError::RevokedSupervisor { device: founder.id }));
    assert_eq!(check_signer(&state, &after, false), Ok(()));
}

/// A deputy that was revoked makes a packet that doesn't say so.
#[test]
fn who_is_no_supervisor_by_its_own_packet_hands_nothing_out() {
    let mut scenario = with_deputy();
    let [_, first, second] = named(&scenario);
    let believed = [trusted(&first, true), trusted(&second, true)];
    let refused = |file: &str| incoming::read(file.as_bytes(), &believed).unwrap_err();
    assert_eq!(refused(&scenario.tablets[1].packet()), IncomingError::Payload(PayloadError::NotFounded));
    scenario.supervisor.record(revoke(&first, 99));
    let told = scenario.supervisor.clone();
    hear(&mut scenario.tablets[0], &told);
    assert_eq!(refused(&scenario.tablets[0].packet()), IncomingError::Payload(PayloadError::NotFounded));
    // Nor is it believed by its signature alone, where it isn't called a supervisor.
    let file = with_deputy().tablets[0].packet();
    let unknown = IncomingError::Jws(JwsError::UnknownKey { kid: first.id.clone() });
    assert_eq!(incoming::read(file.as_bytes(), &[trusted(&first, false)]), Err(unknown));
}

// --- bundles and receipts -------------------------------------------------------------------------------------------

fn receipt(file: &str, trusted: &[Trusted]) -> Receipt {
    match incoming::read(file.as_bytes(), trusted).unwrap() {
        Incoming::Receipt(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

#[test]
fn any_supervisor_receipts_but_none_that_was_revoked() {
    let mut scenario = with_deputy();
    let [founder, first, second] = named(&scenario);
    scenario.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let bundle = scenario.tablets[1].bundle();
    let all = scenario.trusted();
    scenario.tablets[0].take(&bundle, &all);
    let by_deputy = receipt(&scenario.tablets[0].receipt(&bundle, &all), &all);
    let by_founder = receipt(&scenario.supervisor.receipt(&bundle, &all), &all);
    let check = |receipt: &Receipt, tablet: &Tablet| receipt.check(&tablet.journal, &tablet.state(), &second.id).err();
    let known = scenario.tablets[1].clone();
    assert_eq!([&by_deputy, &by_founder].map(|receipt| check(receipt, &known)), [None, None]);
    // A tablet that has only the packet from before the deputy.
    let before = Tablet { journal: Scenario::ready(2).tablets[1].journal.clone(), ..known.clone() };
    assert_eq!(check(&by_deputy, &before), Some(ReceiptError::NotTheSupervisor));
    scenario.tablets[0].record(revoke(&founder, 99));
    let packet = scenario.tablets[0].packet();
    scenario.tablets[1].take(&packet, &all);
    assert_eq!(check(&by_founder, &scenario.tablets[1]), Some(ReceiptError::RevokedSupervisor));
    assert_eq!(check(&by_deputy, &scenario.tablets[1]), None);
    assert_eq!(by_deputy.check(&known.journal, &known.state(), &first.id).err(), Some(ReceiptError::OtherDevice));
}

#[test]
fn supervisors_hand_their_bundles_to_each_other() {
    let mut scenario = with_deputy();
    scenario.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let all = scenario.trusted();
    let of_tablet = scenario.tablets[1].bundle();
    scenario.supervisor.take(&of_tablet, &all);
    let close = scenario.supervisor.record(close("2026-03-31"));
    let of_founder = scenario.supervisor.bundle();
    scenario.tablets[0].take(&of_founder, &all);
    scenario.tablets[0].take(&of_tablet, &all);
    scenario.tablets[0].record(reopen());
    let of_deputy = scenario.tablets[0].bundle();
    scenario.supervisor.take(&of_deputy, &all);
    let own = scenario.supervisor.receipt(&of_deputy, &all);
    let (deputy, id) = (&scenario.tablets[0], scenario.tablets[0].device.id.clone());
    assert_eq!(receipt(&own, &all).check(&deputy.journal, &deputy.state(), &id).map(|noted| noted.bundle), Ok(1));
    assert!(deputy.journal.text(&close).is_some());
    assert_eq!(closed(&scenario.supervisor.state()), None);
}

// --- the trust list -------------------------------------------------------------------------------------------------

#[test]
fn a_deputys_trust_list_has_every_supervisor_and_where_a_revoked_ones_word_ends() {
    let mut scenario = with_deputy();
    let [founder, first, second] = named(&scenario);
    let last = scenario.supervisor.journal.last(&founder.id);
    scenario.tablets[0].record(revoke(&founder, last));
    let file = scenario.tablets[0].trust_file("2026-03-20", "2026-05-20");
    let list = Trust::read(file.as_bytes(), "2026-03-20").unwrap();
    assert_eq!(list.signed.as_ref().unwrap().device.id, first.id);
    let seen = |device: &Device| list.find(&device.id).map(|listed| (listed.supervisor, listed.last)).unwrap();
    assert_eq!([&founder, &first, &second].map(seen), [(true, Some(last)), (true, None), (false, None)]);
    // What isn't in the records is known from the list: the founder's word ends there.
    let mut journal = Journal::new(scenario.supervisor.journal.campaign().clone());
    scenario.supervisor.record(close("2026-03-31"));
    for (id, _) in scenario.supervisor.journal.entries() {
        journal.add(id.clone(), scenario.supervisor.text(id)).unwrap();
    }
    assert_eq!(closed(&journal.replay()), Some("2026-03-31"));
    assert_eq!(closed(&journal.replay_revoking([(founder.id, last)].into_iter())), None);
}

/// Whoever goes on without the founder goes on with everything that it signed.
#[test]
fn a_packet_of_a_deputy_conflicts_with_nothing_that_the_founder_signed() {
    let mut scenario = with_deputy();
    scenario.tablets[0].record(close("2026-04-01"));
    let all = scenario.trusted();
    let file = scenario.tablets[0].packet();
    let planned = plan(&scenario.supervisor.journal, &packet(&file, &all)).unwrap();
    assert_eq!((planned.new.len(), planned.lost), (1, 0));
    let [of_founder, of_deputy] = [&scenario.supervisor, &scenario.tablets[0]].map(|tablet| {
        let is_setup =
            |(id, entry): &(&RecordId, &Entry)| id.device == scenario.supervisor.device.id && entry.fact.is_setup();
        tablet.journal.entries().filter(is_setup).map(|(id, _)| tablet.text(id)).collect::<Vec<_>>()
    });
    assert_eq!(of_founder, of_deputy);
}
