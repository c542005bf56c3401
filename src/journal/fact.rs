//! What a record can say: version 1 of the stored form.
//!
//! These are wire types. Fields are only ever added as optional ones, and a meaning is never changed: a new meaning is a
//! new fact. Everything derived lives in [`super::state`].

use super::entry::RecordId;
use crate::domain::answer::Answer;
use crate::domain::ballot::{Ballot, Visit};
use crate::domain::campaign::{CompoundCard, Terms};
use crate::domain::household::Household;
use crate::domain::ids::{BuildingNo, CompoundId, DeviceId, HouseholdId};
use crate::domain::notice::Notice;
use crate::domain::place::Place;
use serde::{Deserialize, Serialize};

/// A public key as JWK (RFC 7517), exactly the members that the thumbprint covers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicKey {
    pub crv: String,
    pub kty: String,
    pub x: String,
    pub y: String,
}

/// A fact, by kind. Those of the supervisor take effect only when the campaign's founder wrote them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The campaign's first record; `nonce` and the author give its id.
    Found(Found),
    /// The campaign's parameters, as they are from now on.
    Terms(Terms),
    /// A compound, new or described anew.
    Compound(CompoundCard),
    /// One building of a roll that is being imported. Without its [`Fact::Roll`] it has no effect.
    RollPart(RollPart),
    /// The import is complete: `parts` buildings under `import`, whose roll has the hash `roll`.
    Roll(RollImported),
    /// The roll is frozen: this hash, this N.
    Freeze(Freeze),
    Notice(NoticePosted),
    Answer(AnswerGiven),
    Visit(VisitMade),
    Ballot(BallotTaken),
    /// Ballots that were recorded at the wrong door.
    Withdraw(Withdraw),
    Settle(Settle),
    /// The ballot of a compound is closed: papers signed after `on` don't count.
    Close(Close),
    /// Closed too early: open again.
    Reopen(Reopen),
    /// A device whose bundles are accepted.
    Enrol(Enrol),
    /// A bundle file was made of the records up to this one.
    Exported(Exported),
}

impl Fact {
    /// Whether only the founder may say this.
    pub fn is_supervisors(&self) -> bool {
        !matches!(self, Self::Answer(_) | Self::Visit(_) | Self::Ballot(_) | Self::Withdraw(_) | Self::Exported(_))
    }

    /// Whether this travels in a work packet: what a device needs to work, and nothing that it doesn't.
    pub fn is_setup(&self) -> bool {
        matches!(
            self,
            Self::Found(_)
                | Self::Terms(_)
                | Self::Compound(_)
                | Self::RollPart(_)
                | Self::Roll(_)
                | Self::Freeze(_)
                | Self::Notice(_)
                | Self::Close(_)
                | Self::Reopen(_)
        )
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    pub nonce: String,
    pub terms: Terms,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollPart {
    pub compound: CompoundId,
    /// Which import: the record number of its first part.
    pub import: u64,
    pub building: BuildingNo,
    pub households: Vec<Household>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollImported {
    pub compound: CompoundId,
    pub import: u64,
    pub parts: u64,
    pub roll: String,
    /// Name and SHA-256 of the file it came from.
    pub file: String,
    pub file_sha256: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    pub compound: CompoundId,
    pub roll: String,
    /// N, for the reader; replay counts again.
    pub households: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticePosted {
    pub compound: CompoundId,
    pub notice: Notice,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerGiven {
    pub compound: CompoundId,
    pub place: Place,
    /// Catalogue item id.
    pub item: String,
    pub answer: Answer,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitMade {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub visit: Visit,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotTaken {
    pub compound: CompoundId,
    pub household: HouseholdId,
    /// Hash of the roll that the household was asked on.
    pub roll: String,
    pub ballot: Ballot,
    /// Ballots of this household that this one replaces, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<RecordId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub ballots: Vec<RecordId>,
    pub why: String,
}

/// The supervisor's word on exactly the ballots that it names. A ballot that arrives later is not covered by it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub over: Vec<RecordId>,
    /// The one that stands; `None`: none of them, the household counts as invalid (I9) until it signs again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<RecordId>,
    pub why: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    pub compound: CompoundId,
    /// Last day of the ballot, `yyyy-mm-dd`.
    pub on: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    pub compound: CompoundId,
    pub why: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrol {
    pub device: DeviceId,
    pub name: String,
    pub key: PublicKey,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exported {
    /// From 1, without gaps.
    pub bundle: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Number of the last record in it.
    pub last: u64,
}
