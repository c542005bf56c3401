//! The dossier's forms: how they are made, who fills them in, what they leave alone.

use super::*;
use wenlou::app::{Lang, Message, survey};
use wenlou::domain::answer::{self, Completeness};
use wenlou::domain::catalogue::{Check, Need, Scope, When, Whole};

#[test]
fn forms_are_well_made() {
    let mut ids = std::collections::BTreeSet::new();
    for form in catalogue::forms() {
        let item = &form.item;
        assert!(ids.insert(item.id) && item.id.starts_with("dossier."), "{}", item.id);
        assert!(catalogue::item(item.id).is_none() && item.scope == Scope::Dossier && !form.rules.is_empty());
        assert!(item.fields.iter().any(|field| field.need != Need::Optional), "{}", item.id);
        for field in item.fields {
            let codes: Vec<&str> = field.kind.options().iter().map(|option| option.code).collect();
            let once = |code: &&str| codes.iter().filter(|other| *other == code).count() == 1 && !code.is_empty();
            assert!(codes.iter().all(once), "{}.{}: {codes:?}", item.id, field.id);
            assert!(item.fields.iter().filter(|other| other.id == field.id).count() == 1, "{}.{}", item.id, field.id);
            if let Some(When::Is(other, codes)) = field.when {
                let options = item.field(other).unwrap().kind.options();
                assert!(codes.iter().all(|code| options.iter().any(|option| option.code == *code)), "{}", item.id);
            }
        }
        for check in item.checks {
            let named: Vec<&str> = match check {
                Check::AtMost(part, Whole::Here(whole)) => vec![part, whole],
                Check::NotAfter(earlier, later) => vec![earlier, later],
                check => panic!("{check:?}"),
            };
            assert!(named.iter().all(|field| item.field(field).is_some()), "{}", item.id);
        }
    }
}

#[test]
fn entries_have_names_of_their_own_and_their_days_are_in_the_ledger() {
    let mut office = office();
    let form = catalogue::form("dossier.restoration").unwrap();
    let entries = |office: &Tablet| dossier::entries(&office.model, office.compound(), form);
    assert_eq!(entries(&office), []);
    let compound = office.compound.clone();
    for _ in 0..2 {
        office.send(Event::dossier(dossier::Msg::Add(compound.clone(), form.item.id)));
    }
    let begun = entries(&office);
    assert!(begun.len() == 2 && begun[0] != begun[1], "{begun:?}");
    assert_eq!(office.dossier("2026-06-01").steps.len(), 2, "nothing is in them");
    office.fill_in(
        &begun[1],
        form.item.id,
        &[("what", "green"), ("where", "3幢南侧"), ("due", "2026-06-10"), ("done", "2026-06-12")],
    );
    assert_eq!(entries(&office).len(), 2);
    let found = office.dossier("2026-07-01");
    let Place::Dossier(entry) = begun[1].clone() else { panic!() };
    let duty = Duty::Restoration { entry, what: "green".into(), place: "3幢南侧".into() };
    let restored = step(&found, &duty);
    assert_eq!(
        restored.each_ref().map(Option::as_deref),
        [None, Some("2026-06-10"), Some("2026-06-10"), Some("2026-06-12")]
    );
    // A form that is filled in once has its one entry from the start.
    assert_eq!(
        dossier::entries(&office.model, office.compound(), catalogue::form("dossier.scope").unwrap()),
        [Place::only()]
    );
}

#[test]
fn the_dossier_is_no_part_of_the_survey() {
    let mut office = office();
    let before = wenlou::app::survey::overall(office.compound(), false);
    office.form("dossier.station", &[("on", "2026-06-01"), ("station", "朝霞社区")]);
    assert_eq!(wenlou::app::survey::overall(office.compound(), false), before);
    assert_eq!(wenlou::app::survey::strays(office.compound()), []);
}

#[test]
fn only_the_supervisor_fills_it_in() {
    let mut office = office();
    let mut other = office.model.device.clone().unwrap();
    other.id = "another".into();
    office.model.device = Some(other);
    let records = office.records();
    office.fill(&Place::only(), "dossier.station", "station", "朝霞社区");
    assert_eq!(office.records(), records);
    let toast = office.model.toasts.last().map(|toast| toast.message.clone());
    assert_eq!(toast, Some(Message::NotAllowed));
    let compound = office.compound.clone();
    office.send(Event::dossier(dossier::Msg::Add(compound, "dossier.relief")));
    assert_eq!(dossier::entries(&office.model, office.compound(), catalogue::form("dossier.relief").unwrap()), []);
}

#[test]
fn a_doubt_names_the_fields_as_the_form_does() {
    let mut office = office();
    let form = catalogue::form("dossier.result").unwrap();
    let mixed_up = [("posted", "2026-10-20"), ("until", "2026-10-10"), ("objections", "1"), ("upheld", "2")];
    let notice = office.entry(form.item.id, &[&[("stage", "preliminary")], &mixed_up[..]].concat());
    let doubts = survey::doubts(office.compound(), &notice, &form.item);
    let says = |lang: Lang| doubts.iter().map(|doubt| lang.doubt(&form.item, doubt)).collect::<Vec<_>>();
    let name = |id| form.item.field(id).unwrap();
    let [posted, until] = ["posted", "until"].map(|id| Lang::Zh.field_name(name(id)));
    assert_eq!(
        says(Lang::Zh),
        [format!("“{posted}”晚于“{until}”，请核对"), "“其中成立”大于“收到异议”，请核对".to_owned()]
    );
    let [upheld, received] = ["upheld", "objections"].map(|id| Lang::En.field_name(name(id)));
    assert_eq!(says(Lang::En)[1], format!("“{upheld}” is more than “{received}”; please check"));
}

/// A final notice is posted once all is heard, and tells of what the preliminary ones say.
#[test]
fn only_a_preliminary_notice_of_the_result_lacks_what_was_objected() {
    let mut office = office();
    let form = catalogue::form("dossier.result").unwrap();
    let lacks = |office: &mut Tablet, stage: &str| {
        let said = [("stage", stage), ("posted", "2026-10-20"), ("until", "2026-10-27"), ("places", "各单元门口")];
        let notice = office.entry(form.item.id, &said);
        match answer::state(&form.item, office.compound().answer(&notice, form.item.id)) {
            Completeness::Partial(lacking) => lacking,
            Completeness::Done => vec![],
            state => panic!("{state:?}"),
        }
    };
    assert_eq!(lacks(&mut office, "preliminary"), ["objections", "upheld"]);
    assert_eq!(lacks(&mut office, "final"), [""; 0]);
}
