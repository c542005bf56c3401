//! What is alike in a program's wasm is put side by side.
//!
//! wasm-bindgen leaves the functions in the order of their sizes, where Brotli finds little in one that it knows from the one before. With each
//! followed by the one that it has most of a program for the field comes out 6 KB smaller, and another KB without what no browser reads:
//! names for a debugger, notes on the compiler.

use crate::size::brotli_size;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader};
use wasmparser::{Parser, Payload, TypeRef};

/// The same program, its functions in another order.
///
/// # Errors
/// It is no wasm.
fn order(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    let mut functions = Functions::of(wasm)?;
    functions.parse_core_module(&mut module, Parser::new(0), wasm).map_err(|error| error.to_string())?;
    Ok(module.finish())
}

/// The smallest after Brotli of so many orders. What a function is like depends on the numbers by which it calls others, and these on the order: put in
/// order again, a program comes out some hundred bytes larger or smaller.
///
/// # Errors
/// As [`order`].
pub fn smallest(wasm: &[u8], orders: usize) -> Result<Vec<u8>, String> {
    let weigh = |wasm: &[u8]| brotli_size(wasm).map_err(|error| error.to_string());
    let mut last = order(wasm)?;
    let (mut least, mut best) = (weigh(&last)?, last.clone());
    for _ in 1..orders {
        last = order(&last)?;
        let size = weigh(&last)?;
        if size < least {
            (least, best) = (size, last.clone());
        }
    }
    Ok(best)
}

/// The functions of a program in their new order.
struct Functions<'w> {
    /// How many others come before them, which it asks of its script.
    imported: u32,
    /// The type and the body of each.
    ordered: Vec<(u32, FunctionBody<'w>)>,
    /// Where each has come to, by where it was.
    places: Vec<u32>,
}

impl<'w> Functions<'w> {
    fn of(wasm: &'w [u8]) -> Result<Self, String> {
        let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.map_err(|error| error.to_string())? {
                Payload::ImportSection(reader) => {
                    for import in reader.into_imports() {
                        let import = import.map_err(|error| error.to_string())?;
                        imported += u32::from(matches!(import.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(reader) => {
                    types = reader.into_iter().collect::<Result<_, _>>().map_err(|error| error.to_string())?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let mut ordered: Vec<(usize, (u32, FunctionBody))> = types.into_iter().zip(bodies).enumerate().collect();
        ordered.sort_by(|(_, (a_type, a)), (_, (b_type, b))| (a_type, a.as_bytes()).cmp(&(b_type, b.as_bytes())));
        let chain = chain(&ordered.iter().map(|(_, (_, body))| body.as_bytes()).collect::<Vec<_>>());
        let ordered: Vec<_> = chain.into_iter().map(|at| ordered[at].clone()).collect();
        let mut places = vec![0; ordered.len()];
        for (place, (before, _)) in (0..).zip(&ordered) {
            places[*before] = place;
        }
        Ok(Self { imported, ordered: ordered.into_iter().map(|(_, function)| function).collect(), places })
    }
}

/// As long as what two bodies are held against each other by: short pieces find what differs in the numbers of what is called, long ones what doesn't.
const PIECES: [usize; 2] = [3, 5];
/// A piece that the last body has, so that what those before it have can be counted in parts of one.
const ONE: usize = 100;
/// What so many bodies have in common says nothing of two of them.
const COMMON: usize = 3_000;

/// The positions of `bodies` in an order in which each is followed by the one left of which it, and less and less those before it, have the largest part;
/// by the next where they have nothing of any. What else the longer of two has costs the same wherever it stands; of two parts as large that of the longer
/// body saves more, and so it weighs more.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<BTreeSet<&[u8]>> =
        bodies.iter().map(|body| PIECES.into_iter().flat_map(|length| body.windows(length)).collect()).collect();
    let mut having = HashMap::<&[u8], Vec<usize>>::new();
    for (at, of) in pieces.iter().enumerate() {
        of.iter().for_each(|piece| having.entry(piece).or_default().push(at));
    }
    let (mut left, mut chain): (BTreeSet<usize>, _) = ((0..bodies.len()).collect(), Vec::new());
    let mut shared = vec![0_usize; bodies.len()];
    let mut next = left.pop_first();
    while let Some(at) = next {
        chain.push(at);
        let rare = pieces[at].iter().map(|piece| &having[piece]).filter(|of| of.len() <= COMMON);
        rare.flatten().for_each(|other| shared[*other] += ONE);
        // As count^1.5 / length orders them.
        let weight = |count: usize, length: usize| (count as u128 * 100).pow(3) / (length as u128).pow(2);
        let counted = left.iter().map(|other| (*other, shared[*other])).filter(|(_, count)| *count > 0);
        let alike = counted.max_by_key(|(other, count)| (weight(*count, pieces[*other].len()), Reverse(*other)));
        next = match alike {
            Some((other, _)) => left.take(&other),
            None => left.pop_first(),
        };
        shared.iter_mut().for_each(|count| *count = *count * 3 / 10);
    }
    chain
}

impl Reencode for Functions<'_> {
    type Error = &'static str;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        let Some(own) = function.checked_sub(self.imported) else { return Ok(function) };
        let place = self.places.get(own as usize).ok_or(Error::UserError("wasm: no such function"))?;
        Ok(self.imported + place)
    }

    fn parse_function_section(
        &mut self,
        section: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for (of_type, _) in &self.ordered {
            section.function(*of_type);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        section: &mut CodeSection,
        _: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let bodies: Vec<FunctionBody> = self.ordered.iter().map(|(_, body)| body.clone()).collect();
        bodies.into_iter().try_for_each(|body| self.parse_function_body(section, body))
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use wasm_encoder::{ConstExpr, CustomSection, ElementSection, Elements, EntityType, ExportKind, ExportSection};
    use wasm_encoder::{Function, ImportSection, RefType, StartSection, TableSection, TableType, TypeSection};
    use wasmparser::{ElementItems, Operator};

    /// A program whose functions, but for the first, which it imports, call others and are exported by name.
    fn program(functions: &[(&str, u32, &[u32])], start: u32) -> Vec<u8> {
        let (mut types, mut imports, mut of_types) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], []);
        types.ty().function([], []);
        imports.import("./app_bg.js", "a", EntityType::Function(0));
        let (mut tables, mut exports, mut elements) =
            (TableSection::new(), ExportSection::new(), ElementSection::new());
        let size = 1;
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: size,
            maximum: None,
            shared: false,
        });
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions(vec![start].into()));
        let mut code = CodeSection::new();
        for (index, (name, of_type, calls)) in (1..).zip(functions) {
            of_types.function(*of_type);
            exports.export(name, ExportKind::Func, index);
            let mut function = Function::new([]);
            for other in *calls {
                function.instructions().call(*other);
            }
            function.instructions().end();
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&of_types).section(&tables).section(&exports);
        module.section(&StartSection { function_index: start }).section(&elements).section(&code);
        module.section(&CustomSection { name: "producers".into(), data: b"a compiler"[..].into() });
        module.finish()
    }

