//! Codes as they are drawn and as a camera sees them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a broken fixture has to stop the test")]

mod support;

use support::Device;
use wenlou::bundle::key::KeyCard;
use wenlou::bundle::qr::{Code, MAX_SIDE, MAX_TEXT, Picture, scan};
use wenlou::domain::json::to_text;

/// A small generator of the same numbers on every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 8
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// How a code stands before a camera.
#[derive(Clone, Copy, Debug)]
struct View {
    /// Of the picture, in pixels.
    side: u32,
    /// How much of the picture's width the code takes, its margin included.
    fills: f64,
    /// How far it is turned, in quarter turns.
    turned: f64,
    /// How much smaller the right edge seems than the left one: the camera is held askew.
    askew: f64,
    dark: u8,
    light: u8,
    /// By how much a pixel may be off.
    grain: u64,
}

const STRAIGHT: View = View { side: 720, fills: 0.8, turned: 0.0, askew: 0.0, dark: 10, light: 240, grain: 0 };

/// What the camera sees. Each pixel is the mean of nine points.
fn seen(text: &str, view: View) -> (Picture, Vec<u8>) {
    let code = Code::of(text).unwrap();
    let mut noise = Noise(u64::from(view.side) + 1);
    let side = f64::from(view.side);
    let module = side * view.fills / f64::from(code.side() + 8);
    let (sin, cos) = (view.turned * std::f64::consts::FRAC_PI_2).sin_cos();
    let brightness = |x: f64, y: f64| {
        let (x, y) = (x / side - 0.5, y / side - 0.5);
        let near = (1.0 + view.askew * x) / side;
        let (x, y) = (x / near, y / near);
        let (x, y) = ((x * cos + y * sin) / module, (y * cos - x * sin) / module);
        let half = f64::from(code.side()) / 2.0;
        if x.abs().max(y.abs()) > half + 4.0 {
            return 120;
        }
        let is_dark = code.is_dark((x + half).floor() as i32, (y + half).floor() as i32);
        u64::from(if is_dark { view.dark } else { view.light })
    };
    let mut pixels = Vec::new();
    for y in 0..view.side {
        for x in 0..view.side {
            let points = (0..9).map(|n| (f64::from(x) + f64::from(n % 3) / 3.0, f64::from(y) + f64::from(n / 3) / 3.0));
            let mean = points.map(|(x, y)| brightness(x, y)).sum::<u64>() / 9;
            let grey = (mean + noise.below(view.grain + 1)).saturating_sub(view.grain / 2).min(255) as u8;
            pixels.extend([grey, grey, grey, 255]);
        }
    }
    (Picture { width: view.side, height: view.side }, pixels)
}

#[track_caller]
fn assert_read(text: &str, view: View) {
    let (picture, pixels) = seen(text, view);
    assert_eq!(scan(&picture, &pixels).as_deref(), Some(text), "{view:?}");
}

fn card() -> String {
    let tablet = Device::new("朝霞里3号平板", 7);
    to_text(&KeyCard::new(&tablet.name, tablet.key))
}

/// As long as a signed file of so many bytes and as little repetitive.
fn signed_file(bytes: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut noise = Noise(bytes as u64);
    (0..bytes).map(|_| char::from(LETTERS[noise.below(64) as usize])).collect()
}

#[test]
fn what_was_drawn_is_read_however_the_camera_is_turned() {
    for text in [card(), signed_file(900), signed_file(2000)] {
        for turned in [0.0_f64, 1.0, 2.0, 3.0, 0.1, 2.3] {
            let fills = if turned.fract() == 0.0 { 0.9 } else { 0.7 };
            assert_read(&text, View { turned, fills, ..STRAIGHT });
        }
    }
}

#[test]
fn it_is_read_from_askew_from_afar_and_in_a_dim_room() {
    for text in [card(), signed_file(900)] {
        assert_read(&text, View { askew: 0.35, turned: 0.1, ..STRAIGHT });
        assert_read(&text, View { fills: 0.5, ..STRAIGHT });
        assert_read(&text, View { side: 480, ..STRAIGHT });
        assert_read(&text, View { dark: 90, light: 150, grain: 12, ..STRAIGHT });
        assert_read(&text, View { dark: 30, light: 220, grain: 120, ..STRAIGHT });
    }
}

