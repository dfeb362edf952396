//! `[policies]`: where policies lie, and what they are given.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Written;
use super::lower::{Fault, strings};
use super::pattern::{check_glob, check_path};
use crate::data::{Kind, Node};

/// `[policies]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policies {
    /// Whether those that come with iaclint and that nearly everybody wants are judged.
    pub has_default: bool,
    /// Groups of policies that come with iaclint, besides those.
    pub groups: Vec<Written<String>>,
    /// Folders below which every `*.policy.hcl` counts.
    pub folders: Vec<Written<String>>,
    /// What holds everywhere.
    pub everywhere: PolicySettings,
    /// `[[policies.overrides]]`, in order: a later one wins.
    pub overrides: Vec<PolicyOverride>,
}

impl Default for Policies {
    fn default() -> Self {
        Self {
            has_default: true,
            groups: Vec::new(),
            folders: Vec::new(),
            everywhere: PolicySettings::default(),
            overrides: Vec::new(),
        }
    }
}

/// What policies are given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicySettings {
    /// Values of `input` blocks, by name.
    pub inputs: BTreeMap<String, Written<Node>>,
    /// Enforcement levels, or `off`, by the id of a policy.
    pub levels: BTreeMap<String, Written<String>>,
}

/// `[[policies.overrides]]`: what policies are given for some stacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyOverride {
    /// Where the entry begins.
    pub range: Range<usize>,
    /// Names of environments; every one where there is none.
    pub environments: Vec<Written<String>>,
    /// Globs of the folders of stacks; every one where there is none.
    pub paths: Vec<Written<String>>,
    /// What they are given there.
    pub settings: PolicySettings,
}

/// Reads the section. What has the wrong shape is left out here; the schema has reported it.
pub(super) fn lower(node: &Node, faults: &mut Vec<Fault>) -> Policies {
    let overrides = node
        .get("overrides")
        .map(Node::elements)
        .unwrap_or_default();
    Policies {
        has_default: !matches!(
            node.get("default").map(|it| &it.kind),
            Some(Kind::Bool(false))
        ),
        groups: strings(node.get("groups"), &|_| Ok(()), faults),
        folders: strings(node.get("folders"), &check_path, faults),
        everywhere: settings(node),
        overrides: overrides
            .iter()
            .map(|node| PolicyOverride {
                range: node.span.range(),
                environments: strings(node.get("environments"), &|_| Ok(()), faults),
                paths: strings(node.get("paths"), &check_glob, faults),
                settings: settings(node),
            })
            .collect(),
    }
}

fn settings(node: &Node) -> PolicySettings {
    let entries = |name: &str| node.get(name).map(Node::entries).unwrap_or_default().iter();
    let inputs = entries("inputs").map(|(key, value)| {
        let written = Written {
            value: value.clone(),
            range: key.span.range(),
        };
        (key.text.clone(), written)
    });
    let levels = entries("levels").filter_map(|(key, value)| {
        let written = Written {
            value: value.as_str()?.to_owned(),
            range: key.span.range(),
        };
        Some((key.text.clone(), written))
    });
    PolicySettings {
        inputs: inputs.collect(),
        levels: levels.collect(),
    }
}
