//! Lists of unit prices: what each line means, what it changes in a compound's lines of costs, and that nothing else is recorded.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/hostile.rs"]
mod hostile;
#[allow(dead_code)]
#[path = "survey/tablet.rs"]
mod tablet;
#[path = "support/workbook.rs"]
mod workbook;

use std::rc::Rc;
use tablet::Tablet;
use wenlou::app::import::Ask;
use wenlou::app::prices::{Msg, Outcome};
use wenlou::app::{Answer, Effect, Event, FileToken, Message, PickedFile, Route};
use wenlou::domain::catalogue;
use wenlou::domain::json::{from_text, to_text};
use wenlou::domain::place::Place;
use wenlou::domain::rules::funding::Stage;
use wenlou::findings::funding::funding;
use wenlou::report;
use wenlou::roster::prices::{Column, HeaderProblem, PriceList, Problem, Read, Skipped, is_same_unit, read};
use wenlou::text::Lang;
use workbook::{Sheet, rows, workbook};

const HEADER: &str = "项目编号,项目,单位,综合单价（元）,单价来源,单价性质,备注\n";

fn list(lines: &str) -> PriceList {
    read("价格表.csv", format!("{HEADER}{lines}").as_bytes()).unwrap()
}

/// What became of the one line below the header.
fn line(text: &str) -> Read {
    let mut list = list(&format!("{text}\n"));
    assert_eq!(list.lines.len(), 2, "{list:?}");
    list.lines.pop().unwrap().read
}

