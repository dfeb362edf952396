//! The syntax tree of one file. Every node knows its span; nothing here depends on the parser crate.
//!
//! Native syntax and JSON syntax give the same tree.

use std::sync::Arc;

use crate::source::Span;

/// The content of a file or block: attributes and blocks, each in source order.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// `name = value` entries. In valid native syntax names are unique; JSON may repeat them.
    pub attributes: Vec<Attribute>,
    /// `kind "label" { … }` entries.
    pub blocks: Vec<Block>,
    /// What it covers, without the braces.
    pub span: Span,
}

impl Body {
    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| &*attribute.name.text == name)
    }

    /// The blocks of this type, in source order.
    pub fn blocks_of<'b, 'k>(
        &'b self,
        kind: &'k str,
    ) -> impl Iterator<Item = &'b Block> + use<'b, 'k> {
        self.blocks
            .iter()
            .filter(move |block| &*block.kind.text == kind)
    }
}

/// An identifier, or a label: its text and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Without quotes, escapes resolved.
    pub text: Box<str>,
    /// With quotes where it has some.
    pub span: Span,
}

/// `name = value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Left of the equals sign.
    pub name: Name,
    /// Right of it.
    pub value: Expression,
}

impl Attribute {
    /// From the name's first byte to the value's last.
    pub fn span(&self) -> Span {
        self.name.span.to(self.value.span)
    }
}

/// `kind "label" { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The block's type, such as `resource`.
    pub kind: Name,
    /// In order.
    pub labels: Vec<Name>,
    /// Between the braces.
    pub body: Body,
    /// From the type to the closing brace.
    pub span: Span,
}

impl Block {
    /// What to mark when the block as a whole is meant: from the type to the last label. In JSON syntax the last
    /// label alone, since other blocks stand between it and the type that they share.
    pub fn header(&self) -> Span {
        let kind = self.kind.span;
        let is_quoted = (kind.end - kind.start) as usize > self.kind.text.len();
        match self.labels.last() {
            Some(label) if is_quoted => label.span,
            Some(label) => kind.to(label.span),
            None => kind,
        }
    }

    /// The text of the label at `index`.
    pub fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index).map(|label| &*label.text)
    }
}

/// An expression and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Parentheses included.
    pub span: Span,
}

impl Expression {
    /// The value of a string literal without interpolations, looking through parentheses.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ExpressionKind::String(text) => Some(text),
            ExpressionKind::Parentheses(inner) => inner.as_str(),
            _ => None,
        }
    }
}

/// The forms an expression can take.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as it is written, such as `1.50e3`: converting it is the evaluator's task.
    Number(Box<str>),
    /// A quoted string or heredoc without interpolations: its value.
    String(Arc<str>),
    /// A quoted string or heredoc with interpolations or directives.
    Template(Template),
    /// `[a, b]`
    Tuple(Vec<Expression>),
    /// `{ a = b }`
    Object(Vec<ObjectItem>),
    /// A bare name: the root of a reference, or an iterator.
    Variable(Box<str>),
    /// `base.name[index]…`
    Access(Box<Access>),
    /// `name(arguments)`
    Call(Box<Call>),
    /// `condition ? yes : no`
    Conditional(Box<Conditional>),
    /// `!a`, `-a`
    Unary(UnaryOperator, Box<Expression>),
    /// `a + b`
    Binary(Box<Binary>),
    /// `[for …]`, `{for …}`
    For(Box<For>),
    /// `(a)`
    Parentheses(Box<Expression>),
}

/// One entry of an object constructor. Duplicate keys are kept: the last one counts, as in Terraform.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectItem {
    /// Left of `=` or `:`.
    pub key: ObjectKey,
    /// Right of it.
    pub value: Expression,
}

/// The key of an object's entry.
#[derive(Debug, Clone, PartialEq)]
pub enum ObjectKey {
    /// A bare name, taken literally.
    Name(Name),
    /// Any other expression, a quoted string included.
    Expression(Expression),
}

