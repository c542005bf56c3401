//! What the plan leaves open (catalogue 2 and 8): a setting of the campaign each, with what holds unless it is changed, why, and the clause that is silent.
//!
//! Settings are part of the campaign's terms and travel with them. One that nobody set has its default, or, where there is none that anybody could
//! give, no value: what depends on it is then not determined.

use super::field::*;
use super::option::*;
use super::{Canonical, Field, FieldError, FieldKind, Hint};
use crate::domain::date::{Date, date_text, parse_date};
use crate::domain::order::distinct;
use crate::domain::roll::Counts;
use crate::domain::rules::deadline::Calendar;
use crate::domain::rules::funding;
use crate::domain::rules::letters::{self, Letter};
use crate::domain::rules::posts::{self, Band};
use crate::domain::rules::targets::{self, YearTarget, Yearly};
use crate::domain::small_map::SmallMap;
use rust_decimal::Decimal;
use std::fmt::Display;

/// How what is typed is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reads {
    /// As the field's kind is.
    Field,
    /// Days and spans of days, line by line.
    Days,
    /// Years and what is said of each, line by line.
    Years(Yearly),
    /// Floor areas and posts, line by line.
    Bands,
    /// Letters of responsibility, line by line.
    Letters,
}

/// What an open point is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    Scope,
    Targets,
    Deadlines,
    Ballot,
    Money,
    Operation,
}

impl Subject {
    pub const ALL: [Self; 6] = [Scope, Targets, Deadlines, Ballot, Money, Operation];
}

use Subject::{Ballot, Deadlines, Money, Operation, Scope, Targets};

/// One open point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    pub subject: Subject,
    pub field: Field,
    pub reads: Reads,
    /// `None`: only the campaign can say.
    pub default: Option<&'static str>,
    /// The section of the plan that leaves it open.
    pub clause: &'static str,
    /// Why the default is what it is.
    pub why: Hint,
}

