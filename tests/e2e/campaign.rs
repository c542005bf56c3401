//! The main job: from a street office's roster to a decided management mode, with two tablets, a supervisor and files.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use crate::jose::LIBRARIES;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

const CAMPAIGN: &str = "2026年朝霞街道物业管理改善";
const COMPOUND: &str = "朝霞里小区";

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)
}

/// Which households a device visits: stairwells of seven floors with two doors each, in the order the app leads.
struct Round {
    stairwells: Vec<(&'static str, &'static str)>,
    /// Doors visited in the last of the stairwells.
    doors_in_last: usize,
}

const DOORS: usize = 14;

impl Round {
    fn len(&self) -> usize {
        (self.stairwells.len() - 1) * DOORS + self.doors_in_last
    }
}

#[derive(Default, Debug, PartialEq)]
struct Entered {
    professional: u64,
    quasi: u64,
    blank: u64,
    invalid: u64,
}

impl Entered {
    fn add(&mut self, tick: Tick, by: i64) {
        let column = match tick {
            Tick::Professional => &mut self.professional,
            Tick::Quasi => &mut self.quasi,
            Tick::Blank => &mut self.blank,
            Tick::Invalid => &mut self.invalid,
        };
        *column = column.checked_add_signed(by).unwrap();
    }

    fn total(&self) -> u64 {
        self.professional + self.quasi + self.blank + self.invalid
    }
}

/// Records ballots along a round; `tick` says what the paper of the n-th door (from 0) has.
fn go_round(person: &Person, round: &Round, prefix: &str, tick: impl Fn(usize) -> Tick) {
    let page = person.page();
    let mut n = 0;
    for (at, (building, stairwell)) in round.stairwells.iter().enumerate() {
        person.open_stairwell(building, stairwell);
        if at == 0 {
            person.look("doors");
        }
        page.button("701…").tap();
        let doors = if at + 1 == round.stairwells.len() { round.doors_in_last } else { DOORS };
        for door in 0..doors {
            person.record_ballot(&format!("{prefix}{:04}", n + 1), tick(n));
            if n == 0 {
                person.look("household");
            }
            n += 1;
            if door + 1 < doors {
                page.button("下一户").tap();
                page.text_visible("还没有收回征求意见表");
            }
        }
        person.back();
        person.back();
        person.back();
    }
}

fn figure(person: &Person, label: &str) -> String {
    let script = "return [...document.querySelectorAll('.figure')]
        .filter(f => f.querySelector('.figure__label').innerText.trim() === arguments[0])
        .map(f => f.querySelector('.figure__value').innerText.trim()).join('|')";
    person.browser.run(script, vec![label.into()]).as_str().unwrap().to_owned()
}

fn assert_tally(person: &Person, entered: &Entered, conflicts: u64, households: u64) {
    let expect = [
        ("总户数 N", households),
        ("已收回", entered.total() + conflicts),
        ("专业化物业管理", entered.professional),
        ("社区化准物业管理", entered.quasi),
        ("空白", entered.blank),
        ("无效", entered.invalid),
        ("未收回", households - entered.total() - conflicts),
        ("冲突", conflicts),
    ];
    for (label, value) in expect {
        assert_eq!(figure(person, label), value.to_string(), "{label}");
    }
}

/// What the command line prints: one line of JSON a file.
fn wenlou(arguments: &[&Path]) -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_wenlou")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Two independent libraries believe the bundle, with the key from the device's card, and its header is what it should be.
fn verify_with_jose(bundle: &Path, card: &Path) {
    let card: serde_json::Value = serde_json::from_slice(&std::fs::read(card).unwrap()).unwrap();
    let file = std::fs::read_to_string(bundle).unwrap();
    let verify = json!({ "verify": file, "key": card["key"], "algorithms": ["ES256"] });
    for library in LIBRARIES {
        let answers = library.ask(&[verify.clone(), json!({ "thumbprint": card["key"] })]);
        let [verified, key] = &answers[..] else { panic!("{answers:?}") };
        let header = json!({ "alg": "ES256", "kid": key["thumbprint"], "typ": "wenlou-bundle+json" });
        assert_eq!(verified["header"], header, "{library:?}: {verified}");
        let payload: serde_json::Value = serde_json::from_str(verified["payload"].as_str().unwrap()).unwrap();
        assert!(!payload["records"].as_array().unwrap().is_empty());
    }
}

