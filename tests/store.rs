//! The write-ahead log on disks that stop at any byte, and stores that were wiped or changed behind our back.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wenlou::store::change::{Change, fold};
use wenlou::store::compare::{Finding, Verdict, compare, position_text, take_over};
use wenlou::store::keys;
use wenlou::store::log::{Contents, Damage, Disk, Log, Position, Salt};

/// What was asked of the two files, in order.
#[derive(Clone, Debug)]
enum Op {
    Write { file: usize, at: usize, bytes: Vec<u8> },
    Truncate { file: usize, length: usize },
    Flush { file: usize },
}

/// How many bytes of an operation can have been done.
fn steps(op: &Op) -> usize {
    match op {
        Op::Write { bytes, .. } => bytes.len(),
        Op::Truncate { .. } | Op::Flush { .. } => 1,
    }
}

fn apply(files: &mut [Vec<u8>; 2], op: &Op, steps: usize) {
    match op {
        Op::Write { file, at, bytes } => {
            let file = &mut files[*file];
            let bytes = &bytes[..steps];
            file.resize(file.len().max(at + bytes.len()), 0);
            file[*at..at + bytes.len()].copy_from_slice(bytes);
        }
        Op::Truncate { file, length } if steps > 0 => files[*file].truncate(*length),
        Op::Truncate { .. } | Op::Flush { .. } => {}
    }
}

#[derive(Default)]
struct Machine {
    files: [Vec<u8>; 2],
    trace: Vec<Op>,
    /// Which operations fail, counted from 0.
    failing: Vec<usize>,
}

/// One of a machine's two files.
#[derive(Clone)]
struct File {
    machine: Rc<RefCell<Machine>>,
    file: usize,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "file {}", self.file)
    }
}

impl File {
    fn on(files: [Vec<u8>; 2]) -> [Self; 2] {
        let machine = Rc::new(RefCell::new(Machine { files, ..Machine::default() }));
        [0, 1].map(|file| Self { machine: machine.clone(), file })
    }

    fn run(&self, op: Op) -> Result<(), String> {
        let mut machine = self.machine.borrow_mut();
        let fails = machine.failing.contains(&machine.trace.len());
        // What fails may have been done in part; of a flush that fails nothing is known.
        let done = if fails { steps(&op) / 2 } else { steps(&op) };
        apply(&mut machine.files, &op, done);
        let recorded = match op {
            Op::Write { file, at, bytes } => Op::Write { file, at, bytes: bytes[..done].to_vec() },
            Op::Flush { file } if fails => Op::Write { file, at: 0, bytes: Vec::new() },
            op => op,
        };
        machine.trace.push(recorded);
        if fails { Err("the disk is full".to_owned()) } else { Ok(()) }
    }
}

impl Disk for File {
    fn read(&mut self) -> Result<Vec<u8>, String> {
        Ok(self.machine.borrow().files[self.file].clone())
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), String> {
        self.run(Op::Write { file: self.file, at: at as usize, bytes: bytes.to_vec() })
    }

    fn truncate(&mut self, length: u64) -> Result<(), String> {
        self.run(Op::Truncate { file: self.file, length: length as usize })
    }

    fn flush(&mut self) -> Result<(), String> {
        self.run(Op::Flush { file: self.file })
    }
}

const SALT: Salt = *b"0123456789abcdef";

fn salt(n: u8) -> Salt {
    [n; 16]
}

type Entries = BTreeMap<String, String>;

fn entries(changes: &[Change]) -> Entries {
    changes.iter().filter_map(|change| Some((change.key.clone(), change.value.clone()?))).collect()
}

/// Batches as the app makes them: records of many lengths, settings written anew, a key taken out.
fn batches(count: usize) -> Vec<Vec<Change>> {
    (0..count)
        .map(|i| {
            let record = |n: usize| Change::put(format!("{}c/device/{n}", keys::RECORDS), "户".repeat(n % 7 * 5) + "x");
            match i % 5 {
                0 => vec![Change::put(keys::SETTINGS, format!("{{\"person\":\"{i}\"}}"))],
                1 | 2 => vec![record(i)],
                3 => vec![record(i), record(i + 1000), record(i + 2000)],
                _ => vec![record(i), Change::take_out(format!("{}c/device/{}", keys::RECORDS, i - 1))],
            }
        })
        .collect()
}

/// A run of the log: what was asked of the disk, and after how many operations each batch was acknowledged.
struct Run {
    start: [Vec<u8>; 2],
    trace: Vec<Op>,
    acknowledged: Vec<usize>,
    batches: Vec<Vec<Change>>,
}

