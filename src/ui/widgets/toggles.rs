//! Short lists as large buttons: [`Toggles`] for one answer, [`Checks`] for any number.
//!
//! Underneath are native radio buttons and checkboxes, so keyboards, readers and tests work as on any form. Two widgets rather than
//! a flag: one answer is an `Option`, several are a list, and neither can be mistaken for the other.
use yew::prelude::*;

use super::field::Notes;
use super::{Button, ButtonKind, Choice};
use crate::ui::element::{El, el};

/// `Toggles::new(id, legend, options, selected, onselect)` with what differs from it, and then [`Toggles::view`].
pub struct Toggles {
    pub id: AttrValue,
    pub legend: AttrValue,
    pub options: Vec<Choice>,
    pub selected: Option<AttrValue>,
    pub onselect: Callback<AttrValue>,
    /// Offers to take the answer back, in these words; a radio button alone cannot be unset.
    pub clear: Option<(AttrValue, Callback<MouseEvent>)>,
    pub error: Option<AttrValue>,
    pub warning: Option<AttrValue>,
    /// One joined strip, for switching a view rather than answering.
    pub segmented: bool,
    /// Keeps the legend for readers only, where a heading already says it.
    pub legend_hidden: bool,
}

impl Toggles {
    pub fn new(
        id: impl Into<AttrValue>,
        legend: impl Into<AttrValue>,
        options: Vec<Choice>,
        selected: Option<AttrValue>,
        onselect: Callback<AttrValue>,
    ) -> Self {
        Toggles {
            id: id.into(),
            legend: legend.into(),
            options,
            selected,
            onselect,
            clear: None,
            error: None,
            warning: None,
            segmented: false,
            legend_hidden: false,
        }
    }

    #[inline(never)]
    pub fn view(self) -> Html {
        let notes = Notes { id: &self.id, hint: None, error: self.error.as_ref(), warning: self.warning.as_ref() };
        let legend_id = format!("{}-legend", self.id);
        let mut set = Html::default();
        for choice in &self.options {
            let (onselect, code) = (self.onselect.clone(), choice.code.clone());
            let onchange = Callback::from(move |_: Event| onselect.emit(code.clone()));
            let checked = self.selected.as_ref() == Some(&choice.code);
            set.to_vlist_mut().add_child(view_option(&notes, choice, Some(&self.id), checked, onchange));
        }
        let clear = match self.clear {
            Some((label, onclick)) if self.selected.is_some() => {
                Some(Button { kind: ButtonKind::Quiet, ..Button::new(label, onclick) }.view())
            }
            _ => None,
        };
        let legend = view_legend(self.legend_hidden, self.legend).attr("id", legend_id.clone());
        let base = if self.segmented { "toggles toggles--segmented" } else { "toggles" };
        view_set(&notes, base, legend, set, clear).attr("role", "radiogroup").attr("aria-labelledby", legend_id).html()
    }
}

pub struct Checks {
    pub id: AttrValue,
    pub legend: AttrValue,
    pub options: Vec<Choice>,
    pub selected: Vec<AttrValue>,
    /// The code touched and whether it is now on.
    pub ontoggle: Callback<(AttrValue, bool)>,
    pub warning: Option<AttrValue>,
}

impl Checks {
    #[inline(never)]
    pub fn view(self) -> Html {
        let notes = Notes { id: &self.id, hint: None, error: None, warning: self.warning.as_ref() };
        let mut set = Html::default();
        for choice in &self.options {
            let on = self.selected.contains(&choice.code);
            let (ontoggle, code) = (self.ontoggle.clone(), choice.code.clone());
            let onchange = Callback::from(move |_: Event| ontoggle.emit((code.clone(), !on)));
            set.to_vlist_mut().add_child(view_option(&notes, choice, None, on, onchange));
        }
        view_set(&notes, "toggles", view_legend(false, self.legend), set, None).html()
    }
}

fn view_legend(hidden: bool, legend: AttrValue) -> El {
    el("legend", if hidden { "sr-only" } else { "field__label" }).text(legend)
}

#[inline(never)]
fn view_set(notes: &Notes<'_>, base: &str, legend: El, set: Html, clear: Option<Html>) -> El {
    el("fieldset", "")
        .class(notes.class(base))
        .attr("id", notes.id.clone())
        .attr_some("aria-describedby", notes.described_by().map(AttrValue::from))
        .add(legend)
        .add(el("div", "toggles__set").add(set).add_some(clear))
        .add(notes.view_messages())
}

/// One large button: a radio button of the group `name`, or a checkbox.
#[inline(never)]
fn view_option(
    notes: &Notes<'_>,
    choice: &Choice,
    name: Option<&AttrValue>,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    let input = html! {
        <input
            class="toggle__input" type={if name.is_some() { "radio" } else { "checkbox" }} name={name.cloned()}
            value={choice.code.clone()} {checked} {onchange}
            id={format!("{}-{}", notes.id, choice.code)} aria-invalid={notes.aria_invalid()}
        />
    };
    let hint = choice.hint.clone().map(|hint| el("small", "toggle__hint").text(hint).html());
    let words = el("span", "toggle__text").text(choice.label.clone()).add_some(hint);
    el("label", if name.is_some() { "toggle" } else { "toggle toggle--check" })
        .key(&choice.code)
        .add(input)
        .add(el("span", "toggle__face").add(words))
        .html()
}
