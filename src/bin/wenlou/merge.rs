//! `wenlou merge`: all signed files of a campaign, merged and counted.
//!
//! One transaction: if a single file is rejected nothing is merged, because a count without it would look like a whole
//! one. Files are taken in an order of their own, so the result is the same for every order of arguments.

use super::explain::{Failure, merge_failure, no_effect_code, uncounted_code};
use super::files::{Signed, Trust, print, read_signed, shown};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;
use wenlou::bundle::merge::{Delivery, carry_out, check_signer, check_times, plan};
use wenlou::bundle::payload::DeviceCard;
use wenlou::bundle::sequence::{Place, place};
use wenlou::domain::ids::{CampaignId, CompoundId, DeviceId, HouseholdId};
use wenlou::domain::tally::Decision;
use wenlou::findings::Findings;
use wenlou::findings::closing::missing;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{Issue, Received};
use wenlou::journal::household_file::BallotRecord;
use wenlou::journal::{Journal, RecordId, State};
use wenlou::text::Lang;

/// For `--help`.
pub const FIELDS: &str = "\
All files are merged or none: if one is rejected, `merged` is false, there is no count, and the exit code is 1.
Files of one campaign only; a work packet or its founder's bundle must be among them, signed by a supervisor's key.

Output: one JSON object, the same for every order of the files.
  merged       whether the files were merged and counted
  error        code and message, where the files as a whole can't be counted; else null
  campaign     campaign id; null where the files don't agree on one
  name         the campaign's name; null unless merged
  files        by name: file, kind, signer, and either accepted with new, present, lost (records that are new, that
               other files brought already, that the device itself could no longer read) and place (\"next\", \"repeated\",
               \"earlier\", \"missing\" with from and to, \"twice\" with bundle: how it stands to the device's other bundles), or
               rejected with code and message
  compounds    by id; empty unless merged:
    id, name, roll (hash of the frozen roll or null), posted_on, closed (true or false), closed_on
    total (N, the households on the frozen roll), returned, professional, quasi, blank, invalid, not_returned,
    conflicts (how many households, those of doubled_serials among them), sealed (returned, and not opened by the supervisor yet),
    waiting (returned, and waiting for a second person's check or a photo of the form), professional_needed, professional_possible, professional_share (\"P/N\"),
    decision (\"professional\", \"quasi\", \"undecided\" or \"no_result\"), secured
    missing          device, device_name and how many records of it the closing knew that aren't among the files: where there are any,
                     the numbers above aren't the count, decision is \"no_result\", and findings tell no result
    conflict_list    household, and its ballots that contradict each other
    doubled_serials  serial, and the households whose standing ballots bear it
    uncounted        household, ballot, why (\"no_paper\", \"other_roll\", \"before_notice\", \"after_close\", \"spoiled\", \"taken_off\" or
                   \"no_household\")
    findings         what the plan's rules make of it: pairs of rule and finding; findings_sha256 is their hash
    a ballot is: record, device, device_name, class, serial, signed_on
  findings     what the plan's rules make of the campaign as a whole, likewise; findings_sha256 is their hash
  remarks      records without effect: record, by, why
  records      how many records the merged journal holds
  state_hash   equal for equal sets of records; null unless merged";

#[derive(Serialize)]
struct Report<'a> {
    merged: bool,
    error: Option<Failure>,
    campaign: Option<&'a CampaignId>,
    name: Option<&'a str>,
    files: Vec<FileReport>,
    compounds: Vec<CompoundReport<'a>>,
    findings: Vec<(String, String)>,
    findings_sha256: Option<String>,
    remarks: Vec<RemarkReport<'a>>,
    records: Option<usize>,
    state_hash: Option<String>,
}

#[derive(Serialize)]
struct FileReport {
    file: String,
    kind: Option<&'static str>,
    signer: Option<DeviceId>,
    accepted: Option<Accepted>,
    rejected: Option<Failure>,
}

#[derive(Serialize)]
struct Accepted {
    new: usize,
    present: usize,
    lost: usize,
    place: Option<Place>,
}

#[derive(Serialize)]
struct CompoundReport<'a> {
    id: &'a CompoundId,
    name: &'a str,
    roll: Option<&'a str>,
    posted_on: Option<&'a str>,
    closed: bool,
    closed_on: Option<&'a str>,
    total: u64,
    returned: u64,
    professional: u64,
    quasi: u64,
    blank: u64,
    invalid: u64,
    not_returned: u64,
    conflicts: u64,
    sealed: u64,
    waiting: u64,
    professional_needed: u64,
    professional_possible: bool,
    professional_share: String,
    decision: &'static str,
    secured: bool,
    missing: Vec<MissingReport<'a>>,
    conflict_list: Vec<ConflictReport<'a>>,
    doubled_serials: Vec<DoubledSerial<'a>>,
    uncounted: Vec<UncountedReport<'a>>,
    /// What the plan's rules make of it, rule by rule, and the hash of that.
    findings: Vec<(String, String)>,
    findings_sha256: Option<String>,
}

#[derive(Serialize)]
struct MissingReport<'a> {
    device: &'a DeviceId,
    device_name: Option<&'a str>,
    records: u64,
}

#[derive(Serialize)]
struct ConflictReport<'a> {
    household: &'a HouseholdId,
    ballots: Vec<BallotReport<'a>>,
}