#[test]
fn a_text_beyond_what_a_code_holds_is_not_drawn() {
    assert!(Code::of(&"a".repeat(2953)).is_some());
    assert!(Code::of(&"a".repeat(2954)).is_none());
}

#[test]
fn a_longer_text_than_any_of_ours_is_not_taken() {
    let view = View { side: MAX_SIDE, fills: 0.95, ..STRAIGHT };
    assert_read(&"7".repeat(MAX_TEXT), view);
    let (picture, pixels) = seen(&"7".repeat(MAX_TEXT + 1), view);
    assert_eq!(scan(&picture, &pixels), None);
}

#[test]
fn a_code_that_holds_no_text_is_not_taken() {
    let segment = qrcodegen::QrSegment::make_bytes(b"\xFF\xFE not UTF-8");
    let code = qrcodegen::QrCode::encode_segments(&[segment], qrcodegen::QrCodeEcc::Medium).unwrap();
    let grey = |x: i32, y: i32| if code.get_module(x / 8 - 4, y / 8 - 4) { 0 } else { 255 };
    let side = (code.size() + 8) * 8;
    let pixels: Vec<u8> = (0..side * side).flat_map(|at| [grey(at % side, at / side); 4]).collect();
    assert_eq!(scan(&Picture { width: side as u32, height: side as u32 }, &pixels), None);
}

#[test]
fn pixels_that_do_not_fit_their_picture_are_not_looked_at() {
    let (picture, pixels) = seen(&card(), STRAIGHT);
    for length in [0, 1, 4, pixels.len() / 2, pixels.len() - 1] {
        assert_eq!(scan(&picture, &pixels[..length]), None, "{length}");
    }
    for (width, height) in [(0, 0), (720, 0), (0, 720), (719, 720), (u32::MAX, u32::MAX), (u32::MAX, 1)] {
        assert_eq!(scan(&Picture { width, height }, &pixels), None, "{width}×{height}");
    }
    let wide = Picture { width: MAX_SIDE + 1, height: 1 };
    assert_eq!(scan(&wide, &vec![0; 4 * (MAX_SIDE as usize + 1)]), None);
}

/// Nothing but noise, corners without a code, and codes with pieces that are something else: no panic, and never another text.
#[test]
fn pictures_of_anything() {
    let mut noise = Noise(3);
    for width in [0, 1, 2, 3, 7, 8, 39, 40, 41, 100, 333] {
        for height in [1, 2, 5, 8, 40, 97, 200] {
            let block = 1 + noise.below(9) as u32;
            let across = width / block + 1;
            let blocks: Vec<u8> = (0..across * (height / block + 1)).map(|_| noise.below(2) as u8 * 255).collect();
            let grey = |at: u32| blocks[((at / width / block) * across + at % width / block) as usize];
            let pixels: Vec<u8> = (0..width * height).flat_map(|at| [grey(at); 4]).collect();
            assert_eq!(scan(&Picture { width, height }, &pixels), None, "{width}×{height}");
        }
    }
    let text = card();
    for round in 0..60 {
        let view = View {
            side: 300 + noise.below(300) as u32,
            fills: 0.3 + noise.below(90) as f64 / 100.0,
            turned: noise.below(400) as f64 / 100.0,
            askew: noise.below(200) as f64 / 100.0 - 1.0,
            grain: noise.below(100),
            ..STRAIGHT
        };
        let (picture, mut pixels) = seen(&text, view);
        for _ in 0..noise.below(20) {
            let (left, top) = (noise.below(view.side.into()) as usize, noise.below(view.side.into()) as usize);
            let (side, painted) = (view.side as usize, noise.below(256) as u8);
            for y in top..(top + noise.below(60) as usize).min(side) {
                for x in left..(left + noise.below(60) as usize).min(side) {
                    pixels[(y * side + x) * 4..][..3].fill(painted);
                }
            }
        }
        let read = scan(&picture, &pixels);
        assert!(read.is_none() || read.as_ref() == Some(&text), "round {round}: {read:?}");
    }
}
