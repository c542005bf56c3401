//! Importing a roster as a supervisor does it: events in, questions to the worker answered, records and effects out.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::rc::Rc;
use wenlou::app::form::FormKey;
use wenlou::app::import::{self, ImportError};
use wenlou::app::roster::shown::{Ask, Kind, Line, Shown};
use wenlou::app::roster::{Draft, Filter, Msg};
use wenlou::app::{
    AtStart, Effect, Event, FileToken, Model, Moment, OfficeMessage, Parts, PickedFile, Route, settings, update,
};
use wenlou::domain::catalogue;
use wenlou::domain::ids::CompoundId;
use wenlou::domain::json::{from_text, to_text};
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::entry::MAX_TEXT;
use wenlou::journal::fact::{Freeze, PublicKey};
use wenlou::report::roster::show;
use wenlou::roster::{Field, MAX_BYTES};
use wenlou::text::Lang;

const GOOD: &str =
    "幢号,单元,房号,产权人,面积\n1,1,101,张*,50\n1,1,102,李*,60\n1,1,102,王*,60\n2,1,101,赵*,\n合计,,,,110\n";
const BAD: &str = "幢号,单元,房号,产权人,面积\n1,1,1o1,张*,5O\n1,1,102,李*,60\n1,1,？,王*,70\n";

/// What a worker was asked.
type Question = (FileToken, u64, Ask);

/// The founder's tablet, on the import screen of a compound, with the files it can pick.
struct Tablet {
    model: Model,
    compound: CompoundId,
    files: Vec<Vec<u8>>,
    minutes: i64,
}

impl Tablet {
    fn new() -> Self {
        let key = PublicKey { crv: "P-256".into(), kty: "EC".into(), x: "x".repeat(43), y: Some("y".repeat(43)) };
        let at_start = AtStart { key: Some(key), ..AtStart::default() };
        let model = Model::new(Parts::ALL);
        let mut tablet = Self { model, compound: CompoundId(String::new()), files: Vec::new(), minutes: 0 };
        tablet.send(Event::Started(Box::new(at_start)));
        tablet.send(Event::Go(Route::NewCampaign));
        tablet.edit(FormKey::NewCampaign, "name", "2026年朝霞街道");
        tablet.send(Event::office(wenlou::app::office::Msg::CreateCampaign));
        let campaign = tablet.model.state().unwrap().campaign.clone();
        tablet.send(Event::Go(Route::NewCompound(campaign.clone())));
        tablet.edit(FormKey::NewCompound(campaign.clone()), "name", "朝霞里");
        tablet.edit(FormKey::NewCompound(campaign.clone()), "street", "朝霞街道");
        tablet.send(Event::office(wenlou::app::office::Msg::CreateCompound));
        tablet.compound = tablet.model.state().unwrap().compounds.keys().next().unwrap().clone();
        tablet.send(Event::Go(Route::Roster(campaign, tablet.compound.clone())));
        tablet
    }

    /// With this roster on screen.
    fn with(text: &str) -> Self {
        let mut tablet = Self::new();
        let asked = tablet.pick("花名册.csv", text.as_bytes());
        tablet.answer(asked);
        tablet
    }

    fn now(&mut self) -> Moment {
        self.minutes += 1;
        Moment { at: self.minutes * 60_000, local: "2026-10-08T09:30".into(), nonce: format!("{:0>22}", self.minutes) }
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        let now = self.now();
        update(&mut self.model, &now, event)
    }

    fn edit(&mut self, form: FormKey, field: &'static str, text: &str) {
        self.send(Event::Edit { form, field, text: text.to_owned() });
    }

    fn roster(&mut self, msg: Msg) -> Vec<Effect> {
        self.send(Event::roster(msg))
    }

    fn pick(&mut self, name: &str, bytes: &[u8]) -> Question {
        let token = FileToken(u32::try_from(self.files.len()).unwrap());
        self.files.push(bytes.to_vec());
        let file = PickedFile { token, name: name.to_owned(), size: bytes.len() as u64 };
        question(&self.roster(Msg::Pick(vec![file])))
    }

