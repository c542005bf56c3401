//! Answers: how they are stored, what is missing, what looks odd.

use super::{Group, Scope, item, items};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use wenlou::domain::answer::{
    Answer, BlankRemark, Completeness, Fault, FieldAt, Progress, Soft, Status, compare_buildings, progress,
    soft_checks, state,
};
use wenlou::domain::catalogue::{FieldError, Item};
use wenlou::domain::json::{from_text, to_text};

fn row(id: &str) -> &'static Item {
    item(id).unwrap()
}

fn answer(id: &str, values: &[(&str, &str)]) -> Answer {
    let mut answer = Answer::default();
    for (field, value) in values {
        let field = row(id).field(field).unwrap_or_else(|| panic!("{id} has no {field}"));
        answer.set(field, value).unwrap_or_else(|error| panic!("{id} {}: {error:?}", field.id));
    }
    answer
}

/// The soft checks of the first item, given answers to it and others about the same thing.
fn soft(answers: &[(&'static str, &[(&str, &str)])]) -> Vec<Soft> {
    let given: BTreeMap<&str, Answer> = answers.iter().map(|(id, values)| (*id, answer(id, values))).collect();
    soft_checks(row(answers[0].0), |id| given.get(id))
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn stored_form_is_small_and_strict() {
    let mut area = answer("room.area", &[("area", "１２．５０ ㎡")]);
    assert_eq!(to_text(&area), r#"{"v":{"area":"12.5"}}"#);
    area.set_note("  临街 ");
    assert_eq!(to_text(&area), r#"{"v":{"area":"12.5"},"n":"临街"}"#);
    let unknown = Answer::unknown(" 无人应门 ").unwrap();
    assert_eq!(to_text(&unknown), r#"{"s":{"unknown":"无人应门"}}"#);
    let absent = Answer::not_applicable("无围墙条件").unwrap();
    assert_eq!(to_text(&absent), r#"{"s":{"not_applicable":"无围墙条件"}}"#);
    for each in [area, unknown, absent, Answer::default()] {
        let text = to_text(&each);
        assert_eq!(from_text::<Answer>(&text).unwrap(), each);
    }
    for wrong in [
        r#"{"s":{"unknown":""}}"#,
        r#"{"s":{"unknown":" "}}"#,
        r#"{"s":"lost"}"#,
        r#"{"x":1}"#,
        r#"{"n":""}"#,
        r#"{"v":{"area":12}}"#,
    ] {
        assert!(from_text::<Answer>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_reason_is_required() {
    assert_eq!(Answer::unknown("  "), Err(BlankRemark));
    assert_eq!(Answer::not_applicable("　"), Err(BlankRemark));
}

#[test]
fn a_blank_removes_a_value_and_an_error_changes_nothing() {
    let field = row("room.area").field("area").unwrap();
    let mut area = answer("room.area", &[("area", "12")]);
    assert_eq!(area.set(field, "-1"), Err(FieldError::Negative));
    assert_eq!(area.decimal("area"), Some(number("12")));
    area.set(field, " ").unwrap();
    assert_eq!((area.value("area"), area.decimal("area")), (None, None));
    let mut unknown = Answer::unknown("上锁").unwrap();
    assert!(unknown.set(field, "x").is_err());
    assert!(matches!(unknown.status(), Status::Unknown(_)));
    unknown.set(field, "0").unwrap();
    assert_eq!((unknown.status(), unknown.decimal("area")), (&Status::Answered, Some(Decimal::ZERO)));
}

#[test]
fn state_names_the_missing_fields() {
    let wall = row("zone.wall");
    assert_eq!(state(wall, None), Completeness::Missing);
    assert_eq!(state(wall, Some(&Answer::default())), Completeness::Missing);
    assert_eq!(state(wall, Some(&Answer::unknown("雪").unwrap())), Completeness::Unknown);
    assert_eq!(state(wall, Some(&Answer::not_applicable("归并").unwrap())), Completeness::NotApplicable);
    let begun = answer("zone.wall", &[("required", "120"), ("photo", "7")]);
    assert_eq!(state(wall, Some(&begun)), Completeness::Partial(vec!["existing", "missing", "damaged", "condition"]));
    let none_built = answer("zone.wall", &[("required", "120"), ("existing", "0"), ("missing", "120")]);
    assert_eq!(state(wall, Some(&none_built)), Completeness::Done, "no wall has no condition");
}

#[test]
fn fields_are_asked_when_they_arise() {
    let service = row("mech.clean");
    let absent = answer("mech.clean", &[("presence", "无")]);
    assert_eq!(state(service, Some(&absent)), Completeness::Done);
    let mut present = answer("mech.clean", &[("presence", "有"), ("provider", "洁净公司"), ("staff", "3")]);
    assert_eq!(state(service, Some(&present)), Completeness::Partial(vec!["start_date", "frequency"]));
    present.set(service.field("presence").unwrap(), "无").unwrap();
    assert_eq!(present.value("provider"), Some("洁净公司"), "a draft loses nothing");
    present.drop_unasked(service);
    assert_eq!(present, absent);

    let rented = answer("room.tenure", &[("tenure", "租赁")]);
    assert_eq!(state(row("room.tenure"), Some(&rented)), Completeness::Partial(vec!["expires"]));
    let owned = answer("room.tenure", &[("tenure", "自有")]);
    assert_eq!(state(row("room.tenure"), Some(&owned)), Completeness::Done);
    let exempt = answer("base.worksStatus", &[("status", "exempt")]);
    assert_eq!(
        state(row("base.worksStatus"), Some(&exempt)),
        Completeness::Partial(vec!["acceptance_date", "reason", "document_no"])
    );
}

#[test]
fn one_line_owner_is_enough_and_none_is_not() {
    let poles = row("util.poles");
    let all = vec!["telecom", "mobile", "unicom", "cable_tv", "other"];
    assert_eq!(state(poles, Some(&answer("util.poles", &[("poles", "4")]))), Completeness::Partial(all));
    assert_eq!(state(poles, Some(&answer("util.poles", &[("poles", "4"), ("mobile", "80米")]))), Completeness::Done);
}

#[test]
fn progress_counts_what_is_settled() {
    let mut given: BTreeMap<&str, Answer> = BTreeMap::new();
    let count = |given: &BTreeMap<&str, Answer>, ext| progress(Scope::Stairwell, ext, |id| given.get(id));
    assert_eq!(count(&given, false), Progress { done: 0, unknown: 0, total: 6 });
    assert_eq!(count(&given, true).total, 7);
    given.insert("spec.door", answer("spec.door", &[("presence", "无")]));
    given.insert("house.paint", answer("house.paint", &[("area", "30")]));
    given.insert("house.wires", Answer::unknown("门锁").unwrap());
    given.insert("env.lightStair", Answer::not_applicable("无楼道").unwrap());
    given.insert("ext.lift", Answer::not_applicable("平房").unwrap());
    assert_eq!(count(&given, false), Progress { done: 3, unknown: 1, total: 6 });
    // Neither computed nor optional items are asked for. Of a household nothing must be asked, and all may be.
    let none = |_: &str| None;
    let asked = items().filter(|item| item.scope == Scope::Compound && item.is_asked() && item.group != Group::Ext);
    assert_eq!(progress(Scope::Compound, false, none).total, asked.count());
    let occupied = answer("hh.occupancy", &[("occupancy", "自住")]);
    let one = progress(Scope::Household, false, |id| (id == "hh.occupancy").then_some(&occupied));
    assert_eq!(one, Progress { done: 1, unknown: 0, total: 10 });
}

#[test]
fn a_part_is_not_more_than_its_whole() {
    let hydrants = |working| soft(&[("spec.fireHydrant", &[("total", "4"), ("working", working)])]);
    assert_eq!(hydrants("4"), []);
    let place = |field| FieldAt { item: "spec.fireHydrant", field };
    assert_eq!(hydrants("5"), [Soft::Exceeds { part: place("working"), whole: place("total") }]);
    assert_eq!(soft(&[("spec.fireHydrant", &[("working", "5")])]), [], "the whole is not known");
    let road = soft(&[("env.road", &[("area", "100.5"), ("damaged", "100.501")])]);
    assert_eq!(road.len(), 1);
    let let_out = soft(&[("room.use", &[("use", "mixed"), ("let_out", "30")]), ("room.area", &[("area", "20")])]);
    assert_eq!(let_out.len(), 1);
    let no_longer_asked =
        soft(&[("room.use", &[("use", "office"), ("let_out", "30")]), ("room.area", &[("area", "20")])]);
    assert_eq!(no_longer_asked, []);
}

#[test]
fn parts_add_up() {
    let wall = |values: &[(&str, &str)]| soft(&[("zone.wall", values)]);
    assert_eq!(wall(&[("required", "120"), ("existing", "80.5"), ("missing", "39.5")]), []);
    assert_eq!(wall(&[("required", "120"), ("existing", "80"), ("missing", "39.5")]).len(), 1);
    assert_eq!(wall(&[("required", "120"), ("existing", "80")]), [], "still being filled in");
    assert_eq!(wall(&[("required", "120"), ("existing", "121")]).len(), 1, "already too much");

    let ownership = |reform: &str| {
        let classes = [("public_direct", "100"), ("housing_reform", reform), ("unit_managed", "0")];
        let rest = [("no_owner_unit", "0"), ("commodity", "0"), ("other", "0")];
        soft(&[("bld.ownership", &[&classes[..], &rest].concat()), ("bld.area", &[("area", "350.25")])])
    };
    assert_eq!(ownership("250.25"), []);
    let [Soft::SumDiffers { item: "bld.ownership", sum, whole, stated, .. }] = &ownership("250")[..] else {
        panic!("{:?}", ownership("250"));
    };
    assert_eq!((*sum, *stated), (number("350"), number("350.25")));
    assert_eq!(*whole, FieldAt { item: "bld.area", field: "area" });
    let meters = soft(&[("util.water", &[("done", "90"), ("todo", "11")]), ("base.households", &[("total", "100")])]);
    assert_eq!(meters.len(), 1);
}

#[test]
fn dates_are_in_order_and_not_applicable_is_explained() {
    let works = |accepted| {
        soft(&[(
            "base.worksStatus",
            &[("status", "accepted"), ("completion_date", "2024-03-05"), ("acceptance_date", accepted)],
        )])
    };
    assert_eq!(works("2024-03-05"), []);
    assert!(matches!(works("2024-03-04")[..], [Soft::OutOfOrder { .. }]));

    let closed = answer("zone.closed", &[("presence", "不适用")]);
    let at = FieldAt { item: "zone.closed", field: "presence" };
    assert_eq!(soft_checks(row("zone.closed"), |_| Some(&closed)), [Soft::ReasonWanted { at }]);
    let mut explained = closed.clone();
    explained.set_note("临河");
    assert_eq!(soft_checks(row("zone.closed"), |_| Some(&explained)), []);
}

#[test]
fn the_compound_is_the_sum_of_its_buildings() {
    let given = [
        ("base.buildings", answer("base.buildings", &[("total", "2")])),
        ("base.floorArea", answer("base.floorArea", &[("area", "300.5")])),
    ];
    let given = BTreeMap::from(given);
    let compare = |areas: &[Option<Decimal>]| compare_buildings(|id| given.get(id), areas);
    assert_eq!(compare(&[Some(number("100")), Some(number("200.50"))]), []);
    assert_eq!(compare(&[Some(number("100")), None]), [], "one building is not measured yet");
    assert_eq!(compare(&[Some(number("100")), Some(number("200"))]).len(), 1);
    assert_eq!(compare(&[Some(number("300.5"))]).len(), 1);
    assert_eq!(compare_buildings(|_| None, &[None]), []);
}

#[test]
fn a_file_s_answer_is_held_against_the_catalogue() {
    let faults = |text: &str| from_text::<Answer>(text).unwrap().faults(row("room.area"));
    assert_eq!(faults(r#"{"v":{"area":"12.5","photo":"3"}}"#), []);
    assert_eq!(faults(r#"{"v":{"area":"12.50"}}"#), [Fault::NotCanonical("area".to_owned())]);
    assert_eq!(faults(r#"{"v":{"area":""}}"#), [Fault::NotAValue("area".to_owned(), FieldError::Blank)]);
    assert_eq!(faults(r#"{"v":{"area":"-1"}}"#), [Fault::NotAValue("area".to_owned(), FieldError::Negative)]);
    assert_eq!(faults(r#"{"v":{"arena":"1"}}"#), [Fault::NoSuchField("arena".to_owned())]);
    assert_eq!(faults(r#"{"s":{"unknown":"雪"},"v":{"area":"1"}}"#), [Fault::ValuesDespiteReason]);
}
