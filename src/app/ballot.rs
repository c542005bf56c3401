//! At a door: what its forms are checked against, and the written ballot of a household. Visits are [`super::visit`]'s.

use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind};
use super::model::{AtHousehold, Message, Model, Moment};
use super::visit::{self, When, collectors};
use super::{check, round, sealing, stray, unfinished};
use crate::domain::ballot::{Ballot, BlankReason, Choice, Delivery, InvalidCode, Signer, VisitOutcome};
use crate::domain::household::{Household, Tenure};
use crate::domain::ids::{CompoundId, DeviceId, HouseholdId};
use crate::domain::json::words;
use crate::domain::legibility::Illegible;
use crate::domain::photo::{Sha256, Subject};
use crate::journal::compound::{Compound, PhotoRecord};
use crate::journal::fact::{BallotTaken, PhotoTaken, StrayUndone, VisitMade};
use crate::journal::household_file::{BallotRecord, HouseholdFile, Standing, Uncounted};
use crate::journal::{Fact, RecordId};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Record a visit with this outcome; what else is to be said of it is the form's.
    Visit {
        compound: CompoundId,
        household: HouseholdId,
        outcome: VisitOutcome,
    },
    /// Record that they asked to be called on again then.
    ComeBack {
        compound: CompoundId,
        household: HouseholdId,
        when: When,
    },
    Round(round::Msg),
    /// Show the ballot's form for this.
    Begin {
        compound: CompoundId,
        household: HouseholdId,
        paper: Paper,
    },
    /// Record the ballot that the form says.
    Record {
        compound: CompoundId,
        household: HouseholdId,
    },
    /// Record what a second person read on the paper, as the form says.
    Check {
        compound: CompoundId,
        household: HouseholdId,
    },
    /// Show what is on record of a household's papers, which is kept from whoever may be the one to check.
    Show {
        compound: CompoundId,
        household: HouseholdId,
    },
    /// The photo of a paper was looked at, and is hard to read.
    Poor {
        photo: Sha256,
        why: Illegible,
    },
}

/// What a ballot's form is filled in from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Paper {
    /// Whatever comes next.
    Next,
    /// Another paper of a household of which one is on record: co-owners may hand in one each (catalogue 8.6).
    Another,
    /// The paper of this ballot, which was copied wrongly.
    Same(RecordId),
}

/// The colour of a door. It never tells the choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    /// Not a household: shop, garage.
    Uncounted,
    Untouched,
    NotMet,
    Refused,
    ComeBack,
    Moved,
    Gone,
    Delivered,
    /// A paper was taken back that isn't on record: 收回未登记.
    Collected,
    /// A ballot is on record that counts for nothing.
    NotCounting,
    Returned,
    /// Returned, and waiting for a check or a photo.
    Waiting,
    /// Ballots that contradict each other, or a paper whose number another household's has as well: none counts until somebody sees to it.
    Conflict,
}

/// How a title shows on the grid. Who is `sharing` a paper's number is looked for in the whole compound, so once and not for every door
/// ([`Compound::sharing_a_number`]).
pub fn door(compound: &Compound, household: &Household, sharing: &[&HouseholdId]) -> Door {
    if compound.roll.as_ref().is_none_or(|roll| !roll.counts(household)) {
        return Door::Uncounted;
    }
    match compound.standing_at_door(&household.id) {
        Standing::Conflict(_) => Door::Conflict,
        Standing::Waiting { .. } | Standing::Counted { .. } if sharing.contains(&&household.id) => Door::Conflict,
        standing => {
            let file = compound.file(&household.id);
            match file.and_then(HouseholdFile::last_outcome) {
                // Another paper of theirs can say something else than the one that is on record.
                _ if file.is_some_and(|file| file.misses_ballot(&standing)) => Door::Collected,
                _ if matches!(standing, Standing::Waiting { .. }) => Door::Waiting,
                _ if matches!(standing, Standing::Counted { .. }) => Door::Returned,
                _ if file.is_some_and(HouseholdFile::stands_elsewhere) => Door::Returned,
                // It has to sign again.
                _ if standing == Standing::Annulled => Door::ComeBack,
                _ if file.is_some_and(|file| file.standing_ballots().next().is_some()) => Door::NotCounting,
                None => Door::Untouched,
                _ if file.is_some_and(|file| file.appointment().is_some()) => Door::ComeBack,
                Some(VisitOutcome::NotMet) => Door::NotMet,
                Some(VisitOutcome::Moved) => Door::Moved,
                Some(VisitOutcome::Gone) => Door::Gone,
                Some(VisitOutcome::Refused) => Door::Refused,
                // What came back was spoiled.
                Some(VisitOutcome::ComeBack | VisitOutcome::Collected) => Door::ComeBack,
                // What they had is void: they get another form.
                Some(VisitOutcome::Delivered) if !compound.holds_form(&household.id) => Door::ComeBack,
                Some(VisitOutcome::Delivered) => Door::Delivered,
            }
        }
    }
}

