//! How far the visits have come, and what in the records is worth a second look: each hint is raised by a case and not by the one just below it, and
//! by no plain honest campaign.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::{
    COMPOUND, Device, HOUSEHOLDS, Scenario, Tablet, compound_id, household, import_roll, paper, photo_of, posted,
    settle, withdraw,
};
use wenlou::domain::ballot::{
    BlankReason, Choice, ChoiceClass, Delivery, HandedOver, InvalidCode, Signer, Visit, VisitOutcome,
};
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::household::{Household, Tenure, Use};
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::roll::Roll;
use wenlou::findings::anomaly::{Anomaly, Kind, Spot, anomalies};
use wenlou::findings::closing::outstanding;
use wenlou::findings::count::Count;
use wenlou::findings::progress::{Figures, Progress, progress};
use wenlou::journal::fact::{BallotTaken, Check, Freeze, PhotoTaken, Spoil, VisitMade};
use wenlou::journal::{Fact, RecordId};

/// A compound of two buildings with two stairwells each, where every household has a holder of its own.
struct Place {
    office: Tablet,
    roll: Roll,
    /// The ids in the roll's order.
    homes: Vec<String>,
}

fn titles(stairwell: usize) -> Vec<Household> {
    let mut titles = Vec::new();
    for (building, no) in [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")] {
        for suite in 1..=stairwell {
            let suite = format!("{}0{}", (suite - 1) / 4 + 1, (suite - 1) % 4 + 1);
            let mut title = household(building, Some(no), &suite, Use::Residential);
            title.holders = vec![format!("户主{building}-{no}-{suite}")];
            titles.push(title);
        }
    }
    titles
}

impl Place {
    fn of(titles: Vec<Household>) -> Self {
        let roll = Roll::new(titles.clone());
        let homes = roll.ids().map(|id| id.to_string()).collect();
        let scenario = Scenario::with(0, |office| {
            import_roll(office, titles);
            let (hash, households) = (roll.hash().to_owned(), roll.counted());
            office.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll: hash, households, counts: None }));
            office.record(posted());
        });
        Self { office: scenario.supervisor, roll, homes }
    }

    /// With so many households in each of the four stairwells.
    fn with(stairwell: usize) -> Self {
        Self::of(titles(stairwell))
    }

    fn record(&mut self, fact: Fact) -> RecordId {
        self.office.record(fact)
    }

    /// The next record comes so many milliseconds after the last one.
    fn record_after(&mut self, milliseconds: i64, fact: Fact) -> RecordId {
        self.office.clock += milliseconds - 60_000;
        self.office.record(fact)
    }

    fn visit(&self, home: usize, at: &str, outcome: VisitOutcome, names: &[&str]) -> Fact {
        let form = (outcome == VisitOutcome::Delivered).then_some(HandedOver {
            how: Delivery::InPerson,
            serial: None,
            receipt: None,
        });
        let collectors = names.iter().map(|&name| name.to_owned()).collect();
        let visit = Visit { at: at.to_owned(), outcome, again: None, form, collectors, note: None };
        Fact::Visit(VisitMade { compound: COMPOUND.into(), household: self.homes[home].as_str().into(), visit })
    }

    fn taken(&self, home: usize, choice: Choice, names: &[&str], signed_on: &str) -> BallotTaken {
        let household = self.homes[home].as_str();
        let mut ballot = paper(&format!("No.{household}"), choice);
        ballot.collectors = names.iter().map(|&name| name.to_owned()).collect();
        ballot.signed_on = signed_on.to_owned();
        ballot.signed_by = Some(format!("户主{household}"));
        let roll = self.roll.hash().to_owned();
        BallotTaken {
            compound: COMPOUND.into(),
            household: household.into(),
            roll,
            ballot,
            replaces: vec![],
            why: None,
        }
    }

    fn ballot(&self, home: usize, choice: Choice, names: &[&str], signed_on: &str) -> Fact {
        Fact::Ballot(self.taken(home, choice, names, signed_on))
    }

    fn check(&self, home: usize, ballot: &RecordId, read: ChoiceClass, checker: &str) -> Fact {
        let household = self.homes[home].as_str().into();
        let (ballot, checker) = (ballot.clone(), checker.to_owned());
        Fact::Check(Check { compound: COMPOUND.into(), household, ballot, read, checker, note: None, serial: None })
    }

    /// The photo of a household's form; the same `name` is the same picture.
    fn form_photo(&self, home: usize, name: &str) -> Fact {
        let of = Subject::Form(self.homes[home].as_str().into(), format!("No.{}", self.homes[home]));
        let sha256 = Sha256::new(&sha256_hex(name.as_bytes())).unwrap();
        let photo = Photo { sha256, size: 100_000, width: 1_600, height: 1_200 };
        Fact::Photo(PhotoTaken { compound: COMPOUND.into(), of, photo, marked: None })
    }

    fn progress(&self) -> Progress {
        progress(&self.office.state().compounds[&COMPOUND.into()])
    }

    fn hints(&self) -> Vec<Anomaly> {
        let state = self.office.state();
        anomalies(&state, &state.compounds[&COMPOUND.into()])
    }

    fn kinds(&self) -> Vec<Kind> {
        self.hints().iter().map(|hint| hint.kind).collect()
    }

    fn spots(&self, homes: impl IntoIterator<Item = usize>) -> Vec<Spot> {
        homes.into_iter().map(|home| Spot::Household(self.homes[home].as_str().into())).collect()
    }
}

