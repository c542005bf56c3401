//! What a person sees before anything is stored: each line's one outcome, and what it adds up to.
//!
//! Outcomes are data; `text` puts them into words.

use super::header::Field;
use super::label::LabelProblem;
use super::summary::RosterSummary;
use crate::domain::household::Household;
use rust_decimal::Decimal;
use serde::Serialize;

/// A roster as understood, with nothing stored yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Preview {
    /// Every line of the table, in its order.
    pub lines: Vec<LineOutcome>,
    /// By building, stairwell, floor and suite, in natural order.
    pub households: Vec<Household>,
    pub summary: RosterSummary,
    /// Lines that corrections name and the table doesn't have: they were made for another file.
    pub unused_corrections: Vec<u32>,
}

impl Preview {
    /// Whether the households may be stored: there are some, and no line is an open problem. Warnings don't hold it up.
    pub fn ready(&self) -> bool {
        !self.households.is_empty() && self.problems().next().is_none()
    }

    /// Lines that a person must correct or leave out.
    pub fn problems(&self) -> impl Iterator<Item = (u32, &LineProblem)> {
        self.lines.iter().filter_map(|line| match &line.outcome {
            Outcome::Problem(problem) => Some((line.line, problem)),
            _ => None,
        })
    }

    /// What a person should look at, though it doesn't hold up the import.
    pub fn warnings(&self) -> impl Iterator<Item = (u32, &Warning)> {
        self.lines.iter().flat_map(|line| line.warnings.iter().map(|warning| (line.line, warning)))
    }
}

/// Where one line of the table went.
#[derive(Clone, PartialEq, Debug)]
pub struct LineOutcome {
    pub line: u32,
    pub outcome: Outcome,
    pub warnings: Vec<Warning>,
}

/// The four buckets. Indexes point into [`Preview::households`].
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// The first line of a title.
    Household(usize),
    /// A further holder of a title that an earlier line opened.
    CoOwner(usize),
    Skipped(Skipped),
    Problem(LineProblem),
}

/// Why a line is no title's.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// Above the header, or such a line again on a new page.
    Title,
    Header,
    RepeatedHeader,
    Blank,
    /// Only a running number or a merged building cell.
    NothingFilledIn,
    /// Names the building of the lines below.
    BuildingHeading {
        building: String,
    },
    /// Stated and read area; `None` where the line states none.
    Subtotal {
        stated: Option<Decimal>,
        summed: Decimal,
    },
    Total {
        stated: Option<Decimal>,
        summed: Decimal,
    },
    Note,
    /// By a person's decision.
    LeftOut,
}

/// Why a line can't be used until a person corrects it or leaves it out.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LineProblem {
    NoSuite,
    /// Neither the line nor one above it in its block names a building.
    NoBuilding,
    Label {
        text: String,
        problem: LabelProblem,
    },
    UnreadableBuilding {
        text: String,
    },
    UnreadableStairwell {
        text: String,
    },
    UnreadableArea {
        text: String,
    },
    /// Zero or negative.
    AreaNotPositive {
        text: String,
    },
    /// It would decide whether the title counts as a household, so it is not guessed.
    UnknownUse {
        text: String,
    },
    BuildingDisagrees {
        column: String,
        label: String,
    },
    StairwellDisagrees {
        column: String,
        label: String,
    },
    /// Two lines for one title say different things.
    Contradicts {
        earlier_line: u32,
        field: Field,
        earlier: String,
        here: String,
    },
    /// A second line for a title that names no further holder.
    RepeatsTitle {
        earlier_line: u32,
    },
    /// The suite holds several titles, and this line gives no title number to say which.
    WhichTitle {
        earlier_line: u32,
    },
}

/// What a person should look at.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Warning {
    /// A subtotal or total that differs from the areas read above it.
    SumDiffers { stated: Decimal, summed: Decimal },
    /// Left as unknown.
    UnknownTenure { text: String },
    /// Left to the suite number, or unknown.
    UnreadableFloor { text: String },
    /// The label says otherwise; the column is used.
    FloorDisagrees { column: i32, label: i32 },
    /// The suite's name (底商, 车库) says otherwise; the column is used.
    UseDisagrees { text: String, suite: String },
    /// The building column's own number again: `2-501` in building 2 is read as stairwell 2.
    ReadAsStairwell { stairwell: String },
    /// No room given: taken for a further holder of the line above.
    SuiteFromAbove { earlier_line: u32 },
    /// The same name twice on one title. Masked names may be two people and are kept; a full name is kept once.
    SameHolderTwice { name: String, kept: bool },
    /// Another suite has the same title number: perhaps one title, hence one vote.
    TitleNumberElsewhere { earlier_line: u32 },
}
