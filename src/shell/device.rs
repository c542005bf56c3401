//! The device's data as a whole: taking stock, backup, restoring, thinning out, wiping. A part of the larger program only.

use super::reading::{OpenBackup, Reader, SealBackup, Vault};
use super::{Shell, files, keeper, keys, photos, storage, words_of};
use crate::app::device::{self, Answer, Ask, Kept, Stock};
use crate::app::{AtStart, FileToken, Lang, ReadError, Space, Tab};
use crate::backup::content::{self, BackupPayload};
use crate::backup::merge::Proposal;
use crate::backup::note::Note;
use crate::backup::shelves::campaigns_of;
use crate::backup::thin;
use crate::domain::ids::CampaignId;
use crate::domain::json;
use crate::store::quota::units;
use crate::store::{Change, change, keys as stored};
use base64ct::{Base64UrlUnpadded, Encoding};
use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;

/// How much is put into the store at once when a backup is taken in, in bytes: each entry of the log is flushed before the next.
const CHUNK: usize = 256 << 10;

/// Does what is asked and answers.
pub fn run(shell: Shell, ask: Ask) {
    spawn_local(async move {
        let answer = match ask {
            Ask::Look => Answer::Looked(look(&shell).await),
            Ask::Note(notes) => match note(&shell, &notes).await {
                Ok(()) => Answer::Looked(look(&shell).await),
                Err(why) => Answer::Looked(Err(why)),
            },
            Ask::Make { passphrase, name, made_at } => Answer::Made(make(&shell, passphrase, name, made_at).await),
            Ask::Open { file, passphrase, lang } => Answer::Opened(open(&shell, file, passphrase, lang).await),
            Ask::Change(what) => {
                let done = carry_out(&shell, &what).await;
                let start = match done {
                    Ok(()) => start_anew(&shell).await,
                    Err(why) => Err(why),
                };
                Answer::Changed(what, start)
            }
            Ask::Wipe => match wipe(&shell).await {
                Ok(()) => return,
                Err(why) => {
                    // Whatever is left is opened again, and shown.
                    shell.write_from_now_on().await;
                    Answer::NotWiped(why)
                }
            },
        };
        shell.answer(crate::app::Answer::Device(answer));
    });
}

/// All entries of the store.
fn entries(shell: &Shell) -> Result<Vec<(String, String)>, String> {
    let mut entries = Vec::new();
    for key in shell.stores.keys_with(stored::ALL)? {
        let value = shell.stores.get(&key)?;
        entries.extend(value.map(|value| (key, value)));
    }
    Ok(entries)
}

async fn look(shell: &Shell) -> Result<Stock, String> {
    let entries = entries(shell)?;
    let size = |(key, value): &(String, String)| units(key) + units(value);
    let device = keys::existing().await?.map(|key| crate::bundle::key::thumbprint(&key));
    let value = |key: String| entries.iter().find(|(other, _)| *other == key).map(|(_, value)| value.as_str());
    let mut campaigns = Vec::new();
    for campaign in campaigns_of(entries.iter().map(|(key, _)| key.as_str())) {
        let name = value(format!("{}{campaign}", stored::CAMPAIGNS)).and_then(|name| json::from_text(name).ok());
        let backup = value(format!("{}{campaign}", stored::BACKUPS)).and_then(Note::from_text);
        let units = entries.iter().filter(|(key, _)| thin::belongs(key, &campaign)).map(size).sum();
        let records = storage::read_records(&shell.stores, &campaign).await?;
        let name = name.unwrap_or_else(|| campaign.to_string());
        let mut photos = photos::held(&campaign).await?;
        photos.sort_unstable();
        campaigns.push(Kept::of(campaign, name, records, device.as_ref(), units, backup, &photos));
    }
    let set_aside = entries.iter().filter(|(key, _)| key.starts_with(stored::SET_ASIDE)).count() as u64;
    Ok(Stock { campaigns, set_aside, units: entries.iter().map(size).sum() })
}

