//! Photos: what a person takes or picks becomes a JPEG beside the records, which the worker makes and keeps, and only then a record.
//!
//! A photo is of something that has records of its own (an item of the survey, later a paper), and whichever screen shows that shows its photos.

use super::effect::Effect;
use super::event::{FileToken, PickedFile};
use super::form::FormKey;
use super::model::{Message, Model, Moment};
use super::update::stay;
use crate::bundle::photo_pack::Left;
use crate::domain::ids::{CampaignId, CompoundId};
use crate::domain::json::{object, variants};
use crate::domain::legibility::Illegible;
use crate::domain::photo::{Photo, Sha256, Subject};
use crate::journal::compound::PhotoRecord;
use crate::journal::fact::{PhotoDropped, PhotoTaken};
use crate::journal::{Fact, RecordId};

/// What a photo shows, and in which compound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Of {
    pub compound: CompoundId,
    pub subject: Subject,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Pictures were taken or picked; of a photo with marks drawn on it, which one that is.
    Take {
        of: Of,
        marked: Option<RecordId>,
        files: Vec<PickedFile>,
    },
    /// A photo isn't wanted any more.
    Drop {
        of: Of,
        photo: RecordId,
    },
    /// Show one large, or none.
    Open(Option<RecordId>),
    /// Draw on the one that is shown.
    Mark,
    /// So many strokes are drawn.
    Drawn(usize),
    UndoStroke,
    /// Make a photo of the one that is shown and what was drawn on it.
    SaveMarks {
        of: Of,
        marked: RecordId,
    },
    /// Ask whether the one that is shown is to be dropped, or don't.
    AskDrop(bool),
    /// What went wrong with photos of something has been read.
    Dismiss(Of),
    /// What was drawn couldn't be made a picture: what the browser says.
    MarksFailed(Of, String),
}

impl Msg {
    /// Whether it changes anything but what is shown: whoever only looks on may look at a photo.
    pub fn writes(&self) -> bool {
        !matches!(self, Self::Open(_) | Self::Dismiss(_))
    }
}

/// What the shell is asked about drawing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Marks {
    /// The photo is shown to be drawn on.
    Begin,
    Undo,
    /// Pick the picture as it is drawn. What comes is [`Msg::Take`].
    Save {
        of: Of,
        marked: RecordId,
    },
    End,
}

/// What became of a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Developed {
    Photo(Photo),
    Not(Trouble),
}

variants!(Developed { Photo(photo) = "photo", Not(why) = "not" });

/// Why there is no photo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// Larger than any camera's, in bytes or in pixels.
    TooLarge,
    /// The browser can't read it as a picture.
    NotAPicture,
    /// It couldn't be kept, or something else failed: what the browser says.
    Failed(String),
    /// The same photo is there already.
    Known,
    /// It is kept but could not be recorded: another campaign is open, or there is no room.
    NotRecorded,
}

variants!(Trouble {
    TooLarge = "too_large", NotAPicture = "not_a_picture", Failed(why) = "failed", Known = "known",
    NotRecorded = "not_recorded",
});

/// What came of a file of photos.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TakenIn {
    /// So many are kept now.
    pub taken: usize,
    pub left: Left,
}

object!(TakenIn { taken, left });

/// A picture that the worker is at, or that waits for its turn: several large ones at once are more than a tablet has memory for.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Underway {
    file: FileToken,
    name: String,
    campaign: CampaignId,
    of: Of,
    marked: Option<RecordId>,
}

#[derive(Clone, Debug, Default)]
pub struct Draft {
    underway: Vec<Underway>,
    /// What went wrong, and with which file, until it is read.
    pub troubles: Vec<(Of, String, Trouble)>,
    /// The photo that is shown large.
    pub open: Option<RecordId>,
    /// Photos of papers that are hard to read, as far as they were looked at.
    pub poor: Vec<(Sha256, Illegible)>,
    /// It is being drawn on: so many strokes.
    pub marking: Option<usize>,
    /// Whether it is to be dropped is asked.
    pub dropping: bool,
}

impl Draft {
    /// How many pictures of something are on their way.
    pub fn underway(&self, of: &Of) -> usize {
        self.underway.iter().filter(|underway| underway.of == *of).count()
    }

    /// Nothing is only on its way.
    pub fn is_done(&self) -> bool {
        self.underway.is_empty()
    }
}

