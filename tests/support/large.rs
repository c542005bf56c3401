//! A campaign as large as one gets: compounds of 2,000 households, each with two visits and a ballot, some with a ballot that was replaced.
//!
//! What people type differs from door to door as it does in life, so that it compresses no better than theirs would.

use super::{Device, Tablet, card, household, notice, roll_parts, sha256_hex};
use rust_decimal::Decimal;
use wenlou::domain::ballot::{Ballot, BlankReason, Choice, InvalidCode, Signer, Visit, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::household::{Household, Use};
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::roll::Roll;
use wenlou::journal::fact::{BallotTaken, Enrol, Found, Freeze, NoticePosted, RollImported, RollPart, VisitMade};
use wenlou::journal::{Fact, Journal, RecordId, derive_campaign_id};
use wenlou::store::change::{Change, fold};
use wenlou::store::pack::Shelf;

const PER_COMPOUND: usize = 2_000;
/// Five stairwells of ten floors of two.
const PER_BUILDING: usize = 100;
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤";

/// Figures that come out the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    fn name(&mut self) -> String {
        let all: Vec<char> = SURNAMES.chars().collect();
        (0..2 + self.below(2)).map(|_| self.of(&all)).collect()
    }
}

/// The supervisor and the tablets, after the last door, each with its own records; the supervisor has none of the tablets' yet.
pub struct Large {
    pub supervisor: Tablet,
    pub tablets: Vec<Tablet>,
    /// N, and of these the standing choices for professional management.
    pub households: u64,
    pub professional: u64,
}

impl Large {
    /// The supervisor's journal once every tablet has handed over.
    pub fn whole(&self) -> Journal {
        let records = |tablet: &Tablet| -> Vec<(RecordId, String)> {
            tablet.journal.entries().map(|(id, _)| (id.clone(), tablet.text(id))).collect()
        };
        let all = [&self.supervisor].into_iter().chain(&self.tablets).flat_map(records);
        Journal::load(self.supervisor.journal.campaign().clone(), all)
    }
}

/// So many households (a multiple of 2,000), worked through by so many tablets.
pub fn large(households: usize, tablets: usize) -> Large {
    large_of(households / PER_COMPOUND, PER_COMPOUND, tablets)
}

/// So many compounds of so many households (a multiple of 100).
pub fn large_of(compounds: usize, households: usize, tablets: usize) -> Large {
    let mut chance = Chance(0x2026_1124);
    let device = Device::new("街道办", 1);
    let nonce = "6f1d2a9e";
    let journal = Journal::new(derive_campaign_id(&device.id, nonce));
    let mut supervisor = Tablet { device, journal, clock: 1_772_000_000_000 };
    let terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
    supervisor.record(Fact::Found(Found { nonce: nonce.into(), terms }));
    let mut doors: Vec<(String, String, HouseholdId)> = Vec::new();
    for compound in 0..compounds {
        let id = format!("liuyin-{compound}");
        supervisor.record(Fact::Compound(card(&id, &format!("柳荫{compound}小区"))));
        let titles = titles(households / PER_BUILDING, &mut chance);
        let roll = Roll::new(titles.clone()).hash().to_owned();
        doors.extend(titles.iter().map(|title| (id.clone(), roll.clone(), title.id.clone())));
        set_up(&mut supervisor, &id, titles, &roll);
    }
    let per_tablet = doors.len().div_ceil(tablets);
    let mut professional = 0;
    let tablets = doors.chunks(per_tablet).zip(2..).map(|(doors, scalar)| {
        let device = Device::new(&format!("平板{scalar}"), scalar);
        let (name, key) = (device.name.clone(), device.key.clone());
        supervisor.record(Fact::Enrol(Enrol { device: device.id.clone(), name, person: None, key }));
        let journal = Journal::new(supervisor.journal.campaign().clone());
        let mut tablet = Tablet { device, journal, clock: 1_772_600_000_000 };
        professional += work_through(&mut tablet, doors, &mut chance);
        tablet
    });
    let tablets = tablets.collect();
    Large { supervisor, tablets, households: doors.len() as u64, professional }
}

/// Buildings of five stairwells with ten floors of two.
fn titles(buildings: usize, chance: &mut Chance) -> Vec<Household> {
    let mut titles = Vec::new();
    for (building, stairwell) in
        (1..=buildings).flat_map(|building| (1..=5).map(move |stairwell| (building, stairwell)))
    {
        for (floor, door) in (1..=10).flat_map(|floor| (1..=2).map(move |door| (floor, door))) {
            let suite = format!("{floor}0{door}");
            let plain = household(&building.to_string(), Some(&stairwell.to_string()), &suite, Use::Residential);
            titles.push(Household {
                floor: Some(floor),
                title_no: Some(format!("京房权证{:08}号", chance.below(100_000_000))),
                holders: vec![chance.name()],
                area_m2: Some(Decimal::new(3000 + chance.below(9000) as i64, 2)),
                ..plain
            });
        }
    }
    titles
}

