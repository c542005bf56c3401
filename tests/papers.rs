//! Papers that are printed from the roll: for whom, what they can't be printed without, their figures; and the form that is scanned at the doors.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use support::{
    COMPOUND, HOUSEHOLDS, SHOP, Scenario, Tablet, ballot, close, freeze, households as titles, import_roll, posted,
    replacing, settle, visit,
};
use wenlou::app::form::FormKey;
use wenlou::app::papers::{Lack, Msg, Paper, by_stairwell, households};
use wenlou::app::scan::{self, Miss};
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, update};
use wenlou::bundle::qr::Code;
use wenlou::domain::ballot::{BlankReason, Choice, InvalidCode, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::place::Place;
use wenlou::findings::count::Count;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{Correct, Spoil};

/// Terms with these settings.
fn terms(settings: &[(&str, &str)]) -> Fact {
    let mut terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
    for (id, value) in settings {
        terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap();
    }
    Fact::Terms(terms)
}

/// Everything up to the first visit, in a campaign that prints its forms.
fn printing() -> Scenario {
    Scenario::with(1, |supervisor| {
        supervisor.record(terms(&[("forms", "printed")]));
        import_roll(supervisor, titles());
        freeze(supervisor);
        supervisor.record(posted());
    })
}

fn compound(tablet: &Tablet) -> Compound {
    tablet.state().compounds.get(&COMPOUND.into()).unwrap().clone()
}

fn spoil(household: &str, serial: &str) -> Fact {
    let (compound, household) = (COMPOUND.into(), household.into());
    Fact::Spoil(Spoil { compound, household, serial: serial.into(), why: "涂改".into() })
}

/// A program that has what is on this tablet open.
struct Program(Model);

impl Program {
    fn on(tablet: &Tablet, parts: Parts, route: impl FnOnce(&str) -> Route) -> Self {
        let campaign = tablet.journal.campaign().clone();
        let ids: Vec<_> = tablet.journal.entries().map(|(id, _)| id.clone()).collect();
        let records = ids.into_iter().map(|id| (id.clone(), tablet.text(&id))).collect();
        let mut program = Self(Model::new(parts));
        let key = Some(tablet.device.key.clone());
        program.send(Event::Started(Box::new(AtStart { key, ..AtStart::default() })));
        program.send(Event::Go(route(campaign.as_str())));
        program.send(Event::Loaded { campaign, records });
        program
    }

    fn at_the_doors(tablet: &Tablet) -> Self {
        Self::on(tablet, Parts::DOORS, |campaign| Route::Doors(campaign.into(), COMPOUND.into(), None))
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        let moment = Moment { at: 0, local: "2026-03-12T09:00".into(), nonce: "n".repeat(22) };
        update(&mut self.0, &moment, event)
    }

    /// Why a scanned text opens no household.
    fn miss(&mut self, text: &str) -> Miss {
        let before = self.0.route.clone();
        assert_eq!(self.send(Event::Scanned(text.to_owned())), []);
        assert_eq!(self.0.route, before);
        self.0.missed_form.clone().unwrap()
    }
}

fn code(tablet: &Tablet, compound: &str, serial: &str) -> FormCode {
    let serial = FormSerial::read(serial).unwrap();
    FormCode { campaign: tablet.journal.campaign().clone(), compound: compound.into(), serial }
}

#[test]
fn a_scanned_form_opens_its_household() {
    let s = printing();
    let tablet = &s.tablets[0];
    let on_file = compound(tablet);
    for id in HOUSEHOLDS {
        let serial = on_file.form_serial(&id.into()).unwrap();
        let text = code(tablet, COMPOUND, &serial).to_string();
        assert!(Code::of(&text).unwrap().side() <= 45, "small enough to be read off paper: {text}");
        let mut program = Program::at_the_doors(tablet);
        let effects = program.send(Event::Scanned(text));
        let route = Route::Household(tablet.journal.campaign().clone(), COMPOUND.into(), id.into());
        assert_eq!(program.0.route, route);
        assert_eq!(effects, [Effect::ShowRoute(route)]);
        assert_eq!(program.0.missed_form, None);
    }
    assert_eq!(on_file.form_serial(&SHOP.into()), None, "a title that is no household has no form");
}

#[test]
fn a_form_that_is_not_of_here_is_told_and_opens_nothing() {
    let mut s = printing();
    s.supervisor.record(Fact::Compound(support::card("other", "别的小区")));
    let believed = s.trusted();
    let packet = s.supervisor.packet();
    s.tablets[0].take(&packet, &believed);
    let serial = compound(&s.tablets[0]).form_serial(&HOUSEHOLDS[2].into()).unwrap();
    s.tablets[0].record(spoil(HOUSEHOLDS[2], &serial));
    let tablet = &s.tablets[0];
    let next = compound(tablet).form_serial(&HOUSEHOLDS[2].into()).unwrap();
    assert_ne!(next, serial);
    let good = code(tablet, COMPOUND, &next);
    let of = |serial: FormSerial| FormCode { serial, ..good.clone() }.to_string();
    let mut program = Program::at_the_doors(tablet);
    assert_eq!(program.miss("https://example.org"), Miss::NoForm);
    assert_eq!(program.miss(&next), Miss::NoForm, "a number alone may be of any campaign");
    let elsewhere = FormCode { campaign: "another".into(), ..good.clone() };
    assert_eq!(program.miss(&elsewhere.to_string()), Miss::OtherCampaign);
    let beside = FormCode { compound: "other".into(), ..good.clone() };
    assert_eq!(program.miss(&beside.to_string()), Miss::OtherCompound(Some("别的小区".into())));
    let unknown = FormCode { compound: "nowhere".into(), ..good.clone() };
    assert_eq!(program.miss(&unknown.to_string()), Miss::OtherCompound(None));
    let other_roll = FormSerial { roll: "0000".into(), ..good.serial.clone() };
    assert_eq!(program.miss(&of(other_roll.clone())), Miss::OtherRoll(other_roll.to_string()));
    let beyond = FormSerial { no: HOUSEHOLDS.len() + 1, copy: 1, ..good.serial.clone() };
    assert_eq!(program.miss(&of(beyond.clone())), Miss::NoSuchForm(beyond.to_string()));
    let spoiled = code(tablet, COMPOUND, &serial).to_string();
    assert_eq!(program.miss(&spoiled), Miss::Spoiled { serial, next: Some(next) });
    // The form after it opens the household, and what was said is over; so does one that was spoiled and printed anew where this tablet doesn't know.
    let later = FormSerial { copy: 3, ..good.serial.clone() };
    program.send(Event::Scanned(of(later)));
    let route = Route::Household(good.campaign.clone(), COMPOUND.into(), HOUSEHOLDS[2].into());
    assert_eq!((program.0.route, program.0.missed_form), (route, None));
}

#[test]
fn a_number_that_is_typed_opens_what_its_code_would() {
    let s = printing();
    let tablet = &s.tablets[0];
    let serial = compound(tablet).form_serial(&HOUSEHOLDS[2].into()).unwrap();
    let campaign = tablet.journal.campaign().clone();
    let mut program = Program::at_the_doors(tablet);
    let typed = |text: &str| scan::typed(&campaign, &COMPOUND.into(), text);
    let edit = |text: &str| Event::Edit { form: FormKey::FormSerial, field: "serial", text: text.into() };
    for (text, miss) in
        [("", Miss::NoForm), ("No.7", Miss::NoForm), ("0000-0001-1", Miss::OtherRoll("0000-0001-1".into()))]
    {
        program.send(edit(text));
        program.send(typed(text));
        assert_eq!(program.0.missed_form, Some(miss), "{text}");
        assert_eq!(program.0.form(&FormKey::FormSerial).text("serial"), text, "to be corrected");
    }
    let spaced = format!(" {} ", serial.to_lowercase().replace('-', "－"));
    program.send(edit(&spaced));
    program.send(typed(&spaced));
    assert_eq!(program.0.route, Route::Household(campaign.clone(), COMPOUND.into(), HOUSEHOLDS[2].into()));
    assert_eq!(program.0.form(&FormKey::FormSerial).text("serial"), "");
}

#[test]
fn the_form_of_a_title_that_was_taken_off_the_roll_is_told_as_such() {
    let mut s = printing();
    let serial = compound(&s.supervisor).form_serial(&HOUSEHOLDS[1].into()).unwrap();
    let take = vec![HOUSEHOLDS[1].into()];
    let before = compound(&s.supervisor).frozen_roll().unwrap().clone();
    let after = before.corrected(&[], &take);
    let (from, roll, households) = (before.hash().to_owned(), after.hash().to_owned(), after.counted());
    let why = "两户合并".into();
    s.supervisor.record(Fact::Correct(Correct {
        compound: COMPOUND.into(),
        from,
        put: vec![],
        take,
        roll,
        households,
        why,
    }));
    s.supervisor.record(posted());
    let mut program = Program::at_the_doors(&s.supervisor);
    let text = code(&s.supervisor, COMPOUND, &serial).to_string();
    assert_eq!(program.miss(&text), Miss::OffRoll(serial));
}

#[test]
fn forms_are_printed_for_the_households_of_a_place_in_the_order_of_the_roll() {
    let s = printing();
    let on_file = compound(&s.supervisor);
    let roll = on_file.frozen_roll().unwrap();
    let of = |place: Place| households(roll, &place).iter().map(|home| home.id.to_string()).collect::<Vec<_>>();
    assert_eq!(of(Place::Compound), HOUSEHOLDS, "the shop is no household");
    assert_eq!(of(Place::Building("2".into())), ["2-101", "2-102"]);
    assert_eq!(of(Place::Stairwell("1".into(), Some("2".into()))), ["1-2-101", "1-2-102"]);
    assert_eq!(of(Place::Stairwell("2".into(), None)), ["2-101", "2-102"]);
    assert_eq!(of(Place::Household("1-1-202".into())), ["1-1-202"]);
    assert_eq!(of(Place::Household(SHOP.into())), Vec::<String>::new());
    let books: Vec<usize> = by_stairwell(roll, &Place::Compound).iter().map(Vec::len).collect();
    assert_eq!(books, [4, 2, 2]);
}

#[test]
fn what_a_paper_lacks_keeps_it_from_being_printed() {
    let bare = Scenario::with(0, |supervisor| {
        import_roll(supervisor, titles());
    });
    let lacks = |tablet: &Tablet| Paper::ALL.map(|paper| paper.lacks(&compound(tablet)));
    let of = |tablet: &Tablet, paper: Paper| lacks(tablet)[Paper::ALL.iter().position(|of| *of == paper).unwrap()];
    for paper in Paper::ALL {
        let expected = (paper != Paper::Authority).then_some(Lack::Roll);
        assert_eq!(of(&bare.supervisor, paper), expected, "{paper:?}");
    }
    let mut frozen = bare;
    freeze(&mut frozen.supervisor);
    assert_eq!(of(&frozen.supervisor, Paper::Modes), Some(Lack::Notice));
    assert_eq!(of(&frozen.supervisor, Paper::Register), None);
    let mut own = Scenario::ready(0);
    assert_eq!(of(&own.supervisor, Paper::Forms), Some(Lack::PrintedForms));
    assert_eq!(of(&own.supervisor, Paper::Preliminary), Some(Lack::Close));
    own.supervisor.record(close("2026-03-20"));
    assert_eq!(of(&own.supervisor, Paper::Final), None);
    assert_eq!(lacks(&printing().supervisor).iter().flatten().count(), 2, "only the results wait for the close");
}

#[test]
fn a_paper_is_laid_out_only_when_it_is_asked_for_and_put_away_with_the_screen() {
    let s = printing();
    let mut office = Program::on(&s.supervisor, Parts::ALL, |c| Route::Papers(c.into(), COMPOUND.into()));
    assert_eq!(office.0.papers.laid, None);
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Final))), [], "the ballot isn't closed");
    assert_eq!(office.0.papers.laid, None);
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Forms))), [Effect::Print]);
    assert_eq!(office.0.papers.laid, Some(Paper::Forms));
    let place = Place::Building("2".into());
    office.send(Event::papers(Msg::Choose(place.clone())));
    assert_eq!((&office.0.papers.of, office.0.papers.laid), (&place, None), "for whom it was is no longer so");
    office.send(Event::papers(Msg::Print(Paper::Forms)));
    let campaign = s.supervisor.journal.campaign().clone();
    office.send(Event::Go(Route::Compound(campaign, COMPOUND.into())));
    assert_eq!((&office.0.papers.of, office.0.papers.laid), (&Place::Compound, None));
}

