//! Backups: what is made comes back, and nothing comes in that its maker has no say in.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use support::forge::{Parts, header};
use support::{Device, HOUSEHOLDS, Scenario, Tablet, ballot, revoke, visit};
use wenlou::backup::content::{BackupPayload, Held, plain, read};
use wenlou::backup::merge::{Proposal, propose};
use wenlou::backup::seal::{COST, Chance, Cost, open, seal};
use wenlou::backup::thin::thin;
use wenlou::backup::{BackupError, shelves::Shelves};
use wenlou::bundle::incoming::{self, IncomingError};
use wenlou::bundle::jws::{JwsError, Kind, MAX_FILE};
use wenlou::bundle::key::TrustedKey;
use wenlou::bundle::payload::PayloadError;
use wenlou::bundle::sealing::make_pair;
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::ids::{CampaignId, DeviceId};
use wenlou::domain::json::to_text;
use wenlou::domain::small_map::SmallMap;
use wenlou::journal::RecordId;
use wenlou::store::pack::{self, Pack, Shelf};
use wenlou::store::{Change, change, keys};

const PASSPHRASE: &str = "苹果 卡车 月亮 蓝色";
const CHANCE: Chance = Chance { salt: [7; 16], nonce: [9; 12] };
/// The least that is read, so that the tests take no longer than they must.
const CHEAP: Cost = Cost { m: 19_456, t: 2, p: 1 };

type Entries = BTreeMap<String, String>;

