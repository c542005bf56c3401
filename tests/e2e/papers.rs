//! Papers that are printed from the roll, on paper: every household's form once, on a page of its own, and public papers that say nothing of anybody;
//! and a form that is scanned at the doors.

use crate::app::{Person, Tick};
use crate::backup::{PASSPHRASE, make_backup, open_backup, open_device_data};
use crate::harness::{Browser, Engine, Film, Site, Size};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use wenlou::bundle::qr::Code;
use wenlou::domain::catalogue::setting::Settings;
use wenlou::domain::date::{add_days, date_text, day_in_china, parse_date};
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;

const HOUSEHOLDS: usize = 504;
pub const A4: [f64; 2] = [595.0, 842.0];
/// The size of the film, and of a module of the code in it.
const WIDTH: usize = 1280;
const HEIGHT: usize = 720;
const MODULE: usize = 10;

/// Up to the posted notice, in a campaign that prints its forms; on the compound's screen.
pub fn prepare(person: &Person, roster: &str, households: usize) {
    freeze(person, &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(roster), households);
    person.post_notice();
    person.back();
}

/// Up to the frozen roll, on the screen of the notice.
fn freeze(person: &Person, roster: &Path, households: usize) {
    let page = person.page();
    person.found_campaign("2026年朝霞街道");
    page.button("工作参数").tap();
    page.button("方案没有写明的事项").tap();
    page.radio("本程序打印，按花名册编号").tap();
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
    person.add_compound("朝霞里");
    person.import_roster(roster, households);
    person.freeze_roll(households);
}

/// Asks for a document and prints it: its pages, each with its text, all of this size.
pub fn printed(person: &Person, paper: &str, name: &str, size: [f64; 2]) -> Vec<String> {
    let page = person.page();
    person.browser.run("window.__opened = 0; window.print = () => { window.__opened += 1; };", vec![]);
    page.button(&format!("打印{paper}")).tap();
    person.browser.wait_until("the dialog is opened", "return window.__opened === 1");
    page.status(&format!("已排好：{paper}…")).wait();
    let document = page.find(&["region"], paper);
    assert_eq!(document.count(), 0, "it isn't on the screen");
    let pdf = person.browser.print(name);
    for sides in boxes(&pdf) {
        assert!((sides[0] - size[0]).abs() < 2.0 && (sides[1] - size[1]).abs() < 2.0, "{paper}: {sides:?}");
    }
    let file = saved(name);
    assert_inside(&file, size);
    assert_fonts(&file);
    page.button("收起").tap();
    page.button("收起").wait_until_gone();
    texts(&pdf)
}

/// Where what is printed is saved.
fn saved(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots").join(format!("{name}.pdf"))
}

/// No word stands on the margin, where a printer cuts it off.
fn assert_inside(pdf: &Path, size: [f64; 2]) {
    let (beside, above) = (39.0, 31.0);
    for [left, top, right, bottom] in words(pdf) {
        // The highest letters a font has, and the lowest, reach beyond their line.
        let line = (top + bottom) / 2.0;
        let is_inside = left >= beside && right <= size[0] - beside && line >= above && line <= size[1] - above;
        assert!(is_inside, "{}: a word stands on the margin: {left} {top} {right} {bottom}", pdf.display());
    }
}

/// Every font goes with the paper.
fn assert_fonts(pdf: &Path) {
    let read = Command::new("pdffonts").args(FEW).arg(pdf).output().unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    let fonts: Vec<&str> = text.lines().skip(2).collect();
    // The fifth column from the end: whether it is embedded.
    let is_embedded = |font: &&str| font.split_whitespace().rev().nth(4) == Some("yes");
    assert!(!fonts.is_empty() && fonts.iter().all(is_embedded), "{text}");
}

/// How wide and high each page is, in points.
fn boxes(pdf: &[u8]) -> Vec<[f64; 2]> {
    let text = String::from_utf8_lossy(pdf);
    let all = text.match_indices("/MediaBox [").map(|(at, _)| {
        let sides = text[at..].split(']').next().unwrap();
        let sides: Vec<f64> = sides.split([' ', '[']).filter_map(|side| side.parse().ok()).collect();
        [sides[2], sides[3]]
    });
    all.collect()
}

