//! 四问四权 (PART; plan 四5): 确保业主、居民的知情权、参与权、选择权、监督权. The plan gives no test; each right is held to what is on record for it.

use crate::domain::date::{Date, add_days};
use crate::domain::json::words;
use crate::domain::tally::{Counts, Tally};

/// One of the four rights.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Right {
    /// 知情权: the notice of the two modes.
    Informed,
    /// 参与权: the visits.
    Asked,
    /// 选择权: the ballots.
    Chose,
    /// 监督权: the result's notice and what was objected.
    Oversaw,
}

words!(Right { Informed = "informed", Asked = "asked", Chose = "chose", Oversaw = "oversaw" });

/// How far the record of a right goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    Yes,
    InPart,
    No,
}

words!(Shown { Yes = "shown", InPart = "in_part", No = "not_shown" });

/// A notice of the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ResultNotice {
    pub is_final: bool,
    pub posted: Option<Date>,
    pub until: Option<Date>,
    pub objections: Option<u32>,
    pub upheld: Option<u32>,
    /// The last day of the ballot as it was closed when this was recorded, or, if it wasn't, as it is closed now.
    pub closed: Option<Date>,
}

impl ResultNotice {
    /// Whether it hung for so many days, the day of posting not counted; `None` where a day isn't known.
    pub fn is_long_enough(&self, days: i64) -> Option<bool> {
        Some(add_days(self.posted?, days)? <= self.until?)
    }
}

/// A notice that told, in public, of households to which no form could be delivered (未送达公告; catalogue 6, D8).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct UndeliveredNotice {
    pub posted: Option<Date>,
    pub until: Option<Date>,
    pub places: Option<String>,
}

/// The columns of a count (计票记录, catalogue 6, D10), in the order of the paper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Column {
    /// N
    Total,
    Professional,
    Quasi,
    Blank,
    Invalid,
    NotReturned,
}

words!(Column {
    Total = "total", Professional = "professional", Quasi = "quasi", Blank = "blank", Invalid = "invalid",
    NotReturned = "not_returned",
});

/// Which count it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CountStage {
    Preliminary,
    /// After an objection.
    Recount,
    Final,
}

words!(CountStage { Preliminary = "preliminary", Recount = "recount", Final = "final" });

/// A counting record: papers counted by hand before watchers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CountRecord {
    pub stage: Option<CountStage>,
    pub on: Option<Date>,
    pub has_watchers: bool,
    /// Of each column what was counted; `None` where it isn't filled in.
    pub counted: [Option<u32>; 6],
}

impl CountRecord {
    /// Whether all who are on the roll are in one of the columns; `None` where one isn't filled in.
    pub fn adds_up(&self) -> Option<bool> {
        let [total, columns @ ..] = self.counted;
        let sum = columns.into_iter().try_fold(0, |sum, column| Some(sum + u64::from(column?)))?;
        Some(u64::from(total?) == sum)
    }

    /// The columns in which it says something else than the count does, each with what the record and the count say.
    pub fn differences(&self, tally: &Tally) -> Vec<(Column, u64, u64)> {
        let Counts { total, professional, quasi, blank, invalid, .. } = tally.counts;
        let now = [total, professional, quasi, blank, invalid, tally.not_returned];
        let pairs = Column::ALL.into_iter().zip(self.counted).zip(now);
        let pairs = pairs.filter_map(|((column, counted), now)| Some((column, u64::from(counted?), now)));
        pairs.filter(|(_, counted, now)| counted != now).collect()
    }
}

/// What is on record for the four rights.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    /// The notice, complete, is posted since.
    pub posted: Option<Date>,
    /// A photo of it as it hangs is on record (知情权, catalogue 1.9): without one nothing but a day that somebody typed says that it does.
    pub photographed: bool,
    /// Households at whose doors somebody was.
    pub visited: u64,
    pub returned: u64,
    /// N
    pub total: u64,
    pub closed: Option<Date>,
    /// The first day on which anybody was asked.
    pub first: Option<Date>,
    /// By day.
    pub undelivered: Vec<UndeliveredNotice>,
    pub results: Vec<ResultNotice>,
    /// In order of day and stage.
    pub counts: Vec<CountRecord>,
}

