//! `csvdecode`: comma-separated values, as Go's reader takes them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::types::Type;

use crate::eval::text::Text;
use crate::eval::value::Value;

use super::super::{Environment, Failure};

/// `csvdecode`: a list of objects, one for each line after the first, which names the columns.
pub(super) fn csvdecode(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let text = given.first().and_then(Value::as_str).unwrap_or_default();
    environment.spend(text.len())?;
    let mut reader = Reader {
        rest: text,
        line: 0,
    };
    let header = reader
        .record()?
        .ok_or_else(|| Failure::of_argument(0, "the line that names the columns is missing"))?;
    let names: Vec<Arc<str>> = header.iter().map(|name| Text::new(name).shared()).collect();
    let mut seen = BTreeSet::new();
    if let Some(twice) = names.iter().find(|name| !seen.insert(*name)) {
        let message = format!("two columns are named {twice:?}");
        return Err(Failure::of_argument(0, message));
    }
    let mut rows = Vec::new();
    while let Some(fields) = reader.record()? {
        if fields.len() != names.len() {
            let message = format!(
                "line {} has {} fields, but there are {} columns",
                reader.line,
                fields.len(),
                names.len()
            );
            return Err(Failure::of_argument(0, message));
        }
        let fields = names.iter().cloned().zip(fields);
        rows.push(Value::object(
            fields
                .map(|(name, field)| (name, Value::string(field)))
                .collect::<crate::eval::map::Map>(),
        ));
    }
    let element = Type::object(names.into_iter().map(|name| (name, Type::String)));
    Ok(Value::list(element, rows))
}

/// What is left of the text, and the number of the line before it.
struct Reader<'t> {
    rest: &'t str,
    line: usize,
}

impl<'t> Reader<'t> {
    /// The next line without its end, and whether it had one; `None` at the end of the text.
    fn line(&mut self) -> Option<(&'t str, bool)> {
        if self.rest.is_empty() {
            return None;
        }
        self.line += 1;
        let (line, has_end) = match self.rest.split_once('\n') {
            Some((line, rest)) => {
                self.rest = rest;
                (line, true)
            }
            None => (std::mem::take(&mut self.rest), false),
        };
        Some((line.strip_suffix('\r').unwrap_or(line), has_end))
    }

    /// The fields of the next line that is not empty, and of those after it that a quoted field runs on to.
    fn record(&mut self) -> Result<Option<Vec<String>>, Failure> {
        let mut line = loop {
            match self.line() {
                None => return Ok(None),
                // A carriage return alone on the last line, which has no end, is nothing either.
                Some(("", _)) => {}
                Some(found) => break found,
            }
        };
        let mut fields = Vec::new();
        loop {
            let Some(quoted) = line.0.strip_prefix('"') else {
                let (field, rest) = match line.0.split_once(',') {
                    Some((field, rest)) => (field, Some(rest)),
                    None => (line.0, None),
                };
                if field.contains('"') {
                    return Err(self.fault("a quote stands inside a field that is not quoted"));
                }
                fields.push(field.to_owned());
                match rest {
                    Some(rest) => line.0 = rest,
                    None => return Ok(Some(fields)),
                }
                continue;
            };
            line.0 = quoted;
            let mut field = String::new();
            let is_last = self.quoted(&mut line, &mut field)?;
            fields.push(field);
            if is_last {
                return Ok(Some(fields));
            }
        }
    }

    /// Reads a quoted field from after its opening quote to after the comma that follows it; `true` where the record
    /// ends instead.
    fn quoted(&mut self, line: &mut (&'t str, bool), field: &mut String) -> Result<bool, Failure> {
        loop {
            let Some((before, after)) = line.0.split_once('"') else {
                field.push_str(line.0);
                if !line.1 {
                    return Err(self.fault("the quote that ends a field is missing"));
                }
                field.push('\n');
                *line = self
                    .line()
                    .ok_or_else(|| self.fault("the quote that ends a field is missing"))?;
                continue;
            };
            field.push_str(before);
            if let Some(rest) = after.strip_prefix('"') {
                field.push('"');
                line.0 = rest;
            } else if let Some(rest) = after.strip_prefix(',') {
                line.0 = rest;
                return Ok(false);
            } else if after.is_empty() {
                return Ok(true);
            } else {
                return Err(self.fault("something stands after the quote that ends a field"));
            }
        }
    }

    fn fault(&self, message: &str) -> Failure {
        Failure::of_argument(0, format!("line {}: {message}", self.line))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{call, error, json};
    use crate::eval::value::Value;

    #[test]
    fn lines_become_objects_as_in_terraform() {
        let cases = [
            ("a,b", "[]"),
            ("a,b\r\n1,2\r\n", r#"[{"a":"1","b":"2"}]"#),
            (
                "\n\na,b\n\n1,2\n\n3,4",
                r#"[{"a":"1","b":"2"},{"a":"3","b":"4"}]"#,
            ),
            ("a,b\n\"x\ny\",\"p\"\"q\"\n", r#"[{"a":"x\ny","b":"p\"q"}]"#),
            (" a , b \n 1 , 2 \n", r#"[{" a ":" 1 "," b ":" 2 "}]"#),
            ("a,\n1,2\n", r#"[{"":"2","a":"1"}]"#),
            ("a\n\"x\r\ny\"\n", r#"[{"a":"x\ny"}]"#),
            ("a\n\"x\ry\"\r\n", r#"[{"a":"x\ry"}]"#),
            ("a\nx\ry\n", r#"[{"a":"x\ry"}]"#),
            ("a,b\n1,2\r", r#"[{"a":"1","b":"2"}]"#),
            ("a,b\n,\n", r#"[{"a":"","b":""}]"#),
            ("a\n\"x\"\r", r#"[{"a":"x"}]"#),
            ("a\n\"\"\"\"", r#"[{"a":"\""}]"#),
            ("a\nx\r\n\r\ny", r#"[{"a":"x"},{"a":"y"}]"#),
            ("e\u{301}\n1", r#"[{"é":"1"}]"#),
        ];
        for (text, expected) in cases {
            let result = call("csvdecode", &[Value::string(text)]).unwrap();
            assert_eq!(json(&result), expected, "{text:?}");
        }
    }

    #[test]
    fn what_terraform_cannot_read_is_refused() {
        let refused = [
            "",
            "\n",
            "a,b\n1\n",
            "a,b\n1,2,3\n",
            "a,a\n1,2\n",
            "a,b\n\"x\"y,1\n",
            "a,b\nx\"y,1\n",
            "a,b\n\"x,1\n",
            "a,b\n \"x\",1\n",
            "a,b\n\"x\" ,1\n",
            "a\n\"x\n",
            "a\n\"\"\"",
            "é,e\u{301}\n1,2",
        ];
        for text in refused {
            error("csvdecode", &[Value::string(text)]);
        }
    }
}
