//! What is known of values that are not known. Of each result it holds: whatever the unknown values turn out to be,
//! Terraform's value is among those that it stands for.

use std::sync::Arc;

use super::language::{evaluate, show};
use crate::eval::Budget;
use crate::eval::equality::make_set;
use crate::eval::function::testing::NoFiles;
use crate::eval::function::{Environment, call, find};
use crate::eval::value::Value;
use crate::source::{FileId, Span};
use crate::types::Type;

/// Expressions with their values and types, as `show` writes them.
pub(super) fn expected() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("symbols.txt").lines();
    lines.map(|line| line.split_once("  =>  ").unwrap())
}

#[test]
fn what_is_known_survives_what_only_moves_values() {
    let mut differences = Vec::new();
    for (text, expected) in expected() {
        let found = match evaluate(text) {
            Ok(value) => format!("{} :: {}", show(&value), value.ty()),
            Err(message) => format!("error: {message}"),
        };
        if found != expected {
            differences.push(format!("{text}: {found}, not {expected}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn call_with(name: &str, arguments: &[Value], work: u64) -> Result<Value, String> {
    let budget = Budget::of(work);
    let environment = Environment::new(&NoFiles, Span::new(FileId(0), 0, 0), &budget);
    let function = find(name).unwrap();
    call(function, &environment, arguments).map_err(|failure| failure.message)
}

#[test]
fn what_would_be_too_large_is_refused() {
    let numbers: Arc<[Value]> = (0..1000).map(Value::number).collect();
    let list = Value::list(Type::Number, numbers);
    let lists = vec![list; 4];
    let refused = call_with("setproduct", &lists, 1_000_000);
    assert_eq!(
        refused.unwrap_err(),
        "it takes more work than iaclint spends"
    );
}

#[test]
fn many_arguments_with_alternatives_are_not_multiplied() {
    let either = evaluate(r#"flag ? ["a"] : ["b", "c"]"#).unwrap();
    let joined = call_with("concat", &vec![either; 40], 1_000_000).unwrap();
    assert_eq!(show(&joined), r#"[...{"a"|"b"|"c"}] #40..80"#);
}

#[test]
fn a_set_of_many_ids_is_made_at_once() {
    let ids: Vec<Value> = (0..20_000).map(super::language::id_of).collect();
    let twice: Vec<Value> = ids.iter().chain(&ids).cloned().collect();
    let set = make_set(Type::String, twice);
    assert_eq!(set.elements().unwrap().len(), 20_000);
    let length = call_with("length", &[set], 1_000_000).unwrap();
    assert_eq!(show(&length), "20000");
}

/// Terraform passes over what cannot become what the others are.
#[test]
fn coalesce_passes_over_what_does_not_convert() {
    let shown = |text: &str| show(&evaluate(text).unwrap());
    assert_eq!(shown(r#"coalesce(["abc"], toset([0]))"#), "[0]");
    assert_eq!(shown("coalesce([id], toset([0]))"), "{[a.id]|[0]}");
    assert_eq!(shown("coalesce(id, 0)"), "a.id");
}
