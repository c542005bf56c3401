//! A tablet in a surveyor's hands: what a person does becomes events.

use wenlou::app::form::FormKey;
use wenlou::app::survey::{self, At, Excuse, Msg, Slot};
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, update};
use wenlou::domain::answer::{self, Answer, Completeness};
use wenlou::domain::catalogue;
use wenlou::domain::household::{Household, Tenure, Use};
use wenlou::domain::ids::{CompoundId, HouseholdId};
use wenlou::domain::place::Place;
use wenlou::domain::roll::Roll;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{PublicKey, RollImported, RollPart};

/// With one compound open.
pub struct Tablet {
    pub model: Model,
    pub compound: CompoundId,
    minutes: i64,
}

#[allow(dead_code, reason = "several tests hold it, and none does everything with it")]
impl Tablet {
    /// Founded, with a compound, without a roll.
    pub fn new() -> Self {
        let key = PublicKey { crv: "P-256".into(), kty: "EC".into(), x: "x".repeat(43), y: Some("y".repeat(43)) };
        let mut at_start = AtStart { key: Some(key), ..AtStart::default() };
        at_start.settings.person = "周敏".into();
        let mut tablet = Self { model: Model::new(Parts::ALL), compound: CompoundId(String::new()), minutes: 0 };
        tablet.send(Event::Started(Box::new(at_start)));
        tablet.send(Event::Go(Route::NewCampaign));
        tablet.edit(FormKey::NewCampaign, "name", "2026年朝霞街道");
        tablet.send(Event::office(wenlou::app::office::Msg::CreateCampaign));
        let campaign = tablet.model.state().unwrap().campaign.clone();
        tablet.send(Event::Go(Route::NewCompound(campaign.clone())));
        tablet.edit(FormKey::NewCompound(campaign.clone()), "name", "朝霞里");
        tablet.edit(FormKey::NewCompound(campaign), "street", "朝霞街道");
        tablet.send(Event::office(wenlou::app::office::Msg::CreateCompound));
        tablet.compound = tablet.model.state().unwrap().compounds.keys().next().unwrap().clone();
        tablet
    }

    /// With a roll: building 1 with two stairwells, 柳巷12号 without stairwell numbers and with a shop. Of 1-1-201 it has all there is to know.
    pub fn with_roll() -> Self {
        let mut tablet = Self::new();
        tablet.take_roll(3, Self::titles());
        tablet
    }

    pub fn titles() -> Vec<Household> {
        let titles = [
            ("1", Some("1"), "101", Use::Residential),
            ("1", Some("1"), "201", Use::Residential),
            ("1", Some("2"), "101", Use::Residential),
            ("柳巷12号", None, "101", Use::Residential),
            ("柳巷12号", None, "底商1", Use::NonResidential),
        ];
        let title = |(building, stairwell, suite, usage): (&str, Option<&str>, &str, Use)| {
            let id = [Some(building), stairwell, Some(suite)].into_iter().flatten().collect::<Vec<_>>().join("-");
            let known = suite == "201";
            Household {
                id: HouseholdId(id),
                building: building.into(),
                stairwell: stairwell.map(str::to_owned),
                floor: None,
                suite: suite.into(),
                usage,
                title_no: known.then(|| "杭房权证上更字第08123456号".to_owned()),
                holders: if known { vec!["陈*".into(), "李*".into()] } else { vec![] },
                area_m2: known.then(|| "62.310".parse().unwrap()),
                tenure: known.then_some(Tenure::HousingReform),
                note: None,
            }
        };
        titles.map(title).to_vec()
    }

    /// Imports a roll.
    pub fn take_roll(&mut self, import: u64, titles: Vec<Household>) {
        let compound = self.compound.clone();
        let mut parts: Vec<RollPart> = Vec::new();
        for household in &titles {
            if parts.last().is_none_or(|part| part.building != household.building) {
                let (compound, building) = (compound.clone(), household.building.clone());
                parts.push(RollPart { compound, import, building, households: vec![] });
            }
            parts.last_mut().unwrap().households.push(household.clone());
        }
        let roll = RollImported {
            compound,
            import,
            parts: parts.len() as u64,
            roll: Roll::new(titles).hash().to_owned(),
            file: "花名册.xlsx".into(),
            file_sha256: "0".repeat(64),
        };
        let hash = roll.roll.clone();
        let facts = parts.into_iter().map(Fact::RollPart).chain([Fact::Roll(roll)]).collect();
        let now = self.now();
        self.model.record_all(&now, facts, &mut Vec::new());
        assert_eq!(self.compound().roll.as_ref().map(|roll| roll.hash().to_owned()), Some(hash));
    }

