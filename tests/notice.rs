//! The notice of the two modes as the gate before the ballot (BAL-3): what it has to say, for how long it hangs, and from which day papers count.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use support::{COMPOUND, HOUSEHOLDS, POSTED_ON, Scenario, Tablet, ballot, freeze, notice, taken, visit};
use wenlou::app::form::{Form, FormKey, OfficeProblem, Problem, ProblemKind};
use wenlou::app::notice::{
    Gate, Msg, PROFESSIONAL, QUASI, changes_terms, check, comes_in, corrections_over, posting, told,
};
use wenlou::app::{AtStart, Event, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::{Ballot, Choice, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::date::{begins_at, parse_date};
use wenlou::domain::household::Use;
use wenlou::domain::json::{from_text, to_text};
use wenlou::domain::notice::{Notice, earliest};
use wenlou::domain::roll::Roll;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{BallotTaken, Freeze, NoticePosted, Thaw};
use wenlou::journal::household_file::Uncounted;
use wenlou::journal::state::NoEffect;
use wenlou::text::Lang;

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
    let corrected_on = corrected_on.map(str::to_owned);
    let gate = Gate { today: "2026-03-20", lead, corrected_on, frozen_on: None, not_before: None };
    let problems = check(&form(texts), &gate).err().unwrap_or_default();
    problems.into_iter().map(|Problem { field, kind }| (field, kind)).collect()
}

#[test]
fn nobody_is_asked_before_the_notice_has_hung_for_as_long_as_the_campaign_says() {
    assert_eq!(problems(&[], 7), []);
    assert_eq!(
        problems(&[("ballot_from", "2026-03-07")], 7),
        [("ballot_from", OfficeProblem::TooSoon { days: 7 }.into())]
    );
    assert_eq!(problems(&[("ballot_from", "2026-03-01")], 0), []);
    assert_eq!(
        problems(&[("ballot_from", "2026-02-28")], 0),
        [("ballot_from", OfficeProblem::TooSoon { days: 0 }.into())]
    );
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
    assert_eq!(problems(&days, 7), days.map(|(field, _)| (field, OfficeProblem::OutOfOrder.into())));
    let all = [
        ("ballot_until", "2026-03-20"),
        ("corrections_until", "2026-03-07"),
        ("contact", "王芳 0571-0000，南门意见箱"),
        ("quasi_charged_by", "社区公共服务工作站"),
    ];
    let notice = check(
        &form(&all),
        &Gate { today: "2026-03-20", lead: 7, corrected_on: None, frozen_on: None, not_before: None },
    )
    .unwrap();
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
    s.supervisor.record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: later, why: None, roll: None }));
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
    assert_eq!(problems("2026-03-09"), wrong(OfficeProblem::OutOfOrder.into()));
    assert_eq!(problems("2026-03-21"), wrong(ProblemKind::InFuture));
    assert_eq!(problems("2026-03-20"), []);
    let corrected_on = corrected_on.map(str::to_owned);
    let gate = Gate { today: "2026-03-20", lead: 7, corrected_on, frozen_on: None, not_before: None };
    // What it promises has to be still to come.
    let over = |day: &str, gate: &Gate<'_>| corrections_over(&form(&[("corrections_until", day)]), gate).is_some();
    assert_eq!(["2026-03-19", "2026-03-20", ""].map(|day| over(day, &gate)), [true, false, false]);
    assert!(!over("2026-03-19", &Gate { corrected_on: None, ..gate.clone() }), "it hangs since before");
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
        ["2026-03-10", "2026-03-11", "2026-03-13"].map(|day| state.compounds[&COMPOUND.into()].shut_out(day));
    assert_eq!(shut_out, [(0, 0), (1, 0), (3, 0)]);
}

