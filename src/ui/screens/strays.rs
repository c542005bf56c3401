//! Papers of dwellings that aren't on the roll (I8): recording one, and those on record.

use super::Screen;
use crate::app::Event;
use crate::app::form::FormKey;
use crate::app::stray::{Msg, UNDONE, check, is_undoable};
use crate::journal::compound::{Compound, StrayPaper};
use crate::ui::element::{El, el};
use crate::ui::layout::{item_aside, item_main, item_sub, list, muted, row, titled_card};
use crate::ui::view::{TextOptions, View};
use crate::ui::widgets::{ButtonKind, Icon, Tone, badge};
use yew::prelude::*;

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let lang = view.lang;
    Screen {
        title: lang.strays().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body: el("div", "halves").add(recording(view, compound)).add(on_record(view, compound)).html(),
        ..Screen::default()
    }
}

fn recording(view: &View<'_>, compound: &Compound) -> El {
    let (lang, id) = (view.lang, compound.card.id.clone());
    let form = view.form(FormKey::Stray(id.clone()), |form| check(form, compound).map(|_| ()));
    let save = view.button(ButtonKind::Primary, None, lang.stray_save(), Event::stray(Msg::Record(id)));
    titled_card(lang.stray_title())
        .add(muted(lang.stray_explain()))
        .add(form.required_text("dwelling", lang.stray_dwelling()))
        .add(form.text("serial", lang.stray_serial()))
        .add(form.text("note", lang.stray_note()))
        .add(row().add(save))
}

fn on_record(view: &View<'_>, compound: &Compound) -> El {
    let lang = view.lang;
    let lines = compound.strays.iter().rev().map(|paper| line(view, compound, paper));
    let known = if compound.strays.is_empty() { muted(lang.no_strays()) } else { list().each(lines).html() };
    titled_card(lang.strays_on_record()).add(known)
}

fn line(view: &View<'_>, compound: &Compound, paper: &StrayPaper) -> El {
    let lang = view.lang;
    let (stray, stamp) = (&paper.stray, &paper.stamp);
    let mut said: Vec<String> = Vec::new();
    said.extend(stray.serial.as_ref().map(|serial| lang.stray_numbered(serial)));
    said.extend(stray.note.clone());
    said.push(lang.recorded_by(&stamp.by));
    said.extend(paper.undone.as_ref().map(|(by, why)| lang.stray_taken_back(why, &by.by)));
    let main = item_main(stray.dwelling.clone()).add(item_sub(lang.clauses(&said)));
    let own = view.model.device.as_ref().map(|own| &own.id);
    let mine = own.is_some_and(|own| is_undoable(paper, own, view.model.is_supervisor()));
    let main = if mine { main.add(undo(view, compound, paper)) } else { main };
    let state = match paper.undone {
        Some(_) => badge(Tone::Neutral, lang.withdrawn()),
        None => badge(Tone::Warn, lang.stray_uncounted()),
    };
    let last = paper.undone.as_ref().map_or(&stamp.id, |(by, _)| &by.id);
    let aside = item_aside().add(state).add(view.saved(last));
    el("li", "item item--wraps").key(&stamp.id.to_string()).add(main).add(aside)
}

fn undo(view: &View<'_>, compound: &Compound, paper: &StrayPaper) -> Html {
    let (lang, id, of) = (view.lang, paper.stamp.id.to_string(), compound.card.id.clone());
    let key = FormKey::UndoStray(of.clone());
    let form = view.form(key.clone(), |form| form.required("why").map(|_| ()).map_err(|problem| vec![problem]));
    if form.form.text(UNDONE) != id {
        let name = Event::Edit { form: key, field: UNDONE, text: id };
        return row().add(view.button(ButtonKind::Quiet, Some(Icon::Undo), lang.stray_take_back(), name)).html();
    }
    let why = form.text_field("undo_why".into(), "why", lang.undo_why().into(), TextOptions::required());
    let confirm = view.button(ButtonKind::Danger, None, lang.confirm_undo(), Event::stray(Msg::Undo(of)));
    el("div", "stack").add(why).add(row().add(confirm)).html()
}
