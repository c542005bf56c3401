//! What a compound has of each item of works and what it lacks, group by group, as the plan makes it due, offered or recorded (plan 六(一)); and which
//! items support a have.

use super::dossier::{entries, meant};
use crate::domain::answer::{Answer, Status};
use crate::domain::catalogue::{self, Group, Have, Item, Payer, Scope};
use crate::domain::damage_grade::{Grade, Parts, Verdict, assess};
use crate::domain::place::Place;
use crate::domain::roll::Building;
use crate::domain::rules::gaps::{Gap, ROWS, Row, gap};
use crate::domain::rules::haves::Support;
use crate::domain::rules::room::Room;
use crate::domain::rules::selection::{self, Record, Selected, selected};
use crate::domain::rules::tasks::{GROUPS, Task, task};
use crate::journal::compound::Compound;

/// An item's figures, and how it stands among what was chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hardware {
    pub row: &'static Row,
    pub gap: Gap,
    /// `None` unless the compound is unlisted.
    pub selected: Option<Selected>,
}

/// A group of works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Works {
    pub group: Group,
    pub task: Option<Task>,
    pub lacking: Vec<&'static Item>,
    pub unknown: Vec<&'static Item>,
    /// Lacking, and not among what was chosen for an unlisted compound.
    pub left_out: Vec<&'static Item>,
}

/// What was chosen for an unlisted compound, by year; a record without a year or works is none.
pub fn records(compound: &Compound) -> Vec<Record> {
    let record = |(_, entry): (&Place, &Answer)| {
        let groups = entry.codes("groups").filter_map(selection::group).collect();
        let items = entry.codes("chosen").map(str::to_owned).collect();
        let record = Record { year: entry.value("year")?.parse().ok()?, groups, items, by: entry.text("by") };
        (!record.groups.is_empty() || !record.items.is_empty()).then_some(record)
    };
    let mut records: Vec<Record> = entries(compound, "dossier.selection").filter_map(record).collect();
    records.sort_by_key(|record| record.year);
    records
}

/// How an item stands among what was chosen; `None` unless the compound is unlisted.
pub fn chosen(item: &Item, records: &[Record], listed: Option<bool>) -> Option<Selected> {
    (listed == Some(false)).then(|| selected(item, records))
}

/// A compound as it is surveyed, with its buildings worked out once.
pub struct Surveyed<'a> {
    compound: &'a Compound,
    /// `None` without a roll: nobody knows how many there are.
    buildings: Option<Vec<Building>>,
}

/// What the survey finds of each item of works, in the catalogue's order.
pub fn gaps(compound: &Compound, listed: Option<bool>) -> Vec<Hardware> {
    let (records, surveyed) = (records(compound), Surveyed::of(compound));
    let hardware = |row: &'static Row| Hardware {
        row,
        gap: surveyed.gap(row),
        selected: catalogue::item(row.item).and_then(|item| chosen(item, &records, listed)),
    };
    ROWS.iter().map(hardware).collect()
}

/// The groups of works: what the plan makes of each, and what of it is lacking or not known. `room` is what is made of the room.
pub fn works(compound: &Compound, listed: Option<bool>, room: Option<Room>) -> Vec<Works> {
    let (surveyed, records) = (Surveyed::of(compound), records(compound));
    let group = |group: Group| {
        let paid = |item: &&'static Item| item.group == group && item.payer_unlisted != Payer::Nobody;
        let found: Vec<_> = catalogue::items().filter(paid).map(|item| (item, surveyed.support(item, room))).collect();
        let are = |sought: Support| {
            found.iter().filter(|(_, support)| *support == sought).map(|(item, _)| *item).collect::<Vec<_>>()
        };
        let lacking = are(Support::Lacking);
        let is_left_out = |item: &&'static Item| chosen(item, &records, listed) == Some(Selected::No);
        let left_out = lacking.iter().copied().filter(is_left_out).collect();
        Works { group, task: task(group, listed), lacking, unknown: are(Support::Unknown), left_out }
    };
    GROUPS.map(group).to_vec()
}

impl<'a> Surveyed<'a> {
    pub fn of(compound: &'a Compound) -> Self {
        Self { compound, buildings: meant(compound) }
    }

