//! A static server for this machine: to try the app, and for the tests. Not meant for a network.
//!
//! One thread and one request for each connection: nothing a browser leaves open can hold up another request.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

const LONGEST_REQUEST: u64 = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

pub fn serve(dist: &Path, port: u16, prefix: &str) -> Result<(), String> {
    if !dist.join("index.html").is_file() {
        return Err(format!("no site in {}; make one with `make dist`", dist.display()));
    }
    let site = Arc::new((dist.to_owned(), normalise_prefix(prefix)));
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("http://localhost:{}{}", address.port(), site.1);
    for connection in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        thread::spawn(move || {
            // A visitor who has gone away is no reason to stop.
            let _ = answer(connection, &site.0, &site.1);
        });
    }
    Ok(())
}

fn answer(connection: TcpStream, dist: &Path, prefix: &str) -> std::io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new((&connection).take(LONGEST_REQUEST)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let response = respond(&request, dist, prefix);
    // Always the built files as they are now; keeping them is the service worker's business.
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        response.status,
        response.media_type,
        response.body.len()
    );
    let body: &[u8] = if request.starts_with("HEAD ") { &[] } else { &response.body };
    (&connection).write_all(&[head.as_bytes(), body].concat())
}

struct Response {
    status: &'static str,
    media_type: &'static str,
    body: Vec<u8>,
}

/// `request` is the first line, such as `GET /index.html HTTP/1.1`.
fn respond(request: &str, dist: &Path, prefix: &str) -> Response {
    let plain =
        |status: &'static str| Response { status, media_type: "text/plain; charset=utf-8", body: status.into() };
    let mut words = request.split(' ');
    let (Some("GET" | "HEAD"), Some(address)) = (words.next(), words.next()) else {
        return plain("405 Method Not Allowed");
    };
    let file = find_file(dist, address, prefix);
    match file.and_then(|path| fs::read(&path).ok().map(|body| (path, body))) {
        Some((path, body)) => Response { status: "200 OK", media_type: media_type(&path), body },
        None => plain("404 Not Found"),
    }
}

/// With a slash at both ends.
fn normalise_prefix(prefix: &str) -> String {
    match prefix.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}

/// The file a request address means, or none: outside the prefix, outside `dist`, or not there.
fn find_file(dist: &Path, address: &str, prefix: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let relative = percent_decode(path.strip_prefix(prefix)?)?;
    let mut file = dist.to_path_buf();
    for part in relative.split('/').filter(|part| !part.is_empty()) {
        if part == ".." || part == "." || part.contains(['\\', '\0', ':']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: u8| (byte as char).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str, prefix: &str) -> Option<String> {
        let dist = tempfile::tempdir().unwrap();
        fs::create_dir(dist.path().join("snippets")).unwrap();
        for file in ["index.html", "a b.js", "snippets/c.js"] {
            fs::write(dist.path().join(file), "").unwrap();
        }
        let path = find_file(dist.path(), address, prefix)?;
        Some(path.strip_prefix(dist.path()).unwrap().to_str().unwrap().to_owned())
    }

    #[test]
    fn addresses_find_their_files() {
        for (address, prefix, file) in [
            ("/", "/", Some("index.html")),
            ("/?x=1", "/", Some("index.html")),
            ("/a%20b.js", "/", Some("a b.js")),
            ("/snippets/c.js", "/", Some("snippets/c.js")),
            ("/some/path/snippets/c.js", "/some/path/", Some("snippets/c.js")),
            ("/snippets/c.js", "/some/path/", None),
            ("/none.js", "/", None),
            ("/%zz", "/", None),
        ] {
            assert_eq!(found(address, prefix).as_deref(), file, "{address} below {prefix}");
        }
    }

    #[test]
    fn nothing_outside_the_site_is_served() {
        for address in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/snippets/../../x", "/..%5cx", "//etc/passwd"] {
            assert_eq!(found(address, "/"), None, "{address}");
        }
    }

    #[test]
    fn requests_are_answered() {
        let dist = tempfile::tempdir().unwrap();
        fs::write(dist.path().join("index.html"), "page").unwrap();
        fs::write(dist.path().join("a.wasm"), "code").unwrap();
        for (request, status, media_type) in [
            ("GET / HTTP/1.1", "200 OK", "text/html; charset=utf-8"),
            ("HEAD /a.wasm HTTP/1.1", "200 OK", "application/wasm"),
            ("GET /none HTTP/1.1", "404 Not Found", "text/plain; charset=utf-8"),
            ("POST / HTTP/1.1", "405 Method Not Allowed", "text/plain; charset=utf-8"),
            ("", "405 Method Not Allowed", "text/plain; charset=utf-8"),
        ] {
            let response = respond(request, dist.path(), "/");
            assert_eq!((response.status, response.media_type), (status, media_type), "{request}");
        }
    }

    #[test]
    fn a_prefix_is_written_in_one_way() {
        for (written, meant) in [("", "/"), ("/", "/"), ("a/b", "/a/b/"), ("/a/", "/a/")] {
            assert_eq!(normalise_prefix(written), meant);
        }
    }
}
