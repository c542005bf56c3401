//! A campaign as it happens: six tablets and the supervisor's device write down what the stories say, hand over, and are heard.

use super::story::{Campaign, Dispute, HandedOver, Plot, Settled, Story, TABLETS, Where, misread};
use super::support::*;
use fastrand::Rng;
use std::collections::{BTreeSet, VecDeque};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::Kind;
use wenlou::bundle::merge::{Delivery, MergeError, carry_out, plan};
use wenlou::bundle::payload::BundlePayload;
use wenlou::domain::ballot::{Ballot, Choice, Signer, Visit, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::household::{Household, Use};
use wenlou::domain::ids::PRACTICE;
use wenlou::domain::json::to_text;
use wenlou::domain::notice::Notice;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::roll::Roll;
use wenlou::journal::fact::{
    BallotTaken, Check, Close, Exported, Found, Freeze, NoticePosted, PhotoTaken, Spoil, Thaw, VisitMade,
};
use wenlou::journal::{Fact, Journal, RecordId, derive_campaign_id};

pub const CLOSED_ON: &str = "2026-03-20";
const FIRST_DAY: &str = "2026-03-08";
const DAYS: [&str; 3] = [FIRST_DAY, "2026-03-14", CLOSED_ON];
const DAY_BEFORE: &str = "2026-03-07";
const DAY_AFTER: &str = "2026-03-21";
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// The tablet that gets lost. Whoever finds it goes on with it.
const LOST: usize = TABLETS - 1;
/// Beside the tablets, who can have a paper in hand.
const OFFICE: usize = TABLETS;
/// Who goes with each tablet, and the two in the office: one records, the other checks.
const PAIRS: [[&str; 2]; TABLETS + 1] = [
    ["王芳", "李明"],
    ["张敏", "刘洋"],
    ["陈静", "杨磊"],
    ["黄丽", "赵强"],
    ["吴军", "周娜"],
    ["徐杰", "孙燕"],
    ["马主任", "朱会计"],
];
/// On the roll that was thawed there is one household more.
const NOBODYS: &str = "99-9-909";

/// A paper, and how it comes onto the record.
struct Paper<'a> {
    serial: String,
    choice: Choice,
    day: &'a str,
    roll: &'a str,
    /// What whoever checks it reads.
    read: Option<Choice>,
    has_photo: bool,
    replaces: Vec<RecordId>,
}

/// A file as it was handed over, and as it was read.
#[derive(Clone)]
pub struct File {
    pub text: String,
    pub delivery: Delivery,
}

impl File {
    fn of(text: String, trusted: &[Trusted]) -> Self {
        let delivery = match incoming::read(text.as_bytes(), trusted).unwrap() {
            Incoming::Bundle(bundle) => bundle.into(),
            Incoming::Packet(packet) => packet.into(),
            other => panic!("{other:?}"),
        };
        Self { text, delivery }
    }
}

/// The devices, the files that were handed over, and the papers on record.
pub struct Field<'c> {
    campaign: &'c Campaign,
    pub scenario: Scenario,
    pub trusted: Vec<Trusted>,
    pub files: Vec<File>,
    chance: Rng,
    titles: Vec<Household>,
    roll: String,
    /// Those of each household, in the order in which they were recorded.
    papers: Vec<Vec<RecordId>>,
}

impl<'c> Field<'c> {
    /// All that happens until the supervisor hears of it.
    pub fn work(campaign: &'c Campaign) -> Self {
        let mut field = Self::set_up(campaign);
        let mut doors: Vec<usize> = (0..campaign.stories.len()).collect();
        field.chance.shuffle(&mut doors);
        for &door in &doors {
            let who = field.first_tablet(door);
            for &outcome in &campaign.stories[door].visits {
                field.visit(who, door, outcome);
            }
            field.go_to(door);
            if field.chance.usize(..doors.len()) < 4 {
                let who = field.chance.usize(..TABLETS);
                field.hand_over(who);
            }
        }
        let shop = field.titles.iter().position(|title| title.usage == Use::NonResidential);
        let paper = field.paper(shop.unwrap(), Choice::Professional);
        field.record(0, shop.unwrap(), &paper);
        field.lose_a_tablet();
        for who in 0..TABLETS {
            field.hand_over(who);
        }
        field.work_on();
        field
    }

