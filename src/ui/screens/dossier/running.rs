//! How a compound is run: by whom and for which fee, its services, accounts, relief, posts, subsidies and awards.

use super::{Sheet, table};
use crate::domain::catalogue;
use crate::domain::date::{Date, date_text};
use crate::domain::place::Place;
use crate::domain::rules::funding::Shares;
use crate::domain::rules::haves::{self, Value};
use crate::domain::rules::operation::Balance;
use crate::domain::rules::operator::{Basis, Compared, ContractFault};
use crate::domain::rules::posts::Posts;
use crate::domain::rules::relief::Relief;
use crate::domain::rules::support::{AgencyFault, Carried};
use crate::domain::tally::Decision;
use crate::findings::dossier::HaveLine;
use crate::findings::operation::{self, AgencyLine, Award, Operation, Operator, PostYear, StationFee};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{Facts, card, item_aside, item_main, item_sub, list, muted, titled_card};
use crate::ui::widgets::{Tone, badge, banner};
use rust_decimal::Decimal;
use yew::prelude::*;

impl Sheet<'_, '_> {
    pub(super) fn operation(&self) -> Html {
        let found = operation::operation(self.compound, self.terms, self.today, self.found.mode);
        all([
            self.run_by(&found),
            self.services(),
            self.accounts(&found),
            self.reliefs(&found),
            self.posts(&found),
            self.kept(&found),
            self.agencies(&found),
            self.awards(&found),
            self.publicity(&found),
            self.operation_assumed(&found),
        ])
    }

    fn operation_assumed(&self, found: &Operation) -> Html {
        match found.assumptions.is_empty() {
            true => Html::default(),
            false => card().add(self.assumed(&found.assumptions)).html(),
        }
    }

    /// Some lines in a card of their own; nothing where there is none.
    fn lines(&self, title: &'static str, lines: Vec<El>, after: Html) -> Html {
        match lines.is_empty() {
            true => after,
            false => titled_card(title).add(list().each(lines)).add(after).html(),
        }
    }

    fn run_by(&self, found: &Operation) -> Html {
        let lang = self.lang();
        if found.operator.is_none() && found.station_fee.is_none() && found.contract.is_none() {
            return Html::default();
        }
        let card = titled_card(lang.run_by());
        let card = match &found.operator {
            None => card,
            Some(operator) => card.add(self.operator(operator, found)),
        };
        let card = match &found.station_fee {
            None => card,
            Some(fee) => card.add(self.station_fee(fee)),
        };
        match &found.contract {
            None => card.html(),
            Some(faults) => card.add(self.contract(faults)).html(),
        }
    }

    fn operator(&self, operator: &Operator, found: &Operation) -> Html {
        let lang = self.lang();
        let kind = catalogue::item("mech.operator").and_then(|item| item.field("form")).map(|field| field.kind);
        let form = kind.map_or("", |kind| lang.value_of(&kind, operator.form.code()));
        let facts = Facts::new()
            .fact(lang.operator(), form.to_owned())
            .fact_some(lang.operator_station(), operator.station.as_ref());
        let wants_station = operator.station.is_none() && found.mode == Some(Decision::Quasi);
        let say = |is: bool, tone, words: &'static str| if is { banner(tone, words) } else { Html::default() };
        all([
            facts.el().html(),
            say(operator.fits == Some(false), Tone::Danger, lang.operator_unfit()),
            say(wants_station, Tone::Warn, lang.operator_no_station()),
            say(found.is_entrusted(), Tone::Info, lang.entrusted_keeps()),
        ])
    }

    fn station_fee(&self, fee: &StationFee) -> Html {
        let lang = self.lang();
        let tone = match fee.compared {
            Some(Compared::Within) => Tone::Ok,
            Some(Compared::Above { .. }) => Tone::Danger,
            None | Some(Compared::NotSet | Compared::OtherUnit) => Tone::Neutral,
        };
        let words = [
            fee.fee.map(|fee| match fee.basis {
                Basis::SquareMetre => lang.fee_of_area(&fee.a_year.to_string()),
                Basis::Household => lang.fee_of_household(&fee.a_year.to_string()),
            }),
            fee.due.map(|due| lang.fee_due(&due.to_string())),
        ];
        let words = lang.clauses(&words.into_iter().flatten().collect::<Vec<_>>());
        let main = item_main(lang.station_fee()).add(item_sub(words));
        let aside = item_aside().add(badge(tone, lang.compared(fee.compared)));
        let says_not = fee.by_households.is_none() || fee.by_station.is_none();
        let say = |is: bool, tone, words: &'static str| if is { banner(tone, words) } else { Html::default() };
        all([
            list().add(el("li", "item").add(main).add(aside)).html(),
            say(fee.by_households == Some(false), Tone::Danger, lang.fee_payer_wrong()),
            say(fee.by_station == Some(false), Tone::Danger, lang.fee_collector_wrong()),
            if says_not { muted(lang.fee_said_not()) } else { Html::default() },
        ])
    }

