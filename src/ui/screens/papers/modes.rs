//! 模式公示 (catalogue, section 6: D2): the notice of the two modes as it is on record, to be hung up. Nothing in it is of anybody (BAL-3).

use super::{Press, pairs};
use crate::app::papers::Paper;
use crate::domain::notice::{ModeTerms, Notice};
use crate::ui::element::{El, el};
use yew::prelude::*;

impl Press<'_, '_> {
    pub(super) fn modes(&self) -> Html {
        let Some((_, notice)) = &self.compound.notice else { return Html::default() };
        let lang = self.lang;
        let tally = self.compound.tally();
        let until = notice.ballot_until.clone().unwrap_or_else(|| lang.day_blank().to_owned());
        let corrections = match &notice.corrections_until {
            Some(day) => lang.modes_corrections_until(day),
            None => lang.modes_corrections_until(lang.day_blank()),
        };
        let rows = [
            (lang.households_n(), tally.counts.total.to_string()),
            (lang.modes_ballot(), lang.modes_from_to(notice.first_day(), &until)),
            (lang.modes_corrections(), corrections),
            (lang.modes_contact(), notice.contact.clone().unwrap_or_else(|| lang.paper_blank().to_owned())),
            (lang.posted_places(), notice.places.clone()),
            (lang.modes_hung(), lang.modes_from_to(&notice.posted_on, lang.day_blank())),
        ];
        self.sheet(Paper::Modes)
            .add(self.heading(lang.modes_heading()))
            .add(el("p", "").text(lang.form_intro()))
            .add(self.both_modes(notice))
            .add(el("p", "").text(lang.modes_threshold(tally.half(), tally.counts.total)))
            .add(el("p", "").text(lang.form_unreturned()))
            .add(pairs(rows))
            .add(el("p", "doc__seal").text(lang.paper_seal()))
            .html()
    }

    /// The two modes side by side: form, services, fee, and who charges it where the notice says so.
    pub(super) fn both_modes(&self, notice: &Notice) -> El {
        let lang = self.lang;
        let Notice { professional, quasi, .. } = notice;
        let row = |term: &'static str, of: fn(&ModeTerms) -> &str| {
            el("tr", "")
                .add(el("th", "").attr("scope", "row").text(term))
                .each([professional, quasi].map(|mode| el("td", "").text(of(mode).to_owned())))
        };
        let charged = professional.charged_by.is_some() || quasi.charged_by.is_some();
        let title = |mode: &'static str| el("th", "").attr("scope", "col").text(mode);
        let head = el("tr", "").add(el("td", "")).add(title(lang.professional())).add(title(lang.quasi()));
        let body = el("tbody", "")
            .add(row(lang.mode_form(), |mode| &mode.form))
            .add(row(lang.mode_services(), |mode| &mode.services))
            .add(row(lang.mode_fee(), |mode| &mode.fee))
            .add_if(charged, || {
                row(lang.modes_charged_by(), |mode| mode.charged_by.as_deref().unwrap_or_default()).html()
            });
        el("table", "modes").add(el("thead", "").add(head)).add(body)
    }
}
