//! What is printed from the roll (catalogue, section 6: D1 to D3, D7 to D10): which document, and for which part of the compound.
//!
//! A document is laid out only once it is asked for: the forms of a whole compound are some hundred pages, and nothing of them is to weigh on the
//! screen before. It stays laid out until another is or the screen is left, because a browser's dialog may be waited for or opened again.

pub mod fit;
pub mod register;

use super::effect::Effect;
use super::form::{FormKey, Problem, ProblemKind};
use super::model::{Model, Moment};
use super::notice::{self, Gate};
use super::tally;
use crate::domain::ballot::{Visit, VisitOutcome};
use crate::domain::date::{Date, day_in_china, parse_date};
use crate::domain::form_serial::FormSerial;
use crate::domain::household::Household;
use crate::domain::ids::BuildingNo;
use crate::domain::notice::Notice;
use crate::domain::order::distinct;
use crate::domain::place::Place;
use crate::domain::roll::Roll;
use crate::findings::count::is_reached;
use crate::findings::result::{Unheard, heard, posted_before};
use crate::journal::State;
use crate::journal::compound::Compound;
use crate::journal::household_file::{HouseholdFile, Standing};

/// A document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paper {
    /// 征求意见表 (D1)
    Forms,
    /// The same to be taken along, for who spoils theirs at the door.
    Spares,
    /// 模式公示 (D2) as it is typed, to be hung up: only what hangs is recorded as posted.
    Draft,
    /// 模式公示 (D2) as it is on record.
    Modes,
    /// 入户送达回收登记册 (D7)
    Register,
    /// 未遇通知 (D8), to each household that was not met.
    NotMet,
    /// The same to be filled in at the door.
    NotMetBlank,
    /// 张贴公告 for what can't be delivered (D8)
    Undelivered,
    /// 授权委托书 (D9)
    Authority,
    /// 计票记录 (D10)
    Count,
    /// 结果公示 (D3), preliminary.
    Preliminary,
    /// 结果公示 (D3), final.
    Final,
}

impl Paper {
    pub const ALL: [Self; 12] = [
        Self::Draft,
        Self::Modes,
        Self::Forms,
        Self::Spares,
        Self::Register,
        Self::NotMet,
        Self::NotMetBlank,
        Self::Undelivered,
        Self::Authority,
        Self::Count,
        Self::Preliminary,
        Self::Final,
    ];

    /// Whether it hangs where everybody reads it. Such a document says nothing of any household.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Draft | Self::Modes | Self::Undelivered | Self::Preliminary | Self::Final)
    }

    /// Whether its figures are the campaign's: a collector's device knows of its own visits only, and what it counts is no count.
    fn is_supervisors(self) -> bool {
        matches!(self, Self::Draft | Self::Undelivered | Self::Count | Self::Preliminary | Self::Final)
    }

    fn needs_notice(self) -> bool {
        !matches!(self, Self::Draft | Self::Register | Self::Authority | Self::Count)
    }

    /// Everything that keeps it from being printed on `today`.
    pub fn lacks(self, model: &Model, compound: &Compound, today: &str) -> Vec<Lack> {
        if self.is_supervisors() && !model.is_supervisor() {
            return vec![Lack::Supervisor];
        }
        let missing: u64 = tally::missing(model, compound).into_iter().map(|(_, n)| n).sum();
        if self.is_supervisors() && self != Self::Draft && missing > 0 {
            return vec![Lack::Missing(missing)];
        }
        if self != Self::Authority && compound.frozen_roll().is_none() {
            return vec![Lack::Roll];
        }
        if self.needs_notice() && compound.notice.is_none() {
            return vec![Lack::Notice];
        }
        match self {
            Self::Draft => draft(model, compound, today).err().into_iter().collect(),
            Self::Modes if compound.notice_outdated => vec![Lack::Outdated],
            Self::Forms | Self::Spares if !compound.rules().printed_forms => vec![Lack::PrintedForms],
            Self::Forms | Self::Spares if to_print(model, compound).is_empty() => vec![Lack::Returned],
            Self::NotMet if not_met(compound, &model.papers.of).is_empty() => vec![Lack::Met],
            Self::Undelivered if undelivered(compound).is_nothing() => vec![Lack::Delivered],
            Self::Preliminary => no_result(compound),
            Self::Final => {
                let terms = model.state().and_then(|state| state.terms.clone()).unwrap_or_default();
                let heard = |today| heard(compound, &terms, today).err().map(Lack::Unheard);
                // What was objected is asked about once there is a result to object to.
                match no_result(compound) {
                    lacks if lacks.is_empty() => parse_date(today).and_then(heard).into_iter().collect(),
                    lacks => lacks,
                }
            }
            _ => Vec::new(),
        }
    }

    /// What is to be known before it is printed, and keeps nobody from it.
    pub fn cautions(self, model: &Model, compound: &Compound) -> Vec<Caution> {
        let is_form = matches!(self, Self::Forms | Self::Spares);
        let asks = is_form || matches!(self, Self::NotMet | Self::NotMetBlank | Self::Undelivered);
        let is_told = model.state().and_then(|state| state.terms.as_ref()).is_some_and(|terms| terms.privacy.is_some());
        let again = if self == Self::Forms { handed_over(model, compound) } else { 0 };
        let each = [
            (asks && compound.closed.is_some()).then_some(Caution::Closed),
            (is_form && !is_told).then_some(Caution::Privacy),
            (again > 0).then_some(Caution::Again(again)),
        ];
        each.into_iter().flatten().collect()
    }
}

