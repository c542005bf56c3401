//! Words of the import of unit prices.

use super::{Lang, words};
use crate::app::prices::{Change, Filter, Outcome};
use crate::domain::catalogue::{self, FieldKind};
use crate::domain::rules::gaps::{Measure, ROWS};
use crate::roster::prices::{Column, HeaderProblem, Line, Problem, Read, Skipped, works};

words! {
    prices: "导入单价", "Import unit prices";
    prices_lead: "从价格表（.xlsx 或 .csv）导入综合单价：先逐行预览，确认后才记录。表里要有“项目”（名称或目录编号）、“单位”、“综合单价”和“单价来源”，可以有“单价性质”和“备注”。",
        "Unit prices from a list (.xlsx or .csv): a preview line by line first, and nothing is recorded until you confirm. It needs the columns item (name or catalogue id), unit, unit price and source; status and note may be there.";
    prices_choose: "选择价格表文件", "Choose a price list";
    prices_choose_other: "换一个价格表文件", "Choose another price list";
    prices_template: "保存空白价格表", "Save an empty list";
    prices_template_name: "价格表.csv", "prices.csv";
    prices_reading: "正在读取价格表…", "Reading the list…";
    prices_recorded(n: usize): "已记录 {n} 项单价。新添的费用项目还要填数量。", "{n} unit prices recorded. New lines of costs still need their quantities.";
    prices_source: "整个文件的单价来源", "Source of the whole file's prices";
    prices_source_hint: "行内没有写来源的，用这里写的；都没有的不记录", "For lines that name none; without either nothing is recorded";
    prices_sheet(sheet: &str): "读取的工作表：{sheet}", "Sheet that was read: {sheet}";
    prices_unread(sheets: &str): "没有读取的工作表：{sheets}", "Sheets that weren't read: {sheets}";
    prices_ignored(columns: &str): "没有用到的列：{columns}", "Columns that aren't used: {columns}";
    prices_record(n: usize): "记录 {n} 项单价", "Record {n} unit prices";
    prices_discard: "放弃导入", "Discard";
    prices_ready(n: usize): "{n} 行可以记录", "{n} lines can be recorded";
    prices_left(n: usize): "{n} 行不会记录，原因见各行", "{n} lines won't be recorded; each says why";
    prices_lines: "逐行说明", "Line by line";
    prices_new_entry: "新添一条费用项目，数量待填", "a new line of costs, its quantity still to be entered";
    prices_same: "与已有的记录相同，不再记录", "On record already";
    prices_no_source: "没有单价来源：在表里写明，或在上面填写整个文件的来源", "No source: name it in the list, or above for the whole file";
    prices_unfit: "填不进费用项目", "A line of costs doesn't take it";
    prices_no_price: "没有单价，不按 0 计，不记录", "No price, which is not 0: nothing is recorded";
    prices_entries(n: usize): "{n} 条费用项目", "{n} lines of costs";
    prices_from(source: &str): "来源：{source}", "source: {source}";
    prices_note(note: &str): "备注：{note}", "note: {note}";
    prices_blank: "没有单价", "no price";
}

