//! One entry of a list to choose from: the code that is stored and the word that is shown.
use yew::AttrValue;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub code: AttrValue,
    pub label: AttrValue,
    /// A second, smaller line.
    pub hint: Option<AttrValue>,
}

impl Choice {
    pub fn new(code: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Choice { code: code.into(), label: label.into(), hint: None }
    }

    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<AttrValue>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl<C: Into<AttrValue>, L: Into<AttrValue>> From<(C, L)> for Choice {
    fn from((code, label): (C, L)) -> Self {
        Choice::new(code, label)
    }
}