const PAIR: [&str; 2] = ["王芳", "李明"];
const PAIRS: [[&str; 2]; 3] = [PAIR, ["赵强", "孙丽"], ["周军", "吴敏"]];

#[test]
fn what_was_done_is_counted_by_building_by_collector_and_by_device() {
    use VisitOutcome::{Delivered, NotMet, Refused};
    let mut place = Place::with(2);
    // Building 1: handed over and returned, not met twice, refused. Building 2: blank, and nobody was there else.
    for fact in [
        place.visit(0, "2026-03-09T19:00", Delivered, &PAIR),
        place.visit(1, "2026-03-09T19:04", NotMet, &PAIR),
        place.visit(2, "2026-03-09T19:05", Refused, &["李明", " 王芳 "]),
        place.visit(1, "2026-03-10T19:00", NotMet, &["王芳"]),
        place.ballot(0, Choice::Professional, &["王芳", "赵强"], "2026-03-10"),
        place.ballot(4, Choice::Blank(BlankReason::NoBox), &["赵强"], "2026-03-10"),
    ] {
        place.record(fact);
    }
    let found = place.progress();
    let whole = Figures {
        households: 8,
        delivered: 2,
        visited: 3,
        not_met: 1,
        refused: 1,
        returned: 2,
        unrecorded: 0,
        valid: 1,
        waiting: 0,
        attempts: 4,
        minutes: Some(1),
    };
    assert_eq!(found.whole, whole, "of four minutes and one, the lower");
    let first = Figures { households: 4, delivered: 1, visited: 3, returned: 1, ..whole };
    let second = Figures { households: 4, delivered: 1, visited: 0, returned: 1, ..Figures::default() };
    assert_eq!(found.buildings, [("1".into(), first), ("2".into(), second)]);
    let wang = Figures { households: 3, ..first };
    let li = Figures { returned: 0, valid: 0, attempts: 3, ..wang };
    let zhao = Figures { households: 2, delivered: 2, visited: 0, returned: 2, valid: 1, ..Figures::default() };
    let by = |name: &str, of: Figures| (name.to_owned(), of);
    assert_eq!(found.collectors, [by("李明", li), by("王芳", wang), by("赵强", zhao)]);
    let device = place.office.device.id.clone();
    assert_eq!(found.devices, [(device, Figures { households: 4, ..whole })]);
}

#[test]
fn who_refused_and_then_returned_it_to_others_has_not_refused_anybody() {
    let mut place = Place::with(1);
    for fact in [
        place.visit(0, "2026-03-09T19:00", VisitOutcome::Refused, &PAIR),
        place.visit(1, "2026-03-09T19:04", VisitOutcome::NotMet, &PAIR),
        place.ballot(0, Choice::Quasi, &["赵强"], "2026-03-10"),
        place.ballot(1, Choice::Quasi, &["赵强"], "2026-03-10"),
        place.visit(2, "2026-03-10T19:00", VisitOutcome::Refused, &PAIR),
    ] {
        place.record(fact);
    }
    let found = place.progress();
    assert_eq!((found.whole.refused, found.whole.not_met), (1, 0));
    let of: Vec<_> = found.collectors.iter().map(|(name, of)| (name.as_str(), of.refused, of.not_met)).collect();
    assert_eq!(of, [("李明", 1, 0), ("王芳", 1, 0), ("赵强", 0, 0)]);
}

