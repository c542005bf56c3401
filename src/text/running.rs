//! Words of what was chosen and merged, of who runs a compound and what is kept up for it, and of how its residents took part.

use super::{Lang, words};
use crate::domain::date::date_text;
use crate::domain::rules::haves::Support;
use crate::domain::rules::merger::MayMerge;
use crate::domain::rules::operator::{Compared, ContractFault};
use crate::domain::rules::participation::{Column, CountRecord, CountStage, Right, Shown};
use crate::domain::rules::phases::{Phase, Preparation};
use crate::domain::rules::posts::Posts;
use crate::domain::rules::selection::Selected;
use crate::domain::rules::support::{AgencyFault, Carried};
use crate::domain::rules::tasks::Task;

words! {
    // what was chosen
    selection: "年度实施项目（方案六(一)2）", "Works chosen by year (section 六(一)2)";
    selection_none: "还没有确定年度实施项目：各项都没有选定，费用只是估算。", "Nothing has been chosen yet: costs are a mere estimate.";
    selected_all(group: &str): "{group}（全部）", "{group} (all)";
    selected_some(group: &str, items: &str): "{group}（{items}）", "{group} ({items})";
    selection_by_missing: "没有写确定单位", "it doesn't say who chose";
    selection_rest: "没有选定的项目不实施，不计入费用。", "What isn't chosen isn't done and is in no sum.";
    selection_column: "是否选定", "Chosen?";
    selected_for(year: u16): "{year} 年选定", "for {year}";
    selected_no: "未选定", "not chosen";
    selected_not_yet: "还没有选定", "not chosen yet";
    unselected_lines(lines: usize): "{lines} 项没有选定，不计入合计", "{lines} lines aren't chosen and are in no total";
    chosen_in(year: u16): "{year} 年选定项目", "Chosen for {year}";
    budget_is(amount: &str, budget: &str): "{amount} 元（全部小区当年资金：{budget}）", "{amount} yuan (the year's budget for all compounds: {budget})";
    not_set: "没有填写", "not filled in";
    ten_thousand_yuan: "万元", "× 10,000 yuan";
    owners_pay: "各产权单位承担（方案七2(2)）", "What each owner organisation pays (section 七2(2))";
    hardship_strangers(units: &str): "申请困难的单位不在所涉幢号的产权单位里，没有起作用：{units}", "In hardship, but not among their building's organisations, so that it helps nobody: {units}";
    owner_unnamed: "没有写明的产权单位", "An organisation that isn't named";
    budgets: "未列入计划小区的年度资金（方案六(一)2）", "Yearly budget for unlisted compounds (section 六(一)2)";
    budget_year: "年度", "Year";
    budget_set: "安排资金", "Budget";
    budget_chosen: "选定项目费用", "Cost of what is chosen";
    budget_exceeded: "超出", "Exceeded";

    // works
    works: "各类任务（方案六(一)）", "Groups of works (section 六(一))";
    works_explain: "新增硬件配置各类小区都要完成；环境、房屋、管网整治对未列入计划的小区选择实施，对已列入的属于原定改善任务，这里只作记录。",
        "New hardware is due in every compound. Grounds, buildings and utilities are chosen from in unlisted compounds; in listed ones they are the original works', and only on record here.";
    works_lacking(items: &str): "缺少或需改造：{items}", "Lacking or to be renewed: {items}";
    works_unknown(items: &str): "不清楚：{items}", "Not known: {items}";
    works_left_out(items: &str): "缺少但没有选定：{items}", "Lacking and not chosen: {items}";
    works_complete: "都具备", "All there";
    task_unknown: "所属工程不清楚", "Programme not known";

    // evidence
    evidence: "逐项依据", "What each rests on";
    evidence_missing(fields: &str): "还缺：{fields}", "Missing: {fields}";
    evidence_photos(n: usize): "佐证照片 {n} 张", "{n} photos as evidence";
    evidence_no_photo: "没有佐证照片", "No photo as evidence";
    item_with_photos(item: &str, n: usize): "{item}（{n} 张照片）", "{item} ({n} photos)";
    evidence_support: "硬件支持（只作参考，不能证明）", "Hardware that supports it (it proves nothing)";

    // merged area
    merged: "归并后的物业管理区域（方案六(一)1(1)）", "The merged management area (section 六(一)1(1))";
    merged_on(day: &str): "{day} 确定归并", "Merged on {day}";
    merged_proposed: "拟归并，还没有确定日期", "Proposed; no day of the decision yet";
    merged_members: "归并的小区", "Compounds";
    merged_households: "区域总户数", "Households of the area";
    merged_area: "区域总建筑面积", "Floor area of the area";
    merged_boundary: "四至", "Bounds";
    merged_strangers(names: &str): "本工作里没有（或不止一个）叫这个名称的小区：{names}", "No compound of this name in the campaign, or several: {names}";
    merged_refused: "超过小规模上限的小区不止一个，不能归并。", "More than one of them is larger than a small compound may be: they can't be merged.";
    merged_open: "还不能判断能否归并：需要各小区的类别、总建筑面积，以及参数里的小规模上限。", "Not determined: it takes each one's kind and floor area, and under Parameters how large a small compound may be.";
    merged_ballot: "总户数和物管用房按归并后的区域计算。征求意见仍按各自的花名册计票；要按整个区域征求意见，请把各处花名册合并成一个文件，作为一个小区导入。",
        "Households and room count for the whole area. The ballot is still counted on each compound's own roll; for one ballot over the whole area put the rolls into one file and import it as one compound.";
    merged_surveyed(with: &str): "现状调查提出与“{with}”归并，还没有确定。", "The survey proposes to merge it with “{with}”; it isn't decided.";

    // participation
    participation: "业主参与（方案四5：四问四权）", "Residents' part (section 四5)";
    participation_explain: "只列户数和日期，不显示任何一户的选择。", "Households and days only, never anybody's choice.";
    right: "权利", "Right";
    right_record: "记录", "Record";
    informed_by(day: &str, places: &str): "{day} 公示两种模式；{places}", "The two modes posted on {day}; {places}";
    informed_unseen: "没有张贴照片", "No photo of it as it hangs";
    informed_not: "没有公示两种模式", "The two modes aren't posted";
    asked_of(visited: u64, total: u64, visits: usize): "征求过 {visited}/{total} 户（到过或已收回），入户 {visits} 次", "{visited} of {total} households asked, {visits} visits";
    asked_in_public(posted: &str, until: &str, places: &str): "未送达公告：{posted} 至 {until}；{places}", "Notice of what could not be delivered: {posted} to {until}; {places}";
    chose_of(returned: u64, total: u64): "收回 {returned}/{total} 户", "{returned} of {total} returned";
    chose_closed(day: &str, days: i64): "{day} 截止，历时 {days} 天", "closed on {day}, open for {days} days";
    chose_short: "少于参数里的至少天数", "fewer days than under Parameters";
    oversaw_none: "没有结果公示记录", "No notice of the result on record";
    oversaw_preliminary: "初步结果", "Preliminary";
    oversaw_final: "最终结果", "Final";
    oversaw_line(stage: &str, posted: &str, until: &str, objections: &str, upheld: &str): "{stage}：{posted} 至 {until}，异议 {objections} 件，成立 {upheld} 件", "{stage}: {posted} to {until}, {objections} objections, {upheld} upheld";
    oversaw_short(days: i64): "公示不足 {days} 天", "posted for fewer than {days} days";
    told_early: "征求意见还没有截止就公示了结果", "A result was posted before the ballot was closed";
    told_ahead: "结果公示的开始日期在今天之后：请在张贴之后记录，日期不对的请更正", "A result is recorded as posted on a day to come: record it once it hangs, and correct the day if it is wrong";
    no_recount: "最终结果已经公示，而成立的异议之后没有复核计票的记录（方案六(二)1）", "The final result hangs, and after an upheld objection no recount is on record (section 六(二)1)";
    count_line(day: &str, stage: &str, columns: &str): "{day} {stage}：{columns}", "{day} {stage}: {columns}";
    count_figure(column: &str, number: &str): "{column} {number}", "{column} {number}";
    count_preliminary: "初步计票", "preliminary count";
    count_recount: "复核", "recount";
    count_final: "最终计票", "final count";
    count_sum_wrong: "最近的计票记录里各栏合计不等于总户数", "The columns of the last counting record don't add up to N";
    count_unwatched: "最近的计票记录没有监票人", "The last counting record names no watchers";
    count_differs(differences: &str): "计票记录与现在的数不同：{differences}。计票后又有登记或裁定的，请复核并另写一份计票记录。",
        "The last counting record isn't what is counted now: {differences}. Where something was recorded or settled since, count again and write another record.";
    counted_otherwise(column: &str, counted: u64, now: u64): "{column}记录 {counted}，现在 {now}", "{column} {counted} on the record, {now} now";
    public_housing(returned: usize, otherwise: usize): "直管公房已收回 {returned} 户，其中 {otherwise} 户的签署人与参数规定的不同", "Public housing: {returned} returned, {otherwise} of them signed by somebody else than Parameters say";

    // who runs it
    run_by: "实施方式与收费（方案六(二)2）", "Who runs it, and the fee (section 六(二)2)";
    operator: "实施方式", "Form";
    operator_station: "社区公共服务工作站", "Service station";
    operator_unfit: "这种实施方式不属于已确定的管理模式。", "This form doesn't belong to the mode that was decided.";
    operator_no_station: "准物业由社区公共服务工作站组织实施，还没有填写是哪个工作站。", "Quasi management is a service station's: none is named yet.";
    entrusted_keeps: "统一委托物业服务企业的，补贴和优惠政策不变。", "One company being entrusted, subsidies stay as they are.";
    services_title: "七项服务（方案六(二)2(1)）", "The seven services (section 六(二)2(1))";
    service_not_surveyed: "没有调查", "Not surveyed";
    service_complete: "服务单位、开始日期、频次齐全", "Provider, first day and frequency are there";
    station_fee: "服务成本费", "The station's fee";
    fee_of_area(amount: &str): "折合 {amount} 元/㎡·年", "{amount} yuan per m² and year";
    fee_of_household(amount: &str): "折合 {amount} 元/户·年", "{amount} yuan per household and year";
    fee_due(amount: &str): "全部收齐每年 {amount} 元", "{amount} yuan a year if all is paid";
    fee_payer_wrong: "服务成本费应向住户收取。", "The fee is for households to pay.";
    fee_collector_wrong: "服务成本费应由社区公共服务工作站收取。", "The fee is for the service station to collect.";
    fee_said_not: "没有写明缴费人或收费单位", "It isn't said who pays, or who collects";
    contract: "物业服务合同", "Service contract";
    fine: "齐全", "In order";
    faulty: "有问题", "To be mended";
    contract_fine: "合同齐全，按合同约定收费", "Complete; the fee is the contract's";
    own_share(own: &str, left: &str): "收费和经营收入承担 {own} 元，余 {left} 元靠补贴", "fees and income bear {own} yuan, {left} yuan are left for subsidies";

    // what is kept up
    kept: "原补贴不变（方案八3）", "Subsidies that stay (section 八3)";
    kept_green: "绿化补贴", "Greenery";
    kept_municipal: "市政补贴", "Municipal";
    agencies: "公用事业委托收费（方案八3）", "Fees collected for utilities (section 八3)";
    agency_fine(amount: &str): "按核定标准收费，专项委托费用 {amount} 元/年", "By the approved tariff; the utility pays {amount} yuan a year";
    agency_unnamed(names: &str): "现状调查有代收（{names}），这里还没有填写", "The survey finds fees collected for {names}, of which nothing is entered here";
    awards: "考核评优（方案八3、八4）", "Appraisal and awards (sections 八3, 八4)";
    relief_differs(households: u32, amount: &str, granted: usize): "现状调查填的是 {households} 户、{amount} 元/年，按公示无异议准予减免的是 {granted} 户，请核对。", "The survey says {households} households and {amount} yuan a year; relief was granted as it has to be to {granted}. Please check.";
    accounts_incomplete(n: usize): "{n} 条年度收支或岗位记录缺少数字，没有计入。", "{n} years of accounts or posts lack a figure and are in no sum.";
    publicity: "宣传记录（方案八5）", "Publicity (section 八5)";
    award_level_missing: "没有写考核层级", "The level is missing";

    // the campaign
    phases: "实施步骤（方案五）", "Phases (section 五)";
    phase_survey: "调查计划阶段", "Survey and planning";
    phase_rollout: "全面推进阶段", "Roll-out";
    phase_from(day: &str): "{day} 起", "from {day}";
    phase_until(day: &str): "到 {day}", "until {day}";
    phase_open: "没有填写日期", "Days not filled in";
    phase_out_of_order: "全面推进阶段的结束日期早于开始日期，请核对参数。", "The roll-out ends before it begins: check the parameters.";
    task_done(day: &str): "{day} 完成", "done {day}";
    task_open: "未完成", "Not done";
    totals: "总体目标（方案二）", "Overall target (section 二)";
    total_what: "项目", "What";
    total_target: "目标", "Target";
    total_reached: "已达到", "Reached";
    totals_explain: "已达到：列入改善计划、改善已完成并已建立物业管理机制的小区。", "Reached: listed compounds whose works are completed and whose management runs.";
    total_unit_buildings(n: &str): "{n} 幢", "{n} buildings";
    total_unit_households(n: &str): "{n} 万户", "{n} × 10,000 households";
    subtotals: "分区、分街道小计", "By district and street";
    subtotal_place: "区、街道", "Where";
    subtotal_compounds: "小区", "Compounds";
    subtotal_running: "已建立机制", "Running";
    subtotal_achieved: "八个有齐全", "All eight haves";
    subtotal_area: "面积（㎡）", "Area (m²)";
    subtotal_buildings: "幢", "Buildings";
    subtotal_households: "户", "Households";
    subtotal_unknown(n: usize): "{n} 个小区数字不全", "{n} with figures missing";
    place_unknown: "（没有填写）", "(not known)";
    areas: "归并区域（方案六(一)1(1)）", "Merged areas (section 六(一)1(1))";
    area_line(households: &str, area: &str, required: &str, shortfall: &str): "户数 {households}，建筑面积 {area}；应配用房 {required}，缺口 {shortfall}", "Households {households}, floor area {area}; room required {required}, short by {shortfall}";
    member_line(households: &str, area: &str): "户数 {households}，建筑面积 {area}", "Households {households}, floor area {area}";
    area_households(n: u64): "{n} 户", "{n}";
    band_lines: "一行一档：不超过的建筑面积=岗位数，例如 50000=3", "One band on each line, floor area of at most=posts, such as 50000=3";
}

