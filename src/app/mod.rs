//! The Elm core: what the program knows ([`Model`]), what can happen ([`Event`]), what it asks of the outside ([`Effect`]),
//! and [`update()`], which is the only thing that changes a model.
//!
//! No clock, no randomness, no storage and no Yew in here: they arrive in events and as [`Moment`], and leave as effects.
//! A test drives the whole program as a person would by feeding events and answering effects.
//!
//! One file per screen holds that screen's events, its form and its checks; `ui/screens` has the file that draws it.
pub mod ballot;
pub mod campaign;
pub mod check;
pub mod compound;
pub mod contact;
pub mod device;
pub mod devices;
pub mod dossier;
mod effect;
mod event;
pub mod form;
pub mod handover;
pub mod import;
mod lang;
pub mod lock;
pub mod lock_setting;
mod model;
pub mod notice;
pub mod office;
pub mod paper;
pub mod papers;
pub mod parts;
pub mod photo_files;
pub mod photos;
pub mod practice;
pub mod prices;
pub mod reminder;
pub mod roll_correction;
pub mod roster;
pub mod round;
pub mod route;
mod saving;
pub mod scan;
pub mod sealing;
pub mod settings;
pub mod stray;
pub mod survey;
pub mod take_back;
pub mod tally;
pub mod unfinished;
mod update;
pub mod visit;
mod worded;

pub use effect::{Effect, Purpose};
pub use event::{Answer, AtStart, Event, FileToken, PickedFile, ReadError, ReadFile};
pub use lang::Lang;
pub use model::{
    AtHousehold, Device, Message, Model, Moment, OfficeMessage, Offline, Open, Safety, Space, StoreFailure, Tab, Toast,
};
pub use parts::Parts;
pub use route::Route;
pub use saving::{Batch, Refused, SaveState, Saving};
pub use update::update;
