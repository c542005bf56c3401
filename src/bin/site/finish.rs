//! From Trunk's output to a site that can be hosted under any path and used without a network.

use crate::shorten::shorten;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// No inline script or style, and no request that leaves the origin. WebAssembly needs `'wasm-unsafe-eval'`.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'";

const SERVICE_WORKER: &str = include_str!("../../shell/service_worker.js");
/// Trunk leaves out the quotes when it makes the page small.
const CHARSET: [&str; 2] = ["<meta charset=utf-8>", "<meta charset=\"utf-8\">"];
const MODULE_SCRIPT: [&str; 2] = ["<script type=module>", "<script type=\"module\">"];

pub fn finish(dist: &Path) -> Result<(), String> {
    let index = dist.join("index.html");
    let (page, boot_script) = move_script_out(&read_text(&index)?)?;
    let page = insert_policy(&page)?;
    refuse_inline_code(&page)?;
    let page = shorten_names(dist, &page, &field_files(&boot_script)?)?;
    shorten_names(dist, &page, &OFFICE.map(str::to_owned))?;
    write(&dist.join("boot.js"), &boot_script)?;
    write(&index, &page)?;
    make_office_page(dist, &page, &boot_script)?;

    let service_worker = dist.join("sw.js");
    if service_worker.exists() {
        fs::remove_file(&service_worker).map_err(|error| format!("{}: {error}", service_worker.display()))?;
    }
    let files = list_files(dist)?;
    for file in &files {
        refuse_absolute_addresses(dist, file)?;
    }
    write(&service_worker, &fill_in_service_worker(&precache_list(dist, &files)?))
}

