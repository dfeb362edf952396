//! Reading words: quotes, variables and what is put in their place.

use super::lexer::{Cursor, FIRST_HOLE, MAX_HOLES};
use super::parser::{self, MAX_DEPTH, Parser};
use super::syntax::{Assignment, Change, Part, Word};

/// The script is written in a way that is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

type Read<T> = Result<T, Unreadable>;

/// A word, which is there.
pub(super) fn read(parser: &mut Parser) -> Read<Word> {
    let before = parser.cursor.count();
    let word = read_optional(parser)?;
    // A word that takes no character would be read for ever.
    if parser.cursor.count() == before {
        return Err(Unreadable);
    }
    Ok(word)
}

/// A word that may be empty.
pub(super) fn read_optional(parser: &mut Parser) -> Read<Word> {
    let mut word = Builder::default();
    while let Some(character) = parser.cursor.peek() {
        match character {
            ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>' => break,
            '\'' => {
                parser.cursor.next();
                single_quoted(&mut parser.cursor, &mut word)?;
            }
            '"' => {
                parser.cursor.next();
                double_quoted(parser, &mut word)?;
            }
            '\\' => {
                parser.cursor.next();
                match parser.cursor.next() {
                    None | Some('\n') => {}
                    Some(escaped) => word.push(escaped),
                }
            }
            '$' => dollar(parser, &mut word, false)?,
            '`' => back_quoted(&mut parser.cursor, &mut word)?,
            '*' => {
                while parser.cursor.takes("*") {}
                word.part(Part::Star);
            }
            '?' | '[' if is_pattern(parser) => {
                parser.cursor.next();
                word.part(Part::Pattern);
            }
            '{' if is_braces(&parser.cursor) => {
                while parser
                    .cursor
                    .next()
                    .is_some_and(|character| character != '}')
                {}
                word.part(Part::Pattern);
            }
            other => {
                parser.cursor.next();
                word.push(other);
            }
        }
    }
    Ok(word.finish())
}

/// Puts the parts of a word together.
#[derive(Default)]
struct Builder {
    parts: Word,
    text: String,
    is_quoted: bool,
}

impl Builder {
    fn push(&mut self, character: char) {
        match hole(character) {
            Some(number) => self.part(Part::Hole(number)),
            None => self.text.push(character),
        }
    }

    fn part(&mut self, part: Part) {
        if !self.text.is_empty() {
            self.parts.push(Part::Text(std::mem::take(&mut self.text)));
        }
        self.parts.push(part);
    }

    fn finish(mut self) -> Word {
        let is_empty = self.parts.is_empty() && self.is_quoted;
        if !self.text.is_empty() || is_empty {
            self.parts.push(Part::Text(self.text));
        }
        self.parts
    }
}

/// The number of the expression that a character stands for.
fn hole(character: char) -> Option<usize> {
    let number = u32::from(character).checked_sub(FIRST_HOLE)?;
    (number < MAX_HOLES).then_some(number as usize)
}

/// `[` at the beginning of a word is a command, and behind a letter a pattern.
fn is_pattern(parser: &Parser) -> bool {
    match parser.cursor.peek() {
        Some('[') => parser
            .cursor
            .peek_at(1)
            .is_some_and(|next| !next.is_whitespace() && next != '['),
        _ => true,
    }
}

/// `{a,b}` and `{1..3}`, which stand for several words.
fn is_braces(cursor: &Cursor) -> bool {
    let mut ahead = 1;
    let mut before = ' ';
    let mut has_list = false;
    while let Some(character) = cursor.peek_at(ahead) {
        match character {
            '}' => return has_list,
            ',' => has_list = true,
            '.' if before == '.' => has_list = true,
            _ if character.is_whitespace() || ahead > 200 => return false,
            _ => {}
        }
        before = character;
        ahead += 1;
    }
    false
}

fn single_quoted(cursor: &mut Cursor, word: &mut Builder) -> Read<()> {
    word.is_quoted = true;
    loop {
        match cursor.next().ok_or(Unreadable)? {
            '\'' => return Ok(()),
            character => word.push(character),
        }
    }
}

fn double_quoted(parser: &mut Parser, word: &mut Builder) -> Read<()> {
    word.is_quoted = true;
    loop {
        match parser.cursor.peek().ok_or(Unreadable)? {
            '"' => {
                parser.cursor.next();
                return Ok(());
            }
            '$' => dollar(parser, word, true)?,
            '`' => back_quoted(&mut parser.cursor, word)?,
            '\\' => {
                parser.cursor.next();
                match parser.cursor.next().ok_or(Unreadable)? {
                    '\n' => {}
                    character @ ('"' | '\\' | '$' | '`') => word.push(character),
                    other => {
                        word.push('\\');
                        word.push(other);
                    }
                }
            }
            other => {
                parser.cursor.next();
                word.push(other);
            }
        }
    }
}

fn back_quoted(cursor: &mut Cursor, word: &mut Builder) -> Read<()> {
    cursor.next();
    loop {
        match cursor.next().ok_or(Unreadable)? {
            '\\' => {
                cursor.next();
            }
            '`' => break,
            _ => {}
        }
    }
    word.part(Part::Other);
    Ok(())
}

