//! Which lines are one title.

use super::*;

fn of(lines: &str) -> Preview {
    of_text(&format!("幢号,单元,房号,产权人,面积,性质,用途,备注,产权证号\n{lines}"))
}

#[test]
fn co_owners_are_one_household_with_one_area() {
    let preview = of("1,1,101,张*,50,房改房\n,,1-1-101,李*,50,房改房,,共有\n合计,,,,50\n");
    assert_eq!(buckets(&preview)[1..], ["household 1-1-101", "co-owner 1-1-101", "total"]);
    assert_eq!((household(&preview, "1-1-101").holders.len(), preview.summary.co_owner_lines), (2, 1));
    assert_eq!(preview.summary.floor_area_total_m2.unwrap().to_string(), "50");
    assert_eq!(warnings(&preview), []);
}

#[test]
fn masked_namesakes_are_two_people_and_full_names_one() {
    let masked = of("1,1,101,李*,50\n1,1,101,李*,50\n");
    assert_eq!(masked.households[0].holders, ["李*", "李*"]);
    assert_eq!(warnings(&masked), [(3, Warning::SameHolderTwice { name: "李*".into(), kept: true })]);
    let full = of("1,1,101,李明,50\n1,1,101,李明,50\n");
    assert_eq!(full.households[0].holders, ["李明"]);
    assert_eq!(warnings(&full), [(3, Warning::SameHolderTwice { name: "李明".into(), kept: false })]);
}

#[test]
fn several_holders_in_one_cell() {
    let preview = of("1,1,101,张*、李*,50\n");
    assert_eq!(preview.households[0].holders, ["张*", "李*"]);
    assert_eq!((preview.summary.co_owned_titles.len(), preview.summary.co_owner_lines), (1, 0));
}

#[test]
fn a_line_without_a_room_continues_the_one_above() {
    let preview = of("1,1,101,张*,50\n,,,李*\n\n,,,王*\n");
    assert_eq!(buckets(&preview)[1..], ["household 1-1-101", "co-owner 1-1-101", "blank", "problem no_suite"]);
    assert_eq!(warnings(&preview), [(3, Warning::SuiteFromAbove { earlier_line: 2 })]);
    let own_area = of("1,1,101,张*,50\n,,,李*,60\n");
    assert_eq!(buckets(&own_area)[2], "problem no_suite", "a room of its own, left out");
}

#[test]
fn contradictions() {
    for (second, field) in [
        ("1,1,101,李*,51,房改房,住宅", Field::Area),
        ("1,1,101,李*,50,商品房,住宅", Field::Tenure),
        ("1,1,101,李*,50,房改房,商业", Field::Use),
    ] {
        let preview = of(&format!("1,1,101,张*,50,房改房,住宅\n{second}\n"));
        assert!(
            matches!(problems(&preview)[..], [(3, LineProblem::Contradicts { earlier_line: 2, field: found, .. })] if found == field),
            "{second}: {:?}",
            problems(&preview)
        );
    }
    let repeated = of("1,1,101,张*,50\n1,1,101,,50\n");
    assert_eq!(problems(&repeated), [(3, LineProblem::RepeatsTitle { earlier_line: 2 })]);
}

#[test]
fn title_numbers_tell_titles_of_one_suite_apart() {
    let preview =
        of("1,1,101,张*,50,,,,T1\n1,1,101,李*,60,,,,T2\n1,1,101,王*,60,,,,T2\n1,1,101,赵*,,,,,\n1,1,102,钱*,,,,,T1\n");
    let expected = [
        "household 1-1-101#T1",
        "household 1-1-101#T2",
        "co-owner 1-1-101#T2",
        "problem which_title",
        "household 1-1-102",
    ];
    assert_eq!(buckets(&preview)[1..], expected);
    assert_eq!(warnings(&preview), [(6, Warning::TitleNumberElsewhere { earlier_line: 2 })]);
}

#[test]
fn later_lines_fill_in_what_earlier_ones_left_blank() {
    let preview = of("1,1,101,张*\n1,1,101,李*,50,房改房,,空置,T1\n小计,,,,50\n");
    let found = household(&preview, "1-1-101");
    assert_eq!(
        (found.area_m2.is_some(), found.tenure, found.note.as_deref(), found.title_no.as_deref()),
        (true, Some(Tenure::HousingReform), Some("空置"), Some("T1"))
    );
    assert_eq!(warnings(&preview), []);
}
