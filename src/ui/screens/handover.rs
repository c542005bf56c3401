//! Out and back: bundles, work packets and key cards.

use super::Screen;
use crate::app::handover::{Msg, Outcome, Report, enrols};
use crate::app::{Event, Open, PickedFile, Route};
use crate::bundle::key::{spoken, thumbprint};
use crate::domain::ids::DeviceId;
use crate::journal::Fact;
use crate::journal::fact::Enrol;
use crate::shell;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{
    Facts, card, card_subtitle, head, item_aside, item_main, item_sub, list, muted, paragraph, row, section_subtitle,
    section_title, titled_card,
};
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, FilePick, Icon, Tone, badge};
use yew::prelude::*;

pub fn view_import(view: &View<'_>) -> Screen {
    Screen {
        title: view.lang.import_files().to_owned(),
        body: all([own_card(view), import(view), supervisors(view)]),
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
        body: all([
            import(view),
            section_title(lang.give_out()).html(),
            if supervisor { packet(view) } else { Html::default() },
            export(view, open),
            own_card(view),
            if supervisor { enrolled(view, open) } else { Html::default() },
        ]),
        ..Screen::default()
    }
}

/// What is sent by a button, and the words on it.
type Words = (&'static str, Msg);

/// A section with a download button and, where the browser has a share sheet, a second one.
#[inline(never)]
fn give(
    view: &View<'_>,
    title: &'static str,
    explain: &'static str,
    more: Html,
    save: Words,
    share: Option<Words>,
    primary: bool,
) -> Html {
    let busy = view.model.handover.signing || view.model.device.is_none();
    let kind = if primary { ButtonKind::Primary } else { ButtonKind::Secondary };
    let share = share.filter(|_| shell::can_share());
    let button = |kind, icon, (label, msg): Words| {
        Button { kind, icon: Some(icon), disabled: busy, ..Button::new(label, view.on(Event::Handover(msg))) }.view()
    };
    card()
        .add(card_subtitle(title))
        .add(muted(explain))
        .add(more)
        .add(
            row()
                .add(button(kind, Icon::Download, save))
                .add_some(share.map(|share| button(ButtonKind::Secondary, Icon::Upload, share))),
        )
        .html()
}

fn export(view: &View<'_>, open: &Open) -> Html {
    let lang = view.lang;
    let last = view.model.device.as_ref().and_then(|device| open.state.exports.get(&device.id));
    let pending = view.model.not_handed_over();
    let last = last.map_or_else(|| lang.never_exported().to_owned(), |(e, _)| lang.last_export(e.bundle));
    let handed_over = if pending > 0 {
        badge(Tone::Warn, lang.not_handed_over(pending))
    } else {
        badge(Tone::Ok, lang.nothing_to_hand_over())
    };
    let state = row().add(badge(Tone::Neutral, last)).add(handed_over).html();
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

fn own_card(view: &View<'_>) -> Html {
    let lang = view.lang;
    let print = view.model.device.as_ref().map_or_else(|| lang.no_key().to_owned(), |d| spoken(&d.id));
    let named = !view.model.settings.device_name.is_empty();
    let facts = Facts::new().code(lang.fingerprint(), print);
    if !named {
        let settings = view.way(ButtonKind::Secondary, None, lang.fill_in_names(), Route::Settings);
        return card()
            .add(card_subtitle(lang.card_title()))
            .add(paragraph(lang.who_is_here()))
            .add(facts)
            .add(settings)
            .html();
    }
    give(
        view,
        lang.card_title(),
        lang.card_explain(),
        facts.into(),
        (lang.save_card(), Msg::SaveCard { share: false }),
        Some((lang.share_card(), Msg::SaveCard { share: true })),
        false,
    )
}

/// A person or a device, and its fingerprint.
#[inline(never)]
fn key_item(name: &str, device: &DeviceId) -> El {
    el("li", "item")
        .key(device.as_str())
        .add(Icon::Shield.view())
        .add(item_main(name.to_owned()).add(el("span", "item__sub code").text(spoken(device))))
}

fn enrolled(view: &View<'_>, open: &Open) -> Html {
    let lang = view.lang;
    let devices = &open.state.enrolled;
    let known = if devices.is_empty() {
        muted(lang.none_enrolled())
    } else {
        list().each(devices.values().map(|enrol| enrolled_item(view, enrol))).html()
    };
    let save = (lang.save_trust(), Msg::SaveTrust);
    all([
        card().add(card_subtitle(lang.enrolled())).add(known).html(),
        give(view, lang.trust_title(), lang.trust_explain(), Html::default(), save, None, false),
    ])
}

fn enrolled_item(view: &View<'_>, enrol: &Enrol) -> El {
    let is_it = |fact: &Fact| matches!(fact, Fact::Enrol(other) if other.device == enrol.device);
    let saved = view.model.save_state_of(&|_, fact| is_it(fact));
    key_item(&enrol.name, &enrol.device).add(item_aside().add(view.save_mark(saved)))
}

fn supervisors(view: &View<'_>) -> Html {
    let lang = view.lang;
    let supervisors = &view.model.supervisors;
    if supervisors.is_empty() {
        return Html::default();
    }
    let known = list().each(supervisors.iter().map(|s| key_item(&s.name, &thumbprint(&s.key))));
    card().add(card_subtitle(lang.supervisors_known())).add(known).html()
}

fn import(view: &View<'_>) -> Html {
    let lang = view.lang;
    let take = |files: Vec<PickedFile>| Event::Handover(Msg::Import(files));
    let reports = &view.model.handover.reports;
    let pick = FilePick {
        id: "import".into(),
        label: lang.choose_files().into(),
        accept: ".json,application/json",
        multiple: true,
        onfiles: view.on_files(take),
        hint: None,
        error: None,
    };
    let card = titled_card(lang.import_title()).add(muted(lang.import_explain())).add(pick.view());
    if reports.is_empty() {
        return card.html();
    }
    let clear = Event::Handover(Msg::ClearReports);
    let clear = view.button(ButtonKind::Quiet, Some(Icon::Close), lang.clear_reports(), clear);
    card.add(head(section_subtitle(lang.import_result()), clear))
        .add(list().attr("aria-live", "polite").each(reports.iter().map(|r| report(view, r))))
        .html()
}

fn report(view: &View<'_>, report: &Report) -> El {
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
    let unsaved = match &report.outcome {
        // What it brought is all through the campaign.
        Outcome::Bundle { .. } | Outcome::Packet { .. } => view.unsaved(view.model.save_state_of(&|_, _| true)),
        _ => Html::default(),
    };
    el("li", "item")
        .key(&report.token.0.to_string())
        .add(item_main(report.name.clone()).add(item_sub(words)).add(compare(view, &report.outcome)))
        .add(item_aside().add(unsaved).add_if(!label.is_empty(), || badge(tone, label)))
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
    let (believe, dismiss) = (Msg::Believe(device.clone()), Msg::Dismiss(device.clone()));
    let answers = row()
        .add(view.button(ButtonKind::Primary, Some(Icon::Check), agree, Event::Handover(believe)))
        .add(view.button(ButtonKind::Secondary, None, lang.dismiss_card(), Event::Handover(dismiss)));
    el("div", "stack stack--tight")
        .add(paragraph(explain))
        .add(el("p", "code").text(spoken(device)))
        .add(answers)
        .html()
}
