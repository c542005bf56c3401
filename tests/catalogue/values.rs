//! What a surveyor types and what is stored.

use super::{item, items};
use wenlou::domain::catalogue::{Canonical, FieldError, FieldKind};

fn kind(id: &str, field: &str) -> FieldKind {
    item(id).unwrap().field(field).unwrap().kind
}

/// Each text must be stored as the text beside it, and that text as itself.
fn stored(kind: FieldKind, cases: &[(&str, &str)]) {
    for (typed, expected) in cases {
        let value = kind.parse(typed).unwrap_or_else(|error| panic!("{typed:?}: {error:?}"));
        assert_eq!(value.to_string(), *expected, "{typed:?}");
        assert_eq!(kind.parse(expected), Ok(value), "{expected:?} read again");
    }
}

fn refused(kind: FieldKind, cases: &[(&str, FieldError)]) {
    for (typed, error) in cases {
        assert_eq!(kind.parse(typed), Err(*error), "{typed:?}");
    }
}

#[test]
fn lengths() {
    stored(
        FieldKind::Metres,
        &[
            ("12", "12"),
            (" １２．５０ 米", "12.5"),
            ("1，234.5m", "1234.5"),
            ("12。5", "12.5"),
            ("0", "0"),
            ("0.00", "0"),
        ],
    );
    stored(
        FieldKind::Metres,
        &[("007", "7"), ("3.", "3"), ("1,000,000", "1000000"), ("１ ２３４ 米", "1234"), ("5 M", "5")],
    );
    refused(
        FieldKind::Metres,
        &[
            ("", FieldError::Blank),
            ("　", FieldError::Blank),
            ("米", FieldError::NotANumber),
            ("-1", FieldError::Negative),
            ("－３米", FieldError::Negative),
            ("−0.5", FieldError::Negative),
            ("--1", FieldError::NotANumber),
            ("1.234", FieldError::TooPrecise { decimals: 2 }),
            ("1000000.01", FieldError::TooLarge { max: 1_000_000 }),
            ("99999999999999999999999999999999999999", FieldError::TooLarge { max: 1_000_000 }),
            ("1,23", FieldError::NotANumber),
            ("1234,567", FieldError::NotANumber),
            (",123", FieldError::NotANumber),
            ("1.2.3", FieldError::NotANumber),
            (".5", FieldError::NotANumber),
            ("1e3", FieldError::NotANumber),
            ("1_000", FieldError::NotANumber),
            ("+5", FieldError::NotANumber),
            ("0x10", FieldError::NotANumber),
            ("NaN", FieldError::NotANumber),
            ("十二", FieldError::NotANumber),
            ("٣", FieldError::NotANumber),
            ("5km", FieldError::NotANumber),
            ("5厘米", FieldError::NotANumber),
            ("5平方米", FieldError::NotANumber),
        ],
    );
}

#[test]
fn areas_and_money() {
    stored(
        FieldKind::SquareMetres,
        &[("71.64㎡", "71.64"), ("71.640 平方米", "71.64"), ("８８.125m2", "88.125"), ("20 m²", "20"), ("20平", "20")]
            [..4],
    );
    refused(
        FieldKind::SquareMetres,
        &[
            ("1.2345", FieldError::TooPrecise { decimals: 3 }),
            ("10000001", FieldError::TooLarge { max: 10_000_000 }),
            ("12米", FieldError::NotANumber),
        ],
    );
    stored(FieldKind::Yuan, &[("￥1,234.50", "1234.5"), ("¥ 3", "3"), ("0.35元", "0.35")]);
    refused(FieldKind::Yuan, &[("0.355", FieldError::TooPrecise { decimals: 2 }), ("¥-3", FieldError::Negative)]);
    stored(FieldKind::YuanPerYear, &[("12000元/年", "12000"), ("1.2元", "1.2")]);
    refused(FieldKind::YuanPerYear, &[("10000000001", FieldError::TooLarge { max: 10_000_000_000 })]);
    stored(FieldKind::Percent, &[("85.5％", "85.5"), ("100%", "100"), ("0", "0")]);
    refused(FieldKind::Percent, &[("100.01", FieldError::TooLarge { max: 100 }), ("-1%", FieldError::Negative)]);
}

#[test]
fn counts_are_whole_and_bounded_by_what_is_counted() {
    let lights = kind("env.light", "total");
    stored(lights, &[("１２盏", "12"), ("12 个", "12"), ("12.0", "12"), ("0", "0"), ("1,200", "1200")]);
    refused(
        lights,
        &[
            ("12.5", FieldError::NotWhole),
            ("-1", FieldError::Negative),
            ("12户", FieldError::NotANumber),
            ("100001", FieldError::TooLarge { max: 100_000 }),
            ("4294967297", FieldError::TooLarge { max: 100_000 }),
            ("", FieldError::Blank),
        ],
    );
    refused(kind("bld.storeys", "above"), &[("201层", FieldError::TooLarge { max: 200 })]);
}

