//! Door to door: which stairwell, and its doors as a floor × room grid with status colours. No choice is shown here.

use super::Screen;
use crate::app::Route;
use crate::app::ballot::{Door, door, grid};
use crate::domain::ids::{CampaignId, HouseholdId};
use crate::domain::place::Place;
use crate::domain::roll::{Building, Roll};
use crate::journal::Fact;
use crate::journal::compound::Compound;
use crate::ui::element::{El, all, el, fragment};
use crate::ui::layout::{card, card_subtitle, head, item_aside, link, list, row, section_title};
use crate::ui::view::View;
use crate::ui::widgets::{Icon, Tone, badge, badge_count, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, place: Option<&Place>) -> Screen {
    let lang = view.lang;
    let mut screen =
        Screen { title: lang.step_doors().to_owned(), subtitle: Some(compound.card.name.clone()), ..Screen::default() };
    if compound.frame().is_none() {
        screen.body = banner(Tone::Warn, lang.gate_closed());
        return screen;
    }
    if view.model.is_revoked() {
        screen.body = banner(Tone::Danger, lang.revoked_here());
        return screen;
    }
    let Some(roll) = compound.frozen_roll() else { return screen };
    let at = Doors { view, campaign, compound, roll };
    let buildings = roll.buildings();
    screen.actions = super::form_scan::view(view);
    match place {
        Some(place) => {
            screen.subtitle = Some(lang.place(place));
            screen.body = at.stairwell(&buildings, place);
        }
        None => {
            let mut nodes = vec![section_title(lang.choose_stairwell()).html()];
            // This device's own first.
            let (own, others): (Vec<_>, Vec<_>) = buildings.iter().partition(|building| at.is_own(building));
            nodes.extend(own.into_iter().chain(others).map(|building| at.building(building)));
            screen.body = fragment(nodes);
        }
    }
    screen
}

struct Doors<'a, 'v> {
    view: &'a View<'v>,
    campaign: &'a CampaignId,
    compound: &'a Compound,
    roll: &'a Roll,
}

/// Classes and icons of the grid: never colour alone.
fn look(door: Door) -> (&'static str, Option<Icon>) {
    match door {
        Door::Uncounted => ("cell cell--uncounted", Some(Icon::Shop)),
        Door::Untouched => ("cell cell--untouched", None),
        Door::NotMet => ("cell cell--visited", Some(Icon::NotMet)),
        Door::Refused => ("cell cell--refused", Some(Icon::Refused)),
        Door::ComeBack => ("cell cell--callback", Some(Icon::CallBack)),
        Door::Delivered => ("cell cell--visited", Some(Icon::File)),
        Door::Returned => ("cell cell--returned", Some(Icon::Check)),
        Door::Waiting => ("cell cell--waiting", Some(Icon::Check)),
        Door::Conflict => ("cell cell--conflict", Some(Icon::Conflict)),
    }
}

impl Doors<'_, '_> {
    /// Whether the supervisor said that this device goes there.
    fn is_own(&self, building: &Building) -> bool {
        let own = self.view.model.device.as_ref().map(|own| &own.id);
        own.is_some_and(|own| self.compound.assigned_to(&building.no).contains(own))
    }

    /// A building with a way to each of its stairwells.
    fn building(&self, building: &Building) -> Html {
        let lang = self.view.lang;
        let stairwell = |no: Option<&String>, positions: &[usize]| {
            let doors = positions.iter().map(|&at| door(self.compound, &self.roll.households()[at]));
            let (mut returned, mut total, mut conflicts) = (0, 0, 0);
            for door in doors {
                total += usize::from(door != Door::Uncounted);
                returned += usize::from(matches!(door, Door::Returned | Door::Waiting | Door::Conflict));
                conflicts += usize::from(door == Door::Conflict);
            }
            let place = Place::Stairwell(building.no.clone(), no.cloned());
            let label = no.map_or_else(|| lang.whole_building().to_owned(), |no| lang.stairwell_n(no));
            let to = Route::Doors(self.campaign.clone(), self.compound.card.id.clone(), Some(place.clone()));
            let tone = if returned == total { Tone::Ok } else { Tone::Neutral };
            let name = format!("{} ", lang.building(building.no.as_str()));
            let title = el("span", "item__title").add(el("span", "sr-only").text(name)).text(label.clone());
            let aside = item_aside()
                .add_if(conflicts > 0, || badge_count(Tone::Danger, lang.conflicts(), conflicts))
                .add(badge(tone, format!("{returned}/{total}")))
                .add(Icon::Next.view());
            link(self.view.go(to), None, el("span", "item__main").add(title), aside).key(&label)
        };
        el("section", "card")
            .key(building.no.as_str())
            .add(head(
                card_subtitle(lang.building(building.no.as_str())),
                if self.is_own(building) { badge(Tone::Info, lang.yours()) } else { Html::default() },
            ))
            .add(list().each(building.stairwells.iter().map(|s| stairwell(s.no.as_ref(), &s.households))))
            .html()
    }

