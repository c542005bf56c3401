//! A campaign as it happens: six tablets and the supervisor's device write down what the stories say, hand over, and are heard.

use super::story::{
    CLOSED_ON, CREWS, Campaign, DAYS, DEPUTY, Dispute, FIRST_DAY, FOUNDER, HandedOver, Kept, Knock, LOST, Plot,
    STAIRWELLS, Settled, Story, TABLETS, Title, Ways, Where, misread,
};
use super::support::*;
use fastrand::Rng;
use proptest::prelude::prop_assert;
use proptest::test_runner::TestCaseError;
use std::collections::{BTreeSet, VecDeque};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::Kind;
use wenlou::bundle::merge::{Delivery, MergeError, carry_out, plan};
use wenlou::bundle::payload::BundlePayload;
use wenlou::bundle::sealing::{Context, SealingPair, make_pair, open, seal};
use wenlou::domain::ballot::{Ballot, Choice, HandedOver as Form, Signer, Visit, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::household::{Household, Use};
use wenlou::domain::ids::{HouseholdId, PRACTICE};
use wenlou::domain::json::to_text;
use wenlou::domain::notice::Notice;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::roll::Roll;
use wenlou::journal::fact::{
    BallotTaken, Check, Close, Correct, Enrol, Exported, Found, Freeze, NoticePosted, Opened, PhotoTaken, Spoil, Thaw,
    VisitMade,
};
use wenlou::journal::household_file::{BallotRecord, Standing};
use wenlou::journal::{Fact, Journal, RecordId, derive_campaign_id};

const DAY_BEFORE: &str = "2026-03-07";
const DAY_AFTER: &str = "2026-03-21";
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// On the roll that was thawed there is one household more.
pub const NOBODYS: &str = "99-9-909";

/// A paper, and how it comes onto the record.
struct Paper<'a> {
    serial: String,
    choice: Choice,
    day: &'a str,
    roll: &'a str,
    /// What whoever checks it reads.
    read: Option<Choice>,
    has_photo: bool,
    /// It is sealed for another door.
    is_moved: bool,
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
    pub campaign: &'c Campaign,
    pub scenario: Scenario,
    pub trusted: Vec<Trusted>,
    pub files: Vec<File>,
    /// What the desks handed each other last.
    bundles: Vec<File>,
    chance: Rng,
    titles: Vec<Household>,
    /// As it is after each of the corrections so far.
    rolls: Vec<Roll>,
    /// How many of them each device has heard of.
    heard: [usize; TABLETS + 2],
    /// Packets on their way: to a tablet, after so many corrections.
    packets: Vec<(usize, usize, File)>,
    sealing: Option<SealingPair>,
    /// What was read on papers that nobody has opened yet.
    unopened: Vec<Check>,
    /// Those that the tablets recorded of each household, in order.
    papers: Vec<Vec<RecordId>>,
}

impl<'c> Field<'c> {
    /// All that happens until the tablets are to be handed over.
    pub fn work(campaign: &'c Campaign) -> Self {
        let mut field = Self::set_up(campaign);
        let is_new = |door: &&usize| campaign.stories[**door].title.comes_on();
        let known: Vec<usize> = campaign.route.iter().filter(|door| !is_new(door)).copied().collect();
        let mut turns: Vec<usize> = campaign.corrections.iter().map(|_| field.chance.usize(..known.len())).collect();
        turns.sort_unstable();
        for (turn, &door) in known.iter().enumerate() {
            turns.iter().filter(|of| **of == turn).for_each(|_| field.correct());
            field.visit(door);
            if field.chance.usize(..known.len()) < 4 {
                let who = field.chance.usize(..TABLETS);
                field.hand_over(who);
            }
            // A packet that lies about.
            if field.chance.usize(..8) == 0 {
                field.deliver(1);
            }
        }
        field.deliver(TABLETS);
        campaign.route.iter().filter(is_new).for_each(|door| field.visit(*door));
        if !campaign.corrections.is_empty() && !campaign.ways.forgets_notice {
            field.post_anew();
        }
        let shop = field.titles.iter().position(|title| title.usage == Use::NonResidential).unwrap();
        let paper = field.paper(shop, Choice::Professional);
        field.record(0, shop, &paper);
        field
    }

