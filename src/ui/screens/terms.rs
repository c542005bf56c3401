//! The blanks of the plan: for a new campaign, or changed later.

use super::Screen;
use crate::app::campaign::{NUMBERING, WHY, YES, check, check_again, fixed_numbering, recounted, rules};
use crate::app::form::{Form, FormKey};
use crate::app::{Event, Route};
use crate::domain::catalogue::setting::{Reads, Setting, Subject};
use crate::domain::catalogue::{self, FieldKind};
use crate::domain::ids::CampaignId;
use crate::domain::rules::targets::Yearly;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{card, card_subtitle, cols, muted, titled_card};
use crate::ui::view::{FormView, TextOptions, View};
use crate::ui::widgets::{ButtonKind, Choice, Tone, banner};
use yew::prelude::*;

pub fn view_new(view: &View<'_>) -> Screen {
    let lang = view.lang;
    Screen {
        title: lang.new_campaign().to_owned(),
        body: fields(view, &view.form(FormKey::NewCampaign, check)),
        actions: all([
            view.way(ButtonKind::Secondary, None, lang.cancel(), Route::Home),
            view.button(
                ButtonKind::Primary,
                None,
                lang.found_campaign(),
                Event::office(crate::app::office::Msg::CreateCampaign),
            ),
        ]),
        ..Screen::default()
    }
}

pub fn view_terms(view: &View<'_>, campaign: &CampaignId) -> Screen {
    let lang = view.lang;
    let state = view.model.state();
    let key = FormKey::Terms(campaign.clone());
    let rules = rules(&view.model.form(&key));
    let recounts =
        state.map_or((0, 0), |state| *view.kept(&format!("recounted {rules:?}"), || recounted(state, rules)));
    let check = |form: &Form| state.map_or_else(|| check(form), |state| check_again(form, state, recounts));
    let form = view.form(key, check);
    let (only, save) = if view.model.is_supervisor() {
        (
            Html::default(),
            view.button(
                ButtonKind::Primary,
                None,
                lang.save_terms(),
                Event::office(crate::app::office::Msg::SaveTerms),
            ),
        )
    } else {
        (banner(Tone::Info, lang.only_supervisor()), Html::default())
    };
    let body = all([only, fields(view, &form), why(view, &form, recounts)]);
    Screen { title: lang.terms().to_owned(), body, actions: save, ..Screen::default() }
}

/// How many papers count otherwise by what the form says, and why that is to be.
fn why(view: &View<'_>, form: &FormView<'_, '_>, recounts: (usize, usize)) -> Html {
    match recounts {
        (0, 0) => Html::default(),
        (begin, cease) => card()
            .add(banner(Tone::Danger, view.lang.terms_recount(begin, cease)))
            .add(form.text_field("terms-why".into(), WHY, view.lang.terms_why().into(), TextOptions::required()))
            .html(),
    }
}

#[inline(never)]
fn fields(view: &View<'_>, form: &FormView<'_, '_>) -> Html {
    let lang = view.lang;
    let yes_no = || vec![Choice::new(YES, lang.yes()), Choice::new("no", lang.no())];
    let permille = Some(lang.permille());
    let months = Some(lang.months());
    let place = cols().add(form.text("city", lang.city())).add(form.text("district", lang.district()));
    let numbers = cols()
        .add(form.number("cutoff_year", lang.cutoff_year(), None, Some(lang.cutoff_year_hint())))
        .add(form.number("room_permille", lang.room_permille(), permille, Some(lang.room_permille_hint())))
        .add(form.number("ballot_months", lang.ballot_months(), months, Some(lang.ballot_months_hint())))
        .add(form.number("establish_months", lang.establish_months(), months, Some(lang.establish_months_hint())))
        .add(form.number("notice_lead_days", lang.notice_lead_days(), Some(lang.days()), None))
        .add(form.number("min_visits", lang.min_visits(), Some(lang.times()), None));
    let name = form.hinted_text("name", lang.campaign_name(), lang.campaign_name_hint());
    let rules = card()
        .add(numbers)
        .add(form.toggles("cutoff_inclusive", lang.cutoff_inclusive(), yes_no()))
        .add(form.toggles("extended_items", lang.extended_items(), yes_no()));
    let told = cols()
        .add(form.text("privacy_handler", lang.privacy_handler()))
        .add(form.text("privacy_contact", lang.privacy_contact()))
        .add(form.hinted_text("privacy_purpose", lang.privacy_purpose(), lang.privacy_purpose_hint()))
        .add(form.date("privacy_until", lang.privacy_until()));
    let privacy = titled_card(lang.privacy_title()).add(muted(lang.privacy_explain())).add(told);
    let sealed =
        card().add(form.toggles("sealed", lang.ballots_sealed(), yes_no())).add(muted(lang.ballots_sealed_explain()));
    all([card().add(name).add(place).html(), rules.html(), privacy.html(), sealed.html(), open_points(view, form)])
}

/// What the plan leaves open.
fn open_points(view: &View<'_>, form: &FormView<'_, '_>) -> Html {
    let lang = view.lang;
    // Of a campaign that is being founded there is nothing yet, whatever else is open.
    let begun = view.model.state().filter(|_| matches!(view.model.route, Route::Terms(_)));
    let fixed = view.kept("numbering", || begun.and_then(fixed_numbering).map(str::to_owned));
    let point = |setting: &'static Setting| {
        let (id, name) = (setting.field.id, lang.field_name(&setting.field));
        let kind = &setting.field.kind;
        let fixed = fixed.as_deref().filter(|_| id == NUMBERING);
        let options = kind.options().iter().filter(|option| fixed.is_none_or(|fixed| fixed == option.code));
        let options = options.map(|option| Choice::new(option.code, lang.pick(option.zh, option.en)));
        let control = match kind {
            _ if !kind.options().is_empty() => form.toggles(id, name, options.collect()),
            FieldKind::Date => form.optional_date(id, name),
            FieldKind::TextList => {
                let how = match setting.reads {
                    Reads::Days => lang.day_spans(),
                    Reads::Bands => lang.band_lines(),
                    Reads::Years(Yearly::Area) => lang.year_lines(),
                    Reads::Years(Yearly::Amount) => lang.budget_lines(),
                    Reads::Letters | Reads::Field => lang.letter_lines(),
                };
                form.lines(id, name, how)
            }
            FieldKind::Text => form.text(id, name),
            _ => form.number(id, name, lang.unit_of(kind), None),
        };
        el("div", "stack stack--tight")
            .key(id)
            .add(control)
            .add(muted(lang.setting_reason(setting)))
            .add_if(fixed.is_some(), || muted(lang.numbering_stays()))
    };
    let subject = |subject: Subject| {
        let settings = catalogue::settings().iter().filter(|setting| setting.subject == subject);
        let title = card_subtitle(lang.subject(subject));
        let fixed = catalogue::fixed().iter().filter(|point| point.subject == subject);
        let fixed: Vec<El> = fixed.map(|point| el("li", "").text(lang.fixed_point(point))).collect();
        let section =
            el("section", "stack").key(lang.subject(subject)).add(title).add(cols().each(settings.map(point)));
        match fixed.is_empty() {
            true => section,
            false => section.add(muted(lang.fixed_points())).add(el("ul", "").each(fixed)),
        }
    };
    // Once something was found wrong it stays open, or it would close under whoever mends it.
    let fold = el("details", "fold")
        .flag("open", form.form.tried)
        .add(el("summary", "").text(lang.open_points()))
        .add(el("div", "stack stack--loose").add(muted(lang.open_points_explain())).each(Subject::ALL.map(subject)));
    card().add(fold).html()
}