/// The field of a ballot's form that says of which paper it is: nothing, [`ANOTHER`], or the record of the ballot that it corrects.
pub(super) const PAPER: &str = "paper";
pub(super) const ANOTHER: &str = "another";

/// How a paper came back. It is asked to know whether somebody was at the door, and stays in the form: the visit says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandIn {
    /// 上门收回
    AtDoor,
    /// 送交或投箱
    Brought,
}

words!(HandIn { AtDoor = "at_door", Brought = "brought" });

/// What a photo of a household's paper shows: the form, or the authority.
type Of = fn(HouseholdId, String) -> Subject;

/// What a household's form is checked against.
#[derive(Clone, Copy)]
pub struct AtDoor<'a> {
    pub compound: &'a Compound,
    pub household: &'a HouseholdId,
    pub device: &'a DeviceId,
    pub supervisor: bool,
    pub today: &'a str,
}

impl<'a> AtDoor<'a> {
    /// The standing ballots that this device may replace: its own, for a supervisor all.
    pub fn replaceable(&self) -> Vec<&'a BallotRecord> {
        let Some(file) = self.compound.file(self.household) else { return Vec::new() };
        file.standing_ballots().filter(|b| self.supervisor || b.stamp.id.device == *self.device).collect()
    }

    /// The ballot on record that a form corrects.
    pub fn corrected(&self, form: &Form) -> Option<&'a BallotRecord> {
        self.replaceable().into_iter().find(|record| record.stamp.id.to_string() == form.text(PAPER))
    }

    /// Whether a form can be filled in: where a ballot counts somebody has to say first what another one is.
    pub fn is_begun(&self, form: &Form) -> bool {
        let is_elsewhere = self.compound.file(self.household).is_some_and(HouseholdFile::stands_elsewhere);
        let is_recorded = || self.compound.was_merged(self.household) && !self.replaceable().is_empty();
        matches!(self.compound.standing(self.household), Standing::NotReturned | Standing::Annulled)
            && !is_elsewhere
            && !is_recorded()
            || self.is_another(form)
            || self.corrected(form).is_some()
    }

    /// Whether a form is of a paper that came back: a new one, or one that was signed again since it was recorded. How it did is asked of these.
    pub fn came_back(&self, form: &Form) -> bool {
        self.corrected(form).is_none_or(|of| of.is_older_than(form.text("signed_on")))
    }

    /// Whether a number is refused only because what bore it was ruled out.
    fn is_ruled_out_alone(&self, serial: &str) -> bool {
        !self.compound.file(self.household).is_some_and(|file| file.is_void(serial))
    }

    /// Whether a ballot doesn't count because it was taken on another roll.
    fn is_of_other_roll(&self, record: &BallotRecord) -> bool {
        let frame = self.compound.frame().zip(self.compound.file(self.household));
        frame.is_some_and(|(frame, file)| frame.excludes(file, record) == Some(Uncounted::OtherRoll))
    }

    /// Whether a form is of another paper than those on record.
    pub fn is_another(&self, form: &Form) -> bool {
        form.text(PAPER) == ANOTHER
    }

    /// The photos of a paper with this number; of one whose number is put right, those that were taken of it before.
    pub fn photographed(&self, of: Of, serial: &str, corrected: Option<&'a BallotRecord>) -> &'a [PhotoRecord] {
        let photos = |serial: &str| self.compound.photos(&of(self.household.clone(), serial.to_owned()));
        match photos(serial) {
            [] => self.photographed_as(serial, corrected).map_or(&[], photos),
            photos => photos,
        }
    }

    /// The number under which photos of a paper were taken before it was put right to `serial`: that of the ballot which is corrected, or, of a new one,
    /// the last under which this device took any since it last recorded a ballot here, if no ballot ever was on it. Where a photo is asked for, it is one
    /// that was taken under the paper's own number, or under one that no paper here can bear.
    pub fn photographed_as(&self, serial: &str, corrected: Option<&'a BallotRecord>) -> Option<&'a str> {
        if let Some(record) = corrected {
            return Some(record.ballot.serial.as_str()).filter(|before| *before != serial);
        }
        let file = self.compound.file(self.household)?;
        let is_own = |id: &RecordId| id.device == *self.device;
        let last = file.ballots.iter().map(|of| &of.stamp.id).filter(|id| is_own(id)).map(|id| id.n).max();
        let taken = self.compound.all_photos().map(|photo| (&photo.stamp.id, &photo.taken.of));
        let taken = taken.filter(|(id, _)| is_own(id) && Some(id.n) > last).filter_map(|(id, of)| match of {
            Subject::Form(of, before) if of == self.household => Some((id.n, before.as_str())),
            _ => None,
        });
        let may_be = |before: &str| {
            !self.compound.rules().form_photo || serial_problem(before, self) == Some(ProblemKind::NotOfThisRoll)
        };
        let is_none_yet = |before: &str| {
            !file.is_void(before) && file.ballots.iter().all(|of| of.ballot.serial != before) && may_be(before)
        };
        let before = taken.filter(|(_, before)| *before != serial && is_none_yet(before)).max();
        before.map(|(_, before)| before)
    }

    /// The number that was handed over here, where a form bears another one.
    pub fn handed_over_instead(&self, serial: &str) -> Option<&'a str> {
        let file = self.compound.file(self.household)?;
        let given = file.handed_over().into_iter().find(|given| self.compound.is_in_force(file, given));
        given.filter(|_| !serial.is_empty() && !file.has_had(serial))
    }
}