    /// The places at which an item is asked; `None` where nobody knows how many there are.
    fn places(&self, scope: Scope) -> Option<Vec<Place>> {
        let buildings = || self.buildings.as_ref().map(|buildings| buildings.iter());
        Some(match scope {
            Scope::Building => buildings()?.map(|building| Place::Building(building.no.clone())).collect(),
            Scope::Stairwell => buildings()?
                .flat_map(|building| {
                    let of = |no: &Option<String>| Place::Stairwell(building.no.clone(), no.clone());
                    building.stairwells.iter().map(move |stairwell| of(&stairwell.no))
                })
                .collect(),
            _ => vec![Place::Compound],
        })
    }

    pub fn gap(&self, row: &Row) -> Gap {
        let scope = catalogue::item(row.item).map_or(Scope::Compound, |item| item.scope);
        match self.places(scope) {
            None => Gap { existing: None, required: None, missing: None, lacks: false, unknown: 0 },
            Some(places) => gap(row, places.iter().map(|place| self.compound.answer(place, row.item))),
        }
    }

    /// The items of works that support a have, and how each stands. They prove nothing.
    pub fn supports(&self, have: Have, room: Option<Room>) -> Vec<(&'static Item, Support)> {
        let is_of_it =
            |item: &&'static Item| item.haves.contains(&have) && item.is_asked() && GROUPS.contains(&item.group);
        catalogue::items().filter(is_of_it).map(|item| (item, self.support(item, room))).collect()
    }

    /// How an item of works stands in the whole compound.
    fn support(&self, item: &'static Item, room: Option<Room>) -> Support {
        if item.group == Group::Room && item.id != "room.use" {
            return match room {
                None => Support::Unknown,
                Some(Room::Absent) => Support::Lacking,
                Some(Room::Owned | Room::Transitional { .. }) => Support::There,
            };
        }
        let Some(places) = self.places(item.scope) else { return Support::Unknown };
        let lacks = ROWS.iter().find(|row| row.item == item.id).is_some_and(|row| self.gap(row).lacks);
        let found = places.iter().map(|place| one(item, self.compound.answer(place, item.id)));
        let all = found.reduce(together).unwrap_or(Support::Unknown);
        if lacks && all != Support::NotApplicable { Support::Lacking } else { all }
    }
}

/// What is entered where an inspection found nothing.
const NO_DEFECTS: [&str; 3] = ["无", "没有", "none"];

/// What one answer says by its presence, condition or grade, or by what it was inspected for; by nothing else, what was answered is there.
fn one(item: &Item, answer: Option<&Answer>) -> Support {
    let Some(answer) = answer else { return Support::Unknown };
    let bad = |field, good: &[&str]| answer.value(field).is_some_and(|code| !good.contains(&code));
    match answer.status() {
        Status::NotApplicable(_) => Support::NotApplicable,
        Status::Unknown(_) => Support::Unknown,
        Status::Answered if answer.is_blank() => Support::Unknown,
        Status::Answered if answer.value("presence") == Some("not_applicable") => Support::NotApplicable,
        Status::Answered => {
            let lacks = bad("presence", &["present"])
                || bad("condition", &["sound"])
                || bad("grade", &["sound", "mostly_sound"])
                || bad("suspected", &["no"])
                || bad("defects", &NO_DEFECTS);
            match graded(item, answer) {
                Some(support) => support,
                None if lacks => Support::Lacking,
                None => Support::There,
            }
        }
    }
}

/// What a building's grade comes to, worked out of its parts; `None` for all other items.
fn graded(item: &Item, answer: &Answer) -> Option<Support> {
    (item.id == "house.grade").then(|| match Parts::from_answer(answer).as_ref().map(assess) {
        Err(_) => Support::Unknown,
        Ok(Verdict::Graded(Grade::Sound | Grade::MostlySound)) => Support::There,
        Ok(_) => Support::Lacking,
    })
}

/// What several places come to: one that lacks it is enough, and so is one that isn't known.
fn together(all: Support, one: Support) -> Support {
    match (all, one) {
        (Support::Lacking, _) | (_, Support::Lacking) => Support::Lacking,
        (Support::Unknown, _) | (_, Support::Unknown) => Support::Unknown,
        (Support::There, _) | (_, Support::There) => Support::There,
        _ => Support::NotApplicable,
    }
}
