//! The second person's check: who may make it, what is hidden from whom, and what a reading that differs comes to.

use super::*;

#[test]
fn the_other_of_the_two_checks_without_being_told() {
    let mut nothing = Tablet::new(&[("second_check", "yes")]);
    nothing.check(&[("read", "quasi"), ("checker", "李明"), ("serial", "A001")]);
    assert_eq!(nothing.file().checks.len(), 0, "there is nothing to check");
    let mut tablet = Tablet::new(&[("second_check", "yes")]);
    tablet.record(&[("serial", "A001"), ("choice", "quasi")]);
    // What the recorder said is suggested nowhere, and the partner is.
    assert_eq!(
        (tablet.typed(FormKey::Check, "read"), tablet.typed(FormKey::Check, "checker")),
        ("".into(), "李明".into())
    );
    tablet.edit(FormKey::Check, &[("read", ""), ("checker", "李明"), ("serial", "Ａ 001")]);
    tablet.check(&[]);
    tablet.check(&[("read", "quasi"), ("checker", " 王　芳")]);
    tablet.check(&[("checker", "　")]);
    tablet.check(&[("checker", "李明"), ("serial", "")]);
    assert_eq!(tablet.check_problems(), [("serial", ProblemKind::NotNumbered)], "that it bears none is written down");
    tablet.check(&[("serial", "A001"), ("read", "sealed")]);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (0, "Check"));
    tablet.check(&[("read", "professional")]);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (1, "Dispute"));
    // The next one isn't told of that either.
    assert_eq!(["read", "serial"].map(|field| tablet.typed(FormKey::Check, field)), ["", ""]);
    // Who reads another number has another form in hand.
    tablet.check(&[("read", "quasi"), ("serial", "A002"), ("checker", "李 明")]);
    assert_eq!(tablet.check_problems(), [("note", ProblemKind::Required)], "it is the same person, who says why");
    assert_eq!(tablet.file().checks.len(), 1);
    tablet.check(&[("note", "拿错了表")]);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (2, "Dispute"));
    tablet.check(&[("read", "quasi"), ("serial", "a 001"), ("note", "第一次看错行")]);
    assert_eq!(tablet.standing(), "quasi");
    assert_eq!(tablet.file().checks[2].check.serial.as_deref(), Some("A001"));
    // A correction wants a check of its own.
    tablet.correct();
    tablet.record(&[("choice", "professional"), ("why", "登记时选错")]);
    assert_eq!(tablet.standing(), "Check");
    tablet.check(&[("read", "professional"), ("serial", "A001")]);
    assert_eq!(tablet.standing(), "professional");
}

#[test]
fn what_is_on_record_is_hidden_from_who_may_check_and_who_saw_it_cannot() {
    let mut tablet = Tablet::new(&[("second_check", "yes")]);
    tablet.record(&[("serial", "A001"), ("choice", "quasi")]);
    assert!(tablet.hides(), "whoever comes next may be the one who checks");
    let reading = [("read", "quasi"), ("checker", "李明"), ("serial", "A001")];
    tablet.show();
    assert!(!tablet.hides());
    tablet.edit(FormKey::Check, &[(BEGUN, "yes")]);
    assert!(!tablet.is_checking(), "the form doesn't open for who has seen it");
    tablet.check(&reading);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (0, "Check"));
    // Nor after something else was recorded there.
    tablet.not_met();
    assert_eq!(tablet.file().visits.len(), 2);
    tablet.check(&reading);
    assert_eq!(tablet.file().checks.len(), 0);
    // Nor the partner of the one who asked, who may have asked themselves.
    tablet.enter();
    assert!(tablet.hides() && tablet.is_checking());
    tablet.check(&reading);
    assert_eq!(tablet.file().checks.len(), 0);
    // Whoever else opens the screen anew can.
    tablet.check(&[("checker", "孙丽")]);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (1, "quasi"));
    assert!(!tablet.hides(), "it is checked");
}

#[test]
fn whoever_saw_what_is_on_record_cannot_check_that_paper_and_can_check_another() {
    let mut scenario = scenario_of(&[("second_check", "yes")], false, 1);
    scenario.tablets[0].record(ballot(DOOR, Choice::Quasi));
    scenario.hand_over();
    let mut office = Tablet::of(&scenario.supervisor, Parts::ALL, "赵强", "");
    let serial = office.file().ballots[0].ballot.serial.clone();
    let reading = [("read", "quasi"), ("checker", "赵强"), ("serial", &serial)];
    office.show();
    office.enter();
    assert_eq!(office.typed(FormKey::Check, "checker"), "", "nobody is suggested who saw it");
    office.check(&reading);
    assert_eq!(office.file().checks.len(), 0, "coming back makes nothing unseen");
    office.check(&[("checker", "赵强（乙）")]);
    assert_eq!(office.file().checks.len(), 0, "nor does what is written behind the name");
    office.check(&[("checker", "孙丽")]);
    assert_eq!(office.file().checks.len(), 1);
    // Of another paper of that door they saw nothing.
    office.model.settings.person = "周敏".into();
    office.correct();
    office.record(&[("serial", "B002"), ("why", "编号抄错")]);
    office.enter();
    office.check(&[("serial", "B002"), ("read", "quasi"), ("checker", "赵强")]);
    assert_eq!(office.file().checks.len(), 2);
}