    /// A supervisor, six tablets, and a frozen roll: perhaps the wrong one first, which was thawed when two tablets had been at work on it.
    fn set_up(campaign: &'c Campaign) -> Self {
        let mut chance = Rng::with_seed(campaign.seed);
        let mut titles = homes(campaign.stories.len());
        titles.push(household("1", None, "底商1号", Use::NonResidential));
        let roll = Roll::new(titles.clone()).hash().to_owned();
        let wrong_titles = [&titles[..], &[household("99", Some("9"), "909", Use::Residential)]].concat();
        let begins_wrongly = campaign.stories.iter().any(|story| matches!(story.plot, Plot::WrongRoll { .. }));
        let first = if begins_wrongly { wrong_titles } else { titles.clone() };
        let mut scenario = Scenario::with(TABLETS as u8, |supervisor| {
            supervisor.record(Fact::Terms(terms(campaign)));
            put_up(supervisor, first);
        });
        // Clocks are wrong by days in either direction.
        for tablet in &mut scenario.tablets {
            tablet.clock = scenario.supervisor.clock + chance.i64(-3 * DAY_MS..3 * DAY_MS);
        }
        let (trusted, papers) = (scenario.trusted(), vec![Vec::new(); titles.len()]);
        let mut field = Self { campaign, scenario, trusted, files: Vec::new(), chance, titles, roll, papers };
        if begins_wrongly {
            field.work_on_the_wrong_roll();
        }
        field
    }

