//! The service worker as the page sees it: is everything here to start without a network, and is a new version waiting?

use super::{scripts, words_of};
use crate::app::{Event, Offline};
use gloo_events::EventListener;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageChannel, MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration};
use yew::Callback;

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Off localhost and https the browser has none.
    Reflect::has(&navigator, &"serviceWorker".into()).is_ok_and(|has| has).then(|| navigator.service_worker())
}

/// Registers the service worker and reports how it is doing, now and whenever that changes.
pub fn watch(dispatch: Callback<Event>) {
    let Some(container) = container() else {
        dispatch.emit(Event::OfflineIs(Offline::Unavailable("service worker".to_owned())));
        return;
    };
    spawn_local(async move {
        let state = match register(&container, &dispatch).await {
            Ok(state) => state,
            Err(error) => Offline::Unavailable(words_of(&error)),
        };
        dispatch.emit(Event::OfflineIs(state));
    });
}

async fn register(container: &ServiceWorkerContainer, dispatch: &Callback<Event>) -> Result<Offline, JsValue> {
    let registered = JsFuture::from(scripts::register(container)?).await;
    // Without a network registering fails; the version that is here goes on serving.
    if registered.is_err() && container.controller().is_none() {
        registered?;
    }
    let registration: ServiceWorkerRegistration = JsFuture::from(container.ready()?).await?.unchecked_into();
    let dispatch = dispatch.clone();
    let watched = registration.clone();
    // Listens as long as the page lives.
    EventListener::new(&registration, "updatefound", move |_| {
        let Some(installing) = watched.installing() else { return };
        let (dispatch, watched) = (dispatch.clone(), watched.clone());
        EventListener::new(&installing, "statechange", move |_| {
            if watched.waiting().is_some() {
                dispatch.emit(Event::OfflineIs(Offline::UpdateWaiting));
            }
        })
        .forget();
    })
    .forget();
    if registration.waiting().is_some() {
        return Ok(Offline::UpdateWaiting);
    }
    status(&registration).await
}

/// Asks the active worker whether every file is in its cache.
async fn status(registration: &ServiceWorkerRegistration) -> Result<Offline, JsValue> {
    let active = registration.active().ok_or("active")?;
    let channel = MessageChannel::new()?;
    let mut listener = None;
    let answer = Promise::new(&mut |resolve, _| {
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let _ = resolve.call1(&JsValue::NULL, &event.data());
        });
        channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        listener = Some(on_message);
    });
    let question = Object::new();
    Reflect::set(&question, &"type".into(), &"status".into())?;
    active.post_message_with_transferable(&question, &Array::of1(&channel.port2()))?;
    let answer = JsFuture::from(answer).await?;
    drop(listener);
    let ready = Reflect::get(&answer, &"ready".into())?.as_bool().unwrap_or(false);
    let files = Reflect::get(&answer, &"files".into())?.as_f64().unwrap_or(0.0) as u32;
    Ok(if ready { Offline::Ready { files } } else { Offline::Unavailable("cache".to_owned()) })
}

/// Lets the waiting version take over and starts the page anew once it has.
pub fn take_update() {
    let Some(container) = container() else { return };
    spawn_local(async move {
        EventListener::once(&container, "controllerchange", |_| {
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        })
        .forget();
        let Ok(ready) = container.ready() else { return };
        let Ok(registration) = JsFuture::from(ready).await else { return };
        let registration: ServiceWorkerRegistration = registration.unchecked_into();
        let message = Object::new();
        let _ = Reflect::set(&message, &"type".into(), &"take-over".into());
        if let Some(waiting) = registration.waiting() {
            let _ = waiting.post_message(&message);
        }
    });
}
