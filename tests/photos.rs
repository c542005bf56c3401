//! Photos as the core has them: from a picture that was picked to a record, out in files beside the bundle, and in again by their hashes.
#![cfg(not(target_arch = "wasm32"))]
// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;
#[path = "survey/tablet.rs"]
mod tablet;

use support::forge::Parts;
use support::{COMPOUND, Scenario, photo_of};
use tablet::Tablet;
use wenlou::app::handover::{self, Outcome};
use wenlou::app::photo_files::{self, Given, ToPack};
use wenlou::app::photos::{Developed, Msg, Of, TakenIn, Trouble};
use wenlou::app::{self, survey};
use wenlou::app::{Answer, Effect, Event, FileToken, Message, PickedFile, ReadFile, Route};
use wenlou::bundle::incoming::{self, Arrived, Incoming};
use wenlou::bundle::photo_pack::{Left, MAX_PACK};
use wenlou::domain::answer::Soft;
use wenlou::domain::catalogue;
use wenlou::domain::date::make_date;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::photo::{MAX_SIDE, MAX_SIZE, Photo, Position, Sha256, Subject};
use wenlou::domain::place::Place;
use wenlou::findings::dossier::dossier;
use wenlou::journal::fact::{PhotoDropped, PhotoTaken, PositionTaken};
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Fact, RecordId};
use wenlou::text::Lang;

fn photo(name: &str) -> Photo {
    let sha256 = Sha256::new(&sha256_hex(name.as_bytes())).unwrap();
    Photo { sha256, size: 300_000, width: 1_600, height: 1_200 }
}

fn wall() -> Subject {
    Subject::Item(Place::Compound, "zone.wall".to_owned())
}

impl Tablet {
    fn wall(&self) -> Of {
        Of { compound: self.compound.clone(), subject: wall() }
    }

    fn pick(&mut self, token: u32, name: &str) -> Vec<Effect> {
        let file = PickedFile { token: FileToken(token), name: name.to_owned(), size: 4_000_000 };
        let of = self.wall();
        self.send(Event::photos(Msg::Take { of, marked: None, files: vec![file] }))
    }

    fn developed(&mut self, token: u32, developed: Developed) -> Vec<Effect> {
        self.send(Event::Developed { file: FileToken(token), developed })
    }

    fn take(&mut self, token: u32, photo: Photo) -> RecordId {
        self.pick(token, "a.jpg");
        self.developed(token, Developed::Photo(photo));
        self.compound().photos(&wall()).last().unwrap().stamp.id.clone()
    }

    fn names(&self) -> Vec<&str> {
        self.compound().photos(&wall()).iter().map(|photo| photo.taken.photo.sha256.as_str()).collect()
    }

    fn trouble(&self) -> &Trouble {
        &self.model.photos.troubles.last().unwrap().2
    }

    fn packed(&mut self, again: bool) -> ToPack {
        let effects = self.send(Event::handover(handover::Msg::ExportPhotos { again }));
        let [Effect::PackPhotos(packed)] = &effects[..] else { panic!("{effects:?}") };
        packed.clone()
    }

    fn answered(&mut self, answer: Answer) -> Vec<Effect> {
        self.send(Event::Answered(std::rc::Rc::new(answer)))
    }
}

#[test]
fn a_picture_becomes_a_record_only_once_it_is_kept() {
    let mut tablet = Tablet::new();
    let records = tablet.records();
    let effects = tablet.pick(1, "IMG_0001.HEIC");
    assert!(matches!(&effects[..], [Effect::Develop { file: FileToken(1), .. }]), "{effects:?}");
    assert_eq!((tablet.records(), tablet.model.photos.underway(&tablet.wall())), (records, 1));
    // Until then it is only in memory, and the page isn't left.
    assert!(!tablet.model.is_all_saved());
    tablet.developed(1, Developed::Not(Trouble::NotAPicture));
    assert_eq!((tablet.records(), tablet.trouble()), (records, &Trouble::NotAPicture));
    assert_eq!(tablet.model.photos.troubles[0].1, "IMG_0001.HEIC");
    tablet.send(Event::photos(Msg::Dismiss(tablet.wall())));
    let effects = {
        tablet.pick(2, "b.jpg");
        tablet.developed(2, Developed::Photo(photo("b")))
    };
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Store { .. })));
    assert_eq!((tablet.records(), tablet.names().len()), (records + 1, 1));
    assert!(tablet.model.photos.troubles.is_empty() && tablet.model.photos.is_done());
    // The same photo again, an answer that nobody waits for, and a photo of a campaign that was left: none makes a record.
    tablet.pick(3, "c.jpg");
    tablet.developed(3, Developed::Photo(photo("b")));
    assert_eq!(tablet.trouble(), &Trouble::Known);
    tablet.developed(9, Developed::Photo(photo("d")));
    tablet.pick(4, "e.jpg");
    tablet.send(Event::Go(Route::Home));
    tablet.model.open = None;
    tablet.developed(4, Developed::Photo(photo("e")));
    assert_eq!(tablet.trouble(), &Trouble::NotRecorded);
}

