//! The screen's lock in a person's hands: when it locks, what counts meanwhile, and what opens it.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

use wenlou::app::form::FormKey;
use wenlou::app::lock::{Kept, Msg, PASSPHRASE, SPARE, Tries};
use wenlou::app::lock_setting::{self, AGAIN, MINUTES, NEW, Problem, minutes, problem};
use wenlou::app::survey::{self, At, Slot};
use wenlou::app::{
    AtStart, Effect, Event, Lang, Message, Model, Moment, OfficeMessage, Parts, Route, Tab, settings, update,
};
use wenlou::backup::lock::{Lock, Trial, spare_words};
use wenlou::bundle::words;
use wenlou::domain::place::Place;
use wenlou::journal::Fact;
use wenlou::journal::fact::PublicKey;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const GOOD: &str = "苹果 卡车 月亮 蓝色";

/// A lock after five minutes. No passphrase is worked out here: the check is the passphrase, as far as the core can tell.
fn five() -> Lock {
    Lock { check: GOOD.into(), ..Lock::new(5, "AAECAwQFBgcICQoLDA0ODw".into()) }
}

struct Tablet {
    model: Model,
    at: i64,
    moments: u64,
}

impl Tablet {
    /// As it starts with this lock, last touched so long ago.
    fn start(parts: Parts, set: Option<Lock>, rest: i64) -> (Self, Vec<Effect>) {
        let mut tablet = Self { model: Model::new(parts), at: 1_772_000_000_000, moments: 0 };
        let effects = tablet.load(set, Tries::default(), rest);
        (tablet, effects)
    }

    /// The page is loaded anew.
    fn load(&mut self, set: Option<Lock>, tries: Tries, rest: i64) -> Vec<Effect> {
        let key = PublicKey { crv: "P-256".into(), kty: "EC".into(), x: "x".repeat(43), y: Some("y".repeat(43)) };
        let lock = Kept { set, is_spoilt: false, tries, touched: self.at - rest };
        let at_start = AtStart { key: Some(key), lock, route: self.model.route.clone(), ..AtStart::default() };
        self.model = Model::new(self.model.parts);
        self.send(Event::Started(Box::new(at_start)))
    }

    /// With a lock after five minutes that was touched just now.
    fn open() -> Self {
        let (tablet, _) = Self::start(Parts::ALL, Some(five()), 0);
        assert!(!tablet.model.locked);
        tablet
    }

    fn locked() -> Self {
        let mut tablet = Self::open();
        tablet.send(Event::Lock(Msg::Now));
        assert!(tablet.model.locked);
        tablet
    }

    /// On the survey of a compound, with something typed that nobody left yet.
    fn at_work() -> (Self, At) {
        let mut tablet = Self::open();
        tablet.send(Event::Go(Route::NewCampaign));
        tablet.edit(FormKey::NewCampaign, "name", "一项");
        tablet.send(Event::office(wenlou::app::office::Msg::CreateCampaign));
        let campaign = tablet.model.state().unwrap().campaign.clone();
        tablet.send(Event::Go(Route::NewCompound(campaign.clone())));
        tablet.edit(FormKey::NewCompound(campaign.clone()), "name", "朝霞里");
        tablet.send(Event::office(wenlou::app::office::Msg::CreateCompound));
        let compound = tablet.model.state().unwrap().compounds.keys().next().unwrap().clone();
        tablet.send(Event::Go(Route::Survey(campaign, compound.clone(), Some(Place::Compound))));
        let at = At { compound, place: Place::Compound, item: "zone.boundary" };
        (tablet, at)
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        self.moments += 1;
        let nonce = format!("{:06}{:016}", self.moments, 0);
        update(&mut self.model, &Moment { at: self.at, local: "2026-10-08T09:00".into(), nonce }, event)
    }

    fn edit(&mut self, form: FormKey, field: &'static str, text: &str) {
        self.send(Event::Edit { form, field, text: text.into() });
    }

