//! One stack while it is evaluated.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::address::{Key, ModulePath};
use crate::eval::{Budget, Cause, Evaluator, Fault, FaultKind, Marks, Value, missing};
use crate::hcl::Expression;
use crate::repo::{Module, ModuleCall, ModuleId, Repo, Stack, StackId};
use crate::source::Span;

use super::backend::RemoteState;
use super::called::Called;
use super::cells::Cells;
use super::files::RepositoryFiles;
use super::names::Names;
use super::rounds::World;
use super::{Knowledge, PlanFault, Repetition, Resources};

/// At most so many module instances and resource instances are made in one stack.
pub(super) const MAX_INSTANCES: usize = 200_000;

/// What an instance of a resource costs apart from its attributes: its address, its owner, its place in the plan.
pub(super) const RESOURCE_COST: usize = 40;

/// What a module instance costs apart from what is declared in it.
const MODULE_COST: usize = 1000;

/// What each declaration of a module costs in each of its instances, apart from its value.
const DECLARATION_COST: usize = 20;

/// How deep module calls are followed.
pub(super) const MAX_CALL_DEPTH: usize = 64;

/// One stack while it is evaluated.
pub(super) struct StackEvaluation<'p> {
    pub(super) repo: &'p Repo<'p>,
    pub(super) id: StackId,
    pub(super) stack: &'p Stack<'p>,
    pub(super) name: Arc<str>,
    pub(super) knowledge: Knowledge<'p>,
    pub(super) world: Arc<World<'p>>,
    pub(super) budget: Budget,
    pub(super) files: RepositoryFiles<'p>,
    instances: RefCell<Vec<Rc<Instance<'p>>>>,
    faults: RefCell<Vec<PlanFault>>,
    /// Where it is told that no more work is spent: once for all instances.
    limits: RefCell<BTreeSet<Span>>,
    /// Names that may be meant, as far as somebody asked.
    pub(super) hints: RefCell<Hints>,
    /// The stacks that it reads and that are not evaluated yet.
    pub(super) needs: RefCell<BTreeSet<StackId>>,
    pub(super) reads: RefCell<Vec<RemoteState>>,
    /// Where values of sensitive variables are written.
    pub(super) secrets: RefCell<BTreeSet<Span>>,
    /// The providers whose schemas tell all attributes here, as far as somebody asked.
    pub(super) exact: RefCell<BTreeMap<String, bool>>,
    /// Whether an output of a called module declares sensitive what is not so by itself.
    pub(super) has_declared_output: std::cell::Cell<bool>,
    /// Whether `&&` and `||` pass over faults.
    pub(super) short_circuits: bool,
    /// Whether variables are no more than their types: see `by_types`.
    only_types: bool,
    is_quiet: std::cell::Cell<bool>,
    /// Whether instances are left out because they are too many.
    pub(super) is_cut: std::cell::Cell<bool>,
    /// How many instances there are so far.
    count: std::cell::Cell<usize>,
}

/// What is written most like names that are not declared, by module, kind and name.
type Hints = BTreeMap<(ModuleId, &'static str, String), Option<String>>;

/// The index of an instance in its stack.
pub(super) type InstanceId = usize;

/// A module instance while its stack is evaluated.
pub(super) struct Instance<'p> {
    pub(super) id: InstanceId,
    pub(super) path: ModulePath,
    pub(super) module_id: ModuleId,
    pub(super) module: &'p Module<'p>,
    pub(super) caller: Option<Caller<'p>>,
    pub(super) variables: Cells<&'p str, Value>,
    pub(super) locals: Cells<&'p str, Value>,
    pub(super) outputs: Cells<&'p str, Value>,
    pub(super) resources: Cells<&'p str, Rc<Resources<'p>>>,
    pub(super) calls: Cells<&'p str, Rc<Called>>,
    /// By position in [`Module::providers`].
    pub(super) providers: Cells<usize, Value>,
}

/// What makes a module instance.
pub(super) struct Caller<'p> {
    pub(super) instance: InstanceId,
    pub(super) call: &'p ModuleCall<'p>,
    pub(super) repetition: Repetition,
}

impl<'p> StackEvaluation<'p> {
    pub(super) fn new(
        repo: &'p Repo<'p>,
        id: StackId,
        knowledge: Knowledge<'p>,
        world: Arc<World<'p>>,
    ) -> Self {
        let stack = repo.stack(id);
        let evaluation = Self {
            repo,
            id,
            stack,
            name: Arc::from(stack.path.as_str()),
            knowledge,
            budget: Budget::default().on_stack_of(world.stack_bytes),
            files: RepositoryFiles::new(
                repo.sources,
                &repo.ignores,
                &repo.sources.directory(stack.directory).path,
            ),
            instances: RefCell::default(),
            faults: RefCell::default(),
            limits: RefCell::default(),
            hints: RefCell::default(),
            needs: RefCell::default(),
            reads: RefCell::default(),
            secrets: RefCell::default(),
            exact: RefCell::default(),
            has_declared_output: std::cell::Cell::new(false),
            short_circuits: super::gate::may_short_circuit(repo, stack),
            only_types: false,
            is_quiet: std::cell::Cell::new(false),
            is_cut: std::cell::Cell::new(false),
            count: std::cell::Cell::new(0),
            world,
        };
        evaluation.add_instance(ModulePath::default(), stack.module, None);
        evaluation
    }

