//! Correcting single titles of a frozen roll (BAL-7): what the form makes of it, and what becomes of N, of ballots on record and of printed forms.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

#[path = "roll_correction/checked.rs"]
mod checked;
#[path = "roll_correction/drawn.rs"]
mod drawn;
#[path = "roll_correction/merged.rs"]
mod merged;
#[path = "roll_correction/said.rs"]
mod said;
mod support;

use support::{
    COMPOUND, HOUSEHOLDS, Scenario, ballot, close, compound_id, freeze, household, households, import_roll, notice,
    posted, roll_hash, visit,
};
use wenlou::app::ballot::{self, AtDoor};
use wenlou::app::form::{Form, OfficeProblem, Problem, ProblemKind};
use wenlou::app::roll_correction::{
    Change, Which, ballots_back, check, divided_with_paper, kind, late_since, lost_ballots, merges_ballots, said,
    settled_with, titles,
};
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::household::{Household, Tenure, Use};
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::notice::Notice;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::roll::Roll;
use wenlou::findings::closing::overtaken;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{BallotTaken, Correct, Freeze, NoticePosted, PhotoDropped, PhotoTaken, Thaw};
use wenlou::journal::household_file::{BallotRecord, HouseholdFile, Standing, Uncounted, Wait};
use wenlou::journal::roll_history::{RollChange, RollStep};
use wenlou::journal::state::{NoEffect, State};
use wenlou::text::Lang;

fn compound(state: &State) -> &Compound {
    state.compounds.get(&COMPOUND.into()).unwrap()
}

