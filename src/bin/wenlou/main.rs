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
    use super::files::Trust;
    use super::{merge, roster, verify};
    use clap::{Args, Parser, Subcommand, ValueEnum};
    use std::path::PathBuf;
    use std::process::ExitCode;
    use wenlou::text::Lang;

    /// 问楼 (Wenlou): reads rosters, checks and counts the signed files of a ballot.
    ///
    /// JSON goes to standard output, messages to standard error.
    /// Exit code 0: all is well; 1: something was rejected, and a message says what; 2: wrong arguments.
    #[derive(Parser)]
    #[command(version, arg_required_else_help = true)]
    struct Arguments {
        #[command(subcommand)]
        command: Command,
        /// The language of messages
        #[arg(long, global = true, value_enum, default_value_t = Language::En)]
        lang: Language,
    }

    #[derive(Clone, Copy, ValueEnum)]
    enum Language {
        Zh,
        En,
    }

    impl From<Language> for Lang {
        fn from(language: Language) -> Self {
            match language {
                Language::Zh => Self::Zh,
                Language::En => Self::En,
            }
        }
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
        /// Checks signed files (bundles, work packets, receipts) one by one, and says of each that isn't believed what is wrong
        #[command(after_long_help = verify::FIELDS)]
        Verify(SignedFiles),
        /// Merges the signed files of one campaign and counts it: all of them or none
        #[command(after_long_help = merge::FIELDS)]
        Merge(SignedFiles),
    }

    #[derive(Args)]
    struct SignedFiles {
        /// Signed files, in any order
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The list of keys that files may be signed with, as the app's page of devices saves it (wenlou-trust-….json). Who signed
        /// it is told on standard error: compare the fingerprint with one that you have from elsewhere
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
        /// The day on which the trust list has to be good; without it, today
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<String>,
    }

    pub fn run() -> ExitCode {
        let Arguments { command, lang } = Arguments::parse();
        let lang = lang.into();
        let trusted = |signed: &SignedFiles| Trust::read(&signed.trust, signed.on.as_deref(), lang);
        let outcome = match command {
            Command::Roster { file, sheet } => roster::run(&file, sheet.as_deref(), lang),
            Command::Verify(signed) => trusted(&signed).and_then(|trust| verify::run(&signed.files, &trust)),
            Command::Merge(signed) => trusted(&signed).and_then(|trust| merge::run(&signed.files, &trust)),
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
