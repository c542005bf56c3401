//! The round as a person makes it: one tap at a door and the next is there, in the order of their choosing, and who is to be called on again today.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::{COMPOUND, HOUSEHOLDS, Scenario, compound_id, household, import_roll, paper, posted, taken, withdraw};
use wenlou::app::ballot::{Door, Msg, Paper, door};
use wenlou::app::form::FormKey;
use wenlou::app::round::{Grid, Habits, Order, briefly, callbacks, grid, stairwell};
use wenlou::app::settings::Settings;
use wenlou::app::visit::When;
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, round, update};
use wenlou::domain::ballot::{Choice, Delivery, Visit, VisitOutcome};
use wenlou::domain::household::{Household, Use};
use wenlou::domain::ids::{CampaignId, HouseholdId};
use wenlou::domain::json;
use wenlou::domain::place::Place;
use wenlou::domain::roll::Roll;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{Assign, BallotTaken, Freeze, Spoil};

/// Three floors of two doors in one stairwell, and one door of another.
fn titles() -> Vec<Household> {
    let homes = [("1", "101"), ("1", "102"), ("1", "201"), ("1", "202"), ("1", "301"), ("1", "302"), ("2", "101")];
    let home = |(stairwell, suite): (&str, &str)| Household {
        floor: suite[..1].parse().ok(),
        ..household("1", Some(stairwell), suite, Use::Residential)
    };
    homes.into_iter().map(home).chain([household("2", Some("1"), "101", Use::Residential)]).collect()
}

/// A collector's tablet on a round, and its clock.
struct Tablet {
    model: Model,
    campaign: CampaignId,
    local: &'static str,
    at: i64,
    settings: Option<Settings>,
}

