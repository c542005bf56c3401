//! Subtotals and totals against what was read.

use super::*;

fn differing(lines: &str) -> Vec<(u32, String, String)> {
    let preview = of_text(&format!("幢号,单元,房号,产权人,面积\n{lines}"));
    let sum = |(line, warning): (u32, &Warning)| match warning {
        Warning::SumDiffers { stated, summed } => Some((line, stated.to_string(), summed.to_string())),
        _ => None,
    };
    preview.warnings().filter_map(sum).collect()
}

#[test]
fn right_sums_pass_however_nested() {
    assert_eq!(
        differing(
            "1,1,101,张*,50.1\n1,1,102,张*,50.2\n1单元小计,,,,100.3\n1,2,101,张*,10\n2单元小计,,,,10\n小计,,,,110.3\n2,1,101,张*,1\n小计,,,,1\n合计,,,,111.3㎡\n"
        ),
        []
    );
    assert_eq!(
        differing(
            "1,1,101,张*,50\n本页小计,,,,50\n,1,102,张*,50\n本页小计,,,,50\n1幢合计,,,,100\n2,1,101,张*,7\n总计,,,,107\n"
        ),
        []
    );
    assert_eq!(differing("1,1,101,张*,50\n小计\n合计,,,,\n"), []);
}

#[test]
fn wrong_sums_are_shown_with_both_numbers() {
    let text = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let found = differing("1,1,101,张*,50.10\n小计,,,,51\n2,1,101,张*,60\n小计,,,,60\n合计,,,,111\n");
    let expected =
        [(3, text("51", "50.1")), (6, text("111", "110.1"))].map(|(line, (stated, summed))| (line, stated, summed));
    assert_eq!(found, expected);
}

#[test]
fn a_holder_named_like_a_sum_is_still_a_holder() {
    let preview = of_text("幢号,房号,产权人\n1,101,计*\n1,102,小计\n");
    assert_eq!(ids(&preview), ["1-101", "1-102"]);
}
