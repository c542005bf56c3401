//! Freezing the roll, then the notice of the two modes.

mod history;

use super::Screen;
use super::photos::Strip;
use crate::app::form::FormKey;
use crate::app::form::{Form, Problem};
use crate::app::notice::{
    Gate, Msg, PROFESSIONAL, QUASI, WHY, changes_terms, comes_in, corrections_over, posting, told,
};
use crate::app::photos::Of;
use crate::app::roll_correction::{
    self, Change, NEW, OTHER_SUITE, PLACE, WRITTEN, Which, ballots_back, divided_with_paper, late_since, lost_ballots,
    merges_ballots, settled_with, titles,
};
use crate::app::{Event, Route};
use crate::domain::household::Household;
use crate::domain::photo::Subject;
use crate::findings::area::{area_of, areas};
use crate::journal::compound::Compound;
use crate::journal::fact::Correct;
use crate::shell::local_time;
use crate::ui::element::{El, all, el, fragment};
use crate::ui::layout::{Facts, card, card_title, cols, head, muted, paragraph, row, section_subtitle};
use crate::ui::view::{FormView, TextOptions, View};
use crate::ui::widgets::{ButtonKind, Choice, Icon, Tone, badge, banner, figure};
use yew::prelude::*;

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let lang = view.lang;
    let only = if view.model.is_supervisor() { Html::default() } else { banner(Tone::Info, lang.only_supervisor()) };
    let notice = if compound.frozen.is_some() { notice(view, compound) } else { Html::default() };
    Screen {
        title: lang.step_notice().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body: all([
            only,
            view.drawn("merged", || merged(view, compound)),
            view.drawn("overtaken", || history::overtaken(view, compound)),
            freeze(view, compound),
            view.drawn("history of the roll", || history::of_roll(view, compound)),
            notice,
            view.drawn("history of the notice", || history::of_notice(view, compound)),
        ]),
        ..Screen::default()
    }
}

/// Of a compound that is merged with others: over what the ballot is held.
fn merged(view: &View<'_>, compound: &Compound) -> Html {
    let Some(state) = view.model.state() else { return Html::default() };
    let areas = areas(state, &state.terms.clone().unwrap_or_default());
    match area_of(&areas, &compound.card.id) {
        Some(_) => banner(Tone::Warn, view.lang.merged_ballot()),
        None => Html::default(),
    }
}

fn freeze(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let Some(roll) = &compound.roll else {
        return banner(Tone::Warn, lang.roll_missing());
    };
    let mut facts = Facts::new().code(lang.roll_hash(), roll.hash().to_owned());
    let (state, saved) = match &compound.frozen {
        Some(stamp) => {
            facts = facts.fact(lang.roll_frozen(), lang.frozen_by(&stamp.by, &local_time(stamp.at)));
            (badge(Tone::Ok, lang.roll_frozen()), Some(view.saved(&stamp.id)))
        }
        None => (badge(Tone::Neutral, lang.roll_draft()), None),
    };
    let mut card = card()
        .add(head(card_title(lang.freeze_title()), state))
        .add(el("div", "figures").add(figure(lang.households_n(), roll.counted().to_string())))
        .add(facts)
        .add_some(saved);
    if compound.frozen.is_none() {
        card = card.add(paragraph(lang.freeze_explain()));
        if view.model.is_supervisor() {
            let freeze =
                Event::notice(Msg::Freeze { compound: compound.card.id.clone(), roll: roll.hash().to_owned() });
            card = card.add(row().add(view.button(ButtonKind::Primary, None, lang.freeze_roll(), freeze)));
        }
    }
    if let Some((stamp, why)) = compound.thawed().filter(|_| compound.notice.is_none()) {
        card = card.add(banner(Tone::Warn, lang.roll_was_thawed(&stamp.by, why)));
    }
    card.add_if(compound.frozen.is_some() && compound.closed.is_none() && view.model.is_supervisor(), || {
        all([correct(view, compound), thaw(view, compound)])
    })
    .html()
}

