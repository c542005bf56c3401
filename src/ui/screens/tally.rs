//! The count, live, and closing the ballot; conflicts and what was said of them are in `settling`.

mod settling;

use super::Screen;
use super::parted::{LINES, parted};
use crate::app::check::awaits_reading;
use crate::app::form::FormKey;
use crate::app::photo_files::held_here;
use crate::app::tally::{Msg, Turn, check_close, close_reason, missing, next, outstanding, turns, undone_at};
use crate::app::{Event, Route};
use crate::domain::catalogue::dossier::Part;
use crate::domain::date::{Date, date_text};
use crate::domain::ids::{CampaignId, CompoundId, DeviceId, HouseholdId};
use crate::domain::order::{natural_order, sorted};
use crate::domain::place::Place;
use crate::domain::tally::{Decision, Tally};
use crate::findings::closing::Outstanding;
use crate::findings::dossier::mode;
use crate::findings::participation::is_photographed;
use crate::findings::result::decided;
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, Uncounted, Wait};
use crate::shell::local_time;
use crate::text::Lang;
use crate::ui::element::{El, all, el, text};
use crate::ui::layout::{
    card, card_subtitle, head, item_aside, item_main, item_sub, link, list, muted, row, section_title, titled_card,
};
use crate::ui::view::{FormView, TextOptions, View};
use crate::ui::widgets::{
    ButtonKind, Icon, TallyBar, TallyLabels, Tone, answered_banner, badge, badge_count, banner, figure, noted_figure,
    titled_banner, toned_figure,
};
use settling::{conflicts, settlements};
use yew::prelude::*;

/// What the count comes to in words, and how it looks. While people may still object nothing is decided.
fn outcome(lang: Lang, tally: &Tally, is_preliminary: bool) -> (&'static str, Tone) {
    match (tally.decision, tally.secured) {
        (Decision::Professional, _) if is_preliminary => (lang.preliminary_professional(), Tone::Info),
        (Decision::Quasi, _) if is_preliminary => (lang.preliminary_quasi(), Tone::Info),
        (Decision::NoResult, _) => (lang.no_result(), Tone::Neutral),
        (Decision::Undecided, _) => (lang.undecided(), Tone::Info),
        (Decision::Professional, true) => (lang.secured_professional(), Tone::Ok),
        (Decision::Quasi, true) => (lang.secured_quasi(), Tone::Ok),
        (Decision::Professional, false) => (lang.decided_professional(), Tone::Ok),
        (Decision::Quasi, false) => (lang.decided_quasi(), Tone::Ok),
    }
}

pub fn view(view: &View<'_>, compound: &Compound) -> Screen {
    let count = view.kept("count", || view.model.count(compound));
    let body = match count.as_ref() {
        Some(tally) => whole(view, compound, tally),
        None => {
            let tally = view.kept("collected", || compound.tally());
            all([
                view.drawn("returned", || collected(view, compound, &tally)),
                conflicts(view, compound, &tally),
                view.drawn("waiting", || waiting(view, compound, &tally)),
                view.drawn("uncounted", || uncounted_ballots(view, compound)),
                supervised(view, compound, &tally),
            ])
        }
    };
    Screen {
        title: view.lang.step_tally().to_owned(),
        subtitle: Some(compound.card.name.clone()),
        body,
        ..Screen::default()
    }
}

fn whole(view: &View<'_>, compound: &Compound, tally: &Tally) -> Html {
    let form = view.model.form(&FormKey::Close(compound.card.id.clone()));
    let on = form.text("on");
    let open = view.kept(&format!("outstanding {on}"), || outstanding(view.model, compound, &form, view.today));
    all([
        view.drawn("result", || result(view, compound, tally, &open.never_asked)),
        view.drawn("sealed", || sealed(view, compound)),
        figures(view.lang, tally),
        conflicts(view, compound, tally),
        view.drawn("waiting", || waiting(view, compound, tally)),
        to_sign_again(view, compound, &open.to_sign_again),
        view.drawn("uncounted", || uncounted_ballots(view, compound)),
        view.drawn("strays", || strays(view, compound)),
        settlements(view, compound),
        closing(view, compound, tally, &open),
        view.drawn("history", || history(view, compound)),
    ])
}