/// What a tablet's store holds.
fn stored(tablet: &Tablet) -> Entries {
    let campaign = tablet.journal.campaign();
    let mut entries = Entries::from([
        (keys::FORMAT.to_owned(), keys::FORMAT_VERSION.to_string()),
        (keys::SETTINGS.to_owned(), format!(r#"{{"device_name":"{}"}}"#, tablet.device.name)),
        (format!("{}{campaign}", keys::CAMPAIGNS), to_text("柳荫街道老旧小区")),
    ]);
    for (id, _) in tablet.journal.entries() {
        put_record(&mut entries, campaign, id, &tablet.text(id));
    }
    let last = tablet.journal.last(&tablet.device.id);
    if last > 0 {
        let last = RecordId { device: tablet.device.id.clone(), n: last };
        entries.insert(format!("{}{campaign}", keys::RESERVED), to_text(&last));
    }
    entries
}

fn shelf(campaign: &CampaignId, device: &DeviceId) -> Shelf {
    Shelf { campaign: campaign.to_string(), short: device.as_str()[..8].to_owned() }
}

fn put_record(entries: &mut Entries, campaign: &CampaignId, id: &RecordId, text: &str) {
    let shelf = shelf(campaign, &id.device);
    entries.insert(format!("{}{}", keys::DEVICES, shelf.short), id.device.to_string());
    entries.insert(shelf.record_key(id.n), text.to_owned());
}

fn changes(entries: &Entries) -> Vec<Change> {
    entries.iter().map(|(key, value)| Change::put(key.clone(), value.clone())).collect()
}

fn apply(entries: &mut Entries, changes: &[Change]) {
    for Change { key, value } in changes.iter().cloned() {
        match value {
            Some(value) => entries.insert(key, value),
            None => entries.remove(&key),
        };
    }
}

fn packed(entries: &Entries) -> Entries {
    let all = [changes(entries), pack::tidy(changes(entries))].concat();
    change::fold(all).into_iter().filter_map(|change| Some((change.key, change.value?))).collect()
}

fn state_hash(entries: &Entries, campaign: &CampaignId) -> String {
    Shelves::of(entries.clone()).journal(campaign).state_hash()
}

fn payload(device: &Device, entries: &Entries) -> BackupPayload {
    let shelves = Shelves::of(entries.clone());
    let held = |campaign: CampaignId| {
        let journal = shelves.journal(&campaign);
        let (records, state) = (journal.len() as u64, journal.state_hash());
        (campaign, Held { name: "柳荫".into(), records, state, last: journal.last(&device.id) })
    };
    let campaigns: SmallMap<CampaignId, Held> = shelves.campaigns().into_iter().map(held).collect();
    BackupPayload::of(device.card(), 1_772_000_000_000, campaigns, entries.clone().into_iter().collect())
}

fn file_of(device: &Device, payload: &BackupPayload) -> String {
    let signed = device.sign(payload.to_sign());
    seal(plain(&device.key, signed).as_bytes(), PASSPHRASE, &CHANCE, CHEAP).unwrap()
}

fn backup(device: &Device, entries: &Entries) -> String {
    file_of(device, &payload(device, entries))
}

/// What the file would bring to the device `own` whose store holds `here`.
fn proposal(file: &str, own: &Device, here: &Entries) -> Proposal {
    propose(&read(file.as_bytes(), PASSPHRASE).unwrap(), Some(&own.id), changes(here))
}

/// Takes it in and says what it was.
fn restore(file: &str, own: &Device, here: &mut Entries) -> Proposal {
    let proposal = proposal(file, own, here);
    apply(here, &proposal.changes);
    proposal
}

/// A device that has just been wiped: a new key and the format.
fn fresh() -> (Device, Entries) {
    let format = (keys::FORMAT.to_owned(), keys::FORMAT_VERSION.to_string());
    (Device::new("新平板", 99), Entries::from([format]))
}

/// Two tablets at work, everything handed over to the supervisor.
fn worked() -> Scenario {
    let mut scenario = Scenario::ready(2);
    for (at, tablet) in scenario.tablets.iter_mut().enumerate() {
        for door in 0..4 {
            tablet.record(visit(HOUSEHOLDS[4 * at + door], VisitOutcome::Collected));
            tablet.record(ballot(HOUSEHOLDS[4 * at + door], Choice::Professional));
        }
    }
    scenario.hand_over();
    scenario
}

#[test]
fn an_empty_device_becomes_what_the_backup_was_made_of() {
    let scenario = worked();
    let campaign = scenario.supervisor.journal.campaign().clone();
    for tablet in [&scenario.supervisor, &scenario.tablets[0]] {
        let mut entries = stored(tablet);
        // What can't be read travels as it is, and so does what was set aside.
        let shelf = shelf(&campaign, &tablet.device.id);
        entries.insert(shelf.record_key(90), "{\"n\":90,".to_owned());
        entries.insert(format!("{}{}", keys::SET_ASIDE, shelf.record_key(1)), "spoilt".to_owned());
        let keys = vec![Device::new("另一位", 77).trusted_key(true)];
        entries.insert(keys::SUPERVISORS.to_owned(), to_text::<Vec<TrustedKey>>(&keys));
        for entries in [entries.clone(), packed(&entries)] {
            let mut noisy = entries.clone();
            noisy.insert(keys::LOG.to_owned(), "3/4".to_owned());
            noisy.insert(format!("{}{campaign}", keys::BACKUPS), "1 2 a b".to_owned());
            noisy.insert(keys::LOCK.to_owned(), "{}".to_owned());
            noisy.insert(keys::TRIES.to_owned(), "2/1772000000000".to_owned());
            let file = backup(&tablet.device, &noisy);
            let (own, mut here) = fresh();
            let brought = restore(&file, &own, &mut here);
            assert_eq!(here, entries);
            assert_eq!(state_hash(&here, &campaign), tablet.journal.state_hash());
            assert!(!brought.is_own && !brought.is_known && !brought.is_proof());
            assert_eq!((brought.refused, brought.kept), (0, 0));
            let [brings] = &brought.campaigns[..] else { panic!("one campaign") };
            assert!(brings.is_whole);
            assert_eq!(brings.held.records as usize, tablet.journal.len());
            // Once more brings nothing.
            let again = proposal(&file, &own, &here);
            assert_eq!(again.changes, []);
            assert_eq!((again.campaigns[0].new, again.campaigns[0].differs), (0, 0));
        }
    }
}

#[test]
fn packed_here_and_single_there_is_the_same() {
    let mut scenario = worked();
    // Enough text for a pack.
    for round in 0..150 {
        scenario.tablets[0].record(visit(HOUSEHOLDS[round % 8], VisitOutcome::NotMet));
    }
    let tablet = &scenario.tablets[0];
    let campaign = tablet.journal.campaign();
    let (loose, tight) = (stored(tablet), packed(&stored(tablet)));
    assert!(tight.keys().any(|key| Pack::of_key(key).is_some()), "nothing was packed");
    for (there, here) in [(&loose, &tight), (&tight, &loose), (&tight, &tight), (&loose, &loose)] {
        let file = backup(&tablet.device, there);
        let brought = proposal(&file, &tablet.device, here);
        assert_eq!(brought.changes, []);
        assert!(brought.is_own && brought.is_proof());
        assert_eq!(brought.campaigns[0].present, brought.campaigns[0].held.records);
        // What the device lost of it comes back.
        let mut lost = here.clone();
        lost.retain(|key, _| !key.starts_with(keys::RECORDS) || key.ends_with('1'));
        restore(&file, &tablet.device, &mut lost);
        assert_eq!(state_hash(&lost, campaign), tablet.journal.state_hash());
    }
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[test]
fn in_whatever_parts_and_order_it_comes_back_it_is_the_same() {
    let scenario = worked();
    let tablet = &scenario.supervisor;
    let campaign = tablet.journal.campaign();
    let all = stored(tablet);
    let mut dice = Dice(1);
    for _ in 0..30 {
        let mut part = || -> Entries {
            let keeps = |key: &str, dice: &mut Dice| !key.starts_with(keys::RECORDS) || dice.roll(3) > 0;
            let kept: Vec<_> = all.iter().filter(|(key, _)| keeps(key, &mut dice)).collect();
            kept.into_iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let (one, two, start) = (part(), part(), part());
        let (one, two) = (backup(&tablet.device, &one), backup(&tablet.device, &two));
        let run = |order: [&String; 2]| {
            let mut here = start.clone();
            for file in order {
                restore(file, &tablet.device, &mut here);
            }
            here
        };
        assert_eq!(run([&one, &two]), run([&two, &one]));
        let whole = backup(&tablet.device, &all);
        let mut here = start.clone();
        restore(&whole, &tablet.device, &mut here);
        assert_eq!((&here, state_hash(&here, campaign)), (&all, tablet.journal.state_hash()));
    }
}

#[test]
fn nothing_here_is_put_over() {
    let scenario = worked();
    let tablet = &scenario.tablets[0];
    let campaign = tablet.journal.campaign();
    let there = stored(tablet);
    let mut here = there.clone();
    let own = shelf(campaign, &tablet.device.id);
    here.insert(own.record_key(2), "another".to_owned());
    here.insert(keys::SETTINGS.to_owned(), "{}".to_owned());
    here.insert(format!("{}{campaign}", keys::CAMPAIGNS), "\"改名\"".to_owned());
    let reserved = format!("{}{campaign}", keys::RESERVED);
    here.insert(reserved.clone(), to_text(&RecordId { device: tablet.device.id.clone(), n: 100 }));
    let before = here.clone();
    let file = backup(&tablet.device, &there);
    let brought = restore(&file, &tablet.device, &mut here);
    assert_eq!((brought.campaigns[0].differs, brought.kept), (1, 3));
    assert!(!brought.is_proof());
    let aside = keys::aside(&own.record_key(2), &there[&own.record_key(2)]);
    assert_eq!(here.remove(&aside).as_deref(), there.get(&own.record_key(2)).map(String::as_str));
    assert_eq!(here, before);
    // A lower number that is reserved here gives way, and what is set aside already is not put over either.
    here.insert(reserved.clone(), to_text(&RecordId { device: tablet.device.id.clone(), n: 1 }));
    let before = keys::aside(&own.record_key(2), "set aside before");
    here.insert(before.clone(), "set aside before".to_owned());
    restore(&file, &tablet.device, &mut here);
    assert_eq!(here[&reserved], there[&reserved]);
    assert_eq!(here[&before], "set aside before");
    assert_eq!(here[&aside], there[&own.record_key(2)]);
    assert_eq!(proposal(&file, &tablet.device, &here).changes, []);
}

/// A ballot that nobody gave, as if `device` had recorded it.
fn forged(scenario: &Scenario, device: &Device, household: &str) -> (RecordId, String) {
    let mut tablet = scenario.tablets[0].clone();
    tablet.device = device.clone();
    let journal = &scenario.supervisor.journal;
    tablet.journal = journal.clone();
    let id = tablet.record(ballot(household, Choice::Quasi));
    let text = tablet.text(&id);
    (id, text)
}

#[test]
fn an_enrolled_device_brings_its_own_records_and_nobody_elses() {
    let scenario = worked();
    let (supervisor, thief, victim) = (&scenario.supervisor, &scenario.tablets[0], &scenario.tablets[1]);
    let campaign = supervisor.journal.campaign();
    let own = forged(&scenario, &thief.device, HOUSEHOLDS[7]);
    let of_victim = forged(&scenario, &victim.device, HOUSEHOLDS[6]);
    let of_supervisor = forged(&scenario, &supervisor.device, HOUSEHOLDS[5]);
    let of_nobody = forged(&scenario, &Device::new("没有登记", 55), HOUSEHOLDS[4]);
    let mut there = stored(thief);
    for (id, text) in [&own, &of_victim, &of_supervisor, &of_nobody] {
        put_record(&mut there, campaign, id, text);
    }
    // Under the victim's short name with another device's id, in other spellings, as packs, and in place of what is there.
    let theirs = shelf(campaign, &victim.device.id);
    there.insert(format!("{}{campaign}/{}/0{}", keys::RECORDS, theirs.short, 50), of_victim.1.clone());
    there.insert(theirs.record_key(1), of_victim.1.clone());
    let pack = Pack { shelf: theirs.clone(), first: 60, last: 60 };
    let single = Entries::from([(theirs.record_key(60), of_victim.1.clone() + &" ".repeat(20_000))]);
    let value = packed(&single).remove(&pack.key()).unwrap();
    there.insert(pack.key(), value);
    let supervisors = vec![thief.device.trusted_key(true)];
    there.insert(keys::SUPERVISORS.to_owned(), to_text::<Vec<TrustedKey>>(&supervisors));
    there.insert("wenlou/later/thing".to_owned(), "x".to_owned());
    let reserved = RecordId { device: supervisor.device.id.clone(), n: 200_000 };
    there.insert(format!("{}{campaign}", keys::RESERVED), to_text(&reserved));

    let mut here = stored(supervisor);
    let before = here.clone();
    let brought = restore(&backup(&thief.device, &there), &supervisor.device, &mut here);
    assert!(brought.is_known && !brought.is_own);
    let came: Vec<&String> = here.keys().filter(|key| !before.contains_key(*key)).collect();
    // The record of its last export wasn't in its own bundle.
    let expected =
        [shelf(campaign, &thief.device.id).record_key(own.0.n), shelf(campaign, &thief.device.id).record_key(9)];
    assert!(came.iter().all(|key| expected.contains(key)), "{came:?}");
    assert!(came.contains(&&expected[0]), "its own record");
    assert!(before.iter().all(|(key, value)| here[key] == *value));
    assert_eq!(brought.campaigns[0].refused, 5, "{brought:?}");
    // The other spelling, the supervisors, the unknown entry; the settings and the reserved number stay as they are.
    assert_eq!((brought.refused, brought.kept), (3, 2), "{brought:?}");

    // Its own name over the victim's short one.
    let mut there = stored(thief);
    there.insert(format!("{}{}", keys::DEVICES, theirs.short), format!("{}{}", theirs.short, "x".repeat(35)));
    there.insert(theirs.record_key(70), of_victim.1.clone());
    let brought = proposal(&backup(&thief.device, &there), &supervisor.device, &before);
    assert!(brought.changes.iter().all(|change| !change.key.contains(&theirs.short)), "{:?}", brought.changes);
}

#[test]
fn who_is_not_enrolled_brings_nothing_to_the_founder() {
    let scenario = worked();
    let supervisor = &scenario.supervisor;
    let campaign = supervisor.journal.campaign();
    let stranger = Device::new("没有登记", 55);
    let mut there = stored(&scenario.tablets[0]);
    let (id, text) = forged(&scenario, &stranger, HOUSEHOLDS[4]);
    put_record(&mut there, campaign, &id, &text);
    let here = stored(supervisor);
    let brought = proposal(&backup(&stranger, &there), &supervisor.device, &here);
    assert!(!brought.is_known);
    assert_eq!(brought.changes, []);
    // Nor once the founder has taken the campaign off its device, nor without its founding.
    let (_, mut thinned) = fresh();
    thinned.insert(format!("{}elsewhere", keys::CAMPAIGNS), "\"另一项\"".to_owned());
    for without_founding in [false, true] {
        if without_founding {
            let founder = shelf(campaign, &supervisor.device.id);
            there.retain(|key, _| !key.contains(&founder.short));
        }
        let brought = proposal(&backup(&stranger, &there), &supervisor.device, &thinned);
        let records = |change: &&Change| change.key.starts_with(keys::RECORDS);
        let strangers = shelf(campaign, &stranger.id).record_key(id.n);
        let came: Vec<&Change> = brought.changes.iter().filter(records).filter(|c| c.key != strangers).collect();
        assert_eq!(came, Vec::<&Change>::new());
    }
}

#[test]
fn nobody_but_the_founder_speaks_for_this_device() {
    let scenario = worked();
    let (own, other) = (&scenario.tablets[0], &scenario.tablets[1]);
    let campaign = own.journal.campaign();
    let (id, text) = forged(&scenario, &own.device, HOUSEHOLDS[6]);
    let mut there = stored(other);
    put_record(&mut there, campaign, &id, &text);
    // The campaign isn't here: all comes in but what would be this device's own.
    let (_, mut here) = fresh();
    let brought = restore(&backup(&other.device, &there), &own.device, &mut here);
    assert_eq!(brought.campaigns[0].refused, 1);
    assert!(!here.keys().any(|key| key.contains(&own.device.id.as_str()[..8])));
    assert_eq!(state_hash(&here, campaign), other.journal.state_hash());
    // The founder may bring back what it was given.
    let mut here = Entries::new();
    let brought = restore(&backup(&scenario.supervisor.device, &stored(&scenario.supervisor)), &own.device, &mut here);
    assert_eq!(brought.campaigns[0].refused, 0);
    assert_eq!(state_hash(&here, campaign), scenario.supervisor.journal.state_hash());
}

/// A sealing pair in a store.
fn put_pair(entries: &mut Entries, chance: u8) -> String {
    let pair = make_pair(&[chance; 32]);
    let key = format!("{}{}", keys::SEALING, pair.public.x);
    entries.insert(key.clone(), to_text(&pair));
    key
}

#[test]
fn supervisors_bring_each_other_everything_and_the_keys_that_ballots_are_sealed_to() {
    let mut scenario = worked();
    scenario.name_deputy(0);
    let founder = scenario.supervisor.device.clone();
    let mut there = stored(&scenario.supervisor);
    let key = put_pair(&mut there, 7);
    let bad = format!("{}{}", keys::SEALING, "x".repeat(43));
    there.insert(bad.clone(), "{}".to_owned());

    let mut here = stored(&scenario.tablets[0]);
    let brought = restore(&backup(&founder, &there), &scenario.tablets[0].device, &mut here);
    assert!(brought.is_known && brought.campaigns[0].refused == 0, "{brought:?}");
    assert!(there.keys().filter(|key| key.starts_with(keys::RECORDS)).all(|key| here.contains_key(key)));
    assert_eq!((here.get(&key), here.get(&bad)), (there.get(&key), None));
    // And the other way round.
    let mut at_founder = stored(&scenario.supervisor);
    let pair = put_pair(&mut here, 8);
    restore(&backup(&scenario.tablets[0].device, &here), &founder, &mut at_founder);
    assert!(at_founder.contains_key(&pair));
    // A collector gets no keys.
    let mut collectors = stored(&scenario.tablets[1]);
    restore(&backup(&founder, &there), &scenario.tablets[1].device, &mut collectors);
    assert!(!collectors.contains_key(&key));

    // Once it is revoked, the founder's word is good for its own records only, and its keys aren't taken.
    scenario.tablets[0].record(revoke(&founder, 99));
    let mut here = stored(&scenario.tablets[0]);
    let brought = restore(&backup(&founder, &there), &scenario.tablets[0].device, &mut here);
    assert!(brought.campaigns[0].refused > 0, "{brought:?}");
    assert!(!here.contains_key(&key));
}

#[test]
fn a_pack_that_would_swell_or_go_on_for_ever_is_refused() {
    let scenario = worked();
    let tablet = &scenario.tablets[0];
    let campaign = tablet.journal.campaign();
    let mut there = stored(tablet);
    let own = shelf(campaign, &tablet.device.id);
    let endless = Pack { shelf: own.clone(), first: 40, last: 9_000_000_000 };
    there.insert(endless.key(), "x".to_owned());
    for own in [&tablet.device, &fresh().0] {
        let brought = proposal(&backup(&tablet.device, &there), own, &fresh().1);
        assert_eq!(brought.refused, 1);
        assert!(brought.changes.iter().all(|change| change.key != endless.key()));
    }
}

#[test]
fn an_unreadable_pack_goes_to_an_empty_device_and_not_among_what_is_here() {
    let scenario = worked();
    let tablet = &scenario.tablets[0];
    let mut there = stored(tablet);
    let spoilt = Pack { shelf: shelf(tablet.journal.campaign(), &tablet.device.id), first: 5, last: 60 };
    there.insert(spoilt.key(), "spoilt".to_owned());
    let file = backup(&tablet.device, &there);
    let brings_it = |own: &Device, here: &Entries| {
        proposal(&file, own, here).changes.iter().any(|change| change.key == spoilt.key())
    };
    assert!(brings_it(&fresh().0, &fresh().1));
    assert!(brings_it(&tablet.device, &stored(tablet)));
    assert!(!brings_it(&scenario.supervisor.device, &stored(&scenario.supervisor)));
}

#[test]
fn thinning_takes_one_campaign_and_keeps_its_number() {
    let scenario = worked();
    let tablet = &scenario.tablets[0];
    let campaign = tablet.journal.campaign();
    let mut here = packed(&stored(tablet));
    let other = Entries::from([
        ("wenlou/r/other/abcdefgh/1".to_owned(), "{}".to_owned()),
        ("wenlou/d/abcdefgh".to_owned(), format!("abcdefgh{}", "x".repeat(35))),
        ("wenlou/c/other".to_owned(), "\"另一项\"".to_owned()),
        (keys::LOCK.to_owned(), "{}".to_owned()),
    ]);
    here.extend(other.clone());
    let whole = here.clone();
    let last = tablet.journal.last(&tablet.device.id);
    let all: Vec<String> = here.keys().cloned().collect();
    apply(&mut here, &thin(&all, campaign, Some(&tablet.device.id), last));
    let mut expected = other;
    let reserved = format!("{}{campaign}", keys::RESERVED);
    expected.insert(reserved.clone(), to_text(&RecordId { device: tablet.device.id.clone(), n: last }));
    for key in [keys::FORMAT, keys::SETTINGS] {
        expected.insert(key.to_owned(), whole[key].clone());
    }
    assert_eq!(here, expected);
    // It comes back as it was.
    restore(&backup(&tablet.device, &whole), &tablet.device, &mut here);
    assert_eq!(here, whole);
}

#[test]
fn a_file_opens_with_its_passphrase_only() {
    let file = seal(b"content", PASSPHRASE, &CHANCE, COST).unwrap();
    assert_eq!(open(file.as_bytes(), PASSPHRASE).unwrap(), b"content");
    assert_eq!(open(file.as_bytes(), "　苹果　卡车 月亮  蓝色").unwrap(), b"content", "the same in other spaces");
    for wrong in ["", "苹果 卡车 月亮 蓝", "苹果卡车月亮蓝色"] {
        assert_eq!(open(file.as_bytes(), wrong), Err(BackupError::WrongOrDamaged), "{wrong}");
    }
}

#[test]
fn every_changed_bit_and_every_missing_byte_is_noticed() {
    let file = seal(b"", PASSPHRASE, &CHANCE, CHEAP).unwrap().into_bytes();
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..file.len() {
        cases.push((format!("cut at {at}"), file[..at].to_vec()));
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            cases.push((format!("bit {bit} of byte {at}"), changed));
        }
    }
    let halves: Vec<&[(String, Vec<u8>)]> = cases.chunks(cases.len().div_ceil(2)).collect();
    std::thread::scope(|scope| {
        for half in halves {
            scope.spawn(move || {
                for (name, changed) in half {
                    assert!(open(changed, PASSPHRASE).is_err(), "{name}");
                }
            });
        }
    });
}

#[test]
fn what_is_no_backup_or_asks_too_much_is_told_apart() {
    let file = seal(b"content", PASSPHRASE, &CHANCE, CHEAP).unwrap();
    let code = |file: &str| {
        let error = serde_json::to_value(open(file.as_bytes(), PASSPHRASE).unwrap_err()).unwrap();
        match error {
            serde_json::Value::String(code) => code,
            other => other.as_object().unwrap().keys().next().unwrap().clone(),
        }
    };
    let cases = [
        ("", "not_a_backup"),
        ("{}", "not_a_backup"),
        ("[]", "not_a_backup"),
        (&file[..file.len() / 2], "not_a_backup"),
        (&file.replace("backup/1", "backup/2"), "other_version"),
        (&file.replace("wenlou-backup", "another"), "not_a_backup"),
        (&file.replace(r#""t":2"#, r#""t":2,"u":1"#), "malformed"),
        (&file.replace(r#""t":2"#, r#""t":2,"t":2"#), "malformed"),
        (&file.replace(r#""t":2,"#, ""), "malformed"),
        (&file.replace("argon2id", "argon2i"), "parameters"),
        (&file.replace("A256GCM", "none"), "parameters"),
        // Too little work, too much of it, and more memory than there is.
        (&file.replace("19456", "8"), "parameters"),
        (&file.replace("19456", "4294967295"), "parameters"),
        (&file.replace("19456", "131073"), "parameters"),
        (&file.replace(r#""t":2"#, r#""t":1"#), "parameters"),
        (&file.replace(r#""t":2"#, r#""t":4294967295"#), "parameters"),
        // Each within its bounds, and together more than anybody should have to wait for.
        (&file.replace(r#""m":19456,"t":2"#, r#""m":131072,"t":3"#), "parameters"),
        (&file.replace(r#""p":1"#, r#""p":0"#), "parameters"),
        (&file.replace(r#""p":1"#, r#""p":255"#), "parameters"),
        (&file.replace("19456", "-1"), "malformed"),
        (&file.replace(r#""nonce":""#, r#""nonce":"A"#), "malformed"),
        (&file.replace(r#""salt":""#, r#""salt":"AAAA"#), "malformed"),
        (&file.replace(r#""content":""#, r#""content":"="#), "malformed"),
        (&file.replace("19456", "19457"), "wrong_or_damaged"),
        (&file.replace(r#""t":2"#, r#""t":3"#), "wrong_or_damaged"),
    ];
    for (changed, expected) in cases {
        assert_eq!(code(changed), expected, "{changed}");
    }
    let large = vec![b' '; MAX_FILE as usize + 1];
    assert_eq!(open(&large, PASSPHRASE), Err(BackupError::TooLarge { bytes: large.len() as u64 }));
    assert_eq!(seal(b"", "x", &CHANCE, Cost { m: 8, t: 1, p: 1 }), Err(BackupError::Parameters), "nor is it written");
}

#[test]
fn what_is_inside_is_believed_only_with_its_signature() {
    let scenario = worked();
    let device = &scenario.tablets[0].device;
    let good = payload(device, &stored(&scenario.tablets[0]));
    let sealed = |plain: &str| seal(plain.as_bytes(), PASSPHRASE, &CHANCE, CHEAP).unwrap();
    let why = |file: &str| read(file.as_bytes(), PASSPHRASE).unwrap_err();
    assert!(read(file_of(device, &good).as_bytes(), PASSPHRASE).is_ok());
    let signed = device.sign(good.to_sign());
    // Another key beside the signature, another kind, another payload under the signature.
    let other = Device::new("另一台", 50);
    assert!(matches!(why(&sealed(&plain(&other.key, signed.clone()))), BackupError::Jws(JwsError::UnknownKey { .. })));
    let as_bundle = Parts::signed(device, &header(device, Kind::Bundle), to_text(&good).as_bytes()).file();
    assert!(matches!(why(&sealed(&plain(&device.key, as_bundle))), BackupError::Payload(_)));
    let mut parts = Parts::of(&signed);
    parts.payload = support::forge::encode(to_text(&good).replace("1772000000000", "1772000000001").as_bytes());
    assert_eq!(why(&sealed(&plain(&device.key, parts.file()))), BackupError::Jws(JwsError::BadSignature));
    let mut named = good.clone();
    named.device.id = other.id.clone();
    let forged = Parts::signed(device, &header(device, Kind::Backup), to_text(&named).as_bytes()).file();
    assert_eq!(why(&sealed(&plain(&device.key, forged))), BackupError::Payload(PayloadError::WrongDevice));
    // Entries that come twice, that are no store's, or this device's own business.
    for key in ["wenlou/log", "wenlou/backup/c", "wenlou/lock", "wenlou/tries", "other", "wenlou/format"] {
        let mut odd = good.clone();
        odd.entries.push((key.to_owned(), "1".to_owned()));
        odd.entries.sort();
        assert!(matches!(why(&file_of(device, &odd)), BackupError::Payload(PayloadError::Malformed { .. })), "{key}");
    }
    let mut newer = good.clone();
    newer.entries.iter_mut().find(|(key, _)| key == keys::FORMAT).unwrap().1 = "99".to_owned();
    assert_eq!(why(&file_of(device, &newer)), BackupError::NewerStore);
    for plain in ["", "{}", "\u{0}"] {
        assert!(matches!(why(&sealed(plain)), BackupError::Payload(_)), "{plain:?}");
    }
    // Nor does either pass for something else.
    let trusted = scenario.trusted();
    assert_eq!(incoming::read(file_of(device, &good).as_bytes(), &trusted), Err(IncomingError::Backup));
    assert_eq!(
        incoming::read(signed.as_bytes(), &trusted),
        Err(IncomingError::Jws(JwsError::UnknownKey { kid: device.id.clone() }))
    );
}

#[test]
fn a_backup_that_holds_less_than_it_says_is_no_proof() {
    let scenario = worked();
    let tablet = &scenario.tablets[0];
    let here = stored(tablet);
    let mut less = payload(&tablet.device, &here);
    less.entries.retain(|(key, _)| !key.ends_with("/2"));
    let brought = proposal(&file_of(&tablet.device, &less), &tablet.device, &here);
    assert!(brought.is_own && !brought.campaigns[0].is_whole && !brought.is_proof());
}

/// A device on which a campaign was founded: two records, and one that can't be read.
fn founded() -> (Device, Entries) {
    let Tablet { device, journal, .. } = Scenario::with(0, |_| {}).supervisor;
    let mut entries = stored(&Tablet { device: device.clone(), journal: journal.clone(), clock: 0 });
    entries.insert(shelf(journal.campaign(), &device.id).record_key(3), "{\"n\":3,".to_owned());
    (device, entries)
}

/// `tests/wire/first/backup.json` is the first backup, under this file's passphrase, and is never made anew; as long as no form has changed it is
/// also what this version writes.
#[test]
fn the_first_backup_is_read_for_ever() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/first/backup.json");
    let first = std::fs::read_to_string(file).unwrap();
    let (device, entries) = founded();
    let (own, mut here) = fresh();
    let brought = restore(&first, &own, &mut here);
    assert_eq!((brought.device.id, here), (device.id.clone(), entries.clone()));
    let [brings] = &brought.campaigns[..] else { panic!("one campaign") };
    assert!(brings.is_whole);
    assert_eq!(
        (brings.held.records, brings.held.state.as_str()),
        (2, "cfd2e86d41674cb620adc364542264645799b6da643ba1f2990361ed30b46004")
    );
    assert_eq!(backup(&device, &entries), first);
}