/// What is wrong with a document that can be printed all the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Caution {
    /// The ballot is closed: what is signed from now on doesn't count.
    Closed,
    /// The campaign has no privacy notice: every form has blanks instead of it.
    Privacy,
    /// So many of the households have had the form that would be printed.
    Again(usize),
}

/// What a document can't be printed without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    /// A supervisor's device.
    Supervisor,
    /// The roll isn't frozen.
    Roll,
    /// The notice of the two modes isn't posted.
    Notice,
    /// The notice that is to be hung up isn't typed, or not whole.
    Contents,
    /// Were it hung up today, it wouldn't hang long enough before the first day that it names.
    FirstDay,
    /// The roll was corrected since the notice was posted: another N hangs there.
    Outdated,
    /// The campaign's forms come from elsewhere, with serials of their own.
    PrintedForms,
    /// All households that were chosen have returned theirs.
    Returned,
    /// None of the households that were chosen was missed.
    Met,
    /// Every household has its form.
    Delivered,
    /// The ballot isn't closed: before that there is no result, and figures would sway those who are still asked.
    Close,
    /// Of so many households nobody can say yet what their ballot counts for.
    Unknown(u64),
    /// So many serials stand for more than one household.
    Doubled(usize),
    /// So many records that the closing knew aren't on this device.
    Missing(u64),
    /// What the preliminary result is owed before there is a final one.
    Unheard(Unheard),
}

/// What keeps a count from being a result. A record that comes in after the close can bring each of these back.
fn no_result(compound: &Compound) -> Vec<Lack> {
    if compound.closed.is_none() {
        return vec![Lack::Close];
    }
    let (unknown, doubled) = (compound.tally().counts.unknown(), compound.doubled_serials().len());
    let each = [
        compound.notice_outdated.then_some(Lack::Outdated),
        (unknown > 0).then_some(Lack::Unknown(unknown)),
        (doubled > 0).then_some(Lack::Doubled(doubled)),
    ];
    each.into_iter().flatten().collect()
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// For which part of the compound.
    Choose(Place),
    /// Whether households whose form came back get one all the same.
    Returned(bool),
    /// Lay a document out and print it.
    Print(Paper),
    PutAway,
}

/// What was chosen on the screen.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The compound, a building, a stairwell or a household.
    pub of: Place,
    /// Whether households whose form came back get one all the same; `None` until somebody says.
    pub returned: Option<bool>,
    /// The document that is laid out.
    pub laid: Option<Paper>,
}

impl Default for Draft {
    fn default() -> Self {
        Self { of: Place::Compound, returned: None, laid: None }
    }
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Choose(place) => model.papers = Draft { of: place, laid: None, ..model.papers },
        Msg::Returned(with) => {
            model.papers.returned = Some(with);
            model.papers.laid = None;
        }
        Msg::Print(paper) => {
            if model.routed_compound().is_some_and(|compound| paper.lacks(model, compound, now.today()).is_empty()) {
                model.papers.laid = Some(paper);
                effects.push(Effect::Print);
            }
        }
        Msg::PutAway => model.papers.laid = None,
    }
}

