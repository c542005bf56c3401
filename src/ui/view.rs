//! What every screen is given, and the short ways of tying a widget to the core.

use super::FilesFor;
use super::element::el;
use super::kept::Kept;
use super::screens::Screen;
use super::widgets::{
    Button, ButtonKind, Choice, FieldKind, Icon, InputMode, TextField, Toggles, Tone, badge, badge_icon,
};
use crate::app::form::{Form, FormKey, Problem};
use crate::app::{Event, Model, Moment, PickedFile, Route, SaveState};
use crate::domain::answer::Progress;
use crate::journal::RecordId;
use crate::journal::compound::Compound;
use crate::text::Lang;
use std::rc::Rc;
use web_sys::File;
use yew::prelude::*;

/// Draws the screens of a part.
pub type Draw = fn(&View<'_>) -> Screen;

/// What draws the screens of the parts that this program holds.
#[derive(Clone, Copy, Default)]
pub struct Screens {
    pub doors: Option<Draw>,
    pub survey: Option<Draw>,
    /// How far the survey of a compound has come.
    pub progress: Option<fn(&View<'_>, &Compound) -> Progress>,
    pub office: Option<Draw>,
    /// What is said on every screen of a practice.
    pub practice: Option<fn(&View<'_>) -> Html>,
}

pub struct View<'a> {
    pub model: &'a Model,
    pub screens: Screens,
    pub dispatch: &'a Callback<Event>,
    kept: Option<&'a Kept>,
    pick: &'a Callback<(Vec<File>, FilesFor)>,
    pub lang: Lang,
    /// Local date, `yyyy-mm-dd`.
    pub today: &'a str,
    /// Local date and time, `yyyy-mm-ddThh:mm`.
    pub local: &'a str,
    /// The device's clock, milliseconds since 1970 UTC.
    pub now: i64,
}

impl<'a> View<'a> {
    pub fn new(
        model: &'a Model,
        screens: Screens,
        dispatch: &'a Callback<Event>,
        kept: Option<&'a Kept>,
        pick: &'a Callback<(Vec<File>, FilesFor)>,
        now: &'a Moment,
    ) -> Self {
        Self {
            model,
            screens,
            dispatch,
            kept,
            pick,
            lang: model.lang(),
            today: now.today(),
            local: &now.local,
            now: now.at,
        }
    }

    /// What `find` finds, kept while texts are typed: [`Kept`] says what it may come from. `name` tells it apart from what else this screen keeps.
    pub fn kept<T: 'static>(&self, name: &str, find: impl FnOnce() -> T) -> Rc<T> {
        match self.kept {
            Some(kept) => kept.found(format!("{name} {}", self.today), find),
            None => Rc::new(find()),
        }
    }

    /// A part of the screen, kept in the same way.
    pub fn drawn(&self, name: &str, draw: impl FnOnce() -> Html) -> Html {
        match self.kept {
            Some(kept) => kept.drawn(format!("{name} {}", self.today), draw),
            None => draw(),
        }
    }

    /// Sends `event` whenever called, whatever with.
    pub fn on<T>(&self, event: Event) -> Callback<T> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |_: T| dispatch.emit(event.clone()))
    }

    /// Goes to `route` whenever called.
    pub fn go<T>(&self, route: Route) -> Callback<T> {
        self.on(Event::Go(route))
    }

    /// Hands picked files over to what `to` makes of them.
    pub fn on_files(&self, to: impl Fn(Vec<PickedFile>) -> Event + 'static) -> Callback<Vec<File>> {
        let (pick, to) = (self.pick.clone(), FilesFor::from(to));
        Callback::from(move |files: Vec<File>| pick.emit((files, to.clone())))
    }

    pub fn button(&self, kind: ButtonKind, icon: Option<Icon>, label: impl Into<AttrValue>, event: Event) -> Html {
        self.view_button(kind, icon, label.into(), event)
    }

    #[inline(never)]
    fn view_button(&self, kind: ButtonKind, icon: Option<Icon>, label: AttrValue, event: Event) -> Html {
        Button { kind, icon, ..Button::new(label, self.on(event)) }.view()
    }

    /// A button that leads to `route`.
    #[inline(never)]
    pub fn way(&self, kind: ButtonKind, icon: Option<Icon>, label: &'static str, route: Route) -> Html {
        self.view_button(kind, icon, AttrValue::Static(label), Event::Go(route))
    }

    /// How far a record is on its way to the disk, at the end of its line.
    pub fn saved(&self, id: &RecordId) -> Html {
        self.save_mark(self.model.save_state(id))
    }

    /// The same in a line's words: quiet where all is well, and with the way to try again where it isn't.
    #[inline(never)]
    pub fn save_mark(&self, state: SaveState) -> Html {
        let retry = || self.button(ButtonKind::Quiet, None, self.lang.retry_save(), Event::RetryStore);
        let mark = |icon: Icon, words: &'static str| el("span", "mark").add(icon.view()).text(words).html();
        match state {
            SaveState::Saved => mark(Icon::Check, self.lang.all_saved()),
            SaveState::Saving => mark(Icon::Save, self.lang.saving()),
            SaveState::Failed => el("span", "row").add(self.unsaved(state)).add(retry()).html(),
        }
    }

    /// What isn't saved, for lines that lead to where it is: these say nothing while all is well.
    #[inline(never)]
    pub fn unsaved(&self, state: SaveState) -> Html {
        match state {
            SaveState::Saved => Html::default(),
            SaveState::Saving => badge_icon(Icon::Save, self.lang.saving()),
            SaveState::Failed => badge(Tone::Danger, self.lang.save_failed()),
        }
    }

    /// A form that takes whatever is typed, or whose problems are shown otherwise.
    #[inline(never)]
    pub fn plain_form(&self, key: FormKey) -> FormView<'_, 'a> {
        FormView { view: self, form: self.model.form(&key), key, problems: Vec::new() }
    }

    /// A form with the problems that are to be shown: none before the person has tried to finish.
    pub fn form<T>(&self, key: FormKey, check: impl FnOnce(&Form) -> Result<T, Vec<Problem>>) -> FormView<'_, 'a> {
        let form = self.model.form(&key);
        let problems = if form.tried { check(&form).err().unwrap_or_default() } else { Vec::new() };
        FormView { view: self, key, form, problems }
    }
}

