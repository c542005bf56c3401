//! Where photos lie: in IndexedDB, each under its campaign and its SHA-256. A photo is on the disk before a record names it.
//!
//! Page and worker open the same database. What a photo's bytes are made of is the worker's affair ([`super::darkroom`]); the page only shows them.

use super::darkroom::{Darkroom, Packed, TakeInReply};
use super::keys::words;
use super::reading::Reader;
use super::words_of;
use crate::app::photos::{Developed, Trouble};
use crate::domain::ids::CampaignId;
use crate::domain::json;
use crate::domain::photo::{Photo, Sha256};
use idb::{Database, DatabaseEvent, Factory, KeyRange, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, IdbDatabase, IdbTransaction, Url};

const DATABASE: &str = "wenlou-photos";
const STORE: &str = "photos";

fn key(campaign: &CampaignId, sha256: &Sha256) -> JsValue {
    format!("{campaign}/{}", sha256.as_str()).into()
}

/// All keys of a campaign: hashes are below `g`.
fn keys_of(campaign: &CampaignId) -> Result<KeyRange, String> {
    let [from, to] = ["", "g"].map(|end| JsValue::from(format!("{campaign}/{end}")));
    KeyRange::bound(&from, &to, None, None).map_err(words)
}

async fn open() -> Result<Database, String> {
    let mut request = Factory::new().map_err(words)?.open(DATABASE, Some(1)).map_err(words)?;
    request.on_upgrade_needed(|event| {
        // Where this fails, opening the store below fails too and is reported there.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await.map_err(words)
}

/// A transaction that is on the disk when it is called complete.
fn strict(database: &IdbDatabase) -> Result<Transaction, String> {
    let strict = Object::new();
    Reflect::set(&strict, &"durability".into(), &"strict".into()).map_err(|e| words_of(&e))?;
    let open: Function = Reflect::get(database, &"transaction".into()).map_err(|e| words_of(&e))?.unchecked_into();
    let transaction = open.call3(database, &STORE.into(), &"readwrite".into(), &strict).map_err(|e| words_of(&e))?;
    Ok(transaction.unchecked_into::<IdbTransaction>().into())
}

/// A photo's bytes.
pub(super) async fn get(campaign: &CampaignId, sha256: &Sha256) -> Result<Option<Uint8Array>, String> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly).map_err(words)?;
    let store = transaction.object_store(STORE).map_err(words)?;
    let found = store.get(key(campaign, sha256)).map_err(words)?.await.map_err(words)?;
    database.close();
    Ok(found.map(JsCast::unchecked_into))
}

/// Puts photos on the disk, all or none.
pub(super) async fn put(campaign: &CampaignId, photos: &[(Sha256, Uint8Array)]) -> Result<(), String> {
    let database: IdbDatabase = open().await?.into();
    let transaction = strict(&database)?;
    let store = transaction.object_store(STORE).map_err(words)?;
    for (sha256, bytes) in photos {
        store.put(bytes, Some(&key(campaign, sha256))).map_err(words)?.await.map_err(words)?;
    }
    transaction.await.map_err(words)?;
    database.close();
    Ok(())
}

/// The hashes of a campaign's photos that are here.
pub(super) async fn held(campaign: &CampaignId) -> Result<Vec<Sha256>, String> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly).map_err(words)?;
    let store = transaction.object_store(STORE).map_err(words)?;
    let range = Query::KeyRange(keys_of(campaign)?);
    let keys = store.get_all_keys(Some(range), None).map_err(words)?.await.map_err(words)?;
    database.close();
    let hash = |key: &JsValue| Sha256::new(key.as_string()?.rsplit_once('/')?.1);
    Ok(keys.iter().filter_map(hash).collect())
}

/// Deletes a campaign's photos.
pub(super) async fn remove(campaign: &CampaignId) -> Result<(), String> {
    let database: IdbDatabase = open().await?.into();
    let transaction = strict(&database)?;
    let store = transaction.object_store(STORE).map_err(words)?;
    store.delete(Query::KeyRange(keys_of(campaign)?)).map_err(words)?.await.map_err(words)?;
    transaction.await.map_err(words)?;
    database.close();
    Ok(())
}

/// Deletes all photos.
pub(super) async fn remove_all() -> Result<(), String> {
    Factory::new().map_err(words)?.delete(DATABASE).map_err(words)?.await.map_err(words)
}

/// Has the worker make a photo of a picture that was taken or picked, and keep it.
pub(super) async fn develop(campaign: CampaignId, file: Option<File>) -> Developed {
    let reply = async {
        let file = file.ok_or("file")?;
        let job = json::to_text(&Darkroom::Develop(campaign));
        let reply = Reader::start().await?.hand_over(job, &file).await?;
        json::from_text::<Developed>(&reply.as_string().unwrap_or_default()).map_err(|e| e.to_string())
    };
    reply.await.unwrap_or_else(|why: String| Developed::Not(Trouble::Failed(why)))
}

/// Has the worker put photos into one file.
pub(super) async fn pack(campaign: CampaignId, photos: Vec<Sha256>) -> Result<Packed, String> {
    let job = json::to_text(&Darkroom::Pack(campaign, photos));
    let reply = Reader::start().await?.hand_over(job, &JsValue::NULL).await?;
    match reply.dyn_into::<Array>() {
        Ok(packed) => Ok(Packed {
            blob: packed.get(0).dyn_into().map_err(|_| "blob")?,
            missing: packed.get(1).as_f64().unwrap_or(0.0) as usize,
        }),
        Err(why) => Err(why.as_string().unwrap_or_default()),
    }
}

/// Has the worker take out of a file those photos that are wanted, and keep them.
pub(super) async fn take_in(campaign: CampaignId, file: Option<File>, wanted: Vec<Photo>) -> TakeInReply {
    let file = file.ok_or("file")?;
    let job = json::to_text(&Darkroom::TakeIn(campaign, wanted));
    let reply = Reader::start().await?.hand_over(job, &file).await?;
    json::from_text::<TakeInReply>(&reply.as_string().unwrap_or_default()).map_err(|e| e.to_string())?
}

/// The address of a picture, for as long as this is held.
#[derive(PartialEq, Eq, Debug)]
pub struct Address(String);

impl Address {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Gives a photo that is here an address to be shown by; `None` if it isn't here.
pub async fn show(campaign: CampaignId, sha256: Sha256) -> Result<Option<Address>, String> {
    let Some(bytes) = get(&campaign, &sha256).await? else { return Ok(None) };
    let options = BlobPropertyBag::new();
    options.set_type("image/jpeg");
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options).map_err(|e| words_of(&e))?;
    Url::create_object_url_with_blob(&blob).map(Address).map(Some).map_err(|e| words_of(&e))
}
