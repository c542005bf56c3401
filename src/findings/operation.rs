//! How a compound is run after the works (plan 六(二)2, 七3, 八3): who runs it for which fee, its accounts by year, relief, posts and subsidies, and what
//! of them city and district bear.

use super::assumed;
use super::dossier::{Mode, area_meant, entries, form, households_meant};
use crate::domain::answer::Answer;
use crate::domain::campaign::Terms;
use crate::domain::catalogue;
use crate::domain::catalogue::setting::Setting;
use crate::domain::date::Date;
use crate::domain::order::distinct;
use crate::domain::place::Place;
use crate::domain::rules::funding::{Shares, halves};
use crate::domain::rules::operation::{Balance, Year, balance};
use crate::domain::rules::operator::{self, Compared, Contract, ContractFault, Fee, compared, contract_faults};
use crate::domain::rules::posts::{self, Posts};
use crate::domain::rules::relief::{Case, Relief, relief};
use crate::domain::rules::support::{Agency, AgencyFault, Carried, Kept};
use crate::domain::tally::Decision;
use crate::journal::compound::Compound;
use rust_decimal::Decimal;

/// Who runs it (OPQ-1), by the survey.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operator {
    pub form: operator::Form,
    /// Whether the form belongs to the mode that was decided; `None` until one was.
    pub fits: Option<bool>,
    /// 社区公共服务工作站, whose the quasi mode is.
    pub station: Option<String>,
}

/// The station's fee (OPQ-3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StationFee {
    /// `None`: by a unit that nothing can be compared with.
    pub fee: Option<Fee>,
    pub compared: Option<Compared>,
    /// Households pay it; `None`: not said.
    pub by_households: Option<bool>,
    /// The station collects it; `None`: not said.
    pub by_station: Option<bool>,
    /// With all households paying, in yuan a year.
    pub due: Option<Decimal>,
}

/// A year's post subsidies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PostYear {
    /// `None`: not said.
    pub year: Option<u16>,
    pub posts: u32,
    pub amount: Decimal,
    /// Who bears it (L1); nobody with professional management.
    pub by: Shares,
    /// Against the bands by size (SUP-1).
    pub size: Posts,
}

/// An award (SUP-3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Award {
    /// `None`: not said.
    pub year: Option<u16>,
    /// The code of the level; `None`: not said.
    pub level: Option<String>,
    /// To a person, not a unit.
    pub person: Option<bool>,
    pub to: Option<String>,
    pub result: Option<String>,
    pub amount: Option<Decimal>,
}

/// Fees that are collected for a utility (L3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgencyLine {
    /// Its code in the form; `None`: not said.
    pub utility: Option<String>,
    pub commission: Option<Decimal>,
    pub faults: Vec<AgencyFault>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Operation {
    /// The mode that was decided.
    pub mode: Option<Decision>,
    pub operator: Option<Operator>,
    pub station_fee: Option<StationFee>,
    /// What is wrong with the contract or missing; `None` without professional management and without a contract.
    pub contract: Option<Vec<ContractFault>>,
    /// What was a subsidy of greenery and municipal works, by field, and how it stands (L2); none with professional management.
    pub kept: Vec<(&'static str, Carried)>,
    pub agencies: Vec<AgencyLine>,
    /// Utilities for which fees are collected by the survey, of which the dossier has nothing.
    pub unnamed_agencies: Vec<&'static str>,
    /// By year.
    pub awards: Vec<Award>,
    /// What was done to tell people, by day (八5).
    pub publicity: Vec<(Option<Date>, Option<String>)>,
    /// By year.
    pub years: Vec<(Option<u16>, Balance)>,
    /// The applications for relief, by their entries: whose, how they stand, and how much a year.
    pub reliefs: Vec<(Place, String, Relief, Option<Decimal>)>,
    /// What was granted as it has to be, a year in all, and who bears it (L1).
    pub granted: Decimal,
    pub granted_by: Shares,
    /// To how many suites it was granted, each once.
    pub granted_to: usize,
    /// What the survey says of it, households and yuan a year, where it says anything else.
    pub relief_differs: Option<(u32, Decimal)>,
    /// Years of accounts and of posts that lack a figure: they are in no sum.
    pub incomplete: usize,
    /// By year.
    pub posts: Vec<PostYear>,
    /// The settings that decide something of it.
    pub assumptions: Vec<&'static Setting>,
}

impl Operation {
    /// OPQ-5: one company does the station's work. Subsidies stay as they are.
    pub fn is_entrusted(&self) -> bool {
        let is_company = |operator: &Operator| operator.form == operator::Form::Entrusted;
        self.mode != Some(Decision::Professional) && self.operator.as_ref().is_some_and(is_company)
    }
}

/// A text from elsewhere that is no year is none.
fn year_of(entry: &Answer) -> Option<u16> {
    entry.value("year")?.parse().ok()
}

/// The code of a choice in a form, if it is one of its options.
fn code<'a>(entry: &'a Answer, form: &str, field: &str) -> Option<&'a str> {
    let options = catalogue::form(form)?.item.field(field)?.kind.options();
    entry.value(field).filter(|code| options.iter().any(|option| option.code == *code))
}

