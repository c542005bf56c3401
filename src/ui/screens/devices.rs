//! Who is trusted, and who goes where: enrolled devices, deputies, revoking devices, buildings, the trust list.

use super::Screen;
use crate::app::devices::{LAST, Msg, UNTIL, WHY, check_revocation, check_until, least, may_be_deputy};
use crate::app::form::FormKey;
use crate::app::{Device, Event, Open, Route};
use crate::bundle::key::{spoken, thumbprint};
use crate::domain::ids::{BuildingNo, DeviceId};
use crate::journal::compound::Compound;
use crate::journal::fact::{Enrol, Issue};
use crate::journal::{Fact, State};
use crate::shell::local_time;
use crate::ui::element::{El, all, el, text};
use crate::ui::layout::{
    Facts, card_subtitle, cols, head, item_aside, item_main, item_sub, list, muted, paragraph, row, section_title,
    titled_card,
};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Checks, Choice, Icon, Tone, badge, banner, titled_banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, open: &Open) -> Screen {
    let lang = view.lang;
    let supervisor = view.model.is_supervisor();
    let enrolled = &open.state.enrolled;
    let devices = if enrolled.is_empty() {
        muted(lang.none_enrolled())
    } else {
        el("div", "stack").each(enrolled.values().map(|enrol| device(view, open, enrol))).html()
    };
    let with_roll = || open.state.compounds.values().filter(|compound| compound.roll.is_some());
    Screen {
        title: lang.devices().to_owned(),
        subtitle: open.state.terms.as_ref().map(|terms| terms.name.clone()),
        body: all([
            if supervisor { reminder(view, open) } else { supervisors(view, open) },
            section_title(lang.enrolled()).html(),
            devices,
            if supervisor {
                row()
                    .add(view.way(
                        ButtonKind::Secondary,
                        Some(Icon::Plus),
                        lang.enrol_by_importing(),
                        Route::Handover(open.state.campaign.clone()),
                    ))
                    .html()
            } else {
                Html::default()
            },
            el("div", "stack").each(with_roll().map(|compound| assignments(view, open, compound))).html(),
            if supervisor { trust_list(view, open) } else { Html::default() },
        ]),
        ..Screen::default()
    }
}

/// The only supervisor hears what would be lost with it.
fn reminder(view: &View<'_>, open: &Open) -> Html {
    let alone = |own: &Device| open.state.other_supervisors(&own.id).next().is_none();
    if view.model.device.as_ref().is_some_and(alone) {
        titled_banner(Tone::Info, view.lang.no_deputy(), text(view.lang.no_deputy_long()))
    } else {
        Html::default()
    }
}

/// What a device is in the campaign, if it is more than enrolled.
fn rank(view: &View<'_>, state: &State, id: &DeviceId) -> Html {
    let tone = if state.supervises(id) { Tone::Ok } else { Tone::Neutral };
    if state.is_founder(id) {
        badge(tone, view.lang.founder())
    } else if state.is_supervisor(id) {
        badge(tone, view.lang.deputy())
    } else {
        Html::default()
    }
}

/// Whom this device believes.
fn supervisors(view: &View<'_>, open: &Open) -> Html {
    let lang = view.lang;
    let known = view.model.supervisors.iter().map(|supervisor| {
        let id = thumbprint(&supervisor.key);
        let revoked = open.state.revoked.get(&id).map(|(revoke, _)| revoke.last);
        let revoked = revoked.map(|last| badge(Tone::Danger, lang.revoked_after(last)));
        el("li", "item")
            .key(id.as_str())
            .add(Icon::Shield.view())
            .add(item_main(supervisor.name.clone()).add(item_sub(spoken(&id))))
            .add(item_aside().add(rank(view, &open.state, &id)).add_some(revoked))
    });
    titled_card(lang.supervisors_known()).add(muted(lang.believes_these())).add(list().each(known)).html()
}

fn device(view: &View<'_>, open: &Open, enrol: &Enrol) -> El {
    let (lang, state, id) = (view.lang, &open.state, &enrol.device);
    let is_it = |fact: &Fact| matches!(fact, Fact::Enrol(other) if other.device == *id);
    let revoked = state.revoked.get(id).map(|(revoke, _)| revoke);
    let mark = match revoked {
        Some(revoke) => badge(Tone::Danger, lang.revoked_after(revoke.last)),
        None => view.save_mark(view.model.save_state_of(&|_, fact| is_it(fact))),
    };
    let is_this = view.model.device.as_ref().is_some_and(|own| own.id == *id);
    let last = state.received.get(id).and_then(|all| all.iter().max_by_key(|(received, _)| received.bundle));
    let received = match last {
        Some((received, stamp)) => lang.last_received(received.bundle, received.last, &local_time(stamp.at)),
        None => lang.none_received().to_owned(),
    };
    let mut facts =
        Facts::new().fact_some(lang.enrolled_person(), enrol.person.as_ref()).code(lang.its_fingerprint(), spoken(id));
    if view.model.is_supervisor() && !is_this {
        facts = facts.fact(lang.bundles(), received);
    }
    if let Some((taken, _)) = state.packets_taken.get(id) {
        facts = facts
            .fact(lang.packet_title(), lang.has_packet(taken.packet, state.issued(Issue::Packet).max(taken.packet)));
    }
    facts = facts.fact_some(lang.revoked_why(), revoked.map(|revoke| &revoke.why));
    let mut title = card_subtitle(enrol.name.clone());
    if is_this {
        title = title.text(lang.is_this_device());
    }
    el("section", "card stack")
        .key(id.as_str())
        .attr("aria-label", enrol.name.clone())
        .attr("role", "group")
        .add(head(title, el("span", "row").add(rank(view, state, id)).add(mark)))
        .add(facts)
        .add_if(view.model.is_supervisor() && !is_this, || changing(view, state, enrol))
}

