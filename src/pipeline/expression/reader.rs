//! Reading an expression, and evaluating it on the way.

use super::super::phrase::Cause;
use super::Contexts;
use super::operators::{and, compare, equal, of_truth, or};
use super::value::Value;
use super::{Value as V, functions};

/// The deepest nesting that is read; hand-written expressions stay far below.
const MAX_DEPTH: usize = 32;

/// The value of an expression; not known where it is none.
pub(super) fn read(text: &str, contexts: &dyn Contexts) -> Value {
    let mut reader = Reader {
        rest: text,
        contexts,
        depth: 0,
    };
    let value = reader.either();
    match value {
        Some(value) if reader.rest.trim().is_empty() => value,
        _ => V::Open(Cause::new(format!("`{}` cannot be read", text.trim()))),
    }
}

struct Reader<'t, 'c> {
    rest: &'t str,
    contexts: &'c dyn Contexts,
    depth: usize,
}

/// Each method reads one level of precedence; `None` where what follows is no expression.
impl<'t> Reader<'t, '_> {
    fn either(&mut self) -> Option<Value> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut value = self.both()?;
        while self.takes("||") {
            value = or(value, self.both()?);
        }
        self.depth -= 1;
        Some(value)
    }

    fn both(&mut self) -> Option<Value> {
        let mut value = self.equality()?;
        while self.takes("&&") {
            value = and(value, self.equality()?);
        }
        Some(value)
    }

    fn equality(&mut self) -> Option<Value> {
        let mut value = self.order()?;
        loop {
            value = if self.takes("==") {
                of_truth(equal(&value, &self.order()?))
            } else if self.takes("!=") {
                of_truth(equal(&value, &self.order()?).negated())
            } else {
                return Some(value);
            };
        }
    }

    fn order(&mut self) -> Option<Value> {
        let mut value = self.negation()?;
        loop {
            let truth = if self.takes("<=") {
                compare(&value, &self.negation()?, |a, b| a <= b)
            } else if self.takes(">=") {
                compare(&value, &self.negation()?, |a, b| a >= b)
            } else if self.takes("<") {
                compare(&value, &self.negation()?, |a, b| a < b)
            } else if self.takes(">") {
                compare(&value, &self.negation()?, |a, b| a > b)
            } else {
                return Some(value);
            };
            value = of_truth(truth);
        }
    }

    fn negation(&mut self) -> Option<Value> {
        let mut is_negated = None;
        while !self.rest.trim_start().starts_with("!=") && self.takes("!") {
            is_negated = Some(!is_negated.unwrap_or(false));
        }
        let value = self.access()?;
        Some(match is_negated {
            None => value,
            Some(true) => of_truth(value.truth().negated()),
            Some(false) => of_truth(value.truth()),
        })
    }

    /// A value with what is taken out of it. What is not known is called by the whole path.
    fn access(&mut self) -> Option<Value> {
        let start = self.rest.trim_start();
        let value = self.parts()?;
        let path = &start[..start.len() - self.rest.len()];
        Some(match value {
            V::Open(cause) if cause.what.starts_with("is ") => {
                let what = format!("`{}` {cause}", path.trim());
                V::Open(Cause {
                    what: what.into(),
                    ..cause
                })
            }
            other => other,
        })
    }

    fn parts(&mut self) -> Option<Value> {
        let mut value = self.primary()?;
        loop {
            value = if self.takes(".") {
                if self.takes("*") {
                    value.every()
                } else {
                    let name = self.name()?;
                    spread(&value, name)
                }
            } else if self.takes("[") {
                let found = if self.takes("*") {
                    value.every()
                } else {
                    let key = self.either()?;
                    value.index(&key)
                };
                self.takes("]").then_some(found)?
            } else {
                return Some(value);
            };
        }
    }

    fn primary(&mut self) -> Option<Value> {
        if self.takes("(") {
            let value = self.either()?;
            return self.takes(")").then_some(value);
        }
        self.rest = self.rest.trim_start();
        if let Some(behind) = self.rest.strip_prefix('\'') {
            return self.string(behind);
        }
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.');
        if self.rest.starts_with(is_number) {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
            let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
            let (number, behind) = self.rest.split_at(end);
            self.rest = behind;
            return Some(V::Number(number.parse().unwrap_or(f64::NAN)));
        }
        let name = self.name()?;
        if self.takes("(") {
            return self.call(name);
        }
        Some(match name {
            "true" => V::Bool(true),
            "false" => V::Bool(false),
            "null" => V::Null,
            _ => self.contexts.context(&name.to_ascii_lowercase()),
        })
    }

    fn call(&mut self, name: &str) -> Option<Value> {
        let mut arguments = Vec::new();
        if !self.takes(")") {
            loop {
                arguments.push(self.either()?);
                if self.takes(")") {
                    break;
                }
                self.takes(",").then_some(())?;
            }
        }
        Some(functions::call(&name.to_ascii_lowercase(), &arguments))
    }

    /// A string whose opening quote is read; two quotes stand for one.
    fn string(&mut self, mut behind: &'t str) -> Option<Value> {
        let mut text = String::new();
        loop {
            let (part, rest) = behind.split_once('\'')?;
            text.push_str(part);
            match rest.strip_prefix('\'') {
                Some(more) => {
                    text.push('\'');
                    behind = more;
                }
                None => {
                    self.rest = rest;
                    return Some(V::text(&text));
                }
            }
        }
    }

    fn name(&mut self) -> Option<&'t str> {
        self.rest = self.rest.trim_start();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, behind) = self.rest.split_at(end);
        self.rest = behind;
        (!name.is_empty()).then_some(name)
    }

    fn takes(&mut self, text: &str) -> bool {
        let behind = self.rest.trim_start().strip_prefix(text);
        if let Some(behind) = behind {
            self.rest = behind;
        }
        behind.is_some()
    }
}

/// `a.b`; of what `*` gave, the entry of each.
fn spread(value: &Value, name: &str) -> Value {
    match value {
        V::List(elements) => V::List(elements.iter().map(|it| it.member(name)).collect()),
        other => other.member(name),
    }
}
