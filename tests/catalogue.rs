//! The catalogue's table against `catalogue/catalogue.json`, the list it was made from: nothing lost, nothing changed, and
//! for each item exactly the blanks its answer type calls for.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "catalogue/answers.rs"]
mod answers;
#[path = "catalogue/values.rs"]
mod values;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use wenlou::domain::catalogue::{
    Check, FieldKind, Group, Have, Item, Need, Reach, Scope, When, Whole, for_scope, item, item_of, items,
};

fn source() -> Value {
    serde_json::from_str(include_str!("catalogue/catalogue.json")).unwrap()
}

fn haves(item: &Item) -> String {
    if item.haves == Have::ALL {
        "all".to_owned()
    } else {
        item.haves.iter().map(|have| have.code()).collect::<Vec<_>>().join(",")
    }
}

/// Fields the name or the note of an item asks for, beyond its answer type.
const EXTRA: [(&str, &str); 7] = [
    ("base.worksStatus", "reason"),
    ("bld.appraisal", "on_file"),
    ("bld.appraisal", "year"),
    ("house.danger", "signs"),
    ("mech.contract", "expires"),
    ("mech.fee", "charge"),
    ("spec.fireCheck", "inspector"),
];

/// Items of this project's own, which the list doesn't have.
const OWN: [&str; 0] = [];

/// The items that the list has.
fn listed_items() -> impl Iterator<Item = &'static Item> {
    items().filter(|item| !OWN.contains(&item.id))
}

/// The kind's name in the counts below. `PartGrade` is `g5` as well.
fn kind(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Presence => "presence",
        FieldKind::Condition => "condition",
        FieldKind::Grade | FieldKind::PartGrade => "grade",
        FieldKind::YesNo => "yes_no",
        FieldKind::YesPartNo => "yes_part_no",
        FieldKind::Choice(_) => "choice",
        FieldKind::Choices(_) => "choices",
        FieldKind::Count(_) => "count",
        FieldKind::Metres => "metres",
        FieldKind::SquareMetres => "area",
        FieldKind::Quantity => "quantity",
        FieldKind::Yuan => "yuan",
        FieldKind::YuanPerYear => "yuan_per_year",
        FieldKind::Percent => "percent",
        FieldKind::Year => "year",
        FieldKind::Date => "date",
        FieldKind::Text => "text",
        FieldKind::TextList => "text_list",
        FieldKind::PhotoNumber => "photo",
        FieldKind::Sealed => "sealed",
        FieldKind::Computed => "computed",
    }
}

/// How many fields of which kind one part of an answer type calls for: `m×4`, `cond`, `svc`.
fn called_for(part: &str) -> Vec<(&'static str, usize)> {
    let (name, times) = part.split_once('×').unwrap_or((part, "1"));
    let times: usize = times.trim().parse().unwrap_or_else(|_| panic!("{part}: no number after ×"));
    match name.trim() {
        "text" | "ref" | "name" | "pseudonym" => vec![("text", times)],
        "text (encrypted)" => vec![("sealed", times)],
        "text list" => vec![("text_list", times)],
        "enum" | "source" | "unit" => vec![("choice", times)],
        "multi-enum" => vec![("choices", times)],
        "date" | "expiry" => vec![("date", times)],
        "dates" => vec![("date", 2)],
        "doc" | "doc photo" => vec![("text", 1), ("photo", 1)],
        "photo" => vec![("photo", times)],
        "computed" | "computed m²" => vec![("computed", times)],
        "count" => vec![("count", times)],
        "m" => vec![("metres", times)],
        "m by owner" => vec![("metres", 5)],
        "m by line type" => vec![("metres", 6)],
        "m²" => vec![("area", times)],
        "yuan" => vec![("yuan", times)],
        "yuan/year" => vec![("yuan_per_year", times)],
        "%" => vec![("percent", times)],
        "year" => vec![("year", times)],
        "yes/no" => vec![("yes_no", times)],
        "yes/part/no" => vec![("yes_part_no", times)],
        "pap" => vec![("presence", times)],
        "cond" => vec![("condition", times)],
        "g5" => vec![("grade", times)],
        "svc" => vec![("text", 2), ("date", 1), ("count", 1), ("photo", 1)],
        other => panic!("unknown answer type {other:?}"),
    }
}

