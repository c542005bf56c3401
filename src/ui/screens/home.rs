//! Campaigns on this device, and the two ways in: founding one, or importing a work packet.

use super::{Screen, practice};
use crate::app::Route;
use crate::ui::element::{all, el};
use crate::ui::layout::{empty, item_aside, item_main, link, list, muted, section_title};
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, Icon, Tone, answered_banner};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Screen {
    let (lang, model) = (view.lang, view.model);
    let nameless = model.settings.person.is_empty() || model.settings.device_name.is_empty();
    let who = if nameless {
        let settings = view.way(ButtonKind::Secondary, None, lang.fill_in_names(), Route::Settings);
        answered_banner(Tone::Info, None, lang.who_is_here(), settings)
    } else {
        Html::default()
    };
    let mut real = model.campaigns.iter().filter(|(id, _)| !id.is_practice()).peekable();
    let campaigns = if real.peek().is_none() {
        let hint = empty(Some(Icon::Ballot), lang.no_campaigns(), lang.no_campaigns_long());
        // Only some browsers can be asked; so it is said to whoever begins.
        el("div", "stack").add(hint).add(muted(lang.no_private_window()))
    } else {
        list().each(real.map(|(id, name)| {
            let open = view.go(Route::Campaign(id.clone()));
            let aside = item_aside().add(Icon::Next.view());
            link(open, None, item_main(name.clone()), aside).key(id.as_str())
        }))
    };
    let create = Button {
        kind: ButtonKind::Primary,
        icon: Some(Icon::Plus),
        disabled: model.device.is_none(),
        ..Button::new(lang.create_campaign(), view.go(Route::NewCampaign))
    };
    Screen {
        title: lang.app_name().to_owned(),
        subtitle: Some(lang.home_lead().to_owned()),
        body: all([
            who,
            el("section", "stack")
                .add(section_title(lang.campaigns()))
                .add(campaigns)
                .add(practice::way_in(view))
                .html(),
        ]),
        actions: all([
            view.way(ButtonKind::Secondary, Some(Icon::Download), lang.import_files(), Route::Import),
            create.view(),
        ]),
        fills: false,
    }
}