/// Paths of all files below `folder`, relative to it, with `/` between their parts, sorted.
pub fn list_files(folder: &Path) -> Result<Vec<String>, String> {
    fn visit(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), String> {
        let describe = |error: std::io::Error| format!("{}: {error}", folder.display());
        for entry in fs::read_dir(folder).map_err(describe)? {
            let entry = entry.map_err(describe)?;
            let name = entry.file_name().into_string().map_err(|name| format!("odd file name {}", name.display()))?;
            let path = format!("{prefix}{name}");
            if entry.path().is_dir() {
                visit(&entry.path(), &format!("{path}/"), files)?;
            } else {
                files.push(path);
            }
        }
        Ok(())
    }
    let mut files = Vec::new();
    visit(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

/// Trunk starts the app with an inline module script, which the policy forbids: it becomes a file.
fn move_script_out(page: &str) -> Result<(String, String), String> {
    let (before, rest) = split_at_any(page, MODULE_SCRIPT)
        .ok_or("index.html has no inline module script; is this Trunk's fresh output?")?;
    let (script, after) = rest.split_once("</script>").ok_or("index.html: a script without its end")?;
    let script = script.trim();
    let page = format!("{before}<script type=\"module\" src=\"./boot.js\"></script>{after}");
    Ok((page, format!("{script}\n")))
}

/// Script and wasm of the field's program.
fn field_files(boot_script: &str) -> Result<[String; 2], String> {
    let between = |start: &str| boot_script.split_once(start)?.1.split_once('\'').map(|(name, _)| name.to_owned());
    match (between("from './"), between("module_or_path: './")) {
        (Some(script), Some(wasm)) => Ok([script, wasm]),
        _ => Err("the start script names no program; is this Trunk's fresh output?".to_owned()),
    }
}

/// Shortens the names between a program's files, and gives the page with their new hashes, where it names them.
fn shorten_names(dist: &Path, page: &str, [script, wasm]: &[String; 2]) -> Result<String, String> {
    let (script_path, wasm_path) = (dist.join(script), dist.join(wasm));
    let bytes = fs::read(&wasm_path).map_err(|error| format!("{}: {error}", wasm_path.display()))?;
    let (short_script, short_wasm) =
        shorten(&read_text(&script_path)?, &bytes).map_err(|why| format!("{script}: {why}"))?;
    write(&script_path, &short_script)?;
    fs::write(&wasm_path, &short_wasm).map_err(|error| format!("{}: {error}", wasm_path.display()))?;
    Ok(with_hash(&with_hash(page, script, short_script.as_bytes()), wasm, &short_wasm))
}

/// The page with this file's hash in place of the one that Trunk put there.
fn with_hash(page: &str, file: &str, bytes: &[u8]) -> String {
    const HASH: &str = "integrity=sha384-";
    let hash = page.find(file).and_then(|at| Some(at + page[at..].find(HASH)? + HASH.len()));
    hash.map_or_else(
        || page.to_owned(),
        |at| {
            let old = page[at..].find([' ', '>', '"']).unwrap_or(0);
            format!("{}{}{}", &page[..at], Base64::encode_string(&Sha384::digest(bytes)), &page[at + old..])
        },
    )
}

/// The larger program, as Trunk leaves it.
const OFFICE: [&str; 2] = ["wenlou-office.js", "wenlou-office_bg.wasm"];

/// The page of the larger program: the field's, with the other program. Its files get names of their own for each version, as Trunk gives
/// them to the field's.
fn make_office_page(dist: &Path, page: &str, boot_script: &str) -> Result<(), String> {
    let field = field_files(boot_script)?;
    let (mut page, mut boot_script) = (page.replace("./boot.js", "./office.js"), boot_script.to_owned());
    for (name, field) in OFFICE.into_iter().zip(&field) {
        let path = dist.join(name);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let own = name.replacen("office", &format!("office-{}", hex(&Sha256::digest(&bytes)[..8])), 1);
        fs::rename(&path, dist.join(&own)).map_err(|error| format!("{}: {error}", path.display()))?;
        boot_script = boot_script.replace(field, &own);
        page = without_tag(&page, field);
    }
    write(&dist.join("office.js"), &boot_script)?;
    write(&dist.join("office.html"), &page)
}

/// The page without the tag that names `file`, if there is one.
fn without_tag(page: &str, file: &str) -> String {
    let around = page.find(file).and_then(|at| Some((page[..at].rfind('<')?, at + page[at..].find('>')? + 1)));
    around.map_or_else(|| page.to_owned(), |(start, end)| format!("{}{}", &page[..start], &page[end..]))
}

fn insert_policy(page: &str) -> Result<String, String> {
    let [charset, _] = CHARSET;
    let (before, after) = split_at_any(page, CHARSET).ok_or_else(|| format!("index.html needs {charset}"))?;
    Ok(format!("{before}{charset}<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">{after}"))
}

/// What stands before and after one of these.
fn split_at_any<'a>(page: &'a str, spellings: [&str; 2]) -> Option<(&'a str, &'a str)> {
    spellings.into_iter().find_map(|spelling| page.split_once(spelling))
}

/// What the policy would block, the build refuses, so that it is seen here and not on a tablet.
fn refuse_inline_code(page: &str) -> Result<(), String> {
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let is_inline_script = tag.starts_with("script") && !tag.contains(" src=");
        let has_handler = tag.split_whitespace().skip(1).any(|part| part.starts_with("on") && part.contains('='));
        if is_inline_script || has_handler || tag.starts_with("style") || tag.contains(" style=") {
            return Err(format!("index.html has inline code the policy forbids: <{tag}>"));
        }
    }
    Ok(())
}

/// Only relative addresses work wherever the site is put, and none may leave it.
fn refuse_absolute_addresses(dist: &Path, file: &str) -> Result<(), String> {
    let openings: &[&str] = match file.rsplit('.').next() {
        Some("html") => &["href=\"", "src=\"", "href=", "src="],
        Some("css") => &["url(", "url('", "url(\"", "@import '", "@import \"", "@import'", "@import\""],
        Some("webmanifest") => &["\"src\": \"", "\"src\":\"", "\"start_url\": \"", "\"scope\": \"", "\"id\": \""],
        _ if file == "boot.js" || file == "office.js" => &["from '", "from \"", "module_or_path: '"],
        _ => return Ok(()),
    };
    let text = read_text(&dist.join(file))?;
    for opening in openings {
        for address in text.split(opening).skip(1) {
            if address.starts_with('/') || address.starts_with("http:") || address.starts_with("https:") {
                let shown: String = address.chars().take(60).collect();
                return Err(format!("{file} refers to an absolute address: {opening}{shown}"));
            }
        }
    }
    Ok(())
}

/// One line for each file: its address and its SHA-256. index.html goes by the address a visitor opens.
fn precache_list(dist: &Path, files: &[String]) -> Result<String, String> {
    let mut lines = String::new();
    for file in files {
        let path = dist.join(file);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let address = if file == "index.html" { "" } else { file };
        lines.push_str(&format!("  [\"./{address}\", \"{}\"],\n", hex(&Sha256::digest(&bytes))));
    }
    Ok(lines)
}

/// The version follows from the list alone, and so a build that changes nothing is no new version.
fn fill_in_service_worker(precache_list: &str) -> String {
    let version = hex(&Sha256::digest(precache_list.as_bytes())[..8]);
    SERVICE_WORKER.replace("{{version}}", &version).replace("  // {{files}}\n", precache_list)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNK_PAGE: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><title>问楼</title></head><body>\n\
        <script type=\"module\">\nimport init from './app.js';\nawait init({ module_or_path: './app_bg.wasm' });\n</script>\
        <link href=\"./app.js\" integrity=sha384-old rel=\"modulepreload\"></body></html>";

    fn site_with(page: &str) -> tempfile::TempDir {
        let dist = tempfile::tempdir().unwrap();
        fs::write(dist.path().join("index.html"), page).unwrap();
        for file in ["app", "wenlou-office"] {
            let (script, wasm) = crate::shorten::tests::program();
            fs::write(dist.path().join(format!("{file}.js")), script).unwrap();
            fs::write(dist.path().join(format!("{file}_bg.wasm")), wasm).unwrap();
        }
        dist
    }

    #[test]
    fn the_page_names_the_hash_of_what_was_shortened() {
        let dist = site_with(TRUNK_PAGE);
        finish(dist.path()).unwrap();
        let script = fs::read(dist.path().join("app.js")).unwrap();
        let hash = Base64::encode_string(&Sha384::digest(&script));
        let page = read_text(&dist.path().join("index.html")).unwrap();
        assert!(page.contains(&format!("./app.js\" integrity=sha384-{hash} rel=")), "{page}");
    }

    #[test]
    fn the_start_script_becomes_a_file() {
        let dist = site_with(TRUNK_PAGE);
        finish(dist.path()).unwrap();
        let page = read_text(&dist.path().join("index.html")).unwrap();
        assert!(page.contains("<script type=\"module\" src=\"./boot.js\"></script>"), "{page}");
        assert!(page.contains("<meta http-equiv=\"Content-Security-Policy\""), "{page}");
        let boot = read_text(&dist.path().join("boot.js")).unwrap();
        assert_eq!(boot, "import init from './app.js';\nawait init({ module_or_path: './app_bg.wasm' });\n");
    }

    #[test]
    fn the_supervisors_program_gets_a_page_like_the_fields() {
        let dist = site_with(TRUNK_PAGE);
        finish(dist.path()).unwrap();
        let read = |name: &str| read_text(&dist.path().join(name)).unwrap();
        let field = read("index.html");
        let page = without_tag(&field.replace("./boot.js", "./office.js"), "./app.js");
        assert_eq!(read("office.html"), page);
        assert!(!page.contains("app.js"), "{page}");
        let script = read("office.js");
        assert!(script.starts_with("import init from './wenlou-office-") && !script.contains("app"), "{script}");
        for (start, _) in script.match_indices("./wenlou-office") {
            let name: String = script[start + 2..].chars().take_while(|c| *c != '\'').collect();
            assert!(dist.path().join(&name).exists(), "{name}");
        }
    }

    #[test]
    fn a_page_without_quotes_is_finished_just_so() {
        let dist = site_with(&TRUNK_PAGE.replace('"', ""));
        finish(dist.path()).unwrap();
        let page = read_text(&dist.path().join("index.html")).unwrap();
        assert!(page.contains("<script type=\"module\" src=\"./boot.js\"></script>"), "{page}");
        assert!(page.contains("<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\""), "{page}");
    }

    #[test]
    fn the_service_worker_lists_every_file_but_itself() {
        let dist = site_with(TRUNK_PAGE);
        fs::create_dir(dist.path().join("snippets")).unwrap();
        fs::write(dist.path().join("snippets/a.js"), "").unwrap();
        finish(dist.path()).unwrap();
        let worker = read_text(&dist.path().join("sw.js")).unwrap();
        for address in ["\"./\"", "\"./app.js\"", "\"./boot.js\"", "\"./snippets/a.js\""] {
            assert!(worker.contains(address), "{address} is missing:\n{worker}");
        }
        assert!(!worker.contains("\"./sw.js\"") && !worker.contains("{{"), "{worker}");
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_nothing_else() {
        let worker_of = |text: &str| {
            let dist = site_with(TRUNK_PAGE);
            fs::write(dist.path().join("another.txt"), text).unwrap();
            finish(dist.path()).unwrap();
            read_text(&dist.path().join("sw.js")).unwrap()
        };
        assert_eq!(worker_of("1"), worker_of("1"));
        assert_ne!(worker_of("1"), worker_of("2"));
    }

    #[test]
    fn what_the_policy_forbids_is_refused() {
        for extra in ["<script>run()</script>", "<style>a{}</style>", "<p style=\"color:red\">", "<p onclick=\"x()\">"]
        {
            let dist = site_with(&TRUNK_PAGE.replace("</body>", &format!("{extra}</body>")));
            let refusal = finish(dist.path()).unwrap_err();
            assert!(refusal.contains("inline"), "{extra}: {refusal}");
        }
    }

    #[test]
    fn absolute_addresses_are_refused() {
        for extra in ["<link href=\"/a.css\">", "<img src=\"https://example.com/a.png\">", "<link href=/a.css>"] {
            let dist = site_with(&TRUNK_PAGE.replace("</body>", &format!("{extra}</body>")));
            let refusal = finish(dist.path()).unwrap_err();
            assert!(refusal.contains("absolute"), "{extra}: {refusal}");
        }
    }
}
