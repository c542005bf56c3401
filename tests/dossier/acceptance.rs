//! When works count as completed and accepted, and the months that run from there.

use super::*;

#[test]
fn the_months_run_from_acceptance_and_from_what_the_campaign_says() {
    let mut office = office();
    let found = office.dossier("2026-06-01");
    assert_eq!(step(&found, &Duty::Ballot), [const { None }; 4]);
    office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
    let found = office.dossier("2026-09-20");
    let text = |text: &str| Some(text.to_owned());
    // 1 October to 7 October are off.
    assert_eq!(step(&found, &Duty::Ballot), [text("2026-09-01"), text("2026-10-01"), text("2026-10-08"), None]);
    let ballot = found.steps.iter().find(|step| step.what == Duty::Ballot).unwrap();
    assert_eq!(ballot.due.unwrap().standing(None, day("2026-09-20")), Standing::Left { days: 18 });
    let acceptance = found.acceptance.unwrap();
    assert!(acceptance.special && !acceptance.confirmed);
    office.form(
        "dossier.acceptance",
        &[("reason", "管线迁改"), ("confirmation_no", "朝街〔2026〕3号"), ("confirmed", "2026-08-30")],
    );
    // The paper itself is wanted as well: its number in another camera, or the photo.
    assert!(!office.dossier("2026-09-20").acceptance.unwrap().confirmed);
    office.form("dossier.acceptance", &[("document_photo", "IMG_7")]);
    assert!(office.dossier("2026-09-20").acceptance.unwrap().confirmed);
    // The two months, by each of the three clocks.
    assert_eq!(step(&office.dossier("2026-09-20"), &Duty::Establish), [const { None }; 4]);
    office.form("dossier.commission", &[("on", "2026-10-20")]);
    office.set(&[("establish_clock", "commissioned")]);
    let due = |office: &Tablet| step(&office.dossier("2026-09-20"), &Duty::Establish)[1].clone();
    assert_eq!(due(&office), text("2026-12-20"));
    office.set(&[("establish_clock", "ballot_due")]);
    assert_eq!(due(&office), text("2026-12-08"), "from the day on which the ballot's month ends");
}

#[test]
fn the_two_months_end_with_assembly_and_committee_or_with_the_station() {
    let text = |text: &str| Some(text.to_owned());
    for professional in [true, false] {
        let mut office = office();
        office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
        decide(&mut office, professional);
        let found = office.dossier("2026-10-09");
        let mode = found.mode.unwrap();
        assert_eq!((mode.preliminary, mode.on), (true, day("2026-10-08")), "by the day on which it was closed");
        assert_eq!(step(&found, &Duty::Ballot)[3], None, "people may still object");
        let (duty, form) = match professional {
            true => (Duty::Assembly, "dossier.assembly"),
            false => (Duty::Station, "dossier.station"),
        };
        assert_eq!(step(&found, &duty), [text("2026-10-08"), text("2026-12-08"), text("2026-12-08"), None]);
        if professional {
            // One of the two isn't enough.
            office.form(form, &[("assembly", "2026-11-20")]);
            assert_eq!(step(&office.dossier("2026-10-09"), &duty)[3], None);
            office.form(form, &[("committee", "2026-12-01")]);
        } else {
            office.form(form, &[("on", "2026-12-01"), ("station", "朝霞社区")]);
        }
        assert_eq!(step(&office.dossier("2026-10-09"), &duty)[3], text("2026-12-01"));
    }
}

#[test]
fn completion_without_its_day_or_after_the_acceptance_is_not_confirmed() {
    let mut office = office();
    let confirmed = |office: &Tablet| office.dossier("2026-06-01").acceptance.unwrap().confirmed;
    office.form("dossier.acceptance", &[("how", "completed"), ("accepted", "2026-02-10")]);
    assert!(!confirmed(&office));
    office.form("dossier.acceptance", &[("completed", "2026-02-11")]);
    assert!(!confirmed(&office));
    office.form("dossier.acceptance", &[("completed", "2026-02-10")]);
    assert!(confirmed(&office));
}

#[test]
fn a_note_on_the_acceptance_leaves_the_surveys_day_in_force() {
    let mut office = office();
    office.choose(&Place::Compound, "base.worksStatus", "status", "accepted");
    office.fill(&Place::Compound, "base.worksStatus", "acceptance_date", "2026-03-02");
    let accepted = |office: &Tablet| office.dossier("2026-06-01").acceptance.map(|acceptance| date_text(acceptance.on));
    assert_eq!(accepted(&office).as_deref(), Some("2026-03-02"));
    office.form("dossier.acceptance", &[("how", "completed")]);
    assert_eq!(accepted(&office).as_deref(), Some("2026-03-02"));
    office.form("dossier.acceptance", &[("accepted", "2026-04-01")]);
    assert_eq!(accepted(&office).as_deref(), Some("2026-04-01"));
}

#[test]
fn the_surveys_days_stand_in_where_the_dossier_has_none() {
    let mut office = office();
    let works = Place::Compound;
    office.choose(&works, "base.worksStatus", "status", "accepted");
    office.fill(&works, "base.worksStatus", "completion_date", "2026-03-02");
    office.fill(&works, "base.worksStatus", "acceptance_date", "2026-03-01");
    let confirmed = |office: &Tablet| office.dossier("2026-06-01").acceptance.unwrap().confirmed;
    assert!(!confirmed(&office), "it was completed after it was accepted");
    office.fill(&works, "base.worksStatus", "acceptance_date", "2026-03-02");
    assert!(confirmed(&office));
    decide(&mut office, true);
    office.fill(&works, "mech.committee", "assembly", "2026-04-01");
    office.fill(&works, "mech.committee", "committee", "2026-04-20");
    let found = office.dossier("2026-06-01");
    assert_eq!(step(&found, &Duty::Assembly)[3].as_deref(), Some("2026-04-20"));
}