impl Tablet {
    /// At this door, with the names of the two collectors in its settings.
    fn at(door: &str) -> Self {
        let scenario = Scenario::with(1, |supervisor| {
            import_roll(supervisor, titles());
            let roll = Roll::new(titles()).hash().to_owned();
            supervisor.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll, households: 8, counts: None }));
            supervisor.record(posted());
        });
        let tablet = &scenario.tablets[0];
        let campaign = tablet.journal.campaign().clone();
        let records = tablet.records();
        let mut app = Self {
            model: Model::new(Parts::DOORS),
            campaign: campaign.clone(),
            local: "2026-10-08T09:00",
            at: 1_000_000,
            settings: None,
        };
        let key = Some(tablet.device.key.clone());
        let settings = Settings { person: "王芳".into(), partner: "李明".into(), ..Settings::default() };
        let campaigns = vec![(campaign.clone(), "柳荫街道".into())];
        app.send(Event::Started(Box::new(AtStart { key, settings, campaigns, ..AtStart::default() })));
        app.go(door);
        app.send(Event::Loaded { campaign, records });
        app
    }

    fn send(&mut self, event: Event) {
        let moment = Moment { at: self.at, local: self.local.into(), nonce: "n".repeat(22) };
        for effect in update(&mut self.model, &moment, event) {
            match effect {
                Effect::StoreSettings(settings) => self.settings = Some(settings),
                Effect::ShowRoute(route) => assert_eq!(route, self.model.route),
                _ => {}
            }
        }
    }

    fn go(&mut self, door: &str) {
        self.send(Event::Go(Route::Household(self.campaign.clone(), COMPOUND.into(), door.into())));
    }

    /// The door on screen; `None` where it is a stairwell's grid.
    fn door(&self) -> Option<HouseholdId> {
        match &self.model.route {
            Route::Household(_, _, door) => Some(door.clone()),
            Route::Doors(_, _, Some(_)) => None,
            other => panic!("{other:?}"),
        }
    }

    fn fill(&mut self, form: FormKey, fields: &[(&'static str, &str)]) {
        for (field, text) in fields {
            self.send(Event::Edit { form: form.clone(), field, text: (*text).into() });
        }
    }

    /// Taps an outcome at the door on screen, so many milliseconds after what was done before.
    fn tap_after(&mut self, ms: i64, outcome: VisitOutcome) {
        self.at += ms;
        let household = self.door().unwrap();
        self.send(Event::ballot(Msg::Visit { compound: COMPOUND.into(), household, outcome }));
    }

    /// As a person does who goes from door to door.
    fn tap(&mut self, outcome: VisitOutcome) {
        self.tap_after(60_000, outcome);
    }

    fn come_back(&mut self, when: When) {
        self.at += 60_000;
        let household = self.door().unwrap();
        self.send(Event::ballot(Msg::ComeBack { compound: COMPOUND.into(), household, when }));
    }

    fn record_ballot(&mut self, serial: &str) {
        self.at += 60_000;
        let household = self.door().unwrap();
        let form = FormKey::Ballot(COMPOUND.into(), household.clone());
        self.fill(form, &[("serial", serial), ("choice", "quasi")]);
        self.send(Event::ballot(Msg::Record { compound: COMPOUND.into(), household }));
    }

    fn correct(&mut self, door: &str) {
        let record = self.compound().file(&door.into()).unwrap().standing_ballots().next().unwrap().stamp.id.clone();
        let (compound, household, paper) = (COMPOUND.into(), door.into(), Paper::Same(record));
        self.send(Event::ballot(Msg::Begin { compound, household, paper }));
    }

    fn choose(&mut self, order: Order) {
        self.send(Event::ballot(Msg::Round(round::Msg::Order(order))));
    }

    fn compound(&self) -> &Compound {
        self.model.compound(&COMPOUND.into()).unwrap()
    }

    fn visits(&self, door: &str) -> Vec<&Visit> {
        let file = self.compound().file(&door.into());
        file.into_iter().flat_map(|file| &file.visits).map(|record| &record.visit).collect()
    }

    fn ballots(&self, door: &str) -> usize {
        self.compound().file(&door.into()).map_or(0, |file| file.ballots.len())
    }

    /// The suites of stairwell 1 in the order of the round.
    fn suites(&self) -> Vec<&str> {
        let place = Place::Stairwell("1".into(), Some("1".into()));
        let habits = Habits::of(&self.model.settings);
        habits.doors(&self.campaign, self.compound(), &place).into_iter().map(|door| door.suite.as_str()).collect()
    }

    /// Who is to be called on today: when, and whether that day is over.
    fn due(&self) -> Vec<(&str, &str, bool)> {
        let device = self.model.device.as_ref().map(|own| &own.id);
        let due = callbacks(self.compound(), device, &self.local[..10]);
        due.iter().map(|of| (of.household.id.as_str(), of.again.unwrap_or_default(), of.overdue)).collect()
    }
}

#[test]
fn what_is_done_with_leads_to_the_next_door_and_the_last_one_to_the_grid() {
    let mut tablet = Tablet::at("1-1-301");
    for (outcome, next) in [
        (VisitOutcome::NotMet, "1-1-302"),
        (VisitOutcome::Refused, "1-1-201"),
        (VisitOutcome::ComeBack, "1-1-202"),
        (VisitOutcome::Moved, "1-1-101"),
        (VisitOutcome::Gone, "1-1-102"),
    ] {
        let from = tablet.door().unwrap();
        tablet.tap(outcome);
        assert_eq!(tablet.visits(from.as_str()).len(), 1, "{outcome:?}");
        assert_eq!(tablet.visits(from.as_str())[0].collectors, ["王芳", "李明"]);
        assert_eq!(tablet.door(), Some(next.into()), "{outcome:?}");
        assert_eq!(tablet.model.round.left.as_ref().unwrap().household, from, "the way back is offered");
        assert!(
            tablet.model.toasts.is_empty(),
            "no message lies over the buttons of the next door, which says what was done"
        );
    }
    // Who takes the form may fill it in at once.
    for outcome in [VisitOutcome::Delivered, VisitOutcome::Collected] {
        tablet.tap(outcome);
        assert_eq!(tablet.door(), Some("1-1-102".into()), "{outcome:?}");
    }
    let handed_over = tablet.visits("1-1-102")[0].form.clone().unwrap();
    assert_eq!((handed_over.how, handed_over.serial, handed_over.receipt), (Delivery::InPerson, None, None));
    assert_eq!(tablet.visits("1-1-102")[1].form, None);
    tablet.record_ballot("A1");
    assert_eq!(tablet.ballots("1-1-102"), 1);
    let grid = stairwell(tablet.compound().frozen_roll().unwrap().get(&"1-1-102".into()).unwrap());
    assert_eq!(tablet.model.route, Route::Doors(tablet.campaign.clone(), COMPOUND.into(), Some(grid)));
}

#[test]
fn doors_that_were_passed_over_come_after_the_last_one_and_once() {
    let mut tablet = Tablet::at("1-1-201");
    for next in ["1-1-202", "1-1-101", "1-1-102", "1-1-301", "1-1-302"] {
        tablet.tap(VisitOutcome::NotMet);
        assert_eq!(tablet.door(), Some(next.into()));
    }
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.door(), None, "201 was knocked at on this round");
    // In the afternoon whoever wasn't met is called on again.
    tablet.at += 5 * 3_600_000;
    tablet.go("1-1-302");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.door(), Some("1-1-201".into()));
}

