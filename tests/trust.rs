//! Who is believed, and for how long: revocation, receipts, the sequence of bundles, packets, the signed trust list, keys of either kind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use serde_json::json;
use support::forge::{Parts, resigned};
use support::{
    COMPOUND, Device, HOUSEHOLDS, POSTED_ON, Scenario, Tablet, ballot, freeze, household, households, import_roll,
    posted, take, taken, trusted,
};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::{JwsError, Kind, ToSign};
use wenlou::bundle::key::thumbprint;
use wenlou::bundle::merge::{Delivery, MergeError, check_times, plan};
use wenlou::bundle::payload::{Bundle, BundlePayload, DeviceCard, PayloadError};
use wenlou::bundle::receipt::{Receipt, ReceiptError};
use wenlou::bundle::sequence::{Place, place};
use wenlou::bundle::trust::{Trust, TrustError};
use wenlou::domain::ballot::Choice;
use wenlou::domain::catalogue;
use wenlou::domain::household::Use;
use wenlou::domain::json::to_text;
use wenlou::domain::roll::Roll;
use wenlou::journal::fact::{
    Assign, BallotTaken, Enrol, Exported, Freeze, Issue, Issued, PublicKey, Receipted, Received, Revoke, Thaw,
};
use wenlou::journal::household_file::Uncounted;
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Fact, Journal, RecordId, State};

const TODAY: &str = "2026-03-20";
const UNTIL: &str = "2026-05-20";

fn bundle_of(file: &str, trusted: &[Trusted]) -> Bundle {
    match incoming::read(file.as_bytes(), trusted).unwrap() {
        Incoming::Bundle(bundle) => bundle,
        other => panic!("{other:?}"),
    }
}

fn received(file: &str, trusted: &[Trusted]) -> Received {
    Delivery::from(bundle_of(file, trusted)).bundle().unwrap()
}

fn revoke(device: &Device, last: u64) -> Fact {
    Fact::Revoke(Revoke { device: device.id.clone(), last, why: "平板丢失".into() })
}

fn why(state: &State) -> Vec<NoEffect> {
    state.remarks.iter().map(|remark| remark.why).collect()
}

// --- revocation -----------------------------------------------------------------------------------------------------

/// A tablet with three ballots, handed over, of which the first two are from before it was lost.
fn lost() -> Scenario {
    let mut scenario = Scenario::ready(2);
    for household in &HOUSEHOLDS[..3] {
        scenario.tablets[0].record(ballot(household, Choice::Professional));
    }
    scenario.hand_over();
    scenario
}

#[test]
fn what_a_revoked_device_recorded_after_the_number_does_not_count_whenever_that_is_said() {
    let mut scenario = lost();
    let tablet = scenario.tablets[0].device.clone();
    assert_eq!(scenario.supervisor.state().compounds.values().next().unwrap().tally().counts.professional, 3);
    scenario.supervisor.record(revoke(&tablet, 2));
    let state = scenario.supervisor.state();
    let counts = state.compounds.values().next().unwrap().tally().counts;
    assert_eq!((counts.professional, counts.total), (2, 8));
    assert_eq!(why(&state), [NoEffect::Revoked]);
}

#[test]
fn the_last_word_on_a_device_counts_for_all_of_its_records() {
    let mut scenario = lost();
    let tablet = scenario.tablets[0].device.clone();
    for (last, counted) in [(0, 0), (3, 3), (1, 1)] {
        scenario.supervisor.record(revoke(&tablet, last));
        let counts = scenario.supervisor.state().compounds.values().next().unwrap().tally().counts;
        assert_eq!(counts.professional, counted, "after {last}");
    }
}

#[test]
fn only_the_supervisor_revokes_and_nobody_revokes_the_supervisor() {
    let mut scenario = lost();
    let (first, supervisor) = (scenario.tablets[0].device.clone(), scenario.supervisor.device.clone());
    let trusted = scenario.trusted();
    scenario.tablets[1].record(revoke(&first, 0));
    scenario.tablets[1].record(revoke(&supervisor, 0));
    let file = scenario.tablets[1].bundle();
    scenario.supervisor.take(&file, &trusted);
    scenario.supervisor.record(revoke(&supervisor, 0));
    let state = scenario.supervisor.state();
    assert_eq!(state.compounds.values().next().unwrap().tally().counts.professional, 3);
    assert_eq!(why(&state), [NoEffect::NotASupervisor, NoEffect::NotASupervisor]);
}

