//! What is done with a household's papers besides reading them: a second person checks one, another is spoiled; and which it has had.
//!
//! While somebody checks, the screen keeps to itself what is on record.

use super::At;
use crate::app::Event;
use crate::app::ballot::Msg;
use crate::app::form::{FormKey, UNFOLDED};
use crate::app::paper::{self, BEGUN, PaperForm, SHOWN, check, forms, is_on_record, spoil, to_check};
use crate::domain::ballot::ChoiceClass;
use crate::journal::household_file::{BallotRecord, CheckRecord, HouseholdFile};
use crate::ui::element::{El, all, el, fragment};
use crate::ui::layout::{card_title, head, item_aside, item_main, item_sub, list, muted, row, titled_card};
use crate::ui::screens::form_scan;
use crate::ui::view::TextOptions;
use crate::ui::widgets::{ButtonKind, Choice, Icon, Tone, badge, banner};
use yew::prelude::*;

/// What can be read on a paper.
pub const READ: [ChoiceClass; 4] =
    [ChoiceClass::Professional, ChoiceClass::Quasi, ChoiceClass::Blank, ChoiceClass::Invalid];

impl At<'_, '_> {
    fn check_key(&self) -> FormKey {
        FormKey::Check(self.compound_id.clone(), self.id.clone())
    }

    fn spoil_key(&self) -> FormKey {
        FormKey::Spoil(self.compound_id.clone(), self.id.clone())
    }

    fn has_begun(&self, key: &FormKey) -> bool {
        !self.view.model.form(key).text(BEGUN).is_empty()
    }

    fn begin(&self, form: FormKey, begun: bool) -> Event {
        let text = if begun { UNFOLDED } else { "" }.to_owned();
        Event::Edit { form, field: BEGUN, text }
    }

    /// Whether a second person is reading the paper just now.
    pub fn is_checking(&self) -> bool {
        paper::is_checking(&self.view.model.form(&self.check_key()), self.compound, self.id)
    }

    /// Whether what is on record is kept from the screen.
    pub fn is_hidden(&self) -> bool {
        paper::is_hidden(&self.view.model.form(&self.check_key()), self.compound, self.id)
    }

    /// What second persons read, and the next reading.
    pub fn checks(&self, file: &HouseholdFile) -> Html {
        let Some(ballot) = to_check(self.compound, self.id) else { return Html::default() };
        let lang = self.view.lang;
        let card = titled_card(lang.check_paper()).attr("aria-label", lang.check_paper());
        if self.is_checking() {
            return card.add(self.check_form(ballot)).html();
        }
        if !self.view.model.form(&self.check_key()).text(SHOWN).is_empty() {
            return card.add(muted(lang.check_seen())).add(self.readings(file, ballot)).html();
        }
        let key = self.check_key();
        let show = Event::Edit { form: key.clone(), field: SHOWN, text: UNFOLDED.to_owned() };
        let begin = self.begin(key, true);
        let button = |kind, icon, label, event| self.view.button(kind, icon, label, event);
        let (hidden, by) = (self.is_hidden(), ballot.stamp.by.as_str());
        let is_named = !by.trim().is_empty();
        let buttons = row()
            .add_if(is_named, || button(ButtonKind::Secondary, Some(Icon::Check), lang.start_check(), begin))
            .add_if(hidden, || button(ButtonKind::Quiet, None, lang.check_show(), show));
        card.add(if is_named { muted(lang.check_who(by)) } else { muted(lang.check_unnamed()) })
            .add_if(!hidden, || self.readings(file, ballot))
            .add(buttons)
            .html()
    }

    fn readings(&self, file: &HouseholdFile, ballot: &BallotRecord) -> Html {
        let lang = self.view.lang;
        let of_it = file.checks.iter().filter(|check| check.check.ballot == ballot.stamp.id);
        let last = file.last_check(&ballot.stamp.id).map(|check| &check.stamp.id);
        let line = |record: &CheckRecord| {
            let (tone, words) = if record.check.agrees(&ballot.ballot) {
                (Tone::Ok, lang.agrees())
            } else {
                (Tone::Danger, lang.disagrees())
            };
            // The last one is what counts.
            let tone = if Some(&record.stamp.id) == last { tone } else { Tone::Neutral };
            let serial = record.check.serial.as_deref().filter(|_| !record.check.is_of_form(&ballot.ballot));
            let main = item_main(lang.checked_by(&record.check.checker, lang.class(record.check.read)))
                .add_some(serial.map(|serial| item_sub(lang.serial_differs(serial))))
                .add(item_sub(record.check.note.clone().unwrap_or_default()));
            let aside = item_aside().add(badge(tone, words)).add(self.view.saved(&record.stamp.id));
            el("li", "item").key(&record.stamp.id.to_string()).add(main).add(aside)
        };
        let lines: Vec<El> = of_it.map(line).collect();
        if lines.is_empty() { Html::default() } else { list().each(lines).html() }
    }