fn kinds_called_for(answer: &str) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for part in answer.replace(" parts, ", "+").split('+') {
        for (kind, times) in called_for(part) {
            *kinds.entry(kind).or_default() += times;
        }
    }
    kinds
}

fn kinds_there(item: &Item) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for field in item.fields.iter().filter(|field| !EXTRA.contains(&(item.id, field.id))) {
        *kinds.entry(kind(&field.kind)).or_default() += 1;
    }
    kinds
}

/// Everything in which the table differs from the list.
fn differences(source: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let listed = source["items"].as_array().unwrap();
    let table: Vec<&Item> = listed_items().collect();
    if table.len() != listed.len() {
        found.push(format!("{} rows for {} items", table.len(), listed.len()));
    }
    for (item, listed) in table.iter().zip(listed) {
        let mut same = |name: &str, ours: &str| {
            // The list writes both "" and "-" where an item proves nothing.
            let theirs = listed[name].as_str().unwrap();
            let theirs = if name == "haves" && theirs == "-" { "" } else { theirs };
            if theirs != ours {
                found.push(format!("{} {name}: {ours:?}, listed {theirs:?}", item.id));
            }
        };
        same("id", item.id);
        same("zh", item.zh);
        same("en", item.en);
        same("scope", item.scope_code());
        same("group", item.group.code());
        same("haves", &haves(item));
        same("payer_listed", item.payer_listed.code());
        same("payer_unlisted", item.payer_unlisted.code());
        same("source", item.source.code());
        let (ours, theirs) = (kinds_there(item), kinds_called_for(listed["answer"].as_str().unwrap()));
        if ours != theirs {
            found.push(format!("{} fields: {ours:?}, listed {theirs:?}", item.id));
        }
    }
    for group in Group::ALL {
        let listed = source["groups"][group.code()].as_str().unwrap_or("");
        if listed.split('(').next() != Some(group.zh()) {
            found.push(format!("group {}: {:?}, listed {listed:?}", group.code(), group.zh()));
        }
    }
    found
}

#[test]
fn the_table_is_the_listed_catalogue() {
    assert_eq!(differences(&source()), [""; 0]);
    assert_eq!(listed_items().count(), 100);
}

#[test]
fn any_change_to_any_listed_item_would_be_found() {
    let original = source();
    for index in 0..100 {
        for name in ["id", "zh", "en", "scope", "group", "haves", "payer_listed", "payer_unlisted", "source"] {
            let mut changed = original.clone();
            changed["items"][index][name] = Value::from("?");
            assert_ne!(differences(&changed), [""; 0], "{index} {name}");
        }
        let mut changed = original.clone();
        let answer = changed["items"][index]["answer"].as_str().unwrap();
        changed["items"][index]["answer"] = Value::from(format!("{answer}+photo"));
        assert_ne!(differences(&changed), [""; 0], "{index} answer");
    }
    let mut shorter = original.clone();
    shorter["items"].as_array_mut().unwrap().pop();
    assert_ne!(differences(&shorter), [""; 0]);
    let mut swapped = original;
    swapped["items"].as_array_mut().unwrap().swap(3, 4);
    assert_ne!(differences(&swapped), [""; 0]);
}

#[test]
fn answer_types_are_read_part_by_part() {
    let kinds = |answer| kinds_called_for(answer).into_iter().collect::<Vec<_>>();
    assert_eq!(kinds("m×4+cond+photo"), [("condition", 1), ("metres", 4), ("photo", 1)]);
    assert_eq!(kinds("count×2"), [("count", 2)]);
    assert_eq!(kinds("yuan/year ×2"), [("yuan_per_year", 2)]);
    assert_eq!(kinds("g5 × 14 parts, computed"), [("computed", 1), ("grade", 14)]);
    assert_eq!(kinds("yes/part/no + count"), [("count", 1), ("yes_part_no", 1)]);
}

