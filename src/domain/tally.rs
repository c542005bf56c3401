//! The count of a compound: plan 六(二)1, 小区内1/2以上户数居民选择采取专业化物业管理.
//!
//! N is every household on the frozen roll, returned or not; 以上 includes the number (Civil Code 1259). So professional
//! management wins exactly when 2P ≥ N, and everything else falls to quasi-management (BAL-4, BAL-5).

use crate::domain::json::words;

/// What was counted. All are households, not papers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Without a frozen roll there is no N that holds, and no result (BAL-7).
    pub roll_frozen: bool,
    /// N: households on the frozen roll.
    pub total: u64,
    pub professional: u64,
    pub quasi: u64,
    pub blank: u64,
    pub invalid: u64,
    /// Households whose ballots contradict each other, or whose paper has the number of another household's: returned, but counted for nothing until
    /// that is settled.
    pub conflicts: u64,
    /// Households whose ballots nobody has opened yet: returned, and counted for nothing until then.
    pub sealed: u64,
    /// Households whose ballot waits for a second person's check, or for the photo that the campaign demands: returned, and counted for nothing
    /// until then.
    pub waiting: u64,
    /// Of the invalid: households whose ballots were settled with none standing. While open they may sign again.
    pub annulled: u64,
    /// The ballot has been closed.
    pub closed: bool,
}

impl Counts {
    /// Households that returned something of which nobody can say yet what it counts for.
    pub fn unknown(&self) -> u64 {
        self.conflicts + self.sealed + self.waiting
    }
}

/// What the counts mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// No frozen roll, or a roll without households (BAL-7).
    NoResult,
    /// Still open, and either mode can come out.
    Undecided,
    Professional,
    Quasi,
}

words!(Decision { NoResult = "no_result", Undecided = "undecided", Professional = "professional", Quasi = "quasi" });

/// The counts with everything that follows from them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    pub counts: Counts,
    /// Households with at least one ballot.
    pub returned: u64,
    pub not_returned: u64,
    /// Valid professional ballots still needed to reach one half; 0 once reached.
    pub professional_needed: u64,
    /// Professional can still reach one half with what is not returned or not settled.
    pub professional_possible: bool,
    pub decision: Decision,
    /// Still open, but the outcome can no longer change, a returned ballot being final (BAL-6).
    pub secured: bool,
}

impl Tally {
    /// Counts `counts` out. Households beyond N (which a sound roll never has) are taken as returned, none as missing.
    pub fn of(counts: Counts) -> Self {
        let Counts { roll_frozen, total, professional, quasi, blank, invalid, annulled, closed, .. } = counts;
        let unknown = counts.unknown();
        let returned = professional + quasi + blank + invalid + unknown;
        let not_returned = total.saturating_sub(returned);
        // The least P with 2P ≥ N is N/2 rounded up.
        let professional_needed = total.div_ceil(2).saturating_sub(professional);
        let still_open = if closed { unknown } else { not_returned + unknown + annulled };
        let professional_possible = total > 0 && professional_needed <= still_open;
        let decision = if total == 0 || !roll_frozen {
            Decision::NoResult
        } else if professional_needed == 0 {
            Decision::Professional
        } else if !professional_possible {
            Decision::Quasi
        } else {
            Decision::Undecided
        };
        let secured = !closed && matches!(decision, Decision::Professional | Decision::Quasi);
        Self { counts, returned, not_returned, professional_needed, professional_possible, decision, secured }
    }

    /// The same where a returned ballot may be changed before the close (catalogue 8.11): until then nothing is certain.
    pub fn while_changeable(self) -> Self {
        match self.secured {
            true => Self { decision: Decision::Undecided, secured: false, ..self },
            false => self,
        }
    }

    /// P over N as it is counted, not reduced and not rounded: `252/504`.
    pub fn share(&self) -> String {
        format!("{}/{}", self.counts.professional, self.counts.total)
    }

    /// Households needed for one half: the least P with 2P ≥ N.
    pub fn half(&self) -> u64 {
        self.counts.total.div_ceil(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_counts_for_nothing_and_keeps_the_outcome_open() {
        let open = Counts { roll_frozen: true, total: 3, professional: 1, quasi: 1, conflicts: 1, ..Counts::default() };
        let tally = Tally::of(open);
        assert_eq!((tally.decision, tally.not_returned, tally.returned), (Decision::Undecided, 0, 3));
        let closed = Tally::of(Counts { closed: true, ..open });
        assert_eq!(closed.decision, Decision::Undecided, "closing does not settle a conflict");
    }

    #[test]
    fn what_is_sealed_is_returned_and_keeps_the_outcome_open() {
        let counts = Counts { roll_frozen: true, total: 4, professional: 1, quasi: 2, sealed: 1, ..Counts::default() };
        for closed in [false, true] {
            let tally = Tally::of(Counts { closed, ..counts });
            assert_eq!((tally.returned, tally.not_returned), (4, 0));
            assert_eq!((tally.decision, tally.professional_possible), (Decision::Undecided, true));
        }
        assert_eq!(Tally::of(Counts { quasi: 3, professional: 0, ..counts }).decision, Decision::Quasi);
    }

    #[test]
    fn what_waits_to_be_checked_is_returned_and_keeps_the_outcome_open() {
        let counts = Counts { roll_frozen: true, total: 4, professional: 1, quasi: 2, waiting: 1, ..Counts::default() };
        for closed in [false, true] {
            let tally = Tally::of(Counts { closed, ..counts });
            assert_eq!((tally.returned, tally.not_returned, tally.decision), (4, 0, Decision::Undecided));
        }
    }

    #[test]
    fn nothing_is_secured_while_ballots_may_be_changed() {
        let open = Counts { roll_frozen: true, total: 4, professional: 2, ..Counts::default() };
        let secured = Tally::of(open);
        assert_eq!((secured.decision, secured.secured), (Decision::Professional, true));
        let changeable = secured.while_changeable();
        assert_eq!((changeable.decision, changeable.secured), (Decision::Undecided, false));
        let closed = Tally::of(Counts { closed: true, ..open });
        assert_eq!(closed.while_changeable(), closed, "the close settles it");
    }

    #[test]
    fn a_household_that_may_sign_again_keeps_the_outcome_open() {
        let counts =
            Counts { roll_frozen: true, total: 10, professional: 4, quasi: 5, invalid: 1, ..Counts::default() };
        assert_eq!(Tally::of(counts).decision, Decision::Quasi, "an invalid paper is final");
        let open = Tally::of(Counts { annulled: 1, ..counts });
        assert_eq!((open.decision, open.secured), (Decision::Undecided, false));
        assert_eq!(Tally::of(Counts { annulled: 1, closed: true, ..counts }).decision, Decision::Quasi);
    }
}
