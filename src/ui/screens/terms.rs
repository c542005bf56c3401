//! The blanks of the plan: for a new campaign, or changed later.

use super::Screen;
use crate::app::campaign::{YES, check};
use crate::app::form::FormKey;
use crate::app::{Event, Route};
use crate::domain::ids::CampaignId;
use crate::ui::view::{FormView, View};
use crate::ui::widgets::{Banner, Button, ButtonKind, Choice, Tone};
use yew::prelude::*;

pub fn view_new(view: &View<'_>) -> Screen {
    let lang = view.lang;
    Screen {
        title: lang.new_campaign().to_owned(),
        body: fields(view, &view.form(FormKey::NewCampaign, check)),
        actions: html! {
            <>
                <Button label={lang.cancel()} onclick={view.go(Route::Home)} />
                { view.button(ButtonKind::Primary, None, lang.found_campaign(), Event::CreateCampaign) }
            </>
        },
        ..Screen::default()
    }
}

pub fn view_terms(view: &View<'_>, campaign: &CampaignId) -> Screen {
    let lang = view.lang;
    let supervisor = view.model.is_supervisor();
    Screen {
        title: lang.terms().to_owned(),
        body: html! {
            <>
                if !supervisor {
                    <Banner kind={Tone::Info}>{ lang.only_supervisor() }</Banner>
                }
                { fields(view, &view.form(FormKey::Terms(campaign.clone()), check)) }
            </>
        },
        actions: html! {
            if supervisor {
                { view.button(ButtonKind::Primary, None, lang.save_terms(), Event::SaveTerms) }
            }
        },
        ..Screen::default()
    }
}

fn fields(view: &View<'_>, form: &FormView<'_, '_>) -> Html {
    let lang = view.lang;
    let yes_no = || vec![Choice::new(YES, lang.yes()), Choice::new("no", lang.no())];
    html! {
        <>
            <section class="card stack">
                { form.hinted_text("name", lang.campaign_name(), lang.campaign_name_hint()) }
                <div class="cols">
                    { form.text("city", lang.city()) }
                    { form.text("district", lang.district()) }
                </div>
            </section>
            <section class="card stack">
                <div class="cols">
                    { form.number("cutoff_year", lang.cutoff_year(), None, Some(lang.cutoff_year_hint())) }
                    { form.number("room_permille", lang.room_permille(), Some(lang.permille()), Some(lang.room_permille_hint())) }
                    { form.number("ballot_months", lang.ballot_months(), Some(lang.months()), Some(lang.ballot_months_hint())) }
                    { form.number("establish_months", lang.establish_months(), Some(lang.months()), Some(lang.establish_months_hint())) }
                    { form.number("notice_lead_days", lang.notice_lead_days(), Some(lang.days()), None) }
                    { form.number("min_visits", lang.min_visits(), Some(lang.times()), None) }
                </div>
                { form.toggles("cutoff_inclusive", lang.cutoff_inclusive(), yes_no()) }
                { form.toggles("extended_items", lang.extended_items(), yes_no()) }
            </section>
        </>
    }
}
