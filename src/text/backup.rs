//! Words of backing up and restoring, of making room, and of wiping the device.

use super::{Lang, words};
use crate::backup::BackupError;

words! {
    backup_among_files: "这是备份文件：请到“设置 › 本机数据”里打开。", "This is a backup: open it under Settings › Data on this device.";
}

impl Lang {
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