    /// Answers as the worker does, JSON both ways.
    fn answer(&mut self, (file, request, ask): Question) -> Vec<Effect> {
        let ask = from_text(&to_text(&ask)).unwrap();
        let reply = to_text(&show(ask, &self.files[file.0 as usize]));
        let reply: Result<Shown, String> = from_text(&reply).unwrap();
        self.send(Event::Answered(Rc::new(wenlou::app::Answer::RosterRead {
            request,
            result: reply.map(Rc::new).map_err(ImportError::Sheet),
        })))
    }

    /// Does something that asks the worker, and has it answered.
    fn does(&mut self, msg: Msg) {
        let asked = question(&self.roster(msg));
        assert!(self.draft().import.reading && !self.draft().ready(), "nothing is imported before the answer");
        self.answer(asked);
    }

    /// Corrects one cell of a line.
    fn corrects(&mut self, line: u32, field: Field, text: &str) {
        assert_eq!(self.roster(Msg::Edit(line)), []);
        assert_eq!(self.roster(Msg::Type(field, text.to_owned())), []);
        self.does(Msg::SaveEdit);
    }

    fn draft(&self) -> &Draft {
        &self.model.roster
    }

    fn line(&self, number: u32) -> &Line {
        self.draft().line(number).unwrap()
    }

    fn compound(&self) -> &Compound {
        self.model.compound(&self.compound).unwrap()
    }

    fn records(&self) -> usize {
        self.model.open.as_ref().unwrap().journal.len()
    }
}

