//! A ballot played through on several devices, over the core's public interface only.
//!
//! Everything is deterministic: keys come from fixed numbers, ES256 signatures from RFC 6979, clocks from a counter. So a
//! scenario played twice gives the same files byte for byte.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken scenario has to stop the test")]

pub mod forge;
pub mod hostile;
pub mod large;
pub mod refusal;

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::{Kind, ToSign};
use wenlou::bundle::key::{TRUST_FORMAT, TrustList, TrustedKey, thumbprint};
use wenlou::bundle::merge::{Delivery, MergeError, Plan, carry_out, plan};
use wenlou::bundle::payload::{BundlePayload, DeviceCard, PacketPayload};
use wenlou::bundle::receipt::Receipt;
use wenlou::bundle::trust::{self, TrustPayload};
use wenlou::domain::answer::Answer;
use wenlou::domain::ballot::{Ballot, Choice, Signer, Visit, VisitOutcome};
use wenlou::domain::campaign::{CompoundCard, CompoundKind, Terms};
use wenlou::domain::catalogue;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::household::{Household, Use};
use wenlou::domain::ids::{CompoundId, DeviceId, HouseholdId, RealCampaign};
use wenlou::domain::json::to_text;
use wenlou::domain::notice::{ModeTerms, Notice};
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::place::Place;
use wenlou::domain::roll::Roll;
use wenlou::journal::fact::{
    AnswerGiven, BallotTaken, Close, Deputy, Enrol, Exported, Found, Freeze, NoticePosted, PhotoTaken, PublicKey,
    Reopen, Revoke, RollImported, RollPart, Settle, SpoilUndone, VisitMade, VisitUndone, Withdraw,
};
use wenlou::journal::{Fact, Journal, RecordId, State, derive_campaign_id};

pub const COMPOUND: &str = "liuyin";
pub const POSTED_ON: &str = "2026-03-01";
/// The eight households of the roll, in order of id. A shop stands on the roll too and isn't one of them.
pub const HOUSEHOLDS: [&str; 8] = ["1-1-101", "1-1-102", "1-1-201", "1-1-202", "1-2-101", "1-2-102", "2-101", "2-102"];
pub const SHOP: &str = "2-底商1号";

/// A key pair and a name: what signs.
#[derive(Clone)]
pub struct Device {
    pub name: String,
    pub id: DeviceId,
    pub key: PublicKey,
    secret: Secret,
}

/// The private half of either kind of key.
#[derive(Clone)]
enum Secret {
    Es256(SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
}

impl Device {
    /// The device whose private key is the number `scalar`.
    pub fn new(name: &str, scalar: u8) -> Self {
        let mut bytes = [0; 32];
        bytes[31] = scalar;
        Self::from_secret(name, &bytes)
    }

    pub fn from_secret(name: &str, secret: &[u8]) -> Self {
        let signing = SigningKey::from_slice(secret).unwrap();
        let point = signing.verifying_key().to_sec1_point(false);
        let coordinate = |range| Base64UrlUnpadded::encode_string(&point.as_bytes()[range]);
        let key =
            PublicKey { crv: "P-256".into(), kty: "EC".into(), x: coordinate(1..33), y: Some(coordinate(33..65)) };
        Self { name: name.to_owned(), id: thumbprint(&key), key, secret: Secret::Es256(signing) }
    }

    /// A device that signs with Ed25519.
    pub fn of_ed25519(name: &str, secret: &[u8]) -> Self {
        let signing = ed25519_dalek::SigningKey::from_bytes(secret.try_into().unwrap());
        let x = Base64UrlUnpadded::encode_string(signing.verifying_key().as_bytes());
        let key = PublicKey { crv: "Ed25519".into(), kty: "OKP".into(), x, y: None };
        Self { name: name.to_owned(), id: thumbprint(&key), key, secret: Secret::Ed25519(signing) }
    }

    /// The algorithm that it signs with.
    pub fn alg(&self) -> &'static str {
        match self.secret {
            Secret::Es256(_) => "ES256",
            Secret::Ed25519(_) => "Ed25519",
        }
    }

    /// The key pair as JWK (RFC 7517), for a library that signs in the device's place.
    pub fn private_jwk(&self) -> serde_json::Value {
        let d = match &self.secret {
            Secret::Es256(signing) => Base64UrlUnpadded::encode_string(&signing.to_bytes()),
            Secret::Ed25519(signing) => Base64UrlUnpadded::encode_string(&signing.to_bytes()),
        };
        let mut jwk: serde_json::Value = serde_json::from_str(&to_text(&self.key)).unwrap();
        jwk["d"] = d.into();
        jwk
    }

