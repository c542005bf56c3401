//! What a screen works out of a whole compound, kept from one key to the next: with ten thousand households none of it can be done anew for each.
//!
//! It holds as long as only texts are typed. Every other event may have changed what it comes from, and ends all of it; so nothing kept may come from
//! what is being typed, unless what it takes from there is in its name. Folds are texts of a form too: what is drawn shows them, and ends with them.

use crate::app::form::FormKey;
use crate::app::{Event, survey};
use crate::domain::small_map::SmallMap;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Html;

#[derive(Default)]
pub struct Kept {
    found: RefCell<SmallMap<String, Rc<dyn Any>>>,
    drawn: RefCell<SmallMap<String, Html>>,
}

impl Kept {
    /// What is kept under this name, or else what `find` finds, which is kept from now on. A name belongs to one type.
    pub fn found<T: 'static>(&self, name: String, find: impl FnOnce() -> T) -> Rc<T> {
        let kept = self.found.borrow().get(&name).cloned().and_then(|kept| kept.downcast().ok());
        kept.unwrap_or_else(|| {
            let found = Rc::new(find());
            self.found.borrow_mut().insert(name, found.clone());
            found
        })
    }

    /// The same of a part of the screen.
    pub fn drawn(&self, name: String, draw: impl FnOnce() -> Html) -> Html {
        let kept = self.drawn.borrow().get(&name).cloned();
        kept.unwrap_or_else(|| {
            let drawn = draw();
            self.drawn.borrow_mut().insert(name, drawn.clone());
            drawn
        })
    }

    /// Ends what doesn't hold after `event`.
    pub fn pass(&self, event: &Event) {
        match event {
            Event::Edit { form: FormKey::Shown(..), .. } => drop(self.drawn.take()),
            Event::Edit { .. } => {}
            Event::Survey(msg) if matches!(**msg, survey::Msg::Type { .. } | survey::Msg::TypeReason { .. }) => {}
            _ => {
                self.found.take();
                self.drawn.take();
            }
        }
    }
}
