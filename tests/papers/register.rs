//! The register of forms: which was handed over when, when it came back, who took it, and what became of it.

use super::*;
use support::{replacing, settle, undo_spoil, withdraw};
use wenlou::app::Lang;
use wenlou::app::papers::by_stairwell;
use wenlou::app::papers::register::{Line, is_to_give, lines};
use wenlou::domain::date::{begins_at, make_date};
use wenlou::domain::order::sorted;
use wenlou::journal::entry::RecordId;
use wenlou::journal::fact::Withdraw;
use wenlou::journal::household_file::Ended;

/// Of a household's lines in the register: when, of which form, and when it came back; and the form to be handed over next.
fn in_register(tablet: &Tablet, household: &str) -> (Vec<[String; 3]>, Option<String>) {
    let (on_file, id) = (compound(tablet), household.into());
    let found = lines(&on_file, &id);
    let line = |line: &Line<'_>| {
        let serial = line.serial.unwrap_or_default();
        let serial = if line.is_void { format!("{serial}*") } else { serial.to_owned() };
        [line.at.clone(), serial, line.received.clone().unwrap_or_default()]
    };
    let to_give = on_file.form_serials().get(&id).filter(|serial| is_to_give(&on_file, &id, serial)).cloned();
    (found.iter().map(line).collect(), to_give)
}

#[test]
fn the_register_has_each_form_with_the_day_on_which_it_came_back() {
    use VisitOutcome::{Collected, Delivered, NotMet};
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let row = |at: &str, serial: &str, received: &str| [at, serial, received].map(str::to_owned);
    // The day of recording here; the papers are signed on 2026-03-10, which is on no register.
    let recorded = "2026-02-25";
    let home = HOUSEHOLDS[0];
    office.record(handing(home, "2026-02-20T19:30", NotMet, None));
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A001")));
    assert_eq!(in_register(office, home).0, [row("2026-02-20 19:30", "", ""), row("2026-02-21 09:00", "A001", "")]);
    office.record(on_paper(home, "A001"));
    let back = [row("2026-02-20 19:30", "", ""), row("2026-02-21 09:00", "A001", recorded)];
    assert_eq!(in_register(office, home), (back.to_vec(), None), "forms with numbers of their own have no next one");
    // Taken back at a visit of its own: that visit's day, though it was recorded later.
    let home = HOUSEHOLDS[1];
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A002")));
    office.record(handing(home, "2026-02-23T19:00", Collected, Some("A002")));
    office.record(on_paper(home, "A002"));
    assert_eq!(
        in_register(office, home).0,
        [row("2026-02-21 09:00", "A002", ""), row("2026-02-23 19:00", "A002", "2026-02-23")]
    );
    // Left at an office: no visit, and a line all the same. Another paper than the one that was handed over is another line.
    let home = HOUSEHOLDS[2];
    office.record(on_paper(home, "A003"));
    assert_eq!(in_register(office, home).0, [row(recorded, "A003", recorded)]);
    let home = HOUSEHOLDS[3];
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A004")));
    office.record(on_paper(home, "A044"));
    assert_eq!(in_register(office, home).0, [row("2026-02-21 09:00", "A004", ""), row(recorded, "A044", recorded)]);
    assert_eq!(in_register(office, HOUSEHOLDS[4]).0, Vec::<[String; 3]>::new());
    // Taken at a door, and recorded days later: that visit's. A further one, signed since, came by itself.
    let home = HOUSEHOLDS[5];
    office.record(handing(home, "2026-02-21T09:00", Delivered, None));
    office.record(handing(home, "2026-02-22T19:00", Collected, None));
    office.record(signed(home, "A005", "2026-02-22"));
    let taken = [row("2026-02-21 09:00", "", ""), row("2026-02-22 19:00", "A005", "2026-02-22")];
    assert_eq!(in_register(office, home).0, taken);
    office.clock += 24 * 60 * 60 * 1000;
    office.record(on_paper(home, "A006"));
    assert_eq!(in_register(office, home).0, [&taken[..], &[row("2026-02-26", "A006", "2026-02-26")]].concat());
}

