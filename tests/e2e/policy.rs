//! What the page's policy promises: nothing leaves the origin, no text becomes code, no changed program starts.

use crate::app::{Person, Tick};
use crate::harness::{Browser, Engine, Site, Size, built_site};
use base64ct::{Base64, Encoding};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Read;
use std::path::Path;

/// A site of its own, where page, worker and service worker ask for another origin's files.
#[test]
fn the_watch_sees_what_leaves_the_origin() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let foreign = Site::start();
    let ask = |who: &str| format!("fetch('{}{who}', {{ mode: 'no-cors' }})", foreign.address());
    write("worker.js", &format!("{}.then(() => postMessage('asked'));", ask("worker")));
    write(
        "sw.js",
        &format!("self.addEventListener('install', (event) => event.waitUntil({}));", ask("service-worker")),
    );
    write(
        "index.html",
        &format!(
            "<!doctype html><title>页</title><link rel=dns-prefetch href=http://prepared.invalid/><img src={}image><h1>页</h1>
             <script>{}; navigator.serviceWorker.register('./sw.js'); new Worker('./worker.js').onmessage = () => {{ window.asked = true; }};
             console.error('a complaint')</script>",
            foreign.address(),
            ask("page"),
        ),
    );
    let site = Site::serve(folder.path(), "/");
    let browser = Browser::start_watched(Size::PORTRAIT);
    browser.open(&site).heading("页").wait();
    browser.wait_until("the worker has asked", "return window.asked === true");
    browser.run_async("await navigator.serviceWorker.ready", vec![]);
    let seen = browser.end();
    let asked = seen.asked_by(site.address());
    for who in ["page", "worker", "service-worker", "image"] {
        let address = format!("{}{who}", foreign.address());
        assert!(asked.contains(&address.as_str()), "{address} is not among {asked:?}");
    }
    assert!(asked.contains(&"http://prepared.invalid"), "{asked:?}");
    assert!(seen.complaints.iter().any(|line| line.contains("a complaint")), "{:?}", seen.complaints);
}

#[test]
fn nothing_leaves_the_origin_in_a_whole_job() {
    let site = Site::start();
    let person = Person::arrive_in(Browser::start_watched(Size::PORTRAIT), &site, "王芳", "监督台");
    let page = person.page();
    person.found_campaign("2026年朝霞街道");
    person.add_compound("朝霞里");
    let roster = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/template-roster.csv");
    person.import_roster(&roster, 96);
    person.freeze_roll(96);
    person.post_notice();
    person.back();
    person.open_compound_survey();
    page.button("返回").wait();
    person.back();
    person.back();
    person.open_stairwell("1", "1");
    page.button("601…").tap();
    page.button("未遇").tap();
    person.back_to_last_door();
    person.record_ballot("A001", Tick::Professional);
    for _ in 0..3 {
        person.back();
    }
    page.button("计票与决定…").tap();
    page.text_visible("总户数 N");
    person.back();
    person.back();
    page.button("交接…").tap();
    let files = [person.save_card().file, person.make_packet(), person.export()];
    person.import(&files.each_ref().map(|file| file.as_path()));
    page.text_visible("新增 0 条");
    person.back();
    person.back();
    page.button("设置").tap();
    page.radio("English").tap();
    page.button("Data on this device").tap();
    page.heading("What is on this device").wait();
    page.textbox("New passphrase").fill("apple truck moon blue");
    page.textbox("Once more").fill("apple truck moon blue");
    person.browser.download(|| page.button("Make backup").tap());
    person.browser.reload();
    page.heading("What is on this device").wait();
    let seen = person.browser.end();
    let asked = seen.asked_by(site.address());
    assert!(
        asked.iter().any(|address| address.ends_with("wenlou-reader_bg.wasm")),
        "the log has the workers' requests: {asked:?}"
    );
    assert_eq!(seen.left(site.address()), [""; 0]);
    assert!(seen.complaints.is_empty(), "{:#?}", seen.complaints);
}

