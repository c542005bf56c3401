//! Papers that are printed from the roll, on paper: every household's form once, on a page of its own, and public papers that say nothing of anybody;
//! and a form that is scanned at the doors.

use crate::app::{Person, Tick};
use crate::harness::{Browser, Engine, Film, Site, Size};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use wenlou::bundle::qr::Code;
use wenlou::domain::form_code::FormCode;
use wenlou::domain::form_serial::FormSerial;

const HOUSEHOLDS: usize = 504;
const A4: [f64; 2] = [595.0, 842.0];
/// The size of the film, and of a module of the code in it.
const WIDTH: usize = 1280;
const HEIGHT: usize = 720;
const MODULE: usize = 10;

/// Up to the posted notice, in a campaign that prints its forms; on the compound's screen.
fn prepare(person: &Person, roster: &str, households: usize) {
    let page = person.page();
    person.found_campaign("2026年朝霞街道");
    page.button("工作参数").tap();
    page.button("方案没有写明的事项").tap();
    page.radio("本程序打印，按花名册编号").tap();
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
    person.add_compound("朝霞里");
    person.import_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(roster), households);
    person.freeze_roll(households);
    person.post_notice();
    person.back();
}

/// Asks for a document and prints it: its pages, each with its text, all of this size.
fn printed(person: &Person, paper: &str, name: &str, size: [f64; 2]) -> Vec<String> {
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
    page.button("收起").tap();
    page.button("收起").wait_until_gone();
    texts(&pdf)
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
fn lacks<'p>(page: &str, parts: &[&'p str]) -> Vec<&'p str> {
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

    let forms = printed(&person, "征求意见表", "paper-forms", A4);
    assert_eq!(forms.len(), HOUSEHOLDS, "a page for each");
    let mut all = BTreeSet::new();
    for (no, form) in (1..).zip(&forms) {
        let on_page = serials(form);
        assert_eq!(on_page.len(), 1, "{form}");
        assert!(on_page.iter().all(|serial| FormSerial::read(serial).unwrap().no == no), "{no}: {on_page:?}");
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
    let note = printed(&person, "入户未遇通知", "paper-not-met", A4);
    assert!(note.len() == 1 && tight(&note[0]).contains("2幢1单元101住户"), "{note:?}");
    page.select("幢").choose("全部");

    // The register: every household once, and three lines for each.
    let register = printed(&person, "入户送达回收登记册", "paper-register", [A4[1], A4[0]]);
    let of_all = serials(&register.join("\n"));
    assert_eq!(of_all, all);

    let modes = printed(&person, "模式公示", "paper-modes", A4);
    assert_eq!(modes.len(), 1);
    let parts = ["业主大会选聘物业服务企业", "2P≥N", "至少252户", "504", "小区南门公告栏"];
    assert_eq!(lacks(&modes[0], &parts), Vec::<&str>::new(), "{}", modes[0]);
    for (paper, name, part) in [
        ("未送达公告", "paper-undelivered", "未送达（户）"),
        ("授权委托书", "paper-authority", "第一百六十五条"),
        ("计票记录", "paper-count", "不是结果"),
    ] {
        let found = printed(&person, paper, name, A4);
        assert!(found.len() == 1 && tight(&found[0]).contains(part), "{paper}: {found:?}");
    }
    page.text_visible("截止征求意见之后才能公示结果。");

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
    for (paper, name) in [("结果公示（初步）", "paper-preliminary"), ("结果公示（最终）", "paper-final")]
    {
        let found = printed(&person, paper, name, A4);
        assert_eq!(found.len(), 1, "{paper}");
        let parts = ["0/504", "2P=0<504", "其中I3两项都勾选1", "未收回503", "社区化准物业管理"];
        assert_eq!(lacks(&found[0], &parts), Vec::<&str>::new(), "{paper}: {}", found[0]);
        assert!(serials(&found[0]).is_empty() && !found[0].contains("101"), "{}", found[0]);
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