#[derive(Serialize)]
struct DoubledSerial<'a> {
    serial: &'a str,
    households: Vec<&'a HouseholdId>,
}

#[derive(Serialize)]
struct UncountedReport<'a> {
    household: &'a HouseholdId,
    ballot: BallotReport<'a>,
    why: &'static str,
}

#[derive(Serialize)]
struct BallotReport<'a> {
    record: &'a RecordId,
    device: &'a DeviceId,
    device_name: Option<&'a str>,
    class: &'static str,
    serial: &'a str,
    signed_on: &'a str,
}

#[derive(Serialize)]
struct RemarkReport<'a> {
    record: &'a RecordId,
    by: &'a str,
    why: &'static str,
}

/// A file on its way through the merge.
struct Taken {
    file: String,
    signed: Result<Signed, Failure>,
    outcome: Option<Result<Accepted, Failure>>,
}

impl Signed {
    fn campaign(&self) -> &CampaignId {
        match self {
            Self::Bundle(bundle) => &bundle.payload.campaign,
            Self::Packet(packet) => &packet.payload.campaign,
            Self::Receipt(receipt) => &receipt.campaign,
        }
    }

    fn device(&self) -> &DeviceCard {
        match self {
            Self::Bundle(bundle) => &bundle.payload.device,
            Self::Packet(packet) => &packet.payload.device,
            Self::Receipt(receipt) => &receipt.device,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Bundle(_) => "bundle",
            Self::Packet(_) => "packet",
            Self::Receipt(_) => "receipt",
        }
    }

    /// The order in which files are taken: it depends on what they are, not on where they stand among the arguments.
    fn order(&self) -> (bool, &DeviceId, u64, u64, &str) {
        match self {
            Self::Receipt(receipt) => (false, &receipt.device.id, 0, 0, &receipt.sha256),
            Self::Packet(packet) => (false, &packet.payload.device.id, 0, 0, &packet.sha256),
            Self::Bundle(bundle) => {
                let payload = &bundle.payload;
                (true, &payload.device.id, payload.first, payload.bundle, &bundle.sha256)
            }
        }
    }
}

/// Takes every file that was believed into the journal, and notes what became of it. Gives the bundles that were taken.
fn take_in(journal: &mut Journal, taken: &mut [Taken], trust: &Trust) -> Vec<Received> {
    let lang = trust.lang;
    let mut received: Vec<Received> = Vec::new();
    for one in taken {
        let delivery: Delivery = match &one.signed {
            Err(_) => continue,
            Ok(Signed::Bundle(bundle)) => bundle.clone().into(),
            Ok(Signed::Packet(packet)) => packet.clone().into(),
            Ok(Signed::Receipt(_)) => {
                let message = lang.pick("这是回执，里面没有记录。", "This is a receipt: it holds no records.");
                one.outcome = Some(Err(Failure::new("receipt", message)));
                continue;
            }
        };
        let bundle = delivery.bundle();
        let known = received.iter().filter(|known| known.device == *delivery.device());
        let placed = bundle.as_ref().map(|bundle| place(known, bundle)).transpose();
        let planned = placed.and_then(|place| {
            let plan = plan(journal, &delivery)?;
            // A supervisor's own clock is believed.
            if bundle.is_some() && !trust.is_supervisor(delivery.device()) {
                check_times(journal, &plan, trust.at)?;
            }
            Ok((place, plan))
        });
        one.outcome = Some(match planned {
            Err(why) => Err(merge_failure(&why, lang)),
            Ok((place, plan)) => {
                carry_out(journal, &plan);
                received.extend(bundle);
                Ok(Accepted { new: plan.new.len(), present: plan.present, lost: plan.lost, place })
            }
        });
    }
    received
}

