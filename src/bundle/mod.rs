//! Signed interchange: what leaves a device as a file, and what is believed of a file that comes in.
//!
//! A file is read in steps that the types keep apart: bytes → [`jws::Unverified`] (envelope and header only) →
//! [`jws::Verified`] (signature checked against a key this device was given) → [`payload::Bundle`] or
//! [`payload::Packet`] (payload parsed, chain checked) → [`merge::Plan`] (what it would add here). Nothing is parsed
//! from a payload before its signature holds, and nothing is stored before the whole file has passed.
pub mod incoming;
pub mod jws;
pub mod key;
pub mod merge;
pub mod payload;
pub mod photo_pack;
pub mod qr;
pub mod receipt;
pub mod sealing;
pub mod sequence;
pub mod trust;
pub mod words;
