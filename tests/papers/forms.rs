//! For whom forms are printed, again or as spares, and their numbers.

use super::*;
use wenlou::app::Lang;
use wenlou::app::papers::{Caution, by_stairwell, spare_serial, to_print};
use wenlou::domain::campaign::PrivacyNotice;
use wenlou::domain::ids::HouseholdId;
use wenlou::domain::roll::Counts;
use wenlou::journal::fact::{Freeze, Thaw};

/// The households whose forms are printed, and what is to be known before.
fn forms(office: &Program) -> (Vec<String>, Vec<Caution>) {
    let on_file = office.0.routed_compound().unwrap();
    let ids = to_print(&office.0, on_file).into_iter().map(|(home, _)| home.id.to_string()).collect();
    (ids, Paper::Forms.cautions(&office.0, on_file))
}

#[test]
fn forms_are_printed_for_the_households_of_a_place_in_the_order_of_the_roll() {
    let s = printing();
    let on_file = compound(&s.supervisor);
    let roll = on_file.frozen_roll().unwrap();
    let of = |place: Place| households(roll, &place).iter().map(|home| home.id.to_string()).collect::<Vec<_>>();
    assert_eq!(of(Place::Compound), HOUSEHOLDS, "the shop is no household");
    assert_eq!(of(Place::Building("2".into())), ["2-101", "2-102"]);
    assert_eq!(of(Place::Stairwell("1".into(), Some("2".into()))), ["1-2-101", "1-2-102"]);
    assert_eq!(of(Place::Stairwell("2".into(), None)), ["2-101", "2-102"]);
    assert_eq!(of(Place::Household("1-1-202".into())), ["1-1-202"]);
    assert_eq!(of(Place::Household(SHOP.into())), Vec::<String>::new());
    let books: Vec<usize> = by_stairwell(&on_file, &Place::Compound).iter().map(|book| book.doors.len()).collect();
    assert_eq!(books, [4, 2, 2]);
}

#[test]
fn what_is_in_no_stairwell_is_called_the_whole_building_only_where_there_are_none() {
    let mut s = Scenario::with(0, |supervisor| {
        let mut titles = titles();
        titles.push(household("1", None, "底商1号", Use::NonResidential));
        import_roll(supervisor, titles);
    });
    let name = |s: &Scenario, lang: Lang, building: &str, no: Option<&str>| {
        lang.place(&compound(&s.supervisor), &Place::Stairwell(building.into(), no.map(str::to_owned)))
    };
    assert_eq!(name(&s, Lang::Zh, "1", None), "1幢 单元外");
    assert_eq!(name(&s, Lang::En, "1", None), "Building 1 Outside the stairwells");
    assert_eq!(name(&s, Lang::Zh, "1", Some("2")), "1幢 2单元");
    assert_eq!(name(&s, Lang::Zh, "2", None), "2幢 全幢");
    // The doors' choice and that of the papers have the same words without the building.
    assert_eq!([true, false].map(|has_others| Lang::Zh.stairwell(None, has_others)), ["单元外", "全幢"]);
    import_roll(&mut s.supervisor, vec![household("1", None, "101", Use::Residential)]);
    assert_eq!(name(&s, Lang::Zh, "1", None), "1幢 全幢");
}

