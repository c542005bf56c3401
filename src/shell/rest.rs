//! When this tab was last touched, and an address that says nothing while the screen is locked.
//!
//! The time of the last touch, and nothing else, is in `sessionStorage`, so that the other program, which is another page in the same tab, need not
//! ask for the passphrase again. While the screen is locked it isn't there. The route goes into the history's entry, where nobody sees it and
//! a page that is loaded anew finds it.

use crate::app::{Event, Route};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Date;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{History, Storage};
use yew::Callback;

const TOUCHED: &str = "wenlou/touched";
/// Touches within so many milliseconds are one.
const STEP: u64 = 1_000;
/// After so long without one it is asked first whether the touch still counts: timers may have stood still.
const LONG: u64 = 60_000;

pub struct Rest {
    dispatch: Callback<Event>,
    /// Milliseconds since 1970 UTC; 0: not known.
    touched: Cell<i64>,
    covered: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// The device's clock. Whole milliseconds fit 53 bits.
fn now() -> i64 {
    Date::now() as i64
}

impl Rest {
    pub fn new(dispatch: Callback<Event>) -> Self {
        let known = session().and_then(|session| session.get_item(TOUCHED).ok().flatten());
        let touched = known.and_then(|at| at.parse().ok()).map_or(0, u64::cast_signed);
        Self { dispatch, touched: Cell::new(touched), covered: Cell::default(), timer: RefCell::default() }
    }

    /// When this tab was last touched.
    pub fn touched(&self) -> i64 {
        self.touched.get()
    }

    /// Tells it.
    pub fn tell(&self) {
        self.dispatch.emit(Event::Rested(self.touched()));
    }

    /// Notes touches from now on.
    pub fn watch(self: &Rc<Self>) {
        let Some(window) = web_sys::window() else { return };
        for name in ["pointerdown", "pointermove", "keydown", "input", "wheel"] {
            let rest = self.clone();
            // Listens as long as the page lives.
            EventListener::new(&window, name, move |_| rest.touch()).forget();
        }
    }

    fn touch(&self) {
        let at = now();
        let since = at.abs_diff(self.touched());
        if self.covered.get() || since < STEP {
            return;
        }
        if since > LONG {
            self.tell();
        }
        self.note(at);
    }

    fn note(&self, at: i64) {
        self.touched.set(at);
        if let Some(session) = session() {
            // Where the browser refuses, the other program asks for the passphrase.
            let _ = session.set_item(TOUCHED, &at.unsigned_abs().to_string());
        }
    }

    /// Tells after so many milliseconds how long the tablet has rested.
    pub fn look_later(self: &Rc<Self>, ms: i64) {
        let rest = self.clone();
        let timer = Timeout::new(u32::try_from(ms).unwrap_or(0), move || rest.tell());
        *self.timer.borrow_mut() = Some(timer);
    }

    /// From now on touches count for nothing and the address says nothing.
    pub fn cover(&self, route: &Route) {
        self.covered.set(true);
        if let Some(session) = session() {
            // It fails for no key.
            let _ = session.remove_item(TOUCHED);
        }
        replace_address(&route.to_hash().into(), "");
    }

    /// Touches count again, beginning with this moment, and the address says where the person is.
    pub fn uncover(&self, route: &Route) {
        self.covered.set(false);
        self.note(now());
        replace_address(&JsValue::NULL, &route.to_hash());
    }
}

fn replace_address(state: &JsValue, hash: &str) {
    if let Some(history) = history() {
        // Like `pushState` it fires no event. Browsers refuse it only to a page that does it a hundred times a minute.
        let _ = history.replace_state_with_url(state, "", Some(&format!("#{hash}")));
    }
}

/// Where the person is, as a locked page has kept it.
pub fn covered_address() -> Option<String> {
    history()?.state().ok()?.as_string()
}
