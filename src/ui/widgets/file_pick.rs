//! Choosing files, by touch or by dropping them. Only hands them over: reading and refusing is not this widget's affair.
//!
//! The native input covers the whole area, so a drop is the browser's own and needs no code.
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::Icon;
use super::field::Notes;

#[derive(Properties, PartialEq)]
pub struct FilePickProps {
    pub id: AttrValue,
    pub label: AttrValue,
    /// As in HTML: `.xlsx,.csv`. A dropped file may still be of another kind.
    #[prop_or_default]
    pub accept: AttrValue,
    #[prop_or_default]
    pub multiple: bool,
    /// Never called with an empty list.
    pub onfiles: Callback<Vec<File>>,
    #[prop_or(Icon::Upload)]
    pub icon: Icon,
    /// Opens the rear camera where there is one.
    #[prop_or_default]
    pub camera: bool,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
}

fn take_files(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map_or_else(Vec::new, |list| (0..list.length()).filter_map(|at| list.get(at)).collect());
    // So that the same file can be chosen again after it was mended.
    input.set_value("");
    files
}

#[function_component]
pub fn FilePick(props: &FilePickProps) -> Html {
    let notes = Notes { id: &props.id, hint: props.hint.as_ref(), error: props.error.as_ref(), warning: None };
    let onchange = {
        let onfiles = props.onfiles.clone();
        Callback::from(move |event: Event| {
            let files = event.target_dyn_into::<HtmlInputElement>().map_or_else(Vec::new, |input| take_files(&input));
            if !files.is_empty() {
                onfiles.emit(files);
            }
        })
    };
    html! {
        <div class={classes!("field", notes.state_class())}>
            <div class="drop">
                <input
                    class="drop__input" type="file" id={props.id.clone()} accept={props.accept.clone()} multiple={props.multiple}
                    capture={props.camera.then_some("environment")} disabled={props.disabled} {onchange}
                    aria-invalid={notes.aria_invalid()} aria-describedby={notes.described_by()}
                />
                <div class="drop__face">
                    { props.icon.view() }
                    <label class="drop__label" for={props.id.clone()}>{ &props.label }</label>
                    { notes.view_hint() }
                </div>
            </div>
            { notes.view_messages() }
        </div>
    }
}