fn whole_campaign(engine: Engine, rounds: [Round; 2], shared: usize) {
    let mut site = Site::start();
    let supervisor = Person::arrive(engine, Size::LANDSCAPE, &site, "监督员王芳", "监督台");
    let first = Person::arrive(engine, Size::PORTRAIT, &site, "采集员李明", "1号平板");
    let second = Person::arrive(engine, Size::LANDSCAPE, &site, "采集员赵强", "2号平板");
    // From here on there is no network.
    site.stop();

    supervisor.found_campaign(CAMPAIGN);
    supervisor.look("campaign");
    supervisor.add_compound(COMPOUND);
    supervisor.import_roster(&sample("office-roster.xlsx"), 504);
    supervisor.freeze_roll(504);
    supervisor.post_notice();
    supervisor.back();
    supervisor.look("compound");
    supervisor.back();
    supervisor.page().button("交接…").tap();
    let packet = supervisor.make_packet();
    let card = supervisor.save_card();
    supervisor.look("handover");

    let devices = [&first, &second];
    let mut cards = Vec::new();
    for device in devices {
        device.join(&card, &packet, CAMPAIGN);
        device.page().button("交接…").tap();
        cards.push(device.save_card());
        device.back();
        device.page().button(&format!("{COMPOUND}…")).tap();
    }
    for (card, device, person) in [(&cards[0], "1号平板", "李明"), (&cards[1], "2号平板", "赵强")] {
        supervisor.enrol(card, device, person);
    }

    // Both rounds begin at the same doors: the first `shared` households are visited by both, and the papers disagree.
    let tick_first = |n: usize| match n {
        n if n < shared => Tick::Professional,
        n if n % 10 == 7 => Tick::Blank,
        n if n % 10 == 9 => Tick::Invalid,
        n if n % 3 == 0 => Tick::Quasi,
        _ => Tick::Professional,
    };
    let tick_second = |n: usize| match n {
        n if n < shared => Tick::Quasi,
        n if n % 10 == 8 => Tick::Blank,
        _ => Tick::Professional,
    };
    first.survey_building("1");
    go_round(&first, &rounds[0], "A", tick_first);
    let mut page = second.page();
    second.open_stairwell("1", "1");
    page.button("701…").tap();
    for n in 0..shared {
        second.record_ballot(&format!("S{:04}", n + 1), tick_second(n));
        if n + 1 < shared {
            page.button("下一户").tap();
            page.text_visible("还没有收回征求意见表");
        }
    }
    second.back();
    second.back();
    second.back();
    go_round(&second, &rounds[1], "B", |n| tick_second(n + shared));

    let mut entered = Entered::default();
    (shared..rounds[0].len()).for_each(|n| entered.add(tick_first(n), 1));
    (0..rounds[1].len()).for_each(|n| entered.add(tick_second(n + shared), 1));

    let mut bundles = Vec::new();
    for (device, card) in devices.into_iter().zip(&cards) {
        device.back();
        device.page().button("交接…").tap();
        let bundle = device.export();
        device.page().text_visible("已全部导出");
        device.look("exported");
        verify_with_jose(&bundle, &card.file);
        bundles.push(bundle);
    }

    let all: Vec<&Path> = bundles.iter().map(PathBuf::as_path).collect();
    supervisor.import(&all);
    page = supervisor.page();
    page.text_visible("1号平板 的数据包第 1 号：新增");
    page.text_visible("2号平板 的数据包第 1 号：新增");
    supervisor.look("imported");
    // Once more, in the other order: nothing changes.
    page.button("清除结果").tap();
    supervisor.import(&[&bundles[1], &bundles[0]]);
    page.text_visible("1号平板 的数据包第 1 号：新增 0 条");
    page.text_visible("2号平板 的数据包第 1 号：新增 0 条");

    page.button("设备与信任").tap();
    supervisor.look("devices");
    let trust = supervisor.browser.download(|| page.button("保存信任名单").tap());
    supervisor.back();
    page.button("交接…").tap();
    let verified = wenlou(&[Path::new("verify"), &bundles[0], &bundles[1], Path::new("--trust"), &trust]);
    assert_eq!(verified.len(), 2);
    for file in &verified {
        assert_eq!(file["kind"], "bundle", "{file}");
        assert!(file.get("error").is_none(), "{file}");
    }

    supervisor.back();
    page.button(&format!("{COMPOUND}…")).tap();
    page.button("进度与提示").tap();
    let devices = page.find(&["region"], "各设备").within().text();
    assert!(
        devices.find("1号平板").unwrap() < devices.find("2号平板").unwrap(),
        "in the order of their names: {devices}"
    );
    supervisor.back();
    page.button("计票与决定…").tap();
    let conflicts = shared as u64;
    assert_tally(&supervisor, &entered, conflicts, 504);
    supervisor.look("tally-conflicts");
    // At the door as well they count for nothing, and nothing there says otherwise.
    supervisor.back();
    supervisor.open_stairwell("1", "1");
    page.button("701 冲突…").tap();
    page.heading("1幢1单元701").wait();
    page.text_visible("已收回，不计入");
    page.text_visible("本户的征求意见表相互矛盾");
    page.text_gone("已记录");
    supervisor.look("conflict-at-the-door");
    for _ in 0..3 {
        supervisor.back();
    }
    page.button("计票与决定…").tap();
    for household in ["1幢1单元701", "1幢1单元702", "1幢1单元601"].into_iter().take(shared) {
        let conflict = page.group(household);
        conflict.radio("… 专业化物业管理").tap();
        conflict.textbox("裁定理由").fill("回访核实");
        conflict.button("记录裁定").tap();
        page.text_visible(&format!("{household} 已裁定"));
    }
    page.text_gone("待裁定的冲突");
    (0..shared).for_each(|n| entered.add(tick_first(n), 1));
    assert_tally(&supervisor, &entered, 0, 504);

    supervisor.close_all_the_same("练习：其余住户不再征求");
    page.text_visible("已于");
    let decided = if entered.professional * 2 >= 504 {
        "初步结果：专业化物业管理"
    } else {
        "初步结果：社区化准物业管理"
    };
    page.text_visible(decided);
    supervisor.look("decided");

    // Whoever still stands at a door is told.
    supervisor.back();
    supervisor.open_stairwell("1", "1");
    page.button("701…").tap();
    page.text_visible("意见征求已于");
    supervisor.look("closed-at-the-door");
}

#[test]
fn chromium_takes_a_compound_from_roster_to_decision() {
    let stairwells = |buildings: [&'static str; 4]| {
        buildings.into_iter().flat_map(|b| ["1", "2", "3"].map(|s| (b, s))).take(11).collect::<Vec<_>>()
    };
    let first = Round { stairwells: stairwells(["1", "2", "3", "4"]), doors_in_last: 10 };
    let second = Round { stairwells: stairwells(["5", "6", "7", "8"]), doors_in_last: 7 };
    assert_eq!(first.len() + second.len() + 3, 300);
    whole_campaign(Engine::Chromium, [first, second], 3);
}

fn short_rounds() -> [Round; 2] {
    [Round { stairwells: vec![("1", "1")], doors_in_last: 5 }, Round { stairwells: vec![("2", "1")], doors_in_last: 4 }]
}

#[test]
fn firefox_takes_a_compound_from_roster_to_decision() {
    whole_campaign(Engine::Firefox, short_rounds(), 1);
}

#[test]
fn webkit_takes_a_compound_from_roster_to_decision() {
    whole_campaign(Engine::WebKit, short_rounds(), 1);
}
