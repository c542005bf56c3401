//! Which lines are one title, and hence one household and one vote.
//!
//! Lines of one suite are one title with several holders, unless their title numbers differ. A later line may add a holder or
//! fill in what an earlier one left blank; it may not say something else.

use super::header::Field;
use super::preview::{LineProblem, Warning};
use crate::domain::household::{Household, Tenure, Use};
use crate::domain::ids::{BuildingNo, HouseholdId};
use crate::domain::order::household_order;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// What one line says about one title.
pub(super) struct Claim {
    pub line: u32,
    pub building: String,
    pub stairwell: Option<String>,
    pub floor: Option<i32>,
    pub suite: String,
    /// `None` where nothing says it; such a title is residential.
    pub usage: Option<Use>,
    pub title_no: Option<String>,
    pub holders: Vec<String>,
    pub area: Option<Decimal>,
    pub tenure: Option<Tenure>,
    pub note: Option<String>,
}

/// What a line adds to the title of the line above, whose room it doesn't repeat.
pub(super) struct Further {
    pub usage: Option<Use>,
    pub tenure: Option<Tenure>,
    pub holders: Vec<String>,
    pub note: Option<String>,
}

/// What became of a claim. Indexes are those of [`Titles`] until [`Titles::finish`] sorts them.
pub(super) struct Claimed {
    pub title: usize,
    pub opened: bool,
    /// Whether an earlier line had given the title's area.
    pub had_area: bool,
    pub warnings: Vec<Warning>,
}

/// The titles found so far.
#[derive(Default)]
pub(super) struct Titles {
    titles: Vec<Title>,
    by_suite: HashMap<String, Vec<usize>>,
    by_title_no: HashMap<String, usize>,
}

struct Title {
    first_line: u32,
    /// What has been said; `id` stays without title number until the end.
    said: Claim,
}

/// Sorted households, and where each title of [`Claimed`] went.
pub(super) struct Sorted {
    pub households: Vec<Household>,
    pub place: Vec<usize>,
}

impl Titles {
    /// Takes a line's claim to a title, or says why it can't stand.
    pub fn claim(&mut self, claim: Claim) -> Result<Claimed, LineProblem> {
        let suite = suite_id(&claim);
        let here = self.by_suite.get(&suite).map_or(&[][..], Vec::as_slice);
        match (self.title_meant(here, &claim)?, here) {
            (Some(title), _) => self.join(title, claim),
            (None, _) => Ok(self.open(suite, claim)),
        }
    }

    /// The area of a title, for lines that continue it without naming a room.
    pub fn area(&self, title: usize) -> Option<Decimal> {
        self.titles.get(title).and_then(|title| title.said.area)
    }

    /// Adds further holders to a title.
    pub fn continue_title(&mut self, title: usize, further: Further) -> Result<Claimed, LineProblem> {
        let Title { first_line, said } = &self.titles[title];
        let claim = Claim {
            line: *first_line,
            building: said.building.clone(),
            stairwell: said.stairwell.clone(),
            floor: None,
            suite: said.suite.clone(),
            usage: further.usage,
            title_no: None,
            holders: further.holders,
            area: None,
            tenure: further.tenure,
            note: further.note,
        };
        self.join(title, claim)
    }

    /// Of a suite's titles, the one with the claim's title number, or the only one if either gives none.
    fn title_meant(&self, here: &[usize], claim: &Claim) -> Result<Option<usize>, LineProblem> {
        let number_of = |title: &&usize| self.titles[**title].said.title_no.as_ref();
        match (here, &claim.title_no) {
            ([], _) => Ok(None),
            ([only], None) => Ok(Some(*only)),
            ([first, ..], None) => Err(LineProblem::WhichTitle { earlier_line: self.titles[*first].first_line }),
            (several, Some(number)) => {
                let same = several.iter().find(|title| number_of(title) == Some(number));
                Ok(same.or_else(|| several.iter().find(|title| number_of(title).is_none())).copied())
            }
        }
    }

    fn open(&mut self, suite: String, claim: Claim) -> Claimed {
        let title = self.titles.len();
        let mut warnings = Vec::new();
        if let Some(number) = &claim.title_no {
            match self.by_title_no.get(number) {
                Some(other) => {
                    warnings.push(Warning::TitleNumberElsewhere { earlier_line: self.titles[*other].first_line })
                }
                None => {
                    self.by_title_no.insert(number.clone(), title);
                }
            }
        }
        self.by_suite.entry(suite).or_default().push(title);
        self.titles.push(Title { first_line: claim.line, said: claim });
        Claimed { title, opened: true, had_area: false, warnings }
    }