#[test]
fn whoever_was_given_a_form_on_this_round_is_passed_again_but_not_come_back_to() {
    let mut tablet = Tablet::at("1-1-301");
    for door in ["1-1-301", "1-1-302", "1-1-201"] {
        tablet.go(door);
        tablet.tap(VisitOutcome::Delivered);
    }
    // Down the stairs again to take the papers back.
    tablet.go("1-1-301");
    tablet.record_ballot("A1");
    assert_eq!(tablet.door(), Some("1-1-302".into()));
    tablet.go("1-1-202");
    for next in [Some("1-1-101"), Some("1-1-102"), None] {
        tablet.tap(VisitOutcome::NotMet);
        assert_eq!(tablet.door(), next.map(HouseholdId::from));
    }
}

#[test]
fn whose_only_form_is_void_is_gone_to_again() {
    let mut tablet = Tablet::at("1-1-301");
    let form = FormKey::Visit(COMPOUND.into(), "1-1-301".into());
    tablet.fill(form, &[("serial", "A-7")]);
    tablet.tap(VisitOutcome::Delivered);
    let (compound, household) = (COMPOUND.into(), "1-1-301".into());
    let spoil = Fact::Spoil(Spoil { compound, household, serial: "A-7".into(), why: "撕坏".into() });
    let moment = Moment { at: tablet.at, local: tablet.local.into(), nonce: "n".repeat(22) };
    tablet.model.record_all(&moment, vec![spoil], &mut Vec::new());
    tablet.go("1-1-302");
    for next in ["1-1-201", "1-1-202", "1-1-101", "1-1-102", "1-1-301"] {
        tablet.tap(VisitOutcome::NotMet);
        assert_eq!(tablet.door(), Some(next.into()));
    }
}

#[test]
fn nobody_who_is_done_with_is_gone_to() {
    let mut tablet = Tablet::at("1-1-302");
    let settled = [VisitOutcome::Refused, VisitOutcome::Moved, VisitOutcome::Gone];
    for (door, outcome) in ["1-1-302", "1-1-201", "1-1-202"].into_iter().zip(settled) {
        tablet.go(door);
        tablet.tap(outcome);
    }
    tablet.go("1-1-101");
    tablet.come_back(When::Tomorrow);
    tablet.at += 12 * 3_600_000;
    tablet.go("1-1-301");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.door(), Some("1-1-102".into()));
    // On the day that was agreed it is one of the doors again.
    (tablet.local, tablet.at) = ("2026-10-09T09:00", tablet.at + 12 * 3_600_000);
    tablet.go("1-1-301");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.door(), Some("1-1-101".into()));
}