    fn stairwell(&self, buildings: &[Building], place: &Place) -> Html {
        let lang = self.view.lang;
        let Place::Stairwell(building, no) = place else { return Html::default() };
        let Some(building) = buildings.iter().find(|b| b.no == *building) else { return Html::default() };
        let Some(stairwell) = building.stairwells.iter().find(|s| s.no == *no) else { return Html::default() };
        let outside = if building.outside.is_empty() {
            Html::default()
        } else {
            card()
                .add(card_subtitle(lang.outside_stairwells()))
                .add(row().each(building.outside.iter().map(|&at| self.cell(at))))
                .html()
        };
        all([self.legend(), self.grid(&stairwell.households, lang.place(place)), outside])
    }

    fn grid(&self, positions: &[usize], label: String) -> Html {
        let lang = self.view.lang;
        let grid = grid(self.roll, positions);
        let rows = grid.rows.iter().map(|(floor, cells)| {
            let floor = floor.map_or_else(|| lang.floor_unknown().to_owned(), |n| lang.floor_n(n));
            el("tr", "")
                .add(el("th", "").attr("scope", "row").text(floor))
                .each(cells.iter().map(|cell| el("td", "").add_some(cell.map(|at| self.cell(at).html()))))
        });
        let doors = el("table", "doors").attr("aria-label", label).add(el("tbody", "").each(rows));
        el("div", "card doors-wrap").add(doors).html()
    }

    fn cell(&self, at: usize) -> El {
        let (lang, household) = (self.view.lang, &self.roll.households()[at]);
        let door = door(self.compound, household);
        let (class, icon) = look(door);
        let visits = self.compound.file(&household.id).map_or(0, |file| file.visits.len());
        let to = Route::Household(self.campaign.clone(), self.compound.card.id.clone(), household.id.clone());
        el("button", class)
            .attr("type", "button")
            .flag("disabled", door == Door::Uncounted)
            .onclick(self.view.go(to))
            .add(el("span", "cell__room").text(household.suite.clone()))
            .add_some(icon.map(Icon::view))
            .add(el("span", "cell__note").text(lang.door(door)))
            .add_if(visits > 0, || el("span", "cell__count").text(lang.attempts(visits)).html())
            .add(el("span", "cell__state").add(self.unsaved(&household.id)))
    }

    /// What isn't saved of visits and ballots at this door.
    fn unsaved(&self, at: &HouseholdId) -> Html {
        let meant = |fact: &Fact| {
            let household = match fact {
                Fact::Visit(made) => &made.household,
                Fact::Ballot(taken) => &taken.household,
                Fact::Withdraw(withdraw) => &withdraw.household,
                _ => return false,
            };
            household == at && fact.compound() == Some(&self.compound.card.id)
        };
        self.view.unsaved(self.view.model.save_state_of(&|_, fact| meant(fact)))
    }

    fn legend(&self) -> Html {
        let all = [
            Door::Untouched,
            Door::NotMet,
            Door::Refused,
            Door::ComeBack,
            Door::Delivered,
            Door::Returned,
            Door::Waiting,
            Door::Conflict,
            Door::Uncounted,
        ];
        let entry = |door: Door| {
            let (class, icon) = look(door);
            let swatch = el("span", class).attr("aria-hidden", "true").add_some(icon.map(Icon::view));
            el("span", "").add(swatch).text(self.view.lang.door(door))
        };
        el("div", "legend").attr("aria-label", self.view.lang.legend()).each(all.into_iter().map(entry)).html()
    }
}
