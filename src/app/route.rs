//! Where a person is. Every place has an address after `#`, so that reload and the back button work.

use super::parts;
use crate::domain::catalogue::dossier::Part;
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId};
use crate::domain::place::Place;

/// A screen and what it shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Route {
    /// All campaigns on this device.
    #[default]
    Home,
    NewCampaign,
    Settings,
    /// Setting the screen's lock.
    Lock,
    /// What is on this device: backup, making room, wiping.
    Device,
    /// Importing before any campaign is open: key cards and work packets.
    Import,
    /// Beginning a practice, or beginning it anew.
    Practice,
    Campaign(CampaignId),
    /// The campaign's parameters.
    Terms(CampaignId),
    NewCompound(CampaignId),
    /// Handing over: export and import.
    Handover(CampaignId),
    /// Who is trusted: enrolled devices, revocation, who goes where, the trust list.
    Devices(CampaignId),
    /// What people are told about their personal information.
    Privacy(CampaignId),
    /// Records that can't be read or have no effect.
    Records(CampaignId),
    /// All compounds side by side, and the targets.
    Overview(CampaignId),
    Compound(CampaignId, CompoundId),
    Roster(CampaignId, CompoundId),
    /// The survey; a place and an item, if one is chosen.
    Survey(CampaignId, CompoundId, Option<Place>),
    Notice(CampaignId, CompoundId),
    /// The doors of one stairwell, or the choice of one.
    Doors(CampaignId, CompoundId, Option<Place>),
    Household(CampaignId, CompoundId, HouseholdId),
    /// The forms that a household has had, its earlier ballots, its telephone.
    HouseholdPapers(CampaignId, CompoundId, HouseholdId),
    /// Papers of dwellings that aren't on the roll.
    Strays(CampaignId, CompoundId),
    Tally(CampaignId, CompoundId),
    /// What is printed from the roll.
    Papers(CampaignId, CompoundId),
    /// How far the visits have come, and what is worth a second look.
    Progress(CampaignId, CompoundId),
    /// The compound's dossier; a part of it, if one is chosen.
    Dossier(CampaignId, CompoundId, Option<Part>),
}

impl Route {
    /// The campaign that has to be open for this screen, and the compound that it is about.
    fn of(&self) -> (Option<&CampaignId>, Option<&CompoundId>) {
        match self {
            Self::Home
            | Self::NewCampaign
            | Self::Settings
            | Self::Lock
            | Self::Practice
            | Self::Device
            | Self::Import => (None, None),
            Self::Campaign(c)
            | Self::Terms(c)
            | Self::NewCompound(c)
            | Self::Handover(c)
            | Self::Devices(c)
            | Self::Privacy(c)
            | Self::Records(c)
            | Self::Overview(c) => (Some(c), None),
            Self::Compound(c, k)
            | Self::Roster(c, k)
            | Self::Survey(c, k, _)
            | Self::Notice(c, k)
            | Self::Doors(c, k, _)
            | Self::Household(c, k, _)
            | Self::HouseholdPapers(c, k, _)
            | Self::Dossier(c, k, _)
            | Self::Papers(c, k)
            | Self::Progress(c, k)
            | Self::Strays(c, k)
            | Self::Tally(c, k) => (Some(c), Some(k)),
        }
    }

    /// The campaign that has to be open for this screen.
    pub fn campaign(&self) -> Option<&CampaignId> {
        self.of().0
    }

    /// The compound that the screen is about.
    pub fn compound(&self) -> Option<&CompoundId> {
        self.of().1
    }

    /// The part that the screen belongs to.
    pub fn part(&self) -> parts::Part {
        match self {
            // What says on every screen that it is a practice isn't in the program for the survey.
            Self::Survey(c, ..) if c.is_practice() => parts::Part::Office,
            Self::Home | Self::Campaign(_) | Self::Compound(..) | Self::Doors(..) | Self::Household(..) => {
                parts::Part::Doors
            }
            Self::Survey(..) => parts::Part::Survey,
            Self::NewCampaign
            | Self::Settings
            | Self::Lock
            | Self::Practice
            | Self::Device
            | Self::Import
            | Self::Terms(_)
            | Self::NewCompound(_)
            | Self::Handover(_)
            | Self::Devices(_)
            | Self::Privacy(_)
            | Self::Records(_)
            | Self::Overview(_)
            | Self::Roster(..)
            | Self::Notice(..)
            | Self::Tally(..)
            | Self::Strays(..)
            | Self::Papers(..)
            | Self::HouseholdPapers(..)
            | Self::Progress(..)
            | Self::Dossier(..) => parts::Part::Office,
        }
    }

