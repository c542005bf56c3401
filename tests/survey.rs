//! The condition survey as a surveyor does it: events in, records and effects out.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "survey/tablet.rs"]
mod tablet;

use tablet::Tablet;
use wenlou::app::survey::{self, Computed, Excuse, HeadMsg, Kind, LocateTrouble, Msg, Slot};
use wenlou::app::{Effect, Event, Message, Parts, Route};
use wenlou::domain::answer::{Completeness, Soft, Status};
use wenlou::domain::catalogue::{self, FieldError, FieldKind, Scope};
use wenlou::domain::photo::Position;
use wenlou::domain::place::Place;
use wenlou::journal::fact::SurveyNeed;
use wenlou::text::Lang;

fn building(no: &str) -> Place {
    Place::Building(no.into())
}

fn stairwell(no: &str, stairwell: Option<&str>) -> Place {
    Place::Stairwell(no.into(), stairwell.map(str::to_owned))
}

fn revealed(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Reveal(id) => Some(id.as_str()),
        _ => None,
    })
}

#[test]
fn places_are_the_compound_and_what_the_roll_has() {
    let tablet = Tablet::new();
    assert_eq!(survey::places(tablet.compound()), [Place::Compound]);
    let tablet = Tablet::with_roll();
    let all = [
        Place::Compound,
        building("1"),
        stairwell("1", Some("1")),
        stairwell("1", Some("2")),
        building("柳巷12号"),
        stairwell("柳巷12号", None),
    ];
    assert_eq!(survey::places(tablet.compound()), all);
    for place in &all {
        assert!(survey::is_here(tablet.compound(), place), "{place:?}");
    }
    for elsewhere in [building("2"), stairwell("1", None), stairwell("1", Some("3")), stairwell("柳巷12号", Some("1"))]
    {
        assert!(!survey::is_here(tablet.compound(), &elsewhere), "{elsewhere:?}");
    }
    let asked = |scope| catalogue::for_scope(scope, false).filter(|item| item.is_asked()).count();
    let total = asked(Scope::Compound) + 2 * asked(Scope::Building) + 3 * asked(Scope::Stairwell);
    let overall = survey::overall(tablet.compound(), false);
    assert_eq!((overall.done, overall.total), (0, total));
}

#[test]
fn every_kind_of_field_is_recorded_in_its_one_spelling() {
    let mut tablet = Tablet::with_roll();
    let (c, b, s) = (Place::Compound, building("1"), stairwell("1", Some("1")));
    for (place, item, field, code) in [
        (&s, "spec.door", "presence", "partial"),
        (&s, "spec.door", "condition", "worn"),
        (&b, "house.roof", "grade", "mostly_sound"),
        (&b, "house.danger", "suspected", "no"),
        (&b, "bld.completeSet", "complete", "part"),
        (&c, "room.tenure", "tenure", "owned"),
        (&b, "house.grade", "heating", "no_such_part"),
    ] {
        let before = tablet.records();
        tablet.choose(place, item, field, code);
        assert_eq!(tablet.value(place, item, field), Some(code), "{item}.{field}");
        assert_eq!(tablet.records(), before + 1, "one record per change");
    }
    for (place, item, field, raw, stored) in [
        (&c, "base.buildings", "total", "１２幢", "12"),
        (&c, "zone.wall", "required", " 1,200.50 米", "1200.5"),
        (&c, "base.floorArea", "area", "23456.780", "23456.78"),
        (&c, "mech.fee", "rate", "0.30元", "0.3"),
        (&c, "mech.income", "parking", "36000 元/年", "36000"),
        (&c, "mech.fee", "collected", "85%", "85"),
        (&b, "bld.year", "year", "1987年", "1987"),
        (&c, "spec.fireCheck", "date", "2024年3月5日", "2024-03-05"),
        (&c, "zone.boundary", "bounds", " 东至柳巷 ", "东至柳巷"),
        (&b, "bld.ownerUnit", "names", "第一机床厂\n\n 市二轻局 ", "第一机床厂\n市二轻局"),
        (&c, "zone.boundary", "photo", "IMG_0032", "IMG_0032"),
    ] {
        let before = tablet.records();
        tablet.fill(place, item, field, raw);
        assert_eq!(tablet.value(place, item, field), Some(stored), "{item}.{field}");
        assert_eq!(tablet.records(), before + 1, "one record per change");
        assert_eq!(tablet.typed(place, item, Slot::Field(field)), None, "the screen shows what is on record");
    }
    let by = &tablet.compound().answer_versions(&b, "bld.year").last().unwrap().stamp.by;
    assert_eq!(by, "周敏");
}

#[test]
fn of_several_options_one_that_stands_alone_drives_out_the_others() {
    let mut tablet = Tablet::new();
    let programme = |t: &Tablet| t.value(&Place::Compound, "base.programme", "programme").map(str::to_owned);
    for (code, on, now) in [
        ("dangerous", true, Some("dangerous")),
        ("courtyard", true, Some("courtyard,dangerous")),
        ("none", true, Some("none")),
        ("courtyard", true, Some("courtyard")),
        ("courtyard", false, None),
    ] {
        tablet.tick(&Place::Compound, "base.programme", "programme", code, on);
        assert_eq!(programme(&tablet).as_deref(), now, "{code} {on}");
    }
}

