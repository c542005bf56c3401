//! The campaign as a whole: phases, totals, sub-totals; and how residents took part.

use super::*;
use wenlou::domain::ballot::{Signer, Visit, VisitOutcome};
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::rules::participation::{Right, Shown};
use wenlou::domain::rules::phases::{Phase, Preparation};
use wenlou::journal::fact::{PhotoTaken, Thaw, VisitMade};

#[test]
fn the_first_phase_has_four_tasks_and_an_end() {
    let mut office = office();
    let tasks = |office: &Tablet, today| {
        office.seen(today).phases.tasks.map(|task| (task.what, task.done.map(date_text), task.standing))
    };
    let open = tasks(&office, "2026-04-02");
    assert_eq!(open.each_ref().map(|(what, ..)| *what), Preparation::ALL);
    assert!(open.iter().all(|(_, done, standing)| done.is_none() && standing.is_none()));
    office.set(&[
        ("survey_due", "2026-03-31"),
        ("institutions_done", "2026-01-10"),
        ("survey_done", "2026-04-01"),
        ("policies_done", "2026-03-31"),
    ]);
    let now = tasks(&office, "2026-04-02");
    assert_eq!(
        now.map(|(_, _, standing)| standing),
        [
            Some(Standing::Done { late: 0 }),
            Some(Standing::Done { late: 1 }),
            Some(Standing::Done { late: 0 }),
            Some(Standing::Late { days: 2 })
        ]
    );
    let findings = office.campaign_findings();
    let said: Vec<&str> = findings.lines().filter(|(rule, _)| *rule == "PH-1").map(|(_, said)| said).collect();
    assert_eq!(said[0], "until 2026-03-31");
    assert_eq!((said[2], said[4]), ("survey done 2026-04-01", "plan done ?"));
}

#[test]
fn the_roll_out_has_a_first_and_a_last_day() {
    let mut office = office();
    assert_eq!(office.seen("2026-04-02").phases.stands, Phase::Open);
    office.set(&[("rollout_from", "2026年4月1日"), ("rollout_until", "2028-12-31")]);
    let stands = |office: &Tablet, today| office.seen(today).phases.stands;
    assert_eq!([stands(&office, "2026-03-31"), stands(&office, "2026-04-01"), stands(&office, "2029-01-01")], {
        [Phase::Ahead, Phase::Running, Phase::Over]
    });
    assert!(!office.seen("2026-04-01").phases.out_of_order);
    office.set(&[("rollout_until", "2026-03-31")]);
    assert!(office.seen("2026-04-01").phases.out_of_order);
}

#[test]
fn totals_are_reached_by_what_was_renovated_and_is_run() {
    let mut office = office();
    office.set(&[("total_buildings", "30000"), ("total_area", "1200.5"), ("total_households", "20")]);
    let totals = |office: &Tablet| {
        let totals = office.seen("2027-06-01").totals;
        totals.map(|total| (total.target.map(|target| target.to_string()), total.reached.to_string()))
    };
    let target = |of: &str| Some(of.to_owned());
    let expected = |reached: [&str; 3]| {
        let [buildings, area, households] = reached.map(str::to_owned);
        [(target("30000"), buildings), (target("1200.5"), area), (target("20"), households)]
    };
    assert_eq!(totals(&office), expected(["0"; 3]));
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.fill(&Place::Compound, "base.floorArea", "area", "20000.5");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2026-05-01"), ("accepted", "2026-09-01")]);
    decide(&mut office, false);
    assert_eq!(totals(&office), expected(["0"; 3]), "nothing runs yet");
    office.form("dossier.station", &[("on", "2026-11-01"), ("station", "朝霞社区")]);
    assert_eq!(totals(&office), expected(["2", "2.00005", "0.0004"]));
}

