//! Households that weren't asked enough, and what closing all the same wants.

use super::*;

#[test]
fn who_was_not_asked_enough_is_named_before_the_closing() {
    use VisitOutcome::{ComeBack, Delivered, NotMet, Refused};
    let mut s = returned_but(6);
    for fact in [
        // One visit of three, and no form.
        visit(HOUSEHOLDS[1], NotMet),
        // Three, all in the morning of working days; the form is in the letterbox.
        knock(HOUSEHOLDS[2], "2026-03-09T09:00", NotMet, true),
        knock(HOUSEHOLDS[2], "2026-03-10T09:00", NotMet, false),
        knock(HOUSEHOLDS[2], "2026-03-11T09:00", ComeBack, false),
        // Has the form, and has not returned it: nothing more is owed.
        knock(HOUSEHOLDS[3], "2026-03-09T09:00", Delivered, false),
        // Met, and took none.
        knock(HOUSEHOLDS[4], "2026-03-09T09:00", Refused, false),
        // Enough, at different times.
        knock(HOUSEHOLDS[5], "2026-03-09T09:00", NotMet, true),
        knock(HOUSEHOLDS[5], "2026-03-10T19:00", NotMet, false),
        knock(HOUSEHOLDS[5], "2026-03-14T09:00", NotMet, false),
    ] {
        s.supervisor.record(fact);
    }
    let app = App::of(&s.supervisor, "孙敏");
    let found = app.outstanding();
    assert_eq!(names(&found.never_asked), [HOUSEHOLDS[0]]);
    assert_eq!(names(&found.too_few_visits), [HOUSEHOLDS[1], HOUSEHOLDS[2]]);
    assert_eq!(names(&found.without_form), [HOUSEHOLDS[1], HOUSEHOLDS[4]]);
    assert!(found.left_out.is_empty() && found.devices.is_empty() && found.announced.is_none());
}

#[test]
fn an_appointment_that_nobody_kept_is_told_before_the_closing() {
    let mut s = returned_but(1);
    let Fact::Visit(mut agreed) = knock(DOOR, "2026-03-14T19:00", VisitOutcome::ComeBack, true) else {
        panic!("a visit")
    };
    agreed.visit.again = Some("2026-03-19T19:00".into());
    for fact in [
        knock(DOOR, "2026-03-09T09:00", VisitOutcome::NotMet, false),
        knock(DOOR, "2026-03-10T19:00", VisitOutcome::NotMet, false),
        Fact::Visit(agreed),
    ] {
        s.supervisor.record(fact);
    }
    let found = App::of(&s.supervisor, "孙敏").outstanding();
    assert_eq!(found, Outstanding { appointments: vec![DOOR.into()], ..Outstanding::default() });
    // Whoever knocks before it keeps nothing of it, nor does who leaves a form in the letterbox.
    s.supervisor.record(knock(DOOR, "2026-03-16T10:00", VisitOutcome::NotMet, false));
    assert_eq!(App::of(&s.supervisor, "孙敏").outstanding(), found);
    let Fact::Visit(mut left) = handed(None) else { panic!("a visit") };
    (left.visit.at, left.visit.form.as_mut().unwrap().how) = ("2026-03-17T10:00".into(), Delivery::Letterbox);
    s.supervisor.record(Fact::Visit(left));
    assert_eq!(App::of(&s.supervisor, "孙敏").outstanding(), found);
    s.supervisor.record(knock(DOOR, "2026-03-19T19:00", VisitOutcome::NotMet, false));
    assert!(App::of(&s.supervisor, "孙敏").outstanding().is_empty());
    // No time was agreed.
    s.supervisor.record(knock(DOOR, "2026-03-19T20:00", VisitOutcome::ComeBack, false));
    assert_eq!(App::of(&s.supervisor, "孙敏").outstanding(), found);
    s.supervisor.record(knock(DOOR, "2026-03-20T19:00", VisitOutcome::NotMet, false));
    assert!(App::of(&s.supervisor, "孙敏").outstanding().is_empty());
}

#[test]
fn what_is_outstanding_wants_a_reason_which_goes_on_record() {
    let s = returned_but(1);
    let mut app = App::of(&s.supervisor, "孙敏");
    app.close(&[]);
    assert!(app.compound().closed.is_none());
    assert_eq!(app.close_problems(), [Problem { field: "why", kind: ProblemKind::Required }]);
    app.close(&[("why", "  ")]);
    assert!(app.compound().closed.is_none(), "blanks are no reason");
    app.close(&[("why", "该户长期无人，已张贴告知")]);
    let (stamp, on) = app.compound().closed.clone().unwrap();
    assert_eq!((on.as_str(), stamp.by.as_str()), (TODAY, "孙敏"));
    assert_eq!(close_reason(&app.model, &stamp.id), Some("该户长期无人，已张贴告知"));
    app.reopen();
    assert!(app.compound().closed.is_none(), "opened again");
    assert!(app.model.form(&FormKey::Close(compound_id())).text("why").is_empty(), "the next closing wants its own");
}

