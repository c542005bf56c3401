//! What only the supervisor may say, and that a campaign is founded once.

use super::*;
use wenlou::journal::fact::{Enrol, Found};

#[test]
fn what_only_the_founder_may_say_has_no_effect_from_others() {
    let mut s = Scenario::ready(1);
    let a = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let before = s.tablets[0].state();
    let outsider = Device::new("外人", 99);
    let later = Notice { posted_on: "2026-03-20".into(), ..notice() };
    let facts: Vec<(Fact, NoEffect)> = vec![
        (Fact::Found(Found { nonce: "x".into(), terms: Terms::default() }), NoEffect::NotTheFounding),
        // The very founding of this campaign, by another device.
        (
            Fact::Found(Found { nonce: "6f1d2a9e".into(), terms: Terms { name: "假".into(), ..Terms::default() } }),
            NoEffect::NotTheFounding,
        ),
        (Fact::Terms(Terms { min_visits: 0, ..Terms::default() }), NoEffect::NotASupervisor),
        (Fact::Compound(card(COMPOUND, "别名")), NoEffect::NotASupervisor),
        (Fact::RollPart(roll_parts(&households(), 1).remove(0)), NoEffect::NotASupervisor),
        (
            Fact::Roll(RollImported {
                compound: COMPOUND.into(),
                import: 1,
                parts: 0,
                roll: String::new(),
                file: String::new(),
                file_sha256: String::new(),
            }),
            NoEffect::NotASupervisor,
        ),
        (
            Fact::Freeze(Freeze { compound: COMPOUND.into(), roll: roll_hash(), households: 8, counts: None }),
            NoEffect::NotASupervisor,
        ),
        (
            Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: later, why: None, roll: None }),
            NoEffect::NotASupervisor,
        ),
        (settle(HOUSEHOLDS[0], &[&a], None), NoEffect::NotASupervisor),
        (close("2026-03-02"), NoEffect::NotASupervisor),
        (reopen(), NoEffect::NotASupervisor),
        (
            Fact::Enrol(Enrol {
                device: outsider.id.clone(),
                name: "外人".into(),
                person: None,
                key: outsider.key.clone(),
            }),
            NoEffect::NotASupervisor,
        ),
    ];
    for (fact, why) in facts {
        assert!(fact.is_supervisors());
        let mut tablet = s.tablets[0].clone();
        let id = tablet.record(fact.clone());
        let state = tablet.state();
        assert_eq!(remarks(&state), [(id, why)], "{fact:?}");
        let (clocks, heard) = (before.clocks.clone(), before.heard.clone());
        assert_eq!(State { remarks: vec![], clocks, heard, ..state }, before, "{fact:?}");
    }
}

#[test]
fn a_campaign_is_founded_once() {
    let mut s = Scenario::ready(0);
    let again = Found { nonce: "6f1d2a9e".into(), terms: Terms { name: "又一次".into(), ..Terms::default() } };
    let id = s.supervisor.record(Fact::Found(again));
    let state = s.supervisor.state();
    assert_eq!(remarks(&state), [(id, NoEffect::NotTheFounding)]);
    assert_eq!(state.terms.unwrap().name, "柳荫街道老旧小区");
}
