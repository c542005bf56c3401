//! What is wrong with the records, if anything: those that can't be read, and those without effect.

use super::Screen;
use crate::app::handover::Msg;
use crate::app::{Event, Open};
use crate::ui::view::View;
use crate::ui::widgets::{Banner, ButtonKind, Icon, Tone};
use yew::prelude::*;

pub fn view(view: &View<'_>, open: &Open) -> Screen {
    let lang = view.lang;
    let (unreadable, remarks) = (open.journal.unreadable(), &open.state.remarks);
    Screen {
        title: lang.records().to_owned(),
        subtitle: Some(lang.records_total(open.journal.len())),
        body: html! {
            <>
                if unreadable.is_empty() && remarks.is_empty() {
                    <Banner kind={Tone::Ok}>{ lang.records_fine() }</Banner>
                }
                if !unreadable.is_empty() {
                    <section class="card stack">
                        <h2 class="card__title">{ lang.unreadable_title(unreadable.len()) }</h2>
                        <p>{ lang.unreadable_explain() }</p>
                        <ul class="list">{ for unreadable.iter().map(|u| html! {
                            <li class="item" key={u.id.to_string()}>
                                <span class="item__main">
                                    <span class="item__title code">{ u.id.to_string() }</span>
                                    <span class="item__sub">{ lang.entry_error(&u.why) }</span>
                                </span>
                            </li>
                        }) }</ul>
                        <div class="row">
                            { view.button(ButtonKind::Primary, Some(Icon::Download), lang.export_unreadable(), Event::Handover(Msg::SaveUnreadable)) }
                        </div>
                    </section>
                }
                if !remarks.is_empty() {
                    <section class="card stack">
                        <h2 class="card__title">{ lang.no_effect_title(remarks.len()) }</h2>
                        <ul class="list">{ for remarks.iter().map(|remark| html! {
                            <li class="item" key={remark.stamp.id.to_string()}>
                                <span class="item__main">
                                    <span class="item__title code">{ remark.stamp.id.to_string() }</span>
                                    <span class="item__sub">{ format!("{}（{}）", lang.no_effect(remark.why), remark.stamp.by) }</span>
                                </span>
                            </li>
                        }) }</ul>
                    </section>
                }
                <section class="card">
                    <dl class="facts">
                        <dt>{ lang.campaign_id() }</dt><dd class="code">{ open.state.campaign.as_str() }</dd>
                        <dt>{ lang.state_hash() }</dt><dd class="code">{ open.journal.state_hash() }</dd>
                    </dl>
                </section>
            </>
        },
        ..Screen::default()
    }
}
