//! Root-relative paths as relative URI references (RFC 3986).

use std::fmt::Write;

/// `path` with everything encoded but letters, digits, `-`, `.`, `_`, `~` and the slashes between its parts: no
/// character can then begin a scheme, a query or a fragment.
pub(super) fn relative(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn what_a_uri_would_read_otherwise_is_encoded() {
        assert_eq!(relative("modules/a b/main.tf"), "modules/a%20b/main.tf");
        assert_eq!(relative("https://x?y#z.tf"), "https%3A//x%3Fy%23z.tf");
        assert_eq!(relative("größe/100%.tf"), "gr%C3%B6%C3%9Fe/100%25.tf");
        assert_eq!(relative("a\nb.tf"), "a%0Ab.tf");
    }
}
