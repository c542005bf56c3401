//! What makes "saved" true: the write-ahead log, and the comparison of the stores at start.
//!
//! Browsers keep `localStorage` in memory for seconds and lose it when they are killed; a file that is flushed they keep. So each change
//! is appended to the [`log`] first, and only then is it called saved and put into `localStorage`, which is what is read at start. The two fail
//! independently; [`compare`] tells which is behind and what can't be explained. All of this is pure: the disk is a trait, and the tests crash it
//! at every byte.
pub mod change;
pub mod compare;
pub mod keys;
pub mod log;
pub mod pack;
pub mod quota;

pub use change::Change;
