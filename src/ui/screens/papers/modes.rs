//! 模式公示 (catalogue, section 6: D2): the notice of the two modes, to be hung up: as it is typed, its day left to be written in, or
//! as it is on record. Nothing in it is of any household (BAL-3).

use super::{Press, WALL_AROUND, WALL_CELL, WALL_TERM, line, pair, pairs};
use crate::app::papers::fit::Row;
use crate::app::papers::{Paper, collectors};
use crate::domain::notice::{ModeTerms, Notice};
use crate::ui::element::{El, el};
use yew::prelude::*;

impl Press<'_, '_> {
    pub(super) fn modes(&self, paper: Paper, notice: &Notice) -> Html {
        let lang = self.lang;
        let tally = self.compound.tally();
        let until = notice.ballot_until.as_deref().unwrap_or(lang.day_blank());
        // An empty day is written in by hand.
        let day = |day| Some(day).filter(|day: &&str| !day.is_empty()).unwrap_or(lang.day_blank());
        let posted_on = day(&notice.posted_on);
        let reposted = notice.reposted_on.as_deref().map(|on| (lang.modes_reposted(), lang.modes_reposted_on(day(on))));
        let names = self.view.model.state().map(|state| collectors(state, self.compound)).unwrap_or_default();
        let names = match names.is_empty() {
            true => lang.paper_blank().to_owned(),
            false => lang.list(&names),
        };
        let corrections = match &notice.corrections_until {
            Some(day) => lang.modes_corrections_until(day),
            None => lang.modes_corrections_until(lang.day_blank()),
        };
        let mut rows = vec![
            (lang.households_n(), tally.counts.total.to_string()),
            (lang.modes_ballot(), lang.modes_from_to(notice.first_day(), until)),
            (lang.modes_corrections(), corrections),
            (lang.modes_contact(), notice.contact.clone().unwrap_or_else(|| lang.paper_blank().to_owned())),
            (lang.posted_places(), notice.places.clone()),
            // It hangs as long as anybody is asked.
            (lang.modes_hung(), lang.modes_from_to(posted_on, until)),
            (lang.modes_collectors(), names),
        ];
        rows.splice(6..6, reposted);
        let threshold = lang.modes_threshold(tally.half(), tally.counts.total);
        let texts = [lang.form_intro(), threshold.as_str(), lang.form_unreturned(), lang.paper_photo()];
        let modes = self.mode_rows(notice).into_iter().filter(|(_, texts)| *texts != [""; 2]);
        let modes = modes.map(|(term, [professional, quasi])| Row {
            cells: vec![(term, WALL_TERM), (professional, WALL_CELL / 2), (quasi, WALL_CELL / 2)],
            around: WALL_AROUND,
        });
        // The names of the modes are the head of their table.
        let head = Row { cells: vec![(lang.quasi(), WALL_CELL / 2)], around: WALL_AROUND };
        let measured: Vec<Row<'_>> =
            texts.into_iter().map(line).chain(modes).chain([head]).chain(rows.iter().map(pair)).collect();
        let page = self.wall(&measured);
        let page = page
            .add(self.heading(lang.modes_heading()))
            .add(el("p", "").text(lang.form_intro()))
            .add(self.both_modes(notice))
            .add(el("p", "").text(threshold))
            .add(el("p", "").text(lang.form_unreturned()))
            .add(pairs(rows))
            .add(el("p", "").text(lang.paper_photo()))
            .add(el("p", "doc__seal").text(lang.paper_seal()));
        self.sheet(paper).add(page).html()
    }

    /// The two modes side by side, as far as anything is said: form, services, fee, and who charges it.
    pub(super) fn both_modes(&self, notice: &Notice) -> El {
        let lang = self.lang;
        let row = |(term, texts): (&'static str, [&str; 2])| {
            el("tr", "")
                .add(el("th", "").attr("scope", "row").text(term))
                .each(texts.map(|text| el("td", "").text(text.to_owned())))
        };
        let title = |mode: &'static str| el("th", "").attr("scope", "col").text(mode);
        let head = el("tr", "").add(el("td", "")).add(title(lang.professional())).add(title(lang.quasi()));
        let rows = self.mode_rows(notice).into_iter().filter(|(_, texts)| *texts != [""; 2]);
        el("table", "modes").add(el("thead", "").add(head)).add(el("tbody", "").each(rows.map(row)))
    }

    /// Each content of both modes.
    pub(super) fn mode_rows<'n>(&self, notice: &'n Notice) -> [(&'static str, [&'n str; 2]); 4] {
        let lang = self.lang;
        let both = |of: fn(&ModeTerms) -> &str| [of(&notice.professional), of(&notice.quasi)];
        [
            (lang.mode_form(), both(|mode| &mode.form)),
            (lang.mode_services(), both(|mode| &mode.services)),
            (lang.mode_fee(), both(|mode| &mode.fee)),
            (lang.modes_charged_by(), both(|mode| mode.charged_by.as_deref().unwrap_or_default())),
        ]
    }
}
