//! What a store hands over: records that are damaged, out of order, too many, or missing.

use super::*;
use wenlou::bundle::incoming::{self, Incoming};
use wenlou::domain::ids::{CampaignId, DeviceId};

/// The records of `device` with these numbers, each at the logical time of its number.
fn visits(device: &str, numbers: impl Iterator<Item = u64>) -> Vec<(RecordId, String)> {
    let record = |n| {
        let entry = Entry { n, lt: n, at: 0, by: "王".into(), fact: visit(HOUSEHOLDS[0], VisitOutcome::NotMet) };
        (RecordId { device: device.into(), n }, entry.to_text().unwrap())
    };
    numbers.map(record).collect()
}

/// Its clock was put back, and what it had said before wasn't here when it said the next: a later record with an earlier time.
#[test]
fn which_records_of_a_device_are_here_goes_by_their_numbers() {
    let mut state = State::new(CampaignId::from("一项"));
    let device = DeviceId::from("平板");
    for (n, lt) in [(1, 1), (2, 2), (6, 3), (4, 4), (5, 5), (9, 6), (3, 7)] {
        let entry = Entry { n, lt, at: 0, by: "王".into(), fact: visit(HOUSEHOLDS[0], VisitOutcome::NotMet) };
        state.apply(&RecordId { device: device.clone(), n }, &entry);
    }
    let heard = state.heard.get(&device).unwrap();
    let missing: Vec<u64> = heard.gaps.iter().flat_map(|(from, to)| *from..=*to).collect();
    assert_eq!((heard.last, missing), (9, vec![7, 8]));
}

#[test]
fn an_unreadable_record_is_set_aside_and_leaves_with_a_chain_that_verifies() {
    let mut s = Scenario::ready(1);
    let trusted = s.trusted();
    for household in &HOUSEHOLDS[..3] {
        s.tablets[0].record(ballot(household, Choice::Professional));
    }
    let tablet = &s.tablets[0];
    let device = tablet.device.id.clone();
    let damaged = RecordId { device: device.clone(), n: 2 };
    let stored = |text: &str| {
        let records = tablet.journal.entries().map(|(id, _)| (id.clone(), tablet.text(id)));
        records.map(|(id, whole)| if id == damaged { (id, text.to_owned()) } else { (id, whole) }).collect::<Vec<_>>()
    };
    let campaign = s.empty().campaign().clone();
    let whole = tablet.text(&damaged);
    for text in ["", "{", &whole[..whole.len() - 1], &whole.replace("professional", "PROFESSIONAL"), "\u{0}"] {
        let mut journal = Journal::load(campaign.clone(), stored(text));
        assert_eq!(journal.unreadable().len(), 1, "{text:?}");
        let aside = &journal.unreadable()[0];
        assert_eq!((&aside.id, aside.text.as_str()), (&damaged, text), "kept as it was");
        assert!(matches!(aside.why, EntryError::Malformed(_)));
        assert_eq!(counts(&journal.replay()), [2, 0, 0, 0, 0, 6]);
        // Its number isn't given to another record, not even when it is the last.
        let (id, _) = journal.write(&device, 0, "王", ballot(HOUSEHOLDS[3], Choice::Quasi)).unwrap();
        assert_eq!(id.n, 4);

        let mut tablet = Tablet { journal, ..tablet.clone() };
        let file = tablet.bundle();
        let Incoming::Bundle(bundle) = incoming::read(file.as_bytes(), &trusted).unwrap() else { panic!("no bundle") };
        assert_eq!(bundle.payload.records[1], None);
        assert_eq!((bundle.payload.last, bundle.payload.records.len()), (4, 4));
        let plan = take(&mut s.empty(), &file, &trusted).unwrap().unwrap();
        assert_eq!((plan.new.len(), plan.lost), (3, 1));
    }

    // Where another copy of the record is known it comes back, and what was set aside stays on view.
    let mut journal = Journal::load(campaign.clone(), stored("{"));
    journal.add(damaged.clone(), whole.clone()).unwrap();
    assert_eq!(journal.state_hash(), tablet.journal.state_hash());
    assert_eq!(journal.head(&device), tablet.journal.head(&device));
    assert_eq!(journal.unreadable().len(), 1);

    // A null for a record that the supervisor has already takes nothing away.
    let mut scenario = s.clone();
    let file = scenario.tablets[0].bundle();
    scenario.supervisor.take(&file, &trusted);
    let mut damaged_tablet = Tablet { journal: Journal::load(campaign, stored("{")), ..tablet.clone() };
    let file = damaged_tablet.bundle();
    let plan = scenario.supervisor.take(&file, &trusted);
    assert_eq!((plan.new.len(), plan.present, plan.lost), (0, 2, 1));
    assert_eq!(counts(&scenario.supervisor.state()), [3, 0, 0, 0, 0, 5]);
}

