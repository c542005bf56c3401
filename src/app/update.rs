//! The one place where a model changes.

use super::effect::Effect;
use super::event::{AtStart, Event};
use super::lock;
use super::model::{Message, Model, Moment, Open, StoreFailure, Tab};
use super::parts::{holds_typed, settle};
use super::photos;
use super::route::Route;
use crate::domain::ids::CampaignId;

/// Takes an event in and says what is to be done outside.
pub fn update(model: &mut Model, now: &Moment, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    let shown = model.toasts.last().map(|toast| toast.id);
    step(model, now, event, &mut effects);
    if let Some(toast) = model.toasts.last().filter(|toast| Some(toast.id) != shown) {
        effects.push(Effect::DismissLater(toast.id));
    }
    effects
}

fn step(model: &mut Model, now: &Moment, event: Event, effects: &mut Vec<Effect>) {
    let is_of_use = matches!(event, Event::Started(_) | Event::OfflineIs(_) | Event::TakeUpdate);
    if model.newer && !is_of_use {
        return;
    }
    if model.locked && event.is_shut_out() {
        if matches!(event, Event::Went(_)) {
            effects.push(Effect::Cover(model.route.clone()));
        }
        return;
    }
    if event.writes() && !model.tab.may_write() && !model.newer {
        model.toast(Message::LooksOn);
        return;
    }
    if model.device_data.is_changing() && (event.writes() || matches!(event, Event::Go(_) | Event::Went(_))) {
        // What is recorded or looked at now would be of a store that is half changed.
        if matches!(event, Event::Went(_)) {
            effects.push(Effect::ShowRoute(model.route.clone()));
        }
        return model.toast(Message::DeviceChanging);
    }
    match event {
        Event::Started(at_start) => {
            let AtStart {
                settings,
                campaigns,
                supervisors,
                backed_up,
                key,
                route,
                lock,
                blocked,
                newer,
                tab,
                space,
                safety,
                findings,
            } = *at_start;
            model.started = true;
            model.newer = newer;
            model.tab = tab;
            model.safety = safety;
            model.space = space;
            model.findings = findings;
            // What this tab saw before may not be all that there is.
            model.open = None;
            model.settings = settings;
            model.campaigns = campaigns.into_iter().collect();
            model.supervisors = supervisors;
            model.backed_up = backed_up;
            model.blocked = blocked;
            match key {
                Some(key) => model.set_device(key),
                None if tab.may_write() => effects.push(Effect::MakeKey),
                None => {}
            }
            if !newer {
                enter(model, now, route, effects);
                lock::found(model, now, lock, effects);
            }
            if tab.may_write() {
                model.retry_later(effects);
            }
        }
        Event::KeyReady(Ok(key)) => model.set_device(key),
        Event::KeyReady(Err(why)) => model.toast(Message::KeyFailed(why)),
        Event::Loaded { campaign, records } => {
            let wanted = model.route.campaign() == Some(&campaign) || model.handover.waits_for(&campaign);
            // A campaign that is open already has everything, records on their way included.
            let is_open = model.state().is_some_and(|state| state.campaign == campaign);
            if is_open && model.tab.may_write() {
                office_loaded(model, now, &campaign, effects);
            } else if wanted {
                let records = records.into_iter().chain(model.saving.unsaved_of(&campaign));
                model.open = Some(Open::read(campaign.clone(), records));
                model.begin_round();
                office_loaded(model, now, &campaign, effects);
                enter(model, now, model.route.clone(), effects);
            }
        }
        Event::Stored { batch, refused, why, used } => {
            model.space.used = used;
            if !refused.is_empty() {
                model.store_failure = Some(StoreFailure { why });
                // It would say beside the failure that it is recorded.
                model.toasts.clear();
            } else if model.saving.failed.is_empty() {
                model.store_failure = None;
            }
            model.saving.answered(batch, refused);
            model.retry_later(effects);
            leave_if_saved(model, now, effects);
            yield_if_asked(model, effects);
        }
        Event::Used(used) => model.space.used = used,
        Event::Persisted(kept) => model.space.kept = Some(kept),
        Event::RetryStore => model.retry(effects),
        Event::RetryDue => model.retry_came(effects),
        Event::Rested(touched) => lock::rested(model, now, touched, effects),
        Event::LockKept(kept) => lock::found(model, now, *kept, effects),
        Event::Tried { request, check } if model.locked => {
            lock::answered(model, now, request, check, effects);
        }
        Event::Lock(msg) => lock::update(model, now, msg, effects),
        Event::StoreChanged if !model.tab.may_write() => {
            effects.extend(model.route.campaign().cloned().map(Effect::Load));
        }
        Event::StoreChanged => {}
        Event::YieldAsked if model.tab.may_write() => {
            settle(model, now, effects);
            model.tab = Tab::Yields;
            yield_if_asked(model, effects);
        }
        Event::YieldAsked => {}
        Event::TakeOver => {
            model.tab = Tab::Asks;
            effects.push(Effect::TakeOver);
        }
        Event::TakeOverRefused => {
            model.tab = Tab::LooksOn;
            model.toast(Message::TakeOverRefused);
        }
        Event::LockLost => look_on(model),
        Event::DismissFindings => model.findings.clear(),
        Event::StoreFailed(why) => model.toast(Message::StoreFailed(why)),
        Event::OfflineIs(offline) => model.offline = offline,
        Event::OutOfSight => settle(model, now, effects),
        Event::Went(route) => {
            model.toasts.clear();
            enter(model, now, route, effects);
        }
        Event::Go(route) => {
            // What was done has been read when the person moves on.
            model.toasts.clear();
            if model.parts.hold(&route) {
                effects.push(Effect::ShowRoute(route.clone()));
            }
            enter(model, now, route, effects);
        }
        Event::Edit { form, field, text } => model.form_mut(form).set(field, text),
        Event::DismissToast(id) => model.toasts.retain(|toast| toast.id != id),
        // Taking it starts the page anew: not while something is only in memory.
        Event::TakeUpdate if model.is_all_saved() => {
            effects.push(Effect::TakeUpdate);
        }
        Event::TakeUpdate => {}
        Event::Settings(_) => {
            if let Some(office) = model.parts.office {
                office.take(model, now, event, effects);
                office.reword(model, effects);
            }
        }
        Event::Survey(_) | Event::Photos(_) | Event::Developed { .. } | Event::Located { .. } => {
            if let Some(survey) = model.parts.survey {
                (survey.take)(model, now, event, effects);
            } else if let Some(doors) = model.parts.doors {
                (doors.take)(model, now, event, effects);
            }
            leave_if_saved(model, now, effects);
            yield_if_asked(model, effects);
        }
        Event::Scanned(_) | Event::Ballot(_) | Event::BallotSealed { .. } => {
            if let Some(doors) = model.parts.doors {
                (doors.take)(model, now, event, effects);
            }
            leave_if_saved(model, now, effects);
            yield_if_asked(model, effects);
        }
        Event::Answered(_) | Event::Office(_) | Event::Tried { .. } => {
            if let Some(office) = model.parts.office {
                office.take(model, now, event, effects);
            }
        }
    }
}