#[test]
fn what_came_back_and_is_open_is_neither_valid_nor_lost() {
    let mut place = Place::with(1);
    let ballot = place.ballot(0, Choice::Quasi, &PAIR, "2026-03-10");
    let of = place.record(ballot);
    let check = place.check(0, &of, ChoiceClass::Professional, "吴敏");
    place.record(check);
    for choice in [Choice::Quasi, Choice::Professional] {
        let mut taken = place.taken(1, choice, &PAIR, "2026-03-10");
        taken.ballot.serial = format!("{choice:?}");
        place.record(Fact::Ballot(taken));
    }
    let whole = place.progress().whole;
    assert_eq!((whole.returned, whole.valid, whole.waiting), (2, 0, 2), "a dispute and a conflict");
}

#[test]
fn a_paper_that_was_taken_was_given_and_is_missed_until_its_ballot_is_on_record() {
    let mut place = Place::with(1);
    let facts = [
        place.visit(0, "2026-03-09T19:00", VisitOutcome::Collected, &PAIR),
        place.visit(1, "2026-03-09T19:05", VisitOutcome::Delivered, &PAIR),
        place.visit(2, "2026-03-09T19:10", VisitOutcome::Collected, &PAIRS[1]),
        place.ballot(2, Choice::Quasi, &PAIRS[1], "2026-03-09"),
    ];
    facts.into_iter().for_each(|fact| {
        place.record(fact);
    });
    let found = place.progress();
    assert_eq!((found.whole.delivered, found.whole.returned, found.whole.unrecorded), (3, 1, 1));
    let compound = &place.office.state().compounds[&COMPOUND.into()];
    assert_eq!(Count::of(compound).issued, found.whole.delivered, "as the papers have it");
    let missed: Vec<_> = found.collectors.iter().map(|(name, of)| (name.as_str(), of.unrecorded)).collect();
    assert_eq!(missed, [("孙丽", 0), ("李明", 1), ("王芳", 1), ("赵强", 0)]);
}

#[test]
fn figures_of_people_are_the_same_whatever_was_chosen() {
    let play = |choices: [Choice; 2]| {
        let mut place = Place::with(2);
        for home in 0..8 {
            let fact = place.ballot(home, choices[home % 2], PAIRS[home % 3].as_slice(), "2026-03-10");
            place.record(fact);
        }
        place.progress()
    };
    let one = play([Choice::Professional, Choice::Quasi]);
    assert_eq!(one, play([Choice::Quasi, Choice::Professional]));
    assert_eq!(one, play([Choice::Quasi; 2]));
}

/// Three pairs on three evenings: who isn't in is called on again, two of five were out at first.
fn honest(stairwell: usize) -> Place {
    let mut place = Place::with(stairwell);
    for home in 0..place.homes.len() {
        let pair = PAIRS[home % 3];
        let day = |n: usize| format!("2026-03-{:02}", 9 + n);
        let evening = |n: usize| format!("{}T19:{:02}", day(n), home % 60);
        if home % 5 < 2 {
            let fact = place.visit(home, &evening(home % 3), VisitOutcome::NotMet, &pair);
            place.record(fact);
        }
        let facts = [
            place.visit(home, &evening(home % 3 + 1), VisitOutcome::Delivered, &pair),
            place.ballot(home, [Choice::Professional, Choice::Quasi][home % 2], &pair, &day(home % 3 + 1)),
        ];
        facts.into_iter().for_each(|fact| {
            place.record(fact);
        });
        let ballot = place.office.journal.entries().last().unwrap().0.clone();
        let read = [ChoiceClass::Professional, ChoiceClass::Quasi][home % 2];
        let facts =
            [place.form_photo(home, &place.homes[home]), place.check(home, &ballot, read, PAIRS[(home + 1) % 3][0])];
        facts.into_iter().for_each(|fact| {
            place.record(fact);
        });
    }
    place
}

#[test]
fn an_honest_campaign_raises_nothing() {
    for stairwell in [1, 4, 16, 36] {
        let place = honest(stairwell);
        assert_eq!(place.progress().whole.valid, 4 * stairwell as u64, "all were counted");
        assert_eq!(place.hints(), [], "{stairwell}");
    }
}

