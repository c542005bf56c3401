//! The worker that keeps the write-ahead log: in files of the origin's private file system, or, where the browser has none for this site, in a
//! table of IndexedDB with strict durability.
//!
//! There is one log. Files that can't be had just now may hold it, so then nothing is opened and the page says why: a second log begun in the
//! table would part the two. Once there are files where there were none, as after an update of the browser, they take the table over.
//!
//! It is the program itself, started as a worker from the same files: nothing more has to be loaded. Messages are arrays:
//!
//! | from | message |
//! |---|---|
//! | keeper, once | `["opened", kind, changes, damage, is new, position, length]`, or `["failed", why]` |
//! | page | `[id, changes]`: append; `[id, changes, true]`: write the log anew with just these; `[id]`: close |
//! | keeper | `[id, position]` when it is on the disk, or `[id, null, why]` |
//!
//! with changes as bytes ([`change::encode`]).

use super::table;
use super::words_of;
use crate::domain::json;
use crate::store::change::{self, Change};
use crate::store::compare::{position_text, take_over};
use crate::store::log::{Contents, Disk, Log, Position, Salt};
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DedicatedWorkerGlobalScope, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemRemoveOptions, FileSystemSyncAccessHandle,
    MessageEvent, StorageManager,
};

/// The folder of the log's two files in the origin's private file system.
const FOLDER: &str = "wenlou";
const FILES: [&str; 2] = ["log-a", "log-b"];
/// The database and its store, where there is no such file system.
const DATABASE: &str = "wenlou-log";
const STORE: &str = "log";
/// A tab that has just gone may hold the files a moment longer: how often to try again, and how long to wait before it.
const TRIES: u32 = 40;
const PAUSE_MS: u32 = 50;

/// How many messages are taken together at most.
const MOST_AT_ONCE: usize = 100;

/// The worker's scope, where this is one.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Opens the log and keeps it, as long as the worker lives.
pub fn serve(scope: DedicatedWorkerGlobalScope) {
    spawn_local(async move {
        let opened = open().await;
        let message = match &opened {
            Ok((keeper, contents)) => Array::of5(
                &"opened".into(),
                &keeper.kind().into(),
                &Uint8Array::from(&change::encode(&contents.changes)[..]),
                &json::to_text(&contents.damage).into(),
                &contents.is_new.into(),
            ),
            Err(why) => Array::of2(&"failed".into(), &why.into()),
        };
        if let Ok((keeper, contents)) = opened {
            message.push(&position_text(contents.position).into());
            message.push(&(contents.length as f64).into());
            listen(&scope, keeper);
        }
        // Where posting fails the page waits for its time-out and says so.
        let _ = scope.post_message(&message);
    });
}

async fn open() -> Result<(Keeper, Contents), String> {
    let mut tries = 0;
    let files = loop {
        match open_files().await {
            Ok(files) => break files,
            Err(why) if tries == TRIES => return Err(why),
            Err(_) => {
                tries += 1;
                gloo_timers::future::TimeoutFuture::new(PAUSE_MS).await;
            }
        }
    };
    let (mut table, rows) = Table::open().await?;
    let files = match files {
        Files::Here(files) => files,
        Files::Unknown => return Ok((Keeper::Table(table), rows)),
        Files::Forbidden => return Ok((Keeper::Passing(table), rows)),
    };
    let (mut log, mut contents) = Log::open(files, draw_salt()?)?;
    if !rows.is_new {
        contents = take_over(contents, rows);
        // Written anew it has a generation above any of the table's: the position that `localStorage` noted is not ahead of it.
        log.write_anew(&contents.changes, draw_salt()?)?;
        contents.position = log.position();
        // Only now. Where it fails there is no log: the next start would take these rows for later than what is written meanwhile.
        table.add(&[], true).await?;
    }
    drop(table);
    Ok((Keeper::Files(Box::new(log)), contents))
}

fn draw_salt() -> Result<Salt, String> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).map_err(|e| words_of(&e))?;
    let mut salt = Salt::default();
    let crypto: web_sys::Crypto = crypto.unchecked_into();
    crypto.get_random_values_with_u8_array(&mut salt).map_err(|e| words_of(&e))?;
    Ok(salt)
}

/// Whether there are files for the log. What is not an error doesn't change from one try to the next.
enum Files {
    Here([File; 2]),
    /// This browser has no such files.
    Unknown,
    /// It has, but none for this site: so Firefox in a private window, which forgets everything when it is closed. What Safari says there can't
    /// be told from a failure that passes, and Chromium says nothing at all.
    Forbidden,
}

