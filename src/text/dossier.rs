//! Words of a compound's dossier, and of what the plan's rules make of it.

use super::{Lang, words};
use crate::domain::catalogue::dossier::Part;
use crate::domain::catalogue::setting::{Fixed, Setting, Settings, Subject};
use crate::domain::catalogue::{self, Have, Payer};
use crate::domain::date::date_text;
use crate::domain::rules::deadline::{Duty, Standing};
use crate::domain::rules::eligibility::{Criterion, Decided, Met, Verdict};
use crate::domain::rules::establishment::{Body, Size};
use crate::domain::rules::funding::{Bearer, Stage, Undetermined};
use crate::domain::rules::gaps::Measure;
use crate::domain::rules::haves::Value;
use crate::domain::rules::programme::{Listing, Programme};
use crate::domain::rules::relief::{Lacks, Relief};
use crate::domain::rules::room::Room;
use crate::findings::danger::{Appraisal, Level, Suspect};
use crate::findings::funding::{Audit, Purse};

words! {
    look_back_list(n: usize): "回头看清单（{n}）", "Looked back at ({n})";
    look_back_lacks(what: &str): "缺：{what}", "Lacks {what}";
    look_back_lacks_nothing: "已查明的都不缺", "Nothing that is known is lacking";
    looked_back_on(day: &str): "{day} 已查看", "looked at on {day}";
    made_good_on(day: &str): "{day} 补齐", "made good on {day}";
    not_looked_back: "还没有查看记录", "Not looked at yet";
    not_made_good: "还没有补齐", "Not made good yet";
    suspects: "疑似危房（方案六(一)2(3)）", "Buildings that look dangerous (section 六(一)2(3))";
    suspects_list(n: usize): "疑似危房清单（{n}幢）", "Buildings that look dangerous ({n})";
    suspects_explain: "调查只记疑似，须申请鉴定；等级只按鉴定单位的结论。", "The survey only suspects: they are referred for appraisal, and the level is the appraiser's word.";
    suspect_seen: "调查疑似", "suspected by the survey";
    suspect_by_grade: "分项有“危险”，不能评等级", "a part is dangerous: no grade is given";
    suspect_not_referred: "还没有申请鉴定", "Not referred yet";
    suspect_referred(day: &str): "{day} 已申请鉴定", "Referred on {day}";
    suspect_appraised(level: &str, day: &str): "{day} 鉴定：{level}", "Appraised on {day}: {level}";
    suspect_relieved(level: &str, day: &str): "原为{level}，{day} 已解除危险", "Was {level}; relieved on {day}";
    audits: "跟踪审计（方案八2）", "Audits (section 八2)";
    audit_lacking: "有审定金额，还没有竣工决算的审计记录。", "There is an audited amount, and no audit of a final account on record.";
    letters: "目标责任书（方案八4）", "Letters of responsibility (section 八4)";
    look_back_unknown(n: usize): "{n} 项不清楚", "{n} not known";
    building_is_left_out(no: &str, why: &str): "{no}幢不需调查（{why}），不参加判断，也不计缺口和费用。", "Building {no} needs no survey ({why}): it decides nothing, lacks nothing and bears nothing.";
    building_is_not_listed(no: &str, why: &str): "{no}幢经认定不列入（{why}），不计缺口、费用和面积。", "Building {no} is outside the plan by decision ({why}): it lacks nothing, bears nothing and adds no area.";
    decision_open: "认定还缺理由、认定单位或人员，或列入的幢号，暂不作数。", "The decision lacks its reason, who made it, or the buildings within, and doesn't count yet.";
    acceptance_open: "竣工后接收，还缺竣工日期，或竣工日期晚于接收日期。", "Accepted after completion: the day of completion is missing, or later than the acceptance.";
    step_dossier: "档案与期限", "Dossier and deadlines";
    step_dossier_sub: "实施范围、八个有、接收、期限、运行", "Scope, eight haves, acceptance, deadlines, operation";
    dossier_add: "添加一条", "Add an entry";
    dossier_empty: "还没有填写", "Nothing in it yet";
    dossier_strike: "填错的条目点“不适用”并写明理由，就不再计入；内容和理由都保留。", "An entry made by mistake: say that it doesn't apply and why. It counts for nothing then, and stays on record.";
    dossier_supervisors: "其余内容由监督员在其设备上填写。", "The rest is filled in on the supervisor's device.";

    findings_code: "结果核对码", "Code of the findings";
    findings_explain: "另一台设备有同样的记录，核对码就完全相同；命令行 wenlou merge 也给出它。", "A device with the same records has the same code; the command line's wenlou merge prints it too.";

    // scope
    eligibility: "是否属于实施范围（方案三）", "Within the plan? (section 三)";
    eligibility_buildings: "逐幢情况", "Building by building";
    building_year(year: u16): "{year} 年建成", "built {year}";
    year_unknown: "建成年份不详", "year not known";
    suites_complete: "成套", "self-contained";
    suites_part: "部分成套", "partly self-contained";
    suites_not: "不成套", "not self-contained";
    suites_unknown: "是否成套不详", "suites not known";
    programme_title: "所属工程（方案六(一)）", "Programme (section 六(一))";
    programme_unknown: "还不能判断：需要所列工程、竣工情况和竣工日期，以及参数里的本方案出台日期", "Not determined: it takes the programmes listed in, completion and its day, and under Parameters the day on which the plan was issued";
    programme_unlisted_means: "由市物改办选择性组织实施；费用列入物业改善工程专项经费。", "The city's office chooses what is done; paid for from the property-management fund.";
    programme_listed_means: "新增硬件与原定改善任务同步完成；费用列入该工程专项经费。避免重复施工。", "New hardware is done together with the listed works, from their fund. No place is dug up twice.";
    programme_look_back_means: "通过“回头看”查漏补缺；费用列入该工程专项经费。", "Looked back at for what is lacking; paid for from that programme's fund.";

    // haves
    eight_haves: "八个有（方案二）", "The eight haves (section 二)";
    haves_test: "方案没有写判断办法，本程序按：用房有面积（租借为过渡）；七项服务有单位、开始日期和频次。硬件只作支持。", "The plan gives no test. Here: a room with an area (rented or borrowed for the time being); a service with provider, first day and frequency. Hardware only supports.";
    now: "现在", "Now";
    baseline: "基线", "Baseline";
    have: "项目", "Have";
    haves_all: "八个有已全部具备", "All eight are there";
    haves_open: "还有项目不清楚", "Some are not known yet";
    haves_lack: "八个有还没有全部具备", "Not all eight are there";
    room_title: "物管用房（方案六(一)1(3)）", "Management room (section 六(一)1(3))";
    room_required_is: "应配面积", "Required";
    room_shortfall_is: "缺口", "Short by";
    room_met: "达到标准", "Meets the standard";
    room_not_met: "未达到标准；有条件的争取达到，不作否决", "Short of the standard, which is a target where conditions allow";
    room_unknown: "需要总建筑面积、用房面积和性质", "It takes the total floor area, and the room's area and tenure";
    square_metres(figure: &str): "{figure} ㎡", "{figure} m²";

    // steps
    ledger: "期限一览", "What is due when";
    ledger_basis: "起算日不计入；到相应日或月末届满，遇放假日顺延到下一个工作日。", "The first day isn't counted; a period ends on the corresponding day or the month's end, and rolls on to a working day.";
    calendar_lacks(years: &str): "没有 {years} 年的放假安排，这些年只按周末计算，请在参数里补充。", "Days off of {years} aren't known: only weekends are. Add them under Parameters.";
    step_what: "事项", "What";
    step_from(day: &str): "{day} 起算", "from {day}";
    step_due: "期限", "Due";
    step_done(day: &str): "{day} 完成", "done {day}";
    step_state: "状态", "State";
    step_waits: "起算日期未定", "The first day isn't known";
    step_named: "约定日期", "Named day";
    step_before(day: &str): "{day} 召开，至少提前15天", "15 days before {day}, at least";
    step_before_assembly: "业主大会召开（至少提前15天）", "15 days before the assembly";
    step_closed: "征求意见截止", "ballot closed";
    step_posted: "初步结果公示", "preliminary result posted";
    step_runs_preliminary: "按初步结果起算，最终结果公示后重新起算", "runs from the preliminary result, and anew from the final one";
    step_preliminary(day: &str): "{day}（初步结果，公示期满前未定）", "{day} (preliminary: not settled before the result has hung)";
    step_committee: "业主委员会成立", "committee set up";
    step_no_term: "没有规定期限", "No day is set";
    step_is_done: "已完成", "Done";
    step_not_recorded: "没有记录", "Not on record";
    acceptance_special_open: "因特殊原因接收，还缺原因，或街道（乡镇）确认的文号、日期、照片。", "Accepted for a special reason: the reason, or number, day or photo of the street's confirmation, is missing.";
    acceptance_none: "还没有接收日期，各项期限无法计算。", "No day of acceptance: nothing is due yet.";
    readiness: "业主共同决定进度（民法典第278条）", "Owners' joint decision (Civil Code 278)";
    readiness_explain: "选聘企业另须：参与的面积和人数各达三分之二，其中同意的各过半数。与征求意见的“二分之一以上户数”是两回事。", "Hiring a company also takes two thirds by area and by owners taking part, and more than half of those by each in favour. It has nothing to do with the ballot's half.";
    by_area: "按面积", "By area";
    by_owners: "按人数", "By owners";
    quorum_yes: "参与达三分之二", "two thirds take part";
    quorum_no: "参与不足三分之二", "fewer than two thirds take part";
    majority_yes: "同意过半数", "more than half in favour";
    majority_no: "同意不过半数", "not more than half in favour";
    decided_yes: "已形成共同决定", "Decided";
    figures_missing: "数字不全", "Figures missing";
    decided_no: "未形成共同决定", "Not decided";

    // gaps
    gaps: "硬件现状与缺口（方案六(一)）", "What there is and what is lacking (section 六(一))";
    gaps_explain: "数字来自现状调查；有一处没有调查，合计就不清楚，不按0计；“—”是调查不问的。", "Figures are the survey's; where one place wasn't surveyed the sum is not known, and it is not 0; — is what the survey doesn't ask.";
    gap_item: "项目", "Item";
    gap_existing: "现有", "There is";
    gap_required: "应有", "Required";
    gap_missing: "缺少或需改造", "Lacking or to be renewed";
    gap_figure_unknown: "不清楚", "not known";
    gap_unknown(places: usize): "{places} 处没有调查", "{places} places not surveyed";
    whole_there: "有", "yes";
    whole_not: "无", "no";

    // money
    costs: "资金测算（方案七）", "Costs and who pays (section 七)";
    costs_none: "还没有费用项目。", "No line of costs yet.";
    cost_amount: "金额", "Amount";
    cost_payers: "承担", "Who pays";
    price_from(source: &str): "单价来源：{source}", "price from: {source}";
    no_quantity: "没有数量", "No quantity";
    no_price: "没有单价", "No price";
    cost_total: "合计", "Total";
    cost_unpriced(lines: usize): "{lines} 项没有金额，不在合计里", "{lines} lines have no amount and are not in the totals";
    costs_open(lines: usize): "{lines} 项没有金额或承担方", "{lines} lines without amount or payer";
    cost_open: "没有确定承担方", "No payer determined";
    waived: "原则上免缴（方案七2(4)）", "Waived in principle (section 七2(4))";
    waived_as(amount: &str): "免缴（本应 {amount} 元）", "waived (else {amount} yuan)";
    assumptions: "方案没有写明的，按下列做法（在参数里可改）", "What the plan leaves open was settled like this (it can be changed under Parameters)";
    fixed_points: "方案已经定了的，不能另设", "What the plan itself says, and no campaign can set";
    assumption_set: "（本工作另定）", " (set by this campaign)";
    subtotal(of: &str): "小计：{of}", "Subtotal: {of}";
    surveyed_as(figure: &str): "调查：{figure}", "survey: {figure}";
    yuan_amount(amount: &str): "{amount} 元", "{amount} yuan";

    // paper
    print_document: "打印", "Print";
    document_costs: "资金测算表", "Costs and who pays";
    document_ledger: "期限一览表", "What is due when";
    document_of(place: &str, day: &str): "{place}　　截至 {day}", "{place}, as of {day}";
    document_basis: "依据", "Basis";
    document_start: "起算", "Runs from";
    document_raw: "届满日", "Ends on";
    document_rolled: "顺延后期限", "Due";
    document_done: "完成日期", "Done on";
    document_who: "责任单位", "Responsible";
    accepted: "接收", "acceptance";
    document_quantity: "数量", "Quantity";
    document_unit: "单位", "Unit";
    document_price: "综合单价（来源）", "Unit price (source)";
    document_stage: "性质", "Status";
    document_waived: "原则上免缴", "Waived in principle";
    document_waived_column: "免缴", "Waived";
    document_note: "备注", "Note";
    document_payers: "单位：元。没有列出的承担方没有金额。", "In yuan. Payers that aren't listed pay nothing.";

    // overview
    overview: "总览与目标", "Overview and targets";
    overview_hint: "各小区进展、优先次序、年度目标", "Progress, priorities, yearly targets";
    overview_order: "优先次序（方案四2、四4）", "In order of priority (sections 四2, 四4)";
    overview_explain: "已列入并已完成改善、尚无专业化物业管理的在前；“未推进”是改善已完成而物业管理还没有推进的。", "Listed and completed compounds without professional management come first; lagging are those whose works are completed and whose management isn't under way.";
    overview_lags: "未推进", "Lagging";
    overview_running: "已建立机制", "Management running";
    haves_of(n: usize): "八个有 {n}/8", "{n} of 8 haves";
    works_doubled(items: &str): "避免重复施工：{items}", "Not to be done twice: {items}";
    targets: "年度目标（方案五2）与覆盖率", "Yearly targets (section 五2) and coverage";
    target_year: "年度", "Year";
    target_area: "目标", "Target";
    target_done: "完成", "Done";
    target_so_far: "累计完成/目标", "Done / target so far";
    wan(area: &str): "{area} 万㎡", "{area} × 10,000 m²";
    targets_differ(by: &str): "累计完成面积与各年之和相差 {by} 万㎡，请核对参数。", "The area in all differs from the sum of the years by {by} × 10,000 m²: check the parameters.";
    coverage: "覆盖率", "Coverage";
    coverage_none: "还没有完成改善的小区", "No compound's works are completed yet";
    coverage_goal_is(goal: &str): "目标 {goal}%", "goal {goal}%";
    compounds_counted_elsewhere(n: usize): "{n} 个小区已截止，本机没有完整的计票结果：不知道选了哪种模式，也不在已管理的合计里", "{n} compounds are closed without their whole count on this device: their mode isn't known here, and they are in no sum of what is managed";
    compounds_without_area(n: usize): "{n} 个小区没有总建筑面积，不在面积合计里", "{n} compounds without a floor area are in none of the sums";

    // operation
    accounts: "年度收支（方案六(二)2）", "Accounts by year (section 六(二)2)";
    shortfall_is(amount: &str): "收费不足 {amount} 元", "fees fall short by {amount} yuan";
    income_is(amount: &str): "经营性收入 {amount} 元", "income {amount} yuan";
    rest_is(amount: &str): "收支差额 {amount} 元", "income less cost {amount} yuan";
    coverage_is(percent: &str): "收入占支出 {percent}%", "{percent}% of the cost came in";
    misspent: "有支出用在本小区管理以外：经营性收入只能用于本小区管理。", "Something was spent elsewhere: the income is for this compound's management only.";
    reliefs: "困难减免（方案八3）", "Relief for hardship (section 八3)";
    granted_total(amount: &str): "已同意减免每年 {amount} 元", "Granted: {amount} yuan a year";
    posts_title: "岗位补贴（方案七3、八3）", "Post subsidies (sections 七3, 八3)";
    posts_line(posts: u32, amount: &str): "{posts} 个岗位，{amount} 元", "{posts} posts, {amount} yuan";

    // settings
    open_points: "方案没有写明的事项", "What the plan leaves open";
    open_points_explain: "每一项都有默认做法和理由；改动后随任务包下发，并在结果中注明。", "Each has a default with its reason; a change goes out with the work packet.";
    numbering_stays: "已有意见表发出或登记，编号方式不能再改：已发出的表收回时仍是原来的编号。", "Forms are out or on record: the numbering stays as it is, for those that come back bear the numbers that they were given.";
    clause(section: &str): "方案：{section}", "Plan: {section}";
    letter_lines: "一行一份：年度、签订单位、签订日期，例如 2026 上城区 2026-03-01", "One on each line: year, with whom, on which day, such as 2026 上城区 2026-03-01";
    buildings_unknown(names: &str): "花名册里没有这些幢：{names}。请核对幢号，没有对上的不起作用。", "Not on the roll: {names}. Check the numbers: what isn't on the roll has no effect.";
    buildings_outside(names: &str): "不列入的幢：{names}", "left out: {names}";
    cutoff_assumption(year: u16, how: &str): "{year} 年建成的：{how}。方案：三1。“以前”是否包括本年没有写；默认由监督员认定。", "Built in {year}: {how}. Plan: 三1. It doesn't say whether “before” takes the year itself in; by default a supervisor decides.";
    cutoff_in: "列入", "within";
    cutoff_by_supervisor: "由监督员认定", "a supervisor decides";
    budget_lines: "一行一年：年份和金额（万元），例如 2026 500", "One year on each line and its amount (10,000 yuan), such as 2026 500";
    year_lines: "一行一年：年份和面积，例如 2026 12.5", "One year on each line and its area, such as 2026 12.5";
    day_spans: "一行一个日期或一段日期，例如 2026-10-01/2026-10-07", "One day or span on each line, such as 2026-10-01/2026-10-07";
}

