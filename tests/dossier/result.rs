//! From the closed ballot to the decided mode: a preliminary notice, objections, the final one.

use super::*;
use wenlou::domain::rules::participation::Column;
use wenlou::findings::result::{Unheard, decided, heard, period};
use wenlou::journal::fact::Reopen;

/// What is found of telling the result.
fn told(office: &Tablet) -> Vec<String> {
    let is_of_it = |said: &String| ["result", "objections"].iter().any(|duty| said.starts_with(duty));
    office.says("DUE").into_iter().filter(is_of_it).collect()
}

#[test]
fn a_preliminary_result_hangs_and_is_objected_to() {
    let mut office = office();
    assert_eq!(told(&office), [""; 0]);
    decide(&mut office, true);
    assert_eq!(told(&office), ["result from 2026-10-08 due none done ?", "objections from ? due ? ? done ?"]);
    // From before the close: nothing of this result.
    let early = [("stage", "preliminary"), ("posted", "2026-10-07"), ("until", "2026-10-20")];
    let early = office.entry("dossier.result", &early);
    assert_eq!(told(&office)[0], "result from 2026-10-08 due none done ?");
    let preliminary =
        [("stage", "preliminary"), ("posted", "2026-10-10"), ("until", "2026-10-16"), ("objections", "0")];
    let notice = office.entry("dossier.result", &preliminary);
    // Seven days end on a Saturday; it hung for six.
    let hangs = "objections from 2026-10-10 due 2026-10-17 2026-10-19 done";
    assert_eq!(told(&office), ["result from 2026-10-08 due none done 2026-10-10".to_owned(), format!("{hangs} ?")]);
    office.fill_in(&notice, "dossier.result", &[("until", "2026-10-23")]);
    assert!(told(&office)[1].ends_with("done ?"), "nobody says how many objected to the one that hung before");
    office.fill_in(&early, "dossier.result", &[("objections", "0")]);
    assert_eq!(
        told(&office)[1],
        "objections from 2026-10-10 due 2026-10-23 2026-10-23 done 2026-10-23",
        "it may hang for longer"
    );
    let period = period(office.compound(), &office.terms(), day("2026-10-30")).unwrap();
    assert_eq!(period.until, Due { on: day("2026-10-23"), rolled: day("2026-10-23") }, "as the notice has it");
    let found = office.dossier("2026-10-30");
    let heard = found.steps.iter().find(|step| step.what == Duty::Objections).unwrap();
    assert_eq!(heard.standing(day("2026-10-30")), Some(Standing::Done { late: 0 }));
    assert!(office.steps_assume().contains(&"result_notice_days"));
}

/// A decided ballot, and its preliminary notice, which hangs for seven days that end on a Saturday.
fn hanging_until_saturday() -> (Tablet, Place) {
    let mut office = office();
    decide(&mut office, true);
    let hangs = [("stage", "preliminary"), ("posted", "2026-10-10"), ("until", "2026-10-17")];
    let notice = office.entry("dossier.result", &hangs);
    (office, notice)
}

/// The preliminary notice says seven days, put off to Monday; so does the final one, whichever of the two days was recorded.
#[test]
fn the_time_for_objections_is_no_longer_for_the_days_off_at_its_end() {
    let (mut office, notice) = hanging_until_saturday();
    office.fill_in(&notice, "dossier.result", &[("objections", "0")]);
    for (until, days) in [("2026-10-17", 7), ("2026-10-19", 7), ("2026-10-18", 8), ("2026-10-20", 10)] {
        office.fill_in(&notice, "dossier.result", &[("until", until)]);
        let (compound, terms) = (office.compound(), office.terms());
        let heard = heard(compound, &terms, day("2026-10-21")).unwrap().period;
        assert_eq!(Some(heard), period(compound, &terms, day("2026-10-21")));
        let last = day(until).max(day("2026-10-19"));
        assert_eq!((heard.days(), heard.until.rolled), (days, last), "{until}");
    }
}

