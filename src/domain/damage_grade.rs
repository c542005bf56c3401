//! A building's damage grade (完损等级) from fourteen part grades, after 《房屋完损等级评定标准》 (catalogue, section 3).
//!
//! A building has grade k if all parts are k or better; or if one or two parts of decoration and equipment are one grade
//! worse; or if one part of the structure other than foundation, load-bearing members and roofing, together with one part
//! of decoration or equipment, is one grade worse. The last case is read as "at most": a building may not fall for having
//! one sound part more.
//!
//! 危险 is never computed. It is an appraiser's finding, and one part that looks it sends the building to appraisal.

use super::answer::Answer;
use crate::domain::json::words;

/// Damage grade, best first. The codes are those of the catalogue's options.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grade {
    /// 完好
    Sound,
    /// 基本完好
    MostlySound,
    /// 一般损坏
    ModeratelyDamaged,
    /// 严重损坏
    SeverelyDamaged,
    /// 危险
    Dangerous,
}

words!(Grade {
    Sound = "sound", MostlySound = "mostly_sound", ModeratelyDamaged = "moderately_damaged",
    SeverelyDamaged = "severely_damaged", Dangerous = "dangerous",
});

impl Grade {
    /// How many grades `self` is worse than `other`; 0 if it is as good or better.
    const fn steps_below(self, other: Self) -> u8 {
        (self as u8).saturating_sub(other as u8)
    }
}

/// Fields of `house.grade` for the structure, none of which a building can be without.
pub const STRUCTURE: [&str; 5] = ["foundation", "load_bearing", "partition_walls", "roof", "floors"];
/// Fields of `house.grade` for decoration.
pub const DECORATION: [&str; 5] = ["doors_windows", "outer_plaster", "inner_plaster", "ceilings", "joinery"];
/// Fields of `house.grade` for equipment.
pub const EQUIPMENT: [&str; 4] = ["plumbing", "electrics", "heating", "special_equipment"];

/// What a part of decoration or equipment is given that the building does not have.
const NO_SUCH_PART: &str = "no_such_part";

/// The graded parts of one building. A part it does not have is `None` and weighs nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
    /// In the order of [`STRUCTURE`].
    pub structure: [Grade; 5],
    /// In the order of [`DECORATION`].
    pub decoration: [Option<Grade>; 5],
    /// In the order of [`EQUIPMENT`].
    pub equipment: [Option<Grade>; 4],
}

impl Parts {
    /// The parts an answer to `house.grade` gives.
    ///
    /// # Errors
    /// The fields not yet graded: an unknown part is never taken for a sound one.
    pub fn from_answer(answer: &Answer) -> Result<Self, Vec<&'static str>> {
        let mut missing = Vec::new();
        let mut read = |field: &'static str| {
            let code = answer.value(field);
            let grade = code.and_then(Grade::from_code);
            if grade.is_none() && (code != Some(NO_SUCH_PART) || STRUCTURE.contains(&field)) {
                missing.push(field);
            }
            grade
        };
        let structure = STRUCTURE.map(&mut read);
        let decoration = DECORATION.map(&mut read);
        let equipment = EQUIPMENT.map(&mut read);
        if missing.is_empty() {
            // Every one is there, or its field would be missing.
            let structure = structure.map(|grade| grade.unwrap_or(Grade::Dangerous));
            Ok(Self { structure, decoration, equipment })
        } else {
            Err(missing)
        }
    }
}

/// What the parts say of the building.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// One of the four upper grades.
    Graded(Grade),
    /// A part looks dangerous: no grade is given, the building is referred for appraisal.
    ReferToAppraisal,
}

/// The building's grade: the best that its parts allow.
pub fn assess(parts: &Parts) -> Verdict {
    let [foundation, load_bearing, partition_walls, roof, floors] = parts.structure;
    let critical = [foundation, load_bearing, roof];
    let minor = [partition_walls, floors];
    let fittings: Vec<Grade> = parts.decoration.iter().chain(&parts.equipment).copied().flatten().collect();
    let fits = |grade: Grade| {
        let below = |parts: &[Grade], steps| parts.iter().filter(|part| part.steps_below(grade) >= steps).count();
        let no_part_two_below = below(&minor, 2) + below(&fittings, 2) == 0;
        let few_below = matches!((below(&minor, 1), below(&fittings, 1)), (0, 0..=2) | (1, 0..=1));
        below(&critical, 1) == 0 && no_part_two_below && few_below
    };
    let dangerous = critical.iter().chain(&minor).chain(&fittings).any(|grade| *grade == Grade::Dangerous);
    // With no part worse than severely damaged that grade always fits, so only danger is left without one.
    let best = Grade::ALL.into_iter().find(|grade| fits(*grade));
    match best {
        Some(grade) if !dangerous && grade != Grade::Dangerous => Verdict::Graded(grade),
        _ => Verdict::ReferToAppraisal,
    }
}

#[cfg(test)]
mod tests {
    use super::Grade::{Dangerous, ModeratelyDamaged, MostlySound, SeverelyDamaged, Sound};
    use super::*;
    use crate::domain::{catalogue, json};

    /// All parts of one grade, then the named ones changed.
    fn building(base: Grade, changes: &[(&str, Grade)]) -> Verdict {
        let item = catalogue::item("house.grade").unwrap();
        let mut answer = Answer::default();
        for id in STRUCTURE.iter().chain(&DECORATION).chain(&EQUIPMENT) {
            answer.set(item.field(id).unwrap(), base.code()).unwrap();
        }
        for (id, grade) in changes {
            answer.set(item.field(id).unwrap(), grade.code()).unwrap();
        }
        assess(&Parts::from_answer(&answer).unwrap())
    }

