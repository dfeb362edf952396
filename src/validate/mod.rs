//! What Terraform would refuse, and what it would advise against, found for all modules and stacks at once: plain facts
//! that rules turn into findings.
//!
//! What a module says by itself is judged once for each module, whether its expressions are ever evaluated or not.
//! What follows from values is judged where it happens in a stack, and told once for all of them.

mod arguments;
mod documents;
mod faults;
mod idle_provider;
mod problem;
mod references;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::address::Key;
use crate::eval::nearest;
use crate::plan::{Plan, is_exact, is_run_by_terraform, may_be_since_1_12};
use crate::repo::{Frame, Module, ModuleCall, ModuleId, Repo, StackId};
use crate::schema::Schemas;
use crate::source::{DirectoryId, Sources, Span};

pub use problem::{Problem, ProblemKind};

/// Everything that is judged, and what it is judged by.
#[derive(Debug)]
pub struct Facts<'f> {
    /// The files.
    pub sources: &'f Sources,
    /// Stacks and modules.
    pub repo: &'f Repo<'f>,
    /// Every stack, evaluated.
    pub plan: &'f Plan<'f>,
    /// What providers' resources and data sources take.
    pub providers: &'f Schemas,
    /// By a module's folder, the stacks that reach it, in order.
    reached: BTreeMap<DirectoryId, BTreeSet<StackId>>,
    /// By a module's folder, the calls of it in the working tree.
    calls: BTreeMap<DirectoryId, Vec<&'f ModuleCall<'f>>>,
    /// By a provider's name, the stacks whose version of it certainly has no more than the schema that is known.
    exact: BTreeMap<String, BTreeSet<StackId>>,
    /// By module, the resources of which some stack certainly makes an instance.
    made: BTreeMap<ModuleId, BTreeSet<&'f str>>,
    /// Read when something is not declared, then kept.
    generated: OnceLock<references::Generated>,
}

/// All problems of a repository, by their kinds.
#[derive(Debug, Default)]
pub struct Validation {
    problems: BTreeMap<ProblemKind, Vec<Problem>>,
}

impl<'f> Facts<'f> {
    /// What is judged, and by what.
    pub fn new(plan: &'f Plan<'f>, providers: &'f Schemas) -> Self {
        let repo = plan.repo;
        let mut reached: BTreeMap<DirectoryId, BTreeSet<StackId>> = BTreeMap::new();
        for (id, stack) in repo.stacks() {
            Frame::root(repo, stack).each(repo, &mut |frame| {
                reached
                    .entry(frame.module.directory)
                    .or_default()
                    .insert(id);
            });
        }
        let mut exact: BTreeMap<String, BTreeSet<StackId>> = BTreeMap::new();
        for provider in providers.providers() {
            let name = provider.address().rsplit('/').next().unwrap_or_default();
            let stacks = repo
                .stacks()
                .filter(|(_, stack)| is_exact(repo, stack, providers, name));
            exact.insert(name.to_owned(), stacks.map(|(id, _)| id).collect());
        }
        Self {
            sources: repo.sources,
            repo,
            plan,
            providers,
            reached,
            exact,
            made: made(plan),
            generated: OnceLock::new(),
            calls: calls(repo),
        }
    }

    /// Whether the version of a provider that a stack uses certainly has no more than the schema that is known.
    pub fn is_exact(&self, id: StackId, provider: &str) -> bool {
        self.exact
            .get(provider)
            .is_some_and(|stacks| stacks.contains(&id))
    }

