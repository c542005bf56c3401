//! What a compound has of each item of works, what it ought to have, and what is lacking or to be renewed (HW-1 to HW-4, HW-B; plan 六(一)).
//!
//! The figures are the survey's own, added up over buildings and stairwells. Where an answer is missing, or says that it isn't known, so is the sum:
//! a compound with one stairwell that nobody looked at has an unknown number of doors.

use crate::domain::answer::{Answer, Status};
use crate::domain::catalogue;
use rust_decimal::Decimal;

/// What a figure is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    Metres,
    SquareMetres,
    /// 处、个、台、盏、座
    Pieces,
    /// 单元
    Stairwells,
    /// 户
    Households,
    /// One that is there or isn't.
    Whole,
}

/// How a figure follows from the answer about one place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Figure {
    /// The survey doesn't ask.
    Unasked,
    /// Fields added up, of which those that are blank are not there.
    AnyOf(&'static [&'static str]),
    /// Fields added up, and others taken off.
    Fields(&'static [&'static str], &'static [&'static str]),
    /// One for each place.
    Each,
    /// One where it is wholly there.
    Present,
    /// One where it is not, or in part only.
    Lacking,
}

/// How the figures of an item follow from its answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    pub item: &'static str,
    pub measure: Measure,
    existing: Figure,
    required: Figure,
    missing: Figure,
}

impl Row {
    /// Whether the survey asks what there is, what there ought to be, and what is lacking.
    pub fn asks(&self) -> [bool; 3] {
        [self.existing, self.required, self.missing].map(|figure| figure != Figure::Unasked)
    }
}

const fn row(item: &'static str, measure: Measure, existing: Figure, required: Figure, missing: Figure) -> Row {
    Row { item, measure, existing, required, missing }
}

/// The items in the catalogue's order. The room has a rule of its own ([`super::room`]).
#[rustfmt::skip]
pub const ROWS: [Row; 35] = {
    use Figure::{AnyOf, Each, Fields, Lacking, Present, Unasked};
    use Measure::{Households, Metres, Pieces, SquareMetres, Stairwells, Whole};
    const LINES: Figure = AnyOf(&["telecom", "mobile", "unicom", "cable_tv", "other"]);
    const STAIRWELL_LINES: Figure = AnyOf(&["telecom", "mobile", "unicom", "cable_tv", "power", "other"]);
    [
        row("zone.wall", Metres, Fields(&["existing"], &[]), Fields(&["required"], &[]), Fields(&["missing", "damaged"], &[])),
        row("zone.closed", Whole, Present, Each, Lacking),
        row("zone.gate", Pieces, Fields(&["gated"], &[]), Fields(&["entrances"], &[]), Fields(&["entrances"], &["gated"])),
        row("spec.door", Stairwells, Present, Each, Lacking),
        row("spec.cctv", Pieces, Fields(&["existing"], &[]), Fields(&["existing", "to_add"], &[]), Fields(&["existing", "to_add"], &["working"])),
        row("spec.cctvRoom", Whole, Present, Each, Lacking),
        row("spec.fireHydrant", Pieces, Fields(&["working"], &[]), Fields(&["total"], &[]), Fields(&["total"], &["working"])),
        row("spec.fireExt", Stairwells, Present, Each, Lacking),
        row("spec.fireLane", Pieces, Unasked, Unasked, Fields(&["obstructions"], &[])),
        row("env.road", SquareMetres, Fields(&["area"], &[]), Unasked, Fields(&["damaged"], &[])),
        row("env.storm", Metres, Fields(&["length"], &[]), Unasked, Fields(&["damaged"], &[])),
        row("env.sewer", Metres, Fields(&["length"], &[]), Unasked, Fields(&["damaged"], &[])),
        row("env.inlet", Pieces, Fields(&["total"], &[]), Unasked, Fields(&["faulty"], &[])),
        row("env.parkCar", Pieces, Fields(&["existing"], &[]), Unasked, Fields(&["possible"], &[])),
        row("env.bike", Pieces, Fields(&["sheds"], &[]), Unasked, Unasked),
        row("env.green", SquareMetres, Fields(&["area"], &[]), Unasked, Fields(&["to_tidy"], &[])),
        row("env.light", Pieces, Fields(&["working"], &[]), Fields(&["total"], &[]), Fields(&["total"], &["working"])),
        row("env.lightStair", Pieces, Fields(&["working"], &[]), Fields(&["total"], &[]), Fields(&["total"], &["working"])),
        row("env.leisure", Pieces, Fields(&["total"], &[]), Unasked, Unasked),
        row("env.sanit", Pieces, Fields(&["refuse_rooms", "bins", "toilets"], &[]), Unasked, Unasked),
        row("env.powerCivil", Metres, Unasked, Unasked, Fields(&["length"], &[])),
        row("house.roof", SquareMetres, Fields(&["area"], &[]), Unasked, Unasked),
        row("house.slope", SquareMetres, Unasked, Unasked, Fields(&["area"], &[])),
        row("house.facade", SquareMetres, Fields(&["area"], &[]), Unasked, Fields(&["damaged"], &[])),
        row("house.stair", Pieces, Unasked, Unasked, Fields(&["defects"], &[])),
        row("house.paint", SquareMetres, Unasked, Unasked, Fields(&["area"], &[])),
        row("house.wires", Metres, Unasked, Unasked, STAIRWELL_LINES),
        row("util.water", Households, Fields(&["done"], &[]), Fields(&["done", "todo"], &[]), Fields(&["todo"], &[])),
        row("util.waterPipe", Metres, Fields(&["length"], &[]), Unasked, Unasked),
        row("util.power", Households, Fields(&["done"], &[]), Fields(&["done", "todo"], &[]), Fields(&["todo"], &[])),
        row("util.powerUnder", Metres, Unasked, Unasked, Fields(&["length"], &[])),
        row("util.gas", Households, Fields(&["done"], &[]), Fields(&["done", "todo"], &[]), Fields(&["todo"], &[])),
        row("util.gasPipe", Metres, Fields(&["length"], &[]), Unasked, Unasked),
        row("util.weakUnder", Metres, Unasked, Unasked, LINES),
        row("util.poles", Metres, Unasked, Unasked, LINES),
    ]
};

