//! What was chosen and merged, the eight haves with what they rest on, and the works group by group.

use super::{Column, Sheet, figures, table, table_of, words};
use crate::domain::catalogue::{self, Group, Item};
use crate::domain::date::date_text;
use crate::domain::rules::gaps::Measure;
use crate::domain::rules::haves::{Support, Value};
use crate::domain::rules::selection::{Record, Selected};
use crate::domain::rules::tasks::Task;
use crate::findings::area::{Member, area_of, areas, proposed};
use crate::findings::dossier::HaveLine;
use crate::findings::hardware::{Hardware, Works, gaps, records, works};
use crate::ui::element::{El, el};
use crate::ui::layout::{
    Facts, card, card_title, head, item_aside, item_main, item_sub, list, muted, paragraph, titled_card,
};
use crate::ui::widgets::{Tone, badge, banner};
use rust_decimal::Decimal;
use yew::prelude::*;

impl Sheet<'_, '_> {
    /// What was chosen for an unlisted compound.
    pub(super) fn selection(&self) -> Html {
        let lang = self.lang();
        if self.found.is_listed() != Some(false) {
            return Html::default();
        }
        let records = records(self.compound);
        let line = |record: &Record| {
            // Each group with the items that it was narrowed to; items count also where their group isn't ticked.
            let items: Vec<&'static Item> = record.items.iter().filter_map(|id| catalogue::item(id)).collect();
            let group = |group: Group| {
                let items: Vec<&'static Item> = items.iter().filter(|item| item.group == group).copied().collect();
                match items.is_empty() {
                    true => record.groups.contains(&group).then(|| lang.selected_all(lang.group_name(group))),
                    false => Some(lang.selected_some(lang.group_name(group), &self.items(&items))),
                }
            };
            let words: Vec<String> = Group::ALL.into_iter().filter_map(group).collect();
            let words = lang.clauses(&words);
            let by = record.by.clone().unwrap_or_else(|| lang.selection_by_missing().to_owned());
            el("li", "item").add(item_main(lang.selected_for(record.year)).add(item_sub(words)).add(item_sub(by)))
        };
        let body = match records.is_empty() {
            true => banner(Tone::Info, lang.selection_none()),
            false => list().each(records.iter().map(line)).html(),
        };
        titled_card(lang.selection()).add(body).add(muted(lang.selection_rest())).html()
    }

    /// The area that it was merged into.
    pub(super) fn area(&self) -> Html {
        let lang = self.lang();
        let Some(state) = self.view.model.state() else { return Html::default() };
        let areas = areas(state, self.terms);
        let Some(area) = area_of(&areas, &self.compound.card.id) else {
            let open = |with: &str| titled_card(lang.merged()).add(muted(lang.merged_surveyed(with))).html();
            return proposed(self.compound).map(open).unwrap_or_default();
        };
        let figure = |figure: Option<String>| figure.unwrap_or_else(|| lang.unknown().to_owned());
        let metres = |area: Decimal| lang.square_metres(&area.normalize().to_string());
        let member = |member: &Member| {
            let households = figure(member.households.map(|n| lang.area_households(n)));
            let words = lang.member_line(&households, &figure(member.area.map(metres)));
            let aside = item_aside()
                .add(badge(if member.may.is_allowed() { Tone::Ok } else { Tone::Neutral }, lang.may_merge(member.may)));
            el("li", "item").key(member.id.as_str()).add(item_main(member.name.clone()).add(item_sub(words))).add(aside)
        };
        let room = area.requirement.as_ref();
        let facts = Facts::new()
            .fact(lang.merged_households(), figure(area.households.map(|n| n.to_string())))
            .fact(lang.merged_area(), figure(area.area.map(metres)))
            .fact(lang.room_required_is(), figure(room.map(|room| metres(room.required))))
            .fact(lang.room_shortfall_is(), figure(room.map(|room| metres(room.shortfall))))
            .fact_some(lang.merged_boundary(), area.boundary.as_ref());
        let on = match area.on {
            Some(on) => badge(Tone::Ok, lang.merged_on(&date_text(on))),
            None => badge(Tone::Warn, lang.merged_proposed()),
        };
        let names = lang.list(&area.strangers);
        let doubt = match area.holds {
            _ if !area.strangers.is_empty() => Some(banner(Tone::Warn, lang.merged_strangers(&names))),
            Some(false) => Some(banner(Tone::Danger, lang.merged_refused())),
            None => Some(banner(Tone::Warn, lang.merged_open())),
            Some(true) => None,
        };
        card()
            .add(head(card_title(lang.merged()), on))
            .add(list().each(area.members.iter().map(member)))
            .add(facts.el())
            .add_some(doubt)
            .add(banner(Tone::Info, lang.merged_ballot()))
            .html()
    }

