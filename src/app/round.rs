//! The round from door to door: in which order the doors of a stairwell are gone to, what comes after a door, and where to come back today.
//!
//! What is done with is left by itself: a visit where nobody took the form, or a ballot, leads to the next door without a tap. So the tap that recorded
//! it must not count there too, if a finger hits twice.

use super::effect::Effect;
use super::model::{Model, Moment};
use super::route::Route;
use super::settings::Settings;
use super::update::go;
use crate::domain::ballot::VisitOutcome;
use crate::domain::household::Household;
use crate::domain::ids::{CampaignId, CompoundId, DeviceId, HouseholdId};
use crate::domain::json::{self, object, words};
use crate::domain::order::{natural_order, sorted};
use crate::domain::place::Place;
use crate::domain::roll::Roll;
use crate::domain::rules::visits::Attempts;
use crate::domain::small_map::SmallMap;
use crate::journal::RecordId;
use crate::journal::compound::Compound;
use crate::journal::household_file::HouseholdFile;
use std::cmp::Ordering;

/// In which order the doors of a stairwell are gone to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    #[default]
    TopDown,
    BottomUp,
    /// 先单后双: where the two sides of a stairwell are gone up one after the other.
    OddEven,
    /// As the collector tapped them.
    Own,
}

words!(Order { TopDown = "top_down", BottomUp = "bottom_up", OddEven = "odd_even", Own = "own" });

/// What the device remembers of its rounds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Habits {
    pub order: Order,
    places: Vec<Remembered>,
}

object!(Habits { order or default, places as "own" or nothing });

/// What is remembered of one place: of a stairwell the ids of its doors in the collector's own order, of a household what was left unfinished in its forms
/// ([`super::unfinished`]).
#[derive(Clone, PartialEq, Eq, Debug)]
struct Remembered {
    campaign: CampaignId,
    compound: CompoundId,
    place: Place,
    texts: Vec<String>,
}

object!(Remembered { campaign, compound, place, texts as "doors" });

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    Order(Order),
    /// Begin to put the doors of a stairwell in an order of one's own.
    Arrange(CompoundId, Place),
    /// This door is next; tapped again it is taken out.
    Put(HouseholdId),
    /// That is the order.
    Arranged,
}

#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Who was at the last door, and so will be at the next.
    pub collectors: Vec<String>,
    /// The number of the form that was scanned last; a tablet may not know that it was printed anew.
    pub scanned: String,
    /// The number of the paper that was recorded last.
    pub serial: String,
    /// The door that was left by itself, as long as the screen is still the one that came then.
    pub left: Option<Left>,
    pub arranging: Option<Arranging>,
}

#[derive(Clone, Debug)]
pub struct Left {
    pub household: HouseholdId,
    /// What was recorded there.
    pub record: RecordId,
    at: i64,
}

/// Doors that are being put in order.
#[derive(Clone, Debug)]
pub struct Arranging {
    pub compound: CompoundId,
    pub place: Place,
    pub doors: Vec<HouseholdId>,
}

/// Within so many milliseconds nobody asks at a door a second time, nor at the next one.
pub(super) const SECOND_TAP_MS: u64 = 1_500;

/// Within so many milliseconds a visit is of the same round: a stairwell takes less, and from morning to afternoon, or to evening, it is more.
const ROUND_MS: u64 = 3 * 3_600_000;

impl Remembered {
    fn is_of(&self, campaign: &CampaignId, compound: &CompoundId, place: &Place) -> bool {
        (&self.campaign, &self.compound, &self.place) == (campaign, compound, place)
    }
}

impl Habits {
    /// What the settings say. They hold it as a text, since every program reads the settings and only this part knows of rounds.
    pub fn of(settings: &Settings) -> Self {
        Self::read(settings).unwrap_or_default()
    }

    /// The same, or nothing where the settings say something of rounds that can't be read here: another version's, or damaged.
    pub fn read(settings: &Settings) -> Option<Self> {
        if settings.round.is_empty() { Some(Self::default()) } else { json::from_text(&settings.round).ok() }
    }

    /// What is remembered of a place.
    pub(super) fn texts(&self, campaign: &CampaignId, compound: &CompoundId, place: &Place) -> &[String] {
        self.places.iter().find(|of| of.is_of(campaign, compound, place)).map_or(&[], |of| &of.texts)
    }

