//! What in the records of visits and ballots is worth a second look. Each is a hint and none a verdict: nothing is counted otherwise for it, it is in no
//! bundle and in no hash, and the screen tells how it was reckoned and what innocently looks the same.
//!
//! The thresholds are there so that a plain honest campaign raises nothing: a supervisor who is warned every day looks at no warning. Times are held
//! against each other only where one device wrote both, since clocks of two differ.

use super::progress::{Seen, crew, met_somebody};
use crate::domain::ballot::Signer;
use crate::domain::form_serial::FormSerial;
use crate::domain::household::{Household, Tenure};
use crate::domain::ids::HouseholdId;
use crate::domain::order::{distinct, household_order, sorted};
use crate::domain::photo::Subject;
use crate::journal::State;
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, VisitRecord};

/// Doors of which as good as all opened at once: on a workday evening a third of the doors stay shut, so that with thirty it is no chance.
pub const ALWAYS_MET: usize = 30;
/// Of a hundred doors as many may have stayed shut, and one of however few: one visit in vain is soon made up.
pub const SHUT_AT_FIRST: usize = 3;
/// From a door in one stairwell to a door in another: down, across and up takes a minute at a run.
pub const TO_ANOTHER_STAIRWELL: i64 = 60_000;
/// From a door to its neighbour, with a form explained there. What takes no talk is noted of a whole landing at once.
pub const TO_THE_NEXT_DOOR: i64 = 20_000;
/// As often: whoever knocks at three doors of a landing notes all three at once.
pub const TOO_FAST: usize = 5;
/// Ballots from which on shares of them say anything.
pub const MANY_BALLOTS: usize = 50;
/// Of a hundred ballots, as many by one person with changing partners. Where three people take turns each has two thirds, and does nothing odd.
pub const ONE_PERSON: usize = 75;
/// Papers that somebody signs for titles that aren't theirs: for one's parents and one's partner's parents is two.
pub const SIGNED_FOR_OTHERS: usize = 3;
/// Ballots without a visit: a few papers are always put into a box.
pub const NO_VISIT: usize = 10;
/// Of a hundred ballots, as many signed on one day.
pub const ONE_DAY: usize = 90;
/// To take a paper, read serial and box, and say so.
pub const HASTY_CHECK: i64 = 10_000;
/// As many such checks: one can be of a paper that both had in front of them.
pub const HASTY_CHECKS: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A collector who hardly ever stood before a shut door.
    AlwaysMet,
    /// Doors faster than a person walks.
    TooFast,
    /// Most of the ballots by the same collectors, or nearly all with the same one among them.
    OneHand,
    /// All checks by the same person.
    OneChecker,
    /// One photo for two things.
    SamePhoto,
    /// One name on the papers of several titles.
    OneSigner,
    /// Ballots without a visit.
    NoVisit,
    /// Nearly all signed on the same day.
    OneDay,
    /// Checks made as soon as the ballot was recorded.
    HastyCheck,
    /// A later form of a household's was signed, and of an earlier one nobody said what became of it.
    EarlierForm,
    /// A ballot counts whose form another device called spoiled.
    CalledSpoiled,
    /// One form that a household had and another returned.
    AtTwoDoors,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anomaly {
    pub kind: Kind,
    /// Collectors, checker or signer, a photo's hash, or a day.
    pub who: Vec<String>,
    /// Where: the households and items, each once.
    pub places: Vec<Spot>,
    /// How many it is about, of how many.
    pub number: usize,
    pub of: usize,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Spot {
    Household(HouseholdId),
    /// What a photo shows that is of no household.
    Shown(Subject),
}

/// Hints in the order of [`Kind`].
pub fn anomalies(state: &State, compound: &Compound) -> Vec<Anomaly> {
    let seen = Seen::all(compound, &[]);
    let returned: Vec<Paper<'_>> = seen.iter().filter_map(|at| Some(Paper { at, ballot: at.ballot()? })).collect();
    let found = [
        always_met(&seen),
        too_fast(&seen),
        one_hand(&returned),
        one_checker(&returned),
        same_photo(compound),
        one_signer(&returned),
        no_visit(state, &returned),
        one_day(&returned),
        hasty_checks(&returned),
        earlier_forms(compound, &returned),
        called_spoiled(&returned),
        others_forms(&seen, &returned),
    ];
    let mut all: Vec<Anomaly> = Vec::new();
    for one in found.into_iter().flatten() {
        match all.last_mut() {
            // Two who went together are one hint.
            Some(last) if (last.kind, &last.places) == (one.kind, &one.places) && one.kind != Kind::SamePhoto => {
                last.who.extend(one.who);
            }
            _ => all.push(one),
        }
    }
    all
}

/// A returned ballot and whose it is.
#[derive(Clone, Copy)]
struct Paper<'a> {
    at: &'a Seen<'a>,
    ballot: &'a BallotRecord,
}

