use crate::data::schema::compile;

/// The configuration errors of a schema as `line:column: message`.
fn faults(text: &str) -> Vec<String> {
    let errors = compile("s.json", text, &|_| None).expect_err(text);
    errors
        .iter()
        .map(|error| error.to_string().replacen("s.json:", "", 1))
        .collect()
}

const FAULTS: &[(&str, &str)] = &[
    (
        "{\"properties\": {\n  \"a\": {\"requird\": [\"b\"]}}}",
        "2:9: unknown schema keyword `requird`, which would check nothing; did you mean `required`?",
    ),
    (
        "{\"colour\": 1}",
        "1:2: unknown schema keyword `colour`, which would check nothing; a property belongs under `properties`",
    ),
    (
        "{\"minLength\": -1}",
        "1:15: `minLength` must be a whole number of at least 0, but is the number -1",
    ),
    (
        "{\"minLength\": 1.5}",
        "1:15: `minLength` must be a whole number of at least 0, but is the number 1.5",
    ),
    (
        "{\"required\": \"a\"}",
        "1:14: `required` must be a list of different names, but is the string \"a\"",
    ),
    (
        "{\"required\": [\"a\", \"a\"]}",
        "1:14: `required` must be a list of different names, but is a list",
    ),
    (
        "{\"type\": \"int\"}",
        "1:10: unknown type `int`; did you mean `integer`?",
    ),
    (
        "{\"type\": [\"string\", \"nul\"]}",
        "1:21: unknown type `nul`; did you mean `null`?",
    ),
    (
        "{\"type\": 5}",
        "1:10: `type` must be a type's name or a list of them, but is the number 5",
    ),
    (
        "{\"enum\": []}",
        "1:10: `enum` must be a list with at least one value, but is a list",
    ),
    (
        "{\"pattern\": \"[a\"}",
        "1:13: `[a` is not a regular expression; check its brackets and escapes",
    ),
    (
        "{\"patternProperties\": {\"(\": {}}}",
        "1:24: `(` is not a regular expression; check its brackets and escapes",
    ),
    (
        "{\"format\": \"dates\"}",
        "1:12: unknown format `dates`, which would check nothing; did you mean `date`?",
    ),
    (
        "{\"properties\": []}",
        "1:16: `properties` must be a mapping of names to schemas, but is a list",
    ),
    (
        "{\"items\": 3}",
        "1:11: a schema must be a mapping, true or false, but is the number 3",
    ),
    (
        "{\"anyOf\": []}",
        "1:11: `anyOf` must be a list of at least one schema, but is a list",
    ),
    (
        "{\"additionalItems\": false}",
        "1:2: `additionalItems` is no keyword of draft 2020-12, which this file is written in",
    ),
    (
        "{\"title\": \"a\", \"title\": \"b\"}",
        "1:16: the keyword `title` stands twice, and only the last one counts; remove one",
    ),
    (
        "{\"$dynamicRef\": \"#a\"}",
        "1:2: the keyword `$dynamicRef` is not supported here; refer to definitions by `#/$defs/…`",
    ),
    (
        "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}",
        "1:13: `$schema` must be `https://json-schema.org/draft/2020-12/schema` or `http://json-schema.org/draft-07/schema#`; other drafts are not supported",
    ),
    (
        "{\"additionalProperties\": false, \"required\": [\"nmae\"], \"properties\": {\"name\": {}}}",
        "1:46: `required` names `nmae`, which `additionalProperties: false` forbids; did you mean `name`?",
    ),
    (
        "{\"type\": \"object\",}",
        "1:18: a comma before the closing bracket",
    ),
    (
        "[]",
        "1:1: a schema must be a mapping, true or false, but is a list",
    ),
];

#[test]
fn a_schema_that_means_nothing_is_an_error_at_its_place() {
    for (text, expected) in FAULTS {
        assert_eq!(faults(text), [*expected], "{text}");
    }
    let seven = "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"a\": {\"$ref\": \"#\", \"minLength\": 1}}}";
    assert!(faults(seven)[0].ends_with("draft-07 ignores `minLength` beside `$ref`; put both into an `allOf`, or write the file in draft 2020-12"));
}

#[test]
fn all_faults_of_a_schema_are_told_at_once_in_order() {
    let found = faults("{\n \"requird\": [],\n \"type\": \"strin\",\n \"minimum\": \"1\"\n}");
    let lines: Vec<_> = found.iter().map(|line| &line[..2]).collect();
    assert_eq!(lines, ["2:", "3:", "4:"]);
}
