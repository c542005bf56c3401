//! Everything that the plan's rules make of a compound, one line each, in words for programs: what two devices with the same records have to agree on to
//! the last digit, and what the command line prints for an auditor.
//!
//! Nothing here goes by the day: how many days are left, or whether a room for the time being is over by now, isn't in it.

pub mod anomaly;
pub mod area;
pub mod closing;
pub mod count;
pub mod danger;
pub mod dossier;
pub mod establishment;
pub mod funding;
pub mod hardware;
pub mod operation;
pub mod overview;
pub mod participation;
pub mod progress;
pub mod result;

use crate::domain::campaign::Terms;
use crate::domain::catalogue::setting::Setting;
use crate::domain::catalogue::{self, Item};
use crate::domain::date::{Date, date_text};
use crate::domain::digest::sha256_hex;
use crate::domain::json::to_text;
use crate::domain::place::Place;
use crate::domain::rules::assembly::Side;
use crate::domain::rules::funding::{Bearer, Shares};
use crate::domain::rules::operator::Compared;
use crate::domain::rules::participation::{Column, CountStage, Right};
use crate::domain::rules::posts::Posts;
use crate::domain::rules::programme::{Listing, Programme};
use crate::domain::rules::room::Room;
use crate::domain::rules::selection::Selected;
use crate::domain::rules::support::Carried;
use crate::domain::rules::tasks::Task;
use crate::journal::State;
use crate::journal::compound::Compound;
use area::{Area, area_of, areas, proposed};
use danger::{Appraisal, Suspect, suspects};
use dossier::{Dossier, LeftOut, Mode, dossier};
use funding::{AuditOf, Funding, funding};
use hardware::{Hardware, gaps, records, works};
use operation::{Operation, operation};
use overview::{Overview, overview};
use participation::{Participation, participation};
use rust_decimal::Decimal;
use std::fmt::Display;

/// SHA-256 of lines of findings, each with its line end, in hexadecimal.
pub fn hash_of(lines: &[String]) -> String {
    let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    sha256_hex(format!("wenlou-findings/1\n{text}").as_bytes())
}

/// Of settings that fill in what the plan leaves open those that decided something; they are named beside it, on screen and on paper.
fn assumed<const N: usize>(each: [(bool, &str); N]) -> Vec<&'static Setting> {
    each.into_iter().filter(|(decides, _)| *decides).filter_map(|(_, id)| catalogue::setting(id)).collect()
}

/// What was found, by rule, in the register's order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Findings(Vec<(String, String)>);

impl Findings {
    /// Of a compound of the campaign with all that is on file for it. What the ballot came to is told where the [whole](closing::sees_whole) count is.
    pub fn of(state: &State, compound: &Compound, terms: &Terms, is_whole: bool) -> Self {
        let (found, part) = (dossier(compound, terms, Date::MIN), participation(compound, terms));
        let is_told = is_whole || compound.closed.is_none();
        let found = if is_told { found } else { found.without_result() };
        let part = if is_whole { part } else { part.without_result() };
        let mut findings = Self(Vec::new());
        findings.scope(&found);
        findings.looked_back(&found);
        findings.chosen(compound, &found);
        findings.hardware(compound, &found);
        findings.danger(&suspects(compound));
        for (form, name) in &found.strangers {
            findings.say("BUILDING", format!("{form} {}", to_text(name)));
        }
        match area_of(&areas(state, terms), &compound.card.id) {
            Some(area) => findings.area(area),
            None if proposed(compound).is_some() => findings.say("HW-2", "surveyed_only"),
            None => {}
        }
        findings.haves(&found);
        findings.steps(&found);
        findings.participation(&part);
        findings.money(&funding(compound, terms));
        findings.operation(&operation(compound, terms, Date::MAX, found.mode), &found);
        findings
    }

    /// Of the campaign as a whole: phases, targets, budgets, and what comes first. What begins later than today is in the targets already.
    pub fn of_campaign(state: &State, terms: &Terms, is_whole: &dyn Fn(&Compound) -> bool) -> Self {
        let mut findings = Self(Vec::new());
        findings.overview(&overview(state, terms, None, is_whole));
        findings
    }

