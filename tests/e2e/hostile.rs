//! Texts that a browser would run, if it were let, on every screen and in every file: none runs, and each is shown as what it is.
//!
//! Every text goes through every field; what is recorded takes them in turn. `tests/hostile.rs` puts all of them on record natively.

use crate::app::{Card, Person, Tick};
use crate::harness::{Browser, Engine, Site, Size};
use crate::support::forge::Parts;
use crate::support::hostile;
use crate::support::{COMPOUND, Device, Tablet, card, household, posted, roll_parts, taken};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use wenlou::app::Route;
use wenlou::bundle::incoming::{self, Incoming};
use wenlou::bundle::key::KeyCard;
use wenlou::domain::ballot::Choice;
use wenlou::domain::campaign::{CompoundCard, Terms};
use wenlou::domain::catalogue::dossier::Part;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::household::Use;
use wenlou::domain::ids::{CampaignId, CompoundId};
use wenlou::domain::json::to_indented;
use wenlou::domain::place::Place;
use wenlou::domain::roll::Roll;
use wenlou::journal::fact::{Found, Freeze, RollImported};
use wenlou::journal::{Fact, Journal, derive_campaign_id};
use wenlou::text::Lang;

const SCRIPT: &str = include_str!("hostile.js");

fn ask(person: &Person, call: &str, arguments: Vec<Value>) -> Value {
    person.browser.run_async(&format!("{SCRIPT}\nreturn {call};"), arguments)
}

/// Types every text into every field in sight, of which there have to be some; `share` as in hostile.js.
#[track_caller]
fn sweep(person: &Person, least: u64, share: usize) {
    let swept = ask(person, "hostile.sweep(given[0], given[1])", vec![json!(hostile::all()), json!(share)]);
    assert_eq!(swept["problems"], json!([]));
    assert!(swept["fields"].as_u64() >= Some(least), "{swept}");
}

#[track_caller]
fn assert_plain(person: &Person) {
    assert_eq!(ask(person, "hostile.aliens()", vec![]), json!([]));
}

/// Types a text into every field in sight and leaves it; by the field's id.
#[track_caller]
fn leave(person: &Person, names: &mut Names) -> Vec<(String, String)> {
    let texts: Vec<String> = (0..40).map(|_| names.next()).collect();
    let left = ask(person, "hostile.leave(given[0])", vec![json!(texts)]);
    assert_eq!(left["problems"], json!([]));
    let typed = left["typed"].as_object().unwrap().iter();
    typed.map(|(id, text)| (id.clone(), text.as_str().unwrap().to_owned())).collect()
}

/// Goes to each screen and looks for its text there.
#[track_caller]
fn visit(person: &Person, stops: impl Iterator<Item = (Route, String)>) {
    let stops: Vec<Value> = stops.map(|(route, text)| json!([route.to_hash(), text])).collect();
    assert_eq!(ask(person, "hostile.visit(given[0])", vec![json!(stops)]), json!([]));
}

#[track_caller]
fn go(person: &Person, route: Route, text: &str) {
    visit(person, std::iter::once((route, text.to_owned())));
}

/// Campaign and compound on screen.
fn here(person: &Person) -> (CampaignId, CompoundId) {
    let address = person.browser.address();
    let route = Route::from_hash(address.split_once('#').unwrap().1);
    (route.campaign().unwrap().clone(), route.compound().unwrap().clone())
}

/// Scripts that a keyboard can type and a heading can show, in turn.
struct Names(std::iter::Cycle<std::vec::IntoIter<String>>);

impl Names {
    fn new() -> Self {
        let is_name = |text: &String| text.chars().all(|c| c.is_ascii_graphic() || c == ' ') && text.len() <= 72;
        Self(hostile::scripts().into_iter().filter(is_name).collect::<Vec<_>>().into_iter().cycle())
    }

    fn next(&mut self) -> String {
        self.0.next().unwrap()
    }
}

/// A roster with a text in each line, and its name.
const ROSTER: &str = "<img src=x onerror=window.__ran=1>.csv";

/// Neither of two of the texts can stand in a text file.
fn cells() -> Vec<String> {
    hostile::all().into_iter().filter(|text| !text.contains(['\0', '\u{1}'])).collect()
}

