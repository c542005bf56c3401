//! The notice of the two modes (模式公示).
//!
//! Plan 六(二)1: residents are told 组织形式、服务内容和相应收费标准 of both modes before they are asked (BAL-3).

use serde::{Deserialize, Serialize};

/// The three contents for one mode. None may be blank.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeTerms {
    /// 组织形式
    pub form: String,
    /// 服务内容
    pub services: String,
    /// 收费标准, with its unit
    pub fee: String,
}

impl ModeTerms {
    fn complete(&self) -> bool {
        [&self.form, &self.services, &self.fee].iter().all(|text| !text.trim().is_empty())
    }
}

/// A posted notice.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub professional: ModeTerms,
    pub quasi: ModeTerms,
    /// Where it hangs.
    pub places: String,
    /// The day it was posted, `yyyy-mm-dd`.
    pub posted_on: String,
}

impl Notice {
    /// Two modes × three contents, a place and a day: nothing blank.
    pub fn complete(&self) -> bool {
        self.professional.complete()
            && self.quasi.complete()
            && !self.places.trim().is_empty()
            && is_date(&self.posted_on)
    }
}

/// Whether `text` is a calendar date written `yyyy-mm-dd`.
pub fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_calendar_dates() {
        assert!(is_date("2026-02-28"));
        for wrong in ["2026-02-30", "2026-2-3", "20260203", "", "2026-02-28T10:00"] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
