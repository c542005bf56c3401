//! How a paper comes onto the record: entered, sealed, checked, photographed.

use super::*;
use wenlou::bundle::sealing::seal;
use wenlou::domain::ballot::Signer;
use wenlou::domain::ids::DeviceId;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::journal::fact::PhotoTaken;

/// A paper, and how it comes onto the record.
pub struct Paper<'a> {
    pub serial: String,
    pub choice: Choice,
    pub day: &'a str,
    pub roll: &'a str,
    /// What whoever checks it reads.
    pub read: Option<Choice>,
    pub has_photo: bool,
    /// It is sealed for another door.
    pub is_moved: bool,
    pub replaces: Vec<RecordId>,
}

impl Field<'_> {
    /// A paper in order: signed in time, read by a second person, photographed.
    pub fn paper(&self, door: usize, choice: Choice) -> Paper<'static> {
        let serial = format!("No.{door}-1");
        let day = self.campaign.signed_on(door);
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

    pub fn taken(&self, who: usize, door: usize, of: &Paper<'_>) -> BallotTaken {
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

    pub fn record(&mut self, who: usize, door: usize, of: &Paper<'_>) -> RecordId {
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

    pub fn enter(&mut self, who: usize, door: usize, of: &Paper<'_>) -> RecordId {
        let mut taken = self.taken(who, door, of);
        if let Some(pair) = &self.sealing {
            let bound_to = if of.is_moved { self.campaign.neighbour(door) } else { door };
            let Tablet { journal, device, .. } = self.device_of(who);
            let context = self.context(&self.id(bound_to), &device.id, &taken.roll, &taken.ballot);
            let secret = taken.ballot.take_secret();
            let mut chance = [0; 32];
            Rng::with_seed(self.campaign.seed ^ journal.latest()).fill(&mut chance);
            taken.ballot.sealed = Some(seal(&pair.public, &context, &secret, chance).unwrap());
        }
        self.write(who, Fact::Ballot(taken))
    }

    /// What a sealed paper is bound to.
    pub fn context(&self, household: &str, device: &DeviceId, roll: &str, ballot: &Ballot) -> Context {
        Context {
            campaign: self.scenario.supervisor.journal.campaign().to_string(),
            compound: COMPOUND.into(),
            household: household.to_owned(),
            roll: roll.to_owned(),
            device: device.to_string(),
            serial: ballot.serial.clone(),
            signed_on: ballot.signed_on.clone(),
        }
    }

    pub fn check(&mut self, who: usize, checker: &str, door: usize, ballot: &RecordId, read: Choice) {
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
    pub fn photograph(&mut self, who: usize, door: usize, serial: &str) {
        self.photograph_form(who, door, serial);
        if matches!(self.signer(door), Signer::Proxy | Signer::Guardian) {
            self.take_photo(who, Subject::Authority(self.titles[door].id.clone(), serial.to_owned()));
        }
    }

    pub fn photograph_form(&mut self, who: usize, door: usize, serial: &str) {
        self.take_photo(who, Subject::Form(self.titles[door].id.clone(), serial.to_owned()));
    }

    fn take_photo(&mut self, who: usize, of: Subject) {
        if self.campaign.ways.wants_photos() {
            let sha256 = sha256_hex(format!("{of:?}/{who}").as_bytes());
            let photo = Photo { sha256: Sha256::new(&sha256).unwrap(), size: 90_000, width: 1_200, height: 1_600 };
            self.write(who, Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None }));
        }
    }
}