fn problem(text: &str) -> Problem {
    match line(text) {
        Read::Problem(problem) => problem,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_line_says_item_unit_price_source_status_and_note() {
    let Read::Price(price) = line("env.road,,㎡,\"1,085.50\",2026年市政定额,预算,含基层") else { panic!() };
    assert_eq!((&price.item[..], &price.unit[..], price.price.to_string()), ("env.road", "㎡", "1085.5".to_owned()));
    assert_eq!(price.source.as_deref(), Some("2026年市政定额"));
    assert_eq!((price.stage, price.note.as_deref()), (Some(Stage::Budget), Some("含基层")));
}

#[test]
fn items_go_by_id_or_name_whole_or_without_its_brackets() {
    for (code, name, item) in [
        ("ENV.ROAD", "", "env.road"),
        ("", "env.road", "env.road"),
        ("", "小区道路（面积/破损面积）", "env.road"),
        ("", "小区道路(面积/破损面积)", "env.road"),
        ("", " 小区道路 ", "env.road"),
        ("", "roads", "env.road"),
        ("", "电力上改下土建", "env.powerCivil"),
        // Many lists have numbers of their own.
        ("3", "外立面", "house.facade"),
        // The id decides.
        ("house.roof", "外立面", "house.roof"),
    ] {
        let Read::Price(price) = line(&format!("{code},{name},㎡,1,定额")) else { panic!("{code} {name}") };
        assert_eq!(price.item, item, "{code} {name}");
    }
    // What is called a sum in its remark is an item all the same.
    assert!(matches!(line("env.road,,㎡,1,定额,,含小计"), Read::Price(_)));
    assert_eq!(problem(",游泳池,㎡,1,定额"), Problem::UnknownItem("游泳池".into()));
    assert_eq!(problem("mech.clean,,项,1,定额"), Problem::NotWorks("mech.clean".into()));
    assert_eq!(problem(",,㎡,1,定额"), Problem::NoItem);
}

#[test]
fn a_price_is_a_positive_number_of_two_decimals_at_most_and_says_perhaps_its_unit() {
    for (typed, price) in
        [("85.5", "85.5"), ("￥85.50", "85.5"), ("８５。５元", "85.5"), ("85.5元/㎡", "85.5"), ("85.5/m2", "85.5")]
    {
        let Read::Price(read) = line(&format!("env.road,,平方米,{typed},定额")) else { panic!("{typed}") };
        assert_eq!(read.price.to_string(), price, "{typed}");
    }
    let said = |typed: &str| problem(&format!("env.road,,㎡,{typed},定额"));
    assert_eq!(said("-1"), Problem::Negative("-1".into()));
    assert_eq!(said("85.555"), Problem::TooPrecise("85.555".into()));
    assert_eq!(said("0.00"), Problem::Zero);
    assert_eq!(said("面议"), Problem::NotANumber("面议".into()));
    assert_eq!(said("2026-01-02"), Problem::NotANumber("2026-01-02".into()));
    assert_eq!(said("99999999999999"), Problem::TooLarge("99999999999999".into()));
    assert_eq!(said("85元/米"), Problem::OtherUnit("米".into()));
    assert_eq!(problem("env.road,,,85,定额"), Problem::NoUnit);
    assert!(matches!(line("env.road,,,85元/㎡,定额"), Read::Price(price) if price.unit == "㎡"));
    assert_eq!(problem("env.road,,㎡,85,定额,暂定"), Problem::UnknownStage("暂定".into()));
    assert_eq!(problem(&format!("env.road,,㎡,85,{}", "字".repeat(2001))), Problem::TooLong(Column::Source));
    // No price is no price, whatever stands for it.
    for blank in ["", "-", "无", "/"] {
        assert_eq!(line(&format!("env.road,,㎡,{blank},定额")), Read::NoPrice("env.road".into()));
    }
}

#[test]
fn every_line_ends_in_one_bucket_and_an_item_with_several_prices_in_none_that_counts() {
    let list = read(
        "a.csv",
        "朝霞街道价格表\n\n序号,项目名称,单位,单价,市场价\n一、环境,,,,\n1,小区道路,㎡,85,80\n2,外立面,㎡,120,\n3,小区道路,㎡,90,\n4,屋顶,㎡,,\n序号,项目名称,单位,单价,市场价\n合计,,,295,\n注：含税,,,,\n"
            .as_bytes(),
    )
    .unwrap();
    let kinds: Vec<(u32, &Read)> = list.lines.iter().map(|line| (line.line, &line.read)).collect();
    let twice = Read::Problem(Problem::Twice(vec![5, 7]));
    assert!(matches!(kinds[4].1, Read::Price(price) if price.item == "house.facade"));
    assert_eq!(
        [&kinds[..4], &kinds[5..]].concat(),
        [
            (1, &Read::Skipped(Skipped::Title)),
            (3, &Read::Skipped(Skipped::Header)),
            (4, &Read::Skipped(Skipped::Remark)),
            (5, &twice),
            (7, &twice),
            (8, &Read::NoPrice("house.roof".into())),
            (9, &Read::Skipped(Skipped::Header)),
            (10, &Read::Skipped(Skipped::Sum)),
            (11, &Read::Skipped(Skipped::Remark)),
        ]
    );
    // A column that isn't used is named.
    assert_eq!(list.header.unwrap().columns[4], (None, "市场价".to_owned()));
}

#[test]
fn columns_are_found_by_many_names_and_two_of_one_name_by_none() {
    for header in
        ["费用项目,计量单位,单价,依据", "Item,Unit,Unit price,Source", "项目名称\t单位\t综合单价（元/㎡）\t来源"]
    {
        let separator = if header.contains('\t') { '\t' } else { ',' };
        let line = ["外立面", "㎡", "120", "定额"].join(&separator.to_string());
        let list = read("a.csv", format!("{header}\n{line}\n").as_bytes()).unwrap();
        assert!(
            matches!(&list.lines[1].read, Read::Price(price) if price.source.as_deref() == Some("定额")),
            "{header}"
        );
    }
    let trouble = |text: &str| read("a.csv", text.as_bytes()).unwrap().trouble;
    assert_eq!(trouble("项目,单位\n外立面,㎡\n"), Some(HeaderProblem::Missing));
    assert_eq!(trouble("项目,单价,单价\n外立面,1,2\n"), Some(HeaderProblem::Twice(Column::Price)));
    // The better name wins, and the other is one that isn't used.
    let list = read("a.csv", "项目,单位,单价,综合单价\n外立面,㎡,1,2\n".as_bytes()).unwrap();
    assert!(matches!(&list.lines[1].read, Read::Price(price) if price.price == 2.into()));
    assert_eq!(list.header.unwrap().columns[2].0, None);
}

#[test]
fn of_a_workbook_the_first_sheet_with_prices_is_read_and_the_others_are_named() {
    let prices = rows("项目,单位,综合单价,来源\n外立面,㎡,120.5,定额");
    let book = workbook(&[
        Sheet("说明", "visible", &rows("请逐项填写"), ""),
        Sheet("价格", "visible", &prices, ""),
        Sheet("旧价格", "visible", &prices, ""),
    ]);
    let list = read("a.xlsx", &book).unwrap();
    assert_eq!(
        (list.sheet.as_deref(), &list.unread[..]),
        (Some("价格"), &["说明".to_owned(), "旧价格".to_owned()][..])
    );
    assert!(matches!(&list.lines[1].read, Read::Price(price) if price.price.to_string() == "120.5"));
    // As a Chinese spreadsheet saves it.
    let (bytes, ..) = encoding_rs::GB18030.encode("项目,单位,综合单价,来源\n外立面,㎡,120.5,定额\n");
    assert!(matches!(&read("a.csv", &bytes).unwrap().lines[1].read, Read::Price(_)));
}

#[test]
fn the_empty_list_names_every_item_and_is_read_back_without_a_price() {
    for lang in [Lang::Zh, Lang::En] {
        let list = read("a.csv", lang.price_template().as_bytes()).unwrap();
        assert_eq!((list.lines.len(), list.trouble), (1 + 41, None));
        assert!(list.lines[1..].iter().all(|line| matches!(line.read, Read::NoPrice(_))), "{list:?}");
        let ignored = list.header.unwrap().columns.into_iter().filter(|(column, _)| column.is_none()).count();
        assert_eq!(ignored, 0);
    }
}

/// As many lines as a sheet may have, all of one item: said of each, and soon.
#[test]
fn a_list_of_fifty_thousand_lines_is_read_soon() {
    let text = format!("{HEADER}{}", "env.road,,㎡,85.5,定额\n".repeat(40_000));
    let started = std::time::Instant::now();
    let list = read("a.csv", text.as_bytes()).unwrap();
    assert_eq!(list.lines[40_000].read, Read::Problem(Problem::Twice((2..10).collect())));
    // Even without optimisation, on a machine that does other things too.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn units_are_the_same_however_they_are_written() {
    for (a, b) in
        [("㎡", "平方米"), ("m2", "M²"), ("米", "延米"), ("m", "米"), ("元/㎡", "㎡"), ("户", "每户"), ("座", "座")]
    {
        assert!(is_same_unit(a, b), "{a} {b}");
    }
    assert!(!is_same_unit("米", "㎡") && !is_same_unit("座", "个"));
}

/// As a field keeps it: without white space around it, a tab being a space.
fn plain(text: &str) -> String {
    catalogue::FieldKind::Text.parse(text).unwrap().to_string()
}

// --- into a compound's lines of costs ---------------------------------------------------------------------------------

trait Office {
    fn pick(&mut self, text: &str);
    fn prices(&mut self, msg: Msg) -> Vec<Effect>;
    fn words(&self) -> Vec<String>;
    fn cost(&mut self, place: &str, values: &[(&'static str, &str)]);
}

impl Office for Tablet {
    /// Picks a list, and has the worker answer, JSON both ways.
    fn pick(&mut self, text: &str) {
        let file = PickedFile { token: FileToken(0), name: "价格表.csv".into(), size: text.len() as u64 };
        let effects = self.prices(Msg::Pick(vec![file]));
        let [Effect::ReadPrices { request, ask, .. }] = &effects[..] else { panic!("{effects:?}") };
        let ask: Ask = from_text(&to_text(ask)).unwrap();
        let reply = to_text(&report::prices::read(&ask, text.as_bytes()));
        self.send(Event::Answered(Rc::new(Answer::PricesRead { request: *request, reply: Ok(reply) })));
    }

    fn prices(&mut self, msg: Msg) -> Vec<Effect> {
        self.send(Event::prices(msg))
    }

    /// What is said of each line below the header.
    fn words(&self) -> Vec<String> {
        let draft = &self.model.prices;
        let outcomes = draft.outcomes(self.compound());
        outcomes.iter().skip(1).map(|outcome| Lang::Zh.price_outcome(outcome)).collect()
    }

    fn cost(&mut self, place: &str, values: &[(&'static str, &str)]) {
        let place = Place::Dossier(place.to_owned());
        for (field, value) in values {
            let kind = &self.model.item(&self.at(&place, "dossier.cost")).unwrap().field(field).unwrap().kind;
            if kind.options().is_empty() {
                self.fill(&place, "dossier.cost", field, value);
            } else {
                self.choose(&place, "dossier.cost", field, value);
            }
        }
    }
}

/// On the screen of costs.
fn office() -> Tablet {
    let mut office = Tablet::with_roll();
    let campaign = office.model.state().unwrap().campaign.clone();
    let part = Some(catalogue::dossier::Part::Money);
    office.send(Event::Go(Route::Dossier(campaign, office.compound.clone(), part)));
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office
}

#[test]
fn a_price_goes_to_every_line_of_costs_of_its_item_or_begins_one() {
    let mut office = office();
    office.cost("one", &[("item", "env.road"), ("quantity", "10"), ("unit", "平方米"), ("price", "80")]);
    office.cost("two", &[("item", "env.road"), ("quantity", "2"), ("unit", "㎡"), ("budget", "500")]);
    let before = office.records();
    office.pick(&format!(
        "{HEADER}env.road,,㎡,85.5,市政定额,预算,含基层\nhouse.facade,,㎡,120,,,\nenv.bike,,座,,定额,,\n"
    ));
    assert_eq!(
        office.words(),
        [
            "80 元/平方米 → 85.5 元/平方米（预算）；没有单价 → 85.5 元/㎡（预算）；2 条费用项目；来源：市政定额；备注：含基层",
            "没有单价来源：在表里写明，或在上面填写整个文件的来源",
            "没有单价，不按 0 计，不记录",
        ]
    );
    office.prices(Msg::Source(" 同类项目中标价 ".into()));
    assert_eq!(office.words()[1], "没有单价 → 120 元/㎡；来源：同类项目中标价；新添一条费用项目，数量待填");
    assert_eq!(office.records(), before, "nothing is recorded before it is confirmed");
    office.prices(Msg::Record);
    assert_eq!(office.records(), before + 3, "one answer for each line of costs");
    assert_eq!(office.model.prices.recorded, Some(2));
    assert_eq!(office.model.prices.list(), None);

    let terms = office.model.state().unwrap().terms.clone().unwrap();
    let found = funding(office.compound(), &terms);
    let lines: Vec<_> =
        found.lines.iter().map(|line| (line.item.id, line.price, line.source.as_deref(), line.amount())).collect();
    let yuan = |amount: &str| amount.parse().unwrap();
    assert_eq!(
        lines,
        [
            // What was entered as the budget goes before what the price comes to.
            ("env.road", Some(yuan("85.5")), Some("市政定额"), Some((Stage::Budget, yuan("855.00")))),
            ("env.road", Some(yuan("85.5")), Some("市政定额"), Some((Stage::Budget, yuan("500.00")))),
            ("house.facade", Some(yuan("120")), Some("同类项目中标价"), None),
        ]
    );
    // Again: it is all there already.
    office.pick(&format!("{HEADER}env.road,,㎡,85.5,市政定额,预算,含基层\n"));
    assert_eq!(office.words(), ["与已有的记录相同，不再记录"]);
    office.prices(Msg::Record);
    assert_eq!(office.records(), before + 3);
    // The new price says nothing of its stage, and the old one's doesn't hold for it. A remark stays.
    office.pick(&format!("{HEADER}env.road,,㎡,90,询价,,\n"));
    assert_eq!(
        office.words(),
        [
            "85.5 元/平方米（预算） → 90 元/平方米；85.5 元/㎡（预算） → 90 元/㎡；2 条费用项目；来源：询价；备注：含基层"
        ]
    );
    office.prices(Msg::Discard);
    assert_eq!((office.records(), office.model.prices.list()), (before + 3, None));
}

#[test]
fn a_price_for_another_unit_is_refused() {
    let mut office = office();
    office.cost("one", &[("item", "zone.wall"), ("quantity", "10"), ("unit", "㎡")]);
    office.pick(&format!(
        "{HEADER}zone.wall,,米,300,定额\nenv.road,,米,80,定额\nutil.water,,个,900,定额\nenv.bike,,座,5000,定额\n"
    ));
    assert_eq!(
        office.words(),
        [
            "单位不对：费用项目里是“㎡”",
            "单位不对：现状调查按“㎡”计；要用别的单位，请先手工添加费用项目",
            "单位不对：现状调查按“户”计；要用别的单位，请先手工添加费用项目",
            "没有单价 → 5000 元/座；来源：定额；新添一条费用项目，数量待填",
        ]
    );
    // What was struck is no line of costs any more.
    office.send(Event::survey(wenlou::app::survey::Msg::Ask(
        wenlou::app::survey::At {
            compound: office.compound.clone(),
            place: Place::Dossier("one".into()),
            item: "dossier.cost",
        },
        wenlou::app::survey::Excuse::NotApplicable,
    )));
    office.send(Event::survey(wenlou::app::survey::Msg::GiveReason {
        at: wenlou::app::survey::At {
            compound: office.compound.clone(),
            place: Place::Dossier("one".into()),
            item: "dossier.cost",
        },
        quick: Some("填错".into()),
    }));
    assert!(office.words()[0].starts_with("没有单价 → 300 元/米"), "{:?}", office.words());
}

#[test]
fn an_answer_to_an_earlier_question_and_a_file_that_is_no_table_change_nothing() {
    let mut office = office();
    office.pick(&format!("{HEADER}env.road,,㎡,85.5,定额\n"));
    let list = office.model.prices.list().cloned();
    let late = Answer::PricesRead { request: 0, reply: Err("迟".into()) };
    office.send(Event::Answered(Rc::new(late)));
    assert_eq!(office.model.prices.list().cloned(), list);
    office.pick("");
    assert!(office.model.prices.import.error.is_some() && office.model.prices.list().is_none());
    let before = office.records();
    office.prices(Msg::Record);
    assert_eq!(office.records(), before);
    // Only a supervisor records.
    office.pick(&format!("{HEADER}env.road,,㎡,85.5,定额\n"));
    office.model.device = None;
    office.prices(Msg::Record);
    assert_eq!(office.records(), before);
    assert_eq!(office.model.toasts.last().map(|toast| &toast.message), Some(&Message::NotAllowed));
}

#[test]
fn prices_that_a_browser_would_run_are_recorded_as_they_are() {
    let mut office = office();
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    for text in hostile::all().into_iter().filter(|text| !text.contains(['\0', '\u{1}'])) {
        office.pick(&format!("{HEADER}env.road,,㎡,85.5,{}\n", cell(&text)));
        let outcomes = office.model.prices.outcomes(office.compound());
        // Some differ in nothing but the white space around them.
        match &outcomes[1] {
            Outcome::Set(changes) => assert_eq!(changes[0].after.value("source"), Some(&plain(&text)[..])),
            other => assert_eq!(other, &Outcome::Same, "{text}"),
        }
        office.prices(Msg::Record);
        let terms = office.model.state().unwrap().terms.clone().unwrap();
        let found = funding(office.compound(), &terms);
        assert_eq!(found.lines[0].source.as_deref(), Some(&plain(&text)[..]));
    }
}
