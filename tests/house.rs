//! The house rules that a compiler doesn't check: which layer may use which, and what has no place in the core.
//!
//! Reads the source as text. A path counts wherever it stands: `use crate::app::…` and `crate::app::…` in a body alike.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with the layers of the crate it may name. Everything points down.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("journal", &["domain", "journal"]),
    ("roster", &["domain", "roster"]),
    ("store", &["domain", "store"]),
    ("findings", &["domain", "journal", "findings"]),
    ("bundle", &["domain", "journal", "findings", "bundle"]),
    ("backup", &["domain", "journal", "store", "bundle", "backup"]),
    ("app", &["domain", "journal", "findings", "roster", "bundle", "backup", "store", "app"]),
    ("text", &["domain", "journal", "findings", "roster", "bundle", "backup", "store", "app", "text"]),
    ("report", &["domain", "journal", "findings", "roster", "bundle", "app", "text", "report"]),
    (
        "shell",
        &["domain", "journal", "findings", "roster", "bundle", "backup", "app", "text", "report", "store", "shell"],
    ),
    (
        "ui",
        &[
            "domain", "journal", "findings", "roster", "bundle", "backup", "app", "text", "report", "store", "shell",
            "ui",
        ],
    ),
];

/// What only the shell and the ui may name.
const OUTSIDE: &[&str] = &["yew", "web_sys", "js_sys", "wasm_bindgen", "gloo_", "idb", "serde_wasm_bindgen"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The code of a file, line by line, without comments and without what only tests see.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let shipped = text.split("#[cfg(test)]").next().unwrap();
    let line = |(at, line): (usize, &str)| (at + 1, line.split("//").next().unwrap().to_owned());
    shipped.lines().enumerate().map(line).collect()
}

/// The words of a line that follow `before` directly.
fn names_after<'a>(line: &'a str, before: &str) -> Vec<&'a str> {
    let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    line.match_indices(before).map(|(at, _)| &line[at + before.len()..]).map(|rest| &rest[..end(rest)]).collect()
}

fn wrong_uses(layer: &str, allowed: &[&str], path: &Path) -> Vec<String> {
    let is_outer = matches!(layer, "shell" | "ui");
    let mut wrong = Vec::new();
    for (at, line) in code(path) {
        let place = || format!("{}:{at}: {}", path.display(), line.trim());
        for name in names_after(&line, "crate::") {
            if LAYERS.iter().any(|(known, _)| *known == name) && !allowed.contains(&name) {
                wrong.push(format!("{} names {name}", place()));
            }
        }
        if !is_outer
            && OUTSIDE
                .iter()
                .any(|outside| line.contains(&format!("{outside}::")) || line.contains(&format!(" {outside}")))
        {
            wrong.push(format!("{} names the browser", place()));
        }
        if !is_outer && (line.contains("SystemTime") || line.contains("Instant::")) {
            wrong.push(format!("{} reads a clock", place()));
        }
        if layer == "domain" && (line.contains("f64") || line.contains("f32")) {
            wrong.push(format!("{} holds a float", place()));
        }
    }
    wrong
}

#[test]
fn dependencies_point_one_way() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut read = 0;
    for (layer, allowed) in LAYERS {
        let folder = source.join(layer);
        if folder.is_dir() {
            for path in files(&folder) {
                wrong.extend(wrong_uses(layer, allowed, &path));
                read += 1;
            }
        }
    }
    assert!(read > 40, "only {read} files were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_a_layer() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(source).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let known = name == "bin" || LAYERS.iter().any(|(layer, _)| *layer == name);
        assert!(!path.is_dir() || known, "{name} has no place in the order of layers");
    }
}

/// Rows of README's table of rules: rule, file, test, file of the test.
fn rules() -> Vec<[String; 4]> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, table) = readme.split_once("## The plan's rules").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| rule "));
    let cells = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert!(cells.len() == 4 && cells.iter().all(|cell| !cell.is_empty()), "{line}");
        let (test, place) = cells[3].split_once(" in ").unwrap_or_default();
        [cells[0], cells[2], test, place].map(|cell| cell.trim_matches('`').to_owned())
    };
    rows.map(cells).collect()
}

#[test]
fn the_table_of_rules_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = rules();
    assert!(rules.len() > 30, "only {} rules", rules.len());
    for [rule, file, test, place] in &rules {
        assert_eq!(rules.iter().filter(|row| row[0] == *rule).count(), 1, "{rule} has two rows");
        assert!(root.join(file).is_file(), "{rule}: no {file}");
        let text = fs::read_to_string(root.join(place)).unwrap();
        assert!(text.contains(&format!("fn {test}()")), "{rule}: no {test} in {place}");
    }
}

#[test]
fn forms_go_by_rules_of_the_table() {
    let rules: Vec<String> = rules().into_iter().map(|[rule, ..]| rule).collect();
    for form in wenlou::domain::catalogue::forms() {
        for rule in form.rules {
            assert!(rules.iter().any(|known| known == rule), "{}: {rule} has no row", form.item.id);
        }
    }
}

#[test]
fn every_file_of_rules_is_in_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/rules");
    let rules = rules();
    for path in files(&folder).iter().filter(|path| !path.ends_with("mod.rs")) {
        let name = format!("src/domain/rules/{}", path.file_name().unwrap().to_str().unwrap());
        assert!(rules.iter().any(|[_, file, ..]| *file == name), "no row names {name}");
    }
}

#[test]
fn a_wrong_use_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rule.rs");
    fs::write(
        &path,
        "use crate::app::Model;\nfn share() -> f64 { 0.5 }\n// crate::ui is only talked about\nuse yew::Html;\n",
    )
    .unwrap();
    let wrong = wrong_uses("domain", &["domain"], &path);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}