#[test]
fn where_all_were_asked_no_reason_is_wanted() {
    let s = returned_but(0);
    let mut app = App::of(&s.supervisor, "孙敏");
    assert!(app.outstanding().is_empty());
    app.close(&[]);
    let (stamp, _) = app.compound().closed.clone().unwrap();
    assert_eq!(close_reason(&app.model, &stamp.id), None);
    // Such a closing is what it was before there were reasons.
    let text = to_text(&close("2026-03-12"));
    assert!(!text.contains("why"), "{text}");
    assert_eq!(from_text::<Fact>(&text).unwrap(), close("2026-03-12"));
}

#[test]
fn a_ballot_of_fewer_days_than_the_campaign_has_is_told_and_wants_no_reason() {
    let mut s = returned_but(0);
    let form = FormKey::Close(compound_id());
    let mut app = App::of(&s.supervisor, "孙敏");
    let first = app.compound().files_of(&DOOR.into())[0].standing_ballots().next().unwrap().ballot.signed_on.clone();
    let day = |after: i64| date_text(add_days(parse_date(&first).unwrap(), after).unwrap());
    for (after, short) in [(0, Some((1, 5))), (3, Some((4, 5))), (4, None)] {
        app.fill(&form, &[("on", &day(after))]);
        assert_eq!(app.outstanding(), Outstanding { short, ..app.outstanding() }, "{after}");
    }
    let mut terms = s.supervisor.state().terms.unwrap();
    terms.settings.set(catalogue::setting("ballot_window").unwrap(), "14").unwrap();
    s.supervisor.record(Fact::Terms(terms));
    let mut app = App::of(&s.supervisor, "孙敏");
    app.fill(&form, &[("on", &day(7))]);
    assert_eq!(app.outstanding(), Outstanding { short: Some((8, 14)), ..Outstanding::default() });
    app.close(&[]);
    assert!(app.compound().closed.is_some());
}

#[test]
fn the_announced_last_day_is_waited_for_or_there_is_a_reason() {
    let mut s = returned_but(0);
    let notice = Notice { ballot_until: Some("2026-03-25".into()), ..notice() };
    s.supervisor.record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice, why: None, roll: None }));
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!(app.model.form(&FormKey::Close(compound_id())).text("on"), TODAY, "it is yet to come");
    assert_eq!(app.outstanding().announced.as_deref(), Some("2026-03-25"));
    let state = s.supervisor.state();
    let compound = &state.compounds[&compound_id()];
    assert!(closing::outstanding(&state, compound, &s.supervisor.device.id, &[], "2026-03-25").is_empty());
}

#[test]
fn a_closing_goes_by_the_announced_last_day_and_says_what_a_later_one_takes_in() {
    let mut s = returned_but(1);
    let announce = |day: &str| {
        let notice = Notice { ballot_until: Some(day.into()), ..notice() };
        Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice, why: Some("延期".into()), roll: None })
    };
    s.supervisor.record(announce("2026-03-15"));
    s.supervisor.record(paper_of(|of| of.ballot.signed_on = "2026-03-16".into()));
    let form = FormKey::Close(compound_id());
    let mut app = App::of(&s.supervisor, "孙敏");
    assert_eq!(app.model.form(&form).text("on"), "2026-03-15", "the desk closes some days later");
    assert!(app.outstanding().announced.is_none() && app.outstanding().taken_in.is_empty());
    assert_eq!(names(&app.outstanding().left_out), [DOOR]);
    app.fill(&form, &[("on", "2026-03-16")]);
    let found = app.outstanding();
    let announced = Some("2026-03-15".into());
    assert_eq!(found, Outstanding { announced, taken_in: vec![DOOR.into()], ..Outstanding::default() });
    app.close(&[]);
    assert_eq!(app.close_problems(), [Problem { field: "why", kind: ProblemKind::Required }]);
    app.close(&[("why", "公示以后又延了一天")]);
    assert_eq!(turns(&app.model, app.compound())[0].why, Some("公示以后又延了一天"), "as the minutes have it");
    // Hung anew with a later day it is that one.
    s.supervisor.record(announce("2026-03-16"));
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!((app.model.form(&form).text("on"), app.outstanding()), ("2026-03-16", Outstanding::default()));
}