#[test]
fn typing_writes_nothing_leaving_writes_once_and_what_is_unchanged_never() {
    let mut tablet = Tablet::new();
    let (c, slot) = (Place::Compound, Slot::Field("area"));
    let before = tablet.records();
    for text in ["2", "23", "234"] {
        tablet.type_in(&c, "base.siteArea", slot, text);
        assert_eq!(tablet.typed(&c, "base.siteArea", slot), Some(text));
    }
    assert_eq!(tablet.records(), before);
    let effects = tablet.leave(&c, "base.siteArea", slot);
    assert!(matches!(&effects[..], [Effect::Store { records, .. }] if records.len() == 1));
    assert_eq!((tablet.records(), tablet.value(&c, "base.siteArea", "area")), (before + 1, Some("234")));
    assert!(tablet.leave(&c, "base.siteArea", slot).is_empty());
    tablet.fill(&c, "base.siteArea", "area", "２３４.0㎡");
    tablet.choose(&c, "base.kind", "kind", "");
    tablet.type_in(&c, "base.name", Slot::Note, "  ");
    tablet.leave(&c, "base.name", Slot::Note);
    assert_eq!(tablet.records(), before + 1, "nothing changed");
    assert_eq!(tablet.typed(&c, "base.siteArea", slot), None);
    assert!(tablet.answer(&c, "base.kind").is_none());
}

#[test]
fn what_is_no_value_stays_as_typed_and_writes_nothing() {
    let mut tablet = Tablet::with_roll();
    let b = building("1");
    tablet.fill(&b, "bld.area", "area", "1800");
    let before = tablet.records();
    for (raw, error) in [
        ("很大", FieldError::NotANumber),
        ("-3", FieldError::Negative),
        ("1.2345", FieldError::TooPrecise { decimals: 3 }),
        ("99999999", FieldError::TooLarge { max: 10_000_000 }),
    ] {
        tablet.fill(&b, "bld.area", "area", raw);
        assert_eq!(tablet.typed(&b, "bld.area", Slot::Field("area")), Some(raw));
        assert_eq!(FieldKind::SquareMetres.parse(raw), Err(error));
    }
    assert_eq!(tablet.records(), before);
    assert_eq!(tablet.value(&b, "bld.area", "area"), Some("1800"), "what was on record stands");
    assert!(tablet.open_items(&b).contains(&"bld.area"), "still to be mended");
    assert_eq!(survey::unsaved_places(tablet.compound(), &tablet.model.survey), [&b]);

    // It outlives the screen, and the next missing item after the one just left behind comes round to it.
    let campaign = tablet.model.state().unwrap().campaign.clone();
    tablet.send(Event::Go(Route::Survey(campaign, tablet.compound.clone(), None)));
    assert_eq!(tablet.typed(&b, "bld.area", Slot::Field("area")), Some("99999999"));
    let jump = tablet.at(&b, "bld.area");
    assert_eq!(revealed(&tablet.survey(Msg::Jump(jump))), Some("bld.area.area"), "at the field, not at the card");

    tablet.fill(&b, "bld.area", "area", "1850.5");
    assert_eq!((tablet.records(), tablet.value(&b, "bld.area", "area")), (before + 1, Some("1850.5")));
    assert!(survey::unsaved_places(tablet.compound(), &tablet.model.survey).is_empty());
}

#[test]
fn errors_are_said_only_once_the_field_was_left() {
    let mut tablet = Tablet::new();
    let (c, slot) = (Place::Compound, Slot::Field("total"));
    let left = |t: &Tablet| t.model.survey.item(&t.at(&c, "base.buildings")).unwrap().typed(slot).unwrap().left;
    tablet.type_in(&c, "base.buildings", slot, "1.");
    assert!(!left(&tablet));
    tablet.type_in(&c, "base.buildings", slot, "1.5");
    tablet.leave(&c, "base.buildings", slot);
    assert!(left(&tablet));
    tablet.type_in(&c, "base.buildings", slot, "x");
    assert!(left(&tablet), "once said, it is said until mended");
}

#[test]
fn going_elsewhere_records_what_was_typed_and_never_left() {
    let mut tablet = Tablet::new();
    let c = Place::Compound;
    tablet.type_in(&c, "base.siteArea", Slot::Field("area"), "5200");
    tablet.type_in(&c, "zone.boundary", Slot::Note, "北侧无围墙");
    tablet.type_in(&c, "base.buildings", Slot::Field("total"), "十");
    assert!(
        survey::unsaved_places(tablet.compound(), &tablet.model.survey).is_empty(),
        "nobody is told off while typing"
    );
    tablet.send(Event::Went(Route::Home));
    assert_eq!(survey::unsaved_places(tablet.compound(), &tablet.model.survey), [&c]);
    assert_eq!(tablet.value(&c, "base.siteArea", "area"), Some("5200"));
    assert_eq!(tablet.answer(&c, "zone.boundary").unwrap().note(), Some("北侧无围墙"));
    assert_eq!(tablet.typed(&c, "base.buildings", Slot::Field("total")), Some("十"));
}

