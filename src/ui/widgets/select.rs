//! A list to choose one entry from, for lists too long for [`Toggles`](super::Toggles).
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Choice;
use super::field::Notes;
use crate::ui::element::{El, el, fragment};

pub struct Select {
    pub id: AttrValue,
    pub label: AttrValue,
    pub options: Vec<Choice>,
    /// The chosen code; a code that is not in the list shows as nothing chosen.
    pub selected: Option<AttrValue>,
    /// The newly chosen code, or `None` for the empty entry.
    pub onselect: Callback<Option<AttrValue>>,
    /// Headings in the list, and how many options stand under each. None: there are no headings.
    pub groups: Vec<(AttrValue, usize)>,
}

impl Select {
    pub fn new(
        id: impl Into<AttrValue>,
        label: impl Into<AttrValue>,
        options: Vec<Choice>,
        selected: Option<AttrValue>,
        onselect: Callback<Option<AttrValue>>,
    ) -> Self {
        Select { id: id.into(), label: label.into(), options, selected, onselect, groups: Vec::new() }
    }

    #[inline(never)]
    pub fn view(self) -> Html {
        // The options are placed by number, so no code, not even an empty one, can be mistaken for "nothing chosen".
        let chosen = self.selected.as_ref().and_then(|code| self.options.iter().position(|o| o.code == *code));
        let wanted = chosen.map_or(0, |at| at + 1);
        // As a property: an option's attribute no longer counts once the person has chosen.
        let option = |at: usize, code: AttrValue, label: AttrValue| {
            el("option", "").key(&at.to_string()).attr("value", code).property("selected", at == wanted).text(label)
        };
        let mut options = vec![option(0, AttrValue::Static(""), AttrValue::Static("")).html()];
        let mut listed = self
            .options
            .iter()
            .enumerate()
            .map(|(at, choice)| option(at + 1, choice.code.clone(), choice.label.clone()));
        for (label, count) in &self.groups {
            let group = el("optgroup", "").key(label).attr("label", label.clone());
            options.push(group.each(listed.by_ref().take(*count)).html());
        }
        options.extend(listed.map(El::html));
        let (codes, onselect) = (self.options, self.onselect);
        let onchange = Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let at = usize::try_from(select.selected_index() - 1).ok();
                // Shows what is chosen until the application agrees: it may decline.
                select.set_selected_index(i32::try_from(wanted).unwrap_or(0));
                onselect.emit(at.and_then(|at| codes.get(at)).map(|o| o.code.clone()));
            }
        });
        let notes = Notes { id: &self.id, hint: None, error: None, warning: None };
        let select = html! { <select class="input" id={self.id.clone()} {onchange}>{ fragment(options) }</select> };
        notes.view_field(self.label, el("div", "field__control field__control--select").add(select))
    }
}