fn form(texts: &[(&'static str, &str)]) -> Form {
    let mut form = Form::default();
    form.set("why", "两户合并，权证已换");
    texts.iter().for_each(|(field, text)| form.set(field, *text));
    form
}

fn notice_of(notice: Notice) -> NoticePosted {
    NoticePosted { compound: compound_id(), notice, why: None, roll: None }
}

/// What the form comes to on the state's roll.
fn corrects(state: &State, texts: &[(&'static str, &str)]) -> Result<Correct, Vec<(&'static str, ProblemKind)>> {
    let problems = |all: Vec<Problem>| all.into_iter().map(|Problem { field, kind }| (field, kind)).collect();
    let (typed, recorded) = (said(&form(texts), compound(state)), check(&form(texts), compound(state)));
    // What is told while it is typed is what is recorded, but for the hash.
    let unhashed = recorded.clone().map(|correct| Correct { roll: String::new(), ..correct });
    assert_eq!(typed, unhashed);
    recorded.map_err(problems)
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
    assert_eq!((compound(&state).roll_steps.len(), compound(&state).notice_outdated), (3, true));
    let tally = compound(&state).tally();
    assert_eq!((tally.counts.total, tally.counts.professional, tally.not_returned), (8, 1, 7));
    let uncounted: Vec<_> = compound(&state).uncounted().into_iter().map(|(id, _, why)| (id.as_str(), why)).collect();
    assert_eq!(uncounted, [(HOUSEHOLDS[1], Uncounted::TakenOff)]);

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
fn a_title_that_comes_back_has_its_ballot_again_and_anothers_has_it_not() {
    for (holders, number, is_same) in [("李*", "", true), ("钱*", "", false), ("李*", "新9号", false), ("", "", false)]
    {
        let mut s = Scenario::ready(1);
        s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Professional));
        s.hand_over();
        let take = corrects(&s.supervisor.state(), &TAKE).unwrap();
        assert_eq!(ballots_back(compound(&s.supervisor.state()), &take), []);
        let holder = compound(&s.supervisor.state()).title(&HOUSEHOLDS[1].into()).unwrap().holders.join("、");
        s.supervisor.record(Fact::Correct(take));
        let holders = if holders == "李*" { &*holder } else { holders };
        let back = [
            ("change", "add"),
            ("building", "1"),
            ("stairwell", "1"),
            ("suite", "102"),
            ("holders", holders),
            ("title_no", number),
        ];
        let Ok(correct) = check(&form(&back), compound(&s.supervisor.state())) else { panic!("{back:?}") };
        let told: Vec<_> = ballots_back(compound(&s.supervisor.state()), &correct)
            .into_iter()
            .map(|(title, again)| (title.id.to_string(), again))
            .collect();
        assert_eq!(told, [(HOUSEHOLDS[1].to_owned(), is_same)]);
        s.supervisor.record(Fact::Correct(correct));
        let state = s.supervisor.state();
        let uncounted: Vec<_> = compound(&state).uncounted().into_iter().map(|(.., why)| why).collect();
        let expected = if is_same { vec![] } else { vec![Uncounted::TakenOff] };
        assert_eq!((compound(&state).tally().counts.professional, uncounted), (u64::from(is_same), expected));
        // Whoever signs on the roll as it is now is counted.
        let roll = compound(&state).frozen_roll().unwrap().hash().to_owned();
        let Fact::Ballot(taken) = ballot(HOUSEHOLDS[1], Choice::Professional) else { panic!("a ballot") };
        s.supervisor.record(posted());
        s.supervisor.record(Fact::Ballot(BallotTaken { roll, ..taken }));
        assert_eq!(compound(&s.supervisor.state()).tally().counts.professional, 1);
    }
}

/// What was no household meanwhile is told by the same rule, on whichever of the two corrections it became somebody else's.
#[test]
fn a_garage_that_becomes_a_household_again_has_its_ballot_again_unless_it_is_anothers() {
    type Typed<'a> = &'a [(&'static str, &'static str)];
    let anothers: Typed<'_> = &[("holders", "钱*"), ("title_no", "浙9")];
    let cases: [(Typed<'_>, Typed<'_>, bool); 3] = [(&[], &[], true), (&[], anothers, false), (anothers, &[], false)];
    for (as_garage, as_household, is_same) in cases {
        let mut s = Scenario::ready(1);
        s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Professional));
        let back = [&GARAGE[..3], &[("use", "住宅")], as_household].concat();
        for (texts, told) in [([&GARAGE[..], as_garage].concat(), vec![]), (back, vec![is_same])] {
            let state = s.supervisor.state();
            let correct = corrects(&state, &texts).unwrap();
            let back: Vec<bool> =
                ballots_back(compound(&state), &correct).into_iter().map(|(_, again)| again).collect();
            assert_eq!(back, told, "{texts:?}");
            s.supervisor.record(Fact::Correct(correct));
            assert_eq!(
                compound(&s.supervisor.state()).tally().counts.professional,
                u64::from(is_same && !told.is_empty())
            );
        }
    }
}

/// Who doesn't know of a correction records as before, and nothing of it is lost.
#[test]
fn what_is_taken_of_a_title_that_is_no_household_meanwhile_waits_until_it_is_one() {
    let mut s = Scenario::ready(1);
    let correct = |s: &mut Scenario, texts: &[(&'static str, &'static str)]| {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    };
    correct(&mut s, &GARAGE);
    s.tablets[0].clock = s.supervisor.clock + 600_000;
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.hand_over();
    let uncounted = |s: &Scenario| -> Vec<Uncounted> {
        compound(&s.supervisor.state()).uncounted().into_iter().map(|(.., why)| why).collect()
    };
    assert_eq!((uncounted(&s), s.supervisor.state().remarks), (vec![Uncounted::NoHousehold], vec![]));
    correct(&mut s, &[&GARAGE[..3], &[("use", "住宅")]].concat());
    assert_eq!(uncounted(&s), []);
    assert_eq!(compound(&s.supervisor.state()).tally().counts.professional, 1);
    // What never was one is none.
    s.tablets[0].record(ballot(support::SHOP, Choice::Professional));
    s.hand_over();
    assert_eq!(s.supervisor.state().remarks.len(), 1);
}

/// One title's form, photo, visits and ballot are no other's, whatever door both are behind.
#[test]
fn a_title_that_comes_in_the_place_of_another_has_a_file_and_a_form_of_its_own() {
    let mut s = Scenario::ready(1);
    let mut terms: Terms = s.supervisor.state().terms.unwrap();
    for (setting, value) in [("forms", "printed"), ("form_photo", "yes")] {
        terms.settings.set(catalogue::setting(setting).unwrap(), value).unwrap();
    }
    s.supervisor.record(Fact::Terms(terms));
    let id: HouseholdId = HOUSEHOLDS[1].into();
    let mark = roll_hash()[..4].to_ascii_uppercase();
    let numbered = |no: u32| format!("{mark}-{no:04}-1");
    let on_form = |serial: &str, roll: Option<&str>| {
        let mut taken = support::taken(HOUSEHOLDS[1], Choice::Quasi);
        taken.ballot.serial = serial.to_owned();
        taken.roll = roll.map_or(taken.roll, str::to_owned);
        Fact::Ballot(taken)
    };
    let photo_of = |serial: &str| {
        let sha256 = Sha256::new(&sha256_hex(serial.as_bytes())).unwrap();
        let photo = Photo { sha256, size: 1000, width: 800, height: 600 };
        Fact::Photo(PhotoTaken {
            compound: compound_id(),
            of: Subject::Form(HOUSEHOLDS[1].into(), serial.into()),
            photo,
            marked: None,
        })
    };
    let former = numbered(2);
    for fact in [visit(HOUSEHOLDS[1], VisitOutcome::Delivered), photo_of(&former), on_form(&former, None)] {
        s.supervisor.record(fact);
    }
    assert_eq!(compound(&s.supervisor.state()).tally().counts.quasi, 1);
    let (packet, believed) = (s.supervisor.packet(), s.trusted());
    s.tablets[0].take(&packet, &believed);

    let place = [("building", "1"), ("stairwell", "1"), ("suite", "102")];
    let anothers = [&[("change", "add"), ("holders", "钱*"), ("title_no", "浙9")], &place[..]].concat();
    for texts in [&TAKE[..], &anothers] {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    s.supervisor.record(posted());
    let state = s.supervisor.state();
    let found = compound(&state);
    let file = found.file(&id).unwrap();
    assert_eq!(
        (file.visits.len(), file.ballots.len(), found.holds_form(&id), found.standing(&id)),
        (0, 0, false, Standing::NotReturned)
    );
    assert_eq!(found.photos(&Subject::Form(id.clone(), former.clone())), []);
    // The former one's form is none of its.
    assert_eq!((found.form_serial(&id), found.form_serials().get(&id)), (Some(numbered(10)), Some(&numbered(10))));
    assert_eq!(found.form_holder(&numbered(10)), Some(&id));
    let replaced = found.form_holder(&former).unwrap();
    assert!(*replaced != id && !found.is_counted(replaced) && found.is_elsewhere(&former, &id));
    assert_eq!(found.form_serials().len(), 9);
    // It is kept, as what it was.
    let title = found.title(replaced).unwrap();
    assert_eq!((title.holders.clone(), title.title()), (vec!["陈*".to_owned()], "102".to_owned()));
    let kept = found.kept_file(replaced).unwrap();
    assert_eq!((kept.visits.len(), kept.ballots.len()), (1, 1));
    assert_eq!(found.photos(&Subject::Form(replaced.clone(), former.clone())).len(), 1);
    let uncounted: Vec<_> = found.uncounted().into_iter().map(|(id, _, why)| (id.clone(), why)).collect();
    assert_eq!((uncounted, found.asked()), (vec![(replaced.clone(), Uncounted::TakenOff)], 1));

    // At the door the form that the former one signed isn't taken, and its own one wants a photo of its own.
    let device = &s.supervisor.device.id.clone();
    let door = AtDoor { compound: found, household: &id, device, supervisor: true, today: "2026-03-20" };
    assert_eq!(door.replaceable(), Vec::<&BallotRecord>::new());
    for (serial, wrong) in [(&former, vec![("serial", ProblemKind::SerialTaken)]), (&numbered(10), vec![])] {
        let mut form = Form::default();
        for (field, text) in
            [("serial", &**serial), ("choice", "quasi"), ("signer", "owner"), ("signed_on", "2026-03-12")]
        {
            form.set(field, text);
        }
        [("collector_a", "王芳"), ("collector_b", "李明")].into_iter().for_each(|(field, name)| form.set(field, name));
        let problems =
            ballot::check(&form, &door).unwrap_err().into_iter().map(|Problem { field, kind }| (field, kind));
        assert_eq!(problems.collect::<Vec<_>>(), [wrong, vec![("form_photo", ProblemKind::PhotoMissing)]].concat());
    }
    let roll = found.frozen_roll().unwrap().hash().to_owned();
    s.supervisor.record(on_form(&numbered(10), Some(&roll)));
    let counts = |s: &Scenario| {
        let counts = compound(&s.supervisor.state()).tally().counts;
        (counts.quasi, counts.waiting)
    };
    assert_eq!(counts(&s), (0, 1));
    let photo = s.supervisor.record(photo_of(&numbered(10)));
    assert_eq!(counts(&s), (1, 0));
    s.supervisor.record(Fact::PhotoDropped(PhotoDropped {
        compound: compound_id(),
        photo,
        why: Some("看不清".into()),
    }));
    assert_eq!(counts(&s), (0, 1));

    // A tablet that hears of it later calls it the same, and what it took before that is the former one's and counts for nobody.
    s.tablets[0].record(on_form(&former, None));
    let packet = s.supervisor.packet();
    s.tablets[0].take(&packet, &believed);
    assert_eq!(compound(&s.tablets[0].state()).form_serial(&id), Some(numbered(10)));
    assert_eq!(compound(&s.tablets[0].state()).form_holder(&former), Some(replaced));
    s.hand_over();
    assert_eq!((counts(&s), compound(&s.supervisor.state()).uncounted().len()), ((0, 1), 2));
    assert_eq!(s.supervisor.state().remarks, []);
    // Yet another one.
    let third = [&[("change", "add"), ("holders", "孙*"), ("title_no", "浙10")], &place[..]].concat();
    for texts in [&TAKE[..], &third] {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    let state = s.supervisor.state();
    let found = compound(&state);
    assert_eq!((found.form_serial(&id), found.uncounted().len()), (Some(numbered(11)), 3));
    let second = found.form_holder(&numbered(10)).unwrap();
    assert_eq!(found.title(second).unwrap().title(), "102 浙9");
    assert_eq!(found.form_holder(&former), Some(replaced));
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
    assert_eq!(serial(&s, "1-2-201"), Some(format!("{mark}-0010-1")));
    let state = s.supervisor.state();
    assert_eq!(compound(&state).form_holder(&format!("{mark}-0010-1")), Some(&"1-2-201".into()));
    assert_eq!(compound(&state).form_holder("0000-0010-1"), None, "of another roll");
    assert_eq!((households().len(), compound_id().as_str()), (9, COMPOUND), "the shop has no form");
    assert_eq!(household("2", None, "底商1号", Use::NonResidential).id.as_str(), support::SHOP);
    assert_eq!(serial(&s, support::SHOP), None);
}

const GARAGE: [(&str, &str); 4] = [("change", "rewrite"), ("building", "1"), ("suite", "1单元101"), ("use", "车库")];

#[test]
fn a_household_that_becomes_a_garage_is_told_like_one_that_is_taken_off() {
    let mut s = Scenario::ready(1);
    let lost = |s: &Scenario, texts: &[(&'static str, &str)]| {
        let state = s.supervisor.state();
        let correct = corrects(&state, texts).unwrap();
        let lost = lost_ballots(compound(&state), &correct).into_iter().map(|title| title.id.to_string()).collect();
        (correct, lost)
    };
    let none: Vec<String> = vec![];
    assert_eq!(lost(&s, &GARAGE).1, none, "it has no ballot");
    for door in ["1-1-101", "1-1-102"] {
        s.supervisor.record(ballot(door, Choice::Professional));
    }
    let (correct, told) = lost(&s, &GARAGE);
    assert_eq!((told, correct.households), (vec!["1-1-101".to_owned()], 7));
    let holder = [("change", "rewrite"), ("building", "1"), ("suite", "1单元101"), ("holders", "孙*")];
    assert_eq!(lost(&s, &holder).1, none, "it is a household as before");
    // Merging, one that stays can stop counting as well.
    let merged = [&[("change", "merge"), ("other_suite", "102")], &GARAGE[1..]].concat();
    let (neither, told) = lost(&s, &merged);
    assert_eq!(told, ["1-1-102", "1-1-101"]);
    assert!(!merges_ballots(compound(&s.supervisor.state()), &neither), "nothing is left to have a vote");

    s.supervisor.record(Fact::Correct(correct));
    let state = s.supervisor.state();
    let found = compound(&state);
    assert_eq!((found.tally().counts.total, found.tally().counts.professional), (7, 1));
    let uncounted: Vec<_> = found.uncounted().into_iter().map(|(id, _, why)| (id.as_str(), why)).collect();
    assert_eq!(uncounted, [("1-1-101", Uncounted::NoHousehold)]);
    assert_eq!(Lang::Zh.uncounted(uncounted[0].1), "按花名册不计户");
    // What it handed in stays to be read, and so does that of one that is off the roll.
    let kept = |found: &Compound, id: &str| found.kept_file(&id.into()).map_or(0, |file| file.ballots.len());
    assert_eq!(kept(found, "1-1-101"), 1);
    let (taken, told) = lost(&s, &TAKE);
    assert_eq!(told, ["1-1-102"]);
    s.supervisor.record(Fact::Correct(taken));
    let state = s.supervisor.state();
    let found = compound(&state);
    assert_eq!((kept(found, "1-1-102"), found.file(&"1-1-102".into())), (1, None));
    assert_eq!(Lang::Zh.household_of(found.title(&"1-1-102".into()).unwrap()), "1幢1单元102");
    assert_eq!(found.title(&"9-9-999".into()), None);
}

#[test]
fn every_step_of_the_roll_stays_with_what_it_changed_whoever_thaws_it() {
    let mut s = Scenario::ready(1);
    let rewrite = [&GARAGE[..], &[("holders", "陈*、孙*"), ("why", "查档")]].concat();
    let merge = [("change", "merge"), ("building", "2"), ("suite", "101"), ("other_suite", "102"), ("area", "120.5")];
    for texts in [&rewrite[..], &TAKE, &ADD, &merge] {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    s.supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "重新核对".into() }));
    support::import_roll(&mut s.supervisor, households());
    freeze(&mut s.supervisor);
    s.supervisor.record(posted());
    let state = s.supervisor.state();
    assert_eq!(state.remarks, []);
    let steps = &compound(&state).roll_steps;
    let n: Vec<u64> = steps.iter().map(|step| step.households).collect();
    assert_eq!(n, [8, 7, 6, 7, 6, 6, 8]);
    let mut kinds = Vec::new();
    let mut said = Vec::new();
    for step in steps {
        match &step.what {
            RollChange::Corrected { correct, was } => {
                assert_eq!((&correct.roll, correct.households), (&step.roll, step.households));
                kinds.push(kind(correct, was));
                said.extend(Lang::Zh.corrected_titles(correct, was));
            }
            RollChange::Thawed { why, .. } => said.push(why.clone()),
            RollChange::Frozen | RollChange::Overtaken(_) => said.push(step.roll.clone()),
        }
    }
    assert_eq!(kinds, [Change::Rewrite, Change::Take, Change::Add, Change::Merge].map(Some));
    let hash = roll_hash();
    assert_eq!(
        said,
        [
            &hash,
            "1幢1单元101，用途：住宅 → 车库、储藏；产权人：陈* → 陈*、孙*",
            "去掉 1幢1单元102",
            "增加 1幢2单元201，用途：住宅；产权人：王*、李*；产权面积：67.9 ㎡",
            "2幢101，产权面积：120.5 ㎡",
            "去掉 2幢102",
            "重新核对",
            &hash,
        ]
    );
    // Of the frozen roll only its own steps are looked at.
    assert_eq!((compound(&state).since_freeze().len(), compound(&state).thawed().unwrap().1), (1, "重新核对"));
    assert!(steps.iter().all(|step| step.stamp.by == "街道办" && step.stamp.at > 0));
}

/// What the screen says before a roll is thawed.
#[test]
fn a_ballot_counts_again_once_the_roll_that_it_was_taken_on_is_frozen_again_and_on_no_other() {
    let mut s = Scenario::ready(1);
    s.supervisor.record(ballot("1-1-101", Choice::Professional));
    let correct = corrects(&s.supervisor.state(), &TAKE).unwrap();
    let corrected = correct.roll.clone();
    s.supervisor.record(Fact::Correct(correct));
    let paper = support::taken("1-2-101", Choice::Quasi);
    let paper = wenlou::journal::fact::BallotTaken { roll: corrected, ..paper };
    s.supervisor.record(Fact::Ballot(paper));
    let counts = |s: &Scenario| {
        let counts = compound(&s.supervisor.state()).tally().counts;
        (counts.professional, counts.quasi)
    };
    assert_eq!(counts(&s), (1, 1));
    s.supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "核对".into() }));
    assert_eq!(counts(&s), (0, 0));
    support::import_roll(&mut s.supervisor, households());
    freeze(&mut s.supervisor);
    s.supervisor.record(posted());
    assert_eq!(counts(&s), (1, 0), "the roll before its correction is frozen, not the one after it");
}

