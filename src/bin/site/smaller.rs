//! A program's script as terser makes it: wasm-bindgen writes for people, and Trunk's own way to make that small stumbles over it. A tenth of what a
//! tablet loads of a script before the first screen goes.

use std::io::Write;
use std::process::{Command, Stdio};

/// # Errors
/// terser isn't there, or doesn't understand the script.
pub fn by_terser(script: &str) -> Result<String, String> {
    let told = |why: &dyn std::fmt::Display| format!("terser (.ci/setup build brings it): {why}");
    let mut terser = Command::new("terser")
        .args(["--module", "--mangle", "--compress", "passes=3"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| told(&error))?;
    // It reads all before it writes anything.
    if let Some(mut input) = terser.stdin.take() {
        input.write_all(script.as_bytes()).map_err(|error| told(&error))?;
    }
    let made = terser.wait_with_output().map_err(|error| told(&error))?;
    let smaller = String::from_utf8(made.stdout).map_err(|error| told(&error))?;
    if made.status.success() && !smaller.is_empty() { Ok(smaller) } else { Err(told(&made.status)) }
}