/// A title of the frozen roll that is wrong or has changed.
fn correct(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let id = &compound.card.id;
    let event = |msg: Msg| Event::notice(msg);
    let key = FormKey::Correct(id.clone());
    if !view.model.forms.contains_key(&key) {
        let ask = event(Msg::AskCorrect(id.clone(), true));
        return row().add(view.button(ButtonKind::Secondary, None, lang.correct_ask(), ask)).html();
    }
    let checked = roll_correction::said(&view.model.form(&key), compound);
    let form = view.form(key, |_| checked.as_ref().map_err(Clone::clone));
    let changes = Change::ALL.map(|change| Choice::new(change.code(), lang.roll_change(change))).to_vec();
    let change = Change::from_code(form.form.text("change"));
    let is = |one: &[Change]| change.is_some_and(|change| one.contains(&change));
    let text = |&(field, column)| form.text(field, lang.field(column));
    let after = checked.as_ref().ok().map(|correct| comes_to(view, compound, correct));
    el("div", "stack")
        .add(section_subtitle(lang.correct_ask()))
        .add(paragraph(lang.correct_explain()))
        .add_some(late_since(compound, view.today).map(|day| banner(Tone::Warn, lang.correct_late(day))))
        .add(form.toggles("change", lang.correct_what(), changes))
        .add(cols().each(PLACE.iter().map(text)))
        .add_if(change.is_some() && !is(&[Change::Add]), || {
            which(view, compound, &form, Which::First, lang.correct_which())
        })
        .add_if(is(&[Change::Merge]), || {
            let other = form.required_text(OTHER_SUITE, lang.correct_other());
            all([other, which(view, compound, &form, Which::Other, lang.correct_other_which())])
        })
        .add_if(change.is_some() && !is(&[Change::Take]), || {
            let blank = (!is(&[Change::Add])).then(|| muted(lang.correct_blank_stays()));
            all([blank.unwrap_or_default(), cols().each(WRITTEN.iter().map(text)).html()])
        })
        .add_if(is(&[Change::Divide]), || {
            let place = form.text(OTHER_SUITE, lang.correct_new_place());
            let written =
                NEW.iter().map(|&(field, column)| form.text(field, lang.correct_new_field(lang.field(column))));
            all([section_subtitle(lang.correct_new()).html(), cols().add(place).each(written).html()])
        })
        .add(why(&form, "correct-why", lang.correct_why()))
        .add_some(after)
        .add(
            row()
                .add(view.button(ButtonKind::Primary, None, lang.correct_roll(), event(Msg::Correct(id.clone()))))
                .add(view.button(
                    ButtonKind::Secondary,
                    None,
                    lang.cancel(),
                    event(Msg::AskCorrect(id.clone(), false)),
                )),
        )
        .html()
}

/// The field that asks why. Several forms can be open here: `id` tells them apart.
fn why(form: &FormView<'_, '_>, id: &'static str, label: &'static str) -> Html {
    form.text_field(id.into(), WHY, label.into(), TextOptions::required())
}

/// Where several titles are behind a door: which of them is meant.
fn which(view: &View<'_>, compound: &Compound, form: &FormView<'_, '_>, which: Which, label: &'static str) -> Html {
    let here = compound.frozen_roll().and_then(|roll| titles(&form.form, roll, which).ok()).unwrap_or_default();
    if here.len() < 2 {
        return Html::default();
    }
    let option = |title: &&Household| {
        let number = title.title_no.as_deref().filter(|_| title.told_by().is_none());
        let holders = view.lang.list(&title.holders);
        let name = view.lang.household_of(title);
        let said = [Some(name.as_str()), number, Some(holders.as_str())];
        let said: Vec<&str> = said.into_iter().flatten().filter(|said| !said.is_empty()).collect();
        Choice::new(title.id.to_string(), said.join(" · "))
    };
    let field = which.choice();
    form.toggles(field, label, here.iter().map(option).collect())
}

