//! Words of backing up and restoring, of making room, and of wiping the device.

use super::{Lang, words};
use crate::backup::BackupError;

words! {
    backup_among_files: "这是备份文件：请到“设置 › 本机数据”里打开。", "This is a backup: open it under Settings › Data on this device.";
    device_data: "本机数据", "Data on this device";

    // reminder
    only_here(n: usize): "{n} 条记录只在这台设备上，设备丢失就没有了", "{n} records are on this device only";
    only_here_for(n: usize, days: u64): "{n} 条记录只在这台设备上，最早的已有 {days} 天，设备丢失就没有了",
        "{n} records are on this device only, the oldest for {days} days";

    // inventory
    on_this_device: "本机上有什么", "What is on this device";
    nothing_on_device: "本机上没有工作记录。可以在下面打开备份来恢复。", "There are no records on this device. Open a backup below to restore one.";
    records_and_size(records: u64, percent: &str): "{records} 条记录，占本机存储 {percent}", "{records} records, {percent} of this device's storage";
    less_than_one: "不到 1%", "less than 1 %";
    backed_up: "已备份并核对", "Backed up and checked";
    not_backed_up: "没有核对过的备份", "No checked backup";
    changed_since_backup: "上次备份之后有变动", "Changed since the last backup";
    own_only_here(n: u64): "{n} 条只在本机", "{n} only here";
    photos_only_here(n: u64): "{n} 张照片没有导出", "{n} photos not exported";
    unreadable_here(n: u64): "{n} 条无法读取", "{n} can't be read";
    set_aside_here(n: u64): "另有 {n} 项不明内容原样留存，备份时一并带上。", "{n} unexplained entries are kept as they are; a backup takes them along.";
    thin_explain: "已备份并核对过的，或监督员已签收全部记录的工作，照片也都导出了的，可以从本机移除（采集设备上的照片一并移除，以照片包为准；监督台上的照片留到个人信息保存期满）；以后打开备份就能恢复。没有备份的，再导入任务包只能恢复工作本身，本机不再知道哪些户已收回。",
        "A campaign that is backed up and checked, or all of whose records the supervisor has receipted, and whose photos are exported, can be taken off this device; opening the backup brings it back. Without one, the work packet brings the campaign back, but this device no longer knows who has voted.";
    all_receipted: "监督员已全部签收", "All receipted";
    delete_campaign(name: &str): "删除“{name}”", "Delete “{name}”";
    delete_explain(name: &str, until: &str): "“{name}”的个人信息保存期限（{until}）已过。从本机删除后，备份文件和导出的文件也要删除。", "What concerns people in “{name}” was to be kept until {until}. After deleting it here, delete backups and exported files too.";
    delete_not_yet(name: &str, until: &str, records: u64): "“{name}”的个人信息保存期限（{until}）已过，但监督员还没有全部签收：先交出并导入回执，或备份并核对，再删除（只在本机的有 {records} 条）。", "What concerns people in “{name}” was to be kept until {until}, but the supervisor has not receipted everything: hand it over and import the receipt, or back it up and check, then delete it ({records} records are only here).";
    thin(name: &str): "移除“{name}”", "Remove “{name}”";
    thin_frees(percent: &str): "腾出 {percent}", "frees {percent}";
    thinning: "正在移除…", "Removing…";

    // making one
    back_up: "备份", "Backup";
    back_up_explain: "把本机的全部内容加密存成一个文件，请放到这台设备以外的地方。照片不在里面，另在“交接”导出。",
        "Encrypts everything on this device into one file. Keep it somewhere else than on this device. Photos aren't in it: export them under Hand over.";
    passphrase_explain: "没有口令谁也打不开，我们也不能。拿到文件的人可以无限次试口令，所以六位数字之类的密码挡不住；请用至少 12 个字，或 4 个词，例如四样互不相干的东西。",
        "Without the passphrase nobody can open it, nor can we. Whoever has the file can try passphrases without end, so a PIN protects nothing: use 12 characters or 4 words at least, such as four unrelated things.";
    new_passphrase: "新口令", "New passphrase";
    passphrase_again: "再输一次", "Once more";
    show_passphrase: "显示口令", "Show passphrases";
    hide_passphrase: "隐藏口令", "Hide passphrases";
    passphrase_short: "太短：至少 12 个字，或 4 个词（用空格隔开）", "Too short: at least 12 characters, or 4 words with spaces between";
    passphrase_differs: "两次输入不一致", "The two differ";
    make_backup: "生成备份", "Make backup";
    making_backup: "正在加密…", "Encrypting…";
    backup_made: "备份已生成", "Backup made";
    backup_made_long: "还没有核对：请在下面选择刚才存下的文件并输入口令。核对一致后才算有了备份。",
        "It is not checked yet: choose the file you have just saved below and enter its passphrase. Only then do you have a backup.";

    note_fingerprint(print: &str): "在别的设备上恢复时要核对本机的指纹，请一并记下：{print}", "Restoring on another device asks for this one's fingerprint; note it as well: {print}";
    backup_not_made(why: &str): "备份没有生成（{why}）。请重试；仍不行就重新打开问楼。", "The backup was not made ({why}). Try again, or open Wenlou anew.";

    // opening one
    open_backup: "打开备份：核对或恢复", "Open a backup: check or restore";
    open_backup_explain: "先看里面有什么、是谁的，不会改动本机。", "First you see what is in it and whose it is; nothing is changed.";
    choose_backup: "选择备份文件", "Choose backup file";
    chosen_file(name: &str): "已选择：{name}", "Chosen: {name}";
    backup_passphrase: "备份的口令", "Passphrase of the backup";
    open_it: "打开备份", "Open backup";
    opening_backup: "正在解密并核对…", "Decrypting and checking…";
    made_by: "由谁生成", "Made by";
    this_device: "本机", "this device";
    its_fingerprint: "它的指纹", "Its fingerprint";
    made_at: "生成时间", "Made at";
    proof: "核对一致：本机到那时为止的内容都在这份备份里", "It agrees: all that was on this device by then is in this backup";
    proof_noted: "已记下。内容没有再变动的工作可以从本机移除。", "This has been noted. Campaigns that have not changed since can be taken off this device.";
    not_whole: "备份里的记录与它自己的校验值不符，不能算作备份。请重新生成。",
        "The records in the backup don't agree with its own hash: it can't count as a backup. Make another one.";
    brings(new: u64, present: u64): "新增 {new} 条，已有 {present} 条", "{new} new, {present} here already";
    brings_differs(n: u64): "{n} 条与本机的不同：保留本机的，另一份留存备查", "{n} differ from those here: the ones here stay, the others are set aside";
    brings_refused(n: u64): "{n} 条不收：不是生成这份备份的设备写的", "{n} refused: not recorded by the device that made this backup";
    others_come(n: u64): "另有 {n} 项名称、设置等会一并恢复。", "{n} other entries such as names and settings come along.";
    others_kept(n: u64): "{n} 项设置等以本机为准。", "{n} settings and the like stay as they are here.";
    others_refused(n: u64): "{n} 项不收：这台设备无权写入。", "{n} entries refused: not this device's to say.";
    unknown_signer: "不认识生成这份备份的设备", "The device that made this backup is not known here";
    unknown_signer_long(name: &str): "请与“{name}”的指纹核对：原设备的屏幕上、它的公钥卡上，或当时的记录里。不一致就不要恢复，里面的记录可能是伪造的。",
        "Compare with the fingerprint of “{name}”: on its screen, on its key card, or in your notes. If they differ do not restore: the records may be forged.";
    fingerprints_agree: "指纹一致", "The fingerprints agree";
    fingerprints_differ: "不一致，关闭备份", "They differ: close the backup";
    close_backup: "关闭备份", "Close backup";
    restore_records(n: u64): "恢复 {n} 条记录", "Restore {n} records";
    restore_rest: "恢复其余内容", "Restore the rest";
    restoring: "正在恢复…", "Restoring…";
    nothing_to_restore: "里面的内容本机都有，没有要恢复的。", "Everything in it is on this device already; there is nothing to restore.";
    restored: "已恢复", "Restored";
    restored_same: "核对一致", "It agrees";
    restored_more: "本机另有记录，校验值与备份不同", "This device has other records as well, so the hash differs from the backup's";
    new_identity: "设备密钥不在备份里：本机是一台新设备，有新的指纹。原设备写的记录已在这里，但只有把这份备份在监督员的设备上打开，它们才会并入计票；新写的记录照常交接，请先让监督员登记本机。原设备监督的工作，本机不能登记设备、裁定或截止，除非本机是它的副监督台。",
        "A device's key is not in its backup: this is a new device with a fingerprint of its own. What the old one recorded is here, but it joins the count only once this backup is opened on the supervisor's device; new records are handed over as always, after the supervisor has enrolled this device. What the old device supervised can't be enrolled for, settled or closed here, unless this device is a deputy of it.";
    no_room_for_backup: "本机存储放不下，什么都没有恢复。请先腾出空间，或换一台设备。", "This device has no room for it and nothing was restored. Make room first, or use another device.";

    // wiping
    wipe: "抹除本机", "Wipe this device";
    wipe_explain: "删除本机上问楼的全部记录、设置和设备密钥，不能撤销。之后它是一台新设备，要由监督员重新登记。",
        "Deletes all of Wenlou's records and settings and the device's key. This can't be undone. Afterwards it is a new device and has to be enrolled again.";
    wipe_loses(n: u64): "有 {n} 条记录既没有交接，也不在核对过的备份里，抹除后再也找不回来。", "{n} records are neither handed over nor in a checked backup and would be gone for good.";
    wipe_loses_photos(n: u64): "有 {n} 张照片没有导出（照片不在备份里），抹除后再也找不回来。", "{n} photos were not exported (no backup holds them) and would be gone for good.";
    wipe_last_supervisor(names: &str): "“{names}”只有本机一台监督台，没有副监督台。密钥一旦删除，谁也不能再为它登记设备、裁定冲突或截止，恢复备份也不行。",
        "This device alone supervises “{names}”: there is no deputy. Once its key is gone nobody can enrol devices, settle conflicts or close the ballot any more; restoring a backup doesn't change that.";
    wipe_photos_of_others(n: u64): "本机上有其他设备拍的 {n} 张照片（照片不在备份里）；那些设备若已清理，这里就是唯一的一份。", "{n} photos that other devices took are here (no backup holds them); where those devices were thinned out these are the only ones.";
    wipe_copies(n: u64): "本机上还有其他设备写的 {n} 条记录，也会删除；请确认它们还在各自的设备或备份里。", "{n} records of other devices are here as well and go too: make sure that they still are on those devices or in a backup.";
    wipe_loses_nothing: "本机写的记录都已交接或备份。", "All that this device recorded is handed over or backed up.";
    wipe_number: "会丢失的记录和照片数", "Number of records and photos that would be lost";
    wipe_number_hint(n: u64): "请输入 {n}", "Enter {n}";
    wipe_now: "抹除本机全部数据", "Wipe all data on this device";
    wiping: "正在抹除…", "Wiping…";
    wait_until_saved: "有内容尚未保存：先保存，再做别的。", "Something is not saved yet: save it first.";
}

