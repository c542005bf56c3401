//! How far the visits have come, by building, collector and device, and what in the records is worth a second look.
//!
//! Nobody's choice is here, and nobody's share of choices: what is shown of a person or a building is whether papers came back and are valid.

use super::Screen;
use super::dossier::{figures, table_of, words};
use super::parted::{LINES, parted};
use crate::app::Route;
use crate::app::ballot::Door;
use crate::domain::catalogue;
use crate::domain::ids::{BuildingNo, CampaignId};
use crate::domain::order::{natural_order, sorted};
use crate::domain::photo::Subject;
use crate::domain::place::Place;
use crate::findings::anomaly::{Anomaly, Kind, Spot, anomalies};
use crate::findings::progress::{Figures, progress};
use crate::journal::compound::Compound;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{
    Facts, card, card_subtitle, empty, head, item_aside, item_main, link, list, muted, section_title,
};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Icon, Tone, badge, badge_count, banner, figure};
use yew::prelude::*;

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound) -> Screen {
    let lang = view.lang;
    let subtitle = Some(compound.card.name.clone());
    if !view.model.is_supervisor() {
        return Screen {
            title: lang.progress().to_owned(),
            subtitle,
            body: banner(Tone::Info, lang.only_supervisor()),
            ..Screen::default()
        };
    }
    let found = view.kept("progress", || progress(compound));
    let building = |(no, of): &(BuildingNo, Figures)| line(lang.building(no.as_str()), of);
    let collector = |(name, of): &(String, Figures)| line(name.clone(), of);
    // As they are written on the devices' backs: an id says nothing to anybody.
    let devices: Vec<(String, &Figures)> =
        found.devices.iter().map(|(id, of)| (view.model.device_name(id), of)).collect();
    let devices = sorted(devices, |(one, _), (other, _)| natural_order(one, other));
    Screen {
        title: lang.progress().to_owned(),
        subtitle,
        body: all([
            whole(view, &found.whole),
            part(view, lang.progress_buildings(), lang.households_n(), found.buildings.iter().map(building)),
            part(view, lang.progress_collectors(), lang.progress_doors(), found.collectors.iter().map(collector)),
            part(
                view,
                lang.progress_devices(),
                lang.progress_doors(),
                devices.into_iter().map(|(name, of)| line(name, of)),
            ),
            muted(lang.progress_explain()),
            hints(view, campaign, compound),
        ]),
        actions: view.way(
            ButtonKind::Secondary,
            None,
            lang.step_tally(),
            Route::Tally(campaign.clone(), compound.card.id.clone()),
        ),
        ..Screen::default()
    }
}

fn minutes(of: &Figures) -> String {
    of.minutes.map_or_else(|| "—".to_owned(), |minutes| minutes.to_string())
}

fn whole(view: &View<'_>, of: &Figures) -> Html {
    let lang = view.lang;
    let numbers = [
        (lang.households_n(), of.households),
        (lang.progress_delivered(), of.delivered),
        (lang.progress_visited(), of.visited),
        (lang.progress_not_met(), of.not_met),
        (lang.progress_refused(), of.refused),
        (lang.returned(), of.returned),
        (lang.door(Door::Collected), of.unrecorded),
        (lang.progress_valid(), of.valid),
        (lang.progress_waiting(), of.waiting),
        (lang.progress_attempts(), of.attempts),
    ];
    el("section", "figures")
        .each(numbers.map(|(name, number)| figure(name, number.to_string())))
        .add(figure(lang.progress_minutes(), minutes(of)))
        .html()
}

fn part(view: &View<'_>, title: &'static str, households: &'static str, lines: impl Iterator<Item = El>) -> Html {
    let lang = view.lang;
    let columns = [
        words(""),
        figures(households),
        figures(lang.progress_delivered()),
        figures(lang.progress_visited()),
        figures(lang.progress_not_met()),
        figures(lang.progress_refused()),
        figures(lang.returned()),
        figures(lang.door(Door::Collected)),
        figures(lang.progress_valid()),
        figures(lang.progress_waiting()),
        figures(lang.progress_attempts()),
        figures(lang.progress_minutes()),
    ];
    let lines: Vec<El> = lines.collect();
    if lines.is_empty() {
        return Html::default();
    }
    el("section", "stack")
        .attr("aria-label", title)
        .add(section_title(title))
        .add(table_of(&columns, lines.into_iter()))
        .html()
}

