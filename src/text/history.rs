//! What became of the roll, of the notice and of the closing: each step and each version by what is other than before.

use super::{Lang, words};
use crate::app::notice::{PROFESSIONAL, QUASI, texts};
use crate::app::roll_correction::kind;
use crate::app::tally::{Turn, What};
use crate::domain::catalogue::{self, setting::BallotRules};
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::notice::Notice;
use crate::journal::fact::Correct;
use crate::journal::roll_history::RollChange;
use crate::roster::Field;

words! {
    roll_history: "花名册的经过", "What became of the roll";
    roll_frozen_again: "重新冻结", "Frozen again";
    roll_corrected: "更正", "Corrected";
    roll_thawed: "解冻", "Thawed";
    roll_overtaken: "更正未生效", "Correction without effect";
    roll_made_again: "另有更正在先。需要的话，请按现在的花名册重新更正。", "Another correction came first. If it is needed, make it again on the roll as it is.";
    overtaken_here(by: &str, at: &str, what: &str): "{by} {at} 的更正没有生效：{what}。另有更正在先；还需要的话，请按现在的花名册重新更正。", "The correction by {by}, {at}, has no effect: {what}. Another one came first; if it is still needed, make it again on the roll as it is.";
    overtaken_at_close(n: usize): "有 {n} 次更正花名册没有生效（另有更正在先），N 可能因此不对。请先到“冻结与公示”核对，需要的重新更正。", "{n} corrections of the roll have no effect, as another came first, so that N may be wrong. See to them under “Freeze and notice” first, and make those again that are needed.";
    title_added(title: &str): "增加 {title}", "{title} added";
    title_taken_off(title: &str): "去掉 {title}", "{title} taken off";
    papers_of_merged(title: &str): "{title}合并前的表", "Papers of {title} from before";
    title_unchanged(title: &str): "{title} 未改写", "{title} as it was";
    off_roll: "冻结的花名册上没有这一户，意见表不计入。", "This household isn't on the frozen roll; its ballots don't count.";
    kept_ballots: "已登记的意见表", "Ballots on record";
    households_are(n: u64): "N = {n}", "N = {n}";
    households_become(before: u64, after: u64): "N：{before} → {after}", "N: {before} → {after}";
    recorded_at(by: &str, at: &str): "记录人：{by}，{at}", "Recorded by {by}, {at}";
    because(why: &str): "原因：{why}", "Reason: {why}";
    nothing_there: "（空）", "(blank)";
    turns(n: usize): "截止、重新开放与计票条件改动的经过（{n}）", "How it was closed, opened again and counted by other rules ({n})";
    turn_closed(day: &str): "截止，最后一天 {day}", "Closed, last day {day}";
    terms_recount(begin: usize, cease: usize): "保存后计票随之改变（已截止的，重新开放后改变）：{begin} 户的意见表开始计入，{cease} 户的不再计入。改动和原因记入计票记录（D10）。", "Saving changes the count, where it is closed once it is opened again: the papers of {begin} households begin to count, those of {cease} cease to. The change and why go into the minutes of the count (D10).";
    terms_why: "改动计票条件的原因", "Why papers are to count otherwise";
    turn_opened: "重新开放", "Opened again";
    turn_why(why: &str): "理由：{why}", "Reason: {why}";
    turn_undone(what: &str, by: &str, at: &str): "因收到{by} {at} 的记录（{what}）失效", "Without effect since a record of {by}, {at} ({what})";
    notice_history: "公示的历次版本", "Versions of the notice";
    notice_first: "第一次公示", "First notice";
    notice_changed: "更新公示", "Notice updated";
    notice_unchanged: "内容和日期未变", "Contents and days as before";
    notice_asked(n: usize): "当时已有 {n} 户领到表格或交表", "{n} households had a form or had returned one by then";
    notice_change_why: "更改原因", "Why it is changed";
    notice_costs(asked: usize, signed: usize):
        "已有 {asked} 户领到表格或交表，其中 {signed} 户的意见表是按改动前的公示签署的。改动要写明原因；改动前的版本留在“公示的历次版本”里。",
        "{asked} households have had a form or returned one; the papers of {signed} were signed under the notice as it was. A change wants a reason; the version before it stays under “Versions of the notice”.";
    comes_in(day: &str, n: usize): "首次征求意见日期改为 {day} 后，已记录的 {n} 户此前不计入的意见表将计入。", "With {day} as the first day the papers of {n} households count that didn't so far.";
    told_first(day: &str): "按发出第一份表格时张贴的公示，首次征求意见日期不能早于 {day}。", "By the notice that hung when the first form went out, the first day can't be before {day}.";
}

impl Lang {
    /// A closing or an opening: what it was, then who made it, why, and what became of it. `time` writes the time of a record.
    pub fn turn(self, turn: &Turn<'_>, time: fn(i64) -> String) -> Vec<String> {
        let Turn { stamp, what, why, undone, without_effect } = turn;
        let what = match what {
            What::Closed(day) => self.turn_closed(day),
            What::Opened => self.turn_opened().to_owned(),
            What::Rules { before, after } => self.clauses(&self.rules_changed(*before, *after)),
        };
        let mut lines = vec![what, format!("{} {}", self.recorded_by(&stamp.by), time(stamp.at))];
        lines.extend(why.map(|why| self.turn_why(why)));
        lines.extend(without_effect.map(|why| self.no_effect(why).to_owned()));
        lines.extend(undone.map(|(by, fact)| self.turn_undone(self.fact_of_count(fact), &by.by, &time(by.at))));
        lines
    }

