//! Two supervisors who correct the same four titles, settle their papers and hear of each other late or never: whatever they do, no paper is silent.
//!
//! What is drawn is what they do, in order. Nothing says how each household has to end; what must never be is (`WENLOU_CASES` for another number).

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use wenlou::domain::ballot::ChoiceClass;
use wenlou::journal::RecordId;
use wenlou::journal::fact::Settle;

const SUITES: [&str; 4] = ["101", "102", "201", "202"];
/// 8 o'clock on the day on which the ballot begins, in China.
const MORNING: i64 = 1_773_100_800_000;
const DAY: i64 = 86_400_000;

fn door(suite: usize) -> HouseholdId {
    HouseholdId(format!("1-1-{}", SUITES[suite]))
}

/// What one of them does, if it can be done by what is known at that desk.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// A paper, in the place of those that the household has.
    Record(usize, Choice),
    /// One of a title that was merged, out of somebody's bag.
    RecordLate(Choice),
    Merge {
        kept: usize,
        gone: usize,
    },
    /// The first paper of a household, as one of another door.
    Withdraw(usize),
    PutBack(usize),
    TakeOff(usize),
    /// The new title is somebody else's, in the place of one that is off the roll, or isn't made.
    Divide {
        kept: usize,
        new: usize,
    },
    /// The first conflict, for one of the household's own papers or for none.
    Settle {
        keeps: bool,
    },
    HandOver,
}

fn act() -> impl Strategy<Value = Act> {
    let choice = || prop_oneof![Just(Choice::Professional), Just(Choice::Quasi)];
    prop_oneof![
        2 => (0..4usize, choice()).prop_map(|(at, choice)| Act::Record(at, choice)),
        1 => choice().prop_map(Act::RecordLate),
        1 => (0..4usize).prop_map(Act::Withdraw),
        4 => (0..4usize, 0..4usize).prop_map(|(kept, gone)| Act::Merge { kept, gone }),
        2 => (0..4usize).prop_map(Act::PutBack),
        1 => (0..4usize).prop_map(Act::TakeOff),
        1 => (0..4usize, 0..4usize).prop_map(|(kept, new)| Act::Divide { kept, new }),
        4 => any::<bool>().prop_map(|keeps| Act::Settle { keeps }),
        2 => Just(Act::HandOver),
    ]
}

/// The two desks, the papers that were replaced or taken back, and what the desks had of each other when they recorded or took back a paper.
struct Played {
    desks: [support::Tablet; 2],
    ended: Vec<RecordId>,
    had: Vec<(RecordId, u64)>,
}

impl Played {
    fn hand_over(&mut self, from: usize) {
        let trusted: Vec<_> = self.desks.iter().map(|desk| support::trusted(&desk.device, true)).collect();
        let bundle = self.desks[from].bundle();
        self.desks[1 - from].take(&bundle, &trusted);
    }

    fn record(&mut self, who: usize, day: usize, at: &HouseholdId, choice: Choice, signed_on: String) {
        let state = self.desks[who].state();
        let file = compound(&state).kept_file(at).into_iter();
        let before: Vec<RecordId> =
            file.flat_map(HouseholdFile::standing_ballots).map(|of| of.stamp.id.clone()).collect();
        let replaces: Vec<&RecordId> = before.iter().collect();
        let serial = format!("N{who}{day}");
        let Fact::Ballot(mut taken) = merged::signed_by(at.as_str(), &serial, choice, &replaces) else { panic!() };
        taken.roll = compound(&state).frozen_roll().unwrap().hash().to_owned();
        taken.ballot.signed_on = signed_on;
        self.note(who, Fact::Ballot(taken));
        self.ended.extend(before);
    }

    fn note(&mut self, who: usize, fact: Fact) {
        let had = self.desks[who].journal.last(&self.desks[1 - who].device.id);
        self.had.push((self.desks[who].record(fact), had));
    }

    /// Whether either of two records was made by a desk that had the other.
    fn is_heard(&self, one: &RecordId, other: &RecordId) -> bool {
        let had = |id: &RecordId| self.had.iter().find(|(of, _)| of == id).unwrap().1;
        one.device == other.device || one.n <= had(other) || other.n <= had(one)
    }

