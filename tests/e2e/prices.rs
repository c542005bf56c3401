//! Unit prices from a list: saved empty, filled in, seen line by line, recorded.

use crate::app::Person;
use crate::dossier_forms::pages;
use crate::harness::{Engine, Site, Size};
use crate::workbook::{Sheet, rows, workbook};
use std::fs;

const LIST: &str = "朝霞街道2026年价格表\n\
    项目编号,项目,单位,综合单价（元）,单价来源,单价性质,备注,市场价\n\
    一、环境整治\n\
    env.road,小区道路,㎡,90.5,2026年市政定额,预算,含基层,95\n\
    ,自行车棚,座,\"12,000\",,,,\n\
    ,外立面,米,120,定额,,,\n\
    ,屋顶,㎡,面议,定额,,,\n\
    ,绿化,㎡,-5,定额,,,\n\
    ,游泳池,㎡,100,定额,,,\n\
    ,平改坡,㎡,,,,,\n\
    ,楼道刷白,㎡,18,定额,,,\n\
    ,楼道刷白,㎡,20,定额,,,\n\
    合计,,,,,,,\n";

fn import(size: Size, name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, size, &site, "王芳", "街道办");
    let page = person.page();
    let look = |screen: &str| person.look_through(&format!("prices-{name}-{screen}"));
    person.found_campaign("2026年朝霞街道物业管理改善");
    person.add_compound("朝霞里小区");
    page.button("档案与期限…").tap();
    page.button("资金测算与承担…").tap();
    page.button("添加一条：费用项目").tap();
    let cost = page.group("费用项目 1");
    cost.select("项目").choose("小区道路（面积/破损面积）");
    for (field, text) in [("数量", "100"), ("单位", "平方米"), ("综合单价（选填）", "85.5")] {
        cost.textbox(field).fill(text);
    }
    look("before");

    let template = person.browser.download(|| page.button("保存空白价格表").tap());
    assert_eq!(template.file_name().unwrap(), "价格表.csv");
    let text = fs::read_to_string(&template).unwrap();
    assert!(
        text.starts_with('\u{feff}') && text.contains("\"env.road\",\"小区道路（面积/破损面积）\",\"㎡\""),
        "{text}"
    );
    // As it is it changes nothing.
    page.file_input("选择价格表文件").attach(&[&template]);
    page.text_visible("41 行不会记录");
    assert!(!page.button("记录 0 项单价").is_enabled());

    page.file_input("换一个价格表文件").attach(&[&file("价格.csv", LIST.as_bytes())]);
    page.text_visible("没有用到的列：市场价");
    for (line, words) in [
        ("第 1 行…", "表头以上的说明"),
        ("第 3 行…", "标题或说明，不是项目"),
        ("第 4 行…", "85.5 元/平方米 → 90.5 元/平方米（预算）；来源：2026年市政定额；备注：含基层"),
        ("第 5 行…", "没有单价来源"),
        ("第 6 行…", "单位不对：现状调查按“㎡”计"),
        ("第 7 行…", "单价不是数字：面议"),
        ("第 8 行…", "单价是负数：-5"),
        ("第 9 行…", "目录里没有这个项目：游泳池"),
        ("第 10 行…", "没有单价，不按 0 计"),
        ("第 11 行…", "同一项目有几个单价，不知道用哪个，行号：11、12"),
        ("第 13 行…", "小计或合计"),
    ] {
        page.row(line).text_visible(words);
    }
    page.textbox("整个文件的单价来源").fill("同类项目中标价");
    page.row("第 5 行…").text_visible("没有单价 → 12000 元/座；来源：同类项目中标价；新添一条费用项目，数量待填");
    page.text_visible("2 行可以记录");
    look("preview");
    page.radio("将记录 2").tap();
    assert_eq!(page.row("第 7 行…").text(), "");
    page.button("记录 2 项单价").tap();
    page.text_visible("已记录 2 项单价");
    page.text_visible("9050.00 元");
    page.text_visible("单价来源：同类项目中标价");
    page.text_visible("没有数量");
    look("recorded");
    person.browser.reload();
    page.text_visible("9050.00 元");

    // A workbook whose second sheet has the prices: again nothing new, and then put away.
    let prices = rows("项目,单位,综合单价,来源,性质\n小区道路,㎡,90.5,2026年市政定额,预算");
    let book = workbook(&[Sheet("说明", "visible", &rows("请逐项填写"), ""), Sheet("价格", "visible", &prices, "")]);
    page.file_input("选择价格表文件").attach(&[&file("价格.xlsx", &book)]);
    page.text_visible("读取的工作表：价格");
    page.text_visible("没有读取的工作表：说明");
    page.row("第 2 行…").text_visible("与已有的记录相同，不再记录");
    page.button("放弃导入").tap();
    page.text_visible("9050.00 元");
    page.file_input("选择价格表文件").attach(&[&file("坏.xlsx", b"PK\x03\x04")]);
    page.text_visible("工作簿不完整或已损坏");
    look("refused");

    // All that there is, on as many pages as it takes.
    let price = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('"').split("\",\"").collect();
        format!(
            "{},,{},1234.5,2026年市政定额第三册,审定,按招标文件\n",
            cells[0],
            if cells[2].is_empty() { "项" } else { cells[2] }
        )
    };
    let lines: String = text.lines().skip(1).filter(|line| !line.contains("env.bike")).map(price).collect();
    let header = text.lines().next().unwrap();
    page.file_input("换一个价格表文件").attach(&[&file("全部.csv", format!("{header}\n{lines}").as_bytes())]);
    page.button("记录 40 项单价").tap();
    page.text_visible("已记录 40 项单价");
    assert_eq!(pages(&person.browser.print(&format!("prices-{name}-all"))), 3);
    look("all");
}

#[test]
fn upright() {
    import(Size::PORTRAIT, "upright");
}

#[test]
fn lying() {
    import(Size::LANDSCAPE, "lying");
}
