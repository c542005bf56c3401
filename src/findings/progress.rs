//! How far the visits of a compound have come: as a whole, by building, by collector and by device.
//!
//! The secrecy of the vote gives it its shape. Of a building or a person it tells what came back and how much of that is valid, never for which mode:
//! where four of four papers are valid and all say the same everybody's choice would be out, and a collector who is measured by choices will bring
//! home the wanted ones. No field here could hold one.

use super::anomaly::grouped;
use super::count::is_reached;
use crate::domain::ballot::{ChoiceClass, Visit, VisitOutcome};
use crate::domain::date::{Date, parse_date};
use crate::domain::household::Household;
use crate::domain::ids::{BuildingNo, DeviceId, HouseholdId};
use crate::domain::order::{distinct, sorted};
use crate::domain::roll::Roll;
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, HouseholdFile, Standing, VisitRecord};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    pub whole: Figures,
    /// In the roll's order.
    pub buildings: Vec<(BuildingNo, Figures)>,
    /// By name as in visits and ballots. Two go to a door, so these add up to more than the whole.
    pub collectors: Vec<(String, Figures)>,
    /// By the device that recorded it.
    pub devices: Vec<(DeviceId, Figures)>,
}

/// All are households, but for the attempts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Figures {
    /// N; of a collector or a device the households that they had to do with.
    pub households: u64,
    /// A form reached them; one that came back did, and one that was spoiled didn't.
    pub delivered: u64,
    /// Somebody was at the door. A paper that was brought in needs no visit.
    pub visited: u64,
    /// Visited, nobody met so far, and nothing returned, be it to others.
    pub not_met: u64,
    /// Refused at the last visit, and nothing returned, be it to others.
    pub refused: u64,
    pub returned: u64,
    /// A paper was taken, or its form photographed, that isn't on record.
    pub unrecorded: u64,
    /// Counted for one mode or the other; this doesn't say for which.
    pub valid: u64,
    /// Returned, and what it counts for is open: to be checked, settled or unsealed.
    pub waiting: u64,
    /// Visits.
    pub attempts: u64,
    /// The median of the minutes from one door to the next of the same collectors on the same day, the lower of two in the middle.
    pub minutes: Option<i64>,
}

/// A household of the count, or what was one, with all that is on file for it.
pub(super) struct Seen<'a> {
    pub(super) household: &'a Household,
    pub(super) file: &'a HouseholdFile,
    pub(super) standing: Standing<'a>,
    /// Its paper has the number of another household's.
    shares_number: bool,
}

impl<'a> Seen<'a> {
    /// Those of the frozen roll that count, in its order, and which of them are `sharing` a number.
    pub(super) fn all(compound: &'a Compound, sharing: &[&HouseholdId]) -> Vec<Self> {
        let counted = compound.frozen_roll().into_iter().flat_map(Roll::counted_titles);
        Self::of(compound, counted, sharing)
    }

    fn of(compound: &'a Compound, titles: impl Iterator<Item = &'a Household>, sharing: &[&HouseholdId]) -> Vec<Self> {
        let seen = |household: &'a Household| {
            let file = compound.file(&household.id)?;
            let shares_number = sharing.contains(&&household.id);
            let standing = compound.standing(&household.id);
            Some(Self { household, file, standing, shares_number })
        };
        titles.filter_map(seen).collect()
    }

    /// The papers on its file, and those of titles that became one with it that it is counted by, or can't be.
    fn papers(&self) -> impl Iterator<Item = &BallotRecord> {
        let judged = match &self.standing {
            Standing::Conflict(ballots) => ballots.as_slice(),
            Standing::Counted { ballot, .. } | Standing::Waiting { ballot, .. } => std::slice::from_ref(ballot),
            Standing::NotReturned | Standing::Annulled => &[],
        };
        let own = &self.file.ballots;
        let beside = judged.iter().copied().filter(|of| own.iter().all(|one| one.stamp.id != of.stamp.id));
        own.iter().chain(beside)
    }

    /// The ballot that is counted, or will be once it has what it waits for.
    pub(super) fn ballot(&self) -> Option<&'a BallotRecord> {
        match self.standing {
            Standing::Counted { ballot, .. } | Standing::Waiting { ballot, .. } => Some(ballot),
            Standing::NotReturned | Standing::Conflict(_) | Standing::Annulled => None,
        }
    }
}