#[test]
fn districts_and_streets_have_sums_of_their_own() {
    let mut office = office();
    let own = office.compound.clone();
    let other = second(&mut office, "柳荫里");
    let admin = |office: &mut Tablet, compound: &CompoundId, district: &str, area: &str| {
        office.compound = compound.clone();
        office.fill(&Place::Compound, "base.admin", "district", district);
        office.fill(&Place::Compound, "base.floorArea", "area", area);
    };
    admin(&mut office, &own, "上城区", "1000.5");
    admin(&mut office, &other, "上城区", "500");
    office.fill(&Place::Compound, "base.admin", "street", "湖滨街道");
    office.fill(&Place::Compound, "base.households", "total", "90");
    let third = second(&mut office, "南弄");
    let sums = |office: &Tablet| {
        let found = office.seen("2027-06-01").subtotals.into_iter();
        let text = |name: Option<String>| name.unwrap_or_default();
        found
            .map(|of| {
                let sums = of.sums;
                let place = format!("{}/{}", text(of.district), of.street.map_or("*".into(), text));
                (place, sums.compounds, sums.area.to_string(), sums.households, sums.unknown)
            })
            .collect::<Vec<_>>()
    };
    let line = |place: &str, compounds, area: &str, households, unknown| {
        (place.to_owned(), compounds, area.to_owned(), households, unknown)
    };
    assert_eq!(
        sums(&office),
        [
            line("/*", 1, "0", 0, 1),
            line("/", 1, "0", 0, 1),
            line("上城区/*", 2, "1500.5", 94, 1),
            line("上城区/朝霞街道", 1, "1000.5", 4, 0),
            line("上城区/湖滨街道", 1, "500", 90, 1),
        ]
    );
    admin(&mut office, &third, "下城区", "1");
    assert_eq!(sums(&office)[3], line("下城区/*", 1, "1", 0, 1));
}

fn shown(found: &Participation) -> [Shown; 4] {
    found.rights.map(|(_, shown)| shown)
}

#[test]
fn the_four_rights_are_shown_by_counts_and_days() {
    use Shown::{InPart, No, Yes};
    let mut office = office();
    assert_eq!(shown(&office.took_part()), [No; 4]);
    decide(&mut office, true);
    let found = office.took_part();
    assert_eq!(found.rights.map(|(right, _)| right), Right::ALL);
    // Two papers of four households, and nobody was at the other doors.
    assert_eq!(shown(&found), [InPart, InPart, Yes, No], "no photo of the notice either");
    assert_eq!((found.record.visited, found.record.returned, found.record.total, found.visits), (2, 2, 4, 0));
    assert_eq!((found.record.window(), found.short), (Some(19), false), "from 20 September to 8 October");
    office.set(&[("ballot_window", "20")]);
    assert!(office.took_part().short);
    let visit = |household: &str| {
        let visit = Visit {
            at: "2026-09-10T18:30".into(),
            outcome: VisitOutcome::NotMet,
            again: None,
            form: None,
            collectors: vec!["王".into()],
            note: None,
        };
        Fact::Visit(VisitMade { compound: office.compound.clone(), household: household.into(), visit })
    };
    let facts = vec![visit("1-2-101"), visit("柳巷12号-101"), visit("柳巷12号-101")];
    let now = office.now();
    office.model.record_all(&now, facts, &mut Vec::new());
    let found = office.took_part();
    assert_eq!((shown(&found)[1], found.visits, found.record.window()), (Yes, 3, Some(29)));
    assert!(!found.short);
    // What could not be delivered was told of in public, the later notice entered first.
    let posted = [("posted", "2026-09-28"), ("until", "2026-10-04"), ("places", "各单元门口")];
    office.entry("dossier.undelivered", &posted);
    office.entry("dossier.undelivered", &[("posted", "2026-09-14")]);
    let told = office.took_part().record.undelivered;
    assert_eq!(told.iter().map(|notice| notice.places.as_deref()).collect::<Vec<_>>(), [None, Some("各单元门口")]);
    // Six days, then seven; then the final result.
    let preliminary =
        [("stage", "preliminary"), ("posted", "2026-10-09"), ("until", "2026-10-15"), ("objections", "2")];
    let place = office.entry("dossier.result", &preliminary);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-20")]);
    assert_eq!(shown(&office.took_part())[3], InPart);
    office.fill_in(&place, "dossier.result", &[("until", "2026-10-16"), ("upheld", "1")]);
    assert_eq!(shown(&office.took_part())[3], Yes);
    office.set(&[("result_notice_days", "10")]);
    assert_eq!(shown(&office.took_part())[3], InPart, "the campaign wants ten");
    office.fill_in(&place, "dossier.result", &[("posted", "2026-10-07")]);
    assert!(office.took_part().record.told_early());
    let said = office.says("PART");
    assert_eq!(
        said,
        [
            "informed in_part posted 2026-09-02 no_photo",
            "asked shown visited 4 of 4 visits 3",
            "chose shown returned 2 of 4 closed 2026-10-08 days 29",
            "oversaw in_part results 2",
            "undelivered posted 2026-09-14 until ?",
            "undelivered posted 2026-09-28 until 2026-10-04",
            "preliminary posted 2026-10-07 until 2026-10-16 objections 2 upheld 1",
            "final posted 2026-10-20 until ? objections ? upheld ?",
            "result_before_close",
            "no_recount",
        ]
    );
}

