//! What is still outstanding where the ballot of a compound is to be closed: who wasn't asked, whose records aren't here, which papers a day leaves out.
//!
//! The plan names no test for closing but that every household is asked (六(二)1, BAL-6), and somebody has to decide when enough was done. So nothing here
//! forbids it: whatever is outstanding wants a reason, which goes on record with the closing.
//!
//! A closing says what was known, and travels further than ballots do. So where it is heard of some of that may be missing, and what is counted there is
//! another count than the one that was closed.

use super::anomaly::at_two_doors;
use super::count::has_form;
use super::participation::{results_where, too_short};
use super::progress::Seen;
use crate::domain::ballot::{Choice, InvalidCode};
use crate::domain::date::{Date, date_text, day_in_china, day_text_in_china, parse_date};
use crate::domain::household::Household;
use crate::domain::ids::{DeviceId, HouseholdId};
use crate::domain::rules::visits::Attempts;
use crate::journal::compound::Compound;
use crate::journal::entry::MAX_NUMBER;
use crate::journal::fact::Correct;
use crate::journal::household_file::{BallotRecord, Frame, HouseholdFile, Stamp, Standing};
use crate::journal::roll_history::{RollChange, RollStep};
use crate::journal::{Journal, RecordId, State};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outstanding {
    /// Nothing is on record of them: nobody was at the door.
    pub never_asked: Vec<HouseholdId>,
    /// Not met as often, or at as many times of day, as is proposed (catalogue 9).
    pub too_few_visits: Vec<HouseholdId>,
    /// Nobody went again when they had asked to be called on, or hasn't yet.
    pub appointments: Vec<HouseholdId>,
    /// Visited, and no form was left that they could sign.
    pub without_form: Vec<HouseholdId>,
    /// A paper was taken back, photographed or begun and isn't on record: it may lie in somebody's bag, and say something else than one that is.
    pub unrecorded: Vec<HouseholdId>,
    /// What they returned counts for nothing: it is of another roll, of before the first day, of a form that was spoiled, or names no paper.
    pub set_aside: Vec<HouseholdId>,
    /// Between these doors a form went: one had it, and the other returned it.
    pub at_two_doors: Vec<HouseholdId>,
    /// On record as signed after the close (I7), which it isn't on this closing day.
    pub not_late: Vec<HouseholdId>,
    /// A ballot counts whose form another device called spoiled.
    pub called_spoiled: Vec<HouseholdId>,
    /// Where papers count only with their photos: those of which some aren't known to be on the device that closes. The records don't tell; it says so
    /// itself.
    pub without_proof: Vec<HouseholdId>,
    /// Settled with none of their papers standing: they have to sign again, and count as invalid until then.
    pub to_sign_again: Vec<HouseholdId>,
    /// Devices whose last bundle doesn't reach the closing day, and when it came; `None`: none ever came.
    pub devices: Vec<(DeviceId, Option<Date>)>,
    /// Devices that lost records of theirs, and how many: a paper may lie somewhere that none of the others tells of.
    pub lost: Vec<(DeviceId, u64)>,
    /// The last day that was announced, where the closing day is another.
    pub announced: Option<String>,
    /// For how many days the ballot was open by then, and for how many it has to be, where it is fewer. The campaign has this told; it wants no reason.
    pub short: Option<(i64, i64)>,
    /// Households with papers that were signed after that day, and would count by this closing day.
    pub taken_in: Vec<HouseholdId>,
    /// Households with papers that are in order and were signed after the closing day, which wouldn't count (I7).
    pub left_out: Vec<HouseholdId>,
    /// How many papers are of dwellings that the roll doesn't have (I8).
    pub strays: usize,
    /// How many corrections of the roll have no effect, as another supervisor's came first, and weren't made again: N may be another.
    pub overtaken: usize,
    /// Households that count by papers of which the first was recorded after the closing day: they lay in the box by then, or came in later. Any close that
    /// comes some days after has such, so that this alone leaves nothing outstanding.
    pub recorded_since: Vec<HouseholdId>,
    /// Those of them of which it was recorded once a result was posted: whoever brought it may have known how the vote stood.
    pub since_result: Vec<HouseholdId>,
}

impl Outstanding {
    /// Whether nothing wants a reason.
    pub fn is_empty(&self) -> bool {
        let told =
            Outstanding { recorded_since: self.recorded_since.clone(), short: self.short, ..Outstanding::default() };
        *self == told
    }
}

