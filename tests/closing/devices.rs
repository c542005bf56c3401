//! What of a count a device has, and whose records it lacks.

use super::*;

#[test]
fn a_tablet_that_hears_of_the_closing_tells_no_result() {
    let mut s = Scenario::ready(2);
    let trusted = s.trusted();
    s.tablets[0].record(ballot(DOOR, Choice::Quasi));
    for door in &HOUSEHOLDS[1..6] {
        s.tablets[1].record(ballot(door, Choice::Professional));
    }
    s.hand_over();
    s.supervisor.record(close("2026-03-12"));
    let packet = s.supervisor.packet();
    s.tablets[0].take(&packet, &trusted);

    let office = App::of(&s.supervisor, "孙敏");
    assert_eq!(office.model.count(office.compound()).unwrap().decision, Decision::Professional);
    let tablet = App::of(&s.tablets[0], "王芳");
    let compound = tablet.compound();
    assert_eq!(compound.closed.as_ref().unwrap().1, "2026-03-12");
    // From its own papers it would come out the other way round.
    assert_eq!((compound.tally().decision, compound.tally().returned), (Decision::Quasi, 1));
    assert_eq!(tablet.model.count(compound), None);
    let shown =
        |app: &App| computed(app.compound(), None, app.model.sees_whole(app.compound()), &Place::Compound, "mech.mode");
    assert_eq!((shown(&office), shown(&tablet)), (Computed::Mode(Decision::Professional), Computed::WantsBallot));
    let terms = tablet.model.state().unwrap().terms.clone().unwrap();
    let found = dossier(compound, &terms, parse_date(TODAY).unwrap());
    assert!(found.mode.is_some() && found.steps.iter().any(|step| step.what == Duty::Station));
    let found = found.without_result();
    let steps: Vec<_> = found.steps.iter().map(|step| (&step.what, step.done)).collect();
    assert_eq!((found.mode, steps), (None, vec![(&Duty::Ballot, None)]));
}

#[test]
fn devices_whose_bundles_do_not_reach_the_closing_day_are_named() {
    let mut s = Scenario::ready(5);
    let devices: Vec<DeviceId> = s.tablets.iter().map(|tablet| tablet.device.id.clone()).collect();
    // The first was at a door and its bundle came the day before; the second brought its own today.
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.tablets[1].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.hand_over();
    received(&mut s.supervisor, &devices[0], TODAY_MS - DAY_MS);
    received(&mut s.supervisor, &devices[1], TODAY_MS);
    // The third was never heard of. The fourth handed over and was never here. The fifth is lost.
    received(&mut s.supervisor, &devices[3], TODAY_MS - 3 * DAY_MS);
    s.supervisor.record(revoke(&s.tablets[4].device, 0));
    let behind = |s: &Scenario, on: &str| {
        let state = s.supervisor.state();
        let own = &s.supervisor.device.id;
        let found = closing::outstanding(&state, &state.compounds[&compound_id()], own, &[], on).devices;
        found.into_iter().map(|(id, last)| (id.clone(), last)).collect::<Vec<_>>()
    };
    let day = |text| parse_date(text);
    let mut expected = vec![(devices[0].clone(), day("2026-03-19")), (devices[2].clone(), None)];
    expected.sort();
    assert_eq!(behind(&s, TODAY), expected);
    assert_eq!(behind(&s, "2026-03-19"), [(devices[2].clone(), None)]);
    // Once the fourth is sent here it matters, too.
    let (compound, building) = (compound_id(), "1".into());
    s.supervisor.record(Fact::Assign(Assign { compound, building, devices: vec![devices[3].clone()] }));
    expected.push((devices[3].clone(), day("2026-03-17")));
    expected.sort();
    assert_eq!(behind(&s, TODAY), expected);
}

#[test]
fn a_desk_that_has_a_packet_alone_of_another_says_of_no_other_record_that_it_knows_it() {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    let trusted = s.trusted();
    let first = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    let second = s.tablets[0].record(ballot(DOOR, Choice::Quasi));
    s.hand_over();
    // Of these a packet brings the last alone.
    s.supervisor.record(replacing(DOOR, Choice::Quasi, &[&second]));
    s.supervisor.record(spoil("No.77"));
    let packet = s.supervisor.packet();
    s.tablets[0].take(&packet, &trusted);
    let mut app = App::of(&s.tablets[0], "李强");
    app.settle(&[("keep", &first.to_string()), ("why", "当面确认")]);
    let [(_, word)] = &app.settled()[..] else { panic!("one") };
    let founder = &s.supervisor.device.id;
    let known = word.known.iter().find(|of| of.device == *founder).map_or(0, |of| of.n);
    assert!(known < s.supervisor.journal.last(founder) - 1, "{known}");
}