    pub fn card(&self) -> DeviceCard {
        DeviceCard { id: self.id.clone(), name: self.name.clone() }
    }

    pub fn trusted_key(&self, supervisor: bool) -> TrustedKey {
        TrustedKey { name: self.name.clone(), supervisor, key: self.key.clone() }
    }

    /// The 64 bytes of its signature over `input`.
    pub fn signature(&self, input: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Es256(signing) => {
                let signature: Signature = signing.sign(input);
                signature.to_bytes().to_vec()
            }
            Secret::Ed25519(signing) => signing.sign(input).to_bytes().to_vec(),
        }
    }

    pub fn to_sign(&self, kind: Kind, payload: &str) -> ToSign {
        ToSign::by(self.alg(), kind, &self.id, payload.as_bytes())
    }

    pub fn sign(&self, to_sign: ToSign) -> String {
        let signature = self.signature(&to_sign.signing_input());
        to_sign.finish(&signature)
    }
}

/// A device with its journal of the one campaign.
#[derive(Clone)]
pub struct Tablet {
    pub device: Device,
    pub journal: Journal,
    pub clock: i64,
}

impl Tablet {
    pub fn state(&self) -> State {
        self.journal.replay()
    }

    /// Writes a record.
    pub fn record(&mut self, fact: Fact) -> RecordId {
        self.clock += 60_000;
        self.journal.write(&self.device.id, self.clock, &self.device.name, fact).unwrap().0
    }

    /// The text of the record `id`.
    /// All that is known here, as a store holds it.
    pub fn records(&self) -> Vec<(RecordId, String)> {
        let ids: Vec<RecordId> = self.journal.entries().map(|(id, _)| id.clone()).collect();
        ids.into_iter().map(|id| (id.clone(), self.text(&id))).collect()
    }

    pub fn text(&self, id: &RecordId) -> String {
        self.journal.text(id).unwrap().to_owned()
    }

    /// A bundle of all records so far; its making is recorded, as the app does.
    pub fn bundle(&mut self) -> String {
        let payload = BundlePayload::of(&self.journal, &self.state(), self.device.card()).unwrap();
        let (bundle, last) = (payload.bundle, payload.last);
        let file = self.device.sign(self.device.to_sign(Kind::Bundle, &to_text(&payload)));
        self.record(Fact::Exported(Exported { bundle, sha256: sha256_hex(file.as_bytes()), last }));
        file
    }

    pub fn packet(&self) -> String {
        let payload = PacketPayload::of(&self.journal, &self.state(), self.device.card(), self.device.key.clone());
        let payload = payload.unwrap();
        self.device.sign(self.device.to_sign(Kind::Packet, &to_text(&payload)))
    }

    /// The receipt for a bundle, as the supervisor makes it.
    pub fn receipt(&self, bundle: &str, trusted: &[Trusted]) -> String {
        let Ok(Incoming::Bundle(bundle)) = incoming::read(bundle.as_bytes(), trusted) else { panic!("no bundle") };
        let received = Delivery::from(bundle).bundle().unwrap();
        let receipt =
            Receipt::of(RealCampaign::of(self.journal.campaign()).unwrap(), self.device.card(), &received, self.clock);
        self.device.sign(self.device.to_sign(Kind::Receipt, &to_text(&receipt)))
    }

    /// The trust list that the supervisor signs on `today`.
    pub fn trust_file(&self, today: &str, until: &str) -> String {
        let payload =
            TrustPayload::of(&self.state(), self.device.card(), self.device.key.clone(), today, until).unwrap();
        let to_sign = self.device.to_sign(Kind::Trust, &to_text(&payload));
        trust::file_of(self.device.key.clone(), self.device.sign(to_sign))
    }

    /// Takes a file in that `trusted` believes.
    pub fn take(&mut self, file: &str, trusted: &[Trusted]) -> Plan {
        take(&mut self.journal, file, trusted).unwrap().unwrap()
    }
}

/// Takes a file into a journal, or says at which step it was refused.
pub fn take(journal: &mut Journal, file: &str, trusted: &[Trusted]) -> Result<Result<Plan, MergeError>, IncomingError> {
    let plan = match incoming::read(file.as_bytes(), trusted)? {
        Incoming::Bundle(bundle) => plan(journal, &bundle.into()),
        Incoming::Packet(packet) => plan(journal, &packet.into()),
        Incoming::Card { .. } | Incoming::Receipt(_) => panic!("it holds no records"),
    };
    Ok(plan.inspect(|plan| carry_out(journal, plan)))
}

