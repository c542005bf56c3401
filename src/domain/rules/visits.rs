//! How often, and at which times, somebody came to a door where nobody took the form.
//!
//! Practice around the plan proposes three visits at different times, in the evening or at a weekend among them, before a notice is posted in place
//! of the form (catalogue 9); the number is the campaign's. An attempt is a visit that ended with nobody to take the form: not met, or asked to come
//! back, or the form put in the letterbox or up at the door. Who refused it was met, and who moved away or has no house any more isn't found by knocking again (outcomes of catalogue 5): these are no
//! attempts, and none is owed after them. Two knocks of the same morning, afternoon or evening are one attempt.

use crate::domain::ballot::{Visit, VisitOutcome};
use crate::domain::date::parse_date;
use crate::domain::order::distinct;
use time::{Date, Weekday};

/// The time of day of a visit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TimeOfDay {
    /// Before noon.
    Morning,
    Afternoon,
    /// From six o'clock on.
    Evening,
}

/// What is still to be done at a door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    /// So many attempts more.
    Attempts(usize),
    /// One in the evening or at a weekend.
    OffHours,
    /// One at another time of day.
    OtherTime,
}

/// The attempts at one door.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempts {
    pub made: usize,
    /// How many the campaign proposes.
    pub proposed: usize,
    /// The times of day at which there was one, each once.
    pub times: Vec<TimeOfDay>,
    /// One was in the evening or at a weekend.
    pub off_hours: bool,
    /// The last visit ended otherwise, so that no attempt is owed.
    pub settled: bool,
}

impl Attempts {
    /// The attempts among a household's visits, which come in order.
    pub fn of<'v>(visits: impl IntoIterator<Item = &'v Visit>, proposed: u8) -> Self {
        let mut settled = false;
        let mut knocks = Vec::new();
        for visit in visits {
            settled = !is_attempt(visit);
            if !settled {
                knocks.push((visit.at.get(..10).unwrap_or_default(), time_of_day(&visit.at)));
            }
        }
        let knocks = distinct(knocks);
        let off_hours = knocks.iter().any(|(day, time)| is_weekend(day) || *time == Some(TimeOfDay::Evening));
        let times = distinct(knocks.iter().filter_map(|(_, time)| *time));
        Self { made: knocks.len(), proposed: proposed.into(), times, off_hours, settled }
    }

    /// What is still proposed; nothing where the door is done with.
    pub fn lacks(&self) -> Vec<Lack> {
        let mut lacks = Vec::new();
        if self.settled {
            return lacks;
        }
        if self.made < self.proposed {
            lacks.push(Lack::Attempts(self.proposed - self.made));
        }
        if !self.off_hours {
            lacks.push(Lack::OffHours);
        } else if self.proposed > 1 && self.times.len() < 2 {
            lacks.push(Lack::OtherTime);
        }
        lacks
    }

    pub fn is_enough(&self) -> bool {
        self.lacks().is_empty()
    }

    /// Whether somebody came, but never in the evening or at a weekend.
    pub fn wants_off_hours(&self) -> bool {
        self.made > 0 && self.lacks().contains(&Lack::OffHours)
    }
}

fn is_attempt(visit: &Visit) -> bool {
    match visit.outcome {
        VisitOutcome::NotMet | VisitOutcome::ComeBack => true,
        VisitOutcome::Delivered => visit.form.as_ref().is_some_and(|form| !form.how.is_to_somebody()),
        VisitOutcome::Refused | VisitOutcome::Collected | VisitOutcome::Moved | VisitOutcome::Gone => false,
    }
}

/// Of `yyyy-mm-ddThh:mm`; `None` where no hour can be read.
fn time_of_day(at: &str) -> Option<TimeOfDay> {
    match at.get(11..13)?.parse::<u8>().ok()? {
        0..12 => Some(TimeOfDay::Morning),
        12..18 => Some(TimeOfDay::Afternoon),
        18..24 => Some(TimeOfDay::Evening),
        _ => None,
    }
}

