//! Reading packs with the browser's own gzip, and having the worker make them. See [`crate::store::pack`].

use super::reading::{Job, Reader};
use super::stores::Stores;
use super::words_of;
use crate::domain::json;
use crate::store::change::{self, Change};
use crate::store::keys;
use crate::store::pack::{self, Pack, Shelf};
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

/// The texts of packs, each with its value, in their order; `None` for one that can't be read.
pub async fn unpack(packs: &[(Pack, String)]) -> Vec<Option<Vec<(u64, String)>>> {
    // All are begun before the first is waited for, so that the browser can work on several at once.
    let begin = |(_, value): &(Pack, String)| decompress(&pack::compressed(value)?).ok();
    let begun: Vec<Option<Promise>> = packs.iter().map(begin).collect();
    let mut texts = Vec::with_capacity(packs.len());
    for ((pack, _), promise) in packs.iter().zip(begun) {
        let buffer = match promise {
            Some(promise) => JsFuture::from(promise).await.ok(),
            None => None,
        };
        let bytes = buffer.map(|buffer| Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec());
        texts.push(bytes.and_then(|bytes| pack.texts(bytes)));
    }
    texts
}

/// All records that lie by themselves, and the packs that hold one of their numbers.
fn untidy(stores: &Stores) -> Result<Vec<Change>, String> {
    let mut wanted = stores.keys_with(keys::RECORDS)?;
    let singles: Vec<(Shelf, u64)> = wanted.iter().filter_map(|key| Shelf::of_record_key(key)).collect();
    for key in stores.keys_with(keys::PACKS)? {
        let holds_any = |pack: Pack| singles.iter().any(|(shelf, n)| pack.holds(shelf, *n));
        if Pack::of_key(&key).is_some_and(holds_any) {
            wanted.push(key);
        }
    }
    let mut entries = Vec::with_capacity(wanted.len());
    for key in wanted {
        entries.extend(stores.get(&key)?.map(|value| Change::put(key, value)));
    }
    Ok(entries)
}

/// Packs what has gathered of single records.
///
/// # Errors
/// What the browser says; whatever was not packed stays as it is.
pub async fn pack_up(stores: &Stores) -> Result<(), String> {
    decompression().map_err(|e| words_of(&e))?;
    let entries = Uint8Array::from(&change::encode(&untidy(stores)?)[..]);
    let reply = Reader::start().await?.read(&Job::Pack, &entries).await?;
    let changes: Vec<Change> = json::from_text(&reply).map_err(|e| e.to_string())?;
    stores.put(&changes).await
}
