//! Who uses this device, its language and its looks.

use super::Screen;
use crate::app::form::FormKey;
use crate::app::settings::{Msg, Theme, check};
use crate::app::{Event, Route, Safety, lock};
use crate::bundle::key::spoken;
use crate::store::quota;
use crate::text::Lang;
use crate::ui::element::{all, el};
use crate::ui::layout::{card, muted, paragraph, row, titled_card};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Choice, Icon, Toggles};
use yew::prelude::*;

pub fn view(view: &View<'_>) -> Screen {
    let (lang, settings) = (view.lang, &view.model.settings);
    let form = view.form(FormKey::Settings, check);
    let send = |msg: fn(&str) -> Msg| {
        let dispatch = view.dispatch.clone();
        Callback::from(move |code: AttrValue| dispatch.emit(Event::Settings(msg(&code))))
    };
    let language = |code: &str| Msg::Lang(if code == "en" { Lang::En } else { Lang::Zh });
    let theme = |code: &str| Msg::Theme(Theme::from_code(code).unwrap_or_default());
    let size = |code: &str| Msg::LargeText(code == "large");
    let fingerprint = match &view.model.device {
        Some(device) => el("p", "code").text(spoken(&device.id)).html(),
        None => muted(lang.no_key()),
    };
    let strip = |id: &'static str,
                 legend: &'static str,
                 options: &[(&'static str, &'static str)],
                 chosen: &'static str,
                 onselect| {
        let options = options.iter().map(|&(code, label)| Choice::new(code, label)).collect();
        let chosen = Some(AttrValue::Static(chosen));
        Toggles { segmented: true, ..Toggles::new(id, legend, options, chosen, onselect) }.view()
    };
    let languages = [("zh", "中文"), ("en", "English")];
    let themes = [("system", lang.theme_system()), ("light", lang.theme_light()), ("dark", lang.theme_dark())];
    let sizes = [("normal", lang.text_normal()), ("large", lang.text_large())];
    let size_code = if settings.large_text { "large" } else { "normal" };
    let people = titled_card(lang.people())
        .add(form.text("person", lang.person()))
        .add(form.text("partner", lang.partner()))
        .add(form.hinted_text("device_name", lang.device_name(), lang.device_name_hint()))
        .add(row().add(view.button(ButtonKind::Primary, None, lang.save_names(), Event::Settings(Msg::Save))));
    let looks = card()
        .add(strip("language", lang.language(), &languages, lang.pick("zh", "en"), send(language)))
        .add(strip("theme", lang.theme(), &themes, settings.theme.code(), send(theme)))
        .add(strip("text-size", lang.text_size(), &sizes, size_code, send(size)));
    let space = view.model.space;
    let storage = titled_card(lang.storage())
        .add_if(view.model.safety.is_some(), || paragraph(lang.storage_used(quota::percent(space.used))))
        .add(match &view.model.safety {
            Some(Safety::MirrorOnly(why)) => paragraph(lang.no_log_long(why)),
            Some(Safety::Passing) => paragraph(lang.private_long()),
            Some(Safety::Files | Safety::Table) => paragraph(lang.written_to_files()),
            None => paragraph(lang.written_elsewhere()),
        })
        .add(match space.kept {
            Some(true) => paragraph(lang.storage_kept()),
            _ => paragraph(lang.storage_not_kept()),
        })
        .add(row().add(view.way(ButtonKind::Secondary, None, lang.device_data(), Route::Device)));
    let lock = &view.model.lock;
    let locks = lock.set.as_ref().map_or_else(|| lang.lock_off().to_owned(), |set| lang.locks_after(set.minutes));
    let lock = titled_card(lang.lock()).add(paragraph(locks)).add(
        row()
            .add(view.way(ButtonKind::Secondary, None, lang.set_lock(), Route::Lock))
            .add_if(lock.set.is_some(), || {
                view.button(ButtonKind::Secondary, Some(Icon::Lock), lang.lock_now(), Event::Lock(lock::Msg::Now))
            }),
    );
    Screen {
        title: lang.settings().to_owned(),
        body: all([
            people.html(),
            looks.html(),
            lock.html(),
            storage.html(),
            titled_card(lang.fingerprint()).add(fingerprint).html(),
        ]),
        ..Screen::default()
    }
}
