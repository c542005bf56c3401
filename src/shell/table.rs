//! IndexedDB as it is used here: one store to a database. Page and workers alike.
//!
//! By hand rather than by a library: a wrapper with channels of its own weighs as much on start-up as all that is done with it.

use super::words_of;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// An open database; it is let go of when this is dropped.
pub(super) struct Table {
    database: IdbDatabase,
    store: &'static str,
}

impl Drop for Table {
    fn drop(&mut self) {
        self.close();
    }
}

fn factory() -> Result<IdbFactory, String> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into()).unwrap_or_default();
    factory.dyn_into().map_err(|_| "IndexedDB".to_owned())
}

/// What a request comes to.
async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, String> {
    let request = request.map_err(|e| words_of(&e))?;
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => request.result().map_err(|e| words_of(&e)),
        // The rejection is the event; the request says why.
        Err(_) => Err(request.error().ok().flatten().map_or_else(|| "IndexedDB".to_owned(), |why| words_of(&why))),
    }
}

/// Takes a database off the device. Nobody may have it open.
pub(super) async fn delete(database: &str) -> Result<(), String> {
    answer(factory()?.delete_database(database).map(JsCast::unchecked_into)).await.map(|_| ())
}

impl Table {
    /// Opens a database with its store, whose rows the browser numbers where `numbered`.
    pub(super) async fn open(database: &str, store: &'static str, numbered: bool) -> Result<Self, String> {
        let request: IdbOpenDbRequest = factory()?.open_with_u32(database, 1).map_err(|e| words_of(&e))?;
        let opened = request.clone();
        let make = Closure::once_into_js(move || {
            let rows = Object::new();
            let _ = Reflect::set(&rows, &"autoIncrement".into(), &numbered.into());
            // Where this fails, opening the store below fails too and is reported there.
            let database: Option<IdbDatabase> = opened.result().ok().map(JsCast::unchecked_into);
            let _ = database.map(|database| {
                database.create_object_store_with_optional_parameters(store, rows.unchecked_ref()).map(drop)
            });
        });
        request.set_onupgradeneeded(Some(make.unchecked_ref()));
        let database = answer(Ok(request.unchecked_into())).await?.unchecked_into();
        Ok(Self { database, store })
    }

    /// Lets go of it: what is asked of it later fails.
    pub(super) fn close(&self) {
        self.database.close();
    }

    fn reads(&self) -> Result<IdbObjectStore, String> {
        let transaction = self.database.transaction_with_str(self.store).map_err(|e| words_of(&e))?;
        transaction.object_store(self.store).map_err(|e| words_of(&e))
    }

    /// What is under a key; `undefined` if nothing is.
    pub(super) async fn get(&self, key: &str) -> Result<JsValue, String> {
        answer(self.reads()?.get(&key.into())).await
    }

    /// All values, in order of their keys.
    pub(super) async fn values(&self) -> Result<Array, String> {
        answer(self.reads()?.get_all()).await.map(JsCast::unchecked_into)
    }

    /// The keys within a range, or all of them, in order.
    pub(super) async fn keys(&self, range: &JsValue) -> Result<Array, String> {
        answer(self.reads()?.get_all_keys_with_key(range)).await.map(JsCast::unchecked_into)
    }

    /// Begins to write.
    pub(super) fn write(&self) -> Result<Write, String> {
        let strict = Object::new();
        Reflect::set(&strict, &"durability".into(), &"strict".into()).map_err(|e| words_of(&e))?;
        let open: Function =
            Reflect::get(&self.database, &"transaction".into()).map_err(|e| words_of(&e))?.unchecked_into();
        let transaction = open.call3(&self.database, &self.store.into(), &"readwrite".into(), &strict);
        let transaction: IdbTransaction = transaction.map_err(|e| words_of(&e))?.unchecked_into();
        let store = transaction.object_store(self.store).map_err(|e| words_of(&e))?;
        Ok(Write { transaction, store })
    }
}

/// What is written together, all or nothing.
pub(super) struct Write {
    transaction: IdbTransaction,
    store: IdbObjectStore,
}

impl Write {
    /// Puts a value under a key, in place of what is there.
    pub(super) async fn put(&self, key: &str, value: &JsValue) -> Result<(), String> {
        answer(self.store.put_with_key(value, &key.into())).await.map(|_| ())
    }

    /// Puts a value under a key where nothing is; what is there stays, and it fails.
    pub(super) async fn put_first(&self, key: &str, value: &JsValue) -> Result<(), String> {
        answer(self.store.add_with_key(value, &key.into())).await.map(|_| ())
    }

    /// Adds a row; the number that the browser gives it.
    pub(super) async fn add(&self, value: &JsValue) -> Result<JsValue, String> {
        answer(self.store.add(value)).await
    }

    /// Deletes what is within a range.
    pub(super) async fn delete(&self, range: &JsValue) -> Result<(), String> {
        answer(self.store.delete(range)).await.map(|_| ())
    }

    pub(super) async fn clear(&self) -> Result<(), String> {
        answer(self.store.clear()).await.map(|_| ())
    }

    /// Waits until it is on the disk.
    pub(super) async fn done(self) -> Result<(), String> {
        let done = Promise::new(&mut |resolve, reject| {
            self.transaction.set_oncomplete(Some(&resolve));
            self.transaction.set_onabort(Some(&reject));
        });
        let why = |_| self.transaction.error().map_or_else(|| "IndexedDB".to_owned(), |why| words_of(&why));
        JsFuture::from(done).await.map(|_| ()).map_err(why)
    }
}