    /// The households of which something is remembered.
    pub(super) fn households(
        &self,
        campaign: &CampaignId,
        compound: &CompoundId,
    ) -> impl Iterator<Item = &HouseholdId> {
        self.places.iter().filter_map(move |of| match &of.place {
            Place::Household(id) if (&of.campaign, &of.compound) == (campaign, compound) => Some(id),
            _ => None,
        })
    }

    /// From now on this is, or nothing.
    pub(super) fn remember(&mut self, campaign: CampaignId, compound: CompoundId, place: Place, texts: Vec<String>) {
        self.places.retain(|of| !of.is_of(&campaign, &compound, &place));
        if !texts.is_empty() {
            self.places.push(Remembered { campaign, compound, place, texts });
        }
    }

    /// Campaigns that were taken off the device leave nothing behind. Whether any did.
    pub(super) fn forget_others(&mut self, campaigns: &SmallMap<CampaignId, String>) -> bool {
        let before = self.places.len();
        self.places.retain(|of| campaigns.contains_key(&of.campaign));
        self.places.len() < before
    }

    /// The households of a stairwell in the order of the round. What an own order leaves out comes last.
    pub fn doors<'c>(&self, campaign: &CampaignId, compound: &'c Compound, place: &Place) -> Vec<&'c Household> {
        let Some(roll) = compound.frozen_roll() else { return Vec::new() };
        let doors = roll.households().iter().filter(|title| roll.counts(title) && is_there(title, place)).collect();
        let own = self.texts(campaign, &compound.card.id, place);
        let rank = |title: &Household| own.iter().position(|id| *id == title.id.0).unwrap_or(own.len());
        sorted(doors, |a: &&Household, b: &&Household| match self.order {
            Order::TopDown => from_the_top(a, b),
            Order::BottomUp => from_the_bottom(a, b),
            Order::OddEven => side(a).cmp(&side(b)).then_with(|| from_the_top(a, b)),
            Order::Own => rank(a).cmp(&rank(b)).then_with(|| from_the_top(a, b)),
        })
    }

    /// The next household of the stairwell at which something is to be done, from the first door again after the last one: whoever began in the
    /// middle comes to those that were passed over. `None` where no door is left.
    pub fn next_door<'c>(
        &self,
        campaign: &CampaignId,
        compound: &'c Compound,
        from: &HouseholdId,
        (local, now): (&str, i64),
    ) -> Option<&'c HouseholdId> {
        let here = stairwell(compound.frozen_roll()?.get(from)?);
        let doors = self.doors(campaign, compound, &here);
        let at = doors.iter().position(|title| title.id == *from)?;
        let (passed, [_, ahead @ ..]) = doors.split_at_checked(at)? else { return None };
        let awaits = |title: &Household| awaits(compound, &title.id, local, now);
        let next = ahead.iter().find(|title| awaits(title) != Awaits::Nothing);
        let next = next.or_else(|| passed.iter().find(|title| awaits(title) == Awaits::Visit));
        next.map(|title| &title.id)
    }
}

/// What is to be done at a door on this round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Awaits {
    Nothing,
    /// They were given the form on this round.
    Form,
    Visit,
}

/// Who has voted, refused it, moved away or has no house any more is left in peace, and so is, until their time, who asked to be called on again.
fn awaits(compound: &Compound, household: &HouseholdId, local: &str, now: i64) -> Awaits {
    if !is_open(compound, household) {
        return Awaits::Nothing;
    }
    let Some((file, last)) = compound.file(household).and_then(|file| Some((file, file.visits.last()?))) else {
        return Awaits::Visit;
    };
    let is_of_this_round = last.stamp.at.abs_diff(now) < ROUND_MS;
    let is_later = file.appointment().is_some_and(|agreed| agreed.visit.again.as_deref() > Some(local));
    match last.visit.outcome {
        _ if is_later => Awaits::Nothing,
        VisitOutcome::Refused | VisitOutcome::Moved | VisitOutcome::Gone => Awaits::Nothing,
        VisitOutcome::NotMet | VisitOutcome::ComeBack if is_of_this_round => Awaits::Nothing,
        VisitOutcome::Delivered | VisitOutcome::Collected if is_of_this_round && compound.holds_form(household) => {
            Awaits::Form
        }
        // Their paper is to be found and recorded, not to be asked for.
        VisitOutcome::Collected if file.unrecorded_paper().is_some() => Awaits::Nothing,
        _ => Awaits::Visit,
    }
}