#[test]
fn a_device_that_lost_its_key_enrols_again_and_its_older_bundles_stay_valid() {
    let mut scenario = lost();
    let new = Device::new("平板1", 77);
    let (name, key) = (new.name.clone(), new.key.clone());
    let enrol = Enrol { device: new.id.clone(), name, person: Some("李明".into()), key };
    scenario.supervisor.record(Fact::Enrol(enrol));
    let journal = Journal::new(scenario.supervisor.journal.campaign().clone());
    let mut again = Tablet { device: new.clone(), journal, clock: 5 };
    again.take(&scenario.supervisor.packet(), &[trusted(&scenario.supervisor.device, true)]);
    again.record(ballot(HOUSEHOLDS[3], Choice::Professional));
    let file = again.bundle();
    let believed = [scenario.trusted(), vec![trusted(&new, false)]].concat();
    scenario.supervisor.take(&file, &believed);
    let state = scenario.supervisor.state();
    assert_eq!(state.compounds.values().next().unwrap().tally().counts.professional, 4);
    assert_eq!((state.enrolled.len(), why(&state)), (3, vec![]));
}

/// What a tablet says of other devices' bundles, or of packets and lists, could get an honest device's bundles refused.
#[test]
fn only_the_supervisor_notes_what_was_received_and_issued() {
    let mut scenario = Scenario::ready(2);
    let of = scenario.tablets[0].device.id.clone();
    let forged = Received {
        device: of.clone(),
        bundle: 1,
        sha256: "0".repeat(64),
        previous: None,
        last: 999,
        head: "0".repeat(64),
    };
    scenario.tablets[1].record(Fact::Received(forged));
    scenario.tablets[1].record(Fact::Issued(Issued { what: Issue::Trust, number: 99, sha256: "0".repeat(64) }));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    assert!(state.received.get(&of).is_none());
    assert_eq!(
        (state.issued(Issue::Trust), why(&state)),
        (0, vec![NoEffect::NotASupervisor, NoEffect::NotASupervisor])
    );
}

// --- the sequence of bundles ----------------------------------------------------------------------------------------

/// The tablet's bundles 1 to `n`, each with one ballot more than the one before.
fn bundles(n: usize) -> (Scenario, Vec<String>) {
    let mut scenario = Scenario::ready(1);
    let tablet = &mut scenario.tablets[0];
    let files = HOUSEHOLDS[..n].iter().map(|household| {
        tablet.record(ballot(household, Choice::Quasi));
        tablet.bundle()
    });
    let files = files.collect();
    (scenario, files)
}

fn places(order: &[usize]) -> Vec<Result<Place, MergeError>> {
    let (scenario, files) = bundles(4);
    let trusted = scenario.trusted();
    let mut known: Vec<Received> = Vec::new();
    let mut found = Vec::new();
    for at in order {
        let new = received(&files[at - 1], &trusted);
        found.push(place(known.iter(), &new));
        known.push(new);
    }
    found
}

#[test]
fn a_bundle_has_its_place_among_those_of_its_device() {
    use Place::{Earlier, Missing, Next, Repeated};
    assert_eq!(places(&[1, 2, 3, 4]), [Ok(Next), Ok(Next), Ok(Next), Ok(Next)]);
    assert_eq!(places(&[1, 1, 2, 1]), [Ok(Next), Ok(Repeated), Ok(Next), Ok(Repeated)]);
    assert_eq!(places(&[1, 4, 2]), [Ok(Next), Ok(Missing { from: 2, to: 3 }), Ok(Earlier)]);
    assert_eq!(places(&[3]), [Ok(Missing { from: 1, to: 2 })]);
}

