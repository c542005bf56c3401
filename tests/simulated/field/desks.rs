//! What the desks take in, open, say, agree on and close.

use super::*;
use crate::story::{Kept, Settled, Ways};
use proptest::prelude::prop_assert;
use proptest::test_runner::TestCaseError;
use wenlou::bundle::sealing::open;
use wenlou::journal::fact::{Close, Opened, Received, Settle};
use wenlou::journal::household_file::{BallotRecord, HouseholdFile, Standing};

impl Field<'_> {
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
        let state = self.device_of(desk).state();
        let to_open = |(household, record): (&HouseholdId, &BallotRecord)| {
            let BallotRecord { stamp, ballot, roll, .. } = record;
            let context = self.context(household.as_str(), &stamp.id.device, roll, ballot);
            let secret = open(&pair.secret, &context, ballot.sealed.as_ref().unwrap()).ok()?;
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
            self.set_clock_after(desks[0], desk);
        }
        self.note(desk);
        for door in 0..self.campaign.stories.len() {
            if self.campaign.speaks(nth, door) {
                self.say_of(door, nth, desk);
            }
        }
        self.open_at(desk);
        self.read(desk);
    }

    /// A desk notes the bundles that it has taken in, as the program does.
    fn note(&mut self, desk: usize) {
        let own = self.device_of(desk).device.id.clone();
        for RecordId { device, n: last } in self.device_of(desk).journal.lasts() {
            let [sha256, head] = [&device, &own].map(|of| sha256_hex(of.as_str().as_bytes()));
            let received = Received { bundle: 1, sha256, previous: None, last, head, device };
            if received.device != own {
                self.write(desk, Fact::Received(received));
            }
        }
    }

    /// A desk's word over papers that contradict each other: it says what it knows.
    fn settle(&mut self, desk: usize, id: &str, over: &[&RecordId], kept: Option<&RecordId>) {
        let Fact::Settle(word) = settle(id, over, kept) else { return };
        let device = self.device_of(desk);
        let known = device.journal.lasts();
        let state = device.state();
        let file = state.compounds[&compound_id()].file(&id.into());
        let heard = file.map(HouseholdFile::heard).unwrap_or_default();
        self.write(desk, Fact::Settle(Settle { known, heard, ..word }));
    }

    fn say_of(&mut self, door: usize, nth: usize, desk: usize) {
        let Story { plot, choice, .. } = *self.campaign.story(door);
        let Ways { tidy, sealed, .. } = self.campaign.ways;
        let (id, papers) = (self.id(door), self.papers[door].clone());
        let ask_again = |copy| format!("No.{door}-{copy}");
        let mut keep = |kept: Option<&RecordId>| {
            let over: Vec<&RecordId> = papers.iter().collect();
            self.settle(desk, &id, &over, kept);
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
                    // What was ruled out for it is asked about again.
                    self.settle(desk, &id, &[&papers[0]], None);
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
            Plot::NoPhoto | Plot::NoAuthority if tidy => self.photograph(desk, door, &ask_again(1)),
            _ => {}
        }
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
            let is_twice = matches!(self.campaign.story(*door).plot, Plot::DoubledOtherwise(Settled::Twice(..)));
            is_twice && [0, 1].into_iter().all(|nth| self.campaign.speaks(nth, *door))
        };
        let doors: Vec<usize> = (0..self.campaign.stories.len()).filter(said_twice).collect();
        let state = self.device(first).state();
        for door in doors {
            let id = self.id(door);
            let standing = state.compounds[&compound_id()].standing(&id.as_str().into());
            prop_assert!(matches!(standing, Standing::Conflict(_)), "{door}: {standing:?}");
            match self.campaign.story(door).plot {
                Plot::DoubledOtherwise(Settled::Twice(_, Kept::Neither)) => {
                    let paper = self.papers[door][0].clone();
                    self.settle(last, &id, &[&paper], None);
                }
                _ => self.say_of(door, 1, last),
            }
        }
        self.exchange();
        Ok(())
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
            let (counted, heard) = (compound.counted(CLOSED_ON), compound.turns().cloned().collect());
            let close = Close {
                compound: compound_id(),
                on: CLOSED_ON.into(),
                known,
                lost: Vec::new(),
                counted,
                why: None,
                heard,
            };
            self.write(desk, Fact::Close(close));
        }
    }

    /// Every tablet that has anything hands over once more.
    pub fn hear_stragglers(&mut self) {
        let heard = self.files.len();
        let late = (0..self.campaign.stories.len()).filter(|&door| is_handed_over_late(self.campaign.story(door).plot));
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
}
