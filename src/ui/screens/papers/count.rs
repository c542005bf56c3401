//! The count on paper (catalogue, section 6): the minutes (D10) and the notice of the result (D3). Numbers alone; what is sealed, unchecked or in conflict
//! is named apart and in none of the modes.

use super::{Press, pairs};
use crate::app::papers::{Paper, replaced};
use crate::app::tally::{Turn, turns};
use crate::domain::date::{date_text, parse_date};
use crate::domain::rules::deadline::{Due, Duty};
use crate::domain::tally::{Decision, Tally};
use crate::findings::count::Count;
use crate::findings::result::{Next, Period, heard, next, period};
use crate::shell::local_time;
use crate::ui::element::{El, el};
use yew::prelude::*;

/// So many rows of the count stand on the sheet with the signatures.
const ROWS_AT_SIGNATURE: usize = 3;

impl Press<'_, '_> {
    pub(super) fn minutes(&self) -> Html {
        let lang = self.lang;
        let count = Count::of(self.compound);
        let blank = || lang.paper_blank().to_owned();
        let rows = [
            lang.count_stages(),
            (lang.count_place(), blank()),
            (lang.count_time(), lang.time_blank().to_owned()),
            (lang.count_counters(), blank()),
            (lang.count_watchers(), blank()),
        ];
        let state = match &self.compound.closed {
            Some((_, day)) => lang.count_closed(day),
            None => lang.count_as_of(self.view.today),
        };
        self.sheet(Paper::Count)
            .attr("class", "doc doc--sheet doc--count print-only")
            .add(self.heading(lang.count_heading()))
            .add(pairs(rows))
            .add(el("p", "").text(state))
            .add(el("p", "").text(lang.form_threshold()))
            .add(self.counted(&count))
            .html()
    }

    /// What is on record, and beside it what was counted by hand: for a count and a recount alike. How it was closed and opened again, and where those
    /// sign who counted, stand in the same table: its head is on every sheet, so that none is signed that isn't of somewhere.
    fn counted(&self, count: &Count) -> El {
        let lang = self.lang;
        let across = |of: El| of.attr("colspan", "3");
        let title = |title: &'static str| el("th", "").attr("scope", "col").text(title);
        let of =
            [format!("{} · {}", self.compound.card.name, lang.count_heading()), lang.register_as_of(&self.local())];
        let head = el("thead", "")
            .add(el("tr", "").add(across(el("th", "").attr("scope", "colgroup")).text(of.join("　"))))
            .add(el("tr", "").add(el("td", "")).add(title(lang.count_on_record())).add(title(lang.count_by_hand())));
        let number = |(words, n): (String, String)| {
            el("tr", "").add(el("th", "").attr("scope", "row").text(words)).add(el("td", "").text(n)).add(el("td", ""))
        };
        // For those who watch the count: what hangs in public says nothing of when a paper was recorded.
        let since = (count.recorded_since > 0)
            .then(|| (lang.count_recorded_since().to_owned(), count.recorded_since.to_string()));
        let mut rows: Vec<El> = self.numbers(count).into_iter().chain(since).map(number).chain(self.turns()).collect();
        // What is signed has the end of the table before it.
        let end = rows.split_off(rows.len().saturating_sub(ROWS_AT_SIGNATURE));
        let to_write = |class, words: &'static str| el("tr", class).add(across(el("td", "")).text(words));
        let end = el("tbody", "doc__end")
            .each(end)
            .add(to_write("doc__differs", lang.count_difference()))
            .add(to_write("doc__signed", lang.count_signatures()));
        // The first row has one cell, which says nothing of how wide the columns are.
        let columns = el("colgroup", "").each([(); 3].map(|()| el("col", "")));
        el("table", "pairs numbers").add(columns).add(head).add(el("tbody", "").each(rows)).add(end)
    }

    /// How it was closed and opened again: whoever signs the count signs what it came from.
    fn turns(&self) -> Vec<El> {
        let lang = self.lang;
        let turns = turns(self.view.model, self.compound);
        let row = |words: String| el("tr", "doc__turn").add(el("td", "").attr("colspan", "3").text(words));
        let head = (!turns.is_empty()).then(|| lang.turns(turns.len()));
        let line = |(no, turn): (usize, &Turn<'_>)| {
            let words = lang.turn(turn, local_time).join(lang.pick("；", "; "));
            format!("{}. {words}", no + 1)
        };
        head.into_iter().chain(turns.iter().enumerate().map(line)).map(row).collect()
    }

