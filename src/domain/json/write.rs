//! Writing: a text in the making, in the one spelling.

use super::{Absent, ToJson};

/// Writes on one line.
pub fn to_text<T: ToJson + ?Sized>(value: &T) -> String {
    let mut writer = Writer::default();
    value.to_json(&mut writer);
    writer.text
}

/// Writes for people to read: a line for each part, indented by two.
pub fn to_indented<T: ToJson + ?Sized>(value: &T) -> String {
    let mut writer = Writer { indent: Some(0), ..Writer::default() };
    value.to_json(&mut writer);
    writer.text
}

/// A text in the making.
#[derive(Default)]
pub struct Writer {
    text: String,
    /// How deep the next line is indented; `None`: all on one line.
    indent: Option<usize>,
}

impl Writer {
    pub(super) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.indent = self.indent.map(|depth| depth + 1);
    }

    pub(super) fn close(&mut self, open: char, bracket: char) {
        self.indent = self.indent.map(|depth| depth - 1);
        if !self.text.ends_with(open) {
            self.new_line();
        }
        self.text.push(bracket);
    }

    /// Begins the next part of a list or object. No value ends in an opening bracket but one that has just been opened.
    pub(super) fn part(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
        self.new_line();
    }

    fn new_line(&mut self) {
        if let Some(depth) = self.indent {
            self.text.push('\n');
            for _ in 0..depth {
                self.text.push_str("  ");
            }
        }
    }

    pub(super) fn name(&mut self, name: &str) {
        self.part();
        self.string(name);
        self.text.push_str(if self.indent.is_some() { ": " } else { ":" });
    }

    /// A text in quotes.
    pub fn string(&mut self, text: &str) {
        // A text always serialises.
        self.text.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    /// What stands without quotes: a figure, `true`, `false`, `null`.
    pub(super) fn bare(&mut self, spelling: &str) {
        self.text.push_str(spelling);
    }

    /// An object.
    pub fn object(&mut self, members: impl FnOnce(&mut Members<'_>)) {
        self.open('{');
        members(&mut Members(self));
        self.close('{', '}');
    }

    /// A list.
    pub fn list<'t, T: ToJson + 't>(&mut self, values: impl IntoIterator<Item = &'t T>) {
        self.open('[');
        for value in values {
            self.part();
            value.to_json(self);
        }
        self.close('[', ']');
    }
}

/// The members of an object in the making.
pub struct Members<'w>(&'w mut Writer);

impl Members<'_> {
    pub fn put(&mut self, name: &str, value: &impl ToJson) {
        self.0.name(name);
        value.to_json(self.0);
    }

    /// Leaves out what is nothing.
    pub fn put_if_any(&mut self, name: &str, value: &(impl ToJson + Absent)) {
        if !value.is_absent() {
            self.put(name, value);
        }
    }
}
