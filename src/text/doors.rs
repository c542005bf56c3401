//! Words at the door: grid, visit, ballot.

use super::{Lang, words};
use crate::app::ballot::{Door, HandIn};
use crate::app::round::Order;
use crate::app::take_back::Whose;
use crate::domain::ballot::{BlankReason, Choice, ChoiceClass, Delivery, InvalidCode, Signer, Visit, VisitOutcome};
use crate::domain::household::{Household, Tenure, Use};
use crate::domain::ids::HouseholdId;
use crate::domain::legibility::Illegible;
use crate::domain::place::Place;
use crate::domain::rules::visits::{Attempts, Lack};
use crate::journal::compound::Compound;
use crate::journal::household_file::{Ended, Uncounted, Wait};

words! {
    authority: "授权委托书：事项、权限和期限", "Written authority: matter, powers, term";
    check_paper: "第二人核对", "Check by a second person";
    check_who(by: &str): "登记人：{by}。由另一人看着原件或照片核对。", "Recorded by {by}. Somebody else checks it, by the paper or its photo.";
    start_check: "核对", "Check";
    check_blind: "请核对人看原件或照片，填读到的编号和选择。不显示登记的内容。", "Read number and choice off the paper or photo; the record isn't shown.";
    check_show: "显示登记内容", "Show what is on record";
    check_seen: "登记内容已显示，本机的两人不能核对；请另一人重新打开本页。", "Both people of this device have seen it: somebody else opens this page anew.";
    check_unnamed: "登记人没有留名，不能核对：请在设置中填姓名，再更正本表。", "Its recorder gave no name: enter it in the settings, then correct the ballot.";
    serial_differs(serial: &str): "编号不一致：{serial}", "Another number: {serial}";
    read_as: "读到的选择", "What the paper says";
    checker: "核对人", "Checked by";
    check_note: "核对备注", "Note on the check";
    check_again_why: "与上次读的不同，写明原因", "Why you read something else before";
    record_check: "记录核对", "Record the check";
    checked_by(who: &str, read: &str): "{who} 读到：{read}", "{who} read: {read}";
    agrees: "一致", "Agrees";
    disagrees: "不一致", "Disagrees";
    forms_of_household: "本户的表格", "Forms of this household";
    no_forms: "还没有发出、收回或作废的表格。", "None handed over, returned or spoiled yet.";
    form_in_use(serial: &str): "现用 {serial}", "In use: {serial}";
    form_spoiled: "已作废", "Spoiled";
    form_returned: "已登记意见", "Ballot on record";
    issued_at(at: &str): "{at} 送达", "handed over {at}";
    spoiled_because(why: &str, by: &str): "作废：{why}（{by}）", "spoiled: {why} ({by})";
    photos_of_form(n: usize): "照片 {n} 张", "{n} photos";
    closed_here(day: &str):
        "意见征求已于 {day} 截止。现在补登截止前签的表，须重新计票。",
        "Closed on {day}. A paper signed by then and recorded now reopens the count.";
    household_papers: "撤销、表格作废、历史版本、电话、个人信息告知…", "Take back, spoiled forms, earlier versions, telephone, privacy…";
    take_back_title: "撤销误记", "Take back what was recorded by mistake";
    take_back_explain: "点错的入户、记到别户的征求意见表，以及要作废换新的征求意见表，在这里撤销；撤销的记录和原因都保留。意见表抄错了字的，回到本户用“更正登记”。", "For a visit that wasn't made, another household's ballot, or one whose form is to be replaced. What is taken back stays to be read. A ballot that was only copied wrongly is corrected at the door.";
    good_after_all(why: &str, by: &str): "作废已撤销：{why}（{by}）", "good after all: {why} ({by})";
    undo_spoil: "撤销作废", "It is good after all";
    spoil_title: "表格作废", "Spoil a form";
    spoil_explain: "撕坏、印错或写错的表在这里作废，换一张新编号的表；作废的表收好交回。先核对编号：别的平板若已登记这张表，监督员作废后那份意见不再计入。", "For a torn or miswritten form: the household gets a new number. Hand the old one in. Check the number first: a ballot that another tablet recorded on it counts no more once a supervisor calls it spoiled.";
    spoil_serial: "作废表格的编号", "Serial of the spoiled form";
    spoil_why: "作废原因", "Why it is spoiled";
    spoil_stands: "这个编号的表已登记意见。请先在下面“撤销误记”里撤回这份意见表，再作废；别的平板登记的，请监督员撤回。", "A ballot stands on this form: take it back below first, or have a supervisor take it back.";
    confirm_spoil: "确认作废", "Confirm that it is spoiled";
    form_photos: "意见表照片", "Photos of the form";
    authority_photos: "委托书或监护证明照片", "Photos of the authority";
    door_photos: "门口照片", "Photos at the door";
    left_at_door: "留在门口的通知", "What was left at the door";
    left_at_door_explain: "没有遇到人时，留下或张贴的通知可以拍照存证。", "Where nobody was met, a photo proves what was left.";
    notice_photos: "张贴照片", "Photos of the notice as it hangs";
    serial_before_photo: "先填表格编号，再拍意见表。", "Type the serial first, then take the photo of the form.";
    no_photos_of_sealed: "本工作封存选择，不拍意见表和委托书：照片会露出选择。", "Choices are sealed here; a photo of the form would show them.";
    waits_to_count: "待核对", "To be checked";
    waits_explain: "已登记，还缺第二人核对或照片，暂不计入。点开该户处理。", "Not counted until checked or photographed: open the household.";
    close_waits(n: u64): "还有 {n} 户待核对，处理完才能截止。", "{n} households are still to be checked before the ballot can be closed.";
    take_again: "重拍", "Take it again";
    choose_stairwell: "选择单元", "Choose a stairwell";
    building_n(no: &str): "{no}幢", "Building {no}";
    stairwell_n(no: &str): "{no}单元", "Stairwell {no}";
    whole_building: "全幢", "Whole building";
    beside_stairwells: "单元外", "Outside the stairwells";
    whole_compound: "小区", "Compound";
    outside_stairwells: "单元外（不计户）", "Outside the stairwells (not households)";
    floor_n(n: i32): "{n}层", "Floor {n}";
    floor_unknown: "楼层不详", "Floor unknown";
    legend: "图例", "Legend";
    next_door: "下一户", "Next door";
    about_household: "住户情况", "About the household";
    visits: "入户记录", "Visits";
    no_visits: "还没有入户记录", "No visits yet";
    visit_now: "记录本次入户", "Record this visit";
    was_merged(into: &str): "已并入{into}：只登记此前收回的表", "Merged into {into}: record only papers from before";
    merged_title: "并入的户", "Merged title";
    collector_a: "采集员甲", "Collector A";
    collector_b: "采集员乙", "Collector B";
    note_and_delivery: "备注、送达方式", "Note, how it is handed over";
    visit_note: "入户备注", "Visit note";
    ballot: "征求意见表", "Ballot";
    no_ballot: "还没有收回征求意见表", "No ballot yet";
    serial: "表格编号", "Serial of the paper";
    choice: "选择", "Choice";
    blank_reason: "空白原因", "Why blank";
    invalid_reason: "无效原因", "Why invalid";
    signer: "签署人身份", "Signed by";
    yours: "由本机负责", "Yours";
    revoked_here: "监督员已吊销本机，现在起记录的都不计。请停止使用，把本机交给监督员。", "This device is revoked: nothing recorded now counts. Take it to the supervisor.";
    signed_by: "签署人姓名", "Name as signed";
    signed_on: "签署日期", "Date signed";
    ballot_note: "表格备注", "Note on the ballot";
    record_ballot: "记录征求意见表", "Record ballot";
    replace_ballot: "更正征求意见表", "Correct ballot";
    replace_explain: "同一张表抄录有误时更正；原记录保留，请说明原因。", "For the same paper, copied wrongly. The old version is kept; say why.";
    other_paper: "登记另一份表", "Record another paper";
    both_stand: "都保留", "Both are kept";
    changed_mind: "住户改变选择，以这份为准", "The household changed its mind: this one stands";
    recorded_choice(choice: &str): "原登记：{choice}", "On record: {choice}";
    form_outdated: "旧花名册的表已作废，请换重新打印的表，重新签署。", "Forms of the former roll are void: have a new one signed.";
    handed_over_instead(serial: &str): "发给本户的表编号是 {serial}，请核对。", "The form handed over here is {serial}; please check.";
    replace_why: "更正原因", "Why it is corrected";
    start_correction: "更正登记", "Correct the record";
    withdraw_title: "撤回这份意见表", "Withdraw this ballot";
    withdraw_why: "撤回原因", "Why it is withdrawn";
    whose_paper_was_it: "这份表是哪一户的", "Whose paper it was";
    confirm_withdraw: "确认撤回", "Confirm withdrawal";
    on_record: "已记录", "On record";
    same_choice_twice(n: usize): "另有 {n} 份相同选择的表，只计一次", "{n} more ballots say the same: counted once";
    conflict_here: "本户的征求意见表相互矛盾，在监督员裁定之前不计入任何一方。", "These ballots contradict each other: none counts until the supervisor settles it.";
    annulled_here: "监督员裁定都不计：须重新签署，在此之前计为无效。", "Settled with none standing: invalid until it has signed again.";
    number_shared(serial: &str, others: &str): "编号 {serial} 也登记在{others}，都不计入。请对照原件更正编号；表不是本户的，撤回。",
        "{others} has the number {serial} too, so neither counts. Compare the papers; correct the number, or withdraw what isn't this household's.";
    history: "历史版本", "Earlier versions";
    replaced: "由后来的登记代替", "Replaced since";
    withdrawn: "已撤回", "Withdrawn";
    settled_away: "经裁定不计", "Settled: does not stand";
    settled_elsewhere: "已收回：经裁定以另一台设备登记的表为准。", "Returned: the paper on another device stands (settled).";
    recorder: "记录人", "Recorded by";
    recorded_by(by: &str): "记录人：{by}", "Recorded by {by}";
    holders: "产权人", "Holders";
    area: "产权面积", "Area";
    tenure: "产权性质", "Tenure";
    not_a_household: "不计户：不征求意见", "Not a household: not asked";
    attempts(n: usize): "入户 {n} 次", "visits: {n}";
    change_collectors: "更改", "Change";
    back_to_last_door: "返回上一户", "Back to the last door";
    when_again: "何时再访", "When to come back";
    this_evening: "今天 19:00", "Today 19:00";
    later_today: "今天晚些时候", "Later today";
    unfinished(at: &str): "{at} 没有登记完，已恢复。", "Left unfinished at {at}, restored.";
    follows_the_last: "按上一张的编号顺推，请与纸质表核对。", "Follows the last one; compare it with the paper.";
    tomorrow: "明天", "Tomorrow";
    again_on: "再访日期", "Day to come back";
    again_at: "再访时间", "Time to come back";
    again_open: "时间未定", "No time agreed";
    again_then: "按此时间记录", "Record this time";
    delivery: "送达方式", "How it is handed over";
    serial_given_out: "发出的表格编号", "Serial of the form given out";
    stub_signed_by: "存根签收人", "Who signed the stub";
    order_of_doors: "走访顺序", "Order of the doors";
    arrange: "排列本单元的门", "Arrange the doors here";
    arrange_explain: "按走访先后逐户点选，再点取消；没点到的排在最后。", "Tap them in your order, again to take one out. The rest comes last.";
    arranged: "完成排列", "Done";
    callbacks_today: "今天要再访", "To come back to today";
    callback_missed: "已过约定日", "Missed";
    unrecorded_explain: "已收回、拍了照片或填了一半，本机没有登记。先问别的设备；没有的，找出来登记，或作废、撤销入户、删拍错的照片。", "Taken, photographed or begun, not on record here. If not elsewhere, record or spoil it, or undo the visit or the wrong photo.";
    ballot_begun: "意见表填了一半，没有登记", "The ballot was begun and not recorded";
    order_unreadable: "记住的走访顺序读不出来，请重新选择。", "The order can't be read; choose again.";
    hand_in: "交表方式", "How the paper came back";
    undo_visit: "撤销这次入户", "Take this visit back";
    undo_why: "撤销原因", "Why it is taken back";
    confirm_undo: "确认撤销", "Confirm";
    visit_undone: "已撤销", "Taken back";
    off_hours_wanted: "缺晚间或周末", "Evening or weekend";
}

