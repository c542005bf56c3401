//! Files in and out: what a person picked, downloads, the share sheet.

use super::reading::{FileReply, Job, Reader, RosterReply, Vault, once};
use super::words_of;
use crate::app::Lang;
use crate::app::import::{self, ImportError};
use crate::app::roster::shown::Ask;
use crate::app::{Answer, FileToken, PickedFile, ReadError, ReadFile};
use crate::bundle::incoming::Trusted;
use crate::domain::json;
use js_sys::{Array, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, ShareData, Url};

/// Files that a person picked, by token.
#[derive(Default)]
pub struct Picked(Vec<File>);

impl Picked {
    pub fn take(&mut self, files: Vec<File>) -> Vec<PickedFile> {
        let first = self.0.len();
        self.0.extend(files);
        let describe = |(at, file): (usize, &File)| PickedFile {
            token: FileToken(u32::try_from(at).unwrap_or(u32::MAX)),
            name: file.name(),
            // A file's size is a whole number of bytes below 2^53.
            size: file.size() as u64,
        };
        self.0.iter().enumerate().skip(first).map(describe).collect()
    }

    pub fn get(&self, token: FileToken) -> Option<File> {
        self.0.get(token.0 as usize).cloned()
    }
}

pub(super) async fn bytes_of(file: Option<File>) -> Result<Uint8Array, String> {
    let file = file.ok_or("file")?;
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|e| words_of(&e))?;
    Ok(Uint8Array::new(&buffer))
}

/// Reads a roster in the worker.
pub async fn read_roster(request: u64, file: Option<File>, ask: Ask) -> Answer {
    let read = roster(file, ask).await.map_err(ImportError::Unreadable);
    Answer::RosterRead { request, result: read.and_then(|shown| shown.map(Rc::new).map_err(ImportError::Sheet)) }
}

async fn roster(file: Option<File>, ask: Ask) -> Result<RosterReply, String> {
    let bytes = if ask.import.is_too_large() { Uint8Array::new_with_length(0) } else { bytes_of(file).await? };
    let reply = Reader::start().await?.read(&Job::Roster(ask), &bytes).await?;
    json::from_text(&reply).map_err(|e| e.to_string())
}

/// Reads a list of prices in the worker.
pub async fn read_prices(request: u64, file: Option<File>, ask: import::Ask) -> Answer {
    let read = async {
        let bytes = if ask.is_too_large() { Uint8Array::new_with_length(0) } else { bytes_of(file).await? };
        once(json::to_text(&Vault::Prices(ask)), bytes).await
    };
    Answer::PricesRead { request, reply: read.await }
}

/// Reads and verifies files in the worker, one after the other. A file that breaks the worker fails alone.
pub async fn read_files(files: Vec<(FileToken, Option<File>)>, trusted: Vec<Trusted>, lang: Lang) -> Answer {
    let job = Job::File(trusted, lang);
    let mut reader: Option<Reader> = None;
    let mut read = Vec::new();
    for (token, file) in files {
        let answer = async {
            let bytes = bytes_of(file).await?;
            if reader.is_none() {
                reader = Some(Reader::start().await?);
            }
            let worker = reader.as_ref().ok_or("worker")?;
            let reply = worker.read(&job, &bytes).await?;
            json::from_text::<FileReply>(&reply).map_err(|e| e.to_string())
        }
        .await;
        let result = match answer {
            Ok(reply) => reply.map_err(ReadError::NotBelieved),
            Err(why) => {
                reader = None;
                Err(ReadError::Unreadable(why))
            }
        };
        read.push(ReadFile { token, result });
    }
    Answer::FilesRead(read)
}

/// A text as a file of this name.
pub fn file_of(name: &str, text: &str) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type("application/json");
    File::new_with_str_sequence_and_options(&Array::of1(&text.into()), name, &options)
}

/// Whether the browser has a share sheet that takes files.
pub fn can_share() -> bool {
    let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return false };
    let has = Reflect::get(&navigator, &"canShare".into()).is_ok_and(|f| f.is_function());
    has && file_of("wenlou.json", "{}").is_ok_and(|file| navigator.can_share_with_data(&share_data(&file)))
}

fn share_data(file: &File) -> ShareData {
    let data = ShareData::new();
    data.set_files(&Array::of1(file));
    data
}

/// Gives the person a file. Where sharing isn't possible it is a download.
pub async fn deliver(name: &str, text: &str, share: bool) -> Result<(), String> {
    if share && can_share() {
        let file = file_of(name, text).map_err(|e| words_of(&e))?;
        let navigator = web_sys::window().ok_or("window")?.navigator();
        let shared = JsFuture::from(navigator.share_with_data(&share_data(&file))).await;
        return shared.map(|_| ()).map_err(|e| words_of(&e));
    }
    download(name, text).map_err(|e| words_of(&e))
}

fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    download_blob(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?)
}

/// Gives the person a file by a download.
pub(super) fn download_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or("document")?;
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    let body = document.body().ok_or("body")?;
    body.append_child(&link)?;
    link.click();
    body.remove_child(&link)?;
    // The browser takes hold of the blob when the click is handled; freeing its address waits until it surely has.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
