//! A person's say over lines.

use super::*;
use wenlou::domain::json::{from_text, to_text};

const TEXT: &str = "幢号,单元,房号,产权人,面积\n1,1,1o1,张*,5O\n,1,？,李*,60\n,1,103,王*,70\n小计,,,,180\n";

fn corrected(change: impl FnOnce(&mut Corrections)) -> Preview {
    let table = table(TEXT);
    let mut corrections = Corrections::default();
    change(&mut corrections);
    understand(&table, &propose_mapping(&table).unwrap(), &corrections)
}

#[test]
fn cells_are_replaced_and_lines_left_out() {
    let before = corrected(|_| {});
    assert_eq!(buckets(&before)[1..], ["problem unreadable_area", "problem label", "household 1-1-103", "subtotal"]);
    assert!(!before.ready());
    let after = corrected(|corrections| {
        corrections.set(2, Field::Suite, "101");
        corrections.set(2, Field::Area, "50");
        corrections.set(3, Field::Suite, "102");
    });
    assert_eq!(buckets(&after)[1..], ["household 1-1-101", "household 1-1-102", "household 1-1-103", "subtotal"]);
    assert_eq!(warnings(&after), []);
    assert!(after.ready());
}

#[test]
fn a_left_out_line_still_names_its_blocks_building() {
    let preview = corrected(|corrections| {
        corrections.leave_out(2);
        corrections.leave_out(3);
        corrections.leave_out(99);
    });
    assert_eq!(buckets(&preview)[1..], ["left_out", "left_out", "household 1-1-103", "subtotal"]);
    assert_eq!(preview.unused_corrections, [99]);
    assert!(preview.ready());
}

#[test]
fn a_skipped_line_can_be_made_a_household() {
    let preview = corrected(|corrections| {
        corrections.set(5, Field::Building, "1幢");
        corrections.set(5, Field::Suite, "104");
    });
    assert_eq!(buckets(&preview)[4], "household 1-104");
    assert_eq!(
        household(&preview, "1-104").area_m2.unwrap().to_string(),
        "180",
        "what is not corrected is the line's own"
    );
}

#[test]
fn fields_without_a_column_can_be_given() {
    let preview = corrected(|corrections| {
        corrections.leave_out(2);
        corrections.leave_out(3);
        corrections.set(4, Field::Use, "商业");
    });
    assert_eq!(preview.households[0].usage, Use::NonResidential);
}

#[test]
fn setting_a_cell_brings_a_line_back_and_all_is_json() {
    let mut corrections = Corrections::default();
    corrections.leave_out(7);
    corrections.set(7, Field::Area, "50");
    let text = to_text(&corrections);
    assert_eq!(text, r#"[{"line":7,"left_out":false,"cells":[["area","50"]]}]"#);
    assert_eq!(from_text::<Corrections>(&text).unwrap(), corrections);
    corrections.set(7, Field::Area, "51");
    corrections.set(3, Field::Suite, "101");
    assert_eq!(corrections.lines().collect::<Vec<_>>(), [3, 7], "one for each line, in order");
    assert_eq!(corrections.get(7).and_then(|c| c.text(Field::Area)), Some("51"));
    corrections.take_back(7);
    assert_eq!(corrections.get(7), None);
}
