//! What is around every screen: where one is, whether all is saved and handed over, and what has just happened.

use super::screens;
use super::view::View;
use super::widgets::{Badge, Banner, Button, ButtonKind, Icon, Tone};
use crate::app::{Event, Offline, Route};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Html {
    if !view.model.started {
        return html! { <div class="boot" role="status">{ view.lang.loading() }</div> };
    }
    let screen = screens::view(view);
    html! {
        <div class={classes!("app", screen.fills.then_some("app--fill"))}>
            { bar(view, &screen) }
            <main class="app__main">
                <div class="stack">
                    { troubles(view) }
                    { screen.body }
                </div>
            </main>
            <footer class="app__actions">{ screen.actions }</footer>
            { toasts(view) }
        </div>
    }
}

fn bar(view: &View<'_>, screen: &screens::Screen) -> Html {
    let lang = view.lang;
    let back = view.model.route.up().map(|up| {
        html! { <Button kind={ButtonKind::Quiet} icon={Icon::Back} icon_only=true label={lang.back()} onclick={view.go(up)} /> }
    });
    html! {
        <header class="app__bar">
            <div class="app__back">{ back.unwrap_or_default() }</div>
            <div class="app__titles">
                <h1 class="app__title">{ &screen.title }</h1>
                if let Some(subtitle) = &screen.subtitle {
                    <p class="app__subtitle">{ subtitle }</p>
                }
            </div>
            <div class="app__chips">
                { saving(view) }
                { handed_over(view) }
                { offline(view) }
                if view.model.route == Route::Home {
                    <Button kind={ButtonKind::Quiet} icon={Icon::Settings} icon_only=true label={lang.settings()}
                        onclick={view.go(Route::Settings)} />
                }
            </div>
        </header>
    }
}

/// Saved is not handed over: the two stand side by side.
fn saving(view: &View<'_>) -> Html {
    let (lang, saving) = (view.lang, &view.model.saving);
    if view.model.blocked.is_some() || !saving.failed.is_empty() {
        return html! { <Badge label={lang.save_failed()} tone={Tone::Danger} /> };
    }
    if saving.underway > 0 {
        return html! { <Badge label={lang.saving()} icon={Icon::Save} /> };
    }
    match view.model.open {
        Some(_) => html! { <Badge label={lang.all_saved()} tone={Tone::Ok} /> },
        None => Html::default(),
    }
}

fn handed_over(view: &View<'_>) -> Html {
    if view.model.open.is_none() {
        return Html::default();
    }
    match view.model.not_handed_over() {
        0 => html! { <Badge label={view.lang.nothing_to_hand_over()} tone={Tone::Ok} /> },
        n => html! { <Badge label={view.lang.not_handed_over(n)} icon={Icon::Upload} /> },
    }
}

fn offline(view: &View<'_>) -> Html {
    let lang = view.lang;
    match &view.model.offline {
        Offline::Ready { .. } => html! { <Badge label={lang.ready_offline()} tone={Tone::Ok} /> },
        Offline::Preparing => html! { <Badge label={lang.offline_preparing()} icon={Icon::Download} /> },
        Offline::UpdateWaiting => html! { <Badge label={lang.update_waiting()} tone={Tone::Info} /> },
        Offline::Unavailable(_) => html! { <Badge label={lang.offline_unavailable("")} tone={Tone::Warn} /> },
    }
}

/// What keeps work from being safe, until it is mended.
fn troubles(view: &View<'_>) -> Html {
    let (lang, model) = (view.lang, view.model);
    let blocked = model.blocked.as_ref().map(|why| {
        html! { <Banner kind={Tone::Danger} title={lang.storage_blocked()}>{ lang.storage_blocked_long(why) }</Banner> }
    });
    let failed = model.store_failure.as_ref().map(|failure| {
        let retry = view.button(ButtonKind::Primary, None, lang.retry_save(), Event::RetryStore);
        html! {
            <Banner kind={Tone::Danger} title={lang.save_failed()} actions={retry}>
                { lang.save_failed_long(model.saving.failed.len(), &failure.why) }
            </Banner>
        }
    });
    let offline = match &model.offline {
        Offline::UpdateWaiting => {
            let take = view.button(ButtonKind::Secondary, None, lang.take_update(), Event::TakeUpdate);
            html! { <Banner kind={Tone::Info} actions={take}>{ lang.update_waiting_long() }</Banner> }
        }
        Offline::Unavailable(why) => {
            html! { <Banner kind={Tone::Warn}>{ lang.offline_unavailable(why) }</Banner> }
        }
        Offline::Preparing | Offline::Ready { .. } => Html::default(),
    };
    html! { <>{ blocked.unwrap_or_default() }{ failed.unwrap_or_default() }{ offline }</> }
}

fn toasts(view: &View<'_>) -> Html {
    let toast = |toast: &crate::app::Toast| {
        html! {
            <div class="row" key={toast.id}>
                <span>{ view.lang.message(&toast.message) }</span>
                <Button kind={ButtonKind::Quiet} icon={Icon::Close} icon_only=true label={view.lang.dismiss()}
                    onclick={view.on(Event::DismissToast(toast.id))} />
            </div>
        }
    };
    // Always there, so that readers announce what is put into it.
    html! {
        <div class={classes!((!view.model.toasts.is_empty()).then_some("live"))} role="status">
            { for view.model.toasts.iter().map(toast) }
        </div>
    }
}
