//! A compound surveyed with photos, and what the plan's rules make of it: the same on the tablet, the supervisor's device, its deputy's and the command line.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use crate::photos::{picture, sizes};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const CAMPAIGN: &str = "2026年朝霞街道物业管理改善";
const COMPOUND: &str = "朝霞里小区";

/// Half of the findings' hash, as the dossier shows it.
fn findings_on_screen(person: &Person) -> String {
    let page = person.page();
    page.text_visible("结果核对码");
    let text = page.text();
    let (_, after) = text.split_once("结果核对码").unwrap();
    let code = after.trim_start().chars().take_while(|c| c.is_ascii_hexdigit() || *c == ' ');
    code.filter(|c| *c != ' ').collect()
}

/// The hash over all records that the device holds, from the list of its compounds.
fn state_hash_on_screen(person: &Person) -> String {
    let page = person.page();
    page.button("记录检查…").tap();
    page.text_visible("状态校验值");
    let text = page.text();
    let (_, after) = text.split_once("状态校验值").unwrap();
    person.back();
    after.trim_start().chars().take_while(char::is_ascii_hexdigit).collect()
}

/// What a bundle holds.
fn payload_of(bundle: &Path) -> Value {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let file: Value = serde_json::from_slice(&std::fs::read(bundle).unwrap()).unwrap();
    let payload = Base64UrlUnpadded::decode_vec(file["payload"].as_str().unwrap()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

/// Lines of findings that a supervisor's bundle has of the compound (`*` for an entry's name), each with the part of the dossier that has the same in
/// words: the row's first words, and its cells, or where it has none its text.
const FOUND: [(&str, &str, &str, &[&str]); 8] = [
    ("ELG-0 unknown", SCOPE, "在实施的市区、区范围内…", &["在实施的市区、区范围内 不清楚"]),
    ("ELG-3 yes", SCOPE, "尚未开展专业化物业管理…", &["尚未开展专业化物业管理 符合"]),
    ("H2 present", HAVES, "公共保洁 有", &["公共保洁", "有"]),
    ("H3 present", HAVES, "秩序维护 有", &["秩序维护", "有"]),
    ("H4 unknown", HAVES, "停车管理 不清楚", &["停车管理", "不清楚"]),
    (
        "GAP zone.wall existing 300 required 420 missing 156 not_selected_yet",
        HAVES,
        "围墙…",
        &["围墙（应设/现有/缺失/破损长度）", "300 米", "420 米", "156 米", "还没有选定"],
    ),
    (
        "DUE ballot from 2026-09-01 due 2026-10-01 2026-10-08 done ?",
        "接收、模式与期限…",
        "完成征求意见…",
        &[
            "完成征求意见，确定管理模式 方案：六(二)1 · 街道办事处（乡镇政府）",
            "2026-10-01 → 2026-10-08 2026-09-01 起算",
        ],
    ),
    (
        "COST zone.wall * estimate 51999.48 city 25999.74 district 25999.74 not_selected_yet",
        "资金测算与承担…",
        "围墙…",
        &[
            "围墙（应设/现有/缺失/破损长度） 156 米 × 333.33 单价来源：市造价站2026年第3期 调查：156 还没有选定",
            "51999.48 元 估算",
            "市财政 25999.74 元 区财政 25999.74 元 方案：七2",
        ],
    ),
];
const SCOPE: &str = "实施范围与所属工程…";
const HAVES: &str = "八个有与物管用房…";

/// The findings of the bundle have each of [`FOUND`]'s lines once. Gives back their hash.
fn assert_lines(bundle: &Path) -> String {
    let payload = payload_of(bundle);
    let [found] = &payload["findings"].as_array().unwrap()[..] else { panic!("{}", payload["findings"]) };
    let lines: Vec<&str> = found["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    for (line, ..) in FOUND {
        let (head, tail) = line.split_once('*').unwrap_or((line, ""));
        let is_it = |found: &&str| {
            if tail.is_empty() { *found == head } else { found.starts_with(head) && found.ends_with(tail) }
        };
        assert_eq!(lines.iter().copied().filter(is_it).count(), 1, "{line}: {lines:#?}");
    }
    found["sha256"].as_str().unwrap().to_owned()
}

/// From the dossier: its parts have [`FOUND`]'s words.
fn assert_words(person: &Person) {
    let page = person.page();
    for of_part in FOUND.chunk_by(|(_, one, ..), (_, other, ..)| one == other) {
        page.button(of_part[0].1).tap();
        for (line, _, row, words) in of_part {
            page.find(&["listitem", "row"], row).wait();
            let mut found = page.row(row).cells();
            if found.is_empty() {
                found.push(page.row(row).text());
            }
            found.truncate(words.len());
            assert_eq!(found, *words, "{line}");
        }
        person.back();
    }
}

/// From the campaign's screen: the half of the findings' hash that the dossier shows.
fn findings_of(person: &Person) -> String {
    let page = person.page();
    page.button(&format!("{COMPOUND}…")).tap();
    page.button("档案与期限…").tap();
    let found = findings_on_screen(person);
    person.back();
    person.back();
    found
}

/// What the command line merges, in the order of the files.
fn merge(files: &[&Path], trust: &Path) -> Value {
    let mut wenlou = Command::new(env!("CARGO_BIN_EXE_wenlou"));
    let output = wenlou.arg("merge").args(files).arg("--trust").arg(trust).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// From the campaign's screen: what another tablet finds of the compound later, something else than the first among it.
fn survey_again(tablet: &Person) -> PathBuf {
    let page = tablet.page();
    page.button(&format!("{COMPOUND}…")).tap();
    tablet.open_compound_survey();
    let order = page.group("秩序维护");
    order.radio("有").tap();
    for (field, text) in [("服务单位或人员", "安邦保安"), ("开始日期", "2026-05-01"), ("服务频次", "全天")]
    {
        order.textbox(field).fill(text);
    }
    tablet.back();
    tablet.back();
    tablet.back();
    page.button("交接…").tap();
    tablet.export()
}

/// From the campaign's screen: what the tablet finds on site, and its two files.
fn survey(tablet: &Person, pictures: &[PathBuf; 2]) -> [PathBuf; 2] {
    let page = tablet.page();
    page.button(&format!("{COMPOUND}…")).tap();
    tablet.open_compound_survey();
    page.group("区/街道（乡镇）/社区").textbox("区").fill("上城区");
    page.group("所列工程（庭院改善/危旧房改善/均未列入）").checkbox("均未列入").tap();
    page.group("现有管理方式").radio("居民自管").tap();
    page.group("总建筑面积").textbox("总建筑面积").fill("23456.78");
    let wall = page.group("围墙（应设/现有/缺失/破损长度）");
    for (field, text) in [("应设长度", "420"), ("现有长度", "300"), ("缺失长度", "120"), ("破损长度", "36")]
    {
        wall.textbox(field).fill(text);
    }
    wall.radio("一般破损").tap();
    wall.file_input("拍照").attach(&[&pictures[0]]);
    sizes(tablet, 1);
    page.group("物业管理用房面积").textbox("现有面积").fill("30");
    page.group("用房性质（自有/租赁/借用/无）").radio("自有").tap();
    let clean = page.group("公共保洁");
    clean.radio("有").tap();
    clean.textbox("服务单位或人员").fill("绿洁公司");
    clean.textbox("开始日期").fill("2026-04-01");
    clean.textbox("服务频次").fill("每天一次");
    clean.file_input("选照片").attach(&[&pictures[1]]);
    sizes(tablet, 2);
    page.group("秩序维护").radio("无").tap();
    clean.button("待办").tap();
    clean.textbox("还要做什么").fill("要合同复印件");
    tablet.browser.run(
        "Object.defineProperty(navigator, 'geolocation', { value: { getCurrentPosition: (found) =>
            found({ coords: { latitude: 30.27415, longitude: 120.15515, accuracy: 7.2 } }) } })",
        vec![],
    );
    page.button("记录位置").tap();
    page.text_visible("北纬 30.274150，东经 120.155150，误差约 8 米");
    tablet.browser.run("window.scrollTo(0, 0)", vec![]);
    tablet.look("survey-head");
    tablet.back();
    page.text_visible("待办（1）");
    tablet.look("survey-places");

    page.button("1幢…").tap();
    page.button("1幢 1单元…").tap();
    page.group("单元防盗门").radio("部分").tap();
    page.group("单元防盗门").radio("严重破损").tap();
    tablet.back();
    page.button("1幢 2单元…").tap();
    page.button("与1幢 1单元相同（抄 1 项）").tap();
    page.group("单元防盗门").text_visible("抄自1幢 1单元，还没有在本处核对");
    tablet.look("survey-copied");
    page.group("单元防盗门").button("核对无误").tap();
    page.text_gone("还没有在本处核对");
    tablet.back();
    page.button("2幢…").tap();
    page.button("2幢 整幢…").tap();
    page.button("不需调查…").tap();
    page.button("记录理由").tap();
    page.text_visible("请写明理由");
    page.textbox("为什么不需调查").fill("已列入拆迁");
    tablet.look("survey-not-needed");
    page.button("记录理由").tap();
    page.text_visible("不需调查：已列入拆迁（李明）");
    page.button("下一处：…").wait();
    tablet.back();
    page.button("检查差错").tap();
    page.text_visible("未填完或有错");
    page.text_visible("项未填");
    tablet.look("survey-review");
    page.button("到第一处").tap();
    page.heading("小区").wait();
    tablet.back();
    tablet.back();
    tablet.back();
    page.button("交接…").tap();
    page.text_visible("本机拍的 2 张，其中 2 张还没有导出");
    let bundle = tablet.export();
    let photos = tablet.browser.download(|| page.button("导出照片（2 张）").tap());
    page.text_visible("本机拍的 2 张，已全部导出");
    tablet.look("handover-photos");
    // What was said can be put away.
    page.text_visible("已导出 2 张照片");
    page.button("知道了").tap();
    page.text_gone("已导出 2 张照片");
    [bundle, photos]
}

