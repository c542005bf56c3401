//! 问楼 (Wenlou): condition survey and household ballot for old residential compounds.
pub mod app;
pub mod backup;
pub mod bundle;
pub mod domain;
pub mod findings;
pub mod journal;
pub mod report;
pub mod roster;
#[cfg(target_arch = "wasm32")]
pub mod shell;
pub mod store;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod ui;