/// What is to be read on each page.
fn texts(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("printed.pdf");
    std::fs::write(&file, pdf).unwrap();
    let read = Command::new("pdftotext").args(["-raw".as_ref(), file.as_os_str(), "-".as_ref()]).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let text = String::from_utf8(read.stdout).unwrap();
    text.split_terminator('\u{c}').map(str::to_owned).collect()
}

/// A text without what is between its words, which depends on how it is set.
fn tight(text: &str) -> String {
    text.replace(char::is_whitespace, "")
}

/// Which of these a page lacks.
pub fn lacks<'p>(page: &str, parts: &[&'p str]) -> Vec<&'p str> {
    let page = tight(page);
    parts.iter().filter(|part| !page.contains(**part)).copied().collect()
}

/// The serials of forms in a text.
fn serials(text: &str) -> BTreeSet<String> {
    let is_in = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words = text.split(|c: char| !is_in(c));
    let read = |word: &str| {
        let at = word.find('-').filter(|at| *at >= 4)?;
        FormSerial::read(word.get(at - 4..)?).map(|serial| serial.to_string())
    };
    words.filter_map(read).collect()
}

#[test]
fn every_household_has_its_form_on_a_page_of_its_own() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let page = person.page();
    prepare(&person, "office-roster.xlsx", HOUSEHOLDS);
    page.button("打印文书…").tap();
    page.text_visible(&format!("已选 {HOUSEHOLDS} 户"));
    person.look_through("papers");

    let began = Instant::now();
    let forms = printed(&person, "征求意见表", "paper-forms", A4);
    println!("{HOUSEHOLDS} forms were laid out, printed and read in {} s", began.elapsed().as_secs());
    assert_eq!(forms.len(), HOUSEHOLDS, "a page for each");
    let (mut all, mut last) = (BTreeSet::new(), 0);
    for (no, form) in (1..).zip(&forms) {
        let on_page = serials(form);
        assert_eq!(on_page.len(), 1, "{form}");
        // In the order of the roll, where shops have numbers, too.
        let number = FormSerial::read(on_page.iter().next().unwrap()).unwrap().no;
        assert!(number > last, "{no}: {on_page:?} after {last}");
        last = number;
        all.extend(on_page);
        let parts = [
            "未交回的不计为选择专业化",
            "本表无效",
            "社区化准物业管理",
            "0.60元",
            "10元/户",
            "填写示例",
            "签名（盖章",
            "附书面委托书",
            "征求意见表存根",
            "签收时间",
            "个人信息告知",
            "直管公房的不是承租人",
            "核实时本人否认签名",
            "几份选择不同",
        ];
        assert_eq!(lacks(form, &parts), Vec::<&str>::new(), "page {no}: {form}");
    }
    assert_eq!(all.len(), HOUSEHOLDS, "every serial once");

    // A part of them: a building, a stairwell, a door.
    page.select("幢").choose("2幢");
    page.select("单元").choose("1单元");
    let stairwell = printed(&person, "征求意见表", "paper-forms-stairwell", A4);
    page.text_visible(&format!("已选 {} 户", stairwell.len()));
    assert!(stairwell.iter().all(|form| tight(form).contains("2幢1单元")), "{stairwell:?}");
    page.select("户").choose("101");
    page.text_visible("已选 1 户");
    let one = printed(&person, "征求意见表", "paper-form", A4);
    assert!(one.len() == 1 && tight(&one[0]).contains("2幢1单元101"), "{one:?}");
    let spare = printed(&person, "备用征求意见表", "paper-spare", A4);
    assert_eq!((spare.len(), serials(&spare[0]).len()), (1, 1), "{spare:?}");
    let (first, next) = (FormSerial::read(one_serial(&one[0])).unwrap(), one_serial(&spare[0]));
    assert_eq!(FormSerial { copy: 2, ..first }.to_string(), next);
    page.text_visible("个人信息告知书还没有填写");
    let note = printed(&person, "入户未遇通知", "paper-not-met", A4);
    assert!(note.len() == 1 && tight(&note[0]).contains("2幢1单元101住户"), "{note:?}");
    page.select("幢").choose("2幢");
    page.text_visible("选定范围里没有最近一次上门未遇");
    let blank = printed(&person, "空白未遇通知", "paper-not-met-blank", A4);
    assert!(blank.len() == 1 && tight(&blank[0]).contains("____住户") && blank[0].contains("含当日"), "{blank:?}");
    page.select("幢").choose("全部");

    // The register: every household once, and three lines for each.
    let register = printed(&person, "入户送达回收登记册", "paper-register", [A4[1], A4[0]]);
    let of_all = serials(&register.join("\n"));
    assert_eq!(of_all, all);
    // A loose page says whose it is and which of how many.
    for (no, sheet) in (1..).zip(&register) {
        let number = format!("{no}/{}", register.len());
        assert_eq!(lacks(sheet, &["朝霞里·", "单元", "截至", &number]), Vec::<&str>::new(), "{sheet}");
    }
    assert!(register.len() > 2 * 36, "more than a page for a stairwell: {}", register.len());

    let modes = printed(&person, "模式公示", "paper-modes", A4);
    assert_eq!(modes.len(), 1);
    let parts = ["业主大会选聘物业服务企业", "2P≥N", "至少252户", "504", "小区南门公告栏"];
    assert_eq!(lacks(&modes[0], &parts), Vec::<&str>::new(), "{}", modes[0]);
    for (paper, name, parts) in [
        ("未送达公告", "paper-undelivered", &["未送达（户）"][..]),
        ("授权委托书", "paper-authority", &["第一百六十五条", "不得受托"]),
        ("计票记录", "paper-count", &["不是结果", "□初步计票□复核□最终计票", "登记手工点数", "两者不一致的"]),
    ] {
        let found = printed(&person, paper, name, A4);
        assert_eq!((found.len(), lacks(&found[0], parts)), (1, vec![]), "{paper}: {found:?}");
    }
    page.text_visible("截止征求意见之后才能公示结果（“计票与决定”）。");

    // After the close the result is posted, with no name on it and no household.
    person.back();
    person.open_stairwell("2", "1");
    page.button("101…").tap();
    person.record_ballot(one_serial(&one[0]), Tick::Invalid);
    person
        .browser
        .run("location.hash = location.hash.replace('#household', '#tally').split('/').slice(0, 3).join('/')", vec![]);
    person.close_all_the_same("其余住户已张贴告知");
    person.back();
    page.button("打印文书…").tap();
    // Whose form came back gets none again, unless somebody says so.
    page.text_visible(&format!("打印 {} 户的表。", HOUSEHOLDS - 1));
    page.radio("也打印").tap();
    page.text_visible("其中 1 户已经发过表");
    page.text_visible(&format!("打印 {HOUSEHOLDS} 户的表。"));
    person.look("papers-returned");
    let found = printed(&person, "结果公示（初步）", "paper-preliminary", A4);
    assert_eq!(found.len(), 1);
    let parts = ["0/504", "2P=0<504", "其中I3两项都勾选1", "未收回503", "社区化准物业管理", "7天：自"];
    assert_eq!(lacks(&found[0], &parts), Vec::<&str>::new(), "{}", found[0]);
    assert!(serials(&found[0]).is_empty() && !found[0].contains("101"), "{}", found[0]);
}