    fn contract(&self, faults: &[ContractFault]) -> Html {
        let lang = self.lang();
        let (tone, words) = match faults.is_empty() {
            true => (Tone::Ok, lang.contract_fine().to_owned()),
            false => {
                let faults = faults.iter().map(|fault| lang.contract_fault(*fault));
                (Tone::Warn, lang.clauses(&faults.collect::<Vec<_>>()))
            }
        };
        let state = if faults.is_empty() { lang.fine() } else { lang.faulty() };
        let main = item_main(lang.contract()).add(item_sub(words));
        list().add(el("li", "item").add(main).add(item_aside().add(badge(tone, state)))).html()
    }

    /// The seven services, and what each lacks.
    fn services(&self) -> Html {
        let lang = self.lang();
        let line = |line: &HaveLine| {
            let field = |(item, field): &(&str, &str)| {
                let field = catalogue::item(item).and_then(|item| item.field(field));
                field.map(|field| lang.field_name(field))
            };
            let missing: Vec<&str> = line.missing.iter().filter_map(field).collect();
            let words = match line.now {
                _ if !missing.is_empty() => lang.evidence_missing(&lang.list(&missing)),
                Value::Present => lang.service_complete().to_owned(),
                Value::Unknown => lang.service_not_surveyed().to_owned(),
                _ => String::new(),
            };
            let answer = haves::item(line.have).and_then(|item| self.compound.answer(&Place::Compound, item));
            let value = |field| answer.and_then(|answer| answer.value(field)).map(str::to_owned);
            let since = value("start_date").map(|day| lang.step_from(&day));
            let by = [value("provider"), since, value("frequency")];
            let by = by.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            el("tr", "")
                .key(line.have.code())
                .add(el("td", "").text(lang.have_name(line.have)).add(item_sub(by)))
                .add(el("td", "").text(lang.have_value(line.now)))
                .add(el("td", "").text(words))
        };
        let titles = [lang.have(), lang.now(), lang.step_state()];
        titled_card(lang.services_title()).add(table(&titles, self.found.services().map(line))).html()
    }

    fn accounts(&self, found: &Operation) -> Html {
        let lang = self.lang();
        let year = |(year, balance): &(Option<u16>, Balance)| {
            let coverage = balance.coverage.map(|percent| lang.coverage_is(&percent.to_string()));
            let words = [
                Some(lang.shortfall_is(&balance.shortfall.to_string())),
                Some(lang.income_is(&balance.income.to_string())),
                Some(lang.own_share(&balance.own.to_string(), &balance.left.to_string())),
                Some(lang.rest_is(&balance.rest.to_string())),
                coverage,
            ];
            let words = lang.clauses(&words.into_iter().flatten().collect::<Vec<_>>());
            el("li", "item").add(item_main(lang.year(*year)).add(item_sub(words)))
        };
        let is_misspent = found.years.iter().any(|(_, balance)| balance.misspent);
        let incomplete = || banner(Tone::Warn, lang.accounts_incomplete(found.incomplete));
        let misspent = || banner(Tone::Danger, lang.misspent());
        let after = all([
            if is_misspent { misspent() } else { Html::default() },
            if found.incomplete > 0 { incomplete() } else { Html::default() },
        ]);
        self.lines(lang.accounts(), found.years.iter().map(year).collect(), after)
    }

    fn reliefs(&self, found: &Operation) -> Html {
        let lang = self.lang();
        let relief = |(place, household, relief, _): &(_, String, Relief, Option<Decimal>)| {
            let tone = match relief {
                Relief::Granted => Tone::Ok,
                Relief::GrantedWithout(_) | Relief::Objected => Tone::Danger,
                Relief::NotApplied | Relief::Refused => Tone::Neutral,
                Relief::ToPost | Relief::Posted { .. } | Relief::ToHear | Relief::ToGrant => Tone::Info,
            };
            let aside = item_aside().add(badge(tone, lang.relief(*relief)));
            el("li", "item").key(&format!("{place:?}")).add(item_main(household.clone())).add(aside)
        };
        let granted = lang.granted_total(&found.granted.to_string());
        let granted = lang.remarked(&granted, &self.shares(&found.granted_by));
        let differs = found.relief_differs.map(|(households, amount)| {
            banner(Tone::Warn, lang.relief_differs(households, &amount.to_string(), found.granted_to))
        });
        let granted = if found.granted.is_zero() { Html::default() } else { muted(granted) };
        let after = all([granted, differs.unwrap_or_default()]);
        self.lines(lang.reliefs(), found.reliefs.iter().map(relief).collect(), after)
    }

