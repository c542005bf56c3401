//! `wenlou merge`: all signed files of a campaign, merged and counted.
//!
//! One transaction: if a single file is rejected nothing is merged, because a count without it would look like a whole
//! one. Files are taken in an order of their own, so the result is the same for every order of arguments.

use super::explain::{Failure, merge_failure, no_effect_code, uncounted_code};
use super::files::{Signed, Trust, print, read_signed, shown};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use wenlou::bundle::merge::{carry_out, plan_bundle, plan_packet};
use wenlou::bundle::payload::DeviceCard;
use wenlou::domain::ids::{CampaignId, CompoundId, DeviceId, HouseholdId};
use wenlou::journal::household_file::BallotRecord;
use wenlou::journal::state::Compound;
use wenlou::journal::{Journal, RecordId, State};

/// For `--help`.
pub const FIELDS: &str = "\
All files are merged or none: if one is rejected, `merged` is false, there is no count, and the exit code is 1.
Files of one campaign only; its founder's work packet or bundle must be among them, signed by a supervisor's key.

Output: one JSON object, the same for every order of the files.
  merged       whether the files were merged and counted
  error        code and message, where the files as a whole can't be counted; else null
  campaign     campaign id; null where the files don't agree on one
  name         the campaign's name; null unless merged
  files        by name: file, kind, signer, and either accepted with new, present, lost (records that are new, that
               other files brought already, that the device itself could no longer read), or rejected with code and
               message
  compounds    by id; empty unless merged:
    id, name, roll (hash of the frozen roll or null), posted_on, closed (true or false), closed_on
    total (N, the households on the frozen roll), returned, professional, quasi, blank, invalid, not_returned,
    conflicts (how many households), professional_needed, professional_possible, professional_share (\"P/N\"),
    decision (\"professional\", \"quasi\", \"undecided\" or \"no_result\"), secured
    conflict_list    household, and its ballots that contradict each other
    doubled_serials  serial, and the households whose standing ballots bear it
    uncounted        household, ballot, why (\"other_roll\", \"before_notice\" or \"after_close\")
    a ballot is: record, device, device_name, class, serial, signed_on
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
    professional_needed: u64,
    professional_possible: bool,
    professional_share: String,
    decision: &'static str,
    secured: bool,
    conflict_list: Vec<ConflictReport<'a>>,
    doubled_serials: Vec<DoubledSerial<'a>>,
    uncounted: Vec<UncountedReport<'a>>,
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
        }
    }

    fn device(&self) -> &DeviceCard {
        match self {
            Self::Bundle(bundle) => &bundle.payload.device,
            Self::Packet(packet) => &packet.payload.device,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Bundle(_) => "bundle",
            Self::Packet(_) => "packet",
        }
    }

    /// The order in which files are taken: it depends on what they are, not on where they stand among the arguments.
    fn order(&self) -> (bool, &DeviceId, u64, u64, &str) {
        match self {
            Self::Packet(packet) => (false, &packet.payload.device.id, 0, 0, &packet.sha256),
            Self::Bundle(bundle) => {
                let payload = &bundle.payload;
                (true, &payload.device.id, payload.first, payload.bundle, &bundle.sha256)
            }
        }
    }
}

/// Takes every file that was believed into the journal, and notes what became of it.
fn take_in(journal: &mut Journal, taken: &mut [Taken]) {
    for one in taken {
        let plan = match &one.signed {
            Err(_) => continue,
            Ok(Signed::Bundle(bundle)) => plan_bundle(journal, bundle),
            Ok(Signed::Packet(packet)) => plan_packet(journal, packet),
        };
        one.outcome = Some(match plan {
            Err(why) => Err(merge_failure(&why)),
            Ok(plan) => {
                carry_out(journal, &plan);
                Ok(Accepted { new: plan.new.len(), present: plan.present, lost: plan.lost })
            }
        });
    }
}

