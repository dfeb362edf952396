//! What stands below the code: why it matters, what to do, the change that does it, and where it is so.

use std::collections::BTreeSet;

use super::super::clean;
use super::super::place::{inside, line_index};
use super::excerpt::columns;
use super::paint::{BOLD, DIM, GREEN, RED, painted};
use super::{MAX_CODE_WIDTH, TEXT_LIMIT};
use crate::diagnostic::{Edit, Finding, Fix};
use crate::source::{FileId, Sources, Span, Text};

/// How many lines of a change are shown.
const MAX_DIFF_LINES: usize = 12;

/// How many stacks or addresses are named besides the finding's own.
const MAX_NAMED: usize = 3;

/// The notes of one finding, wrapped to the page.
pub(super) struct Notes {
    room: usize,
    color: bool,
    done: Vec<String>,
}

impl Notes {
    /// For a page of `width` columns whose line numbers take `gutter` of them.
    pub(super) fn new(width: usize, gutter: usize, color: bool) -> Self {
        Self {
            room: width.saturating_sub(gutter + 3).max(20),
            color,
            done: Vec::new(),
        }
    }

    /// All notes of `finding`: `reason` is that of the comment which silences it, `left_out` the number of
    /// places that are not shown.
    pub(super) fn of(
        &mut self,
        finding: &Finding,
        reason: Option<&str>,
        left_out: usize,
        sources: &Sources,
    ) {
        if left_out > 0 {
            self.add("and", &format!("{left_out} more places"));
        }
        self.add("why", finding.meta.why);
        self.add("help", &finding.help);
        if let Some(fix) = &finding.fix {
            self.fix(fix, finding.span.file, sources);
        }
        self.add("in", &place(finding));
        self.add("also", &elsewhere(finding));
        if let Some(reason) = reason {
            self.add("suppressed", reason);
        }
    }

    pub(super) fn finish(self) -> Vec<String> {
        self.done
    }

    /// A note of this name; none where the text is empty.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        let text = clean::line(text, TEXT_LIMIT);
        if text.is_empty() {
            return;
        }
        let indent = name.len() + 2;
        let lines = wrapped(&text, self.room.saturating_sub(indent).max(10));
        let glue = format!("\n{}", " ".repeat(indent));
        let name = painted(&format!("{name}:"), BOLD, self.color);
        self.done.push(format!("{name} {}", lines.join(&glue)));
    }

    /// The change as removed and added lines, each with its number.
    fn fix(&mut self, fix: &Fix, shown: FileId, sources: &Sources) {
        self.add("fix", &fix.description);
        let Some(note) = self.done.last_mut().filter(|_| !fix.description.is_empty()) else {
            return;
        };
        let mut lines = Vec::new();
        let mut edits: Vec<&Edit> = fix.edits.iter().collect();
        edits.sort();
        let mut file = shown;
        for hunk in hunks(&edits, sources) {
            let id = hunk[0].span.file;
            if id != file {
                let path = clean::path(&sources.file(id).path);
                lines.push(painted(&path, DIM, self.color));
                file = id;
            }
            change(&hunk, sources.text(id), self.room, self.color, &mut lines);
        }
        let more = lines.len().saturating_sub(MAX_DIFF_LINES);
        for line in lines.iter().take(MAX_DIFF_LINES) {
            *note += "\n  ";
            *note += line;
        }
        if more > 0 {
            *note += "\n  … ";
            *note += &more.to_string();
            *note += " more lines";
        }
    }
}

/// Edits whose lines touch, together.
fn hunks<'f>(edits: &[&'f Edit], sources: &Sources) -> Vec<Vec<&'f Edit>> {
    let mut hunks: Vec<Vec<&Edit>> = Vec::new();
    for edit in edits {
        let touches = hunks
            .last()
            .and_then(|hunk| hunk.last())
            .is_some_and(|last| {
                let text = sources.text(edit.span.file);
                let line = |offset| line_index(text, offset);
                last.span.file == edit.span.file
                    && line(inside(text, edit.span).0) <= line(inside(text, last.span).1)
            });
        match hunks.last_mut() {
            Some(hunk) if touches => hunk.push(edit),
            _ => hunks.push(vec![edit]),
        }
    }
    hunks
}

/// The lines that one hunk takes away and puts there. Lines too long to read are left out, and so are lines
/// past the limit.
fn change(hunk: &[&Edit], text: &Text, room: usize, color: bool, out: &mut Vec<String>) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return;
    };
    let from = line_index(text, inside(text, first.span).0);
    let to = line_index(text, inside(text, last.span).1);
    let start = text.line_starts()[from] as usize;
    let end = text
        .line_range(u32::try_from(to + 1).unwrap_or(u32::MAX))
        .end;
    let (room, end) = (room.min(MAX_CODE_WIDTH), end.max(start));
    let span = Span::new(first.span.file, start, end);
    if end - start > room * (MAX_DIFF_LINES + 1) {
        return;
    }
    let (start, end) = inside(text, span);
    let before = &text.content[start..end];
    let mut after = String::new();
    let mut at = start;
    for edit in hunk {
        let (cut, resume) = inside(text, edit.span);
        after += text.content.get(at..cut).unwrap_or_default();
        after.extend(edit.replacement.chars().take(room * MAX_DIFF_LINES));
        at = at.max(resume);
    }
    after += text.content.get(at..end).unwrap_or_default();
    diff(before, &after, from + 1, room, color, out);
}

