//! How a compound's residents took part (PART; plan 四5): counts and days from the records, never anybody's choice.

use super::assumed;
use super::dossier::entries;
use crate::domain::answer::Answer;
use crate::domain::ballot::{ChoiceClass, Signer};
use crate::domain::campaign::Terms;
use crate::domain::catalogue::setting::Setting;
use crate::domain::date::{Date, parse_date};
use crate::domain::household::{Household, Tenure};
use crate::domain::order::sorted;
use crate::domain::photo::Subject;
use crate::domain::place::Place;
use crate::domain::rules::participation::{
    Column, CountRecord, CountStage, Record, ResultNotice, Right, Shown, UndeliveredNotice,
};
use crate::domain::tally::Tally;
use crate::journal::compound::Compound;
use crate::journal::household_file::{Stamp, Standing};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participation {
    pub record: Record,
    /// What is counted at present, which the last counting record is held against; `None` where the count isn't whole.
    pub tally: Option<Tally>,
    pub rights: [(Right, Shown); 4],
    /// Where the notice of the two modes hangs.
    pub places: Option<String>,
    pub visits: usize,
    /// For how many days a preliminary result has to hang.
    pub notice_days: i64,
    /// The ballot was open for fewer days than the campaign has it.
    pub short: bool,
    /// Of public housing: how many ballots are in, and how many of them somebody else signed than the campaign says.
    pub public_housing: (usize, usize),
    /// The settings that decide something of it.
    pub assumptions: Vec<&'static Setting>,
}

pub fn participation(compound: &Compound, terms: &Terms) -> Participation {
    let settings = &terms.settings;
    let tally = compound.tally();
    let households: Vec<&Household> = compound
        .frozen_roll()
        .map(|roll| roll.households().iter().filter(|h| roll.counts(h)).collect())
        .unwrap_or_default();
    let files = households.iter().filter_map(|household| compound.file(&household.id));
    let (mut visits, mut visited) = (0, 0);
    for file in files {
        visits += file.visits.len();
        visited += u64::from(!file.visits.is_empty() || file.standing_ballots().next().is_some());
    }
    let notice = compound.notice.as_ref().map(|(_, notice)| notice);
    let record = Record {
        posted: notice.and_then(|notice| parse_date(&notice.posted_on)),
        photographed: is_photographed(compound),
        visited,
        returned: tally.returned,
        total: tally.counts.total,
        closed: compound.closed.as_ref().and_then(|(_, day)| parse_date(day)),
        first: first_asked(compound),
        undelivered: undelivered(compound),
        results: results(compound),
        counts: counts(compound),
    };
    let notice_days = settings.days("result_notice_days").unwrap_or(0);
    let tenant_signs = settings.value("public_voter") == Some("tenant");
    let public_housing = public_housing(compound, &households, tenant_signs);
    let has_others = compound.frozen_roll().is_some_and(|roll| roll.households().iter().any(|h| !h.is_residential()));
    Participation {
        assumptions: assumed([
            (has_others, "others_in_n"),
            (public_housing.0 > 0, "public_voter"),
            (record.total > 0, "allow_change"),
            (record.window().is_some(), "ballot_window"),
            (record.results.iter().any(|result| !result.is_final), "result_notice_days"),
        ]),
        rights: Right::ALL.map(|right| (right, record.shown(right, notice_days))),
        places: notice.map(|notice| notice.places.clone()),
        visits,
        notice_days,
        short: record.closed.and_then(|day| too_short(compound, terms, day)).is_some(),
        public_housing,
        tally: Some(tally),
        record,
    }
}

/// The first day on which anybody was asked, or signed.
fn first_asked(compound: &Compound) -> Option<Date> {
    let mut first = None;
    for household in compound.frozen_roll()?.counted_titles() {
        let Some(file) = compound.file(&household.id) else { continue };
        let days = file.visits.iter().map(|visit| visit.visit.at.get(..10).unwrap_or_default());
        let days = days.chain(file.standing_ballots().map(|ballot| ballot.ballot.signed_on.as_str()));
        first = days.filter_map(parse_date).chain(first).min();
    }
    first
}

/// For how many days the ballot is open if it is closed with this as the last, and how many it has to be, where it is fewer.
pub fn too_short(compound: &Compound, terms: &Terms, closed: Date) -> Option<(i64, i64)> {
    let record = Record { first: first_asked(compound), closed: Some(closed), ..Record::default() };
    let least = terms.settings.days("ballot_window").unwrap_or(0);
    record.window().map(|days| (days, least)).filter(|(days, least)| days < least)
}

