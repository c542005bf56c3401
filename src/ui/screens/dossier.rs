//! A compound's dossier: what the plan's rules make of what is on record, and the forms of the supervisor's that they go by.

mod fields;
mod money;
mod paper;
mod people;
mod prices;
mod running;
mod works;

use super::Screen;
use super::survey::Question;
use crate::app::survey::At;
use crate::app::{Event, Route, dossier};
use crate::domain::answer::Status;
use crate::domain::campaign::Terms;
use crate::domain::catalogue::dossier::{Form, Part};
use crate::domain::catalogue::setting::Setting;
use crate::domain::catalogue::{self, Field, Item};
use crate::domain::date::{Date, date_text, parse_date};
use crate::domain::ids::CampaignId;
use crate::domain::place::Place;
use crate::domain::rules::deadline::Duty;
use crate::domain::rules::deadline::Standing;
use crate::domain::rules::eligibility::{Building, Complete, Decided, Met, Verdict};
use crate::domain::rules::funding::{Bearer, Shares};
use crate::domain::rules::programme::Programme;
use crate::findings::Findings;
use crate::findings::danger::{Appraisal, Level, Suspect, suspects};
use crate::findings::dossier::{Dossier, LeftOut, LookedBack, Step, form};
use crate::findings::funding::{self, Funding};
use crate::findings::operation::operation;
use crate::findings::participation::participation;
use crate::journal::compound::Compound;
use crate::text::Lang;
use crate::ui::element::{El, all, el};
use crate::ui::layout::{
    Facts, card, card_title, head, item_aside, item_main, item_sub, link, list, muted, paragraph, section_title,
    titled_card,
};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Icon, Tone, badge, banner};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use yew::prelude::*;

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, part: Option<Part>) -> Screen {
    let lang = view.lang;
    let terms = view.model.state().and_then(|state| state.terms.clone()).unwrap_or_default();
    let today = parse_date(view.today).unwrap_or(Date::MIN);
    let is_whole = *view.kept("whole", || view.model.sees_whole(compound));
    let found = view.kept("dossier", || {
        let found = crate::findings::dossier::dossier(compound, &terms, today);
        if is_whole { found } else { found.without_result() }
    });
    let sheet = Sheet { view, compound, terms: &terms, today, found: &found, is_whole, funding: OnceCell::new() };
    let title = part.map_or(lang.step_dossier(), |part| lang.dossier_part(part));
    let body = match part {
        None => sheet.printed(sheet.overview(campaign), sheet.ledger_document()),
        // Nothing beside what a list would change, until it is recorded or put away.
        Some(Part::Money) if sheet.shows_prices() => sheet.prices(),
        Some(part) => {
            let screen = all([sheet.follows(part), sheet.forms(part)]);
            match part {
                Part::Steps => sheet.printed(screen, view.drawn("document", || sheet.ledger_document())),
                Part::Money => sheet.printed(screen, view.drawn("document", || sheet.costs_printed())),
                Part::Scope | Part::Haves | Part::Operation => screen,
            }
        }
    };
    // What is counted of the residents here is not what was counted at the close.
    let lacking = || el("div", "no-print").add(super::tally::lacking(view, compound)).html();
    let body = if !is_whole && view.model.is_supervisor() { all([lacking(), body]) } else { body };
    let actions = if part == Some(Part::Money) { sheet.prices_actions() } else { Html::default() };
    let subtitle = Some(compound.card.name.clone());
    Screen { title: title.to_owned(), subtitle, body, actions, ..Screen::default() }
}

struct Sheet<'v, 'a> {
    view: &'v View<'a>,
    compound: &'v Compound,
    terms: &'v Terms,
    today: Date,
    found: &'v Dossier,
    /// What the ballot came to is told.
    is_whole: bool,
    /// The screen of costs and its document go by the same.
    funding: OnceCell<Funding>,
}

impl Sheet<'_, '_> {
    fn lang(&self) -> Lang {
        self.view.lang
    }

    fn funding(&self) -> &Funding {
        self.funding.get_or_init(|| funding::funding(self.compound, self.terms))
    }

