//! Walks over the tokens of an expression that hcl-edit refused, and finds the first that cannot stand where it
//! stands. Operands and operators alternate; that is all the grammar it takes to say what is wrong.

use crate::hcl::SyntaxError;
use crate::hcl::scan::{Kind, Token};
use crate::source::Span;

use super::explain::{Group, error, invalid_escape, one_line, text_of};
use super::lower::Lowering;
use super::template::escape;

/// What the walk needs.
pub(super) struct Walk<'l, 'a> {
    pub(super) lowering: &'l Lowering<'a>,
}

type Found = Result<(), SyntaxError>;

impl<'a> Walk<'_, 'a> {
    fn token(&self, index: usize) -> &'a Token {
        &self.lowering.skeleton.scan.tokens[index]
    }

    fn text(&self, index: usize) -> &'a str {
        text_of(self.lowering, self.token(index))
    }

    /// The place of a token; of a string, from quote to quote.
    fn place(&self, index: usize) -> Span {
        let token = self.token(index);
        let span = self.lowering.token_span(token);
        let string = token.kind == Kind::StringStart;
        let tokens = &self.lowering.skeleton.scan.tokens;
        match tokens.get(token.partner as usize).filter(|_| string) {
            Some(end) if end.kind == Kind::StringEnd => span.to(self.lowering.token_span(end)),
            _ => span,
        }
    }

    /// What stands there, for a message.
    fn shown(&self, index: usize) -> String {
        one_line(self.lowering.source(self.place(index)))
    }

    fn fault(&self, index: usize, message: impl Into<String>, help: impl Into<String>) -> Found {
        Err(error(self.place(index), message, help))
    }

    fn next(&self, index: usize, to: usize) -> usize {
        let mut index = self.lowering.skeleton.next(index, to);
        // Within an expression that was cut out, what line breaks are left mean nothing.
        while index < to && self.token(index).kind == Kind::Newline {
            index = self.lowering.skeleton.next(index + 1, to);
        }
        index
    }

    /// One or, in a group that allows it, several expressions: tokens `from..to`.
    pub(super) fn expression(&self, from: usize, to: usize, group: Group) -> Found {
        let mut index = self.next(from, to);
        let mut questions = Vec::new();
        loop {
            index = self.operand(index, to, group, from)?;
            index = self.steps(index, to)?;
            let Some(token) = (index < to).then(|| self.token(index)) else {
                break;
            };
            match token.kind {
                Kind::Operator | Kind::Minus | Kind::Star => {}
                Kind::Question => questions.push(index),
                Kind::Colon if questions.pop().is_some() => {}
                Kind::Comma if matches!(group, Group::Tuple | Group::Call) => {
                    self.no_question(&questions)?;
                    if self.next(index + 1, to) >= to {
                        return Ok(());
                    }
                }
                Kind::Ellipsis if group == Group::Call => {
                    let after = self.next(index + 1, to);
                    if after < to {
                        return self.fault(
                            after,
                            "nothing can follow the `...` of a call",
                            "only the last argument can be expanded: close the call right after `...`",
                        );
                    }
                    break;
                }
                _ => {
                    self.no_question(&questions)?;
                    return self.no_operator(index, group);
                }
            }
            index = self.next(index + 1, to);
        }
        self.no_question(&questions)
    }

    fn no_question(&self, questions: &[usize]) -> Found {
        let Some(open) = questions.last() else {
            return Ok(());
        };
        self.fault(
            *open,
            "this `?` has no `:` with the value for the other case",
            "a conditional is `condition ? value : other`, on one line or in parentheses",
        )
    }

    /// An operand at `index`, signs before it included; the index after it.
    fn operand(
        &self,
        mut index: usize,
        to: usize,
        group: Group,
        from: usize,
    ) -> Result<usize, SyntaxError> {
        while index < to && matches!(self.token(index).kind, Kind::Minus | Kind::Not) {
            index = self.next(index + 1, to);
        }
        if index >= to {
            return Err(self.missing_operand(to, from));
        }
        let inner = (index + 1, self.token(index).partner as usize);
        match self.token(index).kind {
            Kind::Identifier => return self.name(index, to),
            Kind::Number => {}
            Kind::StringStart | Kind::HeredocStart => self.string(inner.0, inner.1)?,
            Kind::Open => match self.text(index) {
                "(" => self.expression(inner.0, inner.1, Group::Parentheses)?,
                _ if self.lowering.is_for(index) => {
                    self.for_expression(index, inner.0, inner.1)?;
                }
                "[" => self.items(inner.0, inner.1, Group::Tuple)?,
                _ => {}
            },
            Kind::Ellipsis if group == Group::Call => {
                self.fault(
                    index,
                    "`...` follows no argument",
                    "write it right after the last argument, without a comma",
                )?;
            }
            _ => {
                let text = self.shown(index);
                self.fault(
                    index,
                    format!("a value is expected here, but `{text}` follows"),
                    "write the missing value, or remove what asks for one",
                )?;
            }
        }
        Ok(self.next(self.lowering.skeleton.after(index), to))
    }

    fn missing_operand(&self, to: usize, from: usize) -> SyntaxError {
        let mut last = to - 1;
        while last > from.saturating_sub(1)
            && matches!(
                self.token(last).kind,
                Kind::Comment | Kind::Blank | Kind::Newline
            )
        {
            last -= 1;
        }
        let text = one_line(self.text(last));
        error(
            self.lowering.token_span(self.token(last)),
            format!("a value is expected after `{text}`"),
            "write it on the same line, or put the whole expression in parentheses",
        )
    }

    /// A name or a call.
    fn name(&self, mut index: usize, to: usize) -> Result<usize, SyntaxError> {
        let mut next = self.next(index + 1, to);
        let mut namespaced = false;
        while next < to && self.token(next).kind == Kind::DoubleColon {
            index = self.next(next + 1, to);
            if index >= to || self.token(index).kind != Kind::Identifier {
                self.fault(
                    next,
                    "a function's name is expected after `::`",
                    "write `provider::name::function(…)`",
                )?;
            }
            next = self.next(index + 1, to);
            namespaced = true;
        }
        let call = next < to && self.token(next).kind == Kind::Open && self.text(next) == "(";
        if call {
            self.items(next + 1, self.token(next).partner as usize, Group::Call)?;
            return Ok(self.next(self.lowering.skeleton.after(next), to));
        }
        if namespaced {
            self.fault(
                index,
                "a function with a namespace must be called",
                "write its arguments in parentheses",
            )?;
        }
        Ok(next)
    }

    fn items(&self, from: usize, to: usize, group: Group) -> Found {
        if self.next(from, to) >= to {
            return Ok(());
        }
        self.expression(from, to, group)
    }

    /// What leads into a value: `.name`, `[index]`; the index after it.
    fn steps(&self, mut index: usize, to: usize) -> Result<usize, SyntaxError> {
        while index < to {
            let token = self.token(index);
            match token.kind {
                Kind::Dot => {
                    let after = self.next(index + 1, to);
                    let fits = after < to
                        && matches!(
                            self.token(after).kind,
                            Kind::Identifier | Kind::Number | Kind::Star
                        );
                    if !fits {
                        self.fault(
                            index,
                            "a name is expected after this dot",
                            "write the attribute's name, or remove the dot",
                        )?;
                    }
                    index = self.next(after + 1, to);
                }
                Kind::Open if self.text(index) == "[" => {
                    let (from, close) = (self.next(index + 1, to), token.partner as usize);
                    let splat = from + 1 == close && self.token(from).kind == Kind::Star;
                    if !splat {
                        self.expression(from, close, Group::Index)?;
                    }
                    index = self.next(self.lowering.skeleton.after(index), to);
                }
                _ => break,
            }
        }
        Ok(index)
    }

    /// After a complete value stands something that is no operator.
    fn no_operator(&self, index: usize, group: Group) -> Found {
        let text = self.shown(index);
        let kind = self.token(index).kind;
        if kind == Kind::Equals {
            return self.fault(
                index,
                "`=` cannot stand inside an expression",
                "compare with `==`; a second argument needs a line of its own",
            );
        }
        let help = match (group, kind) {
            (Group::Argument, Kind::Comma) => {
                "arguments are separated by line breaks: remove the comma"
            }
            (Group::Argument, _) => {
                "an argument ends with its line: put what follows on a line of its own"
            }
            (Group::Tuple, _) => "items of a list are separated by commas",
            (Group::Call, _) => "the arguments of a call are separated by commas",
            (Group::Entry | Group::Key, _) => {
                "entries of an object are separated by commas or line breaks"
            }
            (Group::Interpolation, _) => {
                "a template sequence holds one expression; for literal `${` write `$${`"
            }
            (Group::Parentheses, _) => "parentheses hold one expression",
            (Group::Index, _) => "an index is one expression",
            (Group::Part, _) => "look for a missing operator before it",
        };
        self.fault(
            index,
            format!("`{text}` cannot follow a complete value"),
            help,
        )
    }

    /// The templates in a string or heredoc: tokens `from..to`.
    pub(super) fn string(&self, from: usize, to: usize) -> Found {
        let mut directives: Vec<(usize, &str)> = Vec::new();
        let quoted = from > 0 && self.token(from - 1).kind == Kind::StringStart;
        let mut index = from;
        while index < to {
            if self.token(index).kind == Kind::TemplateOpen {
                let close = self.token(index).partner as usize;
                if self.text(index).starts_with('%') {
                    self.directive(index, close, &mut directives)?;
                } else {
                    let first = self.next(index + 1, close);
                    if first >= close {
                        self.fault(
                            index,
                            "this template sequence is empty",
                            "write an expression between the braces",
                        )?;
                    }
                    self.expression(first, close, Group::Interpolation)?;
                }
            } else if quoted {
                self.escapes(index)?;
            }
            index = self.lowering.skeleton.after(index);
        }
        match directives.last() {
            Some((open, keyword)) => self.fault(
                *open,
                format!("this `{keyword}` directive has no `end{keyword}`"),
                format!("end it with `%{{ end{keyword} }}` in the same string"),
            ),
            None => Ok(()),
        }
    }

    /// The backslashes in a literal of a quoted string.
    fn escapes(&self, index: usize) -> Found {
        let mut rest = self.text(index);
        while let Some(found) = rest.find('\\') {
            rest = &rest[found..];
            let (value, length) = escape(rest);
            if value.is_none() {
                let start = self.token(index).end as usize - rest.len();
                let span = self.lowering.span(start, start + length);
                return Err(invalid_escape(span, &rest[..length]));
            }
            rest = &rest[length..];
        }
        Ok(())
    }

    fn directive(
        &self,
        open: usize,
        close: usize,
        directives: &mut Vec<(usize, &'a str)>,
    ) -> Found {
        let first = self.next(open + 1, close);
        let keyword = if first < close { self.text(first) } else { "" };
        let inside = directives.last().map(|(_, keyword)| *keyword);
        match keyword {
            "if" => {
                directives.push((open, keyword));
                self.expression(first + 1, close, Group::Part)
            }
            "for" => {
                directives.push((open, keyword));
                self.for_intro(first, close, close).map(|_| ())
            }
            "else" if inside == Some("if") => Ok(()),
            "endif" | "endfor" if inside == keyword.strip_prefix("end") => {
                directives.pop();
                Ok(())
            }
            "else" | "endif" | "endfor" => {
                let expected = inside.map_or_else(
                    || "no directive is open here".to_owned(),
                    |inside| format!("the open directive is `{inside}`, which ends with `end{inside}`"),
                );
                self.fault(first, format!("`{keyword}` does not fit here"), expected)
            }
            _ => self.fault(
                open,
                format!("`{}` is not a template directive", one_line(keyword)),
                "the directives are `if`, `else`, `endif`, `for` and `endfor`; for literal `%{` write `%%{`",
            ),
        }
    }

    /// `name, name in collection`; the index after it, at `stop` or a colon.
    fn for_intro(&self, keyword: usize, to: usize, stop: usize) -> Result<usize, SyntaxError> {
        let mut index = self.next(keyword + 1, to);
        for place in 0..2 {
            if index >= to || self.token(index).kind != Kind::Identifier {
                self.fault(
                    keyword,
                    "`for` must be followed by a name",
                    "write `for value in collection`; as an object's key, quote it: `\"for\"`",
                )?;
            }
            index = self.next(index + 1, to);
            if place == 1 || index >= to || self.token(index).kind != Kind::Comma {
                break;
            }
            index = self.next(index + 1, to);
        }
        if index < to && self.token(index).kind == Kind::Comma {
            return Err(error(
                self.place(index),
                "a `for` names at most a key and a value",
                "write `for key, value in collection`",
            ));
        }
        if index >= to || self.text(index) != "in" {
            self.fault(
                keyword,
                "this `for` has no `in`",
                "write `for value in collection`",
            )?;
        }
        let end = self.lowering.skeleton.find(index + 1, stop, &[Kind::Colon]);
        // The collection itself may be a conditional, which has a colon too; then the parser's word counts.
        let question = self
            .lowering
            .skeleton
            .find(index + 1, stop, &[Kind::Question]);
        if question >= end {
            self.expression(self.next(index + 1, end), end, Group::Part)?;
        }
        Ok(end)
    }

    /// The inside of a `for` expression: tokens `from..to`.
    fn for_expression(&self, open: usize, from: usize, to: usize) -> Found {
        let keyword = self.next(from, to);
        let colon = self.for_intro(keyword, to, to)?;
        if colon >= to {
            return self.fault(
                keyword,
                "this `for` expression has no `:`",
                "write `for value in collection : result`",
            );
        }
        let arrow = self.lowering.skeleton.find(colon + 1, to, &[Kind::Arrow]);
        let is_object = self.text(open) == "{";
        if is_object && arrow >= to {
            return self.fault(
                open,
                "a `for` expression in braces makes an object, but has no `=>`",
                "write `{ for … : key => value }`, or use brackets for a list",
            );
        }
        if !is_object && arrow < to {
            return self.fault(
                arrow,
                "a `for` expression in brackets makes a list, which has no keys",
                "use braces for an object: `{ for … : key => value }`",
            );
        }
        self.for_result(colon + 1, arrow, to)
    }

    /// `key => value... if condition`: tokens `from..to`.
    fn for_result(&self, from: usize, arrow: usize, to: usize) -> Found {
        let mut value = from;
        if arrow < to {
            self.expression(from, arrow, Group::Part)?;
            value = arrow + 1;
        }
        let mut condition = value;
        while condition < to && !self.is_keyword(condition, "if") {
            condition = self.lowering.skeleton.after(condition);
        }
        let end = self
            .lowering
            .skeleton
            .find(value, condition.min(to), &[Kind::Ellipsis]);
        self.expression(value, end, Group::Part)?;
        if condition >= to {
            return Ok(());
        }
        if self.next(condition + 1, to) >= to {
            return self.fault(
                condition,
                "a condition is expected after `if`",
                "write it, or remove the `if`",
            );
        }
        self.expression(condition + 1, to, Group::Part)
    }

    /// Whether a word stands at `index`, and not as an attribute's name after a dot.
    fn is_keyword(&self, index: usize, word: &str) -> bool {
        self.token(index).kind == Kind::Identifier
            && self.text(index) == word
            && self.token(index.saturating_sub(1)).kind != Kind::Dot
    }
}
