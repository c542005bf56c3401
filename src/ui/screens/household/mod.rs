//! One household: visits, and the written ballot with all its versions.

mod ballot;
mod check;
pub mod papers;
mod photos;
mod visits;

pub use check::shows_record;

use super::{Screen, doors};
use crate::app::Route;
use crate::app::round::Habits;
use crate::domain::household::Household;
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId};
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::journal::household_file::{HouseholdFile, Stamp};
use crate::shell::local_time;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{Facts, row};
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, Icon, Tone, banner};
use yew::prelude::*;

/// A household's screen, still without its body.
fn of_household(view: &View<'_>, compound: &Compound, household: &Household) -> Screen {
    Screen { title: view.lang.household_of(household), subtitle: Some(compound.card.name.clone()), ..Screen::default() }
}

/// Why nothing can be done at this door, where that is so.
fn shut(view: &View<'_>, compound: &Compound, household: &Household) -> Option<Html> {
    let lang = view.lang;
    let is_household = compound.roll.as_ref().is_some_and(|roll| roll.counts(household));
    match compound.frame() {
        None => Some(banner(Tone::Warn, lang.gate_closed())),
        _ if view.model.is_revoked() => Some(banner(Tone::Danger, lang.revoked_here())),
        _ if !is_household => Some(banner(Tone::Info, lang.not_a_household())),
        _ => None,
    }
}

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, household: &Household) -> Screen {
    let lang = view.lang;
    let mut screen = of_household(view, compound, household);
    if let Some(why) = shut(view, compound, household) {
        screen.body = why;
        return screen;
    }
    let at = At { view, compound, household, compound_id: &compound.card.id, id: &household.id };
    let empty = HouseholdFile::default();
    let file = compound.file(&household.id).unwrap_or(&empty);
    let papers = Route::HouseholdPapers(campaign.clone(), compound.card.id.clone(), household.id.clone());
    let papers = view.way(ButtonKind::Secondary, None, lang.household_papers(), papers);
    // Held upright they lie below each other: first what is done at every door.
    let body = el("div", "halves")
        .add(el("div", "stack").add(facts(view, household)).add(at.visits(file)))
        .add(el("div", "stack").add(at.ballot(file)).add(at.checks(file)).add(at.door_photos()).add(row().add(papers)));
    screen.body = all([doors::left(view, campaign, compound), doors::outside(view, compound), body.html()]);
    let record = at.record_button();
    // A paper that was begun isn't left by the button that leads on from every door.
    let next = match record.is_some() && view.model.form(&at.ballot_key()).holds_typed() {
        true => None,
        false => Habits::of(&view.model.settings).next_door(campaign, compound, &household.id, (view.local, view.now)),
    };
    let next = next.map(|next| {
        let next = Route::Household(campaign.clone(), compound.card.id.clone(), next.clone());
        let kind = if record.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
        let next = Button::new(lang.next_door(), view.go(next));
        Button { kind, icon: Some(Icon::Next), icon_last: true, ..next }.view()
    });
    let about = Place::Household(household.id.clone());
    let survey = Route::Survey(campaign.clone(), compound.card.id.clone(), Some(about));
    // What records comes last: the second half of a double tap hits it again at the next door, where it does nothing.
    screen.actions = all([
        view.way(ButtonKind::Secondary, None, lang.about_household(), survey),
        next.unwrap_or_default(),
        record.unwrap_or_default(),
    ]);
    screen
}

fn facts(view: &View<'_>, household: &Household) -> El {
    let lang = view.lang;
    let unknown = || lang.unknown().to_owned();
    let holders = if household.holders.is_empty() { unknown() } else { lang.list(&household.holders) };
    let facts = Facts::new()
        .fact(lang.holders(), holders)
        .fact(lang.area(), household.area_m2.map_or_else(unknown, |area| format!("{area} ㎡")))
        .fact(lang.tenure(), household.tenure.map_or_else(|| lang.unknown(), |tenure| lang.tenure_of(tenure)))
        .fact_some(lang.note(), household.note.as_ref());
    el("section", "card").add(facts)
}

struct At<'a, 'v> {
    view: &'a View<'v>,
    compound: &'a Compound,
    household: &'a Household,
    compound_id: &'a CompoundId,
    id: &'a HouseholdId,
}

impl At<'_, '_> {
    /// Who wrote a record, and when.
    fn recorded(&self, stamp: &Stamp) -> String {
        self.view.lang.recorded_at(&stamp.by, &local_time(stamp.at))
    }
}
