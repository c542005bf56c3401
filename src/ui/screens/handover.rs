//! Out and back: bundles, work packets and key cards.

use super::Screen;
use crate::app::handover::{Msg, Outcome, Report, enrols};
use crate::app::{Event, Open, PickedFile, Route};
use crate::bundle::key::{spoken, thumbprint};
use crate::shell;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, Button, ButtonKind, FilePick, Icon, Tone};
use yew::prelude::*;

pub fn view_import(view: &View<'_>) -> Screen {
    Screen {
        title: view.lang.import_files().to_owned(),
        body: html! { <>{ card(view) }{ import(view) }{ supervisors(view) }</> },
        ..Screen::default()
    }
}

pub fn view(view: &View<'_>, open: &Open) -> Screen {
    let lang = view.lang;
    let name = open.state.terms.as_ref().map(|terms| terms.name.clone());
    let supervisor = view.model.is_supervisor();
    Screen {
        title: lang.handover().to_owned(),
        subtitle: name,
        body: html! {
            <>
                { import(view) }
                <h2 class="section-title">{ lang.give_out() }</h2>
                if supervisor { { packet(view) } }
                { export(view, open) }
                { card(view) }
                if supervisor { { enrolled(view, open) } }
            </>
        },
        ..Screen::default()
    }
}

