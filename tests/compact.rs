//! The largest campaign in the room that browsers give a site, packed and read back.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used)]

mod support;

use support::large::{large, own_records, stored};
use wenlou::domain::ids::DeviceId;
use wenlou::journal::household_file::Ended;
use wenlou::journal::{Journal, RecordId};
use wenlou::store::change::Change;
use wenlou::store::pack::{self, Pack, Shelf, tidy};
use wenlou::store::quota::{self, UNITS, units};

fn read(device: &DeviceId, change: &Change) -> Vec<(RecordId, String)> {
    let value = change.value.clone().unwrap();
    let texts = match Pack::of_key(&change.key) {
        Some(pack) => pack::unpack(&pack, &value).unwrap(),
        None => vec![(Shelf::of_record_key(&change.key).unwrap().1, value)],
    };
    texts.into_iter().map(|(n, text)| (RecordId { device: device.clone(), n }, text)).collect()
}

#[test]
fn twenty_thousand_households_fit_with_all_their_history() {
    let all = large(20_000, 20);
    let campaign = all.supervisor.journal.campaign().clone();
    let (mut used, mut raw) = (0, 0);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for tablet in [&all.supervisor].into_iter().chain(&all.tablets) {
        let device = &tablet.device.id;
        let own = tablet.journal.entries().filter(|(id, _)| id.device == *device);
        before.extend(own.map(|(id, _)| (id.clone(), tablet.text(id))));
        let records = own_records(tablet);
        for change in stored(&records, tidy(records.clone())) {
            used += units(&change.key) + units(change.value.as_ref().unwrap());
            after.extend(read(device, &change));
        }
    }
    raw += before.iter().map(|(_, text)| units(text)).sum::<u64>();
    println!("{} records, {raw} units of text, {used} stored: {} %", before.len(), quota::percent(used));
    assert!(before.len() as u64 > 3 * all.households);
    assert!(used < UNITS && !quota::is_filling(used), "{used}");
    // What is asked for before an import is never less than what it takes.
    assert!(pack::room_for(before.iter().map(|(_, text)| units(text))) > used);
    let (before, after) = (Journal::load(campaign.clone(), before), Journal::load(campaign, after));
    assert_eq!(before.state_hash(), after.state_hash());
    assert!(after.unreadable().is_empty());
    let state = after.replay();
    assert!(state.remarks.is_empty(), "{:?}", state.remarks.first());
    let tallies = || state.compounds.values().map(|compound| compound.tally().counts);
    assert_eq!(tallies().map(|counts| counts.total).sum::<u64>(), all.households);
    assert_eq!(tallies().map(|counts| counts.professional).sum::<u64>(), all.professional);
    // Who, when, and the old value: a ballot that was replaced is still there.
    let (_, compound) = state.compounds.iter().next().unwrap();
    let households = compound.frozen_roll().unwrap().households();
    let replaced = households.iter().filter_map(|household| compound.file(&household.id)).find(|f| f.ballots.len() > 1);
    let file = replaced.unwrap();
    let first = &file.ballots[0].stamp;
    assert!(first.at > 0 && !first.by.is_empty());
    assert!(matches!(file.ended.get(&first.id), Some(Ended::Replaced { by }) if by.id == file.ballots[1].stamp.id));
}
