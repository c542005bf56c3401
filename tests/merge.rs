//! Merging files, whatever they are and in whatever order: the same set of records, the same state, the same count.
//!
//! Campaigns are made up: a supervisor and four tablets record, hear of each other's files, lose records, become deputies, revoke and are revoked, answer by
//! receipts and hand over, early and late, so that among the files are packets, stale bundles and bundles with holes. `cargo test` tries a few hundred, always the same; `make hostile` tries
//! 100,000 (`WENLOU_CASES`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};
use std::collections::BTreeMap;
use std::iter::repeat_with;
use std::sync::LazyLock;
use std::thread;
use support::forge::Parts;
use support::*;
use wenlou::bundle::incoming::{self, Incoming};
use wenlou::bundle::merge::{Delivery, MergeError, carry_out, plan};
use wenlou::bundle::receipt::Receipt;
use wenlou::bundle::sequence::place;
use wenlou::domain::ballot::{BlankReason, Choice, InvalidCode, VisitOutcome};
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::ids::{DeviceId, RealCampaign};
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{Received, Spoil};
use wenlou::journal::{Entry, Fact, Journal, RecordId, State};

const CHOICES: [Choice; 4] =
    [Choice::Professional, Choice::Quasi, Choice::Blank(BlankReason::NoBox), Choice::Invalid(InvalidCode::I3)];
/// The supervisor, who comes first, and the tablets.
const PEOPLE: usize = 5;

/// The first tablet is a deputy.
static BEGINNING: LazyLock<Scenario> = LazyLock::new(|| {
    let mut scenario = Scenario::ready(PEOPLE as u8 - 1);
    scenario.name_deputy(0);
    scenario
});

/// Something that happens, mostly to somebody. Which ballot, record or file is meant is found among those that there are.
#[derive(Clone, Debug)]
enum Step {
    Visit(usize, usize),
    /// A visit that this device knows of is taken back.
    UndoVisit(usize, Index),
    /// The form of a door is spoiled, whether a ballot stands on it or not.
    Spoil(usize, usize),
    UndoSpoil(usize, Index),
    Ballot(usize, usize, usize),
    /// A ballot in place of one that this device knows of.
    Replace(usize, Index, usize),
    Withdraw(usize, Index),
    /// A supervisor has its say; and, with no effect, whoever isn't one.
    Settle(usize, Index, Index),
    Close(usize),
    Reopen(usize),
    Deputy(usize, usize),
    Revoke(usize, usize, u64),
    /// A file is taken in; a supervisor notes which bundle it was, and the device that made it gets a receipt.
    Hear(usize, Index),
    /// A record of one's own can't be read any more.
    Lose(usize, Index),
    /// A bundle is given out, and mostly that is noted.
    Bundle(usize, bool),
    /// A packet of whoever takes itself for a supervisor.
    Packet(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (who, door, choice, index) = (|| 0..PEOPLE, || 0..HOUSEHOLDS.len(), || 0..CHOICES.len(), any::<Index>);
    // Mostly the founder and the first deputies.
    let boss = || prop_oneof![2 => Just(0), 2 => 0..3_usize, 1 => 0..PEOPLE];
    prop_oneof![
        4 => (who(), door()).prop_map(|(who, door)| Step::Visit(who, door)),
        3 => (who(), index()).prop_map(|(who, of)| Step::UndoVisit(who, of)),
        2 => (who(), door()).prop_map(|(who, door)| Step::Spoil(who, door)),
        5 => (who(), index()).prop_map(|(who, of)| Step::UndoSpoil(who, of)),
        5 => (who(), door(), choice()).prop_map(|(who, door, choice)| Step::Ballot(who, door, choice)),
        2 => (who(), index(), choice()).prop_map(|(who, over, choice)| Step::Replace(who, over, choice)),
        1 => (who(), index()).prop_map(|(who, over)| Step::Withdraw(who, over)),
        1 => (boss(), index(), index()).prop_map(|(who, over, and)| Step::Settle(who, over, and)),
        1 => boss().prop_map(Step::Close),
        1 => boss().prop_map(Step::Reopen),
        2 => (boss(), 0..PEOPLE).prop_map(|(who, whom)| Step::Deputy(who, whom)),
        1 => (Just(1), Just(0), 12..20_u64).prop_map(|(who, whom, last)| Step::Revoke(who, whom, last)),
        2 => (boss(), boss(), 0..9_u64).prop_map(|(who, whom, last)| Step::Revoke(who, whom, last)),
        3 => (who(), index()).prop_map(|(who, file)| Step::Hear(who, file)),
        1 => (who(), index()).prop_map(|(who, record)| Step::Lose(who, record)),
        4 => (who(), prop::bool::weighted(0.9)).prop_map(|(who, is_noted)| Step::Bundle(who, is_noted)),
        2 => boss().prop_map(Step::Packet),
    ]
}

/// A file as it was handed over, and as it was read.
struct File {
    text: String,
    delivery: Delivery,
}

impl File {
    fn of(text: String) -> Self {
        let Scenario { supervisor, tablets } = &*BEGINNING;
        let believed = [supervisor].into_iter().chain(tablets).map(|one| trusted(&one.device, true));
        let delivery = match incoming::read(text.as_bytes(), &believed.collect::<Vec<_>>()).unwrap() {
            Incoming::Bundle(bundle) => bundle.into(),
            Incoming::Packet(packet) => packet.into(),
            other => panic!("{other:?}"),
        };
        Self { text, delivery }
    }