#[test]
fn an_order_that_cannot_be_read_is_told_until_one_is_chosen() {
    let mut tablet = Tablet::at("1-1-301");
    assert!(Habits::read(&tablet.model.settings).is_some(), "nothing was chosen");
    tablet.choose(Order::BottomUp);
    assert!(Habits::read(&tablet.model.settings).is_some());
    tablet.model.settings.round = r#"{"order":"spiral"}"#.into();
    assert!(Habits::read(&tablet.model.settings).is_none());
    assert_eq!(tablet.suites()[0], "301", "from the top down meanwhile");
    tablet.choose(Order::TopDown);
    assert!(Habits::read(&tablet.model.settings).is_some());
}

#[test]
fn doors_lie_on_the_grid_as_in_the_house() {
    let home = |floor: Option<i32>, suite: &str, id: &str| Household {
        floor,
        id: id.into(),
        ..household("1", Some("1"), suite, Use::Residential)
    };
    let roll = Roll::new(vec![
        home(Some(1), "102", "a"),
        home(Some(2), "201", "b"),
        home(Some(10), "1001", "c"),
        home(Some(10), "1010", "d"),
        home(Some(-1), "车库", "e"),
        home(None, "阁楼", "f"),
        // A divided dwelling: two titles behind one door.
        home(Some(2), "201", "g"),
    ]);
    let at = |id: &str| roll.households().iter().position(|title| title.id.as_str() == id);
    let positions: Vec<usize> = (0..roll.households().len()).collect();
    let rows = vec![
        (Some(10), vec![at("c"), None, at("d"), None, None]),
        (Some(2), vec![at("b"), None, None, None, None]),
        (Some(2), vec![at("g"), None, None, None, None]),
        (Some(1), vec![None, at("a"), None, None, None]),
        (Some(-1), vec![None, None, None, at("e"), None]),
        (None, vec![None, None, None, None, at("f")]),
    ];
    let columns = ["01", "02", "10", "车库", "阁楼"].map(str::to_owned).to_vec();
    assert_eq!(grid(&roll, &positions), Grid { columns, rows });
    let none = Grid { columns: Vec::new(), rows: Vec::new() };
    assert_eq!(grid(&roll, &[]), none);
}

#[test]
fn a_form_may_be_handed_over_otherwise_and_be_signed_for() {
    let mut tablet = Tablet::at("1-1-301");
    let form = FormKey::Visit(COMPOUND.into(), "1-1-301".into());
    tablet.fill(form, &[("how", "entrusted"), ("serial", " ａ 7"), ("receipt", "陈伟")]);
    tablet.tap(VisitOutcome::Delivered);
    let handed_over = tablet.visits("1-1-301")[0].form.clone().unwrap();
    assert_eq!(handed_over.how, Delivery::Entrusted);
    assert_eq!((handed_over.serial.as_deref(), handed_over.receipt.as_deref()), (Some("A7"), Some("陈伟")));
}

#[test]
fn a_ballot_leads_on_and_a_correction_stays() {
    let mut tablet = Tablet::at("1-1-201");
    tablet.record_ballot("A1");
    assert_eq!((tablet.ballots("1-1-201"), tablet.door()), (1, Some("1-1-202".into())));
    tablet.go("1-1-201");
    assert!(tablet.model.round.left.is_none());
    tablet.correct("1-1-201");
    tablet.fill(FormKey::Ballot(COMPOUND.into(), "1-1-201".into()), &[("why", "看错")]);
    tablet.record_ballot("A2");
    assert_eq!((tablet.ballots("1-1-201"), tablet.door()), (2, Some("1-1-201".into())));
    // From above, the one that was returned is left out.
    tablet.go("1-1-302");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.door(), Some("1-1-202".into()));
}

