//! The plan's rules, one file each: what a compound is found to be, to have and to lack, by when, and who pays.
//!
//! A rule takes what was recorded and gives what follows from it, together with what is missing for it to follow: unknown is never zero and
//! never no. Sections of the plan are cited as 六(一)1(3); ids such as ELG-1 are those of the rule table in README.
pub mod assembly;
pub mod deadline;
pub mod eligibility;
pub mod establishment;
pub mod funding;
pub mod gaps;
pub mod haves;
pub mod letters;
pub mod merger;
pub mod operation;
pub mod operator;
pub mod participation;
pub mod phases;
pub mod posts;
pub mod programme;
pub mod relief;
pub mod room;
pub mod selection;
pub mod support;
pub mod targets;
pub mod tasks;
pub mod visits;

/// For tests.
#[cfg(test)]
fn decimal(text: &str) -> rust_decimal::Decimal {
    rust_decimal::Decimal::from_str_exact(text).unwrap()
}
