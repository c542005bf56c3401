//! Elements by plain calls: `el("p", "muted").text(words)`.
//!
//! `html!` unfolds into some hundred bytes of code for every element and every expression in it. Screens are many and short, and the
//! program has to start over a slow connection, so they are written with these calls, each of which exists once.
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VTag, VText};

/// An element in the making. It becomes `Html` wherever one is asked for.
#[must_use]
pub struct El(Rc<VTag>);

/// An element with its classes; no classes where there are none to have.
#[inline(never)]
pub fn el(tag: &'static str, class: &'static str) -> El {
    let el = El(Rc::new(VTag::new(tag)));
    if class.is_empty() { el } else { el.classed(AttrValue::Static(class)) }
}

/// Words without an element of their own.
pub fn text(words: impl Into<AttrValue>) -> Html {
    word(words.into())
}

#[inline(never)]
fn word(words: AttrValue) -> Html {
    VText::new(words).into()
}

/// Several nodes as one.
pub fn all<const N: usize>(nodes: [Html; N]) -> Html {
    fragment(Vec::from(nodes))
}

#[inline(never)]
pub fn fragment(nodes: Vec<Html>) -> Html {
    VList::with_children(nodes, None).into()
}

impl El {
    #[inline(never)]
    fn classed(mut self, class: AttrValue) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            let values = Box::new([Some(AttributeOrProperty::Attribute(class))]);
            tag.attributes = Attributes::Dynamic { keys: &["class"], values };
        }
        self
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttrValue) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_attribute(name, value);
        }
        self
    }

    #[inline(never)]
    fn push(mut self, child: Html) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_child(child);
        }
        self
    }

    /// Classes that aren't known beforehand, for an element that has none yet.
    pub fn class(self, class: impl Into<AttrValue>) -> El {
        self.classed(class.into())
    }

    pub fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> El {
        self.set(name, value.into())
    }

    pub fn attr_some(self, name: &'static str, value: Option<AttrValue>) -> El {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// An attribute that is there or not.
    pub fn flag(self, name: &'static str, on: bool) -> El {
        if on { self.set(name, AttrValue::Static(name)) } else { self }
    }

    /// A property of the element rather than an attribute: what holds now, not what held at first.
    #[inline(never)]
    pub fn property(mut self, name: &'static str, on: bool) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_property(name, on);
        }
        self
    }

    /// Names the element among its siblings by its content.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.key = Some(Key::from(key));
        }
        self
    }

    #[inline(never)]
    pub fn onclick(mut self, onclick: Callback<MouseEvent>) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_listener(Rc::new(Click(onclick)));
        }
        self
    }

    /// Calls when the Enter key is pressed in it, other than to choose among the words that an input method offers.
    #[inline(never)]
    pub fn onenter(mut self, onenter: Callback<()>) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_listener(Rc::new(Enter(onenter)));
        }
        self
    }

    #[allow(clippy::should_implement_trait)]
    pub fn add(self, child: impl Into<Html>) -> El {
        self.push(child.into())
    }

    pub fn text(self, words: impl Into<AttrValue>) -> El {
        self.push(word(words.into()))
    }

    /// A child or, in its place, nothing: what follows keeps its position, and with it its state.
    pub fn add_if(self, on: bool, child: impl FnOnce() -> Html) -> El {
        self.push(if on { child() } else { Html::default() })
    }

    #[inline(never)]
    pub fn add_some(self, child: Option<Html>) -> El {
        self.push(child.unwrap_or_default())
    }

    /// All of these in a row.
    pub fn each<T: Into<Html>>(mut self, children: impl IntoIterator<Item = T>) -> El {
        for child in children {
            self = self.push(child.into());
        }
        self
    }

    pub fn html(self) -> Html {
        Html::VTag(self.0)
    }
}

impl From<El> for Html {
    fn from(el: El) -> Html {
        el.html()
    }
}

struct Enter(Callback<()>);

impl Listener for Enter {
    fn kind(&self) -> ListenerKind {
        ListenerKind::onkeydown
    }

    fn handle(&self, event: web_sys::Event) {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() == "Enter" && !event.is_composing() {
            self.0.emit(());
        }
    }

    fn passive(&self) -> bool {
        true
    }
}

struct Click(Callback<MouseEvent>);

impl Listener for Click {
    fn kind(&self) -> ListenerKind {
        ListenerKind::onclick
    }

    fn handle(&self, event: web_sys::Event) {
        self.0.emit(event.unchecked_into());
    }

    fn passive(&self) -> bool {
        false
    }
}
