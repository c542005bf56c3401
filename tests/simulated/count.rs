//! What a campaign comes to, from what happened at the doors alone: no record, no roll, and none of the app's own rules is asked.

use super::story::{
    AGREED, Campaign, DAYS, Dispute, HandedOver, Kept, Knock, Plot, Settled, Title, Ways, Where, misread,
};
use std::collections::{BTreeMap, BTreeSet};
use wenlou::domain::ballot::{Choice, Delivery, InvalidCode, Signer, VisitOutcome};

/// Who looks, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// A tablet, before anything of the others reached it.
    Own(usize),
    /// A desk that has what was handed over, and has neither opened nor said anything.
    TakenIn,
    /// The desk that spoke as this one, before it heard of the other's words.
    SaidBy(usize),
    /// Everything was settled that the supervisors wanted to settle.
    Settled,
    /// A supervisor has closed, or tried to.
    Closed,
    /// The last papers were handed over.
    Heard,
    /// A supervisor has closed again where that had opened the ballot.
    End,
}

impl View {
    fn is_heard(self) -> bool {
        matches!(self, Self::Heard | Self::End)
    }

    /// Whether what was sealed is still so.
    fn is_sealed(self) -> bool {
        matches!(self, Self::Own(_) | Self::TakenIn)
    }

    /// Which of the desks' words on a household are known.
    pub fn said(self, campaign: &Campaign, door: usize) -> [bool; 2] {
        let speaks = |nth| campaign.speaks(nth, door);
        match self {
            Self::Own(_) | Self::TakenIn => [false; 2],
            Self::SaidBy(nth) => [0, 1].map(|of| of == nth && speaks(nth)),
            _ => [0, 1].map(speaks),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Professional,
    Quasi,
    Blank,
    Invalid,
    /// Invalid because the supervisor let none of its papers stand: it may sign once more.
    Annulled,
    Conflict,
    /// Its paper has the number of another household's.
    Shared,
    Waiting,
    Sealed,
    NotReturned,
}

impl End {
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Professional | Self::Quasi)
    }

    /// Whether nobody can say yet what it counts for.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Conflict | Self::Shared | Self::Waiting | Self::Sealed)
    }
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
    pub sealed: u64,
    pub not_returned: u64,
    pub closed: bool,
    pub decision: &'static str,
    /// Papers that are on file and count for nothing, by reason: no number, other roll, early, late, spoiled.
    pub set_aside: [u64; 5],
    /// Papers of titles that were taken off the roll, and of dwellings that never were on it.
    pub off_roll: u64,
    pub strays: u64,
    pub visits: u64,
    /// Households that a form reached.
    pub issued: u64,
    /// Households that gave a paper away of which nothing is on record.
    pub unrecorded: u64,
    /// Of the invalid: for which reason.
    pub codes: BTreeMap<InvalidCode, u64>,
    /// Papers that came too late or are of no household, those of households that became one with another, those of households that were asked by another
    /// roll, and those that count for nothing for another reason.
    pub late: u64,
    pub merged: u64,
    pub other_roll: u64,
    pub outside: u64,
}

/// What closing the ballot would leave undone, by door.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outstanding {
    pub never_asked: BTreeSet<usize>,
    pub too_few_visits: BTreeSet<usize>,
    pub appointments: BTreeSet<usize>,
    pub without_form: BTreeSet<usize>,
    pub unrecorded: BTreeSet<usize>,
    pub set_aside: BTreeSet<usize>,
    pub to_sign_again: BTreeSet<usize>,
    pub left_out: BTreeSet<usize>,
    pub strays: u64,
}

fn column(choice: Choice) -> End {
    match choice {
        Choice::Professional => End::Professional,
        Choice::Quasi => End::Quasi,
        Choice::Blank(_) => End::Blank,
        Choice::Invalid(_) => End::Invalid,
        Choice::Sealed => panic!("that is no choice"),
    }
}

