//! One household: visits, and the written ballot with all its versions.

use super::Screen;
use crate::app::ballot::{AtDoor, Msg, blank_code, check, invalid_code, next_door, signer_code};
use crate::app::form::{FormKey, Problem, ProblemKind};
use crate::app::{Event, Route};
use crate::domain::ballot::{BlankReason, InvalidCode, Signer, VisitOutcome};
use crate::domain::household::Household;
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId};
use crate::domain::place::Place;
use crate::journal::household_file::{BallotRecord, Ended, HouseholdFile, Standing};
use crate::journal::state::Compound;
use crate::ui::view::{FormView, View};
use crate::ui::widgets::{Badge, Banner, Button, ButtonKind, Choice, Icon, Tone};
use yew::prelude::*;

/// The form field that says that a correction was begun.
const CORRECTING: &str = "correcting";

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, household: &Household) -> Screen {
    let lang = view.lang;
    let mut screen =
        Screen { title: lang.household_of(household), subtitle: Some(compound.card.name.clone()), ..Screen::default() };
    if compound.frame().is_none() {
        screen.body = html! { <Banner kind={Tone::Warn}>{ lang.gate_closed() }</Banner> };
        return screen;
    }
    if !household.counts() {
        screen.body = html! { <Banner kind={Tone::Info}>{ lang.not_a_household() }</Banner> };
        return screen;
    }
    let at = At { view, compound, household, compound_id: &compound.card.id, id: &household.id };
    let empty = HouseholdFile::default();
    let file = compound.file(&household.id).unwrap_or(&empty);
    screen.body = html! {
        <div class="halves">
            <div class="stack">
                { facts(view, household) }
                { at.visits(file) }
            </div>
            <div class="stack">
                { at.ballot(file) }
                { at.history(file) }
            </div>
        </div>
    };
    let stairwell = Place::Stairwell(household.building.clone(), household.stairwell.clone());
    let grid = Route::Doors(campaign.clone(), compound.card.id.clone(), Some(stairwell));
    let next = next_door(compound, &household.id)
        .map(|next| Route::Household(campaign.clone(), compound.card.id.clone(), next.clone()));
    screen.actions = html! {
        <>
            <Button label={lang.step_doors()} icon={Icon::Menu} onclick={view.go(grid)} />
            if let Some(next) = next {
                <Button kind={ButtonKind::Primary} label={lang.next_door()} icon={Icon::Next} icon_last=true onclick={view.go(next)} />
            }
        </>
    };
    screen
}

