//! What is on this device: backup, checking and restoring, making room, wiping.

use super::Screen;
use crate::app::device::{
    AGAIN, Busy, Draft, Failed, Hindrance, Kept, LOST, Msg, NEW, OF_FILE, Opened, PassphraseProblem, Stock,
    has_typed_lost, hindrance, passphrase_problem,
};
use crate::app::form::FormKey;
use crate::app::practice::here;
use crate::app::{Event, PickedFile, ReadError};
use crate::backup::merge::Brings;
use crate::bundle::key::spoken;
use crate::shell::local_time;
use crate::store::quota::{UNITS, percent};
use crate::text::Lang;
use crate::ui::element::{El, all, el, text};
use crate::ui::layout::{Facts, item_aside, item_main, item_sub, list, muted, paragraph, row, titled_card};
use crate::ui::view::View;
use crate::ui::widgets::{
    Button, ButtonKind, FieldKind, FilePick, Icon, InputMode, TextField, Tone, answered_banner, badge, banner,
    titled_banner,
};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Screen {
    let lang = view.lang;
    let unsaved = hindrance(view.model) == Some(Hindrance::NotSaved);
    Screen {
        title: lang.device_data().to_owned(),
        body: all([
            if unsaved { banner(Tone::Warn, lang.wait_until_saved()) } else { Html::default() },
            inventory(view),
            back_up(view),
            open_backup(view),
            wipe(view),
        ]),
        ..Screen::default()
    }
}

fn draft<'a>(view: &View<'a>) -> &'a Draft {
    &view.model.device_data
}

fn send(view: &View<'_>, msg: Msg) -> Callback<MouseEvent> {
    view.on(Event::device(msg))
}

/// A button that rests while something is being done or can't be changed.
fn button(view: &View<'_>, kind: ButtonKind, icon: Option<Icon>, label: impl Into<AttrValue>, msg: Msg) -> Button {
    let disabled = draft(view).busy.is_some() || hindrance(view.model).is_some();
    Button { kind, icon, disabled, ..Button::new(label, send(view, msg)) }
}

/// What is being done, where a reader hears of it.
fn busy(view: &View<'_>, when: Busy, words: &'static str) -> Html {
    el("div", "").attr("role", "status").add_if(draft(view).busy == Some(when), || muted(words)).html()
}

/// How much of the device's storage so many units are.
fn share(lang: Lang, units: u64) -> String {
    if units > 0 && units * 100 < UNITS { lang.less_than_one().to_owned() } else { format!("{}%", percent(units)) }
}

fn inventory(view: &View<'_>) -> Html {
    let lang = view.lang;
    let card = titled_card(lang.on_this_device());
    let Some(stock) = &draft(view).stock else { return card.add(muted(lang.loading())).html() };
    if stock.campaigns.is_empty() {
        return card.add(paragraph(lang.nothing_on_device())).html();
    }
    let over = |kept: &&Kept| kept.is_over(view.today);
    let thinnable = stock.campaigns.iter().filter(|kept| kept.may_be_thinned() && !over(kept));
    let thin = |kept: &Kept| {
        let label = format!("{} · {}", lang.thin(&kept.name), lang.thin_frees(&share(lang, kept.units)));
        button(view, ButtonKind::Secondary, None, label, Msg::Thin(kept.campaign.clone())).view()
    };
    let mut thin = thinnable.map(thin).peekable();
    let any = thin.peek().is_some();
    card.add(list().each(stock.campaigns.iter().map(|kept| campaign(lang, kept))))
        .add_if(stock.set_aside > 0, || muted(lang.set_aside_here(stock.set_aside)))
        .each(stock.campaigns.iter().filter(over).map(|kept| expired(view, kept)))
        .add_if(any, || {
            let ways = row().each(thin).add(busy(view, Busy::Thinning, lang.thinning())).html();
            all([muted(lang.thin_explain()), ways])
        })
        .html()
}

