//! Where faults are reported, and what of a faulty file is still read.

use crate::hcl::comments;
use crate::source::{FileId, FileKind};

use super::checked;

/// The text at each error, with the beginning of its message.
fn errors(kind: FileKind, text: &str) -> Vec<(String, String)> {
    let parsed = checked(kind, text);
    let errors = parsed.errors.into_iter();
    errors
        .map(|error| (text[error.span.range()].to_owned(), error.message))
        .collect()
}

/// Asserts that a text has exactly one error, at `place`, whose message holds `message`.
fn one(text: &str, place: &str, message: &str) {
    let found = errors(FileKind::Terraform, text);
    let fits = |(at, said): &(String, String)| at == place && said.contains(message);
    assert!(
        found.len() == 1 && found.iter().all(fits),
        "{text:?}: {found:?}"
    );
}

#[test]
fn a_fault_in_a_body_is_shown_where_terraform_sees_it() {
    one(
        "locals {\n  a = 1 b = 2\n}\n",
        "b",
        "cannot follow a complete value",
    );
    one(
        "locals {\n  a = 1, b = 2\n}\n",
        ",",
        "cannot follow a complete value",
    );
    one("locals {\n  a =\n}\n", "=", "the value is missing");
    one("locals {\n  a\n}\n", "a", "neither an argument nor a block");
    one("locals {\n  a: 1\n}\n", ":", "set with `:`");
    one(
        "locals {\n  \"a\" = 1\n}\n",
        "\"a\"",
        "quoted string cannot begin",
    );
    one("locals {\n  a = 1 }\n", "}", "must end with a line break");
    one("locals { a = 1, b = 2 }\n", "a", "only one argument");
    one(
        "resource \"a\" = \"b\" {\n}\n",
        "=",
        "cannot stand in the header",
    );
    one("locals {\n}\n}\n", "}", "closes nothing");
    one(
        "resource \"a${b}\" \"c\" {\n}\n",
        "${",
        "label cannot hold a template",
    );
}

#[test]
fn a_fault_in_an_expression_is_shown_where_terraform_sees_it() {
    let inside = |value: &str, place: &str, message: &str| {
        one(
            &format!("locals {{\n  a = {value}\n  b = 1\n}}\n"),
            place,
            message,
        );
    };
    inside("[1 2]", "2", "cannot follow a complete value");
    inside("f(1 \"x\")", "\"x\"", "cannot follow a complete value");
    inside("{ a = 1 b = 2 }", "b", "cannot follow a complete value");
    inside("{ a }", "a", "no entry of an object");
    inside("x ? 1", "?", "has no `:`");
    inside("1 +", "+", "expected after `+`");
    inside("x = y", "=", "cannot stand inside an expression");
    inside("'x'", "'", "not part of the language");
    inside("“x”", "“", "curly quote");
    inside("x & y", "&", "not part of the language");
    inside("\"x", "\"", "no closing quote");
    inside("\"${x\"", "${", "no closing `}`");
    inside("\"\\q\"", "\\q", "not an escape sequence");
    inside("\"%{ if x }\"", "%{", "no `endif`");
    inside("10.11.10.12", "10.11.10.12", "is not a number");
    inside("x.0.1", ".0.1", "one number, not as two indexes");
    inside("(1", "(", "not closed before");
    inside("1)", ")", "closes nothing");
    inside("[for x in y x]", "x", "cannot follow");
    inside("{ for x in y : x }", "{", "has no `=>`");
}

#[test]
fn an_unclosed_block_is_shown_where_it_begins_and_the_next_ones_are_read() {
    let text =
        "resource \"a\" \"b\" {\n  x = 1\n\nresource \"c\" \"d\" {\n  y = 2\n}\nlocals {\n}\n";
    one(text, "{", "never closed");
    let parsed = checked(FileKind::Terraform, text);
    assert_eq!(parsed.errors[0].span.start, 17);
    assert_eq!(parsed.body.blocks.len(), 3);
    assert!(parsed.body.blocks[1].body.attribute("y").is_some());
}

#[test]
fn an_unterminated_heredoc_is_shown_where_it_begins() {
    one(
        "locals {\n  a = <<EOT\nx\n}\n",
        "<<EOT\n",
        "no closing marker",
    );
    one("locals {\n  a = <<EOT\n${x\nEOT\n", "${", "no closing `}`");
}

#[test]
fn one_fault_loses_one_argument() {
    let text = "locals {\n  a = 1\n  b = (2\n  c = 3\n}\noutput \"o\" {\n  value = [1 2]\n  x = { p = 1, q, r = 2 }\n}\n";
    let parsed = checked(FileKind::Terraform, text);
    assert_eq!(parsed.errors.len(), 3, "{:?}", parsed.errors);
    let names = |block: usize| -> Vec<&str> {
        let attributes = &parsed.body.blocks[block].body.attributes;
        attributes
            .iter()
            .map(|attribute| &*attribute.name.text)
            .collect()
    };
    assert_eq!(names(0), ["a"]);
    assert_eq!(names(1), ["x"]);
}

#[test]
fn an_argument_set_twice_names_both_places() {
    let parsed = checked(FileKind::Variables, "a = 1\nb = 2\na = 3\n");
    assert_eq!(parsed.errors[0].span.start, 12);
    assert_eq!(parsed.errors[0].related[0].0.start, 0);
}

#[test]
fn the_structure_of_a_configuration_file_is_checked() {
    one(
        "resorce \"a\" \"b\" {\n}\n",
        "resorce",
        "no block type `resorce`",
    );
    one("resource \"a\" {\n}\n", "resource \"a\"", "two labels");
    one("variable \"a\" \"b\" {\n}\n", "\"b\"", "one label");
    one("locals \"a\" {\n}\n", "\"a\"", "no label");
    one("output \"1a\" {\n}\n", "\"1a\"", "cannot be the name");
    one("variable \"count\" {\n}\n", "\"count\"", "cannot be named");
    one("a = 1\n", "a", "cannot stand at the top");
    assert_eq!(errors(FileKind::Variables, "a = 1\n"), []);
    assert_eq!(
        errors(
            FileKind::Lock,
            "provider \"x\" {\n  hashes = [\n    \"h1:x\",\n  ]\n}\n"
        ),
        []
    );
}

#[test]
fn comments_are_found_outside_of_strings_only() {
    let text = "# one\na = \"# no ${ f(/* two */ x) } // no\" // three\nb = <<E\n# no\n${x # four\n}\nE\n  /* five\n*/ c = 1 #six";
    let found = comments(FileId(0), text);
    let texts: Vec<_> = found
        .iter()
        .map(|comment| (&*comment.text, comment.own_line))
        .collect();
    let expected = [
        ("one", true),
        ("two", false),
        ("three", false),
        ("four", false),
        ("five", true),
        ("six", false),
    ];
    assert_eq!(texts, expected);
    assert_eq!(&text[found[4].span.range()], "/* five\n*/");
}