#[test]
fn the_figures_on_paper_are_those_of_the_count_and_invalid_ones_are_told_by_reason() {
    let mut s = Scenario::ready(1);
    let tablet = &mut s.tablets[0];
    tablet.record(visit(HOUSEHOLDS[6], VisitOutcome::Delivered));
    tablet.record(visit(HOUSEHOLDS[7], VisitOutcome::NotMet));
    tablet.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    tablet.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    tablet.record(ballot(HOUSEHOLDS[2], Choice::Blank(BlankReason::NoBox)));
    tablet.record(ballot(HOUSEHOLDS[3], Choice::Invalid(InvalidCode::I3)));
    tablet.record(ballot(HOUSEHOLDS[4], Choice::Invalid(InvalidCode::I1)));
    let first = tablet.record(ballot(HOUSEHOLDS[5], Choice::Professional));
    let other = tablet.record(replacing(HOUSEHOLDS[5], Choice::Quasi, &[]));
    let count = Count::of(&compound(tablet));
    assert_eq!(count.tally, compound(tablet).tally());
    assert_eq!((count.issued, count.tally.returned, count.valid()), (7, 6, 2));
    let invalid = |count: &Count| count.invalid.iter().map(|(code, n)| (*code, *n)).collect::<Vec<_>>();
    assert_eq!(invalid(&count), [(InvalidCode::I1, 1), (InvalidCode::I3, 1)]);
    // What is in conflict is in none of the columns, and once none of it stands it is invalid.
    assert_eq!(count.tally.counts.conflicts, 1);
    s.hand_over();
    s.supervisor.record(settle(HOUSEHOLDS[5], &[&first, &other], None));
    let settled = Count::of(&compound(&s.supervisor));
    assert_eq!(invalid(&settled), [(InvalidCode::I1, 1), (InvalidCode::I3, 1), (InvalidCode::I9, 1)]);
    assert_eq!(settled.invalid.values().sum::<u64>(), settled.tally.counts.invalid);
}

#[test]
fn what_waits_for_a_second_person_is_on_paper_as_returned_and_in_no_mode() {
    let mut s = Scenario::with(1, |supervisor| {
        supervisor.record(terms(&[("second_check", "yes")]));
        import_roll(supervisor, titles());
        freeze(supervisor);
        supervisor.record(posted());
    });
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Invalid(InvalidCode::I5)));
    let count = Count::of(&compound(&s.tablets[0]));
    assert_eq!((count.issued, count.tally.returned, count.tally.counts.waiting), (2, 2, 2));
    assert_eq!((count.valid(), count.invalid.len()), (0, 0));
}