/// What would run a text or leave the origin, each with the directive that has to stop it. `foreign` is an address of another origin.
const ATTEMPTS: &str = r#"
const foreign = given[0];
const ran = 'window.__ran = 1';
const element = (tag, build) => { const made = document.createElement(tag); build(made); document.body.append(made); };
const attempts = {
  'inline script': ['require-trusted-types-for', () => element('script', (made) => made.append(ran))],
  'event handler': ['require-trusted-types-for', () => element('p', (made) => made.setAttribute('onclick', ran))],
  'eval': ['require-trusted-types-for', () => window.eval(ran)],
  'Function': ['require-trusted-types-for', () => new window.Function(ran)()],
  'timer with a text': ['require-trusted-types-for', () => setTimeout(ran, 0)],
  'innerHTML': ['require-trusted-types-for', () => element('p', (made) => { made.innerHTML = `<img src=x onerror="${ran}">`; })],
  'insertAdjacentHTML': ['require-trusted-types-for', () => document.body.insertAdjacentHTML('beforeend', '<b>')],
  'document.write': ['require-trusted-types-for', () => document.write('<b>')],
  'DOMParser': ['require-trusted-types-for', () => new DOMParser().parseFromString('<b>', 'text/html')],
  'srcdoc': ['require-trusted-types-for', () => element('iframe', (made) => { made.srcdoc = `<script>top.${ran}</script>`; })],
  'address of a script': ['require-trusted-types-for', () => element('script', (made) => { made.src = './boot.js'; })],
  'worker by a text': ['require-trusted-types-for', () => new Worker('./boot.js')],
  'service worker by a text': ['require-trusted-types-for', () => navigator.serviceWorker.register('./sw.js')],
  'policy of another name': ['trusted-types', () => trustedTypes.createPolicy('another', { createScriptURL: String })],
  'default policy': ['trusted-types', () => trustedTypes.createPolicy('default', { createHTML: String })],
  'the policy once more': ['trusted-types', () => trustedTypes.createPolicy('wenlou', { createScriptURL: String })],
  'foreign fetch': ['connect-src', () => fetch(foreign + 'fetch', { mode: 'no-cors' })],
  'foreign socket': ['connect-src', () => new WebSocket(foreign.replace('http', 'ws'))],
  'foreign events': ['connect-src', () => new EventSource(foreign)],
  'foreign beacon': ['connect-src', () => navigator.sendBeacon(foreign + 'beacon', 'x')],
  'foreign module': ['script-src', () => import(foreign + 'module.js')],
  'module in an address': ['script-src', () => import(`data:text/javascript,${ran}`)],
  'foreign image': ['img-src', () => element('img', (made) => { made.src = foreign + 'image'; })],
  'image in an address': ['img-src', () => element('img', (made) => { made.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='; })],
  'foreign style sheet': ['style-src', () => element('link', (made) => { made.rel = 'stylesheet'; made.href = foreign + 'style'; })],
  'inline style sheet': ['style-src', () => element('style', (made) => made.append('p { color: red }'))],
  'style attribute': ['style-src', () => element('p', (made) => made.setAttribute('style', 'color: red'))],
  'foreign font': ['font-src', () => new FontFace('x', `url(${foreign}font)`).load()],
  'frame': ['frame-src', () => element('iframe', (made) => { made.src = './'; })],
  'object': ['object-src|require-trusted-types-for', () => element('object', (made) => { made.data = './icon.svg'; })],
  'sound': ['media-src', () => element('audio', (made) => { made.src = foreign + 'sound'; })],
  'base': ['base-uri', () => { const made = document.createElement('base'); made.href = foreign; document.head.append(made); }],
  'form': ['form-action', () => { element('form', (made) => { made.action = foreign; }); document.forms[0].submit(); }],
};
// A driver's own script may do what a page's may not.
await new Promise((resolve) => setTimeout(resolve, 0));
const failures = [];
for (const [name, [directive, attempt]] of Object.entries(attempts)) {
  const blocked = [];
  const note = (event) => blocked.push(event.effectiveDirective);
  document.addEventListener('securitypolicyviolation', note);
  try { await Promise.race([attempt(), new Promise((resolve) => setTimeout(resolve, 500))]); } catch { /* Refused: then it was reported too. */ }
  for (let waited = 0; !blocked.length && waited < 2000; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
  document.removeEventListener('securitypolicyviolation', note);
  if (!blocked.some((stopped) => directive.split('|').some((wanted) => stopped.startsWith(wanted)))) failures.push(`${name}: stopped by ${blocked.join() || 'nothing'}, not ${directive}`);
}
if (window.__ran) failures.push('a text was run');
return failures;
"#;

fn the_policy_blocks(engine: Engine) {
    let site = Site::start();
    let foreign = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let browser = Browser::start(engine);
    browser.open(&site).heading("问楼").wait();
    let address = format!("http://{}/", foreign.local_addr().unwrap());
    let failures = browser.run_async(ATTEMPTS, vec![json!(address)]);
    assert_eq!(failures, json!([]), "{engine:?}");
    drop(browser);
    foreign.set_nonblocking(true).unwrap();
    let mut sent = String::new();
    while let Ok((mut connection, _)) = foreign.accept() {
        // For a form Chromium connects before it asks whether it may, and then says nothing.
        let _ = connection.read_to_string(&mut sent);
    }
    assert_eq!(sent, "", "{engine:?}: another origin was asked");
}

#[test]
fn chromium_blocks_what_the_policy_forbids() {
    the_policy_blocks(Engine::Chromium);
}

#[test]
fn firefox_blocks_what_the_policy_forbids() {
    the_policy_blocks(Engine::Firefox);
}

#[test]
fn webkit_blocks_what_the_policy_forbids() {
    the_policy_blocks(Engine::WebKit);
}

/// Workers take their policy from the answer that brings their script; no other site may put the page into a frame.
#[test]
fn the_service_worker_hands_out_every_file_under_the_policy() {
    let site = Site::start();
    let browser = Browser::start(Engine::Chromium);
    browser.open(&site).heading("问楼").wait();
    browser.wait_until_ready_offline();
    browser.reload();
    for file in ["", "survey.html", "office.html", "boot.js", "survey.js", "office.js", "wenlou-reader_loader.js"] {
        let policy = browser.run_async(
            "return (await fetch(given[0])).headers.get('content-security-policy')",
            vec![json!(format!("./{file}"))],
        );
        let policy = policy.as_str().unwrap_or_default();
        for part in ["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{file}: {policy}");
        }
    }
}

fn hash_of(file: &Path) -> String {
    format!("sha256-{}", Base64::encode_string(&Sha256::digest(fs::read(file).unwrap())))
}

/// The value of a tag's attribute, quoted or not.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}="))?;
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([' ', '>']).next(),
    }
}

/// What a finished site names no hash of, or a wrong one.
fn unchecked(dist: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |from: &str, file: Option<&str>, hash: Option<&str>| match file {
        Some(file) if hash == Some(&hash_of(&dist.join(file))) => {}
        _ => wrong.push(format!("{from}: {file:?} {hash:?}")),
    };
    let mut scripts = vec!["wenlou-reader_loader.js".to_owned()];
    for page in ["index.html", "survey.html", "office.html"] {
        let text = fs::read_to_string(dist.join(page)).unwrap();
        for tag in text.split('<').filter(|tag| tag.starts_with("script") || tag.starts_with("link")) {
            let is_picture = matches!(attribute(tag, "rel"), Some("icon" | "manifest"));
            if !is_picture {
                let file = attribute(tag, "src").or(attribute(tag, "href"));
                check(page, file, attribute(tag, "integrity"));
            }
            scripts.extend(attribute(tag, "src").map(str::to_owned));
        }
    }
    assert_eq!(scripts.len(), 4, "one script a page: {scripts:?}");
    for script in scripts {
        // Either kind of quotes, with and without a space: some scripts are made smaller.
        let text =
            fs::read_to_string(dist.join(&script)).unwrap().replace('"', "'").replace("integrity:'", "integrity: '");
        let loads =
            text.matches("fetch('").count() + text.matches("importScripts").count() + text.matches("from './").count();
        let named = text.split_once("fetch('").and_then(|(_, rest)| rest.split_once('\''));
        let hash = named.and_then(|(_, rest)| rest.split_once("integrity: '")?.1.split('\'').next());
        check(&script, named.map(|(file, _)| file).filter(|_| loads == 1), hash);
    }
    wrong
}

#[test]
fn pages_and_scripts_name_the_hash_of_all_that_they_load() {
    assert_eq!(unchecked(&built_site()), [""; 0]);
    // It would be seen.
    for (file, old, new) in [
        ("index.html", " integrity=", " data-x="),
        ("office.html", "<script", "<script src=./sw.js></script><script"),
        ("boot.js", "sha256-", "sha256-0"),
        ("wenlou-reader_loader.js", "integrity: '", "x: '"),
    ] {
        let site = copy_of_the_site();
        let path = site.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file}");
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        let found = std::panic::catch_unwind(|| unchecked(site.path()));
        assert!(found.is_err() || found.is_ok_and(|wrong| !wrong.is_empty()), "{file}: {new}");
    }
}

