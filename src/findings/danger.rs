//! Buildings that look dangerous, and how far their appraisal is (R14; plan 六(一)2(3), 危房修缮).
//!
//! The survey only ever suspects: by what a surveyor saw, or because a part of the building is as bad as parts get. What it is an appraiser says, and
//! his word is on record in the dossier.

use super::dossier::{building_no, entries};
use crate::domain::answer::{Answer, Status};
use crate::domain::damage_grade::{Parts, Verdict, assess};
use crate::domain::date::Date;
use crate::domain::ids::BuildingNo;
use crate::domain::json::words;
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use std::collections::BTreeMap;

/// A building that is suspected, or was referred all the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suspect {
    pub building: BuildingNo,
    /// A surveyor says so.
    pub seen: bool,
    /// By its parts no grade can be given.
    pub by_grade: bool,
    pub appraisal: Appraisal,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Appraisal {
    NotReferred,
    Referred {
        on: Date,
    },
    Appraised {
        on: Date,
        level: Level,
    },
    /// What made it dangerous is dealt with.
    Relieved {
        on: Date,
        level: Level,
    },
}

impl Appraisal {
    /// The day from which it is so.
    pub fn on(&self) -> Option<Date> {
        match self {
            Self::NotReferred => None,
            Self::Referred { on } | Self::Appraised { on, .. } | Self::Relieved { on, .. } => Some(*on),
        }
    }
}

/// 危险性等级, as an appraiser gives it (`dossier.appraisal`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    A,
    B,
    C,
    D,
}

words!(Level { A = "A", B = "B", C = "C", D = "D" });

/// Every building that is suspected or was referred, in order of their numbers.
pub fn suspects(compound: &Compound) -> Vec<Suspect> {
    let mut found: BTreeMap<BuildingNo, Suspect> = BTreeMap::new();
    let new = |building: &BuildingNo| Suspect {
        building: building.clone(),
        seen: false,
        by_grade: false,
        appraisal: Appraisal::NotReferred,
    };
    for place in compound.answered_places() {
        let Place::Building(no) = place else { continue };
        let answered =
            |item| compound.answer(place, item).filter(|answer: &&Answer| *answer.status() == Status::Answered);
        let seen = answered("house.danger").is_some_and(|answer| answer.value("suspected") == Some("yes"));
        let parts = answered("house.grade").and_then(|answer| Parts::from_answer(answer).ok());
        let by_grade = parts.is_some_and(|parts| assess(&parts) == Verdict::ReferToAppraisal);
        if seen || by_grade {
            found.insert(no.clone(), Suspect { seen, by_grade, ..new(no) });
        }
    }
    for (_, entry) in entries(compound, "dossier.appraisal") {
        let (Some(no), Some(appraisal)) = (entry.value("building"), appraisal(entry)) else { continue };
        let no = BuildingNo::from(building_no(no));
        let suspect = found.entry(no.clone()).or_insert_with(|| new(&no));
        // A building may be referred again: its latest day is how it stands.
        if appraisal.on() >= suspect.appraisal.on() {
            suspect.appraisal = appraisal;
        }
    }
    found.into_values().collect()
}

/// What an entry comes to; `None` while it names no day.
fn appraisal(entry: &Answer) -> Option<Appraisal> {
    let level = entry.value("level").and_then(Level::from_code);
    let of_level = |field, appraisal: fn(Date, Level) -> Appraisal| Some(appraisal(entry.date(field)?, level?));
    of_level("relieved", |on, level| Appraisal::Relieved { on, level })
        .or_else(|| of_level("appraised", |on, level| Appraisal::Appraised { on, level }))
        .or_else(|| Some(Appraisal::Referred { on: entry.date("referred")? }))
}
