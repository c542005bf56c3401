//! All compounds of the campaign side by side: what comes first, what lags, and how far the targets are reached.

use super::Screen;
use super::dossier::{appraisal, figures, looked_back, scope, standing_tone, table, table_of, words};
use crate::app::Route;
use crate::domain::campaign::Terms;
use crate::domain::catalogue::dossier::Part;
use crate::domain::catalogue::{self, Group, Have};
use crate::domain::date::{Date, date_text, parse_date};
use crate::domain::ids::CampaignId;
use crate::domain::rules::letters::Letter;
use crate::domain::rules::programme::Programme;
use crate::domain::rules::targets::YearLine;
use crate::findings::area::Area;
use crate::findings::danger::Suspect;
use crate::findings::overview::{Budget, LookBack, Overview, Phases, Row, Subtotal, Task, Total, overview};
use crate::journal::State;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{
    Facts, card_title, item_aside, item_main, item_sub, link, list, muted, section_title, titled_card,
};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Icon, Tone, badge, banner};
use rust_decimal::Decimal;
use yew::prelude::*;

pub fn view(view: &View<'_>, state: &State) -> Screen {
    let lang = view.lang;
    let terms = state.terms.clone().unwrap_or_default();
    let found = overview(state, &terms, parse_date(view.today), &|compound| view.model.sees_whole(compound));
    let rows = found.rows.iter().map(|row| line(view, &state.campaign, row));
    Screen {
        title: lang.overview().to_owned(),
        subtitle: Some(terms.name.clone()),
        body: all([
            phases(view, &state.campaign, &found.phases, &found.letters),
            targets(view, &found, &terms),
            budgets(view, &found.budgets),
            if found.counted_elsewhere > 0 {
                banner(Tone::Warn, lang.compounds_counted_elsewhere(found.counted_elsewhere))
            } else {
                Html::default()
            },
            subtotals(view, &found.subtotals),
            areas(view, &found.areas),
            look_back(view, &state.campaign, &found.look_back),
            suspects(view, &state.campaign, &found.rows),
            section_title(lang.overview_order()).html(),
            list().each(rows).html(),
            muted(lang.overview_explain()),
        ]),
        ..Screen::default()
    }
}

/// 回头看清单: what was completed before the plan, who goes over it again, and what it lacks.
fn look_back(view: &View<'_>, campaign: &CampaignId, found: &[LookBack]) -> Html {
    if found.is_empty() {
        return Html::default();
    }
    let lang = view.lang;
    let line = |one: &LookBack| {
        // A room that isn't there is said once.
        let has_no_room = one.haves.contains(&Have::H1);
        let items = one.lacking.iter().filter(|item| !has_no_room || item.group != Group::Room);
        let items = items.map(|item| lang.item_name(item));
        let haves = one.haves.iter().map(|have| lang.have_name(*have));
        let lacking = lang.list(&items.chain(haves).collect::<Vec<_>>());
        let words =
            if lacking.is_empty() { lang.look_back_lacks_nothing().to_owned() } else { lang.look_back_lacks(&lacking) };
        let main = item_main(one.name.clone())
            .add(item_sub(lang.look_back_by(&one.by)))
            .add(item_sub(words))
            .add(item_sub(looked_back(lang, one.looked_back.as_ref())));
        let aside = item_aside()
            .add_if(one.unknown > 0, || badge(Tone::Warn, lang.look_back_unknown(one.unknown)))
            .add(Icon::Next.view());
        let to = Route::Dossier(campaign.clone(), one.id.clone(), None);
        link(view.go(to), Some(Icon::Building), main, aside).key(one.id.as_str())
    };
    all([
        section_title(lang.look_back_list(found.len())).html(),
        muted(lang.programme_look_back_means()),
        list().each(found.iter().map(line)).html(),
    ])
}

