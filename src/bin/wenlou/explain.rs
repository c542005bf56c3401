//! Why something was rejected: a stable code for programs, and a sentence that says what is wrong and what to do.
//!
//! The sentences are the app's own, but where the command line has a trust list in place of the app's enrolments. The
//! codes are the names of the errors as they are serialised.

use super::files::Trust;
use serde::Serialize;
use serde_json::Value;
use wenlou::bundle::incoming::IncomingError;
use wenlou::bundle::jws::JwsError;
use wenlou::bundle::merge::MergeError;
use wenlou::journal::household_file::Uncounted;
use wenlou::journal::state::NoEffect;
use wenlou::text::Lang;

/// Why something was rejected.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    pub code: String,
    pub message: String,
}

impl Failure {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }
}

/// The name of an enum's variant as it is serialised, whether beside its content (`kind`) or around it.
pub fn code_of<T: Serialize>(error: &T) -> String {
    match serde_json::to_value(error) {
        Ok(Value::String(code)) => code,
        Ok(Value::Object(members)) => match members.get("kind") {
            Some(Value::String(code)) => code.clone(),
            _ => members.keys().next().cloned().unwrap_or_default(),
        },
        _ => String::new(),
    }
}

pub fn incoming_failure(why: &IncomingError, trust: &Trust) -> Failure {
    let lang = trust.lang;
    let code = match why {
        IncomingError::Card(_) => "bad_key_card".to_owned(),
        IncomingError::Jws(JwsError::UnknownKey { kid }) => {
            return match trust.name(kid) {
                Some(name) => Failure::new(
                    "not_supervisor",
                    lang.pick(
                        format!("由 {name}（{kid}）签名，信任名单没有把它列为监督员：任务包和回执只采信监督员签发的。"),
                        format!(
                            "Signed by {name} ({kid}), whom the trust list does not call a supervisor: packets and receipts \
                             are believed from supervisors only."
                        ),
                    ),
                ),
                None => Failure::new(
                    "unknown_key",
                    lang.pick(
                        format!("由 {kid} 签名，它不在信任名单上。如果这台设备属于这项工作，请在应用里登记它，再保存一份信任名单。"),
                        format!(
                            "Signed by {kid}, which is not on the trust list. If this device belongs to the campaign, enrol it \
                             in the app and save the trust list again."
                        ),
                    ),
                ),
            };
        }
        IncomingError::Jws(why) => code_of(why),
        IncomingError::Payload(why) => code_of(why),
        IncomingError::Backup => "backup".to_owned(),
        IncomingError::TrustList => "trust_list".to_owned(),
    };
    Failure { code, message: lang.incoming_error(why) }
}

pub fn merge_failure(why: &MergeError, lang: Lang) -> Failure {
    Failure { code: code_of(why), message: lang.merge_error(why) }
}

/// The code of a reason why a record has no effect.
pub fn no_effect_code(why: NoEffect) -> &'static str {
    match why {
        NoEffect::NotASupervisor => "not_a_supervisor",
        NoEffect::NotTheFounding => "not_the_founding",
        NoEffect::UnknownCompound => "unknown_compound",
        NoEffect::NotOnRoll => "not_on_roll",
        NoEffect::BeforeRollOrNotice => "before_roll_or_notice",
        NoEffect::RollIncomplete => "roll_incomplete",
        NoEffect::RollFrozen => "roll_frozen",
        NoEffect::NotItsBallot => "not_its_ballot",
        NoEffect::UnsettledConflicts => "unsettled_conflicts",
        NoEffect::IncompleteNotice => "incomplete_notice",
        NoEffect::NotItsPaper => "not_its_paper",
        NoEffect::NoticeTooSoon => "notice_too_soon",
        NoEffect::StillSealed => "still_sealed",
        NoEffect::RollIsAnother => "roll_is_another",
        NoEffect::NoticeOutdated => "notice_outdated",
        NoEffect::StillWaiting => "still_waiting",
        NoEffect::CheckedByRecorder => "checked_by_recorder",
        NoEffect::BadSeal => "bad_seal",
        NoEffect::Revoked => "revoked",
        NoEffect::NotFrozen => "not_frozen",
        NoEffect::NotEnrolled => "not_enrolled",
        NoEffect::NoSuchPlace => "no_such_place",
        NoEffect::BadPhoto => "bad_photo",
        NoEffect::NotItsPhoto => "not_its_photo",
        NoEffect::Closed => "closed",
        NoEffect::CloseOvertaken => "close_overtaken",
        NoEffect::NotItsVisit => "not_its_visit",
        NoEffect::SettledOtherwise => "settled_otherwise",
        NoEffect::NotOneTitle => "not_one_title",
        NoEffect::NotItsForm => "not_its_form",
    }
}

/// The code of a reason why a standing ballot is not counted.
pub fn uncounted_code(why: Uncounted) -> &'static str {
    match why {
        Uncounted::OtherRoll => "other_roll",
        Uncounted::BeforeNotice => "before_notice",
        Uncounted::AfterClose => "after_close",
        Uncounted::NoPaper => "no_paper",
        Uncounted::Spoiled => "spoiled",
        Uncounted::TakenOff => "taken_off",
        Uncounted::NoHousehold => "no_household",
    }
}
