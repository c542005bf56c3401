//! Importing a roster: pick, preview line by line, correct, import.

use super::Screen;
use crate::app::roster::shown::{self, Kind, Shown, Understood};
use crate::app::roster::{Draft, Edit, Filter, Msg};
use crate::app::{Event, PickedFile};
use crate::journal::compound::Compound;
use crate::roster::Field;
use crate::text::Lang;
use crate::ui::element::{all, el};
use crate::ui::layout::{Facts, card, cols, item_aside, item_main, item_sub, muted, paragraph, titled_card};
use crate::ui::view::View;
use crate::ui::widgets::{
    Button, ButtonKind, Choice, Dialog, FilePick, Icon, Select, TextField, Toggles, Tone, Windowed, badge, banner,
    figure, noted_figure,
};
use std::rc::Rc;
use yew::prelude::*;

/// Pixels of a line of the preview.
const LINE_HEIGHT: u32 = 88;
/// What the file dialog offers.
const ACCEPTED: &str = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
    let draft = if view.model.roster.import.is_for(&compound.card.id) { &view.model.roster } else { &empty };
    let take = |files: Vec<PickedFile>| Event::roster(Msg::Pick(files));
    let label = if draft.import.file.is_some() { lang.choose_other_roster() } else { lang.choose_roster() };
    let pick = FilePick {
        id: "roster".into(),
        label: label.into(),
        accept: ACCEPTED,
        multiple: false,
        onfiles: view.on_files(take),
        hint: draft.import.file.as_ref().map(|file| AttrValue::from(file.name.clone())),
        error: draft.import.error.as_ref().map(|error| AttrValue::from(lang.import_error(error))),
    };
    let reading = || el("p", "").attr("role", "status").text(lang.reading_roster()).html();
    let file = card()
        .add(muted(lang.roster_lead()))
        .add_if(compound.roll.is_some(), || paragraph(lang.roster_replaces()))
        .add(pick.view())
        .add_if(draft.import.reading, reading)
        .html();
    let shown = draft.shown.as_ref();
    let understood = |part: fn(&View<'_>, &Draft, &Rc<Shown>, &Understood) -> Html| {
        shown.and_then(|shown| Some(part(view, draft, shown, shown.understood.as_ref()?))).unwrap_or_default()
    };
    let edit = shown.zip(draft.edit.as_ref()).map(|(shown, edit)| correction(view, draft, shown, edit));
    screen.body = all([
        file,
        shown.map(|shown| mapping(view, draft, shown)).unwrap_or_default(),
        understood(|_, _, _, understood| figures(&understood.figures)),
        understood(lines),
        edit.unwrap_or_default(),
    ]);
    if let Some(understood) = draft.understood() {
        let import = Button {
            kind: ButtonKind::Primary,
            disabled: !draft.ready(),
            ..Button::new(lang.import_households(understood.counted), view.on(Event::roster(Msg::Import)))
        };
        screen.actions = all([
            view.button(ButtonKind::Secondary, None, lang.discard_import(), Event::roster(Msg::Discard)),
            import.view(),
        ]);
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
                dispatch.emit(Event::roster(msg));
            }
        })
    };
    let source = if let Some(encoding) = &shown.encoding {
        Facts::new().fact(lang.encoding(), encoding.clone()).el().html()
    } else if shown.sheets.len() > 1 {
        let options: Vec<Choice> = shown.sheets.iter().map(|s| Choice::new(s.clone(), s.clone())).collect();
        let selected = shown.sheets.get(shown.sheet).map(|s| AttrValue::from(s.clone()));
        let onselect = send(|code| code.map(|c| Msg::Sheet(c.to_string())));
        Select::new("sheet", lang.sheet(), options, selected, onselect).view()
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
            dispatch.emit(Event::roster(Msg::Column(at, field.unwrap_or(Field::Ignored))));
        });
        Select::new(format!("column-{at}"), label.clone(), options, selected, onselect).view()
    };
    let selected = Some(AttrValue::from(header.to_string()));
    let header_line = Select::new("header-line", lang.header_line(), headers, selected, onheader);
    let body = all([
        muted(lang.mapping_hint()),
        source,
        header_line.view(),
        cols().each(mapping.columns.iter().zip(&shown.columns).enumerate().map(column)).html(),
    ]);
    let card = titled_card(lang.mapping_title());
    match &shown.mapping_problem {
        Some(problem) => card.add(banner(Tone::Danger, problem.clone())).add(body).html(),
        // Understood: the columns are there to be looked at, not in the way.
        None => {
            let open = el("summary", "btn btn--secondary").text(lang.check_mapping());
            card.add(el("details", "").add(open).add(el("div", "stack").add(body))).html()
        }
    }
}