/// Whether a household has no ballot that it would be counted by.
fn is_open(compound: &Compound, household: &HouseholdId) -> bool {
    !compound.standing(household).is_returned()
}

/// The stairwell of a household.
pub fn stairwell(household: &Household) -> Place {
    Place::Stairwell(household.building.clone(), household.stairwell.clone())
}

fn is_there(household: &Household, place: &Place) -> bool {
    matches!(place, Place::Stairwell(building, no) if (building, no) == (&household.building, &household.stairwell))
}

fn from_the_top(a: &Household, b: &Household) -> Ordering {
    b.floor.cmp(&a.floor).then_with(|| natural_order(&a.suite, &b.suite))
}

/// What has no floor comes last here too.
fn from_the_bottom(a: &Household, b: &Household) -> Ordering {
    let floor = |title: &Household| (title.floor.is_none(), title.floor);
    floor(a).cmp(&floor(b)).then_with(|| natural_order(&a.suite, &b.suite))
}

/// Odd numbers, even numbers, what has none.
fn side(household: &Household) -> u8 {
    match household.suite.bytes().rev().find(u8::is_ascii_digit) {
        Some(digit) if digit % 2 == 1 => 0,
        Some(_) => 1,
        None => 2,
    }
}

pub(super) fn update(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Order(order) => {
            let habits = Habits { order, ..Habits::of(&model.settings) };
            model.round.arranging = None;
            keep(model, &habits, effects);
        }
        Msg::Arrange(compound, place) => {
            model.round.arranging = Some(Arranging { compound, place, doors: Vec::new() });
        }
        Msg::Put(household) => {
            let Some(Arranging { doors, .. }) = &mut model.round.arranging else { return };
            match doors.iter().position(|door| *door == household) {
                Some(at) => drop(doors.remove(at)),
                None => doors.push(household),
            }
        }
        Msg::Arranged => {
            let (Some(Arranging { compound, place, doors }), Some(campaign)) =
                (model.round.arranging.take(), model.state().map(|state| state.campaign.clone()))
            else {
                return;
            };
            let mut habits = Habits::of(&model.settings);
            habits.forget_others(&model.campaigns);
            habits.remember(campaign, compound, place, doors.into_iter().map(|door| door.0).collect());
            keep(model, &habits, effects);
        }
    }
}

pub(super) fn keep(model: &mut Model, habits: &Habits, effects: &mut Vec<Effect>) {
    model.settings.round = json::to_text(habits);
    effects.push(Effect::StoreSettings(model.settings.clone()));
}

/// Whether nothing more is to be done at a door after such a visit. Who takes the form may well fill it in at once.
pub(super) fn is_done(outcome: VisitOutcome) -> bool {
    !matches!(outcome, VisitOutcome::Delivered | VisitOutcome::Collected)
}

/// Goes on to the next door, or after the last one to the stairwell, if the person is still at this one: sealing a ballot takes a moment.
pub(super) fn go_on(
    model: &mut Model,
    now: &Moment,
    (compound, household): (&CompoundId, &HouseholdId),
    record: RecordId,
    effects: &mut Vec<Effect>,
) {
    if !is_at(model, compound, household) {
        return;
    }
    let (Some(campaign), Some(of)) = (model.route.campaign().cloned(), model.compound(compound)) else { return };
    let Some(title) = of.frozen_roll().and_then(|roll| roll.get(household)) else { return };
    let next = Habits::of(&model.settings).next_door(&campaign, of, household, (&now.local, now.at));
    let to = match next {
        Some(next) => Route::Household(campaign, compound.clone(), next.clone()),
        None => Route::Doors(campaign, compound.clone(), Some(stairwell(title))),
    };
    go(model, now, to, effects);
    // The door that comes next says what was recorded, and where it would lie are its buttons.
    model.toasts.clear();
    model.round.left = Some(Left { household: household.clone(), record, at: now.at });
}

/// Whether a tap here is the second half of the one that led here.
pub(super) fn has_just_come(model: &Model, now: &Moment, compound: &CompoundId, household: &HouseholdId) -> bool {
    let left = model.round.left.as_ref();
    is_at(model, compound, household) && left.is_some_and(|left| left.at.abs_diff(now.at) < SECOND_TAP_MS)
}

fn is_at(model: &Model, compound: &CompoundId, household: &HouseholdId) -> bool {
    matches!(&model.route, Route::Household(_, at, door) if (at, door) == (compound, household))
}

