//! The notice of the two modes, those for who was missed, and the public one of who has no form yet.

use super::*;
use support::Device;
use wenlou::app::Lang;
use wenlou::app::notice::{PROFESSIONAL, QUASI};
use wenlou::app::papers::{collectors, draft, not_met, undelivered};
use wenlou::domain::ballot::Signer;
use wenlou::journal::fact::{Assign, Enrol, Freeze};

#[test]
fn the_notice_of_the_modes_is_printed_to_be_hung_up_before_it_is_recorded() {
    let mut s = Scenario::with(0, |supervisor| {
        import_roll(supervisor, titles());
        freeze(supervisor);
    });
    let mut office = Program::at_the_papers(&s.supervisor);
    let today = "2026-03-12";
    let typed = |office: &Program| draft(&office.0, office.0.routed_compound().unwrap(), today);
    assert_eq!(typed(&office), Err(Lack::Contents));
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Draft))), []);
    let key = FormKey::Notice(COMPOUND.into());
    let mut fill = |fields: &[(&'static str, &str)]| {
        fields.iter().for_each(|(field, text)| office.0.form_mut(key.clone()).set(field, *text));
        typed(&office)
    };
    for mode in [PROFESSIONAL, QUASI] {
        assert_eq!(fill(&[(mode[0], "组织"), (mode[1], "保洁"), (mode[2], "0.60元/㎡·月")]), Err(Lack::Contents));
    }
    // Of when it hangs nothing is said: not that it hung in the past, nor that it will.
    let hangs = fill(&[("places", "南门"), ("ballot_from", "2026-03-19"), ("posted_on", "2026-03-30")]).unwrap();
    assert_eq!((hangs.posted_on.as_str(), hangs.first_day(), hangs.places.as_str()), ("", "2026-03-19", "南门"));
    assert_eq!(fill(&[("ballot_from", "2026-03-18")]), Err(Lack::FirstDay), "it has to hang for seven days first");
    assert_eq!(fill(&[("places", "")]), Err(Lack::Contents), "nothing of the day as long as more is missing");
    fill(&[("places", "南门")]).unwrap_err();
    fill(&[("ballot_from", "2026-03-19")]).unwrap();
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Draft))), [Effect::Print]);
    assert_eq!(office.0.routed_compound().unwrap().notice, None, "printing records nothing");
    // Who goes to the buildings is on it, where that is known.
    let on_file = |s: &Scenario| {
        let state = s.supervisor.state();
        collectors(&state, &compound(&s.supervisor)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let tablets: Vec<Device> = (2..5).map(|n| Device::new(&format!("平板{n}"), n)).collect();
    for (device, person) in tablets.iter().zip([Some("王芳"), Some("李强"), None]) {
        let (device, name, key) = (device.id.clone(), device.name.clone(), device.key.clone());
        s.supervisor.record(Fact::Enrol(Enrol { device, name, person: person.map(str::to_owned), key }));
    }
    assert_eq!(on_file(&s), Vec::<String>::new(), "they may go elsewhere");
    for (building, devices) in [("1", &tablets[..]), ("2", &tablets[..1])] {
        let devices = devices.iter().map(|device| device.id.clone()).collect();
        s.supervisor.record(Fact::Assign(Assign { compound: COMPOUND.into(), building: building.into(), devices }));
    }
    assert_eq!(on_file(&s), ["李强", "王芳"]);
}

#[test]
fn a_notice_that_hangs_anew_says_since_when_it_first_did() {
    let mut s = printing();
    take_off_the_shop(&mut s.supervisor);
    let mut office = Program::on(&s.supervisor, Parts::ALL, |c| Route::Notice(c.into(), COMPOUND.into()));
    let campaign = s.supervisor.journal.campaign().clone();
    office.send(Event::Go(Route::Papers(campaign, COMPOUND.into())));
    office.0.form_mut(FormKey::Notice(COMPOUND.into())).set("ballot_from", "2026-03-20");
    let hangs = draft(&office.0, office.0.routed_compound().unwrap(), TODAY).unwrap();
    let days = (hangs.posted_on.as_str(), hangs.reposted_on.as_deref());
    assert_eq!(days, (POSTED_ON, Some("")), "the day on which it hangs again is written in by hand");
}

#[test]
fn each_household_that_was_missed_gets_a_notice() {
    use VisitOutcome::{Delivered, NotMet};
    let mut s = printing();
    let missed = |s: &Scenario, of: Place| -> Vec<String> {
        not_met(&compound(&s.supervisor), &of).into_iter().map(|home| home.id.to_string()).collect()
    };
    assert_eq!(missed(&s, Place::Compound), Vec::<String>::new());
    assert_eq!(missed(&s, Place::Household(HOUSEHOLDS[5].into())), [HOUSEHOLDS[5]], "whoever is chosen alone gets one");
    for home in [HOUSEHOLDS[0], HOUSEHOLDS[1], HOUSEHOLDS[2], HOUSEHOLDS[7]] {
        s.supervisor.record(visit(home, NotMet));
    }
    // Met later; and one that returned its form elsewhere.
    s.supervisor.record(visit(HOUSEHOLDS[1], Delivered));
    s.supervisor.record(ballot(HOUSEHOLDS[2], Choice::Quasi));
    assert_eq!(missed(&s, Place::Compound), [HOUSEHOLDS[0], HOUSEHOLDS[7]]);
    let on_file = compound(&s.supervisor);
    let last = on_file.frozen_roll().unwrap().get(&HOUSEHOLDS[7].into()).unwrap().building.clone();
    assert_eq!(missed(&s, Place::Building(last)), [HOUSEHOLDS[7]], "a building's are its own");
    assert_eq!(lacks_of(Paper::NotMet, &s.supervisor, TODAY), []);
}

#[test]
fn a_public_notice_names_no_building_with_few_households_left() {
    let with = |homes: &[(&str, usize)]| {
        let titles: Vec<_> = homes
            .iter()
            .flat_map(|(building, n)| (1..=*n).map(|no| household(building, None, &no.to_string(), Use::Residential)))
            .collect();
        let households = titles.len() as u64;
        let mut s = Scenario::with(0, |supervisor| {
            let roll = Roll::new(titles.clone()).hash().to_owned();
            import_roll(supervisor, titles);
            supervisor.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll, households, counts: None }));
            supervisor.record(posted());
        });
        s.supervisor.record(visit("1-1", VisitOutcome::Delivered));
        s
    };
    let left = |homes: &[(&str, usize)]| {
        let s = with(homes);
        let found = undelivered(&compound(&s.supervisor));
        (found.buildings.into_iter().map(|(no, n)| (no.to_string(), n)).collect::<Vec<_>>(), found.elsewhere)
    };
    let named = |of: &[(&str, u64)]| of.iter().map(|(no, n)| ((*no).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(left(&[("1", 6), ("2", 7)]), (named(&[("1", 5), ("2", 7)]), 0), "one of building 1 has its form");
    assert_eq!(left(&[("1", 4), ("2", 3), ("3", 9)]), (named(&[("3", 9)]), 6));
    // Three alone, beside those that are named, would be found.
    assert_eq!(left(&[("1", 4), ("2", 9), ("3", 7)]), (named(&[("2", 9)]), 10));
    assert_eq!(left(&[("1", 3)]), (vec![], 2), "no more is said than how many in the compound");
    assert_eq!(left(&[("1", 1)]), (vec![], 0));
    let lacks = |homes: &[(&str, usize)]| lacks_of(Paper::Undelivered, &with(homes).supervisor, TODAY);
    assert_eq!(lacks(&[("1", 1)]), [Lack::Delivered], "there is nothing to give notice of");
    assert_eq!(lacks(&[("1", 2)]), []);
}

#[test]
fn the_written_authority_says_of_barred_proxies_what_the_form_and_the_door_say() {
    for (lang, barred) in [(Lang::Zh, "不得"), (Lang::En, "may not be")] {
        let door = lang.signer_explain(Signer::Proxy).unwrap();
        for words in [lang.authority_basis(), door] {
            assert!(words.contains(barred) && words.contains("I12"), "{words}");
        }
    }
    assert!(Lang::Zh.form_invalid("").contains("由不得受托的人"));
}
