//! What the works cost, and who pays.

use super::{Sheet, figures, table_of, words};
use crate::domain::catalogue;
use crate::domain::ids::BuildingNo;
use crate::domain::rules::funding::Bearer;
use crate::findings::funding::{Funding, Line};
use crate::ui::element::{El, all, el, text};
use crate::ui::layout::{Facts, card, card_title, head, item_sub, muted, titled_card};
use crate::ui::widgets::{Tone, badge, banner};
use rust_decimal::Decimal;
use yew::prelude::*;

impl Sheet<'_, '_> {
    pub(super) fn costs(&self) -> Html {
        let lang = self.lang();
        let found = self.funding();
        if is_empty(found) {
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
        let subtotals = found
            .subtotals
            .iter()
            .fold(Facts::new(), |facts, of| facts.fact(lang.subtotal(lang.purse(of.purse)), yuan(&of.amount)));
        // Of one alone it is the total.
        let has_subtotals = found.subtotals.len() > 1;
        card()
            .add(head(card_title(lang.costs()), self.print()))
            .add(table_of(&titles, lines))
            .add(card_title(lang.cost_total()))
            .add(totals.el())
            .add_if(has_subtotals, || subtotals.el().html())
            .add(facts_of(self.chosen(found)))
            .add_if(found.unselected > 0, || muted(lang.unselected_lines(found.unselected)))
            .add_if(!found.owners.is_empty(), || {
                all([card_title(lang.owners_pay()).html(), facts_of(self.owners(found))])
            })
            .each(self.costs_lack(found).into_iter().map(|words| banner(Tone::Warn, words)))
            .add_if(!found.waived.is_empty(), || all([card_title(lang.waived()).html(), waived.el().html()]))
            .add(self.audits(found))
            .add(self.assumed(&found.assumptions))
            .html()
    }

    /// What is printed of it.
    pub(super) fn costs_printed(&self) -> Html {
        let found = self.funding();
        match is_empty(found) {
            true => Html::default(),
            false => self.costs_document(found),
        }
    }

    /// What is wrong with the costs, or missing.
    pub(super) fn costs_lack(&self, found: &Funding) -> Vec<String> {
        let lang = self.lang();
        let nothing_chosen = self.found.is_listed() == Some(false) && !found.lines.is_empty() && found.records == 0;
        let doubled: Vec<_> = found.doubled.iter().filter_map(|id| catalogue::item(id)).collect();
        let strangers = lang.list(&found.strangers);
        let each = [
            nothing_chosen.then(|| lang.selection_none().to_owned()),
            (!found.strangers.is_empty()).then(|| lang.hardship_strangers(&strangers)),
            (found.unpriced > 0).then(|| lang.cost_unpriced(found.unpriced)),
            (!found.doubled.is_empty()).then(|| lang.works_doubled(&self.items(&doubled))),
            found.lacks_audit().then(|| lang.audit_lacking().to_owned()),
        ];
        each.into_iter().flatten().collect()
    }

    /// What of an unlisted compound's costs was chosen for each year, beside the year's budget (PRG-3).
    pub(super) fn chosen(&self, found: &Funding) -> Vec<(String, String)> {
        let lang = self.lang();
        let budgets = self.terms.settings.years("yearly_budget");
        let year = |(year, amount): &(u16, Decimal)| {
            let budget = budgets.iter().find(|(of, _)| of == year);
            let budget = budget.map_or_else(
                || lang.not_set().to_owned(),
                |(_, amount)| format!("{amount} {}", lang.ten_thousand_yuan()),
            );
            (lang.chosen_in(*year), lang.budget_is(&amount.to_string(), &budget))
        };
        found.years.iter().map(year).collect()
    }

    /// What each owner organisation pays.
    pub(super) fn owners(&self, found: &Funding) -> Vec<(String, String)> {
        let lang = self.lang();
        let owner = |(name, share): &(Option<String>, Decimal)| {
            let name = name.clone().unwrap_or_else(|| lang.owner_unnamed().to_owned());
            (name, lang.yuan_amount(&share.to_string()))
        };
        found.owners.iter().map(owner).collect()
    }

    pub(super) fn audits(&self, found: &Funding) -> Html {
        let lang = self.lang();
        self.listed(lang.audits(), found.audits.iter().map(|audit| lang.audit(audit)))
    }

    fn cost(&self, line: &Line) -> El {
        let lang = self.lang();
        let unit = line.unit.clone().unwrap_or_default();
        let figure = |figure: Decimal| figure.normalize().to_string();
        // What isn't there is said beside it.
        let quantity = line.quantity.map(|quantity| format!("{} {unit}", figure(quantity)));
        let sums = [quantity, line.price.map(|price| format!("× {price}"))];
        let sums = sums.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let source = line.source.as_ref().map(|source| item_sub(lang.price_from(source)));
        let surveyed = line.surveyed.map(|surveyed| item_sub(lang.surveyed_as(&figure(surveyed))));
        let name = match &line.what {
            None => lang.item_name(line.item).to_owned(),
            Some(what) => lang.called(lang.item_name(line.item), what),
        };
        let chosen = line
            .selected
            .map(|selected| badge(if line.counts() { Tone::Info } else { Tone::Neutral }, lang.selected(selected)));
        let outside: Vec<&str> = line.outside.iter().map(BuildingNo::as_str).collect();
        let outside = (!outside.is_empty()).then(|| badge(Tone::Neutral, lang.buildings_outside(&lang.list(&outside))));
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
            .add(
                el("td", "")
                    .text(name)
                    .add(item_sub(sums))
                    .add_some(source)
                    .add_some(surveyed)
                    .add_some(chosen)
                    .add_some(outside),
            )
            .add(el("td", "num").add(amount))
            .add(el("td", "").add(payers).add_some(clause))
    }
}

/// Nothing is on record of what it costs.
fn is_empty(found: &Funding) -> bool {
    found.lines.is_empty() && found.waived.is_empty() && found.audits.is_empty()
}

fn facts_of(facts: Vec<(String, String)>) -> Html {
    match facts.is_empty() {
        true => Html::default(),
        false => facts.into_iter().fold(Facts::new(), |facts, (term, words)| facts.fact(term, words)).el().html(),
    }
}
