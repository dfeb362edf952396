//! From the text of a configuration to its directives.

use super::{Directive, Doubt, Word};
use crate::source::{FileId, Span};

/// Blocks in each other; nginx itself is written with five at most.
const MAX_DEPTH: usize = 32;

/// Larger ones are not written by hand.
const MAX_BYTES: usize = 1 << 20;

/// The directives of a text, as nginx splits it: at white space, with quotes, comments and `${name}` honoured.
pub(super) fn directives(file: FileId, text: &str) -> Result<Vec<Directive>, Doubt> {
    if text.len() > MAX_BYTES {
        return Err(broken(Span::file_start(file), "too long"));
    }
    let mut open: Vec<(Vec<Word>, Vec<Directive>)> = Vec::new();
    let mut found: Vec<Directive> = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let here = Span::new(file, at, at + 1);
        match bytes[at] {
            b'#' => at += text[at..].find('\n').unwrap_or(text.len() - at),
            byte if byte.is_ascii_whitespace() => at += 1,
            b';' => {
                if !words.is_empty() {
                    let words = std::mem::take(&mut words);
                    found.push(Directive { words, block: None });
                }
                at += 1;
            }
            b'{' => {
                // The block of a script is text of another language.
                let is_script = words
                    .first()
                    .is_none_or(|it| it.text.ends_with("_by_lua_block"));
                if is_script || open.len() == MAX_DEPTH {
                    return Err(broken(here, "a block that is not read"));
                }
                open.push((std::mem::take(&mut words), std::mem::take(&mut found)));
                at += 1;
            }
            b'}' => {
                let (Some((name, before)), true) = (open.pop(), words.is_empty()) else {
                    return Err(broken(here, "a brace too many"));
                };
                let block = std::mem::replace(&mut found, before);
                found.push(Directive {
                    words: name,
                    block: Some(block),
                });
                at += 1;
            }
            _ => {
                let (word, end) =
                    word(file, text, at).ok_or_else(|| broken(here, "an open quote"))?;
                words.push(word);
                at = end;
            }
        }
    }
    if !open.is_empty() || !words.is_empty() {
        let end = Span::new(file, bytes.len(), bytes.len());
        return Err(broken(end, "no end of a directive"));
    }
    Ok(found)
}

fn broken(at: Span, what: &str) -> Doubt {
    Doubt::new(format!("its configuration has {what}"), Some(at))
}

/// The word that begins here, and where it ends; `None` for a quote that stays open.
fn word(file: FileId, text: &str, start: usize) -> Option<(Word, usize)> {
    let quote = text[start..]
        .chars()
        .next()
        .filter(|it| "\"'".contains(*it));
    let mut content = String::new();
    let mut rest = text[start..]
        .char_indices()
        .skip(usize::from(quote.is_some()))
        .peekable();
    let mut in_variable = false;
    while let Some((at, letter)) = rest.next() {
        match letter {
            '\\' => {
                let (_, next) = rest.next()?;
                // What nginx does not know as an escape keeps its backslash, as patterns need it.
                match next {
                    '"' | '\'' | '\\' => content.push(next),
                    't' => content.push('\t'),
                    'r' => content.push('\r'),
                    'n' => content.push('\n'),
                    _ => content.extend(['\\', next]),
                }
                continue;
            }
            _ if Some(letter) == quote => {
                let end = start + at + letter.len_utf8();
                return Some((Word::new(content, Span::new(file, start, end)), end));
            }
            '}' if in_variable => in_variable = false,
            '$' if quote.is_none() && rest.peek().is_some_and(|(_, next)| *next == '{') => {
                in_variable = true;
            }
            '{' if in_variable => {}
            ';' | '{' | '}' if quote.is_none() => {
                let end = start + at;
                return Some((Word::new(content, Span::new(file, start, end)), end));
            }
            _ if quote.is_none() && letter.is_whitespace() => {
                let end = start + at;
                return Some((Word::new(content, Span::new(file, start, end)), end));
            }
            _ => {}
        }
        content.push(letter);
    }
    let end = text.len();
    let word = Word::new(content, Span::new(file, start, end));
    quote.is_none().then_some((word, end))
}
