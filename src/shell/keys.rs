//! The device's key pair: made by WebCrypto, not extractable, kept in IndexedDB.

use super::table::{self, Table};
use super::words_of;
use crate::journal::fact::PublicKey;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

const DATABASE: &str = "wenlou";
const STORE: &str = "keys";
/// The one key under which the pair is kept.
const PAIR: &str = "device";

fn subtle() -> Result<SubtleCrypto, String> {
    let crypto = web_sys::window().ok_or("window")?.crypto().map_err(|e| words_of(&e))?;
    let subtle = crypto.subtle();
    // Off localhost and https the browser has no `subtle`.
    if subtle.is_undefined() { Err("WebCrypto".to_owned()) } else { Ok(subtle) }
}

async fn read_pair() -> Result<Option<JsValue>, String> {
    let pair = Table::open(DATABASE, STORE, false).await?.get(PAIR).await?;
    Ok((!pair.is_undefined()).then_some(pair))
}

async fn write_pair(pair: &JsValue) -> Result<(), String> {
    let table = Table::open(DATABASE, STORE, false).await?;
    let write = table.write()?;
    // Two programs may be making one at the same moment: who comes first is the device from then on.
    write.put_first(PAIR, pair).await?;
    write.done().await
}

fn half(pair: &JsValue, name: &str) -> Result<CryptoKey, String> {
    Reflect::get(pair, &name.into()).map_err(|e| words_of(&e))?.dyn_into().map_err(|_| name.to_owned())
}

async fn public_key(pair: &JsValue) -> Result<PublicKey, String> {
    let promise = subtle()?.export_key("jwk", &half(pair, "publicKey")?).map_err(|e| words_of(&e))?;
    let jwk: JsValue = JsFuture::from(promise).await.map_err(|e| words_of(&e))?;
    let member = |name: &str| {
        Reflect::get(&jwk, &name.into()).ok().and_then(|value| value.as_string()).ok_or_else(|| name.to_owned())
    };
    Ok(PublicKey { crv: member("crv")?, kty: member("kty")?, x: member("x")?, y: Some(member("y")?) })
}

/// The public half of the device's key, if it has one.
pub async fn existing() -> Result<Option<PublicKey>, String> {
    match read_pair().await? {
        None => Ok(None),
        Some(pair) => public_key(&pair).await.map(Some),
    }
}

/// Makes the device's key pair, unless there is one.
pub async fn make() -> Result<PublicKey, String> {
    if let Some(key) = existing().await? {
        return Ok(key);
    }
    let uses = Array::of2(&"sign".into(), &"verify".into());
    let promise = subtle()?.generate_key_with_object(&ecdsa()?, false, &uses).map_err(|e| words_of(&e))?;
    let pair: JsValue = JsFuture::from(promise).await.map_err(|e| words_of(&e))?;
    match write_pair(&pair).await {
        Ok(()) => public_key(&pair).await,
        Err(why) => existing().await?.ok_or(why),
    }
}

/// Takes the key pair off the device.
pub async fn remove() -> Result<(), String> {
    table::delete(DATABASE).await
}

/// The ES256 signature of `bytes`: r‖s, 64 bytes.
pub async fn sign(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let pair = read_pair().await?.ok_or("IndexedDB")?;
    let key = half(&pair, "privateKey")?;
    let promise = subtle()?.sign_with_object_and_u8_array(&ecdsa()?, &key, bytes).map_err(|e| words_of(&e))?;
    let signature = JsFuture::from(promise).await.map_err(|e| words_of(&e))?;
    Ok(Uint8Array::new(&signature).to_vec())
}

/// ECDSA on P-256 over SHA-256, as one object for making keys and for signing.
fn ecdsa() -> Result<Object, String> {
    let object = Object::new();
    for (name, value) in [("name", "ECDSA"), ("namedCurve", "P-256"), ("hash", "SHA-256")] {
        Reflect::set(&object, &name.into(), &value.into()).map_err(|e| words_of(&e))?;
    }
    Ok(object)
}
