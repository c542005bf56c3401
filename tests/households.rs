//! What is asked of a household beside its ballot: events in, records out, and what a compound's questions make of them.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "survey/tablet.rs"]
mod tablet;

use tablet::Tablet;
use wenlou::app::survey::{self, Households, Msg, Slot};
use wenlou::app::{Effect, Event, Route};
use wenlou::domain::answer::{Answer, Completeness, Soft};
use wenlou::domain::catalogue;
use wenlou::domain::json::{from_text, to_text};
use wenlou::domain::place::Place;
use wenlou::journal::Fact;
use wenlou::journal::fact::{AnswerGiven, SurveyNeed, SurveyNeedSaid};
use wenlou::text::Lang;

const C: Place = Place::Compound;

fn household(id: &str) -> Place {
    Place::Household(id.into())
}

fn stairwell(no: &str, stairwell: Option<&str>) -> Place {
    Place::Stairwell(no.into(), stairwell.map(str::to_owned))
}

/// Says of a place that it needs no survey.
fn leave_out(tablet: &mut Tablet, place: Place) {
    let why = wenlou::domain::answer::Remark::new("已列入拆迁").unwrap();
    let (compound, now) = (tablet.compound.clone(), tablet.now());
    let fact = Fact::SurveyNeed(SurveyNeedSaid { compound, place, need: SurveyNeed::NotNeeded(why) });
    tablet.model.record_all(&now, vec![fact], &mut Vec::new());
}

fn water(tablet: &Tablet) -> Option<Households> {
    survey::of_households(tablet.compound(), &C, catalogue::item("util.water").unwrap())
}

