//! Evaluates arithmetic expressions of Terraform, as far as the tests need them.

use super::super::{Number, NumberForm};

/// What an expression comes to.
#[derive(Clone)]
pub(super) enum Outcome {
    Number(Number),
    Text(String),
    Flag(bool),
}

/// The text of what an expression comes to, or `None` where Terraform refuses it.
pub(super) fn evaluate(text: &str) -> Option<String> {
    let mut reader = Reader { rest: text };
    let outcome = reader.comparison()?;
    reader.blank();
    assert!(
        reader.rest.is_empty(),
        "left over of {text}: {}",
        reader.rest
    );
    Some(match outcome {
        Outcome::Number(number) => number.to_string(),
        Outcome::Text(text) => text,
        Outcome::Flag(flag) => flag.to_string(),
    })
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.blank();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn comparison(&mut self) -> Option<Outcome> {
        let left = self.sum()?;
        let compares = ["==", "<", ">"].into_iter().find(|token| self.take(token));
        let Some(token) = compares else {
            return Some(left);
        };
        let (left, right) = (number(&left)?, number(&self.sum()?)?);
        Some(Outcome::Flag(match token {
            "==" => left == right,
            "<" => left < right,
            _ => left > right,
        }))
    }

    fn sum(&mut self) -> Option<Outcome> {
        let mut value = self.product()?;
        loop {
            let result = if self.take("+") {
                number(&value)?.add(&number(&self.product()?)?)
            } else if self.take("-") {
                number(&value)?.subtract(&number(&self.product()?)?)
            } else {
                return Some(value);
            };
            value = Outcome::Number(result?);
        }
    }

    fn product(&mut self) -> Option<Outcome> {
        let mut value = self.factor()?;
        loop {
            let result = if self.take("*") {
                number(&value)?.multiply(&number(&self.factor()?)?)
            } else if self.take("/") {
                number(&value)?.divide(&number(&self.factor()?)?)
            } else if self.take("%") {
                number(&value)?.remainder(&number(&self.factor()?)?)
            } else {
                return Some(value);
            };
            value = Outcome::Number(result?);
        }
    }

    fn factor(&mut self) -> Option<Outcome> {
        if self.take("-") {
            return Some(Outcome::Number(number(&self.factor()?)?.negate()));
        }
        if self.take("(") {
            let value = self.comparison()?;
            assert!(self.take(")"));
            return Some(value);
        }
        if self.take("\"x${") {
            let value = self.comparison()?;
            assert!(self.take("}\""));
            return Some(Outcome::Text(match value {
                Outcome::Number(number) => format!("x{number}"),
                Outcome::Text(text) => format!("x{text}"),
                Outcome::Flag(flag) => format!("x{flag}"),
            }));
        }
        if self.take("\"") {
            let (text, rest) = self.rest.split_once('"')?;
            self.rest = rest;
            return Some(Outcome::Text(text.to_owned()));
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
        let mut end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            if word.ends_with('e') {
                // An exponent with a sign.
                let after = &self.rest[end + 1..];
                end += 1 + after.find(|c| !is_part(c)).unwrap_or(after.len());
            }
            let literal = Number::parse(&self.rest[..end]);
            self.rest = &self.rest[end..];
            return literal.map(Outcome::Number);
        }
        self.rest = &self.rest[end..];
        assert!(self.take("("), "unexpected {} in {}", word, self.rest);
        self.call(word)
    }

    fn call(&mut self, name: &str) -> Option<Outcome> {
        let mut arguments = Vec::new();
        let is_list = self.take("[");
        while !self.take(")") {
            if self.take(",") || is_list && self.take("]") {
                continue;
            }
            arguments.push(self.comparison()?);
        }
        if name == "length" {
            return Some(Outcome::Number(Number::from(arguments.len())));
        }
        if name == "parseint" {
            let radix = u32::try_from(number(&arguments[1])?.to_u64()?).ok()?;
            let Outcome::Text(text) = &arguments[0] else {
                return None;
            };
            return Number::from_integer_text(text, radix).map(Outcome::Number);
        }
        if name == "format" {
            let Outcome::Text(verb) = &arguments[0] else {
                return None;
            };
            return format(verb, &number(&arguments[1])?).map(Outcome::Text);
        }
        let numbers: Vec<Number> = arguments.iter().map(number).collect::<Option<_>>()?;
        let first = &numbers[0];
        let result = match name {
            "tonumber" => Some(first.clone()),
            "pow" => first.power(&numbers[1]),
            "log" => first.logarithm(&numbers[1]),
            "floor" => Some(first.floor()),
            "ceil" => Some(first.ceiling()),
            "abs" => Some(first.absolute()),
            "signum" => first.signum(),
            "max" => numbers.into_iter().max(),
            "min" => numbers.into_iter().min(),
            "sum" => numbers[1..]
                .iter()
                .try_fold(first.clone(), |sum, next| sum.add(next)),
            _ => panic!("{name} is not known to this test"),
        };
        result.map(Outcome::Number)
    }
}

/// A number by one verb of `format` without flags or a width.
fn format(verb: &str, number: &Number) -> Option<String> {
    let (places, letter) = verb[1..].split_at(verb.len() - 2);
    let places = places
        .strip_prefix('.')
        .map(|places| places.parse().unwrap());
    match letter {
        "e" => number.to_digits(NumberForm::Exponent, places.or(Some(6))),
        "f" => number.to_digits(NumberForm::Fixed, places.or(Some(6))),
        "g" => number.to_digits(NumberForm::General, places),
        "b" => number.to_radix_text(2),
        "o" => number.to_radix_text(8),
        "x" => number.to_radix_text(16),
        _ => number.to_radix_text(10),
    }
}

fn number(outcome: &Outcome) -> Option<Number> {
    match outcome {
        Outcome::Number(number) => Some(number.clone()),
        Outcome::Text(text) => Number::parse(text),
        Outcome::Flag(_) => None,
    }
}
