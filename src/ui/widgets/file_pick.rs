//! Choosing files, by touch or by dropping them. Only hands them over: reading and refusing is not this widget's affair.
//!
//! The native input covers the whole area, so a drop is the browser's own and needs no code.
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::Icon;
use super::field::Notes;
use crate::ui::element::el;

pub struct FilePick {
    pub id: AttrValue,
    pub label: AttrValue,
    /// As in HTML: `.xlsx,.csv`. A dropped file may still be of another kind.
    pub accept: &'static str,
    pub multiple: bool,
    /// Never called with an empty list.
    pub onfiles: Callback<Vec<File>>,
    pub hint: Option<AttrValue>,
    pub error: Option<AttrValue>,
}

pub(super) fn take_files(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map_or_else(Vec::new, |list| (0..list.length()).filter_map(|at| list.get(at)).collect());
    // So that the same file can be chosen again after it was mended.
    input.set_value("");
    files
}

impl FilePick {
    #[inline(never)]
    pub fn view(self) -> Html {
        let notes = Notes { id: &self.id, hint: self.hint.as_ref(), error: self.error.as_ref(), warning: None };
        let onfiles = self.onfiles;
        let onchange = Callback::from(move |event: Event| {
            let files = event.target_dyn_into::<HtmlInputElement>().map_or_else(Vec::new, |input| take_files(&input));
            if !files.is_empty() {
                onfiles.emit(files);
            }
        });
        let input = html! {
            <input
                class="drop__input" type="file" id={self.id.clone()} accept={self.accept} multiple={self.multiple} {onchange}
                aria-invalid={notes.aria_invalid()} aria-describedby={notes.described_by()}
            />
        };
        let face = el("div", "drop__face")
            .add(Icon::Upload.view())
            .add(el("label", "drop__label").attr("for", self.id.clone()).text(self.label))
            .add(notes.view_hint());
        el("div", "")
            .class(notes.class("field"))
            .add(el("div", "drop").add(input).add(face))
            .add(notes.view_messages())
            .html()
    }
}