    pub(super) fn works(&self) -> Html {
        let lang = self.lang();
        let line = |works: &Works| {
            let tone = match works.task {
                Some(Task::Required) => Tone::Info,
                Some(Task::Offered | Task::Recorded) => Tone::Neutral,
                None => Tone::Warn,
            };
            let some = |items: &[&'static Item], words: fn(crate::text::Lang, &str) -> String| {
                (!items.is_empty()).then(|| item_sub(words(lang, &self.items(items))))
            };
            let complete =
                (works.lacking.is_empty() && works.unknown.is_empty()).then(|| item_sub(lang.works_complete()));
            let main = item_main(lang.group_name(works.group))
                .add_some(some(&works.lacking, |lang, items| lang.works_lacking(items)))
                .add_some(some(&works.unknown, |lang, items| lang.works_unknown(items)))
                .add_some(some(&works.left_out, |lang, items| lang.works_left_out(items)))
                .add_some(complete);
            el("li", "item").key(works.group.code()).add(main).add(item_aside().add(badge(tone, lang.task(works.task))))
        };
        let lines = works(self.compound, self.found.is_listed(), self.found.room);
        titled_card(lang.works()).add(list().each(lines.iter().map(line))).add(muted(lang.works_explain())).html()
    }

    pub(super) fn haves(&self) -> Html {
        let lang = self.lang();
        let baseline = self.found.haves.iter().any(|line| line.baseline.is_some());
        let value = |value: Value| badge(have_tone(value), lang.have_value(value));
        let line = |line: &HaveLine| {
            el("tr", "")
                .key(line.have.code())
                .add(el("td", "").text(lang.have_name(line.have)))
                .add_if(baseline, || el("td", "").add_some(line.baseline.map(value)).html())
                .add(el("td", "").add(value(line.now)).each(line.reasons.iter().cloned().map(item_sub)))
        };
        let titles = [lang.have(), lang.baseline(), lang.now()];
        let titles = if baseline { &titles[..] } else { &[titles[0], titles[2]] };
        let (tone, words) = match self.found.achieved {
            Some(true) => (Tone::Ok, lang.haves_all()),
            Some(false) => (Tone::Warn, lang.haves_lack()),
            None => (Tone::Neutral, lang.haves_open()),
        };
        card()
            .add(head(card_title(lang.eight_haves()), badge(tone, words)))
            .add(table(titles, self.found.haves.iter().map(line)))
            .add(muted(lang.haves_test()))
            .add(self.evidence())
            .html()
    }