#[test]
fn the_second_half_of_a_double_tap_is_not_recorded_at_the_next_door() {
    let mut tablet = Tablet::at("1-1-301");
    tablet.tap(VisitOutcome::NotMet);
    // The buttons of the next door lie where the others lay, or nearly so.
    tablet.tap_after(150, VisitOutcome::NotMet);
    tablet.tap_after(1_200, VisitOutcome::Refused);
    assert_eq!((tablet.visits("1-1-301").len(), tablet.visits("1-1-302").len()), (1, 0));
    assert_eq!(tablet.door(), Some("1-1-302".into()));
    tablet.tap_after(200, VisitOutcome::NotMet);
    assert_eq!((tablet.visits("1-1-302").len(), tablet.door()), (1, Some("1-1-201".into())), "that is a visit");

    tablet.record_ballot("A1");
    let (compound, household) = (COMPOUND.into(), HouseholdId::from("1-1-202"));
    let form = FormKey::Ballot(COMPOUND.into(), household.clone());
    tablet.fill(form.clone(), &[("serial", "A2"), ("choice", "quasi")]);
    tablet.send(Event::ballot(Msg::Record { compound, household }));
    assert_eq!((tablet.ballots("1-1-201"), tablet.ballots("1-1-202")), (1, 0));
    assert!(!tablet.model.form(&form).tried);

    // Who goes back on purpose isn't kept waiting.
    tablet.go("1-1-101");
    tablet.tap_after(10, VisitOutcome::NotMet);
    assert_eq!(tablet.visits("1-1-101").len(), 1);
}

#[test]
fn collectors_that_were_typed_are_at_the_next_door_too() {
    let mut tablet = Tablet::at("1-1-301");
    tablet.fill(FormKey::Visit(COMPOUND.into(), "1-1-301".into()), &[("collector_b", "赵强")]);
    tablet.tap(VisitOutcome::NotMet);
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.visits("1-1-302")[0].collectors, ["王芳", "赵强"]);
}

#[test]
fn the_doors_come_in_the_order_that_the_device_chose() {
    let mut tablet = Tablet::at("1-1-301");
    assert_eq!(tablet.suites(), ["301", "302", "201", "202", "101", "102"]);
    tablet.choose(Order::BottomUp);
    assert_eq!(tablet.suites(), ["101", "102", "201", "202", "301", "302"]);
    tablet.choose(Order::OddEven);
    assert_eq!(tablet.suites(), ["301", "201", "101", "302", "202", "102"]);
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.door(), Some("1-1-201".into()));

    tablet.choose(Order::Own);
    let round = |msg| Event::ballot(Msg::Round(msg));
    let place = Place::Stairwell("1".into(), Some("1".into()));
    tablet.send(round(round::Msg::Arrange(COMPOUND.into(), place)));
    for door in ["1-1-202", "1-1-301", "1-1-101", "1-1-301"] {
        tablet.send(round(round::Msg::Put(door.into())));
    }
    tablet.send(round(round::Msg::Arranged));
    assert_eq!(tablet.suites(), ["202", "101", "301", "302", "201", "102"], "301 was tapped twice: taken out");
    tablet.go("1-1-202");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.door(), Some("1-1-101".into()));

    // It is kept with the settings, which older ones and others without it remain.
    let kept = json::to_text(tablet.settings.as_ref().unwrap());
    let read: Settings = json::from_text(&kept).unwrap();
    assert_eq!(Habits::of(&read), Habits::of(&tablet.model.settings));
    let older: Settings = json::from_text(r#"{"person":"王芳"}"#).unwrap();
    assert_eq!(Habits::of(&older).order, Order::TopDown);
}

#[test]
fn when_to_come_back_is_one_tap_or_any_day_and_time() {
    let mut tablet = Tablet::at("1-1-301");
    tablet.local = "2026-10-31T09:00";
    tablet.come_back(When::ThisEvening);
    tablet.come_back(When::Tomorrow);
    tablet.local = "2026-10-31T19:30";
    tablet.come_back(When::ThisEvening);
    tablet.tap(VisitOutcome::ComeBack);
    let again = |tablet: &Tablet, door| tablet.visits(door)[0].again.clone();
    assert_eq!(again(&tablet, "1-1-301").as_deref(), Some("2026-10-31T19:00"));
    assert_eq!(again(&tablet, "1-1-302").as_deref(), Some("2026-11-01"));
    assert_eq!(again(&tablet, "1-1-201").as_deref(), Some("2026-10-31"), "it is evening already");
    assert_eq!(again(&tablet, "1-1-202"), None, "no time was agreed");

    let form = FormKey::Visit(COMPOUND.into(), "1-1-101".into());
    for wrong in [["2026-10-30", ""], ["", "18:30"], ["2026-11-02", "24:00"], ["明天", ""], ["2026-10-31", "19:29"]] {
        tablet.fill(form.clone(), &[("again_on", wrong[0]), ("again_at", wrong[1])]);
        tablet.tap(VisitOutcome::ComeBack);
        assert_eq!(tablet.visits("1-1-101").len(), 0, "{wrong:?}");
        assert!(tablet.model.form(&form).tried);
    }
    tablet.fill(form, &[("again_on", "2026-11-02"), ("again_at", "１８:30")]);
    tablet.tap(VisitOutcome::ComeBack);
    assert_eq!(again(&tablet, "1-1-101").as_deref(), Some("2026-11-02T18:30"));
}

