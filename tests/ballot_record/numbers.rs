//! The number of a paper: which one is suggested, which is taken, and what becomes of a spoiled form's.

use super::*;

#[test]
fn the_next_number_of_a_stack_is_suggested_and_no_other() {
    for (serial, next) in
        [("A001", Some("A002")), ("099", Some("100")), ("2026-9", Some("2026-10")), ("甲", None), ("", None)]
    {
        assert_eq!(next_number(serial).as_deref(), next, "{serial}");
    }
    assert_eq!(next_number(&u64::MAX.to_string()), None);
    let mut tablet = Tablet::new(&[]);
    let at_next = |tablet: &mut Tablet| {
        let campaign = tablet.model.state().unwrap().campaign.clone();
        tablet.send(Event::Go(Route::Household(campaign, COMPOUND.into(), HOUSEHOLDS[1].into())));
        tablet.model.form(&FormKey::Ballot(compound_id(), HOUSEHOLDS[1].into())).text("serial").to_owned()
    };
    assert_eq!(at_next(&mut tablet), "");
    tablet.enter();
    tablet.record(&[("serial", "A001"), ("choice", "quasi")]);
    assert_eq!(at_next(&mut tablet), "A002");
    // Where forms bear a code each household has its own.
    let mut tablet = Tablet::new(&[("forms", "printed")]);
    tablet.record(&[("choice", "quasi")]);
    assert!(at_next(&mut tablet).ends_with("-0002-1"));
}

/// Whoever types it once more has another paper before them, or that one.
#[test]
fn the_number_of_a_paper_that_was_ruled_out_is_taken_for_no_new_signature() {
    let mut scenario = scenario_of(&[], false, 1);
    let paper = |serial: &str, choice| {
        let mut of = support::taken(DOOR, choice);
        of.ballot.serial = serial.into();
        Fact::Ballot(of)
    };
    let one = scenario.tablets[0].record(paper("A001", Choice::Quasi));
    let other = scenario.supervisor.record(paper("A002", Choice::Professional));
    scenario.hand_over();
    scenario.supervisor.record(support::settle(DOOR, &[&one, &other], None));
    let (packet, trusted) = (scenario.supervisor.packet(), scenario.trusted());
    scenario.tablets[0].take(&packet, &trusted);
    let mut tablet = Tablet::of(&scenario.tablets[0], Parts::DOORS, "王芳", "李明");
    assert_eq!(tablet.typed(FormKey::Ballot, "serial"), "", "it is read off the paper");
    tablet.record(&[("serial", "A001"), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::SpoiledForm)]);
    // Another copy of that form is another paper, as it bears no number of its own.
    tablet.edit(FormKey::Ballot, &[("choice", "invalid"), ("invalid_code", "I6")]);
    assert_eq!(tablet.problems(), []);
    tablet.edit(FormKey::Ballot, &[("choice", "quasi"), ("invalid_code", "")]);
    tablet.record(&[("serial", "A003")]);
    assert_eq!((tablet.file().ballots.len(), tablet.standing().as_str()), (2, "quasi"));
}

#[test]
fn what_was_photographed_under_a_number_that_no_paper_here_bears_goes_along_with_the_right_one() {
    let mut tablet = Tablet::new(&[("forms", "printed"), ("form_photo", "yes")]);
    let own = tablet.typed(FormKey::Ballot, "serial");
    let mistyped = own.replace("-0001-1", "-0091-1");
    tablet.photograph(form_of(&mistyped), "mistyped");
    tablet.record(&[("serial", &mistyped), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::NotOfThisRoll)]);
    tablet.record(&[("serial", &own)]);
    assert_eq!(tablet.standing(), "quasi");
    assert_eq!(tablet.compound().photos(&form_of(&own)).len(), 1);
    // That of a neighbour's form, or of one that was spoiled, is of that paper.
    let neighbours = own.replace("-0001-", "-0002-");
    for other in [&neighbours, &own] {
        let mut tablet = Tablet::new(&[("forms", "printed"), ("form_photo", "yes")]);
        tablet.photograph(form_of(other), "other");
        if *other == own {
            tablet.spoil(&[("serial", &own), ("why", "写坏")]);
        }
        let serial = tablet.typed(FormKey::Ballot, "serial");
        assert_eq!((serial == own, &serial == other), (*other != own, false));
        tablet.record(&[("choice", "quasi")]);
        assert_eq!(tablet.problems(), [("form_photo", ProblemKind::PhotoMissing)]);
    }
}