    fn check_form(&self, ballot: &BallotRecord) -> Html {
        let (view, lang) = (self.view, self.view.lang);
        let door = self.at_door();
        let form = view.form(self.check_key(), |form| match &door {
            Some(door) => check(form, door, ballot).map(|_| ()),
            None => Ok(()),
        });
        let read = READ.map(|class| Choice::new(class.code(), lang.class(class))).to_vec();
        let save = Event::ballot(Msg::Check { compound: self.compound_id.clone(), household: self.id.clone() });
        let text = |field: &'static str, label: &'static str, more| {
            form.text_field(format!("check_{field}").into(), field, label.into(), more)
        };
        all([
            muted(lang.check_blind()),
            text("serial", lang.serial(), TextOptions::required()),
            if self.compound.rules().printed_forms { form_scan::scanner(view) } else { Html::default() },
            form.toggles("read", lang.read_as(), read),
            text("checker", lang.checker(), TextOptions::required()),
            text("note", lang.check_note(), TextOptions::default()),
            row()
                .add(view.button(ButtonKind::Secondary, None, lang.cancel(), self.begin(self.check_key(), false)))
                .add(view.button(ButtonKind::Primary, Some(Icon::Save), lang.record_check(), save))
                .html(),
        ])
    }

    /// The forms that the household has had, and the way to have one spoiled.
    pub fn forms(&self) -> Html {
        // Whoever checks reads the number off the paper.
        if self.is_checking() {
            return Html::default();
        }
        let (view, lang) = (self.view, self.view.lang);
        let forms = forms(self.compound, self.id);
        let next = self.compound.form_serial(self.id);
        let next = next.map(|serial| badge(Tone::Info, lang.form_in_use(&serial)));
        let known = if forms.is_empty() {
            muted(lang.no_forms())
        } else {
            list().each(forms.iter().map(|form| self.form_line(form))).html()
        };
        let rest = if self.has_begun(&self.spoil_key()) {
            self.spoil_form()
        } else {
            let ask = self.begin(self.spoil_key(), true);
            row().add(view.button(ButtonKind::Quiet, None, lang.spoil_ask(), ask)).html()
        };
        el("section", "card stack")
            .attr("aria-label", lang.forms_of_household())
            .add(head(card_title(lang.forms_of_household()), next.unwrap_or_default()))
            .add(known)
            .add(rest)
            .html()
    }

    fn form_line(&self, form: &PaperForm<'_>) -> El {
        let (view, lang) = (self.view, self.view.lang);
        let mut said = Vec::new();
        said.extend(form.issued.map(|visit| lang.issued_at(&visit.visit.at.replace('T', " "))));
        said.extend(form.spoiled.map(|spoiled| lang.spoiled_because(&spoiled.why, &spoiled.stamp.by)));
        said.extend((form.photos > 0).then(|| lang.photos_of_form(form.photos)));
        let state = match (form.spoiled.is_some(), form.returned) {
            (true, _) => badge(Tone::Warn, lang.form_spoiled()),
            (false, true) => badge(Tone::Ok, lang.form_returned()),
            (false, false) => Html::default(),
        };
        let saved = form.spoiled.map(|spoiled| view.saved(&spoiled.stamp.id)).unwrap_or_default();
        let main = item_main(form.serial.to_owned()).add(item_sub(lang.clauses(&said)));
        el("li", "item").key(form.serial).add(main).add(item_aside().add(state).add(saved))
    }

    fn spoil_form(&self) -> Html {
        let (view, lang) = (self.view, self.view.lang);
        let door = self.at_door();
        let form = view.form(self.spoil_key(), |form| match &door {
            Some(door) => spoil(form, door).map(|_| ()),
            None => Ok(()),
        });
        let stands = door.as_ref().is_some_and(|door| is_on_record(&form.form, door));
        let save = Event::ballot(Msg::Spoil { compound: self.compound_id.clone(), household: self.id.clone() });
        let text = |field: &'static str, label: &'static str| {
            form.text_field(format!("spoil_{field}").into(), field, label.into(), TextOptions::required())
        };
        let fields = vec![
            muted(lang.spoil_explain()),
            text("serial", lang.spoil_serial()),
            text("why", lang.spoil_why()),
            if stands { banner(Tone::Warn, lang.spoil_stands()) } else { Html::default() },
        ];
        el("div", "stack")
            .add(fragment(fields))
            .add(
                row()
                    .add(view.button(ButtonKind::Secondary, None, lang.cancel(), self.begin(self.spoil_key(), false)))
                    .add_if(!stands, || view.button(ButtonKind::Danger, None, lang.confirm_spoil(), save)),
            )
            .html()
    }
}