impl Lang {
    pub fn price_column(self, column: Column) -> &'static str {
        match column {
            Column::Code => self.pick("项目编号", "Item id"),
            Column::Item => self.pick("项目", "Item"),
            Column::Unit => self.pick("单位", "Unit"),
            Column::Price => self.pick("综合单价", "Unit price"),
            Column::Source => self.pick("单价来源", "Source"),
            Column::Stage => self.pick("单价性质", "Status"),
            Column::Note => self.pick("备注", "Note"),
            Column::Serial => self.pick("序号", "No."),
        }
    }

    pub fn price_filter(self, filter: Filter) -> &'static str {
        match filter {
            Filter::All => self.pick("全部", "All"),
            Filter::Recorded => self.pick("将记录", "To be recorded"),
            Filter::Left => self.pick("不记录", "Left out"),
        }
    }

    pub fn header_problem(self, problem: HeaderProblem) -> String {
        match problem {
            HeaderProblem::Missing => self
                .pick(
                    "没有找到表头：要有一行写明“项目”（或“项目编号”）和“综合单价”。可以先保存空白价格表，照着填。",
                    "No row names the columns: one has to say Item (or Item id) and Unit price. An empty list can be saved and filled in.",
                )
                .to_owned(),
            HeaderProblem::Twice(column) => {
                let name = self.price_column(column);
                self.pick(
                    format!("有两列都叫“{name}”，不知道用哪一列。请改名或删去一列。"),
                    format!("Two columns are called {name}: rename or delete one of them."),
                )
            }
        }
    }

    /// Which item a line is about, or how the line begins.
    pub fn price_line_title(self, line: &Line) -> String {
        let id = match &line.read {
            Read::Price(price) => Some(&price.item),
            Read::NoPrice(item) => Some(item),
            Read::Skipped(_) | Read::Problem(_) => None,
        };
        match id.and_then(|id| catalogue::item(id)) {
            Some(item) => self.item_name(item).to_owned(),
            None => line.cells.iter().filter(|cell| !cell.is_empty()).take(3).cloned().collect::<Vec<_>>().join(" · "),
        }
    }

    /// What becomes of a line.
    pub fn price_outcome(self, outcome: &Outcome<'_>) -> String {
        match outcome {
            Outcome::Set(changes) => self.price_changes(changes),
            Outcome::Same => self.prices_same().to_owned(),
            Outcome::NoSource => self.prices_no_source().to_owned(),
            Outcome::Unfit => self.prices_unfit().to_owned(),
            Outcome::OtherUnit { unit, surveyed: false } => self
                .pick(format!("单位不对：费用项目里是“{unit}”"), format!("Wrong unit: its line of costs has {unit}")),
            Outcome::OtherUnit { unit, surveyed: true } => self.pick(
                format!("单位不对：现状调查按“{unit}”计；要用别的单位，请先手工添加费用项目"),
                format!("Wrong unit: the survey counts in {unit}. For another one add the line of costs by hand first"),
            ),
            Outcome::Left(Read::NoPrice(_)) => self.prices_no_price().to_owned(),
            Outcome::Left(Read::Skipped(why)) => self.price_skipped(*why).to_owned(),
            Outcome::Left(Read::Problem(why)) => self.price_problem(why),
            Outcome::Left(Read::Price(_)) => String::new(),
        }
    }

    /// Old and new, and whatever else is recorded.
    fn price_changes(self, changes: &[Change]) -> String {
        let form = catalogue::form(crate::app::prices::COST);
        let stage = form.and_then(|form| form.item.field("stage"));
        let price = |answer: Option<&crate::domain::answer::Answer>| {
            let Some((answer, price)) = answer.and_then(|answer| Some((answer, answer.value("price")?))) else {
                return self.prices_blank().to_owned();
            };
            let stage = stage.and_then(|field| Some(self.value_of(&field.kind, answer.value("stage")?)));
            let unit = answer.value("unit").unwrap_or_default();
            let words = self.pick(format!("{price} 元/{unit}"), format!("{price} yuan/{unit}"));
            stage.map_or(words.clone(), |stage| self.pick(format!("{words}（{stage}）"), format!("{words} ({stage})")))
        };
        let mut words: Vec<String> = Vec::new();
        for change in changes {
            let line = format!("{} → {}", price(change.before.as_ref()), price(Some(&change.after)));
            if !words.contains(&line) {
                words.push(line);
            }
        }
        if changes.len() > 1 {
            words.push(self.prices_entries(changes.len()));
        }
        if let Some(Change { after, place, .. }) = changes.first() {
            words.extend(after.value("source").map(|source| self.prices_from(source)));
            words.extend(after.note().map(|note| self.prices_note(&note.replace('\n', " "))));
            if place.is_none() {
                words.push(self.prices_new_entry().to_owned());
            }
        }
        self.clauses(&words)
    }

    fn price_skipped(self, why: Skipped) -> &'static str {
        match why {
            Skipped::Title => self.pick("表头以上的说明，不是项目", "Above the columns' names: no item"),
            Skipped::Header => self.pick("表头", "Names of the columns"),
            Skipped::Sum => self.pick("小计或合计，不是项目", "A sum: no item"),
            Skipped::Remark => self.pick("标题或说明，不是项目", "A heading or a remark: no item"),
        }
    }

    fn price_problem(self, why: &Problem) -> String {
        let say = |zh: &str, en: &str, text: &str| self.pick(format!("{zh}：{text}"), format!("{en}: {text}"));
        match why {
            Problem::NoItem => self.pick("没有写项目", "It names no item").to_owned(),
            Problem::UnknownItem(text) => say("目录里没有这个项目", "The catalogue has no such item", text),
            Problem::NotWorks(text) => say("不是工程费用项目", "Nobody pays for it as works", text),
            Problem::NotANumber(text) => say("单价不是数字", "The price is no number", text),
            Problem::Negative(text) => say("单价是负数", "The price is negative", text),
            Problem::Zero => self
                .pick("单价写的是 0；没有单价的请留空", "The price is 0: where there is none leave it blank")
                .to_owned(),
            Problem::TooPrecise(text) => say("单价超过两位小数", "The price has more than 2 decimals", text),
            Problem::TooLarge(text) => say("单价太大", "The price is too large", text),
            Problem::NoUnit => self.pick("没有写单位", "It names no unit").to_owned(),
            Problem::OtherUnit(text) => {
                say("单价里的单位与单位栏不同", "The price says another unit than its column", text)
            }
            Problem::UnknownStage(text) => say(
                "单价性质不是估算、预算、决算、审定之一",
                "The status is none of estimate, budget, final, audited",
                text,
            ),
            Problem::TooLong(column) => say("太长", "Too long", self.price_column(*column)),
            Problem::Twice(lines) => {
                let lines = self.list(&lines.iter().map(u32::to_string).collect::<Vec<_>>());
                say("同一项目有几个单价，不知道用哪个，行号", "The item has several prices, on lines", &lines)
            }
        }
    }

    /// An empty list: each item that somebody pays for, with the unit that the survey counts it in.
    pub fn price_template(self) -> String {
        let columns =
            [Column::Code, Column::Item, Column::Unit, Column::Price, Column::Source, Column::Stage, Column::Note];
        let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let line =
            |cells: &[&str]| format!("{}\r\n", cells.iter().map(|cell| quote(cell)).collect::<Vec<_>>().join(","));
        let names = columns.map(|column| self.price_column(column));
        // By the mark at its start a spreadsheet knows that the file is UTF-8.
        let mut text = format!("\u{feff}{}", line(&names));
        for item in works() {
            let unit = match ROWS.iter().find(|row| row.item == item.id).map(|row| row.measure) {
                Some(Measure::Metres) => self.unit_of(&FieldKind::Metres).unwrap_or_default(),
                Some(Measure::SquareMetres) => self.unit_of(&FieldKind::SquareMetres).unwrap_or_default(),
                Some(Measure::Households) => self.pick("户", "household"),
                Some(Measure::Pieces | Measure::Stairwells | Measure::Whole) | None => "",
            };
            text.push_str(&line(&[item.id, self.item_name(item), unit, "", "", "", ""]));
        }
        text
    }
}
