//! Public keys: whose signature is believed.

use crate::domain::digest::sha256_base64url;
use crate::domain::ids::DeviceId;
use crate::domain::json::{self, object};
use crate::journal::fact::PublicKey;
use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::signature::Verifier as _;
use serde::Serialize;

/// The `format` of a key card file.
pub const CARD_FORMAT: &str = "wenlou-key/1";
/// The `format` of a trust list file.
pub const TRUST_FORMAT: &str = "wenlou-trust/1";

/// The longest name on a key card, in characters.
pub const MAX_CARD_NAME: usize = 80;

/// Why a public key can't be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyError {
    /// Neither EC on P-256 nor OKP on Ed25519.
    UnknownCurve,
    /// A coordinate isn't 32 bytes of canonical base64url, or there is no such point, or it is one that no secret key leads to.
    BadPoint,
    /// The card's name is blank or longer than 80 characters.
    BadName,
    /// A file of another format.
    BadFormat,
}

/// The RFC 7638 thumbprint (SHA-256, base64url): the device's id and the `kid` of its signatures.
pub fn thumbprint(key: &PublicKey) -> DeviceId {
    // The very text that is written: the members in this order, and no other.
    DeviceId(sha256_base64url(json::to_text(key).as_bytes()))
}

/// A key in the form that verifies.
#[derive(Clone, Debug)]
pub enum VerifyingKey {
    Es256(p256::ecdsa::VerifyingKey),
    Ed25519(ed25519_dalek::VerifyingKey),
}

impl VerifyingKey {
    /// Reads a key.
    ///
    /// # Errors
    /// Any [`KeyError`] but those of a card.
    pub fn read(key: &PublicKey) -> Result<Self, KeyError> {
        match (key.kty.as_str(), key.crv.as_str(), &key.y) {
            ("EC", "P-256", Some(y)) => {
                let point = [&[4][..], &coordinate(&key.x)?, &coordinate(y)?].concat();
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).map_err(|_| KeyError::BadPoint)?;
                Ok(Self::Es256(key))
            }
            ("OKP", "Ed25519", None) => {
                let point = coordinate(&key.x)?;
                let key = ed25519_dalek::VerifyingKey::from_bytes(&point).map_err(|_| KeyError::BadPoint)?;
                // Under a weak key one signature holds for many contents.
                if key.is_weak() { Err(KeyError::BadPoint) } else { Ok(Self::Ed25519(key)) }
            }
            _ => Err(KeyError::UnknownCurve),
        }
    }

    /// The one `alg` of signatures by this key (RFC 7518, RFC 9864).
    pub fn alg(&self) -> &'static str {
        match self {
            Self::Es256(_) => "ES256",
            Self::Ed25519(_) => "Ed25519",
        }
    }

    /// Whether `signature` is this key's over `content`.
    pub fn verifies(&self, content: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256(key) => {
                p256::ecdsa::Signature::from_slice(signature).is_ok_and(|s| key.verify(content, &s).is_ok())
            }
            Self::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(content, &signature).is_ok()),
        }
    }
}

/// 32 bytes from their one spelling.
pub(super) fn coordinate(text: &str) -> Result<[u8; 32], KeyError> {
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| KeyError::BadPoint)?;
    let canonical = Base64UrlUnpadded::encode_string(&bytes) == text;
    bytes.try_into().ok().filter(|_| canonical).ok_or(KeyError::BadPoint)
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
        if self.name.trim().is_empty() || self.name.chars().count() > MAX_CARD_NAME {
            return Err(KeyError::BadName);
        }
        VerifyingKey::read(&self.key)?;
        Ok(thumbprint(&self.key))
    }
}

/// The keys that files may be signed with, as the first version listed them, unsigned; see [`super::trust`].
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

/// The beginning of a fingerprint, by which messages name a device: the thumbprint's first 20 characters in groups of four. For trusting
/// one there are the words ([`super::words`]).
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
            y: Some("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".into()),
        }
    }

    #[test]
    fn thumbprint_of_the_rfc_7515_key() {
        assert_eq!(thumbprint(&rfc7515_key()).as_str(), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn keys_off_the_curve_or_oddly_spelled_are_refused() {
        let good = rfc7515_key();
        let fault = |key: &PublicKey| VerifyingKey::read(key).err();
        assert_eq!(fault(&good), None);
        let swapped = PublicKey { x: good.y.clone().unwrap(), y: Some(good.x.clone()), ..good.clone() };
        assert_eq!(fault(&swapped), Some(KeyError::BadPoint));
        // The last character carries two spare bits: U and V decode alike, one of them is not canonical.
        let mut spare = good.clone();
        spare.x = good.x.replace("VEU", "VEV");
        assert_eq!(fault(&spare), Some(KeyError::BadPoint));
        for (kty, crv, y) in
            [("EC", "P-384", true), ("EC", "P-256", false), ("OKP", "P-256", true), ("ec", "P-256", true)]
        {
            let y = good.y.clone().filter(|_| y);
            let odd = PublicKey { kty: kty.into(), crv: crv.into(), x: good.x.clone(), y };
            assert_eq!(fault(&odd), Some(KeyError::UnknownCurve), "{kty} {crv}");
        }
    }

    /// The key of RFC 8037, appendix A.2, and its thumbprint, appendix A.3.
    fn rfc8037_key() -> PublicKey {
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".into();
        PublicKey { kty: "OKP".into(), crv: "Ed25519".into(), x, y: None }
    }

    #[test]
    fn thumbprint_of_the_rfc_8037_key() {
        assert_eq!(thumbprint(&rfc8037_key()).as_str(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn an_ed25519_key_verifies_what_it_signed() {
        // RFC 8037, appendix A.4.
        let key = VerifyingKey::read(&rfc8037_key()).unwrap();
        let content = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        let signature = Base64UrlUnpadded::decode_vec(signature).unwrap();
        assert_eq!(key.alg(), "Ed25519");
        assert!(key.verifies(content, &signature));
        assert!(!key.verifies(&content[1..], &signature));
        assert!(!key.verifies(content, &signature[..63]));
    }

    #[test]
    fn a_weak_ed25519_key_is_refused() {
        // The neutral element: whatever was signed, a fixed signature would hold.
        let x = Base64UrlUnpadded::encode_string(&[&[1][..], &[0; 31]].concat());
        assert_eq!(VerifyingKey::read(&PublicKey { x, ..rfc8037_key() }).err(), Some(KeyError::BadPoint));
    }
}
