//! Importing unit prices: pick a list, see what becomes of each line, record.

use super::Sheet;
use crate::app::prices::{Draft, Filter, Msg, Outcome};
use crate::app::{Event, PickedFile};
use crate::roster::prices::{PriceList, Read};
use crate::text::Lang;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{item_main, item_sub, list, muted, row, titled_card};
use crate::ui::widgets::{
    Button, ButtonKind, Choice, FilePick, Icon, TextField, Toggles, Tone, Windowed, badge, banner,
};
use yew::prelude::*;

/// What the file dialog offers.
const ACCEPTED: &str = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// More lines than this are drawn as they come into sight.
const MANY: usize = 200;
/// Pixels of such a line.
const LINE_HEIGHT: u32 = 104;

impl Sheet<'_, '_> {
    /// The import that is underway for this compound.
    fn import(&self) -> Option<&Draft> {
        let draft = &self.view.model.prices;
        (self.view.model.is_supervisor() && draft.import.is_for(&self.compound.card.id)).then_some(draft)
    }

    /// Whether a list is in sight: then nothing else is.
    pub(super) fn shows_prices(&self) -> bool {
        self.import().is_some_and(|draft| draft.list().is_some())
    }

    pub(super) fn prices(&self) -> Html {
        let lang = self.lang();
        if !self.view.model.is_supervisor() {
            return Html::default();
        }
        let draft = self.import();
        let file = draft.and_then(|draft| draft.import.file.as_ref());
        let label = if file.is_some() { lang.prices_choose_other() } else { lang.prices_choose() };
        let error = draft.and_then(|draft| draft.import.error.as_ref());
        let pick = FilePick {
            id: "prices".into(),
            label: label.into(),
            accept: ACCEPTED,
            multiple: false,
            onfiles: self.view.on_files(|files: Vec<PickedFile>| Event::prices(Msg::Pick(files))),
            hint: file.map(|file| AttrValue::from(file.name.clone())),
            error: error.map(|error| AttrValue::from(lang.import_error(error))),
        };
        let save =
            Event::prices(Msg::Save { name: lang.prices_template_name().to_owned(), text: lang.price_template() });
        let template = self.view.button(ButtonKind::Secondary, Some(Icon::Download), lang.prices_template(), save);
        let reading = || el("p", "").attr("role", "status").text(lang.prices_reading()).html();
        let recorded = draft.and_then(|draft| draft.recorded);
        let card = titled_card(lang.prices())
            .add_some(recorded.map(|n| banner(Tone::Ok, lang.prices_recorded(n))))
            .add(muted(lang.prices_lead()))
            .add(pick.view())
            .add(row().add(template))
            .add_if(draft.is_some_and(|draft| draft.import.reading), reading);
        let preview = draft.and_then(|draft| Some(self.preview(draft, draft.list()?)));
        all([card.html(), preview.unwrap_or_default()])
    }

    fn preview(&self, draft: &Draft, prices: &PriceList) -> Html {
        let lang = self.lang();
        let dispatch = self.view.dispatch.clone();
        let source = TextField {
            hint: Some(lang.prices_source_hint().into()),
            ..TextField::new(
                "prices-source",
                lang.prices_source(),
                draft.source.clone(),
                Callback::from(move |text: String| dispatch.emit(Event::prices(Msg::Source(text)))),
            )
        };
        let join = |names: Vec<&str>| lang.list(&names);
        let unread: Vec<&str> = prices.unread.iter().map(String::as_str).collect();
        let columns = prices.header.iter().flat_map(|header| &header.columns);
        let ignored = columns.filter(|(column, name)| column.is_none() && !name.is_empty());
        let ignored: Vec<&str> = ignored.map(|(_, name)| name.as_str()).collect();
        titled_card(lang.prices_lines())
            .add_some(prices.trouble.map(|trouble| banner(Tone::Danger, lang.header_problem(trouble))))
            .add_some(prices.sheet.as_ref().map(|sheet| muted(lang.prices_sheet(sheet))))
            .add_if(!unread.is_empty(), || banner(Tone::Warn, lang.prices_unread(&join(unread))))
            .add_if(!ignored.is_empty(), || muted(lang.prices_ignored(&join(ignored))))
            .add_if(prices.trouble.is_none(), || all([source.view(), self.lines_of(draft, prices)]))
            .html()
    }

