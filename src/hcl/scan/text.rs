//! The text of strings, heredocs and templates.

use super::scanner::{Frame, FrameKind, Scanner, continues_identifier, offset};
use super::token::{Kind, ProblemKind};

impl Scanner<'_> {
    pub(super) fn heredoc_start(&mut self) {
        let dash = usize::from(self.peek(2) == b'-');
        let marker = self.at + 2 + dash;
        let length: usize = self.text[marker..]
            .chars()
            .take_while(|c| continues_identifier(*c))
            .map(char::len_utf8)
            .sum();
        let end = marker + length;
        let starts_well = self.text[marker..]
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_');
        let line_end = match self.bytes.get(end..) {
            Some([b'\n', ..]) => 1,
            Some([b'\r', b'\n', ..]) => 2,
            _ => 0,
        };
        if !starts_well || line_end == 0 {
            self.problem(ProblemKind::HeredocMarker, self.at, end, self.at);
            self.push(Kind::Invalid, 2);
            return;
        }
        self.open(
            Kind::HeredocStart,
            FrameKind::Heredoc,
            end + line_end - self.at,
        );
        self.top_mut().marker = (offset(marker), offset(end));
    }

    /// One line of a heredoc, or the rest of one, or the closing marker.
    pub(super) fn heredoc_text(&mut self) {
        let rest = &self.bytes[self.at..];
        let at_line_start = self.at == 0 || self.bytes[self.at - 1] == b'\n';
        if at_line_start && let Some(line) = rest.iter().position(|byte| *byte == b'\n') {
            let (start, end) = self.top().marker;
            let line = &self.text[self.at..self.at + line];
            let trimmed = line.trim();
            if trimmed == &self.text[start as usize..end as usize] {
                let line_end = self.at + line.len();
                self.at += line.len() - line.trim_start().len();
                self.close(Kind::HeredocEnd, trimmed.len());
                self.at = line_end;
                return;
            }
        }
        let length = self.literal_length(false);
        if length > 0 {
            self.push(Kind::Literal, length);
        }
        if self.at < self.bytes.len() && begins_sequence(&self.bytes[self.at..]) {
            self.template_open();
        }
    }

    pub(super) fn bare_text(&mut self) {
        let length = self.literal_length(false);
        if length > 0 {
            self.push(Kind::Literal, length);
        } else {
            self.template_open();
        }
    }

    pub(super) fn quoted(&mut self) {
        let length = self.literal_length(true);
        if length > 0 {
            self.push(Kind::Literal, length);
        }
        match self.bytes.get(self.at) {
            Some(b'"') => self.close(Kind::StringEnd, 1),
            Some(b'\n') => self.line_ends_in_string(),
            Some(_) => self.template_open(),
            None => {}
        }
    }

    /// Gives up on the outermost string that began on this line: a string never spans lines, except in a
    /// template.
    fn line_ends_in_string(&mut self) {
        let line_start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let began_here = |scanner: &Self, frame: &Frame| {
            frame.kind == FrameKind::Quote
                && scanner.scan.tokens[frame.token as usize].start as usize >= line_start
        };
        let mut outermost = self.frames.len() - 1;
        for (index, frame) in self.frames.iter().enumerate().rev() {
            let start = self
                .scan
                .tokens
                .get(frame.token as usize)
                .map_or(0, |token| token.start);
            if index == 0 || (start as usize) < line_start {
                break;
            }
            if began_here(self, frame) {
                outermost = index;
            }
        }
        while self.frames.len() > outermost {
            self.abandon(self.at);
        }
    }

    fn template_open(&mut self) {
        let length = 2 + usize::from(self.peek(2) == b'~');
        self.open(Kind::TemplateOpen, FrameKind::Template, length);
    }

    /// The length of the literal text from here: in a string to the quote, in a heredoc to the line's end
    /// inclusive, in both to a template sequence.
    fn literal_length(&self, quoted: bool) -> usize {
        let rest = &self.bytes[self.at..];
        let mut at = 0;
        while at < rest.len() {
            match rest[at] {
                b'"' | b'\n' if quoted => break,
                b'\n' => return at + 1,
                // An escape takes the character after it along, but never the line's end.
                b'\\'
                    if quoted
                        && rest
                            .get(at + 1)
                            .is_some_and(|b| b.is_ascii() && *b != b'\n') =>
                {
                    at += 2;
                }
                b'$' | b'%'
                    if rest.get(at + 1) == Some(&rest[at]) && rest.get(at + 2) == Some(&b'{') =>
                {
                    at += 3;
                }
                b'$' | b'%' if rest.get(at + 1) == Some(&b'{') => break,
                _ => at += 1,
            }
        }
        at.min(rest.len())
    }
}

fn begins_sequence(rest: &[u8]) -> bool {
    matches!(rest, [b'$' | b'%', b'{', ..])
}