/// Whether a household's title is on the roll, as far as the corrections are known.
pub fn is_on_roll(campaign: &Campaign, door: usize, view: View) -> bool {
    let title = campaign.story(door).title;
    let is_known = match view {
        View::Own(tablet) => campaign.corrections[..campaign.learned[tablet]].contains(&door),
        _ => true,
    };
    !(title.comes_off() && is_known || title.comes_on() && !is_known)
}

/// Those on the roll.
pub fn doors(campaign: &Campaign, view: View) -> impl Iterator<Item = usize> {
    let shop = campaign.ways.counts_shops.then_some(campaign.shop());
    (0..campaign.shop()).filter(move |&door| is_on_roll(campaign, door, view)).chain(shop)
}

/// Those that became one with another, and are on the roll no more: what was taken from them is asked for.
pub fn merged(campaign: &Campaign, view: View) -> impl Iterator<Item = usize> {
    let is_merged = |door: &usize| campaign.story(*door).title == Title::Merged;
    campaign.corrections.iter().copied().filter(is_merged).filter(move |&door| !is_on_roll(campaign, door, view))
}

/// How a household on the roll ends.
pub fn end(campaign: &Campaign, door: usize, closed: bool, view: View) -> End {
    counted_by(campaign, door, closed, view).1
}

/// How a household on the roll ends, and by the papers of which door: its own, or those of a title that became one with it. They say the same
/// (`Campaign::new`): one that was read otherwise keeps all back, else one that lacks nothing is enough.
pub fn counted_by(campaign: &Campaign, door: usize, closed: bool, view: View) -> (usize, End) {
    let by = |door: usize| (door, by_itself(campaign, door, closed, view));
    let (own, counted) = (by(door), column(campaign.story(door).choice));
    if own.1 != End::Waiting && own.1 != counted {
        return own;
    }
    let became_one = merged(campaign, view).filter(|of| campaign.neighbour(*of) == door);
    let all: Vec<(usize, End)> = std::iter::once(own).chain(became_one.map(by)).collect();
    let is_disputed =
        |(of, end): &&(usize, End)| *end == End::Waiting && campaign.story(*of).plot == Plot::Disputed(Dispute::Open);
    let disputed = all.iter().find(is_disputed);
    *disputed.or_else(|| all.iter().find(|(_, end)| *end == counted)).unwrap_or(&own)
}

/// How it ends by its own papers.
fn by_itself(campaign: &Campaign, door: usize, closed: bool, view: View) -> End {
    let story = campaign.story(door);
    if let View::Own(tablet) = view {
        let (has_one, has_other) = (campaign.tablet(door) == tablet, campaign.other_tablet(door) == tablet);
        let alone = match (story.plot, has_one, has_other) {
            (Plot::DoubledOtherwise(_), false, true) => Some(column(misread(story.choice))),
            (Plot::DoubledOtherwise(_), true, false) => Some(column(story.choice)),
            (Plot::DoubledAlike, false, true) => Some(column(story.choice)),
            // Of this one nobody but its recorder has read it, and there is no photo.
            (Plot::DoubledAlike, true, false) if campaign.ways.second_check || campaign.ways.wants_photos() => {
                Some(End::Waiting)
            }
            (_, true, _) => None,
            _ => return End::NotReturned,
        };
        return match alone {
            Some(_) if campaign.ways.sealed => End::Sealed,
            Some(end) => end,
            None => all_told(campaign, door, closed, view),
        };
    }
    all_told(campaign, door, closed, view)
}

/// How it ends where all of its papers that were handed over are known.
fn all_told(campaign: &Campaign, door: usize, closed: bool, view: View) -> End {
    let end = once_opened(campaign, door, closed, view);
    let is_told = matches!(end, End::NotReturned | End::Shared);
    if campaign.ways.sealed && view.is_sealed() && !is_told { End::Sealed } else { end }
}

