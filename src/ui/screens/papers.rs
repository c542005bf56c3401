//! What is printed from the roll: the choice of a document and for whom, and the document once it is laid out, which is on paper and not on the
//! screen. One file for each family of documents.

mod count;
mod doors;
mod forms;
mod modes;

use super::Screen;
use crate::app::Event;
use crate::app::papers::fit::{Row, Size, days_apart, fitting};
use crate::app::papers::{Lack, Msg, Paper, draft, has_returns, households, prints_returned, to_print};
use crate::domain::campaign::Terms;
use crate::domain::ids::{CampaignId, HouseholdId};
use crate::domain::place::Place;
use crate::domain::roll::{Building, Roll};
use crate::journal::compound::Compound;
use crate::text::Lang;
use crate::ui::element::{El, all, el, text};
use crate::ui::layout::{cols, muted, row, titled_card};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Choice, Icon, Select, Toggles, Tone, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound) -> Screen {
    let lang = view.lang;
    let terms = view.model.state().and_then(|state| state.terms.clone()).unwrap_or_default();
    let press = Press { view, lang, campaign, compound, terms: &terms };
    let laid = view.model.papers.laid.filter(|paper| press.lacks(*paper).is_empty());
    let choice = compound.frozen_roll().map(|roll| press.choice(roll)).unwrap_or_default();
    let screen = el("div", "stack no-print")
        .add_some(laid.map(|paper| press.laid(paper)))
        .add(choice)
        .each(Paper::ALL.map(|paper| press.paper(paper)));
    Screen {
        title: lang.step_papers().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body: all([screen.html(), laid.map(|paper| press.print(paper)).unwrap_or_default()]),
        ..Screen::default()
    }
}

struct Press<'a, 'v> {
    view: &'a View<'v>,
    lang: Lang,
    campaign: &'a CampaignId,
    compound: &'a Compound,
    terms: &'a Terms,
}

impl Press<'_, '_> {
    /// A document that can be printed, or why it can't.
    fn paper(&self, paper: Paper) -> El {
        let lang = self.lang;
        let name = lang.paper(paper);
        let card = titled_card(name)
            .key(name)
            .add(muted(lang.paper_hint(paper)))
            .add_if(paper.is_public(), || muted(lang.papers_public()));
        let lacks = self.lacks(paper);
        if lacks.is_empty() {
            let print = Event::papers(Msg::Print(paper));
            let print = self.view.button(ButtonKind::Secondary, Some(Icon::Print), lang.paper_print(name), print);
            let cautions = paper.cautions(self.view.model, self.compound);
            card.each(cautions.into_iter().map(|caution| banner(Tone::Warn, lang.paper_caution(caution))))
                .add(row().add(print))
        } else {
            card.each(lacks.into_iter().map(|lack| banner(Tone::Info, lang.paper_lack(lack))))
        }
    }

    fn lacks(&self, paper: Paper) -> Vec<Lack> {
        paper.lacks(self.view.model, self.compound, self.view.today)
    }

    fn laid(&self, paper: Paper) -> Html {
        let too_long = if matches!(paper, Paper::Forms | Paper::Spares) { self.too_long() } else { 0 };
        let away = self.view.button(
            ButtonKind::Quiet,
            Some(Icon::Close),
            self.lang.papers_put_away(),
            Event::papers(Msg::PutAway),
        );
        el("div", "card stack")
            .add(banner(Tone::Ok, self.lang.papers_laid(self.lang.paper(paper))))
            .add_if(too_long > 0, || banner(Tone::Danger, self.lang.papers_too_long(too_long)))
            .add(row().add(away))
            .html()
    }

