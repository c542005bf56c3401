//! Every sample against its truth file.

use super::*;

/// Everything the truth file says is found, and no line is left in doubt.
fn check(name: &str) -> Preview {
    let preview = preview(&read(name));
    let stem = name.rsplit_once('.').unwrap().0;
    let truth: BTreeMap<String, Value> = serde_json::from_slice(&sample(&format!("{stem}.truth.json"))).unwrap();
    let found = serde_json::to_value(&preview.summary).unwrap();
    for (field, expected) in truth.iter().filter(|(field, _)| *field != "note") {
        assert_eq!(&found[field], expected, "{name}: {field}");
    }
    assert_eq!(problems(&preview), [], "{name}");
    assert_eq!(warnings(&preview), [], "{name}");
    assert!(preview.ready());
    preview
}

#[test]
fn office_workbook() {
    let preview = check("office-roster.xlsx");
    assert_eq!(preview.lines.len(), 543, "every row has its outcome");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for bucket in buckets(&preview) {
        *counts.entry(bucket.split(' ').next().unwrap().to_owned()).or_default() += 1;
    }
    let expected = [
        ("blank", 2),
        ("co-owner", 8),
        ("header", 1),
        ("household", 516),
        ("note", 1),
        ("subtotal", 12),
        ("title", 2),
        ("total", 1),
    ];
    assert_eq!(counts, expected.map(|(bucket, count)| (bucket.to_owned(), count)).into());
}

#[test]
fn office_workbook_in_detail() {
    let preview = check("office-roster.xlsx");
    let co_owned = household(&preview, "3-1-101");
    assert_eq!(co_owned.holders, ["孙*", "罗*"]);
    assert_eq!(co_owned.area_m2.unwrap().to_string(), "52.03");
    assert_eq!(co_owned.note, None, "共有 says no more than the two holders do");
    let shop = household(&preview, "1-底商1号");
    assert_eq!((shop.usage, shop.stairwell.as_deref(), shop.floor), (Use::NonResidential, None, None));
    assert_eq!(household(&preview, "1-车库3").usage, Use::Garage);
    let vacant = household(&preview, "1-3-502");
    assert_eq!((vacant.note.as_deref(), vacant.floor), (Some("空置"), Some(5)));
    assert_eq!(household(&preview, "4-2-201").area_m2.unwrap().to_string(), "67", "67.0㎡");
    let order: Vec<&str> = preview.households.iter().map(|household| household.building.as_str()).collect();
    assert!(order.iter().position(|b| *b == "2") < order.iter().position(|b| *b == "10"));
    assert!(!format!("{preview:?}").contains("****"), "no phone number is kept");
}

#[test]
fn scattered_dwellings() {
    let table = read("scattered-gb18030.csv");
    assert_eq!(table.source, Source::Text { encoding: TextEncoding::Gb18030, delimiter: ',' });
    let preview = check("scattered-gb18030.csv");
    let dwelling = household(&preview, "柳巷12号-101");
    assert_eq!((dwelling.building.as_str(), dwelling.stairwell.as_deref(), dwelling.area_m2), ("柳巷12号", None, None));
    assert_eq!(dwelling.tenure, Some(Tenure::HousingReform));
    assert!(preview.summary.titles_without_area > 0);
}

#[test]
fn template() {
    let preview = check("template-roster.csv");
    assert_eq!(household(&preview, "1-1-101").title_no.as_deref(), Some("T011101"));
}

#[test]
fn large() {
    let table = read("large-roster.csv");
    assert_eq!(check("large-roster.csv").lines.len(), table.rows.len());
    let best_of_five = |lines: usize| {
        let part = Table { source: table.source.clone(), rows: table.rows[..lines].to_vec() };
        let time = |_| {
            let started = std::time::Instant::now();
            preview(&part);
            started.elapsed()
        };
        (0..5).map(time).min().unwrap()
    };
    // Ten times the lines, about ten times the time; quadratic work would take a hundred.
    let (few, many) = (best_of_five(1_000), best_of_five(10_000));
    println!("1,000 lines {few:?}, 10,000 lines {many:?}");
    assert!(many < few * 50, "{few:?}, {many:?}");
}
