//! What records add up to: whoever merges them, in whatever order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

#[path = "journal/ballots.rs"]
mod ballots;
#[path = "journal/closing.rs"]
mod closing;
#[path = "journal/counted.rs"]
mod counted;
#[path = "journal/founder.rs"]
mod founder;
#[path = "journal/loading.rs"]
mod loading;
#[path = "journal/merging.rs"]
mod merging;
#[path = "journal/records.rs"]
mod records;
#[path = "journal/roll.rs"]
mod roll;
mod support;
#[path = "journal/unheard.rs"]
mod unheard;

use support::*;
use wenlou::domain::ballot::{Ballot, BlankReason, Choice, InvalidCode, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::json::to_text;
use wenlou::domain::notice::Notice;
use wenlou::domain::roll::Roll;
use wenlou::domain::tally::Decision;
use wenlou::journal::compound::Compound;
use wenlou::journal::entry::MAX_NUMBER;
use wenlou::journal::fact::{BallotTaken, Freeze, NoticePosted, RollImported};
use wenlou::journal::household_file::{Standing, Uncounted};
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Entry, EntryError, Fact, Journal, RecordId, State};

fn compound(state: &State) -> &Compound {
    &state.compounds[&compound_id()]
}

fn door(at: usize) -> HouseholdId {
    HOUSEHOLDS[at].into()
}

/// How a household stands, in a word: the class and how many papers say it.
fn standing(state: &State, at: usize) -> String {
    match compound(state).standing(&door(at)) {
        Standing::NotReturned => "not returned".into(),
        Standing::Counted { class, also, .. } => format!("{} ×{}", class.code(), also + 1),
        Standing::Conflict(ballots) => format!("conflict of {}", ballots.len()),
        Standing::Waiting { wait, .. } => format!("waiting {wait:?}"),
        Standing::Annulled => "annulled".into(),
    }
}

/// Records without effect and why.
fn remarks(state: &State) -> Vec<(RecordId, NoEffect)> {
    state.remarks.iter().map(|remark| (remark.stamp.id.clone(), remark.why)).collect()
}

/// Professional, quasi, blank, invalid, conflicts, not returned.
fn counts(state: &State) -> [u64; 6] {
    let tally = compound(state).tally();
    let c = tally.counts;
    [c.professional, c.quasi, c.blank, c.invalid, c.conflicts, tally.not_returned]
}

/// A lively campaign: agreement, conflict, replacement, withdrawal, a settlement, closing; four bundles and a packet.
fn lively() -> (Scenario, Vec<String>) {
    let mut s = Scenario::ready(3);
    let trusted = s.trusted();
    let packet = s.supervisor.packet();
    s.tablets[0].record(visit(HOUSEHOLDS[0], VisitOutcome::NotMet));
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let wrong = s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.tablets[0].record(withdraw(HOUSEHOLDS[1], &[&wrong]));
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let first = s.tablets[1].record(ballot(HOUSEHOLDS[2], Choice::Blank(BlankReason::NoBox)));
    s.tablets[1].record(replacing(HOUSEHOLDS[2], Choice::Quasi, &[&first]));
    let a = s.tablets[1].record(ballot(HOUSEHOLDS[3], Choice::Professional));
    let b = s.tablets[2].record(ballot(HOUSEHOLDS[3], Choice::Quasi));
    s.tablets[2].record(ballot(HOUSEHOLDS[4], Choice::Invalid(InvalidCode::I3)));
    s.hand_over();
    s.supervisor.record(settle(HOUSEHOLDS[3], &[&a, &b], Some(&b)));
    s.supervisor.record(close("2026-03-31"));
    // A tablet goes on without having heard of it.
    s.tablets[2].record(ballot(HOUSEHOLDS[3], Choice::Professional));
    let files: Vec<String> = s.tablets.iter_mut().map(Tablet::bundle).collect();
    let own = s.supervisor.bundle();
    for file in &files {
        s.supervisor.take(file, &trusted);
    }
    let mut all = files;
    all.push(own);
    all.push(packet);
    (s, all)
}
