//! What the city's office chose to do in an unlisted compound (PRG-3; plan 六(一)2): 因地制宜、有选择性地组织实施, as each year's budget allows.
//!
//! Nothing is chosen until a record says so. A record names groups of works, and of a group perhaps only some items; what no record names isn't done.

use super::tasks::GROUPS;
use crate::domain::catalogue::{Group, Item};

/// A record of what was chosen for a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    pub year: u16,
    pub groups: Vec<Group>,
    /// Ids of items; of a group without any, all are chosen.
    pub items: Vec<String>,
    /// It says who chose.
    pub by: Option<String>,
}

/// How an item of an unlisted compound stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Selected {
    /// Nothing has been chosen for the compound yet.
    NotYet,
    No,
    /// For the first year that has it.
    For(u16),
}

impl Selected {
    /// Whether its cost is one of the programme's: what isn't chosen yet is a mere estimate.
    pub fn counts(self) -> bool {
        self != Self::No
    }
}

/// The groups by the codes of the form `dossier.selection`.
pub fn group(code: &str) -> Option<Group> {
    GROUPS.into_iter().find(|group| group.code().to_ascii_lowercase() == code)
}

/// The group of an item's id, which begins with it.
fn is_of(id: &str, group: Group) -> bool {
    id.split_once('.').is_some_and(|(of, _)| of.eq_ignore_ascii_case(group.code()))
}

impl Record {
    fn has(&self, item: &Item) -> bool {
        let named = |id: &String| is_of(id, item.group);
        match self.items.iter().any(named) {
            true => self.items.iter().any(|id| id == item.id),
            false => self.groups.contains(&item.group),
        }
    }
}

/// How an item stands by the records.
pub fn selected(item: &Item, records: &[Record]) -> Selected {
    if records.is_empty() {
        return Selected::NotYet;
    }
    let years = records.iter().filter(|record| record.has(item)).map(|record| record.year);
    years.min().map_or(Selected::No, Selected::For)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue;

    fn record(year: u16, groups: &[Group], items: &[&str]) -> Record {
        let items = items.iter().map(|id| (*id).to_owned()).collect();
        Record { year, groups: groups.to_vec(), items, by: Some("市物改办".into()) }
    }

    fn of(id: &str, records: &[Record]) -> Selected {
        selected(catalogue::item(id).unwrap(), records)
    }

    #[test]
    fn what_no_record_names_is_not_selected() {
        assert_eq!(of("env.road", &[]), Selected::NotYet);
        let grounds = [record(2027, &[Group::Env, Group::Room], &[])];
        assert_eq!(of("env.road", &grounds), Selected::For(2027));
        assert_eq!(of("room.area", &grounds), Selected::For(2027));
        assert_eq!(of("house.roof", &grounds), Selected::No);
        assert!(Selected::NotYet.counts() && !Selected::No.counts() && Selected::For(2027).counts());
    }

    #[test]
    fn items_narrow_their_group_and_no_other() {
        let narrowed = [record(2027, &[Group::Env, Group::House], &["env.green"])];
        assert_eq!(of("env.green", &narrowed), Selected::For(2027));
        assert_eq!(of("env.road", &narrowed), Selected::No);
        assert_eq!(of("house.roof", &narrowed), Selected::For(2027));
        // An item is chosen also where its group isn't ticked, and the first year counts.
        let later =
            [record(2028, &[], &["util.water"]), record(2027, &[Group::Env], &[]), record(2026, &[], &["env.road"])];
        assert_eq!((of("util.water", &later), of("util.gas", &later)), (Selected::For(2028), Selected::No));
        assert_eq!((of("env.road", &later), of("env.green", &later)), (Selected::For(2026), Selected::For(2027)));
    }

    #[test]
    fn each_group_of_works_has_its_code() {
        for id in ["zone.wall", "spec.door", "room.area", "env.road", "house.roof", "util.gas"] {
            let item = catalogue::item(id).unwrap();
            assert!(is_of(id, item.group) && group(id.split_once('.').unwrap().0) == Some(item.group), "{id}");
        }
        assert_eq!(group("mech"), None);
    }
}