    fn overview(&self, campaign: &CampaignId) -> Html {
        let lang = self.lang();
        let part = |part: Part| {
            let route = Route::Dossier(campaign.clone(), self.compound.card.id.clone(), Some(part));
            let (tone, words) = self.gist(part);
            let main = item_main(lang.dossier_part(part)).add(item_sub(self.rules_of(part)));
            let aside = item_aside().add_if(!words.is_empty(), || badge(tone, words)).add(Icon::Next.view());
            link(self.view.go(route), None, main, aside)
        };
        let found = |state| Findings::of(state, self.compound, self.terms, self.is_whole);
        let hash = self.view.model.state().map(|state| found(state).hash());
        let hash = hash.unwrap_or_default();
        // Half of it is enough to tell by eye or aloud.
        let groups: Vec<&str> = (0..8).filter_map(|at| hash.get(at * 4..at * 4 + 4)).collect();
        let code = card()
            .add(Facts::new().code(lang.findings_code(), groups.join(" ")).el())
            .add(muted(lang.findings_explain()));
        all([self.ledger(), list().each(Part::ALL.map(part)).html(), code.html()])
    }

    /// A screen that is printed as a document.
    fn printed(&self, screen: Html, document: Html) -> Html {
        all([el("div", "stack no-print").add(screen).html(), document])
    }

    /// How a part stands, in a word.
    fn gist(&self, part: Part) -> (Tone, String) {
        let lang = self.lang();
        match part {
            Part::Scope => {
                let (tone, words) = scope(lang, self.found);
                (tone, words.to_owned())
            }
            Part::Haves => {
                let counted = self.found.haves.iter().filter(|line| line.now.counts()).count();
                (if counted == 8 { Tone::Ok } else { Tone::Warn }, format!("{counted}/8"))
            }
            Part::Steps => match self
                .found
                .steps
                .iter()
                .filter_map(|step| step.standing(self.today))
                .min_by_key(|standing| urgency(*standing))
            {
                Some(standing) => (standing_tone(standing), lang.standing(standing)),
                None => (Tone::Neutral, String::new()),
            },
            Part::Money => {
                let found = self.funding();
                let is_open = |line: &&funding::Line| line.counts() && !matches!(line.shares, Some(Ok(_)));
                let open = found.lines.iter().filter(is_open).count();
                let words = if open > 0 { lang.costs_open(open) } else { String::new() };
                (Tone::Warn, words)
            }
            Part::Operation => (Tone::Neutral, String::new()),
        }
    }

    fn rules_of(&self, part: Part) -> String {
        let forms = catalogue::forms().iter().filter(|form| form.part == part);
        self.lang().list(&forms.map(|form| self.lang().item_name(&form.item)).collect::<Vec<_>>())
    }

    /// What follows from the records for a part.
    fn follows(&self, part: Part) -> Html {
        let follows = self.view.drawn("follows", || match part {
            Part::Scope => all([self.eligibility(), self.programme(), self.selection()]),
            Part::Haves => all([self.haves(), self.room(), self.area(), self.works(), self.gaps(), self.suspects()]),
            Part::Steps => all([self.ledger(), self.participation(), self.readiness()]),
            Part::Money => self.costs(),
            Part::Operation => self.operation(),
        });
        // Where prices are read is a form.
        if part == Part::Money { all([follows, self.prices()]) } else { follows }
    }

    fn eligibility(&self) -> Html {
        let (lang, found) = (self.lang(), &self.found.eligibility);
        let criterion = |(criterion, met): &(_, Met)| {
            let tone = match met {
                Met::Yes => Tone::Ok,
                Met::No => Tone::Danger,
                Met::Mixed | Met::Unknown | Met::Boundary => Tone::Warn,
            };
            let aside = item_aside().add(badge(tone, lang.met(*met)));
            el("li", "item").add(item_main(lang.criterion(*criterion))).add(aside)
        };
        let building = |(no, building): &(String, Building)| {
            let year = building.year.map_or_else(|| lang.year_unknown().to_owned(), |year| lang.building_year(year));
            let suites = match building.complete {
                None => lang.suites_unknown(),
                Some(Complete::Yes) => lang.suites_complete(),
                Some(Complete::Part) => lang.suites_part(),
                Some(Complete::No) => lang.suites_not(),
            };
            el("li", "").text(lang.called(&lang.building(no), &[&year, suites].join(lang.pick("，", ", "))))
        };
        let verdict = badge(verdict_tone(found.verdict), lang.verdict(found.verdict));
        let buildings = el("details", "fold")
            .add(el("summary", "").text(lang.eligibility_buildings()))
            .add(el("ul", "").each(self.found.buildings.iter().map(building)));
        let has_begun = || form(self.compound, "dossier.scope").is_some_and(|form| form.value("decision").is_some());
        let decided = match self.found.decision {
            Some(decided) => Some(banner(Tone::Info, lang.decided(decided))),
            None => has_begun().then(|| banner(Tone::Warn, lang.decision_open())),
        };
        card()
            .add(head(card_title(lang.eligibility()), verdict))
            .add_some(decided)
            .add(list().each(found.criteria.iter().map(criterion)))
            .add_if(!self.found.buildings.is_empty(), || buildings.html())
            .each(self.found.left_out.iter().map(|(no, why)| {
                muted(match why {
                    LeftOut::NotNeeded(why) => lang.building_is_left_out(no.as_str(), why),
                    LeftOut::NotListed(why) => lang.building_is_not_listed(no.as_str(), why),
                })
            }))
            .add(self.listed(lang.assumptions(), self.scope_assumed()))
            .html()
    }

