//! A question that has to be answered first. A native modal `<dialog>`: the page behind is inert, and focus goes back when it ends.
//!
//! It is open for as long as it is drawn. Its close button, the Escape key and the tablet's back gesture ask for `onclose`; what follows is
//! the application's decision. A tap outside does nothing.
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::{Button, Icon};

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    pub id: AttrValue,
    pub title: AttrValue,
    #[prop_or_default]
    pub children: Html,
    /// The buttons at the foot, the safe one first.
    #[prop_or_default]
    pub actions: Html,
    pub onclose: Callback<()>,
    pub close_label: AttrValue,
}

fn is_about(event: &Event, dialog: &HtmlDialogElement) -> bool {
    // A file input inside sends a bubbling `cancel` of its own.
    event.target().is_some_and(|target| &target == AsRef::<web_sys::EventTarget>::as_ref(dialog))
}

fn focused() -> Option<HtmlElement> {
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}

#[function_component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    let heading = use_node_ref();

    {
        let (node, heading) = (node.clone(), heading.clone());
        use_effect_with((), move |()| {
            let before = focused();
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog
                && dialog.show_modal().is_err()
            {
                dialog.set_open(true);
            }
            // The heading first, so that it is read out and no button is one careless key away.
            if let Some(heading) = heading.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                if let Some(before) = before.filter(|element| element.is_connected()) {
                    let _ = before.focus();
                }
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with(props.onclose.clone(), move |onclose| {
            let listeners = node.cast::<HtmlDialogElement>().map(|dialog| {
                let cancel = {
                    let (shown, onclose) = (dialog.clone(), onclose.clone());
                    let options = EventListenerOptions::enable_prevent_default();
                    EventListener::new_with_options(&dialog, "cancel", options, move |event| {
                        if is_about(event, &shown) {
                            event.prevent_default();
                            onclose.emit(());
                        }
                    })
                };
                let close = {
                    let (shown, onclose) = (dialog.clone(), onclose.clone());
                    // A browser may close it against our will on a second Escape. It stays until the application says otherwise.
                    EventListener::new(&dialog, "close", move |event| {
                        if is_about(event, &shown) && shown.is_connected() && !shown.open() {
                            let _ = shown.show_modal();
                            onclose.emit(());
                        }
                    })
                };
                (cancel, close)
            });
            move || drop(listeners)
        });
    }

    let title_id = format!("{}-title", props.id);
    let onclick = props.onclose.reform(|_: MouseEvent| ());
    let close = Button::icon_only(Icon::Close, props.close_label.clone(), onclick).view();
    html! {
        <dialog ref={node} class="dialog" id={props.id.clone()} aria-labelledby={title_id.clone()}>
            <div class="dialog__sheet">
                <header class="dialog__head">
                    <h2 ref={heading} class="dialog__title" id={title_id} tabindex="-1">{ &props.title }</h2>
                    { close }
                </header>
                <div class="dialog__body">{ props.children.clone() }</div>
                <footer class="dialog__actions">{ props.actions.clone() }</footer>
            </div>
        </dialog>
    }
}