fn set_up(supervisor: &mut Tablet, compound: &str, titles: Vec<Household>, roll: &str) {
    let import = supervisor.journal.last(&supervisor.device.id) + 1;
    let parts = roll_parts(&titles, import);
    let (count, households) = (parts.len() as u64, titles.len() as u64);
    for part in parts {
        supervisor.record(Fact::RollPart(RollPart { compound: compound.into(), ..part }));
    }
    supervisor.record(Fact::Roll(RollImported {
        compound: compound.into(),
        import,
        parts: count,
        roll: roll.to_owned(),
        file: "花名册.xlsx".into(),
        file_sha256: sha256_hex(compound.as_bytes()),
    }));
    supervisor.record(Fact::Freeze(Freeze {
        compound: compound.into(),
        roll: roll.to_owned(),
        households,
        counts: None,
    }));
    supervisor.record(Fact::Notice(NoticePosted {
        compound: compound.into(),
        notice: notice(),
        why: None,
        roll: None,
    }));
}

/// Two visits and a ballot for each door, and for each thirtieth a ballot in place of the first. Says how many chose professional management.
fn work_through(tablet: &mut Tablet, doors: &[(String, String, HouseholdId)], chance: &mut Chance) -> u64 {
    let collectors = vec![chance.name(), chance.name()];
    let mut professional = 0;
    for (compound, roll, household) in doors {
        let first = [VisitOutcome::NotMet, VisitOutcome::Delivered, VisitOutcome::ComeBack, VisitOutcome::Refused];
        // The paper is signed on the day on which it is taken.
        let day = 10 + chance.below(18);
        for outcome in [chance.of(&first), VisitOutcome::Collected] {
            tablet.clock += 20_000 + chance.below(400_000) as i64;
            let at = format!("2026-03-{day:02}T{:02}:{:02}", 9 + chance.below(12), chance.below(60));
            let note = (chance.below(15) == 0).then(|| format!("{}说周末再来", chance.name()));
            let visit = Visit { at, outcome, again: None, form: None, collectors: collectors.clone(), note };
            tablet.record(Fact::Visit(VisitMade {
                compound: compound.as_str().into(),
                household: household.clone(),
                visit,
            }));
        }
        let mut replaces: Vec<RecordId> = Vec::new();
        let mut choice = Choice::Professional;
        for _ in 0..if chance.below(30) == 0 { 2 } else { 1 } {
            let others = [Choice::Quasi, Choice::Blank(BlankReason::NoBox), Choice::Invalid(InvalidCode::I3)];
            choice = if chance.below(100) < 55 { Choice::Professional } else { chance.of(&others) };
            let ballot = Ballot {
                // No two forms have the same number.
                serial: format!("{}{:04}", &tablet.device.id.as_str()[..2], tablet.journal.last(&tablet.device.id)),
                choice,
                signer: Some(chance.of(&[Signer::Owner, Signer::Owner, Signer::CoOwner, Signer::Proxy])),
                signed_by: Some(chance.name()),
                signed_on: format!("2026-03-{day:02}"),
                authority: None,
                collectors: collectors.clone(),
                note: None,
                sealed: None,
            };
            let why = (!replaces.is_empty()).then(|| "看错一行，重新登记".to_owned());
            let id = tablet.record(Fact::Ballot(BallotTaken {
                compound: compound.as_str().into(),
                household: household.clone(),
                roll: roll.clone(),
                ballot,
                replaces: replaces.clone(),
                why,
            }));
            replaces = vec![id];
        }
        professional += u64::from(choice == Choice::Professional);
    }
    professional
}

/// A device's own records, each by itself, with the keys that they are stored under.
pub fn own_records(tablet: &Tablet) -> Vec<Change> {
    let (device, campaign) = (&tablet.device.id, tablet.journal.campaign());
    let shelf = Shelf { campaign: campaign.to_string(), short: device.as_str()[..8].to_owned() };
    let texts = tablet.journal.sequence(device);
    (1..).zip(texts).map(|(n, text)| Change::put(shelf.record_key(n), text.unwrap())).collect()
}

/// What is stored after changes.
pub fn stored(entries: &[Change], changes: Vec<Change>) -> Vec<Change> {
    let left = fold([entries, &changes].concat());
    left.into_iter().filter(|change| change.value.is_some()).collect()
}