fn facts(view: &View<'_>, household: &Household) -> Html {
    let lang = view.lang;
    let unknown = || lang.unknown().to_owned();
    html! {
        <section class="card">
            <dl class="facts">
                <dt>{ lang.holders() }</dt>
                <dd>{ if household.holders.is_empty() { unknown() } else { household.holders.join("、") } }</dd>
                <dt>{ lang.area() }</dt>
                <dd>{ household.area_m2.map_or_else(unknown, |area| format!("{area} ㎡")) }</dd>
                <dt>{ lang.tenure() }</dt>
                <dd>{ household.tenure.map_or_else(unknown, |tenure| lang.tenure_of(tenure).to_owned()) }</dd>
                if let Some(note) = &household.note {
                    <dt>{ lang.note() }</dt><dd>{ note }</dd>
                }
            </dl>
        </section>
    }
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
                Event::Ballot(Msg::Visit { compound: self.compound_id.clone(), household: self.id.clone(), outcome });
            self.view.button(ButtonKind::Secondary, None, lang.outcome(outcome), event)
        };
        let past = file.visits.iter().rev().map(|record| {
            let visit = &record.visit;
            html! {
                <li class="item" key={record.stamp.id.to_string()}>
                    <span class="item__main">
                        <span class="item__title">{ lang.outcome(visit.outcome) }</span>
                        <span class="item__sub">
                            { format!("{} · {}", visit.at.replace('T', " "), visit.collectors.join("、")) }
                            if let Some(note) = &visit.note { { format!(" · {note}") } }
                        </span>
                    </span>
                </li>
            }
        });
        html! {
            <section class="card stack">
                <div class="card__head">
                    <h2 class="card__title">{ lang.visits() }</h2>
                    if !file.visits.is_empty() { <Badge label={lang.attempts(file.visits.len())} /> }
                </div>
                <div class="cols">
                    { visit_field(&form, "collector_a", lang.collector_a()) }
                    { visit_field(&form, "collector_b", lang.collector_b()) }
                </div>
                { visit_field(&form, "note", lang.visit_note()) }
                <p class="field__label">{ lang.visit_now() }</p>
                <div class="row">{ for VisitOutcome::ALL.into_iter().map(outcome) }</div>
                if file.visits.is_empty() {
                    <p class="muted">{ lang.no_visits() }</p>
                } else {
                    <ul class="list">{ for past }</ul>
                }
            </section>
        }
    }

    fn ballot(&self, file: &HouseholdFile) -> Html {
        let lang = self.view.lang;
        let standing = self.compound.standing(self.id);
        let key = FormKey::Ballot(self.compound_id.clone(), self.id.clone());
        let correcting = !self.view.model.form(&key).text(CORRECTING).is_empty();
        let state = match &standing {
            Standing::NotReturned => Html::default(),
            Standing::Annulled => html! { <Banner kind={Tone::Warn}>{ lang.annulled_here() }</Banner> },
            Standing::Conflict(ballots) => html! {
                <>
                    <Banner kind={Tone::Danger}>{ lang.conflict_here() }</Banner>
                    { for ballots.iter().map(|record| self.record(record)) }
                </>
            },
            Standing::Counted { ballot, also, .. } => html! {
                <>
                    { self.record(ballot) }
                    if *also > 0 { <Banner kind={Tone::Info}>{ lang.same_choice_twice(*also) }</Banner> }
                </>
            },
        };
        let returned = matches!(standing, Standing::Counted { .. } | Standing::Conflict(_));
        let own = self.at_door().is_some_and(|door| !door.replaceable().is_empty());
        html! {
            <section class="card stack">
                <div class="card__head">
                    <h2 class="card__title">{ lang.ballot() }</h2>
                    if returned { <Badge tone={Tone::Ok} label={lang.on_record()} /> } else { <Badge label={lang.no_ballot()} /> }
                </div>
                { state }
                { self.uncounted(file) }
                if own && !correcting {
                    <div class="row">
                        { self.view.button(ButtonKind::Secondary, Some(Icon::Edit), lang.start_correction(),
                            Event::Edit { form: key, field: CORRECTING, text: "yes".to_owned() }) }
                    </div>
                }
                if !own || correcting { { self.ballot_form(own) } }
                if own && correcting { { self.withdraw() } }
            </section>
        }
    }

    /// What the form is checked against, for a device that has its key.
    fn at_door(&self) -> Option<AtDoor<'_>> {
        let device = &self.view.model.device.as_ref()?.id;
        Some(AtDoor {
            compound: self.compound,
            household: self.id,
            device,
            founder: self.view.model.is_supervisor(),
            today: self.view.today,
        })
    }

    /// Ballots on file that stand but aren't counted, and why.
    fn uncounted(&self, file: &HouseholdFile) -> Html {
        let Some(frame) = self.compound.frame() else { return Html::default() };
        let outside = file.standing_ballots().filter_map(|record| Some((record, frame.excludes(record)?)));
        html! {
            { for outside.map(|(record, why)| html! {
                <>
                    <Banner kind={Tone::Warn}>{ self.view.lang.uncounted(why) }</Banner>
                    { self.record(record) }
                </>
            }) }
        }
    }

    fn record(&self, record: &BallotRecord) -> Html {
        let (lang, ballot) = (self.view.lang, &record.ballot);
        let signer = ballot.signer.map(|signer| lang.signer_of(signer)).unwrap_or_default();
        html! {
            <dl class="facts" key={record.stamp.id.to_string()}>
                <dt>{ lang.choice() }</dt><dd>{ lang.choice_of(ballot.choice) }</dd>
                <dt>{ lang.serial() }</dt><dd>{ &ballot.serial }</dd>
                <dt>{ lang.signed_on() }</dt><dd>{ &ballot.signed_on }</dd>
                <dt>{ lang.signer() }</dt><dd>{ signer }{ " " }{ ballot.signed_by.clone().unwrap_or_default() }</dd>
                <dt>{ lang.recorder() }</dt><dd>{ &record.stamp.by }</dd>
                <dt>{ lang.collector() }</dt><dd>{ ballot.collectors.join("、") }</dd>
                if let Some(note) = &ballot.note { <dt>{ lang.note() }</dt><dd>{ note }</dd> }
                if let Some(why) = &record.why { <dt>{ lang.replace_why() }</dt><dd>{ why }</dd> }
            </dl>
        }
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
        let blank = BlankReason::ALL.map(|r| Choice::new(blank_code(r), lang.blank_reason_of(r))).to_vec();
        let invalid = InvalidCode::ALL.map(|c| Choice::new(invalid_code(c), lang.invalid_code(c))).to_vec();
        let signers = Signer::ALL.map(|s| Choice::new(signer_code(s), lang.signer_of(s))).to_vec();
        let save = if replaces { lang.replace_ballot() } else { lang.record_ballot() };
        let event = Event::Ballot(Msg::Record { compound: self.compound_id.clone(), household: self.id.clone() });
        html! {
            <>
                if replaces { <p class="muted">{ lang.replace_explain() }</p> }
                { form.required_text("serial", lang.serial()) }
                { form.toggles("choice", lang.choice(), choices) }
                if choice == "blank" { { form.toggles("blank_reason", lang.blank_reason(), blank) } }
                if choice == "invalid" { { form.toggles("invalid_code", lang.invalid_reason(), invalid) } }
                { form.toggles("signer", lang.signer(), signers) }
                <div class="cols">
                    { form.text("signed_by", lang.signed_by()) }
                    { form.date("signed_on", lang.signed_on()) }
                </div>
                if form.form.text("collector_a").is_empty() || form.error("collector_a").is_some() {
                    { form.required_text("collector_a", lang.collector_a()) }
                }
                { form.text("note", lang.ballot_note()) }
                if replaces { { form.required_text("why", lang.replace_why()) } }
                <div class="row">{ self.view.button(ButtonKind::Primary, Some(Icon::Save), save, event) }</div>
            </>
        }
    }

    fn withdraw(&self) -> Html {
        let lang = self.view.lang;
        let form = self.view.form(FormKey::Withdraw(self.compound_id.clone(), self.id.clone()), |form| {
            form.required("why").map_err(|problem| vec![problem])
        });
        let event = Event::Ballot(Msg::Withdraw { compound: self.compound_id.clone(), household: self.id.clone() });
        let error = form.error("why");
        html! {
            <section class="stack">
                <h3 class="section-title">{ lang.withdraw_title() }</h3>
                <crate::ui::widgets::TextField id="withdraw_why" label={lang.withdraw_why()} value={form.form.text("why").to_owned()}
                    oninput={form.sets::<String>("why")} {error} required=true />
                <div class="row">{ self.view.button(ButtonKind::Danger, None, lang.confirm_withdraw(), event) }</div>
            </section>
        }
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
            html! {
                <li class="stack stack--tight" key={record.stamp.id.to_string()}>
                    <div class="row"><Badge label={title} /><span class="muted">{ lang.recorded_by(&by.by) }{ " " }{ why }</span></div>
                    { self.record(record) }
                </li>
            }
        };
        html! {
            <section class="card stack" aria-label={self.view.lang.household_of(self.household)}>
                <h2 class="card__title">{ lang.history() }</h2>
                <ul class="stack">{ for ended.iter().map(entry) }</ul>
            </section>
        }
    }
}

/// A field of the visit's form; its id differs from the ballot's field of the same name.
fn visit_field(form: &FormView<'_, '_>, field: &'static str, label: &'static str) -> Html {
    html! {
        <crate::ui::widgets::TextField id={format!("visit_{field}")} {label} value={form.form.text(field).to_owned()}
            oninput={form.sets::<String>(field)} error={form.error(field)} />
    }
}
