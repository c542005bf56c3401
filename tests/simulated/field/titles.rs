//! The roll: its titles, the wrong one and its corrections, and the notice that says how many households there are.

use super::*;
use crate::story::{FIRST_DAY, STAIRWELLS, Title};
use wenlou::domain::catalogue;
use wenlou::domain::notice::Notice;
use wenlou::journal::fact::{Correct, Freeze, NoticePosted, Thaw};

impl Field<'_> {
    pub fn work_on_the_wrong_roll(&mut self, right: Vec<Household>) {
        let supervisor = &self.scenario.supervisor.state();
        let wrong = supervisor.compounds.get(&compound_id()).unwrap().frozen_roll().unwrap().hash().to_owned();
        let ballot = Ballot { signed_on: FIRST_DAY.into(), ..paper("No.0", Choice::Professional) };
        let nobody = BallotTaken { roll: wrong.clone(), ballot, ..taken(NOBODYS, Choice::Professional) };
        self.write(0, Fact::Ballot(nobody));
        for door in 0..self.campaign.stories.len() {
            if matches!(self.campaign.story(door).plot, Plot::WrongRoll { .. }) {
                self.knock(door);
                let paper = Paper { roll: &wrong, ..self.paper(door, self.campaign.story(door).choice) };
                self.record(self.campaign.tablet(door), door, &paper);
            }
        }
        self.hand_over(0);
        let supervisor = &mut self.scenario.supervisor;
        supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "多登一户".into() }));
        put_up(supervisor, right, self.rolls[0].which_count());
        self.hand_out();
    }

    /// The founder makes the next of the corrections. Who hears of none later is sent a packet.
    pub fn correct(&mut self) {
        let made = self.rolls.len();
        let door = self.campaign.corrections[made - 1];
        let (roll, title) = (&self.rolls[made - 1], self.titles[door].clone());
        // Whatever else was written there stays.
        let neighbour = || {
            let known = roll.get(&self.titles[self.campaign.neighbour(door)].id).unwrap().clone();
            Household { note: Some(format!("见更正{made}")), ..known }
        };
        let (put, take) = match self.campaign.story(door).title {
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

    /// The notice hangs with another N.
    pub fn post_anew(&mut self) {
        self.write(FOUNDER, posting());
    }
}

/// A title for each household, wherever it is known.
pub fn homes(campaign: &Campaign) -> Vec<Household> {
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

pub fn terms(campaign: &Campaign, sealing: Option<&SealingPair>) -> Terms {
    let sealed_to = sealing.map(|pair| pair.public.clone());
    let mut terms = Terms { name: "柳荫街道老旧小区".into(), sealed_to, ..Terms::default() };
    let yes = |is: bool| if is { "yes" } else { "no" };
    for (id, value) in [
        ("second_check", yes(campaign.ways.second_check)),
        ("form_photo", yes(campaign.ways.form_photo)),
        ("others_in_n", if campaign.ways.counts_shops { "all" } else { "residential" }),
    ] {
        terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap();
    }
    terms
}

fn posting() -> Fact {
    let notice = Notice { ballot_from: Some(FIRST_DAY.into()), ballot_until: Some(CLOSED_ON.into()), ..notice() };
    Fact::Notice(NoticePosted { compound: compound_id(), notice, why: None, roll: None })
}

/// Imports a roll, freezes it, and posts the notice.
pub fn put_up(supervisor: &mut Tablet, titles: Vec<Household>, counts: Counts) {
    let mut roll = Roll::new(titles.clone());
    roll.set_counts(counts);
    import_roll(supervisor, titles);
    let (households, roll) = (roll.counted(), roll.hash().to_owned());
    supervisor.record(Fact::Freeze(Freeze { compound: compound_id(), roll, households, counts: Some(counts) }));
    supervisor.record(posting());
}