#[test]
fn a_device_that_went_back_is_refused_by_name() {
    let (mut scenario, files) = bundles(3);
    let trusted = scenario.trusted();
    let known: Vec<Received> = files.iter().map(|file| received(file, &trusted)).collect();
    // Its store as it was after the first bundle: the next it makes is called the second again.
    let tablet = &mut scenario.tablets[0];
    let first = bundle_of(&files[0], &trusted);
    let mut journal = scenario.supervisor.journal.clone();
    for (id, text) in first.records() {
        journal.add(id, text.to_owned()).unwrap();
    }
    tablet.journal = journal;
    let again = received(&tablet.bundle(), &trusted);
    assert_eq!(again.bundle, 1);
    // A later number with fewer records.
    let later = Received { bundle: 4, sha256: "0".repeat(64), ..again };
    assert_eq!(place(known.iter(), &later), Err(MergeError::Rollback { known: 5, last: 1 }));
}

#[test]
fn another_file_of_the_same_number_is_remarked_upon() {
    let (scenario, files) = bundles(2);
    let trusted = scenario.trusted();
    let tablet = &scenario.tablets[0];
    let known = [received(&files[0], &trusted), received(&files[1], &trusted)];
    // The program was ended before it noted the export, and the person exported once more.
    let state = State { exports: Default::default(), ..tablet.state() };
    let payload = BundlePayload::of(&tablet.journal, &state, tablet.device.card()).unwrap();
    let other = tablet.device.sign(ToSign::new(Kind::Bundle, &tablet.device.id, to_text(&payload).as_bytes()));
    let other = received(&other, &trusted);
    assert_eq!(other.bundle, 1);
    assert_eq!(place(known[..1].iter(), &other), Ok(Place::Twice { bundle: 1 }));
    // And the one after it names a file that isn't here.
    let next = Received { bundle: 3, previous: Some("0".repeat(64)), ..other };
    assert_eq!(place(known.iter(), &next), Ok(Place::Twice { bundle: 2 }));
}

#[test]
fn two_records_under_one_number_are_a_fork_and_missing_ones_a_gap() {
    let (mut scenario, _) = bundles(1);
    let trusted = scenario.trusted();
    let mut twin = scenario.tablets[0].clone();
    scenario.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    twin.record(ballot(HOUSEHOLDS[1], Choice::Professional));
    let (one, other) = (scenario.tablets[0].bundle(), twin.bundle());
    scenario.supervisor.take(&one, &trusted);
    let refused = take(&mut scenario.supervisor.journal, &other, &trusted).unwrap();
    let device = twin.device.id.clone();
    assert_eq!(refused, Err(MergeError::Fork { device, n: 3 }));

    // A bundle that begins later than what is known of its device.
    let mut rest: BundlePayload = bundle_of(&one, &trusted).payload;
    rest.before = scenario.tablets[0].journal.head_after(&scenario.tablets[0].device.id, 2);
    rest.records.drain(..2);
    rest.first = 3;
    let device = &scenario.tablets[0].device;
    let rest = device.sign(ToSign::new(Kind::Bundle, &device.id, to_text(&rest).as_bytes()));
    let gap = plan(&Journal::new(scenario.supervisor.journal.campaign().clone()), &bundle_of(&rest, &trusted).into());
    assert_eq!(gap, Err(MergeError::Gap { known: 0, first: 3 }));
}

// --- receipts -------------------------------------------------------------------------------------------------------