impl Record {
    /// How far each right's record goes, where a result hangs for `notice_days`.
    pub fn shown(&self, right: Right, notice_days: i64) -> Shown {
        let of = |n: u64| match n {
            0 => Shown::No,
            n if n >= self.total => Shown::Yes,
            _ => Shown::InPart,
        };
        match right {
            Right::Informed if self.posted.is_none() => Shown::No,
            Right::Informed if self.photographed => Shown::Yes,
            Right::Informed => Shown::InPart,
            // A household that returned its ballot was asked, visit or not.
            Right::Asked => of(self.visited),
            // All were asked by then, and it was theirs to answer.
            Right::Chose if self.closed.is_some() && self.returned > 0 => Shown::Yes,
            Right::Chose if self.returned > 0 => Shown::InPart,
            Right::Chose => Shown::No,
            Right::Oversaw => self.overseen(notice_days),
        }
    }

    fn overseen(&self, days: i64) -> Shown {
        let is_whole = |result: &ResultNotice| result.is_long_enough(days) == Some(true) && result.objections.is_some();
        let heard = self.results.iter().any(|result| !result.is_final && is_whole(result));
        let is_final = self.results.iter().any(|result| result.is_final && result.posted.is_some());
        match (heard && is_final, self.results.is_empty()) {
            (true, _) => Shown::Yes,
            (_, true) => Shown::No,
            _ => Shown::InPart,
        }
    }

    /// How many objected to the preliminary results, and how many of them rightly, as far as that was said of each.
    pub fn heard(&self) -> (Option<u32>, Option<u32>) {
        let preliminary = || self.results.iter().filter(|result| !result.is_final);
        let sum = |of: fn(&ResultNotice) -> Option<u32>| preliminary().map(of).sum::<Option<u32>>();
        match preliminary().next() {
            Some(_) => (sum(|result| result.objections), sum(|result| result.upheld)),
            None => (None, None),
        }
    }

    /// Whether a final result hangs although an objection was upheld and nobody counted again in between.
    pub fn lacks_recount(&self) -> bool {
        let mut finals = self.results.iter().filter(|result| result.is_final).filter_map(|result| result.posted);
        finals.any(|posted| self.lacks_recount_before(posted))
    }

    /// Whether a final result that is posted on this day would hang without a recount. The plan wants the choice of one half of the households (六(二)1);
    /// an objection that was upheld says that they may have been counted wrongly.
    pub fn lacks_recount_before(&self, posted: Date) -> bool {
        self.upheld_since().is_some_and(|since| self.recount(since, posted).is_none())
    }

    /// The day of the last preliminary result to which an objection was upheld, if there is one; `None` within where it isn't known.
    pub fn upheld_since(&self) -> Option<Option<Date>> {
        let upheld = self.results.iter().filter(|result| !result.is_final && result.upheld.is_some_and(|n| n > 0));
        upheld.map(|result| result.posted).max()
    }

    /// The last recount between two days, as far as its numbers are on record: a day alone says nothing of what was counted.
    pub fn recount(&self, since: Option<Date>, until: Date) -> Option<&CountRecord> {
        let is_between = |on: Date| on <= until && since.is_none_or(|since| on >= since);
        let is_whole = |count: &&CountRecord| count.counted.iter().all(Option::is_some);
        let recounts = self.counts.iter().filter(|count| count.stage == Some(CountStage::Recount));
        recounts.filter(|count| count.on.is_some_and(is_between)).rfind(is_whole)
    }

    /// For how many days people were asked, the first and the last counted; `None` until the ballot is closed.
    pub fn window(&self) -> Option<i64> {
        Some((self.closed? - self.first?).whole_days() + 1)
    }

