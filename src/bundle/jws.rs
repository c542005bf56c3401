//! The JWS profile: General JSON serialisation (RFC 7515) with exactly one signature, and one spelling for everything.
//!
//! The protected header is exactly `alg`, `kid`, `typ`; there is no unprotected header. `alg` must be the one that the
//! trusted key signs with; the file doesn't choose. Doubled and unknown members and base64url that isn't canonical are
//! refused, so that a file has one meaning for every reader.

use super::key::{KeyError, VerifyingKey};
use crate::domain::digest::sha256_hex;
use crate::domain::ids::DeviceId;
use crate::domain::json::{self, object, words};
use crate::journal::fact::PublicKey;
use base64ct::{Base64UrlUnpadded, Encoding};
use serde::Serialize;

/// The largest file that is read, in bytes: about 200,000 records.
pub const MAX_FILE: u64 = 64 << 20;

/// What kind of file a signature is for. A signature for one kind is never good for another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A device's records, for the supervisor.
    Bundle,
    /// A campaign handed out to devices.
    Packet,
    /// The supervisor's word on having a bundle, for the device that made it.
    Receipt,
    /// The devices of a campaign and their keys, for whoever checks its files.
    Trust,
    /// Everything on a device; it never stands by itself, only inside of an encrypted file.
    Backup,
}

// The `typ` in a file's header.
words!(Kind {
    Bundle = "wenlou-bundle+json", Packet = "wenlou-packet+json", Receipt = "wenlou-receipt+json",
    Trust = "wenlou-trust+json", Backup = "wenlou-backup+json",
});

struct Header {
    alg: String,
    kid: DeviceId,
    typ: Kind,
}

object!(Header { alg, kid, typ });

struct Envelope {
    payload: String,
    signatures: Vec<SignaturePart>,
}

object!(Envelope { payload, signatures });

struct SignaturePart {
    protected: String,
    signature: String,
}

object!(SignaturePart { protected, signature });

/// Why a signed file is not believed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JwsError {
    Empty,
    TooLarge {
        bytes: u64,
    },
    /// Not JSON of this form; what the parser said.
    Malformed {
        why: String,
    },
    /// Not exactly one signature.
    NotOneSignature {
        found: usize,
    },
    /// `payload`, `protected` or `signature` isn't canonical base64url without padding.
    BadBase64 {
        member: String,
    },
    /// The protected header isn't exactly `alg`, `kid`, `typ` of a known kind.
    BadHeader {
        why: String,
    },
    /// `alg` isn't what the trusted key signs with.
    WrongAlgorithm {
        alg: String,
    },
    /// No key of this thumbprint is trusted here.
    UnknownKey {
        kid: DeviceId,
    },
    /// The trusted key itself can't be used.
    BadKey {
        why: KeyError,
    },
    /// The signature doesn't fit the content: changed, or made with another key.
    BadSignature,
}

/// Signing, first half: what a signature is made over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToSign {
    protected: String,
    payload: String,
}

impl ToSign {
    /// Prepares `payload` for the ES256 signature of the device `kid`: browsers have had it longer than Ed25519, which is only read.
    pub fn new(kind: Kind, kid: &DeviceId, payload: &[u8]) -> Self {
        Self::by("ES256", kind, kid, payload)
    }

    /// Prepares `payload` for a signature by `alg`.
    pub fn by(alg: &str, kind: Kind, kid: &DeviceId, payload: &[u8]) -> Self {
        let header = Header { alg: alg.to_owned(), kid: kid.clone(), typ: kind };
        let header = json::to_text(&header);
        Self {
            protected: Base64UrlUnpadded::encode_string(header.as_bytes()),
            payload: Base64UrlUnpadded::encode_string(payload),
        }
    }

    /// The bytes to sign: `protected.payload` (RFC 7515, section 5.1).
    pub fn signing_input(&self) -> Vec<u8> {
        format!("{}.{}", self.protected, self.payload).into_bytes()
    }

    /// The file, given the 64 bytes r‖s that ES256 makes.
    pub fn finish(self, signature: &[u8]) -> String {
        let signature = Base64UrlUnpadded::encode_string(signature);
        let envelope = Envelope {
            payload: self.payload,
            signatures: vec![SignaturePart { protected: self.protected, signature }],
        };
        json::to_text(&envelope)
    }
}

/// A file whose envelope and header could be read; nothing in it is believed yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unverified {
    kind: Kind,
    kid: DeviceId,
    alg: String,
    signing_input: Vec<u8>,
    payload: Vec<u8>,
    signature: Vec<u8>,
    sha256: String,
}

/// Content that the named key has signed for the named kind. Only [`Unverified::verify`] makes one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    kind: Kind,
    signer: DeviceId,
    payload: Vec<u8>,
    sha256: String,
}

fn decode(member: &str, text: &str) -> Result<Vec<u8>, JwsError> {
    let bad = || JwsError::BadBase64 { member: member.to_owned() };
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| bad())?;
    if Base64UrlUnpadded::encode_string(&bytes) == text { Ok(bytes) } else { Err(bad()) }
}

impl Unverified {
    /// Reads envelope and header.
    ///
    /// # Errors
    /// Every [`JwsError`] up to `BadHeader`; never panics, whatever the bytes.
    pub fn read(file: &[u8]) -> Result<Self, JwsError> {
        if file.iter().all(u8::is_ascii_whitespace) {
            return Err(JwsError::Empty);
        }
        if file.len() as u64 > MAX_FILE {
            return Err(JwsError::TooLarge { bytes: file.len() as u64 });
        }
        let envelope: Envelope = json::from_bytes(file).map_err(|e| JwsError::Malformed { why: e.to_string() })?;
        let [part] = envelope.signatures.as_slice() else {
            return Err(JwsError::NotOneSignature { found: envelope.signatures.len() });
        };
        let protected = decode("protected", &part.protected)?;
        let header: Header = json::from_bytes(&protected).map_err(|e| JwsError::BadHeader { why: e.to_string() })?;
        let payload = decode("payload", &envelope.payload)?;
        let signature = decode("signature", &part.signature)?;
        Ok(Self {
            kind: header.typ,
            kid: header.kid,
            alg: header.alg,
            signing_input: format!("{}.{}", part.protected, envelope.payload).into_bytes(),
            payload,
            signature,
            sha256: sha256_hex(file),
        })
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whose signature the file claims to bear.
    pub fn kid(&self) -> &DeviceId {
        &self.kid
    }

    /// Believes the file if the key that `trusted` gives for its `kid` has signed it.
    ///
    /// # Errors
    /// `UnknownKey`, `BadKey`, `WrongAlgorithm` or `BadSignature`.
    pub fn verify<'k>(self, trusted: impl Fn(&DeviceId) -> Option<&'k PublicKey>) -> Result<Verified, JwsError> {
        let Some(key) = trusted(&self.kid) else {
            return Err(JwsError::UnknownKey { kid: self.kid });
        };
        let key = VerifyingKey::read(key).map_err(|why| JwsError::BadKey { why })?;
        if self.alg != key.alg() {
            return Err(JwsError::WrongAlgorithm { alg: self.alg });
        }
        if !key.verifies(&self.signing_input, &self.signature) {
            return Err(JwsError::BadSignature);
        }
        Ok(Verified { kind: self.kind, signer: self.kid, payload: self.payload, sha256: self.sha256 })
    }
}

impl Verified {
    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn signer(&self) -> &DeviceId {
        &self.signer
    }

    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// SHA-256 of the whole file, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}
