//! What a test file's mocks are, and how policies find them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Budget, Cause, Evaluator, Fault, FaultKind, Files, Resolved, Scope, Value};
use crate::graph::NodeId;
use crate::hcl::{Expression, Step, step_name};
use crate::plan::NoFiles;
use crate::policy::scope::Cells;
use crate::policy::world::{Asker, Candidate, Unseen, World};
use crate::source::Span;
use crate::types::Type;

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
    /// What `iaclint::environment()` gives: the local value `environment` of the test.
    environment: Value,
    resources: BTreeMap<Box<str>, Arc<[Candidate]>>,
    data_sources: BTreeMap<Box<str>, Arc<[Candidate]>>,
}

impl MockWorld {
    /// Of the attributes and the `meta` of each mock, in order.
    pub(super) fn of(scope: &TestScope<'_>, values: &[(Value, Value)]) -> Self {
        let test = scope.test;
        let all = |kind: MockKind| {
            let mut found: BTreeMap<Box<str>, Vec<Candidate>> = BTreeMap::new();
            for (mock, (attrs, meta)) in test
                .mocks
                .iter()
                .zip(values)
                .filter(|(mock, _)| mock.kind == kind)
            {
                // What is deleted is no longer there.
                if mock.attrs.is_some() {
                    let candidate = Candidate {
                        attrs: attrs.clone(),
                        meta: meta.clone(),
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
        let environment = test.locals.get("environment");
        Self {
            environment: environment.map_or_else(Value::null, |it| scope.evaluate(it).0),
            resources: all(MockKind::Resource),
            data_sources: all(MockKind::Data),
        }
    }

    /// The mocked subnet of this id.
    fn subnet(&self, id: &Value) -> Option<&Candidate> {
        let id = id.as_str()?;
        let subnets = self.resources.get("aws_subnet")?;
        let is_it = |one: &&Candidate| one.attrs.get("id").and_then(Value::as_str) == Some(id);
        subnets.iter().find(is_it)
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

    /// Of what `meta` of the mocked subnet says.
    fn subnet_class(&self, subnet: &Value) -> Value {
        let class = self
            .subnet(subnet)
            .and_then(|it| it.meta.get("subnet_class").cloned());
        class.unwrap_or_else(|| Value::unknown(Type::String, Cause::Apply))
    }

    /// Of the `availability_zone` of the mocked subnets.
    fn zones(&self, subnets: &Value) -> Value {
        let unknown = || Value::unknown(Type::list(Type::String), Cause::Apply);
        let Some(ids) = subnets.elements() else {
            return unknown();
        };
        let mut zones = Vec::new();
        for id in ids.iter() {
            let zone = self
                .subnet(id)
                .and_then(|it| it.attrs.get("availability_zone").cloned());
            let Some(zone) = zone.filter(|zone| zone.as_str().is_some()) else {
                return unknown();
            };
            if !zones
                .iter()
                .any(|known: &Value| known.as_str() == zone.as_str())
            {
                zones.push(zone);
            }
        }
        Value::list(Type::String, zones)
    }

    fn environment(&self) -> Value {
        self.environment.clone()
    }

    fn are_parallel(&self, _: NodeId, _: Asker) -> bool {
        false
    }
}