    /// The readable records, as another reader of JSON finds them.
    fn records(&self) -> Vec<((String, u64), String)> {
        let payload = Parts::of(&self.text).payload_json();
        let number = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["n"].as_u64().unwrap();
        let of = |device: &serde_json::Value, records: &serde_json::Value| -> Vec<_> {
            let texts = records.as_array().unwrap().iter().filter_map(|text| text.as_str());
            texts.map(|text| ((device.as_str().unwrap().to_owned(), number(text)), text.to_owned())).collect()
        };
        let others = payload.get("others").and_then(|others| others.as_array()).into_iter().flatten();
        let others = others.flat_map(|other| of(&other["device"], &other["records"]));
        of(&payload["device"]["id"], &payload["records"]).into_iter().chain(others).collect()
    }
}

/// Everybody, and the files that they made.
struct Campaign {
    people: Vec<Tablet>,
    files: Vec<File>,
}

impl Campaign {
    fn of(steps: &[Step]) -> Self {
        let Scenario { supervisor, tablets } = BEGINNING.clone();
        let people = [supervisor].into_iter().chain(tablets).collect();
        let mut campaign = Self { people, files: Vec::new() };
        steps.iter().for_each(|step| campaign.go_on(step));
        campaign
    }

    /// A ballot that this one knows of, with its door.
    fn ballot(&self, who: usize, which: &Index) -> Option<(RecordId, String)> {
        self.one_of(who, which, |fact| match fact {
            Fact::Ballot(taken) => Some(taken.household.to_string()),
            _ => None,
        })
    }

    fn visit(&self, who: usize, which: &Index) -> Option<(RecordId, String)> {
        self.one_of(who, which, |fact| match fact {
            Fact::Visit(made) => Some(made.household.to_string()),
            _ => None,
        })
    }

    fn one_of(&self, who: usize, which: &Index, door: impl Fn(&Fact) -> Option<String>) -> Option<(RecordId, String)> {
        let all = self.people[who].journal.entries();
        let all: Vec<_> = all.filter_map(|(id, entry)| Some((id.clone(), door(&entry.fact)?))).collect();
        (!all.is_empty()).then(|| which.get(&all).clone())
    }

