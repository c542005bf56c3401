//! Importing a roster: pick, preview line by line, correct, import.

use super::Screen;
use crate::app::roster::shown::{self, Kind, Shown, Understood};
use crate::app::roster::{Draft, Edit, Filter, Msg};
use crate::app::{Event, PickedFile};
use crate::journal::state::Compound;
use crate::roster::Field;
use crate::text::Lang;
use crate::ui::view::View;
use crate::ui::widgets::{
    Badge, Banner, Button, ButtonKind, Choice, Dialog, Figure, FilePick, Icon, Select, TextField, Toggles, Tone,
    Windowed,
};
use std::rc::Rc;
use yew::prelude::*;

/// Pixels of a line of the preview.
const LINE_HEIGHT: u32 = 88;

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let lang = view.lang;
    let mut screen = Screen {
        title: lang.import_roster().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        ..Screen::default()
    };
    if compound.frozen.is_some() {
        screen.body = html! { <Banner kind={Tone::Info}>{ lang.roster_frozen() }</Banner> };
        return screen;
    }
    if !view.model.is_supervisor() {
        screen.body = html! { <Banner kind={Tone::Info}>{ lang.only_supervisor() }</Banner> };
        return screen;
    }
    let empty = Draft::default();
    let draft = if view.model.roster.is_for(&compound.card.id) { &view.model.roster } else { &empty };
    let take = |files: Vec<PickedFile>| Event::Roster(Msg::Pick(files));
    let label = if draft.file.is_some() { lang.choose_other_roster() } else { lang.choose_roster() };
    screen.body = html! {
        <>
            <section class="card stack">
                <p class="muted">{ lang.roster_lead() }</p>
                if compound.roll.is_some() { <p>{ lang.roster_replaces() }</p> }
                <FilePick id="roster" {label} accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    hint={draft.file.as_ref().map(|file| AttrValue::from(file.name.clone()))}
                    error={draft.error.as_ref().map(|e| AttrValue::from(lang.roster_error(e)))} onfiles={view.on_files(take)} />
                if draft.reading { <p role="status">{ lang.reading_roster() }</p> }
            </section>
            if let Some(shown) = &draft.shown {
                { mapping(view, draft, shown) }
                if let Some(understood) = &shown.understood {
                    { figures(&understood.figures) }
                    { lines(view, draft, shown, understood) }
                }
                if let Some(edit) = &draft.edit { { correction(view, draft, shown, edit) } }
            }
        </>
    };
    if let Some(understood) = draft.understood() {
        screen.actions = html! {
            <>
                { view.button(ButtonKind::Secondary, None, lang.discard_import(), Event::Roster(Msg::Discard)) }
                <Button kind={ButtonKind::Primary} label={lang.import_households(understood.counted)} disabled={!draft.ready()}
                    onclick={view.on(Event::Roster(Msg::Import))} />
            </>
        };
    }
    screen
}