#[test]
fn a_form_that_came_back_is_printed_again_only_if_somebody_says_so() {
    let mut s = printing();
    assert_eq!(
        forms(&Program::at_the_papers(&s.supervisor)),
        (HOUSEHOLDS.map(str::to_owned).to_vec(), vec![Caution::Privacy])
    );
    let serial = |home: &str| compound(&s.supervisor).form_serial(&home.into()).unwrap();
    let [returned, given, spoiled, unnumbered] = [0, 1, 2, 3].map(|at| (HOUSEHOLDS[at], serial(HOUSEHOLDS[at])));
    let handing = |home: &str, serial: &str| handing(home, "2026-03-09T09:00", VisitOutcome::Delivered, Some(serial));
    s.supervisor.record(on_paper(returned.0, &returned.1));
    s.supervisor.record(handing(given.0, &given.1));
    s.supervisor.record(handing(spoiled.0, &spoiled.1));
    s.supervisor.record(spoil(spoiled.0, &spoiled.1));
    s.supervisor.record(visit(unnumbered.0, VisitOutcome::Delivered));
    let mut office = Program::at_the_papers(&s.supervisor);
    // The spoiled one is another form now; of the two others the same would be printed.
    let rest: Vec<String> = HOUSEHOLDS[1..].iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(forms(&office), (rest.clone(), vec![Caution::Privacy, Caution::Again(2)]));
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Forms))), [Effect::Print], "a caution keeps nobody from it");
    office.send(Event::papers(Msg::Returned(true)));
    assert_eq!(office.0.papers.laid, None, "what was laid out are other forms");
    assert_eq!(forms(&office).0.len(), HOUSEHOLDS.len());
    assert_eq!(forms(&office).1, [Caution::Privacy, Caution::Again(3)]);
    office.send(Event::papers(Msg::Choose(Place::Household(returned.0.into()))));
    assert_eq!(forms(&office), (vec![returned.0.to_owned()], vec![Caution::Privacy, Caution::Again(1)]));
    office.send(Event::papers(Msg::Returned(false)));
    let nothing = Paper::Forms.lacks(&office.0, office.0.routed_compound().unwrap(), TODAY);
    assert_eq!((forms(&office).0, nothing), (vec![], vec![Lack::Returned]));
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Forms))), []);
    office.send(Event::papers(Msg::Choose(Place::Compound)));
    assert_eq!(forms(&office).0, rest, "the choice stays");
    let cautions = Paper::Spares.cautions(&office.0, office.0.routed_compound().unwrap());
    assert_eq!(cautions, [Caution::Privacy], "nobody has had a spare one");
}

