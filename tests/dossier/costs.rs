//! What works cost, who pays which part of it, and what has no price or nobody to pay it.

use super::*;
use wenlou::domain::json::from_text;
use wenlou::domain::rules::funding::Stage;
use wenlou::journal::fact::AnswerGiven;

#[test]
fn costs_are_shared_out_by_the_rules_and_what_has_no_price_costs_not_nothing() {
    let mut office = office();
    let road = office.entry("dossier.cost", &[("item", "env.road"), ("quantity", "333.333"), ("unit", "㎡")]);
    let found = office.funding();
    assert_eq!((found.lines.len(), found.unpriced, totals(&found)), (1, 1, vec![]));
    office.fill_in(&road, "dossier.cost", &[("price", "85.5"), ("source", "2026年信息价")]);
    // Whether it is listed isn't known yet.
    let found = office.funding();
    assert_eq!(found.lines[0].amount(), Some((Stage::Estimate, "28499.97".parse().unwrap())));
    assert_eq!(found.lines[0].shares, Some(Err(Undetermined::Programme)));
    assert_eq!((found.undetermined.to_string(), totals(&found)), ("28499.97".into(), vec![]));
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let found = office.funding();
    assert_eq!(totals(&found), [("city", "14249.99".into()), ("district", "14249.98".into())]);
    // The later stage counts.
    office.fill_in(&road, "dossier.cost", &[("budget", "30000"), ("audited", "29000.01")]);
    let found = office.funding();
    assert_eq!(found.lines[0].amount(), Some((Stage::Audited, "29000.01".parse().unwrap())));
    assert_eq!(totals(&found), [("city", "14500.01".into()), ("district", "14500.00".into())]);
    office.choose(&Place::Compound, "base.programme", "programme", "dangerous");
    office.form("dossier.acceptance", &[("how", "special")]);
    assert_eq!(totals(&office.funding()), [("original_works_budget", "29000.01".into())]);
}

#[test]
fn an_organisation_pays_for_what_it_manages_until_its_hardship_is_agreed_to() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let (one, other) = (Place::Building("1".into()), Place::Building("柳巷12号".into()));
    office.entry(
        "dossier.cost",
        &[("item", "house.facade"), ("buildings", "1"), ("quantity", "100"), ("unit", "㎡"), ("price", "10")],
    );
    assert_eq!(office.funding().lines[0].shares, Some(Err(Undetermined::Ownership)));
    office.fill(&one, "bld.ownership", "unit_managed", "300");
    office.fill(&one, "bld.ownership", "housing_reform", "100");
    office.fill(&other, "bld.ownership", "commodity", "500");
    let found = office.funding();
    assert_eq!(
        totals(&found),
        [("city", "125.00".into()), ("district", "125.00".into()), ("owner_unit", "750.00".into())]
    );
    let assumed: Vec<&str> = found.assumptions.iter().map(|setting| setting.field.id).collect();
    assert_eq!(assumed, ["mixed"]);
    // Two of the three days are not enough.
    let hardship = office.entry(
        "dossier.hardship",
        &[("unit", "第一机床厂"), ("buildings", "1"), ("applied", "2026-03-01"), ("reviewed", "2026-04-01")],
    );
    assert_eq!(office.funding(), found);
    office.fill(&hardship, "dossier.hardship", "agreed", "2026-03-31");
    assert_eq!(office.funding(), found, "nobody agrees to what isn't reviewed yet");
    office.fill_in(&hardship, "dossier.hardship", &[("agreed", "2026-05-01")]);
    assert_eq!(totals(&office.funding()), [("city", "500.00".into()), ("district", "500.00".into())]);
    // Another building isn't helped by it.
    office.entry(
        "dossier.cost",
        &[("item", "house.roof"), ("buildings", "柳巷12号"), ("quantity", "1"), ("unit", "项"), ("price", "100")],
    );
    let found = office.funding();
    assert_eq!(totals(&found), [("city", "550.00".into()), ("district", "550.00".into())]);
    assert!(found.assumptions.iter().any(|setting| setting.field.id == "commodity"));
}

#[test]
fn tender_lines_water_and_waivers() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let cost = |office: &mut Tablet, item, quantity| {
        let unit = if item == "util.water" { "户" } else { "个" };
        let values = [("item", item), ("quantity", quantity), ("unit", unit), ("price", "100")];
        office.entry("dossier.cost", &values)
    };
    cost(&mut office, "env.bike", "2");
    cost(&mut office, "util.water", "3");
    cost(&mut office, "util.waterPipe", "1");
    let why = |office: &Tablet| -> Vec<_> {
        office.funding().lines.iter().map(|line| line.shares.clone().unwrap().err()).collect()
    };
    use Undetermined::{OutsideTender, ResidentFee, Silent, Tender};
    assert_eq!(why(&office), [Some(Tender), Some(ResidentFee), Some(Silent)]);
    office.form("dossier.tender", &[("items", "parkCar"), ("number", "招2026-3"), ("on", "2026-02-01")]);
    assert_eq!(why(&office)[0], Some(OutsideTender));
    office.choose(&Place::only(), "dossier.tender", "items", "parkCar,bike");
    office.set(&[("water_fee", "30")]);
    office.form("dossier.waived", &[("greening", "12000")]);
    let found = office.funding();
    // Two sheds at 100, shared; three meters at 100, of which each household pays 30; the pipe has nobody.
    let expected = [("city", "100.00"), ("district", "100.00"), ("water_group", "210.00"), ("residents", "90.00")];
    assert_eq!(totals(&found), expected.map(|(bearer, sum)| (bearer, sum.to_owned())));
    assert_eq!(found.undetermined.to_string(), "100.00");
    assert_eq!(found.waived, [("greening", "12000".parse().unwrap())]);
    let order: Vec<&str> = found.lines.iter().map(|line| line.item.id).collect();
    assert_eq!(order, ["env.bike", "util.water", "util.waterPipe"], "the catalogue's");
}