    fn work_on_the_wrong_roll(&mut self) {
        let supervisor = &self.scenario.supervisor.state();
        let wrong = supervisor.compounds.get(&compound_id()).unwrap().frozen_roll().unwrap().hash().to_owned();
        let ballot = Ballot { signed_on: FIRST_DAY.into(), ..paper("No.0", Choice::Professional) };
        let nobody = BallotTaken { roll: wrong.clone(), ballot, ..taken(NOBODYS, Choice::Professional) };
        self.write(0, Fact::Ballot(nobody));
        for door in 0..self.campaign.stories.len() {
            if matches!(self.campaign.stories[door].plot, Plot::WrongRoll { .. }) {
                let who = self.first_tablet(door);
                let paper = Paper { roll: &wrong, ..self.paper(door, self.campaign.stories[door].choice) };
                self.record(who, door, &paper);
            }
        }
        self.hand_over(0);
        let (titles, supervisor) = (self.titles.clone(), &mut self.scenario.supervisor);
        supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "多登一户".into() }));
        put_up(supervisor, titles);
        let packet = File::of(supervisor.packet(), &self.trusted);
        for tablet in &mut self.scenario.tablets {
            take_all(&mut tablet.journal, vec![packet.clone()]);
        }
    }

    /// Who goes there first.
    fn first_tablet(&self, door: usize) -> usize {
        let Story { plot, tablet, .. } = self.campaign.stories[door];
        match plot {
            Plot::WrongRoll { .. } => tablet % 2,
            Plot::TakenBackByThief => LOST,
            Plot::MadeUp { .. } | Plot::Straggler | Plot::Late(_) => tablet % LOST,
            _ => tablet,
        }
    }

    /// What is recorded at a door before anything is handed over.
    fn go_to(&mut self, door: usize) {
        let Story { plot, choice, .. } = self.campaign.stories[door];
        let who = self.first_tablet(door);
        let other = (who + 1) % TABLETS;
        let plain = self.paper(door, choice);
        let otherwise = Paper { read: Some(misread(choice)), ..self.paper(door, misread(choice)) };
        let no = |copy| format!("No.{door}-{copy}");
        match plot {
            Plot::NothingReturned
            | Plot::Straggler
            | Plot::Late(HandedOver::AfterTheClose)
            | Plot::MadeUp { again: false }
            | Plot::WrongRoll { again: false } => {}
            Plot::Returned
            | Plot::TakenBackByThief
            | Plot::WrongRoll { again: true }
            | Plot::MadeUp { again: true } => {
                self.record(who, door, &plain);
            }
            Plot::SecondForm => {
                self.spoil(who, door, &plain.serial);
                self.record(who, door, &Paper { serial: no(2), ..plain });
            }
            Plot::OnlySpoiled => {
                self.record(who, door, &plain);
                self.spoil(who, door, &plain.serial);
            }
            Plot::CalledSpoiledElsewhere => {
                self.record(who, door, &plain);
                self.spoil(other, door, &plain.serial);
            }
            Plot::Corrected(Where::AtTheDoor) => {
                let wrong = self.record(who, door, &otherwise);
                self.record(who, door, &Paper { replaces: vec![wrong], ..plain });
            }
            Plot::Corrected(Where::InTheOffice) => drop(self.record(who, door, &otherwise)),
            Plot::WrongDoor => {
                let elsewhere = (door + 1) % self.campaign.stories.len();
                let taken = self.taken(elsewhere, &plain);
                let wrong = self.write(who, Fact::Ballot(taken));
                self.write(who, withdraw(&self.id(elsewhere), &[&wrong]));
                self.record(who, door, &plain);
            }
            Plot::DoubledAlike => {
                self.record(who, door, &Paper { read: None, has_photo: false, ..plain });
                self.record(other, door, &Paper { serial: no(2), ..self.paper(door, choice) });
            }
            Plot::NumberOfAnother => drop(self.record(who, door, &Paper { serial: "No.66".into(), ..plain })),
            Plot::DoubledOtherwise(_) => {
                self.record(who, door, &plain);
                let other = if self.chance.bool() { other } else { who };
                self.record(other, door, &Paper { serial: no(2), ..otherwise });
            }
            Plot::Late(HandedOver::BeforeTheClose) => drop(self.record(who, door, &Paper { day: DAY_AFTER, ..plain })),
            Plot::Early => drop(self.record(who, door, &Paper { day: DAY_BEFORE, ..plain })),
            Plot::Unnumbered => drop(self.record(who, door, &Paper { serial: " ".into(), ..plain })),
            Plot::Unchecked => {
                let id = self.record(who, door, &Paper { read: None, ..plain });
                self.check(who, PAIRS[who][0], door, &id, choice);
            }
            Plot::CheckedInOffice => drop(self.record(who, door, &Paper { read: None, ..plain })),
            Plot::NoPhoto => drop(self.record(who, door, &Paper { has_photo: false, ..plain })),
            Plot::Disputed(Dispute::Corrected) => {
                let wrong = self.record(who, door, &Paper { read: Some(choice), ..otherwise });
                self.record(who, door, &Paper { replaces: vec![wrong], ..plain });
            }
            Plot::Disputed(dispute) => {
                let id = self.record(who, door, &Paper { read: Some(misread(choice)), ..plain });
                if dispute == Dispute::Cleared {
                    self.check(who, PAIRS[who][1], door, &id, choice);
                }
            }
        }
    }

    /// What the tablet recorded until now holds; what its finder does with it doesn't.
    fn lose_a_tablet(&mut self) {
        let device = self.scenario.tablets[LOST].device.clone();
        let last = self.scenario.tablets[LOST].journal.last(&device.id);
        for door in 0..self.campaign.stories.len() {
            match self.campaign.stories[door].plot {
                Plot::MadeUp { .. } => {
                    let taken = self.taken(door, &self.paper(door, Choice::Professional));
                    self.write(LOST, Fact::Ballot(taken));
                }
                Plot::TakenBackByThief => {
                    let own = self.papers[door][0].clone();
                    self.write(LOST, withdraw(&self.id(door), &[&own]));
                }
                _ => {}
            }
        }
        self.scenario.supervisor.record(revoke(&device, last));
    }

    /// Papers that nobody hands over yet.
    fn work_on(&mut self) {
        for door in 0..self.campaign.stories.len() {
            let Story { plot, choice, .. } = self.campaign.stories[door];
            if is_handed_over_late(plot) {
                let day = if plot == Plot::Straggler { CLOSED_ON } else { DAY_AFTER };
                let who = self.first_tablet(door);
                self.record(who, door, &Paper { day, ..self.paper(door, choice) });
            }
        }
    }

    /// The supervisor takes in what was handed over, in any order and some of it twice, and has its say on it.
    pub fn settle(&mut self) {
        let mut files = self.files.clone();
        files.extend((0..3).map(|_| self.files[self.chance.usize(..self.files.len())].clone()));
        self.chance.shuffle(&mut files);
        take_all(&mut self.scenario.supervisor.journal, files);
        for door in 0..self.campaign.stories.len() {
            self.say(door);
        }
    }

    fn say(&mut self, door: usize) {
        let Story { plot, choice, .. } = self.campaign.stories[door];
        let tidy = self.campaign.tidy;
        let (id, papers) = (self.id(door), self.papers[door].clone());
        let ask_again = |copy| format!("No.{door}-{copy}");
        let mut keep = |kept: Option<&RecordId>| {
            let over: Vec<&RecordId> = papers.iter().collect();
            self.write(OFFICE, settle(&id, &over, kept));
        };
        match plot {
            Plot::Corrected(Where::InTheOffice) => {
                let replaces = vec![papers[0].clone()];
                self.record(OFFICE, door, &Paper { replaces, ..self.paper(door, choice) });
            }
            Plot::NumberOfAnother if tidy => {
                let replaces = vec![papers[0].clone()];
                self.record(OFFICE, door, &Paper { replaces, ..self.paper(door, choice) });
            }
            Plot::DoubledOtherwise(Settled::ForTheFirst) => keep(Some(&papers[0])),
            Plot::DoubledOtherwise(Settled::ForTheSecond) => keep(Some(&papers[1])),
            Plot::DoubledOtherwise(Settled::ForNone) => keep(None),
            Plot::DoubledOtherwise(Settled::No) if tidy => keep(None),
            Plot::DoubledOtherwise(Settled::ForNoneAndSignedAgain) => {
                keep(None);
                self.record(OFFICE, door, &Paper { serial: ask_again(3), ..self.paper(door, choice) });
            }
            Plot::CheckedInOffice => self.check(OFFICE, PAIRS[OFFICE][0], door, &papers[0], choice),
            Plot::Unchecked | Plot::Disputed(Dispute::Open) if tidy => {
                self.check(OFFICE, PAIRS[OFFICE][0], door, &papers[0], choice);
            }
            Plot::NoPhoto if tidy => self.photograph(OFFICE, door, &ask_again(1)),
            _ => {}
        }
    }

    /// The supervisor closes, if that is wanted: where nothing is open, on what is known by then.
    pub fn close(&mut self) {
        let supervisor = &mut self.scenario.supervisor;
        let compound = &supervisor.state().compounds[&compound_id()];
        if self.campaign.closes && compound.closed.is_none() {
            let is_open = compound.tally().counts.unknown() > 0;
            let known = if is_open { Vec::new() } else { supervisor.journal.lasts() };
            supervisor.record(Fact::Close(Close {
                compound: compound_id(),
                on: CLOSED_ON.into(),
                known,
                counted: compound.counted(CLOSED_ON),
                why: None,
            }));
        }
    }

    /// Every tablet that has anything hands over once more.
    pub fn hear_stragglers(&mut self) {
        let heard = self.files.len();
        let late =
            (0..self.campaign.stories.len()).filter(|&door| is_handed_over_late(self.campaign.stories[door].plot));
        let who: BTreeSet<usize> = late.map(|door| self.first_tablet(door)).collect();
        who.into_iter().for_each(|who| self.hand_over(who));
        take_all(&mut self.scenario.supervisor.journal, self.files[heard..].to_vec());
    }

    /// All files, the supervisor's own bundle among them, in an order of their own.
    pub fn shuffled_files(&mut self) -> Vec<File> {
        // That its bundle was made is one record more, which isn't in the bundle.
        let own = File::of(self.scenario.supervisor.clone().bundle(), &self.trusted);
        let mut files = [&self.files[..], &[own]].concat();
        self.chance.shuffle(&mut files);
        files
    }

    /// A bundle of a tablet: the whole of its records, or, of most tablets, what came after the last one.
    fn hand_over(&mut self, who: usize) {
        let tablet = &mut self.scenario.tablets[who];
        let state = tablet.state();
        let mut payload = BundlePayload::of(&tablet.journal, &state, tablet.device.card()).unwrap();
        let handed_over = state.exports.get(&tablet.device.id).map_or(0, |(exported, _)| exported.last);
        // Photos and findings are told of the whole.
        if !who.is_multiple_of(3) && !self.campaign.form_photo {
            payload.first = handed_over + 1;
            payload.records.drain(..handed_over as usize);
            payload.before = tablet.journal.head_after(&tablet.device.id, handed_over);
        }
        let (bundle, last) = (payload.bundle, payload.last);
        let file = tablet.device.sign(tablet.device.to_sign(Kind::Bundle, &to_text(&payload)));
        tablet.record(Fact::Exported(Exported { bundle, sha256: sha256_hex(file.as_bytes()), last }));
        self.files.push(File::of(file, &self.trusted));
    }

    fn id(&self, door: usize) -> String {
        self.titles[door].id.to_string()
    }

    /// A paper in order: signed in time, read by a second person, photographed.
    fn paper(&self, door: usize, choice: Choice) -> Paper<'static> {
        let serial = format!("No.{door}-1");
        let day = DAYS[door % DAYS.len()];
        Paper { serial, choice, day, roll: "", read: Some(choice), has_photo: true, replaces: Vec::new() }
    }

    fn taken(&self, door: usize, of: &Paper<'_>) -> BallotTaken {
        let signer = self.signer(door);
        let is_by_another = matches!(signer, Signer::Proxy | Signer::Guardian);
        let ballot = Ballot {
            signed_on: of.day.to_owned(),
            signer: Some(signer),
            authority: is_by_another.then(|| "就两种模式代为填写，限本次".to_owned()),
            ..paper(&of.serial, of.choice)
        };
        let why = (!of.replaces.is_empty()).then(|| "看错一行".to_owned());
        let roll = if of.roll.is_empty() { self.roll.clone() } else { of.roll.to_owned() };
        BallotTaken { roll, ballot, replaces: of.replaces.clone(), why, ..taken(&self.id(door), of.choice) }
    }

    fn record(&mut self, who: usize, door: usize, of: &Paper<'_>) -> RecordId {
        if of.has_photo {
            self.photograph(who, door, &of.serial);
        }
        let taken = self.taken(door, of);
        let id = self.write(who, Fact::Ballot(taken));
        if let (Some(read), true) = (of.read, self.campaign.second_check || of.read != Some(of.choice)) {
            self.check(who, PAIRS[who][1], door, &id, read);
        }
        // What was taken on another roll is nothing that the supervisor has to decide on.
        if of.roll.is_empty() {
            self.papers[door].push(id.clone());
        }
        id
    }

    fn check(&mut self, who: usize, checker: &str, door: usize, ballot: &RecordId, read: Choice) {
        self.write(
            who,
            Fact::Check(Check {
                compound: compound_id(),
                household: self.titles[door].id.clone(),
                ballot: ballot.clone(),
                read: read.class(),
                checker: checker.to_owned(),
                note: None,
                serial: None,
            }),
        );
    }

    fn signer(&self, door: usize) -> Signer {
        self.campaign.stories.get(door).map_or(Signer::Owner, |story| story.signer)
    }

    /// A photo of the form and of the authority beside it, where the campaign asks for one.
    fn photograph(&mut self, who: usize, door: usize, serial: &str) {
        if self.campaign.form_photo {
            let (household, sha256) = (self.titles[door].id.clone(), sha256_hex(format!("{serial}/{who}").as_bytes()));
            let photo = Photo { sha256: Sha256::new(&sha256).unwrap(), size: 90_000, width: 1_200, height: 1_600 };
            let mut shown = vec![Subject::Form(household.clone(), serial.to_owned())];
            if matches!(self.signer(door), Signer::Proxy | Signer::Guardian) {
                shown.push(Subject::Authority(household, serial.to_owned()));
            }
            for of in shown {
                let photo = photo.clone();
                self.write(who, Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None }));
            }
        }
    }

    fn spoil(&mut self, who: usize, door: usize, serial: &str) {
        let (household, serial) = (self.titles[door].id.clone(), serial.to_owned());
        self.write(who, Fact::Spoil(Spoil { compound: compound_id(), household, serial, why: "撕破".into() }));
    }

    fn visit(&mut self, who: usize, door: usize, outcome: VisitOutcome) {
        let again = (outcome == VisitOutcome::ComeBack).then(|| "2026-03-15".to_owned());
        let visit = Visit {
            at: format!("{FIRST_DAY}T19:30"),
            outcome,
            again,
            form: None,
            collectors: PAIRS[who].map(str::to_owned).to_vec(),
            note: None,
        };
        let household = self.titles[door].id.clone();
        self.write(who, Fact::Visit(VisitMade { compound: compound_id(), household, visit }));
    }

    fn write(&mut self, who: usize, fact: Fact) -> RecordId {
        let device = match who {
            OFFICE => &mut self.scenario.supervisor,
            tablet => &mut self.scenario.tablets[tablet],
        };
        device.clock += 60_000;
        device.journal.write(&device.device.id, device.clock, PAIRS[who][0], fact).unwrap().0
    }
}

