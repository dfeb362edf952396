//! What is asked in one go: files of a root module that stand or fall together, as trees that can be made smaller.

use std::collections::BTreeMap;

/// Text with parts that may be replaced. An `@` in the text stands for the unit's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) parts: Vec<Part>,
    /// What may stand in its place, as far as the grammar goes.
    pub(crate) role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// An expression, which any other may replace.
    Expression,
    /// Something else, such as a block or a part of a template.
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Text(String),
    Node(Node),
    /// May be left out.
    Optional(Node),
}

impl Node {
    /// An expression without parts to replace.
    pub(crate) fn leaf(text: impl Into<String>) -> Self {
        Self::expression(vec![Part::Text(text.into())])
    }

    pub(crate) fn expression(parts: Vec<Part>) -> Self {
        Self {
            parts,
            role: Role::Expression,
        }
    }

    pub(crate) fn other(parts: Vec<Part>) -> Self {
        Self {
            parts,
            role: Role::Other,
        }
    }

    /// The text in the unit of this name.
    pub(crate) fn render(&self, unit: &str) -> String {
        let mut text = String::new();
        self.write(unit, &mut text);
        text
    }

    fn write(&self, unit: &str, into: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(text) => into.push_str(&text.replace('@', unit)),
                Part::Node(node) | Part::Optional(node) => node.write(unit, into),
            }
        }
    }

    /// How much text it is.
    pub(crate) fn size(&self) -> usize {
        let sizes = self.parts.iter().map(|part| match part {
            Part::Text(text) => text.len(),
            Part::Node(node) | Part::Optional(node) => node.size(),
        });
        sizes.sum()
    }

    /// Every expression within, itself left out.
    pub(crate) fn expressions(&self) -> Vec<&Node> {
        let mut found = Vec::new();
        for part in &self.parts {
            if let Part::Node(node) | Part::Optional(node) = part {
                if node.role == Role::Expression {
                    found.push(node);
                }
                found.extend(node.expressions());
            }
        }
        found
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Node> for Part {
    fn from(node: Node) -> Self {
        Self::Node(node)
    }
}

/// Files that stand or fall together. The unit's outputs are those whose names begin with its name and `_`.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// By path, with `@` for the unit's name.
    pub(crate) files: BTreeMap<String, Node>,
}

impl Unit {
    /// One output with this expression.
    pub(crate) fn expression(node: Node) -> Self {
        let head = "output \"@_0\" {\n  sensitive = true\n  value = ";
        let file = Node::other(vec![head.into(), node.into(), "\n}\n".into()]);
        Self {
            files: BTreeMap::from([("@.tf".to_owned(), file)]),
        }
    }

    /// The files by path under this name.
    pub(crate) fn render(&self, name: &str) -> BTreeMap<String, String> {
        let files = self.files.iter();
        files
            .map(|(path, node)| (path.replace('@', name), node.render(name)))
            .collect()
    }

    pub(crate) fn size(&self) -> usize {
        self.files.values().map(Node::size).sum()
    }
}
