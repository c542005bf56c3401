//! `wenlou verify`: is each file what a trusted device signed, and does its content hold together?

use super::explain::Failure;
use super::files::{Signed, Trust, print, read_signed, revoked, shown};
use serde::Serialize;
use std::path::PathBuf;
use wenlou::bundle::payload::DeviceCard;
use wenlou::bundle::receipt::Receipt;
use wenlou::domain::ids::{CampaignId, CompoundId, DeviceId};
use wenlou::domain::small_map::SmallMap;

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
  revoked_after  where the list says that the device was revoked: number of its last record that counts; else null
A file that is not believed: file, and error with code and message. The exit code is then 1.";

#[derive(Serialize)]
#[serde(untagged)]
enum Report<'a> {
    Holds(Box<Holds<'a>>),
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
                revoked_after: None,
            }
        }
    }
}

/// Whether all files hold.
pub fn run(files: &[PathBuf], trust: &Trust) -> Result<bool, String> {
    let mut all_hold = true;
    for path in files {
        let file = shown(path);
        match read_signed(path, trust) {
            Ok(signed) => {
                if let Some(note) = revoked(&signed, trust) {
                    eprintln!("wenlou: {}: {file}: {note}", trust.lang.pick("注意", "note"));
                }
                print(&Report::Holds(Box::new(holds(file, &signed, trust))), false)?;
            }
            Err(error) => {
                all_hold = false;
                eprintln!("wenlou: {file}: {}", error.message);
                print(&Report::Fails { file, error }, false)?;
            }
        }
    }
    Ok(all_hold)
}
