//! Everything that the plan's rules make of a compound, one line each, in words for programs: what two devices with the same records have to agree on to
//! the last digit, and what the command line prints for an auditor.
//!
//! Nothing here goes by the day: how many days are left, or whether a room for the time being is over by now, isn't in it.

pub mod dossier;
pub mod funding;
pub mod operation;
pub mod overview;

use crate::domain::campaign::Terms;
use crate::domain::date::{Date, date_text};
use crate::domain::digest::sha256_hex;
use crate::domain::place::Place;
use crate::domain::rules::eligibility::{Met, Verdict};
use crate::domain::rules::funding::{Bearer, Shares, Stage};
use crate::domain::rules::haves::Value;
use crate::domain::rules::programme::{Listing, Programme};
use crate::domain::rules::room::Room;
use crate::journal::state::Compound;
use dossier::{Dossier, dossier};
use funding::{Funding, funding};
use operation::{Operation, operation};
use rust_decimal::Decimal;

/// What was found, by rule, in the register's order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Findings(Vec<(String, String)>);

impl Findings {
    /// Of a compound with all that is on file for it.
    pub fn of(compound: &Compound, terms: &Terms) -> Self {
        let found = dossier(compound, terms, Date::MIN);
        let mut findings = Self(Vec::new());
        findings.scope(&found);
        findings.haves(&found);
        findings.steps(&found);
        findings.money(&funding(compound, terms, found.is_listed()));
        findings.operation(&operation(compound, terms, Date::MAX));
        findings
    }

    /// Rule and finding, line by line.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(rule, finding)| (rule.as_str(), finding.as_str()))
    }

    /// SHA-256 of the lines, each as rule, space, finding and line end, in hexadecimal.
    pub fn hash(&self) -> String {
        let text: String = self.lines().map(|(rule, finding)| format!("{rule} {finding}\n")).collect();
        sha256_hex(format!("wenlou-findings/1\n{text}").as_bytes())
    }

    fn say(&mut self, rule: impl Into<String>, finding: impl Into<String>) {
        self.0.push((rule.into(), finding.into()));
    }

    fn scope(&mut self, found: &Dossier) {
        for (criterion, met) in &found.eligibility.criteria {
            self.say(
                criterion.id(),
                match met {
                    Met::Yes => "yes",
                    Met::No => "no",
                    Met::Mixed => "mixed",
                    Met::Unknown => "unknown",
                    Met::Boundary => "boundary",
                },
            );
        }
        self.say(
            "ELG-4",
            match found.eligibility.verdict {
                Verdict::Eligible => "eligible",
                Verdict::NotEligible => "not_eligible",
                Verdict::Mixed => "mixed",
                Verdict::Undetermined => "undetermined",
            },
        );
        if let Some(decided) = found.decision {
            self.say("ELG-4", format!("decided {}", decided.code()));
        }
        let listings = |word: &str, listings: &[Listing]| {
            let codes = listings.iter().map(|listing| match listing {
                Listing::Courtyard => "courtyard",
                Listing::Dangerous => "dangerous",
            });
            std::iter::once(word).chain(codes).collect::<Vec<_>>().join(" ")
        };
        self.say(
            "PRG",
            match &found.programme {
                None => match &found.listings {
                    Some(of) => listings("listed_or_look_back", of),
                    None => "unknown".to_owned(),
                },
                Some(Programme::Unlisted) => "unlisted".to_owned(),
                Some(Programme::Listed(of)) => listings("listed", of),
                Some(Programme::LookBack(of)) => listings("look_back", of),
            },
        );
    }

    fn haves(&mut self, found: &Dossier) {
        if let Some(required) = &found.requirement {
            self.say("HW-4", format!("required {} shortfall {}", required.required, required.shortfall));
        }
        self.say(
            "HW-5",
            match found.room {
                None => "unknown".to_owned(),
                Some(Room::Owned) => "owned".to_owned(),
                Some(Room::Absent) => "absent".to_owned(),
                Some(Room::Transitional { until, .. }) => format!("transitional {}", day(until)),
            },
        );
        for line in &found.haves {
            let baseline = line.baseline.map_or(String::new(), |value| format!(" baseline {}", code_of(value)));
            self.say(line.have.code(), format!("{}{baseline}", code_of(line.now)));
        }
    }

    fn steps(&mut self, found: &Dossier) {
        if let Some(acceptance) = &found.acceptance {
            let how = if acceptance.special { "special" } else { "completed" };
            let confirmed = if acceptance.confirmed { "" } else { " unconfirmed" };
            self.say("ACC", format!("{how} {}{confirmed}", date_text(acceptance.on)));
        }
        if let Some((mode, on)) = &found.mode {
            self.say("MODE", format!("{} {}", mode.code(), date_text(*on)));
        }
        for step in &found.steps {
            let due =
                step.due.map_or("? ?".to_owned(), |due| format!("{} {}", date_text(due.on), date_text(due.rolled)));
            self.say("DUE", format!("{} from {} due {due} done {}", step.what.code(), day(step.from), day(step.done)));
        }
        if let Some(decided) = found.owners_decided() {
            self.say("OPP-2", if decided { "decided" } else { "not_decided" });
        }
    }

    fn money(&mut self, found: &Funding) {
        for line in &found.lines {
            let amount =
                line.amount().map_or("none".to_owned(), |(stage, amount)| format!("{} {amount}", stage_code(stage)));
            let shares = match &line.shares {
                None => String::new(),
                Some(Err(why)) => format!(" undetermined {}", why.code()),
                Some(Ok(of)) => shares(of),
            };
            self.say("COST", format!("{} {} {amount}{shares}", line.item.id, entry(&line.entry)));
        }
        if !found.lines.is_empty() {
            self.say(
                "COSTS",
                format!("undetermined {} unpriced {}{}", found.undetermined, found.unpriced, shares(&found.totals)),
            );
        }
        for (what, amount) in &found.waived {
            self.say("WV-1", format!("{what} waived {amount}"));
        }
    }

    fn operation(&mut self, found: &Operation) {
        for (year, balance) in &found.years {
            let coverage = balance.coverage.map_or("?".to_owned(), |percent| percent.to_string());
            self.say(
                "OPQ-4",
                format!("{year} shortfall {} rest {} coverage {coverage}", balance.shortfall, balance.rest),
            );
        }
        if !found.granted.is_zero() {
            self.say("SUP-2", format!("granted {}{}", found.granted, shares(&found.granted_by)));
        }
        for (year, posts, amount, by) in &found.posts {
            self.say("L1", format!("{year} posts {posts} amount {amount}{}", shares(by)));
        }
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or("?".to_owned(), date_text)
}

fn entry(place: &Place) -> &str {
    match place {
        Place::Dossier(entry) => entry,
        _ => "?",
    }
}

fn shares(of: &Shares) -> String {
    of.iter().map(|(bearer, share): &(Bearer, Decimal)| format!(" {} {share}", bearer.code())).collect()
}

fn stage_code(stage: Stage) -> &'static str {
    match stage {
        Stage::Estimate => "estimate",
        Stage::Budget => "budget",
        Stage::FinalAccount => "final",
        Stage::Audited => "audited",
    }
}

fn code_of(value: Value) -> &'static str {
    match value {
        Value::Present => "present",
        Value::Transitional => "transitional",
        Value::Partial => "partial",
        Value::Absent => "absent",
        Value::NotApplicable => "not_applicable",
        Value::NotAgreed => "not_agreed",
        Value::Unknown => "unknown",
    }
}
