//! What is said of a place as a whole, above its questions: whether it needs a survey, where it is, and that it is as the place before it.

use crate::app::Event;
use crate::app::survey::{self, Head, HeadMsg, Kind, Msg};
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::journal::fact::SurveyNeed;
use crate::ui::element::{all, el};
use crate::ui::layout::{card, muted, row};
use crate::ui::view::View;
use crate::ui::widgets::{Button, ButtonKind, Icon, TextField, Tone, answered_banner, banner};
use yew::prelude::*;

/// Characters of a reason.
const MAX_REASON: u32 = 200;

pub struct PlaceHead<'v, 'a> {
    pub view: &'v View<'a>,
    pub compound: &'v Compound,
    pub place: &'v Place,
}

impl PlaceHead<'_, '_> {
    fn event(&self, msg: HeadMsg) -> Event {
        Event::survey(Msg::Head(self.compound.card.id.clone(), self.place.clone(), msg))
    }

    fn button(&self, icon: Option<Icon>, label: impl Into<AttrValue>, msg: HeadMsg) -> Html {
        self.view.button(ButtonKind::Secondary, icon, label, self.event(msg))
    }

    pub fn view(&self) -> Html {
        let head = self.view.model.survey.head(&self.compound.card.id, self.place);
        if self.place.is_household() {
            // Nothing is wanted of it, and it is where its stairwell is.
            return self.need();
        }
        card()
            .add(self.need())
            .add(self.ways(&head))
            .add(self.position(&head))
            .add_if(head.asking.is_some(), || self.reason(&head))
            .html()
    }

    /// What was said of it, if it isn't surveyed as usual.
    fn need(&self) -> Html {
        let lang = self.view.lang;
        if survey::is_in_left_out(self.compound, self.place) {
            return banner(Tone::Info, lang.building_left_out());
        }
        let Some((stamp, need)) = self.compound.need(self.place) else { return Html::default() };
        let (tone, words) = match need {
            SurveyNeed::NotNeeded(why) => (Tone::Info, lang.not_needed_because(why.as_str(), &stamp.by)),
            SurveyNeed::MoreNeeded(why) => (Tone::Warn, lang.more_needed_because(why.as_str(), &stamp.by)),
            SurveyNeed::Usual => return Html::default(),
        };
        let usual = if tone == Tone::Warn { lang.supplemented() } else { lang.survey_after_all() };
        answered_banner(tone, None, words, self.button(None, usual, HeadMsg::Usual))
    }

    fn ways(&self, head: &Head) -> Html {
        let (lang, compound) = (self.view.lang, self.compound);
        let copy = survey::before(compound, self.place).and_then(|from| {
            let n = survey::copyable(compound, self.place, &from, survey::ext_on(self.view.model)).len();
            let label = lang.same_as(&lang.survey_place(compound, &from), n);
            (n > 0).then(|| self.button(Some(Icon::File), label, HeadMsg::Copy(from)))
        });
        let is_usual = compound.need(self.place).is_none();
        row()
            .add_some(copy)
            .add_if(is_usual, || self.button(None, lang.say_not_needed(), HeadMsg::Ask(Kind::NotNeeded)))
            .add_if(is_usual, || self.button(None, lang.say_more_needed(), HeadMsg::Ask(Kind::MoreNeeded)))
            .add_if(head.copied > 0, || muted(lang.copied_answers(head.copied)))
            .html()
    }

    fn position(&self, head: &Head) -> Html {
        let lang = self.view.lang;
        let known = self
            .compound
            .position(self.place)
            .map(|(_, position)| muted(lang.position_is(&position.latitude, &position.longitude, position.accuracy)));
        let label = if known.is_some() { lang.locate_again() } else { lang.locate() };
        let locate = Button::new(label, self.view.on(self.event(HeadMsg::Locate)));
        let locate = Button { disabled: head.locating, icon: Some(Icon::Pin), ..locate };
        let trouble = head.trouble.as_ref().map(|why| banner(Tone::Warn, lang.locate_trouble(why)));
        all([
            row()
                .add(locate.view())
                .add_some(known)
                .add(el("span", "").attr("role", "status").add_if(head.locating, || muted(lang.locating())))
                .html(),
            trouble.unwrap_or_default(),
        ])
    }

    /// The question for the reason.
    fn reason(&self, head: &Head) -> Html {
        let lang = self.view.lang;
        let title = match head.asking {
            Some(Kind::MoreNeeded) => lang.what_more_needed(),
            _ => lang.why_not_needed(),
        };
        let (dispatch, compound, place) =
            (self.view.dispatch.clone(), self.compound.card.id.clone(), self.place.clone());
        let oninput = Callback::from(move |text: String| {
            let msg = Msg::Head(compound.clone(), place.clone(), HeadMsg::TypeReason(text));
            dispatch.emit(Event::survey(msg));
        });
        let blank = head.tried && head.reason.trim().is_empty();
        let reason = TextField {
            maxlength: Some(MAX_REASON),
            required: true,
            error: blank.then(|| lang.reason_wanted().into()),
            ..TextField::new("place-reason", title, head.reason.clone(), oninput)
        };
        let give = self.view.button(ButtonKind::Primary, None, lang.record_reason(), self.event(HeadMsg::GiveReason));
        el("div", "stack")
            .add(reason.view())
            .add(row().add(self.button(None, lang.cancel(), HeadMsg::DropReason)).add(give))
            .html()
    }
}
