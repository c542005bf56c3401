//! One campaign: its compounds, and what is done for all of them together.

use super::Screen;
use crate::app::{Open, Route};
use crate::journal::state::Compound;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, Button, ButtonKind, Icon, Tone};
use yew::prelude::*;

pub fn view(view: &View<'_>, open: &Open) -> Screen {
    let lang = view.lang;
    let state = &open.state;
    let id = &state.campaign;
    let supervisor = view.model.is_supervisor();
    let compounds = if state.compounds.is_empty() {
        html! {
            <div class="empty">
                { Icon::Building.view() }
                <strong>{ lang.no_compounds() }</strong>
                <p>{ if supervisor { lang.no_compounds_supervisor() } else { lang.no_compounds_collector() } }</p>
            </div>
        }
    } else {
        let row = |compound: &Compound| row(view, Route::Compound(id.clone(), compound.card.id.clone()), compound);
        html! { <ul class="list">{ for state.compounds.values().map(row) }</ul> }
    };
    let trouble = open.journal.unreadable().len() + state.remarks.len();
    Screen {
        title: state.terms.as_ref().map(|t| t.name.clone()).unwrap_or_else(|| lang.campaigns().to_owned()),
        subtitle: Some(if supervisor { lang.supervisor() } else { lang.collector() }.to_owned()),
        body: html! {
            <>
                <section class="stack">
                    <h2 class="section-title">{ lang.compounds() }</h2>
                    { compounds }
                </section>
                <ul class="list">
                    { link(view, Route::Handover(id.clone()), Icon::Upload, lang.handover(), lang.handover_hint(), Html::default()) }
                    { link(view, Route::Terms(id.clone()), Icon::Edit, lang.terms(), "", Html::default()) }
                    { link(view, Route::Records(id.clone()), Icon::Shield, lang.records(), lang.records_hint(), html! {
                        if trouble > 0 { <Badge label={trouble.to_string()} tone={Tone::Warn} /> }
                    }) }
                </ul>
            </>
        },
        actions: html! {
            if supervisor {
                <Button kind={ButtonKind::Primary} icon={Icon::Plus} label={lang.add_compound()}
                    onclick={view.go(Route::NewCompound(id.clone()))} />
            }
        },
        fills: false,
    }
}

fn link(view: &View<'_>, to: Route, icon: Icon, title: &'static str, sub: &'static str, aside: Html) -> Html {
    html! {
        <li>
            <button type="button" class="item" onclick={view.go(to)}>
                { icon.view() }
                <span class="item__main">
                    <span class="item__title">{ title }</span>
                    if !sub.is_empty() { <span class="item__sub">{ sub }</span> }
                </span>
                <span class="item__aside">{ aside }{ Icon::Next.view() }</span>
            </button>
        </li>
    }
}

fn row(view: &View<'_>, to: Route, compound: &Compound) -> Html {
    let lang = view.lang;
    let tally = compound.tally();
    let state = if compound.roll.is_none() {
        lang.roll_missing().to_owned()
    } else if compound.frozen.is_none() {
        lang.roll_draft().to_owned()
    } else {
        lang.returned_of(tally.returned, tally.counts.total)
    };
    html! {
        <li key={compound.card.id.as_str()}>
            <button type="button" class="item" onclick={view.go(to)}>
                { Icon::Building.view() }
                <span class="item__main">
                    <span class="item__title">{ &compound.card.name }</span>
                    <span class="item__sub">{ state }</span>
                </span>
                <span class="item__aside">
                    if tally.counts.conflicts > 0 {
                        <Badge tone={Tone::Danger} label={format!("{} {}", lang.conflicts(), tally.counts.conflicts)} />
                    }
                    { Icon::Next.view() }
                </span>
            </button>
        </li>
    }
}
