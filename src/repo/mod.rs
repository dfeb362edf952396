//! What the repository says: its layout, modules, stacks and environments.

mod backend_files;
mod frame;
pub mod gitignore;
mod ignored;
mod known;
pub mod layout;
mod merge;
mod module;
pub mod module_source;
mod past;
mod provider_uses;
mod stack;
mod syntax;
mod var_files;
pub mod version;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::config::{Config, Tier};
use crate::source::{DirectoryId, FileId, FileKind, Sources};

pub use backend_files::key_argument;
pub use frame::Frame;
pub use gitignore::Ignores;
pub use layout::{Layout, Place};
pub use module::{
    CALL_META, Duplicate, Module, ModuleCall, ModuleId, Overriding, ProviderConfiguration,
    RESOURCE_META_BLOCKS, Resource, Settings,
};
pub use module_source::{ModuleSource, registry_name};
pub use provider_uses::{ProviderUses, Use, configurations_named};
pub use stack::{Stack, StackId};
pub use syntax::Syntax;

/// A repository, read and put in order.
#[derive(Debug)]
pub struct Repo<'a> {
    /// Its files.
    pub sources: &'a Sources,
    /// Their trees.
    pub syntax: &'a Syntax<'a>,
    /// Where things lie.
    pub layout: Layout,
    /// Every module of the working tree, in order of path.
    pub modules: Vec<Module<'a>>,
    /// Modules as they were at references: called for their values, never judged.
    past: past::PastModules<'a>,
    /// What stands for well-known modules that are not in the repository: evaluated, never judged.
    known: known::KnownModules<'a>,
    /// Every stack, in order of path.
    pub stacks: Vec<Stack<'a>>,
    /// Every environment, in order of name.
    pub environments: Vec<Environment>,
    /// What git does not keep.
    pub ignores: Ignores<'a>,
    by_folder: BTreeMap<String, ModuleId>,
    roots: BTreeSet<DirectoryId>,
    called: BTreeSet<DirectoryId>,
    /// The modules of each file that several folders hold, by links.
    linked: BTreeMap<FileId, Vec<ModuleId>>,
}

/// An environment: a name, and the stacks in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Such as `prod`.
    pub name: String,
    /// The tier of its stacks.
    pub tier: Tier,
    /// In order of path.
    pub stacks: Vec<StackId>,
}

impl<'a> Repo<'a> {
    /// Reads the repository. Parses on all threads what belongs to stacks and modules, and what those call.
    pub fn build(sources: &'a Sources, syntax: &'a Syntax<'a>, config: &Config) -> Self {
        let layout = Layout::resolve(sources, config);
        let own = own_urls(sources, config);
        let modules = load_modules(sources, syntax, &layout, &own);
        let past = past::load(sources, syntax, &modules, &own);
        let mut repo = Self {
            sources,
            syntax,
            layout,
            modules,
            past,
            known: known::KnownModules::default(),
            stacks: Vec::new(),
            environments: Vec::new(),
            ignores: Ignores::of(sources),
            by_folder: BTreeMap::new(),
            roots: BTreeSet::new(),
            called: BTreeSet::new(),
            linked: BTreeMap::new(),
        };
        repo.by_folder = by_folder(&repo.modules);
        let calls = repo.modules.iter().flat_map(|module| module.calls.values());
        let called = calls
            .filter_map(|call| repo.named_module(call))
            .map(|module| module.directory);
        repo.called = called.collect();
        repo.leave_out_material();
        let modules = repo.modules.iter().chain(&repo.past.modules);
        repo.known = known::load(sources, syntax, modules);
        repo.linked = repo.find_linked();
        repo.stacks = repo.find_stacks(config);
        repo.roots = repo.stacks.iter().map(|stack| stack.directory).collect();
        repo.environments = repo.find_environments();
        repo
    }

    /// Whether all that a module declares is known: each of its files could be read. Of one that is not, nothing can
    /// be said to be missing.
    pub fn is_whole(&self, module: &Module<'_>) -> bool {
        let mut files = module.files.iter();
        files.all(|file| self.syntax.get(*file).errors.is_empty())
    }

