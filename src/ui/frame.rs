//! What is around every screen: where one is, whether all is saved and handed over, and what has just happened.

use super::element::{all, el, text};
use super::screens;
use super::view::View;
use super::widgets::{Button, ButtonKind, Icon, Tone, answered_banner, badge, badge_icon, banner, titled_banner};
use crate::app::lock::Msg;
use crate::app::reminder::reminder;
use crate::app::{Event, Offline, Route, Safety, Tab, Toast};
use crate::store::quota;
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Html {
    if !view.model.started {
        return el("div", "boot").attr("role", "status").text(view.lang.loading()).html();
    }
    if view.model.newer {
        let lang = view.lang;
        let words = titled_banner(Tone::Danger, lang.newer(), text(lang.newer_long()));
        return el("main", "app__main").add(words).add(offline_trouble(view)).html();
    }
    if view.model.locked {
        return screens::locked(view);
    }
    let screen = screens::view(view);
    let bar = bar(view, screen.title, screen.subtitle);
    let body = el("div", "stack").add(troubles(view)).add(screen.body);
    el("div", if screen.fills { "app app--fill" } else { "app" })
        .add_some(view.screens.practice.map(|of| of(view)))
        .add(bar)
        .add(el("main", "app__main").add(body))
        .add(el("footer", "app__actions").add(screen.actions))
        .add(toasts(view))
        .html()
}

fn bar(view: &View<'_>, title: String, subtitle: Option<String>) -> Html {
    let lang = view.lang;
    let back = view.model.up().map(|up| Button::icon_only(Icon::Back, lang.back(), view.go(up)).view());
    let subtitle = subtitle.map(|subtitle| el("p", "app__subtitle").text(subtitle).html());
    let titles = el("div", "app__titles").add(el("h1", "app__title").text(title)).add_some(subtitle);
    let chips = el("div", "app__chips")
        .add(saving(view))
        .add(handed_over(view))
        .add(offline(view))
        .add_if(view.model.lock.set.is_some(), || {
            Button::icon_only(Icon::Lock, lang.lock_now(), view.on(Event::Lock(Msg::Now))).view()
        })
        .add_if(view.model.route == Route::Home, || {
            Button::icon_only(Icon::Settings, lang.settings(), view.go(Route::Settings)).view()
        });
    el("header", "app__bar").add(el("div", "app__back").add_some(back)).add(titles).add(chips).html()
}

/// Saved is not handed over: the two stand side by side.
fn saving(view: &View<'_>) -> Html {
    let (lang, saving) = (view.lang, &view.model.saving);
    if view.model.blocked.is_some() || !saving.failed.is_empty() {
        return badge(Tone::Danger, lang.save_failed());
    }
    if !saving.underway.is_empty() {
        return badge_icon(Icon::Save, lang.saving());
    }
    match view.model.open {
        Some(_) => badge(Tone::Ok, lang.all_saved()),
        None => Html::default(),
    }
}

fn handed_over(view: &View<'_>) -> Html {
    // Nothing of a practice is ever handed over.
    if view.model.state().is_none_or(|state| state.campaign.is_practice()) {
        return Html::default();
    }
    match view.model.not_handed_over() {
        0 => badge(Tone::Ok, view.lang.nothing_to_hand_over()),
        n => badge_icon(Icon::Upload, view.lang.not_handed_over(n)),
    }
}

fn offline(view: &View<'_>) -> Html {
    let lang = view.lang;
    match &view.model.offline {
        Offline::Ready { .. } => badge(Tone::Ok, lang.ready_offline()),
        Offline::Preparing => badge_icon(Icon::Download, lang.offline_preparing()),
        Offline::UpdateWaiting => badge(Tone::Info, lang.update_waiting()),
        Offline::Unavailable(_) => badge(Tone::Warn, lang.offline_unavailable("")),
    }
}

