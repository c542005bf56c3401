//! What a badge, a banner or a figure is about. Never shown by colour alone: the icon and the words say it too.
use super::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Ok,
    Warn,
    Danger,
}

impl Tone {
    /// The modifier after `badge--`, `banner--` or `figure--`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Danger => "danger",
        }
    }

    pub fn icon(self) -> Option<Icon> {
        match self {
            Tone::Neutral => None,
            Tone::Info => Some(Icon::Info),
            Tone::Ok => Some(Icon::Check),
            Tone::Warn => Some(Icon::Warning),
            Tone::Danger => Some(Icon::Stop),
        }
    }
}
