//! Public keys: whose signature is believed.

use crate::domain::digest::sha256_base64url;
use crate::domain::ids::DeviceId;
use crate::domain::json::{self, object};
use crate::journal::fact::PublicKey;
use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::VerifyingKey;
use serde::Serialize;

/// The `format` of a key card file.
pub const CARD_FORMAT: &str = "wenlou-key/1";
/// The `format` of a trust list file.
pub const TRUST_FORMAT: &str = "wenlou-trust/1";

/// Why a public key can't be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyError {
    /// Not `kty` EC on `crv` P-256.
    NotP256,
    /// A coordinate isn't 32 bytes of canonical base64url, or the point isn't on the curve.
    BadPoint,
    /// The card's name is blank or longer than 80 characters.
    BadName,
    /// A file of another format.
    BadFormat,
}

/// The RFC 7638 thumbprint (SHA-256, base64url): the device's id and the `kid` of its signatures.
pub fn thumbprint(key: &PublicKey) -> DeviceId {
    let members = format!(r#"{{"crv":"{}","kty":"{}","x":"{}","y":"{}"}}"#, key.crv, key.kty, key.x, key.y);
    DeviceId(sha256_base64url(members.as_bytes()))
}

/// The key in the form that verifies.
///
/// # Errors
/// Any [`KeyError`] but those of a card.
pub fn verifying_key(key: &PublicKey) -> Result<VerifyingKey, KeyError> {
    if key.kty != "EC" || key.crv != "P-256" {
        return Err(KeyError::NotP256);
    }
    let mut sec1 = vec![4];
    for coordinate in [&key.x, &key.y] {
        let bytes = Base64UrlUnpadded::decode_vec(coordinate).map_err(|_| KeyError::BadPoint)?;
        if bytes.len() != 32 || Base64UrlUnpadded::encode_string(&bytes) != *coordinate {
            return Err(KeyError::BadPoint);
        }
        sec1.extend_from_slice(&bytes);
    }
    VerifyingKey::from_sec1_bytes(&sec1).map_err(|_| KeyError::BadPoint)
}

/// A device's calling card: its public key and the name it goes by. It is not signed; what makes it believed is a person
/// comparing the fingerprint on both screens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyCard {
    /// [`CARD_FORMAT`]
    pub format: String,
    pub name: String,
    pub key: PublicKey,
}

object!(KeyCard { format, name, key });

impl KeyCard {
    pub fn new(name: &str, key: PublicKey) -> Self {
        Self { format: CARD_FORMAT.to_owned(), name: name.to_owned(), key }
    }

    /// Checks the card and gives the key's thumbprint.
    ///
    /// # Errors
    /// Any [`KeyError`].
    pub fn check(&self) -> Result<DeviceId, KeyError> {
        if self.format != CARD_FORMAT {
            return Err(KeyError::BadFormat);
        }
        if self.name.trim().is_empty() || self.name.chars().count() > 80 {
            return Err(KeyError::BadName);
        }
        verifying_key(&self.key)?;
        Ok(thumbprint(&self.key))
    }
}

/// The keys that files may be signed with, for the command line: `--trust FILE`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TrustList {
    /// [`TRUST_FORMAT`]
    pub format: String,
    pub keys: Vec<TrustedKey>,
}

object!(TrustList { format, keys });

/// A key that files may be signed with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustedKey {
    pub name: String,
    /// May found campaigns and hand out work packets.
    pub supervisor: bool,
    pub key: PublicKey,
}

object!(TrustedKey { name, supervisor, key });

impl TrustList {
    pub fn new(keys: Vec<TrustedKey>) -> Self {
        Self { format: TRUST_FORMAT.to_owned(), keys }
    }

    /// Reads and checks a trust list file.
    ///
    /// # Errors
    /// What the parser said, or which key can't be used.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let list: Self = json::from_bytes(bytes).map_err(|e| e.to_string())?;
        if list.format != TRUST_FORMAT {
            return Err(format!("format is {:?}, not {TRUST_FORMAT:?}", list.format));
        }
        for (i, trusted) in list.keys.iter().enumerate() {
            verifying_key(&trusted.key).map_err(|e| format!("key {} ({}): {e:?}", i + 1, trusted.name))?;
        }
        Ok(list)
    }

    pub fn find(&self, kid: &DeviceId) -> Option<&TrustedKey> {
        self.keys.iter().find(|trusted| thumbprint(&trusted.key) == *kid)
    }
}

/// A fingerprint as two people compare it: the thumbprint's first 20 characters in groups of four.
pub fn spoken(device: &DeviceId) -> String {
    let start: Vec<char> = device.as_str().chars().take(20).collect();
    start.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The EC key of RFC 7515, appendix A.3.1, and its thumbprint by an independent library.
    pub(crate) fn rfc7515_key() -> PublicKey {
        PublicKey {
            kty: "EC".into(),
            crv: "P-256".into(),
            x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".into(),
            y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".into(),
        }
    }

    #[test]
    fn thumbprint_of_the_rfc_7515_key() {
        assert_eq!(thumbprint(&rfc7515_key()).as_str(), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn keys_off_the_curve_or_oddly_spelled_are_refused() {
        let good = rfc7515_key();
        assert!(verifying_key(&good).is_ok());
        let mut swapped = good.clone();
        std::mem::swap(&mut swapped.x, &mut swapped.y);
        assert_eq!(verifying_key(&swapped), Err(KeyError::BadPoint));
        // The last character carries two spare bits: U and V decode alike, one of them is not canonical.
        let mut spare = good.clone();
        spare.x = good.x.replace("VEU", "VEV");
        assert_eq!(verifying_key(&spare), Err(KeyError::BadPoint));
        assert_eq!(verifying_key(&PublicKey { crv: "P-384".into(), ..good }), Err(KeyError::NotP256));
    }
}