/// The last day that the notice names as it hangs.
pub fn announced(compound: &Compound) -> Option<&str> {
    compound.notice.as_ref()?.1.ballot_until.as_deref()
}

/// How many records of which device were known when the ballot was closed and aren't here. `taken` says up to which of its records the bundles of a
/// device came in themselves: what those didn't hold was lost on the device, and whoever closed hadn't it either. What was recorded after a revocation
/// is none of the count's.
pub fn missing<'c>(
    journal: &Journal,
    state: &State,
    compound: &'c Compound,
    taken: impl Fn(&DeviceId) -> u64,
) -> Vec<(&'c DeviceId, u64)> {
    let of_device = |RecordId { device, n }: &'c RecordId| {
        let last = state.last_of_revoked.get(device).map_or(*n, |limit| *n.min(limit));
        let taken = taken(device).min(last);
        let here = journal.entries_after(device, taken).take_while(|entry| entry.n <= last).count() as u64;
        (device, (last - taken).saturating_sub(here))
    };
    compound.known_at_close().iter().map(of_device).filter(|(_, missing)| *missing > 0).collect()
}

/// The same on the device `own`, which lacks nothing of what it closed itself.
pub fn missing_on<'c>(
    journal: &Journal,
    state: &State,
    compound: &'c Compound,
    own: &DeviceId,
) -> Vec<(&'c DeviceId, u64)> {
    let closed_it = compound.closed.as_ref().is_some_and(|(stamp, _)| stamp.id.device == *own);
    let taken = |device: &DeviceId| if closed_it { MAX_NUMBER } else { taken_on(state, own, device) };
    missing(journal, state, compound, taken)
}

/// Up to which of its records the bundles of `device` were taken in on the device `own`.
fn taken_on(state: &State, own: &DeviceId, device: &DeviceId) -> u64 {
    let received = state.received.get(device).into_iter().flatten().filter(|(_, stamp)| stamp.id.device == *own);
    received.map(|(received, _)| received.last).max().unwrap_or(0)
}

/// What the device `own` knows when it closes, by the last record of each device. A packet brings of a supervisor what everybody needs and leaves gaps:
/// what comes after one isn't said to be known, or the ballots that fill it would change the count without a word. Other gaps were lost on their device.
pub fn known(journal: &Journal, state: &State, own: &DeviceId) -> Vec<RecordId> {
    let of_device = |RecordId { device, n }: RecordId| {
        let comes_in_packets = device != *own && state.is_supervisor(&device);
        let taken = if comes_in_packets { taken_on(state, own, &device).min(n) } else { n };
        let numbers = journal.entries_after(&device, taken).map(|entry| entry.n);
        let n = taken + (taken + 1..).zip(numbers).take_while(|(next, n)| next == n).count() as u64;
        (n > 0).then_some(RecordId { device, n })
    };
    journal.lasts().into_iter().filter_map(of_device).collect()
}

/// So many lost records a closing names; the count isn't held by one that would have to name more.
const MAX_LOST: usize = 1_000;

/// Those of the supervisors' `known` records that the device `own` hasn't: it lost them itself, or their device had by the time that a bundle came.
pub fn lost(journal: &Journal, state: &State, own: &DeviceId, known: &[RecordId]) -> Vec<RecordId> {
    let of_supervisors = known.iter().filter(|last| last.device == *own || state.is_supervisor(&last.device));
    let gaps = of_supervisors.flat_map(|RecordId { device, n }| {
        let mut here = journal.entries_after(device, 0).map(|entry| entry.n).peekable();
        (1..=*n).filter(move |n| here.next_if_eq(n).is_none()).map(|n| RecordId { device: device.clone(), n })
    });
    gaps.take(MAX_LOST).collect()
}

/// Whether the device `own` sees the whole of a count: a closing is told to every device, ballots to the supervisors alone, and to those not at once.
pub fn sees_whole(journal: &Journal, state: &State, compound: &Compound, own: &DeviceId) -> bool {
    state.supervises(own) && missing_on(journal, state, compound, own).is_empty()
}

