//! The device's store as the page sees it: the log that a worker keeps, and `localStorage`, which mirrors it.
//!
//! A change goes to the log first; when it is on the disk it is put into `localStorage` and counts as saved. What `localStorage`
//! refuses, being full, is held here until the page is closed: the log has it, and the next start brings it back.

use super::{scripts, words_of};
use crate::app::Safety;
use crate::domain::json;
use crate::domain::small_map::SmallMap;
use crate::store::change::{self, Change};
use crate::store::compare::{Finding, compare, position_of, position_text};
use crate::store::keys;
use crate::store::log::{Contents, Position};
use crate::store::quota::{UNITS, units};
use gloo_storage::{LocalStorage, Storage};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker};

/// How long the log may take to open, and to take a change, in milliseconds.
const PATIENCE_MS: u32 = 15_000;
/// What is said of a log that took longer.
const LATE: &str = "timeout";
/// Above so many bytes, and four times what it has to hold, the log is written anew.
const SPACIOUS: u64 = 1 << 20;
/// When records that lie by themselves take so many UTF-16 units, they are packed.
const UNTIDY: u64 = 1 << 17;

/// The browser's store, if it lets us have it.
pub(super) fn mirror() -> Result<web_sys::Storage, String> {
    match web_sys::window().map(|w| w.local_storage()) {
        // Asked for first, because `LocalStorage::raw` takes it for granted.
        Some(Ok(Some(_))) => Ok(LocalStorage::raw()),
        Some(Err(error)) => Err(words_of(&error)),
        _ => Err("localStorage".to_owned()),
    }
}

fn mirror_get(key: &str) -> Result<Option<String>, String> {
    mirror()?.get_item(key).map_err(|e| words_of(&e))
}

/// All keys of the origin, those of others included: they share what the browser gives.
fn mirror_keys() -> Result<Vec<String>, String> {
    let raw = mirror()?;
    let length = raw.length().map_err(|e| words_of(&e))?;
    Ok((0..length).filter_map(|i| raw.key(i).ok().flatten()).collect())
}

/// Why the store can't be used.
pub enum NotOpened {
    /// What the browser says.
    Blocked(String),
    /// A newer program has written to it.
    Newer,
}

impl From<String> for NotOpened {
    fn from(why: String) -> Self {
        Self::Blocked(why)
    }
}

#[derive(Default)]
pub struct Stores {
    keeper: RefCell<Option<Keeper>>,
    /// Entries that the log has and `localStorage` refused.
    beside: RefCell<SmallMap<String, String>>,
    /// UTF-16 units in `localStorage`.
    used: Cell<u64>,
    /// UTF-16 units of records that lie by themselves.
    alone: Cell<u64>,
    /// This tab has the lock and has compared the stores: only then may it write.
    open: Cell<bool>,
}

impl Stores {
    /// Opens the log, compares it with `localStorage` and makes good whichever is behind.
    ///
    /// # Errors
    /// `localStorage` is blocked, or a newer program has been here; then nothing is changed.
    pub async fn open(&self) -> Result<(Safety, Vec<Finding>), NotOpened> {
        self.close().await;
        self.check_format()?;
        // The log has it; what another tab wrote meanwhile counts.
        *self.beside.borrow_mut() = SmallMap::default();
        let (mut entries, mut used, mut alone) = (Vec::new(), 0, 0);
        for key in mirror_keys()? {
            if let Some(value) = mirror_get(&key)? {
                let size = units(&key) + units(&value);
                used += size;
                alone += if key.starts_with(keys::RECORDS) { size } else { 0 };
                entries.push((key, value));
            }
        }
        entries.retain(|(key, _)| key.starts_with(keys::ALL));
        self.used.set(used);
        self.alone.set(alone);
        let (keeper, kind, contents) = match Keeper::start().await {
            Ok(opened) => opened,
            Err(why) => {
                self.open.set(true);
                return Ok((Safety::MirrorOnly(why), Vec::new()));
            }
        };
        let safety = match kind.as_str() {
            "files" => Safety::Files,
            "table" => Safety::Table,
            _ => Safety::Passing,
        };
        let format = contents.changes.iter().find(|change| change.key == keys::FORMAT);
        if format.and_then(|change| change.value.as_deref()).is_some_and(keys::is_newer) {
            return Err(NotOpened::Newer);
        }
        let mut verdict = compare(&contents, entries);
        let is_current =
            |change: &Change| change.key == keys::FORMAT && change.value.as_deref().is_some_and(keys::is_current);
        let formats = || contents.changes.iter().chain(&verdict.to_log).chain(&verdict.to_mirror);
        if !formats().any(is_current) {
            let format = Change::put(keys::FORMAT, keys::FORMAT_VERSION.to_string());
            verdict.to_log.push(format.clone());
            verdict.to_mirror.push(format);
        }
        // What the log has is there whether or not the log takes more.
        for change in &verdict.to_mirror {
            // What is refused lies beside, and is counted below.
            let _ = self.put_into_mirror(change);
        }
        self.make_room();
        let mut findings = verdict.findings;
        let refused = self.beside.borrow().len();
        if refused > 0 {
            findings.push(Finding::MirrorFull { entries: refused });
        }
        let mut position = contents.position;
        if !verdict.to_log.is_empty() {
            match keeper.write(&verdict.to_log, false).await {
                Ok(after) => position = after,
                // Nothing is lost by it, but a log that can't be written is none.
                Err(why) => {
                    self.open.set(true);
                    return Ok((Safety::MirrorOnly(why), findings));
                }
            }
        }
        *self.keeper.borrow_mut() = Some(keeper);
        self.open.set(true);
        self.note_position(position);
        self.tidy(&contents, &verdict.to_log).await;
        Ok((safety, findings))
    }

