//! Papers that are printed from the roll: for whom, what they can't be printed without, their figures; and the form that is scanned at the doors.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use support::{
    COMPOUND, Device, HOUSEHOLDS, POSTED_ON, SHOP, Scenario, Tablet, ballot, close, freeze, household,
    households as titles, import_roll, posted, reopen, replacing, settle, visit,
};
use wenlou::app::form::FormKey;
use wenlou::app::notice::{PROFESSIONAL, QUASI};
use wenlou::app::papers::register::{is_to_give, lines};
use wenlou::app::papers::{
    Caution, Lack, Msg, Paper, by_stairwell, collectors, draft, households, not_met, spare_serial, to_print,
    undelivered,
};
use wenlou::app::scan::{self, Miss};
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, update};
use wenlou::bundle::qr::Code;
use wenlou::domain::answer::Answer;
use wenlou::domain::ballot::{BlankReason, Choice, Delivery, HandedOver, InvalidCode, VisitOutcome};
use wenlou::domain::campaign::{PrivacyNotice, Terms};
use wenlou::domain::catalogue;
use wenlou::domain::date::{begins_at, date_text, parse_date};
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::household::Use;
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::place::Place;
use wenlou::domain::roll::Roll;
use wenlou::domain::rules::deadline::Duty;
use wenlou::domain::rules::participation::Column;
use wenlou::domain::tally::Decision;
use wenlou::findings::count::Count;
use wenlou::findings::dossier::dossier;
use wenlou::findings::participation::participation;
use wenlou::findings::result::{Period, Unheard, heard, period};
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{AnswerGiven, Assign, Correct, Enrol, Freeze, Spoil};

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
        let records = tablet.records();
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

/// What keeps each paper that can't be printed on this device from it, on `today`.
fn lacks(tablet: &Tablet, today: &str) -> Vec<(Paper, Vec<Lack>)> {
    let office = Program::on(tablet, Parts::ALL, |c| Route::Papers(c.into(), COMPOUND.into()));
    let of = |paper: Paper| (paper, paper.lacks(&office.0, office.0.routed_compound().unwrap(), today));
    Paper::ALL.into_iter().map(of).filter(|(_, lacks)| !lacks.is_empty()).collect()
}

/// The same of one paper.
fn lacks_of(paper: Paper, tablet: &Tablet, today: &str) -> Vec<Lack> {
    lacks(tablet, today).into_iter().find(|(of, _)| *of == paper).map(|(_, lacks)| lacks).unwrap_or_default()
}

const TODAY: &str = "2026-03-22";

#[test]
fn what_a_paper_lacks_keeps_it_from_being_printed() {
    let bare = Scenario::with(0, |supervisor| {
        import_roll(supervisor, titles());
    });
    let all_but_authority = Paper::ALL.into_iter().filter(|paper| *paper != Paper::Authority);
    let roll: Vec<_> = all_but_authority.map(|paper| (paper, vec![Lack::Roll])).collect();
    assert_eq!(lacks(&bare.supervisor, TODAY), roll);
    let mut frozen = bare;
    freeze(&mut frozen.supervisor);
    assert_eq!(lacks_of(Paper::Draft, &frozen.supervisor, TODAY), [Lack::Contents]);
    assert_eq!(lacks_of(Paper::Modes, &frozen.supervisor, TODAY), [Lack::Notice]);
    assert_eq!(lacks_of(Paper::Register, &frozen.supervisor, TODAY), []);
    let own = Scenario::ready(0);
    assert_eq!(lacks_of(Paper::Forms, &own.supervisor, TODAY), [Lack::PrintedForms]);
    assert_eq!(lacks_of(Paper::Preliminary, &own.supervisor, TODAY), [Lack::Close]);
    let open = [
        (Paper::Draft, vec![Lack::Contents]),
        (Paper::NotMet, vec![Lack::Met]),
        (Paper::Preliminary, vec![Lack::Close]),
        (Paper::Final, vec![Lack::Close]),
    ];
    assert_eq!(lacks(&printing().supervisor, POSTED_ON), open, "its first day is too soon for another notice");
}