/// Three pairs who tap no more than they must: doors of a landing are knocked at together, a shut one takes five seconds to note, and at an open one the
/// paper is filled in at once, a minute and a half all told, which is one record of a ballot and, in the same moment, one of the visit. Who isn't in is
/// called on again on the next evening.
fn fast(stairwell: usize) -> Place {
    let mut place = Place::with(stairwell);
    for (evening, day) in ["2026-03-09", "2026-03-10", "2026-03-11"].into_iter().enumerate() {
        let mut seconds = 0;
        for home in 0..place.homes.len() {
            // Of five two are out on the first evening, and one of them on the second.
            let evenings_out = [2, 1, 0, 0, 0][home % 5];
            let first = home.is_multiple_of(stairwell);
            let step = if first { 120 } else { 0 } + if evening < evenings_out { 5 } else { 90 };
            if evening > evenings_out {
                continue;
            }
            seconds += step;
            let pair = PAIRS[(home / stairwell + evening) % 3];
            let at = format!("{day}T{:02}:{:02}", 17 + seconds / 3_600, seconds / 60 % 60);
            if evening < evenings_out {
                let fact = place.visit(home, &at, VisitOutcome::NotMet, &pair);
                place.record_after(step * 1_000, fact);
            } else {
                let choice = [Choice::Professional, Choice::Quasi][home % 2];
                let (ballot, visit) =
                    (place.ballot(home, choice, &pair, day), place.visit(home, &at, VisitOutcome::Collected, &pair));
                place.record_after(step * 1_000, ballot);
                place.record_after(0, visit);
            }
        }
    }
    place
}

#[test]
fn a_fast_honest_campaign_raises_nothing() {
    for stairwell in [4, 16, 36] {
        let place = fast(stairwell);
        let whole = place.progress().whole;
        let households = 4 * stairwell as u64;
        assert_eq!((whole.valid, whole.delivered, whole.unrecorded), (households, households, 0));
        assert_eq!(whole.minutes, Some(1), "three in five doors take a minute and a half");
        assert_eq!(place.hints(), [], "{stairwell}");
    }
}

#[test]
fn nobody_is_always_met() {
    let with = |doors: usize, visits: &dyn Fn(usize) -> Vec<VisitOutcome>| {
        let mut place = Place::with(25);
        for home in 0..doors {
            for outcome in visits(home) {
                let fact = place.visit(home, "2026-03-09T19:00", outcome, &PAIR);
                place.record(fact);
            }
        }
        (place.hints(), place)
    };
    let play = |doors: usize, shut: usize, how: VisitOutcome| {
        with(doors, &|home| vec![if home < shut { how } else { VisitOutcome::Delivered }])
    };
    let (hints, place) = play(30, 0, VisitOutcome::NotMet);
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::AlwaysMet, 30, 30));
    assert_eq!(hint.who, ["李明", "王芳"], "two who went together are one hint");
    assert_eq!(hint.places, place.spots(0..30));
    assert_eq!(play(29, 0, VisitOutcome::NotMet).0, []);
    // One shut door, made up or not, changes nothing; two of thirty, or four of a hundred, are as honest people have it.
    for how in [VisitOutcome::NotMet, VisitOutcome::Moved] {
        let numbers =
            |doors, shut| play(doors, shut, how).0.iter().map(|hint| (hint.number, hint.of)).collect::<Vec<_>>();
        assert_eq!(numbers(30, 1), [(29, 30)]);
        assert_eq!(numbers(30, 2), []);
        assert_eq!(numbers(100, 3), [(97, 100)]);
        assert_eq!(numbers(100, 4), []);
    }
    // What counts is whether the door opened when it was first knocked at.
    let then = |first, then| with(30, &|_| vec![first, then]).0.len();
    assert_eq!(then(VisitOutcome::Delivered, VisitOutcome::NotMet), 1);
    assert_eq!(then(VisitOutcome::NotMet, VisitOutcome::Delivered), 0);
}

#[test]
fn a_form_that_was_left_behind_met_nobody() {
    let mut place = Place::with(8);
    for home in 0..30 {
        let Fact::Visit(mut made) = place.visit(home, "2026-03-09T19:00", VisitOutcome::Delivered, &PAIR) else {
            panic!()
        };
        made.visit.form = Some(HandedOver { how: Delivery::Letterbox, serial: None, receipt: None });
        place.record(Fact::Visit(made));
    }
    assert_eq!(place.hints(), []);
}

