//! Files that are believed, one of each kind, with everything that somebody who wants another one believed could have at hand.

use super::*;
use support::refusal::{in_steps, in_words, refusal, refusal_by};
use support::{Scenario, ballot, compound_id, trusted};
use wenlou::backup::content::{self, BackupPayload};
use wenlou::bundle::incoming::{self, Incoming, Trusted};
use wenlou::bundle::trust::{self, Trust, TrustError};
use wenlou::domain::answer::Answer;
use wenlou::domain::ballot::Choice;
use wenlou::domain::json::from_text;
use wenlou::domain::place::Place;
use wenlou::domain::small_map::SmallMap;
use wenlou::journal::fact::AnswerGiven;
use wenlou::journal::{Fact, Journal};

const TODAY: &str = "2026-03-20";
const UNTIL: &str = "2026-05-20";

/// What is said to a file on a device with these records that believes these keys.
fn said_by(journal: Journal, believed: Vec<Trusted>) -> Box<Said> {
    Box::new(move |file| refusal_by(&journal, file, &believed))
}

impl Good {
    /// A tablet's bundle of four records, where it was taken in before.
    pub fn bundle(device: impl Fn(&Scenario) -> Device) -> Self {
        let mut scenario = Scenario::ready(2);
        let signer = device(&scenario);
        let mut tablet = Tablet { device: signer.clone(), ..scenario.tablets[0].clone() };
        let answer: Answer = from_text(r#"{"v":{"value":"1"}}"#).unwrap();
        tablet.record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
        tablet.record(ballot(HOUSEHOLDS[0], Choice::Professional));
        tablet.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
        let given = AnswerGiven { compound: compound_id(), place: Place::Compound, item: "BASE-01".into(), answer };
        tablet.record(Fact::Answer(given));
        let [file, second] = [(); 2].map(|()| tablet.bundle());
        let other = scenario.tablets[1].device.clone();
        let believed = [scenario.trusted(), vec![trusted(&signer, false)]].concat();
        scenario.supervisor.take(&file, &believed);
        let journal = scenario.supervisor.journal;
        let said = said_by(journal, believed);
        Self { kind: Kind::Bundle, file, second, signer, other, said }
    }

    /// A tablet's bundle that names two photos and tells what the rules make of the compound, where it was taken in before.
    pub fn bundle_with_photos() -> Self {
        let mut scenario = Scenario::ready(2);
        let answer: Answer = from_text(r#"{"v":{"value":"1"}}"#).unwrap();
        let given = AnswerGiven { compound: compound_id(), place: Place::Compound, item: "zone.wall".into(), answer };
        scenario.tablets[0].record(Fact::Answer(given));
        for name in ["a", "b"] {
            scenario.tablets[0].record(support::photo_of("zone.wall", name));
        }
        let [file, second] = [(); 2].map(|()| scenario.tablets[0].bundle());
        let (signer, other) = (scenario.tablets[0].device.clone(), scenario.tablets[1].device.clone());
        let believed = scenario.trusted();
        scenario.supervisor.take(&file, &believed);
        let journal = scenario.supervisor.journal;
        let said = said_by(journal, believed);
        Self { kind: Kind::Bundle, file, second, signer, other, said }
    }

    /// A supervisor's packet, where it was taken in before.
    pub fn packet() -> Self {
        let mut scenario = Scenario::ready(1);
        let file = scenario.supervisor.packet();
        scenario.supervisor.record(support::close("2026-03-31"));
        let second = scenario.supervisor.packet();
        let (signer, other) = (scenario.supervisor.device.clone(), Device::new("别的街道", 77));
        let believed = [scenario.trusted(), vec![trusted(&other, true)]].concat();
        let journal = scenario.supervisor.journal;
        let said = said_by(journal, believed);
        Self { kind: Kind::Packet, file, second, signer, other, said }
    }

    /// The packet of one of two deputies, where it was taken in before.
    pub fn packet_of_several() -> Self {
        let mut scenario = Scenario::ready(3);
        scenario.supervisor.record(support::deputy(&scenario.tablets[1].device));
        scenario.name_deputy(0);
        let [deputy, second, _] = &mut scenario.tablets[..] else { panic!("three tablets") };
        second.record(support::reopen());
        for (id, _) in second.journal.entries() {
            deputy.journal.add(id.clone(), second.text(id)).unwrap();
        }
        for at in 0..4 {
            deputy.record(Fact::Compound(support::card(&format!("另外{at}"), "另一个小区")));
        }
        let file = deputy.packet();
        deputy.record(support::close("2026-03-31"));
        let second = deputy.packet();
        let (signer, journal) = (deputy.device.clone(), deputy.journal.clone());
        let other = Device::new("别的街道", 77);
        let believed = [scenario.trusted(), vec![trusted(&other, true)]].concat();
        let said = said_by(journal, believed);
        Self { kind: Kind::Packet, file, second, signer, other, said }
    }

    /// The supervisor's receipt for a tablet's bundle, on that tablet.
    pub fn receipt() -> Self {
        let mut scenario = Scenario::ready(1);
        let other = Device::new("别的街道", 77);
        let believed = [scenario.trusted(), vec![trusted(&other, true)]].concat();
        scenario.tablets[0].record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
        let bundles = [(); 2].map(|()| scenario.tablets[0].bundle());
        let [file, second] = bundles.map(|bundle| scenario.supervisor.receipt(&bundle, &believed));
        let (signer, tablet) = (scenario.supervisor.device.clone(), scenario.tablets.remove(0));
        let said = Box::new(move |file: &[u8]| match incoming::read(file, &believed) {
            Ok(Incoming::Receipt(receipt)) => {
                match receipt.check(&tablet.journal, &tablet.state(), &tablet.device.id) {
                    Ok(_) => "accepted".to_owned(),
                    Err(why) => format!("receipt.{}", in_words(&why)),
                }
            }
            _ => refusal(file, &believed),
        });
        Self { kind: Kind::Receipt, file, second, signer, other, said }
    }

    /// A supervisor's trust list, given to the command line.
    pub fn trust_list() -> Self {
        let scenario = Scenario::ready(1);
        let lists = [UNTIL, "2026-06-20"].map(|until| scenario.supervisor.trust_file(TODAY, until));
        let [file, second] = lists.map(|list| {
            let list: Value = serde_json::from_str(&list).unwrap();
            list["signed"].as_str().unwrap().to_owned()
        });
        let signer = scenario.supervisor.device;
        let key = signer.key.clone();
        let said = Box::new(move |signed: &[u8]| {
            let list = trust::file_of(key.clone(), String::from_utf8(signed.to_vec()).unwrap());
            match Trust::read(list.as_bytes(), TODAY) {
                Ok(_) => "accepted".to_owned(),
                Err(TrustError::NotSigned(why)) => format!("jws.{}", in_words(&why)),
                Err(TrustError::Payload(why)) => format!("payload.{}", in_words(&why)),
                Err(why) => format!("trust.{why:?}"),
            }
        });
        Self { kind: Kind::Trust, file, second, signer, other: Device::new("别的街道", 77), said }
    }

    /// A tablet's backup, once it is decrypted.
    pub fn backup() -> Self {
        let signer = Device::new("平板1", 2);
        let [file, second] = ["1", "2"].map(|note| {
            let entries = vec![("wenlou/a".to_owned(), note.to_owned()), ("wenlou/b".to_owned(), note.to_owned())];
            let payload = BackupPayload::of(signer.card(), 1_772_000_000_000, SmallMap::default(), entries);
            signer.sign(payload.to_sign())
        });
        let key = signer.key.clone();
        let said = Box::new(move |signed: &[u8]| {
            let plain = content::plain(&key, String::from_utf8(signed.to_vec()).unwrap());
            content::read_plain(plain.as_bytes(), String::new())
                .map_or_else(|why| in_steps(&why), |_| "accepted".to_owned())
        });
        Self { kind: Kind::Backup, file, second, signer, other: Device::new("平板2", 3), said }
    }
}