/// A campaign was read that something in the office's part may wait for.
fn office_loaded(model: &mut Model, now: &Moment, campaign: &CampaignId, effects: &mut Vec<Effect>) {
    if let Some(office) = model.parts.office {
        office.loaded(model, now, campaign, effects);
    }
}

/// Lets another tab write that asked for it, as soon as nothing is on its way to the store. What the store refused is nowhere but here: then it
/// is not let go of.
fn yield_if_asked(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.tab != Tab::Yields {
        return;
    }
    // The other tab waits a few seconds and a picture may take longer.
    if !model.saving.failed.is_empty() || !model.photos.is_done() {
        model.tab = Tab::Writes;
        effects.push(Effect::RefuseToYield);
    } else if model.is_all_saved() {
        look_on(model);
        effects.push(Effect::LetGo);
    }
}

/// Opens another program, if a screen of it is wanted, as soon as everything is on the disk. What the store refused and what can't be recorded is
/// nowhere but here, and would be lost with the page: then it stays.
fn leave_if_saved(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if model.leaving.is_none() {
        return;
    }
    if !model.saving.failed.is_empty() {
        return stay(model, Message::NotSavedYet, effects);
    }
    // What was typed while it waited.
    settle(model, now, effects);
    if is_held_by_typed(model) {
        model.warned = model.leaving.clone();
        stay(model, Message::TypedNotRecorded, effects);
    } else if model.is_all_saved() {
        effects.extend(model.leaving.take().map(Effect::OpenProgram));
    }
}

/// Whether something typed can't be recorded that would be lost with the program, and the person wasn't told yet.
fn is_held_by_typed(model: &Model) -> bool {
    model.warned != model.leaving && holds_typed(model)
}

/// Doesn't leave the program after all, and says why.
pub(super) fn stay(model: &mut Model, why: Message, effects: &mut Vec<Effect>) {
    model.leaving = None;
    model.toast(why);
    effects.push(Effect::ShowRoute(model.route.clone()));
}

/// From now on another tab writes, and this one doesn't know any more how.
fn look_on(model: &mut Model) {
    model.tab = Tab::LooksOn;
    model.safety = None;
}

/// Goes on to a screen by itself.
#[inline(never)]
pub(super) fn go(model: &mut Model, now: &Moment, to: Route, effects: &mut Vec<Effect>) {
    effects.push(Effect::ShowRoute(to.clone()));
    enter(model, now, to, effects);
}

/// Shows a screen: opens its campaign if need be, and readies its form.
pub(super) fn enter(model: &mut Model, now: &Moment, route: Route, effects: &mut Vec<Effect>) {
    settle(model, now, effects);
    if !model.parts.hold(&route) {
        model.leaving = Some(route);
        leave_if_saved(model, now, effects);
        if model.leaving.is_some() && !model.photos.is_done() {
            model.toast(Message::PhotosUnderway);
        }
        return;
    }
    (model.leaving, model.warned) = (None, None);
    photos::show(model, None, effects);
    model.contact.opened = None;
    model.route = route.clone();
    if let Some(campaign) = route.campaign()
        && model.state().is_none_or(|state| state.campaign != *campaign)
    {
        model.open = None;
        effects.push(Effect::Load(campaign.clone()));
        return;
    }
    if let Some(doors) = model.parts.doors {
        (doors.enter)(model, now, &route);
    }
    if let Some(office) = model.parts.office {
        office.enter(model, now, &route, effects);
    }
}