    /// The tablet rests for so long, by its clock, and the shell looks.
    fn rest(&mut self, ms: i64) -> Vec<Effect> {
        let touched = self.at;
        self.at += ms;
        self.send(Event::Rested(touched))
    }

    /// What the worker is given, and the number of it.
    fn asked(effects: &[Effect]) -> Option<(Trial, u64)> {
        effects.iter().find_map(|effect| match effect {
            Effect::Try { trial, request } => Some((trial.clone(), *request)),
            _ => None,
        })
    }

    /// The worker answers as this test has it: the check is the passphrase.
    fn answer(&mut self, effects: &[Effect]) -> Vec<Effect> {
        let (trial, request) = Self::asked(effects).unwrap();
        self.send(Event::Tried { request, check: Ok(trial.passphrase) })
    }

    /// Types a passphrase and tries it.
    fn unlock(&mut self, passphrase: &str) -> Vec<Effect> {
        self.edit(FormKey::Lock, PASSPHRASE, passphrase);
        let effects = self.send(Event::Lock(Msg::Unlock));
        self.answer(&effects)
    }

    /// Whether a passphrase is taken now.
    fn is_taken(&mut self, passphrase: &str) -> bool {
        self.edit(FormKey::Lock, PASSPHRASE, passphrase);
        let effects = self.send(Event::Lock(Msg::Unlock));
        Self::asked(&effects).is_some()
    }

    fn form(&self, field: &'static str) -> String {
        self.model.form(&FormKey::Lock).text(field).to_owned()
    }

    fn toast(&self) -> Option<Message> {
        self.model.toasts.last().map(|toast| toast.message.clone())
    }
}

fn stored(effects: &[Effect]) -> Vec<&Option<Lock>> {
    let mut stored = Vec::new();
    for effect in effects {
        if let Effect::StoreLock(lock) = effect {
            stored.push(lock);
        }
    }
    stored
}

/// What the shell is asked for as the screen is locked here.
fn covered(route: Route) -> Vec<Effect> {
    vec![Effect::Cover(route), Effect::Reveal(PASSPHRASE.into())]
}

fn looks(effects: &[Effect]) -> Vec<i64> {
    let of = |effect: &Effect| if let Effect::LookLater(ms) = effect { Some(*ms) } else { None };
    effects.iter().filter_map(of).collect()
}

#[test]
fn it_locks_after_the_minutes_and_not_before() {
    let mut tablet = Tablet::open();
    assert_eq!(looks(&tablet.rest(4 * MINUTE)), [MINUTE]);
    assert!(!tablet.model.locked);
    assert_eq!(looks(&tablet.rest(5 * MINUTE - 1)), [1]);
    assert!(!tablet.model.locked);
    assert_eq!(tablet.rest(5 * MINUTE), covered(Route::Home));
    assert!(tablet.model.locked);
    // Without a lock nothing is looked at and nothing can be locked.
    let (mut tablet, _) = Tablet::start(Parts::DOORS, None, 0);
    assert_eq!(tablet.rest(600 * MINUTE), []);
    assert_eq!(tablet.send(Event::Lock(Msg::Now)), []);
    assert!(!tablet.model.locked);
}

#[test]
fn a_clock_that_was_set_back_or_far_ahead_locks() {
    for wrong in [-1, -60 * MINUTE, 5 * MINUTE, 100_000 * MINUTE] {
        let mut tablet = Tablet::open();
        tablet.rest(wrong);
        assert!(tablet.model.locked, "{wrong}");
    }
}

