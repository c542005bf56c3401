//! A button with a word on it: verb and noun. Always a real `<button type="button">`.
use yew::prelude::*;

use super::Icon;
use crate::ui::element::el;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this screen is for.
    Primary,
    #[default]
    Secondary,
    /// No frame until touched: for rows and headings.
    Quiet,
    /// Something that cannot be taken back.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "btn--primary",
            ButtonKind::Secondary => "btn--secondary",
            ButtonKind::Quiet => "btn--quiet",
            ButtonKind::Danger => "btn--danger",
        }
    }
}

/// `Button::new(label, onclick)` with what differs from it, and then [`Button::view`].
pub struct Button {
    pub id: Option<AttrValue>,
    pub kind: ButtonKind,
    pub label: AttrValue,
    pub onclick: Callback<MouseEvent>,
    pub disabled: bool,
    pub icon: Option<Icon>,
    /// Shows the icon only; the label is still read aloud.
    pub icon_only: bool,
    /// The icon stands after the word, as in "next".
    pub icon_last: bool,
}

impl Button {
    pub fn new(label: impl Into<AttrValue>, onclick: Callback<MouseEvent>) -> Self {
        let label = label.into();
        Button {
            id: None,
            kind: ButtonKind::Secondary,
            label,
            onclick,
            disabled: false,
            icon: None,
            icon_only: false,
            icon_last: false,
        }
    }

    /// An icon without a frame, for headings and rows.
    pub fn icon_only(icon: Icon, label: impl Into<AttrValue>, onclick: Callback<MouseEvent>) -> Self {
        Button { kind: ButtonKind::Quiet, icon: Some(icon), icon_only: true, ..Button::new(label, onclick) }
    }

    #[inline(never)]
    pub fn view(self) -> Html {
        let kind = self.kind.class();
        let class = if self.icon_only { format!("btn {kind} btn--icon") } else { format!("btn {kind}") };
        let label = el("span", if self.icon_only { "sr-only" } else { "" }).text(self.label.clone()).html();
        let icon = self.icon.map(Icon::view).unwrap_or_default();
        let (first, last) = if self.icon_last { (label, icon) } else { (icon, label) };
        el("button", "")
            .class(class)
            .attr("type", "button")
            .attr_some("id", self.id)
            .attr_some("title", self.icon_only.then_some(self.label))
            .flag("disabled", self.disabled)
            .onclick(self.onclick)
            .add(first)
            .add(last)
            .html()
    }
}
