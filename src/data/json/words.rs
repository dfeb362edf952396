//! What the faults of JSON are called.

use jsonc_parser::ParseStringErrorKind as StringFault;
use jsonc_parser::errors::ParseErrorKind as Fault;

/// What is wrong with the structure of a JSON text, and what to do.
pub(super) fn words(kind: &Fault) -> (&'static str, &'static str) {
    match kind {
        Fault::CommentsNotAllowed | Fault::UnterminatedCommentBlock => (
            "JSON has no comments",
            "remove the comment; Terraform's jsondecode refuses the file",
        ),
        Fault::TrailingCommasNotAllowed => {
            ("a comma before the closing bracket", "remove the comma")
        }
        Fault::ExpectedComma => (
            "a comma is missing here",
            "write a comma between the two values",
        ),
        Fault::MultipleRootJsonValues => (
            "there is more text after the end of the JSON value",
            "remove it; a JSON file holds one value",
        ),
        Fault::ExpectedColonAfterObjectKey => {
            ("a colon must follow the key", "write `\"key\": value`")
        }
        Fault::ExpectedObjectValue => (
            "a value must follow the colon",
            "write the value, or `null`",
        ),
        Fault::ExpectedStringObjectProperty | Fault::UnexpectedTokenInObject => (
            "a key in double quotes is expected here",
            "write the key in double quotes",
        ),
        Fault::UnterminatedArray => ("the list that begins here has no end", "close it with `]`"),
        Fault::UnterminatedObject => (
            "the object that begins here has no end",
            "close it with `}`",
        ),
        Fault::UnexpectedCloseBrace
        | Fault::UnexpectedCloseBracket
        | Fault::UnexpectedColon
        | Fault::UnexpectedComma
        | Fault::UnexpectedToken => (
            "a value is expected here",
            "write a value or remove what stands here",
        ),
        other => value_words(other),
    }
}

/// The same for a single string, number or word.
fn value_words(kind: &Fault) -> (&'static str, &'static str) {
    match kind {
        Fault::SingleQuotedStringsNotAllowed => (
            "JSON has no single quotes",
            "write the string in double quotes",
        ),
        Fault::HexadecimalNumbersNotAllowed
        | Fault::UnaryPlusNumbersNotAllowed
        | Fault::BareDecimalPointNumbersNotAllowed
        | Fault::NonFiniteNumbersNotAllowed
        | Fault::ExpectedDigit
        | Fault::ExpectedDigitFollowingNegativeSign
        | Fault::ExpectedPlusMinusOrDigitInNumberLiteral => (
            "this is not a number in JSON",
            "write a decimal number, or a string in double quotes",
        ),
        Fault::String(StringFault::UnterminatedStringLiteral) => (
            "the string that begins here has no end",
            "close it with a double quote on the same line",
        ),
        Fault::String(_) => (
            "the string holds an escape that JSON does not know",
            "JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u0000",
        ),
        Fault::UnexpectedWord => (
            "this word is no JSON value",
            "write it in double quotes, or `true`, `false` or `null`",
        ),
        _ => (
            "this is not valid JSON",
            "look at this line and the one before it",
        ),
    }
}
