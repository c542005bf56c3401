//! The blanks of an item: what kind of value each takes and when it is wanted.

use super::option::{self, Opt};

/// A unit of counting with the largest number that can be meant; more is a slip of the finger.
#[derive(PartialEq, Eq, Debug)]
pub struct Unit {
    pub zh: &'static str,
    pub en: &'static str,
    pub max: u32,
}

/// What a field takes. Quantities are decimal text in the unit named; see [`FieldKind::parse`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// 有/部分/无/不适用
    Presence,
    /// 完好/一般破损/严重破损/无法使用
    Condition,
    /// 完好/基本完好/一般损坏/严重损坏/危险
    Grade,
    /// As `Grade`, or 无此分项: decoration and equipment a building may be without.
    PartGrade,
    YesNo,
    YesPartNo,
    /// One option.
    Choice(&'static [Opt]),
    /// One or more options.
    Choices(&'static [Opt]),
    /// Whole number, 0 included.
    Count(&'static Unit),
    /// Length in metres, at most 2 decimals.
    Metres,
    /// Area in m², at most 3 decimals.
    SquareMetres,
    /// A quantity in whatever unit stands beside it, at most 3 decimals.
    Quantity,
    /// Amount or rate in yuan, at most 2 decimals.
    Yuan,
    /// Amount in yuan a year, at most 2 decimals.
    YuanPerYear,
    /// 0 to 100, at most 2 decimals.
    Percent,
    /// Calendar year, 1900 to 2100.
    Year,
    /// Civil date, 1900 to 2100.
    Date,
    /// Free text.
    Text,
    /// Several short texts, such as names.
    TextList,

    /// Number or label of a photo taken with the camera.
    PhotoNumber,
    /// A text that was sealed before it is recorded (`src/bundle/sealing.rs`): base64url. Nobody types it as it is.
    Sealed,
    /// Worked out by a rule; nobody types it.
    Computed,
}

impl FieldKind {
    /// The options to choose from, in display order; empty for kinds that are typed.
    pub fn options(&self) -> &'static [Opt] {
        match self {
            Self::Presence => &option::PRESENCE_SCALE,
            Self::Condition => &option::CONDITION_SCALE,
            Self::Grade => &option::PART_GRADE_SCALE[..5],
            Self::PartGrade => &option::PART_GRADE_SCALE,
            Self::YesNo => &option::YES_NO,
            Self::YesPartNo => &option::YES_PART_NO,
            Self::Choice(options) | Self::Choices(options) => options,
            _ => &[],
        }
    }
}

/// Whether an item is answered without this field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Not answered without it, wherever it applies.
    Required,
    /// Of all fields of the item so marked at least one is needed: what the place does not have is left blank.
    OneOf,
    /// Photos, notes, secondary dates.
    Optional,
}

/// When a field is asked at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// The named field has one of these codes; not before it is answered.
    Is(&'static str, &'static [&'static str]),
    /// The named figure is not zero; also while it is still blank.
    NotZero(&'static str),
}

impl When {
    /// The field that decides.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Is(field, _) | Self::NotZero(field) => field,
        }
    }
}

/// One blank of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Stable, unique within the item, never reused.
    pub id: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub kind: FieldKind,
    pub need: Need,
    /// `None`: always asked.
    pub when: Option<When>,
    /// Names or reaches a person: sealed at rest, on no public page.
    pub private: bool,
}

impl Field {
    pub(super) const fn optional(mut self) -> Self {
        self.need = Need::Optional;
        self
    }

    pub(super) const fn one_of(mut self) -> Self {
        self.need = Need::OneOf;
        self
    }

    pub(super) const fn when(mut self, when: When) -> Self {
        self.when = Some(when);
        self
    }

    pub(super) const fn private(mut self) -> Self {
        self.private = true;
        self
    }
}

/// A required field; the other constructors only name its kind.
pub(super) const fn field(id: &'static str, zh: &'static str, en: &'static str, kind: FieldKind) -> Field {
    Field { id, zh, en, kind, need: Need::Required, when: None, private: false }
}

/// One short constructor per kind keeps a field of the table on one line.
macro_rules! constructors {
    ($($name:ident: $kind:ident,)*) => {
        $(pub(super) const fn $name(id: &'static str, zh: &'static str, en: &'static str) -> Field {
            field(id, zh, en, FieldKind::$kind)
        })*
    };
}

