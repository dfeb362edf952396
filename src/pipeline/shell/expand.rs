//! What words stand for.

use super::super::path::join;
use super::super::phrase::{Cause, Phrase, Piece};
use super::run::{Binding, Runner};
use super::syntax::{Change, Part, Statement, Word};

/// How many names a pattern may stand for.
const MAX_NAMES: usize = 512;

impl Runner<'_> {
    /// The words that some words stand for: variables without quotes are split.
    pub(super) fn expand_all(&mut self, words: &[Word]) -> Vec<Phrase> {
        let mut found = Vec::new();
        for word in words {
            match word.as_slice() {
                [
                    Part::Variable {
                        name,
                        change: Change::All,
                        ..
                    },
                ] => found.extend(self.every(name)),
                [
                    Part::Variable {
                        name,
                        change: Change::None,
                        is_quoted: false,
                    },
                ] => {
                    let value = self.variable(name);
                    match value.known() {
                        Some(known) => found.extend(known.split_whitespace().map(Phrase::from)),
                        None => found.push(value),
                    }
                }
                [
                    Part::Run {
                        body,
                        is_quoted: false,
                    },
                ] => {
                    let listed = self.listed(body);
                    match listed {
                        Some(names) => found.extend(names),
                        None => found.push(self.expand_one(word)),
                    }
                }
                _ => found.push(self.expand_one(word)),
            }
        }
        found
    }

    /// The one word that a word stands for.
    pub(super) fn expand_one(&mut self, word: &Word) -> Phrase {
        let mut phrase = Phrase::default();
        for part in word {
            match part {
                Part::Text(text) => phrase.push_text(text),
                Part::Star => phrase.push(Piece::Star),
                Part::Pattern => phrase.push(open("a pattern stands for several names")),
                Part::Variable { name, change, .. } => {
                    let value = self.changed(name, change);
                    phrase.append(&value);
                }
                Part::Run { body, .. } => {
                    self.apart(body);
                    phrase.push(open("a command says it while the script runs"));
                }
                Part::Hole(number) => phrase.push(Piece::Open(self.script.hole(*number))),
                Part::Other => phrase.push(open("it is computed while the script runs")),
            }
        }
        phrase
    }

    /// `$( … )` that only lists names: `ls -d pattern` and `echo words`.
    fn listed(&mut self, body: &[Statement]) -> Option<Vec<Phrase>> {
        let [Statement::Command(command)] = body else {
            return None;
        };
        let words = self.expand_all(&command.words);
        let (name, rest) = words.split_first()?;
        let is_list = matches!(name.known()?, "ls" | "echo");
        let is_flag = |word: &&Phrase| word.beginning().starts_with('-');
        let names: Vec<Phrase> = rest.iter().filter(|word| !is_flag(word)).cloned().collect();
        let lists_folders =
            name.known() == Some("echo") || rest.iter().any(|word| word.known() == Some("-d"));
        (is_list && lists_folders && !names.is_empty()).then_some(names)
    }

    fn every(&self, name: &str) -> Vec<Phrase> {
        match (name, self.variables.get(name)) {
            ("@" | "*", _) => self.arguments.iter().skip(1).cloned().collect(),
            (_, Some(Binding::List(list))) => list.clone(),
            (_, Some(Binding::One(value))) => vec![value.clone()],
            (_, None) => vec![self.variable(name)],
        }
    }

    fn variable(&self, name: &str) -> Phrase {
        if let Ok(number) = name.parse::<usize>() {
            return self.arguments.get(number).cloned().unwrap_or_default();
        }
        match self.variables.get(name) {
            Some(Binding::One(value)) => value.clone(),
            Some(Binding::List(list)) => list.first().cloned().unwrap_or_default(),
            None => Phrase::open(Cause::new(format!(
                "the variable {name} is not set in the pipeline"
            ))),
        }
    }

    fn changed(&mut self, name: &str, change: &Change) -> Phrase {
        match change {
            Change::None => self.variable(name),
            Change::All => {
                let all = self.every(name);
                let mut phrase = Phrase::default();
                for (at, one) in all.iter().enumerate() {
                    if at > 0 {
                        phrase.push_text(" ");
                    }
                    phrase.append(one);
                }
                phrase
            }
            Change::Default(word) => {
                let is_argument = name
                    .parse::<usize>()
                    .is_ok_and(|at| at < self.arguments.len());
                let is_set = self.variables.contains_key(name) || is_argument;
                if is_set && !self.variable(name).is_empty() {
                    self.variable(name)
                } else if is_set || name.parse::<usize>().is_ok() {
                    self.expand_one(word)
                } else {
                    // The runner's own environment may set it.
                    self.variable(name)
                }
            }
            Change::Cut {
                end,
                longest,
                pattern,
            } => {
                let value = self.variable(name);
                cut(&value, *end, *longest, pattern).unwrap_or_else(|| {
                    let cause = value.cause().cloned();
                    Phrase::open(cause.unwrap_or_else(|| {
                        Cause::new(format!("what is cut off {name} is not known"))
                    }))
                })
            }
            Change::Other => Phrase::open(Cause::new(format!(
                "{name} is changed while the script runs"
            ))),
        }
    }

    /// The names that a word with a `*` stands for; the word itself where nothing fits, as in a shell, or where a part of
    /// it is not known.
    pub(super) fn names(&self, word: Phrase) -> Vec<Phrase> {
        let (Some(base), true) = (
            self.folder.known(),
            word.has_star() && word.cause().is_none(),
        ) else {
            return vec![word];
        };
        let Some(pattern) = join(&self.folder, &word) else {
            return vec![word];
        };
        let wants_folders = word.ending().ends_with('/');
        let is_wanted = |path: &str| {
            let is_hidden = path.split('/').any(|part| part.starts_with('.'));
            !path.is_empty() && !is_hidden && pattern.fits(path) == super::super::phrase::Truth::Yes
        };
        let folders = self
            .sources
            .directories()
            .map(|(_, folder)| folder.path.as_str());
        let files = self.sources.files().map(|(_, file)| file.path.as_str());
        let files = files.filter(|_| !wants_folders);
        let mut found: Vec<&str> = folders
            .chain(files)
            .filter(|path| is_wanted(path))
            .take(MAX_NAMES)
            .collect();
        found.sort_unstable();
        found.dedup();
        let inside = |path: &'_ str| {
            let rest = path
                .strip_prefix(base)
                .unwrap_or(path)
                .trim_start_matches('/');
            Phrase::from(
                if wants_folders {
                    format!("{rest}/")
                } else {
                    rest.to_owned()
                }
                .as_str(),
            )
        };
        if found.is_empty() || word.beginning().starts_with(['.', '/']) {
            vec![word]
        } else {
            found.into_iter().map(inside).collect()
        }
    }
}