fn once_opened(campaign: &Campaign, door: usize, closed: bool, view: View) -> End {
    let (story, ways) = (campaign.story(door), &campaign.ways);
    let counted = column(story.choice);
    let unless = |is: bool, other: End| if is { other } else { counted };
    let said = view.said(campaign, door);
    let is_said = said != [false; 2];
    let is_tidied = is_said && ways.tidy;
    match story.plot {
        Plot::Returned
        | Plot::SecondForm
        | Plot::CalledSpoiledElsewhere
        | Plot::Corrected(Where::AtTheDoor)
        | Plot::WrongDoor
        | Plot::DoubledAlike
        | Plot::TakenBackByThief
        | Plot::Disputed(Dispute::Cleared | Dispute::Corrected)
        | Plot::WrongRoll { again: true }
        | Plot::MadeUp { again: true } => counted,
        Plot::NothingReturned
        | Plot::InABag
        | Plot::OnlySpoiled
        | Plot::Early
        | Plot::Unnumbered
        | Plot::WrongRoll { again: false }
        | Plot::MadeUp { again: false } => End::NotReturned,
        Plot::Corrected(Where::InTheOffice) if is_said => counted,
        Plot::Corrected(Where::InTheOffice) => column(misread(story.choice)),
        Plot::DoubledOtherwise(settled) => match kept(settled, said, ways) {
            None => End::Conflict,
            Some(Kept::First) => counted,
            Some(Kept::Second) => column(misread(story.choice)),
            Some(Kept::None) if settled == Settled::ForNoneAndSignedAgain => counted,
            Some(Kept::None | Kept::Neither) => End::Annulled,
        },
        Plot::Late(HandedOver::BeforeTheClose) => unless(closed, End::NotReturned),
        Plot::Late(HandedOver::AfterTheClose) => unless(closed || !view.is_heard(), End::NotReturned),
        Plot::Straggler => unless(!view.is_heard(), End::NotReturned),
        // Alone it is a number like any other.
        Plot::NumberOfAnother => {
            let is_here = |door: &usize| !matches!(view, View::Own(tablet) if tablet != campaign.tablet(*door));
            let has_it = |door: &usize| {
                let is_put_right = ways.tidy && view.said(campaign, *door) != [false; 2];
                campaign.story(*door).plot == Plot::NumberOfAnother && !is_put_right
            };
            unless(!is_tidied && doors(campaign, view).filter(is_here).filter(has_it).count() > 1, End::Shared)
        }
        Plot::CheckedInOffice => unless(ways.second_check && !is_said, End::Waiting),
        Plot::Unchecked => unless(ways.second_check && !is_tidied, End::Waiting),
        Plot::Disputed(Dispute::Open) => unless(!is_tidied, End::Waiting),
        Plot::NoAuthority => {
            // What is invalid needs nobody's leave.
            let is_anothers = matches!(story.signer, Signer::Proxy | Signer::Guardian) && counted != End::Invalid;
            unless(ways.wants_photos() && is_anothers && !is_tidied, End::Waiting)
        }
        Plot::NoPhoto => unless(ways.wants_photos() && !is_tidied, End::Waiting),
        Plot::Unopenable { again } => unless(ways.sealed && !(again && is_said), End::Sealed),
    }
}

/// The last word on two papers that contradict each other.
fn kept(settled: Settled, said: [bool; 2], ways: &Ways) -> Option<Kept> {
    let word = match settled {
        Settled::Twice(_, last) if said[1] => last,
        Settled::Twice(first, _) => first,
        Settled::ForTheFirst => Kept::First,
        Settled::ForTheSecond => Kept::Second,
        Settled::ForNone | Settled::ForNoneAndSignedAgain => Kept::None,
        Settled::No if ways.tidy => Kept::None,
        Settled::No => return None,
    };
    (said != [false; 2]).then_some(word)
}

