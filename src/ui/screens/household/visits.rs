//! The visits to a door: how the next one ends, and those on record.

use super::At;
use crate::app::Event;
use crate::app::ballot::{Msg, collectors};
use crate::app::form::FormKey;
use crate::domain::ballot::VisitOutcome;
use crate::journal::household_file::HouseholdFile;
use crate::ui::element::el;
use crate::ui::layout::{card, card_title, cols, head, item_aside, item_main, item_sub, list, muted, row};
use crate::ui::view::{FormView, TextOptions};
use crate::ui::widgets::{ButtonKind, Tone, badge};
use yew::prelude::*;

impl At<'_, '_> {
    pub fn visits(&self, file: &HouseholdFile) -> Html {
        let lang = self.view.lang;
        let rules = self.compound.rules();
        let form = self.view.form(FormKey::Visit(self.compound_id.clone(), self.id.clone()), move |form| {
            collectors(form, rules).map_err(|problem| vec![problem])
        });
        let outcome = |outcome: VisitOutcome| {
            let event =
                Event::ballot(Msg::Visit { compound: self.compound_id.clone(), household: self.id.clone(), outcome });
            self.view.button(ButtonKind::Secondary, None, lang.outcome(outcome), event)
        };
        let past = file.visits.iter().rev().map(|record| {
            let visit = &record.visit;
            let mut words = format!("{} · {}", visit.at.replace('T', " "), visit.collectors.join("、"));
            if let Some(note) = &visit.note {
                words.push_str(" · ");
                words.push_str(note);
            }
            let main = item_main(lang.outcome(visit.outcome)).add(item_sub(words));
            let saved = item_aside().add(self.view.saved(&record.stamp.id));
            el("li", "item").key(&record.stamp.id.to_string()).add(main).add(saved)
        });
        let attempts = (!file.visits.is_empty()).then(|| badge(Tone::Neutral, lang.attempts(file.visits.len())));
        let past = if file.visits.is_empty() { muted(lang.no_visits()) } else { list().each(past).html() };
        let collectors = cols().add(visit_field(&form, "collector_a", lang.collector_a())).add(visit_field(
            &form,
            "collector_b",
            lang.collector_b(),
        ));
        card()
            .add(head(card_title(lang.visits()), attempts.unwrap_or_default()))
            .add(collectors)
            .add(visit_field(&form, "note", lang.visit_note()))
            .add(el("p", "field__label").text(lang.visit_now()))
            .add(row().each(VisitOutcome::ALL.into_iter().map(outcome)))
            .add(past)
            .html()
    }
}

/// A field of the visit's form; its id differs from the ballot's field of the same name.
fn visit_field(form: &FormView<'_, '_>, field: &'static str, label: &'static str) -> Html {
    form.text_field(format!("visit_{field}").into(), field, label.into(), TextOptions::default())
}