    /// Rule and finding, line by line.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(rule, finding)| (rule.as_str(), finding.as_str()))
    }

    /// Each rule and its finding on one line, with a space between them.
    pub fn texts(&self) -> Vec<String> {
        self.lines().map(|(rule, finding)| format!("{rule} {finding}")).collect()
    }

    /// SHA-256 of the lines, in hexadecimal.
    pub fn hash(&self) -> String {
        hash_of(&self.texts())
    }

    /// A line is one line, whatever a record from elsewhere has in the place of a code.
    fn say(&mut self, rule: impl Into<String>, finding: impl Into<String>) {
        self.0.push((rule.into(), finding.into().replace('\n', "\\n")));
    }

    fn scope(&mut self, found: &Dossier) {
        for (criterion, met) in &found.eligibility.criteria {
            self.say(criterion.code(), met.code());
        }
        self.say("ELG-4", found.eligibility.verdict.code());
        for (building, why) in &found.left_out {
            let why = match why {
                LeftOut::NotNeeded(_) => "left_out",
                LeftOut::NotListed(_) => "not_listed",
            };
            self.say("ELG-4", format!("{why} {}", to_text(building)));
        }
        if let Some(decided) = found.decision {
            self.say("ELG-4", format!("decided {}", decided.code()));
        }
        let listings = |word: &str, listings: &[Listing]| {
            let codes = listings.iter().map(|listing| listing.code());
            std::iter::once(word).chain(codes).collect::<Vec<_>>().join(" ")
        };
        self.say(
            "PRG",
            match &found.programme {
                None => match &found.listings {
                    Some(of) => listings("listed_or_look_back", of),
                    None => "unknown".to_owned(),
                },
                Some(Programme::Unlisted) => "unlisted".to_owned(),
                Some(Programme::Listed(of)) => listings("listed", of),
                Some(Programme::LookBack(of)) => listings("look_back", of),
            },
        );
    }

    /// PRG-2.
    fn looked_back(&mut self, found: &Dossier) {
        let Some(looked) = &found.looked_back else { return };
        let lacking = typed(looked.lacking.as_ref());
        self.say("PRG-2", format!("looked {} made_good {} lacking {lacking}", day(looked.on), day(looked.made_good)));
    }

    /// PRG-3.
    fn chosen(&mut self, compound: &Compound, found: &Dossier) {
        if found.is_listed() != Some(false) {
            return;
        }
        let records = records(compound);
        if records.is_empty() {
            self.say("PRG-3", "not_selected_yet");
        }
        for record in records {
            let groups = record.groups.iter().map(|group| format!(" {}", group.code()));
            let items = record.items.iter().map(|item| format!(" {item}"));
            let by = if record.by.is_some() { "named" } else { "?" };
            self.say("PRG-3", format!("{} by {by}{}", record.year, groups.chain(items).collect::<String>()));
        }
    }

    fn hardware(&mut self, compound: &Compound, found: &Dossier) {
        for works in works(compound, found.is_listed(), found.room) {
            let rule = if works.task == Some(Task::Required) { "HW-A" } else { "HW-B" };
            let task = works.task.map_or("?", Task::code);
            let ids = |word: &str, items: &[&Item]| match items {
                [] => String::new(),
                items => format!(" {word} {}", items.iter().map(|item| item.id).collect::<Vec<_>>().join(" ")),
            };
            let (lacking, unknown) = (ids("lacking", &works.lacking), ids("unknown", &works.unknown));
            let left_out = ids("not_selected", &works.left_out);
            self.say(rule, format!("{} {task}{lacking}{unknown}{left_out}", works.group.code()));
        }
        for Hardware { row, gap, selected } in gaps(compound, found.is_listed()) {
            let asks = row.asks();
            let of = |at: usize, known| if asks[at] { figure(known) } else { "-".to_owned() };
            let (existing, required, missing) = (of(0, gap.existing), of(1, gap.required), of(2, gap.missing));
            let selected = selected_code(selected);
            self.say(
                "GAP",
                format!("{} existing {existing} required {required} missing {missing}{selected}", row.item),
            );
        }
    }

    /// R14.
    fn danger(&mut self, found: &[Suspect]) {
        for suspect in found {
            let seen = if suspect.seen { " seen" } else { "" };
            let by_grade = if suspect.by_grade { " by_grade" } else { "" };
            let stands = match suspect.appraisal {
                Appraisal::NotReferred => "not_referred".to_owned(),
                Appraisal::Referred { on } => format!("referred {}", date_text(on)),
                Appraisal::Appraised { on, level } => format!("appraised {} {}", date_text(on), level.code()),
                Appraisal::Relieved { on, level } => format!("relieved {} {}", date_text(on), level.code()),
            };
            self.say("R14", format!("{}{seen}{by_grade} {stands}", to_text(&suspect.building)));
        }
    }

    /// HW-2.
    fn area(&mut self, area: &Area) {
        let members = area.members.iter().map(|member| format!(" {} {}", member.id.as_str(), member.may.code()));
        let room = area.requirement.as_ref();
        self.say(
            "HW-2",
            format!(
                "{} holds {} households {} area {} required {} shortfall {} strangers {}{}",
                area.on.map_or("proposed".to_owned(), |on| format!("merged {}", date_text(on))),
                yes_no(area.holds),
                or_unknown(area.households),
                figure(area.area),
                figure(room.map(|room| room.required)),
                figure(room.map(|room| room.shortfall)),
                area.strangers.len(),
                members.collect::<String>(),
            ),
        );
    }

    fn haves(&mut self, found: &Dossier) {
        if let Some(required) = &found.requirement {
            self.say("HW-4", format!("required {} shortfall {}", required.required, required.shortfall));
        }
        self.say(
            "HW-5",
            match found.room {
                None => "unknown".to_owned(),
                Some(Room::Owned) => "owned".to_owned(),
                Some(Room::Absent) => "absent".to_owned(),
                Some(Room::Transitional { until, .. }) => format!("transitional {}", day(until)),
            },
        );
        for line in &found.haves {
            let baseline = line.baseline.map_or(String::new(), |value| format!(" baseline {}", value.code()));
            self.say(line.have.code(), format!("{}{baseline}", line.now.code()));
            self.say(line.have.code(), format!("photos {}", line.photos));
            for (item, field) in &line.missing {
                self.say(line.have.code(), format!("missing {item}.{field}"));
            }
            for reason in &line.reasons {
                self.say(line.have.code(), format!("reason {}", to_text(reason)));
            }
            for (item, support) in &line.support {
                self.say(line.have.code(), format!("support {} {}", item.id, support.code()));
            }
        }
        self.say("HAVE", format!("achieved {}", yes_no(found.achieved)));
    }

    /// PART.
    fn participation(&mut self, found: &Participation) {
        let record = &found.record;
        for (right, shown) in &found.rights {
            let of = match right {
                Right::Informed => {
                    let lacks_photo = record.posted.is_some() && !record.photographed;
                    format!("posted {}{}", day(record.posted), if lacks_photo { " no_photo" } else { "" })
                }
                Right::Asked => format!("visited {} of {} visits {}", record.visited, record.total, found.visits),
                Right::Chose => {
                    let window = or_unknown(record.window());
                    let short = if found.short { " too_few" } else { "" };
                    let closed = day(record.closed);
                    format!("returned {} of {} closed {closed} days {window}{short}", record.returned, record.total)
                }
                Right::Oversaw => format!("results {}", record.results.len()),
            };
            self.say("PART", format!("{} {} {of}", right.code(), shown.code()));
        }
        for notice in &record.undelivered {
            self.say("PART", format!("undelivered posted {} until {}", day(notice.posted), day(notice.until)));
        }
        for result in &record.results {
            let stage = if result.is_final { "final" } else { "preliminary" };
            let (posted, until) = (day(result.posted), day(result.until));
            let (objections, upheld) = (or_unknown(result.objections), or_unknown(result.upheld));
            self.say("PART", format!("{stage} posted {posted} until {until} objections {objections} upheld {upheld}"));
        }
        if record.told_early() {
            self.say("PART", "result_before_close");
        }
        for count in &record.counts {
            let stage = count.stage.map_or("?", CountStage::code);
            let counted = count.counted.map(or_unknown);
            let columns = Column::ALL.into_iter().zip(counted).map(|(column, n)| format!("{} {n}", column.code()));
            let columns = columns.collect::<Vec<_>>().join(" ");
            let sum = if count.adds_up() == Some(false) { " wrong_sum" } else { "" };
            let watched = if count.has_watchers { "" } else { " no_watchers" };
            self.say("PART", format!("count {stage} on {} {columns}{sum}{watched}", day(count.on)));
        }
        for (column, counted, now) in found.counted_otherwise() {
            self.say("PART", format!("counted_otherwise {} {counted} now {now}", column.code()));
        }
        if record.lacks_recount() {
            self.say("PART", "no_recount");
        }
        if found.public_housing.0 > 0 {
            let (returned, otherwise) = found.public_housing;
            self.say("BAL-1", format!("public_housing returned {returned} signed_otherwise {otherwise}"));
        }
    }

    fn steps(&mut self, found: &Dossier) {
        if let Some(acceptance) = &found.acceptance {
            let how = if acceptance.special { "special" } else { "completed" };
            let confirmed = if acceptance.confirmed { "" } else { " unconfirmed" };
            self.say("ACC", format!("{how} {}{confirmed}", date_text(acceptance.on)));
        }
        if let Some(Mode { decision, on, preliminary }) = &found.mode {
            let preliminary = if *preliminary { " preliminary" } else { "" };
            self.say("MODE", format!("{} {}{preliminary}", decision.code(), date_text(*on)));
        }
        for step in &found.steps {
            let due = match step.due {
                Some(due) => format!("{} {}", date_text(due.on), date_text(due.rolled)),
                None if step.what.has_term() => "? ?".to_owned(),
                None => "none".to_owned(),
            };
            self.say("DUE", format!("{} from {} due {due} done {}", step.what.code(), day(step.from), day(step.done)));
        }
        if let Some((members, size)) = found.establishment.committee {
            self.say("MOD-M", format!("members {members} {}", size.code()));
        }
        if let Some((body, fits)) = found.establishment.commissioned {
            self.say("MOD-B", format!("{} of_the_mode {}", body.code(), yes_no(fits)));
        }
        if let Some((area, owners)) = &found.readiness {
            for (by, side) in [("area", area), ("owners", owners)] {
                let reached = side.reached();
                let (quorum, majority) =
                    (yes_no(reached.map(|reached| reached.quorum)), yes_no(reached.map(|reached| reached.majority)));
                let Side { all, taking_part, in_favour } = side;
                let figures = format!("all {all} taking_part {taking_part} in_favour {in_favour}");
                self.say("OPP-2", format!("{by} {figures} quorum {quorum} majority {majority}"));
            }
        }
        if let Some(decided) = found.owners_decided() {
            self.say("OPP-2", if decided { "decided" } else { "not_decided" });
        }
    }

    fn money(&mut self, found: &Funding) {
        for line in &found.lines {
            let amount =
                line.amount().map_or("none".to_owned(), |(stage, amount)| format!("{} {amount}", stage.code()));
            let shares = match &line.shares {
                None => String::new(),
                Some(Err(why)) => format!(" undetermined {}", why.code()),
                Some(Ok(of)) => shares(of),
            };
            let outside: String = line.outside.iter().map(|no| format!(" outside {}", to_text(no))).collect();
            let selected = selected_code(line.selected) + &outside;
            self.say("COST", format!("{} {} {amount}{shares}{selected}", line.item.id, entry(&line.entry)));
            for (name, share) in &line.owners {
                let name = typed(name.as_ref());
                self.say("F2b", format!("{} {} owner {name} {share}", line.item.id, entry(&line.entry)));
            }
        }
        if !found.lines.is_empty() {
            let unselected =
                if found.unselected > 0 { format!(" unselected {}", found.unselected) } else { String::new() };
            let (undetermined, unpriced) = (found.undetermined, found.unpriced);
            let totals = shares(&found.totals);
            self.say("COSTS", format!("undetermined {undetermined} unpriced {unpriced}{unselected}{totals}"));
        }
        for unit in &found.strangers {
            self.say("F2b", format!("hardship_of_a_stranger {}", to_text(unit)));
        }
        for audit in &found.audits {
            self.say("AUD", format!("{} {}", day(audit.on), audit.of.map_or("?", AuditOf::code)));
        }
        if found.lacks_audit() {
            self.say("AUD", "audited_without_record");
        }
        for (year, amount) in &found.years {
            self.say("PRG-3", format!("{year} chosen {amount}"));
        }
        for (what, amount) in &found.waived {
            self.say("WV-1", format!("{what} waived {amount}"));
        }
    }

    fn operation(&mut self, found: &Operation, dossier: &Dossier) {
        self.run_by(found, dossier);
        for (year, balance) in &found.years {
            let year = or_unknown(*year);
            let coverage = or_unknown(balance.coverage);
            let misspent = if balance.misspent { " misspent" } else { "" };
            self.say(
                "OPQ-4",
                format!("{year} shortfall {} rest {} coverage {coverage}{misspent}", balance.shortfall, balance.rest),
            );
            self.say("L0", format!("{year} fees_and_income {} left {}", balance.own, balance.left));
        }
        if !found.granted.is_zero() {
            self.say("SUP-2", format!("granted {}{}", found.granted, shares(&found.granted_by)));
        }
        if let Some((households, amount)) = found.relief_differs {
            self.say("SUP-2", format!("granted_to {} surveyed {households} {amount}", found.granted_to));
        }
        if found.incomplete > 0 {
            self.say("OPQ-4", format!("incomplete {}", found.incomplete));
        }
        for line in &found.posts {
            self.say(
                "L1",
                format!("{} posts {} amount {}{}", or_unknown(line.year), line.posts, line.amount, shares(&line.by)),
            );
            let size = match line.size {
                Posts::Within { band } => format!("within {band}"),
                Posts::Above { band } => format!("above {band}"),
                Posts::NoBands => "no_bands".to_owned(),
                Posts::NoArea => "no_area".to_owned(),
                Posts::BeyondBands => "beyond_bands".to_owned(),
                Posts::NotQuasi => "not_quasi".to_owned(),
            };
            self.say("SUP-1", format!("{} posts {} {size}", or_unknown(line.year), line.posts));
        }
        for award in &found.awards {
            let whom = match award.person {
                None => "?",
                Some(true) => "person",
                Some(false) => "unit",
            };
            let level = award.level.as_deref().unwrap_or("?");
            let (year, to) = (or_unknown(award.year), typed(award.to.as_ref()));
            self.say("SUP-3", format!("{year} {level} {whom} {to}"));
        }
        for (on, what) in &found.publicity {
            self.say("PUB", format!("{} {}", day(*on), typed(what.as_ref())));
        }
        for (field, carried) in &found.kept {
            let how = match carried {
                Carried::Kept { amount } => format!("kept {amount}"),
                Carried::Dropped { by } => format!("dropped_by {by}"),
                Carried::Due { amount } => format!("due {amount}"),
                Carried::FormerUnknown => "former_unknown".to_owned(),
            };
            self.say("L2", format!("{field} {how}"));
        }
        for line in &found.agencies {
            let faults: String = line.faults.iter().map(|fault| format!(" {}", fault.code())).collect();
            self.say(
                "L3",
                format!("{} commission {}{faults}", or_unknown(line.utility.as_ref()), figure(line.commission)),
            );
        }
        for utility in &found.unnamed_agencies {
            self.say("L3", format!("{utility} not_in_dossier"));
        }
    }

    /// Who runs it, and for which fee.
    fn run_by(&mut self, found: &Operation, dossier: &Dossier) {
        if let Some(operator) = &found.operator {
            let station = if operator.station.is_some() { "named" } else { "?" };
            let fits = yes_no(operator.fits);
            self.say("OPQ-1", format!("{} of_the_mode {fits} station {station}", operator.form.code()));
        }
        for line in dossier.services() {
            let lacks: String = line.missing.iter().map(|(_, field)| format!(" {field}")).collect();
            self.say("OPQ-2", format!("{} {}{lacks}", line.have.code(), line.now.code()));
        }
        if let Some(fee) = &found.station_fee {
            let compared = match fee.compared {
                None => "other_unit".to_owned(),
                Some(Compared::OtherUnit) => "other_unit".to_owned(),
                Some(Compared::Within) => "within".to_owned(),
                Some(Compared::Above { by }) => format!("above {by}"),
                Some(Compared::NotSet) => "not_set".to_owned(),
            };
            let a_year = figure(fee.fee.map(|fee| fee.a_year));
            let (payer, collector) = (yes_no(fee.by_households), yes_no(fee.by_station));
            let due = figure(fee.due);
            self.say("OPQ-3", format!("{a_year} {compared} by_households {payer} by_station {collector} due {due}"));
        }
        if found.is_entrusted() {
            self.say("OPQ-5", "entrusted subsidies_stay");
        }
        if let Some(faults) = &found.contract {
            let faults: String = faults.iter().map(|fault| format!(" {}", fault.code())).collect();
            self.say("OPP-1", if faults.is_empty() { "complete".to_owned() } else { format!("lacks{faults}") });
        }
    }

    fn overview(&mut self, found: &Overview) {
        let phases = &found.phases;
        self.say("PH-1", format!("until {}", day(phases.survey_until)));
        for task in &phases.tasks {
            self.say("PH-1", format!("{} done {}", task.what.code(), day(task.done)));
        }
        let (from, until) = phases.rollout;
        let wrong = if phases.out_of_order { " out_of_order" } else { "" };
        self.say("PH-2", format!("from {} until {}{wrong}", day(from), day(until)));
        for letter in &found.letters {
            self.say("LET", format!("{} {} {}", letter.year, to_text(&letter.with), date_text(letter.on)));
        }
        for one in &found.look_back {
            let items: Vec<&str> = one.lacking.iter().map(|item| item.id).collect();
            let haves: Vec<&str> = one.haves.iter().map(|have| have.code()).collect();
            let lacking = [items.join(" "), haves.join(" ")].join(" ");
            self.say("PRG-2", format!("{} unknown {} lacking {}", one.id, one.unknown, lacking.trim()));
        }
        for row in &found.rows {
            if row.lags() {
                self.say("PRG-4", format!("{} lags", row.id));
            }
            if !row.doubled.is_empty() {
                self.say("PRG-4", format!("{} doubled {}", row.id, row.doubled.join(" ")));
            }
        }
        for row in &found.rows {
            self.say("PRG-5", format!("{} {}", row.rank(), row.id));
        }
        for total in &found.totals {
            self.say("TG-1", format!("{} target {} reached {}", total.code, figure(total.target), total.reached));
        }
        for line in &found.years {
            let (target, done) = (figure(line.target), line.done);
            let so_far = format!("so_far {} of {}", line.done_so_far, line.target_so_far);
            self.say("TG-2", format!("{} target {target} done {done} {so_far}", line.year));
        }
        if let Some(by) = found.differs {
            self.say("TG-2", format!("differs {by}"));
        }
        self.say("TG-3", format!("coverage {}", figure(found.coverage)));
        if found.counted_elsewhere > 0 {
            self.say("TG-3", format!("counted_elsewhere {}", found.counted_elsewhere));
        }
        for budget in &found.budgets {
            let exceeded = if budget.is_exceeded() { " exceeded" } else { "" };
            self.say(
                "PRG-3",
                format!("{} budget {} chosen {}{exceeded}", budget.year, figure(budget.budget), budget.chosen),
            );
        }
    }
}

