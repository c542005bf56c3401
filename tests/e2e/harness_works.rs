//! The harness itself, on a page of its own: what the other tests rely on works in each browser.

use crate::harness::{Browser, Engine, Site, Size};
use serde_json::json;
use std::fs;
use std::path::Path;

const PAGE: &str = r#"<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>表单</title>
<style>
  button, input, select, textarea { min-height: 48px; min-width: 48px }
  .small { min-height: 0; min-width: 0; height: 20px; width: 20px; padding: 0 }
  .beneath { position: absolute; opacity: 0; width: 1px; height: 1px; min-height: 0; min-width: 0 }
  .label { display: inline-block; padding: 16px; min-width: 48px }
</style>
<h1>表单</h1>
<label for="name">小区名称</label><input id="name" value="旧名">
<label>户数 <input type="number" id="count"></label>
<label>日期 <input type="date" id="date"></label>
<textarea aria-label="备注" id="note"></textarea>
<label>楼栋 <select id="house"><option>1号楼</option><option>2号楼</option></select></label>
<fieldset><legend>外墙</legend>
  <label class="label"><input class="beneath" type="radio" name="wall" value="good">完好</label>
  <label class="label"><input class="beneath" type="radio" name="wall" value="bad">开裂</label>
</fieldset>
<fieldset><legend>屋顶</legend>
  <label class="label"><input type="radio" name="roof" value="good">完好</label>
  <label class="label"><input type="radio" name="roof" value="bad">渗漏</label>
</fieldset>
<label class="label"><input type="checkbox" id="agree">同意</label>
<label class="label">照片 <input type="file" id="photos" multiple></label>
<p><span id="place"></span><button class="small">小</button><button aria-label="关闭">×</button></p>
<div style="height: 3000px"></div>
<button id="save">保存</button><button>保存并退出</button><button hidden>藏起来</button>
<output id="said"></output>
<script>
  const $ = (id) => document.getElementById(id);
  window.inputs = [];
  document.addEventListener('input', (event) => inputs.push(event.target.id || event.target.name));
  $('save').onclick = () => setTimeout(() => { $('said').textContent = '已保存'; }, 300);
  document.querySelector('[aria-label=关闭]').onclick = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['{"内容":"楼"}'], { type: 'application/json' }));
    link.download = '导出-1.json';
    link.click();
  };
  localStorage.setItem('visits', Number(localStorage.getItem('visits') || 0) + 1);
</script>"#;

fn site() -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), PAGE).unwrap();
    let site = Site::serve(folder.path(), "/");
    (folder, site)
}

fn forms_are_filled_in(engine: Engine) {
    let (_folder, site) = site();
    let browser = Browser::start_sized(engine, Size::PORTRAIT);
    assert_eq!(browser.run("return [innerWidth, innerHeight]", vec![]), json!([800, 1280]));
    let page = browser.open(&site);

    page.textbox("小区名称").fill("光明里一区 A-1");
    assert_eq!(page.textbox("小区名称").value(), "光明里一区 A-1");
    page.textbox("户数").fill("128");
    assert_eq!(page.textbox("户数").value(), "128");
    page.textbox("日期").fill("2026-03-01");
    assert_eq!(page.textbox("日期").value(), "2026-03-01");
    page.textbox("备注").fill("三楼漏水");
    page.textbox("备注").fill("");
    assert_eq!(page.textbox("备注").value(), "");
    page.select("楼栋").choose("2号楼");
    assert_eq!(page.select("楼栋").value(), "2号楼");

    page.group("外墙").radio("开裂").tap();
    page.group("屋顶").radio("完好").tap();
    assert!(page.group("外墙").radio("开裂").is_chosen());
    assert!(!page.group("外墙").radio("完好").is_chosen());
    assert!(page.group("屋顶").radio("完好").is_chosen());
    assert_eq!(page.radio("完好").count(), 2);
    page.checkbox("同意").tap();
    assert!(page.checkbox("同意").is_chosen());

    let inputs = browser.run("return window.inputs", vec![]);
    for id in ["name", "count", "date", "note", "house", "wall", "roof", "agree"] {
        assert!(inputs.as_array().unwrap().contains(&json!(id)), "{engine:?}: {id} had no input event: {inputs}");
    }

    let files = ["Cargo.toml", "index.html"].map(|file| Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    page.file_input("照片").attach(&[&files[0], &files[1]]);
    assert_eq!(
        browser.run("return Array.from(document.getElementById('photos').files, (file) => file.size > 0)", vec![]),
        json!([true, true])
    );

    assert_eq!(page.small_targets(), ["button “小” 20×20"]);
    assert_eq!(page.button("藏起来").count(), 0);
    assert_eq!(page.button("保存…").count(), 2);
    page.button("保存").tap();
    page.status("已保存").wait();
    page.text_visible("已保存");
    page.text_gone("未保存");

    let file = browser.download(|| page.button("关闭").tap());
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"内容\":\"楼\"}");
    assert_eq!(file.file_name().unwrap(), "导出-1.json");
}

/// The profile lasts, whether the browser is closed or killed. (What was written last may be lost in a crash.)
/// WebKit is left out: its automation always starts with an empty profile.
fn profiles_last(engine: Engine) {
    let (_folder, site) = site();
    let mut browser = Browser::start(engine);
    let visits = "return Number(localStorage.getItem('visits'))";
    browser.open(&site);
    assert_eq!(browser.run(visits, vec![]), json!(1));
    let first = browser.new_tab();
    browser.open(&site);
    assert_eq!(browser.run(visits, vec![]), json!(2));
    browser.close_tab();
    browser.switch_to(first);
    browser.restart();
    browser.open(&site);
    assert_eq!(browser.run(visits, vec![]), json!(3));
    browser.crash_and_restart();
    browser.open(&site);
    assert!(browser.run(visits, vec![]).as_i64() >= Some(3));
}

#[test]
fn chromium_fills_in_forms() {
    forms_are_filled_in(Engine::Chromium);
}

#[test]
fn firefox_fills_in_forms() {
    forms_are_filled_in(Engine::Firefox);
}

#[test]
fn webkit_fills_in_forms() {
    forms_are_filled_in(Engine::WebKit);
}

#[test]
fn chromium_keeps_its_profile() {
    profiles_last(Engine::Chromium);
}

#[test]
fn firefox_keeps_its_profile() {
    profiles_last(Engine::Firefox);
}

#[test]
#[should_panic(expected = "there are: button “小”")]
fn a_missing_button_names_those_that_are_there() {
    let (_folder, site) = site();
    let browser = Browser::start(Engine::Chromium);
    browser.open(&site).button("没有").click();
}