    /// Whether this program may touch the store.
    ///
    /// # Errors
    /// As for [`Stores::open`].
    pub fn check_format(&self) -> Result<(), NotOpened> {
        match mirror_get(keys::FORMAT)? {
            Some(format) if keys::is_newer(&format) => Err(NotOpened::Newer),
            _ => Ok(()),
        }
    }

    /// Writes the log anew where much of it is of no use any more, or some of it can't be read.
    async fn tidy(&self, contents: &Contents, added: &[Change]) {
        let held: Vec<Change> = change::fold([&contents.changes[..], added].concat());
        let held: Vec<Change> = held.into_iter().filter(|change| change.value.is_some()).collect();
        let size: usize = held.iter().map(Change::size).sum();
        let spacious = contents.length > SPACIOUS && contents.length / 4 > size as u64;
        if !spacious && contents.damage.is_empty() {
            return;
        }
        let Some(keeper) = self.keeper() else { return };
        // Where it fails the old log goes on.
        if let Ok(position) = keeper.write(&held, true).await {
            self.note_position(position);
        }
    }

    fn keeper(&self) -> Option<Keeper> {
        self.keeper.borrow().clone()
    }

    /// Whether this tab may write.
    pub fn is_open(&self) -> bool {
        self.open.get()
    }

    /// Lets go of the log, so that another tab can open it.
    pub async fn close(&self) {
        self.open.set(false);
        let keeper = self.keeper.borrow_mut().take();
        if let Some(keeper) = keeper {
            keeper.close().await;
        }
    }

    /// What is under a key.
    ///
    /// # Errors
    /// What the browser says.
    pub fn get(&self, key: &str) -> Result<Option<String>, String> {
        match self.beside.borrow().get(key) {
            Some(value) => Ok(Some(value.clone())),
            None => mirror_get(key),
        }
    }

    /// All keys that begin like this.
    ///
    /// # Errors
    /// What the browser says.
    pub fn keys_with(&self, prefix: &str) -> Result<Vec<String>, String> {
        let beside = self.beside.borrow();
        let mut all = mirror_keys()?;
        all.retain(|key| key.starts_with(prefix) && beside.get(key).is_none());
        all.extend(beside.keys().filter(|key| key.starts_with(prefix)).cloned());
        Ok(all)
    }

    /// Makes changes; when this returns they are on the disk, as far as this browser can tell.
    ///
    /// # Errors
    /// What the browser says. The changes are then not made, or not for sure; making them again does no harm.
    pub async fn put(&self, changes: &[Change]) -> Result<(), String> {
        if !self.open.get() {
            return Err("closed".to_owned());
        }
        let Some(keeper) = self.keeper() else { return self.put_without_log(changes) };
        let position = match keeper.write(changes, false).await {
            Ok(position) => position,
            Err(why) => {
                if why == LATE {
                    self.replace(&keeper).await;
                }
                return Err(why);
            }
        };
        for change in changes {
            // The log has what is refused: it lies beside.
            let _ = self.put_into_mirror(change);
        }
        self.make_room();
        let records = changes.iter().filter(|change| change.key.starts_with(keys::RECORDS));
        self.alone.set(self.alone.get() + records.filter_map(|record| record.value.as_deref()).map(units).sum::<u64>());
        self.note_position(position);
        Ok(())
    }

