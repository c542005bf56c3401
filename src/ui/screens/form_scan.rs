//! Scanning a printed form at the doors: the household behind it opens, or it is said why none does.

use crate::app::Event;
use crate::app::scan::ScanTrouble;
use crate::ui::element::el;
use crate::ui::view::View;
use crate::ui::widgets::{Scanner, ScannerWords, Takes, Tone, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Html {
    let lang = view.lang;
    let words = ScannerWords {
        scan: lang.scan_form().into(),
        starting: lang.scan_starting().into(),
        hint: lang.scan_form_hint().into(),
        again: lang.scan_again().into(),
        cancel: lang.cancel().into(),
        close: lang.close().into(),
    };
    let trouble = move |why: ScanTrouble| match why {
        // What is said elsewhere is that a file can be had instead; a form has none.
        ScanTrouble::NoCamera => lang.scan_form_no_camera().to_owned(),
        why => lang.scan_trouble(&why),
    };
    let takes = Takes::Text(view.dispatch.reform(Event::Scanned));
    let missed = view.model.missed_form.as_ref();
    let missed = missed.map(|miss| banner(Tone::Warn, lang.missed_form(miss)));
    let scanner = html! { <Scanner id="form-scanner" {words} {trouble} {takes} /> };
    el("div", "stack").add_some(missed).add(scanner).html()
}