fn is_handed_over_late(plot: Plot) -> bool {
    matches!(plot, Plot::Straggler | Plot::Late(HandedOver::AfterTheClose))
}

/// So many households: buildings of three stairwells, seven floors, four doors.
fn homes(count: usize) -> Vec<Household> {
    let home = |at: usize| {
        let (stairwell, in_it) = (at / 28, at % 28);
        let (floor, door) = (in_it / 4 + 1, in_it % 4 + 1);
        let (building, stairwell) = ((stairwell / 3 + 1).to_string(), (stairwell % 3 + 1).to_string());
        let plain = household(&building, Some(&stairwell), &format!("{floor}0{door}"), Use::Residential);
        Household { floor: Some(floor as i32), ..plain }
    };
    (0..count).map(home).collect()
}

fn terms(campaign: &Campaign) -> Terms {
    let mut terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
    for (id, is_asked) in [("second_check", campaign.second_check), ("form_photo", campaign.form_photo)] {
        let setting = catalogue::setting(id).unwrap();
        terms.settings.set(setting, if is_asked { "yes" } else { "no" }).unwrap();
    }
    terms
}

/// Imports a roll, freezes it, and posts the notice.
fn put_up(supervisor: &mut Tablet, titles: Vec<Household>) {
    let roll = Roll::new(titles.clone());
    import_roll(supervisor, titles);
    let (households, roll) = (roll.counted(), roll.hash().to_owned());
    supervisor.record(Fact::Freeze(Freeze { compound: compound_id(), roll, households, counts: None }));
    let notice = Notice { ballot_from: Some(FIRST_DAY.into()), ballot_until: Some(CLOSED_ON.into()), ..notice() };
    supervisor.record(Fact::Notice(NoticePosted { compound: compound_id(), notice, why: None }));
}

