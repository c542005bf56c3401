//! The condition survey: the choice of a place, and the form generated from the catalogue for it.
mod field;
mod form;
mod head;
mod places;
mod question;

pub use question::Question;

use super::Screen;
use crate::app::survey;
use crate::domain::answer::Progress;
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::ui::view::View;
use crate::ui::widgets::{Tone, banner};

pub fn view(view: &View<'_>, compound: &Compound, place: Option<&Place>) -> Screen {
    match place {
        None => places::view(view, compound),
        Some(place) if survey::is_here(compound, place) => form::view(view, compound, place),
        Some(place) => Screen {
            title: view.lang.survey_place(compound, place),
            subtitle: Some(compound.card.name.clone()),
            body: banner(Tone::Warn, view.lang.survey_not_here()),
            ..Screen::default()
        },
    }
}

/// How far the survey of the whole compound has come.
pub fn overall(view: &View<'_>, compound: &Compound) -> Progress {
    survey::overall(compound, survey::ext_on(view.model))
}
