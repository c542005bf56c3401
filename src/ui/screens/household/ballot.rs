//! The written ballot of a household: what is on record, and what is read off the next paper.

use super::At;
use super::check::READ;
use super::visits::who_and_when;
use crate::app::Event;
use crate::app::ballot::{AtDoor, Door, HAND_IN, HandIn, Msg, Paper, ballot_form, check, names_crew, next_number};
use crate::app::form::FormKey;
use crate::domain::ballot::{BlankReason, Choice as Chosen, ChoiceClass, InvalidCode, Signer};
use crate::domain::photo::Subject;
use crate::journal::household_file::{BallotRecord, HouseholdFile, Standing};
use crate::ui::element::{all, el};
use crate::ui::layout::{Facts, card, card_title, cols, head, muted, row};
use crate::ui::view::TextOptions;
use crate::ui::widgets::{Button, ButtonKind, Choice, Icon, Tone, badge, banner};
use yew::prelude::*;

fn muted_some(words: Option<&'static str>) -> Html {
    words.map_or_else(Html::default, muted)
}

impl At<'_, '_> {
    pub fn ballot(&self, file: &HouseholdFile) -> Html {
        let lang = self.view.lang;
        let standing = self.compound.standing_at_door(self.id);
        // Those of titles that became one are judged together.
        let state = match &self.compound.standing_at_door(self.compound.became(self.id)) {
            Standing::NotReturned if file.stands_elsewhere() => banner(Tone::Info, lang.settled_elsewhere()),
            Standing::NotReturned => Html::default(),
            Standing::Annulled => banner(Tone::Warn, lang.annulled_here()),
            Standing::Conflict(_) => banner(Tone::Danger, lang.conflict_here()),
            Standing::Waiting { ballot, wait, .. } => {
                let (waits, merged) = (lang.waits_for(*wait), self.merged(ballot));
                banner(Tone::Warn, merged.map_or_else(|| waits.to_owned(), |name| lang.called(&name, waits)))
            }
            // Whether what is sealed says the same nobody knows.
            Standing::Counted { also: 0, .. } | Standing::Counted { class: ChoiceClass::Sealed, .. } => Html::default(),
            Standing::Counted { also, .. } => banner(Tone::Info, lang.same_choice_twice(*also)),
        };
        let returned = standing.is_returned();
        let number_shared = if returned { self.number_shared() } else { None };
        let on_record = match returned {
            true if number_shared.is_some() || matches!(standing, Standing::Conflict(_)) => {
                badge(Tone::Danger, lang.door(Door::NotCounting))
            }
            _ if file.misses_ballot(&standing) => badge(Tone::Warn, lang.door(Door::Collected)),
            // As the count has it.
            false if matches!(standing, Standing::Annulled) => badge(Tone::Warn, lang.class(ChoiceClass::Invalid)),
            false if file.standing_ballots().next().is_some() => badge(Tone::Warn, lang.door(Door::NotCounting)),
            // What it says of that stands below.
            false if file.stands_elsewhere() => Html::default(),
            false => badge(Tone::Neutral, lang.no_ballot()),
            true if self.view.model.saving.failed.is_empty() => badge(Tone::Ok, lang.on_record()),
            // Whether it is this one that failed, its own line says.
            true => Html::default(),
        };
        let is_begun = self.is_begun();
        let frame = self.compound.frame();
        // What was ruled out and is asked about again has no other place, nor has the paper of a title that became one with this, or one that counts
        // because another was signed too late: to be read, no more.
        let asked = match &standing {
            Standing::Conflict(all) => &all[..],
            Standing::Counted { ballot, .. } | Standing::Waiting { ballot, .. } => std::slice::from_ref(ballot),
            Standing::NotReturned | Standing::Annulled => &[],
        };
        let others = asked.iter().filter(|of| file.standing_ballots().all(|own| own.stamp.id != of.stamp.id));
        let missed = file.unrecorded_paper();
        let record = |record| {
            let outside = frame.and_then(|frame| frame.excludes(file, record));
            let outside = outside.map(|why| banner(Tone::Warn, lang.uncounted(why)));
            all([outside.unwrap_or_default(), self.record(record)])
        };
        card()
            .add(head(card_title(lang.ballot()), on_record))
            .add(state)
            .add_some(number_shared)
            .add_some(
                missed
                    .map(|made| muted(format!("{} · {}", lang.door(Door::Collected), who_and_when(lang, &made.visit)))),
            )
            .each(file.standing_ballots().map(record))
            .each(others.map(|record| self.facts(record)))
            // Whoever checks a paper is to see no form that says what is on record.
            .add_if(!self.is_checking(), || match is_begun {
                true => self.ballot_form(),
                false => row().add(self.way(None, lang.other_paper(), Paper::Another)).html(),
            })
            .html()
    }

    /// Who else has a paper with the number of this household's.
    fn number_shared(&self) -> Option<Html> {
        let (serial, of) = self.compound.shares_number(self.id)?;
        let others = of.into_iter().filter(|id| *id != self.id);
        let others: Vec<String> = others.map(|id| self.view.lang.household_at(self.compound, id)).collect();
        Some(banner(Tone::Danger, self.view.lang.number_shared(serial, &self.view.lang.list(&others))))
    }

