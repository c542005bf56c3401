//! Why a file was rejected: a stable code for programs, and a sentence that says what is wrong and what to do.

use super::files::Trust;
use serde::Serialize;
use wenlou::bundle::incoming::IncomingError;
use wenlou::bundle::jws::JwsError;
use wenlou::bundle::key::KeyError;
use wenlou::bundle::merge::MergeError;
use wenlou::bundle::payload::PayloadError;
use wenlou::journal::household_file::Uncounted;
use wenlou::journal::state::NoEffect;

/// Why something was rejected.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    pub code: &'static str,
    pub message: String,
}

impl Failure {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

pub fn incoming_failure(why: &IncomingError, trust: &Trust) -> Failure {
    match why {
        IncomingError::Card(why) => Failure::new(
            "bad_key_card",
            format!("this is not a signed file but a key card that can't be used: {}", key_error(*why)),
        ),
        IncomingError::Jws(why) => jws_failure(why, trust),
        IncomingError::Payload(why) => payload_failure(why),
    }
}

fn key_error(why: KeyError) -> &'static str {
    match why {
        KeyError::NotP256 => "its key is not an EC key on P-256",
        KeyError::BadPoint => "its key is not a point on the curve, or is oddly spelled",
        KeyError::BadName => "its name is blank or longer than 80 characters",
        KeyError::BadFormat => "its format is unknown",
    }
}

fn jws_failure(why: &JwsError, trust: &Trust) -> Failure {
    let again = "ask for the file again";
    let (code, message) = match why {
        JwsError::Empty => ("empty", format!("the file is empty; {again}")),
        JwsError::TooLarge { bytes } => {
            ("too_large", format!("the file has {bytes} bytes, more than a signed file can have"))
        }
        JwsError::Malformed { why } => {
            ("malformed", format!("this is not a signed file, or it was cut short or changed ({why}); {again}"))
        }
        JwsError::NotOneSignature { found } => {
            ("not_one_signature", format!("the file bears {found} signatures, not exactly one; {again}"))
        }
        JwsError::BadBase64 { member } => {
            ("bad_base64", format!("`{member}` is not canonical base64url: the file was changed; {again}"))
        }
        JwsError::BadHeader { why } => (
            "bad_header",
            format!("the protected header is not exactly alg, kid and typ of a known kind ({why}); {again}"),
        ),
        JwsError::WrongAlgorithm { alg } => {
            ("wrong_algorithm", format!("the file says it is signed with {alg:?}, and only ES256 is believed"))
        }
        JwsError::UnknownKey { kid } => match trust.name(kid) {
            Some(name) => (
                "not_supervisor",
                format!(
                    "a work packet signed by {name} ({kid}), whom the trust list does not call a supervisor; \
                     packets are believed from supervisors only"
                ),
            ),
            None => (
                "unknown_key",
                format!(
                    "signed by {kid}, which is not on the trust list; if this device belongs to the campaign, enrol it \
                     in the app and save the trust list again"
                ),
            ),
        },
        JwsError::BadKey { why } => ("bad_key", format!("the trusted key can't be used: {}", key_error(*why))),
        JwsError::BadSignature => (
            "bad_signature",
            format!("the signature does not fit: the file was changed, or signed with another key; {again}"),
        ),
    };
    Failure { code, message }
}

fn payload_failure(why: &PayloadError) -> Failure {
    let device = "the device that signed it is at fault";
    let (code, message) = match why {
        PayloadError::Malformed { why } => ("bad_payload", format!("what was signed can't be read ({why}); {device}")),
        PayloadError::OtherVersion { version } => (
            "other_version",
            format!("made by another version of the program (file version {version}); use that version to read it"),
        ),
        PayloadError::WrongDevice => {
            ("wrong_device", format!("the device named inside is not the one that signed; {device}"))
        }
        PayloadError::TooManyRecords { found } => {
            ("too_many_records", format!("{found} records are more than a file may hold; {device}"))
        }
        PayloadError::WrongRange => {
            ("wrong_range", format!("record or bundle numbers do not fit the records in the file; {device}"))
        }
        PayloadError::BadRecord { n, why } => ("bad_record", format!("record {n} can't be read ({why}); {device}")),
        PayloadError::BrokenChain => {
            ("broken_chain", format!("the records do not give the hash that was signed with them; {device}"))
        }
        PayloadError::Attachments => {
            ("attachments", "the file has attachments, which this version does not read".to_owned())
        }
        PayloadError::NotFounded => (
            "not_founded",
            format!("the work packet's campaign was not founded by the device that signed it; {device}"),
        ),
        PayloadError::NotSetup { n } => ("not_setup", format!("record {n} has no place in a work packet; {device}")),
    };
    Failure { code, message }
}

pub fn merge_failure(why: &MergeError, trust: &Trust) -> Failure {
    let (code, message) = match why {
        MergeError::OtherCampaign { campaign } => ("other_campaign", format!("belongs to campaign {campaign}")),
        MergeError::Gap { known, first } => (
            "gap",
            format!(
                "begins with record {first}, but only those up to {known} are here; add the device's bundles before it"
            ),
        ),
        MergeError::Fork { device, n } => (
            "fork",
            format!(
                "two different records bear number {n} of {} ({device}): two devices with one key, or a store that was \
                 set back; find out on the device which one holds",
                trust.name(device).unwrap_or("a device")
            ),
        ),
    };
    Failure { code, message }
}

/// The code of a reason why a record has no effect.
pub fn no_effect_code(why: NoEffect) -> &'static str {
    match why {
        NoEffect::NotTheFounder => "not_the_founder",
        NoEffect::NotTheFounding => "not_the_founding",
        NoEffect::UnknownCompound => "unknown_compound",
        NoEffect::NotOnRoll => "not_on_roll",
        NoEffect::BeforeRollOrNotice => "before_roll_or_notice",
        NoEffect::RollIncomplete => "roll_incomplete",
        NoEffect::RollFrozen => "roll_frozen",
        NoEffect::NotItsBallot => "not_its_ballot",
        NoEffect::UnsettledConflicts => "unsettled_conflicts",
        NoEffect::IncompleteNotice => "incomplete_notice",
    }
}

/// The code of a reason why a standing ballot is not counted.
pub fn uncounted_code(why: Uncounted) -> &'static str {
    match why {
        Uncounted::OtherRoll => "other_roll",
        Uncounted::BeforeNotice => "before_notice",
        Uncounted::AfterClose => "after_close",
    }
}