impl Lang {
    pub fn dossier_part(self, part: Part) -> &'static str {
        match part {
            Part::Scope => self.pick("实施范围与所属工程", "Scope and programme"),
            Part::Haves => self.pick("八个有与物管用房", "Eight haves and the room"),
            Part::Steps => self.pick("接收、模式与期限", "Acceptance, mode, deadlines"),
            Part::Money => self.pick("资金测算与承担", "Costs and who pays"),
            Part::Operation => self.pick("运行与扶持", "Operation and support"),
        }
    }

    pub fn criterion(self, criterion: Criterion) -> &'static str {
        match criterion {
            Criterion::District => self.pick("在实施的市区、区范围内", "Within the plan's districts"),
            Criterion::Year => self.pick("建成年份在界限以前", "Built before the year"),
            Criterion::Complete => self.pick("房屋标准成套", "Self-contained suites"),
            Criterion::Unmanaged => self.pick("尚未开展专业化物业管理", "No professional management yet"),
        }
    }

    pub fn met(self, met: Met) -> &'static str {
        match met {
            Met::Yes => self.pick("符合", "Holds"),
            Met::No => self.pick("不符合", "Doesn't hold"),
            Met::Mixed => self.pick("各幢不一致", "Buildings differ"),
            Met::Unknown => self.pick("不清楚", "Not known"),
            Met::Boundary => self.pick("正好在界线年份", "The boundary year itself"),
        }
    }

    pub fn decided(self, decided: Decided) -> &'static str {
        match decided {
            Decided::Within => self.pick("监督员认定：全部列入", "Decided by a supervisor: within the plan"),
            Decided::Partly => self.pick("监督员认定：部分幢列入", "Decided by a supervisor: some buildings within"),
            Decided::Outside => self.pick("监督员认定：不列入", "Decided by a supervisor: outside the plan"),
        }
    }

    pub fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Eligible => self.pick("属于实施范围", "Within the plan"),
            Verdict::NotEligible => self.pick("不属于实施范围", "Not within the plan"),
            Verdict::Mixed => self.pick("各幢不一致，由监督员认定", "Buildings differ: a supervisor decides"),
            Verdict::Undetermined => self.pick("还不能判断", "Not determined"),
        }
    }

    fn listings(self, listings: &[Listing]) -> String {
        let name = |listing: &Listing| match listing {
            Listing::Courtyard => self.pick("庭院改善", "courtyard improvement"),
            Listing::Dangerous => self.pick("危旧房改善", "dangerous and old housing"),
        };
        self.list(&listings.iter().map(name).collect::<Vec<_>>())
    }

    pub fn listed_in(self, listings: &[Listing]) -> String {
        self.pick(format!("已列入：{}", self.listings(listings)), format!("Listed: {}", self.listings(listings)))
    }

    pub fn programme(self, programme: &Programme) -> String {
        match programme {
            Programme::Listed(listings) => self
                .pick(format!("已列入：{}", self.listings(listings)), format!("Listed: {}", self.listings(listings))),
            Programme::LookBack(listings) => self.pick(
                format!("本方案出台前已完成（回头看）：{}", self.listings(listings)),
                format!("Completed before the plan (look-back): {}", self.listings(listings)),
            ),
            Programme::Unlisted => self.pick("未列入改善计划", "Not listed").to_owned(),
        }
    }

    pub fn programme_means(self, programme: &Programme) -> &'static str {
        match programme {
            Programme::Listed(_) => self.programme_listed_means(),
            Programme::LookBack(_) => self.programme_look_back_means(),
            Programme::Unlisted => self.programme_unlisted_means(),
        }
    }

    /// Who looks back.
    pub fn look_back_by(self, listings: &[Listing]) -> String {
        let name = |listing: &Listing| match listing {
            Listing::Courtyard => self.pick("市庭改办", "the courtyard office"),
            Listing::Dangerous => self.pick("危改办", "the dangerous-housing office"),
        };
        let names = self.list(&listings.iter().map(name).collect::<Vec<_>>());
        self.pick(format!("负责：{names}"), format!("Responsible: {names}"))
    }

    /// Why a building is on the list.
    pub fn suspected_by(self, suspect: &Suspect) -> String {
        let why = [suspect.seen.then(|| self.suspect_seen()), suspect.by_grade.then(|| self.suspect_by_grade())];
        self.clauses(&why.into_iter().flatten().collect::<Vec<_>>())
    }

    pub fn appraisal(self, appraisal: &Appraisal) -> String {
        let level = |level: Level| self.code_of("dossier.appraisal", "level", level.code());
        match appraisal {
            Appraisal::NotReferred => self.suspect_not_referred().to_owned(),
            Appraisal::Referred { on } => self.suspect_referred(&date_text(*on)),
            Appraisal::Appraised { on, level: found } => self.suspect_appraised(level(*found), &date_text(*on)),
            Appraisal::Relieved { on, level: found } => self.suspect_relieved(level(*found), &date_text(*on)),
        }
    }

    /// The label of a code in a form of the dossier.
    fn code_of<'a>(self, form: &str, field: &str, code: &'a str) -> &'a str {
        let field = catalogue::form(form).and_then(|form| form.item.field(field));
        field.map_or(code, |field| self.value_of(&field.kind, code))
    }

    pub fn audit(self, audit: &Audit) -> String {
        let on = audit.on.map_or_else(|| self.unknown().to_owned(), date_text);
        let of = audit.of.map(|of| self.code_of("dossier.audit", "stage", of.code()).to_owned());
        [Some(on), of, audit.by.clone(), audit.found.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    pub fn have_name(self, have: Have) -> &'static str {
        match have {
            Have::H1 => self.pick("物管用房", "Room"),
            Have::H2 => self.pick("公共保洁", "Cleaning"),
            Have::H3 => self.pick("秩序维护", "Order"),
            Have::H4 => self.pick("停车管理", "Parking"),
            Have::H5 => self.pick("设施维保", "Facilities"),
            Have::H6 => self.pick("绿化养护", "Greenery"),
            Have::H7 => self.pick("道路保养", "Roads"),
            Have::H8 => self.pick("维修管理", "Repairs"),
        }
    }

    pub fn have_value(self, value: Value) -> &'static str {
        match value {
            Value::Present => self.pick("有", "Yes"),
            Value::Transitional => self.pick("有（过渡）", "Yes, for the time being"),
            Value::Partial => self.pick("部分", "In part"),
            Value::Absent => self.pick("无", "No"),
            Value::NotApplicable => self.pick("不适用", "Doesn't apply"),
            Value::NotAgreed => self.pick("不适用（待监督员同意）", "Said not to apply; not agreed"),
            Value::Unknown => self.pick("不清楚", "Not known"),
        }
    }

    pub fn room_is(self, room: Option<Room>) -> String {
        match room {
            None => self.pick("不清楚", "Not known").to_owned(),
            Some(Room::Owned) => self.pick("自有", "Owned").to_owned(),
            Some(Room::Absent) => self.pick("没有", "None").to_owned(),
            Some(Room::Transitional { until: None, .. }) => {
                self.pick("租赁或借用，没有写到期日期", "Rented or borrowed, without an end").to_owned()
            }
            Some(Room::Transitional { until: Some(until), over: false }) => {
                let until = date_text(until);
                self.pick(format!("租赁或借用（过渡），到 {until}"), format!("Rented or borrowed, until {until}"))
            }
            Some(Room::Transitional { until: Some(until), over: true }) => {
                let until = date_text(until);
                self.pick(format!("租赁或借用已于 {until} 到期"), format!("Rented or borrowed; ended on {until}"))
            }
        }
    }

    pub fn step(self, what: &Duty) -> String {
        match what {
            Duty::Ballot => self.pick("完成征求意见，确定管理模式", "Ballot, and the mode decided").to_owned(),
            Duty::Result => self.pick("公示初步结果", "The preliminary result posted").to_owned(),
            Duty::Objections => {
                self.pick("初步结果公示期满、异议处理完", "It hung, and objections were heard").to_owned()
            }
            Duty::Assembly => self.pick("召开业主大会，成立业主委员会", "Owners' assembly and committee").to_owned(),
            Duty::Station => self.pick("建立日常物业管理机制", "Everyday management set up").to_owned(),
            Duty::Establish => self.pick("按确定的模式建立机制", "The decided mode set up").to_owned(),
            Duty::Held => self.pick("召开业主大会会议", "Owners' assembly held").to_owned(),
            Duty::Drafts => self.pick("公示议事规则等草案（可选）", "Drafts of the rules posted (optional)").to_owned(),
            Duty::Call => self.pick("公告业主大会会议（可选）", "Owners called to the assembly (optional)").to_owned(),
            Duty::Filing => self.pick("业主委员会备案（可选）", "The committee filed (optional)").to_owned(),
            Duty::Hire => self.pick("选聘物业服务企业（可选）", "The company chosen (optional)").to_owned(),
            Duty::Operator => self.pick("确定实施方式（可选）", "Who does the work is chosen (optional)").to_owned(),
            Duty::Room => self.pick("过渡用房到期", "The room for the time being ends").to_owned(),
            Duty::Restoration { what, place, .. } if what == "green" => {
                self.pick(format!("绿化恢复：{place}"), format!("Greenery restored: {place}"))
            }
            Duty::Restoration { place, .. } => {
                self.pick(format!("路面修复：{place}"), format!("Road surface restored: {place}"))
            }
        }
    }

    /// The plan's section or the law, and who has to see to it.
    pub fn step_basis(self, what: &Duty) -> (String, &'static str) {
        let street = self.pick("街道办事处（乡镇政府）", "Street office");
        let residents = self.pick("社区居委会", "Residents' committee");
        let (station, owners) =
            (self.pick("社区公共服务工作站", "Service station"), self.pick("业主委员会", "Owners' committee"));
        let regulation = |article: &str| {
            self.pick(format!("《物业管理条例》{article}条"), format!("Property Management Regulation {article}"))
        };
        match what {
            Duty::Ballot | Duty::Establish => (self.clause("六(二)1"), street),
            Duty::Result | Duty::Objections => (self.clause("四5"), street),
            Duty::Assembly | Duty::Held => (self.clause("六(二)1"), residents),
            Duty::Station => (self.clause("六(二)1"), station),
            Duty::Drafts => {
                let rules = self.pick("《业主大会和业主委员会指导规则》", "Guiding Rules on Assemblies and Committees");
                (rules.to_owned(), residents)
            }
            Duty::Call => (regulation("14"), residents),
            Duty::Filing => (regulation("16"), owners),
            Duty::Hire => (self.clause("六(二)1"), owners),
            Duty::Operator => (self.clause("六(二)2(1)"), station),
            Duty::Room => (self.clause("六(一)1(3)"), street),
            Duty::Restoration { .. } => (self.clause("七2(4)"), self.pick("工程实施单位", "Whoever does the works")),
        }
    }

    /// What is to be said of a committee's number of members; `None`: nothing.
    pub fn committee_size(self, members: u32, size: Size) -> Option<String> {
        let why = match size {
            Size::Fits => return None,
            Size::Even => self.pick("应为单数", "it has to be odd"),
            Size::TooFew => self.pick("一般不少于5人（100户以下的可以为3人）", "5 at least, or 3 up to 100 households"),
            Size::TooMany => self.pick("一般不超过11人", "11 at most"),
            Size::Unknown => {
                self.pick("100户以下的可以为3人，总户数还不清楚", "3 will do up to 100 households, which aren't known")
            }
        };
        Some(self.pick(
            format!("业主委员会委员 {members} 人：{why}。"),
            format!("{members} on the owners' committee: {why}."),
        ))
    }

    /// Whom the street should have commissioned instead.
    pub fn commissioned_unfit(self, body: Body) -> &'static str {
        match body {
            Body::Committee => self.pick(
                "准物业应委托社区公共服务工作站，记录的是社区居委会。",
                "Quasi management is the service station's to set up; the residents' committee was commissioned.",
            ),
            Body::Station => self.pick(
                "专业化应委托社区居委会，记录的是社区公共服务工作站。",
                "Professional management is the residents' committee's to bring about; the service station was commissioned.",
            ),
        }
    }

    pub fn standing(self, standing: Standing) -> String {
        match standing {
            Standing::Done { late: 0 } => self.pick("按期完成", "Done in time").to_owned(),
            Standing::Done { late } => self.pick(format!("逾期 {late} 天完成"), format!("Done {late} days late")),
            Standing::Left { days: 0 } => self.pick("今天到期", "Due today").to_owned(),
            Standing::Left { days } => self.pick(format!("还有 {days} 天"), format!("{days} days left")),
            Standing::Late { days } => self.pick(format!("逾期 {days} 天"), format!("{days} days late")),
        }
    }

    pub fn bearer(self, bearer: Bearer) -> &'static str {
        match bearer {
            Bearer::City => self.pick("市财政", "City"),
            Bearer::District => self.pick("区财政", "District"),
            Bearer::ProgrammeFund => self.pick("庭改、危改专项经费", "Programme's fund"),
            Bearer::CourtyardFund => self.pick("庭院改善专项经费", "Courtyard fund"),
            Bearer::DangerousFund => self.pick("危旧房改善专项经费", "Dangerous-housing fund"),
            Bearer::OwnerUnit => self.pick("产权单位", "Owner organisation"),
            Bearer::PowerBureau => self.pick("市电力局", "Power bureau"),
            Bearer::GasGroup => self.pick("市燃气集团", "Gas company"),
            Bearer::WaterGroup => self.pick("市水业集团", "Water company"),
            Bearer::Residents => self.pick("居民（按规定缴纳）", "Residents (prescribed part)"),
            Bearer::LineOwner => self.pick("管线产权单位", "Line's owner"),
            Bearer::OriginalWorksBudget => self.pick("原定改善任务经费", "Original works' budget"),
        }
    }

    pub fn stage(self, stage: Stage) -> &'static str {
        match stage {
            Stage::Estimate => self.pick("估算", "estimate"),
            Stage::Budget => self.pick("预算", "budget"),
            Stage::FinalAccount => self.pick("决算", "final account"),
            Stage::Audited => self.pick("审定", "audited"),
        }
    }

    pub fn undetermined(self, why: Undetermined) -> &'static str {
        match why {
            Undetermined::Silent => self.pick("方案没有写谁承担", "The plan names nobody"),
            Undetermined::Programme => self.pick("所属工程不清楚", "The programme isn't known"),
            Undetermined::Fund => {
                self.pick("列入两项工程，没有确定由哪项经费承担", "Listed in both programmes, neither fund is named")
            }
            Undetermined::Tender => self.pick("是否在招标范围内不清楚", "Not known whether it is in the tender"),
            Undetermined::OutsideTender => {
                self.pick("不在招标范围内，方案没有写谁承担", "Outside the tender, and nobody is named")
            }
            Undetermined::Ownership => {
                self.pick("产权构成不清楚或没有写谁承担", "Ownership isn't known, or nobody is named for it")
            }
            Undetermined::LineOwner => self.pick("管线产权单位不清楚", "Not known whose the lines are"),
            Undetermined::Households => self.pick(
                "数量没有按户填写，居民应缴部分无法计算",
                "It isn't counted in households, so what residents pay can't be worked out",
            ),
            Undetermined::ResidentFee => self.pick("居民应缴费用没有填写", "What residents pay isn't filled in"),
            Undetermined::NotWorks => self.pick("不是工程项目", "Not works"),
            Undetermined::Amount => self.pick("金额不能计算", "The amount can't be reckoned with"),
        }
    }

    pub fn relief(self, relief: Relief) -> String {
        let words = match relief {
            Relief::NotApplied => self.pick("没有申请", "Not applied for"),
            Relief::ToPost => self.pick("待公示，或公示天数不够", "To be posted, or posted for too few days"),
            Relief::Posted { until } => {
                let until = date_text(until);
                return self.pick(format!("公示中，到 {until}"), format!("Posted until {until}"));
            }
            Relief::ToHear => {
                self.pick("公示期满，请记录有无异议", "The notice is over: record whether anybody objected")
            }
            Relief::Objected => self.pick("有异议，不能减免", "Objected to"),
            Relief::ToGrant => self.pick("公示无异议，可以减免", "Nobody objected: it may be granted"),
            Relief::Granted => self.pick("已同意减免", "Granted"),
            Relief::Refused => self.pick("不同意", "Refused"),
            Relief::GrantedWithout(Lacks::Application) => {
                self.pick("没有申请就同意了减免", "Granted without an application")
            }
            Relief::GrantedWithout(Lacks::Notice) => {
                self.pick("没有公示或公示天数不够就同意了减免", "Granted without a notice, or after too short a one")
            }
            Relief::GrantedWithout(Lacks::Hearing) => {
                self.pick("没有记录无异议就同意了减免", "Granted although it isn't recorded that nobody objected")
            }
        };
        words.to_owned()
    }

    /// The section of the plan that a rule of 七 stands in.
    pub fn payer_clause(self, rule: Payer) -> &'static str {
        match rule {
            Payer::F0 => self.pick("原定改善任务", "original works"),
            Payer::F1 => "七1",
            Payer::F2a | Payer::F2aInTender => "七2(1)",
            Payer::F2b => "七2(2)",
            Payer::F2c | Payer::F2cElseF2b | Payer::F2d | Payer::F2dUnnamed | Payer::F2e | Payer::F2f => "七2(3)",
            _ => "七2",
        }
    }

    pub fn measure(self, measure: Measure) -> &'static str {
        match measure {
            Measure::Metres => self.pick("米", "m"),
            Measure::SquareMetres => self.pick("㎡", "m²"),
            Measure::Pieces => self.pick("处、个", "pieces"),
            Measure::Stairwells => self.pick("单元", "stairwells"),
            Measure::Households => self.pick("户", "households"),
            Measure::Whole => "",
        }
    }

    /// Who signs a document.
    pub fn made_and_checked(self) -> [&'static str; 3] {
        [
            self.pick("编制：____________", "Made by: ____________"),
            self.pick("审核：____________", "Checked by: ____________"),
            self.pick("日期：____________", "Date: ____________"),
        ]
    }

    pub fn subject(self, subject: Subject) -> &'static str {
        match subject {
            Subject::Scope => self.pick("实施范围与所属工程", "Scope and programmes"),
            Subject::Targets => self.pick("目标与实施步骤", "Targets and phases"),
            Subject::Deadlines => self.pick("期限的计算", "Deadlines"),
            Subject::Ballot => self.pick("征求意见与公示", "Ballot and notices"),
            Subject::Money => self.pick("费用由谁承担", "Who pays"),
            Subject::Operation => self.pick("运行与扶持", "Operation and support"),
        }
    }

    /// The money that 七 has for works.
    pub fn purse(self, purse: Purse) -> &'static str {
        match purse {
            Purse::Original => self.pick("原定改善任务", "Original works"),
            Purse::Listed => {
                self.pick("庭院改善、危旧房改善工程（七1）", "Courtyard and dangerous-housing programmes (七1)")
            }
            Purse::Management => self.pick("物业改善工程（七2）", "Property-management programme (七2)"),
        }
    }

    /// What holds unless it is changed, and why.
    pub fn setting_reason(self, setting: &Setting) -> String {
        let clause = match setting.clause.starts_with("民法典") {
            true => setting.clause.to_owned(),
            false => self.clause(setting.clause),
        };
        format!("{clause}{}{}", self.pick("。", ". "), self.pick(setting.why.zh, setting.why.en))
    }

    /// What no campaign can set, the clause that says so, and why.
    pub fn fixed_point(self, point: &Fixed) -> String {
        let [name, holds, why] = [point.name, point.holds, point.why].map(|of| self.pick(of.zh, of.en));
        let (colon, stop) = (self.pick("：", ": "), self.pick("。", ". "));
        format!("{name}{colon}{holds}{stop}{}{stop}{why}", self.clause(point.clause))
    }

    /// A setting that filled in what the plan leaves open: what is open, what holds, the clause that is silent, and why it holds unless it is changed.
    pub fn assumption(self, setting: &Setting, settings: &Settings) -> String {
        let (field, value) = (&setting.field, settings.value(setting.field.id));
        let of_kind = |value: &str| {
            let lines: Vec<&str> = value.lines().map(|line| self.value_of(&field.kind, line)).collect();
            let unit = self.unit_of(&field.kind).map(|unit| format!("{}{unit}", self.pick("", " ")));
            let listed = match &lines[..] {
                [first, _, _, _, _, _, .., last] => self.pick(
                    format!("{first} 至 {last} 等 {} 项", lines.len()),
                    format!("{first} to {last}, {} in all", lines.len()),
                ),
                few => self.list(few),
            };
            format!("{listed}{}", unit.unwrap_or_default())
        };
        format!(
            "{}{}{}{}{}{}",
            self.field_name(field),
            self.pick("：", ": "),
            value.map_or_else(|| self.not_set().to_owned(), of_kind),
            if value == setting.default { "" } else { self.assumption_set() },
            self.pick("。", ". "),
            self.setting_reason(setting)
        )
    }
}
