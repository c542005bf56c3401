//! Words of showing a code and scanning one.

use super::{Lang, words};
use crate::app::scan::ScanTrouble;

words! {
    show_code: "显示二维码", "Show QR code";
    card_code: "本机公钥卡的二维码", "QR code of this device's key card";
    card_code_hint: "请对方点“扫描二维码”，对准这里。", "On the other device, tap \"Scan QR code\" and point it here.";
    scan_code: "扫描二维码", "Scan QR code";
    scanned_code: "扫描的二维码", "Scanned QR code";
    scan_starting: "正在打开摄像头…浏览器询问时请选“允许”。", "Opening the camera… When the browser asks, choose \"Allow\".";
    scan_hint: "把对方屏幕上的二维码放进画面，拿稳，尽量占满。", "Hold the QR code steadily in the picture, as large as it fits.";
    scan_again: "重新扫描", "Scan again";
    choose_instead: "改为选择文件", "Choose a file instead";
}

impl Lang {
    /// What is wrong and what to do; that a file can be chosen instead stands below it.
    pub fn scan_trouble(self, trouble: &ScanTrouble) -> String {
        match trouble {
            ScanTrouble::NotOffered => self
                .pick(
                    "浏览器不让本页使用摄像头。请用最新的浏览器，经 https 打开本页。",
                    "The browser lends this page no camera. Open it over https in a current browser.",
                )
                .to_owned(),
            ScanTrouble::Refused => self
                .pick(
                    "没有使用摄像头的权限。请点地址栏旁的图标（或在系统设置中）允许本页使用摄像头，再重新扫描。",
                    "Not allowed to use the camera. Allow it for this page by the icon beside the address (or in the system's settings), then scan again.",
                )
                .to_owned(),
            ScanTrouble::NoCamera => self
                .pick(
                    "本机没有可用的摄像头。请对方把文件交给您，在下面选择。",
                    "This device has no camera that can be used. Have the file handed to you and choose it below.",
                )
                .to_owned(),
            ScanTrouble::Busy(why) => self.pick(
                format!("摄像头打不开，可能正被别的程序使用（{why}）。请关闭用到摄像头的程序，再重新扫描。"),
                format!("The camera can't be opened; another program may be using it ({why}). Close what uses the camera, then scan again."),
            ),
            ScanTrouble::Stopped => self
                .pick(
                    "摄像头已停止：离开本页时会自动关闭，也可能被别的程序占用。请重新扫描。",
                    "The camera has stopped: it is turned off when this page is left, or another program took it. Scan again.",
                )
                .to_owned(),
            ScanTrouble::Reader(why) => self.pick(
                format!("识别二维码的程序出错（{why}）。请重新扫描；仍不行，请重新载入本页。"),
                format!("The part that reads QR codes failed ({why}). Scan again; if it fails again, reload this page."),
            ),
        }
    }
}
