//! One file per screen. A screen gives its title, its body, and the buttons at the bottom.
mod campaign;
mod compound;
mod device;
mod devices;
mod doors;
mod dossier;
mod form_scan;
mod handover;
mod home;
mod household;
mod lock;
mod lock_setting;
mod notice;
mod overview;
mod papers;
mod parted;
mod photos;
mod practice;
mod privacy;
mod progress;
mod records;
mod roster;
mod settings;
mod strays;
mod survey;
mod tally;
mod terms;

use super::layout::empty;
use super::view::View;
use super::widgets::ButtonKind;
use crate::app::Route;
use crate::app::parts::Part;
use yew::prelude::*;

pub use lock::view as locked;
pub use practice::stripe as practice;
pub use survey::overall as progress;

/// What a screen shows.
#[derive(Default)]
pub struct Screen {
    pub title: String,
    pub subtitle: Option<String>,
    pub body: Html,
    pub actions: Html,
    /// The body takes the window's height and scrolls inside itself.
    pub fills: bool,
}

pub fn view(view: &View<'_>) -> Screen {
    let model = view.model;
    let part = match model.route.part() {
        Part::Doors => view.screens.doors,
        Part::Survey => view.screens.survey,
        Part::Office => view.screens.office,
    };
    match part {
        Some(draw) => draw(view),
        None => loading(view),
    }
}

/// The screens of the doors, and those by which one gets there.
pub fn doors(view: &View<'_>) -> Screen {
    let model = view.model;
    if model.route == Route::Home {
        return home::view(view);
    }
    let Some(open) = &model.open else { return loading(view) };
    if let Route::Campaign(_) = model.route {
        return campaign::view(view, open);
    }
    let Some(found) = model.routed_compound() else { return not_found(view) };
    let campaign = &open.state.campaign;
    match &model.route {
        Route::Compound(..) => compound::view(view, campaign, found),
        Route::Doors(_, _, place) => doors::view(view, campaign, found, place.as_ref()),
        Route::Household(_, _, household) => match found.title_at_door(household) {
            Some(household) => household::view(view, campaign, found, household),
            None => not_found(view),
        },
        _ => not_found(view),
    }
}

/// The screens of the survey.
pub fn survey(view: &View<'_>) -> Screen {
    let model = view.model;
    if model.open.is_none() {
        return loading(view);
    }
    match (&model.route, model.routed_compound()) {
        (Route::Survey(_, _, place), Some(found)) => survey::view(view, found, place.as_ref()),
        _ => not_found(view),
    }
}

/// The screens of the office.
pub fn office(view: &View<'_>) -> Screen {
    let model = view.model;
    match &model.route {
        Route::NewCampaign => return terms::view_new(view),
        Route::Device => return device::view(view),
        Route::Lock => return lock_setting::view(view),
        Route::Settings => return settings::view(view),
        Route::Practice => return practice::view(view),
        Route::Import => return handover::view_import(view),
        _ => {}
    }
    let Some(open) = &model.open else {
        return loading(view);
    };
    match &model.route {
        Route::Handover(id) | Route::Devices(id) if id.is_practice() => return not_found(view),
        Route::Survey(..) => return survey(view),
        Route::Terms(id) => return terms::view_terms(view, id),
        Route::NewCompound(id) => return compound::view_new(view, id, &open.state),
        Route::Handover(_) => return handover::view(view, open),
        Route::Devices(_) => return devices::view(view, open),
        Route::Privacy(_) => return privacy::view(view, open),
        Route::Records(_) => return records::view(view, open),
        Route::Overview(_) => return overview::view(view, &open.state),
        _ => {}
    }
    match (&model.route, model.routed_compound()) {
        (Route::Roster(..), Some(found)) => roster::view(view, found),
        (Route::Notice(..), Some(found)) => notice::view(view, found),
        (Route::Tally(..), Some(found)) => tally::view(view, found),
        (Route::Papers(campaign, _), Some(found)) => papers::view(view, campaign, found),
        // What a title that is none of the roll's any more has handed in is still to be read.
        (Route::HouseholdPapers(.., household), Some(found)) => match found.title(household) {
            Some(household) => household::papers::view(view, found, household),
            None => not_found(view),
        },
        (Route::Strays(..), Some(found)) => strays::view(view, found),
        (Route::Progress(campaign, _), Some(found)) => progress::view(view, campaign, found),
        (Route::Dossier(campaign, _, part), Some(found)) => dossier::view(view, campaign, found, *part),
        _ => not_found(view),
    }
}

fn loading(view: &View<'_>) -> Screen {
    Screen { title: view.lang.loading().to_owned(), ..Screen::default() }
}

fn not_found(view: &View<'_>) -> Screen {
    let lang = view.lang;
    Screen {
        title: lang.not_found().to_owned(),
        body: empty(None, lang.not_found(), lang.not_found_long())
            .add(view.way(ButtonKind::Primary, None, lang.go_home(), Route::Home))
            .html(),
        ..Screen::default()
    }
}
