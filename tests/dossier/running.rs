//! Who runs a compound for which fee, and what is kept up for it.

use super::*;
use wenlou::domain::rules::funding::Bearer;
use wenlou::domain::rules::operator::{Compared, ContractFault, Form};
use wenlou::domain::rules::posts::Posts;
use wenlou::domain::rules::relief::{Lacks, Relief};
use wenlou::domain::rules::support::{AgencyFault, Carried};

/// Decided, one way or the other.
fn decided(professional: bool) -> Tablet {
    let mut office = office();
    office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
    decide(&mut office, professional);
    office
}

#[test]
fn quasi_management_is_the_stations_in_one_of_three_forms() {
    let mut office = decided(false);
    assert_eq!(office.running().operator, None);
    for (code, form) in
        [("separate_hire", Form::SeparateHire), ("entrusted", Form::Entrusted), ("residents", Form::Residents)]
    {
        office.choose(&Place::Compound, "mech.operator", "form", code);
        let operator = office.running().operator.unwrap();
        assert_eq!((operator.form, operator.fits, operator.station), (form, Some(true), None), "{code}");
    }
    office.choose(&Place::Compound, "mech.operator", "form", "company");
    assert_eq!(office.running().operator.unwrap().fits, Some(false));
    office.form("dossier.station", &[("station", "朝霞社区")]);
    assert_eq!(office.running().operator.unwrap().station.as_deref(), Some("朝霞社区"));
    let mut open = super::office();
    open.choose(&Place::Compound, "mech.operator", "form", "company");
    assert_eq!(open.running().operator.unwrap().fits, None, "nothing is decided");
    let mut other = decided(true);
    other.choose(&Place::Compound, "mech.operator", "form", "residents");
    assert_eq!(other.running().operator.unwrap().fits, Some(false));
}

#[test]
fn each_of_the_seven_services_is_complete_or_says_what_it_lacks() {
    let mut office = decided(false);
    office.fill_in(
        &Place::Compound,
        "mech.clean",
        &[("presence", "present"), ("provider", "绿洁公司"), ("start_date", "2026-04-01"), ("frequency", "每天一次")],
    );
    office.fill_in(&Place::Compound, "mech.order", &[("presence", "present"), ("provider", "保安队")]);
    office.choose(&Place::Compound, "mech.parking", "presence", "absent");
    let found = office.dossier("2026-06-01");
    let lines: Vec<_> = found.services().map(|line| (line.have, line.now, line.missing.len())).collect();
    assert_eq!(
        lines,
        [
            (Have::H2, Value::Present, 0),
            (Have::H3, Value::Partial, 2),
            (Have::H4, Value::Absent, 0),
            (Have::H5, Value::Unknown, 0),
            (Have::H6, Value::Unknown, 0),
            (Have::H7, Value::Unknown, 0),
            (Have::H8, Value::Unknown, 0),
        ]
    );
    let findings = office.findings();
    let said: Vec<&str> = findings.lines().filter(|(rule, _)| *rule == "OPQ-2").map(|(_, said)| said).collect();
    assert_eq!((said[0], said[1], said.len()), ("H2 present", "H3 partial start_date frequency", 7));
}

#[test]
fn the_stations_fee_is_held_against_the_citys_rules() {
    let mut office = decided(false);
    assert_eq!(office.running().station_fee, None);
    office.fill(&Place::Compound, "mech.fee", "rate", "0.35");
    office.choose(&Place::Compound, "mech.fee", "basis", "m2_month");
    let surveyed = office.running().station_fee.unwrap();
    assert_eq!((surveyed.compared, surveyed.by_households, surveyed.by_station), (Some(Compared::NotSet), None, None));
    office.set(&[("quasi_fee", "0.3")]);
    let above = Some(Compared::Above { by: "0.6".parse().unwrap() });
    assert_eq!(office.running().station_fee.unwrap().compared, above, "a year");
    // What the dossier says goes before.
    office.form(
        "dossier.stationFee",
        &[("rate", "3.6"), ("basis", "m2_year"), ("payer", "households"), ("collector", "company")],
    );
    office.fill(&Place::Compound, "base.floorArea", "area", "10000");
    let said = office.running().station_fee.unwrap();
    assert_eq!((said.compared, said.by_households, said.by_station), (Some(Compared::Within), Some(true), Some(false)));
    assert_eq!(said.due, Some("36000".parse().unwrap()));
    office.choose(&Place::only(), "dossier.stationFee", "collector", "station");
    assert_eq!(office.running().station_fee.unwrap().by_station, Some(true));
    office.choose(&Place::only(), "dossier.stationFee", "basis", "household_month");
    let said = office.running().station_fee.unwrap();
    assert_eq!(
        (said.compared, said.due),
        (Some(Compared::OtherUnit), Some("172.8".parse().unwrap())),
        "of four households"
    );
    office.set(&[("quasi_basis", "household_year")]);
    let above = Some(Compared::Above { by: "42.9".parse().unwrap() });
    assert_eq!(office.running().station_fee.unwrap().compared, above);
}