#[test]
fn the_register_names_the_next_printed_form_until_it_is_handed_over() {
    let mut s = printing();
    let office = &mut s.supervisor;
    let home = HOUSEHOLDS[0];
    let first = compound(office).form_serial(&home.into()).unwrap();
    assert_eq!(in_register(office, home), (vec![], Some(first.clone())));
    office.record(handing(home, "2026-03-09T09:00", VisitOutcome::Delivered, Some(&first)));
    assert_eq!(in_register(office, home).1, None);
    office.record(spoil(home, &first));
    let second = compound(office).form_serial(&home.into()).unwrap();
    let void = |at: &str| [at.to_owned(), format!("{first}*"), String::new()];
    let lines = vec![void("2026-02-25"), void("2026-03-09 09:00")];
    assert_eq!(in_register(office, home), (lines, Some(second.clone())), "the tablet's clock is behind");
    office.record(on_paper(home, &second));
    assert_eq!(in_register(office, home).1, None, "what came back needs no other");
}

/// The same with how a line came about, what became of the paper, and who was there.
fn in_full(tablet: &Tablet, household: &str) -> Vec<[String; 3]> {
    let on_file = compound(tablet);
    let line = |line: &Line<'_>| {
        let of = match (line.visit, line.spoiled) {
            (Some(_), _) => "visit",
            (None, Some(_)) => "spoiled",
            (None, None) if line.is_of_same_visit => "same",
            (None, None) => "paper",
        };
        let ended = match line.ended {
            None => "",
            Some(Ended::Replaced { .. }) => " replaced",
            Some(Ended::Withdrawn { .. }) => " withdrawn",
            Some(Ended::Settled { .. }) => " settled",
        };
        [format!("{of}{ended}"), line.serial.unwrap_or_default().to_owned(), line.collectors.join("、")]
    };
    lines(&on_file, &household.into()).iter().map(line).collect()
}

fn row(of: &str, serial: &str, who: &str) -> [String; 3] {
    [of, serial, who].map(str::to_owned)
}

/// A paper that these people took.
fn taken_by(household: &str, serial: &str, choice: Choice, who: &[&str]) -> Fact {
    let Fact::Ballot(mut taken) = ballot(household, choice) else { panic!() };
    (taken.ballot.serial, taken.ballot.signed_on) = (serial.into(), "2026-02-25".into());
    taken.ballot.collectors = who.iter().map(|name| (*name).to_owned()).collect();
    Fact::Ballot(taken)
}

fn numbered(household: &str, serial: &str, replaces: &RecordId) -> Fact {
    let Fact::Ballot(mut taken) = replacing(household, Choice::Professional, &[replaces]) else { panic!() };
    (taken.ballot.serial, taken.ballot.signed_on) = (serial.into(), "2026-02-25".into());
    Fact::Ballot(taken)
}

/// A paper that was signed on this day.
fn signed(household: &str, serial: &str, on: &str) -> Fact {
    let Fact::Ballot(mut taken) = on_paper(household, serial) else { panic!() };
    taken.ballot.signed_on = on.into();
    Fact::Ballot(taken)
}

/// A paper that is recorded at the door, and brings its visit along at the same moment.
fn at_the_door(tablet: &mut Tablet, home: &str, serial: &str, at: &str) -> RecordId {
    let paper = tablet.record(on_paper(home, serial));
    tablet.clock -= 60_000;
    tablet.record(handing(home, at, VisitOutcome::Collected, None));
    paper
}

/// Midnight of a day of March.
fn march(day: u8) -> i64 {
    begins_at(make_date(2026, 3, day).unwrap())
}

