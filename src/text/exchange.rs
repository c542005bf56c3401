//! Words of handing over, and of the short messages about what was done.

use super::{Lang, words};
use crate::app::handover::CardProblem;
use crate::app::{AtHousehold, Message, OfficeMessage};
use crate::bundle::sequence::Place;
use crate::bundle::words;
use crate::journal::State;

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
    packet_explain: "参数、小区、冻结的花名册、公示内容、已登记的设备和分工，签名后交给采集设备。改动之后要重新生成并交给每台设备。",
        "Parameters, compounds, frozen rolls, notices, enrolled devices and who goes where, signed for the collecting devices. After a change make it again and hand it to every device.";
    make_packet: "生成任务包", "Make work packet";
    share_packet: "分享任务包", "Share work packet";
    card_title: "公钥卡", "Key card";
    card_explain: "交给对方登记本机。", "Give it to the other side to enrol this device.";
    save_card: "保存公钥卡", "Save key card";
    share_card: "分享公钥卡", "Share key card";
    trust_title: "信任名单", "Trust list";
    trust_explain: "供核验人员用：已登记和已吊销设备的公钥，由本机签名，有编号和有效期。", "For whoever verifies files: the keys of enrolled and revoked devices, signed by this one, numbered and dated.";
    trust_until: "有效至", "Good until";
    last_trust_list(n: u64): "上次保存的是第 {n} 号", "The last one saved is number {n}";
    save_trust: "保存信任名单", "Save trust list";
    import_title: "导入文件", "Import files";
    import_explain: "可一次选择多个：公钥卡、任务包、数据包、照片包、回执。每个文件先核验，不合格的整个不收。",
        "Choose several at once: key cards, work packets, bundles, photos, receipts. Each is verified first; one that fails is not taken at all.";
    photos_title: "照片包", "Photos";
    photos_explain: "照片不在数据包里，另存成文件，和数据包一起交给监督员。数据包里记着每张照片的指纹，换掉的照片收不下。监督台“从头再导出”的是全部照片，别人拍的也在内。",
        "Photos aren't in the bundle but in files of their own, for the supervisor beside it. The bundle names each photo's hash; a photo that was changed isn't taken. On a supervisor's device exporting all anew takes in what others took.";
    ballots_begun(n: usize): "{n} 户的意见表填了一半，没有登记，不在数据包里：先到“入户”里登记", "{n} ballots were begun and not recorded, and are in no bundle: record them first";
    photos_all_out(n: usize): "本机拍的 {n} 张，已全部导出", "{n} taken here, all exported";
    photos_out_of(n: usize, new: usize): "本机拍的 {n} 张，其中 {new} 张还没有导出", "{n} taken here, {new} of them not exported yet";
    export_photos(n: usize): "导出照片（{n} 张）", "Export photos ({n})";
    export_photos_again(n: usize): "从头再导出（{n} 张）", "Export all anew ({n})";
    photos_after(n: usize): "一个文件放不下，之后还有 {n} 张", "One file doesn't hold them all: {n} more come after it";
    photos_here(here: usize, all: usize): "记录里有 {all} 张照片，本机有 {here} 张", "The records name {all} photos; {here} are here";
    photos_missing_of(device: &str, n: usize): "{device} 还差 {n} 张", "{n} of {device} are missing";
    photos_taken(n: usize): "收下 {n} 张照片", "{n} photos taken";
    photos_unknown(n: usize): "{n} 个文件不是这里记录过的照片，没有收（先导入数据包）", "{n} files are no photos that records here name and were not taken (import the bundle first)";
    photos_broken(n: usize): "{n} 张与记录的指纹或尺寸不符，没有收", "{n} don't have the hash or the size on record and were not taken";
    choose_files: "选择文件", "Choose files";
    import_result: "导入结果", "Import result";
    clear_reports: "清除结果", "Clear results";
    enrolled: "已登记的设备", "Enrolled devices";
    none_enrolled: "还没有登记设备", "No devices enrolled";
    supervisors_known: "已确认的监督员", "Supervisors confirmed";
    compare_enrol(name: &str): "请对方打开“交接”，念出设备“{name}”屏幕上的八个词，在这里输入；全部一致才登记。",
        "Have the other side open \"Hand over\" and read the eight words on the screen of \"{name}\" aloud; type them here. It is enrolled only if all agree.";
    compare_supervisor(name: &str): "请监督员念出设备“{name}”屏幕上的八个词，在这里输入；全部一致才确认。确认后接受其任务包和回执。",
        "Have the supervisor read the eight words on the screen of \"{name}\" aloud; type them here. It is confirmed only if all agree; its work packets and receipts are then accepted.";
    believe_enrol: "登记", "Enrol";
    believe_supervisor: "确认监督员", "Confirm supervisor";
    dismiss_card: "不一致，不登记", "They differ: don't";
    eight_words: "八个词", "Eight words";
    eight_words_hint: "中文或英文都可以，中间不必加空格", "In Chinese or English; of an English word four letters are enough";
    own_words: "对方登记本机时，把这八个词念给对方：", "Read these eight words to whoever enrols this device:";
    enrolled_person: "使用人", "Used by";
    reading: "正在核验…", "Verifying…";
    waiting: "正在打开对应的工作…", "Opening its campaign…";
    card_waits: "公钥卡：等待核对八个词", "Key card: compare the eight words";
    card_believed(name: &str): "已登记：{name}", "Enrolled: {name}";
    card_dismissed(name: &str): "未登记：{name}", "Not enrolled: {name}";
    own_card: "这是本机自己的公钥卡，无需登记。", "This is this device's own key card; nothing to enrol.";
    bundle_taken(device: &str, number: u64, new: usize, present: usize):
        "{device} 的数据包第 {number} 号：新增 {new} 条，已有 {present} 条", "Bundle {number} of {device}: {new} new, {present} already present";
    bundle_lost(lost: usize): "其中 {lost} 条在原设备上已无法读取", "{lost} of them can no longer be read on the device itself";
    merge_lacks(compound: &str, device: &str, n: u64): "“{compound}”：缺 {device} 的 {n} 条截止时已计入的记录，数字不是计票结果；请加上它的数据包", "\"{compound}\": {n} records of {device} that were counted at the close are missing, so the figures aren't the count; add its bundles";
    bundle_revoked(n: usize): "其中 {n} 条是设备吊销之后的，不计", "{n} of them were made after the device was revoked and don't count";
    findings_agree(compound: &str): "“{compound}”的推算结果与数据包里的一致", "what the rules make of \"{compound}\" is the same as in the bundle";
    findings_differ(compound: &str): "“{compound}”的推算结果与数据包里的不同：两边的记录不一样多（例如还有别的设备的记录）", "what the rules make of \"{compound}\" differs from the bundle: one side has records that the other lacks, such as another device's";
    packet_outdated: "本机已收过更新的任务包，这一份是旧的", "a later work packet was taken in before: this one is out of date";
    packet_thaws(compound: &str, why: &str): "“{compound}”的花名册解冻过（{why}）：按别的花名册记录的意见表不计入，须按重新冻结的花名册重新记录", "the roll of \"{compound}\" was thawed ({why}): ballots recorded on another than the one that is frozen again don't count and have to be recorded anew";
    import_undoes(compound: &str): "“{compound}”因此不再是已截止（截止失效，或重新开放了）：由监督员核对后再截止", "\"{compound}\" isn't closed any more by it (it was opened again, or its closing lost its effect): a supervisor sees to it, then closes it again";
    import_overtakes(compound: &str): "“{compound}”有更正花名册没有生效（另有更正在先）：请到“冻结与公示”核对，需要的重新更正", "a correction of the roll of \"{compound}\" has no effect, as another came first: see to it under “Freeze and notice”, and make it again if it is needed";
    newer_catalogue: "调查项目比本机的程序新，请先更新程序", "its survey is newer than this program: update it first";
    receipt_taken(bundle: u64, last: u64): "第 {bundle} 号数据包的回执：监督员已收到本机第 1 到 {last} 条记录", "Receipt for bundle {bundle}: the supervisor has this device's records 1 to {last}";
    show_receipt: "显示回执二维码", "Show receipt as QR code";
    receipt_code: "回执", "Receipt";
    receipt_code_hint: "请那台设备在“交接”里扫描。", "Have that device scan it under \"Hand over\".";
    save_receipt: "保存回执", "Save receipt";
    no_receipt_yet(bundle: u64): "第 {bundle} 号还没有回执", "No receipt yet for number {bundle}";
    receipted(bundle: u64): "第 {bundle} 号已有回执", "Receipt for number {bundle}";
    devices: "设备与信任", "Devices and trust";
    devices_in_all(enrolled: usize, revoked: usize): "已登记 {enrolled} 台，其中吊销 {revoked} 台", "{enrolled} enrolled, {revoked} of them revoked";
    this_is_enrolled(person: &str): "监督员已登记本机（{person}）", "The supervisor has enrolled this device ({person})";
    this_is_revoked(last: u64): "监督员已吊销本机：第 {last} 条以后的记录不计", "The supervisor has revoked this device: records after number {last} don't count";
    this_not_in_packet: "收到的任务包里还没有登记本机。把公钥卡交给监督员登记；已登记的，下一份任务包里会有。",
        "The work packet here doesn't name this device yet. Have the supervisor enrol its key card; if that is done, the next packet will name it.";
    is_this_device: "（本机）", " (this device)";
    founder: "建立者", "Founder";
    deputy: "副监督台", "Deputy";
    no_deputy: "还没有副监督台", "There is no deputy yet";
    no_deputy_long: "本机的密钥不在任何备份里。本机一旦丢失或损坏，谁也不能再为这项工作登记设备、裁定冲突、签发任务包和回执、打开封存的意见表或截止。请把一台已登记的设备设为副监督台。",
        "This device's key is in no backup. If the device were lost or broken, nobody could enrol devices, settle conflicts, issue work packets and receipts, open sealed ballots or close the ballot any more. Make an enrolled device a deputy.";
    make_deputy_ask: "设为副监督台…", "Make deputy…";
    make_deputy: "设为副监督台", "Make deputy";
    make_deputy_explain(name: &str): "“{name}”将能做本机能做的一切：登记和吊销设备（包括吊销本机）、裁定、签发任务包、打开封存的意见表、截止。设定后只能靠吊销那台设备来收回。请当面设定。",
        "\"{name}\" will be able to do all that this device can: enrol and revoke devices, this one included, settle, issue work packets, open sealed ballots, close. Only revoking that device takes it back. Do it face to face.";
    make_deputy_then: "设定之后：生成任务包交给每台设备；把本机的数据包交给副监督台，以后也时常交给它；有封存的意见表的，再交给它本机的备份和口令，在它的“本机数据”里恢复。",
        "Afterwards: make a work packet for every device; hand the deputy this device's bundle, and again from time to time; where ballots are sealed, also its backup and the passphrase, to be restored under \"Data on this device\" there.";
    believes_these: "本机接受他们签发的任务包和回执。", "This device accepts work packets and receipts signed by them.";
    bundles: "数据包", "Bundles";
    last_received(bundle: u64, last: u64, when: &str): "收到第 {bundle} 号，到第 {last} 条（{when}）", "Number {bundle} received, up to record {last} ({when})";
    none_received: "还没有收到", "None received";
    has_packet(n: u64, newest: u64): "收下的是第 {n} 号，最新第 {newest} 号", "Has number {n}; the newest is {newest}";
    revoke_ask: "吊销…", "Revoke…";
    revoke_change: "更改吊销…", "Change the revocation…";
    revoke: "吊销这台设备", "Revoke this device";
    revoke_explain: "设备丢失或被冒用时吊销它的密钥。从某个编号以后的记录都不计，以前的仍然有效。按编号而不按时间：丢失的设备时钟不可信。换新设备请重新登记。",
        "Revoke a device's key when it was lost or misused. Its records after a number don't count; those before stay valid. By number and not by time, because a lost device's clock can't be trusted. Enrol the new device anew.";
    revoke_last: "最后一条有效记录的编号", "Number of the last record that counts";
    revoke_last_hint: "已填上本机收到的最后一条", "Filled in with the last one received here";
    revoke_why: "吊销原因", "Why";
    revoked_why: "吊销原因", "Revoked because";
    revoked_after(last: u64): "已吊销：第 {last} 条以后不计", "Revoked: nothing counts after record {last}";
    enrol_by_importing: "登记设备：导入公钥卡", "Enrol a device: import its key card";
    assignments(compound: &str): "分工：{compound}", "Who goes where: {compound}";
    assignments_explain: "哪台设备负责哪一幢，一幢可以选几台。写进下一份任务包；不选就是都可以去。", "Which devices go to which building. It goes into the next work packet; nothing chosen means whoever comes.";
    nobody_assigned: "没有分工，每幢都可以去", "Nothing said: every building is open to all";
    packet_number(n: u64): "第 {n} 号", " number {n}";
    rejected: "未收", "Rejected";
    taken: "已收", "Taken";
    unreadable_title(n: usize): "{n} 条记录无法读取", "{n} records can't be read";
    unreadable_explain: "已原样保留，不影响其他记录。请导出后交给技术人员。", "They are kept as they are and affect nothing else. Export them for a technician.";
    export_unreadable: "导出无法读取的记录", "Export unreadable records";
    no_effect_title(n: usize): "{n} 条记录不起作用", "{n} records have no effect";
}

