//! `wenlou-site`: what happens to the built site after Trunk: finish it, weigh it, serve it on this machine.
//! Native only; for wasm32 it is an empty program, so that `cargo` can build every target for both.

#[cfg(not(target_arch = "wasm32"))]
mod finish;
#[cfg(not(target_arch = "wasm32"))]
mod order;
#[cfg(not(target_arch = "wasm32"))]
mod places;
#[cfg(not(target_arch = "wasm32"))]
mod serve;
#[cfg(not(target_arch = "wasm32"))]
mod shorten;
#[cfg(not(target_arch = "wasm32"))]
mod size;
#[cfg(not(target_arch = "wasm32"))]
mod smaller;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command_line::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod command_line {
    use super::{finish, serve, size, smaller};
    use clap::{Parser, Subcommand};
    use std::path::PathBuf;
    use std::process::ExitCode;

    /// Finishes, weighs and serves the built site.
    #[derive(Parser)]
    struct Arguments {
        #[command(subcommand)]
        command: Command,
    }

    #[derive(Subcommand)]
    enum Command {
        /// Makes Trunk's output ready to be hosted: no inline script, a content security policy, a service worker. Needs terser.
        Finish { dist: PathBuf },
        /// Prints what a visitor downloads before the app can be used; fails above the bar.
        Size { dist: PathBuf },
        /// Serves the site on localhost.
        Serve {
            dist: PathBuf,
            /// 0 takes any free port.
            #[arg(long, default_value_t = 8080)]
            port: u16,
            /// Serve below this path only, as a host with many sites would.
            #[arg(long, default_value = "/")]
            prefix: String,
        },
    }

    pub fn run() -> ExitCode {
        let outcome = match Arguments::parse().command {
            Command::Finish { dist } => finish::finish(&dist, &smaller::by_terser),
            Command::Size { dist } => size::report(&dist),
            Command::Serve { dist, port, prefix } => serve::serve(&dist, port, &prefix),
        };
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => {
                eprintln!("wenlou-site: {message}");
                ExitCode::FAILURE
            }
        }
    }
}