#[test]
fn a_page_going_out_of_sight_records_what_was_typed() {
    let mut tablet = Tablet::new();
    tablet.type_in(&Place::Compound, "base.siteArea", Slot::Field("area"), "5200");
    assert!(matches!(tablet.send(Event::OutOfSight)[..], [Effect::Store { .. }]));
    assert_eq!(tablet.value(&Place::Compound, "base.siteArea", "area"), Some("5200"));
    assert!(tablet.send(Event::OutOfSight).is_empty());
}

#[test]
fn unknown_and_not_applicable_want_a_reason() {
    let mut tablet = Tablet::with_roll();
    let (c, b) = (Place::Compound, building("柳巷12号"));
    let before = tablet.records();
    tablet.excuse(&c, "util.gas", Excuse::Unknown, "   ");
    let asking = tablet.model.survey.item(&tablet.at(&c, "util.gas")).unwrap().asking.clone().unwrap();
    assert!(asking.tried, "the error is shown");
    assert_eq!((tablet.records(), tablet.answer(&c, "util.gas")), (before, None));

    let at = tablet.at(&c, "util.gas");
    tablet.survey(Msg::TypeReason { at: at.clone(), text: "燃气公司未回复".into() });
    tablet.survey(Msg::GiveReason { at: at.clone(), quick: None });
    assert_eq!(tablet.state(&c, "util.gas"), Completeness::Unknown);
    assert!(tablet.model.survey.item(&at).unwrap().asking.is_none());
    let progress = survey::progress(tablet.compound(), &c, false);
    assert_eq!((progress.done, progress.unknown), (1, 1), "settled here, open for the rules");

    tablet.survey(Msg::Ask(tablet.at(&b, "bld.ownerUnit"), Excuse::NotApplicable));
    let quick = Lang::Zh.quick_reasons(Excuse::NotApplicable)[0];
    tablet.survey(Msg::GiveReason { at: tablet.at(&b, "bld.ownerUnit"), quick: Some(quick.into()) });
    assert_eq!(tablet.state(&b, "bld.ownerUnit"), Completeness::NotApplicable);
    match tablet.answer(&b, "bld.ownerUnit").unwrap().status() {
        Status::NotApplicable(reason) => assert_eq!(reason.as_str(), quick),
        other => panic!("{other:?}"),
    }
    assert_eq!(tablet.records(), before + 2);

    // A text left behind in a field doesn't undo the reason; it is there again when the item is answered after all.
    let year = Slot::Field("year");
    tablet.type_in(&b, "bld.year", year, "1987");
    tablet.excuse(&b, "bld.year", Excuse::Unknown, "没有资料");
    tablet.send(Event::OutOfSight);
    assert_eq!(
        (tablet.state(&b, "bld.year"), tablet.typed(&b, "bld.year", year)),
        (Completeness::Unknown, Some("1987"))
    );
    tablet.survey(Msg::Resume(tablet.at(&b, "bld.year")));
    tablet.send(Event::OutOfSight);
    assert_eq!(tablet.value(&b, "bld.year", "year"), Some("1987"));

    let before = tablet.records() - 2;
    tablet.survey(Msg::Ask(tablet.at(&b, "bld.year"), Excuse::Unknown));
    tablet.survey(Msg::DropReason(tablet.at(&b, "bld.year")));
    assert_eq!((tablet.records(), tablet.value(&b, "bld.year", "year")), (before + 2, Some("1987")));
}

#[test]
fn answering_after_all_brings_back_what_was_answered_and_keeps_the_note() {
    let mut tablet = Tablet::new();
    let c = Place::Compound;
    tablet.fill(&c, "env.parkCar", "existing", "40");
    tablet.fill(&c, "env.parkCar", "possible", "12");
    tablet.type_in(&c, "env.parkCar", Slot::Note, "夜间实数");
    tablet.leave(&c, "env.parkCar", Slot::Note);
    tablet.excuse(&c, "env.parkCar", Excuse::Unknown, "划线看不清");
    let excused = tablet.answer(&c, "env.parkCar").unwrap();
    assert_eq!((excused.values().count(), excused.note()), (0, Some("夜间实数")), "no finding beside a reason");

    tablet.survey(Msg::Resume(tablet.at(&c, "env.parkCar")));
    let back = tablet.answer(&c, "env.parkCar").unwrap();
    assert_eq!(
        (back.value("existing"), back.value("possible"), back.note()),
        (Some("40"), Some("12"), Some("夜间实数"))
    );
    assert_eq!(tablet.state(&c, "env.parkCar"), Completeness::Done);

    tablet.excuse(&c, "env.leisure", Excuse::NotApplicable, "没有");
    tablet.survey(Msg::Resume(tablet.at(&c, "env.leisure")));
    assert_eq!(tablet.state(&c, "env.leisure"), Completeness::Missing);
}

