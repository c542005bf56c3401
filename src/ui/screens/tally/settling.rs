//! Ballots that contradict each other: what they say, what a supervisor says of them, and what was said.

use super::{decides, name_of, named, to_households};
use crate::app::check::{awaits_reading, is_hidden};
use crate::app::form::{FormKey, UNFOLDED};
use crate::app::tally::{
    AGAIN, Msg, NONE, check_settle, corrected_since, holds, is_merged, papers, settled, settled_again,
};
use crate::app::{Event, Route};
use crate::domain::ids::HouseholdId;
use crate::domain::tally::Tally;
use crate::journal::compound::Compound;
use crate::journal::fact::Settle;
use crate::journal::household_file::{BallotRecord, Stamp, Standing};
use crate::shell::local_time;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{
    card, card_subtitle, head, item_aside, item_main, item_sub, link, list, muted, row, section_title, titled_card,
};
use crate::ui::screens::household::shows_record;
use crate::ui::screens::parted::{LINES, parted};
use crate::ui::view::{TextOptions, View};
use crate::ui::widgets::{ButtonKind, Choice, Icon, Tone, badge, badge_count};
use yew::prelude::*;

/// So many conflicts, each with its table and its form.
const CONFLICTS: usize = 10;

/// Households whose ballots contradict each other, and those whose papers have the same number: as many as the figure says.
pub(super) fn conflicts(view: &View<'_>, compound: &Compound, tally: &Tally) -> Html {
    let lang = view.lang;
    if tally.counts.conflicts == 0 {
        return Html::default();
    }
    let conflicts = view.kept("conflicts", || owned(compound.conflicts().into_iter().map(|(id, _)| id)));
    let doubled = view.kept("doubled", || {
        let numbers = compound.doubled_serials().into_iter();
        numbers.map(|(serial, ids)| (serial.to_owned(), owned(ids.into_iter()))).collect::<Vec<_>>()
    });
    let count = usize::try_from(tally.counts.conflicts).unwrap_or(usize::MAX);
    let count = badge_count(Tone::Danger, lang.conflicts(), count);
    el("section", "stack")
        .attr("aria-label", lang.conflicts_title())
        .add(head(section_title(lang.conflicts_title()), count))
        .add_if(!conflicts.is_empty(), || muted(lang.conflicts_explain()))
        .add(parted(
            view,
            (&compound.card.id, "conflicts"),
            (&conflicts, CONFLICTS),
            |id| name_of(view, compound, id),
            |part| el("div", "stack").each(part.iter().map(|id| conflict(view, compound, id))).html(),
        ))
        .add(parted(
            view,
            (&compound.card.id, "doubled"),
            (&doubled, CONFLICTS),
            |(serial, _)| serial.clone(),
            |part| {
                el("div", "stack").each(part.iter().map(|(no, of)| number_of_several(view, compound, no, of))).html()
            },
        ))
        .html()
}

fn owned<'c>(ids: impl Iterator<Item = &'c HouseholdId>) -> Vec<HouseholdId> {
    ids.cloned().collect()
}

fn number_of_several(view: &View<'_>, compound: &Compound, serial: &str, ids: &[HouseholdId]) -> El {
    let title = view.lang.doubled_serial(serial);
    card()
        .key(&title)
        .attr("aria-label", title.clone())
        .add(card_subtitle(title))
        .add(muted(view.lang.doubled_explain()))
        .add(to_households(view, compound, serial, ids))
}

