//! The scripts that the page starts besides itself: the keeper of the log, the reader of files, the service worker.
//!
//! The page's policy takes no text for the address of a script (Trusted Types): it has to be vouched for by a policy that the page made, and only
//! one of this name may be made, once. It is made at start, vouches for these three addresses and is let go: from then on nothing vouches for
//! a fourth. A browser without Trusted Types takes the texts.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, ServiceWorkerContainer, Worker, WorkerOptions, WorkerType};

/// The policy's name, as in the page's `trusted-types`.
const POLICY: &str = "wenlou";

/// The page of the program for the survey, relative to the others.
pub const SURVEY_PAGE: &str = "survey.html";
/// Relative to the page. The keeper is a program for the field: its start script starts the keeper where it runs as a worker. That of the survey
/// keeps its own, so that it needs to load no other.
const KEEPER: &str = "./boot.js";
const SURVEY_KEEPER: &str = "./survey.js";
const READER: &str = "./wenlou-reader_loader.js";
const SERVICE_WORKER: &str = "./sw.js";

struct Addresses {
    keeper: JsValue,
    reader: JsValue,
    service_worker: JsValue,
}

thread_local! {
    static ADDRESSES: Addresses = vouched_for().unwrap_or_else(|_| Addresses {
        keeper: keeper().into(),
        reader: READER.into(),
        service_worker: SERVICE_WORKER.into(),
    });
}

fn vouched_for() -> Result<Addresses, JsValue> {
    let global = js_sys::global();
    let trusted_types = Reflect::get(&global, &"trustedTypes".into())?;
    let rules = Object::new();
    // What it says of an address is the address: it is asked for none but these.
    Reflect::set(&rules, &"createScriptURL".into(), &Reflect::get(&global, &"String".into())?)?;
    let policy = function(&trusted_types, "createPolicy")?.call2(&trusted_types, &POLICY.into(), &rules)?;
    let vouch = function(&policy, "createScriptURL")?;
    let vouch_for = |address: &str| vouch.call1(&policy, &address.into());
    Ok(Addresses {
        keeper: vouch_for(keeper())?,
        reader: vouch_for(READER)?,
        service_worker: vouch_for(SERVICE_WORKER)?,
    })
}

fn keeper() -> &'static str {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    if path.is_some_and(|path| path.ends_with(SURVEY_PAGE)) { SURVEY_KEEPER } else { KEEPER }
}

fn function(of: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}

/// Makes the policy, before anything else can.
pub fn vouch() {
    ADDRESSES.with(|_| {});
}

/// Starts the worker that keeps the log.
pub fn start_keeper() -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    start(ADDRESSES.with(|addresses| addresses.keeper.clone()), options)
}

/// Starts a worker that reads files.
pub fn start_reader() -> Result<Worker, JsValue> {
    start(ADDRESSES.with(|addresses| addresses.reader.clone()), WorkerOptions::new())
}

/// `Worker::new` takes nothing but text.
fn start(address: JsValue, options: WorkerOptions) -> Result<Worker, JsValue> {
    let worker = function(&js_sys::global(), "Worker")?;
    Reflect::construct(&worker, &Array::of2(&address, &options)).map(JsCast::unchecked_into)
}

/// Has the browser install the service worker.
pub fn register(container: &ServiceWorkerContainer) -> Result<Promise, JsValue> {
    let address = ADDRESSES.with(|addresses| addresses.service_worker.clone());
    function(container, "register")?.call1(container, &address).map(JsCast::unchecked_into)
}

/// What a worker's error event says. One whose script can't be loaded says nothing.
pub fn words_of_failure(event: &Event) -> JsValue {
    Reflect::get(event, &"message".into()).ok().filter(JsValue::is_string).unwrap_or_else(|| "worker".into())
}