fn copy_of_the_site() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(built_site()).unwrap().flatten() {
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

/// A file that was changed on its way is not run: the page stays empty. Each change would otherwise show.
fn a_changed_program_is_refused(engine: Engine) {
    let title = "问楼".as_bytes();
    for extension in ["js", "wasm"] {
        let copy = copy_of_the_site();
        let path = fs::read_dir(copy.path()).unwrap().flatten().map(|entry| entry.path()).find(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            if extension == "js" { name == "boot.js" } else { name.starts_with("wenlou-app") }
        });
        let path = path.unwrap();
        let mut bytes = fs::read(&path).unwrap();
        match extension {
            "js" => bytes.extend(b"// changed\n"),
            _ => {
                let at = bytes.windows(title.len()).position(|window| window == title).unwrap();
                bytes[at..at + title.len()].copy_from_slice("问路".as_bytes());
            }
        }
        fs::write(&path, bytes).unwrap();
        let site = Site::serve(copy.path(), "/");
        let browser = Browser::start(engine);
        browser.open(&site);
        std::thread::sleep(std::time::Duration::from_secs(3));
        assert_eq!(browser.run("return document.body.children.length", vec![]), json!(0), "{engine:?}: {extension}");
    }
}

#[test]
fn chromium_refuses_a_changed_program() {
    a_changed_program_is_refused(Engine::Chromium);
}

#[test]
fn firefox_refuses_a_changed_program() {
    a_changed_program_is_refused(Engine::Firefox);
}

#[test]
fn webkit_refuses_a_changed_program() {
    a_changed_program_is_refused(Engine::WebKit);
}