fn conflict(view: &View<'_>, compound: &Compound, id: &HouseholdId) -> El {
    let lang = view.lang;
    let ballots = match compound.standing(id) {
        Standing::Conflict(ballots) => ballots,
        _ => Vec::new(),
    };
    let name = name_of(view, compound, id);
    let is_copy =
        |one: &BallotRecord, other: &BallotRecord| one.ballot.is_numbered() && one.ballot.serial == other.ballot.serial;
    let is_one_paper = ballots.len() > 1 && ballots.iter().all(|of| is_copy(ballots[0], of));
    // Whoever settles it may be the one who checks the paper that stands.
    let is_hidden = is_hidden(view.model, compound, id);
    let told = if is_hidden { &[][..] } else { &[lang.choice(), lang.serial()] };
    let titles = [lang.signed_on(), lang.collector(), lang.this_device_of()];
    let title = |class: &'static str, title: &'static str| el("th", class).attr("scope", "col").text(title);
    let titles = told.iter().copied().chain(titles).map(|of| title("", of));
    let titles = el("tr", "").add(title("num", "#")).each(titles);
    let ballot = |(i, record): (usize, &&BallotRecord)| {
        let ballot = &record.ballot;
        let device = view.model.device_name(&record.stamp.id.device);
        let told = [lang.choice_of(ballot.choice), ballot.serial.clone()].into_iter().filter(|_| !is_hidden);
        let cells = [ballot.signed_on.clone(), lang.list(&ballot.collectors), device];
        el("tr", "")
            .key(&record.stamp.id.to_string())
            .add(el("td", "num").text((i + 1).to_string()))
            .each(told.chain(cells).map(|cell| el("td", "").text(cell)))
    };
    let table = el("table", "table")
        .add(el("thead", "").add(titles))
        .add(el("tbody", "").each(ballots.iter().enumerate().map(ballot)));
    // Its photos and its visits are there.
    let to =
        view.model.state().map(|state| Route::Household(state.campaign.clone(), compound.card.id.clone(), id.clone()));
    let to = to.map(|to| row().add(view.way(ButtonKind::Quiet, None, lang.open_household(), to)).html());
    let end = match view.model.is_supervisor() {
        true => settle(view, compound, id, &ballots, is_hidden),
        false => muted(lang.settle_wait()),
    };
    card()
        .key(id.as_str())
        .attr("aria-label", name.clone())
        .add(card_subtitle(name))
        .add(el("div", "table-wrap").add(table))
        .add_if(is_one_paper, || muted(lang.copied_otherwise()))
        .each(
            ballots
                .iter()
                .enumerate()
                .filter(|(_, of)| is_merged(compound, id, of))
                .map(|(i, of)| (i + 1, name_of(view, compound, compound.door_of(&of.stamp.id, id))))
                .map(|(nth, of)| muted(lang.merged_paper(nth, &of))),
        )
        .add_if(is_hidden, || muted(lang.conflict_hidden()))
        .add_if(is_hidden, || named(view, shows_record(view, compound, id)))
        .add_some(to)
        .add(end)
}

/// The form that settles, without choices where whoever settles may be the one who checks.
fn settle(view: &View<'_>, compound: &Compound, id: &HouseholdId, ballots: &[&BallotRecord], is_hidden: bool) -> Html {
    let lang = view.lang;
    let form = view.form(settle_key(compound, id), |form| check_settle(view.model, form, compound, id, view.today));
    let mut options: Vec<Choice> = ballots
        .iter()
        .enumerate()
        .filter(|(_, record)| !is_merged(compound, id, record))
        .map(|(i, record)| {
            let choice = Choice::new(record.stamp.id.to_string(), lang.keep_this(i + 1));
            if is_hidden { choice } else { choice.with_hint(lang.choice_of(record.ballot.choice)) }
        })
        .collect();
    options.push(Choice::new(NONE, lang.keep_none()));
    let event = Msg::Settle { compound: compound.card.id.clone(), household: id.clone() };
    let why = format!("settle-why-{id}").into();
    all([
        form.toggles_as(format!("settle-{id}").into(), "keep", lang.settle_how().into(), options),
        form.text_field(why, "why", lang.settle_reason().into(), TextOptions::required()),
        decides(view, lang.settle_conflict(), ButtonKind::Primary, event),
    ])
}

fn settle_key(compound: &Compound, id: &HouseholdId) -> FormKey {
    FormKey::Settle(compound.card.id.clone(), id.clone())
}

