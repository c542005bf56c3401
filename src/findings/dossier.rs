//! What follows from a compound's records by the plan's rules: scope, programme, haves, room, steps. The screens draw it and the command line prints it.
//!
//! It is a function of records and terms alone, so that two devices with the same records say the same to the last digit; only how many days are
//! left, and whether people may still object, goes by the day.

use super::assumed;
use super::establishment::{Establishment, assembly_day, establishment, sub_steps};
use super::hardware::Surveyed;
use super::participation::results_where;
use super::result::{decided, heard};
use crate::domain::answer::{Answer, Status};
use crate::domain::campaign::Terms;
use crate::domain::catalogue::setting::Setting;
use crate::domain::catalogue::{Have, Item};
use crate::domain::date::{Date, add_days, begins_at, day_in_china, parse_date};
use crate::domain::household::Household;
use crate::domain::ids::BuildingNo;
use crate::domain::order::distinct;
use crate::domain::place::Place;
use crate::domain::roll;
use crate::domain::rules::assembly::{self, Side};
use crate::domain::rules::deadline::{Calendar, Due, Duty, Standing, due};
use crate::domain::rules::eligibility::{Building, Complete, Decided, Eligibility, Known, Met, Verdict, eligibility};
use crate::domain::rules::haves::{self, Presence, Service, Support, Value};
use crate::domain::rules::participation::ResultNotice;
use crate::domain::rules::programme::{Listing, Programme, programme};
use crate::domain::rules::room::{self, Requirement, Room, Tenure};
use crate::domain::tally::Decision;
use crate::journal::RecordId;
use crate::journal::compound::{AnswerVersion, Compound};
use crate::journal::fact::SurveyNeed;
use crate::journal::household_file::Stamp;
use rust_decimal::Decimal;

/// What the rules make of a compound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dossier {
    pub eligibility: Eligibility,
    /// Of each building what decides about it, in the roll's order.
    pub buildings: Vec<(String, Building)>,
    /// Buildings of the roll that lack nothing and bear nothing, and why.
    pub left_out: Vec<(BuildingNo, LeftOut)>,
    /// What a supervisor decided where the criteria don't.
    pub decision: Option<Decided>,
    /// The programmes that it is listed in; `None`: not known yet. Payers go by this alone.
    pub listings: Option<Vec<Listing>>,
    /// `None`: not known yet, be it only whether it is looked back at.
    pub programme: Option<Programme>,
    /// What looking back found, where it is on record.
    pub looked_back: Option<LookedBack>,
    pub room: Option<Room>,
    /// `None` until the floor area and the room's area and tenure are known.
    pub requirement: Option<Requirement>,
    pub haves: [HaveLine; 8],
    pub achieved: Option<bool>,
    pub acceptance: Option<Acceptance>,
    /// The mode, once the ballot is closed.
    pub mode: Option<Mode>,
    pub steps: Vec<Step>,
    pub establishment: Establishment,
    /// By area and by owners, where it was recorded.
    pub readiness: Option<(Side, Side)>,
    /// Years in which something is due and of which the calendar says nothing.
    pub uncovered: Vec<i32>,
    /// Buildings that a form of the dossier names and the roll hasn't, by the form.
    pub strangers: Vec<(&'static str, String)>,
}

/// A record of looking back (PRG-2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookedBack {
    pub on: Option<Date>,
    /// What was found lacking, in the words of whoever looked.
    pub lacking: Option<String>,
    pub made_good: Option<Date>,
}

/// Why a building of the roll is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// It needs no survey, as was said with this reason: it decides nothing either.
    NotNeeded(String),
    /// A supervisor decided that the plan reaches other buildings, with this reason (ELG-4).
    NotListed(String),
}

