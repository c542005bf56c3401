//! The app as its users know it: what a person does on each screen, in their words.

use crate::harness::{Browser, Engine, Page, Site, Size};
use std::path::{Path, PathBuf};
use wenlou::bundle::words;
use wenlou::domain::catalogue::{Scope, for_scope};
use wenlou::domain::date::{add_days, date_text, parse_date};
use wenlou::domain::ids::DeviceId;

/// One person with one device: a browser of its own with a profile of its own.
pub struct Person {
    pub browser: Browser,
}

/// A device's key card, and the words on its screen.
pub struct Card {
    pub file: PathBuf,
    pub words: String,
}

impl Card {
    /// The card of a device that isn't there, saved in this file.
    pub fn of(device: &DeviceId, file: PathBuf) -> Self {
        Self { file, words: words::of(device).map(|at| words::LIST[usize::from(at)].0).join(" ") }
    }
}

/// A household's paper: serial and what is ticked on it.
#[derive(Clone, Copy)]
pub enum Tick {
    Professional,
    Quasi,
    Blank,
    Invalid,
}

impl Tick {
    fn label(self) -> &'static str {
        match self {
            Self::Professional => "专业化物业管理",
            Self::Quasi => "社区化准物业管理",
            Self::Blank => "空白",
            Self::Invalid => "无效",
        }
    }
}

impl Person {
    /// Opens the app, enters who is here, and waits until it can do without the network.
    pub fn arrive(engine: Engine, size: Size, site: &Site, name: &str, device: &str) -> Self {
        Self::arrive_in(Browser::start_sized(engine, size), site, name, device)
    }

    /// The same in a browser that was started already.
    pub fn arrive_in(browser: Browser, site: &Site, name: &str, device: &str) -> Self {
        let person = Self { browser };
        let page = person.browser.open(site);
        page.heading("问楼").wait();
        page.button("设置").tap();
        page.textbox("使用人姓名（采集员甲）").fill(name);
        page.textbox("同行人姓名（采集员乙）").fill("同伴");
        page.textbox("设备名称").fill(device);
        page.button("保存姓名").tap();
        page.text_visible("设置已保存");
        person.look("settings");
        page.button("返回").tap();
        person.browser.wait_until_ready_offline();
        page.text_visible("可离线使用");
        person
    }

