//! What the scanner finds.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A line break that ends something.
    Newline,
    /// A line break where line breaks mean nothing: in parentheses, brackets, templates and `for` braces.
    Blank,
    /// Without the line break after it.
    Comment,
    Identifier,
    /// As Terraform reads numbers: `1.2.3` is one (wrong) number.
    Number,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// The quote that begins a string.
    StringStart,
    StringEnd,
    /// `<<EOT` with its line break.
    HeredocStart,
    /// The closing marker, without white space around it.
    HeredocEnd,
    /// Text of a string, or of one line of a heredoc with its line break.
    Literal,
    /// `${`, `%{`, `${~` or `%{~`.
    TemplateOpen,
    /// `}` or `~}`.
    TemplateClose,
    Equals,
    Comma,
    Colon,
    DoubleColon,
    Dot,
    Ellipsis,
    Question,
    /// `=>`
    Arrow,
    /// `!`
    Not,
    /// `-`, which stands before or between operands.
    Minus,
    /// `*`, which multiplies or is a splat.
    Star,
    /// The other operators with two operands.
    Operator,
    /// A character that no expression has.
    Invalid,
}

/// A token: byte offsets, and for what opens or closes something, its partner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// How many brackets, strings and templates are around it.
    pub(crate) depth: u16,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// For what opens: the index of the token that closes it, or of the first token after it where nothing
    /// does. For what closes: the index of what it closes. Otherwise its own index.
    pub(crate) partner: u32,
}

/// A fault of the text that shows without a grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) kind: ProblemKind,
    /// Byte offsets of what is at fault.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Byte offset of where it was noticed.
    pub(crate) noticed: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    /// No quote before the end of the line.
    UnterminatedString,
    /// No `}` before the end of the line of the string.
    UnterminatedTemplate,
    /// No line with the marker alone.
    UnterminatedHeredoc,
    /// `<<` without a marker and a line break.
    HeredocMarker,
    /// No `*/`.
    UnterminatedComment,
    /// A bracket that nothing closes.
    Unclosed,
    /// A bracket that closes nothing.
    Stray,
    /// A character that the language does not have.
    InvalidCharacter,
    /// Such as `1.2.3`.
    InvalidNumber,
}
