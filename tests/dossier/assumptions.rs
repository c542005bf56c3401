//! What the plan leaves open and a setting filled in: named where it decided something, and nowhere else.

use super::*;
use wenlou::domain::catalogue::setting::{Setting, Subject};
use wenlou::findings::funding::Purse;
use wenlou::text::Lang;

impl Tablet {
    pub(super) fn steps_assume(&self) -> Vec<&'static str> {
        ids(&self.dossier("2026-06-01").step_assumptions(&self.terms()))
    }
}

fn ids(settings: &[&'static Setting]) -> Vec<&'static str> {
    settings.iter().map(|setting| setting.field.id).collect()
}

#[test]
fn an_assumption_says_what_holds_and_why_by_which_clause_and_who_set_it() {
    let mut office = office();
    let said =
        |office: &Tablet, lang: Lang, id| lang.assumption(catalogue::setting(id).unwrap(), &office.terms().settings);
    assert_eq!(said(&office, Lang::Zh, "odd_fen"), "1:1分摊的尾差：归市。方案：七2(1)。分摊到分，单数的一分默认归市");
    assert_eq!(
        said(&office, Lang::En, "odd_fen"),
        "The odd fen of a half share: The city's. Plan: 七2(1). Shares are whole fen; an odd one is by default the city's"
    );
    office.set(&[("odd_fen", "district")]);
    assert!(said(&office, Lang::Zh, "odd_fen").starts_with("1:1分摊的尾差：归区（本工作另定）。方案："));
    // Without a value that anybody could give, with a unit, with a law's clause, and of several lines.
    assert!(said(&office, Lang::Zh, "water_fee").contains("每户按规定缴纳：没有填写。方案：七2(3)。"));
    assert!(said(&office, Lang::En, "relief_days").contains(": 7 days. Plan: 八3. "));
    assert!(said(&office, Lang::Zh, "holidays").contains("：2026-01-01/2026-01-03 至 2026-10-01/2026-10-07 等 7 项"));
    assert!(said(&office, Lang::Zh, "holidays").contains("。民法典203。"));
    for setting in catalogue::settings() {
        for lang in [Lang::Zh, Lang::En] {
            let said = said(&office, lang, setting.field.id);
            let why = lang.pick(setting.why.zh, setting.why.en);
            assert!(said.contains(setting.clause) && said.ends_with(why), "{said}");
        }
    }
}

#[test]
fn the_odd_fen_is_named_where_there_was_one() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let road = [("item", "env.road"), ("quantity", "1"), ("unit", "项"), ("price", "100")];
    let road = office.entry("dossier.cost", &road);
    assert_eq!(ids(&office.funding().assumptions), [""; 0], "a hundred yuan has two halves");
    office.fill_in(&road, "dossier.cost", &[("price", "100.01")]);
    assert_eq!(ids(&office.funding().assumptions), ["odd_fen"]);
    office.set(&[("odd_fen", "district")]);
    assert_eq!(ids(&office.funding().assumptions), ["odd_fen"], "whoever's it is");
    // The original works have one payer, and so no halves.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    assert_eq!(ids(&office.funding().assumptions), [""; 0]);
}

#[test]
fn whose_the_lines_in_a_stairwell_are_is_an_assumption_and_the_campaigns_to_change() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let one = Place::Building("1".into());
    office.fill(&one, "bld.ownership", "housing_reform", "300");
    let wires = [("item", "house.wires"), ("buildings", "1"), ("quantity", "1"), ("unit", "项"), ("price", "100")];
    let wires = office.entry("dossier.cost", &wires);
    office.choose(&wires, "dossier.cost", "line_owner", "yes");
    let found = office.funding();
    assert_eq!((ids(&found.assumptions), totals(&found)), (vec!["wires"], vec![("line_owner", "100.00".to_owned())]));
    office.set(&[("wires", "as_common_parts")]);
    let found = office.funding();
    let halves = vec![("city", "50.00".to_owned()), ("district", "50.00".to_owned())];
    assert_eq!((ids(&found.assumptions), totals(&found)), (vec!["wires"], halves.clone()));
    assert_eq!(found.lines[0].rule, Some(Payer::F2b));
    office.set(&[("wires", "by_owner")]);
    office.choose(&wires, "dossier.cost", "line_owner", "no");
    assert_eq!(totals(&office.funding()), halves);
    // The plan is clear on poles.
    let mut poles = super::office();
    poles.choose(&Place::Compound, "base.programme", "programme", "none");
    poles.entry("dossier.cost", &[("item", "util.poles"), ("quantity", "1"), ("unit", "项"), ("price", "100")]);
    assert_eq!(ids(&poles.funding().assumptions), [""; 0]);
}

#[test]
fn buildings_that_differ_are_an_assumption_of_the_scope_and_the_campaigns_to_leave_out() {
    let mut office = office();
    office.fill(&Place::Compound, "base.admin", "district", "下城区");
    office.choose(&Place::Compound, "base.existingMgmt", "management", "none");
    for (building, complete) in [("1", "yes"), ("柳巷12号", "yes")] {
        let place = Place::Building(building.into());
        office.fill(&place, "bld.year", "year", "1988");
        office.choose(&place, "bld.completeSet", "complete", complete);
    }
    assert_eq!(ids(&office.dossier("2026-06-01").scope_assumptions()), [""; 0]);
    office.choose(&Place::Building("1".into()), "bld.completeSet", "complete", "no");
    let found = office.dossier("2026-06-01");
    assert_eq!((found.eligibility.verdict, ids(&found.scope_assumptions())), (Verdict::Mixed, vec!["differing"]));
    office.set(&[("differing", "outside")]);
    let found = office.dossier("2026-06-01");
    assert_eq!((found.eligibility.verdict, found.is_outside()), (Verdict::NotEligible, true));
    assert_eq!(ids(&found.scope_assumptions()), ["differing"]);
    // A supervisor may still decide.
    office.form("dossier.scope", &[("decision", "within"), ("reason", "多数符合"), ("by", "市物改办")]);
    assert!(!office.dossier("2026-06-01").is_outside());
}

