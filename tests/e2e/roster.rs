//! A roster with mistakes in it: seen, corrected, left out, imported.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};

const ROSTER: &str = "幢号,单元,房号,产权人,面积\n1,1,101,张*,5O\n1,1,102,李*,60\n1,1,？,王*,70\n";

#[test]
fn chromium_corrects_a_roster() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("花名册.csv");
    std::fs::write(&file, ROSTER).unwrap();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "周敏", "一号平板");
    person.found_campaign("2026年朝霞街道");
    person.add_compound("朝霞里");
    let page = person.page();
    page.button("花名册…").tap();
    page.file_input("选择花名册文件").attach(&[&file]);
    page.text_visible("还有 2 行没有读懂");
    person.look("roster-problems");

    page.row("第 2 行…").button("更正").tap();
    page.text_visible("更正第 2 行");
    page.textbox("产权面积").fill("50");
    page.button("保存更正").tap();
    page.text_visible("还有 1 行没有读懂");
    page.button("更正").tap();
    page.text_visible("更正第 4 行");
    page.button("不导入这一行").tap();
    page.text_visible("可以导入：2 户");
    page.button("导入 2 户").tap();
    page.text_visible("花名册已导入：2 户");
}
