//! What the end-to-end tests stand on: a served site, a started browser, and finding things as a person does.
//!
//! ```ignore
//! let site = Site::start();
//! let browser = Browser::start(Engine::Firefox);
//! let page = browser.open(&site);
//! page.textbox("小区名称").fill("光明里");
//! page.group("外墙").radio("完好").tap();
//! page.button("保存").tap();
//! page.status("已保存").wait();
//! ```

// Not every test file needs every part.
#![allow(dead_code, unused_imports)]

mod browser;
mod page;
mod processes;
mod site;
mod watch;

pub use browser::{Browser, Engine, Film, Size};
pub use page::{Element, Page};
pub use site::{Site, built_site};
pub use watch::Seen;