fn mapping(view: &View<'_>, draft: &Draft, shown: &Shown) -> Html {
    let lang = view.lang;
    let Some(mapping) = draft.mapping() else { return Html::default() };
    let send = |msg: fn(Option<AttrValue>) -> Option<Msg>| {
        let dispatch = view.dispatch.clone();
        Callback::from(move |code: Option<AttrValue>| {
            if let Some(msg) = msg(code) {
                dispatch.emit(Event::Roster(msg));
            }
        })
    };
    let source = if let Some(encoding) = &shown.encoding {
        html! { <dl class="facts"><dt>{ lang.encoding() }</dt><dd>{ encoding }</dd></dl> }
    } else if shown.sheets.len() > 1 {
        let options: Vec<Choice> = shown.sheets.iter().map(|s| Choice::new(s.clone(), s.clone())).collect();
        let selected = shown.sheets.get(shown.sheet).map(|s| AttrValue::from(s.clone()));
        html! { <Select id="sheet" label={lang.sheet()} {options} {selected} onselect={send(|code| code.map(|c| Msg::Sheet(c.to_string())))} /> }
    } else {
        Html::default()
    };
    let mut headers = vec![Choice::new("0", lang.no_header())];
    headers.extend(shown.headers.iter().map(|(line, start)| Choice::new(line.to_string(), start.clone())));
    let header = mapping.header_line.unwrap_or(0);
    let onheader = send(|code| Some(Msg::Header(code?.parse().ok().filter(|line| *line > 0))));
    let column = |(at, (field, (_, label))): (usize, (&Field, &(u32, String)))| {
        let options: Vec<Choice> =
            shown.fields.iter().enumerate().map(|(i, f)| Choice::new(i.to_string(), f.clone())).collect();
        let selected = Some(AttrValue::from((*field as usize).to_string()));
        let dispatch = view.dispatch.clone();
        let onselect = Callback::from(move |code: Option<AttrValue>| {
            let field = code.and_then(|c| c.parse().ok()).and_then(|i: usize| Field::ALL.get(i).copied());
            dispatch.emit(Event::Roster(Msg::Column(at, field.unwrap_or(Field::Ignored))));
        });
        html! { <Select key={at} id={format!("column-{at}")} label={label.clone()} {options} {selected} {onselect} /> }
    };
    let body = html! {
        <>
            <p class="muted">{ lang.mapping_hint() }</p>
            { source }
            <Select id="header-line" label={lang.header_line()} options={headers} selected={Some(AttrValue::from(header.to_string()))} onselect={onheader} />
            <div class="cols">{ for mapping.columns.iter().zip(&shown.columns).enumerate().map(column) }</div>
        </>
    };
    html! {
        <section class="card stack">
            <h2 class="card__title">{ lang.mapping_title() }</h2>
            if let Some(problem) = &shown.mapping_problem {
                <Banner kind={Tone::Danger}>{ problem }</Banner>
                { body }
            } else {
                // Understood: the columns are there to be looked at, not in the way.
                <details><summary class="btn btn--secondary">{ lang.check_mapping() }</summary><div class="stack">{ body }</div></details>
            }
        </section>
    }
}

fn figures(figures: &[shown::Figure]) -> Html {
    let figure = |figure: &shown::Figure| {
        let note = figure.note.clone().map(AttrValue::from);
        html! { <Figure label={figure.label.clone()} value={figure.value.clone()} {note} /> }
    };
    html! { <section class="figures">{ for figures.iter().map(figure) }</section> }
}

fn lines(view: &View<'_>, draft: &Draft, shown: &Rc<Shown>, understood: &Understood) -> Html {
    let lang = view.lang;
    let problems = understood.problems;
    let listed = draft.listed();
    let dispatch = view.dispatch.clone();
    let onfilter = Callback::from(move |code: AttrValue| {
        let filter = code.parse().ok().and_then(|i: usize| Filter::ALL.get(i).copied()).unwrap_or_default();
        dispatch.emit(Event::Roster(Msg::Show(filter)));
    });
    let filters: Vec<Choice> =
        Filter::ALL.iter().enumerate().map(|(i, f)| Choice::new(i.to_string(), lang.filter(*f))).collect();
    let chosen = Filter::ALL.iter().position(|f| *f == draft.filter).map(|i| AttrValue::from(i.to_string()));
    let state = if problems > 0 {
        html! { <Banner kind={Tone::Warn}>{ lang.problems_left(problems) }</Banner> }
    } else {
        html! { <Banner kind={Tone::Ok}>{ lang.ready_to_import(understood.counted) }</Banner> }
    };
    let count = listed.len();
    let corrected = draft.corrections.lines().collect();
    let list = List { lang, dispatch: view.dispatch.clone(), shown: shown.clone(), listed, corrected };
    let render = Callback::from(move |at: usize| list.row(at));
    html! {
        <section class="card stack">
            <h2 class="card__title">{ lang.lines() }</h2>
            { state }
            <Toggles id="filter" legend={lang.lines()} legend_hidden=true segmented=true options={filters} selected={chosen} onselect={onfilter} />
            if count == 0 {
                <p class="muted">{ lang.nothing_listed() }</p>
            } else {
                <div class="windowed-box"><Windowed row_height={LINE_HEIGHT} {count} {render} label={lang.lines()} /></div>
            }
        </section>
    }
}