/// Takes files in. One that goes on from a file that isn't here yet comes again after the others.
pub fn take_all(journal: &mut Journal, files: Vec<File>) {
    let mut waiting: VecDeque<File> = files.into();
    let mut in_vain = 0;
    while let Some(file) = waiting.pop_front() {
        match plan(journal, &file.delivery) {
            Ok(plan) => {
                carry_out(journal, &plan);
                in_vain = 0;
            }
            Err(MergeError::Gap { .. }) if in_vain <= waiting.len() => {
                waiting.push_back(file);
                in_vain += 1;
            }
            Err(why) => panic!("{why:?}"),
        }
    }
}

/// A bundle of a practice, signed by a device of the campaign: as a changed program might make it, since this one makes none.
pub fn practice_bundle(field: &Field<'_>) -> Result<Incoming, IncomingError> {
    let mut tablet = field.scenario.tablets[2].clone();
    let real = String::from_utf8(forge::decode(&forge::Parts::of(&tablet.bundle()).payload)).unwrap();
    let practice = derive_campaign_id(&tablet.device.id, &format!("{PRACTICE}x"));
    let payload = real.replace(tablet.journal.campaign().as_str(), practice.as_str());
    assert_ne!(payload, real);
    let file = tablet.device.sign(tablet.device.to_sign(Kind::Bundle, &payload));
    incoming::read(file.as_bytes(), &field.trusted)
}

/// Files by a device of the campaign that were never made for it: each is refused.
pub fn files_of_no_concern(field: &Field<'_>) -> Vec<File> {
    let device = field.scenario.tablets[2].device.clone();
    let nonce = "别的工作";
    let journal = Journal::new(derive_campaign_id(&device.id, nonce));
    let mut elsewhere = Tablet { device, journal, clock: 0 };
    elsewhere.record(Fact::Found(Found { nonce: nonce.into(), terms: terms(field.campaign) }));
    elsewhere.record(Fact::Compound(card(COMPOUND, "柳荫小区")));
    put_up(&mut elsewhere, field.titles.clone());
    for door in 0..10 {
        elsewhere.record(Fact::Ballot(field.taken(door, &field.paper(door, Choice::Quasi))));
    }
    vec![File::of(elsewhere.bundle(), &field.trusted)]
}
