//! The survey catalogue: what is asked about a compound, its buildings, stairwells and households (catalogue, section 4).
//!
//! It is a table and nothing else. An item is one row in the file of its group; the form, the check for gaps, the printed
//! summary and the list of payers all read that row, so adding a survey item is adding one row. Ids of items, fields and
//! options are written into journals: they are never changed and never given to something else. To retire one, stop
//! showing it; to change its meaning, add another.
//!
//! What is absent here: answers (`super::answer`), prices, configuration, and any word that is not part of a question.

mod base;
pub mod dossier;
mod ext;
mod field;
mod house;
mod mechanism;
mod option;
mod parse;
pub mod setting;
mod site;
mod works;

pub use field::{Field, FieldKind, Need, TELEPHONE, Unit, When};
pub use option::Opt;
pub use parse::{Canonical, FieldError};

use crate::domain::json::words;

/// The version of the catalogue, which work packets name: it rises with every item, field or option that is added.
pub const VERSION: u32 = 7;

/// The part of the survey an item belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    Base,
    Zone,
    Spec,
    Room,
    Env,
    House,
    Util,
    Mech,
    /// Not in the plan; asked only where the campaign turns it on.
    Ext,
    /// The supervisor's: no part of the survey.
    Dossier,
}

impl Group {
    /// The groups of the survey, in the catalogue's order.
    pub const ALL: [Self; 9] =
        [Self::Base, Self::Zone, Self::Spec, Self::Room, Self::Env, Self::House, Self::Util, Self::Mech, Self::Ext];

    /// The catalogue's abbreviation.
    pub const fn code(self) -> &'static str {
        self.names().0
    }

    pub const fn zh(self) -> &'static str {
        self.names().1
    }

    pub const fn en(self) -> &'static str {
        self.names().2
    }

    /// Whether the group is asked without being turned on.
    pub const fn on_by_default(self) -> bool {
        !matches!(self, Self::Ext)
    }

    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Base => ("BASE", "基础信息", "Basic facts"),
            Self::Zone => ("ZONE", "物管区域", "Management area"),
            Self::Spec => ("SPEC", "特种设施", "Safety equipment"),
            Self::Room => ("ROOM", "物管用房", "Management room"),
            Self::Env => ("ENV", "环境整治", "Grounds"),
            Self::House => ("HOUSE", "房屋整治", "Buildings"),
            Self::Util => ("UTIL", "公用管网", "Utilities"),
            Self::Mech => ("MECH", "物管机制", "Services and management"),
            Self::Ext => ("EXT", "扩展", "Extension"),
            Self::Dossier => ("DOSSIER", "档案", "Dossier"),
        }
    }

    fn table(self) -> &'static [Item] {
        match self {
            Self::Base => &base::ITEMS,
            Self::Zone => &site::ZONE,
            Self::Spec => &site::SPEC,
            Self::Room => &site::ROOM,
            Self::Env => &works::ENV,
            Self::House => &house::ITEMS,
            Self::Util => &works::UTIL,
            Self::Mech => &mechanism::ITEMS,
            Self::Ext => &ext::ITEMS,
            // Its forms have a table of their own, which isn't needed at the doors.
            Self::Dossier => &[],
        }
    }
}

/// What an item is asked about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// 小区, or the merged management area
    Compound,
    /// 幢
    Building,
    /// 单元
    Stairwell,
    /// 户
    Household,
    /// 档案: the compound, by the supervisor's word.
    Dossier,
}

/// How a compound's figure hangs together with its households.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Only the item's own scope.
    Own,
    /// `C+H`: counted for the compound; of each household the same is asked as one choice, which may be answered: a row of its own under the same id.
    AlsoHouseholds,
    /// `H→C`: the figure sums up what is granted household by household.
    FromHouseholds,
    /// Asked at the door and sealed there, not in the survey.
    AtDoor,
}

/// One of the eight haves (八个有, plan 二); the catalogue writes all of them as `all`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Have {
    /// 物管用房
    H1,
    /// 公共保洁
    H2,
    /// 秩序维护
    H3,
    /// 停车管理
    H4,
    /// 设施维保
    H5,
    /// 绿化养护
    H6,
    /// 道路保养
    H7,
    /// 维修管理
    H8,
}

words!(Have { H1 = "H1", H2 = "H2", H3 = "H3", H4 = "H4", H5 = "H5", H6 = "H6", H7 = "H7", H8 = "H8" });

/// Who pays for what an item finds lacking (catalogue 1.6; plan 七 and 八3). The rules themselves are elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Payer {
    /// Nothing is to be paid.
    Nobody,
    /// The original programme's own budget (原定改善任务).
    F0,
    /// The listed programme's special fund (七1).
    F1,
    /// The property-management fund, no bearer named (七2).
    F2x,
    /// City and district, half each (七2(1)).
    F2a,
    /// As `F2a`, but only what is inside the tender (`F2a*`).
    F2aInTender,
    /// The owner organisation, with the plan's exceptions (七2(2)).
    F2b,
    /// Each line's owner (七2(3)).
    F2c,
    /// `F2c` where the line's owner is named, `F2b` otherwise (catalogue 8.3).
    F2cElseF2b,
    /// Residents' prescribed part, the water company the rest (七2(3)).
    F2d,
    /// Water works the plan names no payer for (`F2d?`, catalogue 8.6).
    F2dUnnamed,
    /// The power bureau (七2(3)).
    F2e,
    /// The gas company (七2(3)).
    F2f,
    /// Residents' fees and operating income.
    L0,
    /// Relief and posts, city and district, half each (七3).
    L1,
    /// Existing subsidies carried on (八3).
    L2,
    /// The utility pays its agent (八3).
    L3,
}

