//! Yew: draws views and sends events, and holds no rules.
pub mod widgets;
