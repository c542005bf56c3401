//! Door to door: which stairwell, and its doors as a floor × room grid with status colours. No choice is shown here.

use super::Screen;
use crate::app::ballot::{self, Door, door};
use crate::app::round::{self, Habits, Msg, Order, grid};
use crate::app::unfinished::begun;
use crate::app::{Event, Route};
use crate::domain::household::Household;
use crate::domain::ids::{CampaignId, HouseholdId};
use crate::domain::place::Place;
use crate::domain::roll::{Building, Roll};
use crate::journal::Fact;
use crate::journal::compound::Compound;
use crate::journal::household_file::HouseholdFile;
use crate::ui::element::{El, all, el, fragment};
use crate::ui::layout::{
    card, card_subtitle, card_title, head, item_aside, item_main, item_sub, link, list, muted, row, section_title,
    titled_card,
};
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, Choice, Icon, Toggles, Tone, badge, badge_count, banner};
use yew::prelude::*;

pub fn view(view: &View<'_>, campaign: &CampaignId, compound: &Compound, place: Option<&Place>) -> Screen {
    let lang = view.lang;
    let mut screen =
        Screen { title: lang.step_doors().to_owned(), subtitle: Some(compound.card.name.clone()), ..Screen::default() };
    if compound.frame().is_none() {
        screen.body = banner(Tone::Warn, lang.gate_closed());
        return screen;
    }
    if view.model.is_revoked() {
        screen.body = banner(Tone::Danger, lang.revoked_here());
        return screen;
    }
    let Some(roll) = compound.frozen_roll() else { return screen };
    let at = Doors {
        view,
        campaign,
        compound,
        roll,
        sharing: compound.sharing_a_number(),
        begun: begun(view.model, compound),
    };
    let buildings = roll.buildings();
    screen.actions = super::form_scan::view(view, campaign, compound);
    match place {
        Some(place) => {
            screen.subtitle = Some(lang.place(compound, place));
            screen.body = all([outside(view, compound), at.stairwell(&buildings, place)]);
            if at.arranging(place).is_some() {
                screen.actions =
                    view.button(ButtonKind::Primary, Some(Icon::Check), lang.arranged(), event(Msg::Arranged));
            }
        }
        None => {
            let mut nodes = vec![
                outside(view, compound),
                at.callbacks(),
                at.unrecorded(),
                section_title(lang.choose_stairwell()).html(),
            ];
            // This device's own first.
            let (own, others): (Vec<_>, Vec<_>) = buildings.iter().partition(|building| at.is_own(building));
            nodes.extend(own.into_iter().chain(others).map(|building| at.building(building)));
            let strays = Route::Strays(campaign.clone(), compound.card.id.clone());
            nodes.push(row().add(view.way(ButtonKind::Quiet, None, lang.strays(), strays)).html());
            screen.body = fragment(nodes);
        }
    }
    screen
}

/// What the day says of a paper that is signed now.
pub(super) fn outside(view: &View<'_>, compound: &Compound) -> Html {
    let lang = view.lang;
    let Some((_, notice)) = &compound.notice else { return Html::default() };
    let (first, last) = (notice.first_day(), notice.ballot_until.as_deref().filter(|last| *last < view.today));
    match (&compound.closed, last) {
        (Some((_, day)), _) => banner(Tone::Warn, lang.closed_here(day)),
        _ if view.today < first => banner(Tone::Warn, lang.ballot_begins(first)),
        (None, Some(last)) => banner(Tone::Warn, lang.ballot_ended(last)),
        (None, None) => Html::default(),
    }
}

/// What was recorded at the door that was left by itself, and the way back to it.
pub(super) fn left(view: &View<'_>, campaign: &CampaignId, compound: &Compound) -> Html {
    let lang = view.lang;
    let Some(left) = &view.model.round.left else { return Html::default() };
    let Some(household) = compound.frozen_roll().and_then(|roll| roll.get(&left.household)) else {
        return Html::default();
    };
    let mut visits = compound.file(&left.household).into_iter().flat_map(|file| &file.visits);
    let visit = visits.find(|record| record.stamp.id == left.record);
    let outcome = visit.map_or_else(|| lang.door(Door::Returned).to_owned(), |record| lang.visit(&record.visit));
    let back = Route::Household(campaign.clone(), compound.card.id.clone(), left.household.clone());
    let words = el("strong", "").text(format!("{} · {outcome}", lang.household_of(household)));
    let aside = row().add(view.saved(&left.record)).add(view.way(
        ButtonKind::Quiet,
        Some(Icon::Undo),
        lang.back_to_last_door(),
        back,
    ));
    el("section", "card").add(head(words, aside)).html()
}