    pub fn ballot_key(&self) -> FormKey {
        FormKey::Ballot(self.compound_id.clone(), self.id.clone())
    }

    /// Whether the ballot's form is on screen.
    fn is_begun(&self) -> bool {
        let form = self.view.model.form(&self.ballot_key());
        self.at_door().is_none_or(|door| door.is_begun(&form))
    }

    fn way(&self, icon: Option<Icon>, label: &'static str, paper: Paper) -> Html {
        let (compound, household) = (self.compound_id.clone(), self.id.clone());
        let begin = Event::ballot(Msg::Begin { compound, household, paper });
        self.view.button(ButtonKind::Secondary, icon, label, begin)
    }

    pub fn at_door(&self) -> Option<AtDoor<'_>> {
        let device = &self.view.model.device.as_ref()?.id;
        Some(AtDoor {
            compound: self.compound,
            household: self.id,
            device,
            supervisor: self.view.model.is_supervisor(),
            today: self.view.today,
        })
    }

    fn record(&self, record: &BallotRecord) -> Html {
        let (lang, id) = (self.view.lang, &record.stamp.id);
        let form = self.view.model.form(&self.ballot_key());
        let is_begun = self.is_begun();
        // The form on screen shows the photos of the paper that it is about.
        let is_in_form = is_begun && self.compound.serial_of(form.text("serial")) == record.ballot.serial;
        // Those of the other papers give way to it: what is taken now is of the one that is typed.
        let is_other_typed = self.at_door().is_some_and(|door| door.is_another(&form));
        // What was typed gives way to no other form.
        let may_correct = self.at_door().filter(|_| !form.holds_typed()).is_some_and(|door| {
            let is_open = door.corrected(&form).is_some_and(|of| of.stamp.id == *id);
            !is_open && door.replaceable().iter().any(|own| own.stamp.id == *id)
        });
        el("div", "stack stack--tight")
            .key(&id.to_string())
            .add(self.facts(record))
            .add(self.view.saved(id))
            .add_if(record.ballot.sealed.is_none() && !is_in_form && !is_other_typed, || {
                let by_another = record.ballot.signer.is_some_and(Signer::signs_for_another);
                self.paper_photos(&record.ballot.serial, by_another, &id.to_string(), [None, None])
            })
            // A correction begins with what is on record.
            .add_if(may_correct && !self.is_hidden(), || {
                row().add(self.way(Some(Icon::Edit), lang.start_correction(), Paper::Same(id.clone()))).html()
            })
            .html()
    }

    /// At which other door a paper was recorded, and is corrected and checked.
    fn merged(&self, record: &BallotRecord) -> Option<String> {
        let door = self.compound.door_of(&record.stamp.id, self.compound.became(self.id));
        (door != self.id).then(|| self.view.lang.household_at(self.compound, door))
    }

    /// What is on record of a ballot.
    pub fn facts(&self, record: &BallotRecord) -> Facts {
        let (lang, ballot) = (self.view.lang, &record.ballot);
        // Whoever checks a paper says first what they read on it: that nobody is named who signed would tell that nobody did.
        let is_told = !self.is_hidden();
        let signer = ballot.signer.map(|signer| lang.signer_of(signer)).unwrap_or_default();
        let signer = format!("{signer} {}", ballot.signed_by.as_deref().unwrap_or_default());
        let signer = Some(signer).filter(|signer| is_told && signer != " ");
        let choice = is_told.then(|| lang.choice_of(ballot.choice));
        let note = ballot.note.as_ref().filter(|_| is_told);
        let serial = is_told.then_some(&ballot.serial);
        Facts::new()
            .fact_some(lang.merged_title(), self.merged(record).as_ref())
            .fact_some(lang.choice(), choice.as_ref())
            .fact_some(lang.serial(), serial)
            .fact(lang.signed_on(), ballot.signed_on.clone())
            .fact_some(lang.signer(), signer.as_ref())
            .fact_some(
                ballot.signer.map_or_else(|| lang.authority(), |of| lang.authority_of(of)),
                ballot.authority.as_ref(),
            )
            .fact(lang.recorder(), record.stamp.by.clone())
            .fact(lang.collector(), lang.list(&ballot.collectors))
            .fact_some(lang.note(), note)
            .fact_some(lang.replace_why(), record.why.as_ref())
    }

    fn ballot_form(&self) -> Html {
        let Some(door) = self.at_door() else { return Html::default() };
        let (lang, model) = (self.view.lang, self.view.model);
        let form = self.view.form(self.ballot_key(), |_| check(&ballot_form(model, &door), &door));
        let corrected = door.corrected(&form.form);
        let is_another = corrected.is_none() && door.is_another(&form.form);
        let choice = form.form.text("choice").to_owned();
        let choices = READ.map(|class| Choice::new(class.code(), lang.class(class))).into();
        let blank = BlankReason::ALL.map(|r| Choice::new(r.code(), lang.blank_reason_of(r))).into();
        // At a door that is on the roll no paper is of one that isn't.
        let invalid = InvalidCode::ALL.into_iter().filter(|code| *code != InvalidCode::I8);
        let invalid = invalid.map(|code| Choice::new(code.code(), lang.invalid_code(code))).collect();
        let signers = Signer::ALL.map(|s| Choice::new(s.code(), lang.signer_of(s))).into();
        let ways = HandIn::ALL.map(|way| Choice::new(way.code(), lang.hand_in_of(way))).into();
        let explains = (choice == "invalid").then(|| InvalidCode::from_code(form.form.text("invalid_code"))).flatten();
        let is_signed = explains != Some(InvalidCode::I1);
        let signer = Signer::from_code(form.form.text("signer")).filter(|_| is_signed);
        let by_another = signer.filter(|of| of.signs_for_another());
        let serial = self.compound.serial_of(form.form.text("serial"));
        let instead = door.handed_over_instead(&serial).map(|of| banner(Tone::Warn, lang.handed_over_instead(of)));
        let recorded = corrected.filter(|record| record.ballot.choice != Chosen::Sealed);
        let none = Html::default;
        let explain = match corrected {
            Some(_) => muted(lang.replace_explain()),
            None => muted_some(lang.signer_explain(Signer::CoOwner).filter(|_| is_another)),
        };
        let crew = match names_crew(&form.form) {
            true => self.crew(&form, self.ballot_key(), ""),
            false => self.crew(&self.visit_form(), self.visit_key(), ""),
        };
        let follows = !self.compound.rules().printed_forms
            && next_number(&model.round.serial).is_some_and(|next| next == form.form.text("serial"));
        let number = match follows && !form.form.is_typed("serial") {
            true => TextOptions::required().hint(lang.follows_the_last()),
            false => TextOptions::required(),
        };
        let signed_by = match signer.is_some_and(Signer::is_off_roll) && choice != "invalid" {
            true => form.required_text("signed_by", lang.signed_by()),
            false => form.text("signed_by", lang.signed_by()),
        };
        // Photos that were taken under the number that was put right go along.
        let photos = self.compound.photos(&Subject::Form(self.id.clone(), serial.clone()));
        let before = if photos.is_empty() { door.photographed_as(&serial, corrected) } else { None };
        let photos_of = before.unwrap_or(&serial);
        let keep = Choice::new("", lang.both_stand());
        let change = Choice::new(lang.changed_mind(), lang.changed_mind());
        all([
            explain,
            self.restored(&form.form),
            form.field("serial", lang.serial().into(), number),
            if self.compound.has_outdated_form(self.id) { banner(Tone::Warn, lang.form_outdated()) } else { none() },
            instead.unwrap_or_default(),
            form.toggles("choice", lang.choice(), choices),
            recorded.map_or_else(none, |record| muted(lang.recorded_choice(&lang.choice_of(record.ballot.choice)))),
            if choice == "blank" { form.toggles("blank_reason", lang.blank_reason(), blank) } else { none() },
            if choice == "invalid" { form.toggles("invalid_code", lang.invalid_reason(), invalid) } else { none() },
            muted_some(explains.map(|code| lang.invalid_explain(code))),
            if is_signed { form.toggles("signer", lang.signer(), signers) } else { none() },
            muted_some(signer.and_then(|of| lang.signer_explain(of))),
            cols().add_if(is_signed, || signed_by).add(form.date("signed_on", lang.signed_on())).html(),
            by_another.map_or_else(none, |of| form.required_text("authority", lang.authority_of(of))),
            self.paper_photos(
                photos_of,
                by_another.is_some(),
                "",
                ["form_photo", "authority_photo"].map(|of| form.error(of)),
            ),
            if door.came_back(&form.form) { form.toggles(HAND_IN, lang.hand_in(), ways) } else { none() },
            form.text("note", lang.ballot_note()),
            if corrected.is_some() { form.required_text("why", lang.replace_why()) } else { none() },
            if is_another && self.compound.rules().allow_change {
                form.toggles("why", lang.other_paper(), vec![keep, change])
            } else {
                none()
            },
            crew.html(),
            match is_another || corrected.is_some() || form.form.holds_typed() {
                true => row().add(self.way(None, lang.cancel(), Paper::Next)).html(),
                false => none(),
            },
        ])
    }

    /// What records the form, where it is on screen: the form is long, and the button is to be in sight.
    pub fn record_button(&self) -> Option<Html> {
        let (lang, model) = (self.view.lang, self.view.model);
        let door = self.at_door().filter(|_| self.is_begun() && !self.is_checking())?;
        let is_correction = door.corrected(&model.form(&self.ballot_key())).is_some();
        let save = if is_correction { lang.replace_ballot() } else { lang.record_ballot() };
        let record = Event::ballot(Msg::Record { compound: self.compound_id.clone(), household: self.id.clone() });
        let button = Button::new(save, self.view.on(record));
        let disabled = model.sealing.underway.is_some();
        Some(Button { kind: ButtonKind::Primary, icon: Some(Icon::Save), disabled, ..button }.view())
    }
}
