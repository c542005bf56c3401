//! How far a campaign has come, by building, collector and device, from who was at which door when: as independent as the count beside it. The
//! app's type for the figures is used for its names.

use super::count::{End, View, counted_by, doors, gave_form, is_closed, is_in_a_bag, is_reached, knocks, merged};
use super::story::{CREWS, Campaign, Kept, Knock, Plot, Settled, Where};
use std::collections::{BTreeMap, BTreeSet};
use wenlou::domain::ballot::{Delivery, VisitOutcome};
use wenlou::findings::progress::Figures;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    pub whole: Figures,
    pub buildings: BTreeMap<String, Figures>,
    /// Those who had to do with a household.
    pub collectors: BTreeMap<String, Figures>,
    pub devices: BTreeMap<usize, Figures>,
}

/// Whose a paper is that came back: who took it at the door, and which device recorded it.
struct Hands {
    crew: [&'static str; 2],
    device: usize,
}

/// A household of the roll, or one that became one with another, of which only what was taken is asked for.
struct Door<'c> {
    is_merged: bool,
    building: String,
    knocks: Vec<&'c Knock>,
    end: End,
    hands: Vec<Hands>,
    is_in_a_bag: bool,
    is_reached: bool,
}

/// From one door to another.
struct Way<'c> {
    from: &'c Door<'c>,
    to: &'c Door<'c>,
    knocks: [&'c Knock; 2],
    minutes: i64,
}

/// Whose paper the household is counted by, or will be; all of those of which nobody knows which it will be.
fn hands(campaign: &Campaign, door: usize, end: End, view: View) -> Vec<Hands> {
    let (one, other) = (campaign.tablet(door), campaign.other_tablet(door));
    let ways = &campaign.ways;
    let of = |device: usize| Hands { crew: CREWS[device], device };
    let said = view.said(campaign, door);
    let is_said = said != [false; 2];
    // The paper of the desk that spoke first, where both recorded it.
    let office = || vec![Hands { crew: CREWS[one], device: campaign.desks()[usize::from(!said[0])] }];
    match (campaign.story(door).plot, view) {
        _ if end == End::NotReturned => Vec::new(),
        // What it doesn't know of isn't there.
        (_, View::Own(tablet)) => vec![of(tablet)],
        (Plot::DoubledOtherwise(Settled::Twice(_, Kept::Neither)), _) if end == End::Annulled && said[1] => {
            vec![of(one)]
        }
        (Plot::DoubledOtherwise(_), _) if matches!(end, End::Conflict | End::Annulled) => vec![of(one), of(other)],
        (Plot::DoubledOtherwise(Settled::ForNoneAndSignedAgain), _) if is_said => office(),
        (Plot::DoubledOtherwise(Settled::ForTheSecond), _) if is_said => vec![of(other)],
        (Plot::DoubledOtherwise(Settled::Twice(_, Kept::Second)), _) if said[1] => vec![of(other)],
        (Plot::DoubledOtherwise(Settled::Twice(Kept::Second, _)), _) if said == [true, false] => vec![of(other)],
        // Of the first one nobody but its recorder has read it, and there is no photo.
        (Plot::DoubledAlike, _) if end != End::Sealed && (ways.second_check || ways.wants_photos()) => vec![of(other)],
        (Plot::Corrected(Where::InTheOffice), _) if is_said => office(),
        (Plot::NumberOfAnother, _) if is_said && ways.tidy => office(),
        _ => vec![of(one)],
    }
}

fn met_somebody(knock: &Knock) -> bool {
    let was_left = matches!(knock.left, Some(Delivery::Letterbox | Delivery::Posted | Delivery::Registered));
    match knock.outcome {
        VisitOutcome::NotMet | VisitOutcome::Moved | VisitOutcome::Gone => false,
        VisitOutcome::Delivered => !was_left,
        VisitOutcome::Refused | VisitOutcome::ComeBack | VisitOutcome::Collected => true,
    }
}

