//! Freezing the roll, then the notice of the two modes.

use super::Screen;
use crate::app::Event;
use crate::app::form::FormKey;
use crate::app::notice::{Msg, check};
use crate::journal::state::Compound;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, Banner, ButtonKind, Figure, Tone};
use yew::prelude::*;

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let lang = view.lang;
    Screen {
        title: lang.step_notice().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body: html! {
            <>
                if !view.model.is_supervisor() {
                    <Banner kind={Tone::Info}>{ lang.only_supervisor() }</Banner>
                }
                { freeze(view, compound) }
                if compound.frozen.is_some() {
                    { notice(view, compound) }
                }
            </>
        },
        ..Screen::default()
    }
}

fn freeze(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let Some(roll) = &compound.roll else {
        return html! { <Banner kind={Tone::Warn}>{ lang.roll_missing() }</Banner> };
    };
    let freeze = Event::Notice(Msg::Freeze { compound: compound.card.id.clone(), roll: roll.hash().to_owned() });
    html! {
        <section class="card stack">
            <div class="card__head">
                <h2 class="card__title">{ lang.freeze_title() }</h2>
                if compound.frozen.is_some() {
                    <Badge tone={Tone::Ok} label={lang.roll_frozen()} />
                } else {
                    <Badge label={lang.roll_draft()} />
                }
            </div>
            <div class="figures"><Figure label={lang.households_n()} value={roll.counted().to_string()} /></div>
            <dl class="facts">
                <dt>{ lang.roll_hash() }</dt><dd class="code">{ roll.hash() }</dd>
                if let Some(stamp) = &compound.frozen {
                    <dt>{ lang.roll_frozen() }</dt><dd>{ lang.frozen_by(&stamp.by) }</dd>
                }
            </dl>
            if compound.frozen.is_none() {
                <p>{ lang.freeze_explain() }</p>
                if view.model.is_supervisor() {
                    <div class="row">{ view.button(ButtonKind::Primary, None, lang.freeze_roll(), freeze) }</div>
                }
            }
        </section>
    }
}

fn notice(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let today = view.today.to_owned();
    let form = view.form(FormKey::Notice(compound.card.id.clone()), move |form| check(form, &today));
    let posted = compound.notice.is_some();
    let save = if posted { lang.change_notice() } else { lang.record_notice() };
    html! {
        <section class="card stack">
            <div class="card__head">
                <h2 class="card__title">{ lang.notice_title() }</h2>
                if let Some((_, notice)) = &compound.notice {
                    <Badge tone={Tone::Ok} label={lang.notice_posted(&notice.posted_on)} />
                }
            </div>
            <p class="muted">{ lang.notice_explain() }</p>
            <div class="cols">
                { mode(lang.professional(), [
                    form.area("professional_form", format!("{}：{}", lang.professional(), lang.mode_form())),
                    form.area("professional_services", format!("{}：{}", lang.professional(), lang.mode_services())),
                    form.area("professional_fee", format!("{}：{}", lang.professional(), lang.mode_fee())),
                ]) }
                { mode(lang.quasi(), [
                    form.area("quasi_form", format!("{}：{}", lang.quasi(), lang.mode_form())),
                    form.area("quasi_services", format!("{}：{}", lang.quasi(), lang.mode_services())),
                    form.area("quasi_fee", format!("{}：{}", lang.quasi(), lang.mode_fee())),
                ]) }
            </div>
            { form.required_text("places", lang.posted_places()) }
            { form.date("posted_on", lang.posted_on()) }
            if view.model.is_supervisor() {
                <div class="row">
                    { view.button(ButtonKind::Primary, None, save, Event::Notice(Msg::Post(compound.card.id.clone()))) }
                </div>
            }
        </section>
    }
}

fn mode(title: &'static str, fields: [Html; 3]) -> Html {
    html! { <div class="stack"><h3 class="section-title">{ title }</h3>{ for fields }</div> }
}