fn open(what: &str) -> Piece {
    Piece::Open(Cause::new(what))
}

/// `${x%pattern}` and its like; `None` where what is left is not known.
fn cut(value: &Phrase, end: bool, longest: bool, pattern: &str) -> Option<Phrase> {
    let has_pattern = pattern.contains(['*', '?', '[']);
    if !has_pattern {
        return cut_plain(value, end, pattern);
    }
    match (end, pattern) {
        // `*/` from the beginning and `/*` from the end: at a slash.
        (false, "*/") => at_slash(value, longest, false),
        (true, "/*") => at_slash(value, !longest, true),
        _ => None,
    }
}

fn cut_plain(value: &Phrase, end: bool, pattern: &str) -> Option<Phrase> {
    let mut pieces = value.pieces().to_vec();
    let is_only_part = pieces.len() > 1;
    let at = if end {
        pieces.len().checked_sub(1)
    } else {
        Some(0)
    };
    let Some(Piece::Text(text)) = at.and_then(|at| pieces.get_mut(at)) else {
        // What is not known may end so or not.
        return value.cause().is_none().then(|| value.clone());
    };
    let rest = if end {
        text.strip_suffix(pattern)
    } else {
        text.strip_prefix(pattern)
    };
    // A short text may end so together with what is not known before it.
    let is_short = is_only_part && text.len() < pattern.len();
    match rest {
        Some(rest) => *text = rest.to_owned(),
        None => return (!is_short).then(|| value.clone()),
    }
    let mut phrase = Phrase::default();
    for piece in pieces {
        phrase.push(piece);
    }
    Some(phrase)
}

/// What stands before (`keeps_head`) or behind the first or last slash; all of it where there is none.
fn at_slash(value: &Phrase, last: bool, keeps_head: bool) -> Option<Phrase> {
    // A part that is not known may have slashes too, so nothing is known of the first or last.
    if value.cause().is_some() {
        return cut_open(value, last, keeps_head);
    }
    let mut places = value
        .pieces()
        .iter()
        .enumerate()
        .filter_map(|(at, piece)| match piece {
            Piece::Text(text) => {
                let found = if last {
                    text.rfind('/')
                } else {
                    text.find('/')
                };
                found.map(|inside| (at, inside))
            }
            _ => None,
        });
    let place = if last {
        places.next_back()
    } else {
        places.min()
    };
    Some(match place {
        None => value.clone(),
        Some(place) => part(value, place, keeps_head),
    })
}

/// The same of a text with an unknown part: only where that lies on the other side of the slash.
fn cut_open(value: &Phrase, last: bool, keeps_head: bool) -> Option<Phrase> {
    let pieces = value.pieces();
    let at = if last { pieces.len() - 1 } else { 0 };
    let Piece::Text(text) = &pieces[at] else {
        return None;
    };
    let inside = if last {
        text.rfind('/')
    } else {
        text.find('/')
    }?;
    Some(part(value, (at, inside), keeps_head))
}

fn part(value: &Phrase, (at, inside): (usize, usize), keeps_head: bool) -> Phrase {
    let mut phrase = Phrase::default();
    for (number, piece) in value.pieces().iter().enumerate() {
        match piece {
            Piece::Text(text) if number == at => {
                phrase.push_text(if keeps_head {
                    &text[..inside]
                } else {
                    &text[inside + 1..]
                });
            }
            other if (number < at) == keeps_head && number != at => phrase.push(other.clone()),
            _ => {}
        }
    }
    phrase
}