    /// Ends a worker that doesn't answer and starts another: what it was given may be in the log or not, and is given to the new one again. Where
    /// none starts, the next change waits in vain again, and isn't called saved.
    async fn replace(&self, dead: &Keeper) {
        let is_kept = || self.keeper().is_some_and(|keeper| Rc::ptr_eq(&keeper.0, &dead.0));
        dead.0.worker.terminate();
        if is_kept()
            && let Ok((keeper, ..)) = Keeper::start().await
            && is_kept()
        {
            *self.keeper.borrow_mut() = Some(keeper);
        }
    }

    /// Without a log there is nothing but `localStorage`: what that refuses is nowhere. A log that there was falls behind it.
    fn put_without_log(&self, changes: &[Change]) -> Result<(), String> {
        for change in changes {
            if let Err(why) = self.put_into_mirror(change) {
                self.beside.borrow_mut().remove(&change.key);
                return Err(why);
            }
        }
        self.note_ahead();
        Ok(())
    }

    /// Puts a value where at least one of the two stores takes it; for what must not be forgotten even if the log refuses it, and is not alarming if
    /// only one has it.
    ///
    /// # Errors
    /// What the browser says; it may be in `localStorage` all the same.
    pub async fn put_anywhere(&self, change: Change) -> Result<(), String> {
        let put = self.put(std::slice::from_ref(&change)).await;
        if put.is_err() && self.open.get() {
            return self.put_without_log(&[change]).and(put);
        }
        put
    }

    /// Tries again to put into `localStorage` what it refused: others may have been taken out.
    fn make_room(&self) {
        let next = || self.beside.borrow().iter().next().map(|(key, value)| Change::put(key, value));
        while let Some(change) = next() {
            if self.put_into_mirror(&change).is_err() {
                return;
            }
        }
    }

    /// Takes all entries out of `localStorage`, the log being gone. Nothing can be put after it.
    ///
    /// # Errors
    /// What the browser says.
    pub fn clear(&self) -> Result<(), String> {
        let raw = mirror()?;
        for key in mirror_keys()?.into_iter().filter(|key| key.starts_with(keys::ALL)) {
            raw.remove_item(&key).map_err(|e| words_of(&e))?;
        }
        Ok(())
    }

    /// How much of `localStorage` is taken, in UTF-16 units; all of it, as long as it refuses something.
    pub fn used(&self) -> u64 {
        if self.beside.borrow().is_empty() { self.used.get() } else { UNITS }
    }

    /// Asks the browser never to clear this site by itself; or, not asking, whether it has promised it.
    pub async fn persist(&self, ask: bool) -> Option<bool> {
        let manager = web_sys::window()?.navigator().storage();
        let promise = if ask { manager.persist() } else { manager.persisted() };
        JsFuture::from(promise.ok()?).await.ok()?.as_bool()
    }

    /// Whether so many records lie by themselves that it is time to pack them; asking begins the count anew. Never without a log: records that are
    /// taken out before `localStorage` has their pack would be nowhere.
    pub fn is_untidy(&self) -> bool {
        let untidy = self.alone.get() >= UNTIDY && self.keeper().is_some();
        if untidy {
            self.alone.set(0);
        }
        untidy
    }

    fn put_into_mirror(&self, Change { key, value }: &Change) -> Result<(), String> {
        let raw = mirror()?;
        let size = |value: Option<String>| value.map_or(0, |value| units(key) + units(&value));
        let before = size(raw.get_item(key).map_err(|e| words_of(&e))?);
        let done = match value {
            Some(value) => raw.set_item(key, value),
            None => raw.remove_item(key),
        };
        let mut beside = self.beside.borrow_mut();
        match (done, value) {
            (Err(error), Some(value)) => {
                beside.insert(key.clone(), value.clone());
                Err(words_of(&error))
            }
            (done, _) => {
                beside.remove(key);
                done.map_err(|e| words_of(&e))?;
                self.used.set(self.used.get() - before.min(self.used.get()) + size(value.clone()));
                Ok(())
            }
        }
    }

    /// Notes that `localStorage` has what the log hasn't: the next start has to know which of two settings is the later one.
    fn note_ahead(&self) {
        if let Ok(Some(text)) = mirror_get(keys::LOG) {
            let mut position = position_of(&text).unwrap_or_default();
            position.next += 1;
            self.note_position(position);
        }
    }

