//! What really happened at each door of a campaign, drawn before any device records anything of it.
//!
//! A plot is told in the words of those who were there. What it comes to in the records is in `field.rs`, what it counts for in `count.rs` and
//! `figures.rs`, and neither side knows the other.

use fastrand::Rng;
use proptest::collection::vec;
use proptest::prelude::*;
use wenlou::domain::ballot::{BlankReason, Choice, Delivery, InvalidCode, Signer, VisitOutcome};

/// So many tablets go from door to door, each with two collectors.
pub const TABLETS: usize = 6;
/// The tablet that gets lost. Whoever finds it goes on with it.
pub const LOST: usize = TABLETS - 1;
/// Beside the tablets there is the founder's desk, and in some campaigns a deputy's.
pub const DEPUTY: usize = TABLETS;
pub const FOUNDER: usize = TABLETS + 1;
/// Who goes with each tablet, and the two at each desk: one records, the other checks.
pub const CREWS: [[&str; 2]; TABLETS + 2] = [
    ["王芳", "李明"],
    ["张敏", "刘洋"],
    ["陈静", "杨磊"],
    ["黄丽", "赵强"],
    ["吴军", "周娜"],
    ["徐杰", "孙燕"],
    ["秦书记", "尤会计"],
    ["马主任", "朱会计"],
];
/// Goes alone where somebody is ill, with whichever tablet is free.
const STAND_IN: &str = "何平";

pub const CLOSED_ON: &str = "2026-03-20";
pub const FIRST_DAY: &str = "2026-03-08";
pub const DAYS: [&str; 3] = [FIRST_DAY, "2026-03-14", CLOSED_ON];
/// When who asks to be called on again is to be.
pub const AGREED: &str = "2026-03-15";

/// One household.
#[derive(Clone, Debug)]
pub struct Story {
    pub plot: Plot,
    pub title: Title,
    /// What the household means, and what its paper says.
    pub choice: Choice,
    pub signer: Signer,
    /// The tablet that goes there.
    pub tablet: usize,
    /// Of two papers that contradict each other, whether the same tablet has both.
    pub has_both: bool,
    pub calls: Vec<Call>,
    /// The crew of another tablet knocks as well, and meets nobody.
    pub passed_by: bool,
    pub desk: Desk,
}

/// What becomes of the household's title in the middle of the ballot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Title {
    Throughout,
    /// The holder's name was wrong.
    Rewritten,
    /// There is no such dwelling.
    TakenOff,
    /// It becomes a part of the next one.
    Merged,
    /// It was forgotten as the roll was made.
    Added,
    /// It was a part of the next one.
    Divided,
}

impl Title {
    pub const ALL: [Self; 6] =
        [Self::Throughout, Self::Rewritten, Self::TakenOff, Self::Merged, Self::Added, Self::Divided];

    pub fn comes_off(self) -> bool {
        matches!(self, Self::TakenOff | Self::Merged)
    }

    pub fn comes_on(self) -> bool {
        matches!(self, Self::Added | Self::Divided)
    }
}

/// Somebody of the household's own tablet at the door.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub outcome: VisitOutcome,
    /// A form was left, and how.
    pub left: Option<Delivery>,
    pub crew: Crew,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Crew {
    AsUsual,
    /// The same two, written down the other way round.
    Otherwise,
    StandIn,
}

/// A call, by whom and when.
#[derive(Clone, Debug)]
pub struct Knock {
    pub tablet: usize,
    pub outcome: VisitOutcome,
    pub left: Option<Delivery>,
    pub crew: Vec<&'static str>,
    /// Which of the days, and the minute of it. No two knocks are at the same time.
    pub day: usize,
    pub minute: usize,
}

/// Where there are two desks: which of them says what a supervisor has to say of a household, the one that speaks first or the other, or both of them
/// the same, neither knowing of the other's word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Desk {
    First,
    Last,
    Both,
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
    /// Where another signed, no photo was taken of what that rests on.
    NoAuthority,
    /// The paper was taken back, and never recorded.
    InABag,
    /// There are two, which say the same, and where choices are sealed the second can't be opened, because it was sealed for another door; some are
    /// entered again.
    Unopenable { again: bool },
}

impl Plot {
    /// Whether another tablet than the household's own has a part in it, or one before the roll was corrected.
    fn needs_others(self) -> bool {
        matches!(
            self,
            Self::CalledSpoiledElsewhere
                | Self::DoubledAlike
                | Self::DoubledOtherwise(_)
                | Self::WrongRoll { .. }
                | Self::MadeUp { .. }
                | Self::TakenBackByThief
        )
    }