#[test]
fn a_survey_with_photos_gives_the_same_findings_everywhere() {
    let mut site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let founder = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let second_tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "孙丽", "2号平板");
    let deputy = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "赵强", "副台");
    site.stop();
    let desk = founder.page();
    founder.found_campaign(CAMPAIGN);
    founder.add_compound(COMPOUND);
    founder.import_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/office-roster.xlsx"), 504);
    founder.back();
    for (person, device, name) in
        [(&tablet, "1号平板", "李明"), (&second_tablet, "2号平板", "孙丽"), (&deputy, "副台", "赵强")]
    {
        founder.enrol_face_to_face(person, device, name);
    }
    desk.button("交接…").tap();
    desk.button("设备与信任").tap();
    desk.group("副台").button("设为副监督台…").tap();
    desk.group("副台").button("设为副监督台").tap();
    desk.text_visible("副台 已设为副监督台");
    let trust = founder.browser.download(|| desk.button("保存信任名单").tap());
    founder.back();
    desk.button("交接…").tap();
    let (packet, card) = (founder.make_packet(), founder.save_card());
    for person in [&tablet, &second_tablet, &deputy] {
        person.join(&card, &packet, CAMPAIGN);
    }
    let pictures = [("wall.bmp", (3_200, 2_400), 30), ("clean.bmp", (900, 1_600), 160)]
        .map(|(name, size, shade)| picture(folder.path(), name, size, shade));
    let [bundle, photos] = survey(&tablet, &pictures);
    let later = survey_again(&second_tablet);

    // The photos first: they are known only by the bundle's records.
    founder.import(&[&photos]);
    desk.text_visible("收下 0 张照片");
    desk.text_visible("2 个文件不是这里记录过的照片");
    desk.button("清除结果").tap();
    founder.import(&[&photos, &bundle]);
    desk.text_visible(&format!("“{COMPOUND}”的推算结果与数据包里的一致"));
    desk.text_visible("收下 2 张照片");
    desk.text_visible("记录里有 2 张照片，本机有 2 张");
    founder.look("handover-photos-taken");
    desk.button("清除结果").tap();
    founder.import(&[&later]);
    desk.text_visible(&format!("“{COMPOUND}”的推算结果与数据包里的不同"));
    founder.back();

    // Another supervisor's device, in the other order, and the command line in both: the same is made of them.
    let second = deputy.page();
    second.button("交接…").tap();
    deputy.import(&[&later]);
    second.text_visible(&format!("“{COMPOUND}”的推算结果与数据包里的一致"));
    second.button("清除结果").tap();
    deputy.import(&[&photos, &bundle]);
    second.text_visible("收下 2 张照片");
    second.text_visible(&format!("“{COMPOUND}”的推算结果与数据包里的不同"));
    deputy.back();
    let both = findings_of(&founder);
    assert_eq!((both.len(), findings_of(&deputy)), (32, both.clone()));
    let [one, other] = [[&packet, &bundle, &later], [&later, &bundle, &packet]]
        .map(|files| merge(&files.map(PathBuf::as_path), &trust));
    for merged in [&one, &other] {
        assert!(merged["compounds"][0]["findings_sha256"].as_str().unwrap().starts_with(&both), "{merged:#}");
    }
    assert_eq!((one["state_hash"].as_str().unwrap().len(), &one), (64, &other));
    assert!(payload_of(&bundle)["findings"][0]["sha256"] != payload_of(&later)["findings"][0]["sha256"]);

    desk.button(&format!("{COMPOUND}…")).tap();
    founder.open_compound_survey();
    assert_eq!(sizes(&founder, 2), [(1_600, 1_200), (900, 1_600)]);
    founder.back();
    founder.back();

    // What the supervisor adds: acceptance, a cost with its price.
    desk.button("档案与期限…").tap();
    desk.button("接收、模式与期限…").tap();
    let acceptance = desk.group("竣工与接收");
    acceptance.radio("竣工后接收").tap();
    acceptance.textbox("竣工日期").fill("2026-08-20");
    acceptance.textbox("接收日期").fill("2026-09-01");
    desk.row("完成征求意见，确定管理模式").text();
    desk.text_visible("2026-10-01 → 2026-10-08");
    founder.back();
    desk.button("资金测算与承担…").tap();
    desk.button("添加一条：费用项目").tap();
    let cost = desk.group("费用项目 1");
    cost.select("项目").choose("围墙（应设/现有/缺失/破损长度）");
    for (field, text) in [("数量", "156"), ("单位", "米"), ("综合单价（选填）", "333.33")] {
        cost.textbox(field).fill(text);
    }
    cost.textbox("单价来源（选填）").fill("市造价站2026年第3期");
    cost.textbox("单位").click();
    desk.text_visible("51999.48 元");
    founder.back();
    founder.look("survey-dossier");
    let found = findings_on_screen(&founder);
    assert!(found.len() == 32 && found != both, "{found}");
    assert_words(&founder);
    founder.back();
    founder.back();
    // The export is noted once the file is made: of that it can't know.
    let state = state_hash_on_screen(&founder);
    desk.button("交接…").tap();
    let supervisors = founder.export();
    assert_eq!(payload_of(&supervisors)["version"], 2);
    assert!(assert_lines(&supervisors).starts_with(&found));
    assert_eq!(payload_of(&bundle)["attachments"].as_array().unwrap().len(), 2);

    // The other supervisor's device has it from the bundle, line by line.
    second.button("交接…").tap();
    deputy.import(&[&supervisors]);
    second.text_visible(&format!("“{COMPOUND}”的推算结果与数据包里的一致"));
    deputy.back();
    second.button(&format!("{COMPOUND}…")).tap();
    second.button("档案与期限…").tap();
    assert_eq!(findings_on_screen(&deputy), found);
    assert_words(&deputy);

    // And the command line, from the files alone, down to the last record.
    let merged = merge(&[&packet, &supervisors, &bundle, &later], &trust);
    assert_eq!(merged["state_hash"], state, "the same records as on the screen that made the bundle");
    let compound = &merged["compounds"][0];
    assert!(compound["findings_sha256"].as_str().unwrap().starts_with(&found), "{merged:#}");
    for (rule, finding) in [("PRG", "unlisted"), ("HW-4", "required 117.2839 shortfall 87.2839")] {
        assert!(compound["findings"].as_array().unwrap().contains(&json!([rule, finding])), "{merged:#}");
    }
}