#[test]
fn years_and_dates() {
    let out_of_range = FieldError::YearOutOfRange { first: 1900, last: 2100 };
    stored(FieldKind::Year, &[("1987年", "1987"), ("１９００", "1900"), ("2100", "2100")]);
    refused(
        FieldKind::Year,
        &[
            ("1899", out_of_range),
            ("2101", out_of_range),
            ("87", out_of_range),
            ("1987.5", out_of_range),
            ("八七年", FieldError::NotANumber),
        ],
    );
    stored(
        FieldKind::Date,
        &[
            ("2024-03-05", "2024-03-05"),
            ("2024年3月5日", "2024-03-05"),
            ("２０２４ 年 ３ 月 ５ 号", "2024-03-05"),
            ("2024/3/5", "2024-03-05"),
            ("2024.3.5", "2024-03-05"),
            ("2024-02-29", "2024-02-29"),
        ],
    );
    refused(
        FieldKind::Date,
        &[
            ("2023-02-29", FieldError::NoSuchDay),
            ("2024-13-01", FieldError::NoSuchDay),
            ("2024-04-31", FieldError::NoSuchDay),
            ("2024-1-300", FieldError::NoSuchDay),
            ("2024-00-10", FieldError::NoSuchDay),
            ("1899-12-31", out_of_range),
            ("24-3-5", out_of_range),
            ("2024-3", FieldError::NotADate),
            ("20240305", FieldError::NotADate),
            ("2024-3-5-1", FieldError::NotADate),
            ("2024--5", FieldError::NotADate),
            ("-2024-3-5", FieldError::NotADate),
            ("2024-+3-5", FieldError::NotADate),
            ("明天", FieldError::NotADate),
        ],
    );
}

#[test]
fn options_by_code_or_label() {
    let works = kind("base.worksStatus", "status");
    stored(works, &[("accepted", "accepted"), (" 已接收 ", "accepted"), ("under way", "under_way")]);
    refused(
        works,
        &[("接收", FieldError::NotAnOption), ("Accepted,Completed", FieldError::NotAnOption), ("", FieldError::Blank)],
    );
    stored(
        FieldKind::Presence,
        &[("有", "present"), ("部分", "partial"), ("无", "absent"), ("不适用", "not_applicable")],
    );
    stored(FieldKind::Grade, &[("危险", "dangerous"), ("基本完好", "mostly_sound")]);
    refused(FieldKind::Grade, &[("no_such_part", FieldError::NotAnOption)]);
    stored(FieldKind::PartGrade, &[("无此分项", "no_such_part")]);
    refused(FieldKind::YesNo, &[("部分", FieldError::NotAnOption)]);
    stored(FieldKind::YesPartNo, &[("部分", "part")]);
    let programme = kind("base.programme", "programme");
    stored(
        programme,
        &[
            ("危旧房改善、庭院改善", "courtyard,dangerous"),
            ("dangerous,courtyard,dangerous", "courtyard,dangerous"),
            ("均未列入", "none"),
        ],
    );
    refused(
        programme,
        &[
            ("none,courtyard", FieldError::Excludes { code: "none" }),
            (",", FieldError::Blank),
            ("庭院", FieldError::NotAnOption),
        ],
    );
}

#[test]
fn texts() {
    stored(FieldKind::Text, &[(" 柳巷\r\n小区\u{7} ", "柳巷\n小区"), ("a\tb", "a b")]);
    refused(
        FieldKind::Text,
        &[("\u{1}\u{2}", FieldError::Blank), (&"长".repeat(2_001), FieldError::TooLong { max: 2_000 })],
    );
    stored(FieldKind::Text, &[(&"长".repeat(2_000), &"长".repeat(2_000))]);
    stored(FieldKind::PhotoNumber, &[("IMG_0012\n二", "IMG_0012 二")]);
    refused(FieldKind::PhotoNumber, &[(&"9".repeat(101), FieldError::TooLong { max: 100 })]);
    stored(FieldKind::TextList, &[("市房管局；棉纺厂、棉纺厂\n ", "市房管局\n棉纺厂")]);
    let many: Vec<String> = (0..51).map(|number| number.to_string()).collect();
    refused(FieldKind::TextList, &[(&many.join("、"), FieldError::TooMany { max: 50 }), ("；、", FieldError::Blank)]);
    refused(FieldKind::Computed, &[("12", FieldError::Computed), ("", FieldError::Computed)]);
}

#[test]
fn every_option_of_the_catalogue_reads_back_from_code_and_labels() {
    for field in items().flat_map(|item| item.fields) {
        for option in field.kind.options() {
            for typed in [option.code, option.zh, option.en] {
                match field.kind.parse(typed).unwrap() {
                    Canonical::Code(code) => assert_eq!(code, option.code),
                    other => assert_eq!(other, Canonical::Codes(vec![option.code])),
                }
            }
        }
    }
}

/// Typed text is any text: whatever is accepted must be a fixed point, and nothing may panic.
#[test]
fn whatever_is_accepted_is_canonical_at_the_second_reading() {
    let pieces = [
        "1",
        "９",
        "0",
        ".",
        "。",
        ",",
        "，",
        "-",
        "－",
        " ",
        "　",
        "米",
        "㎡",
        "元",
        "%",
        "年",
        "月",
        "日",
        "有",
        "无",
        "、",
        "；",
        "\n",
        "\r",
        "\u{0}",
        "\u{85}",
        "\u{feff}",
        "A",
        "none",
        "courtyard",
        "yes",
        "𠮷",
        "2024",
        "03",
    ];
    let kinds: Vec<FieldKind> =
        items().flat_map(|item| item.fields).map(|field| field.kind).fold(Vec::new(), |mut kinds, kind| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            kinds
        });
    // A fixed linear congruential sequence: the same texts at every run.
    let mut seed = 42_u64;
    let mut next = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % bound
    };
    let mut accepted = 0;
    for _ in 0..5_000 {
        let typed: String = (0..=next(7)).map(|_| pieces[next(pieces.len())]).collect();
        for kind in &kinds {
            if let Ok(value) = kind.parse(&typed) {
                accepted += 1;
                assert_eq!(kind.parse(&value.to_string()), Ok(value.clone()), "{typed:?} as {kind:?} gave {value:?}");
            }
        }
    }
    assert!(accepted > 5_000, "{accepted}");
}
