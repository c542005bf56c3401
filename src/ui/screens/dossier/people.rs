//! How residents took part, and how far the owners' joint decision has come.

use super::{Sheet, table};
use crate::domain::date::{Date, date_text};
use crate::domain::rules::participation::{ResultNotice, Right, Shown};
use crate::findings::participation::{Participation, participation};
use crate::ui::element::el;
use crate::ui::layout::{Facts, card, card_title, head, muted, titled_card};
use crate::ui::widgets::{Tone, badge, banner};
use yew::prelude::*;

impl Sheet<'_, '_> {
    pub(super) fn participation(&self) -> Html {
        let lang = self.lang();
        let found = participation(self.compound, self.terms);
        let found = if self.is_whole { found } else { found.without_result() };
        let line = |(right, shown): &(Right, Shown)| {
            let tone = match shown {
                Shown::Yes => Tone::Ok,
                Shown::InPart => Tone::Warn,
                Shown::No => Tone::Neutral,
            };
            el("tr", "")
                .key(right.code())
                .add(el("td", "").text(lang.right_name(*right)))
                .add(
                    el("td", "")
                        .each(self.record_of(*right, &found).into_iter().map(|words| el("div", "").text(words))),
                )
                .add(el("td", "").add(badge(tone, lang.shown(*shown))))
        };
        let titles = [lang.right(), lang.right_record(), lang.step_state()];
        let (returned, otherwise) = found.public_housing;
        let is_planned = found.record.results.iter().any(|result| result.posted.is_some_and(|on| on > self.today));
        titled_card(lang.participation())
            .add(table(&titles, found.rights.iter().map(line)))
            .add_if(found.record.told_early(), || banner(Tone::Danger, lang.told_early()))
            .add_if(is_planned, || banner(Tone::Warn, lang.told_ahead()))
            .add_if(found.record.lacks_recount(), || banner(Tone::Danger, lang.no_recount()))
            .add(self.counts(&found))
            .add_if(otherwise > 0, || banner(Tone::Warn, lang.public_housing(returned, otherwise)))
            .add(muted(lang.participation_explain()))
            .add(self.assumed(&found.assumptions))
            .html()
    }

    /// The counting records, and how the last one differs from what is counted now.
    fn counts(&self, found: &Participation) -> Html {
        let lang = self.lang();
        let Some(last) = found.record.counts.last() else { return Html::default() };
        let lines = found.record.counts.iter().map(|count| el("li", "").text(lang.count_record(count)));
        let otherwise = found.counted_otherwise();
        let differences = otherwise
            .iter()
            .map(|(column, counted, now)| lang.counted_otherwise(lang.count_column(*column), *counted, *now));
        let differences = lang.clauses(&differences.collect::<Vec<_>>());
        el("div", "stack")
            .add(el("ul", "").each(lines))
            .add_if(last.adds_up() == Some(false), || banner(Tone::Danger, lang.count_sum_wrong()))
            .add_if(!last.has_watchers, || banner(Tone::Warn, lang.count_unwatched()))
            .add_if(!otherwise.is_empty(), || banner(Tone::Danger, lang.count_differs(&differences)))
            .html()
    }

    /// What is on record for a right, line by line.
    fn record_of(&self, right: Right, found: &Participation) -> Vec<String> {
        let (lang, record) = (self.lang(), &found.record);
        let day = |day| self.day_or_unknown(day);
        match right {
            Right::Informed => {
                let Some(day) = record.posted else { return vec![lang.informed_not().to_owned()] };
                let posted = lang.informed_by(&date_text(day), found.places.as_deref().unwrap_or_default());
                let unseen = (!record.photographed).then(|| lang.informed_unseen().to_owned());
                std::iter::once(posted).chain(unseen).collect()
            }
            Right::Asked => {
                let told = record.undelivered.iter().map(|notice| {
                    lang.asked_in_public(
                        &day(notice.posted),
                        &day(notice.until),
                        notice.places.as_deref().unwrap_or_default(),
                    )
                });
                std::iter::once(lang.asked_of(record.visited, record.total, found.visits)).chain(told).collect()
            }
            Right::Chose => {
                let closed = record.closed.zip(record.window());
                let closed = closed.map(|(day, days)| lang.chose_closed(&date_text(day), days));
                let short = found.short.then(|| lang.chose_short().to_owned());
                let returned = lang.chose_of(record.returned, record.total);
                [Some(returned), closed, short].into_iter().flatten().collect()
            }
            Right::Oversaw if record.results.is_empty() => vec![lang.oversaw_none().to_owned()],
            Right::Oversaw => {
                let heard = record.heard();
                record.results.iter().map(|result| self.result(result, heard, found.notice_days)).collect()
            }
        }
    }

    fn day_or_unknown(&self, day: Option<Date>) -> String {
        day.map_or_else(|| self.lang().unknown().to_owned(), date_text)
    }

    /// A final notice tells what was `heard` of the preliminary ones, where it says nothing itself.
    fn result(&self, result: &ResultNotice, heard: (Option<u32>, Option<u32>), days: i64) -> String {
        let lang = self.lang();
        let stage = if result.is_final { lang.oversaw_final() } else { lang.oversaw_preliminary() };
        let day = |day| self.day_or_unknown(day);
        let count = |n: Option<u32>| n.map_or_else(|| lang.unknown().to_owned(), |n| n.to_string());
        let heard = if result.is_final { heard } else { (None, None) };
        let (objections, upheld) = (count(result.objections.or(heard.0)), count(result.upheld.or(heard.1)));
        let line = lang.oversaw_line(stage, &day(result.posted), &day(result.until), &objections, &upheld);
        let is_short = !result.is_final && result.is_long_enough(days) == Some(false);
        if is_short { lang.clauses(&[line.as_str(), &lang.oversaw_short(days)]) } else { line }
    }

    pub(super) fn readiness(&self) -> Html {
        let lang = self.lang();
        let Some((area, owners)) = &self.found.readiness else { return Html::default() };
        let side = |name: &'static str, side: &crate::domain::rules::assembly::Side| {
            let words = side.reached().map(|reached| {
                let quorum = if reached.quorum { lang.quorum_yes() } else { lang.quorum_no() };
                let majority = if reached.majority { lang.majority_yes() } else { lang.majority_no() };
                let taking_part = format!("{}/{} · {quorum}", side.taking_part, side.all);
                lang.clauses(&[taking_part, format!("{}/{} · {majority}", side.in_favour, side.taking_part)])
            });
            (name, words.unwrap_or_default())
        };
        let facts = [side(lang.by_area(), area), side(lang.by_owners(), owners)];
        let facts = facts.into_iter().fold(Facts::new(), |facts, (name, words)| facts.fact(name, words));
        let decided = match self.found.owners_decided() {
            Some(true) => badge(Tone::Ok, lang.decided_yes()),
            Some(false) => badge(Tone::Neutral, lang.decided_no()),
            None => badge(Tone::Neutral, lang.figures_missing()),
        };
        card()
            .add(head(card_title(lang.readiness()), decided))
            .add(facts.el())
            .add(muted(lang.readiness_explain()))
            .html()
    }
}