/// The field of the ballot's form that says how the paper came back.
pub const HAND_IN: &str = "hand_in";

/// The fields of the ballot's form: first those that no paper says, and last those that a seal hides. A form that is kept unfinished
/// ([`unfinished`]) has its texts in this order, so that it is for ever.
pub(super) const FIELDS: [&str; 14] = [
    PAPER,
    HAND_IN,
    "why",
    "serial",
    "signed_on",
    "collector_a",
    "collector_b",
    "choice",
    "blank_reason",
    "invalid_code",
    "signer",
    "signed_by",
    "authority",
    "note",
];
const OF_PAPER: usize = 3;
pub(super) const UNSEALED: usize = 7;

/// The ballot that a form says.
///
/// # Errors
/// Everything that is missing or wrong, in the order of the fields.
pub fn check(form: &Form, door: &AtDoor<'_>) -> Result<BallotTaken, Vec<Problem>> {
    let mut checks = Checks::default();
    let rules = door.compound.rules();
    let (corrected, replaceable) = (door.corrected(form), door.replaceable());
    let choice = choice(form);
    let is_invalid_by = |code| choice == Ok(Choice::Invalid(code));
    let is_unnumbered = is_invalid_by(InvalidCode::I6);
    let serial = door.compound.serial_of(&checks.take(form.required("serial")));
    let is_another = |of: &BallotRecord| corrected.is_none_or(|corrected| corrected.stamp.id != of.stamp.id);
    // The same paper of a roll that was thawed, recorded anew on the one that is frozen now.
    let recorded_before = replaceable.iter().find(|of| of.ballot.serial == serial && door.is_of_other_roll(of));
    match serial_problem(&serial, door) {
        // That it isn't the numbered form is why it is invalid: it bears the number that is written on it, or none, and none that is only suggested.
        _ if is_unnumbered && corrected.is_none() && !form.is_typed("serial") => {
            checks.note("serial", ProblemKind::NotNumbered)
        }
        Some(ProblemKind::NotOfThisRoll) if is_unnumbered => {}
        // What was ruled out may have borne the same, or none as well.
        Some(ProblemKind::SpoiledForm) if is_unnumbered && door.is_ruled_out_alone(&serial) => {}
        Some(ProblemKind::SerialTaken) if is_unnumbered && door.compound.form_holder(&serial).is_none() => {}
        None if recorded_before.is_some() => {}
        Some(kind) => checks.note("serial", kind),
        // One paper is recorded once. What isn't the numbered form, a copy of it say, is another one.
        None if replaceable
            .iter()
            .any(|of| of.ballot.serial == serial && is_another(of) && of.ballot.is_numbered()) =>
        {
            checks.note("serial", ProblemKind::SerialTaken)
        }
        None => {}
    }
    if let Err(problem) = choice {
        checks.problems.push(problem);
    }
    // A paper without signature (I1) has no signer; every other one has.
    let is_signed = !is_invalid_by(InvalidCode::I1);
    let signer = Signer::from_code(form.text("signer")).filter(|_| is_signed);
    if signer.is_none() && is_signed {
        checks.note("signer", ProblemKind::Required);
    }
    let signed_by = form.optional("signed_by").filter(|_| is_signed);
    // Whoever isn't on the roll has to be named.
    if signed_by.is_none() && signer.is_some_and(Signer::is_off_roll) && !matches!(choice, Ok(Choice::Invalid(_))) {
        checks.note("signed_by", ProblemKind::Required);
    }
    let authority = form.optional("authority").filter(|_| is_signed);
    // Without a written authority it isn't the household's paper (Civil Code 165, 171); where that is why it is invalid, nothing more is asked.
    let is_by_another = signer.is_some_and(Signer::signs_for_another) && !matches!(choice, Ok(Choice::Invalid(_)));
    if is_by_another && authority.is_none() {
        checks.note("authority", ProblemKind::Required);
    }
    let is_missing = |of: Of| rules.form_photo && door.photographed(of, &serial, corrected).is_empty();
    if is_missing(Subject::Form) {
        checks.note("form_photo", ProblemKind::PhotoMissing);
    }
    if is_by_another && is_missing(Subject::Authority) {
        checks.note("authority_photo", ProblemKind::PhotoMissing);
    }
    let signed_on = checks.take(form.date("signed_on"));
    let frame = door.compound.frame();
    if let (Some(frame), false) = (frame, signed_on.is_empty()) {
        if signed_on.as_str() > door.today {
            checks.note("signed_on", ProblemKind::InFuture);
        } else if signed_on.as_str() < frame.from {
            checks.note("signed_on", ProblemKind::BeforeNotice);
        } else if is_invalid_by(InvalidCode::I7) && frame.closed_on.is_none_or(|day| signed_on.as_str() <= day) {
            // The other way round a late paper is recorded as what it says: it counts if the ballot is opened again and closed on a later day.
            checks.note("invalid_code", ProblemKind::BeforeClose);
        }
    }
    let mut why = form.optional("why");
    // By then nobody can change their mind any more: what they signed in time stays.
    let is_late = frame.and_then(|frame| frame.closed_on).is_some_and(|day| signed_on.as_str() > day);
    let replaces = match corrected {
        Some(record) => {
            if why.is_none() {
                checks.note("why", ProblemKind::Required);
            }
            if door.came_back(form) && form.text(HAND_IN).is_empty() {
                checks.note(HAND_IN, ProblemKind::Required);
            }
            vec![record.stamp.id.clone()]
        }
        // The household changed its mind (catalogue 8.11).
        None if recorded_before.is_some() => recorded_before.iter().map(|of| of.stamp.id.clone()).collect(),
        None if rules.allow_change && why.is_some() && !is_late => {
            replaceable.iter().map(|of| of.stamp.id.clone()).collect()
        }
        None => {
            why = None;
            Vec::new()
        }
    };
    let collectors = checks.take(collectors(form, rules));
    let ballot = Ballot {
        serial,
        choice: choice.unwrap_or(Choice::Professional),
        signer,
        signed_by,
        signed_on,
        authority,
        collectors,
        note: form.optional("note"),
        sealed: None,
    };
    checks.finish(BallotTaken {
        compound: door.compound.card.id.clone(),
        household: door.household.clone(),
        roll: frame.map(|f| f.roll.to_owned()).unwrap_or_default(),
        ballot,
        replaces,
        why,
    })
}

