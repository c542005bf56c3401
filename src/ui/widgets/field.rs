//! What stands around a control: its label, and the hint, error and warning that are read out with it.
use yew::prelude::*;

use super::Icon;

/// The words around one control, borrowed from its widget's properties.
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
    pub fn state_class(&self) -> Option<&'static str> {
        match (self.error, self.warning) {
            (Some(_), _) => Some("field--error"),
            (None, Some(_)) => Some("field--warning"),
            (None, None) => None,
        }
    }

    pub fn view_hint(&self) -> Html {
        match self.hint {
            Some(hint) => {
                html! { <p class="field__hint" id={format!("{}-hint", self.id)}>{ hint }</p> }
            }
            None => Html::default(),
        }
    }

    /// Always in the page, so that a message that appears later is announced.
    pub fn view_messages(&self) -> Html {
        html! {
            <div class="field__messages" aria-live="polite">
                if let Some(error) = self.error {
                    <p class="field__error" id={format!("{}-error", self.id)}>{ Icon::Stop.view() }<span>{ error }</span></p>
                }
                if let Some(warning) = self.warning {
                    <p class="field__warning" id={format!("{}-warning", self.id)}>{ Icon::Warning.view() }<span>{ warning }</span></p>
                }
            </div>
        }
    }
}