/// What keeps work from being safe, until it is mended.
fn troubles(view: &View<'_>) -> Html {
    let (lang, model) = (view.lang, view.model);
    let blocked = model.blocked.as_ref().map(|why| {
        let title = Some(lang.storage_blocked().into());
        answered_banner(Tone::Danger, title, lang.storage_blocked_long(why), Html::default())
    });
    let failed = model.store_failure.as_ref().map(|failure| {
        let retry = view.button(ButtonKind::Primary, None, lang.retry_save(), Event::RetryStore);
        answered_banner(
            Tone::Danger,
            Some(lang.save_failed().into()),
            lang.save_failed_long(model.saving.unsaved(), &failure.why),
            retry,
        )
    });
    let offline = offline_trouble(view);
    let clock = model.clock_went_back.then(|| banner(Tone::Warn, lang.clock_went_back()));
    let used = model.space.used;
    let filling = quota::is_filling(used).then(|| {
        let words = if quota::has_room(used, 0) { lang.filling_long() } else { lang.full_long() };
        let room = view.way(ButtonKind::Secondary, None, lang.device_data(), Route::Device);
        answered_banner(Tone::Danger, Some(lang.filling(quota::percent(used)).into()), words, room)
    });
    let spoilt = model.lock.is_spoilt.then(|| {
        let set = view.way(ButtonKind::Secondary, None, lang.set_lock(), Route::Lock);
        answered_banner(Tone::Warn, None, lang.lock_spoilt(), set)
    });
    all([
        looks_on(view),
        spoilt.unwrap_or_default(),
        filling.unwrap_or_default(),
        clock.unwrap_or_default(),
        blocked.unwrap_or_default(),
        failed.unwrap_or_default(),
        safety(view),
        found(view),
        offline,
        remind(view),
    ])
}

/// Asks for a file off the device, on a campaign's main screens only: at a door nobody can do anything about it.
fn remind(view: &View<'_>) -> Html {
    let (lang, route) = (view.lang, &view.model.route);
    let (Route::Campaign(campaign) | Route::Compound(campaign, _), Some(due)) = (route, reminder(view.model, view.now))
    else {
        return Html::default();
    };
    let ways = all([
        view.way(ButtonKind::Secondary, None, lang.export_bundle(), Route::Handover(campaign.clone())),
        view.way(ButtonKind::Secondary, None, lang.device_data(), Route::Device),
    ]);
    let words = if due.days > 0 { lang.only_here_for(due.records, due.days) } else { lang.only_here(due.records) };
    answered_banner(Tone::Warn, None, words, ways)
}

fn offline_trouble(view: &View<'_>) -> Html {
    let lang = view.lang;
    match &view.model.offline {
        Offline::UpdateWaiting => {
            let take = view.button(ButtonKind::Secondary, None, lang.take_update(), Event::TakeUpdate);
            answered_banner(Tone::Info, None, lang.update_waiting_long(), take)
        }
        Offline::Unavailable(why) => banner(Tone::Warn, lang.offline_unavailable(why)),
        Offline::Preparing | Offline::Ready { .. } => Html::default(),
    }
}

/// Another tab writes.
fn looks_on(view: &View<'_>) -> Html {
    let lang = view.lang;
    match view.model.tab {
        Tab::Writes | Tab::Yields => Html::default(),
        Tab::Asks => banner(Tone::Info, lang.taking_over()),
        Tab::LooksOn => {
            let take = view.button(ButtonKind::Primary, None, lang.take_over(), Event::TakeOver);
            answered_banner(Tone::Warn, Some(lang.looks_on().into()), lang.looks_on_long(), take)
        }
    }
}

fn safety(view: &View<'_>) -> Html {
    match &view.model.safety {
        Some(Safety::MirrorOnly(why)) => {
            titled_banner(Tone::Warn, view.lang.no_log(), text(view.lang.no_log_long(why)))
        }
        Some(Safety::Passing) => titled_banner(Tone::Danger, view.lang.private(), text(view.lang.private_long())),
        Some(Safety::Files | Safety::Table) | None => Html::default(),
    }
}

/// What the comparison of the stores found, until it is read.
fn found(view: &View<'_>) -> Html {
    let (lang, findings) = (view.lang, &view.model.findings);
    if findings.is_empty() {
        return Html::default();
    }
    let words: Vec<String> = findings.iter().map(|finding| lang.finding(finding)).collect();
    let dismiss = view.button(ButtonKind::Secondary, None, lang.dismiss(), Event::DismissFindings);
    answered_banner(Tone::Warn, Some(lang.found_title().into()), words.join(" "), dismiss)
}

fn toasts(view: &View<'_>) -> Html {
    let toasts = &view.model.toasts;
    let toast = |toast: &Toast| {
        let dismiss = view.on(Event::DismissToast(toast.id));
        el("div", "row")
            .key(&toast.id.to_string())
            .add(el("span", "").text(view.lang.message(&toast.message, view.model.state())))
            .add(Button::icon_only(Icon::Close, view.lang.dismiss(), dismiss).view())
    };
    // Always there, so that readers announce what is put into it.
    el("div", if toasts.is_empty() { "" } else { "live" }).attr("role", "status").each(toasts.iter().map(toast)).html()
}