fn receipt_of(file: &str, trusted: &[Trusted]) -> Receipt {
    match incoming::read(file.as_bytes(), trusted).unwrap() {
        Incoming::Receipt(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_receipt_hands_exactly_its_records_over() {
    let (mut scenario, files) = bundles(2);
    let all = scenario.trusted();
    let supervisor = [trusted(&scenario.supervisor.device, true)];
    let tablet = &mut scenario.tablets[0];
    let own = tablet.device.id.clone();
    // The first bundle's receipt comes after the second was made.
    let receipt = receipt_of(&scenario.supervisor.receipt(&files[0], &all), &supervisor);
    let receipted = receipt.check(&tablet.journal, &tablet.state(), &own).unwrap();
    let by = scenario.supervisor.device.id.clone();
    let sha256 = received(&files[0], &all).sha256;
    assert_eq!(receipted, Receipted { bundle: 1, sha256, last: 1, by });
    tablet.record(Fact::Receipted(receipted));
    let later = receipt_of(&scenario.supervisor.receipt(&files[1], &all), &supervisor);
    let later = later.check(&tablet.journal, &tablet.state(), &own).unwrap();
    tablet.record(Fact::Receipted(later.clone()));
    // An older one that is taken in again takes nothing back.
    tablet.record(Fact::Receipted(Receipted { bundle: 1, last: 1, ..later }));
    assert_eq!(tablet.state().receipts.get(&own).map(|(receipted, _)| receipted.last), Some(3));
}

#[test]
fn a_receipt_for_anything_else_is_refused() {
    let (scenario, files) = bundles(2);
    let all = scenario.trusted();
    let supervisor = [trusted(&scenario.supervisor.device, true)];
    let tablet = &scenario.tablets[0];
    let check = |receipt: &Receipt, own: &Device| receipt.check(&tablet.journal, &tablet.state(), &own.id).err();
    let good = receipt_of(&scenario.supervisor.receipt(&files[1], &all), &supervisor);
    assert_eq!(check(&good, &tablet.device), None);
    assert_eq!(check(&good, &Device::new("别的平板", 40)), Some(ReceiptError::OtherDevice));
    let other = Receipt { sha256: "0".repeat(64), ..good.clone() };
    assert_eq!(check(&other, &tablet.device), Some(ReceiptError::OtherFile { bundle: 2 }));
    let other = Receipt { head: "0".repeat(64), ..good.clone() };
    assert_eq!(check(&other, &tablet.device), Some(ReceiptError::OtherRecords { last: 3 }));
    let other = Receipt { last: 4_000, ..good.clone() };
    assert_eq!(check(&other, &tablet.device), Some(ReceiptError::OtherRecords { last: 4_000 }));
    let stranger = DeviceCard { id: tablet.device.id.clone(), name: "自己".into() };
    let other = Receipt { device: stranger, ..good };
    assert_eq!(check(&other, &tablet.device), Some(ReceiptError::NotTheSupervisor));
}

#[test]
fn a_receipt_is_believed_from_a_supervisor_only_and_only_as_one() {
    let (scenario, files) = bundles(1);
    let all = scenario.trusted();
    let tablet = &scenario.tablets[0];
    let forger = Tablet { device: tablet.device.clone(), ..scenario.supervisor.clone() };
    let forged = forger.receipt(&files[0], &all);
    let unknown = IncomingError::Jws(JwsError::UnknownKey { kid: tablet.device.id.clone() });
    assert_eq!(incoming::read(forged.as_bytes(), &all), Err(unknown));

    let good = scenario.supervisor.receipt(&files[0], &all);
    let device = &scenario.supervisor.device;
    let as_another = |kind| resigned(device, kind, &good, |_| {});
    for (kind, refused) in [(Kind::Bundle, true), (Kind::Packet, true), (Kind::Receipt, false)] {
        assert_eq!(incoming::read(as_another(kind).as_bytes(), &all).is_err(), refused, "{kind:?}");
    }
    for (change, expected) in [
        (("version", json!(2)), PayloadError::OtherVersion { version: 2 }),
        (("device", json!({"id": tablet.device.id.as_str(), "name": "平板1"})), PayloadError::WrongDevice),
    ] {
        let changed = resigned(device, Kind::Receipt, &good, |payload| payload[change.0] = change.1);
        assert_eq!(incoming::read(changed.as_bytes(), &all), Err(IncomingError::Payload(expected)));
    }
    let more = resigned(device, Kind::Receipt, &good, |payload| payload["x"] = json!(1));
    assert!(matches!(
        incoming::read(more.as_bytes(), &all),
        Err(IncomingError::Payload(PayloadError::Malformed { .. }))
    ));
}

/// The program was ended while it gave the file out: it made the bundle, but has no note of it.
#[test]
fn a_receipt_for_a_bundle_that_was_not_noted_counts_by_its_chain() {
    let (scenario, files) = bundles(1);
    let all = scenario.trusted();
    let mut tablet = scenario.tablets[0].clone();
    let records = bundle_of(&files[0], &all);
    tablet.journal = scenario.supervisor.journal.clone();
    for (id, text) in records.records() {
        tablet.journal.add(id, text.to_owned()).unwrap();
    }
    let receipt = receipt_of(&scenario.supervisor.receipt(&files[0], &all), &all);
    assert_eq!(receipt.check(&tablet.journal, &tablet.state(), &tablet.device.id).map(|r| r.last), Ok(1));
}

// --- packets and rolls ----------------------------------------------------------------------------------------------

#[test]
fn a_packet_names_its_number_its_catalogue_and_its_key() {
    let mut scenario = Scenario::ready(1);
    let supervisor = &mut scenario.supervisor;
    let believed = [trusted(&supervisor.device, true)];
    let packet = |supervisor: &Tablet| match incoming::read(supervisor.packet().as_bytes(), &believed).unwrap() {
        Incoming::Packet(packet) => packet.payload,
        other => panic!("{other:?}"),
    };
    let first = packet(supervisor);
    assert_eq!((first.version, first.number, first.catalogue), (2, Some(1), Some(catalogue::VERSION)));
    assert_eq!(first.key.as_ref().map(thumbprint), Some(supervisor.device.id.clone()));
    supervisor.record(Fact::Issued(Issued { what: Issue::Packet, number: 1, sha256: "0".repeat(64) }));
    assert_eq!(packet(supervisor).number, Some(2));
    // The tablet learns who is enrolled, but not what was given out.
    assert_eq!(scenario.tablets[0].state().enrolled.len(), 1);
    assert_eq!(first.records.len(), packet(supervisor).records.len());

    let device = &supervisor.device;
    let file = supervisor.packet();
    let (other_key, number) = (json!(to_value(&scenario.tablets[0].device.key)), json!(0));
    type Change = fn(&mut serde_json::Value);
    let changes: [Change; 4] = [
        |p| p["version"] = json!(1),
        |p| drop(p.as_object_mut().unwrap().remove("key")),
        |p| drop(p.as_object_mut().unwrap().remove("catalogue")),
        |p| drop(p.as_object_mut().unwrap().remove("number")),
    ];
    let mut changed: Vec<String> = changes.iter().map(|change| resigned(device, Kind::Packet, &file, change)).collect();
    changed.push(resigned(device, Kind::Packet, &file, |p| p["key"] = other_key));
    changed.push(resigned(device, Kind::Packet, &file, |p| p["number"] = number));
    for (at, file) in changed.iter().enumerate() {
        let refused = incoming::read(file.as_bytes(), &believed);
        assert_eq!(refused, Err(IncomingError::Payload(PayloadError::BadPacketHead)), "{at}");
    }
}

fn to_value(key: &PublicKey) -> serde_json::Value {
    serde_json::from_str(&to_text(key)).unwrap()
}

#[test]
fn who_goes_where_travels_in_the_packet() {
    let mut scenario = Scenario::ready(2);
    let second = scenario.tablets[1].device.id.clone();
    let assign = |devices| Fact::Assign(Assign { compound: COMPOUND.into(), building: "1".into(), devices });
    scenario.supervisor.record(assign(vec![scenario.tablets[0].device.id.clone()]));
    scenario.supervisor.record(assign(vec![second.clone()]));
    scenario.tablets[1].take(&scenario.supervisor.packet(), &[trusted(&scenario.supervisor.device, true)]);
    let state = scenario.tablets[1].state();
    let compound = state.compounds.values().next().unwrap();
    assert_eq!(compound.assigned_to(&"1".into()), [second]);
    assert_eq!(compound.assigned_to(&"2".into()), []);
}

/// The roll again with one household more, as `supervisor` imports, freezes and posts it after thawing the first.
fn change_roll(supervisor: &mut Tablet) -> String {
    supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "漏了 2-103".into() }));
    let mut titles = households();
    titles.retain(|title| title.id.as_str() != HOUSEHOLDS[7]);
    titles.push(household("2", None, "103", Use::Residential));
    let roll = Roll::new(titles.clone()).hash().to_owned();
    import_roll(supervisor, titles);
    supervisor.record(Fact::Freeze(Freeze {
        compound: COMPOUND.into(),
        roll: roll.clone(),
        households: 8,
        counts: None,
    }));
    supervisor.record(posted());
    roll
}