/// A supervisor and any number of tablets that work on one compound of eight households and a shop.
#[derive(Clone)]
pub struct Scenario {
    pub supervisor: Tablet,
    pub tablets: Vec<Tablet>,
}

impl Scenario {
    /// The campaign is founded, the roll frozen, the notice posted, `tablets` enrolled and the packet handed to them.
    pub fn ready(tablets: u8) -> Self {
        Self::with(tablets, |supervisor| {
            import_roll(supervisor, households());
            freeze(supervisor);
            supervisor.record(posted());
        })
    }

    /// A scenario in which the supervisor's `setup` runs between the compound's card and the enrolments.
    pub fn with(tablets: u8, setup: impl FnOnce(&mut Tablet)) -> Self {
        let device = Device::new("街道办", 1);
        let nonce = "6f1d2a9e";
        let journal = Journal::new(derive_campaign_id(&device.id, nonce));
        let mut supervisor = Tablet { device, journal, clock: 1_772_000_000_000 };
        let terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
        supervisor.record(Fact::Found(Found { nonce: nonce.into(), terms }));
        supervisor.record(Fact::Compound(card(COMPOUND, "柳荫小区")));
        setup(&mut supervisor);
        let devices: Vec<Device> = (0..tablets).map(|i| Device::new(&format!("平板{}", i + 1), i + 2)).collect();
        for device in &devices {
            let (name, key) = (device.name.clone(), device.key.clone());
            supervisor.record(Fact::Enrol(Enrol { device: device.id.clone(), name, person: None, key }));
        }
        let packet = supervisor.packet();
        let trusted = [trusted(&supervisor.device, true)];
        let mut handed = Journal::new(supervisor.journal.campaign().clone());
        take(&mut handed, &packet, &trusted).unwrap().unwrap();
        let enrolled = |device: Device| {
            // Every tablet's clock is wrong in another way; nothing may depend on it.
            let clock = i64::from(device.name.len() as u8) * -1_000_000_000;
            Tablet { device, journal: handed.clone(), clock }
        };
        let tablets = devices.into_iter().map(enrolled).collect();
        Self { supervisor, tablets }
    }

    /// The keys as the supervisor has them.
    pub fn trusted(&self) -> Vec<Trusted> {
        let state = self.supervisor.state();
        let tablets = self.tablets.iter().map(|t| trusted(&t.device, state.is_supervisor(&t.device.id)));
        std::iter::once(trusted(&self.supervisor.device, true)).chain(tablets).collect()
    }

    /// Makes a tablet the supervisor's deputy, as the app does, and hands every tablet the packet that says so.
    pub fn name_deputy(&mut self, tablet: usize) {
        let Device { name, id, key, .. } = self.supervisor.device.clone();
        self.supervisor.record(Fact::Enrol(Enrol { device: id, name, person: None, key }));
        self.supervisor.record(deputy(&self.tablets[tablet].device));
        let packet = self.supervisor.packet();
        let trusted = [trusted(&self.supervisor.device, true)];
        for tablet in &mut self.tablets {
            tablet.take(&packet, &trusted);
        }
    }

    /// The list as the first version made it, unsigned.
    pub fn trust_list(&self) -> TrustList {
        let tablets = self.tablets.iter().map(|t| t.device.trusted_key(false));
        let keys = std::iter::once(self.supervisor.device.trusted_key(true)).chain(tablets).collect();
        TrustList { format: TRUST_FORMAT.into(), keys }
    }

    /// An empty journal of the campaign.
    pub fn empty(&self) -> Journal {
        Journal::new(self.supervisor.journal.campaign().clone())
    }

    /// Hands the supervisor's packet to a tablet.
    pub fn hand_out(&mut self, tablet: usize) {
        let (packet, trusted) = (self.supervisor.packet(), self.trusted());
        self.tablets[tablet].take(&packet, &trusted);
    }

    /// Hands the bundle of each tablet to the supervisor.
    pub fn hand_over(&mut self) {
        let trusted = self.trusted();
        for tablet in &mut self.tablets {
            let file = tablet.bundle();
            self.supervisor.take(&file, &trusted);
        }
    }
}

pub fn trusted(device: &Device, supervisor: bool) -> Trusted {
    Trusted { device: device.id.clone(), supervisor, key: device.key.clone() }
}