#[test]
fn every_paper_that_came_back_is_in_the_register_by_who_took_it() {
    use VisitOutcome::{Collected, Delivered};
    let mut s = Scenario::ready(1);
    let home = HOUSEHOLDS[0];
    // The crew of a tablet takes a paper at the door; the office takes another that says otherwise.
    s.tablets[0].clock = s.supervisor.clock;
    s.tablets[0].record(handing(home, "2026-02-25T19:00", Collected, None));
    let first = s.tablets[0].record(taken_by(home, "B001", Choice::Professional, &["王", "李"]));
    let other = s.supervisor.record(taken_by(home, "A001", Choice::Quasi, &["赵"]));
    s.hand_over();
    let office = &mut s.supervisor;
    assert_eq!(in_full(office, home), [row("visit", "B001", "王、李"), row("paper", "A001", "赵")]);
    // Whichever of them stands, each was taken by who took it.
    let mut again = office.clone();
    again.record(settle(home, &[&first, &other], Some(&other)));
    assert_eq!(in_full(&again, home), [row("visit settled", "B001", "王、李"), row("paper", "A001", "赵")]);
    office.record(settle(home, &[&first, &other], Some(&first)));
    assert_eq!(in_full(office, home), [row("visit", "B001", "王、李"), row("paper settled", "A001", "赵")]);

    // A correction is the same paper; one that was withdrawn came back all the same.
    let home = HOUSEHOLDS[1];
    office.record(handing(home, "2026-02-25T19:00", Collected, None));
    let wrong = office.record(taken_by(home, "A20", Choice::Professional, &["王"]));
    let right = office.record(numbered(home, "A002", &wrong));
    assert_eq!(in_full(office, home), [row("visit", "A002", "王、李")]);
    office.record(withdraw(home, &[&right]));
    assert_eq!(in_full(office, home), [row("visit withdrawn", "A002", "王、李")]);
    let home = HOUSEHOLDS[4];
    let back = at_the_door(office, home, "A005", "2026-02-25T20:00");
    office.record(withdraw(home, &[&back]));
    assert_eq!(in_full(office, home), [row("visit withdrawn", "A005", "王、李")], "it brought its visit along");

    // What others handed over than took it back is two lines; one number that two devices recorded is one.
    let home = HOUSEHOLDS[2];
    office.record(handing(home, "2026-02-24T19:00", Delivered, Some("A003")));
    office.record(taken_by(home, "A003", Choice::Quasi, &["赵"]));
    assert_eq!(in_full(office, home), [row("visit", "A003", "王、李"), row("paper", "A003", "赵")]);
    let home = HOUSEHOLDS[3];
    office.record(handing(home, "2026-02-25T19:00", Collected, Some("A004")));
    s.tablets[0].record(taken_by(home, "A004", Choice::Quasi, &["李"]));
    s.supervisor.record(taken_by(home, "A004", Choice::Quasi, &["赵"]));
    s.hand_over();
    let both = in_full(&s.supervisor, home);
    assert_eq!(both.len(), 1, "{both:?}");
    assert!(both[0][2].contains('赵') && both[0][2].contains('李'), "{both:?}");
}

/// Its number is that of the form that lies at the door where it was recorded, which comes back the day after.
#[test]
fn a_paper_that_was_another_households_did_not_come_back_here() {
    let mut s = Scenario::ready(0);
    let (office, home) = (&mut s.supervisor, HOUSEHOLDS[0]);
    office.record(handing(home, "2026-03-07T19:00", VisitOutcome::Delivered, Some("A001")));
    office.clock = march(11);
    let astray = office.record(on_paper(home, "A001"));
    let Fact::Withdraw(back) = withdraw(home, &[&astray]) else { panic!() };
    office.record(Fact::Withdraw(Withdraw { is_anothers: true, ..back }));
    let row = |of: [&str; 3]| of.map(str::to_owned);
    let given = row(["2026-03-07 19:00", "A001", ""]);
    assert_eq!(in_register(office, home).0, [given.clone(), row(["2026-03-11", "A001", ""])]);
    assert_eq!(in_full(office, home)[1][0], "paper withdrawn");
    office.clock = march(12);
    office.record(on_paper(home, "A001"));
    let back = row(["2026-03-07 19:00", "A001", "2026-03-12"]);
    assert_eq!(in_register(office, home).0, [back, row(["2026-03-11", "A001", ""])]);
}

