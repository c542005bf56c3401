//! How far the decided mode is set up (plan 六(二)1): the optional sub-steps of the two months, the committee's members, and whom the street commissioned.

use super::dossier::{Step, form};
use crate::domain::date::{Date, add_days};
use crate::domain::place::Place;
use crate::domain::rules::deadline::{Calendar, Due, Duty};
use crate::domain::rules::establishment::{Body, FILING_DAYS, NOTICE_DAYS, Size, size};
use crate::domain::tally::Decision;
use crate::journal::compound::Compound;

/// What is on record beside the days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Establishment {
    /// How many are on the owners' committee, and whether that is a number for it.
    pub committee: Option<(u32, Size)>,
    /// Whom the street commissioned, and whether that is the mode's body; `None` until a mode was decided.
    pub commissioned: Option<(Body, Option<bool>)>,
}

pub fn establishment(compound: &Compound, mode: Option<Decision>) -> Establishment {
    let roll = || compound.roll.as_ref().map(|roll| roll.counted());
    let surveyed = || compound.answer(&Place::Compound, "base.households")?.count("total").map(u64::from);
    let members = form(compound, "dossier.assembly").and_then(|form| form.count("members"));
    let to = form(compound, "dossier.commission").and_then(|form| Body::from_code(form.value("to")?));
    Establishment {
        committee: members.map(|members| (members, size(members, roll().or_else(surveyed)))),
        commissioned: to.map(|body| (body, body.fits(mode))),
    }
}

/// When the assembly was held or the committee set up: of the dossier, else of the survey.
pub fn assembly_day(compound: &Compound, field: &str) -> Option<Date> {
    let surveyed = || compound.answer(&Place::Compound, "mech.committee")?.date(field);
    form(compound, "dossier.assembly").and_then(|form| form.date(field)).or_else(surveyed)
}

/// The sub-steps of setting the decided mode up in the two months of `whole`; of the optional ones, those of which any day is on record.
pub fn sub_steps(
    compound: &Compound,
    mode: Option<Decision>,
    whole: &Step,
    calendar: &Calendar,
) -> impl Iterator<Item = Step> {
    let day = |id, field| form(compound, id).and_then(|form| form.date(field));
    let of_assembly = |field| day("dossier.assembly", field);
    let step = |what, from: Option<Date>, due: fn(Date, &Calendar) -> Option<Due>, done| {
        from.or(done).map(|_| Step { what, from, due: from.and_then(|from| due(from, calendar)), done })
    };
    // Rolled to a later day it would leave too few before the assembly.
    let before = |event: Date, _: &Calendar| add_days(event, -NOTICE_DAYS).map(|on| Due { on, rolled: on });
    let after = |from: Date, calendar: &Calendar| calendar.end(add_days(from, FILING_DAYS)?);
    // The plan names no day for it.
    let open = |_: Date, _: &Calendar| None;
    let (assembly, committee) = (assembly_day(compound, "assembly"), assembly_day(compound, "committee"));
    let steps = match mode {
        Some(Decision::Professional) => vec![
            Some(Step { what: Duty::Held, done: assembly, ..*whole }),
            step(Duty::Drafts, assembly, before, of_assembly("drafts_posted")),
            step(Duty::Call, assembly, before, of_assembly("called")),
            step(Duty::Filing, committee, after, of_assembly("filed")),
            step(Duty::Hire, committee, open, of_assembly("hired")),
        ],
        Some(Decision::Quasi) => {
            vec![step(Duty::Operator, whole.from, open, day("dossier.station", "operator_on"))]
        }
        _ => Vec::new(),
    };
    steps.into_iter().flatten()
}
