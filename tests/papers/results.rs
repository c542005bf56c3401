//! The notices of the result: the preliminary one, and what the final one waits for.

use super::*;
use support::{reopen, replacing};
use wenlou::app::Lang;
use wenlou::app::papers::fit::days_apart;
use wenlou::app::papers::{Replaced, replaced};
use wenlou::domain::answer::Answer;
use wenlou::domain::date::{begins_at, parse_date};
use wenlou::domain::rules::deadline::Duty;
use wenlou::domain::rules::participation::Column;
use wenlou::domain::tally::Decision;
use wenlou::findings::dossier::dossier;
use wenlou::findings::participation::participation;
use wenlou::findings::result::{Unheard, heard, period};
use wenlou::journal::fact::{AnswerGiven, Close};

#[test]
fn a_result_says_of_when_its_figures_of_delivery_and_of_invalid_ballots_are() {
    let at = "2026-03-22 09:30";
    assert_eq!(Lang::Zh.result_as_of(at), "送达与无效原因按 2026-03-22 09:30 的记录统计。");
    assert_eq!(Lang::En.result_as_of(at), "Deliveries and reasons of invalidity are as on record at 2026-03-22 09:30.");
}

#[test]
fn no_day_of_a_paper_breaks_in_two() {
    let hangs = "7 天：自 2026-12-05（张贴当日，不计）至 2026-12-12，遇休息日顺延至 2026-12-14";
    let parts =
        ["7 天：自 ", "2026-12-05", "（张贴当日，不计）至 ", "2026-12-12", "，遇休息日顺延至 ", "2026-12-14", ""];
    assert_eq!(days_apart(hangs), parts);
    assert_eq!(days_apart("2026-13-01 907A-0014-1"), ["2026-13-01 907A-0014-1"], "that is none");
    assert_eq!(days_apart(""), [""]);
}

/// An entry of the dossier.
fn entry(name: &str, item: &str, values: &[(&str, &str)]) -> Fact {
    let of = catalogue::form(item).unwrap().item;
    let mut answer = Answer::default();
    values.iter().for_each(|(field, value)| answer.set(of.field(field).unwrap(), value).unwrap());
    let (compound, place, item) = (COMPOUND.into(), Place::Dossier(name.into()), item.to_owned());
    Fact::Answer(AnswerGiven { compound, place, item, answer })
}