/// One of the eight haves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HaveLine {
    pub have: Have,
    pub now: Value,
    /// As it was by the baseline day, where there is one.
    pub baseline: Option<Value>,
    /// What it lacks as proof: item and field of the catalogue.
    pub missing: Vec<(&'static str, &'static str)>,
    /// How many photos there are of what proves it.
    pub photos: usize,
    /// Why it doesn't apply, by the survey and by the supervisor.
    pub reasons: Vec<String>,
    /// The items of works that support it, which prove nothing.
    pub support: Vec<(&'static Item, Support)>,
}

/// How a compound was accepted (ACC-1, ACC-2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Acceptance {
    pub on: Date,
    /// Without completion, for a special reason.
    pub special: bool,
    /// What it takes is on record: the day of completion, no later than this one; or, in the special case, the reason and the street's confirmation
    /// with number, day and photo.
    pub confirmed: bool,
}

/// The mode that a closed ballot came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mode {
    pub decision: Decision,
    pub on: Date,
    /// No final result is posted: people may still object, and `on` is only when the ballot was closed.
    pub preliminary: bool,
}

/// Something that is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub what: Duty,
    /// What the period runs from; `None`: it isn't known yet.
    pub from: Option<Date>,
    pub due: Option<Due>,
    pub done: Option<Date>,
}

impl Step {
    /// Whether its last day goes by which days are worked: a named day doesn't, nor one before which something has to be done.
    fn rolls(&self) -> bool {
        self.from.is_some() && !self.what.comes_before()
    }

    /// How it stands on `today`; `None` where it isn't known when it is due, and of what has to come before a day that has passed without it on record:
    /// nobody can make good on that, and it may well have been done.
    pub fn standing(&self, today: Date) -> Option<Standing> {
        let is_past = self.what.comes_before() && self.done.is_none() && self.from.is_some_and(|from| from < today);
        self.due.filter(|_| !is_past).map(|due| due.standing(self.done_by(today), today))
    }

    /// When it was done, as of `today`: people may object for as long as the last day isn't over, whatever was entered before.
    pub fn done_by(&self, today: Date) -> Option<Date> {
        self.done.filter(|done| self.what != Duty::Objections || *done < today)
    }
}

/// A form of the dossier that is filled in once.
pub fn form<'a>(compound: &'a Compound, id: &str) -> Option<&'a Answer> {
    compound.answer(&Place::only(), id)
}

/// The entries of a form that is filled in several times, in order of their names; what was struck out is left out.
pub fn entries<'a>(compound: &'a Compound, id: &'a str) -> impl Iterator<Item = (&'a Place, &'a Answer)> {
    let entries = compound.answered_places().filter(|place| place.is_dossier());
    let entry = move |place: &'a Place| Some((place, compound.answer(place, id)?));
    entries.filter_map(entry).filter(|(_, answer)| *answer.status() == Status::Answered && !answer.is_blank())
}

/// The items that prove a have: the service, or of the first one the room.
fn proof(have: Have) -> Vec<&'static str> {
    haves::item(have).map_or_else(|| vec!["room.area", "room.tenure", "room.use"], |service| vec![service])
}

/// A building's number as the roll has it, however it is called here.
pub(super) fn building_no(name: &str) -> &str {
    let name = name.trim();
    ["号楼", "幢", "栋", "#"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}

/// A supervisor's decision, with its reason; without a reason and a name it is none.
fn decision(compound: &Compound) -> Option<(Decided, &str)> {
    let form = form(compound, "dossier.scope")?;
    let decided = Decided::from_code(form.value("decision")?)?;
    let reason = form.value("reason").filter(|_| form.value("by").is_some())?;
    let is_whole = decided != Decided::Partly || form.value("buildings").is_some();
    is_whole.then_some((decided, reason))
}

/// Why the plan doesn't reach a building, where a supervisor decided that it reaches some.
fn not_listed<'a>(compound: &'a Compound) -> impl Fn(&BuildingNo) -> Option<&'a str> {
    let decided = decision(compound).filter(|(decided, _)| *decided == Decided::Partly);
    let form = form(compound, "dossier.scope");
    let within: Vec<&str> =
        form.and_then(|form| form.value("buildings")).into_iter().flat_map(str::lines).map(building_no).collect();
    move |no| decided.filter(|_| !within.contains(&no.as_str())).map(|(_, reason)| reason)
}

