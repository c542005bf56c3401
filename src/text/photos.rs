//! Words about photos.

use super::{Lang, words};
use crate::app::photos::Trouble;

words! {
    photos: "照片", "Photos";
    photo_number(n: usize, of: &str): "照片 {n}：{of}", "Photo {n}: {of}";
    open_photo(n: usize): "看照片 {n}", "Look at photo {n}";
    take_photo: "拍照", "Take a photo";
    choose_photos: "选照片", "Choose photos";
    add_photo: "加照片", "Add a photo";
    photos_underway(n: usize): "正在处理 {n} 张…", "Working on {n}…";
    photo_missing: "照片不在本机", "The photo isn't on this device";
    photo_by(by: &str, width: u32, height: u32): "{by} 拍摄 · {width}×{height}", "By {by} · {width}×{height}";
    marked_copy: "有标注", "With marks";
    mark_photo: "标注", "Draw marks";
    mark_here: "用手指或笔在照片上画", "Draw on the photo with a finger or a pen";
    save_marks: "保存标注", "Save the marks";
    undo_stroke: "撤销一笔", "Undo a stroke";
    drop_photo: "删除照片", "Delete the photo";
    drop_photo_long: "删除后这张照片不再列出，也不再导出。", "It is listed and exported no more.";
    drop_photo_why: "删除原因", "Why it is deleted";
    photo_dropped(serial: &str, why: &str, by: &str): "{serial} 的照片已删除：{why}（{by}）", "A photo of {serial} was deleted: {why} ({by})";
    keep_photo: "保留", "Keep it";
}

impl Lang {
    /// What is wrong with a picture and what to do.
    pub fn photo_trouble(self, name: &str, why: &Trouble) -> String {
        match why {
            Trouble::TooLarge => self.pick(
                format!("“{name}”太大，没有收下。请把相机的分辨率调低，或直接在这里拍照。"),
                format!(
                    "\"{name}\" is too large and wasn't taken. Lower the camera's resolution, or take the photo here."
                ),
            ),
            Trouble::NotAPicture => self.pick(
                format!("“{name}”不是浏览器能看的图片，没有收下。请选 JPEG 或 PNG，HEIC 请先转换。"),
                format!(
                    "\"{name}\" is no picture that this browser can read. Choose a JPEG or a PNG; convert HEIC first."
                ),
            ),
            Trouble::Failed(why) => self.pick(
                format!("“{name}”没有保存：{why}。请腾出设备空间后再试一次。"),
                format!("\"{name}\" was not saved: {why}. Make room on the device and try again."),
            ),
            Trouble::Known => {
                self.pick(format!("“{name}”已经有了，没有再记一次。"), format!("\"{name}\" is here already."))
            }
            Trouble::NotRecorded => self.pick(
                format!("“{name}”没有记录，请再选一次。"),
                format!("\"{name}\" was not recorded; please choose it again."),
            ),
        }
    }
}
