//! Which stack writes a state that another one reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Part, Shape, Value};
use crate::repo::{Repo, Stack, StackId, key_argument};

use super::identity::with_workspace;
use super::{Backend, Read};

/// The stacks by the states that they write.
#[derive(Debug, Default)]
pub(in crate::plan) struct States {
    /// The backend of each stack, by its id.
    pub(in crate::plan) backends: Arc<[Backend]>,
    by_family: BTreeMap<String, Vec<StackId>>,
}

/// What is found of a state that somebody reads.
#[derive(Debug, Clone, Default)]
pub(in crate::plan) struct StateSearch {
    /// The stacks that write it: one, where all is well. Of a root that is applied several times, all that may be
    /// meant.
    pub(in crate::plan) producers: Vec<StackId>,
    /// Why it is not known which stack that is.
    pub(in crate::plan) reason: Option<String>,
    /// Whether a part of its place is not known, and these are the only stacks that the known part fits.
    pub(in crate::plan) is_assumed: bool,
}

impl States {
    /// Those of all stacks, by their ids.
    pub(in crate::plan) fn new(backends: Vec<Backend>) -> Self {
        let mut by_family: BTreeMap<String, Vec<StackId>> = BTreeMap::new();
        for (at, backend) in backends.iter().enumerate() {
            if let Ok(family) = &backend.family {
                let id = StackId(u32::try_from(at).unwrap_or(u32::MAX));
                by_family.entry(family.clone()).or_default().push(id);
            }
        }
        Self {
            backends: backends.into(),
            by_family,
        }
    }

    fn of_family(&self, family: &str, workspace: Option<&str>) -> Vec<StackId> {
        let found = self.by_family.get(family).into_iter().flatten().copied();
        let fits = |id: &StackId| {
            let written = &self.backends[id.0 as usize].workspace;
            match (written, workspace) {
                (Some(written), Some(wanted)) => written == wanted,
                _ => true,
            }
        };
        found.filter(fits).collect()
    }

    /// The stacks that write the state that `read` names.
    fn producers(&self, read: &Read) -> Vec<StackId> {
        // Only the default workspace's state lies at the path of a local backend: the others' do not tell it.
        if let ("local", Some("default"), Ok(identity)) =
            (&*read.kind, read.workspace.as_deref(), &read.identity)
        {
            let all = (0_u32..).zip(self.backends.iter());
            let same = all.filter(|(_, backend)| backend.identity.as_ref() == Ok(identity));
            return same.map(|(at, _)| StackId(at)).collect();
        }
        let family = read.family.as_deref().unwrap_or_default();
        let found = self.of_family(family, read.workspace.as_deref());
        let Ok(identity) = &read.identity else {
            return found;
        };
        if !found.is_empty() {
            return found;
        }
        // The key may also be written out with a workspace in it, as in `env:/prod/vpc.tfstate`.
        let mut spelt = with_workspace(identity).into_iter();
        let first = spelt.find_map(|(family, workspace)| {
            let found = self.of_family(&family, Some(workspace));
            (!found.is_empty()).then_some(found)
        });
        first.unwrap_or_default()
    }

    /// The stacks that write the state that a `terraform_remote_state` data source of `reader` reads; `config` is its
    /// argument of that name.
    pub(in crate::plan) fn find(
        &self,
        repo: &Repo<'_>,
        reader: &Stack<'_>,
        read: &Read,
        config: &Value,
    ) -> StateSearch {
        let mut producers = narrowed(repo, reader, self.producers(read));
        if !producers.is_empty() {
            return StateSearch {
                producers,
                ..StateSearch::default()
            };
        }
        let Err(unresolved) = &read.family else {
            let reason = "no stack in this repository writes it".to_owned();
            return StateSearch {
                reason: Some(reason),
                ..StateSearch::default()
            };
        };
        producers = self.fitting(&read.kind, config);
        if producers.is_empty() || producers.len() > 8 {
            return StateSearch {
                reason: Some(unresolved.reason.clone()),
                ..StateSearch::default()
            };
        }
        StateSearch {
            producers,
            reason: None,
            is_assumed: true,
        }
    }

    /// The stacks whose backend has everything that is known of a place.
    fn fitting(&self, kind: &str, config: &Value) -> Vec<StackId> {
        let Some(entries) = config.entries() else {
            return Vec::new();
        };
        let told: Vec<(&str, &Value)> = entries
            .iter()
            .filter(|(name, _)| {
                matches!(
                    &**name,
                    "bucket"
                        | "key"
                        | "prefix"
                        | "path"
                        | "storage_account_name"
                        | "container_name"
                )
            })
            .map(|(name, value)| (&**name, value))
            .collect();
        let own_key = key_argument(kind);
        // A place of which nothing is known but the bucket fits everything: that says nothing.
        let says_something = told.iter().any(|(name, value)| {
            Some(*name) == own_key && (value.as_str().is_some() || !literals(value).is_empty())
        });
        if !says_something {
            return Vec::new();
        }
        let fits = |backend: &Backend| {
            backend.kind == kind
                && told.iter().all(|(name, value)| match backend.text(name) {
                    Some(text) => may_be(value, text),
                    None => !value.is_known(),
                })
        };
        let found = self
            .backends
            .iter()
            .enumerate()
            .filter(|(_, backend)| fits(backend));
        found
            .map(|(at, _)| StackId(u32::try_from(at).unwrap_or(u32::MAX)))
            .collect()
    }
}

/// Of several stacks those of the reader's own environment, where there are some: a root that is applied once for each
/// environment reads the state of its own.
fn narrowed(repo: &Repo<'_>, reader: &Stack<'_>, producers: Vec<StackId>) -> Vec<StackId> {
    if producers.len() < 2 {
        return producers;
    }
    let same = |id: &StackId| repo.stack(*id).place.environment == reader.place.environment;
    let own: Vec<StackId> = producers.iter().copied().filter(same).collect();
    if own.is_empty() { producers } else { own }
}

/// Whether a value that is not wholly known may be this text.
fn may_be(value: &Value, text: &str) -> bool {
    if let Some(known) = value.as_str() {
        return known == text;
    }
    let parts = literals(value);
    let Some(Shape::Template(all)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return !value.is_known();
    };
    let starts = match all.first() {
        Some(Part::Text(first, _)) => text.starts_with(first.as_str()),
        _ => true,
    };
    let ends = match all.last() {
        Some(Part::Text(last, _)) => text.ends_with(last.as_str()),
        _ => true,
    };
    let mut rest = text;
    let in_order = parts.iter().all(|part| match rest.find(part.as_str()) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    });
    starts && ends && in_order
}

/// The known parts of a string that is not wholly known.
fn literals(value: &Value) -> Vec<String> {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Template(parts)) => parts
            .iter()
            .filter_map(|part| match part {
                Part::Text(text, _) => Some(text.as_str().to_owned()),
                Part::Hole(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
