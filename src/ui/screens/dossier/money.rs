//! What the works cost, and who pays.

use super::{Sheet, figures, table_of, words};
use crate::domain::catalogue;
use crate::domain::catalogue::setting::Setting;
use crate::domain::rules::funding::Bearer;
use crate::domain::rules::targets;
use crate::findings::funding::{self, Funding, Line};
use crate::ui::element::{El, all, el, text};
use crate::ui::layout::{Facts, card, card_title, head, item_sub, muted, titled_card};
use crate::ui::widgets::{Tone, badge, banner};
use rust_decimal::Decimal;
use yew::prelude::*;

impl Sheet<'_, '_> {
    pub(super) fn costs(&self) -> Html {
        let lang = self.lang();
        let found = funding::funding(self.compound, self.terms);
        if found.lines.is_empty() && found.waived.is_empty() {
            return titled_card(lang.costs()).add(muted(lang.costs_none())).html();
        }
        let titles = [words(lang.gap_item()), figures(lang.cost_amount()), words(lang.cost_payers())];
        let lines = found.lines.iter().map(|line| self.cost(line));
        let yuan = |amount: &Decimal| lang.yuan_amount(&amount.to_string());
        let totals =
            found.totals.iter().fold(Facts::new(), |facts, (bearer, sum)| facts.fact(lang.bearer(*bearer), yuan(sum)));
        let totals = if found.undetermined.is_zero() {
            totals
        } else {
            totals.fact(lang.cost_open(), yuan(&found.undetermined))
        };
        let waived = found.waived.iter().fold(Facts::new(), |facts, (field, amount)| {
            let name = catalogue::form("dossier.waived").and_then(|form| form.item.field(field));
            facts.fact(name.map_or("", |field| lang.field_name(field)), lang.waived_as(&amount.to_string()))
        });
        let assumption = |setting: &&'static Setting| {
            let value = self.terms.settings.value(setting.field.id).unwrap_or_default();
            let value = lang.value_of(&setting.field.kind, value);
            el("li", "").text(format!("{}：{value}。{}", lang.field_name(&setting.field), lang.clause(setting.clause)))
        };
        card()
            .add(head(card_title(lang.costs()), self.print()))
            .add(table_of(&titles, lines))
            .add(card_title(lang.cost_total()))
            .add(totals.el())
            .add(self.chosen(&found))
            .add(self.owners(&found))
            .add_if(!found.strangers.is_empty(), || {
                banner(Tone::Warn, lang.hardship_strangers(&found.strangers.join(lang.pick("、", ", "))))
            })
            .add_if(found.unpriced > 0, || banner(Tone::Warn, lang.cost_unpriced(found.unpriced)))
            .add_if(!found.waived.is_empty(), || all([card_title(lang.waived()).html(), waived.el().html()]))
            .add_if(!found.assumptions.is_empty(), || {
                all([muted(lang.assumptions()), el("ul", "").each(found.assumptions.iter().map(assumption)).html()])
            })
            .html()
    }

    /// What is printed of it.
    pub(super) fn costs_printed(&self) -> Html {
        let found = funding::funding(self.compound, self.terms);
        match found.lines.is_empty() && found.waived.is_empty() {
            true => Html::default(),
            false => self.costs_document(&found),
        }
    }

    /// What of an unlisted compound's costs was chosen, beside the year's budget (PRG-3).
    fn chosen(&self, found: &Funding) -> Html {
        let lang = self.lang();
        if self.found.is_listed() != Some(false) || found.lines.is_empty() {
            return Html::default();
        }
        if found.records == 0 {
            return banner(Tone::Warn, lang.selection_none());
        }
        let budgets = targets::years(self.terms.settings.value("yearly_budget").unwrap_or_default());
        let budgets = budgets.unwrap_or_default();
        let year = |facts: Facts, (year, amount): &(u16, Decimal)| {
            let budget = budgets.iter().find(|(of, _)| of == year);
            let budget = budget.map_or_else(
                || lang.budget_none().to_owned(),
                |(_, amount)| format!("{amount} {}", lang.ten_thousand_yuan()),
            );
            facts.fact(lang.chosen_in(*year), lang.budget_is(&amount.to_string(), &budget))
        };
        let unselected = || muted(lang.unselected_lines(found.unselected));
        all([
            found.years.iter().fold(Facts::new(), year).el().html(),
            if found.unselected > 0 { unselected() } else { Html::default() },
        ])
    }

    /// What each owner organisation pays.
    fn owners(&self, found: &Funding) -> Html {
        let lang = self.lang();
        if found.owners.is_empty() {
            return Html::default();
        }
        let owner = |facts: Facts, (name, share): &(Option<String>, Decimal)| {
            let name = name.clone().unwrap_or_else(|| lang.owner_unnamed().to_owned());
            facts.fact(name, lang.yuan_amount(&share.to_string()))
        };
        let facts = found.owners.iter().fold(Facts::new(), owner);
        all([card_title(lang.owners_pay()).html(), facts.el().html()])
    }

    fn cost(&self, line: &Line) -> El {
        let lang = self.lang();
        let unit = line.unit.clone().unwrap_or_default();
        let figure =
            |figure: Option<Decimal>| figure.map_or_else(|| "?".to_owned(), |figure| figure.normalize().to_string());
        let price = line.price.map_or_else(|| lang.no_price().to_owned(), |price| format!("× {price}"));
        let sums = format!("{} {unit} {price}", figure(line.quantity));
        let source = line.source.as_ref().map(|source| item_sub(lang.price_from(source)));
        let surveyed = line.surveyed.map(|surveyed| item_sub(lang.surveyed_as(&figure(Some(surveyed)))));
        let name = match &line.what {
            None => lang.item_name(line.item).to_owned(),
            Some(what) => format!("{}：{what}", lang.item_name(line.item)),
        };
        let chosen = line
            .selected
            .map(|selected| badge(if line.counts() { Tone::Info } else { Tone::Neutral }, lang.selected(selected)));
        let amount = match line.amount() {
            None if line.price.is_some() => badge(Tone::Warn, lang.no_quantity()),
            None => badge(Tone::Warn, lang.no_price()),
            Some((stage, amount)) => all([text(lang.yuan_amount(&amount.to_string())), item_sub(lang.stage(stage))]),
        };
        let payers = match &line.shares {
            None => Html::default(),
            Some(Err(why)) => badge(Tone::Warn, lang.undetermined(*why)),
            Some(Ok(shares)) => {
                let share = |(bearer, share): &(Bearer, Decimal)| {
                    el("div", "").text(format!("{} {}", lang.bearer(*bearer), lang.yuan_amount(&share.to_string())))
                };
                el("div", "").each(shares.iter().map(share)).html()
            }
        };
        let clause = line.rule.map(|rule| item_sub(lang.clause(lang.payer_clause(rule))));
        el("tr", "")
            .add(el("td", "").text(name).add(item_sub(sums)).add_some(source).add_some(surveyed).add_some(chosen))
            .add(el("td", "num").add(amount))
            .add(el("td", "").add(payers).add_some(clause))
    }
}