#[test]
fn fields_no_longer_asked_drop_out_and_come_back_when_asked_again() {
    let mut tablet = Tablet::new();
    let (c, item) = (Place::Compound, "mech.clean");
    tablet.choose(&c, item, "presence", "present");
    for (field, text) in [("provider", "王师傅"), ("start_date", "2019-05-01"), ("frequency", "每天一次")] {
        tablet.fill(&c, item, field, text);
    }
    assert_eq!(tablet.state(&c, item), Completeness::Done);
    tablet.choose(&c, item, "presence", "absent");
    assert_eq!(tablet.answer(&c, item).unwrap().values().collect::<Vec<_>>(), [("presence", "absent")]);
    tablet.choose(&c, item, "presence", "partial");
    assert_eq!(tablet.value(&c, item, "provider"), Some("王师傅"));
    assert_eq!(tablet.state(&c, item), Completeness::Done);

    // A value taken back while it was asked does not return.
    tablet.fill(&c, item, "provider", " ");
    assert_eq!(tablet.state(&c, item), Completeness::Partial(vec!["provider"]));
    tablet.choose(&c, item, "presence", "absent");
    tablet.choose(&c, item, "presence", "present");
    assert_eq!((tablet.value(&c, item, "provider"), tablet.value(&c, item, "frequency")), (None, Some("每天一次")));

    // A bad text in a field that is not asked waits out of sight, and is neither recorded nor counted.
    tablet.fill(&c, item, "start_date", "2019-02-30");
    tablet.choose(&c, item, "presence", "absent");
    assert!(survey::unsaved_places(tablet.compound(), &tablet.model.survey).is_empty());
    tablet.type_in(&c, item, Slot::Field("provider"), "李师傅");
    tablet.send(Event::Went(Route::Home));
    assert_eq!(tablet.value(&c, item, "presence"), Some("absent"));
    assert_eq!(tablet.value(&c, item, "provider"), None);
}

#[test]
fn clearing_takes_an_answer_back() {
    let mut tablet = Tablet::new();
    let c = Place::Compound;
    let (done, total) = tablet.done(&c);
    tablet.choose(&c, "zone.closed", "presence", "present");
    assert_eq!(tablet.done(&c), (done + 1, total));
    tablet.choose(&c, "zone.closed", "presence", "");
    assert_eq!((tablet.done(&c), tablet.state(&c, "zone.closed")), ((done, total), Completeness::Missing));
    tablet.fill(&c, "base.households", "total", "504");
    tablet.fill(&c, "base.households", "total", "");
    assert_eq!(tablet.value(&c, "base.households", "total"), None, "a blank is no zero");
    tablet.fill(&c, "base.households", "total", "0");
    assert_eq!(tablet.value(&c, "base.households", "total"), Some("0"));
}

#[test]
fn one_place_leaves_the_others_alone_and_a_wrong_one_takes_nothing() {
    let mut tablet = Tablet::with_roll();
    let (one, two) = (stairwell("1", Some("1")), stairwell("1", Some("2")));
    let two_before = tablet.done(&two);
    tablet.choose(&one, "spec.door", "presence", "absent");
    assert_eq!(tablet.state(&one, "spec.door"), Completeness::Done);
    assert_eq!((tablet.state(&two, "spec.door"), tablet.done(&two)), (Completeness::Missing, two_before));
    assert_eq!(survey::overall(tablet.compound(), false).done, 1);

    let before = tablet.records();
    tablet.choose(&building("1"), "spec.door", "presence", "absent");
    tablet.choose(&stairwell("1", Some("9")), "spec.door", "presence", "absent");
    tablet.choose(&one, "spec.door", "presence", "no such code");
    tablet.choose(&one, "no.such", "presence", "absent");
    assert_eq!(tablet.records(), before);
}

