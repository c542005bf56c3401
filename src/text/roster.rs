//! Words of the roster import: what was understood, what was not, and what to do.

use super::{Lang, words};
use crate::app::import::ImportError;
use crate::app::roll_correction::Change;
use crate::app::roster::Filter;
use crate::roster::sheet::Format;
use crate::roster::{
    Field, LabelProblem, LineProblem, MappingProblem, Outcome, SheetError, Skipped, TextEncoding, Warning,
};

words! {
    roster_lead: "支持 .xlsx 和 .csv（UTF-8、GB18030）。先预览，确认后才存入。", "Takes .xlsx and .csv (UTF-8, GB18030). You see a preview first; nothing is stored before you confirm.";
    choose_roster: "选择花名册文件", "Choose roster file";
    choose_other_roster: "换一个文件", "Choose another file";
    reading_roster: "正在读取…", "Reading…";
    roster_frozen: "花名册已冻结，不能重新导入。", "The roll is frozen and can't be imported again.";
    roster_replaces: "重新导入会替换尚未冻结的花名册。", "Importing again replaces the roll that is not frozen yet.";
    sheet: "工作表", "Sheet";
    encoding: "编码", "Encoding";
    mapping_title: "列的含义", "What the columns mean";
    mapping_hint: "表头所在行和每一列的含义可以修改。联系电话不会读取。", "You can change the header's line and what each column means. Telephone numbers are never read.";
    check_mapping: "查看或修改列的含义", "See or change the columns";
    header_line: "表头在第几行", "Header line";
    no_header: "没有表头", "No header";
    column_n(n: usize, name: &str): "第 {n} 列 {name}", "Column {n} {name}";
    buildings: "幢", "Buildings";
    households: "户", "Households";
    not_households: "不计户（商铺、车库等）", "Not households (shops, garages …)";
    co_owner_lines: "共有人行", "Co-owner lines";
    floor_area: "建筑面积（㎡）", "Floor area (㎡)";
    without_area(n: usize): "{n} 个产权单位没有面积", "{n} titles without area";
    line_n(n: u32): "第 {n} 行", "Line {n}";
    correct_line: "更正", "Correct";
    correct_title(n: u32): "更正第 {n} 行", "Correct line {n}";
    save_correction: "保存更正", "Save correction";
    leave_out: "不导入这一行", "Leave this line out";
    take_back: "恢复原文", "As in the file";
    left_out: "按您的决定不导入", "Left out by your decision";
    problems_left(n: usize): "还有 {n} 行没有读懂，请更正或选择不导入", "{n} lines were not understood: correct them or leave them out";
    ready_to_import(n: usize): "可以导入：{n} 户", "Ready to import: {n} households";
    import_households(n: usize): "导入 {n} 户", "Import {n} households";
    discard_import: "放弃导入", "Discard";
    nothing_listed: "没有这类行", "No such lines";
    lines: "逐行结果", "Line by line";
    original: "原文", "In the file";
}

