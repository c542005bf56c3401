//! What is wrong with the records, if anything: those that can't be read, and those without effect.

use super::Screen;
use crate::app::handover::Msg;
use crate::app::{Event, Open};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{Facts, item_sub, list, paragraph, row, titled_card};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Icon, Tone, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, open: &Open) -> Screen {
    let lang = view.lang;
    let (unreadable, remarks) = (open.journal.unreadable(), &open.state.remarks);
    let mut parts = [Html::default(), Html::default(), Html::default(), Html::default()];
    if unreadable.is_empty() && remarks.is_empty() {
        parts[0] = banner(Tone::Ok, lang.records_fine());
    }
    if !unreadable.is_empty() {
        let save = Event::handover(Msg::SaveUnreadable);
        let save = view.button(ButtonKind::Primary, Some(Icon::Download), lang.export_unreadable(), save);
        parts[1] = titled_card(lang.unreadable_title(unreadable.len()))
            .add(paragraph(lang.unreadable_explain()))
            .add(list().each(unreadable.iter().map(|u| record(u.id.to_string(), lang.entry_error(&u.why)))))
            .add_if(!open.state.campaign.is_practice(), || row().add(save).html())
            .html();
    }
    if !remarks.is_empty() {
        let remarked = remarks.iter().map(|remark| {
            let words = lang.remarked(lang.no_effect(remark.why), &remark.stamp.by);
            record(remark.stamp.id.to_string(), words)
        });
        parts[2] = titled_card(lang.no_effect_title(remarks.len())).add(list().each(remarked)).html();
    }
    let set_back = &open.state.set_back;
    if !set_back.is_empty() {
        let listed = set_back.iter().map(|stamp| record(stamp.id.to_string(), stamp.by.clone()));
        parts[3] = titled_card(lang.set_back_title(set_back.len()))
            .add(paragraph(lang.set_back_explain()))
            .add(list().each(listed))
            .html();
    }
    let facts = Facts::new()
        .code(lang.campaign_id(), open.state.campaign.as_str().to_owned())
        .code(lang.state_hash(), open.journal.state_hash());
    Screen {
        title: lang.records().to_owned(),
        subtitle: Some(lang.records_total(open.journal.len())),
        body: all([all(parts), el("section", "card").add(facts).html()]),
        ..Screen::default()
    }
}

#[inline(never)]
fn record(id: String, words: String) -> El {
    let main = el("span", "item__main").add(el("span", "item__title code").text(id.clone())).add(item_sub(words));
    el("li", "item").key(&id).add(main)
}
