//! Short names for the functions that a program's wasm asks of its script, and for those that wasm-bindgen's script asks of the wasm.
//!
//! wasm-bindgen gives each a name that ends in a hash of sixteen digits, which no compression makes smaller, and it stands in both files. There are
//! 250 of them: shortened, they save 6 KB of the 250 that a tablet loads before the first screen. The twenty the other way round save 200 bytes.

use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ExternalKind, Imports, Parser, Payload, TypeRef};

/// Script and wasm, with the same short names in both.
///
/// # Errors
/// The two are not as wasm-bindgen makes them; rather none than a program that doesn't start.
pub fn shorten(script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>), String> {
    let mut script = script.to_owned();
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(|error| error.to_string())?;
        if let Payload::ImportSection(reader) = payload {
            let mut imports = ImportSection::new();
            for group in reader {
                let Imports::Single(_, import) = group.map_err(|error| error.to_string())? else {
                    return Err("wasm: imports in groups".to_owned());
                };
                let TypeRef::Func(of_type) = import.ty else {
                    return Err(format!("wasm: {} is no function", import.name));
                };
                let short = short(imports.len());
                script = replace_once(&script, &format!("{}: function", import.name), &format!("{short}: function"))?;
                imports.import(import.module, &short, EntityType::Function(of_type));
            }
            module.section(&imports);
        } else if let Payload::ExportSection(reader) = payload {
            let mut exports = ExportSection::new();
            for export in reader {
                let export = export.map_err(|error| error.to_string())?;
                let kind = match export.kind {
                    ExternalKind::Func => ExportKind::Func,
                    ExternalKind::Table => ExportKind::Table,
                    ExternalKind::Memory => ExportKind::Memory,
                    ExternalKind::Global => ExportKind::Global,
                    other => return Err(format!("wasm: {} is {other:?}", export.name)),
                };
                let is_bindgens = ["__wbindgen_", "__wasm_bindgen_"].iter().any(|begin| export.name.starts_with(begin));
                if is_bindgens {
                    let short = short(exports.len());
                    script = replace_member(&script, export.name, &short)?;
                    exports.export(&short, kind, export.index);
                } else {
                    exports.export(export.name, kind, export.index);
                }
            }
            module.section(&exports);
        } else if let Some((id, range)) = payload.as_section() {
            // It was parsed out of `wasm`, so it lies within.
            module.section(&RawSection { id, data: &wasm[range.start as usize..range.end as usize] });
        }
    }
    Ok((script, module.finish()))
}

fn replace_once(text: &str, old: &str, new: &str) -> Result<String, String> {
    match text.matches(old).count() {
        1 => Ok(text.replacen(old, new, 1)),
        count => Err(format!("the script has {count} times {old}")),
    }
}

/// A member by its whole name: others may begin with it, and a function of the script may have it as well.
fn replace_member(script: &str, old: &str, new: &str) -> Result<String, String> {
    let (old, new) = (format!(".{old}"), format!(".{new}"));
    let mut parts = script.split(&old);
    let (mut replaced, mut count) = (parts.next().unwrap_or_default().to_owned(), 0);
    for part in parts {
        let goes_on = part.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_' || next == '$');
        count += usize::from(!goes_on);
        replaced += if goes_on { &old } else { &new };
        replaced += part;
    }
    if count > 0 { Ok(replaced) } else { Err(format!("the script asks nowhere for {old}")) }
}

/// `a` … `z`, `ba` …: never a word that the language has taken, as members may have any name.
fn short(mut number: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + (number % 26) as u8);
        number /= 26;
        if number == 0 {
            break;
        }
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use wasm_encoder::{CustomSection, TypeSection};

    const NAMES: [&str; 2] = ["__wbg_log_0123456789abcdef", "__wbg_log_2_0123456789abcdef"];

    /// A program of two files whose wasm asks its script for two functions.
    pub fn program() -> (String, Vec<u8>) {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in NAMES {
            imports.import("./app_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&CustomSection { name: "note".into(), data: b"kept"[..].into() });
        (NAMES.map(|name| format!("{name}: function() {{}},\n")).concat(), module.finish())
    }

    #[test]
    fn both_files_get_the_same_names_and_keep_everything_else() {
        let (script, wasm) = program();
        let (short_script, short_wasm) = shorten(&script, &wasm).unwrap();
        assert_eq!(short_script, "a: function() {},\nb: function() {},\n");
        let mut names = Vec::new();
        let mut sections = Vec::new();
        for payload in Parser::new(0).parse_all(&short_wasm) {
            let payload = payload.unwrap();
            sections.extend(payload.as_section().map(|(id, _)| id));
            if let Payload::ImportSection(reader) = payload {
                for group in reader {
                    let Imports::Single(_, import) = group.unwrap() else { panic!("a group") };
                    names.push(format!("{} {}", import.module, import.name));
                }
            }
        }
        assert_eq!(names, ["./app_bg.js a", "./app_bg.js b"]);
        assert_eq!(sections, [1, 2, 0]);
        assert!(short_wasm.ends_with(b"kept"));
    }

    #[test]
    fn what_the_script_asks_of_the_wasm_is_shortened_by_its_whole_name() {
        let mut exports = ExportSection::new();
        for name in ["__wbindgen_export", "__wbindgen_export2", "memory"] {
            exports.export(name, ExportKind::Func, 0);
        }
        let mut module = Module::new();
        let long = module.section(&exports).clone().finish();
        let script = "function __wbindgen_export2() { wasm.__wbindgen_export2(wasm.__wbindgen_export, wasm.memory) }";
        let (script, wasm) = shorten(script, &long).unwrap();
        assert_eq!(script, "function __wbindgen_export2() { wasm.b(wasm.a, wasm.memory) }");
        let payloads = Parser::new(0).parse_all(&wasm).map(Result::unwrap);
        let names = payloads.filter_map(|payload| match payload {
            Payload::ExportSection(reader) => Some(reader),
            _ => None,
        });
        let names: Vec<_> = names.flatten().map(|export| export.unwrap().name).collect();
        assert_eq!(names, ["a", "b", "memory"]);
        assert!(shorten("wasm[\"__wbindgen_export\"]", &long).unwrap_err().contains("nowhere"));
    }

    #[test]
    fn files_that_do_not_fit_together_are_refused() {
        let (script, wasm) = program();
        assert!(shorten("", &wasm).unwrap_err().contains("0 times"));
        assert!(shorten(&script.repeat(2), &wasm).unwrap_err().contains("2 times"));
        assert!(shorten(&script, b"no wasm").is_err());
    }

    #[test]
    fn no_two_names_are_the_same() {
        let mut names: Vec<String> = (0..2000).map(short).collect();
        assert_eq!(&names[24..28], ["y", "z", "ba", "bb"]);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 2000);
    }
}