fn question(effects: &[Effect]) -> Question {
    match effects {
        [Effect::ReadRoster { file, request, ask }] => (*file, *request, ask.clone()),
        other => panic!("{other:?}"),
    }
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn ask(name: &str, bytes: &[u8]) -> Ask {
    let import = import::Ask { name: name.to_owned(), size: bytes.len() as u64, ..Default::default() };
    Ask { import, ..Ask::default() }
}

fn shown(name: &str) -> Shown {
    let bytes = sample(name);
    show(ask(name, &bytes), &bytes).unwrap()
}

#[test]
fn a_roster_is_shown_in_words() {
    let found = show(ask("花名册.csv", GOOD.as_bytes()), GOOD.as_bytes()).unwrap();
    assert_eq!((found.encoding.as_deref(), found.sheets.len()), (Some("UTF-8"), 0));
    assert_eq!(found.header_line, Some(1));
    assert_eq!(found.columns[2], (Field::Suite as u32, "第 3 列 房号".to_owned()));
    assert_eq!(found.fields[Field::Suite as usize], "房号");
    assert_eq!(found.fields.len(), Field::ALL.len());
    assert_eq!(found.headers[0], (1, "第 1 行 幢号 单元 房号 产权人 面积".to_owned()));
    assert_eq!(found.mapping_problem, None);
    let understood = found.understood.unwrap();
    let figures: Vec<_> = understood.figures.iter().map(|f| (f.label.as_str(), f.value.as_str())).collect();
    let expected =
        [("幢", "2"), ("户", "3"), ("不计户（商铺、车库等）", "0"), ("共有人行", "1"), ("建筑面积（㎡）", "110")];
    assert_eq!(figures, expected);
    assert_eq!(understood.figures[4].note.as_deref(), Some("1 个产权单位没有面积"));
    assert_eq!((understood.counted, understood.problems, understood.households.len()), (3, 0, 3));
    let kinds: Vec<Kind> = understood.lines.iter().map(|line| line.kind).collect();
    let expected = [Kind::Skipped, Kind::Household, Kind::Household, Kind::CoOwner, Kind::Household, Kind::Skipped];
    assert_eq!(kinds, expected);
    assert_eq!(understood.lines[3].outcome, "共有人，并入同一产权单位");
    assert_eq!(understood.lines[3].title, understood.lines[2].title);
    assert_eq!(understood.lines[3].words(), format!("{} · 共有人，并入同一产权单位", understood.lines[2].title));
    assert_eq!(understood.lines[4].filled(), "2 · 1 · 101 · 赵*");
    assert_eq!(understood.lines[5].words(), "合计：写明 110，读出 110");
}

#[test]
fn each_language_has_its_words() {
    let mut question = ask("roster.csv", BAD.as_bytes());
    question.import.lang = Lang::En;
    let understood = show(question, BAD.as_bytes()).unwrap().understood.unwrap();
    assert_eq!(understood.figures[1].label, "Households");
    assert_eq!(understood.lines[1].outcome, "Area \"5O\" can't be read; leave it empty if unknown");
    let mut question = ask("roster.pdf", b"%PDF-1.7");
    question.import.lang = Lang::En;
    let why = show(question, b"%PDF-1.7").unwrap_err();
    assert_eq!(why, "This is PDF, which can't be read. Open it in a spreadsheet program and save it as .xlsx.");
}

#[test]
fn households_come_only_when_all_is_understood() {
    let understood = show(ask("a.csv", BAD.as_bytes()), BAD.as_bytes()).unwrap().understood.unwrap();
    assert_eq!((understood.problems, understood.counted, understood.households.len()), (2, 1, 0));
}

#[test]
fn a_workbook_comes_with_its_sheets() {
    let found = shown("office-roster.xlsx");
    assert_eq!(found.encoding, None);
    assert!(found.sheet < found.sheets.len(), "{:?}", found.sheets);
    let bytes = sample("office-roster.xlsx");
    let again = Ask { sheet: Some(found.sheets[found.sheet].clone()), ..ask("office-roster.xlsx", &bytes) };
    assert_eq!(show(again, &bytes).unwrap(), found);
    let elsewhere = Ask { sheet: Some("没有".into()), ..ask("office-roster.xlsx", &bytes) };
    assert_eq!(show(elsewhere, &bytes).unwrap_err(), "没有名为“没有”的工作表。");
}

#[test]
fn of_a_file_that_is_too_large_only_the_size_is_asked() {
    let mut question = ask("花名册.xlsx", b"");
    question.import.size = MAX_BYTES as u64 + 1;
    assert!(question.import.is_too_large());
    assert!(show(question, b"").unwrap_err().contains("超过 21 MB 的上限"));
}

#[test]
fn what_crosses_stays_small() {
    for name in ["large-roster.csv", "template-roster.csv"] {
        let json = to_text(&shown(name));
        assert!(json.len() < 8 * sample(name).len(), "{name}: {} of {}", json.len(), sample(name).len());
    }
}

#[test]
fn a_good_roster_is_read_and_imported() {
    let mut tablet = Tablet::new();
    let asked = tablet.pick("花名册.csv", GOOD.as_bytes());
    assert_eq!((asked.2.sheet.as_deref(), asked.2.mapping.as_ref()), (None, None));
    assert!(tablet.draft().import.reading && tablet.draft().understood().is_none());
    tablet.answer(asked);
    assert!(tablet.draft().ready() && !tablet.draft().import.reading);
    assert_eq!(tablet.draft().filter, Filter::All);
    assert_eq!(tablet.draft().listed().len(), 6);
    let before = tablet.records();
    let effects = tablet.roster(Msg::Import);
    let Some(Effect::Store { records, .. }) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(records.len(), 3, "a record for each building and one that says it is complete");
    assert_eq!(tablet.records(), before + 3);
    let journal = &tablet.model.open.as_ref().unwrap().journal;
    let fact = |at: usize| &journal.entry(&records[at].0).unwrap().fact;
    assert!(matches!(fact(0), Fact::RollPart(part) if part.building.as_str() == "1" && part.households.len() == 2));
    assert!(matches!(fact(1), Fact::RollPart(part) if part.building.as_str() == "2" && part.households.len() == 1));
    let Fact::Roll(imported) = fact(2) else { panic!("{:?}", fact(2)) };
    assert_eq!((imported.parts, imported.file.as_str(), imported.file_sha256.len()), (2, "花名册.csv", 64));
    let roll = tablet.compound().roll.as_ref().unwrap();
    assert_eq!((roll.counted(), roll.hash()), (3, imported.roll.as_str()));
    assert_eq!(roll.households()[1].holders, ["李*", "王*"]);
    assert!(tablet.draft().import.file.is_none(), "the draft is done with");
    assert!(matches!(tablet.model.route, Route::Compound(..)));
}

#[test]
fn problems_block_the_import_until_they_are_corrected_or_left_out() {
    let mut tablet = Tablet::with(BAD);
    assert_eq!(tablet.draft().filter, Filter::Problems);
    assert_eq!(tablet.draft().listed(), [1, 3]);
    let before = tablet.records();
    assert_eq!(tablet.roster(Msg::Import), []);
    assert_eq!(tablet.records(), before);

    assert_eq!(tablet.roster(Msg::Edit(2)), []);
    let typed = |tablet: &Tablet| tablet.draft().edit.as_ref().unwrap().texts.clone();
    let fields: Vec<Field> = typed(&tablet).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, [Field::Building, Field::Stairwell, Field::Suite, Field::Holder, Field::Area]);
    assert_eq!(typed(&tablet)[4].1, "5O");
    tablet.roster(Msg::Type(Field::Area, "50".into()));
    tablet.roster(Msg::CancelEdit);
    assert!(tablet.draft().edit.is_none() && !tablet.draft().import.reading);

    tablet.corrects(2, Field::Area, "50");
    assert_eq!(tablet.line(2).kind, Kind::Household);
    tablet.corrects(2, Field::Suite, "201");
    assert_eq!(tablet.line(2).kind, Kind::Household);
    assert_eq!(tablet.draft().cell(2, Field::Area), "50", "what is typed next starts from what was typed before");
    assert_eq!(tablet.draft().filter, Filter::Problems, "what is listed stays as chosen");
    assert_eq!(tablet.draft().listed(), [3]);
    tablet.does(Msg::LeaveOut(4));
    assert_eq!((tablet.line(4).kind, tablet.line(4).outcome.as_str()), (Kind::Skipped, "按您的决定不导入"));
    assert!(tablet.draft().ready());
    tablet.does(Msg::TakeBack(4));
    assert!(!tablet.draft().ready());
    tablet.does(Msg::LeaveOut(4));
    tablet.roster(Msg::Import);
    assert_eq!(tablet.compound().roll.as_ref().unwrap().counted(), 2);
}

