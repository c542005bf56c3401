//! A list to choose one entry from, for lists too long for [`Toggles`](super::Toggles).
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Choice;
use super::field::Notes;

#[derive(Properties, PartialEq)]
pub struct SelectProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub options: Vec<Choice>,
    /// The chosen code; a code that is not in the list shows as nothing chosen.
    #[prop_or_default]
    pub selected: Option<AttrValue>,
    /// The newly chosen code, or `None` for the empty entry.
    pub onselect: Callback<Option<AttrValue>>,
    /// The words of the empty entry; without them the entry is blank.
    #[prop_or_default]
    pub placeholder: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub warning: Option<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub required: bool,
}

#[function_component]
pub fn Select(props: &SelectProps) -> Html {
    let node = use_node_ref();
    // The options are placed by number, so no code, not even an empty one, can be mistaken for "nothing chosen".
    let chosen = props.selected.as_ref().and_then(|code| props.options.iter().position(|o| o.code == *code));
    let wanted = chosen.map_or(0, |at| i32::try_from(at + 1).unwrap_or(0));
    {
        // After every drawing: the person may have chosen what the application then declined.
        let node = node.clone();
        use_effect(move || {
            if let Some(select) = node.cast::<HtmlSelectElement>()
                && select.selected_index() != wanted
            {
                select.set_selected_index(wanted);
            }
        });
    }
    let onchange = {
        let (node, options, onselect) = (node.clone(), props.options.clone(), props.onselect.clone());
        Callback::from(move |_: Event| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                let at = usize::try_from(select.selected_index() - 1).ok();
                onselect.emit(at.and_then(|at| options.get(at)).map(|o| o.code.clone()));
            }
        })
    };
    let notes = Notes {
        id: &props.id,
        hint: props.hint.as_ref(),
        error: props.error.as_ref(),
        warning: props.warning.as_ref(),
    };
    html! {
        <div class={classes!("field", notes.state_class())}>
            <label class="field__label" for={props.id.clone()}>{ &props.label }</label>
            { notes.view_hint() }
            <div class="field__control field__control--select">
                <select
                    ref={node} class="input" id={props.id.clone()} {onchange} disabled={props.disabled}
                    aria-required={props.required.then_some("true")}
                    aria-invalid={notes.aria_invalid()} aria-describedby={notes.described_by()}
                >
                    <option value="">{ &props.placeholder }</option>
                    { for props.options.iter().map(|o| html! { <option key={o.code.as_str()} value={o.code.clone()}>{ &o.label }</option> }) }
                </select>
            </div>
            { notes.view_messages() }
        </div>
    }
}