#[test]
fn what_needs_all_devices_is_printed_on_a_supervisors() {
    let mut s = printing();
    s.supervisor.record(close("2026-03-20"));
    let packet = s.supervisor.packet();
    let believed = s.trusted();
    s.tablets[0].take(&packet, &believed);
    let public = [Paper::Draft, Paper::Undelivered, Paper::Count, Paper::Preliminary, Paper::Final];
    for paper in public {
        assert_eq!(lacks_of(paper, &s.tablets[0], TODAY), [Lack::Supervisor]);
    }
    assert_eq!(lacks(&s.tablets[0], TODAY).len(), public.len() + 1, "besides, nobody was missed");
    let mut doors = Program::on(&s.tablets[0], Parts::ALL, |c| Route::Papers(c.into(), COMPOUND.into()));
    assert_eq!(doors.send(Event::papers(Msg::Print(Paper::Preliminary))), []);
    assert_eq!(doors.0.papers.laid, None);
}

/// An entry of the dossier.
fn entry(name: &str, item: &str, values: &[(&str, &str)]) -> Fact {
    let of = catalogue::form(item).unwrap().item;
    let mut answer = Answer::default();
    values.iter().for_each(|(field, value)| answer.set(of.field(field).unwrap(), value).unwrap());
    let (compound, place, item) = (COMPOUND.into(), Place::Dossier(name.into()), item.to_owned());
    Fact::Answer(AnswerGiven { compound, place, item, answer })
}

#[test]
fn a_count_that_is_open_somewhere_is_no_result_though_it_was_closed() {
    let mut s = printing();
    let (home, other) = (HOUSEHOLDS[0], HOUSEHOLDS[1]);
    s.tablets[0].record(ballot(home, Choice::Professional));
    s.supervisor.record(close("2026-03-20"));
    assert_eq!(lacks_of(Paper::Preliminary, &s.supervisor, TODAY), []);
    // What comes in afterwards contradicts another, and two are said to be on one paper.
    s.hand_over();
    s.supervisor.record(ballot(home, Choice::Quasi));
    let Fact::Ballot(mut same_paper) = ballot(other, Choice::Quasi) else { panic!() };
    same_paper.ballot.serial = format!("No.{home}");
    s.supervisor.record(Fact::Ballot(same_paper));
    let open = [Lack::Unknown(2), Lack::Doubled(1)];
    for paper in [Paper::Preliminary, Paper::Final] {
        assert_eq!(lacks_of(paper, &s.supervisor, TODAY), open, "{paper:?}");
    }
    let mut office = Program::on(&s.supervisor, Parts::ALL, |c| Route::Papers(c.into(), COMPOUND.into()));
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Preliminary))), []);
}

#[test]
fn a_notice_of_before_a_correction_of_the_roll_tells_another_n() {
    let mut s = printing();
    let roll = compound(&s.supervisor).frozen_roll().unwrap().hash().to_owned();
    let mut titles = titles();
    titles.pop();
    let correct = Correct {
        compound: COMPOUND.into(),
        from: roll,
        roll: Roll::new(titles).hash().to_owned(),
        households: 8,
        put: vec![],
        take: vec![SHOP.into()],
        why: "底商不在小区内".into(),
    };
    s.supervisor.record(Fact::Correct(correct));
    assert!(compound(&s.supervisor).notice_outdated);
    assert_eq!(lacks_of(Paper::Modes, &s.supervisor, TODAY), [Lack::Outdated]);
    s.supervisor.record(close("2026-03-20"));
    s.supervisor.record(posted());
    assert_eq!(lacks_of(Paper::Modes, &s.supervisor, TODAY), []);
}

