//! Words of what is printed from the roll: forms, notices, the register, the count's minutes.

use super::{Lang, words};
use crate::app::papers::{Caution, Lack, Paper, Replaced};
use crate::domain::ballot::Delivery;
use crate::domain::catalogue;
use crate::domain::date::date_text;
use crate::domain::rules::deadline::Due;
use crate::findings::result::{Heard, Period, Unheard};

words! {
    step_papers: "打印文书", "Papers to print";
    step_papers_sub: "征求意见表、公示、登记册、计票记录", "Forms, notices, register, minutes of the count";
    print_to_hang: "打印后张贴", "Print, to be hung up";
    papers_of: "打印哪些户", "For whom";
    papers_of_explain: "用于征求意见表、登记册和未遇通知；其余文书不按户选。", "For forms, register and the notices to who was not met; the others are of no household.";
    papers_building: "幢", "Building";
    papers_stairwell: "单元", "Stairwell";
    papers_household: "户", "Household";
    papers_all: "全部", "All";
    papers_chosen(n: usize): "已选 {n} 户", "{n} households chosen";
    forms_whose: "已收回的户", "Households that returned theirs";
    forms_open: "只打印未收回的", "Only forms that are not returned";
    forms_all: "也打印", "Print them, too";
    forms_chosen(n: usize): "打印 {n} 户的表。", "Forms of {n} households are printed.";
    papers_laid(name: &str): "已排好：{name}。请在打印窗口里选 A4 纸、实际大小（不缩放）。", "Laid out: {name}. In the printing window choose A4 and the actual size.";
    papers_too_long(n: usize): "有 {n} 份意见表一页排不下：请缩短公示里的服务内容等文字。", "{n} forms take more than a page: make the notice's texts shorter.";
    papers_put_away: "收起", "Put away";
    papers_public: "公开张贴：不含住户的姓名、电话和任何一户的选择。", "Posted in public: no names and no telephones of residents, no household's choice.";
    paper_print(name: &str): "打印{name}", "Print: {name}";

    form_intro: "根据方案六(二)1，小区竣工并接收后，以户为单位（一个独立产权单位为一户）书面征求居民对管理模式的意见。请在两种模式中选择一种。",
        "By the plan, section 六(二)1, every household (one title) is asked in writing which of two modes of management the compound should have. Please choose one.";
    form_question: "您的选择（只选一项，在方框内打“√”）", "Your choice (one only: put a tick in its box)";
    form_example: "填写示例", "Example";
    form_example_words: "选中的一项打“√”，另一项留空。", "Tick the one that you choose and leave the other empty.";
    form_threshold: "选择专业化物业管理的户数达到总户数的二分之一以上（含二分之一）的，采用专业化物业管理；达不到的，统一采用社区化准物业管理。",
        "If one half or more of all households choose professional management, it is professional management; otherwise it is quasi-management.";
    form_unreturned: "未交回的不计为选择专业化。两项都没有勾选的按空白计，也不计为选择任何一种。", "A form that is not returned does not count as a choice of professional management. One with no tick is blank and chooses neither.";
    form_invalid(signer: &str): "有下列情形之一的，本表无效：没有签名、盖章或指印；{signer}；两项都勾选；涂改或无法辨认；不是本编号的表；截止之后签署；房屋不在公示的花名册上；同一户交回的几份选择不同（不计入任何一项，须重新签署）；核实时本人否认签名；签署人未成年或没有行为能力而没有监护人签署；由不得受托的人（如物业服务企业的工作人员）代签。",
        "A form is invalid with no signature, seal or fingerprint; {signer}; with both ticked; altered or illegible; if it is not this numbered form; if it was signed after the close; if the title is not on the posted roll; if forms of one household choose differently (none counts, and it signs again); if the signature is disowned on verification; if a minor or another who needs one signed without a guardian; or if a barred proxy signed (such as staff of a property company).";
    form_one_voter: "产权人为二人以上的，由其中一人代表全户签署一份。请用钢笔或圆珠笔填写；写坏了请向收集人换表，换表后原编号作废。",
        "Co-owners sign one form together through one of them. Write in ink. A spoiled form is exchanged by the collectors, and its number is void.";
    form_return(contact: &str): "咨询与交回：{contact}", "Questions, and where to return it: {contact}";
    form_until(day: &str): "请在 {day}（含当日）前交回。", "Please return it by {day}, that day included.";
    form_title_no: "产权证号", "Title no.";
    form_holder: "产权人", "Rights-holder";
    form_tenant: "承租人（直管公房，由其签署）", "Tenant (public housing, who signs)";
    form_household: "房号", "Suite";
    form_signature: "签名（盖章、指印）", "Signature (seal, fingerprint)";
    form_day: "签署日期", "Date";
    form_phone: "联系电话（可不填）", "Telephone (optional)";
    form_proxy: "代理人姓名", "Proxy's name";
    form_proxy_attached: "□ 附书面委托书", "□ written authority attached";
    form_collectors: "收集人", "Collectors";
    form_first: "甲", "A";
    form_second: "乙", "B";
    form_cut: "沿虚线剪开　存根由收集人留存", "Cut here · the collectors keep the stub";
    form_stub: "征求意见表存根", "Stub of the form";
    form_receipt: "收表人签名", "Received by (signature)";
    form_receipt_at: "签收时间", "Time";
    form_code(serial: &str): "意见表 {serial} 的二维码", "Code of form {serial}";
    form_privacy(handler: &str, purpose: &str, until: &str, contact: &str):
        "个人信息告知：{handler}为{purpose}收集本表所列信息，保存到 {until}；每户的选择不公示。可以查阅、更正或要求删除，联系：{contact}。",
        "Personal information: {handler} collects what is on this form for {purpose} and keeps it until {until}. No household's choice is published. You may see, correct or have it deleted: {contact}.";
    form_privacy_blank: "个人信息告知：处理者________________，保存到____年__月__日；每户的选择不公示。可以查阅、更正或要求删除，联系：________________。",
        "Personal information: handled by ________________, kept until ____-__-__. No household's choice is published. You may see, correct or have it deleted: ________________.";
    day_blank: "____年__月__日", "____-__-__";
    time_blank: "____年__月__日__时__分", "____-__-__ __:__";
    paper_blank: "________________", "________________";

    modes_heading: "物业管理模式公示", "Notice of the two modes of management";
    modes_threshold(half: u64, total: u64): "计票：总户数 N 为 {total} 户，未交回、空白、无效的都在总户数内。选择专业化物业管理的户数 P 达到 N 的二分之一以上（含二分之一，即 2P ≥ N，至少 {half} 户）的，采用专业化物业管理；达不到的，统一采用社区化准物业管理。",
        "The count: N is {total} households, with those that don't return a form, return it blank or invalid. If the P households that choose professional management are one half of N or more (2P ≥ N, at least {half}), it is professional management; otherwise quasi-management.";
    modes_charged_by: "收费单位", "Charged by";
    modes_ballot: "征求意见日期", "Ballot";
    modes_from_to(from: &str, until: &str): "{from} 至 {until}", "{from} to {until}";
    modes_corrections: "花名册更正", "Corrections of the roll";
    modes_corrections_until(day: &str): "对户数、产权有异议的，请在 {day}（含当日）前提出。", "Objections to the households or titles of the roll are taken until {day}, that day included.";
    modes_contact: "咨询与交回", "Questions, and where to return forms";
    modes_hung: "张贴期间", "Posted";
    modes_reposted: "更正后重新张贴", "Posted anew";
    modes_reposted_on(day: &str): "花名册更正后，于 {day} 重新张贴", "on {day}, the roll having been corrected";
    modes_collectors: "收集人（上门时出示证件）", "Collectors (they show their cards at the door)";
    paper_seal: "（盖章）　____年__月__日", "(seal)  ____-__-__";

    register_visit: "次", "No.";
    register_at: "日期时间", "Date, time";
    register_result: "结果", "Result";
    register_issued: "发出方式", "Issued";
    register_received: "收回", "Received back";
    register_receipt: "签收", "Signature";
    register_spoiled(serial: &str): "{serial}（作废）", "{serial} (void)";
    register_as_of(day: &str): "截至 {day}", "as of {day}";
    register_own: "只有本机知道的记录，不是全部", "only what this tablet knows, which isn't everything";
    register_anothers: "别户的表，误登记于此", "Another household's, recorded here by mistake";
    register_same_visit: "收表（同一次入户）", "Returned (at the same visit)";
    register_no_visit: "收表（没有对应的入户记录）", "Returned (no visit for it on record)";

    notmet_heading: "入户未遇通知", "We called and met nobody";
    notmet_to(household: &str): "{household} 住户：", "To the household of {household}:";
    notmet_text: "我们上门就小区管理模式书面征求意见，未遇。每户一份意见表，以总户数计票，未交回的不计为选择专业化。请与下列联系人约定时间，或到下列地点领取和交回意见表。",
        "We called to ask in writing which mode of management the compound should have, and met nobody. Every household has one form, the count is of all households, and a form that isn't returned is no choice of professional management. Please make an appointment, or fetch and return the form, at the contact below.";
    notmet_visits: "上门时间", "Called on";
    notmet_again: "约定再次上门", "We call again on";
    notmet_until: "截止日期", "Until";
    day_included(day: &str): "{day}（含当日）", "{day}, that day included";
    notmet_contact: "联系人、领取和交回地点", "Contact, and where to fetch and return forms";
    undelivered_text: "本小区尚有住户没有送达征求意见表，户数见下表。请未收到的住户在公告期内与联系人联系，领取、填写并交回意见表。公告期满视为已告知；未交回的仍计入总户数，不计为选择专业化。",
        "A form could not yet be delivered to some households of this compound; the table says how many. Whoever has none is asked to fetch, fill in and return it within the time of this notice. After that they are taken as told; households that don't return a form stay in the total and do not count as a choice of professional management.";
    undelivered_elsewhere: "其余各幢合计", "Other buildings together";
    undelivered_all: "全小区合计", "In the whole compound";
    undelivered_left: "未送达（户）", "Not delivered (households)";
    paper_photo: "张贴后拍照存档，作为已公示的凭证（拍到全文和张贴地点）。\n拍照人____________　时间____________", "Photographed once posted, as proof that it hung (the whole text and the place).\nBy ____________ at ____________";

    authority_heading: "授权委托书", "Written authority";
    authority_principal: "委托人（产权人）", "Principal (rights-holder)";
    authority_proxy: "受托人（代理人）", "Proxy";
    authority_matter: "委托事项", "Matter";
    authority_matter_is(compound: &str): "就{compound}的管理模式（专业化物业管理或社区化准物业管理）填写并交回书面征求意见表", "Filling in and returning the form on the mode of management of {compound}";
    authority_powers: "权限", "Powers";
    authority_powers_are: "□ 按委托人的选择代为填写：□ 专业化物业管理　□ 社区化准物业管理\n□ 由受托人自行选择", "□ to fill in the principal's choice: □ professional  □ quasi\n□ to choose";
    authority_term: "期限", "Term";
    authority_term_is: "自____年__月__日至____年__月__日", "from ____-__-__ to ____-__-__";
    authority_sign: "委托人签名（盖章）", "Principal's signature (seal)";
    authority_accept: "受托人签名", "Proxy's signature";
    authority_basis: "依据《民法典》第一百六十五条，授权委托书载明代理人姓名、代理事项、权限和期限，由委托人签名或者盖章。附于征求意见表后一并交回。物业服务企业的工作人员不得受托，否则意见表无效（I12）。",
        "By the Civil Code, article 165, a written authority names the proxy, the matter, the powers and the term and is signed or sealed by the principal. Attach it to the form. Staff of a property company may not be a proxy: such a form is invalid (I12).";

    count_heading: "计票记录", "Minutes of the count";
    count_place: "计票地点", "Place";
    count_time: "计票时间", "Time";
    count_counters: "计票人", "Counted by";
    count_watchers: "监票人", "Watched by";
    count_sealed: "封存未打开（未计入）", "Sealed, not opened (not counted)";
    count_waiting: "待核对（未计入）", "To be checked (not counted)";
    count_conflicts: "相互矛盾，待裁定（未计入）", "Contradictory, to be settled (not counted)";
    count_unrecorded: "已收回、未登记（户）", "Paper taken back and not recorded (households)";
    count_recorded_since: "截止日以后才登记、已计入（户）", "Recorded only after the closing day, and counted (households)";
    count_late: "截止后签署或不在本册（不计入，份）", "Papers signed after the close, or not of this roll (not counted)";
    count_merged: "所在户已并入他户（两户合计一票，份）", "Papers of titles merged into another (one vote for both)";
    count_other_roll: "不是按冻结的花名册征求、须重新签署（不计入，份）", "Papers taken on another roll than the frozen one, to be signed anew (not counted)";
    count_outside: "首日之前签署、缺编号或日期、表已作废（不计入，份）", "Papers of before the first day, without number or day, or void (not counted)";
    count_issued: "送达意见表（户）", "Forms delivered (households)";
    count_valid: "有效（作出选择）", "Valid (choosing a mode)";
    count_of_invalid(code: &str): "其中 {code}", "of these {code}";
    count_as_of(day: &str): "数字截至 {day}；尚未截止，不是结果。", "Figures as of {day}. The ballot is still open: this is no result.";
    count_closed(day: &str): "征求意见已于 {day} 截止。", "The ballot was closed on {day}.";
    count_on_record: "登记", "On record";
    count_by_hand: "手工点数", "Counted by hand";
    count_difference: "两者不一致的：差异、原因、处理", "Where they differ: by how many, why, what was done";
    count_signatures: "计票人、监票人签名", "Signatures of those who counted and watched";

    result_share: "专业化占总户数 P/N", "Share of professional, P/N";
    result_test: "2P ≥ N", "2P ≥ N";
    result_met(twice: u64, total: u64): "2P = {twice} ≥ {total}，达到二分之一", "2P = {twice} ≥ {total}: one half is reached";
    result_unmet(twice: u64, total: u64): "2P = {twice} < {total}，未达到二分之一", "2P = {twice} < {total}: one half is not reached";
    result_mode: "管理模式", "Mode";
    result_open(n: u64): "还有 {n} 户未核定，结果未定", "{n} households are not determined yet: no result";
    result_replaces(day: &str): "本公示取代 {day} 张贴的结果公示，以本公示为准。", "This notice takes the place of the one posted on {day}.";
    result_reopened(day: &str): "征求意见于 {day} 重新开放，重新截止的经过和原因见计票记录。", "The ballot was opened again on {day}; how and why it was closed anew is in the minutes of the count.";
    result_undone: "原来的截止因后来收到的记录失效，重新截止的经过和原因见计票记录。", "A record that came in later undid the closing; how and why it was closed anew is in the minutes of the count.";
    result_as_of(at: &str): "送达与无效原因按 {at} 的记录统计。", "Deliveries and reasons of invalidity are as on record at {at}.";
    result_objections: "异议期", "Objections";
    result_period: "自____年__月__日至____年__月__日", "from ____-__-__ to ____-__-__";
    result_period_is(days: i64, from: &str, until: &str): "{days} 天：自 {from}（张贴当日，不计）至 {until}", "{days} days: from {from} (the day of posting, not counted) to {until}";
    result_earlier: "此前的初步结果公示", "Earlier preliminary notices";
    result_earlier_are(days: &str): "{days} 张贴，已由上述公示取代；对它提出的异议一并计入", "Posted on {days}, replaced since; objections to them are counted in";
    result_where: "异议提出方式", "Where to object";
    result_how: "书面、实名提出；本人可以查询本户的登记。", "In writing and by name. Everybody may ask for the record of their own household.";
    result_received: "收到异议 / 成立", "Objections received / upheld";
    result_received_are(received: u32, upheld: u32): "{received} 件 / {upheld} 件", "{received} / {upheld}";
    result_recount: "复核情况", "Recount";
    result_recounted(day: &str): "{day} 已复核", "Counted again on {day}";
    result_no_recount: "没有成立的异议，未复核", "No objection was upheld: not counted again";
    result_decided: "决定日期", "Decided on";
    result_contact: "咨询", "Questions";
    result_next: "下一步期限", "Next step";
    result_next_is(who: &str, what: &str, months: u8, due: &str, clause: &str): "{what}（{who}）：{months} 个月内，至迟 {due}（{clause}）。", "{what} ({who}): within {months} months, by {due} ({clause}).";
    result_next_hire: "选聘物业服务企业由业主大会决定，方案没有规定期限。", "The owners' assembly chooses the property company; the plan sets no day for it.";
    due_unrolled(on: &str): "{on}，遇休息日顺延", "{on}, put off by days off";
    due_rolled(on: &str, rolled: &str): "{on}，遇休息日顺延至 {rolled}", "{on}, put off to {rolled} by days off";
    result_nothing_personal: "本公示只有户数，不公布姓名和任何一户的选择。", "This notice has numbers of households only: no names, and no household's choice.";
}