/// What there is, ought to be and is lacking; `None`: not asked, or not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gap {
    pub existing: Option<Decimal>,
    pub required: Option<Decimal>,
    pub missing: Option<Decimal>,
    /// Whether something is known to be lacking, be it unknown how much in all.
    pub lacks: bool,
    /// How many places have no answer, or say that it isn't known.
    pub unknown: usize,
}

/// A figure of one place; `None`: not known.
fn figure(item: &str, figure: Figure, answer: &Answer) -> Option<Decimal> {
    let one = |is: bool| Some(if is { Decimal::ONE } else { Decimal::ZERO });
    // What isn't asked because there is none of it counts nothing.
    let is_none = |field: &str| {
        let field = catalogue::item(item).and_then(|item| item.field(field));
        field.is_some_and(|field| {
            let depends_on_known = field.when.is_some_and(|when| answer.value(when.field()).is_some());
            depends_on_known && !answer.asks(field)
        })
    };
    let value = |field: &&str| answer.decimal(field).or_else(|| is_none(field).then_some(Decimal::ZERO));
    let sum = |fields: &[&str]| fields.iter().map(value).sum::<Option<Decimal>>();
    match figure {
        Figure::Unasked => None,
        Figure::Each => Some(Decimal::ONE),
        Figure::Present => one(answer.value("presence")? == "present"),
        Figure::Lacking => one(matches!(answer.value("presence")?, "absent" | "partial")),
        Figure::AnyOf(fields) => {
            let values: Vec<Decimal> = fields.iter().filter_map(|field| answer.decimal(field)).collect();
            (!values.is_empty()).then(|| values.into_iter().sum())
        }
        Figure::Fields(plus, []) => sum(plus),
        Figure::Fields(plus, minus) => Some((sum(plus)? - sum(minus)?).max(Decimal::ZERO)),
    }
}