#[test]
fn extra_fields_are_there_and_asked_for_nowhere_else() {
    for (id, field) in EXTRA {
        assert!(item(id).unwrap().field(field).is_some(), "{id} {field}");
    }
}

/// Collects names and fails on one met twice.
struct Once(BTreeSet<String>);

impl Once {
    fn new() -> Self {
        Self(BTreeSet::new())
    }

    fn add(&mut self, name: &str, place: &str) {
        assert!(!name.trim().is_empty(), "{place}: nothing written");
        assert!(self.0.insert(name.to_owned()), "{place}: {name} twice");
    }
}

fn is_snake_case(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|c| c == b'_' || c.is_ascii_lowercase() || c.is_ascii_digit())
}

#[test]
fn ids_codes_and_labels_are_unique_where_they_are_read() {
    let mut ids = Once::new();
    for item in items() {
        ids.add(item.id, "catalogue");
        let (mut fields, mut zh, mut en) = (Once::new(), Once::new(), Once::new());
        assert!(!item.fields.is_empty(), "{}", item.id);
        for field in item.fields {
            let place = format!("{} {}", item.id, field.id);
            assert!(is_snake_case(field.id), "{place}");
            fields.add(field.id, item.id);
            zh.add(field.zh, item.id);
            en.add(field.en, item.id);
            assert!(field.en.is_ascii() || field.en.contains('²'), "{place}");
            // Codes, then labels: a label may not be another option's code either.
            let mut words = Once::new();
            for option in field.kind.options() {
                assert!(is_snake_case(option.code), "{place} {}", option.code);
                assert!(!option.alone || matches!(field.kind, FieldKind::Choices(_)), "{place} {}", option.code);
                words.add(option.code, &place);
                words.add(option.zh, &place);
            }
            let mut english = Once::new();
            for option in field.kind.options() {
                english.add(&option.en.to_ascii_lowercase(), &place);
            }
            let chosen = matches!(field.kind, FieldKind::Choice(_) | FieldKind::Choices(_));
            assert!(!chosen || field.kind.options().len() >= 2, "{place}");
        }
    }
}

/// Asserts that conditions and checks name fields that are there and of a fitting kind.
#[test]
fn conditions_and_checks_name_real_fields() {
    let is_figure = |id: &str, field: &str| {
        let field = item(id).unwrap().field(field).unwrap_or_else(|| panic!("{id} has no {field}"));
        matches!(field.kind, FieldKind::Count(_) | FieldKind::Metres | FieldKind::SquareMetres)
    };
    for item in items() {
        for field in item.fields {
            let other = match field.when {
                None => continue,
                Some(When::Is(other, codes)) => {
                    let options = item.field(other).unwrap().kind.options();
                    assert!(codes.iter().all(|code| options.iter().any(|option| option.code == *code)), "{}", item.id);
                    other
                }
                Some(When::NotZero(other)) => {
                    assert!(is_figure(item.id, other), "{} {other}", item.id);
                    other
                }
            };
            let other = item.field(other).unwrap();
            assert!(
                other.id != field.id && other.when.is_none() && other.need == Need::Required,
                "{} {}",
                item.id,
                field.id
            );
        }
        let whole = |whole: &Whole| match *whole {
            Whole::Here(field) => (item.id, field),
            Whole::Of(other, field) => (other, field),
        };
        for check in item.checks {
            let (parts, (other, field)) = match check {
                Check::AtMost(part, other) => (vec![*part], whole(other)),
                Check::SumsTo(parts, other) => (parts.to_vec(), whole(other)),
                Check::NotAfter(earlier, later) => {
                    for date in [earlier, later] {
                        assert_eq!(item.field(date).unwrap().kind, FieldKind::Date, "{}", item.id);
                    }
                    continue;
                }
            };
            assert!(parts.iter().all(|part| is_figure(item.id, part)), "{}", item.id);
            assert!(is_figure(other, field), "{}", item.id);
            let other = wenlou::domain::catalogue::item(other).unwrap();
            assert_eq!(other.scope, item.scope, "{}: answers about another thing are not at hand", item.id);
        }
    }
}

