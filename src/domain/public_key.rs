//! A public key as it stands in files; what it is good for is decided where files are read.

use super::json::object;

/// A public key as JWK (RFC 7517), exactly the members that the thumbprint covers: `kty` EC on P-256 or OKP on Ed25519 for signatures (RFC 8037),
/// OKP on X25519 for sealing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    pub crv: String,
    pub kty: String,
    pub x: String,
    /// Of an EC key only.
    pub y: Option<String>,
}

object!(PublicKey { crv, kty, x, y or nothing });
