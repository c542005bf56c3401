//! Every reader of bytes that come from outside, each as a function of bytes that has to come back: quickly, whatever the bytes, and with
//! what it took being what it says it is.
//!
//! Where a signature, an encryption or an archive stands in the way, the bytes go behind it as well. libFuzzer calls these functions
//! (`make fuzz`, one target each in `targets/`), and `tests/fuzz_corpora.rs` calls the very same with each file in `corpus/`. A new reader is
//! one more row in [`READERS`], a target, and a first file in the corpus.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what must not happen has to stop the run")]

#[path = "../support/mod.rs"]
pub mod support;
#[path = "../support/workbook.rs"]
mod workbook;

use flate2::Compression;
use flate2::read::GzEncoder;
use qrcodegen::{QrCode, QrCodeEcc, Version};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::LazyLock;
use support::forge::{Parts, encode, header};
use support::{COMPOUND, Device, HOUSEHOLDS, Scenario, ballot, visit};
use wenlou::backup::shelves::Shelves;
use wenlou::backup::{content, merge as backup};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::{Kind, ToSign};
use wenlou::bundle::merge::{Delivery, carry_out, plan};
use wenlou::bundle::payload::{BundlePayload, PacketPayload};
use wenlou::bundle::photo_pack::unpack;
use wenlou::bundle::qr::{self, Picture};
use wenlou::bundle::sealing::{self, Context};
use wenlou::bundle::trust::{self, Trust};
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::json::{self, Json, to_text};
use wenlou::domain::photo::{self, Photo};
use wenlou::journal::{Entry, Journal, RecordId};
use wenlou::roster::prices::{self, PriceList, Read as ReadLine};
use wenlou::roster::{self, Corrections, sheet, understand};
use wenlou::store::log::{Disk, Log};
use wenlou::store::pack::{self, Pack, Shelf};
use wenlou::store::{Change, change};

/// Takes bytes or leaves them, and says which.
type Reader = fn(&[u8]) -> bool;

/// A reader's name, which is its target's and its corpus's too, and the reader.
pub const READERS: &[(&str, Reader)] = &[
    ("backup", backup_file),
    ("backup_content", backup_content),
    ("entries", entries),
    ("header", signed_header),
    ("json", any_json),
    ("key_card", key_card),
    ("log", log),
    ("log_entries", log_entries),
    ("pack", packed),
    ("payload", payload),
    ("photos", photos),
    ("prices", prices_file),
    ("qr_content", qr_content),
    ("qr_picture", qr_picture),
    ("records", records),
    ("roster_sheet", roster_sheet),
    ("roster_text", roster_file),
    ("roster_workbook", roster_file),
    ("sealed", sealed_ballot),
    ("signed", signed),
    ("trust_list", trust_list),
];

/// As in `tests/wire/first/backup.json`.
const PASSPHRASE: &str = "苹果 卡车 月亮 蓝色";

/// A campaign with a supervisor and two tablets, and some work done on each.
struct Known {
    scenario: Scenario,
    trusted: Vec<Trusted>,
    /// The payload of a bundle of the first tablet, encoded.
    payload: String,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut scenario = Scenario::ready(2);
    for tablet in &mut scenario.tablets {
        tablet.record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
        tablet.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    }
    scenario.hand_over();
    let trusted = scenario.trusted();
    let payload = Parts::of(&scenario.tablets[0].bundle()).payload;
    Known { scenario, trusted, payload }
});

impl Known {
    fn supervisor(&self) -> &Device {
        &self.scenario.supervisor.device
    }

    fn tablet(&self) -> &Device {
        &self.scenario.tablets[0].device
    }

    /// The supervisor's journal.
    fn journal(&self) -> Journal {
        self.scenario.supervisor.journal.clone()
    }
}

// --- signed files -----------------------------------------------------------------------------------------------------

/// Any file that a person hands the program.
pub fn signed(bytes: &[u8]) -> bool {
    incoming::read(bytes, &KNOWN.trusted).map(take_in).is_ok()
}

