//! Whatever an unknown value turns out to be, the result is among those that our result stands for.

use serde_json::Value as Json;

use super::language::{evaluate, evaluate_with, show};
use super::symbols::expected;
use crate::eval::equality::equal;
use crate::eval::unknown::{PathStep, Shape, Symbol, Unknown};
use crate::eval::value::{Kind, Value};
use crate::types::Type;

/// What the names of the tests may turn out to be, in expressions; each choice of the last ones is tried with all of
/// the first.
const TURNS_OUT: &[(&str, &[&str])] = &[
    ("flag", &["true", "false"]),
    ("id", &[r#""a""#, r#""i-1""#]),
    ("id2", &[r#""b""#, r#""i-2""#]),
    ("cidr", &["tostring(null)", r#""10.0.0.0/8""#, r#""""#]),
    (
        "subnets",
        &[
            r#"tolist(["s1", "s2"])"#,
            r#"tolist(["s1"])"#,
            "slice(tolist([\"s\"]), 0, 0)",
            r#"true ? null : tolist(["s"])"#,
        ],
    ),
    (
        "tags",
        &[r#"tomap({ Name = "n", b = "t" })"#, r#"tomap({ b = "t" })"#],
    ),
    ("ids", &["[]", r#"["c-0"]"#, r#"["c-0", "c-1", "c-2"]"#]),
    ("text", &[r#""b""#, r#""""#, "tostring(null)"]),
    (
        "list",
        &[
            "slice(tolist([\"s\"]), 0, 0)",
            r#"tolist(["a"])"#,
            r#"tolist(["x", "y"])"#,
        ],
    ),
    ("set", &[r#"toset(["a"])"#, r#"toset(["x", "y"])"#]),
    (
        "map",
        &[r#"tomap({ a = "1" })"#, r#"tomap({ b = "2", c = "3" })"#],
    ),
    ("pair", &[r#"["p", 1]"#]),
    ("object", &[r#"{ a = "x" }"#]),
    (
        "any",
        &[
            "1",
            "true",
            "null",
            r#"["k", 2]"#,
            "[]",
            r#"{ a = "z", b = 2 }"#,
            "{}",
            r#"tolist(["k"])"#,
        ],
    ),
];

/// One choice of values: the `turn`th of each name's, counted around, each name at its own pace.
struct Turn(usize);

impl Turn {
    fn value(&self, name: &str) -> Option<Value> {
        let at = TURNS_OUT.iter().position(|(found, _)| *found == name)?;
        let values = TURNS_OUT[at].1;
        let pace = [1, 2, 3, 5, 7][at % 5];
        evaluate_with(values[(self.0 / pace + at) % values.len()], &|_| None).ok()
    }

    /// What an attribute turns out to be, or one of several.
    fn symbol(&self, symbol: &Symbol) -> Vec<Value> {
        let [PathStep::Name(attribute), steps @ ..] = &*symbol.path else {
            return Vec::new();
        };
        let name = match (&*symbol.owner.address.name, &**attribute) {
            ("b", "id") => "id2",
            ("c", "id") => "ids",
            (_, "cidr_block") => "cidr",
            (_, other) => other,
        };
        let value = self.value(name).unwrap();
        let mut found = match &*symbol.owner.address.name {
            "c" => value.elements().unwrap().to_vec(),
            _ => vec![value],
        };
        for step in steps {
            let inside = |value: &Value| -> Vec<Value> {
                let items = value.elements().map(|items| items.to_vec());
                let entries = || value.entries().map(|it| it.values().cloned().collect());
                let all: Vec<Value> = items.or_else(entries).unwrap_or_default();
                match step {
                    PathStep::Any => all,
                    PathStep::Index(at) => all
                        .get(usize::try_from(*at).unwrap())
                        .cloned()
                        .into_iter()
                        .collect(),
                    PathStep::Name(name) => value.get(name).cloned().into_iter().collect(),
                }
            };
            found = found.iter().flat_map(inside).collect();
        }
        found
    }

    /// Whether `value` stands for what it turns out to be, `real`.
    fn stands_for(&self, value: &Value, real: &Value) -> bool {
        if let (Some(items), Some(real_items)) = (value.elements(), real.elements()) {
            return value.ty().is_sequence() == real.ty().is_sequence()
                && match &value.kind {
                    Kind::Set(..) => self.each_is_in(items, real_items, None),
                    _ => {
                        items.len() == real_items.len()
                            && items
                                .iter()
                                .zip(real_items.iter())
                                .all(|(a, b)| self.stands_for(a, b))
                    }
                };
        }
        if let (Some(entries), Some(real_entries)) = (value.entries(), real.entries()) {
            return entries.names().eq(real_entries.names())
                && entries
                    .values()
                    .zip(real_entries.values())
                    .all(|(a, b)| self.stands_for(a, b));
        }
        match &value.kind {
            Kind::Unknown(unknown) => self.is_one_of(unknown, real),
            _ => same(value, real),
        }
    }

    /// Whether every item is there, and whatever is there is an item or looks like `each`.
    fn each_is_in(&self, items: &[Value], real: &[Value], each: Option<&Value>) -> bool {
        let is_there = |item: &Value| real.iter().any(|real| self.stands_for(item, real));
        let is_meant = |real: &Value| {
            items
                .iter()
                .chain(each)
                .any(|item| self.stands_for(item, real))
        };
        items.iter().all(is_there) && real.iter().all(is_meant)
    }

    fn is_one_of(&self, unknown: &Unknown, real: &Value) -> bool {
        let refinement = &unknown.refinement;
        if real.is_null() {
            return !refinement.not_null;
        }
        let count = real.elements().map(|items| items.len());
        let count = count.or_else(|| real.entries().map(crate::eval::Map::len));
        let is_count_right = count.is_none_or(|count| {
            let count = count as u64;
            count >= refinement.min_length && refinement.max_length.is_none_or(|max| count <= max)
        });
        let is_bound_right = real.as_number().is_none_or(|number| {
            refinement
                .minimum
                .as_ref()
                .is_none_or(|(bound, _)| number >= bound)
                && refinement
                    .maximum
                    .as_ref()
                    .is_none_or(|(bound, _)| number <= bound)
        });
        let is_shape_right = match &unknown.shape {
            Shape::Symbol(symbol) => self.symbol(symbol).iter().any(|one| same(one, real)),
            Shape::Choice(alternatives) => {
                alternatives.iter().any(|one| self.stands_for(one, real))
            }
            Shape::Open { known, each } => {
                let items = real.elements().map(|items| items.to_vec());
                let entries = || real.entries().map(|it| it.values().cloned().collect());
                let items: Option<Vec<Value>> = items.or_else(entries);
                items.is_some_and(|items| self.each_is_in(known, &items, Some(each)))
            }
            Shape::Entries { known, each } => real.entries().is_some_and(|entries| {
                let values: Vec<Value> = entries.values().cloned().collect();
                self.each_is_in(known, &values, Some(each))
            }),
            Shape::Partial(entries) => entries.iter().all(|(name, entry)| {
                real.get(name)
                    .is_some_and(|real| self.stands_for(entry, real))
            }),
            _ => true,
        };
        let is_type_right = match &unknown.shape {
            Shape::Choice(alternatives) => {
                let mut alternatives = alternatives.iter();
                alternatives.any(|one| fits(&real.ty(), &one.ty()))
            }
            _ => fits(&real.ty(), &unknown.ty),
        };
        is_type_right && is_count_right && is_bound_right && is_shape_right
    }
}

/// Whether both are the same, numbers and booleans in strings included: a symbol is not converted.
fn same(a: &Value, b: &Value) -> bool {
    let text = |value: &Value| crate::eval::convert::convert(value, &Type::String);
    equal(a, b) == Some(true)
        || matches!((text(a), text(b)), (Ok(a), Ok(b)) if equal(&a, &b) == Some(true))
        || a.elements().zip(b.elements()).is_some_and(|(a, b)| {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        })
}

/// Whether a type is as another says, which may leave parts of it open.
fn fits(ty: &Type, pattern: &Type) -> bool {
    match (ty, pattern) {
        (_, Type::Dynamic) | (Type::Dynamic, _) => true,
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Map(a), Type::Map(b)) => fits(a, b),
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| fits(a, b))
        }
        (Type::Object(a), Type::Object(b)) => {
            a.attributes.keys().eq(b.attributes.keys())
                && a.attributes
                    .values()
                    .zip(b.attributes.values())
                    .all(|(a, b)| fits(a, b))
        }
        _ => ty == pattern,
    }
}

#[test]
fn results_stand_for_what_they_turn_out_to_be() {
    let planned = include_str!("planned.jsonl").lines().map(|line| {
        let case: Json = serde_json::from_str(line).unwrap();
        case["expr"].as_str().unwrap().to_owned()
    });
    let expected = expected().map(|(text, _)| text.to_owned());
    let (mut differences, mut compared) = (Vec::new(), 0);
    for text in planned.chain(expected) {
        let ours = evaluate(&text);
        for turn in 0..240 {
            let turn = Turn(turn);
            let Ok(real) = evaluate_with(&text, &|name| turn.value(name)) else {
                continue;
            };
            compared += 1;
            let is_sound = ours.as_ref().is_ok_and(|ours| turn.stands_for(ours, &real));
            if !is_sound {
                let ours = ours.as_ref().map(show);
                differences.push(format!(
                    "{text}: {ours:?} does not stand for {}",
                    show(&real)
                ));
                break;
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(compared > 50_000, "{compared}");
}
