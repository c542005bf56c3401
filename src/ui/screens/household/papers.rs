//! What is rarely asked for at a door: the forms that a household has had and the way to have one spoiled, its earlier ballots, its telephone,
//! and what people are told about their personal information.

use super::visits::who_and_when;
use super::{At, of_household, shut};
use crate::app::form::FormKey;
use crate::app::paper::{self, PaperForm, forms, is_on_record, spoil};
use crate::app::photos::Of;
use crate::app::take_back::{BALLOT, VISIT, WHOSE, Whose, along, check_ballot, undoable, withdrawable};
use crate::app::{Event, contact, take_back};
use crate::domain::catalogue::TELEPHONE;
use crate::domain::household::Household;
use crate::domain::photo::Subject;
use crate::journal::compound::Compound;
use crate::journal::household_file::{
    BallotRecord, Ended, HouseholdFile, SpoiledForm, Stamp, UndoneVisit, VisitRecord,
};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{card, card_title, head, item_aside, item_main, item_sub, list, muted, row, titled_card};
use crate::ui::screens::Screen;
use crate::ui::screens::photos::Strip;
use crate::ui::screens::privacy::told;
use crate::ui::view::{TextOptions, View};
use crate::ui::widgets::{ButtonKind, Choice, Icon, Tone, badge, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, compound: &Compound, household: &Household) -> Screen {
    let mut screen = of_household(view, compound, household);
    let at = At { view, compound, household, compound_id: &compound.card.id, id: &household.id };
    let off_roll = compound.title_at_door(at.id).is_none().then(|| banner(Tone::Info, view.lang.off_roll()));
    let file = compound.file(at.id);
    screen.body = match off_roll.or_else(|| shut(view, compound, household)) {
        Some(why) => all([why, at.kept()]),
        None => el("div", "halves")
            .add(el("div", "stack").add(at.forms()).add(at.spoiling()).add_some(file.map(|file| at.taking_back(file))))
            .add(el("div", "stack").add(privacy(view)).add(at.contact()).add_some(file.map(|file| at.history(file))))
            .html(),
    };
    screen
}

/// What the person at the door is to be told, if they want to read it.
fn privacy(view: &View<'_>) -> El {
    card().add(card_title(view.lang.privacy_title())).add(told(view))
}

impl At<'_, '_> {
    /// What is on record of a title of which nothing more can be recorded, to be read.
    fn kept(&self) -> Html {
        let lang = self.view.lang;
        let Some(file) = self.compound.kept_file(self.id) else { return Html::default() };
        let record = |record: &BallotRecord| {
            let subject = Subject::Form(self.id.clone(), record.ballot.serial.clone());
            let of = Of { compound: self.compound_id.clone(), subject };
            let id = format!("form-{}", record.stamp.id);
            let strip = Strip { view: self.view, compound: self.compound, of, id, name: lang.form_photos().to_owned() };
            el("li", "stack stack--tight")
                .key(&record.stamp.id.to_string())
                .add(self.facts(record))
                .add(strip.pictures())
        };
        let records: Vec<El> = file.standing_ballots().map(record).collect();
        let records = match records.is_empty() {
            true => muted(lang.no_ballot()),
            false => el("ul", "stack").each(records).html(),
        };
        all([titled_card(lang.kept_ballots()).add(records).html(), self.history(file)])
    }

    /// The forms that the household has had.
    fn forms(&self) -> Html {
        // Whoever checks reads the number off the paper.
        if self.is_hidden() {
            return Html::default();
        }
        let lang = self.view.lang;
        let forms = forms(self.compound, self.id);
        let next = self.compound.form_serial(self.id);
        let next = next.map(|serial| badge(Tone::Info, lang.form_in_use(&serial)));
        let known = if forms.is_empty() {
            muted(lang.no_forms())
        } else {
            list().each(forms.iter().map(|form| self.form_line(form))).html()
        };
        let dropped =
            self.compound.kept_file(self.id).map_or(&[][..], |file| &file.dropped_photos).iter().map(|photo| {
                let serial = match &photo.of {
                    Subject::Form(_, serial) | Subject::Authority(_, serial) => serial,
                    _ => "",
                };
                muted(lang.photo_dropped(serial, photo.why.as_deref().unwrap_or_default(), &self.recorded(&photo.by)))
            });
        el("section", "card stack")
            .attr("aria-label", lang.forms_of_household())
            .add(head(card_title(lang.forms_of_household()), next.unwrap_or_default()))
            .add(known)
            .each(dropped)
            .html()
    }

