//! roster
pub mod sheet;