/// What is on record of how a compound is run, as of `today`, in the mode that its ballot came to.
pub fn operation(compound: &Compound, terms: &Terms, today: Date, mode: Option<Mode>) -> Operation {
    let settings = terms.settings.funding();
    let borne = |amount| halves(amount, &settings).unwrap_or_default();
    let is_odd = |amount| halves(amount, &settings.with_odd_fen_elsewhere()).unwrap_or_default() != borne(amount);
    let subject = Subject { compound, terms, mode: mode.map(|mode| mode.decision) };
    let station_fee = subject.station_fee();
    let mut found = Operation {
        mode: subject.mode,
        operator: subject.operator(),
        contract: subject.contract(station_fee.is_some()),
        station_fee,
        kept: subject.kept(),
        agencies: subject.agencies(),
        unnamed_agencies: subject.unnamed_agencies(),
        awards: subject.awards(),
        publicity: subject.publicity(),
        ..Operation::default()
    };
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
        match year().and_then(|year| balance(&year)) {
            Some(balance) => found.years.push((year_of(entry), balance)),
            None => found.incomplete += 1,
        }
    }
    let mut granted_to: Vec<&str> = Vec::new();
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
            granted_to.extend(entry.value("household"));
        }
        found.reliefs.push((place.clone(), entry.value("household").unwrap_or_default().to_owned(), stands, amount));
    }
    found.granted_to = distinct(granted_to).len();
    let surveyed = subject.answer("mech.hardship");
    let surveyed = surveyed.and_then(|survey| Some((survey.count("households")?, survey.decimal("amount")?)));
    found.relief_differs = surveyed.filter(|(households, amount)| {
        (usize::try_from(*households).ok(), *amount) != (Some(found.granted_to), found.granted)
    });
    found.granted_by = borne(found.granted);
    found.posts = subject.posts(borne);
    found.incomplete += entries(compound, "dossier.posts").count() - found.posts.len();
    found.years.sort_by_key(|(year, _)| *year);
    let has_standard = |fee: &StationFee| !matches!(fee.compared, None | Some(Compared::NotSet));
    found.assumptions = assumed([
        (found.station_fee.as_ref().is_some_and(has_standard), "quasi_basis"),
        (!found.reliefs.is_empty(), "relief_days"),
        (is_odd(found.granted) || found.posts.iter().any(|line| !line.by.is_empty() && is_odd(line.amount)), "odd_fen"),
    ]);
    found
}

struct Subject<'a> {
    compound: &'a Compound,
    terms: &'a Terms,
    mode: Option<Decision>,
}