#[test]
fn the_final_result_waits_for_what_the_preliminary_one_is_owed() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    office.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    office.record(close("2026-03-20"));
    let waits = |office: &Tablet, today: &str| match lacks_of(Paper::Final, office, today)[..] {
        [] => None,
        [Lack::Unheard(why)] => Some(why),
        ref other => panic!("{other:?}"),
    };
    let says = |office: &Tablet, today: &str| {
        let (state, today) = (office.state(), parse_date(today).unwrap());
        heard(&compound(office), &state.terms.unwrap(), today)
    };
    let hangs = |office: &Tablet, today: &str| {
        let (state, today) = (office.state(), parse_date(today).unwrap());
        let Period { days, from, until } = period(&compound(office), &state.terms.unwrap(), today).unwrap();
        (days, date_text(from), date_text(until))
    };
    let days = |from: &str, until: &str| (7, from.to_owned(), until.to_owned());
    assert_eq!(waits(office, "2026-04-20"), Some(Unheard::NotPosted));
    assert_eq!(hangs(office, "2026-03-21"), days("2026-03-21", "2026-03-28"));
    // One that hung before the close told of another count.
    office.record(entry(
        "early",
        "dossier.result",
        &[("stage", "preliminary"), ("posted", "2026-03-19"), ("until", "2026-03-30")],
    ));
    assert_eq!(waits(office, "2026-04-20"), Some(Unheard::NotPosted));
    let preliminary = |until, more: &[(&'static str, &'static str)]| {
        entry(
            "first",
            "dossier.result",
            &[&[("stage", "preliminary"), ("posted", "2026-03-22"), ("until", until)], more].concat(),
        )
    };
    office.record(preliminary("2026-03-28", &[]));
    assert_eq!(waits(office, "2026-04-20"), Some(Unheard::TooShort { days: 7 }));
    office.record(preliminary("2026-03-29", &[]));
    assert_eq!(hangs(office, "2026-03-24"), days("2026-03-22", "2026-03-29"));
    let until = parse_date("2026-03-29").unwrap();
    assert_eq!(waits(office, "2026-03-29"), Some(Unheard::Hangs { until }));
    assert_eq!(waits(office, "2026-03-30"), Some(Unheard::NoWord));
    office.record(preliminary("2026-03-29", &[("objections", "2")]));
    assert_eq!(waits(office, "2026-03-30"), Some(Unheard::NoWord), "nor how many were upheld");
    office.record(preliminary("2026-03-29", &[("objections", "2"), ("upheld", "0")]));
    assert_eq!(waits(office, "2026-03-30"), None);
    assert_eq!(
        says(office, "2026-03-30").map(|heard| (heard.received, heard.upheld, heard.recounted)),
        Ok((2, 0, None))
    );
    office.record(preliminary("2026-03-29", &[("objections", "2"), ("upheld", "1")]));
    assert_eq!(waits(office, "2026-03-30"), Some(Unheard::NoRecount));
    let recount = |numbers: &[(&'static str, &'static str)]| {
        entry("count", "dossier.count", &[&[("stage", "recount"), ("on", "2026-03-30")], numbers].concat())
    };
    office.record(recount(&[]));
    assert_eq!(waits(office, "2026-03-30"), Some(Unheard::NoRecount), "a day says nothing of what was counted");
    let numbers = [("professional", "0"), ("quasi", "1"), ("blank", "0"), ("invalid", "0"), ("not_returned", "7")];
    office.record(recount(&[&[("total", "9")], &numbers[..]].concat()));
    let differs = Unheard::RecountDiffers { column: Column::Total, counted: 9, now: 8 };
    assert_eq!(waits(office, "2026-03-30"), Some(differs));
    office.record(recount(&[&[("total", "8")], &numbers[..]].concat()));
    assert_eq!(waits(office, "2026-03-29"), Some(Unheard::Hangs { until }));
    assert_eq!(waits(office, "2026-03-30"), None);
    let on = parse_date("2026-03-30");
    assert_eq!(says(office, "2026-03-31").map(|heard| (heard.received, heard.upheld, heard.recounted)), Ok((2, 1, on)));
    // A ballot that is closed anew is another count, and its result hangs anew.
    let mut again = office.clone();
    again.clock = begins_at(parse_date("2026-04-01").unwrap());
    again.record(reopen());
    assert_eq!(lacks_of(Paper::Final, &again, "2026-04-20"), [Lack::Close]);
    again.record(close("2026-03-20"));
    assert_eq!(waits(&again, "2026-04-20"), Some(Unheard::NotPosted));
    // The dossier's own rule says nothing else.
    office.record(entry("final", "dossier.result", &[("stage", "final"), ("posted", "2026-03-31")]));
    let terms = office.state().terms.unwrap();
    assert!(!participation(&compound(office), &terms).record.lacks_recount());
}