    fn programme(&self) -> Html {
        let lang = self.lang();
        let card = titled_card(lang.programme_title());
        let Some(programme) = &self.found.programme else {
            let listed = self.found.listings.as_ref().map(|of| paragraph(lang.listed_in(of)));
            return card.add_some(listed).add(muted(lang.programme_unknown())).html();
        };
        let by = match programme {
            Programme::LookBack(listings) => {
                let looked = looked_back(lang, self.found.looked_back.as_ref());
                all([muted(lang.look_back_by(listings)), muted(looked)])
            }
            _ => Html::default(),
        };
        card.add(paragraph(lang.programme(programme))).add(muted(lang.programme_means(programme))).add(by).html()
    }

    /// Buildings that look dangerous, and how far their appraisal is.
    fn suspects(&self) -> Html {
        let lang = self.lang();
        let line = |suspect: &Suspect| {
            let (tone, stands) = appraisal(lang, &suspect.appraisal);
            let main = item_main(lang.building(suspect.building.as_str())).add(item_sub(lang.suspected_by(suspect)));
            el("li", "item").add(main).add(item_aside().add(badge(tone, stands)))
        };
        let lines: Vec<El> = suspects(self.compound).iter().map(line).collect();
        match lines.is_empty() {
            true => Html::default(),
            false => titled_card(lang.suspects()).add(list().each(lines)).add(muted(lang.suspects_explain())).html(),
        }
    }

    /// Shares in a line of words.
    fn shares(&self, shares: &Shares) -> String {
        let lang = self.lang();
        let share = |(bearer, share): &(Bearer, Decimal)| {
            format!("{} {}", lang.bearer(*bearer), lang.yuan_amount(&share.to_string()))
        };
        shares.iter().map(share).collect::<Vec<_>>().join(lang.pick("，", ", "))
    }

