//! The building blocks every screen is made of.
//!
//! A widget draws what it is given and reports what was touched. It holds no rule and no word: every text a person reads
//! is given to it, and whether a value is right is decided elsewhere and arrives as `error` or `warning`.
//! Most are plain functions, or structs where there is much to say, with a `view` method: a component costs several kilobytes of
//! the start-up each, and only [`Dialog`], [`Windowed`], [`Scanner`] and [`ShownCode`] have a life of their own.
//! Looks live in `styles/main.css`, whose opening comment lists the classes. There are no `style` attributes: the page's content
//! security policy refuses them, so the one widget that needs measured sizes ([`Windowed`]) sets custom properties through the CSSOM.
//!
//! Widgets that hold form controls take an `id`. It ties label, hint and error to the control and is the handle for tests, so it
//! must be unique on the screen.
mod badge;
mod banner;
mod button;
mod choice;
mod dialog;
mod field;
mod figure;
mod file_pick;
mod icon;
mod photo;
mod progress;
mod qr;
mod scanner;
mod select;
mod tally_bar;
mod text_field;
mod toggles;
mod tone;
mod windowed;

pub use badge::{badge, badge_count, badge_icon};
pub use banner::{answered_banner, banner, titled_banner};
pub use button::{Button, ButtonKind};
pub use choice::Choice;
pub use dialog::Dialog;
pub use figure::{figure, noted_figure, toned_figure};
pub use file_pick::FilePick;
pub use icon::Icon;
pub use photo::{PhotoPick, photo_image};
pub use progress::progress;
pub use qr::{ShownCode, view_code};
pub use scanner::{Scanner, ScannerWords, Takes};
pub use select::Select;
pub use tally_bar::{TallyBar, TallyLabels};
pub use text_field::{FieldKind, InputMode, TextField};
pub use toggles::{Checks, Toggles};
pub use tone::Tone;
pub use windowed::Windowed;
