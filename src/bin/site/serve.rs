//! A static server for this machine: to try the app, and for the tests. Not meant for a network.

use std::fs;
use std::path::{Path, PathBuf};
use tiny_http::{Header, Method, Request, Response, Server};

pub fn serve(dist: &Path, port: u16, prefix: &str) -> Result<(), String> {
    if !dist.join("index.html").is_file() {
        return Err(format!(
            "no site in {}; make one with `make dist`",
            dist.display()
        ));
    }
    let prefix = normalise_prefix(prefix);
    let server =
        Server::http(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?;
    let port = server
        .server_addr()
        .to_ip()
        .map_or(port, |address| address.port());
    println!("http://localhost:{port}{prefix}");
    for request in server.incoming_requests() {
        // A visitor who has gone away is no reason to stop.
        let _ = answer(request, dist, &prefix);
    }
    Ok(())
}

fn answer(request: Request, dist: &Path, prefix: &str) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("method not allowed").with_status_code(405));
    }
    let file = find_file(dist, request.url(), prefix);
    match file.and_then(|path| fs::read(&path).ok().map(|bytes| (path, bytes))) {
        Some((path, bytes)) => {
            let mut response = Response::from_data(bytes);
            // Always the built files as they are now; keeping them is the service worker's business.
            for (name, value) in [
                ("Content-Type", media_type(&path)),
                ("Cache-Control", "no-cache"),
            ] {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        None => request.respond(Response::from_string("not found").with_status_code(404)),
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
        Some(
            path.strip_prefix(dist.path())
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned(),
        )
    }

    #[test]
    fn addresses_find_their_files() {
        for (address, prefix, file) in [
            ("/", "/", Some("index.html")),
            ("/?x=1", "/", Some("index.html")),
            ("/a%20b.js", "/", Some("a b.js")),
            ("/snippets/c.js", "/", Some("snippets/c.js")),
            (
                "/some/path/snippets/c.js",
                "/some/path/",
                Some("snippets/c.js"),
            ),
            ("/snippets/c.js", "/some/path/", None),
            ("/none.js", "/", None),
            ("/%zz", "/", None),
        ] {
            assert_eq!(
                found(address, prefix).as_deref(),
                file,
                "{address} below {prefix}"
            );
        }
    }

    #[test]
    fn nothing_outside_the_site_is_served() {
        for address in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/snippets/../../x",
            "/..%5cx",
            "//etc/passwd",
        ] {
            assert_eq!(found(address, "/"), None, "{address}");
        }
    }

    #[test]
    fn a_prefix_is_written_in_one_way() {
        for (written, meant) in [("", "/"), ("/", "/"), ("a/b", "/a/b/"), ("/a/", "/a/")] {
            assert_eq!(normalise_prefix(written), meant);
        }
    }
}