    /// Whether a result was posted before the ballot was closed. That it was opened again since, or a closing lost its effect, makes none of it.
    pub fn told_early(&self) -> bool {
        let is_early =
            |of: &ResultNotice| of.posted.is_some_and(|posted| of.closed.is_none_or(|closed| posted < closed));
        self.results.iter().any(is_early)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_date;

    fn result(is_final: bool, posted: &str, until: &str, objections: Option<u32>) -> ResultNotice {
        let (posted, until) = (parse_date(posted), parse_date(until));
        ResultNotice { is_final, posted, until, objections, upheld: objections, closed: None }
    }

    fn shown(record: &Record) -> [Shown; 4] {
        Right::ALL.map(|right| record.shown(right, 7))
    }

    #[test]
    fn each_right_is_held_to_its_record() {
        use Shown::{InPart, No, Yes};
        let mut record = Record { total: 4, ..Record::default() };
        assert_eq!(shown(&record), [No; 4]);
        record.posted = parse_date("2026-09-02");
        assert_eq!(shown(&record)[0], InPart, "nobody can see that it hung");
        record.photographed = true;
        (record.visited, record.returned, record.first) = (3, 2, parse_date("2026-09-10"));
        assert_eq!(shown(&record), [Yes, InPart, InPart, No]);
        (record.visited, record.closed) = (4, parse_date("2026-09-20"));
        assert_eq!(shown(&record), [Yes, Yes, Yes, No]);
        record.results.push(result(false, "2026-09-21", "2026-09-27", Some(0)));
        assert_eq!(shown(&record)[3], InPart, "six days");
        record.results[0].until = parse_date("2026-09-28");
        assert_eq!(shown(&record)[3], InPart, "no final result");
        record.results.push(result(true, "2026-09-29", "2026-10-06", None));
        assert_eq!(shown(&record)[3], Yes);
        assert_eq!(record.heard(), (Some(0), Some(0)), "the final one says nothing of it");
        record.results[0].objections = None;
        assert_eq!(shown(&record)[3], InPart, "nobody says whether anybody objected");
        assert_eq!(record.heard(), (None, Some(0)));
    }

    #[test]
    fn an_objection_that_was_upheld_wants_a_recount_before_the_final_result() {
        let mut record =
            Record { results: vec![result(false, "2026-09-21", "2026-09-28", Some(1))], ..Record::default() };
        assert!(!record.lacks_recount(), "no final result yet");
        assert!(record.lacks_recount_before(parse_date("2026-09-30").unwrap()), "it would, were there one");
        record.results.push(result(true, "2026-09-30", "2026-10-07", None));
        assert!(record.lacks_recount());
        let counted = [10, 4, 3, 1, 0, 2].map(Some);
        let count = |stage, on| CountRecord { stage: Some(stage), on: parse_date(on), has_watchers: true, counted };
        record.counts = vec![
            count(CountStage::Preliminary, "2026-09-29"),
            count(CountStage::Recount, "2026-09-20"),
            count(CountStage::Recount, "2026-10-01"),
        ];
        assert!(record.lacks_recount(), "no recount, one before the objection, one after the final result");
        record.counts.push(CountRecord { counted: [None; 6], ..count(CountStage::Recount, "2026-09-30") });
        assert!(record.lacks_recount(), "a day without numbers");
        record.counts.push(count(CountStage::Recount, "2026-09-30"));
        assert!(!record.lacks_recount());
        (record.counts, record.results[0].upheld) = (Vec::new(), Some(0));
        assert!(!record.lacks_recount());
    }

    #[test]
    fn a_counting_record_is_held_against_the_count() {
        let tally = Tally::of(Counts {
            roll_frozen: true,
            total: 10,
            professional: 4,
            quasi: 3,
            blank: 1,
            ..Counts::default()
        });
        let counted = [Some(10), Some(4), Some(3), Some(1), Some(0), Some(2)];
        let mut record = CountRecord { stage: None, on: None, has_watchers: false, counted };
        assert_eq!((record.adds_up(), record.differences(&tally)), (Some(true), Vec::new()));
        record.counted[1] = Some(5);
        assert_eq!((record.adds_up(), record.differences(&tally)), (Some(false), vec![(Column::Professional, 5, 4)]));
        record.counted[5] = None;
        assert_eq!(
            (record.adds_up(), record.differences(&tally).len()),
            (None, 1),
            "what isn't there differs from nothing"
        );
    }

    #[test]
    fn the_days_of_the_ballot_are_counted_and_no_result_comes_before_its_close() {
        let mut record =
            Record { first: parse_date("2026-09-10"), closed: parse_date("2026-09-14"), ..Record::default() };
        assert_eq!(record.window(), Some(5));
        let notice = result(false, "2026-09-13", "2026-09-20", Some(0));
        record.results.push(ResultNotice { closed: record.closed, ..notice });
        assert!(record.told_early());
        record.results[0].posted = parse_date("2026-09-14");
        assert!(!record.told_early());
        record.closed = None;
        assert!(!record.told_early() && record.window().is_none(), "it was closed then");
        record.results[0].closed = None;
        assert!(record.told_early());
    }
}