    /// The addresses of the resources of which some stack certainly makes an instance; `None` where none makes one of
    /// the module.
    fn made(&self, module: &Module<'_>) -> Option<&BTreeSet<&'f str>> {
        self.made.get(&self.repo.module_id_at(&module.path)?)
    }

    /// Whether Terraform, and not another program of the same language, certainly runs every stack that a module is
    /// part of.
    fn is_run_by_terraform(&self, module: &Module<'_>) -> bool {
        let mut stacks = self.stacks_of(module).peekable();
        stacks.peek().is_some()
            && stacks.all(|id| {
                let root = self.repo.module(self.repo.stack(id).module);
                is_run_by_terraform(self.repo, root)
            })
    }

    /// Whether a Terraform before 1.12 certainly runs every stack that a module is part of.
    fn is_before_1_12(&self, module: &Module<'_>) -> bool {
        let mut stacks = self.stacks_of(module);
        self.is_run_by_terraform(module)
            && stacks.all(|id| {
                let root = self.repo.module(self.repo.stack(id).module);
                !may_be_since_1_12(root)
            })
    }

    /// What other programs declare in files that they write before Terraform runs.
    fn generated(&self) -> &references::Generated {
        self.generated
            .get_or_init(|| references::Generated::of(self.sources))
    }

    /// The calls of a module in the working tree.
    fn calls_of(&self, module: &Module<'_>) -> &[&'f ModuleCall<'f>] {
        self.calls.get(&module.directory).map_or(&[], Vec::as_slice)
    }

    /// The stacks that a module is part of, as their root module or through calls.
    pub fn stacks_of(&self, module: &Module<'_>) -> impl Iterator<Item = StackId> {
        self.reached
            .get(&module.directory)
            .into_iter()
            .flatten()
            .copied()
    }
}

/// By a module's folder, who calls it.
fn calls<'f>(repo: &'f Repo<'f>) -> BTreeMap<DirectoryId, Vec<&'f ModuleCall<'f>>> {
    let mut calls: BTreeMap<DirectoryId, Vec<&ModuleCall<'_>>> = BTreeMap::new();
    for call in repo.modules.iter().flat_map(|it| it.calls.values()) {
        if let Some(called) = repo.called_module(call) {
            calls.entry(called.directory).or_default().push(call);
        }
    }
    calls
}

impl Validation {
    /// Judges everything. The result does not depend on the number of threads.
    pub fn of(facts: &Facts<'_>) -> Self {
        let repo = facts.repo;
        let modules: Vec<Vec<Problem>> = repo
            .modules
            .par_iter()
            .map(|module| of_module(facts, module))
            .collect();
        // What cannot be evaluated because a name is wrong is no fault of its own.
        let mut given = references::judge_given(facts);
        given.extend(references::judge_moves(facts));
        let told = references::Told::of(modules.iter().flatten().chain(&given));
        let faults = faults::judge(facts).into_iter();
        let documents = documents::judge(facts);
        // An object in the place of its text is told once, with what to do.
        let not_encoded: BTreeSet<Span> = documents
            .iter()
            .filter(|problem| problem.kind == ProblemKind::Document)
            .map(|problem| problem.span)
            .collect();
        let faults = faults
            .filter(|problem| !told.explains(problem) && !not_encoded.contains(&problem.span));
        let mut validation = Self::default();
        let mut idle = idle_provider::IdleProviders::of(facts);
        let stated = modules.into_iter().flatten().chain(given);
        for problem in stated.chain(faults).chain(documents) {
            let problem = idle.lowered(problem);
            validation
                .problems
                .entry(problem.kind)
                .or_default()
                .push(problem);
        }
        validation
    }

    /// The problems of one kind: those of modules first, then those of stacks.
    pub fn of_kind(&self, kind: ProblemKind) -> &[Problem] {
        self.problems.get(&kind).map_or(&[], Vec::as_slice)
    }
}

fn made<'f>(plan: &'f Plan<'_>) -> BTreeMap<ModuleId, BTreeSet<&'f str>> {
    let is_open = |key: &Option<Key>| *key == Some(Key::Any);
    let mut all: BTreeMap<ModuleId, BTreeSet<&'f str>> = BTreeMap::new();
    for instance in plan.stacks.iter().flat_map(|stack| &stack.modules) {
        if instance.path.0.iter().any(|(_, key)| is_open(key)) {
            continue;
        }
        let of_module = all.entry(instance.module).or_default();
        for (address, resources) in &instance.resources {
            let mut instances = resources.instances.iter();
            if instances.any(|made| !is_open(&made.owner.address.key)) {
                of_module.insert(address);
            }
        }
    }
    all
}

fn of_module(facts: &Facts<'_>, module: &Module<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    references::judge(facts, module, &mut problems);
    arguments::judge(facts, module, &mut problems);
    problems
}

/// The name among some that is written most like one.
fn nearest_name<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // Names of types are long, and those of one provider begin alike: only a few letters may differ.
    nearest(name, known, 3)
}
