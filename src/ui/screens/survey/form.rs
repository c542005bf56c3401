//! The form of one place: groups of questions, a menu that says what is missing, and the button that goes there.

use super::question::Question;
use crate::app::Event;
use crate::app::survey::{self, At, Msg};
use crate::domain::catalogue::{self, Group, Item};
use crate::domain::place::Place;
use crate::journal::state::Compound;
use crate::ui::screens::Screen;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, Button, ButtonKind, Icon, Progress, Tone};
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
    Screen {
        title: lang.survey_place(place),
        subtitle: Some(format!("{} · {}", compound.card.name, lang.step_survey())),
        body: html! {
            <div class={classes!("panes", if draft.menu { "panes--side" } else { "panes--one" })}>
                <nav class="panes__side card" aria-label={lang.survey_menu()}>
                    <Progress label={lang.items_done()} done={done.done} total={done.total} />
                    if done.unknown > 0 { <p class="muted">{ lang.items_unknown(done.unknown) }</p> }
                    <h2 class="card__title">{ lang.what_is_missing() }</h2>
                    if form.open.is_empty() { <Badge tone={Tone::Ok} label={lang.nothing_missing()} /> }
                    <ul class="tree">{ for groups.iter().map(|(group, _)| form.branch(*group)) }</ul>
                </nav>
                <div class="panes__main stack stack--loose">
                    { for groups.iter().map(|(group, items)| form.group(*group, items)) }
                </div>
            </div>
        },
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
    fn branch(&self, group: Group) -> Html {
        let lang = self.view.lang;
        let left: Vec<_> = self.open.iter().filter(|item| item.group == group).collect();
        let to_group = self.view.on(Event::Survey(Msg::JumpToGroup(group)));
        let leaf = |item: &&&Item| {
            let jump = self.view.on(Event::Survey(Msg::Jump(self.at(item))));
            html! {
                <li key={item.id}><button type="button" class="tree__item" onclick={jump}>{ lang.item_name(item) }</button></li>
            }
        };
        html! {
            <li key={group.code()}>
                <button type="button" class="tree__item" onclick={to_group}>
                    <strong>{ lang.group_name(group) }</strong>
                    <span class="tree__count">
                        { if left.is_empty() { lang.done().to_owned() } else { lang.items_left(left.len()) } }
                    </span>
                </button>
                if !left.is_empty() { <ul class="tree">{ for left.iter().map(leaf) }</ul> }
            </li>
        }
    }

    fn group(&self, group: Group, items: &[&'static Item]) -> Html {
        let heading = format!("{}-heading", group.code());
        html! {
            <section class="stack" key={group.code()} id={group.code()} aria-labelledby={heading.clone()}>
                <h2 class="section-title" id={heading} tabindex="-1">{ self.view.lang.group_name(group) }</h2>
                { for items.iter().map(|item| Question::new(self.view, self.compound, self.at(item), item).view()) }
            </section>
        }
    }

    fn actions(&self, ext_on: bool) -> Html {
        let (lang, view) = (self.view.lang, self.view);
        let menu = if view.model.survey.menu { lang.survey_back_to_form() } else { lang.survey_menu() };
        let (compound, place) = (self.compound.card.id.clone(), self.place.clone());
        let next = if self.open.is_empty() {
            survey::next_place(self.compound, &view.model.survey, self.place, ext_on)
                .map(|there| lang.next_place_missing(&lang.survey_place(&there)))
        } else {
            Some(format!("{}（{}）", lang.next_missing(), self.open.len()))
        };
        html! {
            <>
                <div class="narrow-only">
                    { view.button(ButtonKind::Secondary, Some(Icon::Menu), menu, Event::Survey(Msg::ToggleMenu)) }
                </div>
                if let Some(label) = next {
                    <Button id="next-missing" kind={ButtonKind::Primary} icon={Icon::Next} icon_last=true {label}
                        onclick={view.on(Event::Survey(Msg::Next { compound, place }))} />
                } else {
                    <Badge tone={Tone::Ok} label={lang.all_places_done()} />
                }
            </>
        }
    }
}
