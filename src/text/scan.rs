//! Words of showing a code and scanning one.

use super::{Lang, words};
use crate::app::scan::{Miss, ScanTrouble};

words! {
    show_code: "显示二维码", "Show QR code";
    card_code: "本机公钥卡的二维码", "QR code of this device's key card";
    card_code_hint: "请对方点“扫描二维码”，对准这里。", "On the other device, tap \"Scan QR code\" and point it here.";
    scan_code: "扫描二维码", "Scan QR code";
    scanned_code: "扫描的二维码", "Scanned QR code";
    scan_starting: "正在打开摄像头…浏览器询问时请选“允许”。", "Opening the camera… When the browser asks, choose \"Allow\".";
    scan_hint: "把对方屏幕上的二维码放进画面，拿稳，尽量占满。", "Hold the QR code steadily in the picture, as large as it fits.";
    scan_again: "重新扫描", "Scan again";
    scan_form: "扫码开户", "Scan a form";
    scan_number: "扫码读编号", "Scan number";
    scan_form_hint: "把意见表右上角的二维码放进画面，拿稳。", "Hold the code at the form's top right in the picture.";
    scan_no_camera: "本机没有可用的摄像头。请对方把文件交给您，在下面选择。", "No camera can be used here. Have the file handed to you and choose it below.";
    scan_form_no_camera: "本机没有可用的摄像头。请在门牌图上找到这一户。", "No camera here. Find the household among the doors.";
    type_serial: "扫不出？输入表格编号", "The code can't be read? Type the number";
    choose_instead: "改为选择文件", "Choose a file instead";
}

impl Lang {
    /// Why a scanned form opens no household, and what to do.
    pub fn missed_form(self, miss: &Miss) -> String {
        match miss {
            Miss::NoForm => self
                .pick("这不是本程序打印的征求意见表。", "This is no form that was printed by this program.")
                .to_owned(),
            Miss::OtherCampaign => self
                .pick(
                    "这份表属于另一项工作，不在这里登记。请交给监督员。",
                    "This form is of another campaign. Hand it to the supervisor.",
                )
                .to_owned(),
            Miss::OtherCompound(Some(name)) => self.pick(
                format!("这份表属于“{name}”。请回到那个小区再扫。"),
                format!("This form is of \"{name}\". Go to that compound and scan it there."),
            ),
            Miss::OtherCompound(None) => self
                .pick(
                    "这份表属于本机没有的小区。请导入监督员的最新任务包。",
                    "This form's compound isn't here. Import the latest work packet.",
                )
                .to_owned(),
            Miss::OtherRoll(serial) => self.pick(
                format!("{serial} 是按另一份花名册打印的，在现在的花名册上不计入。请换一份重新打印的表。"),
                format!("{serial} is of another roll and doesn't count on this one. Use a form printed anew."),
            ),
            Miss::NoSuchForm(serial) => self.pick(
                format!("没有编号为 {serial} 的表。请核对编号；对得上的，请导入最新任务包。"),
                format!("There is no form {serial}. If the number is right, import the latest work packet."),
            ),
            Miss::OffRoll(serial) => self.pick(
                format!("{serial} 的房屋已不在花名册上。请交给监督员。"),
                format!("The title of {serial} is off the roll. Hand it to the supervisor."),
            ),
            Miss::Spoiled { serial, next: Some(next) } => self.pick(
                format!("{serial} 已作废，不能再用。这一户现在的表是 {next}。"),
                format!("{serial} was spoiled. The household's form is now {next}."),
            ),
            Miss::Spoiled { serial, next: None } => {
                self.pick(format!("{serial} 已作废，不能再用。"), format!("{serial} was spoiled."))
            }
        }
    }

    /// What is wrong and what to do; that a file can be chosen instead stands below it.
    /// `no_camera`: what to do instead where there is none.
    pub fn scan_trouble(self, trouble: &ScanTrouble, no_camera: &'static str) -> String {
        match trouble {
            ScanTrouble::NotOffered => self
                .pick(
                    "浏览器不让本页使用摄像头。请用最新的浏览器，经 https 打开本页。",
                    "The browser gives no camera. Open this page over https in a current one.",
                )
                .to_owned(),
            ScanTrouble::Refused => self
                .pick(
                    "没有摄像头的权限。请点地址栏旁的图标（或在系统设置中）允许，再重新扫描。",
                    "The camera isn't allowed. Allow it beside the address or in the system's settings.",
                )
                .to_owned(),
            ScanTrouble::NoCamera => no_camera.to_owned(),
            ScanTrouble::Busy(why) => self.pick(
                format!("摄像头打不开（{why}）。请关闭别的用到它的程序，再重新扫描。"),
                format!("The camera doesn't open ({why}). Close what else uses it."),
            ),
            ScanTrouble::Stopped => self
                .pick(
                    "摄像头已停止：离开了本页，或被别的程序占用。请重新扫描。",
                    "The camera has stopped: another program may have taken it. Scan again.",
                )
                .to_owned(),
            ScanTrouble::Reader(why) => self.pick(
                format!("识别二维码的程序出错（{why}）。请重新扫描；仍不行，请重新载入本页。"),
                format!("Reading codes failed ({why}). Scan again, or reload this page."),
            ),
        }
    }
}