    /// Names of items in a line of words.
    fn items(&self, items: &[&'static Item]) -> String {
        let lang = self.lang();
        lang.list(&items.iter().map(|item| lang.item_name(item)).collect::<Vec<_>>())
    }

    /// Some lines under a few words; nothing where there is none. On paper as on the screen.
    fn listed(&self, title: &'static str, lines: impl IntoIterator<Item = String>) -> Html {
        let lines: Vec<El> = lines.into_iter().map(|line| el("li", "").text(line)).collect();
        match lines.is_empty() {
            true => Html::default(),
            false => all([muted(title), el("ul", "").each(lines).html()]),
        }
    }

    /// What of the plan is left open and was filled in by settings: each with its value, its clause and its reason.
    fn assumed(&self, settings: &[&'static Setting]) -> Html {
        let lang = self.lang();
        let line = |setting: &&'static Setting| lang.assumption(setting, &self.terms.settings);
        self.listed(lang.assumptions(), settings.iter().map(line))
    }

    /// The same of the scope, and whether the boundary year is taken in where a building is of it.
    fn scope_assumed(&self) -> Vec<String> {
        let lang = self.lang();
        let cutoff = self
            .terms
            .cutoff_year
            .filter(|year| self.found.buildings.iter().any(|(_, building)| building.year == Some(*year)));
        let how = if self.terms.cutoff_inclusive { lang.cutoff_in() } else { lang.cutoff_by_supervisor() };
        let cutoff = cutoff.map(|year| lang.cutoff_assumption(year, how));
        let settings = self.found.scope_assumptions();
        cutoff.into_iter().chain(settings.iter().map(|of| lang.assumption(of, &self.terms.settings))).collect()
    }

    /// All that is assumed anywhere but of costs, which have a document of their own, each once; and what isn't assumed, though it may look so.
    fn assumed_in_all(&self) -> Html {
        let mut settings = self.found.step_assumptions(self.terms);
        let more = participation(self.compound, self.terms).assumptions;
        let more =
            more.into_iter().chain(operation(self.compound, self.terms, self.today, self.found.mode).assumptions);
        for setting in more {
            if !settings.contains(&setting) {
                settings.push(setting);
            }
        }
        let said = settings.iter().map(|of| self.lang().assumption(of, &self.terms.settings));
        let fixed = catalogue::fixed().iter().map(|point| self.lang().fixed_point(point));
        all([
            self.listed(self.lang().assumptions(), self.scope_assumed().into_iter().chain(said)),
            self.listed(self.lang().fixed_points(), fixed),
        ])
    }

    /// When a step was done. Whoever may still object has to see that the mode isn't settled.
    fn done(&self, step: &Step) -> Option<String> {
        let preliminary = self.found.mode.filter(|mode| mode.preliminary && step.what == Duty::Ballot);
        match preliminary {
            Some(mode) => Some(self.lang().step_preliminary(&date_text(mode.on))),
            None => step.done_by(self.today).map(date_text),
        }
    }

    /// How a step stands, in words.
    fn state(&self, step: &Step) -> (Tone, String) {
        let lang = self.lang();
        let words = match step.standing(self.today) {
            Some(standing) => return (standing_tone(standing), lang.standing(standing)),
            None if step.due.is_some() => lang.step_not_recorded(),
            None if step.done.is_some() => return (Tone::Ok, lang.step_is_done().to_owned()),
            None if step.what.has_term() => lang.step_waits(),
            None => lang.step_no_term(),
        };
        (Tone::Neutral, words.to_owned())
    }

    /// What isn't as it should be in setting the mode up, beside the days.
    fn doubts(&self) -> Vec<String> {
        let (lang, found) = (self.lang(), &self.found.establishment);
        let committee = found.committee.and_then(|(members, size)| lang.committee_size(members, size));
        let unfit = found.commissioned.filter(|(_, fits)| *fits == Some(false));
        let unfit = unfit.map(|(body, _)| lang.commissioned_unfit(body).to_owned());
        [committee, unfit].into_iter().flatten().collect()
    }

    fn ledger(&self) -> Html {
        let lang = self.lang();
        let titles = [lang.step_what(), lang.step_due(), lang.step_state()];
        let line = |step: &Step| {
            let (basis, who) = lang.step_basis(&step.what);
            let due = match step.due {
                Some(due) if due.on != due.rolled => format!("{} → {}", date_text(due.on), date_text(due.rolled)),
                due => due.map(|due| date_text(due.rolled)).unwrap_or_default(),
            };
            let from = match (step.from.map(date_text), step.due) {
                (None, Some(_)) => Some(lang.step_named().to_owned()),
                (Some(from), _) if step.what.comes_before() => Some(lang.step_before(&from)),
                (from, _) => from.map(|from| lang.step_from(&from)),
            };
            let done = self.done(step).map(|done| if step.done.is_some() { lang.step_done(&done) } else { done });
            let runs = self.found.mode.is_some_and(|mode| mode.preliminary && step.from == Some(mode.on));
            let runs = runs && step.what.establishes();
            let preliminary = runs.then(|| item_sub(lang.step_runs_preliminary()));
            let (tone, state) = self.state(step);
            el("tr", "")
                .key(step.what.code().as_str())
                .add(el("td", "wrap").text(lang.step(&step.what)).add(item_sub(format!("{basis} · {who}"))))
                .add(
                    el("td", "wrap")
                        .text(due)
                        .add_some(from.map(item_sub))
                        .add_some(preliminary)
                        .add_some(done.map(item_sub)),
                )
                .add(el("td", "").add(badge(tone, state)))
        };
        card()
            .add(head(card_title(lang.ledger()), self.print()))
            .add_some(self.acceptance_lacks().map(|(tone, words)| banner(tone, words)))
            .add(table(&titles, self.found.steps.iter().map(line)))
            .each(self.doubts().into_iter().map(|doubt| banner(Tone::Warn, doubt)))
            .add(muted(lang.ledger_basis()))
            .add(self.assumed(&self.found.step_assumptions(self.terms)))
            .add_some(self.calendar_lacks().map(|words| banner(Tone::Warn, words)))
            .html()
    }

    /// What the acceptance, from which everything runs, lacks.
    fn acceptance_lacks(&self) -> Option<(Tone, &'static str)> {
        let lang = self.lang();
        match self.found.acceptance {
            None => Some((Tone::Info, lang.acceptance_none())),
            Some(acceptance) if acceptance.confirmed => None,
            Some(acceptance) if acceptance.special => Some((Tone::Warn, lang.acceptance_special_open())),
            Some(_) => Some((Tone::Warn, lang.acceptance_open())),
        }
    }

    /// That something is due in a year whose days off nobody has filled in.
    fn calendar_lacks(&self) -> Option<String> {
        let years: Vec<String> = self.found.uncovered.iter().map(i32::to_string).collect();
        (!years.is_empty()).then(|| self.lang().calendar_lacks(&self.lang().list(&years)))
    }

    /// The forms of a part.
    fn forms(&self, part: Part) -> Html {
        let lang = self.lang();
        // It doesn't travel to the tablets.
        if !self.view.model.is_supervisor() {
            return muted(lang.dossier_supervisors());
        }
        let forms = || catalogue::forms().iter().filter(move |form| form.part == part);
        let is_of_it = |id: &str| forms().any(|form| form.item.id == id);
        let strangers = self.found.strangers.iter().filter(|(form, _)| is_of_it(form));
        let strangers: Vec<&str> = strangers.map(|(_, name)| name.as_str()).collect();
        let unknown = || banner(Tone::Warn, lang.buildings_unknown(&lang.list(&strangers)));
        el("div", "stack stack--loose")
            .add_if(!strangers.is_empty(), unknown)
            .each(forms().map(|form| self.form(form)))
            .html()
    }

    /// What an entry says, in a line.
    fn summary(&self, form: &'static Form, place: &Place) -> String {
        let lang = self.lang();
        let Some(answer) = self.compound.answer(place, form.item.id) else { return lang.dossier_empty().to_owned() };
        let value = |field: &'static Field| {
            let value = answer.value(field.id)?;
            let value = lang.list(&lang.value_of(&field.kind, value).lines().collect::<Vec<_>>());
            Some(format!("{value}{}", lang.unit_of(&field.kind).unwrap_or_default()))
        };
        let words = form.item.fields.iter().filter_map(value).take(SUMMED_UP).collect::<Vec<_>>().join(" · ");
        match answer.status() {
            Status::Answered if words.is_empty() => lang.dossier_empty().to_owned(),
            Status::Answered => words,
            Status::Unknown(_) => format!("{} {words}", lang.unknown()),
            Status::NotApplicable(_) => format!("{} {words}", lang.not_applicable()),
        }
    }

    fn form(&self, form: &'static Form) -> El {
        let lang = self.lang();
        let entries = dossier::entries(self.view.model, self.compound, form);
        let has_entries = !entries.is_empty();
        // Of many entries each is a line until it is opened; one that was begun just now is open.
        let folds = entries.len() > UNFOLDED;
        let question = |(number, place): (usize, Place)| {
            let summary = folds.then(|| self.summary(form, &place));
            let is_new = dossier::is_begun(self.view.model, &self.compound.card.id, form, &place);
            let at = At { compound: self.compound.card.id.clone(), place, item: form.item.id };
            let number = form.many.then_some(number + 1);
            let id = at.id();
            let question = Question {
                number,
                draw: Some(fields::draw),
                ..Question::new(self.view, self.compound, at, &form.item)
            };
            match summary {
                None => question.view(),
                Some(words) => el("details", "fold card")
                    .key(&id)
                    .flag("open", is_new)
                    .add(el("summary", "").text(format!("{} {words}", number.unwrap_or_default())))
                    .add(question.view()),
            }
        };
        let add = || {
            let event = Event::dossier(dossier::Msg::Add(self.compound.card.id.clone(), form.item.id));
            self.view.button(
                ButtonKind::Secondary,
                Some(Icon::Plus),
                lang.called(lang.dossier_add(), lang.item_name(&form.item)),
                event,
            )
        };
        el("section", "stack")
            .key(form.item.id)
            .add_if(form.many, || section_title(lang.item_name(&form.item)).html())
            .each(entries.into_iter().enumerate().map(question))
            .add_if(form.many, add)
            .add_if(form.many && has_entries, || muted(lang.dossier_strike()))
    }
}

/// So many entries of a form stand open, one below the other.
const UNFOLDED: usize = 3;
/// So many of an entry's fields stand in its line.
const SUMMED_UP: usize = 5;

/// A table that scrolls sideways where there is no room for it.
pub(super) fn table(titles: &[&'static str], lines: impl Iterator<Item = El>) -> El {
    let words: Vec<_> = titles.iter().map(|title| words(title)).collect();
    table_of(&words, lines)
}

/// The title of a column, and its class.
pub(super) type Column = (&'static str, &'static str);

/// A column of words.
pub(super) const fn words(title: &'static str) -> Column {
    (title, "")
}

/// A column of figures: its title stands above them.
pub(super) const fn figures(title: &'static str) -> Column {
    (title, "num")
}

pub(super) fn table_of(columns: &[Column], lines: impl Iterator<Item = El>) -> El {
    let title = |(title, class): &Column| el("th", class).attr("scope", "col").text(*title);
    let table = el("table", "table")
        .add(el("thead", "").add(el("tr", "").each(columns.iter().map(title))))
        .add(el("tbody", "").each(lines));
    el("div", "table-wrap").add(table)
}

/// Whether the plan reaches it: what a supervisor decided, else what the criteria come to.
pub(super) fn scope(lang: Lang, found: &Dossier) -> (Tone, &'static str) {
    let verdict = found.eligibility.verdict;
    match found.decision {
        None => (verdict_tone(verdict), lang.verdict(verdict)),
        Some(decided @ Decided::Outside) => (Tone::Danger, lang.decided(decided)),
        Some(decided) => (Tone::Ok, lang.decided(decided)),
    }
}

fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Eligible => Tone::Ok,
        Verdict::NotEligible => Tone::Danger,
        Verdict::Mixed | Verdict::Undetermined => Tone::Warn,
    }
}

