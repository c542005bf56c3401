//! Arguments that are none, and what `--help` says.

use super::*;

#[test]
fn wrong_arguments_and_help() {
    let folder = Folder::new();
    for arguments in [&[][..], &["merge"], &["verify", "a.json"], &["merge", "--trust", "t.json"], &["count"]] {
        let ran = folder.run(arguments).exits(2);
        assert!(ran.err.contains("Usage"), "{ran:?}");
    }
    // Every member of the output is documented.
    counted(&folder);
    let report = folder.merge(&ALL).json();
    let help = folder.run(&["merge", "--help"]).exits(0).out;
    let compound = &report["compounds"][0];
    let objects =
        [&report, &report["files"][0], compound, &compound["conflict_list"][0]["ballots"][0], &report["remarks"][0]];
    for member in objects.into_iter().flat_map(|object| object.as_object().unwrap().keys()) {
        assert!(help.contains(member.as_str()), "{member} isn't documented");
    }
    let help = folder.run(&["verify", "--help"]).exits(0).out;
    for member in folder.verify(&["packet.json"]).json().as_object().unwrap().keys() {
        assert!(help.contains(member.as_str()), "{member} isn't documented");
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_wenlou")).exists());
}