#[test]
fn objections_are_heard_once_nobody_can_object_any_more_and_what_was_upheld_was_counted_again() {
    let (mut office, notice) = hanging_until_saturday();
    let stands = |office: &Tablet, today: &str| {
        let found = office.dossier(today);
        let step = found.steps.iter().find(|step| step.what == Duty::Objections).unwrap();
        (step.standing(day(today)).unwrap(), step.done_by(day(today)).map(date_text))
    };
    let done = |late: u64, on: &str| (Standing::Done { late }, Some(on.to_owned()));
    // The number is filled in on the day on which the notice goes up.
    office.fill_in(&notice, "dossier.result", &[("objections", "0")]);
    assert_eq!(stands(&office, "2026-10-10"), (Standing::Left { days: 9 }, None));
    assert_eq!(stands(&office, "2026-10-19"), (Standing::Left { days: 0 }, None), "the last day isn't over");
    assert_eq!(stands(&office, "2026-10-20"), done(0, "2026-10-19"));
    office.fill_in(&notice, "dossier.result", &[("objections", "1")]);
    assert_eq!(stands(&office, "2026-10-20"), (Standing::Late { days: 1 }, None), "rightly or not");
    office.fill_in(&notice, "dossier.result", &[("upheld", "1")]);
    assert_eq!(stands(&office, "2026-10-20"), (Standing::Late { days: 1 }, None), "it waits for its recount");
    let counted = [("total", "4"), ("professional", "2"), ("quasi", "0"), ("blank", "0"), ("invalid", "0")];
    let recount = [("stage", "recount"), ("on", "2026-10-21"), ("not_returned", "2")];
    office.entry("dossier.count", &[&recount[..], &counted].concat());
    assert_eq!(stands(&office, "2026-10-22"), done(2, "2026-10-21"));
    office.fill_in(&notice, "dossier.result", &[("upheld", "0")]);
    assert_eq!(stands(&office, "2026-10-22"), done(0, "2026-10-19"));
}

#[test]
fn the_mode_is_decided_by_the_final_notice_and_preliminary_until_then() {
    let text = |text: &str| Some(text.to_owned());
    let mut office = office();
    office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
    decide(&mut office, true);
    assert_eq!(office.says("MODE"), ["professional 2026-10-08 preliminary"]);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-07")]);
    assert_eq!(office.says("MODE"), ["professional 2026-10-08 preliminary"], "that was of another result");
    // It was due by the 8th: what was told until then doesn't decide it.
    let found = office.dossier("2026-10-08");
    let ballot = found.steps.iter().find(|step| step.what == Duty::Ballot).unwrap();
    assert_eq!((ballot.done, ballot.standing(day("2026-10-09"))), (None, Some(Standing::Late { days: 1 })));
    assert_eq!(ballot.standing(day("2026-10-07")), Some(Standing::Left { days: 1 }), "a preliminary result or none");
    let terms = office.terms();
    let decides = |office: &Tablet| decided(office.compound(), &terms);
    assert_eq!(decides(&office), None);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-08")]);
    assert_eq!(decides(&office), Some(Err(Unheard::NotPosted)), "nobody could object");
    let preliminary = [("stage", "preliminary"), ("posted", "2026-10-09"), ("until", "2026-10-16")];
    let preliminary = office.entry("dossier.result", &preliminary);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-16")]);
    assert_eq!(decides(&office), Some(Err(Unheard::Hangs { until: day("2026-10-16") })));
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-20")]);
    assert_eq!(decides(&office), Some(Err(Unheard::NoWord)));
    assert_eq!(office.says("MODE"), ["professional 2026-10-08 preliminary"]);
    office.fill_in(&preliminary, "dossier.result", &[("objections", "2"), ("upheld", "0")]);
    assert_eq!(office.says("MODE"), ["professional 2026-10-20"]);
    office.fill_in(&preliminary, "dossier.result", &[("upheld", "1")]);
    assert_eq!(decides(&office), Some(Err(Unheard::NoRecount)));
    office.fill_in(&preliminary, "dossier.result", &[("upheld", "0")]);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-21")]);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-30")]);
    assert_eq!(office.says("MODE"), ["professional 2026-10-20"]);
    let found = office.dossier("2026-11-01");
    assert_eq!(step(&found, &Duty::Ballot), ["2026-09-01", "2026-10-01", "2026-10-08", "2026-10-20"].map(text));
    let ballot = found.steps.iter().find(|step| step.what == Duty::Ballot).unwrap();
    assert_eq!(ballot.standing(day("2026-11-01")), Some(Standing::Done { late: 12 }));
    assert_eq!(step(&found, &Duty::Assembly)[0], text("2026-10-20"), "the two months run from the decision");
    // Opened again and closed later, it is another result.
    open_and_close(&mut office, "2026-11-05");
    assert_eq!(office.says("MODE"), ["professional 2026-11-05 preliminary"]);
}