/// A form on screen.
pub struct FormView<'v, 'a> {
    view: &'v View<'a>,
    key: FormKey,
    pub form: Form,
    problems: Vec<Problem>,
}

impl FormView<'_, '_> {
    pub fn error(&self, field: &'static str) -> Option<AttrValue> {
        let problem = self.problems.iter().find(|p| p.field == field)?;
        Some(self.view.lang.problem(problem.kind).into())
    }

    /// Sets `field` to what the callback is called with.
    #[inline(never)]
    pub fn sets(&self, field: &'static str) -> Callback<String> {
        let (dispatch, form) = (self.view.dispatch.clone(), self.key.clone());
        Callback::from(move |text: String| dispatch.emit(Event::Edit { form: form.clone(), field, text }))
    }

    /// A text field of this form under an id of its own.
    #[inline(never)]
    pub fn text_field(&self, id: AttrValue, field: &'static str, label: AttrValue, more: TextOptions) -> Html {
        TextField {
            error: self.error(field),
            hint: more.hint,
            unit: more.unit,
            kind: more.kind,
            inputmode: more.mode,
            required: more.required,
            ..TextField::new(id, label, self.form.text(field).to_owned(), self.sets(field))
        }
        .view()
    }

    pub fn field(&self, field: &'static str, label: AttrValue, more: TextOptions) -> Html {
        self.text_field(AttrValue::Static(field), field, label, more)
    }

    /// A line of text.
    pub fn text(&self, field: &'static str, label: impl Into<AttrValue>) -> Html {
        self.field(field, label.into(), TextOptions::default())
    }

    pub fn required_text(&self, field: &'static str, label: impl Into<AttrValue>) -> Html {
        self.field(field, label.into(), TextOptions::required())
    }

    pub fn hinted_text(&self, field: &'static str, label: impl Into<AttrValue>, hint: impl Into<AttrValue>) -> Html {
        self.field(field, label.into(), TextOptions { hint: Some(hint.into()), ..TextOptions::default() })
    }

    /// Several lines of text.
    pub fn area(&self, field: &'static str, label: impl Into<AttrValue>) -> Html {
        self.field(
            field,
            label.into(),
            TextOptions { kind: FieldKind::TextArea, required: true, ..TextOptions::default() },
        )
    }

    pub fn date(&self, field: &'static str, label: impl Into<AttrValue>) -> Html {
        self.field(field, label.into(), TextOptions { kind: FieldKind::Date, required: true, ..TextOptions::default() })
    }

    /// A date that may be left out.
    pub fn optional_date(&self, field: &'static str, label: impl Into<AttrValue>) -> Html {
        self.field(field, label.into(), TextOptions { kind: FieldKind::Date, ..TextOptions::default() })
    }

    /// Several lines that may be left out.
    pub fn lines(&self, field: &'static str, label: impl Into<AttrValue>, hint: &'static str) -> Html {
        let hint = Some(AttrValue::Static(hint));
        self.field(field, label.into(), TextOptions { kind: FieldKind::TextArea, hint, ..TextOptions::default() })
    }

    /// A number with its unit, typed on the number keyboard.
    pub fn number(
        &self,
        field: &'static str,
        label: impl Into<AttrValue>,
        unit: Option<&'static str>,
        hint: Option<&'static str>,
    ) -> Html {
        let more = TextOptions {
            unit: unit.map(AttrValue::from),
            hint: hint.map(AttrValue::from),
            mode: InputMode::Decimal,
            ..TextOptions::default()
        };
        self.field(field, label.into(), more)
    }

    /// A short list as large buttons.
    pub fn toggles(&self, field: &'static str, legend: impl Into<AttrValue>, options: Vec<Choice>) -> Html {
        self.toggles_as(AttrValue::Static(field), field, legend.into(), options)
    }

    /// The same under an id of its own.
    #[inline(never)]
    pub fn toggles_as(&self, id: AttrValue, field: &'static str, legend: AttrValue, options: Vec<Choice>) -> Html {
        let chosen = AttrValue::from(self.form.text(field).to_owned());
        let onselect = self.sets(field).reform(|code: AttrValue| code.to_string());
        Toggles { error: self.error(field), ..Toggles::new(id, legend, options, Some(chosen), onselect) }.view()
    }
}

#[derive(Default)]
pub struct TextOptions {
    hint: Option<AttrValue>,
    unit: Option<AttrValue>,
    kind: FieldKind,
    mode: InputMode,
    required: bool,
}

impl TextOptions {
    /// A passphrase, seen or unseen.
    pub fn secret(shows: bool) -> Self {
        TextOptions { kind: if shows { FieldKind::Text } else { FieldKind::Password }, ..TextOptions::default() }
    }

    /// With a word on what to look out for.
    pub fn hint(self, hint: &'static str) -> Self {
        TextOptions { hint: Some(hint.into()), ..self }
    }

    pub fn of(kind: FieldKind) -> Self {
        TextOptions { kind, ..TextOptions::default() }
    }

    pub fn required() -> Self {
        TextOptions { required: true, ..TextOptions::default() }
    }
}
