//! What Terraform refuses of a value whatever the values are that it is computed from. Blocks of which an instance is
//! made are judged by their values; this is for those of which there is none here: Terraform looks at them all the same.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::eval::{
    Budget, Cause, Constraint, Evaluator, Fault, FaultKind, Files, Resolved, Scope, Unknown, Value,
    convert,
};
use crate::hcl::{Expression, ExpressionKind, Step, step_name, walk_expression};
use crate::plan::{ModuleFiles, constant};
use crate::repo::Module;
use crate::source::Span;
use crate::types::Type;

use super::super::{Facts, Problem, ProblemKind, faults};

/// What the expressions of one module may cost together.
const MAX_WORK: u64 = 1_000_000;

/// The names of a module, each of which may stand for anything that is of its type.
pub(super) struct AnyValues<'a> {
    facts: &'a Facts<'a>,
    module: &'a Module<'a>,
    /// Local values by name; `None` for one that is being evaluated.
    locals: RefCell<BTreeMap<String, Option<Value>>>,
    budget: Budget,
    files: ModuleFiles<'a>,
}

impl<'a> AnyValues<'a> {
    /// Those of a module.
    pub(super) fn of(facts: &'a Facts<'a>, module: &'a Module<'a>) -> Self {
        Self {
            facts,
            module,
            locals: RefCell::default(),
            budget: Budget::of(MAX_WORK),
            files: ModuleFiles::of(facts.repo, module),
        }
    }

    /// What is at fault in an argument of type `ty`.
    pub(super) fn argument(&self, expression: &Expression, ty: &Type) -> Vec<Problem> {
        let (value, faults) = self.evaluate(expression);
        let mut problems = self.problems(expression, faults);
        if let Err(mismatch) = convert(&value, ty)
            && problems.is_empty()
            && !self.is_met(expression.span)
        {
            let message = format!("the value is not of the argument's type: {mismatch}");
            let help = "Give the argument a value of the type that the provider takes";
            let kind = ProblemKind::ArgumentType;
            problems.push(Problem::new(kind, expression.span, message, help));
        }
        problems
    }

    /// What is at fault in an expression.
    pub(super) fn expression(&self, expression: &Expression) -> Vec<Problem> {
        self.problems(expression, self.evaluate(expression).1)
    }

    /// Whether a collection is certainly empty, whatever the values are.
    pub(super) fn is_empty(&self, expression: &Expression) -> bool {
        let (value, _) = self.evaluate(expression);
        match (value.entries(), value.elements()) {
            (Some(entries), _) => entries.is_empty(),
            (_, Some(items)) => items.is_empty(),
            _ => false,
        }
    }

    fn evaluate(&self, expression: &Expression) -> (Value, Vec<Fault>) {
        Evaluator::new(self, &self.budget).evaluate_once(expression)
    }

    fn problems(&self, expression: &Expression, faults: Vec<Fault>) -> Vec<Problem> {
        // Whether there is a function of a name is judged elsewhere.
        let mut names = Vec::new();
        if !faults.is_empty() {
            walk_expression(expression, &mut |inner| {
                if let ExpressionKind::Call(call) = &inner.kind {
                    names.push(call.name.span);
                }
            });
        }
        let is_certain = |fault: &Fault| {
            matches!(
                fault.kind,
                FaultKind::Type
                    | FaultKind::Function
                    | FaultKind::Index
                    | FaultKind::Attribute
                    | FaultKind::Null
                    | FaultKind::Template
                    | FaultKind::Duplicate
            )
        };
        let faults = faults.into_iter();
        let faults = faults.filter(|fault| {
            is_certain(fault) && !names.contains(&fault.span) && !self.is_met(fault.span)
        });
        faults
            .filter_map(|fault| faults::described(&fault))
            .collect()
    }

    /// Whether the evaluation of a stack met a fault here: that is told with the values that lead to it.
    fn is_met(&self, span: Span) -> bool {
        self.facts.stacks_of(self.module).any(|id| {
            let mut faults = self.facts.plan.stack(id).faults.iter();
            faults.any(|found| found.fault.span.overlaps(span))
        })
    }

    fn variable(&self, name: &str) -> Option<Value> {
        let block = self.module.variables.get(name)?;
        let constraint = block.body.attribute("type").map(|ty| {
            let read = Constraint::read(&ty.value, &constant);
            read.unwrap_or_else(|_| Constraint::any())
        });
        let ty = constraint.map_or(Type::Dynamic, |read| read.ty.without_optional());
        Some(Value::unknown(ty, Cause::NoValue(name.into())))
    }

    fn local(&self, name: &str) -> Option<Value> {
        let local = self.module.locals.get(name)?;
        if let Some(found) = self.locals.borrow().get(name) {
            return Some(found.clone().unwrap_or_else(anything));
        }
        self.locals.borrow_mut().insert(name.to_owned(), None);
        let (value, _) = self.evaluate(&local.value);
        let found = Some(value.clone());
        self.locals.borrow_mut().insert(name.to_owned(), found);
        Some(value)
    }
}

impl Scope for AnyValues<'_> {
    fn resolve(&self, root: &str, steps: &[Step], _: Span) -> Result<Resolved, Fault> {
        let name = step_name(steps, 0).unwrap_or_default();
        let certain = |ty: Type| Some(Unknown::new(ty, Cause::Instances).not_null().into());
        let first = match (root, name) {
            ("var", _) => self.variable(name),
            ("local", _) => self.local(name),
            ("path", "module") => Some(Value::string(self.files.folder())),
            ("each", "key") | ("path", _) => certain(Type::String),
            ("count", "index") => certain(Type::Number),
            _ => None,
        };
        // What is not declared is told elsewhere.
        Ok(match first {
            Some(value) => Resolved { value, steps: 1 },
            None => Resolved {
                value: anything(),
                steps: steps.len(),
            },
        })
    }

    fn files(&self) -> &dyn Files {
        &self.files
    }
}

fn anything() -> Value {
    Value::unknown(Type::Dynamic, Cause::Instances)
}

/// What is at fault in a module of which no stack makes an instance, outside of its resources.
pub(super) fn judge_unmade(values: &AnyValues<'_>, problems: &mut Vec<Problem>) {
    let module = values.module;
    for (name, local) in &module.locals {
        let found = values.expression(&local.value).into_iter();
        problems.extend(found.map(|problem| problem.address(format!("local.{name}"))));
    }
    for (name, block) in &module.outputs {
        let value = block.body.attribute("value").into_iter();
        let found = value.flat_map(|value| values.expression(&value.value));
        problems.extend(found.map(|problem| problem.address(format!("output.{name}"))));
    }
    for (name, call) in &module.calls {
        for given in &call.block.body.attributes {
            if !super::calls::META_ARGUMENTS.contains(&&*given.name.text) {
                let found = values.expression(&given.value).into_iter();
                problems.extend(found.map(|problem| problem.address(format!("module.{name}"))));
            }
        }
    }
}