/// By mistake, or to have other titles count: it is the same roll, corrected as it was.
#[test]
fn a_thaw_of_the_roll_that_is_frozen_again_makes_no_paper_and_no_form_void() {
    let mut s = Scenario::ready(1);
    let mut terms: Terms = s.supervisor.state().terms.unwrap();
    terms.settings.set(catalogue::setting("forms").unwrap(), "printed").unwrap();
    s.supervisor.record(Fact::Terms(terms));
    s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.supervisor.record(ballot("1-1-102", Choice::Professional));
    for texts in [&TAKE[..], &ADD] {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    // Another comes in the place of the one that was taken off: its ballot isn't the new one's.
    let back = [("change", "add"), ("building", "1"), ("suite", "1单元102室"), ("holders", "新*")];
    let correct = corrects(&s.supervisor.state(), &back).unwrap();
    let (corrected, households) = (correct.roll.clone(), correct.households);
    s.supervisor.record(Fact::Correct(correct));
    s.supervisor.record(posted());
    let paper = support::taken("1-2-101", Choice::Quasi);
    s.supervisor.record(Fact::Ballot(BallotTaken { roll: corrected.clone(), ..paper }));
    let stands = |s: &Scenario| {
        let (state, titles) = (s.supervisor.state(), ["1-1-101", "1-1-102", "1-2-101", "1-2-201"]);
        let of = compound(&state);
        let forms = titles.map(|id| of.form_serial(&id.into()));
        let printed = of.form_serial(&HOUSEHOLDS[0].into()).and_then(|serial| of.form_holder(&serial).cloned());
        (of.tally().counts, titles.map(|id| of.standing(&id.into()) == Standing::NotReturned), forms, printed)
    };
    let before = stands(&s);
    assert_eq!((before.0.professional, before.0.quasi, before.0.total), (1, 1, 9));
    assert_eq!(before.1, [false, true, false, true]);
    for round in 0..2 {
        s.supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "点错".into() }));
        assert_eq!(stands(&s).2, [None, None, None, None], "nothing is printed from a roll that isn't frozen");
        let again = Freeze { compound: compound_id(), roll: corrected.clone(), households, counts: None };
        s.supervisor.record(Fact::Freeze(again));
        s.supervisor.record(posted());
        assert_eq!(stands(&s), before, "{round}");
    }
    // Its corrections go on, each name that a replaced title has being one of its own.
    let holder = [("change", "rewrite"), ("building", "1"), ("suite", "1单元102室"), ("holders", "李*")];
    let correct = corrects(&s.supervisor.state(), &holder).unwrap();
    s.supervisor.record(Fact::Correct(correct));
    assert_eq!(stands(&s).0.professional, 1);
    // Another roll begins anew.
    s.supervisor.record(Fact::Thaw(Thaw { compound: compound_id(), why: "另用一册".into() }));
    support::import_roll(&mut s.supervisor, households_without_one());
    let roll = Roll::new(households_without_one()).hash().to_owned();
    s.supervisor.record(Fact::Freeze(Freeze { compound: compound_id(), roll, households: 7, counts: None }));
    s.supervisor.record(posted());
    assert_eq!(s.supervisor.state().remarks, []);
    let counts = stands(&s).0;
    assert_eq!((counts.professional, counts.quasi, counts.total), (0, 0, 7));
    assert_eq!(compound(&s.supervisor.state()).since_freeze().len(), 1);
}

