//! The same screens in English, in the dark, and in large letters: nothing cut off, nothing too small to touch.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use std::path::Path;

const PASSPHRASE: &str = "apple lorry moon blue";

fn tour(size: Size, theme: &str, letters: &str, name: &str) {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, size, &site, "Wang Fang", "Desk");
    let page = person.page();
    page.button("设置").tap();
    page.radio("English").tap();
    page.heading("Settings").wait();
    page.radio(theme).tap();
    page.radio(letters).tap();
    person.look(&format!("{name}-settings"));
    page.button("Set up lock").tap();
    page.textbox("New passphrase").fill(PASSPHRASE);
    page.textbox("Once more").fill("apple lorry");
    page.button("Turn lock on").tap();
    page.text_visible("The two differ");
    person.look(&format!("{name}-lock-setting"));
    page.textbox("Once more").fill(PASSPHRASE);
    page.button("Turn lock on").tap();
    page.text_visible("Locks after 5 minutes");
    person.look(&format!("{name}-lock-set"));
    page.button("Lock now").tap();
    page.heading("Locked").wait();
    page.button("Forgotten it?").tap();
    person.look(&format!("{name}-locked"));
    page.textbox("Passphrase").fill(PASSPHRASE);
    page.button("Unlock").tap();
    page.button("Back").tap();
    page.heading("Settings").wait();
    page.button("Data on this device").tap();
    page.heading("What is on this device").wait();
    page.heading("Wipe this device").wait();
    person.look(&format!("{name}-device"));
    page.button("Back").tap();
    page.heading("Settings").wait();
    page.button("Back").tap();
    page.button("Create campaign").tap();
    page.textbox("Campaign name").fill("Zhaoxia street 2026");
    person.look(&format!("{name}-terms"));
    page.button("Found campaign").tap();
    page.button("Add compound").tap();
    page.textbox("Compound name").fill("Zhaoxia");
    page.button("Add").tap();
    page.button("Roll…").tap();
    let roster = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/template-roster.csv");
    page.file_input("Choose roster file").attach(&[&roster]);
    page.text_visible("Ready to import: 96 households");
    person.look(&format!("{name}-roster"));
    page.button("Import 96 households").tap();
    page.text_visible("Roll imported: 96 households");
    person.look(&format!("{name}-compound"));
    page.button("Condition survey…").tap();
    person.look(&format!("{name}-survey"));
    page.button("Compound…").tap();
    person.look(&format!("{name}-survey-compound"));
    person.browser.reload();
    page.button("Back").wait();
    let text = page.text();
    let chinese: Vec<&str> =
        text.lines().filter(|line| line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))).collect();
    assert!(chinese.is_empty(), "Chinese on the English screen: {chinese:?}");
}

#[test]
fn english_in_the_dark_upright() {
    tour(Size::PORTRAIT, "Dark", "Normal", "dark");
}

#[test]
fn english_in_large_letters_lying() {
    tour(Size::LANDSCAPE, "Light", "Large", "large");
}
