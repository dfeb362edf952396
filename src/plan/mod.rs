//! What every stack would be: its module instances, resource instances and all their values, as Terraform would plan
//! them, across modules and across stacks.
//!
//! Within a stack values are computed when they are first asked for, each once. Stacks are
//! independent of each other but for the states that they read: a stack is evaluated when those it reads are. What
//! comes out is plain data.

mod backend;
mod body;
mod by_types;
mod called;
mod cells;
mod components;
mod condition;
mod constant;
mod cycles;
mod data;
mod ephemeral;
mod evaluation;
mod expansion;
mod files;
mod freeze;
mod frozen;
mod gate;
mod import;
mod json_blocks;
mod late_source;
mod left_out;
mod lookup;
mod names;
mod provider;
mod refused;
mod remote_state;
mod resource;
mod rounds;
mod schema_path;
mod sensitive;
mod trail;
mod validation_options;
mod variable;
mod walk;
mod written_out;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::{Key, ModulePath};
use crate::eval::{Fault, Owner, Value};
use crate::repo::{ModuleId, Repo, Resource, StackId};
use crate::schema::Schemas;
use crate::source::Span;

pub use backend::{Backend, RemoteState, Unresolved};
pub use by_types::by_types;
pub(crate) use called::source_text;
pub(crate) use components::components;
pub(crate) use constant::NoFiles;
pub use constant::constant;
pub use data::load_balancing_accounts;
pub(crate) use files::ModuleFiles;
pub(crate) use gate::locked;
pub use gate::{
    SchemaFit, is_exact, is_exact_in, is_run_by_terraform, may_be_since_1_12, requires_other,
    schema_fit,
};
pub(crate) use resource::schema_of;
pub use rounds::build;
pub(crate) use rounds::in_deep_threads;
pub(crate) use schema_path::{Miss, What, is_literal, of_block};
pub use trail::{Assumption, Origin, Trail, TrailStep, Within};
pub use walk::{Visit, Walk};

/// All stacks, evaluated.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What it is the plan of.
    pub repo: &'a Repo<'a>,
    /// By [`StackId`].
    pub stacks: Vec<Arc<StackPlan<'a>>>,
    /// Where each stack keeps its state, by [`StackId`].
    pub backends: Arc<[Backend]>,
    /// Whether all stacks together take more work than is spent, so that some had less than they needed.
    pub is_short: bool,
    /// Stacks that read each other's states in a circle, of which not all is known that goes round.
    pub unsettled: BTreeSet<StackId>,
    /// Groups of stacks that read each other's states in a circle, each sorted.
    pub cycles: Vec<Vec<StackId>>,
}

/// One stack, evaluated.
#[derive(Debug, Default)]
pub struct StackPlan<'a> {
    /// Its module instances. The root module is the first; every other one comes after its caller.
    pub modules: Vec<ModuleInstance<'a>>,
    /// What Terraform would refuse, in order of place.
    pub faults: Vec<PlanFault>,
    /// The states that it reads, in order of address.
    pub reads: Vec<RemoteState>,
    /// Where the values of its sensitive variables are written.
    pub secrets: BTreeSet<Span>,
    /// How much work was spent on it, as [`crate::eval::Budget`] counts.
    pub(crate) work: u64,
    /// Whether it takes more work than is spent: what is missing is not known.
    pub is_cut: bool,
    /// Whether its evaluation broke, by a fault of iaclint: nothing of it is known but its root module.
    pub is_broken: bool,
}

/// A module within a stack: the root module, or one that a call makes.
#[derive(Debug)]
pub struct ModuleInstance<'a> {
    /// The calls that lead to it.
    pub path: ModulePath,
    /// The module.
    pub module: ModuleId,
    /// The index of the calling instance in [`StackPlan::modules`]; `None` for the root module.
    pub caller: Option<usize>,
    /// What `count` or `for_each` of its call gave it.
    pub repetition: Repetition,
    /// By name, converted and with defaults.
    pub variables: BTreeMap<&'a str, Value>,
    /// By name.
    pub locals: BTreeMap<&'a str, Value>,
    /// By name.
    pub outputs: BTreeMap<&'a str, Value>,
    /// The instances of each resource, by the block's address in its module, such as `data.aws_region.current`.
    pub resources: BTreeMap<&'a str, Resources<'a>>,
    /// The instances that each call makes, as indexes in [`StackPlan::modules`].
    pub calls: BTreeMap<&'a str, Vec<usize>>,
    /// What a reference to each call stands for: an object of outputs, or a tuple or object of such objects.
    pub called: BTreeMap<&'a str, Value>,
    /// The configuration that each provider has here, by `aws` or `aws.alias`.
    pub providers: BTreeMap<String, Value>,
}