#[test]
fn a_ballot_for_another_roll_is_flagged_and_not_counted() {
    let mut scenario = Scenario::ready(1);
    let trusted = scenario.trusted();
    scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    scenario.tablets[0].record(ballot(HOUSEHOLDS[7], Choice::Professional));
    scenario.hand_over();
    let roll = change_roll(&mut scenario.supervisor);
    // It doesn't know yet.
    scenario.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Professional));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    let compound = state.compounds.values().next().unwrap();
    assert_eq!((compound.tally().counts.total, compound.tally().returned), (8, 0));
    let uncounted: Vec<(&str, Uncounted)> =
        compound.uncounted().into_iter().map(|(household, _, why)| (household.as_str(), why)).collect();
    let expected = [HOUSEHOLDS[0], HOUSEHOLDS[1], HOUSEHOLDS[7]].map(|household| (household, Uncounted::OtherRoll));
    assert_eq!(uncounted, expected);
    assert_eq!(why(&state), []);

    // With the new packet the household is recorded again, in place of the old ballot.
    let tablet = &mut scenario.tablets[0];
    tablet.take(&scenario.supervisor.packet(), &trusted);
    let old = tablet.state().compounds.values().next().unwrap().file(&HOUSEHOLDS[0].into()).unwrap().ballots[0].clone();
    let taken = BallotTaken {
        roll: roll.clone(),
        replaces: vec![old.stamp.id],
        why: Some("花名册更正".into()),
        ..taken(HOUSEHOLDS[0], Choice::Professional)
    };
    tablet.record(Fact::Ballot(taken));
    tablet.record(Fact::Ballot(BallotTaken { roll, ..support::taken("2-103", Choice::Quasi) }));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    let counts = state.compounds.values().next().unwrap().tally().counts;
    assert_eq!((counts.professional, counts.quasi, why(&state)), (1, 1, vec![]));
}

