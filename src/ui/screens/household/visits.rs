//! The visits to a door: how the next one ends, and those on record.

use super::At;
use crate::app::ballot::Msg;
use crate::app::form::{Form, FormKey, UNFOLDED};
use crate::app::round::{self, briefly};
use crate::app::unfinished::LEFT_AT;
use crate::app::visit::{COMING_BACK, When, again, collectors, handed_over, is_evening};
use crate::app::{Event, Lang};
use crate::domain::ballot::{Delivery, Visit, VisitOutcome};
use crate::journal::household_file::{HouseholdFile, Standing, VisitRecord};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{card, card_title, cols, head, item_aside, item_main, item_sub, list, muted, row};
use crate::ui::view::{FormView, TextOptions};
use crate::ui::widgets::{ButtonKind, Choice, FieldKind, Tone, badge, banner};
use yew::prelude::*;

/// The form field that says that the names of the collectors are to be changed.
const NAMING: &str = "naming";

impl At<'_, '_> {
    pub fn visits(&self, file: &HouseholdFile) -> Html {
        let lang = self.view.lang;
        let form = self.visit_form();
        let outcome = |outcome: VisitOutcome| {
            // When to come back is asked first.
            let event = match outcome {
                VisitOutcome::ComeBack => self.notes(COMING_BACK),
                outcome => self.visit(outcome),
            };
            self.view.button(ButtonKind::Secondary, None, lang.outcome(outcome), event)
        };
        let past = file.visits.iter().rev().map(|record| self.past(record));
        card()
            .add(head(card_title(lang.visits()), self.attempts(file)))
            .add(self.restored(&form.form))
            .add(self.crew(&form, self.visit_key(), "visit_"))
            .add(match self.compound.was_merged(self.id) {
                true => {
                    let into = self.compound.became(self.id);
                    banner(Tone::Info, lang.was_merged(&lang.household_at(self.compound, into)))
                }
                false => all([
                    self.rarely_said(&form).html(),
                    el("p", "field__label").text(lang.visit_now()).html(),
                    row().each(VisitOutcome::ALL.into_iter().map(outcome)).html(),
                ]),
            })
            .add_if(!form.form.text(COMING_BACK).is_empty(), || self.coming_back(&form).html())
            .add_if(file.visits.is_empty(), || muted(lang.no_visits()))
            .add_if(!file.visits.is_empty(), || list().each(past).html())
            .html()
    }

    pub fn visit_form(&self) -> FormView<'_, '_> {
        let (rules, local, door) = (self.compound.rules(), self.view.local, self.at_door());
        self.view.form(self.visit_key(), |form| {
            let handed_over = door.and_then(|door| handed_over(form, &door).err());
            let found = [collectors(form, rules).err(), again(form, local).err(), handed_over];
            let problems: Vec<_> = found.into_iter().flatten().collect();
            if problems.is_empty() { Ok(()) } else { Err(problems) }
        })
    }

    fn past(&self, record: &VisitRecord) -> El {
        let main = item_main(self.said(&record.visit)).add(item_sub(who_and_when(self.view.lang, &record.visit)));
        let aside = item_aside().add(self.view.saved(&record.stamp.id));
        el("li", "item").key(&record.stamp.id.to_string()).add(main).add(aside)
    }

    /// How a visit ended; without the number of the form where somebody has still to read it on the paper.
    #[inline(never)]
    pub(super) fn said(&self, visit: &Visit) -> String {
        self.view.lang.visit_of(visit, !self.is_hidden())
    }

    /// That a form was left unfinished, and when.
    pub(super) fn restored(&self, form: &Form) -> Html {
        match form.text(LEFT_AT) {
            "" => Html::default(),
            left_at => muted(self.view.lang.unfinished(briefly(left_at, self.view.today))),
        }
    }

    pub fn visit_key(&self) -> FormKey {
        FormKey::Visit(self.compound_id.clone(), self.id.clone())
    }

    fn visit(&self, outcome: VisitOutcome) -> Event {
        Event::ballot(Msg::Visit { compound: self.compound_id.clone(), household: self.id.clone(), outcome })
    }

    fn notes(&self, field: &'static str) -> Event {
        Event::Edit { form: self.visit_key(), field, text: UNFOLDED.to_owned() }
    }

