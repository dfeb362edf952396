//! Spans as lines and columns, quickly also where one line is very long.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::{FileId, LineColumn, Sources, Span, Text};

/// Where a span begins and, exclusive, ends. In every JSON format of iaclint a range is written so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Region {
    /// Of the first character.
    pub(super) start: LineColumn,
    /// After the last character; equal to `start` where the span is empty.
    pub(super) end: LineColumn,
}

/// A range of a file, as every JSON format of iaclint writes it.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Place<'s> {
    /// The file's path below the repository's root.
    pub(super) file: &'s str,
    /// The lines and columns in it.
    pub(super) range: Region,
}

/// Finds lines and columns. On long lines it remembers every place that it was asked for and counts from the
/// nearest one: counting from the line's beginning for each of many findings takes minutes on megabytes.
pub(super) struct Places<'s> {
    sources: &'s Sources,
    /// Columns, less one, by file and offset; of long lines only.
    known: BTreeMap<(FileId, usize), usize>,
}

/// A line with less bytes before the place is counted from its beginning.
const LONG: usize = 2_048;

impl<'s> Places<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            known: BTreeMap::new(),
        }
    }

    /// The lines and columns of a span; what lies outside the text is moved to its end.
    pub(super) fn region(&mut self, span: Span) -> Region {
        let (start, end) = inside(self.sources.text(span.file), span);
        Region {
            start: self.at(span.file, start),
            end: self.at(span.file, end),
        }
    }

    /// The file of a span, and where in it the span lies.
    pub(super) fn place(&mut self, span: Span) -> Place<'s> {
        Place {
            file: &self.sources.file(span.file).path,
            range: self.region(span),
        }
    }

    fn at(&mut self, file: FileId, offset: usize) -> LineColumn {
        let text = self.sources.text(file);
        let line = line_index(text, offset);
        let before = self.before(file, text, line, offset);
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        LineColumn {
            line: count(line),
            column: count(before),
        }
    }

    /// The code points between the line's beginning and `offset`.
    fn before(&mut self, file: FileId, text: &Text, line: usize, offset: usize) -> usize {
        let start = text.line_starts()[line] as usize;
        let between = |from: usize, to: usize| {
            let text = text.content.get(from..to);
            text.map_or(0, |text| text.chars().count())
        };
        if offset - start < LONG {
            return between(start, offset);
        }
        let earlier = self.known.range((file, start)..=(file, offset)).next_back();
        let (from, column) = earlier.map_or((start, 0), |((_, from), column)| (*from, *column));
        let end = text
            .line_range(u32::try_from(line + 1).unwrap_or(u32::MAX))
            .end;
        let later = self
            .known
            .range((file, offset)..=(file, end.max(offset)))
            .next();
        let before = match later {
            Some(((_, to), column)) if to - offset < offset - from => {
                column.saturating_sub(between(offset, *to))
            }
            _ => column + between(from, offset),
        };
        self.known.insert((file, offset), before);
        before
    }
}

/// The span's bytes, moved inside the text and onto the boundaries of characters.
pub(super) fn inside(text: &Text, span: Span) -> (usize, usize) {
    let boundary = |offset: u32| {
        let mut offset = (offset as usize).min(text.content.len());
        while !text.content.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(span.start);
    (start, boundary(span.end).max(start))
}

/// The line that holds a byte offset, from 0.
pub(super) fn line_index(text: &Text, offset: usize) -> usize {
    let starts = text.line_starts();
    starts
        .partition_point(|start| *start as usize <= offset)
        .max(1)
        - 1
}

#[cfg(test)]
mod tests {
    use super::Places;

    use crate::source::{FileId, LineColumn, Sources, Span};

    #[test]
    fn places_are_those_of_the_text_in_any_order_of_asking() {
        let content = "a = \"é\"\n日本 = 😀x\n\nlast";
        let sources = Sources::from_memory([("main.tf", content)]);
        let text = sources.text(FileId(0));
        let mut places = Places::new(&sources);
        let offsets: Vec<usize> = (0..=content.len())
            .filter(|i| content.is_char_boundary(*i))
            .collect();
        for step in [1, 3, 7] {
            for i in 0..offsets.len() * step {
                let offset = offsets[i * step % offsets.len()];
                let region = places.region(Span::new(FileId(0), offset, offset));
                let offset = u32::try_from(offset).unwrap();
                assert_eq!(region.start, text.line_column(offset), "{offset}");
            }
        }
    }

    #[test]
    fn places_on_a_long_line_are_those_of_the_text_from_either_side() {
        let content = format!("a\n{}\nb", "é, 日本".repeat(2_000));
        let sources = Sources::from_memory([("main.tf", content.as_str())]);
        let text = sources.text(FileId(0));
        let mut places = Places::new(&sources);
        let offsets = (0..content.len()).filter(|i| content.is_char_boundary(*i));
        let offsets: Vec<usize> = offsets.collect();
        // A prime step visits the places in a scattered order.
        for i in 0..500 {
            let offset = offsets[i * 7_919 % offsets.len()];
            let region = places.region(Span::new(FileId(0), offset, offset));
            let expected = text.line_column(u32::try_from(offset).unwrap());
            assert_eq!(region.start, expected, "{offset}");
        }
    }

    #[test]
    fn a_span_outside_the_text_or_inside_a_character_has_a_place() {
        let sources = Sources::from_memory([("main.tf", "é")]);
        let mut places = Places::new(&sources);
        let region = places.region(Span::new(FileId(0), 1, 99));
        assert_eq!(region.start, LineColumn { line: 1, column: 1 });
        assert_eq!(region.end, LineColumn { line: 1, column: 2 });
    }
}