    /// Which of the rules by which papers count are other than before.
    fn rules_changed(self, before: BallotRules, after: BallotRules) -> Vec<String> {
        let word = |is: bool| if is { self.yes() } else { self.no() };
        let change = |((id, old), (_, new)): ((&str, bool), (&str, bool))| {
            self.change(self.field_name(&catalogue::setting(id)?.field), word(old), word(new))
        };
        before.counting().into_iter().zip(after.counting()).filter_map(change).collect()
    }

    /// What is other than before, of something that has a name.
    fn change(self, what: &str, old: &str, new: &str) -> Option<String> {
        let colon = self.pick("：", ": ");
        let new_or_blank = if new.is_empty() { self.nothing_there() } else { new };
        match (old == new, old.is_empty()) {
            (true, _) => None,
            (false, true) => Some(format!("{what}{colon}{new}")),
            (false, false) => Some(format!("{what}{colon}{old} → {new_or_blank}")),
        }
    }

    /// What is written of a title, by its columns.
    fn written(self, title: &Household) -> [(Field, String); 6] {
        let area = title.area_m2.map(|area| format!("{area} ㎡"));
        let tenure = title.tenure.map(|tenure| self.tenure_of(tenure).to_owned());
        [
            (Field::Use, self.usage(title.usage).to_owned()),
            (Field::Title, title.title_no.clone().unwrap_or_default()),
            (Field::Holder, self.list(&title.holders)),
            (Field::Area, area.unwrap_or_default()),
            (Field::Tenure, tenure.unwrap_or_default()),
            (Field::Note, title.note.clone().unwrap_or_default()),
        ]
    }

    /// A title that comes on the roll, or stands on it otherwise than before.
    fn title_put(self, old: Option<&Household>, new: &Household) -> String {
        let before = old.map(|old| self.written(old).map(|(_, text)| text)).unwrap_or_default();
        let changes = self.written(new).into_iter().zip(before);
        let changes = changes.filter_map(|((field, new), old)| self.change(self.field(field), &old, &new));
        let changes: Vec<String> = changes.collect();
        let name = self.household_of(new);
        let name = if old.is_some() { name } else { self.title_added(&name) };
        match changes.is_empty() {
            true => self.title_unchanged(&name),
            false => format!("{name}{}{}", self.pick("，", ", "), self.clauses(&changes)),
        }
    }

    /// What a correction does to each of its titles, which were so before.
    pub fn corrected_titles(self, correct: &Correct, was: &[Household]) -> Vec<String> {
        let before = |id: &HouseholdId| was.iter().find(|old| old.id == *id);
        let name = |id: &HouseholdId| before(id).map_or_else(|| id.to_string(), |old| self.household_of(old));
        let put = correct.put.iter().map(|new| self.title_put(before(&new.id), new));
        let take = correct.take.iter().map(|id| self.title_taken_off(&name(id)));
        put.chain(take).collect()
    }

    /// A correction in a sentence: what kind it is, and each of its titles, which were so before.
    pub fn correction(self, correct: &Correct, was: &[Household]) -> String {
        let kind = kind(correct, was).map_or(self.roll_corrected(), |change| self.roll_change(change));
        self.remarked(kind, &self.clauses(&self.corrected_titles(correct, was)))
    }

    /// What was done to the roll. `again`: it had been frozen before.
    pub fn roll_step(self, what: &RollChange, again: bool) -> String {
        match what {
            RollChange::Frozen if again => self.roll_frozen_again().to_owned(),
            RollChange::Frozen => self.roll_frozen().to_owned(),
            RollChange::Thawed { .. } => self.roll_thawed().to_owned(),
            RollChange::Overtaken(_) => self.roll_overtaken().to_owned(),
            RollChange::Corrected { correct, was } => match kind(correct, was) {
                Some(change) => self.roll_change(change).to_owned(),
                None => self.roll_corrected().to_owned(),
            },
        }
    }

    /// What a field of the notice's form holds.
    fn notice_field(self, field: &str) -> String {
        let of_mode = |fields: [&str; 4]| fields.iter().position(|of| *of == field);
        let what = [self.mode_form(), self.mode_services(), self.mode_fee(), self.pick("收费单位", "Charged by")];
        let of = |mode: &str, at: usize| format!("{mode} {}", what[at]);
        if let Some(at) = of_mode(PROFESSIONAL) {
            return of(self.professional(), at);
        }
        if let Some(at) = of_mode(QUASI) {
            return of(self.quasi(), at);
        }
        match field {
            "posted_on" => self.posted_on(),
            "ballot_from" => self.ballot_from(),
            "ballot_until" => self.pick("征求意见截止日期", "Last day of the ballot"),
            "corrections_until" => self.pick("花名册更正截止日期", "Corrections of the roll until"),
            "contact" => self.pick("联系人、电话和意见表收取点", "Contact, telephone and where forms may be left"),
            "reposted_on" => self.reposted_on(),
            _ => self.posted_places(),
        }
        .to_owned()
    }

    /// What a notice says otherwise than the one before, or all that the first one says.
    pub fn notice_changes(self, old: Option<&Notice>, new: &Notice) -> Vec<String> {
        let before = old.map(texts).unwrap_or_else(|| texts(&Notice::default()));
        let changes = texts(new).into_iter().zip(before);
        changes.filter_map(|((field, new), (_, old))| self.change(&self.notice_field(field), &old, &new)).collect()
    }
}