    fn go_on(&mut self, step: &Step) {
        match *step {
            Step::Visit(who, door) => drop(self.people[who].record(visit(HOUSEHOLDS[door], VisitOutcome::NotMet))),
            Step::UndoVisit(who, of) => {
                if let Some((id, door)) = self.visit(who, &of) {
                    self.people[who].record(undo_visit(&door, &id));
                }
            }
            Step::Spoil(who, door) => {
                let household = HOUSEHOLDS[door];
                let serial = taken(household, Choice::Professional).ballot.serial;
                let spoil =
                    Spoil { compound: compound_id(), household: household.into(), serial, why: "撕坏".to_owned() };
                self.people[who].record(Fact::Spoil(spoil));
            }
            Step::UndoSpoil(who, of) => {
                let spoiled = self.one_of(who, &of, |fact| match fact {
                    Fact::Spoil(spoil) => Some(spoil.household.to_string()),
                    _ => None,
                });
                // By whoever said so.
                let author = |id: &RecordId| self.people.iter().position(|person| person.device.id == id.device);
                if let Some((id, door)) = spoiled
                    && let Some(author) = author(&id)
                {
                    self.people[author].record(undo_spoil(&door, &id));
                }
            }
            Step::Ballot(who, door, choice) => {
                drop(self.people[who].record(ballot(HOUSEHOLDS[door], CHOICES[choice])));
            }
            Step::Replace(who, over, choice) => {
                if let Some((id, door)) = self.ballot(who, &over) {
                    self.people[who].record(replacing(&door, CHOICES[choice], &[&id]));
                }
            }
            Step::Withdraw(who, over) => {
                if let Some((id, door)) = self.ballot(who, &over) {
                    self.people[who].record(withdraw(&door, &[&id]));
                }
            }
            Step::Settle(who, over, and) => {
                if let (Some((one, door)), Some((other, _))) = (self.ballot(who, &over), self.ballot(who, &and)) {
                    self.people[who].record(settle(&door, &[&one, &other], Some(&one)));
                }
            }
            Step::Close(who) => drop(self.people[who].record(close("2026-03-31"))),
            Step::Reopen(who) => drop(self.people[who].record(reopen())),
            Step::Deputy(who, whom) => {
                let fact = deputy(&self.people[whom].device);
                self.people[who].record(fact);
            }
            Step::Revoke(who, whom, last) => {
                let fact = revoke(&self.people[whom].device, last);
                self.people[who].record(fact);
            }
            Step::Hear(who, file) => {
                if !self.files.is_empty() {
                    self.hear(who, file.index(self.files.len()));
                }
            }
            Step::Lose(who, record) => lose(&mut self.people[who], &record),
            Step::Bundle(who, is_noted) => {
                let mut tablet = self.people[who].clone();
                self.files.push(File::of(tablet.bundle()));
                if is_noted {
                    self.people[who] = tablet;
                }
            }
            Step::Packet(who) if self.supervises(who) => self.files.push(File::of(self.people[who].packet())),
            Step::Packet(_) => {}
        }
    }

    fn supervises(&self, who: usize) -> bool {
        self.people[who].state().supervises(&self.people[who].device.id)
    }

