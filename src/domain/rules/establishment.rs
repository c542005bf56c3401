//! What goes with setting the decided mode up, beside the plan's two months (MOD-S, MOD-M, MOD-B; plan 六(二)1): the days that law names for assembly and
//! committee (物业管理条例 14, 16; 业主大会和业主委员会指导规则), how many are on the committee, and which body the street commissions.
//!
//! The plan has only the two months and the bodies. The rest is held against what is on record; where nothing is, nothing is said, and it holds
//! nothing up.

use crate::domain::json::words;
use crate::domain::tally::Decision;

/// Drafts are posted and owners are called so many days before the assembly, at least.
pub const NOTICE_DAYS: i64 = 15;
/// The committee is filed within so many days of its election.
pub const FILING_DAYS: i64 = 30;
/// Three members will do for so many households, at most.
const SMALL: u64 = 100;

/// How a committee's number of members stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// 5 to 11 and odd, or 3 in a small compound.
    Fits,
    Even,
    TooFew,
    TooMany,
    /// Three, and nobody knows how many households there are.
    Unknown,
}

words!(Size { Fits = "fits", Even = "even", TooFew = "too_few", TooMany = "too_many", Unknown = "?" });

pub fn size(members: u32, households: Option<u64>) -> Size {
    match (members, households) {
        (0..3, _) => Size::TooFew,
        (12.., _) => Size::TooMany,
        (members, _) if members % 2 == 0 => Size::Even,
        (3, None) => Size::Unknown,
        (3, Some(households)) if households > SMALL => Size::TooFew,
        _ => Size::Fits,
    }
}

/// Whom the street commissions (`dossier.commission`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Body {
    /// 社区居委会, which brings assembly and committee about.
    Committee,
    /// 社区公共服务工作站, which manages by itself.
    Station,
}

words!(Body { Committee = "committee", Station = "station" });

impl Body {
    /// Whether the plan has it commissioned for the mode that was decided; `None` until one was.
    pub fn fits(self, mode: Option<Decision>) -> Option<bool> {
        match mode? {
            Decision::Professional => Some(self == Self::Committee),
            Decision::Quasi => Some(self == Self::Station),
            Decision::NoResult | Decision::Undecided => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_has_five_to_eleven_and_an_odd_number() {
        let sizes = |households| (0..=13).map(|members| size(members, households)).collect::<Vec<_>>();
        use Size::{Even, Fits, TooFew, TooMany, Unknown};
        let from_four = [Even, Fits, Even, Fits, Even, Fits, Even, Fits, TooMany, TooMany];
        assert_eq!(sizes(Some(101)), [&[TooFew; 4][..], &from_four].concat());
        assert_eq!(sizes(Some(100)), [&[TooFew, TooFew, TooFew, Fits][..], &from_four].concat(), "three will do");
        assert_eq!(sizes(None)[3], Unknown);
    }

    #[test]
    fn each_mode_has_its_own_body() {
        let fits = |mode| [Body::Committee, Body::Station].map(|body| body.fits(mode));
        assert_eq!(fits(Some(Decision::Professional)), [Some(true), Some(false)]);
        assert_eq!(fits(Some(Decision::Quasi)), [Some(false), Some(true)]);
        assert_eq!(fits(None), [None, None]);
        assert_eq!(fits(Some(Decision::Undecided)), [None, None]);
        assert_eq!(Body::from_code("station"), Some(Body::Station));
    }
}
