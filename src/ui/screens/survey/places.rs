//! The choice of a place: the compound, its buildings, and folded under each its stairwells.

use crate::app::survey::{self, At, Msg};
use crate::app::{Event, Route};
use crate::domain::answer::Progress as Done;
use crate::domain::catalogue::Item;
use crate::domain::place::Place;
use crate::domain::roll::Building;
use crate::journal::compound::Compound;
use crate::journal::fact::SurveyNeed;
use crate::ui::element::{El, all, el, text};
use crate::ui::layout::{item_aside, item_button, item_main, item_sub, link, list, muted, row, section_title};
use crate::ui::screens::Screen;
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Icon, Tone, badge, banner, progress, titled_banner};
use yew::prelude::*;

/// So many items of a place are named in the review.
const SOME: usize = 4;
/// So many places and things to be done are listed: the first are worked off before the last are seen.
const MOST: usize = 200;
/// Up to so many buildings are unfolded at first: they fit on a screen or two.
const FEW: usize = 4;

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let lang = view.lang;
    let places = Places {
        view,
        compound,
        ext_on: survey::ext_on(view.model),
        unsaved: survey::unsaved_places(compound, &view.model.survey),
    };
    let buildings = survey::buildings(compound);
    let fold = buildings.len() > FEW;
    let whole = places.progress(&Place::Compound);
    let each: Vec<BuildingProgress> = buildings.iter().map(|building| places.building(building)).collect();
    let overall = survey::sum(each.iter().map(|b| b.all).chain([whole]));
    let strays = survey::strays(compound);
    let done = el("section", "card")
        .add(progress(lang.survey_all(), overall.done, overall.total))
        .add_if(overall.unknown > 0, || muted(lang.items_unknown(overall.unknown)));
    let no_roll = if compound.roll.is_none() { banner(Tone::Info, lang.survey_no_roll()) } else { Html::default() };
    let rows = buildings.iter().zip(&each).map(|(b, done)| places.building_row(b, done, fold));
    let rows = if buildings.is_empty() { Html::default() } else { list().each(rows).html() };
    let strays = if strays.is_empty() {
        Html::default()
    } else {
        let rows =
            strays.iter().map(|place| places.row(place, lang.survey_place(compound, place), places.progress(place)));
        all([
            titled_banner(Tone::Warn, lang.survey_strays(), text(lang.survey_strays_long())),
            list().each(rows).html(),
        ])
    };
    let own = places.row(&Place::Compound, lang.survey_place(compound, &Place::Compound), whole);
    Screen {
        title: lang.step_survey().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body: all([
            done.add(places.review()).html(),
            places.follow_ups(),
            no_roll,
            section_title(lang.survey_places()).html(),
            list().add(own).html(),
            rows,
            strays,
        ]),
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
    fn building_row(&self, building: &Building, done: &BuildingProgress, at_first: bool) -> El {
        let (lang, id) = (self.view.lang, &self.compound.card.id);
        let folded = self.view.model.survey.is_folded(id, &building.no, at_first);
        let own = Place::Building(building.no.clone());
        let unsaved = folded && (self.is_unsaved(&own) || done.stairwells.iter().any(|(p, _)| self.is_unsaved(p)));
        let fold = self.view.on(Event::survey(Msg::Fold(id.clone(), building.no.clone())));
        let name = lang.building(building.no.as_str());
        let all = done.all;
        let main = item_main(name.clone()).add(numbers(lang.building_and_stairwells(all.done, all.total)));
        let aside = self.aside(unsaved, all, if folded { Icon::Plus } else { Icon::Minus });
        let head = item_button(fold, Some(Icon::Building), main, aside)
            .attr("aria-expanded", if folded { "false" } else { "true" });
        let row = el("li", "").key(building.no.as_str()).add(head);
        if folded {
            return row;
        }
        let inside = el("ul", "tree").add(self.row(&own, format!("{name} {}", lang.building_itself()), done.own)).each(
            done.stairwells.iter().map(|(place, done)| self.row(place, lang.survey_place(self.compound, place), *done)),
        );
        row.add(el("ul", "tree").add(el("li", "").add(inside)))
    }

    /// A place to go to.
    fn row(&self, place: &Place, name: String, done: Done) -> El {
        let lang = self.view.lang;
        let campaign = self.view.model.route.campaign().cloned();
        let route = campaign.map_or(Route::Home, |campaign| {
            Route::Survey(campaign, self.compound.card.id.clone(), Some(place.clone()))
        });
        let need = self.compound.need(place).map(|(_, need)| match need {
            SurveyNeed::MoreNeeded(_) => badge(Tone::Warn, lang.more_needed()),
            _ => badge(Tone::Neutral, lang.not_needed()),
        });
        let main = item_main(name.clone()).add(numbers(lang.survey_progress(done.done, done.total))).add_some(need);
        link(self.view.go(route), None, main, self.aside(self.is_unsaved(place), done, Icon::Next)).key(&name)
    }

    /// What is wrong or odd, place by place, once it is asked for.
    fn review(&self) -> Html {
        let (lang, model) = (self.view.lang, self.view.model);
        let on = model.survey.reviewing;
        let label = if on { lang.hide_review() } else { lang.review() };
        let toggle =
            self.view.button(ButtonKind::Secondary, Some(Icon::Check), label, Event::survey(Msg::ToggleReview));
        if !on {
            return toggle;
        }
        let found = survey::review(self.compound, &model.survey, self.ext_on);
        let count = |of: fn(&survey::Found) -> usize| found.iter().map(of).sum::<usize>();
        let (red, amber) = (count(|found| found.red.len()), count(|found| found.amber.len()));
        let blank = count(|found| found.blank.len());
        let sums = row()
            .add(badge(if red > 0 { Tone::Danger } else { Tone::Ok }, lang.review_red(red)))
            .add(badge(if blank > 0 { Tone::Neutral } else { Tone::Ok }, lang.review_blank(blank)))
            .add(badge(if amber > 0 { Tone::Warn } else { Tone::Ok }, lang.review_amber(amber)));
        let jump = survey::first(&found).map(|(place, item)| {
            let go = Event::survey(Msg::GoTo(self.at(place, item)));
            self.view.button(ButtonKind::Primary, Some(Icon::Next), lang.go_to_first(), go)
        });
        let rows = found.iter().filter_map(|found| {
            let go = self.view.on(Event::survey(Msg::GoTo(self.at(&found.place, found.first()?))));
            let aside = item_aside()
                .add_if(!found.red.is_empty(), || badge(Tone::Danger, found.red.len().to_string()))
                .add_if(!found.blank.is_empty(), || badge(Tone::Neutral, found.blank.len().to_string()))
                .add_if(!found.amber.is_empty(), || badge(Tone::Warn, found.amber.len().to_string()))
                .add(Icon::Next.view());
            let name = lang.survey_place(self.compound, &found.place);
            let names =
                found.red.iter().chain(&found.blank).chain(&found.amber).take(SOME).map(|item| lang.item_name(item));
            let mut names = lang.list(&names.collect::<Vec<_>>());
            if found.red.len() + found.blank.len() + found.amber.len() > SOME {
                names.push('…');
            }
            Some(link(go, None, item_main(name.clone()).add(item_sub(names)), aside).key(&name))
        });
        all([toggle, sums.add_some(jump).html(), list().each(rows.take(MOST)).html()])
    }

    /// What is still to be done.
    fn follow_ups(&self) -> Html {
        let lang = self.view.lang;
        let open = survey::follow_ups(self.compound);
        if open.is_empty() {
            return Html::default();
        }
        let row = |(place, item, what): &(Place, &'static Item, &str)| {
            let go = self.view.on(Event::survey(Msg::GoTo(self.at(place, item))));
            let name = format!("{} · {}", lang.survey_place(self.compound, place), lang.item_name(item));
            link(
                go,
                Some(Icon::Flag),
                item_main((*what).to_owned()).add(item_sub(name)),
                item_aside().add(Icon::Next.view()),
            )
        };
        all([section_title(lang.follow_ups(open.len())).html(), list().each(open.iter().take(MOST).map(row)).html()])
    }

    fn at(&self, place: &Place, item: &Item) -> At {
        At { compound: self.compound.card.id.clone(), place: place.clone(), item: item.id }
    }

    fn is_unsaved(&self, place: &Place) -> bool {
        self.unsaved.contains(&place)
    }

    fn aside(&self, unsaved: bool, done: Done, icon: Icon) -> El {
        let lang = self.view.lang;
        item_aside()
            .add_if(unsaved, || badge(Tone::Danger, lang.unsaved_inside()))
            .add_if(done.done == done.total, || badge(Tone::Ok, lang.done()))
            .add(icon.view())
    }
}

/// The smaller words of a list item where they are mostly numbers.
fn numbers(words: String) -> El {
    el("span", "item__sub num").text(words)
}