impl Run {
    /// Appends all batches and writes the log anew after each tenth.
    fn of(batches: Vec<Vec<Change>>) -> Self {
        let files = File::on([vec![], vec![]]);
        let machine = files[0].machine.clone();
        let (mut log, contents) = Log::open(files, SALT).unwrap();
        assert!(contents.is_new);
        let mut acknowledged = Vec::new();
        let mut so_far = Vec::new();
        for (i, batch) in batches.iter().enumerate() {
            log.append(batch).unwrap();
            acknowledged.push(machine.borrow().trace.len());
            so_far.extend(batch.clone());
            if i % 10 == 9 {
                log.write_anew(&fold(so_far.clone()), salt(i as u8)).unwrap();
            }
        }
        let trace = machine.borrow().trace.clone();
        Self { start: [vec![], vec![]], trace, acknowledged, batches }
    }

    /// What may be there after the machine stopped in operation `op`: all that was acknowledged, and the batch after it whole or not.
    fn allowed(&self, op: usize) -> [Entries; 2] {
        let sure = self.acknowledged.iter().filter(|at| **at <= op).count();
        [sure, (sure + 1).min(self.batches.len())].map(|n| entries(&fold(self.batches[..n].concat())))
    }
}

/// The disk as the machine leaves it that stops after `done` steps of operation `op`: each way in which what was not flushed can lie there.
fn left_behind(start: &[Vec<u8>; 2], trace: &[Op], op: usize, done: usize) -> [[Vec<u8>; 2]; 3] {
    let mut sure = start.clone();
    let mut pending: Vec<(&Op, usize)> = Vec::new();
    for (at, each) in trace[..=op].iter().enumerate() {
        match each {
            Op::Flush { file: flushed } if at < op || done > 0 => pending.retain(|(other, steps)| {
                let (Op::Write { file, .. } | Op::Truncate { file, .. } | Op::Flush { file }) = other;
                if file == flushed {
                    apply(&mut sure, other, *steps);
                }
                file != flushed
            }),
            each => pending.push((each, if at < op { steps(each) } else { done })),
        }
    }
    let none = sure.clone();
    let (mut all, mut last) = (sure.clone(), sure);
    for (each, steps) in &pending {
        apply(&mut all, each, *steps);
    }
    if let Some((each, steps)) = pending.last() {
        apply(&mut last, each, *steps);
    }
    [none, all, last]
}

/// Starts again on what was left behind, and goes on; gives the operations of that and the log's contents.
fn restart(files: [Vec<u8>; 2]) -> (Contents, Vec<Op>) {
    let files = File::on(files);
    let machine = files[0].machine.clone();
    let (mut log, contents) = Log::open(files, salt(200)).unwrap();
    log.append(&[Change::put("wenlou/c/after", "1")]).unwrap();
    let mut all = contents.changes.clone();
    all.push(Change::put("wenlou/c/after", "1"));
    log.write_anew(&fold(all), salt(201)).unwrap();
    let trace = machine.borrow().trace.clone();
    (contents, trace)
}

#[test]
fn a_machine_that_stops_at_any_byte_keeps_all_that_was_acknowledged() {
    let run = Run::of(batches(31));
    let (mut points, mut points_in_recovery) = (0, 0);
    for (op, each) in run.trace.iter().enumerate() {
        let allowed = run.allowed(op);
        for done in 0..=steps(each) {
            for files in left_behind(&run.start, &run.trace, op, done) {
                let (contents, recovery) = restart(files.clone());
                let found = entries(&contents.changes);
                assert!(allowed.contains(&found), "operation {op}, byte {done}: {:?}", contents.damage);
                points += 1;
                // Stop again while that goes on. Each byte of it would be millions: here it is another one each time.
                for (again, each) in recovery.iter().enumerate().skip(points % 9).step_by(9) {
                    let done = points % (steps(each) + 1);
                    let mut with_more = found.clone();
                    with_more.insert("wenlou/c/after".to_owned(), "1".to_owned());
                    for files in left_behind(&files, &recovery, again, done) {
                        let (_, contents) = Log::open(File::on(files), salt(202)).unwrap();
                        let twice = entries(&contents.changes);
                        assert!(twice == found || twice == with_more, "operation {op}, byte {done}, then {again}");
                        points_in_recovery += 1;
                    }
                }
            }
        }
    }
    assert!(points + points_in_recovery > 100_000, "{points} and {points_in_recovery} points");
    println!("{points} points, {points_in_recovery} more in recovery");
}