fn write_roster(folder: &Path) -> std::path::PathBuf {
    let line = |(n, text): (usize, String)| {
        let cell = text.replace('"', "\"\"");
        format!("1,1,{},\"{cell}\",\"{cell}\"\n", n + 101)
    };
    let lines: String = cells().into_iter().enumerate().map(line).collect();
    let path = folder.join(ROSTER);
    fs::write(&path, format!("幢号,单元,房号,产权人,备注\n{lines}")).unwrap();
    path
}

fn set_up(person: &Person, names: &mut Names, folder: &Path) -> [String; 2] {
    let page = person.page();
    let (campaign, compound) = (names.next(), names.next());
    page.button("设置").tap();
    page.heading("设置").wait();
    sweep(person, 3, 1);
    person.back();
    page.button("新建工作").tap();
    page.textbox("工作名称").wait();
    sweep(person, 9, 3);
    person.back();
    person.found_campaign(&campaign);
    page.button("添加小区").tap();
    page.textbox("小区名称").wait();
    sweep(person, 3, 1);
    person.back();
    person.add_compound(&compound);
    page.button("花名册…").tap();
    page.file_input("选择花名册文件").attach(&[&write_roster(folder)]);
    page.text_visible("可以导入：148 户");
    let listed = ask(person, "hostile.scroll()", vec![]);
    assert_eq!(listed["problems"], json!([]));
    for text in cells() {
        assert!(listed["seen"].as_str().unwrap().contains(text.trim()), "the preview shows {text:?}");
    }
    page.row("第 3 行…").button("更正").tap();
    page.group("更正第 3 行").button("保存更正").wait();
    sweep(person, 5, 1);
    page.group("更正第 3 行").button("取消").tap();
    page.button("导入 148 户").tap();
    page.text_visible("花名册已导入：148 户");
    person.freeze_roll(148);
    sweep(person, 7, 3);
    leave(person, names);
    person.date_notice();
    page.button("记录公示").tap();
    page.text_visible("公示已记录");
    assert_plain(person);
    person.back();
    [campaign, compound]
}

fn at_the_doors(person: &Person, names: &mut Names) {
    let page = person.page();
    let (campaign, compound) = here(person);
    let door = |n: usize| Route::Household(campaign.clone(), compound.clone(), format!("1-1-{n}").as_str().into());
    person.open_stairwell("1", "1");
    assert_plain(person);
    visit(person, cells().into_iter().enumerate().map(|(n, text)| (door(n + 101), text.trim().to_owned())));
    go(person, door(101), &cells()[0]);
    sweep(person, 6, 2);
    let fill = |field: &str, text: &str| page.textbox(field).fill(text);
    let [note, serial, signer, why] = [(); 4].map(|()| names.next());
    page.button("备注、送达方式 · 当面").tap();
    fill("入户备注", &note);
    page.button("未遇").tap();
    person.back_to_last_door();
    page.text_visible(&note);
    fill("签署人姓名", &signer);
    fill("表格备注", &note);
    person.record_ballot(&serial, Tick::Quasi);
    page.text_visible(&signer);
    page.button("更正登记").tap();
    page.textbox("更正原因").wait();
    sweep(person, 7, 3);
    fill("更正原因", &why);
    fill("表格编号", &serial);
    page.group("选择").radio("专业化物业管理").tap();
    page.button("更正征求意见表").tap();
    page.button("撤销、表格作废…").tap();
    page.text_visible(&signer);
    page.textbox("作废原因").fill(&why);
    page.button("撤回这份意见表").tap();
    assert_plain(person);
    sweep(person, 3, 0);
    fill("撤回原因", &why);
    page.group("这份表是哪一户的").radio("本户的（入户记录保留）").tap();
    page.button("确认撤回").tap();
    person.back();
    page.text_visible("收回未登记");
    // What was swept into the visit's fields is on no record: so the door stays.
    person.ask_for_ballot(&serial, Tick::Quasi);
    page.button("更正登记").wait();
    page.button("撤销、表格作废…").tap();
    page.text_visible(&why);
    assert_plain(person);
    go(person, Route::Survey(campaign, compound, Some(Place::Compound)), "不详");
}

