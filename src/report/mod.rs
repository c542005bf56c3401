//! What people are shown of the data, in words and figures, made outside any screen.
pub mod dossier;
pub mod findings;
pub mod funding;
pub mod operation;
pub mod overview;
pub mod roster;
