//! The form of a correction: which titles it means, what it makes of them, and what it says beforehand.

use super::*;

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
    // One flat that was divided, told apart by what its doors say.
    let divided = [("change", "add"), ("building", "2"), ("suite", "101附1")];
    assert_eq!(corrects(&state, &divided).unwrap().put[0].id.as_str(), "2-101附1");
    // Another title behind the same door.
    let second = [("change", "add"), ("building", "2"), ("suite", "101"), ("title_no", "上更2号")];
    assert_eq!(corrects(&state, &second).unwrap().put[0].id.as_str(), "2-101#上更2号");

    type Typed = &'static [(&'static str, &'static str)];
    let wrong: [(Typed, (&str, ProblemKind)); 6] = [
        (&[("building", "1"), ("suite", "101")], ("change", ProblemKind::Required)),
        (&[("change", "add"), ("building", "2"), ("suite", "101")], ("suite", OfficeProblem::OnRoll.into())),
        (&[("change", "take"), ("building", "9"), ("suite", "101")], ("suite", OfficeProblem::NotOnRoll.into())),
        (&[("change", "add"), ("building", "9")], ("suite", ProblemKind::Required)),
        (
            &[("change", "add"), ("building", "9"), ("suite", "1"), ("area", "很大")],
            ("area", OfficeProblem::NotUnderstood.into()),
        ),
        (
            &[("change", "rewrite"), ("building", "2"), ("suite", "101")],
            ("change", OfficeProblem::NothingChanged.into()),
        ),
    ];
    for (texts, problem) in wrong {
        assert_eq!(corrects(&state, texts), Err(vec![problem]), "{texts:?}");
    }
    assert!(
        corrects(&state, &[&ADD[..], &[("why", " ")]].concat()).unwrap_err().contains(&("why", ProblemKind::Required))
    );
}