impl<'a> Paper<'a> {
    fn signer(&self) -> Option<&'a str> {
        self.ballot.ballot.signed_by.as_deref().map(str::trim).filter(|name| !name.is_empty())
    }

    /// Whether the roll has the signer as holder, or an organisation for which somebody signs all its titles.
    fn is_signed_by_holder(&self, name: &str) -> bool {
        let Household { holders, tenure, .. } = self.at.household;
        let is_units = matches!(tenure, Some(Tenure::PublicDirect | Tenure::UnitManaged));
        holders.iter().any(|holder| holder.trim() == name)
            || is_units && self.ballot.ballot.signer == Some(Signer::UnitRepresentative)
    }
}

fn spots<'a>(households: impl Iterator<Item = &'a Seen<'a>>) -> Vec<Spot> {
    let mut households = sorted(households.map(|at| at.household).collect(), |one, other| household_order(one, other));
    households.dedup_by(|one, other| one.id == other.id);
    households.into_iter().map(|household| Spot::Household(household.id.clone())).collect()
}

/// Things by their key, in order of it.
pub(super) fn grouped<K: Ord, T>(things: impl IntoIterator<Item = (K, T)>) -> Vec<(K, Vec<T>)> {
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    for (key, thing) in sorted(things.into_iter().collect(), |one: &(K, T), other| one.0.cmp(&other.0)) {
        match groups.last_mut() {
            Some((last, group)) if *last == key => group.push(thing),
            _ => groups.push((key, vec![thing])),
        }
    }
    groups
}

fn always_met(seen: &[Seen<'_>]) -> Vec<Anomaly> {
    let visits = seen.iter().flat_map(|at| at.file.visits.iter().map(move |visit| (at, &visit.visit)));
    let visits =
        visits.flat_map(|(at, visit)| crew(&visit.collectors).into_iter().map(move |name| (name, (at, visit))));
    let found = grouped(visits).into_iter().filter_map(|(name, mut visits)| {
        // A household's visits come together and in order: the first of each says whether its door opened at once.
        visits.dedup_by(|later, first| later.0.household.id == first.0.household.id);
        let met: Vec<_> = visits.iter().filter(|(_, visit)| met_somebody(visit)).map(|(at, _)| *at).collect();
        let (number, of) = (met.len(), visits.len());
        let shut = of - number;
        let is_odd = of >= ALWAYS_MET && (shut <= 1 || shut * 100 <= of * SHUT_AT_FIRST);
        let places = || spots(met.into_iter());
        is_odd.then(|| Anomaly { kind: Kind::AlwaysMet, who: vec![name.to_owned()], places: places(), number, of })
    });
    found.collect()
}

/// What was recorded at a door, and when by the device's clock.
#[derive(Clone, Copy)]
struct Stop<'a> {
    clock: i64,
    at: &'a Seen<'a>,
    /// Somebody there was given the form, or gave it back.
    talked: bool,
}