/// How far a building's appraisal is.
pub(super) fn appraisal(lang: Lang, appraisal: &Appraisal) -> (Tone, String) {
    let words = lang.appraisal(appraisal);
    let tone = match appraisal {
        Appraisal::NotReferred => Tone::Danger,
        Appraisal::Referred { .. } => Tone::Warn,
        Appraisal::Appraised { level: Level::A, .. } | Appraisal::Relieved { .. } => Tone::Ok,
        Appraisal::Appraised { level: Level::B, .. } => Tone::Warn,
        Appraisal::Appraised { level: Level::C | Level::D, .. } => Tone::Danger,
    };
    (tone, words)
}

/// What is on record of looking back.
pub(super) fn looked_back(lang: Lang, looked: Option<&LookedBack>) -> String {
    let Some(looked) = looked else { return lang.not_looked_back().to_owned() };
    let on = looked.on.map(|day| lang.looked_back_on(&date_text(day)));
    let lacking = looked.lacking.as_ref().map(|lacking| lang.look_back_lacks(lacking));
    let good = looked.made_good.map_or_else(|| lang.not_made_good().to_owned(), |on| lang.made_good_on(&date_text(on)));
    [on, lacking, Some(good)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

pub(super) fn standing_tone(standing: Standing) -> Tone {
    match standing {
        Standing::Done { late: 0 } => Tone::Ok,
        Standing::Done { .. } => Tone::Neutral,
        Standing::Left { days } if days > 7 => Tone::Info,
        Standing::Left { .. } => Tone::Warn,
        Standing::Late { .. } => Tone::Danger,
    }
}

/// The most pressing first.
fn urgency(standing: Standing) -> (u8, i64) {
    let days = |days: u64| i64::try_from(days).unwrap_or(i64::MAX);
    match standing {
        Standing::Late { days: late } => (0, -days(late)),
        Standing::Left { days: left } => (1, days(left)),
        Standing::Done { .. } => (2, 0),
    }
}