    fn note_position(&self, position: Position) {
        // Where it is not taken the next start compares with an earlier position: nothing is lost by it.
        let note = Change::put(keys::LOG, position_text(position));
        let _ = self.put_into_mirror(&note);
        self.beside.borrow_mut().remove(keys::LOG);
    }
}

/// The worker that keeps the log, and who waits for its answers.
#[derive(Clone)]
struct Keeper(Rc<Running>);

struct Running {
    worker: Worker,
    waiting: Rc<RefCell<Vec<(u32, Function)>>>,
    next: Cell<u32>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// The number that the keeper's first message is filed under; it has none of its own.
const FIRST: u32 = 0;

impl Keeper {
    async fn start() -> Result<(Self, String, Contents), String> {
        let worker = scripts::start_keeper().map_err(|e| words_of(&e))?;
        let waiting: Rc<RefCell<Vec<(u32, Function)>>> = Rc::default();
        let (answered, failed) = (waiting.clone(), waiting.clone());
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message: Array = event.data().unchecked_into();
            let id = message.get(0).as_f64().map_or(FIRST, |id| id as u32);
            let resolve = take(&answered, |waiting| *waiting == id);
            for resolve in resolve {
                let _ = resolve.call1(&JsValue::NULL, &message);
            }
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            for resolve in take(&failed, |_| true) {
                let _ = resolve.call1(&JsValue::NULL, &scripts::words_of_failure(&event));
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let keeper = Self(Rc::new(Running {
            worker,
            waiting,
            next: Cell::new(FIRST + 1),
            _on_message: on_message,
            _on_error: on_error,
        }));
        let opened = keeper.answer(FIRST).await?;
        if opened.get(0).as_string().as_deref() != Some("opened") {
            return Err(opened.get(1).as_string().unwrap_or_default());
        }
        let contents = Contents {
            changes: change::decode(&Uint8Array::new(&opened.get(2)).to_vec()).ok_or("keeper")?,
            damage: json::from_text(&opened.get(3).as_string().unwrap_or_default()).map_err(|e| e.to_string())?,
            is_new: opened.get(4).is_truthy(),
            position: position(&opened.get(5)),
            length: opened.get(6).as_f64().unwrap_or(0.0) as u64,
        };
        Ok((keeper, opened.get(1).as_string().unwrap_or_default(), contents))
    }

    /// Appends to the log, or writes it anew with just these changes.
    async fn write(&self, changes: &[Change], anew: bool) -> Result<Position, String> {
        let message = Array::of1(&Uint8Array::from(&change::encode(changes)[..]));
        if anew {
            message.push(&true.into());
        }
        let reply = self.ask(message).await?;
        match reply.get(1) {
            taken if taken.is_string() => Ok(position(&taken)),
            _ => Err(reply.get(2).as_string().unwrap_or_default()),
        }
    }

    async fn close(&self) {
        // The files are let go of when the worker ends, at the latest.
        let _ = self.ask(Array::new()).await;
    }

    async fn ask(&self, message: Array) -> Result<Array, String> {
        let id = self.0.next.get();
        self.0.next.set(id + 1);
        message.unshift(&id.into());
        self.0.worker.post_message(&message).map_err(|e| words_of(&e))?;
        self.answer(id).await
    }

    /// Waits for the message of this number.
    async fn answer(&self, id: u32) -> Result<Array, String> {
        let mut timeout = None;
        let promise = Promise::new(&mut |resolve, _| {
            self.0.waiting.borrow_mut().push((id, resolve.clone()));
            let waiting = self.0.waiting.clone();
            timeout = Some(Timeout::new(PATIENCE_MS, move || {
                for resolve in take(&waiting, |other| *other == id) {
                    let _ = resolve.call1(&JsValue::NULL, &LATE.into());
                }
            }));
        });
        let answer = JsFuture::from(promise).await.map_err(|e| words_of(&e))?;
        drop(timeout);
        answer.dyn_into().map_err(|why| words_of(&why))
    }
}

fn take(waiting: &RefCell<Vec<(u32, Function)>>, wanted: impl Fn(&u32) -> bool) -> Vec<Function> {
    let mut waiting = waiting.borrow_mut();
    let (found, rest) = std::mem::take(&mut *waiting).into_iter().partition(|(id, _)| wanted(id));
    *waiting = rest;
    let found: Vec<(u32, Function)> = found;
    found.into_iter().map(|(_, resolve)| resolve).collect()
}

fn position(text: &JsValue) -> Position {
    position_of(&text.as_string().unwrap_or_default()).unwrap_or_default()
}