/// A roll of three households on disk, of which the first has many holders and the second is public housing.
fn small_roll(folder: &Path) -> PathBuf {
    let holders = (1..=24).map(|no| format!("欧阳共有人{no}")).collect::<Vec<_>>().join("、");
    let roll = format!(
        "幢号,单元,室号,产权人,产权面积,产权性质\n1,1,101,{holders},63.0,商品房\n1,1,102,陈*,60,直管公房\n1,1,103,何*,60,商品房\n"
    );
    let file = folder.join("花名册.csv");
    std::fs::write(&file, roll).unwrap();
    file
}

/// What a notice says at length: some three hundred characters that are told from one another.
fn long_services(mode: &str) -> String {
    let services = [
        "公共区域保洁",
        "小区内安全秩序维护",
        "停车秩序维护",
        "共用设施维保",
        "公共绿化养护",
        "小区内道路保养",
        "房屋共用部位维修",
    ];
    let line = |(no, what): (usize, &&str)| {
        format!("{}.{mode}{what}：每日两次，早晚各一次，遇节假日不停，由专人负责并登记，居民可随时查阅；", no + 1)
    };
    services.iter().enumerate().map(line).collect()
}

/// Of hundreds of pages that are alike the first are looked at closely.
const FEW: [&str; 2] = ["-l", "30"];

