//! What a script is made of.

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Statement {
    /// A command with its arguments, and what is assigned before it.
    Command(Command),
    /// `for variable in words; do body; done`; without words over the arguments.
    For {
        variable: String,
        words: Option<Vec<Word>>,
        body: Vec<Statement>,
    },
    /// `while`, `until` and `select`: how often is not known.
    Loop(Vec<Statement>),
    /// The conditions and bodies of `if` and `elif`, and what `else` has.
    If {
        branches: Vec<(Vec<Statement>, Vec<Statement>)>,
        otherwise: Vec<Statement>,
    },
    /// The word of `case`, and each arm's patterns and body.
    Case {
        subject: Word,
        arms: Vec<(Vec<Word>, Vec<Statement>)>,
    },
    /// `name() { … }`
    Function { name: String, body: Vec<Statement> },
    /// `{ … }`
    Group(Vec<Statement>),
    /// `( … )`
    Subshell(Vec<Statement>),
    /// Statements joined by `&&`, `||` and `|`.
    Chain(Box<Statement>, Vec<(Joint, Statement)>),
    /// `! statement`
    Not(Box<Statement>),
}

/// How a statement follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// `&&`
    And,
    /// `||`
    Or,
    /// `|`
    Pipe,
}

/// A simple command.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Command {
    pub(super) assignments: Vec<Assignment>,
    pub(super) words: Vec<Word>,
    /// What it is redirected to.
    pub(super) targets: Vec<Word>,
    /// From 0.
    pub(super) line: usize,
}

/// `name=value`, `name+=value` or `name=(a b)`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Assignment {
    pub(super) name: String,
    pub(super) value: Assigned,
    pub(super) adds: bool,
}

/// What is assigned.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Assigned {
    Word(Word),
    List(Vec<Word>),
}

/// A word: its parts are put together.
pub(super) type Word = Vec<Part>;

/// A part of a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Plain text, quotes removed.
    Text(String),
    /// `*`
    Star,
    /// `?`, `[…]` and `{a,b}`: names that are not followed.
    Pattern,
    /// A variable.
    Variable {
        name: String,
        change: Change,
        is_quoted: bool,
    },
    /// `$( … )`
    Run {
        body: Vec<Statement>,
        is_quoted: bool,
    },
    /// The number of an expression of GitHub's that is not known.
    Hole(usize),
    /// Arithmetic, back quotes and what else is not followed.
    Other,
}

/// What `${name…}` does to a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    None,
    /// `%`, `%%`, `#` or `##` with a pattern.
    Cut {
        end: bool,
        longest: bool,
        pattern: String,
    },
    /// `:-` or `-`: the word where the variable is not set.
    Default(Word),
    /// `[@]` or `[*]`: every element.
    All,
    /// Anything else.
    Other,
}
