//! The choice of a place: the compound, its buildings, and folded under each its stairwells.

use crate::app::survey::{self, Msg};
use crate::app::{Event, Route};
use crate::domain::answer::Progress as Done;
use crate::domain::place::Place;
use crate::domain::roll::Building;
use crate::journal::state::Compound;
use crate::ui::screens::Screen;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, Banner, Icon, Progress, Tone};
use yew::prelude::*;

/// Up to so many buildings are unfolded at first: they fit on a screen or two.
const FEW: usize = 4;

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let lang = view.lang;
    let places = Places {
        view,
        compound,
        ext_on: survey::ext_on(view.model),
        unsaved: survey::unsaved(compound, &view.model.survey),
    };
    let buildings = survey::buildings(compound);
    let fold = buildings.len() > FEW;
    let whole = places.progress(&Place::Compound);
    let each: Vec<BuildingProgress> = buildings.iter().map(|building| places.building(building)).collect();
    let overall = survey::sum(each.iter().map(|b| b.all).chain([whole]));
    let strays = survey::strays(compound);
    Screen {
        title: lang.step_survey().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body: html! {
            <>
                <section class="card">
                    <Progress label={lang.survey_all()} done={overall.done} total={overall.total} />
                    if overall.unknown > 0 { <p class="muted">{ lang.items_unknown(overall.unknown) }</p> }
                </section>
                if compound.roll.is_none() {
                    <Banner kind={Tone::Info}>{ lang.survey_no_roll() }</Banner>
                }
                <h2 class="section-title">{ lang.survey_places() }</h2>
                <ul class="list">{ places.row(&Place::Compound, lang.survey_place(&Place::Compound), whole) }</ul>
                if !buildings.is_empty() {
                    <ul class="list">{ for buildings.iter().zip(&each).map(|(b, done)| places.building_row(b, done, fold)) }</ul>
                }
                if !strays.is_empty() {
                    <Banner kind={Tone::Warn} title={lang.survey_strays()}>{ lang.survey_strays_long() }</Banner>
                    <ul class="list">
                        { for strays.iter().map(|place| places.row(place, lang.survey_place(place), places.progress(place))) }
                    </ul>
                }
            </>
        },
        ..Screen::default()
    }
}

struct BuildingProgress {
    own: Done,
    stairwells: Vec<(Place, Done)>,
    all: Done,
}

struct Places<'v, 'a> {
    view: &'v View<'a>,
    compound: &'v Compound,
    ext_on: bool,
    unsaved: Vec<&'v Place>,
}

impl Places<'_, '_> {
    fn progress(&self, place: &Place) -> Done {
        survey::progress(self.compound, place, self.ext_on)
    }

    fn building(&self, building: &Building) -> BuildingProgress {
        let own = self.progress(&Place::Building(building.no.clone()));
        let places = building.stairwells.iter().map(|s| Place::Stairwell(building.no.clone(), s.no.clone()));
        let stairwells: Vec<_> = places.map(|place| (place.clone(), self.progress(&place))).collect();
        let all = survey::sum(stairwells.iter().map(|(_, done)| *done).chain([own]));
        BuildingProgress { own, stairwells, all }
    }

    /// A building: a head that folds and unfolds what can be surveyed in it.
    fn building_row(&self, building: &Building, done: &BuildingProgress, at_first: bool) -> Html {
        let (lang, id) = (self.view.lang, &self.compound.card.id);
        let folded = self.view.model.survey.is_folded(id, &building.no, at_first);
        let own = Place::Building(building.no.clone());
        let unsaved = folded && (self.is_unsaved(&own) || done.stairwells.iter().any(|(p, _)| self.is_unsaved(p)));
        let fold = self.view.on(Event::Survey(Msg::Fold(id.clone(), building.no.clone())));
        let name = lang.building(building.no.as_str());
        html! {
            <li key={building.no.as_str()}>
                <button type="button" class="item" onclick={fold} aria-expanded={if folded { "false" } else { "true" }}>
                    { Icon::Building.view() }
                    <span class="item__main">
                        <span class="item__title">{ &name }</span>
                        <span class="item__sub num">{ lang.building_and_stairwells(done.all.done, done.all.total) }</span>
                    </span>
                    { self.aside(unsaved, done.all, if folded { Icon::Plus } else { Icon::Minus }) }
                </button>
                if !folded {
                    <ul class="tree"><li><ul class="tree">
                        { self.row(&own, format!("{name} {}", lang.building_itself()), done.own) }
                        { for done.stairwells.iter().map(|(place, done)| self.row(place, lang.survey_place(place), *done)) }
                    </ul></li></ul>
                }
            </li>
        }
    }

    /// A place to go to.
    fn row(&self, place: &Place, name: String, done: Done) -> Html {
        let lang = self.view.lang;
        let campaign = self.view.model.route.campaign().cloned();
        let route = campaign.map_or(Route::Home, |campaign| {
            Route::Survey(campaign, self.compound.card.id.clone(), Some(place.clone()))
        });
        html! {
            <li key={name.clone()}>
                <button type="button" class="item" onclick={self.view.go(route)}>
                    <span class="item__main">
                        <span class="item__title">{ name }</span>
                        <span class="item__sub num">{ lang.survey_progress(done.done, done.total) }</span>
                    </span>
                    { self.aside(self.is_unsaved(place), done, Icon::Next) }
                </button>
            </li>
        }
    }

    fn is_unsaved(&self, place: &Place) -> bool {
        self.unsaved.contains(&place)
    }

    fn aside(&self, unsaved: bool, done: Done, icon: Icon) -> Html {
        let lang = self.view.lang;
        html! {
            <span class="item__aside">
                if unsaved { <Badge tone={Tone::Danger} label={lang.unsaved_inside()} /> }
                if done.done == done.total { <Badge tone={Tone::Ok} label={lang.done()} /> }
                { icon.view() }
            </span>
        }
    }
}
