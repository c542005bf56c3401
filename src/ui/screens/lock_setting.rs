//! Setting the screen's lock.

use super::Screen;
use super::handover::word_list;
use super::lock::{button, progress, show};
use crate::app::Event;
use crate::app::form::FormKey;
use crate::app::lock::PASSPHRASE;
use crate::app::lock_setting::{AGAIN, MINUTES, Msg, NEW, Problem, minutes, problem};
use crate::backup::lock;
use crate::bundle::words::Words;
use crate::ui::element::all;
use crate::ui::layout::{card, card_title, cols, muted, paragraph, row};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Choice, FieldKind, TextField, Toggles};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Screen {
    let (lang, kept) = (view.lang, &view.model.lock);
    let is_set = kept.set.is_some();
    let button = |kind, label, msg| button(view, kind, label, Event::lock_setting(msg));
    let options = lock::MINUTES.iter().map(|n| Choice::new(n.to_string(), lang.minutes_long(*n))).collect();
    let chosen = Some(minutes(view.model).to_string().into());
    let choose = view.plain_form(FormKey::Lock).sets(MINUTES).reform(|code: AttrValue| code.to_string());
    let state = kept.set.as_ref().map_or_else(|| lang.lock_off().to_owned(), |set| lang.locks_after(set.minutes));
    let explained = card().add(paragraph(state)).add(muted(lang.lock_explain()));
    let save = if is_set { lang.change_lock() } else { lang.turn_lock_on() };
    let ways = row()
        .add(button(ButtonKind::Primary, save, Msg::Save))
        .add_if(is_set || kept.is_spoilt, || button(ButtonKind::Secondary, lang.turn_lock_off(), Msg::TurnOff))
        .add(show(view));
    let fields = card()
        .add_if(is_set, || secret(view, PASSPHRASE, lang.passphrase_now()))
        .add(Toggles::new(MINUTES, lang.lock_minutes(), options, chosen, choose).view())
        .add(muted(lang.lock_passphrase_explain()))
        .add_if(is_set, || muted(lang.keep_passphrase()))
        .add(cols().add(secret(view, NEW, lang.new_passphrase())).add(secret(view, AGAIN, lang.passphrase_again())))
        .add(ways)
        .add(progress(view));
    let spare = kept.spare.map(|words| spare(view, words)).unwrap_or_default();
    Screen { title: lang.lock().to_owned(), body: all([explained.html(), spare, fields.html()]), ..Screen::default() }
}

/// The spare words, which are shown once.
fn spare(view: &View<'_>, words: Words) -> Html {
    let lang = view.lang;
    card()
        .add(card_title(lang.spare_title()))
        .add(word_list(view, words))
        .add(muted(lang.spare_explain()))
        .add(row().add(view.button(ButtonKind::Primary, None, lang.spare_written(), Event::lock_setting(Msg::Written))))
        .html()
}

/// A passphrase, seen or unseen, with what forbids it.
fn secret(view: &View<'_>, field: &'static str, label: &'static str) -> Html {
    let lang = view.lang;
    let form = view.plain_form(FormKey::Lock);
    let error = match problem(view.model).filter(|(at, _)| form.form.tried && *at == field) {
        None => None,
        Some((_, Problem::Missing)) => Some(lang.passphrase_missing()),
        Some((_, Problem::Number)) => Some(lang.passphrase_number()),
        Some((_, Problem::TooShort)) => Some(lang.passphrase_short()),
        Some((_, Problem::Differs)) => Some(lang.passphrase_differs()),
    };
    TextField {
        kind: if view.model.lock.shows { FieldKind::Text } else { FieldKind::Password },
        error: error.map(AttrValue::Static),
        ..TextField::new(field, label, form.form.text(field).to_owned(), form.sets(field))
    }
    .view()
}