#[test]
fn next_missing_goes_down_the_form_and_round_then_to_the_next_place() {
    let mut tablet = Tablet::with_roll();
    let s = stairwell("1", Some("1"));
    let items: Vec<&str> = catalogue::for_scope(Scope::Stairwell, false).map(|item| item.id).collect();
    assert_eq!(tablet.open_items(&s), items);
    assert_eq!(revealed(&tablet.next(&s)), Some(items[0]));
    assert_eq!(revealed(&tablet.next(&s)), Some(items[1]), "untouched, it is passed over");
    tablet.choose(&s, "env.lightStair", "presence", "present");
    assert_ne!(revealed(&tablet.next(&s)), Some("env.lightStair"));
    let round: Vec<String> = items.iter().map(|_| revealed(&tablet.next(&s)).unwrap().to_owned()).collect();
    assert_eq!(round.iter().filter(|id| *id == items[0]).count(), 1, "behind the last it begins again: {round:?}");
    let jump = tablet.at(&s, "env.lightStair");
    assert_eq!(revealed(&tablet.survey(Msg::Jump(jump))), Some("env.lightStair.total"), "at what it lacks");

    for item in items.iter().copied() {
        tablet.excuse(&s, item, Excuse::Unknown, "无法进入");
    }
    assert!(tablet.open_items(&s).is_empty());
    let effects = tablet.next(&s);
    let campaign = tablet.model.state().unwrap().campaign.clone();
    let there = Route::Survey(campaign, tablet.compound.clone(), Some(stairwell("1", Some("2"))));
    assert_eq!(tablet.model.route, there);
    assert!(effects.contains(&Effect::ShowRoute(there)));
    assert_eq!(revealed(&effects), Some(items[0]));

    // From the last place it goes round to the first.
    let last = stairwell("柳巷12号", None);
    assert_eq!(survey::next_place(tablet.compound(), &tablet.model.survey, &last, false), Some(Place::Compound));
    let all = survey::places(tablet.compound());
    for place in &all {
        for item in catalogue::for_scope(survey::scope(place), false).filter(|item| item.is_asked()) {
            tablet.excuse(place, item.id, Excuse::Unknown, "无法进入");
        }
    }
    assert_eq!(survey::next_place(tablet.compound(), &tablet.model.survey, &last, false), None);
    assert!(tablet.next(&last).is_empty());
    let overall = survey::overall(tablet.compound(), false);
    assert_eq!((overall.done, overall.unknown), (overall.total, overall.total));
}

#[test]
fn computed_items_follow_from_what_is_known() {
    let mut tablet = Tablet::with_roll();
    let (c, b) = (Place::Compound, building("1"));
    let shows = |t: &Tablet, place: &Place, item| {
        survey::computed(t.compound(), t.model.state().unwrap().terms.as_ref(), true, place, item)
    };
    assert_eq!(shows(&tablet, &c, "room.required"), Computed::WantsFloorArea);
    tablet.fill(&c, "base.floorArea", "area", "23456.78");
    match shows(&tablet, &c, "room.required") {
        Computed::RoomArea { due, .. } => assert_eq!(due.to_string(), "117.2839"),
        other => panic!("{other:?}"),
    }
    assert_eq!(shows(&tablet, &c, "mech.mode"), Computed::WantsBallot);
    assert_eq!(shows(&tablet, &c, "base.doneBeforePlan"), Computed::InDossier);

    assert_eq!(shows(&tablet, &b, "house.grade"), Computed::WantsParts(14));
    let item = catalogue::item("house.grade").unwrap();
    for field in item.fields.iter().filter(|field| field.kind != FieldKind::Computed) {
        tablet.choose(&b, "house.grade", field.id, "sound");
    }
    assert_eq!(Lang::Zh.computed(&shows(&tablet, &b, "house.grade")), "完好");
    tablet.choose(&b, "house.grade", "floors", "dangerous");
    assert_eq!(shows(&tablet, &b, "house.grade"), Computed::ReferToAppraisal);
    let before = tablet.records();
    tablet.choose(&b, "house.grade", "grade", "sound");
    assert_eq!(tablet.records(), before, "nobody enters it");
}

#[test]
fn doubts_are_shown_and_stop_nothing() {
    let mut tablet = Tablet::with_roll();
    let c = Place::Compound;
    tablet.fill(&c, "env.light", "total", "20");
    tablet.fill(&c, "env.light", "working", "25");
    assert_eq!(tablet.state(&c, "env.light"), Completeness::Done);
    let light = catalogue::item("env.light").unwrap();
    let doubts = survey::doubts(tablet.compound(), &c, light);
    assert!(matches!(doubts[..], [Soft::Exceeds { .. }]));
    assert_eq!(Lang::Zh.doubt(light, &doubts[0]), "“亮灯”大于“总数”，请核对");

    let number = catalogue::item("base.buildings").unwrap();
    tablet.fill(&c, "base.buildings", "total", "3");
    assert!(matches!(survey::doubts(tablet.compound(), &c, number)[..], [Soft::BuildingsDiffer { .. }]));
    tablet.fill(&c, "base.buildings", "total", "2");
    assert!(survey::doubts(tablet.compound(), &c, number).is_empty());
}

#[test]
fn what_the_roll_knows_is_offered_and_taken_over_by_a_tap() {
    let mut tablet = Tablet::with_roll();
    let known = |t: &Tablet, place: &Place, item, field| {
        survey::known(t.compound(), t.model.state().unwrap().terms.as_ref(), place, item, field)
    };
    let (c, one) = (Place::Compound, building("1"));
    for (place, item, field, value) in [
        (&c, "base.name", "name", Some("朝霞里")),
        (&c, "base.kind", "kind", Some("compound")),
        (&c, "base.admin", "street", Some("朝霞街道")),
        (&c, "base.admin", "community", None),
        (&c, "base.buildings", "total", Some("2")),
        (&c, "base.households", "total", Some("4")),
        (&one, "bld.stairwells", "total", Some("2")),
        (&one, "bld.suites", "total", Some("3")),
        (&one, "bld.area", "area", None),
    ] {
        assert_eq!(known(&tablet, place, item, field).as_deref(), value, "{item}.{field}");
        assert_eq!(tablet.value(place, item, field), None, "never by itself");
        tablet.choose(place, item, field, value.unwrap_or(""));
        assert_eq!(tablet.value(place, item, field), value);
    }
}