fn event(msg: Msg) -> Event {
    Event::ballot(ballot::Msg::Round(msg))
}

struct Doors<'a, 'v> {
    view: &'a View<'v>,
    campaign: &'a CampaignId,
    compound: &'a Compound,
    roll: &'a Roll,
    sharing: Vec<&'a HouseholdId>,
    /// Of these a paper is in the hands of whoever holds the tablet.
    begun: Vec<&'a Household>,
}

/// Classes and icons of the grid: never colour alone.
fn look(door: Door) -> (&'static str, Option<Icon>) {
    match door {
        Door::Uncounted => ("cell cell--uncounted", Some(Icon::Shop)),
        Door::Untouched => ("cell cell--untouched", None),
        Door::NotMet => ("cell cell--visited", Some(Icon::NotMet)),
        Door::Refused => ("cell cell--refused", Some(Icon::Refused)),
        Door::ComeBack => ("cell cell--callback", Some(Icon::CallBack)),
        Door::Moved => ("cell cell--away", Some(Icon::Person)),
        Door::Gone => ("cell cell--away", Some(Icon::Close)),
        Door::Collected => ("cell cell--waiting cell--collected", Some(Icon::Ballot)),
        Door::NotCounting => ("cell cell--refused", Some(Icon::Ballot)),
        Door::Delivered => ("cell cell--visited", Some(Icon::File)),
        Door::Returned => ("cell cell--returned", Some(Icon::Check)),
        Door::Waiting => ("cell cell--waiting", Some(Icon::Check)),
        Door::Conflict => ("cell cell--conflict", Some(Icon::Conflict)),
    }
}

impl Doors<'_, '_> {
    /// Whether the supervisor said that this device goes there.
    fn is_own(&self, building: &Building) -> bool {
        let own = self.view.model.device.as_ref().map(|own| &own.id);
        own.is_some_and(|own| self.compound.assigned_to(&building.no).contains(own))
    }

    /// Whether somebody has been there in vain, but never in the evening or at a weekend.
    fn wants_off_hours(&self, household: &Household, door: Door) -> bool {
        matches!(door, Door::NotMet | Door::ComeBack)
            && self
                .compound
                .file(&household.id)
                .is_some_and(|file| round::attempts(self.view.model, file).wants_off_hours())
    }