#[test]
fn the_final_result_waits_for_what_the_preliminary_one_is_owed() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    office.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    office.record(close("2026-03-20"));
    let waits = |office: &Tablet, today: &str| match lacks_of(Paper::Final, office, today)[..] {
        [] => None,
        [Lack::Unheard(why)] => Some(why),
        ref other => panic!("{other:?}"),
    };
    let says = |office: &Tablet, today: &str| {
        let (state, today) = (office.state(), parse_date(today).unwrap());
        heard(&compound(office), &state.terms.unwrap(), today)
    };
    let hangs = |office: &Tablet, today: &str| {
        let (state, today) = (office.state(), parse_date(today).unwrap());
        Lang::Zh.result_hangs(period(&compound(office), &state.terms.unwrap(), today).unwrap(), true)
    };
    let days = |n: i64, from: &str, until: &str| format!("{n} 天：自 {from}（张贴当日，不计）至 {until}");
    // A Saturday and a Sunday are no working days.
    let put_off = "，遇休息日顺延至 2026-03-30";
    assert_eq!(waits(office, "2026-04-20"), Some(Unheard::NotPosted));
    assert_eq!(hangs(office, "2026-03-21"), days(7, "2026-03-21", "2026-03-28") + put_off);
    // One that hung before the close told of another count.
    let early = |more: &[(&'static str, &'static str)]| {
        let hung = [("stage", "preliminary"), ("posted", "2026-03-19"), ("until", "2026-03-30")];
        entry("early", "dossier.result", &[&hung, more].concat())
    };
    office.record(early(&[]));
    assert_eq!(waits(office, "2026-04-20"), Some(Unheard::NotPosted));
    let preliminary = |until, more: &[(&'static str, &'static str)]| {
        entry(
            "first",
            "dossier.result",
            &[&[("stage", "preliminary"), ("posted", "2026-03-22"), ("until", until)], more].concat(),
        )
    };
    office.record(preliminary("2026-03-28", &[]));
    assert_eq!(waits(office, "2026-04-20"), Some(Unheard::TooShort { days: 7 }));
    assert_eq!(hangs(office, "2026-03-24"), days(6, "2026-03-22", "2026-03-28") + put_off, "as it is on record");
    // For longer than the campaign asks, and from a day that nobody would print.
    office.record(preliminary("2026-04-03", &[("objections", "0"), ("upheld", "0")]));
    assert_eq!(hangs(office, "2026-03-24"), days(12, "2026-03-22", "2026-04-03"));
    assert_eq!(says(office, "2026-04-04"), Err(Unheard::NoWord), "to that one somebody may have objected, too");
    office.record(early(&[("objections", "0")]));
    let over = says(office, "2026-04-04").unwrap().period;
    assert_eq!(Lang::Zh.result_hangs(over, true), days(12, "2026-03-22", "2026-04-03"), "on the final notice, too");
    office.record(preliminary("2026-03-21", &[]));
    assert_eq!(hangs(office, "2026-03-24"), days(7, "2026-03-24", "2026-03-31"), "no end is before its beginning");
    office.record(preliminary("2026-03-29", &[]));
    assert_eq!(hangs(office, "2026-03-24"), days(7, "2026-03-22", "2026-03-29") + put_off);
    let until = parse_date("2026-03-30").unwrap();
    assert_eq!(waits(office, "2026-03-30"), Some(Unheard::Hangs { until }));
    assert_eq!(waits(office, "2026-03-31"), Some(Unheard::NoWord));
    office.record(preliminary("2026-03-29", &[("objections", "2")]));
    assert_eq!(waits(office, "2026-03-31"), Some(Unheard::NoWord), "nor how many were upheld");
    office.record(preliminary("2026-03-29", &[("objections", "2"), ("upheld", "0")]));
    assert_eq!(waits(office, "2026-03-31"), None);
    assert_eq!(
        says(office, "2026-03-31").map(|heard| (heard.received, heard.upheld, heard.recounted)),
        Ok((2, 0, None))
    );
    office.record(preliminary("2026-03-29", &[("objections", "2"), ("upheld", "1")]));
    assert_eq!(waits(office, "2026-03-31"), Some(Unheard::NoRecount));
    let recount = |numbers: &[(&'static str, &'static str)]| {
        entry("count", "dossier.count", &[&[("stage", "recount"), ("on", "2026-03-30")], numbers].concat())
    };
    office.record(recount(&[]));
    assert_eq!(waits(office, "2026-03-31"), Some(Unheard::NoRecount), "a day says nothing of what was counted");
    let numbers = [("professional", "0"), ("quasi", "1"), ("blank", "0"), ("invalid", "0"), ("not_returned", "7")];
    office.record(recount(&[&[("total", "9")], &numbers[..]].concat()));
    let differs = Unheard::RecountDiffers { column: Column::Total, counted: 9, now: 8 };
    assert_eq!(waits(office, "2026-03-31"), Some(differs));
    office.record(recount(&[&[("total", "8")], &numbers[..]].concat()));
    assert_eq!(waits(office, "2026-03-30"), Some(Unheard::Hangs { until }));
    assert_eq!(waits(office, "2026-03-31"), None);
    let on = parse_date("2026-03-30");
    assert_eq!(says(office, "2026-03-31").map(|heard| (heard.received, heard.upheld, heard.recounted)), Ok((2, 1, on)));
    // A ballot that is closed anew is another count, and its result hangs anew.
    let mut again = office.clone();
    again.clock = begins_at(parse_date("2026-04-01").unwrap());
    again.record(reopen());
    assert_eq!(lacks_of(Paper::Final, &again, "2026-04-20"), [Lack::Close]);
    again.record(close("2026-03-20"));
    assert_eq!(waits(&again, "2026-04-20"), Some(Unheard::NotPosted));
    // The dossier's own rule says nothing else.
    office.record(entry("final", "dossier.result", &[("stage", "final"), ("posted", "2026-03-31")]));
    let terms = office.state().terms.unwrap();
    assert!(!participation(&compound(office), &terms).record.lacks_recount());
}