#[test]
fn who_is_to_be_called_on_today_is_listed_until_they_were() {
    let mut tablet = Tablet::at("1-1-301");
    tablet.come_back(When::Tomorrow);
    tablet.come_back(When::ThisEvening);
    tablet.go("1-2-101");
    tablet.come_back(When::ThisEvening);
    assert_eq!(tablet.door(), None);
    assert_eq!(tablet.due(), [("1-1-302", "2026-10-08T19:00", false), ("1-2-101", "2026-10-08T19:00", false)]);
    tablet.local = "2026-10-09T09:00";
    let missed = [("1-1-302", "2026-10-08T19:00", true), ("1-2-101", "2026-10-08T19:00", true)];
    assert_eq!(tablet.due(), [&missed[..], &[("1-1-301", "2026-10-09", false)]].concat());
    // A ballot ends it, and so does another visit.
    tablet.go("1-1-302");
    tablet.record_ballot("A1");
    tablet.go("1-2-101");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.due(), [("1-1-301", "2026-10-09", false)]);
}

#[test]
fn who_asked_to_be_called_on_at_a_time_is_left_in_peace_until_then_and_expected_until_somebody_came() {
    let mut tablet = Tablet::at("1-1-302");
    tablet.come_back(When::ThisEvening);
    let agreed = [("1-1-302", "2026-10-08T19:00", false)];
    // The round passes the door by, and whoever knocks there all the same before the time ends nothing.
    tablet.local = "2026-10-08T15:00";
    tablet.at += 6 * 60 * 60 * 1000;
    tablet.go("1-1-301");
    tablet.tap(VisitOutcome::NotMet);
    assert_ne!(tablet.door(), Some("1-1-302".into()));
    tablet.go("1-1-302");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.due(), agreed);
    let look = |tablet: &Tablet| door(tablet.compound(), tablet.compound().title(&"1-1-302".into()).unwrap(), &[]);
    assert_eq!(look(&tablet), Door::ComeBack);
    tablet.local = "2026-10-08T19:05";
    tablet.at += 4 * 60 * 60 * 1000;
    tablet.go("1-1-302");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!((tablet.due(), look(&tablet)), (vec![], Door::NotMet));
}

#[test]
fn a_form_left_in_the_letterbox_meanwhile_leaves_them_in_peace_until_then_too() {
    let mut tablet = Tablet::at("1-1-302");
    tablet.come_back(When::ThisEvening);
    tablet.local = "2026-10-08T10:00";
    tablet.at += 60 * 60 * 1000;
    tablet.go("1-1-302");
    tablet.fill(FormKey::Visit(COMPOUND.into(), "1-1-302".into()), &[("how", Delivery::Letterbox.code())]);
    tablet.tap(VisitOutcome::Delivered);
    for (local, hours, is_passed_by) in [("2026-10-08T15:00", 5, true), ("2026-10-08T19:05", 4, false)] {
        tablet.local = local;
        tablet.at += hours * 60 * 60 * 1000;
        tablet.go("1-1-301");
        tablet.tap(VisitOutcome::NotMet);
        assert_eq!(tablet.door() != Some("1-1-302".into()), is_passed_by, "{local}");
    }
}