    /// What each have rests on, and what it lacks.
    fn evidence(&self) -> El {
        let lang = self.lang();
        let join = |words: Vec<String>| lang.list(&words);
        let line = |line: &HaveLine| {
            let field = |(item, field): &(&str, &str)| {
                let field = catalogue::item(item).and_then(|item| item.field(field));
                field.map(|field| lang.field_name(field).to_owned())
            };
            let missing: Vec<String> = line.missing.iter().filter_map(field).collect();
            let missing = (!missing.is_empty()).then(|| paragraph(lang.evidence_missing(&join(missing))));
            let name = |item: &'static Item| match self.compound.photos_of(item.id) {
                0 => lang.item_name(item).to_owned(),
                photos => lang.item_with_photos(lang.item_name(item), photos),
            };
            // Many are alike, and most of them not known.
            let support = |support: Support| {
                let items = line.support.iter().filter(|(_, of)| *of == support).map(|(item, _)| name(item));
                let items: Vec<String> = items.collect();
                (!items.is_empty()).then(|| el("li", "").text(lang.called(lang.support(support), &join(items))))
            };
            let photos =
                if line.photos > 0 { lang.evidence_photos(line.photos) } else { lang.evidence_no_photo().to_owned() };
            let supports = || {
                let items = el("ul", "").each(Support::ALL.into_iter().filter_map(support)).html();
                crate::ui::element::all([muted(lang.evidence_support()), items])
            };
            el("li", "")
                .key(line.have.code())
                .add(el("strong", "").text(lang.have_name(line.have)))
                .add_some(missing)
                .add(muted(photos))
                .add_if(!line.support.is_empty(), supports)
        };
        el("details", "fold")
            .add(el("summary", "").text(lang.evidence()))
            .add(el("ul", "stack").each(self.found.haves.iter().map(line)))
    }

    pub(super) fn room(&self) -> Html {
        let lang = self.lang();
        let facts = Facts::new().fact(lang.have_name(catalogue::Have::H1), lang.room_is(self.found.room));
        let (facts, words) = match &self.found.requirement {
            None => (facts, lang.room_unknown()),
            Some(required) => (
                facts
                    .fact(lang.room_required_is(), lang.square_metres(&required.required.to_string()))
                    .fact(lang.room_shortfall_is(), lang.square_metres(&required.shortfall.to_string())),
                if required.met { lang.room_met() } else { lang.room_not_met() },
            ),
        };
        titled_card(lang.room_title()).add(facts.el()).add(muted(words)).html()
    }

    pub(super) fn gaps(&self) -> Html {
        let lang = self.lang();
        let is_unlisted = self.found.is_listed() == Some(false);
        let chosen = |selected: Selected| {
            let tone = match selected {
                Selected::For(_) => Tone::Ok,
                Selected::No | Selected::NotYet => Tone::Neutral,
            };
            badge(tone, lang.selected(selected))
        };
        let line = |Hardware { row, gap, selected }: Hardware| {
            let figure = |(asked, figure): (bool, Option<Decimal>)| match (figure, row.measure) {
                _ if !asked => "—".to_owned(),
                (None, _) => lang.gap_figure_unknown().to_owned(),
                (Some(one), Measure::Whole) => {
                    if one.is_zero() {
                        lang.whole_not().to_owned()
                    } else {
                        lang.whole_there().to_owned()
                    }
                }
                (Some(figure), measure) => format!("{} {}", figure.normalize(), lang.measure(measure)),
            };
            let (asked, figures) = (row.asks(), [gap.existing, gap.required, gap.missing]);
            let name = catalogue::item(row.item).map_or("", |item| lang.item_name(item));
            let unknown = (gap.unknown > 0).then(|| item_sub(lang.gap_unknown(gap.unknown)));
            el("tr", "")
                .key(row.item)
                .add(el("td", "").text(name).add_some(unknown))
                .each(asked.into_iter().zip(figures).map(|of| el("td", "num").text(figure(of))))
                .add_if(is_unlisted, || el("td", "").add_some(selected.map(chosen)).html())
        };
        let columns: [Column; 5] = [
            words(lang.gap_item()),
            figures(lang.gap_existing()),
            figures(lang.gap_required()),
            figures(lang.gap_missing()),
            words(lang.selection_column()),
        ];
        let columns = if is_unlisted { &columns[..] } else { &columns[..4] };
        let group = |of: &Hardware| catalogue::item(of.row.item).map(|item| item.group);
        let width = columns.len().to_string();
        let mut last = None;
        let lines = gaps(self.compound, self.found.is_listed()).into_iter().flat_map(|of| {
            let group = group(&of);
            let title = group.filter(|_| last != group).map(|group| {
                let title = el("th", "").attr("scope", "colgroup").attr("colspan", width.clone());
                el("tr", "").key(group.code()).add(title.text(lang.group_name(group)))
            });
            last = group;
            title.into_iter().chain([line(of)])
        });
        titled_card(lang.gaps()).add(table_of(columns, lines)).add(muted(lang.gaps_explain())).html()
    }
}

fn have_tone(value: Value) -> Tone {
    match value {
        Value::Present | Value::Transitional => Tone::Ok,
        Value::Partial | Value::NotAgreed => Tone::Warn,
        Value::Absent => Tone::Danger,
        Value::NotApplicable | Value::Unknown => Tone::Neutral,
    }
}
