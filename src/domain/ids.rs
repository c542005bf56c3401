//! Names of things. Each is a text newtype, so that a household can't be passed where a compound is meant.
//!
//! Ids are stable: once written to a journal an id is never given to another thing.

use super::json::{FromJson, Json, Misread, ToJson, Writer};
use serde::Serialize;
use std::fmt;

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
