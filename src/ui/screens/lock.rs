//! What is shown in place of everything else while the screen is locked: no campaign, no place, no name of a person.

use crate::app::Event;
use crate::app::form::FormKey;
use crate::app::lock::{Msg, PASSPHRASE, SPARE};
use crate::ui::element::{all, el};
use crate::ui::layout::{card, card_title, muted, row};
use crate::ui::view::{TextOptions, View};
use crate::ui::widgets::{Button, ButtonKind, Tone, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Html {
    let (lang, lock) = (view.lang, &view.model.lock);
    let titles = el("div", "app__titles")
        .add(el("h1", "app__title").text(lang.app_name()))
        .add(el("p", "app__subtitle").text(view.model.settings.device_name.clone()));
    let secret = TextOptions::secret(lock.shows);
    let field = view.plain_form(FormKey::Lock).field(PASSPHRASE, lang.passphrase().into(), secret);
    let forgot = view.button(ButtonKind::Quiet, None, lang.forgot(), Event::Lock(Msg::Forgot));
    let card = card()
        .add(card_title(lang.locked()))
        .add(el("div", "").onenter(view.on(Event::Lock(Msg::Unlock))).add(field))
        .add(
            row()
                .add(button(view, ButtonKind::Primary, lang.unlock(), Event::Lock(Msg::Unlock)))
                .add(show(view))
                .add(forgot),
        )
        .add(progress(view))
        .add_if(lock.forgot, || forgotten(view));
    el("div", "app").add(el("header", "app__bar").add(titles)).add(el("main", "app__main").add(card)).html()
}

/// What opens it without the passphrase.
fn forgotten(view: &View<'_>) -> Html {
    let lang = view.lang;
    let has_spare = view.model.lock.set.as_ref().is_some_and(|set| set.spare.is_some());
    let field = view.plain_form(FormKey::Lock).field(SPARE, lang.spare_words().into(), TextOptions::default());
    let unlock = || {
        let button = button(view, ButtonKind::Primary, lang.unlock_spare(), Event::Lock(Msg::UnlockSpare));
        all([muted(lang.spare_ask()), field, row().add(button).html()])
    };
    all([banner(Tone::Info, lang.forgot_long()), if has_spare { unlock() } else { muted(lang.spare_none()) }])
}

/// A button that rests while a passphrase is tried or the next try has to wait.
pub(super) fn button(view: &View<'_>, kind: ButtonKind, label: &'static str, event: Event) -> Html {
    let lock = &view.model.lock;
    let disabled = lock.busy.is_some() || lock.tries.wait(view.now) > 0;
    Button { kind, disabled, ..Button::new(label, view.on(event)) }.view()
}

/// What came of the last try, and how long to wait before the next.
pub(super) fn progress(view: &View<'_>) -> Html {
    let (lang, lock) = (view.lang, &view.model.lock);
    let left = lock.tries.wait(view.now).unsigned_abs().div_ceil(1000);
    let outcome = match (&lock.failed, lock.tries.wrong) {
        _ if lock.busy.is_some() => banner(Tone::Info, lang.checking()),
        (Some(why), _) => banner(Tone::Danger, lang.not_checked(why)),
        (None, 0) => Html::default(),
        (None, wrong) => banner(Tone::Danger, lang.wrong_passphrase(wrong)),
    };
    all([outcome, if left > 0 { muted(lang.try_again_in(left)) } else { Html::default() }])
}

pub(super) fn show(view: &View<'_>) -> Html {
    let shows = view.model.lock.shows;
    let label = if shows { view.lang.hide_passphrase() } else { view.lang.show_passphrase() };
    view.button(ButtonKind::Quiet, None, label, Event::Lock(Msg::Show(!shows)))
}
