//! The few lines of code that one finding shows, made safe and short: what codespan draws from.
//!
//! Only these lines are copied, and of a line only what fits: a finding on a line of megabytes costs no more
//! than any other.

use std::ops::Range;

use codespan_reporting::diagnostic::Label;
use codespan_reporting::files::{Error, Files, Location};
use unicode_width::UnicodeWidthChar;

use super::super::clean;
use super::super::place::{Places, inside, line_index};
use super::TEXT_LIMIT;
use crate::source::{FileId, LineColumn, Sources, Span, Text};

/// Columns from one tab stop to the next.
pub(super) const TAB_WIDTH: usize = 4;

/// A primary span of more lines is shown by its first line only.
const MAX_LINES: usize = 8;

/// A place to mark, with what is said about it.
pub(super) struct Mark {
    pub(super) span: Span,
    primary: bool,
    text: String,
}

impl Mark {
    pub(super) fn primary(span: Span, text: &str) -> Self {
        Self {
            span,
            primary: true,
            text: clean::line(text, TEXT_LIMIT),
        }
    }

    pub(super) fn secondary(span: Span, text: &str) -> Self {
        Self {
            primary: false,
            ..Self::primary(span, text)
        }
    }

    /// Says something more about the same place.
    pub(super) fn add(&mut self, text: &str) {
        let text = clean::line(text, TEXT_LIMIT);
        if self.text.is_empty() {
            self.text = text;
        } else if self.text != text && !text.is_empty() {
            self.text = format!("{}; {text}", self.text);
        }
    }
}

/// The lines of every file that a finding shows.
pub(super) struct Excerpts {
    files: Vec<Excerpt>,
    labels: Vec<Label<usize>>,
}

struct Excerpt {
    file: FileId,
    name: String,
    /// The shown lines, each with a line break.
    text: String,
    lines: Vec<Line>,
    /// Places in `text` where a mark begins, with the true line and column.
    starts: Vec<(usize, LineColumn)>,
}

struct Line {
    /// In the file, from 0.
    index: usize,
    /// In the excerpt's text, with the line break.
    range: Range<usize>,
    /// Where the characters of the file's line are in the excerpt's text: both offsets rise. The first is the
    /// first character that is shown; the last is the place after the last one.
    map: Vec<(usize, usize)>,
}

impl Excerpts {
    /// Cuts out the lines that `marks` need, each no wider than `width` columns leave room for.
    pub(super) fn cut(
        sources: &Sources,
        places: &mut Places<'_>,
        marks: Vec<Mark>,
        width: usize,
    ) -> Self {
        let room = width.saturating_sub(10).max(30);
        let shown: Vec<(usize, usize)> = marks
            .iter()
            .map(|mark| shown_range(sources.text(mark.span.file), mark))
            .collect();
        let mut excerpts = Self {
            files: Vec::new(),
            labels: Vec::new(),
        };
        for mark in &marks {
            let file = mark.span.file;
            if excerpts.files.iter().any(|known| known.file == file) {
                continue;
            }
            let of_file = marks.iter().zip(&shown);
            let ranges = of_file.filter(|(mark, _)| mark.span.file == file);
            let ranges: Vec<(usize, usize)> = ranges.map(|(_, range)| *range).collect();
            let name = clean::path(&sources.file(file).path);
            let excerpt = Excerpt::cut(file, name, sources.text(file), &ranges, room);
            excerpts.files.push(excerpt);
        }
        for (mark, (start, end)) in marks.into_iter().zip(shown) {
            let files = &mut excerpts.files;
            let Some(id) = files.iter().position(|known| known.file == mark.span.file) else {
                continue;
            };
            let excerpt = &mut files[id];
            let text = sources.text(mark.span.file);
            let from = excerpt.offset(text, start, Side::Start);
            let to = excerpt.offset(text, end, Side::End).max(from);
            excerpt.starts.push((from, places.region(mark.span).start));
            let label = if mark.primary {
                Label::primary(id, from..to)
            } else {
                Label::secondary(id, from..to)
            };
            excerpts.labels.push(label.with_message(mark.text));
        }
        excerpts
    }

