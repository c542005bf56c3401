//! What is carried from door to door (catalogue, section 6): the register of deliveries and returns (D7), the notice to who wasn't met and its public one
//! (D8), and the written authority (D9).

use super::{Press, WALL_ROOM, half, line, pair, pairs};
use crate::app::papers::fit::{Row, Size, fitting};
use crate::app::papers::register::{Line, is_to_give, lines};
use crate::app::papers::{Paper, by_stairwell, missed_at, not_met, undelivered};
use crate::domain::household::Household;
use crate::domain::place::Place;
use crate::journal::household_file::Uncounted;
use crate::ui::element::{El, el};
use yew::prelude::*;

impl Press<'_, '_> {
    /// A register for each stairwell: what is on record, and lines to write on for as many visits as the campaign proposes, at the least one.
    pub(super) fn register(&self) -> Html {
        let lang = self.lang;
        let serials = self.compound.form_serials();
        let books = by_stairwell(self.compound, &self.view.model.papers.of).into_iter().filter_map(|book| {
            let first = book.first()?;
            let place = lang.place(self.compound, &Place::Stairwell(first.building.clone(), first.stairwell.clone()));
            let titles = [
                lang.form_household(),
                lang.register_visit(),
                lang.register_at(),
                lang.serial(),
                lang.register_result(),
                lang.register_issued(),
                lang.register_receipt(),
                lang.register_received(),
                lang.form_collectors(),
            ];
            // Repeated on every page, so that a loose one is of somewhere.
            let own = (!self.view.model.is_supervisor()).then(|| lang.register_own().to_owned());
            let of = [format!("{} · {place}", self.compound.card.name), lang.register_as_of(self.view.today)];
            let of = of.into_iter().chain(own).collect::<Vec<_>>().join("　");
            let across = |words: String| {
                el("th", "").attr("scope", "colgroup").attr("colspan", titles.len().to_string()).text(words)
            };
            let (of, gone) = (across(of), across(lang.uncounted(Uncounted::TakenOff).to_owned()));
            let titles = titles.map(|title| el("th", "").attr("scope", "col").text(title));
            let head = el("thead", "").add(el("tr", "register__place").add(of)).add(el("tr", "").each(titles));
            let table = el("table", "register")
                .add(head)
                .each(book.doors.iter().map(|door| self.door(door, serials.get(&door.id))))
                .add_if(!book.taken_off.is_empty(), || el("tbody", "").add(el("tr", "").add(gone)).html())
                .each(book.taken_off.iter().map(|title| self.taken_off(title)));
            let heading = el("div", "").add(self.heading(lang.paper(Paper::Register)));
            Some(el("article", "leaf").key(&place).add(heading).add(table))
        });
        let book = el("section", "doc doc--wide print-only").attr("aria-label", lang.paper(Paper::Register));
        book.each(books).html()
    }

    /// What is on record, then lines to write on, of which the first has the form that is to be handed over; `printed` is the household's.
    fn door(&self, household: &Household, printed: Option<&String>) -> El {
        let lines = lines(self.compound, &household.id);
        let next = printed.filter(|serial| is_to_give(self.compound, &household.id, serial));
        let blank = |at: usize| {
            let serial = next.filter(|_| at == lines.len()).cloned().unwrap_or_default();
            [String::new(), String::new(), serial].into_iter().chain(std::iter::repeat_n(String::new(), 5)).collect()
        };
        let rows = (lines.len() + 1).max(self.terms.min_visits.into());
        let blank: Vec<Vec<String>> = (lines.len()..rows).map(blank).collect();
        self.rows(household, self.on_record(&lines).into_iter().chain(blank).collect())
    }

    /// What is on record of one that is on the roll no more: nobody goes there.
    fn taken_off(&self, title: &Household) -> El {
        self.rows(title, self.on_record(&lines(self.compound, &title.id)))
    }

    fn on_record(&self, lines: &[Line<'_>]) -> Vec<Vec<String>> {
        let mut visits = 0;
        let cells = |line: &Line<'_>| {
            visits += usize::from(line.visit.is_some());
            self.line(line, visits)
        };
        lines.iter().map(cells).collect()
    }

