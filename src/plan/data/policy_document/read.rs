//! Documents as other documents' texts give them.

use serde_json::Value as Json;

use crate::eval::function::{call, find};
use crate::eval::{FaultKind, Kind, Map, Number, Shape, Unknown, Value, choice};
use crate::types::Type;

use super::super::{DataSource, Refusal};
use super::condition::single;
use super::list::opaque;
use super::merge::{Content, Document, Statement, is_empty};
use super::principal::{in_order, is_anyone};
use super::{STATEMENT, placed};

/// The documents that an argument lists. One of which nothing is known stands for any number.
pub(super) fn documents(
    source: &DataSource<'_>,
    attributes: &Map,
    name: &str,
) -> Result<Vec<Document>, Refusal> {
    let Some(texts) = attributes.get(name).filter(|texts| !texts.is_null()) else {
        return Ok(Vec::new());
    };
    if let Some(items) = texts.elements() {
        return items.iter().map(|text| document(source, text)).collect();
    }
    let mut found = vec![Document::opaque(texts)];
    if let Some(Shape::Open { known, .. }) = texts.as_unknown().map(|unknown| &unknown.shape) {
        for text in known.iter() {
            // Between which others it comes is not known: all its statements may be replaced.
            let mut document = document(source, text)?;
            document.others.append(&mut document.statements);
            document.may_have_id |= document.id.take().is_some();
            found.push(document);
        }
    }
    Ok(found)
}

/// The document of an argument that only former versions of the provider read.
pub(super) fn former(
    source: &DataSource<'_>,
    attributes: &Map,
    name: &str,
) -> Result<Option<Document>, Refusal> {
    match attributes.get(name).filter(|text| !text.is_null()) {
        Some(_) if source.is_exact => Ok(None),
        Some(text) => document(source, text).map(Some),
        None => Ok(None),
    }
}

/// Statements of the documents that a data source begins with must not share an id.
pub(super) fn unique_sids(document: &Document, sids: &mut Vec<String>) -> Result<(), Refusal> {
    for statement in &document.statements {
        let Some(sid) = statement.sid.as_str().filter(|sid| !sid.is_empty()) else {
            continue;
        };
        if sids.iter().any(|one| one == sid) {
            let message = format!(
                "two statements of source_policy_documents have the Sid {sid:?}: the provider refuses documents whose statements share one"
            );
            return Err(Refusal {
                kind: FaultKind::Duplicate,
                span: statement.origin,
                message,
            });
        }
        sids.push(sid.to_owned());
    }
    Ok(())
}

fn document(source: &DataSource<'_>, text: &Value) -> Result<Document, Refusal> {
    // The provider passes over empty texts.
    if is_empty(text) {
        return Ok(Document::default());
    }
    let Some(jsondecode) = find("jsondecode") else {
        return Ok(Document::opaque(text));
    };
    // Reading it twice must be paid for as well.
    if !source
        .environment
        .budget
        .take(text.as_str().map_or(0, str::len))
    {
        return Ok(Document::opaque(text));
    }
    let decoded = call(jsondecode, &source.environment, std::slice::from_ref(text));
    let decoded = decoded.or_else(|failure| {
        // The function refuses names that stand twice with values of different types; the provider does not.
        let json = text.as_str().map(serde_json::from_str::<Json>);
        match json {
            Some(Ok(json)) => Ok(of_json(&json)),
            _ => {
                let message = format!(
                    "the text of a policy document is not JSON: {}",
                    failure.message
                );
                Err(Refusal::new(FaultKind::Type, text, message))
            }
        }
    })?;
    match &decoded.settled().kind {
        Kind::Null(_) => Ok(Document::default()),
        Kind::Object(entries) => of_entries(entries),
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Partial(entries) => Ok(Document {
                may_have_id: true,
                ..of_entries(entries)?
            }),
            _ => Ok(Document::opaque(text)),
        },
        _ => Err(refused(&decoded, "a policy document must be an object")),
    }
}

pub(super) fn of_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::null(),
        Json::Bool(flag) => Value::bool(*flag),
        Json::Number(number) => match Number::parse(&number.to_string()) {
            Some(number) => Value::number(number),
            None => Value::null(),
        },
        Json::String(text) => Value::string(text),
        Json::Array(items) => Value::tuple(items.iter().map(of_json).collect::<Vec<_>>()),
        Json::Object(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(name, value)| (name.as_str(), of_json(value)));
            Value::object(entries.collect::<Map>())
        }
    }
}

/// The entry of a name in any case, as the provider reads documents: the exact one first.
fn entry<'m>(entries: &'m Map, name: &str) -> Option<&'m Value> {
    let in_any_case = || {
        let mut entries = entries.iter();
        let found = entries.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    };
    let found = entries.get(name).or_else(in_any_case)?;
    (!found.is_null()).then_some(found)
}

fn string(entries: &Map, name: &str) -> Result<Option<Value>, Refusal> {
    match entry(entries, name) {
        Some(value) if is_empty(value) => Ok(None),
        Some(value) if value.is_known() && value.as_str().is_none() => {
            Err(refused(value, &format!("{name} must be a string")))
        }
        value => Ok(value.cloned()),
    }
}

fn of_entries(entries: &Map) -> Result<Document, Refusal> {
    let mut document = Document {
        version: string(entries, "Version")?,
        id: string(entries, "Id")?,
        ..Document::default()
    };
    let Some(statements) = entry(entries, "Statement") else {
        return Ok(document);
    };
    match &statements.kind {
        Kind::Tuple(items) => document.statements = all(items)?,
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Open { known, each } => {
                document.statements = all(known)?;
                document.others = vec![statement(each)?];
            }
            _ => document.others = Document::opaque(statements).others,
        },
        _ => return Err(refused(statements, "Statement must be a list")),
    }
    Ok(document)
}