    fn callbacks(&self) -> Html {
        let (lang, model) = (self.view.lang, self.view.model);
        let device = model.device.as_ref().map(|own| &own.id);
        let due = round::callbacks(self.compound, device, self.view.today);
        if due.is_empty() {
            return Html::default();
        }
        let entry = |of: &round::CallBack<'_>| {
            let mut words = of.again.unwrap_or(lang.again_open()).replace('T', " ");
            if let Some(note) = of.note {
                words.push_str(" · ");
                words.push_str(note);
            }
            let main = item_main(lang.household_of(of.household)).add(item_sub(words));
            let aside =
                item_aside().add_if(of.overdue, || badge(Tone::Danger, lang.callback_missed())).add(Icon::Next.view());
            self.way_to(of.household, Icon::CallBack, main, aside)
        };
        titled_card(lang.callbacks_today()).add(list().each(due.iter().map(entry))).html()
    }

    /// Papers that were taken back, photographed or begun and that nobody has recorded: they may lie in a bag.
    fn unrecorded(&self) -> Html {
        let lang = self.view.lang;
        let begun = &self.begun;
        let mut found = round::unrecorded(self.compound);
        found.extend(begun.iter().filter(|household| !found.contains(household)).copied().collect::<Vec<_>>());
        if found.is_empty() {
            return Html::default();
        }
        let title = head(
            card_title(lang.door(Door::Collected)),
            badge_count(Tone::Warn, lang.door(Door::Collected), found.len()),
        );
        let entry = |household: &&Household| {
            let main = item_main(lang.household_of(household));
            let main = if begun.contains(household) { main.add(item_sub(lang.ballot_begun())) } else { main };
            self.way_to(household, Icon::Ballot, main, item_aside().add(Icon::Next.view()))
        };
        card().add(title).add(muted(lang.unrecorded_explain())).add(list().each(found.iter().map(entry))).html()
    }

    /// A line of a list that leads to a household.
    fn way_to(&self, household: &Household, icon: Icon, main: El, aside: El) -> El {
        let to = Route::Household(self.campaign.clone(), self.compound.card.id.clone(), household.id.clone());
        link(self.view.go(to), Some(icon), main, aside).key(household.id.as_str())
    }

    /// In which order the doors are gone to.
    fn order(&self, place: &Place) -> Html {
        let lang = self.view.lang;
        let habits = Habits::read(&self.view.model.settings);
        let unread = habits.is_none();
        let Habits { order, .. } = habits.unwrap_or_default();
        let options = Order::ALL.map(|order| Choice::new(order.code(), lang.order(order))).into();
        let dispatch = self.view.dispatch.clone();
        let onselect = Callback::from(move |code: AttrValue| {
            dispatch.emit(event(Msg::Order(Order::from_code(&code).unwrap_or_default())));
        });
        let toggles = Toggles::new("order", lang.order_of_doors(), options, Some(order.code().into()), onselect);
        let arrange = event(Msg::Arrange(self.compound.card.id.clone(), place.clone()));
        card()
            .add_if(unread, || banner(Tone::Warn, lang.order_unreadable()))
            .add(toggles.view())
            .add_if(order == Order::Own, || muted(lang.arrange_explain()))
            .add_if(order == Order::Own && self.arranging(place).is_none(), || {
                row().add(self.view.button(ButtonKind::Secondary, Some(Icon::Edit), lang.arrange(), arrange)).html()
            })
            .html()
    }

    /// The doors here that were put in order so far, if that is what is being done.
    fn arranging(&self, place: &Place) -> Option<&[HouseholdId]> {
        let arranging = self.view.model.round.arranging.as_ref()?;
        ((&arranging.compound, &arranging.place) == (&self.compound.card.id, place)).then_some(&arranging.doors)
    }

    /// A building with a way to each of its stairwells.
    fn building(&self, building: &Building) -> Html {
        let lang = self.view.lang;
        let stairwell = |no: Option<&String>, positions: &[usize]| {
            let (mut returned, mut total, mut conflicts, mut off_hours) = (0, 0, 0, 0);
            for household in positions.iter().map(|&at| &self.roll.households()[at]) {
                let door = door(self.compound, household, &self.sharing);
                off_hours += usize::from(self.wants_off_hours(household, door));
                total += usize::from(door != Door::Uncounted);
                returned += usize::from(matches!(door, Door::Returned | Door::Waiting | Door::Conflict));
                conflicts += usize::from(door == Door::Conflict);
            }
            let place = Place::Stairwell(building.no.clone(), no.cloned());
            let label = lang.stairwell(no.map(String::as_str), building.stairwells.len() > 1);
            let to = Route::Doors(self.campaign.clone(), self.compound.card.id.clone(), Some(place.clone()));
            let tone = if returned == total { Tone::Ok } else { Tone::Neutral };
            let name = format!("{} ", lang.building(building.no.as_str()));
            let way = el("button", "stairwell")
                .attr("type", "button")
                .onclick(self.view.go(to))
                .add(el("span", "stairwell__name").add(el("span", "sr-only").text(name)).text(label.clone()))
                .add_if(conflicts > 0, || badge_count(Tone::Danger, lang.conflicts(), conflicts))
                .add_if(off_hours > 0, || badge_count(Tone::Warn, lang.off_hours_wanted(), off_hours))
                .add(badge(tone, format!("{returned}/{total}")));
            el("li", "").key(&label).add(way)
        };
        el("section", "card")
            .key(building.no.as_str())
            .add(head(
                card_subtitle(lang.building(building.no.as_str())),
                if self.is_own(building) { badge(Tone::Info, lang.yours()) } else { Html::default() },
            ))
            .add(
                el("ul", "stairwells")
                    .each(building.stairwells.iter().map(|s| stairwell(s.no.as_ref(), &s.households))),
            )
            .html()
    }

    fn stairwell(&self, buildings: &[Building], place: &Place) -> Html {
        let lang = self.view.lang;
        let Place::Stairwell(building, no) = place else { return Html::default() };
        let Some(building) = buildings.iter().find(|b| b.no == *building) else { return Html::default() };
        let Some(stairwell) = building.stairwells.iter().find(|s| s.no == *no) else { return Html::default() };
        let outside = if building.outside.is_empty() {
            Html::default()
        } else {
            card()
                .add(card_subtitle(lang.outside_stairwells()))
                .add(row().each(building.outside.iter().map(|&at| self.cell(at, None))))
                .html()
        };
        all([
            left(self.view, self.campaign, self.compound),
            self.legend(),
            self.grid(&stairwell.households, place),
            outside,
            self.order(place),
        ])
    }

    fn grid(&self, positions: &[usize], place: &Place) -> Html {
        let lang = self.view.lang;
        let (label, arranging) = (lang.place(self.compound, place), self.arranging(place));
        let grid = grid(self.roll, positions);
        let rows = grid.rows.iter().map(|(floor, cells)| {
            let floor = floor.map_or_else(|| lang.floor_unknown().to_owned(), |n| lang.floor_n(n));
            el("tr", "")
                .add(el("th", "").attr("scope", "row").text(floor))
                .each(cells.iter().map(|cell| el("td", "").add_some(cell.map(|at| self.cell(at, arranging).html()))))
        });
        let doors = el("table", "doors").attr("aria-label", label).add(el("tbody", "").each(rows));
        el("div", "card doors-wrap").add(doors).html()
    }

    /// A door: it leads to its household, or, while doors are put in order, is put next.
    fn cell(&self, at: usize, arranging: Option<&[HouseholdId]>) -> El {
        let (lang, household) = (self.view.lang, &self.roll.households()[at]);
        let is_begun = self.begun.contains(&household);
        let door = if is_begun { Door::Collected } else { door(self.compound, household, &self.sharing) };
        let (class, icon) = look(door);
        let file = self.compound.file(&household.id);
        let visits = file.map_or(&[][..], |file| &file.visits);
        // When they asked to be called on again is wanted there more than how often somebody came, and takes no more room.
        let agreed = file.and_then(HouseholdFile::appointment).filter(|_| door == Door::ComeBack);
        let again = agreed.and_then(|made| made.visit.again.as_deref());
        let again = again.map(|again| round::briefly(again, self.view.today).to_owned());
        let to = Route::Household(self.campaign.clone(), self.compound.card.id.clone(), household.id.clone());
        let (onclick, count) = match arranging {
            None => (self.view.go(to), again.or_else(|| (!visits.is_empty()).then(|| lang.attempts(visits.len())))),
            Some(doors) => {
                let rank = doors.iter().position(|door| *door == household.id);
                (self.view.on(event(Msg::Put(household.id.clone()))), rank.map(|rank| (rank + 1).to_string()))
            }
        };
        el("button", class)
            .attr("type", "button")
            .flag("disabled", door == Door::Uncounted)
            .onclick(onclick)
            .add(el("span", "cell__room").text(household.title()))
            .add_some(icon.map(Icon::view))
            .add(el("span", "cell__note").text(lang.door(door)))
            .add_some(count.map(|count| el("span", "cell__count").text(count).html()))
            .add(el("span", "cell__state").add(self.unsaved(&household.id)))
    }

    /// What isn't saved of visits and ballots at this door.
    fn unsaved(&self, at: &HouseholdId) -> Html {
        let meant = |fact: &Fact| {
            let household = match fact {
                Fact::Visit(made) => &made.household,
                Fact::VisitUndone(undone) => &undone.household,
                Fact::Ballot(taken) => &taken.household,
                Fact::Withdraw(withdraw) => &withdraw.household,
                _ => return false,
            };
            household == at && fact.compound() == Some(&self.compound.card.id)
        };
        self.view.unsaved(self.view.model.save_state_of(&|_, fact| meant(fact)))
    }

    fn legend(&self) -> Html {
        let all = [
            Door::Untouched,
            Door::NotMet,
            Door::Refused,
            Door::ComeBack,
            Door::Moved,
            Door::Gone,
            Door::Delivered,
            Door::Collected,
            Door::NotCounting,
            Door::Returned,
            Door::Waiting,
            Door::Conflict,
            Door::Uncounted,
        ];
        let entry = |door: Door| {
            let (class, icon) = look(door);
            let swatch = el("span", class).attr("aria-hidden", "true").add_some(icon.map(Icon::view));
            el("span", "").add(swatch).text(self.view.lang.door(door))
        };
        el("div", "legend").attr("aria-label", self.view.lang.legend()).each(all.into_iter().map(entry)).html()
    }
}