#[test]
fn who_named_no_time_is_called_on_after_those_who_did() {
    let mut tablet = Tablet::at("1-1-302");
    tablet.tap(VisitOutcome::ComeBack);
    tablet.go("1-1-301");
    tablet.come_back(When::ThisEvening);
    assert_eq!(tablet.due(), [("1-1-301", "2026-10-08T19:00", false), ("1-1-302", "", false)]);
    tablet.go("1-1-302");
    tablet.tap(VisitOutcome::NotMet);
    assert_eq!(tablet.due(), [("1-1-301", "2026-10-08T19:00", false)]);
}

#[test]
fn whose_paper_lies_in_a_bag_is_passed_by_on_the_next_round() {
    let mut tablet = Tablet::at("1-1-302");
    tablet.tap(VisitOutcome::Collected);
    tablet.at += 24 * 60 * 60 * 1000;
    tablet.local = "2026-10-09T09:00";
    tablet.go("1-1-301");
    tablet.tap(VisitOutcome::NotMet);
    assert_ne!(tablet.door(), Some("1-1-302".into()));
}

#[test]
fn own_buildings_come_first_among_those_to_be_called_on() {
    let mut scenario = Scenario::ready(1);
    let device = scenario.tablets[0].device.id.clone();
    let asked = |door: &str, again: &str| {
        let Fact::Visit(mut made) = support::visit(door, VisitOutcome::ComeBack) else { panic!() };
        made.visit.again = Some(again.into());
        Fact::Visit(made)
    };
    let supervisor = &mut scenario.supervisor;
    supervisor.record(asked("1-1-101", "2026-10-08T08:00"));
    supervisor.record(asked("2-101", "2026-10-08T19:00"));
    supervisor.record(asked("2-102", "2026-10-08T18:00"));
    supervisor.record(asked("1-1-102", "2026-10-09"));
    let building = Assign { compound: COMPOUND.into(), building: "2".into(), devices: vec![device.clone()] };
    supervisor.record(Fact::Assign(building));
    let state = supervisor.state();
    let due = callbacks(state.compounds.get(&support::compound_id()).unwrap(), Some(&device), "2026-10-08");
    let due: Vec<&str> = due.iter().map(|of| of.household.id.as_str()).collect();
    assert_eq!(due, ["2-102", "2-101", "1-1-101"]);
}

#[test]
fn papers_of_one_number_show_at_both_doors_as_what_counts_for_nothing() {
    let mut s = Scenario::ready(2);
    let of = |at: usize, choice: Choice, serial: &str| {
        Fact::Ballot(BallotTaken { ballot: paper(serial, choice), ..taken(HOUSEHOLDS[at], choice) })
    };
    let doors = |tablet: &support::Tablet| {
        let state = tablet.state();
        let compound = &state.compounds[&compound_id()];
        let sharing = compound.sharing_a_number();
        let of = |id: &&str| door(compound, compound.title(&(*id).into()).unwrap(), &sharing);
        HOUSEHOLDS[..3].iter().map(of).collect::<Vec<_>>()
    };
    let first = s.tablets[0].record(of(0, Choice::Professional, "No.7"));
    s.tablets[0].record(of(2, Choice::Professional, "No.8"));
    s.tablets[1].record(of(1, Choice::Professional, "No.7"));
    assert_eq!(doors(&s.tablets[0]), [Door::Returned, Door::Untouched, Door::Returned]);
    s.hand_over();
    assert_eq!(doors(&s.supervisor), [Door::Conflict, Door::Conflict, Door::Returned]);
    s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&first]));
    assert_eq!(doors(&s.supervisor), [Door::Untouched, Door::Returned, Door::Returned]);
}

#[test]
fn a_door_has_room_for_the_time_of_today_or_for_another_day() {
    let today = "2026-10-08";
    assert_eq!(briefly("2026-10-08T19:30", today), "19:30");
    assert_eq!(briefly("2026-10-09T19:30", today), "10-09");
    assert_eq!(briefly("2026-10-07T19:30", today), "10-07");
    // No time was agreed.
    assert_eq!(briefly("2026-10-08", today), "10-08");
    // Whatever another device wrote there.
    assert_eq!(briefly("晚上", today), "晚上");
}