    fn form_line(&self, form: &PaperForm<'_>) -> El {
        let (view, lang) = (self.view, self.view.lang);
        let mut said = Vec::new();
        said.extend(form.issued.map(|visit| lang.issued_at(&visit.visit.at.replace('T', " "))));
        said.extend(form.spoiled.map(|spoiled| lang.spoiled_because(&spoiled.why, &self.recorded(&spoiled.stamp))));
        let undone = form.spoiled.and_then(|spoiled| spoiled.undone.as_ref());
        said.extend(undone.map(|(by, why)| lang.good_after_all(why, &self.recorded(by))));
        said.extend((form.photos > 0).then(|| lang.photos_of_form(form.photos)));
        let is_void = form.spoiled.is_some() && undone.is_none();
        let state = match (is_void, form.returned) {
            (true, _) => badge(Tone::Warn, lang.form_spoiled()),
            (false, true) => badge(Tone::Ok, lang.form_returned()),
            (false, false) => Html::default(),
        };
        let last = form.spoiled.map(|spoiled| undone.map_or(&spoiled.stamp.id, |(by, _)| &by.id));
        let saved = last.map(|id| view.saved(id)).unwrap_or_default();
        let mine = self.at_door().is_some_and(|door| paper::undoable(&door).iter().any(|of| Some(*of) == form.spoiled));
        let main = item_main(form.serial.to_owned()).add(item_sub(lang.clauses(&said)));
        let main = main.add_some(form.spoiled.filter(|_| mine).map(|spoiled| self.undo(spoiled)));
        el("li", "item item--wraps").key(form.serial).add(main).add(item_aside().add(state).add(saved))
    }

    /// The way to say that a form is good after all.
    fn undo(&self, spoiled: &SpoiledForm) -> Html {
        let (view, lang, id) = (self.view, self.view.lang, spoiled.stamp.id.to_string());
        let key = FormKey::UndoSpoil(self.compound_id.clone(), self.id.clone());
        let form = view.form(key.clone(), |form| form.required("why").map_err(|problem| vec![problem]));
        if form.form.text(paper::UNDONE) != id {
            let name = Event::Edit { form: key, field: paper::UNDONE, text: id };
            return row().add(view.button(ButtonKind::Quiet, Some(Icon::Undo), lang.undo_spoil(), name)).html();
        }
        let undo = paper::Msg::Undo { compound: self.compound_id.clone(), household: self.id.clone() };
        let why = form.text_field("undo_why".into(), "why", lang.undo_why().into(), TextOptions::required());
        let confirm = view.button(ButtonKind::Danger, None, lang.confirm_undo(), Event::paper(undo));
        el("div", "stack").add(why).add(row().add(confirm)).html()
    }

    fn spoiling(&self) -> Html {
        if self.is_checking() {
            return Html::default();
        }
        let (view, lang) = (self.view, self.view.lang);
        let door = self.at_door();
        let form = view.form(FormKey::Spoil(self.compound_id.clone(), self.id.clone()), |form| match &door {
            Some(door) => spoil(form, door).map(|_| ()),
            None => Ok(()),
        });
        let stands = door.as_ref().is_some_and(|door| is_on_record(&form.form, door));
        let save = paper::Msg::Spoil { compound: self.compound_id.clone(), household: self.id.clone() };
        let confirm = || view.button(ButtonKind::Danger, None, lang.confirm_spoil(), Event::paper(save));
        titled_card(lang.spoil_title())
            .attr("aria-label", lang.spoil_title())
            .add(muted(lang.spoil_explain()))
            .add(form.required_text("serial", lang.spoil_serial()))
            .add(form.required_text("why", lang.spoil_why()))
            .add_if(stands, || banner(Tone::Warn, lang.spoil_stands()))
            .add_if(!stands, || row().add(confirm()).html())
            .html()
    }