async fn make(shell: &Shell, passphrase: String, name: String, made_at: i64) -> Result<String, String> {
    let key = keys::existing().await?.ok_or("IndexedDB")?;
    let stock = look(shell).await?;
    let card = device::card(&crate::bundle::key::thumbprint(&key), name);
    let payload = BackupPayload::of(card, made_at, device::held(&stock), entries(shell)?);
    let to_sign = payload.to_sign();
    let signature = keys::sign(&to_sign.signing_input()).await?;
    let plain = content::plain(&key, to_sign.finish(&signature));
    let mut chance = [0; 28];
    let crypto = web_sys::window().ok_or("window")?.crypto().map_err(|e| words_of(&e))?;
    crypto.get_random_values_with_u8_array(&mut chance).map_err(|e| words_of(&e))?;
    let (salt, nonce) = chance.split_at(16);
    let encode = Base64UrlUnpadded::encode_string;
    let job = Vault::Seal(SealBackup { passphrase, salt: encode(salt), nonce: encode(nonce) });
    let reply = Reader::start().await?.ask(json::to_text(&job), &Uint8Array::from(plain.as_bytes())).await?;
    json::from_text::<Result<String, String>>(&reply).map_err(|e| e.to_string())?
}

async fn open(shell: &Shell, file: FileToken, passphrase: String, lang: Lang) -> Result<Proposal, ReadError> {
    let picked = shell.picked.borrow().get(file);
    let reply = async {
        let file = files::bytes_of(picked).await?.to_vec();
        let own = keys::existing().await?.map(|key| crate::bundle::key::thumbprint(&key));
        let job = Vault::Open(OpenBackup { passphrase, own, lang });
        // What isn't text is no backup; nor is nothing.
        let file = Change::put("", String::from_utf8(file).unwrap_or_default());
        let here = entries(shell)?.into_iter().map(|(key, value)| Change::put(key, value));
        let all: Vec<Change> = std::iter::once(file).chain(here).collect();
        let bytes = Uint8Array::from(&change::encode(&all)[..]);
        let reply = Reader::start().await?.ask(json::to_text(&job), &bytes).await?;
        json::from_text::<Result<Proposal, String>>(&reply).map_err(|e| e.to_string())
    };
    reply.await.map_err(ReadError::Unreadable)?.map_err(ReadError::NotBelieved)
}

async fn note(shell: &Shell, notes: &[(CampaignId, Note)]) -> Result<(), String> {
    let put =
        |(campaign, note): &(CampaignId, Note)| Change::put(format!("{}{campaign}", stored::BACKUPS), note.to_text());
    shell.stores.put(&notes.iter().map(put).collect::<Vec<_>>()).await
}

async fn carry_out(shell: &Shell, what: &device::Change) -> Result<(), String> {
    match what {
        device::Change::Restore(proposal) => {
            let (mut from, mut size) = (0, 0);
            for (at, change) in proposal.changes.iter().enumerate() {
                size += change.size();
                if size >= CHUNK || at + 1 == proposal.changes.len() {
                    shell.stores.put(&proposal.changes[from..=at]).await?;
                    (from, size) = (at + 1, 0);
                }
            }
            shell.tidy().await;
            Ok(())
        }
        device::Change::Thin(campaign, last, photos_too) => {
            let own = keys::existing().await?.map(|key| crate::bundle::key::thumbprint(&key));
            let all = shell.stores.keys_with(stored::ALL)?;
            if *photos_too {
                photos::remove(campaign).await?;
            }
            shell.stores.put(&thin::thin(&all, campaign, own.as_ref(), *last)).await
        }
    }
}

/// What is read at start, read again.
async fn start_anew(shell: &Shell) -> Result<Box<AtStart>, String> {
    let start = storage::read_start(&shell.stores).await?;
    let space = Space { used: shell.stores.used(), kept: None };
    let storage::Start { settings, campaigns, supervisors, backed_up } = start;
    let start = AtStart { settings, campaigns, supervisors, backed_up, space, tab: Tab::Writes, ..AtStart::default() };
    Ok(Box::new(start))
}

/// Takes everything off the device and starts anew. This tab keeps the lock until then, so that no other begins to write meanwhile.
///
/// The log goes first: of what is left when this is cut short, the other store brings it back, and the person sees that it is still there. The key
/// goes last, because records without it would be another device's.
async fn wipe(shell: &Shell) -> Result<(), String> {
    shell.stores.close().await;
    keeper::remove().await?;
    // Before the records that name them, so that none lie where nothing is seen any more.
    photos::remove_all().await?;
    shell.stores.clear()?;
    keys::remove().await?;
    let window = web_sys::window().ok_or("window")?;
    // The field's page. Where the browser refuses to go there, this one is still shown and takes nothing.
    window.location().replace("./").map_err(|e| words_of(&e))
}