fn choice(form: &Form) -> Result<Choice, Problem> {
    match form.text("choice") {
        "professional" => Ok(Choice::Professional),
        "quasi" => Ok(Choice::Quasi),
        "blank" => BlankReason::from_code(form.text("blank_reason"))
            .map(Choice::Blank)
            .ok_or(Problem { field: "blank_reason", kind: ProblemKind::Required }),
        "invalid" => InvalidCode::from_code(form.text("invalid_code"))
            .map(Choice::Invalid)
            .ok_or(Problem { field: "invalid_code", kind: ProblemKind::Required }),
        _ => Err(Problem { field: "choice", kind: ProblemKind::Required }),
    }
}

/// What is wrong with the number of a form at this door.
pub(super) fn serial_problem(serial: &str, door: &AtDoor<'_>) -> Option<ProblemKind> {
    let (compound, household) = (door.compound, door.household);
    // A number that was printed for another household is wrong here, whatever the campaign's own numbers look like.
    let holder = compound.form_holder(serial);
    if holder.map_or_else(|| compound.is_elsewhere(serial, household), |holder| holder != household) {
        Some(ProblemKind::SerialTaken)
    } else if compound.rules().printed_forms && holder.is_none() && !serial.is_empty() {
        Some(if compound.is_outdated(serial) { ProblemKind::OutdatedForm } else { ProblemKind::NotOfThisRoll })
    } else {
        // Where none was let stand another form is signed.
        let is_annulled = compound.standing(household) == Standing::Annulled;
        let is_over = |file: &HouseholdFile| file.is_void(serial) || is_annulled && file.is_returned(serial);
        compound.file(household).is_some_and(is_over).then_some(ProblemKind::SpoiledForm)
    }
}