#[test]
fn households_are_counted_as_the_campaign_counts_them() {
    let text = "幢号,单元,房号,产权人\n1,1,101,张*\n1,1,102,李*\n1,,底商1号,王*\n";
    for (counts, households, others) in [("residential", 2, "1"), ("all", 3, "0")] {
        let mut tablet = Tablet::new();
        let mut terms = tablet.model.state().unwrap().terms.clone().unwrap();
        terms.settings.set(catalogue::setting("others_in_n").unwrap(), counts).unwrap();
        let now = tablet.now();
        tablet.model.record(&now, Fact::Terms(terms), &mut Vec::new());
        let asked = tablet.pick("花名册.csv", text.as_bytes());
        tablet.answer(asked);
        let understood = tablet.draft().understood().unwrap();
        let figures: Vec<_> = understood.figures.iter().map(|figure| figure.value.as_str()).collect();
        assert_eq!((understood.counted, figures[1], figures[2]), (households, &*households.to_string(), others));
        tablet.roster(Msg::Import);
        assert_eq!(tablet.compound().roll.as_ref().unwrap().counted(), households as u64);
        let told = tablet.model.toasts.last().unwrap().message.clone();
        assert_eq!(told, OfficeMessage::RollImported { households: households as u64 }.into());
    }
}

