//! JSON syntax: the same tree from a JSON text, built on jsonc-parser set to strict JSON.

mod layout;
mod strict;
mod value;

use std::collections::BTreeMap;

use jsonc_parser::ast::{Array, Object, ObjectProp, Value};
use jsonc_parser::common::{Range, Ranged};

use super::{Attribute, Block, Body, Name, Parsed, SyntaxError};
use crate::source::{FileId, FileKind, Span};
use layout::Place;

/// Values nested deeper than this are not read.
const MAX_DEPTH: usize = 64;

/// Parses a whole file in JSON syntax.
pub(super) fn parse(file: FileId, kind: FileKind, text: &str) -> Parsed {
    let mut reader = Reader {
        file,
        text,
        errors: Vec::new(),
        depth: 0,
    };
    let span = Span::new(file, 0, text.len());
    let mut body = Body {
        attributes: Vec::new(),
        blocks: Vec::new(),
        span,
    };
    let place = if kind == FileKind::VariablesJson {
        Place::Values
    } else {
        Place::File
    };
    let copy = strict::without_lone_surrogates(text);
    match strict::parse(&copy) {
        Ok(value) => reader.root(&value, place, &mut body),
        Err(fault) => reader.errors.push(fault.into_error(file, text)),
    }
    Parsed {
        body,
        errors: reader.errors,
    }
}

/// The comments of a file in JSON syntax: the content, without quotes, of every string that is the value of a `"//"`
/// at the file's top, or an element of a list there. Empty where the file is not JSON.
pub fn json_comments(file: FileId, text: &str) -> Vec<Span> {
    let copy = strict::without_lone_surrogates(text);
    let Ok(Value::Object(root)) = strict::parse(&copy) else {
        return Vec::new();
    };
    let values = root.properties.iter();
    let values = values.filter(|property| property.name.as_str() == "//");
    let texts = values.flat_map(|property| match &property.value {
        Value::Array(array) => array.elements.iter().collect(),
        value => vec![value],
    });
    let content = |value: &Value| match value {
        Value::StringLit(literal) => {
            let range = literal.range;
            Some(Span::new(file, range.start + 1, range.end - 1))
        }
        _ => None,
    };
    texts.filter_map(content).collect()
}

/// Reads the values of one file.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    errors: Vec<SyntaxError>,
    /// How many values are around the current one.
    depth: usize,
}