/// The notice as it is typed, where nothing is missing for it to be hung up today.
///
/// # Errors
/// What is missing.
pub fn draft(model: &Model, compound: &Compound, today: &str) -> Result<Notice, Lack> {
    let form = model.form(&FormKey::Notice(compound.card.id.clone()));
    notice::to_hang(&form, &Gate::of(model, compound, today)).map_err(|problems| match problems[..] {
        [Problem { field: "ballot_from", kind: ProblemKind::Office(_) }] => Lack::FirstDay,
        _ => Lack::Contents,
    })
}

/// What the result takes the place of, where the ballot was closed before and that result was posted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Replaced {
    pub posted: Date,
    /// The day on which the ballot was opened again; `None` where a record that came in later undid the closing.
    pub reopened: Option<Date>,
}

pub fn replaced(compound: &Compound) -> Option<Replaced> {
    let (by, is_opening) = compound.last_ended().filter(|_| compound.closed.is_some())?;
    let reopened = day_in_china(by.at).filter(|_| is_opening);
    posted_before(compound).map(|posted| Replaced { posted, reopened })
}

/// The number of the form that a household signs if it spoils the one with this number.
pub fn spare_serial(serial: &str) -> Option<String> {
    let next = FormSerial::read(serial)?;
    Some(FormSerial { copy: next.copy + 1, ..next }.to_string())
}

/// Who goes from door to door, as far as that was said of the devices that go to the buildings.
pub fn collectors<'s>(state: &'s State, compound: &Compound) -> Vec<&'s str> {
    let devices = compound.assigned.values().flatten();
    distinct(devices.filter_map(|device| state.enrolled.get(device)?.person.as_deref()))
}

/// Below so many households a building isn't named on a public notice: one that lists a few flats where nobody was met tells which stand empty.
const FEWEST: u64 = 5;

/// How many households no form reached yet, as everybody may read it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Undelivered {
    pub buildings: Vec<(BuildingNo, u64)>,
    /// In buildings that aren't named.
    pub elsewhere: u64,
}

impl Undelivered {
    fn is_nothing(&self) -> bool {
        self.buildings.is_empty() && self.elsewhere == 0
    }
}

/// When nobody was met at a door: each attempt is a line, so that no day breaks in two.
pub fn missed_at(file: &HouseholdFile) -> String {
    let missed = file.visits.iter().filter(|made| made.visit.outcome == VisitOutcome::NotMet);
    missed.map(|made| made.visit.at.replace('T', " ")).collect::<Vec<_>>().join("\n")
}

/// Of the whole compound: a notice about part of it would name who lives there (catalogue, section 6: D8).
pub fn undelivered(compound: &Compound) -> Undelivered {
    let mut found = Undelivered::default();
    let homes = compound.frozen_roll().into_iter().flat_map(Roll::counted_titles);
    for home in homes.filter(|home| !is_reached(compound, &home.id)) {
        match found.buildings.iter_mut().find(|(no, _)| *no == home.building) {
            Some((_, n)) => *n += 1,
            None => found.buildings.push((home.building.clone(), 1)),
        }
    }
    // Few in one building that isn't named would be found by leaving out those that are.
    let smallest = |of: &[(BuildingNo, u64)]| (0..of.len()).min_by_key(|at| of[*at].1);
    while let Some(at) = smallest(&found.buildings) {
        let (is_few, is_lone) = (found.buildings[at].1 < FEWEST, (1..FEWEST).contains(&found.elsewhere));
        if !is_few && !is_lone {
            break;
        }
        found.elsewhere += found.buildings.remove(at).1;
    }
    found
}

/// The households of a place, in the order of the roll. A title that is no household gets no paper.
pub fn households<'r>(roll: &'r Roll, of: &Place) -> Vec<&'r Household> {
    roll.counted_titles().filter(|household| is_of(household, of)).collect()
}

fn is_of(household: &Household, of: &Place) -> bool {
    match of {
        Place::Compound => true,
        Place::Building(no) => household.building == *no,
        Place::Stairwell(building, no) => household.building == *building && household.stairwell == *no,
        Place::Household(id) => household.id == *id,
        Place::Dossier(_) => false,
    }
}

