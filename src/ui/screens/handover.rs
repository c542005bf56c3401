//! Out and back: bundles, work packets and key cards.

use super::Screen;
use crate::app::form::{FormKey, Problem};
use crate::app::handover::{Msg, Outcome, PERSON, Report, WORDS, card_problem, enrols};
use crate::app::photo_files;
use crate::app::unfinished::begun;
use crate::app::{Event, Lang, Open, PickedFile, Route};
use crate::bundle::key::{KeyCard, spoken, thumbprint};
use crate::bundle::sequence::Place;
use crate::bundle::words::Words;
use crate::domain::ids::DeviceId;
use crate::domain::json;
use crate::shell;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{
    Facts, card, card_subtitle, head, item_aside, item_main, item_sub, list, muted, paragraph, row, section_subtitle,
    section_title, titled_card,
};
use crate::ui::view::View;
use crate::ui::widgets::{
    Button, ButtonKind, FilePick, Icon, Scanner, ScannerWords, ShownCode, Takes, TextField, Tone, badge, banner,
};
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
            photos(view, open),
            own_card(view),
            trust(view, open),
        ]),
        ..Screen::default()
    }
}

/// What is sent by a button, and the words on it.
type Label = (&'static str, Msg);

/// A section with a download button and, where the browser has a share sheet, a second one.
#[inline(never)]
fn give(
    view: &View<'_>,
    title: &'static str,
    explain: &'static str,
    more: Html,
    save: Label,
    share: Option<Label>,
    primary: bool,
) -> Html {
    let busy = view.model.handover.signing || view.model.device.is_none();
    let kind = if primary { ButtonKind::Primary } else { ButtonKind::Secondary };
    let share = share.filter(|_| shell::can_share());
    let button = |kind, icon, (label, msg): Label| {
        Button { kind, icon: Some(icon), disabled: busy, ..Button::new(label, view.on(Event::handover(msg))) }.view()
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
    let own = view.model.device.as_ref();
    let exported = own.and_then(|device| open.state.exports.get(&device.id)).map(|(exported, _)| exported);
    let receipted = own.and_then(|device| open.state.receipts.get(&device.id)).map(|(receipted, _)| receipted);
    let pending = view.model.not_handed_over();
    let last = exported.map_or_else(|| lang.never_exported().to_owned(), |e| lang.last_export(e.bundle));
    // What was exported may lie on a stick somewhere: handed over it is when the supervisor says so.
    let receipt = match (exported, receipted) {
        // The only supervisor has nobody to receipt it.
        _ if own.is_some_and(|own| open.state.other_supervisors(&own.id).next().is_none()) => Html::default(),
        (Some(exported), receipted) if receipted.is_none_or(|r| r.last < exported.last) => {
            badge(Tone::Warn, lang.no_receipt_yet(exported.bundle))
        }
        (_, Some(receipted)) => badge(Tone::Ok, lang.receipted(receipted.bundle)),
        _ => Html::default(),
    };
    let handed_over = if pending > 0 {
        badge(Tone::Warn, lang.not_handed_over(pending))
    } else {
        badge(Tone::Ok, lang.nothing_to_hand_over())
    };
    let begun = open.state.compounds.values().map(|compound| begun(view.model, compound).len()).sum();
    let begun = if begun > 0 { banner(Tone::Warn, lang.ballots_begun(begun)) } else { Html::default() };
    let state = row().add(badge(Tone::Neutral, last)).add(handed_over).add(receipt).html();
    let state = all([begun, state]);
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

/// Photos out, and which are here.
fn photos(view: &View<'_>, open: &Open) -> Html {
    let (lang, model) = (view.lang, view.model);
    let Some(device) = &model.device else { return Html::default() };
    let own = photo_files::own(&open.state, &device.id).len();
    let all = photo_files::here(model).filter(|(all, _)| *all > 0);
    if own == 0 && all.is_none() {
        return Html::default();
    }
    let new = photo_files::only_here(&open.state, &device.id, photo_files::held_here(view.model)).len();
    let ((next, after), (again, _)) = (photo_files::next(model, false), photo_files::next(model, true));
    let button = |kind, label: String, again| {
        let export = view.on(Event::handover(Msg::ExportPhotos { again }));
        let disabled = model.handover.photos.packing;
        Button { kind, icon: Some(Icon::Download), disabled, ..Button::new(label, export) }.view()
    };
    let name = |device: &DeviceId| open.state.enrolled.get(device).map_or_else(|| spoken(device), |e| e.name.clone());
    let missing = photo_files::missing(model).into_iter();
    let missing = missing.map(|(device, n)| badge(Tone::Warn, lang.photos_missing_of(&name(device), n)));
    let state = row()
        .add_if(own > 0, || match new {
            0 => badge(Tone::Ok, lang.photos_all_out(own)),
            _ => badge(Tone::Warn, lang.photos_out_of(own, new)),
        })
        .add_some(
            all.map(|(all, here)| badge(if here < all { Tone::Warn } else { Tone::Ok }, lang.photos_here(here, all))),
        )
        .each(missing);
    card()
        .add(card_subtitle(lang.photos_title()))
        .add(muted(lang.photos_explain()))
        .add(state)
        .add_if(after > 0, || muted(lang.photos_after(after)))
        .add(
            row()
                .add_if(!next.is_empty(), || button(ButtonKind::Primary, lang.export_photos(next.len()), false))
                .add_if(!again.is_empty(), || {
                    button(ButtonKind::Secondary, lang.export_photos_again(again.len()), true)
                }),
        )
        .html()
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
    let words = view.model.handover.own_words.map(|own| own_words(view, own));
    let facts = all([words.unwrap_or_default(), Facts::new().code(lang.fingerprint(), print).into()]);
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
        all([facts, row().add(card_code(view)).html()]),
        (lang.save_card(), Msg::SaveCard { share: false }),
        Some((lang.share_card(), Msg::SaveCard { share: true })),
        false,
    )
}

/// The card as a code, for the other side's camera, with the words that the other side types then.
fn card_code(view: &View<'_>) -> Html {
    let (lang, model) = (view.lang, view.model);
    let Some(device) = &model.device else { return Html::default() };
    let text = json::to_text(&KeyCard::new(&model.settings.device_name, device.key.clone()));
    html! {
        <ShownCode id="card-code" label={lang.show_code()} title={lang.card_code()} {text}
            done={lang.done()} close_label={lang.close()}>
            { muted(lang.card_code_hint()) }
            { model.handover.own_words.map(|own| own_words(view, own)).unwrap_or_default() }
        </ShownCode>
    }
}

/// The eight words that the other side types.
fn own_words(view: &View<'_>, own: Words) -> Html {
    el("div", "stack stack--tight").add(paragraph(view.lang.own_words())).add(word_list(view, own)).html()
}

/// Words in their order.
pub(super) fn word_list(view: &View<'_>, words: Words) -> El {
    let words = words.iter().map(|at| el("li", "words__word").text(view.lang.spoken_word(*at)));
    el("ol", "words").attr("aria-label", view.lang.eight_words()).each(words)
}

/// A person or a device, and its fingerprint.
#[inline(never)]
fn key_item(name: &str, device: &DeviceId) -> El {
    el("li", "item")
        .key(device.as_str())
        .add(Icon::Shield.view())
        .add(item_main(name.to_owned()).add(el("span", "item__sub code").text(spoken(device))))
}

/// What this device and the supervisor know of each other.
fn trust(view: &View<'_>, open: &Open) -> Html {
    let (lang, state) = (view.lang, &open.state);
    let devices =
        view.way(ButtonKind::Secondary, Some(Icon::Shield), lang.devices(), Route::Devices(state.campaign.clone()));
    let card = card().add(card_subtitle(lang.devices()));
    let Some(own) = view.model.device.as_ref().filter(|_| !view.model.is_supervisor()) else {
        let (enrolled, revoked) = (state.enrolled.len(), state.revoked.len());
        return card.add(paragraph(lang.devices_in_all(enrolled, revoked))).add(row().add(devices)).html();
    };
    let (tone, words) = match (state.enrolled.get(&own.id), state.revoked.get(&own.id)) {
        (_, Some((revoke, _))) => (Tone::Danger, lang.this_is_revoked(revoke.last)),
        (Some(enrol), None) => (Tone::Ok, lang.this_is_enrolled(enrol.person.as_deref().unwrap_or(&enrol.name))),
        (None, None) => (Tone::Info, lang.this_not_in_packet().to_owned()),
    };
    card.add(banner(tone, words)).add(row().add(devices)).html()
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
    let take = |files: Vec<PickedFile>| Event::handover(Msg::Import(files));
    let reports = &view.model.handover.reports;
    let accept = ".json,.zip,.jpg,application/json,application/zip,image/jpeg";
    let takes = Takes::Files {
        name: lang.scanned_code().into(),
        choose: lang.choose_instead().into(),
        accept,
        onfiles: view.on_files(take),
    };
    let scanner = html! {
        <Scanner id="scanner" words={scanner_words(lang)} trouble={move |why| lang.scan_trouble(&why, lang.scan_no_camera())} {takes} />
    };
    let pick = FilePick {
        id: "import".into(),
        label: lang.choose_files().into(),
        accept,
        multiple: true,
        onfiles: view.on_files(take),
        hint: None,
        error: None,
    };
    let card =
        titled_card(lang.import_title()).add(muted(lang.import_explain())).add(pick.view()).add(row().add(scanner));
    if reports.is_empty() {
        return card.html();
    }
    let clear = Event::handover(Msg::ClearReports);
    let clear = view.button(ButtonKind::Quiet, Some(Icon::Close), lang.clear_reports(), clear);
    card.add(head(section_subtitle(lang.import_result()), clear))
        .add(list().attr("aria-live", "polite").each(reports.iter().map(|r| report(view, r))))
        .html()
}

fn scanner_words(lang: Lang) -> ScannerWords {
    ScannerWords {
        scan: lang.scan_code().into(),
        starting: lang.scan_starting().into(),
        hint: lang.scan_hint().into(),
        again: lang.scan_again().into(),
        cancel: lang.cancel().into(),
        close: lang.close().into(),
    }
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
        Outcome::Bundle { device, number, place, new, present, lost, revoked, undone, overtaken, findings } => {
            // What another supervisor noted to have received wasn't here.
            let place = Some(*place).filter(|of| *of != Place::Repeated || *new == 0);
            let remarks = [
                place.and_then(|place| lang.bundle_place(place)),
                (*lost > 0).then(|| lang.bundle_lost(*lost)),
                (*revoked > 0).then(|| lang.bundle_revoked(*revoked)),
            ];
            let tone = match place {
                Some(Place::Repeated) if *lost + *revoked == 0 => Tone::Neutral,
                _ if remarks.iter().any(Option::is_some) || !undone.is_empty() || !overtaken.is_empty() => Tone::Warn,
                _ => Tone::Ok,
            };
            let found = findings.iter().map(|(compound, same)| match same {
                true => lang.findings_agree(compound),
                false => lang.findings_differ(compound),
            });
            let taken = lang.bundle_taken(device, *number, *new, *present);
            let undone = undone.iter().map(|compound| lang.import_undoes(compound));
            let overtaken = overtaken.iter().map(|compound| lang.import_overtakes(compound));
            let undone = undone.chain(overtaken);
            let remarks = remarks.into_iter().flatten();
            let words: Vec<String> = std::iter::once(taken).chain(undone).chain(remarks).chain(found).collect();
            (tone, lang.clauses(&words))
        }
        Outcome::Packet { campaign, number, new, present, outdated, newer_catalogue, undone, overtaken, thawed } => {
            let taken = lang.packet_taken(campaign, *number, *new, *present);
            let outdated = outdated.then(|| lang.packet_outdated().to_owned());
            let newer = newer_catalogue.then(|| lang.newer_catalogue().to_owned());
            let thawed = thawed.iter().map(|(compound, why)| lang.packet_thaws(compound, why));
            let undone = undone.iter().map(|compound| lang.import_undoes(compound));
            let undone = undone.chain(overtaken.iter().map(|compound| lang.import_overtakes(compound)));
            let words: Vec<String> =
                std::iter::once(taken).chain(undone).chain(outdated).chain(newer).chain(thawed).collect();
            (if words.len() == 1 { Tone::Ok } else { Tone::Warn }, lang.clauses(&words))
        }
        Outcome::Photos(found) => {
            let words = [
                Some(lang.photos_taken(found.taken)),
                (found.left.unknown > 0).then(|| lang.photos_unknown(found.left.unknown)),
                (found.left.broken > 0).then(|| lang.photos_broken(found.left.broken)),
            ];
            let words: Vec<String> = words.into_iter().flatten().collect();
            let tone = match (found.taken, found.left.broken) {
                (0, _) => Tone::Danger,
                (_, 0) => Tone::Ok,
                _ => Tone::Warn,
            };
            (tone, lang.clauses(&words))
        }
        Outcome::Receipt { bundle, last } => (Tone::Ok, lang.receipt_taken(*bundle, *last)),
        rejected => (Tone::Danger, lang.rejection(rejected)),
    };
    let label = match tone {
        Tone::Danger => lang.rejected(),
        Tone::Ok => lang.taken(),
        Tone::Warn if matches!(report.outcome, Outcome::Bundle { .. } | Outcome::Packet { .. }) => lang.taken(),
        _ => "",
    };
    let unsaved = match &report.outcome {
        // What it brought is all through the campaign.
        Outcome::Bundle { .. } | Outcome::Packet { .. } => view.unsaved(view.model.save_state_of(&|_, _| true)),
        _ => Html::default(),
    };
    el("li", "item")
        .key(&report.token.0.to_string())
        .add(
            item_main(report.name.clone())
                .add(item_sub(words))
                .add(compare(view, &report.outcome))
                .add(receipt(view, report)),
        )
        .add(item_aside().add(unsaved).add_if(!label.is_empty(), || badge(tone, label)))
}

/// The receipt for a bundle, to be given back to its device.
fn receipt(view: &View<'_>, report: &Report) -> Html {
    let Some(text) = report.receipt.as_ref().filter(|_| view.model.saving.is_done()) else { return Html::default() };
    let lang = view.lang;
    let save = Event::handover(Msg::SaveReceipt(report.token));
    let code = html! {
        <ShownCode id={format!("receipt-code-{}", report.token.0)} label={lang.show_receipt()} title={lang.receipt_code()}
            text={text.clone()} done={lang.done()} close_label={lang.close()}>
            { muted(lang.receipt_code_hint()) }
        </ShownCode>
    };
    row().add(view.button(ButtonKind::Secondary, Some(Icon::Download), lang.save_receipt(), save)).add(code).html()
}

/// Two people compare the words before a key is believed. They aren't shown here: whoever types them has looked at the other screen.
fn compare(view: &View<'_>, outcome: &Outcome) -> Html {
    let Outcome::Card { name, device } = outcome else { return Html::default() };
    let lang = view.lang;
    let enrols = enrols(view.model);
    let (explain, agree) = if enrols {
        (lang.compare_enrol(name), lang.believe_enrol())
    } else {
        (lang.compare_supervisor(name), lang.believe_supervisor())
    };
    let form = view.form(FormKey::Card(device.clone()), |_| Ok::<(), Vec<Problem>>(()));
    // Finding a key's words takes a moment, so not before they are asked for.
    let problem = form.form.tried.then(|| card_problem(device, &form.form, enrols)).flatten();
    let error =
        |field: &str| problem.filter(|(of, _)| *of == field).map(|(_, problem)| lang.card_problem(problem).into());
    let field = |field: &'static str, label: &'static str, hint: &'static str| {
        TextField {
            error: error(field),
            hint: (!hint.is_empty()).then(|| hint.into()),
            required: true,
            ..TextField::new(format!("{field}-{device}"), label, form.form.text(field).to_owned(), form.sets(field))
        }
        .view()
    };
    let (believe, dismiss) = (Msg::Believe(device.clone()), Msg::Dismiss(device.clone()));
    let answers = row()
        .add(view.button(ButtonKind::Primary, Some(Icon::Check), agree, Event::handover(believe)))
        .add(view.button(ButtonKind::Secondary, None, lang.dismiss_card(), Event::handover(dismiss)));
    el("div", "stack")
        .attr("role", "group")
        .attr("aria-label", name.clone())
        .add(paragraph(explain))
        .add(field(WORDS, lang.eight_words(), lang.eight_words_hint()))
        .add_if(enrols, || field(PERSON, lang.enrolled_person(), ""))
        .add(answers)
        .html()
}
