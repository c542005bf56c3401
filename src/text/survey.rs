//! Words of the condition survey. What an item, a field or an option is called stands in the catalogue.

use super::{Lang, words};
use crate::app::survey::{Computed, Excuse, Households, LocateTrouble};
use crate::domain::answer::{self, Completeness, Soft};
use crate::domain::catalogue::{self, Field, FieldError, FieldKind, Group, Item, Scope};
use crate::domain::damage_grade::Grade;
use crate::domain::place::Place;
use crate::domain::tally::Decision;
use crate::journal::compound::Compound;

words! {
    survey_all: "全部调查内容", "The whole survey";
    survey_places: "选择调查对象", "Choose what to survey";
    survey_no_roll: "各幢和单元来自花名册。导入花名册之后，可以逐幢、逐单元填写；现在可以先填小区。",
        "Buildings and stairwells come from the roster. Import it to survey them one by one; the compound itself can be surveyed now.";
    survey_strays: "不在花名册上的调查对象", "Surveyed, but not on the roll";
    survey_strays_long: "以下对象有调查记录，但现在的花名册上没有。记录都保留着。",
        "These have answers on record but are not on the roll as it is now. Nothing was deleted.";
    survey_not_here: "花名册上没有这一处，不能填写。", "This is not on the roll, so nothing can be entered.";
    households_here: "各户情况（选填）", "Households (optional)";
    building_itself: "整幢", "The building itself";
    building_and_stairwells(done: usize, total: usize): "本幢及各单元 {done}/{total}", "Building and stairwells {done}/{total}";
    unnamed_stairwell: "楼道", "Stairwell";
    items_done: "已完成项目", "Items done";
    items_unknown(n: usize): "其中不详 {n} 项", "{n} of them unknown";
    items_left(n: usize): "还差 {n} 项", "{n} left";
    survey_menu: "目录", "Contents";
    survey_back_to_form: "回到填写", "Back to the form";
    what_is_missing: "缺什么", "What is missing";
    nothing_missing: "没有缺项", "Nothing is missing";
    optional_items: "选填", "Optional";
    next_missing: "下一个缺项", "Next missing";
    next_place_missing(place: &str): "下一处：{place}", "Next: {place}";
    all_places_done: "全部完成", "All done";
    not_saved_here: "未记录", "Not on record";
    unsaved_inside: "有未记录的内容", "Something not on record";
    clear_choice: "清除", "Clear";
    item_note: "备注", "Note";
    add_note: "加备注", "Add a note";
    not_applicable: "不适用", "Not applicable";
    why_unknown: "为什么不详？", "Why is it unknown?";
    why_not_applicable: "为什么不适用？", "Why does it not apply?";
    reason_for(kind: &str): "{kind}的理由", "Reason: {kind}";
    record_reason: "记录理由", "Record the reason";
    reason_missing: "请写明理由，或点选上面的一条", "Please give the reason, or tap one of those above";
    answer_after_all: "重新填写", "Answer after all";
    one_a_line: "一行写一个", "One on each line";
    number_in_camera: "另用相机拍的，写相机里的编号", "Taken with another camera: its number there";
    take_known(value: &str): "填入“{value}”", "Take “{value}”";
    computed_here: "自动计算，不用填写", "Worked out, not entered";
    add_follow_up: "待办", "To be done";
    to_be_done: "还要做什么", "What is still to be done";
    what_was_done: "结果（已办）", "What came of it (done)";
    follow_ups(n: usize): "待办（{n}）", "To be done ({n})";
    copied_from(place: &str): "抄自{place}，还没有在本处核对", "Copied from {place}, not yet checked here";
    confirm_copy: "核对无误", "Checked here";
    same_as(place: &str, n: usize): "与{place}相同（抄 {n} 项）", "The same as {place} (copies {n})";
    copied_answers(n: usize): "抄了 {n} 项，请逐项核对", "{n} copied; please check each";
    say_not_needed: "不需调查…", "No survey needed…";
    say_more_needed: "需补充调查…", "Needs more…";
    why_not_needed: "为什么不需调查", "Why no survey is needed";
    what_more_needed: "要补充什么", "What more is needed";
    reason_wanted: "请写明理由", "Please give the reason";
    not_needed: "不需调查", "No survey needed";
    more_needed: "需补充调查", "Needs more";
    not_needed_because(why: &str, by: &str): "不需调查：{why}（{by}）。本处的项目不再计入未完成。", "No survey needed: {why} ({by}). Its items aren't missing any more.";
    more_needed_because(why: &str, by: &str): "需补充调查：{why}（{by}）", "Needs more: {why} ({by})";
    building_left_out: "所在的幢或单元已说明不需调查，本处也不用填写。", "It was said of the building or stairwell that it needs no survey, and so this needs none.";
    survey_after_all: "改为要调查", "Survey it after all";
    supplemented: "已补充", "Done";
    locate: "记录位置", "Record the position";
    locate_again: "重新定位", "Locate again";
    locating: "正在定位…", "Locating…";
    position_is(lat: &str, lon: &str, m: u64): "北纬 {lat}，东经 {lon}，误差约 {m} 米", "{lat} N, {lon} E, within some {m} m";
    review: "检查差错", "Check for errors";
    hide_review: "收起检查", "Hide the check";
    review_red(n: usize): "{n} 项未填完或有错", "{n} unfinished or wrong";
    review_blank(n: usize): "{n} 项未填", "{n} not begun";
    review_amber(n: usize): "{n} 项请核对", "{n} to look at";
    go_to_first: "到第一处", "Go to the first";
    at_least_one: "至少填一项，没有的不填", "At least one; leave blank what is not there";
}

