//! Modules of this repository as they were at a tag, branch or commit.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Absence, DirectoryId, Sources, TextProblem};

use super::module::{Module, ModuleCall, ModuleId};
use super::module_source::{self, ModuleSource, is_head};
use super::syntax::Syntax;
use super::{Repo, id, parsed_files};

/// A reference, and a root-relative folder there.
type Place = (String, String);

/// The modules that calls lead to at other references than the one that is checked out.
#[derive(Debug, Default)]
pub(super) struct PastModules<'a> {
    pub(super) modules: Vec<Module<'a>>,
    by_place: BTreeMap<Place, usize>,
    /// The references whose modules cannot be had, and why.
    absent: BTreeMap<String, Absence>,
}

/// Loads what `modules` call at other references and, in rounds, what those call in turn.
pub(super) fn load<'a>(
    sources: &'a Sources,
    syntax: &'a Syntax<'a>,
    modules: &[Module<'a>],
    own: &[String],
) -> PastModules<'a> {
    let mut past = PastModules::default();
    let mut pending: BTreeSet<Place> = modules.iter().flat_map(|it| places(sources, it)).collect();
    let mut seen = pending.clone();
    while !pending.is_empty() {
        let mut found = Vec::new();
        for place in pending {
            match find(sources, &place) {
                Ok(Some(directory)) => found.push((place, directory)),
                Ok(None) => {}
                Err(absence) => {
                    past.absent.insert(place.0, absence);
                }
            }
        }
        let directories: Vec<DirectoryId> = found.iter().map(|(_, directory)| *directory).collect();
        syntax.parse_all(&parsed_files(sources, &directories));
        pending = BTreeSet::new();
        for (place, directory) in found {
            let (reference, path) = &place;
            // A relative source stays at the reference of the module that has it.
            let classify = |source: &str| match module_source::classify(source, path, own) {
                ModuleSource::Local(path) => ModuleSource::Own {
                    path,
                    reference: Some(reference.clone()),
                },
                other => other,
            };
            if let Some(module) = Module::load(sources, syntax, directory, &classify) {
                pending.extend(places(sources, &module).filter(|place| seen.insert(place.clone())));
                past.by_place.insert(place, past.modules.len());
                past.modules.push(module);
            }
        }
    }
    past
}

/// What a module calls at other references.
fn places(sources: &Sources, module: &Module<'_>) -> impl Iterator<Item = Place> {
    let calls = module.calls.values();
    calls.filter_map(|call| match &call.source {
        ModuleSource::Own {
            path,
            reference: Some(reference),
        } if is_past(sources, reference) => Some((reference.clone(), path.clone())),
        _ => None,
    })
}

/// Whether a reference is another than the one that is checked out, of which the working tree is the newest state.
fn is_past(sources: &Sources, reference: &str) -> bool {
    let head = sources.git.head.as_deref();
    !head.is_some_and(|head| is_head(reference, head))
}

/// The folder of a module. Of a module of which a file cannot be read, nothing is known.
fn find(sources: &Sources, (reference, path): &Place) -> Result<Option<DirectoryId>, Absence> {
    let Some(directory) = sources.past_directory(reference, path)? else {
        return Ok(None);
    };
    for file in parsed_files(sources, &[directory]) {
        if let Some(TextProblem::Unreadable(fault)) = &sources.text(file).problem {
            return Err(Absence::Unreadable(fault.clone()));
        }
    }
    Ok(Some(directory))
}

impl<'a> Repo<'a> {
    /// The id of the module that a call leads to, where it is in this repository: at its reference, if it names one.
    pub fn called_module_id(&self, call: &ModuleCall<'_>) -> Option<ModuleId> {
        match &call.source {
            ModuleSource::Own {
                path,
                reference: Some(reference),
            } if is_past(self.sources, reference) => {
                let place = (reference.clone(), path.clone());
                let at = self.past.by_place.get(&place)?;
                Some(ModuleId(id(self.modules.len() + at)))
            }
            source => self.module_id_at(source.own_path()?),
        }
    }

    /// The module that a call leads to, where it is in this repository: at its reference, if it names one.
    pub fn called_module(&self, call: &ModuleCall<'_>) -> Option<&Module<'a>> {
        Some(self.module(self.called_module_id(call)?))
    }

    /// The module of the working tree in the folder that a call names, whatever reference it names: its next version.
    pub fn named_module(&self, call: &ModuleCall<'_>) -> Option<&Module<'a>> {
        self.module_at(call.source.own_path()?)
    }

    /// What to say about references whose modules cannot be had; `None` where there are none.
    pub fn absence_notice(&self) -> Option<String> {
        let absent = &self.past.absent;
        let (_, first) = absent.first_key_value()?;
        let missing: Vec<&str> = absent
            .iter()
            .filter(|(_, why)| **why == Absence::NoReference)
            .map(|(reference, _)| reference.as_str())
            .collect();
        let head = "what modules of this repository give at";
        if !missing.is_empty() {
            let names = missing.join(", ");
            return Some(format!(
                "{head} {names} is not known: no tag, branch or commit of that name is in this clone. Fetch all of \
                 them, for instance with `fetch-depth: 0` of actions/checkout, or `git fetch --tags --unshallow`"
            ));
        }
        let names: Vec<&str> = absent.keys().map(String::as_str).collect();
        let why = match first {
            Absence::Unreadable(fault) => format!("this repository cannot be read: {fault}"),
            _ => "there is no .git folder here".to_owned(),
        };
        Some(format!("{head} {} is not known: {why}", names.join(", ")))
    }
}