/// The header of a bundle, signed.
pub fn signed_header(bytes: &[u8]) -> bool {
    let (protected, payload) = (encode(bytes), KNOWN.payload.clone());
    let signature = encode(&KNOWN.tablet().signature(format!("{protected}.{payload}").as_bytes()));
    let file = Parts { payload, protected, signature }.file();
    let is_taken = incoming::read(file.as_bytes(), &KNOWN.trusted).is_ok();
    if is_taken {
        let expected: Value = serde_json::from_str(&header(KNOWN.tablet(), Kind::Bundle)).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(bytes).unwrap(), expected);
    }
    is_taken
}

/// The payload of a bundle, of a packet or of a receipt, whichever it looks most like, signed.
pub fn payload(bytes: &[u8]) -> bool {
    let has = |member: &[u8]| bytes.windows(member.len()).any(|part| part == member);
    let (device, kind) = match () {
        () if has(b"\"before\"") => (KNOWN.tablet(), Kind::Bundle),
        () if has(b"\"to\"") => (KNOWN.supervisor(), Kind::Receipt),
        () => (KNOWN.supervisor(), Kind::Packet),
    };
    let file = Parts::signed(device, &header(device, kind), bytes).file();
    let read = incoming::read(file.as_bytes(), &KNOWN.trusted).map(take_in);
    assert!(matches!(read, Ok(()) | Err(IncomingError::Payload(_))), "{read:?}");
    read.is_ok()
}

/// Everything that follows when a file is believed.
fn take_in(incoming: Incoming) {
    let delivery: Delivery = match incoming {
        Incoming::Bundle(bundle) => bundle.into(),
        Incoming::Packet(packet) => packet.into(),
        Incoming::Receipt(receipt) => {
            for tablet in &KNOWN.scenario.tablets {
                let _ = receipt.check(&tablet.journal, &tablet.state(), &tablet.device.id);
            }
            return;
        }
        Incoming::Card { .. } => return,
    };
    let mut journal = KNOWN.journal();
    let known = journal.len();
    if let Ok(plan) = plan(&journal, &delivery) {
        carry_out(&mut journal, &plan);
        assert_eq!(journal.len(), known + plan.new.len());
        add_up(&journal);
    }
}

/// What the records come to, and what would be handed on of them.
fn add_up(journal: &Journal) {
    let state = journal.replay();
    for compound in state.compounds.values() {
        let tally = compound.tally();
        let counts = tally.counts;
        let returned = counts.professional + counts.quasi + counts.blank + counts.invalid + counts.conflicts;
        assert_eq!(returned + tally.not_returned, counts.total, "every household is counted once");
    }
    for device in [KNOWN.tablet(), KNOWN.supervisor()] {
        let bundle = to_text(&BundlePayload::of(journal, &state, device.card()).unwrap());
        let packet = to_text(&PacketPayload::of(journal, &state, device.card(), device.key.clone()).unwrap());
        assert!(json::from_text::<BundlePayload>(&bundle).is_ok() && json::from_text::<PacketPayload>(&packet).is_ok());
    }
}

/// Records, a line each, of the device whose number the line begins with.
pub fn records(bytes: &[u8]) -> bool {
    let mut journal = KNOWN.journal();
    let devices = [KNOWN.supervisor(), KNOWN.tablet(), &KNOWN.scenario.tablets[1].device];
    let mut stored = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Some((device, Ok(text))) = line.split_first().map(|(device, text)| (device, std::str::from_utf8(text)))
        else {
            continue;
        };
        let device = devices[usize::from(device % 3)].id.clone();
        if let Ok(entry) = Entry::read(text) {
            // Written anew it says the same.
            assert_eq!(Entry::read(&entry.to_text().unwrap()).as_ref(), Ok(&entry));
            let id = RecordId { device, n: entry.n };
            let _ = journal.add(id.clone(), text.to_owned());
            stored.push((id, text.to_owned()));
        }
    }
    add_up(&journal);
    let loaded = Journal::load(journal.campaign().clone(), stored);
    assert!(loaded.len() <= journal.len());
    !loaded.is_empty()
}

/// JSON, beside another reader of it.
pub fn any_json(bytes: &[u8]) -> bool {
    let (ours, theirs) = (json::parse(bytes), serde_json::from_slice::<Value>(bytes));
    let is_taken = ours.is_ok();
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert!(is_same(&ours, &theirs), "{ours:?} is not {theirs:?}"),
        // Figures are only looked at here when they are used.
        (Ok(_), Err(why)) => assert!(why.to_string().starts_with("number out of range"), "{why}"),
        (Err(why), Ok(_)) => {
            let why = why.to_string();
            assert!(why.starts_with("nested too deep") || why.starts_with("too many values"), "{why}");
        }
        (Err(_), Err(_)) => {}
    }
    is_taken
}