impl Lang {
    pub fn survey_place(self, compound: &Compound, place: &Place) -> String {
        let household = match place {
            Place::Household(id) => compound.roll.as_ref().and_then(|roll| roll.get(id)),
            _ => None,
        };
        match household {
            Some(household) => self.household_of(household),
            None => self.place_where(place, self.unnamed_stairwell()),
        }
    }

    pub fn item_name(self, item: &Item) -> &'static str {
        self.pick(item.zh, item.en)
    }

    pub fn field_name(self, field: &Field) -> &'static str {
        self.pick(field.zh, field.en)
    }

    pub fn group_name(self, group: Group) -> &'static str {
        self.pick(group.zh(), group.en())
    }

    /// The label of a code of a field's options; the code itself where the catalogue has none.
    fn option<'a>(self, kind: &FieldKind, code: &'a str) -> &'a str {
        kind.options().iter().find(|o| o.code == code).map_or(code, |o| self.pick(o.zh, o.en))
    }

    /// A value as it is shown: an option by its label, anything else as stored.
    pub fn value_of<'a>(self, kind: &FieldKind, value: &'a str) -> &'a str {
        self.option(kind, value)
    }

    pub fn unit_of(self, kind: &FieldKind) -> Option<&'static str> {
        match kind {
            FieldKind::Count(unit) => Some(self.pick(unit.zh, unit.en)),
            FieldKind::Metres => Some(self.pick("米", "m")),
            FieldKind::SquareMetres => Some(self.pick("㎡", "m²")),
            FieldKind::Yuan => Some(self.pick("元", "yuan")),
            FieldKind::YuanPerYear => Some(self.pick("元/年", "yuan a year")),
            FieldKind::Percent => Some("%"),
            FieldKind::Year => Some(self.pick("年", "")).filter(|unit| !unit.is_empty()),
            _ => None,
        }
    }

    pub fn completeness(self, state: &Completeness) -> &'static str {
        match state {
            Completeness::Missing => self.pick("未填", "Missing"),
            Completeness::Partial(_) => self.pick("未填完", "Partly filled in"),
            Completeness::Done => self.pick("已完成", "Done"),
            Completeness::Unknown => self.unknown(),
            Completeness::NotApplicable => self.not_applicable(),
        }
    }

    pub fn excuse(self, excuse: Excuse) -> &'static str {
        match excuse {
            Excuse::Unknown => self.unknown(),
            Excuse::NotApplicable => self.not_applicable(),
        }
    }

    pub fn why_excused(self, excuse: Excuse) -> &'static str {
        match excuse {
            Excuse::Unknown => self.why_unknown(),
            Excuse::NotApplicable => self.why_not_applicable(),
        }
    }

    /// Reasons heard so often that a tap gives them.
    pub fn quick_reasons(self, excuse: Excuse) -> [&'static str; 4] {
        match excuse {
            Excuse::Unknown => self.pick(
                ["无法进入", "看不到、量不了", "没有资料", "问不到知情人"],
                ["No access", "Can't be seen or measured", "No documents", "Nobody who knows"],
            ),
            Excuse::NotApplicable => self.pick(
                ["本处没有这一项", "已拆除", "不属于本小区", "按管理模式不需要"],
                ["There is none here", "Demolished", "Not this compound's", "Not needed in this mode"],
            ),
        }
    }

    /// What is wrong with a typed text, and what to enter.
    pub fn field_error(self, kind: &FieldKind, error: FieldError) -> String {
        match error {
            FieldError::Blank => self.pick("请填写", "Please fill this in").into(),
            FieldError::Computed => self.computed_here().into(),
            FieldError::NotANumber => self.pick("请填数字，例如 12 或 3.5", "Enter a number, such as 12 or 3.5").into(),
            FieldError::Negative => self.pick("不能是负数，请填 0 或以上", "Not below zero: enter 0 or more").into(),
            FieldError::NotWhole => self.pick("请填整数，不带小数", "Enter a whole number").into(),
            FieldError::TooPrecise { decimals } => self.pick(
                format!("最多 {decimals} 位小数，请四舍五入"),
                format!("At most {decimals} decimals; please round"),
            ),
            FieldError::TooLarge { max } => {
                let unit = self.unit_of(kind).unwrap_or("");
                self.pick(format!("最多 {max} {unit}，请核对位数"), format!("At most {max} {unit}; check the digits"))
            }
            FieldError::YearOutOfRange { first, last } => self.pick(
                format!("请填 {first} 到 {last} 之间的四位年份"),
                format!("Enter a year of four digits from {first} to {last}"),
            ),
            FieldError::NotADate => {
                self.pick("请填年月日，例如 2026-10-08", "Enter year, month and day, such as 2026-10-08").into()
            }
            FieldError::NoSuchDay => {
                self.pick("没有这一天，请核对月份和日期", "There is no such day; check month and day").into()
            }
            FieldError::NotUnderstood { line } => self.pick(
                format!("第 {line} 行看不懂，请按说明填写"),
                format!("Line {line} can't be read: write it as it says above"),
            ),
            FieldError::NotAnOption => self.pick("请从选项中选择", "Choose one of the options").into(),
            FieldError::Excludes { code } => {
                let option = self.option(kind, code);
                self.pick(
                    format!("选了“{option}”就不能再选别的"),
                    format!("“{option}” leaves no room for any other option"),
                )
            }
            FieldError::TooLong { max } => {
                self.pick(format!("最多 {max} 个字，请缩短"), format!("At most {max} characters; please shorten"))
            }
            FieldError::TooMany { max } => {
                self.pick(format!("最多 {max} 行，请减少"), format!("At most {max} lines; please shorten"))
            }
        }
    }

    /// Names a field in a doubt: with its item, unless that is the one on which the doubt is shown.
    fn field_at(self, here: &Item, at: answer::FieldAt) -> String {
        let is_here = at.item == here.id;
        // What is shown may be a form of the dossier, which not every program has in its catalogue.
        let item = if is_here { Some(here) } else { catalogue::item(at.item) };
        let Some(item) = item else { return at.item.to_owned() };
        let field = item.field(at.field).map_or(at.field, |field| self.field_name(field));
        match is_here {
            true => self.pick(format!("“{field}”"), format!("“{field}”")),
            false => self.pick(format!("“{}：{field}”", item.zh), format!("“{}: {field}”", item.en)),
        }
    }

    /// Why the device doesn't say where it is, and what to do.
    pub fn locate_trouble(self, why: &LocateTrouble) -> &'static str {
        match why {
            LocateTrouble::NotOffered => self.pick("浏览器不提供定位，不影响调查。", "This browser tells no position; the survey goes on without."),
            LocateTrouble::Refused => self.pick(
                "没有定位的权限。请在浏览器的网站设置里允许定位再试；不定位也可以。",
                "Not allowed. Allow the position in the browser's settings for this site and try again, or go on without.",
            ),
            LocateTrouble::Unknown => self.pick(
                "没有收到定位信号。请到室外空旷处再试。",
                "No position was received. Try again outside under open sky.",
            ),
        }
    }

    /// What looks odd and may yet be right.
    pub fn doubt(self, here: &Item, soft: &Soft) -> String {
        let name = |at: answer::FieldAt| self.field_at(here, at);
        match soft {
            Soft::Exceeds { part, whole } => {
                let (part, whole) = (name(*part), name(*whole));
                self.pick(format!("{part}大于{whole}，请核对"), format!("{part} is more than {whole}; please check"))
            }
            Soft::SumDiffers { sum, whole, stated, .. } => {
                let whole = name(*whole);
                self.pick(
                    format!("各项合计 {sum}，与{whole}的 {stated} 不一致，请核对"),
                    format!("The parts add up to {sum}, but {whole} says {stated}; please check"),
                )
            }
            Soft::OutOfOrder { earlier, later } => {
                let (earlier, later) = (name(*earlier), name(*later));
                self.pick(format!("{earlier}晚于{later}，请核对"), format!("{earlier} is after {later}; please check"))
            }
            Soft::ReasonWanted { at } => {
                let at = name(*at);
                self.pick(
                    format!("{at}选了“不适用”，请在备注里写明原因"),
                    format!("{at} is not applicable: please say why in the note"),
                )
            }
            Soft::HouseholdsDiffer => {
                self.pick("与各户登记不一致，请核对", "Not what the households' records come to; please check").into()
            }
            Soft::PhotoWanted => {
                self.pick("疑似危房请拍照，供鉴定时查看", "Take a photo of what is suspected, for the appraiser").into()
            }
            Soft::BuildingsDiffer { recorded, stated, .. } => self.pick(
                format!("各幢记录合计 {recorded}，这里填的是 {stated}，请核对"),
                format!("The buildings' records give {recorded}, here it says {stated}; please check"),
            ),
        }
    }

    /// What the households' records come to, in the words of the choice that each of them is asked for.
    pub fn of_households(self, item: &Item, sum: &Households) -> String {
        let Households { done, todo, left } = sum;
        let field = catalogue::item_of(Scope::Household, item.id).and_then(|item| item.fields.first());
        let [done_is, todo_is] =
            ["done", "todo"].map(|code| field.map_or(code, |field| self.option(&field.kind, code)));
        self.pick(
            format!("各户登记：{done_is} {done}，{todo_is} {todo}，未登记 {left}"),
            format!("By household: {done_is} {done}, {todo_is} {todo}, not recorded {left}"),
        )
    }

    fn grade(self, grade: Grade) -> &'static str {
        let options = FieldKind::Grade.options();
        options.iter().find(|o| o.code == grade.code()).map_or("", |o| self.pick(o.zh, o.en))
    }

    pub fn computed(self, computed: &Computed) -> String {
        match computed {
            Computed::RoomArea { due, floor_area, permille } => {
                format!("{due} {} = {floor_area} × {permille}‰", self.pick("㎡", "m²"))
            }
            Computed::WantsFloorArea => {
                self.pick("填写总建筑面积后得出", "Follows once the total floor area is entered").into()
            }
            Computed::Grade(grade) => self.grade(*grade).into(),
            Computed::ReferToAppraisal => self
                .pick(
                    "有分项为“危险”，不定等级，须申请房屋安全鉴定",
                    "A part looks dangerous: no grade is given; refer the building for appraisal",
                )
                .into(),
            Computed::WantsParts(n) => {
                self.pick(format!("还有 {n} 个分项没有评定"), format!("{n} parts are not graded yet"))
            }
            Computed::Mode(Decision::Professional) => self.professional().into(),
            Computed::Mode(Decision::Quasi) => self.quasi().into(),
            Computed::Mode(Decision::NoResult | Decision::Undecided) => self.undecided().into(),
            Computed::WantsBallot => {
                self.pick("征求意见截止后由监督员得出", "The supervisor's to say once the ballot is closed").into()
            }
            Computed::InDossier => self.pick("见“档案与期限”", "See the dossier").into(),
        }
    }
}