    /// One level up; `None` at home.
    pub fn up(&self) -> Option<Self> {
        Some(match self {
            Self::Home => return None,
            Self::NewCampaign | Self::Settings | Self::Import | Self::Practice | Self::Campaign(_) => Self::Home,
            Self::Lock | Self::Device => Self::Settings,
            Self::Terms(c)
            | Self::NewCompound(c)
            | Self::Handover(c)
            | Self::Devices(c)
            | Self::Privacy(c)
            | Self::Records(c)
            | Self::Overview(c)
            | Self::Compound(c, _) => Self::Campaign(c.clone()),
            Self::Roster(c, k) | Self::Notice(c, k) | Self::Tally(c, k) | Self::Papers(c, k) | Self::Progress(c, k) => {
                Self::Compound(c.clone(), k.clone())
            }
            Self::Survey(c, k, Some(_)) => Self::Survey(c.clone(), k.clone(), None),
            Self::Doors(c, k, Some(_)) => Self::Doors(c.clone(), k.clone(), None),
            Self::Dossier(c, k, Some(_)) => Self::Dossier(c.clone(), k.clone(), None),
            // Whoever is at a door comes from the doors.
            Self::Strays(c, k) => Self::Doors(c.clone(), k.clone(), None),
            Self::Survey(c, k, None) | Self::Doors(c, k, None) | Self::Dossier(c, k, None) => {
                Self::Compound(c.clone(), k.clone())
            }
            Self::Household(c, k, _) => Self::Doors(c.clone(), k.clone(), None),
            Self::HouseholdPapers(c, k, h) => Self::Household(c.clone(), k.clone(), h.clone()),
        })
    }

    /// The address, without `#`.
    pub fn to_hash(&self) -> String {
        let compound = |word: &str, c: &CampaignId, k: &CompoundId| join(&[word, c.as_str(), k.as_str()]);
        match self {
            Self::Home => String::new(),
            Self::NewCampaign => "new".to_owned(),
            Self::Settings => "settings".to_owned(),
            Self::Lock => "lock".to_owned(),
            Self::Practice => "practice".to_owned(),
            Self::Device => "device".to_owned(),
            Self::Import => "import".to_owned(),
            Self::Campaign(c) => join(&["campaign", c.as_str()]),
            Self::Terms(c) => join(&["terms", c.as_str()]),
            Self::NewCompound(c) => join(&["new-compound", c.as_str()]),
            Self::Handover(c) => join(&["handover", c.as_str()]),
            Self::Devices(c) => join(&["devices", c.as_str()]),
            Self::Privacy(c) => join(&["privacy", c.as_str()]),
            Self::Records(c) => join(&["records", c.as_str()]),
            Self::Overview(c) => join(&["overview", c.as_str()]),
            Self::Compound(c, k) => compound("compound", c, k),
            Self::Roster(c, k) => compound("roster", c, k),
            Self::Notice(c, k) => compound("notice", c, k),
            Self::Tally(c, k) => compound("tally", c, k),
            Self::Strays(c, k) => compound("strays", c, k),
            Self::Papers(c, k) => compound("papers", c, k),
            Self::Progress(c, k) => compound("progress", c, k),
            Self::Dossier(c, k, None) => compound("dossier", c, k),
            Self::Dossier(c, k, Some(part)) => join(&["dossier", c.as_str(), k.as_str(), part.code()]),
            Self::Survey(c, k, place) => with_place(compound("survey", c, k), place.as_ref()),
            Self::Doors(c, k, place) => with_place(compound("doors", c, k), place.as_ref()),
            Self::Household(c, k, h) => join(&["household", c.as_str(), k.as_str(), h.as_str()]),
            Self::HouseholdPapers(c, k, h) => join(&["household-papers", c.as_str(), k.as_str(), h.as_str()]),
        }
    }

    /// Reads an address; one that names nothing is home.
    pub fn from_hash(hash: &str) -> Self {
        let parts: Vec<String> = hash.trim_start_matches('#').split('/').map(unescape).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let compound = |c: &str, k: &str| (CampaignId::from(c), CompoundId::from(k));
        match parts.as_slice() {
            ["new"] => Self::NewCampaign,
            ["settings"] => Self::Settings,
            ["lock"] => Self::Lock,
            ["practice"] => Self::Practice,
            ["device"] => Self::Device,
            ["import"] => Self::Import,
            ["campaign", c] => Self::Campaign((*c).into()),
            ["terms", c] => Self::Terms((*c).into()),
            ["new-compound", c] => Self::NewCompound((*c).into()),
            ["handover", c] => Self::Handover((*c).into()),
            ["devices", c] => Self::Devices((*c).into()),
            ["privacy", c] => Self::Privacy((*c).into()),
            ["records", c] => Self::Records((*c).into()),
            ["overview", c] => Self::Overview((*c).into()),
            ["household", c, k, h] => Self::Household((*c).into(), (*k).into(), (*h).into()),
            ["household-papers", c, k, h] => Self::HouseholdPapers((*c).into(), (*k).into(), (*h).into()),
            [word, c, k, rest @ ..] => {
                let (c, k) = compound(c, k);
                match (*word, rest) {
                    ("compound", []) => Self::Compound(c, k),
                    ("roster", []) => Self::Roster(c, k),
                    ("notice", []) => Self::Notice(c, k),
                    ("tally", []) => Self::Tally(c, k),
                    ("strays", []) => Self::Strays(c, k),
                    ("papers", []) => Self::Papers(c, k),
                    ("progress", []) => Self::Progress(c, k),
                    ("dossier", []) => Self::Dossier(c, k, None),
                    ("dossier", [part]) => match Part::from_code(part) {
                        Some(part) => Self::Dossier(c, k, Some(part)),
                        None => Self::Home,
                    },
                    ("survey", place) => Self::Survey(c, k, place_of(place)),
                    ("doors", place) => Self::Doors(c, k, place_of(place)),
                    _ => Self::Home,
                }
            }
            _ => Self::Home,
        }
    }
}

