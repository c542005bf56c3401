//! The plan's vocabulary and rules. Pure: no clock, no randomness, no storage, no web, no Yew.
pub mod answer;
pub mod catalogue;
pub mod damage_grade;
pub mod digest;
pub mod household;
pub mod ids;