/// The attempts at a door, against what the campaign proposes.
pub fn attempts(model: &Model, file: &HouseholdFile) -> Attempts {
    let proposed = model.state().and_then(|state| state.terms.as_ref()).map_or(0, |terms| terms.min_visits);
    Attempts::of(file.visits.iter().map(|record| &record.visit), proposed)
}

/// A household that asked to be called on again, today, before, or at no time that was agreed.
pub struct CallBack<'c> {
    pub household: &'c Household,
    /// A day, or local date and time, where one was agreed.
    pub again: Option<&'c str>,
    pub note: Option<&'c String>,
    /// It was to be before today.
    pub overdue: bool,
}

/// Where to come back today: this device's own buildings first, then by time. A visit at that time or later, or a ballot, ends it.
pub fn callbacks<'c>(compound: &'c Compound, device: Option<&DeviceId>, today: &str) -> Vec<CallBack<'c>> {
    let Some(roll) = compound.frozen_roll() else { return Vec::new() };
    let due = |household: &'c Household| {
        let visit = &compound.file(&household.id)?.appointment()?.visit;
        let again = visit.again.as_deref();
        let day = again.and_then(|again| again.get(..10)).unwrap_or(today);
        let found = CallBack { household, again, note: visit.note.as_ref(), overdue: day < today };
        (day <= today && is_open(compound, &household.id) && roll.counts(household)).then_some(found)
    };
    let is_others =
        |of: &CallBack<'_>| !device.is_some_and(|device| compound.assigned_to(&of.household.building).contains(device));
    let found = roll.households().iter().filter_map(due).collect();
    // What has no time comes last.
    let at = |of: &CallBack<'c>| (is_others(of), of.again.is_none(), of.again);
    sorted(found, |a, b| at(a).cmp(&at(b)))
}

/// A day, or local date and time, in as few characters as a door on the grid has room for: the time where it is of today, else month and day.
pub fn briefly<'t>(local: &'t str, today: &str) -> &'t str {
    let time = local.strip_prefix(today).and_then(|rest| rest.strip_prefix('T'));
    time.or_else(|| local.get(5..10)).unwrap_or(local)
}

/// Where a paper was taken back that isn't on record.
pub fn unrecorded(compound: &Compound) -> Vec<&Household> {
    let mut found = compound.merged_titles();
    if let Some(roll) = compound.frozen_roll() {
        found.extend(roll.counted_titles());
    }
    found.retain(|title| compound.misses_ballot(&title.id));
    found
}

/// The doors of a stairwell as they lie: floors from the top down, one column per position on the floor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// What the doors of a column have in common: `01`, `02` …
    pub columns: Vec<String>,
    /// Floor, and for each column the title there, as its position on the roll.
    pub rows: Vec<(Option<i32>, Vec<Option<usize>>)>,
}

/// Lays the titles at `positions` of the roll out as a grid.
pub fn grid(roll: &Roll, positions: &[usize]) -> Grid {
    let titles = roll.households();
    let columns = positions.iter().map(|&at| column_of(&titles[at])).collect();
    let mut columns: Vec<String> = sorted(columns, |a, b| natural_order(a, b));
    columns.dedup();
    let mut floors: Vec<Option<i32>> = sorted(positions.iter().map(|&at| titles[at].floor).collect(), |a, b| b.cmp(a));
    floors.dedup();
    let mut rows = Vec::with_capacity(floors.len());
    for floor in floors {
        let mut on_floor: Vec<usize> = positions.iter().copied().filter(|&at| titles[at].floor == floor).collect();
        // Two titles behind one door (a divided dwelling) take a row each.
        while !on_floor.is_empty() {
            let mut row = vec![None; columns.len()];
            on_floor.retain(|&at| {
                let column = column_of(&titles[at]);
                match columns.iter().position(|c| *c == column).and_then(|i| row.get_mut(i)) {
                    Some(cell) if cell.is_none() => {
                        *cell = Some(at);
                        false
                    }
                    _ => true,
                }
            });
            rows.push((floor, row));
        }
    }
    Grid { columns, rows }
}

/// `02` of suite 302 on floor 3; the whole label where it doesn't start with its floor.
fn column_of(title: &Household) -> String {
    let floor = title.floor.map(|f| f.to_string()).unwrap_or_default();
    match title.suite.strip_prefix(floor.as_str()) {
        Some(rest) if !rest.is_empty() && !floor.is_empty() => rest.to_owned(),
        _ => title.suite.clone(),
    }
}
