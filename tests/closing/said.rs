//! What supervisors said of the count: settlements, closings, other rules, and why.

use super::*;

/// Two tablets have a paper each from one door, which contradict each other; a third has none.
fn contradiction() -> (Scenario, [RecordId; 2]) {
    let mut s = Scenario::ready(3);
    let first = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    let Fact::Ballot(mut other) = ballot(DOOR, Choice::Quasi) else { panic!("a ballot") };
    other.ballot.serial = "No.2".into();
    let second = s.tablets[1].record(Fact::Ballot(other));
    s.hand_over();
    (s, [first, second])
}

/// How the door stands on each tablet once it has the supervisor's packet, and whether any record has no effect there.
fn told(s: &mut Scenario) -> Vec<(bool, bool, usize)> {
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    let take = |tablet: &mut support::Tablet| {
        tablet.take(&packet, &trusted);
        let state = tablet.state();
        let standing = state.compounds[&compound_id()].standing(&DOOR.into());
        let counted = matches!(standing, Standing::Counted { .. });
        (standing == Standing::Annulled, counted, state.remarks.len())
    };
    s.tablets.iter_mut().map(take).collect()
}

#[test]
fn who_has_to_sign_again_is_named_before_the_closing_and_at_the_door() {
    let (mut s, [first, second]) = contradiction();
    s.supervisor.record(settle(DOOR, &[&first, &second], None));
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!(names(&app.outstanding().to_sign_again), [DOOR]);
    assert_eq!(told(&mut s), [(true, false, 0); 3], "whichever of the papers it has");
    let Fact::Ballot(mut again) = ballot(DOOR, Choice::Quasi) else { panic!("a ballot") };
    again.ballot.serial = "No.3".into();
    s.tablets[2].record(Fact::Ballot(again));
    let bundle = s.tablets[2].bundle();
    let trusted = s.trusted();
    s.supervisor.take(&bundle, &trusted);
    assert!(App::of(&s.supervisor, "孙敏").outstanding().to_sign_again.is_empty());
}

#[test]
fn a_tablet_is_told_of_the_paper_that_stands_though_it_has_another_or_none() {
    let (mut s, [first, second]) = contradiction();
    s.supervisor.record(settle(DOOR, &[&first, &second], Some(&first)));
    assert_eq!(told(&mut s), [(false, true, 0), (false, false, 0), (false, false, 0)]);
    assert!(App::of(&s.supervisor, "孙敏").outstanding().to_sign_again.is_empty());
    // Nobody is sent there again, unless the supervisor takes them back.
    let look_so = |s: &Scenario, expected: Door| {
        s.tablets.iter().all(|tablet| {
            let app = App::of(tablet, "王芳");
            let title = app.compound().frozen_roll().unwrap().get(&DOOR.into()).unwrap();
            door(app.compound(), title, &[]) == expected
        })
    };
    assert!(look_so(&s, Door::Returned));
    s.supervisor.record(withdraw(DOOR, &[&first]));
    s.supervisor.record(withdraw(DOOR, &[&second]));
    assert_eq!(told(&mut s), [(false, false, 0); 3]);
    assert!(look_so(&s, Door::Untouched));
}

