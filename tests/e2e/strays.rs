//! A paper of a dwelling that the roll doesn't have: taken at the doors, told of at the count, and taken back once it is on record at its household.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};

fn look(person: &mut Person, name: &str) {
    for (size, how) in [(Size::PORTRAIT, "upright"), (Size::LANDSCAPE, "lying")] {
        person.browser.resize(size);
        person.look_through(&format!("strays-{name}-{how}"));
    }
}

#[test]
fn a_paper_of_a_dwelling_off_the_roll_is_recorded_and_counts_for_nothing() {
    let site = Site::start();
    let mut person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "平板1");
    person.found_campaign("2026年朝霞街道");
    person.add_ready_compound("朝霞里");
    person.back();
    let page = person.page();
    page.button("入户征求意见…").tap();
    page.button("花名册上没有的门户…").tap();
    page.heading("花名册上没有的门户").wait();
    page.button("登记，不计入").tap();
    page.text_visible("请填写");
    page.textbox("门牌或住处（照对方所说填写）").fill("1幢北侧车库3号");
    page.textbox("意见表编号").fill("b-77");
    page.textbox("说明（谁、哪天签的、有什么证明）").fill("陈先生，10月8日签，出示购房合同");
    page.button("登记，不计入").tap();
    page.text_visible("1幢北侧车库3号");
    page.text_visible("不计入（I8）");
    look(&mut person, "recorded");

    let page = person.page();
    person.back();
    person.back();
    page.button("计票与决定…").tap();
    page.text_visible("有 1 份花名册外的意见表");
    look(&mut person, "tally");
    let page = person.page();
    page.button("花名册外的意见表 1 份").tap();
    page.button("撤销登记").tap();
    page.button("确认撤销").tap();
    page.text_visible("请填写");
    page.textbox("撤销原因").fill("已更正花名册并登记");
    page.button("确认撤销").tap();
    page.text_visible("王芳撤销：已更正花名册并登记");
    look(&mut person, "taken-back");
}
