//! IndexedDB as it is used here: one store to a database, values under keys that are texts.

use super::words_of;
use idb::{Database, DatabaseEvent, Factory, ObjectStore, ObjectStoreParams, Transaction};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

/// What the browser said; idb's own sentences for all that it can do weigh too much on start-up.
pub(super) fn words(error: idb::Error) -> String {
    use idb::Error as E;
    match error {
        E::IndexedDbNotFound(why)
        | E::IndexedDbOpenFailed(why)
        | E::TransactionOpenFailed(why)
        | E::TransactionCommitError(why)
        | E::ObjectStoreNotFound(why)
        | E::GetFailed(why)
        | E::AddFailed(why) => words_of(&why),
        E::DomException(why) => words_of(&why),
        _ => "IndexedDB".to_owned(),
    }
}

/// Opens a database with its store, whose rows the browser numbers where `numbered`.
pub(super) async fn open(database: &str, store: &'static str, numbered: bool) -> Result<Database, String> {
    let mut request = Factory::new().map_err(words)?.open(database, Some(1)).map_err(words)?;
    request.on_upgrade_needed(move |event| {
        if let Ok(database) = event.database() {
            let mut rows = ObjectStoreParams::new();
            rows.auto_increment(numbered);
            // Where this fails, opening the store below fails too and is reported there.
            let _ = database.create_object_store(store, rows);
        }
    });
    request.await.map_err(words)
}

/// A transaction that is on the disk when it is called complete.
pub(super) fn strict(database: &IdbDatabase, store: &str) -> Result<Transaction, String> {
    let strict = Object::new();
    Reflect::set(&strict, &"durability".into(), &"strict".into()).map_err(|e| words_of(&e))?;
    let open: Function = Reflect::get(database, &"transaction".into()).map_err(|e| words_of(&e))?.unchecked_into();
    let transaction = open.call3(database, &store.into(), &"readwrite".into(), &strict).map_err(|e| words_of(&e))?;
    Ok(transaction.unchecked_into::<IdbTransaction>().into())
}

/// A store to read from.
pub(super) fn reads(database: &Database, store: &str) -> Result<ObjectStore, String> {
    let transaction = database.transaction(&[store], idb::TransactionMode::ReadOnly).map_err(words)?;
    transaction.object_store(store).map_err(words)
}

/// What is under a key.
pub(super) async fn get(database: &str, store: &'static str, key: &str) -> Result<Option<JsValue>, String> {
    let database = open(database, store, false).await?;
    let found = reads(&database, store)?.get(JsValue::from_str(key)).map_err(words)?.await.map_err(words)?;
    database.close();
    Ok(found)
}
