//! Native syntax, built on hcl-edit: its tree becomes ours, with all literal text taken from the source.

mod lower;
mod template;

use crate::source::{FileId, Span};

use super::{Body, Parsed, SyntaxError};
use lower::Lowering;

/// Parses a whole file in native syntax.
pub(super) fn parse(file: FileId, text: &str) -> Parsed {
    match hcl::edit::parser::parse_body(text) {
        Ok(body) => {
            let mut lowering = Lowering::new(file, text, 0);
            let body = lowering.file_body(&body);
            Parsed {
                body,
                errors: lowering.errors,
            }
        }
        Err(error) => {
            let at = error.location().offset();
            Parsed {
                body: Body {
                    attributes: Vec::new(),
                    blocks: Vec::new(),
                    span: Span::new(file, 0, text.len()),
                },
                errors: vec![SyntaxError {
                    span: Span::new(file, at, at),
                    message: error.message().to_owned(),
                    help: String::new(),
                    related: Vec::new(),
                }],
            }
        }
    }
}