/// A roll on which corrections have brought two more titles behind the door of 2-101.
fn shared_door() -> Scenario {
    let mut s = Scenario::ready(1);
    for number in ["上更2号", "上更3号"] {
        let texts = [("change", "add"), ("building", "2"), ("suite", "101"), ("title_no", number)];
        let correct = corrects(&s.supervisor.state(), &texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    s.supervisor.record(posted());
    s
}

#[test]
fn of_several_titles_behind_a_door_it_is_said_which_is_meant() {
    let s = shared_door();
    let state = s.supervisor.state();
    let door = [("building", "2"), ("suite", "101")];
    let roll = compound(&state).frozen_roll().unwrap();
    let here: Vec<_> =
        titles(&form(&door), roll, Which::First).unwrap().into_iter().map(|title| title.id.as_str()).collect();
    assert_eq!(here, ["2-101#上更2号", "2-101#上更3号", "2-101"]);
    let with = |more: &[(&'static str, &'static str)]| corrects(&state, &[&door[..], more].concat());
    let unsaid = Err(vec![("title", ProblemKind::Required)]);
    assert_eq!(with(&[("change", "take")]), unsaid);
    assert_eq!(with(&[("change", "rewrite"), ("holders", "孙*")]), unsaid);
    assert_eq!(with(&[("change", "take"), ("title", "1-1-101")]), unsaid, "one of another door");
    let taken = with(&[("change", "take"), ("title", "2-101#上更2号")]).unwrap();
    assert_eq!((taken.take, taken.put), (vec!["2-101#上更2号".into()], vec![]));
    // Written otherwise, its number too, it is the same title.
    let rewritten = with(&[("change", "rewrite"), ("title", "2-101"), ("title_no", "上更1号")]).unwrap();
    assert_eq!((rewritten.put[0].id.as_str(), rewritten.put[0].title_no.as_deref()), ("2-101", Some("上更1号")));
    // A number that is there already isn't another title's.
    let again = [("change", "add"), ("title_no", "上更2号")];
    assert_eq!(with(&again), Err(vec![("suite", OfficeProblem::OnRoll.into())]));
    // Without the stairwell: whichever there are.
    let anywhere = titles(&form(&[("building", "1"), ("suite", "101")]), roll, Which::First).unwrap();
    assert_eq!(anywhere.iter().map(|title| title.id.as_str()).collect::<Vec<_>>(), ["1-1-101", "1-2-101"]);
}

#[test]
fn the_title_that_was_added_comes_off_and_the_other_keeps_its_ballot() {
    let mut s = shared_door();
    for door in ["2-101", "2-101#上更2号"] {
        s.supervisor.record(ballot(door, Choice::Professional));
    }
    let texts = [("change", "take"), ("building", "2"), ("suite", "101"), ("title", "2-101#上更2号")];
    let correct = corrects(&s.supervisor.state(), &texts).unwrap();
    let state = s.supervisor.state();
    let lost: Vec<_> = lost_ballots(compound(&state), &correct);
    assert_eq!(lost.iter().map(|title| title.id.as_str()).collect::<Vec<_>>(), ["2-101#上更2号"]);
    assert_eq!(Lang::Zh.household_of(lost[0]), "2幢101 上更2号");
    assert_eq!(lost[0].title(), "101 上更2号", "among the doors of the stairwell");
    let spared = corrects(&state, &[&texts[..3], &[("title", "2-101#上更3号")]].concat()).unwrap();
    assert_eq!(lost_ballots(compound(&state), &spared), Vec::<&Household>::new());
    s.supervisor.record(Fact::Correct(correct));
    let state = s.supervisor.state();
    let uncounted: Vec<_> = compound(&state).uncounted().into_iter().map(|(id, ..)| id.as_str()).collect();
    assert_eq!((compound(&state).tally().counts.professional, uncounted), (1, vec!["2-101#上更2号"]));
}

#[test]
fn two_titles_become_one_in_one_correction() {
    let mut s = Scenario::ready(1);
    for door in ["1-1-101", "1-1-102"] {
        s.supervisor.record(ballot(door, Choice::Quasi));
    }
    let merge = |more: &[(&'static str, &'static str)]| {
        let texts = [("change", "merge"), ("building", "1"), ("stairwell", "1"), ("suite", "101")];
        corrects(&s.supervisor.state(), &[&texts[..], more].concat())
    };
    assert_eq!(merge(&[]), Err(vec![("other_suite", ProblemKind::Required)]));
    assert_eq!(merge(&[("other_suite", "101")]), Err(vec![("other_suite", OfficeProblem::NothingChanged.into())]));
    assert_eq!(merge(&[("other_suite", "109")]), Err(vec![("other_suite", OfficeProblem::NotOnRoll.into())]));
    let beside = merge(&[("other_suite", "102室"), ("area", "120.5"), ("title_no", "合1号")]).unwrap();
    assert_eq!((beside.put.len(), &beside.take, beside.households), (1, &vec!["1-1-102".into()], 7));
    let [kept] = &beside.put[..] else { panic!("{beside:?}") };
    assert_eq!((kept.id.as_str(), kept.area_m2.unwrap().to_string()), ("1-1-101", "120.5".into()));
    // Its whole address, where it isn't in the same stairwell.
    let across = merge(&[("other_suite", "1幢2单元101")]).unwrap();
    assert_eq!(across.take, ["1-2-101".into()]);
    // The first by its whole address, and the other beside it.
    let whole = [("change", "merge"), ("suite", "1幢1单元101"), ("other_suite", "102")];
    assert_eq!(corrects(&s.supervisor.state(), &whole).unwrap().take, ["1-1-102".into()]);
    s.supervisor.record(Fact::Correct(beside));
    let state = s.supervisor.state();
    assert_eq!((compound(&state).roll_steps.len(), state.remarks.len()), (2, 0));
    let tally = compound(&state).tally();
    assert_eq!((tally.counts.total, tally.counts.quasi, compound(&state).uncounted().len()), (7, 1, 1));
    // Two behind one door are merged by saying which.
    let s = shared_door();
    let behind = |first: &'static str, other: &'static str| {
        let door = [("change", "merge"), ("building", "2"), ("suite", "101"), ("title", first), ("other_title", other)];
        corrects(&s.supervisor.state(), &door)
    };
    assert_eq!(behind("2-101", ""), Err(vec![("other_title", ProblemKind::Required)]));
    assert_eq!(behind("2-101", "2-101"), Err(vec![("other_suite", ProblemKind::Required)]));
    assert_eq!(behind("2-101", "2-101#上更3号").unwrap().take, ["2-101#上更3号".into()]);
}

#[test]
fn one_title_becomes_two_in_one_correction() {
    let mut s = Scenario::ready(1);
    s.supervisor.record(ballot("2-101", Choice::Quasi));
    let divide = |more: &[(&'static str, &'static str)]| {
        let texts = [("change", "divide"), ("building", "2"), ("suite", "101"), ("tenure", "房改房"), ("area", "40")];
        corrects(&s.supervisor.state(), &[&texts[..], more].concat())
    };
    assert_eq!(divide(&[]), Err(vec![("other_suite", OfficeProblem::OnRoll.into())]));
    assert_eq!(divide(&[("other_suite", "102")]), Err(vec![("other_suite", OfficeProblem::OnRoll.into())]));
    assert_eq!(
        divide(&[("other_suite", "101A"), ("other_area", "大")]),
        Err(vec![("other_area", OfficeProblem::NotUnderstood.into())])
    );
    let same = [("title_no", "分1号"), ("other_title_no", "分1号")];
    assert_eq!(divide(&same), Err(vec![("other_suite", OfficeProblem::OnRoll.into())]));
    let door = divide(&[("other_suite", "101A"), ("other_holders", "赵*"), ("other_area", "27.9")]).unwrap();
    let [kept, new] = &door.put[..] else { panic!("{door:?}") };
    assert_eq!((kept.id.as_str(), kept.area_m2.unwrap().to_string()), ("2-101", "40".into()));
    assert_eq!(
        (new.id.as_str(), new.area_m2.unwrap().to_string(), &new.holders[..]),
        ("2-101A", "27.9".into(), &["赵*".to_owned()][..])
    );
    assert_eq!((new.tenure, new.building.as_str(), door.households), (Some(Tenure::HousingReform), "2", 9));
    let behind = divide(&[("other_title_no", "分2号")]).unwrap();
    assert_eq!((behind.put[1].id.as_str(), behind.households), ("2-101#分2号", 9));
    let told = |s: &Scenario| divided_with_paper(compound(&s.supervisor.state()), &behind).map(|of| of.id.to_string());
    assert_eq!(told(&s).as_deref(), Some("2-101"), "whose paper goes on counting");
    assert_eq!(told(&Scenario::ready(1)), None);
    s.supervisor.record(Fact::Correct(behind.clone()));
    let state = s.supervisor.state();
    let tally = compound(&state).tally();
    assert_eq!((tally.counts.total, tally.counts.quasi, compound(&state).uncounted().len()), (9, 1, 0));
}

#[test]
fn a_title_that_a_division_brings_is_on_the_floor_of_the_one_it_comes_of() {
    let mut titles = households();
    titles.iter_mut().filter(|title| title.id.as_str() == "2-101").for_each(|title| title.floor = Some(1));
    let s = Scenario::with(0, |office| {
        import_roll(office, titles.clone());
        let roll = Roll::new(titles.clone());
        let (hash, households) = (roll.hash().to_owned(), roll.counted());
        office.record(Fact::Freeze(Freeze { compound: compound_id(), roll: hash, households, counts: None }));
    });
    let floor = |suite: &'static str| {
        let texts = [("change", "divide"), ("building", "2"), ("suite", "101"), ("other_suite", suite)];
        corrects(&s.supervisor.state(), &texts).unwrap().put[1].floor
    };
    assert_eq!(["101附2", "101A", "201"].map(floor), [Some(1), Some(1), Some(2)]);
}

#[test]
fn a_correction_after_the_announced_day_is_told_and_made() {
    let mut s = Scenario::ready(1);
    let mut notice = notice();
    notice.corrections_until = Some("2026-03-08".into());
    s.supervisor.record(Fact::Notice(NoticePosted { compound: compound_id(), notice, why: None, roll: None }));
    let state = s.supervisor.state();
    assert_eq!(late_since(compound(&state), "2026-03-08"), None);
    assert_eq!(late_since(compound(&state), "2026-03-09"), Some("2026-03-08"));
    assert_eq!(late_since(compound(&Scenario::ready(1).supervisor.state()), "2027-01-01"), None, "none was announced");
    assert!(corrects(&state, &TAKE).is_ok());
}
