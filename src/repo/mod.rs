//! What the repository says: its layout, modules, stacks and environments.

pub mod backend;
mod frame;
pub mod gitignore;
pub mod layout;
mod merge;
mod module;
pub mod module_source;
mod stack;
mod syntax;
pub mod version;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::config::{Config, Tier};
use crate::eval::{Unknown, Value};
use crate::hcl::Block;
use crate::source::{DirectoryId, FileId, FileKind, Sources, Span};

pub use backend::Backend;
pub use frame::Frame;
pub use layout::{Layout, Place};
pub use module::{
    Duplicate, Module, ModuleCall, ModuleId, ProviderConfiguration, Resource, ResourceMode,
    Settings,
};
pub use module_source::ModuleSource;
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
    /// Every module, in order of path.
    pub modules: Vec<Module<'a>>,
    /// Every stack, in order of path.
    pub stacks: Vec<Stack<'a>>,
    /// Every environment, in order of name.
    pub environments: Vec<Environment>,
    /// The backend of each stack, by its id.
    pub backends: Vec<Backend>,
    /// Every `terraform_remote_state` of every stack, in order of stack and address.
    pub remote_states: Vec<RemoteState>,
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

/// A `terraform_remote_state` data source, seen from one stack.
#[derive(Debug, Clone)]
pub struct RemoteState {
    /// The stack that reads.
    pub reader: StackId,
    /// The data source's address in the stack.
    pub address: String,
    /// The data source's name in its module.
    pub name: String,
    /// The block's type and labels.
    pub span: Span,
    /// The folder of the module it stands in.
    pub module: DirectoryId,
    /// Where the state that it reads lies, as [`Backend::identity`].
    pub identity: Result<String, Unknown>,
    /// The same without the workspace, as [`Backend::family`].
    pub family: Result<String, Unknown>,
    /// The kind of backend; empty where that is not known.
    pub kind: String,
    /// What it gives under `config`, by dotted names.
    pub arguments: BTreeMap<String, Value>,
    /// The stacks that write that state: one, where all is well. Of a root that is applied several times, all that
    /// may be meant.
    pub producers: Vec<StackId>,
}

impl<'a> Repo<'a> {
    /// Reads the repository. Parses on all threads what belongs to stacks and modules, and what those call.
    pub fn build(sources: &'a Sources, syntax: &'a Syntax<'a>, config: &Config) -> Self {
        let layout = Layout::resolve(sources, config);
        let own = own_urls(sources, config);
        let modules = load_modules(sources, syntax, &layout, &own);
        let mut repo = Self {
            sources,
            syntax,
            layout,
            modules,
            stacks: Vec::new(),
            environments: Vec::new(),
            backends: Vec::new(),
            remote_states: Vec::new(),
            by_folder: BTreeMap::new(),
            roots: BTreeSet::new(),
            called: BTreeSet::new(),
            linked: BTreeMap::new(),
        };
        repo.by_folder = by_folder(&repo.modules);
        let calls = repo.modules.iter().flat_map(|module| module.calls.values());
        let called = calls
            .filter_map(|call| repo.called_module(call))
            .map(|module| module.directory);
        repo.called = called.collect();
        repo.leave_out_material();
        repo.linked = repo.find_linked();
        repo.stacks = repo.find_stacks(config);
        repo.roots = repo.stacks.iter().map(|stack| stack.directory).collect();
        repo.environments = repo.find_environments();
        let backend = |stack: &Stack<'a>| backend::of_stack(syntax, &Frame::root(&repo, stack));
        let backends = repo.stacks.par_iter().map(backend).collect();
        repo.backends = backends;
        repo.remote_states = repo.find_remote_states();
        repo
    }

    /// The module of this id.
    pub fn module(&self, id: ModuleId) -> &Module<'a> {
        &self.modules[id.0 as usize]
    }

    /// The module in a root-relative folder.
    pub fn module_at(&self, path: &str) -> Option<&Module<'a>> {
        self.by_folder.get(path).map(|id| self.module(*id))
    }

    /// The stack of this id.
    pub fn stack(&self, id: StackId) -> &Stack<'a> {
        &self.stacks[id.0 as usize]
    }

    /// The backend of a stack.
    pub fn backend(&self, id: StackId) -> &Backend {
        &self.backends[id.0 as usize]
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

    /// Forgets what nobody applies and no module calls, such as the fixtures of tests: it may be broken on purpose, or
    /// complete only where it is copied to.
    fn leave_out_material(&mut self) {
        let (called, layout) = (&self.called, &self.layout);
        self.modules.retain(|module| {
            called.contains(&module.directory)
                || !words::is_material(&module.path)
                || layout.place(&module.path).is_some()
        });
        self.by_folder = by_folder(&self.modules);
    }

    fn find_stacks(&self, config: &Config) -> Vec<Stack<'a>> {
        let root = |(at, module): (usize, &Module<'a>)| {
            let place = self.stack_place(module, self.is_called(module))?;
            let id = ModuleId(id(at));
            Some(stack::of_root(
                self.sources,
                self.syntax,
                config,
                (module, id),
                place,
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

    fn find_remote_states(&self) -> Vec<RemoteState> {
        let mut writers: BTreeMap<&str, Vec<StackId>> = BTreeMap::new();
        for (id, _) in self.stacks() {
            if let Ok(family) = &self.backend(id).family {
                writers.entry(family).or_default().push(id);
            }
        }
        let of_family = |family: &str, workspace: Option<&str>| -> Vec<StackId> {
            let found = writers.get(family).into_iter().flatten().copied();
            let fits = |id: &StackId| match (&self.backend(*id).workspace, workspace) {
                (Some(written), Some(wanted)) => written == wanted,
                _ => true,
            };
            found.filter(fits).collect()
        };
        let producers = |read: &backend::Read| -> Vec<StackId> {
            let family = read.family.as_deref().unwrap_or_default();
            let found = of_family(family, read.workspace.as_deref());
            let Ok(identity) = &read.identity else {
                return found;
            };
            // The key may also be written out with a workspace in it, as in `env:/prod/vpc.tfstate`.
            let mut spelt = backend::with_workspace(identity).into_iter();
            let first = spelt.find_map(|(family, workspace)| {
                let found = of_family(&family, Some(workspace));
                (!found.is_empty()).then_some(found)
            });
            if found.is_empty() {
                first.unwrap_or_default()
            } else {
                found
            }
        };
        let of_stack = |(at, stack): (usize, &Stack<'a>)| {
            let mut found = Vec::new();
            Frame::root(self, stack).each(self, &mut |frame| {
                for resource in frame.module.resources.values() {
                    if resource.mode != ResourceMode::Data
                        || resource.kind != "terraform_remote_state"
                    {
                        continue;
                    }
                    let block: &Block = &resource.block;
                    let read = backend::of_remote_state(frame, block);
                    found.push(RemoteState {
                        reader: StackId(id(at)),
                        address: format!(
                            "{}data.terraform_remote_state.{}",
                            frame.prefix(),
                            resource.name
                        ),
                        name: resource.name.to_owned(),
                        span: block.header(),
                        module: frame.module.directory,
                        producers: producers(&read),
                        identity: read.identity,
                        family: read.family,
                        kind: read.kind,
                        arguments: read.arguments,
                    });
                }
            });
            found
        };
        let found: Vec<Vec<RemoteState>> =
            self.stacks.par_iter().enumerate().map(of_stack).collect();
        found.into_iter().flatten().collect()
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
    let mut pending: Vec<DirectoryId> = sources
        .directories()
        .filter(|(_, directory)| in_layout(&directory.path))
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
