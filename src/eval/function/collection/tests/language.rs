//! Expressions of tests as values.

use std::sync::Arc;

use crate::address::{Key, ModulePath, ResourceAddress, ResourceMode};
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::testing::NoFiles;
use crate::eval::scope::{Files, Resolved, Scope};
use crate::eval::unknown::{Cause, Owner, PathStep, Shape, Symbol, Unknown};
use crate::eval::{Budget, Evaluator, Value};
use crate::hcl::{Step, parse_expression};
use crate::source::{FileId, Span};
use crate::types::Type;

/// What names stand for.
pub(super) struct Names<'n>(pub &'n dyn Fn(&str) -> Option<Value>);

impl Scope for Names<'_> {
    fn resolve(&self, root: &str, _: &[Step], span: Span) -> Result<Resolved, Fault> {
        match (self.0)(root) {
            Some(value) => Ok(Resolved { value, steps: 0 }),
            None => {
                let message = format!("there is no {root}");
                Err(Fault::new(FaultKind::Reference, span, message))
            }
        }
    }

    fn files(&self) -> &dyn Files {
        &NoFiles
    }
}

/// What the names in the tests' expressions stand for.
fn named(name: &str) -> Option<Value> {
    let strings = || Type::list(Type::String);
    let opaque = |ty: Type| Unknown::new(ty, Cause::NoValue("x".into()));
    Some(Value::from(match name {
        // The ids of two subnets, and the CIDR block of one.
        "id" => symbol("a", None, "id", Type::String).not_null(),
        "id2" => symbol("b", None, "id", Type::String).not_null(),
        "cidr" => symbol("a", None, "cidr_block", Type::String),
        // Attributes that are collections.
        "subnets" => symbol("a", None, "subnets", strings()),
        "tags" => symbol("a", None, "tags", Type::map(Type::String)),
        // The ids of as many subnets as there may be.
        "ids" => opaque(Type::Dynamic).not_null().shaped(Shape::Open {
            known: Arc::from([]),
            each: Arc::new(Value::from(each_id().not_null())),
        }),
        // Values of which only the type is known.
        "text" => opaque(Type::String),
        "flag" => opaque(Type::Bool).not_null(),
        "list" => opaque(strings()).not_null(),
        "set" => opaque(Type::set(Type::String)).not_null(),
        "map" => opaque(Type::map(Type::String)).not_null(),
        "pair" => opaque(Type::tuple(vec![Type::String, Type::Number])).not_null(),
        "object" => opaque(Type::object([("a", Type::String)])).not_null(),
        "any" => opaque(Type::Dynamic),
        _ => return None,
    }))
}

/// The id of one of many subnets.
pub(super) fn id_of(index: u64) -> Value {
    symbol("n", Some(Key::Index(index)), "id", Type::String)
        .not_null()
        .into()
}

fn each_id() -> Unknown {
    symbol("c", Some(Key::Any), "id", Type::String)
}

fn symbol(name: &str, key: Option<Key>, attribute: &str, ty: Type) -> Unknown {
    let address = ResourceAddress {
        module: ModulePath::default(),
        mode: ResourceMode::Managed,
        kind: "aws_subnet".into(),
        name: name.into(),
        key,
    };
    let symbol = Symbol {
        owner: Arc::new(Owner {
            stack: "net".into(),
            address,
        }),
        path: Arc::from([PathStep::Name(attribute.into())]),
    };
    Unknown::new(ty, Cause::Apply).shaped(Shape::Symbol(symbol))
}

/// The value of an expression with unknown values, or the first fault in it.
pub(super) fn evaluate(text: &str) -> Result<Value, String> {
    evaluate_with(text, &named)
}

/// The value of an expression whose names stand for these values, or the first fault in it.
pub(super) fn evaluate_with(
    text: &str,
    names: &dyn Fn(&str) -> Option<Value>,
) -> Result<Value, String> {
    let expression = parse_expression(FileId(0), text).map_err(|errors| format!("{errors:?}"))?;
    let budget = Budget::default();
    let names = Names(names);
    let evaluator = Evaluator::new(&names, &budget);
    let value = evaluator.evaluate(&expression, None);
    match evaluator.take_faults().into_iter().next() {
        Some(fault) => Err(fault.message),
        None => Ok(value),
    }
}

/// A value in short: symbols by their names, `?type` for what is not known, `{a|b}` for one of several, `[a ...b]` for
/// a collection that holds `a` and any number of `b`.
pub(super) fn show(value: &Value) -> String {
    let list = |items: &[Value]| items.iter().map(show).collect::<Vec<String>>().join(", ");
    let named = |entries: &crate::eval::Map| {
        let entries = entries.iter();
        let entries = entries.map(|(name, entry)| format!("{name}={}", show(entry)));
        entries.collect::<Vec<String>>().join(", ")
    };
    if let Some(items) = value.elements() {
        return format!("[{}]", list(items));
    }
    if let Some(entries) = value.entries() {
        return format!("{{{}}}", named(entries));
    }
    if value.is_null() {
        return "null".to_owned();
    }
    let Some(unknown) = value.as_unknown() else {
        let text = value.as_str().map(|text| format!("{text:?}"));
        let text = text.or_else(|| value.as_bool().map(|flag| flag.to_string()));
        return text
            .or_else(|| value.as_number().map(ToString::to_string))
            .unwrap_or_default();
    };
    let refinement = &unknown.refinement;
    let length = match (refinement.min_length, refinement.max_length) {
        (0, None) => String::new(),
        (min, None) => format!(" #{min}.."),
        (min, Some(max)) => format!(" #{min}..{max}"),
    };
    let bounds = match (&refinement.minimum, &refinement.maximum) {
        (None, None) => String::new(),
        (min, max) => {
            let text = |bound: &Option<(crate::eval::Number, bool)>| {
                bound
                    .as_ref()
                    .map_or(String::new(), |(number, _)| number.to_string())
            };
            format!(" {}..{}", text(min), text(max))
        }
    };
    match &unknown.shape {
        Shape::Symbol(symbol) => symbol.to_string().replace("aws_subnet.", ""),
        Shape::Choice(alternatives) => {
            let alternatives: Vec<String> = alternatives.iter().map(show).collect();
            format!("{{{}}}", alternatives.join("|"))
        }
        Shape::Open { known, each } if known.is_empty() => {
            format!("[...{}]{length}", show(each))
        }
        Shape::Open { known, each } => {
            format!("[{} ...{}]{length}", list(known), show(each))
        }
        Shape::Entries { known, each } if known.is_empty() => {
            format!("{{...{}}}{length}", show(each))
        }
        Shape::Entries { known, each } => {
            format!("{{{} ...{}}}{length}", list(known), show(each))
        }
        Shape::Partial(entries) => format!("{{{} ...}}{length}", named(entries)),
        _ => format!("?{}{length}{bounds}", unknown.ty),
    }
}
