//! The keys of the store. Each is for ever.
//!
//! | key | value | written |
//! |---|---|---|
//! | `wenlou/settings` | the device's settings, JSON | anew |
//! | `wenlou/supervisors` | keys of supervisors, JSON | anew |
//! | `wenlou/c/CAMPAIGN` | the campaign's name, JSON | anew |
//! | `wenlou/d/SHORT` | a device's id in full; `SHORT` is its first eight characters | once |
//! | `wenlou/r/CAMPAIGN/SHORT/N` | the text of record N, byte for byte | once, and taken out when a pack holds it |
//! | `wenlou/p/CAMPAIGN/SHORT/FIRST-LAST` | a pack of the records FIRST to LAST: base64url of gzip of their texts with a line feed between them | once |
//! | `wenlou/n/CAMPAIGN` | the last record that left in a bundle, JSON of `device/number` | anew, rising |
//! | `wenlou/sealing/KEY` | a key pair that ballots are sealed to, JSON; `KEY` is the public key's x coordinate | once |
//! | `wenlou/backup/CAMPAIGN` | up to where the last backup that was checked holds the campaign: own last record, when, state hash and the file's SHA-256, with a space between them | anew |
//! | `wenlou/lock` | when the screen is locked, and what tells the right passphrase, JSON | anew |
//! | `wenlou/tries` | wrong passphrases since the last right one: how many, and when the last: `number/time` | anew; in `localStorage` only |
//! | `wenlou/set-aside/KEY/HASH` | what stood under KEY and could not be read or explained; `HASH`: the first eight digits of its SHA-256, so that each has a place of its own | once |
//! | `wenlou/format` | the version of all this, a number; see [`FORMAT_VERSION`] | anew, rising |
//! | `wenlou/log` | how far the log went when `localStorage` was last written: `generation/next number` | anew; in `localStorage` only |
//!
//! What is written once is never put over: another text under such a key is refused.

use crate::domain::digest::sha256_hex;

/// What all keys begin with.
pub const ALL: &str = "wenlou/";
pub const SETTINGS: &str = "wenlou/settings";
pub const SUPERVISORS: &str = "wenlou/supervisors";
pub const CAMPAIGNS: &str = "wenlou/c/";
pub const DEVICES: &str = "wenlou/d/";
pub const RECORDS: &str = "wenlou/r/";
pub const PACKS: &str = "wenlou/p/";
pub const RESERVED: &str = "wenlou/n/";
pub const SET_ASIDE: &str = "wenlou/set-aside/";
/// Key pairs for sealing: they are in backups, because without them nobody can open the ballots.
pub const SEALING: &str = "wenlou/sealing/";
/// About this device, so it is never in a backup itself.
pub const BACKUPS: &str = "wenlou/backup/";
/// About this device's screen, so neither is in a backup.
pub const LOCK: &str = "wenlou/lock";
/// Any tab writes it, whoever has the log: a new tab must not begin to count anew.
pub const TRIES: &str = "wenlou/tries";
pub const FORMAT: &str = "wenlou/format";
/// The version that is written; it and all before it are read. What a newer program wrote is left alone: it could not be understood, only
/// damaged. 1 had no packs.
pub const FORMAT_VERSION: u64 = 2;
/// How far the log went: one that goes less far has lost something.
pub const LOG: &str = "wenlou/log";

/// Where a text is set aside that stood under `key`.
pub fn aside(key: &str, text: &str) -> String {
    let hash = sha256_hex(text.as_bytes());
    format!("{SET_ASIDE}{key}/{}", &hash[..8])
}

/// Whether a value of [`FORMAT`] is one that a newer program wrote. One that is no number was spoilt, and is made good like any other.
pub fn is_newer(format: &str) -> bool {
    format.parse().is_ok_and(|version: u64| version > FORMAT_VERSION)
}

/// Whether a value of [`FORMAT`] is what is written today.
pub fn is_current(format: &str) -> bool {
    format.parse() == Ok(FORMAT_VERSION)
}

/// Whether what stands under the key is never written anew.
pub fn is_written_once(key: &str) -> bool {
    [DEVICES, RECORDS, PACKS, SEALING, SET_ASIDE].iter().any(|prefix| key.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_that_is_set_aside_has_a_place_of_its_own() {
        assert_eq!(aside("wenlou/settings", "abc"), "wenlou/set-aside/wenlou/settings/ba7816bf");
        assert_ne!(aside("wenlou/settings", "abc"), aside("wenlou/settings", "abd"));
    }

    #[test]
    fn only_a_higher_number_is_newer() {
        assert!(is_newer("3") && is_newer("10"));
        for format in ["2", "1", "0", "", "1x", "-1", "二"] {
            assert!(!is_newer(format), "{format}");
        }
    }
}