/// The numbers of the forms that may be at a door, the likeliest first: the one that was scanned, those that were handed over, and the one that is
/// printed for the household; none that was spoiled.
pub(super) fn serials_at_hand(model: &Model, compound: &Compound, household: &HouseholdId) -> Vec<String> {
    let Some(file) = compound.file(household) else { return Vec::new() };
    let scanned = Some(&model.round.scanned).filter(|serial| compound.form_holder(serial) == Some(household));
    let mut known: Vec<String> = scanned.cloned().into_iter().collect();
    known.extend(file.handed_over().into_iter().map(str::to_owned));
    known.extend(compound.form_serial(household));
    known.retain(|serial| !file.is_void(serial) && !compound.is_outdated(serial));
    known
}

/// The number after this one, as far as it ends in digits.
pub fn next_number(serial: &str) -> Option<String> {
    let digits = serial.len() - serial.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (word, number) = serial.split_at(serial.len() - digits);
    let next = number.parse::<u64>().ok()?.checked_add(1)?;
    Some(format!("{word}{next:0digits$}"))
}

/// Who usually signs: for public housing whom the campaign has sign for it (catalogue 8.5), else the owner.
fn usual_signer(compound: &Compound, household: &HouseholdId) -> Signer {
    let title = compound.frozen_roll().and_then(|roll| roll.get(household));
    match title.and_then(|title| title.tenure) {
        Some(Tenure::PublicDirect) if compound.rules().tenant_signs => Signer::PublicTenant,
        Some(Tenure::PublicDirect) => Signer::UnitRepresentative,
        _ => Signer::Owner,
    }
}

/// How papers usually come to this device. A supervisor's is where they are brought in, as long as somebody else's device goes to the doors; one that
/// is alone in the campaign goes there itself. Which buildings are its own says nothing of
/// it: a founder that nobody enrolled can be given none.
fn usual_hand_in(model: &Model) -> HandIn {
    let (Some(state), Some(own)) = (model.state(), &model.device) else { return HandIn::AtDoor };
    let mut enrolled = state.enrolled.keys();
    let has_others = enrolled.any(|id| *id != own.id && !state.revoked.contains_key(id));
    if model.is_supervisor() && has_others { HandIn::Brought } else { HandIn::AtDoor }
}