fn first_stairwell(tablet: &mut Tablet) -> Place {
    let place = stairwell("1", Some("1"));
    tablet.choose(&place, "spec.door", "presence", "present");
    tablet.choose(&place, "spec.door", "condition", "worn");
    tablet.excuse(&place, "env.lightStair", Excuse::Unknown, "无法进入");
    place
}

fn head(tablet: &mut Tablet, place: &Place, msg: HeadMsg) -> Vec<Effect> {
    let compound = tablet.compound.clone();
    tablet.survey(Msg::Head(compound, place.clone(), msg))
}

#[test]
fn what_is_missing_is_copied_from_the_stairwell_before_and_marked_until_it_is_checked() {
    let mut tablet = Tablet::with_roll();
    let (second, other) = (stairwell("1", Some("2")), stairwell("柳巷12号", None));
    assert_eq!(survey::before(tablet.compound(), &second), None);
    let first = first_stairwell(&mut tablet);
    let at = tablet.at(&first, "spec.door");
    tablet.survey(Msg::OpenNote(at.clone()));
    tablet.type_in(&first, "spec.door", Slot::Note, "门轴松");
    tablet.leave(&first, "spec.door", Slot::Note);
    assert_eq!(survey::before(tablet.compound(), &second), Some(first.clone()));
    // What is answered here stays; what is being typed here too.
    tablet.choose(&second, "env.lightStair", "presence", "absent");
    let records = tablet.records();
    head(&mut tablet, &second, HeadMsg::Copy(first.clone()));
    assert_eq!(tablet.records(), records + 1);
    assert_eq!(tablet.value(&second, "spec.door", "condition"), Some("worn"));
    assert_eq!(tablet.value(&second, "env.lightStair", "presence"), Some("absent"));
    let copied = tablet.answer(&second, "spec.door").unwrap();
    assert_eq!((copied.copied(), copied.note()), (Some(&first), None));
    // It counts as answered, and the review asks to look at it.
    assert_eq!(tablet.state(&second, "spec.door"), Completeness::Done);
    let amber = |tablet: &Tablet| -> Vec<&str> {
        let found = survey::review(tablet.compound(), &tablet.model.survey, false);
        let at = found.iter().find(|found| found.place == second);
        at.map(|found| found.amber.iter().map(|item| item.id).collect()).unwrap_or_default()
    };
    assert_eq!(amber(&tablet), ["spec.door"]);
    tablet.survey(Msg::Confirm(tablet.at(&second, "spec.door")));
    assert_eq!(tablet.answer(&second, "spec.door").unwrap().copied(), None);
    assert!(amber(&tablet).is_empty());
    // A reason is copied too; of another building's stairwell the one before is the nearest.
    assert_eq!(survey::before(tablet.compound(), &other), Some(second.clone()));
    head(&mut tablet, &other, HeadMsg::Copy(first.clone()));
    assert_eq!(tablet.state(&other, "env.lightStair"), Completeness::Unknown);
    // To answer it here takes the mark off.
    tablet.choose(&other, "spec.door", "condition", "badly_damaged");
    assert_eq!(tablet.answer(&other, "spec.door").unwrap().copied(), None);
    // What names a building is no other's.
    tablet.fill(&building("1"), "bld.no", "no", "1");
    tablet.fill(&building("1"), "bld.storeys", "above", "7");
    let from = survey::before(tablet.compound(), &building("柳巷12号")).unwrap();
    let items = survey::copyable(tablet.compound(), &building("柳巷12号"), &from, false);
    assert_eq!(items.iter().map(|(item, _)| *item).collect::<Vec<_>>(), ["bld.storeys"]);
}

