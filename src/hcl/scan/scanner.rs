//! The scanner itself.

use super::token::{Kind, Problem, ProblemKind, Token};

/// The tokens of a text and its faults.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) tokens: Vec<Token>,
    pub(crate) problems: Vec<Problem>,
}

/// Scans a text. With `resynchronize`, a line that begins in its first column like a block of a configuration
/// file closes all brackets that are still open: for texts where one is missing.
pub(crate) fn scan(text: &str, resynchronize: bool) -> Scan {
    run(text, FrameKind::Body, resynchronize)
}

/// Scans a text as one expression: line breaks in it mean nothing.
pub(crate) fn scan_part(text: &str) -> Scan {
    run(text, FrameKind::Group, false)
}

/// Scans a text as a template without quotes around it.
pub(crate) fn scan_template(text: &str) -> Scan {
    run(text, FrameKind::Bare, false)
}

fn run(text: &str, base: FrameKind, resynchronize: bool) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        frames: vec![Frame::new(base, 0)],
        scan: Scan {
            tokens: Vec::with_capacity(text.len() / 4),
            problems: Vec::new(),
        },
        resynchronize,
    };
    scanner.run();
    let mut scan = scanner.scan;
    scan.problems.sort_by_key(|problem| (problem.start, problem.end));
    scan
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    /// A file or a block.
    Body,
    /// The braces of an object, or of a `for` expression.
    Object,
    /// Parentheses or brackets.
    Group,
    Quote,
    Heredoc,
    /// The inside of `${…}` or `%{…}`.
    Template,
    /// A template without quotes around it.
    Bare,
}

/// Something that was opened.
#[derive(Debug, Clone, Copy)]
struct Frame {
    kind: FrameKind,
    /// The token that opened it.
    token: u32,
    /// In a body: an equals sign was seen on this line, so braces are an object's.
    after_equals: bool,
    /// Nothing but white space was seen in it.
    fresh: bool,
    /// Line breaks mean nothing directly inside.
    free: bool,
    /// For a heredoc, the byte offsets of its marker.
    marker: (u32, u32),
}

impl Frame {
    fn new(kind: FrameKind, token: u32) -> Self {
        Self {
            kind,
            token,
            after_equals: false,
            fresh: true,
            free: matches!(kind, FrameKind::Group | FrameKind::Template),
            marker: (0, 0),
        }
    }
}