fn line(name: String, of: &Figures) -> El {
    let numbers = [
        of.households,
        of.delivered,
        of.visited,
        of.not_met,
        of.refused,
        of.returned,
        of.unrecorded,
        of.valid,
        of.waiting,
        of.attempts,
    ];
    let number = |number: String| el("td", "num").text(number);
    el("tr", "")
        .key(&name)
        .add(el("th", "").attr("scope", "row").text(name))
        .each(numbers.map(|of| number(of.to_string())))
        .add(number(minutes(of)))
}

fn hints(view: &View<'_>, campaign: &CampaignId, compound: &Compound) -> Html {
    let lang = view.lang;
    let hints = || view.model.state().map(|state| anomalies(state, compound)).unwrap_or_default();
    let found = view.kept("hints", hints);
    let title = head(section_title(lang.hints()), badge_count(Tone::Neutral, lang.hints(), found.len()));
    let list = match found.is_empty() {
        true => empty(None, lang.hints_none(), lang.hints_none_long()).html(),
        false => el("div", "stack").each(found.iter().map(|one| hint(view, campaign, compound, one))).html(),
    };
    el("section", "stack").add(title).add(banner(Tone::Info, lang.hints_explain())).add(list).html()
}

fn hint(view: &View<'_>, campaign: &CampaignId, compound: &Compound, one: &Anomaly) -> El {
    let lang = view.lang;
    let who = match one.kind {
        // The beginning of a hash tells two apart; nobody reads the rest.
        Kind::SamePhoto => one.who.iter().map(|hash| hash.chars().take(8).collect()).collect(),
        _ => one.who.clone(),
    };
    let key = format!("{:?} {}", one.kind, one.who.join(" "));
    let line = |spot: &Spot| {
        let name = place(view, compound, spot);
        let aside = item_aside().add(Icon::Next.view());
        link(view.go(to_place(campaign, compound, spot)), None, item_main(name.clone()), aside).key(&name)
    };
    let places = parted(
        view,
        (&compound.card.id, &key),
        (&one.places, LINES),
        |spot| place(view, compound, spot),
        |part| list().each(part.iter().map(line)).html(),
    );
    let places = el("details", "fold").add(el("summary", "").text(lang.hint_places(one.places.len()))).add(places);
    let [reckoned, innocent, advice] = lang.hint_reasons(one.kind);
    let facts = Facts::new()
        .fact(lang.hint_reckoned(), reckoned)
        .fact(lang.hint_innocent(), innocent)
        .fact(lang.hint_advice(), advice);
    card()
        .key(&key)
        .add(head(card_subtitle(lang.hint_name(one.kind)), badge(Tone::Neutral, lang.hint_mark())))
        .add(muted(lang.hint_says(one.kind, &lang.list(&who), one.number, one.of)))
        .add(facts.el())
        .add(places)
}

/// Where it is seen to.
fn to_place(campaign: &CampaignId, compound: &Compound, spot: &Spot) -> Route {
    let (campaign, of) = (campaign.clone(), compound.card.id.clone());
    match spot {
        Spot::Household(id) if compound.is_counted(id) => Route::Household(campaign, of, id.clone()),
        Spot::Household(id) => Route::HouseholdPapers(campaign, of, id.clone()),
        Spot::Shown(Subject::Item(Place::Dossier(_), item)) => {
            Route::Dossier(campaign, of, catalogue::form(item).map(|form| form.part))
        }
        Spot::Shown(Subject::Item(place, _)) => Route::Survey(campaign, of, Some(place.clone())),
        Spot::Shown(_) => Route::Notice(campaign, of),
    }
}

fn place(view: &View<'_>, compound: &Compound, spot: &Spot) -> String {
    let lang = view.lang;
    match spot {
        Spot::Household(id) => {
            let household = compound.roll.as_ref().and_then(|roll| roll.get(id));
            household.map_or_else(|| id.to_string(), |household| lang.household_of(household))
        }
        Spot::Shown(Subject::Item(place, item)) => {
            let name = catalogue::item(item).or_else(|| catalogue::form(item).map(|form| &form.item));
            let name = name.map_or(item.as_str(), |item| lang.item_name(item));
            lang.called(&lang.place(compound, place), name)
        }
        Spot::Shown(_) => lang.step_notice().to_owned(),
    }
}
