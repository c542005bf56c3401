//! The text of a record, its reference, its chain; and texts that no honest device writes.

use super::*;
use wenlou::domain::json::MAX_WHOLE;
use wenlou::journal::entry::{MAX_FIELD, MAX_TEXT};
use wenlou::journal::{chain_next, chain_start};

/// Texts as a broken or hostile store might hold them. `fact` is a sound one.
fn hostile_texts(fact: &str) -> Vec<(&'static str, String)> {
    let entry =
        |n: &str, lt: &str, at: &str, fact: &str| format!(r#"{{"n":{n},"lt":{lt},"at":{at},"by":"王","fact":{fact}}}"#);
    let max = u64::MAX.to_string();
    vec![
        ("empty", String::new()),
        ("not JSON", "王".into()),
        ("null", "null".into()),
        ("a list", format!("[1,1,1,\"王\",{fact}]")),
        ("nested", "[".repeat(500_000)),
        ("nested objects", r#"{"n":"#.repeat(100_000)),
        ("too long", " ".repeat(MAX_TEXT + 1)),
        ("number 0", entry("0", "1", "1", fact)),
        ("negative number", entry("-1", "1", "1", fact)),
        ("fraction", entry("1.5", "1", "1", fact)),
        ("exponent", entry("1e0", "1", "1", fact)),
        ("number too large", entry(&max, "1", "1", fact)),
        ("number far too large", entry(&format!("1{}", "0".repeat(1000)), "1", "1", fact)),
        ("time too large", entry("1", &format!("{max}0"), "1", fact)),
        ("number twice", entry("1,\"n\":1", "1", "1", fact)),
        ("unknown fact", entry("1", "1", "1", r#"{"vote":{}}"#)),
        ("fact of nothing", entry("1", "1", "1", "{}")),
        ("two facts", entry("1", "1", "1", r#"{"terms":{},"exported":{}}"#)),
        (
            "reference to nothing",
            entry("1", "1", "1", &fact.replace(r#""ballot":{"#, r#""replaces":["x"],"ballot":{"#)),
        ),
        ("bad escape", entry("1", "1", "1", &fact.replace("No.", "\\ud800"))),
        ("line break", entry("1", "1", "1", &fact.replace("No.", "\n"))),
    ]
}

#[test]
fn replay_is_total() {
    let s = Scenario::ready(1);
    let campaign = s.empty().campaign().clone();
    let supervisor = &s.supervisor;
    let device = s.tablets[0].device.id.clone();
    let fact = to_text(&ballot(HOUSEHOLDS[0], Choice::Quasi));
    let sound: Vec<(RecordId, String)> =
        supervisor.journal.entries().map(|(id, _)| (id.clone(), supervisor.text(id))).collect();
    let first = RecordId { device: device.clone(), n: 1 };
    for (name, text) in hostile_texts(&fact) {
        let records = sound.iter().cloned().chain([(first.clone(), text.clone())]);
        let journal = Journal::load(campaign.clone(), records);
        assert_eq!(journal.unreadable().len(), 1, "{name}");
        assert_eq!(counts(&journal.replay()), [0, 0, 0, 0, 0, 8], "{name}");
        assert!(s.empty().add(first.clone(), text).is_err(), "{name}");
    }

    // Filed under a number that no record has: it must not make anything count up to it.
    for n in [0, MAX_NUMBER + 1, u64::MAX] {
        let text = format!(r#"{{"n":{n},"lt":1,"at":1,"by":"王","fact":{fact}}}"#);
        let journal = Journal::load(campaign.clone(), [(RecordId { device: device.clone(), n }, text)]);
        assert_eq!((journal.len(), journal.unreadable().len()), (0, 1), "{n}");
        assert_eq!(journal.last(&device), 0, "{n}");
        assert_eq!(journal.head(&device), chain_start(&campaign, &device), "{n}");
        assert!(format!("{device}/{n}").parse::<RecordId>().is_err(), "{n}");
    }

    // Readable, but as no honest device writes it: extreme times, and references to itself and to the future.
    let mut journal = supervisor.journal.clone();
    for (n, lt, at) in [(1, MAX_WHOLE, -(MAX_WHOLE as i64)), (2, 0, MAX_WHOLE as i64), (3, 0, 0)] {
        let mut own = taken(HOUSEHOLDS[0], Choice::Quasi);
        own.replaces = vec![RecordId { device: device.clone(), n: 4 - n }];
        let entry = Entry { n, lt, at, by: String::new(), fact: Fact::Ballot(own) };
        journal.add(RecordId { device: device.clone(), n }, entry.to_text().unwrap()).unwrap();
    }
    let state = journal.replay();
    // Two come before the founding; the third replaces one that had no effect, and counts.
    assert_eq!(state.remarks.len(), 2);
    assert_eq!(counts(&state), [0, 1, 0, 0, 0, 7]);
    // The highest time is taken; writing goes on.
    let (id, _) = journal.write(&supervisor.device.id, 0, "", ballot(HOUSEHOLDS[0], Choice::Quasi)).unwrap();
    assert_eq!(journal.entry(&id).unwrap().lt, MAX_WHOLE);
    assert_eq!(counts(&journal.replay()), [0, 1, 0, 0, 0, 7]);
}

#[test]
fn every_fact_is_read_back_as_it_was_written() {
    let (s, _) = lively();
    let mut kinds = std::collections::BTreeSet::new();
    for (id, entry) in s.supervisor.journal.entries() {
        let text = s.supervisor.text(id);
        assert_eq!(Entry::from_text(&text, id.n).as_ref(), Ok(entry));
        assert_eq!(entry.to_text().unwrap(), text);
        let fact = serde_json::from_str::<serde_json::Value>(&to_text(&entry.fact)).unwrap();
        kinds.extend(fact.as_object().unwrap().keys().cloned());
    }
    let expected = [
        "ballot",
        "close",
        "compound",
        "enrol",
        "exported",
        "found",
        "freeze",
        "notice",
        "roll",
        "roll_part",
        "settle",
        "visit",
        "withdraw",
    ];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn references_have_one_spelling() {
    let id: RecordId = "a/b/12".parse().unwrap();
    assert_eq!((id.device.as_str(), id.n, id.to_string()), ("a/b", 12, "a/b/12".to_owned()));
    for wrong in
        ["", "a", "/1", "a/", "a/0", "a/01", "a/+1", "a/-1", "a/1 ", "a/１", "a/250001", "a/99999999999999999999"]
    {
        assert_eq!(wrong.parse::<RecordId>(), Err(EntryError::BadReference), "{wrong:?}");
    }
}

#[test]
fn one_number_one_record() {
    let (s, _) = lively();
    let mut journal = s.supervisor.journal.clone();
    let (id, entry) = journal.entries().next().map(|(id, entry)| (id.clone(), entry.clone())).unwrap();
    let hash = journal.state_hash();
    let other = Entry { by: "别人".into(), ..entry }.to_text().unwrap();
    assert_eq!(journal.add(id.clone(), other), Ok(wenlou::journal::Added::Fork));
    assert_eq!(journal.state_hash(), hash, "the first one stays");
    let text = journal.text(&id).unwrap().to_owned();
    assert_eq!(journal.add(id.clone(), text.clone()), Ok(wenlou::journal::Added::Present));
    let elsewhere = RecordId { n: id.n + 50, ..id };
    assert!(matches!(journal.add(elsewhere, text), Err(EntryError::WrongNumber { .. })));
}

/// The exact bytes, worked out by hand, so that the README's description stays true.
#[test]
fn the_chain_and_the_state_hash_are_as_documented() {
    use wenlou::domain::digest::sha256_hex;
    let s = Scenario::ready(1);
    let (campaign, device) = (s.empty().campaign().clone(), s.supervisor.device.id.clone());
    let start = sha256_hex(format!("wenlou-chain/1\n{campaign}\n{device}").as_bytes());
    assert_eq!(chain_start(&campaign, &device), start);
    assert_eq!(chain_next(&start, "x"), sha256_hex(format!("{start}\nx").as_bytes()));
    let texts = s.supervisor.journal.sequence(&device);
    let head = texts.iter().fold(start, |head, text| sha256_hex(format!("{head}\n{}", text.unwrap()).as_bytes()));
    assert_eq!(s.supervisor.journal.head(&device), head);
    let mut lines = format!("wenlou-state/1\n{campaign}\n");
    for (n, text) in (1..).zip(&texts) {
        lines += &format!("{device}/{n} {}\n", sha256_hex(text.unwrap().as_bytes()));
    }
    assert_eq!(s.supervisor.journal.state_hash(), sha256_hex(lines.as_bytes()));
}

#[test]
fn a_single_text_of_a_record_has_an_end() {
    let scenario = Scenario::ready(1);
    let mut journal = scenario.tablets[0].journal.clone();
    let device = &scenario.tablets[0].device.id;
    let with_note = |length: usize| {
        let mut taken = taken(HOUSEHOLDS[0], Choice::Quasi);
        taken.ballot.note = Some("n".repeat(length));
        Fact::Ballot(taken)
    };
    let (id, text) = journal.write(device, 0, "王", with_note(MAX_FIELD)).unwrap();
    assert!(Entry::from_text(&text, id.n).is_ok());
    assert_eq!(journal.write(device, 0, "王", with_note(MAX_FIELD + 1)), Err(EntryError::TooLong));
    let longer = text.replace(&"n".repeat(MAX_FIELD), &"n".repeat(MAX_FIELD + 1));
    assert!(matches!(Entry::from_text(&longer, id.n), Err(EntryError::Malformed(why)) if why.contains("too long")));
}