/// Which of the reasons a household's paper lies aside for, if one does.
fn aside(plot: Plot, closed: bool, view: View) -> Option<usize> {
    match plot {
        Plot::Unnumbered => Some(0),
        Plot::WrongRoll { .. } => Some(1),
        Plot::Early => Some(2),
        Plot::Late(HandedOver::BeforeTheClose) => closed.then_some(3),
        Plot::Late(HandedOver::AfterTheClose) => (closed && view.is_heard()).then_some(3),
        Plot::OnlySpoiled => Some(4),
        _ => None,
    }
}

/// How many papers of a household are on record that nobody took back, whether they count or not; those that were settled away among them.
pub fn papers(campaign: &Campaign, door: usize, view: View) -> u64 {
    let has = |tablet: usize| !matches!(view, View::Own(own) if own != tablet);
    let (one, other) = (has(campaign.tablet(door)), has(campaign.other_tablet(door)));
    match campaign.story(door).plot {
        Plot::NothingReturned | Plot::InABag | Plot::MadeUp { again: false } => 0,
        Plot::Straggler | Plot::Late(HandedOver::AfterTheClose) => u64::from(view.is_heard()),
        Plot::DoubledOtherwise(Settled::Twice(_, Kept::Neither)) if view.said(campaign, door)[1] => u64::from(one),
        Plot::DoubledAlike | Plot::DoubledOtherwise(_) => u64::from(one) + u64::from(other),
        Plot::WrongRoll { again: true } | Plot::Unopenable { .. } => 2 * u64::from(one),
        _ => u64::from(one),
    }
}

/// The knocks at a door that are known.
pub fn knocks(campaign: &Campaign, door: usize, view: View) -> impl Iterator<Item = &Knock> {
    campaign.knocks[door].iter().filter(move |knock| !matches!(view, View::Own(own) if own != knock.tablet))
}

/// Whether the ballot is closed: nobody can close over what is open, or before the notice hangs anew.
pub fn is_closed(campaign: &Campaign, view: View) -> bool {
    let all = || doors(campaign, View::Settled);
    let may = || campaign.ways.closes && !all().any(|door| end(campaign, door, false, View::Settled).is_open());
    let is_too_soon = campaign.ways.forgets_notice && !campaign.corrections.is_empty();
    let is_overtaken = || all().any(|door| campaign.story(door).plot == Plot::Straggler);
    match view {
        View::Own(_) | View::TakenIn | View::SaidBy(_) | View::Settled => false,
        View::Closed => !is_too_soon && may(),
        View::Heard => !is_too_soon && !is_overtaken() && may(),
        View::End => may(),
    }
}

/// Whether a form was left, or somebody asked for the one that had been.
pub fn gave_form(knock: &Knock) -> bool {
    knock.left.is_some() || matches!(knock.outcome, VisitOutcome::Delivered | VisitOutcome::Collected)
}

/// Whether the paper was taken at the door, and is in none of the records.
pub fn is_in_a_bag(campaign: &Campaign, door: usize, view: View) -> bool {
    let took = knocks(campaign, door, view).any(|knock| knock.outcome == VisitOutcome::Collected);
    took && papers(campaign, door, view) == 0
}

/// Whether the household, which has returned nothing that counts, has a form that it may still sign or has signed.
pub fn has_form(campaign: &Campaign, door: usize, view: View) -> bool {
    let took = knocks(campaign, door, view).any(|knock| knock.outcome == VisitOutcome::Collected);
    let given = knocks(campaign, door, view).filter(|knock| gave_form(knock)).count();
    // It came back and was spoiled.
    let spoiled = campaign.story(door).plot == Plot::OnlySpoiled && papers(campaign, door, view) > 0;
    given > usize::from(spoiled) && (!took || is_in_a_bag(campaign, door, view))
}