/// The buildings that the plan reaches, without those that need no survey; `None` without a roll.
pub(super) fn meant(compound: &Compound) -> Option<Vec<roll::Building>> {
    let mut buildings = compound.surveyed_buildings()?;
    let not_listed = not_listed(compound);
    buildings.retain(|building| not_listed(&building.no).is_none());
    Some(buildings)
}

/// The floor area of a compound, in m².
pub(super) fn floor_area(compound: &Compound) -> Option<Decimal> {
    compound.answer(&Place::Compound, "base.floorArea")?.decimal("area")
}

/// The floor area that the plan reaches, in m².
pub(super) fn area_meant(compound: &Compound) -> Option<Decimal> {
    if decision(compound).is_none_or(|(decided, _)| decided != Decided::Partly) {
        return floor_area(compound);
    }
    let area = |no| compound.answer(&Place::Building(no), "bld.area")?.decimal("area");
    meant(compound)?.into_iter().map(|building| area(building.no)).sum()
}

/// The forms of the dossier that name buildings, and where.
const NAMING: [(&str, &str); 5] = [
    ("dossier.scope", "buildings"),
    ("dossier.appraisal", "building"),
    ("dossier.cost", "buildings"),
    ("dossier.hardship", "buildings"),
    ("dossier.ownerUnit", "building"),
];

/// Without a roll nobody knows.
fn strangers(compound: &Compound) -> Vec<(&'static str, String)> {
    let Some(buildings) = compound.roll.as_ref().map(|roll| roll.buildings()) else { return Vec::new() };
    let is_known = |name: &str| buildings.iter().any(|building| building.no.as_str() == building_no(name));
    let of_form = |(form, field): (&'static str, &'static str)| {
        let names = entries(compound, form).flat_map(|(_, entry)| entry.value(field).unwrap_or_default().lines());
        distinct(names.filter(|name| !is_known(name)).map(|name| (form, name.to_owned())))
    };
    NAMING.into_iter().flat_map(of_form).collect()
}

/// The households that the plan reaches; `None` without a roll.
pub(super) fn households_meant(compound: &Compound) -> Option<u64> {
    let roll = compound.roll.as_ref()?;
    if decision(compound).is_none_or(|(decided, _)| decided != Decided::Partly) {
        return Some(roll.counted());
    }
    let meant = meant(compound)?;
    let is_meant = |household: &&Household| meant.iter().any(|building| building.no == household.building);
    u64::try_from(roll.households().iter().filter(|h| roll.counts(h)).filter(is_meant).count()).ok()
}

pub(super) fn left_out(compound: &Compound) -> Vec<(BuildingNo, LeftOut)> {
    let buildings = compound.roll.as_ref().map(|roll| roll.buildings()).unwrap_or_default();
    let not_listed = not_listed(compound);
    let why = |no: &BuildingNo| match compound.need(&Place::Building(no.clone())) {
        Some((_, SurveyNeed::NotNeeded(why))) => Some(LeftOut::NotNeeded(why.as_str().to_owned())),
        _ => not_listed(no).map(|why| LeftOut::NotListed(why.to_owned())),
    };
    buildings.into_iter().filter_map(|building| why(&building.no).map(|why| (building.no, why))).collect()
}

/// Whether the works are completed: by the dossier, else by the survey.
pub fn completed(compound: &Compound) -> Option<bool> {
    let how = form(compound, "dossier.acceptance").and_then(|form| form.value("how"));
    let status = || compound.answer(&Place::Compound, "base.worksStatus")?.value("status");
    match how {
        Some(how) => Some(how == "completed"),
        None => status().map(|status| matches!(status, "completed" | "accepted")),
    }
}