#[test]
fn one_company_entrusted_switches_no_subsidy_off_and_professional_management_has_none() {
    let subsidised = |professional: bool, form: &str| {
        let mut office = decided(professional);
        office.choose(&Place::Compound, "mech.operator", "form", form);
        office.entry("dossier.posts", &[("year", "2027"), ("posts", "3"), ("amount", "45000")]);
        office.form("dossier.formerSubsidy", &[("green", "12000")]);
        office.fill(&Place::Compound, "mech.keptSubsidy", "green", "12000");
        let found = office.running();
        let borne: Decimal = found.posts[0].by.iter().map(|(_, share)| share).sum();
        (found.is_entrusted(), borne.to_string(), found.kept)
    };
    let kept = vec![("green", Carried::Kept { amount: 12000.into() })];
    assert_eq!(subsidised(false, "residents"), (false, "45000.00".into(), kept.clone()));
    assert_eq!(subsidised(false, "entrusted"), (true, "45000.00".into(), kept));
    assert_eq!(subsidised(true, "company"), (false, "0".into(), vec![]));
    // Professional management isn't the station's, whatever the survey says.
    assert!(!subsidised(true, "entrusted").0);
}

#[test]
fn a_contract_is_the_committees_and_the_only_fee_is_the_contracts() {
    use ContractFault::{Absent, BeforeCommittee, Fee, OtherFee, Party, StationFee, Term};
    let mut office = decided(true);
    assert_eq!(office.running().contract, Some(vec![Absent]));
    // What the survey has of it.
    office.fill(&Place::Compound, "mech.contract", "number", "2026-17");
    office.fill(&Place::Compound, "mech.contract", "signed", "2026-11-30");
    office
        .form("dossier.assembly", &[("assembly", "2026-11-20"), ("committee", "2026-12-01"), ("company", "佳苑物业")]);
    assert_eq!(office.running().contract, Some(vec![Party, Term, BeforeCommittee, Fee]));
    let terms = [("signed", "2026-12-20"), ("expires", "2028-12-19"), ("rate", "1.2"), ("basis", "m2_month")];
    office.form("dossier.contract", &[("by", "station")]);
    office.form("dossier.contract", &terms);
    assert_eq!(office.running().contract, Some(vec![Party]));
    office.choose(&Place::only(), "dossier.contract", "by", "committee");
    assert_eq!(office.running().contract, Some(vec![]));
    office.fill(&Place::Compound, "mech.fee", "rate", "1.3");
    office.choose(&Place::Compound, "mech.fee", "basis", "m2_month");
    assert_eq!(office.running().contract, Some(vec![OtherFee]));
    office.fill(&Place::Compound, "mech.fee", "rate", "1.2");
    office.form("dossier.stationFee", &[("rate", "0.3"), ("basis", "m2_month")]);
    assert_eq!(office.running().contract, Some(vec![StationFee]), "both on record");
    // In quasi management there is nothing to say of it.
    assert_eq!(decided(false).running().contract, None);
}

