//! Photos out and in: beside the bundle, in files of their own, because a bundle of some hundred photos would be too much for a tablet to sign.
//!
//! What binds them is the hash: a bundle's records name each photo, and what no record here names isn't taken in.

use super::effect::Effect;
use super::event::FileToken;
use super::handover::{Outcome, short};
use super::model::{Model, Moment, OfficeMessage};
use crate::bundle::photo_pack::MAX_PACK;
use crate::domain::ids::{CampaignId, DeviceId, HouseholdId, RealCampaign};
use crate::domain::order::{distinct, sorted};
use crate::domain::photo::{Photo, Sha256, Subject};
use crate::journal::compound::{Compound, PhotoRecord};
use crate::journal::fact::PhotosOut;
use crate::journal::state::State;
use crate::journal::{Fact, RecordId};

#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Photos are being put into a file.
    pub packing: bool,
    /// The photos of a campaign are given out anew: up to this one they have been.
    anew: Option<(CampaignId, RecordId)>,
    /// Which of a campaign's photos are on this device, in order; unknown until the browser has said.
    held: Option<(CampaignId, Vec<Sha256>)>,
}

/// The photos of a file that is to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToPack {
    pub campaign: RealCampaign,
    pub photos: Vec<Sha256>,
    /// The file's name.
    pub name: String,
    pub given: Given,
}

/// What has gone out once a file has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// This device's own photos up to the record of this number: that is noted.
    Own { last: u64 },
    /// Photos anew up to this one, after which others come; `None` after the last.
    Anew { until: Option<RecordId> },
}

/// All photos of the campaign that stand, in the order of their records.
fn all(state: &State) -> impl Iterator<Item = &PhotoRecord> {
    state.compounds.values().flat_map(|compound| compound.all_photos())
}

/// What `device` took and nobody dropped, in the order of its records.
pub fn own<'a>(state: &'a State, device: &DeviceId) -> Vec<&'a PhotoRecord> {
    sorted(all(state).filter(|photo| photo.stamp.id.device == *device).collect(), |a, b| a.stamp.id.cmp(&b.stamp.id))
}

/// Of what `device` took the photos that were not given out yet; without those that aren't among the `held`, in order, if that is known: whoever
/// lost them can't give them out.
pub fn only_here<'a>(state: &'a State, device: &DeviceId, held: Option<&[Sha256]>) -> Vec<&'a PhotoRecord> {
    let last = state.photos_out.get(device).map_or(0, |out| out.last);
    let is_held = |photo: &PhotoRecord| held.is_none_or(|held| held.binary_search(&photo.taken.photo.sha256).is_ok());
    let mut own = own(state, device);
    own.retain(|photo| photo.stamp.id.n > last && is_held(photo));
    own
}

/// What other devices than `device` took that is among the `held`, in order.
pub fn held_of_others(state: &State, device: &DeviceId, held: &[Sha256]) -> usize {
    let is_held = |photo: &&PhotoRecord| held.binary_search(&photo.taken.photo.sha256).is_ok();
    all(state).filter(|photo| photo.stamp.id.device != *device).filter(is_held).count()
}

/// The hashes, in order, of the open campaign's photos that are on this device; `None` until the browser has said.
pub fn held_here(model: &Model) -> Option<&[Sha256]> {
    let state = model.state()?;
    let held = model.handover.photos.held.as_ref().filter(|(of, _)| *of == state.campaign);
    held.map(|(_, held)| &held[..])
}

/// How many photos the records name, and how many of them are here; `None` until the browser has said.
pub fn here(model: &Model) -> Option<(usize, usize)> {
    let state = model.state()?;
    let held = held_here(model)?;
    let is_here = |photo: &&PhotoRecord| held.binary_search(&photo.taken.photo.sha256).is_ok();
    Some((all(state).count(), all(state).filter(is_here).count()))
}

/// The households of which photos of a form, or of what it rests on, aren't known to be here, where papers count only with their photos: the records vouch
/// for the photos, and an objector wants to see them. Until the browser has said none is known to be.
pub fn without_proof(model: &Model, compound: &Compound) -> Vec<HouseholdId> {
    let held = held_here(model).unwrap_or_default();
    let is_missing = |photo: &&PhotoRecord| held.binary_search(&photo.taken.photo.sha256).is_err();
    let of = |photo: &PhotoRecord| match &photo.taken.of {
        Subject::Form(household, _) | Subject::Authority(household, _) => Some(household.clone()),
        Subject::Item(..) | Subject::Notice | Subject::Door(_) => None,
    };
    let photos = compound.all_photos().filter(|_| compound.rules().form_photo);
    distinct(photos.filter(is_missing).filter_map(of))
}