#[test]
fn a_spoiled_form_gives_way_to_the_next_and_to_no_ballot() {
    let mut tablet = Tablet::new(&[("forms", "printed")]);
    let first = tablet.typed(FormKey::Ballot, "serial");
    tablet.spoil(&[]);
    assert_eq!(tablet.typed(FormKey::Spoil, "serial"), first);
    assert_eq!(tablet.file().spoiled.len(), 0, "without a reason");
    // Another household's form, and one of no household.
    let others = first.replace("-0001-", "-0002-");
    tablet.spoil(&[("serial", &others), ("why", "撕坏")]);
    tablet.spoil(&[("serial", "No.7")]);
    assert_eq!(tablet.file().spoiled.len(), 0);
    tablet.record(&[("choice", "quasi")]);
    let device = tablet.model.device.as_ref().unwrap().id.clone();
    let household = DOOR.into();
    let stands = |tablet: &Tablet| {
        let form = tablet.model.form(&FormKey::Spoil(compound_id(), DOOR.into()));
        let door = AtDoor {
            compound: tablet.compound(),
            household: &household,
            device: &device,
            supervisor: false,
            today: TODAY,
        };
        is_on_record(&form, &door)
    };
    tablet.spoil(&[("serial", &first.to_lowercase())]);
    assert!(stands(&tablet) && tablet.file().spoiled.is_empty(), "a ballot stands on it");
    let ballot = tablet.file().standing_ballots().next().unwrap().stamp.id.to_string();
    tablet.model.parts = Parts::ALL;
    tablet.edit(FormKey::Withdraw, &[(take_back::BALLOT, &ballot), (take_back::WHOSE, "this_one"), ("why", "写错")]);
    tablet.send(Event::take_back(take_back::Msg::Ballot { compound: compound_id(), household: DOOR.into() }));
    tablet.model.parts = Parts::DOORS;
    assert!(!stands(&tablet));
    tablet.edit(FormKey::Ballot, &[("serial", &first)]);
    tablet.spoil(&[]);
    assert_eq!(
        (tablet.file().spoiled[0].serial.as_str(), tablet.file().spoiled[0].why.as_str()),
        (first.as_str(), "撕坏")
    );
    // The next number stands in the form now, though somebody had typed the old one, and the old one is taken no more.
    let next = tablet.typed(FormKey::Ballot, "serial");
    assert!(next.ends_with("-0001-2"), "{next}");
    tablet.edit(FormKey::Ballot, &[("serial", &first), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::SpoiledForm)]);
    tablet.record(&[("serial", &next)]);
    assert_eq!(tablet.standing(), "quasi");
    tablet.photograph(form_of(&next), "form");
    let forms = paper::forms(tablet.compound(), &DOOR.into());
    let forms: Vec<_> = forms.iter().map(|of| (of.serial, of.spoiled.is_some(), of.returned, of.photos)).collect();
    assert_eq!(forms, [(first.as_str(), true, false, 0), (next.as_str(), false, true, 1)]);
}

#[test]
fn a_printed_number_may_be_typed_without_its_hyphens() {
    let mut tablet = Tablet::new(&[("forms", "printed"), ("second_check", "yes")]);
    let first = tablet.typed(FormKey::Ballot, "serial");
    let plain = first.replace('-', "").to_lowercase();
    let others = plain.replace("00011", "00021");
    tablet.edit(FormKey::Ballot, &[("serial", &others), ("choice", "quasi")]);
    assert_eq!(tablet.problems(), [("serial", ProblemKind::SerialTaken)], "it is another household's");
    tablet.record(&[("serial", &plain)]);
    assert_eq!(tablet.file().ballots[0].ballot.serial, first);
    tablet.check(&[("read", "quasi"), ("checker", "李明"), ("serial", &plain)]);
    assert_eq!((tablet.file().checks.len(), tablet.standing().as_str()), (1, "quasi"));
    // A spoiled one is gone from the form of the ballot, however it was typed in either.
    let mut tablet = Tablet::new(&[("forms", "printed")]);
    tablet.edit(FormKey::Ballot, &[("serial", &plain)]);
    tablet.spoil(&[("serial", &first.replace('-', "——")), ("why", "撕坏")]);
    assert_eq!(tablet.file().spoiled[0].serial, first);
    assert!(tablet.typed(FormKey::Ballot, "serial").ends_with("-0001-2"));
}

#[test]
fn a_number_of_ones_own_stays_as_it_was_typed() {
    let mut tablet = Tablet::new(&[]);
    tablet.record(&[("serial", "a1b2 00011"), ("choice", "quasi")]);
    assert_eq!(tablet.file().ballots[0].ballot.serial, "A1B200011");
}
