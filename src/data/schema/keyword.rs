//! The keywords of JSON Schema, drafts 7 and 2020-12, and the form of their values.

/// The form that a keyword's value must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Any,
    Schema,
    SchemaList,
    /// A schema for each name; under `patternProperties` the names are regular expressions.
    SchemaMap,
    PatternMap,
    /// Draft 7: one schema or a list of them.
    SchemaOrList,
    Text,
    Regex,
    Format,
    Reference,
    Count,
    Number,
    Positive,
    Flag,
    Names,
    NamesMap,
    /// Draft 7: for each name a schema or a list of names.
    Dependencies,
    Types,
    List,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Draft {
    Seven,
    Latest,
}

impl Draft {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Seven => "draft-07",
            Self::Latest => "draft 2020-12",
        }
    }
}

/// Name, form, and the draft that alone knows it.
const KEYWORDS: [(&str, Form, Option<Draft>); 57] = [
    ("$schema", Form::Text, None),
    ("$id", Form::Text, None),
    ("$ref", Form::Reference, None),
    ("$comment", Form::Text, None),
    ("$defs", Form::SchemaMap, None),
    ("definitions", Form::SchemaMap, None),
    ("title", Form::Text, None),
    ("description", Form::Text, None),
    ("default", Form::Any, None),
    ("examples", Form::List, None),
    ("deprecated", Form::Flag, None),
    ("readOnly", Form::Flag, None),
    ("writeOnly", Form::Flag, None),
    ("type", Form::Types, None),
    ("enum", Form::List, None),
    ("const", Form::Any, None),
    ("multipleOf", Form::Positive, None),
    ("maximum", Form::Number, None),
    ("exclusiveMaximum", Form::Number, None),
    ("minimum", Form::Number, None),
    ("exclusiveMinimum", Form::Number, None),
    ("maxLength", Form::Count, None),
    ("minLength", Form::Count, None),
    ("pattern", Form::Regex, None),
    ("format", Form::Format, None),
    ("contentEncoding", Form::Text, None),
    ("contentMediaType", Form::Text, None),
    ("contentSchema", Form::Schema, Some(Draft::Latest)),
    ("items", Form::Schema, Some(Draft::Latest)),
    ("items", Form::SchemaOrList, Some(Draft::Seven)),
    ("prefixItems", Form::SchemaList, Some(Draft::Latest)),
    ("additionalItems", Form::Schema, Some(Draft::Seven)),
    ("unevaluatedItems", Form::Schema, Some(Draft::Latest)),
    ("maxItems", Form::Count, None),
    ("minItems", Form::Count, None),
    ("uniqueItems", Form::Flag, None),
    ("contains", Form::Schema, None),
    ("maxContains", Form::Count, Some(Draft::Latest)),
    ("minContains", Form::Count, Some(Draft::Latest)),
    ("properties", Form::SchemaMap, None),
    ("patternProperties", Form::PatternMap, None),
    ("additionalProperties", Form::Schema, None),
    ("unevaluatedProperties", Form::Schema, Some(Draft::Latest)),
    ("propertyNames", Form::Schema, None),
    ("maxProperties", Form::Count, None),
    ("minProperties", Form::Count, None),
    ("required", Form::Names, None),
    ("dependentRequired", Form::NamesMap, Some(Draft::Latest)),
    ("dependentSchemas", Form::SchemaMap, Some(Draft::Latest)),
    ("dependencies", Form::Dependencies, Some(Draft::Seven)),
    ("allOf", Form::SchemaList, None),
    ("anyOf", Form::SchemaList, None),
    ("oneOf", Form::SchemaList, None),
    ("not", Form::Schema, None),
    ("if", Form::Schema, None),
    ("then", Form::Schema, None),
    ("else", Form::Schema, None),
];

/// Keywords that change how references are resolved. None of our schemas needs them, and each would be a way to
/// reach another file.
pub(super) const UNSUPPORTED: [&str; 7] = [
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
    "$vocabulary",
    "id",
];

/// Keywords that may stand beside `$ref` in draft 7, where all others are ignored.
pub(super) const ANNOTATIONS: [&str; 12] = [
    "$schema",
    "$id",
    "$ref",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
];

pub(super) const TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "object", "array", "null",
];

/// The formats that are checked.
pub(super) const FORMATS: [&str; 16] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uuid",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];

/// The form of a keyword's value in a draft; `None` where the draft does not know the keyword.
pub(super) fn form(name: &str, draft: Draft) -> Option<Form> {
    let known = KEYWORDS
        .iter()
        .find(|(keyword, _, only)| *keyword == name && only.is_none_or(|only| only == draft));
    known.map(|(_, form, _)| *form)
}

/// Whether the other draft knows the keyword.
pub(super) fn is_of_other_draft(name: &str) -> bool {
    KEYWORDS.iter().any(|(keyword, ..)| *keyword == name)
}

/// All keywords of a draft, for finding the nearest one.
pub(super) fn names(draft: Draft) -> impl Iterator<Item = &'static str> {
    let of_draft = move |only: &Option<Draft>| only.is_none_or(|only| only == draft);
    KEYWORDS
        .iter()
        .filter(move |(_, _, only)| of_draft(only))
        .map(|(name, ..)| *name)
}