/// By device, how many of its photos aren't here.
pub fn missing(model: &Model) -> Vec<(&DeviceId, usize)> {
    let Some(state) = model.state() else { return Vec::new() };
    let Some(held) = held_here(model) else { return Vec::new() };
    let mut missing: Vec<(&DeviceId, usize)> = Vec::new();
    for photo in all(state).filter(|photo| held.binary_search(&photo.taken.photo.sha256).is_err()) {
        let device = &photo.stamp.id.device;
        match missing.iter_mut().find(|(of, _)| *of == device) {
            Some((_, n)) => *n += 1,
            None => missing.push((device, 1)),
        }
    }
    missing
}

/// The photos that the next file is to hold, and how many come after them. `again`: from the first one on, and on a supervisor's device what others
/// took as well, because no backup holds them.
pub fn next(model: &Model, again: bool) -> (Vec<&PhotoRecord>, usize) {
    let (Some(state), Some(device)) = (model.state(), &model.device) else { return (Vec::new(), 0) };
    let mut left: Vec<&PhotoRecord> = match (again, model.is_supervisor()) {
        (true, true) => sorted(all(state).collect(), |a, b| a.stamp.id.cmp(&b.stamp.id)),
        (true, false) => own(state, &device.id),
        (false, _) => only_here(state, &device.id, held_here(model)),
    };
    let anew = model.handover.photos.anew.as_ref().filter(|(of, _)| again && *of == state.campaign);
    if let Some((_, until)) = anew {
        left.retain(|photo| photo.stamp.id > *until);
    }
    let mut size = 0;
    let fits = |photo: &&&PhotoRecord| {
        size += photo.taken.photo.size;
        size <= MAX_PACK
    };
    let taken = left.iter().take_while(fits).count();
    let after = left.len() - taken;
    left.truncate(taken);
    (left, after)
}

pub fn export(model: &mut Model, again: bool, effects: &mut Vec<Effect>) {
    let campaign = model.state().and_then(|state| RealCampaign::of(&state.campaign));
    let (Some(campaign), Some(device)) = (campaign, &model.device) else { return };
    let (taken, after) = next(model, again);
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return };
    let ends = (first.stamp.id.n, last.stamp.id.n);
    let name =
        format!("wenlou-photos-{}-{}-{}-{}.zip", short(campaign.as_str()), short(device.id.as_str()), ends.0, ends.1);
    let given = match again {
        false => Given::Own { last: ends.1 },
        // After the last one it begins with the first again.
        true => Given::Anew { until: (after > 0).then(|| last.stamp.id.clone()) },
    };
    // One photo may be of several things.
    let mut photos: Vec<Sha256> = Vec::with_capacity(taken.len());
    for photo in &taken {
        let sha256 = &photo.taken.photo.sha256;
        if !photos.contains(sha256) {
            photos.push(sha256.clone());
        }
    }
    model.handover.photos.packing = true;
    effects.push(Effect::PackPhotos(ToPack { campaign, photos, name, given }));
}

/// The file is out of the program's hands, but for so many photos that weren't here: only now is it noted.
pub fn packed(
    model: &mut Model,
    now: &Moment,
    packed: ToPack,
    result: Result<usize, String>,
    effects: &mut Vec<Effect>,
) {
    model.handover.photos.packing = false;
    let missing = match result {
        Ok(missing) => missing,
        Err(why) => return model.toast(OfficeMessage::DeliverFailed(why)),
    };
    let Some(device) = model.device.as_ref().map(|own| own.id.clone()) else { return };
    let Some(state) = model.state().filter(|state| state.campaign == *packed.campaign) else { return };
    let known = state.photos_out.get(&device).map_or(0, |out| out.last);
    match packed.given {
        // What went out without some of its photos did not go out.
        Given::Own { last } if last > known && missing == 0 => {
            model.record(now, Fact::PhotosOut(PhotosOut { last }), effects);
        }
        Given::Own { .. } => {}
        Given::Anew { until } => model.handover.photos.anew = until.map(|until| (packed.campaign.into(), until)),
    }
    model.toast(OfficeMessage::PhotosExported { photos: packed.photos.len() - missing, missing });
}

/// Asks which photos are here.
pub fn look(model: &Model, effects: &mut Vec<Effect>) {
    effects.extend(model.state().map(|state| Effect::LookForPhotos(state.campaign.clone())));
}

pub fn held(model: &mut Model, campaign: CampaignId, held: Vec<Sha256>) {
    model.handover.photos.held = Some((campaign, sorted(held, Sha256::cmp)));
}

/// A file of photos was picked: those that the records here name are taken out of it.
pub fn take_in(model: &Model, file: FileToken, effects: &mut Vec<Effect>) -> Outcome {
    let Some(state) = model.state().filter(|state| !state.campaign.is_practice()) else {
        return Outcome::NoCampaignOpen;
    };
    if !model.tab.may_write() {
        return Outcome::LooksOn;
    }
    let wanted: Vec<Photo> = all(state).map(|photo| photo.taken.photo.clone()).collect();
    effects.push(Effect::TakePhotos { campaign: state.campaign.clone(), file, wanted });
    Outcome::Reading
}
