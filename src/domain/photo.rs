//! A photo as a record names it, and where on earth something is.
//!
//! The picture itself lies beside the records: a record holds its SHA-256, and whatever has another hash is not that photo.

use crate::domain::ids::HouseholdId;
use crate::domain::json::{FromJson, Json, Misread, ToJson, Writer, object, variants};
use crate::domain::place::Place;
use rust_decimal::Decimal;

/// The longest side of a photo that is taken in, in pixels: enough to read a sign on a wall, small enough for a thousand on a tablet.
pub const MAX_SIDE: u32 = 1_600;
/// The largest photo that is taken in, in bytes. At 1,600 pixels a photo has a tenth of it.
pub const MAX_SIZE: u64 = 4 << 20;

/// The length of `-180.000000`.
const MAX_DEGREES: usize = 11;

/// A JPEG by its hash.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Photo {
    pub sha256: Sha256,
    /// In bytes, up to [`MAX_SIZE`].
    pub size: u64,
    /// In pixels, up to [`MAX_SIDE`].
    pub width: u32,
    pub height: u32,
}

object!(Photo { sha256, size, width as "w", height as "h" });

impl Photo {
    /// Whether such a photo can have been taken in here.
    pub fn is_sound(&self) -> bool {
        let side = 1..=MAX_SIDE;
        (1..=MAX_SIZE).contains(&self.size) && side.contains(&self.width) && side.contains(&self.height)
    }
}

/// A SHA-256 in hexadecimal, small letters: the name of a photo's file, so nothing else gets through.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Sha256(String);

impl Sha256 {
    /// `None` if it isn't one.
    pub fn new(text: &str) -> Option<Self> {
        let is_hash = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromJson for Sha256 {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        Self::new(&String::from_json(json)?).ok_or_else(|| Misread::new("not a SHA-256"))
    }
}

impl ToJson for Sha256 {
    fn to_json(&self, to: &mut Writer) {
        to.string(&self.0);
    }
}

/// What a photo shows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Subject {
    /// What an item of the survey or the dossier asks about, at a place.
    Item(Place, String),
    /// The notice of the two modes where it hangs.
    Notice,
    /// The signed form of this serial.
    Form(HouseholdId, String),
    /// The written authority, or the proof of guardianship, that goes with the form of this serial.
    Authority(HouseholdId, String),
    /// What was left or posted at a door where nobody was met.
    Door(HouseholdId),
}

variants!(Subject {
    Item(place, item) = "item", Notice = "notice", Form(household, serial) = "form",
    Authority(household, serial) = "authority", Door(household) = "door",
});

impl Subject {
    /// The household that it is about, if it is of a ballot.
    pub fn household(&self) -> Option<&HouseholdId> {
        match self {
            Self::Item(..) | Self::Notice => None,
            Self::Form(household, _) | Self::Authority(household, _) | Self::Door(household) => Some(household),
        }
    }

    /// Makes it one of another household.
    pub fn move_to(&mut self, other: &HouseholdId) {
        match self {
            Self::Item(..) | Self::Notice => {}
            Self::Form(household, _) | Self::Authority(household, _) | Self::Door(household) => {
                household.clone_from(other);
            }
        }
    }
}

/// Where something is, as the device's receiver says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Position {
    /// Degrees north and east (WGS 84), six decimals, which is a hand's breadth.
    pub latitude: String,
    pub longitude: String,
    /// By how much it may be out, in metres.
    pub accuracy: u64,
}

object!(Position { latitude as "lat", longitude as "lon", accuracy });

impl Position {
    /// Whether there is such a place.
    pub fn is_sound(&self) -> bool {
        // The decimals' own reader takes more than this.
        let is_plain =
            |text: &str| text.len() <= MAX_DEGREES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-'));
        let within = |text: &str, most: u32| {
            if !is_plain(text) {
                return false;
            }
            let degrees = Decimal::from_str_exact(text).ok();
            degrees.is_some_and(|degrees| degrees.scale() <= 6 && degrees.abs() <= Decimal::from(most))
        };
        within(&self.latitude, 90) && within(&self.longitude, 180)
    }
}
