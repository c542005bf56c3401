//! What really happened at each door of a campaign, drawn before any device records anything of it.
//!
//! A plot is told in the words of those who were there. What it comes to in the records is in `field.rs`, what it counts for in `count.rs`, and neither
//! of the two knows the other.

use proptest::collection::vec;
use proptest::prelude::*;
use wenlou::domain::ballot::{BlankReason, Choice, InvalidCode, Signer, VisitOutcome};

/// So many tablets go from door to door, each with two collectors.
pub const TABLETS: usize = 6;

/// One household.
#[derive(Clone, Debug)]
pub struct Story {
    pub plot: Plot,
    /// What the household means, and what its paper says.
    pub choice: Choice,
    pub signer: Signer,
    /// The tablet that goes there.
    pub tablet: usize,
    pub visits: Vec<VisitOutcome>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plot {
    /// No paper came back: nobody was met, they refused, moved away, asked to be called on again and weren't, …: the visits say which.
    NothingReturned,
    /// As it should be.
    Returned,
    /// The first form was torn at the door, and the household signed the second.
    SecondForm,
    /// The form was recorded, then torn, and the household signed no other.
    OnlySpoiled,
    /// A tablet that wasn't there calls the form spoiled.
    CalledSpoiledElsewhere,
    /// Read wrongly and put right, by the tablet that recorded it or by the supervisor.
    Corrected(Where),
    /// Entered at another door, withdrawn there, and entered at its own.
    WrongDoor,
    /// Two tablets have a paper each, which say the same; of the first nobody but its recorder has read it, and there is no photo.
    DoubledAlike,
    /// Two tablets have a paper each, or one has both: the first as the household means it, the second otherwise.
    DoubledOtherwise(Settled),
    /// The number on the form was misread as that of another form, the same at every such door.
    NumberOfAnother,
    /// Signed after the closing day; handed over before the supervisor closes, or once that was done.
    Late(HandedOver),
    /// Signed in time, and handed over once the supervisor had closed, who then closes again.
    Straggler,
    /// Signed before the first day of the notice.
    Early,
    /// Taken on the roll that was thawed; some sign again on the right one.
    WrongRoll { again: bool },
    /// Made up by whoever found the lost tablet; some sign a paper of their own elsewhere.
    MadeUp { again: bool },
    /// Recorded by the tablet before it was lost, and withdrawn by whoever found it.
    TakenBackByThief,
    /// Entered without the number on the paper.
    Unnumbered,
    /// Nobody has read the paper but who recorded it, who then claims to have checked it.
    Unchecked,
    /// Nobody had but the supervisor.
    CheckedInOffice,
    /// The second person read something else.
    Disputed(Dispute),
    /// No photo was taken of the form.
    NoPhoto,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    AtTheDoor,
    InTheOffice,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandedOver {
    BeforeTheClose,
    AfterTheClose,
}

/// What the supervisor says of two papers that contradict each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settled {
    No,
    ForTheFirst,
    ForTheSecond,
    ForNone,
    /// The household then signed once more.
    ForNoneAndSignedAgain,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dispute {
    Open,
    /// They read it again, together.
    Cleared,
    /// Whoever recorded it was wrong, and put it right.
    Corrected,
}

/// Every plot but the two most frequent.
pub const TROUBLES: [Plot; 28] = [
    Plot::SecondForm,
    Plot::OnlySpoiled,
    Plot::CalledSpoiledElsewhere,
    Plot::Corrected(Where::AtTheDoor),
    Plot::Corrected(Where::InTheOffice),
    Plot::WrongDoor,
    Plot::DoubledAlike,
    Plot::DoubledOtherwise(Settled::No),
    Plot::DoubledOtherwise(Settled::ForTheFirst),
    Plot::DoubledOtherwise(Settled::ForTheSecond),
    Plot::DoubledOtherwise(Settled::ForNone),
    Plot::DoubledOtherwise(Settled::ForNoneAndSignedAgain),
    Plot::Late(HandedOver::BeforeTheClose),
    Plot::Late(HandedOver::AfterTheClose),
    Plot::Straggler,
    Plot::Early,
    Plot::WrongRoll { again: false },
    Plot::WrongRoll { again: true },
    Plot::MadeUp { again: false },
    Plot::MadeUp { again: true },
    Plot::TakenBackByThief,
    Plot::NumberOfAnother,
    Plot::Unnumbered,
    Plot::Unchecked,
    Plot::CheckedInOffice,
    Plot::Disputed(Dispute::Open),
    Plot::Disputed(Dispute::Cleared),
    Plot::Disputed(Dispute::Corrected),
];

/// A campaign in one compound.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// One for each household.
    pub stories: Vec<Story>,
    /// Whether a ballot needs a second person's check, and a photo of its form.
    pub second_check: bool,
    pub form_photo: bool,
    /// Whether the supervisor leaves nothing open: what contradicts each other is settled for none, what waits gets what it waits for.
    pub tidy: bool,
    /// Whether the supervisor closes the ballot, or tries to.
    pub closes: bool,
    /// For whatever makes no difference: orders, pieces, clocks.
    pub seed: u64,
}

pub fn choice() -> impl Strategy<Value = Choice> {
    let blank = prop_oneof![Just(BlankReason::NoBox), Just(BlankReason::Abstains)];
    let codes =
        [InvalidCode::I1, InvalidCode::I2, InvalidCode::I3, InvalidCode::I5, InvalidCode::I10, InvalidCode::I12];
    prop_oneof![
        6 => Just(Choice::Professional),
        5 => Just(Choice::Quasi),
        1 => blank.prop_map(Choice::Blank),
        1 => proptest::sample::select(codes.to_vec()).prop_map(Choice::Invalid),
    ]
}

/// What somebody takes the paper for who reads it wrongly: it falls into another column.
pub fn misread(choice: Choice) -> Choice {
    match choice {
        Choice::Professional | Choice::Invalid(_) => Choice::Quasi,
        _ => Choice::Professional,
    }
}

pub fn plot() -> impl Strategy<Value = Plot> {
    prop_oneof![
        2 => Just(Plot::NothingReturned),
        5 => Just(Plot::Returned),
        1 => Just(Plot::NoPhoto),
        6 => proptest::sample::select(TROUBLES.to_vec()),
    ]
}

/// A story of one of these plots.
pub fn story(plot: impl Strategy<Value = Plot>) -> impl Strategy<Value = Story> {
    use VisitOutcome::{Collected, ComeBack, Delivered, Gone, Moved, NotMet, Refused};
    let outcomes = vec![NotMet, Refused, ComeBack, Moved, Gone, Delivered];
    let visits = vec(proptest::sample::select(outcomes), 0..3);
    use Signer::{CoOwner, Guardian, Owner, Proxy, PublicTenant};
    let signer = proptest::sample::select(vec![Owner, Owner, CoOwner, Proxy, Guardian, PublicTenant]);
    (plot, choice(), signer, 0..TABLETS, visits).prop_map(|(plot, choice, signer, tablet, mut visits)| {
        if plot != Plot::NothingReturned {
            visits.push(Collected);
        }
        Story { plot, choice, signer, tablet, visits }
    })
}
