//! Campaigns on this device, and the two ways in: founding one, or importing a work packet.

use super::Screen;
use crate::app::Route;
use crate::ui::view::View;
use crate::ui::widgets::{Banner, Button, ButtonKind, Icon, Tone};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Screen {
    let (lang, model) = (view.lang, view.model);
    let nameless = model.settings.person.is_empty() || model.settings.device_name.is_empty();
    let to_settings = html! { <Button label={lang.fill_in_names()} onclick={view.go(Route::Settings)} /> };
    let campaigns = model.campaigns.iter().map(|(id, name)| {
        html! {
            <li key={id.as_str()}>
                <button type="button" class="item" onclick={view.go(Route::Campaign(id.clone()))}>
                    <span class="item__main"><span class="item__title">{ name }</span></span>
                    <span class="item__aside">{ Icon::Next.view() }</span>
                </button>
            </li>
        }
    });
    let list = if model.campaigns.is_empty() {
        html! {
            <div class="empty">
                { Icon::Ballot.view() }
                <strong>{ lang.no_campaigns() }</strong>
                <p>{ lang.no_campaigns_long() }</p>
            </div>
        }
    } else {
        html! { <ul class="list">{ for campaigns }</ul> }
    };
    Screen {
        title: lang.app_name().to_owned(),
        subtitle: Some(lang.home_lead().to_owned()),
        body: html! {
            <>
                if nameless {
                    <Banner kind={Tone::Info} actions={to_settings}>{ lang.who_is_here() }</Banner>
                }
                <section class="stack">
                    <h2 class="section-title">{ lang.campaigns() }</h2>
                    { list }
                </section>
            </>
        },
        actions: html! {
            <>
                <Button label={lang.import_files()} icon={Icon::Download} onclick={view.go(Route::Import)} />
                <Button kind={ButtonKind::Primary} label={lang.create_campaign()} icon={Icon::Plus}
                    disabled={model.device.is_none()} onclick={view.go(Route::NewCampaign)} />
            </>
        },
        fills: false,
    }
}
