//! What only the larger program asks of the browser: reading files, signing, giving files out, the lock's setting, the device's data.

use super::reading::SealContact;
use super::{Shell, device, files, keys, photos, sealing, storage, words_of};
use crate::app::contact::ToSeal;
use crate::app::{Answer, Effect, Event, Purpose};
use crate::backup::thin;
use crate::domain::ids::CampaignId;
use crate::store::keys as stored;
use gloo_timers::future::TimeoutFuture;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

impl Shell {
    /// Tells the core what was done.
    pub(super) fn answer(&self, answer: Answer) {
        self.emit(Event::Answered(Rc::new(answer)));
    }
}

/// Carries `effect` out, if it is one of these.
pub(super) fn run(shell: Shell, effect: Effect) {
    match effect {
        Effect::StoreSupervisors(keys) => {
            spawn_local(async move { shell.report(storage::write_supervisors(&shell.stores, &keys).await) });
        }
        Effect::StoreLock(lock) => spawn_local(async move {
            shell.report(storage::write_lock(&shell.stores, lock.as_ref()).await);
            // What another tab changed may have had it read while the old one still stood.
            shell.tell_lock();
        }),
        Effect::ReadRoster { file, request, ask } => {
            let picked = shell.picked.borrow().get(file);
            spawn_local(async move { shell.answer(files::read_roster(request, picked, ask).await) });
        }
        Effect::ReadPrices { file, request, ask } => {
            let picked = shell.picked.borrow().get(file);
            spawn_local(async move { shell.answer(files::read_prices(request, picked, ask).await) });
        }
        Effect::ReadFiles { files, trusted, lang } => {
            let picked = files.into_iter().map(|token| (token, shell.picked.borrow().get(token))).collect();
            spawn_local(async move { shell.answer(files::read_files(picked, trusted, lang).await) });
        }
        Effect::Sign { to_sign, purpose } => spawn_local(async move {
            if let Purpose::Bundle { campaign, last, .. } = &purpose {
                shell.report(storage::write_reserved(&shell.stores, campaign, last).await);
            }
            let signature = keys::sign(&to_sign.signing_input()).await;
            let result = signature.map(|bytes| to_sign.finish(&bytes));
            shell.answer(Answer::Signed { purpose, result });
        }),
        Effect::Deliver { name, text, share, note } => spawn_local(async move {
            let result = files::deliver(&name, &text, share).await;
            shell.answer(Answer::Delivered { note, result });
        }),
        Effect::Print => spawn_local(async {
            // What is to be printed may only be drawn after this event.
            TimeoutFuture::new(0).await;
            // Where there is no printing nothing happens, as when a person closes the dialog.
            let _ = web_sys::window().map(|window| window.print());
        }),
        Effect::PackPhotos(packed) => spawn_local(async move {
            let result = async {
                let file = photos::pack(packed.campaign.clone(), packed.photos.clone()).await?;
                files::download_blob(&packed.name, &file.blob).map_err(|e| words_of(&e))?;
                Ok(file.missing)
            };
            let result = result.await;
            shell.answer(Answer::PhotosPacked { packed, result });
        }),
        Effect::TakePhotos { campaign, file, wanted } => {
            let picked = shell.picked.borrow().get(file);
            spawn_local(async move {
                let result = photos::take_in(campaign, picked, wanted).await;
                shell.answer(Answer::PhotosTaken { file, result });
            });
        }
        Effect::ForgetPractice(practice) => spawn_local(async move {
            shell.report(forget(&shell, &practice).await);
            shell.emit(Event::Used(shell.stores.used()));
        }),
        Effect::LookForPhotos(campaign) => spawn_local(async move {
            // Where the browser doesn't say, they aren't known to be here.
            if let Ok(held) = photos::held(&campaign).await {
                shell.answer(Answer::PhotosHeld { campaign, held });
            }
        }),
        Effect::FindSealingKey { known } => spawn_local(async move {
            shell.answer(Answer::SealingKeyReady(sealing::key(&shell.stores, known).await));
        }),
        Effect::Unseal { campaign, ballots } => spawn_local(async move {
            let ballots = sealing::open(&shell.stores, ballots).await;
            shell.answer(Answer::BallotsOpened { campaign, ballots });
        }),
        Effect::SealContact(contact) => spawn_local(async move {
            let ToSeal { key, context, telephone, .. } = contact.clone();
            let result = sealing::seal_contact(SealContact { key, context, telephone }).await;
            shell.answer(Answer::ContactSealed { contact, result });
        }),
        Effect::OpenContact(contact) => spawn_local(async move {
            let result = sealing::open_contact(&shell.stores, &contact).await;
            shell.answer(Answer::ContactOpened { contact, result });
        }),
        Effect::Device(ask) => device::run(shell, ask),
        _ => {}
    }
}

async fn forget(shell: &Shell, practice: &CampaignId) -> Result<(), String> {
    // Before the records that name them, so that none lie where nothing is seen any more.
    photos::remove(practice).await?;
    let all = shell.stores.keys_with(stored::ALL)?;
    shell.stores.put(&thin::forget(&all, practice)).await
}