/// The questions about the compound: fields, notes, reasons, what is to be done, why no survey is needed, and a file that is no photo.
fn survey(person: &Person, names: &mut Names, folder: &Path) {
    let press = |name: &str, from: i32, to: i32| {
        let script = "for (const button of [...document.querySelectorAll('article button')]
            .filter((one) => one.innerText.trim() === arguments[0]).slice(arguments[1], arguments[2])) button.click();";
        person.browser.run(script, vec![json!(name), json!(from), json!(to)]);
    };
    press("加备注", 0, 6);
    press("不详", -6, -1);
    press("待办", 0, 4);
    person.page().button("不需调查…").tap();
    sweep(person, 20, 12);
    let left = leave(person, names);
    press("记录理由", 0, 6);
    let reasons: Vec<_> = left.iter().filter(|(id, _)| id.ends_with("-reason") && id != "place-reason").collect();
    assert_eq!(reasons.len(), 5, "{left:?}");
    for (_, reason) in reasons {
        person.page().text_visible(reason);
    }
    let follow_ups: Vec<_> = left.iter().filter(|(id, _)| id.ends_with("-follow-up")).collect();
    assert_eq!(follow_ups.len(), 4, "{left:?}");
    let (_, why) = left.iter().find(|(id, _)| id == "place-reason").unwrap();
    person.page().button("记录理由").tap();
    person.page().text_visible(&format!("不需调查：{why}"));
    person.page().button("改为要调查").tap();
    let file = folder.join(ROSTER.replace(".csv", ".jpg"));
    fs::write(&file, "no picture").unwrap();
    person.page().group("围墙（应设/现有/缺失/破损长度）").file_input("选照片").attach(&[&file]);
    person.page().text_visible("onerror=window.__ran=1>.jpg”不是浏览器能看的图片");
    assert_plain(person);
    person.back();
    for (_, what) in follow_ups {
        person.page().text_visible(what);
    }
    assert_plain(person);
    go(
        person,
        {
            let (campaign, compound) = here(person);
            Route::Survey(campaign, compound, Some(Place::Compound))
        },
        "基础信息",
    );
}

/// A list of unit prices with a text in each of its cells, line by line in view and then on record.
fn prices(person: &Person, folder: &Path) {
    let page = person.page();
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |text: &String| {
        let text = cell(text);
        format!("{text},{text},{text},{text},{text},{text}\n")
    };
    let lines: String = cells().iter().map(line).collect();
    let last = hostile::scripts()[0].clone();
    let priced = format!("外立面,㎡,120,{},,{}\n", cell(&last), cell(&last));
    let file = folder.join("<img src=x onerror=window.__ran=2>.csv");
    fs::write(&file, format!("项目,单位,综合单价,单价来源,单价性质,备注\n{priced}{lines}")).unwrap();
    page.file_input("选择价格表文件").attach(&[&file]);
    page.row("第 2 行…").text_visible(last.trim());
    assert_plain(person);
    sweep(person, 1, 1);
    page.button("记录 1 项单价").tap();
    page.text_visible(&format!("单价来源：{}", last.trim()));
    assert_plain(person);
}

/// The forms of the dossier, an entry of each that has several.
fn dossier(person: &Person, names: &mut Names, folder: &Path) {
    let (campaign, compound) = here(person);
    let place = |part| Route::Dossier(campaign.clone(), compound.clone(), part);
    for part in Part::ALL {
        go(person, place(Some(part)), Lang::Zh.dossier_part(part));
        let script = "for (const button of document.querySelectorAll('main button'))
            if (button.innerText.trim().startsWith('添加一条')) button.click();";
        person.browser.run(script, vec![]);
        sweep(person, 2, 6);
        let left = leave(person, names);
        assert!(left.len() > 1, "{part:?}: {left:?}");
        assert_plain(person);
        if part == Part::Money {
            prices(person, folder);
        }
    }
    go(person, place(None), "期限一览");
    assert_plain(person);
}

