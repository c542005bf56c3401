//! Who uses this device, its language and its looks.

use super::Screen;
use crate::app::Event;
use crate::app::form::{FormKey, Problem};
use crate::app::settings::{Msg, Theme};
use crate::bundle::key::spoken;
use crate::text::Lang;
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Choice, Toggles};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Screen {
    let (lang, settings) = (view.lang, &view.model.settings);
    let form = view.form(FormKey::Settings, |_| Ok::<(), Vec<Problem>>(()));
    let send = |msg: fn(&str) -> Msg| {
        let dispatch = view.dispatch.clone();
        Callback::from(move |code: AttrValue| dispatch.emit(Event::Settings(msg(&code))))
    };
    let language = |code: &str| Msg::Lang(if code == "en" { Lang::En } else { Lang::Zh });
    let theme = |code: &str| {
        Msg::Theme(match code {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        })
    };
    let theme_code = match settings.theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let size = |code: &str| Msg::LargeText(code == "large");
    let fingerprint = match &view.model.device {
        Some(device) => html! { <p class="code">{ spoken(&device.id) }</p> },
        None => html! { <p class="muted">{ lang.no_key() }</p> },
    };
    Screen {
        title: lang.settings().to_owned(),
        body: html! {
            <>
                <section class="card stack">
                    <h2 class="card__title">{ lang.people() }</h2>
                    { form.text("person", lang.person()) }
                    { form.text("partner", lang.partner()) }
                    { form.hinted_text("device_name", lang.device_name(), lang.device_name_hint()) }
                    <div class="row">
                        { view.button(ButtonKind::Primary, None, lang.save_names(), Event::Settings(Msg::Save)) }
                    </div>
                </section>
                <section class="card stack">
                    <Toggles id="language" legend={lang.language()} segmented=true
                        options={vec![Choice::new("zh", "中文"), Choice::new("en", "English")]}
                        selected={Some(AttrValue::from(lang.pick("zh", "en")))} onselect={send(language)} />
                    <Toggles id="theme" legend={lang.theme()} segmented=true
                        options={vec![Choice::new("system", lang.theme_system()), Choice::new("light", lang.theme_light()), Choice::new("dark", lang.theme_dark())]}
                        selected={Some(AttrValue::from(theme_code))} onselect={send(theme)} />
                    <Toggles id="text-size" legend={lang.text_size()} segmented=true
                        options={vec![Choice::new("normal", lang.text_normal()), Choice::new("large", lang.text_large())]}
                        selected={Some(AttrValue::from(if settings.large_text { "large" } else { "normal" }))} onselect={send(size)} />
                </section>
                <section class="card stack">
                    <h2 class="card__title">{ lang.fingerprint() }</h2>
                    { fingerprint }
                </section>
            </>
        },
        ..Screen::default()
    }
}