/// One choice of a household that has two papers isn't made by the notice's day without a word, and two papers that say the same are one ballot.
#[test]
fn it_says_which_conflicts_a_later_first_day_would_end() {
    let mut s = Scenario::ready(1);
    let papers = [
        (HOUSEHOLDS[0], "2026-03-10", Choice::Professional, "A1"),
        (HOUSEHOLDS[0], "2026-03-12", Choice::Quasi, "A2"),
        (HOUSEHOLDS[1], "2026-03-10", Choice::Quasi, "B1"),
        (HOUSEHOLDS[1], "2026-03-12", Choice::Quasi, "B2"),
        // Another's number on it.
        (HOUSEHOLDS[2], "2026-03-11", Choice::Quasi, "C1"),
        (HOUSEHOLDS[3], "2026-03-12", Choice::Quasi, "C1"),
    ];
    for (household, day, choice, serial) in papers {
        let paper = taken(household, choice);
        let ballot = Ballot { signed_on: day.to_owned(), serial: serial.to_owned(), ..paper.ballot.clone() };
        s.supervisor.record(Fact::Ballot(BallotTaken { ballot, ..paper }));
    }
    let told = ["2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"].map(|day| {
        let compound = &s.supervisor.state().compounds[&COMPOUND.into()];
        compound.shut_out(day)
    });
    assert_eq!(told, [(0, 0), (0, 1), (1, 2), (4, 0)]);
}

/// The supervisor at the notice's screen, on 20 March.
struct Office(Model);

impl Office {
    fn of(tablet: &Tablet) -> Self {
        let campaign = tablet.journal.campaign().clone();
        let records = tablet.records();
        let mut office = Self(Model::new(Parts::ALL));
        let mut at_start = AtStart { key: Some(tablet.device.key.clone()), ..AtStart::default() };
        at_start.settings.person = "王芳".into();
        office.send(Event::Started(Box::new(at_start)));
        office.send(Event::Go(Route::Notice(campaign.clone(), COMPOUND.into())));
        office.send(Event::Loaded { campaign, records });
        office
    }

    fn send(&mut self, event: Event) {
        let now = Moment { at: 1_774_000_000_000, local: "2026-03-20T09:00".into(), nonce: "n".repeat(22) };
        update(&mut self.0, &now, event);
    }

    fn compound(&self) -> &Compound {
        self.0.routed_compound().unwrap()
    }

    fn form(&self) -> Form {
        self.0.form(&FormKey::Notice(COMPOUND.into()))
    }

    /// Types into the form of the notice, and records it unless something is wrong with it.
    fn post(&mut self, texts: &[(&'static str, &str)]) -> Vec<(&'static str, ProblemKind)> {
        for (field, text) in texts {
            let form = FormKey::Notice(COMPOUND.into());
            self.send(Event::Edit { form, field, text: (*text).to_owned() });
        }
        let gate = Gate::of(&self.0, self.compound(), "2026-03-20");
        let wrong = posting(&self.form(), &gate, self.compound()).err().unwrap_or_default();
        self.send(Event::notice(Msg::Post(COMPOUND.into())));
        wrong.into_iter().map(|Problem { field, kind }| (field, kind)).collect()
    }

    /// The versions on record, and the reason of the last.
    fn versions(&self) -> (usize, Option<&str>) {
        let versions = &self.compound().notices;
        (versions.len(), versions.last().and_then(|version| version.why.as_deref()))
    }
}

fn signed_on(household: &str, day: &str) -> Fact {
    let paper = taken(household, Choice::Professional);
    let ballot = Ballot { signed_on: day.to_owned(), ..paper.ballot.clone() };
    Fact::Ballot(BallotTaken { ballot, ..paper })
}

/// A notice of 10 March, by which people are asked from the 17th on.
fn hung() -> Scenario {
    let mut s = Scenario::ready(1);
    let notice = Notice { posted_on: "2026-03-10".into(), ballot_from: Some("2026-03-17".into()), ..notice() };
    s.supervisor.record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice, why: None, roll: None }));
    s
}