/// Whether anybody who could answer was met.
pub(super) fn met_somebody(visit: &Visit) -> bool {
    !visit.is_in_vain() && !matches!(visit.outcome, VisitOutcome::Moved | VisitOutcome::Gone)
}

/// Who went, each once, in one order.
pub(super) fn crew(collectors: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> = collectors.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    // Mostly it is two, of every visit there ever was.
    if let [one, other] = names.as_mut_slice()
        && one > other
    {
        std::mem::swap(one, other);
    }
    if names.is_sorted_by(|one, other| one < other) { names } else { distinct(names) }
}

pub fn progress(compound: &Compound) -> Progress {
    let seen = Seen::all(compound, &compound.sharing_a_number());
    let merged = Seen::of(compound, compound.merged_titles().into_iter(), &[]);
    let walks = walks(&seen);
    let building_of = |one: &'_ Seen<'_>| one.household.building.clone();
    let within = walks.iter().filter(|walk| walk.from.household.building == walk.to.household.building);
    let within = grouped(within.map(|walk| (building_of(walk.from), walk)));
    let building = |those: &[Seen<'_>]| {
        let no = those.first().map(building_of)?;
        let walks = within.iter().find(|(of, _)| *of == no).into_iter().flat_map(|(_, walks)| walks.iter().copied());
        let those = those.iter().chain(merged.iter().filter(|one| one.household.building == no));
        let figures = count(compound, true, those, &|_| true, &|_| true);
        Some((no, Figures { minutes: median(walks), ..figures }))
    };
    let all = || seen.iter().chain(&merged);
    // Each is counted over the doors that they had to do with: those are few of ten thousand.
    let names = |one: &Seen<'_>| -> Vec<String> {
        let visits = one.file.visits.iter().flat_map(|visit| crew(&visit.visit.collectors));
        let ballots = one.papers().flat_map(|ballot| crew(&ballot.ballot.collectors));
        distinct(visits.chain(ballots)).into_iter().map(str::to_owned).collect()
    };
    let collectors = grouped(all().flat_map(|one| names(one).into_iter().map(move |name| (name, one))));
    let collector = |(name, doors): (String, Vec<&Seen<'_>>)| {
        let is_one = |names: &[String]| names.iter().any(|of| of.trim() == name);
        let of_visit = |visit: &VisitRecord| is_one(&visit.visit.collectors);
        let of_ballot = |ballot: &BallotRecord| is_one(&ballot.ballot.collectors);
        let minutes = median(walks.iter().filter(|walk| walk.crew.contains(&name.as_str())));
        let figures = count(compound, false, doors.into_iter(), &of_visit, &of_ballot);
        (name, Figures { minutes, ..figures })
    };
    let ids = |one: &Seen<'_>| -> Vec<DeviceId> {
        let visits = one.file.visits.iter().map(|visit| &visit.stamp);
        let stamps = visits.chain(one.papers().map(|ballot| &ballot.stamp));
        distinct(stamps.map(|stamp| &stamp.id.device)).into_iter().cloned().collect()
    };
    let devices = grouped(all().flat_map(|one| ids(one).into_iter().map(move |id| (id, one))));
    let device = |(id, doors): (DeviceId, Vec<&Seen<'_>>)| {
        let of_visit = |visit: &VisitRecord| visit.stamp.id.device == id;
        let of_ballot = |ballot: &BallotRecord| ballot.stamp.id.device == id;
        let minutes = median(walks.iter().filter(|walk| walk.device == Some(&id)));
        let figures = count(compound, false, doors.into_iter(), &of_visit, &of_ballot);
        (id, Figures { minutes, ..figures })
    };
    Progress {
        whole: Figures { minutes: median(walks.iter()), ..count(compound, true, all(), &|_| true, &|_| true) },
        buildings: seen.chunk_by(|a, b| a.household.building == b.household.building).filter_map(building).collect(),
        collectors: collectors.into_iter().map(collector).collect(),
        devices: devices.into_iter().map(device).collect(),
    }
}