/// The form of the terms as they are on record, but for these fields.
fn terms_form(s: &Scenario, texts: &[(&'static str, &str)]) -> Form {
    let mut form = Form::default();
    campaign::fill(&mut form, &s.supervisor.state().terms.unwrap(), TODAY);
    form.set("name", "一项");
    texts.iter().for_each(|(field, text)| form.set(field, *text));
    form
}

fn recounted(s: &Scenario, form: &Form) -> (usize, usize) {
    campaign::recounted(&s.supervisor.state(), campaign::rules(form))
}

fn terms_said(s: &Scenario, form: &Form) -> Result<Terms, Vec<&'static str>> {
    let said = campaign::check_again(form, &s.supervisor.state(), recounted(s, form));
    said.map_err(|wrong| wrong.iter().map(|problem| problem.field).collect())
}

/// They wait for the second person, until nobody is asked for one.
#[test]
fn other_rules_of_the_count_want_a_reason_where_papers_count_otherwise_by_them() {
    let mut s = returned_but(1);
    let mut form = terms_form(&s, &[("second_check", "yes")]);
    assert_eq!((recounted(&s, &form), terms_said(&s, &form)), ((0, 7), Err(vec!["why"])));
    form.set("name", "");
    assert_eq!((recounted(&s, &form), terms_said(&s, &form)), ((0, 0), Err(vec!["name"])), "nothing comes of it yet");
    form.set("name", "一项");
    form.set("why", "街道要求");
    let terms = terms_said(&s, &form).unwrap();
    assert_eq!(terms.why.as_deref(), Some("街道要求"));
    s.supervisor.record(Fact::Terms(terms));
    assert_eq!(recounted(&s, &terms_form(&s, &[("second_check", "no")])), (7, 0));
    assert_eq!(recounted(&s, &form), (0, 0), "it is so already");
    form.set("why", "");
    form.set("min_visits", "4");
    assert_eq!(terms_said(&s, &form).map(|terms| terms.why), Ok(None));
    let app = App::of(&s.supervisor, "孙敏");
    let [Turn { what: What::Rules { before, after }, why, .. }] = turns(&app.model, app.compound())[..] else {
        panic!()
    };
    assert_eq!((before.second_check, after.second_check, why), (false, true, Some("街道要求")));
    let said = Lang::Zh.turn(&turns(&app.model, app.compound())[0], |_| "10-08".into());
    assert_eq!((said[0].as_str(), said[2].as_str()), ("须由另一人核对才计入：否 → 是", "理由：街道要求"));
}

/// What counts only with its photo counts without one where choices are sealed.
#[test]
fn sealing_ballots_changes_what_counts_only_where_it_is_switched() {
    let mut s = returned_but(1);
    let terms = terms_said(&s, &terms_form(&s, &[("form_photo", "yes"), ("why", "街道要求")])).unwrap();
    s.supervisor.record(Fact::Terms(terms.clone()));
    let form = terms_form(&s, &[("sealed", "yes")]);
    assert_eq!((recounted(&s, &form), terms_said(&s, &form)), ((7, 0), Err(vec!["why"])));
    let key = s.supervisor.device.key.clone();
    s.supervisor.record(Fact::Terms(Terms { sealed_to: Some(key), ..terms }));
    let form = terms_form(&s, &[("name", "二项")]);
    assert_eq!((recounted(&s, &form), terms_said(&s, &form).map(|terms| terms.why)), ((0, 0), Ok(None)));
    assert_eq!(recounted(&s, &terms_form(&s, &[("sealed", "no")])), (0, 7));
}

/// Opened again it goes by the rules of then, and nobody says why any more.
#[test]
fn other_rules_of_the_count_want_a_reason_though_the_ballot_is_closed() {
    let mut s = returned_but(1);
    s.supervisor.record(close(TODAY));
    let form = terms_form(&s, &[("second_check", "yes")]);
    assert_eq!((recounted(&s, &form), terms_said(&s, &form)), ((0, 7), Err(vec!["why"])));
}

#[test]
fn how_it_was_closed_and_opened_again_stays_to_be_read() {
    let mut s = returned_but(1);
    let mut app = App::of(&s.supervisor, "孙敏");
    app.close(&[("why", "该户长期无人")]);
    app.reopen();
    app.close(&[("why", "仍然无人")]);
    let read = |app: &App| {
        let turns = turns(&app.model, app.compound()).into_iter();
        let read = |turn: Turn<'_>| {
            let undone = turn.undone.map(|(by, fact)| (by.id.clone(), matches!(fact, Fact::Ballot(_))));
            let closed_on = match turn.what {
                What::Closed(day) => Some(day.to_owned()),
                What::Opened => None,
                What::Rules { .. } => panic!("the rules are as they were"),
            };
            (closed_on, turn.why.unwrap_or_default().to_owned(), undone)
        };
        turns.map(read).collect::<Vec<_>>()
    };
    let closed = |why: &str| (Some(TODAY.to_owned()), why.to_owned(), None);
    let before = vec![closed("该户长期无人"), (None, "关早了".to_owned(), None), closed("仍然无人")];
    assert_eq!(read(&app), before);
    // A paper that comes in later takes the effect from the last one alone.
    s.supervisor.journal = app.model.open.as_ref().unwrap().journal.clone();
    let late = s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    assert_eq!(undone_at(&app.model, app.compound()), None, "it is closed");
    let mut app = App::of(&s.supervisor, "孙敏");
    let mut after = before;
    after[2].2 = Some((late, true));
    assert_eq!(read(&app), after);
    assert_eq!(undone_at(&app.model, app.compound()), Some(&HOUSEHOLDS[0].into()));
    app.close(&[("why", "已核对")]);
    assert_eq!(undone_at(&app.model, app.compound()), None);
}