/// Where each word of a page is, in points from its left and top: its left, top, right and bottom edge.
fn words(pdf: &Path) -> Vec<[f64; 4]> {
    let read =
        Command::new("pdftotext").args(FEW).args(["-bbox".as_ref(), pdf.as_os_str(), "-".as_ref()]).output().unwrap();
    let edge = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!("{name}=\""))?;
        rest.split('"').next()?.parse().ok()
    };
    let text = String::from_utf8(read.stdout).unwrap();
    let edges = |line: &str| Some([edge(line, "xMin")?, edge(line, "yMin")?, edge(line, "xMax")?, edge(line, "yMax")?]);
    text.lines().filter(|line| line.contains("<word")).filter_map(edges).collect()
}

#[test]
fn a_form_with_long_texts_stays_on_its_page_with_its_stub() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let page = person.page();
    freeze(&person, &small_roll(folder.path()), 3);
    let (professional, quasi) = (long_services("专业"), long_services("社区"));
    assert!(professional.chars().count() > 280);
    for (field, text) in [
        ("专业化物业管理：组织形式", "业主大会选聘物业服务企业，签订物业服务合同"),
        ("专业化物业管理：服务内容", &professional),
        ("专业化物业管理：收费标准", "0.60元/㎡·月"),
        ("社区化准物业管理：组织形式", "社区公共服务工作站组织，可分别聘请、统一委托或居民自治"),
        ("社区化准物业管理：服务内容", &quasi),
        ("社区化准物业管理：收费标准", "10元/户·月"),
        ("张贴地点", "小区南门公告栏"),
    ] {
        page.textbox(field).fill(text);
    }
    // It is printed before it is recorded as posted.
    page.button("打印后张贴").tap();
    page.text_visible("先在“冻结与公示”记录模式公示。");
    let draft = printed(&person, "模式公示（待张贴）", "paper-modes-draft", A4);
    assert_eq!(draft.len(), 1);
    let parts = [&*professional, &*quasi, "____年__月__日至", "收集人", "张贴后拍照存档", "2P≥N"];
    assert_eq!(lacks(&draft[0], &parts), Vec::<&str>::new(), "{}", draft[0]);
    person.back();
    page.button("冻结与公示…").tap();
    page.button("记录公示").tap();
    page.text_visible("公示已记录");
    person.back();
    page.button("打印文书…").tap();
    let forms = printed(&person, "征求意见表", "paper-forms-long", A4);
    assert_eq!(forms.len(), 3, "a page for each: {forms:?}");
    for form in &forms {
        let parts = [&*professional, &*quasi, "本表无效", "附书面委托书", "征求意见表存根", "签收时间"];
        assert_eq!(lacks(form, &parts), Vec::<&str>::new(), "{form}");
        assert_eq!(serials(form).len(), 1);
    }
    assert_eq!(lacks(&forms[0], &["欧阳共有人1、", "欧阳共有人24"]), Vec::<&str>::new());
    assert_eq!(lacks(&forms[1], &["陈*", "承租人（直管公房，由其签署）"]), Vec::<&str>::new());
    let found = words(&saved("paper-forms-long")).len();
    assert!(found > 300, "{found}");
    // Large text on the screen makes no larger paper.
    person.browser.run("document.documentElement.dataset.text = 'large'", vec![]);
    assert_eq!(printed(&person, "征求意见表", "paper-forms-large-text", A4), forms);
}

