//! The form of one place: groups of questions, a menu that says what is missing, and the button that goes there.

use super::head::PlaceHead;
use super::question::Question;
use crate::app::survey::{self, At, Msg};
use crate::app::{Event, Route};
use crate::domain::catalogue::{self, Group, Item};
use crate::domain::household::Household;
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{card_title, muted, row, section_title};
use crate::ui::screens::Screen;
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, Icon, Tone, badge, progress};
use yew::prelude::*;

pub fn view(view: &View<'_>, compound: &Compound, place: &Place) -> Screen {
    let (lang, draft) = (view.lang, &view.model.survey);
    let ext_on = survey::ext_on(view.model);
    let open: Vec<&'static Item> = survey::open_items(compound, draft, place, ext_on).collect();
    let form = Form { view, compound, place, open };
    let done = survey::progress(compound, place, ext_on);
    let groups: Vec<(Group, Vec<&'static Item>)> = Group::ALL
        .into_iter()
        .map(|group| (group, catalogue::for_scope(survey::scope(place), ext_on).filter(|i| i.group == group).collect()))
        .filter(|(_, items): &(Group, Vec<_>)| !items.is_empty())
        .collect();
    let menu = el("nav", "panes__side card")
        .attr("id", survey::MENU)
        .attr("aria-label", lang.survey_menu())
        .add(progress(lang.items_done(), done.done, done.total))
        .add_if(done.unknown > 0, || muted(lang.items_unknown(done.unknown)))
        .add(card_title(lang.what_is_missing()))
        .add_if(form.open.is_empty(), || badge(Tone::Ok, lang.nothing_missing()))
        .add(el("ul", "tree").each(groups.iter().map(|(group, _)| form.branch(*group))));
    let head = PlaceHead { view, compound, place };
    let main = el("div", "panes__main stack stack--loose")
        .add(head.view())
        .add_some(form.households())
        .each(groups.iter().map(|(group, items)| form.group(*group, items)));
    Screen {
        title: lang.survey_place(compound, place),
        subtitle: Some(format!("{} · {}", compound.card.name, lang.step_survey())),
        body: el("div", if draft.menu { "panes panes--side" } else { "panes panes--one" }).add(menu).add(main).html(),
        actions: form.actions(ext_on),
        ..Screen::default()
    }
}

struct Form<'v, 'a> {
    view: &'v View<'a>,
    compound: &'v Compound,
    place: &'v Place,
    /// What still wants something, in the catalogue's order.
    open: Vec<&'static Item>,
}

impl Form<'_, '_> {
    fn at(&self, item: &Item) -> At {
        At { compound: self.compound.card.id.clone(), place: self.place.clone(), item: item.id }
    }

    /// A group in the menu, and under it the items that still want something.
    fn branch(&self, group: Group) -> El {
        let lang = self.view.lang;
        let left: Vec<&Item> = self.open.iter().copied().filter(|item| item.group == group).collect();
        let count = if left.is_empty() { lang.done().to_owned() } else { lang.items_left(left.len()) };
        let head = self
            .leaf(Msg::JumpToGroup(group))
            .add(el("strong", "").text(lang.group_name(group)))
            .add(el("span", "tree__count").text(count));
        let leaf = |item: &&Item| {
            el("li", "").key(item.id).add(self.leaf(Msg::Jump(self.at(item))).text(lang.item_name(item)))
        };
        el("li", "")
            .key(group.code())
            .add(head)
            .add_if(!left.is_empty(), || el("ul", "tree").each(left.iter().map(leaf)).html())
    }

    fn leaf(&self, jump: Msg) -> El {
        el("button", "tree__item").attr("type", "button").onclick(self.view.on(Event::survey(jump)))
    }

    fn group(&self, group: Group, items: &[&'static Item]) -> El {
        let heading = format!("{}-heading", group.code());
        let title = section_title(self.view.lang.group_name(group)).attr("id", heading.clone()).attr("tabindex", "-1");
        el("section", "stack")
            .key(group.code())
            .attr("id", group.code())
            .attr("aria-labelledby", heading)
            .add(title)
            .each(items.iter().map(|item| Question::new(self.view, self.compound, self.at(item), item).view()))
    }

    /// The ways to the households here.
    fn households(&self) -> Option<Html> {
        let (lang, view) = (self.view.lang, self.view);
        let campaign = view.model.route.campaign()?;
        let door = |household: &Household| {
            let place = Place::Household(household.id.clone());
            let done = survey::progress(self.compound, &place, false);
            let label = format!("{} {}/{}", household.suite, done.done, done.total);
            let route = Route::Survey(campaign.clone(), self.compound.card.id.clone(), Some(place));
            view.button(ButtonKind::Secondary, None, label, Event::Go(route))
        };
        let doors: Vec<Html> = survey::households(self.compound, self.place).map(door).collect();
        let title = lang.households_here();
        let section = || el("section", "stack").attr("aria-label", title).add(section_title(title));
        (!doors.is_empty()).then(|| section().add(row().each(doors)).html())
    }

    fn actions(&self, ext_on: bool) -> Html {
        let (lang, view) = (self.view.lang, self.view);
        let menu = if view.model.survey.menu { lang.survey_back_to_form() } else { lang.survey_menu() };
        let (compound, place) = (self.compound.card.id.clone(), self.place.clone());
        let next = if self.open.is_empty() {
            survey::next_place(self.compound, &view.model.survey, self.place, ext_on)
                .map(|there| lang.next_place_missing(&lang.survey_place(self.compound, &there)))
        } else {
            Some(lang.remarked(lang.next_missing(), &self.open.len().to_string()))
        };
        let menu = view.button(ButtonKind::Secondary, Some(Icon::Menu), menu, Event::survey(Msg::ToggleMenu));
        let next = match next {
            Some(label) => Button {
                id: Some("next-missing".into()),
                kind: ButtonKind::Primary,
                icon: Some(Icon::Next),
                icon_last: true,
                ..Button::new(label, view.on(Event::survey(Msg::Next { compound, place })))
            }
            .view(),
            None => badge(Tone::Ok, lang.all_places_done()),
        };
        all([el("div", "narrow-only").add(menu).html(), self.ballot().unwrap_or_default(), next])
    }
    /// The way to the household's visits and ballot, where there are any.
    fn ballot(&self) -> Option<Html> {
        let Place::Household(id) = self.place else { return None };
        let household = self.compound.frame().and(self.compound.roll.as_ref()?.get(id))?;
        let route = Route::Household(
            self.view.model.route.campaign()?.clone(),
            self.compound.card.id.clone(),
            household.id.clone(),
        );
        Some(self.view.way(ButtonKind::Secondary, None, self.view.lang.step_doors(), route))
    }
}
