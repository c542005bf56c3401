//! Yew: draws the model and sends events. It holds no rule and no state but what is on its way through a widget, and what was worked out of the model
//! and still holds.
//!
//! [`Root`] is the one stateful component: it owns the model and the shell, runs [`crate::app::update`] on every event and
//! carries out the effects. A screen is a plain function from [`View`] to `Html`; what has a life of its own (a windowed
//! list, a dialog) is a widget.
mod element;
mod frame;
mod kept;
mod layout;
mod screens;
mod view;
pub mod widgets;

use crate::app::settings::Theme;
use crate::app::{self, Event, Lang, Model, PickedFile};
use crate::shell::{self, Shell, keeper, panics};
use kept::Kept;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use view::{Screens, View};
use web_sys::File;
use yew::prelude::*;

/// What picked files are for.
pub type FilesFor = Callback<Vec<PickedFile>, Event>;

/// What can reach the root: an event of the core, or files that the shell has to take hold of first.
pub enum Msg {
    Event(Event),
    Picked(Vec<File>, FilesFor),
}

/// A program: the parts that it holds of the core, the screens and the shell. Naming a part is what makes a program hold it; [`app::parts`] says why
/// there is more than one.
pub trait Program: 'static {
    const CORE: app::Parts;
    const SCREENS: Screens;
    const SHELL: shell::Parts;
}

/// The program for the doors.
pub struct Doors;

impl Program for Doors {
    const CORE: app::Parts = app::Parts::DOORS;
    const SCREENS: Screens = Screens {
        doors: Some(screens::doors),
        survey: None,
        progress: None,
        office: None,
        practice: Some(screens::practice),
    };
    const SHELL: shell::Parts = shell::Parts::DOORS;
}

/// The program for the survey.
pub struct Survey;

impl Program for Survey {
    const CORE: app::Parts = app::Parts::SURVEY;
    const SCREENS: Screens =
        Screens { doors: None, survey: Some(screens::survey), progress: None, office: None, practice: None };
    const SHELL: shell::Parts = shell::Parts::SURVEY;
}

/// The program that has everything.
pub struct Whole;

impl Program for Whole {
    const CORE: app::Parts = app::Parts::ALL;
    const SCREENS: Screens = Screens {
        doors: Some(screens::doors),
        survey: Some(screens::survey),
        progress: Some(screens::progress),
        office: Some(screens::office),
        practice: Some(screens::practice),
    };
    const SHELL: shell::Parts = shell::Parts::ALL;
}

/// Starts a program for the field; where it is started as a worker, the keeper of the log.
pub fn start_in_field<P: Program>() {
    panics::say_where();
    match keeper::scope() {
        Some(scope) => keeper::serve(scope),
        None => drop(yew::Renderer::<Root<P>>::new().render()),
    }
}

/// Runs the program. It lives as long as its page: how to take it down again, which Yew would have every program bring along, needs nobody.
pub struct Root<P> {
    model: ManuallyDrop<Model>,
    /// Only the office has screens of a whole compound.
    kept: ManuallyDrop<Option<Kept>>,
    shell: ManuallyDrop<Shell>,
    dispatch: Callback<Event>,
    pick: Callback<(Vec<File>, FilesFor)>,
    program: PhantomData<P>,
}

impl<P: Program> Root<P> {
    fn take(&mut self, event: Event) {
        let before = self.looks();
        // The constant leaves it out of the programs that have none.
        if P::CORE.office.is_some()
            && let Some(kept) = &*self.kept
        {
            kept.pass(&event);
        }
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

impl<P: Program> Component for Root<P> {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(Msg::Event);
        let shell = Shell::new(dispatch.clone(), P::SHELL);
        shell.start();
        let pick = ctx.link().callback(|(files, to)| Msg::Picked(files, to));
        Self {
            model: ManuallyDrop::new(Model::new(P::CORE)),
            kept: ManuallyDrop::new(P::CORE.office.map(|_| Kept::default())),
            shell: ManuallyDrop::new(shell),
            dispatch,
            pick,
            program: PhantomData,
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Event(event) => self.take(event),
            Msg::Picked(files, to) => {
                let picked = self.shell.pick(files);
                self.take(to.emit(picked));
            }
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        shell::photos::fill();
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let now = shell::now();
        frame::view(&View::new(&self.model, P::SCREENS, &self.dispatch, self.kept.as_ref(), &self.pick, &now))
    }
}