/// It lies open as long as the other one counts, and may have to be checked once that one is taken back.
#[test]
fn whoever_saw_an_unread_paper_beside_one_that_counts_cannot_check_it_later() {
    let mut scenario = scenario_of(&[("second_check", "yes")], false, 2);
    let first = scenario.tablets[0].record(ballot(DOOR, Choice::Quasi));
    let Fact::Ballot(mut other) = ballot(DOOR, Choice::Quasi) else { panic!() };
    other.ballot.serial = "B002".into();
    scenario.tablets[1].record(Fact::Ballot(other));
    scenario.hand_over();
    let mut office = Tablet::of(&scenario.supervisor, Parts::ALL, "赵强", "");
    let serial = office.file().ballots[0].ballot.serial.clone();
    office.check(&[("read", "quasi"), ("checker", "赵强"), ("serial", &serial)]);
    assert_eq!(office.standing(), "quasi");
    office.enter();
    assert!(!office.hides());
    let now = Moment { at: office.at, local: format!("{TODAY}T09:00"), nonce: "n".repeat(22) };
    office.model.record(&now, support::withdraw(DOOR, &[&first]), &mut Vec::new()).unwrap();
    office.enter();
    assert_eq!((office.standing().as_str(), office.hides()), ("Check", true));
    office.check(&[("read", "quasi"), ("checker", "赵强"), ("serial", "B002")]);
    assert_eq!(office.standing(), "Check", "they know what they would read");
    office.check(&[("checker", "孙丽")]);
    assert_eq!(office.standing(), "quasi");
}

#[test]
fn whoever_was_shown_papers_in_conflict_cannot_check_the_one_that_stands() {
    assert!(!office_in_conflict("no").hides(), "nobody has to check");
    for looks in [false, true] {
        let mut office = office_in_conflict("yes");
        assert!(office.hides());
        if looks {
            office.show();
            assert!(!office.hides());
        }
        let quasi = office.file().ballots[0].stamp.id.clone();
        let form = FormKey::Settle(compound_id(), DOOR.into());
        office.send(Event::Edit { form: form.clone(), field: "keep", text: quasi.to_string() });
        office.send(Event::Edit { form, field: "why", text: "本人到场确认".into() });
        let settle = tally::Msg::Settle { compound: compound_id(), household: DOOR.into() };
        office.send(Event::tally(settle));
        assert_eq!(office.standing(), "Check");
        office.enter();
        assert!(office.hides(), "the one that stands has still to be read");
        assert_eq!(office.typed(FormKey::Check, "checker"), if looks { "" } else { "周敏" });
        let serial = office.file().ballots[0].ballot.serial.clone();
        office.check(&[("read", "quasi"), ("serial", &serial), ("checker", " 周　敏")]);
        assert_eq!(office.standing(), if looks { "Check" } else { "quasi" }, "has looked: {looks}");
        office.check(&[("read", "quasi"), ("serial", &serial), ("checker", "孙丽")]);
        assert_eq!(office.standing(), "quasi");
    }
}

#[test]
fn a_reading_that_differs_is_hidden_from_the_next_and_what_waits_for_no_reading_is_not() {
    let mut tablet = Tablet::new(&[]);
    tablet.record(&[("serial", "A001"), ("choice", "quasi")]);
    assert!(!tablet.hides());
    tablet.edit(FormKey::Check, &[(BEGUN, "yes")]);
    assert!(tablet.hides() && tablet.is_checking(), "as long as somebody reads");
    tablet.check(&[("read", "blank"), ("checker", "李明"), ("serial", "A001")]);
    assert_eq!(tablet.standing(), "Dispute");
    assert!(tablet.hides() && !tablet.is_checking());
    let mut photographed = Tablet::new(&[("form_photo", "yes")]);
    photographed.photograph(form_of("A001"), "form");
    photographed.record(&[("serial", "A001"), ("choice", "quasi")]);
    assert!(!photographed.hides());
}