/// The programmes that a compound is listed in; `None`: not known yet.
pub fn listings(compound: &Compound) -> Option<Vec<Listing>> {
    let answer = compound.answer(&Place::Compound, "base.programme");
    let answer = answer.filter(|answer| answer.value("programme").is_some())?;
    Some(answer.codes("programme").filter_map(Listing::from_code).collect())
}

/// The area of a compound's room that counts towards what is required: only what it owns.
pub fn owned_room(compound: &Compound) -> Option<Decimal> {
    let tenure = compound.answer(&Place::Compound, "room.tenure")?.value("tenure").and_then(Tenure::from_code)?;
    match tenure {
        Tenure::Owned => compound.answer(&Place::Compound, "room.area")?.decimal("area"),
        Tenure::Rented | Tenure::Borrowed | Tenure::None => Some(Decimal::ZERO),
    }
}

/// The mode, once the ballot is closed. It is decided on the day on which the final result was posted (catalogue 6, D3; 9: a preliminary notice for
/// objections, then the final one); until then it goes by the day on which the ballot was closed.
pub fn mode(compound: &Compound, terms: &Terms) -> Option<Mode> {
    let closed = closed_on(compound)?;
    let decision = compound.tally().decision;
    let is_decided = matches!(decision, Decision::Professional | Decision::Quasi);
    let posted = decided(compound, terms).and_then(Result::ok);
    is_decided.then_some(Mode { decision, on: posted.unwrap_or(closed), preliminary: posted.is_none() })
}

/// The day on which the ballot was closed: its last day, or the later one on which somebody said so.
pub fn closed_on(compound: &Compound) -> Option<Date> {
    let (stamp, on) = compound.closed.as_ref()?;
    day_in_china(stamp.at).max(parse_date(on))
}

/// The notices of this result: those that hang since the ballot was closed, and of which whoever closed it didn't know. A result follows its count, and
/// there is none before somebody closed; one that was posted earlier, or before the ballot was opened again, tells of another, be it on the same day.
pub(super) fn told(compound: &Compound) -> Vec<ResultNotice> {
    told_since_close(compound, true)
}

/// The notices that were posted before: of another result than that of the last closing.
pub(super) fn told_before(compound: &Compound) -> Vec<ResultNotice> {
    told_since_close(compound, false)
}

fn told_since_close(compound: &Compound, since: bool) -> Vec<ResultNotice> {
    let (Some(closed), Some((closing, _))) = (closed_on(compound), &compound.closed) else { return Vec::new() };
    let knew = |id: &RecordId| compound.known_at_close().iter().any(|last| last.device == id.device && id.n <= last.n);
    let came_before = |recorded: &Stamp| match recorded.id.device == closing.id.device {
        true => recorded.id.n < closing.id.n,
        false => knew(&recorded.id) || recorded.lt < closing.lt,
    };
    let is_since = |result: &ResultNotice| result.posted.is_some_and(|posted| posted >= closed);
    results_where(compound, |result, recorded| (is_since(result) && !came_before(recorded)) == since)
}