#[test]
fn a_notice_is_shown_by_a_photo_of_it_on_the_roll_that_it_told_of() {
    let mut office = office();
    let informed = |office: &Tablet| (shown(&office.took_part())[0], office.says("PART").swap_remove(0));
    let hang = |office: &mut Tablet| {
        let compound = office.compound.clone();
        let roll = office.compound().roll.clone().unwrap();
        let (households, hash) = (roll.counted(), roll.hash().to_owned());
        let facts = vec![
            Fact::Freeze(Freeze { compound: compound.clone(), roll: hash, households, counts: None }),
            Fact::Notice(NoticePosted { compound, notice: notice(), why: None, roll: None }),
        ];
        let now = office.now();
        office.model.record_all(&now, facts, &mut Vec::new());
    };
    let unseen = (Shown::InPart, "informed in_part posted 2026-09-02 no_photo".to_owned());
    let seen = (Shown::Yes, "informed shown posted 2026-09-02".to_owned());
    hang(&mut office);
    assert_eq!(informed(&office), unseen);
    let (compound, now) = (office.compound.clone(), office.now());
    let photo = Photo { sha256: Sha256::new(&"a".repeat(64)).unwrap(), size: 9, width: 1_600, height: 1_200 };
    let taken = PhotoTaken { compound: compound.clone(), of: Subject::Notice, photo, marked: None };
    office.model.record_all(&now, vec![Fact::Photo(taken)], &mut Vec::new());
    assert_eq!(informed(&office), seen);
    let thaw = |office: &mut Tablet| {
        let now = office.now();
        let facts = vec![Fact::Thaw(Thaw { compound: compound.clone(), why: "核对".into() })];
        office.model.record_all(&now, facts, &mut Vec::new());
    };
    thaw(&mut office);
    hang(&mut office);
    assert_eq!(informed(&office), seen, "the same roll goes on");
    thaw(&mut office);
    office.take_roll(9, Tablet::titles().split_off(1));
    hang(&mut office);
    assert_eq!(informed(&office), unseen, "the photo shows the notice of a roll that was given up");
}

