//! Cells with scripts and formulas in them: texts like any other.

use super::hostile::all;
use super::workbook::{Sheet, workbook};
use super::*;

/// Neither a text file nor XML has a way to write the control characters in two of the texts.
fn texts() -> Vec<String> {
    let texts: Vec<String> = all().into_iter().filter(|text| !text.contains(['\0', '\u{1}'])).collect();
    assert_eq!(texts.len(), 148);
    texts
}

/// A roster with one of the texts in each line, as a holder and as a note.
fn assert_kept(read: impl Fn(&[[String; 5]]) -> Table) {
    let texts = texts();
    let titles = ["幢号", "单元", "房号", "产权人", "备注"].map(str::to_owned);
    let line =
        |(n, text): (usize, &String)| ["1".into(), "1".into(), (n + 101).to_string(), text.clone(), text.clone()];
    let lines: Vec<[String; 5]> = std::iter::once(titles).chain(texts.iter().enumerate().map(line)).collect();
    let table = read(&lines);
    let preview = preview(&table);
    assert_eq!(preview.households.len(), texts.len(), "{:?}", problems(&preview));
    for (n, text) in texts.iter().enumerate() {
        assert_eq!(table.rows[n + 1].cells[4], text.trim());
        let household = household(&preview, &format!("1-1-{}", n + 101));
        assert_eq!(household.note.as_deref(), Some(text.trim()));
        // Several names in one cell are several holders.
        if !text.contains(['、', ',', '，', ';', '；', '/', '\n']) {
            assert_eq!(household.holders, [text.trim()]);
        }
    }
}

#[test]
fn text_files_keep_scripts_and_formulas() {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let text =
        |lines: &[[String; 5]]| lines.iter().map(|line| line.each_ref().map(cell).join(",") + "\n").collect::<String>();
    assert_kept(|lines| table(&text(lines)));
}

#[test]
fn workbooks_keep_scripts_and_formulas() {
    let escape = |c: char| match c {
        '<' | '>' | '&' | '"' | '\r' | '\n' | '\t' => format!("&#{};", c as u32),
        c => c.to_string(),
    };
    let cell = |text: &String| {
        format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", text.chars().map(escape).collect::<String>())
    };
    let row = |cells: &[String; 5]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let read = |lines: &[[String; 5]]| {
        let rows: String = lines.iter().map(row).collect();
        sheet::read("a.xlsx", &workbook(&[Sheet("花名册", "visible", &rows, "")])).unwrap()
    };
    assert_kept(read);
}
