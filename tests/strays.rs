//! Papers of dwellings that the roll doesn't have (I8): on record, in none of the count's columns, told where the ballot is closed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use support::{COMPOUND, HOUSEHOLDS, Scenario, Tablet, ballot, close, compound_id, taken};
use wenlou::app::form::{Form, Problem, ProblemKind};
use wenlou::app::stray::{check, is_undoable};
use wenlou::domain::ballot::Choice;
use wenlou::findings::closing::outstanding;
use wenlou::findings::count::Count;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{Stray, StrayUndone};
use wenlou::journal::state::{NoEffect, State};
use wenlou::journal::{Fact, RecordId};

const DAY: &str = "2026-03-20";

fn compound(state: &State) -> &Compound {
    state.compounds.get(&COMPOUND.into()).unwrap()
}

fn says(tablet: &Tablet, texts: &[(&'static str, &str)]) -> Result<Stray, Vec<(&'static str, ProblemKind)>> {
    let mut form = Form::default();
    texts.iter().for_each(|(field, text)| form.set(field, *text));
    let problems = |all: Vec<Problem>| all.into_iter().map(|Problem { field, kind }| (field, kind)).collect();
    check(&form, compound(&tablet.state())).map_err(problems)
}

fn stray(tablet: &mut Tablet, dwelling: &str) -> RecordId {
    let paper = says(tablet, &[("dwelling", dwelling)]).unwrap();
    tablet.record(Fact::Stray(paper))
}

fn undo(tablet: &mut Tablet, stray: &RecordId) {
    let (compound, stray) = (compound_id(), stray.clone());
    tablet.record(Fact::StrayUndone(StrayUndone { compound, stray, why: "已更正花名册并登记".into() }));
}

#[test]
fn the_form_wants_a_dwelling_and_no_paper_that_a_household_has_returned() {
    let mut s = Scenario::ready(1);
    let mut paper = taken(HOUSEHOLDS[0], Choice::Quasi);
    paper.ballot.serial = "B-76".into();
    s.supervisor.record(Fact::Ballot(paper));
    assert_eq!(says(&s.supervisor, &[("note", "住车库")]), Err(vec![("dwelling", ProblemKind::Required)]));
    let wrong = [("dwelling", "1幢车库3"), ("serial", "b-76")];
    let problems = vec![("serial", ProblemKind::SerialTaken)];
    assert_eq!(says(&s.supervisor, &wrong), Err(problems));
    let right = [("dwelling", "1幢车库3"), ("serial", " Ｂ－７７ "), ("note", "有购房合同")];
    let paper = says(&s.supervisor, &right).unwrap();
    assert_eq!(
        (paper.dwelling.as_str(), paper.serial.as_deref(), paper.note.as_deref()),
        ("1幢车库3", Some("B-77"), Some("有购房合同"))
    );
}

#[test]
fn a_paper_of_a_dwelling_off_the_roll_counts_for_nothing_and_is_told_of() {
    let mut s = Scenario::ready(2);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let before = {
        s.hand_over();
        compound(&s.supervisor.state()).tally()
    };
    let kept = stray(&mut s.tablets[0], "1幢车库3");
    stray(&mut s.tablets[1], "门卫室");
    s.hand_over();
    let state = s.supervisor.state();
    let found = compound(&state);
    assert_eq!((found.tally(), state.remarks.len()), (before, 0));
    assert_eq!((Count::of(found).late, Count::of(found).outside), (2, 0));
    let own = s.supervisor.device.id.clone();
    assert_eq!(outstanding(&state, found, &own, &[], DAY).strays, 2);
    // A close holds whatever comes of such papers: they are in no column.
    s.supervisor.record(close(DAY));
    stray(&mut s.tablets[1], "2幢阁楼");
    undo(&mut s.tablets[0], &kept);
    s.hand_over();
    let state = s.supervisor.state();
    assert!(compound(&state).closed.is_some());
    assert_eq!(Count::of(compound(&state)).late, 2);
    let dwellings: Vec<&str> = compound(&state).strays.iter().map(|paper| paper.stray.dwelling.as_str()).collect();
    assert_eq!(dwellings.len(), 3, "{dwellings:?}: what was taken back stays to be read");
}

#[test]
fn a_device_takes_back_its_own_papers_and_a_supervisor_all() {
    for (by, takes) in [(0, true), (1, false), (2, true)] {
        let mut s = Scenario::ready(2);
        let paper = stray(&mut s.tablets[0], "1幢车库3");
        s.hand_over();
        let bundle = s.tablets[0].bundle();
        let believed = s.trusted();
        s.tablets[1].take(&bundle, &believed);
        let tablet = if by == 2 { &mut s.supervisor } else { &mut s.tablets[by] };
        let (device, is_supervisor) = (tablet.device.id.clone(), by == 2);
        assert_eq!(is_undoable(&compound(&tablet.state()).strays[0], &device, is_supervisor), takes);
        undo(tablet, &paper);
        s.hand_over();
        let state = s.supervisor.state();
        assert_eq!(compound(&state).standing_strays().count(), usize::from(!takes));
        let why: Vec<NoEffect> = state.remarks.iter().map(|remark| remark.why).collect();
        assert_eq!(why, if takes { vec![] } else { vec![NoEffect::NotItsPaper] });
    }
}