/// What a form says of the paper of a ballot, in the order of the fields. Of what is sealed nothing is known but the paper.
fn transcript(ballot: &Ballot) -> [&str; 11] {
    let (choice, blank, invalid) = match ballot.choice {
        Choice::Sealed => ("", "", ""),
        Choice::Blank(reason) => ("blank", reason.code(), ""),
        Choice::Invalid(code) => ("invalid", "", code.code()),
        Choice::Professional | Choice::Quasi => (ballot.choice.class().code(), "", ""),
    };
    [
        &ballot.serial,
        &ballot.signed_on,
        ballot.collectors.first().map_or("", String::as_str),
        ballot.collectors.get(1).map_or("", String::as_str),
        choice,
        blank,
        invalid,
        ballot.signer.map_or("", Signer::code),
        ballot.signed_by.as_deref().unwrap_or_default(),
        ballot.authority.as_deref().unwrap_or_default(),
        ballot.note.as_deref().unwrap_or_default(),
    ]
}

/// Puts what is known into the household's forms, where they haven't been touched.
pub fn open(model: &mut Model, now: &Moment, compound: &CompoundId, household: &HouseholdId) {
    let Some(of) = model.compound(compound) else { return };
    let hand_in = usual_hand_in(model);
    let taken = of.file(household).and_then(HouseholdFile::unrecorded_paper);
    // Who types a paper in at a desk wasn't there when it was taken.
    let at_the_door = taken.filter(|_| hand_in == HandIn::Brought).map_or(&[][..], |made| &made.visit.collectors);
    let [one, other] = [0, 1].map(|at| at_the_door.get(at).map_or("", String::as_str));
    let (person, partner) = match &model.round.collectors[..] {
        [] => (model.settings.person.clone(), model.settings.partner.clone()),
        [one, others @ ..] => (one.clone(), others.first().cloned().unwrap_or_default()),
    };
    let [ballot, visit] = [FormKey::Ballot, FormKey::Visit].map(|form| form(compound.clone(), household.clone()));
    let serials = serials_at_hand(model, of, household);
    // A form is handed over once, and recorded once.
    let first = |is_done: fn(&HouseholdFile, &str) -> bool| {
        let is_open = |serial: &&String| of.file(household).is_none_or(|file| !is_done(file, serial));
        serials.iter().find(is_open).cloned().unwrap_or_default()
    };
    let to_give = first(|file, serial| file.handed_over().contains(&serial));
    let mut serial = first(HouseholdFile::is_returned);
    if of.has_outdated_form(household) || of.standing(household) == Standing::Annulled {
        // Which form they sign is read off the paper: what they had so far isn't it.
        serial.clear();
    }
    let is_first = of.file(household).is_none_or(|file| file.ballots.is_empty());
    if serial.is_empty() && is_first && !of.rules().printed_forms {
        // Own forms lie in a stack; what comes of this is in sight, and is compared with the paper.
        let next = next_number(&model.round.serial).filter(|next| !of.is_elsewhere(next, household));
        serial = next.unwrap_or_default();
    }
    let door = door_of(model, now, compound, household);
    let (left, left_of_visit) = door.and_then(|door| unfinished::restored(model, &door)).unwrap_or_default();
    let mut form = model.forms.get(&ballot).cloned().unwrap_or(left);
    let corrected = door.and_then(|door| door.corrected(&form));
    let signer = usual_signer(of, household).code();
    // A paper that was taken before is mostly of that day.
    let day = taken.and_then(|made| made.visit.at.get(..10)).unwrap_or(now.today());
    let usual = [serial.as_str(), day, one, other, signer, hand_in.code()];
    let transcript = corrected.map(|record| transcript(&record.ballot));
    let (fields, texts) = match &transcript {
        Some(texts) => (&FIELDS[OF_PAPER..], &texts[..]),
        None => (&["serial", "signed_on", "collector_a", "collector_b", "signer", HAND_IN][..], &usual[..]),
    };
    fields.iter().zip(texts).for_each(|(field, text)| form.suggest(field, *text));
    model.forms.insert(ballot, form);
    if !model.forms.contains_key(&visit) {
        model.forms.insert(visit.clone(), left_of_visit);
    }
    let form = model.form_mut(visit);
    form.suggest("collector_a", person);
    form.suggest("collector_b", partner);
    form.suggest("serial", to_give);
    form.suggest("how", Delivery::InPerson.code());
    check::open(model, compound, household);
}