#[test]
fn a_final_notice_of_an_earlier_closing_is_none_of_this_one_be_it_of_the_same_day() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    office.clock = begins_at(parse_date("2026-03-31").unwrap());
    let found = |office: &Tablet| {
        let found = dossier(&compound(office), &office.state().terms.unwrap(), parse_date("2026-05-01").unwrap());
        let ballot = found.steps.iter().find(|step| step.what == Duty::Ballot).unwrap().done;
        (found.mode.map(|mode| (mode.decision, mode.preliminary)), ballot.is_some())
    };
    let posted = |name: &str, day: &str| entry(name, "dossier.result", &[("stage", "final"), ("posted", day)]);
    let heard = |name: &str, day: &str, until: &str| {
        let hung = [("stage", "preliminary"), ("posted", day), ("until", until), ("objections", "0"), ("upheld", "0")];
        entry(name, "dossier.result", &hung)
    };
    office.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    office.record(close("2026-03-20"));
    office.record(posted("early", "2026-04-20"));
    assert_eq!(found(office), (Some((Decision::Quasi, true)), false), "people may still object");
    office.record(heard("heard", "2026-03-31", "2026-04-07"));
    assert_eq!(found(office), (Some((Decision::Quasi, false)), true));
    // A paper turns up.
    office.record(reopen());
    for home in &HOUSEHOLDS[1..5] {
        office.record(ballot(home, Choice::Professional));
    }
    office.record(close("2026-03-20"));
    assert_eq!(found(office), (Some((Decision::Professional, true)), false));
    office.record(heard("heard again", "2026-03-31", "2026-04-07"));
    // What is added to the notice that hung before makes no other of it.
    office.record(entry(
        "early",
        "dossier.result",
        &[("stage", "final"), ("posted", "2026-04-20"), ("until", "2026-04-27")],
    ));
    assert_eq!(found(office), (Some((Decision::Professional, true)), false));
    office.record(posted("late", "2026-04-20"));
    assert_eq!(found(office), (Some((Decision::Professional, false)), true));
}

#[test]
fn the_final_result_tells_of_the_objection_that_had_the_ballot_opened_again() {
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let says = |office: &Tablet, today: &str| {
        let terms = office.state().terms.unwrap();
        let found = heard(&compound(office), &terms, parse_date(today).unwrap())?;
        Ok((found.received, found.upheld, found.recounted, found.earlier))
    };
    let preliminary = |name: &str, [posted, until]: [&str; 2], objections: &[(&str, &str)]| {
        let hung = [("stage", "preliminary"), ("posted", posted), ("until", until)];
        entry(name, "dossier.result", &[&hung, objections].concat())
    };
    office.clock = begins_at(parse_date("2026-03-22").unwrap());
    let wrong = office.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    office.record(close("2026-03-20"));
    let heard = [("objections", "3"), ("upheld", "1")];
    office.record(preliminary("first", ["2026-03-22", "2026-03-29"], &heard));
    // Its paper was copied wrongly.
    assert_eq!(compound(office).closed_until(), None);
    office.record(reopen());
    assert_eq!(compound(office).closed_until(), Some("2026-03-20"), "nobody has to go out for that");
    let mut anew = office.clone();
    anew.record(support::posted());
    assert_eq!(compound(&anew).closed_until(), None, "this notice asks everybody");
    office.record(replacing(HOUSEHOLDS[0], Choice::Professional, &[&wrong]));
    office.record(close("2026-03-20"));
    assert_eq!(says(office, "2026-04-20"), Err(Unheard::NotPosted), "the new result hangs as long as any");
    let again = ["2026-03-25", "2026-04-01"];
    office.record(preliminary("again", again, &[]));
    assert_eq!(says(office, "2026-04-20"), Err(Unheard::NoWord), "of the new one");
    office.record(preliminary("again", again, &[("objections", "2"), ("upheld", "0")]));
    assert_eq!(says(office, "2026-04-20"), Err(Unheard::NoRecount));
    let counted = [("total", "8"), ("professional", "1"), ("quasi", "0"), ("blank", "0"), ("invalid", "0")];
    let recount = [("stage", "recount"), ("on", "2026-03-24"), ("not_returned", "7")];
    office.record(entry("count", "dossier.count", &[&counted[..], &recount].concat()));
    let on = parse_date("2026-03-24");
    let earlier = vec![parse_date("2026-03-22").unwrap()];
    assert_eq!(says(office, "2026-04-20"), Ok((5, 1, on, earlier)), "it was counted again before the new result hung");
    office.record(preliminary("again", again, &[("objections", "2"), ("upheld", "1")]));
    assert_eq!(says(office, "2026-04-20"), Err(Unheard::NoRecount), "another was upheld since");
}

