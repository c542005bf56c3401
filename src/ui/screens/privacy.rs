//! What people are told about their personal information, to be shown at the door.

use super::Screen;
use crate::app::Open;
use crate::ui::layout::{Facts, card};
use crate::ui::view::View;
use crate::ui::widgets::{Tone, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, open: &Open) -> Screen {
    Screen {
        title: view.lang.privacy_title().to_owned(),
        subtitle: open.state.terms.as_ref().map(|terms| terms.name.clone()),
        body: card().add(told(view)).html(),
        ..Screen::default()
    }
}

/// What people are told in the open campaign.
pub fn told(view: &View<'_>) -> Html {
    let lang = view.lang;
    let terms = view.model.state().and_then(|state| state.terms.as_ref());
    let Some((notice, sealed)) = terms.and_then(|terms| Some((terms.privacy.as_ref()?, terms.sealed_to.is_some())))
    else {
        return banner(Tone::Warn, lang.privacy_missing());
    };
    let mut how = lang.privacy_how_is().to_owned();
    if sealed {
        how.push_str(lang.privacy_how_sealed());
    }
    Facts::new()
        .fact(lang.privacy_handler(), notice.handler.clone())
        .fact(lang.privacy_purpose(), notice.purpose.clone())
        .fact(lang.privacy_what(), lang.privacy_what_is())
        .fact(lang.privacy_how(), how)
        .fact(lang.privacy_until(), notice.keep_until.clone())
        .fact(lang.privacy_rights(), lang.privacy_rights_are())
        .fact(lang.privacy_contact(), notice.contact.clone())
        .into()
}