fn figure(figure: Option<Decimal>) -> String {
    or_unknown(figure.map(|figure| figure.normalize()))
}

fn yes_no(is: Option<bool>) -> &'static str {
    match is {
        None => "?",
        Some(true) => "yes",
        Some(false) => "no",
    }
}

/// With a space before it.
fn selected_code(selected: Option<Selected>) -> String {
    match selected {
        None => String::new(),
        Some(Selected::NotYet) => " not_selected_yet".to_owned(),
        Some(Selected::No) => " not_selected".to_owned(),
        Some(Selected::For(year)) => format!(" selected {year}"),
    }
}

fn day(day: Option<Date>) -> String {
    or_unknown(day.map(date_text))
}

fn entry(place: &Place) -> &str {
    match place {
        Place::Dossier(entry) => entry,
        _ => "?",
    }
}

fn shares(of: &Shares) -> String {
    of.iter().map(|(bearer, share): &(Bearer, Decimal)| format!(" {} {share}", bearer.code())).collect()
}

/// `?` for what isn't known.
fn or_unknown(known: Option<impl Display>) -> String {
    known.map_or("?".to_owned(), |known| known.to_string())
}

/// What a person typed.
fn typed(text: Option<&String>) -> String {
    or_unknown(text.map(to_text))
}
