//! What a visitor downloads before the field app can be used, as a host that compresses with Brotli sends it.

use super::finish::list_files;
use std::fs;
use std::io::Write;
use std::path::Path;

const BAR_IN_BYTES: usize = 250 * 1024;

/// Fetched after the app has started, or not at all. Everything else counts.
fn is_loaded_later(file: &str) -> bool {
    file.starts_with("wenlou-reader")
        || file.contains("office")
        || file == "sw.js"
        || file == "manifest.webmanifest"
        || file.starts_with("icon")
}

pub fn report(dist: &Path) -> Result<(), String> {
    let mut total = 0;
    for file in list_files(dist)? {
        let path = dist.join(&file);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let compressed = brotli_size(&bytes).map_err(|error| format!("{file}: {error}"))?;
        let note = if is_loaded_later(&file) { "later" } else { "" };
        println!("{compressed:>9}  {:>9}  {note:<5}  {file}", bytes.len());
        if !is_loaded_later(&file) {
            total += compressed;
        }
    }
    println!("{total:>9}  bytes to start, compressed with Brotli; the bar is {BAR_IN_BYTES}");
    if total > BAR_IN_BYTES {
        return Err(format!("{} bytes above the bar", total - BAR_IN_BYTES));
    }
    Ok(())
}

fn brotli_size(bytes: &[u8]) -> std::io::Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_starts_the_app_counts() {
        for file in ["index.html", "boot.js", "main-0123.css", "wenlou-app-0123_bg.wasm"] {
            assert!(!is_loaded_later(file), "{file}");
        }
        for file in [
            "sw.js",
            "office.html",
            "office.js",
            "wenlou-office-0123_bg.wasm",
            "wenlou-reader_bg.wasm",
            "wenlou-reader_loader.js",
            "icon.svg",
        ] {
            assert!(is_loaded_later(file), "{file}");
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
        fs::write(dist.path().join("app.wasm"), (0..BAR_IN_BYTES + 100).map(|_| noise()).collect::<Vec<u8>>()).unwrap();
        assert!(report(dist.path()).unwrap_err().contains("above the bar"));
    }
}
