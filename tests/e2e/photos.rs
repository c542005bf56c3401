//! Photos: taken at an item of the survey, drawn on, exported beside the bundle, taken in by the supervisor.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use std::fs;
use std::path::{Path, PathBuf};

/// A picture without loss or library: a bitmap (BMP) of so many pixels, its left half in one colour and its right in another.
pub fn picture(folder: &Path, name: &str, (width, height): (u32, u32), shade: u8) -> PathBuf {
    let row = (width * 3).next_multiple_of(4);
    let size = row * height;
    let mut bytes = b"BM".to_vec();
    for number in [54 + size, 0, 54, 40, width, height] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([1, 0, 24, 0]);
    for number in [0, size, 2_835, 2_835, 0, 0] {
        bytes.extend(number.to_le_bytes());
    }
    let mut line = vec![0; row as usize];
    for (x, pixel) in line.chunks_exact_mut(3).enumerate() {
        let colour = if (x as u32) < width / 2 { [shade, 120, 40] } else { [200, shade, 60] };
        pixel.copy_from_slice(&colour);
    }
    (0..height).for_each(|_| bytes.extend(&line));
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// The sizes of the pictures in the page, once there are so many.
pub fn sizes(person: &Person, count: usize) -> Vec<(u64, u64)> {
    let script = format!(
        "const all = [...document.querySelectorAll('.thumb img')]; return all.length === {count} && all.every((i) => i.complete && i.naturalWidth > 0)"
    );
    person.browser.wait_until("photos are shown", &script);
    let found = person.browser.run(
        "return [...document.querySelectorAll('.thumb img')].map((i) => [i.naturalWidth, i.naturalHeight])",
        vec![],
    );
    serde_json::from_value(found).unwrap()
}

fn takes_photos(engine: Engine, size: Size, name: &str) {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let person = Person::arrive(engine, size, &site, "王芳", "平板甲");
    let page = person.page();
    person.found_campaign("2026年朝霞街道");
    person.add_compound("朝霞里小区");
    person.open_compound_survey();
    let wall = page.group("围墙（应设/现有/缺失/破损长度）");
    wall.file_input("拍照").attach(&[&picture(folder.path(), "large.bmp", (3_200, 2_400), 10)]);
    assert_eq!(sizes(&person, 1), [(1_600, 1_200)]);
    let small = picture(folder.path(), "small.bmp", (300, 400), 90);
    wall.file_input("选照片").attach(&[&small]);
    assert_eq!(sizes(&person, 2), [(1_600, 1_200), (300, 400)]);
    // The same picture again is the same photo.
    wall.file_input("选照片").attach(&[&small]);
    page.text_visible("“small.bmp”已经有了");
    page.button("知道了").tap();
    let text = folder.path().join("notes.jpg");
    fs::write(&text, "not a picture").unwrap();
    wall.file_input("选照片").attach(&[&text]);
    page.text_visible("“notes.jpg”不是浏览器能看的图片");
    person.look(&format!("photos-{name}-strip"));
    page.button("知道了").tap();

    // It is there after a reload, and so is what is drawn on it.
    person.browser.reload();
    sizes(&person, 2);
    wall.button("看照片 1").tap();
    page.text_visible("王芳 拍摄 · 1600×1200");
    person.look(&format!("photos-{name}-large"));
    page.button("标注").tap();
    person.browser.wait_until("the picture is drawn", "const c = document.querySelector('canvas'); return c && c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data[3] === 255");
    assert!(!page.button("保存标注").is_enabled());
    person.browser.run(
        "const canvas = document.querySelector('canvas'), seen = canvas.getBoundingClientRect();
         const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, isPrimary: true,
            clientX: seen.left + x * seen.width, clientY: seen.top + y * seen.height }));
         canvas.setPointerCapture = () => {};
         send('pointerdown', 0.2, 0.2); send('pointermove', 0.8, 0.2); send('pointermove', 0.8, 0.8); send('pointerup', 0.8, 0.8);",
        vec![],
    );
    let red = "const c = document.querySelector('canvas'), p = c.getContext('2d').getImageData(c.width / 2, c.height / 5, 1, 1).data; return p[0] > 200 && p[1] < 60";
    person.browser.wait_until("the stroke is drawn", red);
    person.look(&format!("photos-{name}-marks"));
    page.button("保存标注").tap();
    assert_eq!(sizes(&person, 3)[2], (1_600, 1_200));
    page.text_visible("有标注");

    wall.button("看照片 2").tap();
    page.button("删除照片").tap();
    page.button("保留").tap();
    page.button("删除照片").tap();
    page.text_visible("删除后这张照片不再列出");
    page.button("删除照片").tap();
    sizes(&person, 2);
}

#[test]
fn chromium_takes_photos_and_draws_on_them() {
    takes_photos(Engine::Chromium, Size::LANDSCAPE, "landscape");
}

#[test]
fn chromium_takes_photos_upright() {
    takes_photos(Engine::Chromium, Size::PORTRAIT, "portrait");
}

#[test]
fn firefox_takes_photos() {
    takes_photos(Engine::Firefox, Size::LANDSCAPE, "firefox");
}

#[test]
fn webkit_takes_photos() {
    takes_photos(Engine::WebKit, Size::LANDSCAPE, "webkit");
}