#[test]
fn what_is_recorded_while_the_roll_is_thawed_is_kept() {
    let mut scenario = Scenario::ready(1);
    scenario.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "核对".into() }));
    scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    scenario.hand_over();
    let thawed = scenario.supervisor.state();
    let compound = thawed.compounds.values().next().unwrap();
    assert_eq!(
        (compound.frozen.is_some(), compound.notice.is_some(), compound.tally().counts.total),
        (false, false, 0)
    );
    assert_eq!((compound.uncounted().len(), why(&thawed)), (1, vec![]));
    // The same roll, frozen again: the ballot is on it, so it counts once the notice is posted.
    freeze(&mut scenario.supervisor);
    scenario.supervisor.record(posted());
    let counts = scenario.supervisor.state().compounds.values().next().unwrap().tally().counts;
    assert_eq!(counts.professional, 1);
    let mut twice = scenario.supervisor.clone();
    twice.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "一".into() }));
    twice.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "二".into() }));
    assert_eq!(why(&twice.state()), [NoEffect::NotFrozen]);
    assert!(POSTED_ON <= "2026-03-10");
}

/// The roll is frozen again and the notice not yet posted: what comes then is of the same household file as all before it.
#[test]
fn between_the_new_freeze_and_the_new_notice_nothing_goes_astray() {
    let mut scenario = Scenario::ready(1);
    let first = scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let second = scenario.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Professional));
    scenario.hand_over();
    scenario.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "核对".into() }));
    freeze(&mut scenario.supervisor);
    // The tablet has seen neither; its clock is made to say that this came after the freeze.
    scenario.tablets[0].clock = scenario.supervisor.clock + 1_000_000;
    scenario.tablets[0].record(support::withdraw(HOUSEHOLDS[0], &[&first]));
    scenario.tablets[0].record(support::replacing(HOUSEHOLDS[1], Choice::Quasi, &[&second]));
    scenario.hand_over();
    scenario.supervisor.clock = scenario.tablets[0].clock + 1_000_000;
    scenario.supervisor.record(posted());
    let state = scenario.supervisor.state();
    let counts = state.compounds.values().next().unwrap().tally().counts;
    assert_eq!((counts.professional, counts.quasi, why(&state)), (0, 1, vec![]));
    assert_eq!(state.compounds.values().next().unwrap().uncounted(), []);
}

