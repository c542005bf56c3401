//! The register of forms: which was handed over when, and when it came back.

use super::*;
use wenlou::app::papers::register::{is_to_give, lines};

/// Of a household's lines in the register: when, of which form, and when it came back; and the form to be handed over next.
fn in_register(tablet: &Tablet, household: &str) -> (Vec<[String; 3]>, Option<String>) {
    let (on_file, id) = (compound(tablet), household.into());
    let found = lines(&on_file, &id);
    let line = |line: &wenlou::app::papers::register::Line<'_>| {
        let serial = line.serial.unwrap_or_default();
        let serial = if line.is_spoiled { format!("{serial}*") } else { serial.to_owned() };
        [line.at.clone(), serial, line.received.clone().unwrap_or_default()]
    };
    let to_give = on_file.form_serials().get(&id).filter(|serial| is_to_give(&on_file, &id, serial, &found)).cloned();
    (found.iter().map(line).collect(), to_give)
}

#[test]
fn the_register_has_each_form_with_the_day_on_which_it_came_back() {
    use VisitOutcome::{Collected, Delivered, NotMet};
    let mut s = Scenario::ready(0);
    let office = &mut s.supervisor;
    let row = |at: &str, serial: &str, received: &str| [at, serial, received].map(str::to_owned);
    // The day of recording here; the papers are signed on 2026-03-10, which is on no register.
    let recorded = "2026-02-25";
    let home = HOUSEHOLDS[0];
    office.record(handing(home, "2026-02-20T19:30", NotMet, None));
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A001")));
    assert_eq!(in_register(office, home).0, [row("2026-02-20 19:30", "", ""), row("2026-02-21 09:00", "A001", "")]);
    office.record(on_paper(home, "A001"));
    let back = [row("2026-02-20 19:30", "", ""), row("2026-02-21 09:00", "A001", recorded)];
    assert_eq!(in_register(office, home), (back.to_vec(), None), "forms with numbers of their own have no next one");
    // Taken back at a visit of its own: that visit's day, though it was recorded later.
    let home = HOUSEHOLDS[1];
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A002")));
    office.record(handing(home, "2026-02-23T19:00", Collected, Some("A002")));
    office.record(on_paper(home, "A002"));
    assert_eq!(
        in_register(office, home).0,
        [row("2026-02-21 09:00", "A002", ""), row("2026-02-23 19:00", "A002", "2026-02-23")]
    );
    // Left at an office: no visit, and a line all the same. Another paper than the one that was handed over is another line.
    let home = HOUSEHOLDS[2];
    office.record(on_paper(home, "A003"));
    assert_eq!(in_register(office, home).0, [row(recorded, "A003", recorded)]);
    let home = HOUSEHOLDS[3];
    office.record(handing(home, "2026-02-21T09:00", Delivered, Some("A004")));
    office.record(on_paper(home, "A044"));
    assert_eq!(in_register(office, home).0, [row("2026-02-21 09:00", "A004", ""), row(recorded, "A044", recorded)]);
    assert_eq!(in_register(office, HOUSEHOLDS[4]).0, Vec::<[String; 3]>::new());
    // Taken at a door, and recorded days later: that visit's. A further one came by itself.
    let home = HOUSEHOLDS[5];
    office.record(handing(home, "2026-02-21T09:00", Delivered, None));
    office.record(handing(home, "2026-02-22T19:00", Collected, None));
    office.record(on_paper(home, "A005"));
    let taken = [row("2026-02-21 09:00", "", ""), row("2026-02-22 19:00", "A005", "2026-02-22")];
    assert_eq!(in_register(office, home).0, taken);
    office.clock += 24 * 60 * 60 * 1000;
    office.record(on_paper(home, "A006"));
    assert_eq!(in_register(office, home).0, [&taken[..], &[row("2026-02-26", "A006", "2026-02-26")]].concat());
}

#[test]
fn the_register_names_the_next_printed_form_until_it_is_handed_over() {
    let mut s = printing();
    let office = &mut s.supervisor;
    let home = HOUSEHOLDS[0];
    let first = compound(office).form_serial(&home.into()).unwrap();
    assert_eq!(in_register(office, home), (vec![], Some(first.clone())));
    office.record(handing(home, "2026-03-09T09:00", VisitOutcome::Delivered, Some(&first)));
    assert_eq!(in_register(office, home).1, None);
    office.record(spoil(home, &first));
    let second = compound(office).form_serial(&home.into()).unwrap();
    let void = ["2026-03-09 09:00".to_owned(), format!("{first}*"), String::new()];
    assert_eq!(in_register(office, home), (vec![void], Some(second.clone())));
    office.record(on_paper(home, &second));
    assert_eq!(in_register(office, home).1, None, "what came back needs no other");
}