/// It comes of a roll on which the title was another's.
#[test]
fn what_was_taken_on_the_roll_of_an_overtaken_correction_is_not_the_next_holders() {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    let deputys = corrects(&s.tablets[0].state(), &ADD).unwrap();
    let roll = deputys.roll.clone();
    let anew = [("change", "add"), ("building", "1幢"), ("suite", "1单元102室"), ("use", "住宅"), ("holders", "新*")];
    for texts in [&TAKE[..], &anew] {
        let correct = corrects(&s.supervisor.state(), texts).unwrap();
        s.supervisor.record(Fact::Correct(correct));
    }
    s.tablets[0].clock = s.supervisor.clock + 600_000;
    s.tablets[0].record(Fact::Correct(deputys));
    s.tablets[0].record(posted());
    let (packet, believed) = (s.tablets[0].packet(), s.trusted());
    s.tablets[1].take(&packet, &believed);
    let paper = BallotTaken { roll, ..support::taken(HOUSEHOLDS[1], Choice::Quasi) };
    s.tablets[1].record(Fact::Ballot(paper));
    s.hand_over();
    let state = s.supervisor.state();
    let uncounted: Vec<_> = compound(&state).uncounted().into_iter().map(|(id, _, why)| (id.as_str(), why)).collect();
    assert_eq!(uncounted, [(HOUSEHOLDS[1], Uncounted::OtherRoll)]);
    assert_eq!(compound(&state).tally().counts.quasi, 0);
}