/// How it was closed and opened again, for whoever asks why the result is another one.
fn history(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let turns = turns(view.model, compound);
    if turns.is_empty() {
        return Html::default();
    }
    let line = |turn: &Turn<'_>| {
        let mut lines = lang.turn(turn, local_time).into_iter();
        let what = item_main(lines.next().unwrap_or_default());
        el("li", "item").key(&turn.stamp.id.to_string()).add(lines.fold(what, |main, line| main.add(item_sub(line))))
    };
    let title = lang.turns(turns.len());
    let fold = el("details", "fold").add(el("summary", "").text(title)).add(list().each(turns.iter().map(line)));
    card().add(fold).html()
}

/// What is known where others' ballots aren't: nothing of the result.
fn collected(view: &View<'_>, compound: &Compound, tally: &Tally) -> Html {
    let lang = view.lang;
    let closed = compound.closed.as_ref().map(|(_, day)| banner(Tone::Info, lang.closed_on(day)));
    let explain = if view.model.is_supervisor() { lang.missing_explain() } else { lang.counted_elsewhere() };
    card()
        .add_some(closed)
        .add(lacking(view, compound))
        .add(card_subtitle(lang.returned_here(tally.returned, tally.counts.total)))
        .add(muted(explain))
        .html()
}

/// What a supervisor's device lacks of the count that was closed, device by device.
pub(super) fn lacking(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let missing = if view.model.is_supervisor() { missing(view.model, compound) } else { Vec::new() };
    if missing.is_empty() {
        return Html::default();
    }
    let line = |(id, n): &(&DeviceId, u64)| el("li", "").text(lang.missing_of(&view.model.device_name(id), *n));
    let title = lang.records_missing(missing.iter().map(|(_, n)| n).sum());
    titled_banner(Tone::Danger, title, el("ul", "").each(missing.iter().map(line)))
}

/// What a supervisor decides also where the count isn't whole: if what is missing is lost for good, the ballot has to be opened again here.
fn supervised(view: &View<'_>, compound: &Compound, tally: &Tally) -> Html {
    match view.model.is_supervisor() {
        true => all([settlements(view, compound), closing(view, compound, tally, &Outstanding::default())]),
        false => Html::default(),
    }
}

/// What decides something; without a name of whoever does, the way to where it is entered.
fn decides(view: &View<'_>, label: &'static str, kind: ButtonKind, event: Msg) -> Html {
    named(view, row().add(view.button(kind, None, label, Event::tally(event))).html())
}

fn named(view: &View<'_>, row: Html) -> Html {
    if view.model.is_named() {
        return row;
    }
    let settings = view.way(ButtonKind::Secondary, None, view.lang.fill_in_names(), Route::Settings);
    answered_banner(Tone::Warn, None, view.lang.wants_name(), settings)
}

fn result(view: &View<'_>, compound: &Compound, tally: &Tally, never_asked: &[HouseholdId]) -> Html {
    let (lang, counts) = (view.lang, &tally.counts);
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let terms = view.model.state().and_then(|state| state.terms.as_ref());
    let is_preliminary = terms.and_then(|terms| mode(compound, terms)).is_some_and(|mode| mode.preliminary);
    let undecided = terms.and_then(|terms| decided(compound, terms)?.err()).filter(|_| is_preliminary);
    let (words, tone) = outcome(lang, tally, is_preliminary);
    let other = counts.blank + counts.invalid;
    let mut pending = vec![lang.not_returned(), lang.waits_to_count(), lang.conflicts()];
    if counts.sealed > 0 {
        pending.push(lang.still_sealed());
    }
    let labels = TallyLabels {
        professional: lang.professional().into(),
        quasi: lang.quasi().into(),
        other: lang.list(&[lang.blank(), lang.invalid()]).into(),
        open: lang.list(&pending).into(),
        half: lang.half_line(tally.half()).into(),
        summary: lang
            .tally_summary(counts.professional, counts.quasi, other, tally.not_returned + counts.unknown())
            .into(),
    };
    let distance = if tally.counts.total == 0 {
        String::new()
    } else if tally.professional_needed == 0 {
        lang.reached().to_owned()
    } else if counts.closed {
        lang.short_of(tally.professional_needed)
    } else {
        lang.needed(tally.professional_needed)
    };
    let bar = TallyBar {
        id: "tally".into(),
        professional: size(counts.professional),
        quasi: size(counts.quasi),
        other: size(other),
        total: size(counts.total),
        labels,
    };
    // Whoever knows early how it will end is tempted to leave the other doors out.
    let duty = tally.secured && tally.not_returned > 0;
    // Where it was closed before, an objection say has papers looked at again and nobody sent out.
    let asks = || match compound.closed_until().filter(|until| *until < view.today) {
        Some(until) => lang.secured_asked(tally.not_returned, until),
        None => lang.secured_asks(tally.not_returned),
    };
    card()
        .add(titled_banner(tone, words, text(distance)))
        .add_if(is_preliminary, || muted(lang.result_preliminary()))
        .add_some(undecided.map(|why| banner(Tone::Warn, lang.decides_nothing(&lang.unheard(why)))))
        .add_if(duty, || banner(Tone::Info, format!("{}{}{}", lang.secured_explain(), lang.pick("", " "), asks())))
        .add_if(duty, || doors(view, compound, lang.never_asked(never_asked.len()), never_asked))
        .add(bar.view())
        .add(goes_on(view, compound))
        .html()
}