/// What closing `compound` on the day `on` would leave undone, as far as the device `own` knows, on which papers of those in `begun` wait to be recorded.
pub fn outstanding(state: &State, compound: &Compound, own: &DeviceId, begun: &[&Household], on: &str) -> Outstanding {
    let Some(frame) = compound.frame() else { return Outstanding::default() };
    let proposed = state.terms.as_ref().map_or(0, |terms| terms.min_visits);
    let seen = Seen::all(compound, &[]);
    let announced = announced(compound).filter(|day| *day != on);
    let mut found = Outstanding {
        devices: devices(state, compound, &seen, own, on),
        lost: lost_of_collectors(state),
        at_two_doors: of_two_doors(&seen),
        announced: announced.map(str::to_owned),
        short: state.terms.as_ref().and_then(|terms| too_short(compound, terms, parse_date(on)?)),
        strays: compound.standing_strays().count(),
        overtaken: overtaken(compound).len(),
        ..Outstanding::default()
    };
    let until = Frame { closed_on: Some(on), ..frame };
    let is_missed = |title: &&Household| compound.misses_ballot(&title.id) || begun.contains(title);
    let merged = compound.merged_titles().into_iter().filter(is_missed);
    found.unrecorded.extend(merged.map(|title| title.id.clone()));
    for one in seen {
        let is_not_late = one.ballot().is_some_and(|BallotRecord { ballot, .. }| {
            ballot.choice == Choice::Invalid(InvalidCode::I7) && ballot.signed_on.as_str() <= on
        });
        if is_not_late {
            found.not_late.push(one.household.id.clone());
        }
        let called_spoiled = one.ballot().is_some_and(|record| one.file.is_void(&record.ballot.serial));
        let Seen { household, file, standing, .. } = one;
        if called_spoiled {
            found.called_spoiled.push(household.id.clone());
        }
        let drops = |ballot| frame.excludes(file, ballot).is_none() && until.excludes(file, ballot).is_some();
        if file.standing_ballots().any(drops) {
            found.left_out.push(household.id.clone());
        }
        // ISO dates order as text.
        let comes_after = |record: &BallotRecord| announced.is_some_and(|day| record.ballot.signed_on.as_str() > day);
        if file.standing_ballots().any(|record| comes_after(record) && until.excludes(file, record).is_none()) {
            found.taken_in.push(household.id.clone());
        }
        if let Some(at) = recorded_since(file, until) {
            found.recorded_since.push(household.id.clone());
            if !results_where(compound, |_, told| told.at < at).is_empty() {
                found.since_result.push(household.id.clone());
            }
        }
        if file.misses_ballot(&standing) || begun.contains(&household) {
            found.unrecorded.push(household.id.clone());
            continue;
        }
        if standing.is_returned() {
            continue;
        }
        if standing == Standing::Annulled {
            found.to_sign_again.push(household.id.clone());
            continue;
        }
        if file.standing_ballots().next().is_some() {
            found.set_aside.push(household.id.clone());
            continue;
        }
        if file.visits.is_empty() {
            found.never_asked.push(household.id.clone());
            continue;
        }
        if file.appointment().is_some() {
            found.appointments.push(household.id.clone());
        }
        let visits = file.visits.iter().map(|record| &record.visit);
        if !Attempts::of(visits, proposed).is_enough() {
            found.too_few_visits.push(household.id.clone());
        }
        if !has_form(compound, &household.id) {
            found.without_form.push(household.id.clone());
        }
    }
    found
}

/// The corrections of the frozen roll that have no effect, as another supervisor's came first, but for those that say what the roll says by now. Whoever
/// made them believes that they hold.
pub fn overtaken<'c>(compound: &'c Compound) -> Vec<(&'c Stamp, &'c Correct)> {
    let Some(roll) = compound.frozen_roll() else { return Vec::new() };
    let steps = compound.since_freeze();
    // By a correction of which whoever made this one hadn't heard, whichever of the two stayed, and whatever became of them since.
    let were_merged = |correct: &Correct| {
        let (mut since, mut from) = (steps.len(), &correct.from);
        while let Some(at) = steps[..since].iter().rposition(|step| step.roll == *from) {
            since = at;
            // One that was overtaken as well: what its maker had heard of is what that one was made on.
            let RollChange::Overtaken(before) = &steps[at].what else { break };
            from = &before.from;
        }
        let is_same = |(kept, gone)| [Some((kept, gone)), Some((gone, kept))].contains(&correct.merger());
        steps[since..].iter().filter_map(RollStep::merger).any(is_same)
    };
    let is_so = |correct: &Correct| match correct.merger() {
        Some((kept, gone)) => compound.became(kept) == compound.became(gone) || were_merged(correct),
        None => {
            correct.put.iter().all(|title| roll.get(&title.id) == Some(title))
                && correct.take.iter().all(|id| roll.get(id).is_none())
        }
    };
    let of_step = |step: &'c RollStep| match &step.what {
        RollChange::Overtaken(correct) if !is_so(correct) => Some((&step.stamp, correct)),
        _ => None,
    };
    steps.iter().filter_map(of_step).collect()
}