/// A section with a download button and, where the browser has a share sheet, a second one.
fn give(
    view: &View<'_>,
    title: &'static str,
    explain: &'static str,
    more: Html,
    save: (&'static str, Msg),
    share: Option<(&'static str, Msg)>,
    primary: bool,
) -> Html {
    let busy = view.model.handover.signing || view.model.device.is_none();
    let kind = if primary { ButtonKind::Primary } else { ButtonKind::Secondary };
    let share = share.filter(|_| shell::can_share());
    html! {
        <section class="card stack">
            <h3 class="card__title">{ title }</h3>
            <p class="muted">{ explain }</p>
            { more }
            <div class="row">
                <Button {kind} icon={Icon::Download} label={save.0} disabled={busy} onclick={view.on(Event::Handover(save.1))} />
                if let Some((label, msg)) = share {
                    <Button icon={Icon::Upload} {label} disabled={busy} onclick={view.on(Event::Handover(msg))} />
                }
            </div>
        </section>
    }
}

fn export(view: &View<'_>, open: &Open) -> Html {
    let lang = view.lang;
    let last = view.model.device.as_ref().and_then(|device| open.state.exports.get(&device.id));
    let pending = view.model.not_handed_over();
    let state = html! {
        <div class="row">
            <Badge label={last.map_or_else(|| lang.never_exported().to_owned(), |(e, _)| lang.last_export(e.bundle))} />
            if pending > 0 {
                <Badge tone={Tone::Warn} label={lang.not_handed_over(pending)} />
            } else {
                <Badge tone={Tone::Ok} label={lang.nothing_to_hand_over()} />
            }
        </div>
    };
    give(
        view,
        lang.export_title(),
        lang.export_explain(),
        state,
        (lang.export_bundle(), Msg::Export { share: false }),
        Some((lang.share_bundle(), Msg::Export { share: true })),
        true,
    )
}

fn packet(view: &View<'_>) -> Html {
    let lang = view.lang;
    give(
        view,
        lang.packet_title(),
        lang.packet_explain(),
        Html::default(),
        (lang.make_packet(), Msg::MakePacket { share: false }),
        Some((lang.share_packet(), Msg::MakePacket { share: true })),
        false,
    )
}

fn card(view: &View<'_>) -> Html {
    let lang = view.lang;
    let print = view.model.device.as_ref().map_or_else(|| lang.no_key().to_owned(), |d| spoken(&d.id));
    let named = !view.model.settings.device_name.is_empty();
    let more = html! {
        <>
            <dl class="facts"><dt>{ lang.fingerprint() }</dt><dd class="code">{ print }</dd></dl>
            if !named {
                <Button label={lang.fill_in_names()} onclick={view.go(Route::Settings)} />
            }
        </>
    };
    if !named {
        return html! {
            <section class="card stack">
                <h3 class="card__title">{ lang.card_title() }</h3>
                <p>{ lang.who_is_here() }</p>
                { more }
            </section>
        };
    }
    give(
        view,
        lang.card_title(),
        lang.card_explain(),
        more,
        (lang.save_card(), Msg::SaveCard { share: false }),
        Some((lang.share_card(), Msg::SaveCard { share: true })),
        false,
    )
}

fn enrolled(view: &View<'_>, open: &Open) -> Html {
    let lang = view.lang;
    let row = |enrol: &crate::journal::fact::Enrol| {
        html! {
            <li class="item" key={enrol.device.as_str()}>
                { Icon::Shield.view() }
                <span class="item__main">
                    <span class="item__title">{ &enrol.name }</span>
                    <span class="item__sub code">{ spoken(&enrol.device) }</span>
                </span>
            </li>
        }
    };
    html! {
        <>
            <section class="card stack">
                <h3 class="card__title">{ lang.enrolled() }</h3>
                if open.state.enrolled.is_empty() {
                    <p class="muted">{ lang.none_enrolled() }</p>
                } else {
                    <ul class="list">{ for open.state.enrolled.values().map(row) }</ul>
                }
            </section>
            { give(view, lang.trust_title(), lang.trust_explain(), Html::default(), (lang.save_trust(), Msg::SaveTrust), None, false) }
        </>
    }
}

fn supervisors(view: &View<'_>) -> Html {
    let lang = view.lang;
    if view.model.supervisors.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card stack">
            <h3 class="card__title">{ lang.supervisors_known() }</h3>
            <ul class="list">
                { for view.model.supervisors.iter().map(|s| html! {
                    <li class="item">
                        { Icon::Shield.view() }
                        <span class="item__main">
                            <span class="item__title">{ &s.name }</span>
                            <span class="item__sub code">{ spoken(&thumbprint(&s.key)) }</span>
                        </span>
                    </li>
                }) }
            </ul>
        </section>
    }
}

fn import(view: &View<'_>) -> Html {
    let lang = view.lang;
    let take = |files: Vec<PickedFile>| Event::Handover(Msg::Import(files));
    let reports = &view.model.handover.reports;
    html! {
        <section class="card stack">
            <h2 class="card__title">{ lang.import_title() }</h2>
            <p class="muted">{ lang.import_explain() }</p>
            <FilePick id="import" label={lang.choose_files()} multiple=true accept=".json,application/json" icon={Icon::Upload}
                onfiles={view.on_files(take)} />
            if !reports.is_empty() {
                <div class="card__head">
                    <h3 class="section-title">{ lang.import_result() }</h3>
                    { view.button(ButtonKind::Quiet, Some(Icon::Close), lang.clear_reports(), Event::Handover(Msg::ClearReports)) }
                </div>
                <ul class="list" aria-live="polite">{ for reports.iter().map(|r| report(view, r)) }</ul>
            }
        </section>
    }
}

fn report(view: &View<'_>, report: &Report) -> Html {
    let lang = view.lang;
    let (tone, words) = match &report.outcome {
        Outcome::Reading => (Tone::Info, lang.reading().to_owned()),
        Outcome::Waiting => (Tone::Info, lang.waiting().to_owned()),
        Outcome::Card { .. } => (Tone::Warn, lang.card_waits().to_owned()),
        Outcome::CardBelieved { name } => (Tone::Ok, lang.card_believed(name)),
        Outcome::CardDismissed { name } => (Tone::Neutral, lang.card_dismissed(name)),
        Outcome::OwnCard => (Tone::Neutral, lang.own_card().to_owned()),
        Outcome::Bundle { device, number, new, present, lost } => {
            let mut words = lang.bundle_taken(device, *number, *new, *present);
            if *lost > 0 {
                words.push_str(lang.pick("；", "; "));
                words.push_str(&lang.bundle_lost(*lost));
            }
            (if *lost > 0 { Tone::Warn } else { Tone::Ok }, words)
        }
        Outcome::Packet { campaign, new, present } => (Tone::Ok, lang.packet_taken(campaign, *new, *present)),
        rejected => (Tone::Danger, lang.rejection(rejected)),
    };
    let label = match tone {
        Tone::Danger => lang.rejected(),
        Tone::Ok => lang.taken(),
        _ => "",
    };
    html! {
        <li class="item" key={report.token.0}>
            <span class="item__main">
                <span class="item__title">{ &report.name }</span>
                <span class="item__sub">{ words }</span>
                { compare(view, &report.outcome) }
            </span>
            <span class="item__aside">
                if !label.is_empty() { <Badge {tone} {label} /> }
            </span>
        </li>
    }
}

/// Two people compare the fingerprint before a key is believed.
fn compare(view: &View<'_>, outcome: &Outcome) -> Html {
    let Outcome::Card { name, device } = outcome else { return Html::default() };
    let lang = view.lang;
    let (explain, agree) = if enrols(view.model) {
        (lang.compare_enrol(name), lang.believe_enrol())
    } else {
        (lang.compare_supervisor(name), lang.believe_supervisor())
    };
    html! {
        <div class="stack stack--tight">
            <p>{ explain }</p>
            <p class="code">{ spoken(device) }</p>
            <div class="row">
                { view.button(ButtonKind::Primary, Some(Icon::Check), agree, Event::Handover(Msg::Believe(device.clone()))) }
                { view.button(ButtonKind::Secondary, None, lang.dismiss_card(), Event::Handover(Msg::Dismiss(device.clone()))) }
            </div>
        </div>
    }
}
