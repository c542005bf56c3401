//! The only place that touches the browser: storage, keys, files, clock, worker, service worker.
//!
//! [`Shell::run`] carries an [`Effect`] out and answers with an [`Event`]. Nothing here decides anything; every error
//! comes back as an event and is worded elsewhere.
pub mod camera;
mod clock;
pub mod darkroom;
mod device;
mod field;
pub mod files;
pub mod keeper;
mod keys;
pub mod marker;
mod office;
mod offline;
mod packs;
pub mod panics;
pub mod photos;
mod position;
pub mod reading;
mod rest;
mod scripts;
mod sealing;
mod storage;
mod stores;
mod table;
mod tabs;

use crate::app::lock::Kept;
use crate::app::parts::Part as PartOf;
use crate::app::{AtStart, Effect, Event, PickedFile, Route, Space, Tab};
use crate::text::Lang;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Reflect};
use rest::Rest;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Context, Waker};
use stores::{NotOpened, Stores};
use tabs::Tabs;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::Callback;

pub use clock::{local_time, now};

/// How long a message stays, in milliseconds.
const TOAST_MS: u32 = 6_000;
/// After how long what the store refused is tried again, in milliseconds.
const RETRY_MS: u32 = 30_000;
/// How long changes by another tab are gathered before they are shown, in milliseconds.
const FOLLOW_MS: u32 = 300;

/// The browser, as the core sees it.
#[derive(Clone)]
pub struct Shell {
    picked: Rc<RefCell<files::Picked>>,
    marker: Rc<RefCell<marker::Held>>,
    stores: Rc<Stores>,
    tabs: Tabs,
    rest: Rc<Rest>,
    /// Records are being packed.
    packing: Rc<Cell<bool>>,
    dispatch: Callback<Event>,
    parts: Parts,
}

/// Carries out what a part asks of the browser.
pub type Part = fn(Shell, Effect);

/// What carries out what the parts of this program ask of the browser. Naming a part is what makes a program hold it.
#[derive(Clone, Copy, Default)]
pub struct Parts {
    doors: Option<Part>,
    survey: Option<Part>,
    office: Option<Part>,
}

impl Parts {
    /// The program for the doors.
    pub const DOORS: Self = Self { doors: Some(field::at_doors), survey: None, office: None };
    /// The program for the survey.
    pub const SURVEY: Self = Self { doors: None, survey: Some(field::in_survey), office: None };
    /// The program that has everything.
    pub const ALL: Self =
        Self { doors: Some(field::at_doors), survey: Some(field::in_survey), office: Some(office::run) };
}

impl Shell {
    /// A shell that tells `dispatch` what happens.
    pub fn new(dispatch: Callback<Event>, parts: Parts) -> Self {
        Self {
            picked: Rc::default(),
            marker: Rc::default(),
            stores: Rc::default(),
            tabs: Tabs::default(),
            rest: Rc::new(Rest::new(dispatch.clone())),
            packing: Rc::default(),
            dispatch,
            parts,
        }
    }

    /// Watches the address, the other tabs and the service worker from now on, and reads the store once it is clear who writes.
    pub fn start(&self) {
        scripts::vouch();
        watch_address(self.dispatch.clone());
        watch_sight(self.dispatch.clone(), self.rest.clone());
        watch_store(self.clone());
        self.rest.watch();
        watch_return();
        offline::watch(self.dispatch.clone());
        self.tabs.join(self.clone());
    }

    fn emit(&self, event: Event) {
        self.dispatch.emit(event);
    }

    /// This tab has the lock: it opens the log and reads the store.
    async fn write_from_now_on(&self) {
        let opened = self.stores.open().await;
        let mut at_start = AtStart { tab: Tab::Writes, ..AtStart::default() };
        match opened {
            Ok((safety, findings)) => (at_start.safety, at_start.findings) = (Some(safety), findings),
            Err(NotOpened::Blocked(why)) => at_start.blocked = Some(why),
            Err(NotOpened::Newer) => return self.tell_newer(),
        }
        self.tell_start(at_start).await;
        self.tidy().await;
    }

