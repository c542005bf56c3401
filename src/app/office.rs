//! The part that isn't needed in the field: handing over, the supervisor's part (founding a campaign, its compounds and rolls, the notice, the count,
//! the dossier), and the device's own data (backup, making room, wiping). [`super::parts`] says what a part is.

use super::effect::Effect;
use super::event::{Answer, Event};
use super::form::FormKey;
use super::model::{Model, Moment, OfficeMessage};
use super::route::Route;
use super::{
    campaign, compound, contact, device, devices, dossier, handover, lock, lock_setting, notice, paper, papers,
    photo_files, practice, prices, roster, sealing, settings, stray, take_back, tally,
};
use crate::domain::catalogue::{self, Item};
use crate::domain::ids::CampaignId;
use crate::journal::compound::Compound;
use std::rc::Rc;

/// What the core calls in this part.
#[derive(Clone, Copy, Debug)]
pub struct Office {
    take: fn(&mut Model, &Moment, Event, &mut Vec<Effect>),
    enter: fn(&mut Model, &Moment, &Route, &mut Vec<Effect>),
    loaded: fn(&mut Model, &Moment, &CampaignId, &mut Vec<Effect>),
    reword: fn(&mut Model, &mut Vec<Effect>),
    form: fn(&str) -> Option<&'static Item>,
    sees_whole: fn(&Model, &Compound) -> bool,
    is_decided: fn(&Model, &Compound) -> bool,
}

pub(super) const OFFICE: Office = Office {
    take,
    enter,
    loaded: handover::loaded,
    reword,
    form,
    sees_whole: tally::sees_whole,
    is_decided: tally::is_decided,
};

fn reword(model: &mut Model, effects: &mut Vec<Effect>) {
    roster::reword(model, effects);
    prices::reword(model, effects);
}

fn form(id: &str) -> Option<&'static Item> {
    catalogue::form(id).map(|form| &form.item)
}

impl Office {
    /// Takes an event that is of this part.
    pub(super) fn take(self, model: &mut Model, now: &Moment, event: Event, effects: &mut Vec<Effect>) {
        (self.take)(model, now, event, effects);
    }

    /// Readies the form of a screen that is shown.
    pub(super) fn enter(self, model: &mut Model, now: &Moment, route: &Route, effects: &mut Vec<Effect>) {
        (self.enter)(model, now, route, effects);
    }

    /// A campaign was read from the store and is open.
    pub(super) fn loaded(self, model: &mut Model, now: &Moment, campaign: &CampaignId, effects: &mut Vec<Effect>) {
        (self.loaded)(model, now, campaign, effects);
    }

    /// The form of the dossier with this id.
    pub(super) fn form(self, id: &str) -> Option<&'static Item> {
        (self.form)(id)
    }

    /// Whether the device sees the whole of a count.
    pub(super) fn sees_whole(self, model: &Model, compound: &Compound) -> bool {
        (self.sees_whole)(model, compound)
    }

    /// Whether the mode of a compound is decided.
    pub(super) fn is_decided(self, model: &Model, compound: &Compound) -> bool {
        (self.is_decided)(model, compound)
    }

    /// The language may have changed.
    pub(super) fn reword(self, model: &mut Model, effects: &mut Vec<Effect>) {
        (self.reword)(model, effects);
    }
}

/// What is done on the office's screens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    CreateCampaign,
    SaveTerms,
    CreateCompound,
    LockSetting(lock_setting::Msg),
    Roster(roster::Msg),
    Notice(notice::Msg),
    Tally(tally::Msg),
    Handover(handover::Msg),
    Devices(devices::Msg),
    Dossier(dossier::Msg),
    Papers(papers::Msg),
    Prices(prices::Msg),
    Device(device::Msg),
    Practice(practice::Msg),
    Paper(paper::Msg),
    Contact(contact::Msg),
    Stray(stray::Msg),
    TakeBack(take_back::Msg),
}

impl Msg {
    /// Whether it changes anything but what is shown or given out.
    pub fn writes(&self) -> bool {
        !matches!(
            self,
            Self::Dossier(dossier::Msg::Print)
                | Self::Papers(_)
                | Self::Prices(prices::Msg::Save { .. })
                | Self::Contact(contact::Msg::Show { .. })
        )
    }
}

fn take(model: &mut Model, now: &Moment, event: Event, effects: &mut Vec<Effect>) {
    match event {
        Event::Answered(answer) => answered(model, now, Rc::unwrap_or_clone(answer), effects),
        Event::Tried { request, check } => lock_setting::answered(model, now, request, check, effects),
        Event::Settings(msg) => settings::update(model, msg, effects),
        Event::Office(msg) => update(model, now, Rc::unwrap_or_clone(msg), effects),
        _ => {}
    }
}

fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::CreateCampaign => campaign::create(model, now, effects),
        Msg::SaveTerms => campaign::save_terms(model, now, effects),
        Msg::CreateCompound => compound::create(model, now, effects),
        Msg::LockSetting(msg) => lock_setting::update(model, now, msg, effects),
        Msg::Roster(msg) => roster::update(model, now, msg, effects),
        Msg::Notice(msg) => notice::update(model, now, msg, effects),
        Msg::Tally(msg) => tally::update(model, now, msg, effects),
        Msg::Handover(msg) => handover::update(model, now, msg, effects),
        Msg::Devices(msg) => devices::update(model, now, msg, effects),
        Msg::Dossier(msg) => dossier::update(model, now, msg, effects),
        Msg::Papers(msg) => papers::update(model, now, msg, effects),
        Msg::Prices(msg) => prices::update(model, now, msg, effects),
        Msg::Paper(msg) => paper::update(model, now, msg, effects),
        Msg::Contact(msg) => contact::update(model, now, msg, effects),
        Msg::Stray(msg) => stray::update(model, now, msg, effects),
        Msg::TakeBack(msg) => take_back::update(model, now, msg, effects),
        Msg::Device(msg) => device::update(model, now, &msg, effects),
        Msg::Practice(msg) => practice::update(model, now, msg, effects),
    }
}

fn answered(model: &mut Model, now: &Moment, answer: Answer, effects: &mut Vec<Effect>) {
    match answer {
        Answer::RosterRead { request, result } => roster::read(model, request, result),
        Answer::PricesRead { request, reply } => prices::read(model, request, reply),
        Answer::FilesRead(files) => handover::files_read(model, now, files, effects),
        Answer::Signed { purpose, result } => handover::signed(model, purpose, result, effects),
        Answer::Delivered { result: Err(why), .. } => model.toast(OfficeMessage::DeliverFailed(why)),
        Answer::Delivered { note, result: Ok(()) } => handover::delivered(model, now, note, effects),
        Answer::PhotosPacked { packed, result } => photo_files::packed(model, now, packed, result, effects),
        Answer::PhotosTaken { file, result } => handover::photos_taken(model, file, result, effects),
        Answer::PhotosHeld { campaign, held } => photo_files::held(model, campaign, held),
        Answer::SealingKeyReady(result) => sealing::key_ready(model, now, result, effects),
        Answer::BallotsOpened { campaign, ballots } => sealing::opened(model, now, &campaign, ballots, effects),
        Answer::ContactSealed { contact: of, result } => contact::sealed(model, now, of, result, effects),
        Answer::ContactOpened { contact: of, result } => contact::opened(model, of, result),
        Answer::Device(answer) => device::answered(model, now, &answer, effects),
    }
}

fn enter(model: &mut Model, now: &Moment, route: &Route, effects: &mut Vec<Effect>) {
    // What is laid out for printing is large, and of the screen that it was asked for on.
    model.papers = papers::Draft::default();
    match route {
        Route::Tally(..) | Route::Progress(..) => model.list = Some(route.clone()),
        Route::Household(..) | Route::HouseholdPapers(..) => {}
        _ => model.list = None,
    }
    match route {
        Route::NewCampaign => {
            campaign::fill(
                model.form_mut(FormKey::NewCampaign),
                &crate::domain::campaign::Terms::default(),
                now.today(),
            );
        }
        Route::Terms(id) => {
            if let Some(terms) = model.state().and_then(|state| state.terms.clone()) {
                campaign::fill(model.form_mut(FormKey::Terms(id.clone())), &terms, now.today());
            }
        }
        // What is hung up is printed before it is recorded, from the same form.
        Route::Notice(_, compound) | Route::Papers(_, compound) => notice::open(model, now, compound),
        Route::Tally(_, compound) => {
            sealing::retry(model, effects);
            tally::open(model, now, compound);
            photo_files::look(model, effects);
        }
        Route::HouseholdPapers(_, compound, household) => paper::open(model, compound, household),
        Route::Device => device::open(model, effects),
        Route::Import | Route::Handover(_) => handover::open(model, effects),
        Route::Devices(campaign) => devices::open(model, now, campaign),
        Route::Lock => lock::forget(model),
        Route::Settings => settings::open(model),
        _ => {}
    }
}
