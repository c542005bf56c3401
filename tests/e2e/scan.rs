//! Key cards from screen to camera: what one device shows, another scans.

use crate::app::Person;
use crate::harness::{Browser, Engine, Film, Page, Site, Size};
use base64ct::{Base64, Encoding};
use std::path::{Path, PathBuf};

/// The size of the film.
const WIDTH: usize = 1280;
const HEIGHT: usize = 720;

/// Keeps hold of every camera that the page opens, copies too.
const KEEP_STREAMS: &str = "
    window.streams = [];
    const keep = (stream) => { window.streams.push(stream); return stream; };
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => keep(await open(wanted));
    const copy = MediaStream.prototype.clone;
    MediaStream.prototype.clone = function () { return keep(copy.call(this)); };";
/// How many cameras were opened, and how many of them are on.
const CAMERAS: &str =
    "const on = streams.filter((stream) => stream.getTracks().some((track) => track.readyState === 'live'));
    return `${streams.length} opened, ${on.length} on`";

/// What the code on the page looks like through a camera that is held a little askew: brightness, row by row.
const THROUGH_A_CAMERA: &str = "
    const [width, height] = given;
    const svg = new XMLSerializer().serializeToString(document.querySelector('dialog svg.qr'));
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    await image.decode();
    const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
    context.fillStyle = '#778';
    context.fillRect(0, 0, width, height);
    context.setTransform(0.98, 0.11, -0.14, 0.94, width / 2, height / 2);
    context.drawImage(image, -230, -230, 460, 460);
    const { data } = context.getImageData(0, 0, width, height);
    let grey = '';
    for (let at = 0; at < data.length; at += 4) grey += String.fromCharCode(data[at]);
    return btoa(grey);";

/// A film of the code that the page shows.
fn film_of_code(person: &Person, folder: &Path) -> PathBuf {
    let grey = person.browser.run_async(THROUGH_A_CAMERA, vec![WIDTH.into(), HEIGHT.into()]);
    let mut film = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420mpeg2\nFRAME\n").into_bytes();
    film.extend(Base64::decode_vec(grey.as_str().unwrap()).unwrap());
    film.extend(vec![128; WIDTH * HEIGHT / 2]);
    let file = folder.join("film.y4m");
    std::fs::write(&file, film).unwrap();
    file
}

/// A person on the screen where files are imported, whose browser has this camera.
fn at_import(engine: Engine, film: Film, size: Size, site: &Site) -> Person {
    let browser = Browser::start_filming(engine, size, film);
    let person = Person::arrive_in(browser, site, "王芳", "监督台");
    person.page().button("导入文件").tap();
    person.page().button("扫描二维码").wait();
    person.browser.run(KEEP_STREAMS, vec![]);
    person
}

fn scanner<'a>(page: &Page<'a>) -> Page<'a> {
    page.group("扫描二维码")
}

/// Waits until so many cameras have been opened and so many of them are on.
#[track_caller]
fn assert_cameras(person: &Person, opened: u64, on: u64) {
    let wanted = format!("{opened} opened, {on} on");
    person.browser.wait_until(&format!("cameras: {wanted}"), &format!("{CAMERAS} === '{wanted}'"));
}

#[test]
fn a_tablets_card_is_scanned_off_its_screen_and_enrolled() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "朝霞里3号平板");
    tablet.page().button("导入文件").tap();
    tablet.page().button("显示二维码").tap();
    tablet.page().image("本机公钥卡的二维码").wait();
    tablet.look("qr-card");
    let words = tablet.page().group("本机公钥卡的二维码").find(&["list"], "八个词").within().text();
    let film = film_of_code(&tablet, folder.path());

    let browser = Browser::start_filming(Engine::Chromium, Size::LANDSCAPE, Film::Shows(film));
    let supervisor = Person::arrive_in(browser, &site, "王芳", "监督台");
    supervisor.found_campaign("2026年朝霞街道");
    let page = supervisor.page();
    page.button("交接…").tap();
    page.button("扫描二维码").wait();
    supervisor.browser.run(KEEP_STREAMS, vec![]);
    page.button("扫描二维码").tap();
    page.row("扫描的二维码…").text_visible("念出设备“朝霞里3号平板”屏幕上的八个词");
    supervisor.look("qr-scanned");
    page.button("取消").wait_until_gone();
    assert_cameras(&supervisor, 1, 0);
    // Scanned or chosen, the card is believed by the words on its screen.
    let waiting = page.group("朝霞里3号平板");
    waiting.textbox("八个词").fill(&words);
    waiting.textbox("使用人").fill("李明");
    waiting.button("登记").tap();
    page.text_visible("已登记：朝霞里3号平板");
}

#[test]
fn the_camera_is_off_once_nobody_scans() {
    let site = Site::start();
    let person = at_import(Engine::Chromium, Film::Clock, Size::LANDSCAPE, &site);
    let page = person.page();
    page.button("扫描二维码").tap();
    scanner(&page).text_visible("拿稳");
    assert_cameras(&person, 1, 1);
    page.button("取消").tap();
    assert_cameras(&person, 1, 0);

    // Another program lies over it; a browser without windows has to be told so.
    page.button("扫描二维码").tap();
    assert_cameras(&person, 2, 1);
    person.browser.run(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });
         document.dispatchEvent(new Event('visibilitychange'));
         delete document.hidden;",
        vec![],
    );
    scanner(&page).text_visible("摄像头已停止");
    assert_cameras(&person, 2, 0);
    person.look("scanner-stopped");
    page.button("重新扫描").tap();
    scanner(&page).text_visible("拿稳");
    assert_cameras(&person, 3, 1);

    // The person goes elsewhere.
    person.browser.run("location.hash = '#settings'", vec![]);
    page.heading("设置").wait();
    assert_cameras(&person, 3, 0);
}

