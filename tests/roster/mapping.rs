//! Which row is the header and what its columns mean.

use super::*;

fn problem(text: &str) -> MappingProblem {
    propose_mapping(&table(text)).unwrap_err()
}

#[test]
fn no_room_column_has_its_own_error() {
    assert_eq!(
        problem("花名册,,\n幢号,产权人,面积\n1,张*,50\n"),
        MappingProblem::NoSuiteColumn { header_line: Some(2) }
    );
}

#[test]
fn no_header() {
    assert_eq!(problem("1,1,101,张*\n1,1,102,李*\n"), MappingProblem::NoHeader);
    assert_eq!(problem("住户花名册\n"), MappingProblem::NoHeader);
}

#[test]
fn equally_good_names_are_the_persons_to_decide() {
    let expected = MappingProblem::DuplicateField { field: Field::Suite, columns: vec![1, 3] };
    assert_eq!(problem("幢号,房号,产权人,房号\n1,101,张*,102\n"), expected);
}

#[test]
fn the_better_name_wins() {
    let mapping =
        propose_mapping(&table("序号,楼栋,房号,建筑面积,产权面积（㎡）,户主,产权人,手机\n1,1,101,60,50,甲*,乙*,1\n"))
            .unwrap();
    use Field::*;
    assert_eq!(mapping.columns, [Serial, Building, Suite, Ignored, Area, Ignored, Holder, Phone]);
}

#[test]
fn doorplates() {
    let columns = |header: &str| propose_mapping(&table(&format!("{header}\n1,2,3,4\n"))).unwrap().columns;
    use Field::*;
    assert_eq!(columns("路名,门牌号,室号,业主"), [Road, Building, Suite, Holder]);
    assert_eq!(columns("幢号,单元,门牌号,业主"), [Building, Stairwell, Suite, Holder]);
    assert_eq!(columns("幢号,门牌号,室号,业主"), [Building, Ignored, Suite, Holder]);
}

#[test]
fn spellings_of_names() {
    for (name, field) in [
        ("楼 号", Field::Building),
        ("建筑面积(平方米)", Field::Area),
        ("面积㎡", Field::Area),
        ("Area_m2", Field::Area),
        ("title_key", Field::Title),
        ("不动产权证号", Field::Title),
        ("产权类别", Field::Tenure),
        ("房屋用途：", Field::Use),
        ("备 注", Field::Note),
        ("联系电话*", Field::Phone),
        ("所在楼层", Field::Floor),
    ] {
        let mapping = propose_mapping(&table(&format!("房号,{name}\n101,1\n"))).unwrap();
        assert_eq!(mapping.columns, [Field::Suite, field], "{name}");
    }
}

#[test]
fn a_person_may_change_it() {
    let table = table("幢号,房号,姓名,曾用名\n1,101,张*,王*\n");
    let mut mapping = propose_mapping(&table).unwrap();
    mapping.columns = vec![Field::Building, Field::Suite, Field::Ignored, Field::Holder];
    let changed = understand(&table, &mapping, &Corrections::default());
    assert_eq!(household(&changed, "1-101").holders, ["王*"]);
    mapping.header_line = None;
    let headless = understand(&table, &mapping, &Corrections::default());
    assert_eq!(buckets(&headless), ["repeated_header", "household 1-101"], "a header is never a household");
}

#[test]
fn without_a_header_columns_can_be_named() {
    let table = table("1,1,101,张*\n1,1,102,李*\n");
    let mut mapping = guess_mapping(&table);
    assert_eq!(mapping, Mapping { header_line: None, columns: vec![Field::Ignored; 4] });
    mapping.columns = vec![Field::Building, Field::Stairwell, Field::Suite, Field::Holder];
    assert_eq!(mapping.check(), Ok(()));
    assert_eq!(ids(&understand(&table, &mapping, &Corrections::default())), ["1-1-101", "1-1-102"]);
}
