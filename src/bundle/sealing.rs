//! Sealing a ballot or a household's telephone to the supervisor's key (HPKE, RFC 9180): the tablet keeps that a household has voted, and not how.
//!
//! Base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, one ballot at a time. What the ballot is of is bound as
//! additional data, so that a sealed text can't be moved to another door, paper or campaign. What is sealed is padded by a length that doesn't
//! depend on the choice. The secret key is kept like a record. What it can't open any more has to be transcribed from the papers again.

use super::key::coordinate;
use crate::domain::ballot::Secret;
use crate::domain::digest::sha256;
use crate::domain::json::{self, object, words};
use crate::journal::fact::PublicKey;
use base64ct::{Base64UrlUnpadded, Encoding};
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, X25519HkdfSha256};
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use std::convert::Infallible;

/// The domains of these seals: of ballots, and of telephones.
const INFO: &[u8] = b"wenlou-ballot/1\n";
const CONTACT_INFO: &[u8] = b"wenlou-contact/1\n";
/// The length of the encapsulated key, which stands before the ciphertext.
const ENCAPSULATED: usize = 32;
/// Room for choice and signer, whichever they are, and what lengths are rounded up to, in bytes.
const ROOM: usize = 120;
const STEP: usize = 64;

/// What a sealed ballot is of. Each part is bound to the seal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Context {
    pub campaign: String,
    pub compound: String,
    pub household: String,
    /// Hash of the roll.
    pub roll: String,
    /// The device that sealed it.
    pub device: String,
    pub serial: String,
    pub signed_on: String,
}

object!(Context { campaign, compound, household, roll, device, serial, signed_on });

/// Whose a sealed telephone is. Each part is bound to the seal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactContext {
    pub campaign: String,
    pub compound: String,
    pub household: String,
    /// The device that sealed it.
    pub device: String,
}

object!(ContactContext { campaign, compound, household, device });

/// A key pair for sealing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealingPair {
    pub public: PublicKey,
    /// 32 bytes, base64url.
    pub secret: String,
}

object!(SealingPair { public, secret });

/// Why a ballot can't be sealed or opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SealError {
    /// The key isn't one for sealing.
    BadKey,
    /// Not sealed to this key, not for this door and paper, or changed.
    NotOpened,
    /// It opens, but isn't what is sealed.
    Malformed,
}

words!(SealError { BadKey = "key", NotOpened = "HPKE", Malformed = "JSON" });

/// Chance that was drawn elsewhere, drawn out by a hash: 32 bytes are wanted and no more.
struct Chance {
    seed: [u8; 32],
    drawn: u64,
}

impl TryRng for Chance {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        for chunk in to.chunks_mut(32) {
            let drawn = sha256(&[&self.seed[..], &self.drawn.to_le_bytes()].concat());
            self.drawn += 1;
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Chance {}

/// Makes a key pair from 32 random bytes.
pub fn make_pair(chance: &[u8; 32]) -> SealingPair {
    let (secret, public) = X25519HkdfSha256::derive_keypair(chance);
    let encode = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
    let x = encode(&public.to_bytes());
    let public = PublicKey { kty: "OKP".to_owned(), crv: "X25519".to_owned(), x, y: None };
    SealingPair { public, secret: encode(&secret.to_bytes()) }
}

/// The key in the form that seals.
fn sealing_key(key: &PublicKey) -> Result<<X25519HkdfSha256 as Kem>::PublicKey, SealError> {
    if (key.kty.as_str(), key.crv.as_str(), &key.y) != ("OKP", "X25519", &None) {
        return Err(SealError::BadKey);
    }
    let bytes = coordinate(&key.x).map_err(|_| SealError::BadKey)?;
    <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&bytes).map_err(|_| SealError::BadKey)
}

/// What is sealed, padded with spaces: its length tells that of name and note, and nothing of choice and signer.
fn padded(secret: &Secret) -> Vec<u8> {
    let mut text = json::to_text(secret).into_bytes();
    let said = |words: &Option<String>| words.as_ref().map_or(0, |words| json::to_text(words).len());
    text.resize((ROOM + said(&secret.signed_by) + said(&secret.note)).next_multiple_of(STEP), b' ');
    text
}

/// Seals what is secret of a ballot, with 32 random bytes that are never used again.
///
/// # Errors
/// `BadKey`.
pub fn seal(key: &PublicKey, context: &Context, secret: &Secret, chance: [u8; 32]) -> Result<String, SealError> {
    seal_bytes(key, INFO, &json::to_text(context), &padded(secret), chance)
}

/// Opens what was sealed for exactly this context.
///
/// # Errors
/// Any [`SealError`]; never panics, whatever the text.
pub fn open(secret: &str, context: &Context, sealed: &str) -> Result<Secret, SealError> {
    let plain = open_bytes(secret, INFO, &json::to_text(context), sealed)?;
    json::from_bytes(&plain).map_err(|_| SealError::Malformed)
}

/// Seals a household's telephone, with 32 random bytes that are never used again. Its length doesn't show.
///
/// # Errors
/// `BadKey`.
pub fn seal_contact(
    key: &PublicKey,
    context: &ContactContext,
    telephone: &str,
    chance: [u8; 32],
) -> Result<String, SealError> {
    let mut plain = telephone.as_bytes().to_vec();
    plain.resize(plain.len().next_multiple_of(STEP), b' ');
    seal_bytes(key, CONTACT_INFO, &json::to_text(context), &plain, chance)
}

/// Opens a telephone that was sealed for exactly this context.
///
/// # Errors
/// Any [`SealError`]; never panics, whatever the text.
pub fn open_contact(secret: &str, context: &ContactContext, sealed: &str) -> Result<String, SealError> {
    let plain = open_bytes(secret, CONTACT_INFO, &json::to_text(context), sealed)?;
    let telephone = String::from_utf8(plain).map_err(|_| SealError::Malformed)?;
    Ok(telephone.trim_end_matches(' ').to_owned())
}

/// One HPKE message: the encapsulated key and the ciphertext, in base64url.
fn seal_bytes(key: &PublicKey, info: &[u8], aad: &str, plain: &[u8], chance: [u8; 32]) -> Result<String, SealError> {
    let key = sealing_key(key)?;
    let mut chance = Chance { seed: chance, drawn: 0 };
    let sealed = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &key,
        info,
        plain,
        aad.as_bytes(),
        &mut chance,
    );
    // A key of small order leads nowhere.
    let (encapsulated, ciphertext) = sealed.map_err(|_| SealError::BadKey)?;
    Ok(Base64UrlUnpadded::encode_string(&[&encapsulated.to_bytes()[..], &ciphertext].concat()))
}

fn open_bytes(secret: &str, info: &[u8], aad: &str, sealed: &str) -> Result<Vec<u8>, SealError> {
    let key = coordinate(secret).map_err(|_| SealError::BadKey)?;
    let key = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&key).map_err(|_| SealError::BadKey)?;
    let bytes = Base64UrlUnpadded::decode_vec(sealed).map_err(|_| SealError::NotOpened)?;
    let (encapsulated, ciphertext) = bytes.split_at_checked(ENCAPSULATED).ok_or(SealError::NotOpened)?;
    let encapsulated =
        <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| SealError::NotOpened)?;
    let plain = single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &key,
        &encapsulated,
        info,
        ciphertext,
        aad.as_bytes(),
    );
    plain.map_err(|_| SealError::NotOpened)
}