#[test]
fn forms_are_printed_without_a_caution_once_people_are_told() {
    let [handler, contact, purpose, keep_until] =
        ["柳荫街道办事处", "027-0000", "征求意见", "2028-12-31"].map(str::to_owned);
    let told = PrivacyNotice { handler, contact, purpose, keep_until };
    let Fact::Terms(terms) = terms(&[("forms", "printed")]) else { panic!() };
    let s = hanging(Fact::Terms(Terms { privacy: Some(told), ..terms }));
    assert_eq!(forms(&Program::at_the_papers(&s.supervisor)), (HOUSEHOLDS.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn the_serials_of_all_households_are_those_of_each() {
    let mut s = printing();
    let (spoiled, new) = (HOUSEHOLDS[3], "1-2-201");
    let serial = |s: &Scenario, of: &str| compound(&s.supervisor).form_serial(&of.into());
    let first = serial(&s, spoiled).unwrap();
    s.supervisor.record(spoil(spoiled, &first));
    let put = vec![household("1", Some("2"), "201", Use::Residential)];
    let after = compound(&s.supervisor).frozen_roll().unwrap().corrected(&put, &[HOUSEHOLDS[0].into()]);
    correct(&mut s.supervisor, put, HOUSEHOLDS[0], &after);
    let on_file = compound(&s.supervisor);
    let all = on_file.form_serials();
    assert_eq!(all.len(), HOUSEHOLDS.len() + 1, "one that is off the roll keeps its number");
    for id in HOUSEHOLDS.into_iter().chain([new, SHOP]) {
        let id = HouseholdId::from(id);
        assert_eq!(all.get(&id).cloned(), on_file.form_serial(&id), "{id}");
    }
    let read = |id: &str| FormSerial::read(all.get(&HouseholdId::from(id)).unwrap()).unwrap();
    assert_eq!((read(new).no, read(spoiled).copy, read(HOUSEHOLDS[0]).copy), (10, 2, 1));
}

#[test]
fn a_spare_form_has_the_number_after_the_one_that_is_spoiled() {
    let mut s = printing();
    let (home, id) = (HOUSEHOLDS[0], HOUSEHOLDS[0].into());
    let serials = |s: &Scenario| {
        let on_file = compound(&s.supervisor);
        let no = |serial: Option<String>| FormSerial::read(&serial.unwrap()).unwrap();
        let serial = on_file.form_serial(&id);
        (no(serial.clone()), no(spare_serial(&serial.unwrap())))
    };
    let (first, spare) = serials(&s);
    assert_eq!((first.copy, spare.copy, spare.no), (1, 2, first.no));
    s.supervisor.record(spoil(home, &first.to_string()));
    assert_eq!(serials(&s).0, spare, "what was taken along is what is signed next");
    assert_eq!(spare_serial("A001"), None, "a number of one's own has none after it");
    assert_eq!(lacks_of(Paper::Spares, &Scenario::ready(0).supervisor, TODAY), [Lack::PrintedForms]);
}

#[test]
fn what_asks_for_a_ballot_is_printed_after_the_close_with_a_caution() {
    let mut s = printing();
    let cautions = |s: &Scenario| {
        let office = Program::at_the_papers(&s.supervisor);
        let of = |paper: Paper| (paper, paper.cautions(&office.0, office.0.routed_compound().unwrap()));
        Paper::ALL
            .map(of)
            .into_iter()
            .filter(|(_, cautions)| cautions.contains(&Caution::Closed))
            .map(|(paper, _)| paper)
            .collect::<Vec<_>>()
    };
    assert_eq!(cautions(&s), []);
    s.supervisor.record(close("2026-03-20"));
    let asking = [Paper::Forms, Paper::Spares, Paper::NotMet, Paper::NotMetBlank, Paper::Undelivered];
    assert_eq!(cautions(&s), asking);
    let mut office = Program::at_the_papers(&s.supervisor);
    assert_eq!(office.send(Event::papers(Msg::Print(Paper::Forms))), [Effect::Print], "a caution keeps nobody from it");
}

/// A form that was handed over comes back with the number that it had then.
#[test]
fn once_forms_are_out_their_numbering_stays_and_everything_else_can_be_set() {
    let visit = |supervisor: &mut Tablet| drop(supervisor.record(visit(HOUSEHOLDS[0], VisitOutcome::Delivered)));
    let ballot = |supervisor: &mut Tablet| drop(supervisor.record(ballot(HOUSEHOLDS[0], Choice::Quasi)));
    type Out<'a> = Option<&'a dyn Fn(&mut Tablet)>;
    let cases: [(&str, &str, Out<'_>, &str); 5] = [
        ("own", "printed", None, "printed"),
        ("own", "printed", Some(&visit), "own"),
        ("own", "printed", Some(&ballot), "own"),
        ("printed", "own", Some(&visit), "printed"),
        ("own", "own", Some(&visit), "own"),
    ];
    for (was, chosen, out, is) in cases {
        let mut s = hanging(terms(&[("forms", was)]));
        if let Some(out) = out {
            out(&mut s.supervisor);
        }
        let mut office = Program::on(&s.supervisor, Parts::ALL, |campaign| Route::Terms(campaign.into()));
        let key = FormKey::Terms(s.supervisor.journal.campaign().clone());
        for (field, text) in [("forms", chosen), ("min_visits", "5")] {
            office.send(Event::Edit { form: key.clone(), field, text: text.into() });
        }
        let save = |office: &mut Program| {
            office.send(Event::office(wenlou::app::office::Msg::SaveTerms));
            let terms = office.0.state().unwrap().terms.clone().unwrap();
            (terms.settings.value("forms").unwrap().to_owned(), terms.min_visits)
        };
        let visits = if is == chosen { 5 } else { Terms::default().min_visits };
        assert_eq!(save(&mut office), (is.to_owned(), visits), "{was} {chosen}");
        assert_eq!(office.0.form(&key).tried, is != chosen, "{was} {chosen}");
        if is != chosen {
            office.send(Event::Edit { form: key.clone(), field: "forms", text: was.into() });
            assert_eq!(save(&mut office), (was.to_owned(), 5));
        }
    }
}

#[test]
fn forms_keep_their_numbers_when_shops_are_to_count_after_all() {
    let mut s = printing();
    let all = |s: &Scenario| {
        let on_file = compound(&s.supervisor);
        let serials = on_file.form_serials();
        serials.iter().map(|(id, serial)| (id.to_string(), serial.clone())).collect::<Vec<_>>()
    };
    let before = all(&s);
    assert!(before.iter().all(|(id, _)| id != SHOP));
    let why = "商铺也计入".into();
    s.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why }));
    let (compound, counts) = (COMPOUND.into(), Some(Counts::All));
    s.supervisor.record(Fact::Freeze(Freeze { compound, roll: support::roll_hash(), households: 9, counts }));
    let after = all(&s);
    assert_eq!(after.len(), before.len() + 1, "the shop's");
    assert!(before.iter().all(|form| after.contains(form)));
}