impl<'a> Subject<'a> {
    fn answer(&self, item: &str) -> Option<&'a Answer> {
        self.compound.answer(&Place::Compound, item)
    }

    fn form(&self, id: &str) -> Option<&'a Answer> {
        form(self.compound, id).filter(|form| !form.is_blank())
    }

    fn is_professional(&self) -> bool {
        self.mode == Some(Decision::Professional)
    }

    fn area(&self) -> Option<Decimal> {
        area_meant(self.compound)
    }

    fn operator(&self) -> Option<Operator> {
        let form = operator::Form::from_code(self.answer("mech.operator")?.value("form")?)?;
        let station = self.form("dossier.station").and_then(|form| form.text("station"));
        Some(Operator { form, fits: form.fits(self.mode), station })
    }

    /// By the dossier, else, in quasi management, by the survey, which doesn't say who collects it.
    fn station_fee(&self) -> Option<StationFee> {
        let form = self.form("dossier.stationFee");
        let surveyed = || self.answer("mech.fee").filter(|_| self.mode == Some(Decision::Quasi));
        let said = form.filter(|form| form.value("rate").is_some()).or_else(surveyed)?;
        let fee = Fee::of(said.decimal("rate")?, said.value("basis").unwrap_or_default());
        let settings = &self.terms.settings;
        let standard = settings.decimal("quasi_fee");
        let standard = standard.and_then(|rate| Fee::of(rate, settings.value("quasi_basis").unwrap_or_default()));
        let is = |field, code| form.and_then(|form| form.value(field)).map(|value| value == code);
        Some(StationFee {
            fee,
            compared: fee.map(|fee| compared(&fee, standard)),
            by_households: is("payer", "households"),
            by_station: is("collector", "station"),
            due: fee.and_then(|fee| fee.due(self.area(), households_meant(self.compound))),
        })
    }

    /// By the dossier, and what it doesn't say of number and days by the survey.
    fn contract(&self, station_fee: bool) -> Option<Vec<ContractFault>> {
        let (form, survey) = (self.form("dossier.contract"), self.answer("mech.contract"));
        let survey = survey.filter(|survey| survey.values().next().is_some());
        let date = |field| form.and_then(|form| form.date(field)).or_else(|| survey.and_then(|s| s.date(field)));
        let has = |form: Option<&Answer>, field| form.is_some_and(|form| form.value(field).is_some());
        let fee = |of: Option<&Answer>| {
            let of = of?;
            Fee::of(of.decimal("rate")?, of.value("basis")?)
        };
        let assembly = self.form("dossier.assembly");
        let committee = assembly.and_then(|form| form.date("committee"));
        let contract = (form.is_some() || survey.is_some()).then(|| Contract {
            by_committee: form.and_then(|form| form.value("by")).map(|code| code == "committee"),
            has_company: has(form, "company") || has(assembly, "company"),
            has_number: has(form, "number") || has(survey, "number"),
            signed: date("signed"),
            expires: date("expires"),
            committee: committee.or_else(|| self.answer("mech.committee")?.date("committee")),
            fee: fee(form),
            charged: fee(self.answer("mech.fee")),
        });
        // Without a decision nobody knows that there has to be one.
        (self.is_professional() || self.mode.is_none() && form.is_some())
            .then(|| contract_faults(contract.as_ref(), station_fee))
    }

    fn kept(&self) -> Vec<(&'static str, Carried)> {
        if self.is_professional() {
            return Vec::new();
        }
        let carried = |field: &'static str| {
            let of = |form: Option<&Answer>| form.and_then(|form| form.decimal(field));
            let kept =
                Kept { former: of(self.form("dossier.formerSubsidy")), now: of(self.answer("mech.keptSubsidy")) };
            kept.carried().map(|carried| (field, carried))
        };
        ["green", "municipal"].into_iter().filter_map(carried).collect()
    }

    fn agencies(&self) -> Vec<AgencyLine> {
        let line = |(_, entry): (&Place, &Answer)| {
            let agency = Agency {
                has_tariff: entry.value("tariff").is_some(),
                approved: entry.value("approval").is_some() && entry.date("approved").is_some(),
                commission: entry.decimal("commission"),
                added: entry.value("added").map(|code| code == "yes"),
            };
            let utility = code(entry, "dossier.agency", "utility").map(str::to_owned);
            AgencyLine { utility, commission: agency.commission, faults: agency.faults() }
        };
        let mut lines: Vec<AgencyLine> = entries(self.compound, "dossier.agency").map(line).collect();
        lines.sort_by(|a, b| (&a.utility, &a.commission).cmp(&(&b.utility, &b.commission)));
        lines
    }

    fn unnamed_agencies(&self) -> Vec<&'static str> {
        let Some(survey) = self.answer("mech.utilAgency") else { return Vec::new() };
        let named = self.agencies();
        let is_unnamed = |field: &&'static str| {
            matches!(survey.value(field), Some("present" | "partial"))
                && named.iter().all(|line| line.utility.as_deref() != Some(*field))
        };
        ["water", "power", "sanitation"].into_iter().filter(is_unnamed).collect()
    }

    fn awards(&self) -> Vec<Award> {
        let award = |(_, entry): (&Place, &Answer)| Award {
            year: year_of(entry),
            level: code(entry, "dossier.award", "level").map(str::to_owned),
            person: entry.value("kind").map(|code| code == "person"),
            to: entry.text("to"),
            result: entry.text("result"),
            amount: entry.decimal("amount"),
        };
        let mut awards: Vec<Award> = entries(self.compound, "dossier.award").map(award).collect();
        awards.sort_by(|a, b| (&a.year, &a.level, &a.to).cmp(&(&b.year, &b.level, &b.to)));
        awards
    }

    fn publicity(&self) -> Vec<(Option<Date>, Option<String>)> {
        let done = |(_, entry): (&Place, &Answer)| (entry.date("on"), entry.text("what"));
        let mut all: Vec<_> = entries(self.compound, "dossier.publicity").map(done).collect();
        all.sort();
        all
    }

    fn posts(&self, borne: impl Fn(Decimal) -> Shares) -> Vec<PostYear> {
        let bands = self.terms.settings.bands();
        let year = |(_, entry): (&Place, &Answer)| {
            let (count, amount) = (entry.count("posts")?, entry.decimal("amount")?);
            // Posts are the service station's: with professional management the plan pays for none.
            let by = if self.is_professional() { Vec::new() } else { borne(amount) };
            let size = posts::posts(count, self.area(), &bands, self.mode);
            Some(PostYear { year: year_of(entry), posts: count, amount, by, size })
        };
        let mut years: Vec<PostYear> = entries(self.compound, "dossier.posts").filter_map(year).collect();
        years.sort_by_key(|line| line.year);
        years
    }
}
