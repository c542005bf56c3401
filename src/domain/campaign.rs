//! A campaign: the plan's blanks filled in, and the compounds it covers.

use super::catalogue::setting::{BallotRules, Settings};
use super::ids::CompoundId;
use super::public_key::PublicKey;
use super::tally::Tally;
use crate::domain::json::{object, words};
use rust_decimal::Decimal;

/// The parameters that the plan leaves open (catalogue 2). `None` is a blank not filled in yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    pub name: String,
    pub city: Option<String>,
    pub district: Option<String>,
    /// Buildings completed before this year are eligible (plan 三1).
    pub cutoff_year: Option<u16>,
    /// Whether the cut-off year itself counts (catalogue ELG-1).
    pub cutoff_inclusive: bool,
    /// Management-room area in per mille of the floor area (plan 六(一)1(3): 5‰).
    pub room_permille: Decimal,
    /// Months for the ballot after acceptance (plan 六(二)1: 一个月内).
    pub ballot_months: u8,
    /// Months for setting the decided mode up (plan 六(二)1: 两个月内).
    pub establish_months: u8,
    /// Days between the notice of the two modes and the first ballot (catalogue 2: 7).
    pub notice_lead_days: u8,
    /// Visits proposed before a household is given up (catalogue 2: 3).
    pub min_visits: u8,
    /// Whether the items of practice beyond the plan (group EXT) are asked.
    pub extended_items: bool,
    /// What people are told before anything about them is recorded (catalogue 9, D14).
    pub privacy: Option<PrivacyNotice>,
    /// The key that ballots are sealed to, as JWK; `None`: they are kept as they are.
    pub sealed_to: Option<PublicKey>,
    /// How the plan's other open points are settled.
    pub settings: Settings,
    /// Why they take the place of those before, where by them papers count that didn't, or the other way round.
    pub why: Option<String>,
}

object!(Terms {
    name, city or nothing, district or nothing, cutoff_year or nothing, cutoff_inclusive, room_permille,
    ballot_months, establish_months, notice_lead_days, min_visits, extended_items, privacy or nothing,
    sealed_to or nothing, settings or nothing, why or nothing,
});

/// 个人信息告知书 (law on personal information, articles 17 and 19): who handles it, what for, until when, and who answers for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrivacyNotice {
    /// Who handles it: the street office, by its full name.
    pub handler: String,
    /// A person or office, and how to reach them.
    pub contact: String,
    pub purpose: String,
    /// The last day on which it is kept, `yyyy-mm-dd`; after it the app asks for it to be deleted.
    pub keep_until: String,
}

object!(PrivacyNotice { handler, contact, purpose, keep_until });

impl Default for Terms {
    fn default() -> Self {
        Self {
            name: String::new(),
            city: None,
            district: None,
            cutoff_year: None,
            cutoff_inclusive: false,
            room_permille: Decimal::from(5),
            ballot_months: 1,
            establish_months: 2,
            notice_lead_days: 7,
            min_visits: 3,
            extended_items: false,
            privacy: None,
            sealed_to: None,
            settings: Settings::default(),
            why: None,
        }
    }
}

impl Terms {
    /// The districts of the campaign, as they were typed.
    pub fn districts(&self) -> impl Iterator<Item = &str> {
        let is_between = |c: char| c.is_whitespace() || "、，,;；/".contains(c);
        self.district.as_deref().unwrap_or_default().split(is_between).filter(|district| !district.is_empty())
    }

    /// The campaign's district that is meant, with or without its city and the word for a district.
    pub fn district_meant(&self, typed: &str) -> Option<&str> {
        let city = self.city.as_deref().unwrap_or_default().trim().trim_end_matches('市');
        let name = |text: &str| {
            let text = text.trim();
            let of_city = text.strip_prefix(city).filter(|_| !city.is_empty());
            let own = of_city.map_or(text, |rest| rest.trim_start_matches('市'));
            own.trim_end_matches('区').to_owned()
        };
        let meant = name(typed);
        self.districts().find(|district| name(district) == meant)
    }

    /// How ballots are taken and counted.
    pub fn ballot_rules(&self) -> BallotRules {
        self.settings.ballot_rules().where_sealed(self.sealed_to.is_some())
    }

    /// What a count comes to under these terms (BAL-6).
    pub fn count(&self, tally: Tally) -> Tally {
        if self.settings.allows_change() { tally.while_changeable() } else { tally }
    }
}

/// 住宅小区 or 零星住宅 (plan 三).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompoundKind {
    Compound,
    Scattered,
}

words!(CompoundKind { Compound = "compound", Scattered = "scattered" });

/// Who and where a compound is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompoundCard {
    pub id: CompoundId,
    pub name: String,
    pub kind: CompoundKind,
    /// 街道（乡镇）
    pub street: Option<String>,
    /// 社区
    pub community: Option<String>,
}

object!(CompoundCard { id, name, kind, street or nothing, community or nothing });