fn all(statements: &[Value]) -> Result<Vec<Statement>, Refusal> {
    statements.iter().map(statement).collect()
}

fn statement(value: &Value) -> Result<Statement, Refusal> {
    let entries = match &value.kind {
        Kind::Object(entries) => entries,
        Kind::Unknown(_) => {
            return Ok(Statement {
                sid: Unknown::derived(Type::String, [value]).into(),
                content: Content::Whole(value.clone()),
                origin: value.origin,
            });
        }
        _ => return Err(refused(value, "a statement must be an object")),
    };
    let mut found = Vec::new();
    for name in &STATEMENT[1..] {
        let Some(value) = entry(entries, name) else {
            // `null` is the same as nothing but for principals.
            if name.ends_with("Principal") && entries.get(name).is_some_and(Value::is_null) {
                return Err(refused(value, &format!("{name} must not be null")));
            }
            continue;
        };
        let value = match *name {
            "Effect" => string(entries, name)?,
            "Principal" | "NotPrincipal" => principals(value)?,
            "Condition" => conditions(value)?,
            _ => Some(value.clone()),
        };
        found.extend(value.map(|value| (*name, value)));
    }
    Ok(Statement {
        sid: string(entries, "Sid")?.unwrap_or_else(|| Value::string("")),
        content: Content::Entries(found),
        origin: value.origin,
    })
}

/// The principals of a statement as the provider writes them again.
fn principals(value: &Value) -> Result<Option<Value>, Refusal> {
    let anyone = || placed(Value::string("*"), value.origin);
    let entries = match &value.kind {
        // Whatever the string says.
        Kind::String(_) => return Ok(Some(anyone())),
        Kind::Unknown(_) => return Ok(Some(value.clone())),
        Kind::Object(entries) => entries,
        _ => return Err(refused(value, "principals must be an object or a string")),
    };
    let mut found = Vec::new();
    for (kind, identifiers) in entries {
        let is_string = |one: &Value| !one.is_known() || one.as_str().is_some();
        let identifiers = match identifiers.elements() {
            Some(items) if items.iter().all(is_string) => in_order(identifiers.clone()),
            None if is_string(identifiers) => identifiers.clone(),
            _ => {
                let message = "a principal must be a string or a list of strings";
                return Err(refused(identifiers, message));
            }
        };
        if entries.len() == 1 && is_anyone(&Value::string(kind), &identifiers) {
            return Ok(Some(anyone()));
        }
        found.push((kind.clone(), identifiers));
    }
    let object = placed(
        Value::object(found.into_iter().collect::<Map>()),
        value.origin,
    );
    Ok((!entries.is_empty()).then_some(object))
}

/// The conditions of a statement as the provider writes them again: values that are neither strings, booleans nor
/// lists of strings are dropped.
fn conditions(value: &Value) -> Result<Option<Value>, Refusal> {
    let tests = match &value.kind {
        Kind::Unknown(_) => return Ok(Some(value.clone())),
        Kind::Object(tests) => tests,
        _ => return Err(refused(value, "Condition must be an object")),
    };
    let mut found = Vec::new();
    for (test, variables) in tests {
        let variables = match &variables.kind {
            Kind::Null(_) => continue,
            Kind::Unknown(_) => {
                found.push((test.clone(), variables.clone()));
                continue;
            }
            Kind::Object(variables) => variables,
            _ => return Err(refused(variables, "a condition's test must be an object")),
        };
        let mut kept = Vec::new();
        for (variable, values) in variables {
            kept.extend(condition_values(values)?.map(|values| (variable.clone(), values)));
        }
        if !kept.is_empty() {
            let kept: Map = kept.into_iter().collect();
            found.push((test.clone(), Value::object(kept)));
        }
    }
    let object = placed(
        Value::object(found.into_iter().collect::<Map>()),
        value.origin,
    );
    let is_empty = object.entries().is_none_or(Map::is_empty);
    Ok((!is_empty).then_some(object))
}

fn condition_values(values: &Value) -> Result<Option<Value>, Refusal> {
    Ok(match &values.kind {
        Kind::String(_) => Some(values.clone()),
        Kind::Bool(flag) => Some(placed(Value::string(flag.to_string()), values.origin)),
        Kind::Tuple(items) => {
            let is_string = |one: &Value| !one.is_known() || one.as_str().is_some();
            if !items.iter().all(is_string) {
                return Err(refused(values, "a condition's values must be strings"));
            }
            Some(single(values.clone()))
        }
        // A number or boolean would be dropped or become a string.
        Kind::Unknown(unknown) if unknown.ty == Type::Number => None,
        Kind::Unknown(unknown) if unknown.ty == Type::Bool => {
            Some(crate::eval::convert(values, &Type::String).unwrap_or_else(|_| opaque([values])))
        }
        Kind::Unknown(unknown) => Some(match &unknown.shape {
            Shape::Choice(alternatives) => {
                let values_of: Result<Vec<Value>, Refusal> = alternatives
                    .iter()
                    .map(|one| Ok(condition_values(one)?.unwrap_or_else(Value::null)))
                    .collect();
                choice(values_of?, values)
            }
            _ => values.clone(),
        }),
        _ => None,
    })
}

fn refused(value: &Value, message: &str) -> Refusal {
    let message = format!("a merged policy document is refused: {message}");
    Refusal::new(FaultKind::Type, value, message)
}
