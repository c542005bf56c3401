//! What is printed from the roll (catalogue, section 6: D1 to D3, D7 to D10): which document, and for which part of the compound.
//!
//! A document is laid out only once it is asked for: the forms of a whole compound are some hundred pages, and nothing of them is to weigh on the
//! screen before. It stays laid out until another is or the screen is left, because a browser's dialog may be waited for or opened again.

use super::effect::Effect;
use super::model::Model;
use crate::domain::household::Household;
use crate::domain::place::Place;
use crate::domain::roll::Roll;
use crate::journal::compound::Compound;

/// A document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paper {
    /// 征求意见表 (D1)
    Forms,
    /// 模式公示 (D2)
    Modes,
    /// 入户送达回收登记册 (D7)
    Register,
    /// 未遇通知 (D8)
    NotMet,
    /// 张贴公告 for what can't be delivered (D8)
    Undelivered,
    /// 授权委托书 (D9)
    Authority,
    /// 计票记录 (D10)
    Count,
    /// 结果公示 (D3), preliminary.
    Preliminary,
    /// 结果公示 (D3), final.
    Final,
}

impl Paper {
    pub const ALL: [Self; 9] = [
        Self::Forms,
        Self::Modes,
        Self::Register,
        Self::NotMet,
        Self::Undelivered,
        Self::Authority,
        Self::Count,
        Self::Preliminary,
        Self::Final,
    ];

    /// Whether it hangs where everybody reads it. Such a document says nothing of anybody.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Modes | Self::Undelivered | Self::Preliminary | Self::Final)
    }

    /// What keeps it from being printed.
    pub fn lacks(self, compound: &Compound) -> Option<Lack> {
        let needs_roll = self != Self::Authority;
        let needs_notice = !matches!(self, Self::Authority | Self::Count | Self::Register);
        let needs_close = matches!(self, Self::Preliminary | Self::Final);
        if needs_roll && compound.frozen_roll().is_none() {
            Some(Lack::Roll)
        } else if needs_notice && compound.notice.is_none() {
            Some(Lack::Notice)
        } else if self == Self::Forms && !compound.rules().printed_forms {
            Some(Lack::PrintedForms)
        } else if needs_close && compound.closed.is_none() {
            Some(Lack::Close)
        } else {
            None
        }
    }
}

/// What a document can't be printed without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    /// The roll isn't frozen.
    Roll,
    /// The notice of the two modes isn't posted.
    Notice,
    /// The campaign's forms come from elsewhere, with serials of their own.
    PrintedForms,
    /// The ballot isn't closed: before that there is no result, and figures would sway those who are still asked.
    Close,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// For which part of the compound.
    Choose(Place),
    /// Lay a document out and print it.
    Print(Paper),
    PutAway,
}

/// What was chosen on the screen.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The compound, a building, a stairwell or a household.
    pub of: Place,
    /// The document that is laid out.
    pub laid: Option<Paper>,
}

impl Default for Draft {
    fn default() -> Self {
        Self { of: Place::Compound, laid: None }
    }
}

pub fn update(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Choose(place) => model.papers = Draft { of: place, laid: None },
        Msg::Print(paper) => {
            if model.routed_compound().is_some_and(|compound| paper.lacks(compound).is_none()) {
                model.papers.laid = Some(paper);
                effects.push(Effect::Print);
            }
        }
        Msg::PutAway => model.papers.laid = None,
    }
}

/// The households of a place, in the order of the roll. A title that is no household gets no paper.
pub fn households<'r>(roll: &'r Roll, of: &Place) -> Vec<&'r Household> {
    let is_there = |household: &&Household| match of {
        Place::Compound => true,
        Place::Building(no) => household.building == *no,
        Place::Stairwell(building, no) => household.building == *building && household.stairwell == *no,
        Place::Household(id) => household.id == *id,
        Place::Dossier(_) => false,
    };
    roll.counted_titles().filter(is_there).collect()
}

/// The same by stairwell, as the register is carried from door to door.
pub fn by_stairwell<'r>(roll: &'r Roll, of: &Place) -> Vec<Vec<&'r Household>> {
    let mut found: Vec<Vec<&Household>> = Vec::new();
    for household in households(roll, of) {
        match found.last_mut() {
            Some(last)
                if last.first().is_some_and(|first| {
                    (&first.building, &first.stairwell) == (&household.building, &household.stairwell)
                }) =>
            {
                last.push(household)
            }
            _ => found.push(vec![household]),
        }
    }
    found
}
