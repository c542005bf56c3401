//! What is wrong, where, and what to do.

use super::Lang;
use crate::app::ReadError;
use crate::app::form::{OfficeProblem, ProblemKind};
use crate::app::handover::Outcome;
use crate::bundle::incoming::IncomingError;
use crate::bundle::jws::{JwsError, MAX_FILE};
use crate::bundle::key::{KeyError, spoken};
use crate::bundle::merge::MergeError;
use crate::bundle::payload::PayloadError;
use crate::bundle::receipt::ReceiptError;
use crate::bundle::trust::TrustError;
use crate::domain::catalogue::FieldKind;
use crate::journal::state::NoEffect;
use crate::journal::{EntryError, Fact};

/// Bytes as people say them.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

impl Lang {
    pub fn problem(self, kind: ProblemKind) -> String {
        match kind {
            ProblemKind::Required => self.pick("请填写", "Please fill this in").into(),
            ProblemKind::NotADate => self.pick("请填写日期，例如 2026-10-08", "Enter a date such as 2026-10-08").into(),
            ProblemKind::BeforeNotice => self
                .pick("日期早于公示里写的首次征求意见日期，请核对", "Before the notice's first day; please check")
                .into(),
            ProblemKind::InFuture => {
                self.pick("日期在今天之后，请核对", "The date is in the future; please check").into()
            }
            ProblemKind::InPast => self.pick("已经过去，请核对", "It is in the past; please check").into(),
            ProblemKind::BeforeClose => self
                .pick(
                    "还没有截止，或在截止前签署：不是截止之后的表，请核对签署日期",
                    "Not signed after a closing: check the day",
                )
                .into(),
            ProblemKind::NotOfThisRoll => self
                .pick(
                    "不是按现在的花名册打印的表，请核对编号；不是编号的表请选“无效”I6",
                    "Not of the present roll: check the number; without one it is invalid, I6",
                )
                .into(),
            ProblemKind::OutdatedForm => self.form_outdated().into(),
            ProblemKind::SpoiledForm => self
                .pick(
                    "这张表已作废或裁定不计，请换一张，或更正编号",
                    "Spoiled or settled away: take another, or correct the number",
                )
                .into(),
            ProblemKind::PhotoMissing => self
                .pick("本工作要求先按这个编号拍照，再登记", "The photo of this number comes before the record")
                .into(),
            ProblemKind::SamePerson => {
                self.pick("须是两个不同的人，请填另一人", "Two different people: name the other one").into()
            }
            ProblemKind::NotNumbered => {
                self.pick("请填纸上写的编号，没有编号的填“无”", "Enter the number written on it, or “none”").into()
            }
            ProblemKind::HasSeen => self
                .pick(
                    "此人看过登记的内容，请由没有看过的人核对",
                    "They saw what is on record: somebody who hasn't checks it",
                )
                .into(),
            ProblemKind::SerialTaken => self
                .pick(
                    "这个编号已登记、发出或作废过，或是别户的，请核对纸质表",
                    "On record, handed over or spoiled already, or another household's: check the paper",
                )
                .into(),
            ProblemKind::Office(problem) => problem.in_words(self),
        }
    }

    pub fn office_problem(self, problem: &OfficeProblem) -> String {
        match *problem {
            OfficeProblem::NotWhole { least, most } => self.pick(
                format!("请填写 {least} 到 {most} 之间的整数"),
                format!("Enter a whole number from {least} to {most}"),
            ),
            OfficeProblem::NotDecimal => self
                .pick(
                    "请填写 0 到 1000 之间的数，最多三位小数",
                    "Enter a number from 0 to 1000, at most three decimals",
                )
                .into(),
            OfficeProblem::TooSoon { days } => self.pick(
                format!("公示满 {days} 天后才能开始征求意见，请改日期或先公示"),
                format!("The notice has to hang for {days} days first: choose a later day"),
            ),
            OfficeProblem::OutOfOrder => {
                self.pick("日期早于上面的日期，请核对", "The date is before the one above it; please check").into()
            }
            OfficeProblem::BeforeFreeze => self
                .pick("花名册那天还没有重新冻结，请核对", "The roll wasn't frozen anew by that day; please check")
                .into(),
            OfficeProblem::NotUnderstood => {
                self.pick(
                    "看不懂，请按花名册里的写法填写，例如 1幢2单元501室；一套分成几户的写 501附1、501附2",
                    "Not understood: write it as a roster does, 1-2-501 say, and 501附1, 501附2 where one flat was divided",
                )
                .into()
            }
            OfficeProblem::OnRoll => self
                .pick(
                    "花名册上已有这一户；同一门牌的另一产权请填产权证号",
                    "On the roll already; another title behind the same door needs its number",
                )
                .into(),
            OfficeProblem::NotOnRoll => self
                .pick("花名册上没有这一户，请核对幢、单元、房号", "Not on the roll: check building, stairwell and room")
                .into(),
            OfficeProblem::NothingChanged => self
                .pick("与花名册现在的一样，没有要更正的", "The same as on the roll: there is nothing to correct")
                .into(),
            OfficeProblem::TooLong => self.pick("太长，最多 80 个字", "Too long: 80 characters at most").into(),
            OfficeProblem::NotAValue(error) => self.field_error(&FieldKind::Text, error),
            OfficeProblem::NotATelephone => self
                .pick(
                    "请填电话号码，例如 0571-8888 6666 或 138 0000 0000",
                    "Enter a telephone number, such as 0571-8888 6666",
                )
                .into(),
            OfficeProblem::NameTaken => self.pick("已有同名小区", "There is a compound of this name").into(),
        }
    }