/// Whether a ballot's form says itself who took the paper: a correction keeps it, and what others took is theirs.
pub fn names_crew(form: &Form) -> bool {
    form.is_typed("collector_a") || !form.text("collector_a").is_empty()
}

/// The ballot's form as it is recorded. Who is at the door is said once, in the visit's.
pub fn ballot_form(model: &Model, door: &AtDoor<'_>) -> Form {
    let key =
        |form: fn(CompoundId, HouseholdId) -> FormKey| form(door.compound.card.id.clone(), door.household.clone());
    let mut form = model.form(&key(FormKey::Ballot));
    if !names_crew(&form) {
        let visit = model.form(&key(FormKey::Visit));
        ["collector_a", "collector_b"].into_iter().for_each(|field| form.suggest(field, visit.text(field)));
    }
    form
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Visit { compound, household, outcome } => {
            visit::record(model, now, compound, household, outcome, None, effects)
        }
        Msg::ComeBack { compound, household, when } => {
            visit::record(model, now, compound, household, VisitOutcome::ComeBack, when.text(now), effects);
        }
        Msg::Round(msg) => round::update(model, msg, effects),
        Msg::Record { compound, household } if round::has_just_come(model, now, &compound, &household) => {}
        Msg::Begin { compound, household, paper } => {
            let key = FormKey::Ballot(compound.clone(), household.clone());
            if paper != Paper::Another {
                model.forms.insert(key.clone(), Form::default());
            }
            let of = match paper {
                Paper::Next => String::new(),
                Paper::Another => ANOTHER.to_owned(),
                Paper::Same(ballot) => ballot.to_string(),
            };
            model.form_mut(key).suggest(PAPER, of);
            open(model, now, &compound, &household);
        }
        Msg::Record { compound, household } => {
            let Some(door) = door_of(model, now, &compound, &household) else { return };
            let form = ballot_form(model, &door);
            if !door.is_begun(&form) {
                return;
            }
            match check(&form, &door) {
                Err(problems) => {
                    // The button stands where the form may be out of sight.
                    effects.extend(problems.first().map(|of| Effect::Reveal(of.field.to_owned())));
                    model.form_mut(FormKey::Ballot(compound.clone(), household.clone())).tried = true;
                    model.form_mut(FormKey::Visit(compound, household)).tried = true;
                }
                // What is typed of the visit goes on record with the ballot, or neither does.
                Ok(taken) if visit::collected(model, now, &taken).is_err() => {
                    effects.push(Effect::Reveal("visit_serial".to_owned()));
                    model.form_mut(FormKey::Visit(compound, household)).tried = true;
                }
                Ok(taken) => sealing::record(model, now, taken, effects),
            }
        }
        Msg::Check { compound, household } => check::record(model, now, compound, household, effects),
        Msg::Show { compound, household } => check::show(model, &compound, &household),
        Msg::Poor { photo, why } => model.photos.poor.push((photo, why)),
    }
}

/// The photos of a paper whose number is put right, as those of the paper with the right one.
fn photos_along(model: &Model, now: &Moment, taken: &BallotTaken) -> Vec<Fact> {
    let BallotTaken { compound, household, ballot, .. } = taken;
    let Some(door) = door_of(model, now, compound, household) else { return Vec::new() };
    let of = door.compound;
    let corrected = match &taken.replaces[..] {
        [replaced] => of.file(household).and_then(|file| file.ballots.iter().find(|of| of.stamp.id == *replaced)),
        _ => None,
    };
    let Some(before) = door.photographed_as(&ballot.serial, corrected) else { return Vec::new() };
    let mut along = Vec::new();
    for subject in [Subject::Form as Of, Subject::Authority] {
        let [old, new] = [before, &ballot.serial].map(|serial| subject(household.clone(), serial.to_owned()));
        if of.photos(&new).is_empty() {
            for photo in of.photos(&old) {
                along.push(Fact::Photo(PhotoTaken { of: new.clone(), marked: None, ..photo.taken.clone() }));
            }
        }
    }
    along
}

