//! The built site on a port of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub struct Site {
    dist: PathBuf,
    prefix: String,
    address: String,
    server: Option<Child>,
}

impl Site {
    /// Serves the built site (`dist/`, or `WENLOU_DIST`) at the root of a free port.
    pub fn start() -> Site {
        Site::start_below("/")
    }

    /// The same below a path, as a host with many sites does it.
    pub fn start_below(prefix: &str) -> Site {
        Site::serve(&built_site(), prefix)
    }

    /// Any finished site, such as a changed copy of the built one.
    pub fn serve(dist: &Path, prefix: &str) -> Site {
        let (server, address) = spawn(dist, prefix, "0");
        Site { dist: dist.to_owned(), prefix: prefix.to_owned(), address, server: Some(server) }
    }

    /// Ends with a slash.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// From here on nobody answers: the network is gone.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().expect("the server can't be stopped");
            server.wait().expect("the server can't be stopped");
        }
    }

    /// The network is back, at the same address.
    pub fn start_again(&mut self) {
        self.stop();
        let port = self.address.split(['/', ':']).find(|part| part.parse::<u16>().is_ok()).expect("a port");
        let (server, address) = spawn(&self.dist, &self.prefix, port);
        assert_eq!(address, self.address);
        self.server = Some(server);
    }

    /// From now on another build answers at the same address, as after an update of the host.
    pub fn replace(&mut self, dist: &Path) {
        dist.clone_into(&mut self.dist);
        self.start_again();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Where `make dist` has put the site.
pub fn built_site() -> PathBuf {
    let dist = std::env::var_os("WENLOU_DIST")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), PathBuf::from);
    assert!(dist.join("sw.js").is_file(), "no finished site in {}: run `make dist` first", dist.display());
    dist
}

fn spawn(dist: &Path, prefix: &str, port: &str) -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_wenlou-site"))
        .arg("serve")
        .arg(dist)
        .args(["--port", port, "--prefix", prefix])
        .stdout(Stdio::piped())
        .spawn()
        .expect("wenlou-site can't be started");
    let mut address = String::new();
    let stdout = server.stdout.take().expect("stdout is piped");
    BufReader::new(stdout).read_line(&mut address).expect("wenlou-site says nothing");
    let address = address.trim().to_owned();
    assert!(address.starts_with("http://"), "wenlou-site did not start");
    (server, address)
}