#[test]
fn ledger_and_paper_count_from_the_day_on_which_the_ballot_was_closed() {
    let mut office = office();
    // The last day was the 8th; it was closed four days later.
    office.later(day("2026-10-12"));
    decide(&mut office, true);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-11")]);
    let early = [("stage", "preliminary"), ("posted", "2026-10-10"), ("until", "2026-10-20"), ("objections", "0")];
    office.entry("dossier.result", &early);
    let terms = office.terms();
    let heard_on = |office: &Tablet, today: &str| heard(office.compound(), &terms, day(today));
    assert_eq!(told(&office), ["result from 2026-10-12 due none done ?", "objections from ? due ? ? done ?"]);
    assert_eq!(heard_on(&office, "2026-10-30"), Err(Unheard::NotPosted));
    let hangs = |office: &Tablet| period(office.compound(), &terms, day("2026-10-14")).unwrap();
    assert_eq!(hangs(&office).from, day("2026-10-14"), "it is yet to be posted");
    assert_eq!(office.says("MODE"), ["professional 2026-10-12 preliminary"]);

    let in_time = [("posted", "2026-10-13"), ("until", "2026-10-20"), ("objections", "0"), ("upheld", "0")];
    office.entry("dossier.result", &[&[("stage", "preliminary")], &in_time[..]].concat());
    let objections = "objections from 2026-10-13 due 2026-10-20 2026-10-20 done 2026-10-20";
    assert_eq!(told(&office), ["result from 2026-10-12 due none done 2026-10-13", objections]);
    assert_eq!((hangs(&office).from, hangs(&office).until.rolled), (day("2026-10-13"), day("2026-10-20")));
    assert_eq!(heard_on(&office, "2026-10-20"), Err(Unheard::Hangs { until: day("2026-10-20") }));
    assert_eq!(heard_on(&office, "2026-10-21").unwrap().received, 0);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-21")]);
    assert_eq!(office.says("MODE"), ["professional 2026-10-21"]);
}

/// It was closed when the notice was posted, whatever became of that closing.
#[test]
fn no_result_was_told_early_for_what_became_of_the_closing_since() {
    let preliminary = [("stage", "preliminary"), ("posted", "2026-10-09"), ("until", "2026-10-16")];
    let told_early = |office: &Tablet| office.took_part().record.told_early();
    let reopening = |office: &Tablet| Reopen { compound: office.compound.clone(), why: "异议成立".into() };
    let record = |office: &mut Tablet, facts: Vec<Fact>| {
        let now = office.now();
        office.model.record_all(&now, facts, &mut Vec::new());
    };
    let mut office = office();
    decide(&mut office, true);
    office.entry("dossier.result", &preliminary);
    let facts = vec![Fact::Reopen(reopening(&office))];
    record(&mut office, facts);
    assert!(office.compound().closed.is_none() && !told_early(&office), "opened again");
    let facts = vec![closing(office.compound.clone(), "2026-10-12")];
    record(&mut office, facts);
    assert!(!told_early(&office), "and closed on a later day");
    // While it was open.
    let facts = vec![Fact::Reopen(reopening(&office))];
    record(&mut office, facts);
    office.entry("dossier.result", &[("stage", "preliminary"), ("posted", "2026-10-13")]);
    assert!(told_early(&office));

    // A paper that came in later has another count come of it.
    let mut office = self::office();
    decide(&mut office, true);
    let facts = vec![Fact::Reopen(reopening(&office)), {
        let Fact::Close(close) = closing(office.compound.clone(), "2026-10-08") else { panic!() };
        Fact::Close(Close { counted: Some("0".repeat(64)), ..close })
    }];
    record(&mut office, facts);
    office.entry("dossier.result", &preliminary);
    assert!(office.compound().close_undone.is_some() && !told_early(&office));
}

