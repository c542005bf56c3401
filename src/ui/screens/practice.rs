//! Practice mode: the way in, the stripe on each of its screens, and the way to begin anew.

use crate::app::practice::{Msg, here};
use crate::app::{Event, Route};
use crate::domain::ids::CampaignId;
use crate::ui::element::el;
use crate::ui::layout::{muted, row};
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

/// Leads to the practice, which is begun if there is none.
pub fn way_in(view: &View<'_>) -> Html {
    let lang = view.lang;
    let open = match here(view.model) {
        Some(practice) => view.go(Route::Campaign(practice.clone())),
        None => view.on(Event::Practice(Msg::Begin)),
    };
    let disabled = view.model.device.is_none();
    let button = Button { icon: Some(Icon::Edit), disabled, ..Button::new(lang.practice(), open) };
    row().add(button.view()).add(muted(lang.practice_lead())).html()
}

pub fn clear(view: &View<'_>) -> Html {
    view.button(ButtonKind::Secondary, None, view.lang.clear_practice(), Event::Practice(Msg::Clear))
}
