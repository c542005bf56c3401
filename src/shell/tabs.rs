//! Which tab writes: the one that holds the lock. The others look on, are told of every change, and may ask for it.
//!
//! | message of a tab to the others | |
//! |---|---|
//! | `yield` | the tab that writes is asked to finish and let go |
//! | `busy` | it has something that is only in its memory and doesn't |

use super::Shell;
use crate::app::Event;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "wenlou";
const YIELD: &str = "yield";
const BUSY: &str = "busy";
/// A tab that doesn't answer for so long, in milliseconds, hangs, and the lock is taken from it.
const PATIENCE_MS: u32 = 3_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// Now or not at all.
    IfFree,
    /// As soon as the tab that has it lets go or is closed.
    InTurn,
    /// Now, from whoever has it.
    Steal,
}

/// This tab's part in who writes.
#[derive(Clone, Default)]
pub struct Tabs {
    channel: Rc<RefCell<Option<BroadcastChannel>>>,
    /// Lets go of the lock, where this tab has it.
    release: Rc<RefCell<Option<Function>>>,
    /// Takes the lock from a tab that hangs, unless it answers.
    patience: Rc<RefCell<Option<Timeout>>>,
    /// This tab stands in line for a lock that it took meanwhile: when its turn comes it lets the next one pass.
    pass: Rc<Cell<bool>>,
}

impl Tabs {
    /// Asks for the lock and tells `shell` when this tab has it, at once or later.
    pub fn join(&self, shell: Shell) {
        self.listen(&shell);
        let tabs = self.clone();
        spawn_local(async move {
            match tabs.request(&shell, Ask::IfFree).await {
                Some(true) => {}
                Some(false) => {
                    shell.look_on().await;
                    tabs.stand_in_line(shell);
                }
                // A browser without locks: it has to be trusted that this is the only tab.
                None => shell.write_from_now_on().await,
            }
        });
    }

    fn listen(&self, shell: &Shell) {
        let Ok(channel) = BroadcastChannel::new(NAME) else { return };
        let (shell, patience) = (shell.clone(), self.patience.clone());
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().as_deref() {
                Some(YIELD) => shell.emit(Event::YieldAsked),
                Some(BUSY) if patience.borrow_mut().take().is_some() => shell.emit(Event::TakeOverRefused),
                _ => {}
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // Listens as long as the page lives.
        on_message.forget();
        *self.channel.borrow_mut() = Some(channel);
    }

    fn say(&self, word: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            // Where it can't be said, the one who waits is patient no longer than it says.
            let _ = channel.post_message(&word.into());
        }
    }

    /// Asks the tab that writes to let go, and takes the lock from one that hangs.
    pub fn take_over(&self, shell: Shell) {
        let tabs = self.clone();
        let timeout = Timeout::new(PATIENCE_MS, move || {
            tabs.pass.set(true);
            spawn_local(async move {
                tabs.request(&shell, Ask::Steal).await;
            });
        });
        *self.patience.borrow_mut() = Some(timeout);
        self.say(YIELD);
    }

    /// Answers that this tab can't let go now.
    pub fn refuse(&self) {
        self.say(BUSY);
    }

    /// Lets go of the lock and stands in line for it again.
    pub fn let_go(&self, shell: Shell) {
        let release = self.release.borrow_mut().take();
        if let Some(release) = release {
            let _ = release.call0(&JsValue::NULL);
        }
        self.stand_in_line(shell);
    }

    fn stand_in_line(&self, shell: Shell) {
        let tabs = self.clone();
        spawn_local(async move {
            tabs.request(&shell, Ask::InTurn).await;
        });
    }

    /// Whether the lock was got, by the time that it is let go or lost again; `None` where the browser has no locks.
    async fn request(&self, shell: &Shell, ask: Ask) -> Option<bool> {
        let navigator = web_sys::window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        let option = match ask {
            Ask::IfFree => Some("ifAvailable"),
            Ask::Steal => Some("steal"),
            Ask::InTurn => None,
        };
        if let Some(option) = option {
            let _ = Reflect::set(&options, &option.into(), &true.into());
        }
        let got = Rc::new(RefCell::new(false));
        let (tabs, granted_to, noted) = (self.clone(), shell.clone(), got.clone());
        let on_lock = Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |lock: JsValue| {
            if lock.is_null() || ask == Ask::InTurn && tabs.pass.take() {
                return JsValue::UNDEFINED;
            }
            *noted.borrow_mut() = true;
            tabs.patience.borrow_mut().take();
            let release = tabs.release.clone();
            // The lock is held until this promise is kept.
            let held = Promise::new(&mut |resolve, _| *release.borrow_mut() = Some(resolve));
            let shell = granted_to.clone();
            spawn_local(async move { shell.write_from_now_on().await });
            held.into()
        });
        let promise = request.call3(&locks, &NAME.into(), &options, on_lock.as_ref()).ok()?;
        let ended = JsFuture::from(promise.unchecked_into::<Promise>()).await;
        drop(on_lock);
        if ended.is_err() && *got.borrow() {
            // Another tab took it from this one.
            self.release.borrow_mut().take();
            shell.lost_the_lock().await;
            self.stand_in_line(shell.clone());
        }
        Some(got.take())
    }
}