/// A campaign that is to be deleted, because people were told that it would be.
fn expired(view: &View<'_>, kept: &Kept) -> Html {
    let lang = view.lang;
    let until = kept.keep_until.as_deref().unwrap_or_default();
    if !kept.may_be_deleted(view.today) {
        return banner(Tone::Danger, lang.delete_not_yet(&kept.name, until, kept.only_here));
    }
    let delete =
        button(view, ButtonKind::Danger, None, lang.delete_campaign(&kept.name), Msg::Thin(kept.campaign.clone()));
    answered_banner(Tone::Danger, None, lang.delete_explain(&kept.name, until), delete.view())
}

fn campaign(lang: Lang, kept: &Kept) -> El {
    let safe = match &kept.backup {
        _ if kept.campaign.is_practice() => badge(Tone::Neutral, lang.practice()),
        _ if kept.is_backed_up() => badge(Tone::Ok, lang.backed_up()),
        _ if kept.is_receipted => badge(Tone::Ok, lang.all_receipted()),
        Some(_) => badge(Tone::Warn, lang.changed_since_backup()),
        None => badge(Tone::Warn, lang.not_backed_up()),
    };
    let badges = item_aside()
        .add_if(kept.only_here > 0, || badge(Tone::Warn, lang.own_only_here(kept.only_here)))
        .add_if(kept.photos_only_here > 0, || badge(Tone::Warn, lang.photos_only_here(kept.photos_only_here)))
        .add_if(kept.unreadable > 0, || badge(Tone::Warn, lang.unreadable_here(kept.unreadable)))
        .add(safe);
    let main = item_main(kept.name.clone())
        .add(item_sub(lang.records_and_size(kept.records, &share(lang, kept.units))))
        .add(el("span", "item__sub code").text(format!("{} {}", lang.state_hash(), kept.state)));
    el("li", "item item--wraps").key(kept.campaign.as_str()).add(main).add(badges)
}

/// A passphrase, seen or unseen.
fn secret(view: &View<'_>, field: &'static str, label: &'static str, error: Option<&'static str>) -> Html {
    let form = view.plain_form(FormKey::Device);
    TextField {
        kind: if draft(view).shows { FieldKind::Text } else { FieldKind::Password },
        error: error.map(AttrValue::Static),
        ..TextField::new(field, label, form.form.text(field).to_owned(), form.sets(field))
    }
    .view()
}

fn show(view: &View<'_>) -> Html {
    let shows = draft(view).shows;
    let label = if shows { view.lang.hide_passphrase() } else { view.lang.show_passphrase() };
    Button { kind: ButtonKind::Quiet, ..Button::new(label, send(view, Msg::Show(!shows))) }.view()
}

fn back_up(view: &View<'_>) -> Html {
    let lang = view.lang;
    let tried = view.model.form(&FormKey::Device).tried;
    let problem = passphrase_problem(view.model).filter(|_| tried);
    let error = |field: &'static str| match problem {
        Some((at, why)) if at == field => Some(match why {
            PassphraseProblem::TooShort => lang.passphrase_short(),
            PassphraseProblem::Differs => lang.passphrase_differs(),
        }),
        _ => None,
    };
    let fields = el("div", "cols").add(secret(view, NEW, lang.new_passphrase(), error(NEW))).add(secret(
        view,
        AGAIN,
        lang.passphrase_again(),
        error(AGAIN),
    ));
    let make = button(view, ButtonKind::Primary, Some(Icon::Save), lang.make_backup(), Msg::Make);
    let made = draft(view).made.as_ref().map(|made| match made {
        Ok(()) => {
            let print = view.model.device.as_ref().map(|device| spoken(&device.id)).unwrap_or_default();
            let words = all([paragraph(lang.backup_made_long()), paragraph(lang.note_fingerprint(&print))]);
            titled_banner(Tone::Info, lang.backup_made(), words)
        }
        Err(why) => banner(Tone::Danger, lang.backup_not_made(why)),
    });
    titled_card(lang.back_up())
        .add(paragraph(lang.back_up_explain()))
        .add(muted(lang.passphrase_explain()))
        .add_if(here(view.model).is_some(), || muted(lang.practice_not_in_backup()))
        .add(fields)
        .add(row().add(make.view()).add(show(view)).add(busy(view, Busy::Making, lang.making_backup())))
        .add_some(made)
        .html()
}