    /// Whether a paper that stands, at any time, says something else than the household means, or nobody can say what.
    fn is_misread(self) -> bool {
        matches!(self, Self::DoubledOtherwise(_) | Self::Corrected(Where::InTheOffice) | Self::Unopenable { .. })
    }
}

/// The one shop of a campaign, which returns its paper in order. It is a household where the campaign counts shops.
static SHOP: Story = Story {
    plot: Plot::Returned,
    title: Title::Throughout,
    choice: Choice::Professional,
    signer: Signer::Owner,
    tablet: 0,
    has_both: false,
    calls: Vec::new(),
    passed_by: false,
    desk: Desk::First,
};

/// A paper of a dwelling that isn't on the roll.
#[derive(Clone, Copy, Debug)]
pub struct Stray {
    /// That recorded it.
    pub tablet: usize,
    /// It was a household's after all.
    pub is_undone: bool,
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
    /// First in one way and then in another, by two desks that don't know of each other where there are two.
    Twice(Kept, Kept),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    First,
    Second,
    None,
    /// The second, which is then taken back after all, and the first isn't let stand either.
    Neither,
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
pub const TROUBLES: [Plot; 36] = [
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
    Plot::DoubledOtherwise(Settled::Twice(Kept::Second, Kept::First)),
    Plot::DoubledOtherwise(Settled::Twice(Kept::First, Kept::None)),
    Plot::DoubledOtherwise(Settled::Twice(Kept::None, Kept::Second)),
    Plot::DoubledOtherwise(Settled::Twice(Kept::None, Kept::Neither)),
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
    Plot::NoAuthority,
    Plot::InABag,
    Plot::Unopenable { again: false },
    Plot::Unopenable { again: true },
];

/// How a campaign is run.
#[derive(Clone, Copy, Debug)]
pub struct Ways {
    /// Whether a ballot needs a second person's check, and a photo of its form.
    pub second_check: bool,
    pub form_photo: bool,
    /// Whether the choices are sealed to the supervisors' key.
    pub sealed: bool,
    /// Whether there is a deputy beside the founder.
    pub two_desks: bool,
    /// Whether the supervisor leaves nothing open: what contradicts each other is settled for none, what waits gets what it waits for.
    pub tidy: bool,
    /// Whether the supervisor closes the ballot, or tries to.
    pub closes: bool,
    /// Whether it tries to before the notice hangs anew, where the roll was corrected.
    pub forgets_notice: bool,
    /// Whether shops are households as well.
    pub counts_shops: bool,
}

impl Ways {
    /// Where choices are sealed no form is photographed: its photo would show the choice.
    pub fn wants_photos(&self) -> bool {
        self.form_photo && !self.sealed
    }
}

/// A campaign in one compound.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// One for each household.
    pub stories: Vec<Story>,
    pub ways: Ways,
    /// For whatever makes no difference: pieces, clocks.
    pub seed: u64,
    /// The households in the order in which their doors are gone to.
    pub route: Vec<usize>,
    /// Those whose titles are corrected, in order.
    pub corrections: Vec<usize>,
    /// How many of the corrections each tablet has heard of when it hands over.
    pub learned: [usize; TABLETS],
    /// At each door, that of the shop last.
    pub knocks: Vec<Vec<Knock>>,
    pub strays: Vec<Stray>,
}

impl Campaign {
    pub fn new(stories: Vec<Story>, ways: Ways, seed: u64) -> Self {
        let mut chance = Rng::with_seed(seed);
        let mut route: Vec<usize> = (0..stories.len()).collect();
        chance.shuffle(&mut route);
        let is_corrected = |door: &usize| stories[*door].title != Title::Throughout;
        let mut corrections: Vec<usize> = route.iter().copied().filter(is_corrected).collect();
        chance.shuffle(&mut corrections);
        // Nothing, what there was at some time, or all.
        let times = [0, chance.usize(..=corrections.len()), corrections.len()];
        let mut learned = [0; TABLETS].map(|_| times[chance.usize(..times.len())]);
        // Somebody has to go to the doors that are new.
        learned[chance.usize(..LOST)] = corrections.len();
        let mut stray = || Stray { tablet: chance.usize(..LOST), is_undone: chance.bool() };
        let strays = (0..seed % 4).map(|_| stray()).collect();
        let mut campaign = Self { stories, ways, seed, route, corrections, learned, knocks: Vec::new(), strays };
        campaign.knocks = campaign.knock(&mut chance);
        campaign.agree();
        campaign
    }