/// A household that was settled with none of its ballots standing has returned nothing on the next roll.
#[test]
fn what_was_settled_on_one_roll_says_nothing_on_the_next() {
    let mut scenario = Scenario::ready(2);
    let one = scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let other = scenario.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    scenario.hand_over();
    scenario.supervisor.record(support::settle(HOUSEHOLDS[0], &[&one, &other], None));
    let returned =
        |scenario: &Scenario| scenario.supervisor.state().compounds.values().next().unwrap().tally().returned;
    assert_eq!(returned(&scenario), 1);
    change_roll(&mut scenario.supervisor);
    assert_eq!(returned(&scenario), 0);
}

#[test]
fn a_bundle_far_ahead_of_time_is_refused() {
    let scenario = Scenario::ready(1);
    let trusted = scenario.trusted();
    let ahead = |years: i64| {
        let mut tablet = scenario.tablets[0].clone();
        tablet.clock = scenario.supervisor.clock + years * 365 * 24 * 60 * 60 * 1000;
        tablet.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
        let bundle = bundle_of(&tablet.bundle(), &trusted);
        let plan = plan(&scenario.supervisor.journal, &bundle.into()).unwrap();
        check_times(&scenario.supervisor.journal, &plan, scenario.supervisor.clock)
    };
    // A clock that is wrong by ten years is only wrong.
    assert_eq!(ahead(10), Ok(()));
    assert_eq!(ahead(25), Err(MergeError::AheadOfTime { n: 1 }));
}

// --- the trust list -------------------------------------------------------------------------------------------------

#[test]
fn a_signed_trust_list_says_who_is_enrolled_and_who_revoked() {
    let mut scenario = Scenario::ready(2);
    let lost = scenario.tablets[1].device.clone();
    scenario.supervisor.record(revoke(&lost, 7));
    let file = scenario.supervisor.trust_file(TODAY, UNTIL);
    let list = Trust::read(file.as_bytes(), TODAY).unwrap();
    let signed = list.signed.clone().unwrap();
    assert_eq!((signed.number, signed.device.id), (1, scenario.supervisor.device.id.clone()));
    let seen = |device: &Device| list.find(&device.id).map(|listed| (listed.supervisor, listed.last));
    assert_eq!(seen(&scenario.supervisor.device), Some((true, None)));
    assert_eq!(seen(&scenario.tablets[0].device), Some((false, None)));
    assert_eq!(seen(&lost), Some((false, Some(7))));
    scenario.supervisor.record(Fact::Issued(Issued { what: Issue::Trust, number: 1, sha256: "0".repeat(64) }));
    let next = Trust::read(scenario.supervisor.trust_file(TODAY, UNTIL).as_bytes(), UNTIL).unwrap();
    assert_eq!(next.signed.unwrap().number, 2);
}