/// The way to settle otherwise what a word of this stamp settled, while that is the last one.
fn settle_again(view: &View<'_>, compound: &Compound, id: &HouseholdId, stamp: &Stamp) -> Option<Html> {
    let (word, ballots) = settled_again(view.model, compound, id).filter(|_| view.model.is_supervisor())?;
    if *word != stamp.id {
        return None;
    }
    let (lang, form) = (view.lang, settle_key(compound, id));
    let is_begun = !view.model.form(&form).text(AGAIN).is_empty();
    let text = if is_begun { "" } else { UNFOLDED }.to_owned();
    let toggle = Event::Edit { form, field: AGAIN, text };
    let label = if is_begun { lang.cancel() } else { lang.settle_again() };
    let button = row().add(view.button(ButtonKind::Quiet, Some(Icon::Undo), label, toggle)).html();
    if !is_begun {
        return Some(button);
    }
    let is_hidden = awaits_reading(compound, id);
    let line = |(i, record): (usize, &&BallotRecord)| {
        let BallotRecord { ballot, .. } = record;
        let serial = if is_hidden { String::new() } else { format!("{} · ", ballot.serial) };
        let words = format!("{} · {serial}{} {}", lang.nth_paper(i + 1), lang.signed_on(), ballot.signed_on);
        el("li", "").text(format!("{words} · {}", lang.list(&ballot.collectors)))
    };
    let papers = el("ul", "").each(ballots.iter().enumerate().map(line)).html();
    let form = settle(view, compound, id, &ballots, is_hidden);
    Some(
        el("section", "stack item__more")
            .attr("aria-label", lang.settle_again())
            .add(papers)
            .add(form)
            .add(button)
            .html(),
    )
}

/// What was settled and why, for whoever objects.
pub(super) fn settlements(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let Some(campaign) = view.model.state().map(|state| &state.campaign) else { return Html::default() };
    let settled = view.kept("settled", || {
        let words = settled(view.model, &compound.card.id).into_iter();
        words.map(|(stamp, settle)| (stamp, settle.clone())).collect::<Vec<_>>()
    });
    let anew: Vec<_> = settled.iter().filter_map(|(_, settle)| settle.instead.as_ref()).collect();
    let line = |(stamp, settle): &(Stamp, Settle)| {
        let Settle { household: id, keep, why, .. } = settle;
        // Whoever reads this may be the one who checks the paper that stands.
        let is_hidden = awaits_reading(compound, id);
        let paper = |(i, record): (usize, &BallotRecord)| {
            let stands = keep.as_ref() == Some(&record.stamp.id);
            let became = if stands { lang.settled_stands() } else { lang.settled_falls() };
            let paper = match is_hidden {
                true => lang.nth_paper(i + 1),
                false => lang.remarked(&record.ballot.serial, &lang.choice_of(record.ballot.choice)),
            };
            [paper.as_str(), became].join(lang.pick("", " "))
        };
        let papers = papers(compound, settle).into_iter().enumerate().map(paper);
        let holds = holds(compound, &stamp.id, settle);
        // What was said in its place may have had no effect.
        let is_undone = !holds && anew.contains(&&stamp.id);
        let is_crossed = !is_undone && !holds;
        let since = corrected_since(compound, settle).filter(|_| !is_hidden && !is_undone && !is_crossed);
        let since = since.map(|BallotRecord { ballot, why, stamp, .. }| {
            let paper = lang.remarked(&ballot.serial, &lang.choice_of(ballot.choice));
            let why = why.as_deref().unwrap_or_default();
            item_sub(lang.settled_corrected(&paper, why, &stamp.by, &local_time(stamp.at)))
        });
        let main = item_main(name_of(view, compound, id))
            .add(item_sub(lang.clauses(&papers.collect::<Vec<_>>())))
            .add(item_sub(lang.settled_by(why, &stamp.by, &local_time(stamp.at))))
            .add_if(compound.was_merged(id), || {
                item_sub(lang.merged_settled(&name_of(view, compound, compound.became(id))))
            })
            .each(since);
        let household = Route::Household(campaign.clone(), compound.card.id.clone(), id.clone());
        let aside = item_aside()
            .add_if(is_undone, || badge(Tone::Neutral, lang.settled_anew()))
            .add_if(is_crossed, || badge(Tone::Warn, lang.settled_no_more()))
            .add(Icon::Next.view());
        link(view.go(household), None, main, aside)
            .key(&stamp.id.to_string())
            .add_some(settle_again(view, compound, id, stamp))
    };
    if settled.is_empty() {
        return Html::default();
    }
    let lines = parted(
        view,
        (&compound.card.id, "settled"),
        (&settled, LINES),
        |(_, settle)| name_of(view, compound, &settle.household),
        |part| list().each(part.iter().map(line)).html(),
    );
    titled_card(lang.settled_title()).add(muted(lang.settled_explain())).add(lines).html()
}
