//! Words of practice mode.

use super::words;

words! {
    practice: "练习", "Practice";
    practice_stripe: "这里的记录不会导出，也不会计入任何工作", "nothing here is exported or counted";
    practice_lead: "不熟悉的话，先在编造的小区上试一试。", "New to it? Try it out on a made-up compound first.";
    practice_what: "编造的小区有2幢、48户，花名册已冻结、已公示，今天就可以入户。怎么记、怎么更正、怎么计票，都和真的一样。",
        "The made-up compound has 2 buildings and 48 households; its roll is frozen and its notice posted, so that the ballot may begin today. Recording, correcting and counting are as they are in earnest.";
    begin_practice: "开始练习", "Begin";
    clear_practice_ask: "清空练习…", "Clear practice…";
    clear_practice: "清空练习", "Clear practice";
    practice_not_in_backup: "练习不进备份：丢了也不要紧，可以随时重新开始。",
        "A practice is left out of backups: nothing is lost with it, and it can be begun anew at any time.";
}