/// What follows a `$`.
fn dollar(parser: &mut Parser, word: &mut Builder, is_quoted: bool) -> Read<()> {
    parser.cursor.next();
    match parser.cursor.peek() {
        Some('(') if parser.cursor.peek_at(1) == Some('(') => {
            let mut open = 0usize;
            loop {
                match parser.cursor.next().ok_or(Unreadable)? {
                    '(' => open += 1,
                    ')' if open == 1 => break,
                    ')' => open -= 1,
                    _ => {}
                }
            }
            word.part(Part::Other);
        }
        Some('(') => {
            parser.cursor.next();
            let body = parser.statements(&[])?;
            parser.cursor.takes(")").then_some(()).ok_or(Unreadable)?;
            word.part(Part::Run { body, is_quoted });
        }
        Some('{') => {
            parser.cursor.next();
            braced(parser, word, is_quoted)?;
        }
        Some('\'') if !is_quoted => {
            parser.cursor.next();
            single_quoted(&mut parser.cursor, word)?;
        }
        Some(first) if first.is_ascii_alphabetic() || first == '_' => {
            let name = plain_name(&mut parser.cursor);
            let change = Change::None;
            word.part(Part::Variable {
                name,
                change,
                is_quoted,
            });
        }
        Some(special) if special.is_ascii_digit() || "@*#?$!-".contains(special) => {
            parser.cursor.next();
            let change = match special {
                '@' | '*' => Change::All,
                _ => Change::None,
            };
            word.part(Part::Variable {
                name: special.to_string(),
                change,
                is_quoted,
            });
        }
        _ => word.push('$'),
    }
    Ok(())
}

/// What follows a `${`.
fn braced(parser: &mut Parser, word: &mut Builder, is_quoted: bool) -> Read<()> {
    let cursor = &mut parser.cursor;
    let is_length = cursor.takes("#") || cursor.takes("!");
    let mut name = plain_name(cursor);
    if name.is_empty() {
        name.extend(cursor.next());
    }
    let change = if is_length {
        skip_braced(cursor)?;
        Change::Other
    } else if cursor.takes("[@]}") || cursor.takes("[*]}") {
        Change::All
    } else if cursor.takes("}") {
        Change::None
    } else if cursor.takes(":-") || cursor.takes("-") {
        default(parser)?
    } else if matches!(cursor.peek(), Some('%' | '#')) {
        cut(cursor)?
    } else {
        skip_braced(cursor)?;
        Change::Other
    };
    word.part(Part::Variable {
        name,
        change,
        is_quoted,
    });
    Ok(())
}

fn default(parser: &mut Parser) -> Read<Change> {
    parser.depth += 1;
    if parser.depth > MAX_DEPTH {
        return Err(Unreadable);
    }
    let mut word = Builder::default();
    loop {
        match parser.cursor.peek().ok_or(Unreadable)? {
            '}' => break,
            '$' => dollar(parser, &mut word, true)?,
            '"' => {
                parser.cursor.next();
                double_quoted(parser, &mut word)?;
            }
            '\'' => {
                parser.cursor.next();
                single_quoted(&mut parser.cursor, &mut word)?;
            }
            other => {
                parser.cursor.next();
                word.push(other);
            }
        }
    }
    parser.cursor.next();
    parser.depth -= 1;
    Ok(Change::Default(word.finish()))
}

fn cut(cursor: &mut Cursor) -> Read<Change> {
    let sign = cursor.next().ok_or(Unreadable)?;
    let longest = cursor.takes(&sign.to_string());
    let mut pattern = String::new();
    loop {
        match cursor.next().ok_or(Unreadable)? {
            '}' => break,
            // The pattern is another value: it is not followed.
            '$' | '`' => {
                skip_braced(cursor)?;
                return Ok(Change::Other);
            }
            '"' | '\'' => {}
            other => pattern.push(other),
        }
    }
    Ok(Change::Cut {
        end: sign == '%',
        longest,
        pattern,
    })
}

/// Passes over what is left of `${ … }`.
fn skip_braced(cursor: &mut Cursor) -> Read<()> {
    let mut open = 1usize;
    while open > 0 {
        match cursor.next().ok_or(Unreadable)? {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
    }
    Ok(())
}

/// `<( … )`, of which only the commands matter.
pub(super) fn process(parser: &mut Parser) -> Read<Word> {
    parser.cursor.next();
    parser.cursor.next();
    let body = parser.statements(&[])?;
    parser.cursor.takes(")").then_some(()).ok_or(Unreadable)?;
    let is_quoted = true;
    Ok(vec![Part::Run { body, is_quoted }])
}

/// A name of letters, digits and underscores; may be empty.
pub(super) fn plain_name(cursor: &mut Cursor) -> String {
    let mut name = String::new();
    while let Some(character) = cursor.peek() {
        if !character.is_ascii_alphanumeric() && character != '_' {
            break;
        }
        name.push(character);
        cursor.next();
    }
    name
}

/// The word that ends a document, quotes removed.
pub(super) fn end_of_document(cursor: &mut Cursor) -> String {
    let mut end = String::new();
    while let Some(character) = cursor.peek() {
        match character {
            '\'' | '"' | '\\' => {}
            ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | ')' | '<' | '>' => break,
            other => end.push(other),
        }
        cursor.next();
    }
    end
}

/// `name=…` where that is what stands here.
pub(super) fn assignment(parser: &mut Parser) -> Read<Option<Assignment>> {
    let mut ahead = 0;
    while let Some(character) = parser.cursor.peek_at(ahead) {
        let is_name = character.is_ascii_alphabetic() || character == '_';
        let is_later = ahead > 0 && character.is_ascii_digit();
        if !is_name && !is_later {
            break;
        }
        ahead += 1;
    }
    let adds = parser.cursor.peek_at(ahead) == Some('+');
    let equals = parser.cursor.peek_at(ahead + usize::from(adds));
    if ahead == 0 || equals != Some('=') {
        return Ok(None);
    }
    let name = plain_name(&mut parser.cursor);
    parser.cursor.takes("+");
    parser.cursor.takes("=");
    parser::assigned(parser, name, adds).map(Some)
}