fn open_backup(view: &View<'_>) -> Html {
    let (lang, draft) = (view.lang, draft(view));
    let take = |files: Vec<PickedFile>| Event::device(Msg::Pick(files));
    let pick = FilePick {
        id: "backup".into(),
        label: lang.choose_backup().into(),
        accept: ".json,application/json",
        multiple: false,
        onfiles: view.on_files(take),
        hint: draft.file.as_ref().map(|file| lang.chosen_file(&file.name).into()),
        error: draft.failed.as_ref().map(|why| failure(lang, why).into()),
    };
    let card = titled_card(lang.open_backup()).add(muted(lang.open_backup_explain())).add(pick.view());
    if draft.file.is_none() {
        return card.html();
    }
    let open = Button {
        kind: ButtonKind::Primary,
        disabled: draft.busy.is_some(),
        ..Button::new(lang.open_it(), send(view, Msg::Open))
    };
    let close = Button { kind: ButtonKind::Quiet, ..Button::new(lang.close_backup(), send(view, Msg::Close)) };
    match &draft.opened {
        None => {
            let ways = row().add(open.view()).add(show(view)).add(close.view());
            let ways = ways.add(busy(view, Busy::Opening, lang.opening_backup()));
            card.add(secret(view, OF_FILE, lang.backup_passphrase(), None)).add(ways)
        }
        Some(opened) => card.add(what_it_is(view, opened)).add(row().add(close.view())),
    }
    .html()
}

fn failure(lang: Lang, why: &Failed) -> String {
    match why {
        Failed::TooLarge(bytes) => lang.backup_too_large(*bytes),
        Failed::NotRead(ReadError::NotBelieved(why)) => why.clone(),
        Failed::NotRead(ReadError::Unreadable(why)) => lang.file_unreadable(why),
        Failed::NoRoom => lang.no_room_for_backup().to_owned(),
    }
}

/// Who made it, what is in it, what of that is here, and what can be done with it.
fn what_it_is(view: &View<'_>, opened: &Opened) -> Html {
    let lang = view.lang;
    let proposal = &opened.proposal;
    let name = match proposal.is_own {
        true => lang.remarked(&proposal.device.name, lang.this_device()),
        false => proposal.device.name.clone(),
    };
    let facts = Facts::new()
        .fact(lang.made_by(), name)
        .code(lang.its_fingerprint(), spoken(&proposal.device.id))
        .fact(lang.made_at(), local_time(proposal.made_at));
    let stock = draft(view).stock.as_ref().filter(|_| opened.restored);
    let campaigns = list().each(proposal.campaigns.iter().map(|brings| brought(lang, brings, stock)));
    let others = [
        (proposal.others, lang.others_come(proposal.others)),
        (proposal.kept, lang.others_kept(proposal.kept)),
        (proposal.refused, lang.others_refused(proposal.refused)),
    ];
    let others: String =
        others.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect::<Vec<_>>().join(" ");
    el("div", "stack")
        .add(facts)
        .add(campaigns)
        .add_if(!others.is_empty(), || muted(others))
        .add(verdict(view, opened))
        .html()
}

/// What it has of a campaign; after restoring, whether this device has the same now.
fn brought(lang: Lang, brings: &Brings, after: Option<&Stock>) -> El {
    let mut words = vec![lang.brings(brings.new, brings.present)];
    if brings.differs > 0 {
        words.push(lang.brings_differs(brings.differs));
    }
    if brings.refused > 0 {
        words.push(lang.brings_refused(brings.refused));
    }
    let held = &brings.held;
    let state = after.and_then(|stock| stock.of(&brings.campaign)).map(|kept| match kept.state == held.state {
        true => badge(Tone::Ok, lang.restored_same()),
        false => badge(Tone::Info, lang.restored_more()),
    });
    let main = item_main(held.name.clone())
        .add(item_sub(lang.records_total(usize::try_from(held.records).unwrap_or(usize::MAX))))
        .add(item_sub(lang.clauses(&words)))
        .add(el("span", "item__sub code").text(format!("{} {}", lang.state_hash(), held.state)));
    el("li", "item item--wraps").key(brings.campaign.as_str()).add(main).add(item_aside().add_some(state))
}

