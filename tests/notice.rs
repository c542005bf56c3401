//! The notice of the two modes as the gate before the ballot (BAL-3): what it has to say, for how long it hangs, and from which day papers count.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use support::{COMPOUND, HOUSEHOLDS, POSTED_ON, Scenario, ballot, notice, taken};
use wenlou::app::form::{Form, Problem, ProblemKind};
use wenlou::app::notice::{Gate, PROFESSIONAL, QUASI, check, drops_out};
use wenlou::domain::ballot::{Ballot, Choice};
use wenlou::domain::json::{from_text, to_text};
use wenlou::domain::notice::{Notice, earliest};
use wenlou::journal::Fact;
use wenlou::journal::fact::{BallotTaken, NoticePosted};
use wenlou::journal::household_file::Uncounted;

fn form(texts: &[(&'static str, &str)]) -> Form {
    let mut form = Form::default();
    for field in PROFESSIONAL.into_iter().chain(QUASI) {
        form.set(field, "内容");
    }
    for (field, text) in [("places", "南门"), ("posted_on", "2026-03-01"), ("ballot_from", "2026-03-08")] {
        form.set(field, text);
    }
    texts.iter().for_each(|(field, text)| form.set(field, *text));
    form
}

fn problems(texts: &[(&'static str, &str)], lead: u8) -> Vec<(&'static str, ProblemKind)> {
    gate_problems(texts, lead, None)
}

fn gate_problems(
    texts: &[(&'static str, &str)],
    lead: u8,
    corrected_on: Option<&str>,
) -> Vec<(&'static str, ProblemKind)> {
    let gate = Gate { today: "2026-03-20", lead, corrected_on: corrected_on.map(str::to_owned) };
    let problems = check(&form(texts), &gate).err().unwrap_or_default();
    problems.into_iter().map(|Problem { field, kind }| (field, kind)).collect()
}

#[test]
fn nobody_is_asked_before_the_notice_has_hung_for_as_long_as_the_campaign_says() {
    assert_eq!(problems(&[], 7), []);
    assert_eq!(problems(&[("ballot_from", "2026-03-07")], 7), [("ballot_from", ProblemKind::TooSoon { days: 7 })]);
    assert_eq!(problems(&[("ballot_from", "2026-03-01")], 0), []);
    assert_eq!(problems(&[("ballot_from", "2026-02-28")], 0), [("ballot_from", ProblemKind::TooSoon { days: 0 })]);
    assert_eq!(problems(&[("ballot_from", "")], 7), [("ballot_from", ProblemKind::Required)]);
    assert_eq!(earliest("2026-02-26", 7).as_deref(), Some("2026-03-05"));
}

#[test]
fn none_of_the_six_contents_may_be_blank_and_its_days_are_in_order() {
    for field in PROFESSIONAL.into_iter().chain(QUASI) {
        let expected = if field.ends_with("charged_by") { vec![] } else { vec![(field, ProblemKind::Required)] };
        assert_eq!(problems(&[(field, " ")], 7), expected, "{field}");
    }
    let days = [("ballot_until", "2026-03-07"), ("corrections_until", "2026-02-28")];
    assert_eq!(problems(&days, 7), days.map(|(field, _)| (field, ProblemKind::OutOfOrder)));
    let all = [
        ("ballot_until", "2026-03-20"),
        ("corrections_until", "2026-03-07"),
        ("contact", "王芳 0571-0000，南门意见箱"),
        ("quasi_charged_by", "社区公共服务工作站"),
    ];
    let notice = check(&form(&all), &Gate { today: "2026-03-20", lead: 7, corrected_on: None }).unwrap();
    assert_eq!(notice.quasi.charged_by.as_deref(), Some("社区公共服务工作站"));
    assert_eq!(from_text::<Notice>(&to_text(&notice)), Ok(notice.clone()));
    assert_eq!((notice.first_day(), notice.ballot_until.as_deref()), ("2026-03-08", Some("2026-03-20")));
    // One of an earlier version says nothing of them.
    let earlier = Notice { ballot_from: None, ..notice };
    assert_eq!(earlier.first_day(), "2026-03-01");
}

#[test]
fn a_paper_signed_before_the_first_day_of_the_notice_does_not_count() {
    let mut s = Scenario::ready(1);
    let from = earliest(POSTED_ON, 7).unwrap();
    let later = Notice { ballot_from: Some(from.clone()), ..notice() };
    s.supervisor.record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: later, why: None }));
    let signed = |day: &str| {
        let paper = taken(HOUSEHOLDS[0], Choice::Professional);
        let ballot = Ballot { signed_on: day.to_owned(), ..paper.ballot.clone() };
        Fact::Ballot(BallotTaken { ballot, ..paper })
    };
    let believed = s.trusted();
    let packet = s.supervisor.packet();
    s.tablets[0].take(&packet, &believed);
    s.tablets[0].record(signed(POSTED_ON));
    s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    let state = s.tablets[0].state();
    let compound = state.compounds.get(&COMPOUND.into()).unwrap();
    assert_eq!(compound.frame().unwrap().from, from);
    let uncounted: Vec<Uncounted> = compound.uncounted().iter().map(|(.., why)| *why).collect();
    assert!(uncounted.contains(&Uncounted::BeforeNotice), "{uncounted:?}");
}

#[test]
fn after_a_correction_of_the_roll_it_hangs_anew_and_its_first_day_stays() {
    let corrected_on = Some("2026-03-10");
    let problems = |day: &str| gate_problems(&[("reposted_on", day)], 7, corrected_on);
    let wrong = |kind| vec![("reposted_on", kind)];
    assert_eq!(problems(""), wrong(ProblemKind::Required));
    assert_eq!(problems("2026-03-09"), wrong(ProblemKind::OutOfOrder));
    assert_eq!(problems("2026-03-21"), wrong(ProblemKind::InFuture));
    assert_eq!(problems("2026-03-20"), []);
    let gate = Gate { today: "2026-03-20", lead: 7, corrected_on: corrected_on.map(str::to_owned) };
    let notice = check(&form(&[("reposted_on", "2026-03-12")]), &gate).unwrap();
    assert_eq!((notice.first_day(), notice.reposted_on.as_deref()), ("2026-03-08", Some("2026-03-12")));
    assert_eq!(from_text::<Notice>(&to_text(&notice)), Ok(notice));
    assert_eq!(gate_problems(&[], 7, None), [], "only after a correction");
}

#[test]
fn it_says_how_many_papers_a_later_first_day_would_shut_out() {
    let mut s = Scenario::ready(1);
    for (household, day) in HOUSEHOLDS.into_iter().zip(["2026-03-10", "2026-03-11", "2026-03-12"]) {
        let paper = taken(household, Choice::Professional);
        let ballot = Ballot { signed_on: day.to_owned(), ..paper.ballot.clone() };
        s.tablets[0].record(Fact::Ballot(BallotTaken { ballot, ..paper }));
    }
    s.hand_over();
    let state = s.supervisor.state();
    let shut_out =
        ["2026-03-10", "2026-03-11", "2026-03-13"].map(|day| drops_out(&state.compounds[&COMPOUND.into()], day));
    assert_eq!(shut_out, [0, 1, 3]);
}
