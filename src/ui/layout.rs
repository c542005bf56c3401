//! What screens are laid out from: cards, headings, rows, lists and facts.
use super::element::{El, el};
use super::widgets::Icon;
use yew::prelude::*;

pub fn card() -> El {
    el("section", "card stack")
}

/// A card with its heading.
pub fn titled_card(title: impl Into<AttrValue>) -> El {
    card().add(card_title(title))
}

pub fn card_title(title: impl Into<AttrValue>) -> El {
    el("h2", "card__title").text(title)
}

/// The heading of a card that stands under another heading.
pub fn card_subtitle(title: impl Into<AttrValue>) -> El {
    el("h3", "card__title").text(title)
}

/// A heading with something at its end.
pub fn head(title: El, aside: impl Into<Html>) -> El {
    el("div", "card__head").add(title).add(aside)
}

pub fn section_title(title: impl Into<AttrValue>) -> El {
    el("h2", "section-title").text(title)
}

pub fn section_subtitle(title: impl Into<AttrValue>) -> El {
    el("h3", "section-title").text(title)
}

pub fn muted(words: impl Into<AttrValue>) -> Html {
    el("p", "muted").text(words).html()
}

pub fn paragraph(words: impl Into<AttrValue>) -> Html {
    el("p", "").text(words).html()
}

/// Side by side.
pub fn row() -> El {
    el("div", "row")
}

/// Fields in columns where there is room.
pub fn cols() -> El {
    el("div", "cols")
}

pub fn list() -> El {
    el("ul", "list")
}

/// In place of a list with nothing in it.
pub fn empty(icon: Option<Icon>, title: impl Into<AttrValue>, words: impl Into<AttrValue>) -> El {
    el("div", "empty").add_some(icon.map(Icon::view)).add(el("strong", "").text(title)).add(paragraph(words))
}

/// The words of a list item.
pub fn item_main(title: impl Into<AttrValue>) -> El {
    el("span", "item__main").add(el("span", "item__title").text(title))
}

/// The smaller words below them.
pub fn item_sub(words: impl Into<AttrValue>) -> Html {
    el("span", "item__sub").text(words).html()
}

pub fn item_aside() -> El {
    el("span", "item__aside")
}

/// A list item that leads somewhere.
#[inline(never)]
pub fn link(onclick: Callback<MouseEvent>, icon: Option<Icon>, main: El, aside: El) -> El {
    el("li", "").add(item_button(onclick, icon, main, aside))
}

/// What is pressed in it.
#[inline(never)]
pub fn item_button(onclick: Callback<MouseEvent>, icon: Option<Icon>, main: El, aside: El) -> El {
    el("button", "item").attr("type", "button").onclick(onclick).add_some(icon.map(Icon::view)).add(main).add(aside)
}

/// Terms and what they stand for.
pub struct Facts(El);

impl Facts {
    pub fn new() -> Self {
        Facts(el("dl", "facts"))
    }

    pub fn fact(self, term: impl Into<AttrValue>, words: impl Into<AttrValue>) -> Self {
        self.with(term.into(), "", words.into())
    }

    /// Something nobody reads as words: a hash, a fingerprint.
    pub fn code(self, term: impl Into<AttrValue>, words: impl Into<AttrValue>) -> Self {
        self.with(term.into(), "code", words.into())
    }

    pub fn fact_some(self, term: impl Into<AttrValue>, words: Option<&String>) -> Self {
        match words {
            Some(words) => self.fact(term, words.clone()),
            None => self,
        }
    }

    #[inline(never)]
    fn with(self, term: AttrValue, class: &'static str, words: AttrValue) -> Self {
        Facts(self.0.add(el("dt", "").text(term)).add(el("dd", class).text(words)))
    }

    pub fn el(self) -> El {
        self.0
    }
}

impl From<Facts> for Html {
    fn from(facts: Facts) -> Html {
        facts.0.html()
    }
}
