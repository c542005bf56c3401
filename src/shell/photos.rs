//! Where photos lie: in IndexedDB, each under its campaign and its SHA-256. A photo is on the disk before a record names it.
//!
//! Page and worker open the same database. What a photo's bytes are made of is the worker's affair ([`super::darkroom`]); the page only shows them.

use super::darkroom::{Darkroom, Look, Packed, TakeInReply};
use super::reading::Reader;
use super::table::{self, Table};
use super::words_of;
use crate::app::photos::{Developed, Trouble};
use crate::domain::ids::{CampaignId, RealCampaign};
use crate::domain::json;
use crate::domain::legibility::Illegible;
use crate::domain::photo::{Photo, Sha256};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlImageElement, IdbKeyRange, Url};

const DATABASE: &str = "wenlou-photos";
const STORE: &str = "photos";

/// All keys of a campaign: hashes are below `g`.
fn keys_of(campaign: &CampaignId) -> Result<JsValue, String> {
    let [from, to] = ["", "g"].map(|end| JsValue::from(format!("{campaign}/{end}")));
    IdbKeyRange::bound(&from, &to).map(JsValue::from).map_err(|e| words_of(&e))
}

async fn open() -> Result<Table, String> {
    Table::open(DATABASE, STORE, false).await
}

/// A photo's bytes.
pub(super) async fn get(campaign: &CampaignId, sha256: &Sha256) -> Result<Option<Uint8Array>, String> {
    let found = open().await?.get(&name_of(campaign, sha256)).await?;
    Ok((!found.is_undefined()).then(|| found.unchecked_into()))
}

/// Puts photos on the disk, all or none.
pub(super) async fn put(campaign: &CampaignId, photos: &[(Sha256, Uint8Array)]) -> Result<(), String> {
    let table = open().await?;
    let write = table.write()?;
    for (sha256, bytes) in photos {
        write.put(&name_of(campaign, sha256), bytes).await?;
    }
    write.done().await
}

/// The hashes of a campaign's photos that are here.
pub(super) async fn held(campaign: &CampaignId) -> Result<Vec<Sha256>, String> {
    let keys = open().await?.keys(&keys_of(campaign)?).await?;
    let hash = |key: JsValue| Sha256::new(key.as_string()?.rsplit_once('/')?.1);
    Ok(keys.iter().filter_map(hash).collect())
}

/// Deletes a campaign's photos.
pub(super) async fn remove(campaign: &CampaignId) -> Result<(), String> {
    let table = open().await?;
    let write = table.write()?;
    write.delete(&keys_of(campaign)?).await?;
    write.done().await
}

/// Deletes all photos.
pub(super) async fn remove_all() -> Result<(), String> {
    table::delete(DATABASE).await
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

/// Has the worker look at a photo that is kept: what makes it hard to read. Where it can't be looked at there is no hint.
pub(super) async fn illegible(campaign: CampaignId, photo: Sha256) -> Option<Illegible> {
    let job = json::to_text(&Look { campaign, look: photo });
    let reply = Reader::start().await.ok()?.hand_over(job, &JsValue::NULL).await.ok()?;
    Illegible::from_code(&reply.as_string()?)
}

/// Has the worker put photos into one file.
pub(super) async fn pack(campaign: RealCampaign, photos: Vec<Sha256>) -> Result<Packed, String> {
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

/// The attributes of an element that shows a photo: which, and what stands in its place where it isn't here.
pub const NAME: &str = "data-photo";
pub const MISSING: &str = "data-missing";

/// A photo's name in [`NAME`].
pub fn name_of(campaign: &CampaignId, sha256: &Sha256) -> String {
    format!("{campaign}/{}", sha256.as_str())
}

/// Puts the pictures in that the page shows and doesn't have yet.
pub fn fill() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(empty) = document.query_selector_all("img[data-photo]:not([data-asked])") else { return };
    for image in (0..empty.length()).filter_map(|at| empty.get(at)).map(JsCast::unchecked_into::<HtmlImageElement>) {
        let _ = image.set_attribute("data-asked", "");
        spawn_local(async move {
            let shown = show(&image).await;
            if shown != Ok(true) {
                let missing = image.get_attribute(MISSING).unwrap_or_default();
                image.set_alt(&match shown {
                    Err(why) => format!("{missing}: {why}"),
                    Ok(_) => missing,
                });
                image.set_class_name("photo__missing");
            }
        });
    }
}

/// Whether the photo is here.
async fn show(image: &HtmlImageElement) -> Result<bool, String> {
    let name = image.get_attribute(NAME).unwrap_or_default();
    let (campaign, sha256) = name.split_once('/').ok_or("photo")?;
    let Some(bytes) = get(&campaign.into(), &Sha256::new(sha256).ok_or("photo")?).await? else { return Ok(false) };
    let options = BlobPropertyBag::new();
    options.set_type("image/jpeg");
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options).map_err(|e| words_of(&e))?;
    let address = Url::create_object_url_with_blob(&blob).map_err(|e| words_of(&e))?;
    image.set_src(&address);
    // Once it is decoded, or can't be, the picture needs its address no more.
    let decoded = JsFuture::from(image.decode()).await;
    let _ = Url::revoke_object_url(&address);
    decoded.map(|_| true).map_err(|e| words_of(&e))
}