impl Lang {
    pub fn year(self, year: Option<u16>) -> String {
        year.map_or_else(|| self.unknown().to_owned(), |year| year.to_string())
    }

    pub fn selected(self, selected: Selected) -> String {
        match selected {
            Selected::NotYet => self.selected_not_yet().to_owned(),
            Selected::No => self.selected_no().to_owned(),
            Selected::For(year) => self.selected_for(year),
        }
    }

    pub fn task(self, task: Option<Task>) -> &'static str {
        match task {
            None => self.task_unknown(),
            Some(Task::Required) => self.pick("新增硬件，应配", "New hardware, due"),
            Some(Task::Offered) => self.pick("选择实施", "Chosen from"),
            Some(Task::Recorded) => self.pick("原定改善任务，只记录", "Original works', on record"),
        }
    }

    pub fn support(self, support: Support) -> &'static str {
        match support {
            Support::There => self.pick("具备", "There"),
            Support::Lacking => self.pick("缺少或需改造", "Lacking"),
            Support::NotApplicable => self.pick("不适用", "Doesn't apply"),
            Support::Unknown => self.pick("不清楚", "Not known"),
        }
    }

    pub fn may_merge(self, may: MayMerge) -> &'static str {
        match may {
            MayMerge::Scattered => self.pick("零星住宅", "scattered housing"),
            MayMerge::Small => self.pick("小规模", "small"),
            MayMerge::TooLarge => self.pick("超过小规模上限", "larger than small"),
            MayMerge::SizeNotSet => self.pick("参数没有写小规模上限", "Parameters don't say what small is"),
            MayMerge::AreaUnknown => self.pick("没有总建筑面积", "no floor area"),
        }
    }

    pub fn right_name(self, right: Right) -> &'static str {
        match right {
            Right::Informed => self.pick("知情权", "To be informed"),
            Right::Asked => self.pick("参与权", "To take part"),
            Right::Chose => self.pick("选择权", "To choose"),
            Right::Oversaw => self.pick("监督权", "To oversee"),
        }
    }

    pub fn count_column(self, column: Column) -> &'static str {
        match column {
            Column::Total => self.households_n(),
            Column::Professional => self.professional(),
            Column::Quasi => self.quasi(),
            Column::Blank => self.blank(),
            Column::Invalid => self.invalid(),
            Column::NotReturned => self.not_returned(),
        }
    }

    pub fn count_record(self, count: &CountRecord) -> String {
        let stage = match count.stage {
            Some(CountStage::Preliminary) => self.count_preliminary(),
            Some(CountStage::Recount) => self.count_recount(),
            Some(CountStage::Final) => self.count_final(),
            None => self.unknown(),
        };
        let figure = |(column, number): (Column, Option<u32>)| {
            let number = number.map_or_else(|| self.unknown().to_owned(), |number| number.to_string());
            self.count_figure(self.count_column(column), &number)
        };
        let columns: Vec<String> = Column::ALL.into_iter().zip(count.counted).map(figure).collect();
        let day = count.on.map_or_else(|| self.unknown().to_owned(), date_text);
        self.count_line(&day, stage, &self.list(&columns))
    }

    pub fn shown(self, shown: Shown) -> &'static str {
        match shown {
            Shown::Yes => self.pick("有记录", "On record"),
            Shown::InPart => self.pick("记录不全", "In part"),
            Shown::No => self.pick("没有记录", "Nothing on record"),
        }
    }

    pub fn compared(self, compared: Option<Compared>) -> String {
        match compared {
            Some(Compared::Within) => self.pick("不超过标准", "within the standard").to_owned(),
            Some(Compared::Above { by }) => {
                self.pick(format!("每年超过标准 {by} 元"), format!("above the standard by {by} yuan a year"))
            }
            Some(Compared::NotSet) => {
                self.pick("参数没有填写收费标准", "Parameters don't have the standard").to_owned()
            }
            None | Some(Compared::OtherUnit) => {
                self.pick("计费单位不同，不能比较", "by another unit: can't be compared").to_owned()
            }
        }
    }

    pub fn contract_fault(self, fault: ContractFault) -> &'static str {
        match fault {
            ContractFault::Absent => self.pick("没有合同", "There is no contract"),
            ContractFault::Party => self.pick("甲方不是业主委员会", "Not concluded by the owners' committee"),
            ContractFault::Company => self.pick("没有写企业", "No company named"),
            ContractFault::Number => self.pick("没有合同编号", "No number"),
            ContractFault::Signed => self.pick("没有签订日期", "No day of signing"),
            ContractFault::Term => self.pick("没有合同期限", "No term"),
            ContractFault::BeforeCommittee => {
                self.pick("签订早于业主委员会成立", "Signed before there was a committee")
            }
            ContractFault::Fee => self.pick("没有收费标准或计费单位", "No fee in it, or no unit of it"),
            ContractFault::OtherFee => {
                self.pick("调查的收费与合同约定不同", "The survey finds another fee than the contract's")
            }
            ContractFault::StationFee => self.pick(
                "另有工作站的服务成本费，只能按合同收费",
                "The station's fee is on record too: only the contract's holds",
            ),
        }
    }

    pub fn posts_size(self, size: Posts) -> String {
        match size {
            Posts::Within { band } => self.pick(format!("档次 {band} 个，未超过"), format!("band {band}, within")),
            Posts::Above { band } => self.pick(format!("超过规模档次 {band} 个"), format!("above the band of {band}")),
            Posts::NoBands => self.pick("参数没有规模档次", "Parameters have no bands").to_owned(),
            Posts::NoArea => self.pick("没有总建筑面积，不能对照档次", "no floor area to find the band by").to_owned(),
            Posts::BeyondBands => self.pick("建筑面积超过最大档次", "larger than the last band").to_owned(),
            Posts::NotQuasi => {
                self.pick("专业化物业管理不设岗位补贴", "no posts with professional management").to_owned()
            }
        }
    }

    pub fn carried(self, carried: Carried) -> String {
        match carried {
            Carried::Kept { amount } => {
                self.pick(format!("{amount} 元/年，不变"), format!("{amount} yuan a year, kept"))
            }
            Carried::Dropped { by } => {
                self.pick(format!("比原来减少 {by} 元/年"), format!("{by} yuan a year less than before"))
            }
            Carried::Due { amount } => self.pick(
                format!("应为 {amount} 元/年，现在的数额没有调查"),
                format!("{amount} yuan a year are due; what it is now wasn't surveyed"),
            ),
            Carried::FormerUnknown => self.pick("原来的数额没有填写", "what it was before isn't filled in").to_owned(),
        }
    }

    pub fn agency_fault(self, fault: AgencyFault) -> &'static str {
        match fault {
            AgencyFault::Tariff => self.pick("没有写收费标准", "No tariff"),
            AgencyFault::Approval => self.pick("没有物价部门核定文号和日期", "No approval by number and day"),
            AgencyFault::Unpaid => self.pick("专业单位没有支付委托费用", "The utility pays nothing for it"),
            AgencyFault::CommissionUnknown => self.pick("委托费用没有填写", "What the utility pays isn't filled in"),
            AgencyFault::Added => self.pick("另向居民加收", "Something is added for residents"),
            AgencyFault::AddedUnknown => self.pick("是否向居民加收没有填写", "Not said whether anything is added"),
        }
    }

    pub fn preparation(self, task: Preparation) -> &'static str {
        match task {
            Preparation::Institutions => self.pick("机构组建", "Institutions set up"),
            Preparation::Survey => self.pick("物业管理现状调查", "Survey"),
            Preparation::Policies => self.pick("政策标准制订", "Policies and standards"),
            Preparation::Plan => self.pick("计划安排", "Plan"),
        }
    }

    pub fn phase(self, phase: Phase) -> &'static str {
        match phase {
            Phase::Open => self.phase_open(),
            Phase::Ahead => self.pick("未开始", "Ahead"),
            Phase::Running => self.pick("进行中", "Running"),
            Phase::Over => self.pick("已结束", "Over"),
        }
    }
}
