//! From Trunk's output to a site that can be hosted under any path and used without a network.

use crate::order::smallest;
use crate::places::without_foreign_places;
use crate::shorten::shorten;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// No inline script or style, no text taken for code, and no request that leaves the origin. WebAssembly needs `'wasm-unsafe-eval'`; workers have to be
/// vouched for, which `shell/scripts.rs` does with the one policy that is allowed.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; \
    require-trusted-types-for 'script'; trusted-types wenlou";

const SERVICE_WORKER: &str = include_str!("../../shell/service_worker.js");
/// What wasm-bindgen writes and no program needs, 400 bytes of each program: from where to where, and what stands in its place. Only a panic ever asks what a value
/// of the browser's is, and its plain text will do; no browser in which a module can wait, as `start` does, lacks the registry or `encodeInto`; and
/// texts are always given to a program that can ask for more room. `self`, which is asked for first, is there in a page as in a worker.
const NEEDLESS: [(&str, &str, &str); 7] = [
    ("function debugString(val) {", "\n}\n", "function debugString(val) { return String(val); }\n"),
    ("(typeof FinalizationRegistry === 'undefined')", ": new", "new"),
    ("if (!('encodeInto' in cachedTextEncoder)) {", "\n}\n", ""),
    ("    if (realloc === undefined) {", "\n    }\n", ""),
    ("const ret = typeof window === 'undefined'", "(ret);\n", ""),
    ("const ret = typeof globalThis === 'undefined'", "(ret);\n", ""),
    ("const ret = typeof global === 'undefined'", "(ret);\n", ""),
];
/// Trunk leaves out the quotes when it makes the page small.
const CHARSET: [&str; 2] = ["<meta charset=utf-8>", "<meta charset=\"utf-8\">"];
const MODULE_SCRIPT: [&str; 2] = ["<script type=module>", "<script type=\"module\">"];

/// The programs besides the one for the doors: page, script, and the files as Trunk leaves them.
const OTHERS: [(&str, &str, [&str; 2]); 2] = [
    ("survey.html", SURVEY, ["wenlou-survey.js", "wenlou-survey_bg.wasm"]),
    ("office.html", OFFICE, ["wenlou-office.js", "wenlou-office_bg.wasm"]),
];
/// The program for the doors, as its page starts it.
const DOORS: &str = "boot.js";
const SURVEY: &str = "survey.js";
const OFFICE: &str = "office.js";
/// How the address of styles begins that not every page loads, and the programs whose pages do.
const STYLES: [(&str, &[&str]); 3] =
    [("./survey-", &[SURVEY, OFFICE]), ("./doors-", &[DOORS, OFFICE]), ("./office-", &[OFFICE])];
/// How many orders of the functions are tried of a program that people wait for: most of the one that comes nearest to the bar.
const ORDERS: usize = 24;
const ORDERS_OF_OTHERS: usize = 4;
/// The reader of files.
const READER: [&str; 2] = ["wenlou-reader.js", "wenlou-reader_bg.wasm"];
const READER_START: &str = "wenlou-reader_loader.js";
/// How a module gives out what starts it.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";

