//! Yew: draws the model and sends events. It holds no rule and no state but what is on its way through a widget.
//!
//! [`Root`] is the one stateful component: it owns the model and the shell, runs [`crate::app::update`] on every event and
//! carries out the effects. A screen is a plain function from [`View`] to `Html`; what has a life of its own (a windowed
//! list, a dialog) is a widget.
mod element;
mod frame;
mod layout;
mod screens;
mod view;
pub mod widgets;

use crate::app::settings::Theme;
use crate::app::{self, Event, Model, PickedFile};
use crate::shell::{self, Shell};
use view::View;
use web_sys::File;
use yew::prelude::*;

/// What picked files are for.
pub type FilesFor = fn(Vec<PickedFile>) -> Event;

/// What can reach the root: an event of the core, or files that the shell has to take hold of first.
pub enum Msg {
    Event(Event),
    Picked(Vec<File>, FilesFor),
}

/// Runs the program.
pub struct Root {
    model: Model,
    shell: Shell,
    dispatch: Callback<Event>,
    pick: Callback<(Vec<File>, FilesFor)>,
}

impl Root {
    fn take(&mut self, event: Event) {
        let effects = app::update(&mut self.model, &shell::now(), event);
        for effect in effects {
            self.shell.run(effect);
        }
        let settings = &self.model.settings;
        let theme = match settings.theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        shell::dress(settings.lang, theme, settings.large_text);
    }
}

impl Component for Root {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(Msg::Event);
        let shell = Shell::start(dispatch.clone());
        let pick = ctx.link().callback(|(files, to)| Msg::Picked(files, to));
        Self { model: Model::default(), shell, dispatch, pick }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Event(event) => self.take(event),
            Msg::Picked(files, to) => {
                let picked = self.shell.pick(files);
                self.take(to(picked));
            }
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let now = shell::now();
        frame::view(&View::new(&self.model, &self.dispatch, &self.pick, now.today()))
    }
}