    fn correct(&mut self, who: usize, texts: &[(&'static str, &str)]) {
        if let Ok(correct) = corrects(&self.desks[who].state(), texts) {
            self.desks[who].record(Fact::Correct(correct));
        }
    }

    fn settle(&mut self, who: usize, keeps: bool, on: String) {
        let journal = &self.desks[who].journal;
        let known = self.desks.iter().map(|desk| desk.device.id.clone());
        let known =
            known.map(|device| RecordId { n: journal.last(&device), device }).filter(|last| last.n > 0).collect();
        let state = self.desks[who].state();
        let compound = compound(&state);
        let conflict = |at: usize| match compound.standing(&door(at)) {
            Standing::Conflict(of) => Some((door(at), of)),
            _ => None,
        };
        let Some((household, of)) = (0..4).find_map(conflict) else { return };
        let file = compound.file(&household).unwrap();
        let own = |of: &&&BallotRecord| file.ballots.iter().any(|own| own.stamp.id == of.stamp.id);
        let keep = of.iter().find(own).filter(|_| keeps).map(|of| of.stamp.id.clone());
        let over = of.iter().map(|of| of.stamp.id.clone()).collect();
        let (why, heard) = ("本人到场确认".into(), file.heard());
        let compound = compound_id();
        let word = Settle { compound, household, over, keep, why, instead: None, on: Some(on), known, heard };
        self.desks[who].record(Fact::Settle(word));
    }

    fn act(&mut self, who: usize, day: usize, act: Act) {
        let today = format!("2026-03-{:02}", 10 + day);
        self.desks[who].clock = MORNING + day as i64 * DAY;
        let state = self.desks[who].state();
        let whole = |at: usize| format!("1幢1单元{}", SUITES[at]);
        match act {
            Act::Record(at, choice) if compound(&state).is_counted(&door(at)) => {
                self.record(who, day, &door(at), choice, today);
            }
            Act::Record(..) => {}
            Act::RecordLate(choice) => {
                let title = compound(&state).merged_titles().first().map(|title| title.id.clone());
                let has_none = |id: &HouseholdId| compound(&state).kept_file(id).is_none_or(|of| of.ballots.is_empty());
                if let Some(title) = title.filter(has_none) {
                    self.record(who, day, &title, choice, "2026-03-10".into());
                }
            }
            Act::Withdraw(at) => {
                let file = compound(&state).kept_file(&door(at));
                if let Some(of) = file.and_then(|file| file.standing_ballots().next()) {
                    let id = of.stamp.id.clone();
                    self.note(who, support::withdraw(door(at).as_str(), &[&id]));
                    self.ended.push(id);
                }
            }
            Act::Merge { kept, gone } => {
                let other = SUITES[gone];
                self.correct(who, &[("change", "merge"), ("suite", &whole(kept)), ("other_suite", other)]);
            }
            Act::PutBack(at) => {
                self.correct(who, &[("change", "add"), ("suite", &whole(at)), ("holders", "陈*"), ("use", "住宅")]);
            }
            Act::TakeOff(at) => self.correct(who, &[("change", "take"), ("suite", &whole(at))]),
            Act::Divide { kept, new } => {
                let divided = [("change", "divide"), ("suite", &whole(kept)), ("other_suite", SUITES[new])];
                self.correct(who, &[&divided[..], &[("other_holders", "新*")]].concat());
            }
            Act::Settle { keeps } => self.settle(who, keeps, today),
            Act::HandOver => self.hand_over(who),
        }
    }
}

/// Each of the four has signed, both desks know of it, and in the end both know all.
fn play(choices: &[Choice], acts: &[(usize, Act)]) -> Played {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    let Scenario { supervisor, mut tablets } = s;
    let mut played = Played { desks: [supervisor, tablets.remove(0)], ended: Vec::new(), had: Vec::new() };
    for (at, choice) in choices.iter().enumerate() {
        played.act(0, 0, Act::Record(at, *choice));
    }
    played.hand_over(0);
    for (day, (who, act)) in acts.iter().enumerate() {
        played.act(*who, 1 + day, *act);
    }
    (0..4).for_each(|turn| played.hand_over(turn % 2));
    played
}

/// All that was said of ballots and holds, the ballots that were taken back, and of which title each was recorded.
struct Said {
    words: Vec<(u64, Settle)>,
    withdrawn: Vec<(RecordId, RecordId)>,
    doors: Vec<(RecordId, HouseholdId)>,
}

impl Said {
    fn of(desk: &support::Tablet) -> Self {
        let (mut words, mut withdrawn, mut doors) = (Vec::new(), Vec::new(), Vec::new());
        let state = desk.state();
        let is_void = |id: &RecordId| state.remarks.iter().any(|remark| remark.stamp.id == *id);
        let all = || desk.journal.entries();
        // Where one holds, those whose place it took do as well.
        let holds = |at: &HouseholdId| {
            let file = compound(&state).kept_file(at);
            let is_it = |id: &RecordId| file.is_some_and(|file| file.holds(id));
            // Of a former holder's title it can't be said from here.
            compound(&state).since_freeze().iter().any(|step| step.taken_off().contains(&at))
                || all()
                    .any(|(id, entry)| matches!(&entry.fact, Fact::Settle(word) if word.household == *at && is_it(id)))
        };
        for (id, entry) in desk.journal.entries() {
            match &entry.fact {
                Fact::Settle(word) if !is_void(id) && holds(&word.household) => words.push((entry.lt, word.clone())),
                Fact::Withdraw(withdraw) => withdrawn.push((id.clone(), withdraw.ballots[0].clone())),
                Fact::Ballot(taken) => doors.push((id.clone(), taken.household.clone())),
                _ => {}
            }
        }
        Self { words, withdrawn, doors }
    }

    fn is_spoken_of(&self, ballot: &RecordId) -> bool {
        self.is_spoken_of_since(0, ballot)
    }

    fn is_spoken_of_since(&self, lt: u64, ballot: &RecordId) -> bool {
        self.words.iter().any(|(at, word)| *at > lt && word.over.contains(ballot))
    }

    fn door_of(&self, ballot: &RecordId) -> &HouseholdId {
        &self.doors.iter().find(|(id, _)| id == ballot).unwrap().1
    }

    /// Whether a word is over papers of titles that are one household now, those of former holders aside.
    fn is_of_one(&self, compound: &Compound, word: &Settle) -> bool {
        word.over.iter().all(|id| {
            let title = self.door_of(id);
            let file = compound.kept_file(title);
            let is_former = !file.is_some_and(|file| file.ballots.iter().any(|of| of.stamp.id == *id));
            is_former || compound.became(title) == &word.household
        })
    }
}

/// The papers that contradict `class` of titles that were merged into the household, while both had one on record, and of which nobody has spoken since they
/// became one.
fn silenced<'c>(compound: &'c Compound, household: &HouseholdId, class: ChoiceClass, said: &Said) -> Vec<&'c RecordId> {
    let mut found = Vec::new();
    let own = compound.file(household).unwrap();
    for step in compound.since_freeze() {
        let Some((kept, gone)) = step.merger() else { continue };
        let last = |is_one: &dyn Fn(&Correct) -> bool| {
            let steps = compound.since_freeze().iter();
            let steps =
                steps.filter(|step| matches!(&step.what, RollChange::Corrected { correct, .. } if is_one(correct)));
            steps.map(|step| step.stamp.lt).max().unwrap_or_default()
        };
        let (off, back) =
            (last(&|of| of.take.contains(gone)), last(&|of| of.put.iter().any(|title| title.id == *gone)));
        // What is on file of another holder's title may be of the roll before it was theirs.
        let is_anothers = compound.title(gone).is_some_and(|title| title.holders == ["新*"]);
        if kept != household || off != step.stamp.lt || back > off || is_anothers {
            continue;
        }
        let is_before = |of: &&BallotRecord| of.stamp.lt < off;
        if own.standing_ballots().any(|of| is_before(&of)) {
            let theirs = compound.kept_file(gone).unwrap().standing_ballots().filter(is_before);
            let says_otherwise = theirs.filter(|of| of.ballot.choice.class() != class).map(|of| &of.stamp.id);
            found.extend(says_otherwise.filter(|id| !said.is_spoken_of_since(back, id)));
        }
    }
    found
}

