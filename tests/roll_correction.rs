//! Correcting single titles of a frozen roll (BAL-7): what the form makes of it, and what becomes of N, of ballots on record and of printed forms.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use support::{COMPOUND, HOUSEHOLDS, Scenario, ballot, close, compound_id, household, households, posted, roll_hash};
use wenlou::app::form::{Form, Problem, ProblemKind};
use wenlou::app::roll_correction::check;
use wenlou::domain::ballot::Choice;
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::household::{Tenure, Use};
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::Correct;
use wenlou::journal::household_file::Uncounted;
use wenlou::journal::state::{NoEffect, State};

fn compound(state: &State) -> &Compound {
    state.compounds.get(&COMPOUND.into()).unwrap()
}

fn form(texts: &[(&'static str, &str)]) -> Form {
    let mut form = Form::default();
    form.set("why", "两户合并，权证已换");
    texts.iter().for_each(|(field, text)| form.set(field, *text));
    form
}

/// What the form comes to on the state's roll.
fn corrects(state: &State, texts: &[(&'static str, &str)]) -> Result<Correct, Vec<(&'static str, ProblemKind)>> {
    let problems = |all: Vec<Problem>| all.into_iter().map(|Problem { field, kind }| (field, kind)).collect();
    check(&form(texts), compound(state)).map_err(problems)
}

const TAKE: [(&str, &str); 3] = [("change", "take"), ("building", "1幢"), ("suite", "1单元102室")];
const ADD: [(&str, &str); 6] = [
    ("change", "add"),
    ("building", "1"),
    ("stairwell", "2"),
    ("suite", "201"),
    ("holders", "王*、李*"),
    ("area", "67.90㎡"),
];

#[test]
fn the_form_reads_a_title_as_a_roster_is_read() {
    let state = Scenario::ready(1).supervisor.state();
    let added = corrects(&state, &ADD).unwrap();
    let [title] = &added.put[..] else { panic!("{added:?}") };
    assert_eq!(
        (title.id.as_str(), title.usage, title.area_m2.unwrap().to_string()),
        ("1-2-201", Use::Residential, "67.9".into())
    );
    assert_eq!((&added.from, added.households, title.holders.len()), (&roll_hash(), 9, 2));
    let taken = corrects(&state, &TAKE).unwrap();
    assert_eq!((taken.take, taken.households), (vec!["1-1-102".into()], 7));
    let tenure = [("change", "rewrite"), ("building", "2幢"), ("suite", "101"), ("tenure", "直管公房")];
    let rewritten = corrects(&state, &tenure).unwrap();
    let [title] = &rewritten.put[..] else { panic!("{rewritten:?}") };
    assert_eq!(
        (title.tenure, title.holders.clone()),
        (Some(Tenure::PublicDirect), vec!["陈*".to_owned()]),
        "the rest stays"
    );
    // Another title behind the same door.
    let second = [("change", "add"), ("building", "2"), ("suite", "101"), ("title_no", "上更2号")];
    assert_eq!(corrects(&state, &second).unwrap().put[0].id.as_str(), "2-101#上更2号");

    type Typed = &'static [(&'static str, &'static str)];
    let wrong: [(Typed, (&str, ProblemKind)); 6] = [
        (&[("building", "1"), ("suite", "101")], ("change", ProblemKind::Required)),
        (&[("change", "add"), ("building", "2"), ("suite", "101")], ("suite", ProblemKind::OnRoll)),
        (&[("change", "take"), ("building", "9"), ("suite", "101")], ("suite", ProblemKind::NotOnRoll)),
        (&[("change", "add"), ("building", "9")], ("suite", ProblemKind::Required)),
        (
            &[("change", "add"), ("building", "9"), ("suite", "1"), ("area", "很大")],
            ("area", ProblemKind::NotUnderstood),
        ),
        (&[("change", "rewrite"), ("building", "2"), ("suite", "101")], ("change", ProblemKind::NothingChanged)),
    ];
    for (texts, problem) in wrong {
        assert_eq!(corrects(&state, texts), Err(vec![problem]), "{texts:?}");
    }
    assert!(
        corrects(&state, &[&ADD[..], &[("why", " ")]].concat()).unwrap_err().contains(&("why", ProblemKind::Required))
    );
}

#[test]
fn ballots_stay_with_their_titles_and_what_is_taken_off_is_kept_and_not_counted() {
    let mut s = Scenario::ready(1);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Professional));
    s.hand_over();
    for texts in [&TAKE[..], &ADD] {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    let state = s.supervisor.state();
    assert_eq!((compound(&state).corrected.len(), compound(&state).notice_outdated), (2, true));
    let tally = compound(&state).tally();
    assert_eq!((tally.counts.total, tally.counts.professional, tally.not_returned), (8, 1, 7));
    let uncounted: Vec<_> = compound(&state).uncounted().into_iter().map(|(id, _, why)| (id.as_str(), why)).collect();
    assert_eq!(uncounted, [(HOUSEHOLDS[1], Uncounted::OtherRoll)]);

    // The tablet doesn't know yet: what it takes on the roll as it was counts, and what it takes of a title that is off it is kept.
    s.tablets[0].record(ballot(HOUSEHOLDS[2], Choice::Quasi));
    s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(state.remarks, [], "nothing is lost");
    assert_eq!((compound(&state).tally().counts.quasi, compound(&state).uncounted().len()), (1, 2));

    // Nothing is closed before the notice hangs anew.
    s.supervisor.record(close("2026-03-20"));
    let state = s.supervisor.state();
    assert_eq!(state.remarks.iter().map(|remark| remark.why).collect::<Vec<_>>(), [NoEffect::NoticeOutdated]);
    s.supervisor.record(posted());
    s.supervisor.record(close("2026-03-20"));
    assert!(compound(&s.supervisor.state()).closed.is_some());
    // The packet brings the corrected roll.
    let (packet, believed) = (s.supervisor.packet(), s.trusted());
    s.tablets[0].take(&packet, &believed);
    assert_eq!(
        compound(&s.tablets[0].state()).frozen_roll().unwrap().hash(),
        compound(&s.supervisor.state()).frozen_roll().unwrap().hash()
    );
}

#[test]
fn a_correction_of_another_roll_or_with_another_outcome_has_no_effect() {
    let mut s = Scenario::ready(1);
    let correct = corrects(&s.supervisor.state(), &TAKE).unwrap();
    s.supervisor.record(Fact::Correct(Correct { roll: roll_hash(), ..correct.clone() }));
    s.supervisor.record(Fact::Correct(correct.clone()));
    s.supervisor.record(Fact::Correct(correct));
    let state = s.supervisor.state();
    let whys: Vec<_> = state.remarks.iter().map(|remark| remark.why).collect();
    assert_eq!(whys, [NoEffect::RollIncomplete, NoEffect::RollIsAnother]);
    assert_eq!(compound(&state).tally().counts.total, 7);
    // A tablet may not.
    let correct = corrects(&s.supervisor.state(), &ADD).unwrap();
    s.tablets[0].record(Fact::Correct(correct));
    s.hand_over();
    assert!(s.supervisor.state().remarks.iter().any(|remark| remark.why == NoEffect::NotASupervisor));
}

#[test]
fn printed_forms_keep_their_numbers_and_new_titles_are_numbered_on() {
    let mut s = Scenario::ready(1);
    let mut terms: Terms = s.supervisor.state().terms.unwrap();
    assert_eq!(compound(&s.supervisor.state()).form_serial(&HOUSEHOLDS[2].into()), None, "numbered elsewhere");
    terms.settings.set(catalogue::setting("forms").unwrap(), "printed").unwrap();
    s.supervisor.record(Fact::Terms(terms));
    let serial = |s: &Scenario, of: &str| compound(&s.supervisor.state()).form_serial(&of.into());
    let mark = roll_hash()[..4].to_ascii_uppercase();
    assert_eq!(serial(&s, HOUSEHOLDS[2]), Some(format!("{mark}-0003-1")));
    for texts in [&TAKE[..], &ADD] {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    assert_eq!(serial(&s, HOUSEHOLDS[2]), Some(format!("{mark}-0003-1")), "as it was printed");
    assert_eq!(serial(&s, "1-2-201"), Some(format!("{mark}-0009-1")));
    let state = s.supervisor.state();
    assert_eq!(compound(&state).form_holder(&format!("{mark}-0009-1")), Some(&"1-2-201".into()));
    assert_eq!(compound(&state).form_holder("0000-0009-1"), None, "of another roll");
    assert_eq!((households().len(), compound_id().as_str()), (9, COMPOUND), "the shop has no form");
    assert_eq!(household("2", None, "底商1号", Use::NonResidential).id.as_str(), support::SHOP);
    assert_eq!(serial(&s, support::SHOP), None);
}