/// The campaign that all believed files belong to; `None` if they don't agree, and then each is rejected.
fn agree_on_campaign(taken: &mut [Taken]) -> Option<CampaignId> {
    let campaigns: BTreeSet<CampaignId> =
        taken.iter().filter_map(|one| Some(one.signed.as_ref().ok()?.campaign().clone())).collect();
    if campaigns.len() > 1 {
        let all = campaigns.iter().map(CampaignId::as_str).collect::<Vec<_>>().join(", ");
        for one in taken {
            if let Ok(signed) = &one.signed {
                one.outcome = Some(Err(Failure::new(
                    "different_campaigns",
                    format!(
                        "It belongs to campaign {}, and the files given belong to {}: {all}. Merge one campaign at a time.",
                        signed.campaign(),
                        campaigns.len()
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
            "None of the files founds the campaign: add the supervisor's work packet or bundle.",
        )),
        Some(founder) if !trust.is_supervisor(founder) => Err(Failure::new(
            "founder_not_trusted",
            format!(
                "The campaign was founded by {} ({founder}), whom the trust list does not call a supervisor.",
                trust.name(founder).unwrap_or("a device")
            ),
        )),
        Some(_) => Ok(()),
    }
}

struct Names<'a> {
    trust: &'a Trust,
    state: &'a State,
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

    fn compound(&self, compound: &'a Compound) -> CompoundReport<'a> {
        let tally = compound.tally();
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
            professional_needed: tally.professional_needed,
            professional_possible: tally.professional_possible,
            professional_share: tally.share(),
            decision: tally.decision.code(),
            secured: tally.secured,
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
        }
    }
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
pub fn run(files: &[PathBuf], trust: &Path) -> Result<bool, String> {
    let trust = Trust::read(trust)?;
    let read = |path: &PathBuf| Taken { file: shown(path), signed: read_signed(path, &trust), outcome: None };
    let mut taken: Vec<Taken> = files.iter().map(read).collect();
    taken.sort_by(|a, b| match (&a.signed, &b.signed) {
        (Ok(x), Ok(y)) => x.order().cmp(&y.order()).then_with(|| a.file.cmp(&b.file)),
        (x, y) => x.is_err().cmp(&y.is_err()).then_with(|| a.file.cmp(&b.file)),
    });

    let campaign = agree_on_campaign(&mut taken);
    let mut journal = campaign.clone().map(Journal::new);
    if let Some(journal) = &mut journal {
        take_in(journal, &mut taken);
    }
    let files = file_reports(taken);
    let rejected = files.iter().filter(|report| report.rejected.is_some()).count();
    for FileReport { file, rejected, accepted, .. } in &files {
        if let Some(why) = rejected {
            eprintln!("wenlou: {file}: {}", why.message);
        }
        if let Some(Accepted { lost, .. }) = accepted
            && *lost > 0
        {
            eprintln!("wenlou: note: {file}: {lost} records could no longer be read on the device that made it");
        }
    }
    let nothing = |error, files| Report {
        merged: false,
        error,
        campaign: campaign.as_ref(),
        name: None,
        files,
        compounds: Vec::new(),
        remarks: Vec::new(),
        records: None,
        state_hash: None,
    };
    let journal = match journal {
        Some(journal) if rejected == 0 => journal,
        _ => {
            eprintln!(
                "wenlou: nothing was merged or counted: {rejected} of {} files rejected, and a count without them would \
                 look like a whole one; mend or leave out what was rejected and run again",
                files.len()
            );
            print(&nothing(None, files), true)?;
            return Ok(false);
        }
    };
    let state = journal.replay();
    if let Err(why) = check_founder(&state, &trust) {
        eprintln!("wenlou: nothing was merged or counted: {}", why.message);
        print(&nothing(Some(why), files), true)?;
        return Ok(false);
    }

    let names = Names { trust: &trust, state: &state };
    let report = Report {
        merged: true,
        error: None,
        campaign: campaign.as_ref(),
        name: state.terms.as_ref().map(|terms| terms.name.as_str()),
        files,
        compounds: state.compounds.values().map(|compound| names.compound(compound)).collect(),
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