#[test]
fn a_page_that_starts_is_locked_unless_its_tab_was_in_use_just_now() {
    for (rest, locked) in [(0, false), (5 * MINUTE - 1, false), (5 * MINUTE, true), (-1, true)] {
        for parts in [Parts::DOORS, Parts::SURVEY, Parts::ALL] {
            let (tablet, effects) = Tablet::start(parts, Some(five()), rest);
            assert_eq!(tablet.model.locked, locked, "{rest}");
            assert_eq!(effects.contains(&Effect::Cover(Route::Home)), locked, "{rest}");
        }
    }
    // Not known when it was touched: a new tab.
    let (mut tablet, _) = Tablet::start(Parts::DOORS, Some(five()), 0);
    let lock = Kept { set: Some(five()), ..Kept::default() };
    tablet.send(Event::Started(Box::new(AtStart { lock, ..AtStart::default() })));
    assert!(tablet.model.locked);
    assert!(!Tablet::start(Parts::DOORS, None, -1).0.model.locked);
}

#[test]
fn what_is_typed_is_saved_as_it_locks_and_still_there_when_it_opens() {
    let (mut tablet, at) = Tablet::at_work();
    let slot = Slot::Note;
    tablet.send(Event::survey(survey::Msg::Type { at: at.clone(), slot, text: "东门积水".into() }));
    tablet.edit(FormKey::Settings, "person", "王芳");
    let route = tablet.model.route.clone();
    let effects = tablet.rest(5 * MINUTE);
    let notes: Vec<&str> = effects
        .iter()
        .filter_map(|effect| if let Effect::Store { records, .. } = effect { Some(records) } else { None })
        .flatten()
        .map(|(_, text)| text.as_str())
        .collect();
    assert!(matches!(notes[..], [note] if note.contains("东门积水")), "{notes:?}");
    assert!(effects.ends_with(&covered(route.clone())), "{effects:?}");
    let effects = tablet.unlock(GOOD);
    assert!(!tablet.model.locked);
    assert!(effects.contains(&Effect::Uncover(route.clone())), "{effects:?}");
    assert_eq!(looks(&effects), [5 * MINUTE]);
    assert_eq!((tablet.model.route.clone(), tablet.model.form(&FormKey::Settings).text("person")), (route, "王芳"));
    let compound = tablet.model.compound(&at.compound).unwrap();
    assert_eq!(compound.answer(&at.place, at.item).unwrap().note(), Some("东门积水"));
    assert_eq!(tablet.form(PASSPHRASE), "", "nothing remembers it");
}

#[test]
fn while_it_is_locked_a_person_can_do_nothing_but_unlock() {
    let (mut tablet, at) = Tablet::at_work();
    tablet.send(Event::Lock(Msg::Now));
    let before = format!("{:?}", tablet.model);
    let (compound, route) = (at.compound.clone(), tablet.model.route.clone());
    let edit = |form, field| Event::Edit { form, field, text: "x".into() };
    let events = [
        Event::Go(Route::Settings),
        edit(FormKey::Settings, "person"),
        edit(FormKey::Device, "new_passphrase"),
        Event::Settings(settings::Msg::Lang(Lang::En)),
        Event::lock_setting(lock_setting::Msg::TurnOff),
        Event::lock_setting(lock_setting::Msg::Save),
        Event::survey(survey::Msg::Type { at, slot: Slot::Note, text: "x".into() }),
        Event::TakeOver,
        Event::TakeUpdate,
        Event::RetryStore,
        Event::DismissFindings,
        Event::office(wenlou::app::office::Msg::CreateCampaign),
        Event::Lock(Msg::Now),
    ];
    for event in events {
        let wanted = if event == Event::Lock(Msg::Now) { covered(route.clone()) } else { vec![] };
        assert_eq!(tablet.send(event.clone()), wanted, "{event:?}");
        assert_eq!(format!("{:?}", tablet.model), before, "{event:?}");
    }
    // The back button leads nowhere, and the address says nothing again.
    assert_eq!(tablet.send(Event::Went(Route::Home)), [Effect::Cover(route.clone())]);
    assert_eq!(tablet.model.route, route);
    // What the store answers counts: one record was refused, and is tried again by itself.
    let batch = tablet.model.saving.underway.first().unwrap().clone();
    let refused = batch.records.iter().map(|(id, text)| wenlou::app::Refused {
        campaign: batch.campaign.clone(),
        id: id.clone(),
        text: text.clone(),
    });
    let answer = Event::Stored { batch: batch.number, refused: refused.collect(), why: "full".into(), used: 0 };
    assert_eq!(tablet.send(answer), [Effect::RetryLater]);
    assert!(matches!(tablet.send(Event::RetryDue)[..], [Effect::Store { .. }]));
    assert!(tablet.model.locked && tablet.model.compound(&compound).is_some());
}