fn figures(figures: &[shown::Figure]) -> Html {
    let one = |shown: &shown::Figure| match &shown.note {
        None => figure(shown.label.clone(), shown.value.clone()),
        note => noted_figure(shown.label.clone(), shown.value.clone(), note.clone().map(AttrValue::from)),
    };
    el("section", "figures").each(figures.iter().map(one)).html()
}

fn lines(view: &View<'_>, draft: &Draft, shown: &Rc<Shown>, understood: &Understood) -> Html {
    let lang = view.lang;
    let problems = understood.problems;
    let listed = draft.listed();
    let dispatch = view.dispatch.clone();
    let onfilter = Callback::from(move |code: AttrValue| {
        let filter = code.parse().ok().and_then(|i: usize| Filter::ALL.get(i).copied()).unwrap_or_default();
        dispatch.emit(Event::roster(Msg::Show(filter)));
    });
    let filters: Vec<Choice> =
        Filter::ALL.iter().enumerate().map(|(i, f)| Choice::new(i.to_string(), lang.filter(*f))).collect();
    let chosen = Filter::ALL.iter().position(|f| *f == draft.filter).map(|i| AttrValue::from(i.to_string()));
    let state = if problems > 0 {
        banner(Tone::Warn, lang.problems_left(problems))
    } else {
        banner(Tone::Ok, lang.ready_to_import(understood.counted))
    };
    let count = listed.len();
    let corrected = draft.corrections.lines().collect();
    let list = List { lang, dispatch: view.dispatch.clone(), shown: shown.clone(), listed, corrected };
    let render = Callback::from(move |at: usize| list.row(at));
    let filter = Toggles {
        legend_hidden: true,
        segmented: true,
        ..Toggles::new("filter", lang.lines(), filters, chosen, onfilter)
    };
    let rows = || {
        let list = html! { <Windowed row_height={LINE_HEIGHT} {count} {render} label={lang.lines()} /> };
        el("div", "windowed-box").add(list).html()
    };
    let listed = if count == 0 { muted(lang.nothing_listed()) } else { rows() };
    titled_card(lang.lines()).add(state).add(filter.view()).add(listed).html()
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
        let edit = Callback::from(move |_: MouseEvent| dispatch.emit(Event::roster(Msg::Edit(number))));
        let correct =
            Button { kind: ButtonKind::Quiet, icon: Some(Icon::Edit), ..Button::new(lang.correct_line(), edit) };
        let aside = item_aside()
            .add_if(self.corrected.contains(&number), || badge(Tone::Info, lang.replaced()))
            .add(correct.view());
        el("div", "item")
            .add(badge(tone, lang.line_n(number)))
            .add(item_main(line.words()).add(item_sub(line.filled())))
            .add(aside)
            .html()
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
        let oninput = Callback::from(move |text: String| dispatch.emit(Event::roster(Msg::Type(field, text))));
        let label = shown.fields.get(field as usize).cloned().unwrap_or_default();
        TextField::new(format!("edit-{}", field as usize), label, text.clone(), oninput).view()
    };
    let take_back =
        || view.button(ButtonKind::Secondary, Some(Icon::Undo), lang.take_back(), Event::roster(Msg::TakeBack(number)));
    let leave_out = || view.button(ButtonKind::Danger, None, lang.leave_out(), Event::roster(Msg::LeaveOut(number)));
    let actions = all([
        if correction.is_some() { take_back() } else { Html::default() },
        if left_out { Html::default() } else { leave_out() },
        view.button(ButtonKind::Primary, None, lang.save_correction(), Event::roster(Msg::SaveEdit)),
    ]);
    let body = all([
        Facts::new().fact(lang.original(), original).el().html(),
        outcome.map(|outcome| banner(Tone::Warn, outcome)).unwrap_or_default(),
        cols().each(edit.texts.iter().map(field)).html(),
    ]);
    html! {
        <Dialog id="correction" title={lang.correct_title(number)} onclose={view.on::<()>(Event::roster(Msg::CancelEdit))}
            close_label={lang.cancel()} {actions}>{ body }</Dialog>
    }
}
