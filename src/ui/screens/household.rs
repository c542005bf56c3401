//! One household: visits, and the written ballot with all its versions.

use super::Screen;
use crate::app::ballot::{AtDoor, Msg, check, next_door};
use crate::app::form::{FormKey, Problem, ProblemKind};
use crate::app::{Event, Route, contact, office};
use crate::domain::ballot::{BlankReason, InvalidCode, Signer, VisitOutcome};
use crate::domain::catalogue::TELEPHONE;
use crate::domain::household::Household;
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId};
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, Ended, HouseholdFile, Standing};
use crate::ui::element::{El, all, el, fragment};
use crate::ui::layout::{
    Facts, card, card_title, cols, head, item_aside, item_main, item_sub, list, muted, row, section_subtitle,
    titled_card,
};
use crate::ui::view::{FormView, TextOptions, View};
use crate::ui::widgets::{Button, ButtonKind, Choice, Icon, Tone, badge, banner};
use yew::prelude::*;

/// The form field that says that a correction was begun.
const CORRECTING: &str = "correcting";

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, household: &Household) -> Screen {
    let lang = view.lang;
    let mut screen =
        Screen { title: lang.household_of(household), subtitle: Some(compound.card.name.clone()), ..Screen::default() };
    if compound.frame().is_none() {
        screen.body = banner(Tone::Warn, lang.gate_closed());
        return screen;
    }
    let first = compound.frame().map_or("", |frame| frame.from);
    if compound.roll.as_ref().is_none_or(|roll| !roll.counts(household)) {
        screen.body = banner(Tone::Info, lang.not_a_household());
        return screen;
    }
    let at = At { view, compound, household, compound_id: &compound.card.id, id: &household.id };
    let empty = HouseholdFile::default();
    let file = compound.file(&household.id).unwrap_or(&empty);
    let early = (view.today < first).then(|| banner(Tone::Warn, lang.ballot_begins(first)));
    let body = el("div", "halves")
        .add(el("div", "stack").add(facts(view, household)).add(at.visits(file)).add(at.contact()))
        .add(el("div", "stack").add(at.ballot(file)).add(at.history(file)));
    screen.body = all([early.unwrap_or_default(), body.html()]);
    let stairwell = Place::Stairwell(household.building.clone(), household.stairwell.clone());
    let grid = Route::Doors(campaign.clone(), compound.card.id.clone(), Some(stairwell));
    let next = next_door(compound, &household.id)
        .map(|next| Route::Household(campaign.clone(), compound.card.id.clone(), next.clone()));
    let next = next.map(|next| {
        let next = Button::new(lang.next_door(), view.go(next));
        Button { kind: ButtonKind::Primary, icon: Some(Icon::Next), icon_last: true, ..next }.view()
    });
    let about = Place::Household(household.id.clone());
    let survey = Route::Survey(campaign.clone(), compound.card.id.clone(), Some(about));
    screen.actions = all([
        view.way(ButtonKind::Secondary, Some(Icon::Menu), lang.step_doors(), grid),
        view.way(ButtonKind::Secondary, None, lang.about_household(), survey),
        next.unwrap_or_default(),
    ]);
    screen
}

fn facts(view: &View<'_>, household: &Household) -> El {
    let lang = view.lang;
    let unknown = || lang.unknown().to_owned();
    let holders = if household.holders.is_empty() { unknown() } else { household.holders.join("、") };
    let facts = Facts::new()
        .fact(lang.holders(), holders)
        .fact(lang.area(), household.area_m2.map_or_else(unknown, |area| format!("{area} ㎡")))
        .fact(lang.tenure(), household.tenure.map_or_else(|| lang.unknown(), |tenure| lang.tenure_of(tenure)))
        .fact_some(lang.note(), household.note.as_ref());
    el("section", "card").add(facts)
}

/// What the person at the door is to be told, if they want to read it.
fn privacy(view: &View<'_>) -> El {
    el("details", "fold").add(el("summary", "").text(view.lang.privacy_show())).add(super::privacy::told(view))
}

