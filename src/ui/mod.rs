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
use crate::app::{self, Event, Lang, Model, PickedFile};
use crate::shell::{self, Shell};
use std::marker::PhantomData;
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

/// What a program holds. [`Field`] leaves out what isn't needed at the doors and loads sooner; [`Whole`] has everything.
pub trait Part: 'static {
    const CORE: Option<app::Office>;
    const SCREENS: Option<view::DrawOffice>;
    const SHELL: Option<shell::Office>;
}

pub struct Field;

impl Part for Field {
    const CORE: Option<app::Office> = None;
    const SCREENS: Option<view::DrawOffice> = None;
    const SHELL: Option<shell::Office> = None;
}

pub struct Whole;

impl Part for Whole {
    const CORE: Option<app::Office> = Some(app::OFFICE);
    const SCREENS: Option<view::DrawOffice> = Some(screens::office);
    const SHELL: Option<shell::Office> = Some(shell::OFFICE);
}

/// Runs the program.
pub struct Root<P> {
    model: Model,
    shell: Shell,
    dispatch: Callback<Event>,
    pick: Callback<(Vec<File>, FilesFor)>,
    part: PhantomData<P>,
}

impl<P: Part> Root<P> {
    fn take(&mut self, event: Event) {
        let before = self.looks();
        let effects = app::update(&mut self.model, &shell::now(), event);
        for effect in effects {
            self.shell.run(effect);
        }
        let looks = self.looks();
        // Only where they change: to set even the same language again makes browsers work out the style of the whole page anew, which takes
        // longer than all else that an event leads to.
        if looks != before {
            let (lang, theme, large_text) = looks;
            let theme = match theme {
                Theme::System => None,
                Theme::Light => Some("light"),
                Theme::Dark => Some("dark"),
            };
            shell::dress(lang, theme, large_text);
        }
    }

    /// What stands on the page itself; at first the page has what a new model has.
    fn looks(&self) -> (Lang, Theme, bool) {
        let settings = &self.model.settings;
        (settings.lang, settings.theme, settings.large_text)
    }
}

impl<P: Part> Component for Root<P> {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(Msg::Event);
        let shell = Shell::new(dispatch.clone(), P::SHELL);
        shell.start();
        let pick = ctx.link().callback(|(files, to)| Msg::Picked(files, to));
        Self { model: Model::new(P::CORE), shell, dispatch, pick, part: PhantomData }
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
        frame::view(&View::new(&self.model, P::SCREENS, &self.dispatch, &self.pick, &now))
    }
}
