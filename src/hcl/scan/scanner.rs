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
    scan.problems
        .sort_by_key(|problem| (problem.start, problem.end));
    scan
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
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
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// The token that opened it.
    pub(super) token: u32,
    /// In a body: an equals sign was seen on this line, so braces are an object's.
    after_equals: bool,
    /// Nothing but white space was seen in it.
    fresh: bool,
    /// Line breaks mean nothing directly inside.
    free: bool,
    /// For a heredoc, the byte offsets of its marker.
    pub(super) marker: (u32, u32),
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

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) frames: Vec<Frame>,
    pub(super) scan: Scan,
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

    pub(super) fn top(&self) -> Frame {
        self.frames[self.frames.len() - 1]
    }

    pub(super) fn top_mut(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn next_index(&self) -> u32 {
        offset(self.scan.tokens.len())
    }

    /// Adds a token of `length` bytes at the current place and steps over it.
    pub(super) fn push(&mut self, kind: Kind, length: usize) {
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

    pub(super) fn open(&mut self, kind: Kind, frame: FrameKind, length: usize) {
        let index = self.next_index();
        self.push(kind, length);
        self.frames.push(Frame::new(frame, index));
    }

    /// Closes the innermost frame with a token of `length` bytes.
    pub(super) fn close(&mut self, kind: Kind, length: usize) {
        let index = self.next_index();
        let opened = self.top().token;
        self.frames.pop();
        self.push(kind, length);
        self.scan.tokens[index as usize].partner = opened;
        self.scan.tokens[opened as usize].partner = index;
    }

    /// Gives up on the innermost frame: nothing closes it.
    pub(super) fn abandon(&mut self, noticed: usize) {
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

    pub(super) fn problem(&mut self, kind: ProblemKind, start: usize, end: usize, noticed: usize) {
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
        if let Some(length) = self.text[self.at + 2..].find("*/") {
            self.push(Kind::Comment, length + 4);
        } else {
            let start = self.at;
            let end = self.bytes.len();
            self.problem(ProblemKind::UnterminatedComment, start, start + 2, end);
            self.push(Kind::Comment, end - start);
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
        if let Some(index) = matching {
            while self.frames.len() > index + 1 {
                self.abandon(self.at);
            }
            self.close(Kind::Close, 1);
        } else {
            self.problem(ProblemKind::Stray, self.at, self.at + 1, self.at);
            self.push(Kind::Close, 1);
        }
    }

    fn close_brace(&mut self, length: usize) {
        let brace = |frame: &Frame| {
            matches!(
                frame.kind,
                FrameKind::Body | FrameKind::Object | FrameKind::Template
            )
        };
        let matching = self.enclosing(|_, frame| brace(frame));
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
        for (index, frame) in self.frames.iter().enumerate().skip(1).rev() {
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
            (b'=' | b'<' | b'>' | b'!', b'=') | (b'&', b'&') | (b'|', b'|') => (Kind::Operator, 2),
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
}

/// Whether a character can follow the first of an identifier.
pub(super) fn continues_identifier(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => true,
        _ if c.is_ascii() => false,
        _ => {
            let mut buffer = [b'a'; 5];
            let length = 1 + c.encode_utf8(&mut buffer[1..]).len();
            let name = std::str::from_utf8(&buffer[..length]);
            name.is_ok_and(|name| hcl::edit::Ident::try_new(name).is_ok())
        }
    }
}

/// Files are never larger than 4 GiB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