    pub fn page(&self) -> Page<'_> {
        self.browser.page()
    }

    /// Takes a screenshot and checks what must hold on every screen.
    pub fn look(&self, name: &str) {
        self.browser.screenshot(&format!("{:?}-{name}", self.browser.engine()));
        self.page().assert_targets();
        self.page().assert_fits_width();
        self.page().assert_tidy();
    }

    /// The same for a screen that is longer than its window, with all of it in the picture.
    pub fn look_through(&self, name: &str) {
        self.browser.screenshot_whole(&format!("{:?}-{name}", self.browser.engine()));
        self.page().assert_targets();
        self.page().assert_fits_width();
        self.page().assert_tidy();
    }

    /// Goes back one screen by the button.
    pub fn back(&self) {
        self.page().button("返回").tap();
    }

    pub fn found_campaign(&self, name: &str) {
        let page = self.page();
        page.button("新建工作").tap();
        page.textbox("工作名称").fill(name);
        page.textbox("建成年份界限").fill("2000");
        self.look("terms");
        page.button("建立工作").tap();
        page.heading(name).wait();
    }

    pub fn add_compound(&self, name: &str) {
        self.page().button("添加小区").tap();
        self.fill_in_compound(name);
    }

    /// The form of a new compound.
    pub fn fill_in_compound(&self, name: &str) {
        let page = self.page();
        page.textbox("小区名称").fill(name);
        page.textbox("街道（乡镇）").fill("朝霞街道");
        self.look("new-compound");
        page.button("添加").tap();
        page.heading(name).wait();
    }

    /// Adds a compound of 96 households whose roll is frozen and whose notice hangs: ballots can be taken.
    pub fn add_ready_compound(&self, name: &str) {
        self.add_compound(name);
        self.import_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/template-roster.csv"), 96);
        self.freeze_roll(96);
        self.post_notice();
    }

    /// Imports a roster that needs no correction, on the compound's screen.
    pub fn import_roster(&self, roster: &Path, households: usize) {
        self.ask_for_roster(roster, households);
        self.page().text_visible(&format!("花名册已导入：{households} 户"));
    }

    /// The same, whatever becomes of it.
    pub fn ask_for_roster(&self, roster: &Path, households: usize) {
        let page = self.page();
        page.button("花名册…").tap();
        page.file_input("选择花名册文件").attach(&[roster]);
        page.text_visible(&format!("可以导入：{households} 户"));
        self.look("roster-preview");
        page.button(&format!("导入 {households} 户")).tap();
    }

    pub fn freeze_roll(&self, households: usize) {
        let page = self.page();
        page.button("冻结与公示…").tap();
        page.text_visible(&households.to_string());
        self.look("freeze");
        page.button("冻结花名册").tap();
        page.text_visible("已冻结");
    }

    pub fn post_notice(&self) {
        self.ask_for_notice();
        self.page().text_visible("公示已记录");
        self.look("notice");
    }

    /// The same, whatever becomes of it.
    pub fn ask_for_notice(&self) {
        let page = self.page();
        for (field, text) in [
            ("专业化物业管理：组织形式", "业主大会选聘物业服务企业"),
            ("专业化物业管理：服务内容", "保洁、秩序、维保、绿化、停车"),
            ("专业化物业管理：收费标准", "0.60元/㎡·月"),
            ("社区化准物业管理：组织形式", "社区公共服务工作站组织"),
            ("社区化准物业管理：服务内容", "七项基本服务"),
            ("社区化准物业管理：收费标准", "10元/户·月"),
            ("张贴地点", "小区南门公告栏"),
        ] {
            page.textbox(field).fill(text);
        }
        self.date_notice();
        page.button("记录公示").tap();
    }

    /// It hung for as long as the campaign asks, and today the ballot begins.
    pub fn date_notice(&self) {
        let page = self.page();
        let posted = page.textbox("公示日期");
        let today = posted.value();
        let week_ago = add_days(parse_date(&today).unwrap(), -7).map(date_text).unwrap();
        posted.fill(&week_ago);
        page.textbox("首次征求意见日期").fill(&today);
    }

    /// Saves this device's key card, and reads its words aloud.
    pub fn save_card(&self) -> Card {
        let file = self.browser.download(|| self.page().button("保存公钥卡").tap());
        Card { file, words: self.page().find(&["list"], "八个词").within().text() }
    }

    /// Enrols the device of this card, from the handover screen.
    pub fn enrol(&self, card: &Card, device: &str, person: &str) {
        self.import(&[&card.file]);
        let waiting = self.page().group(device);
        waiting.textbox("八个词").fill(&card.words);
        waiting.textbox("使用人").fill(person);
        waiting.button("登记").tap();
        self.page().text_visible(&format!("已登记：{device}"));
    }

    /// Enrols somebody's device, which shows its first screen, from the campaign's: each has its screen in sight of the other.
    pub fn enrol_face_to_face(&self, other: &Person, device: &str, person: &str) {
        other.page().button("导入文件").tap();
        let card = other.save_card();
        other.back();
        self.page().button("交接…").tap();
        self.enrol(&card, device, person);
        self.back();
    }

    /// The work packet, from the handover screen.
    pub fn make_packet(&self) -> PathBuf {
        self.browser.download(|| self.page().button("生成任务包").tap())
    }

    /// Exports a bundle, from the handover screen.
    pub fn export(&self) -> PathBuf {
        self.browser.download(|| self.page().button("导出数据包").tap())
    }

    pub fn import(&self, files: &[&Path]) {
        self.page().file_input("选择文件").attach(files);
    }

    /// Joins the supervisor's campaign: key card, its words, work packet.
    pub fn join(&self, supervisors_card: &Card, packet: &Path, campaign: &str) {
        let page = self.page();
        page.button("导入文件").tap();
        self.import(&[&supervisors_card.file]);
        page.textbox("八个词").fill(&supervisors_card.words);
        self.look("import-card");
        page.button("确认监督员").tap();
        page.text_visible("已登记：");
        self.import(&[packet]);
        page.text_visible(&format!("“{campaign}”：新增"));
        self.back();
        page.button(campaign).tap();
        page.heading(campaign).wait();
    }

    /// Opens the questions about the compound itself, from its screen.
    pub fn open_compound_survey(&self) {
        self.page().button("现状调查…").tap();
        self.page().button("小区 已完成…").tap();
    }

    /// Surveys one building from the compound's screen to the last question: measured, chosen, unknown with a reason.
    pub fn survey_building(&self, building: &str) {
        let page = self.page();
        page.button("现状调查…").tap();
        page.button(&format!("{building}幢…")).tap();
        page.button(&format!("{building}幢 整幢…")).tap();
        let asked: Vec<&str> =
            for_scope(Scope::Building, false).filter(|item| item.is_asked()).map(|item| item.zh).collect();
        self.look("survey");
        for name in &asked {
            let question = page.group(name);
            match *name {
                "建成年份" => {
                    question.textbox("建成年份").fill("1995");
                    question.radio("竣工验收").tap();
                    question.button("清除").wait();
                }
                "层数（地上/地下）" => {
                    question.textbox("地上层数").fill("7");
                    question.textbox("地下层数").enter("0");
                }
                "单元数" => question.textbox("单元数").enter("3"),
                "建筑面积" => question.textbox("建筑面积").enter("２８９８．１"),
                _ => {
                    question.button("不详").tap();
                    question.textbox("不详的理由").fill("待查档案");
                    question.button("记录理由").tap();
                }
            }
            // A recorded answer makes its question longer; who taps sooner, as no finger can, taps beside the next one.
            question.text_visible("已保存");
        }
        page.button("下一处：…").wait();
        self.look("survey-done");
        self.back();
        let done = format!("{building}幢 整幢 已完成 {}/{} 项…", asked.len(), asked.len());
        page.button(&done).wait();
        self.back();
    }

    /// Opens the doors of a stairwell from the compound's screen.
    pub fn open_stairwell(&self, building: &str, stairwell: &str) {
        let page = self.page();
        page.button("入户征求意见…").tap();
        page.button(&format!("{building}幢 {stairwell}单元…")).tap();
    }

    /// Closes the ballot from the counting screen although something is outstanding.
    pub fn close_all_the_same(&self, why: &str) {
        let page = self.page();
        page.textbox("仍要截止的理由").fill(why);
        page.button("截止").tap();
        page.text_visible("征求意见已截止");
    }

    /// Records the paper of the household on screen, and comes back to it from the next one.
    pub fn record_ballot(&self, serial: &str, tick: Tick) {
        self.ask_for_ballot(serial, tick);
        self.back_to_last_door();
    }

    /// The same with the serial of the form that was printed for the household.
    pub fn record_ballot_as_suggested(&self, tick: Tick) {
        self.choose_and_record(tick);
        self.back_to_last_door();
    }

    /// From the door that the app went on to by itself.
    pub fn back_to_last_door(&self) {
        self.page().button("返回上一户").tap();
    }

    /// Asks for the ballot, whatever becomes of it.
    pub fn ask_for_ballot(&self, serial: &str, tick: Tick) {
        self.page().textbox("表格编号").fill(serial);
        self.choose_and_record(tick);
    }

    fn choose_and_record(&self, tick: Tick) {
        let page = self.page();
        page.group("选择").radio(tick.label()).tap();
        match tick {
            Tick::Blank => page.radio("两项都未勾选").tap(),
            Tick::Invalid => page.radio("I3 两项都勾选").tap(),
            Tick::Professional | Tick::Quasi => {}
        }
        page.button("记录征求意见表").tap();
    }
}