    /// Whoever holds two titles that become one means the same by both papers. What becomes of papers that say otherwise goes by what each tablet had
    /// heard of the merger (`tests/roll_correction/merged.rs`); where one of them is misread, or can't be opened, the title comes off by itself.
    fn agree(&mut self) {
        for door in 0..self.stories.len() {
            if self.stories[door].title == Title::Merged {
                let other = self.story(self.neighbour(door)).clone();
                let story = &mut self.stories[door];
                story.choice = other.choice;
                if other.plot.is_misread() || story.plot.is_misread() {
                    story.title = Title::TakenOff;
                }
            }
        }
    }

    /// Whether another title is merged into that of a household.
    pub fn takes_another(&self, door: usize) -> bool {
        (0..self.stories.len()).any(|of| self.stories[of].title == Title::Merged && self.neighbour(of) == door)
    }

    /// From door to door, each day on from where the last one stood.
    fn knock(&self, chance: &mut Rng) -> Vec<Vec<Knock>> {
        let mut knocks = vec![Vec::new(); self.shop() + 1];
        let mut minutes = [7 * 60; DAYS.len()];
        for &door in &self.route {
            let story = self.story(door);
            let own = self.tablet(door);
            let passing = (own + 2) % TABLETS;
            let call = Call { outcome: VisitOutcome::NotMet, left: None, crew: Crew::AsUsual };
            let others = story.passed_by.then_some((passing, call));
            for (nth, (tablet, call)) in
                others.into_iter().chain(story.calls.iter().map(|call| (own, *call))).enumerate()
            {
                let day = (door + nth) % DAYS.len();
                minutes[day] += chance.usize(1..=2);
                assert!(minutes[day] < 24 * 60);
                let [one, other] = CREWS[tablet];
                let crew = match call.crew {
                    Crew::AsUsual => vec![one, other],
                    Crew::Otherwise => vec![other, one],
                    Crew::StandIn => vec![STAND_IN],
                };
                let Call { outcome, left, .. } = call;
                knocks[door].push(Knock { tablet, outcome, left, crew, day, minute: minutes[day] });
            }
        }
        knocks
    }

    /// The day on which a household signs: that on which the paper was taken at its door.
    pub fn signed_on(&self, door: usize) -> &'static str {
        let took = self.knocks[door].iter().find(|knock| knock.outcome == VisitOutcome::Collected);
        DAYS[took.map_or(door % DAYS.len(), |knock| knock.day)]
    }

    /// The door after those of all dwellings.
    pub fn shop(&self) -> usize {
        self.stories.len()
    }

    pub fn story(&self, door: usize) -> &Story {
        self.stories.get(door).unwrap_or(&SHOP)
    }

    /// Whether two tablets are at work on a roll that has to be thawed.
    pub fn begins_wrongly(&self) -> bool {
        self.stories.iter().any(|story| matches!(story.plot, Plot::WrongRoll { .. }))
    }

    /// The tablet that goes to a door.
    pub fn tablet(&self, door: usize) -> usize {
        let Story { plot, title, tablet, .. } = *self.story(door);
        match plot {
            _ if title.comes_on() => {
                let mut from_it = (0..LOST).map(|next| (tablet + next) % LOST);
                from_it.find(|tablet| self.learned[*tablet] == self.corrections.len()).unwrap()
            }
            Plot::WrongRoll { .. } => tablet % 2,
            Plot::TakenBackByThief => LOST,
            Plot::MadeUp { .. } | Plot::Straggler | Plot::Late(_) => tablet % LOST,
            _ => tablet,
        }
    }

    /// The tablet that has another paper of the household's, or calls its form spoiled.
    pub fn other_tablet(&self, door: usize) -> usize {
        let story = self.story(door);
        let has_both = story.has_both && matches!(story.plot, Plot::DoubledOtherwise(_));
        (self.tablet(door) + usize::from(!has_both)) % TABLETS
    }

    /// The first one after a household whose title stays, where it is merged with one or divided from one.
    pub fn neighbour(&self, door: usize) -> usize {
        let mut after = (1..self.stories.len()).map(|next| (door + next) % self.stories.len());
        after.find(|door| matches!(self.story(*door).title, Title::Throughout | Title::Rewritten)).unwrap()
    }

    /// The desks in the order in which they speak; where there is but one it speaks twice.
    pub fn desks(&self) -> [usize; 2] {
        match (self.ways.two_desks, self.seed.is_multiple_of(2)) {
            (false, _) => [FOUNDER, FOUNDER],
            (true, true) => [FOUNDER, DEPUTY],
            (true, false) => [DEPUTY, FOUNDER],
        }
    }

    /// Whether the desk that speaks as the `nth` has something to say of a household. Nobody asks about one that is off the roll.
    pub fn speaks(&self, nth: usize, door: usize) -> bool {
        let Story { plot, title, desk, .. } = *self.story(door);
        if title.comes_off() {
            return false;
        }
        match desk {
            _ if matches!(plot, Plot::DoubledOtherwise(Settled::Twice(..))) => true,
            _ if !self.ways.two_desks => nth == 0,
            Desk::First => nth == 0,
            Desk::Last => nth == 1,
            Desk::Both => true,
        }
    }

    /// Doors and stairwells of a building: a large campaign has large ones.
    pub fn layout(&self) -> (usize, usize) {
        if self.stories.len() > 100 { (28, 4) } else { (4, 2) }
    }

    /// The number of the building that a household is in.
    pub fn building(&self, door: usize) -> String {
        if door == self.shop() {
            return SHOPS.to_owned();
        }
        let of = if self.story(door).title == Title::Divided { self.neighbour(door) } else { door };
        (of / self.layout().0 / STAIRWELLS + 1).to_string()
    }
}