/// A tablet of another name joins, and its paper says otherwise.
fn settle(person: &Person, names: &mut Names, folder: &Path) {
    let page = person.page();
    let (campaign, compound) = here(person);
    go(person, Route::Handover(campaign.clone()), "导出数据包");
    let (packet, own_card) = (person.make_packet(), person.save_card());
    let Ok(Incoming::Card { card: own, device }) = incoming::read(&fs::read(own_card.file).unwrap(), &[]) else {
        panic!("no card")
    };
    let supervisor = incoming::Trusted { device, supervisor: true, key: own.key };
    let tablet = Device::new(&names.next(), 9);
    let file = folder.join("<svg onload=window.__ran=1>.json");
    fs::write(&file, to_indented(&KeyCard::new(&tablet.name, tablet.key.clone()))).unwrap();
    let card = Card::of(&tablet.id, file.clone());
    person.import(&[&card.file]);
    page.text_visible(&tablet.name);
    page.textbox("八个词").fill(&card.words);
    page.textbox("使用人").fill(&names.next());
    assert_plain(person);
    page.button("登记").tap();
    page.text_visible("已登记：");
    let mut tablet = Tablet { device: tablet, journal: Journal::new(campaign.clone()), clock: 0 };
    tablet.take(&fs::read_to_string(packet).unwrap(), &[supervisor]);
    let state = tablet.state();
    let there = state.compounds.get(&compound).unwrap();
    let mut paper = taken("1-1-101", Choice::Professional);
    paper.compound = compound.clone();
    paper.roll = there.roll.as_ref().unwrap().hash().to_owned();
    paper.ballot.signed_on = there.notice.as_ref().unwrap().1.first_day().to_owned();
    (paper.ballot.serial, paper.ballot.note) = (names.next(), Some(names.next()));
    tablet.record(Fact::Ballot(paper));
    fs::write(&file, tablet.bundle()).unwrap();
    person.import(&[&file]);
    page.text_visible("的数据包第 1 号：新增");
    assert_plain(person);
    go(person, Route::Devices(campaign.clone()), "信任名单");
    page.button("吊销…").tap();
    sweep(person, 2, 1);
    assert_plain(person);
    go(person, Route::Tally(campaign.clone(), compound), "记录裁定");
    sweep(person, 1, 1);
    let conflict = page.group("1幢1单元101");
    conflict.radio("… 专业化物业管理").tap();
    let [settled, reopened] = [(); 2].map(|()| names.next());
    conflict.textbox("裁定理由").fill(&settled);
    conflict.button("记录裁定").tap();
    page.text_visible("已裁定");
    person.close_all_the_same("其余住户已张贴告知");
    page.textbox("重新开放的理由").wait();
    sweep(person, 1, 1);
    page.textbox("重新开放的理由").fill(&reopened);
    page.button("重新开放").tap();
    page.text_visible("已重新开放");
    assert_plain(person);
    go(person, Route::Records(campaign), "状态");
}

/// What leaves the device holds the texts as they were typed.
fn assert_exported(person: &Person, campaign: &CampaignId, [name, compound]: &[String; 2]) {
    go(person, Route::Handover(campaign.clone()), "导出数据包");
    for file in [person.export(), person.make_packet()] {
        let payload = Parts::of(&fs::read_to_string(file).unwrap()).payload_json();
        let read = |record: &Value| serde_json::from_str(record.as_str().unwrap()).unwrap();
        let records: Vec<Value> = payload["records"].as_array().unwrap().iter().map(read).collect();
        let facts =
            |kind: &'static str| records.iter().map(move |record| &record["fact"][kind]).filter(|fact| !fact.is_null());
        assert_eq!(facts("found").next().unwrap()["terms"]["name"], *name);
        assert_eq!(facts("compound").next().unwrap()["name"], *compound);
        assert_eq!(facts("roll").next().unwrap()["file"], ROSTER);
        let notes: Vec<&Value> = facts("roll_part")
            .flat_map(|part| part["households"].as_array().unwrap())
            .map(|title| &title["note"])
            .collect();
        assert_eq!(notes, cells().iter().map(|text| text.trim()).collect::<Vec<_>>());
    }
}

/// A campaign that another supervisor has named, down to the ids.
fn foreign_packet(device: &Device) -> (CampaignId, String) {
    let nonce = "6f1d2a9e";
    let campaign = derive_campaign_id(&device.id, nonce);
    let mut tablet =
        Tablet { device: device.clone(), journal: Journal::new(campaign.clone()), clock: 1_772_000_000_000 };
    let name = hostile::scripts()[0].clone();
    let terms = Terms { name: name.clone(), city: Some(name.clone()), district: Some(name), ..Terms::default() };
    tablet.record(Fact::Found(Found { nonce: nonce.into(), terms }));
    for text in hostile::all() {
        let (street, community) = (Some(text.clone()), Some(text.clone()));
        tablet.record(Fact::Compound(CompoundCard { street, community, ..card(&text, &text) }));
    }
    tablet.record(Fact::Compound(card(COMPOUND, "花名册")));
    let titles: Vec<_> =
        hostile::all().iter().map(|text| household(text, Some(text), text, Use::Residential)).collect();
    let roll = Roll::new(titles.clone());
    let import = tablet.journal.last(&device.id) + 1;
    let parts = roll_parts(&titles, import);
    let count = parts.len() as u64;
    for part in parts {
        tablet.record(Fact::RollPart(part));
    }
    let (compound, hash) = (CompoundId::from(COMPOUND), roll.hash().to_owned());
    let (file, file_sha256) = (hostile::scripts()[1].clone(), sha256_hex(b""));
    tablet.record(Fact::Roll(RollImported {
        compound: compound.clone(),
        import,
        parts: count,
        roll: hash.clone(),
        file,
        file_sha256,
    }));
    tablet.record(Fact::Freeze(Freeze { compound, roll: hash, households: roll.counted(), counts: None }));
    tablet.record(posted());
    (campaign, tablet.packet())
}

