//! Importing a roster: pick, preview line by line, correct, import.

use super::Screen;
use crate::app::roster::{Draft, Edit, Filter, Msg};
use crate::app::{Event, PickedFile};
use crate::journal::state::Compound;
use crate::roster::{Correction, Field, LineOutcome, Outcome, Preview, Source, Table};
use crate::text::Lang;
use crate::ui::view::View;
use crate::ui::widgets::{
    Button, ButtonKind, Choice, Dialog, FilePick, Icon, Select, TextField, Toggles, Tone, Windowed, badge, banner,
    figure, noted_figure,
};
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
        screen.body = banner(Tone::Info, lang.roster_frozen());
        return screen;
    }
    if !view.model.is_supervisor() {
        screen.body = banner(Tone::Info, lang.only_supervisor());
        return screen;
    }
    let empty = Draft::default();
    let draft = if view.model.roster.is_for(&compound.card.id) { &view.model.roster } else { &empty };
    let take = |files: Vec<PickedFile>| Event::Roster(Msg::Pick(files));
    let label = if draft.file.is_some() { lang.choose_other_roster() } else { lang.choose_roster() };
    let pick = FilePick {
        id: "roster".into(),
        label: label.into(),
        accept: ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        multiple: false,
        onfiles: view.on_files(take),
        hint: draft.file.as_ref().map(|file| AttrValue::from(file.name.clone())),
        error: draft.error.as_ref().map(|e| AttrValue::from(lang.roster_error(e))),
    };
    screen.body = html! {
        <>
            <section class="card stack">
                <p class="muted">{ lang.roster_lead() }</p>
                if compound.roll.is_some() { <p>{ lang.roster_replaces() }</p> }
                { pick.view() }
                if draft.reading { <p role="status">{ lang.reading_roster() }</p> }
            </section>
            if let Some(table) = &draft.table { { mapping(view, draft, table) } }
            if let Some(preview) = &draft.preview {
                { figures(lang, preview) }
                { lines(view, draft, preview) }
            }
            if let Some(edit) = &draft.edit { { correction(view, draft, edit) } }
        </>
    };
    if let Some(preview) = &draft.preview {
        let households = preview.summary.residential_households;
        let import = Button {
            kind: ButtonKind::Primary,
            disabled: !preview.ready(),
            ..Button::new(lang.import_households(households), view.on(Event::Roster(Msg::Import)))
        };
        screen.actions = html! {
            <>
                { view.button(ButtonKind::Secondary, None, lang.discard_import(), Event::Roster(Msg::Discard)) }
                { import.view() }
            </>
        };
    }
    screen
}