struct At<'a, 'v> {
    view: &'a View<'v>,
    compound: &'a Compound,
    household: &'a Household,
    compound_id: &'a CompoundId,
    id: &'a HouseholdId,
}

impl At<'_, '_> {
    fn visits(&self, file: &HouseholdFile) -> Html {
        let lang = self.view.lang;
        let form = self.view.form(FormKey::Visit(self.compound_id.clone(), self.id.clone()), |form| {
            form.required("collector_a")
                .map_err(|_| vec![Problem { field: "collector_a", kind: ProblemKind::Required }])
        });
        let outcome = |outcome: VisitOutcome| {
            let event =
                Event::ballot(Msg::Visit { compound: self.compound_id.clone(), household: self.id.clone(), outcome });
            self.view.button(ButtonKind::Secondary, None, lang.outcome(outcome), event)
        };
        let past = file.visits.iter().rev().map(|record| {
            let visit = &record.visit;
            let mut words = format!("{} · {}", visit.at.replace('T', " "), visit.collectors.join("、"));
            if let Some(note) = &visit.note {
                words.push_str(" · ");
                words.push_str(note);
            }
            let main = item_main(lang.outcome(visit.outcome)).add(item_sub(words));
            let saved = item_aside().add(self.view.saved(&record.stamp.id));
            el("li", "item").key(&record.stamp.id.to_string()).add(main).add(saved)
        });
        let attempts = (!file.visits.is_empty()).then(|| badge(Tone::Neutral, lang.attempts(file.visits.len())));
        let past = if file.visits.is_empty() { muted(lang.no_visits()) } else { list().each(past).html() };
        let collectors = cols().add(visit_field(&form, "collector_a", lang.collector_a())).add(visit_field(
            &form,
            "collector_b",
            lang.collector_b(),
        ));
        card()
            .add(head(card_title(lang.visits()), attempts.unwrap_or_default()))
            .add(collectors)
            .add(visit_field(&form, "note", lang.visit_note()))
            .add(el("p", "field__label").text(lang.visit_now()))
            .add(row().each(VisitOutcome::ALL.into_iter().map(outcome)))
            .add(past)
            .html()
    }

    /// The telephone, where the campaign has a key to seal it to.
    fn contact(&self) -> Html {
        let (lang, model) = (self.view.lang, self.view.model);
        if model.state().and_then(|state| state.terms.as_ref()?.sealed_to.as_ref()).is_none() {
            return Html::default();
        }
        let (compound, household) = (self.compound_id.clone(), self.id.clone());
        let key = FormKey::Contact(compound.clone(), household.clone());
        let form = self.view.form(key, |form| contact::check(form.optional(TELEPHONE.id)).map_err(|p| vec![p]));
        let known = contact::on_record(self.compound, self.id);
        let label = if known.is_some() { lang.contact_replace() } else { lang.contact_save() };
        let save = Event::ballot(Msg::SaveContact { compound: compound.clone(), household: household.clone() });
        let drop = Event::ballot(Msg::DropContact { compound: compound.clone(), household: household.clone() });
        let opened = model.contact.opened.as_ref().filter(|(of, who, _)| (of, who) == (&compound, &household));
        let show = (known.is_some() && opened.is_none() && model.is_supervisor() && model.parts.office.is_some())
            .then(|| Event::office(office::Msg::ShowContact(compound, household)));
        card()
            .add(head(card_title(lang.contact()), known.map_or_else(Html::default, |of| self.view.saved(&of.stamp.id))))
            .add(muted(lang.contact_explain()))
            .add_some(opened.map(|(.., telephone)| banner(Tone::Info, telephone.clone())))
            .add(form.text(TELEPHONE.id, lang.field_name(&TELEPHONE)))
            .add(
                row()
                    .add(self.view.button(ButtonKind::Secondary, None, label, save))
                    .add_if(known.is_some(), || self.view.button(ButtonKind::Quiet, None, lang.contact_drop(), drop))
                    .add_some(show.map(|show| self.view.button(ButtonKind::Quiet, None, lang.contact_show(), show))),
            )
            .html()
    }