/// All instances of one resource block.
#[derive(Debug, Clone)]
pub struct Resources<'a> {
    /// The block. Its [`Resource::ignores`] tells which arguments an existing resource may have otherwise.
    pub declaration: &'a Resource<'a>,
    /// What the provider says of it, where that certainly tells all attributes.
    pub(crate) schema: Option<&'a crate::schema::Block>,
    /// In order of keys. One with [`Key::Any`] where `count` or `for_each` is not known.
    pub instances: Vec<ResourceInstance>,
    /// What a reference to the block stands for: an object, or a tuple or object of objects.
    pub whole: Value,
}

/// One instance of a resource.
#[derive(Debug, Clone)]
pub struct ResourceInstance {
    /// Its stack and address.
    pub owner: Arc<Owner>,
    /// What `count` or `for_each` gave it.
    pub repetition: Repetition,
    /// Its attributes: an object, or, without a schema, what its block says.
    pub value: Value,
    /// The same for whoever tells of it: nothing sensitive is known in it.
    pub shown: Value,
}

/// What `count` and `for_each` give to an instance.
#[derive(Debug, Clone, Default)]
pub enum Repetition {
    /// There is neither.
    #[default]
    None,
    /// `count.index`
    Count(Value),
    /// `each.key` and `each.value`
    Each(Value, Value),
}

/// What Terraform would refuse in one module instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFault {
    /// The module instance.
    pub module: ModulePath,
    /// The instance of its block, where the block has several and the fault is in one of them.
    pub key: Option<Key>,
    /// What and where.
    pub fault: Fault,
}

impl Repetition {
    /// What tells the instance from the block's other instances.
    pub fn key(&self) -> Option<Key> {
        match self {
            Self::None => None,
            Self::Count(index) => {
                let index = index.as_number().and_then(crate::eval::Number::to_i64);
                Some(
                    index
                        .and_then(|at| u64::try_from(at).ok())
                        .map_or(Key::Any, Key::Index),
                )
            }
            Self::Each(key, _) => Some(
                key.as_text()
                    .map_or(Key::Any, |key| Key::Text(key.shared())),
            ),
        }
    }
}

impl<'a> Plan<'a> {
    /// The stack of this id.
    pub fn stack(&self, id: StackId) -> &StackPlan<'a> {
        &self.stacks[id.0 as usize]
    }

    /// The plan of a repository whose evaluation broke: of no stack anything is known but its root module.
    pub fn broken(repo: &'a Repo<'a>) -> Self {
        let stacks = repo.stacks.iter();
        Self {
            repo,
            stacks: stacks
                .map(|stack| Arc::new(StackPlan::broken(stack.module)))
                .collect(),
            backends: repo
                .stacks()
                .map(|(id, _)| backend::broken(repo, id))
                .collect(),
            is_short: false,
            unsettled: BTreeSet::new(),
            cycles: Vec::new(),
        }
    }

    /// The backend of a stack.
    pub fn backend(&self, id: StackId) -> &Backend {
        &self.backends[id.0 as usize]
    }

    /// Every state that some stack reads, in order of stack and address.
    pub fn remote_states(&self) -> impl Iterator<Item = &RemoteState> {
        self.stacks.iter().flat_map(|stack| &stack.reads)
    }

    /// The module instances of a stack, to be gone through by somebody who evaluates expressions on the way.
    pub fn walk(&self, id: StackId) -> Walk<'_> {
        Walk::new(self, id)
    }
}

impl<'a> StackPlan<'a> {
    /// A stack of which nothing is known but its root module, since its evaluation broke.
    fn broken(module: ModuleId) -> Self {
        let root = ModuleInstance {
            path: ModulePath::default(),
            module,
            caller: None,
            repetition: Repetition::None,
            variables: BTreeMap::new(),
            locals: BTreeMap::new(),
            outputs: BTreeMap::new(),
            resources: BTreeMap::new(),
            calls: BTreeMap::new(),
            called: BTreeMap::new(),
            providers: BTreeMap::new(),
        };
        Self {
            modules: vec![root],
            is_broken: true,
            ..Self::default()
        }
    }

    /// Whether what is written there is the value of a sensitive variable, or a part of it: who shows it shows a secret.
    pub fn is_secret(&self, span: Span) -> bool {
        self.secrets.iter().any(|secret| secret.contains(span))
    }

    /// The root module's instance.
    pub fn root(&self) -> &ModuleInstance<'a> {
        &self.modules[0]
    }

    /// The stacks whose states it reads.
    pub fn producers(&self) -> BTreeSet<StackId> {
        self.reads
            .iter()
            .flat_map(|read| read.writers().iter().copied())
            .collect()
    }
}

/// What an evaluation looks things up in.
#[derive(Clone, Copy)]
pub struct Knowledge<'k> {
    /// What providers' resources take and give.
    pub schemas: &'k Schemas,
}