#[test]
fn a_photo_is_dropped_by_who_took_it_or_a_supervisor() {
    let mut scenario = Scenario::ready(2);
    let own = scenario.tablets[0].record(photo_of("zone.wall", "a"));
    let others = scenario.tablets[0].record(photo_of("zone.wall", "b"));
    let drop = |photo: &RecordId| {
        Fact::PhotoDropped(PhotoDropped { compound: COMPOUND.into(), photo: photo.clone(), why: None })
    };
    scenario.tablets[0].record(drop(&own));
    scenario.tablets[1].record(drop(&others));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    let compound = &state.compounds[&COMPOUND.into()];
    assert_eq!(compound.photos(&wall()).iter().map(|p| &p.stamp.id).collect::<Vec<_>>(), [&others]);
    assert!(state.remarks.iter().any(|remark| remark.why == NoEffect::NotItsPhoto));
    scenario.supervisor.record(drop(&others));
    let state = scenario.supervisor.state();
    assert_eq!(state.compounds[&COMPOUND.into()].all_photos().count(), 0);
}

#[test]
fn what_no_camera_here_makes_has_no_effect() {
    for (size, width, height) in
        [(0, 9, 9), (MAX_SIZE + 1, 9, 9), (9, 0, 9), (9, 9, 0), (9, MAX_SIDE + 1, 9), (9, 9, MAX_SIDE + 1)]
    {
        let mut scenario = Scenario::ready(1);
        let bad = Photo { size, width, height, ..photo("a") };
        let taken = PhotoTaken { compound: COMPOUND.into(), of: wall(), photo: bad, marked: None };
        scenario.tablets[0].record(Fact::Photo(taken));
        let state = scenario.tablets[0].state();
        assert_eq!(state.remarks.last().map(|remark| remark.why), Some(NoEffect::BadPhoto));
    }
    for (latitude, longitude, sound) in [
        ("30.274150", "120.155150", true),
        ("-90", "180", true),
        ("90.000001", "0", false),
        ("0", "-180.000001", false),
        ("<b>1</b>", "0", false),
        ("1.0000001", "0", false),
        ("00000000000000001", "0", false),
        ("1_0", "0", false),
        ("+1", "0", false),
        ("", "0", false),
    ] {
        let mut scenario = Scenario::ready(1);
        let position = Position { latitude: latitude.into(), longitude: longitude.into(), accuracy: 5 };
        let place = Place::Compound;
        scenario.tablets[0].record(Fact::Position(PositionTaken { compound: COMPOUND.into(), place, position }));
        let bad = scenario.tablets[0].state().remarks.iter().any(|remark| remark.why == NoEffect::NoSuchPlace);
        assert_eq!(bad, !sound, "{latitude} {longitude}");
    }
    for text in ["", "../../etc", &"G".repeat(64), &"A".repeat(64), &"a".repeat(63), &"a".repeat(65)] {
        assert_eq!(Sha256::new(text), None, "{text}");
    }
}

#[test]
fn what_was_read_of_one_thing_is_put_away_and_no_more() {
    let mut tablet = Tablet::new();
    let road = Of { subject: Subject::Item(Place::Compound, "env.road".into()), ..tablet.wall() };
    tablet.pick(1, "a.jpg");
    tablet.developed(1, Developed::Not(Trouble::NotAPicture));
    tablet.send(Event::photos(Msg::MarksFailed(road.clone(), "no memory".into())));
    tablet.send(Event::photos(Msg::Dismiss(tablet.wall())));
    assert_eq!(tablet.model.photos.troubles, [(road, String::new(), Trouble::Failed("no memory".into()))]);
}

