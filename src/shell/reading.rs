//! What page and worker say to each other, and the page's half of it.
//!
//! Foreign bytes are parsed and verified in a worker, so that a file that breaks or hangs the reader takes nothing else
//! with it: the worker is thrown away after each batch, or when a file takes longer than [`PATIENCE_MS`]. What a camera sees is foreign too.

use super::{scripts, words_of};
use crate::app::Lang;
use crate::app::import;
use crate::app::roster::shown::{Ask, Shown};
use crate::backup::content;
use crate::backup::lock::Trial;
use crate::backup::merge::{self, Proposal};
use crate::backup::seal::{self, Chance};
use crate::bundle::incoming::{self, Arrived, Trusted};
use crate::bundle::photo_pack::is_photos;
use crate::bundle::qr::{self, Picture};
use crate::bundle::sealing::{self, ContactContext, Context, SealError, SealingPair};
use crate::domain::ballot::Secret;
use crate::domain::ids::DeviceId;
use crate::domain::json::{self, object, variants};
use crate::journal::fact::PublicKey;
use crate::report;
use crate::roster::prices::PriceList;
use crate::store::{change, pack};
use base64ct::{Base64UrlUnpadded, Encoding};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker};

/// The worker's first message: it is ready for work.
pub const STARTED: &str = "started";
/// How long one file may take, in milliseconds.
const PATIENCE_MS: u32 = 60_000;

/// What a file is to be read as.
pub enum Job {
    Roster(Ask),
    /// Any other file, with the keys that are trusted and the language in which to say why it is not taken, so that the page need not
    /// know all that can be wrong.
    File(Vec<Trusted>, Lang),
    /// Not a file: entries of the store ([`change::encode`]), for packing.
    Pack,
    /// The bytes are 32 of chance. The reply is `Result<String, String>`: the sealed text, or why there is none.
    SealBallot(SealBallot),
    /// The same of a household's telephone.
    SealContact(SealContact),
}

variants!(Job {
    Roster(ask) = "roster", File(trusted, lang) = "file", Pack = "pack", SealBallot(what) = "seal_ballot",
    SealContact(what) = "seal_contact",
});

/// What of a ballot is to be sealed, and to whom.
pub struct SealBallot {
    pub key: PublicKey,
    pub context: Context,
    pub secret: Secret,
}

object!(SealBallot { key, context, secret });

/// Which telephone is to be sealed, and to whom.
pub struct SealContact {
    pub key: PublicKey,
    pub context: ContactContext,
    pub telephone: String,
}

object!(SealContact { key, context, telephone });

/// What only the larger program has the worker do, so that the field's need not know how to ask.
pub enum Vault {
    /// The bytes are what is to be encrypted. The reply is `Result<String, String>`: the file, or why there is none.
    Seal(SealBackup),
    /// The bytes are entries ([`change::encode`]): the file under the empty key, then those of this device's store. The reply is
    /// `Result<Proposal, String>`; why it can't be opened is in words already.
    Open(OpenBackup),
    /// The bytes are 32 of chance. The reply is `Result<SealingPair, String>`.
    MakeSealingKey,
    /// Sealed ballots, and the pairs to try. The reply is a list of `Result<Secret, String>` in the same order.
    OpenBallots(Vec<SealingPair>, Vec<(Context, String)>),
    /// A sealed telephone, and the pairs to try. The reply is `Result<String, String>`.
    OpenContact(Vec<SealingPair>, (ContactContext, String)),
    /// The bytes are a picture's pixels. The reply is `Option<String>`: the text of the code in it.
    Scan(Picture),
    /// The bytes are a list of unit prices. The reply is [`PricesReply`].
    Prices(import::Ask),
}

variants!(Vault {
    Seal(how) = "seal", Open(how) = "open", MakeSealingKey = "make_sealing_key",
    OpenBallots(pairs, ballots) = "open_ballots", OpenContact(pairs, contact) = "open_contact", Scan(picture) = "scan", Prices(ask) = "prices",
});

pub struct SealBackup {
    pub passphrase: String,
    /// 16 and 12 random bytes, base64url.
    pub salt: String,
    pub nonce: String,
}

object!(SealBackup { passphrase, salt, nonce });