/// What a supervisor can do about a device that isn't its own.
fn changing(view: &View<'_>, state: &State, enrol: &Enrol) -> Html {
    let (lang, id) = (view.lang, &enrol.device);
    if view.model.forms.contains_key(&FormKey::Revoke(id.clone())) {
        return revoking(view, id);
    }
    if view.model.forms.contains_key(&FormKey::Deputy(id.clone())) {
        return deputizing(view, enrol);
    }
    let ask = |label, msg| view.button(ButtonKind::Quiet, None, label, Event::devices(msg));
    let revoke = if state.revoked.contains_key(id) { lang.revoke_change() } else { lang.revoke_ask() };
    row()
        .add_if(may_be_deputy(state, id), || ask(lang.make_deputy_ask(), Msg::AskDeputy(id.clone(), true)))
        .add(ask(revoke, Msg::AskRevoke(id.clone(), true)))
        .html()
}

fn deputizing(view: &View<'_>, enrol: &Enrol) -> Html {
    let (lang, id) = (view.lang, &enrol.device);
    let event = |msg: Msg| Event::devices(msg);
    el("div", "stack")
        .add(banner(Tone::Warn, lang.make_deputy_explain(&enrol.name)))
        .add(paragraph(lang.make_deputy_then()))
        .add(
            row()
                .add(view.button(ButtonKind::Danger, None, lang.make_deputy(), event(Msg::MakeDeputy(id.clone()))))
                .add(view.button(ButtonKind::Secondary, None, lang.cancel(), event(Msg::AskDeputy(id.clone(), false)))),
        )
        .html()
}

fn revoking(view: &View<'_>, id: &DeviceId) -> Html {
    let lang = view.lang;
    let event = |msg: Msg| Event::devices(msg);
    let form = view.form(FormKey::Revoke(id.clone()), |form| check_revocation(form, id, least(view.model, id)));
    el("div", "stack")
        .add(paragraph(lang.revoke_explain()))
        .add(
            cols()
                .add(form.number(LAST, lang.revoke_last(), None, Some(lang.revoke_last_hint())))
                .add(form.required_text(WHY, lang.revoke_why())),
        )
        .add(
            row()
                .add(view.button(ButtonKind::Danger, None, lang.revoke(), event(Msg::Revoke(id.clone()))))
                .add(view.button(ButtonKind::Secondary, None, lang.cancel(), event(Msg::AskRevoke(id.clone(), false)))),
        )
        .html()
}

/// Which device goes to which building of a compound.
fn assignments(view: &View<'_>, open: &Open, compound: &Compound) -> El {
    let lang = view.lang;
    let mut buildings: Vec<&BuildingNo> = Vec::new();
    for household in compound.roll.iter().flat_map(|roll| roll.households()) {
        if buildings.last() != Some(&&household.building) {
            buildings.push(&household.building);
        }
    }
    let card = titled_card(lang.assignments(&compound.card.name)).key(compound.card.id.as_str());
    if !view.model.is_supervisor() {
        let named = |building: &&BuildingNo| {
            let names = compound.assigned_to(building).iter().filter_map(|device| open.state.enrolled.get(device));
            let names: Vec<&str> = names.map(|enrol| enrol.name.as_str()).collect();
            (!names.is_empty()).then(|| (lang.building(building.as_str()), lang.list(&names)))
        };
        let assigned: Vec<(String, String)> = buildings.iter().filter_map(named).collect();
        if assigned.is_empty() {
            return card.add(muted(lang.nobody_assigned()));
        }
        let facts = assigned.into_iter().fold(Facts::new(), |facts, (building, names)| facts.fact(building, names));
        return card.add(facts);
    }
    let revoked = |enrol: &&Enrol| !open.state.revoked.contains_key(&enrol.device);
    let options: Vec<Choice> = open
        .state
        .enrolled
        .values()
        .filter(revoked)
        .map(|enrol| {
            let label = match &enrol.person {
                Some(person) => lang.remarked(&enrol.name, person),
                None => enrol.name.clone(),
            };
            Choice::new(enrol.device.as_str().to_owned(), label)
        })
        .collect();
    let checks = buildings.into_iter().map(|building| {
        let (dispatch, id, no) = (view.dispatch.clone(), compound.card.id.clone(), building.clone());
        let checks = Checks {
            id: format!("assign-{}-{building}", compound.card.id).into(),
            legend: lang.building(building.as_str()).into(),
            options: options.clone(),
            selected: compound.assigned_to(building).iter().map(|id| id.as_str().to_owned().into()).collect(),
            ontoggle: Callback::from(move |(device, goes): (AttrValue, bool)| {
                let (compound, building, device) = (id.clone(), no.clone(), DeviceId::from(device.as_str()));
                dispatch.emit(Event::devices(Msg::Assign { compound, building, device, goes }));
            }),
            warning: None,
        };
        el("div", "").key(building.as_str()).add(checks.view())
    });
    card.add(muted(lang.assignments_explain())).add(cols().each(checks))
}

fn trust_list(view: &View<'_>, open: &Open) -> Html {
    let lang = view.lang;
    let form = view.form(FormKey::Trust(open.state.campaign.clone()), |form| check_until(form, view.today));
    let number = open.state.issued(Issue::Trust);
    let save = Event::devices(Msg::MakeTrustList);
    titled_card(lang.trust_title())
        .add(muted(lang.trust_explain()))
        .add_if(number > 0, || paragraph(lang.last_trust_list(number)))
        .add(form.date(UNTIL, lang.trust_until()))
        .add(row().add(view.button(ButtonKind::Secondary, Some(Icon::Download), lang.save_trust(), save)))
        .html()
}
