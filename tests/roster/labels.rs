//! Each spelling of a room label.

use super::*;

#[derive(Debug, PartialEq)]
struct Parts<'a>(Option<&'a str>, Option<&'a str>, Option<i32>, Option<&'a str>, &'a str);

fn check(text: &str, building: Option<&str>, stairwell: Option<&str>, suite: &str) {
    check_full(text, Parts(building, stairwell, None, None, suite));
}

fn check_full(text: &str, expected: Parts<'_>) {
    let label = parse_label(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let found =
        Parts(label.building.as_deref(), label.stairwell.as_deref(), label.floor, label.lead.as_deref(), &label.suite);
    assert_eq!(found, expected, "{text}");
}

#[test]
fn building_stairwell_suite() {
    for text in [
        "3幢2单元501室",
        "3-2-501",
        "3号楼2单元501",
        "３号楼２单元５０１",
        "3栋2单元501",
        "3#2单元501",
        "3#-2-501",
        "3#楼2单元501室",
        "3—2—501",
        "3–2–501",
        "3－2－501",
        "3−2−501",
        "３－２－５０１",
        "3 - 2 - 501",
        "三幢二单元501室",
        "3幢-2-501",
        "3幢2单元-501",
        "3-2单元501",
        "03幢02单元501室",
        "3楼2单元501",
        "3座2单元501",
        "朝霞里小区3幢2单元501室",
        "3幢2门501",
        "3幢2单元501号",
        "3-2-501室",
    ] {
        check(text, Some("3"), Some("2"), "501");
    }
}

#[test]
fn other_marks() {
    check("B1幢甲单元101", Some("B1"), Some("甲"), "101");
    check("a座1201", Some("A"), None, "1201");
    check("十二幢501", Some("12"), None, "501");
    check("12号101室", Some("12"), None, "101");
    check("柳巷12号101室", Some("柳巷12号"), None, "101");
    check("柳巷12号-2-101", Some("柳巷12号"), Some("2"), "101");
    check("501", None, None, "501");
    check("501A室", None, None, "501A");
    check("2单元501", None, Some("2"), "501");
    check("1幢底商1号", Some("1"), None, "底商1号");
    check("底商1号", None, None, "底商1号");
    check("1幢车库3", Some("1"), None, "车库3");
    check("3幢-101", Some("3"), None, "101");
    check("2幢门面3号", Some("2"), None, "门面3号");
}

#[test]
fn floors_and_leads() {
    check_full("3幢2单元5层501室", Parts(Some("3"), Some("2"), Some(5), None, "501"));
    check_full("2-501", Parts(None, None, None, Some("2"), "501"));
}

#[test]
fn unreadable() {
    for text in [
        "",
        "？",
        "3幢",
        "1-2-3-4",
        "--",
        "3--",
        "2026年",
        "3-?-501",
        "#",
        "a#b#c",
        "以上共96户",
        "101-102",
        "1-101-102",
        "柳巷12号3幢501",
    ] {
        assert_eq!(parse_label(text), Err(LabelProblem::Unreadable), "{text}");
    }
    assert_eq!(parse_label("2026-03-02"), Err(LabelProblem::Date));
    for suite in ["501/502", "东101", "阁楼1", "501(复)"] {
        check(suite, None, None, suite);
    }
}