/// The block types that a configuration file has at its top.
const TOP_LEVEL: [&str; 15] = [
    "resource",
    "data",
    "ephemeral",
    "module",
    "variable",
    "output",
    "locals",
    "provider",
    "terraform",
    "moved",
    "import",
    "removed",
    "check",
    "run",
    "mock_provider",
];

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    frames: Vec<Frame>,
    scan: Scan,
    resynchronize: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() {
            match self.top().kind {
                FrameKind::Quote => self.quoted(),
                FrameKind::Heredoc => self.heredoc_text(),
                FrameKind::Bare => self.bare_text(),
                _ => self.code(),
            }
        }
        while self.frames.len() > 1 {
            self.abandon(self.bytes.len());
        }
    }

    fn top(&self) -> Frame {
        self.frames[self.frames.len() - 1]
    }

    fn top_mut(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn next_index(&self) -> u32 {
        offset(self.scan.tokens.len())
    }

    /// Adds a token of `length` bytes at the current place and steps over it.
    fn push(&mut self, kind: Kind, length: usize) {
        let index = self.next_index();
        let depth = u16::try_from(self.frames.len() - 1).unwrap_or(u16::MAX);
        self.scan.tokens.push(Token {
            kind,
            depth,
            start: offset(self.at),
            end: offset(self.at + length),
            partner: index,
        });
        self.at += length;
        if !matches!(kind, Kind::Newline | Kind::Blank | Kind::Comment) {
            self.top_mut().fresh = false;
        }
    }

    fn open(&mut self, kind: Kind, frame: FrameKind, length: usize) {
        let index = self.next_index();
        self.push(kind, length);
        self.frames.push(Frame::new(frame, index));
    }

    /// Closes the innermost frame with a token of `length` bytes.
    fn close(&mut self, kind: Kind, length: usize) {
        let index = self.next_index();
        let opened = self.top().token;
        self.frames.pop();
        self.push(kind, length);
        self.scan.tokens[index as usize].partner = opened;
        self.scan.tokens[opened as usize].partner = index;
    }

    /// Gives up on the innermost frame: nothing closes it.
    fn abandon(&mut self, noticed: usize) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let next = self.next_index();
        let token = &mut self.scan.tokens[frame.token as usize];
        token.partner = next;
        let kind = match frame.kind {
            FrameKind::Quote => ProblemKind::UnterminatedString,
            FrameKind::Heredoc => ProblemKind::UnterminatedHeredoc,
            FrameKind::Template => ProblemKind::UnterminatedTemplate,
            _ => ProblemKind::Unclosed,
        };
        let (start, end) = (token.start, token.end);
        self.problem(kind, start as usize, end as usize, noticed);
    }

    fn problem(&mut self, kind: ProblemKind, start: usize, end: usize, noticed: usize) {
        self.scan.problems.push(Problem {
            kind,
            start: offset(start),
            end: offset(end),
            noticed: offset(noticed),
        });
    }

    fn code(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b' ' | b'\t' => self.at += 1,
            b'\r' if self.peek(1) == b'\n' => self.at += 1,
            b'\n' => self.newline(),
            b'#' => self.line_comment(),
            b'/' if self.peek(1) == b'/' => self.line_comment(),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'"' => self.open(Kind::StringStart, FrameKind::Quote, 1),
            b'(' | b'[' => self.open(Kind::Open, FrameKind::Group, 1),
            b'{' => self.open_brace(),
            b')' | b']' => self.close_group(byte),
            b'}' => self.close_brace(1),
            b'~' if self.peek(1) == b'}' => self.close_brace(2),
            b'0'..=b'9' => self.number(),
            b'<' if self.peek(1) == b'<' => self.heredoc_start(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.identifier(),
            _ if byte >= 0x80 => self.beyond_ascii(),
            _ => self.punctuation(byte),
        }
    }

    fn newline(&mut self) {
        let free = self.top().free;
        self.push(if free { Kind::Blank } else { Kind::Newline }, 1);
        let frame = self.top_mut();
        if frame.kind == FrameKind::Body {
            frame.after_equals = false;
        }
        if self.resynchronize && self.frames.len() > 1 && self.begins_block() {
            while self.frames.len() > 1 {
                self.abandon(self.at);
            }
        }
    }

    /// Whether the text from here looks like the header of a top-level block.
    fn begins_block(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_')
            .count();
        let known = TOP_LEVEL
            .iter()
            .any(|name| name.as_bytes() == &rest[..length]);
        let next = rest[length..].iter().find(|byte| **byte != b' ');
        known && matches!(next, Some(b'"' | b'{'))
    }

    fn line_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
        let carriage = usize::from(length > 0 && rest[length - 1] == b'\r');
        self.push(Kind::Comment, length - carriage);
    }

    fn block_comment(&mut self) {
        match self.text[self.at + 2..].find("*/") {
            Some(length) => self.push(Kind::Comment, length + 4),
            None => {
                let start = self.at;
                let end = self.bytes.len();
                self.problem(ProblemKind::UnterminatedComment, start, start + 2, end);
                self.push(Kind::Comment, end - start);
            }
        }
    }

    fn open_brace(&mut self) {
        let parent = self.top();
        let body = parent.kind == FrameKind::Body && !parent.after_equals;
        let frame = if body {
            FrameKind::Body
        } else {
            FrameKind::Object
        };
        self.open(Kind::Open, frame, 1);
    }

    fn close_group(&mut self, byte: u8) {
        let wanted = if byte == b')' { b'(' } else { b'[' };
        let matching = self.enclosing(|scanner, frame| {
            frame.kind == FrameKind::Group && scanner.opening_byte(frame) == wanted
        });
        match matching {
            Some(index) => {
                while self.frames.len() > index + 1 {
                    self.abandon(self.at);
                }
                self.close(Kind::Close, 1);
            }
            None => {
                self.problem(ProblemKind::Stray, self.at, self.at + 1, self.at);
                self.push(Kind::Close, 1);
            }
        }
    }

    fn close_brace(&mut self, length: usize) {
        let brace = |frame: &Frame| {
            matches!(
                frame.kind,
                FrameKind::Body | FrameKind::Object | FrameKind::Template
            )
        };
        let matching = self
            .enclosing(|_, frame| brace(frame))
            .filter(|index| *index > 0);
        let Some(index) = matching else {
            let kind = if length == 1 {
                Kind::Close
            } else {
                Kind::Invalid
            };
            self.problem(ProblemKind::Stray, self.at, self.at + length, self.at);
            self.push(kind, length);
            return;
        };
        while self.frames.len() > index + 1 {
            self.abandon(self.at);
        }
        if self.top().kind == FrameKind::Template {
            self.close(Kind::TemplateClose, length);
        } else {
            if length == 2 {
                self.invalid(1);
            }
            self.close(Kind::Close, 1);
        }
    }

    /// The innermost frame that fits, not looking out of the template that holds this place, nor out of braces
    /// for what is no brace. Few frames are looked at in total: those passed over are abandoned.
    fn enclosing(&self, fits: impl Fn(&Self, &Frame) -> bool) -> Option<usize> {
        for (index, frame) in self.frames.iter().enumerate().rev() {
            if fits(self, frame) {
                return Some(index);
            }
            if frame.kind != FrameKind::Group {
                return None;
            }
            // A run of stray brackets must not look through a deep stack again and again.
            if self.frames.len() - index > 64 {
                return None;
            }
        }
        None
    }

    fn opening_byte(&self, frame: &Frame) -> u8 {
        self.bytes[self.scan.tokens[frame.token as usize].start as usize]
    }

    fn number(&mut self) {
        let mut length = 1;
        let (mut dots, mut exponents) = (0, 0);
        loop {
            match self.peek(length) {
                b'0'..=b'9' => length += 1,
                b'.' if self.peek(length + 1).is_ascii_digit() => {
                    dots += 1;
                    length += 2;
                }
                b'e' | b'E' => {
                    let sign = usize::from(matches!(self.peek(length + 1), b'+' | b'-'));
                    if !self.peek(length + 1 + sign).is_ascii_digit() {
                        break;
                    }
                    exponents += 1;
                    length += 2 + sign;
                }
                _ => break,
            }
        }
        if dots > 1 || exponents > 1 {
            self.problem(
                ProblemKind::InvalidNumber,
                self.at,
                self.at + length,
                self.at,
            );
        }
        self.push(Kind::Number, length);
    }

    fn identifier(&mut self) {
        let mut length = 0;
        for c in self.text[self.at..].chars() {
            if !continues_identifier(c) {
                break;
            }
            length += c.len_utf8();
        }
        let word = &self.bytes[self.at..self.at + length];
        let frame = self.top_mut();
        // In the braces of a `for` expression line breaks mean nothing; after `{`, only that word shows it.
        if frame.fresh && frame.kind == FrameKind::Object && word == b"for" {
            frame.free = true;
        }
        self.push(Kind::Identifier, length);
    }

    fn beyond_ascii(&mut self) {
        let c = self.text[self.at..]
            .chars()
            .next()
            .unwrap_or(char::REPLACEMENT_CHARACTER);
        if continues_identifier(c) && c.is_alphabetic() {
            self.identifier();
        } else {
            self.invalid(c.len_utf8());
        }
    }

    fn invalid(&mut self, length: usize) {
        self.problem(
            ProblemKind::InvalidCharacter,
            self.at,
            self.at + length,
            self.at,
        );
        self.push(Kind::Invalid, length);
    }

    fn punctuation(&mut self, byte: u8) {
        let next = self.peek(1);
        let (kind, length) = match (byte, next) {
            (b'=', b'=') | (b'<' | b'>', b'=') | (b'&', b'&') | (b'|', b'|') => (Kind::Operator, 2),
            (b'!', b'=') => (Kind::Operator, 2),
            (b'=', b'>') => (Kind::Arrow, 2),
            (b'=', _) => (Kind::Equals, 1),
            (b'!', _) => (Kind::Not, 1),
            (b'-', _) => (Kind::Minus, 1),
            (b'*', _) => (Kind::Star, 1),
            (b'+' | b'/' | b'%' | b'<' | b'>', _) => (Kind::Operator, 1),
            (b'.', b'.') if self.peek(2) == b'.' => (Kind::Ellipsis, 3),
            (b'.', _) => (Kind::Dot, 1),
            (b',', _) => (Kind::Comma, 1),
            (b':', b':') => (Kind::DoubleColon, 2),
            (b':', _) => (Kind::Colon, 1),
            (b'?', _) => (Kind::Question, 1),
            _ => return self.invalid(1),
        };
        if kind == Kind::Equals {
            self.top_mut().after_equals = true;
        }
        self.push(kind, length);
    }

    fn heredoc_start(&mut self) {
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
    fn heredoc_text(&mut self) {
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

    fn bare_text(&mut self) {
        let length = self.literal_length(false);
        if length > 0 {
            self.push(Kind::Literal, length);
        } else {
            self.template_open();
        }
    }

    fn quoted(&mut self) {
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
                b'"' if quoted => break,
                b'\n' if quoted => break,
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

/// Whether a character can follow the first of an identifier.
fn continues_identifier(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => true,
        _ if c.is_ascii() => false,
        _ => hcl::edit::Ident::try_new(format!("a{c}")).is_ok(),
    }
}

/// Files are never larger than 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
