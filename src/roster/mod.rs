//! A street office's roster (花名册) in, households out.
//!
//! Two steps: [`sheet`] turns a file's bytes into a [`Table`] of text; [`understand`] turns a table, a mapping of its columns and a
//! person's corrections into households. Both run in the worker and on the command line only, so that none of it weighs on
//! start-up: the page has the file read again at every correction a person makes.
//!
//! Three promises hold throughout:
//! - **Every line ends in exactly one bucket**: a household, a co-owner of one, skipped for a named reason, or a problem. Nothing is
//!   dropped in silence.
//! - **What is unknown stays unknown.** An empty area is `None`; an unreadable one is a problem; neither is ever zero.
//! - **Phone numbers are not read.** Their column is recognised in order to be left behind.
//!
//! Everything here speaks in data: [`SheetError`], [`MappingProblem`], [`LineProblem`] and [`Warning`] are worded by `text`.
//!
//! | file | concern |
//! |---|---|
//! | `table` | what both steps share: numbered rows of text |
//! | `sheet`, `workbook`, `delimited`, `encoding` | step one: which kind of file, and its cells |
//! | `header` | which row names the columns, and what each means |
//! | `spelling`, `label`, `values` | what one cell means |
//! | `line` | what one row is: data, a sum, a note, a heading |
//! | `titles` | which lines are one title |
//! | `sums` | subtotals and totals held against what was read |
//! | `understand`, `preview`, `corrections` | step two, its result, and a person's say in it |
//! | `summary` | the result in figures |
//! | `prices` | another kind of list by the same readers: unit prices of works |

mod corrections;
mod delimited;
mod encoding;
mod header;
mod label;
mod line;
mod preview;
pub mod prices;
pub mod sheet;
mod spelling;
mod summary;
mod sums;
mod table;
mod titles;
mod understand;
mod values;
mod workbook;

pub use corrections::{Correction, Corrections};
pub use header::{Field, Mapping, MappingProblem, guess_mapping, propose_mapping};
pub use label::{Label, LabelProblem, parse_label};
pub use preview::{LineOutcome, LineProblem, Outcome, Preview, Skipped, Warning};
pub use sheet::{MAX_BYTES, SheetError};
pub use summary::RosterSummary;
pub use table::{Row, Source, Table, TextEncoding};
pub use understand::{one_line, understand};
