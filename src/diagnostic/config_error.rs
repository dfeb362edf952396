//! A fault in what steers iaclint: `iaclint.toml`, a schema, a policy. It is no finding: the run ends with status 2.

use std::fmt;

/// A fault in the configuration, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigError {
    /// Root-relative path of the file.
    pub path: String,
    /// Line and column from 1, where known.
    pub place: Option<(u32, u32)>,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
}

impl ConfigError {
    /// A fault at byte `offset` of `text`, the text of the file at `path`.
    pub fn at(path: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            place: Some(place(text, offset)),
            message: message.into(),
        }
    }

    /// A fault of the file at `path` as a whole.
    pub fn whole(path: &str, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            place: None,
            message: message.into(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(f, "{}:{line}:{column}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

impl std::error::Error for ConfigError {}

/// Line and column from 1 of a byte offset, columns in code points. An offset past the end is the end; one inside
/// a character is that character's place.
pub fn place(text: &str, offset: usize) -> (u32, u32) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (count(line), count(before[start..].chars().count() + 1))
}

#[cfg(test)]
mod tests {
    use super::{ConfigError, place};

    #[test]
    fn places_count_lines_and_code_points_from_one() {
        let text = "a\r\nbé😀x";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 3), (2, 1));
        assert_eq!(place(text, text.len() - 1), (2, 4));
        assert_eq!(place(text, 5), (2, 2));
        assert_eq!(place(text, 999), (2, 5));
        assert_eq!(place("", 3), (1, 1));
    }

    #[test]
    fn an_error_reads_like_a_compilers() {
        let error = ConfigError::at("iaclint.toml", "a\nb", 2, "wrong");
        assert_eq!(error.to_string(), "iaclint.toml:2:1: wrong");
        assert_eq!(ConfigError::whole("x", "wrong").to_string(), "x: wrong");
    }
}