#[test]
fn a_counting_record_is_held_against_the_count_and_an_upheld_objection_wants_a_recount() {
    let mut office = office();
    decide(&mut office, true);
    let said = |office: &Tablet| -> Vec<String> {
        let lines = office.says("PART").into_iter();
        lines.filter(|said| ["count", "no_rec"].iter().any(|of| said.starts_with(of))).collect()
    };
    assert_eq!(said(&office), Vec::<String>::new());
    let tally = office.compound().tally();
    let now = [
        ("total", tally.counts.total.to_string()),
        ("professional", tally.counts.professional.to_string()),
        ("quasi", tally.counts.quasi.to_string()),
        ("blank", tally.counts.blank.to_string()),
        ("invalid", tally.counts.invalid.to_string()),
        ("not_returned", tally.not_returned.to_string()),
    ];
    let mut entry: Vec<(&str, &str)> = now.iter().map(|(column, number)| (*column, number.as_str())).collect();
    entry.extend([("stage", "preliminary"), ("on", "2026-10-09"), ("watchers", "居民代表甲")]);
    let place = office.entry("dossier.count", &entry);
    let line = "count preliminary on 2026-10-09 total 4 professional 2 quasi 0 blank 0 invalid 0 not_returned 2";
    assert_eq!(said(&office), [line]);
    assert_eq!(office.took_part().counted_otherwise(), []);
    // Another number, whose sum is wrong then.
    office.fill_in(&place, "dossier.count", &[("professional", "3")]);
    let wrong =
        "count preliminary on 2026-10-09 total 4 professional 3 quasi 0 blank 0 invalid 0 not_returned 2 wrong_sum";
    assert_eq!(said(&office), [wrong, "counted_otherwise professional 3 now 2"]);
    // The last one is what counts, and one without numbers differs from nothing.
    let upheld = [("stage", "preliminary"), ("posted", "2026-10-10"), ("until", "2026-10-17"), ("upheld", "1")];
    office.entry("dossier.result", &upheld);
    office.entry("dossier.result", &[("stage", "final"), ("posted", "2026-10-20")]);
    assert_eq!(said(&office).last().unwrap(), "no_recount");
    let place = office.entry("dossier.count", &[("stage", "recount"), ("on", "2026-10-18")]);
    let recount =
        "count recount on 2026-10-18 total ? professional ? quasi ? blank ? invalid ? not_returned ? no_watchers";
    assert_eq!(said(&office), [wrong, recount, "no_recount"], "a day alone is none");
    office.fill_in(&place, "dossier.count", &now.each_ref().map(|(column, number)| (*column, number.as_str())));
    let recount = line.replace("preliminary on 2026-10-09", "recount on 2026-10-18") + " no_watchers";
    assert_eq!(said(&office), [wrong, &recount]);
}

