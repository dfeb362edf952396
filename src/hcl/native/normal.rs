//! A copy of a text, byte for byte as long, in which hcl-edit accepts what Terraform accepts.
//!
//! Only its shape is used: names and literals are always read from the original.

use crate::hcl::scan::{Kind, Token};

/// Rewrites what hcl-edit refuses wrongly: line breaks where they mean nothing, long or large numbers,
/// and lines of a heredoc that only begin with its marker. Comments become blanks.
pub(super) fn normalize(text: &str, tokens: &[Token]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut heredocs: Vec<(u32, &str)> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let (start, end) = (token.start as usize, token.end as usize);
        match token.kind {
            Kind::Comment => bytes[start..end].fill(b' '),
            Kind::Blank => {
                let carriage = usize::from(start > 0 && bytes[start - 1] == b'\r');
                bytes[start - carriage..end].fill(b' ');
            }
            Kind::Number => plain_number(&mut bytes, start, end),
            Kind::HeredocStart if token.partner as usize == index + 1 => {
                if let Some(close) = tokens.get(index + 1).filter(|t| t.kind == Kind::HeredocEnd) {
                    empty_string(&mut bytes[start..close.end as usize]);
                }
            }
            Kind::HeredocStart => {
                let marker = text[start..end].trim_start_matches('<');
                let marker = marker.strip_prefix('-').unwrap_or(marker);
                heredocs.push((token.partner, marker.trim()));
            }
            Kind::Literal => {
                while heredocs
                    .last()
                    .is_some_and(|(close, _)| *close as usize <= index)
                {
                    heredocs.pop();
                }
                if let Some((_, marker)) = heredocs.last() {
                    hide_marker(&mut bytes, &text[start..end], start, marker);
                }
            }
            _ => {}
        }
    }
    // Only whole characters were replaced, by ASCII.
    String::from_utf8(bytes).unwrap_or_default()
}

/// An empty heredoc as a string of blanks: hcl-edit would read on to another marker further down.
fn empty_string(heredoc: &mut [u8]) {
    heredoc.fill(b' ');
    if let [first, .., last] = heredoc {
        (*first, *last) = (b'"', b'"');
    }
}

/// Numbers of the same length that fit hcl-edit's machine types.
fn plain_number(bytes: &mut [u8], start: usize, end: usize) {
    let number = &bytes[start..end];
    let has_exponent = number.iter().any(|byte| matches!(byte, b'e' | b'E'));
    let whole = !number.contains(&b'.');
    if start > 0 && bytes[start - 1] == b'.' && whole {
        // An index such as `.01`: for the parser an attribute's name.
        bytes[start..end].fill(b'x');
    } else if has_exponent || number.len() > 15 {
        bytes[start..end].fill(b'0');
    }
}

/// Makes a line that begins with the marker, but is not only the marker, begin with something else.
fn hide_marker(bytes: &mut [u8], line: &str, start: usize, marker: &str) {
    let at_line_start = start > 0 && bytes[start - 1] == b'\n';
    let content = line.trim_start_matches([' ', '\t']);
    if at_line_start && content.starts_with(marker) {
        let first = start + line.len() - content.len();
        let length = marker.chars().next().map_or(1, char::len_utf8);
        let other = if marker.starts_with('x') { b'y' } else { b'x' };
        bytes[first..first + length].fill(other);
    }
}
