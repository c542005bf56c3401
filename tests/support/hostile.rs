//! Texts that a browser or a spreadsheet would act upon, if it were let.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(clippy::unwrap_used, reason = "without them no test can say anything")]

fn list(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap()
}

/// HTML, scripts and addresses: what runs of them sets `window.__ran`, shows a dialog, or asks `foreign.invalid` for something.
pub fn scripts() -> Vec<String> {
    list(include_str!("../hostile/scripts.json"))
}

/// What a spreadsheet takes for a formula.
pub fn formulas() -> Vec<String> {
    list(include_str!("../hostile/formulas.json"))
}

pub fn all() -> Vec<String> {
    [scripts(), formulas()].concat()
}
