//! Reading packs with the browser's own gzip, and having the worker make them. See [`crate::store::pack`].

use super::reading::{self, Job};
use super::stores::Stores;
use super::words_of;
use crate::domain::json;
use crate::store::change::{self, Change};
use crate::store::keys;
use crate::store::pack::{self, Pack};
use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableWritablePair, Response};

/// What undoes gzip, by its name: browsers of before 2023 don't have it, and there nothing is packed.
fn decompression() -> Result<Function, JsValue> {
    Reflect::get(&js_sys::global(), &"DecompressionStream".into())?.dyn_into()
}

fn decompress(bytes: &[u8]) -> Result<Promise, JsValue> {
    let stream: ReadableWritablePair =
        Reflect::construct(&decompression()?, &Array::of1(&"gzip".into()))?.unchecked_into();
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    Response::new_with_opt_readable_stream(Some(&blob.stream().pipe_through(&stream)))?.array_buffer()
}

/// A pack, what stands under its key, and the texts of its records by number; `None` if they can't be read.
pub type Unpacked = (Pack, String, Option<Vec<(u64, String)>>);

/// Reads packs, each given with what stands under its key.
pub async fn unpack(packs: Vec<(Pack, String)>) -> Vec<Unpacked> {
    // All are begun before the first is waited for, so that the browser can work on several at once.
    let begin = |(_, value): &(Pack, String)| decompress(&pack::compressed(value)?).ok();
    let begun: Array = packs.iter().map(|pack| begin(pack).map_or(JsValue::UNDEFINED, JsValue::from)).collect();
    let done = JsFuture::from(Promise::all_settled(&begun)).await.map_or_else(|_| Array::new(), JsCast::unchecked_into);
    let text = |at: usize| {
        let buffer = Reflect::get(&done.get(at as u32), &"value".into()).ok()?.dyn_into::<ArrayBuffer>().ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    };
    let texts = |(at, (pack, value)): (usize, (Pack, String))| {
        let texts = text(at).and_then(|bytes| pack.texts(bytes));
        (pack, value, texts)
    };
    packs.into_iter().enumerate().map(texts).collect()
}

/// All records and packs.
fn everything(stores: &Stores) -> Result<Vec<Change>, String> {
    let mut entries = Vec::new();
    for key in stores.keys_with(keys::ALL)? {
        if key.starts_with(keys::RECORDS) || key.starts_with(keys::PACKS) {
            entries.extend(stores.get(&key)?.map(|value| Change::put(key, value)));
        }
    }
    Ok(entries)
}

/// Packs what has gathered of single records.
///
/// # Errors
/// What the browser says; whatever was not packed stays as it is.
pub async fn pack_up(stores: &Stores) -> Result<(), String> {
    decompression().map_err(|e| words_of(&e))?;
    let entries = everything(stores)?;
    let bytes = Uint8Array::from(&change::encode(&entries)[..]);
    let reply = reading::once(json::to_text(&Job::Pack), bytes).await?;
    let changes: Vec<Change> = json::from_text(&reply).map_err(|e| e.to_string())?;
    // Meanwhile a campaign may have been taken off the device, or the store opened anew: only what is still as it was is packed.
    for Change { key, value } in &entries {
        if stores.get(key)? != *value {
            return Err(format!("{key}: changed"));
        }
    }
    stores.put(&changes).await
}
