//! What is done only sometimes, or several times.

use std::collections::BTreeSet;

use super::super::phrase::{Cause, Phrase, Truth};
use super::run::{Binding, Runner};
use super::syntax::{Command, Joint, Part, Statement, Word};

/// How many words a loop is taken through one by one.
const MAX_ROUNDS: usize = 512;

impl Runner<'_> {
    pub(super) fn chain(&mut self, first: &Statement, rest: &[(Joint, Statement)]) -> Truth {
        let mut truth = self.one(first);
        let mut is_question = is_question(first);
        for (joint, statement) in rest {
            if self.has_ended {
                return truth;
            }
            let next = match (joint, &truth) {
                (Joint::Pipe, _) => self.one(statement),
                (Joint::And, Truth::No) => Truth::No,
                (Joint::Or, Truth::Yes) => Truth::Yes,
                (Joint::And, Truth::Open(cause)) if is_question => {
                    let cause = cause.clone();
                    let next = self.doubted(&cause, |runner| runner.one(statement));
                    truth.clone().and(next)
                }
                // A command that is no question is there to succeed.
                (Joint::And, _) => self.one(statement),
                (Joint::Or, Truth::Open(cause)) => {
                    let cause = cause.clone();
                    let next = self.doubted(&cause, |runner| runner.one(statement));
                    truth.clone().or(next)
                }
                (Joint::Or, Truth::No) => self.one(statement),
            };
            truth = next;
            is_question |= self::is_question(statement);
        }
        truth
    }

    pub(super) fn branches(
        &mut self,
        branches: &[(Vec<Statement>, Vec<Statement>)],
        otherwise: &[Statement],
    ) {
        let mut doubt: Option<Cause> = None;
        for (condition, body) in branches {
            let truth = self.last_of(condition);
            if self.is_taken(truth, body, &mut doubt) {
                return;
            }
        }
        match doubt {
            None => self.all(otherwise),
            Some(cause) => self.doubted(&cause, |runner| runner.all(otherwise)),
        }
    }

    /// Runs a branch if its condition may hold. Whether no other branch is taken after it; `doubt` says why an earlier one
    /// may have been.
    fn is_taken(
        &mut self,
        condition: Truth,
        body: &[Statement],
        doubt: &mut Option<Cause>,
    ) -> bool {
        match (condition, &*doubt) {
            (Truth::No, _) => false,
            (Truth::Yes, None) => {
                self.all(body);
                true
            }
            (Truth::Yes, Some(cause)) => {
                let cause = cause.clone();
                self.doubted(&cause, |runner| runner.all(body));
                true
            }
            (Truth::Open(cause), _) => {
                self.doubted(&cause, |runner| runner.all(body));
                doubt.get_or_insert(cause);
                false
            }
        }
    }

    fn last_of(&mut self, condition: &[Statement]) -> Truth {
        let mut truth = Truth::Open(Cause::new("a condition is empty"));
        for statement in condition {
            truth = self.one(statement);
        }
        truth
    }

    pub(super) fn case(&mut self, subject: &Word, arms: &[(Vec<Word>, Vec<Statement>)]) {
        let subject = self.expand_one(subject);
        let mut doubt: Option<Cause> = None;
        for (patterns, body) in arms {
            let fits = patterns.iter().map(|pattern| {
                let is_plain = !pattern
                    .iter()
                    .any(|part| matches!(part, Part::Pattern | Part::Other));
                let pattern = self.expand_one(pattern);
                match subject.known() {
                    Some(known) if is_plain => pattern_fits(&pattern, known),
                    _ if pattern.known() == Some("*") || pattern.shown() == "*" => Truth::Yes,
                    _ => Truth::Open(Cause::new("which arm of a `case` is taken is not known")),
                }
            });
            let fits: Vec<Truth> = fits.collect();
            let truth = fits.into_iter().fold(Truth::No, Truth::or);
            if self.is_taken(truth, body, &mut doubt) {
                return;
            }
        }
    }

    /// Does what may not be done: what it changes is not known afterwards.
    pub(super) fn doubted<T>(&mut self, cause: &Cause, does: impl FnOnce(&mut Self) -> T) -> T {
        let variables = self.variables.clone();
        let folder = self.folder.clone();
        let count = self.doubts.len();
        self.doubts.push(cause.clone());
        let result = does(self);
        // An `exit 0` in it puts a doubt on everything that follows, before those that end here.
        let stays = self.doubts.len().saturating_sub(count + 1);
        self.doubts.truncate(count + stays);
        self.has_ended = false;
        for (name, value) in &mut self.variables {
            if variables.get(name) != Some(value) {
                *value = Binding::One(Phrase::open(cause.clone()));
            }
        }
        if self.folder != folder {
            self.folder = Phrase::open(cause.clone());
        }
        result
    }

    pub(super) fn repeated(&mut self, variable: &str, words: Option<&[Word]>, body: &[Statement]) {
        let words = match words {
            Some(words) => self.expand_all(words),
            None => self.arguments.iter().skip(1).cloned().collect(),
        };
        let words: Vec<Phrase> = words
            .into_iter()
            .flat_map(|word| self.names(word))
            .collect();
        for word in words.into_iter().take(MAX_ROUNDS) {
            if self.has_ended {
                return;
            }
            self.variables
                .insert(variable.to_owned(), Binding::One(word));
            self.all(body);
        }
    }

    pub(super) fn unknown_times(&mut self, body: &[Statement]) {
        let cause = Cause::new("how often a loop is run is not known");
        let mut names = BTreeSet::new();
        assigned_in(body, &mut names);
        for name in names {
            self.variables
                .insert(name, Binding::One(Phrase::open(cause.clone())));
        }
        self.doubted(&cause, |runner| runner.all(body));
    }
}