    /// The rows of a title, with its name beside them all.
    fn rows(&self, title: &Household, rows: Vec<Vec<String>>) -> El {
        let count = rows.len().to_string();
        let suite = || el("td", "").attr("rowspan", count.clone()).text(title.title()).html();
        let row = |(at, cells): (usize, Vec<String>)| {
            el("tr", "").add_if(at == 0, suite).each(cells.into_iter().map(|cell| el("td", "").text(cell)))
        };
        el("tbody", "").key(title.id.as_str()).each(rows.into_iter().enumerate().map(row).collect::<Vec<_>>())
    }

    /// Which visit it is and when it was, of which form, how it ended, how the form was handed over, who signed for it, when it came back, who went.
    fn line(&self, line: &Line<'_>, visits: usize) -> Vec<String> {
        let lang = self.lang;
        let visit = line.visit.map(|record| &record.visit);
        let form = visit.and_then(|visit| visit.form.as_ref());
        let serial = line.serial.map(|serial| match line.is_void && line.spoiled.is_none() {
            true => lang.register_spoiled(serial),
            false => serial.to_owned(),
        });
        let result = match (visit, line.spoiled) {
            (Some(visit), _) => lang.outcome(visit.outcome),
            (None, Some(_)) => lang.form_spoiled(),
            (None, None) if line.is_anothers() => lang.register_anothers(),
            (None, None) if line.is_of_same_visit => lang.register_same_visit(),
            (None, None) => lang.register_no_visit(),
        };
        let again = visit.and_then(|visit| visit.again.as_ref()).map(|at| at.replace('T', " "));
        let ended = line.ended.map(|ended| lang.ended(ended).to_owned());
        let result: Vec<String> = std::iter::once(result.to_owned()).chain(again).chain(ended).collect();
        vec![
            visit.map(|_| visits.to_string()).unwrap_or_default(),
            line.at.clone(),
            serial.unwrap_or_default(),
            lang.clauses(&result),
            form.map(|form| lang.paper_delivery(form.how).to_owned()).unwrap_or_default(),
            form.and_then(|form| form.receipt.clone()).unwrap_or_default(),
            line.received.clone().unwrap_or_default(),
            lang.list(&line.collectors),
        ]
    }

    /// For each household that was missed, or a blank one.
    pub(super) fn not_met(&self, paper: Paper) -> Html {
        let sheet = self.sheet(paper);
        let sheet = match paper {
            Paper::NotMetBlank => sheet.add(self.missed(None, None)),
            _ => {
                let (homes, serials) =
                    (not_met(self.compound, &self.view.model.papers.of), self.compound.form_serials());
                sheet.each(homes.into_iter().map(|home| self.missed(Some(home), serials.get(&home.id))))
            }
        };
        sheet.html()
    }

    fn missed(&self, home: Option<&Household>, serial: Option<&String>) -> El {
        let lang = self.lang;
        let blank = || lang.paper_blank().to_owned();
        let file = home.and_then(|home| self.compound.file(&home.id));
        let calls = file.map(missed_at);
        let again = file.and_then(|file| file.appointment()?.visit.again.as_ref()).map(|at| at.replace('T', " "));
        let serial = serial.cloned().unwrap_or_else(blank);
        let collectors = format!("{}________　{}________", lang.form_first(), lang.form_second());
        let rows = [
            (
                lang.notmet_visits(),
                calls.filter(|calls| !calls.is_empty()).unwrap_or_else(|| lang.time_blank().to_owned()),
            ),
            (lang.notmet_again(), again.unwrap_or_else(|| lang.time_blank().to_owned())),
            (lang.serial(), serial),
            (lang.notmet_until(), lang.day_included(&self.until())),
            (lang.notmet_contact(), self.contact()),
            (lang.form_collectors(), collectors),
        ];
        let to = lang.notmet_to(&home.map_or_else(blank, |home| lang.household_of(home)));
        let measured: Vec<Row<'_>> =
            [to.as_str(), lang.notmet_text()].into_iter().map(line).chain(rows.iter().map(pair)).collect();
        self.wall(&measured)
            .add(self.heading(lang.notmet_heading()))
            .add(el("p", "").text(to.clone()))
            .add(el("p", "").text(lang.notmet_text()))
            .add(pairs(rows))
    }