    /// The module of this id.
    pub fn module(&self, id: ModuleId) -> &Module<'a> {
        let at = id.0 as usize;
        let Some(at) = at.checked_sub(self.modules.len()) else {
            return &self.modules[at];
        };
        match at.checked_sub(self.past.modules.len()) {
            Some(at) => &self.known.modules[at],
            None => &self.past.modules[at],
        }
    }

    /// The module in a root-relative folder.
    pub fn module_at(&self, path: &str) -> Option<&Module<'a>> {
        self.by_folder.get(path).map(|id| self.module(*id))
    }

    /// The id of the module in a root-relative folder.
    pub fn module_id_at(&self, path: &str) -> Option<ModuleId> {
        self.by_folder.get(path).copied()
    }

    /// The stack of this id.
    pub fn stack(&self, id: StackId) -> &Stack<'a> {
        &self.stacks[id.0 as usize]
    }

    /// Every stack with its id, in order of path.
    pub fn stacks(&self) -> impl Iterator<Item = (StackId, &Stack<'a>)> {
        self.stacks
            .iter()
            .enumerate()
            .map(|(at, stack)| (StackId(id(at)), stack))
    }

    /// Whether the module in this folder is the root of a stack.
    pub fn is_stack(&self, module: &Module<'_>) -> bool {
        self.roots.contains(&module.directory)
    }

    /// Whether another module of the repository calls the module in this folder.
    pub fn is_called(&self, module: &Module<'_>) -> bool {
        self.called.contains(&module.directory)
    }

    /// The files that were parsed and belong to stacks or modules: configuration, tfvars and backend files.
    pub fn files(&self) -> BTreeSet<FileId> {
        let own = self
            .modules
            .iter()
            .flat_map(|module| module.files.iter().copied());
        let given = self
            .stacks
            .iter()
            .flat_map(|stack| stack.var_files.iter().chain(&stack.backend_files).copied());
        own.chain(given).collect()
    }

    fn find_linked(&self) -> BTreeMap<FileId, Vec<ModuleId>> {
        let mut folders: BTreeMap<FileId, Vec<ModuleId>> = BTreeMap::new();
        for (at, module) in self.modules.iter().enumerate() {
            for file in &module.files {
                folders.entry(*file).or_default().push(ModuleId(id(at)));
            }
        }
        folders.retain(|_, found| found.len() > 1);
        folders
    }

    /// Forgets what nobody applies and no module that stays calls, such as the fixtures of tests: it may be broken on
    /// purpose, or complete only where it is copied to.
    fn leave_out_material(&mut self) {
        let stays = |module: &Module<'_>| {
            !words::is_material(&module.path) || self.layout.place(&module.path).is_some()
        };
        let first = self.modules.iter().filter(|module| stays(module));
        let mut pending: Vec<&Module<'_>> = first.collect();
        let mut kept: BTreeSet<DirectoryId> = pending.iter().map(|it| it.directory).collect();
        while let Some(module) = pending.pop() {
            let called = module.calls.values();
            for called in called.filter_map(|call| self.named_module(call)) {
                if kept.insert(called.directory) {
                    pending.push(called);
                }
            }
        }
        self.modules
            .retain(|module| kept.contains(&module.directory));
        self.by_folder = by_folder(&self.modules);
    }

    fn find_stacks(&self, config: &Config) -> Vec<Stack<'a>> {
        let is_applied = |directory: DirectoryId| {
            let folder = &self.sources.directory(directory).path;
            let module = self.module_at(folder);
            module.is_some_and(|module| !self.only_lends_files(module))
        };
        let root = |(at, module): (usize, &Module<'a>)| {
            let place = self.stack_place(module, self.is_called(module))?;
            let id = ModuleId(id(at));
            Some(stack::of_root(
                self.sources,
                self.syntax,
                config,
                (module, id),
                (place, &is_applied),
            ))
        };
        let stacks: Vec<Vec<Stack<'a>>> = self
            .modules
            .par_iter()
            .enumerate()
            .filter_map(root)
            .collect();
        stacks.into_iter().flatten().collect()
    }

    /// The place of a module as a stack; `None` where it is not one. By the layout's patterns where there are any,
    /// else a stack is what nobody calls and what says itself that it is applied.
    fn stack_place(&self, module: &Module<'_>, is_called: bool) -> Option<Place> {
        let by_pattern = self.layout.place(&module.path);
        if by_pattern.is_some() {
            return by_pattern;
        }
        if self.only_lends_files(module) {
            return None;
        }
        let settings = &module.settings;
        if self.layout.configured {
            // A folder that fits no pattern and has a backend is applied all the same, and its state matters.
            let is_applied = settings.backend.is_some() || settings.cloud.is_some();
            return (is_applied && !is_called).then(|| words::place(&module.path));
        }
        let holds = |name: &str| self.sources.file_in(module.directory, name).is_some();
        let is_applied = settings.backend.is_some()
            || settings.cloud.is_some()
            || !module.providers.is_empty()
            || holds("terraform.tfvars")
            || holds(".terraform.lock.hcl");
        let folders = ["modules", "examples"];
        let is_examples = |part: &str| part.ends_with("-examples") || part.ends_with("_examples");
        let is_elsewhere = words::is_material(&module.path)
            || module
                .path
                .split('/')
                .any(|part| folders.contains(&part) || is_examples(part))
            || self.is_under_go_test(module.directory);
        (is_applied && !is_called && !is_elsewhere).then(|| words::place(&module.path))
    }

    /// Whether a folder only keeps files for others: each of them is linked into a folder that has more, and nothing
    /// here says that it is applied itself.
    fn only_lends_files(&self, module: &Module<'_>) -> bool {
        let holds = |name: &str| self.sources.file_in(module.directory, name).is_some();
        if holds("terraform.tfvars") || holds(".terraform.lock.hcl") {
            return false;
        }
        let has_more = |id: &ModuleId| {
            let files = &self.module(*id).files;
            files.iter().any(|file| !module.files.contains(file))
        };
        let lent = |file: &FileId| {
            let folders = self.linked.get(file);
            folders.is_some_and(|folders| folders.iter().any(has_more))
        };
        module.files.iter().all(lent)
    }

    /// Whether a folder belongs to tests written in Go: what those apply is torn down again.
    fn is_under_go_test(&self, directory: DirectoryId) -> bool {
        let mut folder = Some(directory);
        while let Some(id) = folder {
            let here = self.sources.directory(id);
            if here
                .files
                .iter()
                .any(|(name, _)| name.ends_with("_test.go"))
            {
                return true;
            }
            folder = here.parent.filter(|parent| *parent != self.sources.root());
        }
        false
    }

    fn find_environments(&self) -> Vec<Environment> {
        let mut found: BTreeMap<&str, Environment> = BTreeMap::new();
        for (id, stack) in self.stacks() {
            let Some(name) = &stack.place.environment else {
                continue;
            };
            let environment = found.entry(name).or_insert_with(|| Environment {
                name: name.clone(),
                tier: stack.tier,
                stacks: Vec::new(),
            });
            environment.stacks.push(id);
        }
        found.into_values().collect()
    }
}