#[test]
fn columns_and_header_can_be_said_otherwise() {
    let mut tablet = Tablet::with("幢号,单元,门,产权人\n1,1,101,张*\n1,1,102,李*\n");
    let problem = |tablet: &Tablet| tablet.draft().shown.as_ref().unwrap().mapping_problem.clone();
    assert!(problem(&tablet).unwrap().starts_with("没有房号列"));
    assert!(tablet.draft().understood().is_none() && !tablet.draft().ready());
    tablet.does(Msg::Column(2, Field::Suite));
    assert_eq!(problem(&tablet), None);
    assert!(tablet.draft().ready());
    tablet.does(Msg::Column(3, Field::Suite));
    assert_eq!(problem(&tablet).unwrap(), "第 3、4 列都选成了“房号”，请只留一列。");
    assert!(!tablet.draft().ready());
    tablet.does(Msg::Column(3, Field::Holder));
    tablet.does(Msg::Header(Some(2)));
    assert_eq!(tablet.draft().understood().unwrap().counted, 1);
    assert_eq!(tablet.draft().shown.as_ref().unwrap().columns[2].1, "第 3 列 101");
    tablet.does(Msg::Header(None));
    assert_eq!(tablet.draft().mapping().unwrap().header_line, None);
    assert_eq!(tablet.roster(Msg::Column(9, Field::Note)), [], "there is no such column");
}