fn verdict(view: &View<'_>, opened: &Opened) -> Html {
    let lang = view.lang;
    let proposal = &opened.proposal;
    let new: u64 = proposal.campaigns.iter().map(|brings| brings.new).sum();
    let whole = proposal.campaigns.iter().all(|brings| brings.is_whole);
    let proof = match (proposal.is_proof(), whole) {
        (true, _) => titled_banner(Tone::Ok, lang.proof(), text(lang.proof_noted())),
        (false, false) => banner(Tone::Danger, lang.not_whole()),
        (false, true) => Html::default(),
    };
    let next = if opened.restored {
        let identity = if proposal.is_own { Html::default() } else { text(lang.new_identity()) };
        titled_banner(Tone::Ok, lang.restored(), identity)
    } else if proposal.changes.is_empty() {
        muted(lang.nothing_to_restore())
    } else if !proposal.is_known && !opened.compared {
        let agree = button(view, ButtonKind::Primary, Some(Icon::Check), lang.fingerprints_agree(), Msg::Compared);
        let differ = button(view, ButtonKind::Secondary, None, lang.fingerprints_differ(), Msg::Close);
        let ways = all([agree.view(), differ.view()]);
        let name = &proposal.device.name;
        answered_banner(Tone::Warn, Some(lang.unknown_signer().into()), lang.unknown_signer_long(name), ways)
    } else {
        let label = if new > 0 { lang.restore_records(new) } else { lang.restore_rest().to_owned() };
        let restore = button(view, ButtonKind::Primary, Some(Icon::Undo), label, Msg::Restore);
        row().add(restore.view()).add(busy(view, Busy::Restoring, lang.restoring())).html()
    };
    all([proof, next])
}

fn wipe(view: &View<'_>) -> Html {
    let lang = view.lang;
    let Some(stock) = &draft(view).stock else { return Html::default() };
    let (records, photos) = (stock.only_here(), stock.photos_only_here());
    let (of_others, lost) = (stock.photos_of_others(), stock.at_stake());
    let form = view.plain_form(FormKey::Device);
    let number = TextField {
        inputmode: InputMode::Numeric,
        hint: Some(lang.wipe_number_hint(lost).into()),
        ..TextField::new(LOST, lang.wipe_number(), form.form.text(LOST).to_owned(), form.sets(LOST))
    };
    let wipe = button(view, ButtonKind::Danger, Some(Icon::Warning), lang.wipe_now(), Msg::Wipe);
    let wipe = Button { disabled: wipe.disabled || !has_typed_lost(view.model), ..wipe };
    let loses = match lost {
        0 => banner(Tone::Info, lang.wipe_loses_nothing()),
        _ => {
            let records = (records > 0).then(|| lang.wipe_loses(records));
            let photos = (photos > 0).then(|| lang.wipe_loses_photos(photos));
            let of_others = (of_others > 0).then(|| lang.wipe_photos_of_others(of_others));
            banner(Tone::Danger, records.into_iter().chain(photos).chain(of_others).collect::<Vec<_>>().join(" "))
        }
    };
    let alone = stock.left_alone();
    titled_card(lang.wipe())
        .add(paragraph(lang.wipe_explain()))
        .add(loses)
        .add_if(!alone.is_empty(), || banner(Tone::Danger, lang.wipe_last_supervisor(&lang.list(&alone))))
        .add_if(stock.copies() > 0, || muted(lang.wipe_copies(stock.copies())))
        .add_if(here(view.model).is_some(), || muted(lang.practice_not_in_backup()))
        .add(number.view())
        .add(row().add(wipe.view()).add(busy(view, Busy::Wiping, lang.wiping())))
        .html()
}