    /// The compound, or a building, stairwell or household of it: each list leads to the next.
    fn choice(&self, roll: &Roll) -> Html {
        let lang = self.lang;
        let of = &self.view.model.papers.of;
        let buildings = roll.buildings();
        let home = match of {
            Place::Household(id) => roll.get(id),
            _ => None,
        };
        let building_no = match of {
            Place::Building(no) | Place::Stairwell(no, _) => Some(no),
            _ => home.map(|home| &home.building),
        };
        let building = building_no.and_then(|no| buildings.iter().find(|building| building.no == *no));
        let stairwell = match of {
            Place::Stairwell(_, no) => Some(no),
            _ => home.map(|home| &home.stairwell),
        };
        let mut lists = vec![self.buildings(&buildings, building)];
        if let Some(building) = building {
            lists.push(self.stairwells(building, stairwell));
            if let Some(no) = stairwell {
                lists.push(self.doors(roll, building, no, home.map(|home| &home.id)));
            }
        }
        titled_card(lang.papers_of())
            .add(muted(lang.papers_of_explain()))
            .add(cols().each(lists))
            .add(el("p", "").attr("role", "status").text(lang.papers_chosen(households(roll, of).len())))
            .add_if(self.compound.rules().printed_forms && has_returns(self.compound), || self.whether_returned())
            .html()
    }

    /// Whether households whose form came back get one all the same, and how many get one by that.
    fn whether_returned(&self) -> Html {
        let lang = self.lang;
        let chosen = if prints_returned(self.view.model, self.compound) { "all" } else { "open" };
        let options = vec![Choice::new("open", lang.forms_open()), Choice::new("all", lang.forms_all())];
        let dispatch = self.view.dispatch.clone();
        let choose = Callback::from(move |code: AttrValue| dispatch.emit(Event::papers(Msg::Returned(code == "all"))));
        let forms = to_print(self.view.model, self.compound).len();
        el("div", "stack")
            .add(Toggles::new("returned", lang.forms_whose(), options, Some(chosen.into()), choose).view())
            .add(muted(lang.forms_chosen(forms)))
            .html()
    }

    /// A list whose entry for all leads to `all`, and each other to its place.
    fn list(&self, id: &'static str, label: &'static str, all: Place, places: Vec<(String, Place)>, at: usize) -> Html {
        let first = (self.lang.papers_all().to_owned(), all);
        let places: Vec<(String, Place)> = std::iter::once(first).chain(places).collect();
        let options = places.iter().enumerate().map(|(at, (name, _))| Choice::new(at.to_string(), name.clone()));
        let options = options.collect();
        let dispatch = self.view.dispatch.clone();
        let choose = Callback::from(move |code: Option<AttrValue>| {
            let at = code.and_then(|code| code.parse::<usize>().ok()).unwrap_or(0);
            if let Some((_, place)) = places.get(at) {
                dispatch.emit(Event::papers(Msg::Choose(place.clone())));
            }
        });
        Select::new(id, label, options, Some(at.to_string().into()), choose).view()
    }

    fn buildings(&self, buildings: &[Building], chosen: Option<&Building>) -> Html {
        let place =
            |building: &Building| (self.lang.building(building.no.as_str()), Place::Building(building.no.clone()));
        let places = buildings.iter().map(place).collect();
        let at = chosen.and_then(|chosen| buildings.iter().position(|building| building.no == chosen.no));
        self.list("building", self.lang.papers_building(), Place::Compound, places, at.map_or(0, |at| at + 1))
    }

    fn stairwells(&self, building: &Building, chosen: Option<&Option<String>>) -> Html {
        let lang = self.lang;
        let has_others = building.stairwells.len() > 1;
        let places = building.stairwells.iter().map(|stairwell| {
            let name = lang.stairwell(stairwell.no.as_deref(), has_others);
            (name, Place::Stairwell(building.no.clone(), stairwell.no.clone()))
        });
        let at = chosen.and_then(|no| building.stairwells.iter().position(|stairwell| stairwell.no == *no));
        let all = Place::Building(building.no.clone());
        self.list("stairwell", lang.papers_stairwell(), all, places.collect(), at.map_or(0, |at| at + 1))
    }

    fn doors(&self, roll: &Roll, building: &Building, no: &Option<String>, chosen: Option<&HouseholdId>) -> Html {
        let all = Place::Stairwell(building.no.clone(), no.clone());
        let doors = households(roll, &all);
        let places = doors.iter().map(|door| (door.title(), Place::Household(door.id.clone()))).collect();
        let at = chosen.and_then(|id| doors.iter().position(|door| door.id == *id));
        self.list("household", self.lang.papers_household(), all, places, at.map_or(0, |at| at + 1))
    }