    /// By building, in numbers: that a flat stands empty is nobody's to read off a wall.
    pub(super) fn undelivered(&self) -> Html {
        let lang = self.lang;
        let left = undelivered(self.compound);
        let elsewhere = match left.buildings.is_empty() {
            true => Some((lang.undelivered_all().to_owned(), left.elsewhere)),
            false => (left.elsewhere > 0).then(|| (lang.undelivered_elsewhere().to_owned(), left.elsewhere)),
        };
        let named = left.buildings.iter().map(|(no, n)| (lang.building(no.as_str()), *n));
        let left: Vec<(String, u64)> = named.chain(elsewhere).collect();
        let title = |title: &'static str| el("th", "").attr("scope", "col").text(title);
        let of_building = |(place, n): &(String, u64)| {
            el("tr", "").add(el("td", "").text(place.clone())).add(el("td", "num").text(n.to_string()))
        };
        let rows = [
            (lang.notmet_until(), lang.day_included(&self.until())),
            (lang.notmet_contact(), self.contact()),
            (lang.posted_places(), self.compound.notice.as_ref().map(|(_, n)| n.places.clone()).unwrap_or_default()),
            (lang.modes_hung(), lang.result_period().to_owned()),
        ];
        let texts = [lang.undelivered_text(), lang.paper_photo()].into_iter().map(line);
        // The titles of the table are a row of it.
        let table_rows = std::iter::once(lang.undelivered_left()).chain(left.iter().map(|(place, _)| place.as_str()));
        let measured: Vec<Row<'_>> = texts.chain(table_rows.map(half)).chain(rows.iter().map(pair)).collect();
        // Where it takes a second sheet that says of what it is the rest.
        let breaks = fitting(&Size::WALL, &measured, WALL_ROOM).is_none();
        let of = || {
            let of = format!("{} · {}", self.compound.card.name, lang.paper(Paper::Undelivered));
            el("tr", "").add(el("th", "").attr("scope", "colgroup").attr("colspan", "2").text(of)).html()
        };
        let titles = el("tr", "").add(title(lang.papers_building())).add(title(lang.undelivered_left()));
        let table = el("table", "")
            .add(el("thead", "").add_if(breaks, of).add(titles))
            .add(el("tbody", "").each(left.iter().map(of_building)));
        let page = self
            .wall(&measured)
            .add(self.heading(lang.paper(Paper::Undelivered)))
            .add(el("p", "").text(lang.undelivered_text()))
            .add(table)
            .add(pairs(rows))
            .add(el("p", "").text(lang.paper_photo()))
            .add(el("p", "doc__seal").text(lang.paper_seal()));
        self.sheet(Paper::Undelivered).add(page).html()
    }

    pub(super) fn authority(&self) -> Html {
        let lang = self.lang;
        let blank = || lang.paper_blank().to_owned();
        let rows = [
            (lang.authority_principal(), blank()),
            (lang.form_household(), format!("{} {}", self.compound.card.name, lang.paper_blank())),
            (lang.serial(), blank()),
            (lang.authority_proxy(), blank()),
            (lang.authority_matter(), lang.authority_matter_is(&self.compound.card.name)),
            (lang.authority_powers(), lang.authority_powers_are().to_owned()),
            (lang.authority_term(), lang.authority_term_is().to_owned()),
            (lang.authority_sign(), format!("{}　{}", lang.paper_blank(), lang.day_blank())),
            (lang.authority_accept(), format!("{}　{}", lang.paper_blank(), lang.day_blank())),
        ];
        self.sheet(Paper::Authority)
            .add(self.heading(lang.authority_heading()))
            .add(pairs(rows).attr("class", "pairs form__signing"))
            .add(el("p", "").text(lang.authority_basis()))
            .html()
    }

    fn until(&self) -> String {
        let until = self.compound.notice.as_ref().and_then(|(_, notice)| notice.ballot_until.clone());
        until.unwrap_or_else(|| self.lang.day_blank().to_owned())
    }

    /// Whom to ask, as the posted notice says: an office, no resident.
    pub(super) fn contact(&self) -> String {
        let contact = self.compound.notice.as_ref().and_then(|(_, notice)| notice.contact.clone());
        contact.unwrap_or_else(|| self.lang.paper_blank().to_owned())
    }
}
