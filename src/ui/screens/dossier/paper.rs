//! What is printed of a dossier: the costs with their payers (catalogue, section 6: D5) and what is due when (D6), each as a document of its own. On the
//! screen nothing of it is to be seen, and on paper nothing of the screen.

use super::Sheet;
use crate::app::prices::COST;
use crate::app::{Event, dossier};
use crate::domain::catalogue;
use crate::domain::date::date_text;
use crate::domain::rules::deadline::Duty;
use crate::domain::rules::funding::{Bearer, Shares};
use crate::findings::dossier::Step;
use crate::findings::funding::{Funding, Line, Subtotal};
use crate::ui::element::{El, el};
use crate::ui::layout::paragraph;
use crate::ui::widgets::{ButtonKind, Icon};
use rust_decimal::Decimal;
use yew::prelude::*;

impl Sheet<'_, '_> {
    /// Prints the document of this screen.
    pub(super) fn print(&self) -> Html {
        let print = Event::dossier(dossier::Msg::Print);
        let button = self.view.button(ButtonKind::Secondary, Some(Icon::Print), self.lang().print_document(), print);
        el("div", "no-print").add(button).html()
    }

    /// A document: what it is, of which compound, as of which day, and room for who made and checked it.
    fn document(&self, title: &'static str, parts: Html) -> Html {
        let (lang, card) = (self.lang(), &self.compound.card);
        let state = self.view.model.state();
        let campaign = state.and_then(|state| state.terms.as_ref()).map(|terms| terms.name.clone());
        let place = [campaign, card.street.clone(), Some(card.name.clone())].into_iter().flatten();
        let place = place.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        // Lying, as both have many columns.
        el("section", "doc doc--wide print-only")
            .attr("aria-label", title)
            .add(el("h1", "").text(title))
            .add(paragraph(lang.document_of(&place, &date_text(self.today))))
            .add(parts)
            .add(el("p", "split").each(lang.made_and_checked().map(|who| el("span", "").text(who))))
            .html()
    }

    pub(super) fn ledger_document(&self) -> Html {
        let lang = self.lang();
        let day = |day: Option<_>| day.map(date_text).unwrap_or_default();
        let line = |step: &Step| {
            let (basis, who) = lang.step_basis(&step.what);
            let clock = self.terms.settings.value("establish_clock").unwrap_or_default();
            let clock =
                catalogue::setting("establish_clock").map_or("", |setting| lang.value_of(&setting.field.kind, clock));
            let start = match step.what {
                Duty::Ballot => lang.accepted(),
                Duty::Result => lang.step_closed(),
                Duty::Objections => lang.step_posted(),
                Duty::Assembly | Duty::Station | Duty::Establish | Duty::Held | Duty::Operator => clock,
                Duty::Drafts | Duty::Call => lang.step_before_assembly(),
                Duty::Filing | Duty::Hire => lang.step_committee(),
                Duty::Room | Duty::Restoration { .. } => lang.step_named(),
            };
            let (_, state) = self.state(step);
            let cells = [
                lang.step(&step.what),
                basis,
                format!("{start} {}", day(step.from)),
                day(step.due.map(|due| due.on)),
                day(step.due.map(|due| due.rolled)),
                self.done(step).unwrap_or_default(),
                state,
                who.to_owned(),
            ];
            el("tr", "").key(step.what.code().as_str()).each(cells.map(|cell| el("td", "").text(cell)))
        };
        let titles = [
            lang.step_what(),
            lang.document_basis(),
            lang.document_start(),
            lang.document_raw(),
            lang.document_rolled(),
            lang.document_done(),
            lang.step_state(),
            lang.document_who(),
        ];
        let titles = titles.map(|title| (title, ""));
        let table = grid(&titles, self.found.steps.iter().map(line));
        let parts = el("div", "")
            .add_some(self.acceptance_lacks().map(|(_, words)| paragraph(words)))
            .add(table)
            .each(self.doubts().into_iter().map(paragraph))
            .add(paragraph(lang.ledger_basis()))
            .add_some(self.calendar_lacks().map(paragraph))
            .add(self.assumed_in_all());
        self.document(lang.document_ledger(), parts.html())
    }

