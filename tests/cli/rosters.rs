//! `wenlou roster`: what a spreadsheet is taken to say, or which of its lines isn't understood.

use super::*;

fn samples() -> PathBuf {
    std::env::var_os("SAMPLES_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples"), PathBuf::from)
}

#[test]
fn rosters_are_what_their_truth_files_say() {
    let folder = Folder::new();
    let mut found = 0;
    for entry in std::fs::read_dir(samples()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(stem) = name.strip_suffix(".truth.json") else { continue };
        let truth: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let roster = ["csv", "xlsx"].map(|ext| path.with_file_name(format!("{stem}.{ext}")));
        let roster = roster.iter().find(|path| path.exists()).unwrap();
        let report = folder.run(&["roster", roster.to_str().unwrap()]).exits(0).json();
        assert_eq!(report["ready"], true, "{name}");
        // `note` is for the reader of the truth file.
        for (member, expected) in truth.as_object().unwrap().iter().filter(|(member, _)| *member != "note") {
            assert_eq!(&report[member], expected, "{name}: {member}");
        }
        found += 1;
    }
    assert!(found > 0, "no truth file in {}", samples().display());
}

#[test]
fn a_roster_that_is_not_understood_is_told_line_by_line() {
    let folder = Folder::new();
    folder
        .put("good.csv", "幢号,单元,房号,产权人\n1,1,101,陈*\n1,1,102,王*\n")
        .put("odd.csv", "幢号,单元,房号,产权人\n1,1,101,陈*\n1,1,2026-03-02,王*\n")
        .put("words.csv", "一,二\n三,四\n")
        .put("empty.csv", "")
        .put("page.xls", "<html><table></table></html>");
    std::fs::create_dir(folder.path("folder.csv")).unwrap();
    std::fs::File::create(folder.path("large.csv")).unwrap().set_len(200 << 20).unwrap();

    let good = folder.run(&["roster", "good.csv"]).exits(0);
    assert_eq!(good.err, "");
    let report = good.json();
    assert_eq!(
        (&report["residential_households"], &report["header_line"], &report["lines"]),
        (&json!(2), &json!(1), &json!(3))
    );
    assert_eq!(report["roll"].as_str().unwrap().len(), 64);

    let odd = folder.run(&["roster", "odd.csv"]).exits(1).says("wenlou: odd.csv: line 3: ");
    let report = odd.json();
    assert_eq!((&report["ready"], &report["roll"]), (&json!(false), &Value::Null));
    assert_eq!(report["problems"][0]["line"], 3);
    assert_eq!(report["problems"][0]["problem"]["kind"], "label");
    assert_eq!(report["residential_households"], 1);

    for (name, code, said) in [
        ("words.csv", "no_header", "No header"),
        ("empty.csv", "empty", "empty"),
        ("page.xls", "unsupported", "web page"),
        ("folder.csv", "directory", "folder"),
        ("large.csv", "too_large", "209715200 bytes"),
        ("absent.csv", "not_found", "no such file"),
    ] {
        let report = folder.run(&["roster", name]).exits(1).says(&format!("wenlou: {name}: ")).says(said).json();
        assert_eq!((&report["error"]["code"], &report["ready"]), (&json!(code), &json!(false)), "{name}");
    }
    folder.run(&["roster", "good.csv", "--sheet", "一期"]).exits(1).says("no sheet called");

    let workbook = samples().join("office-roster.xlsx");
    let workbook = workbook.to_str().unwrap();
    let report = folder.run(&["roster", workbook]).exits(0).json();
    let chosen = report["source"]["chosen"].as_u64().unwrap() as usize;
    let sheet = report["source"]["sheets"][chosen].as_str().unwrap();
    assert_eq!(folder.run(&["roster", workbook, "--sheet", sheet]).exits(0).json(), report);
    let help = folder.run(&["roster", "--help"]).exits(0).out;
    for member in report.as_object().unwrap().keys() {
        assert!(help.contains(member.as_str()), "{member} isn't documented");
    }
}