#[test]
fn only_the_right_passphrase_opens_it() {
    let mut tablet = Tablet::locked();
    let effects = tablet.unlock("苹果 卡车 月亮 红色");
    assert!(tablet.model.locked);
    assert_eq!(tablet.model.lock.tries, Tries { wrong: 1, last: tablet.at });
    assert_eq!(effects, [Effect::NoteTries(tablet.model.lock.tries), Effect::LookLater(SECOND)]);
    assert_eq!(tablet.form(PASSPHRASE), "苹果 卡车 月亮 红色", "a slip of the finger can be mended");
    tablet.at += SECOND;
    let effects = tablet.unlock(GOOD);
    assert!(!tablet.model.locked);
    assert_eq!(tablet.model.lock.tries.wrong, 0);
    assert!(effects.contains(&Effect::NoteTries(tablet.model.lock.tries)));
    // Nothing typed is no try, and a second press while the first is looked at is none either.
    let mut tablet = Tablet::locked();
    assert!(!tablet.is_taken(""));
    assert!(tablet.is_taken("x"));
    assert!(!tablet.is_taken("x"));
}

#[test]
fn wrong_ones_make_the_next_wait_longer_and_longer() {
    let mut tablet = Tablet::locked();
    for (wrong, wait) in [1, 2, 4, 8, 16, 32, 60, 60, 60].into_iter().enumerate() {
        tablet.unlock("wrong");
        assert_eq!(tablet.model.lock.tries.wrong, wrong as u64 + 1);
        tablet.at += wait * SECOND - 1;
        assert!(!tablet.is_taken(GOOD), "{wait}");
        // It is drawn again each second, and for the last time when the wait is over.
        assert_eq!(looks(&tablet.send(Event::Rested(0))), [1]);
        tablet.at += 1;
        assert_eq!(looks(&tablet.send(Event::Rested(0))), [0; 0]);
    }
    tablet.unlock(GOOD);
    assert!(!tablet.model.locked);
}

#[test]
fn a_page_loaded_anew_waits_on_and_so_does_one_whose_clock_is_changed() {
    let mut tablet = Tablet::locked();
    for _ in 0..4 {
        tablet.at += MINUTE;
        tablet.unlock("wrong");
    }
    let tries = tablet.model.lock.tries;
    let effects = tablet.load(Some(five()), tries, 0);
    // It was touched just now, by whoever tried, but a locked page doesn't say so; here only the wait is looked at.
    tablet.send(Event::Lock(Msg::Now));
    assert!(tablet.model.locked && !tablet.is_taken(GOOD), "{effects:?}");
    // Set back by an hour, the wait begins anew, and ends.
    tablet.at -= 60 * MINUTE;
    assert!(!tablet.is_taken(GOOD));
    tablet.send(Event::Rested(0));
    tablet.at += 8 * SECOND - 1;
    assert!(!tablet.is_taken(GOOD));
    tablet.at += 1;
    assert!(tablet.is_taken(GOOD));
    assert_eq!(Tries { wrong: u64::MAX, last: i64::MAX }.wait(0), MINUTE);
}