    /// The tablets are handed over, but for the one that is lost; some go on after that.
    pub fn come_home(&mut self) {
        self.lose_a_tablet();
        for who in 0..TABLETS {
            self.hand_over(who);
        }
        self.work_on();
    }

    /// A supervisor and perhaps a deputy, six tablets, and a frozen roll: perhaps the wrong one first, which was thawed when two tablets had been at
    /// work on it.
    fn set_up(campaign: &'c Campaign) -> Self {
        let mut chance = Rng::with_seed(campaign.seed);
        let mut titles = homes(campaign);
        titles.push(household("1", None, "底商1号", Use::NonResidential));
        let is_known = |door: usize| campaign.stories.get(door).is_none_or(|story| !story.title.comes_on());
        let first: Vec<Household> =
            titles.iter().enumerate().filter(|(door, _)| is_known(*door)).map(|(_, title)| title.clone()).collect();
        let wrong = [&first[..], &[household("99", Some("9"), "909", Use::Residential)]].concat();
        let roll = Roll::new(first.clone());
        let sealing = campaign.ways.sealed.then(|| make_pair(&[7; 32]));
        let mut scenario = Scenario::with(TABLETS as u8 + u8::from(campaign.ways.two_desks), |supervisor| {
            supervisor.record(Fact::Terms(terms(campaign, sealing.as_ref())));
            put_up(supervisor, if campaign.begins_wrongly() { wrong } else { first.clone() });
        });
        // Clocks are wrong by days in either direction.
        for tablet in &mut scenario.tablets {
            tablet.clock = scenario.supervisor.clock + chance.i64(-3 * DAY_MS..3 * DAY_MS);
        }
        if campaign.ways.two_desks {
            let Device { name, id, key, .. } = scenario.supervisor.device.clone();
            scenario.supervisor.record(Fact::Enrol(Enrol { device: id, name, person: None, key }));
            scenario.supervisor.record(deputy(&scenario.tablets[DEPUTY].device));
        }
        let (trusted, papers) = (scenario.trusted(), vec![Vec::new(); titles.len()]);
        let mut field = Self {
            campaign,
            scenario,
            trusted,
            files: Vec::new(),
            bundles: Vec::new(),
            chance,
            titles,
            rolls: vec![roll],
            heard: [0; TABLETS + 2],
            packets: Vec::new(),
            sealing,
            unopened: Vec::new(),
            papers,
        };
        if campaign.ways.two_desks {
            field.hand_out();
        }
        if campaign.begins_wrongly() {
            field.work_on_the_wrong_roll(first);
        }
        field
    }

