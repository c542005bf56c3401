//! Papers of dwellings that aren't on the roll.

use super::words;

words! {
    strays: "花名册上没有的门户", "Dwellings not on the roll";
    stray_title: "登记花名册外的意见表", "Record a paper of a dwelling not on the roll";
    stray_explain: "花名册上找不到的门户，意见表收下、在这里登记，不计入（I8），也不记录选了什么。漏登的由监督员先更正花名册，再到该户登记这份意见表。", "Take the paper and record it here: it doesn't count (I8), and what was chosen isn't recorded. Where the roll has left somebody out, a supervisor corrects it first and the ballot is then recorded at its household.";
    stray_dwelling: "门牌或住处（照对方所说填写）", "The dwelling, as they say it";
    stray_serial: "意见表编号", "Number of the form";
    stray_note: "说明（谁、哪天签的、有什么证明）", "Remarks (who, signed when, what they showed)";
    stray_save: "登记，不计入", "Record, uncounted";
    stray_uncounted: "不计入（I8）", "Not counted (I8)";
    strays_on_record: "已登记的花名册外意见表", "Papers on record";
    strays_stand(n: usize): "花名册外的意见表 {n} 份", "{n} papers of dwellings not on the roll";
    strays_at_close(n: usize): "有 {n} 份花名册外的意见表。如属漏登，截止前请先更正花名册；截止后它们作为 I8 不计入。", "{n} papers are of dwellings not on the roll. If the roll has left somebody out, correct it before closing; they don't count (I8).";
    stray_numbered(serial: &str): "编号 {serial}", "number {serial}";
    stray_take_back: "撤销登记", "Take it back";
    stray_taken_back(why: &str, by: &str): "{by}撤销：{why}", "taken back by {by}: {why}";
    no_strays: "没有", "None";
}
