//! What the notices of the result say beside the count (catalogue, section 6: D3): for how long the preliminary one hangs, what was objected, and what a
//! final one can't be posted without. The plan names no days for it; that people oversee the count is theirs by 四5, and so is their objection.

use super::dossier::{dossier, told, told_before};
use super::participation::participation;
use crate::domain::campaign::Terms;
use crate::domain::date::{Date, add_days, days_between};
use crate::domain::order::{distinct, sorted};
use crate::domain::rules::deadline::{Due, Duty, due};
use crate::domain::rules::participation::{Column, ResultNotice};
use crate::journal::compound::Compound;

/// The time for objections: from the day on which the preliminary result is posted, which doesn't count, to the last, which days off put off as they do in
/// the ledger of deadlines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    pub from: Date,
    pub until: Due,
}

impl Period {
    /// Those that it is to hang for.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.until.on)
    }
}

/// What came of it, once it is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heard {
    pub period: Period,
    /// The days on which earlier preliminary results were posted, which that one took the place of: people objected to them as well.
    pub earlier: Vec<Date>,
    /// To all preliminary results of this ballot, those of earlier closings among them.
    pub received: u32,
    pub upheld: u32,
    /// The day of the last recount since, or since the objection that was upheld.
    pub recounted: Option<Date>,
}

/// Why a final result can't be posted yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unheard {
    /// No preliminary result hangs since the close.
    NotPosted,
    /// It is to hang for fewer days than the campaign has it, or nobody says until when.
    TooShort { days: i64 },
    /// People may object until then.
    Hangs { until: Date },
    /// Nobody says how many objected, and how many of them rightly.
    NoWord,
    /// An objection was upheld, and there is no recount on record with all its numbers.
    NoRecount,
    /// The recount says otherwise than what is counted now: the first column in which it does.
    RecountDiffers { column: Column, counted: u64, now: u64 },
}

/// For how long a preliminary result hangs: as it is on record, else as it would from `today` on.
pub fn period(compound: &Compound, terms: &Terms, today: Date) -> Option<Period> {
    let hung = preliminary(compound).last().and_then(|notice| notice.posted.zip(notice.until));
    let (from, until) = match hung.filter(|(from, until)| from <= until) {
        Some(hung) => hung,
        None => (today, add_days(today, days(terms))?),
    };
    Some(Period { from, until: hangs(from, until, terms)? })
}

/// When a time for objections ends that is on record as `until`. Be it recorded as days off put it off, it is no longer than the campaign has it.
fn hangs(from: Date, until: Date, terms: &Terms) -> Option<Due> {
    let calendar = terms.settings.calendar();
    let usual = add_days(from, days(terms)).and_then(|on| calendar.end(on));
    usual.filter(|usual| usual.rolled == until).or_else(|| calendar.end(until))
}

/// The day on which a result of an earlier closing was last posted: one of this closing takes its place.
pub fn posted_before(compound: &Compound) -> Option<Date> {
    told_before(compound).into_iter().filter_map(|notice| notice.posted).max()
}

/// What came of the objections, as a final result that is posted `today` tells.
///
/// # Errors
/// What it can't be posted without.
pub fn heard(compound: &Compound, terms: &Terms, today: Date) -> Result<Heard, Unheard> {
    let days = days(terms);
    let record = participation(compound, terms).record;
    let notices = preliminary(compound);
    let last = notices.last().ok_or(Unheard::NotPosted)?;
    let (Some(from), Some(until), Some(true)) = (last.posted, last.until, last.is_long_enough(days)) else {
        return Err(Unheard::TooShort { days });
    };
    // Beyond the calendar nothing ends.
    let until = hangs(from, until, terms).unwrap_or(Due { on: until, rolled: until });
    if until.rolled >= today {
        return Err(Unheard::Hangs { until: until.rolled });
    }
    // A result that was posted anew was objected to before as well, be it that the objection had the ballot opened again.
    let all = || record.results.iter().filter(|notice| !notice.is_final && notice.posted.is_some());
    // Where nobody objected none was upheld.
    if all().any(|notice| notice.objections.is_none_or(|received| received > 0 && notice.upheld.is_none())) {
        return Err(Unheard::NoWord);
    }
    let sum = |of: fn(&ResultNotice) -> Option<u32>| all().filter_map(of).sum();
    let (received, upheld) = (sum(|notice| notice.objections), sum(|notice| notice.upheld));
    if record.lacks_recount_before(today) {
        return Err(Unheard::NoRecount);
    }
    let recount = record.recount(notices.first().and_then(|notice| notice.posted), today);
    // One that answered an earlier objection is told as well: it says the same, or another is made.
    let answered = || record.upheld_since().and_then(|since| record.recount(since, today));
    let recount = recount.or_else(answered);
    let differs = recount.and_then(|recount| recount.differences(&compound.tally()).into_iter().next());
    if let Some((column, counted, now)) = differs {
        return Err(Unheard::RecountDiffers { column, counted, now });
    }
    let recounted = recount.and_then(|recount| recount.on);
    let mut earlier =
        sorted(all().filter_map(|notice| notice.posted).filter(|posted| *posted <= from).collect(), Ord::cmp);
    // The last is the one that hangs.
    earlier.pop();
    let earlier = distinct(earlier);
    Ok(Heard { period: Period { from, until }, earlier, received, upheld, recounted })
}

/// The day on which the mode was decided: that of the first final notice of this result which could be posted. `None` where none is on record, and why the
/// last one decides nothing where none could.
pub fn decided(compound: &Compound, terms: &Terms) -> Option<Result<Date, Unheard>> {
    let finals = told(compound).into_iter().filter(|notice| notice.is_final).filter_map(|notice| notice.posted);
    let heard = |posted: Date| heard(compound, terms, posted).map(|_| posted);
    finals.map(heard).reduce(|first, next| first.or(next))
}

/// What follows from the mode that the final result tells (plan 六(二)1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Next {
    /// The day on which the mode is decided: that of the final result.
    pub decided: Date,
    pub what: Duty,
    pub due: Option<Due>,
}

/// The same as the ledger of deadlines has it once a final result that isn't posted yet is posted `today`.
pub fn next(compound: &Compound, terms: &Terms, today: Date) -> Option<Next> {
    let found = dossier(compound, terms, today);
    let mode = found.mode?;
    let step = found.steps.into_iter().find(|step| step.what.establishes())?;
    let runs_from_it = !matches!(terms.settings.value("establish_clock"), Some("commissioned" | "ballot_due"));
    let (decided, due) = match (mode.preliminary, runs_from_it) {
        (true, true) => (today, due(today, terms.establish_months, &terms.settings.calendar())),
        (true, false) => (today, step.due),
        (false, _) => (mode.on, step.due),
    };
    Some(Next { decided, what: step.what, due })
}

fn days(terms: &Terms) -> i64 {
    terms.settings.days("result_notice_days").unwrap_or(0)
}

/// The preliminary notices of this result, in order.
fn preliminary(compound: &Compound) -> Vec<ResultNotice> {
    told(compound).into_iter().filter(|notice| !notice.is_final).collect()
}