#[test]
fn what_another_supervisor_took_in_is_not_here() {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    let tablet = s.tablets[1].device.id.clone();
    s.tablets[1].record(ballot(DOOR, Choice::Quasi));
    let (bundle, trusted) = (s.tablets[1].bundle(), s.trusted());
    s.supervisor.take(&bundle, &trusted);
    received(&mut s.supervisor, &tablet, TODAY_MS);
    let founders = s.supervisor.bundle();
    let mut deputy = s.tablets[0].clone();
    deputy.take(&founders, &trusted);
    let behind =
        |of: &Tablet| App::of(of, "赵强").outstanding().devices.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert!(behind(&deputy).contains(&tablet));
    deputy.take(&bundle, &trusted);
    received(&mut deputy, &tablet, TODAY_MS);
    assert!(!behind(&deputy).contains(&tablet));
    // The founder gets another one on the same day, and the deputy hears of that.
    s.tablets[1].record(ballot(HOUSEHOLDS[1], Choice::Professional));
    let (last, more) = (s.tablets[1].journal.last(&tablet), s.tablets[1].bundle());
    s.supervisor.take(&more, &trusted);
    s.supervisor.record(Fact::Received(Received { last, ..of_bundle(&tablet) }));
    deputy.take(&s.supervisor.bundle(), &trusted);
    assert!(behind(&deputy).contains(&tablet));
    deputy.take(&more, &trusted);
    assert!(!behind(&deputy).contains(&tablet));
}

#[test]
fn records_that_a_collectors_device_lost_are_told_before_the_closing() {
    let mut s = Scenario::ready(1);
    for door in &HOUSEHOLDS[..3] {
        s.tablets[0].record(ballot(door, Choice::Quasi));
    }
    let id = s.tablets[0].device.id.clone();
    let kept = s.tablets[0].records().into_iter().filter(|(record, _)| (&record.device, record.n) != (&id, 2));
    s.tablets[0].journal = Journal::load(s.supervisor.journal.campaign().clone(), kept.collect::<Vec<_>>());
    let told = |s: &Scenario| App::of(&s.supervisor, "孙敏").outstanding().lost;
    assert_eq!(told(&s), []);
    s.hand_over();
    assert_eq!(told(&s), [(id.clone(), 1)]);
    // What came after a revocation is waited for by nobody.
    s.supervisor.record(revoke(&s.tablets[0].device, 1));
    assert_eq!(told(&s), []);
}

fn close_on_what_is_known(supervisor: &mut Tablet) {
    let Fact::Close(closing) = close(TODAY) else { panic!("a closing") };
    let known = supervisor.journal.lasts();
    supervisor.record(Fact::Close(Close { known, ..closing }));
}

/// The first tablet is a deputy. It, the other tablet and the founder recorded ballots, all of which the founder knew when it closed; the deputy has
/// heard of the closing by a work packet.
fn closed_elsewhere() -> Scenario {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    for door in &HOUSEHOLDS[1..4] {
        s.tablets[1].record(ballot(door, Choice::Professional));
    }
    s.hand_over();
    s.supervisor.record(ballot(HOUSEHOLDS[4], Choice::Professional));
    close_on_what_is_known(&mut s.supervisor);
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    s.tablets[0].take(&packet, &trusted);
    s
}

fn lacks_of(app: &App) -> Vec<(&DeviceId, u64)> {
    missing(&app.model, app.compound())
}

#[test]
fn where_records_are_missing_that_the_closing_knew_their_devices_are_named_and_no_result_is_told() {
    let mut s = closed_elsewhere();
    let trusted = s.trusted();
    let [founder, tablet] = [s.supervisor.device.id.clone(), s.tablets[1].device.id.clone()];
    let office = App::of(&s.supervisor, "孙敏");
    assert_eq!(
        (lacks_of(&office), office.model.count(office.compound()).unwrap().decision),
        (vec![], Decision::Professional)
    );
    assert_eq!(Paper::Preliminary.lacks(&office.model, office.compound(), TODAY), []);
    assert!(office.model.sees_whole(office.compound()));

    // Its own ballot alone would come out the other way round. Of the founder it has what every tablet has, the closing being its last record.
    let second = App::of(&s.tablets[0], "赵强");
    let (compound, state) = (second.compound(), second.model.state().unwrap());
    assert_eq!((compound.tally().decision, compound.tally().returned), (Decision::Quasi, 1));
    assert_eq!((second.model.is_supervisor(), second.model.count(compound)), (true, None));
    let lacking = lacks_of(&second);
    let of = |device: &DeviceId| lacking.iter().find(|(id, _)| *id == device).map(|(_, n)| *n);
    assert_eq!((lacking.len(), of(&founder), of(&tablet)), (2, Some(1), Some(3)));
    for paper in [Paper::Count, Paper::Preliminary, Paper::Final, Paper::Undelivered] {
        assert_eq!(paper.lacks(&second.model, compound, TODAY), [Lack::Missing(4)], "{paper:?}");
    }
    let terms = state.terms.clone().unwrap();
    let says = |is_whole, what: &str| {
        let lines = Findings::of(state, compound, &terms, is_whole).texts();
        lines.iter().any(|line| line.starts_with(what))
    };
    assert!(says(true, "MODE quasi") && says(true, "DUE station"), "what the bare records would come to");
    assert!(!says(false, "MODE") && !says(false, "DUE station") && !says(false, "DUE result"));
    let all = |is_whole: bool| overview(state, &terms, parse_date(TODAY), &move |_| is_whole);
    assert_eq!((all(false).counted_elsewhere, all(true).counted_elsewhere), (1, 0));
    assert!(all(false).rows[0].found.mode.is_none());

    // The others' bundles come in, one after the other.
    let bundles = [s.tablets[1].bundle(), s.supervisor.bundle()];
    s.tablets[0].take(&bundles[0], &trusted);
    assert_eq!(lacks_of(&App::of(&s.tablets[0], "赵强")), [(&founder, 1)]);
    s.tablets[0].take(&bundles[1], &trusted);
    let second = App::of(&s.tablets[0], "赵强");
    assert_eq!(lacks_of(&second), []);
    assert_eq!(second.model.count(second.compound()), office.model.count(office.compound()));
}

