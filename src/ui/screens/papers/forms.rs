//! 征求意见表 (catalogue, section 6: D1): a page for each household, in two parts, of which the collectors keep the stub.

use super::Press;
use crate::app::papers::fit::{Row, Size, fitting};
use crate::app::papers::{Paper, spare_serial, to_print};
use crate::domain::form_code::FormCode;
use crate::domain::form_serial::FormSerial;
use crate::domain::household::{Household, Tenure};
use crate::domain::notice::Notice;
use crate::ui::element::{El, el};
use crate::ui::widgets::view_code;
use yew::prelude::*;

/// The height that there is on a page for the texts, in micrometres: without margins, the head, the two boxes, the signatures and the stub, whose size
/// is the same whatever they say. Chromium has 131,000 of it; the rest is for other fonts.
const ROOM: u64 = 124_000;
/// The widths of what stands on a page, in micrometres: the whole line, one of the two modes, and a cell of the household's.
const LINE: u64 = 181_000;
const MODE: u64 = 68_000;
const CELL: u64 = 50_000;
const TERM: u64 = 31_000;
/// Around a table's row, and around a paragraph.
const AROUND: u64 = 2_500;

/// Terms and what is filled in or written beside them, two to a line.
type Pairs = Vec<[(&'static str, String); 2]>;

/// What all forms of a compound have in common.
struct Common<'n> {
    notice: &'n Notice,
    modes: Html,
    notes: Vec<String>,
}

impl Press<'_, '_> {
    pub(super) fn forms(&self, paper: Paper) -> Html {
        let Some((_, notice)) = &self.compound.notice else { return Html::default() };
        let common = Common { notice, modes: self.both_modes(notice).html(), notes: self.notes(notice) };
        let forms = to_print(self.view.model, self.compound).into_iter().filter_map(|(household, serial)| {
            Some(match paper {
                Paper::Spares => self.form(household, &spare_serial(&serial)?, &common),
                _ => self.form(household, &serial, &common),
            })
        });
        self.sheet(paper).each(forms).html()
    }

    /// How many of the forms that are laid out take more than a page in the smallest type.
    pub(super) fn too_long(&self) -> usize {
        let Some((_, notice)) = &self.compound.notice else { return 0 };
        let notes = self.notes(notice);
        let of = to_print(self.view.model, self.compound);
        of.iter().filter(|(household, _)| self.size(&self.whose(household), notice, &notes).is_none()).count()
    }

    fn form(&self, household: &Household, serial: &str, common: &Common<'_>) -> El {
        let lang = self.lang;
        let whose = self.whose(household);
        let class = match self.size(&whose, common.notice, &common.notes).unwrap_or(Size::Six) {
            Size::Nine => "leaf form form--nine",
            Size::Eight => "leaf form form--eight",
            Size::Seven => "leaf form form--seven",
            Size::Six => "leaf form form--six",
            _ => "leaf form",
        };
        let notes = el("ol", "form__notes").each(common.notes.iter().map(|note| el("li", "").text(note.clone())));
        el("article", class)
            .key(serial)
            .add(self.form_head(serial))
            .add(grid(whose))
            .add(common.modes.clone())
            .add(self.boxes())
            .add(notes)
            .add(self.signing())
            .add(el("p", "form__cut").text(lang.form_cut()))
            .add(self.stub(serial, &lang.household_of(household)))
    }

    /// In which size of type the texts of a form stay on its page.
    fn size(&self, whose: &Pairs, notice: &Notice, notes: &[String]) -> Option<Size> {
        let [form, services, fee, charged] =
            self.mode_rows(notice).map(|(_, texts)| texts.map(|text| (text, MODE)).to_vec());
        let cells = whose.iter().map(of_pair).chain([form, services, fee, charged]);
        let rows: Vec<Row<'_>> = cells.map(|cells| Row { cells, around: AROUND }).collect();
        let notes = notes.iter().map(|note| Row { cells: vec![(note.as_str(), LINE)], around: 0 });
        fitting(&Size::FORM, &rows.into_iter().chain(notes).collect::<Vec<_>>(), ROOM)
    }

    fn form_head(&self, serial: &str) -> El {
        let lang = self.lang;
        let code = FormSerial::read(serial).and_then(|serial| {
            let code = FormCode { campaign: self.campaign.clone(), compound: self.compound.card.id.clone(), serial };
            view_code(&code.to_string(), lang.form_code(&code.serial.to_string()).into())
        });
        el("header", "form__head")
            .add(el("div", "").add(self.heading(lang.ballot())).add(el("p", "form__intro").text(lang.form_intro())))
            .add(el("div", "form__code").add_some(code).add(el("strong", "").text(serial.to_owned())))
    }

    fn whose(&self, household: &Household) -> Pairs {
        let lang = self.lang;
        let area = household.area_m2.map(|area| format!("{area} ㎡")).unwrap_or_default();
        let tenure = household.tenure.map_or("", |tenure| lang.tenure_of(tenure)).to_owned();
        let mut whose = vec![
            [
                (lang.whole_compound(), self.compound.card.name.clone()),
                (lang.form_household(), lang.household_of(household)),
            ],
            [
                (lang.form_holder(), lang.list(&household.holders)),
                (lang.form_title_no(), household.title_no.clone().unwrap_or_default()),
            ],
        ];
        // Of a tenant the roll knows nothing.
        whose.push(match household.tenure == Some(Tenure::PublicDirect) && self.tenants_sign() {
            true => [(lang.form_tenant(), String::new()), (lang.tenure(), tenure)],
            false => [(lang.area(), area), (lang.tenure(), tenure)],
        });
        whose
    }

    /// Whether the tenants of directly managed public housing sign its forms.
    fn tenants_sign(&self) -> bool {
        self.terms.settings.value("public_voter") == Some("tenant")
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

    fn notes(&self, notice: &Notice) -> Vec<String> {
        let lang = self.lang;
        let until = notice.ballot_until.as_deref().map(|day| lang.form_until(day));
        let back = notice.contact.as_deref().map(|contact| lang.form_return(contact));
        let back = [until, back].into_iter().flatten().collect::<Vec<_>>().join(lang.pick("", " "));
        let privacy = match &self.terms.privacy {
            Some(told) => lang.form_privacy(&told.handler, &told.purpose, &told.keep_until, &told.contact),
            None => lang.form_privacy_blank().to_owned(),
        };
        let invalid = lang.form_invalid(lang.form_signer(self.tenants_sign()));
        let [threshold, unreturned, one_voter] =
            [lang.form_threshold(), lang.form_unreturned(), lang.form_one_voter()].map(str::to_owned);
        [threshold, unreturned, invalid, one_voter, back, privacy].into_iter().filter(|note| !note.is_empty()).collect()
    }

    fn signing(&self) -> El {
        let lang = self.lang;
        let both = format!("{}　　　　　　　{}", lang.form_first(), lang.form_second());
        grid(vec![
            [(lang.form_signature(), String::new()), (lang.form_day(), lang.day_blank().to_owned())],
            [(lang.form_proxy(), lang.form_proxy_attached().to_owned()), (lang.form_phone(), String::new())],
            [(lang.form_collectors(), both), (lang.register_received(), lang.day_blank().to_owned())],
        ])
        .attr("class", "pairs form__signing")
    }

    fn stub(&self, serial: &str, home: &str) -> El {
        let lang = self.lang;
        let table = grid(vec![
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

fn of_pair<'p>(pair: &'p [(&'static str, String); 2]) -> Vec<(&'p str, u64)> {
    pair.iter().flat_map(|(term, words)| [(*term, TERM), (words.as_str(), CELL)]).collect()
}

fn grid(rows: Pairs) -> El {
    let cells = |(term, words): (&'static str, String)| {
        [el("th", "").attr("scope", "row").text(term), el("td", "").text(words)]
    };
    let row = |pair: [(&'static str, String); 2]| el("tr", "").each(pair.into_iter().flat_map(cells));
    el("table", "").attr("class", "pairs").add(el("tbody", "").each(rows.into_iter().map(row)))
}