/// Whether both read the same: of members that come twice the other reader has the last.
fn is_same(ours: &Json<'_>, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) | (Json::Number(_), Value::Number(_)) => true,
        (Json::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        (Json::Text(ours), Value::String(theirs)) => ours == theirs,
        (Json::List(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| is_same(ours, theirs))
        }
        (Json::Object(ours), Value::Object(theirs)) => {
            let last: BTreeMap<&str, &Json<'_>> = ours.iter().map(|(name, value)| (&**name, value)).collect();
            last.len() == theirs.len()
                && last.iter().all(|(name, ours)| theirs.get(*name).is_some_and(|theirs| is_same(ours, theirs)))
        }
        _ => false,
    }
}

/// A key card, which anybody may have made.
pub fn key_card(bytes: &[u8]) -> bool {
    let Ok(Incoming::Card { card, device }) = incoming::read(bytes, &[]) else { return false };
    let again = incoming::read(to_text(&card).as_bytes(), &[]);
    assert_eq!(again, Ok(Incoming::Card { card, device }));
    true
}

/// A trust list for the command line: as a file, and behind the signature.
pub fn trust_list(bytes: &[u8]) -> bool {
    let supervisor = KNOWN.supervisor();
    let signed = supervisor.sign(ToSign::by(supervisor.alg(), Kind::Trust, &supervisor.id, bytes));
    let inside = trust::file_of(supervisor.key.clone(), signed);
    [bytes, inside.as_bytes()].into_iter().any(|file| Trust::read(file, "2026-03-20").is_ok())
}

/// What is sealed of a ballot, as a text and behind its base64url; for this door and this supervisor.
pub fn sealed_ballot(bytes: &[u8]) -> bool {
    let pair = sealing::make_pair(&[1; 32]);
    let context = Context {
        campaign: "c".to_owned(),
        compound: COMPOUND.to_owned(),
        household: HOUSEHOLDS[0].to_owned(),
        roll: "r".to_owned(),
        device: "d".to_owned(),
        serial: "A001".to_owned(),
        signed_on: "2026-03-10".to_owned(),
    };
    [String::from_utf8_lossy(bytes).into_owned(), encode(bytes)].iter().any(|sealed| {
        let Ok(secret) = sealing::open(&pair.secret, &context, sealed) else { return false };
        let again = sealing::seal(&pair.public, &context, &secret, [2; 32]).unwrap();
        assert_eq!(sealing::open(&pair.secret, &context, &again), Ok(secret));
        true
    })
}

// --- codes ------------------------------------------------------------------------------------------------------------

/// What a camera sees: how wide the picture is, and how bright each of its pixels.
pub fn qr_picture(bytes: &[u8]) -> bool {
    let Some((width, grey)) = bytes.split_first() else { return false };
    let Some(height) = grey.len().checked_div(usize::from(*width)) else { return false };
    scan(usize::from(*width), height, |x, y| grey[y * usize::from(*width) + x]).is_some()
}

/// A file of photos, of which one is wanted.
pub fn photos(bytes: &[u8]) -> bool {
    let photo =
        [&b"\xFF\xD8\xFF\xFE\x00\x66"[..], &[1; 100], b"\xFF\xC0\x00\x0B\x08\x00\x03\x00\x04\x01\x01\x11\x00"].concat();
    let sha256 = photo::Sha256::new(&sha256_hex(&photo)).unwrap();
    let wanted = Photo { sha256, size: photo.len() as u64, width: 4, height: 3 };
    let wanted = [wanted];
    let Ok(found) = unpack(bytes, &wanted).map(|found| found.of_true_size(&wanted)) else { return false };
    assert!(found.photos.iter().all(|(_, bytes)| *bytes == photo) && found.photos.len() < 2);
    !found.photos.is_empty()
}