#[test]
fn an_answer_to_an_earlier_question_is_not_listened_to() {
    let mut tablet = Tablet::new();
    let first = tablet.pick("坏.csv", BAD.as_bytes());
    let second = tablet.pick("好.csv", GOOD.as_bytes());
    tablet.answer(first.clone());
    assert!(tablet.draft().import.reading && tablet.draft().shown.is_none());
    tablet.answer(second.clone());
    assert!(tablet.draft().ready());
    tablet.answer(first);
    assert!(tablet.draft().ready());

    let left_out = question(&tablet.roster(Msg::LeaveOut(2)));
    let taken_back = question(&tablet.roster(Msg::TakeBack(2)));
    tablet.answer(left_out);
    assert!(tablet.draft().import.reading, "the later question is still open");
    tablet.answer(taken_back);
    assert_eq!(tablet.draft().understood().unwrap().counted, 3);

    let late = question(&tablet.roster(Msg::LeaveOut(2)));
    tablet.roster(Msg::Discard);
    tablet.answer(late);
    assert!(tablet.draft().shown.is_none() && !tablet.draft().import.reading);
    let third = tablet.pick("坏.csv", BAD.as_bytes());
    tablet.answer(second);
    assert!(tablet.draft().shown.is_none(), "numbers of questions are not used again");
    tablet.answer(third);
    assert_eq!(tablet.draft().understood().unwrap().problems, 2);
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_words() {
    let mut tablet = Tablet::new();
    let asked = tablet.pick("花名册.csv", b"");
    tablet.answer(asked);
    let why = "文件是空的。请向街道办事处重新索取。";
    assert_eq!(tablet.draft().import.error, Some(ImportError::Sheet(why.into())));
    assert!(!tablet.draft().import.reading && !tablet.draft().ready());
    let asked = tablet.pick("花名册.csv", GOOD.as_bytes());
    assert_eq!(tablet.draft().import.error, None);
    tablet.answer(asked);
    assert!(tablet.draft().ready());
}

#[test]
fn nothing_is_imported_when_the_last_question_went_unanswered() {
    let mut tablet = Tablet::with(GOOD);
    let (_, request, _) = question(&tablet.roster(Msg::LeaveOut(2)));
    let error = ImportError::Unreadable("timeout".into());
    tablet.send(Event::Answered(Rc::new(wenlou::app::Answer::RosterRead { request, result: Err(error.clone()) })));
    assert_eq!(tablet.draft().import.error, Some(error));
    assert!(!tablet.draft().import.reading && !tablet.draft().ready());
    assert_eq!(tablet.roster(Msg::Import), []);
    tablet.does(Msg::LeaveOut(3));
    assert!(tablet.draft().ready(), "asking again is enough");
}

#[test]
fn another_sheet_starts_afresh() {
    let mut tablet = Tablet::new();
    let asked = tablet.pick("office-roster.xlsx", &sample("office-roster.xlsx"));
    tablet.answer(asked);
    let sheets = tablet.draft().shown.as_ref().unwrap().sheets.clone();
    tablet.does(Msg::LeaveOut(5));
    let asked = question(&tablet.roster(Msg::Sheet(sheets[0].clone())));
    assert_eq!(asked.2.sheet.as_ref(), Some(&sheets[0]));
    assert_eq!((asked.2.mapping.as_ref(), asked.2.corrections.lines().count()), (None, 0));
    assert!(tablet.draft().import.is_for(&tablet.compound) && tablet.draft().shown.is_none());
    tablet.answer(asked);
    let asked = question(&tablet.roster(Msg::LeaveOut(5)));
    assert_eq!(asked.2.sheet.as_ref(), Some(&sheets[0]), "later questions are about the same sheet");
}

#[test]
fn a_change_of_language_asks_for_the_words_again() {
    let mut tablet = Tablet::with(BAD);
    tablet.does(Msg::LeaveOut(2));
    let change = |tablet: &mut Tablet, lang| {
        let mut effects = tablet.send(Event::Settings(settings::Msg::Lang(lang)));
        effects.retain(|effect| !matches!(effect, Effect::StoreSettings(_)));
        effects
    };
    assert_eq!(change(&mut tablet, Lang::Zh), []);
    let asked = question(&change(&mut tablet, Lang::En));
    tablet.answer(asked);
    assert_eq!(tablet.line(2).outcome, "Left out by your decision");
    assert_eq!(tablet.line(4).kind, Kind::Problem);
    tablet.roster(Msg::Discard);
    assert_eq!(change(&mut tablet, Lang::Zh), [], "nothing is open");
}

#[test]
fn a_frozen_roll_is_not_replaced() {
    let mut tablet = Tablet::with(GOOD);
    tablet.roster(Msg::Import);
    let campaign = tablet.model.state().unwrap().campaign.clone();
    tablet.send(Event::Go(Route::Roster(campaign, tablet.compound.clone())));
    let asked = tablet.pick("花名册.csv", GOOD.as_bytes());
    tablet.answer(asked);
    let roll = tablet.compound().roll.as_ref().unwrap().hash().to_owned();
    let freeze = Fact::Freeze(Freeze { compound: tablet.compound.clone(), roll, households: 3, counts: None });
    let now = tablet.now();
    tablet.model.record_all(&now, vec![freeze], &mut Vec::new());
    assert!(tablet.compound().frozen.is_some());
    assert_eq!(tablet.roster(Msg::Import), []);
}

#[test]
fn ten_thousand_households_are_imported() {
    let mut text = String::from("幢号,单元,房号,产权人,面积,产权性质,备注\n");
    for building in 1..=50 {
        for n in 0..200 {
            let (stairwell, floor, door) = (1 + n / 50, 1 + n % 50 / 2, 1 + n % 2);
            text.push_str(&format!("{building},{stairwell},{floor}0{door},陈*,62.31,房改房,空置\n"));
        }
    }
    let mut tablet = Tablet::with(&text);
    assert_eq!(tablet.draft().understood().unwrap().problems, 0);
    let effects = tablet.roster(Msg::Import);
    let Some(Effect::Store { records, .. }) = effects.first() else { panic!("no records") };
    assert_eq!(records.len(), 51);
    assert!(records.iter().all(|(_, text)| text.len() <= MAX_TEXT));
    assert_eq!(tablet.compound().roll.as_ref().unwrap().counted(), 10_000);
}
