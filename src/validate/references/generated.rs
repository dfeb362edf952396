//! What Terragrunt writes into the folders of modules before Terraform runs: `generate` blocks declare variables,
//! providers and more that no file of the repository holds.

use std::collections::BTreeSet;

use crate::hcl::{Body, ExpressionKind, ObjectItem, Parsed, Template, TemplatePart, parse};
use crate::source::{FileId, FileKind, Sources};

/// The names that generated files declare, anywhere in the repository.
#[derive(Debug, Default)]
pub(in crate::validate) struct Generated {
    /// Variables, local values, module calls and blocks with two labels, as references name them.
    names: BTreeSet<String>,
    /// Provider and alias.
    aliases: BTreeSet<(String, String)>,
    /// Whether something is generated that cannot be read: then any name may be declared.
    is_open: bool,
}

impl Generated {
    /// Reads the `generate` blocks of all Terragrunt files.
    pub(in crate::validate) fn of(sources: &Sources) -> Self {
        let mut found = Self::default();
        let is_terragrunt = |name: &str| name == "terragrunt.hcl" || name == "terragrunt.stack.hcl";
        if !sources
            .files()
            .any(|(_, file)| is_terragrunt(name_of(&file.path)))
        {
            return found;
        }
        let others = [
            ".tftest.hcl",
            ".tfmock.hcl",
            ".pkr.hcl",
            ".lock.hcl",
            ".tflint.hcl",
        ];
        for (id, file) in sources.files() {
            let name = name_of(&file.path);
            let ending = name.rsplit_once('.').map(|(_, ending)| ending);
            if ending == Some("hcl") && !others.iter().any(|end| name.ends_with(end)) {
                // Native syntax, whatever the file is otherwise.
                let parsed = parse(id, FileKind::Backend, &sources.text(id).content);
                found.read(id, &parsed);
            }
        }
        found
    }

    /// Whether no file is generated.
    pub(in crate::validate) fn is_none(&self) -> bool {
        !self.is_open && self.names.is_empty() && self.aliases.is_empty()
    }

    /// Whether a generated file may declare this name, as `var.region`.
    pub(in crate::validate) fn may_declare(&self, name: &str) -> bool {
        self.is_open || self.names.contains(name)
    }

    /// Whether a generated file may configure a provider under this alias.
    pub(super) fn may_configure(&self, provider: &str, alias: &str) -> bool {
        self.is_open
            || self
                .aliases
                .contains(&(provider.to_owned(), alias.to_owned()))
    }

    fn read(&mut self, file: FileId, parsed: &Parsed) {
        for block in parsed.body.blocks_of("generate") {
            let contents = block.body.attribute("contents");
            self.contents(file, contents.map(|contents| &contents.value.kind));
        }
        // `generate` may be an attribute that holds the blocks by name.
        if let Some(generate) = parsed.body.attribute("generate") {
            match &generate.value.kind {
                ExpressionKind::Object(items) => self.objects(file, items),
                _ => self.is_open = true,
            }
        }
    }

    fn objects(&mut self, file: FileId, items: &[ObjectItem]) {
        for item in items {
            let contents = match &item.value.kind {
                ExpressionKind::Object(inner) => inner
                    .iter()
                    .find(|inner| inner.key.as_str() == Some("contents"))
                    .map(|contents| &contents.value.kind),
                _ => None,
            };
            self.contents(file, contents);
        }
    }

    fn contents(&mut self, file: FileId, contents: Option<&ExpressionKind>) {
        let text = match contents {
            Some(ExpressionKind::String(text)) => Some(text.to_string()),
            Some(ExpressionKind::Template(template)) => literal(template),
            _ => None,
        };
        let parsed = text.map(|text| parse(file, FileKind::Terraform, &text));
        match parsed {
            Some(parsed) if parsed.errors.is_empty() => self.declare(&parsed.body),
            _ => self.is_open = true,
        }
    }

    fn declare(&mut self, body: &Body) {
        for block in &body.blocks {
            let name = match (&*block.kind.text, block.label(0), block.label(1)) {
                ("variable", Some(name), None) => format!("var.{name}"),
                ("module", Some(name), None) => format!("module.{name}"),
                ("resource", Some(kind), Some(name)) => format!("{kind}.{name}"),
                (mode @ ("data" | "ephemeral"), Some(kind), Some(name)) => {
                    format!("{mode}.{kind}.{name}")
                }
                ("locals", None, None) => {
                    let locals = block.body.attributes.iter();
                    self.names
                        .extend(locals.map(|local| format!("local.{}", local.name.text)));
                    continue;
                }
                ("provider", Some(name), None) => {
                    let alias = block.body.attribute("alias");
                    match alias.map(|alias| alias.value.as_str()) {
                        None => {}
                        Some(None) => self.is_open = true,
                        Some(Some(alias)) => {
                            self.aliases.insert((name.to_owned(), alias.to_owned()));
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            self.names.insert(name);
        }
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The text of a template with a word in place of each interpolation; `None` where it has directives.
fn literal(template: &Template) -> Option<String> {
    let mut text = String::new();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(literal, _) => text.push_str(literal),
            TemplatePart::Interpolation(_) => text.push_str("null"),
            _ => return None,
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::Generated;
    use crate::source::Sources;

    fn generated(text: &str) -> Generated {
        Generated::of(&Sources::from_memory([("terragrunt.hcl", text)]))
    }

    #[test]
    fn what_a_heredoc_declares_is_known() {
        let found = generated(
            "generate \"provider\" {\n  path = \"provider.tf\"\n  contents = <<EOF\nvariable \"env\" {}\nlocals {\n  a = ${local.a}\n}\nprovider \"aws\" {\n  alias = \"west\"\n  region = \"${local.region}\"\n  ids = [${local.id}]\n}\nEOF\n}\n",
        );
        assert!(found.may_declare("var.env") && found.may_declare("local.a"));
        assert!(!found.may_declare("var.name"));
        assert!(found.may_configure("aws", "west") && !found.may_configure("aws", "east"));
    }

    #[test]
    fn what_cannot_be_read_may_declare_anything() {
        let found = generated("generate \"a\" {\n  contents = file(\"a.tf\")\n}\n");
        assert!(found.may_declare("var.name") && found.may_configure("aws", "east"));
    }

    #[test]
    fn without_terragrunt_nothing_is_generated() {
        let found = Generated::of(&Sources::from_memory([(
            "other.hcl",
            "generate \"a\" {\n  contents = file(\"a.tf\")\n}\n",
        )]));
        assert!(!found.may_declare("var.name"));
    }
}