#[test]
fn nobody_walks_faster_than_they_can() {
    // From the first of one stairwell to the first of the next and back.
    let walk = |times: usize, milliseconds: i64, homes: [usize; 2], outcome: VisitOutcome| {
        let mut place = Place::with(4);
        for time in 0..=times {
            let fact = place.visit(homes[time % 2], "2026-03-09T19:00", outcome, &["王芳"]);
            place.record_after(milliseconds, fact);
        }
        place.hints()
    };
    let play = |times, milliseconds, homes| walk(times, milliseconds, homes, VisitOutcome::Delivered);
    let hints = play(5, 59_999, [0, 4]);
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of, hint.places.len()), (Kind::TooFast, 5, 5, 2));
    assert_eq!(play(5, 60_000, [0, 4]), []);
    assert_eq!(play(4, 1_000, [0, 4]), []);
    assert_eq!(play(5, 20_000, [0, 1]), [], "to the neighbour");
    assert_eq!(play(5, 19_999, [0, 1]).len(), 1);
    assert_eq!(play(5, 1_000, [0, 0]), [], "the same door");
    // The doors of a landing are knocked at together: those that stay shut, or open for a word, are noted together.
    for outcome in [VisitOutcome::NotMet, VisitOutcome::Refused, VisitOutcome::ComeBack] {
        assert_eq!(walk(5, 1_000, [0, 1], outcome), []);
    }
    assert_eq!(walk(5, 1_000, [0, 1], VisitOutcome::Collected).len(), 1);
    assert_eq!(walk(5, 59_999, [0, 4], VisitOutcome::NotMet).len(), 1, "but nobody flies to another stairwell");
}

#[test]
fn a_visit_and_a_ballot_at_one_door_are_no_way_between_doors() {
    let mut place = Place::with(8);
    for home in 0..8 {
        let visit = place.visit(home, "2026-03-09T19:00", VisitOutcome::Collected, &["王芳"]);
        place.record_after(1_000, visit);
        let ballot = place.ballot(home, Choice::Quasi, &["王芳"], "2026-03-09");
        place.record_after(1_000, ballot);
    }
    let hints = place.hints();
    let found: Vec<_> = hints.iter().filter(|hint| hint.kind == Kind::TooFast).collect();
    let [hint] = found.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.number, hint.of, hint.places.len()), (7, 7, 8));
}

#[test]
fn papers_that_are_typed_in_as_they_lie_in_the_pile_are_no_way_between_doors() {
    let mut place = Place::with(4);
    for home in 0..16 {
        let ballot = place.ballot(home % 4 * 4 + home / 4, Choice::Quasi, &["王芳"], "2026-03-09");
        place.record_after(15_000, ballot);
    }
    assert_eq!(place.kinds(), []);
}

/// Ballots of so many households with a visit each; a hint of the one day on which all were signed isn't what is asked for.
fn collected(ballots: usize, pair: impl Fn(usize) -> [&'static str; 2], day: impl Fn(usize) -> u8) -> Place {
    let mut place = Place::with(ballots.div_ceil(4));
    for home in 0..ballots {
        let outcome = if home < 6 { VisitOutcome::NotMet } else { VisitOutcome::Delivered };
        let facts = [
            place.visit(home, "2026-03-09T19:00", outcome, &pair(home)),
            place.ballot(home, Choice::Quasi, &pair(home), &format!("2026-03-{:02}", day(home))),
        ];
        facts.into_iter().for_each(|fact| {
            place.record(fact);
        });
    }
    place
}

#[test]
fn most_ballots_come_from_one_hand() {
    let play = |ballots: usize, of_one: usize| {
        let pair = move |home: usize| if home < of_one { PAIR } else { PAIRS[1] };
        collected(ballots, pair, |home| 10 + (home % 5) as u8)
    };
    let hints = play(50, 26).hints();
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::OneHand, 26, 50));
    assert_eq!(hint.who, ["李明", "王芳"]);
    assert_eq!(play(50, 25).hints(), []);
    assert_eq!(play(49, 40).hints(), []);
}

