//! Which ports an nginx configuration listens on.

use crate::source::{FileId, Span};

/// A `listen` of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listen {
    /// The port; `None` where it is not written as a number, or where it is a socket in the file system.
    pub port: Option<u16>,
    /// The directive's argument.
    pub span: Span,
}

/// The `listen` directives of a configuration. Quotes and comments are honoured; what `include` brings is not read.
pub fn listens(file: FileId, text: &str) -> Vec<Listen> {
    let mut found = Vec::new();
    let mut directive: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at += text[at..].find('\n').unwrap_or(text.len() - at),
            b';' | b'{' | b'}' => {
                if let [name, argument, ..] = directive.as_slice()
                    && &text[name.0..name.1] == "listen"
                {
                    found.push(Listen {
                        port: port(&text[argument.0..argument.1]),
                        span: Span::new(file, argument.0, argument.1),
                    });
                }
                directive.clear();
                at += 1;
            }
            byte if byte.is_ascii_whitespace() => at += 1,
            quote @ (b'"' | b'\'') => {
                let end = end_of_quoted(bytes, at, quote);
                directive.push((at, end));
                at = end;
            }
            _ => {
                let is_end =
                    |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b';' | b'{' | b'}');
                let length = bytes[at..]
                    .iter()
                    .position(is_end)
                    .unwrap_or(bytes.len() - at);
                directive.push((at, at + length));
                at += length;
            }
        }
    }
    found
}

fn end_of_quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The port of `80`, `*:80`, `127.0.0.1:80`, `[::]:80` and of an address without a port, which is 80.
fn port(argument: &str) -> Option<u16> {
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

#[cfg(test)]
mod tests {
    use super::listens;
    use crate::source::FileId;

    #[test]
    fn the_forms_of_nginx_documentation_are_read() {
        let text = "http {\n  # listen 1;\n  log_format x '{ listen 2; }';\n  server { listen 80 default_server; listen [::]:8080; }\n  \
                    server { listen 127.0.0.1:81; listen localhost; listen unix:/x; listen *:82 ssl; location /{ return 200 \"listen 9;\"; } }\n}\n";
        let ports: Vec<_> = listens(FileId(0), text).iter().map(|it| it.port).collect();
        assert_eq!(
            ports,
            [Some(80), Some(8080), Some(81), Some(80), None, Some(82)]
        );
    }

    #[test]
    fn what_is_broken_ends() {
        for text in ["listen", "listen 80", "\"", "'\\", "{}};", "ä listen 80;"] {
            listens(FileId(0), text);
        }
    }
}
