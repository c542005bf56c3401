//! The fields that name items of the catalogue. There are forty of these, so they stand under the group of works that they belong to.

use crate::app::survey::Msg;
use crate::domain::catalogue::{self, Field, FieldKind, Group, Opt};
use crate::ui::element::{El, el};
use crate::ui::screens::survey::Question;
use crate::ui::widgets::{Checks, Choice, Select};
use yew::prelude::*;

/// Of more options than this one is chosen from a list.
const MANY: usize = 12;

/// Draws a field that has very many options.
pub(super) fn draw(question: &Question<'_, '_>, field: &'static Field) -> Option<El> {
    let options = field.kind.options();
    match field.kind {
        _ if options.len() <= MANY => None,
        FieldKind::Choices(_) => Some(checks(question, field, &by_group(options))),
        _ => Some(select(question, field, &by_group(options))),
    }
}

/// The options, which are in the catalogue's order, under their groups.
fn by_group(options: &'static [Opt]) -> Vec<(Option<Group>, &'static [Opt])> {
    let group = |option: &Opt| catalogue::item(option.code).map(|item| item.group);
    options.chunk_by(|a, b| group(a) == group(b)).map(|of| (group(&of[0]), of)).collect()
}

fn choices(question: &Question<'_, '_>, options: &[Opt]) -> Vec<Choice> {
    options.iter().map(|option| Choice::new(option.code, question.view.lang.pick(option.zh, option.en))).collect()
}

fn checks(question: &Question<'_, '_>, field: &'static Field, groups: &[(Option<Group>, &[Opt])]) -> El {
    let (lang, id) = (question.view.lang, field.id);
    let selected = || question.answer.into_iter().flat_map(|answer| answer.codes(id));
    let group = |(group, options): &(Option<Group>, &[Opt])| {
        let code = group.map_or("", Group::code);
        Checks {
            id: format!("{}-{code}", question.at.field_id(id)).into(),
            legend: group.map_or("", |group| lang.group_name(group)).into(),
            options: choices(question, options),
            selected: selected().map(|code| AttrValue::from(code.to_owned())).collect(),
            ontoggle: question.on(move |at, (code, on): (AttrValue, bool)| Msg::Tick {
                at,
                field: id,
                code: code.to_string(),
                on,
            }),
            warning: None,
        }
        .view()
    };
    el("fieldset", "cols__all stack stack--tight")
        .key(id)
        .add(el("legend", "field__label").text(question.label(field)))
        .each(groups.iter().map(group))
}

fn select(question: &Question<'_, '_>, field: &'static Field, groups: &[(Option<Group>, &[Opt])]) -> El {
    let (lang, id) = (question.view.lang, field.id);
    let name = |group: &Option<Group>| AttrValue::from(group.map_or("", |group| lang.group_name(group)));
    let select = Select {
        groups: groups.iter().map(|(group, options)| (name(group), options.len())).collect(),
        ..Select::new(
            question.at.field_id(id),
            question.label(field),
            groups.iter().flat_map(|(_, options)| choices(question, options)).collect(),
            Some(question.value(field).to_owned().into()),
            question.on(move |at, code: Option<AttrValue>| Msg::Choose {
                at,
                field: id,
                value: code.map(|code| code.to_string()).unwrap_or_default(),
            }),
        )
    };
    el("div", "").key(id).add(select.view())
}