#[test]
fn a_final_notice_of_an_earlier_closing_is_none_of_this_one_be_it_of_the_same_day() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    office.clock = begins_at(parse_date("2026-03-31").unwrap());
    let found = |office: &Tablet| {
        let found = dossier(&compound(office), &office.state().terms.unwrap(), parse_date("2026-04-01").unwrap());
        let ballot = found.steps.iter().find(|step| step.what == Duty::Ballot).unwrap().done;
        (found.mode.map(|mode| (mode.decision, mode.preliminary)), ballot.is_some())
    };
    let posted = |name: &str| entry(name, "dossier.result", &[("stage", "final"), ("posted", "2026-03-31")]);
    office.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    office.record(close("2026-03-20"));
    assert_eq!(found(office), (Some((Decision::Quasi, true)), false), "people may still object");
    office.record(posted("final"));
    assert_eq!(found(office), (Some((Decision::Quasi, false)), true));
    // A paper turns up on the day on which it is posted.
    office.record(reopen());
    for home in &HOUSEHOLDS[1..5] {
        office.record(ballot(home, Choice::Professional));
    }
    office.record(close("2026-03-20"));
    assert_eq!(found(office), (Some((Decision::Professional, true)), false));
    // What is added to the notice that hung before makes no other of it.
    office.record(entry(
        "final",
        "dossier.result",
        &[("stage", "final"), ("posted", "2026-03-31"), ("until", "2026-04-09")],
    ));
    assert_eq!(found(office), (Some((Decision::Professional, true)), false));
    office.record(posted("final2"));
    assert_eq!(found(office), (Some((Decision::Professional, false)), true));
}

