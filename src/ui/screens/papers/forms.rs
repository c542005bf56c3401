//! 征求意见表 (catalogue, section 6: D1): a page for each household, in two parts, of which the collectors keep the stub.

use super::Press;
use crate::app::papers::{Paper, households};
use crate::domain::form_code::FormCode;
use crate::domain::form_serial::FormSerial;
use crate::domain::household::{Household, Tenure};
use crate::domain::notice::Notice;
use crate::ui::element::{El, el};
use crate::ui::widgets::view_code;
use yew::prelude::*;

impl Press<'_, '_> {
    pub(super) fn forms(&self) -> Html {
        let (Some(roll), Some((_, notice))) = (self.compound.frozen_roll(), &self.compound.notice) else {
            return Html::default();
        };
        let of = households(roll, &self.view.model.papers.of);
        // The same on each.
        let (modes, notes) = (self.both_modes(notice).html(), self.notes(notice));
        let forms = of.into_iter().filter_map(|household| {
            let serial = self.compound.form_serial(&household.id)?;
            Some(self.form(household, &serial, modes.clone(), notes.clone()))
        });
        self.sheet(Paper::Forms).each(forms).html()
    }

    fn form(&self, household: &Household, serial: &str, modes: Html, notes: Html) -> El {
        let lang = self.lang;
        let home = lang.household_of(household);
        el("article", "leaf form")
            .key(serial)
            .add(self.form_head(serial))
            .add(self.whose(household, &home))
            .add(el("p", "").text(lang.form_intro()))
            .add(modes)
            .add(self.boxes())
            .add(notes)
            .add(self.signing())
            .add(el("p", "form__cut").text(lang.form_cut()))
            .add(self.stub(serial, &home))
    }

    fn form_head(&self, serial: &str) -> El {
        let lang = self.lang;
        let code = FormSerial::read(serial).and_then(|serial| {
            let code = FormCode { campaign: self.campaign.clone(), compound: self.compound.card.id.clone(), serial };
            view_code(&code.to_string(), lang.form_code(&code.serial.to_string()).into())
        });
        el("header", "form__head")
            .add(el("div", "").add(self.heading(lang.ballot())))
            .add(el("div", "form__code").add_some(code).add(el("strong", "").text(serial.to_owned())))
    }

    fn whose(&self, household: &Household, home: &str) -> El {
        let lang = self.lang;
        let is_tenants = household.tenure == Some(Tenure::PublicDirect)
            && self.terms.settings.value("public_voter") == Some("tenant");
        let holder = if is_tenants { lang.form_holder_tenant() } else { lang.form_holder() };
        let area = household.area_m2.map(|area| format!("{area} ㎡")).unwrap_or_default();
        let tenure = household.tenure.map_or("", |tenure| lang.tenure_of(tenure));
        // Of a tenant the roll knows nothing.
        let name = if is_tenants { String::new() } else { household.holders.join("、") };
        grid([
            [(lang.whole_compound(), self.compound.card.name.clone()), (lang.form_household(), home.to_owned())],
            [(holder, name), (lang.form_title_no(), household.title_no.clone().unwrap_or_default())],
            [(lang.area(), area), (lang.tenure(), tenure.to_owned())],
        ])
    }

    /// The two boxes, alike, and how one is filled in.
    fn boxes(&self) -> El {
        let lang = self.lang;
        let choice = |mode: &'static str| el("span", "form__choice").add(el("span", "box")).text(mode);
        el("div", "form__boxes")
            .add(el("strong", "").text(lang.form_question()))
            .add(el("div", "form__pair").add(choice(lang.professional())).add(choice(lang.quasi())))
            .add(
                el("small", "")
                    .text(format!("{} ", lang.form_example()))
                    .add(el("span", "box box--small").text("√"))
                    .text(format!(" {}", lang.form_example_words())),
            )
    }

    fn notes(&self, notice: &Notice) -> Html {
        let lang = self.lang;
        let until = notice.ballot_until.as_deref().map(|day| lang.form_until(day));
        let back = notice.contact.as_deref().map(|contact| lang.form_return(contact));
        let back = [until, back].into_iter().flatten().collect::<Vec<_>>().join(lang.pick("", " "));
        let privacy = match &self.terms.privacy {
            Some(told) => lang.form_privacy(&told.handler, &told.purpose, &told.keep_until, &told.contact),
            None => lang.form_privacy_blank().to_owned(),
        };
        let fixed = [lang.form_threshold(), lang.form_unreturned(), lang.form_invalid(), lang.form_one_voter()];
        let all = fixed.map(str::to_owned).into_iter().chain([back, privacy]).filter(|note| !note.is_empty());
        el("ol", "form__notes").each(all.map(|note| el("li", "").text(note))).html()
    }

    fn signing(&self) -> El {
        let lang = self.lang;
        let both = format!("{}　　　　　　　{}", lang.form_first(), lang.form_second());
        grid([
            [(lang.form_signature(), String::new()), (lang.form_day(), lang.day_blank().to_owned())],
            [(lang.form_proxy(), lang.form_proxy_attached().to_owned()), (lang.form_phone(), String::new())],
            [(lang.form_collectors(), both), (lang.register_received(), lang.day_blank().to_owned())],
        ])
        .attr("class", "pairs form__signing")
    }

    fn stub(&self, serial: &str, home: &str) -> El {
        let lang = self.lang;
        let table = grid([
            [
                (lang.serial(), serial.to_owned()),
                (lang.form_household(), format!("{} {home}", self.compound.card.name)),
            ],
            [(lang.form_receipt(), String::new()), (lang.form_receipt_at(), lang.time_blank().to_owned())],
        ]);
        el("div", "form__stub")
            .add(el("strong", "").text(lang.form_stub()))
            .add(table.attr("class", "pairs form__signing"))
    }
}

/// Two terms to a line.
fn grid<const N: usize>(rows: [[(&'static str, String); 2]; N]) -> El {
    let cells = |(term, words): (&'static str, String)| {
        [el("th", "").attr("scope", "row").text(term), el("td", "").text(words)]
    };
    let row = |pair: [(&'static str, String); 2]| el("tr", "").each(pair.into_iter().flat_map(cells));
    el("table", "").attr("class", "pairs").add(el("tbody", "").each(rows.map(row)))
}
