//! Files in, JSON out.

use super::explain::{Failure, incoming_failure};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use wenlou::bundle::incoming::{self, Incoming, Trusted};
use wenlou::bundle::jws::MAX_FILE;
use wenlou::bundle::key::{spoken, thumbprint};
use wenlou::bundle::payload::{Bundle, Packet};
use wenlou::bundle::receipt::Receipt;
use wenlou::bundle::trust::{self, ListedKey, SignedBy};
use wenlou::bundle::words;
use wenlou::domain::date::{begins_at, date_text, make_date, parse_date};
use wenlou::domain::ids::DeviceId;
use wenlou::text::Lang;

/// The largest trust list that is read: some ten thousand keys.
const MAX_TRUST: u64 = 4 << 20;

/// Reads a whole file of at most `limit` bytes. The size is looked at before a byte is read, and kept to while reading.
pub fn read(path: &Path, limit: u64, lang: Lang) -> Result<Vec<u8>, Failure> {
    let unreadable = |e: io::Error| match e.kind() {
        io::ErrorKind::NotFound => Failure::new(
            "not_found",
            lang.pick("没有这个文件，请检查文件名和目录。", "There is no such file; check name and folder."),
        ),
        io::ErrorKind::PermissionDenied => Failure::new(
            "unreadable",
            lang.pick(
                "当前用户无权读取这个文件，请修改它的权限。",
                "The file may not be read by this user; change its permissions.",
            ),
        ),
        _ => Failure::new(
            "unreadable",
            lang.pick(format!("文件读不出来（{e}）。"), format!("The file can't be read ({e}).")),
        ),
    };
    let too_large = |bytes: u64| {
        let message = lang.pick(
            format!("文件有 {bytes} 字节，超过 {limit} 的上限，没有读取。请确认选对了文件。"),
            format!("The file has {bytes} bytes, more than the limit of {limit}; it was not read. Check that it is the right file."),
        );
        Failure::new("too_large", message)
    };
    let about = fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        let message = lang.pick("这是目录，请写出其中的文件。", "This is a folder; name the files in it.");
        return Err(Failure::new("directory", message));
    }
    if about.len() > limit {
        return Err(too_large(about.len()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// The keys that files may be signed with, how they are called, and in which language to say so.
pub struct Trust {
    list: trust::Trust,
    keys: Vec<Trusted>,
    /// The day on which it is checked begins then, in milliseconds since 1970.
    pub at: i64,
    pub lang: Lang,
}

impl Trust {
    /// Reads the list, which has to be good on the day `on`, or else today, and tells who signed it.
    pub fn read(path: &Path, on: Option<&str>, lang: Lang) -> Result<Self, String> {
        let wrong = |message: String| format!("{} {}: {message}", lang.pick("信任名单", "trust list"), path.display());
        let on = match on {
            None => today().ok_or("the clock of this machine is wrong")?,
            Some(on) if parse_date(on).is_some() => on.to_owned(),
            Some(on) => {
                return Err(lang.pick(format!("--on 不是日期：{on}"), format!("--on is not a date: {on}")));
            }
        };
        let bytes = read(path, MAX_TRUST, lang).map_err(|why| wrong(why.message))?;
        let list = trust::Trust::read(&bytes, &on).map_err(|why| wrong(lang.trust_error(&why)))?;
        if list.keys.is_empty() {
            let message =
                lang.pick("名单上没有公钥，任何文件都无法核验。", "It names no key, so no file could be believed.");
            return Err(wrong(message.to_owned()));
        }
        eprintln!("wenlou: {}", wrong(signed_by(list.signed.as_ref(), lang)));
        let trusted = |listed: &ListedKey| Trusted {
            device: thumbprint(&listed.key),
            supervisor: listed.supervisor,
            key: listed.key.clone(),
        };
        let keys = list.keys.iter().map(trusted).collect();
        let at = parse_date(&on).map_or(0, begins_at);
        Ok(Self { list, keys, at, lang })
    }

    /// What the list calls this device.
    pub fn name(&self, device: &DeviceId) -> Option<&str> {
        self.list.find(device).map(|key| key.name.as_str())
    }

    pub fn is_supervisor(&self, device: &DeviceId) -> bool {
        self.keys.iter().any(|key| key.device == *device && key.supervisor)
    }

    /// The devices that the list says were revoked, with the number of their last record that counts.
    pub fn revocations(&self) -> impl Iterator<Item = (DeviceId, u64)> {
        self.list.keys.iter().filter_map(|listed| Some((thumbprint(&listed.key), listed.last?)))
    }

    /// Of a revoked device: number of its last record that counts.
    pub fn revoked_after(&self, device: &DeviceId) -> Option<u64> {
        self.list.find(device)?.last
    }

    /// What a signed list says of itself.
    pub fn signed(&self) -> Option<&SignedBy> {
        self.list.signed.as_ref()
    }
}

/// Who signed a trust list, for whoever has the fingerprint or the words from elsewhere.
fn signed_by(signed: Option<&SignedBy>, lang: Lang) -> String {
    let Some(SignedBy { device, number, issued_on, until, .. }) = signed else {
        return lang
            .pick(
                "没有签名，凭提供者的话为准。请让监督员保存一份有签名的。",
                "It is not signed: it is the word of whoever gave it to you. Have the supervisor save a signed one.",
            )
            .to_owned();
    };
    let (name, print) = (&device.name, spoken(&device.id));
    let words = words::of(&device.id).map(|at| lang.spoken_word(at)).join(" ");
    lang.pick(
        format!("第 {number} 号，{issued_on} 由“{name}”签发，有效至 {until}；指纹 {print}，八个词：{words}"),
        format!("Number {number}, signed on {issued_on} by {name}, good until {until}; fingerprint {print}, eight words: {words}"),
    )
}

/// The date by this machine's clock, in UTC.
fn today() -> Option<String> {
    #[expect(clippy::disallowed_types, reason = "the command line has no shell that would bring the clock in")]
    let now = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).ok()?;
    let days = i64::try_from(now.as_secs() / 86_400).ok()?;
    wenlou::domain::date::add_days(make_date(1970, 1, 1)?, days).map(date_text)
}

/// A signed file that was believed.
pub enum Signed {
    Bundle(Bundle),
    Packet(Packet),
    Receipt(Receipt),
}

/// Reads a file and believes it, or says why not.
pub fn read_signed(path: &Path, trust: &Trust) -> Result<Signed, Failure> {
    believe(&read(path, MAX_FILE, trust.lang)?, trust)
}

/// Believes a file's bytes, or says why not.
pub fn believe(bytes: &[u8], trust: &Trust) -> Result<Signed, Failure> {
    let lang = trust.lang;
    match incoming::read(bytes, &trust.keys) {
        Ok(Incoming::Bundle(bundle)) => Ok(Signed::Bundle(bundle)),
        Ok(Incoming::Packet(packet)) => Ok(Signed::Packet(packet)),
        Ok(Incoming::Receipt(receipt)) => Ok(Signed::Receipt(receipt)),
        Ok(Incoming::Card { .. }) => Err(Failure::new(
            "key_card",
            lang.pick(
                "这是公钥卡，没有签名，也没有记录。请在应用里登记它。",
                "This is a key card: it is not signed and holds no records. Have it enrolled in the app.",
            ),
        )),
        Err(why) => Err(incoming_failure(&why, trust)),
    }
}

/// What is to be said of a bundle that goes further than its device is believed.
pub fn revoked(signed: &Signed, trust: &Trust) -> Option<String> {
    let Signed::Bundle(bundle) = signed else { return None };
    let (device, last) = (&bundle.payload.device.id, bundle.payload.last);
    let limit = trust.revoked_after(device).filter(|limit| last > *limit)?;
    let name = trust.name(device).unwrap_or_default();
    Some(trust.lang.pick(
        format!("由“{name}”（{device}）签名，这台设备已被吊销：第 {limit} 条以后的记录不算，而文件到第 {last} 条"),
        format!("signed by {name} ({device}), which was revoked: nothing counts after record {limit}, and the file goes to {last}"),
    ))
}

/// A path as it is shown and sorted.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Writes a value as JSON, on one line or indented, and ends the line.
pub fn print<T: Serialize>(value: &T, indented: bool) -> Result<(), String> {
    let text = if indented { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    let text = text.map_err(|e| e.to_string())?;
    writeln!(io::stdout().lock(), "{text}").map_err(|e| format!("standard output: {e}"))
}
