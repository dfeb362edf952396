//! Under which conditions a statement holds: `Condition`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Kind, Map, Shape, Unknown, Value, choice};
use crate::types::Type;

use super::list::{Listing, one_or_many, opaque};
use super::principal::joined;
use super::set_order;

/// The values of a block. Their order counts.
const VALUES: Listing = Listing {
    is_ordered: true,
    is_replaced: true,
    is_kept_empty: true,
};

/// Values by test and variable, each block's apart.
type Tests = BTreeMap<Arc<str>, BTreeMap<Arc<str>, Vec<Value>>>;

/// The blocks of a statement as one object, by test and variable; nothing where there is none.
pub(super) fn conditions(blocks: &Value) -> Option<Value> {
    let origin = blocks.elements().and_then(|items| items.first()?.origin);
    let made = match &blocks.kind {
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Open { known, each } => {
                let object = partial(known, &[(**each).clone()]);
                if known.is_empty() {
                    choice(vec![Value::null(), object], blocks)
                } else {
                    object
                }
            }
            _ => opaque([blocks]),
        },
        _ => {
            let blocks = blocks.elements()?;
            let is_named =
                |block: &Value| name(block, "test").zip(name(block, "variable")).is_some();
            match &**blocks {
                [] => return None,
                _ if blocks.iter().all(is_named) => by_test(blocks),
                _ => {
                    let (named, others): (Vec<Value>, Vec<Value>) =
                        blocks.iter().cloned().partition(is_named);
                    partial(&named, &others)
                }
            }
        }
    };
    Some(match origin {
        Some(span) => made.or_at(span),
        None => made,
    })
}

fn name(block: &Value, argument: &str) -> Option<Arc<str>> {
    Some(block.get(argument)?.as_text()?.shared())
}

/// What orders a block among the others; `None` where not all of it is known.
fn order(block: &Value) -> Option<String> {
    let (test, variable) = (
        block.get("test")?.as_str()?,
        block.get("variable")?.as_str()?,
    );
    let values = set_order::texts(block.get("values")?.elements()?)?;
    Some(set_order::of_condition(test, variable, &values))
}

fn tests_of<'v>(blocks: impl IntoIterator<Item = &'v Value>) -> Tests {
    let mut tests = Tests::new();
    for block in blocks {
        if let (Some(test), Some(variable)) = (name(block, "test"), name(block, "variable")) {
            let values = block
                .get("values")
                .and_then(|values| one_or_many(values, VALUES));
            let values = values.unwrap_or_else(|| Value::tuple([]));
            let variables = tests.entry(test).or_default();
            variables.entry(variable).or_default().push(values);
        }
    }
    tests
}

fn by_test(blocks: &[Value]) -> Value {
    let orders: Vec<Option<String>> = blocks.iter().map(order).collect();
    let is_ordered = orders.iter().all(Option::is_some);
    let mut sorted: Vec<(&Option<String>, &Value)> = orders.iter().zip(blocks).collect();
    sorted.sort_by(|a, b| a.0.cmp(b.0));
    let together = |lists: Vec<Value>| match lists.as_slice() {
        [only] => only.clone(),
        _ => single(joined(&lists, is_ordered)),
    };
    object(
        tests_of(sorted.into_iter().map(|(_, block)| block)),
        &together,
    )
}

fn object(tests: Tests, together: &dyn Fn(Vec<Value>) -> Value) -> Value {
    let tests = tests.into_iter().map(|(test, variables)| {
        let variables = variables.into_iter();
        let variables = variables.map(|(variable, lists)| (variable, together(lists)));
        (test, Value::object(variables.collect::<Map>()))
    });
    Value::object(tests.collect::<Map>())
}

/// A list of one value is written as that value.
pub(super) fn single(values: Value) -> Value {
    match values.elements().map(|items| &**items) {
        Some([only]) => only.clone(),
        _ => values,
    }
}

/// Conditions with others, of which it is not known what they test: these may add tests, variables and values.
fn partial(named: &[Value], others: &[Value]) -> Value {
    let more = || Value::from(Unknown::derived(Type::Dynamic, others));
    let open = |entries: Map| -> Value {
        let unknown = Unknown::derived(Type::Dynamic, entries.values().chain([&more()]));
        unknown.not_null().shaped(Shape::Partial(entries)).into()
    };
    let tests = tests_of(named).into_iter().map(|(test, variables)| {
        let variables = variables.into_iter().map(|(variable, mut lists)| {
            lists.push(more());
            (variable, joined(&lists, false))
        });
        (test, open(variables.collect()))
    });
    open(tests.collect())
}
