//! Words of how far the visits have come, and of what is worth a second look.

use super::{Lang, words};
use crate::findings::anomaly::{
    ALWAYS_MET, HASTY_CHECK, HASTY_CHECKS, Kind, MANY_BALLOTS, NO_VISIT, ONE_DAY, ONE_PERSON, SHUT_AT_FIRST,
    SIGNED_FOR_OTHERS, TO_ANOTHER_STAIRWELL, TO_THE_NEXT_DOOR, TOO_FAST,
};

words! {
    progress_buildings: "各幢", "By building";
    progress_collectors: "各采集员", "By collector";
    progress_devices: "各设备", "By device";
    progress_doors: "经手户数", "Households";
    progress_delivered: "已送达", "Delivered";
    progress_visited: "已到过", "Visited";
    progress_not_met: "未遇到人", "Nobody met";
    progress_refused: "拒收", "Refused";
    progress_valid: "有效", "Valid";
    progress_waiting: "待定", "Open";
    progress_attempts: "入户次数", "Visits";
    progress_minutes: "间隔（分）", "Min. apart";
    progress_explain: "除入户次数和间隔外都是户数。未遇到人、拒收只算还没有收回的户，未遇到人是历次都没有遇到（已搬离、房屋灭失的也在内）；待定是已收回、还要核对、裁定或启封的；间隔是同一组人同一天从一户到下一户的分钟数的中位数。两人一组，两人名下都算，所以各采集员相加多于总数。为保护投票秘密，这里不显示任何一幢、任何一人收回的选择。",
        "All are households but visits and minutes. Nobody met and refused are of those that returned nothing, nobody met being at none of the visits (moved away and house gone among them); open is returned and still to be checked, settled or unsealed; minutes are the median from one door to the next of the same people on one day. Two go together and each has it, so collectors add up to more than the whole. The vote is secret: no building's and no person's choices are shown here.";
    hints: "值得再看一眼", "Worth a second look";
    hints_explain: "提示，不是结论：不影响计票，也不说明谁做错了什么。先按“也可能是”想一想，再核对纸质表。", "Hints, no verdicts: nothing is counted otherwise for them and nobody is said to have done wrong. Think of what else it may be, then look at the papers.";
    hints_none: "没有提示", "No hints";
    hints_none_long: "记录里没有达到提示界线的情况；这也不证明一切无误。", "Nothing in the records reaches a threshold; that proves nothing either.";
    hint_mark: "提示", "Hint";
    hint_places(n: usize): "在哪里（{n} 处）", "Where ({n})";
    hint_reckoned: "怎么算的", "How it is reckoned";
    hint_innocent: "也可能是", "It may also be";
    hint_advice: "可以怎么做", "What can be done";
    always_met_says(who: &str, number: usize, of: usize): "{who}：到过 {of} 户，有 {number} 户第一次上门就遇到人", "{who}: of {of} doors {number} opened at the first visit";
    too_fast_says(who: &str, number: usize, of: usize): "{who}：{of} 次换门中有 {number} 次快于步行", "{who}: {number} of {of} ways from door to door were faster than walking";
    one_hand_says(who: &str, number: usize, of: usize): "{who}：收回的 {of} 份中经手了 {number} 份", "{who}: {number} of {of} ballots are theirs";
    one_checker_says(who: &str, number: usize): "{who}：{number} 份全部由一人核对", "{who} alone checked all {number}";
    same_photo_says(who: &str, number: usize): "照片 {who}… 用在 {number} 处", "Photo {who}… stands for {number}";
    one_signer_says(who: &str, number: usize, of: usize): "{who}：签署 {of} 户，其中 {number} 户在花名册上不是本人的", "{who} signed for {of} households, {number} of which the roll doesn't give them";
    no_visit_says(number: usize, of: usize): "采集设备登记的 {of} 份中有 {number} 份没有任何入户记录", "{number} of {of} ballots that collectors' devices recorded are of households without a visit on record";
    one_day_says(who: &str, number: usize, of: usize): "{of} 份中有 {number} 份签署于 {who}", "{number} of {of} are dated {who}";
    hasty_check_says(who: &str, number: usize, of: usize): "{who}：核对的 {of} 份中有 {number} 份在登记后几秒内完成", "{who}: {number} of {of} checks came within seconds of the record";
    earlier_form_says(number: usize, of: usize): "{of} 份中有 {number} 份是该户的第二份（或以后的）表，前面的表没有作废记录", "{number} of {of} are a household's second form or a later one, and nobody recorded what became of the one before";
    at_two_doors_says(number: usize): "{number} 户：同一编号的表发给（或作废于）一户，却登记在另一户", "{number} households: a form was handed to one of them, or spoiled there, and is on record at another";
    called_spoiled_says(number: usize, of: usize): "{of} 份中有 {number} 份计入的表，另一台设备登记为作废", "{number} of {of} count although another device recorded their form as spoiled";
}