    fn lines_of(&self, draft: &Draft, prices: &PriceList) -> Html {
        let lang = self.lang();
        let outcomes = draft.outcomes(self.compound);
        let count = |filter: Filter| outcomes.iter().filter(|outcome| filter.lists(outcome)).count();
        let (ready, left) = (count(Filter::Recorded), count(Filter::Left));
        let option = |(at, filter): (usize, &Filter)| {
            Choice::new(at.to_string(), format!("{} {}", lang.price_filter(*filter), count(*filter)))
        };
        let options = Filter::ALL.iter().enumerate().map(option).collect();
        let chosen = Filter::ALL.iter().position(|filter| *filter == draft.filter).unwrap_or_default();
        let dispatch = self.view.dispatch.clone();
        let onselect = Callback::from(move |code: AttrValue| {
            let filter = code.parse().ok().and_then(|at: usize| Filter::ALL.get(at).copied()).unwrap_or_default();
            dispatch.emit(Event::prices(Msg::Show(filter)));
        });
        let filter = Toggles {
            legend_hidden: true,
            segmented: true,
            ..Toggles::new("prices-filter", lang.prices_lines(), options, Some(chosen.to_string().into()), onselect)
        };
        let listed = prices.lines.iter().zip(&outcomes).filter(|(_, outcome)| draft.filter.lists(outcome));
        let rows: Vec<Row> = listed
            .map(|(line, outcome)| Row {
                number: line.line,
                tone: tone(outcome),
                title: lang.price_line_title(line),
                words: lang.price_outcome(outcome),
            })
            .collect();
        all([
            banner(if ready > 0 { Tone::Ok } else { Tone::Neutral }, lang.prices_ready(ready)),
            if left > 0 { banner(Tone::Warn, lang.prices_left(left)) } else { Html::default() },
            filter.view(),
            draw(lang, rows),
        ])
    }

    /// The buttons below a list in sight.
    pub(super) fn prices_actions(&self) -> Html {
        let lang = self.lang();
        let Some(draft) = self.import().filter(|draft| draft.list().is_some()) else { return Html::default() };
        let outcomes = draft.outcomes(self.compound);
        let ready = outcomes.iter().filter(|outcome| Filter::Recorded.lists(outcome)).count();
        let record = Button {
            kind: ButtonKind::Primary,
            disabled: ready == 0 || draft.import.reading,
            ..Button::new(lang.prices_record(ready), self.view.on(Event::prices(Msg::Record)))
        };
        let discard = Event::prices(Msg::Discard);
        all([self.view.button(ButtonKind::Secondary, None, lang.prices_discard(), discard), record.view()])
    }
}

fn tone(outcome: &Outcome<'_>) -> Tone {
    match outcome {
        Outcome::Set(_) => Tone::Ok,
        Outcome::Same | Outcome::Left(Read::Skipped(_) | Read::NoPrice(_)) => Tone::Neutral,
        Outcome::NoSource | Outcome::OtherUnit { .. } | Outcome::Unfit | Outcome::Left(_) => Tone::Danger,
    }
}

/// A line as it is drawn: it outlives this drawing of the screen.
struct Row {
    number: u32,
    tone: Tone,
    title: String,
    words: String,
}

impl Row {
    fn draw(&self, lang: Lang, tag: &'static str) -> El {
        el(tag, "item")
            .key(&self.number.to_string())
            .add(badge(self.tone, lang.line_n(self.number)))
            .add(item_main(self.title.clone()).add(item_sub(self.words.clone())))
    }
}

fn draw(lang: Lang, rows: Vec<Row>) -> Html {
    let count = rows.len();
    match count {
        0 => muted(lang.nothing_listed()),
        1..=MANY => list().each(rows.iter().map(|row| row.draw(lang, "li"))).html(),
        _ => {
            let render = Callback::from(move |at: usize| {
                rows.get(at).map(|row| row.draw(lang, "div").html()).unwrap_or_default()
            });
            let lines = html! { <Windowed row_height={LINE_HEIGHT} {count} {render} label={lang.prices_lines()} /> };
            el("div", "windowed-box").add(lines).html()
        }
    }
}