impl ObjectKey {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Expression(expression) => expression.span,
        }
    }

    /// Its text where it is literal.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(&name.text),
            Self::Expression(expression) => expression.as_str(),
        }
    }
}

/// A base and the steps that lead into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// What is entered.
    pub base: Expression,
    /// In order.
    pub steps: Vec<Step>,
}

/// One step of an access.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// With its dot or brackets.
    pub span: Span,
}

/// The forms of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// `.name`
    Attribute(Box<str>),
    /// `[expression]`
    Index(Expression),
    /// `.0`
    LegacyIndex(u64),
    /// `.*`: the attribute steps that follow apply to each element.
    AttributeSplat,
    /// `[*]`: all steps that follow apply to each element.
    FullSplat,
}

/// A function call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// With its namespace, as in `core::length`.
    pub name: Name,
    /// In order.
    pub arguments: Vec<Expression>,
    /// Whether the last argument is followed by `...`.
    pub expand_final: bool,
}

/// `condition ? yes : no`
#[derive(Debug, Clone, PartialEq)]
pub struct Conditional {
    /// Before the question mark.
    pub condition: Expression,
    /// Before the colon.
    pub yes: Expression,
    /// After it.
    pub no: Expression,
}

/// `left operator right`
#[derive(Debug, Clone, PartialEq)]
pub struct Binary {
    /// Left operand.
    pub left: Expression,
    /// Which operation.
    pub operator: BinaryOperator,
    /// Right operand.
    pub right: Expression,
}

/// Operators with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-`
    Negate,
    /// `!`
    Not,
}

/// Operators with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the operators' own")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

/// `[for key, value in collection : result if condition]` and its form with braces.
#[derive(Debug, Clone, PartialEq)]
pub struct For {
    /// The first of two names.
    pub key_name: Option<Name>,
    /// The only name, or the second of two.
    pub value_name: Name,
    /// What is iterated.
    pub collection: Expression,
    /// In the form with braces, what stands before `=>`.
    pub key: Option<Expression>,
    /// The result of each round.
    pub value: Expression,
    /// Whether `...` groups the values of equal keys.
    pub group: bool,
    /// After `if`.
    pub condition: Option<Expression>,
}

/// The parts of a string with interpolations or directives. Strip markers (`~`) and the indentation of `<<-`
/// heredocs are already applied to the literals.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// In order.
    pub parts: Vec<TemplatePart>,
}

/// One part of a template.
#[derive(Debug, Clone, PartialEq)]
pub enum TemplatePart {
    /// Text, escapes resolved, and the span it came from.
    Literal(Arc<str>, Span),
    /// `${ expression }`
    Interpolation(Expression),
    /// `%{ if condition } … %{ else } … %{ endif }`
    If {
        /// What decides.
        condition: Expression,
        /// Shown when true.
        yes: Template,
        /// Shown when false; empty without `else`.
        no: Template,
        /// From `%{ if` to the end of `%{ endif }`.
        span: Span,
    },
    /// `%{ for key, value in collection } … %{ endfor }`
    For {
        /// The first of two names.
        key_name: Option<Name>,
        /// The only name, or the second of two.
        value_name: Name,
        /// What is iterated.
        collection: Expression,
        /// Repeated.
        body: Template,
        /// From `%{ for` to the end of `%{ endfor }`.
        span: Span,
    },
}

#[cfg(test)]
mod tests {
    use crate::hcl::parse;
    use crate::source::{FileId, FileKind};

    #[test]
    fn a_block_is_marked_without_its_siblings() {
        let header = |kind, text: &str| {
            let parsed = parse(FileId(0), kind, text);
            let block = parsed.body.blocks.last().unwrap();
            text[block.header().range()].to_owned()
        };
        let native = "variable \"a\" {}\nvariable \"b\" {}\n";
        assert_eq!(header(FileKind::Terraform, native), "variable \"b\"");
        let json = "{\"variable\": {\"a\": {}, \"b\": {}}}";
        assert_eq!(header(FileKind::TerraformJson, json), "\"b\"");
    }
}
