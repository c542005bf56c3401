//! The notice of the two modes (模式公示).
//!
//! Plan 六(二)1: residents are told 组织形式、服务内容和相应收费标准 of both modes before they are asked (BAL-3). How many days before is the
//! campaign's to say.

use super::date::{add_days, date_text, parse_date};
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
    /// 收费单位
    pub charged_by: Option<String>,
}

object!(ModeTerms { form, services, fee, charged_by or nothing });

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
    /// The first day on which anybody is asked for a ballot, and the last that was announced; `None` in notices that don't say.
    pub ballot_from: Option<String>,
    pub ballot_until: Option<String>,
    /// Until when a household may have the roll corrected.
    pub corrections_until: Option<String>,
    /// Who answers questions, and where a form may be left.
    pub contact: Option<String>,
    /// The day on which it was posted anew, the roll having been corrected (BAL-7). The first day stays: who signed before was told of both modes.
    pub reposted_on: Option<String>,
}

object!(Notice {
    professional, quasi, places, posted_on, ballot_from or nothing, ballot_until or nothing,
    corrections_until or nothing, contact or nothing, reposted_on or nothing,
});

impl Notice {
    /// The first day on which a paper can be signed: that which the notice names, never before it was posted.
    pub fn first_day(&self) -> &str {
        // ISO dates order as text.
        self.ballot_from.as_deref().map_or(&self.posted_on, |from| from.max(&self.posted_on))
    }

    /// Two modes × three contents, a place and a day: nothing blank.
    pub fn complete(&self) -> bool {
        self.professional.complete()
            && self.quasi.complete()
            && !self.places.trim().is_empty()
            && parse_date(&self.posted_on).is_some()
    }
}

/// The first day on which a notice of `posted_on` may have anybody asked, `lead` days later; `None` if that is no date.
pub fn earliest(posted_on: &str, lead: u8) -> Option<String> {
    Some(date_text(add_days(parse_date(posted_on)?, lead.into())?))
}