/// Whether it is run for its answer, not for what it does.
fn is_question(statement: &Statement) -> bool {
    let is_plain = |command: &Command| {
        let Some([Part::Text(name)]) = command.words.first().map(Vec::as_slice) else {
            return true;
        };
        matches!(
            name.as_str(),
            "[" | "[["
                | "test"
                | "grep"
                | "egrep"
                | "command"
                | "which"
                | "type"
                | "diff"
                | "cmp"
                | "false"
                | "git"
        )
    };
    match statement {
        Statement::Command(command) => !command.words.is_empty() && is_plain(command),
        Statement::Not(_) => true,
        Statement::Chain(first, rest) => {
            is_question(first) || rest.iter().any(|(_, statement)| is_question(statement))
        }
        _ => false,
    }
}

/// Whether a pattern of `case` stands for a text; its `*` stands for slashes too.
fn pattern_fits(pattern: &Phrase, text: &str) -> Truth {
    let mut loose = Phrase::default();
    let anything = Cause::new("a pattern");
    for piece in pattern.pieces() {
        match piece {
            super::super::phrase::Piece::Star => {
                loose.push(super::super::phrase::Piece::Open(anything.clone()));
            }
            other => loose.push(other.clone()),
        }
    }
    match (pattern.cause(), loose.fits(text)) {
        (None, Truth::Open(_)) => Truth::Yes,
        (_, truth) => truth,
    }
}

/// The variables that statements set.
fn assigned_in(body: &[Statement], names: &mut BTreeSet<String>) {
    for statement in body {
        match statement {
            Statement::Command(command) => {
                names.extend(command.assignments.iter().map(|it| it.name.clone()));
                let is_read = matches!(command.words.first().map(Vec::as_slice), Some([Part::Text(name)]) if name == "read");
                let plain = command
                    .words
                    .iter()
                    .filter_map(|word| match word.as_slice() {
                        [Part::Text(text)] if is_read => Some(text.clone()),
                        _ => None,
                    });
                names.extend(plain);
            }
            Statement::For { variable, body, .. } => {
                names.insert(variable.clone());
                assigned_in(body, names);
            }
            Statement::Loop(body) | Statement::Group(body) => assigned_in(body, names),
            Statement::If {
                branches,
                otherwise,
            } => {
                for (condition, body) in branches {
                    assigned_in(condition, names);
                    assigned_in(body, names);
                }
                assigned_in(otherwise, names);
            }
            Statement::Case { arms, .. } => {
                for (_, body) in arms {
                    assigned_in(body, names);
                }
            }
            Statement::Chain(first, rest) => {
                assigned_in(std::slice::from_ref(first), names);
                for (_, statement) in rest {
                    assigned_in(std::slice::from_ref(statement), names);
                }
            }
            Statement::Not(inner) => assigned_in(std::slice::from_ref(inner), names),
            Statement::Function { .. } | Statement::Subshell(_) => {}
        }
    }
}
