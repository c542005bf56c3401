//! The plan's vocabulary and rules. Pure: no clock, no randomness, no storage, no web, no Yew.
pub mod digest;
pub mod household;
pub mod ids;
