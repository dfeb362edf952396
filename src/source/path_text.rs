//! Names of files as text. On most systems a name is any bytes, and an old archive may bring some that are no UTF-8.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::Path;

/// A name as text. What is no UTF-8 in it is written out, as in `caf\xE9.tf`: two names stay two texts.
pub fn name_text(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

/// A relative path as text, with `/` between its parts.
pub fn path_text(below: &Path) -> String {
    let parts: Vec<String> = below.iter().map(os_text).collect();
    parts.join("/")
}

/// The name of one entry of a folder as text.
pub fn os_text(name: &OsStr) -> String {
    name_text(name.as_encoded_bytes())
}

#[cfg(test)]
mod tests {
    use super::name_text;

    #[test]
    fn what_is_no_utf_8_is_written_out() {
        assert_eq!(name_text("réseau.tf".as_bytes()), "réseau.tf");
        assert_eq!(name_text(b"r\xe9seau.tf"), "r\\xE9seau.tf");
        assert_eq!(name_text(b"\xff\xfe"), "\\xFF\\xFE");
        assert_ne!(name_text(b"r\xe9"), name_text(b"r\xe8"));
    }
}
