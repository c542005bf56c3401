//! Scanning a printed form at the doors: the household behind it opens, or it is said why none does.

use crate::app::Event;
use crate::app::form::FormKey;
use crate::app::scan::{ScanTrouble, typed};
use crate::domain::ids::CampaignId;
use crate::journal::compound::Compound;
use crate::ui::element::el;
use crate::ui::layout::row;
use crate::ui::view::{TextOptions, View};
use crate::ui::widgets::{ButtonKind, Scanner, ScannerWords, Takes, Tone, banner};
use yew::prelude::*;

/// Nothing where the forms aren't printed here: they bear no code.
pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound) -> Html {
    if !compound.rules().printed_forms {
        return Html::default();
    }
    let scanner = scanner(view, view.lang.scan_form());
    row().add(scanner).add(by_number(view, campaign, compound)).html()
}

/// The scanner, and what was wrong with what it read. `label` says what it is for.
pub fn scanner(view: &View<'_>, label: &'static str) -> Html {
    let lang = view.lang;
    let words = ScannerWords {
        scan: label.into(),
        starting: lang.scan_starting().into(),
        hint: lang.scan_form_hint().into(),
        again: lang.scan_again().into(),
        cancel: lang.cancel().into(),
        close: lang.close().into(),
    };
    let trouble = move |why: ScanTrouble| lang.scan_trouble(&why, lang.scan_form_no_camera());
    let takes = Takes::Text(view.dispatch.reform(Event::Scanned));
    let missed = view.model.missed_form.as_ref();
    let missed = missed.map(|miss| banner(Tone::Warn, lang.missed_form(miss)));
    let scanner = html! { <Scanner id="form-scanner" {words} {trouble} {takes} /> };
    el("div", "stack").add_some(missed).add(scanner).html()
}

/// A code that is torn or wet can't be scanned; the number beside it is to be read by people.
fn by_number(view: &View<'_>, campaign: &CampaignId, compound: &Compound) -> Html {
    let lang = view.lang;
    let form = view.plain_form(FormKey::FormSerial);
    let open = typed(campaign, &compound.card.id, form.form.text("serial"));
    el("details", "fold")
        .add(el("summary", "").text(lang.type_serial()))
        .add(form.text_field("form_serial".into(), "serial", lang.serial().into(), TextOptions::default()))
        .add(row().add(view.button(ButtonKind::Secondary, None, lang.open_household(), open)))
        .html()
}
