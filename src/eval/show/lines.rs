//! Values over several lines, where one is too short for them.

use crate::eval::map::Map;
use crate::eval::unknown::{Part, Shape, Unknown};
use crate::eval::value::{Kind, Value};

use super::{Line, SENSITIVE, Style, function_of, show_line, write_name};

/// What inner lines are set in by, in columns.
const INDENT: usize = 2;

/// A value as Terraform's language writes it: on one line where it fits in `width` columns, else lists and objects
/// over several, each entry on its own. What is not known stands in angle brackets. Without a line break at the end.
pub fn show_lines(value: &Value, width: usize, style: Style<'_>) -> String {
    let mut page = Page {
        text: String::new(),
        style,
        width,
        line_start: 0,
    };
    page.value(value, 0, 0);
    page.text
}

struct Page<'s> {
    text: String,
    style: Style<'s>,
    width: usize,
    /// Where the last line begins.
    line_start: usize,
}

impl Page<'_> {
    fn line(&mut self, indent: usize) {
        self.text.push('\n');
        self.line_start = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// Writes a value behind what stands on the line; `after` columns must be left for what follows it there.
    fn value(&mut self, value: &Value, indent: usize, after: usize) {
        let used = self.text.len() - self.line_start + after;
        let room = self.width.saturating_sub(used);
        let mut line = Line::new(self.style, room.saturating_mul(4));
        line.value(value);
        if value.marks.sensitive && !self.style.show_sensitive {
            self.text.push_str(SENSITIVE);
            return;
        }
        if let Some(lines) = self.lines_of(value) {
            self.heredoc(&lines, indent);
            return;
        }
        if line.text.chars().count() <= room {
            self.text.push_str(&line.text);
            return;
        }
        match &value.kind {
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                self.items(items, None, indent);
            }
            Kind::Map(_, entries) | Kind::Object(entries) => self.entries(entries, false, indent),
            Kind::Unknown(unknown) => self.unknown(value, unknown, indent),
            _ => self.whole(value),
        }
    }

    /// What cannot be broken.
    fn whole(&mut self, value: &Value) {
        self.text.push_str(&show_line(value, self.style));
    }

    fn items(&mut self, items: &[Value], others: Option<&Value>, indent: usize) {
        self.text.push('[');
        for item in items {
            self.line(indent + INDENT);
            self.value(item, indent + INDENT, 1);
            self.text.push(',');
        }
        if let Some(others) = others {
            self.line(indent + INDENT);
            self.value(others, indent + INDENT, 1);
            self.text.push('…');
        }
        self.line(indent);
        self.text.push(']');
    }

    fn entries(&mut self, entries: &Map, has_more: bool, indent: usize) {
        self.text.push('{');
        for (name, entry) in entries {
            self.line(indent + INDENT);
            write_name(name, &mut self.text);
            self.text.push_str(" = ");
            self.value(entry, indent + INDENT, 0);
        }
        if has_more {
            self.line(indent + INDENT);
            self.text.push('…');
        }
        self.line(indent);
        self.text.push('}');
    }

    /// Lines of text with a line break behind each. What is not known in them stands in angle brackets.
    fn heredoc(&mut self, text: &str, indent: usize) {
        // A line that is the marker would end it early.
        let mut marker = "EOT".to_owned();
        while text.lines().any(|line| line.trim() == marker) {
            marker.push('_');
        }
        self.text.push_str("<<-");
        self.text.push_str(&marker);
        for line in text.lines() {
            self.line(if line.is_empty() { 0 } else { indent + INDENT });
            self.text.push_str(line);
        }
        self.line(indent);
        self.text.push_str(&marker);
    }

    /// A string as the lines of a heredoc, where it is whole lines that one shows as they are.
    fn lines_of(&self, value: &Value) -> Option<String> {
        let mut text = String::new();
        match &value.kind {
            Kind::String(known) => push_escaped(known.as_str(), &mut text),
            Kind::Unknown(unknown) => match &unknown.shape {
                Shape::Template(parts) => {
                    for part in parts.iter() {
                        match part {
                            Part::Text(known, _) => push_escaped(known.as_str(), &mut text),
                            Part::Hole(hole) => text.push_str(&show_line(hole, self.style)),
                        }
                    }
                }
                _ => return None,
            },
            _ => return None,
        }
        let is_whole = text.len() > 1
            && text.ends_with('\n')
            && !text.contains(|c: char| c.is_control() && c != '\n')
            // The indentation of `<<-` would take away what the text begins with.
            && text.lines().any(|line| !line.is_empty() && !line.starts_with(' '));
        is_whole.then_some(text)
    }

    fn unknown(&mut self, value: &Value, unknown: &Unknown, indent: usize) {
        match &unknown.shape {
            Shape::Encoded(encoding, inner) => {
                self.text.push_str(function_of(*encoding));
                self.text.push('(');
                self.value(inner, indent, 1);
                self.text.push(')');
            }
            Shape::Choice(alternatives) if unknown.is_late && alternatives.len() == 1 => {
                self.value(&alternatives[0], indent, 0);
            }
            Shape::Choice(alternatives) => {
                self.text.push('<');
                for (at, alternative) in alternatives.iter().enumerate() {
                    self.line(indent + INDENT);
                    if at > 0 {
                        self.text.push_str("| ");
                    }
                    self.value(alternative, indent + INDENT, 0);
                }
                self.line(indent);
                self.text.push('>');
            }
            Shape::Open { known, each } => self.items(known, Some(each), indent),
            Shape::Entries { .. } => self.whole(value),
            Shape::Partial(entries) | Shape::Resource { known: entries, .. } => {
                self.entries(entries, true, indent);
            }
            Shape::Symbol(_) | Shape::Template(_) | Shape::Folder(_) | Shape::Opaque => {
                self.whole(value);
            }
        }
    }
}

