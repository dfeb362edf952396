//! The document that a data source's own arguments describe.

use std::sync::Arc;

use crate::eval::{FaultKind, Kind, Map, Shape, Value, make_set};
use crate::types::Type;

use super::super::{Given, Refusal};
use super::condition::conditions;
use super::list::{Listing, one_or_many, opaque};
use super::merge::{Content, Document, Statement, is_empty};
use super::principal::principals;
use super::{OVERRIDE, OVERRIDES, SOURCE, SOURCES, placed};

/// The version of a document that does not say one.
const DEFAULT_VERSION: &str = "2012-10-17";

/// The version that knows no policy variables.
const OLD_VERSION: &str = "2008-10-17";

/// How lists of statements are written.
const NAMES: Listing = Listing {
    is_ordered: false,
    is_replaced: false,
    is_kept_empty: false,
};
const RESOURCES: Listing = Listing {
    is_replaced: true,
    ..NAMES
};

/// What the provider refuses before it puts a document together.
pub(super) fn check(attributes: &Map, is_exact: bool) -> Result<(), Refusal> {
    for name in [SOURCE, OVERRIDE] {
        // Until version 5 of the provider they were documents of their own.
        if is_exact
            && let Some(value) = attributes.get(name)
            && value.as_str().is_some_and(|text| !text.is_empty())
        {
            let message =
                format!("{name} is no longer used and must be empty: use {SOURCES} or {OVERRIDES}");
            return Err(Refusal::new(FaultKind::Type, value, message));
        }
    }
    one_of(attributes, "version", &[OLD_VERSION, DEFAULT_VERSION])?;
    let statements = attributes.get("statement");
    // The provider looks into blocks only when all of them are known: before that it refuses nothing (as measured).
    if statements.is_some_and(Value::is_wholly_known) {
        for statement in known_blocks(statements).iter().filter_map(Value::entries) {
            one_of(statement, "effect", &["Allow", "Deny"])?;
        }
    }
    if let Some(null) = attributes.iter().find_map(|(_, value)| null_within(value)) {
        let message = "an element of a list is null, which the provider refuses";
        return Err(Refusal::new(FaultKind::Null, null, message));
    }
    Ok(())
}

fn one_of(attributes: &Map, name: &str, allowed: &[&str]) -> Result<(), Refusal> {
    match attributes.get(name) {
        Some(value) if value.as_str().is_some_and(|text| !allowed.contains(&text)) => {
            let text = value.as_str().unwrap_or_default();
            let allowed: Vec<String> = allowed.iter().map(|one| format!("{one:?}")).collect();
            let message = format!("{name} is {text:?}, but must be {}", allowed.join(" or "));
            Err(Refusal::new(FaultKind::Type, value, message))
        }
        _ => Ok(()),
    }
}

/// A `null` that is an element of a list or set.
fn null_within(value: &Value) -> Option<&Value> {
    match value.elements() {
        Some(items) => items.iter().find_map(|item| {
            if item.is_null() {
                Some(item)
            } else {
                null_within(item)
            }
        }),
        None => value.entries()?.values().find_map(null_within),
    }
}

/// The blocks that are certainly there.
fn known_blocks(blocks: Option<&Value>) -> &[Value] {
    let Some(blocks) = blocks else { return &[] };
    match (&blocks.kind, blocks.elements()) {
        (_, Some(items)) => items,
        (Kind::Unknown(unknown), _) => match &unknown.shape {
            Shape::Open { known, .. } => known,
            _ => &[],
        },
        _ => &[],
    }
}

pub(super) fn document(attributes: &Map) -> Result<Document, Refusal> {
    let version = given(attributes, "version").unwrap_or_else(|| Value::string(DEFAULT_VERSION));
    let is_old = version.as_str() == Some(OLD_VERSION);
    let mut document = Document {
        id: given(attributes, "policy_id").filter(|id| !is_empty(id)),
        version: Some(version),
        ..Document::default()
    };
    let blocks = attributes.get("statement");
    for block in known_blocks(blocks) {
        let statement = statement(block, is_old)?;
        let sid = &statement.sid;
        let is_there = |one: &Statement| {
            !is_empty(sid) && sid.as_str().is_some() && one.sid.as_str() == sid.as_str()
        };
        if document.statements.iter().any(is_there) {
            let message = format!(
                "two statements have the sid {:?}: the provider refuses a document whose statements share one",
                sid.as_str().unwrap_or_default()
            );
            return Err(Refusal::new(FaultKind::Duplicate, block, message));
        }
        document.statements.push(statement);
    }
    if let Some(unknown) = blocks.and_then(Value::as_unknown) {
        document.others.push(match &unknown.shape {
            Shape::Open { each, .. } => statement(each, is_old)?,
            _ => Statement {
                sid: Value::string(""),
                content: Content::Whole(opaque(blocks)),
                origin: None,
            },
        });
    }
    Ok(document)
}