#[test]
fn posts_above_the_band_of_the_size_are_told_in_quasi_management_only() {
    let size = |office: &Tablet| office.running().posts[0].size;
    let mut office = decided(false);
    office.entry("dossier.posts", &[("year", "2027"), ("posts", "4"), ("amount", "45000")]);
    assert_eq!(size(&office), Posts::NoBands);
    office.set(&[("post_bands", "100000=5，50000=3")]);
    let terms = office.terms();
    assert_eq!(terms.settings.value("post_bands"), Some("50000=3\n100000=5"), "in its one spelling");
    assert_eq!(size(&office), Posts::NoArea);
    office.fill(&Place::Compound, "base.floorArea", "area", "50000");
    assert_eq!(size(&office), Posts::Above { band: 3 });
    office.fill(&Place::Compound, "base.floorArea", "area", "50000.5");
    assert_eq!(size(&office), Posts::Within { band: 5 });
    office.fill(&Place::Compound, "base.floorArea", "area", "200000");
    assert_eq!(size(&office), Posts::BeyondBands);
    let mut professional = decided(true);
    professional.set(&[("post_bands", "50000=3")]);
    professional.entry("dossier.posts", &[("year", "2027"), ("posts", "4"), ("amount", "45000")]);
    assert_eq!(size(&professional), Posts::NotQuasi);
    // What nobody could have typed is no setting.
    let setting = catalogue::setting("post_bands").unwrap();
    for wrong in ["50000", "50000=three", "50000=3,40000=5", "50000=3\n50000=4"] {
        assert!(terms.clone().settings.set(setting, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn awards_are_listed_by_year_and_level() {
    let mut office = office();
    let award = |office: &mut Tablet, year, level: Option<&str>, kind, to| {
        let place = office.entry("dossier.award", &[("year", year), ("kind", kind), ("to", to), ("result", "优秀")]);
        if let Some(level) = level {
            office.choose(&place, "dossier.award", "level", level);
        }
        place
    };
    award(&mut office, "2028", Some("city"), "unit", "朝霞社区公共服务工作站");
    award(&mut office, "2027", Some("street"), "person", "李静");
    let struck = award(&mut office, "2026", None, "unit", "误录");
    let listed = |office: &Tablet| {
        let awards = office.running().awards.into_iter();
        awards.map(|award| (award.year, award.level, award.person, award.to)).collect::<Vec<_>>()
    };
    let text = str::to_owned;
    assert_eq!(listed(&office)[0], (Some(2026), None, Some(false), Some(text("误录"))), "its level is missing");
    office.excuse(&struck, "dossier.award", Excuse::NotApplicable, "重复录入");
    assert_eq!(
        listed(&office),
        [
            (Some(2027), Some(text("street")), Some(true), Some(text("李静"))),
            (Some(2028), Some(text("city")), Some(false), Some(text("朝霞社区公共服务工作站"))),
        ]
    );
    let levels = catalogue::form("dossier.award").unwrap().item.field("level").unwrap().kind.options();
    assert_eq!(levels.iter().map(|level| level.code).collect::<Vec<_>>(), ["city", "district", "street", "community"]);
}

#[test]
fn former_subsidies_are_carried_forward_and_a_drop_is_told() {
    let mut office = decided(false);
    office.fill(&Place::Compound, "mech.keptSubsidy", "green", "10000");
    assert_eq!(office.running().kept, [("green", Carried::FormerUnknown)]);
    office.form("dossier.formerSubsidy", &[("green", "12000.5"), ("municipal", "8000")]);
    let dropped = ("green", Carried::Dropped { by: "2000.5".parse().unwrap() });
    assert_eq!(office.running().kept, [dropped, ("municipal", Carried::Due { amount: 8000.into() })]);
    office.fill(&Place::Compound, "mech.keptSubsidy", "municipal", "8000");
    assert_eq!(office.running().kept, [dropped, ("municipal", Carried::Kept { amount: 8000.into() })]);
}

#[test]
fn a_utility_pays_for_its_agency_and_nothing_is_added_for_residents() {
    let mut office = office();
    office.choose(&Place::Compound, "mech.utilAgency", "water", "present");
    office.choose(&Place::Compound, "mech.utilAgency", "power", "absent");
    assert_eq!(office.running().unnamed_agencies, ["water"]);
    let water = office.entry("dossier.agency", &[("utility", "water"), ("tariff", "2.9元/吨"), ("added", "yes")]);
    let faults = |office: &Tablet| office.running().agencies[0].faults.clone();
    assert_eq!(faults(&office), [AgencyFault::Approval, AgencyFault::CommissionUnknown, AgencyFault::Added]);
    assert_eq!(office.running().unnamed_agencies, [""; 0]);
    office.fill_in(&water, "dossier.agency", &[("approval", "价〔2026〕8号"), ("commission", "0"), ("added", "no")]);
    assert_eq!(faults(&office), [AgencyFault::Approval, AgencyFault::Unpaid], "the day is missing");
    office.fill_in(&water, "dossier.agency", &[("approved", "2026-02-01"), ("commission", "600")]);
    assert_eq!(faults(&office), []);
}

#[test]
fn fees_and_income_bear_a_years_cost_before_any_subsidy() {
    let mut office = office();
    let year = [("year", "2027"), ("fees", "60480"), ("parking", "36000"), ("rooms", "12000"), ("subsidy", "20000")];
    let place = office.entry("dossier.income", &year);
    office.fill_in(&place, "dossier.income", &[("cost", "150000"), ("elsewhere", "1")]);
    assert!(office.says("OPQ-4")[0].ends_with(" misspent"));
    // A year that lacks a figure is told, and so is relief that the survey has otherwise.
    office.entry("dossier.income", &[("year", "2029"), ("fees", "1")]);
    assert_eq!(office.running().incomplete, 1);
    assert!(office.says("OPQ-4").contains(&"incomplete 1".to_owned()));
    office.fill(&Place::Compound, "mech.hardship", "households", "2");
    office.fill(&Place::Compound, "mech.hardship", "amount", "180");
    assert!(office.says("SUP-2").contains(&"granted_to 0 surveyed 2 180".to_owned()), "{:?}", office.says("SUP-2"));
    office.fill_in(&place, "dossier.income", &[("elsewhere", "0")]);
    assert!(!office.says("OPQ-4")[0].contains("misspent"));
    let balance = office.running().years[0].1;
    assert_eq!((balance.own.to_string(), balance.left.to_string()), ("108480".into(), "41520".into()));
    let findings = office.findings();
    assert!(findings.lines().any(|line| line == ("L0", "2027 fees_and_income 108480 left 41520")), "{findings:?}");
}

#[test]
fn accounts_relief_and_posts() {
    let mut office = office();
    office.entry(
        "dossier.income",
        &[
            ("year", "2027"),
            ("fees", "60480"),
            ("parking", "36000"),
            ("rooms", "12000"),
            ("subsidy", "0"),
            ("cost", "100000"),
            ("elsewhere", "0"),
        ],
    );
    let relief = office.entry(
        "dossier.relief",
        &[("household", "1-1-101"), ("applied", "2027-03-01"), ("posted", "2027-03-02"), ("until", "2027-03-05")],
    );
    office.fill_in(&relief, "dossier.relief", &[("objection", "no"), ("decision", "granted"), ("amount", "120.01")]);
    office.entry("dossier.posts", &[("year", "2027"), ("posts", "3"), ("amount", "45000.01")]);
    let shares = |shares: &[(Bearer, Decimal)]| shares.iter().map(|(_, share)| share.to_string()).collect::<Vec<_>>();
    let now = office.running();
    assert_eq!(now.years[0].1.shortfall.to_string(), "39520");
    assert_eq!(now.years[0].1.coverage.unwrap().to_string(), "108.4");
    assert_eq!(now.reliefs[0].2, Relief::GrantedWithout(Lacks::Notice), "four days");
    assert_eq!((now.granted.to_string(), now.granted_by.len()), ("0".into(), 0));
    assert_eq!(shares(&now.posts[0].by), ["22500.01", "22500.00"]);
    office.fill_in(&relief, "dossier.relief", &[("until", "2027-03-09")]);
    let now = office.running();
    assert_eq!((now.reliefs[0].2, now.granted.to_string()), (Relief::Granted, "120.01".into()));
    assert_eq!(shares(&now.granted_by), ["60.01", "60.00"]);
}
