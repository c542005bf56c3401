//! One household: visits, and the written ballot with all its versions.

mod ballot;
mod check;
mod photos;
mod visits;

use super::{Screen, doors};
use crate::app::ballot::Msg;
use crate::app::form::FormKey;
use crate::app::round::Habits;
use crate::app::{Event, Route, contact, office};
use crate::domain::catalogue::TELEPHONE;
use crate::domain::household::Household;
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId};
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::journal::household_file::HouseholdFile;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{Facts, card, card_title, head, muted, row};
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, Icon, Tone, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, household: &Household) -> Screen {
    let lang = view.lang;
    let mut screen =
        Screen { title: lang.household_of(household), subtitle: Some(compound.card.name.clone()), ..Screen::default() };
    if compound.frame().is_none() {
        screen.body = banner(Tone::Warn, lang.gate_closed());
        return screen;
    }
    if view.model.is_revoked() {
        screen.body = banner(Tone::Danger, lang.revoked_here());
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
    // Held upright they lie below each other: first what is done at every door.
    let rare = [at.forms(), at.door_photos(), at.contact(), at.history(file)];
    let body = el("div", "halves")
        .add(el("div", "stack").add(facts(view, household)).add(at.visits(file)))
        .add(el("div", "stack").add(at.ballot(file)).add(at.checks(file)).each(rare));
    screen.body = all([doors::left(view, campaign, compound), early.unwrap_or_default(), body.html()]);
    let next = Habits::of(&view.model.settings)
        .next_door(campaign, compound, &household.id, (view.today, view.now))
        .map(|next| Route::Household(campaign.clone(), compound.card.id.clone(), next.clone()));
    let next = next.map(|next| {
        let next = Button::new(lang.next_door(), view.go(next));
        Button { kind: ButtonKind::Primary, icon: Some(Icon::Next), icon_last: true, ..next }.view()
    });
    let about = Place::Household(household.id.clone());
    let survey = Route::Survey(campaign.clone(), compound.card.id.clone(), Some(about));
    screen.actions =
        all([view.way(ButtonKind::Secondary, None, lang.about_household(), survey), next.unwrap_or_default()]);
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
}