/// Whether a form reached the household, be it that it came back and doesn't count; not where it was spoiled.
pub fn is_reached(campaign: &Campaign, door: usize, end: End, closed: bool, view: View) -> bool {
    let plot = campaign.story(door).plot;
    let came_back =
        papers(campaign, door, view) > 0 && aside(plot, closed, view).is_some_and(|_| plot != Plot::OnlySpoiled);
    end != End::NotReturned || came_back || has_form(campaign, door, view)
}

/// Whether nobody has been there as often as is proposed, and at such times: three knocks in vain at different times, one of them in the evening or at
/// a weekend.
fn is_owed_visits(knocks: &[&Knock]) -> bool {
    // A Sunday, a Saturday and a Friday.
    const IS_WEEKEND: [bool; 3] = [true, true, false];
    let left_alone = |knock: &Knock| matches!(knock.left, Some(Delivery::Letterbox | Delivery::Posted));
    let in_vain = |knock: &&&Knock| match knock.outcome {
        VisitOutcome::NotMet | VisitOutcome::ComeBack => true,
        VisitOutcome::Delivered => left_alone(knock),
        VisitOutcome::Refused | VisitOutcome::Collected | VisitOutcome::Moved | VisitOutcome::Gone => false,
    };
    let time = |knock: &Knock| match knock.minute / 60 {
        ..12 => 0,
        12..18 => 1,
        _ => 2,
    };
    let times: BTreeSet<(usize, usize)> = knocks.iter().filter(in_vain).map(|knock| (knock.day, time(knock))).collect();
    let is_off = |(day, time): &(usize, usize)| IS_WEEKEND[*day] || *time == 2;
    let is_varied = times.iter().map(|(_, time)| time).collect::<BTreeSet<_>>().len() > 1;
    let is_done = knocks.last().is_none_or(|last| !in_vain(&last));
    !is_done && (times.len() < 3 || !times.iter().any(is_off) || !is_varied)
}

/// What a closing would leave undone, as the supervisors know it before the first. Where another tablet knocked as well nothing says which knock was the
/// last, and whether more are owed isn't told.
pub fn outstanding(campaign: &Campaign, view: View) -> Outstanding {
    let mut found = Outstanding { strays: strays(campaign, view), ..Outstanding::default() };
    found.unrecorded.extend(merged(campaign, view).filter(|door| is_in_a_bag(campaign, *door, view)));
    for door in doors(campaign, view) {
        let story = campaign.story(door);
        if story.plot == Plot::Late(HandedOver::BeforeTheClose) {
            found.left_out.insert(door);
        }
        match end(campaign, door, false, view) {
            End::NotReturned => {}
            End::Annulled => {
                found.to_sign_again.insert(door);
                continue;
            }
            _ => continue,
        }
        let knocks: Vec<&Knock> = knocks(campaign, door, view).collect();
        if is_in_a_bag(campaign, door, view) {
            found.unrecorded.insert(door);
        } else if papers(campaign, door, view) > 0 {
            found.set_aside.insert(door);
        } else if knocks.is_empty() {
            found.never_asked.insert(door);
        } else {
            if !story.passed_by && is_owed_visits(&knocks) {
                found.too_few_visits.insert(door);
            }
            // Whoever knocked in vain before the day that was agreed kept nothing of it, whatever they left.
            let found_nobody = |knock: &Knock| match knock.outcome {
                VisitOutcome::NotMet => true,
                VisitOutcome::Delivered => !matches!(knock.left, None | Some(Delivery::InPerson | Delivery::Entrusted)),
                _ => false,
            };
            let is_another = |knock: &&&Knock| !found_nobody(knock) || DAYS[knock.day] >= AGREED;
            let last = knocks.iter().rev().find(is_another);
            let is_agreed = last.is_some_and(|last| last.outcome == VisitOutcome::ComeBack);
            if !story.passed_by && is_agreed {
                found.appointments.insert(door);
            }
            if !has_form(campaign, door, view) {
                found.without_form.insert(door);
            }
        }
    }
    found
}