    fn hear(&mut self, who: usize, file: usize) {
        let delivery = &self.files[file].delivery;
        take_in(&mut self.people[who].journal, &self.files[file]);
        if let Some(received) = delivery.bundle().filter(|_| self.supervises(who)) {
            self.people[who].record(Fact::Received(received.clone()));
            let card = self.people[who].device.card();
            let receipt = Receipt::of(RealCampaign::of(delivery.campaign()).unwrap(), card, &received, 0);
            let tablet = self.people.iter_mut().find(|tablet| tablet.device.id == *delivery.device()).unwrap();
            if let Ok(receipted) = receipt.check(&tablet.journal, &tablet.state(), &tablet.device.id) {
                tablet.record(Fact::Receipted(receipted));
            }
        }
    }
}

/// One of the device's own records is spoilt in its store; but for the founding, without which there is no packet, and the notes of bundles,
/// without which their numbers mean nothing.
fn lose(tablet: &mut Tablet, which: &Index) {
    let own = |(id, entry): &(&RecordId, &Entry)| {
        id.device == tablet.device.id && !matches!(entry.fact, Fact::Found(_) | Fact::Exported(_))
    };
    let numbers: Vec<u64> = tablet.journal.entries().filter(own).map(|(id, _)| id.n).collect();
    if numbers.is_empty() {
        return;
    }
    let lost = RecordId { device: tablet.device.id.clone(), n: *which.get(&numbers) };
    let kept = |id: &RecordId| if *id == lost { "spoilt".to_owned() } else { tablet.text(id) };
    let records: Vec<(RecordId, String)> = tablet.journal.entries().map(|(id, _)| (id.clone(), kept(id))).collect();
    let set_aside = tablet.journal.unreadable().iter().map(|record| (record.id.clone(), record.text.clone()));
    let records = records.into_iter().chain(set_aside);
    tablet.journal = Journal::load(tablet.journal.campaign().clone(), records.collect::<Vec<_>>());
}

/// Takes a file in, and says how many records were new and how many present.
fn take_in(journal: &mut Journal, file: &File) -> (usize, usize) {
    let plan = plan(journal, &file.delivery).unwrap();
    carry_out(journal, &plan);
    (plan.new.len(), plan.present)
}

fn merged<'f>(files: impl IntoIterator<Item = &'f File>) -> Journal {
    let mut journal = BEGINNING.empty();
    for file in files {
        take_in(&mut journal, file);
    }
    journal
}

/// Journals put together, record by record.
fn union(journals: &[Journal]) -> Journal {
    let records = |journal: &Journal| -> Vec<(RecordId, String)> {
        journal.entries().map(|(id, _)| (id.clone(), journal.text(id).unwrap().to_owned())).collect()
    };
    let mut whole = BEGINNING.empty();
    for (id, text) in journals.iter().flat_map(records) {
        whole.add(id, text).unwrap();
    }
    whole
}

/// What it all comes to: the hash over the records and everything that they add up to, the count included.
fn outcome(journal: &Journal) -> (String, State) {
    (journal.state_hash(), journal.replay())
}

/// The state hash as README has it, over the records that the files hold.
fn hash_of(records: &BTreeMap<(String, u64), String>) -> String {
    let mut lines = format!("wenlou-state/1\n{}\n", BEGINNING.empty().campaign());
    for ((device, n), text) in records {
        lines += &format!("{device}/{n} {}\n", sha256_hex(text.as_bytes()));
    }
    sha256_hex(lines.as_bytes())
}

/// Tries `rule` on so many cases of `strategy`, on every processor, and always the same ones.
fn try_cases<S: Strategy>(
    cases: u32,
    strategy: impl Fn() -> S + Sync,
    rule: impl Fn(S::Value) -> TestCaseResult + Sync,
) {
    let threads = thread::available_parallelism().map_or(1, usize::from) as u32;
    thread::scope(|scope| {
        for part in 0..threads {
            let (strategy, rule) = (&strategy, &rule);
            scope.spawn(move || {
                let seed = RngSeed::Fixed(u64::from(part));
                let config = Config { cases: cases.div_ceil(threads), rng_seed: seed, ..Config::default() };
                let config = Config { failure_persistence: None, ..config };
                let run = TestRunner::new(config).run(&strategy(), rule);
                run.unwrap_or_else(|why| panic!("{why}"));
            });
        }
    });
}

/// How many cases there are to be.
fn cases() -> u32 {
    std::env::var("WENLOU_CASES").map_or(200, |cases| cases.parse().unwrap())
}

