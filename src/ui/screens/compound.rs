//! One compound: the five steps from roster to decision, and how far each has come.

use super::Screen;
use crate::app::compound::{SCATTERED, check};
use crate::app::form::FormKey;
use crate::app::{Event, Route, SaveState};
use crate::domain::ids::{CampaignId, CompoundId};
use crate::domain::tally::Tally;
use crate::journal::compound::Compound;
use crate::journal::{Fact, State};
use crate::text::Lang;
use crate::ui::element::{El, all};
use crate::ui::layout::{card, item_aside, item_main, item_sub, link, list};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Choice, Icon, Tone, badge};
use yew::prelude::Html;

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
            view.button(
                ButtonKind::Primary,
                None,
                lang.create_compound(),
                Event::office(crate::app::office::Msg::CreateCompound),
            ),
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
        Some((_, notice)) => {
            format!("{} · {}", lang.notice_posted(&notice.posted_on), lang.ballot_begins(notice.first_day()))
        }
    };
    // What is asked is known only where the survey is.
    let progress = view.screens.progress.map(|of| of(view, compound));
    let saved = |of: fn(&Fact) -> bool| {
        let meant = |fact: &Fact| fact.compound() == Some(&compound.card.id) && of(fact);
        view.model.save_state_of(&|_, fact| meant(fact))
    };
    let open = compound.frame().is_some();
    let to_progress = Route::Progress(c.clone(), k.clone());
    let steps = [
        Step {
            to: Route::Roster(c.clone(), k.clone()),
            icon: Icon::File,
            title: lang.step_roster(),
            sub: roll,
            done: compound.roll.is_some(),
            alarm: None,
            saved: saved(|fact| matches!(fact, Fact::RollPart(_) | Fact::Roll(_))),
        },
        Step {
            to: Route::Survey(c.clone(), k.clone(), None),
            icon: Icon::Edit,
            title: lang.step_survey(),
            sub: match &progress {
                Some(progress) => lang.survey_progress(progress.done, progress.total),
                None => lang.survey_answers(compound.answers_given()),
            },
            done: progress.is_some_and(|progress| progress.total > 0 && progress.done == progress.total),
            alarm: None,
            saved: saved(|fact| matches!(fact, Fact::Answer(given) if !given.place.is_dossier())),
        },
        Step {
            to: Route::Notice(c.clone(), k.clone()),
            icon: Icon::Lock,
            title: lang.step_notice(),
            sub: if compound.roll.is_some() { format!("{frozen} · {notice}") } else { lang.roll_missing().to_owned() },
            done: open,
            alarm: None,
            saved: saved(|fact| matches!(fact, Fact::Freeze(_) | Fact::Notice(_))),
        },
        Step {
            to: Route::Doors(c.clone(), k.clone(), None),
            icon: Icon::Person,
            title: lang.step_doors(),
            sub: if open { returned(view, &tally) } else { lang.gate_closed().to_owned() },
            done: open && tally.not_returned == 0,
            alarm: None,
            saved: saved(|fact| {
                matches!(fact, Fact::Visit(_) | Fact::VisitUndone(_) | Fact::Ballot(_) | Fact::Withdraw(_))
            }),
        },
        Step {
            to: Route::Tally(c.clone(), k.clone()),
            icon: Icon::Ballot,
            title: lang.step_tally(),
            sub: match &compound.closed {
                Some((_, day)) => lang.closed_on(day),
                None => lang.counted_by_supervisor().to_owned(),
            },
            // Closed, it has a preliminary result.
            done: view.model.is_decided(compound),
            // What a closing was undone by is on the step's screen.
            alarm: match tally.counts.conflicts {
                _ if compound.close_undone.is_some() => Some(lang.close_is_undone().to_owned()),
                0 => None,
                n => Some(format!("{} {n}", lang.conflicts())),
            },
            saved: saved(|fact| matches!(fact, Fact::Settle(_) | Fact::Close(_) | Fact::Reopen(_))),
        },
        Step {
            to: Route::Papers(c.clone(), k.clone()),
            icon: Icon::Print,
            title: lang.step_papers(),
            sub: lang.step_papers_sub().to_owned(),
            done: false,
            alarm: None,
            saved: SaveState::Saved,
        },
        Step {
            to: Route::Dossier(c, k, None),
            icon: Icon::File,
            title: lang.step_dossier(),
            sub: lang.step_dossier_sub().to_owned(),
            done: false,
            alarm: None,
            saved: saved(|fact| matches!(fact, Fact::Answer(given) if given.place.is_dossier())),
        },
    ];
    let place = [&compound.card.street, &compound.card.community].into_iter().flatten().cloned().collect::<Vec<_>>();
    Screen {
        title: compound.card.name.clone(),
        subtitle: (!place.is_empty()).then(|| place.join(" ")),
        body: list().each(steps.map(|step| step.line(view))).html(),
        actions: match open && view.model.is_supervisor() {
            true => view.way(ButtonKind::Secondary, None, lang.progress(), to_progress),
            false => Html::default(),
        },
        ..Screen::default()
    }
}

/// How many ballots are here: of others' a tablet knows nothing.
pub(super) fn returned(view: &View<'_>, tally: &Tally) -> String {
    let words = if view.model.is_supervisor() { Lang::returned_of } else { Lang::returned_here };
    words(view.lang, tally.returned, tally.counts.total)
}

/// One step of the work on a compound: a line that leads to its screen.
struct Step {
    to: Route,
    icon: Icon,
    title: &'static str,
    sub: String,
    done: bool,
    alarm: Option<String>,
    /// How far what was last recorded in it is on its way to the disk.
    saved: SaveState,
}

impl Step {
    #[inline(never)]
    fn line(self, view: &View<'_>) -> El {
        let Self { to, icon, title, sub, done, alarm, saved } = self;
        let aside = item_aside()
            .add(view.unsaved(saved))
            .add_some(alarm.map(|alarm| badge(Tone::Danger, alarm)))
            .add_if(done && saved == SaveState::Saved, || badge(Tone::Ok, view.lang.done()))
            .add(Icon::Next.view());
        link(view.go(to), Some(icon), item_main(title).add(item_sub(sub)), aside)
    }
}
