//! The notice of the two modes (模式公示).
//!
//! Plan 六(二)1: residents are told 组织形式、服务内容和相应收费标准 of both modes before they are asked (BAL-3).

use super::date::parse_date;
use crate::domain::json::object;

/// The three contents for one mode. None may be blank.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ModeTerms {
    /// 组织形式
    pub form: String,
    /// 服务内容
    pub services: String,
    /// 收费标准, with its unit
    pub fee: String,
}

object!(ModeTerms { form, services, fee });

impl ModeTerms {
    fn complete(&self) -> bool {
        [&self.form, &self.services, &self.fee].iter().all(|text| !text.trim().is_empty())
    }
}

/// A posted notice.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Notice {
    pub professional: ModeTerms,
    pub quasi: ModeTerms,
    /// Where it hangs.
    pub places: String,
    /// The day it was posted, `yyyy-mm-dd`.
    pub posted_on: String,
}

object!(Notice { professional, quasi, places, posted_on });

impl Notice {
    /// Two modes × three contents, a place and a day: nothing blank.
    pub fn complete(&self) -> bool {
        self.professional.complete()
            && self.quasi.complete()
            && !self.places.trim().is_empty()
            && parse_date(&self.posted_on).is_some()
    }
}
