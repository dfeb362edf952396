//! `aws_iam_policy_document`: a policy as JSON, byte for byte as the AWS provider 5.100 writes it.
//!
//! A document is put together of those in `source_policy_documents`, the data source's own statements and those in
//! `override_policy_documents`; of statements with one `Sid` the last one counts. Where something in it is not known,
//! the text is not known either, but it is known which document it encodes: a statement's list whose order or length
//! is not known is a choice of what it may be, with `null` where its entry may be missing.

mod condition;
mod configured;
mod list;
mod merge;
mod principal;
mod read;
mod set_order;
mod write;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::eval::{Cause, Dependencies, Encoding, Kind, Map, Shape, Text, Unknown, Value, choice};
use crate::source::Span;
use crate::types::Type;

use super::{Computed, DataSource, Refusal};
use merge::Document;

/// The entries of a document in the order in which the provider writes them.
const DOCUMENT: &[&str] = &["Version", "Id", "Statement"];

/// The entries of a statement in the order in which the provider writes them.
const STATEMENT: &[&str] = &[
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

/// The arguments that name whole documents.
const SOURCES: &str = "source_policy_documents";
const OVERRIDES: &str = "override_policy_documents";

/// The same of former versions, for one document before or after all others.
const SOURCE: &str = "source_json";
const OVERRIDE: &str = "override_json";

/// At most so many combinations of documents are followed where it is not known which of several are merged.
const MAX_VARIANTS: usize = 8;

pub(super) fn policy_document(source: &DataSource<'_>) -> Computed {
    // What the provider computes does not carry the marks of what it computes it from.
    let attributes = Value::object(source.attributes.clone()).unmarked().0;
    let Some(attributes) = attributes.entries() else {
        return Ok(Vec::new());
    };
    configured::check(attributes, source.is_exact)?;
    let mut texts: Vec<(Value, Value)> = Vec::new();
    let mut refusal = None;
    let mut of = Value::null();
    for (variant, chosen) in variants(attributes) {
        of = chosen.unwrap_or(of);
        match document(source, &variant) {
            Ok(document) => texts.push(texts_of(&document, source.environment.span)),
            Err(found) => refusal = Some(found),
        }
    }
    let mut given = configured::normalized(attributes);
    let (json, minified): (Vec<Value>, Vec<Value>) = texts.into_iter().unzip();
    match (json.as_slice(), refusal) {
        ([], Some(refusal)) => return Err(refusal),
        ([only], None) => {
            if let Some(text) = only.as_str() {
                given.push(("id", Value::string(set_order::crc32(text).to_string())));
            }
            given.push(("json", only.clone()));
            given.extend(minified.into_iter().map(|text| ("minified_json", text)));
        }
        _ => {
            given.push(("json", choice(json, &of)));
            given.push(("minified_json", choice(minified, &of)));
        }
    }
    Ok(given)
}

/// The arguments for each combination of what the merged documents may be, with what the choice depends on.
fn variants(attributes: &Map) -> Vec<(Map, Option<Value>)> {
    let mut done = vec![(attributes.clone(), None)];
    loop {
        let next = done
            .iter()
            .enumerate()
            .find_map(|(at, (attributes, _))| Some((at, first_choice(attributes)?)));
        let Some((at, (alternatives, of))) = next else {
            return done;
        };
        if done.len() + alternatives.len() > MAX_VARIANTS + 1 {
            return vec![(attributes.clone(), None)];
        }
        let alternatives = alternatives.into_iter().map(|one| (one, Some(of.clone())));
        done.splice(at..=at, alternatives);
    }
}

/// The arguments with each alternative of the first list of documents, or document, of which it is not known which of
/// several it is.
fn first_choice(attributes: &Map) -> Option<(Vec<Map>, Value)> {
    for name in [SOURCES, OVERRIDES] {
        let Some(documents) = attributes.get(name) else {
            continue;
        };
        let with = |documents: Value| -> Map {
            let given = attributes.iter().cloned();
            given.chain([(Arc::from(name), documents)]).collect()
        };
        if let Some(alternatives) = alternatives_of(documents) {
            let maps = alternatives.iter().cloned().map(with).collect();
            return Some((maps, documents.clone()));
        }
        let items = documents.elements().map_or(&[][..], |items| &**items);
        let found = items
            .iter()
            .enumerate()
            .find_map(|(at, item)| Some((at, item, alternatives_of(item)?)));
        if let Some((at, item, alternatives)) = found {
            let maps = alternatives.iter().map(|one| {
                let mut items = items.to_vec();
                items[at] = one.clone();
                with(Value::list(Type::String, items))
            });
            return Some((maps.collect(), item.clone()));
        }
    }
    None
}

fn alternatives_of(value: &Value) -> Option<&Arc<[Value]>> {
    match &value.as_unknown()?.shape {
        Shape::Choice(alternatives) => Some(alternatives),
        _ => None,
    }
}

/// The document as the provider merges it.
fn document(source: &DataSource<'_>, attributes: &Map) -> Result<Document, Refusal> {
    let mut merged = Document::default();
    let mut sids = Vec::new();
    if let Some(document) = read::former(source, attributes, SOURCE)? {
        merged.merge(document, merge::Kind::Other);
    }
    for document in read::documents(source, attributes, SOURCES)? {
        read::unique_sids(&document, &mut sids)?;
        merged.merge(document, merge::Kind::Other);
    }
    merged.merge(configured::document(attributes)?, merge::Kind::Own);
    for document in read::documents(source, attributes, OVERRIDES)? {
        merged.merge(document, merge::Kind::Other);
    }
    if let Some(document) = read::former(source, attributes, OVERRIDE)? {
        merged.merge(document, merge::Kind::Other);
    }
    Ok(merged)
}

/// `json` and `minified_json`.
fn texts_of(document: &Document, header: Span) -> (Value, Value) {
    let written = write::written(document, write::Layout::Indented);
    let minified = write::written(document, write::Layout::Minified);
    match (written, minified) {
        (Ok(text), Ok(minified)) => (known(text, header), known(minified, header)),
        (Err(write::Stop::TooLong), _) | (_, Err(write::Stop::TooLong)) => {
            let unknown = Unknown::new(Type::String, Cause::Budget).not_null();
            let value = Value::from(unknown).at(header);
            (value.clone(), value)
        }
        _ => {
            let value = encoded(document.value()).at(header);
            (value.clone(), value)
        }
    }
}

fn known(text: Text, header: Span) -> Value {
    Value::from(Kind::String(text)).at(header)
}

/// A text that is not known but encodes this document.
fn encoded(document: Value) -> Value {
    let mut unknown = Unknown::derived(Type::String, [&document]).not_null();
    unknown.dependencies = Dependencies::default();
    unknown.refinement.prefix = Some("{".into());
    Value::from(unknown.shaped(Shape::Encoded(Encoding::Json, Arc::new(document))))
}

/// The same value from this place.
fn placed(mut value: Value, place: Option<Span>) -> Value {
    value.origin = place;
    value
}

/// The same value with a text's `&{` as `${`, as the provider writes policy variables so that they need no escape in
/// Terraform's language. A string that is not known is taken to have none.
fn replaced(value: &Value) -> Value {
    let replace = |text: &Text, origin: Option<Span>| {
        if !text.as_str().contains("&{") {
            return (text.clone(), origin);
        }
        let place = origin.or_else(|| text.pieces().first().and_then(|piece| piece.span));
        (Text::new(&text.as_str().replace("&{", "${")), place)
    };
    match &value.kind {
        Kind::String(text) => {
            let (text, origin) = replace(text, value.origin);
            placed(Kind::String(text).into(), origin)
        }
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Template(parts) => {
                let parts = parts.iter().map(|part| match part {
                    crate::eval::Part::Text(text, origin) => {
                        let (text, origin) = replace(text, *origin);
                        crate::eval::Part::Text(text, origin)
                    }
                    crate::eval::Part::Hole(hole) => crate::eval::Part::Hole(hole.clone()),
                });
                let mut unknown = (**unknown).clone();
                let prefix = unknown.refinement.prefix.take();
                unknown.refinement.prefix =
                    prefix.map(|prefix| prefix.trim_end_matches('&').replace("&{", "${").into());
                let replaced = unknown.shaped(Shape::Template(parts.collect()));
                placed(replaced.into(), value.origin)
            }
            Shape::Choice(alternatives) => {
                choice(alternatives.iter().map(replaced).collect(), value)
            }
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}