    /// Why a file was not taken, and what to do.
    pub fn rejection(self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::TooLarge { bytes } => self.too_large(*bytes),
            Outcome::NotEnrolled { device } => self.jws_error(&JwsError::UnknownKey { kid: device.clone() }),
            Outcome::NoRoom { records } => self.pick(
                format!("本机存储将满，放不下这 {records} 条记录。先导出并腾出空间，或换一台设备导入。"),
                format!("This device's storage is nearly full and has no room for these {records} records. Export and make room first, or import on another device."),
            ),
            Outcome::NoCampaignOpen => self
                .pick(
                    "数据包要在对应的工作里导入：先打开那项工作，再进入“交接”。",
                    "A bundle is imported within its campaign: open the campaign, then \"Hand over\".",
                )
                .into(),
            Outcome::NotTheSupervisor => self
                .pick(
                    "数据包由这项工作的监督员导入；请交给监督台或副监督台。",
                    "Bundles are imported by the campaign's supervisors: hand it to one of them.",
                )
                .into(),
            Outcome::LooksOn => self.looks_on_toast().into(),
            Outcome::NotReceipted(why) => self.receipt_error(why),
            Outcome::NotTaken(ReadError::Unreadable(why)) => self.file_unreadable(why),
            Outcome::NotTaken(ReadError::NotBelieved(why)) => why.clone(),
            Outcome::DoesNotFit(error) => self.merge_error(error),
            _ => String::new(),
        }
    }

    fn receipt_error(self, error: &ReceiptError) -> String {
        match error {
            ReceiptError::OtherDevice => {
                self.pick("这是另一台设备的回执。", "This receipt is for another device.").into()
            }
            ReceiptError::NotTheSupervisor => self
                .pick(
                    "签发回执的设备在这里还不是这项工作的监督台，没有收。它若是副监督台，请先导入最新的任务包，再导入回执。",
                    "The device that signed the receipt isn't known here as a supervisor of the campaign; it was not taken. If it is a deputy, import the newest work packet first, then the receipt.",
                )
                .into(),
            ReceiptError::RevokedSupervisor => self
                .pick(
                    "签发回执的监督台已被吊销，没有收。请把数据包交给现在的监督台。",
                    "The supervisor that signed the receipt was revoked; it was not taken. Hand the bundle to one that is in charge now.",
                )
                .into(),
            ReceiptError::OtherFile { bundle } => self.pick(
                format!("监督员收到的第 {bundle} 号数据包不是本机导出的那个文件。请重新导出并交给监督员，并告诉他这件事。"),
                format!("What the supervisor received as bundle {bundle} is not the file that was made here. Export again, hand it over, and tell them."),
            ),
            ReceiptError::OtherRecords { last } => self.pick(
                format!("监督员收到的第 1 到 {last} 条记录与本机的不一样。请告诉监督员，不要清理本机数据。"),
                format!("The records 1 to {last} that the supervisor received differ from those here. Tell them, and remove nothing from this device."),
            ),
        }
    }

    /// Why a trust list is not believed.
    pub fn trust_error(self, error: &TrustError) -> String {
        match error {
            TrustError::Malformed(why) => {
                self.pick(format!("不是信任名单（{why}）。"), format!("This is not a trust list ({why})."))
            }
            TrustError::OtherFormat(format) => self.pick(
                format!("由另一版本（格式 {format}）生成，请先更新。"),
                format!("Made by another version (format {format}). Update Wenlou first."),
            ),
            TrustError::NotSigned(why) => self.jws_error(why),
            TrustError::Payload(why) => self.payload_error(why),
            TrustError::BadKey { at, name, why } => {
                let why = self.key_fault(*why);
                self.pick(
                    format!("第 {at} 把公钥（{name}）不能用：{why}。"),
                    format!("Key {at} ({name}) can't be used: {why}."),
                )
            }
            TrustError::SignerNotListed => self
                .pick("签发它的设备不在名单上的监督员之列。", "The device that signed it isn't on it as a supervisor.")
                .into(),
            TrustError::BadDays => self
                .pick(
                    "日期不正确，或有效期早于签发日。",
                    "Its days are no calendar days, or the last lies before the first.",
                )
                .into(),
            TrustError::Expired { until } => self.pick(
                format!("有效期到 {until} 为止。请监督员保存一份新的。"),
                format!("It was good until {until}. Have the supervisor save a new one."),
            ),
        }
    }

    /// The browser or the worker failed on a file.
    pub fn file_unreadable(self, why: &str) -> String {
        self.pick(
            format!("文件读不出来（{why}）。请重新拷贝后再试。"),
            format!("The file could not be read ({why}). Copy it again and retry."),
        )
    }

    pub(super) fn too_large(self, bytes: u64) -> String {
        let (size, limit) = (megabytes(bytes), megabytes(MAX_FILE));
        self.pick(
            format!("文件有 {size}，超过 {limit} 的上限，没有读取。数据包不会这么大，请确认选对了文件。"),
            format!("The file has {size}, more than the limit of {limit}; it was not read. No bundle is this large: check that it is the right file."),
        )
    }

    pub fn incoming_error(self, error: &IncomingError) -> String {
        match error {
            IncomingError::Card(error) => self.key_error(*error),
            IncomingError::Jws(error) => self.jws_error(error),
            IncomingError::Payload(error) => self.payload_error(error),
            IncomingError::Backup => self.backup_among_files().to_owned(),
            IncomingError::TrustList => self
                .pick(
                    "这是信任名单，供核验人员在命令行使用，本机不需要导入。",
                    "This is a trust list: it is for verifying on the command line and isn't imported here.",
                )
                .into(),
        }
    }

    fn key_fault(self, error: KeyError) -> &'static str {
        match error {
            KeyError::UnknownCurve => {
                self.pick("既不是 P-256 也不是 Ed25519 公钥", "neither a P-256 nor an Ed25519 key")
            }
            KeyError::BadPoint => self.pick("公钥数值不正确", "the key's numbers are wrong"),
            KeyError::BadName => self.pick("没有设备名称", "no device name"),
            KeyError::BadFormat => self.pick("不是问楼的公钥卡", "not a Wenlou key card"),
        }
    }

    fn key_error(self, error: KeyError) -> String {
        let what = self.key_fault(error);
        self.pick(
            format!("公钥卡不能用：{what}。请在对方设备上重新保存公钥卡。"),
            format!("The key card can't be used: {what}. Save the card again on the other device."),
        )
    }

    pub(super) fn jws_error(self, error: &JwsError) -> String {
        match error {
            JwsError::Empty => self.pick("文件是空的。请在原设备上重新导出。", "The file is empty. Export it again on the device.").into(),
            JwsError::TooLarge { bytes } => self.too_large(*bytes),
            JwsError::Malformed { why } => self.pick(
                format!("不是问楼的数据包，或文件不完整（{why}）。请在原设备上重新导出。"),
                format!("Not a Wenlou bundle, or incomplete ({why}). Export it again on the device."),
            ),
            JwsError::NotOneSignature { found } => self.pick(
                format!("应有一个签名，这里有 {found} 个。请在原设备上重新导出。"),
                format!("One signature is expected, {found} found. Export it again on the device."),
            ),
            JwsError::BadBase64 { member } => self.pick(
                format!("文件在“{member}”处损坏。请在原设备上重新导出。"),
                format!("The file is damaged at \"{member}\". Export it again on the device."),
            ),
            JwsError::BadHeader { why } => self.pick(
                format!("签名头不合规定（{why}）。文件损坏，或不是问楼生成的。"),
                format!("The signature's header is not as it should be ({why}). The file is damaged or not Wenlou's."),
            ),
            JwsError::WrongAlgorithm { alg } => self.pick(
                format!("签名算法 {alg} 与登记的密钥不符。"),
                format!("Algorithm {alg} is not what the enrolled key signs with."),
            ),
            JwsError::UnknownKey { kid } => {
                let kid = spoken(kid);
                self.pick(
                    format!("签名的设备（指纹 {kid}）没有登记。先导入它的公钥卡并核对八个词，再导入这个文件；它若是已收到的工作的副监督台，请打开那项工作，在“交接”里导入。"),
                    format!("The signing device (fingerprint {kid}) is not enrolled. Import its key card and compare the eight words, then import this file; if it is a deputy of a campaign that is here, open that campaign and import under \"Hand over\"."),
                )
            }
            JwsError::BadKey { why } => self.key_error(*why),
            JwsError::BadSignature => self.pick(
                "签名不符：内容被改动过，或文件损坏。请在原设备上重新导出。",
                "The signature does not fit: the content was changed or the file is damaged. Export it again on the device.",
            ).into(),
        }
    }

    pub(super) fn payload_error(self, error: &PayloadError) -> String {
        match error {
            PayloadError::OtherVersion { version } => self.pick(
                format!("由另一版本（格式 {version}）生成。请先更新本机的问楼。"),
                format!("Made by another version (format {version}). Update Wenlou on this device first."),
            ),
            PayloadError::Practice => self.pick(
                "这是练习数据，不能导入，也不能并入任何工作。",
                "This is from a practice: it can't be imported, nor merged into any campaign.",
            ).into(),
            PayloadError::NotFounded => self.pick(
                "任务包不是这项工作的监督台签发的。",
                "The work packet was not issued by a supervisor of its campaign.",
            ).into(),
            PayloadError::BadRecord { n, why } => self.pick(
                format!("第 {n} 条记录读不出来（{why}），整个文件没有收。"),
                format!("Record {n} can't be read ({why}); the file was not taken."),
            ),
            PayloadError::NotSetup { n } => self.pick(
                format!("任务包里的第 {n} 条记录不该出现在任务包中。"),
                format!("Record {n} has no place in a work packet."),
            ),
            PayloadError::TooManyRecords { found } => {
                self.pick(format!("记录太多（{found} 条）。"), format!("Too many records ({found})."))
            }
            PayloadError::Malformed { why } => self.pick(
                format!("签名有效，但内容格式不对（{why}）。请更新签发设备上的问楼后重新导出。"),
                format!("The signature holds but the content is malformed ({why}). Update Wenlou on the issuing device and export again."),
            ),
            PayloadError::WrongDevice
            | PayloadError::WrongRange
            | PayloadError::BrokenChain
            | PayloadError::Attachments
            | PayloadError::Findings
            | PayloadError::BadPacketHead
            | PayloadError::BadOthers => {
                let what = match error {
                    PayloadError::WrongDevice => self.pick("设备与签名不一致", "device and signature differ"),
                    PayloadError::WrongRange => self.pick("记录编号不连续", "record numbers don't fit"),
                    PayloadError::BrokenChain => self.pick("记录链断裂", "the chain of records is broken"),
                    PayloadError::BadPacketHead => {
                        self.pick("任务包的编号、目录版本或公钥不对", "its number, catalogue version or key is wrong")
                    }
                    PayloadError::BadOthers => {
                        self.pick("其他监督台的记录部分不对", "the part with other supervisors' records is wrong")
                    }
                    PayloadError::Findings => {
                        self.pick("推算结果与核对码不符", "findings that don't have the hash beside them")
                    }
                    _ => self.pick("附件与记录不符", "attachments that no record names"),
                };
                self.pick(format!("签名有效，但{what}，整个文件没有收。请联系签发设备的使用人。"), format!("The signature holds, but {what}; the file was not taken. Ask whoever uses the issuing device."))
            }
        }
    }

    pub fn merge_error(self, error: &MergeError) -> String {
        match error {
            MergeError::OtherCampaign { campaign } => self.pick(
                format!("属于另一项工作（编号 {campaign}），不能并入这一项。请打开那项工作再导入。"),
                format!("It belongs to another campaign (id {campaign}) and can't be merged into this one. Open that campaign and import it there."),
            ),
            MergeError::Gap { known, first } => self.pick(
                format!("缺少第 {} 到 {} 条记录：先导入同一设备更早的数据包。", known + 1, first - 1),
                format!("Records {} to {} are missing: import the device's earlier bundle first.", known + 1, first - 1),
            ),
            MergeError::Rollback { known, last } => self.rollback(*known, *last),
            MergeError::AheadOfTime { n } => self.pick(
                format!("第 {n} 条记录的时间超前二十年以上，收下会打乱以后所有记录的先后，没有收。请核对那台设备的时钟，停用该设备并核查。"),
                format!("Record {n} claims a time more than twenty years ahead; taking it would put everything after it out of order. The file was not taken. Check that device's clock, stop using it and find out why."),
            ),
            MergeError::UnknownSupervisor { device } => {
                let device = spoken(device);
                self.pick(
                    format!("签发任务包的设备 {device} 在这里还不是这项工作的监督台，没有收。它若是副监督台，请先导入指定它的那位监督员的最后一份任务包，再导入这一份。"),
                    format!("The device {device} that issued the work packet isn't known here as a supervisor of the campaign; it was not taken. If it is a deputy, first import the last work packet of the supervisor who named it, then this one."),
                )
            }
            MergeError::RevokedSupervisor { device } => {
                let device = spoken(device);
                self.pick(
                    format!("签发任务包的监督台 {device} 已被吊销，没有收。请向现在的监督台要一份新的任务包。"),
                    format!("The supervisor {device} that issued the work packet was revoked; it was not taken. Ask one that is in charge now for a new packet."),
                )
            }
            MergeError::Fork { device, n } => {
                let device = spoken(device);
                self.pick(
                    format!("设备 {device} 的第 {n} 条记录有两个不同的版本，整个文件没有收。可能密钥被复制或存储被还原，请停用该设备并核查。"),
                    format!("Device {device} has two different records number {n}; the file was not taken. Its key may have been copied or its store set back: stop using it and investigate."),
                )
            }
        }
    }

    fn rollback(self, known: u64, last: u64) -> String {
        self.pick(
            format!("这台设备的数据倒退了：以前交来过 {known} 条记录，现在只有 {last} 条。没有收。请停用该设备、核查原因；它缺的记录这里都有。"),
            format!("This device went back: it handed over {known} records before and now has only {last}. The file was not taken. Stop using it and find out why; what it lacks is here."),
        )
    }

    pub fn entry_error(self, error: &EntryError) -> String {
        match error {
            EntryError::TooLong => self.pick("太长", "too long").into(),
            EntryError::Malformed(why) => self.pick(format!("格式不对（{why}）"), format!("malformed ({why})")),
            EntryError::WrongNumber { filed, says } => {
                self.pick(format!("存放编号 {filed}，自称 {says}"), format!("filed under {filed}, calls itself {says}"))
            }
            EntryError::BadReference => self.pick("引用格式不对", "bad reference").into(),
            EntryError::Forked => self
                .pick(
                    "同一编号下另有一条不同的记录，以另一条为准",
                    "another record stands under this number and counts",
                )
                .into(),
        }
    }

    /// What a record that changed a count is.
    pub fn fact_of_count(self, fact: &Fact) -> &'static str {
        match fact {
            Fact::Ballot(_) => self.ballot(),
            Fact::Check(_) => self.pick("核对", "a check"),
            Fact::Spoil(_) => self.pick("表格作废", "a spoiled form"),
            Fact::SpoilUndone(_) => self.pick("表格有效", "a form that is good after all"),
            Fact::Withdraw(_) => self.pick("撤回意见表", "a ballot withdrawn"),
            Fact::Settle(_) => self.pick("裁定", "a settlement"),
            Fact::Opened(_) => self.pick("拆封", "a ballot opened"),
            Fact::Photo(_) | Fact::PhotoDropped(_) => self.pick("照片", "a photo"),
            Fact::Close(_) => self.pick("另一次截止", "another closing"),
            _ => self.pick("其他", "something else"),
        }
    }

    pub fn no_effect(self, why: NoEffect) -> &'static str {
        match why {
            NoEffect::NotASupervisor => {
                self.pick("只有这项工作的监督台可以这样记录", "Only a supervisor of the campaign may say this")
            }
            NoEffect::NotTheFounding => self.pick("不是这项工作的建立记录", "Not the founding of this campaign"),
            NoEffect::UnknownCompound => self.pick("小区不存在", "No such compound"),
            NoEffect::NotOnRoll => self.pick("不在花名册上，或不计户", "Not on the roll, or not a household"),
            NoEffect::BeforeRollOrNotice => {
                self.pick("花名册未冻结或未公示", "Before the roll was frozen or the notice posted")
            }
            NoEffect::RollIncomplete => self.pick("花名册不完整", "The roll is incomplete"),
            NoEffect::RollFrozen => self.pick("花名册已冻结", "The roll is frozen already"),
            NoEffect::NotItsBallot => self.pick(
                "所指的征求意见表不存在，或不归这台设备更改",
                "The ballot isn't there or isn't this device's to change",
            ),
            NoEffect::UnsettledConflicts => {
                self.pick("有冲突未裁定，截止无效", "Closing has no effect while conflicts are unsettled")
            }
            NoEffect::IncompleteNotice => self.pick("公示内容不全", "The notice has blanks"),
            NoEffect::NotItsPaper => self.pick(
                "所指的花名册外意见表不存在、已撤销，或不归这台设备更改",
                "The paper isn't there, was taken back, or isn't this device's to change",
            ),
            NoEffect::NoticeTooSoon => self.pick(
                "首次征求意见日期早于发出第一份表格时所张贴的公示允许的日期，这一版公示不生效；请改正后重新张贴、记录",
                "Its first day is before that which the notice allowed that hung when the first form went out, so that it has no effect; correct it and post it anew",
            ),
            NoEffect::StillSealed => {
                self.pick("还有封存的意见表没有打开，截止无效", "Closing has no effect while ballots are sealed")
            }
            NoEffect::RollIsAnother => {
                self.pick("更正的不是现在的花名册（另有更正在先），没有生效；需要的话请按现在的花名册重新更正", "It corrects another roll than the frozen one (another correction came first) and has no effect; if it is needed, make it again on the roll as it is")
            }
            NoEffect::NoticeOutdated => self.pick(
                "花名册更正后还没有重新公示，截止无效",
                "Closing has no effect until the notice is posted anew after the roll was corrected",
            ),
            NoEffect::StillWaiting => self.pick(
                "还有意见表待核对或待拍照，截止无效",
                "Closing has no effect while ballots wait for a check or a photo",
            ),
            NoEffect::Closed => self.pick(
                "已经截止：花名册和公示要先重新开放才能改",
                "The ballot is closed: open it again before the roll or the notice is changed",
            ),
            NoEffect::CloseOvertaken => self.pick(
                "截止时没有收到的记录改变了计数，或另一位监督员重新开放、截止过，截止失效",
                "Records that weren't known when it was closed change the count, or open or close it: it has no effect",
            ),
            NoEffect::CheckedByRecorder => {
                self.pick("核对人和登记人是同一人，或没有留名", "Checked by the one who recorded it, or without a name")
            }
            NoEffect::BadSeal => {
                self.pick("封存的标记与内容不符", "It says that it is sealed and isn't, or the other way round")
            }
            NoEffect::Revoked => self.pick("设备吊销之后的记录", "Its device was revoked before it"),
            NoEffect::NotFrozen => self.pick("花名册没有冻结", "The roll isn't frozen"),
            NoEffect::NotEnrolled => self.pick("副监督台还没有登记", "The deputy isn't enrolled"),
            NoEffect::NoSuchPlace => self.pick("没有这样的经纬度", "There is no such position"),
            NoEffect::BadPhoto => self.pick("照片的尺寸不合规定", "No photo of this size is taken in"),
            NoEffect::NotItsPhoto => {
                self.pick("照片不存在，或不归这台设备删除", "The photo isn't there or isn't this device's to drop")
            }
            NoEffect::NotItsVisit => self.pick(
                "这次入户不存在，或不归这台设备撤销",
                "The visit isn't there or isn't this device's to take back",
            ),
            NoEffect::SettledOtherwise => self.pick(
                "两位监督员对同一冲突作了不同的裁定，都不算，请重新裁定",
                "Two supervisors settled the same conflict differently: neither holds, settle it again",
            ),
            NoEffect::NotOneTitle => self.pick(
                "裁定的是几户的意见表，而这几户当时不是一户，或并入的是另一户：裁定未生效，还有冲突的请重新裁定",
                "It settles ballots of titles that weren't one by then, or became one with another: it has no effect, settle what is in conflict again",
            ),
            NoEffect::NotItsForm => self.pick(
                "这张表没有作废，或不归这台设备撤销",
                "The form wasn't spoiled, or isn't this device's to take back",
            ),
        }
    }
}
