//! Photos at the door: of a signed form, of the authority that goes with it, of what was left where nobody was met.

use super::At;
use crate::app::Event;
use crate::app::photos::{Msg, Of, poor_photo};
use crate::domain::photo::Subject;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{card, muted};
use crate::ui::screens::photos::Strip;
use crate::ui::widgets::{Icon, PhotoPick, Tone, answered_banner};
use yew::prelude::*;

impl At<'_, '_> {
    /// Whether the campaign seals choices: a photo would show them.
    pub fn is_sealed(&self) -> bool {
        let terms = self.view.model.state().and_then(|state| state.terms.as_ref());
        terms.is_some_and(|terms| terms.sealed_to.is_some())
    }

    /// The photos of the form with this number, and of the authority where another signed it, each with what is wrong. `id` tells them apart from others
    /// on the page.
    pub fn paper_photos(&self, serial: &str, by_another: bool, id: &str, errors: [Option<AttrValue>; 2]) -> Html {
        let lang = self.view.lang;
        if self.is_sealed() {
            return muted(lang.no_photos_of_sealed());
        }
        let [form_error, authority_error] = errors.map(|error| {
            let error = error.map(|words| {
                let words = el("span", "").text(words);
                el("p", "field__error").add(Icon::Stop.view()).add(words).html()
            });
            el("div", "field__messages").attr("aria-live", "polite").add_some(error).html()
        });
        if serial.is_empty() {
            return all([muted(lang.serial_before_photo()), form_error]);
        }
        let form = Subject::Form(self.id.clone(), serial.to_owned());
        let authority = || {
            let authority = Subject::Authority(self.id.clone(), serial.to_owned());
            let strip = self.strip(authority, format!("authority_photo{id}"), lang.authority_photos());
            all([strip.html(), authority_error])
        };
        let form = self.strip(form, format!("form_photo{id}"), lang.form_photos());
        all([form.html(), form_error, if by_another { authority() } else { Html::default() }])
    }

    /// The photos of what was left at the door. Most doors have none, so that it lies folded.
    pub fn door_photos(&self) -> Html {
        let lang = self.view.lang;
        let any = !self.compound.photos(&Subject::Door(self.id.clone())).is_empty();
        let strip = self.strip(Subject::Door(self.id.clone()), "door".to_owned(), lang.door_photos());
        let body = el("div", "stack").add(muted(lang.left_at_door_explain())).add(strip);
        card()
            .add(el("details", "fold").flag("open", any).add(el("summary", "").text(lang.left_at_door())).add(body))
            .html()
    }

    fn strip(&self, subject: Subject, id: String, name: &'static str) -> El {
        let (view, lang) = (self.view, self.view.lang);
        let of = Of { compound: self.compound_id.clone(), subject };
        let poor = poor_photo(view.model, self.compound.photos(&of.subject)).map(|why| {
            let again = of.clone();
            let take = move |files| Event::photos(Msg::Take { of: again.clone(), marked: None, files });
            let id = format!("{id}-again").into();
            let onfiles = view.on_files(take);
            let again = PhotoPick { id, label: lang.take_again().into(), camera: true, onfiles }.view();
            answered_banner(Tone::Warn, None, lang.illegible(why), again)
        });
        let strip = Strip { view, compound: self.compound, of, id: id.clone(), name: name.to_owned() };
        el("div", "stack stack--tight")
            .attr("id", id)
            .attr("role", "group")
            .attr("aria-label", name)
            .add(el("p", "field__label").text(name))
            .add(strip.view())
            .add_some(poor)
    }
}
