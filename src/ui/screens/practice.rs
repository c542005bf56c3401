//! Practice mode: the way in, the stripe on each of its screens, and the way to begin anew.

use super::Screen;
use crate::app::practice::{Msg, here};
use crate::app::{Event, Route, office};
use crate::domain::ids::CampaignId;
use crate::ui::element::el;
use crate::ui::layout::{card, muted, paragraph, row};
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, Icon};
use yew::prelude::*;

/// On every screen of a practice, and on what is printed of it.
pub fn stripe(view: &View<'_>) -> Html {
    if !view.model.route.campaign().is_some_and(CampaignId::is_practice) {
        return Html::default();
    }
    let lang = view.lang;
    el("div", "stripe")
        .attr("role", "note")
        .add(el("strong", "stripe__mark").text(lang.practice()))
        .add(el("span", "").text(lang.practice_stripe()))
        .html()
}

/// Leads to the practice, or to where it is begun.
pub fn way_in(view: &View<'_>) -> Html {
    let lang = view.lang;
    let to = here(view.model).map_or(Route::Practice, |practice| Route::Campaign(practice.clone()));
    let button = Button { icon: Some(Icon::Edit), ..Button::new(lang.practice(), view.go(to)) };
    row().add(button.view()).add(muted(lang.practice_lead())).html()
}

/// Begins a practice; or, where there is one, takes it off and begins anew.
pub fn view(view: &View<'_>) -> Screen {
    let lang = view.lang;
    let (label, kind, msg) = match here(view.model) {
        None => (lang.begin_practice(), ButtonKind::Primary, Msg::Begin),
        Some(_) => (lang.clear_practice(), ButtonKind::Danger, Msg::Clear),
    };
    let onclick = view.on(Event::office(office::Msg::Practice(msg)));
    let button = Button { kind, disabled: view.model.device.is_none(), ..Button::new(label, onclick) };
    let card = card()
        .add(paragraph(lang.practice_lead()))
        .add(paragraph(lang.practice_what()))
        .add(paragraph(lang.practice_not_in_backup()))
        .add(row().add(button.view()));
    Screen { title: lang.practice().to_owned(), body: card.html(), ..Screen::default() }
}
