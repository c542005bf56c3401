//! The lines of a household in the register of deliveries and returns (catalogue, section 6: D7): which form was handed over and when it came back, as
//! it is on record. What the form says is on no register.

use crate::domain::ballot::{Visit, VisitOutcome};
use crate::domain::date::{date_text, day_in_china};
use crate::domain::ids::HouseholdId;
use crate::domain::order::sorted;
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, Standing};

/// A visit, or a form that came back without one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<'a> {
    pub visit: Option<&'a Visit>,
    /// Day and time of the visit, or the day on which the form was recorded.
    pub at: String,
    /// The form that was handed over or came back.
    pub serial: Option<&'a str>,
    pub is_spoiled: bool,
    /// The day on which it came back.
    pub received: Option<String>,
    pub collectors: &'a [String],
}

impl<'a> Line<'a> {
    fn of_visit(visit: &'a Visit) -> Self {
        let received = (visit.outcome == VisitOutcome::Collected).then(|| day(&visit.at).to_owned());
        let serial = visit.form.as_ref().and_then(|form| form.serial.as_deref());
        let at = visit.at.replace('T', " ");
        Self { visit: Some(visit), at, serial, is_spoiled: false, received, collectors: &visit.collectors }
    }

    fn of_paper(record: &'a BallotRecord, on: String) -> Self {
        let received = Some(on.clone());
        let (serial, collectors) = (Some(record.ballot.serial.as_str()), record.ballot.collectors.as_slice());
        Self { visit: None, at: on, serial, is_spoiled: false, received, collectors }
    }

    fn is_collected(&self) -> bool {
        self.visit.is_some_and(|visit| visit.outcome == VisitOutcome::Collected)
    }
}

/// What is on record of a household's forms, by day.
pub fn lines<'a>(compound: &'a Compound, household: &HouseholdId) -> Vec<Line<'a>> {
    let Some(file) = compound.file(household) else { return Vec::new() };
    let mut lines: Vec<Line<'a>> = file.visits.iter().map(|record| Line::of_visit(&record.visit)).collect();
    for record in file.standing_ballots() {
        // The paper bears the day of signing; it came back no later than it was recorded.
        let on = day_in_china(record.stamp.at).map(date_text).unwrap_or_default();
        let serial = record.ballot.serial.as_str();
        let collected =
            |line: &Line<'_>| line.is_collected() && line.serial.map_or(day(&line.at) == on, |of| of == serial);
        // Taken on an earlier day and recorded only then: the first paper that was recorded since the visit.
        let waited = |line: &Line<'_>| {
            let is_between = |of: &str| day(&line.at) <= of && of < on.as_str();
            let mut others = file.ballots.iter().filter_map(|other| day_in_china(other.stamp.at).map(date_text));
            line.is_collected()
                && line.serial.is_none()
                && day(&line.at) < on.as_str()
                && !others.any(|other| is_between(&other))
        };
        let its = lines.iter().position(collected).or_else(|| lines.iter().rposition(waited));
        if let Some(line) = its.and_then(|at| lines.get_mut(at)) {
            line.serial = Some(serial);
        } else if let Some(line) = lines.iter_mut().find(|line| line.serial == Some(serial) && line.received.is_none())
        {
            line.received = Some(on);
        } else {
            lines.push(Line::of_paper(record, on));
        }
    }
    for line in &mut lines {
        line.is_spoiled = line.serial.is_some_and(|serial| file.is_void(serial));
    }
    sorted(lines, |a, b| {
        day(&a.at).cmp(day(&b.at)).then(a.visit.is_none().cmp(&b.visit.is_none())).then(a.at.cmp(&b.at))
    })
}

/// Whether the printed form with this number is to be handed over yet: the household hasn't voted, and `lines` don't have it.
pub fn is_to_give(compound: &Compound, household: &HouseholdId, serial: &str, lines: &[Line<'_>]) -> bool {
    let is_open = matches!(compound.standing(household), Standing::NotReturned | Standing::Annulled);
    is_open && !lines.iter().any(|line| line.serial == Some(serial))
}

/// The day of a local date and time.
fn day(at: &str) -> &str {
    at.get(..10).unwrap_or(at)
}