/// The tablet took it, and the desk types it in.
#[test]
fn a_paper_that_another_device_recorded_came_back_at_the_visit_at_which_it_was_taken() {
    let mut s = Scenario::ready(2);
    let home = HOUSEHOLDS[0];
    let took = |at: &str| handing(home, at, VisitOutcome::Collected, None);
    s.tablets[0].record(took("2026-03-11T17:29"));
    // Another tablet takes one and records it at once.
    s.tablets[1].clock = march(12);
    at_the_door(&mut s.tablets[1], home, "A002", "2026-03-12T18:00");
    s.hand_over();
    let row = |at: &str, serial: &str| [at, serial, at.get(..10).unwrap()].map(str::to_owned);
    let at_once = row("2026-03-12 18:00", "A002");
    assert_eq!(in_register(&s.supervisor, home).0, [row("2026-03-11 17:29", ""), at_once.clone()]);
    s.supervisor.clock = march(13);
    s.supervisor.record(on_paper(home, "A001"));
    assert_eq!(in_register(&s.supervisor, home).0, [row("2026-03-11 17:29", "A001"), at_once]);
    assert_eq!(compound(&s.supervisor).file(&home.into()).unwrap().unrecorded_paper(), None);
}

/// At the door, and at the desk before it had heard of that.
#[test]
fn a_paper_that_two_devices_recorded_is_one_line() {
    for desk_is_first in [true, false] {
        let mut s = Scenario::ready(1);
        let home = HOUSEHOLDS[0];
        (s.tablets[0].clock, s.supervisor.clock) = (march(12), march(if desk_is_first { 11 } else { 13 }));
        at_the_door(&mut s.tablets[0], home, "A001", "2026-03-12T18:00");
        s.supervisor.record(on_paper(home, "A001"));
        s.hand_over();
        let lines = in_register(&s.supervisor, home).0;
        assert_eq!(lines.iter().map(|[_, serial, _]| serial.as_str()).collect::<Vec<_>>(), ["A001"], "{desk_is_first}");
    }
}

/// A tablet and the desk, or two desks that put it right, read it otherwise; one of the two is let stand.
#[test]
fn a_paper_that_was_copied_in_two_ways_is_one_line_also_once_it_is_settled() {
    let home = HOUSEHOLDS[0];
    let mut s = Scenario::ready(1);
    (s.tablets[0].clock, s.supervisor.clock) = (march(12), march(13));
    let one = at_the_door(&mut s.tablets[0], home, "A001", "2026-03-12T18:00");
    let other = s.supervisor.record(taken_by(home, "A001", Choice::Quasi, &["赵"]));
    s.hand_over();
    let serials = |tablet: &Tablet| in_register(tablet, home).0;
    let at_its_visit = [["2026-03-12 18:00", "A001", "2026-03-12"].map(str::to_owned)];
    assert_eq!(serials(&s.supervisor), at_its_visit);
    for keep in [&one, &other] {
        let mut settled = s.supervisor.clone();
        settled.record(settle(home, &[&one, &other], Some(keep)));
        assert_eq!(serials(&settled), at_its_visit);
        assert_eq!(in_full(&settled, home)[0][0], "visit", "it stands");
    }
    s.supervisor.record(settle(home, &[&one, &other], None));
    assert_eq!(in_full(&s.supervisor, home), [row("visit settled", "A001", "王、李、赵")]);

    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    let first = s.supervisor.record(on_paper(home, "A001"));
    let file = s.supervisor.bundle();
    let trusted = s.trusted();
    s.tablets[0].take(&file, &trusted);
    let one = s.supervisor.record(replacing(home, Choice::Quasi, &[&first]));
    let other = s.tablets[0].record(numbered(home, "A001", &first));
    s.hand_over();
    s.supervisor.record(settle(home, &[&one, &other], Some(&other)));
    assert_eq!(in_full(&s.supervisor, home).len(), 1);
}

