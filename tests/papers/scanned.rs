//! The code on a form, scanned or typed at the doors: it opens its household, or says why it opens none.

use super::*;
use wenlou::app::scan;
use wenlou::bundle::qr::Code;
use wenlou::domain::form_code::FormCode;

fn code(tablet: &Tablet, compound: &str, serial: &str) -> FormCode {
    let serial = FormSerial::read(serial).unwrap();
    FormCode { campaign: tablet.journal.campaign().clone(), compound: compound.into(), serial }
}

#[test]
fn a_scanned_form_opens_its_household() {
    let s = printing();
    let tablet = &s.tablets[0];
    let on_file = compound(tablet);
    for id in HOUSEHOLDS {
        let serial = on_file.form_serial(&id.into()).unwrap();
        let text = code(tablet, COMPOUND, &serial).to_string();
        assert!(Code::of(&text).unwrap().side() <= 45, "small enough to be read off paper: {text}");
        let mut program = Program::at_the_doors(tablet);
        let effects = program.send(Event::Scanned(text));
        let route = Route::Household(tablet.journal.campaign().clone(), COMPOUND.into(), id.into());
        assert_eq!(program.0.route, route);
        assert_eq!(effects, [Effect::ShowRoute(route)]);
        assert_eq!(program.0.missed_form, None);
    }
    assert_eq!(on_file.form_serial(&SHOP.into()), None, "a title that is no household has no form");
}

#[test]
fn a_form_that_is_not_of_here_is_told_and_opens_nothing() {
    let mut s = printing();
    s.supervisor.record(Fact::Compound(support::card("other", "别的小区")));
    s.hand_out(0);
    let serial = compound(&s.tablets[0]).form_serial(&HOUSEHOLDS[2].into()).unwrap();
    s.tablets[0].record(spoil(HOUSEHOLDS[2], &serial));
    let tablet = &s.tablets[0];
    let next = compound(tablet).form_serial(&HOUSEHOLDS[2].into()).unwrap();
    assert_ne!(next, serial);
    let good = code(tablet, COMPOUND, &next);
    let of = |serial: FormSerial| FormCode { serial, ..good.clone() }.to_string();
    let mut program = Program::at_the_doors(tablet);
    assert_eq!(program.miss("https://example.org"), Miss::NoForm);
    assert_eq!(program.miss(&next), Miss::NoForm, "a number alone may be of any campaign");
    let elsewhere = FormCode { campaign: "another".into(), ..good.clone() };
    assert_eq!(program.miss(&elsewhere.to_string()), Miss::OtherCampaign);
    let beside = FormCode { compound: "other".into(), ..good.clone() };
    assert_eq!(program.miss(&beside.to_string()), Miss::OtherCompound(Some("别的小区".into())));
    let unknown = FormCode { compound: "nowhere".into(), ..good.clone() };
    assert_eq!(program.miss(&unknown.to_string()), Miss::OtherCompound(None));
    let other_roll = FormSerial { roll: "0000".into(), ..good.serial.clone() };
    assert_eq!(program.miss(&of(other_roll.clone())), Miss::OtherRoll(other_roll.to_string()));
    let beyond = FormSerial { no: HOUSEHOLDS.len() + 1, copy: 1, ..good.serial.clone() };
    assert_eq!(program.miss(&of(beyond.clone())), Miss::NoSuchForm(beyond.to_string()));
    let spoiled = code(tablet, COMPOUND, &serial).to_string();
    assert_eq!(program.miss(&spoiled), Miss::Spoiled { serial, next: Some(next) });
    // The form after it opens the household, and what was said is over; so does one that was spoiled and printed anew where this tablet doesn't know.
    let later = FormSerial { copy: 3, ..good.serial.clone() };
    program.send(Event::Scanned(of(later)));
    let route = Route::Household(good.campaign.clone(), COMPOUND.into(), HOUSEHOLDS[2].into());
    assert_eq!((program.0.route, program.0.missed_form), (route, None));
}

#[test]
fn a_number_that_is_typed_opens_what_its_code_would() {
    let s = printing();
    let tablet = &s.tablets[0];
    let serial = compound(tablet).form_serial(&HOUSEHOLDS[2].into()).unwrap();
    let campaign = tablet.journal.campaign().clone();
    let mut program = Program::at_the_doors(tablet);
    let typed = |text: &str| scan::typed(&campaign, &COMPOUND.into(), text);
    let edit = |text: &str| Event::Edit { form: FormKey::FormSerial, field: "serial", text: text.into() };
    for (text, miss) in
        [("", Miss::NoForm), ("No.7", Miss::NoForm), ("0000-0001-1", Miss::OtherRoll("0000-0001-1".into()))]
    {
        program.send(edit(text));
        program.send(typed(text));
        assert_eq!(program.0.missed_form, Some(miss), "{text}");
        assert_eq!(program.0.form(&FormKey::FormSerial).text("serial"), text, "to be corrected");
    }
    for between in ["－", " ", ""] {
        let spaced = format!(" {} ", serial.to_lowercase().replace('-', between));
        program.send(edit(&spaced));
        program.send(typed(&spaced));
        assert_eq!(program.0.route, Route::Household(campaign.clone(), COMPOUND.into(), HOUSEHOLDS[2].into()));
        assert_eq!(program.0.form(&FormKey::FormSerial).text("serial"), "");
        program.send(Event::Go(Route::Compound(campaign.clone(), COMPOUND.into())));
    }
}

#[test]
fn the_form_of_a_title_that_was_taken_off_the_roll_is_told_as_such() {
    let mut s = printing();
    let serial = compound(&s.supervisor).form_serial(&HOUSEHOLDS[1].into()).unwrap();
    let after = compound(&s.supervisor).frozen_roll().unwrap().corrected(&[], &[HOUSEHOLDS[1].into()]);
    correct(&mut s.supervisor, vec![], HOUSEHOLDS[1], &after);
    s.supervisor.record(posted());
    let mut program = Program::at_the_doors(&s.supervisor);
    let text = code(&s.supervisor, COMPOUND, &serial).to_string();
    assert_eq!(program.miss(&text), Miss::OffRoll(serial));
}