/// What a code holds, behind the picture and its error correction.
pub fn qr_content(bytes: &[u8]) -> bool {
    const VERSION: u8 = 5;
    const HELD: usize = 108;
    const MODULE: usize = 2;
    const MARGIN: usize = 4;
    let mut content = bytes[..bytes.len().min(HELD)].to_vec();
    content.resize(HELD, 0);
    let code = QrCode::encode_codewords(Version::new(VERSION), QrCodeEcc::Low, &content, None);
    let side = (code.size() as usize + 2 * MARGIN) * MODULE;
    let at = |pixel: usize| (pixel / MODULE) as i32 - MARGIN as i32;
    scan(side, side, |x, y| if code.get_module(at(x), at(y)) { 0 } else { 255 }).is_some()
}

fn scan(width: usize, height: usize, grey: impl Fn(usize, usize) -> u8) -> Option<String> {
    let pixels: Vec<u8> = (0..width * height).flat_map(|at| [grey(at % width, at / width); 4]).collect();
    let picture = Picture { width: width as u32, height: height as u32 };
    let text = qr::scan(&picture, &pixels)?;
    assert!(text.len() <= qr::MAX_TEXT);
    Some(text)
}

// --- backups and the store --------------------------------------------------------------------------------------------

/// A backup as a file; what is inside comes to no harm, as nobody has the key.
pub fn backup_file(bytes: &[u8]) -> bool {
    content::read(bytes, PASSPHRASE).map(|backup| propose(&backup)).is_ok()
}

/// A backup behind its encryption, and behind its signature too.
pub fn backup_content(bytes: &[u8]) -> bool {
    let _ = content::read_plain(bytes, String::new());
    let device = KNOWN.tablet();
    let signed = device.sign(ToSign::by(device.alg(), Kind::Backup, &device.id, bytes));
    let plain = content::plain(&device.key, signed);
    content::read_plain(plain.as_bytes(), String::new()).map(|backup| propose(&backup)).is_ok()
}

/// What it would bring to its own device and to another, empty ones and such as hold the same already.
fn propose(backup: &content::Backup) {
    let held = |(key, value): &(String, String)| Change::put(key.clone(), value.clone());
    let held: Vec<Change> = backup.payload().entries.iter().map(held).collect();
    for own in [KNOWN.tablet(), KNOWN.supervisor()] {
        backup::propose(backup, Some(&own.id), Vec::new());
        backup::propose(backup, Some(&own.id), held.clone());
    }
}

/// Entries of a store as they cross to the worker.
pub fn entries(bytes: &[u8]) -> bool {
    let Some(changes) = change::decode(bytes) else { return false };
    assert_eq!(change::encode(&changes), bytes);
    let held: BTreeMap<String, String> =
        changes.iter().filter_map(|change| Some((change.key.clone(), change.value.clone()?))).collect();
    let held: Vec<Change> = held.into_iter().map(|(key, value)| Change::put(key, value)).collect();
    // What is packed is still there.
    let tidied = change::fold([held.clone(), pack::tidy(held.clone())].concat());
    let [before, after] = [held, tidied]
        .map(|entries| Shelves::of(entries.into_iter().filter_map(|change| Some((change.key, change.value?)))));
    for campaign in before.campaigns() {
        assert_eq!(before.journal(&campaign).state_hash(), after.journal(&campaign).state_hash());
    }
    !before.campaigns().is_empty()
}