fn mapping(view: &View<'_>, draft: &Draft, table: &Table) -> Html {
    let lang = view.lang;
    let send = |msg: fn(Option<AttrValue>) -> Option<Msg>| {
        let dispatch = view.dispatch.clone();
        Callback::from(move |code: Option<AttrValue>| {
            if let Some(msg) = msg(code) {
                dispatch.emit(Event::Roster(msg));
            }
        })
    };
    let source = match &table.source {
        Source::Text { encoding, .. } => html! {
            <dl class="facts"><dt>{ lang.encoding() }</dt><dd>{ lang.encoding_of(*encoding) }</dd></dl>
        },
        Source::Workbook { sheets, chosen } if sheets.len() > 1 => {
            let options: Vec<Choice> = sheets.iter().map(|s| Choice::new(s.clone(), s.clone())).collect();
            let selected = sheets.get(*chosen).map(|s| AttrValue::from(s.clone()));
            let onselect = send(|code| code.map(|c| Msg::Sheet(c.to_string())));
            Select { id: "sheet".into(), label: lang.sheet().into(), options, selected, onselect }.view()
        }
        Source::Workbook { .. } => Html::default(),
    };
    let candidates = table.rows.iter().take(20).filter(|row| !row.cells.is_empty());
    let mut headers = vec![Choice::new("0", lang.no_header())];
    headers.extend(candidates.map(|row| {
        let start: String = row.cells.join(" ").chars().take(24).collect();
        Choice::new(row.line.to_string(), format!("{} {start}", lang.line_n(row.line)))
    }));
    let header = draft.mapping.header_line.unwrap_or(0);
    let onheader = send(|code| Some(Msg::Header(code?.parse().ok().filter(|line| *line > 0))));
    let header_row = table.rows.iter().find(|row| Some(row.line) == draft.mapping.header_line);
    let column = |(at, field): (usize, &Field)| {
        let name = header_row.map_or("", |row| row.cell(at));
        let options: Vec<Choice> =
            Field::ALL.iter().enumerate().map(|(i, f)| Choice::new(i.to_string(), lang.field(*f))).collect();
        let selected = Field::ALL.iter().position(|f| f == field).map(|i| AttrValue::from(i.to_string()));
        let dispatch = view.dispatch.clone();
        let onselect = Callback::from(move |code: Option<AttrValue>| {
            let field = code.and_then(|c| c.parse().ok()).and_then(|i: usize| Field::ALL.get(i).copied());
            dispatch.emit(Event::Roster(Msg::Column(at, field.unwrap_or(Field::Ignored))));
        });
        Select {
            id: format!("column-{at}").into(),
            label: lang.column_n(at + 1, name).into(),
            options,
            selected,
            onselect,
        }
        .view()
    };
    let header_line = Select {
        id: "header-line".into(),
        label: lang.header_line().into(),
        options: headers,
        selected: Some(AttrValue::from(header.to_string())),
        onselect: onheader,
    };
    let body = html! {
        <>
            <p class="muted">{ lang.mapping_hint() }</p>
            { source }
            { header_line.view() }
            <div class="cols">{ for draft.mapping.columns.iter().enumerate().map(column) }</div>
        </>
    };
    html! {
        <section class="card stack">
            <h2 class="card__title">{ lang.mapping_title() }</h2>
            if let Some(problem) = &draft.mapping_problem {
                { banner(Tone::Danger, lang.mapping_problem(problem)) }
                { body }
            } else {
                // Understood: the columns are there to be looked at, not in the way.
                <details><summary class="btn btn--secondary">{ lang.check_mapping() }</summary><div class="stack">{ body }</div></details>
            }
        </section>
    }
}

fn figures(lang: Lang, preview: &Preview) -> Html {
    let summary = &preview.summary;
    let area = summary.floor_area_total_m2.map_or_else(|| lang.unknown().to_owned(), |area| format!("{area} ㎡"));
    let missing =
        (summary.titles_without_area > 0).then(|| AttrValue::from(lang.without_area(summary.titles_without_area)));
    html! {
        <section class="figures">
            { figure(lang.buildings(), summary.buildings.to_string()) }
            { figure(lang.households(), summary.residential_households.to_string()) }
            { figure(lang.not_households(), summary.non_residential_units.to_string()) }
            { figure(lang.co_owner_lines(), summary.co_owner_lines.to_string()) }
            { noted_figure(lang.floor_area(), area, missing) }
        </section>
    }
}

fn lines(view: &View<'_>, draft: &Draft, preview: &Preview) -> Html {
    let lang = view.lang;
    let problems = preview.problems().count();
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
        banner(Tone::Warn, lang.problems_left(problems))
    } else {
        banner(Tone::Ok, lang.ready_to_import(preview.summary.residential_households))
    };
    let filter = Toggles {
        legend_hidden: true,
        segmented: true,
        ..Toggles::new("filter", lang.lines(), filters, chosen, onfilter)
    };
    let count = listed.len();
    let shown = Shown::of(view, draft, preview, listed);
    let render = Callback::from(move |at: usize| shown.row(at));
    html! {
        <section class="card stack">
            <h2 class="card__title">{ lang.lines() }</h2>
            { state }
            { filter.view() }
            if count == 0 {
                <p class="muted">{ lang.nothing_listed() }</p>
            } else {
                <div class="windowed-box"><Windowed row_height={LINE_HEIGHT} {count} {render} label={lang.lines()} /></div>
            }
        </section>
    }
}

/// What the windowed list draws its rows from: it outlives this drawing of the screen.
struct Shown {
    lang: Lang,
    dispatch: Callback<Event>,
    lines: Vec<(LineOutcome, String, String)>,
    corrected: Vec<bool>,
}