/// What the rules make of `compound` on the day `today`, which only decides whether a room for the time being is over.
pub fn dossier(compound: &Compound, terms: &Terms, today: Date) -> Dossier {
    let (subject, surveyed) = (Subject { compound, terms }, Surveyed::of(compound));
    let calendar = terms.settings.calendar();
    let buildings = subject.buildings();
    let known = Known {
        in_district: subject.in_district(),
        buildings: buildings.iter().map(|(_, building)| *building).collect(),
        is_professional: subject.code("base.existingMgmt", "management").map(|code| code == "professional"),
        cutoff: terms.cutoff_year,
        inclusive: terms.cutoff_inclusive,
        differing_outside: terms.settings.value("differing") == Some("outside"),
    };
    let (room, requirement) = (subject.room(today, None), subject.requirement());
    let baseline = form(compound, "dossier.haves").and_then(|answer| answer.date("baseline"));
    let haves = Have::ALL.map(|have| HaveLine {
        have,
        now: subject.have(have, today, None),
        missing: subject.missing(have),
        photos: proof(have).iter().map(|item| compound.photos_of(item)).sum(),
        reasons: subject.reasons(have),
        support: surveyed.supports(have, room),
        baseline: baseline.map(|day| subject.have(have, day, Some(day))),
    });
    let acceptance = subject.acceptance();
    let mode = mode(compound, terms);
    let listings = listings(compound);
    let steps = subject.steps(acceptance, mode, room, &calendar);
    let rolling = steps.iter().filter(|step| step.rolls());
    let years = rolling.filter_map(|step| Some(step.due?.on.year()));
    let uncovered = distinct(years.filter(|year| !calendar.covers(*year)));
    Dossier {
        eligibility: eligibility(&known),
        buildings,
        left_out: left_out(compound),
        decision: decision(compound).map(|(decided, _)| decided),
        programme: subject.programme(listings.clone()),
        looked_back: subject.looked_back(),
        listings,
        room,
        requirement,
        achieved: haves::achieved(&haves.each_ref().map(|line| line.now)),
        haves,
        acceptance,
        establishment: establishment(compound, mode.map(|mode| mode.decision)),
        mode,
        steps,
        uncovered,
        strangers: strangers(compound),
        readiness: subject.readiness(),
    }
}

fn is_completed_by(accepted: Date, completed: Option<Date>) -> bool {
    completed.is_some_and(|completed| completed <= accepted)
}

struct Subject<'a> {
    compound: &'a Compound,
    terms: &'a Terms,
}

