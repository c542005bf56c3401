//! Finding and using what is on a page as a person does: by what it is and what it is called.
//!
//! A name has to match whole; an ellipsis stands for any text: `"3号楼…"`, `"…户"`, `"…楼…"`. An [`Element`] is a
//! description, looked for anew with each use: every use waits until exactly one visible match is there.

use super::browser::{Browser, PATIENCE, POLL};
use fantoccini::elements::Element as Found;
use serde_json::{Value, json};
use std::path::Path;
use std::thread;
use std::time::Instant;

const PERSON: &str = include_str!("person.js");
/// The least height and width, in CSS pixels, of what is to be hit with a finger.
pub const TARGET: u32 = 48;
const BACKSPACE: &str = "\u{e003}";
const TAB: &str = "\u{e004}";

#[derive(Clone)]
pub struct Page<'a> {
    browser: &'a Browser,
    /// From the outside in: what to look within.
    path: Vec<Step>,
}

#[derive(Clone)]
pub struct Element<'a> {
    browser: &'a Browser,
    path: Vec<Step>,
}

#[derive(Clone)]
struct Step {
    roles: &'static [&'static str],
    name: String,
}

impl<'a> Page<'a> {
    pub(super) fn of(browser: &'a Browser) -> Page<'a> {
        Page { browser, path: vec![] }
    }

    pub fn button(&self, name: &str) -> Element<'a> {
        self.find(&["button"], name)
    }

    /// Anything to type into: text, numbers, searches, dates.
    pub fn textbox(&self, name: &str) -> Element<'a> {
        self.find(&["textbox", "searchbox", "spinbutton"], name)
    }

    pub fn radio(&self, name: &str) -> Element<'a> {
        self.find(&["radio"], name)
    }

    pub fn checkbox(&self, name: &str) -> Element<'a> {
        self.find(&["checkbox", "switch"], name)
    }

    pub fn link(&self, name: &str) -> Element<'a> {
        self.find(&["link"], name)
    }

    pub fn heading(&self, name: &str) -> Element<'a> {
        self.find(&["heading"], name)
    }

    /// A list to choose from; see [`Element::choose`].
    pub fn select(&self, name: &str) -> Element<'a> {
        self.find(&["combobox", "listbox"], name)
    }

    pub fn option(&self, name: &str) -> Element<'a> {
        self.find(&["option"], name)
    }

    pub fn tab(&self, name: &str) -> Element<'a> {
        self.find(&["tab"], name)
    }

    pub fn file_input(&self, name: &str) -> Element<'a> {
        self.find(&["file"], name)
    }

    /// A message the page gives: a status or an alert.
    pub fn status(&self, text: &str) -> Element<'a> {
        self.find(&["status", "alert"], text)
    }

    pub fn image(&self, name: &str) -> Element<'a> {
        self.find(&["img"], name)
    }

    /// Something that holds others: a question with its answers, a section, a dialog. Look within it with `.within()`.
    pub fn group(&self, name: &str) -> Page<'a> {
        self.find(&["group", "radiogroup", "region", "dialog", "alertdialog", "form", "navigation", "article"], name)
            .within()
    }

    /// A line of a list or of a table, by the text in it.
    pub fn row(&self, text: &str) -> Page<'a> {
        self.find(&["listitem", "row"], text).within()
    }

    /// Anything else, by its ARIA roles.
    pub fn find(&self, roles: &'static [&'static str], name: &str) -> Element<'a> {
        let mut path = self.path.clone();
        path.push(Step { roles, name: name.to_owned() });
        Element { browser: self.browser, path }
    }

    /// What is to be read here now.
    pub fn text(&self) -> String {
        self.ask("text", json!(null)).as_str().unwrap_or_default().to_owned()
    }

    /// What is to be read now in each cell of the row, or of all that are looked within.
    pub fn cells(&self) -> Vec<String> {
        let found = self.ask("cells", json!(null));
        found.as_array().into_iter().flatten().filter_map(|cell| cell.as_str().map(str::to_owned)).collect()
    }

    /// Whether the text is to be read now.
    pub fn sees(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Waits until the text is to be read.
    #[track_caller]
    pub fn text_visible(&self, text: &str) {
        self.wait_for_text(text, true);
    }

    /// Waits until the text is not to be read any more.
    #[track_caller]
    pub fn text_gone(&self, text: &str) {
        self.wait_for_text(text, false);
    }

    #[track_caller]
    fn wait_for_text(&self, text: &str, wanted: bool) {
        let deadline = Instant::now() + PATIENCE;
        while self.text().contains(text) != wanted {
            if Instant::now() > deadline {
                let state = if wanted { "to be read" } else { "gone" };
                self.browser.fail(&format!("waited in vain for “{text}” to be {state}"));
            }
            thread::sleep(POLL);
        }
    }

    /// What is to be touched and smaller than a finger needs.
    pub fn small_targets(&self) -> Vec<String> {
        let found = self.ask("smallTargets", json!(TARGET));
        found.as_array().into_iter().flatten().filter_map(|line| line.as_str().map(str::to_owned)).collect()
    }

    #[track_caller]
    pub fn assert_targets(&self) {
        let small = self.small_targets();
        if !small.is_empty() {
            self.browser.fail(&format!("smaller than {TARGET}×{TARGET}:\n  {}", small.join("\n  ")));
        }
    }

    /// A wider page than its window has to be moved sideways to be read.
    #[track_caller]
    pub fn assert_fits_width(&self) {
        let widths = self.browser.run("return [document.documentElement.scrollWidth, innerWidth]", vec![]);
        if widths[0].as_u64() > widths[1].as_u64() {
            self.browser.fail(&format!("the page is {} wide in a window of {}", widths[0], widths[1]));
        }
    }

    /// A column's title stands above what is in it, and a badge is as wide as its words.
    #[track_caller]
    pub fn assert_tidy(&self) {
        let problems = self.ask("untidy", json!(null));
        if problems != json!([]) {
            self.browser.fail(&format!("untidy: {problems}"));
        }
    }

    fn ask(&self, function: &str, argument: Value) -> Value {
        let script = format!("{PERSON}\nreturn person.{function}(arguments[0], arguments[1]);");
        self.browser.run(&script, vec![path_as_json(&self.path), argument])
    }
}