/// The lines that differ, without those that begin or end both alike.
fn diff(before: &str, after: &str, line: usize, room: usize, color: bool, out: &mut Vec<String>) {
    let before: Vec<&str> = before.lines().collect();
    let after: Vec<&str> = after.lines().collect();
    let pairs = before.iter().zip(&after);
    let head = pairs.take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[head..], &after[head..]);
    let pairs = before.iter().rev().zip(after.iter().rev());
    let tail = pairs.take_while(|(a, b)| a == b).count();
    let before = &before[..before.len() - tail];
    let after = &after[..after.len() - tail];
    let signs = [(before, '-', RED), (after, '+', GREEN)];
    for (lines, sign, style) in signs {
        for (i, text) in lines.iter().enumerate() {
            let shown = code(text, room.saturating_sub(12));
            let number = painted(&(line + head + i).to_string(), DIM, color);
            let text = painted(&format!("{sign} {shown}"), style, color);
            out.push(format!("{number} {text}"));
        }
    }
}

/// A line of code of at most `room` columns; a tab is four spaces.
fn code(text: &str, room: usize) -> String {
    let (mut shown, mut left) = (String::new(), room);
    for c in text.chars() {
        let Some(rest) = left.checked_sub(columns(c)) else {
            shown.push('…');
            break;
        };
        left = rest;
        match c {
            '\t' => shown += "    ",
            _ => shown.push(clean::visible(c)),
        }
    }
    shown
}

/// Environment, region, stack and, where the message does not say it already, the address.
fn place(finding: &Finding) -> String {
    let subject = &finding.subject;
    let first = finding.instances.first();
    let stack = subject
        .stack
        .as_ref()
        .or(first.map(|instance| &instance.stack));
    let environment = first.and_then(|instance| instance.environment.as_ref());
    // The address in its stack says more than the one in its module.
    let only = match &*finding.instances {
        [only] => only.address.as_ref(),
        _ => None,
    };
    let address = only.or(subject.address.as_ref());
    let address = address.filter(|address| !finding.message.contains(address.as_str()));
    let parts = [
        subject.environment.as_ref().or(environment),
        subject.region.as_ref(),
        stack,
        address,
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" · ")
}

/// The other places of the same cause.
fn elsewhere(finding: &Finding) -> String {
    if finding.instances.len() < 2 {
        return String::new();
    }
    let first = finding
        .instances
        .first()
        .map(|instance| instance.stack.as_str());
    let own = finding.subject.stack.as_deref().or(first);
    let stacks: BTreeSet<&str> = finding
        .instances
        .iter()
        .map(|instance| instance.stack.as_str())
        .filter(|stack| Some(*stack) != own)
        .collect();
    if !stacks.is_empty() {
        return named(&stacks, "in", "stack");
    }
    let own = finding.subject.address.as_deref();
    let mut addresses: BTreeSet<&str> = finding
        .instances
        .iter()
        .filter_map(|instance| instance.address.as_deref())
        .filter(|address| Some(*address) != own)
        .collect();
    // One of several instances that a block stands for is named by the message.
    let told = addresses.iter().find(|it| finding.names(it));
    if let Some(told) = told.copied() {
        addresses.remove(told);
    }
    if addresses.is_empty() {
        return String::new();
    }
    named(&addresses, "at", "address")
}

fn named(names: &BTreeSet<&str>, preposition: &str, what: &str) -> String {
    let count = names.len();
    let plural = match (count, what) {
        (1, _) => "",
        (_, "address") => "es",
        _ => "s",
    };
    // Saying that there is one more takes as much room as naming it.
    let shown = if count == MAX_NAMED + 1 {
        count
    } else {
        MAX_NAMED
    };
    let first: Vec<&str> = names.iter().copied().take(shown).collect();
    let first = first.join(", ");
    let more = match count.saturating_sub(shown) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{preposition} {count} other {what}{plural}: {first}{more}")
}

/// `message` in lines that fit on the page behind the severity and the rule of `finding`.
pub(super) fn headline(finding: &Finding, message: &str, width: usize) -> String {
    let before = finding.severity.as_str().len() + finding.meta.id.len() + 4;
    let lines = wrapped_after(before.saturating_sub(2), message, width.saturating_sub(2));
    lines.join("\n  ")
}

/// `text` in lines of at most `room` columns, broken at spaces; a word that is longer has a line of its own.
pub(in crate::report) fn wrapped(text: &str, room: usize) -> Vec<String> {
    wrapped_after(0, text, room)
}

/// The same where `used` columns of the first line are taken.
fn wrapped_after(mut used: usize, text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let width: usize = word.chars().map(columns).sum();
        if used > 0 && used + 1 + width > room {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
                used += 1;
            }
            *line += word;
            used += width;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{diff, wrapped};

    #[test]
    fn text_is_wrapped_at_spaces_and_wide_letters_count_twice() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("日本 日本 x", 7), ["日本", "日本 x"]);
        assert_eq!(wrapped("averylongword b", 4), ["averylongword", "b"]);
    }

    #[test]
    fn a_change_shows_only_the_lines_that_differ() {
        let mut out = Vec::new();
        diff("a\nb\nc", "a\nB\nb2\nc", 7, 80, false, &mut out);
        assert_eq!(out, ["8 - b", "8 + B", "9 + b2"]);
    }
}
