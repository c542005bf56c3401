//! Compounds that are managed as one area (HW-2; plan 六(一)1(1)): 零星住宅和小规模住宅区，可因地制宜归并为一个物业管理区域.
//!
//! Households, floor area and room then count for the area. How small is small the plan doesn't say; the campaign does, or only scattered housing may be
//! merged.

use crate::domain::json::words;
use rust_decimal::Decimal;

/// Whether a compound may be merged with others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MayMerge {
    /// 零星住宅
    Scattered,
    /// 小规模住宅区
    Small,
    TooLarge,
    /// The campaign hasn't said what small is.
    SizeNotSet,
    AreaUnknown,
}

words!(MayMerge {
    Scattered = "scattered", Small = "small", TooLarge = "too_large", SizeNotSet = "size_not_set",
    AreaUnknown = "area_unknown",
});

impl MayMerge {
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Scattered | Self::Small)
    }
}

pub fn may_merge(scattered: bool, area: Option<Decimal>, small_max: Option<Decimal>) -> MayMerge {
    match (scattered, small_max, area) {
        (true, ..) => MayMerge::Scattered,
        (_, None, _) => MayMerge::SizeNotSet,
        (_, _, None) => MayMerge::AreaUnknown,
        (_, Some(most), Some(area)) if area <= most => MayMerge::Small,
        _ => MayMerge::TooLarge,
    }
}

/// Whether an area made of these holds: two or more, of which one may be of any size, for the small ones are merged into it.
pub fn holds(members: &[MayMerge]) -> Option<bool> {
    let refused = members.iter().filter(|may| **may == MayMerge::TooLarge).count();
    let open = members.iter().filter(|may| matches!(may, MayMerge::SizeNotSet | MayMerge::AreaUnknown)).count();
    if members.len() < 2 || refused > 1 {
        return Some(false);
    }
    (refused + open <= 1).then_some(true)
}

/// The names in what was typed, one on each line or behind a comma.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '、', '，', ',', ';', '；']).map(str::trim).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scattered_housing_may_be_merged_and_small_compounds_as_the_campaign_says() {
        let (small, large) = (Some(Decimal::from(5000)), Some(Decimal::from(5001)));
        assert_eq!(may_merge(true, None, None), MayMerge::Scattered);
        assert_eq!(may_merge(false, small, None), MayMerge::SizeNotSet);
        assert_eq!(may_merge(false, None, small), MayMerge::AreaUnknown);
        assert_eq!(may_merge(false, small, small), MayMerge::Small);
        assert_eq!(may_merge(false, large, small), MayMerge::TooLarge);
    }

    #[test]
    fn one_may_be_large_for_the_small_are_merged_into_it() {
        use MayMerge::{AreaUnknown, Scattered, SizeNotSet, Small, TooLarge};
        assert_eq!(holds(&[Scattered, TooLarge]), Some(true));
        assert_eq!(holds(&[Scattered, Small, Scattered]), Some(true));
        assert_eq!(holds(&[TooLarge, TooLarge, Scattered]), Some(false));
        assert_eq!(holds(&[Scattered]), Some(false), "it takes two");
        assert_eq!(holds(&[Scattered, SizeNotSet]), Some(true), "whatever its size");
        assert_eq!(holds(&[TooLarge, AreaUnknown]), None);
        assert_eq!(holds(&[SizeNotSet, SizeNotSet]), None);
    }

    #[test]
    fn names_stand_on_lines_or_behind_commas() {
        assert_eq!(names(" 柳巷12号\n朝霞里、南弄，").collect::<Vec<_>>(), ["柳巷12号", "朝霞里", "南弄"]);
    }
}
