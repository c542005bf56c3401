//! What a visitor downloads before a program for the field can be used, as a host that compresses with Brotli sends it.

use super::finish::list_files;
use std::fs;
use std::io::Write;
use std::path::Path;

const BAR_IN_BYTES: usize = 250 * 1024;

/// Who has to wait for a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Needed {
    /// Both programs for the field.
    ByBoth,
    ByDoors,
    BySurvey,
    /// Fetched after the app has started, or not at all.
    Later,
}

impl Needed {
    fn of(file: &str) -> Self {
        let is_later = file.starts_with("wenlou-reader")
            || file.contains("office")
            || file == "sw.js"
            || file == "manifest.webmanifest"
            || file.starts_with("icon");
        match file {
            _ if is_later => Self::Later,
            _ if file.starts_with("main") && file.ends_with(".css") => Self::ByBoth,
            _ if file.contains("survey") => Self::BySurvey,
            _ => Self::ByDoors,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::ByBoth => "both",
            Self::ByDoors => "doors",
            Self::BySurvey => "survey",
            Self::Later => "later",
        }
    }
}

pub fn report(dist: &Path) -> Result<(), String> {
    let mut totals = [(Needed::ByDoors, 0), (Needed::BySurvey, 0)];
    for file in list_files(dist)? {
        let path = dist.join(&file);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let compressed = brotli_size(&bytes).map_err(|error| format!("{file}: {error}"))?;
        let needed = Needed::of(&file);
        println!("{compressed:>9}  {:>9}  {:<6}  {file}", bytes.len(), needed.name());
        for (by, total) in &mut totals {
            if needed == *by || needed == Needed::ByBoth {
                *total += compressed;
            }
        }
    }
    let mut above = Vec::new();
    for (by, total) in totals {
        let name = by.name();
        println!(
            "{total:>9}  bytes to start the program for the {name}, compressed with Brotli; the bar is {BAR_IN_BYTES}"
        );
        if total > BAR_IN_BYTES {
            above.push(format!("{name}: {} bytes above the bar", total - BAR_IN_BYTES));
        }
    }
    if above.is_empty() { Ok(()) } else { Err(above.join("; ")) }
}

pub fn brotli_size(bytes: &[u8]) -> std::io::Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_starts_a_program_counts_for_it() {
        for (file, needed) in [
            ("index.html", Needed::ByDoors),
            ("boot.js", Needed::ByDoors),
            ("wenlou-app-0123_bg.wasm", Needed::ByDoors),
            ("main-0123.css", Needed::ByBoth),
            ("survey.html", Needed::BySurvey),
            ("survey.js", Needed::BySurvey),
            ("wenlou-survey-0123_bg.wasm", Needed::BySurvey),
            ("sw.js", Needed::Later),
            ("office.html", Needed::Later),
            ("office.js", Needed::Later),
            ("wenlou-office-0123_bg.wasm", Needed::Later),
            ("wenlou-reader_bg.wasm", Needed::Later),
            ("wenlou-reader_loader.js", Needed::Later),
            ("icon.svg", Needed::Later),
        ] {
            assert_eq!(Needed::of(file), needed, "{file}");
        }
    }

    #[test]
    fn too_much_fails() {
        // Noise does not compress.
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let dist = tempfile::tempdir().unwrap();
        fs::write(dist.path().join("app.wasm"), [0; 10]).unwrap();
        assert_eq!(report(dist.path()), Ok(()));
        let much: Vec<u8> = (0..BAR_IN_BYTES + 100).map(|_| noise()).collect();
        fs::write(dist.path().join("survey.wasm"), &much).unwrap();
        assert!(report(dist.path()).unwrap_err().starts_with("survey: "));
        fs::write(dist.path().join("main.css"), much).unwrap();
        let both = report(dist.path()).unwrap_err();
        assert!(both.contains("doors: ") && both.contains("survey: "), "{both}");
    }
}