/// What the windowed list draws its rows from: it outlives this drawing of the screen.
struct List {
    lang: Lang,
    dispatch: Callback<Event>,
    shown: Rc<Shown>,
    /// Positions of the lines.
    listed: Vec<usize>,
    /// Numbers of lines.
    corrected: Vec<u32>,
}

impl List {
    fn row(&self, at: usize) -> Html {
        let lines = self.shown.understood.as_ref().map(|understood| &understood.lines);
        let line = self.listed.get(at).and_then(|at| lines?.get(*at));
        let Some(line) = line else { return Html::default() };
        let (lang, number) = (self.lang, line.line);
        let tone = match line.kind {
            Kind::Problem => Tone::Danger,
            _ if !line.warnings.is_empty() => Tone::Warn,
            Kind::Household => Tone::Ok,
            Kind::CoOwner | Kind::Skipped => Tone::Neutral,
        };
        let dispatch = self.dispatch.clone();
        let edit = Callback::from(move |_: MouseEvent| dispatch.emit(Event::Roster(Msg::Edit(number))));
        html! {
            <div class="item">
                <Badge {tone} label={lang.line_n(number)} />
                <span class="item__main">
                    <span class="item__title">{ line.words() }</span>
                    <span class="item__sub">{ line.filled() }</span>
                </span>
                <span class="item__aside">
                    if self.corrected.contains(&number) { <Badge tone={Tone::Info} label={lang.replaced()} /> }
                    <Button kind={ButtonKind::Quiet} icon={Icon::Edit} label={lang.correct_line()} onclick={edit} />
                </span>
            </div>
        }
    }
}

fn correction(view: &View<'_>, draft: &Draft, shown: &Shown, edit: &Edit) -> Html {
    let lang = view.lang;
    let number = edit.line;
    let line = draft.line(number);
    let original = line.map(|line| line.cells.join(" · ")).unwrap_or_default();
    let correction = draft.corrections.get(number);
    let left_out = correction.is_some_and(|correction| correction.left_out);
    let outcome = line.map(|line| line.outcome.clone()).filter(|outcome| !outcome.is_empty());
    let field = |(field, text): &(Field, String)| {
        let (dispatch, field) = (view.dispatch.clone(), *field);
        let oninput = Callback::from(move |text: String| dispatch.emit(Event::Roster(Msg::Type(field, text))));
        let label = shown.fields.get(field as usize).cloned().unwrap_or_default();
        html! { <TextField key={field as usize} id={format!("edit-{}", field as usize)} {label} value={text.clone()} {oninput} /> }
    };
    let actions = html! {
        <>
            if correction.is_some() {
                { view.button(ButtonKind::Secondary, Some(Icon::Undo), lang.take_back(), Event::Roster(Msg::TakeBack(number))) }
            }
            if !left_out {
                { view.button(ButtonKind::Danger, None, lang.leave_out(), Event::Roster(Msg::LeaveOut(number))) }
            }
            { view.button(ButtonKind::Primary, None, lang.save_correction(), Event::Roster(Msg::SaveEdit)) }
        </>
    };
    html! {
        <Dialog id="correction" title={lang.correct_title(number)} onclose={view.on::<()>(Event::Roster(Msg::CancelEdit))} close_label={lang.cancel()} {actions}>
            <dl class="facts"><dt>{ lang.original() }</dt><dd>{ original }</dd></dl>
            if let Some(outcome) = outcome { <Banner kind={Tone::Warn}>{ outcome }</Banner> }
            <div class="cols">{ for edit.texts.iter().map(field) }</div>
        </Dialog>
    }
}