// --- facts ----------------------------------------------------------------------------------------------------------

pub fn card(id: &str, name: &str) -> CompoundCard {
    CompoundCard { id: id.into(), name: name.into(), kind: CompoundKind::Compound, street: None, community: None }
}

pub fn household(building: &str, stairwell: Option<&str>, suite: &str, usage: Use) -> Household {
    let id = match stairwell {
        Some(stairwell) => format!("{building}-{stairwell}-{suite}"),
        None => format!("{building}-{suite}"),
    };
    Household {
        id: HouseholdId(id),
        building: building.into(),
        stairwell: stairwell.map(str::to_owned),
        floor: None,
        suite: suite.into(),
        usage,
        title_no: None,
        holders: vec!["陈*".into()],
        area_m2: None,
        tenure: None,
        note: None,
    }
}

/// The titles of the roll: the households and the shop, by building.
pub fn households() -> Vec<Household> {
    let homes = [
        ("1", Some("1"), "101"),
        ("1", Some("1"), "102"),
        ("1", Some("1"), "201"),
        ("1", Some("1"), "202"),
        ("1", Some("2"), "101"),
        ("1", Some("2"), "102"),
        ("2", None, "101"),
        ("2", None, "102"),
    ];
    let mut titles: Vec<_> = homes.into_iter().map(|(b, s, suite)| household(b, s, suite, Use::Residential)).collect();
    titles.push(household("2", None, "底商1号", Use::NonResidential));
    titles
}

/// The hash of the roll of [`households`].
pub fn roll_hash() -> String {
    Roll::new(households()).hash().to_owned()
}

/// The parts of an import of `titles`, one per building, that begins with record `import`.
pub fn roll_parts(titles: &[Household], import: u64) -> Vec<RollPart> {
    let mut parts: Vec<RollPart> = Vec::new();
    for title in titles {
        match parts.iter_mut().find(|part| part.building == title.building) {
            Some(part) => part.households.push(title.clone()),
            None => parts.push(RollPart {
                compound: COMPOUND.into(),
                import,
                building: title.building.clone(),
                households: vec![title.clone()],
            }),
        }
    }
    parts
}

/// Imports a roll, part by part.
pub fn import_roll(tablet: &mut Tablet, titles: Vec<Household>) -> RecordId {
    let import = tablet.journal.last(&tablet.device.id) + 1;
    let parts = roll_parts(&titles, import);
    let count = parts.len() as u64;
    for part in parts {
        tablet.record(Fact::RollPart(part));
    }
    tablet.record(Fact::Roll(RollImported {
        compound: COMPOUND.into(),
        import,
        parts: count,
        roll: Roll::new(titles).hash().to_owned(),
        file: "花名册.csv".into(),
        file_sha256: sha256_hex("花名册".as_bytes()),
    }))
}

/// Freezes the roll of [`households`].
pub fn freeze(tablet: &mut Tablet) -> RecordId {
    tablet.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll: roll_hash(), households: 8, counts: None }))
}

pub fn notice() -> Notice {
    let mode = |form: &str, fee: &str| ModeTerms {
        form: form.into(),
        services: "保洁、保安".into(),
        fee: fee.into(),
        charged_by: None,
    };
    Notice {
        professional: mode("物业服务企业", "0.60元/平方米·月"),
        quasi: mode("社区物业站", "0.30元/平方米·月"),
        places: "各单元门".into(),
        posted_on: POSTED_ON.into(),
        ..Notice::default()
    }
}

pub fn posted() -> Fact {
    Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: notice(), why: None, roll: None })
}

/// The transcript of the paper `serial`.
pub fn paper(serial: &str, choice: Choice) -> Ballot {
    Ballot {
        serial: serial.into(),
        choice,
        signer: Some(Signer::Owner),
        signed_by: None,
        signed_on: "2026-03-10".into(),
        authority: None,
        collectors: vec!["王".into(), "李".into()],
        note: None,
        sealed: None,
    }
}

/// A ballot whose paper bears a serial made of the household's id, on the frozen roll.
pub fn taken(household: &str, choice: Choice) -> BallotTaken {
    BallotTaken {
        compound: COMPOUND.into(),
        household: household.into(),
        roll: roll_hash(),
        ballot: paper(&format!("No.{household}"), choice),
        replaces: vec![],
        why: None,
    }
}

pub fn ballot(household: &str, choice: Choice) -> Fact {
    Fact::Ballot(taken(household, choice))
}

