use super::Screen;
use crate::journal::state::Compound;
use crate::ui::view::View;
pub fn view(_view: &View<'_>, _compound: &Compound) -> Screen {
    Screen::default()
}