#[test]
fn who_forgets_it_gets_in_by_the_spare_words_and_the_lock_is_off_then() {
    let spare = "算盘 飞机";
    let set = Lock { spare: Some(spare.into()), ..five() };
    let (mut tablet, _) = Tablet::start(Parts::DOORS, Some(set), -1);
    let tried = |tablet: &mut Tablet, words: &str| {
        tablet.edit(FormKey::Lock, SPARE, words);
        let effects = tablet.send(Event::Lock(Msg::UnlockSpare));
        let (trial, _) = Tablet::asked(&effects).unwrap();
        assert!(trial.is_spare);
        tablet.answer(&effects)
    };
    // Neither the words in the place of the passphrase nor the passphrase in the place of the words.
    tablet.unlock(spare);
    tablet.at += SECOND;
    assert_eq!(stored(&tried(&mut tablet, GOOD)), Vec::<&Option<Lock>>::new());
    assert!(tablet.model.locked);
    assert_eq!(tablet.model.lock.tries.wrong, 2, "they are counted together");
    tablet.at += 2 * SECOND;
    let effects = tried(&mut tablet, spare);
    assert_eq!(stored(&effects), [&None]);
    assert!(!tablet.model.locked && tablet.model.lock.set.is_none());
    assert_eq!((tablet.toast(), tablet.form(SPARE)), (Some(Message::LockOff), String::new()));
    // Where there are none, nothing that is typed is one.
    let mut tablet = Tablet::locked();
    tried(&mut tablet, spare);
    assert!(tablet.model.locked);
}

#[test]
fn a_worker_that_fails_is_no_wrong_passphrase() {
    let mut tablet = Tablet::locked();
    tablet.edit(FormKey::Lock, PASSPHRASE, GOOD);
    let effects = tablet.send(Event::Lock(Msg::Unlock));
    let (_, request) = Tablet::asked(&effects).unwrap();
    assert_eq!(tablet.send(Event::Tried { request, check: Err("timeout".into()) }), []);
    assert!(tablet.model.locked);
    assert_eq!((tablet.model.lock.failed.as_deref(), tablet.model.lock.tries.wrong), (Some("timeout"), 0));
    let effects = tablet.send(Event::Lock(Msg::Unlock));
    assert_eq!(tablet.model.lock.failed, None);
    tablet.answer(&effects);
    assert!(!tablet.model.locked);
}

#[test]
fn an_answer_about_what_was_typed_before_it_locked_opens_nothing() {
    let mut tablet = Tablet::open();
    tablet.send(Event::Go(Route::Lock));
    tablet.edit(FormKey::Lock, PASSPHRASE, GOOD);
    let begun = tablet.send(Event::lock_setting(lock_setting::Msg::TurnOff));
    tablet.rest(5 * MINUTE);
    assert!(tablet.model.locked && tablet.form(PASSPHRASE).is_empty());
    assert_eq!(tablet.answer(&begun), []);
    assert!(tablet.is_taken("wrong"));
    assert_eq!(tablet.answer(&begun), []);
    assert!(tablet.model.locked && tablet.model.lock.set.is_some());
}

#[test]
fn another_tab_sets_it_and_takes_it_off() {
    let (mut tablet, _) = Tablet::start(Parts::DOORS, None, 0);
    let kept = |set, touched| Event::LockKept(Box::new(Kept { set, touched, ..Kept::default() }));
    let at = tablet.at;
    assert_eq!(looks(&tablet.send(kept(Some(five()), at - MINUTE))), [4 * MINUTE]);
    assert!(!tablet.model.locked);
    tablet.send(kept(Some(five()), at - 6 * MINUTE));
    assert!(tablet.model.locked);
    // Changed, it asks for the new one.
    tablet.send(kept(Some(Lock { check: "新的".into(), ..five() }), at));
    tablet.unlock(GOOD);
    assert!(tablet.model.locked);
    assert_eq!(tablet.send(kept(None, at)), [Effect::Uncover(Route::Home)]);
    assert!(!tablet.model.locked);
}