/// 疑似危房清单 (R14).
fn suspects(view: &View<'_>, campaign: &CampaignId, rows: &[Row]) -> Html {
    let lang = view.lang;
    let line = |row: &Row, suspect: &Suspect| {
        let name = format!("{} {}", row.name, lang.building(suspect.building.as_str()));
        let main = item_main(name).add(item_sub(lang.suspected_by(suspect)));
        let (tone, stands) = appraisal(lang, &suspect.appraisal);
        let to = Route::Dossier(campaign.clone(), row.id.clone(), Some(Part::Haves));
        let aside = item_aside().add(badge(tone, stands)).add(Icon::Next.view());
        link(view.go(to), Some(Icon::Building), main, aside).key(&format!("{} {}", row.id, suspect.building))
    };
    let lines: Vec<El> = rows.iter().flat_map(|row| row.suspects.iter().map(move |one| line(row, one))).collect();
    if lines.is_empty() {
        return Html::default();
    }
    all([
        section_title(lang.suspects_list(lines.len())).html(),
        muted(lang.suspects_explain()),
        list().each(lines).html(),
    ])
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
        lang.list(&names.collect::<Vec<_>>())
    };
    let doubled = (!row.doubled.is_empty()).then(|| item_sub(lang.works_doubled(&names(&row.doubled))));
    let (tone, stands) = scope(lang, &row.found);
    let aside = item_aside()
        .add_if(row.lags(), || badge(Tone::Danger, lang.overview_lags()))
        .add_if(row.running.is_some(), || badge(Tone::Ok, lang.overview_running()))
        .add(badge(tone, stands))
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
        (Some(share), Some(goal)) => lang.remarked(&format!("{share}%"), &lang.coverage_goal_is(goal)),
    };
    titled_card(lang.targets())
        .add_if(!found.years.is_empty(), || table(&titles, found.years.iter().map(year)).html())
        .add(totals(view, &found.totals))
        .add_some(found.differs.map(|by| banner(Tone::Danger, lang.targets_differ(&by.to_string()))))
        .add(Facts::new().fact(lang.coverage(), coverage).el())
        .add_if(found.without_area > 0, || banner(Tone::Warn, lang.compounds_without_area(found.without_area)))
        .html()
}

