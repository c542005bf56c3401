//! Items that nobody enters: they follow from other answers, the terms or the ballot.

use crate::domain::answer::Answer;
use crate::domain::campaign::Terms;
use crate::domain::damage_grade::{Grade, Parts, Verdict, assess};
use crate::domain::place::Place;
use crate::domain::rules::room::requirement;
use crate::domain::tally::Decision;
use crate::journal::compound::Compound;
use rust_decimal::Decimal;

/// A value worked out, or what it still waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Computed {
    /// Management room due, in m²: the floor area times the campaign's ratio, exact.
    RoomArea {
        due: Decimal,
        floor_area: Decimal,
        permille: Decimal,
    },
    /// The total floor area is not known.
    WantsFloorArea,
    Grade(Grade),
    /// A part looks dangerous.
    ReferToAppraisal,
    /// So many parts are not graded.
    WantsParts(usize),
    Mode(Decision),
    /// The ballot is not closed.
    WantsBallot,
    /// It takes what the supervisor records: it stands in the dossier.
    InDossier,
}

/// What a computed field of an item shows. What the ballot came to is known where all of it is.
pub fn computed(compound: &Compound, terms: Option<&Terms>, is_whole: bool, place: &Place, item: &str) -> Computed {
    let answer = |id: &str| compound.answer(place, id);
    match item {
        "room.required" => room(answer("base.floorArea"), terms).unwrap_or(Computed::WantsFloorArea),
        "house.grade" => match Parts::from_answer(answer(item).unwrap_or(&Answer::default())) {
            Err(missing) => Computed::WantsParts(missing.len()),
            Ok(parts) => match assess(&parts) {
                Verdict::Graded(grade) => Computed::Grade(grade),
                Verdict::ReferToAppraisal => Computed::ReferToAppraisal,
            },
        },
        "mech.mode" if is_whole && compound.closed.is_some() => Computed::Mode(compound.tally().decision),
        "mech.mode" => Computed::WantsBallot,
        _ => Computed::InDossier,
    }
}

fn room(floor_area: Option<&Answer>, terms: Option<&Terms>) -> Option<Computed> {
    let floor_area = floor_area?.decimal("area")?;
    let permille = terms?.room_permille;
    let due = requirement(floor_area, Decimal::ZERO, permille)?.required;
    Some(Computed::RoomArea { due, floor_area, permille: permille.normalize() })
}