#[test]
fn nearly_all_ballots_come_from_one_person_whose_partners_change() {
    const PARTNERS: [&str; 4] = ["李明", "赵强", "孙丽", "周军"];
    let play = |theirs: usize, most_with_one: bool| {
        let pair = move |home: usize| match home {
            _ if home >= theirs => PAIRS[[1, 2][home % 2]],
            _ if most_with_one && !home.is_multiple_of(4) => PAIR,
            _ => ["王芳", PARTNERS[home % 4]],
        };
        collected(50, pair, |home| 10 + (home % 5) as u8).hints()
    };
    let hints = play(38, false);
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::OneHand, 38, 50));
    assert_eq!(hint.who, ["王芳"]);
    assert_eq!(play(37, false), [], "three in four is as where three take turns");
    let hints = play(50, true);
    let pairs: Vec<_> = hints.iter().filter(|hint| hint.kind == Kind::OneHand).collect();
    let [hint] = pairs.as_slice() else { panic!("{hints:?}") };
    assert_eq!(hint.who, ["李明", "王芳"], "nobody is named twice");
}

#[test]
fn all_checks_come_from_one_person() {
    let play = |checks: usize, others: usize, after: i64| {
        let pair = |home: usize| PAIRS[home % 3];
        let mut place = collected(60, pair, |home| 10 + (home % 5) as u8);
        let state = place.office.state();
        let compound = &state.compounds[&COMPOUND.into()];
        let file = |home: usize| compound.file(&place.homes[home].as_str().into()).unwrap();
        let checks: Vec<Fact> = (0..checks)
            .map(|home| {
                let checker = if home < others { "郑洁" } else { "钱进" };
                place.check(home, &file(home).ballots[0].stamp.id, ChoiceClass::Quasi, checker)
            })
            .collect();
        checks.into_iter().for_each(|check| {
            place.record_after(after, check);
        });
        place.kinds()
    };
    assert_eq!(play(50, 0, 60_000), [Kind::OneChecker]);
    assert_eq!(play(49, 0, 60_000), []);
    assert_eq!(play(50, 1, 60_000), []);
}

#[test]
fn checks_come_within_seconds() {
    let play = |checks: usize, after: i64| {
        let mut place = Place::with(4);
        for home in 0..checks {
            let ballot = place.ballot(home, Choice::Quasi, &PAIR, "2026-03-10");
            let ballot = place.record(ballot);
            let check = place.check(home, &ballot, ChoiceClass::Quasi, "钱进");
            place.record_after(after, check);
        }
        place.hints()
    };
    let hints = play(3, 9_999);
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::HastyCheck, 3, 3));
    assert_eq!(hint.who, ["钱进"]);
    assert_eq!(play(3, 10_000), []);
    assert_eq!(play(2, 1_000), []);
}

#[test]
fn a_check_on_another_device_is_not_held_against_its_clock() {
    let mut place = Place::with(4);
    let other = Device::new("平板", 9);
    for home in 0..3 {
        let ballot = place.ballot(home, Choice::Quasi, &PAIR, "2026-03-10");
        let ballot = place.record(ballot);
        let check = place.check(home, &ballot, ChoiceClass::Quasi, "钱进");
        let clock = place.office.clock + 1_000;
        place.office.journal.write(&other.id, clock, &other.name, check).unwrap();
    }
    let state = place.office.state();
    let file = state.compounds[&COMPOUND.into()].file(&place.homes[0].as_str().into()).unwrap();
    assert_eq!(file.checks.len(), 1, "the check has effect");
    assert_eq!(place.hints(), []);
}

#[test]
fn one_photo_stands_for_two() {
    let mut place = Place::with(4);
    let facts = [place.form_photo(0, "a"), place.form_photo(1, "b")];
    facts.into_iter().for_each(|fact| {
        place.record(fact);
    });
    assert_eq!(place.hints(), []);
    // Form and authority of one household in one picture.
    let Fact::Photo(mut taken) = place.form_photo(0, "a") else { panic!("no photo") };
    taken.of = Subject::Authority(place.homes[0].as_str().into(), format!("No.{}", place.homes[0]));
    place.record(Fact::Photo(taken));
    assert_eq!(place.hints(), []);
    let fact = place.form_photo(2, "a");
    place.record(fact);
    let hints = place.hints();
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, &hint.places), (Kind::SamePhoto, 2, &place.spots([0, 2])));
    place.record(photo_of("zone.gate", "c"));
    place.record(photo_of("zone.wall", "c"));
    let hints = place.hints();
    assert_eq!(hints.len(), 2);
    let items = hints.iter().flat_map(|hint| &hint.places).filter(|spot| matches!(spot, Spot::Shown(_))).count();
    assert_eq!(items, 2, "two items by one photo");
}

