//! A second person's reading of a household's paper.
//!
//! While somebody checks, the screen keeps to itself what is on record.

use super::At;
use crate::app::Event;
use crate::app::ballot::Msg;
use crate::app::check::{self, BEGUN, SHOWN, check, has_differed, to_check};
use crate::app::form::{FormKey, UNFOLDED};
use crate::domain::ballot::ChoiceClass;
use crate::domain::ids::HouseholdId;
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, CheckRecord, HouseholdFile};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{item_aside, item_main, item_sub, list, muted, row, titled_card};
use crate::ui::screens::form_scan;
use crate::ui::view::{TextOptions, View};
use crate::ui::widgets::{ButtonKind, Choice, Icon, Tone, badge};
use yew::prelude::*;

/// What can be read on a paper.
pub const READ: [ChoiceClass; 4] =
    [ChoiceClass::Professional, ChoiceClass::Quasi, ChoiceClass::Blank, ChoiceClass::Invalid];

/// What shows what is on record, where that is kept from whoever may be the one to check.
pub fn shows_record(view: &View<'_>, compound: &Compound, household: &HouseholdId) -> Html {
    let show = Msg::Show { compound: compound.card.id.clone(), household: household.clone() };
    row().add(view.button(ButtonKind::Quiet, None, view.lang.check_show(), Event::ballot(show))).html()
}

impl At<'_, '_> {
    fn check_key(&self) -> FormKey {
        FormKey::Check(self.compound_id.clone(), self.id.clone())
    }

    fn begin(&self, begun: bool) -> Event {
        let text = if begun { UNFOLDED } else { "" }.to_owned();
        Event::Edit { form: self.check_key(), field: BEGUN, text }
    }

    /// Whether a second person is reading the paper just now.
    #[inline(never)]
    pub fn is_checking(&self) -> bool {
        check::is_checking(&self.view.model.form(&self.check_key()), self.compound, self.id)
    }

    /// Whether what is on record is kept from the screen.
    #[inline(never)]
    pub fn is_hidden(&self) -> bool {
        check::is_hidden(self.view.model, self.compound, self.id)
    }

    /// What second persons read, and the next reading.
    pub fn checks(&self, file: &HouseholdFile) -> Html {
        let Some(ballot) = to_check(self.compound, self.id) else {
            let is_hidden = self.is_hidden();
            return if is_hidden { shows_record(self.view, self.compound, self.id) } else { Html::default() };
        };
        let lang = self.view.lang;
        let card = titled_card(lang.check_paper()).attr("aria-label", lang.check_paper());
        if self.is_checking() {
            return card.add(self.check_form(ballot)).html();
        }
        if !self.view.model.form(&self.check_key()).text(SHOWN).is_empty() {
            return card.add(muted(lang.check_seen())).add(self.readings(file, ballot)).html();
        }
        let begin = self.begin(true);
        let button = |kind, icon, label, event| self.view.button(kind, icon, label, event);
        let (hidden, by) = (self.is_hidden(), ballot.stamp.by.as_str());
        let is_named = !by.trim().is_empty();
        let buttons =
            row().add_if(is_named, || button(ButtonKind::Secondary, Some(Icon::Check), lang.start_check(), begin));
        card.add(if is_named { muted(lang.check_who(by)) } else { muted(lang.check_unnamed()) })
            .add_if(!hidden, || self.readings(file, ballot))
            .add(buttons)
            .add_if(hidden, || shows_record(self.view, self.compound, self.id))
            .html()
    }

    fn readings(&self, file: &HouseholdFile, ballot: &BallotRecord) -> Html {
        let lang = self.view.lang;
        let line = |record: &CheckRecord| {
            let (tone, words) = if record.check.agrees(&ballot.ballot) {
                (Tone::Ok, lang.agrees())
            } else {
                (Tone::Danger, lang.disagrees())
            };
            let tone = if record.is_past { Tone::Neutral } else { tone };
            let serial = record.check.serial.as_deref().filter(|_| !record.check.is_of_form(&ballot.ballot));
            let main = item_main(lang.checked_by(&record.check.checker, lang.class(record.check.read)))
                .add_some(serial.map(|serial| item_sub(lang.serial_differs(serial))))
                .add(item_sub(record.check.note.clone().unwrap_or_default()))
                .add(item_sub(self.recorded(&record.stamp)));
            let aside = item_aside().add(badge(tone, words)).add(self.view.saved(&record.stamp.id));
            el("li", "item").key(&record.stamp.id.to_string()).add(main).add(aside)
        };
        let lines: Vec<El> = file.checks.iter().filter(|check| check.is_of(ballot)).map(line).collect();
        if lines.is_empty() { Html::default() } else { list().each(lines).html() }
    }

    fn check_form(&self, ballot: &BallotRecord) -> Html {
        let (view, lang) = (self.view, self.view.lang);
        let door = self.at_door();
        let form = view.form(self.check_key(), |form| match &door {
            Some(door) => check(view.model, form, door, ballot).map(|_| ()),
            None => Ok(()),
        });
        let read = READ.map(|class| Choice::new(class.code(), lang.class(class))).into();
        let save = Event::ballot(Msg::Check { compound: self.compound_id.clone(), household: self.id.clone() });
        let text = |field: &'static str, label: &'static str, more| {
            form.text_field(format!("check_{field}").into(), field, label.into(), more)
        };
        all([
            muted(lang.check_blind()),
            text("serial", lang.serial(), TextOptions::required()),
            if self.compound.rules().printed_forms {
                form_scan::scanner(view, lang.scan_number())
            } else {
                Html::default()
            },
            form.toggles("read", lang.read_as(), read),
            text("checker", lang.checker(), TextOptions::required()),
            match door.as_ref().is_some_and(|door| has_differed(door, ballot, form.form.text("checker"))) {
                true => text("note", lang.check_again_why(), TextOptions::required()),
                false => text("note", lang.check_note(), TextOptions::default()),
            },
            row()
                .add(view.button(ButtonKind::Secondary, None, lang.cancel(), self.begin(false)))
                .add(view.button(ButtonKind::Primary, Some(Icon::Save), lang.record_check(), save))
                .html(),
        ])
    }
}