#[test]
fn merging_is_commutative_associative_and_idempotent() {
    // What happens; then chance for the order of the files, which of them come again, and groups of them.
    let strategy = || (vec(step(), 1..40), any::<u64>().no_shrink());
    try_cases(cases(), strategy, |(steps, seed)| {
        let mut chance = fastrand::Rng::with_seed(seed);
        let Campaign { files, .. } = Campaign::of(&steps);
        let records: BTreeMap<_, _> = files.iter().flat_map(File::records).collect();
        let whole = merged(&files);
        let expected = outcome(&whole);
        prop_assert_eq!(&expected.0, &hash_of(&records));
        prop_assert_eq!(whole.len(), records.len());

        // Commutative: in another order, some of them more than once.
        let again = repeat_with(|| chance.usize(..files.len().max(1))).take(3).filter(|at| *at < files.len());
        let mut order: Vec<usize> = (0..files.len()).chain(again.collect::<Vec<_>>()).collect();
        chance.shuffle(&mut order);
        let mut journal = BEGINNING.empty();
        let (mut new, mut received) = (0, Vec::<Received>::new());
        for file in order.iter().map(|&at| &files[at]) {
            new += take_in(&mut journal, file).0;
            if let Some(bundle) = file.delivery.bundle() {
                let known = received.iter().filter(|known| known.device == bundle.device);
                prop_assert!(
                    place(known, &bundle).is_ok(),
                    "no device went back: bundle {bundle:?} after {received:?}"
                );
                received.push(bundle);
            }
        }
        prop_assert_eq!(new, records.len(), "each record is new once");
        prop_assert!(outcome(&journal) == expected, "order {order:?}");

        // Idempotent.
        for file in &files {
            prop_assert_eq!(take_in(&mut journal, file), (0, file.records().len()));
        }
        prop_assert!(outcome(&journal) == expected);

        // Associative: (A B) C = A (B C) = C (B A).
        let groups: Vec<usize> = files.iter().map(|_| chance.usize(..3)).collect();
        let group = |wanted| merged(files.iter().zip(&groups).filter(|(_, group)| **group == wanted).map(|(f, _)| f));
        let [a, b, c] = [0, 1, 2].map(group);
        let [ab, bc, ba] = [[&a, &b], [&b, &c], [&b, &a]].map(|pair| union(&pair.map(Journal::clone)));
        for journals in [[ab, c.clone()], [a, bc], [c, ba]] {
            prop_assert!(outcome(&union(&journals)) == expected, "groups {groups:?}");
        }
        Ok(())
    });
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![vec![]] };
    let longer = |order: Vec<usize>| (0..count).map(move |at| [&order[..at], &[last], &order[at..]].concat());
    permutations(last).into_iter().flat_map(longer).collect()
}

#[test]
fn all_orders_of_five_bundles_come_to_the_same() {
    let orders = permutations(PEOPLE);
    assert_eq!(orders.len(), 120);
    try_cases(
        cases().div_ceil(50),
        || vec(step(), 1..40),
        |steps| {
            let mut campaign = Campaign::of(&steps);
            let bundles: Vec<File> = campaign.people.iter_mut().map(|tablet| File::of(tablet.bundle())).collect();
            let expected = outcome(&merged(&bundles));
            for order in &orders {
                prop_assert!(outcome(&merged(order.iter().map(|&at| &bundles[at]))) == expected, "order {order:?}");
            }
            Ok(())
        },
    );
}

/// A device whose store was set back writes other records under the same numbers: whichever of the two bundles comes second is refused, for
/// the first number that two records have, and changes nothing.
#[test]
fn a_fork_is_refused_from_either_side() {
    let strategy = || (vec(step(), 0..20), 1..PEOPLE, 0..3_usize, vec(step(), 0..20));
    try_cases(cases(), strategy, |(steps, who, kept, more)| {
        let mut campaign = Campaign::of(&steps);
        let device = campaign.people[who].device.id.clone();
        let mut twin = campaign.people[who].clone();
        let fork = twin.journal.last(&device) + 1;
        for _ in 0..=kept {
            twin.record(visit("双胞胎", VisitOutcome::Refused));
        }
        more.iter().for_each(|step| campaign.go_on(step));
        campaign.people[who].record(visit(HOUSEHOLDS[0], VisitOutcome::Delivered));
        let bundles = [File::of(twin.bundle()), File::of(campaign.people[who].bundle())];
        for [first, second] in [[0, 1], [1, 0]] {
            let mut journal = merged([&bundles[first]]);
            let before = journal.state_hash();
            let refused = plan(&journal, &bundles[second].delivery).map(|plan| carry_out(&mut journal, &plan));
            // What one of the two has lost can't be held against the other.
            let read = |file: &File, n| file.records().into_iter().find(|((_, m), _)| *m == n).map(|(_, text)| text);
            let both = |n: &u64| match (read(&bundles[0], *n), read(&bundles[1], *n)) {
                (Some(one), Some(other)) => one != other,
                _ => false,
            };
            let expected = match (fork..=fork + 50).find(both) {
                Some(n) => Err(MergeError::Fork { device: device.clone(), n }),
                None => Ok(()),
            };
            prop_assert_eq!(&refused, &expected);
            prop_assert_eq!(refused.is_err(), journal.state_hash() == before);
        }
        Ok(())
    });
}