    /// The visits and ballots that were recorded here, and the way to take one back.
    fn taking_back(&self, file: &HouseholdFile) -> Html {
        let (lang, door) = (self.view.lang, self.at_door());
        let visits = door.as_ref().map(undoable).unwrap_or_default();
        let ballots = door.filter(|_| !self.is_checking()).as_ref().map(withdrawable).unwrap_or_default();
        if visits.len() + ballots.len() + file.undone_visits.len() == 0 {
            return Html::default();
        }
        let visit = |made: &&VisitRecord| {
            let main = item_main(self.said(&made.visit)).add(item_sub(who_and_when(lang, &made.visit)));
            self.to_take_back(&made.stamp, main, None)
        };
        let ballot = |of: &&BallotRecord| {
            // Its number is read on the paper by whoever checks it.
            let serial = if self.is_hidden() { "" } else { &of.ballot.serial };
            let title = format!("{} {serial}", lang.ballot());
            let ended = file.ended.get(&of.stamp.id).map(|ended| item_sub(lang.ended(ended)));
            let main = item_main(title).add(item_sub(lang.recorded_by(&of.stamp.by))).add_some(ended);
            self.to_take_back(&of.stamp, main, Some(of))
        };
        let undone = file.undone_visits.iter().rev().map(|of| self.undone(of));
        titled_card(lang.take_back_title())
            .attr("aria-label", lang.take_back_title())
            .add(muted(lang.take_back_explain()))
            .add(list().each(ballots.iter().rev().map(ballot).chain(visits.iter().rev().map(visit)).chain(undone)))
            .html()
    }

    /// A visit, or this ballot, and the form that takes it back.
    fn to_take_back(&self, of: &Stamp, main: El, ballot: Option<&BallotRecord>) -> El {
        let (view, lang, id) = (self.view, self.view.lang, of.id.to_string());
        let (compound, household) = (self.compound_id.clone(), self.id.clone());
        let (field, key, msg, label, why, confirm) = match ballot {
            Some(_) => (
                BALLOT,
                FormKey::Withdraw(compound.clone(), household.clone()),
                take_back::Msg::Ballot { compound, household },
                lang.withdraw_title(),
                lang.withdraw_why(),
                lang.confirm_withdraw(),
            ),
            None => (
                VISIT,
                FormKey::UndoVisit(compound.clone(), household.clone()),
                take_back::Msg::Visit { compound, household },
                lang.undo_visit(),
                lang.undo_why(),
                lang.confirm_undo(),
            ),
        };
        let taken = self.at_door().zip(ballot);
        let form = view.form(key.clone(), |form| match &taken {
            Some((door, ballot)) => check_ballot(form, door, ballot).map(|_| ()),
            None => form.required("why").map(|_| ()).map_err(|problem| vec![problem]),
        });
        let along = taken.as_ref().and_then(|(door, ballot)| Some(Whose::of(ballot, along(door, ballot)?)));
        let is_named = form.form.text(field) == id;
        let name = Event::Edit { form: key, field, text: id.clone() };
        let asked = || {
            let why = form.text_field(format!("{field}_why").into(), "why", why.into(), TextOptions::required());
            let confirm = view.button(ButtonKind::Danger, None, confirm, Event::take_back(msg));
            let whose = along.map(|all| {
                let options = all.iter().map(|whose| Choice::new(whose.code(), lang.whose_paper(*whose)));
                form.toggles(WHOSE, lang.whose_paper_was_it(), options.collect())
            });
            el("div", "stack").add_some(whose).add(why).add(row().add(confirm)).html()
        };
        let aside = item_aside()
            .add(view.saved(&of.id))
            .add_if(!is_named, || view.button(ButtonKind::Quiet, Some(Icon::Undo), label, name));
        el("li", "item item--wraps").key(&id).add(main.add_if(is_named, asked)).add(aside)
    }