/// The paper with this number isn't one of a dwelling off the roll any more: those that this device may take back.
fn strays_along(model: &Model, taken: &BallotTaken) -> Vec<Fact> {
    let (Some(found), Some(device)) = (model.compound(&taken.compound), &model.device) else { return Vec::new() };
    // What isn't the numbered form may bear none, as many others do.
    let is_numbered = taken.ballot.is_numbered();
    let mut along = Vec::new();
    for of in &found.strays {
        let is_it = is_numbered && of.stray.serial.as_ref() == Some(&taken.ballot.serial);
        if is_it && stray::is_undoable(of, &device.id, model.is_supervisor()) {
            let (compound, stray) = (taken.compound.clone(), of.stamp.id.clone());
            let why = format!("{} → {}", taken.ballot.serial, taken.household);
            along.push(Fact::StrayUndone(StrayUndone { compound, stray, why }));
        }
    }
    along
}

/// Records a ballot as it is, readies the form for the next, and goes on to the next door. Who corrects one, or sees that it contradicts another,
/// stays to look at it, and so does who has typed something of a visit that isn't on record.
pub(super) fn record(model: &mut Model, now: &Moment, taken: BallotTaken, effects: &mut Vec<Effect>) {
    let (compound, household) = (taken.compound.clone(), taken.household.clone());
    let (is_correction, at_the_door) = (!taken.replaces.is_empty(), taken.ballot.collectors.clone());
    let ballot_key = FormKey::Ballot(compound.clone(), household.clone());
    let was_there = model.form(&ballot_key).text(HAND_IN) == HandIn::AtDoor.code();
    let serial = taken.ballot.serial.clone();
    // It was in order when the ballot was checked. What was typed wrongly while the ballot was sealed stays in sight, as what is said of no visit.
    let visit = visit::collected(model, now, &taken).ok().flatten();
    let visit_key = FormKey::Visit(compound.clone(), household.clone());
    let is_unsaid = visit.is_none() && visit::is_said(&model.form(&visit_key));
    let made = |visit| Fact::Visit(VisitMade { compound: compound.clone(), household: household.clone(), visit });
    // What can't be written keeps what comes after it from being written: no visit without its ballot.
    let (mut photos, mut strays) = (photos_along(model, now, &taken), strays_along(model, &taken));
    let mut facts = vec![Fact::Ballot(taken)];
    facts.extend(visit.clone().map(made));
    facts.append(&mut photos);
    facts.append(&mut strays);
    let Some(record) = model.record_all(now, facts, effects).into_iter().next() else { return };
    if !is_correction {
        model.round.serial = serial;
    }
    if !is_correction && was_there {
        model.round.collectors = at_the_door;
    }
    // It stays, and is begun anew: what was kept of it is done with.
    model.forms.insert(ballot_key, Form::default());
    if visit.is_some() {
        model.forms.insert(visit_key, Form::default());
    }
    open(model, now, &compound, &household);
    unfinished::keep(model, now, effects);
    model.toast(Message::BallotRecorded(AtHousehold { compound: compound.clone(), household: household.clone() }));
    let is_settled =
        |of: &Compound| matches!(of.standing(&household), Standing::Counted { .. } | Standing::Waiting { .. });
    if !is_correction && !is_unsaid && model.compound(&compound).is_some_and(is_settled) {
        round::go_on(model, now, (&compound, &household), record, effects);
    }
}

pub(super) fn door_of<'a>(
    model: &'a Model,
    now: &'a Moment,
    compound: &CompoundId,
    household: &'a HouseholdId,
) -> Option<AtDoor<'a>> {
    let compound = model.compound(compound)?;
    compound.frame()?;
    let device = &model.device.as_ref()?.id;
    Some(AtDoor { compound, household, device, supervisor: model.is_supervisor(), today: now.today() })
}
