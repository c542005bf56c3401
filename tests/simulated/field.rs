//! A campaign as it happens: six tablets and the supervisor's device write down what the stories say, hand over, and are heard.

#[path = "field/desks.rs"]
mod desks;
#[path = "field/doors.rs"]
mod doors;
#[path = "field/files.rs"]
mod files;
#[path = "field/papers.rs"]
mod papers;
#[path = "field/titles.rs"]
mod titles;

pub use files::{File, files_of_no_concern, practice_bundle, take_all};

use super::story::{
    CLOSED_ON, CREWS, Campaign, DAYS, DEPUTY, Dispute, FOUNDER, Plot, SHOPS, Story, Stray, TABLETS, Ways, Where,
};
use super::support::*;
use doors::is_handed_over_late;
use fastrand::Rng;
use papers::Paper;
use std::collections::BTreeSet;
use titles::{homes, put_up, terms};
use wenlou::bundle::incoming::Trusted;
use wenlou::bundle::sealing::{Context, SealingPair, make_pair};
use wenlou::domain::ballot::{Ballot, Choice, HandedOver as Form};
use wenlou::domain::campaign::Terms;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::household::{Household, Use};
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::roll::{Counts, Roll};
use wenlou::journal::fact::{self, BallotTaken, Check, Enrol, StrayUndone};
use wenlou::journal::{Fact, RecordId};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// On the roll that was thawed there is one household more.
pub const NOBODYS: &str = "99-9-909";

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
        let is_new = |door: &&usize| campaign.story(**door).title.comes_on();
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
        field.go_to(campaign.shop());
        for stray in &campaign.strays {
            field.set_aside(*stray);
        }
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

    /// A paper of a dwelling off the roll, which may turn out to be a household's.
    fn set_aside(&mut self, Stray { tablet, is_undone }: Stray) {
        let paper = fact::Stray { compound: compound_id(), dwelling: "车库".into(), serial: None, note: None };
        let stray = self.write(tablet, Fact::Stray(paper));
        if is_undone {
            self.write(tablet, Fact::StrayUndone(StrayUndone { compound: compound_id(), stray, why: "已登记".into() }));
        }
    }

    /// What a ballot needs to be counted is no more what it was when it was closed.
    pub fn ask_for_more(&mut self) {
        let asking = Ways { second_check: true, form_photo: true, ..self.campaign.ways };
        let terms = terms(&Campaign { ways: asking, ..self.campaign.clone() }, self.sealing.as_ref());
        self.write(FOUNDER, Fact::Terms(terms));
    }

    /// A supervisor and perhaps a deputy, six tablets, and a frozen roll: perhaps the wrong one first, which was thawed when two tablets had been at
    /// work on it.
    fn set_up(campaign: &'c Campaign) -> Self {
        let mut chance = Rng::with_seed(campaign.seed);
        let mut titles = homes(campaign);
        titles.push(household(SHOPS, None, "底商1号", Use::NonResidential));
        let is_known = |door: usize| campaign.stories.get(door).is_none_or(|story| !story.title.comes_on());
        let first: Vec<Household> =
            titles.iter().enumerate().filter(|(door, _)| is_known(*door)).map(|(_, title)| title.clone()).collect();
        let wrong = [&first[..], &[household("99", Some("9"), "909", Use::Residential)]].concat();
        let mut roll = Roll::new(first.clone());
        let counts = if campaign.ways.counts_shops { Counts::All } else { Counts::Residential };
        roll.set_counts(counts);
        let sealing = campaign.ways.sealed.then(|| make_pair(&[7; 32]));
        let mut scenario = Scenario::with(TABLETS as u8 + u8::from(campaign.ways.two_desks), |supervisor| {
            supervisor.record(Fact::Terms(terms(campaign, sealing.as_ref())));
            put_up(supervisor, if campaign.begins_wrongly() { wrong } else { first.clone() }, counts);
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

    pub fn desks(&self) -> BTreeSet<usize> {
        self.campaign.desks().into()
    }

    pub fn devices(&self) -> impl Iterator<Item = usize> {
        (0..TABLETS).chain(self.desks())
    }

    /// The door of a title.
    pub fn door(&self, id: &HouseholdId) -> usize {
        self.titles.iter().position(|title| title.id == *id).unwrap()
    }

    fn id(&self, door: usize) -> String {
        self.titles[door].id.to_string()
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