async fn open_files() -> Result<Files, String> {
    let storage = scope().ok_or("worker")?.navigator().storage();
    if !has_files(&storage) {
        return Ok(Files::Unknown);
    }
    let root: FileSystemDirectoryHandle = match awaited(storage.get_directory()).await {
        Err(why) if why.starts_with("SecurityError") => return Ok(Files::Forbidden),
        root => root?,
    };
    let create = FileSystemGetDirectoryOptions::new();
    create.set_create(true);
    let folder: FileSystemDirectoryHandle = awaited(root.get_directory_handle_with_options(FOLDER, &create)).await?;
    let [first, second] = FILES;
    let first = open_file(&folder, first).await?;
    match open_file(&folder, second).await {
        Ok(second) => Ok(Files::Here([first, second])),
        Err(why) => {
            first.0.close();
            Err(why)
        }
    }
}

/// Takes the log off the device, in whichever form it is there. Nobody may have it open.
pub(super) async fn remove() -> Result<(), String> {
    let storage = web_sys::window().ok_or("window")?.navigator().storage();
    // The page has no handles for the files, but it has the folder. `has_files` is for workers.
    if Reflect::has(&storage, &"getDirectory".into()).unwrap_or(false) {
        match awaited::<FileSystemDirectoryHandle>(storage.get_directory()).await {
            Ok(root) => remove_folder(&root).await?,
            // A private window of Firefox: see `Files::Forbidden`.
            Err(why) if why.starts_with("SecurityError") => {}
            Err(why) => return Err(why),
        }
    }
    table::delete(DATABASE).await
}

async fn remove_folder(root: &FileSystemDirectoryHandle) -> Result<(), String> {
    let whole = FileSystemRemoveOptions::new();
    whole.set_recursive(true);
    for _ in 0..TRIES {
        match awaited::<JsValue>(root.remove_entry_with_options(FOLDER, &whole)).await {
            Ok(_) => return Ok(()),
            Err(why) if why.starts_with("NotFoundError") => return Ok(()),
            // A worker that has just gone may hold the files a moment longer.
            Err(_) => gloo_timers::future::TimeoutFuture::new(PAUSE_MS).await,
        }
    }
    Err(FOLDER.to_owned())
}

/// Safari of before 15.2 has files but no handles for workers.
fn has_files(storage: &StorageManager) -> bool {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let handle = member(&member(&js_sys::global(), "FileSystemFileHandle"), "prototype");
    member(storage, "getDirectory").is_function() && member(&handle, "createSyncAccessHandle").is_function()
}

async fn open_file(folder: &FileSystemDirectoryHandle, name: &str) -> Result<File, String> {
    let create = FileSystemGetFileOptions::new();
    create.set_create(true);
    let file: FileSystemFileHandle = awaited(folder.get_file_handle_with_options(name, &create)).await?;
    awaited(file.create_sync_access_handle()).await.map(File)
}

async fn awaited<T: JsCast>(promise: js_sys::Promise) -> Result<T, String> {
    JsFuture::from(promise).await.map(JsCast::unchecked_into).map_err(|e| words_of(&e))
}

/// A file of the origin's private file system, held by this worker alone.
#[derive(Debug)]
struct File(FileSystemSyncAccessHandle);

impl File {
    fn at(at: u64) -> FileSystemReadWriteOptions {
        let options = FileSystemReadWriteOptions::new();
        // Files stay far below 2^53 bytes.
        options.set_at(at as f64);
        options
    }
}

impl Disk for File {
    fn read(&mut self) -> Result<Vec<u8>, String> {
        let size = self.0.get_size().map_err(|e| words_of(&e))?;
        let mut bytes = vec![0; size as usize];
        let read = self.0.read_with_u8_array_and_options(&mut bytes, &Self::at(0)).map_err(|e| words_of(&e))?;
        bytes.truncate(read as usize);
        Ok(bytes)
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), String> {
        let mut done = 0;
        while done < bytes.len() {
            let options = Self::at(at + done as u64);
            let written = self.0.write_with_u8_array_and_options(&bytes[done..], &options);
            match written.map_err(|e| words_of(&e))? as usize {
                0 => return Err("QuotaExceededError".to_owned()),
                some => done += some,
            }
        }
        Ok(())
    }

    fn truncate(&mut self, length: u64) -> Result<(), String> {
        self.0.truncate_with_f64(length as f64).map_err(|e| words_of(&e))
    }

    fn flush(&mut self) -> Result<(), String> {
        self.0.flush().map_err(|e| words_of(&e))
    }
}

/// The log as a table of IndexedDB: an entry a row, numbered by the browser, each transaction durable before it is called complete.
struct Table {
    rows: table::Table,
    position: Position,
}

