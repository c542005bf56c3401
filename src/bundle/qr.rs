//! A short file as a QR code: drawn on one device's screen, read off it by another's camera.
//!
//! A code holds the file's text and nothing besides. So what was scanned is read as the file is, by the same reader, and which way it came
//! makes no difference to whether it is believed.

use crate::domain::json::object;
use qrcodegen::{QrCode, QrCodeEcc};
use rxing::common::{DetectorRXingResult as _, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};
use rxing::{BinaryBitmap, Luma8LuminanceSource};

/// Up to so many bytes a code is drawn to withstand a reflection across it; a longer text gets the larger modules instead, because what
/// keeps a full code from being read is that the camera can't tell its modules apart.
const SHORT: usize = 300;
/// How wide or high a picture may be, in pixels.
pub const MAX_SIDE: u32 = 1024;
/// How many bytes may be read off a code: all that fit on one, but for figures, of which it holds 7,089.
pub const MAX_TEXT: usize = 4096;

/// A code as it is drawn: dark and light modules in a square, without the light margin.
pub struct Code(QrCode);

impl Code {
    /// The code of a text; `None` where it is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let level = if text.len() <= SHORT { QrCodeEcc::Medium } else { QrCodeEcc::Low };
        QrCode::encode_text(text, level).ok().map(Self)
    }

    /// How many modules wide and high it is.
    pub fn side(&self) -> i32 {
        self.0.size()
    }

    /// Outside of it everything is light.
    pub fn is_dark(&self, x: i32, y: i32) -> bool {
        self.0.get_module(x, y)
    }
}

/// How large a picture is whose pixels come beside it, four bytes each: red, green, blue and how opaque.
pub struct Picture {
    pub width: u32,
    pub height: u32,
}

object!(Picture { width, height });

/// The text of a code that is in a picture, if there is one to be read.
///
/// The library finds its way through a picture by reckoning with what it takes for edges; whoever calls it with what a camera sees has to
/// be able to do without the answer.
pub fn scan(picture: &Picture, pixels: &[u8]) -> Option<String> {
    let Picture { width, height } = *picture;
    if width.max(height) > MAX_SIDE || pixels.len() as u64 != u64::from(width) * u64::from(height) * 4 {
        return None;
    }
    let grey = pixels.as_chunks().0.iter().map(|pixel| brightness(*pixel)).collect();
    let seen = Grey { width: width as usize, height: height as usize, pixels: grey };
    let half = seen.halved();
    // A dim room's grain goes away in the smaller one, a full code's modules too: what one lacks the other shows.
    seen.text().or_else(|| half.text())
}

struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let rows = self.pixels.chunks_exact(self.width.max(1) * 2).map(|two| two.split_at(self.width));
        let mean = |pair: &[u8], below: &[u8]| pair.iter().chain(below).map(|pixel| u16::from(*pixel)).sum::<u16>() / 4;
        let halve = |(row, below): (&[u8], &[u8])| -> Vec<u8> {
            row.chunks_exact(2).zip(below.chunks_exact(2)).map(|(pair, below)| mean(pair, below) as u8).collect()
        };
        Self { width, height, pixels: rows.flat_map(halve).collect() }
    }

    fn text(self) -> Option<String> {
        let source = Luma8LuminanceSource::new(self.pixels, self.width as u32, self.height as u32).ok()?;
        let bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        let matrix = bitmap.get_black_matrix();
        let corners = GenerateFinderPatternSets(&mut FindFinderPatterns(matrix, true, 0));
        corners.iter().find_map(|corners| {
            let sampled = SampleQR(matrix, corners).ok()?;
            let decoded = Decode(sampled.getBits()).ok().filter(|decoded| decoded.isValid())?;
            // The bytes as they are: the library would guess at their encoding.
            let text = decoded.content().bytes();
            if text.len() > MAX_TEXT { None } else { String::from_utf8(text.to_vec()).ok() }
        })
    }
}

/// As the eye weighs the colours.
fn brightness([red, green, blue, _]: [u8; 4]) -> u8 {
    let sum = 77 * u16::from(red) + 150 * u16::from(green) + 29 * u16::from(blue);
    (sum >> 8) as u8
}
