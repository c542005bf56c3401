//! Setting the decided mode up: optional sub-steps of the two months, the committee's members, the body that is commissioned.

use super::*;
use wenlou::domain::rules::establishment::{Body, Size};

/// The sub-steps as the findings have them.
fn sub_steps(office: &Tablet) -> Vec<String> {
    let of_its_own = ["ballot", "result", "objections", "assembly", "station", "establish"];
    let is_sub_step = |said: &String| of_its_own.iter().all(|duty| !said.starts_with(duty));
    office.says("DUE").into_iter().filter(is_sub_step).collect()
}

#[test]
fn sub_steps_of_the_assembly_are_due_from_days_on_record() {
    let mut office = office();
    office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
    decide(&mut office, true);
    office.form("dossier.assembly", &[("drafts_posted", "2026-11-06"), ("members", "5")]);
    assert_eq!(
        sub_steps(&office),
        ["held from 2026-10-08 due 2026-12-08 2026-12-08 done ?", "drafts from ? due ? ? done 2026-11-06"],
        "nothing to count from yet"
    );
    office.form("dossier.assembly", &[("assembly", "2026-11-20")]);
    assert_eq!(
        sub_steps(&office),
        [
            "held from 2026-10-08 due 2026-12-08 2026-12-08 done 2026-11-20",
            "drafts from 2026-11-20 due 2026-11-05 2026-11-05 done 2026-11-06",
            "call from 2026-11-20 due 2026-11-05 2026-11-05 done ?",
        ]
    );
    let found = office.dossier("2026-11-01");
    let standing = |found: &Dossier, duty: Duty, today| {
        let step = found.steps.iter().find(|step| step.what == duty).unwrap();
        step.standing(day(today))
    };
    assert_eq!(standing(&found, Duty::Drafts, "2026-11-01"), Some(Standing::Done { late: 1 }));
    assert_eq!(standing(&found, Duty::Call, "2026-11-01"), Some(Standing::Left { days: 4 }));
    assert_eq!(standing(&found, Duty::Call, "2026-11-20"), Some(Standing::Late { days: 15 }));
    assert_eq!(standing(&found, Duty::Call, "2026-11-21"), None, "it was held: nobody knows whether they were called");
    // Thirty days from 2 September 2026 end on a day off.
    office
        .form("dossier.assembly", &[("called", "2026-11-05"), ("assembly", "2026-09-01"), ("committee", "2026-09-02")]);
    assert_eq!(
        sub_steps(&office)[3..],
        ["filing from 2026-09-02 due 2026-10-02 2026-10-08 done ?", "hire from 2026-09-02 due none done ?"]
    );
    office.form("dossier.assembly", &[("filed", "2026-10-09"), ("hired", "2026-12-01")]);
    let found = office.dossier("2026-12-02");
    assert_eq!(standing(&found, Duty::Filing, "2026-12-02"), Some(Standing::Done { late: 1 }));
    assert_eq!(standing(&found, Duty::Held, "2026-12-02"), Some(Standing::Done { late: 0 }));
    assert_eq!(sub_steps(&office)[4], "hire from 2026-09-02 due none done 2026-12-01");
}

#[test]
fn who_does_the_work_is_a_sub_step_of_the_quasi_mode_alone() {
    let mut office = office();
    office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
    office.form("dossier.assembly", &[("assembly", "2026-11-20"), ("committee", "2026-12-01")]);
    assert_eq!(sub_steps(&office), [""; 0], "no mode yet");
    decide(&mut office, false);
    assert_eq!(sub_steps(&office), ["operator from 2026-10-08 due none done ?"]);
    office.form("dossier.station", &[("operator_on", "2026-11-02")]);
    assert_eq!(sub_steps(&office), ["operator from 2026-10-08 due none done 2026-11-02"]);
    let operator = office.dossier("2027-01-01").steps.into_iter().find(|step| step.what == Duty::Operator).unwrap();
    assert_eq!(operator.standing(day("2027-01-01")), None, "the plan names no day");
}

#[test]
fn a_committee_is_odd_and_of_five_to_eleven() {
    let mut office = office();
    assert_eq!(office.dossier("2026-11-01").establishment.committee, None);
    for (members, size) in [("3", Size::Fits), ("4", Size::Even), ("11", Size::Fits), ("13", Size::TooMany)] {
        office.form("dossier.assembly", &[("members", members)]);
        let found = office.dossier("2026-11-01").establishment.committee;
        assert_eq!(found, Some((members.parse().unwrap(), size)), "of four households");
    }
    assert_eq!(office.says("MOD-M"), ["members 13 too_many"]);
}

#[test]
fn the_body_that_is_commissioned_is_that_of_the_mode() {
    let mut office = office();
    office.choose(&Place::only(), "dossier.commission", "to", "station");
    assert_eq!(office.says("MOD-B"), ["station of_the_mode ?"]);
    decide(&mut office, true);
    assert_eq!(office.dossier("2026-11-01").establishment.commissioned, Some((Body::Station, Some(false))));
    assert_eq!(office.says("MOD-B"), ["station of_the_mode no"]);
    office.choose(&Place::only(), "dossier.commission", "to", "committee");
    assert_eq!(office.says("MOD-B"), ["committee of_the_mode yes"]);
}