#[test]
fn payers_follow_the_listing_whether_or_not_it_is_looked_back_at() {
    let mut office = Tablet::with_roll();
    // Nobody has said when the plan was issued.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2025-11-30"), ("accepted", "2026-02-10")]);
    office.entry("dossier.cost", &[("item", "zone.wall"), ("quantity", "2"), ("unit", "米"), ("price", "50")]);
    let found = office.dossier("2026-06-01");
    assert_eq!((found.programme.clone(), found.is_listed()), (None, Some(true)));
    assert_eq!(totals(&office.funding()), [("programme_fund", "100.00".into())]);
    assert!(office.seen("2026-06-01").rows[0].lags());
}

#[test]
fn what_falls_back_to_the_common_parts_says_so() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    for building in ["1", "柳巷12号"] {
        office.fill(&Place::Building(building.into()), "bld.ownership", "commodity", "100");
    }
    office.form("dossier.tender", &[("items", "bike"), ("number", "招2026-3"), ("on", "2026-02-01")]);
    office.entry("dossier.cost", &[("item", "env.lightStair"), ("quantity", "1"), ("unit", "盏"), ("price", "10")]);
    let wires = [("item", "house.wires"), ("line_owner", "no"), ("quantity", "1"), ("unit", "米"), ("price", "10")];
    office.entry("dossier.cost", &wires);
    office.entry("dossier.cost", &[("item", "house.danger"), ("quantity", "1"), ("unit", "幢"), ("price", "10")]);
    let found = office.funding();
    let rules: Vec<_> = found.lines.iter().map(|line| line.rule).collect();
    assert_eq!(rules, [Some(Payer::F2b); 3]);
    let assumed: Vec<&str> = found.assumptions.iter().map(|setting| setting.field.id).collect();
    assert_eq!(assumed, ["commodity", "wires", "danger"]);
    assert_eq!(found.lines[2].shares, Some(Err(Undetermined::Silent)));
}

#[test]
fn an_entry_that_does_not_apply_counts_for_nothing_and_stays_on_record() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let road =
        office.entry("dossier.cost", &[("item", "env.road"), ("quantity", "2"), ("unit", "㎡"), ("price", "50")]);
    assert_eq!(office.funding().lines.len(), 1);
    office.excuse(&road, "dossier.cost", Excuse::NotApplicable, "重复录入");
    assert_eq!(office.funding(), Funding::default());
    assert_eq!(office.compound().answer_versions(&road, "dossier.cost").len(), 5);
}

#[test]
fn figures_that_no_field_takes_are_none_and_break_nothing() {
    let mut office = office();
    let compound = office.compound.clone();
    let huge = r#"{"v":{"area":"79228162514264337593543950335"}}"#;
    let owned = r#"{"v":{"unit_managed":"79228162514264337593543950335","housing_reform":"-3"}}"#;
    let cameras = r#"{"v":{"presence":"present","existing":"79228162514264337593543950335","to_add":"79228162514264337593543950335"}}"#;
    let answers = [
        (Place::Compound, "base.floorArea", huge),
        (Place::Compound, "spec.cctv", cameras),
        (Place::Building("1".into()), "bld.ownership", owned),
        (Place::Building("柳巷12号".into()), "bld.ownership", owned),
    ];
    let facts = answers.map(|(place, item, text)| {
        let answer = from_text(text).unwrap();
        Fact::Answer(AnswerGiven { compound: compound.clone(), place, item: item.into(), answer })
    });
    let now = office.now();
    office.model.record_all(&now, facts.to_vec(), &mut Vec::new());
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    for item in ["spec.cctv", "house.roof"] {
        office.entry(
            "dossier.cost",
            &[("item", item), ("quantity", "10000000"), ("unit", "项"), ("price", "10000000000")],
        );
    }
    let mut terms = office.terms();
    // Settings that nobody could have typed are none.
    let text = r#"{"relief_days":"9223372036854775807","holidays":"0001-01-01/9999-12-31","yearly_targets":"2026 79228162514264337593543950335"}"#;
    terms.settings = from_text(text).unwrap();
    assert_eq!(terms.settings.relief_days(), Some(7));
    office.say(terms.clone());
    let findings = office.findings();
    assert!(findings.lines().any(|(rule, found)| rule == "COSTS" && found.contains("undetermined")), "{findings:?}");
    assert_eq!(office.seen("2026-06-01").without_area, 1);
    let survey =
        wenlou::app::survey::doubts(office.compound(), &Place::Compound, catalogue::item("base.floorArea").unwrap());
    assert_eq!(survey, []);
}
