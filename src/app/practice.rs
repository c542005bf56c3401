//! Practice (练习): a campaign with a made-up compound, to train on before going to real doors.
//!
//! It is a campaign like any other, founded by the same facts in the same way, so that what is learnt on it is what is done later. That it is one
//! shows from its id ([`crate::domain::ids::PRACTICE`]), and that is what keeps its records on the device. There is one at a time; clearing it takes
//! it off the device and begins another.

use super::campaign;
use super::effect::Effect;
use super::model::{Message, Model, Moment};
use super::route::Route;
use crate::domain::campaign::{CompoundCard, CompoundKind, Terms};
use crate::domain::date::{add_days, date_text, parse_date};
use crate::domain::household::{Household, Use};
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId, PRACTICE};
use crate::domain::notice::{ModeTerms, Notice};
use crate::domain::roll::Roll;
use crate::journal::fact::{Found, Freeze, NoticePosted, RollImported, RollPart};
use crate::journal::{Fact, derive_campaign_id};
use rust_decimal::Decimal;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Found a practice and open it.
    Begin,
    /// Take the open practice off the device and begin anew.
    Clear,
}

/// The practice that is on this device.
pub fn here(model: &Model) -> Option<&CampaignId> {
    model.campaigns.keys().find(|campaign| campaign.is_practice())
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        // The button was hit twice.
        Msg::Begin if here(model).is_some() => {}
        Msg::Begin => begin(model, now, effects),
        // What is on its way to the store would come after what is taken out.
        Msg::Clear if !model.is_all_saved() => model.toast(Message::NotSavedYet),
        Msg::Clear => {
            let Some(practice) = model.state().map(|state| state.campaign.clone()).filter(CampaignId::is_practice)
            else {
                return;
            };
            model.open = None;
            model.campaigns.remove(&practice);
            model.route = Route::Home;
            effects.push(Effect::ForgetPractice(practice));
            effects.push(Effect::ShowRoute(Route::Home));
            begin(model, now, effects);
        }
    }
}

/// Founds the practice, up to the day on which the ballot may begin, and opens it.
fn begin(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    let Some(device) = model.device.clone() else { return };
    let nonce = format!("{PRACTICE}{}", now.nonce);
    let id = derive_campaign_id(&device.id, &nonce);
    campaign::found(model, now, (id, NAME.to_owned()), facts(nonce, now), effects);
}

/// Made up, and seen to be.
const NAME: &str = "练习";
const COMPOUND: &str = "练习小区";
const HOLDERS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

/// What it takes until households can be asked.
fn facts(nonce: String, now: &Moment) -> Vec<Fact> {
    let compound = CompoundId(now.nonce.chars().take(8).collect());
    let terms = Terms { name: NAME.to_owned(), ..Terms::default() };
    let lead = i64::from(terms.notice_lead_days);
    let posted_on = parse_date(now.today()).and_then(|today| add_days(today, -lead)).map(date_text).unwrap_or_default();
    let card = CompoundCard {
        id: compound.clone(),
        name: COMPOUND.to_owned(),
        kind: CompoundKind::Compound,
        street: None,
        community: None,
    };
    let buildings = ["1", "2"].map(|building| (building, households(building)));
    let roll = Roll::new(buildings.iter().flat_map(|(_, households)| households.clone()).collect());
    let mut facts = vec![Fact::Found(Found { nonce, terms }), Fact::Compound(card)];
    // An import goes by the number of its first record.
    let (import, parts) = (facts.len() as u64 + 1, buildings.len() as u64);
    facts.extend(buildings.map(|(building, households)| {
        Fact::RollPart(RollPart { compound: compound.clone(), import, building: building.into(), households })
    }));
    facts.extend([
        Fact::Roll(RollImported {
            compound: compound.clone(),
            import,
            parts,
            roll: roll.hash().to_owned(),
            file: NAME.to_owned(),
            file_sha256: String::new(),
        }),
        Fact::Freeze(Freeze {
            compound: compound.clone(),
            roll: roll.hash().to_owned(),
            households: roll.counted(),
            counts: None,
        }),
        Fact::Notice(NoticePosted { compound, notice: notice(posted_on, now.today()), why: None, roll: None }),
    ]);
    facts
}

/// Two stairwells of six floors with two suites each, and two shops on the street.
fn households(building: &str) -> Vec<Household> {
    let mut all = Vec::new();
    let mut add = |stairwell: Option<&str>, floor: i32, suite: String| {
        let id = match stairwell {
            Some(stairwell) => format!("{building}-{stairwell}-{suite}"),
            None => format!("{building}-{suite}"),
        };
        let holder = HOLDERS[all.len() % HOLDERS.len()];
        all.push(Household {
            id: HouseholdId(id),
            building: building.into(),
            stairwell: stairwell.map(str::to_owned),
            floor: Some(floor),
            suite,
            usage: if stairwell.is_some() { Use::Residential } else { Use::NonResidential },
            title_no: None,
            holders: vec![format!("{NAME}{holder}")],
            area_m2: Some(Decimal::from(60)),
            tenure: None,
            note: None,
        });
    };
    for stairwell in ["1", "2"] {
        for floor in 1..=6 {
            for suite in 1..=2 {
                add(Some(stairwell), floor, format!("{floor}0{suite}"));
            }
        }
    }
    for shop in 1..=2 {
        add(None, 1, format!("底商{shop}号"));
    }
    all
}

/// Posted so long ago that the ballot may begin `today`.
fn notice(posted_on: String, today: &str) -> Notice {
    let mode = |form: &str, fee: &str| ModeTerms {
        form: form.to_owned(),
        services: "练习用的服务内容".to_owned(),
        fee: fee.to_owned(),
        charged_by: None,
    };
    Notice {
        professional: mode("练习用的组织形式：物业服务企业", "1.00 元/㎡·月（练习）"),
        quasi: mode("练习用的组织形式：社区公共服务", "0.30 元/㎡·月（练习）"),
        places: "练习小区公告栏".to_owned(),
        posted_on,
        reposted_on: None,
        ballot_from: Some(today.to_owned()),
        ballot_until: None,
        corrections_until: None,
        contact: None,
    }
}