/// By the visits alone: a ballot that was taken at the door has one, and others are typed in as they lie in the pile.
fn too_fast(seen: &[Seen<'_>]) -> Vec<Anomaly> {
    let stops = seen.iter().flat_map(|at| {
        at.file.visits.iter().flat_map(move |VisitRecord { stamp, visit }| {
            let talked = visit.gives_form() && met_somebody(visit);
            let stop = Stop { clock: stamp.at, at, talked };
            crew(&visit.collectors).into_iter().map(move |name| ((name, &stamp.id.device), stop))
        })
    });
    let found = grouped(stops).into_iter().filter_map(|((name, _), stops)| {
        let stops: Vec<Stop<'_>> = sorted(stops, |one, other| one.clock.cmp(&other.clock));
        // Two visits to one door are no way from it.
        let pairs = stops.windows(2).filter_map(|pair| match pair {
            [from, to] if from.at.household.id != to.at.household.id => Some([*from, *to]),
            _ => None,
        });
        let ways: Vec<[Stop<'_>; 2]> = pairs.collect();
        let is_fast = |[from, to]: &&[Stop<'_>; 2]| {
            let (here, there) = (from.at.household, to.at.household);
            let is_same = (&here.building, &here.stairwell) == (&there.building, &there.stairwell);
            let least = match is_same {
                false => TO_ANOTHER_STAIRWELL,
                true if to.talked => TO_THE_NEXT_DOOR,
                true => 0,
            };
            to.clock.saturating_sub(from.clock) < least
        };
        let fast: Vec<_> = ways.iter().filter(is_fast).collect();
        let places = || spots(fast.iter().flat_map(|pair| pair.iter().map(|stop| stop.at)));
        let (number, of, who) = (fast.len(), ways.len(), vec![name.to_owned()]);
        (number >= TOO_FAST).then(|| Anomaly { kind: Kind::TooFast, who, places: places(), number, of })
    });
    found.collect()
}

fn one_hand(returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let of = returned.len();
    if of < MANY_BALLOTS {
        return Vec::new();
    }
    let anomaly = |names: &[&str], theirs: Vec<&Seen<'_>>| {
        let who = names.iter().map(|&name| name.to_owned()).collect();
        let number = theirs.len();
        Anomaly { kind: Kind::OneHand, who, places: spots(theirs.into_iter()), number, of }
    };
    let crews = grouped(returned.iter().map(|paper| (crew(&paper.ballot.ballot.collectors), paper.at)));
    let crews = crews.into_iter().filter(|(names, theirs)| !names.is_empty() && theirs.len() * 2 > of);
    let mut found: Vec<Anomaly> = crews.map(|(names, theirs)| anomaly(&names, theirs)).collect();
    let persons = returned.iter().flat_map(|paper| {
        let names = crew(&paper.ballot.ballot.collectors);
        names.into_iter().map(|name| (name, paper.at))
    });
    for (name, theirs) in grouped(persons) {
        let is_named = found.iter().any(|one| one.who.iter().any(|of| of == name));
        if !is_named && theirs.len() * 100 >= of * ONE_PERSON {
            found.push(anomaly(&[name], theirs));
        }
    }
    found
}

fn one_checker(returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let checked = grouped(returned.iter().filter_map(|&paper| {
        let checker: &str = paper.at.file.last_check(&paper.ballot.stamp.id)?.check.checker.trim();
        Some((checker, paper.at))
    }));
    match checked.as_slice() {
        [(checker, all)] if all.len() >= MANY_BALLOTS => vec![Anomaly {
            kind: Kind::OneChecker,
            who: vec![(*checker).to_owned()],
            places: spots(all.iter().copied()),
            number: all.len(),
            of: all.len(),
        }],
        _ => Vec::new(),
    }
}

fn same_photo(compound: &Compound) -> Vec<Anomaly> {
    let photos = compound.all_photos().map(|photo| (&photo.taken.photo.sha256, &photo.taken.of));
    let found = grouped(photos).into_iter().filter_map(|(sha256, subjects)| {
        // Form and authority of one household can lie in one picture.
        let spot = |subject: &Subject| match subject.household() {
            Some(household) => Spot::Household(household.clone()),
            None => Spot::Shown(subject.clone()),
        };
        let places = distinct(subjects.into_iter().map(spot));
        let (number, who) = (places.len(), vec![sha256.as_str().to_owned()]);
        (number > 1).then_some(Anomaly { kind: Kind::SamePhoto, who, places, number, of: number })
    });
    found.collect()
}

fn one_signer(returned: &[Paper<'_>]) -> Vec<Anomaly> {
    // 王* is anybody of that name.
    let is_masked = |name: &str| name.chars().any(|c| "*＊×某○〇□".contains(c));
    let signed = returned.iter().filter_map(|paper| Some((paper.signer()?, paper)));
    let found = grouped(signed.filter(|(name, _)| !is_masked(name))).into_iter().filter_map(|(name, papers)| {
        let others: Vec<_> = papers.iter().filter(|paper| !paper.is_signed_by_holder(name)).collect();
        let (number, of) = (others.len(), papers.len());
        let places = spots(others.into_iter().map(|paper| paper.at));
        let anomaly = Anomaly { kind: Kind::OneSigner, who: vec![name.to_owned()], places, number, of };
        (number >= SIGNED_FOR_OTHERS).then_some(anomaly)
    });
    found.collect()
}

/// Of what was recorded by those who go to the doors. On a supervisor's device papers are recorded as brought in unless somebody says otherwise: there
/// it says nothing that nobody was at the door, be it the office or the one tablet of a campaign.
fn no_visit(state: &State, returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let at_doors = |paper: &&Paper<'_>| !state.is_supervisor(&paper.ballot.stamp.id.device);
    let returned: Vec<_> = returned.iter().filter(at_doors).collect();
    let without: Vec<_> = returned.iter().filter(|paper| paper.at.file.visits.is_empty()).collect();
    let (number, of) = (without.len(), returned.len());
    let places = spots(without.into_iter().map(|paper| paper.at));
    let anomaly = Anomaly { kind: Kind::NoVisit, who: Vec::new(), places, number, of };
    (number >= NO_VISIT).then_some(anomaly).into_iter().collect()
}

fn one_day(returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let days = grouped(returned.iter().map(|paper| (paper.ballot.ballot.signed_on.as_str(), paper.at)));
    let found = days.into_iter().filter_map(|(day, of_it)| {
        let (number, of) = (of_it.len(), returned.len());
        let is_odd = of >= MANY_BALLOTS && number * 100 >= of * ONE_DAY;
        let places = || spots(of_it.into_iter());
        is_odd.then(|| Anomaly { kind: Kind::OneDay, who: vec![day.to_owned()], places: places(), number, of })
    });
    found.collect()
}

fn hasty_checks(returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let checks = returned.iter().filter_map(|paper| {
        let check = paper.at.file.last_check(&paper.ballot.stamp.id)?;
        let (recorded, checked) = (&paper.ballot.stamp, &check.stamp);
        let is_same = recorded.id.device == checked.id.device;
        let is_hasty = is_same && (0..HASTY_CHECK).contains(&checked.at.saturating_sub(recorded.at));
        Some((check.check.checker.trim(), (paper.at, is_hasty)))
    });
    let found = grouped(checks).into_iter().filter_map(|(checker, checks)| {
        let hasty = checks.iter().filter(|(_, is_hasty)| *is_hasty);
        let places = spots(hasty.map(|(at, _)| *at));
        let (number, of, who) = (places.len(), checks.len(), vec![checker.to_owned()]);
        (number >= HASTY_CHECKS).then_some(Anomaly { kind: Kind::HastyCheck, who, places, number, of })
    });
    found.collect()
}

/// Of forms that are printed here: a second one is there because the first was spoiled, or because whoever settled a conflict had it signed anew.
fn earlier_forms(compound: &Compound, returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let is_unexplained = |paper: &&Paper<'_>| {
        let file = paper.at.file;
        let form = FormSerial::read(&paper.ballot.ballot.serial).filter(|form| compound.prints(form));
        form.is_some_and(|form| {
            let mut earlier = (1..form.copy).map(|copy| FormSerial { copy, ..form.clone() }.to_string());
            let is_known =
                |serial: &str| file.is_void(serial) || file.ballots.iter().any(|of| of.ballot.serial == serial);
            earlier.any(|serial| !is_known(&serial))
        })
    };
    let later: Vec<_> = returned.iter().filter(is_unexplained).collect();
    let (number, of) = (later.len(), returned.len());
    let places = spots(later.into_iter().map(|paper| paper.at));
    let anomaly = Anomaly { kind: Kind::EarlierForm, who: Vec::new(), places, number, of };
    (number > 0).then_some(anomaly).into_iter().collect()
}

/// A collector's word ends nobody else's ballot: a supervisor has to see which of the two it was.
fn called_spoiled(returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let called: Vec<_> = returned.iter().filter(|paper| paper.at.file.is_void(&paper.ballot.ballot.serial)).collect();
    let (number, of) = (called.len(), returned.len());
    let places = spots(called.into_iter().map(|paper| paper.at));
    let anomaly = Anomaly { kind: Kind::CalledSpoiled, who: Vec::new(), places, number, of };
    (number > 0).then_some(anomaly).into_iter().collect()
}

/// The doors between which a form went: one was handed it last, or had it spoiled, and a ballot of the other's is on it. A device that knows both refuses
/// that; two that don't know of each other can't.
pub(super) fn at_two_doors<'a, 's>(seen: &'a [Seen<'s>]) -> Vec<&'a Seen<'s>> {
    let forms = seen.iter().flat_map(|at| {
        let had = at.file.handed_over().into_iter().take(1);
        let had = had.chain(at.file.void_forms().map(|form| form.serial.as_str()));
        let returned = at.ballot().map(|record| (record.ballot.serial.as_str(), (at, true)));
        had.map(move |serial| (serial, (at, false))).chain(returned)
    });
    let apart = |doors: Vec<(&'a Seen<'s>, bool)>| -> Vec<&'a Seen<'s>> {
        let (returned, had): (Vec<_>, Vec<_>) = doors.into_iter().partition(|(_, is_returned)| *is_returned);
        let is_another =
            |(at, _): &(&Seen<'_>, bool)| returned.iter().all(|(of, _)| of.household.id != at.household.id);
        let had: Vec<_> = had.into_iter().filter(is_another).collect();
        if returned.is_empty() || had.is_empty() {
            return Vec::new();
        }
        returned.into_iter().chain(had).map(|(at, _)| at).collect()
    };
    grouped(forms).into_iter().flat_map(|(_, doors)| apart(doors)).collect()
}

fn others_forms(seen: &[Seen<'_>], returned: &[Paper<'_>]) -> Vec<Anomaly> {
    let places = spots(at_two_doors(seen).into_iter());
    let (number, of) = (places.len(), returned.len());
    let anomaly = Anomaly { kind: Kind::AtTwoDoors, who: Vec::new(), places, number, of };
    (number > 0).then_some(anomaly).into_iter().collect()
}
