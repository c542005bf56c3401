//! What stands around a control: its label, and the hint, error and warning that are read out with it.
use yew::prelude::*;

use super::Icon;
use crate::ui::element::{El, el};

/// The words around one control, borrowed from its widget.
pub(super) struct Notes<'a> {
    pub id: &'a AttrValue,
    pub hint: Option<&'a AttrValue>,
    pub error: Option<&'a AttrValue>,
    pub warning: Option<&'a AttrValue>,
}

impl Notes<'_> {
    /// The ids for the control's `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let ids: Vec<String> = [("hint", self.hint), ("error", self.error), ("warning", self.warning)]
            .into_iter()
            .filter(|(_, text)| text.is_some())
            .map(|(part, _)| format!("{}-{part}", self.id))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub fn aria_invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    /// The modifier that colours the control's frame.
    fn state_class(&self) -> Option<&'static str> {
        match (self.error, self.warning) {
            (Some(_), _) => Some("field--error"),
            (None, Some(_)) => Some("field--warning"),
            (None, None) => None,
        }
    }

    /// The classes of the field around the control.
    pub fn class(&self, base: &str) -> String {
        match self.state_class() {
            Some(state) => format!("{base} {state}"),
            None => base.to_owned(),
        }
    }

    #[inline(never)]
    pub fn view_hint(&self) -> Html {
        match self.hint {
            Some(hint) => el("p", "field__hint").attr("id", format!("{}-hint", self.id)).text(hint.clone()).html(),
            None => Html::default(),
        }
    }

    /// Always in the page, so that a message that appears later is announced.
    #[inline(never)]
    pub fn view_messages(&self) -> Html {
        let message = |class, part, icon: Icon, words: Option<&AttrValue>| match words {
            Some(words) => el("p", class)
                .attr("id", format!("{}-{part}", self.id))
                .add(icon.view())
                .add(el("span", "").text(words.clone()))
                .html(),
            None => Html::default(),
        };
        el("div", "field__messages")
            .attr("aria-live", "polite")
            .add(message("field__error", "error", Icon::Stop, self.error))
            .add(message("field__warning", "warning", Icon::Warning, self.warning))
            .html()
    }

    /// A field with a label, its control, and what is said about it.
    #[inline(never)]
    pub fn view_field(&self, label: AttrValue, control: El) -> Html {
        el("div", "")
            .class(self.class("field"))
            .add(el("label", "field__label").attr("for", self.id.clone()).text(label))
            .add(self.view_hint())
            .add(control)
            .add(self.view_messages())
            .html()
    }
}
