//! Long lists. Ten thousand lines take a browser half a minute, so that a long one comes in parts, and the lines of a part are drawn once it is opened:
//! all can be reached, and none scrolls inside the page.

use crate::app::Event;
use crate::app::form::{FormKey, UNFOLDED};
use crate::domain::ids::CompoundId;
use crate::ui::element::{El, el};
use crate::ui::layout::{item_aside, item_button, item_main, list};
use crate::ui::view::View;
use crate::ui::widgets::Icon;
use yew::prelude::*;

/// So many lines are looked over at once.
pub const LINES: usize = 50;

/// The form field that says that a part is open.
const OPEN: &str = "open";

/// `all` as `lines` draws them, or, where there are more than `most`, in parts that are called by their first and last. `name` tells the list apart from
/// others about this compound.
pub fn parted<T>(
    view: &View<'_>,
    (compound, name): (&CompoundId, &str),
    (all, most): (&[T], usize),
    called: impl Fn(&T) -> String,
    lines: impl Fn(&[T]) -> Html,
) -> Html {
    if all.len() <= most {
        return lines(all);
    }
    let part = |(at, part): (usize, &[T])| -> Option<El> {
        let title = view.lang.part_of(&called(part.first()?), &called(part.last()?), part.len());
        let form = FormKey::Shown(compound.clone(), format!("{name} {at}"));
        let is_open = !view.model.form(&form).text(OPEN).is_empty();
        let text = if is_open { "" } else { UNFOLDED }.to_owned();
        let toggle = view.on(Event::Edit { form, field: OPEN, text });
        let aside = item_aside().add(if is_open { Icon::Close } else { Icon::Next }.view());
        let button = item_button(toggle, None, item_main(title), aside);
        let button = button.attr("aria-expanded", if is_open { "true" } else { "false" });
        let head = list().add(el("li", "").add(button));
        Some(el("div", "stack stack--tight").key(&at.to_string()).add(head).add_if(is_open, || lines(part)))
    };
    el("div", "stack stack--tight").each(all.chunks(most).enumerate().filter_map(part)).html()
}
