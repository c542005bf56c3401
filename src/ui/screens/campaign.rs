//! One campaign: its compounds, and what is done for all of them together.

use super::Screen;
use crate::app::{Open, Route};
use crate::journal::compound::Compound;
use crate::journal::{Fact, State};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{empty, item_aside, item_main, item_sub, link, list, section_title};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Icon, Tone, answered_banner, badge};
use yew::prelude::*;

pub fn view(view: &View<'_>, open: &Open) -> Screen {
    let lang = view.lang;
    let state = &open.state;
    let id = &state.campaign;
    let supervisor = view.model.is_supervisor();
    let compounds = if state.compounds.is_empty() {
        let words = if supervisor { lang.no_compounds_supervisor() } else { lang.no_compounds_collector() };
        empty(Some(Icon::Building), lang.no_compounds(), words)
    } else {
        let row = |compound: &Compound| row(view, Route::Compound(id.clone(), compound.card.id.clone()), compound);
        list().each(state.compounds.values().map(row))
    };
    let trouble = open.journal.unreadable().len() + state.remarks.len();
    let trouble = (trouble > 0).then(|| badge(Tone::Warn, trouble.to_string()));
    let is_terms = |fact: &Fact| matches!(fact, Fact::Found(_) | Fact::Terms(_));
    let terms = view.unsaved(view.model.save_state_of(&|_, fact| is_terms(fact)));
    let is_practice = id.is_practice();
    let handover =
        || way(view, Route::Handover(id.clone()), Icon::Upload, lang.handover(), lang.handover_hint(), None).html();
    let ways = list()
        .add_if(!is_practice, handover)
        .add(way(view, Route::Overview(id.clone()), Icon::Building, lang.overview(), lang.overview_hint(), None))
        .add(way(view, Route::Privacy(id.clone()), Icon::File, lang.privacy_title(), "", None))
        .add(way(view, Route::Terms(id.clone()), Icon::Edit, lang.terms(), "", Some(terms)))
        .add(way(view, Route::Records(id.clone()), Icon::Shield, lang.records(), lang.records_hint(), trouble));
    let add = Route::NewCompound(id.clone());
    Screen {
        title: state.terms.as_ref().map(|t| t.name.clone()).unwrap_or_else(|| lang.campaigns().to_owned()),
        subtitle: Some(if supervisor { lang.supervisor() } else { lang.collector() }.to_owned()),
        body: all([
            expired(view, state),
            el("section", "stack").add(section_title(lang.compounds())).add(compounds).html(),
            ways.html(),
        ]),
        actions: if is_practice {
            view.way(ButtonKind::Secondary, None, lang.clear_practice_ask(), Route::Practice)
        } else if supervisor {
            view.way(ButtonKind::Primary, Some(Icon::Plus), lang.add_compound(), add)
        } else {
            Html::default()
        },
        fills: false,
    }
}

/// What concerns people isn't kept longer than they were told.
fn expired(view: &View<'_>, state: &State) -> Html {
    let told = state.terms.as_ref().and_then(|terms| terms.privacy.as_ref());
    let Some(told) = told.filter(|told| *told.keep_until < *view.today) else { return Html::default() };
    let device = view.way(ButtonKind::Secondary, None, view.lang.device_data(), Route::Device);
    answered_banner(Tone::Danger, None, view.lang.expired(&told.keep_until), device)
}

#[inline(never)]
fn way(view: &View<'_>, to: Route, icon: Icon, title: &'static str, sub: &'static str, aside: Option<Html>) -> El {
    let main = item_main(title).add_if(!sub.is_empty(), || item_sub(sub));
    link(view.go(to), Some(icon), main, item_aside().add_some(aside).add(Icon::Next.view()))
}

fn row(view: &View<'_>, to: Route, compound: &Compound) -> El {
    let lang = view.lang;
    let tally = compound.tally();
    let state = if compound.roll.is_none() {
        lang.roll_missing().to_owned()
    } else if compound.frozen.is_none() {
        lang.roll_draft().to_owned()
    } else {
        super::compound::returned(view, &tally)
    };
    let conflicts = tally.counts.conflicts;
    let unsaved = view.model.save_state_of(&|_, fact| fact.compound() == Some(&compound.card.id));
    let aside = item_aside()
        .add(view.unsaved(unsaved))
        .add_if(conflicts > 0, || badge(Tone::Danger, format!("{} {conflicts}", lang.conflicts())))
        .add(Icon::Next.view());
    let main = item_main(compound.card.name.clone()).add(item_sub(state));
    link(view.go(to), Some(Icon::Building), main, aside).key(compound.card.id.as_str())
}
