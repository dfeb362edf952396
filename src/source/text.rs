//! The text of one file: decoded, with the places of its lines.

use std::sync::OnceLock;

use serde::Serialize;

/// The largest file that is read, in bytes. Terraform has no limit; this one bounds memory on hostile input.
pub(crate) const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;

/// How git-crypt begins every file that it encrypts (its source, `commands.cpp`).
pub(crate) const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

/// A file's decoded text. A byte order mark is cut off; offsets count from the character after it.
#[derive(Debug, Default)]
pub struct Text {
    /// UTF-8; invalid bytes are replaced by U+FFFD.
    pub content: String,
    /// Whether the file begins with a byte order mark.
    pub byte_order_mark: bool,
    /// What is wrong with the file as a text.
    pub problem: Option<TextProblem>,
    line_starts: OnceLock<Vec<u32>>,
}

/// Why a file is not a proper text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextProblem {
    /// Encrypted by git-crypt and not unlocked in this working tree: nothing in it can be read.
    Encrypted,
    /// Bytes that are not UTF-8; the offset of the first replacement character in `content`.
    InvalidUtf8 {
        /// Byte offset into `content`.
        offset: usize,
    },
    /// Larger than 32 MiB; not read.
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// The operating system refused; its message.
    Unreadable(String),
}

/// A place as people count it, both from 1. Columns count Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LineColumn {
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in code points.
    pub column: u32,
}

impl Text {
    /// Decodes a file's bytes.
    pub fn decode(bytes: Vec<u8>) -> Self {
        if bytes.starts_with(GIT_CRYPT) {
            return Self::failed(TextProblem::Encrypted);
        }
        let (byte_order_mark, bytes) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => (true, rest.to_vec()),
            None => (false, bytes),
        };
        let (content, problem) = match String::from_utf8(bytes) {
            Ok(content) => (content, None),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let content = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (content, Some(TextProblem::InvalidUtf8 { offset }))
            }
        };
        Self {
            content,
            byte_order_mark,
            problem,
            line_starts: OnceLock::new(),
        }
    }

    /// An empty text that says why there is none.
    pub fn failed(problem: TextProblem) -> Self {
        Self {
            problem: Some(problem),
            ..Self::default()
        }
    }

    /// Byte offsets at which lines begin; the first is 0.
    pub fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let newlines = self
                .content
                .bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n');
            let after = newlines.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after).collect()
        })
    }

    /// Line and column of a byte offset; one past the end is the place after the last character.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1) - 1;
        let start = starts[line] as usize;
        let mut end = (offset as usize).min(self.content.len());
        while !self.content.is_char_boundary(end) {
            end -= 1;
        }
        let column = self
            .content
            .get(start..end)
            .map_or(0, |text| text.chars().count());
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        LineColumn {
            line: count(line),
            column: count(column),
        }
    }

    /// The byte range of a line counted from 1, without its line ending; empty past the end.
    pub fn line_range(&self, line: u32) -> std::ops::Range<usize> {
        let starts = self.line_starts();
        let Some(start) = starts.get(line.saturating_sub(1) as usize) else {
            return self.content.len()..self.content.len();
        };
        let end = starts
            .get(line as usize)
            .map_or(self.content.len(), |next| *next as usize);
        let text = &self.content[*start as usize..end];
        *start as usize..*start as usize + text.trim_end_matches(['\n', '\r']).len()
    }
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, Text, TextProblem};

    #[test]
    fn lines_and_columns_count_from_one_in_code_points() {
        let text = Text::decode("a = 1\r\nbé = 😀x\n".as_bytes().to_vec());
        let at = |offset| text.line_column(offset);
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(7), LineColumn { line: 2, column: 1 });
        let x = u32::try_from(text.content.find('x').unwrap()).unwrap();
        assert_eq!(at(x), LineColumn { line: 2, column: 7 });
        assert_eq!(at(99), LineColumn { line: 3, column: 1 });
        assert_eq!(&text.content[text.line_range(1)], "a = 1");
    }

    #[test]
    fn a_byte_order_mark_is_cut_and_bad_bytes_are_named() {
        let text = Text::decode(b"\xEF\xBB\xBFa".to_vec());
        assert!(text.byte_order_mark && text.content == "a");
        let text = Text::decode(b"ab\xFFc".to_vec());
        assert_eq!(text.problem, Some(TextProblem::InvalidUtf8 { offset: 2 }));
        assert_eq!(text.content, "ab\u{FFFD}c");
    }
}
