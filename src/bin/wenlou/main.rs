//! `wenlou`: the app's core on a command line, for reading rosters and for checking and counting signed files away
//! from any browser.
//! Native only; for wasm32 it is an empty program, so that `cargo` can build every target for both.
//!
//! What is printed on standard output is JSON for programs; what went wrong is told to people on standard error.

#[cfg(not(target_arch = "wasm32"))]
mod explain;
#[cfg(not(target_arch = "wasm32"))]
mod files;
#[cfg(not(target_arch = "wasm32"))]
mod merge;
#[cfg(not(target_arch = "wasm32"))]
mod roster;
#[cfg(not(target_arch = "wasm32"))]
mod verify;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command_line::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod command_line {
    use super::{merge, roster, verify};
    use clap::{Args, Parser, Subcommand};
    use std::path::PathBuf;
    use std::process::ExitCode;

    /// 问楼 (Wenlou): reads rosters, checks and counts the signed files of a ballot.
    ///
    /// JSON goes to standard output, messages to standard error.
    /// Exit code 0: all is well; 1: something was rejected, and a message says what; 2: wrong arguments.
    #[derive(Parser)]
    #[command(version, arg_required_else_help = true)]
    struct Arguments {
        #[command(subcommand)]
        command: Command,
    }

    #[derive(Subcommand)]
    enum Command {
        /// Tells what the import would make of a street office's roster (花名册): .xlsx, or .csv in UTF-8 or GB18030
        #[command(after_long_help = roster::FIELDS)]
        Roster {
            file: PathBuf,
            /// The sheet to read; without it, the one that looks most like a roster
            #[arg(long, value_name = "NAME")]
            sheet: Option<String>,
        },
        /// Checks signed files (bundles and work packets) one by one
        #[command(after_long_help = verify::FIELDS)]
        Verify(SignedFiles),
        /// Merges the signed files of one campaign and counts it: all of them or none
        #[command(after_long_help = merge::FIELDS)]
        Merge(SignedFiles),
    }

    #[derive(Args)]
    struct SignedFiles {
        /// Bundles and work packets, in any order
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The list of keys that files may be signed with, as the app's hand-over page saves it (wenlou-trust-….json)
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
    }

    pub fn run() -> ExitCode {
        let outcome = match Arguments::parse().command {
            Command::Roster { file, sheet } => roster::run(&file, sheet.as_deref()),
            Command::Verify(SignedFiles { files, trust }) => verify::run(&files, &trust),
            Command::Merge(SignedFiles { files, trust }) => merge::run(&files, &trust),
        };
        match outcome {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(message) => {
                eprintln!("wenlou: {message}");
                ExitCode::FAILURE
            }
        }
    }
}
