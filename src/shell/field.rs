//! What only the doors or only the survey ask of the browser, and what both ask: photos.

use super::reading::SealBallot;
use super::{Shell, marker, photos, position, sealing};
use crate::app::ballot::Msg;
use crate::app::photos::Developed;
use crate::app::{Effect, Event};
use wasm_bindgen_futures::spawn_local;

/// Seals a ballot, or makes a photo and says whether what is written on it can be read, if one of these is asked.
pub(super) fn at_doors(shell: Shell, effect: Effect) {
    match effect {
        Effect::Seal { key, context, secret, taken } => spawn_local(async move {
            let result = sealing::seal(SealBallot { key, context, secret }).await;
            shell.emit(Event::BallotSealed { taken, result });
        }),
        Effect::Develop { campaign, file } => {
            let picked = shell.picked.borrow().get(file);
            spawn_local(async move {
                let developed = photos::develop(campaign.clone(), picked).await;
                let photo = match &developed {
                    Developed::Photo(photo) => Some(photo.sha256.clone()),
                    Developed::Not(_) => None,
                };
                shell.emit(Event::Developed { file, developed });
                let Some(photo) = photo else { return };
                if let Some(why) = photos::illegible(campaign, photo.clone()).await {
                    shell.emit(Event::ballot(Msg::Poor { photo, why }));
                }
            });
        }
        _ => {}
    }
}

/// Makes a photo, draws on one, or says where the device is, if one of these is asked.
pub(super) fn in_survey(shell: Shell, effect: Effect) {
    match effect {
        Effect::Develop { campaign, file } => {
            let picked = shell.picked.borrow().get(file);
            spawn_local(async move {
                let developed = photos::develop(campaign, picked).await;
                shell.emit(Event::Developed { file, developed });
            });
        }
        Effect::Locate { compound, place } => position::locate(move |result| {
            shell.emit(Event::Located { compound: compound.clone(), place: place.clone(), result });
        }),
        Effect::Mark(marks) => marker::run(shell, marks),
        _ => {}
    }
}
