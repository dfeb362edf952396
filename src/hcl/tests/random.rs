//! Nothing that can be written makes the parser panic, or give a span that is not in the text.

use proptest::prelude::{Strategy, prop, proptest};

use crate::hcl::comments;
use crate::source::{FileId, FileKind};

use super::checked;

/// Pieces of both syntaxes: random strings of these get further than random characters.
const PIECES: [&str; 64] = [
    "a", "b-1", "é", "for", "in", "if", "else", "endif", "endfor", "null", "true", "resource", "1",
    "2.5", "1e9", "0.1.2", "\"", "\\", "\\\"", "\\u00e9", "$", "%", "${", "%{", "$${", "%%{", "~}",
    "~", "}", "{", "(", ")", "[", "]", "=", "==", "=>", "!", "-", "+", "*", ".", "..", "...", ",",
    ":", "::", "?", "<<E\n", "<<-E\n", "\nE\n", "  E\n", "#", "//", "/*", "*/", "\n", "\r\n", " ",
    "\t", "\u{a0}", "😀", "&&", "|",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec());
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    for kind in [
        FileKind::Terraform,
        FileKind::TerraformJson,
        FileKind::VariablesJson,
    ] {
        checked(kind, text);
    }
    for comment in comments(FileId(0), text) {
        assert!(text.get(comment.span.range()).is_some(), "{comment:?}");
    }
}

proptest! {
    #[test]
    fn no_sequence_of_tokens_breaks_a_promise(text in pieces()) {
        check(&text);
        check(&format!("a = {text}\n"));
        check(&format!("a = \"{text}\"\nb = 1\n"));
        check(&format!("a = <<E\n{text}\nE\nlocals {{\n}}\n"));
        let quoted = serde_json::to_string(&text).unwrap();
        check(&format!("{{\"locals\": {{\"a\": {quoted}, {quoted}: [{quoted}]}}}}"));
        check(&format!("{{\"moved\": {{\"from\": {quoted}}}, \"output\": {{\"o\": {{\"value\": \"{text}\"}}}}}}"));
    }

    #[test]
    fn no_string_breaks_a_promise(text in "\\PC*") {
        check(&text);
    }
}