#[test]
fn a_final_result_is_printed_once_objections_are_dealt_with() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let page = person.page();
    freeze(&person, &small_roll(folder.path()), 3);
    let today = page.textbox("公示日期").value();
    // What a record's day is goes by China's time, wherever the browser is.
    let now = person.browser.run("return Date.now()", vec![]).as_i64().unwrap();
    let recorded = day_in_china(now).unwrap();
    let since = |days: i64| date_text(add_days(recorded, days).unwrap());
    let ago = |days: i64| date_text(add_days(parse_date(&today).unwrap(), -days).unwrap());
    person.post_notice();
    page.textbox("公示日期").fill(&ago(30));
    page.textbox("首次征求意见日期").fill(&ago(22));
    page.button("更新公示记录").tap();
    page.text_visible(&format!("{} 已公示", ago(30)));
    person.back();
    // One in time; one that is dated after the day on which the ballot is closed.
    page.button("打印文书…").tap();
    let forms = printed(&person, "征求意见表", "paper-forms-few", A4);
    person.back();
    person.open_stairwell("1", "1");
    page.button("101…").tap();
    page.textbox("签署日期").fill(&ago(20));
    person.record_ballot(one_serial(&forms[0]), Tick::Professional);
    person.back();
    page.button("102…").tap();
    person.record_ballot(one_serial(&forms[1]), Tick::Professional);
    person
        .browser
        .run("location.hash = location.hash.replace('#household', '#tally').split('/').slice(0, 3).join('/')", vec![]);
    page.textbox("截止日期").fill(&ago(10));
    let why =
        "其余住户已张贴告知，多次上门、电话联系均未遇，张贴公告期满，居委会和业主代表在场见证，照片存档；".repeat(12);
    person.close_all_the_same(&why);
    person.back();
    page.button("打印文书…").tap();
    let register = printed(&person, "入户送达回收登记册", "paper-register-few", [A4[1], A4[0]]);
    assert_eq!(lacks(&register.join(""), &[one_serial(&forms[0]), &today, "已收回"]), Vec::<&str>::new());
    // No sheet is signed that doesn't say of what it is, be there little else on it.
    let count = printed(&person, "计票记录", "paper-count-few", A4);
    assert_eq!(count.len(), 2, "{count:?}");
    for (no, sheet) in (1..).zip(&count) {
        let number = format!("{no}/2");
        assert_eq!(lacks(sheet, &["朝霞里·计票记录", "截至", "手工点数", &number]), Vec::<&str>::new(), "{sheet}");
    }
    assert_eq!(
        lacks(&count[1], &["截止、重新开放与计票条件改动的经过", "理由：其余", "计票人、监票人签名"]),
        Vec::<&str>::new(),
        "{count:?}"
    );
    let found = printed(&person, "结果公示（初步）", "paper-preliminary-few", A4);
    let (period, as_of) = (format!("7天：自{today}"), format!("送达与无效原因按{today}"));
    let parts = ["1/3", "2P=2<3", "截止后签署或不在本册（不计入，份）1", "未收回2", &period, &as_of];
    assert_eq!(lacks(&found[0], &parts), Vec::<&str>::new(), "{}", found[0]);
    page.text_visible("先张贴初步结果");
    let open_steps = || {
        person.back();
        page.button("档案与期限…").tap();
        page.button("接收、模式与期限…").tap();
    };
    let leave_steps = || {
        person.back();
        person.back();
        page.button("打印文书…").tap();
    };
    open_steps();
    page.button("添加一条：征求意见结果公示").tap();
    let result = page.group("征求意见结果公示 1");
    result.radio("初步结果（征求异议）").tap();
    for (field, text) in [("公示开始日期", since(0)), ("公示结束日期", since(7))] {
        result.textbox(field).enter(&text);
    }
    result.textbox("收到异议").enter("2");
    result.textbox("其中成立").enter("1");
    leave_steps();
    let last = Settings::default().calendar().end(parse_date(&since(7)).unwrap()).unwrap().rolled;
    page.text_visible(&format!("异议期到 {}", date_text(last)));
    // Twenty days later: no days off put it off for as long.
    const LATER: &str = "const Now = Date, by = 20 * 24 * 60 * 60 * 1000;
        window.Date = class extends Now {
            constructor(...given) { given.length ? super(...given) : super(Now.now() + by); }
            static now() { return Now.now() + by; }
        };";
    person.browser.run(LATER, vec![]);
    person.back();
    page.text_visible("最早的已有 20 天");
    page.button("打印文书…").tap();
    page.text_visible("有异议成立，须先复核");
    person.look_through("papers-final-waits");
    open_steps();
    page.button("添加一条：计票记录").tap();
    let recount = page.group("计票记录 1");
    recount.radio("复核").tap();
    recount.textbox("计票日期").enter(&since(8));
    let numbers = [
        ("总户数（N）", "3"),
        ("专业化物业管理", "2"),
        ("社区化准物业管理", "0"),
        ("空白", "0"),
        ("无效", "0"),
        ("未收回", "2"),
    ];
    for (field, number) in numbers {
        recount.textbox(field).enter(number);
    }
    // A recount that came to something else is none of this result.
    leave_steps();
    page.text_visible("复核与现在的计票不一致");
    person.look_through("papers-recount-differs");
    open_steps();
    recount.textbox("专业化物业管理").enter("1");
    leave_steps();
    let found = printed(&person, "结果公示（最终）", "paper-final", A4);
    assert_eq!(found.len(), 1);
    let period = format!("7天：自{}（张贴当日，不计）至{}", since(0), since(7));
    let recounted = format!("{}已复核", since(8));
    let parts =
        [&*period, "2件/1件", &*recounted, "建立日常物业管理机制（社区公共服务工作站）：2个月内，至迟20", "六(二)1"];
    assert_eq!(lacks(&found[0], &parts), Vec::<&str>::new(), "{}", found[0]);
    assert!(!tight(&found[0]).contains("____件"), "{}", found[0]);
    // Opened again and closed on a later day it is another result, which hangs beside the first.
    person.back();
    page.button("计票与决定…").tap();
    page.textbox("重新开放的理由").fill("异议成立，更正后重新截止");
    page.button("重新开放").tap();
    page.text_visible("已重新开放");
    // By the browser's own day, which in the evening hours of UTC is the one before.
    page.textbox("截止日期").fill(&ago(-9));
    person.close_all_the_same("其余住户已张贴告知");
    person.back();
    page.button("打印文书…").tap();
    let found = printed(&person, "结果公示（初步）", "paper-preliminary-again", A4);
    assert_eq!(found.len(), 1);
    let (replaces, opened) = (format!("本公示取代{}张贴的结果公示", since(0)), format!("{}重新开放", since(20)));
    assert_eq!(lacks(&found[0], &["2P=4≥3", &replaces, &opened]), Vec::<&str>::new(), "{}", found[0]);
    let count = printed(&person, "计票记录", "paper-count-again", A4);
    let parts = ["3.截止，最后一天", "理由：异议成立", "计票人、监票人签名"];
    assert_eq!(lacks(&count.join(""), &parts), Vec::<&str>::new(), "{count:?}");
}

