//! The written ballot of a household: what is on record, and what is read off the next paper.

use super::{At, privacy};
use crate::app::Event;
use crate::app::ballot::{AtDoor, HAND_IN, HandIn, Msg, check, one_spelling};
use crate::app::form::FormKey;
use crate::domain::ballot::{BlankReason, InvalidCode, Signer};
use crate::journal::household_file::{BallotRecord, Ended, HouseholdFile, Standing};
use crate::ui::element::{all, el, fragment};
use crate::ui::layout::{Facts, card, card_title, cols, head, muted, row, section_subtitle, titled_card};
use crate::ui::view::{FormView, TextOptions};
use crate::ui::widgets::{Button, ButtonKind, Choice, Icon, Tone, badge, banner};
use yew::prelude::*;

/// The form field that says that a correction was begun.
const CORRECTING: &str = "correcting";

/// Who signs in another's place, and so needs an authority.
fn signs_for_another(signer: Signer) -> bool {
    matches!(signer, Signer::Proxy | Signer::Guardian)
}

fn muted_some(words: Option<&'static str>) -> Html {
    words.map_or_else(Html::default, muted)
}

impl At<'_, '_> {
    pub fn ballot(&self, file: &HouseholdFile) -> Html {
        let lang = self.view.lang;
        let standing = self.compound.standing(self.id);
        let key = FormKey::Ballot(self.compound_id.clone(), self.id.clone());
        let correcting = !self.view.model.form(&key).text(CORRECTING).is_empty();
        let state = match &standing {
            Standing::NotReturned => Html::default(),
            Standing::Annulled => banner(Tone::Warn, lang.annulled_here()),
            Standing::Conflict(ballots) => {
                let mut nodes = vec![banner(Tone::Danger, lang.conflict_here())];
                nodes.extend(ballots.iter().map(|record| self.record(record)));
                fragment(nodes)
            }
            Standing::Waiting { ballot, wait, .. } => {
                all([banner(Tone::Warn, lang.waits_for(*wait)), self.record(ballot)])
            }
            Standing::Counted { ballot, also, .. } => {
                let twice = (*also > 0).then(|| banner(Tone::Info, lang.same_choice_twice(*also)));
                all([self.record(ballot), twice.unwrap_or_default()])
            }
        };
        let returned = !matches!(standing, Standing::NotReturned | Standing::Annulled);
        let own = self.at_door().is_some_and(|door| !door.replaceable().is_empty());
        let on_record = match returned {
            false => badge(Tone::Neutral, lang.no_ballot()),
            true if self.view.model.saving.failed.is_empty() => badge(Tone::Ok, lang.on_record()),
            // Whether it is this one that failed, its own line says.
            true => Html::default(),
        };
        let correct = Event::Edit { form: key, field: CORRECTING, text: "yes".to_owned() };
        card()
            .add(head(card_title(lang.ballot()), on_record))
            .add(state)
            .add(self.uncounted(file))
            .add_if(own && !correcting && !self.is_checking(), || {
                let icon = Some(Icon::Edit);
                row().add(self.view.button(ButtonKind::Secondary, icon, lang.start_correction(), correct)).html()
            })
            .add_if(!own || correcting, || self.ballot_form(own))
            .add_if(own && correcting, || self.withdraw())
            .add(privacy(self.view))
            .html()
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

    fn uncounted(&self, file: &HouseholdFile) -> Html {
        let Some(frame) = self.compound.frame() else { return Html::default() };
        let outside = file.standing_ballots().filter_map(|record| Some((record, frame.excludes(file, record)?)));
        let shown =
            outside.map(|(record, why)| all([banner(Tone::Warn, self.view.lang.uncounted(why)), self.record(record)]));
        fragment(shown.collect())
    }

    fn record(&self, record: &BallotRecord) -> Html {
        el("div", "stack stack--tight")
            .key(&record.stamp.id.to_string())
            .add(self.facts(record))
            .add(self.view.saved(&record.stamp.id))
            .add_if(record.ballot.sealed.is_none() && !self.is_in_form(&record.ballot.serial), || {
                let by_another = record.ballot.signer.is_some_and(signs_for_another);
                self.paper_photos(&record.ballot.serial, by_another, &record.stamp.id.to_string(), None)
            })
            .html()
    }

    /// Whether the form on screen is about the paper with this number, and shows its photos.
    fn is_in_form(&self, serial: &str) -> bool {
        let key = FormKey::Ballot(self.compound_id.clone(), self.id.clone());
        let form = self.view.model.form(&key);
        let own = self.at_door().is_some_and(|door| !door.replaceable().is_empty());
        let is_shown = !own || !form.text(CORRECTING).is_empty();
        is_shown && one_spelling(form.text("serial")) == serial
    }

    fn facts(&self, record: &BallotRecord) -> Facts {
        let (lang, ballot) = (self.view.lang, &record.ballot);
        let signer = ballot.signer.map(|signer| lang.signer_of(signer)).unwrap_or_default();
        let signer = format!("{signer} {}", ballot.signed_by.as_deref().unwrap_or_default());
        // Who signed is sealed with the choice.
        let signer = Some(signer).filter(|_| ballot.sealed.is_none());
        // Whoever checks a paper says first what they read on it.
        let choice = (!self.is_checking()).then(|| lang.choice_of(ballot.choice));
        Facts::new()
            .fact_some(lang.choice(), choice.as_ref())
            .fact(lang.serial(), ballot.serial.clone())
            .fact(lang.signed_on(), ballot.signed_on.clone())
            .fact_some(lang.signer(), signer.as_ref())
            .fact_some(
                ballot.signer.map_or_else(|| lang.authority(), |of| lang.authority_of(of)),
                ballot.authority.as_ref(),
            )
            .fact(lang.recorder(), record.stamp.by.clone())
            .fact(lang.collector(), ballot.collectors.join("、"))
            .fact_some(lang.note(), ballot.note.as_ref())
            .fact_some(lang.replace_why(), record.why.as_ref())
    }

    fn ballot_form(&self, replaces: bool) -> Html {
        let lang = self.view.lang;
        let key = FormKey::Ballot(self.compound_id.clone(), self.id.clone());
        let door = self.at_door();
        let form = self.view.form(key, |form| match &door {
            Some(door) => check(form, door).map(|_| ()),
            None => Ok(()),
        });
        let choice = form.form.text("choice").to_owned();
        let choices = vec![
            Choice::new("professional", lang.professional()),
            Choice::new("quasi", lang.quasi()),
            Choice::new("blank", lang.blank()),
            Choice::new("invalid", lang.invalid()),
        ];
        let blank = BlankReason::ALL.map(|r| Choice::new(r.code(), lang.blank_reason_of(r))).to_vec();
        let invalid = InvalidCode::ALL.map(|c| Choice::new(c.code(), lang.invalid_code(c))).to_vec();
        let signers = Signer::ALL.map(|s| Choice::new(s.code(), lang.signer_of(s))).to_vec();
        let ways = HandIn::ALL.map(|way| Choice::new(way.code(), lang.hand_in_of(way))).to_vec();
        let save = if replaces { lang.replace_ballot() } else { lang.record_ballot() };
        let event = Event::ballot(Msg::Record { compound: self.compound_id.clone(), household: self.id.clone() });
        let names_collectors = ["collector_a", "collector_b"].into_iter().any(|of| form.error(of).is_some())
            || form.form.text("collector_a").is_empty();
        let signer = Signer::from_code(form.form.text("signer"));
        let by_another = signer.filter(|of| signs_for_another(*of));
        let explains = (choice == "invalid").then(|| InvalidCode::from_code(form.form.text("invalid_code"))).flatten();
        let serial = one_spelling(form.form.text("serial"));
        let none = Html::default;
        all([
            if replaces { muted(lang.replace_explain()) } else { none() },
            form.required_text("serial", lang.serial()),
            form.toggles("choice", lang.choice(), choices),
            if choice == "blank" { form.toggles("blank_reason", lang.blank_reason(), blank) } else { none() },
            if choice == "invalid" { form.toggles("invalid_code", lang.invalid_reason(), invalid) } else { none() },
            muted_some(explains.map(|code| lang.invalid_explain(code))),
            form.toggles("signer", lang.signer(), signers),
            muted_some(signer.and_then(|of| lang.signer_explain(of))),
            cols().add(form.text("signed_by", lang.signed_by())).add(form.date("signed_on", lang.signed_on())).html(),
            by_another.map_or_else(none, |of| form.required_text("authority", lang.authority_of(of))),
            self.paper_photos(&serial, by_another.is_some(), "typed", form.error("form_photo")),
            if names_collectors { self.collector_fields(&form) } else { none() },
            if replaces { none() } else { form.toggles(HAND_IN, lang.hand_in(), ways) },
            form.text("note", lang.ballot_note()),
            if replaces { form.required_text("why", lang.replace_why()) } else { none() },
            self.record_button(save, event),
        ])
    }

    fn collector_fields(&self, form: &FormView<'_, '_>) -> Html {
        let lang = self.view.lang;
        cols()
            .add(form.required_text("collector_a", lang.collector_a()))
            .add(form.text("collector_b", lang.collector_b()))
            .html()
    }

    fn record_button(&self, save: &'static str, event: Event) -> Html {
        let sealing = self.view.model.sealing.underway.is_some();
        let onclick = self.view.on(event);
        let record = Button { kind: ButtonKind::Primary, icon: Some(Icon::Save), ..Button::new(save, onclick) };
        row().add(Button { disabled: sealing, ..record }.view()).html()
    }

    fn withdraw(&self) -> Html {
        let lang = self.view.lang;
        let form = self.view.form(FormKey::Withdraw(self.compound_id.clone(), self.id.clone()), |form| {
            form.required("why").map_err(|problem| vec![problem])
        });
        let event = Event::ballot(Msg::Withdraw { compound: self.compound_id.clone(), household: self.id.clone() });
        let withdraw = self.view.button(ButtonKind::Danger, None, lang.confirm_withdraw(), event);
        el("section", "stack")
            .add(section_subtitle(lang.withdraw_title()))
            .add(form.text_field("withdraw_why".into(), "why", lang.withdraw_why().into(), TextOptions::required()))
            .add(row().add(withdraw))
            .html()
    }

    pub fn history(&self, file: &HouseholdFile) -> Html {
        if self.is_checking() {
            return Html::default();
        }
        let lang = self.view.lang;
        let ended: Vec<_> = file.ballots.iter().filter_map(|b| Some((b, file.ended.get(&b.stamp.id)?))).collect();
        if ended.is_empty() {
            return Html::default();
        }
        let entry = |(record, ended): &(&BallotRecord, &Ended)| {
            let (title, by, why) = match ended {
                Ended::Replaced { by } => (lang.replaced(), by, String::new()),
                Ended::Withdrawn { by, why } => (lang.withdrawn(), by, why.clone()),
                Ended::Settled { by, why } => (lang.settled_away(), by, why.clone()),
            };
            let words = el("span", "muted").text(format!("{} {why}", lang.recorded_by(&by.by)));
            // Two records make this entry: the ballot, and what ended it.
            let model = self.view.model;
            let saved = model.save_state(&by.id).max(model.save_state(&record.stamp.id));
            el("li", "stack stack--tight")
                .key(&record.stamp.id.to_string())
                .add(row().add(badge(Tone::Neutral, title)).add(words).add(self.view.save_mark(saved)))
                .add(self.facts(record))
        };
        titled_card(lang.history())
            .attr("aria-label", lang.household_of(self.household))
            .add(el("ul", "stack").each(ended.iter().map(entry)))
            .html()
    }
}