#[test]
fn one_name_signs_for_titles_that_are_not_theirs() {
    let play = |papers: usize, own: usize, name: &str, signer: Signer, tenure: Option<Tenure>| {
        let mut all = titles(2);
        all.iter_mut().for_each(|title| title.tenure = tenure);
        for title in &mut all[..own] {
            title.holders = vec!["户主".into(), name.into()];
        }
        let mut place = Place::of(all);
        for home in 0..papers {
            let mut taken = place.taken(home, Choice::Quasi, &PAIR, "2026-03-10");
            (taken.ballot.signed_by, taken.ballot.signer) = (Some(format!(" {name}")), Some(signer));
            place.record(Fact::Ballot(taken));
        }
        place.hints()
    };
    let hints = play(4, 1, "胡生", Signer::Proxy, None);
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::OneSigner, 3, 4));
    assert_eq!(play(4, 2, "胡生", Signer::Proxy, None), []);
    assert_eq!(play(6, 6, "胡生", Signer::Owner, None), [], "the roll gives them six titles");
    for masked in ["胡*", "胡某"] {
        assert_eq!(play(6, 0, masked, Signer::Owner, None), []);
    }
    let units = Some(Tenure::PublicDirect);
    assert_eq!(play(6, 0, "胡生", Signer::UnitRepresentative, units), [], "an organisation signs for its own");
    assert_eq!(play(6, 0, "胡生", Signer::UnitRepresentative, None).len(), 1);
}

#[test]
fn ballots_come_without_a_visit() {
    // Recorded by a collector's tablet; what the office recorded besides was brought in there.
    let play = |ballots: usize, brought: usize| {
        let mut place = Place::with(4);
        let mut tablet = Tablet { device: Device::new("1号平板", 60), ..place.office.clone() };
        for home in 0..ballots {
            tablet.record(place.ballot(home, Choice::Quasi, &PAIR, "2026-03-10"));
        }
        place.office.journal = tablet.journal;
        for home in ballots..ballots + brought {
            let fact = place.ballot(home, Choice::Quasi, &PAIR, "2026-03-10");
            place.record(fact);
        }
        (place.hints(), place)
    };
    let (hints, place) = play(10, 4);
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::NoVisit, 10, 10));
    assert_eq!(hint.places, place.spots(0..10));
    assert_eq!(play(9, 4).0, []);
    assert_eq!(play(0, 16).0, [], "a campaign on the supervisor's tablet alone");
}

#[test]
fn nearly_all_is_signed_on_one_day() {
    let play = |ballots: usize, on_it: usize| {
        collected(ballots, |home| PAIRS[home % 3], move |home| if home < on_it { 10 } else { 11 }).hints()
    };
    let hints = play(50, 45);
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::OneDay, 45, 50));
    assert_eq!(hint.who, ["2026-03-10"]);
    assert_eq!(play(50, 44), []);
    assert_eq!(play(49, 49), []);
}

#[test]
fn a_ballot_that_counts_on_a_form_which_another_device_called_spoiled_is_told() {
    let mut s = Scenario::ready(2);
    let counted = s.tablets[0].record(support::ballot(HOUSEHOLDS[0], Choice::Quasi));
    let serial = support::taken(HOUSEHOLDS[0], Choice::Quasi).ballot.serial;
    let (compound, household) = (support::COMPOUND.into(), HOUSEHOLDS[0].into());
    s.tablets[1].record(Fact::Spoil(Spoil { compound, household, serial, why: "住户要求换表".to_owned() }));
    s.hand_over();
    let told = |s: &Scenario| {
        let state = s.supervisor.state();
        let compound = &state.compounds[&compound_id()];
        let hints = anomalies(&state, compound).into_iter().map(|hint| (hint.kind, hint.number)).collect::<Vec<_>>();
        let left = outstanding(&state, compound, &s.supervisor.device.id, &[], "2026-03-20");
        (hints, left.called_spoiled.len())
    };
    assert_eq!(told(&s), (vec![(Kind::CalledSpoiled, 1)], 1));
    s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&counted]));
    assert_eq!(told(&s), (vec![], 0));
}