impl<'a> Subject<'a> {
    fn answer(&self, item: &str) -> Option<&'a Answer> {
        self.compound.answer(&Place::Compound, item)
    }

    /// An answer as it was at the end of a day, or as it is.
    fn answer_by(&self, item: &str, day: Option<Date>) -> Option<&'a Answer> {
        let Some(day) = day else { return self.answer(item) };
        // Days begin at midnight in China, eight hours before they do in UTC.
        let end = add_days(day, 1).map_or(i64::MAX, |next| begins_at(next) - 8 * 60 * 60 * 1000);
        let versions = self.compound.answer_versions(&Place::Compound, item);
        versions.iter().rev().find(|version: &&AnswerVersion| version.stamp.at < end).map(|version| &version.answer)
    }

    fn looked_back(&self) -> Option<LookedBack> {
        let form = form(self.compound, "dossier.lookBack").filter(|form| form.values().next().is_some())?;
        Some(LookedBack { on: form.date("on"), lacking: form.text("lacking"), made_good: form.date("made_good") })
    }

    fn code(&self, item: &str, field: &str) -> Option<&'a str> {
        self.answer(item)?.value(field)
    }

    /// ELG-0: one of the campaign's districts, which may be several.
    fn in_district(&self) -> Option<bool> {
        let typed = self.code("base.admin", "district")?;
        self.terms.districts().next()?;
        Some(self.terms.district_meant(typed).is_some())
    }

    fn buildings(&self) -> Vec<(String, Building)> {
        let buildings = self.compound.surveyed_buildings().unwrap_or_default();
        let of = |no: BuildingNo| {
            let place = Place::Building(no.clone());
            let value = |item: &str, field: &str| self.compound.answer(&place, item)?.value(field);
            let complete = value("bld.completeSet", "complete").and_then(Complete::from_code);
            (no.to_string(), Building { year: value("bld.year", "year").and_then(|year| year.parse().ok()), complete })
        };
        // One of garages or shops alone isn't a house.
        let titles = self.compound.roll.as_ref().map_or(&[][..], |roll| roll.households());
        let houses = distinct(titles.iter().filter(|h| h.is_residential()).map(|h| &h.building));
        let is_house = |no: &BuildingNo| houses.binary_search(&no).is_ok();
        buildings.into_iter().filter(|building| is_house(&building.no)).map(|building| of(building.no)).collect()
    }

    fn programme(&self, listings: Option<Vec<Listing>>) -> Option<Programme> {
        let completed = completed(self.compound);
        let accepted = form(self.compound, "dossier.acceptance");
        let works = self.answer("base.worksStatus");
        let on = accepted.and_then(|form| form.date("completed"));
        let on = on.or_else(|| works.and_then(|works| works.date("completion_date")));
        programme(listings, completed, on, self.terms.settings.date("plan_issued"))
    }

    fn room(&self, today: Date, by: Option<Date>) -> Option<Room> {
        let tenure = self.answer_by("room.tenure", by);
        let area = self.answer_by("room.area", by).and_then(|answer| answer.decimal("area"));
        let code = tenure.and_then(|answer| answer.value("tenure")).and_then(Tenure::from_code);
        room::room(area, code, tenure.and_then(|answer| answer.date("expires")), today)
    }

    fn requirement(&self) -> Option<Requirement> {
        let floor_area = area_meant(self.compound)?;
        let owned = owned_room(self.compound)?;
        room::requirement(floor_area, owned, self.terms.room_permille)
    }

    fn have(&self, have: Have, today: Date, by: Option<Date>) -> Value {
        let Some(item) = haves::item(have) else { return haves::room(self.room(today, by)) };
        let agreed = form(self.compound, "dossier.haves");
        let agreed = agreed.filter(|form| form.value("reason").is_some());
        let agreed = agreed.is_some_and(|form| form.codes("not_applicable").any(|code| code == have.code()));
        haves::service(self.service(item, by), agreed)
    }

    /// What was found of a service by a day.
    fn service(&self, item: &str, by: Option<Date>) -> Service {
        let Some(answer) = self.answer_by(item, by) else { return Service::default() };
        let presence = match answer.status() {
            Status::Answered => answer.value("presence").and_then(Presence::from_code),
            Status::NotApplicable(_) => Some(Presence::NotApplicable),
            Status::Unknown(_) => None,
        };
        let has = |field| answer.value(field).is_some();
        Service {
            presence,
            has_provider: has("provider"),
            has_start: has("start_date"),
            has_frequency: has("frequency"),
        }
    }

    /// Why a service doesn't apply.
    fn reasons(&self, have: Have) -> Vec<String> {
        let by_survey = haves::item(have).and_then(|item| match self.answer(item)?.status() {
            Status::NotApplicable(why) => Some(why.as_str().to_owned()),
            _ => None,
        });
        let agreed = form(self.compound, "dossier.haves");
        let agreed = agreed.filter(|form| form.codes("not_applicable").any(|code| code == have.code()));
        let agreed = agreed.and_then(|form| form.text("reason"));
        by_survey.into_iter().chain(agreed).collect()
    }

    /// What a have lacks as proof. Photos are shown beside it; the plan asks for none.
    fn missing(&self, have: Have) -> Vec<(&'static str, &'static str)> {
        if let Some(item) = haves::item(have) {
            return haves::unproved(self.service(item, None)).into_iter().map(|field| (item, field)).collect();
        }
        let tenure = self.code("room.tenure", "tenure").and_then(Tenure::from_code);
        let has = |item, field| self.code(item, field).is_some();
        let is_for_now = matches!(tenure, Some(Tenure::Rented | Tenure::Borrowed));
        let each = [
            (tenure != Some(Tenure::None) && !has("room.area", "area"), ("room.area", "area")),
            (tenure.is_none(), ("room.tenure", "tenure")),
            (is_for_now && !has("room.tenure", "expires"), ("room.tenure", "expires")),
        ];
        each.into_iter().filter_map(|(lacks, field)| lacks.then_some(field)).collect()
    }

    /// By the dossier, else by the survey.
    fn acceptance(&self) -> Option<Acceptance> {
        let by_dossier = || {
            let accepted = form(self.compound, "dossier.acceptance")?;
            let special = accepted.value("how")? == "special";
            let has = |field| accepted.value(field).is_some();
            let on = accepted.date("accepted")?;
            let has_photo = || has("document_photo") || self.compound.photos_of("dossier.acceptance") > 0;
            let confirmed = match special {
                true => has("reason") && has("confirmation_no") && has("confirmed") && has_photo(),
                false => is_completed_by(on, accepted.date("completed")),
            };
            Some(Acceptance { on, special, confirmed })
        };
        let by_survey = || {
            let works = self.answer("base.worksStatus")?;
            let special = works.value("status")? == "exempt";
            // The survey has no day of the street's confirmation.
            let on = works.date("acceptance_date")?;
            Some(Acceptance { on, special, confirmed: !special && is_completed_by(on, works.date("completion_date")) })
        };
        by_dossier().or_else(by_survey)
    }

    fn steps(
        &self,
        acceptance: Option<Acceptance>,
        mode: Option<Mode>,
        room: Option<Room>,
        calendar: &Calendar,
    ) -> Vec<Step> {
        let period = |what, from: Option<Date>, months, done| {
            let due = from.and_then(|from| due(from, months, calendar));
            Step { what, from, due, done }
        };
        let accepted = acceptance.map(|acceptance| acceptance.on);
        // People may still object to a preliminary result.
        let settled = mode.filter(|mode| !mode.preliminary).map(|mode| mode.on);
        let ballot = period(Duty::Ballot, accepted, self.terms.ballot_months, settled);
        let day = |id, field| form(self.compound, id).and_then(|form| form.date(field));
        let start = match self.terms.settings.value("establish_clock") {
            Some("commissioned") => day("dossier.commission", "on"),
            Some("ballot_due") => ballot.due.map(|due| due.rolled),
            _ => mode.map(|mode| mode.on),
        };
        let both = |one: Option<Date>, other: Option<Date>| Some(one?.max(other?));
        let (what, done) = match mode.map(|mode| mode.decision) {
            Some(Decision::Professional) => {
                let held = |field| assembly_day(self.compound, field);
                (Duty::Assembly, both(held("assembly"), held("committee")))
            }
            Some(Decision::Quasi) => (Duty::Station, day("dossier.station", "on")),
            _ => (Duty::Establish, None),
        };
        let whole = period(what, start, self.terms.establish_months, done);
        let parts = sub_steps(self.compound, mode.map(|mode| mode.decision), &whole, calendar);
        let told = self.result_steps(calendar).into_iter().flatten();
        let mut steps: Vec<Step> = std::iter::once(ballot).chain(told).chain([whole.clone()]).chain(parts).collect();
        // A day that is named is due on that day.
        let named = |what, on: Date, done| Step { what, from: None, due: Some(Due { on, rolled: on }), done };
        if let Some(Room::Transitional { until: Some(until), .. }) = room {
            steps.push(named(Duty::Room, until, None));
        }
        for (at, form) in entries(self.compound, "dossier.restoration") {
            if let (Some(on), Place::Dossier(entry)) = (form.date("due"), at) {
                let text = |field| form.value(field).unwrap_or_default().to_owned();
                let what = Duty::Restoration { entry: entry.clone(), what: text("what"), place: text("where") };
                steps.push(named(what, on, form.date("done")));
            }
        }
        steps
    }

    /// Telling the preliminary result and hearing objections to it, once the ballot is closed (plan 四5, 监督权; the days are the campaign's).
    fn result_steps(&self, calendar: &Calendar) -> Option<[Step; 2]> {
        let closed = closed_on(self.compound)?;
        let days = self.terms.settings.days("result_notice_days").unwrap_or(0);
        // Of several, after a recount say, the last one is objected to.
        let told = told(self.compound).into_iter().rev().find(|result| !result.is_final);
        let posted = told.and_then(|result| result.posted);
        let least = posted.and_then(|posted| add_days(posted, days));
        // One may let it hang for longer: then people may object for as long.
        let due = least.max(told.and_then(|result| result.until)).filter(|_| least.is_some());
        let due = due.and_then(|on| calendar.end(on));
        // What a final result waits for is done here, whenever that is posted.
        let heard = heard(self.compound, self.terms, Date::MAX).ok();
        let heard = heard.map(|heard| {
            let recounted = heard.recounted.filter(|_| heard.upheld > 0);
            recounted.map_or(heard.period.until.rolled, |on| on.max(heard.period.until.rolled))
        });
        Some([
            Step { what: Duty::Result, from: Some(closed), due: None, done: posted },
            Step { what: Duty::Objections, from: posted, due, done: heard },
        ])
    }

    fn readiness(&self) -> Option<(Side, Side)> {
        let form = form(self.compound, "dossier.readiness")?;
        let side = |all, taking_part, in_favour| {
            Some(Side {
                all: form.decimal(all)?,
                taking_part: form.decimal(taking_part)?,
                in_favour: form.decimal(in_favour)?,
            })
        };
        Some((side("area", "part_area", "agree_area")?, side("owners", "part_owners", "agree_owners")?))
    }
}