pub fn replacing(household: &str, choice: Choice, replaces: &[&RecordId]) -> Fact {
    let replaces = replaces.iter().map(|&id| id.clone()).collect();
    Fact::Ballot(BallotTaken { replaces, why: Some("补签".into()), ..taken(household, choice) })
}

pub fn visit(household: &str, outcome: VisitOutcome) -> Fact {
    let visit = Visit {
        at: "2026-03-09T19:30".into(),
        outcome,
        again: None,
        form: None,
        collectors: vec!["王".into()],
        note: None,
    };
    Fact::Visit(VisitMade { compound: COMPOUND.into(), household: household.into(), visit })
}

pub fn undo_visit(household: &str, visit: &RecordId) -> Fact {
    let (compound, household, visit) = (COMPOUND.into(), household.into(), visit.clone());
    Fact::VisitUndone(VisitUndone { compound, household, visit, why: "点错".into() })
}

pub fn undo_spoil(household: &str, spoil: &RecordId) -> Fact {
    let (compound, household, spoil) = (COMPOUND.into(), household.into(), spoil.clone());
    Fact::SpoilUndone(SpoilUndone { compound, household, spoil, why: "看错编号".into() })
}

pub fn withdraw(household: &str, ballots: &[&RecordId]) -> Fact {
    Fact::Withdraw(Withdraw {
        compound: COMPOUND.into(),
        household: household.into(),
        ballots: ballots.iter().map(|&id| id.clone()).collect(),
        why: "登记错门".into(),
        is_anothers: false,
    })
}

pub fn settle(household: &str, over: &[&RecordId], keep: Option<&RecordId>) -> Fact {
    Fact::Settle(Settle {
        compound: COMPOUND.into(),
        household: household.into(),
        over: over.iter().map(|&id| id.clone()).collect(),
        keep: keep.cloned(),
        why: "本人到场确认".into(),
        instead: None,
        on: None,
        known: Vec::new(),
        heard: Vec::new(),
    })
}

pub fn deputy(device: &Device) -> Fact {
    Fact::Deputy(Deputy { device: device.id.clone() })
}

pub fn revoke(device: &Device, last: u64) -> Fact {
    Fact::Revoke(Revoke { device: device.id.clone(), last, why: "平板丢失".into() })
}

pub fn close(on: &str) -> Fact {
    Fact::Close(Close {
        compound: COMPOUND.into(),
        on: on.into(),
        known: Vec::new(),
        lost: Vec::new(),
        counted: None,
        why: None,
        heard: Vec::new(),
    })
}

pub fn reopen() -> Fact {
    Fact::Reopen(Reopen { compound: COMPOUND.into(), why: "关早了".into() })
}

pub fn compound_id() -> CompoundId {
    COMPOUND.into()
}

/// A photo of what an item asks about the compound. Its hash is that of the name, as if these were its bytes.
/// The shortest file that has the frame header of a JPEG with so many pixels, each `n` another.
pub fn jpeg(n: u8, width: u8, height: u8) -> Vec<u8> {
    let comment = [0xFF, 0xD8, 0xFF, 0xFE, 0, 3, n];
    [&comment[..], &[0xFF, 0xC0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0], &[0xFF, 0xD9]].concat()
}

/// A photo of an item of the compound, as its record names it.
pub fn picture_of(item: &str, bytes: &[u8], (width, height): (u32, u32)) -> Fact {
    let sha256 = Sha256::new(&sha256_hex(bytes)).unwrap();
    photo_taken(item, Photo { sha256, size: bytes.len() as u64, width, height })
}

/// The same of a photo that nobody looks at.
pub fn photo_of(item: &str, name: &str) -> Fact {
    let sha256 = Sha256::new(&sha256_hex(name.as_bytes())).unwrap();
    photo_taken(item, Photo { sha256, size: 100_000, width: 1_600, height: 1_200 })
}

fn photo_taken(item: &str, photo: Photo) -> Fact {
    let of = Subject::Item(Place::Compound, item.to_owned());
    Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None })
}

/// An answer about the compound.
pub fn answer(item: &str, values: &[(&str, &str)]) -> Fact {
    let of = catalogue::item(item).unwrap();
    let mut answer = Answer::default();
    values.iter().for_each(|(field, value)| answer.set(of.field(field).unwrap(), value).unwrap());
    Fact::Answer(AnswerGiven { compound: compound_id(), place: Place::Compound, item: item.to_owned(), answer })
}