/// Shows a photo large, or none; what was drawn and not saved is given up.
pub(super) fn show(model: &mut Model, photo: Option<RecordId>, effects: &mut Vec<Effect>) {
    let draft = &mut model.photos;
    effects.extend(draft.marking.take().map(|_| Effect::Mark(Marks::End)));
    (draft.open, draft.dropping) = (photo, false);
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Take { of, marked, files } => {
            let Some(campaign) = model.state().map(|state| state.campaign.clone()) else { return };
            show(model, None, effects);
            let is_idle = model.photos.is_done();
            for PickedFile { token: file, name, .. } in files {
                let (campaign, of, marked) = (campaign.clone(), of.clone(), marked.clone());
                model.photos.underway.push(Underway { file, name, campaign, of, marked });
            }
            if is_idle {
                develop(model, effects);
            }
        }
        Msg::Drop { of, photo } => {
            let key = FormKey::DropPhoto(of.compound.clone());
            let why = model.form(&key).required("why");
            if is_evidence(&of.subject) && why.is_err() {
                model.form_mut(key).tried = true;
                return;
            }
            show(model, None, effects);
            model.forms.remove(&key);
            let dropped = PhotoDropped { compound: of.compound, photo, why: why.ok() };
            model.record(now, Fact::PhotoDropped(dropped), effects);
        }
        Msg::Open(photo) => show(model, photo, effects),
        Msg::Mark => {
            model.photos.marking = Some(0);
            effects.push(Effect::Mark(Marks::Begin));
        }
        Msg::Drawn(strokes) => model.photos.marking = model.photos.marking.map(|_| strokes),
        Msg::UndoStroke => effects.push(Effect::Mark(Marks::Undo)),
        Msg::SaveMarks { of, marked } => effects.push(Effect::Mark(Marks::Save { of, marked })),
        Msg::AskDrop(ask) => model.photos.dropping = ask,
        Msg::Dismiss(of) => model.photos.troubles.retain(|(about, ..)| *about != of),
        Msg::MarksFailed(of, why) => model.photos.troubles.push((of, String::new(), Trouble::Failed(why))),
    }
}

/// Whether a photo is what a household's paper is proven by: it isn't deleted without a word.
pub fn is_evidence(of: &Subject) -> bool {
    matches!(of, Subject::Form(..) | Subject::Authority(..))
}

/// Has the worker make a photo of the first picture.
fn develop(model: &Model, effects: &mut Vec<Effect>) {
    let develop = |first: &Underway| Effect::Develop { campaign: first.campaign.clone(), file: first.file };
    effects.extend(model.photos.underway.first().map(develop));
}

/// What is wrong with the last photo of something, as far as it was looked at: whoever has taken a better one has nothing left to do.
pub fn poor_photo(model: &Model, photos: &[PhotoRecord]) -> Option<Illegible> {
    let last = &photos.last()?.taken.photo.sha256;
    model.photos.poor.iter().find(|(photo, _)| photo == last).map(|(_, why)| *why)
}

/// The worker has kept a photo, or says why there is none.
pub fn developed(model: &mut Model, now: &Moment, file: FileToken, developed: Developed, effects: &mut Vec<Effect>) {
    let Some(at) = model.photos.underway.iter().position(|underway| underway.file == file) else { return };
    let Underway { name, campaign, of, marked, .. } = model.photos.underway.remove(at);
    develop(model, effects);
    let trouble = match developed {
        Developed::Photo(photo) => record(model, now, &campaign, &of, marked, photo, effects),
        Developed::Not(why) => Some(why),
    };
    if let Some(why) = trouble {
        model.photos.troubles.push((of, name, why));
        // The picture may be nowhere else: whoever was about to leave is to read that it failed.
        if model.leaving.is_some() {
            stay(model, Message::PhotoFailed, effects);
        }
    }
}

fn record(
    model: &mut Model,
    now: &Moment,
    campaign: &CampaignId,
    of: &Of,
    marked: Option<RecordId>,
    photo: Photo,
    effects: &mut Vec<Effect>,
) -> Option<Trouble> {
    if model.state().is_none_or(|state| state.campaign != *campaign) {
        return Some(Trouble::NotRecorded);
    }
    let Some(compound) = model.compound(&of.compound) else { return Some(Trouble::NotRecorded) };
    if compound.photos(&of.subject).iter().any(|known| known.taken.photo.sha256 == photo.sha256) {
        return Some(Trouble::Known);
    }
    let taken = PhotoTaken { compound: of.compound.clone(), of: of.subject.clone(), photo, marked };
    let recorded = model.record(now, Fact::Photo(taken), effects);
    recorded.is_none().then_some(Trouble::NotRecorded)
}