    /// The names of a program's functions in their order, and what each calls; `start` and `table` call what they name.
    fn read(wasm: &[u8]) -> (Vec<String>, BTreeMap<String, Vec<String>>) {
        let (mut names, mut calls) = (BTreeMap::from([(0, "imported".to_owned())]), Vec::new());
        let mut bodies = 0..;
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(reader) => {
                    names.extend(
                        reader.into_iter().map(Result::unwrap).map(|export| (export.index, export.name.to_owned())),
                    );
                }
                Payload::StartSection { func, .. } => calls.push(("start".to_owned(), vec![func])),
                Payload::ElementSection(reader) => {
                    for element in reader {
                        let ElementItems::Functions(items) = element.unwrap().items else { panic!("no functions") };
                        calls.push(("table".to_owned(), items.into_iter().map(Result::unwrap).collect()));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
                    let called = operators.filter_map(|operator| match operator {
                        Operator::Call { function_index } => Some(function_index),
                        _ => None,
                    });
                    calls.push((names[&(1 + bodies.next().unwrap())].clone(), called.collect()));
                }
                Payload::CustomSection(section) => panic!("{}", section.name()),
                _ => {}
            }
        }
        let in_words = |called: Vec<u32>| called.into_iter().map(|index| names[&index].clone()).collect();
        let calls = calls.into_iter().map(|(name, called)| (name, in_words(called))).collect();
        (names.values().cloned().collect(), calls)
    }

    #[test]
    fn like_functions_come_together_and_every_call_finds_its_own() {
        let long: &[u32] = &[0, 0, 3, 4];
        let wasm =
            program(&[("long", 0, long), ("other", 1, &[1]), ("short", 0, &[2]), ("like long", 0, &[0, 0, 2])], 4);
        let (order, calls) = read(&super::order(&wasm).unwrap());
        assert_eq!(order, ["imported", "like long", "short", "long", "other"]);
        let expected: [(&str, &[&str]); 6] = [
            ("long", &["imported", "imported", "short", "like long"]),
            ("other", &["long"]),
            ("short", &["other"]),
            ("like long", &["imported", "imported", "other"]),
            ("start", &["like long"]),
            ("table", &["like long"]),
        ];
        let expected =
            expected.map(|(name, called)| (name.to_owned(), called.iter().map(ToString::to_string).collect()));
        assert_eq!(calls, BTreeMap::from(expected));
    }

    #[test]
    fn what_is_no_program_is_refused() {
        let wasm = program(&[("one", 0, &[9])], 1);
        assert!(super::order(&wasm).unwrap_err().contains("no such function"));
        assert!(super::order(b"no wasm").is_err());
        assert!(super::order(&wasm[..wasm.len() - 4]).is_err());
    }
}