#[test]
fn once_forms_are_out_a_change_of_contents_or_days_wants_a_reason_and_no_version_is_lost() {
    // Nobody was told anything yet: a slip is made good without a word.
    let mut office = Office::of(&hung().supervisor);
    assert_eq!((office.post(&[("quasi_fee", "0.35元/平方米·月")]), office.versions()), (vec![], (3, None)));

    let in_hand: [Fact; 2] = [signed_on(HOUSEHOLDS[0], "2026-03-18"), visit(HOUSEHOLDS[0], VisitOutcome::Delivered)];
    for paper in in_hand {
        let mut s = hung();
        s.supervisor.record(paper);
        let mut office = Office::of(&s.supervisor);
        assert_eq!(office.post(&[]), [], "nothing is other than before");
        assert_eq!(office.post(&[("places", "东门"), ("contact", "王芳")]), [], "residents are told the same");
        assert_eq!(office.versions(), (4, None));
        for (field, text) in [
            ("quasi_fee", "0.50元/平方米·月"),
            ("professional_charged_by", "某物业公司"),
            ("posted_on", "2026-03-09"),
            ("ballot_from", "2026-03-18"),
            ("ballot_until", "2026-03-30"),
            ("corrections_until", "2026-03-12"),
        ] {
            let mut office = Office::of(&s.supervisor);
            assert_eq!(office.post(&[(field, text), ("why", " ")]), [("why", ProblemKind::Required)], "{field}");
            assert_eq!(office.versions().0, 2, "{field}");
            assert!(changes_terms(&office.form(), office.compound()));
            assert_eq!(office.post(&[("why", "原文有误")]), [], "{field}");
            assert_eq!(office.versions(), (3, Some("原文有误")), "{field}");
            assert!(!changes_terms(&office.form(), office.compound()), "{field}: it hangs so now");
        }
    }
}

#[test]
fn versions_of_the_notice_say_what_is_other_when_by_whom_and_over_how_many_papers() {
    let mut s = hung();
    s.supervisor.record(signed_on(HOUSEHOLDS[0], "2026-03-18"));
    s.supervisor.record(visit(HOUSEHOLDS[1], VisitOutcome::Delivered));
    let mut office = Office::of(&s.supervisor);
    assert_eq!((office.compound().asked(), told(office.compound())), (2, (2, 1)));
    assert_eq!(office.post(&[("quasi_fee", "0.50元"), ("ballot_until", "2026-03-30"), ("why", "核价")]), []);
    let [.., before, now] = &office.compound().notices[..] else { panic!() };
    assert_eq!((now.asked, now.why.as_deref(), now.stamp.by.as_str(), before.asked), (2, Some("核价"), "王芳", 0));
    assert_eq!(
        Lang::Zh.notice_changes(Some(&before.notice), &now.notice),
        ["社区化准物业管理 收费标准：0.30元/平方米·月 → 0.50元", "征求意见截止日期：2026-03-30"]
    );
    // The first one says all.
    let first = Lang::Zh.notice_changes(None, &before.notice);
    assert!(first.contains(&"公示日期：2026-03-10".to_owned()) && first.len() == 9, "{first:?}");
}

#[test]
fn no_first_day_is_before_the_notice_by_which_the_first_form_went_out_had_hung() {
    let too_soon = vec![("ballot_from", OfficeProblem::TooSoon { days: 7 }.into())];
    let back = [("posted_on", "2026-03-01"), ("ballot_from", "2026-03-08"), ("why", "日期写错")];
    let mut office = Office::of(&hung().supervisor);
    assert_eq!(office.post(&back), [], "nobody could sign by it yet");

    let mut s = hung();
    s.supervisor.record(signed_on(HOUSEHOLDS[0], "2026-03-12"));
    s.supervisor.record(signed_on(HOUSEHOLDS[1], "2026-03-18"));
    let mut office = Office::of(&s.supervisor);
    let counted = |office: &Office| office.compound().tally().counts.professional;
    assert_eq!((office.post(&back), counted(&office), office.versions().0), (too_soon.clone(), 1, 2));
    // To a later day and back to what hung.
    let later = [("posted_on", "2026-03-10"), ("ballot_from", "2026-03-19"), ("why", "延后")];
    let moved = |office: &Office, day| (office.compound().shut_out(day), comes_in(office.compound(), day));
    assert_eq!((moved(&office, "2026-03-19"), moved(&office, "2026-03-17")), (((1, 0), 0), ((0, 0), 0)));
    assert_eq!((office.post(&later), counted(&office)), (vec![], 0));
    assert_eq!((moved(&office, "2026-03-17"), moved(&office, "2026-03-12")), (((0, 0), 1), ((0, 0), 2)));
    assert_eq!(office.post(&back), too_soon);
    let again = [("posted_on", "2026-03-10"), ("ballot_from", "2026-03-17"), ("why", "改回")];
    assert_eq!((office.post(&again), counted(&office)), (vec![], 1));

    // Nor by thawing the roll and posting the notice anew.
    s.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "核对".into() }));
    freeze(&mut s.supervisor);
    let mut office = Office::of(&s.supervisor);
    assert_eq!(office.post(&back), too_soon);
    assert_eq!(
        (office.form().text("quasi_fee"), office.versions().0),
        ("0.30元/平方米·月", 2),
        "its contents are there again"
    );
    let as_it_was = [("posted_on", "2026-03-10"), ("ballot_from", "2026-03-17"), ("why", "")];
    let other = [&as_it_was[..], &[("quasi_fee", "0.50元")]].concat();
    assert_eq!(office.post(&other), [("why", ProblemKind::Required)]);
    assert_eq!(office.post(&[("quasi_fee", "0.30元/平方米·月")]), []);
    assert_eq!((counted(&office), office.versions()), (1, (3, None)));
}

