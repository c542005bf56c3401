//! What became of the roll and of the notice, the last first. It is shown whatever came later: an objection may be to what stood then.

use crate::app::{Event, Lang, Route};
use crate::domain::household::Household;
use crate::domain::notice::Notice;
use crate::findings::closing;
use crate::journal::compound::{Compound, NoticeVersion};
use crate::journal::fact::Correct;
use crate::journal::household_file::Stamp;
use crate::journal::roll_history::{RollChange, RollStep};
use crate::shell::local_time;
use crate::ui::element::{El, el, fragment};
use crate::ui::layout::{card, item_aside, item_main, item_sub, list};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Tone, banner};
use yew::prelude::*;

/// So many entries lie open; where there are more, all are folded.
const FEW: usize = 4;

/// As much of a hash as people compare.
fn short(hash: &str) -> &str {
    hash.get(..8).unwrap_or(hash)
}

/// A list that is folded where it is long.
fn fold(lang: Lang, title: &str, lines: Vec<El>) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let summary = el("summary", "").text(lang.remarked(title, &lines.len().to_string()));
    let open = lines.len() <= FEW;
    card().add(el("details", "fold").flag("open", open).add(summary).add(list().each(lines))).html()
}

fn line(view: &View<'_>, title: String, subs: Vec<String>, way: Option<Html>, stamp: &Stamp) -> El {
    let made = view.lang.recorded_at(&stamp.by, &local_time(stamp.at));
    let main = subs.into_iter().chain([made]).fold(item_main(title), |main, sub| main.add(item_sub(sub)));
    let aside = item_aside().add_some(way).add(view.saved(&stamp.id));
    el("li", "item").key(&stamp.id.to_string()).add(main).add(aside)
}

/// How the roll came to be what it is.
pub fn of_roll(view: &View<'_>, compound: &Compound) -> Html {
    let steps = &compound.roll_steps;
    let before = |at: usize| steps[..at].iter().rfind(|step| step.has_effect());
    let lines = steps.iter().enumerate().rev().map(|(at, step)| roll_step(view, compound, before(at), step));
    fold(view.lang, view.lang.roll_history(), lines.collect())
}

fn roll_step(view: &View<'_>, compound: &Compound, before: Option<&RollStep>, step: &RollStep) -> El {
    let lang = view.lang;
    let mut subs = Vec::new();
    match &step.what {
        RollChange::Frozen => {}
        RollChange::Corrected { correct, was } => {
            subs.extend(lang.corrected_titles(correct, was));
            subs.push(lang.because(&correct.why));
        }
        RollChange::Overtaken(correct) => {
            subs.push(lang.correction(correct, &touched(compound, correct)));
            subs.push(lang.because(&correct.why));
            subs.push(lang.roll_made_again().to_owned());
        }
        RollChange::Thawed { why, .. } => subs.push(lang.because(why)),
    }
    let hash = short(&step.roll);
    let changed = before.filter(|before| before.roll != step.roll);
    let hash = changed.map_or_else(|| hash.to_owned(), |before| format!("{} → {hash}", short(&before.roll)));
    let after = step.households;
    let households = match before.filter(|_| !matches!(step.what, RollChange::Thawed { .. })) {
        Some(before) => lang.households_become(before.households, after),
        None => lang.households_are(after),
    };
    subs.push(format!("{households} · {} {hash}", lang.roll_hash()));
    // What was taken from a title that became one with another is recorded at its own door: on the grid it has none.
    let gone = step.merger().map(|(_, gone)| gone).filter(|gone| compound.was_merged(gone));
    let gone = gone.and_then(|gone| compound.title(gone)).zip(view.model.state());
    let way = gone.map(|(title, state)| {
        let door = Route::Household(state.campaign.clone(), compound.card.id.clone(), title.id.clone());
        view.button(ButtonKind::Quiet, None, lang.papers_of_merged(&lang.household_of(title)), Event::Go(door))
    });
    line(view, lang.roll_step(&step.what, before.is_some()), subs, way, &step.stamp)
}

/// The titles that a correction is about, as they are or were when they were last on the roll.
fn touched(compound: &Compound, correct: &Correct) -> Vec<Household> {
    let touched = correct.put.iter().map(|title| &title.id).chain(&correct.take);
    touched.filter_map(|id| compound.title(id)).cloned().collect()
}

/// Corrections without effect that may be needed.
pub fn overtaken(view: &View<'_>, compound: &Compound) -> Html {
    let told = |(stamp, correct): (&Stamp, &Correct)| {
        let what = view.lang.correction(correct, &touched(compound, correct));
        banner(Tone::Warn, view.lang.overtaken_here(&stamp.by, &local_time(stamp.at), &what))
    };
    fragment(closing::overtaken(compound).into_iter().map(told).collect())
}

/// What the notice has said, version by version.
pub fn of_notice(view: &View<'_>, compound: &Compound) -> Html {
    let versions = &compound.notices;
    let before = |at: usize| at.checked_sub(1).and_then(|at| versions.get(at)).map(|version| &version.notice);
    let lines = versions.iter().enumerate().rev().map(|(at, version)| notice_version(view, before(at), version));
    fold(view.lang, view.lang.notice_history(), lines.collect())
}

fn notice_version(view: &View<'_>, before: Option<&Notice>, version: &NoticeVersion) -> El {
    let lang = view.lang;
    let mut subs = lang.notice_changes(before, &version.notice);
    if subs.is_empty() {
        subs.push(lang.notice_unchanged().to_owned());
    }
    subs.extend(version.why.as_ref().map(|why| lang.because(why)));
    subs.extend((version.asked > 0).then(|| lang.notice_asked(version.asked)));
    let title = if before.is_some() { lang.notice_changed() } else { lang.notice_first() };
    line(view, title.to_owned(), subs, None, &version.stamp)
}