/// What a correction comes to: which titles, N, and the ballots that it costs.
fn comes_to(view: &View<'_>, compound: &Compound, correct: &Correct) -> Html {
    let lang = view.lang;
    let before = compound.frozen_roll().map_or(0, |roll| roll.counted());
    let names = |titles: Vec<&Household>| {
        let names: Vec<String> = titles.into_iter().map(|title| lang.household_of(title)).collect();
        Some(lang.list(&names)).filter(|names| !names.is_empty())
    };
    let (again, anew): (Vec<_>, Vec<_>) = ballots_back(compound, correct).into_iter().partition(|(_, again)| *again);
    let [again, anew] = [again, anew].map(|back| names(back.into_iter().map(|(title, _)| title).collect()));
    let warnings = [
        names(lost_ballots(compound, correct)).map(|titles| lang.correct_loses(&titles)),
        again.map(|titles| lang.correct_brings(&titles)),
        anew.map(|titles| lang.correct_brings_none(&titles)),
        names(settled_with(compound, correct)).map(|titles| lang.correct_unsettles(&titles)),
        divided_with_paper(compound, correct).map(|kept| lang.correct_divides(&lang.household_of(kept))),
        merges_ballots(compound, correct).then(|| lang.correct_merges().to_owned()),
    ];
    let touched = correct.put.iter().map(|title| &title.id).chain(&correct.take);
    let was: Vec<Household> = touched.filter_map(|id| compound.frozen_roll()?.get(id)).cloned().collect();
    let titles = lang.clauses(&lang.corrected_titles(correct, &was));
    let after = format!("{titles} · {}", lang.correct_comes_to(before, correct.households));
    let warnings = warnings.into_iter().flatten().map(|warning| banner(Tone::Warn, warning));
    fragment([banner(Tone::Info, after)].into_iter().chain(warnings).collect())
}

/// A frozen roll that turned out wrong.
fn thaw(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let id = &compound.card.id;
    let event = |msg: Msg| Event::notice(msg);
    let key = FormKey::Thaw(id.clone());
    if !view.model.forms.contains_key(&key) {
        let ask = event(Msg::AskThaw(id.clone(), true));
        return row().add(view.button(ButtonKind::Quiet, None, lang.thaw_ask(), ask)).html();
    }
    let form = view.form(key, |form: &Form| form.required(WHY).map_err(|problem: Problem| vec![problem]));
    el("div", "stack")
        .add(section_subtitle(lang.thaw_ask()))
        .add(paragraph(lang.thaw_explain()))
        .add_if(compound.rules().printed_forms, || banner(Tone::Warn, lang.thaw_voids()))
        .add(why(&form, "thaw-why", lang.thaw_why()))
        .add(
            row()
                .add(view.button(ButtonKind::Danger, None, lang.thaw_roll(), event(Msg::Thaw(id.clone()))))
                .add(view.button(ButtonKind::Secondary, None, lang.cancel(), event(Msg::AskThaw(id.clone(), false)))),
        )
        .html()
}