/// Whether an answer says that something is lacking, even where one of several lengths is blank.
fn lacks(row: &Row, answer: &Answer) -> bool {
    let is_some = |figure: Option<Decimal>| figure.is_some_and(|figure| !figure.is_zero());
    match row.missing {
        Figure::Fields(parts, []) => parts.iter().any(|part| is_some(answer.decimal(part))),
        missing => is_some(figure(row.item, missing, answer)),
    }
}

/// Adds an item up over the places where it is asked.
pub fn gap<'a>(row: &Row, answers: impl Iterator<Item = Option<&'a Answer>>) -> Gap {
    let none = Some(Decimal::ZERO);
    let mut all = Gap { existing: none, required: none, missing: none, lacks: false, unknown: 0 };
    for answer in answers {
        match answer.map(|answer| (answer, answer.status())) {
            // Where the question doesn't arise nothing is there and nothing is lacking.
            Some((_, Status::NotApplicable(_))) => continue,
            Some((answer, _)) if answer.value("presence") == Some("not_applicable") => continue,
            Some((answer, Status::Answered)) if !answer.is_blank() => {
                let add = |sum: &mut Option<Decimal>, of| {
                    *sum = sum.zip(figure(row.item, of, answer)).map(|(sum, one)| sum + one)
                };
                add(&mut all.existing, row.existing);
                add(&mut all.required, row.required);
                add(&mut all.missing, row.missing);
                all.lacks |= lacks(row, answer);
            }
            _ => {
                all = Gap { existing: None, required: None, missing: None, unknown: all.unknown + 1, ..all };
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(item: &str, values: &[(&str, &str)]) -> Answer {
        let item = catalogue::item(item).unwrap();
        let mut answer = Answer::default();
        for (field, value) in values {
            answer.set(item.field(field).unwrap(), value).unwrap();
        }
        answer
    }

    fn row_of(item: &str) -> &'static Row {
        ROWS.iter().find(|row| row.item == item).unwrap()
    }

    fn found(item: &str, answers: &[Option<Answer>]) -> [Option<String>; 3] {
        let gap = gap(row_of(item), answers.iter().map(Option::as_ref));
        [gap.existing, gap.required, gap.missing].map(|figure| figure.map(|figure| figure.to_string()))
    }

    fn three(existing: &str, required: &str, missing: &str) -> [Option<String>; 3] {
        [existing, required, missing].map(|text| (!text.is_empty()).then(|| text.to_owned()))
    }

    #[test]
    fn rows_name_items_and_fields_of_the_catalogue_in_its_order() {
        let order: Vec<usize> =
            ROWS.iter().map(|row| catalogue::items().position(|item| item.id == row.item).unwrap()).collect();
        assert!(order.is_sorted());
        for row in &ROWS {
            let item = catalogue::item(row.item).unwrap();
            for figure in [row.existing, row.required, row.missing] {
                match figure {
                    Figure::AnyOf(fields) => assert!(fields.iter().all(|field| item.field(field).is_some())),
                    Figure::Fields(plus, minus) => {
                        assert!(plus.iter().chain(minus).all(|field| item.field(field).is_some()), "{}", row.item)
                    }
                    Figure::Present | Figure::Lacking => assert!(item.field("presence").is_some(), "{}", row.item),
                    Figure::Unasked | Figure::Each => {}
                }
            }
        }
    }

    #[test]
    fn whatever_is_paid_for_has_figures_or_nothing_to_count() {
        let rooms_rule = |item: &catalogue::Item| item.group == catalogue::Group::Room;
        // Bounds, what an inspection found and parts of any kind are words; a suspicion is for an appraiser.
        let uncounted = ["zone.boundary", "spec.fireCheck", "house.common", "house.danger"];
        for item in catalogue::items().filter(|item| item.payer_unlisted != catalogue::Payer::Nobody) {
            let is_works = super::super::tasks::GROUPS.contains(&item.group);
            let has_row = ROWS.iter().any(|row| row.item == item.id);
            assert_eq!(has_row, is_works && !rooms_rule(item) && !uncounted.contains(&item.id), "{}", item.id);
        }
    }

    #[test]
    fn figures_are_the_surveys_added_up() {
        let wall = |existing, missing, damaged| {
            let values = [("required", "812.5"), ("existing", existing), ("missing", missing), ("damaged", damaged)];
            answer("zone.wall", values.split_at(if damaged.is_empty() { 3 } else { 4 }).0)
        };
        assert_eq!(found("zone.wall", &[Some(wall("600", "212.5", "35.5"))]), three("600", "812.5", "248.0"));
        assert_eq!(found("zone.wall", &[Some(wall("0", "812.5", ""))]), three("0", "812.5", "812.5"));
        let cameras = answer("spec.cctv", &[("presence", "absent"), ("to_add", "12")]);
        assert_eq!(found("spec.cctv", &[Some(cameras)]), three("0", "12", "12"));
        let known = [("presence", "partial"), ("existing", "9"), ("working", "7"), ("to_add", "12")];
        assert_eq!(found("spec.cctv", &[Some(answer("spec.cctv", &known))]), three("9", "21", "14"));
        let hydrants = answer("spec.fireHydrant", &[("total", "6"), ("working", "4")]);
        assert_eq!(found("spec.fireHydrant", &[Some(hydrants)]), three("4", "6", "2"));
        let doors = ["present", "absent"].map(|presence| Some(answer("spec.door", &[("presence", presence)])));
        assert_eq!(found("spec.door", &doors), three("1", "2", "1"));
        let gates = answer("zone.gate", &[("entrances", "3"), ("gated", "1")]);
        assert_eq!(found("zone.gate", &[Some(gates)]), three("1", "3", "2"));
        let poles = answer("util.poles", &[("poles", "9"), ("telecom", "120"), ("cable_tv", "80.5")]);
        assert_eq!(found("util.poles", &[Some(poles)]), three("", "", "200.5"));
    }

    #[test]
    fn a_blank_is_not_nothing() {
        let cameras = |values: &[(&str, &str)]| Some(answer("spec.cctv", values));
        assert_eq!(found("spec.cctv", &[cameras(&[("presence", "present"), ("to_add", "12")])]), three("", "", ""));
        assert_eq!(found("spec.cctv", &[cameras(&[("presence", "absent")])]), three("0", "", ""));
        assert_eq!(found("spec.cctv", &[cameras(&[("to_add", "12")])]), three("", "", ""));
        let wall = answer("zone.wall", &[("required", "400"), ("existing", "300"), ("missing", "100")]);
        assert!(gap(row_of("zone.wall"), [Some(&wall)].into_iter()).lacks, "how much isn't known, but some is");
        assert_eq!(found("zone.wall", &[Some(wall)]), three("300", "400", ""));
        let meters = answer("util.water", &[("todo", "9")]);
        assert_eq!(found("util.water", &[Some(meters)]), three("", "", "9"));
        // Where there is none of it, none of it is to be renewed.
        let drains = answer("env.storm", &[("length", "0")]);
        assert_eq!(found("env.storm", &[Some(drains)]), three("0", "", "0"));
        // Figures that no field takes are none.
        let text = r#"{"v":{"existing":"79228162514264337593543950335","to_add":"-5","presence":"present"}}"#;
        let foreign: Answer = crate::domain::json::from_text(text).unwrap();
        assert_eq!(found("spec.cctv", &[Some(foreign)]), three("", "", ""));
    }

    #[test]
    fn a_door_in_part_is_lacking_and_one_nobody_saw_leaves_all_unknown() {
        let door = |presence| Some(answer("spec.door", &[("presence", presence)]));
        assert_eq!(found("spec.door", &[door("present"), door("absent"), door("partial")]), three("1", "3", "2"));
        assert_eq!(found("spec.door", &[door("present"), None]), three("", "", ""));
        let unknown = Answer::unknown("锁着").ok();
        assert_eq!(found("spec.door", &[door("present"), unknown]), three("", "", ""));
        let none = Answer::not_applicable("敞开式楼道").ok();
        assert_eq!(found("spec.door", &[door("present"), none]), three("1", "1", "0"));
    }
}
