//! What one line is, and what its cells mean.

use super::*;

/// Lines under a common header, and the bucket of each.
fn check(lines: &str, expected: &[&str]) -> Preview {
    let preview =
        of_text(&format!("幢号,单元,房号,产权人,面积,性质,用途,备注,证号\n{lines}").replace("证号", "产权证号"));
    assert_eq!(buckets(&preview)[1..], *expected, "{lines}");
    preview
}

#[test]
fn building_is_carried_down_within_its_block_only() {
    check(
        "1幢,1,101,张*\n,1,102,李*\n小计\n,1,103,王*\n",
        &["household 1-1-101", "household 1-1-102", "subtotal", "problem no_building"],
    );
    check(
        "1幢,1,101,张*\n,,2幢1单元102,李*\n,1,103,王*\n",
        &["household 1-1-101", "household 2-1-102", "household 2-1-103"],
    );
    check(
        "1幢,1单元,101,张*\n,,102,李*\n,,底商1号,王*\n",
        &["household 1-1-101", "household 1-1-102", "household 1-底商1号"],
    );
}

#[test]
fn headings_notes_and_repeated_lines() {
    let expected = [
        "building_heading",
        "household 3-1-101",
        "blank",
        "repeated_header",
        "household 3-1-102",
        "total",
        "note",
        "note",
    ];
    check(
        "3幢\n,1,101,张*\n\n幢号,单元,房号,产权人\n,1,102,李*\n合计\n注：以产权登记为准\n制表人：,,,审核人：",
        &expected,
    );
    let paged =
        of_text("某某小区住户花名册\n幢号,房号,产权人\n1,101,张*\n某某小区住户花名册\n幢号,房号,产权人\n1,102,李*\n");
    assert_eq!(buckets(&paged), ["title", "header", "household 1-101", "title", "repeated_header", "household 1-102"]);
    check("1,1,101,张*\n以上数据截至九月\n,1,102,李*\n", &["household 1-1-101", "note", "household 1-1-102"]);
    let numbered = of_text("序号,幢号,房号,产权人\n1,1,101,张*\n2\n3,1\n");
    assert_eq!(buckets(&numbered)[2..], ["nothing_filled_in", "nothing_filled_in"]);
}

#[test]
fn columns_and_label_must_agree() {
    let preview = check(
        "1,1,2幢1单元101,张*\n1,2,1幢1单元101,张*\n1幢,一单元,1-1-101,张*\n",
        &["problem building_disagrees", "problem stairwell_disagrees", "household 1-1-101"],
    );
    assert!(!preview.ready());
    assert_eq!(problems(&preview)[0], (2, LineProblem::BuildingDisagrees { column: "1".into(), label: "2".into() }));
}

#[test]
fn two_numbers() {
    check("3,,2-501,张*\n", &["household 3-2-501"]);
    check("3,2,3-501,张*\n", &["household 3-2-501"]);
    check("3,2,2-501,张*\n", &["household 3-2-501"]);
    check(",,3-501,张*\n", &["household 3-501"]);
    let preview = check("2,,2-501,张*\n", &["household 2-2-501"]);
    assert_eq!(warnings(&preview), [(2, Warning::ReadAsStairwell { stairwell: "2".into() })]);
    let labels = of_text("房号,产权人\n3-501,张*\n3-502,李*\n4-501,王*\n");
    assert_eq!(ids(&labels), ["3-501", "3-502", "4-501"], "without a building column the first number is the building");
}

#[test]
fn areas() {
    for (area, expected) in [
        ("67.96", Some("67.96")),
        ("67.96㎡", Some("67.96")),
        ("67.96平方米", Some("67.96")),
        ("67.96m2", Some("67.96")),
        ("６７．９６", Some("67.96")),
        ("\"1,067.960 ㎡\"", Some("1067.96")),
        ("", None),
        ("/", None),
    ] {
        let preview = check(&format!("1,1,101,张*,{area}\n"), &["household 1-1-101"]);
        assert_eq!(preview.households[0].area_m2.map(|area| area.to_string()).as_deref(), expected, "{area}");
    }
    for (area, problem) in [
        ("约60", "unreadable_area"),
        ("六十", "unreadable_area"),
        ("0", "area_not_positive"),
        ("0.00㎡", "area_not_positive"),
        ("-5", "area_not_positive"),
        ("1e3", "unreadable_area"),
        ("6.7.9", "unreadable_area"),
        ("\"67,96\"", "unreadable_area"),
        (".", "unreadable_area"),
        ("99999999999999999999", "unreadable_area"),
    ] {
        check(&format!("1,1,101,张*,{area}\n"), &[&format!("problem {problem}")]);
    }
}