impl Lang {
    pub fn packet_taken(self, campaign: &str, number: Option<u64>, new: usize, present: usize) -> String {
        let number = number.map(|n| self.packet_number(n)).unwrap_or_default();
        self.pick(
            format!("任务包{number}“{campaign}”：新增 {new} 条，已有 {present} 条"),
            format!("Work packet{number} \"{campaign}\": {new} new, {present} already present"),
        )
    }

    /// What is remarkable about a bundle's place among those of its device.
    pub fn bundle_place(self, place: Place) -> Option<String> {
        Some(match place {
            Place::Next => return None,
            Place::Repeated => self.pick("这个文件以前收过", "this very file was taken in before").into(),
            Place::Earlier => self.pick("已收过这台设备更新的数据包，这一份是旧的", "a later bundle of this device was taken in before: this one is out of date").into(),
            Place::Missing { from, to } if from == to => self.pick(
                format!("还没有收到第 {from} 号，其中的记录这一份里都有"),
                format!("number {from} has not been received; what it held is in this one"),
            ),
            Place::Missing { from, to } => self.pick(
                format!("还没有收到第 {from} 到 {to} 号，其中的记录这一份里都有"),
                format!("numbers {from} to {to} have not been received; what they held is in this one"),
            ),
            Place::Twice { bundle } => self.pick(
                format!("以前收到的第 {bundle} 号是另一个文件；记录一致，请向使用人核实"),
                format!("the number {bundle} that was received before is another file; the records agree, ask whoever uses the device"),
            ),
        })
    }

