//! Browsers: starting, closing, killing, opening again with the same profile.

use super::page::Page;
use super::processes::Family;
use super::site::Site;
use super::watch::{Seen, watching};
use base64ct::{Base64, Encoding};
use fantoccini::{
    Client, ClientBuilder,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fs;
use std::future::Future;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use url::{ParseError, Url};

/// Longest time for a browser to start, on a machine that does other things too.
const START: Duration = Duration::from_secs(60);
/// Longest time for one command to a driver, and a little less for a script in a page: typing all hostile texts into a long form takes a busy machine a while.
const COMMAND: Duration = Duration::from_secs(120);
const SCRIPT_MS: u64 = 110_000;
/// Longest time for something a page has been asked for to happen.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// What a screenshot can be high.
const TALLEST: u32 = 16_000;
/// More than a browser's frame is high.
const FRAME: u32 = 160;
/// Time for a page to be drawn anew in another size.
const SETTLE: Duration = Duration::from_millis(300);
pub const POLL: Duration = Duration::from_millis(50);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// Of the page, without the browser's own frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// A tablet lying.
    pub const LANDSCAPE: Size = Size { width: 1280, height: 800 };
    /// A tablet upright.
    pub const PORTRAIT: Size = Size { width: 800, height: 1280 };
}

/// What stands in for a camera: all of these in Chromium, in Firefox a clock or none, in WebKit none.
#[derive(Clone, Debug, Default)]
pub enum Film {
    /// There is none.
    #[default]
    NoCamera,
    /// A clock that runs; in Firefox, colours that change.
    Clock,
    /// A film in the Y4M format, over and over.
    Shows(PathBuf),
    /// There is one, but this site may not use it.
    Refused,
}

pub struct Browser {
    engine: Engine,
    size: Size,
    film: Film,
    /// Its windows are private ones.
    private: bool,
    /// It writes down what it asks of the network and what it complains of.
    watched: bool,
    session: Option<Session>,
    runtime: Runtime,
    /// Profile, downloads and the browser's home. Last, so that it outlives the processes that write to it.
    home: TempDir,
}

struct Session {
    client: Client,
    driver: Family,
    _display: Option<Family>,
}

impl Film {
    fn arguments(&self) -> Vec<String> {
        let fake = "--use-fake-device-for-media-stream".to_owned();
        match self {
            Film::NoCamera => vec![],
            Film::Clock | Film::Refused => vec![fake],
            Film::Shows(film) => vec![fake, format!("--use-file-for-fake-video-capture={}", film.display())],
        }
    }
}

/// One of Chromium's own commands, and what it is given.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

impl Browser {
    /// A fresh browser, as on a tablet that has never seen the app.
    pub fn start(engine: Engine) -> Browser {
        Browser::start_sized(engine, Size::LANDSCAPE)
    }

    pub fn start_sized(engine: Engine, size: Size) -> Browser {
        Browser::start_filming(engine, size, Film::default())
    }

    /// The same with a camera.
    pub fn start_filming(engine: Engine, size: Size, film: Film) -> Browser {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let home = tempfile::Builder::new().prefix("wenlou-e2e-").tempdir().expect("a folder for the browser");
        for folder in ["profile", "downloads", ".config"] {
            fs::create_dir(home.path().join(folder)).expect("a folder for the browser");
        }
        // GTK programs ask this file where downloads go.
        let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", home.path().join("downloads").display());
        fs::write(home.path().join(".config/user-dirs.dirs"), downloads).expect("a folder for the browser");

        let mut browser = Browser { engine, size, film, private: false, watched: false, session: None, runtime, home };
        browser.start_session();
        browser
    }

    /// The same in private windows only; Firefox.
    pub fn start_private() -> Browser {
        let mut browser = Browser::start(Engine::Firefox);
        browser.private = true;
        browser.restart();
        browser
    }

    /// A Chromium that writes down what it does; see [`Browser::end`].
    pub fn start_watched(size: Size) -> Browser {
        let mut browser = Browser::start_sized(Engine::Chromium, size);
        browser.watched = true;
        browser.restart();
        browser
    }