/// Whether a household's form is still to come. Who has to sign again after a settlement is given another.
fn is_open(compound: &Compound, household: &Household) -> bool {
    matches!(compound.standing(&household.id), Standing::NotReturned | Standing::Annulled)
}

/// Whether forms are printed for households whose form came back, too: once one did, only if somebody says so.
pub fn prints_returned(model: &Model, compound: &Compound) -> bool {
    model.papers.returned.unwrap_or_else(|| !has_returns(compound))
}

/// Whether any household's form came back.
pub fn has_returns(compound: &Compound) -> bool {
    compound.frozen_roll().into_iter().flat_map(Roll::counted_titles).any(|household| !is_open(compound, household))
}

/// The households whose forms are printed, with the numbers of the forms.
pub fn to_print<'c>(model: &Model, compound: &'c Compound) -> Vec<(&'c Household, String)> {
    let Some(roll) = compound.frozen_roll() else { return Vec::new() };
    let (all, serials) = (prints_returned(model, compound), compound.form_serials());
    let homes = households(roll, &model.papers.of).into_iter().filter(|home| all || is_open(compound, home));
    homes.filter_map(|home| Some((home, serials.get(&home.id)?.clone()))).collect()
}

/// How many households have had the form that is printed: what was handed over and not numbered may be it.
fn handed_over(model: &Model, compound: &Compound) -> usize {
    let has_had = |(home, serial): &(&Household, String)| {
        let Some(file) = compound.file(&home.id) else { return false };
        let gave = |visit: &Visit| match visit.form.as_ref().and_then(|form| form.serial.as_ref()) {
            Some(given) => given == serial,
            None => visit.form.is_some() || visit.outcome.gives_form(),
        };
        file.is_returned(serial) || file.visits.iter().any(|made| gave(&made.visit))
    };
    to_print(model, compound).iter().filter(|form| has_had(form)).count()
}

/// The households of a place that get a notice: nobody was met the last time, and their form is still to come. A single one that was chosen gets it
/// whatever is on record of it.
pub fn not_met<'c>(compound: &'c Compound, of: &Place) -> Vec<&'c Household> {
    let homes = compound.frozen_roll().map(|roll| households(roll, of)).unwrap_or_default();
    let was_missed = |home: &&Household| {
        let last = compound.file(&home.id).and_then(|file| file.last_outcome());
        last == Some(VisitOutcome::NotMet) && is_open(compound, home)
    };
    match of {
        Place::Household(_) => homes,
        _ => homes.into_iter().filter(was_missed).collect(),
    }
}

/// The register of a stairwell, as it is carried from door to door.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Book<'c> {
    pub doors: Vec<&'c Household>,
    /// Titles that a correction took off the roll and of which there is something on record: their forms are accounted for like any.
    pub taken_off: Vec<&'c Household>,
}

impl<'c> Book<'c> {
    /// One of its titles, by which its stairwell is told.
    pub fn first(&self) -> Option<&'c Household> {
        self.doors.first().or(self.taken_off.first()).copied()
    }

    fn is_of(&self, household: &Household) -> bool {
        let of = |title: &Household| (&title.building, &title.stairwell) == (&household.building, &household.stairwell);
        self.first().is_some_and(of)
    }
}

/// The titles of a place by stairwell, in the order of the roll; stairwells of which the roll has nothing left come last.
pub fn by_stairwell<'c>(compound: &'c Compound, of: &Place) -> Vec<Book<'c>> {
    let mut found: Vec<Book<'_>> = Vec::new();
    for household in compound.frozen_roll().map(|roll| households(roll, of)).unwrap_or_default() {
        match found.last_mut().filter(|book| book.is_of(household)) {
            Some(last) => last.doors.push(household),
            None => found.push(Book { doors: vec![household], taken_off: Vec::new() }),
        }
    }
    for title in register::taken_off(compound).into_iter().filter(|title| is_of(title, of)) {
        match found.iter_mut().find(|book| book.is_of(title)) {
            Some(book) => book.taken_off.push(title),
            None => found.push(Book { doors: Vec::new(), taken_off: vec![title] }),
        }
    }
    found
}