/// The two phases of the plan.
fn phases(view: &View<'_>, campaign: &CampaignId, found: &Phases, letters: &[Letter]) -> Html {
    let lang = view.lang;
    let letters: Vec<El> = letters.iter().map(|letter| el("li", "").text(letter.to_string())).collect();
    let task = |task: &Task| {
        let done = task.done.map(|day| item_sub(lang.task_done(&date_text(day))));
        let state = match task.standing {
            Some(standing) => badge(standing_tone(standing), lang.standing(standing)),
            None => badge(Tone::Neutral, lang.task_open()),
        };
        let main = item_main(lang.preparation(task.what)).add_some(done);
        el("li", "item").key(task.what.code()).add(main).add(item_aside().add(state))
    };
    let until = |day: Option<Date>| day.map(|day| lang.phase_until(&date_text(day)));
    let (from, to) = found.rollout;
    // Days that are the wrong way round say nothing of how far it is.
    let stands = (!found.out_of_order).then(|| lang.phase(found.stands).to_owned());
    let rollout = [from.map(|from| lang.phase_from(&date_text(from))), until(to), stands];
    let facts = Facts::new()
        .fact(lang.phase_survey(), until(found.survey_until).unwrap_or_else(|| lang.phase_open().into()))
        .fact(lang.phase_rollout(), rollout.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    titled_card(lang.phases())
        .add(facts.el())
        .add_if(found.out_of_order, || banner(Tone::Danger, lang.phase_out_of_order()))
        .add(list().each(found.tasks.iter().map(task)))
        .add_if(!letters.is_empty(), || all([muted(lang.letters()), el("ul", "").each(letters).html()]))
        .add_if(view.model.is_supervisor(), || {
            view.way(ButtonKind::Secondary, Some(Icon::Edit), lang.terms(), Route::Terms(campaign.clone()))
        })
        .html()
}

fn totals(view: &View<'_>, found: &[Total; 3]) -> Html {
    let lang = view.lang;
    if found.iter().all(|total| total.target.is_none()) {
        return Html::default();
    }
    let line = |total: &Total| {
        let words = |figure: Decimal| {
            let figure = figure.normalize().to_string();
            match total.code {
                "total_buildings" => lang.total_unit_buildings(&figure),
                "total_area" => lang.wan(&figure),
                _ => lang.total_unit_households(&figure),
            }
        };
        let setting = catalogue::setting(total.code);
        let name = setting.map_or("", |setting| lang.field_name(&setting.field));
        let target = total.target.map_or_else(|| lang.not_set().to_owned(), words);
        el("tr", "").key(total.code).each([name.to_owned(), target, words(total.reached)].map(|c| el("td", "").text(c)))
    };
    let titles = [lang.total_what(), lang.total_target(), lang.total_reached()];
    all([card_title(lang.totals()).html(), table(&titles, found.iter().map(line)).html(), muted(lang.totals_explain())])
}

fn budgets(view: &View<'_>, found: &[Budget]) -> Html {
    let lang = view.lang;
    if found.is_empty() {
        return Html::default();
    }
    let yuan = |amount: Decimal| lang.yuan_amount(&amount.normalize().to_string());
    let line = |line: &Budget| {
        let budget = line.budget.map_or_else(|| lang.not_set().to_owned(), yuan);
        let cells = [line.year.to_string(), budget, yuan(line.chosen)].map(|cell| el("td", "").text(cell));
        let exceeded = || badge(Tone::Danger, lang.budget_exceeded());
        el("tr", "").each(cells).add(el("td", "").add_if(line.is_exceeded(), exceeded))
    };
    let titles = [lang.budget_year(), lang.budget_set(), lang.budget_chosen(), lang.step_state()];
    titled_card(lang.budgets()).add(table(&titles, found.iter().map(line))).html()
}

/// Each district with its streets.
fn subtotals(view: &View<'_>, found: &[Subtotal]) -> Html {
    let lang = view.lang;
    if found.is_empty() {
        return Html::default();
    }
    let line = |line: &Subtotal| {
        let known = |name: &Option<String>| name.clone().unwrap_or_else(|| lang.place_unknown().to_owned());
        let name = match &line.street {
            None => el("strong", "").text(known(&line.district)),
            Some(street) => el("span", "").text(known(street)),
        };
        let sums = &line.sums;
        let unknown = (sums.unknown > 0).then(|| item_sub(lang.subtotal_unknown(sums.unknown)));
        let cells = [
            sums.compounds.to_string(),
            sums.running.to_string(),
            sums.achieved.to_string(),
            sums.area.normalize().to_string(),
            sums.buildings.to_string(),
            sums.households.to_string(),
        ];
        el("tr", "").add(el("td", "").add(name).add_some(unknown)).each(cells.map(|cell| el("td", "num").text(cell)))
    };
    let titles = [
        words(lang.subtotal_place()),
        figures(lang.subtotal_compounds()),
        figures(lang.subtotal_running()),
        figures(lang.subtotal_achieved()),
        figures(lang.subtotal_area()),
        figures(lang.subtotal_buildings()),
        figures(lang.subtotal_households()),
    ];
    titled_card(lang.subtotals()).add(table_of(&titles, found.iter().map(line))).html()
}

/// The compounds that are managed as one.
fn areas(view: &View<'_>, found: &[Area]) -> Html {
    let lang = view.lang;
    if found.is_empty() {
        return Html::default();
    }
    // A figure that isn't known has no unit.
    let figure = |figure: Option<String>| figure.unwrap_or_else(|| lang.unknown().to_owned());
    let metres = |area: Option<Decimal>| figure(area.map(|area| lang.square_metres(&area.normalize().to_string())));
    let line = |area: &Area| {
        let names = area.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>();
        let room = area.requirement.as_ref();
        let words = lang.area_line(
            &figure(area.households.map(|n| lang.area_households(n))),
            &metres(area.area),
            &metres(room.map(|room| room.required)),
            &metres(room.map(|room| room.shortfall)),
        );
        let (tone, on) = match area.on {
            Some(on) => (Tone::Ok, lang.merged_on(&date_text(on))),
            None => (Tone::Warn, lang.merged_proposed().to_owned()),
        };
        // Not what a compound's own line begins with.
        let names = lang.called(lang.merged_members(), &lang.list(&names));
        el("li", "item").add(item_main(names).add(item_sub(words))).add(item_aside().add(badge(tone, on)))
    };
    titled_card(lang.areas()).add(list().each(found.iter().map(line))).add(muted(lang.merged_ballot())).html()
}