    /// How far the attempts have come; where none is owed, how often somebody was there.
    fn attempts(&self, file: &HouseholdFile) -> Html {
        let attempts = round::attempts(self.view.model, file);
        let is_open = matches!(self.compound.standing(self.id), Standing::NotReturned | Standing::Annulled);
        match file.visits.len() {
            0 => Html::default(),
            visits if attempts.settled || !is_open => badge(Tone::Neutral, self.view.lang.attempts(visits)),
            _ => {
                let tone = if attempts.is_enough() { Tone::Ok } else { Tone::Neutral };
                badge(tone, self.view.lang.attempts_at(&attempts))
            }
        }
    }

    /// Who is at the door, in a line; fields where that isn't clear. What their ids begin with tells them apart from others on the page.
    pub fn crew(&self, form: &FormView<'_, '_>, key: FormKey, of: &str) -> El {
        let lang = self.view.lang;
        let field = |field: &'static str, label: &'static str| {
            form.text_field(format!("{of}{field}").into(), field, label.into(), TextOptions::default())
        };
        // Whoever types a name types it to its end.
        let is_typed = form.form.is_typed("collector_a") || form.form.is_typed("collector_b");
        match collectors(&form.form, self.compound.rules()) {
            Ok(names) if form.form.text(NAMING).is_empty() && !is_typed => {
                let change = Event::Edit { form: key, field: NAMING, text: UNFOLDED.to_owned() };
                row().add(el("span", "").text(lang.list(&names))).add(self.view.button(
                    ButtonKind::Quiet,
                    None,
                    lang.change_collectors(),
                    change,
                ))
            }
            _ => cols().add(field("collector_a", lang.collector_a())).add(field("collector_b", lang.collector_b())),
        }
    }

    /// A note, and how the form is handed over: mostly in person, so that it lies folded.
    fn rarely_said(&self, form: &FormView<'_, '_>) -> El {
        let lang = self.view.lang;
        let how = Delivery::from_code(form.form.text("how")).unwrap_or(Delivery::InPerson);
        let ways = Delivery::ALL.map(|how| Choice::new(how.code(), lang.delivery_of(how))).into();
        let fields = cols()
            .add(visit_field(form, "serial", lang.serial_given_out(), FieldKind::Text))
            .add(visit_field(form, "receipt", lang.stub_signed_by(), FieldKind::Text));
        let body = el("div", "stack")
            .add(visit_field(form, "note", lang.visit_note(), FieldKind::Text))
            .add(form.toggles_as("visit_how".into(), "how", lang.delivery().into(), ways));
        el("details", "fold")
            .flag("open", form.error("serial").is_some() || !form.form.text("note").is_empty())
            .add(el("summary", "").text(format!("{} · {}", lang.note_and_delivery(), lang.delivery_of(how))))
            .add(body.add(fields))
    }

    /// When to come back: in one tap more, or on any day.
    fn coming_back(&self, form: &FormView<'_, '_>) -> El {
        let lang = self.view.lang;
        let then = |when: When, label: &'static str| {
            let (compound, household) = (self.compound_id.clone(), self.id.clone());
            let event = Event::ballot(Msg::ComeBack { compound, household, when });
            self.view.button(ButtonKind::Primary, None, label, event)
        };
        let this_evening = if is_evening(self.view.local) { lang.later_today() } else { lang.this_evening() };
        let is_open = form.form.text("again_on").is_empty();
        let label = if is_open { lang.again_open() } else { lang.again_then() };
        el("section", "stack")
            .attr("aria-label", lang.when_again())
            .add(el("p", "field__label").text(lang.when_again()))
            .add(
                row()
                    .add(then(When::ThisEvening, this_evening))
                    .add(then(When::Tomorrow, lang.tomorrow()))
                    .add(self.view.button(ButtonKind::Secondary, None, label, self.visit(VisitOutcome::ComeBack))),
            )
            .add(cols().add(visit_field(form, "again_on", lang.again_on(), FieldKind::Date)).add(visit_field(
                form,
                "again_at",
                lang.again_at(),
                FieldKind::Time,
            )))
    }
}

pub(super) fn who_and_when(lang: Lang, visit: &Visit) -> String {
    let mut words = format!("{} · {}", visit.at.replace('T', " "), lang.list(&visit.collectors));
    if let Some(note) = &visit.note {
        words.push_str(" · ");
        words.push_str(note);
    }
    words
}

/// A field of the visit's form; its id differs from the ballot's field of the same name.
fn visit_field(form: &FormView<'_, '_>, field: &'static str, label: &'static str, kind: FieldKind) -> Html {
    form.text_field(format!("visit_{field}").into(), field, label.into(), TextOptions::of(kind))
}
