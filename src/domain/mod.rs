//! The plan's vocabulary and rules. Pure: no clock, no randomness, no storage, no web, no Yew.
//!
//! What time it is and what is random come in as arguments. Codes and ids written to files are for ever.
pub mod answer;
pub mod ballot;
pub mod campaign;
pub mod catalogue;
pub mod damage_grade;
pub mod date;
pub mod digest;
pub mod form_code;
pub mod form_serial;
pub mod household;
pub mod ids;
pub mod json;
pub mod legibility;
pub mod notice;
pub mod order;
pub mod photo;
pub mod place;
pub mod public_key;
pub mod roll;
pub mod rules;
pub mod small_map;
pub mod tally;
pub mod typed;