    pub fn now(&mut self) -> Moment {
        self.minutes += 1;
        Moment {
            at: self.minutes * 60_000,
            local: "2026-10-08T09:30".into(),
            nonce: format!("{:08}{:014}", self.minutes, 0),
        }
    }

    /// The clock goes on to the noon of a day.
    pub fn later(&mut self, day: wenlou::domain::date::Date) {
        self.minutes = wenlou::domain::date::begins_at(day) / 60_000 + 12 * 60;
    }

    pub fn send(&mut self, event: Event) -> Vec<Effect> {
        let now = self.now();
        update(&mut self.model, &now, event)
    }

    fn edit(&mut self, form: FormKey, field: &'static str, text: &str) {
        self.send(Event::Edit { form, field, text: text.to_owned() });
    }

    pub fn survey(&mut self, msg: Msg) -> Vec<Effect> {
        self.send(Event::survey(msg))
    }

    pub fn at(&self, place: &Place, item: &'static str) -> At {
        At { compound: self.compound.clone(), place: place.clone(), item }
    }

    pub fn compound(&self) -> &Compound {
        self.model.compound(&self.compound).unwrap()
    }

    pub fn answer(&self, place: &Place, item: &str) -> Option<&Answer> {
        self.compound().answer(place, item)
    }

    pub fn value(&self, place: &Place, item: &str, field: &str) -> Option<&str> {
        self.answer(place, item)?.value(field)
    }

    pub fn state(&self, place: &Place, item: &str) -> Completeness {
        answer::state(catalogue::item(item).unwrap(), self.answer(place, item))
    }

    pub fn records(&self) -> usize {
        self.model.open.as_ref().unwrap().journal.len()
    }

    pub fn done(&self, place: &Place) -> (usize, usize) {
        let progress = survey::progress(self.compound(), place, false);
        (progress.done, progress.total)
    }

    pub fn type_in(&mut self, place: &Place, item: &'static str, slot: Slot, text: &str) {
        let at = self.at(place, item);
        self.survey(Msg::Type { at, slot, text: text.to_owned() });
    }

    pub fn leave(&mut self, place: &Place, item: &'static str, slot: Slot) -> Vec<Effect> {
        let at = self.at(place, item);
        self.survey(Msg::Leave { at, slot })
    }

    /// Types into a field and leaves it.
    pub fn fill(&mut self, place: &Place, item: &'static str, field: &'static str, text: &str) {
        self.type_in(place, item, Slot::Field(field), text);
        self.leave(place, item, Slot::Field(field));
    }

    pub fn choose(&mut self, place: &Place, item: &'static str, field: &'static str, value: &str) {
        let at = self.at(place, item);
        self.survey(Msg::Choose { at, field, value: value.to_owned() });
    }

    pub fn tick(&mut self, place: &Place, item: &'static str, field: &'static str, code: &str, on: bool) {
        let at = self.at(place, item);
        self.survey(Msg::Tick { at, field, code: code.to_owned(), on });
    }

    pub fn excuse(&mut self, place: &Place, item: &'static str, excuse: Excuse, reason: &str) {
        let at = self.at(place, item);
        self.survey(Msg::Ask(at.clone(), excuse));
        self.survey(Msg::TypeReason { at: at.clone(), text: reason.to_owned() });
        self.survey(Msg::GiveReason { at, quick: None });
    }

    /// The raw text on screen that is not on record.
    pub fn typed(&self, place: &Place, item: &'static str, slot: Slot) -> Option<&str> {
        self.model.survey.item(&self.at(place, item))?.typed(slot).map(|typed| typed.text.as_str())
    }

    pub fn next(&mut self, place: &Place) -> Vec<Effect> {
        let compound = self.compound.clone();
        self.survey(Msg::Next { compound, place: place.clone() })
    }

    pub fn open_items(&self, place: &Place) -> Vec<&'static str> {
        survey::open_items(self.compound(), &self.model.survey, place, false).map(|item| item.id).collect()
    }
}
