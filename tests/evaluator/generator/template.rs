//! Strings with what may be in them.

use std::fmt::Write as _;

use iaclint::types::Type;

use super::{Generator, literal};
use crate::unit::{Node, Part};

const VERBS: &[(&str, &str)] = &[
    ("%s", "s"),
    ("%d", "i"),
    ("%v", "x"),
    ("%q", "s"),
    ("%5.2f", "n"),
    ("%-6s|", "s"),
    ("%06d", "i"),
    ("%+d", "i"),
    ("%x", "i"),
    ("%X", "s"),
    ("%t", "b"),
    ("%g", "n"),
    ("%e", "n"),
    ("%b", "i"),
    ("%o", "i"),
    ("%#v", "x"),
    ("%.3s", "s"),
    ("%3d", "n"),
    ("%s", "x"),
    ("%f", "n"),
    ("%%", ""),
];

impl Generator<'_> {
    /// A quoted template or a heredoc.
    pub(super) fn template(&mut self, depth: u32) -> Node {
        if self.multiline && depth > 1 && self.rng.chance(25) {
            return self.heredoc(depth);
        }
        // A heredoc inside quotes would end the line.
        let outer = std::mem::replace(&mut self.multiline, false);
        let mut parts = vec![Part::from("\"")];
        for _ in 0..=self.rng.below(3) {
            self.text(&mut parts);
            let inner = self.sequence(depth, "");
            parts.push(Part::Optional(inner));
        }
        self.text(&mut parts);
        parts.push("\"".into());
        self.multiline = outer;
        Node::expression(parts)
    }

    /// Literal text that cannot be taken for a part of what follows.
    fn text(&mut self, parts: &mut Vec<Part>) {
        let text = self.some_string();
        if self.rng.chance(50) && !text.ends_with(['$', '%']) {
            let quoted = literal::quote(self.rng, text);
            parts.push(Part::Text(quoted[1..quoted.len() - 1].to_owned()));
        }
    }

    /// An interpolation or a directive; `line` ends the lines within.
    fn sequence(&mut self, depth: u32, line: &str) -> Node {
        let depth = depth.saturating_sub(1);
        let strip = |on: bool| if on { "~" } else { "" };
        let mut strips = [false; 4];
        for flag in &mut strips {
            *flag = self.rng.chance(15);
        }
        let [a, b, c, d] = strips.map(strip);
        let wanted = self
            .rng
            .pick(&[Type::String, Type::String, Type::Number, Type::Bool])
            .clone();
        match self.rng.below(6) {
            0 => {
                let form = format!(
                    "%{{{a} if «b» {b}}} {line}${{«s»}}%{{{c} else }}n{line} %{{ endif {d}}}"
                );
                self.fill(&form, &wanted, depth)
            }
            1 => {
                let form =
                    format!("%{{ for «v» in «ls» {b}}} «v template», {line}%{{{c} endfor {d}}}");
                self.fill(&form, &wanted, depth)
            }
            2 => {
                let form =
                    format!("%{{ for «k», «v» in «m» }}{line}${{«k»}}=${{«v»}};%{{ endfor {d}}}");
                self.fill(&form, &wanted, depth)
            }
            _ => {
                let form = format!("${{{a} «t» {b}}}");
                self.fill(&form, &wanted, depth)
            }
        }
        .not_an_expression()
    }

    fn heredoc(&mut self, depth: u32) -> Node {
        let outer = std::mem::replace(&mut self.multiline, false);
        let dash = if self.rng.chance(60) { "-" } else { "" };
        let mut parts = vec![Part::Text(format!("(<<{dash}EOT\n"))];
        for _ in 0..=self.rng.below(3) {
            let indent = *self.rng.pick(&["", "  ", "    ", "\t", "   "]);
            let word =
                *self
                    .rng
                    .pick(&["one", "", "a b  ", "\\n no escape", "\"q\"", "$${x}", "é"]);
            let mut line = vec![Part::Text(format!("{indent}{word}"))];
            if self.rng.chance(60) {
                let end = *self.rng.pick(&["", "", "\n  "]);
                line.push(self.sequence(depth, end).into());
            }
            line.push("\n".into());
            parts.push(Part::Optional(Node::other(line)));
        }
        parts.push("  EOT\n)".into());
        self.multiline = outer;
        Node::expression(parts)
    }

    /// A call of `format` whose arguments mostly suit its verbs.
    pub(super) fn format_call(&mut self, depth: u32) -> Node {
        let mut format = String::new();
        let mut arguments = String::new();
        for _ in 0..=self.rng.below(3) {
            let (verb, argument) = *self.rng.pick(VERBS);
            format.push_str(verb);
            format.push_str(["", " ", "-", ":"][self.rng.below(4)]);
            if !argument.is_empty() {
                let _ = write!(arguments, ", «{argument}»");
            }
        }
        let list = if self.rng.chance(15) { "list" } else { "" };
        self.fill(
            &format!("format{list}(\"{format}\"{arguments})"),
            &Type::String,
            depth,
        )
    }
}

impl Node {
    /// The same where no expression may take its place.
    fn not_an_expression(mut self) -> Self {
        self.role = crate::unit::Role::Other;
        self
    }
}