#[test]
fn a_form_that_one_household_had_and_another_returned_is_told() {
    let mut s = Scenario::ready(2);
    let handed = |household: &str| {
        let Fact::Visit(mut made) = support::visit(household, VisitOutcome::Delivered) else { panic!("a visit") };
        made.visit.form = Some(HandedOver { how: Delivery::InPerson, serial: Some("A007".into()), receipt: None });
        Fact::Visit(made)
    };
    let returned = |household: &str| {
        let mut taken = support::taken(household, Choice::Quasi);
        taken.ballot.serial = "A007".into();
        Fact::Ballot(taken)
    };
    s.tablets[0].record(handed(HOUSEHOLDS[0]));
    let wrong = s.tablets[1].record(returned(HOUSEHOLDS[1]));
    s.hand_over();
    let told = |s: &Scenario| {
        let state = s.supervisor.state();
        let compound = &state.compounds[&compound_id()];
        let hints = anomalies(&state, compound).into_iter().map(|hint| (hint.kind, hint.number)).collect::<Vec<_>>();
        (hints, outstanding(&state, compound, &s.supervisor.device.id, &[], "2026-03-20").at_two_doors)
    };
    let both = [HOUSEHOLDS[0], HOUSEHOLDS[1]].map(Into::into).to_vec();
    assert_eq!(told(&s), (vec![(Kind::AtTwoDoors, 2)], both));
    s.supervisor.record(withdraw(HOUSEHOLDS[1], &[&wrong]));
    s.supervisor.record(returned(HOUSEHOLDS[0]));
    assert_eq!(told(&s), (vec![], vec![]));
}

#[test]
fn papers_with_one_number_are_as_open_in_the_figures_as_in_the_count() {
    let mut place = Place::with(1);
    for (home, choice) in [(0, Choice::Professional), (1, Choice::Invalid(InvalidCode::I3)), (2, Choice::Quasi)] {
        let mut taken = place.taken(home, choice, &PAIR, "2026-03-10");
        if home < 2 {
            taken.ballot.serial = "A001".into();
        }
        place.record(Fact::Ballot(taken));
    }
    let state = place.office.state();
    let count = Count::of(&state.compounds[&COMPOUND.into()]);
    assert_eq!((count.tally.counts.conflicts, count.tally.counts.invalid, count.invalid.len()), (2, 0, 0));
    let whole = place.progress().whole;
    assert_eq!((whole.returned, whole.valid, whole.waiting), (3, 1, 2));
}

#[test]
fn who_entered_a_paper_at_the_wrong_door_brought_nothing_back_there() {
    let mut place = Place::with(1);
    let home = place.homes[0].clone();
    let papers: Vec<RecordId> = [(Choice::Quasi, PAIR), (Choice::Professional, PAIR), (Choice::Quasi, PAIRS[1])]
        .into_iter()
        .map(|(choice, names)| place.record(Fact::Ballot(place.taken(0, choice, &names, "2026-03-10"))))
        .collect();
    place.record(withdraw(&home, &[&papers[2]]));
    place.record(settle(&home, &[&papers[0], &papers[1]], None));
    let progress = place.progress();
    let of = |name: &str| progress.collectors.iter().find(|(of, _)| of == name).unwrap().1.returned;
    assert_eq!((progress.whole.returned, of(PAIR[0]), of(PAIRS[1][0])), (1, 1, 0));
}

#[test]
fn a_later_form_is_a_hint_until_somebody_says_what_became_of_the_earlier_one() {
    let mut place = Place::with(4);
    let state = place.office.state();
    let serial = |home: usize, copy: usize| FormSerial::new(place.roll.hash(), home + 1, copy).to_string();
    assert!(state.compounds[&COMPOUND.into()].prints(&FormSerial::read(&serial(0, 1)).unwrap()));
    let signed = [(0, serial(0, 1)), (1, serial(1, 3)), (2, "00FF-0003-2".to_owned())];
    let spoiled = [serial(1, 1), serial(1, 2)];
    for (home, serial) in signed {
        let mut taken = place.taken(home, Choice::Quasi, &PAIR, "2026-03-10");
        taken.ballot.serial = serial;
        place.record(Fact::Ballot(taken));
    }
    let hints = place.hints();
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    assert_eq!((hint.kind, hint.number, hint.of), (Kind::EarlierForm, 1, 3));
    assert_eq!(hint.places, place.spots([1]));
    let household = place.homes[1].as_str();
    let spoil = |serial: &String| {
        let (compound, household) = (COMPOUND.into(), household.into());
        Fact::Spoil(Spoil { compound, household, serial: serial.clone(), why: "填错".to_owned() })
    };
    let [first, second] = spoiled.each_ref().map(spoil);
    place.record(first);
    assert_eq!(place.kinds(), [Kind::EarlierForm], "one of the two is still somewhere");
    place.record(second);
    assert_eq!(place.kinds(), []);
}
