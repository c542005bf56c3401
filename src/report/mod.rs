//! What people are shown of the data, in words and figures, made outside any screen.
pub mod prices;
pub mod roster;