    pub(super) fn result(&self, is_final: bool) -> Html {
        let lang = self.lang;
        let count = Count::of(self.compound);
        let tally = &count.tally;
        let paper = if is_final { Paper::Final } else { Paper::Preliminary };
        let day = self.compound.closed.as_ref().map_or("", |(_, day)| day.as_str());
        let mut rows = vec![(lang.result_share(), tally.share())];
        rows.extend(self.outcome(tally));
        let Some(today) = parse_date(self.view.today) else { return Html::default() };
        if is_final {
            let Ok(heard) = heard(self.compound, self.terms, today) else { return Html::default() };
            let Some(next) = next(self.compound, self.terms, today) else { return Html::default() };
            rows.push((lang.result_objections(), self.hangs(heard.period)));
            let earlier: Vec<String> = heard.earlier.iter().copied().map(date_text).collect();
            if !earlier.is_empty() {
                rows.push((lang.result_earlier(), lang.result_earlier_are(&lang.list(&earlier))));
            }
            rows.extend([
                (lang.result_received(), lang.result_received_are(heard.received, heard.upheld)),
                (lang.result_recount(), lang.result_recount_is(&heard)),
                (lang.result_decided(), date_text(next.decided)),
                (lang.result_next(), self.next_step(&next)),
                (lang.result_contact(), self.contact()),
            ]);
        } else {
            let period = period(self.compound, self.terms, today);
            rows.extend([
                (lang.result_objections(), period.map(|period| self.hangs(period)).unwrap_or_default()),
                (lang.result_where(), format!("{}{}", lang.result_how(), self.contact())),
            ]);
        }
        let replaced = replaced(self.compound).map(|replaced| lang.result_replaced(replaced));
        // What hangs beside the final one is the preliminary one, which said what it took the place of.
        let replaced = replaced.into_iter().flatten().skip(usize::from(is_final));
        self.sheet(paper)
            .add(self.heading(lang.paper(paper)))
            .add(el("p", "").text(lang.count_closed(day)))
            .each(replaced.map(|line| el("p", "").text(line)))
            .add(pairs(self.numbers(&count)).attr("class", "pairs numbers"))
            .add(el("p", "").text(lang.result_as_of(&self.local())))
            .add(pairs(rows))
            .add(el("p", "").text(lang.form_threshold()))
            .add(el("p", "").text(lang.result_nothing_personal()))
            .add(el("p", "doc__seal").text(lang.paper_seal()))
            .html()
    }

    /// Of when the figures are. Those that no closing holds to, which households had a form and why a ballot is invalid, may be others on the next print.
    fn local(&self) -> String {
        self.view.local.replace('T', " ")
    }

    fn hangs(&self, period: Period) -> String {
        self.lang.result_hangs(period, self.terms.settings.calendar().knows(period.until))
    }

    /// What follows from the mode, who has to see to it and by when, as the ledger of deadlines has it (plan 六(二)1).
    fn next_step(&self, next: &Next) -> String {
        let lang = self.lang;
        let (clause, who) = lang.step_basis(&next.what);
        let due = |due: Due| lang.due_is(due, self.terms.settings.calendar().knows(due));
        let due = next.due.map_or_else(|| lang.day_blank().to_owned(), due);
        let words = lang.result_next_is(who, &lang.step(&next.what), self.terms.establish_months, &due, &clause);
        match next.what {
            Duty::Assembly => format!("{words}{}{}", lang.pick("", " "), lang.result_next_hire()),
            _ => words,
        }
    }

    /// The test, and the mode that follows; while households are open that could still change it, how many.
    fn outcome(&self, tally: &Tally) -> [(&'static str, String); 2] {
        let lang = self.lang;
        let (twice, total) = (2 * tally.counts.professional, tally.counts.total);
        let test = if twice >= total { lang.result_met(twice, total) } else { lang.result_unmet(twice, total) };
        let mode = match tally.decision {
            Decision::Professional => lang.professional().to_owned(),
            Decision::Quasi => lang.quasi().to_owned(),
            Decision::Undecided | Decision::NoResult => lang.result_open(tally.counts.unknown()),
        };
        [(lang.result_test(), test), (lang.result_mode(), mode)]
    }

    fn numbers(&self, count: &Count) -> Vec<(String, String)> {
        let lang = self.lang;
        let Tally { counts, returned, not_returned, .. } = count.tally;
        let mut rows = vec![
            (lang.households_n().to_owned(), counts.total),
            (lang.count_issued().to_owned(), count.issued),
            (lang.returned().to_owned(), returned),
            (lang.count_valid().to_owned(), count.valid()),
            (lang.professional().to_owned(), counts.professional),
            (lang.quasi().to_owned(), counts.quasi),
            (lang.blank().to_owned(), counts.blank),
            (lang.invalid().to_owned(), counts.invalid),
        ];
        rows.extend(count.invalid.iter().map(|(code, n)| (lang.count_of_invalid(lang.invalid_code(*code)), *n)));
        let apart = [
            (lang.count_sealed(), counts.sealed),
            (lang.count_waiting(), counts.waiting),
            (lang.count_conflicts(), counts.conflicts),
        ];
        rows.extend(apart.into_iter().filter(|(_, n)| *n > 0).map(|(words, n)| (words.to_owned(), n)));
        rows.push((lang.not_returned().to_owned(), not_returned));
        let papers = [
            (lang.count_unrecorded(), count.unrecorded),
            (lang.count_late(), count.late),
            (lang.count_merged(), count.merged),
            (lang.count_other_roll(), count.other_roll),
            (lang.count_outside(), count.outside),
        ];
        rows.extend(papers.into_iter().filter(|(_, n)| *n > 0).map(|(words, n)| (words.to_owned(), n)));
        rows.into_iter().map(|(words, n)| (words, n.to_string())).collect()
    }
}