fn is_weekend(day: &str) -> bool {
    let weekday = parse_date(day).map(Date::weekday);
    matches!(weekday, Some(Weekday::Saturday | Weekday::Sunday))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ballot::{Delivery, HandedOver};
    use VisitOutcome::{Collected, ComeBack, Delivered, Gone, Moved, NotMet, Refused};

    fn attempts(visits: &[(&str, VisitOutcome)]) -> Attempts {
        let visit = |(at, outcome): &(&str, VisitOutcome)| Visit {
            at: (*at).to_owned(),
            outcome: *outcome,
            again: None,
            form: None,
            collectors: vec!["王芳".to_owned()],
            note: None,
        };
        let visits: Vec<Visit> = visits.iter().map(visit).collect();
        Attempts::of(&visits, 3)
    }

    #[test]
    fn three_attempts_want_an_evening_or_a_weekend_and_another_time_of_day() {
        // Thursday, Friday and Saturday.
        let (thursday, friday) = (("2026-10-08T09:00", NotMet), ("2026-10-09T17:59", ComeBack));
        assert_eq!(attempts(&[]).lacks(), [Lack::Attempts(3), Lack::OffHours]);
        assert!(!attempts(&[]).wants_off_hours(), "nobody has been there at all");
        let two = attempts(&[thursday, friday]);
        assert_eq!((two.made, &two.times[..]), (2, &[TimeOfDay::Morning, TimeOfDay::Afternoon][..]));
        assert_eq!(two.lacks(), [Lack::Attempts(1), Lack::OffHours]);
        assert!(two.wants_off_hours());
        assert_eq!(attempts(&[thursday, friday, ("2026-10-12T12:00", NotMet)]).lacks(), [Lack::OffHours]);
        assert!(attempts(&[thursday, friday, ("2026-10-12T18:00", NotMet)]).is_enough());
        assert!(attempts(&[thursday, friday, ("2026-10-10T09:00", NotMet)]).is_enough());
        let mornings = [thursday, ("2026-10-09T11:59", NotMet), ("2026-10-10T08:00", NotMet)];
        assert_eq!(attempts(&mornings).lacks(), [Lack::OtherTime]);
    }

    #[test]
    fn two_knocks_of_one_evening_are_one_attempt() {
        let one = attempts(&[("2026-10-08T18:00", NotMet), ("2026-10-08T20:30", ComeBack)]);
        assert_eq!((one.made, one.off_hours), (1, true));
        assert_eq!(one.lacks(), [Lack::Attempts(2), Lack::OtherTime]);
    }

    #[test]
    fn a_form_that_nobody_took_is_an_attempt() {
        let dropped = |how| {
            let form = Some(HandedOver { how, serial: None, receipt: None });
            let (at, collectors) = ("2026-10-08T09:00".to_owned(), vec!["王芳".to_owned()]);
            let visit = Visit { at, outcome: Delivered, again: None, form, collectors, note: None };
            Attempts::of([&visit], 3).lacks().len()
        };
        let owed = Delivery::ALL.map(|how| (how, dropped(how)));
        assert_eq!(owed, Delivery::ALL.map(|how| (how, if how.is_to_somebody() { 0 } else { 2 })));
        assert!(!Delivery::Letterbox.is_to_somebody() && !Delivery::Posted.is_to_somebody());
    }

    #[test]
    fn what_ended_otherwise_is_no_attempt_and_owes_none() {
        for outcome in [Refused, Delivered, Collected, Moved, Gone] {
            let found = attempts(&[("2026-10-08T09:00", NotMet), ("2026-10-09T09:00", outcome)]);
            assert_eq!((found.made, found.settled, found.is_enough()), (1, true, true), "{outcome:?}");
        }
        // Somebody moved away, and then somebody else knocked once more.
        let again = attempts(&[("2026-10-08T09:00", Moved), ("2026-10-09T09:00", NotMet)]);
        assert_eq!((again.made, again.lacks()), (1, vec![Lack::Attempts(2), Lack::OffHours]));
    }

    #[test]
    fn a_time_that_cannot_be_read_is_still_an_attempt() {
        let odd = attempts(&[("", NotMet), ("昨天晚上", NotMet), ("2026-10-08T99:00", NotMet)]);
        assert_eq!((odd.made, odd.times.len(), odd.off_hours), (2, 0, false));
    }
}
