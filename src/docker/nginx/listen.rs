//! On which addresses and ports servers listen.

use super::{Directive, read};
use crate::source::{FileId, Span};

/// A `listen` of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listen {
    /// The port; `None` where it is not written as a number, or where it is a socket in the file system.
    pub port: Option<u16>,
    /// The directive's argument.
    pub span: Span,
}

/// The `listen` directives of a configuration. What `include` brings is not read, and nothing where it cannot be read.
pub fn listens(file: FileId, text: &str) -> Vec<Listen> {
    listens_in(&read::directives(file, text).unwrap_or_default())
}

/// The `listen` directives in these and in their blocks, in the order in which they are written.
pub(super) fn listens_in(directives: &[Directive]) -> Vec<Listen> {
    let mut found = Vec::new();
    let mut open: Vec<&Directive> = directives.iter().rev().collect();
    while let Some(directive) = open.pop() {
        if directive.name() == "listen"
            && let Some(address) = directive.words.get(1)
        {
            found.push(Listen {
                port: port(&address.text),
                span: address.span,
            });
        }
        open.extend(directive.block().iter().rev());
    }
    found
}

/// The port of `80`, `*:80`, `127.0.0.1:80`, `[::]:80` and of an address without a port, which is 80.
pub(super) fn port(argument: &str) -> Option<u16> {
    if argument.starts_with("unix:") || argument.contains(['$', '-']) {
        return None;
    }
    if argument.bytes().all(|byte| byte.is_ascii_digit()) {
        return argument.parse().ok();
    }
    let behind_address = argument.rsplit_once(']').map_or(argument, |(_, rest)| rest);
    match behind_address.rsplit_once(':') {
        Some((_, port)) => port.parse().ok(),
        None => Some(80),
    }
}
