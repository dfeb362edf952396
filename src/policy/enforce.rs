//! `enforce` blocks: a condition, or a document and the JSON Schema that it must satisfy.

use std::sync::Arc;

use crate::data::schema::{Schema, compile};
use crate::hcl::{Block, Expression};
use crate::source::join_path;

use super::file::Enforce;
use super::read::{Faults, Means, check_body};

/// What may stand in one.
const ARGUMENTS: &[&str] = &[
    "condition",
    "document",
    "error_message",
    "info_message",
    "schema",
];

/// What an `enforce` block demands; `None`, told, where it does not say.
pub(super) fn read(block: &Block, means: Means<'_>, faults: &mut Faults<'_>) -> Option<Enforce> {
    check_body(&block.body, "enforce", ARGUMENTS, &[], faults);
    let attribute = |name: &str| block.body.attribute(name).map(|it| it.value.clone());
    let error_message = attribute("error_message");
    let made = |condition: Expression, schema: Option<Arc<Schema>>| Enforce {
        condition,
        schema,
        error_message,
        attributes: Vec::new(),
    };
    match (
        attribute("condition"),
        attribute("document"),
        attribute("schema"),
    ) {
        (Some(condition), None, None) => Some(made(condition, None)),
        (None, Some(document), Some(schema)) => {
            let schema = json_schema(&schema, means, faults)?;
            Some(made(document, Some(Arc::new(schema))))
        }
        (None, None, None) => {
            faults.tell(block.header(), "`enforce` needs a `condition`");
            None
        }
        _ => {
            let message = "`enforce` has either a `condition`, or a `document` and its `schema`";
            faults.tell(block.header(), message);
            None
        }
    }
}

/// The JSON Schema of this path, which is relative to the policy's file.
fn json_schema(written: &Expression, means: Means<'_>, faults: &mut Faults<'_>) -> Option<Schema> {
    let Some(name) = written.as_str() else {
        faults.tell(written.span, "the path of a schema must be written out");
        return None;
    };
    let folder = faults
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let found = join_path(folder, name).and_then(|path| Some(((means.text)(&path)?, path)));
    let Some((text, path)) = found else {
        let message =
            format!("there is no file `{name}`; the path is relative to the policy's file");
        faults.tell(written.span, message);
        return None;
    };
    match compile(&path, &text, means.text) {
        Ok(schema) => Some(schema),
        Err(errors) => {
            faults.errors.extend(errors);
            None
        }
    }
}