/// The figures of some doors, by the knocks and papers of some people; of `every` door, or of theirs alone.
fn figures<'c>(
    every: bool,
    doors: impl Iterator<Item = &'c Door<'c>>,
    is_their_knock: impl Fn(&Knock) -> bool,
    is_theirs: impl Fn(&Hands) -> bool,
    ways: impl Iterator<Item = &'c Way<'c>>,
) -> Figures {
    let mut figures = Figures::default();
    for door in doors {
        let knocks: Vec<&Knock> = door.knocks.iter().copied().filter(|knock| is_their_knock(knock)).collect();
        let returned = door.hands.iter().any(&is_theirs);
        let is_owed = door.end == End::NotReturned;
        let last = knocks.last().map(|knock| knock.outcome);
        let took = knocks.iter().any(|knock| knock.outcome == VisitOutcome::Collected);
        figures.unrecorded += u64::from(took && door.is_in_a_bag);
        if door.is_merged {
            continue;
        }
        for (of, is) in [
            (&mut figures.households, every || returned || !knocks.is_empty()),
            (
                &mut figures.delivered,
                door.is_reached && (every || returned || knocks.iter().any(|knock| gave_form(knock))),
            ),
            (&mut figures.visited, !knocks.is_empty()),
            (&mut figures.not_met, is_owed && !knocks.is_empty() && !knocks.iter().any(|knock| met_somebody(knock))),
            (&mut figures.refused, is_owed && last == Some(VisitOutcome::Refused)),
            (&mut figures.returned, returned),
            (&mut figures.valid, returned && door.end.is_valid()),
            (&mut figures.waiting, returned && door.end.is_open()),
        ] {
            *of += u64::from(is);
        }
        figures.attempts += knocks.len() as u64;
    }
    let mut minutes: Vec<i64> = ways.map(|way| way.minutes).collect();
    minutes.sort_unstable();
    figures.minutes = minutes.get(minutes.len().saturating_sub(1) / 2).copied();
    figures
}

/// The knocks of a crew on a day, by the minute.
type Walk<'d, 'c> = BTreeMap<usize, (&'d Door<'c>, &'c Knock)>;

/// The ways of each crew on each day, from knock to knock; a second knock at the same door is none.
fn ways<'c>(doors: &'c [Door<'c>]) -> Vec<Way<'c>> {
    let mut walks: BTreeMap<(BTreeSet<&str>, usize), Walk<'_, '_>> = BTreeMap::new();
    for door in doors {
        for &knock in &door.knocks {
            let walk = walks.entry((knock.crew.iter().copied().collect(), knock.day)).or_default();
            walk.insert(knock.minute, (door, knock));
        }
    }
    let mut ways = Vec::new();
    for walk in walks.values() {
        for ((first, (from, left)), (then, (to, met))) in walk.iter().zip(walk.iter().skip(1)) {
            if !std::ptr::eq(*from, *to) {
                ways.push(Way { from, to, knocks: [left, met], minutes: (then - first) as i64 });
            }
        }
    }
    ways
}

pub fn progress(campaign: &Campaign, view: View) -> Progress {
    let closed = is_closed(campaign, view);
    let door = |door: usize| {
        let (by, end) = counted_by(campaign, door, closed, view);
        Door {
            is_merged: false,
            building: campaign.building(door),
            knocks: knocks(campaign, door, view).collect(),
            end,
            hands: hands(campaign, by, end, view),
            is_in_a_bag: is_in_a_bag(campaign, door, view),
            is_reached: is_reached(campaign, door, end, closed, view),
        }
    };
    let all: Vec<Door<'_>> = doors(campaign, view).map(door).collect();
    let ways = ways(&all);
    let merged: Vec<_> = merged(campaign, view).map(|of| Door { is_merged: true, hands: vec![], ..door(of) }).collect();
    let with_merged = || all.iter().chain(&merged);
    let building = |no: &String| {
        let is_within = |way: &&Way<'_>| way.from.building == *no && way.to.building == *no;
        let doors = with_merged().filter(|door| door.building == *no);
        (no.clone(), figures(true, doors, |_| true, |_| true, ways.iter().filter(is_within)))
    };
    let collector = |name: &str| {
        let is_their_way = |way: &&Way<'_>| way.knocks[0].crew.contains(&name);
        let is_theirs = |hands: &Hands| hands.crew.contains(&name);
        let knock = |knock: &Knock| knock.crew.contains(&name);
        (name.to_owned(), figures(false, with_merged(), knock, is_theirs, ways.iter().filter(is_their_way)))
    };
    let device = |&device: &usize| {
        let is_its_way = |way: &&Way<'_>| way.knocks.iter().all(|knock| knock.tablet == device);
        let is_its = |hands: &Hands| hands.device == device;
        (device, figures(false, with_merged(), |knock| knock.tablet == device, is_its, ways.iter().filter(is_its_way)))
    };
    let knocks = || with_merged().flat_map(|door| &door.knocks);
    let hands = || all.iter().flat_map(|door| &door.hands);
    let names: BTreeSet<&str> =
        knocks().flat_map(|knock| &knock.crew).chain(hands().flat_map(|hands| &hands.crew)).copied().collect();
    let devices: BTreeSet<usize> =
        knocks().map(|knock| knock.tablet).chain(hands().map(|hands| hands.device)).collect();
    let buildings: BTreeSet<&String> = all.iter().map(|door| &door.building).collect();
    Progress {
        whole: figures(true, with_merged(), |_| true, |_| true, ways.iter()),
        buildings: buildings.into_iter().map(building).collect(),
        // Who had to do with none but merged ones, and has nothing of theirs, isn't listed.
        collectors: names.into_iter().map(collector).filter(|(_, of)| *of != Figures::default()).collect(),
        devices: devices.iter().map(device).filter(|(_, of)| *of != Figures::default()).collect(),
    }
}