/// Watchers sign what it says.
#[test]
fn a_closing_that_was_overtaken_is_told_as_void_and_tells_nobody_to_do_anything() {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    let trusted = s.trusted();
    let close = |by: &mut Tablet| {
        let Fact::Close(closing) = close("2026-03-12") else { panic!() };
        by.record(Fact::Close(Close { known: by.journal.lasts(), ..closing }));
        by.bundle()
    };
    let bundles = [close(&mut s.supervisor), close(&mut s.tablets[0])];
    s.supervisor.take(&bundles[1], &trusted);
    let app = App::of(&s.supervisor, "孙敏");
    assert!(app.compound().closed.is_none());
    let said: Vec<String> = turns(&app.model, app.compound())
        .iter()
        .map(|turn| Lang::Zh.turn(turn, |_| "10-08".into()).split_off(2).join("；"))
        .collect();
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|words| words.contains("失效") && !words.contains('请')), "{said:?}");
}

#[test]
fn nobody_settles_closes_or_reopens_without_a_name() {
    let mut s = returned_but(0);
    let mut app = App::of(&s.supervisor, " ");
    app.close(&[]);
    assert!(app.compound().closed.is_none());
    s.supervisor.record(close("2026-03-12"));
    let mut app = App::of(&s.supervisor, "");
    app.reopen();
    assert!(app.compound().closed.is_some());
    app.model.settings.person = "孙敏".into();
    app.reopen();
    assert!(app.compound().closed.is_none());
}