    fn work_on_the_wrong_roll(&mut self, right: Vec<Household>) {
        let supervisor = &self.scenario.supervisor.state();
        let wrong = supervisor.compounds.get(&compound_id()).unwrap().frozen_roll().unwrap().hash().to_owned();
        let ballot = Ballot { signed_on: FIRST_DAY.into(), ..paper("No.0", Choice::Professional) };
        let nobody = BallotTaken { roll: wrong.clone(), ballot, ..taken(NOBODYS, Choice::Professional) };
        self.write(0, Fact::Ballot(nobody));
        for door in 0..self.campaign.stories.len() {
            if matches!(self.campaign.stories[door].plot, Plot::WrongRoll { .. }) {
                let paper = Paper { roll: &wrong, ..self.paper(door, self.campaign.stories[door].choice) };
                self.record(self.campaign.tablet(door), door, &paper);
            }
        }
        self.hand_over(0);
        let supervisor = &mut self.scenario.supervisor;
        supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "多登一户".into() }));
        put_up(supervisor, right);
        self.hand_out();
    }

    /// The founder's packet reaches all.
    fn hand_out(&mut self) {
        let packet = File::of(self.scenario.supervisor.packet(), &self.trusted);
        for tablet in &mut self.scenario.tablets {
            take_all(&mut tablet.journal, vec![packet.clone()]);
        }
    }

    /// The founder makes the next of the corrections. Who hears of none later is sent a packet.
    fn correct(&mut self) {
        let made = self.rolls.len();
        let door = self.campaign.corrections[made - 1];
        let (roll, title) = (&self.rolls[made - 1], self.titles[door].clone());
        // Whatever else was written there stays.
        let neighbour = || {
            let known = roll.get(&self.titles[self.campaign.neighbour(door)].id).unwrap().clone();
            Household { note: Some(format!("见更正{made}")), ..known }
        };
        let (put, take) = match self.campaign.stories[door].title {
            Title::Throughout => panic!("there is nothing to correct"),
            Title::Rewritten => {
                (vec![Household { holders: vec!["周*".into()], ..roll.get(&title.id).unwrap().clone() }], vec![])
            }
            Title::TakenOff => (vec![], vec![title.id]),
            Title::Merged => (vec![neighbour()], vec![title.id]),
            Title::Added => (vec![title], vec![]),
            Title::Divided => (vec![neighbour(), title], vec![]),
        };
        let corrected = roll.corrected(&put, &take);
        let correct = Correct {
            compound: compound_id(),
            from: roll.hash().to_owned(),
            put,
            take,
            roll: corrected.hash().to_owned(),
            households: corrected.counted(),
            why: "与权证不符".into(),
        };
        self.write(FOUNDER, Fact::Correct(correct));
        self.rolls.push(corrected);
        self.heard[FOUNDER] = made;
        let to: Vec<usize> = (0..TABLETS).filter(|tablet| self.campaign.learned[*tablet] == made).collect();
        if !to.is_empty() {
            let packet = File::of(self.scenario.supervisor.packet(), &self.trusted);
            self.packets.extend(to.into_iter().map(|tablet| (tablet, made, packet.clone())));
        }
    }

    fn deliver(&mut self, most: usize) {
        for _ in 0..most.min(self.packets.len()) {
            let (tablet, made, packet) = self.packets.swap_remove(self.chance.usize(..self.packets.len()));
            take_all(&mut self.scenario.tablets[tablet].journal, vec![packet]);
            self.heard[tablet] = made;
        }
    }

    /// The notice hangs with another N.
    pub fn post_anew(&mut self) {
        self.write(FOUNDER, posting());
    }

    /// All that happens at a door before anything is handed over.
    fn visit(&mut self, door: usize) {
        let campaign = self.campaign;
        for knock in &campaign.knocks[door] {
            let (knocked, id) = (self.visit_of(door, knock), self.id(door));
            if self.chance.usize(..10) == 0 {
                let slip = VisitMade {
                    visit: Visit { outcome: VisitOutcome::Refused, ..knocked.visit.clone() },
                    ..knocked.clone()
                };
                let slip = self.write(knock.tablet, Fact::Visit(slip));
                self.write(knock.tablet, undo_visit(&id, &slip));
            }
            self.write(knock.tablet, Fact::Visit(knocked));
        }
        self.go_to(door);
    }

    /// What comes back of it.
    fn go_to(&mut self, door: usize) {
        let Story { plot, choice, .. } = self.campaign.stories[door];
        let (who, other) = (self.campaign.tablet(door), self.campaign.other_tablet(door));
        let plain = self.paper(door, choice);
        let otherwise = Paper { read: Some(misread(choice)), ..self.paper(door, misread(choice)) };
        let no = |copy| format!("No.{door}-{copy}");
        match plot {
            Plot::NothingReturned
            | Plot::InABag
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
                let elsewhere = self.campaign.neighbour(door);
                let wrong = self.enter(who, elsewhere, &plain);
                self.write(who, withdraw(&self.id(elsewhere), &[&wrong]));
                self.record(who, door, &plain);
            }
            Plot::DoubledAlike => {
                self.record(who, door, &Paper { read: None, has_photo: false, ..plain });
                self.set_clock_after(who, other);
                self.record(other, door, &Paper { serial: no(2), ..self.paper(door, choice) });
            }
            Plot::NumberOfAnother => drop(self.record(who, door, &Paper { serial: "No.66".into(), ..plain })),
            Plot::DoubledOtherwise(_) => {
                self.record(who, door, &plain);
                self.set_clock_after(who, other);
                self.record(other, door, &Paper { serial: no(2), ..otherwise });
            }
            Plot::Late(HandedOver::BeforeTheClose) => drop(self.record(who, door, &Paper { day: DAY_AFTER, ..plain })),
            Plot::Early => drop(self.record(who, door, &Paper { day: DAY_BEFORE, ..plain })),
            Plot::Unnumbered => drop(self.record(who, door, &Paper { serial: " ".into(), ..plain })),
            Plot::Unchecked => {
                let id = self.record(who, door, &Paper { read: None, ..plain });
                self.check(who, CREWS[who][0], door, &id, choice);
            }
            Plot::Unopenable { .. } => {
                self.record(who, door, &plain);
                self.record(who, door, &Paper { serial: no(2), is_moved: true, ..self.paper(door, choice) });
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
                    self.check(who, CREWS[who][1], door, &id, choice);
                }
            }
        }
    }

    /// Of two papers the second is the later one by its tablet's clock as well.
    fn set_clock_after(&mut self, one: usize, other: usize) {
        let then = self.scenario.tablets[one].journal.latest() as i64;
        let clock = &mut self.scenario.tablets[other].clock;
        *clock = (*clock).max(then);
    }

    /// What the tablet recorded until now holds; what its finder does with it doesn't.
    fn lose_a_tablet(&mut self) {
        let device = self.scenario.tablets[LOST].device.clone();
        let last = self.scenario.tablets[LOST].journal.last(&device.id);
        for door in 0..self.campaign.stories.len() {
            match self.campaign.stories[door].plot {
                Plot::MadeUp { .. } => {
                    self.enter(LOST, door, &self.paper(door, Choice::Professional));
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
                let who = self.campaign.tablet(door);
                self.record(who, door, &Paper { day, ..self.paper(door, choice) });
            }
        }
    }

    pub fn desks(&self) -> BTreeSet<usize> {
        self.campaign.desks().into()
    }

    pub fn devices(&self) -> impl Iterator<Item = usize> {
        (0..TABLETS).chain(self.desks())
    }

    /// Each desk takes in what was handed over, in any order and some of it twice. The deputy has what the founder recorded until then as well.
    pub fn take_in(&mut self) {
        let founders = self.campaign.ways.two_desks.then(|| self.desks_bundle(FOUNDER));
        for desk in self.desks() {
            let mut files = self.files.clone();
            files.extend((0..3).map(|_| self.files[self.chance.usize(..self.files.len())].clone()));
            files.extend(founders.iter().filter(|_| desk == DEPUTY).cloned());
            self.chance.shuffle(&mut files);
            take_all(&mut self.device(desk).journal, files);
        }
        self.heard[DEPUTY] = self.heard[FOUNDER];
    }

    /// Each desk opens whatever is sealed, without asking the other.
    pub fn open(&mut self) {
        if self.sealing.is_some() {
            self.desks().into_iter().for_each(|desk| self.open_at(desk));
            self.read(FOUNDER);
            self.exchange();
        }
    }

    fn open_at(&mut self, desk: usize) {
        let Some(pair) = &self.sealing else { return };
        let (secret, device) = (pair.secret.clone(), self.device(desk));
        let campaign = device.journal.campaign().to_string();
        let state = device.state();
        let to_open = |(household, record): (&HouseholdId, &BallotRecord)| {
            let BallotRecord { stamp, ballot, roll, .. } = record;
            let context = Context {
                campaign: campaign.clone(),
                compound: COMPOUND.into(),
                household: household.to_string(),
                roll: roll.clone(),
                device: stamp.id.device.to_string(),
                serial: ballot.serial.clone(),
                signed_on: ballot.signed_on.clone(),
            };
            let secret = open(&secret, &context, ballot.sealed.as_ref().unwrap()).ok()?;
            let (household, ballot) = (household.clone(), stamp.id.clone());
            Some(Fact::Opened(Opened { compound: compound_id(), household, ballot, secret }))
        };
        let opened: Vec<Fact> = state.compounds[&compound_id()].sealed().filter_map(to_open).collect();
        for fact in opened {
            self.write(desk, fact);
        }
    }

    /// What second persons read on papers that are open by now.
    fn read(&mut self, desk: usize) {
        let unopened = std::mem::take(&mut self.unopened);
        let journal = &self.device_of(desk).journal;
        let (here, elsewhere) = unopened.into_iter().partition(|check| journal.entry(&check.ballot).is_some());
        self.unopened = elsewhere;
        for check in here {
            self.write(desk, Fact::Check(check));
        }
    }

    /// A desk has its say.
    pub fn say(&mut self, nth: usize) {
        let desks = self.campaign.desks();
        let desk = desks[nth];
        if nth == 1 {
            // It is later in the day.
            let then = self.device(desks[0]).journal.latest() as i64;
            let clock = &mut self.device(desk).clock;
            *clock = (*clock).max(then);
        }
        for door in 0..self.campaign.stories.len() {
            if self.campaign.speaks(nth, door) {
                self.say_of(door, nth, desk);
            }
        }
        self.open_at(desk);
        self.read(desk);
    }

    /// The desks hand each other what they recorded.
    pub fn exchange(&mut self) {
        if self.campaign.ways.two_desks {
            self.bundles = [FOUNDER, DEPUTY].map(|desk| self.desks_bundle(desk)).to_vec();
            for desk in [FOUNDER, DEPUTY] {
                let bundles = self.bundles.clone();
                take_all(&mut self.device(desk).journal, bundles);
            }
        }
    }

    /// Where two desks that didn't know of each other said different things of the same papers none counts, until the later one has heard the other.
    pub fn agree(&mut self) -> Result<(), TestCaseError> {
        let [first, last] = self.campaign.desks();
        let said_twice = |door: &usize| {
            let is_twice = matches!(self.campaign.stories[*door].plot, Plot::DoubledOtherwise(Settled::Twice(..)));
            is_twice && [0, 1].into_iter().all(|nth| self.campaign.speaks(nth, *door))
        };
        let doors: Vec<usize> = (0..self.campaign.stories.len()).filter(said_twice).collect();
        let state = self.device(first).state();
        for door in doors {
            let id = self.id(door);
            let standing = state.compounds[&compound_id()].standing(&id.as_str().into());
            prop_assert!(matches!(standing, Standing::Conflict(_)), "{door}: {standing:?}");
            match self.campaign.stories[door].plot {
                Plot::DoubledOtherwise(Settled::Twice(_, Kept::Neither)) => {
                    let paper = self.papers[door][0].clone();
                    self.write(last, settle(&id, &[&paper], None));
                }
                _ => self.say_of(door, 1, last),
            }
        }
        self.exchange();
        Ok(())
    }

    fn say_of(&mut self, door: usize, nth: usize, desk: usize) {
        let Story { plot, choice, .. } = self.campaign.stories[door];
        let Ways { tidy, sealed, .. } = self.campaign.ways;
        let (id, papers) = (self.id(door), self.papers[door].clone());
        let ask_again = |copy| format!("No.{door}-{copy}");
        let mut keep = |kept: Option<&RecordId>| {
            let over: Vec<&RecordId> = papers.iter().collect();
            self.write(desk, settle(&id, &over, kept));
        };
        match plot {
            Plot::Corrected(Where::InTheOffice) => {
                let replaces = vec![papers[0].clone()];
                self.record(desk, door, &Paper { replaces, ..self.paper(door, choice) });
            }
            Plot::Unopenable { again: true } if sealed => {
                let replaces = vec![papers[1].clone()];
                self.record(desk, door, &Paper { serial: ask_again(2), replaces, ..self.paper(door, choice) });
            }
            Plot::NumberOfAnother if tidy => {
                let replaces = vec![papers[0].clone()];
                self.record(desk, door, &Paper { replaces, ..self.paper(door, choice) });
            }
            Plot::DoubledOtherwise(Settled::ForTheFirst) => keep(Some(&papers[0])),
            Plot::DoubledOtherwise(Settled::ForTheSecond) => keep(Some(&papers[1])),
            Plot::DoubledOtherwise(Settled::Twice(first, last)) => match [first, last][nth] {
                Kept::First => keep(Some(&papers[0])),
                Kept::Second => keep(Some(&papers[1])),
                Kept::None => keep(None),
                Kept::Neither => {
                    keep(Some(&papers[1]));
                    self.write(desk, withdraw(&id, &[&papers[1]]));
                }
            },
            Plot::DoubledOtherwise(Settled::ForNone) => keep(None),
            Plot::DoubledOtherwise(Settled::No) if tidy => keep(None),
            Plot::DoubledOtherwise(Settled::ForNoneAndSignedAgain) => {
                keep(None);
                self.record(desk, door, &Paper { serial: ask_again(3), ..self.paper(door, choice) });
            }
            Plot::CheckedInOffice => self.check(desk, CREWS[desk][0], door, &papers[0], choice),
            Plot::Unchecked | Plot::Disputed(Dispute::Open) if tidy => {
                self.check(desk, CREWS[desk][0], door, &papers[0], choice);
            }
            Plot::NoPhoto if tidy => self.photograph(desk, door, &ask_again(1)),
            _ => {}
        }
    }

    /// A desk closes, if that is wanted: where nothing is open, on what is known by then.
    pub fn close(&mut self, nth: usize) {
        let desk = self.campaign.desks()[nth];
        let closes = self.campaign.ways.closes;
        let device = self.device(desk);
        let state = device.state();
        let compound = &state.compounds[&compound_id()];
        if closes && compound.closed.is_none() {
            let is_open = compound.tally().counts.unknown() > 0;
            let known = if is_open { Vec::new() } else { device.journal.lasts() };
            let counted = compound.counted(CLOSED_ON);
            let close =
                Close { compound: compound_id(), on: CLOSED_ON.into(), known, lost: Vec::new(), counted, why: None };
            self.write(desk, Fact::Close(close));
        }
    }

    /// Every tablet that has anything hands over once more.
    pub fn hear_stragglers(&mut self) {
        let heard = self.files.len();
        let late =
            (0..self.campaign.stories.len()).filter(|&door| is_handed_over_late(self.campaign.stories[door].plot));
        let who: BTreeSet<usize> = late.map(|door| self.campaign.tablet(door)).collect();
        who.into_iter().for_each(|who| self.hand_over(who));
        // A desk's bundle has what it recorded itself: of the tablets' it has to hear from them.
        for desk in self.desks() {
            let mut files = self.files[heard..].to_vec();
            self.chance.shuffle(&mut files);
            take_all(&mut self.device(desk).journal, files);
        }
        self.open();
    }

    /// All files, in an order of their own: those of the desks as they handed them to each other last.
    pub fn shuffled_files(&mut self) -> Vec<File> {
        if !self.campaign.ways.two_desks {
            self.bundles = vec![self.desks_bundle(FOUNDER)];
        }
        let mut files = [&self.files[..], &self.bundles].concat();
        self.chance.shuffle(&mut files);
        files
    }

    /// That it was made is one record more, which isn't in it.
    fn desks_bundle(&self, desk: usize) -> File {
        File::of(self.device_of(desk).clone().bundle(), &self.trusted)
    }

    /// A bundle of a tablet: the whole of its records, or, of most tablets, what came after the last one.
    fn hand_over(&mut self, who: usize) {
        let tablet = &mut self.scenario.tablets[who];
        let state = tablet.state();
        let mut payload = BundlePayload::of(&tablet.journal, &state, tablet.device.card()).unwrap();
        let handed_over = state.exports.get(&tablet.device.id).map_or(0, |(exported, _)| exported.last);
        // Photos and findings are told of the whole.
        if !who.is_multiple_of(3) && !self.campaign.ways.form_photo {
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
        Paper {
            serial,
            choice,
            day,
            roll: "",
            read: Some(choice),
            has_photo: true,
            is_moved: false,
            replaces: Vec::new(),
        }
    }

    fn taken(&self, who: usize, door: usize, of: &Paper<'_>) -> BallotTaken {
        let signer = self.signer(door);
        let is_by_another = matches!(signer, Signer::Proxy | Signer::Guardian);
        // Who records it at a desk didn't take it at the door.
        let crew = CREWS[if who < TABLETS { who } else { self.campaign.tablet(door) }];
        let ballot = Ballot {
            signed_on: of.day.to_owned(),
            signer: Some(signer),
            collectors: crew.map(str::to_owned).to_vec(),
            authority: is_by_another.then(|| "就两种模式代为填写，限本次".to_owned()),
            ..paper(&of.serial, of.choice)
        };
        let why = (!of.replaces.is_empty()).then(|| "看错一行".to_owned());
        let roll = if of.roll.is_empty() { self.rolls[self.heard[who]].hash() } else { of.roll }.to_owned();
        BallotTaken { roll, ballot, replaces: of.replaces.clone(), why, ..taken(&self.id(door), of.choice) }
    }

    fn record(&mut self, who: usize, door: usize, of: &Paper<'_>) -> RecordId {
        if of.has_photo {
            self.photograph(who, door, &of.serial);
        }
        let id = self.enter(who, door, of);
        if let (Some(read), true) = (of.read, self.campaign.ways.second_check || of.read != Some(of.choice)) {
            self.check(who, CREWS[who][1], door, &id, read);
        }
        // What was taken on another roll is nothing that the supervisor has to decide on.
        if of.roll.is_empty() && who < TABLETS {
            self.papers[door].push(id.clone());
        }
        id
    }

    fn enter(&mut self, who: usize, door: usize, of: &Paper<'_>) -> RecordId {
        let mut taken = self.taken(who, door, of);
        if let Some(pair) = &self.sealing {
            let bound_to = if of.is_moved { self.campaign.neighbour(door) } else { door };
            let device = self.device_of(who);
            let context = Context {
                campaign: device.journal.campaign().to_string(),
                compound: COMPOUND.into(),
                household: self.id(bound_to),
                roll: taken.roll.clone(),
                device: device.device.id.to_string(),
                serial: taken.ballot.serial.clone(),
                signed_on: taken.ballot.signed_on.clone(),
            };
            let secret = taken.ballot.take_secret();
            let mut chance = [0; 32];
            Rng::with_seed(self.campaign.seed ^ device.journal.latest()).fill(&mut chance);
            taken.ballot.sealed = Some(seal(&pair.public, &context, &secret, chance).unwrap());
        }
        self.write(who, Fact::Ballot(taken))
    }

    fn check(&mut self, who: usize, checker: &str, door: usize, ballot: &RecordId, read: Choice) {
        let check = Check {
            compound: compound_id(),
            household: self.titles[door].id.clone(),
            ballot: ballot.clone(),
            read: read.class(),
            checker: checker.to_owned(),
            note: None,
            serial: None,
        };
        // What is sealed can't be held against anything before it is opened.
        match self.sealing {
            Some(_) => self.unopened.push(check),
            None => drop(self.write(who, Fact::Check(check))),
        }
    }

    fn signer(&self, door: usize) -> Signer {
        self.campaign.stories.get(door).map_or(Signer::Owner, |story| story.signer)
    }

    /// A photo of the form and of the authority beside it, where the campaign asks for one.
    fn photograph(&mut self, who: usize, door: usize, serial: &str) {
        if self.campaign.ways.wants_photos() {
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

    fn visit_of(&self, door: usize, knock: &Knock) -> VisitMade {
        let Knock { outcome, left, crew, day, minute, .. } = knock;
        let visit = Visit {
            at: format!("{}T{:02}:{:02}", DAYS[*day], minute / 60, minute % 60),
            outcome: *outcome,
            again: (*outcome == VisitOutcome::ComeBack).then(|| "2026-03-15".to_owned()),
            form: left.map(|how| Form { how, serial: None, receipt: None }),
            collectors: crew.iter().map(|name| format!(" {name}")).collect(),
            note: None,
        };
        VisitMade { compound: compound_id(), household: self.titles[door].id.clone(), visit }
    }

    pub fn hash(&self, who: usize) -> String {
        self.device_of(who).journal.state_hash()
    }

    pub fn device_of(&self, who: usize) -> &Tablet {
        if who == FOUNDER { &self.scenario.supervisor } else { &self.scenario.tablets[who] }
    }

    fn device(&mut self, who: usize) -> &mut Tablet {
        if who == FOUNDER { &mut self.scenario.supervisor } else { &mut self.scenario.tablets[who] }
    }

    fn write(&mut self, who: usize, fact: Fact) -> RecordId {
        let device = self.device(who);
        device.clock += 60_000;
        device.journal.write(&device.device.id, device.clock, CREWS[who][0], fact).unwrap().0
    }
}

fn is_handed_over_late(plot: Plot) -> bool {
    matches!(plot, Plot::Straggler | Plot::Late(HandedOver::AfterTheClose))
}

/// A title for each household, wherever it is known.
fn homes(campaign: &Campaign) -> Vec<Household> {
    let (doors, abreast) = campaign.layout();
    let home = |at: usize| {
        let (stairwell, in_it) = (at / doors, at % doors);
        let (floor, door) = (in_it / abreast + 1, in_it % abreast + 1);
        let (building, stairwell) =
            ((stairwell / STAIRWELLS + 1).to_string(), (stairwell % STAIRWELLS + 1).to_string());
        let plain = household(&building, Some(&stairwell), &format!("{floor}0{door}"), Use::Residential);
        Household { floor: Some(floor as i32), ..plain }
    };
    let divided = |at: usize| {
        let known = home(campaign.neighbour(at));
        let id = HouseholdId(format!("{}#分{at}号", known.id));
        Household { id, title_no: Some(format!("分{at}号")), ..known }
    };
    let title = |(at, story): (usize, &Story)| if story.title == Title::Divided { divided(at) } else { home(at) };
    campaign.stories.iter().enumerate().map(title).collect()
}

fn terms(campaign: &Campaign, sealing: Option<&SealingPair>) -> Terms {
    let sealed_to = sealing.map(|pair| pair.public.clone());
    let mut terms = Terms { name: "柳荫街道老旧小区".into(), sealed_to, ..Terms::default() };
    for (id, is_asked) in [("second_check", campaign.ways.second_check), ("form_photo", campaign.ways.form_photo)] {
        let setting = catalogue::setting(id).unwrap();
        terms.settings.set(setting, if is_asked { "yes" } else { "no" }).unwrap();
    }
    terms
}

fn posting() -> Fact {
    let notice = Notice { ballot_from: Some(FIRST_DAY.into()), ballot_until: Some(CLOSED_ON.into()), ..notice() };
    Fact::Notice(NoticePosted { compound: compound_id(), notice, why: None, roll: None })
}

/// Imports a roll, freezes it, and posts the notice.
fn put_up(supervisor: &mut Tablet, titles: Vec<Household>) {
    let roll = Roll::new(titles.clone());
    import_roll(supervisor, titles);
    let (households, roll) = (roll.counted(), roll.hash().to_owned());
    supervisor.record(Fact::Freeze(Freeze { compound: compound_id(), roll, households, counts: None }));
    supervisor.record(posting());
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
    elsewhere.record(Fact::Found(Found { nonce: nonce.into(), terms: terms(field.campaign, None) }));
    elsewhere.record(Fact::Compound(card(COMPOUND, "柳荫小区")));
    put_up(&mut elsewhere, field.titles.clone());
    for door in 0..10 {
        elsewhere.record(Fact::Ballot(field.taken(2, door, &field.paper(door, Choice::Quasi))));
    }
    vec![File::of(elsewhere.bundle(), &field.trusted)]
}
