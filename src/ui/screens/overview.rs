//! All compounds of the campaign side by side: what comes first, what lags, and how far the targets are reached.

use super::Screen;
use super::dossier::{table, verdict_tone};
use crate::app::Route;
use crate::domain::campaign::Terms;
use crate::domain::catalogue;
use crate::domain::date::{Date, parse_date};
use crate::domain::ids::CampaignId;
use crate::domain::rules::programme::Programme;
use crate::domain::rules::targets::YearLine;
use crate::findings::overview::{Overview, Row, overview};
use crate::journal::State;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{Facts, item_aside, item_main, item_sub, link, list, muted, section_title, titled_card};
use crate::ui::view::View;
use crate::ui::widgets::{Icon, Tone, badge, banner};
use rust_decimal::Decimal;
use yew::prelude::*;

pub fn view(view: &View<'_>, state: &State) -> Screen {
    let lang = view.lang;
    let terms = state.terms.clone().unwrap_or_default();
    let found = overview(state, &terms, parse_date(view.today).unwrap_or(Date::MIN));
    let rows = found.rows.iter().map(|row| line(view, &state.campaign, row));
    Screen {
        title: lang.overview().to_owned(),
        subtitle: Some(terms.name.clone()),
        body: all([
            targets(view, &found, &terms),
            section_title(lang.overview_order()).html(),
            list().each(rows).html(),
            muted(lang.overview_explain()),
        ]),
        ..Screen::default()
    }
}

fn line(view: &View<'_>, campaign: &CampaignId, row: &Row) -> El {
    let lang = view.lang;
    let haves = row.found.haves.iter().filter(|line| line.now.counts()).count();
    let programme = row.found.programme.as_ref().map(|programme: &Programme| lang.programme(programme));
    let area = row.area.map(|area| lang.square_metres(&area.normalize().to_string()));
    let words = [row.street.clone(), programme, area, Some(lang.haves_of(haves))];
    let words = words.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let names = |ids: &[&'static str]| {
        let names = ids.iter().filter_map(|id| catalogue::item(id)).map(|item| lang.item_name(item));
        names.collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    let doubled = (!row.doubled.is_empty()).then(|| item_sub(lang.works_doubled(&names(&row.doubled))));
    let verdict = row.found.eligibility.verdict;
    let aside = item_aside()
        .add_if(row.lags(), || badge(Tone::Danger, lang.overview_lags()))
        .add_if(row.running.is_some(), || badge(Tone::Ok, lang.overview_running()))
        .add(badge(verdict_tone(verdict), lang.verdict(verdict)))
        .add(Icon::Next.view());
    let route = Route::Dossier(campaign.clone(), row.id.clone(), None);
    let main = item_main(row.name.clone()).add(item_sub(words)).add_some(doubled);
    link(view.go(route), Some(Icon::Building), main, aside).key(row.id.as_str())
}

fn targets(view: &View<'_>, found: &Overview, terms: &Terms) -> Html {
    let lang = view.lang;
    let wan = |area: Decimal| lang.wan(&area.normalize().to_string());
    let year = |line: &YearLine| {
        let target = line.target.map_or_else(String::new, wan);
        let so_far = format!("{} / {}", wan(line.done_so_far), wan(line.target_so_far));
        let cells = [line.year.to_string(), target, wan(line.done), so_far];
        el("tr", "").key(&line.year.to_string()).each(cells.map(|cell| el("td", "").text(cell)))
    };
    let titles = [lang.target_year(), lang.target_area(), lang.target_done(), lang.target_so_far()];
    let goal = terms.settings.value("coverage_goal");
    let coverage = match (found.coverage, goal) {
        (None, _) => lang.coverage_none().to_owned(),
        (Some(share), None) => format!("{share}%"),
        (Some(share), Some(goal)) => format!("{share}%（{}）", lang.coverage_goal_is(goal)),
    };
    titled_card(lang.targets())
        .add_if(!found.years.is_empty(), || table(&titles, found.years.iter().map(year)).html())
        .add_some(found.differs.map(|by| banner(Tone::Danger, lang.targets_differ(&by.to_string()))))
        .add(Facts::new().fact(lang.coverage(), coverage).el())
        .add_if(found.without_area > 0, || banner(Tone::Warn, lang.compounds_without_area(found.without_area)))
        .html()
}