impl Shown {
    fn of(view: &View<'_>, draft: &Draft, preview: &Preview, listed: Vec<usize>) -> Self {
        let lang = view.lang;
        let text = |at: &usize| {
            let line = &preview.lines[*at];
            let cells = draft.table.as_ref().and_then(|table| table.rows.get(*at)).filter(|row| row.line == line.line);
            let cells =
                cells.map(|row| row.filled().map(|(_, text)| text).collect::<Vec<_>>().join(" · ")).unwrap_or_default();
            let title = match &line.outcome {
                Outcome::Household(i) | Outcome::CoOwner(i) => {
                    preview.households.get(*i).map(|h| lang.household_of(h)).unwrap_or_default()
                }
                _ => String::new(),
            };
            (line.clone(), cells, title)
        };
        let lines: Vec<_> = listed.iter().map(text).collect();
        let corrected = lines.iter().map(|(line, ..)| draft.corrections.0.contains_key(&line.line)).collect();
        Self { lang, dispatch: view.dispatch.clone(), lines, corrected }
    }

    fn row(&self, at: usize) -> Html {
        let Some((line, cells, title)) = self.lines.get(at) else { return Html::default() };
        let (lang, number) = (self.lang, line.line);
        let warnings: Vec<String> = line.warnings.iter().map(|w| lang.warning(w)).collect();
        let outcome = lang.line_outcome(&line.outcome);
        let tone = match &line.outcome {
            Outcome::Problem(_) => Tone::Danger,
            _ if !warnings.is_empty() => Tone::Warn,
            Outcome::Household(_) => Tone::Ok,
            _ => Tone::Neutral,
        };
        let dispatch = self.dispatch.clone();
        let edit = Callback::from(move |_: MouseEvent| dispatch.emit(Event::Roster(Msg::Edit(number))));
        let words = [title.clone(), outcome, warnings.join("；")]
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        html! {
            <div class="item">
                { badge(tone, lang.line_n(number)) }
                <span class="item__main">
                    <span class="item__title">{ words }</span>
                    <span class="item__sub">{ cells }</span>
                </span>
                <span class="item__aside">
                    if self.corrected.get(at) == Some(&true) { { badge(Tone::Info, lang.replaced()) } }
                    { Button { kind: ButtonKind::Quiet, icon: Some(Icon::Edit), ..Button::new(lang.correct_line(), edit) }.view() }
                </span>
            </div>
        }
    }
}

fn correction(view: &View<'_>, draft: &Draft, edit: &Edit) -> Html {
    let lang = view.lang;
    let line = edit.line;
    let row = draft.table.as_ref().and_then(|table| table.rows.iter().find(|row| row.line == line));
    let original = row.map(|row| row.cells.join(" · ")).unwrap_or_default();
    let left_out = draft.corrections.0.get(&line) == Some(&Correction::LeaveOut);
    let problem = draft
        .preview
        .as_ref()
        .and_then(|p| p.lines.iter().find(|l| l.line == line))
        .map(|l| lang.line_outcome(&l.outcome));
    let field = |(field, text): (&Field, &String)| {
        let (dispatch, field) = (view.dispatch.clone(), *field);
        let oninput = Callback::from(move |text: String| dispatch.emit(Event::Roster(Msg::Type(field, text))));
        TextField::new(format!("edit-{field:?}"), lang.field(field), text.clone(), oninput).view()
    };
    let actions = html! {
        <>
            if left_out || draft.corrections.0.contains_key(&line) {
                { view.button(ButtonKind::Secondary, Some(Icon::Undo), lang.take_back(), Event::Roster(Msg::TakeBack(line))) }
            }
            if !left_out {
                { view.button(ButtonKind::Danger, None, lang.leave_out(), Event::Roster(Msg::LeaveOut(line))) }
            }
            { view.button(ButtonKind::Primary, None, lang.save_correction(), Event::Roster(Msg::SaveEdit)) }
        </>
    };
    html! {
        <Dialog id="correction" title={lang.correct_title(line)} onclose={view.on::<()>(Event::Roster(Msg::CancelEdit))} close_label={lang.cancel()} {actions}>
            <dl class="facts"><dt>{ lang.original() }</dt><dd>{ original }</dd></dl>
            if let Some(problem) = problem.filter(|p| !p.is_empty()) { { banner(Tone::Warn, problem) } }
            <div class="cols">{ for edit.texts.iter().map(field) }</div>
        </Dialog>
    }
}
