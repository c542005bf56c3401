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

pub struct Dialog {
    node: NodeRef,
    heading: NodeRef,
    /// What had the focus before.
    before: Option<HtmlElement>,
    /// For as long as it is drawn.
    listeners: Option<[EventListener; 2]>,
}

/// The person asks to close it.
pub struct Close;

fn listen(dialog: &HtmlDialogElement, onclose: &Callback<()>) -> [EventListener; 2] {
    let cancel = {
        let (shown, onclose) = (dialog.clone(), onclose.clone());
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(dialog, "cancel", options, move |event| {
            if is_about(event, &shown) {
                event.prevent_default();
                onclose.emit(());
            }
        })
    };
    let close = {
        let (shown, onclose) = (dialog.clone(), onclose.clone());
        // A browser may close it against our will on a second Escape. It stays until the application says otherwise.
        EventListener::new(dialog, "close", move |event| {
            if is_about(event, &shown) && shown.is_connected() && !shown.open() {
                let _ = shown.show_modal();
                onclose.emit(());
            }
        })
    };
    [cancel, close]
}

impl Component for Dialog {
    type Message = Close;
    type Properties = DialogProps;

    fn create(_: &Context<Self>) -> Self {
        Dialog { node: NodeRef::default(), heading: NodeRef::default(), before: None, listeners: None }
    }

    fn update(&mut self, ctx: &Context<Self>, Close: Close) -> bool {
        ctx.props().onclose.emit(());
        false
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let title_id = format!("{}-title", props.id);
        let close = ctx.link().callback(|_: MouseEvent| Close);
        let close = Button::icon_only(Icon::Close, props.close_label.clone(), close).view();
        html! {
            <dialog ref={self.node.clone()} class="dialog" id={props.id.clone()} aria-labelledby={title_id.clone()}>
                <div class="dialog__sheet">
                    <header class="dialog__head">
                        <h2 ref={self.heading.clone()} class="dialog__title" id={title_id} tabindex="-1">{ &props.title }</h2>
                        { close }
                    </header>
                    <div class="dialog__body">{ props.children.clone() }</div>
                    <footer class="dialog__actions">{ props.actions.clone() }</footer>
                </div>
            </dialog>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if !first {
            return;
        }
        self.before = focused();
        if let Some(dialog) = self.node.cast::<HtmlDialogElement>() {
            if dialog.show_modal().is_err() {
                dialog.set_open(true);
            }
            self.listeners = Some(listen(&dialog, &ctx.link().callback(|()| Close)));
        }
        // The heading first, so that it is read out and no button is one careless key away.
        if let Some(heading) = self.heading.cast::<HtmlElement>() {
            let _ = heading.focus();
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.listeners = None;
        if let Some(dialog) = self.node.cast::<HtmlDialogElement>() {
            dialog.close();
        }
        if let Some(before) = self.before.take().filter(|element| element.is_connected()) {
            let _ = before.focus();
        }
    }
}