impl Table {
    async fn open() -> Result<(Self, Contents), String> {
        let rows = table::Table::open(DATABASE, STORE, true).await?;
        let (values, keys) = (rows.values().await?, rows.keys(&JsValue::UNDEFINED).await?);
        let mut contents = Contents { is_new: values.length() == 0, ..Contents::default() };
        let mut changes = Vec::new();
        let mut unreadable = 0;
        for row in values.iter() {
            let bytes = Uint8Array::new(&row).to_vec();
            contents.length += bytes.len() as u64;
            match change::decode(&bytes) {
                Some(some) => changes.extend(some),
                None => unreadable += 1,
            }
        }
        if unreadable > 0 {
            contents.damage.push(crate::store::log::Damage::Missing(unreadable));
        }
        contents.changes = change::fold(changes);
        let last = keys.iter().last().and_then(|last| last.as_f64()).unwrap_or(0.0);
        contents.position = Position { generation: 1, next: last as u64 + 1 };
        Ok((Self { rows, position: contents.position }, contents))
    }

    /// Adds a row, in place of all others if `anew`; none of nothing.
    async fn add(&mut self, changes: &[Change], anew: bool) -> Result<(), String> {
        let write = self.rows.write()?;
        if anew {
            write.clear().await?;
        }
        if !changes.is_empty() {
            let number = write.add(&Uint8Array::from(&change::encode(changes)[..])).await?;
            self.position.next = number.as_f64().unwrap_or(0.0) as u64 + 1;
        }
        write.done().await
    }
}

enum Keeper {
    Files(Box<Log<File>>),
    Table(Table),
    /// The same, which the browser forgets when the window is closed.
    Passing(Table),
}

impl Keeper {
    fn kind(&self) -> &'static str {
        match self {
            Self::Files(_) => "files",
            Self::Table(_) => "table",
            Self::Passing(_) => "passing",
        }
    }

    /// Carries out messages that belong together: appends, or a single one of another kind.
    async fn answer(&mut self, messages: &[Array]) -> Result<Position, String> {
        let mut changes = Vec::new();
        for message in messages {
            if message.length() < 2 {
                self.close();
                return Ok(Position::default());
            }
            changes.extend(change::decode(&Uint8Array::new(&message.get(1)).to_vec()).ok_or("message")?);
        }
        self.write(&changes, !messages.iter().all(is_append)).await
    }

    async fn write(&mut self, changes: &[Change], anew: bool) -> Result<Position, String> {
        match self {
            Self::Files(log) => {
                if anew { log.write_anew(changes, draw_salt()?) } else { log.append(changes) }?;
                Ok(log.position())
            }
            Self::Table(table) | Self::Passing(table) => {
                table.add(changes, anew).await?;
                Ok(table.position)
            }
        }
    }

    fn close(&self) {
        match self {
            Self::Files(log) => log.files().iter().for_each(|file| file.0.close()),
            Self::Table(table) | Self::Passing(table) => table.rows.close(),
        }
    }
}

/// The keeper between two messages, and those that came while it was at work: one after the other, as a row of the table is awaited.
struct Desk {
    keeper: Option<Keeper>,
    waiting: Vec<Array>,
}

fn listen(scope: &DedicatedWorkerGlobalScope, keeper: Keeper) {
    let desk = Rc::new(RefCell::new(Desk { keeper: Some(keeper), waiting: Vec::new() }));
    let port = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        desk.borrow_mut().waiting.push(event.data().unchecked_into());
        let free = desk.borrow_mut().keeper.take();
        if let Some(keeper) = free {
            spawn_local(work(desk.clone(), keeper, port.clone()));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    on_message.forget();
}

async fn work(desk: Rc<RefCell<Desk>>, mut keeper: Keeper, port: DedicatedWorkerGlobalScope) {
    loop {
        let messages = next_messages(&mut desk.borrow_mut().waiting);
        if messages.is_empty() {
            desk.borrow_mut().keeper = Some(keeper);
            return;
        }
        let done = keeper.answer(&messages).await;
        for message in messages {
            let id = message.get(0);
            let reply = match &done {
                Ok(position) => Array::of2(&id, &position_text(*position).into()),
                Err(why) => Array::of3(&id, &JsValue::NULL, &why.into()),
            };
            // Where posting fails the page waits for its time-out and says so.
            let _ = port.post_message(&reply);
        }
    }
}

/// The message that waits longest and, if it appends, those behind it that do: they become one entry, as flushing is what takes time.
fn next_messages(waiting: &mut Vec<Array>) -> Vec<Array> {
    let appends = waiting.iter().take_while(|message| is_append(message)).count();
    waiting.drain(..appends.clamp(1, MOST_AT_ONCE).min(waiting.len())).collect()
}

fn is_append(message: &Array) -> bool {
    message.length() == 2
}
