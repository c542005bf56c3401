//! One compound: the five steps from roster to decision, and how far each has come.

use super::Screen;
use crate::app::compound::{SCATTERED, check};
use crate::app::form::FormKey;
use crate::app::{Event, Route, SaveState};
use crate::domain::ids::{CampaignId, CompoundId};
use crate::journal::state::Compound;
use crate::journal::{Fact, State};
use crate::ui::element::{El, all};
use crate::ui::layout::{card, item_aside, item_main, item_sub, link, list};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Choice, Icon, Tone, badge};
use yew::prelude::*;

pub fn view_new(view: &View<'_>, campaign: &CampaignId, state: &State) -> Screen {
    let lang = view.lang;
    let form = view.form(FormKey::NewCompound(campaign.clone()), |form| check(form, state, CompoundId(String::new())));
    let kinds = vec![Choice::new("compound", lang.kind_compound()), Choice::new(SCATTERED, lang.kind_scattered())];
    let card = card()
        .add(form.required_text("name", lang.compound_name()))
        .add(form.toggles("kind", lang.compound_kind(), kinds))
        .add(form.text("street", lang.street()))
        .add(form.text("community", lang.community()));
    Screen {
        title: lang.new_compound().to_owned(),
        body: card.html(),
        actions: all([
            view.way(ButtonKind::Secondary, None, lang.cancel(), Route::Campaign(campaign.clone())),
            view.button(ButtonKind::Primary, None, lang.create_compound(), Event::CreateCompound),
        ]),
        ..Screen::default()
    }
}

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound) -> Screen {
    let lang = view.lang;
    let (c, k) = (campaign.clone(), compound.card.id.clone());
    let tally = compound.tally();
    let roll = match &compound.roll {
        None => lang.roll_missing().to_owned(),
        Some(roll) => {
            let other = roll.households().len() as u64 - roll.counted();
            lang.roll_summary(roll.buildings().len(), roll.counted(), other)
        }
    };
    let frozen = if compound.frozen.is_some() { lang.roll_frozen() } else { lang.roll_draft() };
    let notice = match &compound.notice {
        None => lang.notice_missing().to_owned(),
        Some((_, notice)) => lang.notice_posted(&notice.posted_on),
    };
    let progress = super::survey::overall(view, compound);
    let saved = |step: Step| {
        let meant = |fact: &Fact| fact.compound() == Some(&compound.card.id) && step_of(fact) == Some(step);
        view.model.save_state_of(&|_, fact| meant(fact))
    };
    // A step is done when what was done is saved.
    let mark = |step: Step, done: bool| match saved(step) {
        SaveState::Saved if done => badge(Tone::Ok, lang.done()),
        state => view.unsaved(state),
    };
    let open = compound.frame().is_some();
    let steps = [
        step(
            view,
            Route::Roster(c.clone(), k.clone()),
            Icon::File,
            lang.step_roster(),
            roll,
            mark(Step::Roster, compound.roll.is_some()),
            None,
        ),
        step(
            view,
            Route::Survey(c.clone(), k.clone(), None),
            Icon::Edit,
            lang.step_survey(),
            lang.survey_progress(progress.done, progress.total),
            mark(Step::Survey, progress.total > 0 && progress.done == progress.total),
            None,
        ),
        step(
            view,
            Route::Notice(c.clone(), k.clone()),
            Icon::Lock,
            lang.step_notice(),
            if compound.roll.is_some() { format!("{frozen} · {notice}") } else { lang.roll_missing().to_owned() },
            mark(Step::Notice, open),
            None,
        ),
        step(
            view,
            Route::Doors(c.clone(), k.clone(), None),
            Icon::Person,
            lang.step_doors(),
            if open { lang.returned_of(tally.returned, tally.counts.total) } else { lang.gate_closed().to_owned() },
            mark(Step::Doors, open && tally.not_returned == 0),
            None,
        ),
        step(
            view,
            Route::Tally(c, k),
            Icon::Ballot,
            lang.step_tally(),
            super::tally::outcome(lang, &tally).0.to_owned(),
            mark(Step::Tally, compound.closed.is_some()),
            (tally.counts.conflicts > 0).then(|| format!("{} {}", lang.conflicts(), tally.counts.conflicts)),
        ),
    ];
    let place = [&compound.card.street, &compound.card.community].into_iter().flatten().cloned().collect::<Vec<_>>();
    Screen {
        title: compound.card.name.clone(),
        subtitle: (!place.is_empty()).then(|| place.join(" ")),
        body: list().each(steps).html(),
        ..Screen::default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Roster,
    Survey,
    Notice,
    Doors,
    Tally,
}

/// The step that a record is made in.
fn step_of(fact: &Fact) -> Option<Step> {
    match fact {
        Fact::RollPart(_) | Fact::Roll(_) => Some(Step::Roster),
        Fact::Answer(_) => Some(Step::Survey),
        Fact::Freeze(_) | Fact::Notice(_) => Some(Step::Notice),
        Fact::Visit(_) | Fact::Ballot(_) | Fact::Withdraw(_) => Some(Step::Doors),
        Fact::Settle(_) | Fact::Close(_) | Fact::Reopen(_) => Some(Step::Tally),
        Fact::Found(_) | Fact::Terms(_) | Fact::Compound(_) | Fact::Enrol(_) | Fact::Exported(_) => None,
    }
}

#[inline(never)]
fn step(
    view: &View<'_>,
    to: Route,
    icon: Icon,
    title: &'static str,
    sub: String,
    mark: Html,
    alarm: Option<String>,
) -> El {
    let aside = item_aside().add_some(alarm.map(|alarm| badge(Tone::Danger, alarm))).add(mark).add(Icon::Next.view());
    link(view.go(to), Some(icon), item_main(title).add(item_sub(sub)), aside)
}