#[test]
fn an_operation_that_fails_is_reported_and_loses_nothing() {
    let all = batches(30);
    let operations = Run::of(all.clone()).trace.len();
    for first in 0..operations {
        for failing in [vec![first], vec![first, first + 1], vec![first, first + 1, first + 2]] {
            let files = File::on([vec![], vec![]]);
            let machine = files[0].machine.clone();
            machine.borrow_mut().failing = failing.clone();
            let (mut acknowledged, mut refused) = (Vec::new(), Vec::new());
            if let Ok((mut log, _)) = Log::open(files, SALT) {
                for (i, batch) in all.iter().enumerate() {
                    match log.append(batch) {
                        Ok(()) => acknowledged.extend(batch.clone()),
                        Err(why) => {
                            assert!(why.contains("full"));
                            refused.extend(batch.clone());
                        }
                    }
                    if i % 10 == 9 {
                        // The old log goes on where the new one can't be written.
                        let _ = log.write_anew(&fold(acknowledged.clone()), salt(i as u8));
                    }
                }
            }
            let left = machine.borrow().files.clone();
            let (_, contents) = Log::open(File::on(left), salt(99)).unwrap();
            let found = entries(&contents.changes);
            for (key, value) in entries(&fold(acknowledged)) {
                // What was refused may be there all the same.
                let or =
                    refused.iter().any(|change: &Change| change.key == key && change.value.as_ref() == found.get(&key));
                assert!(found.get(&key) == Some(&value) || or, "{failing:?}: {key}");
            }
        }
    }
}

/// A log and a mirror that agree.
fn stores() -> (Vec<u8>, Vec<Change>, Vec<(String, String)>) {
    let files = File::on([vec![], vec![]]);
    let machine = files[0].machine.clone();
    let (mut log, _) = Log::open(files, SALT).unwrap();
    let mut all = Vec::new();
    for batch in batches(40) {
        log.append(&batch).unwrap();
        all.extend(batch);
    }
    let all = fold(all);
    let mut mirror: Vec<_> = entries(&all).into_iter().collect();
    mirror.push((keys::LOG.to_owned(), position_text(log.position())));
    let file = machine.borrow().files[0].clone();
    (file, all, mirror)
}

/// Both stores once the verdict is carried out.
fn carried_out(log: &Contents, mirror: &[(String, String)], verdict: &Verdict) -> [Entries; 2] {
    let logged = fold([log.changes.clone(), verdict.to_log.clone()].concat());
    let mirrored = mirror.iter().map(|(key, value)| Change::put(key.clone(), value.clone())).collect();
    let mut mirrored = entries(&fold([mirrored, verdict.to_mirror.clone()].concat()));
    mirrored.remove(keys::LOG);
    [entries(&logged), mirrored]
}

fn open(file: Vec<u8>) -> Contents {
    Log::open(File::on([file, vec![]]), salt(1)).unwrap().1
}

#[test]
fn stores_that_agree_are_left_alone() {
    let (file, all, mirror) = stores();
    let log = open(file);
    assert_eq!((&log.changes, &log.damage), (&all, &vec![]));
    assert_eq!(compare(&log, mirror.clone()), Verdict::default());
    // What is `localStorage`'s alone is not missed.
    let alone = (keys::TRIES.to_owned(), "2/1772000000000".to_owned());
    assert_eq!(compare(&log, [mirror, vec![alone]].concat()), Verdict::default());
}

#[test]
fn a_log_that_is_damaged_anywhere_is_rebuilt_from_the_mirror() {
    let (file, all, mirror) = stores();
    let wanted = entries(&all);
    let taken_out: Vec<_> =
        all.iter().filter(|change| change.value.is_none()).map(|change| change.key.clone()).collect();
    let mut damaged = 0;
    for point in 0..file.len() {
        let mut flipped = file.clone();
        flipped[point] ^= 1 << (point % 8);
        let mut zeroed = file.clone();
        zeroed[point..(point + 64).min(file.len())].fill(0);
        for changed in [flipped, zeroed, file[..point].to_vec()] {
            if changed == file {
                continue;
            }
            let log = open(changed);
            let verdict = compare(&log, mirror.clone());
            let [mut logged, mirrored] = carried_out(&log, &mirror, &verdict);
            assert_eq!(logged, mirrored, "{point}");
            // What was taken out may come back, as a log that lost its end can't be told from a mirror that lost an entry.
            logged.retain(|key, _| !taken_out.contains(key));
            assert_eq!(logged, wanted, "{point}");
            // One copy of the header is spare.
            let harmless = log.changes == all && log.damage.is_empty();
            assert!(harmless || !verdict.findings.is_empty(), "{point}: silent");
            damaged += usize::from(!harmless);
        }
    }
    assert!(damaged > 500, "{damaged}");
}

