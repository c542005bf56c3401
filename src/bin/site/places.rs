//! Where in the sources of others a program can stop is left out of its wasm: the paths say how the machine is laid out that built it, and weigh half a
//! kilobyte. A place in the project's own sources stays, and of every place the line and the column.

use std::env;

/// The folders of the sources that aren't the project's: of crates, of the standard library and of what that is made of.
fn foreign() -> Vec<String> {
    let cargo = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")));
    let crates = cargo.map(|cargo| format!("{cargo}/registry/src/"));
    crates.into_iter().chain(["/rustc/".to_owned(), "/rust/deps/".to_owned()]).collect()
}

/// The same program with blanks in the places of those paths: nothing moves.
pub fn without_foreign_places(wasm: Vec<u8>) -> Vec<u8> {
    without_paths_in(wasm, &foreign())
}

fn without_paths_in(mut wasm: Vec<u8>, folders: &[String]) -> Vec<u8> {
    const END: &[u8] = b".rs";
    let is_of_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    for at in 0..wasm.len() {
        if !folders.iter().any(|folder| wasm[at..].starts_with(folder.as_bytes())) {
            continue;
        }
        let long = wasm[at..].iter().take_while(|byte| is_of_path(byte)).count();
        // What follows a path in the wasm may look like more of it.
        if let Some(end) = wasm[at..at + long].windows(END.len()).position(|bytes| bytes == END) {
            wasm[at..at + end + END.len()].fill(b' ');
        }
    }
    wasm
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_others_are_blanked_and_nothing_else_moves() {
        let folders = ["/home/.cargo/registry/src/".to_owned(), "/rustc/".to_owned()];
        let wasm = "\0already borrowed/home/.cargo/registry/src/index-1/yew-0.23.0/src/html/mod.rssrc/app/round.rs/rustc/5980/library/alloc/src/rc.rs.rs /rustc/ and no path\u{1}";
        let found = String::from_utf8(without_paths_in(wasm.as_bytes().to_vec(), &folders)).unwrap();
        assert_eq!(found.len(), wasm.len());
        let words: Vec<&str> = found.split("  ").filter(|words| !words.is_empty()).map(str::trim).collect();
        assert_eq!(words, ["\0already borrowed", "src/app/round.rs", ".rs /rustc/ and no path\u{1}"]);
    }

    #[test]
    fn the_crates_are_looked_for_where_cargo_keeps_them() {
        assert!(foreign().iter().any(|folder| folder.ends_with("/registry/src/")));
    }
}