impl Reader<'_> {
    fn span(&self, range: Range) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn error(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(SyntaxError {
            span,
            message: message.into(),
            help: help.into(),
            related: Vec::new(),
        });
    }

    fn root(&mut self, value: &Value, place: Place, body: &mut Body) {
        let objects = match value {
            Value::Object(object) => vec![object],
            Value::Array(array) if place == Place::File => self.objects_of(array),
            _ => Vec::new(),
        };
        if objects.is_empty() && !matches!(value, Value::Object(_) | Value::Array(_)) {
            self.error(
                self.span(value.range()),
                "the file must hold a JSON object",
                "put everything between `{` and `}`",
            );
        }
        let mut seen = BTreeMap::new();
        for object in objects {
            self.properties(object, place, body, &mut seen);
        }
    }

    /// The objects in an array at the root of a file.
    fn objects_of<'v, 'a>(&mut self, array: &'v Array<'a>) -> Vec<&'v Object<'a>> {
        let mut objects = Vec::new();
        for element in &array.elements {
            match element {
                Value::Object(object) => objects.push(object),
                other => self.error(
                    self.span(other.range()),
                    "the array at the root of a file must hold JSON objects",
                    "write `{ … }`",
                ),
            }
        }
        objects
    }

    fn body(&mut self, object: &Object, place: Place) -> Body {
        let range = object.range;
        let mut body = Body {
            attributes: Vec::new(),
            blocks: Vec::new(),
            span: Span::new(self.file, range.start + 1, range.end.saturating_sub(1)),
        };
        self.properties(object, place, &mut body, &mut BTreeMap::new());
        body
    }

    fn properties(
        &mut self,
        object: &Object,
        place: Place,
        body: &mut Body,
        seen: &mut BTreeMap<Box<str>, Span>,
    ) {
        for property in &object.properties {
            let name = self.name(property);
            if &*name.text == "//" {
                continue;
            }
            if let Some((labels, inner)) = layout::block(place, &name.text) {
                let mut found = Vec::new();
                self.blocks(&name, &property.value, labels, inner, &mut found);
                body.blocks.append(&mut found);
            } else {
                self.attribute(name, property, place, body, seen);
            }
        }
    }

    fn name(&self, property: &ObjectProp) -> Name {
        Name {
            text: property.name.as_str().into(),
            span: self.span(property.name.range()),
        }
    }

    fn attribute(
        &mut self,
        name: Name,
        property: &ObjectProp,
        place: Place,
        body: &mut Body,
        seen: &mut BTreeMap<Box<str>, Span>,
    ) {
        if let Some(first) = seen.get(&name.text) {
            self.errors.push(SyntaxError {
                span: name.span,
                message: format!("the argument `{}` is set twice", name.text),
                help: "each argument may be set only once: remove one of the two".to_owned(),
                related: vec![(*first, "first set here".to_owned())],
            });
        }
        seen.entry(name.text.clone()).or_insert(name.span);
        let strings = layout::strings(place, &name.text);
        let value = self.value(&property.value, strings);
        body.attributes.push(Attribute { name, value });
    }

    /// The blocks that a value stands for: as many objects as there are labels around each body, and an array
    /// wherever there are several.
    fn blocks(
        &mut self,
        kind: &Name,
        value: &Value,
        labels: usize,
        inner: Place,
        found: &mut Vec<Block>,
    ) {
        let mut path = Vec::new();
        self.labelled(kind, value, labels, inner, &mut path, found);
    }

    fn labelled(
        &mut self,
        kind: &Name,
        value: &Value,
        labels: usize,
        inner: Place,
        path: &mut Vec<Name>,
        found: &mut Vec<Block>,
    ) {
        match value {
            Value::NullKeyword(_) => {}
            Value::Array(array) if array.elements.is_empty() && labels > 0 => {
                self.missing_label(kind, value);
            }
            Value::Array(array) => {
                for element in &array.elements {
                    if matches!(element, Value::Object(_) | Value::NullKeyword(_)) {
                        self.labelled(kind, element, labels, inner, path, found);
                    } else {
                        self.not_a_block(kind, element, labels);
                    }
                }
            }
            Value::Object(object) if labels == 0 => {
                let body = self.body(object, inner);
                found.push(Block {
                    kind: kind.clone(),
                    labels: path.clone(),
                    span: kind.span.to(self.span(object.range)),
                    body,
                });
            }
            Value::Object(object) => {
                if object.properties.is_empty() {
                    self.missing_label(kind, value);
                }
                for property in &object.properties {
                    let label = self.name(property);
                    // Among labels, too, this is a comment.
                    if &*label.text == "//" {
                        continue;
                    }
                    path.push(label);
                    self.labelled(kind, &property.value, labels - 1, inner, path, found);
                    path.pop();
                }
            }
            _ => self.not_a_block(kind, value, labels),
        }
    }

    fn missing_label(&mut self, kind: &Name, value: &Value) {
        self.error(
            self.span(value.range()),
            format!("a label is missing in this `{}`", kind.text),
            "write an object whose property names are the labels",
        );
    }

    fn not_a_block(&mut self, kind: &Name, value: &Value, labels: usize) {
        let what = if labels == 0 {
            "the content"
        } else {
            "the labels"
        };
        self.error(
            self.span(value.range()),
            format!("{what} of `{}` blocks must be a JSON object", kind.text),
            "write an object, or an array of objects for several blocks",
        );
    }
}