    fn join(&mut self, index: usize, claim: Claim) -> Result<Claimed, LineProblem> {
        let Title { first_line, said } = &mut self.titles[index];
        let earlier_line = *first_line;
        if let Some((field, earlier, here)) = contradiction(said, &claim) {
            return Err(LineProblem::Contradicts { earlier_line, field, earlier, here });
        }
        if claim.holders.is_empty() {
            return Err(LineProblem::RepeatsTitle { earlier_line });
        }
        let mut warnings = Vec::new();
        for name in claim.holders {
            let twice = said.holders.contains(&name);
            let kept = !twice || is_masked(&name);
            if twice {
                warnings.push(Warning::SameHolderTwice { name: name.clone(), kept });
            }
            if kept {
                said.holders.push(name);
            }
        }
        let had_area = said.area.is_some();
        said.area = said.area.or(claim.area);
        said.usage = said.usage.or(claim.usage);
        said.tenure = said.tenure.or(claim.tenure);
        said.floor = said.floor.or(claim.floor);
        if said.title_no.is_none() && claim.title_no.is_some() {
            said.title_no = claim.title_no;
        }
        said.note = match (said.note.take(), claim.note.filter(|note| !says_co_owned(note))) {
            (Some(earlier), Some(note)) if earlier != note => Some(format!("{earlier}；{note}")),
            (earlier, note) => earlier.or(note),
        };
        Ok(Claimed { title: index, opened: false, had_area, warnings })
    }

    /// Gives every title its id and puts the households in order.
    pub fn finish(self) -> Sorted {
        let Self { titles, by_suite, .. } = self;
        let households = titles.into_iter().map(|Title { said, .. }| {
            let mut id = suite_id(&said);
            let shared = by_suite.get(&id).is_some_and(|here| here.len() > 1);
            if let Some(number) = said.title_no.as_ref().filter(|_| shared) {
                id = format!("{id}#{number}");
            }
            household(HouseholdId(id), said)
        });
        let mut numbered: Vec<(usize, Household)> = households.enumerate().collect();
        numbered.sort_by(|(_, a), (_, b)| household_order(a, b));
        let mut place = vec![0; numbered.len()];
        for (new, (old, _)) in numbered.iter().enumerate() {
            place[*old] = new;
        }
        Sorted { households: numbered.into_iter().map(|(_, household)| household).collect(), place }
    }
}

fn household(id: HouseholdId, said: Claim) -> Household {
    Household {
        id,
        building: BuildingNo(said.building),
        stairwell: said.stairwell,
        floor: said.floor,
        suite: said.suite,
        usage: said.usage.unwrap_or(Use::Residential),
        title_no: said.title_no,
        holders: said.holders,
        area_m2: said.area,
        tenure: said.tenure,
        note: said.note,
    }
}

fn suite_id(claim: &Claim) -> String {
    match &claim.stairwell {
        Some(stairwell) => format!("{}-{stairwell}-{}", claim.building, claim.suite),
        None => format!("{}-{}", claim.building, claim.suite),
    }
}

fn contradiction(earlier: &Claim, here: &Claim) -> Option<(Field, String, String)> {
    fn differ<T: PartialEq>(
        field: Field,
        earlier: Option<T>,
        here: Option<T>,
        word: impl Fn(T) -> String,
    ) -> Option<(Field, String, String)> {
        earlier
            .zip(here)
            .filter(|(earlier, here)| earlier != here)
            .map(|(earlier, here)| (field, word(earlier), word(here)))
    }
    differ(Field::Area, earlier.area, here.area, |area| area.to_string())
        .or_else(|| differ(Field::Use, earlier.usage, here.usage, |usage| usage.code().to_owned()))
        .or_else(|| differ(Field::Tenure, earlier.tenure, here.tenure, |tenure| tenure.code().to_owned()))
        .or_else(|| differ(Field::Floor, earlier.floor, here.floor, |floor| floor.to_string()))
}

fn is_masked(name: &str) -> bool {
    name.contains(['*', '＊', '×', '某', 'X', '●', '○'])
}

/// A note that only repeats what several holders say already.
fn says_co_owned(note: &str) -> bool {
    matches!(note, "共有" | "共同共有" | "共有人")
}