    #[test]
    fn parts_all_alike_give_their_grade() {
        for grade in [Sound, MostlySound, ModeratelyDamaged, SeverelyDamaged] {
            assert_eq!(building(grade, &[]), Verdict::Graded(grade));
        }
    }

    #[test]
    fn two_fittings_one_grade_below_are_forgiven_and_three_are_not() {
        let two = [("joinery", MostlySound), ("heating", MostlySound)];
        assert_eq!(building(Sound, &two), Verdict::Graded(Sound));
        let three = [("joinery", MostlySound), ("heating", MostlySound), ("plumbing", MostlySound)];
        assert_eq!(building(Sound, &three), Verdict::Graded(MostlySound));
    }

    #[test]
    fn a_fitting_two_grades_below_is_not_forgiven() {
        assert_eq!(building(Sound, &[("ceilings", ModeratelyDamaged)]), Verdict::Graded(MostlySound));
        assert_eq!(building(Sound, &[("ceilings", SeverelyDamaged)]), Verdict::Graded(ModeratelyDamaged));
    }

    #[test]
    fn one_minor_structural_part_is_forgiven_with_one_fitting_but_not_with_two() {
        for minor in ["partition_walls", "floors"] {
            let wall = (minor, SeverelyDamaged);
            let one = [wall, ("electrics", SeverelyDamaged)];
            assert_eq!(building(ModeratelyDamaged, &[wall]), Verdict::Graded(ModeratelyDamaged));
            assert_eq!(building(ModeratelyDamaged, &one), Verdict::Graded(ModeratelyDamaged));
            let two = [one[0], one[1], ("outer_plaster", SeverelyDamaged)];
            assert_eq!(building(ModeratelyDamaged, &two), Verdict::Graded(SeverelyDamaged));
        }
        let both = [("partition_walls", MostlySound), ("floors", MostlySound)];
        assert_eq!(building(Sound, &both), Verdict::Graded(MostlySound));
    }

    #[test]
    fn foundation_load_bearing_members_and_roofing_decide_alone() {
        for part in ["foundation", "load_bearing", "roof"] {
            assert_eq!(building(Sound, &[(part, MostlySound)]), Verdict::Graded(MostlySound));
            assert_eq!(building(Sound, &[(part, SeverelyDamaged)]), Verdict::Graded(SeverelyDamaged));
        }
    }

    #[test]
    fn danger_in_any_part_is_referred_and_never_computed() {
        for part in STRUCTURE.iter().chain(&DECORATION).chain(&EQUIPMENT) {
            for base in [Sound, SeverelyDamaged] {
                assert_eq!(building(base, &[(part, Dangerous)]), Verdict::ReferToAppraisal);
            }
        }
        assert_eq!(building(Dangerous, &[]), Verdict::ReferToAppraisal);
    }

    #[test]
    fn a_worse_part_never_betters_the_building() {
        let rank = |verdict| match verdict {
            Verdict::Graded(grade) => grade as u8,
            Verdict::ReferToAppraisal => Dangerous as u8,
        };
        let ids: Vec<&str> = STRUCTURE.iter().chain(&DECORATION).chain(&EQUIPMENT).copied().collect();
        // Every pair of parts at every pair of grades, over every base.
        for base in Grade::ALL {
            for (i, first) in ids.iter().enumerate() {
                for second in &ids[i + 1..] {
                    for a in Grade::ALL {
                        let mut before = 0;
                        for b in Grade::ALL {
                            let now = rank(building(base, &[(first, a), (second, b)]));
                            assert!(now >= before, "{first} {a:?}, {second} {b:?} over {base:?}");
                            before = now;
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn absent_equipment_weighs_nothing_and_ungraded_parts_are_named() {
        let item = catalogue::item("house.grade").unwrap();
        let mut answer = Answer::default();
        for id in STRUCTURE.iter().chain(&DECORATION) {
            answer.set(item.field(id).unwrap(), "完好").unwrap();
        }
        answer.set(item.field("plumbing").unwrap(), "完好").unwrap();
        answer.set(item.field("heating").unwrap(), "无此分项").unwrap();
        assert_eq!(Parts::from_answer(&answer), Err(vec!["electrics", "special_equipment"]));
        for id in ["electrics", "special_equipment"] {
            answer.set(item.field(id).unwrap(), "no_such_part").unwrap();
        }
        assert_eq!(assess(&Parts::from_answer(&answer).unwrap()), Verdict::Graded(Sound));
        assert!(answer.set(item.field("roof").unwrap(), "no_such_part").is_err());
        let foreign = json::to_text(&answer).replace(r#""roof":"sound""#, r#""roof":"no_such_part""#);
        assert_eq!(Parts::from_answer(&json::from_text(&foreign).unwrap()), Err(vec!["roof"]));
    }

    #[test]
    fn parts_and_codes_are_the_catalogues() {
        let item = catalogue::item("house.grade").unwrap();
        let graded = item.fields.iter().filter(|field| field.kind != catalogue::FieldKind::Computed);
        let ids: Vec<&str> = graded.map(|field| field.id).collect();
        assert_eq!(ids, [&STRUCTURE[..], &DECORATION, &EQUIPMENT].concat());
        let codes: Vec<&str> = catalogue::FieldKind::Grade.options().iter().map(|option| option.code).collect();
        assert_eq!(codes, Grade::ALL.map(Grade::code));
    }
}
