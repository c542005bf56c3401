//! The photos of something: a strip of small ones wherever it is shown, and one of them large.

use crate::app::Event;
use crate::app::form::FormKey;
use crate::app::photos::{Msg, Of, is_evidence};
use crate::domain::photo::{Photo, Subject};
use crate::journal::compound::{Compound, PhotoRecord};
use crate::shell::marker::{CANVAS, PICTURE};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{muted, row};
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, Icon, PhotoPick, Tone, answered_banner, badge, photo_image};
use yew::prelude::*;

/// The photos of one thing. On those of papers nothing is drawn: they are what the paper is proven by.
pub struct Strip<'v, 'a> {
    pub view: &'v View<'a>,
    pub compound: &'v Compound,
    pub of: Of,
    /// Its id on the page.
    pub id: String,
    /// What it is called.
    pub name: String,
}

impl Strip<'_, '_> {
    fn photos(&self) -> &[PhotoRecord] {
        self.compound.photos(&self.of.subject)
    }

    /// Whether there is anything to show: a photo, one on its way, or one that failed.
    pub fn is_needed(&self) -> bool {
        let photos = &self.view.model.photos;
        let failed = photos.troubles.iter().any(|(of, ..)| *of == self.of);
        !self.photos().is_empty() || photos.underway(&self.of) > 0 || failed
    }