/// The made-up campaigns are lively enough to say something: all that the rules are about comes up in them.
#[test]
fn what_is_made_up_has_everything_in_it() {
    let mut seen = BTreeMap::<&str, usize>::new();
    let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(0), ..Config::default() });
    for _ in 0..300 {
        let steps = vec(step(), 1..40).new_tree(&mut runner).unwrap().current();
        let Campaign { files, .. } = Campaign::of(&steps);
        let mut devices = BTreeMap::<DeviceId, usize>::new();
        for file in &files {
            let payload = Parts::of(&file.text).payload_json();
            let is_bundle = payload.get("bundle").is_some();
            let bundles = devices.entry(DeviceId(payload["device"]["id"].as_str().unwrap().to_owned())).or_default();
            *bundles += usize::from(is_bundle);
            *seen.entry(if is_bundle { "bundle" } else { "packet" }).or_default() += 1;
            *seen.entry("packet of several").or_default() += usize::from(payload.get("others").is_some());
            *seen.entry("stale bundle").or_default() += usize::from(*bundles > 1);
            let lost = payload["records"].as_array().unwrap().iter().any(serde_json::Value::is_null);
            *seen.entry("lost record").or_default() += usize::from(lost);
        }
        let state = merged(&files).replay();
        let counts = state.compounds.get(&compound_id()).map(|compound| compound.tally().counts);
        *seen.entry("conflict").or_default() += usize::from(counts.as_ref().is_some_and(|counts| counts.conflicts > 0));
        let file = |of: &Compound, id: &str| of.file(&id.into()).is_some_and(|file| !file.undone_visits.is_empty());
        let undone = |of: &Compound| HOUSEHOLDS.iter().any(|id| file(of, id));
        *seen.entry("undone visit").or_default() +=
            usize::from(state.compounds.get(&compound_id()).is_some_and(undone));
        let file = |of: &Compound, id: &str| {
            of.file(&id.into()).is_some_and(|file| file.spoiled.iter().any(|f| f.is_undone()))
        };
        let undone = |of: &Compound| HOUSEHOLDS.iter().any(|id| file(of, id));
        *seen.entry("undone spoil").or_default() +=
            usize::from(state.compounds.get(&compound_id()).is_some_and(undone));
        *seen.entry("vote").or_default() += usize::from(counts.is_some_and(|c| c.professional + c.quasi > 0));
        *seen.entry("revoked device").or_default() += usize::from(!state.revoked.is_empty());
        *seen.entry("another deputy").or_default() += usize::from(state.deputies.len() > 1);
        let revoked = |device: &DeviceId| state.last_of_revoked.contains_key(device);
        *seen.entry("revoked deputy").or_default() += usize::from(state.deputies.keys().any(revoked));
        *seen.entry("revoked founder").or_default() += usize::from(state.founder.iter().any(revoked));
        *seen.entry("receipt").or_default() += usize::from(!state.receipts.is_empty());
    }
    let all = [
        "bundle",
        "packet",
        "stale bundle",
        "lost record",
        "conflict",
        "vote",
        "revoked device",
        "receipt",
        "undone visit",
        "undone spoil",
    ];
    for what in all.into_iter().chain(["packet of several", "another deputy", "revoked deputy", "revoked founder"]) {
        assert!(seen[what] >= 5, "{what}: {seen:?}");
    }
}