#[test]
fn a_household_is_a_place_with_one_spelling() {
    let place = household("柳巷12号-101");
    assert_eq!(to_text(&place), r#"{"household":"柳巷12号-101"}"#);
    assert_eq!(from_text::<Place>(&to_text(&place)).unwrap(), place);
    for wrong in [r#""household""#, r#"{"household":["1","2"]}"#, r#"{"household":"1","x":1}"#, r#"{"hh":"1"}"#] {
        assert!(from_text::<Place>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn only_what_is_asked_of_a_household_is_recorded_and_only_of_one_on_the_roll() {
    let mut tablet = Tablet::with_roll();
    let (door, shop) = (household("1-1-201"), household("柳巷12号-底商1"));
    tablet.choose(&door, "hh.occupancy", "occupancy", "let");
    tablet.choose(&door, "util.gas", "state", "todo");
    tablet.fill(&shop, "hh.area", "area", "35.5㎡");
    assert_eq!(tablet.value(&door, "hh.occupancy", "occupancy"), Some("let"));
    assert_eq!(tablet.value(&door, "util.gas", "state"), Some("todo"));
    assert_eq!(tablet.value(&shop, "hh.area", "area"), Some("35.5"));

    let before = tablet.records();
    for (place, item, field, value) in [
        (&door, "util.gas", "done", "1"),
        (&door, "house.roof", "area", "100"),
        (&C, "util.gas", "state", "done"),
        (&stairwell("1", Some("1")), "hh.occupancy", "occupancy", "let"),
        (&household("9-9-909"), "hh.occupancy", "occupancy", "let"),
        // No telephone number is kept anywhere.
        (&door, "hh.contact", "telephone", "13800000000"),
    ] {
        tablet.choose(place, item, field, value);
        tablet.fill(place, item, field, value);
    }
    assert_eq!(tablet.records(), before);
}

#[test]
fn what_the_roll_knows_is_offered_and_never_recorded_by_itself() {
    let mut tablet = Tablet::with_roll();
    let known =
        |tablet: &Tablet, id: &str, item, field| survey::known(tablet.compound(), None, &household(id), item, field);
    for (item, field, value) in [
        ("hh.no", "number", "201"),
        ("hh.titleKey", "key", "杭房权证上更字第08123456号"),
        ("hh.use", "use", "residential"),
        ("hh.area", "area", "62.31"),
        ("hh.tenure", "tenure", "housing_reform"),
        ("hh.ownerKey", "key", "陈*、李*"),
    ] {
        assert_eq!(known(&tablet, "1-1-201", item, field).as_deref(), Some(value), "{item}");
        assert_eq!(tablet.answer(&household("1-1-201"), item), None, "never by itself");
        tablet.choose(&household("1-1-201"), item, field, value);
        assert_eq!(tablet.value(&household("1-1-201"), item, field), Some(value), "as it would be typed");
    }
    assert_eq!(known(&tablet, "1-1-101", "hh.titleKey", "key").as_deref(), Some("1-1-101"));
    for item in ["hh.area", "hh.tenure", "hh.ownerKey", "hh.occupancy", "util.water"] {
        assert_eq!(known(&tablet, "1-1-101", item, ""), None, "{item}");
    }
    assert_eq!(known(&tablet, "9-9-909", "hh.no", "number"), None);
}

#[test]
fn a_stairwell_leads_to_its_households_and_they_back_to_it() {
    let mut tablet = Tablet::with_roll();
    let ids = |tablet: &Tablet, place: &Place| {
        survey::households(tablet.compound(), place).map(|h| h.id.to_string()).collect::<Vec<_>>()
    };
    let (first, second) = (stairwell("1", Some("1")), stairwell("1", Some("2")));
    assert_eq!(ids(&tablet, &first), ["1-1-101", "1-1-201"]);
    assert_eq!(ids(&tablet, &stairwell("柳巷12号", None)), ["柳巷12号-101"]);
    assert_eq!(ids(&tablet, &Place::Building("柳巷12号".into())), ["柳巷12号-底商1"], "at no stairwell");
    assert!(ids(&tablet, &Place::Building("1".into())).is_empty());

    let campaign = tablet.model.state().unwrap().campaign.clone();
    let survey = |place: Option<Place>| Route::Survey(campaign.clone(), tablet.compound.clone(), place);
    let (shop, gone) = (household("柳巷12号-底商1"), household("9-9-909"));
    let ways = [
        (survey(Some(household("1-1-101"))), survey(Some(first.clone()))),
        (survey(Some(shop)), survey(Some(Place::Building("柳巷12号".into())))),
        (survey(Some(gone)), survey(None)),
        (survey(Some(first.clone())), survey(None)),
    ];
    for (from, to) in ways {
        tablet.send(Event::Go(from));
        assert_eq!(tablet.model.up(), Some(to));
    }
    // From door to door, then on to what comes after the stairwell.
    let next = |place: &Place| survey::next_place(tablet.compound(), &tablet.model.survey, place, false);
    assert_eq!(next(&household("1-1-101")), Some(household("1-1-201")));
    assert_eq!(next(&household("1-1-201")), Some(second));
    let effects = tablet.next(&household("1-1-101"));
    assert!(effects.contains(&Effect::Reveal("hh.no".into())), "{effects:?}");
    assert!(matches!(&tablet.model.route, Route::Survey(_, _, Some(place)) if *place == household("1-1-201")));
    assert_eq!(Lang::Zh.survey_place(tablet.compound(), &household("1-1-201")), "1幢1单元201");
}

#[test]
fn a_household_wants_nothing_and_what_went_wrong_there_is_found() {
    let mut tablet = Tablet::with_roll();
    let (door, at) = (household("1-1-201"), stairwell("1", Some("1")));
    let before = survey::overall(tablet.compound(), false);
    assert_eq!(tablet.done(&door), (0, 10));
    assert!(tablet.open_items(&door).is_empty());
    let (of_stairwell, reviewed) = (tablet.done(&at), survey::review(tablet.compound(), &tablet.model.survey, false));
    assert!(reviewed.iter().all(|found| !found.place.is_household()));
    tablet.choose(&door, "hh.occupancy", "occupancy", "vacant");
    assert_eq!(tablet.done(&door), (1, 10));
    assert_eq!((tablet.done(&at), survey::overall(tablet.compound(), false)), (of_stairwell, before));

    tablet.fill(&door, "hh.area", "area", "很大");
    assert_eq!(tablet.open_items(&door), ["hh.area"]);
    let reviewed = survey::review(tablet.compound(), &tablet.model.survey, false);
    let found = reviewed.iter().find(|found| found.place == door).unwrap();
    assert_eq!(found.red.iter().map(|item| item.id).collect::<Vec<_>>(), ["hh.area"]);
    assert!(found.blank.is_empty() && found.amber.is_empty());
    assert_eq!(survey::first(&reviewed).map(|(place, item)| (place, item.id)), Some((&door, "hh.area")));
    let effects = tablet.survey(Msg::GoTo(tablet.at(&door, "hh.area")));
    assert!(effects.contains(&Effect::Reveal("hh.area.area".into())), "{effects:?}");
    tablet.fill(&door, "hh.area", "area", "48");
    assert!(survey::review(tablet.compound(), &tablet.model.survey, false).iter().all(|found| found.place != door));
    assert_eq!(tablet.typed(&door, "hh.area", Slot::Field("area")), None);
    assert_eq!(tablet.answer(&door, "hh.area").map(|_| tablet.done(&door)), Some((2, 10)));
}

#[test]
fn answers_of_a_household_that_left_the_roll_are_kept_among_the_strays() {
    let mut tablet = Tablet::with_roll();
    let door = household("1-2-101");
    tablet.choose(&door, "hh.occupancy", "occupancy", "let");
    tablet.choose(&door, "util.water", "state", "done");
    assert!(survey::strays(tablet.compound()).is_empty());
    assert_eq!(water(&tablet), Some(Households { done: 1, todo: 0, left: 3 }));

    tablet.take_roll(4, Tablet::titles().into_iter().filter(|h| h.id.as_str() != "1-2-101").collect());
    assert_eq!(survey::strays(tablet.compound()), std::slice::from_ref(&door));
    assert!(survey::is_here(tablet.compound(), &door));
    assert_eq!(tablet.value(&door, "hh.occupancy", "occupancy"), Some("let"));
    assert_eq!(tablet.compound().around(&door), None);
    assert_eq!(Lang::Zh.survey_place(tablet.compound(), &door), "1-2-101");
    assert_eq!(water(&tablet), None, "it is none of the roll's");
    tablet.choose(&door, "hh.occupancy", "occupancy", "vacant");
    assert_eq!(tablet.value(&door, "hh.occupancy", "occupancy"), Some("vacant"), "and can still be mended");
    tablet.take_roll(5, Tablet::titles());
    assert!(survey::strays(tablet.compound()).is_empty());
}

#[test]
fn a_household_that_left_the_roll_with_a_telephone_alone_leaves_nothing_to_look_after() {
    let mut tablet = Tablet::with_roll();
    let (compound, now, door) = (tablet.compound.clone(), tablet.now(), household("1-2-101"));
    let mut sealed = Answer::default();
    sealed.set(&catalogue::TELEPHONE, &"A".repeat(64)).unwrap();
    let given = AnswerGiven { compound, place: door.clone(), item: "hh.contact".to_owned(), answer: sealed };
    tablet.model.record_all(&now, vec![Fact::Answer(given)], &mut Vec::new());
    tablet.take_roll(4, Tablet::titles().into_iter().filter(|h| h.id.as_str() != "1-2-101").collect());
    assert!(tablet.compound().answer(&door, "hh.contact").is_some(), "the record stays");
    assert_eq!(survey::strays(tablet.compound()), []);
    tablet.choose(&door, "hh.occupancy", "occupancy", "let");
    assert_eq!(survey::strays(tablet.compound()), [door]);
}

#[test]
fn a_household_in_what_is_left_out_is_left_out() {
    let mut tablet = Tablet::with_roll();
    let (door, other) = (household("1-2-101"), household("柳巷12号-101"));
    tablet.choose(&door, "util.water", "state", "todo");
    tablet.choose(&other, "util.water", "state", "done");
    assert_eq!(water(&tablet), Some(Households { done: 1, todo: 1, left: 2 }));
    leave_out(&mut tablet, stairwell("1", Some("2")));
    assert!(survey::is_in_left_out(tablet.compound(), &door) && !survey::is_in_left_out(tablet.compound(), &other));
    assert_eq!(tablet.done(&door), (0, 0));
    assert_eq!(water(&tablet), Some(Households { done: 1, todo: 0, left: 2 }));
    leave_out(&mut tablet, Place::Building("1".into()));
    assert!(survey::is_in_left_out(tablet.compound(), &household("1-1-101")), "through its stairwell");
    assert_eq!(water(&tablet), Some(Households { done: 1, todo: 0, left: 0 }));
}

#[test]
fn the_compounds_question_says_what_its_households_come_to() {
    let mut tablet = Tablet::with_roll();
    let item = catalogue::item("util.water").unwrap();
    assert_eq!(water(&tablet), None, "nothing is recorded");
    let doubts = |tablet: &Tablet| survey::doubts(tablet.compound(), &C, item);
    let doors = ["1-1-101", "1-1-201", "1-2-101", "柳巷12号-101"];
    tablet.choose(&household(doors[0]), "util.water", "state", "done");
    tablet.choose(&household(doors[1]), "util.water", "state", "todo");
    // A shop doesn't count.
    tablet.choose(&household("柳巷12号-底商1"), "util.water", "state", "done");
    let sum = water(&tablet).unwrap();
    assert_eq!(sum, Households { done: 1, todo: 1, left: 2 });
    assert_eq!(Lang::Zh.of_households(item, &sum), "各户登记：已改 1，未改 1，未登记 2");
    let gas = catalogue::item("util.gas").unwrap();
    assert_eq!(Lang::Zh.of_households(gas, &sum), "各户登记：已通 1，未通 1，未登记 2");
    assert_eq!(survey::of_households(tablet.compound(), &household(doors[0]), item), None);

    tablet.fill(&C, "util.water", "done", "3");
    tablet.fill(&C, "util.water", "todo", "2");
    assert_eq!(tablet.state(&C, "util.water"), Completeness::Done);
    assert!(doubts(&tablet).is_empty(), "not all are recorded");
    tablet.choose(&household(doors[2]), "util.water", "state", "done");
    tablet.choose(&household(doors[3]), "util.water", "state", "done");
    assert_eq!(doubts(&tablet), [Soft::HouseholdsDiffer]);
    let amber = survey::review(tablet.compound(), &tablet.model.survey, false).swap_remove(0).amber;
    assert!(amber.iter().any(|item| item.id == "util.water"));
    tablet.fill(&C, "util.water", "todo", "1");
    assert!(doubts(&tablet).is_empty());
}