/// Papers of dwellings that aren't on the roll, and that nobody took back.
fn strays(campaign: &Campaign, view: View) -> u64 {
    let is_here = |tablet: usize| !matches!(view, View::Own(own) if own != tablet);
    campaign.strays.iter().filter(|stray| is_here(stray.tablet) && !stray.is_undone).count() as u64
}

pub fn count(campaign: &Campaign, view: View) -> Count {
    let closed = is_closed(campaign, view);
    let ends: Vec<End> = doors(campaign, view).map(|door| end(campaign, door, closed, view)).collect();
    let of = |which: End| ends.iter().filter(|end| **end == which).count() as u64;
    let (n, p, not_returned) = (ends.len() as u64, of(End::Professional), of(End::NotReturned));
    let open = ends.iter().filter(|end| end.is_open()).count() as u64 + not_returned + of(End::Annulled);
    let decision = match () {
        () if 2 * p >= n => "professional",
        // Whatever may still come in wouldn't be enough.
        () if closed || 2 * (p + open) < n => "quasi",
        () => "undecided",
    };
    let mut set_aside = [0; 5];
    for door in doors(campaign, view).filter(|door| papers(campaign, *door, view) > 0) {
        if let Some(reason) = aside(campaign.story(door).plot, closed, view) {
            set_aside[reason] += 1;
        }
    }
    let is_off = |door: &usize| campaign.story(*door).title.comes_off() && !is_on_roll(campaign, *door, view);
    let off = (0..campaign.stories.len()).filter(is_off).map(|door| papers(campaign, door, view));
    let (off_roll, strays) = (off.sum::<u64>(), strays(campaign, view));
    // Beside none that can count they have no vote with anybody.
    let is_one = |door: &usize| end(campaign, campaign.neighbour(*door), closed, view) != End::NotReturned;
    let of_merged: u64 = merged(campaign, view).filter(is_one).map(|door| papers(campaign, door, view)).sum();
    let mut codes = BTreeMap::new();
    for (door, end) in doors(campaign, view).zip(&ends) {
        let code = match (end, campaign.story(door).choice) {
            (End::Invalid, Choice::Invalid(code)) => code,
            (End::Annulled, _) => InvalidCode::I9,
            _ => continue,
        };
        *codes.entry(code).or_default() += 1;
    }
    let is_reached = |(door, end): &(usize, &End)| is_reached(campaign, *door, **end, closed, view);
    let all = doors(campaign, view).chain(merged(campaign, view));
    Count {
        n,
        p,
        q: of(End::Quasi),
        blank: of(End::Blank),
        invalid: of(End::Invalid) + of(End::Annulled),
        conflicts: of(End::Conflict) + of(End::Shared),
        waiting: of(End::Waiting),
        sealed: of(End::Sealed),
        not_returned,
        closed,
        decision,
        set_aside,
        off_roll,
        strays,
        issued: doors(campaign, view).zip(&ends).filter(is_reached).count() as u64,
        unrecorded: all.filter(|door| is_in_a_bag(campaign, *door, view)).count() as u64,
        codes,
        late: set_aside[3] + off_roll - of_merged + strays,
        merged: of_merged,
        other_roll: set_aside[1],
        outside: set_aside[0] + set_aside[2] + set_aside[4],
        visits: doors(campaign, view).map(|door| knocks(campaign, door, view).count() as u64).sum(),
    }
}

/// Has households that returned their paper without any trouble choose so that `wanted` count for professional management in the end, as far as there
/// are such households.
pub fn choose(campaign: &mut Campaign, wanted: u64) {
    for at in 0..campaign.stories.len() {
        let (p, is_bound) = (count(campaign, View::End).p, campaign.takes_another(at));
        let story = &mut campaign.stories[at];
        if story.plot == Plot::Returned && !story.title.comes_off() && !is_bound && p != wanted {
            story.choice = if p < wanted { Choice::Professional } else { Choice::Quasi };
        }
    }
}