impl Lang {
    /// A file too large to be read as a backup.
    pub fn backup_too_large(self, bytes: u64) -> String {
        self.too_large(bytes)
    }

    /// Why a backup can't be opened, and what to do.
    pub fn backup_error(self, error: &BackupError) -> String {
        match error {
            BackupError::TooLarge { bytes } => self.too_large(*bytes),
            BackupError::NotABackup => self
                .pick(
                    "不是问楼的备份文件，或文件不完整。请确认选对了文件。",
                    "Not a Wenlou backup, or incomplete. Check that it is the right file.",
                )
                .into(),
            BackupError::OtherVersion { format } => self.pick(
                format!("由另一版本的问楼生成（{format}）。请先更新本机的问楼。"),
                format!("Made by another version of Wenlou ({format}). Update Wenlou on this device first."),
            ),
            BackupError::NewerStore => self
                .pick(
                    "里面的数据由更新版本的问楼写入。请先更新本机的问楼。",
                    "What is inside was written by a newer Wenlou. Update Wenlou on this device first.",
                )
                .into(),
            BackupError::Malformed { why } => self.pick(
                format!("备份文件损坏（{why}）。请换一份拷贝。"),
                format!("The backup is damaged ({why}). Use another copy."),
            ),
            BackupError::Parameters => self
                .pick(
                    "备份文件要求的加密方式不在允许范围内，没有打开。它不是问楼生成的，或已损坏。",
                    "The backup asks for an encryption outside of what is allowed and was not opened. It isn't Wenlou's, or it is damaged.",
                )
                .into(),
            BackupError::WrongOrDamaged => self
                .pick(
                    "口令不对，或文件已损坏。请再输一次口令；仍不行就换一份拷贝。",
                    "The passphrase is wrong or the file is damaged. Enter the passphrase again; if that doesn't help use another copy.",
                )
                .into(),
            BackupError::Jws(error) => self.jws_error(error),
            BackupError::Payload(error) => self.payload_error(error),
        }
    }
}