#[test]
fn a_deputy_may_open_a_ballot_again_whose_count_it_does_not_see_and_close_on_what_there_is() {
    let s = closed_elsewhere();
    let mut second = App::of(&s.tablets[0], "赵强");
    second.reopen();
    assert_eq!((second.compound().closed.is_some(), lacks_of(&second)), (false, vec![]));
    second.close(&[("why", "1号平板丢失")]);
    assert!(second.compound().closed.is_some());
    let count = second.model.count(second.compound()).unwrap();
    assert_eq!(
        (count.decision, count.returned),
        (Decision::Quasi, 1),
        "whoever closed lacks nothing of what they closed"
    );
}

#[test]
fn what_fills_a_gap_that_a_packet_left_opens_a_ballot_again() {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    // The founder's ballot lies between what the packet brings.
    s.supervisor.record(ballot(HOUSEHOLDS[1], Choice::Professional));
    s.supervisor.record(Fact::Assign(Assign { compound: COMPOUND.into(), building: "1".into(), devices: Vec::new() }));
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    s.tablets[0].take(&packet, &trusted);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let mut second = App::of(&s.tablets[0], "赵强");
    second.close(&[("why", "监督台没有交来数据包")]);
    assert!(second.compound().closed.is_some());
    s.tablets[0].journal = second.model.open.unwrap().journal;
    let (closed, all) = (s.tablets[0].bundle(), s.supervisor.bundle());
    s.tablets[0].take(&all, &trusted);
    s.supervisor.take(&closed, &trusted);
    for device in [&s.tablets[0], &s.supervisor] {
        let compound = &device.state().compounds[&compound_id()];
        assert_eq!(
            (compound.closed.is_some(), compound.close_undone.is_some()),
            (false, true),
            "{}",
            device.device.name
        );
    }
}

#[test]
fn what_a_device_lost_and_what_came_after_its_revocation_is_not_waited_for() {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    for door in &HOUSEHOLDS[..4] {
        s.tablets[1].record(ballot(door, Choice::Professional));
    }
    s.tablets[1].record(visit(HOUSEHOLDS[5], VisitOutcome::NotMet));
    // One of the four can't be read any more.
    let tablet = s.tablets[1].device.clone();
    let kept = s.tablets[1].records().into_iter().filter(|(id, _)| (&id.device, id.n) != (&tablet.id, 2));
    s.tablets[1].journal = Journal::load(s.supervisor.journal.campaign().clone(), kept.collect::<Vec<_>>());
    let (bundle, trusted) = (s.tablets[1].bundle(), s.trusted());
    s.supervisor.take(&bundle, &trusted);
    close_on_what_is_known(&mut s.supervisor);
    let mut by_founder = |second: &mut support::Tablet, fact: Option<Fact>| {
        if let Some(fact) = fact {
            s.supervisor.record(fact);
        }
        let file = s.supervisor.bundle();
        second.take(&file, &trusted);
    };
    let mut second = s.tablets[0].clone();
    by_founder(&mut second, None);
    let of_tablet = |second: &support::Tablet| lacks_of(&App::of(second, "赵强")).iter().map(|(_, n)| *n).sum::<u64>();
    assert_eq!(of_tablet(&second), 5);
    let mut with_bundle = second.clone();
    with_bundle.take(&bundle, &trusted);
    assert_eq!(of_tablet(&with_bundle), 1, "as far as is known it may still come");
    let last = with_bundle.journal.last(&tablet.id);
    let (sha256, head) = ("0".repeat(64), "0".repeat(64));
    let noted = Received { device: tablet.id.clone(), bundle: 1, sha256, previous: None, last, head };
    with_bundle.record(Fact::Received(noted));
    assert_eq!(of_tablet(&with_bundle), 0, "its bundle is in, and hadn't it");
    // Revoked after the ballots: the visit that followed is none any more.
    by_founder(&mut second, Some(revoke(&tablet, 4)));
    assert_eq!(of_tablet(&second), 4);
}