fn push_escaped(known: &str, text: &mut String) {
    text.push_str(&known.replace("${", "$${").replace("%{", "%%{"));
}

#[cfg(test)]
mod tests {
    use super::{Style, show_lines};
    use crate::eval::{Cause, Map, Marks, Value};
    use crate::types::Type;

    fn object(entries: Vec<(&str, Value)>) -> Value {
        Value::object(entries.into_iter().collect::<Map>())
    }

    #[test]
    fn what_fits_is_on_one_line_and_the_rest_is_set_in() {
        let zones = Value::tuple(vec![
            Value::string("us-east-1a"),
            Value::string("us-east-1b"),
        ]);
        let value = object(vec![
            ("name", Value::string("shop")),
            ("a b", zones),
            ("id", Value::unknown(Type::String, Cause::Apply)),
        ]);
        let wide = r#"{ "a b" = ["us-east-1a", "us-east-1b"], id = <string: it is decided when the resource is created>, name = "shop" }"#;
        assert_eq!(show_lines(&value, 200, Style::default()), wide);
        let narrow = r#"{
  "a b" = [
    "us-east-1a",
    "us-east-1b",
  ]
  id = <string: it is decided when the resource is created>
  name = "shop"
}"#;
        assert_eq!(show_lines(&value, 30, Style::default()), narrow);
    }

    #[test]
    fn lines_of_text_are_a_heredoc_and_a_text_without_a_last_line_break_is_not() {
        let value = object(vec![("user_data", Value::string("a\n  ${b}\nEOT\n"))]);
        let shown = "{\n  user_data = <<-EOT_\n    a\n      $${b}\n    EOT\n  EOT_\n}";
        assert_eq!(show_lines(&value, 30, Style::default()), shown);
        let value = Value::string("a\nb");
        assert_eq!(show_lines(&value, 30, Style::default()), "\"a\\nb\"");
    }

    #[test]
    fn sensitive_values_are_shown_only_where_that_is_asked_for() {
        let marks = Marks {
            sensitive: true,
            ephemeral: false,
        };
        let value = object(vec![("password", Value::string("secret").marked(marks))]);
        let hidden = "{ password = (sensitive value) }";
        assert_eq!(show_lines(&value, 80, Style::default()), hidden);
        let style = Style {
            show_sensitive: true,
            ..Style::default()
        };
        assert_eq!(show_lines(&value, 80, style), "{ password = \"secret\" }");
    }
}