#[test]
fn who_may_not_use_the_camera_is_told_so_and_chooses_a_file() {
    let site = Site::start();
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    tablet.page().button("导入文件").tap();
    let card = tablet.save_card();
    let person = at_import(Engine::Chromium, Film::Refused, Size::PORTRAIT, &site);
    let page = person.page();
    page.button("扫描二维码").tap();
    scanner(&page).text_visible("没有摄像头的权限");
    person.look("scanner-refused");
    page.file_input("改为选择文件").attach(&[&card.file]);
    page.text_visible("念出设备“1号平板”屏幕上的八个词");
    page.button("重新扫描").wait_until_gone();
}

fn without_a_camera(engine: Engine) {
    let site = Site::start();
    let person = Person::arrive(engine, Size::PORTRAIT, &site, "王芳", "监督台");
    let page = person.page();
    page.button("导入文件").tap();
    page.button("扫描二维码").tap();
    page.file_input("改为选择文件").wait();
    let text = scanner(&page).text();
    assert!(text.contains("本机没有可用的摄像头") || text.contains("浏览器不让本页使用摄像头"), "{text}");
    person.look("scanner-none");
    page.button("取消").tap();
    page.file_input("改为选择文件").wait_until_gone();
    page.file_input("选择文件").wait();
}

#[test]
fn chromium_without_a_camera_says_what_to_do() {
    without_a_camera(Engine::Chromium);
}

#[test]
fn firefox_without_a_camera_says_what_to_do() {
    without_a_camera(Engine::Firefox);
}

#[test]
fn webkit_without_a_camera_says_what_to_do() {
    without_a_camera(Engine::WebKit);
}

#[test]
fn a_reader_that_does_not_start_is_told() {
    let site = Site::start();
    let person = at_import(Engine::Chromium, Film::Clock, Size::LANDSCAPE, &site);
    let page = person.page();
    person.browser.run("window.Worker = class { constructor() { throw new Error('no worker today') } }", vec![]);
    page.button("扫描二维码").tap();
    scanner(&page).text_visible("no worker today");
    scanner(&page).text_visible("重新载入本页");
    assert_cameras(&person, 1, 0);
}

/// Has the page count its readers and the pictures that they have looked through. The first so many readers break down instead.
fn count_readers(person: &Person, that_break: u32) {
    let script = "
        const Real = window.Worker;
        Object.assign(window, { readers: 0, looked: 0 });
        window.Worker = class extends Real {
            constructor(address) {
                super(address);
                window.readers += 1;
                this.addEventListener('message', (event) => { if (event.data === 'null') window.looked += 1; });
            }
            postMessage(message, transfer) {
                if (window.readers > BROKEN) super.postMessage(message, transfer);
                else setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'broken' })));
            }
        }";
    person.browser.run(&script.replace("BROKEN", &that_break.to_string()), vec![]);
}

fn looks_on(engine: Engine) {
    let site = Site::start();
    let person = at_import(engine, Film::Clock, Size::LANDSCAPE, &site);
    count_readers(&person, 0);
    person.page().button("扫描二维码").tap();
    person.browser.wait_until("five pictures were looked through", "return window.looked >= 5");
    assert_eq!(person.browser.run("return window.readers", vec![]), 1);
    let shown = "const video = document.querySelector('video'); return !video.paused && video.videoWidth > 0";
    assert_eq!(person.browser.run(shown, vec![]), true);
    assert_cameras(&person, 1, 1);
    person.look("scanner");
    person.page().button("取消").tap();
    assert_cameras(&person, 1, 0);
}

#[test]
fn chromium_looks_through_picture_after_picture() {
    looks_on(Engine::Chromium);
}

#[test]
fn firefox_looks_through_picture_after_picture() {
    looks_on(Engine::Firefox);
}

#[test]
fn a_picture_that_breaks_the_reader_is_passed_over() {
    let site = Site::start();
    let person = at_import(Engine::Chromium, Film::Clock, Size::LANDSCAPE, &site);
    count_readers(&person, 3);
    person.page().button("扫描二维码").tap();
    person.browser.wait_until("the fourth reader looks", "return window.readers === 4 && window.looked >= 5");
    scanner(&person.page()).text_visible("拿稳");
    assert_cameras(&person, 1, 1);
}

/// In English, in the dark, and in large letters.
fn looks(size: Size, theme: &str, letters: &str, name: &str) {
    let site = Site::start();
    let browser = Browser::start_filming(Engine::Chromium, size, Film::Clock);
    let person = Person::arrive_in(browser, &site, "Wang Fang", "Desk");
    let page = person.page();
    page.button("设置").tap();
    page.radio("English").tap();
    page.heading("Settings").wait();
    page.radio(theme).tap();
    page.radio(letters).tap();
    page.button("Back").tap();
    page.button("Import files").tap();
    page.button("Show QR code").tap();
    page.image("QR code of this device's key card").wait();
    person.look(&format!("{name}-code"));
    page.button("Done").tap();
    page.button("Scan QR code").tap();
    page.group("Scan QR code").text_visible("steadily");
    person.look(&format!("{name}-scanner"));
    page.button("Cancel").tap();
    person.look(&format!("{name}-import"));
}

#[test]
fn english_in_the_dark_upright() {
    looks(Size::PORTRAIT, "Dark", "Normal", "qr-dark-upright");
}

#[test]
fn english_in_the_dark_lying() {
    looks(Size::LANDSCAPE, "Dark", "Normal", "qr-dark-lying");
}

#[test]
fn english_in_large_letters_lying() {
    looks(Size::LANDSCAPE, "Light", "Large", "qr-large-lying");
}
