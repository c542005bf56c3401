//! What is typed into the survey and not on record yet, and what is folded open.

use super::place_head::Head;
use crate::domain::answer::{Answer, Status};
use crate::domain::catalogue::{Field, Item};
use crate::domain::ids::{BuildingNo, CompoundId};
use crate::domain::place::Place;
use crate::domain::small_map::SmallMap;

/// One item asked about one place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct At {
    pub compound: CompoundId,
    pub place: Place,
    pub item: &'static str,
}

impl At {
    /// The item's id on the page: its catalogue id, and of one with several entries which.
    pub fn id(&self) -> String {
        match &self.place {
            Place::Dossier(entry) if entry != Place::ONLY => format!("{}-{entry}", self.item),
            _ => self.item.to_owned(),
        }
    }

    /// The id on the page of one of the item's controls.
    pub fn field_id(&self, field: &str) -> String {
        format!("{}.{field}", self.id())
    }

    pub fn follow_up_id(&self) -> String {
        format!("{}-follow-up", self.id())
    }

    pub fn note_id(&self) -> String {
        format!("{}-note", self.id())
    }
}

/// Where in an item a text is typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Slot {
    Field(&'static str),
    Note,
    /// What is still to be done about the item, and what came of it.
    FollowUp,
    Outcome,
}

/// A text as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    pub text: String,
    /// The field was left since it was first typed into: from then on what is wrong with the text is said.
    pub left: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Excuse {
    Unknown,
    NotApplicable,
}

/// The question for the reason, while it is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asking {
    pub excuse: Excuse,
    pub reason: String,
    /// The person tried to give a blank one.
    pub tried: bool,
}

/// What is under way in one item.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemDraft {
    typed: SmallMap<Slot, Typed>,
    pub asking: Option<Asking>,
    pub note_open: bool,
    pub photos_open: bool,
    pub follow_up_open: bool,
}

impl ItemDraft {
    pub fn typed(&self, slot: Slot) -> Option<&Typed> {
        self.typed.get(&slot)
    }

    /// Whether something was typed and left that is not on record.
    pub fn refused(&self, item: &Item, answer: Option<&Answer>) -> bool {
        [Slot::Note, Slot::FollowUp, Slot::Outcome].iter().any(|slot| self.is_left(*slot))
            || self.refused_field(item, answer).is_some()
    }

    /// The first field in sight whose text is not on record. A text behind a reason or under another choice waits and is
    /// not missed.
    pub fn refused_field(&self, item: &Item, answer: Option<&Answer>) -> Option<&'static str> {
        let refused = |field: &&Field| self.is_left(Slot::Field(field.id)) && is_shown(answer, field);
        item.fields.iter().find(refused).map(|field| field.id)
    }

    /// Whether anything begun here is not on record: also a reason that was typed and not given.
    pub fn unsaved(&self, item: &Item, answer: Option<&Answer>) -> bool {
        self.refused(item, answer) || self.asking.as_ref().is_some_and(|asking| !asking.reason.trim().is_empty())
    }

    fn is_left(&self, slot: Slot) -> bool {
        self.typed(slot).is_some_and(|typed| typed.left)
    }
}

/// Whether a field is asked, the answer being what it is: an item with a reason asks for nothing.
pub fn is_shown(answer: Option<&Answer>, field: &Field) -> bool {
    match answer {
        None => Answer::default().asks(field),
        Some(answer) => *answer.status() == Status::Answered && answer.asks(field),
    }
}

/// What is under way in the whole survey. It outlives its screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    items: SmallMap<At, ItemDraft>,
    last: Option<At>,
    /// The menu of groups covers the form, where there is no room for both.
    pub menu: bool,
    /// What the review finds is shown.
    pub reviewing: bool,
    /// What is under way about places as wholes.
    heads: SmallMap<(CompoundId, Place), Head>,
    /// Buildings folded other than they are at first.
    folded: Vec<(CompoundId, BuildingNo)>,
}

impl Draft {
    pub fn item(&self, at: &At) -> Option<&ItemDraft> {
        self.items.get(at)
    }

    pub(super) fn item_mut(&mut self, at: At) -> &mut ItemDraft {
        self.items.get_or_default(at)
    }

    /// What is under way about a place as a whole.
    pub fn head(&self, compound: &CompoundId, place: &Place) -> Head {
        self.heads.get(&(compound.clone(), place.clone())).cloned().unwrap_or_default()
    }

    /// Whether a reason was begun and not given.
    pub(super) fn holds_reason(&self) -> bool {
        self.heads.values().any(|head| head.asking.is_some() && !head.reason.trim().is_empty())
    }

    pub(super) fn set_head(&mut self, compound: &CompoundId, place: &Place, head: Head) {
        self.heads.insert((compound.clone(), place.clone()), head);
    }

    /// The items of a compound with something under way.
    pub fn items_of(&self, compound: &CompoundId) -> impl Iterator<Item = (&At, &ItemDraft)> {
        self.items.iter().filter(move |(at, _)| at.compound == *compound)
    }

    /// Where something was typed that is not on record.
    pub(super) fn typed(&self) -> Vec<(At, Slot)> {
        self.items.iter().flat_map(|(at, draft)| draft.typed.keys().map(|slot| (at.clone(), *slot))).collect()
    }

    pub(super) fn type_text(&mut self, at: At, slot: Slot, text: String) {
        let draft = self.item_mut(at.clone());
        let left = draft.typed.get(&slot).is_some_and(|typed| typed.left);
        draft.typed.insert(slot, Typed { text, left });
        self.worked_on(at);
    }

    /// Notes that a field was left; its text, if something was typed.
    pub(super) fn leave(&mut self, at: &At, slot: Slot) -> Option<String> {
        let typed = self.items.get_mut(at)?.typed.get_mut(&slot)?;
        typed.left = true;
        Some(typed.text.clone())
    }

    /// Forgets a text: it is on record, or something else was chosen.
    pub(super) fn drop_text(&mut self, at: &At, slot: Slot) {
        if let Some(draft) = self.items.get_mut(at) {
            draft.typed.remove(&slot);
        }
    }

    /// Opens the question for the reason; what was typed as one is kept when only the kind changes.
    pub(super) fn ask(&mut self, at: At, excuse: Excuse) {
        let draft = self.item_mut(at.clone());
        let reason = draft.asking.take().map(|asking| asking.reason).unwrap_or_default();
        draft.asking = Some(Asking { excuse, reason, tried: false });
        self.worked_on(at);
    }

    pub(super) fn worked_on(&mut self, at: At) {
        self.last = Some(at);
    }

    /// The item last worked on.
    pub(super) fn last_item(&self) -> Option<&'static str> {
        self.last.as_ref().map(|at| at.item)
    }

    /// The item last worked on, if it was at this place.
    pub(super) fn last_item_at(&self, compound: &CompoundId, place: &Place) -> Option<&'static str> {
        self.last.as_ref().filter(|at| at.compound == *compound && at.place == *place).map(|at| at.item)
    }

    pub(super) fn fold(&mut self, compound: CompoundId, building: BuildingNo) {
        let key = (compound, building);
        match self.folded.iter().position(|folded| *folded == key) {
            Some(at) => {
                self.folded.remove(at);
            }
            None => self.folded.push(key),
        }
    }

    /// Whether a building's stairwells are hidden; `at_first` until the person says otherwise.
    pub fn is_folded(&self, compound: &CompoundId, building: &BuildingNo, at_first: bool) -> bool {
        self.folded.iter().any(|(c, b)| c == compound && b == building) != at_first
    }
}
