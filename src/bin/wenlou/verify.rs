//! `wenlou verify`: is each file what a trusted device signed, and does its content hold together?

use super::explain::Failure;
use super::files::{Signed, Trust, believe, print, read, revoked, shown};
use serde::Serialize;
use std::path::{Path, PathBuf};
use wenlou::bundle::jws::MAX_FILE;
use wenlou::bundle::payload::DeviceCard;
use wenlou::bundle::photo_pack::{Left, is_photos, unpack};
use wenlou::bundle::receipt::Receipt;
use wenlou::domain::ids::{CampaignId, CompoundId, DeviceId};
use wenlou::domain::photo::{Photo, Sha256};
use wenlou::domain::small_map::SmallMap;
use wenlou::text::Lang;

/// For `--help`.
pub const FIELDS: &str = "\
Output: one line of JSON per file, in the order given.
  file       the file as named on the command line
  kind       \"bundle\", \"packet\" or \"receipt\"
  signer     id (key thumbprint), name (as the trust list has it), supervisor, calls_itself (name in the file)
  campaign   campaign id
  bundle     number of this bundle of this device, or of the bundle that the receipt is for; null for a packet
  packet     number of this work packet; null for others, and for packets of the first version
  first      number of the first record; null for a packet, whose records are not consecutive, and for a receipt
  last       number of the last record, 0 where there is none; null for a packet
  records    how many records are in the file; 0 for a receipt
  lost       how many of them the device itself could no longer read; 0 for a packet and a receipt
  head       hash chain after the last record; null for a packet
  previous   SHA-256 of the device's bundle file before this one; null for the first, and for a packet and a receipt
  rolls      hash of the frozen roll by compound id, as the signer knows it; null for a receipt
  sha256     SHA-256 of the file; of a receipt, of the bundle that it is for
  to         the device that a receipt is for; null for others
  attachments    of a bundle: how many photos it names; null for others
  findings   of a bundle: SHA-256 of what its device found, by compound id; null for others
  revoked_after  where the list says that the device was revoked: number of its last record that counts; else null
A file of photos (ZIP, or a JPEG) among the files is held against the bundles among them. Its line has
  file       as above
  kind       \"photos\"
  named      how many photos in it a bundle here names, with this very content
  missing    how many photos that the bundles here name are in none of the files of photos
A file that is not believed: file, and error with code and message. The exit code is then 1.";

#[derive(Serialize)]
#[serde(untagged)]
enum Report<'a> {
    Holds(Box<Holds<'a>>),
    Photos { file: String, kind: &'static str, named: usize, missing: usize },
    Fails { file: String, error: Failure },
}

#[derive(Serialize)]
struct Holds<'a> {
    file: String,
    kind: &'static str,
    signer: Signer<'a>,
    campaign: &'a CampaignId,
    bundle: Option<u64>,
    packet: Option<u64>,
    first: Option<u64>,
    last: Option<u64>,
    records: usize,
    lost: usize,
    head: Option<&'a str>,
    previous: Option<&'a str>,
    rolls: Option<&'a SmallMap<CompoundId, String>>,
    sha256: &'a str,
    to: Option<&'a DeviceId>,
    attachments: Option<usize>,
    findings: Option<SmallMap<&'a CompoundId, &'a str>>,
    revoked_after: Option<u64>,
}

#[derive(Serialize)]
struct Signer<'a> {
    id: &'a DeviceId,
    name: Option<&'a str>,
    supervisor: bool,
    calls_itself: &'a str,
}

fn signer<'a>(device: &'a DeviceCard, trust: &'a Trust) -> Signer<'a> {
    Signer {
        id: &device.id,
        name: trust.name(&device.id),
        supervisor: trust.is_supervisor(&device.id),
        calls_itself: &device.name,
    }
}

fn holds<'a>(file: String, signed: &'a Signed, trust: &'a Trust) -> Holds<'a> {
    match signed {
        Signed::Bundle(bundle) => {
            let payload = &bundle.payload;
            Holds {
                file,
                kind: "bundle",
                signer: signer(&payload.device, trust),
                campaign: &payload.campaign,
                bundle: Some(payload.bundle),
                packet: None,
                first: Some(payload.first),
                last: Some(payload.last),
                records: payload.records.len(),
                lost: payload.records.iter().filter(|text| text.is_none()).count(),
                head: Some(&payload.head),
                previous: payload.previous.as_deref(),
                rolls: Some(&payload.rolls),
                sha256: &bundle.sha256,
                to: None,
                attachments: Some(payload.attachments.len()),
                findings: Some(payload.findings.iter().map(|found| (&found.compound, found.sha256.as_str())).collect()),
                revoked_after: trust.revoked_after(&payload.device.id),
            }
        }
        Signed::Packet(packet) => {
            let payload = &packet.payload;
            Holds {
                file,
                kind: "packet",
                signer: signer(&payload.device, trust),
                campaign: &payload.campaign,
                bundle: None,
                packet: payload.number,
                first: None,
                last: None,
                records: packet.records().count(),
                lost: 0,
                head: None,
                previous: None,
                rolls: Some(&payload.rolls),
                sha256: &packet.sha256,
                to: None,
                attachments: None,
                findings: None,
                revoked_after: None,
            }
        }
        Signed::Receipt(receipt) => {
            let Receipt { device, campaign, bundle, last, head, sha256, to, .. } = receipt;
            Holds {
                file,
                kind: "receipt",
                signer: signer(device, trust),
                campaign,
                bundle: Some(*bundle),
                packet: None,
                first: None,
                last: Some(*last),
                records: 0,
                lost: 0,
                head: Some(head),
                previous: None,
                rolls: None,
                sha256,
                to: Some(to),
                attachments: None,
                findings: None,
                revoked_after: None,
            }
        }
    }
}

