//! What the tablets write at the doors, the lost one among them.

use super::*;
use crate::story::{AGREED, HandedOver, Knock, LOST, misread};
use wenlou::domain::ballot::{Visit, VisitOutcome};
use wenlou::journal::fact::{Spoil, VisitMade};

const DAY_BEFORE: &str = "2026-03-07";
const DAY_AFTER: &str = "2026-03-21";

impl Field<'_> {
    /// All that happens at a door before anything is handed over. Where a paper was taken on the roll that was thawed, they were there before.
    pub fn visit(&mut self, door: usize) {
        if !matches!(self.campaign.story(door).plot, Plot::WrongRoll { .. }) {
            self.knock(door);
        }
        self.go_to(door);
    }

    pub fn knock(&mut self, door: usize) {
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
    }

    fn visit_of(&self, door: usize, knock: &Knock) -> VisitMade {
        let Knock { outcome, left, crew, day, minute, .. } = knock;
        let visit = Visit {
            at: format!("{}T{:02}:{:02}", DAYS[*day], minute / 60, minute % 60),
            outcome: *outcome,
            again: (*outcome == VisitOutcome::ComeBack).then(|| AGREED.to_owned()),
            form: left.map(|how| Form { how, serial: None, receipt: None }),
            collectors: crew.iter().map(|name| format!(" {name}")).collect(),
            note: None,
        };
        VisitMade { compound: compound_id(), household: self.titles[door].id.clone(), visit }
    }

    /// What comes back of it.
    pub fn go_to(&mut self, door: usize) {
        let Story { plot, choice, .. } = *self.campaign.story(door);
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
            Plot::NoAuthority => {
                self.photograph_form(who, door, &plain.serial);
                self.record(who, door, &Paper { has_photo: false, ..plain });
            }
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

    fn spoil(&mut self, who: usize, door: usize, serial: &str) {
        let (household, serial) = (self.titles[door].id.clone(), serial.to_owned());
        self.write(who, Fact::Spoil(Spoil { compound: compound_id(), household, serial, why: "撕破".into() }));
    }

    /// What the second device writes from now on is later than what the first one wrote, by its own clock as well.
    pub fn set_clock_after(&mut self, one: usize, other: usize) {
        let then = self.device_of(one).journal.latest() as i64;
        let clock = &mut self.device(other).clock;
        *clock = (*clock).max(then);
    }

    /// What the tablet recorded until now holds; what its finder does with it doesn't.
    pub fn lose_a_tablet(&mut self) {
        let device = self.scenario.tablets[LOST].device.clone();
        let last = self.scenario.tablets[LOST].journal.last(&device.id);
        for door in 0..self.campaign.stories.len() {
            match self.campaign.story(door).plot {
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
    pub fn work_on(&mut self) {
        for door in 0..self.campaign.stories.len() {
            let Story { plot, choice, .. } = *self.campaign.story(door);
            if is_handed_over_late(plot) {
                let paper = self.paper(door, choice);
                let day = if plot == Plot::Straggler { paper.day } else { DAY_AFTER };
                self.record(self.campaign.tablet(door), door, &Paper { day, ..paper });
            }
        }
    }
}

pub fn is_handed_over_late(plot: Plot) -> bool {
    matches!(plot, Plot::Straggler | Plot::Late(HandedOver::AfterTheClose))
}