pub struct OpenBackup {
    pub passphrase: String,
    pub own: Option<DeviceId>,
    pub lang: Lang,
}

object!(OpenBackup { passphrase, own, lang });

/// What comes back for [`Job::Roster`]; why it can't be read is in words already.
pub type RosterReply = Result<Shown, String>;
/// What comes back for [`Vault::Prices`]; why it can't be read is in words already.
pub type PricesReply = Result<PriceList, String>;
/// What comes back for [`Job::File`]; why it isn't believed is in words already.
pub type FileReply = Result<Arrived, String>;

/// Does a job in JSON and replies in JSON: the worker's half, and the same code as the command line's. What isn't a job gets no JSON
/// back, and the page reports that.
pub fn reply_to(job: &str, bytes: &[u8]) -> String {
    match json::from_text(job) {
        Ok(Job::Roster(ask)) => json::to_text::<RosterReply>(&report::roster::show(ask, bytes)),
        Ok(Job::File(trusted, lang)) => {
            let reply: FileReply = if is_photos(bytes) {
                Ok(Arrived::Photos)
            } else {
                incoming::read(bytes, &trusted).map(Arrived::from).map_err(|why| lang.incoming_error(&why))
            };
            json::to_text(&reply)
        }
        Ok(Job::SealBallot(what)) => json::to_text(&seal_ballot(&what, bytes)),
        Ok(Job::SealContact(what)) => json::to_text(&seal_contact(&what, bytes)),
        Ok(Job::Pack) => json::to_text(&pack::tidy(change::decode(bytes).unwrap_or_default())),
        Err(why) => match json::from_text(job) {
            Ok(Vault::Seal(how)) => json::to_text(&seal_backup(&how, bytes)),
            Ok(Vault::Open(how)) => json::to_text(&open_backup(&how, bytes)),
            Ok(Vault::MakeSealingKey) => json::to_text(&chance(bytes).map(|chance| sealing::make_pair(&chance))),
            Ok(Vault::OpenBallots(pairs, ballots)) => json::to_text(&open_ballots(&pairs, &ballots)),
            Ok(Vault::OpenContact(pairs, contact)) => json::to_text(&open_contact(&pairs, &contact)),
            Ok(Vault::Prices(ask)) => json::to_text::<PricesReply>(&report::prices::read(&ask, bytes)),
            Ok(Vault::Scan(picture)) => json::to_text(&qr::scan(&picture, bytes)),
            // By itself, so that the program that is for the field has to know of this job only.
            Err(_) => match json::from_text::<Trial>(job) {
                // A check, or no text at all.
                Ok(trial) => json::to_text(&trial.check()),
                Err(_) => why.to_string(),
            },
        },
    }
}

/// The 32 bytes of chance that came along: without them nothing is sealed.
fn chance(bytes: &[u8]) -> Result<[u8; 32], String> {
    bytes.try_into().map_err(|_| "chance".to_owned())
}

fn seal_ballot(SealBallot { key, context, secret }: &SealBallot, bytes: &[u8]) -> Result<String, String> {
    sealing::seal(key, context, secret, chance(bytes)?).map_err(|why| why.code().to_owned())
}

fn seal_contact(SealContact { key, context, telephone }: &SealContact, bytes: &[u8]) -> Result<String, String> {
    sealing::seal_contact(key, context, telephone, chance(bytes)?).map_err(|why| why.code().to_owned())
}

/// With whichever of the pairs opens it.
fn with_any<T>(pairs: &[SealingPair], open: impl Fn(&str) -> Result<T, SealError>) -> Result<T, String> {
    let tried = pairs.iter().map(|pair| open(&pair.secret));
    let opened = tried.reduce(|found, next| found.or(next)).unwrap_or(Err(SealError::BadKey));
    opened.map_err(|why| why.code().to_owned())
}

fn open_ballots(pairs: &[SealingPair], ballots: &[(Context, String)]) -> Vec<Result<Secret, String>> {
    let open = |(context, sealed): &(Context, String)| with_any(pairs, |key| sealing::open(key, context, sealed));
    ballots.iter().map(open).collect()
}

fn open_contact(pairs: &[SealingPair], (context, sealed): &(ContactContext, String)) -> Result<String, String> {
    with_any(pairs, |key| sealing::open_contact(key, context, sealed))
}