constructors! {
    presence: Presence,
    grade: Grade,
    part_grade: PartGrade,
    yes_no: YesNo,
    metres: Metres,
    area: SquareMetres,
    yuan: Yuan,
    yuan_per_year: YuanPerYear,
    percent: Percent,
    year: Year,
    date: Date,
    text: Text,
}

pub(super) const fn count(id: &'static str, zh: &'static str, en: &'static str, unit: &'static Unit) -> Field {
    field(id, zh, en, FieldKind::Count(unit))
}

pub(super) const fn choice(id: &'static str, zh: &'static str, en: &'static str, options: &'static [Opt]) -> Field {
    field(id, zh, en, FieldKind::Choice(options))
}

pub(super) const fn choices(id: &'static str, zh: &'static str, en: &'static str, options: &'static [Opt]) -> Field {
    field(id, zh, en, FieldKind::Choices(options))
}

pub(super) const fn computed(id: &'static str, zh: &'static str, en: &'static str) -> Field {
    field(id, zh, en, FieldKind::Computed).optional()
}

pub(super) const fn photo(id: &'static str, zh: &'static str, en: &'static str) -> Field {
    field(id, zh, en, FieldKind::PhotoNumber).optional()
}

/// The thing is there, wholly or in part, so there is something to say about it.
pub(super) const IF_PRESENT: When = When::Is("presence", &["present", "partial"]);

pub(super) const PRESENCE: Field = presence("presence", "是否具备", "Present");
pub(super) const CONDITION: Field = field("condition", "完损状况", "Condition", FieldKind::Condition);
pub(super) const GRADE: Field = grade("grade", "完损等级", "Damage grade");
pub(super) const PHOTO: Field = photo("photo", "照片编号", "Photo number");
pub const TELEPHONE: Field = field("telephone", "联系电话", "Telephone", FieldKind::Sealed).optional().private();
pub(super) const DOCUMENT_NO: Field = text("document_no", "文件编号", "Document number").optional();
pub(super) const DOCUMENT_PHOTO: Field = photo("document_photo", "文件照片编号", "Photo of document");

/// Answer type `pap+svc`: provider, start date and frequency are what proves a have (catalogue 1.3).
#[rustfmt::skip]
pub(super) const SERVICE: &[Field] = &[
    PRESENCE,
    text("provider", "服务单位或人员", "Provider").when(IF_PRESENT),
    date("start_date", "开始日期", "Start date").when(IF_PRESENT),
    text("frequency", "服务频次", "Frequency").when(IF_PRESENT),
    count("staff", "人员数", "Staff", &PEOPLE).when(IF_PRESENT).optional(),
    photo("evidence_photo", "佐证照片编号", "Evidence photo").when(IF_PRESENT),
];

macro_rules! units {
    ($($name:ident: $zh:literal, $en:literal, $max:literal;)*) => {
        $(pub(super) static $name: Unit = Unit { zh: $zh, en: $en, max: $max };)*
    };
}

units! {
    BUILDINGS: "幢", "buildings", 10_000;
    STAIRWELLS: "单元", "stairwells", 200;
    STOREYS: "层", "storeys", 200;
    SUITES: "套", "suites", 10_000;
    HOUSEHOLDS: "户", "households", 200_000;
    PEOPLE: "人", "people", 10_000;
    POSTS: "个", "posts", 10_000;
    PIECES: "个", "pieces", 100_000;
    PLACES: "处", "places", 10_000;
    SHEDS: "座", "buildings", 1_000;
    TANKS: "座", "tanks", 1_000;
    LIGHTS: "盏", "lights", 100_000;
    BAYS: "个", "bays", 100_000;
    EXTINGUISHERS: "具", "extinguishers", 1_000;
    CAMERAS: "台", "cameras", 10_000;
    POLES: "根", "poles", 10_000;
    LIFTS: "台", "lifts", 100;
    CHARGERS: "个", "chargers", 100_000;
    DAYS: "天", "days", 365;
    CASES: "件", "cases", 10_000;
    CITY_BUILDINGS: "幢", "buildings", 1_000_000;
}
