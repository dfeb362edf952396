//! The strings of the data files that lie beside a stack, such as container definitions in `configs/`.

use crate::data::{Kind, Node, Template, parse_template_json, parse_yaml};
use crate::eval::Text;
use crate::repo::Repo;
use crate::source::{DirectoryId, FileId, FileKind, Sources};

use super::arguments::{Given, HOLE};

/// Folders of a stack that hold its data.
const FOLDERS: &[&str] = &["config", "configs"];

/// Calls `visit` with every string of every JSON and YAML file in a stack's folders of data, with the file. What a
/// template leaves open is a [`HOLE`] in the string. Files that cannot be read are passed over.
pub(super) fn each_data_text(
    repo: &Repo<'_>,
    stack: DirectoryId,
    visit: &mut dyn FnMut(FileId, &Given),
) {
    let sources = repo.sources;
    let mut pending: Vec<DirectoryId> = Vec::new();
    for (name, below) in &sources.directory(stack).directories {
        if FOLDERS.contains(&name.as_str()) {
            pending.push(*below);
        }
    }
    while let Some(folder) = pending.pop() {
        let folder = sources.directory(folder);
        pending.extend(folder.directories.iter().map(|(_, below)| *below));
        for (_, file) in &folder.files {
            for node in read(sources, *file) {
                each_string(&node, &mut String::new(), &mut |given| visit(*file, given));
            }
        }
    }
}

/// The trees of a data file; none where it is of another kind or broken.
fn read(sources: &Sources, file: FileId) -> Vec<Node> {
    let entry = sources.file(file);
    let is_json = entry.kind == FileKind::Json || entry.path.ends_with(".json.tftpl");
    if is_json {
        match parse_template_json(file, &sources.text(file).content) {
            Ok(Template::Tree(node)) => vec![node],
            _ => Vec::new(),
        }
    } else if entry.kind == FileKind::Yaml {
        parse_yaml(file, &sources.text(file).content).unwrap_or_default()
    } else {
        Vec::new()
    }
}

fn each_string(node: &Node, path: &mut String, visit: &mut dyn FnMut(&Given)) {
    let length = path.len();
    match &node.kind {
        Kind::String(text) | Kind::Partial(text) => {
            visit(&Given {
                path: path.clone(),
                text: Text::new(&without_interpolations(text)),
                origin: Some(node.span),
            });
        }
        Kind::Sequence(elements) => {
            for (index, element) in elements.iter().enumerate() {
                path.extend(["[", &index.to_string(), "]"]);
                each_string(element, path, visit);
                path.truncate(length);
            }
        }
        Kind::Mapping(entries) => {
            for (key, value) in entries {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key.text);
                each_string(value, path, visit);
                path.truncate(length);
            }
        }
        _ => {}
    }
}

/// The text with a [`HOLE`] for each `${…}`.
fn without_interpolations(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        result.push_str(&rest[..start]);
        result.push(HOLE);
        let mut depth = 0_usize;
        let end = rest[start..].char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            *c == '}' && depth == 0
        });
        rest = match end {
            Some((at, _)) => &rest[start + at + 1..],
            None => "",
        };
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::{HOLE, without_interpolations};

    #[test]
    fn interpolations_become_holes() {
        assert_eq!(without_interpolations("plain"), "plain");
        assert_eq!(
            without_interpolations("/ecs/${a}/${b({c = 1})}x"),
            format!("/ecs/{HOLE}/{HOLE}x")
        );
        assert_eq!(without_interpolations("a${open"), format!("a{HOLE}"));
    }
}