/// Whoever types them in does so in whatever order.
#[test]
fn papers_are_of_the_visits_by_which_they_were_signed() {
    for is_desk in [true, false] {
        let mut s = Scenario::ready(1);
        let home = HOUSEHOLDS[0];
        s.tablets[0].clock = march(11);
        for at in ["2026-03-11T10:00", "2026-03-12T10:00"] {
            s.tablets[0].record(handing(home, at, VisitOutcome::Collected, None));
        }
        s.hand_over();
        let typist = if is_desk { &mut s.supervisor } else { &mut s.tablets[0] };
        typist.clock = march(13);
        for (serial, on) in [("A001", "2026-03-11"), ("A002", "2026-03-12")] {
            typist.record(signed(home, serial, on));
        }
        s.hand_over();
        let row = |at: &str, serial: &str| [at, serial, at.get(..10).unwrap()].map(str::to_owned);
        let lines = in_register(&s.supervisor, home).0;
        assert_eq!(lines, [row("2026-03-11 10:00", "A001"), row("2026-03-12 10:00", "A002")], "{is_desk}");
        assert_eq!(compound(&s.supervisor).file(&home.into()).unwrap().unrecorded_paper(), None);
    }
}

/// It is the visit that is missed which has nothing in it: what was recorded before a visit isn't what was taken at it.
#[test]
fn the_visit_whose_paper_is_missed_has_none_in_the_register() {
    let mut s = Scenario::ready(0);
    let (office, home) = (&mut s.supervisor, HOUSEHOLDS[0]);
    office.clock = march(12);
    office.record(on_paper(home, "A001"));
    office.record(handing(home, "2026-03-12T10:00", VisitOutcome::Collected, None));
    let row = |of: [&str; 3]| of.map(str::to_owned);
    let taken = row(["2026-03-12 10:00", "", "2026-03-12"]);
    assert_eq!(in_register(office, home).0, [taken, row(["2026-03-12", "A001", "2026-03-12"])]);
    let missed = compound(office).file(&home.into()).unwrap().unrecorded_paper().map(|made| made.visit.at.clone());
    assert_eq!(missed.as_deref(), Some("2026-03-12T10:00"));
}

/// Its own device takes back what the desk puts right; or the desk types it in as well, and the tablet puts it right.
#[test]
fn a_paper_that_was_corrected_and_recorded_twice_is_one_line_whoever_ended_what() {
    let home = HOUSEHOLDS[0];
    let first = |s: &mut Scenario| {
        let paper = at_the_door(&mut s.tablets[0], home, "A001", "2026-03-12T18:00");
        s.hand_over();
        paper
    };
    let mut s = Scenario::ready(1);
    let paper = first(&mut s);
    s.supervisor.record(numbered(home, "A002", &paper));
    s.tablets[0].record(withdraw(home, &[&paper]));
    s.hand_over();
    assert_eq!(in_full(&s.supervisor, home), [row("visit", "A002", "王、李")]);
    let mut s = Scenario::ready(1);
    let paper = first(&mut s);
    s.supervisor.record(on_paper(home, "A001"));
    s.tablets[0].record(numbered(home, "A001", &paper));
    s.hand_over();
    assert_eq!(in_full(&s.supervisor, home).len(), 1);
}

/// What came back then was spoiled; the one that is brought on that day is another.
#[test]
fn a_paper_did_not_come_back_at_a_visit_whose_form_was_spoiled() {
    let mut s = Scenario::ready(0);
    let (office, home) = (&mut s.supervisor, HOUSEHOLDS[0]);
    office.record(handing(home, "2026-02-24T09:00", VisitOutcome::Delivered, Some("A001")));
    office.record(handing(home, "2026-02-25T10:00", VisitOutcome::Collected, None));
    office.record(spoil(home, "A001"));
    office.clock += 60 * 60_000;
    office.record(signed(home, "A002", "2026-02-25"));
    let of = |line: &[String; 3]| line[..2].join(" ");
    let lines: Vec<String> = in_full(office, home).iter().map(of).collect();
    assert_eq!(lines, ["visit A001", "visit ", "paper A002", "spoiled A001"]);
}