    /// Packs records where many lie by themselves; where that fails they stay as they are, and the next start tries again.
    async fn tidy(&self) {
        // Once at a time: two would pack the same records.
        if !self.packing.get() && self.stores.is_untidy() {
            self.packing.set(true);
            if packs::pack_up(&self.stores).await.is_ok() {
                self.emit(Event::Used(self.stores.used()));
            }
            self.packing.set(false);
        }
    }

    /// Another tab has the lock: this one shows what is in the store.
    async fn look_on(&self) {
        match self.stores.check_format() {
            Err(NotOpened::Newer) => self.tell_newer(),
            _ => self.tell_start(AtStart { tab: Tab::LooksOn, ..AtStart::default() }).await,
        }
    }

    /// The store is a newer program's: it is not even read.
    fn tell_newer(&self) {
        let at_start = AtStart { tab: Tab::LooksOn, newer: true, ..AtStart::default() };
        self.emit(Event::Started(Box::new(at_start)));
    }

    /// Another tab took the lock away.
    async fn lost_the_lock(&self) {
        self.stores.close().await;
        self.emit(Event::LockLost);
    }

    async fn tell_start(&self, mut at_start: AtStart) {
        match self.read_lock() {
            Ok(lock) => at_start.lock = lock,
            Err(why) => at_start.blocked = Some(why),
        }
        at_start.space = Space { used: self.stores.used(), kept: self.stores.persist(false).await };
        match storage::read_start(&self.stores).await {
            Ok(start) => {
                at_start.settings = start.settings;
                at_start.campaigns = start.campaigns;
                at_start.supervisors = start.supervisors;
                at_start.backed_up = start.backed_up;
            }
            Err(why) => at_start.blocked = Some(why),
        }
        match keys::existing().await {
            Ok(key) => at_start.key = key,
            Err(why) => at_start.blocked = Some(why),
        }
        // Last, since a person goes on while the store is read: a tab that takes over stays where they are by then.
        at_start.route = address();
        self.emit(Event::Started(Box::new(at_start)));
    }

    /// Tells the core what is kept of the lock.
    fn tell_lock(&self) {
        if let Ok(kept) = self.read_lock() {
            self.emit(Event::LockKept(Box::new(kept)));
        }
    }

    fn read_lock(&self) -> Result<Kept, String> {
        Ok(Kept { touched: self.rest.touched(), ..storage::read_lock(&self.stores)? })
    }

    /// Keeps hold of files that a person picked; their bytes are read when an effect asks for them.
    pub fn pick(&self, files: Vec<File>) -> Vec<PickedFile> {
        self.picked.borrow_mut().take(files)
    }