/// When the papers of a household that count in a frame were recorded, if all of them were after its closing day. The devices' clocks say so: it decides
/// nothing of the count.
pub(super) fn recorded_since(file: &HouseholdFile, frame: Frame<'_>) -> Option<i64> {
    let counting: Vec<_> = file.standing_ballots().filter(|record| frame.excludes(file, record).is_none()).collect();
    // What was put right since, be it the number, is the same paper, and one by which the household changed its mind another.
    let is_counting = |of: &&BallotRecord| counting.iter().any(|record| record.is_of_paper(of));
    let at = file.ballots.iter().filter(is_counting).map(|record| record.stamp.at).min()?;
    frame.closed_on.is_some_and(|day| day_text_in_china(at).as_str() > day).then_some(at)
}

/// The households between whose doors a form went.
fn of_two_doors(seen: &[Seen<'_>]) -> Vec<HouseholdId> {
    let doors = at_two_doors(seen);
    let is_one = |one: &&Seen<'_>| doors.iter().any(|of| of.household.id == one.household.id);
    seen.iter().filter(is_one).map(|one| one.household.id.clone()).collect()
}

/// What collectors' devices lost. Of a supervisor's a packet brings only some records.
fn lost_of_collectors(state: &State) -> Vec<(DeviceId, u64)> {
    let collectors = state.heard.iter().filter(|(id, _)| !state.is_supervisor(id));
    let lost = collectors.map(|(id, heard)| {
        let last = state.last_of_revoked.get(id).copied().unwrap_or(u64::MAX);
        (id.clone(), heard.gaps.iter().map(|(from, to)| (*to.min(&last) + 1).saturating_sub(*from)).sum())
    });
    lost.filter(|(_, records)| *records > 0).collect()
}

/// Devices of this compound that nobody revoked and whose bundle isn't here up to the day `on`.
fn devices(
    state: &State,
    compound: &Compound,
    seen: &[Seen<'_>],
    own: &DeviceId,
    on: &str,
) -> Vec<(DeviceId, Option<Date>)> {
    let is_assigned = |of: &Compound, id: &DeviceId| of.assigned.values().any(|devices| devices.contains(id));
    let was_here = |id: &DeviceId| {
        let visits = seen.iter().flat_map(|one| &one.file.visits).map(|visit| &visit.stamp);
        let ballots = seen.iter().flat_map(|one| &one.file.ballots).map(|ballot| &ballot.stamp);
        visits.chain(ballots).any(|stamp| stamp.id.device == *id)
    };
    let founder = state.founder.iter().filter(|id| !state.enrolled.contains_key(id));
    let all = state.enrolled.keys().chain(founder);
    let others = all.filter(|id| *id != own && !state.last_of_revoked.contains_key(id));
    // What another supervisor's device took in is told here before it comes itself. Of a supervisor a packet brings only some.
    let here = |id: &DeviceId| {
        let heard = state.heard.get(id).filter(|_| !state.is_supervisor(id)).map_or(0, |heard| heard.last);
        heard.max(taken_on(state, own, id))
    };
    let received = |id: &DeviceId| state.received.get(id).into_iter().flatten();
    let last = |id: &DeviceId| {
        let here = here(id);
        received(id).filter(|(of, _)| of.last <= here).filter_map(|(_, stamp)| day_in_china(stamp.at)).max()
    };
    let is_short = |id: &DeviceId| received(id).any(|(of, _)| of.last > here(id));
    let is_lacking = |(id, last): &(&DeviceId, Option<Date>)| match last {
        // Whatever the day on which the last one came that did: another supervisor has more of it.
        Some(_) if is_short(id) => true,
        Some(day) => date_text(*day).as_str() < on && (is_assigned(compound, id) || was_here(id)),
        // What it recorded nobody knows, unless it was sent elsewhere.
        None => is_assigned(compound, id) || !state.compounds.values().any(|other| is_assigned(other, id)),
    };
    others.map(|id| (id, last(id))).filter(is_lacking).map(|(id, last)| (id.clone(), last)).collect()
}
