//! Compounds that are merged into one management area (HW-2; plan 六(一)1(1)): which they are, and what households, floor area and room come to.
//!
//! One compound's dossier is enough to say it. The ballot stays each roll's own: to be one, rolls have to be imported as one compound.

use super::dossier::{area_meant, form, households_meant, owned_room};
use crate::domain::campaign::{CompoundKind, Terms};
use crate::domain::date::Date;
use crate::domain::ids::CompoundId;
use crate::domain::order::{distinct, sorted};
use crate::domain::place::Place;
use crate::domain::rules::merger::{self, MayMerge, may_merge};
use crate::domain::rules::room::{Requirement, requirement};
use crate::journal::State;
use crate::journal::compound::Compound;
use rust_decimal::Decimal;

/// A compound of an area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub id: CompoundId,
    pub name: String,
    pub may: MayMerge,
    pub households: Option<u64>,
    pub area: Option<Decimal>,
    owned: Option<Decimal>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// In order of name.
    pub members: Vec<Member>,
    /// Names that no compound of the campaign has, or several.
    pub strangers: Vec<String>,
    pub boundary: Option<String>,
    /// When the last of its mergers was decided; until then it is proposed.
    pub on: Option<Date>,
    /// `None` where one member's isn't known.
    pub households: Option<u64>,
    pub area: Option<Decimal>,
    pub requirement: Option<Requirement>,
    /// Whether its members may be merged.
    pub holds: Option<bool>,
}

/// What a dossier says of a merger.
struct Said<'a> {
    by: &'a Compound,
    with: Vec<&'a str>,
}

fn said(compound: &Compound) -> Option<Said<'_>> {
    let names = merger::names(form(compound, "dossier.merger")?.value("with")?);
    let with: Vec<&str> = names.filter(|name| *name != compound.card.name.trim()).collect();
    (!with.is_empty()).then_some(Said { by: compound, with })
}

/// The one compound of a name.
fn named<'a>(state: &'a State, name: &str) -> Option<&'a Compound> {
    let mut found = state.compounds.values().filter(|compound| compound.card.name.trim() == name);
    found.next().filter(|_| found.next().is_none())
}

fn member(compound: &Compound, terms: &Terms) -> Member {
    let area = area_meant(compound);
    let kind = compound.answer(&Place::Compound, "base.kind").and_then(|answer| answer.value("kind"));
    let scattered = kind.map_or(compound.card.kind == CompoundKind::Scattered, |kind| kind == "scattered");
    Member {
        id: compound.card.id.clone(),
        name: compound.card.name.clone(),
        may: may_merge(scattered, area, terms.settings.decimal("small_max")),
        households: households_meant(compound),
        area,
        owned: owned_room(compound),
    }
}

/// The areas of a campaign, in order of their first members.
pub fn areas(state: &State, terms: &Terms) -> Vec<Area> {
    let said: Vec<Said<'_>> = state.compounds.values().filter_map(said).collect();
    // Whoever names a compound, or is named, is of one area with it.
    let mut sets: Vec<Vec<&Compound>> = Vec::new();
    for said in &said {
        let mut set = vec![said.by];
        set.extend(said.with.iter().filter_map(|name| named(state, name)));
        let shares =
            |other: &Vec<&Compound>| other.iter().any(|compound| set.iter().any(|own| own.card.id == compound.card.id));
        let (joined, apart): (Vec<_>, Vec<_>) = sets.into_iter().partition(shares);
        sets = apart;
        set.extend(joined.into_iter().flatten());
        sets.push(set);
    }
    let areas = sets.into_iter().map(|set| area(state, &said, &set, terms)).collect();
    sorted(areas, |a: &Area, b: &Area| key(a).cmp(&key(b)))
}

fn key(area: &Area) -> Vec<(&str, &CompoundId)> {
    area.members.iter().map(|member| (member.name.as_str(), &member.id)).collect()
}

fn area(state: &State, said: &[Said<'_>], set: &[&Compound], terms: &Terms) -> Area {
    let members = set.iter().map(|compound| member(compound, terms)).collect();
    let mut members = sorted(members, |a: &Member, b: &Member| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    members.dedup_by(|a, b| a.id == b.id);
    let own: Vec<&Said<'_>> =
        said.iter().filter(|said| members.iter().any(|member| member.id == said.by.card.id)).collect();
    let forms = || own.iter().filter_map(|said| form(said.by, "dossier.merger"));
    let names = own.iter().flat_map(|said| said.with.iter()).filter(|name| named(state, name).is_none());
    let strangers = distinct(names.map(|name| (*name).to_owned()));
    let is_whole = strangers.is_empty();
    let sum = |of: fn(&Member) -> Option<Decimal>| members.iter().map(of).sum::<Option<Decimal>>().filter(|_| is_whole);
    let (floor, owned) = (sum(|member| member.area), sum(|member| member.owned));
    let may: Vec<MayMerge> = members.iter().map(|member| member.may).collect();
    Area {
        boundary: forms().find_map(|form| form.text("boundary")),
        on: forms().map(|form| form.date("on")).collect::<Option<Vec<Date>>>().and_then(|days| days.into_iter().max()),
        households: members.iter().map(|member| member.households).sum::<Option<u64>>().filter(|_| is_whole),
        area: floor,
        requirement: floor.zip(owned).and_then(|(floor, owned)| requirement(floor, owned, terms.room_permille)),
        holds: merger::holds(&may).filter(|_| is_whole),
        members,
        strangers,
    }
}

/// What the survey proposes to merge a compound with.
pub fn proposed(compound: &Compound) -> Option<&str> {
    let answer = compound.answer(&Place::Compound, "zone.merge")?;
    answer.value("with").filter(|_| matches!(answer.value("merger"), Some("proposed" | "merged")))
}

/// The area that a compound belongs to.
pub fn area_of<'a>(areas: &'a [Area], compound: &CompoundId) -> Option<&'a Area> {
    areas.iter().find(|area| area.members.iter().any(|member| member.id == *compound))
}