#[test]
fn papers_in_english_stay_on_their_pages() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let page = person.page();
    freeze(&person, &small_roll(folder.path()), 3);
    person.post_notice();
    person.back();
    let compound = person.browser.address();
    page.button("计票与决定…").tap();
    person.close_all_the_same("其余住户已张贴告知");
    person.browser.run("location.hash = '#settings'", vec![]);
    page.radio("English").tap();
    page.heading("Settings").wait();
    let papers = compound.split_once('#').unwrap().1.replace("compound", "papers");
    person.browser.run("location.hash = arguments[0]", vec![papers.into()]);
    page.heading("Papers to print").wait();
    for (paper, pages) in [
        ("Forms", 3),
        ("Notice of the two modes", 1),
        ("Register of deliveries and returns", 1),
        ("Blank notice to who is not met", 1),
        ("Written authority", 1),
        ("Minutes of the count", 1),
        ("Notice of the result (preliminary)", 1),
    ] {
        person.browser.run("window.print = () => {}", vec![]);
        page.button(&format!("Print: {paper}")).tap();
        page.status(&format!("Laid out: {paper}…")).wait();
        let name = format!("paper-english-{}", paper.to_lowercase().replace(' ', "-"));
        let pdf = person.browser.print(&name);
        let size = if paper.starts_with("Register") { [A4[1], A4[0]] } else { A4 };
        assert_inside(&saved(&name), size);
        assert_eq!(texts(&pdf).len(), pages, "{paper}");
        page.button("Put away").tap();
        page.button("Put away").wait_until_gone();
    }
}

