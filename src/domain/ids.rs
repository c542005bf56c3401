//! Names of things. Each is a text newtype, so that a household can't be passed where a compound is meant.
//!
//! Ids are stable: once written to a journal an id is never given to another thing.

use super::json::{FromJson, Json, Misread, ToJson, Writer};
use serde::Serialize;
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The text as it is written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromJson for $name {
            fn from_json(json: Json<'_>) -> Result<Self, Misread> {
                String::from_json(json).map(Self)
            }
        }

        impl ToJson for $name {
            fn to_json(&self, to: &mut Writer) {
                to.string(&self.0);
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

text_id! {
    /// A campaign (一次征求意见工作): derived from its founder's key and a nonce, see [`crate::journal::derive_campaign_id`].
    CampaignId
}
text_id! {
    /// A compound (小区) within a campaign.
    CompoundId
}
text_id! {
    /// A device: the RFC 7638 thumbprint of its public key, 43 characters of base64url.
    DeviceId
}
text_id! {
    /// A building (幢): the number alone (`3`) in a compound, road and number (`柳巷12号`) for scattered dwellings.
    BuildingNo
}
text_id! {
    /// A household (户), that is one property title: `building-stairwell-suite` (`3-2-501`), or `building-suite` where
    /// there is no stairwell (`柳巷12号-101`). Where one suite holds several titles, `#` and the title number follow.
    HouseholdId
}

impl HouseholdId {
    /// The door, which several titles can be behind.
    pub fn door(&self) -> &str {
        self.0.split_once('#').map_or(&self.0, |(door, _)| door)
    }

    /// What the title of this name goes by, with all that is on file for it, since the `step`th step of the roll put another one in its place. No title's
    /// number begins with a space.
    pub fn replaced(&self, step: usize) -> Self {
        Self([self.door(), "# ", &step.to_string(), " ", self.as_str()].concat())
    }

    /// Whether another one came in the place of the title.
    pub fn is_replaced(&self) -> bool {
        self.0.split_once('#').is_some_and(|(_, rest)| rest.starts_with(' '))
    }
}

/// What the id of a campaign for practice begins with, and the nonce that it comes from. The point is what makes it tell: no other campaign's id
/// has one, nor any nonce that isn't made for this.
pub const PRACTICE: &str = "practice.";

impl CampaignId {
    /// Whether it is made up to practise with: its records stay on the device that made them and count for nothing.
    pub fn is_practice(&self) -> bool {
        self.0.starts_with(PRACTICE)
    }
}

/// A campaign whose records may leave the device, which is any but one for practice. Whatever is signed about a campaign names one of these, so
/// that nothing about a practice can be made, nor read where somebody else made it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RealCampaign(CampaignId);

impl RealCampaign {
    /// `None` of a practice.
    pub fn of(campaign: &CampaignId) -> Option<Self> {
        (!campaign.is_practice()).then(|| Self(campaign.clone()))
    }
}

impl Deref for RealCampaign {
    type Target = CampaignId;

    fn deref(&self) -> &CampaignId {
        &self.0
    }
}

impl Borrow<CampaignId> for RealCampaign {
    fn borrow(&self) -> &CampaignId {
        &self.0
    }
}

impl AsRef<str> for RealCampaign {
    fn as_ref(&self) -> &str {
        self.0.as_str()
    }
}

impl From<RealCampaign> for CampaignId {
    fn from(campaign: RealCampaign) -> Self {
        campaign.0
    }
}

impl TryFrom<&str> for RealCampaign {
    type Error = Misread;

    fn try_from(text: &str) -> Result<Self, Misread> {
        Self::of(&text.into()).ok_or_else(|| Misread::new("a campaign for practice"))
    }
}

impl FromJson for RealCampaign {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        Self::try_from(String::from_json(json)?.as_str())
    }
}

impl ToJson for RealCampaign {
    fn to_json(&self, to: &mut Writer) {
        self.0.to_json(to);
    }
}