#[test]
fn entries_beyond_a_damaged_one_are_still_read_and_the_gap_is_counted() {
    let (mut file, all, _) = stores();
    let middle = file.len() / 2;
    file[middle] ^= 1;
    let log = open(file);
    assert_eq!(log.damage, [Damage::Missing(1)]);
    assert!(log.changes.len() + 3 >= all.len(), "{} of {}", log.changes.len(), all.len());
}

/// How much follows an entry says nothing of whether it is one: the last is found behind any number of lost ones, and by every later start too.
#[test]
fn the_last_entry_is_read_though_all_before_it_are_gone() {
    let files = File::on([vec![], vec![]]);
    let machine = files[0].machine.clone();
    let (mut log, _) = Log::open(files, SALT).unwrap();
    let lengths: Vec<usize> = batches(400)
        .iter()
        .map(|batch| {
            log.append(batch).unwrap();
            machine.borrow().files[0].len()
        })
        .collect();
    let mut file = machine.borrow().files[0].clone();
    file[80..lengths[398]].fill(0);
    let found = open(file);
    assert_eq!((found.damage, found.position.next), (vec![Damage::Missing(399)], 401));
    assert_eq!(found.changes, fold(batches(400).remove(399)));
}

#[test]
fn a_mirror_that_lost_or_changed_anything_is_made_good_and_reported() {
    let (file, all, mirror) = stores();
    let log = open(file);
    let wanted = entries(&all);
    let mut points = 0;
    for at in 0..mirror.len() {
        let whole = &mirror[at];
        if whole.0 == keys::LOG {
            continue;
        }
        let mut cuts = vec![None, Some(String::new()), Some(format!("{}?", whole.1))];
        cuts.extend(whole.1.char_indices().skip(1).map(|(end, _)| Some(whole.1[..end].to_owned())));
        for changed in cuts {
            let mut mirror = mirror.clone();
            match &changed {
                None => drop(mirror.remove(at)),
                Some(text) => mirror[at].1.clone_from(text),
            }
            let verdict = compare(&log, mirror.clone());
            let [logged, mut mirrored] = carried_out(&log, &mirror, &verdict);
            assert_eq!(logged, mirrored);
            let aside = changed.as_ref().and_then(|text| mirrored.remove(&keys::aside(&whole.0, text)));
            assert_eq!(mirrored, wanted);
            let finding = match changed {
                Some(text) if keys::is_written_once(&whole.0) => {
                    assert_eq!(aside, Some(text), "what stood there is kept");
                    Finding::Differs { key: whole.0.clone() }
                }
                _ => Finding::MirrorBehind { entries: 1 },
            };
            assert_eq!(verdict.findings, [finding]);
            points += 1;
        }
    }
    assert!(points > 500, "{points}");
    // All of it gone, the marker too.
    let verdict = compare(&log, vec![]);
    assert_eq!(carried_out(&log, &[], &verdict), [wanted.clone(), wanted.clone()]);
    assert_eq!(verdict.findings, [Finding::MirrorBehind { entries: wanted.len() }]);
}

#[test]
fn a_log_that_is_gone_is_told_from_one_that_never_was() {
    let (_, all, mirror) = stores();
    let log = open(vec![]);
    assert!(log.is_new);
    let verdict = compare(&log, mirror.clone());
    assert_eq!(verdict.findings, [Finding::LogGone { entries: mirror.len() - 1 }]);
    assert_eq!(carried_out(&log, &mirror, &verdict), [entries(&all), entries(&all)]);
    let older: Vec<_> = mirror.into_iter().filter(|(key, _)| key != keys::LOG).collect();
    let verdict = compare(&log, older.clone());
    assert_eq!(verdict.findings, [], "records of a version that had no log");
    assert_eq!(carried_out(&log, &older, &verdict), [entries(&all), entries(&all)]);
}

#[test]
fn a_number_that_left_in_a_bundle_is_never_taken_back() {
    let key = format!("{}c", keys::RESERVED);
    for (logged, here, wanted) in [("\"d/9\"", "\"d/10\"", "\"d/10\""), ("\"d/10\"", "\"d/9\"", "\"d/10\"")] {
        let log = Contents { changes: vec![Change::put(&*key, logged)], ..Contents::default() };
        let mirror = vec![(key.clone(), here.to_owned()), (keys::LOG.to_owned(), "0/0".to_owned())];
        let verdict = compare(&log, mirror.clone());
        let both = carried_out(&log, &mirror, &verdict);
        assert!(both.iter().all(|store| store[&key] == wanted), "{both:?}");
    }
}

/// What a table holds after forty batches; its generation is always 1.
fn table() -> Contents {
    let position = Position { generation: 1, next: 41 };
    Contents { changes: fold(batches(40).concat()), position, ..Contents::default() }
}