fn check(played: &Played) -> Result<(), TestCaseError> {
    let [state, other] = [0, 1].map(|desk| played.desks[desk].state());
    let (compound, other, said) = (compound(&state), compound(&other), Said::of(&played.desks[0]));
    let uncounted: Vec<&RecordId> = compound.uncounted().into_iter().map(|(_, of, _)| &of.stamp.id).collect();
    for at in 0..4 {
        let household = door(at);
        let standing = compound.standing(&household);
        prop_assert_eq!(&standing, &other.standing(&household), "the two desks know the same of {}", at);
        let Some(file) = compound.file(&household).filter(|_| compound.is_counted(&household)) else { continue };
        if standing == Standing::Annulled {
            let is_its = |word: &&Settle| word.household == household && said.is_of_one(compound, word);
            let words: Vec<&Settle> = said.words.iter().map(|(_, word)| word).filter(is_its).collect();
            prop_assert!(!words.is_empty(), "nobody annulled this household, be it another one's papers: {}", at);
            let last = words.iter().filter_map(|word| word.on.as_deref()).max().unwrap_or_default();
            let is_anew = |of: &BallotRecord| !said.is_spoken_of(&of.stamp.id) && *of.ballot.signed_on > *last;
            prop_assert!(!file.standing_ballots().any(is_anew), "it has signed anew: {}", at);
        }
        if let Standing::Counted { class, ballot, .. } = standing {
            let title = said.door_of(&ballot.stamp.id);
            prop_assert_eq!(compound.became(title), &household, "a paper counts for its own household");
            let is_taken_back = |of: &RecordId| said.withdrawn.iter().any(|(_, id)| id == of);
            prop_assert!(!is_taken_back(&ballot.stamp.id), "what was taken back counts");
            for (by, of) in said.withdrawn.iter().filter(|(_, of)| ballot.line.contains(of)) {
                let is_told = played.is_heard(by, &ballot.stamp.id) || said.is_spoken_of(&ballot.stamp.id);
                prop_assert!(is_told, "{of} was taken back and put right, and nobody was asked");
            }
            for of in file.ballots.iter().filter(|of| of.ballot.choice.class() != class) {
                let id = &of.stamp.id;
                let is_told = played.ended.contains(id) || uncounted.contains(&id) || said.is_spoken_of(id);
                prop_assert!(is_told, "nobody spoke of its own paper {} that says otherwise", id);
            }
            let silenced = silenced(compound, &household, class, &said);
            prop_assert!(silenced.is_empty(), "nobody spoke of {:?} beside those of {}", silenced, at);
        }
    }
    for (id, title) in &said.doors {
        if played.ended.contains(id) || uncounted.contains(&id) || said.is_spoken_of(id) {
            continue;
        }
        let file = compound.file(title).filter(|_| compound.is_counted(title));
        let is_own = file.is_some_and(|file| file.ballots.iter().any(|of| of.stamp.id == *id));
        match compound.standing(compound.became(title)) {
            Standing::Counted { .. } | Standing::Conflict(_) if is_own => {}
            Standing::Conflict(of) if of.iter().any(|of| of.stamp.id == *id) => {}
            standing => prop_assert!(false, "the paper {id} is nowhere: {standing:?}"),
        }
    }
    Ok(())
}

#[test]
fn whatever_two_supervisors_make_of_four_titles_no_paper_is_silent() {
    let cases: u32 = std::env::var("WENLOU_CASES").map_or(300, |cases| cases.parse().unwrap());
    let choices = vec(prop_oneof![Just(Choice::Professional), Just(Choice::Quasi)], 4..=4);
    let drawn = (choices, vec((0..2usize, act()), 3..=16));
    let config = Config { cases, rng_seed: RngSeed::Fixed(4), failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(config).run(&drawn, |(choices, acts)| check(&play(&choices, &acts)));
    run.unwrap_or_else(|why| panic!("{why}"));
}