    /// A visit that was taken back: by whom and why.
    fn undone(&self, of: &UndoneVisit) -> El {
        let (lang, model) = (self.view.lang, self.view.model);
        let UndoneVisit { record, by, why } = of;
        let saved = model.save_state(&by.id).max(model.save_state(&record.stamp.id));
        let main = el("span", "item__main")
            .add(el("s", "item__title").text(self.said(&record.visit)))
            .add(item_sub(who_and_when(lang, &record.visit)))
            .add(item_sub(self.recorded(by)))
            .add(item_sub(lang.because(why)));
        let aside = item_aside().add(badge(Tone::Neutral, lang.visit_undone())).add(self.view.save_mark(saved));
        el("li", "item").key(&record.stamp.id.to_string()).add(main).add(aside)
    }

    fn history(&self, file: &HouseholdFile) -> Html {
        if self.is_hidden() {
            return Html::default();
        }
        let lang = self.view.lang;
        let ended: Vec<_> = file.ballots.iter().filter_map(|b| Some((b, file.ended.get(&b.stamp.id)?))).collect();
        if ended.is_empty() {
            return Html::default();
        }
        let entry = |(record, ended): &(&BallotRecord, &Ended)| {
            let (title, by) = (lang.ended(ended), ended.by());
            let why = match ended {
                // The one that came in its place says why.
                Ended::Replaced { by } => {
                    let instead = file.ballots.iter().find(|of| of.stamp.id == by.id);
                    instead.and_then(|of| of.why.clone()).unwrap_or_default()
                }
                Ended::Withdrawn { why, .. } | Ended::Settled { why, .. } => why.clone(),
            };
            let words = el("span", "muted").text(format!("{} {why}", self.recorded(by)));
            // Two records make this entry: the ballot, and what ended it.
            let model = self.view.model;
            let saved = model.save_state(&by.id).max(model.save_state(&record.stamp.id));
            el("li", "stack stack--tight")
                .key(&record.stamp.id.to_string())
                .add(row().add(badge(Tone::Neutral, title)).add(words).add(self.view.save_mark(saved)))
                .add(self.facts(record))
        };
        titled_card(lang.history())
            .attr("aria-label", lang.household_of(self.household))
            .add(el("ul", "stack").each(ended.iter().map(entry)))
            .html()
    }

    fn contact(&self) -> Html {
        let (lang, model) = (self.view.lang, self.view.model);
        if model.state().and_then(|state| state.terms.as_ref()?.sealed_to.as_ref()).is_none() {
            return Html::default();
        }
        let (compound, household) = (self.compound_id.clone(), self.id.clone());
        let key = FormKey::Contact(compound.clone(), household.clone());
        let form = self.view.form(key, |form| contact::check(form.optional(TELEPHONE.id)).map_err(|p| vec![p]));
        let known = contact::on_record(self.compound, self.id);
        let label = if known.is_some() { lang.contact_replace() } else { lang.contact_save() };
        let save = contact::Msg::Save { compound: compound.clone(), household: household.clone() };
        let drop = contact::Msg::Drop { compound: compound.clone(), household: household.clone() };
        let opened = model.contact.opened.as_ref().filter(|(of, who, _)| (of, who) == (&compound, &household));
        let is_shut = known.is_some() && opened.is_none() && model.is_supervisor();
        let show = is_shut.then_some(contact::Msg::Show { compound, household });
        let button = |kind, label, msg| self.view.button(kind, None, label, Event::contact(msg));
        card()
            .add(head(card_title(lang.contact()), known.map_or_else(Html::default, |of| self.view.saved(&of.stamp.id))))
            .add(muted(lang.contact_explain()))
            .add_some(opened.map(|(.., telephone)| banner(Tone::Info, telephone.clone())))
            .add(form.text(TELEPHONE.id, lang.field_name(&TELEPHONE)))
            .add(
                row()
                    .add(button(ButtonKind::Secondary, label, save))
                    .add_if(known.is_some(), || button(ButtonKind::Quiet, lang.contact_drop(), drop))
                    .add_some(show.map(|show| button(ButtonKind::Quiet, lang.contact_show(), show))),
            )
            .html()
    }
}