#[test]
fn whoever_looks_on_may_look_at_a_photo_and_print_but_take_none() {
    let mut tablet = Tablet::new();
    let photo = tablet.take(1, photo("a"));
    tablet.model.tab = app::Tab::LooksOn;
    tablet.model.toasts.clear();
    let of = tablet.wall();
    tablet.send(Event::photos(Msg::Open(Some(photo.clone()))));
    assert_eq!(tablet.model.photos.open.as_ref(), Some(&photo));
    let printed = tablet.send(Event::office(app::office::Msg::Dossier(app::dossier::Msg::Print)));
    assert!(!printed.is_empty() && tablet.model.toasts.is_empty(), "{printed:?}");
    tablet.send(Event::photos(Msg::Drop { of, photo }));
    assert_eq!(tablet.names().len(), 1);
    assert_eq!(tablet.model.toasts.last().unwrap().message, Message::LooksOn);
}

#[test]
fn photos_go_out_file_by_file_and_each_once() {
    let mut tablet = Tablet::new();
    let large = MAX_SIZE;
    for at in 0..12 {
        tablet.take(at, Photo { size: large, ..photo(&at.to_string()) });
    }
    // The same photo of something else is in the file once.
    let road = Of { subject: Subject::Item(Place::Compound, "env.road".into()), ..tablet.wall() };
    let file = PickedFile { token: FileToken(20), name: "a.jpg".into(), size: 9 };
    tablet.send(Event::photos(Msg::Take { of: road, marked: None, files: vec![file] }));
    tablet.developed(20, Developed::Photo(Photo { size: large, ..photo("11") }));
    let dropped = tablet.take(12, photo("dropped"));
    let of = tablet.wall();
    tablet.send(Event::photos(Msg::Drop { of, photo: dropped }));
    let device = tablet.model.device.as_ref().unwrap().id.clone();
    let only_here = |tablet: &Tablet| photo_files::only_here(tablet.model.state().unwrap(), &device, None).len();
    assert_eq!(only_here(&tablet), 13);
    let first = tablet.packed(false);
    assert_eq!(first.photos.len() as u64, MAX_PACK / large);
    // A file that wasn't made, or lacks some, is made again.
    tablet.answered(Answer::PhotosPacked { packed: first.clone(), result: Err("quota".into()) });
    tablet.answered(Answer::PhotosPacked { packed: first.clone(), result: Ok(1) });
    assert!(Lang::Zh.message(&tablet.model.toasts[0].message, None).contains("1 张不在本机"));
    assert_eq!(only_here(&tablet), 13);
    assert_eq!(tablet.packed(false), first);
    tablet.answered(Answer::PhotosPacked { packed: first.clone(), result: Ok(0) });
    assert_eq!(only_here(&tablet), 3);
    let second = tablet.packed(false);
    assert_eq!(second.photos.len(), 2);
    tablet.answered(Answer::PhotosPacked { packed: second.clone(), result: Ok(0) });
    assert_eq!(only_here(&tablet), 0);
    assert_eq!(tablet.send(Event::handover(handover::Msg::ExportPhotos { again: false })), []);
    // All again, and then all again; that isn't noted.
    for _ in 0..2 {
        for part in [&first, &second] {
            let packed = tablet.packed(true);
            assert_eq!((&packed.photos, &packed.name), (&part.photos, &part.name));
            assert!(matches!(packed.given, Given::Anew { .. }));
            // One that wasn't made is the next again, and nothing else shifts it.
            tablet.answered(Answer::PhotosPacked { packed: packed.clone(), result: Err("quota".into()) });
            assert_eq!(tablet.packed(true), packed);
            tablet.answered(Answer::PhotosPacked { packed, result: Ok(0) });
        }
    }
}

#[test]
fn what_is_dropped_between_two_files_makes_none_be_skipped() {
    let mut tablet = Tablet::new();
    let all: Vec<RecordId> =
        (0..12).map(|at| tablet.take(at, Photo { size: MAX_SIZE, ..photo(&at.to_string()) })).collect();
    let first = tablet.packed(true);
    assert_eq!(first.photos.len(), 10);
    tablet.answered(Answer::PhotosPacked { packed: first, result: Ok(0) });
    let of = tablet.wall();
    tablet.send(Event::photos(Msg::Drop { of, photo: all[0].clone() }));
    assert_eq!(tablet.packed(true).photos, [photo("10").sha256, photo("11").sha256]);
}

