//! What people are told of how safe their work is on this device, and of who writes.

use super::{Lang, words};
use crate::store::compare::Finding;
use crate::store::log::Damage;

words! {
    looks_on: "问楼已在另一个页面打开，本页只能查看", "Wenlou is open in another tab; this one only shows";
    looks_on_long: "另一个页面的记录会自动显示在这里。要在本页填写，请点“在本页继续”。",
        "What the other tab records appears here. To work in this one, choose “Work here”.";
    take_over: "在本页继续", "Work here";
    taking_over: "正在等另一个页面保存完毕…", "Waiting for the other tab to finish saving…";
    looks_on_toast: "本页只能查看：请先点“在本页继续”", "This tab only shows: choose “Work here” first";
    take_over_refused: "另一个页面有尚未保存的内容，请先到那里处理", "The other tab has something unsaved: see to it there first";
    not_saved_yet: "有内容尚未保存，请先重新保存，再打开这一页", "Something isn't saved yet: retry that first";
    device_changing: "正在改动本机数据，请稍候", "This device's data is being changed: please wait";
    clock_went_back: "本机时间被调回过去，请核对平板的日期和时间。记录的先后不受影响。",
        "The clock was set back: check date and time. The order of records is as it was.";
    set_back_title(n: usize): "{n} 条记录的设备时间被调回过", "{n} records after a device's clock was set back";
    set_back_explain: "这些记录写入时，设备显示的时间早于它的上一条记录，时间不可靠；先后以编号为准。",
        "Written with a clock behind that of the record before: go by numbers, not times.";
    no_room: "本机存储将满，这条没有记录。请先导出数据包并腾出空间；已填的内容还在屏幕上。",
        "Nearly full: this wasn't recorded and is still on screen. Export a bundle and make room.";
    filling(percent: u64): "本机存储已用 {percent}%", "{percent} % of this device's storage is used";
    filling_long: "到 95% 时将停止接收新记录。请尽快导出数据包交给监督员，再腾出空间。",
        "At 95 % nothing new is taken. Hand over a bundle soon, then make room.";
    full_long: "已停止接收新记录，已保存的都在。请导出数据包交给监督员，再腾出空间。",
        "What was saved is there; nothing new is taken. Export a bundle, then make room.";
    newer: "本机数据由更新版本的问楼写入", "The data on this device was written by a newer Wenlou";
    newer_long: "本版本不会读取或改动它。请连接网络，重新打开本页以更新问楼。",
        "This version leaves it alone. Open this page with a network to update Wenlou.";
    storage: "本机存储", "Storage on this device";
    storage_used(percent: u64): "已用 {percent}%", "{percent} % used";
    storage_kept: "浏览器承诺不会自动清除", "The browser promises not to clear it by itself";
    storage_not_kept: "空间不足时浏览器可能自动清除：请把问楼添加到主屏幕，并经常导出", "The browser may clear it when space runs out: add Wenlou to the home screen and export often";
    written_to_files: "每条记录写盘后才显示“已保存”", "Every record is on disk before it is called saved";
    written_elsewhere: "由正在填写的页面写盘，请到那里查看", "The tab that writes sees to the disk: look there";
    no_log: "本浏览器不能即时写盘", "This browser can't write to disk at once";
    no_log_long(why: &str):
        "断电时最近几分钟的记录可能丢失。请重新打开本页或换用新版浏览器，并经常导出数据包。（{why}）",
        "A power cut may cost minutes. Reload or use a current browser, and export often. ({why})";
    private: "这是隐私窗口，记录不会留下", "This is a private window: nothing will be kept";
    private_long: "关闭这个窗口，这里的记录就全部消失。请先导出数据包，再用普通窗口打开问楼。",
        "What was recorded goes with this window. Export it, then open Wenlou in an ordinary one.";
    no_private_window: "请在普通窗口中使用：无痕（隐私）窗口里的记录关窗后全部消失。",
        "Use an ordinary window: what a private one holds goes with it.";
    found_title: "启动时核对了两份存储", "The two stores were compared at start";
}

impl Lang {
    /// What was found when the stores were compared, and what became of it.
    pub fn finding(self, finding: &Finding) -> String {
        match finding {
            Finding::MirrorBehind { entries } => self.pick(
                format!("浏览器丢失的 {entries} 项已从本机日志恢复。"),
                format!("{entries} entries that the browser had lost were restored from this device's log."),
            ),
            Finding::LogBehind { entries: 0 } => self.pick(
                "本机日志缺少一部分，浏览器存储中也没有。请立即核对最近的记录并导出数据包。".into(),
                "Part of the log is missing, here and in the browser. Check the latest and export a bundle.".into(),
            ),
            Finding::LogBehind { entries } => self.pick(
                format!("本机日志缺少的 {entries} 项已从浏览器存储补齐。"),
                format!("{entries} entries missing from this device's log came from the browser's store."),
            ),
            Finding::LogGone { entries } => self.pick(
                format!("本机日志不见了，已用浏览器存储中的 {entries} 项重建。请核对最近的记录并导出数据包。"),
                format!("This device's log was gone and made anew from {entries} entries of the browser's store. Check the latest and export a bundle."),
            ),
            Finding::Damaged(Damage::Unfinished(_)) => self.pick(
                "上次停止时有一项正在写入，它没有显示过“已保存”。请核对最后填写的内容。".into(),
                "What was being written when the app stopped was never shown as saved. Check what was entered last.".into(),
            ),
            Finding::Damaged(Damage::Missing(entries)) => self.pick(
                format!("本机日志中有 {entries} 处无法读取。"),
                format!("{entries} entries of this device's log can't be read."),
            ),
            Finding::Damaged(Damage::NoHeader(bytes)) => self.pick(
                format!("本机日志（{bytes} 字节）无法读取。"),
                format!("This device's log ({bytes} bytes) can't be read."),
            ),
            Finding::MirrorFull { entries } => self.pick(
                format!("浏览器存储已满，{entries} 项只在本机日志中，仍然安全。请导出数据包并腾出空间。"),
                format!("The browser's store is full: {entries} entries are in the device's log only. Export a bundle and make room."),
            ),
            Finding::Differs { key } => self.pick(
                format!("两份存储在 {key} 处不一致：采用带校验的一份，另一份已留存。请导出数据包并告知技术人员。"),
                format!("The two stores differ at {key}: the checked one is used, the other kept. Export a bundle and tell a technician."),
            ),
        }
    }
}
