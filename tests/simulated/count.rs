//! What a campaign comes to, from what happened at the doors alone: no record, no roll, and none of the app's own rules is asked.

use super::story::{Campaign, Dispute, HandedOver, Plot, Settled, Story, misread};
use wenlou::domain::ballot::Choice;

/// How far the campaign has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Until {
    /// Everything was settled that the supervisor wanted to settle.
    Settled,
    /// The supervisor has closed, or tried to.
    Closed,
    /// The last papers were handed over.
    Heard,
    /// The supervisor has closed again where that had opened the ballot.
    End,
}

impl Until {
    fn is_heard(self) -> bool {
        matches!(self, Self::Heard | Self::End)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Professional,
    Quasi,
    Blank,
    Invalid,
    /// Invalid because the supervisor let none of its papers stand: it may sign once more.
    Annulled,
    Conflict,
    Waiting,
    NotReturned,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    pub n: u64,
    pub p: u64,
    pub q: u64,
    pub blank: u64,
    pub invalid: u64,
    pub conflicts: u64,
    pub waiting: u64,
    pub not_returned: u64,
    pub closed: bool,
    pub decision: &'static str,
    /// Papers that are on file and count for nothing, by reason: no number, other roll, early, late, spoiled.
    pub set_aside: [u64; 5],
    pub visits: u64,
}

fn column(choice: Choice) -> End {
    match choice {
        Choice::Professional => End::Professional,
        Choice::Quasi => End::Quasi,
        Choice::Blank(_) => End::Blank,
        Choice::Invalid(_) => End::Invalid,
        Choice::Sealed => panic!("nobody seals anything here"),
    }
}

fn end(story: &Story, campaign: &Campaign, closed: bool, until: Until) -> End {
    let counted = column(story.choice);
    let unless = |is: bool, other: End| if is { other } else { counted };
    match story.plot {
        Plot::Returned
        | Plot::SecondForm
        | Plot::CalledSpoiledElsewhere
        | Plot::Corrected(_)
        | Plot::WrongDoor
        | Plot::DoubledAlike
        | Plot::TakenBackByThief
        | Plot::CheckedInOffice
        | Plot::Disputed(Dispute::Cleared | Dispute::Corrected)
        | Plot::WrongRoll { again: true }
        | Plot::MadeUp { again: true }
        | Plot::DoubledOtherwise(Settled::ForTheFirst | Settled::ForNoneAndSignedAgain) => counted,
        Plot::NothingReturned
        | Plot::OnlySpoiled
        | Plot::Early
        | Plot::Unnumbered
        | Plot::WrongRoll { again: false }
        | Plot::MadeUp { again: false } => End::NotReturned,
        Plot::DoubledOtherwise(Settled::ForTheSecond) => column(misread(story.choice)),
        Plot::DoubledOtherwise(Settled::ForNone) => End::Annulled,
        Plot::DoubledOtherwise(Settled::No) if campaign.tidy => End::Annulled,
        Plot::DoubledOtherwise(Settled::No) => End::Conflict,
        Plot::Late(HandedOver::BeforeTheClose) => unless(closed, End::NotReturned),
        Plot::Late(HandedOver::AfterTheClose) => unless(closed || !until.is_heard(), End::NotReturned),
        Plot::Straggler => unless(!until.is_heard(), End::NotReturned),
        // Alone it is a number like any other.
        Plot::NumberOfAnother => {
            let such = campaign.stories.iter().filter(|story| story.plot == Plot::NumberOfAnother).count();
            unless(such > 1 && !campaign.tidy, End::Conflict)
        }
        Plot::Unchecked => unless(campaign.second_check && !campaign.tidy, End::Waiting),
        Plot::Disputed(Dispute::Open) => unless(!campaign.tidy, End::Waiting),
        Plot::NoPhoto => unless(campaign.form_photo && !campaign.tidy, End::Waiting),
    }
}

/// Which of the reasons a household's paper lies aside for, if one does.
fn aside(plot: Plot, closed: bool, until: Until) -> Option<usize> {
    match plot {
        Plot::Unnumbered => Some(0),
        Plot::WrongRoll { .. } => Some(1),
        Plot::Early => Some(2),
        Plot::Late(HandedOver::BeforeTheClose) => closed.then_some(3),
        Plot::Late(HandedOver::AfterTheClose) => (closed && until.is_heard()).then_some(3),
        Plot::OnlySpoiled => Some(4),
        _ => None,
    }
}

pub fn count(campaign: &Campaign, until: Until) -> Count {
    let ends = |closed: bool, until: Until| -> Vec<End> {
        campaign.stories.iter().map(|story| end(story, campaign, closed, until)).collect()
    };
    // Nobody can close over what is open.
    let is_open = ends(false, Until::Settled).iter().any(|end| matches!(end, End::Conflict | End::Waiting));
    let is_overtaken = until == Until::Heard && campaign.stories.iter().any(|story| story.plot == Plot::Straggler);
    let closed = campaign.closes && until != Until::Settled && !is_open && !is_overtaken;
    let ends = ends(closed, until);
    let of = |which: End| ends.iter().filter(|end| **end == which).count() as u64;
    let (n, p) = (ends.len() as u64, of(End::Professional));
    let open = of(End::Conflict) + of(End::Waiting) + of(End::NotReturned) + of(End::Annulled);
    let decision = match () {
        () if 2 * p >= n => "professional",
        // Whatever may still come in wouldn't be enough.
        () if closed || 2 * (p + open) < n => "quasi",
        () => "undecided",
    };
    let mut set_aside = [0; 5];
    for reason in campaign.stories.iter().filter_map(|story| aside(story.plot, closed, until)) {
        set_aside[reason] += 1;
    }
    Count {
        n,
        p,
        q: of(End::Quasi),
        blank: of(End::Blank),
        invalid: of(End::Invalid) + of(End::Annulled),
        conflicts: of(End::Conflict),
        waiting: of(End::Waiting),
        not_returned: of(End::NotReturned),
        closed,
        decision,
        set_aside,
        visits: campaign.stories.iter().map(|story| story.visits.len() as u64).sum(),
    }
}

/// Has households that returned their paper without any trouble choose so that `wanted` count for professional management in the end, as far as there
/// are such households.
pub fn choose(campaign: &mut Campaign, wanted: u64) {
    for at in 0..campaign.stories.len() {
        let p = count(campaign, Until::End).p;
        let story = &mut campaign.stories[at];
        if story.plot == Plot::Returned && p != wanted {
            story.choice = if p < wanted { Choice::Professional } else { Choice::Quasi };
        }
    }
}