#[test]
fn the_notice_of_the_modes_is_printed_to_be_hung_up_before_it_is_recorded() {
    let mut s = Scenario::with(0, |supervisor| {
        import_roll(supervisor, titles());
        freeze(supervisor);
    });
    let mut office = Program::on(&s.supervisor, Parts::ALL, |c| Route::Papers(c.into(), COMPOUND.into()));
    let today = "2026-03-12";
    let typed = |office: &Program| draft(&office.0, office.0.routed_compound().unwrap(), today);
    assert_eq!(typed(&office), None);
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Draft))), []);
    let key = FormKey::Notice(COMPOUND.into());
    let mut fill = |fields: &[(&'static str, &str)]| {
        fields.iter().for_each(|(field, text)| office.0.form_mut(key.clone()).set(field, *text));
        typed(&office)
    };
    for mode in [PROFESSIONAL, QUASI] {
        assert_eq!(fill(&[(mode[0], "组织"), (mode[1], "保洁"), (mode[2], "0.60元/㎡·月")]), None, "not whole");
    }
    // Of when it hangs nothing is said: not that it hung in the past, nor that it will.
    let hangs = fill(&[("places", "南门"), ("ballot_from", "2026-03-19"), ("posted_on", "2026-03-30")]).unwrap();
    assert_eq!((hangs.posted_on.as_str(), hangs.first_day(), hangs.places.as_str()), ("", "2026-03-19", "南门"));
    assert_eq!(fill(&[("ballot_from", "2026-03-18")]), None, "it has to hang for seven days first");
    fill(&[("ballot_from", "2026-03-19")]).unwrap();
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Draft))), [Effect::Print]);
    assert_eq!(office.0.routed_compound().unwrap().notice, None, "printing records nothing");
    // Who goes to the buildings is on it, where that is known.
    let on_file = |s: &Scenario| {
        let state = s.supervisor.state();
        collectors(&state, &compound(&s.supervisor)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let tablets: Vec<Device> = (2..5).map(|n| Device::new(&format!("平板{n}"), n)).collect();
    for (device, person) in tablets.iter().zip([Some("王芳"), Some("李强"), None]) {
        let (device, name, key) = (device.id.clone(), device.name.clone(), device.key.clone());
        s.supervisor.record(Fact::Enrol(Enrol { device, name, person: person.map(str::to_owned), key }));
    }
    assert_eq!(on_file(&s), Vec::<String>::new(), "they may go elsewhere");
    for (building, devices) in [("1", &tablets[..]), ("2", &tablets[..1])] {
        let devices = devices.iter().map(|device| device.id.clone()).collect();
        s.supervisor.record(Fact::Assign(Assign { compound: COMPOUND.into(), building: building.into(), devices }));
    }
    assert_eq!(on_file(&s), ["李强", "王芳"]);
}

#[test]
fn a_notice_that_hangs_anew_says_since_when_it_first_did() {
    let mut s = printing();
    let titles = titles().into_iter().filter(|title| title.id.as_str() != SHOP).collect();
    let correct = Correct {
        compound: COMPOUND.into(),
        from: compound(&s.supervisor).frozen_roll().unwrap().hash().to_owned(),
        roll: Roll::new(titles).hash().to_owned(),
        households: 8,
        put: vec![],
        take: vec![SHOP.into()],
        why: "底商不在小区内".into(),
    };
    s.supervisor.record(Fact::Correct(correct));
    let mut office = Program::on(&s.supervisor, Parts::ALL, |c| Route::Notice(c.into(), COMPOUND.into()));
    let campaign = s.supervisor.journal.campaign().clone();
    office.send(Event::Go(Route::Papers(campaign, COMPOUND.into())));
    office.0.form_mut(FormKey::Notice(COMPOUND.into())).set("ballot_from", "2026-03-20");
    let hangs = draft(&office.0, office.0.routed_compound().unwrap(), TODAY).unwrap();
    let days = (hangs.posted_on.as_str(), hangs.reposted_on.as_deref());
    assert_eq!(days, (POSTED_ON, Some("")), "the day on which it hangs again is written in by hand");
}

/// A program in which the screen of papers is open.
fn at_the_papers(tablet: &Tablet) -> Program {
    Program::on(tablet, Parts::ALL, |c| Route::Papers(c.into(), COMPOUND.into()))
}

/// The households whose forms are printed, and what is to be known before.
fn forms(office: &Program) -> (Vec<String>, Vec<Caution>) {
    let on_file = office.0.routed_compound().unwrap();
    let ids = to_print(&office.0, on_file).into_iter().map(|(home, _)| home.id.to_string()).collect();
    (ids, Paper::Forms.cautions(&office.0, on_file))
}

#[test]
fn a_form_that_came_back_is_printed_again_only_if_somebody_says_so() {
    let mut s = printing();
    assert_eq!(forms(&at_the_papers(&s.supervisor)), (HOUSEHOLDS.map(str::to_owned).to_vec(), vec![Caution::Privacy]));
    let serial = |home: &str| compound(&s.supervisor).form_serial(&home.into()).unwrap();
    let [returned, given, spoiled, unnumbered] = [0, 1, 2, 3].map(|at| (HOUSEHOLDS[at], serial(HOUSEHOLDS[at])));
    let handing = |home: &str, serial: &str| handing(home, "2026-03-09T09:00", VisitOutcome::Delivered, Some(serial));
    s.supervisor.record(on_paper(returned.0, &returned.1));
    s.supervisor.record(handing(given.0, &given.1));
    s.supervisor.record(handing(spoiled.0, &spoiled.1));
    s.supervisor.record(spoil(spoiled.0, &spoiled.1));
    s.supervisor.record(visit(unnumbered.0, VisitOutcome::Delivered));
    let mut office = at_the_papers(&s.supervisor);
    // The spoiled one is another form now; of the two others the same would be printed.
    let rest: Vec<String> = HOUSEHOLDS[1..].iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(forms(&office), (rest.clone(), vec![Caution::Privacy, Caution::Again(2)]));
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Forms))), [Effect::Print], "a caution keeps nobody from it");
    office.send(Event::papers(Msg::Returned(true)));
    assert_eq!(office.0.papers.laid, None, "what was laid out are other forms");
    assert_eq!(forms(&office).0.len(), HOUSEHOLDS.len());
    assert_eq!(forms(&office).1, [Caution::Privacy, Caution::Again(3)]);
    office.send(Event::papers(Msg::Choose(Place::Household(returned.0.into()))));
    assert_eq!(forms(&office), (vec![returned.0.to_owned()], vec![Caution::Privacy, Caution::Again(1)]));
    office.send(Event::papers(Msg::Returned(false)));
    let nothing = Paper::Forms.lacks(&office.0, office.0.routed_compound().unwrap(), TODAY);
    assert_eq!((forms(&office).0, nothing), (vec![], vec![Lack::Returned]));
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Forms))), []);
    office.send(Event::papers(Msg::Choose(Place::Compound)));
    assert_eq!(forms(&office).0, rest, "the choice stays");
    let cautions = Paper::Spares.cautions(&office.0, office.0.routed_compound().unwrap());
    assert_eq!(cautions, [Caution::Privacy], "nobody has had a spare one");
}

