//! TOML as the same tree, for `iaclint.toml`.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DataError, Key, Kind, Node};
use crate::source::{FileId, Span};

/// Reads a TOML text; every fault of its syntax at once. `file` names the text in spans.
///
/// A date is a fault: nothing that is read with this function holds one.
pub(crate) fn parse_toml(file: FileId, text: &str) -> Result<Node, Vec<DataError>> {
    let (table, faults) = DeTable::parse_recoverable(text);
    let mut errors: Vec<_> = faults
        .iter()
        .map(|fault| {
            let range = fault.span().unwrap_or_default();
            DataError::new(
                Span::new(file, range.start, range.end),
                plain(fault.message()),
                "",
            )
        })
        .collect();
    if errors.is_empty() {
        let root = Span::new(file, 0, text.len());
        let node = Node {
            kind: table_kind(file, table.into_inner(), &mut errors),
            span: root,
        };
        if errors.is_empty() {
            return Ok(node);
        }
    }
    errors.sort_by_key(|error| error.span);
    errors.dedup();
    Err(errors)
}

/// The parser's message on one line.
fn plain(message: &str) -> String {
    let lines: Vec<_> = message
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    format!("this is not valid TOML: {}", lines.join(", "))
}

fn table_kind(file: FileId, table: DeTable<'_>, errors: &mut Vec<DataError>) -> Kind {
    let entries = table.into_iter().map(|(key, value)| {
        let span = span(file, &key);
        let key = Key {
            text: key.into_inner().into_owned(),
            span,
            partial: false,
            merged: false,
        };
        (key, lower(file, value, errors))
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|(key, _)| key.span);
    Kind::Mapping(entries)
}

fn lower(file: FileId, value: Spanned<DeValue<'_>>, errors: &mut Vec<DataError>) -> Node {
    let span = span(file, &value);
    let kind = match value.into_inner() {
        DeValue::String(text) => Kind::String(text.into_owned()),
        DeValue::Boolean(value) => Kind::Bool(value),
        DeValue::Integer(number) => Kind::Number(number.to_string()),
        DeValue::Float(number) => Kind::Number(number.to_string()),
        DeValue::Array(elements) => Kind::Sequence(
            elements
                .into_iter()
                .map(|element| lower(file, element, errors))
                .collect(),
        ),
        DeValue::Table(table) => table_kind(file, table, errors),
        DeValue::Datetime(_) => {
            errors.push(DataError::new(
                span,
                "a date is not used here; write a string in quotes",
                "",
            ));
            Kind::Hole
        }
    };
    Node { kind, span }
}

fn span<T>(file: FileId, value: &Spanned<T>) -> Span {
    let range = value.span();
    Span::new(file, range.start, range.end)
}

#[cfg(test)]
mod tests {
    use super::parse_toml;
    use crate::source::FileId;

    #[test]
    fn every_key_and_value_has_its_bytes() {
        let text = "# é\n[a.b]\nc = [\"x\", 1]\n[[d]]\ne = {f = true}\n[[d]]\n";
        let node = parse_toml(FileId(0), text).unwrap();
        let (key, b) = node.get("a").unwrap().entry("b").unwrap();
        assert_eq!(&text[key.span.range()], "b");
        let (key, c) = b.entry("c").unwrap();
        assert_eq!(
            (&text[key.span.range()], &text[c.span.range()]),
            ("c", "[\"x\", 1]")
        );
        let d = node.get("d").unwrap().elements();
        assert_eq!(d.len(), 2);
        assert_eq!(&text[d[1].span.range()], "[[d]]");
        assert_eq!(&text[d[0].get("e").unwrap().span.range()], "{f = true}");
    }

    #[test]
    fn hostile_texts_are_refused_without_a_crash() {
        for text in [
            "a = ".to_owned() + &"[".repeat(100_000),
            "a.".repeat(100_000) + "b = 1",
            "[a".to_owned() + &".a".repeat(100_000) + "]",
            "a = {b = ".repeat(50_000),
            "\0".into(),
        ] {
            assert!(parse_toml(FileId(0), &text).is_err());
        }
        let error = &parse_toml(FileId(0), "a = 2027-06-30\nb = 1\n").unwrap_err()[0];
        assert_eq!(error.span.range(), 4..14);
    }
}
