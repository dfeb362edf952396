//! From the tree of `iaclint.toml` to settings, with the checks that a JSON Schema cannot make: patterns and globs.
//!
//! What has the wrong shape is left out here; the schema has reported it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::parity;
use super::pattern::{check_expansion, check_glob, check_layout, check_path};
use super::policies;
use super::{
    Config, Environment, Layout, Level, OptionValue, Override, Rule, SchemaRule, Tier, Written,
};
use crate::data::{Key, Kind, Node};
use crate::diagnostic::Severity;

/// A fault and where it is written, in bytes.
pub(super) type Fault = (Range<usize>, String);

pub(super) type Check<'a> = &'a dyn Fn(&str) -> Result<(), String>;

pub(super) fn lower(path: &str, root: &Node) -> (Config, Vec<Fault>) {
    let mut faults = Vec::new();
    let list = |node: Option<&Node>, check: Check<'_>, faults: &mut Vec<Fault>| {
        strings(node, check, faults)
    };
    let section = |name: &str| root.get(name);
    let elements = |name: &str| section(name).map(Node::elements).unwrap_or_default();
    let config = Config {
        path: path.to_owned(),
        layout: section("layout").map(|layout| Layout {
            live: list(
                layout.get("live"),
                &|text| check_layout("live", text),
                &mut faults,
            ),
            modules: list(
                layout.get("modules"),
                &|text| check_layout("modules", text),
                &mut faults,
            ),
        }),
        environments: section("environments")
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|(key, node)| (key.text.clone(), environment(key, node, &mut faults)))
            .collect(),
        rules: section("rules")
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|(key, node)| (key.text.clone(), rule(key, node)))
            .collect(),
        overrides: elements("overrides")
            .iter()
            .map(|node| overriding(node, &mut faults))
            .collect(),
        own_sources: strings(
            section("sources").and_then(|node| node.get("self")),
            &|_| Ok(()),
            &mut faults,
        )
        .into_iter()
        .map(|written| written.value)
        .collect(),
        compatible_ignores: strings(
            section("compat").and_then(|node| node.get("ignores")),
            &|_| Ok(()),
            &mut faults,
        ),
        schemas: elements("schemas")
            .iter()
            .map(|node| schema_rule(node, &mut faults))
            .collect(),
        parity: section("parity").map(|node| parity::lower(node, &mut faults)),
        policies: section("policies")
            .map(|node| policies::lower(node, &mut faults))
            .unwrap_or_default(),
    };
    (config, faults)
}

fn environment(key: &Key, node: &Node, faults: &mut Vec<Fault>) -> Environment {
    if key.text.contains(['/', '\\', '{', '}']) {
        let message = format!(
            "`{}` cannot name an environment: the name is that of one folder",
            key.text
        );
        faults.push((key.span.range(), message));
    }
    Environment {
        range: key.span.range(),
        tier: match node.get("tier").and_then(Node::as_str) {
            Some("production") => Some(Tier::Production),
            Some("non-production") => Some(Tier::NonProduction),
            _ => None,
        },
        stacks: strings(node.get("stacks"), &check_glob, faults),
        var_files: strings(node.get("var_files"), &check_expansion, faults),
        backend_config: strings(node.get("backend_config"), &check_expansion, faults),
        workspace: node
            .get("workspace")
            .and_then(Node::as_str)
            .map(str::to_owned),
    }
}

fn rule(key: &Key, node: &Node) -> Rule {
    let mut rule = Rule {
        range: key.span.range(),
        severity: level(node),
        ..Rule::default()
    };
    for (option, value) in node.entries() {
        match (option.text.as_str(), &value.kind) {
            ("severity", _) => rule.severity = level(value),
            ("ignorable", Kind::Bool(ignorable)) => rule.ignorable = Some(*ignorable),
            (name, kind) => {
                let found = match kind {
                    Kind::Bool(flag) => OptionValue::Bool(*flag),
                    _ => OptionValue::Strings(
                        value
                            .elements()
                            .iter()
                            .filter_map(Node::as_str)
                            .map(str::to_owned)
                            .collect(),
                    ),
                };
                rule.options.insert(
                    name.to_owned(),
                    Written {
                        value: found,
                        range: option.span.range(),
                    },
                );
            }
        }
    }
    rule
}

fn level(node: &Node) -> Option<Level> {
    match node.as_str()? {
        "off" => Some(Level::Off),
        "note" => Some(Level::At(Severity::Note)),
        "warning" => Some(Level::At(Severity::Warning)),
        "error" => Some(Level::At(Severity::Error)),
        _ => None,
    }
}

fn overriding(node: &Node, faults: &mut Vec<Fault>) -> Override {
    let levels = node
        .get("rules")
        .map(Node::entries)
        .unwrap_or_default()
        .iter();
    let rules: BTreeMap<_, _> = levels
        .filter_map(|(key, value)| {
            Some((
                key.text.clone(),
                Written {
                    value: level(value)?,
                    range: key.span.range(),
                },
            ))
        })
        .collect();
    Override {
        paths: strings(node.get("paths"), &check_glob, faults),
        rules,
    }
}

fn schema_rule(node: &Node, faults: &mut Vec<Fault>) -> SchemaRule {
    SchemaRule {
        files: strings(node.get("files"), &check_glob, faults),
        schema: node
            .get("schema")
            .and_then(|node| string(node, &check_path, faults))
            .unwrap_or_default(),
    }
}

/// The strings of a list with their places; those that `check` refuses are faults.
pub(super) fn strings(
    node: Option<&Node>,
    check: Check<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<Written<String>> {
    let elements = node.map(Node::elements).unwrap_or_default();
    elements
        .iter()
        .filter_map(|element| string(element, check, faults))
        .collect()
}

fn string(node: &Node, check: Check<'_>, faults: &mut Vec<Fault>) -> Option<Written<String>> {
    let text = node.as_str()?;
    let range = node.span.range();
    if !text.is_empty() {
        faults.extend(check(text).err().map(|message| (range.clone(), message)));
    }
    Some(Written {
        value: text.to_owned(),
        range,
    })
}