impl Dossier {
    /// Whether it is in a listed programme, looked back at or not.
    pub fn is_listed(&self) -> Option<bool> {
        self.listings.as_ref().map(|listings| !listings.is_empty())
    }

    /// Whether the plan reaches it: by a supervisor's decision, else by the criteria.
    pub fn is_outside(&self) -> bool {
        match self.decision {
            Some(decided) => decided == Decided::Outside,
            None => self.eligibility.verdict == Verdict::NotEligible,
        }
    }

    /// The settings that decide about the scope.
    pub fn scope_assumptions(&self) -> Vec<&'static Setting> {
        let differs = self.eligibility.criteria.iter().any(|(_, met)| *met == Met::Mixed);
        assumed([(differs, "differing")])
    }

    /// The settings that decide what is due when, of days off only those that moved a day.
    pub fn step_assumptions(&self, terms: &Terms) -> Vec<&'static Setting> {
        let calendar = terms.settings.calendar();
        let moved = |without: Calendar| {
            let periods = self.steps.iter().filter(|step| step.rolls()).filter_map(|step| step.due);
            periods.into_iter().any(|due| without.roll(due.on) != Some(due.rolled))
        };
        assumed([
            (self.steps.iter().any(|step| step.what.establishes()), "establish_clock"),
            (self.steps.iter().any(|step| step.what == Duty::Objections && step.due.is_some()), "result_notice_days"),
            (moved(Calendar { holidays: Vec::new(), ..calendar.clone() }), "holidays"),
            (moved(Calendar { workdays: Vec::new(), ..calendar }), "workdays"),
        ])
    }

    /// What of it holds where others' ballots aren't: a tablet hears of the closing and can't count.
    pub fn without_result(mut self) -> Self {
        self.mode = None;
        self.establishment.commissioned = None;
        self.steps.retain(|step| matches!(step.what, Duty::Ballot | Duty::Room | Duty::Restoration { .. }));
        let ballot = self.steps.iter_mut().filter(|step| step.what == Duty::Ballot);
        ballot.for_each(|step| step.done = None);
        self
    }

    /// The seven services of the plan (OPQ-2): the haves but the room.
    pub fn services(&self) -> impl Iterator<Item = &HaveLine> {
        self.haves.iter().filter(|line| line.have != Have::H1)
    }

    /// Whether the owners have decided to hire a company, as far as was recorded.
    pub fn owners_decided(&self) -> Option<bool> {
        let (area, owners) = self.readiness.as_ref()?;
        assembly::decided(area, owners)
    }
}