impl<'a> Element<'a> {
    /// Waits until it is there.
    #[track_caller]
    pub fn wait(&self) -> &Self {
        self.use_found("find", |_| Ok(()));
        self
    }

    /// Waits until there is none.
    #[track_caller]
    pub fn wait_until_gone(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.count() > 0 {
            if Instant::now() > deadline {
                self.browser.fail(&format!("{} is still there", self.describe()));
            }
            thread::sleep(POLL);
        }
    }

    /// How many there are now, without waiting.
    pub fn count(&self) -> usize {
        match self.look() {
            Ok(found) => found.len(),
            Err(_) => 0,
        }
    }

    /// Looks for other things inside this one.
    pub fn within(&self) -> Page<'a> {
        Page { browser: self.browser, path: self.path.clone() }
    }

    #[track_caller]
    pub fn click(&self) {
        self.use_found("click", |found| self.click_found(found, 0));
    }

    /// A click that first makes sure a finger can hit the target.
    #[track_caller]
    pub fn tap(&self) {
        self.use_found("tap", |found| self.click_found(found, TARGET));
    }

    /// Replaces what is in the field.
    #[track_caller]
    pub fn fill(&self, text: &str) {
        self.use_found("fill", |found| {
            let kind = self.call("prepareToType", found, json!(text))?;
            if kind == json!("typed") {
                return Ok(());
            }
            let browser = self.browser;
            browser.try_command(found.send_keys(BACKSPACE))?;
            if text.is_empty() { Ok(()) } else { browser.try_command(found.send_keys(text)) }
        });
    }

    /// The same, and goes on to what comes next: only now is it recorded.
    #[track_caller]
    pub fn enter(&self, text: &str) {
        self.fill(text);
        self.press(TAB);
    }

    /// Presses keys in the field, added to what is there.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        self.use_found("press", |found| self.browser.try_command(found.send_keys(keys)));
    }

    /// Chooses an option of a list by the option's text.
    #[track_caller]
    pub fn choose(&self, option: &str) {
        self.use_found("choose", |found| {
            let outcome = self.call("choose", found, json!(option))?;
            outcome.get("problem").and_then(Value::as_str).map_or(Ok(()), |problem| Err(problem.to_owned()))
        });
    }

    /// Gives files to a file input.
    #[track_caller]
    pub fn attach(&self, files: &[&Path]) {
        let paths: Vec<String> = files
            .iter()
            .map(|file| file.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", file.display())))
            .map(|file| file.to_string_lossy().into_owned())
            .collect();
        self.use_found("attach", |found| self.browser.try_command(found.send_keys(&paths.join("\n"))));
    }

    #[track_caller]
    pub fn value(&self) -> String {
        self.use_found("value", |found| self.browser.try_command(found.prop("value"))).unwrap_or_default()
    }

    #[track_caller]
    pub fn text(&self) -> String {
        self.use_found("text", |found| self.browser.try_command(found.text()))
    }

    #[track_caller]
    pub fn is_enabled(&self) -> bool {
        self.use_found("is_enabled", |found| self.browser.try_command(found.is_enabled()))
    }

    /// Of a radio button, checkbox, option, tab or switch.
    #[track_caller]
    pub fn is_chosen(&self) -> bool {
        self.use_found("is_chosen", |found| self.call("isChosen", found, json!(null))) == json!(true)
    }

    fn click_found(&self, found: &Found, least: u32) -> Result<(), String> {
        let target = self.call("targetOf", found, json!(least))?;
        if let Some(problem) = target.get("problem").and_then(Value::as_str) {
            return Err(problem.to_owned());
        }
        let target = as_found(self.browser, &target["target"]).ok_or("nothing to click")?;
        self.browser.try_command(target.click())
    }

    /// Does something with the one match, and again with a new look at the page, until it works or patience ends.
    #[track_caller]
    fn use_found<T>(&self, what: &str, action: impl Fn(&Found) -> Result<T, String>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let outcome = self.look().and_then(|found| match &found[..] {
                [one] => action(one),
                others => Err(format!("{} matches, not one; {}", others.len(), self.candidates())),
            });
            match outcome {
                Ok(value) => return value,
                Err(_) if Instant::now() < deadline => thread::sleep(POLL),
                Err(error) => self.browser.fail(&format!("{what} {}: {error}", self.describe())),
            }
        }
    }

    fn look(&self) -> Result<Vec<Found>, String> {
        let script = format!("{PERSON}\nreturn person.find(arguments[0]);");
        let found = self.browser.try_command(self.browser.client().execute(&script, vec![path_as_json(&self.path)]))?;
        let found = found.as_array().cloned().unwrap_or_default();
        Ok(found.iter().filter_map(|value| as_found(self.browser, value)).collect())
    }

    fn candidates(&self) -> String {
        let script = format!("{PERSON}\nreturn person.candidates(arguments[0]);");
        let seen = self.browser.try_command(self.browser.client().execute(&script, vec![path_as_json(&self.path)]));
        match seen.as_ref().map(|seen| seen.as_str()) {
            Ok(Some(text)) => text.to_owned(),
            _ => "the page can't be asked what is there".to_owned(),
        }
    }

    fn call(&self, function: &str, found: &Found, argument: Value) -> Result<Value, String> {
        let script = format!("{PERSON}\nreturn person.{function}(arguments[0], arguments[1]);");
        let element = serde_json::to_value(found).map_err(|error| error.to_string())?;
        self.browser.try_command(self.browser.client().execute(&script, vec![element, argument]))
    }

    fn describe(&self) -> String {
        let steps: Vec<String> = self.path.iter().map(|step| format!("{} “{}”", step.roles[0], step.name)).collect();
        steps.join(" → ")
    }
}

fn path_as_json(path: &[Step]) -> Value {
    path.iter().map(|step| json!({ "roles": step.roles, "name": step.name })).collect()
}

/// WebDriver's way of writing an element in JSON.
fn as_found(browser: &Browser, value: &Value) -> Option<Found> {
    let id = value.get("element-6066-11e4-a52e-4f735466cecf")?.as_str()?;
    Some(Found::from_element_id(browser.client().clone(), id.to_owned().into()))
}
