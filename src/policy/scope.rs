//! What the names in a policy stand for: `input`, `local`, `attrs`, `prior_attrs`, `meta`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::eval::{Budget, Cause, Evaluator, Fault, FaultKind, Files, Resolved, Scope, Value};
use crate::hcl::{Expression, Step, step_name};
use crate::plan::NoFiles;
use crate::source::Span;

use super::facts;
use super::functions;
use super::world::{Asker, World};

/// Values of locals that were asked for: each is computed once.
#[derive(Default)]
pub(super) struct Cells(RefCell<BTreeMap<String, Cell>>);

#[derive(Clone)]
enum Cell {
    /// It is being computed: whoever asks for it now is part of a circle.
    Open,
    Known(Value, Option<Fault>),
}

impl Cells {
    /// The value of a local and what is at fault in it.
    pub(super) fn get(
        &self,
        name: &str,
        span: Span,
        compute: impl FnOnce() -> (Value, Option<Fault>),
    ) -> (Value, Option<Fault>) {
        let known = self.0.borrow().get(name).cloned();
        match known {
            Some(Cell::Known(value, fault)) => return (value, fault),
            Some(Cell::Open) => {
                let message = format!("local.{name} depends on itself");
                let fault = Fault::new(FaultKind::Cycle, span, message);
                return (
                    Value::unknown(crate::types::Type::Dynamic, Cause::Cycle),
                    Some(fault),
                );
            }
            None => {}
        }
        self.0.borrow_mut().insert(name.to_owned(), Cell::Open);
        let (value, fault) = compute();
        let known = Cell::Known(value.clone(), fault.clone());
        self.0.borrow_mut().insert(name.to_owned(), known);
        (value, fault)
    }
}

/// What is the same for all subjects that a file's policies judge: its inputs and its own locals.
pub(super) struct FileScope<'f> {
    /// By name.
    pub(super) inputs: BTreeMap<&'f str, Value>,
    /// What the file's own `locals` blocks say.
    pub(super) locals: &'f BTreeMap<Box<str>, Expression>,
    /// Where resources are found.
    pub(super) world: &'f dyn World,
    /// What all of it may cost.
    pub(super) budget: &'f Budget,
    cells: Cells,
    /// Faults of locals since somebody took them.
    faults: RefCell<Vec<Fault>>,
}

impl<'f> FileScope<'f> {
    pub(super) fn new(
        inputs: BTreeMap<&'f str, Value>,
        locals: &'f BTreeMap<Box<str>, Expression>,
        (world, budget): (&'f dyn World, &'f Budget),
    ) -> Self {
        Self {
            inputs,
            locals,
            world,
            budget,
            cells: Cells::default(),
            faults: RefCell::default(),
        }
    }

    /// The value of an expression of the file's inputs and locals, and what is at fault in it.
    pub(super) fn evaluate(&self, expression: &Expression) -> (Value, Option<Fault>) {
        evaluated(self, self.budget, &self.faults, expression)
    }

    fn local(&self, name: &str, span: Span) -> Option<(Value, Option<Fault>)> {
        let local = self.locals.get(name)?;
        Some(self.cells.get(name, span, || self.evaluate(local)))
    }
}

/// The value of an expression, and the first of what is at fault in it or in the locals that it uses.
fn evaluated(
    scope: &dyn Scope,
    budget: &Budget,
    faults: &RefCell<Vec<Fault>>,
    expression: &Expression,
) -> (Value, Option<Fault>) {
    let before = faults.borrow().len();
    let (value, own) = Evaluator::new(scope, budget).evaluate_once(expression);
    let of_locals = faults.borrow_mut().split_off(before);
    // When Terraform learns a value does not matter here: only what it is.
    let value = value.settled_throughout();
    (value, of_locals.into_iter().chain(own).next())
}

