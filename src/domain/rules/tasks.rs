//! Which groups of works are this plan's in a compound (HW-A, HW-B; plan 六(一)1(1)-(3), 2(1)-(4)).
//!
//! The new hardware, 具体新增硬件配置任务, is due everywhere: in listed and look-back compounds by 1, in unlisted ones by 2(1), 同…新增配置内容. Grounds,
//! houses and utilities are offered to unlisted compounds only, for the city's office to choose from; in listed ones they are 原定改善任务, on record.

use crate::domain::catalogue::Group;
use crate::domain::json::words;

/// The groups of works, in the catalogue's order.
pub const GROUPS: [Group; 6] = [Group::Zone, Group::Spec, Group::Room, Group::Env, Group::House, Group::Util];

/// What the plan makes of a group of works in a compound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// 新增硬件配置任务
    Required,
    /// 整治内容: chosen from, as the compound needs it.
    Offered,
    /// 原定改善任务: of the listed programme, on record here.
    Recorded,
}

words!(Task { Required = "required", Offered = "offered", Recorded = "recorded" });

/// What a group is; `None` where that takes knowing whether the compound is listed, or the group is none of works.
pub fn task(group: Group, listed: Option<bool>) -> Option<Task> {
    match group {
        Group::Zone | Group::Spec | Group::Room => Some(Task::Required),
        Group::Env | Group::House | Group::Util => Some(if listed? { Task::Recorded } else { Task::Offered }),
        Group::Base | Group::Mech | Group::Ext | Group::Dossier => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_hardware_is_due_everywhere_and_the_rest_is_offered_or_recorded() {
        for listed in [None, Some(true), Some(false)] {
            for group in [Group::Zone, Group::Spec, Group::Room] {
                assert_eq!(task(group, listed), Some(Task::Required), "{group:?} {listed:?}");
            }
        }
        for group in [Group::Env, Group::House, Group::Util] {
            let all = [None, Some(true), Some(false)].map(|listed| task(group, listed));
            assert_eq!(all, [None, Some(Task::Recorded), Some(Task::Offered)], "{group:?}");
        }
        assert_eq!([Group::Base, Group::Mech, Group::Ext].map(|group| task(group, Some(true))), [None; 3]);
    }
}