/// Whether a photo shows the notice as it hangs: not one of a roll that was given up since.
pub fn is_photographed(compound: &Compound) -> bool {
    let frozen = compound.since_freeze().first().map_or(0, |step| step.stamp.lt);
    compound.photos(&Subject::Notice).iter().any(|photo| photo.stamp.lt > frozen)
}

impl Participation {
    /// The columns in which the last counting record says something else than the count does now.
    pub fn counted_otherwise(&self) -> Vec<(Column, u64, u64)> {
        let (last, tally) = (self.record.counts.last(), self.tally.as_ref());
        last.zip(tally).map_or_else(Vec::new, |(last, tally)| last.differences(tally))
    }

    /// What of it holds where others' ballots aren't.
    pub fn without_result(self) -> Self {
        Self { tally: None, ..self }
    }
}

fn counts(compound: &Compound) -> Vec<CountRecord> {
    let count = |entry: &Answer| CountRecord {
        stage: entry.value("stage").and_then(CountStage::from_code),
        on: entry.date("on"),
        has_watchers: entry.value("watchers").is_some(),
        counted: Column::ALL.map(|column| entry.count(column.code())),
    };
    let mut counts: Vec<CountRecord> = entries(compound, "dossier.count").map(|(_, entry)| count(entry)).collect();
    counts.sort_by_key(|count| (count.on, count.stage));
    counts
}

fn undelivered(compound: &Compound) -> Vec<UndeliveredNotice> {
    let notice = |entry: &Answer| UndeliveredNotice {
        posted: entry.date("posted"),
        until: entry.date("until"),
        places: entry.value("places").map(str::to_owned),
    };
    sorted(entries(compound, "dossier.undelivered").map(|(_, entry)| notice(entry)).collect(), Ord::cmp)
}

const RESULT: &str = "dossier.result";

fn result(entry: &Answer) -> ResultNotice {
    ResultNotice {
        is_final: entry.value("stage") == Some("final"),
        posted: entry.date("posted"),
        until: entry.date("until"),
        objections: entry.count("objections"),
        upheld: entry.count("upheld"),
        closed: None,
    }
}

/// The notices of the result, the preliminary ones first, by day.
fn results(compound: &Compound) -> Vec<ResultNotice> {
    results_where(compound, |_, _| true)
}

/// Those of them that are meant, by the notice and by who first recorded that it was posted on that day: what is filled in later, objections say, makes
/// no other notice of it.
pub(super) fn results_where(
    compound: &Compound,
    is_meant: impl Fn(&ResultNotice, &Stamp) -> bool,
) -> Vec<ResultNotice> {
    let recorded = |(place, entry): (&Place, &Answer)| {
        let now = result(entry);
        let is_it = |then: &ResultNotice| (then.is_final, then.posted) == (now.is_final, now.posted);
        let first = compound.answer_versions(place, RESULT).iter().find(|version| is_it(&result(&version.answer)))?;
        let closed = compound.closed_before(first.stamp.lt).or(compound.closed.as_ref().map(|(_, day)| day.as_str()));
        is_meant(&now, &first.stamp).then_some(ResultNotice { closed: closed.and_then(parse_date), ..now })
    };
    let mut results: Vec<ResultNotice> = entries(compound, RESULT).filter_map(recorded).collect();
    results.sort_by_key(|result| (result.is_final, result.posted, result.until));
    results
}

/// Whether the one signed who is to sign for a suite of public housing; a proxy or guardian stands for whoever it is.
fn public_housing(compound: &Compound, households: &[&Household], tenant_signs: bool) -> (usize, usize) {
    let wanted = if tenant_signs { Signer::PublicTenant } else { Signer::UnitRepresentative };
    let (mut returned, mut otherwise) = (0, 0);
    for household in households.iter().filter(|household| household.tenure == Some(Tenure::PublicDirect)) {
        if let Standing::Counted { class: ChoiceClass::Professional | ChoiceClass::Quasi, ballot, .. } =
            compound.standing(&household.id)
        {
            let signer = ballot.ballot.signer;
            returned += 1;
            let is_right = |signer| signer == wanted || matches!(signer, Signer::Proxy | Signer::Guardian);
            otherwise += usize::from(signer.is_some_and(|signer| !is_right(signer)));
        }
    }
    (returned, otherwise)
}