#[test]
fn a_setting_that_cannot_be_read_locks_nobody_out_and_is_told() {
    let (mut tablet, _) = Tablet::start(Parts::ALL, None, 0);
    let lock = Kept { is_spoilt: true, ..Kept::default() };
    tablet.send(Event::Started(Box::new(AtStart { lock, ..AtStart::default() })));
    assert!(!tablet.model.locked && tablet.model.lock.is_spoilt);
    // Nobody can know a passphrase for it, so none is asked for.
    let effects = tablet.send(Event::lock_setting(lock_setting::Msg::TurnOff));
    assert_eq!(stored(&effects), [&None]);
    assert!(!tablet.model.lock.is_spoilt);
}

#[test]
fn a_passphrase_is_no_number_long_enough_and_typed_twice() {
    let (mut tablet, _) = Tablet::start(Parts::ALL, None, 0);
    tablet.send(Event::Go(Route::Lock));
    assert_eq!(minutes(&tablet.model), 5);
    for (new, again, wrong) in [
        ("", "", (NEW, Problem::TooShort)),
        ("123456", "123456", (NEW, Problem::Number)),
        ("１３８００１３８０００１", "１３８００１３８０００１", (NEW, Problem::Number)),
        ("苹果123", "苹果123", (NEW, Problem::TooShort)),
        (GOOD, "苹果 卡车 月亮", (AGAIN, Problem::Differs)),
    ] {
        tablet.edit(FormKey::Lock, NEW, new);
        tablet.edit(FormKey::Lock, AGAIN, again);
        assert_eq!(tablet.send(Event::lock_setting(lock_setting::Msg::Save)), [], "{new}");
        assert_eq!(problem(&tablet.model), Some(wrong), "{new}");
    }
}

#[test]
fn it_is_set_with_a_salt_of_its_own_and_holds_from_then_on() {
    let (mut tablet, _) = Tablet::start(Parts::ALL, None, 0);
    tablet.send(Event::Go(Route::Lock));
    for (field, text) in [(MINUTES, "2"), (NEW, GOOD), (AGAIN, "苹果　卡车 月亮 蓝色")] {
        tablet.edit(FormKey::Lock, field, text);
    }
    let effects = tablet.send(Event::lock_setting(lock_setting::Msg::Save));
    let (trial, _) = Tablet::asked(&effects).unwrap();
    assert_eq!((trial.passphrase.as_str(), trial.salt.len(), trial.m, trial.t, trial.p), (GOOD, 22, 47_104, 3, 1));
    assert_eq!(stored(&effects), Vec::<&Option<Lock>>::new(), "not before its check is known");
    // Nor before that of its spare words, which are drawn from other chance than the salt.
    let effects = tablet.answer(&effects);
    let (spare, _) = Tablet::asked(&effects).unwrap();
    assert_eq!((stored(&effects), spare.is_spare, &spare.salt), (vec![], true, &trial.salt));
    assert_ne!(spare.passphrase, spare_words(&trial.salt).1);
    assert_eq!(tablet.model.lock.spare, None);
    let effects = tablet.answer(&effects);
    let set = Lock { check: GOOD.into(), spare: Some(spare.passphrase.clone()), ..Lock::new(2, trial.salt.clone()) };
    let shown = tablet.model.lock.spare.map(words::spell);
    assert_eq!(shown, Some(spare.passphrase.clone()));
    assert_eq!(stored(&effects), [&Some(set)]);
    assert_eq!(looks(&effects), [2 * MINUTE]);
    assert_eq!((tablet.form(NEW), tablet.toast()), (String::new(), Some(OfficeMessage::SettingsSaved.into())));
    tablet.rest(2 * MINUTE);
    assert!(tablet.model.locked);
}