/// Counts what was done by whoever the two say, of `all` households or of those alone that they had to do with.
fn count<'a>(
    compound: &Compound,
    all: bool,
    seen: impl Iterator<Item = &'a Seen<'a>>,
    of_visit: &dyn Fn(&VisitRecord) -> bool,
    of_ballot: &dyn Fn(&BallotRecord) -> bool,
) -> Figures {
    let mut figures = Figures::default();
    for Seen { household, file, standing, shares_number } in seen {
        let visits: Vec<&Visit> = file.visits.iter().filter(|visit| of_visit(visit)).map(|of| &of.visit).collect();
        let took = visits.iter().any(|visit| visit.outcome == VisitOutcome::Collected);
        figures.unrecorded += u64::from((all || took) && file.misses_ballot(standing));
        // Nothing else is asked of what became one with another.
        if !compound.is_counted(&household.id) {
            continue;
        }
        let returned = match standing {
            Standing::NotReturned => false,
            Standing::Counted { ballot, .. } | Standing::Waiting { ballot, .. } => of_ballot(ballot),
            Standing::Conflict(ballots) => ballots.iter().any(|ballot| of_ballot(ballot)),
            // One that was entered at the wrong door came back elsewhere.
            Standing::Annulled => file.ballots.iter().any(|ballot| file.is_settled(ballot) && of_ballot(ballot)),
        };
        let class = match standing {
            Standing::Counted { class, .. } if !shares_number => Some(*class),
            _ => None,
        };
        let is_unknown = matches!(standing, Standing::Waiting { .. } | Standing::Conflict(_));
        let is_open = is_unknown || *shares_number || class == Some(ChoiceClass::Sealed);
        let is_valid = matches!(class, Some(ChoiceClass::Professional | ChoiceClass::Quasi));
        let refused = visits.last().is_some_and(|visit| visit.outcome == VisitOutcome::Refused);
        let is_owed = *standing == Standing::NotReturned;
        let nobody = !visits.is_empty() && !visits.iter().any(|visit| met_somebody(visit));
        figures.households += u64::from(all || returned || !visits.is_empty());
        // A paper that was brought in needs no visit.
        let gave = || all || visits.iter().any(|visit| visit.gives_form());
        figures.delivered += u64::from(returned || gave() && is_reached(compound, &household.id));
        figures.visited += u64::from(!visits.is_empty());
        // Whoever took the paper.
        figures.not_met += u64::from(nobody && is_owed);
        figures.refused += u64::from(refused && is_owed);
        figures.returned += u64::from(returned);
        figures.valid += u64::from(returned && is_valid);
        figures.waiting += u64::from(returned && is_open);
        figures.attempts += visits.len() as u64;
    }
    figures
}

/// From one door to the next.
struct Walk<'a> {
    crew: Vec<&'a str>,
    from: &'a Seen<'a>,
    to: &'a Seen<'a>,
    /// That recorded both.
    device: Option<&'a DeviceId>,
    minutes: i64,
}

/// A visit by whom, on which day and at which minute of it.
struct Stop<'a> {
    when: (Vec<&'a str>, Date, i64),
    at: &'a Seen<'a>,
    device: &'a DeviceId,
}

fn walks<'a>(seen: &'a [Seen<'a>]) -> Vec<Walk<'a>> {
    let stop = |at: &'a Seen<'a>, of: &'a VisitRecord| {
        let (day, minute) = moment(&of.visit.at)?;
        Some(Stop { when: (crew(&of.visit.collectors), day, minute), at, device: &of.stamp.id.device })
    };
    let stops = seen.iter().flat_map(|at| at.file.visits.iter().filter_map(move |of| stop(at, of)));
    let stops: Vec<Stop<'a>> = sorted(stops.collect(), |one, other| one.when.cmp(&other.when));
    let walk = |pair: &[Stop<'a>]| {
        let [from, to] = pair else { return None };
        let ((crew, day, first), (next_crew, next_day, then)) = (&from.when, &to.when);
        let goes_on = crew == next_crew && !crew.is_empty() && day == next_day;
        let is_another = from.at.household.id != to.at.household.id;
        let device = (from.device == to.device).then_some(from.device);
        let walk = Walk { crew: crew.clone(), from: from.at, to: to.at, device, minutes: then - first };
        (goes_on && is_another).then_some(walk)
    };
    stops.windows(2).filter_map(walk).collect()
}

/// Day and minute of the day of a local date and time, `yyyy-mm-ddThh:mm`.
fn moment(at: &str) -> Option<(Date, i64)> {
    let number = |range| at.get(range).and_then(|digits: &str| digits.parse::<i64>().ok());
    Some((parse_date(at.get(..10)?)?, number(11..13)? * 60 + number(14..16)?))
}

fn median<'a>(walks: impl Iterator<Item = &'a Walk<'a>>) -> Option<i64> {
    let mut minutes: Vec<i64> = walks.map(|walk| walk.minutes).collect();
    minutes.sort_unstable();
    minutes.get(minutes.len().saturating_sub(1) / 2).copied()
}