fn id(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The URLs under which this repository may call its own modules, in comparable form.
fn own_urls(sources: &Sources, config: &Config) -> Vec<String> {
    let all = config.own_sources.iter().chain(&sources.git.remotes);
    all.map(|url| module_source::normalise_url(url))
        .filter(|url| !url.is_empty())
        .collect()
}

/// Loads every module of the layout and, in rounds, the folders that those call from elsewhere.
/// The modules by their root-relative folders.
fn by_folder(modules: &[Module<'_>]) -> BTreeMap<String, ModuleId> {
    let folders = modules.iter().enumerate();
    folders
        .map(|(at, module)| (module.path.clone(), ModuleId(id(at))))
        .collect()
}

fn load_modules<'a>(
    sources: &'a Sources,
    syntax: &'a Syntax<'a>,
    layout: &Layout,
    own: &[String],
) -> Vec<Module<'a>> {
    let roots: Vec<String> = layout
        .live_roots()
        .into_iter()
        .chain(layout.module_roots())
        .collect();
    // A layout that was only detected may not be all: other folders may be applied as well.
    let in_layout = |path: &str| {
        !layout.configured
            || roots.is_empty()
            || roots.iter().any(|root| layout::is_inside(path, root))
    };
    // Hidden folders that are listed at all are those of pipelines.
    let is_hidden = |path: &str| path.starts_with('.');
    let mut pending: Vec<DirectoryId> = sources
        .directories()
        .filter(|(_, directory)| in_layout(&directory.path) && !is_hidden(&directory.path))
        .map(|(id, _)| id)
        .collect();
    let mut seen: BTreeSet<DirectoryId> = pending.iter().copied().collect();
    let mut modules: Vec<Module<'a>> = Vec::new();
    while !pending.is_empty() {
        syntax.parse_all(&parsed_files(sources, &pending));
        let load = |directory: &DirectoryId| {
            let path = &sources.directory(*directory).path;
            let classify = |source: &str| module_source::classify(source, path, own);
            Module::load(sources, syntax, *directory, &classify)
        };
        let loaded: Vec<Module<'a>> = pending.par_iter().filter_map(load).collect();
        let called = loaded.iter().flat_map(|module| module.calls.values());
        let paths = called.filter_map(|call| match &call.source {
            ModuleSource::Local(path) | ModuleSource::Own { path, .. } => {
                sources.find_directory(path)
            }
            _ => None,
        });
        pending = paths.filter(|directory| seen.insert(*directory)).collect();
        pending.sort();
        pending.dedup();
        modules.extend(loaded);
    }
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    modules
}

/// The files of some folders that hold syntax of Terraform's.
fn parsed_files(sources: &Sources, directories: &[DirectoryId]) -> Vec<FileId> {
    let files = directories
        .iter()
        .flat_map(|id| &sources.directory(*id).files)
        .map(|(_, file)| *file);
    let mut files: Vec<FileId> = files
        .filter(|file| {
            let kind = sources.file(*file).kind;
            kind.is_configuration()
                || matches!(
                    kind,
                    FileKind::Variables
                        | FileKind::VariablesJson
                        | FileKind::Backend
                        | FileKind::Lock
                )
        })
        .collect();
    files.sort();
    files.dedup();
    files
}