#[test]
fn the_last_record_unreadable_still_holds_its_number() {
    let s = Scenario::ready(1);
    let device = s.tablets[0].device.id.clone();
    let aside = (RecordId { device: device.clone(), n: 3 }, "torn".to_owned());
    let mut journal = Journal::load(s.empty().campaign().clone(), [aside]);
    assert_eq!(journal.last(&device), 3);
    assert_eq!(journal.sequence(&device), [None, None, None]);
    let (id, _) = journal.write(&device, 0, "王", visit(HOUSEHOLDS[0], VisitOutcome::NotMet)).unwrap();
    assert_eq!(id.n, 4);
}

#[test]
fn a_store_may_hand_over_sixty_thousand_records_in_any_order() {
    let campaign = CampaignId::from("0123456789012345678901");
    let records: Vec<_> = ["a", "b", "c"].into_iter().flat_map(|device| visits(device, 1..=20_000)).collect();
    // 7919 is a prime: every record comes once, far from its neighbours.
    let shuffled = (0..records.len()).map(|i| records[i * 7919 % records.len()].clone());
    let journal = Journal::load(campaign.clone(), shuffled);
    assert_eq!((journal.len(), journal.unreadable().len()), (60_000, 0));
    assert!(journal.entries().map(|(id, _)| id).eq(records.iter().map(|(id, _)| id)), "in order of device and number");
    for (id, text) in records.iter().step_by(997) {
        assert_eq!(journal.text(id), Some(text.as_str()));
    }
    let texts = records[20_000..40_000].iter().map(|(_, text)| Some(text.as_str()));
    assert!(journal.sequence(&"b".into()).into_iter().eq(texts));

    // Replayed in order of time, device and number, whatever the order they came in.
    let replayed: Vec<RecordId> = journal.replay().remarks.into_iter().map(|remark| remark.stamp.id).collect();
    let id = |n, device: &str| RecordId { device: device.into(), n };
    assert!(replayed.into_iter().eq((1..=20_000).flat_map(|n| ["a", "b", "c"].map(|device| id(n, device)))));

    let mut one_by_one = Journal::new(campaign);
    for (id, text) in records {
        one_by_one.add(id, text).unwrap();
    }
    assert_eq!(one_by_one.state_hash(), journal.state_hash());
}

#[test]
fn the_highest_number_alone_takes_no_room_for_those_below() {
    let devices: Vec<String> = (0..1000).map(|i| format!("device {i:03}")).collect();
    let records = devices.iter().rev().flat_map(|device| visits(device, MAX_NUMBER..=MAX_NUMBER));
    let mut journal = Journal::load("0123456789012345678901".into(), records);
    assert_eq!((journal.len(), journal.replay().remarks.len()), (1000, 1000));
    assert!(journal.entries().map(|(id, _)| id.device.as_str()).eq(devices.iter().map(String::as_str)));

    let device = DeviceId::from("device 007");
    assert_eq!(journal.last(&device), MAX_NUMBER);
    for (n, known) in [(0, false), (1, false), (MAX_NUMBER - 1, false), (MAX_NUMBER, true), (u64::MAX, false)] {
        assert_eq!(journal.entry(&RecordId { device: device.clone(), n }).is_some(), known, "{n}");
    }
    let sequence = journal.sequence(&device);
    assert_eq!((sequence.len() as u64, sequence.iter().flatten().count()), (MAX_NUMBER, 1));
    // There is no number left for another record.
    assert!(journal.write(&device, 0, "王", visit(HOUSEHOLDS[0], VisitOutcome::NotMet)).is_err());
    assert_eq!(journal.len(), 1000);
}

#[test]
fn what_is_missing_is_put_in_its_place_when_it_comes() {
    let campaign = CampaignId::from("0123456789012345678901");
    let records: Vec<_> = ["a", "b"].into_iter().flat_map(|device| visits(device, 1..=30)).collect();
    let whole = Journal::load(campaign.clone(), records.clone());
    let (odd, even): (Vec<_>, Vec<_>) = records.into_iter().partition(|(id, _)| id.n % 2 == 1);
    let mut journal = Journal::load(campaign, odd);
    assert_eq!(journal.sequence(&"a".into()).iter().flatten().count(), 15);
    assert_ne!(journal.head(&"a".into()), whole.head(&"a".into()));
    for (id, text) in even.into_iter().rev() {
        assert_eq!(journal.add(id, text), Ok(wenlou::journal::Added::New));
    }
    assert_eq!(journal.state_hash(), whole.state_hash());
    assert_eq!(journal.head(&"a".into()), whole.head(&"a".into()));
    assert_eq!(journal.replay(), whole.replay());
}

#[test]
fn of_two_texts_under_one_number_a_store_gives_the_first() {
    let [(id, text)] = <[_; 1]>::try_from(visits("a", 1..=1)).unwrap();
    let other = text.replace('王', "李");
    for (first, second) in [(&text, &other), (&other, &text)] {
        let records = [(id.clone(), first.clone()), (id.clone(), second.clone()), (id.clone(), first.clone())];
        let journal = Journal::load("0123456789012345678901".into(), records);
        assert_eq!((journal.len(), journal.text(&id)), (1, Some(first.as_str())));
    }
}
