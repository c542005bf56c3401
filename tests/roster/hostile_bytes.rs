//! Bytes from anywhere: an error or a table, never a panic.

use super::*;

/// A small generator of the same bytes on every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 8) as usize
    }
}

/// Whatever the bytes: an error or a table, and a table's every line has its outcome.
fn check(name: &str, bytes: &[u8]) {
    if let Ok(table) = sheet::read(name, bytes) {
        let preview = understand(&table, &guess_mapping(&table), &Corrections::default());
        assert_eq!(preview.lines.len(), table.rows.len());
        let _ = propose_mapping(&table);
    }
}

#[test]
fn random_bytes() {
    let mut noise = Noise(1);
    for length in 0..400 {
        let bytes: Vec<u8> = (0..length).map(|_| noise.next() as u8).collect();
        check("a.csv", &bytes);
        for magic in
            [&b"PK\x03\x04"[..], b"PK\x05\x06", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE", b"\xEF\xBB\xBF"]
        {
            check("a.xlsx", &[magic, &bytes].concat());
        }
    }
}

#[test]
fn truncated_and_altered_workbooks() {
    let office = sample("office-roster.xlsx");
    for length in (0..office.len()).step_by(97) {
        assert!(sheet::read("a.xlsx", &office[..length]).is_err() || length < 4, "{length}");
    }
    let mut noise = Noise(2);
    for _ in 0..40 {
        let mut altered = office.clone();
        for _ in 0..3 {
            let at = noise.next() % altered.len();
            altered[at] = noise.next() as u8;
        }
        check("a.xlsx", &altered);
    }
}

#[test]
fn altered_sheets_in_sound_archives() {
    let sound = workbook::rows("幢号,房号,产权人,面积\n3,101,张*,50\n,102,李*,62.31");
    let pieces = [
        "<",
        ">",
        "/",
        "\"",
        "r=",
        "A0",
        "ZZZZZ9999999999",
        "<v>",
        "</c>",
        "&",
        "&#0;",
        "t=\"s\"",
        "t=\"d\"",
        "s=\"99\"",
        "-1",
        "1e999",
        "NaN",
        "<f>",
        "",
    ];
    let mut noise = Noise(5);
    for _ in 0..500 {
        let mut characters: Vec<String> = sound.chars().map(String::from).collect();
        for _ in 0..1 + noise.next() % 3 {
            let at = noise.next() % characters.len();
            characters[at] = pieces[noise.next() % pieces.len()].to_owned();
        }
        let merged = ["A2:A3", "A3:A2", "B2", ":", "A0:A9999999999", "A2:XFD1048576", ""][noise.next() % 7];
        let bytes = workbook::workbook(&[workbook::Sheet("a", "visible", &characters.concat(), merged)]);
        check("a.xlsx", &bytes);
    }
}

#[test]
fn altered_text() {
    let mut noise = Noise(3);
    for name in ["template-roster.csv", "scattered-gb18030.csv"] {
        let original = sample(name);
        for _ in 0..150 {
            let mut altered = original.clone();
            for _ in 0..noise.next() % 6 {
                let at = noise.next() % altered.len();
                altered[at] = [b'"', b',', b'\n', b'-', b'#', 0xFF, noise.next() as u8][noise.next() % 7];
            }
            altered.truncate(altered.len() - noise.next() % 50);
            check("a.csv", &altered);
        }
    }
}

#[test]
fn any_text_under_any_mapping() {
    let mut noise = Noise(4);
    let pieces = [
        "1",
        "幢",
        "单元",
        "-",
        "#",
        "号",
        "楼",
        "室",
        "柳巷",
        "底商",
        "小计",
        "合计",
        "甲",
        "十",
        "百",
        ".",
        "㎡",
        "０",
        "*",
        " ",
        "无",
        "注：",
        "2026-01-01",
        "𠮷",
        "門",
    ];
    for _ in 0..3_000 {
        let mut cell = || (0..noise.next() % 6).map(|_| pieces[noise.next() % pieces.len()]).collect::<String>();
        let rows = (1..6).map(|line| Row::new(line, (0..8).map(|_| cell()).collect())).collect();
        let table = Table { source: Source::Text { encoding: TextEncoding::Utf8, delimiter: ',' }, rows };
        let columns = (0..8).map(|_| Field::ALL[noise.next() % Field::ALL.len()]).collect();
        let preview = understand(&table, &Mapping { header_line: None, columns }, &Corrections::default());
        assert_eq!(preview.lines.len(), 5);
        let mut seen: Vec<&str> = ids(&preview);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), preview.households.len(), "an id is one household's");
    }
}