fn statement(block: &Value, is_old: bool) -> Result<Statement, Refusal> {
    let empty = Map::default();
    let arguments = block.entries().unwrap_or(&empty);
    let get = |name: &str| arguments.get(name);
    let list = |name: &str, listing: Listing| {
        let strings = get(name)?;
        one_or_many(strings, listing)
    };
    for name in ["resources", "not_resources"] {
        no_variables(get(name), is_old)?;
    }
    for (name, inner) in [
        ("principals", "identifiers"),
        ("not_principals", "identifiers"),
        ("condition", "values"),
    ] {
        for block in known_blocks(get(name)) {
            no_variables(block.get(inner), is_old)?;
        }
    }
    let effect = given(arguments, "effect").unwrap_or_else(|| Value::string("Allow"));
    let entries = [
        ("Effect", Some(effect)),
        ("Action", list("actions", NAMES)),
        ("NotAction", list("not_actions", NAMES)),
        ("Resource", list("resources", RESOURCES)),
        ("NotResource", list("not_resources", RESOURCES)),
        ("Principal", get("principals").and_then(principals)),
        ("NotPrincipal", get("not_principals").and_then(principals)),
        ("Condition", get("condition").and_then(conditions)),
    ];
    let entries = entries.into_iter();
    Ok(Statement {
        sid: given(arguments, "sid").unwrap_or_else(|| Value::string("")),
        content: Content::Entries(
            entries
                .filter_map(|(name, entry)| Some((name, entry?)))
                .collect(),
        ),
        origin: block.origin,
    })
}

/// Refuses policy variables in a document of the old version.
fn no_variables(strings: Option<&Value>, is_old: bool) -> Result<(), Refusal> {
    let items = strings.and_then(Value::elements);
    let items = items.map_or(&[][..], |items| &**items);
    let found = items
        .iter()
        .find(|item| item.as_str().is_some_and(|text| text.contains("&{")));
    match found {
        Some(item) if is_old => {
            let message = format!(
                "{:?} holds a policy variable (&{{), which a document of version {OLD_VERSION} cannot have",
                item.as_str().unwrap_or_default()
            );
            Err(Refusal::new(FaultKind::Type, item, message))
        }
        _ => Ok(()),
    }
}

fn given(attributes: &Map, name: &str) -> Option<Value> {
    attributes
        .get(name)
        .filter(|value| !value.is_null())
        .cloned()
}

/// The arguments as the provider gives them back, defaults filled in.
pub(super) fn normalized(attributes: &Map) -> Given {
    let mut normal = Vec::new();
    if attributes.get("version").is_some_and(Value::is_null) {
        normal.push(("version", Value::string(DEFAULT_VERSION)));
    }
    if let Some(statements) = attributes.get("statement")
        && let Kind::List(ty, items) = &statements.kind
    {
        let items: Vec<Value> = items.iter().map(normal_statement).collect();
        let list = Value::list(ty.clone(), items);
        normal.push(("statement", placed(list, statements.origin)));
    }
    normal
}

fn normal_statement(statement: &Value) -> Value {
    let Some(entries) = statement.entries() else {
        return statement.clone();
    };
    let entries = entries.iter().map(|(name, value)| {
        let value = match (&**name, &value.kind) {
            ("effect", Kind::Null(_)) => Value::string("Allow"),
            (_, Kind::Null(Type::String)) => Value::string(""),
            (_, Kind::Null(Type::Set(element))) => make_set((**element).clone(), Vec::new()),
            _ => value.clone(),
        };
        (Arc::clone(name), value)
    });
    placed(Value::object(entries.collect::<Map>()), statement.origin)
}