#[test]
fn none_of_the_papers_can_stand_and_the_settlement_stays_on_record() {
    let mut s = Scenario::ready(0);
    let first = s.supervisor.record(ballot(DOOR, Choice::Professional));
    let Fact::Ballot(mut other) = ballot(DOOR, Choice::Quasi) else { panic!("a ballot") };
    other.ballot.serial = "No.2".into();
    let second = s.supervisor.record(Fact::Ballot(other));
    let mut app = App::of(&s.supervisor, "孙敏");
    assert_eq!(app.compound().conflicts().len(), 1);
    let problems = |app: &App| {
        let problems =
            check_settle(&app.model, &app.model.form(&settle_form()), app.compound(), &DOOR.into(), TODAY).err();
        problems.unwrap_or_default().into_iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    app.settle(&[]);
    assert_eq!((problems(&app), app.settled().len()), (vec!["keep", "why"], 0));
    app.settle(&[("keep", NONE)]);
    assert_eq!((problems(&app), app.settled().len()), (vec!["why"], 0));
    // A ballot that isn't among them can't be made to stand.
    app.settle(&[("keep", "不在其中"), ("why", "两份签名都不是本人")]);
    assert_eq!((problems(&app), app.settled().len()), (vec!["keep"], 0));
    app.model.settings.person = String::new();
    app.settle(&[("keep", NONE)]);
    assert_eq!(app.settled().len(), 0);
    app.model.settings.person = "孙敏".into();
    app.settle(&[]);
    // One that had no effect, since it is over a ballot that isn't there, is no settlement.
    let lost = RecordId { device: first.device.clone(), n: 99 };
    let now = Moment { at: app.at, local: format!("{TODAY}T09:00"), nonce: "0".repeat(22) };
    app.model.record(&now, settle(DOOR, &[&lost], None), &mut Vec::new());
    let compound = app.compound();
    assert_eq!((compound.standing(&DOOR.into()), compound.conflicts().len()), (Standing::Annulled, 0));
    let [(stamp, settled)] = &app.settled()[..] else { panic!("one") };
    assert_eq!((settled.household.as_str(), settled.why.as_str()), (DOOR, "两份签名都不是本人"));
    assert_eq!((&settled.over, &settled.keep, stamp.by.as_str()), (&vec![first, second], &None, "孙敏"));
    // Settled with none, it may sign again, and that isn't counted as not asked.
    assert!(names(&app.outstanding().never_asked).iter().all(|id| *id != DOOR));
}

#[test]
fn words_that_cross_each_other_stay_to_be_read_and_neither_holds() {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    let trusted = s.trusted();
    let first = s.supervisor.record(ballot(DOOR, Choice::Professional));
    let second = s.tablets[0].record(ballot(DOOR, Choice::Quasi));
    let file = s.supervisor.bundle();
    s.tablets[0].take(&file, &trusted);
    s.hand_over();
    let founders = s.supervisor.record(settle(DOOR, &[&first, &second], Some(&first)));
    let held = |s: &Scenario, words: &[&RecordId]| {
        let app = App::of(&s.supervisor, "孙敏");
        let file = app.compound().file(&DOOR.into()).unwrap();
        let said: Vec<_> = app.settled().into_iter().map(|(stamp, _)| (file.holds(&stamp.id), stamp.id)).collect();
        assert_eq!(said.iter().map(|(_, id)| id).collect::<Vec<_>>(), words);
        said.into_iter().map(|(holds, _)| holds).collect::<Vec<_>>()
    };
    assert_eq!(held(&s, &[&founders]), [true]);
    s.tablets[0].clock = s.supervisor.clock + 60_000;
    let deputys = s.tablets[0].record(settle(DOOR, &[&first, &second], Some(&second)));
    s.hand_over();
    assert_eq!(held(&s, &[&founders, &deputys]), [false, false]);
}

/// The door and the next become one title, which hangs; each has handed in a paper, and these contradict each other.
fn merged() -> (Scenario, RecordId, RecordId) {
    let mut s = Scenario::ready(0);
    let kept = s.supervisor.record(ballot(DOOR, Choice::Professional));
    let gone = s.supervisor.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    merge(&mut s);
    (s, kept, gone)
}

/// The second title becomes one with the first.
fn merge(s: &mut Scenario) {
    let state = s.supervisor.state();
    let roll = state.compounds[&compound_id()].frozen_roll().unwrap();
    let (put, take) = (vec![roll.get(&DOOR.into()).unwrap().clone()], vec![HOUSEHOLDS[1].into()]);
    let corrected = roll.corrected(&put, &take);
    let (from, to) = (roll.hash().to_owned(), corrected.hash().to_owned());
    let (households, why) = (corrected.counted(), "合并登记".into());
    s.supervisor.record(Fact::Correct(Correct { compound: compound_id(), from, put, take, roll: to, households, why }));
    s.supervisor.record(posted());
}

#[test]
fn of_two_titles_that_became_one_both_papers_are_shown_to_whoever_asks() {
    let (mut s, ..) = merged();
    let mut terms = s.supervisor.state().terms.unwrap();
    terms.settings.set(catalogue::setting("second_check").unwrap(), "yes").unwrap();
    s.supervisor.record(Fact::Terms(terms));
    let mut app = App::of(&s.supervisor, "孙敏");
    let hidden = |app: &App| is_hidden(&app.model, app.compound(), &DOOR.into());
    assert!(hidden(&app), "whoever settles may be the one who checks");
    app.send(Event::ballot(AtDoor::Show { compound: compound_id(), household: DOOR.into() }));
    assert!(!hidden(&app));
}

#[test]
fn of_two_titles_that_became_one_the_paper_of_the_one_that_came_off_cannot_be_let_stand() {
    let (s, kept, gone) = merged();
    let mut app = App::of(&s.supervisor, "孙敏");
    app.close(&[("on", "2026-03-15"), ("why", "已满一个月")]);
    assert!(app.compound().closed.is_none(), "one title has two papers that say otherwise");
    app.settle(&[("keep", &gone.to_string()), ("why", "当面确认")]);
    assert_eq!(app.settled().len(), 0);
    app.settle(&[("keep", &kept.to_string())]);
    {
        let [(_, settle)] = &app.settled()[..] else { panic!("one") };
        let of = papers(app.compound(), settle);
        assert_eq!(of.iter().map(|record| &record.stamp.id).collect::<Vec<_>>(), [&kept, &gone]);
    }
    assert_eq!((app.compound().tally().counts.conflicts, app.compound().tally().counts.professional), (0, 1));
    // It can be settled otherwise, and the owner signs anew.
    app.settle(&[("keep", NONE), ("why", "重新签署")]);
    assert_eq!((app.settled().len(), app.compound().standing(&DOOR.into())), (2, Standing::Annulled));
}

/// Its papers stand beside those of the title that it became one with, where the conflict is settled.
#[test]
fn what_was_settled_of_a_title_that_came_off_is_not_settled_anew_at_its_own_door() {
    let mut s = Scenario::ready(0);
    let other = HOUSEHOLDS[1];
    let own = s.supervisor.record(ballot(other, Choice::Professional));
    let Fact::Ballot(mut second) = ballot(other, Choice::Quasi) else { panic!("a ballot") };
    second.ballot.serial = "No.2".into();
    let second = s.supervisor.record(Fact::Ballot(second));
    s.supervisor.record(settle(other, &[&own, &second], Some(&second)));
    s.supervisor.record(ballot(DOOR, Choice::Professional));
    let again = |app: &App| settled_again(&app.model, app.compound(), &other.into()).is_some();
    assert!(again(&App::of(&s.supervisor, "孙敏")));
    merge(&mut s);
    let mut app = App::of(&s.supervisor, "孙敏");
    assert!(!again(&app));
    let form = FormKey::Settle(compound_id(), other.into());
    app.fill(&form, &[("keep", NONE), ("why", "重新签署")]);
    app.send(Event::tally(Msg::Settle { compound: compound_id(), household: other.into() }));
    assert_eq!((app.settled().len(), app.compound().tally().counts.conflicts), (1, 1));
}

#[test]
fn what_a_supervisor_puts_right_of_the_paper_that_stands_is_told_beside_the_settlement() {
    let (mut s, [first, second]) = contradiction();
    s.supervisor.record(settle(DOOR, &[&first, &second], Some(&first)));
    let now = |s: &Scenario| {
        let app = App::of(&s.supervisor, "孙敏");
        let [(_, settle)] = &app.settled()[..] else { panic!("one") };
        corrected_since(app.compound(), settle).map(|of| (of.ballot.choice, of.why.clone()))
    };
    assert_eq!(now(&s), None);
    let right = s.supervisor.record(replacing(DOOR, Choice::Quasi, &[&first]));
    assert_eq!(now(&s), Some((Choice::Quasi, Some("补签".into()))));
    s.supervisor.record(replacing(DOOR, Choice::Blank(BlankReason::NoBox), &[&right]));
    assert_eq!(now(&s), Some((Choice::Blank(BlankReason::NoBox), Some("补签".into()))), "what it says in the end");
}
