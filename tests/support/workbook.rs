//! Workbooks as small as can be: an archive of what a sheet needs, nothing compressed.

#![allow(dead_code, reason = "each test program uses a part of this")]

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// One sheet of a workbook made for a test: name, state, rows as XML, merged regions.
pub struct Sheet<'a>(pub &'a str, pub &'a str, pub &'a str, pub &'a str);

pub fn workbook(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let sheet = |Sheet(_, _, rows, merged): &Sheet<'_>| {
        let merged: String = merged
            .split(' ')
            .filter(|region| !region.is_empty())
            .map(|region| format!("<mergeCell ref=\"{region}\"/>"))
            .collect();
        format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
        )
    };
    let list = (1..).zip(sheets).map(|(number, Sheet(name, state, ..))| {
        format!("<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"r{number}\"/>")
    });
    let sheets: Vec<String> = sheets.iter().map(sheet).collect();
    of_parts(&book(&list.collect::<String>()), &sheets, &[])
}

/// What a workbook says of its sheets.
pub fn book(list: &str) -> String {
    format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{list}</sheets></workbook>")
}

/// A workbook of whatever parts: what it says of its sheets, these, and others by name.
pub fn of_parts(book: &str, sheets: &[String], others: &[(&str, String)]) -> Vec<u8> {
    let link = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let links = |links: &str| format!("{HEAD}<Relationships xmlns=\"{PACKAGE}\">{links}</Relationships>");
    let (mut linked, mut files) = (String::new(), Vec::new());
    for (number, sheet) in (1..).zip(sheets) {
        linked += &link(&format!("r{number}"), "worksheet", &format!("worksheets/sheet{number}.xml"));
        files.push((format!("xl/worksheets/sheet{number}.xml"), sheet.clone()));
    }
    for (name, part) in others {
        linked += &link(name, name, &format!("{name}.xml"));
        files.push((format!("xl/{name}.xml"), part.clone()));
    }
    files.push(("xl/workbook.xml".into(), book.to_owned()));
    files.push(("xl/_rels/workbook.xml.rels".into(), links(&linked)));
    files.push(("_rels/.rels".into(), links(&link("r1", "officeDocument", "xl/workbook.xml"))));
    files.push(("[Content_Types].xml".into(), format!("{HEAD}<Types/>")));
    archive(&files)
}

/// A zip archive of stored files.
pub fn archive(files: &[(String, String)]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let offset = body.len() as u32;
        let sizes = [crc32(content.as_bytes()), content.len() as u32, content.len() as u32];
        let common: Vec<u8> = [20_u16, 0, 0, 0, 33]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .chain(sizes.iter().flat_map(|n| n.to_le_bytes()))
            .collect();
        let name_length = (name.len() as u16).to_le_bytes();
        body.extend([b"PK\x03\x04", &common[..], &name_length, &[0, 0], name.as_bytes(), content.as_bytes()].concat());
        directory.extend(
            [b"PK\x01\x02", &[20, 0][..], &common, &name_length, &[0; 12], &offset.to_le_bytes(), name.as_bytes()]
                .concat(),
        );
    }
    let count = (files.len() as u16).to_le_bytes();
    let (length, start) = ((directory.len() as u32).to_le_bytes(), (body.len() as u32).to_le_bytes());
    [&body[..], &directory, b"PK\x05\x06", &[0; 4], &count, &count, &length, &start, &[0, 0]].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

/// Rows of XML from lines of cells; a number is stored as a number.
pub fn rows(text: &str) -> String {
    let cell = |row: usize, (column, text): (usize, &str)| {
        let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
        match text {
            "" => String::new(),
            number if number.parse::<f64>().is_ok() => format!("<c r=\"{place}\"><v>{number}</v></c>"),
            text => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    };
    let row = |(row, line): (usize, &str)| -> String {
        let cells: String = line.split(',').enumerate().map(|found| cell(row, found)).collect();
        format!("<row r=\"{}\">{cells}</row>", row + 1)
    };
    text.lines().enumerate().map(row).collect()
}