#[test]
fn another_paper_of_who_may_change_their_mind_is_another_line() {
    let mut s = hanging(terms(&[("allow_change", "yes")]));
    let (office, home) = (&mut s.supervisor, HOUSEHOLDS[0]);
    let first = office.record(taken_by(home, "A001", Choice::Quasi, &["王"]));
    let second = office.record(numbered(home, "A002", &first));
    assert_eq!(in_full(office, home), [row("paper", "A002", "王、李"), row("paper replaced", "A001", "王")]);
    office.record(numbered(home, "A002", &second));
    assert_eq!(in_full(office, home).len(), 2, "the same number is the same paper");
    // A number that is put right is one paper there as well.
    let home = HOUSEHOLDS[1];
    let wrong = office.record(taken_by(home, "A003", Choice::Professional, &["王"]));
    office.record(numbered(home, "A004", &wrong));
    assert_eq!(in_full(office, home), [row("paper", "A004", "王、李")]);
}

/// Two co-owners hand in one each, and the next comes hours later; two tablets record one.
#[test]
fn papers_came_back_at_the_visits_that_they_brought_or_at_which_others_were_taken() {
    let mut s = Scenario::ready(2);
    let (tablet, home) = (&mut s.tablets[0], HOUSEHOLDS[0]);
    tablet.clock = march(12) + 60 * 60_000;
    at_the_door(tablet, home, "A001", "2026-03-12T09:00");
    tablet.record(on_paper(home, "A002"));
    tablet.clock += 60 * 60_000;
    tablet.record(on_paper(home, "A003"));
    let who = |of: &str, serial: &str| row(of, serial, "王、李");
    assert_eq!(in_full(tablet, home), [who("visit", "A001"), who("same", "A002"), who("paper", "A003")]);
    let home = HOUSEHOLDS[1];
    for tablet in &mut s.tablets {
        at_the_door(tablet, home, "B001", "2026-03-12T10:00");
    }
    s.hand_over();
    assert_eq!(in_full(&s.supervisor, home), [who("visit", "B001"), who("visit", "B001")]);
    assert_eq!(compound(&s.supervisor).file(&home.into()).unwrap().unrecorded_paper(), None);
    // Each visit was made by those who made it.
    let home = HOUSEHOLDS[2];
    for (tablet, who) in s.tablets.iter_mut().zip(["赵", "钱"]) {
        let Fact::Visit(mut made) = visit(home, VisitOutcome::Collected) else { panic!("a visit") };
        made.visit.collectors = vec![who.into()];
        tablet.record(Fact::Visit(made));
        tablet.record(signed_and_taken_by(home, "C001", who));
    }
    s.hand_over();
    let lines = in_full(&s.supervisor, home);
    assert_eq!(sorted(lines, Ord::cmp), [row("visit", "C001", "赵"), row("visit", "C001", "钱")]);
}

/// Signed by the day of the visit.
fn signed_and_taken_by(household: &str, serial: &str, who: &str) -> Fact {
    let Fact::Ballot(mut taken) = taken_by(household, serial, Choice::Quasi, &[who]) else { panic!("a ballot") };
    taken.ballot.signed_on = "2026-03-09".into();
    Fact::Ballot(taken)
}

#[test]
fn a_form_that_was_spoiled_has_a_line_of_its_own() {
    let mut s = Scenario::ready(1);
    let home = HOUSEHOLDS[0];
    s.tablets[0].record(spoil(home, "A009"));
    s.hand_over();
    let office = &mut s.supervisor;
    office.record(spoil(home, "A009"));
    assert_eq!(in_full(office, home), [row("spoiled", "A009", "平板1")], "once, by who said so first");
    let wrong = office.record(spoil(home, "A010"));
    assert_eq!(in_full(office, home).len(), 2);
    office.record(undo_spoil(home, &wrong));
    assert_eq!(in_full(office, home).len(), 1, "what is good after all isn't void");
}

#[test]
fn the_register_says_when_somebody_is_to_be_called_on_again() {
    let mut s = Scenario::ready(0);
    let Fact::Visit(mut made) = visit(HOUSEHOLDS[0], VisitOutcome::ComeBack) else { panic!() };
    made.visit.again = Some("2026-03-12T19:00".into());
    s.supervisor.record(Fact::Visit(made));
    let on_file = compound(&s.supervisor);
    let found = lines(&on_file, &HOUSEHOLDS[0].into());
    let again = found[0].visit.and_then(|made| made.visit.again.as_deref());
    assert_eq!(again, Some("2026-03-12T19:00"));
}