    /// Carries `effect` out. Answers come as events, some at once and some later.
    pub fn run(&self, effect: Effect) {
        let dispatch = self.dispatch.clone();
        let shell = self.clone();
        match effect {
            Effect::MakeKey => spawn_local(async move { dispatch.emit(Event::KeyReady(keys::make().await)) }),
            Effect::Store { batch, campaign, records } => {
                begin(async move {
                    shell.emit(storage::write_records(&shell.stores, batch, campaign, records).await);
                    shell.tidy().await;
                });
            }
            Effect::StoreCampaign { campaign, name } => {
                spawn_local(
                    async move { shell.report(storage::write_campaign(&shell.stores, &campaign, &name).await) },
                );
            }
            Effect::StoreSettings(settings) => {
                spawn_local(async move { shell.report(storage::write_settings(&shell.stores, &settings).await) });
            }
            Effect::NoteTries(tries) => storage::note_tries(tries),
            Effect::Try { trial, request } => spawn_local(async move {
                let check = reading::check(trial).await;
                dispatch.emit(Event::Tried { request, check });
            }),
            Effect::LookLater(ms) => self.rest.look_later(ms),
            Effect::Cover(route) => self.rest.cover(&route),
            Effect::Uncover(route) => self.rest.uncover(&route),
            Effect::Load(campaign) => spawn_local(async move {
                dispatch.emit(match storage::read_records(&shell.stores, &campaign).await {
                    Ok(records) => Event::Loaded { campaign, records },
                    Err(why) => Event::StoreFailed(why),
                });
            }),
            Effect::Persist => spawn_local(async move {
                if let Some(kept) = shell.stores.persist(true).await {
                    shell.emit(Event::Persisted(kept));
                }
            }),
            Effect::TakeOver => self.tabs.take_over(shell),
            Effect::RefuseToYield => self.tabs.refuse(),
            Effect::LetGo => spawn_local(async move {
                shell.stores.close().await;
                shell.tabs.clone().let_go(shell);
            }),
            Effect::OpenProgram(route) => spawn_local(async move {
                // The log answers in order: once it is closed, all that was given to it is on the disk.
                shell.stores.close().await;
                open_program(&route);
            }),
            Effect::ShowRoute(route) => show_address(&route),
            Effect::Reveal(id) => spawn_local(reveal(id)),
            Effect::DismissLater(id) => {
                Timeout::new(TOAST_MS, move || dispatch.emit(Event::DismissToast(id))).forget();
            }
            Effect::RetryLater => {
                Timeout::new(RETRY_MS, move || dispatch.emit(Event::RetryDue)).forget();
            }
            Effect::TakeUpdate => offline::take_update(),
            Effect::Seal { .. } => give(self.parts.doors, shell, effect),
            Effect::Develop { .. } => give(self.parts.doors.or(self.parts.survey), shell, effect),
            Effect::Locate { .. } | Effect::Mark(_) => give(self.parts.survey, shell, effect),
            Effect::StoreSupervisors(_)
            | Effect::StoreLock(_)
            | Effect::ReadRoster { .. }
            | Effect::ReadPrices { .. }
            | Effect::ReadFiles { .. }
            | Effect::Sign { .. }
            | Effect::Deliver { .. }
            | Effect::Print
            | Effect::PackPhotos(_)
            | Effect::TakePhotos { .. }
            | Effect::LookForPhotos(_)
            | Effect::ForgetPractice(_)
            | Effect::FindSealingKey { .. }
            | Effect::Unseal { .. }
            | Effect::SealContact(_)
            | Effect::OpenContact(_)
            | Effect::Device(_) => {
                give(self.parts.office, shell, effect);
            }
        }
    }

    fn report(&self, result: Result<(), String>) {
        if let Err(why) = result {
            self.emit(Event::StoreFailed(why));
        }
    }
}

/// A part that this program leaves out asks for nothing.
fn give(part: Option<Part>, shell: Shell, effect: Effect) {
    if let Some(part) = part {
        part(shell, effect);
    }
}

/// Begins at once rather than when the page has been drawn: by then the disk is done.
fn begin(future: impl Future<Output = ()> + 'static) {
    let mut future = Box::pin(future);
    if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        spawn_local(future);
    }
}

/// Whether the browser has a share sheet that takes files.
pub fn can_share() -> bool {
    files::can_share()
}

/// Puts language and looks on the page, where the style sheet finds them.
pub fn dress(lang: Lang, theme: Option<&str>, large_text: bool) {
    let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) else { return };
    let set = |name: &str, value: Option<&str>| match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
    // Attributes with fixed names can't be refused; were they, the page would merely look plain.
    let _ = set("lang", Some(if lang == Lang::Zh { "zh-CN" } else { "en" }));
    let _ = set("data-theme", theme);
    let _ = set("data-text", large_text.then_some("large"));
}

fn address() -> Route {
    let hash = || web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default();
    Route::from_hash(&rest::covered_address().unwrap_or_else(hash))
}