#[test]
fn a_place_that_needs_no_survey_wants_nothing_and_says_why() {
    let mut tablet = Tablet::with_roll();
    let (place, inside) = (building("1"), stairwell("1", Some("1")));
    let whole = survey::overall(tablet.compound(), false).total;
    let (own, of_inside) = (tablet.done(&place).1, tablet.done(&inside).1);
    head(&mut tablet, &place, HeadMsg::Ask(Kind::NotNeeded));
    head(&mut tablet, &place, HeadMsg::TypeReason("  ".into()));
    let records = tablet.records();
    head(&mut tablet, &place, HeadMsg::GiveReason);
    assert!(tablet.records() == records && tablet.model.survey.head(&tablet.compound.clone(), &place).tried);
    head(&mut tablet, &place, HeadMsg::TypeReason("已列入拆迁".into()));
    // What is typed about one place isn't shown at another.
    assert_eq!(tablet.model.survey.head(&tablet.compound.clone(), &inside).reason, "");
    head(&mut tablet, &place, HeadMsg::GiveReason);
    assert_eq!(tablet.records(), records + 1);
    let Some((stamp, SurveyNeed::NotNeeded(why))) = tablet.compound().need(&place) else { panic!("no reason") };
    assert_eq!((why.as_str(), stamp.by.as_str()), ("已列入拆迁", "周敏"));
    // Neither it nor its stairwells want anything any more.
    assert_eq!(survey::overall(tablet.compound(), false).total, whole - own - 2 * of_inside);
    assert!(tablet.open_items(&place).is_empty() && tablet.open_items(&inside).is_empty());
    let reviewed = survey::review(tablet.compound(), &tablet.model.survey, false);
    assert!(reviewed.iter().all(|found| found.place != place && found.place != inside));
    head(&mut tablet, &place, HeadMsg::Usual);
    assert_eq!((tablet.compound().need(&place), survey::overall(tablet.compound(), false).total), (None, whole));
    head(&mut tablet, &inside, HeadMsg::Ask(Kind::MoreNeeded));
    head(&mut tablet, &inside, HeadMsg::TypeReason("顶楼没进去".into()));
    head(&mut tablet, &inside, HeadMsg::GiveReason);
    assert!(matches!(tablet.compound().need(&inside), Some((_, SurveyNeed::MoreNeeded(_)))));
    assert_eq!(tablet.done(&inside).1, of_inside);
}

#[test]
fn what_is_still_to_be_done_is_listed_until_it_is_done() {
    let mut tablet = Tablet::with_roll();
    let place = first_stairwell(&mut tablet);
    let follow_ups = |tablet: &Tablet| -> Vec<String> {
        survey::follow_ups(tablet.compound()).iter().map(|(_, item, what)| format!("{} {what}", item.id)).collect()
    };
    let at = tablet.at(&place, "spec.door");
    let effects = tablet.survey(Msg::OpenFollowUp(at));
    assert_eq!(revealed(&effects), Some("spec.door-follow-up"));
    tablet.type_in(&place, "spec.door", Slot::FollowUp, "联系锁匠");
    tablet.leave(&place, "spec.door", Slot::FollowUp);
    assert_eq!(follow_ups(&tablet), ["spec.door 联系锁匠"]);
    // It outlives what is answered, a reason and its withdrawal.
    tablet.choose(&place, "spec.door", "condition", "badly_damaged");
    tablet.excuse(&place, "spec.door", Excuse::Unknown, "锁住了");
    let at = tablet.at(&place, "spec.door");
    tablet.survey(Msg::Resume(at));
    assert_eq!(follow_ups(&tablet), ["spec.door 联系锁匠"]);
    tablet.type_in(&place, "spec.door", Slot::Outcome, "已修");
    tablet.leave(&place, "spec.door", Slot::Outcome);
    assert!(follow_ups(&tablet).is_empty());
    let follow_up = tablet.answer(&place, "spec.door").unwrap().follow_up().unwrap();
    assert_eq!(follow_up.done.as_ref().unwrap().as_str(), "已修");
    assert_eq!(tablet.value(&place, "spec.door", "condition"), Some("badly_damaged"));
}

#[test]
fn the_review_leads_to_the_first_error() {
    let mut tablet = Tablet::with_roll();
    tablet.choose(&Place::Compound, "zone.closed", "presence", "partial");
    let found = survey::review(tablet.compound(), &tablet.model.survey, false);
    assert_eq!(found.len(), 6);
    let first = found[0].first().unwrap().id;
    assert_eq!((&found[0].place, first), (&Place::Compound, "base.name"));
    assert!(found[0].red.iter().all(|item| item.id != "zone.closed"));
    // An odd figure is amber, one that isn't on record red.
    tablet.fill(&Place::Compound, "env.road", "area", "100");
    tablet.fill(&Place::Compound, "env.road", "damaged", "200");
    tablet.choose(&Place::Compound, "env.road", "condition", "worn");
    tablet.fill(&Place::Compound, "base.siteArea", "area", "很大");
    let found = survey::review(tablet.compound(), &tablet.model.survey, false);
    assert!(found[0].amber.iter().any(|item| item.id == "env.road"));
    assert!(found[0].red.iter().any(|item| item.id == "base.siteArea"));
    // What nobody began is kept apart, and what is wrong comes first wherever it is.
    assert!(found.iter().skip(1).all(|found| found.red.is_empty() && !found.blank.is_empty()));
    let later = found[1].place.clone();
    tablet.fill(&later, "bld.year", "year", "去年");
    tablet.excuse(&Place::Compound, "base.siteArea", Excuse::Unknown, "没有资料");
    let found = survey::review(tablet.compound(), &tablet.model.survey, false);
    assert!(found[0].red.is_empty());
    assert_eq!(survey::first(&found).map(|(place, item)| (place, item.id)), Some((&later, "bld.year")));
    let last = found.last().unwrap();
    let (place, item) = (last.place.clone(), last.first().unwrap().id);
    let at = tablet.at(&place, item);
    let effects = tablet.survey(Msg::GoTo(at));
    assert!(matches!(&tablet.model.route, Route::Survey(_, _, Some(there)) if *there == place));
    assert!(revealed(&effects).unwrap().starts_with(item));
}