/// What comes after the close, and where.
fn goes_on(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let Some(campaign) = view.model.state().map(|state| &state.campaign).filter(|_| compound.closed.is_some()) else {
        return Html::default();
    };
    let next = next(view.model, compound, view.today).map(|next| match next {
        Ok(_) => lang.result_may_be_final().to_owned(),
        Err(why) => lang.unheard(why),
    });
    let way = |label, to: fn(CampaignId, CompoundId) -> Route| {
        view.way(ButtonKind::Secondary, None, label, to(campaign.clone(), compound.card.id.clone()))
    };
    let papers = way(lang.print_result(), Route::Papers);
    let dossier = way(lang.record_result(), |campaign, of| Route::Dossier(campaign, of, Some(Part::Steps)));
    all([next.map(muted).unwrap_or_default(), row().add(papers).add(dossier).html()])
}

/// Ballots that are still sealed, or could not be opened.
fn sealed(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let failed = match &view.model.sealing.failed {
        Some((ballots, why)) => banner(Tone::Danger, lang.not_opened(*ballots, why)),
        None => Html::default(),
    };
    // Its number is read on the paper by whoever checks it.
    let lines: Vec<String> = compound.sealed().map(|(id, _)| name_of(view, compound, id)).collect();
    let list = |part: &[String]| el("ul", "").each(part.iter().map(|line| el("li", "").text(line.clone()))).html();
    let all_of_them = || parted(view, (&compound.card.id, "sealed"), (&lines, LINES), String::clone, list);
    let list = match lines.is_empty() {
        true => Html::default(),
        false => titled_banner(Tone::Warn, lang.still_sealed(), all_of_them()),
    };
    all([failed, list])
}