/// Opens the smallest program that has the screen.
fn open_program(route: &Route) {
    let page = match route.part() {
        PartOf::Doors => "./",
        PartOf::Survey => scripts::SURVEY_PAGE,
        PartOf::Office => "office.html",
    };
    if let Some(window) = web_sys::window() {
        // Where the browser refuses, the person is still where they were.
        let _ = window.location().assign(&format!("{page}#{}", route.to_hash()));
    }
}

fn show_address(route: &Route) {
    let Some(window) = web_sys::window() else { return };
    let Ok(history) = window.history() else { return };
    let hash = format!("#{}", route.to_hash());
    // The person stays where they are.
    if window.location().hash().is_ok_and(|there| there == hash) {
        return;
    }
    // `pushState` fires no event, so the core isn't told what it just said.
    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&hash));
    window.scroll_to_with_x_and_y(0.0, 0.0);
}

/// Scrolls the element's article into sight and focuses the element, or the first control in it.
async fn reveal(id: String) {
    // What it stands in may only be drawn after this event.
    gloo_timers::future::TimeoutFuture::new(0).await;
    let found = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(&id));
    let Some(element) = found else { return };
    let controls = "input, select, textarea, button, [tabindex]";
    let article = element.closest("article").ok().flatten();
    article.as_ref().unwrap_or(&element).scroll_into_view();
    let focus = if element.matches(controls).unwrap_or(false) {
        Some(element)
    } else {
        element.query_selector(controls).ok().flatten()
    };
    if let Some(control) = focus.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A control that can't take the focus is still in sight.
        let _ = control.focus();
    }
}

fn watch_address(dispatch: Callback<Event>) {
    let Some(window) = web_sys::window() else { return };
    for name in ["popstate", "hashchange"] {
        let dispatch = dispatch.clone();
        // Listens as long as the page lives.
        gloo_events::EventListener::new(&window, name, move |_| dispatch.emit(Event::Went(address()))).forget();
    }
}

fn watch_sight(dispatch: Callback<Event>, rest: Rc<Rest>) {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    let page = document.clone();
    // Listens as long as the page lives.
    gloo_events::EventListener::new(&document, "visibilitychange", move |_| {
        if page.hidden() {
            dispatch.emit(Event::OutOfSight);
        } else {
            rest.tell();
        }
    })
    .forget();
}

/// A page that the browser kept while another was open has let go of the log: it starts anew.
fn watch_return() {
    let Some(window) = web_sys::window() else { return };
    // Listens as long as the page lives.
    gloo_events::EventListener::new(&window, "pageshow", |event| {
        let kept = Reflect::get(event, &"persisted".into()).is_ok_and(|kept| kept.is_truthy());
        if let (true, Some(window)) = (kept, web_sys::window()) {
            let _ = window.location().reload();
        }
    })
    .forget();
}

/// Tells of changes that other tabs make, a few at a time.
fn watch_store(shell: Shell) {
    let Some(window) = web_sys::window() else { return };
    let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();
    // Listens as long as the page lives.
    gloo_events::EventListener::new(&window, "storage", move |_| {
        let (shell, again) = (shell.clone(), waiting.clone());
        if waiting.borrow().is_none() {
            *waiting.borrow_mut() = Some(Timeout::new(FOLLOW_MS, move || {
                again.borrow_mut().take();
                shell.emit(Event::StoreChanged);
                shell.tell_lock();
            }));
        }
    })
    .forget();
}

/// What a rejected promise or a thrown value says.
pub fn words_of(error: &JsValue) -> String {
    let member = |name: &str| Reflect::get(error, &name.into()).ok().and_then(|v| v.as_string());
    match (member("name"), member("message")) {
        (Some(name), Some(message)) => format!("{name}: {message}"),
        // Not by `Debug`, which would bring the formatting of floats along.
        _ => {
            let string: Function =
                Reflect::get(&js_sys::global(), &"String".into()).unwrap_or_default().unchecked_into();
            string.call1(&JsValue::NULL, error).ok().and_then(|words| words.as_string()).unwrap_or_default()
        }
    }
}
