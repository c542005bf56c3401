//! A line of the roll (花名册): one property title, whoever holds it.
//!
//! One title is one household is one vote (plan 六(二)1: 一个独立产权单位为一户). Co-owners are several holders of one title;
//! shops and garages stay on the roll, and whether they count as households is the campaign's to say before the roll is frozen (catalogue 8.4).

use super::ids::{BuildingNo, HouseholdId};
use crate::domain::json::{object, words};
use rust_decimal::Decimal;

/// What a title is used for (catalogue `hh.use`). The codes are for ever.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// 住宅
    Residential,
    /// 非住宅: shops, offices
    NonResidential,
    /// 车库、储藏
    Garage,
}

words!(Use { Residential = "residential", NonResidential = "non_residential", Garage = "garage" });

/// Tenure class (catalogue `hh.tenure`, plan 七2(2)). The codes are for ever.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tenure {
    /// 直管公房
    PublicDirect,
    /// 房改房
    HousingReform,
    /// 单位自管产
    UnitManaged,
    /// 无产权单位
    NoOwnerUnit,
    /// 商品房
    Commodity,
    /// 其他
    Other,
}

words!(Tenure {
    PublicDirect = "public_direct", HousingReform = "housing_reform", UnitManaged = "unit_managed",
    NoOwnerUnit = "no_owner_unit", Commodity = "commodity", Other = "other",
});

/// One title on the roll. What the roster did not say is `None`, never zero and never an empty text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Household {
    pub id: HouseholdId,
    pub building: BuildingNo,
    /// Stairwell number (单元) without its unit word; `None` where the building has none.
    pub stairwell: Option<String>,
    /// Floor, counted from 1 at ground level; negative below ground.
    pub floor: Option<i32>,
    /// Suite label (房号) as painted on the door: `501`, `底商1号`.
    pub suite: String,
    pub usage: Use,
    /// Title number from the register, where the roster gives one.
    pub title_no: Option<String>,
    /// Holders in roster order, each once; several are co-owners of the one title.
    pub holders: Vec<String>,
    /// Registered area in square metres.
    pub area_m2: Option<Decimal>,
    pub tenure: Option<Tenure>,
    /// Remarks from the roster, such as 空置.
    pub note: Option<String>,
}

object!(Household {
    id, building, stairwell or nothing, floor or nothing, suite, usage as "use", title_no or nothing,
    holders or nothing, area_m2 or nothing, tenure or nothing, note or nothing,
});

impl Household {
    /// Whether somebody lives there by the register. Such a title always counts in N; of others the roll says whether they do.
    pub fn is_residential(&self) -> bool {
        self.usage == Use::Residential
    }

    /// Its suite, and what tells it from another title behind the same door.
    #[inline(never)]
    pub fn title(&self) -> String {
        let mut title = self.suite.clone();
        if let Some(number) = self.told_by() {
            title.push(' ');
            title.push_str(number);
        }
        title
    }

    /// Its number, where nothing else tells it from another title behind the same door.
    pub fn told_by(&self) -> Option<&str> {
        self.title_no.as_deref().filter(|_| self.id.door() != self.id.as_str())
    }
}