#[test]
fn what_is_said_of_a_spoiled_form_that_another_tablet_recorded_is_what_becomes_of_it() {
    let mut s = printing();
    let home = HOUSEHOLDS[0];
    let first = compound(&s.supervisor).form_serial(&home.into()).unwrap();
    s.supervisor.record(on_paper(home, &first));
    s.hand_out(0);
    s.tablets[0].record(spoil(home, &first));
    s.hand_over();
    let counted = |s: &Scenario| compound(&s.supervisor).tally().counts.professional;
    assert_eq!(counted(&s), 1);
    let mut other = printing();
    other.tablets[0].record(on_paper(home, &first));
    other.hand_over();
    assert_eq!(counted(&other), 1);
    other.supervisor.record(spoil(home, &first));
    assert_eq!(counted(&other), 0, "by a supervisor's word alone");
    assert!(Lang::Zh.spoil_explain().contains("监督员作废后那份意见不再计入"));
    assert!(Lang::En.spoil_explain().contains("once a supervisor calls it spoiled"));
}

#[test]
fn the_register_accounts_for_the_forms_of_a_title_that_a_correction_took_off() {
    use VisitOutcome::{Collected, Delivered};
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let gone = "1-1-201";
    office.record(handing(gone, "2026-02-21T09:00", Delivered, Some("A001")));
    office.record(handing(gone, "2026-02-23T19:00", Collected, Some("A001")));
    office.record(on_paper(gone, "A001"));
    let books = |office: &Tablet, of: Place| {
        let on_file = compound(office);
        let ids = |titles: &[&Household]| titles.iter().map(|title| title.id.to_string()).collect::<Vec<_>>();
        let books = by_stairwell(&on_file, &of);
        books.iter().map(|book| (ids(&book.doors).len(), ids(&book.taken_off))).collect::<Vec<_>>()
    };
    let before = in_full(office, gone);
    assert_eq!(books(office, Place::Compound), [(4, vec![]), (2, vec![]), (2, vec![])]);
    let mut left: Vec<Household> = titles().into_iter().filter(|title| title.id.as_str() != gone).collect();
    correct(office, vec![], gone, &Roll::new(left.clone()));
    assert_eq!(books(office, Place::Compound), [(3, vec![gone.to_owned()]), (2, vec![]), (2, vec![])]);
    assert_eq!(in_full(office, gone), before, "what became of its form is to be read as before");
    assert_eq!(before, [row("visit", "A001", "王、李"), row("visit", "A001", "王、李")]);
    assert_eq!(books(office, Place::Building("2".into())), [(2, vec![])]);
    // One of which there is nothing has no forms to account for; a stairwell of which nothing is left has its book all the same.
    for home in ["2-102", "2-101"] {
        if home == "2-101" {
            office.record(spoil(home, "A009"));
        }
        left.retain(|title| title.id.as_str() != home);
        correct(office, vec![], home, &Roll::new(left.clone()));
    }
    assert_eq!(books(office, Place::Building("2".into())), [(0, vec!["2-101".to_owned()])]);
    assert_eq!(in_full(office, "2-101")[0][0], "spoiled");
    // Another title behind its door has nothing to account for, and its own lines stay as they were.
    let another =
        Household { holders: vec!["钱*".into()], ..titles().into_iter().find(|of| of.id.as_str() == gone).unwrap() };
    left.retain(|title| title.id.as_str() != "1-1-202");
    left.push(another.clone());
    correct(office, vec![another], "1-1-202", &Roll::new(left.clone()));
    let book = |office: &Tablet| books(office, Place::Stairwell("1".into(), Some("1".into())));
    let [(3, taken_off)] = &book(office)[..] else { panic!("{:?}", book(office)) };
    assert_eq!((in_full(office, gone), taken_off.len()), (vec![], 1));
    assert_eq!(
        (in_full(office, &taken_off[0]), compound(office).title(&taken_off[0][..].into()).unwrap().suite.as_str()),
        (before, "201")
    );
}