#[test]
fn a_trust_list_that_was_changed_or_is_over_is_not_believed() {
    let scenario = Scenario::ready(1);
    let supervisor = &scenario.supervisor;
    let file = supervisor.trust_file(TODAY, UNTIL);
    let read = |file: &str| Trust::read(file.as_bytes(), TODAY).err();
    assert_eq!(Trust::read(file.as_bytes(), UNTIL).err(), None);
    let over = TrustError::Expired { until: UNTIL.into() };
    assert_eq!(Trust::read(file.as_bytes(), "2026-05-21").err(), Some(over));
    for (issued, until) in [("2026-02-30", UNTIL), (TODAY, "soon"), (UNTIL, TODAY)] {
        assert_eq!(read(&supervisor.trust_file(issued, until)), Some(TrustError::BadDays), "{issued} {until}");
    }

    let outer: serde_json::Value = serde_json::from_str(&file).unwrap();
    let signed = outer["signed"].as_str().unwrap();
    let with = |signed: String| {
        let mut outer = outer.clone();
        outer["signed"] = json!(signed);
        outer.to_string()
    };
    // Somebody else's key beside what the supervisor signed, and what somebody else signed beside the supervisor's key.
    let stranger = Device::new("外人", 50);
    let mut other_key = outer.clone();
    other_key["key"] = to_value(&stranger.key);
    let unknown = |id: &Device| Some(TrustError::NotSigned(JwsError::UnknownKey { kid: id.id.clone() }));
    assert_eq!(read(&other_key.to_string()), unknown(&supervisor.device));
    assert_eq!(read(&with(resigned(&stranger, Kind::Trust, signed, |_| {}))), unknown(&stranger));
    let bad = Parts {
        signature: Parts::of(&resigned(&stranger, Kind::Trust, signed, |_| {})).signature,
        ..Parts::of(signed)
    };
    assert_eq!(read(&with(bad.file())), Some(TrustError::NotSigned(JwsError::BadSignature)));
    // A list by a device that isn't on it, however well signed.
    let own = Tablet { device: stranger.clone(), ..supervisor.clone() };
    let theirs = own.trust_file(TODAY, UNTIL);
    assert_eq!(
        Trust::read(theirs.as_bytes(), TODAY).err(),
        None,
        "it vouches for itself, which is why its fingerprint is shown"
    );
    let dropped = resigned(&supervisor.device, Kind::Trust, signed, |payload| {
        drop(payload["keys"].as_array_mut().unwrap().remove(0))
    });
    assert_eq!(read(&with(dropped)), Some(TrustError::SignerNotListed));
    let wrong_kind = with(resigned(&supervisor.device, Kind::Packet, signed, |_| {}));
    assert!(matches!(read(&wrong_kind), Some(TrustError::Malformed(_))));
    let newer = with(resigned(&supervisor.device, Kind::Trust, signed, |payload| payload["version"] = json!(2)));
    assert_eq!(read(&newer), Some(TrustError::Payload(PayloadError::OtherVersion { version: 2 })));
    // It is for the command line, and said to be.
    assert_eq!(incoming::read(file.as_bytes(), &scenario.trusted()), Err(IncomingError::TrustList));
    assert_eq!(incoming::read(signed.as_bytes(), &scenario.trusted()), Err(IncomingError::TrustList));
}

// --- keys of either kind --------------------------------------------------------------------------------------------

#[test]
fn an_enrolled_ed25519_key_signs_bundles_and_the_file_does_not_choose() {
    let mut scenario = Scenario::ready(1);
    let device = Device::of_ed25519("外厂平板", &[7; 32]);
    let (id, name, key) = (device.id.clone(), device.name.clone(), device.key.clone());
    scenario.supervisor.record(Fact::Enrol(Enrol { device: id.clone(), name, person: None, key }));
    let mut journal = Journal::new(scenario.supervisor.journal.campaign().clone());
    let believed = [scenario.trusted(), vec![trusted(&device, false)]].concat();
    take(&mut journal, &scenario.supervisor.packet(), &believed).unwrap().unwrap();
    let record: RecordId = journal.write(&id, 9, "孙", ballot(HOUSEHOLDS[5], Choice::Professional)).unwrap().0;
    let payload = to_text(&BundlePayload::of(&journal, &journal.replay(), device.card()).unwrap());
    let signed_by = |alg: &str| device.sign(ToSign::by(alg, Kind::Bundle, &device.id, payload.as_bytes()));
    scenario.supervisor.take(&signed_by("Ed25519"), &believed);
    assert!(scenario.supervisor.journal.text(&record).is_some());

    for alg in ["ES256", "EdDSA", "ed25519", "none"] {
        let refused = incoming::read(signed_by(alg).as_bytes(), &believed);
        assert_eq!(refused, Err(IncomingError::Jws(JwsError::WrongAlgorithm { alg: alg.into() })), "{alg}");
    }
    // An ES256 key under the other algorithm's name.
    let tablet = &mut scenario.tablets[0];
    let payload = to_text(&BundlePayload::of(&tablet.journal, &tablet.state(), tablet.device.card()).unwrap());
    let file = tablet.device.sign(ToSign::by("Ed25519", Kind::Bundle, &tablet.device.id, payload.as_bytes()));
    let refused = incoming::read(file.as_bytes(), &believed);
    assert_eq!(refused, Err(IncomingError::Jws(JwsError::WrongAlgorithm { alg: "Ed25519".into() })));
}

#[test]
fn an_export_is_noted_but_hands_nothing_over_by_itself() {
    let (scenario, _) = bundles(1);
    let state = scenario.tablets[0].state();
    let own = &scenario.tablets[0].device.id;
    assert!(matches!(state.exports.get(own), Some((Exported { bundle: 1, last: 1, .. }, _))));
    assert!(state.receipts.get(own).is_none());
}