const fn setting(
    subject: Subject,
    field: Field,
    default: Option<&'static str>,
    clause: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Setting {
    Setting { subject, field, reads: Reads::Field, default, clause, why: Hint { zh, en } }
}

const fn days_off(
    subject: Subject,
    field: Field,
    default: Option<&'static str>,
    zh: &'static str,
    en: &'static str,
) -> Setting {
    Setting { reads: Reads::Days, ..setting(subject, field, default, "民法典203", zh, en) }
}

const fn years(
    subject: Subject,
    yearly: Yearly,
    field: Field,
    clause: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Setting {
    Setting { reads: Reads::Years(yearly), ..setting(subject, field, None, clause, zh, en) }
}

const fn bands(subject: Subject, field: Field, clause: &'static str, zh: &'static str, en: &'static str) -> Setting {
    Setting { reads: Reads::Bands, ..setting(subject, field, None, clause, zh, en) }
}

const fn letters_of(
    subject: Subject,
    field: Field,
    clause: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Setting {
    Setting { reads: Reads::Letters, ..setting(subject, field, None, clause, zh, en) }
}

/// Days off and worked weekends as the State Council has announced them, for 2026.
const HOLIDAYS: &str = "2026-01-01/2026-01-03\n2026-02-15/2026-02-23\n2026-04-04/2026-04-06\n2026-05-01/2026-05-05\n2026-06-19/2026-06-21\n2026-09-25/2026-09-27\n2026-10-01/2026-10-07";
const WORKDAYS: &str = "2026-01-04\n2026-02-14\n2026-02-28\n2026-05-09\n2026-09-20\n2026-10-10";

#[rustfmt::skip]
pub(super) static SETTINGS: [Setting; 43] = [
    setting(Scope, date("plan_issued", "本方案出台日期", "Plan issued on"), None, "六(一)1",
        "出台前已完成的列入“回头看”；不填则无法判断", "Works completed before it are looked back at; without it nobody can tell"),
    setting(Scope, choice("differing", "各幢年代、成套情况不一致的小区", "Compounds whose buildings differ", &DIFFERING), Some("supervisor"), "三",
        "方案写“同时符合”，没有写各幢不一致怎么办；默认由监督员认定", "All criteria have to hold, and it isn't said what becomes of a compound some of whose buildings meet them: by default a supervisor decides"),
    setting(Ballot, choice("others_in_n", "商铺、车库是否计入总户数", "Shops and garages in N", &TITLES_IN_N), Some("residential"), "六(二)1",
        "方案写的是居民和独立产权单位；默认只计住宅，在冻结花名册时定下，以后不变", "The plan speaks of residents and of titles. By default residential titles only; it is fixed as the roll is frozen"),
    setting(Deadlines, choice("establish_clock", "两个月从何日起算", "The two months run from", &ESTABLISH_CLOCK), Some("mode_decided"), "六(二)1",
        "方案没有写起算日；默认自管理模式确定之日", "The plan names no day; by default the one on which the mode is decided"),
    days_off(Deadlines, field("holidays", "放假日", "Days off", FieldKind::TextList), Some(HOLIDAYS),
        "最后一日是放假日的顺延；默认为国务院公布的2026年安排，以后各年请补充", "A last day that is one rolls on. By default the State Council's for 2026; add later years"),
    days_off(Deadlines, field("workdays", "调休上班日", "Worked weekends", FieldKind::TextList), Some(WORKDAYS),
        "周末上班的日子，期限不再顺延", "Weekends that are worked: nothing rolls on from them"),
    setting(Money, choice("commodity", "商品房的公共部位费用", "Common parts of commodity housing", &COMMODITY_PAYER), Some("as_no_owner"), "七2(2)",
        "方案没有提到商品房；没有产权单位的，默认同无产权单位房屋", "The plan doesn't mention it; without an owner organisation it is carried like housing that has none"),
    setting(Money, choice("new_hardware", "未列入计划小区的新增硬件", "New hardware of unlisted compounds", &NEW_HARDWARE), Some("shared"), "七2",
        "列入物业改善工程专项经费，但没有写谁承担；默认市、区1:1", "It has a fund and no named bearer; by default city and district, half each"),
    setting(Money, choice("danger", "危房修缮费用", "Repair of dangerous buildings", &DANGER_PAYER), Some("open"), "六(一)2(3)、七2(2)",
        "列为整治内容，但七只写了公共部位；默认不确定承担方", "Among the works, but 七 pays for common parts only: by default nobody is named"),
    setting(Money, choice("wires", "楼道管线序化费用", "Tidying lines in stairwells", &WIRES_PAYER), Some("by_owner"), "六(一)2(3)、七2(3)",
        "列在房屋整治里，而七2(3)让弱电由产权单位承担；默认有产权单位的归产权单位，其余同公共部位", "It stands among the works on buildings, while 七2(3) has low-voltage lines paid for by their owners: by default a line that has one is its owner's, the rest common parts"),
    setting(Money, choice("water_pipes", "供水管改造费用", "Water pipes other than meters", &WATER_PIPES), Some("open"), "七2(3)",
        "七只写了一户一表；默认不确定承担方", "七 speaks of meters only: by default nobody is named"),
    setting(Money, choice("mixed", "一幢多种产权时的分摊", "Mixed ownership within a building", &MIXED_OWNERSHIP), Some("by_area"), "七2(2)",
        "默认按各类产权面积分摊", "By default share by share, by area"),
    setting(Money, yuan("water_fee", "自来水一户一表：每户按规定缴纳", "Water meters: each household's prescribed part"), None, "七2(3)",
        "按当地规定填写；不填则水表费用无法分摊", "As the local rules have it; without it the cost of meters can't be shared out"),
    setting(Operation, count("relief_days", "困难减免公示天数", "Days of a relief notice", &DAYS), Some("7"), "八3",
        "方案只写“公示无异议”；按实践一般为7天", "The plan says only that nobody objects; seven in practice"),
    setting(Money, choice("odd_fen", "1:1分摊的尾差", "The odd fen of a half share", &ODD_FEN), Some("city"), "七2(1)",
        "分摊到分，单数的一分默认归市", "Shares are whole fen; an odd one is by default the city's"),
    years(Targets, Yearly::Area, field("yearly_targets", "各年完成面积（万㎡）", "Area of each year (万㎡)", FieldKind::TextList), "五2",
        "方案留空；一行一年，例如“2026 12.5”", "Left blank in the plan; one year on each line, such as 2026 12.5"),
    setting(Targets, field("cumulative_target", "累计完成面积（万㎡）", "Area in all (万㎡)", FieldKind::Quantity), None, "五2",
        "方案留空；应等于各年之和，不等时会提示", "Left blank in the plan; it has to be the sum of the years, and it is said where it isn't"),
    setting(Targets, percent("coverage_goal", "“基本实现全覆盖”的比例", "What counts as basically covered"), None, "二",
        "方案没有写比例；不填则只显示覆盖率", "The plan names no share; without it only the coverage is shown"),
    setting(Scope, area("small_max", "小规模住宅区的建筑面积上限", "Floor area of a small compound, at most"), None, "六(一)1(1)",
        "方案没有写多小才算小规模；不填则只有零星住宅可以归并", "The plan doesn't say how small; without it only scattered housing may be merged"),
    years(Scope, Yearly::Amount, field("yearly_budget", "未列入计划小区每年安排的资金（万元）", "Each year's budget for unlisted compounds (万元)", FieldKind::TextList), "六(一)2",
        "方案只写“每年安排一定的资金”；一行一年，例如“2026 500”", "The plan says only that there is one each year; one year on each line, such as 2026 500"),
    setting(Money, choice("f1_split", "同时列入两项工程的小区", "Compounds listed in both programmes", &F1_SPLIT), Some("open"), "七1",
        "方案没有写由哪一项专项经费承担；默认不确定", "The plan doesn't say which of the two funds pays: by default it isn't settled"),
    setting(Operation, yuan("quasi_fee", "准物业服务成本费标准", "Fee of quasi management"), None, "六(二)2(1)",
        "按当地《社区化准物业管理服务收费管理办法》填写；不填则不比较", "As the city's rules have it; without it nothing is compared"),
    setting(Operation, choice("quasi_basis", "准物业服务成本费的计费单位", "Unit of that fee", &FEE_UNIT), Some("m2_month"), "六(二)2(1)",
        "计费单位不同的按年折算；户与㎡之间不折算", "Months and years are converted, households and m² are not"),
    bands(Operation, field("post_bands", "岗位补贴的规模档次", "Posts by the compound's size", FieldKind::TextList), "八3",
        "方案只写“根据规模设置”；一行一档：建筑面积不超过多少㎡=几个岗位，例如“50000=3”", "The plan says only “by size”. One band on each line: floor area of at most so many m²=posts, such as 50000=3"),
    setting(Targets, count("total_buildings", "总体目标：房屋", "To be reached in all: buildings", &CITY_BUILDINGS), None, "二",
        "方案留空（共约__幢）", "Left blank in the plan"),
    setting(Targets, field("total_area", "总体目标：建筑面积（万㎡）", "To be reached in all: area (万㎡)", FieldKind::Quantity), None, "二",
        "方案留空（约__万平方米）", "Left blank in the plan"),
    setting(Targets, field("total_households", "总体目标：住户（万户）", "To be reached in all: households (万户)", FieldKind::Quantity), None, "二",
        "方案留空（约__万户）", "Left blank in the plan"),
    setting(Targets, date("survey_due", "调查计划阶段截止日期", "Survey and planning until"), None, "五1",
        "方案留空（20__年__月底前）", "Left blank in the plan"),
    setting(Targets, date("institutions_done", "机构组建完成日期", "Institutions set up on"), None, "五1",
        "调查计划阶段四项工作之一；完成后填写", "One of the four tasks of the first phase; filled in once done"),
    setting(Targets, date("survey_done", "现状调查完成日期", "Survey done on"), None, "五1",
        "调查计划阶段四项工作之一；完成后填写", "One of the four tasks of the first phase; filled in once done"),
    setting(Targets, date("policies_done", "政策标准制订完成日期", "Policies and standards made on"), None, "五1",
        "调查计划阶段四项工作之一；完成后填写", "One of the four tasks of the first phase; filled in once done"),
    setting(Targets, date("plan_done", "计划安排完成日期", "Plan made on"), None, "五1",
        "调查计划阶段四项工作之一；完成后填写", "One of the four tasks of the first phase; filled in once done"),
    letters_of(Targets, field("letters", "目标责任书", "Letters of responsibility", FieldKind::TextList), "八4",
        "市政府与各区、各相关单位签订，年度考核；一行一份，例如“2026 上城区 2026-03-01”", "Between the city and each district and office, held against it each year; one on each line, such as 2026 上城区 2026-03-01"),
    setting(Targets, date("rollout_from", "全面推进阶段开始日期", "Roll-out from"), None, "五2",
        "方案留空（20__年__月）", "Left blank in the plan"),
    setting(Targets, date("rollout_until", "全面推进阶段结束日期", "Roll-out until"), None, "五2",
        "方案留空（__年年底）", "Left blank in the plan"),
    setting(Ballot, count("result_notice_days", "结果公示天数", "Days of a result's notice", &DAYS), Some("7"), "四5",
        "方案没有写天数；按实践为7天，期间可以提出异议", "The plan names none; seven in practice, in which people may object"),
    setting(Ballot, count("ballot_window", "征求意见至少天数", "Days for the ballot, at least", &DAYS), Some("5"), "四5",
        "方案只限一个月内完成；少于这些天会提示", "The plan has only its month; fewer days than these are said"),
    setting(Ballot, field("allow_change", "截止前可以更改已交的意见", "May a returned ballot be changed before the close?", FieldKind::YesNo), Some("no"), "六(二)1",
        "方案没有写；默认不可以。可以更改的，截止前不提示结果已锁定", "The plan doesn't say; by default it may not. If it may, nothing is called secured before the close"),
    setting(Ballot, choice("public_voter", "直管公房由谁填写意见", "Who signs for public housing", &PUBLIC_VOTER), Some("tenant"), "六(二)1",
        "方案写“居民”，默认由承租人；与《民法典》的“业主”不同", "The plan says residents, so by default the tenant; the Civil Code would say the owner"),
    setting(Ballot, choice("forms", "征求意见表的编号", "Serial numbers of the forms", &FORMS), Some("own"), "六(二)1",
        "方案只要求书面形式；用本程序打印的，编号随花名册，一户一号", "The plan only asks for writing; forms printed here are numbered by the roll, one for each household"),
    setting(Ballot, field("two_collectors", "每次入户须有两名收集人", "Two collectors at every visit", FieldKind::YesNo), Some("yes"), "六(二)1",
        "方案没有写；按实践两人同行，互为见证", "The plan doesn't say; in practice two go together, each other's witness"),
    setting(Ballot, field("form_photo", "意见表须有照片才计入", "A form counts with its photo only", FieldKind::YesNo), Some("no"), "六(二)1",
        "方案要求书面形式，没有要求照片。封存选择的工作里不拍意见表", "The plan asks for writing, not for photos. Where choices are sealed no photo is taken of forms"),
    setting(Ballot, field("second_check", "须由另一人核对才计入", "A form counts once a second person has checked it", FieldKind::YesNo), Some("no"), "六(二)1",
        "方案没有写；登记人和核对人不能是同一人", "The plan doesn't say; whoever recorded it can't be the one who checks it"),
];

/// What the plan itself says. It stands beside the settings because it is looked for there; Civil Code 278 counts otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fixed {
    pub subject: Subject,
    pub name: Hint,
    pub holds: Hint,
    /// The section of the plan that says so.
    pub clause: &'static str,
    pub why: Hint,
}

pub(super) static FIXED: [Fixed; 3] = [
    Fixed {
        subject: Ballot,
        name: Hint { zh: "一人有几套房屋", en: "One owner of several titles" },
        holds: Hint { zh: "一套一户，一户一票", en: "Each title is a household with a vote of its own" },
        clause: "六(二)1",
        why: Hint {
            zh: "方案写“一个独立产权单位为一户”，数的是产权，不是人。民法典278的业主大会另计人数，买下几套的一人只算一人：那是选聘企业时的表决，在“档案与期限”里另填",
            en: "One title is one household: titles are counted, not people. The owners' assembly of Civil Code 278 counts heads as well, and there one buyer of several is one person: that is the vote on hiring a company, entered in the dossier",
        },
    },
    Fixed {
        subject: Ballot,
        name: Hint { zh: "空置、未交回、空白和无效的户", en: "Vacant, not returned, blank and invalid" },
        holds: Hint {
            zh: "都在总户数 N 里，都不算选择专业化",
            en: "All are in N, and none chooses professional management",
        },
        clause: "六(二)1",
        why: Hint {
            zh: "方案写“达不到总户数1/2以上的”，分母是总户数。民法典278以参与表决的为分母，这里不是",
            en: "The plan measures by the total of households. Civil Code 278 measures by those who take part; this doesn't",
        },
    },
    Fixed {
        subject: Ballot,
        name: Hint { zh: "合并或分割的房屋", en: "Merged and divided dwellings" },
        holds: Hint {
            zh: "以产权登记为准：一证一户", en: "As the register has them: one household for each title"
        },
        clause: "六(二)1",
        why: Hint {
            zh: "同样是“一个独立产权单位为一户”。冻结之后才登记的，在“冻结与公示”里更正花名册，写明理由并重新公示",
            en: "One title is one household here too. What is registered after the freeze is a correction of the roll, with its reason and a new notice",
        },
    },
];

impl Setting {
    /// The canonical text of what was typed.
    fn read(&self, raw: &str) -> Result<String, FieldError> {
        match self.reads {
            Reads::Field => self.field.kind.parse(raw).map(|value| value.to_string()),
            Reads::Days => days(raw),
            Reads::Bands => pairs(posts::bands(raw), '='),
            Reads::Years(what) => pairs(targets::years(raw, what), ' '),
            Reads::Letters => lines(letters::letters(raw)),
        }
    }
}

/// Two figures on each line, with a character between them.
fn pairs<A: Display, B: Display>(read: Result<Vec<(A, B)>, usize>, between: char) -> Result<String, FieldError> {
    lines(read.map(|pairs| pairs.iter().map(|(one, other)| format!("{one}{between}{other}")).collect::<Vec<_>>()))
}

/// Each on a line of its own.
fn lines<T: Display>(read: Result<Vec<T>, usize>) -> Result<String, FieldError> {
    let lines = read.map_err(|line| FieldError::NotUnderstood { line })?;
    let lines: Vec<String> = lines.iter().map(T::to_string).collect();
    if lines.is_empty() { Err(FieldError::Blank) } else { Ok(lines.join("\n")) }
}

/// How the campaign has ballots taken and counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BallotRules {
    /// Forms are printed here, with the serials of the roll.
    pub printed_forms: bool,
    pub two_collectors: bool,
    /// Only with a photo of the form.
    pub form_photo: bool,
    /// Only once somebody else than the recorder has read the paper.
    pub second_check: bool,
    /// A household may change its mind before the close (catalogue 8.11).
    pub allow_change: bool,
    /// Whoever rents public housing signs for it (catalogue 8.5).
    pub tenant_signs: bool,
}

impl BallotRules {
    /// A photo of a form shows its choice: where that is sealed none is asked for.
    pub fn where_sealed(self, sealed: bool) -> Self {
        Self { form_photo: self.form_photo && !sealed, ..self }
    }

    /// Those that decide which papers count, by their settings' ids.
    pub fn counting(self) -> [(&'static str, bool); 3] {
        [("second_check", self.second_check), ("form_photo", self.form_photo), ("allow_change", self.allow_change)]
    }
}

/// What a campaign has set; the rest has its default.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings(SmallMap<String, String>);

impl Settings {
    /// The canonical text of a setting, set or by default.
    pub fn value(&self, id: &str) -> Option<&str> {
        let setting = SETTINGS.iter().find(|setting| setting.field.id == id)?;
        // A text from elsewhere that nobody could have typed is none.
        let is_canonical = |text: &&str| setting.read(text).as_deref() == Ok(*text);
        self.0.get(id).map(String::as_str).filter(is_canonical).or(setting.default)
    }

    /// Whether it was set by the campaign.
    pub fn is_set(&self, id: &str) -> bool {
        self.0.get(id).is_some()
    }

    /// Sets what was typed; a blank, or what holds by default, takes the setting back.
    ///
    /// # Errors
    /// If the text is no value of the setting, which then stays as it was.
    pub fn set(&mut self, setting: &Setting, raw: &str) -> Result<(), FieldError> {
        match setting.read(raw) {
            // Days off are written down even where they are the default's: a later program may know more of them, and nothing may fall due on
            // another day for it.
            Ok(value) if Some(value.as_str()) != setting.default || setting.reads == Reads::Days => {
                self.0.insert(setting.field.id.to_owned(), value);
            }
            Ok(_) | Err(FieldError::Blank) => {
                self.0.remove(setting.field.id);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Which titles count in N. It doesn't look at the table, so that the programs for the field need none of its words.
    pub fn counts(&self) -> Counts {
        self.0.get("others_in_n").and_then(|code| Counts::from_code(code)).unwrap_or(Counts::Residential)
    }

    /// What a ballot needs to be counted. It doesn't look at the table either.
    pub fn ballot_rules(&self) -> BallotRules {
        let is = |id: &str, code: &str| self.0.get(id).is_some_and(|value| value == code);
        BallotRules {
            printed_forms: is("forms", "printed"),
            two_collectors: !is("two_collectors", "no"),
            form_photo: is("form_photo", "yes"),
            second_check: is("second_check", "yes"),
            allow_change: self.allows_change(),
            tenant_signs: !is("public_voter", "owner"),
        }
    }

    fn is(&self, id: &str, code: &str) -> bool {
        self.value(id) == Some(code)
    }

    /// What is said of each year by a setting that takes years.
    pub fn years(&self, id: &str) -> Vec<YearTarget> {
        let Some(Setting { reads: Reads::Years(what), .. }) = super::setting(id) else { return Vec::new() };
        targets::years(self.value(id).unwrap_or_default(), *what).unwrap_or_default()
    }

    /// Posts by the compound's size.
    pub fn bands(&self) -> Vec<Band> {
        posts::bands(self.value("post_bands").unwrap_or_default()).unwrap_or_default()
    }

    /// The letters of responsibility, by year.
    pub fn letters(&self) -> Vec<Letter> {
        letters::letters(self.value("letters").unwrap_or_default()).unwrap_or_default()
    }

    /// Which days are worked.
    pub fn calendar(&self) -> Calendar {
        let days = |id| Calendar::days(self.value(id).unwrap_or(""));
        Calendar { holidays: days("holidays"), workdays: days("workdays") }
    }

    /// How the silences of 七 are filled.
    pub fn funding(&self) -> funding::Settings {
        funding::Settings {
            commodity_as_no_owner: self.is("commodity", "as_no_owner"),
            new_hardware_shared: self.is("new_hardware", "shared"),
            danger_as_common_parts: self.is("danger", "as_common_parts"),
            water_pipes_by_water_group: self.is("water_pipes", "water_group"),
            wires_as_common_parts: self.is("wires", "as_common_parts"),
            by_predominance: self.is("mixed", "by_predominance"),
            odd_fen_to_district: self.is("odd_fen", "district"),
            both_programmes: self.value("f1_split").and_then(funding::Fund::from_code),
        }
    }

    /// A setting that is a figure.
    pub fn decimal(&self, id: &str) -> Option<Decimal> {
        Decimal::from_str_exact(self.value(id)?).ok()
    }

    /// A setting that is a number of days.
    pub fn days(&self, id: &str) -> Option<i64> {
        self.value(id)?.parse().ok()
    }

    /// A setting that is a day.
    pub fn date(&self, id: &str) -> Option<Date> {
        parse_date(self.value(id)?)
    }

    /// Whether a returned ballot may be changed before the close. Asked in every program, so without the table.
    pub fn allows_change(&self) -> bool {
        self.0.get("allow_change").is_some_and(|value| value == "yes")
    }

    /// For how many days a relief is posted.
    pub fn relief_days(&self) -> Option<i64> {
        self.days("relief_days")
    }

    /// What each household pays for its water meter, in yuan.
    pub fn water_fee(&self) -> Option<Decimal> {
        self.decimal("water_fee")
    }
}

impl crate::domain::json::ToJson for Settings {
    fn to_json(&self, to: &mut crate::domain::json::Writer) {
        self.0.to_json(to);
    }
}

impl crate::domain::json::FromJson for Settings {
    fn from_json(json: crate::domain::json::Json<'_>) -> Result<Self, crate::domain::json::Misread> {
        crate::domain::json::FromJson::from_json(json).map(Self)
    }
}

impl crate::domain::json::Absent for Settings {
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

/// How many days a span may have; a longer one is a slip of the finger.
const MAX_SPAN: i64 = 31;

/// Days and spans of days, in order, one on each line: `2026-10-01/2026-10-07`.
fn days(raw: &str) -> Result<String, FieldError> {
    let day = |text: &str| match FieldKind::Date.parse(text)? {
        Canonical::Date(date) => Ok(date),
        _ => Err(FieldError::NotADate),
    };
    let mut spans: Vec<(Date, Date)> = Vec::new();
    for part in raw.split(['\n', ';', '；', '、', '，', ',']).map(str::trim).filter(|part| !part.is_empty()) {
        // A slash stands between two dates, or within one.
        let slashed = part.split_once('/').filter(|_| part.matches('/').count() == 1);
        let (first, last) = part.split_once(['至', '到', '~', '～']).or(slashed).unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        if first > last || (last - first).whole_days() > MAX_SPAN {
            return Err(FieldError::NotADate);
        }
        spans.push((first, last));
    }
    let spans = distinct(spans);
    let text = |(first, last): &(Date, Date)| match first == last {
        true => date_text(*first),
        false => format!("{}/{}", date_text(*first), date_text(*last)),
    };
    if spans.is_empty() { Err(FieldError::Blank) } else { Ok(spans.iter().map(text).collect::<Vec<_>>().join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_values_of_their_fields_in_their_one_spelling() {
        for setting in &SETTINGS {
            if let Some(default) = setting.default {
                assert_eq!(setting.read(default).as_deref(), Ok(default), "{}", setting.field.id);
            }
        }
        let ids = distinct(SETTINGS.iter().map(|setting| setting.field.id));
        assert_eq!(ids.len(), SETTINGS.len());
    }

    #[test]
    fn what_is_set_to_its_default_or_blank_is_not_set() {
        let of = |id| SETTINGS.iter().find(|setting| setting.field.id == id).unwrap();
        let mut settings = Settings::default();
        settings.set(of("odd_fen"), "district").unwrap();
        assert!(settings.is_set("odd_fen") && settings.funding().odd_fen_to_district);
        settings.set(of("odd_fen"), "归市").unwrap();
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.set(of("plan_issued"), "2026-02-30"), Err(FieldError::NoSuchDay));
        settings.set(of("plan_issued"), "2026年3月1日").unwrap();
        assert_eq!(settings.value("plan_issued"), Some("2026-03-01"));
        settings.set(of("plan_issued"), " ").unwrap();
        assert_eq!(settings.value("plan_issued"), None);
        assert_eq!(settings.funding(), funding::Settings::default());
    }

    #[test]
    fn days_off_are_typed_as_days_and_spans() {
        for (raw, read) in [
            ("2026-10-07", "2026-10-07"),
            ("2026年10月1日至2026年10月7日\n2026/1/1", "2026-01-01\n2026-10-01/2026-10-07"),
            ("2026-10-01/2026-10-07、2026-10-01~2026-10-07", "2026-10-01/2026-10-07"),
        ] {
            assert_eq!(days(raw).as_deref(), Ok(read), "{raw}");
        }
        for (raw, error) in [
            (" \n ", FieldError::Blank),
            ("十月一日", FieldError::NotADate),
            ("2026-10-07/2026-10-01", FieldError::NotADate),
            ("2026-01-01/2026-12-31", FieldError::NotADate),
            ("2026-02-30", FieldError::NoSuchDay),
        ] {
            assert_eq!(days(raw), Err(error), "{raw}");
        }
    }

    #[test]
    fn the_calendar_by_default_is_that_of_2026() {
        use crate::domain::date::parse_date;
        let calendar = Settings::default().calendar();
        let worked = |day| calendar.is_worked(parse_date(day).unwrap());
        assert_eq!((calendar.holidays.len(), calendar.workdays.len()), (33, 6));
        assert!(!worked("2026-10-07") && worked("2026-10-08") && worked("2026-10-10") && !worked("2026-10-11"));
        assert!(calendar.covers(2026));
    }
}
