//! The one place where a model changes.

use super::effect::Effect;
use super::event::{AtStart, Event};
use super::form::FormKey;
use super::model::{Message, Model, Moment, StoreFailure};
use super::route::Route;
use super::{ballot, campaign, compound, handover, notice, roster, settings, survey, tally};

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
    match event {
        Event::Started(at_start) => {
            let AtStart { settings, campaigns, supervisors, key, route, blocked } = *at_start;
            model.started = true;
            model.settings = settings;
            model.campaigns = campaigns.into_iter().collect();
            model.supervisors = supervisors;
            model.blocked = blocked;
            match key {
                Some(key) => model.set_device(key),
                None => effects.push(Effect::MakeKey),
            }
            enter(model, now, route, effects);
        }
        Event::KeyReady(Ok(key)) => model.set_device(key),
        Event::KeyReady(Err(why)) => model.toast(Message::KeyFailed(why)),
        Event::Loaded { campaign, records } => {
            let wanted = model.route.campaign() == Some(&campaign) || model.handover.waits_for(&campaign);
            if wanted {
                model.open = Some(handover::open_campaign(campaign.clone(), records));
                handover::loaded(model, &campaign, effects);
                enter(model, now, model.route.clone(), effects);
            }
        }
        Event::Stored { records, result: Ok(()) } => {
            model.saving.underway = model.saving.underway.saturating_sub(records.len());
            if model.saving.failed.is_empty() {
                model.store_failure = None;
            }
        }
        Event::Stored { records, result: Err(why) } => {
            model.saving.underway = model.saving.underway.saturating_sub(records.len());
            model.saving.failed.extend(records);
            model.store_failure = Some(StoreFailure { why });
        }
        Event::RetryStore => retry(model, effects),
        Event::StoreFailed(why) => model.toast(Message::StoreFailed(why)),
        Event::RosterRead { request, result } => roster::read(model, request, result),
        Event::FilesRead(files) => handover::files_read(model, files, effects),
        Event::Signed { purpose, result } => handover::signed(model, now, purpose, result, effects),
        Event::Delivered(Ok(())) => {}
        Event::Delivered(Err(why)) => model.toast(Message::DeliverFailed(why)),
        Event::OfflineIs(offline) => model.offline = offline,
        Event::OutOfSight => survey::settle(model, now, effects),
        Event::Went(route) => {
            model.toasts.clear();
            enter(model, now, route, effects);
        }
        Event::Go(route) => {
            // What was done has been read when the person moves on.
            model.toasts.clear();
            effects.push(Effect::ShowRoute(route.clone()));
            enter(model, now, route, effects);
        }
        Event::Edit { form, field, text } => model.form_mut(form).set(field, text),
        Event::DismissToast(id) => model.toasts.retain(|toast| toast.id != id),
        Event::TakeUpdate => effects.push(Effect::TakeUpdate),
        Event::CreateCampaign => campaign::create(model, now, effects),
        Event::SaveTerms => campaign::save_terms(model, now, effects),
        Event::CreateCompound => compound::create(model, now, effects),
        Event::Settings(msg) => {
            settings::update(model, msg, effects);
            roster::reword(model, effects);
        }
        Event::Roster(msg) => roster::update(model, now, msg, effects),
        Event::Survey(msg) => survey::update(model, now, msg, effects),
        Event::Notice(msg) => notice::update(model, now, msg, effects),
        Event::Ballot(msg) => ballot::update(model, now, msg, effects),
        Event::Tally(msg) => tally::update(model, now, msg, effects),
        Event::Handover(msg) => handover::update(model, now, msg, effects),
    }
}

/// Shows a screen: opens its campaign if need be, and readies its form.
fn enter(model: &mut Model, now: &Moment, route: Route, effects: &mut Vec<Effect>) {
    survey::settle(model, now, effects);
    model.route = route.clone();
    if let Some(campaign) = route.campaign()
        && model.state().is_none_or(|state| state.campaign != *campaign)
    {
        model.open = None;
        effects.push(Effect::Load(campaign.clone()));
        return;
    }
    match &route {
        Route::NewCampaign => {
            campaign::fill(model.form_mut(FormKey::NewCampaign), &crate::domain::campaign::Terms::default());
        }
        Route::Terms(id) => {
            if let Some(terms) = model.state().and_then(|state| state.terms.clone()) {
                campaign::fill(model.form_mut(FormKey::Terms(id.clone())), &terms);
            }
        }
        Route::Settings => settings::open(model),
        Route::Notice(_, compound) => notice::open(model, now, compound),
        Route::Household(_, compound, household) => ballot::open(model, now, compound, household),
        Route::Tally(_, compound) => tally::open(model, now, compound),
        _ => {}
    }
}

/// Tries again to store what the store refused.
fn retry(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(open) = &model.open else { return };
    let campaign = open.journal.campaign().clone();
    let mut again = Vec::new();
    // Those of another campaign wait until it is open.
    model.saving.failed.retain(|id| match open.journal.text(id) {
        Some(text) => {
            again.push((id.clone(), text.to_owned()));
            false
        }
        None => true,
    });
    model.store(campaign, again, effects);
}
