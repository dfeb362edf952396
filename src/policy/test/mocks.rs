//! What a test file's mocks are, and how policies find them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Budget, Evaluator, Fault, FaultKind, Files, Resolved, Scope, Value};
use crate::graph::NodeId;
use crate::hcl::{Expression, Step, step_name};
use crate::plan::NoFiles;
use crate::policy::scope::Cells;
use crate::policy::world::{Asker, Candidate, Unseen, World};
use crate::source::Span;

use super::file::{Mock, MockKind, Test};

/// The names that a test's expressions know: its locals and its other mocks.
pub(super) struct TestScope<'t> {
    test: &'t Test,
    budget: &'t Budget,
    cells: Cells,
    faults: RefCell<Vec<Fault>>,
}

impl<'t> TestScope<'t> {
    pub(super) fn new(test: &'t Test, budget: &'t Budget) -> Self {
        Self {
            test,
            budget,
            cells: Cells::default(),
            faults: RefCell::default(),
        }
    }

    /// The value of an expression of the test.
    pub(super) fn evaluate(&self, expression: &Expression) -> (Value, Option<Fault>) {
        let before = self.faults.borrow().len();
        let (value, own) = Evaluator::new(self, self.budget).evaluate_once(expression);
        let inner = self.faults.borrow_mut().split_off(before);
        (value, inner.into_iter().chain(own).next())
    }

    fn get(&self, name: &str, span: Span, expression: Option<&Expression>) -> Value {
        let Some(expression) = expression else {
            return Value::null();
        };
        let (value, fault) = self.cells.get(name, span, || self.evaluate(expression));
        self.faults.borrow_mut().extend(fault);
        value
    }

    fn mock(&self, kind: MockKind, of: &str, label: &str) -> Option<&'t Mock> {
        let mut mocks = self.test.mocks.iter();
        mocks.find(|mock| mock.kind == kind && &*mock.of == of && &*mock.label == label)
    }
}

impl Scope for TestScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step], span: Span) -> Result<Resolved, Fault> {
        let name = |at: usize| step_name(steps, at);
        let missing = |what: String| {
            Fault::new(
                FaultKind::Reference,
                span,
                format!("there is no {what} in this test"),
            )
        };
        if let ("local" | "input", Some(local)) = (root, name(0)) {
            let all = if root == "local" {
                &self.test.locals
            } else {
                &self.test.inputs
            };
            let expression = all
                .get(local)
                .ok_or_else(|| missing(format!("{root}.{local}")))?;
            let value = self.get(&format!("{root}.{local}"), span, Some(expression));
            return Ok(Resolved { value, steps: 1 });
        }
        let (kind, of, first) = match root {
            "data" => (MockKind::Data, name(0).unwrap_or_default(), 1),
            "module" => (MockKind::Module, name(0).unwrap_or_default(), 1),
            _ => (MockKind::Resource, root, 0),
        };
        let label = name(first).unwrap_or_default();
        let mock = self
            .mock(kind, of, label)
            .ok_or_else(|| missing(format!("mock {of}.{label}")))?;
        let (part, expression, count) = match name(first + 1) {
            Some("meta") => ("meta", &mock.meta, first + 2),
            Some("prior_attrs") => ("prior_attrs", &mock.prior_attrs, first + 2),
            Some("attrs") => ("attrs", &mock.attrs, first + 2),
            // Some write the attribute right behind the name, as in a configuration.
            _ => ("attrs", &mock.attrs, first + 1),
        };
        let value = self.get(
            &format!("{}.{of}.{label}.{part}", kind.block()),
            span,
            expression.as_ref(),
        );
        Ok(Resolved {
            value,
            steps: count,
        })
    }

    fn files(&self) -> &dyn Files {
        &NoFiles
    }
}

/// The mocks of one test as what policies ask for.
pub(super) struct MockWorld {
    resources: BTreeMap<Box<str>, Arc<[Candidate]>>,
    data_sources: BTreeMap<Box<str>, Arc<[Candidate]>>,
}

impl MockWorld {
    /// Of the attributes of each mock, in order.
    pub(super) fn of(test: &Test, attrs: &[Value]) -> Self {
        let all = |kind: MockKind| {
            let mut found: BTreeMap<Box<str>, Vec<Candidate>> = BTreeMap::new();
            for (mock, attrs) in test
                .mocks
                .iter()
                .zip(attrs)
                .filter(|(mock, _)| mock.kind == kind)
            {
                // What is deleted is no longer there.
                if mock.attrs.is_some() {
                    let candidate = Candidate {
                        attrs: attrs.clone(),
                        meta: Value::null(),
                        is_any: false,
                        node: None,
                    };
                    found.entry(mock.of.clone()).or_default().push(candidate);
                }
            }
            found
                .into_iter()
                .map(|(of, list)| (of, Arc::from(list)))
                .collect()
        };
        Self {
            resources: all(MockKind::Resource),
            data_sources: all(MockKind::Data),
        }
    }
}

impl World for MockWorld {
    fn resources(&self, kind: &str) -> Arc<[Candidate]> {
        self.resources
            .get(kind)
            .cloned()
            .unwrap_or_else(|| Arc::from([]))
    }

    fn data_sources(&self, kind: &str) -> Arc<[Candidate]> {
        self.data_sources
            .get(kind)
            .cloned()
            .unwrap_or_else(|| Arc::from([]))
    }

    fn unseen(&self, _: &[&Value]) -> Option<Unseen> {
        None
    }

    fn are_parallel(&self, _: NodeId, _: Asker) -> bool {
        false
    }
}