/// So many has each building.
pub const STAIRWELLS: usize = 3;
/// The building of the shop.
pub const SHOPS: &str = "1";

pub fn choice() -> impl Strategy<Value = Choice> {
    let blank = prop_oneof![Just(BlankReason::NoBox), Just(BlankReason::Abstains)];
    use InvalidCode::{I1, I2, I3, I5, I6, I9, I10, I11, I12};
    let codes = [I1, I2, I3, I5, I6, I9, I10, I11, I12];
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

fn title() -> impl Strategy<Value = Title> {
    prop_oneof![45 => Just(Title::Throughout), 5 => proptest::sample::select(Title::ALL.to_vec())]
}

fn call() -> impl Strategy<Value = Call> {
    use VisitOutcome::{ComeBack, Delivered, Gone, Moved, NotMet, Refused};
    let outcome = proptest::sample::select(vec![NotMet, Refused, ComeBack, Moved, Gone, Delivered, Delivered]);
    use Delivery::{Entrusted, InPerson, Letterbox, Posted, Registered};
    let how = proptest::sample::select(vec![InPerson, Entrusted, Letterbox, Posted, Registered]);
    let crew = prop_oneof![6 => Just(Crew::AsUsual), 1 => Just(Crew::Otherwise), 1 => Just(Crew::StandIn)];
    (outcome, prop::option::of(how), crew).prop_map(|(outcome, left, crew)| {
        // Who asked to be called on again may keep a form, too.
        let left = left.filter(|_| matches!(outcome, Delivered | ComeBack));
        Call { outcome, left, crew }
    })
}

/// A story of one of these plots.
pub fn story(plot: impl Strategy<Value = Plot>) -> impl Strategy<Value = Story> {
    use Signer::{CoOwner, Guardian, Owner, Proxy, PublicTenant};
    let signer = proptest::sample::select(vec![Owner, Owner, CoOwner, Proxy, Guardian, PublicTenant]);
    let desk = proptest::sample::select(vec![Desk::First, Desk::Last, Desk::Both]);
    // One in eight puts its paper into the box.
    let comes_by_box = prop::bool::weighted(0.125);
    let field = (0..TABLETS, any::<bool>(), vec(call(), 0..3), comes_by_box, prop::bool::weighted(0.2));
    (plot, title(), choice(), signer, field, desk).prop_map(
        |(plot, title, choice, signer, (tablet, has_both, mut calls, comes_by_box, passed_by), desk)| {
            let title = if title.comes_on() && plot.needs_others() { Title::Throughout } else { title };
            let is_taken = plot == Plot::InABag || !comes_by_box;
            // What was signed after the close was in nobody's hands before it.
            let is_brought = matches!(plot, Plot::NothingReturned | Plot::MadeUp { again: false } | Plot::Late(_));
            if is_taken && !is_brought {
                calls.push(Call { outcome: VisitOutcome::Collected, left: None, crew: Crew::AsUsual });
            }
            // Which of two tablets was the last at a door is nothing that their clocks could tell.
            let is_last_word = calls.last().is_some_and(|call| call.outcome == VisitOutcome::Refused);
            let passed_by = passed_by && !title.comes_on() && !is_last_word;
            Story { plot, title, choice, signer, tablet, has_both, calls, passed_by, desk }
        },
    )
}