#[test]
fn files_that_there_are_now_take_the_table_over() {
    let table = table();
    let mut mirror: Vec<_> = entries(&table.changes).into_iter().collect();
    mirror.push((keys::LOG.to_owned(), position_text(table.position)));
    let files = File::on([vec![], vec![]]);
    let machine = files[0].machine.clone();
    let (mut log, contents) = Log::open(files, SALT).unwrap();
    let mut taken = take_over(contents, table.clone());
    log.write_anew(&taken.changes, salt(1)).unwrap();
    taken.position = log.position();
    assert!(!taken.is_new && taken.position > table.position);
    assert_eq!(compare(&taken, mirror.clone()), Verdict::default(), "nothing is behind and nothing has to be said");
    // What only the table had is there, whatever became of the mirror.
    let verdict = compare(&taken, mirror.split_off(mirror.len() / 2));
    assert!(matches!(verdict.findings[..], [Finding::MirrorBehind { .. }]), "{:?}", verdict.findings);
    let left = machine.borrow().files.clone();
    let (_, again) = Log::open(File::on(left), salt(2)).unwrap();
    assert_eq!((again.changes, again.position), (taken.changes, taken.position));
}

#[test]
fn of_two_logs_the_later_counts_and_no_text_is_lost() {
    let record = |n: usize| format!("{}c/device/{n}", keys::RECORDS);
    let reserved = |campaign: &str| format!("{}{campaign}", keys::RESERVED);
    let log = |changes| Contents { changes: fold(changes), ..Contents::default() };
    let files = log(vec![
        Change::put(record(1), "一"),
        Change::put(record(2), "二"),
        Change::put(record(4), "四"),
        Change::put(keys::SETTINGS, "S1"),
        Change::put(reserved("a"), "\"d/9\""),
        Change::put(reserved("b"), "\"d/9\""),
        Change::put("wenlou/c/gone", "1"),
    ]);
    let later = log(vec![
        Change::put(record(1), "一"),
        Change::put(record(2), "另一个二"),
        Change::put(record(3), "三"),
        Change::take_out(record(4)),
        Change::put(keys::SETTINGS, "S2"),
        Change::put(reserved("a"), "\"d/10\""),
        Change::put(reserved("b"), "\"d/8\""),
        Change::take_out("wenlou/c/gone"),
    ]);
    let taken = take_over(files, later.clone());
    let wanted = fold(vec![
        Change::put(record(1), "一"),
        Change::put(record(2), "二"),
        Change::put(keys::aside(&record(2), "另一个二"), "另一个二"),
        Change::put(record(3), "三"),
        Change::put(record(4), "四"),
        Change::put(keys::SETTINGS, "S2"),
        Change::put(reserved("a"), "\"d/10\""),
        Change::put(reserved("b"), "\"d/9\""),
        Change::take_out("wenlou/c/gone"),
    ]);
    assert_eq!(taken.changes, wanted);
    // Stopped before the rows were cleared: once more changes nothing.
    assert_eq!(take_over(taken, later).changes, wanted);
}

#[test]
fn settings_that_were_written_while_there_was_no_log_are_the_later_ones() {
    let (file, _, mut mirror) = stores();
    let log = open(file);
    let ahead = Position { next: log.position.next + 1, ..log.position };
    for (key, value) in &mut mirror {
        match key.as_str() {
            keys::SETTINGS => *value = "{\"person\":\"later\"}".to_owned(),
            keys::LOG => *value = position_text(ahead),
            _ => {}
        }
    }
    let verdict = compare(&log, mirror);
    assert_eq!(verdict.to_log, [Change::put(keys::SETTINGS, "{\"person\":\"later\"}")]);
    assert_eq!((verdict.to_mirror, verdict.findings), (vec![], vec![Finding::LogBehind { entries: 1 }]));
}

#[test]
fn no_text_can_pass_for_an_entry() {
    let (file, _, _) = stores();
    // A whole entry of this very log, as somebody's text in an entry that is then cut short.
    let stolen = file[80..400].to_vec();
    let text: String = stolen.iter().map(|byte| char::from(byte & 0x7f)).collect();
    let files = File::on([file, vec![]]);
    let machine = files[0].machine.clone();
    let (mut log, before) = Log::open(files, salt(1)).unwrap();
    log.append(&[Change::put("wenlou/c/x", text)]).unwrap();
    let whole = machine.borrow().files[0].clone();
    for cut in 1..300 {
        assert_eq!(open(whole[..whole.len() - cut].to_vec()).changes, before.changes);
    }
}