#[test]
fn what_the_months_run_from_is_named_and_days_off_where_they_moved_a_day() {
    let mut office = office();
    assert_eq!(office.steps_assume(), ["establish_clock"]);
    office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-07-01")]);
    // 1 August is a Saturday: every weekend moves a day, by law and not by the list.
    assert_eq!(office.steps_assume(), ["establish_clock"]);
    office.form("dossier.acceptance", &[("accepted", "2026-09-01")]);
    assert_eq!(office.steps_assume(), ["establish_clock", "holidays"]);
    // What has to be done before a day doesn't roll: the assembly's fifteen days end on a Saturday, and no list moved that.
    office.form("dossier.acceptance", &[("accepted", "2026-07-01")]);
    decide(&mut office, true);
    office.form("dossier.assembly", &[("assembly", "2026-11-22")]);
    office.set(&[("establish_clock", "commissioned")]);
    assert_eq!(office.steps_assume(), ["establish_clock"]);
    // Nor is a calendar missing for a year in which only such days are.
    office.form("dossier.assembly", &[("assembly", "2027-11-22")]);
    assert_eq!(office.dossier("2026-06-01").uncovered, [] as [i32; 0]);
    office.set(&[("establish_clock", "ballot_due")]);
    // 20 September is a Sunday that is worked.
    office.form("dossier.acceptance", &[("accepted", "2026-08-20")]);
    assert_eq!(office.steps_assume(), ["establish_clock", "workdays"]);
}

#[test]
fn days_of_notices_and_who_signs_are_named_where_there_is_something_to_hold_against_them() {
    let mut office = office();
    let assumed = |office: &Tablet| ids(&office.took_part().assumptions);
    assert_eq!(assumed(&office), [""; 0]);
    decide(&mut office, true);
    assert_eq!(assumed(&office), ["others_in_n", "allow_change", "ballot_window"]);
    office.entry("dossier.result", &[("stage", "preliminary"), ("posted", "2026-10-09"), ("until", "2026-10-15")]);
    assert_eq!(assumed(&office), ["others_in_n", "allow_change", "ballot_window", "result_notice_days"]);
    let running = |office: &Tablet| ids(&office.running().assumptions);
    assert_eq!(running(&office), [""; 0]);
    let mut quasi = super::office();
    decide(&mut quasi, false);
    let posts = quasi.entry("dossier.posts", &[("year", "2027"), ("posts", "4"), ("amount", "45000")]);
    assert_eq!(running(&quasi), [""; 0]);
    quasi.fill_in(&posts, "dossier.posts", &[("amount", "45000.01")]);
    quasi.form("dossier.stationFee", &[("rate", "0.4"), ("basis", "m2_month")]);
    assert_eq!(running(&quasi), ["odd_fen"], "nothing to compare the fee with");
    quasi.set(&[("quasi_fee", "0.3")]);
    quasi.entry("dossier.relief", &[("household", "3幢1单元102"), ("applied", "2026-07-01")]);
    assert_eq!(running(&quasi), ["quasi_basis", "relief_days", "odd_fen"]);
}

#[test]
fn what_comes_out_of_which_purse_is_summed_up() {
    let mut office = office();
    let cost = |office: &mut Tablet, item, price| {
        office.entry("dossier.cost", &[("item", item), ("quantity", "1"), ("unit", "项"), ("price", price)]);
    };
    cost(&mut office, "env.road", "100");
    cost(&mut office, "zone.wall", "30.5");
    cost(&mut office, "spec.door", "20");
    assert_eq!(office.funding().subtotals, [], "whether it is listed isn't known yet");
    let subtotals = |office: &Tablet| {
        let of = office.funding().subtotals.into_iter();
        of.map(|of| (of.purse, of.amount.to_string(), of.shares.len())).collect::<Vec<_>>()
    };
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    let listed = [(Purse::Original, "100.00".to_owned(), 1), (Purse::Listed, "50.50".to_owned(), 1)];
    assert_eq!(subtotals(&office), listed);
    // Of two funds none is named: the amount is there all the same.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard,dangerous");
    assert_eq!(subtotals(&office)[1], (Purse::Listed, "50.50".to_owned(), 0));
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    assert_eq!(subtotals(&office), [(Purse::Management, "150.50".to_owned(), 2)]);
}

#[test]
fn what_the_plan_fixes_stands_beside_what_a_campaign_sets() {
    let said: Vec<String> = catalogue::fixed().iter().map(|point| Lang::Zh.fixed_point(point)).collect();
    for (at, what) in
        [(0, "一套一户，一户一票"), (0, "买下几套的一人只算一人"), (1, "都在总户数 N 里"), (2, "一证一户")]
    {
        assert!(said[at].contains(what), "{what}: {}", said[at]);
    }
    for (point, said) in catalogue::fixed().iter().zip(&said) {
        assert!(said.contains("方案：六(二)1"), "{said}");
        assert!(Lang::En.fixed_point(point).contains("Plan: 六(二)1."));
        assert_eq!(point.subject, Subject::Ballot);
        // Whoever looks for it among the settings finds none that contradicts it.
        assert!(catalogue::settings().iter().all(|setting| setting.field.zh != point.name.zh));
    }
}