#[test]
fn the_notice_of_a_roll_that_takes_the_place_of_another_hangs_from_its_day_on() {
    let mut s = hung();
    s.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "漏了一户".into() }));
    let titles = [support::households(), vec![support::household("3", None, "101", Use::Residential)]].concat();
    let (roll, frozen_on) = (Roll::new(titles.clone()).hash().to_owned(), "2026-03-18");
    support::import_roll(&mut s.supervisor, titles);
    s.supervisor.clock = begins_at(parse_date(frozen_on).unwrap());
    s.supervisor.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll, households: 9, counts: None }));
    let mut office = Office::of(&s.supervisor);
    let before = [("posted_on", "2026-03-17"), ("ballot_from", "2026-03-24")];
    assert_eq!(
        office.post(&before),
        [("posted_on", OfficeProblem::BeforeFreeze.into())],
        "none that hung then told its N"
    );
    assert_eq!(office.post(&[("posted_on", frozen_on), ("ballot_from", "2026-03-25")]), []);
    assert_eq!(office.versions(), (3, None));
}

#[test]
fn a_notice_of_before_reasons_were_asked_for_is_as_it_was() {
    let posted = support::posted();
    let text = to_text(&posted);
    assert!(!text.contains("why") && from_text::<Fact>(&text) == Ok(posted), "{text}");
}

/// The form holds it on a device that has the papers; a deputy's that hasn't may say any day.
#[test]
fn a_first_day_before_what_people_were_told_has_no_effect_once_papers_are_out() {
    for (handed_out, from, lead, takes) in [
        (true, "2026-03-12", 7, false),
        (true, "2026-03-17", 7, true),
        (true, "2026-03-12", 2, true),
        // The days became more meanwhile: the first day that it had stays possible.
        (true, "2026-03-17", 30, true),
        (true, "2026-03-16", 30, false),
        (false, "2026-03-12", 7, true),
    ] {
        let mut s = hung();
        s.name_deputy(0);
        let notice = Notice { posted_on: "2026-03-01".into(), ballot_from: Some(from.into()), ..notice() };
        let terms = Terms { notice_lead_days: lead, ..s.supervisor.state().terms.unwrap() };
        s.supervisor.record(Fact::Terms(terms));
        if handed_out {
            s.supervisor.record(visit(HOUSEHOLDS[0], VisitOutcome::Delivered));
        }
        s.tablets[0].clock = s.supervisor.clock + 600_000;
        s.tablets[0].record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice, why: None, roll: None }));
        s.hand_over();
        let state = s.supervisor.state();
        let why: Vec<NoEffect> = state.remarks.iter().map(|remark| remark.why).collect();
        let (expected, first_day) = if takes { (vec![], from) } else { (vec![NoEffect::NoticeTooSoon], "2026-03-17") };
        let compound = state.compounds.get(&COMPOUND.into()).unwrap();
        assert_eq!((why, compound.frame().unwrap().from), (expected, first_day), "{handed_out} {from} {lead}");
    }
}