    /// The two ways to a photo.
    pub fn ways(&self) -> Html {
        let lang = self.view.lang;
        let pick = |camera: bool, label: &'static str| {
            let of = self.of.clone();
            let take = move |files| Event::photos(Msg::Take { of: of.clone(), marked: None, files });
            let end = if camera { "camera" } else { "photos" };
            let id = format!("{}-{end}", self.id).into();
            PhotoPick { id, label: label.into(), camera, onfiles: self.view.on_files(take) }.view()
        };
        all([pick(true, lang.take_photo()), pick(false, lang.choose_photos())])
    }

    pub fn view(&self) -> Html {
        let (lang, model) = (self.view.lang, self.view.model);
        let underway = model.photos.underway(&self.of);
        let troubles = model.photos.troubles.iter().filter(|(of, ..)| *of == self.of);
        let troubles: Vec<String> = troubles.map(|(_, name, why)| lang.photo_trouble(name, why)).collect();
        let trouble = (!troubles.is_empty()).then(|| {
            let dismiss = self.view.button(
                ButtonKind::Secondary,
                None,
                lang.dismiss(),
                Event::photos(Msg::Dismiss(self.of.clone())),
            );
            answered_banner(Tone::Danger, None, troubles.join(" "), dismiss)
        });
        let photos = (1..).zip(self.photos());
        let open = photos.clone().find(|(_, photo)| model.photos.open.as_ref() == Some(&photo.stamp.id));
        el("div", "stack stack--tight")
            .add(
                el("ul", "thumbs")
                    .attr("aria-label", lang.photos())
                    .each(photos.map(|(n, photo)| self.thumb(n, photo))),
            )
            .add(el("div", "row").add(self.ways()).add(
                el("span", "").attr("role", "status").add_if(underway > 0, || muted(lang.photos_underway(underway))),
            ))
            .add_some(trouble)
            .add_some(open.map(|(n, photo)| self.large(n, photo).html()))
            .html()
    }

    /// The photos, to be looked at only.
    pub fn pictures(&self) -> Html {
        let open = self.view.model.photos.open.as_ref();
        let photos = (1..).zip(self.photos());
        let large = photos.clone().find(|(_, photo)| open == Some(&photo.stamp.id));
        let large = large.map(|(n, photo)| self.group(n).add(self.image(n, photo)).html());
        let thumbs = el("ul", "thumbs").attr("aria-label", self.view.lang.photos());
        all([thumbs.each(photos.map(|(n, photo)| self.thumb(n, photo))).html(), large.unwrap_or_default()])
    }

    fn image(&self, n: usize, photo: &PhotoRecord) -> El {
        let lang = self.view.lang;
        let alt = lang.photo_number(n, &self.name);
        match self.view.model.state() {
            Some(state) => photo_image(&state.campaign, &photo.taken.photo.sha256, alt, lang.photo_missing()),
            None => el("span", "").text(alt),
        }
    }

    fn thumb(&self, n: usize, photo: &PhotoRecord) -> El {
        let (view, id) = (self.view, &photo.stamp.id);
        let open = view.model.photos.open.as_ref() == Some(id);
        let button = el("button", "thumb")
            .attr("type", "button")
            .attr("aria-label", view.lang.open_photo(n))
            .attr("aria-expanded", if open { "true" } else { "false" })
            .onclick(view.on(Event::photos(Msg::Open((!open).then(|| id.clone())))))
            .add(self.image(n, photo))
            .add_if(photo.taken.marked.is_some(), || badge(Tone::Info, view.lang.marked_copy()));
        el("li", "").key(&id.to_string()).add(button).add(view.unsaved(view.model.save_state(id)))
    }

    /// One photo as large as it fits, and what can be done with it.
    fn large(&self, n: usize, photo: &PhotoRecord) -> El {
        let (lang, view, draft) = (self.view.lang, self.view, &self.view.model.photos);
        let id = &photo.stamp.id;
        let button = |kind, icon, label, msg| view.button(kind, icon, label, Event::photos(msg));
        let taken = &photo.taken.photo;
        let words = lang.photo_by(&photo.stamp.by, taken.width, taken.height);
        let is_own = view.model.device.as_ref().is_some_and(|own| own.id == id.device) || view.model.is_supervisor();
        if let Some(strokes) = draft.marking {
            return self.marker(n, photo, strokes);
        }
        let below = if draft.dropping {
            let drop = Msg::Drop { of: self.of.clone(), photo: id.clone() };
            let ways = all([
                button(ButtonKind::Secondary, None, lang.keep_photo(), Msg::AskDrop(false)),
                button(ButtonKind::Danger, None, lang.drop_photo(), drop),
            ]);
            let form = view.form(FormKey::DropPhoto(self.of.compound.clone()), |form| {
                form.required("why").map(|_| ()).map_err(|problem| vec![problem])
            });
            let why = is_evidence(&self.of.subject).then(|| form.required_text("why", lang.drop_photo_why()));
            all([why.unwrap_or_default(), answered_banner(Tone::Danger, None, lang.drop_photo_long(), ways)])
        } else {
            row()
                .add(button(ButtonKind::Secondary, None, lang.close(), Msg::Open(None)))
                .add_if(is_own, || button(ButtonKind::Secondary, None, lang.drop_photo(), Msg::AskDrop(true)))
                .add_if(matches!(self.of.subject, Subject::Item(..)), || {
                    button(ButtonKind::Secondary, Some(Icon::Edit), lang.mark_photo(), Msg::Mark)
                })
                .html()
        };
        self.group(n).add(self.image(n, photo)).add(muted(words)).add(below)
    }

    fn group(&self, n: usize) -> El {
        let name = self.view.lang.photo_number(n, &self.name);
        el("div", "photo stack stack--tight").key("large").attr("role", "group").attr("aria-label", name)
    }

    /// The photo to draw on.
    fn marker(&self, n: usize, photo: &PhotoRecord, strokes: usize) -> El {
        let (lang, view) = (self.view.lang, self.view);
        let Photo { width, height, .. } = &photo.taken.photo;
        let canvas = el("canvas", "marker")
            .attr("id", CANVAS)
            .attr("width", width.to_string())
            .attr("height", height.to_string())
            .attr("role", "img")
            .attr("aria-label", lang.mark_here());
        let drawn = |kind, icon, label: &'static str, msg| {
            let button = Button::new(label, view.on(Event::photos(msg)));
            Button { kind, icon, disabled: strokes == 0, ..button }.view()
        };
        let save = Msg::SaveMarks { of: self.of.clone(), marked: photo.stamp.id.clone() };
        let cancel = Event::photos(Msg::Open(Some(photo.stamp.id.clone())));
        let buttons = row()
            .add(view.button(ButtonKind::Secondary, None, lang.cancel(), cancel))
            .add(drawn(ButtonKind::Secondary, Some(Icon::Undo), lang.undo_stroke(), Msg::UndoStroke))
            .add(drawn(ButtonKind::Primary, None, lang.save_marks(), save));
        let picture = self.image(n, photo).attr("id", PICTURE).flag("hidden", true);
        self.group(n).add(muted(lang.mark_here())).add(picture).add(canvas).add(buttons)
    }
}