    /// The same with no more than so much work.
    pub(super) fn within(self, work: u64) -> Self {
        Self {
            budget: Budget::of(work).on_stack_of(self.world.stack_bytes),
            ..self
        }
    }

    /// The same, in which no variable has a value, and what may not be there is judged as if it were.
    pub(super) fn only_types(self) -> Self {
        Self {
            only_types: true,
            ..self
        }
    }

    pub(super) fn has_only_types(&self) -> bool {
        self.only_types
    }

    pub(super) fn instance(&self, id: InstanceId) -> Rc<Instance<'p>> {
        self.instances.borrow()[id].clone()
    }

    pub(super) fn instance_count(&self) -> usize {
        self.instances.borrow().len()
    }

    pub(super) fn add_instance(
        &self,
        path: ModulePath,
        module_id: ModuleId,
        caller: Option<Caller<'p>>,
    ) -> InstanceId {
        let mut instances = self.instances.borrow_mut();
        let id = instances.len();
        instances.push(Rc::new(Instance {
            id,
            path,
            module_id,
            module: self.repo.module(module_id),
            caller,
            variables: Cells::default(),
            locals: Cells::default(),
            outputs: Cells::default(),
            resources: Cells::default(),
            calls: Cells::default(),
            providers: Cells::default(),
        }));
        id
    }

    /// Counts instances that are about to be made, each of which costs so much; `false` where they are too many.
    pub(super) fn may_make(&self, count: usize, cost: usize) -> bool {
        let total = self.count.get().saturating_add(count);
        let is_allowed =
            total <= MAX_INSTANCES && self.budget.take_whole(count.saturating_mul(cost));
        if is_allowed {
            self.count.set(total);
        }
        is_allowed
    }

    /// What an instance of a module costs, apart from the values in it.
    pub(super) fn module_cost(module: &Module<'_>) -> usize {
        let declared = module.variables.len()
            + module.locals.len()
            + module.outputs.len()
            + module.resources.len()
            + module.calls.len();
        MODULE_COST + DECLARATION_COST * declared
    }

    /// Whether the schema of the provider of a type tells all attributes that the stack's version has.
    pub(super) fn is_exact(&self, kind: &str) -> bool {
        let provider = kind.split('_').next().unwrap_or_default();
        if let Some(known) = self.exact.borrow().get(provider) {
            return *known;
        }
        let is_exact =
            super::gate::is_exact(self.repo, self.stack, self.knowledge.schemas, provider);
        self.exact
            .borrow_mut()
            .insert(provider.to_owned(), is_exact);
        is_exact
    }

    /// Evaluates an expression of a module instance.
    pub(super) fn evaluate(
        &self,
        instance: &Instance<'p>,
        repetition: &Repetition,
        expression: &Expression,
    ) -> Value {
        self.with_evaluator(instance, repetition, |evaluator| {
            evaluator.evaluate(expression, None)
        })
    }

    /// The same where `self` stands for `this`.
    pub(super) fn evaluate_of(
        &self,
        (instance, repetition): (&Instance<'p>, &Repetition),
        this: &Value,
        expression: &Expression,
    ) -> Value {
        let names = Names {
            evaluation: self,
            instance,
            repetition,
            this: Some(this),
        };
        let (value, faults) = Evaluator::new(&names, &self.budget).evaluate_once(expression);
        self.record_all(instance, repetition, faults);
        value
    }

    /// Runs `work` with an evaluator for a module instance, and records what is at fault.
    pub(super) fn with_evaluator<T>(
        &self,
        instance: &Instance<'p>,
        repetition: &Repetition,
        work: impl FnOnce(&Evaluator<'_>) -> T,
    ) -> T {
        let names = Names {
            evaluation: self,
            instance,
            repetition,
            this: None,
        };
        let log = RefCell::default();
        let mut evaluator = Evaluator::new(&names, &self.budget);
        if self.only_types {
            evaluator = evaluator.logging(&log);
        }
        let result = work(&evaluator);
        self.record_all(instance, repetition, evaluator.take_faults());
        self.record_all(instance, repetition, log.take());
        result
    }

    /// Runs `work` without recording what is at fault in it: what it evaluates may not be there at all.
    pub(super) fn quietly<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.is_quiet.replace(true);
        let result = work();
        self.is_quiet.set(before);
        result
    }

    /// Records a fault outside of any instance of a block.
    pub(super) fn record(&self, instance: &Instance<'p>, fault: Fault) {
        self.record_in(instance, &Repetition::None, fault);
    }

    /// Records faults in one instance of a block.
    pub(super) fn record_all(
        &self,
        instance: &Instance<'p>,
        repetition: &Repetition,
        faults: impl IntoIterator<Item = Fault>,
    ) {
        for fault in faults {
            self.record_in(instance, repetition, fault);
        }
    }

    fn record_in(&self, instance: &Instance<'p>, repetition: &Repetition, fault: Fault) {
        // Of instances that may not exist, nothing is certainly at fault but what holds for each.
        let is_open = |key: &Option<Key>| *key == Some(Key::Any);
        let may_be_none =
            is_open(&repetition.key()) || instance.path.0.iter().any(|(_, key)| is_open(key));
        let is_certain = matches!(fault.kind, FaultKind::Reference | FaultKind::Budget);
        let is_skipped = (may_be_none && !is_certain) || self.is_quiet.get();
        if is_skipped && !self.only_types {
            return;
        }
        // What stands for a module is no measure of what the module itself would refuse.
        if fault.kind != FaultKind::Budget && self.repo.is_stand_in(instance.module) {
            return;
        }
        if fault.kind == FaultKind::Budget && !self.limits.borrow_mut().insert(fault.span) {
            return;
        }
        self.faults.borrow_mut().push(PlanFault {
            module: instance.path.clone(),
            key: repetition.key(),
            fault,
        });
    }

    /// Records a fault; the value in its place.
    pub(super) fn fail(&self, instance: &Instance<'p>, fault: Fault) -> Value {
        let span = fault.span;
        self.record(instance, fault);
        missing(Cause::Failed, span)
    }

    /// The value in place of one that depends on itself. The circle as a whole is told elsewhere.
    pub(super) fn circle(span: Span) -> Value {
        missing(Cause::Cycle, span)
    }

    /// The faults so far, in order of place, each once for each module instance.
    pub(super) fn take_faults(&self) -> Vec<PlanFault> {
        let mut faults = self.faults.take();
        faults.sort_by(|a, b| {
            let place = |it: &PlanFault| (it.fault.span, it.fault.kind);
            let instance = |it: &PlanFault| (it.module.clone(), it.key.clone());
            place(a)
                .cmp(&place(b))
                .then_with(|| instance(a).cmp(&instance(b)))
                .then_with(|| a.fault.message.cmp(&b.fault.message))
        });
        faults.dedup();
        faults
    }

    /// A local value; `None` where there is none of that name.
    pub(super) fn local(&self, instance: &Instance<'p>, name: &str, span: Span) -> Option<Value> {
        let (name, local) = instance.module.locals.get_key_value(name)?;
        let value = instance.locals.force(name, || {
            self.evaluate(instance, &Repetition::None, &local.value)
        });
        Some(value.unwrap_or_else(|| StackEvaluation::circle(span)))
    }

    /// An output; `None` where there is none of that name.
    pub(super) fn output(&self, instance: &Instance<'p>, name: &str, span: Span) -> Option<Value> {
        let (name, block) = instance.module.outputs.get_key_value(name)?;
        let compute = || {
            let value = match block.body.attribute("value") {
                Some(attribute) => self.evaluate(instance, &Repetition::None, &attribute.value),
                None => Value::null().at(block.header()),
            };
            let declared = self.declared_marks(instance, &block.body);
            if declared.sensitive && instance.caller.is_some() && !value.all_marks().sensitive {
                self.has_declared_output.set(true);
            }
            value.marked(declared)
        };
        let value = instance.outputs.force(name, compute);
        Some(value.unwrap_or_else(|| StackEvaluation::circle(span)))
    }

    /// What `sensitive` and `ephemeral` of a variable or output say.
    pub(super) fn declared_marks(&self, instance: &Instance<'p>, body: &crate::hcl::Body) -> Marks {
        let is_set = |name: &str| {
            body.attribute(name).is_some_and(|attribute| {
                self.evaluate(instance, &Repetition::None, &attribute.value)
                    .as_bool()
                    == Some(true)
            })
        };
        Marks {
            sensitive: is_set("sensitive"),
            ephemeral: is_set("ephemeral"),
        }
    }

    /// The values of attributes that a body gives, by name, without a schema.
    pub(super) fn plain_attributes(
        evaluator: &Evaluator<'_>,
        body: &crate::hcl::Body,
        leave_out: &[&str],
    ) -> BTreeMap<Arc<str>, Value> {
        body.attributes
            .iter()
            .filter(|attribute| !leave_out.contains(&&*attribute.name.text))
            .map(|attribute| {
                let value = evaluator.evaluate(&attribute.value, None);
                (Arc::from(&*attribute.name.text), value)
            })
            .collect()
    }
}