#[test]
fn ledger_notice_and_the_final_result_know_one_last_day_for_objections() {
    let (mut office, notice) = hanging_until_saturday();
    let last = Due { on: day("2026-10-17"), rolled: day("2026-10-19") };
    let terms = office.terms();
    let until = |office: &Tablet| period(office.compound(), &terms, day("2026-10-12")).unwrap().until;
    let due = |office: &Tablet| {
        let steps = office.dossier("2026-10-12").steps;
        steps.into_iter().find(|step| step.what == Duty::Objections).unwrap().due
    };
    assert_eq!((until(&office), due(&office)), (last, Some(last)));
    let heard_on =
        |office: &Tablet, today| heard(office.compound(), &terms, day(today)).map(|heard| heard.period.until);
    for today in ["2026-10-18", "2026-10-19"] {
        assert_eq!(heard_on(&office, today), Err(Unheard::Hangs { until: last.rolled }));
    }
    // One that was posted on the Sunday came before they had all been heard.
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-18")]);
    office.fill_in(&notice, "dossier.result", &[("objections", "0"), ("upheld", "0")]);
    assert_eq!(decided(office.compound(), &terms), Some(Err(Unheard::Hangs { until: last.rolled })));
    assert_eq!(heard_on(&office, "2026-10-20"), Ok(last));
    assert_eq!(told(&office)[1], "objections from 2026-10-10 due 2026-10-17 2026-10-19 done 2026-10-19");
}

/// Opens the ballot again for an objection, and closes it on the day `on`.
fn open_and_close(office: &mut Tablet, on: &str) {
    let (compound, why) = (office.compound.clone(), "异议成立：102 抄错".to_owned());
    let facts = vec![Fact::Reopen(Reopen { compound: compound.clone(), why }), closing(compound, on)];
    let now = office.now();
    office.model.record_all(&now, facts, &mut Vec::new());
}

/// The same on this day, with nothing put right.
fn closed_again(office: &mut Tablet, today: &str) {
    office.later(day(today));
    open_and_close(office, "2026-10-08");
}

#[test]
fn a_recount_that_had_the_ballot_opened_again_says_what_is_counted_now_or_another_is_made() {
    let mut office = office();
    decide(&mut office, true);
    let terms = office.terms();
    let heard_on = |office: &Tablet, today: &str| heard(office.compound(), &terms, day(today));
    let hung = |posted, until| [("stage", "preliminary"), ("posted", posted), ("until", until)];
    let upheld = [("objections", "1"), ("upheld", "1")];
    office.entry("dossier.result", &[&hung("2026-10-09", "2026-10-16")[..], &upheld].concat());
    let [total, yes, no, blank, invalid, missing] =
        ["total", "professional", "quasi", "blank", "invalid", "not_returned"];
    let counted = |on, professional, quasi| {
        [
            ("stage", "recount"),
            ("on", on),
            (total, "4"),
            (yes, professional),
            (no, quasi),
            (blank, "0"),
            (invalid, "0"),
            (missing, "0"),
        ]
    };
    let is_another = |heard| matches!(heard, Err(Unheard::RecountDiffers { column: Column::Professional, .. }));
    let otherwise = counted("2026-10-17", "0", "4");
    office.entry("dossier.count", &otherwise);
    assert!(is_another(heard_on(&office, "2026-10-18")));
    closed_again(&mut office, "2026-10-18");
    let none = [("objections", "0"), ("upheld", "0")];
    office.entry("dossier.result", &[&hung("2026-10-18", "2026-10-26")[..], &none].concat());
    assert!(is_another(heard_on(&office, "2026-10-28")), "nothing was put right");
    let Err(Unheard::RecountDiffers { now, .. }) = heard_on(&office, "2026-10-28") else { panic!() };
    let (now, rest) = (now.to_string(), (4 - now).to_string());
    let right: Vec<(&'static str, &str)> = counted("2026-10-27", &now, &rest).to_vec();
    office.entry("dossier.count", &right);
    let found = heard_on(&office, "2026-10-28");
    assert!(!is_another(found.clone()), "{found:?}");
}

#[test]
fn objections_to_an_earlier_notice_are_not_taken_for_none() {
    let mut office = office();
    decide(&mut office, true);
    let terms = office.terms();
    let first =
        office.entry("dossier.result", &[("stage", "preliminary"), ("posted", "2026-10-09"), ("until", "2026-10-16")]);
    closed_again(&mut office, "2026-10-12");
    let second = [("stage", "preliminary"), ("posted", "2026-10-12"), ("until", "2026-10-20"), ("objections", "0")];
    office.entry("dossier.result", &second);
    assert_eq!(heard(office.compound(), &terms, day("2026-10-28")), Err(Unheard::NoWord));
    office.fill_in(&first, "dossier.result", &[("objections", "1"), ("upheld", "0")]);
    assert_eq!(heard(office.compound(), &terms, day("2026-10-28")).unwrap().received, 1);
}