/// A pack: its key and on the next line what stands under it, as it is stored and behind its base64url; and behind its gzip too.
pub fn packed(bytes: &[u8]) -> bool {
    let mut compressed = Vec::new();
    GzEncoder::new(bytes, Compression::fast()).read_to_end(&mut compressed).unwrap();
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    let shelf = Shelf { campaign: "c".to_owned(), short: "abcdefgh".to_owned() };
    let texts = pack::unpack(&Pack { shelf, first: 1, last: 1 + lines }, &encode(&compressed));
    let joined = texts.map(|texts| texts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n"));
    assert_eq!(joined.as_deref(), std::str::from_utf8(bytes).ok());

    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let [key, value] = [0; 2].map(|_| parts.next().unwrap_or_default());
    let key = String::from_utf8_lossy(key);
    let Some(pack) = Pack::of_key(&key) else { return false };
    assert_eq!(pack.key(), key);
    let is_taken = [String::from_utf8_lossy(value).into_owned(), encode(value)].map(|value| {
        let texts = pack::unpack(&pack, &value);
        assert!(texts.is_none() || !pack::swells(&value));
        texts.is_some()
    });
    is_taken.contains(&true)
}

/// A file in memory.
#[derive(Clone, Default)]
struct Memory(Vec<u8>);

impl Disk for Memory {
    fn read(&mut self) -> Result<Vec<u8>, String> {
        Ok(self.0.clone())
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), String> {
        let end = at as usize + bytes.len();
        self.0.resize(self.0.len().max(end), 0);
        self.0[at as usize..end].copy_from_slice(bytes);
        Ok(())
    }

    fn truncate(&mut self, length: u64) -> Result<(), String> {
        self.0.truncate(length as usize);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), String> {
        Ok(())
    }
}

/// A log, in either of the two files. Whatever it is, what is appended to it is there afterwards beside what was found.
pub fn log(bytes: &[u8]) -> bool {
    let either = [[Memory(bytes.to_vec()), Memory::default()], [Memory::default(), Memory(bytes.to_vec())]];
    let is_log = either.map(|files| {
        let (mut log, found) = Log::open(files, [7; 16]).unwrap();
        let (more, is_log) = (Change::put("wenlou/more", "楼"), !found.changes.is_empty());
        log.append(std::slice::from_ref(&more)).unwrap();
        let (_, again) = Log::open(log.files().clone(), [8; 16]).unwrap();
        assert_eq!(again.changes, change::fold([found.changes, vec![more]].concat()));
        is_log
    });
    is_log.contains(&true)
}

/// A log's entries, each with its number first and with a check that holds; 0xFF is between them.
pub fn log_entries(bytes: &[u8]) -> bool {
    let salt = [7; 16];
    let check = |parts: &[&[u8]]| Sha256::digest(parts.concat())[..8].to_vec();
    let head = [b"WENLOU1\n", &1_u64.to_le_bytes()[..], &salt].concat();
    let head = [&head[..], &check(&[&head])].concat();
    let mut file = [&head[..], &head].concat();
    for entry in bytes.split(|byte| *byte == 0xFF) {
        let Some((number, content)) = entry.split_first() else { continue };
        let (number, length) = (u64::from(*number).to_le_bytes(), (content.len() as u32).to_le_bytes());
        file.extend([&length[..], &number, &check(&[&salt, &number, &length, content]), content].concat());
    }
    log(&file)
}

// --- rosters ----------------------------------------------------------------------------------------------------------

/// A roster in whatever format.
pub fn roster_file(bytes: &[u8]) -> bool {
    let Ok(table) = sheet::read("名册", bytes) else { return false };
    let preview = understand(&table, &roster::guess_mapping(&table), &Corrections::default());
    assert_eq!(preview.lines.len(), table.rows.len(), "every line ends in one bucket");
    let _ = roster::propose_mapping(&table);
    !preview.households.is_empty()
}

/// A list of unit prices in whatever format.
pub fn prices_file(bytes: &[u8]) -> bool {
    let Ok(list) = prices::read("价格表", bytes) else { return false };
    let text = to_text(&list);
    assert_eq!(json::from_text::<PriceList>(&text), Ok(list.clone()), "it crosses to the page as it is");
    let priced = list.lines.iter().filter_map(|line| match &line.read {
        ReadLine::Price(price) => Some(price),
        _ => None,
    });
    let mut items: Vec<&str> = Vec::new();
    for price in priced {
        assert!(price.price.is_sign_positive() && !price.price.is_zero() && price.price.scale() <= 2);
        assert!(!items.contains(&&price.item[..]), "an item has one price");
        items.push(&price.item);
    }
    !items.is_empty()
}

/// A workbook around its sheet, its texts, its styles and what it says of its sheets, with a zero byte between them.
pub fn roster_sheet(bytes: &[u8]) -> bool {
    let mut parts = bytes.split(|byte| *byte == 0).map(|part| String::from_utf8_lossy(part).into_owned());
    let [sheet, texts, styles] = [0; 3].map(|_| parts.next().unwrap_or_default());
    let book = parts.next().unwrap_or_else(|| workbook::book(r#"<sheet name="1" sheetId="1" r:id="r1"/>"#));
    let others = [("sharedStrings", texts), ("styles", styles)].into_iter().filter(|(_, part)| !part.is_empty());
    roster_file(&workbook::of_parts(&book, &[sheet], &others.collect::<Vec<_>>()))
}