/// The packets, and every record that came in a file which its own device signed.
struct Packets {
    all: Vec<Delivery>,
    signed: Journal,
}

impl Packets {
    fn among(taken: &[Taken], campaign: CampaignId) -> Self {
        let mut packets = Self { all: Vec::new(), signed: Journal::new(campaign) };
        for one in taken {
            let records: Vec<(RecordId, &str)> = match &one.signed {
                Ok(Signed::Bundle(bundle)) => bundle.records().collect(),
                Ok(Signed::Packet(packet)) => {
                    packets.all.push(packet.clone().into());
                    let signer = &packet.payload.device.id;
                    packet.records().filter(|(id, _)| id.device == *signer).collect()
                }
                Ok(Signed::Receipt(_)) | Err(_) => continue,
            };
            for (id, text) in records {
                // They were read when the file was, and two texts under one number have been refused.
                let _ = packets.signed.add(id, text.to_owned());
            }
        }
        packets
    }
}

/// The campaign that all believed files belong to; `None` if they don't agree, and then each is rejected.
fn agree_on_campaign(taken: &mut [Taken], lang: Lang) -> Option<CampaignId> {
    let campaigns: BTreeSet<CampaignId> =
        taken.iter().filter_map(|one| Some(one.signed.as_ref().ok()?.campaign().clone())).collect();
    if campaigns.len() > 1 {
        let all = campaigns.iter().map(CampaignId::as_str).collect::<Vec<_>>().join(", ");
        for one in taken {
            if let Ok(signed) = &one.signed {
                one.outcome = Some(Err(Failure::new(
                    "different_campaigns",
                    lang.pick(
                        format!(
                            "它属于工作 {}，而给出的文件属于 {} 项：{all}。一次只合并一项工作。",
                            signed.campaign(),
                            campaigns.len()
                        ),
                        format!(
                            "It belongs to campaign {}, and the files given belong to {}: {all}. Merge one campaign at a time.",
                            signed.campaign(),
                            campaigns.len()
                        ),
                    ),
                )));
            }
        }
        return None;
    }
    campaigns.into_iter().next()
}

/// A count is only as good as the campaign's founder.
fn check_founder(state: &State, trust: &Trust) -> Result<(), Failure> {
    match &state.founder {
        None => Err(Failure::new(
            "no_founding",
            trust.lang.pick(
                "这些文件里没有建立这项工作的记录：请加上监督员的任务包，或建立者的数据包。",
                "None of the files founds the campaign: add a supervisor's work packet, or the founder's bundle.",
            ),
        )),
        Some(founder) if !trust.is_supervisor(founder) => Err(Failure::new(
            "founder_not_trusted",
            trust.lang.pick(
                format!(
                    "这项工作由 {}（{founder}）建立，信任名单没有把它列为监督员。",
                    trust.name(founder).unwrap_or("某台设备")
                ),
                format!(
                    "The campaign was founded by {} ({founder}), whom the trust list does not call a supervisor.",
                    trust.name(founder).unwrap_or("a device")
                ),
            ),
        )),
        Some(_) => Ok(()),
    }
}

/// A packet brings what other supervisors didn't sign there. So where its founder's own file is among those given, it takes what supervisors
/// signed to make its signer one of them; else it takes the trust list, which called it one. And none is taken of one that was revoked.
fn check_packets(state: &State, packets: &Packets, lang: Lang) -> Result<(), Failure> {
    let signed = packets.signed.replay();
    let check = |packet| check_signer(&signed, packet, true).and_then(|()| check_signer(state, packet, true));
    packets.all.iter().try_for_each(check).map_err(|why| merge_failure(&why, lang))
}

/// A signed list has to be the campaign's own and by a supervisor whom nobody revoked. A newer one may name devices that were revoked since.
fn check_list(state: &State, trust: &Trust) -> Result<(), Failure> {
    let Some(signed) = trust.signed() else { return Ok(()) };
    let lang = trust.lang;
    if *signed.campaign != state.campaign || !state.supervises(&signed.device.id) {
        let message = lang.pick(
            "信任名单不是这项工作现在的监督台为这项工作签发的。",
            "The trust list was not signed for this campaign by one who supervises it.",
        );
        return Err(Failure::new("other_trust_list", message));
    }
    let (number, newest) = (signed.number, state.issued(Issue::Trust));
    if number < newest {
        let message = lang.pick(
            format!("用的是第 {number} 号信任名单，监督员已签发第 {newest} 号；请换用新的"),
            format!("the trust list is number {number}, and the supervisor has signed number {newest} since; take the newest"),
        );
        eprintln!("wenlou: {}: {message}", lang.pick("注意", "note"));
    }
    Ok(())
}

