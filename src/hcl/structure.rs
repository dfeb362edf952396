//! What Terraform says about any configuration file before it looks at what is meant: which blocks stand at
//! the top, how many labels they have, and what names look like.

use crate::source::{FileKind, Span};

use super::{Attribute, Block, Body, MAX_ERRORS, Name, SyntaxError};

/// The labels of each block type that a configuration file can hold: Terraform 1.11, and `action` of 1.14.
const BLOCKS: [(&str, &[&str]); 14] = [
    ("resource", &["type", "name"]),
    ("data", &["type", "name"]),
    ("ephemeral", &["type", "name"]),
    ("module", &["name"]),
    ("variable", &["name"]),
    ("output", &["name"]),
    ("locals", &[]),
    ("provider", &["name"]),
    ("terraform", &[]),
    ("moved", &[]),
    ("import", &[]),
    ("removed", &[]),
    ("check", &["name"]),
    ("action", &["type", "name"]),
];

/// Names that a variable cannot have, because they mean something else in a module call.
const RESERVED_VARIABLES: [&str; 8] = [
    "source",
    "version",
    "providers",
    "count",
    "for_each",
    "lifecycle",
    "depends_on",
    "locals",
];

const NAME_HELP: &str = "it must begin with a letter or an underscore, and hold only letters, digits, underscores and dashes";

/// The faults in the structure of a configuration file's body, in order of the text.
pub(super) fn check(kind: FileKind, body: &Body) -> Vec<SyntaxError> {
    let attributes = body.attributes.iter().map(|attribute| match kind {
        // In JSON syntax only the name tells a block from an argument.
        FileKind::TerraformJson => unknown_block(&attribute.name),
        _ => stray_attribute(attribute),
    });
    let blocks = body.blocks.iter().filter_map(|block| {
        match BLOCKS.iter().find(|(name, _)| *name == &*block.kind.text) {
            Some((_, labels)) => check_labels(block, labels),
            None => Some(unknown_block(&block.kind)),
        }
    });
    let mut errors: Vec<SyntaxError> = attributes.take(MAX_ERRORS).collect();
    errors.extend(blocks.take(MAX_ERRORS));
    errors.extend(bad_local_names(body).take(MAX_ERRORS));
    errors.sort_by_key(|error| error.span.start);
    errors
}

/// Names of local values that are no names: only JSON syntax can hold them.
fn bad_local_names(body: &Body) -> impl Iterator<Item = SyntaxError> {
    let names = body
        .blocks_of("locals")
        .flat_map(|block| &block.body.attributes);
    names
        .filter(|local| !is_name(&local.name.text))
        .map(|local| {
            error(
                local.name.span,
                format!(
                    "`{}` cannot be the name of a local value",
                    short(&local.name.text)
                ),
                NAME_HELP.to_owned(),
            )
        })
}

fn error(span: Span, message: String, help: String) -> SyntaxError {
    SyntaxError {
        span,
        message,
        help,
        related: Vec::new(),
    }
}

fn stray_attribute(attribute: &Attribute) -> SyntaxError {
    let name = &*short(&attribute.name.text);
    let help = match nearest(name) {
        Some(known) if name == known => format!("`{name}` is a block: write it without `=`"),
        _ => "a value to be used in this module belongs into a `locals` block; values of variables belong into a `.tfvars` file".to_owned(),
    };
    error(
        attribute.name.span,
        format!("the argument `{name}` cannot stand at the top of a configuration file"),
        help,
    )
}

fn unknown_block(kind: &Name) -> SyntaxError {
    let name = &*short(&kind.text);
    let help = nearest(name).map_or_else(
        || {
            let names: Vec<&str> = BLOCKS[..13].iter().map(|(name, _)| *name).collect();
            format!("the block types are {}", names.join(", "))
        },
        |known| format!("did you mean `{known}`?"),
    );
    error(
        kind.span,
        format!("a configuration file has no block type `{name}`"),
        help,
    )
}

/// The block type that is written most like a name, where one is close.
fn nearest(name: &str) -> Option<&'static str> {
    BLOCKS
        .iter()
        .map(|(known, _)| (strsim::damerau_levenshtein(name, known), *known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

fn check_labels(block: &Block, expected: &[&str]) -> Option<SyntaxError> {
    let kind = &block.kind.text;
    if block.labels.len() != expected.len() {
        return Some(wrong_labels(block, expected));
    }
    let mut labels = block.labels.iter().zip(expected);
    if let Some((label, role)) = labels.find(|(label, _)| !is_name(&label.text)) {
        return Some(error(
            label.span,
            format!(
                "`{}` cannot be the {role} of `{kind}` blocks",
                short(&label.text)
            ),
            NAME_HELP.to_owned(),
        ));
    }
    let reserved = block
        .labels
        .first()
        .filter(|label| &**kind == "variable" && RESERVED_VARIABLES.contains(&&*label.text))?;
    Some(error(
        reserved.span,
        format!("a variable cannot be named `{}`", reserved.text),
        "the name has a meaning of its own in `module` blocks; choose another".to_owned(),
    ))
}

fn wrong_labels(block: &Block, expected: &[&str]) -> SyntaxError {
    let kind = &block.kind.text;
    let header = match expected {
        [] => format!("{kind} {{"),
        [only] => format!("{kind} \"{only}\" {{"),
        [first, second, ..] => format!("{kind} \"{first}\" \"{second}\" {{"),
    };
    let count = match expected.len() {
        0 => "no label".to_owned(),
        1 => format!("one label, the {}", expected[0]),
        _ => format!("two labels, the {}", expected.join(" and the ")),
    };
    let span = match block.labels.get(expected.len()) {
        Some(extra) => extra.span,
        None => block.header(),
    };
    error(
        span,
        format!(
            "`{kind}` blocks have {count}, but this one has {}",
            block.labels.len()
        ),
        format!("write `{header}`"),
    )
}

/// A name as a message shows it.
fn short(name: &str) -> std::borrow::Cow<'_, str> {
    match name.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &name[..cut]).into(),
        None => name.into(),
    }
}

/// Whether a text is an identifier of the language.
fn is_name(text: &str) -> bool {
    hcl::edit::Ident::try_new(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{is_name, nearest};

    #[test]
    fn names_are_identifiers_with_dashes() {
        assert!(is_name("_a-1") && is_name("größe"));
        assert!(!is_name("1a") && !is_name("") && !is_name("a.b") && !is_name("a b"));
    }

    #[test]
    fn misspelt_block_types_are_recognized() {
        assert_eq!(nearest("resorce"), Some("resource"));
        assert_eq!(nearest("local"), Some("locals"));
        assert_eq!(nearest("pipeline"), None);
    }
}