    pub fn card_problem(self, problem: CardProblem) -> String {
        match problem {
            CardProblem::Short { typed } => self.pick(
                format!("已输入 {typed} 个词，应有 8 个"),
                format!("{typed} words typed, there are 8"),
            ),
            CardProblem::Unknown { at } => self.pick(
                format!("第 {at} 个词不在词表里，请再听一遍"),
                format!("Word {at} is not on the list; have it read again"),
            ),
            CardProblem::Differs { at } => self.pick(
                format!("第 {at} 个词不一致。请从头再核对一次；仍不一致，这张公钥卡就不是那台设备的，不要登记。"),
                format!("Word {at} differs. Compare from the start once more; if it still differs, this key card is not that device's: don't enrol it."),
            ),
            CardProblem::Nameless => self.pick("请填写使用人", "Say who uses it").into(),
        }
    }

    /// A word of a key, by its place on the list.
    pub fn spoken_word(self, at: u8) -> &'static str {
        let (chinese, english) = words::LIST[usize::from(at)];
        self.pick(chinese, english)
    }

    /// `state` is the open campaign's.
    pub fn message(self, message: &Message, state: Option<&State>) -> String {
        let named = |AtHousehold { compound, household }: &AtHousehold, done: &str| {
            let compound = state.and_then(|state| state.compounds.get(compound));
            let name = compound.map_or_else(|| household.to_string(), |of| self.household_at(of, household));
            format!("{name} {done}")
        };
        match message {
            Message::Checked(at) => named(at, self.pick("核对一致", "checked")),
            Message::BallotRecorded(at) => named(at, self.pick("征求意见表已记录", "ballot recorded")),
            Message::BallotWithdrawn(at) => named(at, self.pick("征求意见表已撤回", "ballot withdrawn")),
            Message::VisitRecorded(at) => named(at, self.pick("入户已记录", "visit recorded")),
            Message::ConflictSettled(at) => named(at, self.pick("已裁定", "settled")),
            Message::LockOff => self.pick("已用备用词解锁，锁屏已关闭。请重新设置锁屏", "Unlocked with the spare words: the lock is off. Set it anew").into(),
            Message::KeyFailed(why) => self.pick(
                format!("不能生成设备密钥（{why}）。请用最新的浏览器经 https 打开本页，并允许存储数据。"),
                format!("No device key could be made ({why}). Open this page over https in a current browser that may store data."),
            ),
            Message::SealFailed(why) => self.pick(
                format!("封存失败（{why}）。还没有记录，请再按一次。"),
                format!("Sealing failed ({why}), nothing is recorded: try again."),
            ),
            Message::StillSealing => {
                self.pick("上一份还在封存，请稍后再按一次。", "Still sealing the one before: try again in a moment.").into()
            }
            Message::RecordTooLarge => {
                self.pick("这条记录太大，没有保存。请缩短备注。", "This record is too large: not saved. Shorten the note.").into()
            }
            Message::StoreFailed(why) => self.pick(format!("本机存储出错：{why}"), format!("Storage error on this device: {why}")),
            Message::LooksOn => self.looks_on_toast().into(),
            Message::NoRoom => self.no_room().into(),
            Message::NotSavedYet => self.not_saved_yet().into(),
            Message::PhotosUnderway => self
                .pick("照片还在保存，存好后再打开那一页。", "Photos are still being saved; that page opens once they are.")
                .into(),
            Message::PhotoFailed => self
                .pick(
                    "有照片没有保存。请看红色的说明，需要时再拍一次。",
                    "A photo was not saved. Read what is in red; take it again if needed.",
                )
                .into(),
            Message::TypedNotRecorded => self
                .pick(
                    "有填写的内容没有记录，打开那一页就没有了。请先记录或改好；不要了，再点一次。",
                    "What was typed isn't on record. Record it, or tap again to give it up.",
                )
                .into(),
            Message::DeviceChanging => self.device_changing().into(),
            Message::TakeOverRefused => self.take_over_refused().into(),
            Message::NotAllowed => self.only_supervisor().into(),
            Message::Office(message) => message.in_words(self),
        }
    }

    pub fn office_message(self, message: &OfficeMessage) -> String {
        match message {
            OfficeMessage::PhotosExported { photos, missing: 0 } => {
                self.pick(format!("已导出 {photos} 张照片"), format!("{photos} photos exported"))
            }
            OfficeMessage::PhotosExported { photos, missing } => self.pick(
                format!("导出了 {photos} 张照片；另有 {missing} 张不在本机，没有导出"),
                format!("{photos} photos exported; {missing} aren't on this device and were left out"),
            ),
            OfficeMessage::Exported { records, bundle } => {
                self.pick(format!("已导出第 {bundle} 号数据包，含 {records} 条新记录"), format!("Exported bundle {bundle} with {records} new records"))
            }
            OfficeMessage::PacketMade => self.pick("任务包已生成", "Work packet made").into(),
            OfficeMessage::TrustListMade => self.pick("信任名单已保存", "Trust list saved").into(),
            OfficeMessage::DeviceRevoked { name } => self.pick(format!("已吊销 {name}"), format!("{name} revoked")),
            OfficeMessage::DeputyMade { name } => self.pick(
                format!("{name} 已设为副监督台，请生成任务包"),
                format!("{name} is a deputy now: make a work packet"),
            ),
            OfficeMessage::RollCorrected => self
                .pick("花名册已更正，请重新公示，并把新的任务包交给每台设备", "Roll corrected: post the notice anew and hand a new work packet to every device")
                .into(),
            OfficeMessage::RollThawed => self.pick("花名册已解冻，请重新导入并公示", "Roll thawed: import it anew and post the notice anew").into(),
            OfficeMessage::RollImported { households } => {
                self.pick(format!("花名册已导入：{households} 户"), format!("Roll imported: {households} households"))
            }
            OfficeMessage::RollFrozen => self.pick("花名册已冻结", "Roll frozen").into(),
            OfficeMessage::NoticeRecorded => self.pick("公示已记录", "Notice recorded").into(),
            OfficeMessage::BallotClosed => self.pick("征求意见已截止", "Ballot closed").into(),
            OfficeMessage::BallotReopened => self.pick("已重新开放", "Ballot reopened").into(),
            OfficeMessage::SettingsSaved => self.pick("设置已保存", "Settings saved").into(),
            OfficeMessage::TermsSaved => self.pick("参数已保存", "Parameters saved").into(),
            OfficeMessage::CompoundCreated => self.pick("小区已添加", "Compound added").into(),
            OfficeMessage::SignFailed(why) => {
                self.pick(format!("签名失败（{why}）。记录没有丢失，请重试。"), format!("Signing failed ({why}). No record is lost; please retry."))
            }
            OfficeMessage::NotOpened(why) => self.pick(
                format!("打不开（{why}）。封存用的密钥在另一台监督员设备上，请到那里查看，或用它的备份。"),
                format!("It can't be opened ({why}). The key is on another supervisor's device: look there, or use its backup."),
            ),
            OfficeMessage::DeliverFailed(why) => self.pick(
                format!("文件没有交出（{why}）。记录没有丢失，请重新导出。"),
                format!("The file was not handed out ({why}). No record is lost; please export again."),
            ),
        }
    }
}