struct Names<'a> {
    trust: &'a Trust,
    journal: &'a Journal,
    state: &'a State,
    received: &'a [Received],
}

impl<'a> Names<'a> {
    fn of(&self, device: &DeviceId) -> Option<&'a str> {
        let enrolled = || self.state.enrolled.get(device).map(|enrol| enrol.name.as_str());
        self.trust.name(device).or_else(enrolled)
    }

    fn ballot(&self, record: &'a BallotRecord) -> BallotReport<'a> {
        BallotReport {
            record: &record.stamp.id,
            device: &record.stamp.id.device,
            device_name: self.of(&record.stamp.id.device),
            class: record.ballot.choice.class().code(),
            serial: &record.ballot.serial,
            signed_on: &record.ballot.signed_on,
        }
    }

    /// What the closing knew and no file brought.
    fn missing(&self, compound: &'a Compound) -> Vec<(&'a DeviceId, u64)> {
        let taken = |device: &DeviceId| {
            let bundles = self.received.iter().filter(|bundle| bundle.device == *device);
            bundles.map(|bundle| bundle.last).max().unwrap_or(0)
        };
        missing(self.journal, self.state, compound, taken)
    }

    fn compound(&self, compound: &'a Compound) -> CompoundReport<'a> {
        let tally = self.state.count(compound);
        let missing = self.missing(compound);
        let is_whole = missing.is_empty();
        let findings = self.state.terms.as_ref().map(|terms| Findings::of(self.state, compound, terms, is_whole));
        let conflict = |(household, ballots): (&'a HouseholdId, Vec<&'a BallotRecord>)| ConflictReport {
            household,
            ballots: ballots.into_iter().map(|record| self.ballot(record)).collect(),
        };
        CompoundReport {
            id: &compound.card.id,
            name: &compound.card.name,
            roll: compound.frozen_roll().map(wenlou::domain::roll::Roll::hash),
            posted_on: compound.notice.as_ref().map(|(_, notice)| notice.posted_on.as_str()),
            closed: tally.counts.closed,
            closed_on: compound.closed.as_ref().map(|(_, day)| day.as_str()),
            total: tally.counts.total,
            returned: tally.returned,
            professional: tally.counts.professional,
            quasi: tally.counts.quasi,
            blank: tally.counts.blank,
            invalid: tally.counts.invalid,
            not_returned: tally.not_returned,
            conflicts: tally.counts.conflicts,
            sealed: tally.counts.sealed,
            waiting: tally.counts.waiting,
            professional_needed: tally.professional_needed,
            professional_possible: tally.professional_possible,
            professional_share: tally.share(),
            decision: if is_whole { tally.decision } else { Decision::NoResult }.code(),
            secured: tally.secured,
            missing: missing
                .into_iter()
                .map(|(device, records)| MissingReport { device, device_name: self.of(device), records })
                .collect(),
            conflict_list: compound.conflicts().into_iter().map(conflict).collect(),
            doubled_serials: compound
                .doubled_serials()
                .into_iter()
                .map(|(serial, households)| DoubledSerial { serial, households })
                .collect(),
            uncounted: compound
                .uncounted()
                .into_iter()
                .map(|(household, record, why)| UncountedReport {
                    household,
                    ballot: self.ballot(record),
                    why: uncounted_code(why),
                })
                .collect(),
            findings_sha256: findings.as_ref().map(Findings::hash),
            findings: lines(findings.as_ref()),
        }
    }
}

fn lines(findings: Option<&Findings>) -> Vec<(String, String)> {
    findings.into_iter().flat_map(Findings::lines).map(|(rule, found)| (rule.into(), found.into())).collect()
}

fn file_reports(taken: Vec<Taken>) -> Vec<FileReport> {
    let mut reports: Vec<FileReport> = taken
        .into_iter()
        .map(|Taken { file, signed, outcome }| {
            let (kind, signer) = match &signed {
                Ok(signed) => (Some(signed.kind()), Some(signed.device().id.clone())),
                Err(_) => (None, None),
            };
            let (accepted, rejected) = match (outcome, signed) {
                (_, Err(why)) | (Some(Err(why)), _) => (None, Some(why)),
                (Some(Ok(accepted)), _) => (Some(accepted), None),
                (None, Ok(_)) => (None, None),
            };
            FileReport { file, kind, signer, accepted, rejected }
        })
        .collect();
    reports.sort_by(|a, b| a.file.cmp(&b.file));
    reports
}

/// Whether everything was merged.
pub fn run(files: &[PathBuf], trust: &Trust) -> Result<bool, String> {
    let lang = trust.lang;
    let read = |path: &PathBuf| Taken { file: shown(path), signed: read_signed(path, trust), outcome: None };
    let mut taken: Vec<Taken> = files.iter().map(read).collect();
    taken.sort_by(|a, b| match (&a.signed, &b.signed) {
        (Ok(x), Ok(y)) => x.order().cmp(&y.order()).then_with(|| a.file.cmp(&b.file)),
        (x, y) => x.is_err().cmp(&y.is_err()).then_with(|| a.file.cmp(&b.file)),
    });

    let campaign = agree_on_campaign(&mut taken, lang);
    let mut journal = campaign.clone().map(Journal::new);
    let received = journal.as_mut().map(|journal| take_in(journal, &mut taken, trust)).unwrap_or_default();
    let packets = campaign.clone().map(|campaign| Packets::among(&taken, campaign));
    let files = file_reports(taken);
    let rejected = files.iter().filter(|report| report.rejected.is_some()).count();
    for FileReport { file, rejected, accepted, .. } in &files {
        if let Some(why) = rejected {
            eprintln!("wenlou: {file}: {}", why.message);
        }
        let Some(Accepted { lost, place, .. }) = accepted else { continue };
        let lost = (*lost > 0).then(|| lang.bundle_lost(*lost));
        for note in lost.into_iter().chain(place.and_then(|place| lang.bundle_place(place))) {
            eprintln!("wenlou: {}: {file}: {note}", lang.pick("注意", "note"));
        }
    }
    let nothing = |error, files| Report {
        merged: false,
        error,
        campaign: campaign.as_ref(),
        name: None,
        files,
        compounds: Vec::new(),
        findings: Vec::new(),
        findings_sha256: None,
        remarks: Vec::new(),
        records: None,
        state_hash: None,
    };
    let (journal, packets) = match journal.zip(packets) {
        Some(whole) if rejected == 0 => whole,
        _ => {
            let total = files.len();
            let message = lang.pick(
                format!("没有合并，也没有计票：{total} 个文件中有 {rejected} 个不收，缺了它们的结果看上去会像是完整的；请处理或去掉不收的文件再运行"),
                format!(
                    "nothing was merged or counted: {rejected} of {total} files rejected, and a count without them would \
                     look like a whole one; mend or leave out what was rejected and run again"
                ),
            );
            eprintln!("wenlou: {message}");
            print(&nothing(None, files), true)?;
            return Ok(false);
        }
    };
    let state = journal.replay_revoking(trust.revocations());
    let checked = check_founder(&state, trust).and_then(|()| check_list(&state, trust));
    if let Err(why) = checked.and_then(|()| check_packets(&state, &packets, lang)) {
        eprintln!("wenlou: {}: {}", lang.pick("没有合并，也没有计票", "nothing was merged or counted"), why.message);
        print(&nothing(Some(why), files), true)?;
        return Ok(false);
    }

    let names = Names { trust, journal: &journal, state: &state, received: &received };
    let is_whole = |compound: &Compound| names.missing(compound).is_empty();
    let findings = state.terms.as_ref().map(|terms| Findings::of_campaign(&state, terms, &is_whole));
    for compound in state.compounds.values() {
        for (device, records) in names.missing(compound) {
            let name = names.of(device).unwrap_or(device.as_str());
            let note = lang.merge_lacks(&compound.card.name, name, records);
            eprintln!("wenlou: {}: {note}", lang.pick("注意", "note"));
        }
    }
    let report = Report {
        merged: true,
        error: None,
        campaign: campaign.as_ref(),
        name: state.terms.as_ref().map(|terms| terms.name.as_str()),
        files,
        compounds: state.compounds.values().map(|compound| names.compound(compound)).collect(),
        findings_sha256: findings.as_ref().map(Findings::hash),
        findings: lines(findings.as_ref()),
        remarks: state
            .remarks
            .iter()
            .map(|remark| RemarkReport {
                record: &remark.stamp.id,
                by: &remark.stamp.by,
                why: no_effect_code(remark.why),
            })
            .collect(),
        records: Some(journal.len()),
        state_hash: Some(journal.state_hash()),
    };
    print(&report, true)?;
    Ok(true)
}