words!(Payer {
    Nobody = "-", F0 = "F0", F1 = "F1", F2x = "F2x", F2a = "F2a", F2aInTender = "F2a*", F2b = "F2b", F2c = "F2c",
    F2cElseF2b = "F2c by line, else F2b", F2d = "F2d", F2dUnnamed = "F2d?", F2e = "F2e", F2f = "F2f", L0 = "L0",
    L1 = "L1", L2 = "L2", L3 = "L3",
});

/// Why an item is in the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// `Y`: named in the plan.
    Plan,
    /// `D`: not named, but a rule of the plan can't be computed without it.
    Derived,
    /// `N`: from practice.
    Practice,
}

words!(Source { Plan = "Y", Derived = "D", Practice = "N" });

/// A short help line under the question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hint {
    pub zh: &'static str,
    pub en: &'static str,
}

/// The other side of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whole {
    /// A field of the same item.
    Here(&'static str),
    /// A field of another item asked about the same thing: item, field.
    Of(&'static str, &'static str),
}

/// What should hold between values. A breach is shown in amber and stops nobody: the tape, not the table, is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    /// The first figure is part of the second.
    AtMost(&'static str, Whole),
    /// The figures add up to the whole.
    SumsTo(&'static [&'static str], Whole),
    /// The first date is not after the second.
    NotAfter(&'static str, &'static str),
}

/// One row of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    /// Stable, unique in the catalogue: `zone.wall`.
    pub id: &'static str,
    pub group: Group,
    pub scope: Scope,
    pub reach: Reach,
    pub source: Source,
    pub zh: &'static str,
    pub en: &'static str,
    pub fields: &'static [Field],
    /// The haves this item bears on; the services `mech.*` and the room prove them, hardware only supports them.
    pub haves: &'static [Have],
    /// Who pays in a compound listed for courtyard or dangerous-housing works, look-back included.
    pub payer_listed: Payer,
    /// Who pays in any other compound.
    pub payer_unlisted: Payer,
    pub hint: Option<Hint>,
    pub checks: &'static [Check],
}

impl Item {
    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Whether the survey is incomplete without this item: false for what is only computed, and for optional extras.
    pub fn is_asked(&self) -> bool {
        self.fields.iter().any(|field| field.need != Need::Optional)
    }

    /// The scope as the catalogue prints it: `C`, `B`, `S`, `H`, `C+H` or `H→C`.
    pub const fn scope_code(&self) -> &'static str {
        match (self.scope, self.reach) {
            (_, Reach::AlsoHouseholds) => "C+H",
            (_, Reach::FromHouseholds) => "H→C",
            (Scope::Compound, _) => "C",
            (Scope::Building, _) => "B",
            (Scope::Stairwell, _) => "S",
            (Scope::Household, _) => "H",
            (Scope::Dossier, _) => "D",
        }
    }
}

/// The fixed part of a row; the methods below add what not every item has.
const fn row(
    id: &'static str,
    group: Group,
    scope: Scope,
    source: Source,
    zh: &'static str,
    en: &'static str,
    fields: &'static [Field],
) -> Item {
    Item {
        id,
        group,
        scope,
        reach: Reach::Own,
        source,
        zh,
        en,
        fields,
        haves: &[],
        payer_listed: Payer::Nobody,
        payer_unlisted: Payer::Nobody,
        hint: None,
        checks: &[],
    }
}

impl Item {
    const fn haves(mut self, haves: &'static [Have]) -> Self {
        self.haves = haves;
        self
    }

    /// Payer in a listed compound, payer in any other.
    const fn paid(mut self, listed: Payer, unlisted: Payer) -> Self {
        self.payer_listed = listed;
        self.payer_unlisted = unlisted;
        self
    }

    const fn hint(mut self, zh: &'static str, en: &'static str) -> Self {
        self.hint = Some(Hint { zh, en });
        self
    }

    const fn checks(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self
    }

    const fn reach(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }
}

/// All items in the catalogue's order, the extension group last.
pub fn items() -> impl Iterator<Item = &'static Item> + Clone {
    Group::ALL.into_iter().flat_map(|group| group.table())
}

/// The item of this id.
pub fn item(id: &str) -> Option<&'static Item> {
    items().find(|item| item.id == id)
}

/// The forms of the dossier, in their order.
pub fn forms() -> &'static [dossier::Form] {
    &dossier::FORMS
}

/// The form of the dossier with this id.
pub fn form(id: &str) -> Option<&'static dossier::Form> {
    forms().iter().find(|form| form.item.id == id)
}

/// What the plan leaves open, in order.
pub fn settings() -> &'static [setting::Setting] {
    &setting::SETTINGS
}

/// What of it looks open and isn't.
pub fn fixed() -> &'static [setting::Fixed] {
    &setting::FIXED
}

/// The open point with this id.
pub fn setting(id: &str) -> Option<&'static setting::Setting> {
    settings().iter().find(|setting| setting.field.id == id)
}

/// The items asked about one thing of this scope; the extension group only where `ext_on`. They are gathered here, once, and not
/// by each who goes through them: that is a kilobyte of the program of the survey.
#[inline(never)]
pub fn for_scope(scope: Scope, ext_on: bool) -> std::vec::IntoIter<&'static Item> {
    let is_asked =
        |item: &&Item| item.scope == scope && item.reach != Reach::AtDoor && (ext_on || item.group.on_by_default());
    items().chain(&works::UTIL_OF_HOUSEHOLDS).filter(is_asked).collect::<Vec<_>>().into_iter()
}

/// The item of this id as it is asked about one thing of this scope.
pub fn item_of(scope: Scope, id: &str) -> Option<&'static Item> {
    for_scope(scope, true).find(|item| item.id == id)
}