/// A deputy who hasn't the key counts what came back and not how anybody chose; the register never says it.
#[test]
fn sealed_ballots_are_on_paper_what_they_are_before_and_after_they_are_opened() {
    const CAMPAIGN: &str = "2026年柳荫街道";
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let founder = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let deputy = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "赵强", "副台");
    let (desk, page) = (founder.page(), deputy.page());
    desk.button("新建工作").tap();
    desk.textbox("工作名称").fill(CAMPAIGN);
    desk.group("封存意见表的选择，只有监督员能打开").radio("是").tap();
    desk.button("建立工作").tap();
    desk.heading(CAMPAIGN).wait();
    founder.add_compound("朝霞里");
    founder.import_roster(&small_roll(folder.path()), 3);
    founder.freeze_roll(3);
    founder.post_notice();
    founder.back();
    founder.back();
    founder.enrol_face_to_face(&deputy, "副台", "赵强");
    desk.button("交接…").tap();
    desk.button("设备与信任").tap();
    let second = desk.group("副台");
    second.button("设为副监督台…").tap();
    second.button("设为副监督台").tap();
    desk.text_visible("副台 已设为副监督台");
    founder.back();
    desk.button("交接…").tap();
    let (packet, card) = (founder.make_packet(), founder.save_card());
    founder.back();
    founder.back();
    open_device_data(&founder);
    let backup = make_backup(&founder);

    deputy.join(&card, &packet, CAMPAIGN);
    page.button("朝霞里…").tap();
    deputy.open_stairwell("1", "1");
    for (door, serial, tick) in [("101", "A001", Tick::Professional), ("102", "A002", Tick::Quasi)] {
        page.button(&format!("{door}…")).tap();
        deputy.record_ballot(serial, tick);
        deputy.back();
    }
    deputy.back();
    deputy.back();
    page.button("打印文书…").tap();
    let register = |name: &str| {
        let book = printed(&deputy, "入户送达回收登记册", name, [A4[1], A4[0]]).join("");
        assert_eq!(lacks(&book, &["A001", "A002", "赵强、同伴"]), Vec::<&str>::new(), "{book}");
        for choice in ["专业化", "准物业", "空白", "封存"] {
            assert!(!book.contains(choice), "{choice}: {book}");
        }
        book
    };
    let before = register("paper-register-sealed");
    let count = printed(&deputy, "计票记录", "paper-count-sealed", A4);
    let sealed =
        ["已收回2", "有效（作出选择）0", "专业化物业管理0", "社区化准物业管理0", "封存未打开（未计入）2", "未收回1"];
    assert_eq!((count.len(), lacks(&count[0], &sealed)), (1, vec![]), "{}", count[0]);
    page.text_visible("截止征求意见之后才能公示结果（“计票与决定”）。");
    assert_eq!((page.button("打印结果公示（初步）").count(), page.button("打印结果公示（最终）").count()), (0, 0));
    deputy.look_through("papers-sealed");

    // With the founder's key they are opened.
    for _ in 0..3 {
        deputy.back();
    }
    open_device_data(&deputy);
    open_backup(&deputy, &backup, PASSPHRASE);
    page.button("恢复…").tap();
    page.text_visible("已恢复");
    deputy.back();
    deputy.back();
    page.button(CAMPAIGN).tap();
    page.button("朝霞里…").tap();
    page.button("计票与决定…").tap();
    page.text_gone("未打开");
    deputy.close_all_the_same("其余住户已张贴告知");
    deputy.back();
    page.button("打印文书…").tap();
    assert_eq!(register("paper-register-opened"), before, "what is on a form is on no register");
    let opened = ["已收回2", "有效（作出选择）2", "专业化物业管理1", "社区化准物业管理1", "未收回1"];
    for (paper, name) in [("计票记录", "paper-count-opened"), ("结果公示（初步）", "paper-preliminary-opened")]
    {
        let found = printed(&deputy, paper, name, A4);
        assert_eq!((found.len(), lacks(&found[0], &opened)), (1, vec![]), "{}", found[0]);
        assert!(!["封存", "A001", "A002", "101", "102"].iter().any(|part| found[0].contains(part)), "{}", found[0]);
    }
}