    pub(super) fn costs_document(&self, found: &Funding) -> Html {
        let lang = self.lang();
        // A payer who pays nothing here has no column.
        let payers: Vec<Bearer> = found.totals.iter().map(|(bearer, _)| *bearer).collect();
        let share = |shares: &Shares, payer: Bearer| {
            shares.iter().find(|(bearer, _)| *bearer == payer).map(|(_, share)| share.to_string()).unwrap_or_default()
        };
        let of_payers = |shares: &Shares| -> Vec<El> {
            payers.iter().map(|payer| el("td", "num").text(share(shares, *payer))).collect()
        };
        let line = |line: &Line| {
            let none = Shares::new();
            let shares = match &line.shares {
                Some(Ok(shares)) if line.counts() => shares,
                _ => &none,
            };
            let figure =
                |figure: Option<Decimal>| figure.map_or_else(String::new, |figure| figure.normalize().to_string());
            let name = match &line.what {
                None => lang.item_name(line.item).to_owned(),
                Some(what) => lang.called(lang.item_name(line.item), what),
            };
            let price = line.price.map_or_else(|| lang.no_price().to_owned(), |price| price.to_string());
            let source = line.source.as_ref().map(|source| el("small", "").text(format!(" {source}")).html());
            let (stage, amount) = match line.amount() {
                None => (String::new(), String::new()),
                Some((stage, amount)) => (lang.stage(stage).to_owned(), amount.to_string()),
            };
            let payer =
                line.rule.map(|rule| format!("{} {}", rule.code(), lang.payer_clause(rule))).unwrap_or_default();
            let why = match &line.shares {
                Some(Err(why)) => Some(lang.undetermined(*why).to_owned()),
                _ => None,
            };
            let selected = line.selected.map(|selected| lang.selected(selected));
            let entry = self.compound.answer(&line.entry, COST);
            let note = entry.and_then(|answer| answer.note()).map(str::to_owned);
            let notes = lang.clauses(&[why, selected, note].into_iter().flatten().collect::<Vec<_>>());
            el("tr", "")
                .add(el("td", "").text(name))
                .add(el("td", "num").text(figure(line.quantity)))
                .add(el("td", "").text(line.unit.clone().unwrap_or_default()))
                .add(el("td", "").text(price).add_some(source))
                .add(el("td", "num").text(amount))
                .add(el("td", "").text(stage))
                .add(el("td", "").text(payer))
                .each(of_payers(shares))
                .add(el("td", ""))
                .add(el("td", "").text(notes))
        };
        let waived = |(field, amount): &(&'static str, Decimal)| {
            let name = catalogue::form("dossier.waived").and_then(|form| form.item.field(field));
            el("tr", "")
                .add(el("td", "").text(name.map_or("", |field| lang.field_name(field))))
                .each((0..3).map(|_| el("td", "")))
                .add(el("td", "num").text("0.00"))
                .add(el("td", ""))
                .add(el("td", "").text("WV-1 七2(4)"))
                .each(payers.iter().map(|_| el("td", "")))
                .add(el("td", "num").text(fen(*amount)))
                .add(el("td", "").text(lang.document_waived()))
        };
        let sum: Decimal = found.totals.iter().map(|(_, share)| *share).sum();
        let summed = |name: String, amount: Decimal, shares: &Shares, waived: String| {
            el("tr", "")
                .add(el("th", "").attr("scope", "row").text(name))
                .each((0..3).map(|_| el("td", "")))
                .add(el("td", "num").text(amount.to_string()))
                .each((0..2).map(|_| el("td", "")))
                .each(of_payers(shares))
                .add(el("td", "num").text(waived))
                .add(el("td", ""))
        };
        let subtotal =
            |of: &Subtotal| summed(lang.subtotal(lang.purse(of.purse)), of.amount, &of.shares, String::new());
        let waived_in_all = fen(found.waived.iter().map(|(_, amount)| *amount).sum());
        let total = summed(lang.cost_total().to_owned(), sum + found.undetermined, &found.totals, waived_in_all);
        let fixed = [
            (lang.gap_item(), ""),
            (lang.document_quantity(), "num"),
            (lang.document_unit(), ""),
            (lang.document_price(), ""),
            (lang.cost_amount(), "num"),
            (lang.document_stage(), ""),
            (lang.cost_payers(), ""),
        ];
        let payers = payers.iter().map(|payer| (lang.bearer(*payer), "num"));
        let last = [(lang.document_waived_column(), "num"), (lang.document_note(), "")];
        let titles: Vec<_> = fixed.into_iter().chain(payers).chain(last).collect();
        let lines = found.lines.iter().map(line).chain(found.waived.iter().map(waived));
        let lines = lines.chain(found.subtotals.iter().map(subtotal)).chain([total]);
        let open = (!found.undetermined.is_zero())
            .then(|| paragraph(lang.called(lang.cost_open(), &lang.yuan_amount(&found.undetermined.to_string()))));
        let programme = self.found.programme.as_ref().map(|programme| paragraph(lang.programme(programme)));
        let fact = |(term, words): (String, String)| lang.called(&term, &words);
        let parts = el("div", "")
            .add_some(programme)
            .add(grid(&titles, lines))
            .add_some(open)
            .each(self.costs_lack(found).into_iter().map(paragraph))
            .each(self.chosen(found).into_iter().map(fact).map(paragraph))
            .add_if(found.unselected > 0, || paragraph(lang.unselected_lines(found.unselected)))
            .add(paragraph(lang.document_payers()))
            .add(self.listed(lang.owners_pay(), self.owners(found).into_iter().map(fact)))
            .add(self.audits(found))
            .add(self.assumed(&found.assumptions));
        self.document(lang.document_costs(), parts.html())
    }
}

/// An amount as the sums beside it have it.
fn fen(mut amount: Decimal) -> String {
    amount.rescale(2);
    amount.to_string()
}

/// A table with lines around its cells. Its head stands on every page.
fn grid(titles: &[(&'static str, &'static str)], lines: impl Iterator<Item = El>) -> El {
    let title = |(title, class): &(&'static str, &'static str)| el("th", class).attr("scope", "col").text(*title);
    el("table", "")
        .add(el("thead", "").add(el("tr", "").each(titles.iter().map(title))))
        .add(el("tbody", "").each(lines))
}
