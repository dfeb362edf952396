//! The characters of a script, one after the other.

/// The first character that stands for an expression whose value is not known.
pub(super) const FIRST_HOLE: u32 = 0xE000;
/// How many there can be: the characters of Unicode's private use area.
pub(super) const MAX_HOLES: u32 = 0x1900;

/// Where the reader stands.
#[derive(Debug, Clone)]
pub(super) struct Cursor {
    characters: Vec<char>,
    at: usize,
    line: usize,
}

impl Cursor {
    pub(super) fn new(text: &str) -> Self {
        Self {
            characters: text.chars().collect(),
            at: 0,
            line: 0,
        }
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// How many characters are read.
    pub(super) fn count(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += 1;
        self.line += usize::from(character == '\n');
        Some(character)
    }

    pub(super) fn starts_with(&self, text: &str) -> bool {
        let mut ahead = 0;
        text.chars().all(|wanted| {
            ahead += 1;
            self.peek_at(ahead - 1) == Some(wanted)
        })
    }

    pub(super) fn takes(&mut self, text: &str) -> bool {
        let does = self.starts_with(text);
        if does {
            for _ in text.chars() {
                self.next();
            }
        }
        does
    }

    /// Passes over blanks, comments and continued lines, but not over the end of a line.
    pub(super) fn skip_blanks(&mut self) {
        loop {
            if self.takes("\\\n") || self.takes("\\\r\n") {
                continue;
            }
            match self.peek() {
                Some(' ' | '\t' | '\r') => {
                    self.next();
                }
                Some('#') => {
                    while self.peek().is_some_and(|character| character != '\n') {
                        self.next();
                    }
                }
                _ => return,
            }
        }
    }

    /// The rest of the line, its end passed over.
    pub(super) fn rest_of_line(&mut self) -> Option<String> {
        self.peek()?;
        let mut line = String::new();
        while let Some(character) = self.next() {
            if character == '\n' {
                break;
            }
            line.push(character);
        }
        Some(line)
    }
}