#[test]
fn what_is_not_on_the_device_holds_up_no_export() {
    let mut tablet = Tablet::new();
    for name in ["a", "b", "c"] {
        tablet.take(name.len() as u32 + u32::from(name.as_bytes()[0]), photo(name));
    }
    let campaign = tablet.model.state().unwrap().campaign.clone();
    tablet.answered(Answer::PhotosHeld { campaign, held: vec![photo("a").sha256, photo("c").sha256] });
    let packed = tablet.packed(false);
    assert_eq!(packed.photos, [photo("a").sha256, photo("c").sha256]);
    tablet.answered(Answer::PhotosPacked { packed, result: Ok(0) });
    let device = tablet.model.device.as_ref().unwrap().id.clone();
    assert!(photo_files::only_here(tablet.model.state().unwrap(), &device, None).is_empty());
}

#[test]
fn several_pictures_are_made_one_after_the_other() {
    let mut tablet = Tablet::new();
    let files = (1..=3).map(|n| PickedFile { token: FileToken(n), name: format!("{n}.jpg"), size: 9 }).collect();
    let of = tablet.wall();
    let effects = tablet.send(Event::photos(Msg::Take { of: of.clone(), marked: None, files }));
    let asked = |effects: &[Effect]| -> Vec<u32> {
        effects
            .iter()
            .filter_map(|effect| if let Effect::Develop { file, .. } = effect { Some(file.0) } else { None })
            .collect()
    };
    assert_eq!((asked(&effects), tablet.model.photos.underway(&of)), (vec![1], 3));
    assert!(asked(&tablet.pick(4, "4.jpg")).is_empty());
    let effects = tablet.developed(1, Developed::Photo(photo("1")));
    assert_eq!(asked(&effects), [2]);
    // One that fails holds up none.
    let effects = tablet.developed(2, Developed::Not(Trouble::NotAPicture));
    assert_eq!(asked(&effects), [3]);
    assert_eq!(tablet.model.photos.troubles[0].1, "2.jpg");
    let effects = tablet.developed(3, Developed::Photo(photo("3")));
    assert_eq!(asked(&effects), [4]);
    let effects = tablet.developed(4, Developed::Photo(photo("4")));
    assert_eq!((asked(&effects).len(), tablet.names().len()), (0, 3));
    assert!(tablet.model.photos.is_done());
}

#[test]
fn whoever_leaves_while_a_photo_fails_is_told() {
    let mut tablet = Tablet::new();
    tablet.model.parts = app::Parts::SURVEY;
    tablet.pick(1, "a.jpg");
    tablet.send(Event::Go(Route::Home));
    assert!(tablet.model.toasts.iter().any(|toast| toast.message == Message::PhotosUnderway));
    let effects = tablet.developed(1, Developed::Not(Trouble::Failed("QuotaExceededError".into())));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::OpenProgram(_))), "{effects:?}");
    assert!(tablet.model.toasts.iter().any(|toast| toast.message == Message::PhotoFailed));
    assert_eq!(tablet.trouble(), &Trouble::Failed("QuotaExceededError".into()));
    // Once it has been read it may be left.
    assert_eq!(tablet.model.leaving, None);
    tablet.send(Event::Go(Route::Home));
    assert_eq!(tablet.model.leaving, Some(Route::Home));
}

#[test]
fn a_photo_keeps_its_place_in_sight() {
    let mut tablet = Tablet::new();
    let place = Place::Building("99".into());
    assert!(!survey::is_here(tablet.compound(), &place));
    let of = Of { subject: Subject::Item(place.clone(), "bld.area".into()), ..tablet.wall() };
    let file = PickedFile { token: FileToken(1), name: "a.jpg".into(), size: 9 };
    tablet.send(Event::photos(Msg::Take { of, marked: None, files: vec![file] }));
    tablet.developed(1, Developed::Photo(photo("a")));
    assert!(survey::is_here(tablet.compound(), &place));
    assert_eq!(survey::strays(tablet.compound()), [place]);
}

