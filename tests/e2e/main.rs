//! Real browsers against the built site, as a person would use it. `make test-e2e`, or, after `make dist`,
//! `cargo test --test e2e`. Three engines: Chromium, Firefox, WebKit. One that can't be started is a failed test.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod app;
mod at_the_door;
mod backup;
mod bad_input;
mod ballot_record;
mod bench;
mod campaign;
mod deputy;
mod dossier;
mod dossier_forms;
mod dossier_parts;
mod full;
mod handover;
mod harness;
mod harness_works;
mod hostile;
mod households;
#[path = "../support/jose.rs"]
mod jose;
mod large;
mod lock;
mod looks;
mod papers;
mod photos;
mod policy;
mod practice;
mod prices;
mod progress;
mod roll_correction;
mod roster;
mod round;
mod saving;
mod scan;
mod smoke;
mod soak;
mod stores;
mod strays;
#[path = "../support/mod.rs"]
mod support;
mod survey;
mod tabs;
mod updates;
#[path = "../support/workbook.rs"]
mod workbook;
