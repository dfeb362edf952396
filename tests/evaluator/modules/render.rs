//! Modules as text, in either syntax.

use std::fmt::Write as _;

use super::{Block, Module, Repeat, Variable};
use crate::generator::{Rng, to_hcl};
use crate::json::Json;
use crate::unit::{Node, Part};

/// Lines `name = expression` of a block.
fn entries<'e>(entries: impl Iterator<Item = (&'e String, &'e Node)>) -> Vec<Part> {
    let lines = entries.map(|(name, node)| {
        let line = vec![
            format!("  {name} = ").into(),
            node.clone().into(),
            "\n".into(),
        ];
        let line = Node::other(line);
        if name == "source" {
            Part::Node(line)
        } else {
            Part::Optional(line)
        }
    });
    lines.collect()
}

fn block(head: String, body: Vec<Part>) -> Part {
    let mut parts = vec![Part::Text(head + " {\n")];
    parts.extend(body);
    parts.push("}\n".into());
    Part::Optional(Node::other(parts))
}

impl Block {
    /// Everything between the braces, by name.
    fn all(&self) -> Vec<(&'static str, &Node)> {
        match &self.repeat {
            Repeat::Once => Vec::new(),
            Repeat::Count(node, _) => vec![("count", node)],
            Repeat::Each(node, _, _) => vec![("for_each", node)],
        }
    }

    fn render(&self, head: String) -> Part {
        let mut parts = Vec::new();
        for (name, node) in self.all() {
            let line = vec![
                format!("  {name} = ").into(),
                node.clone().into(),
                "\n".into(),
            ];
            parts.push(Part::Node(Node::other(line)));
        }
        parts.extend(entries(
            self.arguments.iter().map(|(name, node)| (name, node)),
        ));
        block(head, parts)
    }
}

/// The module in the native syntax.
pub(super) fn render(module: &Module, is_root: bool) -> Node {
    let mut parts = Vec::new();
    let mut rng = Rng::new(0);
    for variable in &module.variables {
        let mut text = format!("  type = {}\n", variable.constraint);
        if let Some(default) = &variable.default {
            let _ = writeln!(text, "  default = {}", to_hcl(&mut rng, default));
        }
        text.push_str(variable.more);
        parts.push(block(
            format!("variable \"{}\"", variable.name),
            vec![text.into()],
        ));
    }
    let locals = module.locals.iter().map(|(name, node)| (name, node));
    parts.push(block("locals".to_owned(), entries(locals)));
    for resource in &module.resources {
        parts.push(resource.render(format!("resource \"terraform_data\" \"{}\"", resource.name)));
    }
    for call in &module.calls {
        parts.push(call.render(format!("module \"{}\"", call.name)));
    }
    for (name, node) in &module.outputs {
        let sensitive = if is_root { "  sensitive = true\n" } else { "" };
        let body = vec![
            sensitive.into(),
            "  value = ".into(),
            node.clone().into(),
            "\n".into(),
        ];
        parts.push(block(format!("output \"{name}\""), body));
    }
    Node::other(parts)
}

/// A file that replaces some locals.
pub(super) fn overrides(module: &Module) -> Option<Node> {
    let locals = module.overrides.iter().map(|(name, node)| (name, node));
    (!module.overrides.is_empty())
        .then(|| Node::other(vec![block("locals".to_owned(), entries(locals))]))
}

/// The module in the JSON syntax.
pub(super) fn render_json(module: &Module) -> Node {
    let text = |text: String| Json::String(text);
    let whole = |node: &Node| text(format!("${{{}}}", node.render("@")));
    let object = |entries: Vec<(String, Json)>| Json::Object(entries.into_iter().collect());
    let variables = module.variables.iter();
    let variables = variables.map(|variable| (variable.name.clone(), variable_json(variable)));
    let named = |entries: &[(String, Node)]| {
        let entries = entries.iter();
        object(
            entries
                .map(|(name, node)| (name.clone(), whole(node)))
                .collect(),
        )
    };
    let blocks = |blocks: &[Block]| {
        let blocks = blocks.iter().map(|block| {
            let meta = block
                .all()
                .into_iter()
                .map(|(name, node)| (name.to_owned(), whole(node)));
            let arguments = block.arguments.iter().map(|(name, node)| {
                let source = node.render("@");
                let value = if name == "source" {
                    text(source.replace('"', ""))
                } else {
                    whole(node)
                };
                (name.clone(), value)
            });
            (block.name.clone(), object(meta.chain(arguments).collect()))
        });
        object(blocks.collect())
    };
    let outputs = module.outputs.iter().map(|(name, node)| {
        (
            name.clone(),
            object(vec![("value".to_owned(), whole(node))]),
        )
    });
    let resources = object(vec![(
        "terraform_data".to_owned(),
        blocks(&module.resources),
    )]);
    let mut file = vec![
        ("variable".to_owned(), object(variables.collect())),
        ("locals".to_owned(), named(&module.locals)),
        ("output".to_owned(), object(outputs.collect())),
    ];
    // An object without blocks would be a block without labels.
    if !module.resources.is_empty() {
        file.push(("resource".to_owned(), resources));
    }
    if !module.calls.is_empty() {
        file.push(("module".to_owned(), blocks(&module.calls)));
    }
    Node::leaf(object(file).to_string())
}

fn variable_json(variable: &Variable) -> Json {
    let constraint = Json::String(variable.constraint.clone());
    let mut body = vec![("type".to_owned(), constraint)];
    if let Some(default) = &variable.default {
        body.push(("default".to_owned(), default.clone()));
    }
    if let Some((name, value)) = variable.more.trim().split_once(" = ") {
        body.push((name.to_owned(), Json::Bool(value == "true")));
    }
    Json::Object(body.into_iter().collect())
}