impl Lang {
    pub fn paper(self, paper: Paper) -> &'static str {
        match paper {
            Paper::Forms => self.pick("征求意见表", "Forms"),
            Paper::Spares => self.pick("备用征求意见表", "Spare forms"),
            Paper::Draft => self.pick("模式公示（待张贴）", "Notice of the two modes (to be hung up)"),
            Paper::Modes => self.pick("模式公示", "Notice of the two modes"),
            Paper::Register => self.pick("入户送达回收登记册", "Register of deliveries and returns"),
            Paper::NotMet => self.pick("入户未遇通知", "Notice to who was not met"),
            Paper::NotMetBlank => self.pick("空白未遇通知", "Blank notice to who is not met"),
            Paper::Undelivered => self.pick("未送达公告", "Forms not yet delivered"),
            Paper::Authority => self.pick("授权委托书", "Written authority"),
            Paper::Count => self.pick("计票记录", "Minutes of the count"),
            Paper::Preliminary => self.pick("结果公示（初步）", "Notice of the result (preliminary)"),
            Paper::Final => self.pick("结果公示（最终）", "Notice of the result (final)"),
        }
    }

    /// What it is for, in a line.
    pub fn paper_hint(self, paper: Paper) -> &'static str {
        match paper {
            Paper::Forms => self.pick(
                "每户一页，带编号、二维码和可剪下的存根。已作废的自动换下一个编号。",
                "A page for each household with its number, code and stub. A spoiled one gets the next number by itself.",
            ),
            Paper::Draft => self.pick(
                "按“冻结与公示”里填写的内容，不用先记录。张贴日期留空手写；张贴之后再回去记录。",
                "As it is typed under Freeze and notice, before it is recorded. The day of posting is written in by hand; once it hangs, go back and record it.",
            ),
            Paper::Spares => self.pick(
                "每户一页，用下一个编号。住户当场写坏时换用，并在该户登记原编号作废；没有用到的收回销毁。",
                "A page for each household, with the number after its own: for who spoils theirs at the door, once the first is recorded there as void. Destroy what isn't used.",
            ),
            Paper::Modes => self.pick("按已记录的公示，补贴或存档用。", "As the posted notice is on record, to be hung up again or filed."),
            Paper::Register => self.pick(
                "每单元一册，已有的入户记录印在前面，其余留空。",
                "One for each stairwell, with the visits on record and lines to write on.",
            ),
            Paper::NotMet => self.pick(
                "选定范围里最近一次上门未遇、还没有收回的，每户一页，印上房号和上门时间；只选一户的，就印这一户。",
                "A page for each of the households chosen that was not met the last time and has returned none, with the times of the visits; a single household that is chosen gets one in any case.",
            ),
            Paper::NotMetBlank => self.pick(
                "一页，房号和上门时间手写，上门时带着。要几张，在打印窗口里选份数。",
                "One page, to be filled in at the door. How many is said in the printing window.",
            ),
            Paper::Undelivered => self.pick(
                "整个小区各幢未送达的户数，不列房号；不足 5 户的楼幢合并列出。",
                "How many in each building of the compound, naming no suite; buildings with fewer than five are put together.",
            ),
            Paper::Authority => self.pick("空白，印好工作和小区。", "Blank, with campaign and compound."),
            Paper::Count => self.pick("当前的数字，供现场签字。", "The figures as they are now, to be signed."),
            Paper::Preliminary => self.pick(
                "截止之后，公示异议期用。没有记录张贴日期的，异议期从今天起算：请在张贴当天打印。",
                "After the close, for objections. Unless its posting is on record, the days run from today: print it on the day on which it is hung up.",
            ),
            Paper::Final => self.pick("异议期满、异议处理完之后。", "After the time for objections, once they are dealt with."),
        }
    }

    /// What is to be known before a document is printed, and what to do about it.
    pub fn paper_caution(self, caution: Caution) -> String {
        match caution {
            Caution::Closed => self.pick(
                "征求意见已经截止：之后签署的表不计入。要继续收表，先在“计票与决定”重新开放。".to_owned(),
                "The ballot is closed: what is signed from now on doesn't count. To go on, reopen it first, under Count and decision.".to_owned(),
            ),
            Caution::Privacy => self.pick(
                "个人信息告知书还没有填写：每份表上都会留空，要逐份手写。先到“工作参数”的“个人信息告知书”填写，再打印。".to_owned(),
                "There is no privacy notice yet: every form would have blanks to be filled in by hand. Fill it in first, under Parameters, Privacy notice.".to_owned(),
            ),
            Caution::Again(n) => self.pick(
                format!("其中 {n} 户已经发过表，再印的是同一编号：原来的写坏了，先在该户登记作废；丢失的才补发这一份，并说明一户只交一份。"),
                format!("{n} of these households have been given a form, and this would be the same number again: a spoiled one is first recorded there as void. Give this one only for a form that was lost, and say that a household returns one."),
            ),
        }
    }

    /// Whose signature makes a form invalid, where the tenants of public housing sign or don't.
    pub fn form_signer(self, tenants_sign: bool) -> &'static str {
        match tenants_sign {
            true => self.pick(
                "签署人不是产权人（共有人），直管公房的不是承租人，又没有其书面委托",
                "if the signer is neither the rights-holder (a co-owner), in directly managed public housing the tenant, nor their proxy with written authority",
            ),
            false => self.pick(
                "签署人不是产权人（共有人），又没有其书面委托",
                "if the signer is neither the rights-holder (a co-owner) nor their proxy with written authority",
            ),
        }
    }

    /// What a document can't be printed without, and where to see to it.
    pub fn paper_lack(self, lack: Lack) -> String {
        let words = match lack {
            Lack::Supervisor => self.pick(
                "数字来自各台设备，只在监督员的设备上打印。",
                "Its figures come from all devices: it is printed on a supervisor's only.",
            ),
            Lack::Roll => self.pick("先在“冻结与公示”冻结花名册。", "Freeze the roll first, under Freeze and notice."),
            Lack::Notice => {
                self.pick("先在“冻结与公示”记录模式公示。", "Record the notice of the two modes first, under Freeze and notice.")
            }
            Lack::Contents => self.pick(
                "先在“冻结与公示”填好两种模式的内容、张贴地点和首日；不用记录，填好就能打印。",
                "Fill in both modes, the place and the first day under Freeze and notice; it can be printed before it is recorded.",
            ),
            Lack::FirstDay => self.pick(
                "今天才张贴的话，到所填的首次征求意见日期不够公示天数：在“冻结与公示”改首日。已经张贴并记录的公示，用下面的“模式公示”打印。",
                "If it is hung up today it doesn't hang long enough before the first day: put that right under Freeze and notice. A notice that hangs and is recorded is printed below.",
            ),
            Lack::Outdated => self.pick(
                "花名册更正后户数变了：先打印并张贴新的模式公示，再在“冻结与公示”记录。",
                "The roll was corrected: print and hang up the notice of the two modes anew, then record it under Freeze and notice.",
            ),
            Lack::PrintedForms => self.pick(
                "这项工作的意见表用自己的编号。要在这里打印，请在“参数”里把“征求意见表的编号”改为由本程序打印。",
                "This campaign's forms have serials of their own. To print them here, change \"Serial numbers of the forms\" under Parameters.",
            ),
            Lack::Returned => self.pick(
                "选定的户都已收回。要再印，请在上面选“也打印”。",
                "All households chosen have returned theirs. To print them again choose \"Print them, too\" above.",
            ),
            Lack::Met => self.pick(
                "选定范围里没有最近一次上门未遇、还没有收回的户。要带空白的，用“空白未遇通知”；要给某一户，请选定那一户。",
                "None of the households chosen was missed the last time and has returned none. There are blank notices below, and a single household can be chosen above.",
            ),
            Lack::Delivered => self.pick(
                "每户的意见表都已送达或收回，没有要公告的。",
                "Every household has had its form: there is nothing to give notice of.",
            ),
            Lack::Close => self.pick(
                "截止征求意见之后才能公示结果（“计票与决定”）。",
                "The result can be posted once the ballot is closed, under Count and decision.",
            ),
            Lack::Unknown(n) => {
                return self.pick(
                    format!("还有 {n} 户没有核定（矛盾、待核对或未拆封），没有结果：在“计票与决定”处理。"),
                    format!("{n} households are not determined (contradictory, to be checked or sealed), so there is no result: see to them under Count and decision."),
                );
            }
            Lack::Doubled(n) => {
                return self.pick(
                    format!("有 {n} 个表格编号记在不止一户名下：在“计票与决定”查看，到户更正。"),
                    format!("{n} serials stand for more than one household: see Count and decision, and correct them at the households."),
                );
            }
            Lack::Missing(n) => {
                return self.pick(
                    format!("本机缺 {n} 条截止时已计入的记录，数字不是计票结果：导入“计票与决定”列出的各设备的数据包后再打印。"),
                    format!("{n} records that were counted at the close are missing here, so the figures aren't the count: take in the bundles of the devices that Count and decision names."),
                );
            }
            Lack::Unheard(what) => return self.unheard(what),
        };
        words.to_owned()
    }

    /// What the preliminary result is still owed: all of it is entered in the dossier.
    pub fn unheard(self, what: Unheard) -> String {
        match what {
            Unheard::NotPosted => self.pick(
                "先张贴初步结果，再在“档案与期限”的“征求意见结果公示”记录公示起止日期（截止之后的）。".to_owned(),
                "Post the preliminary result first, then record from when to when it hangs (since the close) in the dossier, under Notice of the result.".to_owned(),
            ),
            Unheard::TooShort { days } => self.pick(
                format!("初步结果须公示满 {days} 天（张贴当日不计）：“档案与期限”的“征求意见结果公示”里没有写到这么久，或没有结束日期。"),
                format!("The preliminary result has to hang for {days} days, the first not counted: in the dossier, under Notice of the result, it hangs for less, or nobody says until when."),
            ),
            Unheard::Hangs { until } => self.pick(
                format!("异议期到 {}（遇休息日已顺延），第二天起才能公示最终结果。", date_text(until)),
                format!("Objections are taken until {} (put off by days off): the final result comes after that day.", date_text(until)),
            ),
            Unheard::NoWord => self.pick(
                "在“档案与期限”的“征求意见结果公示”填写每一次初步结果收到的异议和其中成立的件数；没有的填 0。".to_owned(),
                "Enter in the dossier, under Notice of the result, how many objections each preliminary result received and how many were upheld; 0 if none.".to_owned(),
            ),
            Unheard::NoRecount => self.pick(
                "有异议成立，须先复核：在“档案与期限”的“计票记录”添加一条“复核”，填齐各项数字。".to_owned(),
                "An objection was upheld: count again first, and record it in the dossier, under Counting record, as a recount with all its numbers.".to_owned(),
            ),
            Unheard::RecountDiffers { column, counted, now } => {
                let differs = self.counted_otherwise(self.count_column(column), counted, now);
                self.pick(
                    format!("复核与现在的计票不一致：{differs}。请查明后更正计票记录，或更正征求意见表、重新截止。"),
                    format!("The recount differs from the count: {differs}. See which is right, and correct the counting record, or the ballots and close again."),
                )
            }
        }
    }

    /// Which count the minutes are of, to be ticked, as the dossier has it (计票记录).
    pub fn count_stages(self) -> (&'static str, String) {
        let stage = catalogue::form("dossier.count").and_then(|form| form.item.field("stage"));
        let Some(stage) = stage else { return ("", String::new()) };
        let options = stage.kind.options().iter().map(|option| format!("□ {}", self.pick(option.zh, option.en)));
        (self.field_name(stage), options.collect::<Vec<_>>().join("　"))
    }

    /// For how long people may object; whether the days off around the last day are `known`, as in [`Self::due_is`].
    pub fn result_hangs(self, period: Period, known: bool) -> String {
        self.result_period_is(period.days(), &date_text(period.from), &self.due_is(period.until, known))
    }

    /// Which notice it takes the place of, and how that came about.
    pub fn result_replaced(self, replaced: Replaced) -> [String; 2] {
        let reopened = replaced.reopened.map(|day| self.result_reopened(&date_text(day)));
        [self.result_replaces(&date_text(replaced.posted)), reopened.unwrap_or_else(|| self.result_undone().to_owned())]
    }

    pub fn result_recount_is(self, heard: &Heard) -> String {
        heard.recounted.map_or_else(|| self.result_no_recount().to_owned(), |on| self.result_recounted(&date_text(on)))
    }

    /// The day by which something is due. In a year whose days off aren't `known` nobody can say to which day it is put off.
    pub fn due_is(self, due: Due, known: bool) -> String {
        match due.on == due.rolled {
            _ if !known => self.due_unrolled(&date_text(due.on)),
            true => date_text(due.on),
            false => self.due_rolled(&date_text(due.on), &date_text(due.rolled)),
        }
    }

    pub fn paper_delivery(self, how: Delivery) -> &'static str {
        match how {
            Delivery::InPerson => self.pick("当面", "In person"),
            Delivery::Entrusted => self.pick("委托", "Entrusted"),
            Delivery::Letterbox => self.pick("投递", "Letterbox"),
            Delivery::Posted => self.pick("张贴", "Posted"),
            Delivery::Registered => self.pick("挂号", "Registered"),
        }
    }
}