fn join(person: &Person, names: &mut Names, folder: &Path) {
    let supervisor = Device::new(&names.next(), 21);
    let (campaign, packet) = foreign_packet(&supervisor);
    let [card_file, packet_file] = ["card.json", "packet.json"].map(|name| folder.join(name));
    fs::write(&card_file, to_indented(&KeyCard::new(&supervisor.name, supervisor.key.clone()))).unwrap();
    fs::write(&packet_file, packet).unwrap();
    go(person, Route::Home, "导入文件");
    person.join(&Card::of(&supervisor.id, card_file), &packet_file, &hostile::scripts()[0]);
    assert_plain(person);
    // All of them are on the campaign's own screen.
    visit(person, hostile::all().into_iter().map(|text| (Route::Campaign(campaign.clone()), text)));
    let compound = |text: String| (Route::Compound(campaign.clone(), text.as_str().into()), text);
    visit(person, hostile::all().into_iter().map(compound));
    let roll = CompoundId::from(COMPOUND);
    go(person, Route::Doors(campaign.clone(), roll.clone(), None), &hostile::scripts()[0]);
    let door = |text: String| {
        (Route::Household(campaign.clone(), roll.clone(), format!("{text}-{text}-{text}").as_str().into()), text)
    };
    visit(person, hostile::all().into_iter().map(door));
}

#[test]
fn no_text_is_run_on_any_screen() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::start();
    let mut names = Names::new();
    let (name, device) = (names.next(), names.next());
    let person = Person::arrive_in(Browser::start_watched(Size::LANDSCAPE), &site, &name, &device);
    let named = set_up(&person, &mut names, folder.path());
    let (campaign, _) = here(&person);
    at_the_doors(&person, &mut names);
    survey(&person, &mut names, folder.path());
    dossier(&person, &mut names, folder.path());
    settle(&person, &mut names, folder.path());
    assert_exported(&person, &campaign, &named);
    go(&person, Route::Device, &named[0]);
    sweep(&person, 3, 1);
    join(&person, &mut names, folder.path());
    person.browser.reload();
    assert_plain(&person);
    let seen = person.browser.end();
    assert_eq!(seen.left(site.address()), [""; 0]);
    assert!(seen.complaints.is_empty(), "{:#?}", seen.complaints);
}

/// The texts are what they are said to be: a page that takes them for HTML runs them.
#[test]
fn the_scripts_run_where_they_are_let() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "<!doctype html><title>页</title><h1>页</h1>").unwrap();
    let site = Site::serve(folder.path(), "/");
    let browser = Browser::start(Engine::Chromium);
    browser.open(&site).heading("页").wait();
    let script = "const ran = [];
        const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
        for (const text of given[0]) {
            window.__ran = 0;
            const frame = document.createElement('iframe');
            document.body.append(frame);
            const inside = frame.contentWindow;
            inside.alert = () => { window.__ran = 1; };
            inside.document.write(text);
            inside.document.close();
            await pause(60);
            // One that has gone to another origin can't be asked.
            try {
                for (const element of inside.document.querySelectorAll('body *')) {
                    for (const kind of ['focus', 'mouseover', 'click']) element.dispatchEvent(new MouseEvent(kind, { cancelable: true }));
                }
                await pause(30);
                if (inside.__ran) window.__ran = 1;
            } catch { }
            if (window.__ran) ran.push(text);
            frame.remove();
        }
        return ran;";
    let ran = browser.run_async(script, vec![json!(hostile::scripts())]);
    // The others need a reader that makes another text of them first.
    assert!(ran.as_array().unwrap().len() >= 55, "{ran:#}");
}
