//! Delimited text: lines, delimiters, encodings, limits.

use super::*;

fn lines(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    sheet::read("a.csv", bytes).unwrap().rows.into_iter().map(|row| (row.line, row.cells)).collect()
}

fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (line, cells.iter().map(|cell| cell.to_string()).collect())
}

#[test]
fn lines_are_numbered_as_in_the_file() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "a,b\n\n\"x\ny\",\"q\"\"q,\"\n  c  ,,\nd\n\n".replace('\n', end);
        let quoted = format!("x{end}y");
        assert_eq!(
            lines(text.as_bytes()),
            [row(1, &["a", "b"]), row(2, &[]), row(3, &[&quoted, "q\"q,"]), row(5, &["c"]), row(6, &["d"])],
            "{end:?}"
        );
    }
    assert_eq!(lines(b"\n\na\n"), [row(1, &[]), row(2, &[]), row(3, &["a"])]);
}

#[test]
fn delimiters() {
    for delimiter in [",", "\t", ";"] {
        let text = "花名册\n幢号|房号|产权人\n1|101|\"张*, 李*; 王*\"\n".replace('|', delimiter);
        let preview = of_text(&text);
        assert_eq!(ids(&preview), ["1-101"], "{delimiter:?}");
        assert_eq!(preview.households[0].holders.len(), 3);
    }
}

#[test]
fn encodings() {
    let text = "幢号,房号,产权人\n1,101,张*\n";
    let utf16 = |units: fn(u16) -> [u8; 2], mark: &[u8]| {
        [mark.to_vec(), text.encode_utf16().flat_map(units).collect()].concat()
    };
    let files = [
        (text.as_bytes().to_vec(), TextEncoding::Utf8),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), TextEncoding::Utf8),
        (encoding_rs::GB18030.encode(text).0.into_owned(), TextEncoding::Gb18030),
        (utf16(u16::to_le_bytes, b"\xFF\xFE"), TextEncoding::Utf16Le),
        (utf16(u16::to_be_bytes, b"\xFE\xFF"), TextEncoding::Utf16Be),
    ];
    for (bytes, encoding) in files {
        let table = sheet::read("a.csv", &bytes).unwrap();
        assert_eq!(table.source, Source::Text { encoding, delimiter: ',' });
        assert_eq!(ids(&preview(&table)), ["1-101"], "{encoding:?}");
    }
}

#[test]
fn four_byte_characters_are_gb18030() {
    let (bytes, ..) = encoding_rs::GB18030.encode("幢号,房号,产权人\n1,101,𠮷*\n");
    assert_eq!(preview(&sheet::read("a.csv", &bytes).unwrap()).households[0].holders, ["𠮷*"]);
}

fn undecodable(bytes: &[u8]) -> (Option<TextEncoding>, u32) {
    match sheet::read("a.csv", bytes) {
        Err(SheetError::UndecodableText { encoding, line }) => (encoding, line),
        other => panic!("{other:?}"),
    }
}

#[test]
fn wrong_encodings_are_noticed_with_their_line() {
    let utf8 = sample("large-roster.csv");
    let mut broken = utf8.clone();
    let third_line = broken.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
    let wide = third_line + broken[third_line..].iter().position(|byte| *byte > 0x7F).unwrap();
    broken[wide + 1] = b'?';
    assert_eq!(undecodable(&broken), (Some(TextEncoding::Utf8), 3));
    let cut = &utf8[..utf8.iter().rposition(|byte| *byte > 0x7F).unwrap()];
    assert_eq!(undecodable(cut), (Some(TextEncoding::Utf8), 10_001), "cut within a character");

    let text = String::from_utf8(utf8).unwrap();
    let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    undecodable(&unmarked);
    let (big5, ..) = encoding_rs::BIG5.encode("樓號,單元,房號,產權人,建築面積,產權性質\n一號樓,一單元,一零一室,陳大文,六十二,商品房\n二號樓,二單元,二零一室,李小明,七十三,私有房產\n");
    assert_eq!(undecodable(&big5).0, Some(TextEncoding::Gb18030));
    let mut gb = sample("scattered-gb18030.csv");
    gb.push(0x81);
    assert_eq!(undecodable(&gb).0, Some(TextEncoding::Gb18030));
    undecodable(b"a,b\nc\x00,d\n");
}

#[test]
fn an_open_quote_does_not_swallow_the_rest() {
    assert_eq!(sheet::read("a.csv", b"a,b\n1,\"x\n2,y\n3,z\n"), Err(SheetError::UnclosedQuote { line: 2 }));
}

#[test]
fn limits() {
    let is = |bytes: Vec<u8>, expected: SheetError| assert_eq!(sheet::read("a.csv", &bytes).unwrap_err(), expected);
    is(vec![], SheetError::Empty);
    is(b"\xEF\xBB\xBF".to_vec(), SheetError::NoRows);
    is(b"\n\n ,,\n".to_vec(), SheetError::NoRows);
    is(vec![b'a'; MAX_BYTES + 1], SheetError::TooLarge { bytes: MAX_BYTES as u64 + 1, limit: MAX_BYTES as u64 });
    is(b"a\n".repeat(sheet::MAX_ROWS + 1), SheetError::TooManyRows { limit: sheet::MAX_ROWS });
    is(vec![b','; sheet::MAX_COLUMNS], SheetError::TooManyColumns { limit: sheet::MAX_COLUMNS });
    is([vec![b','; 100], vec![b'\n']].concat().repeat(10_000), SheetError::TooManyCells { limit: sheet::MAX_CELLS });
}