    /// The marks in the excerpts, in the order in which they were given.
    pub(super) fn labels(&self) -> Vec<Label<usize>> {
        self.labels.clone()
    }

    /// Columns of the widest line number.
    pub(super) fn gutter(&self) -> usize {
        let lines = self.files.iter().flat_map(|file| &file.lines);
        let last = lines.map(|line| line.index + 1).max().unwrap_or(1);
        last.to_string().len()
    }
}

/// The bytes to mark: a long primary span and every other of several lines is marked on its first line.
fn shown_range(text: &Text, mark: &Mark) -> (usize, usize) {
    let (start, mut end) = inside(text, mark.span);
    let first = line_index(text, start);
    let mut last = line_index(text, end);
    if last > first && text.line_starts()[last] as usize == end {
        // The span ends with its last line's break; the line after it is not meant.
        last -= 1;
        end = line_end(text, last).max(start);
    }
    let limit = if mark.primary { MAX_LINES } else { 1 };
    if last - first >= limit {
        end = line_end(text, first).max(start);
    }
    (start, end)
}

fn line_end(text: &Text, index: usize) -> usize {
    line_bytes(text, index).end
}

fn line_bytes(text: &Text, index: usize) -> Range<usize> {
    text.line_range(u32::try_from(index + 1).unwrap_or(u32::MAX))
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

impl Excerpt {
    fn cut(
        file: FileId,
        name: String,
        text: &Text,
        ranges: &[(usize, usize)],
        room: usize,
    ) -> Self {
        let mut wanted: Vec<usize> = ranges
            .iter()
            .flat_map(|(start, end)| line_index(text, *start)..=line_index(text, *end))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        // A gap of one line is shown instead of a mark that says so; it takes the same room.
        let gaps: Vec<usize> = wanted
            .windows(2)
            .filter(|pair| pair[1] - pair[0] == 2)
            .map(|pair| pair[0] + 1)
            .collect();
        wanted.extend(gaps);
        wanted.sort_unstable();
        let mut excerpt = Self {
            file,
            name,
            text: String::new(),
            lines: Vec::new(),
            starts: Vec::new(),
        };
        for index in wanted {
            let bytes = line_bytes(text, index);
            let here = ranges
                .iter()
                .find(|(start, end)| *start <= bytes.end && bytes.start <= *end);
            let focus = here.map_or(0..0, |(start, end)| {
                let start = start.saturating_sub(bytes.start).min(bytes.len());
                start..end.saturating_sub(bytes.start).clamp(start, bytes.len())
            });
            excerpt.push(index, bytes.start, &text.content[bytes], focus, room);
        }
        excerpt
    }

    /// Adds a line of the file that begins at byte `at` of it.
    fn push(&mut self, index: usize, at: usize, line: &str, focus: Range<usize>, room: usize) {
        let from = self.text.len();
        let window = window(line, &focus, room);
        if window.start > 0 {
            self.text.push('…');
        }
        let mut map = Vec::with_capacity(window.len() + 1);
        for (i, c) in line[window.clone()].char_indices() {
            map.push((at + window.start + i, self.text.len()));
            self.text
                .push(if c == '\t' { c } else { clean::visible(c) });
        }
        map.push((at + window.end, self.text.len()));
        if window.end < line.len() {
            self.text.push('…');
        }
        self.text.push('\n');
        let range = from..self.text.len();
        self.lines.push(Line { index, range, map });
    }

    /// Where byte `offset` of the file is in the excerpt; what is cut away is at the mark that stands for it.
    fn offset(&self, text: &Text, offset: usize, side: Side) -> usize {
        let index = line_index(text, offset);
        let Ok(found) = self.lines.binary_search_by_key(&index, |line| line.index) else {
            return 0;
        };
        let line = &self.lines[found];
        let break_at = line.range.end - 1;
        let (Some(first), Some(last)) = (line.map.first(), line.map.last()) else {
            return line.range.start;
        };
        if offset < first.0 {
            return match side {
                Side::Start => line.range.start,
                Side::End => first.1,
            };
        }
        if offset > last.0 {
            return match side {
                Side::Start => last.1,
                Side::End => break_at,
            };
        }
        let at = line.map.partition_point(|(from, _)| *from < offset);
        line.map[at.min(line.map.len() - 1)].1
    }

    fn line_of(&self, offset: usize) -> Option<&Line> {
        let at = self.lines.partition_point(|line| line.range.end <= offset);
        self.lines.get(at).or(self.lines.last())
    }
}

/// The bytes of a line that are shown: all where it fits, else so many columns that `focus` begins among them.
fn window(line: &str, focus: &Range<usize>, room: usize) -> Range<usize> {
    if forward(line, 0, room) == line.len() {
        return 0..line.len();
    }
    // One column at each side is for the mark of what is cut away.
    let room = room.saturating_sub(2);
    let from_start = forward(line, 0, room);
    if focus.end <= from_start {
        return 0..from_start;
    }
    let start = backward(line, focus.start, room / 3);
    let end = forward(line, start, room);
    if end < line.len() {
        return start..end;
    }
    backward(line, line.len(), room)..line.len()
}

/// The furthest byte from `at` so that no more than `room` columns lie between.
fn forward(line: &str, at: usize, room: usize) -> usize {
    let mut left = room;
    for (i, c) in line[at..].char_indices() {
        let Some(rest) = left.checked_sub(columns(c)) else {
            return at + i;
        };
        left = rest;
    }
    line.len()
}

/// The furthest byte before `at` so that no more than `room` columns lie between.
fn backward(line: &str, at: usize, room: usize) -> usize {
    let (mut left, mut reached) = (room, at);
    for (i, c) in line[..at].char_indices().rev() {
        let Some(rest) = left.checked_sub(columns(c)) else {
            break;
        };
        (left, reached) = (rest, i);
    }
    reached
}

/// The columns that a character takes at most. One without a width counts too: a line may hold millions.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\t' => TAB_WIDTH,
        _ => c.width().unwrap_or(1).max(1),
    }
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.excerpt(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.excerpt(id)?.text)
    }

    fn line_index(&'a self, id: usize, offset: usize) -> Result<usize, Error> {
        let line = self.excerpt(id)?.line_of(offset);
        line.map(|line| line.index).ok_or(Error::FileMissing)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let lines = &self.excerpt(id)?.lines;
        let found = lines.binary_search_by_key(&index, |line| line.index);
        let max = lines.last().map_or(0, |line| line.index);
        let found = found.map_err(|_| Error::LineTooLarge { given: index, max })?;
        Ok(lines[found].range.clone())
    }

    fn location(&'a self, id: usize, offset: usize) -> Result<Location, Error> {
        let starts = &self.excerpt(id)?.starts;
        let found = starts.iter().find(|(start, _)| *start == offset);
        let at = found.map_or(LineColumn { line: 1, column: 1 }, |(_, at)| *at);
        Ok(Location {
            line_number: at.line as usize,
            column_number: at.column as usize,
        })
    }
}

impl Excerpts {
    fn excerpt(&self, id: usize) -> Result<&Excerpt, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(window("a = 1", &(4..5), 30), 0..5);
        assert_eq!(window("", &(0..0), 30), 0..0);
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_marked() {
        let line = "x".repeat(1_000);
        assert_eq!(window(&line, &(3..9), 30), 0..28);
        let cut = window(&line, &(500..504), 30);
        assert!(
            cut.start < 500 && cut.end > 504 && cut.len() == 28,
            "{cut:?}"
        );
        assert_eq!(window(&line, &(998..1_000), 30), 972..1_000);
    }

    #[test]
    fn wide_characters_and_marks_without_width_take_their_room() {
        let wide = "日".repeat(100);
        assert_eq!(window(&wide, &(0..3), 30), 0..14 * 3);
        let piled = format!("a{}", "\u{301}".repeat(1_000));
        assert_eq!(window(&piled, &(0..1), 30).len(), 1 + 27 * 2);
    }
}