fn join(parts: &[&str]) -> String {
    parts.iter().map(|part| escape(part)).collect::<Vec<_>>().join("/")
}

fn with_place(mut hash: String, place: Option<&Place>) -> String {
    match place {
        // The dossier has a screen of its own.
        None | Some(Place::Dossier(_)) => {}
        Some(Place::Compound) => hash.push_str("/c"),
        Some(Place::Building(b)) => hash.push_str(&format!("/b/{}", escape(b.as_str()))),
        Some(Place::Stairwell(b, None)) => hash.push_str(&format!("/s/{}", escape(b.as_str()))),
        Some(Place::Stairwell(b, Some(s))) => hash.push_str(&format!("/s/{}/{}", escape(b.as_str()), escape(s))),
        Some(Place::Household(h)) => hash.push_str(&format!("/h/{}", escape(h.as_str()))),
    }
    hash
}

fn place_of(parts: &[&str]) -> Option<Place> {
    match parts {
        ["c"] => Some(Place::Compound),
        ["b", b] => Some(Place::Building((*b).into())),
        ["s", b] => Some(Place::Stairwell((*b).into(), None)),
        ["s", b, s] => Some(Place::Stairwell((*b).into(), Some((*s).to_owned()))),
        ["h", h] => Some(Place::Household((*h).into())),
        _ => None,
    }
}

/// Percent-encodes everything but letters, digits, `-`, `_` and `.`.
fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (first, code.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_screen() {
        let c: CampaignId = "Ab-_9".into();
        let k: CompoundId = "k1".into();
        let building = |b: &str| Place::Building(b.into());
        for route in [
            Route::Home,
            Route::NewCampaign,
            Route::Settings,
            Route::Lock,
            Route::Device,
            Route::Import,
            Route::Practice,
            Route::Campaign(c.clone()),
            Route::Terms(c.clone()),
            Route::NewCompound(c.clone()),
            Route::Handover(c.clone()),
            Route::Devices(c.clone()),
            Route::Privacy(c.clone()),
            Route::Records(c.clone()),
            Route::Overview(c.clone()),
            Route::Compound(c.clone(), k.clone()),
            Route::Roster(c.clone(), k.clone()),
            Route::Notice(c.clone(), k.clone()),
            Route::Tally(c.clone(), k.clone()),
            Route::Strays(c.clone(), k.clone()),
            Route::Papers(c.clone(), k.clone()),
            Route::Progress(c.clone(), k.clone()),
            Route::Dossier(c.clone(), k.clone(), None),
            Route::Dossier(c.clone(), k.clone(), Some(Part::Steps)),
            Route::Survey(c.clone(), k.clone(), None),
            Route::Survey(c.clone(), k.clone(), Some(Place::Compound)),
            Route::Survey(c.clone(), k.clone(), Some(Place::Household("柳巷12号-101#2".into()))),
            Route::Doors(c.clone(), k.clone(), Some(building("柳巷 12号/甲%"))),
            Route::Doors(c.clone(), k.clone(), Some(Place::Stairwell("3".into(), None))),
            Route::Doors(c.clone(), k.clone(), Some(Place::Stairwell("3".into(), Some("甲".into())))),
            Route::Household(c.clone(), k.clone(), "柳巷12号-101#2".into()),
            Route::HouseholdPapers(c, k, "柳巷12号-101#2".into()),
        ] {
            assert_eq!(Route::from_hash(&format!("#{}", route.to_hash())), route);
        }
        for nowhere in ["", "#", "#nothing", "#compound/x", "#household/a/b", "#%ff/%zz/%"] {
            assert_eq!(Route::from_hash(nowhere), Route::Home, "{nowhere}");
        }
    }
}
