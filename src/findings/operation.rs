//! How a compound is run after the works (plan 六(二)2, 七3, 八3): its accounts by year, relief and posts, and what of them city and district bear.

use super::dossier::entries;
use crate::domain::answer::Answer;
use crate::domain::campaign::Terms;
use crate::domain::date::Date;
use crate::domain::place::Place;
use crate::domain::rules::funding::{Shares, halves};
use crate::domain::rules::operation::{Balance, Year, balance};
use crate::domain::rules::relief::{Case, Relief, relief};
use crate::domain::tally::Decision;
use crate::journal::state::Compound;
use rust_decimal::Decimal;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Operation {
    /// By year.
    pub years: Vec<(String, Balance)>,
    /// The applications for relief, by their entries: whose, how they stand, and how much a year.
    pub reliefs: Vec<(Place, String, Relief, Option<Decimal>)>,
    /// What was granted as it has to be, a year in all, and who bears it (L1).
    pub granted: Decimal,
    pub granted_by: Shares,
    /// The post subsidies by year: posts, amount, who bears it (L1); nobody with professional management.
    pub posts: Vec<(String, u32, Decimal, Shares)>,
}

fn year_of(entry: &Answer) -> String {
    entry.value("year").unwrap_or_default().to_owned()
}

/// What is on record of how a compound is run, as of `today`.
pub fn operation(compound: &Compound, terms: &Terms, today: Date) -> Operation {
    let settings = terms.settings.funding();
    let borne = |amount| halves(amount, &settings).unwrap_or_default();
    let professional = compound.closed.is_some() && compound.tally().decision == Decision::Professional;
    let mut found = Operation::default();
    for (_, entry) in entries(compound, "dossier.income") {
        let yuan = |field| entry.decimal(field);
        let year = || {
            Some(Year {
                fees: yuan("fees")?,
                parking: yuan("parking")?,
                rooms: yuan("rooms")?,
                subsidy: yuan("subsidy")?,
                cost: yuan("cost")?,
                elsewhere: yuan("elsewhere")?,
            })
        };
        found.years.extend(year().and_then(|year| balance(&year)).map(|balance| (year_of(entry), balance)));
    }
    for (place, entry) in entries(compound, "dossier.relief") {
        let granted = match entry.value("decision") {
            Some("granted") => Some(true),
            Some("refused") => Some(false),
            _ => None,
        };
        let case = Case {
            applied: entry.date("applied"),
            posted: entry.date("posted"),
            until: entry.date("until"),
            objection: entry.value("objection").map(|code| code == "yes"),
            granted,
        };
        let stands = relief(&case, terms.settings.relief_days().unwrap_or(0), today);
        let amount = entry.decimal("amount");
        if let (Relief::Granted, Some(amount)) = (stands, amount) {
            found.granted += amount;
        }
        found.reliefs.push((place.clone(), entry.value("household").unwrap_or_default().to_owned(), stands, amount));
    }
    found.granted_by = borne(found.granted);
    for (_, entry) in entries(compound, "dossier.posts") {
        if let (Some(posts), Some(amount)) = (entry.count("posts"), entry.decimal("amount")) {
            // Posts are the service station's: with professional management the plan pays for none.
            let by = if professional { Vec::new() } else { borne(amount) };
            found.posts.push((year_of(entry), posts, amount, by));
        }
    }
    found.years.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.posts.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    found
}