#[test]
fn forms_are_printed_without_a_caution_once_people_are_told() {
    let [handler, contact, purpose, keep_until] =
        ["柳荫街道办事处", "027-0000", "征求意见", "2028-12-31"].map(str::to_owned);
    let told = PrivacyNotice { handler, contact, purpose, keep_until };
    let s = Scenario::with(0, |supervisor| {
        let Fact::Terms(terms) = terms(&[("forms", "printed")]) else { panic!() };
        supervisor.record(Fact::Terms(Terms { privacy: Some(told), ..terms }));
        import_roll(supervisor, titles());
        freeze(supervisor);
        supervisor.record(posted());
    });
    assert_eq!(forms(&at_the_papers(&s.supervisor)), (HOUSEHOLDS.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn each_household_that_was_missed_gets_a_notice() {
    use VisitOutcome::{Delivered, NotMet};
    let mut s = printing();
    let missed = |s: &Scenario, of: Place| -> Vec<String> {
        not_met(&compound(&s.supervisor), &of).into_iter().map(|home| home.id.to_string()).collect()
    };
    assert_eq!(missed(&s, Place::Compound), Vec::<String>::new());
    assert_eq!(missed(&s, Place::Household(HOUSEHOLDS[5].into())), [HOUSEHOLDS[5]], "whoever is chosen alone gets one");
    for home in [HOUSEHOLDS[0], HOUSEHOLDS[1], HOUSEHOLDS[2], HOUSEHOLDS[7]] {
        s.supervisor.record(visit(home, NotMet));
    }
    // Met later; and one that returned its form elsewhere.
    s.supervisor.record(visit(HOUSEHOLDS[1], Delivered));
    s.supervisor.record(ballot(HOUSEHOLDS[2], Choice::Quasi));
    assert_eq!(missed(&s, Place::Compound), [HOUSEHOLDS[0], HOUSEHOLDS[7]]);
    let on_file = compound(&s.supervisor);
    let last = on_file.frozen_roll().unwrap().get(&HOUSEHOLDS[7].into()).unwrap().building.clone();
    assert_eq!(missed(&s, Place::Building(last)), [HOUSEHOLDS[7]], "a building's are its own");
    assert_eq!(lacks_of(Paper::NotMet, &s.supervisor, TODAY), []);
}

/// A visit at which a form was handed over.
fn handing(household: &str, at: &str, outcome: VisitOutcome, serial: Option<&str>) -> Fact {
    let Fact::Visit(mut made) = visit(household, outcome) else { panic!() };
    made.visit.at = at.into();
    made.visit.form =
        serial.map(|serial| HandedOver { how: Delivery::InPerson, serial: Some(serial.into()), receipt: None });
    Fact::Visit(made)
}

fn on_paper(household: &str, serial: &str) -> Fact {
    let Fact::Ballot(mut taken) = ballot(household, Choice::Professional) else { panic!() };
    taken.ballot.serial = serial.into();
    Fact::Ballot(taken)
}

/// Of a household's lines in the register: when, of which form, and when it came back; and the form to be handed over next.
fn in_register(tablet: &Tablet, household: &str) -> (Vec<[String; 3]>, Option<String>) {
    let (on_file, id) = (compound(tablet), household.into());
    let found = lines(&on_file, &id);
    let line = |line: &wenlou::app::papers::register::Line<'_>| {
        let serial = line.serial.unwrap_or_default();
        let serial = if line.is_spoiled { format!("{serial}*") } else { serial.to_owned() };
        [line.at.clone(), serial, line.received.clone().unwrap_or_default()]
    };
    let to_give = on_file.form_serials().get(&id).filter(|serial| is_to_give(&on_file, &id, serial, &found)).cloned();
    (found.iter().map(line).collect(), to_give)
}

#[test]
fn the_register_has_each_form_with_the_day_on_which_it_came_back() {
    use VisitOutcome::{Collected, Delivered, NotMet};
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let row = |at: &str, serial: &str, received: &str| [at, serial, received].map(str::to_owned);
    // The day of recording here; the papers are signed on 2026-03-10, which is on no register.
    let recorded = "2026-02-25";
    let home = HOUSEHOLDS[0];
    office.record(handing(home, "2026-02-20T19:30", NotMet, None));
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A001")));
    assert_eq!(in_register(office, home).0, [row("2026-02-20 19:30", "", ""), row("2026-02-21 09:00", "A001", "")]);
    office.record(on_paper(home, "A001"));
    let back = [row("2026-02-20 19:30", "", ""), row("2026-02-21 09:00", "A001", recorded)];
    assert_eq!(in_register(office, home), (back.to_vec(), None), "forms with numbers of their own have no next one");
    // Taken back at a visit of its own: that visit's day, though it was recorded later.
    let home = HOUSEHOLDS[1];
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A002")));
    office.record(handing(home, "2026-02-23T19:00", Collected, Some("A002")));
    office.record(on_paper(home, "A002"));
    assert_eq!(
        in_register(office, home).0,
        [row("2026-02-21 09:00", "A002", ""), row("2026-02-23 19:00", "A002", "2026-02-23")]
    );
    // Left at an office: no visit, and a line all the same. Another paper than the one that was handed over is another line.
    let home = HOUSEHOLDS[2];
    office.record(on_paper(home, "A003"));
    assert_eq!(in_register(office, home).0, [row(recorded, "A003", recorded)]);
    let home = HOUSEHOLDS[3];
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A004")));
    office.record(on_paper(home, "A044"));
    assert_eq!(in_register(office, home).0, [row("2026-02-21 09:00", "A004", ""), row(recorded, "A044", recorded)]);
    assert_eq!(in_register(office, HOUSEHOLDS[4]).0, Vec::<[String; 3]>::new());
    // Taken at a door, and recorded days later: that visit's. A further one came by itself.
    let home = HOUSEHOLDS[5];
    office.record(handing(home, "2026-02-21T09:00", Delivered, None));
    office.record(handing(home, "2026-02-22T19:00", Collected, None));
    office.record(on_paper(home, "A005"));
    let taken = [row("2026-02-21 09:00", "", ""), row("2026-02-22 19:00", "A005", "2026-02-22")];
    assert_eq!(in_register(office, home).0, taken);
    office.clock += 24 * 60 * 60 * 1000;
    office.record(on_paper(home, "A006"));
    assert_eq!(in_register(office, home).0, [&taken[..], &[row("2026-02-26", "A006", "2026-02-26")]].concat());
}

#[test]
fn the_register_names_the_next_printed_form_until_it_is_handed_over() {
    let mut s = printing();
    let office = &mut s.supervisor;
    let home = HOUSEHOLDS[0];
    let first = compound(office).form_serial(&home.into()).unwrap();
    assert_eq!(in_register(office, home), (vec![], Some(first.clone())));
    office.record(handing(home, "2026-03-09T09:00", VisitOutcome::Delivered, Some(&first)));
    assert_eq!(in_register(office, home).1, None);
    office.record(spoil(home, &first));
    let second = compound(office).form_serial(&home.into()).unwrap();
    let void = ["2026-03-09 09:00".to_owned(), format!("{first}*"), String::new()];
    assert_eq!(in_register(office, home), (vec![void], Some(second.clone())));
    office.record(on_paper(home, &second));
    assert_eq!(in_register(office, home).1, None, "what came back needs no other");
}

#[test]
fn the_serials_of_all_households_are_those_of_each() {
    let mut s = printing();
    let (spoiled, new) = (HOUSEHOLDS[3], "1-2-201");
    let serial = |s: &Scenario, of: &str| compound(&s.supervisor).form_serial(&of.into());
    let first = serial(&s, spoiled).unwrap();
    s.supervisor.record(spoil(spoiled, &first));
    let title = household("1", Some("2"), "201", Use::Residential);
    let before = compound(&s.supervisor).frozen_roll().unwrap().clone();
    let after = before.corrected(std::slice::from_ref(&title), &[HOUSEHOLDS[0].into()]);
    let correct = Correct {
        compound: COMPOUND.into(),
        from: before.hash().to_owned(),
        put: vec![title],
        take: vec![HOUSEHOLDS[0].into()],
        roll: after.hash().to_owned(),
        households: after.counted(),
        why: "漏登，拆除".into(),
    };
    s.supervisor.record(Fact::Correct(correct));
    let on_file = compound(&s.supervisor);
    let all = on_file.form_serials();
    assert_eq!(all.len(), HOUSEHOLDS.len() + 1, "one that is off the roll keeps its number");
    for id in HOUSEHOLDS.into_iter().chain([new, SHOP]) {
        let id = HouseholdId::from(id);
        assert_eq!(all.get(&id).cloned(), on_file.form_serial(&id), "{id}");
    }
    let read = |id: &str| FormSerial::read(all.get(&HouseholdId::from(id)).unwrap()).unwrap();
    assert_eq!((read(new).no, read(spoiled).copy, read(HOUSEHOLDS[0]).copy), (9, 2, 1));
}

#[test]
fn a_spare_form_has_the_number_after_the_one_that_is_spoiled() {
    let mut s = printing();
    let (home, id) = (HOUSEHOLDS[0], HOUSEHOLDS[0].into());
    let serials = |s: &Scenario| {
        let on_file = compound(&s.supervisor);
        let no = |serial: Option<String>| FormSerial::read(&serial.unwrap()).unwrap();
        let serial = on_file.form_serial(&id);
        (no(serial.clone()), no(spare_serial(&serial.unwrap())))
    };
    let (first, spare) = serials(&s);
    assert_eq!((first.copy, spare.copy, spare.no), (1, 2, first.no));
    s.supervisor.record(spoil(home, &first.to_string()));
    assert_eq!(serials(&s).0, spare, "what was taken along is what is signed next");
    assert_eq!(spare_serial("A001"), None, "a number of one's own has none after it");
    assert_eq!(lacks_of(Paper::Spares, &Scenario::ready(0).supervisor, TODAY), [Lack::PrintedForms]);
}

#[test]
fn a_public_notice_names_no_building_with_few_households_left() {
    let left = |homes: &[(&str, usize)]| {
        let titles: Vec<_> = homes
            .iter()
            .flat_map(|(building, n)| (1..=*n).map(|no| household(building, None, &no.to_string(), Use::Residential)))
            .collect();
        let households = titles.len() as u64;
        let mut s = Scenario::with(0, |supervisor| {
            let roll = Roll::new(titles.clone()).hash().to_owned();
            import_roll(supervisor, titles);
            supervisor.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll, households, counts: None }));
            supervisor.record(posted());
        });
        s.supervisor.record(visit("1-1", VisitOutcome::Delivered));
        let found = undelivered(&compound(&s.supervisor));
        (found.buildings.into_iter().map(|(no, n)| (no.to_string(), n)).collect::<Vec<_>>(), found.elsewhere)
    };
    let named = |of: &[(&str, u64)]| of.iter().map(|(no, n)| ((*no).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(left(&[("1", 6), ("2", 7)]), (named(&[("1", 5), ("2", 7)]), 0), "one of building 1 has its form");
    assert_eq!(left(&[("1", 4), ("2", 3), ("3", 9)]), (named(&[("3", 9)]), 6));
    // Three alone, beside those that are named, would be found.
    assert_eq!(left(&[("1", 4), ("2", 9), ("3", 7)]), (named(&[("2", 9)]), 10));
    assert_eq!(left(&[("1", 3)]), (vec![], 2), "no more is said than how many in the compound");
    assert_eq!(left(&[("1", 1)]), (vec![], 0));
}

#[test]
fn papers_that_are_not_counted_are_told_apart_from_those_that_never_came() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let signed = |household: &str, on: &str, roll: &str| {
        let Fact::Ballot(mut taken) = ballot(household, Choice::Professional) else { panic!() };
        taken.ballot.signed_on = on.into();
        taken.roll = roll.into();
        Fact::Ballot(taken)
    };
    let roll = support::roll_hash();
    office.record(signed(HOUSEHOLDS[0], "2026-03-10", &roll));
    office.record(signed(HOUSEHOLDS[1], "2026-03-21", &roll));
    office.record(signed(HOUSEHOLDS[2], "2026-03-10", &"0".repeat(64)));
    office.record(signed(HOUSEHOLDS[3], "2026-01-01", &roll));
    office.record(close("2026-03-20"));
    let count = Count::of(&compound(office));
    assert_eq!((count.tally.returned, count.tally.not_returned), (1, 7));
    assert_eq!((count.late, count.outside), (2, 1));
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
