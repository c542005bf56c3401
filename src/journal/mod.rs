//! Append-only facts, and the state they add up to.
//!
//! A record is a *text*: one line of JSON, written once and never rewritten. What is stored, hashed, signed and merged is
//! that text byte for byte, so that no later version of this program can change what a record says by re-serialising it.
//! Each device numbers its own records from 1 without gaps; a record's id is (device, number). A campaign's journal is
//! the set of all records known here, and [`state::State`] is a pure function of that set: importing twice, or in another
//! order, gives the same state.
//!
//! Order between devices comes from a logical time (`lt`, Lamport's clock), never from a wall clock: a device always writes
//! a higher `lt` than any it has seen. `at` is what the tablet's clock said; it is shown, and decides nothing.
mod authority;
pub mod compound;
pub mod entry;
pub mod fact;
pub mod household_file;
mod replay;
pub mod roll_history;
pub mod state;
mod store;

pub use entry::{Entry, EntryError, RecordId, chain_next, chain_start, derive_campaign_id};
pub use fact::Fact;
pub use state::State;
pub use store::{Added, Journal, Unreadable};