    /// Closes a watched browser and gives what it wrote down.
    pub fn end(mut self) -> Seen {
        self.close();
        Seen::read(self.home.path())
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens the site and gives its page.
    pub fn open(&self, site: &Site) -> Page<'_> {
        self.go(site.address());
        self.page()
    }

    pub fn go(&self, address: &str) {
        self.command("open", self.client().goto(address));
    }

    /// Loads the page again as a person does. (The driver's own command goes past the service worker in Firefox.)
    #[track_caller]
    pub fn reload(&self) {
        self.run("window.isOldPage = true; setTimeout(() => location.reload(), 0)", vec![]);
        let is_new = "return !window.isOldPage && document.readyState === 'complete'";
        let deadline = Instant::now() + PATIENCE;
        while self.try_command(self.client().execute(is_new, vec![])) != Ok(Value::Bool(true)) {
            if Instant::now() > deadline {
                self.fail("the page does not load again");
            }
            thread::sleep(POLL);
        }
    }

    pub fn title(&self) -> String {
        self.command("title", self.client().title())
    }

    pub fn address(&self) -> String {
        self.command("address", self.client().current_url()).to_string()
    }

    pub fn page(&self) -> Page<'_> {
        Page::of(self)
    }

    /// Closes the browser properly and opens it again with the same profile. WebKit's automation has no profile that
    /// lasts, and so this fails there.
    pub fn restart(&mut self) {
        self.close();
        self.start_session();
    }

    /// Kills the whole browser after `delay`, whatever it is at. [`Browser::crash_and_restart`] opens it again.
    pub fn kill_later(&self, delay: Duration) -> thread::JoinHandle<()> {
        self.session.as_ref().expect("a browser that runs").driver.kill_later(delay)
    }

    /// Runs the script (the body of an asynchronous function); `None` if the browser ends meanwhile.
    pub fn run_while_it_lives(&self, script: &str) -> Option<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {script} }})().then((value) => done(value), (error) => done({{ error: String(error) }}));"
        );
        self.try_command(self.client().execute_async(&wrapped, vec![])).ok()
    }

    /// Kills the whole browser without warning and opens it again with the same profile.
    pub fn crash_and_restart(&mut self) {
        if let Some(mut session) = self.session.take() {
            session.driver.kill();
        }
        // What a killed Firefox leaves behind would keep the next one from starting.
        for lock in ["profile/lock", "profile/.parentlock", "profile/MarionetteActivePort"] {
            let _ = fs::remove_file(self.home.path().join(lock));
        }
        self.start_session();
    }

    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.apply_size();
    }

    /// Another tab in the same browser; the tests go on there. Gives back what `switch_to` takes to return.
    pub fn new_tab(&self) -> String {
        let before = self.command("window", self.client().window());
        let new = self.command("new tab", self.client().new_window(true));
        self.command("switch tab", self.client().switch_to_window(new.handle));
        before.into()
    }

    pub fn this_tab(&self) -> String {
        self.command("window", self.client().window()).into()
    }

    pub fn switch_to(&self, tab: String) {
        let handle = tab.try_into().expect("a tab's handle");
        self.command("switch tab", self.client().switch_to_window(handle));
    }

    pub fn close_tab(&self) {
        self.command("close tab", self.client().close_window());
    }

    /// Saves what is to be seen as `target/screenshots/NAME.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        fs::create_dir_all(&folder).expect("a folder for screenshots");
        let file = folder.join(format!("{name}.png"));
        fs::write(&file, self.command("screenshot", self.client().screenshot()))
            .expect("the screenshot can't be saved");
        file
    }

    /// The same with all that is below and above what is to be seen.
    pub fn screenshot_whole(&self, name: &str) -> PathBuf {
        let height = self.run("return document.documentElement.scrollHeight", vec![]).as_u64().unwrap_or_default();
        let height = u32::try_from(height).unwrap_or(self.size.height).clamp(self.size.height, TALLEST);
        self.command("resize", self.client().set_window_rect(0, 0, self.size.width, height + FRAME));
        thread::sleep(SETTLE);
        let file = self.screenshot(name);
        self.apply_size();
        file
    }

    /// Prints the page as its style sheet has it, into `target/screenshots/NAME.pdf`; Chromium.
    pub fn print(&self, name: &str) -> Vec<u8> {
        // The driver's own command gives up after ten seconds, which on a busy machine some hundred pages take.
        let print = DevTools("Page.printToPDF", json!({ "preferCSSPageSize": true }));
        let printed = self.command("print", self.client().issue_cmd(print));
        let pdf = Base64::decode_vec(printed["data"].as_str().unwrap_or_default()).expect("what was printed");
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots").join(format!("{name}.pdf"));
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder for what is printed");
        fs::write(file, &pdf).expect("what is printed can't be saved");
        pdf
    }

    /// Gives the page one of so many parts of the processor's time, from now on; Chromium.
    pub fn slow_down(&self, parts: u32) {
        let slow = DevTools("Emulation.setCPUThrottlingRate", json!({ "rate": parts }));
        self.command("slow down", self.client().issue_cmd(slow));
    }

    /// Lets the page look as its style sheet has it on paper, while something is read there.
    pub fn on_paper<T>(&self, read: impl FnOnce() -> T) -> T {
        const PAPER: &str = "const [from, to] = arguments;
            for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
                if (rule instanceof CSSMediaRule && rule.media.mediaText === from) rule.media.mediaText = to;
            }";
        let (print, always) = (json!("print"), json!("screen, print"));
        self.run(PAPER, vec![print.clone(), always.clone()]);
        let found = read();
        self.run(PAPER, vec![always, print]);
        found
    }

    /// Runs a function body in the page.
    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.command("script", self.client().execute(script, arguments))
    }

    /// Runs the body of an asynchronous function in the page and waits for what it returns.
    pub fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             (async (...given) => {{ {script} }})(...arguments)
                .then((value) => done({{ value: value === undefined ? null : value }}), (error) => done({{ error: String(error) }}));"
        );
        let outcome = self.command("script", self.client().execute_async(&wrapped, arguments));
        match outcome.get("error") {
            Some(error) => self.fail(&format!("script: {error}")),
            None => outcome["value"].clone(),
        }
    }

    /// Runs the script (the body of an asynchronous function) until it returns true.
    pub fn wait_until(&self, what: &str, script: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.run_async(script, vec![]) != Value::Bool(true) {
            if Instant::now() > deadline {
                self.fail(&format!("waited in vain until {what}"));
            }
            thread::sleep(POLL);
        }
    }

    /// Waits until the service worker says that every file is on the tablet.
    pub fn wait_until_ready_offline(&self) {
        self.wait_until(
            "the app is ready for use without a network",
            "const registration = await Promise.race([
                navigator.serviceWorker.ready, new Promise((resolve) => setTimeout(resolve, 2000))]);
             if (!registration || !navigator.serviceWorker.controller) return false;
             const { port1, port2 } = new MessageChannel();
             return new Promise((resolve) => {
                port1.onmessage = (event) => resolve(event.data.ready);
                registration.active.postMessage({ type: 'status' }, [port2]);
                setTimeout(() => resolve(false), 2000);
             });",
        );
    }

    /// Does what starts a download and waits until the file is complete.
    pub fn download(&self, start: impl FnOnce()) -> PathBuf {
        let folder = self.home.path().join("downloads");
        let list = || -> Vec<PathBuf> {
            fs::read_dir(&folder).expect("the downloads").flatten().map(|entry| entry.path()).collect()
        };
        let is_partial = |path: &Path| {
            path.extension().is_some_and(|extension| {
                ["crdownload", "part", "wkdownload", "tmp"].iter().any(|partial| extension == *partial)
            }) || path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
        };
        let size = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());

        let before = list();
        start();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let now = list();
            let new: Vec<_> = now.iter().filter(|path| !before.contains(path)).collect();
            if let ([file], false) = (&new[..], new.iter().any(|path| is_partial(path))) {
                let size_before = size(file);
                thread::sleep(Duration::from_millis(200));
                if size(file) == size_before && size_before > 0 {
                    return file.to_path_buf();
                }
            }
            if Instant::now() > deadline {
                self.fail(&format!("waited in vain for a download; there are {new:?}"));
            }
            thread::sleep(POLL);
        }
    }

    /// Ends the test with a screenshot and what the page shows.
    #[track_caller]
    pub fn fail(&self, message: &str) -> ! {
        let test = thread::current().name().unwrap_or("test").replace("::", "-");
        let name = format!("failed-{test}-{:?}", self.engine);
        let screenshot = self.runtime.block_on(async {
            let client = self.session.as_ref()?.client.clone();
            let text = tokio::time::timeout(
                COMMAND,
                client.execute("return location.href + '\\n' + document.body.innerText", vec![]),
            );
            let text = text.await.ok()?.ok()?.as_str()?.chars().take(1500).collect::<String>();
            let image = tokio::time::timeout(COMMAND, client.screenshot()).await.ok()?.ok()?;
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots").join(format!("{name}.png"));
            fs::create_dir_all(file.parent()?).ok()?;
            fs::write(&file, image).ok()?;
            Some((file, text))
        });
        match screenshot {
            Some((file, text)) => panic!("{:?}: {message}\n{}\nthe page: {text}", self.engine, file.display()),
            None => panic!("{:?}: {message}", self.engine),
        }
    }

    pub(super) fn client(&self) -> &Client {
        &self.session.as_ref().expect("the browser is open").client
    }

    pub(super) fn try_command<T, E: std::fmt::Display>(
        &self,
        command: impl Future<Output = Result<T, E>>,
    ) -> Result<T, String> {
        match self.runtime.block_on(async { tokio::time::timeout(COMMAND, command).await }) {
            Ok(outcome) => outcome.map_err(|error| error.to_string()),
            Err(_) => Err("no answer from the browser".to_owned()),
        }
    }

    #[track_caller]
    pub(super) fn command<T, E: std::fmt::Display>(
        &self,
        what: &str,
        command: impl Future<Output = Result<T, E>>,
    ) -> T {
        match self.try_command(command) {
            Ok(value) => value,
            Err(error) => self.fail(&format!("{what}: {error}")),
        }
    }

    fn start_session(&mut self) {
        let deadline = Instant::now() + START;
        let mut failures = Vec::new();
        // A port that was free may be taken by the time the driver gets to it.
        for _ in 0..3 {
            match self.try_start(deadline) {
                Ok(session) => {
                    self.session = Some(session);
                    self.apply_size();
                    return;
                }
                Err(error) => failures.push(error),
            }
        }
        panic!("{:?} can't be started: {}", self.engine, failures.join("; "));
    }

    fn try_start(&self, deadline: Instant) -> Result<Session, String> {
        let home = self.home.path().to_string_lossy().into_owned();
        let mut display = (self.engine == Engine::WebKit).then(|| start_display(&home));
        let display_name = display.as_mut().map(|display| format!(":{}", display.first_line()));

        let port = free_port();
        let mut command = match self.engine {
            Engine::Chromium => Command::new("chromedriver"),
            Engine::Firefox => Command::new("geckodriver"),
            Engine::WebKit => Command::new("WebKitWebDriver"),
        };
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null()).env("HOME", &home);
        for (variable, folder) in
            [("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache"), ("XDG_DATA_HOME", ".local")]
        {
            command.env(variable, self.home.path().join(folder));
        }
        if self.engine == Engine::Firefox {
            command.arg(format!("--websocket-port={}", free_port()));
        }
        if let Some(name) = &display_name {
            command.env("DISPLAY", name).env("GDK_BACKEND", "x11").env("LIBGL_ALWAYS_SOFTWARE", "1");
        }
        let mut driver = Family::start(&mut command, &home);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if driver.has_ended() || Instant::now() > deadline {
                return Err("the driver does not answer".to_owned());
            }
            thread::sleep(POLL);
        }

        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(self.capabilities());
        let connect = async { tokio::time::timeout(START, builder.connect(&address)).await };
        match self.runtime.block_on(connect) {
            Ok(Ok(client)) => Ok(Session { client, driver, _display: display }),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("no answer from the driver".to_owned()),
        }
    }

    fn capabilities(&self) -> Capabilities {
        let profile = self.home.path().join("profile");
        let downloads = self.home.path().join("downloads");
        let mut value = match self.engine {
            Engine::Chromium => json!({
                "goog:chromeOptions": {
                    "args": self.film.arguments().into_iter().chain([
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN",
                    ].map(str::to_owned)).chain([
                        format!("--user-data-dir={}", profile.display()),
                        format!("--window-size={},{}", self.size.width, self.size.height),
                    ]).collect::<Vec<_>>(),
                    "prefs": {
                        "download.default_directory": downloads,
                        "download.prompt_for_download": false,
                        "profile.default_content_setting_values.automatic_downloads": 1,
                        "profile.default_content_setting_values.media_stream_camera":
                            if matches!(self.film, Film::Refused) { 2 } else { 1 },
                    },
                },
            }),
            Engine::Firefox => json!({
                "moz:firefoxOptions": {
                    "args": ["-headless", "-profile", profile],
                    "prefs": {
                        "browser.download.folderList": 2,
                        "browser.download.dir": downloads,
                        "browser.download.useDownloadDir": true,
                        "browser.download.always_ask_before_handling_new_types": false,
                        "browser.download.alwaysOpenPanel": false,
                        "browser.helperApps.neverAsk.saveToDisk":
                            "application/octet-stream,application/json,application/jose+json,application/zip,text/csv,text/plain,\
                             application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/pdf",
                        "pdfjs.disabled": true,
                        "media.navigator.streams.fake": matches!(self.film, Film::Clock),
                        "media.navigator.permission.disabled": true,
                        "browser.privatebrowsing.autostart": self.private,
                        "intl.accept_languages": "zh-CN, zh",
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                },
            }),
            Engine::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": minibrowser(),
                    "args": ["--automation"],
                },
            }),
        };
        value["timeouts"] = json!({ "script": SCRIPT_MS });
        if let (true, Some(arguments)) = (self.watched, value["goog:chromeOptions"]["args"].as_array_mut()) {
            arguments.extend(watching(self.home.path()).map(Value::from));
        }
        match value {
            Value::Object(capabilities) => capabilities,
            _ => unreachable!("written as an object above"),
        }
    }

    /// Makes the page itself, not the window around it, as large as asked for.
    fn apply_size(&self) {
        let Size { width, height } = self.size;
        for _ in 0..3 {
            let frame = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]", vec![]);
            let outer = |inner: u32, side: usize| {
                let frame = frame[side].as_u64().and_then(|frame| u32::try_from(frame).ok());
                inner + frame.unwrap_or_default()
            };
            self.command("resize", self.client().set_window_rect(0, 0, outer(width, 0), outer(height, 1)));
            let deadline = Instant::now() + Duration::from_secs(2);
            while Instant::now() < deadline {
                if self.run("return [innerWidth, innerHeight]", vec![]) == json!([width, height]) {
                    return;
                }
                thread::sleep(POLL);
            }
        }
        let inner = self.run("return [innerWidth, innerHeight]", vec![]);
        self.fail(&format!("the page should be {width}×{height} and is {inner}"));
    }

    fn close(&mut self) {
        if let Some(mut session) = self.session.take() {
            let client = session.client.clone();
            let _ =
                self.runtime.block_on(async { tokio::time::timeout(Duration::from_secs(10), client.close()).await });
            session.driver.kill();
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.close();
    }
}

fn start_display(mark: &str) -> Family {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "2000x2000x24", "-nolisten", "tcp"]);
    Family::start(command.stdout(Stdio::piped()).stderr(Stdio::null()), &format!("{mark} display"))
}

fn minibrowser() -> PathBuf {
    let libraries = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = libraries.chain([PathBuf::from("/usr/lib"), PathBuf::from("/usr/libexec")]);
    folders
        .flat_map(|folder| {
            ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
                .map(|version| folder.join(version).join("MiniBrowser"))
        })
        .find(|file| file.is_file())
        .expect("WebKit's MiniBrowser is not installed; .ci/setup test installs it")
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a free port").port()
}