#[test]
fn a_bundle_names_the_photos_that_stand() {
    let mut scenario = Scenario::ready(1);
    let tablet = &mut scenario.tablets[0];
    let plain = tablet.bundle();
    let plain = Parts::of(&plain).payload_json();
    assert_eq!((&plain["version"], plain.get("findings")), (&1.into(), None));
    tablet.record(photo_of("zone.wall", "a"));
    let dropped = tablet.record(photo_of("zone.wall", "b"));
    tablet.record(photo_of("env.road", "a"));
    tablet.record(Fact::PhotoDropped(PhotoDropped { compound: COMPOUND.into(), photo: dropped, why: None }));
    let file = tablet.bundle();
    let Ok(Incoming::Bundle(bundle)) = incoming::read(file.as_bytes(), &scenario.trusted()) else { panic!() };
    assert_eq!(bundle.payload.version, 2);
    let names: Vec<&str> = bundle.payload.attachments.iter().map(|a| a.sha256.as_str()).collect();
    assert_eq!(names, [sha256_hex(b"a")]);
    assert_eq!(bundle.payload.attachments[0].name, format!("{}.jpg", sha256_hex(b"a")));
}

#[test]
fn a_suspicion_wants_a_photo() {
    let mut tablet = Tablet::with_roll();
    let place = Place::Building("1".into());
    let danger = catalogue::item("house.danger").unwrap();
    let wanted = |tablet: &Tablet| survey::doubts(tablet.compound(), &place, danger).contains(&Soft::PhotoWanted);
    tablet.choose(&place, "house.danger", "suspected", "no");
    assert!(!wanted(&tablet));
    tablet.choose(&place, "house.danger", "suspected", "yes");
    assert!(wanted(&tablet));
    let of = Of { compound: tablet.compound.clone(), subject: Subject::Item(place.clone(), "house.danger".into()) };
    let file = PickedFile { token: FileToken(1), name: "裂缝.jpg".into(), size: 9 };
    tablet.send(Event::photos(Msg::Take { of, marked: None, files: vec![file] }));
    tablet.developed(1, Developed::Photo(photo("crack")));
    assert!(!wanted(&tablet));
}

#[test]
fn photos_are_counted_as_evidence_of_a_have() {
    let mut tablet = Tablet::new();
    let of = |item: &str| Subject::Item(Place::Compound, item.to_owned());
    for (token, item, name) in [(1, "mech.clean", "a"), (2, "mech.clean", "b"), (3, "room.area", "c")] {
        let of = Of { compound: tablet.compound.clone(), subject: of(item) };
        let file = PickedFile { token: FileToken(token), name: "a.jpg".into(), size: 9 };
        tablet.send(Event::photos(Msg::Take { of, marked: None, files: vec![file] }));
        tablet.developed(token, Developed::Photo(photo(name)));
    }
    let state = tablet.model.state().unwrap();
    let found = dossier(tablet.compound(), state.terms.as_ref().unwrap(), make_date(2026, 6, 1).unwrap());
    assert_eq!(found.haves.each_ref().map(|line| line.photos), [1, 2, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn only_what_records_name_is_taken_in() {
    let mut tablet = Tablet::new();
    tablet.take(1, photo("a"));
    tablet.take(2, photo("b"));
    let campaign = tablet.model.state().unwrap().campaign.clone();
    let effects = tablet.send(Event::Go(Route::Handover(campaign.clone())));
    assert!(effects.contains(&Effect::LookForPhotos(campaign.clone())));
    assert_eq!(photo_files::here(&tablet.model), None);
    tablet.answered(Answer::PhotosHeld { campaign: campaign.clone(), held: vec![photo("b").sha256] });
    assert_eq!(photo_files::here(&tablet.model), Some((2, 1)));
    let device = tablet.model.device.as_ref().unwrap().id.clone();
    assert_eq!(photo_files::missing(&tablet.model), [(&device, 1)]);

    let file = PickedFile { token: FileToken(7), name: "photos.zip".into(), size: 9 };
    tablet.send(Event::handover(handover::Msg::Import(vec![file])));
    let read = ReadFile { token: FileToken(7), result: Ok(Arrived::Photos) };
    let effects = tablet.answered(Answer::FilesRead(vec![read]));
    let Some(Effect::TakePhotos { wanted, .. }) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(*wanted, [photo("a"), photo("b")]);
    let found = TakenIn { taken: 1, left: Left { unknown: 2, broken: 1 } };
    let effects = tablet.answered(Answer::PhotosTaken { file: FileToken(7), result: Ok(found) });
    assert_eq!(tablet.model.handover.reports[0].outcome, Outcome::Photos(found));
    assert!(effects.contains(&Effect::LookForPhotos(campaign)));
}