/// Has one job done by a worker of its own.
pub async fn once(job: String, bytes: Uint8Array) -> Result<String, String> {
    Reader::start().await?.ask(job, &bytes).await
}

/// Has the worker work out the check that a passphrase gives.
pub async fn check(trial: Trial) -> Result<String, String> {
    let reply = once(json::to_text(&trial), Uint8Array::new_with_length(0)).await?;
    json::from_text(&reply).map_err(|e| e.to_string())
}

fn seal_backup(how: &SealBackup, bytes: &[u8]) -> Result<String, String> {
    let decode = |text: &str| Base64UrlUnpadded::decode_vec(text).unwrap_or_default();
    match (decode(&how.salt).try_into(), decode(&how.nonce).try_into()) {
        (Ok(salt), Ok(nonce)) => {
            let sealed = seal::seal(bytes, &how.passphrase, &Chance { salt, nonce }, seal::COST);
            sealed.map_err(|why| Lang::default().backup_error(&why))
        }
        _ => Err("chance".to_owned()),
    }
}

fn open_backup(how: &OpenBackup, bytes: &[u8]) -> Result<Proposal, String> {
    let mut entries = change::decode(bytes).unwrap_or_default().into_iter();
    let file = entries.next().and_then(|change| change.value).unwrap_or_default();
    let backup = content::read(file.as_bytes(), &how.passphrase).map_err(|why| how.lang.backup_error(&why))?;
    Ok(merge::propose(&backup, how.own.as_ref(), entries.collect()))
}

/// A worker that is stopped when it is dropped.
pub struct Reader(Worker);

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

impl Reader {
    /// Starts a worker and waits until it is ready.
    pub async fn start() -> Result<Self, String> {
        let reader = Self(scripts::start_reader().map_err(|e| words_of(&e))?);
        reader.answer(PATIENCE_MS, |_| Ok(())).await?;
        Ok(reader)
    }

    /// Has one job done; the reply is the job's own in JSON.
    pub async fn read(&self, job: &Job, bytes: &Uint8Array) -> Result<String, String> {
        self.ask(json::to_text(job), bytes).await
    }

    /// Has one job done that is written already.
    pub fn ask(&self, job: String, bytes: &Uint8Array) -> impl Future<Output = Result<String, String>> {
        self.ask_within(PATIENCE_MS, job, bytes)
    }

    /// Has one job about photos done, whose file goes along as it is; the reply is the job's own.
    pub async fn hand_over(&self, job: String, file: &JsValue) -> Result<JsValue, String> {
        let message = Array::of2(&job.into(), file);
        self.answer(PATIENCE_MS, |worker| worker.post_message(&message).map_err(|e| words_of(&e))).await
    }

    /// The same with so many milliseconds' patience.
    pub async fn ask_within(&self, patience: u32, job: String, bytes: &Uint8Array) -> Result<String, String> {
        let message = Array::of2(&job.into(), bytes);
        let answer = self
            .answer(patience, |worker| {
                worker.post_message_with_transfer(&message, &Array::of1(&bytes.buffer())).map_err(|e| words_of(&e))
            })
            .await?;
        answer.as_string().ok_or_else(|| "reader".to_owned())
    }

    /// The worker's next message, after `ask`; an error where it breaks down or takes too long.
    async fn answer(&self, patience: u32, ask: impl FnOnce(&Worker) -> Result<(), String>) -> Result<JsValue, String> {
        let mut listeners = None;
        let promise = Promise::new(&mut |resolve, reject| {
            let (failed, late) = (reject.clone(), reject);
            let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let _ = resolve.call1(&JsValue::NULL, &event.data());
            });
            let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                event.prevent_default();
                let _ = failed.call1(&JsValue::NULL, &scripts::words_of_failure(&event));
            });
            let timeout = Timeout::new(patience, move || {
                let _ = late.call1(&JsValue::NULL, &"timeout".into());
            });
            self.0.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            self.0.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            listeners = Some((on_message, on_error, timeout));
        });
        ask(&self.0)?;
        let answer = JsFuture::from(promise).await.map_err(|e| words_of(&e));
        self.0.set_onmessage(None);
        self.0.set_onerror(None);
        drop(listeners);
        answer
    }
}
