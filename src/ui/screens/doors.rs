//! Door to door: which stairwell, and its doors as a floor × room grid with status colours. No choice is shown here.

use super::Screen;
use crate::app::Route;
use crate::app::ballot::{Door, door, grid};
use crate::domain::ids::CampaignId;
use crate::domain::place::Place;
use crate::domain::roll::{Building, Roll};
use crate::journal::state::Compound;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, Banner, Icon, Tone};
use yew::prelude::*;

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, place: Option<&Place>) -> Screen {
    let lang = view.lang;
    let mut screen =
        Screen { title: lang.step_doors().to_owned(), subtitle: Some(compound.card.name.clone()), ..Screen::default() };
    if compound.frame().is_none() {
        screen.body = html! { <Banner kind={Tone::Warn}>{ lang.gate_closed() }</Banner> };
        return screen;
    }
    let Some(roll) = compound.frozen_roll() else { return screen };
    let at = Doors { view, campaign, compound, roll };
    let buildings = roll.buildings();
    match place {
        Some(place) => {
            screen.subtitle = Some(lang.place(place));
            screen.body = at.stairwell(&buildings, place);
        }
        None => {
            screen.body = html! {
                <>
                    <h2 class="section-title">{ lang.choose_stairwell() }</h2>
                    { for buildings.iter().map(|building| at.building(building)) }
                </>
            };
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
        Door::Uncounted => ("cell--uncounted", Some(Icon::Shop)),
        Door::Untouched => ("cell--untouched", None),
        Door::NotMet => ("cell--visited", Some(Icon::NotMet)),
        Door::Refused => ("cell--refused", Some(Icon::Refused)),
        Door::ComeBack => ("cell--callback", Some(Icon::CallBack)),
        Door::Delivered => ("cell--visited", Some(Icon::File)),
        Door::Returned => ("cell--returned", Some(Icon::Check)),
        Door::Conflict => ("cell--conflict", Some(Icon::Conflict)),
    }
}

impl Doors<'_, '_> {
    /// A building with a way to each of its stairwells.
    fn building(&self, building: &Building) -> Html {
        let lang = self.view.lang;
        let stairwell = |no: Option<&String>, positions: &[usize]| {
            let doors = positions.iter().map(|&at| door(self.compound, &self.roll.households()[at]));
            let (mut returned, mut total, mut conflicts) = (0, 0, 0);
            for door in doors {
                total += usize::from(door != Door::Uncounted);
                returned += usize::from(matches!(door, Door::Returned | Door::Conflict));
                conflicts += usize::from(door == Door::Conflict);
            }
            let place = Place::Stairwell(building.no.clone(), no.cloned());
            let label = no.map_or_else(|| lang.whole_building().to_owned(), |no| lang.stairwell_n(no));
            let to = Route::Doors(self.campaign.clone(), self.compound.card.id.clone(), Some(place.clone()));
            html! {
                <li key={label.clone()}>
                    <button type="button" class="item" onclick={self.view.go(to)}>
                        <span class="item__main"><span class="item__title">
                            <span class="sr-only">{ lang.building(building.no.as_str()) }{ " " }</span>{ label }
                        </span></span>
                        <span class="item__aside">
                            if conflicts > 0 { <Badge tone={Tone::Danger} label={lang.conflicts()} count={conflicts} /> }
                            <Badge label={format!("{returned}/{total}")} tone={if returned == total { Tone::Ok } else { Tone::Neutral }} />
                            { Icon::Next.view() }
                        </span>
                    </button>
                </li>
            }
        };
        html! {
            <section class="card" key={building.no.as_str()}>
                <h3 class="card__title">{ lang.building(building.no.as_str()) }</h3>
                <ul class="list">{ for building.stairwells.iter().map(|s| stairwell(s.no.as_ref(), &s.households)) }</ul>
            </section>
        }
    }

    fn stairwell(&self, buildings: &[Building], place: &Place) -> Html {
        let lang = self.view.lang;
        let Place::Stairwell(building, no) = place else { return Html::default() };
        let Some(building) = buildings.iter().find(|b| b.no == *building) else { return Html::default() };
        let Some(stairwell) = building.stairwells.iter().find(|s| s.no == *no) else { return Html::default() };
        let outside = if building.outside.is_empty() {
            Html::default()
        } else {
            html! {
                <section class="card stack">
                    <h3 class="card__title">{ lang.outside_stairwells() }</h3>
                    <div class="row">{ for building.outside.iter().map(|&at| self.cell(at)) }</div>
                </section>
            }
        };
        html! {
            <>
                { self.legend() }
                { self.grid(&stairwell.households, &lang.place(place)) }
                { outside }
            </>
        }
    }

    fn grid(&self, positions: &[usize], label: &str) -> Html {
        let lang = self.view.lang;
        let grid = grid(self.roll, positions);
        let rows = grid.rows.iter().enumerate().map(|(i, (floor, cells))| {
            let floor = floor.map_or_else(|| lang.floor_unknown().to_owned(), |n| lang.floor_n(n));
            html! {
                <tr key={i}>
                    <th scope="row">{ floor }</th>
                    { for cells.iter().map(|cell| html! {
                        <td>{ cell.map(|at| self.cell(at)).unwrap_or_default() }</td>
                    }) }
                </tr>
            }
        });
        html! {
            <div class="card doors-wrap">
                <table class="doors" aria-label={label.to_owned()}><tbody>{ for rows }</tbody></table>
            </div>
        }
    }

    fn cell(&self, at: usize) -> Html {
        let (lang, household) = (self.view.lang, &self.roll.households()[at]);
        let door = door(self.compound, household);
        let (class, icon) = look(door);
        let visits = self.compound.file(&household.id).map_or(0, |file| file.visits.len());
        let to = Route::Household(self.campaign.clone(), self.compound.card.id.clone(), household.id.clone());
        html! {
            <button type="button" class={classes!("cell", class)} disabled={door == Door::Uncounted} onclick={self.view.go(to)}>
                <span class="cell__room">{ &household.suite }</span>
                { icon.map(Icon::view).unwrap_or_default() }
                <span class="cell__note">{ lang.door(door) }</span>
                if visits > 0 { <span class="cell__count">{ lang.attempts(visits) }</span> }
            </button>
        }
    }

    fn legend(&self) -> Html {
        let all = [
            Door::Untouched,
            Door::NotMet,
            Door::Refused,
            Door::ComeBack,
            Door::Delivered,
            Door::Returned,
            Door::Conflict,
            Door::Uncounted,
        ];
        let entry = |door: Door| {
            let (class, icon) = look(door);
            html! {
                <span>
                    <span class={classes!("cell", class)} aria-hidden="true">{ icon.map(Icon::view).unwrap_or_default() }</span>
                    { self.view.lang.door(door) }
                </span>
            }
        };
        html! { <div class="legend" aria-label={self.view.lang.legend()}>{ for all.into_iter().map(entry) }</div> }
    }
}