impl Lang {
    pub fn hint_name(self, kind: Kind) -> &'static str {
        match kind {
            Kind::AlwaysMet => self.pick("几乎每户都遇到人", "Somebody was nearly always in"),
            Kind::TooFast => self.pick("换门快于步行", "Faster than walking"),
            Kind::OneHand => self.pick("多数由同一组或同一人经手", "Most by the same hands"),
            Kind::OneChecker => self.pick("全部由同一人核对", "All checked by one person"),
            Kind::SamePhoto => self.pick("同一张照片用了两次", "One photo used twice"),
            Kind::OneSigner => self.pick("同一签名用于多户", "One name for several households"),
            Kind::NoVisit => self.pick("没有入户记录的征求意见表", "Ballots without a visit"),
            Kind::OneDay => self.pick("几乎都签于同一天", "Nearly all signed on one day"),
            Kind::HastyCheck => self.pick("核对过快", "Checked within seconds"),
            Kind::EarlierForm => self.pick("前一份表下落不明", "A form whose whereabouts nobody recorded"),
            Kind::CalledSpoiled => self.pick("登记为作废的表仍计入", "A form recorded as spoiled counts"),
            Kind::AtTwoDoors => self.pick("一份表到过两户", "One form at two doors"),
        }
    }

    /// What was found, with the names and numbers.
    pub fn hint_says(self, kind: Kind, who: &str, number: usize, of: usize) -> String {
        match kind {
            Kind::AlwaysMet => self.always_met_says(who, number, of),
            Kind::TooFast => self.too_fast_says(who, number, of),
            Kind::OneHand => self.one_hand_says(who, number, of),
            Kind::OneChecker => self.one_checker_says(who, number),
            Kind::SamePhoto => self.same_photo_says(who, number),
            Kind::OneSigner => self.one_signer_says(who, number, of),
            Kind::NoVisit => self.no_visit_says(number, of),
            Kind::OneDay => self.one_day_says(who, number, of),
            Kind::HastyCheck => self.hasty_check_says(who, number, of),
            Kind::EarlierForm => self.earlier_form_says(number, of),
            Kind::CalledSpoiled => self.called_spoiled_says(number, of),
            Kind::AtTwoDoors => self.at_two_doors_says(number),
        }
    }

    /// How it is reckoned, what innocently looks the same, and what can be done.
    pub fn hint_reasons(self, kind: Kind) -> [String; 3] {
        let (another, next, hasty) = (TO_ANOTHER_STAIRWELL / 1_000, TO_THE_NEXT_DOOR / 1_000, HASTY_CHECK / 1_000);
        match kind {
            Kind::AlwaysMet => [
                self.pick(
                    format!("到过 {ALWAYS_MET} 户以上，第一次上门未遇、已搬离或只是投递、张贴的至多一户或 {SHUT_AT_FIRST}%"),
                    format!("Of {ALWAYS_MET} doors or more, at most one or {SHUT_AT_FIRST}% at which the first visit met nobody, or only left or posted a form"),
                ),
                self.pick("事先约好了时间；只登记遇到人的那一次", "Times were agreed beforehand; only visits that met somebody were recorded").to_owned(),
                self.pick("问一问未遇时有没有登记；抽几户电话回访", "Ask whether doors that stayed shut were recorded; call some households back").to_owned(),
            ],
            Kind::TooFast => [
                self.pick(
                    format!("同一人在同一设备上接连登记两户，不同单元不到 {another} 秒，同单元不到 {next} 秒（后一户没有当面发表或收表的除外），共 {TOO_FAST} 次以上"),
                    format!("One person's records of two households on one device, less than {another} s apart in different stairwells or {next} s in the same (unless no form was given or taken at the second), {TOO_FAST} times or more"),
                ),
                self.pick("回来后照纸质表一并补登；一层几户同时敲门", "Papers typed in together afterwards; several doors of a landing knocked at together").to_owned(),
                self.pick("问明是当场登记还是事后补登；核对这些户的纸质表和时间", "Ask whether it was recorded at the door or later; look at these households' papers and times").to_owned(),
            ],
            Kind::OneHand => [
                self.pick(
                    format!("收回 {MANY_BALLOTS} 份以上，一半以上由同一组采集员收取，或 {ONE_PERSON}% 以上有同一人经手"),
                    format!("Of {MANY_BALLOTS} ballots or more, more than half were taken by the same collectors, or {ONE_PERSON}% or more with the same one among them"),
                ),
                self.pick("这个小区只派了一组人；别的组还没有交回", "Only one pair works here; the others haven't handed over yet").to_owned(),
                self.pick("换一组人抽查几户；以后轮换搭档", "Have another pair ask some households again; change partners from now on").to_owned(),
            ],
            Kind::OneChecker => [
                self.pick(
                    format!("核对过 {MANY_BALLOTS} 份以上，核对人都是同一人"),
                    format!("{MANY_BALLOTS} ballots or more were checked, all by the same person"),
                ),
                self.pick("专门安排了一人核对", "One person was given that task").to_owned(),
                self.pick("另请一人抽查一部分纸质表", "Have somebody else read some of the papers").to_owned(),
            ],
            Kind::SamePhoto => [
                self.pick("两户的照片，或两个项目的照片，文件完全相同（SHA-256 相同）", "Photos of two households or two items are the very same file (SHA-256)").to_owned(),
                self.pick("选错了照片；一张照片里本来就有两个项目", "The wrong photo was chosen; two items are in one picture").to_owned(),
                self.pick("看照片上的编号是哪一户的，另一户重新拍照", "See whose serial is on it, and take the other one anew").to_owned(),
            ],
            Kind::OneSigner => [
                self.pick(
                    format!("同一姓名签署的户中，花名册上不在其名下的有 {SIGNED_FOR_OTHERS} 户以上；带 * 等遮盖的姓名不算，单位代表签本单位房屋不算"),
                    format!("Of the households that one name signed for, {SIGNED_FOR_OTHERS} or more aren't theirs on the roll; masked names and representatives of an owner organisation don't count"),
                ),
                self.pick("同名的人；代几位亲属签署并有委托书；花名册上的产权人已变更或被遮盖", "Namesakes; a proxy for relatives with their authority; holders who changed or are masked on the roll").to_owned(),
                self.pick("核对委托书；没有委托书的请产权人确认", "Look at the written authorities; without one ask the holder").to_owned(),
            ],
            Kind::NoVisit => [
                self.pick(
                    format!("采集设备登记的意见表中，该户没有任何入户记录的有 {NO_VISIT} 份以上；监督台登记的默认是“送交或投箱”，不算"),
                    format!("{NO_VISIT} ballots or more that collectors' devices recorded are of households without any visit on record; on a supervisor's device they are taken as brought in, and don't count here"),
                ),
                self.pick("自行送到收取点或投箱；登记时选成了“送交或投箱”", "Brought in or put into a box; recorded as brought in although it was taken at the door").to_owned(),
                self.pick("看送达签收；没有的补登入户或抽查", "Look at the stubs; where there is none, record the visit or ask again").to_owned(),
            ],
            Kind::OneDay => [
                self.pick(
                    format!("收回 {MANY_BALLOTS} 份以上，{ONE_DAY}% 以上签署日期相同"),
                    format!("Of {MANY_BALLOTS} ballots or more, {ONE_DAY}% or more bear the same day"),
                ),
                self.pick("集中在一天开会或设点签署；登记时沿用了前一份的日期", "All signed at a meeting; the day of the ballot before was left in the field").to_owned(),
                self.pick("对照纸质表上的日期", "Look at the days on the papers").to_owned(),
            ],
            Kind::HastyCheck => [
                self.pick(
                    format!("同一设备上，登记后不到 {hasty} 秒就核对，共 {HASTY_CHECKS} 份以上"),
                    format!("Checked on the same device less than {hasty} s after it was recorded, {HASTY_CHECKS} times or more"),
                ),
                self.pick("两人并排，一人登记一人看着纸质表", "Two sit side by side, one records and the other has the paper").to_owned(),
                self.pick("请核对人不看屏幕、照纸质表再核对一次", "Ask the checker to read the papers once more, without the screen").to_owned(),
            ],
            Kind::EarlierForm => [
                self.pick("在这里打印的表，编号末位大于 1，而该户编号更小的表既没有登记作废，也没有登记过意见", "Of forms printed here: one whose number ends above 1, while a lower one of the household was neither recorded as spoiled nor ever had a ballot").to_owned(),
                self.pick("填坏了换用备用表，忘了登记作废；登记作废的数据包还没有交回", "A spare was used for one that was spoiled, and nobody recorded it; the bundle that says so isn't here yet").to_owned(),
                self.pick("找到前一份表，登记作废；找不到的，请该户当面确认交回的是哪一份", "Find the earlier form and record it as spoiled; where it can't be found have the household confirm which one it returned").to_owned(),
            ],
            Kind::CalledSpoiled => [
                self.pick("一台采集设备登记了意见，另一台采集设备把同一编号登记为作废；采集员的作废不影响别人登记的意见", "One collector's device recorded the ballot, another the same number as spoiled; a collector's word ends nobody else's ballot").to_owned(),
                self.pick("两组人互不知情：表先收回登记，住户又另换了一份；编号看错了", "Two pairs didn't know of each other: the form was returned and recorded, and the household was given another; a number was misread").to_owned(),
                self.pick("找出这份表：确已作废的，由监督员登记作废，那份意见就不再计入；没有作废的，请登记的人撤销作废", "Find the form: where it is spoiled a supervisor records that, and its ballot counts no more; where it isn't have whoever recorded it take that back").to_owned(),
            ],
            Kind::AtTwoDoors => [
                self.pick("一台设备把这个编号登记为发给（或作废于）一户，另一台设备把它登记为另一户交回的表；两台设备互不知情", "One device recorded this number as handed to a household, or as spoiled there, another as returned by another household; neither knew of the other").to_owned(),
                self.pick("发表时编号看错了一位；收表时登记错了户", "A number was misread when the form was handed over; the paper was recorded at the wrong door").to_owned(),
                self.pick("找出这份表，看签的是哪一户：登记错户的，撤回后到那一户登记；发表编号记错的，在那一户重新登记发表", "Find the form and see whose it is: recorded at the wrong door it is withdrawn and recorded at the right one; where the number was noted wrongly, note the right one there").to_owned(),
            ],
        }
    }
}
