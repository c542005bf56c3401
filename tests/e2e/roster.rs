//! A roster with mistakes: shown line by line, corrected or left out, and only then stored.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};

const ROSTER: &str = "幢号,单元,房号,产权人,面积,用途\n\
    1幢,1单元,101,张*,60.5,住宅\n\
    1幢,1单元,102,李*,六十平,住宅\n\
    1幢,1单元,201,王*,70,仓房改\n\
    1幢,1单元,202,赵*,71.25,住宅\n";

#[test]
fn mistakes_are_corrected_or_left_out_before_anything_is_stored() {
    let site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    supervisor.found_campaign("更正试验");
    supervisor.add_compound("试验小区");
    let page = supervisor.page();
    page.button("花名册…").tap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mistakes.csv");
    std::fs::write(&file, ROSTER).unwrap();
    page.file_input("选择花名册文件").attach(&[&file]);
    page.text_visible("还有 2 行没有读懂");
    page.text_visible("面积“六十平”读不懂");
    assert!(!page.button("导入 2 户").is_enabled(), "nothing is imported while a line is not understood");
    supervisor.look("mistakes");

    page.row("第 3 行…").button("更正").tap();
    let dialog = page.group("更正第 3 行");
    dialog.textbox("产权面积").fill("60");
    supervisor.look("correction");
    dialog.button("保存更正").tap();
    page.text_visible("还有 1 行没有读懂");
    page.row("第 4 行…").button("更正").tap();
    page.group("更正第 4 行").button("不导入这一行").tap();
    page.text_visible("可以导入：3 户");
    page.button("导入 3 户").tap();
    page.text_visible("花名册已导入：3 户");
    page.text_visible("1 幢，3 户");

    // A column that means something else: the person says so.
    page.button("花名册…").tap();
    let swapped = folder.path().join("columns.csv");
    std::fs::write(&swapped, "楼,甲,乙\n1,101,张*\n1,102,李*\n").unwrap();
    page.file_input("选择花名册文件").attach(&[&swapped]);
    page.text_visible("没有房号列");
    page.select("表头在第几行").choose("第 1 行 楼 甲 乙");
    page.select("第 1 列 楼").choose("幢号");
    page.select("第 2 列 甲").choose("房号");
    page.select("第 3 列 乙").choose("产权人");
    page.text_visible("可以导入：2 户");
    page.button("导入 2 户").tap();
    page.text_visible("1 幢，2 户");
}
