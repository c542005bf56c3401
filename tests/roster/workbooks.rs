//! Excel workbooks, and what only looks like one.

use super::workbook::{Sheet, archive, rows, workbook};
use super::*;
use wenlou::roster::sheet::Format;

fn one(text: &str, merged: &str) -> Table {
    sheet::read("a.xlsx", &workbook(&[Sheet("Sheet1", "visible", &rows(text), merged)])).unwrap()
}

#[test]
fn numbers_are_text_as_seen() {
    let table = one("1,62.31,1.0,2898.1000000000004,0.1,1E2,-3,0,123456.789", "");
    assert_eq!(table.rows[0].cells, ["1", "62.31", "1", "2898.1", "0.1", "100", "-3", "0", "123456.789"]);
}

#[test]
fn merged_cells_stand_for_the_rows_they_cover() {
    let table = one("幢号,房号,产权人,面积\n3,101,张*,50\n,,李*,\n,102,王*,60\n,103,赵*,70", "A2:A4 B2:B3 D2:D3");
    assert_eq!(table.rows[2].cells, ["3", "101", "李*", "50"]);
    assert_eq!(
        buckets(&preview(&table))[1..],
        ["household 3-101", "co-owner 3-101", "household 3-102", "household 3-103"]
    );
}

#[test]
fn the_sheet_that_looks_like_a_roster_is_read_first() {
    let roster = rows("幢号,房号,产权人\n1,101,张*");
    let other = rows("房号,产权人\n201,李*");
    let cover = rows("填表说明\n请逐户填写");
    let bytes = workbook(&[
        Sheet("说明", "visible", &cover, ""),
        Sheet("2幢", "visible", &other, ""),
        Sheet("花名册", "visible", &roster, ""),
        Sheet("旧", "hidden", &roster, ""),
    ]);
    let table = sheet::read("a.xlsx", &bytes).unwrap();
    let sheets: Vec<String> = ["说明", "2幢", "花名册"].map(str::to_owned).into();
    assert_eq!(table.source, Source::Workbook { sheets, chosen: 2 });
    assert_eq!(ids(&preview(&table)), ["1-101"]);
    let named = sheet::read_sheet("a.xlsx", &bytes, "2幢").unwrap();
    assert_eq!(ids(&preview(&named)), ["2-201"], "a sheet named after its building");
    assert_eq!(sheet::read_sheet("a.xlsx", &bytes, "没有"), Err(SheetError::NoSuchSheet { sheet: "没有".into() }));
}

#[test]
fn a_label_turned_into_a_date_is_a_problem() {
    let table = one("幢号,房号\n3,2026-03-02", "");
    assert!(matches!(problems(&preview(&table))[..], [(2, LineProblem::Label { problem: LabelProblem::Date, .. })]));
}

fn error(name: &str, bytes: &[u8]) -> SheetError {
    sheet::read(name, bytes).unwrap_err()
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let office = sample("office-roster.xlsx");
    assert_eq!(error("a.xlsx", &office[..office.len() / 2]), SheetError::TruncatedWorkbook);
    assert_eq!(error("a.xlsx", &office[..office.len() - 1]), SheetError::TruncatedWorkbook);
    assert_eq!(error("a.xlsx", &archive(&[("readme.txt".into(), "x".into())])), SheetError::NotAWorkbook);
    let unsupported = |format| SheetError::Unsupported { format };
    let files =
        |names: &[&str]| archive(&names.iter().map(|name| (name.to_string(), "x".to_owned())).collect::<Vec<_>>());
    assert_eq!(error("a.ods", &files(&["mimetype", "content.xml"])), unsupported(Format::OpenDocument));
    assert_eq!(error("a.xlsb", &files(&["[Content_Types].xml", "xl/workbook.bin"])), unsupported(Format::BinaryExcel));
    assert_eq!(error("a.xls", b"<html><table><tr><td>1</td></tr></table></html>"), unsupported(Format::WebPage));
    assert_eq!(error("a.csv", b"%PDF-1.7 ..."), unsupported(Format::Pdf));
    let compound = |inside: &str| {
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), inside.encode_utf16().flat_map(u16::to_le_bytes).collect()]
            .concat()
    };
    assert_eq!(error("a.xls", &compound("Workbook")), unsupported(Format::OldExcel));
    assert_eq!(error("a.xlsx", &compound("..EncryptedPackage..")), SheetError::PasswordProtected);
    assert_eq!(error("a.xlsx", &[0, 1, 2, 3]), SheetError::NotAWorkbook);
    assert_eq!(error("a.xlsx", &workbook(&[Sheet("空", "visible", "", "")])), SheetError::NoRows);
    let renamed = sheet::read("a.xlsx", &sample("template-roster.csv")).unwrap();
    assert_eq!(preview(&renamed).households.len(), 96, "content decides, not the name");
}

#[test]
fn caps_hold_before_anything_is_unpacked_or_laid_out() {
    let mut bomb = workbook(&[Sheet("a", "visible", &rows("a"), "")]);
    let entry = bomb.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bomb[entry + 24..entry + 28].copy_from_slice(&0xF000_0000_u32.to_le_bytes());
    assert_eq!(error("a.xlsx", &bomb), SheetError::TooLargeUnpacked { limit: sheet::MAX_UNPACKED_BYTES });
    let corners = |place: &str| {
        workbook(&[Sheet(
            "a",
            "visible",
            &format!("<row><c r=\"A1\"><v>1</v></c></row><row><c r=\"{place}\"><v>1</v></c></row>"),
            "",
        )])
    };
    assert_eq!(error("a.xlsx", &corners("A1048576")), SheetError::TooManyRows { limit: sheet::MAX_ROWS });
    assert_eq!(error("a.xlsx", &corners("XFD2")), SheetError::TooManyColumns { limit: sheet::MAX_COLUMNS });
    let merges = "A1:A50000 ".repeat(100);
    let tall = format!("{}<row r=\"50000\"><c r=\"A50000\"><v>1</v></c></row>", rows("a"));
    assert_eq!(
        error("a.xlsx", &workbook(&[Sheet("a", "visible", &tall, &merges)])),
        SheetError::TooManyCells { limit: sheet::MAX_CELLS }
    );
}