#[test]
fn whoever_checks_scans_the_number_whosever_form_it_is() {
    let mut tablet = Tablet::new(&[("second_check", "yes"), ("forms", "printed")]);
    let serial = tablet.typed(FormKey::Ballot, "serial");
    tablet.record(&[("choice", "quasi")]);
    tablet.enter();
    tablet.edit(FormKey::Check, &[(BEGUN, "yes")]);
    let route = tablet.model.route.clone();
    let neighbours = serial.replace("-0001-", "-0002-");
    let campaign = tablet.model.state().unwrap().campaign.clone();
    for scanned in [&neighbours, &serial] {
        let code = FormCode {
            campaign: campaign.clone(),
            compound: compound_id(),
            serial: FormSerial::read(scanned).unwrap(),
        };
        tablet.send(Event::Scanned(code.to_string()));
        assert_eq!((&tablet.typed(FormKey::Check, "serial"), &tablet.model.route), (scanned, &route));
    }
    tablet.send(Event::Scanned("https://example.org".into()));
    assert_eq!(tablet.model.missed_form, Some(Miss::NoForm));
    tablet.check(&[("read", "quasi"), ("checker", "李明")]);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (1, "quasi"));
    // Checked, a scan leads to the household again.
    let code = FormCode { campaign, compound: compound_id(), serial: FormSerial::read(&neighbours).unwrap() };
    tablet.send(Event::Scanned(code.to_string()));
    assert_ne!(tablet.model.route, route);
}

#[test]
fn whoever_uses_another_device_checks_what_came_from_a_tablet() {
    let mut scenario = scenario(&[("second_check", "yes")], false);
    scenario.tablets[0].record(ballot(DOOR, Choice::Blank(BlankReason::NoBox)));
    scenario.hand_over();
    let mut office = Tablet::of(&scenario.supervisor, Parts::ALL, "周敏", "");
    assert_eq!(office.typed(FormKey::Check, "checker"), "周敏");
    let waiting: Vec<_> = office.compound().waiting().into_iter().map(|(id, _, wait)| (id.to_string(), wait)).collect();
    assert_eq!(waiting, [(DOOR.to_owned(), Wait::Check)]);
    // It can't be closed before that.
    let close = |office: &mut Tablet| {
        let form = FormKey::Close(compound_id());
        office.send(Event::Edit { form: form.clone(), field: "on", text: "2026-10-01".into() });
        office.send(Event::Edit { form, field: "why", text: "其余住户已电话告知".into() });
        office.send(Event::tally(tally::Msg::Close(compound_id())));
        office.compound().closed.is_some()
    };
    assert!(!close(&mut office));
    office.check(&[("read", "blank"), ("serial", &format!("No.{DOOR}"))]);
    assert_eq!((office.standing().as_str(), office.file().checks[0].check.read), ("blank", ChoiceClass::Blank));
    assert!(close(&mut office));
}

#[test]
fn whoever_checks_the_papers_on_the_offices_list_comes_back_to_it() {
    let mut scenario = scenario(&[("second_check", "yes")], false);
    scenario.tablets[0].record(ballot(DOOR, Choice::Quasi));
    scenario.hand_over();
    let mut office = Tablet::of(&scenario.supervisor, Parts::ALL, "周敏", "");
    let campaign = office.model.state().unwrap().campaign.clone();
    let tally = Route::Tally(campaign.clone(), compound_id());
    let household = Route::Household(campaign.clone(), compound_id(), DOOR.into());
    office.enter();
    assert_ne!(office.model.up(), Some(tally.clone()), "whoever comes from the doors goes back to them");
    for to in [&tally, &household] {
        office.send(Event::Go(to.clone()));
    }
    assert_eq!(office.model.up(), Some(tally.clone()));
    // Where they read something else they stay to look.
    office.check(&[("read", "blank"), ("serial", &format!("No.{DOOR}")), ("checker", "赵强")]);
    assert_eq!((office.standing().as_str(), &office.model.route), ("Dispute", &household));
    // Its papers are of the household, and don't lose the way.
    office.send(Event::Go(Route::HouseholdPapers(campaign.clone(), compound_id(), DOOR.into())));
    office.send(Event::Go(household.clone()));
    office.check(&[("read", "quasi"), ("serial", &format!("No.{DOOR}"))]);
    assert_eq!((office.standing().as_str(), &office.model.route), ("quasi", &tally));
    office.send(Event::Go(Route::Compound(campaign, compound_id())));
    office.send(Event::Go(household));
    assert_ne!(office.model.up(), Some(tally));
}

#[test]
fn nobody_checks_what_is_sealed_nor_needs_its_photo() {
    let scenario = scenario(&[("form_photo", "yes"), ("second_check", "yes")], true);
    let mut tablet = Tablet::of(&scenario.tablets[0], Parts::DOORS, "王芳", "李明");
    tablet.edit(FormKey::Ballot, &[("serial", "A001"), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), []);
    let effects = tablet.send(Event::ballot(Msg::Record { compound: compound_id(), household: DOOR.into() }));
    let taken = effects.into_iter().find_map(|effect| match effect {
        Effect::Seal { taken, .. } => Some(taken),
        _ => None,
    });
    tablet.send(Event::BallotSealed { taken: taken.unwrap(), result: Ok("sealed".into()) });
    assert_eq!(
        (tablet.file().ballots.len(), tablet.file().visits.len()),
        (1, 1),
        "and the visit at which it was taken"
    );
    assert_eq!(to_check(tablet.compound(), &DOOR.into()), None);
    tablet.check(&[("read", "quasi"), ("checker", "李明"), ("serial", "A001")]);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (0, "sealed"));
}