/// Finishes what Trunk left in `dist`; `smaller` makes a script smaller.
pub fn finish(dist: &Path, smaller: &dyn Fn(&str) -> Result<String, String>) -> Result<(), String> {
    let page = insert_policy(&read_text(&dist.join("index.html"))?)?;
    let template = Template::of(&page)?;
    refuse_inline_code(&template.before)?;
    refuse_inline_code(&template.after)?;
    let mut programs = vec![("index.html", DOORS, Program::take(dist, &template.doors, ORDERS)?)];
    for (name, start, files) in OTHERS {
        // Nobody waits for what the office's program takes.
        let orders = if start == OFFICE { 1 } else { ORDERS_OF_OTHERS };
        programs.push((
            name,
            start,
            Program::take(dist, &files.map(str::to_owned), orders)?.with_name_of_its_own(dist)?,
        ));
    }
    for (name, start, program) in programs {
        let script = smaller(&program.module()?)?;
        write(&dist.join(name), &template.page(start, &script, &program))?;
        write(&dist.join(start), &script)?;
    }
    join_reader(dist)?;

    let service_worker = dist.join("sw.js");
    if service_worker.exists() {
        remove(&service_worker)?;
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

/// Trunk's page without its start script, which is an inline one, and without what it loads ahead.
struct Template {
    before: String,
    after: String,
    /// Script and wasm of the program for the doors.
    doors: [String; 2],
}

impl Template {
    fn of(page: &str) -> Result<Self, String> {
        let (before, rest) = split_at_any(page, MODULE_SCRIPT)
            .ok_or("index.html has no inline module script; is this Trunk's fresh output?")?;
        let (start, after) = rest.split_once("</script>").ok_or("index.html: a script without its end")?;
        let between = |opening: &str| start.split_once(opening)?.1.split_once('\'').map(|(name, _)| name.to_owned());
        let (Some(script), Some(wasm)) = (between("from './"), between("module_or_path: './")) else {
            return Err("the start script names no program; is this Trunk's fresh output?".to_owned());
        };
        let after = without_tag(&without_tag(after, &script), &wasm);
        Ok(Self { before: before.to_owned(), after, doors: [script, wasm] })
    }

    /// The page of a program whose script lies at `address`. It names the script's hash, and the script that of its wasm: what was changed on the way
    /// is refused by the browser. Only a worker's own script can't be given one; the service worker checks those before it hands them out.
    fn page(&self, address: &str, script: &str, program: &Program) -> String {
        let Self { before, after, .. } = self;
        let unneeded = STYLES.iter().filter(|(_, pages)| !pages.contains(&address));
        let before = unneeded.fold(before.clone(), |before, (styles, _)| without_tag(&before, styles));
        let Program { wasm, wasm_hash, .. } = program;
        let hash = integrity(script.as_bytes());
        format!(
            "{before}<script type=module src=./{address} integrity={hash}></script>\
             <link rel=preload as=fetch type=application/wasm href=./{wasm} integrity={wasm_hash} crossorigin>{after}"
        )
    }
}

/// The two files of a program.
struct Program {
    script: String,
    /// Its name.
    wasm: String,
    wasm_hash: String,
}

impl Program {
    /// Shortens the names between the two, leaves other people's paths out of the wasm, and puts it in order. The script will be put into another, and its file goes.
    fn take(dist: &Path, [script, wasm]: &[String; 2], orders: usize) -> Result<Self, String> {
        let (script_path, wasm_path) = (dist.join(script), dist.join(wasm));
        let bytes = fs::read(&wasm_path).map_err(|error| format!("{}: {error}", wasm_path.display()))?;
        let (short_script, short_wasm) =
            shorten(&read_text(&script_path)?, &bytes).map_err(|why| format!("{script}: {why}"))?;
        let wasm_in_order =
            smallest(&without_foreign_places(short_wasm), orders).map_err(|why| format!("{wasm}: {why}"))?;
        fs::write(&wasm_path, &wasm_in_order).map_err(|error| format!("{}: {error}", wasm_path.display()))?;
        remove(&script_path)?;
        Ok(Self { script: short_script, wasm: wasm.clone(), wasm_hash: integrity(&wasm_in_order) })
    }

    /// A name for each version, as Trunk gives the first program's.
    fn with_name_of_its_own(self, dist: &Path) -> Result<Self, String> {
        let path = dist.join(&self.wasm);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let wasm = self.wasm.replacen("_bg", &format!("-{}_bg", hex(&Sha256::digest(&bytes)[..8])), 1);
        fs::rename(&path, dist.join(&wasm)).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { wasm, ..self })
    }

    /// The whole program as one module, so that its script has nothing to load that the page names no hash of: an import takes none, and not
    /// every browser minds the one of a `modulepreload`.
    fn module(&self) -> Result<String, String> {
        let Self { script, wasm, wasm_hash } = self;
        let (script, _) = script.rsplit_once(EXPORTS).ok_or_else(|| format!("{wasm}: its script ends otherwise"))?;
        Ok(format!("{}{}", without_the_needless(script), start(wasm, wasm_hash)))
    }
}

fn without_the_needless(script: &str) -> String {
    NEEDLESS.into_iter().fold(script.to_owned(), |script, (from, to, instead)| {
        let found = script.split_once(from).and_then(|(before, rest)| Some((before, rest.split_once(to)?.1)));
        found.map(|(before, after)| format!("{before}{instead}{after}")).unwrap_or(script)
    })
}

fn fetch(wasm: &str, hash: &str) -> String {
    format!("fetch('./{wasm}', {{ integrity: '{hash}' }})")
}

/// How a program starts. wasm-bindgen's own way has answers to whatever it may be called with, 420 bytes of them. A host that doesn't call the wasm by its
/// type has it compiled only once it is there whole.
fn start(wasm: &str, hash: &str) -> String {
    let fetch = fetch(wasm, hash);
    format!(
        "const found = await {fetch}, imports = __wbg_get_imports();\n\
         const isCalledWasm = found.headers.get('Content-Type') === 'application/wasm';\n\
         const {{ instance }} = await (isCalledWasm ? WebAssembly.instantiateStreaming(found, imports)\n    \
         : WebAssembly.instantiate(await found.arrayBuffer(), imports));\n\
         __wbg_finalize_init(instance);\n"
    )
}

/// The reader's script and the one that starts it, in one: what would load the other, `importScripts`, takes no hash and in a worker under the
/// page's policy no text.
fn join_reader(dist: &Path) -> Result<(), String> {
    let [script, wasm] = READER.map(|name| dist.join(name));
    let bytes = fs::read(&wasm).map_err(|error| format!("{}: {error}", wasm.display()))?;
    let start = format!("wasm_bindgen({{ module_or_path: {} }});", fetch(READER[1], &integrity(&bytes)));
    write(&dist.join(READER_START), &format!("{}\n{start}\n", read_text(&script)?))?;
    remove(&script)
}

/// As a page or a script names the hash of a file: by the one that the service worker knows it by.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", Base64::encode_string(&Sha256::digest(bytes)))
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
    let filled = SERVICE_WORKER.replace("{{version}}", &version).replace("{{policy}}", POLICY);
    filled.replace("  // {{files}}\n", precache_list)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn remove(path: &Path) -> Result<(), String> {
    fs::remove_file(path).map_err(|error| format!("{}: {error}", path.display()))
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
        <link href=\"./app.js\" integrity=sha384-old rel=\"modulepreload\">\
        <link href=\"./app_bg.wasm\" integrity=sha384-old rel=\"preload\"></body></html>";

    fn site_with(page: &str) -> tempfile::TempDir {
        let dist = tempfile::tempdir().unwrap();
        fs::write(dist.path().join("index.html"), page).unwrap();
        for file in ["app", "wenlou-survey", "wenlou-office", "wenlou-reader"] {
            let (script, wasm) = crate::shorten::tests::program();
            fs::write(dist.path().join(format!("{file}.js")), format!("{script}{EXPORTS}\n")).unwrap();
            fs::write(dist.path().join(format!("{file}_bg.wasm")), wasm).unwrap();
        }
        dist
    }

    fn as_it_is(script: &str) -> Result<String, String> {
        Ok(script.to_owned())
    }

    fn finished() -> tempfile::TempDir {
        let dist = site_with(TRUNK_PAGE);
        finish(dist.path(), &as_it_is).unwrap();
        dist
    }

    /// What stands between two texts, the first time.
    fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(found, _)| found)
    }

    #[test]
    fn a_program_has_none_of_what_it_never_needs() {
        let script = "let a;\n\
            const DTORS = (typeof FinalizationRegistry === 'undefined')\n    ? { register: () => {} }\n    : new FinalizationRegistry(f);\n\
            function debugString(val) {\n    switch (val) {\n    }\n}\n\
            function pass(arg, realloc) {\n    if (realloc === undefined) {\n        for (;;) {\n        }\n    }\n    let b;\n}\n\
            if (!('encodeInto' in cachedTextEncoder)) {\n    e = function () {\n    };\n}\nlet c;\n\
            f: function() {\n    const ret = typeof self === 'undefined' ? undefined : self;\n    return g(ret);\n},\n\
            h: function() {\n    const ret = typeof window === 'undefined' ? undefined : window;\n    return g(ret);\n},\n";
        let without = "let a;\n\
            const DTORS = new FinalizationRegistry(f);\n\
            function debugString(val) { return String(val); }\n\
            function pass(arg, realloc) {\n    let b;\n}\n\
            let c;\n\
            f: function() {\n    const ret = typeof self === 'undefined' ? undefined : self;\n    return g(ret);\n},\n\
            h: function() {\n    },\n";
        assert_eq!(without_the_needless(script), without);
        assert_eq!(without_the_needless("let a;\n"), "let a;\n");
    }

    #[test]
    fn a_program_becomes_one_script_that_starts_its_wasm() {
        let dist = finished();
        let boot = read_text(&dist.path().join("boot.js")).unwrap();
        let hash = integrity(&fs::read(dist.path().join("app_bg.wasm")).unwrap());
        let fetch = format!("fetch('./app_bg.wasm', {{ integrity: '{hash}' }})");
        let start = "\nconst isCalledWasm = found.headers.get('Content-Type') === 'application/wasm';\n\
            const { instance } = await (isCalledWasm ? WebAssembly.instantiateStreaming(found, imports)\n    \
            : WebAssembly.instantiate(await found.arrayBuffer(), imports));\n__wbg_finalize_init(instance);\n";
        let found = format!("const found = await {fetch}, imports = __wbg_get_imports();");
        assert_eq!(boot, format!("a: function() {{}},\nb: function() {{}},\n{found}{start}"));
        let page = read_text(&dist.path().join("index.html")).unwrap();
        assert!(page.contains("<script type=module src=./boot.js integrity="), "{page}");
        assert!(page.contains("<meta http-equiv=\"Content-Security-Policy\""), "{page}");
        assert!(!page.contains("sha384-old") && !dist.path().join("app.js").exists(), "{page}");
    }

    #[test]
    fn pages_and_scripts_name_the_hashes_of_what_they_load() {
        let dist = finished();
        let hash_of = |name: &str| integrity(&fs::read(dist.path().join(name)).unwrap());
        for (page, script) in [("index.html", "boot.js"), ("survey.html", "survey.js"), ("office.html", "office.js")] {
            let page = read_text(&dist.path().join(page)).unwrap();
            assert_eq!(between(&page, &format!("src=./{script} integrity="), ">"), hash_of(script));
            let wasm = between(&page, "type=application/wasm href=./", " ");
            assert_eq!(between(&page, &format!("{wasm} integrity="), " "), hash_of(wasm));
            let script = read_text(&dist.path().join(script)).unwrap();
            assert_eq!(between(&script, &format!("fetch('./{wasm}', {{ integrity: '"), "'"), hash_of(wasm));
        }
        let reader = read_text(&dist.path().join(READER_START)).unwrap();
        assert_eq!(between(&reader, "wasm_bindgen({ module_or_path: fetch('./", "'"), READER[1]);
        assert_eq!(between(&reader, "integrity: '", "'"), hash_of(READER[1]));
    }

    #[test]
    fn the_supervisors_program_gets_a_page_like_the_fields_and_a_name_of_its_own() {
        let dist = finished();
        let page = read_text(&dist.path().join("office.html")).unwrap();
        let wasm = between(&page, "type=application/wasm href=./", " ");
        assert!(wasm.starts_with("wenlou-office-") && wasm.len() > "wenlou-office-_bg.wasm".len(), "{wasm}");
        assert!(dist.path().join(wasm).exists() && !dist.path().join("wenlou-office_bg.wasm").exists());
        let head = |page: &str| page.split_once("<script").unwrap().0.to_owned();
        assert_eq!(head(&page), head(&read_text(&dist.path().join("index.html")).unwrap()));
        assert!(!page.contains("./app"), "{page}");
    }

    #[test]
    fn a_program_that_ends_otherwise_is_refused() {
        let dist = site_with(TRUNK_PAGE);
        let script = dist.path().join("app.js");
        fs::write(&script, read_text(&script).unwrap().replace(EXPORTS, "export { init };")).unwrap();
        assert!(finish(dist.path(), &as_it_is).unwrap_err().contains("ends otherwise"));
    }

    #[test]
    fn a_page_without_quotes_is_finished_just_so() {
        let dist = site_with(&TRUNK_PAGE.replace('"', ""));
        finish(dist.path(), &as_it_is).unwrap();
        let page = read_text(&dist.path().join("index.html")).unwrap();
        assert!(page.contains("<script type=module src=./boot.js integrity="), "{page}");
        assert!(page.contains("<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\""), "{page}");
        assert!(!page.contains("sha384-old"), "{page}");
    }

    #[test]
    fn the_service_worker_lists_every_file_but_itself() {
        let dist = site_with(TRUNK_PAGE);
        fs::create_dir(dist.path().join("snippets")).unwrap();
        fs::write(dist.path().join("snippets/a.js"), "").unwrap();
        finish(dist.path(), &as_it_is).unwrap();
        let worker = read_text(&dist.path().join("sw.js")).unwrap();
        for address in ["\"./\"", "\"./app_bg.wasm\"", "\"./boot.js\"", "\"./snippets/a.js\""] {
            assert!(worker.contains(address), "{address} is missing:\n{worker}");
        }
        assert!(!worker.contains("\"./sw.js\"") && !worker.contains("{{"), "{worker}");
        assert!(worker.contains(&format!("\"{POLICY}; frame-ancestors 'none'\"")), "{worker}");
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_nothing_else() {
        let worker_of = |text: &str| {
            let dist = site_with(TRUNK_PAGE);
            fs::write(dist.path().join("another.txt"), text).unwrap();
            finish(dist.path(), &as_it_is).unwrap();
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
            let refusal = finish(dist.path(), &as_it_is).unwrap_err();
            assert!(refusal.contains("inline"), "{extra}: {refusal}");
        }
    }

    #[test]
    fn absolute_addresses_are_refused() {
        for extra in ["<link href=\"/a.css\">", "<img src=\"https://example.com/a.png\">", "<link href=/a.css>"] {
            let dist = site_with(&TRUNK_PAGE.replace("</body>", &format!("{extra}</body>")));
            let refusal = finish(dist.path(), &as_it_is).unwrap_err();
            assert!(refusal.contains("absolute"), "{extra}: {refusal}");
        }
    }
}