    fn ballot(&self, file: &HouseholdFile) -> Html {
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
            Standing::Counted { ballot, also, .. } => {
                let twice = (*also > 0).then(|| banner(Tone::Info, lang.same_choice_twice(*also)));
                all([self.record(ballot), twice.unwrap_or_default()])
            }
        };
        let returned = matches!(standing, Standing::Counted { .. } | Standing::Conflict(_));
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
            .add_if(own && !correcting, || {
                let icon = Some(Icon::Edit);
                row().add(self.view.button(ButtonKind::Secondary, icon, lang.start_correction(), correct)).html()
            })
            .add_if(!own || correcting, || self.ballot_form(own))
            .add_if(own && correcting, || self.withdraw())
            .add(privacy(self.view))
            .html()
    }

    /// What the form is checked against, for a device that has its key.
    fn at_door(&self) -> Option<AtDoor<'_>> {
        let device = &self.view.model.device.as_ref()?.id;
        Some(AtDoor {
            compound: self.compound,
            household: self.id,
            device,
            supervisor: self.view.model.is_supervisor(),
            today: self.view.today,
        })
    }

    /// Ballots on file that stand but aren't counted, and why.
    fn uncounted(&self, file: &HouseholdFile) -> Html {
        let Some(frame) = self.compound.frame() else { return Html::default() };
        let outside = file.standing_ballots().filter_map(|record| Some((record, frame.excludes(record)?)));
        let shown =
            outside.map(|(record, why)| all([banner(Tone::Warn, self.view.lang.uncounted(why)), self.record(record)]));
        fragment(shown.collect())
    }

    fn record(&self, record: &BallotRecord) -> Html {
        el("div", "stack stack--tight")
            .key(&record.stamp.id.to_string())
            .add(self.facts(record))
            .add(self.view.saved(&record.stamp.id))
            .html()
    }

    fn facts(&self, record: &BallotRecord) -> Facts {
        let (lang, ballot) = (self.view.lang, &record.ballot);
        let signer = ballot.signer.map(|signer| lang.signer_of(signer)).unwrap_or_default();
        let signer = format!("{signer} {}", ballot.signed_by.as_deref().unwrap_or_default());
        // Who signed is sealed with the choice.
        let signer = Some(signer).filter(|_| ballot.sealed.is_none());
        Facts::new()
            .fact(lang.choice(), lang.choice_of(ballot.choice))
            .fact(lang.serial(), ballot.serial.clone())
            .fact(lang.signed_on(), ballot.signed_on.clone())
            .fact_some(lang.signer(), signer.as_ref())
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
        let save = if replaces { lang.replace_ballot() } else { lang.record_ballot() };
        let event = Event::ballot(Msg::Record { compound: self.compound_id.clone(), household: self.id.clone() });
        let names_collector = form.form.text("collector_a").is_empty() || form.error("collector_a").is_some();
        let none = Html::default;
        all([
            if replaces { muted(lang.replace_explain()) } else { none() },
            form.required_text("serial", lang.serial()),
            form.toggles("choice", lang.choice(), choices),
            if choice == "blank" { form.toggles("blank_reason", lang.blank_reason(), blank) } else { none() },
            if choice == "invalid" { form.toggles("invalid_code", lang.invalid_reason(), invalid) } else { none() },
            form.toggles("signer", lang.signer(), signers),
            cols().add(form.text("signed_by", lang.signed_by())).add(form.date("signed_on", lang.signed_on())).html(),
            if names_collector { form.required_text("collector_a", lang.collector_a()) } else { none() },
            form.text("note", lang.ballot_note()),
            if replaces { form.required_text("why", lang.replace_why()) } else { none() },
            self.record_button(save, event),
        ])
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

    fn history(&self, file: &HouseholdFile) -> Html {
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

/// A field of the visit's form; its id differs from the ballot's field of the same name.
fn visit_field(form: &FormView<'_, '_>, field: &'static str, label: &'static str) -> Html {
    form.text_field(format!("visit_{field}").into(), field, label.into(), TextOptions::default())
}