#[test]
fn who_changes_it_or_takes_it_off_knows_the_passphrase() {
    let mut tablet = Tablet::open();
    tablet.send(Event::Go(Route::Lock));
    for msg in [lock_setting::Msg::Save, lock_setting::Msg::TurnOff] {
        assert_eq!(tablet.send(Event::lock_setting(msg)), []);
        assert_eq!(problem(&tablet.model), Some((PASSPHRASE, Problem::Missing)));
        tablet.edit(FormKey::Lock, PASSPHRASE, "wrong");
        let effects = tablet.send(Event::lock_setting(msg));
        let effects = tablet.answer(&effects);
        assert_eq!(stored(&effects), Vec::<&Option<Lock>>::new());
        assert_eq!(tablet.model.lock.set, Some(five()));
        // It counts and waits as at the locked screen.
        assert_eq!(tablet.send(Event::lock_setting(msg)), []);
        tablet.at += MINUTE;
        tablet.edit(FormKey::Lock, PASSPHRASE, "");
    }
    // Other minutes, the same passphrase.
    tablet.edit(FormKey::Lock, PASSPHRASE, GOOD);
    assert_eq!(minutes(&tablet.model), 5);
    tablet.edit(FormKey::Lock, MINUTES, "30");
    let effects = tablet.send(Event::lock_setting(lock_setting::Msg::Save));
    assert_eq!(stored(&tablet.answer(&effects)), [&Some(Lock { minutes: 30, ..five() })]);
    // Another passphrase: first the one that holds is checked, then the other worked out, with another salt.
    for (field, text) in [(PASSPHRASE, GOOD), (NEW, "四样 东西 互不 相干"), (AGAIN, "四样 东西 互不 相干")]
    {
        tablet.edit(FormKey::Lock, field, text);
    }
    let effects = tablet.send(Event::lock_setting(lock_setting::Msg::Save));
    let effects = tablet.answer(&effects);
    assert_eq!(stored(&effects), Vec::<&Option<Lock>>::new());
    let effects = tablet.answer(&effects);
    let effects = tablet.answer(&effects);
    let set = tablet.model.lock.set.clone().unwrap();
    assert_eq!(stored(&effects), [&Some(set.clone())]);
    assert!(set.check == "四样 东西 互不 相干" && set.salt != five().salt && set.minutes == 30, "{set:?}");
    // Off.
    tablet.edit(FormKey::Lock, PASSPHRASE, "四样 东西 互不 相干");
    let effects = tablet.send(Event::lock_setting(lock_setting::Msg::TurnOff));
    assert_eq!(stored(&tablet.answer(&effects)), [&None]);
    assert_eq!(tablet.model.lock.set, None);
    // A tab that looks on sets nothing.
    tablet.model.tab = Tab::LooksOn;
    assert_eq!(stored(&tablet.send(Event::lock_setting(lock_setting::Msg::TurnOff))), Vec::<&Option<Lock>>::new());
    assert_eq!(tablet.toast(), Some(Message::LooksOn));
}

#[test]
fn it_locks_where_the_other_program_was_about_to_open() {
    let (mut tablet, at) = Tablet::at_work();
    let campaign = tablet.model.state().unwrap().campaign.clone();
    tablet.model.parts = Parts::DOORS;
    let here = tablet.model.route.clone();
    let now = Moment { at: tablet.at, local: "2026-10-08T09:00".into(), nonce: "0".repeat(22) };
    let fact = Fact::Compound(tablet.model.compound(&at.compound).unwrap().card.clone());
    tablet.model.record(&now, fact, &mut Vec::new());
    tablet.send(Event::Go(Route::Tally(campaign, at.compound)));
    assert!(tablet.model.leaving.is_some());
    assert_eq!(tablet.send(Event::Lock(Msg::Now)), covered(here));
    for batch in tablet.model.saving.underway.clone() {
        let stored = Event::Stored { batch: batch.number, refused: vec![], why: String::new(), used: 0 };
        assert_eq!(tablet.send(stored), []);
    }
}