impl Scope for FileScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step], span: Span) -> Result<Resolved, Fault> {
        let name = step_name(steps, 0);
        if let Some(value) = name
            .filter(|_| root == "input")
            .and_then(|name| self.inputs.get(name))
        {
            return Ok(Resolved {
                value: value.clone(),
                steps: 1,
            });
        }
        if let Some((value, fault)) = name
            .filter(|_| root == "local")
            .and_then(|name| self.local(name, span))
        {
            self.faults.borrow_mut().extend(fault);
            return Ok(Resolved { value, steps: 1 });
        }
        Err(not_known(root, name, span))
    }

    fn call(&self, name: &str, arguments: &[Value], span: Span) -> Option<Result<Value, Fault>> {
        functions::call(name, arguments, span, (self.world, self.budget), None)
    }

    fn has_function(&self, name: &str) -> bool {
        facts::NAMES.contains(&name)
    }

    fn files(&self) -> &dyn Files {
        &NoFiles
    }
}

fn not_known(root: &str, name: Option<&str>, span: Span) -> Fault {
    let full = name.map_or_else(|| root.to_owned(), |name| format!("{root}.{name}"));
    Fault::new(
        FaultKind::Reference,
        span,
        format!("there is no `{full}` here"),
    )
}

/// What a policy is judged by for one subject.
pub(super) struct SubjectScope<'s> {
    /// What is the same for all subjects.
    pub(super) file: &'s FileScope<'s>,
    /// The policy's own locals.
    pub(super) locals: &'s BTreeMap<Box<str>, Expression>,
    /// `attrs`
    pub(super) attrs: &'s Value,
    /// `prior_attrs`; `None` where nothing was there before.
    pub(super) prior: Option<&'s Value>,
    /// `meta`
    pub(super) meta: &'s Value,
    /// Who asks for resources.
    pub(super) asker: Option<Asker>,
    cells: Cells,
    faults: RefCell<Vec<Fault>>,
}

impl<'s> SubjectScope<'s> {
    pub(super) fn new(
        file: &'s FileScope<'s>,
        locals: &'s BTreeMap<Box<str>, Expression>,
        (attrs, prior, meta): (&'s Value, Option<&'s Value>, &'s Value),
        asker: Option<Asker>,
    ) -> Self {
        Self {
            file,
            locals,
            attrs,
            prior,
            meta,
            asker,
            cells: Cells::default(),
            faults: RefCell::default(),
        }
    }

    /// The value of an expression of the policy, and what is at fault in it.
    pub(super) fn evaluate(&self, expression: &Expression) -> (Value, Option<Fault>) {
        evaluated(self, self.file.budget, &self.faults, expression)
    }
}

impl Scope for SubjectScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step], span: Span) -> Result<Resolved, Fault> {
        let whole = match root {
            "attrs" => Some(self.attrs),
            "meta" => Some(self.meta),
            "prior_attrs" => self.prior,
            _ => None,
        };
        if let Some(value) = whole {
            return Ok(Resolved {
                value: value.clone(),
                steps: 0,
            });
        }
        let own =
            step_name(steps, 0).filter(|name| root == "local" && self.locals.contains_key(*name));
        let Some(name) = own else {
            let resolved = self.file.resolve(root, steps, span);
            self.faults
                .borrow_mut()
                .append(&mut self.file.faults.borrow_mut());
            return resolved;
        };
        let local = &self.locals[name];
        let (value, fault) = self.cells.get(name, span, || self.evaluate(local));
        self.faults.borrow_mut().extend(fault);
        Ok(Resolved { value, steps: 1 })
    }

    fn call(&self, name: &str, arguments: &[Value], span: Span) -> Option<Result<Value, Fault>> {
        let means = (self.file.world, self.file.budget);
        functions::call(name, arguments, span, means, self.asker)
    }

    fn has_function(&self, name: &str) -> bool {
        facts::NAMES.contains(&name)
    }

    fn files(&self) -> &dyn Files {
        &NoFiles
    }
}