#[test]
fn what_was_done_to_tell_people_is_listed_by_day() {
    let mut office = office();
    office.entry("dossier.publicity", &[("on", "2026-05-02"), ("what", "发放明白纸")]);
    office.entry("dossier.publicity", &[("on", "2026-04-01"), ("what", "居民座谈会\n第一场")]);
    let state = office.model.state().unwrap();
    let terms = state.terms.clone().unwrap();
    let told = operation(office.compound(), &terms, day("2026-06-01"), mode(office.compound(), &terms)).publicity;
    assert_eq!(
        told.iter().map(|(on, _)| on.map(date_text)).collect::<Vec<_>>(),
        [Some("2026-04-01".to_owned()), Some("2026-05-02".to_owned())]
    );
    assert_eq!(
        office.says("PUB"),
        [r#"2026-04-01 "居民座谈会\n第一场""#, r#"2026-05-02 "发放明白纸""#],
        "one line each"
    );
}

#[test]
fn nothing_is_called_secured_where_a_ballot_may_be_changed() {
    use wenlou::domain::tally::Decision;
    let mut office = office();
    decide(&mut office, true);
    let count = |office: &Tablet| {
        let tally = office.model.state().unwrap().count(office.compound());
        (tally.decision, tally.secured)
    };
    office.set(&[("allow_change", "yes")]);
    assert_eq!(count(&office), (Decision::Professional, false), "it is closed");
    let reopen = wenlou::journal::fact::Reopen { compound: office.compound.clone(), why: "补录".into() };
    let now = office.now();
    office.model.record_all(&now, vec![Fact::Reopen(reopen)], &mut Vec::new());
    assert_eq!(count(&office), (Decision::Undecided, false));
    office.set(&[("allow_change", "no")]);
    assert_eq!(count(&office), (Decision::Professional, true));
}

#[test]
fn who_signs_for_public_housing_is_the_campaigns_to_say() {
    use wenlou::domain::household::Tenure;
    use wenlou::domain::roll::Roll;
    use wenlou::journal::fact::{RollImported, RollPart};
    let mut office = office();
    let compound = office.compound.clone();
    let mut households = office.compound().roll.as_ref().unwrap().households().to_vec();
    households.iter_mut().take(3).for_each(|household| household.tenure = Some(Tenure::PublicDirect));
    let parts: Vec<Fact> = ["1", "柳巷12号"]
        .map(|no| {
            let of = households.iter().filter(|h| h.building.as_str() == no).cloned().collect();
            Fact::RollPart(RollPart { compound: compound.clone(), import: 8, building: no.into(), households: of })
        })
        .to_vec();
    let roll = Roll::new(households).hash().to_owned();
    let imported = RollImported {
        compound: compound.clone(),
        import: 8,
        parts: 2,
        roll: roll.clone(),
        file: "花名册.xlsx".into(),
        file_sha256: "0".repeat(64),
    };
    let now = office.now();
    office.model.record_all(&now, [parts, vec![Fact::Roll(imported)]].concat(), &mut Vec::new());
    decide(&mut office, false);
    let signed = |household: &str, signer| {
        let ballot = Ballot {
            serial: household.into(),
            choice: Choice::Quasi,
            signer: Some(signer),
            signed_by: None,
            signed_on: "2026-09-20".into(),
            authority: None,
            collectors: vec!["王".into()],
            note: None,
            sealed: None,
        };
        let (compound, roll) = (compound.clone(), roll.clone());
        Fact::Ballot(BallotTaken { compound, household: household.into(), roll, ballot, replaces: vec![], why: None })
    };
    let facts = vec![
        signed("1-1-101", Signer::PublicTenant),
        signed("1-1-201", Signer::Owner),
        signed("1-2-101", Signer::Proxy),
        signed("柳巷12号-101", Signer::PublicTenant),
    ];
    let now = office.now();
    office.model.record_all(&now, facts, &mut Vec::new());
    assert_eq!(office.took_part().public_housing, (3, 1), "the owner; a proxy stands for whoever it is");
    office.set(&[("public_voter", "owner")]);
    assert_eq!(office.took_part().public_housing, (3, 2), "now the tenant as well");
}

#[test]
fn findings_go_by_records_and_terms_alone() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    office.choose(&Place::Compound, "mech.operator", "form", "entrusted");
    office.form("dossier.merger", &[("with", "柳荫里")]);
    office.entry("dossier.posts", &[("year", "2027"), ("posts", "3"), ("amount", "45000")]);
    let figures = [
        ("area", "300"),
        ("owners", "30"),
        ("part_area", "200"),
        ("part_owners", "20"),
        ("agree_area", "101"),
        ("agree_owners", "10"),
    ];
    office.form("dossier.readiness", &figures);
    let state = office.model.state().unwrap();
    let terms = state.terms.as_ref().unwrap();
    let findings = Findings::of(state, office.compound(), terms, true);
    for line in [
        ("PRG-3", "not_selected_yet"),
        ("HW-A", "ROOM required unknown room.area room.tenure"),
        ("HAVE", "achieved ?"),
        ("H1", "missing room.area.area"),
        ("GAP", "env.road existing ? required - missing ? not_selected_yet"),
        ("OPQ-1", "entrusted of_the_mode ? station ?"),
        ("OPQ-5", "entrusted subsidies_stay"),
        ("SUP-1", "2027 posts 3 no_bands"),
        ("OPP-2", "area all 300 taking_part 200 in_favour 101 quorum yes majority yes"),
        ("OPP-2", "owners all 30 taking_part 20 in_favour 10 quorum yes majority no"),
        ("OPP-2", "not_decided"),
    ] {
        assert!(findings.lines().any(|found| found == line), "{line:?}: {findings:#?}");
    }
    // Replayed from its texts it says the same.
    let again = office.model.open.as_ref().unwrap().journal.replay();
    let terms = again.terms.clone().unwrap();
    let compound = again.compounds.get(&office.compound).unwrap();
    assert_eq!(Findings::of(&again, compound, &terms, true).hash(), findings.hash());
    let campaign = Findings::of_campaign(state, &terms, &|_| true);
    assert_eq!(Findings::of_campaign(&again, &terms, &|_| true).hash(), campaign.hash());
    assert!(campaign.lines().any(|line| line == ("TG-3", "coverage ?")), "{campaign:#?}");
}