fn notice(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let gate = Gate::of(view.model, compound, view.today);
    let form = view.form(FormKey::Notice(compound.card.id.clone()), |form| posting(form, &gate, compound));
    let posted = compound.notice.as_ref().map(|(stamp, notice)| {
        row().add(view.saved(&stamp.id)).add(badge(Tone::Ok, lang.notice_posted(&notice.posted_on))).html()
    });
    let save = if posted.is_some() { lang.change_notice() } else { lang.record_notice() };
    let modes =
        cols().add(mode(view, &form, lang.professional(), PROFESSIONAL)).add(mode(view, &form, lang.quasi(), QUASI));
    let post = Event::notice(Msg::Post(compound.card.id.clone()));
    let outdated = compound.notice_outdated.then(|| banner(Tone::Warn, lang.notice_outdated()));
    let first = form.form.text("ballot_from");
    let moved = view.kept(&format!("first day {first}"), || (compound.shut_out(first), comes_in(compound, first)));
    let ((dropped, ended), added) = *moved;
    let changes = changes_terms(&form.form, compound);
    let may_change = view.model.is_supervisor() && compound.closed.is_none();
    card()
        .add(head(card_title(lang.notice_title()), posted.unwrap_or_default()))
        .add_some(outdated)
        .add_some(compound.closed.as_ref().map(|(_, day)| banner(Tone::Info, lang.closed_for_changes(day))))
        .add(muted(lang.notice_explain()))
        .add(modes)
        .add(form.required_text("places", lang.posted_places()))
        .add(cols().add(form.date("posted_on", lang.posted_on())).add(form.date("ballot_from", lang.ballot_from())))
        .add(muted(lang.lead_is(gate.lead.into())))
        .add_some(gate.not_before.as_ref().map(|day| muted(lang.told_first(day))))
        .add_if(dropped > 0, || banner(Tone::Danger, lang.drops_out(first, dropped)))
        .add_if(ended > 0, || banner(Tone::Danger, lang.ends_conflicts(first, ended)))
        .add_if(added > 0, || banner(Tone::Warn, lang.comes_in(first, added)))
        .add_if(gate.corrected_on.is_some() || !form.form.text("reposted_on").is_empty(), || {
            all([form.date("reposted_on", lang.reposted_on()), muted(lang.reposted_explain())])
        })
        .add(
            cols()
                .add(form.optional_date("ballot_until", lang.ballot_until()))
                .add(form.optional_date("corrections_until", lang.corrections_until())),
        )
        .add_some(corrections_over(&form.form, &gate).map(|day| banner(Tone::Warn, lang.corrections_over(day))))
        .add(form.text("contact", lang.notice_contact()))
        .add_if(changes, || {
            let costs = || {
                let (asked, signed) = told(compound);
                banner(Tone::Warn, lang.notice_costs(asked, signed))
            };
            all([view.drawn("costs", costs), why(&form, "notice-why", lang.notice_change_why())])
        })
        .add_if(may_change, || {
            // It hangs before it is recorded.
            let to_print = view.model.route.campaign().map(|c| Route::Papers(c.clone(), compound.card.id.clone()));
            let print = to_print.map(|to| view.way(ButtonKind::Secondary, Some(Icon::Print), lang.print_to_hang(), to));
            row().each(print).add(view.button(ButtonKind::Primary, None, save, post)).html()
        })
        .add_if(view.model.is_supervisor() && compound.notice.is_some(), || photos(view, compound))
        .html()
}

/// The notice as it hangs: that it was posted is what the first day rests on.
fn photos(view: &View<'_>, compound: &Compound) -> Html {
    let name = view.lang.notice_photos();
    let of = Of { compound: compound.card.id.clone(), subject: Subject::Notice };
    let strip = Strip { view, compound, of, id: "notice".to_owned(), name: name.to_owned() };
    el("div", "stack")
        .attr("role", "group")
        .attr("aria-label", name)
        .add(section_subtitle(name))
        .add(strip.view())
        .html()
}

#[inline(never)]
fn mode(view: &View<'_>, form: &FormView<'_, '_>, title: &'static str, fields: [&'static str; 4]) -> El {
    let lang = view.lang;
    let [contents @ .., charged_by] = fields;
    let mut mode = el("div", "stack").add(section_subtitle(title));
    for (field, what) in contents.into_iter().zip([lang.mode_form(), lang.mode_services(), lang.mode_fee()]) {
        mode = mode.add(form.area(field, lang.called(title, what)));
    }
    mode.add(form.text(charged_by, lang.called(title, lang.mode_charged_by())))
}