/// What a file is: signed, or of photos, which are looked at once it is known what is named.
enum Read {
    Signed(Box<Signed>),
    Photos,
}

/// A file that is believed.
enum Checked {
    Signed(Box<Signed>),
    /// Which photos are in it.
    Photos(Vec<Sha256>),
}

fn read_any(path: &Path, trust: &Trust) -> Result<Read, Failure> {
    let bytes = read(path, MAX_FILE, trust.lang)?;
    if is_photos(&bytes) {
        return Ok(Read::Photos);
    }
    believe(&bytes, trust).map(Box::new).map(Read::Signed)
}

/// The photos that the bundles among the files name, in order.
fn named(read: &[Result<Read, Failure>]) -> Vec<Photo> {
    let photos = |read: &Result<Read, Failure>| match read {
        Ok(Read::Signed(signed)) => match &**signed {
            Signed::Bundle(bundle) => bundle.photos.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let mut named: Vec<Photo> = read.iter().flat_map(photos).collect();
    named.sort();
    named.dedup();
    named
}

/// Which photos are in a file of them, all of them being named.
fn photos_in(path: &Path, named: &[Photo], lang: Lang) -> Result<Vec<Sha256>, Failure> {
    let found = unpack(&read(path, MAX_FILE, lang)?, named).map_err(|why| {
        let message =
            lang.pick(format!("照片包读不出来（{why}）。"), format!("The file of photos can't be read ({why})."));
        Failure::new("photos.unreadable", message)
    })?;
    let found = found.of_true_size(named);
    match found.left {
        Left { broken: 1.., .. } => {
            let message = lang.pick(
                format!("{} 张照片的内容或尺寸与数据包里记的不符。请重新导出照片包。", found.left.broken),
                format!(
                    "{} photos don't have the hash or the size that a bundle names. Export the photos anew.",
                    found.left.broken
                ),
            );
            Err(Failure::new("photos.broken", message))
        }
        Left { unknown: 1.., .. } => {
            let message = lang.pick(
                format!("{} 个文件不是这些数据包里的照片。请把它们所属的数据包一并列上。", found.left.unknown),
                format!(
                    "{} files in it are no photos of these bundles. Name the bundles that they belong to as well.",
                    found.left.unknown
                ),
            );
            Err(Failure::new("photos.unknown", message))
        }
        _ => Ok(found.photos.into_iter().map(|(sha256, _)| sha256).collect()),
    }
}

/// Whether all files hold.
pub fn run(files: &[PathBuf], trust: &Trust) -> Result<bool, String> {
    let read: Vec<Result<Read, Failure>> = files.iter().map(|path| read_any(path, trust)).collect();
    let named = named(&read);
    let check = |(path, read): (&PathBuf, Result<Read, Failure>)| match read? {
        Read::Signed(signed) => Ok(Checked::Signed(signed)),
        Read::Photos => photos_in(path, &named, trust.lang).map(Checked::Photos),
    };
    let checked: Vec<Result<Checked, Failure>> = files.iter().zip(read).map(check).collect();
    let is_here = |photo: &&Photo| {
        checked.iter().any(|checked| matches!(checked, Ok(Checked::Photos(found)) if found.contains(&photo.sha256)))
    };
    let missing = named.len() - named.iter().filter(is_here).count();
    let mut all_hold = true;
    for (path, checked) in files.iter().zip(checked) {
        let file = shown(path);
        let error = match checked {
            Ok(Checked::Signed(signed)) => {
                if let Some(note) = revoked(&signed, trust) {
                    eprintln!("wenlou: {}: {file}: {note}", trust.lang.pick("注意", "note"));
                }
                print(&Report::Holds(Box::new(holds(file, &signed, trust))), false)?;
                continue;
            }
            Ok(Checked::Photos(found)) => {
                print(&Report::Photos { file, kind: "photos", named: found.len(), missing }, false)?;
                continue;
            }
            Err(error) => error,
        };
        all_hold = false;
        eprintln!("wenlou: {file}: {}", error.message);
        print(&Report::Fails { file, error }, false)?;
    }
    Ok(all_hold)
}