    fn posts(&self, found: &Operation) -> Html {
        let lang = self.lang();
        let year = |line: &PostYear| {
            let words = lang.posts_line(line.posts, &line.amount.to_string());
            let shares: &Shares = &line.by;
            let main = item_main(format!("{} {words}", lang.year(line.year))).add(item_sub(self.shares(shares)));
            let tone = match line.size {
                Posts::Within { .. } => Tone::Ok,
                Posts::Above { .. } | Posts::BeyondBands => Tone::Danger,
                Posts::NoBands | Posts::NoArea | Posts::NotQuasi => Tone::Neutral,
            };
            el("li", "item").add(main).add(item_aside().add(badge(tone, lang.posts_size(line.size))))
        };
        self.lines(lang.posts_title(), found.posts.iter().map(year).collect(), Html::default())
    }

    fn kept(&self, found: &Operation) -> Html {
        let lang = self.lang();
        let line = |(field, carried): &(&str, Carried)| {
            let name = if *field == "green" { lang.kept_green() } else { lang.kept_municipal() };
            let tone = match carried {
                Carried::Kept { .. } => Tone::Ok,
                Carried::Dropped { .. } => Tone::Danger,
                Carried::Due { .. } | Carried::FormerUnknown => Tone::Neutral,
            };
            el("li", "item").add(item_main(name)).add(item_aside().add(badge(tone, lang.carried(*carried))))
        };
        self.lines(lang.kept(), found.kept.iter().map(line).collect(), Html::default())
    }

    fn agencies(&self, found: &Operation) -> Html {
        let lang = self.lang();
        let kind = catalogue::form("dossier.agency").and_then(|form| form.item.field("utility")).map(|of| of.kind);
        let name = |code: &str| kind.map_or_else(String::new, |kind| lang.value_of(&kind, code).to_owned());
        let line = |line: &AgencyLine| {
            let faults = line.faults.iter().map(|fault: &AgencyFault| lang.agency_fault(*fault));
            let words = match line.faults.is_empty() {
                true => lang.agency_fine(&line.commission.unwrap_or_default().to_string()),
                false => lang.clauses(&faults.collect::<Vec<_>>()),
            };
            let (tone, state) = match line.faults.is_empty() {
                true => (Tone::Ok, lang.fine()),
                false => (Tone::Warn, lang.faulty()),
            };
            let main =
                item_main(line.utility.as_deref().map_or_else(|| lang.unknown().to_owned(), name)).add(item_sub(words));
            el("li", "item").add(main).add(item_aside().add(badge(tone, state)))
        };
        let unnamed: Vec<String> = found.unnamed_agencies.iter().map(|code| name(code)).collect();
        let after = match unnamed.is_empty() {
            true => Html::default(),
            false => banner(Tone::Warn, lang.agency_unnamed(&lang.list(&unnamed))),
        };
        self.lines(lang.agencies(), found.agencies.iter().map(line).collect(), after)
    }

    fn awards(&self, found: &Operation) -> Html {
        let lang = self.lang();
        let item = catalogue::form("dossier.award").map(|form| &form.item);
        let label = |field: &str, code: &str| {
            let field = item.and_then(|item| item.field(field));
            field.map_or_else(String::new, |field| lang.value_of(&field.kind, code).to_owned())
        };
        let line = |award: &Award| {
            let level = award.level.as_ref().map_or_else(
                || badge(Tone::Warn, lang.award_level_missing()),
                |level| badge(Tone::Info, label("level", level)),
            );
            let kind = award.person.map(|person| label("kind", if person { "person" } else { "unit" }));
            let amount = award.amount.map(|amount| lang.yuan_amount(&amount.to_string()));
            let words = [kind, award.result.clone(), amount].into_iter().flatten().collect::<Vec<_>>();
            let main =
                item_main(format!("{} {}", lang.year(award.year), award.to.as_deref().unwrap_or(lang.unknown())));
            el("li", "item").add(main.add(item_sub(words.join(" · ")))).add(item_aside().add(level))
        };
        self.lines(lang.awards(), found.awards.iter().map(line).collect(), Html::default())
    }

    fn publicity(&self, found: &Operation) -> Html {
        let lang = self.lang();
        let line = |(on, what): &(Option<Date>, Option<String>)| {
            let on = on.map_or_else(|| lang.unknown().to_owned(), date_text);
            el("li", "item").add(item_main(on).add(item_sub(what.as_deref().unwrap_or(lang.unknown()).to_owned())))
        };
        self.lines(lang.publicity(), found.publicity.iter().map(line).collect(), Html::default())
    }
}