#[test]
fn photos_and_results_are_never_required_but_every_question_has_something_that_is() {
    for item in items() {
        for field in item.fields {
            let only_field = item.fields.len() == 1;
            if matches!(field.kind, FieldKind::PhotoNumber | FieldKind::Computed)
                && !(only_field && item.id == "base.planPhoto")
            {
                assert_eq!(field.need, Need::Optional, "{} {}", item.id, field.id);
            }
        }
    }
    let not_asked: Vec<&str> = items().filter(|item| !item.is_asked()).map(|item| item.id).collect();
    let (of_households, others): (Vec<_>, Vec<_>) = not_asked.into_iter().partition(|id| id.starts_with("hh."));
    assert_eq!((of_households.len(), others), (8, vec!["base.doneBeforePlan", "room.required", "mech.mode"]));
}

#[test]
fn what_names_or_reaches_a_person_is_private() {
    let private =
        items().flat_map(|item| item.fields.iter().filter(|field| field.private).map(|field| (item.id, field.id)));
    assert_eq!(private.collect::<Vec<_>>(), [("hh.ownerKey", "key"), ("hh.contact", "telephone")]);
}

#[test]
fn a_scope_lists_its_items_and_the_extension_only_when_turned_on() {
    let number = |scope, ext| for_scope(scope, ext).filter(|item| !OWN.contains(&item.id)).count();
    let listed = source();
    let listed = |scopes: &[&str], ext: bool| {
        let fits = |item: &&Value| scopes.contains(&item["scope"].as_str().unwrap()) && (ext || item["group"] != "EXT");
        listed["items"].as_array().unwrap().iter().filter(fits).count()
    };
    for ext in [false, true] {
        assert_eq!(number(Scope::Compound, ext), listed(&["C", "C+H", "H→C"], ext));
        assert_eq!(number(Scope::Building, ext), listed(&["B"], ext));
        assert_eq!(number(Scope::Stairwell, ext), listed(&["S"], ext));
        // All but the telephone, which is asked nowhere.
        assert_eq!(number(Scope::Household, ext), listed(&["H", "C+H"], ext) - 1);
    }
    assert_eq!(item_of(Scope::Household, "hh.contact"), None);
    for at_households in for_scope(Scope::Household, true).filter(|item| item.reach == Reach::AlsoHouseholds) {
        // Its codes are the compound's counts.
        let counts: Vec<&str> = item(at_households.id).unwrap().fields.iter().map(|field| field.id).collect();
        let [state] = at_households.fields else { panic!("{}", at_households.id) };
        let codes: Vec<&str> = state.kind.options().iter().map(|option| option.code).collect();
        assert_eq!((state.id, state.need, codes), ("state", Need::Optional, counts));
    }
    assert!(for_scope(Scope::Compound, false).all(|item| item.group != Group::Ext));
    assert_eq!(item("no.such"), None);
}

#[test]
fn use_and_tenure_are_those_of_the_roll() {
    use wenlou::domain::household::{Tenure, Use};
    let codes = |id, field| {
        let options =
            item(id).unwrap().field(field).map(|field: &wenlou::domain::catalogue::Field| field.kind.options());
        options.unwrap().iter().map(|option| Value::from(option.code)).collect::<Vec<_>>()
    };
    let uses = [Use::Residential, Use::NonResidential, Use::Garage].map(|each| each.code());
    assert_eq!(codes("hh.use", "use"), uses);
    let tenures = [
        Tenure::PublicDirect,
        Tenure::HousingReform,
        Tenure::UnitManaged,
        Tenure::NoOwnerUnit,
        Tenure::Commodity,
        Tenure::Other,
    ];
    let tenures = tenures.map(|each| each.code());
    assert_eq!(codes("hh.tenure", "tenure"), tenures);
    let classes: Vec<Value> = item("bld.ownership").unwrap().fields.iter().map(|field| field.id.into()).collect();
    assert_eq!(classes, tenures);
}
