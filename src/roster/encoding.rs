//! Which encoding a text file is in.
//!
//! A byte-order mark decides; then strict UTF-8; then strict GB18030, in which a Chinese spreadsheet saves. GB18030 makes something
//! of almost any bytes, so what it makes is looked at: text that was nearly UTF-8, or that comes out as kana, box drawings and private
//! characters, is refused with its line rather than taken in as gibberish. A few private characters pass: rare surnames live there.

use super::sheet::SheetError;
use super::table::TextEncoding;
use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text, without its byte-order mark, and the encoding it was in.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, TextEncoding), SheetError> {
    let marks: [(&[u8], &'static Encoding, TextEncoding); 3] = [
        (b"\xEF\xBB\xBF", UTF_8, TextEncoding::Utf8),
        (b"\xFF\xFE", UTF_16LE, TextEncoding::Utf16Le),
        (b"\xFE\xFF", UTF_16BE, TextEncoding::Utf16Be),
    ];
    for (mark, encoding, name) in marks {
        if let Some(marked) = bytes.strip_prefix(mark) {
            return likely_text(strictly(marked, encoding, name)?, name);
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => likely_text(text.to_owned(), TextEncoding::Utf8),
        Err(error) if is_nearly_utf8(bytes) => Err(undecodable(TextEncoding::Utf8, &bytes[..error.valid_up_to()])),
        Err(_) => likely_text(strictly(bytes, GB18030, TextEncoding::Gb18030)?, TextEncoding::Gb18030),
    }
}

fn strictly(bytes: &[u8], encoding: &'static Encoding, name: TextEncoding) -> Result<String, SheetError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // The longest this can get, so that the decoder never asks for more room.
    let capacity = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(capacity);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::Malformed(..) | DecoderResult::OutputFull, _) => Err(undecodable(name, text.as_bytes())),
    }
}

/// Chinese UTF-8 is full of three-byte characters; in GB18030 they occur only by chance, among far more broken sequences.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 2 * broken
}

/// Refuses text that decoded, and yet is none: control characters, or too many characters that no roster holds.
fn likely_text(text: String, encoding: TextEncoding) -> Result<(String, TextEncoding), SheetError> {
    if let Some(at) = text.find(is_control) {
        return Err(undecodable(encoding, &text.as_bytes()[..at]));
    }
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    let strange = text.chars().filter(|c| is_strange(*c)).count();
    match text.find(is_strange) {
        Some(at) if strange >= 3 && strange * 20 > wide => Err(undecodable(encoding, &text.as_bytes()[..at])),
        _ => Ok((text, encoding)),
    }
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{1A}' | '\u{85}')
}

/// Kana, Greek, Cyrillic, bopomofo, box drawings, private use, replacement: what other encodings look like in this one.
fn is_strange(c: char) -> bool {
    matches!(c, '\u{0370}'..='\u{04FF}' | '\u{2500}'..='\u{257F}' | '\u{3040}'..='\u{312F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}')
}

/// Text is readable up to and including `readable`; the line after its last line break is the first bad one.
fn undecodable(encoding: TextEncoding, readable: &[u8]) -> SheetError {
    SheetError::UndecodableText { encoding: Some(encoding), line: 1 + super::delimited::line_breaks(readable) }
}
