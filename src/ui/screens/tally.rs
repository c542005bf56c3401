//! The count, live; conflicts to settle; closing the ballot.

use super::Screen;
use crate::app::Event;
use crate::app::form::FormKey;
use crate::app::tally::{Msg, NONE, check_close, check_settle};
use crate::domain::ids::HouseholdId;
use crate::domain::tally::{Decision, Tally};
use crate::journal::household_file::BallotRecord;
use crate::journal::state::Compound;
use crate::text::Lang;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, Banner, ButtonKind, Choice, Figure, TallyBar, TallyLabels, TextField, Toggles, Tone};
use yew::prelude::*;

/// What the count comes to in words, and how it looks.
pub fn outcome(lang: Lang, tally: &Tally) -> (&'static str, Tone) {
    match (tally.decision, tally.secured) {
        (Decision::NoResult, _) => (lang.no_result(), Tone::Neutral),
        (Decision::Undecided, _) => (lang.undecided(), Tone::Info),
        (Decision::Professional, true) => (lang.secured_professional(), Tone::Ok),
        (Decision::Quasi, true) => (lang.secured_quasi(), Tone::Ok),
        (Decision::Professional, false) => (lang.decided_professional(), Tone::Ok),
        (Decision::Quasi, false) => (lang.decided_quasi(), Tone::Ok),
    }
}

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let lang = view.lang;
    let tally = compound.tally();
    Screen {
        title: lang.step_tally().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body: html! {
            <>
                { result(lang, &tally) }
                { figures(lang, &tally) }
                { conflicts(view, compound) }
                { oddities(view, compound) }
                { closing(view, compound, &tally) }
            </>
        },
        ..Screen::default()
    }
}

fn result(lang: Lang, tally: &Tally) -> Html {
    let counts = &tally.counts;
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let (words, tone) = outcome(lang, tally);
    let other = counts.blank + counts.invalid;
    let labels = TallyLabels {
        professional: lang.professional().into(),
        quasi: lang.quasi().into(),
        other: format!("{}、{}", lang.blank(), lang.invalid()).into(),
        open: format!("{}、{}", lang.not_returned(), lang.conflicts()).into(),
        half: lang.half_line(tally.half()).into(),
        summary: lang
            .tally_summary(counts.professional, counts.quasi, other + counts.conflicts, tally.not_returned)
            .into(),
    };
    let distance = if tally.counts.total == 0 {
        String::new()
    } else if tally.professional_needed == 0 {
        lang.reached().to_owned()
    } else {
        lang.needed(tally.professional_needed)
    };
    html! {
        <section class="card stack">
            <Banner kind={tone} title={words}>{ distance }</Banner>
            <TallyBar id="tally" professional={size(counts.professional)} quasi={size(counts.quasi)} other={size(other)}
                total={size(counts.total)} {labels} />
        </section>
    }
}

fn figures(lang: Lang, tally: &Tally) -> Html {
    let counts = &tally.counts;
    let conflict_tone = if counts.conflicts > 0 { Tone::Danger } else { Tone::Neutral };
    let figure = |label: &'static str, value: u64| html! { <Figure {label} value={value.to_string()} /> };
    html! {
        <section class="figures">
            { figure(lang.households_n(), counts.total) }
            { figure(lang.returned(), tally.returned) }
            <Figure label={lang.professional()} value={counts.professional.to_string()} note={AttrValue::from(tally.share())} />
            { figure(lang.quasi(), counts.quasi) }
            { figure(lang.blank(), counts.blank) }
            { figure(lang.invalid(), counts.invalid) }
            { figure(lang.not_returned(), tally.not_returned) }
            <Figure label={lang.conflicts()} value={counts.conflicts.to_string()} tone={conflict_tone} />
        </section>
    }
}

fn conflicts(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let conflicts = compound.conflicts();
    if conflicts.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack">
            <div class="card__head">
                <h2 class="section-title">{ lang.conflicts_title() }</h2>
                <Badge tone={Tone::Danger} label={lang.conflicts()} count={conflicts.len()} />
            </div>
            <p class="muted">{ lang.conflicts_explain() }</p>
            { for conflicts.iter().map(|(id, ballots)| conflict(view, compound, id, ballots)) }
        </section>
    }
}