#[test]
fn uses() {
    for (suite, word, expected) in [
        ("101", "", Use::Residential),
        ("101", "成套住宅", Use::Residential),
        ("101", "非住宅", Use::NonResidential),
        ("101", "商铺", Use::NonResidential),
        ("101", "办公", Use::NonResidential),
        ("101", "车位", Use::Garage),
        ("101", "自行车库", Use::Garage),
        ("底商1号", "", Use::NonResidential),
        ("储藏室2", "", Use::Garage),
    ] {
        let preview = check(&format!("1,,{suite},张*,,,{word}\n"), &[&format!("household 1-{suite}")]);
        assert_eq!(preview.households[0].usage, expected, "{suite} {word}");
    }
    check("1,1,101,张*,,,祠堂\n", &["problem unknown_use"]);
    let preview = check("1,,底商1号,张*,,,住宅\n", &["household 1-底商1号"]);
    assert_eq!(warnings(&preview), [(2, Warning::UseDisagrees { text: "住宅".into(), suite: "底商1号".into() })]);
}

#[test]
fn tenures() {
    for (word, expected) in [
        ("直管公房", Some(Tenure::PublicDirect)),
        ("房改房", Some(Tenure::HousingReform)),
        ("单位自管产", Some(Tenure::UnitManaged)),
        ("自管公房", Some(Tenure::UnitManaged)),
        ("无产权单位", Some(Tenure::NoOwnerUnit)),
        ("商品房", Some(Tenure::Commodity)),
        ("私房", Some(Tenure::Other)),
        ("commodity", Some(Tenure::Commodity)),
        ("", None),
    ] {
        let preview = check(&format!("1,1,101,张*,,{word}\n"), &["household 1-1-101"]);
        assert_eq!((preview.households[0].tenure, preview.warnings().count()), (expected, 0), "{word}");
    }
    let preview = check("1,1,101,张*,,祖传\n", &["household 1-1-101"]);
    assert_eq!(preview.households[0].tenure, None);
    assert_eq!(warnings(&preview), [(2, Warning::UnknownTenure { text: "祖传".into() })]);
    assert!(preview.ready());
}

#[test]
fn floors() {
    let preview = of_text("幢号,楼层,房号\n1,,1201\n1,5层,底商1号\n1,负一层,101\n1,跃层,301\n1,,底商2号\n");
    let floors: Vec<_> =
        ["1-1201", "1-底商1号", "1-101", "1-301", "1-底商2号"].map(|id| household(&preview, id).floor).into();
    assert_eq!(floors, [Some(12), Some(5), Some(-1), Some(3), None]);
    assert_eq!(warnings(&preview), [(5, Warning::UnreadableFloor { text: "跃层".into() })]);
}

#[test]
fn unreadable_rooms() {
    check("1,1,？？,张*\n1,1,2026-03-02,张*\n1,1,,张*,50\n", &["problem label", "problem label", "problem no_suite"]);
    check("A-1,1,101,张*\n1,1-2,101,张*\n", &["problem unreadable_building", "problem unreadable_stairwell"]);
}

#[test]
fn roads() {
    let preview = of_text("路名,门牌,室号\n柳巷,12,101\n,,102\n,14号,101\n后塘路,,101\n后塘路,3号,101\n");
    assert_eq!(
        buckets(&preview)[1..],
        [
            "household 柳巷12号-101",
            "household 柳巷12号-102",
            "household 柳巷14号-101",
            "problem no_building",
            "household 后塘路3号-101"
        ]
    );
}

#[test]
fn natural_order_of_all() {
    let preview = check(
        "10,1,101\n2,10,201\n2,2,1001\n2,2,901\n2,2,902\n2,,底商10号\n2,,底商9号\n",
        &[
            "household 10-1-101",
            "household 2-10-201",
            "household 2-2-1001",
            "household 2-2-901",
            "household 2-2-902",
            "household 2-底商10号",
            "household 2-底商9号",
        ],
    );
    assert_eq!(ids(&preview), ["2-2-901", "2-2-902", "2-2-1001", "2-10-201", "2-底商9号", "2-底商10号", "10-1-101"]);
}