impl Lang {
    /// What is done to a frozen roll.
    pub fn roll_change(self, change: Change) -> &'static str {
        match change {
            Change::Add => self.pick("增加一户", "Add one"),
            Change::Take => self.pick("去掉一户", "Take one off"),
            Change::Rewrite => self.pick("改写一户", "Rewrite one"),
            Change::Merge => self.pick("合并：两户成一户", "Merge two into one"),
            Change::Divide => self.pick("分割：一户成两户", "Divide one into two"),
        }
    }

    pub fn filter(self, filter: Filter) -> &'static str {
        match filter {
            Filter::All => self.pick("全部", "All"),
            Filter::Problems => self.pick("没读懂", "Not understood"),
            Filter::Warnings => self.pick("请留意", "To check"),
            Filter::Skipped => self.pick("未导入", "Skipped"),
            Filter::CoOwners => self.pick("共有人", "Co-owners"),
        }
    }

    pub fn field(self, field: Field) -> &'static str {
        match field {
            Field::Serial => self.pick("序号", "Running number"),
            Field::Road => self.pick("路名", "Road"),
            Field::Building => self.pick("幢号", "Building"),
            Field::Stairwell => self.pick("单元", "Stairwell"),
            Field::Floor => self.pick("楼层", "Floor"),
            Field::Suite => self.pick("房号", "Room"),
            Field::Title => self.pick("产权证号", "Title number"),
            Field::Holder => self.pick("产权人", "Holder"),
            Field::Area => self.pick("产权面积", "Area"),
            Field::Tenure => self.pick("产权性质", "Tenure"),
            Field::Use => self.pick("用途", "Use"),
            Field::Phone => self.pick("电话（不读取）", "Telephone (not read)"),
            Field::Note => self.pick("备注", "Note"),
            Field::Ignored => self.pick("不用", "Ignored"),
        }
    }

    pub fn encoding_of(self, encoding: TextEncoding) -> &'static str {
        match encoding {
            TextEncoding::Utf8 => "UTF-8",
            TextEncoding::Utf16Le => "UTF-16 LE",
            TextEncoding::Utf16Be => "UTF-16 BE",
            TextEncoding::Gb18030 => "GB18030",
        }
    }

    pub fn import_error(self, error: &ImportError) -> String {
        match error {
            ImportError::Unreadable(why) => self.pick(
                format!("文件读不出来（{why}）。请重新拷贝后再试。"),
                format!("The file could not be read ({why}). Copy it again and retry."),
            ),
            ImportError::Sheet(words) => words.clone(),
        }
    }

    pub fn sheet_error(self, error: &SheetError) -> String {
        let mb = |bytes: u64| bytes.div_ceil(1_000_000);
        match error {
            SheetError::Empty => self.pick("文件是空的。请向街道办事处重新索取。", "The file is empty. Ask the street office for it again.").into(),
            SheetError::TooLarge { bytes, limit } => self.pick(
                format!("文件有 {} MB，超过 {} MB 的上限，没有读取。请确认选对了文件，或按幢拆分。", mb(*bytes), mb(*limit)),
                format!("The file has {} MB, more than the limit of {} MB; it was not read. Check that it is the right file, or split it by building.", mb(*bytes), mb(*limit)),
            ),
            SheetError::TooLargeUnpacked { limit } => self.pick(
                format!("工作簿展开后超过 {} MB，没有读取。请删去图片和无关工作表后另存。", mb(*limit)),
                format!("The workbook unpacks to more than {} MB and was not read. Remove pictures and other sheets and save it again.", mb(*limit)),
            ),
            SheetError::TruncatedWorkbook => self.pick(
                "工作簿不完整或已损坏，可能没有拷贝完。请重新拷贝；仍不行请用表格软件打开后另存为 .xlsx。",
                "The workbook is cut short or damaged; perhaps it was not copied to the end. Copy it again, or open it in a spreadsheet program and save it as .xlsx.",
            ).into(),
            SheetError::NotAWorkbook => self.pick(
                "这不是 Excel 工作簿。请选择 .xlsx 或 .csv 文件。",
                "This is not an Excel workbook. Choose an .xlsx or .csv file.",
            ).into(),
            SheetError::PasswordProtected => self.pick(
                "工作簿有密码。请用表格软件取消密码后另存。",
                "The workbook has a password. Remove it in a spreadsheet program and save it again.",
            ).into(),
            SheetError::Unsupported { format } => {
                let format = match format {
                    Format::OldExcel => self.pick("旧版 .xls", "old .xls"),
                    Format::BinaryExcel => ".xlsb",
                    Format::OpenDocument => ".ods",
                    Format::WebPage => self.pick("网页", "a web page"),
                    Format::Pdf => "PDF",
                };
                self.pick(format!("这是{format}文件，不能直接读取。请用表格软件打开后另存为 .xlsx。"), format!("This is {format}, which can't be read. Open it in a spreadsheet program and save it as .xlsx."))
            }
            SheetError::UndecodableText { encoding, line } => {
                let near = encoding.map(|e| self.encoding_of(e)).unwrap_or("UTF-8 / GB18030");
                self.pick(
                    format!("第 {line} 行的文字编码不对（最接近 {near}）。请用表格软件打开后另存为 UTF-8 的 .csv 或 .xlsx。"),
                    format!("The text encoding is wrong from line {line} on (closest to {near}). Open the file in a spreadsheet program and save it as UTF-8 .csv or .xlsx."),
                )
            }
            SheetError::UnclosedQuote { line } => self.pick(
                format!("第 {line} 行有一个没有配对的引号，后面的行无法分开。请改正后再导入。"),
                format!("Line {line} has a quotation mark that is never closed, so the lines after it can't be told apart. Mend it and import again."),
            ),
            SheetError::TooManyRows { limit } => self.pick(format!("超过 {limit} 行。请按小区拆分。"), format!("More than {limit} rows. Split it by compound.")),
            SheetError::TooManyColumns { limit } => self.pick(format!("超过 {limit} 列，不像花名册。"), format!("More than {limit} columns: not a roster.")),
            SheetError::TooManyCells { limit } => self.pick(format!("超过 {limit} 个单元格。请删去无关内容。"), format!("More than {limit} cells. Remove what doesn't belong.")),
            SheetError::NoRows => self.pick("文件里没有任何内容。", "There is nothing in the file.").into(),
            SheetError::NoSuchSheet { sheet } => self.pick(format!("没有名为“{sheet}”的工作表。"), format!("There is no sheet called \"{sheet}\".")),
        }
    }

    pub fn mapping_problem(self, problem: &MappingProblem) -> String {
        match problem {
            MappingProblem::NoHeader => self.pick("没有找到表头。请在下面指出表头在第几行，或指定各列含义。", "No header was found. Say below which line it is, or what each column means.").into(),
            MappingProblem::NoSuiteColumn { .. } => self.pick("没有房号列，无法知道每一行是哪一户。请在下面把房号所在的列选为“房号”。", "There is no room column, so no line says which household it is. Choose \"Room\" below for the column that has it.").into(),
            MappingProblem::DuplicateField { field, columns } => {
                let columns = self.list(&columns.iter().map(|c| (c + 1).to_string()).collect::<Vec<_>>());
                let field = self.field(*field);
                self.pick(format!("第 {columns} 列都选成了“{field}”，请只留一列。"), format!("Columns {columns} are all \"{field}\": leave only one."))
            }
        }
    }

    pub fn line_outcome(self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Household(_) => String::new(),
            Outcome::CoOwner(_) => self.pick("共有人，并入同一产权单位", "Co-owner, joined to the same title").into(),
            Outcome::Skipped(skipped) => self.skipped(skipped),
            Outcome::Problem(problem) => self.line_problem(problem),
        }
    }

    fn skipped(self, skipped: &Skipped) -> String {
        let sum = |zh: &str, en: &str, stated: &Option<rust_decimal::Decimal>, summed: &rust_decimal::Decimal| {
            let stated = stated.map_or_else(|| "–".to_owned(), |s| s.to_string());
            self.pick(format!("{zh}：写明 {stated}，读出 {summed}"), format!("{en}: stated {stated}, read {summed}"))
        };
        match skipped {
            Skipped::Title => self.pick("标题", "Title").into(),
            Skipped::Header => self.pick("表头", "Header").into(),
            Skipped::RepeatedHeader => self.pick("重复的表头", "Header again").into(),
            Skipped::Blank => self.pick("空行", "Blank").into(),
            Skipped::NothingFilledIn => self.pick("没有内容", "Nothing filled in").into(),
            Skipped::BuildingHeading { building } => {
                self.pick(format!("幢标题：{building}"), format!("Heading of building {building}"))
            }
            Skipped::Subtotal { stated, summed } => sum("小计", "Subtotal", stated, summed),
            Skipped::Total { stated, summed } => sum("合计", "Total", stated, summed),
            Skipped::Note => self.pick("附注", "Note").into(),
            Skipped::LeftOut => self.left_out().into(),
        }
    }

    pub fn line_problem(self, problem: &LineProblem) -> String {
        match problem {
            LineProblem::NoSuite => self.pick("没有房号", "No room").into(),
            LineProblem::NoBuilding => self.pick("没有幢号，上面的行也没有", "No building, here or above").into(),
            LineProblem::Label { text, problem: LabelProblem::Unreadable } => self.pick(
                format!("房号“{text}”读不懂，请写成 3-2-501 或 3幢2单元501室；商铺写 3幢底商1号；一套分成几户的写 501附1、501附2"),
                format!("Room \"{text}\" can't be read; write 3-2-501, 3幢底商1号 for a shop, and 501附1, 501附2 where one flat was divided"),
            ),
            LineProblem::Label { text, problem: LabelProblem::Date } => self.pick(
                format!("房号“{text}”被表格软件变成了日期，请改回原来的房号"),
                format!("A spreadsheet turned the room into the date \"{text}\"; write the room again"),
            ),
            LineProblem::UnreadableBuilding { text } => {
                self.pick(format!("幢号“{text}”读不懂"), format!("Building \"{text}\" can't be read"))
            }
            LineProblem::UnreadableStairwell { text } => {
                self.pick(format!("单元“{text}”读不懂"), format!("Stairwell \"{text}\" can't be read"))
            }
            LineProblem::UnreadableArea { text } => self.pick(
                format!("面积“{text}”读不懂；不知道就留空"),
                format!("Area \"{text}\" can't be read; leave it empty if unknown"),
            ),
            LineProblem::AreaNotPositive { text } => self.pick(
                format!("面积“{text}”不是正数；不知道就留空"),
                format!("Area \"{text}\" is not positive; leave it empty if unknown"),
            ),
            LineProblem::UnknownUse { text } => self.pick(
                format!("用途“{text}”无法判断是否计户，请写住宅、商业或车库"),
                format!("Use \"{text}\" doesn't tell whether it is a household; write 住宅, 商业 or 车库"),
            ),
            LineProblem::BuildingDisagrees { column, label } => self.pick(
                format!("幢号列写 {column}，房号里是 {label}"),
                format!("The building column says {column}, the room says {label}"),
            ),
            LineProblem::StairwellDisagrees { column, label } => self.pick(
                format!("单元列写 {column}，房号里是 {label}"),
                format!("The stairwell column says {column}, the room says {label}"),
            ),
            LineProblem::Contradicts { earlier_line, field, earlier, here } => {
                let field = self.field(*field);
                self.pick(
                    format!("与第 {earlier_line} 行是同一产权单位，但{field}不同：{earlier} / {here}"),
                    format!("Same title as line {earlier_line}, but {field} differs: {earlier} / {here}"),
                )
            }
            LineProblem::RepeatsTitle { earlier_line } => {
                self.pick(format!("与第 {earlier_line} 行重复"), format!("Repeats line {earlier_line}"))
            }
            LineProblem::WhichTitle { earlier_line } => self.pick(
                format!("这一室有几个产权（见第 {earlier_line} 行），请写明产权证号"),
                format!("This room has several titles (see line {earlier_line}); give the title number"),
            ),
        }
    }

    pub fn warning(self, warning: &Warning) -> String {
        match warning {
            Warning::SumDiffers { stated, summed } => self.pick(
                format!("合计写 {stated}，实际读出 {summed}"),
                format!("The sum says {stated}, the lines add up to {summed}"),
            ),
            Warning::UnknownTenure { text } => self.pick(
                format!("产权性质“{text}”不认识，记为不详"),
                format!("Tenure \"{text}\" is not known; left as unknown"),
            ),
            Warning::UnreadableFloor { text } => self.pick(
                format!("楼层“{text}”读不懂，按房号推定"),
                format!("Floor \"{text}\" can't be read; taken from the room"),
            ),
            Warning::FloorDisagrees { column, label } => self.pick(
                format!("楼层列写 {column}，房号里是 {label}，按楼层列"),
                format!("The floor column says {column}, the room {label}; the column is used"),
            ),
            Warning::UseDisagrees { text, suite } => self.pick(
                format!("用途写“{text}”，房号是“{suite}”，按用途列"),
                format!("Use says \"{text}\", the room is \"{suite}\"; the column is used"),
            ),
            Warning::ReadAsStairwell { stairwell } => {
                self.pick(format!("按 {stairwell} 单元读"), format!("Read as stairwell {stairwell}"))
            }
            Warning::SuiteFromAbove { earlier_line } => self.pick(
                format!("没有房号，作为第 {earlier_line} 行的共有人"),
                format!("No room: taken as a co-owner of line {earlier_line}"),
            ),
            Warning::SameHolderTwice { name, kept: true } => self.pick(
                format!("同一产权出现两次“{name}”，可能是两个人，都保留"),
                format!("\"{name}\" stands twice on one title; perhaps two people, both kept"),
            ),
            Warning::SameHolderTwice { name, kept: false } => self.pick(
                format!("同一产权出现两次“{name}”，保留一次"),
                format!("\"{name}\" stands twice on one title; kept once"),
            ),
            Warning::TitleNumberElsewhere { earlier_line } => self.pick(
                format!("产权证号与第 {earlier_line} 行相同，可能是同一户"),
                format!("Same title number as line {earlier_line}: perhaps one household"),
            ),
        }
    }
}