/// The household that a form names.
fn home(form: &str) -> String {
    let form = tight(form);
    let (_, rest) = form.split_once("房号").unwrap();
    rest.chars().take_while(|c| !"产承".contains(*c)).collect()
}

fn one_serial(text: &str) -> &str {
    let serial = serials(text).pop_first().unwrap();
    let at = text.find(&serial).unwrap();
    &text[at..at + serial.len()]
}

/// A film of a code, black on white.
fn film_of(text: &str, film: &Path) {
    let code = Code::of(text).unwrap();
    let side = code.side() as usize * MODULE;
    let (left, top) = ((WIDTH - side) / 2, (HEIGHT - side) / 2);
    let mut frame = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420mpeg2\nFRAME\n").into_bytes();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let is_inside = (left..left + side).contains(&x) && (top..top + side).contains(&y);
            let is_dark = is_inside && code.is_dark(((x - left) / MODULE) as i32, ((y - top) / MODULE) as i32);
            frame.push(if is_dark { 16 } else { 235 });
        }
    }
    frame.extend(vec![128; WIDTH * HEIGHT / 2]);
    std::fs::write(film, frame).unwrap();
}

#[test]
fn a_form_is_scanned_at_the_doors() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("film.y4m");
    film_of("wenlou:form/elsewhere/k/A1B2-0001-1", &film);
    let browser = Browser::start_filming(Engine::Chromium, Size::PORTRAIT, Film::Shows(film.clone()));
    let person = Person::arrive_in(browser, &site, "王芳", "监督台");
    let page = person.page();
    prepare(&person, "template-roster.csv", 96);
    let address = person.browser.address();
    let ids: Vec<&str> = address.rsplit('/').take(2).collect();
    page.button("打印文书…").tap();
    let forms = printed(&person, "征求意见表", "paper-forms-scanned", A4);
    person.back();
    page.button("入户征求意见…").tap();
    page.button("扫码开户").tap();
    page.text_visible("这份表属于另一项工作");
    person.look("form-scan-missed");
    // The seventh household's, from the stairwells.
    let serial = FormSerial::read(one_serial(&forms[6])).unwrap();
    let code = FormCode { campaign: ids[1].into(), compound: ids[0].into(), serial };
    film_of(&code.to_string(), &film);
    // In the program for the doors.
    person.browser.go(&format!("{}#doors/{}/{}", site.address(), ids[1], ids[0]));
    page.button("扫码开户").tap();
    person.browser.wait_until("the household is opened", "return location.hash.startsWith('#household/')");
    page.textbox("表格编号").wait();
    assert!(tight(&page.text()).contains(&home(&forms[6])), "the household whose form it is");
    person.look("form-scan-opened");
}