impl Lang {
    pub fn door(self, door: Door) -> &'static str {
        match door {
            Door::Uncounted => self.pick("不计户", "Not a household"),
            Door::Untouched => self.pick("未入户", "Not visited"),
            Door::NotMet => self.pick("未遇", "Not met"),
            Door::Refused => self.pick("拒收", "Refused"),
            Door::ComeBack => self.pick("再访", "Come back"),
            Door::Moved => self.outcome(VisitOutcome::Moved),
            Door::Gone => self.outcome(VisitOutcome::Gone),
            Door::NotCounting => self.pick("已收回，不计入", "Returned, doesn't count"),
            Door::Collected => self.pick("收回未登记", "Taken, not recorded"),
            Door::Delivered => self.pick("已送达", "Delivered"),
            Door::Returned => self.pick("已收回", "Returned"),
            Door::Waiting => self.pick("待核对", "To be checked"),
            Door::Conflict => self.pick("冲突", "Conflict"),
        }
    }

    /// What a ballot waits for before it is counted.
    pub fn waits_for(self, wait: Wait) -> &'static str {
        match wait {
            Wait::Check => self
                .pick("已登记，须由另一人核对后才计入。", "On record. It counts once a second person has checked it."),
            Wait::Dispute => self.pick(
                "核对人读到的与登记的不一致，暂不计入。请对照原件更正，或重新核对。",
                "Read otherwise: compare with the paper and correct it, or check again.",
            ),
            Wait::Photo => self.pick(
                "已登记，还缺意见表（或委托书、监护证明）的照片，暂不计入。",
                "Counts once form and authority are photographed.",
            ),
        }
    }

    /// The same in a word or two.
    pub fn waits_briefly(self, wait: Wait) -> &'static str {
        match wait {
            Wait::Check => self.pick("待第二人核对", "A check"),
            Wait::Dispute => self.pick("核对不一致", "The check disagrees"),
            Wait::Photo => self.pick("待拍照", "A photo"),
        }
    }

    /// What makes a photo hard to read.
    pub fn illegible(self, why: Illegible) -> &'static str {
        match why {
            Illegible::TooDark => self.pick("照片可能太暗，看不清字。", "The photo may be too dark to read."),
            Illegible::TooBright => self.pick("照片可能太亮，字看不清。", "The photo may be too bright to read."),
            Illegible::Blurred => self.pick("照片可能模糊，看不清字。", "The photo may be too blurred to read."),
        }
    }

    /// The written proof by which somebody signs for another, and what of it is recorded.
    pub fn authority_of(self, signer: Signer) -> &'static str {
        match signer {
            Signer::Guardian => self.pick("监护证明：监护关系和依据", "Proof of guardianship: relation and ground"),
            _ => self.authority(),
        }
    }

    /// What to mind when somebody signs in this capacity (catalogue 5).
    pub fn signer_explain(self, signer: Signer) -> Option<&'static str> {
        match signer {
            Signer::Owner => None,
            Signer::CoOwner => Some(self.pick(
                "一户一票：共有人意见不一致的，各交各的表，由监督员裁定（I9）。",
                "One title, one vote: co-owners who disagree hand in a form each; the supervisor settles it (I9).",
            )),
            Signer::Guardian => Some(self.pick(
                "产权人未成年或无行为能力，由监护人代签；没有监护证明的是无效 I11。",
                "For a minor or incapable owner; without proof I11.",
            )),
            Signer::Proxy => Some(self.pick(
                "须有写明事项、权限和期限的授权委托书，没有的是无效 I2；物业服务企业的人员不得代理（I12）。",
                "With written authority (matter, powers, term), else I2. Property companies' staff may not be proxies (I12).",
            )),
            Signer::PublicTenant => Some(
                self.pick("直管公房由承租人签署，请核对租赁凭证。", "For public housing: check the tenancy papers."),
            ),
            Signer::UnitRepresentative => Some(self.pick(
                "单位产权由法定代表人或其授权的人签字并盖章。",
                "The legal representative signs, with the seal.",
            )),
        }
    }

    pub fn outcome(self, outcome: VisitOutcome) -> &'static str {
        match outcome {
            VisitOutcome::NotMet => self.pick("未遇", "Not met"),
            VisitOutcome::Refused => self.pick("拒收", "Refused"),
            VisitOutcome::Delivered => self.pick("已送达", "Delivered"),
            VisitOutcome::Collected => self.pick("已收回", "Collected"),
            VisitOutcome::ComeBack => self.pick("约定再访", "Come back"),
            VisitOutcome::Moved => self.pick("已搬离", "Moved away"),
            VisitOutcome::Gone => self.pick("房屋灭失", "Building gone"),
        }
    }

    pub fn hand_in_of(self, how: HandIn) -> &'static str {
        match how {
            HandIn::AtDoor => self.pick("上门收回", "Taken at the door"),
            HandIn::Brought => self.pick("送交或投箱", "Brought in or box"),
        }
    }

    pub fn delivery_of(self, how: Delivery) -> &'static str {
        match how {
            Delivery::InPerson => self.pick("当面", "In person"),
            Delivery::Entrusted => self.pick("委托", "Entrusted"),
            Delivery::Letterbox => self.pick("投递", "Letterbox"),
            Delivery::Posted => self.pick("张贴", "Posted at the door"),
            Delivery::Registered => self.pick("挂号", "Registered mail"),
        }
    }

    /// What a visit says besides who and when: `约定再访 2026-10-08 19:00`, `已送达 当面`.
    pub fn visit(self, visit: &Visit) -> String {
        self.visit_of(visit, true)
    }

    /// The same with the number of the form or without.
    pub fn visit_of(self, visit: &Visit, tells_number: bool) -> String {
        let mut words = vec![self.outcome(visit.outcome)];
        let again = visit.again.as_ref().map(|again| again.replace('T', " "));
        words.extend(again.as_deref());
        if let Some(form) = &visit.form {
            words.push(self.delivery_of(form.how));
            words.extend(form.serial.as_deref().filter(|_| tells_number));
            words.extend(form.receipt.as_deref());
        }
        words.join(" ")
    }

    /// How far the attempts at a door have come.
    pub fn attempts_at(self, attempts: &Attempts) -> String {
        let Attempts { made, proposed, .. } = attempts;
        let mut words = self.pick(format!("已上门 {made}/{proposed} 次"), format!("{made} of {proposed} attempts"));
        for lack in attempts.lacks() {
            words.push_str(match lack {
                // The numbers say it.
                Lack::Attempts(_) => "",
                Lack::OffHours => self.pick("，还缺晚间或周末", ", none in the evening or at a weekend"),
                Lack::OtherTime => self.pick("，还缺另一时段", ", all at one time of day"),
            });
        }
        words
    }

    pub fn order(self, order: Order) -> &'static str {
        match order {
            Order::TopDown => self.pick("自上而下", "Top down"),
            Order::BottomUp => self.pick("自下而上", "Bottom up"),
            Order::OddEven => self.pick("先单后双", "Odd, then even"),
            Order::Own => self.pick("自定顺序", "My own"),
        }
    }

    fn sealed(self) -> &'static str {
        self.pick("已封存，只有监督员能打开", "Sealed: only the supervisor can open it")
    }

    pub fn class(self, class: ChoiceClass) -> &'static str {
        match class {
            ChoiceClass::Professional => self.professional(),
            ChoiceClass::Quasi => self.quasi(),
            ChoiceClass::Blank => self.blank(),
            ChoiceClass::Invalid => self.invalid(),
            ChoiceClass::Sealed => self.sealed(),
        }
    }

    /// The choice with its reason.
    pub fn choice_of(self, choice: Choice) -> String {
        match choice {
            Choice::Professional | Choice::Quasi | Choice::Sealed => self.class(choice.class()).to_owned(),
            Choice::Blank(reason) => format!("{}：{}", self.blank(), self.blank_reason_of(reason)),
            Choice::Invalid(code) => format!("{}：{}", self.invalid(), self.invalid_code(code)),
        }
    }

    pub fn blank_reason_of(self, reason: BlankReason) -> &'static str {
        match reason {
            BlankReason::NoBox => self.pick("两项都未勾选", "Neither box ticked"),
            BlankReason::Abstains => self.pick("写明弃权", "Abstention written"),
        }
    }

    pub fn invalid_code(self, code: InvalidCode) -> &'static str {
        match code {
            InvalidCode::I1 => self.pick("I1 无签名、盖章或指印", "I1 no signature, seal or fingerprint"),
            InvalidCode::I2 => self.pick("I2 签署人无权也无书面委托", "I2 signer without right or written authority"),
            InvalidCode::I3 => self.pick("I3 两项都勾选", "I3 both boxes ticked"),
            InvalidCode::I5 => self.pick("I5 涂改或无法辨认", "I5 altered or illegible"),
            InvalidCode::I6 => self.pick("I6 不是编号表格", "I6 not the numbered form"),
            InvalidCode::I7 => self.pick("I7 截止之后", "I7 after closing"),
            InvalidCode::I8 => self.pick("I8 不在冻结的花名册上", "I8 not on the frozen roll"),
            InvalidCode::I9 => self.pick("I9 重复或相互矛盾", "I9 duplicate or conflicting"),
            InvalidCode::I10 => self.pick("I10 核实时否认签名", "I10 signature disowned"),
            InvalidCode::I11 => {
                self.pick("I11 未成年或无行为能力且无监护人", "I11 minor or incapable without guardian")
            }
            InvalidCode::I12 => self.pick("I12 代理人不得代理", "I12 barred proxy"),
        }
    }

    /// When a paper is invalid for this reason, and what can be done (catalogue 5).
    pub fn invalid_explain(self, code: InvalidCode) -> &'static str {
        match code {
            InvalidCode::I1 => self.pick(
                "签名、盖章、指印都没有。可请本人当场补签。",
                "Not signed, sealed or fingerprinted. They can still sign.",
            ),
            InvalidCode::I2 => self.pick(
                "签署人不是权利人，也没有书面授权（民法典165、171条）。补交委托书后可更正。",
                "No holder's signature and no written authority (Civil Code 165, 171). Corrected once there is one.",
            ),
            InvalidCode::I3 => self.pick(
                "两种模式都勾了。两项都没有勾的是空白，不是无效。",
                "Both are ticked. With neither it is blank, not invalid.",
            ),
            InvalidCode::I5 => self.pick(
                "涂改或看不清选的是哪一项。可换一张新表重填，旧表作废。",
                "Altered or illegible. They can fill in a new form; spoil the old one.",
            ),
            InvalidCode::I6 => {
                self.pick("不是编号的征求意见表，例如复印件或手写的纸。", "Not the numbered form: a copy or own sheet.")
            }
            InvalidCode::I7 => self.pick("在截止日以后签署。", "Signed after the ballot was closed."),
            InvalidCode::I8 => {
                self.pick("表上的房屋不在冻结的花名册上。", "The title on the form is not on the frozen roll.")
            }
            InvalidCode::I9 => self.pick(
                "同一户交了几张，内容相互矛盾。两张都登记的，由监督员裁定。",
                "Its forms contradict each other; the supervisor settles it.",
            ),
            InvalidCode::I10 => self
                .pick("核实时本人说不是自己签的。", "On verification the holder says that it isn't their signature."),
            InvalidCode::I11 => self.pick(
                "未成年或无行为能力的人自己签的，没有监护人。由监护人签署后可更正。",
                "Signed by a minor or incapable person, until a guardian signs.",
            ),
            InvalidCode::I12 => self.pick(
                "代理人是依法不得代理的人，例如物业服务企业的人员。",
                "The proxy is barred: staff of a property company, for one.",
            ),
        }
    }

    pub fn signer_of(self, signer: Signer) -> &'static str {
        match signer {
            Signer::Owner => self.pick("产权人", "Owner"),
            Signer::CoOwner => self.pick("共有人", "Co-owner"),
            Signer::Guardian => self.pick("监护人", "Guardian"),
            Signer::Proxy => self.pick("代理人", "Proxy"),
            Signer::PublicTenant => self.pick("公房承租人", "Tenant of public housing"),
            Signer::UnitRepresentative => self.pick("单位代表", "Representative of the unit"),
        }
    }

    pub fn whose_paper(self, whose: Whose) -> &'static str {
        match whose {
            Whose::ThisOne => self.pick("本户的（入户记录保留）", "This household's (the visit stays)"),
            Whose::Another => {
                self.pick("别户的，记错了门（入户一并撤销）", "Another's: the wrong door (the visit goes with it)")
            }
            Whose::AnotherBesides => self.pick(
                "别户的，但确实到过本户（入户记录保留）",
                "Another's, and this door was visited, too (the visit stays)",
            ),
        }
    }

    /// What became of a ballot that stands no longer.
    pub fn ended(self, ended: &Ended) -> &'static str {
        match ended {
            Ended::Replaced { .. } => self.replaced(),
            Ended::Withdrawn { .. } => self.withdrawn(),
            Ended::Settled { .. } => self.settled_away(),
        }
    }

    pub fn uncounted(self, why: Uncounted) -> &'static str {
        match why {
            Uncounted::OtherRoll => self.pick("不是按冻结的花名册征求的", "Taken on another roll than the frozen one"),
            Uncounted::BeforeNotice => self.pick("签署早于开始日期", "Signed before the first day"),
            Uncounted::NoPaper => self.pick("没有纸质表的编号或签署日期", "Names no paper: serial or day is missing"),
            Uncounted::Spoiled => self.pick("这张表已作废", "Its form was spoiled"),
            Uncounted::AfterClose => self.pick("签署晚于截止", "Signed after closing"),
            Uncounted::TakenOff => self.pick("更正后已不在花名册上", "Taken off the roll by a correction"),
            Uncounted::NoHousehold => self.pick("按花名册不计户", "No household by the roll"),
        }
    }

    pub fn usage(self, usage: Use) -> &'static str {
        match usage {
            Use::Residential => self.pick("住宅", "Residential"),
            Use::NonResidential => self.pick("非住宅", "Non-residential"),
            Use::Garage => self.pick("车库、储藏", "Garage or storage"),
        }
    }

    pub fn tenure_of(self, tenure: Tenure) -> &'static str {
        match tenure {
            Tenure::PublicDirect => self.pick("直管公房", "Public, directly managed"),
            Tenure::HousingReform => self.pick("房改房", "Housing reform"),
            Tenure::UnitManaged => self.pick("单位自管产", "Managed by a unit"),
            Tenure::NoOwnerUnit => self.pick("无产权单位", "No owner unit"),
            Tenure::Commodity => self.pick("商品房", "Commodity housing"),
            Tenure::Other => self.pick("其他", "Other"),
        }
    }

    /// A building by its number; scattered dwellings bear road and number already.
    pub fn building(self, no: &str) -> String {
        if no.chars().all(|c| c.is_ascii_alphanumeric()) { self.building_n(no) } else { no.to_owned() }
    }

    /// A stairwell, or the titles that are in none, by whether the building has others.
    pub fn stairwell(self, no: Option<&str>, has_others: bool) -> String {
        match no {
            Some(no) => self.stairwell_n(no),
            None if has_others => self.beside_stairwells().to_owned(),
            None => self.whole_building().to_owned(),
        }
    }

    pub fn place(self, compound: &Compound, place: &Place) -> String {
        let roll = compound.roll.as_ref();
        let has_others = matches!(place, Place::Stairwell(b, _) if roll.is_some_and(|roll| roll.has_stairwells(b)));
        self.place_where(place, &self.stairwell(None, has_others))
    }

    /// The same where what is in no stairwell is called `unnamed`.
    pub fn place_where(self, place: &Place, unnamed: &str) -> String {
        match place {
            Place::Compound | Place::Dossier(_) => self.whole_compound().to_owned(),
            Place::Building(b) => self.building(b.as_str()),
            Place::Household(h) => h.to_string(),
            Place::Stairwell(b, no) => {
                let no = no.as_ref().map(|no| self.stairwell_n(no));
                format!("{} {}", self.building(b.as_str()), no.as_deref().unwrap_or(unnamed))
            }
        }
    }

    /// A household by content: `3幢2单元501`, and the number of a title that shares its door with others.
    pub fn household_of(self, household: &Household) -> String {
        let mut name = self.building(household.building.as_str());
        let space = self.pick("", " ");
        let stairwell = household.stairwell.as_ref().map(|no| self.stairwell_n(no));
        for part in stairwell.as_deref().into_iter().chain([household.title().as_str()]) {
            name.push_str(space);
            name.push_str(part);
        }
        name
    }

    /// The same of a title of a roll, by its id where the roll hasn't it.
    pub fn household_at(self, compound: &Compound, id: &HouseholdId) -> String {
        compound.title(id).map_or_else(|| id.to_string(), |household| self.household_of(household))
    }
}