fn households_without_one() -> Vec<Household> {
    let mut titles = households();
    titles.retain(|title| title.id.as_str() != "2-101");
    titles
}

/// Two supervisors merge the same two titles, and let another one stay.
#[test]
fn of_two_mergers_of_the_same_titles_the_one_without_effect_is_not_told() {
    let mut s = Scenario::ready(1);
    s.name_deputy(0);
    let merge = |stays: &str, other: &str| {
        [("change", "merge"), ("building", "1"), ("stairwell", "1"), ("suite", stays), ("other_suite", other)]
            .map(|(field, text)| (field, text.to_owned()))
    };
    s.tablets[0].clock = s.supervisor.clock + 600_000;
    for (tablet, (stays, other)) in [(&mut s.supervisor, ("101", "102")), (&mut s.tablets[0], ("102", "101"))] {
        let texts = merge(stays, other);
        let texts: Vec<(&'static str, &str)> = texts.iter().map(|(field, text)| (*field, text.as_str())).collect();
        let correct = corrects(&tablet.state(), &texts).unwrap();
        tablet.record(Fact::Correct(correct));
    }
    s.hand_over();
    let state = s.supervisor.state();
    let steps: Vec<bool> = compound(&state).since_freeze().iter().map(RollStep::has_effect).collect();
    assert_eq!((steps, overtaken(compound(&state)).len()), (vec![true, true, false], 0));
}

/// Neither had heard of the other's: the first one holds.
#[test]
fn what_was_taken_on_the_roll_of_a_correction_that_another_overtook_counts_all_the_same() {
    let mut s = Scenario::ready(2);
    s.name_deputy(0);
    let founders = corrects(&s.supervisor.state(), &TAKE).unwrap();
    s.supervisor.record(Fact::Correct(founders));
    s.tablets[0].clock = s.supervisor.clock + 600_000;
    let mut rolls = Vec::new();
    for texts in [&ADD[..], &[("change", "rewrite"), ("building", "2"), ("suite", "101"), ("holders", "孙*")]] {
        let deputys = corrects(&s.tablets[0].state(), texts).unwrap();
        rolls.push(deputys.roll.clone());
        s.tablets[0].record(Fact::Correct(deputys));
    }
    // It tells the N of the deputy's roll.
    let told = NoticePosted { roll: Some(rolls[1].clone()), ..notice_of(notice()) };
    s.tablets[0].record(Fact::Notice(told));
    assert!(!compound(&s.tablets[0].state()).notice_outdated);
    let (packet, believed) = (s.tablets[0].packet(), s.trusted());
    s.tablets[1].take(&packet, &believed);
    for (door, roll) in [(0, &rolls[1]), (1, &rolls[1]), (2, &rolls[0]), (3, &"0".repeat(64))] {
        let taken = BallotTaken { roll: roll.clone(), ..support::taken(HOUSEHOLDS[door], Choice::Quasi) };
        s.tablets[1].record(Fact::Ballot(taken));
    }
    let brought = BallotTaken { roll: rolls[0].clone(), ..support::taken("1-2-201", Choice::Quasi) };
    s.tablets[1].record(Fact::Ballot(brought));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(state.remarks.iter().map(|remark| remark.why).collect::<Vec<_>>(), [NoEffect::RollIsAnother; 2]);
    // The founder took the second of them off, and nobody ever made the roll of the last.
    let uncounted = compound(&state).uncounted();
    let uncounted: Vec<_> = uncounted.into_iter().map(|(id, _, why)| (id.as_str(), why)).collect();
    let waits = ("1-2-201", Uncounted::OtherRoll);
    assert_eq!(uncounted, [(HOUSEHOLDS[3], Uncounted::OtherRoll), (HOUSEHOLDS[1], Uncounted::TakenOff), waits]);
    let tally = compound(&state).tally();
    assert_eq!((tally.counts.total, tally.counts.quasi), (7, 2));
    let steps: Vec<bool> = compound(&state).roll_steps.iter().map(RollStep::has_effect).collect();
    assert_eq!(steps, [true, true, false, false]);
    // What hangs tells another N, so that it is posted anew before the ballot is closed.
    assert!(compound(&state).notice_outdated);
    s.supervisor.record(Fact::Notice(NoticePosted {
        roll: compound(&state).frozen_roll().map(|roll| roll.hash().into()),
        ..notice_of(notice())
    }));
    assert!(!compound(&s.supervisor.state()).notice_outdated);
    // Whoever made them believes that they hold: it is told until the roll is as they say.
    let told =
        |state: &State| overtaken(compound(state)).iter().map(|(_, of)| of.put[0].id.clone()).collect::<Vec<_>>();
    assert_eq!(told(&s.supervisor.state()), ["1-2-201", "2-101"].map(HouseholdId::from));
    // The title that the deputy had brought has its ballot once the founder brings it.
    let again = corrects(&s.supervisor.state(), &ADD).unwrap();
    s.supervisor.record(Fact::Correct(again));
    assert_eq!(compound(&s.supervisor.state()).tally().counts.quasi, 3);
    assert_eq!(told(&s.supervisor.state()), [HouseholdId::from("2-101")]);
}