fn conflict(view: &View<'_>, compound: &Compound, id: &HouseholdId, ballots: &[&BallotRecord]) -> Html {
    let lang = view.lang;
    let name = compound.roll.as_ref().and_then(|roll| roll.get(id)).map(|h| lang.household_of(h));
    let name = name.unwrap_or_else(|| id.to_string());
    let ballot = |(i, record): (usize, &&BallotRecord)| {
        let enrolled = view.model.state().and_then(|s| s.enrolled.get(&record.stamp.id.device));
        let device = enrolled
            .map(|e| e.name.clone())
            .unwrap_or_else(|| record.stamp.id.device.as_str().chars().take(8).collect());
        html! {
            <tr key={record.stamp.id.to_string()}>
                <td class="num">{ i + 1 }</td>
                <td>{ lang.choice_of(record.ballot.choice) }</td>
                <td>{ &record.ballot.serial }</td>
                <td>{ &record.ballot.signed_on }</td>
                <td>{ record.ballot.collectors.join("、") }</td>
                <td>{ device }</td>
            </tr>
        }
    };
    html! {
        <section class="card stack" key={id.as_str()} aria-label={name.clone()}>
            <h3 class="card__title">{ &name }</h3>
            <div class="table-wrap">
                <table class="table">
                    <thead><tr>
                        <th scope="col">{ "#" }</th><th scope="col">{ lang.choice() }</th><th scope="col">{ lang.serial() }</th>
                        <th scope="col">{ lang.signed_on() }</th><th scope="col">{ lang.collector() }</th><th scope="col">{ lang.this_device_of() }</th>
                    </tr></thead>
                    <tbody>{ for ballots.iter().enumerate().map(ballot) }</tbody>
                </table>
            </div>
            if view.model.is_supervisor() { { settle(view, compound, id, ballots) } } else { <p class="muted">{ lang.settle_wait() }</p> }
        </section>
    }
}

fn settle(view: &View<'_>, compound: &Compound, id: &HouseholdId, ballots: &[&BallotRecord]) -> Html {
    let lang = view.lang;
    let form =
        view.form(FormKey::Settle(compound.card.id.clone(), id.clone()), |form| check_settle(form, compound, id));
    let mut options: Vec<Choice> = ballots
        .iter()
        .enumerate()
        .map(|(i, record)| {
            Choice::new(record.stamp.id.to_string(), lang.keep_this(i + 1))
                .with_hint(lang.choice_of(record.ballot.choice))
        })
        .collect();
    options.push(Choice::new(NONE, lang.keep_none()));
    let event = Event::Tally(Msg::Settle { compound: compound.card.id.clone(), household: id.clone() });
    let keep = form.form.text("keep").to_owned();
    html! {
        <>
            <Toggles id={format!("settle-{id}")} legend={lang.settle_how()} {options} selected={Some(AttrValue::from(keep))}
                onselect={form.sets::<String>("keep").reform(|code: AttrValue| code.to_string())} error={form.error("keep")} />
            <TextField id={format!("settle-why-{id}")} label={lang.settle_reason()} value={form.form.text("why").to_owned()}
                oninput={form.sets::<String>("why")} error={form.error("why")} required=true />
            <div class="row">{ view.button(ButtonKind::Primary, None, lang.settle_conflict(), event) }</div>
        </>
    }
}

/// Papers that stand for two households, and ballots outside roll, notice or closing day.
fn oddities(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let doubled = compound.doubled_serials();
    let uncounted = compound.uncounted();
    let households = |ids: &[&HouseholdId]| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join("、");
    html! {
        <>
            if !doubled.is_empty() {
                <Banner kind={Tone::Warn} title={lang.doubled_serials()}>
                    <ul>{ for doubled.iter().map(|(serial, ids)| html! { <li>{ format!("{serial}：{}", households(ids)) }</li> }) }</ul>
                </Banner>
            }
            if !uncounted.is_empty() {
                <Banner kind={Tone::Warn} title={lang.uncounted_ballots()}>
                    <ul>{ for uncounted.iter().map(|(id, record, why)| html! {
                        <li>{ format!("{id}（{}）：{}", record.ballot.serial, lang.uncounted(*why)) }</li>
                    }) }</ul>
                </Banner>
            }
        </>
    }
}

fn closing(view: &View<'_>, compound: &Compound, tally: &Tally) -> Html {
    let lang = view.lang;
    if compound.frame().is_none() || !view.model.is_supervisor() {
        return Html::default();
    }
    let id = compound.card.id.clone();
    let today = view.today.to_owned();
    let closed = compound.closed.as_ref();
    let form = view.form(FormKey::Close(id.clone()), |form| match closed {
        None => check_close(form, compound, &today).map(|_| ()),
        Some(_) => form.required("why").map(|_| ()).map_err(|problem| vec![problem]),
    });
    html! {
        <section class="card stack">
            <h2 class="card__title">{ lang.close_title() }</h2>
            if let Some((stamp, day)) = closed {
                <p>{ lang.closed_on(day) }{ " " }{ lang.recorded_by(&stamp.by) }</p>
                { form.required_text("why", lang.reopen_reason()) }
                <div class="row">{ view.button(ButtonKind::Danger, None, lang.reopen_ballot(), Event::Tally(Msg::Reopen(id))) }</div>
            } else if tally.counts.conflicts > 0 {
                <Banner kind={Tone::Warn}>{ lang.close_explain() }</Banner>
            } else {
                <p class="muted">{ lang.close_explain() }</p>
                { form.date("on", lang.close_on()) }
                <div class="row">{ view.button(ButtonKind::Primary, None, lang.close_ballot(), Event::Tally(Msg::Close(id))) }</div>
            }
        </section>
    }
}
