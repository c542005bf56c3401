//! Words of handing over, and of the short messages about what was done.

use super::{Lang, words};
use crate::app::Message;

words! {
    give_out: "交出", "Hand out";
    export_title: "导出数据包", "Export a bundle";
    export_explain: "把本机在这项工作中的全部记录签名后存成一个文件，交给监督员。重复导出不会重复计数。",
        "Signs everything this device has recorded in this campaign into one file for the supervisor. Exporting again never counts twice.";
    export_bundle: "导出数据包", "Export bundle";
    share_bundle: "分享数据包", "Share bundle";
    last_export(n: u64): "上次导出：第 {n} 号", "Last export: number {n}";
    never_exported: "还没有导出过", "Never exported";
    packet_title: "任务包", "Work packet";
    packet_explain: "参数、小区、冻结的花名册和公示内容，签名后交给采集设备。", "Parameters, compounds, frozen rolls and notices, signed for the collecting devices.";
    make_packet: "生成任务包", "Make work packet";
    share_packet: "分享任务包", "Share work packet";
    card_title: "公钥卡", "Key card";
    card_explain: "交给对方登记本机。登记时双方屏幕上的指纹必须一致。", "Give it to the other side to enrol this device. The fingerprints on both screens must agree.";
    save_card: "保存公钥卡", "Save key card";
    share_card: "分享公钥卡", "Share key card";
    trust_title: "信任名单", "Trust list";
    trust_explain: "供命令行核验用：已登记设备的公钥。", "For verifying on the command line: the keys of enrolled devices.";
    save_trust: "保存信任名单", "Save trust list";
    import_title: "导入文件", "Import files";
    import_explain: "可一次选择多个：公钥卡、任务包、数据包。每个文件先核验签名，不合格的整个不收。",
        "Choose several at once: key cards, work packets, bundles. Each is verified first; one that fails is not taken at all.";
    choose_files: "选择文件", "Choose files";
    import_result: "导入结果", "Import result";
    clear_reports: "清除结果", "Clear results";
    enrolled: "已登记的设备", "Enrolled devices";
    none_enrolled: "还没有登记设备", "No devices enrolled";
    supervisors_known: "已确认的监督员", "Supervisors confirmed";
    compare_enrol(name: &str): "请与设备“{name}”屏幕上的指纹核对，一致才登记。", "Compare with the fingerprint on the screen of \"{name}\". Enrol only if they agree.";
    compare_supervisor(name: &str): "请与监督员“{name}”屏幕上的指纹核对，一致才确认。确认后接受其任务包。",
        "Compare with the fingerprint on the screen of supervisor \"{name}\". Confirm only if they agree; their work packets are then accepted.";
    believe_enrol: "一致，登记", "They agree: enrol";
    believe_supervisor: "一致，确认监督员", "They agree: confirm supervisor";
    dismiss_card: "不一致", "They differ";
    reading: "正在核验…", "Verifying…";
    waiting: "正在打开对应的工作…", "Opening its campaign…";
    card_waits: "公钥卡：等待核对指纹", "Key card: compare fingerprints";
    card_believed(name: &str): "已登记：{name}", "Enrolled: {name}";
    card_dismissed(name: &str): "未登记：{name}", "Not enrolled: {name}";
    own_card: "这是本机自己的公钥卡，无需登记。", "This is this device's own key card; nothing to enrol.";
    bundle_taken(device: &str, number: u64, new: usize, present: usize):
        "{device} 的数据包第 {number} 号：新增 {new} 条，已有 {present} 条", "Bundle {number} of {device}: {new} new, {present} already present";
    bundle_lost(lost: usize): "其中 {lost} 条在原设备上已无法读取", "{lost} of them can no longer be read on the device itself";
    packet_taken(campaign: &str, new: usize, present: usize):
        "任务包“{campaign}”：新增 {new} 条，已有 {present} 条", "Work packet \"{campaign}\": {new} new, {present} already present";
    rejected: "未收", "Rejected";
    taken: "已收", "Taken";
    unreadable_title(n: usize): "{n} 条记录无法读取", "{n} records can't be read";
    unreadable_explain: "已原样保留，不影响其他记录。请导出后交给技术人员。", "They are kept as they are and affect nothing else. Export them for a technician.";
    export_unreadable: "导出无法读取的记录", "Export unreadable records";
    no_effect_title(n: usize): "{n} 条记录不起作用", "{n} records have no effect";
}

impl Lang {
    pub fn message(self, message: &Message) -> String {
        match message {
            Message::Exported { records, bundle } => {
                self.pick(format!("已导出第 {bundle} 号数据包，含 {records} 条新记录"), format!("Exported bundle {bundle} with {records} new records"))
            }
            Message::PacketMade => self.pick("任务包已生成", "Work packet made").into(),
            Message::RollImported { households } => {
                self.pick(format!("花名册已导入：{households} 户"), format!("Roll imported: {households} households"))
            }
            Message::RollFrozen => self.pick("花名册已冻结", "Roll frozen").into(),
            Message::NoticeRecorded => self.pick("公示已记录", "Notice recorded").into(),
            Message::BallotRecorded { household } => {
                self.pick(format!("{household} 征求意见表已记录"), format!("Ballot of {household} recorded"))
            }
            Message::BallotWithdrawn { household } => {
                self.pick(format!("{household} 征求意见表已撤回"), format!("Ballot of {household} withdrawn"))
            }
            Message::VisitRecorded { household } => {
                self.pick(format!("{household} 入户已记录"), format!("Visit to {household} recorded"))
            }
            Message::ConflictSettled { household } => {
                self.pick(format!("{household} 已裁定"), format!("{household} settled"))
            }
            Message::BallotClosed => self.pick("征求意见已截止", "Ballot closed").into(),
            Message::BallotReopened => self.pick("已重新开放", "Ballot reopened").into(),
            Message::SettingsSaved => self.pick("设置已保存", "Settings saved").into(),
            Message::TermsSaved => self.pick("参数已保存", "Parameters saved").into(),
            Message::CompoundCreated => self.pick("小区已添加", "Compound added").into(),
            Message::KeyFailed(why) => self.pick(
                format!("不能生成设备密钥（{why}）。请用最新的浏览器经 https 打开本页，并允许存储数据。"),
                format!("The device key could not be made ({why}). Open this page over https in a current browser and allow it to store data."),
            ),
            Message::SignFailed(why) => {
                self.pick(format!("签名失败（{why}）。记录没有丢失，请重试。"), format!("Signing failed ({why}). No record is lost; please retry."))
            }
            Message::DeliverFailed(why) => self.pick(
                format!("文件没有交出（{why}）。记录没有丢失，请重新导出。"),
                format!("The file was not handed out ({why}). No record is lost; please export again."),
            ),
            Message::RecordTooLarge => {
                self.pick("这条记录太大，没有保存。请缩短备注。", "This record is too large and was not saved. Shorten the note.").into()
            }
            Message::StoreFailed(why) => self.pick(format!("本机存储出错：{why}"), format!("Storage error on this device: {why}")),
            Message::LooksOn => self.looks_on_toast().into(),
            Message::NoRoom => self.no_room().into(),
            Message::NotSavedYet => self.not_saved_yet().into(),
            Message::DeviceChanging => self.device_changing().into(),
            Message::TakeOverRefused => self.take_over_refused().into(),
            Message::NotAllowed => self.only_supervisor().into(),
        }
    }
}