#[test]
fn a_place_has_the_position_that_was_received_last() {
    let mut tablet = Tablet::with_roll();
    let place = building("1");
    let effects = head(&mut tablet, &place, HeadMsg::Locate);
    let compound = tablet.compound.clone();
    assert_eq!(effects, [Effect::Locate { compound: compound.clone(), place: place.clone() }]);
    assert!(tablet.model.survey.head(&compound, &place).locating);
    let mut answer = |result| {
        let (compound, place) = (compound.clone(), place.clone());
        tablet.send(Event::Located { compound, place, result });
        let head = tablet.model.survey.head(&tablet.compound.clone(), &building("1"));
        let position = tablet.compound().position(&building("1")).map(|(_, position)| position.clone());
        (head.locating, head.trouble, position)
    };
    assert_eq!(answer(Err(LocateTrouble::Refused)), (false, Some(LocateTrouble::Refused), None));
    let position = Position { latitude: "30.274100".into(), longitude: "120.155100".into(), accuracy: 8 };
    assert_eq!(answer(Ok(position.clone())), (false, None, Some(position)));
}

#[test]
fn where_one_place_is_comes_while_another_is_typed_about() {
    let mut tablet = Tablet::with_roll();
    let (first, second, compound) = (building("1"), building("柳巷12号"), tablet.compound.clone());
    head(&mut tablet, &first, HeadMsg::Locate);
    head(&mut tablet, &second, HeadMsg::Ask(Kind::NotNeeded));
    head(&mut tablet, &second, HeadMsg::TypeReason("已列入".into()));
    let result = Err(LocateTrouble::Unknown);
    tablet.send(Event::Located { compound: compound.clone(), place: first.clone(), result });
    assert_eq!(tablet.model.survey.head(&compound, &second).reason, "已列入");
    assert_eq!(tablet.model.survey.head(&compound, &first).trouble, Some(LocateTrouble::Unknown));
    // A reason that was begun and not given is asked about before the program is left.
    tablet.model.parts = Parts::SURVEY;
    tablet.send(Event::Go(Route::Home));
    assert_eq!(tablet.model.leaving, None);
    assert!(tablet.model.toasts.iter().any(|toast| toast.message == Message::TypedNotRecorded));
}

#[test]
fn a_follow_up_that_could_not_be_recorded_is_red() {
    let mut tablet = Tablet::with_roll();
    let place = first_stairwell(&mut tablet);
    let is_red = |tablet: &Tablet| {
        let found = survey::review(tablet.compound(), &tablet.model.survey, false);
        found.iter().any(|found| found.place == place && found.red.iter().any(|item| item.id == "spec.door"))
    };
    assert!(!is_red(&tablet));
    tablet.type_in(&place, "spec.door", Slot::FollowUp, &"长".repeat(100_000));
    tablet.leave(&place, "spec.door", Slot::FollowUp);
    assert!(is_red(&tablet));
}

#[test]
fn what_is_typed_and_not_on_record_is_not_left_behind_unsaid() {
    let mut tablet = Tablet::with_roll();
    tablet.model.parts = Parts::SURVEY;
    let campaign = tablet.model.state().unwrap().campaign.clone();
    let here = Route::Survey(campaign.clone(), tablet.compound.clone(), Some(Place::Compound));
    let store = |tablet: &mut Tablet| {
        for batch in tablet.model.saving.underway.iter().map(|batch| batch.number).collect::<Vec<_>>() {
            tablet.send(Event::Stored { batch, refused: vec![], why: String::new(), used: 0 });
        }
    };
    store(&mut tablet);
    tablet.send(Event::Go(here.clone()));
    tablet.type_in(&Place::Compound, "base.siteArea", Slot::Field("area"), "很大");
    let elsewhere = Route::Handover(campaign);
    let effects = tablet.send(Event::Go(elsewhere.clone()));
    assert_eq!(tablet.model.route, here);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::OpenProgram(_))), "{effects:?}");
    assert_eq!(tablet.model.toasts[0].message, Message::TypedNotRecorded);
    assert_eq!(tablet.typed(&Place::Compound, "base.siteArea", Slot::Field("area")), Some("很大"));
    // Wanted again it is opened; and at once where all is on record.
    assert_eq!(tablet.send(Event::Go(elsewhere.clone())), [Effect::OpenProgram(elsewhere.clone())]);
    tablet.send(Event::Go(here));
    tablet.fill(&Place::Compound, "base.siteArea", "area", "1200");
    store(&mut tablet);
    assert_eq!(tablet.send(Event::Go(elsewhere.clone())), [Effect::OpenProgram(elsewhere)]);
}