    fn print(&self, paper: Paper) -> Html {
        match paper {
            Paper::Forms | Paper::Spares => self.forms(paper),
            Paper::Draft => {
                let notice = draft(self.view.model, self.compound, self.view.today).ok();
                notice.map(|notice| self.modes(Paper::Draft, &notice)).unwrap_or_default()
            }
            Paper::Modes => {
                let notice = self.compound.notice.as_ref();
                notice.map(|(_, notice)| self.modes(Paper::Modes, notice)).unwrap_or_default()
            }
            Paper::Register => self.register(),
            Paper::NotMet | Paper::NotMetBlank => self.not_met(paper),
            Paper::Undelivered => self.undelivered(),
            Paper::Authority => self.authority(),
            Paper::Count => self.minutes(),
            Paper::Preliminary | Paper::Final => self.result(paper == Paper::Final),
        }
    }

    /// A document upright on A4; what is printed of it is given.
    fn sheet(&self, paper: Paper) -> El {
        el("section", "doc doc--sheet print-only").attr("aria-label", self.lang.paper(paper))
    }

    /// What hangs on a wall or a door, on a page of its own, in the largest type in which these rows of it stay on the page.
    fn wall(&self, rows: &[Row<'_>]) -> El {
        let size = match fitting(&Size::WALL, rows, WALL_ROOM) {
            Some(Size::Twenty) => "leaf wall wall--twenty",
            Some(Size::Eighteen) => "leaf wall wall--eighteen",
            Some(Size::Sixteen) => "leaf wall wall--sixteen",
            Some(Size::Fourteen) => "leaf wall wall--fourteen",
            Some(Size::Thirteen) => "leaf wall wall--thirteen",
            Some(Size::Twelve) => "leaf wall wall--twelve",
            Some(_) => "leaf wall",
            // It breaks over pages as it comes.
            None => "leaf",
        };
        el("article", size)
    }

    /// The heading of a document of the whole compound, and of which campaign and compound it is.
    fn heading(&self, title: &'static str) -> Html {
        let place =
            [Some(self.terms.name.as_str()), self.compound.card.street.as_deref(), Some(&self.compound.card.name)];
        let place = place.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        all([el("h1", "").text(title).html(), el("p", "doc__place").text(place).html()])
    }
}

/// The height that a page on the wall has for its texts, in micrometres: without margins, the heading and the place for the seal.
const WALL_ROOM: u64 = 222_000;
/// The width of a line of text there, of the terms of a table and of what stands beside them.
const WALL_LINE: u64 = 180_000;
const WALL_TERM: u64 = 46_000;
const WALL_CELL: u64 = 126_000;
/// Around a row of a table, and around a paragraph.
const WALL_AROUND: u64 = 4_300;

/// A paragraph on the wall.
fn line(text: &str) -> Row<'_> {
    Row { cells: vec![(text, WALL_LINE)], around: WALL_AROUND }
}

/// A row of a table of two columns that are as wide as each other.
fn half(text: &str) -> Row<'_> {
    Row { cells: vec![(text, WALL_LINE / 2)], around: WALL_AROUND }
}

/// A row of a table of terms on the wall.
fn pair<'r>((term, words): &'r (&'static str, String)) -> Row<'r> {
    Row { cells: vec![(term, WALL_TERM), (words, WALL_CELL)], around: WALL_AROUND }
}

/// Terms and what is filled in or written beside them, with lines around them.
fn pairs<K: Into<AttrValue>, V: Into<AttrValue>>(rows: impl IntoIterator<Item = (K, V)>) -> El {
    let row = |(term, words): (K, V)| {
        let words: AttrValue = words.into();
        let part = |(at, part): (usize, &str)| match at % 2 {
            0 => text(part.to_owned()),
            _ => el("span", "doc__day").text(part.to_owned()).html(),
        };
        let words = el("td", "").each(days_apart(&words).into_iter().enumerate().map(part));
        el("tr", "").add(el("th", "").attr("scope", "row").text(term)).add(words)
    };
    el("table", "pairs").add(el("tbody", "").each(rows.into_iter().map(row)))
}