#[test]
fn a_preliminary_result_says_which_one_it_takes_the_place_of() {
    let mut s = Scenario::ready(1);
    s.hand_out(0);
    let day = |text: &str| parse_date(text).unwrap();
    let found = |office: &Tablet| {
        let program = Program::at_the_papers(office);
        replaced(program.0.routed_compound().unwrap())
    };
    let hangs = |name: &str, posted: &str, until: &str| {
        entry(name, "dossier.result", &[("stage", "preliminary"), ("posted", posted), ("until", until)])
    };
    let office = &mut s.supervisor;
    office.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    office.clock = begins_at(day("2026-03-22"));
    office.record(close("2026-03-20"));
    office.record(hangs("first", "2026-03-22", "2026-03-29"));
    assert_eq!(found(office), None, "that is this result's");
    office.clock = begins_at(day("2026-03-25"));
    office.record(reopen());
    assert_eq!(found(office), None, "there is no result");
    let mut unposted = office.clone();
    office.record(ballot(HOUSEHOLDS[1], Choice::Professional));
    office.record(close("2026-03-20"));
    let expected = Replaced { posted: day("2026-03-22"), reopened: Some(day("2026-03-25")) };
    assert_eq!(found(office), Some(expected));
    office.record(hangs("second", "2026-03-26", "2026-04-02"));
    assert_eq!(found(office), Some(expected), "printed again");
    let zh = [
        "本公示取代 2026-03-22 张贴的结果公示，以本公示为准。",
        "征求意见于 2026-03-25 重新开放，重新截止的经过和原因见计票记录。",
    ];
    assert_eq!(Lang::Zh.result_replaced(expected), zh);
    // Opened again before anything hung.
    unposted.record(close("2026-03-20"));
    unposted.record(reopen());
    unposted.record(close("2026-03-20"));
    assert!(found(&unposted).is_some_and(|of| of.posted == day("2026-03-22")));
    let mut s = Scenario::ready(0);
    s.supervisor.record(close("2026-03-20"));
    s.supervisor.record(reopen());
    s.supervisor.record(close("2026-03-20"));
    assert_eq!(found(&s.supervisor), None);
}

#[test]
fn nobody_opened_again_what_a_late_paper_undid() {
    let mut s = Scenario::ready(1);
    let close_as_counted = |office: &mut Tablet| {
        let Fact::Close(close) = close("2026-03-20") else { panic!() };
        let (known, counted) = (office.journal.lasts(), compound(office).counted("2026-03-20"));
        office.record(Fact::Close(Close { known, counted, ..close }))
    };
    s.supervisor.clock = begins_at(parse_date("2026-03-22").unwrap());
    close_as_counted(&mut s.supervisor);
    let hung = [("stage", "preliminary"), ("posted", "2026-03-22"), ("until", "2026-03-29")];
    s.supervisor.record(entry("first", "dossier.result", &hung));
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.hand_over();
    assert!(compound(&s.supervisor).closed.is_none());
    close_as_counted(&mut s.supervisor);
    let program = Program::at_the_papers(&s.supervisor);
    let found = replaced(program.0.routed_compound().unwrap()).unwrap();
    assert_eq!(found, Replaced { posted: parse_date("2026-03-22").unwrap(), reopened: None });
    assert!(!Lang::Zh.result_replaced(found).concat().contains("重新开放"));
}