fn figures(lang: Lang, tally: &Tally) -> Html {
    let counts = &tally.counts;
    let conflict_tone = if counts.conflicts > 0 { Tone::Danger } else { Tone::Neutral };
    let one = |(label, value): (&'static str, u64)| figure(label, value.to_string());
    let base = [(lang.households_n(), counts.total), (lang.returned(), tally.returned)];
    let others = [
        (lang.quasi(), counts.quasi),
        (lang.blank(), counts.blank),
        (lang.invalid(), counts.invalid),
        (lang.not_returned(), tally.not_returned),
    ];
    el("section", "figures")
        .each(base.map(one))
        .add(noted_figure(lang.professional(), counts.professional.to_string(), Some(tally.share().into())))
        .each(others.map(one))
        .add(toned_figure(conflict_tone, lang.conflicts(), counts.conflicts.to_string()))
        .add_if(counts.waiting > 0, || toned_figure(Tone::Warn, lang.waits_to_count(), counts.waiting.to_string()))
        .add_if(counts.sealed > 0, || toned_figure(Tone::Warn, lang.still_sealed(), counts.sealed.to_string()))
        .html()
}

/// Lines that lead to households.
fn to_households(view: &View<'_>, compound: &Compound, name: &str, ids: &[HouseholdId]) -> Html {
    let lines =
        |part: &[HouseholdId]| list().each(part.iter().filter_map(|id| to_household(view, compound, id))).html();
    parted(view, (&compound.card.id, name), (ids, LINES), |id| name_of(view, compound, id), lines)
}

/// A line that leads to a household.
fn to_household(view: &View<'_>, compound: &Compound, id: &HouseholdId) -> Option<El> {
    let to = way_to(&view.model.state()?.campaign, compound, id);
    let aside = item_aside().add(Icon::Next.view());
    Some(link(view.go(to), None, item_main(name_of(view, compound, id)), aside).key(id.as_str()))
}

/// To a household, or one whose papers are still recorded at its own door; or to the papers of what is none any more.
fn way_to(campaign: &CampaignId, compound: &Compound, id: &HouseholdId) -> Route {
    let (campaign, of) = (campaign.clone(), compound.card.id.clone());
    match compound.is_counted(id) || compound.was_merged(id) {
        true => Route::Household(campaign, of, id.clone()),
        false => Route::HouseholdPapers(campaign, of, id.clone()),
    }
}

/// Households that a settlement left without a ballot.
fn to_sign_again(view: &View<'_>, compound: &Compound, ids: &[HouseholdId]) -> Html {
    let lang = view.lang;
    if ids.is_empty() {
        return Html::default();
    }
    titled_card(lang.to_sign_again(ids.len()))
        .add(muted(lang.to_sign_again_explain()))
        .add(to_households(view, compound, "to_sign_again", ids))
        .html()
}

/// Ballots that count once they have been checked or photographed, each leading to its household.
fn waiting(view: &View<'_>, compound: &Compound, tally: &Tally) -> Html {
    let lang = view.lang;
    // One that shares its number is counted among the conflicts.
    let waiting = if tally.counts.unknown() > 0 { compound.waiting() } else { Vec::new() };
    let Some(campaign) = view.model.state().map(|state| &state.campaign).filter(|_| !waiting.is_empty()) else {
        return Html::default();
    };
    // Without the number on record: whoever checks reads it on the paper.
    let line = |(id, of, wait): &(&HouseholdId, &BallotRecord, Wait)| {
        let door = compound.door_of(&of.stamp.id, id);
        let household = Route::Household(campaign.clone(), compound.card.id.clone(), door.clone());
        let main = item_main(name_of(view, compound, door)).add_some(merged_into(view, compound, door, true));
        let aside = item_aside().add(badge(Tone::Warn, lang.waits_briefly(*wait)));
        link(view.go(household), None, main, aside).key(id.as_str())
    };
    let count = badge_count(Tone::Warn, lang.waits_to_count(), waiting.len());
    el("section", "stack")
        .attr("aria-label", lang.waits_to_count())
        .add(head(section_title(lang.waits_to_count()), count))
        .add(muted(lang.waits_explain()))
        .add(parted(
            view,
            (&compound.card.id, "waiting"),
            (&waiting, LINES),
            |(id, ..)| name_of(view, compound, id),
            |part| list().each(part.iter().map(line)).html(),
        ))
        .html()
}

fn name_of(view: &View<'_>, compound: &Compound, id: &HouseholdId) -> String {
    view.lang.household_at(compound, id)
}

/// With which title it became one, where it did, and what its paper is beside that one's.
fn merged_into(view: &View<'_>, compound: &Compound, id: &HouseholdId, shares_vote: bool) -> Option<Html> {
    let (lang, kept) = (view.lang, compound.became(id));
    let name = || name_of(view, compound, kept);
    (kept != id).then(|| item_sub(if shares_vote { lang.merged_into(&name()) } else { lang.merged_alone(&name()) }))
}

/// Ballots outside roll, notice or closing day, each leading to its household, or to the papers of what is none any more.
fn uncounted_ballots(view: &View<'_>, compound: &Compound) -> Html {
    let (lang, uncounted) = (view.lang, compound.uncounted());
    let Some(campaign) = view.model.state().map(|state| &state.campaign).filter(|_| !uncounted.is_empty()) else {
        return Html::default();
    };
    let line = |(id, record, why): &(&HouseholdId, &BallotRecord, Uncounted)| {
        let to = way_to(campaign, compound, id);
        // Whoever checks it reads its number on the paper.
        let main = match awaits_reading(compound, id) {
            true => name_of(view, compound, id),
            false => lang.remarked(&name_of(view, compound, id), &record.ballot.serial),
        };
        let main = item_main(main).add(item_sub(lang.uncounted(*why))).add_some(merged_into(
            view,
            compound,
            id,
            compound.shares_vote(id, record),
        ));
        link(view.go(to), None, main, item_aside().add(Icon::Next.view())).key(&record.stamp.id.to_string())
    };
    let count = badge_count(Tone::Warn, lang.uncounted_ballots(), uncounted.len());
    el("section", "stack")
        .attr("aria-label", lang.uncounted_ballots())
        .add(head(section_title(lang.uncounted_ballots()), count))
        .add(parted(
            view,
            (&compound.card.id, "uncounted"),
            (&uncounted, LINES),
            |(id, ..)| name_of(view, compound, id),
            |part| list().each(part.iter().map(line)).html(),
        ))
        .html()
}

/// The way to the papers of dwellings that aren't on the roll.
fn strays(view: &View<'_>, compound: &Compound) -> Html {
    let count = compound.standing_strays().count();
    let Some(campaign) = view.model.state().map(|state| &state.campaign).filter(|_| count > 0) else {
        return Html::default();
    };
    let to = Route::Strays(campaign.clone(), compound.card.id.clone());
    let main = item_main(view.lang.strays_stand(count));
    list().add(link(view.go(to), None, main, item_aside().add(Icon::Next.view()))).html()
}

/// Households by stairwell, each leading to its doors; those that became one with another, which no stairwell shows, to their own.
fn doors(view: &View<'_>, compound: &Compound, title: String, ids: &[HouseholdId]) -> Html {
    let Some(campaign) = view.model.state().map(|state| &state.campaign).filter(|_| !ids.is_empty()) else {
        return Html::default();
    };
    let mut by_place: Vec<(Place, Vec<&str>)> = Vec::new();
    let mut merged = Vec::new();
    for id in ids {
        let Some(household) = compound.roll.as_ref().and_then(|roll| roll.get(id)) else {
            merged.extend(to_household(view, compound, id));
            continue;
        };
        let Some(place) = compound.stairwell_of(&household.id) else { continue };
        // They come in the order of the roll, a stairwell's together.
        match by_place.last_mut().filter(|(of, _)| *of == place) {
            Some((_, suites)) => suites.push(&household.suite),
            None => by_place.push((place, vec![&household.suite])),
        }
    }
    let line = |(place, suites): &(Place, Vec<&str>)| {
        let main = item_main(view.lang.place(compound, place)).add(item_sub(view.lang.list(suites)));
        let to = Route::Doors(campaign.clone(), compound.card.id.clone(), Some(place.clone()));
        link(view.go(to), None, main, item_aside().add(Icon::Next.view()))
    };
    let lines = parted(
        view,
        (&compound.card.id, &title),
        (&by_place, LINES),
        |(place, _)| view.lang.place(compound, place),
        |part| list().each(part.iter().map(line)).html(),
    );
    let fold = el("details", "fold").add(el("summary", "").text(title)).add(lines);
    fold.add_if(!merged.is_empty(), || list().each(merged).html()).html()
}

/// What closing on the form's day would leave undone.
fn left_undone(view: &View<'_>, compound: &Compound, open: &Outstanding) -> Html {
    let lang = view.lang;
    let since = all([
        doors(view, compound, lang.recorded_since(open.recorded_since.len()), &open.recorded_since),
        open.short.map_or_else(Html::default, |(days, least)| banner(Tone::Info, lang.open_too_short(days, least))),
    ]);
    if open.is_empty() {
        return since;
    }
    let device = |(id, last): &(DeviceId, Option<Date>)| {
        let last = last.map_or(lang.none_received().to_owned(), |day| lang.last_taken(&date_text(day)));
        let name = view.model.device_name(id);
        // Nobody enrolled it, so that it goes by no name.
        let is_founder = view
            .model
            .state()
            .is_some_and(|state| state.founder.as_ref() == Some(id) && !state.enrolled.contains_key(id));
        lang.called(&if is_founder { lang.founders_device(&name) } else { name }, &last)
    };
    let devices = sorted(open.devices.iter().map(device).collect(), |one: &String, other| natural_order(one, other));
    let behind = || {
        let lines = devices.iter().map(|line| el("li", "").text(line.clone()));
        titled_banner(Tone::Warn, lang.devices_behind(devices.len()), el("ul", "").each(lines))
    };
    let lost: Vec<El> = open
        .lost
        .iter()
        .map(|(id, records)| el("li", "").text(lang.lost_of(&view.model.device_name(id), *records)))
        .collect();
    let left_out = open.left_out.len();
    let without_proof = match held_here(view.model) {
        Some(_) => lang.without_proof(open.without_proof.len()),
        None => lang.proof_unknown(open.without_proof.len()),
    };
    el("div", "stack")
        .add(muted(lang.outstanding()))
        .add_some(open.announced.as_ref().map(|day| banner(Tone::Warn, lang.announced_until(day))))
        .add(doors(view, compound, lang.taken_in(open.taken_in.len()), &open.taken_in))
        .add_if(left_out > 0, || banner(Tone::Danger, lang.leaves_out(left_out)))
        .add_if(open.overtaken > 0, || banner(Tone::Warn, lang.overtaken_at_close(open.overtaken)))
        .add_if(open.strays > 0, || banner(Tone::Warn, lang.strays_at_close(open.strays)))
        .add_if(!devices.is_empty(), behind)
        .add_if(!lost.is_empty(), || titled_banner(Tone::Warn, lang.records_lost(), el("ul", "").each(lost)))
        .add(doors(view, compound, lang.since_result(open.since_result.len()), &open.since_result))
        .add(doors(view, compound, lang.unrecorded_papers(open.unrecorded.len()), &open.unrecorded))
        .add(doors(view, compound, lang.not_counting(open.set_aside.len()), &open.set_aside))
        .add(doors(view, compound, lang.at_two_doors(open.at_two_doors.len()), &open.at_two_doors))
        .add(doors(view, compound, lang.not_late(open.not_late.len()), &open.not_late))
        .add(doors(view, compound, lang.called_spoiled(open.called_spoiled.len()), &open.called_spoiled))
        .add(doors(view, compound, without_proof, &open.without_proof))
        .add(doors(view, compound, lang.never_asked(open.never_asked.len()), &open.never_asked))
        .add(doors(view, compound, lang.too_few_visits(open.too_few_visits.len()), &open.too_few_visits))
        .add(doors(view, compound, lang.appointments(open.appointments.len()), &open.appointments))
        .add(doors(view, compound, lang.without_form(open.without_form.len()), &open.without_form))
        .add(doors(view, compound, lang.to_sign_again(open.to_sign_again.len()), &open.to_sign_again))
        .add(since)
        .html()
}

/// A reason that residents read who watch the count.
fn printed_why(view: &View<'_>, form: &FormView<'_, '_>, label: &'static str) -> Html {
    form.field("why", label.into(), TextOptions::required().hint(view.lang.goes_into_minutes()))
}

fn closing(view: &View<'_>, compound: &Compound, tally: &Tally, open: &Outstanding) -> Html {
    let lang = view.lang;
    if compound.frame().is_none() {
        return Html::default();
    }
    let id = compound.card.id.clone();
    let today = view.today.to_owned();
    let closed = compound.closed.as_ref();
    let form = view.form(FormKey::Close(id.clone()), |form| match closed {
        None => check_close(form, compound, open, &today).map(|_| ()),
        Some(_) => form.required("why").map(|_| ()).map_err(|problem| vec![problem]),
    });
    let undone = compound.close_undone.as_ref().filter(|_| closed.is_none());
    let undone = undone.map(|stamp| banner(Tone::Danger, lang.close_undone(&stamp.by)));
    let at = undone_at(view.model, compound).and_then(|id| to_household(view, compound, id));
    let at = at.map(|line| all([muted(lang.close_undone_at()), list().add(line).html()]));
    let card = titled_card(lang.close_title()).add(undone.unwrap_or_default()).add_some(at);
    if let Some((stamp, day)) = closed {
        let closed = el("span", "").text(format!("{} {}", lang.closed_on(day), lang.recorded_by(&stamp.by)));
        card.add(row().add(closed).add(view.saved(&stamp.id)))
            .add_some(close_reason(view.model, &stamp.id).map(|why| muted(lang.closed_because(why))))
            .add(printed_why(view, &form, lang.reopen_reason()))
            .add(decides(view, lang.reopen_ballot(), ButtonKind::Danger, Msg::Reopen(id)))
    } else if compound.notice_outdated {
        card.add(banner(Tone::Warn, lang.notice_outdated()))
    } else if tally.counts.unknown() > 0 {
        card.add(banner(Tone::Warn, lang.close_explain()))
            .add_if(tally.counts.waiting > 0, || banner(Tone::Warn, lang.close_waits(tally.counts.waiting)))
    } else {
        card.add(muted(lang.close_explain()))
            .add_if(!is_photographed(compound), || banner(Tone::Warn, lang.notice_unseen()))
            .add(form.date("on", lang.close_on()))
            .add(view.drawn(&format!("undone {}", form.form.text("on")), || left_undone(view, compound, open)))
            .add_if(!open.is_empty(), || printed_why(view, &form, lang.close_anyway()))
            .add(decides(view, lang.close_ballot(), ButtonKind::Primary, Msg::Close(id)))
    }
    .html()
}
