//! Running the mocks of one test file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Budget, Cause, Kind, Map, PathStep, Value, convert};
use crate::policy::file::{Policy, PolicyFile, Target};
use crate::policy::read::converted;
use crate::policy::scope::{FileScope, SubjectScope};
use crate::policy::verdict::{self, Verdict};
use crate::policy::world::World;
use crate::schema::{Block, Member, Schemas};
use crate::source::Span;
use crate::types::Type;

use super::file::{Mock, MockKind, Test};
use super::mocks::{MockWorld, TestScope};
use super::{Case, CaseResult};

/// The values of one mock.
struct Given {
    attrs: Value,
    prior: Option<Value>,
    meta: Value,
}

/// What came of all mocks.
#[derive(Default)]
pub(super) struct Ran<'t> {
    /// In order, without data sources.
    pub(super) cases: Vec<Case>,
    /// Those that no policy is about, although they are not skipped.
    pub(super) unjudged: Vec<&'t Mock>,
}

/// Runs every mock.
pub(super) fn run<'t>(
    test: &'t Test,
    targets: &[&PolicyFile],
    (schemas, budget): (&Schemas, &Budget),
    line: &dyn Fn(Span) -> u32,
) -> Ran<'t> {
    let scope = TestScope::new(test, budget);
    let values: Vec<Result<Given, String>> = test
        .mocks
        .iter()
        .map(|mock| given(&scope, mock, schemas))
        .collect();
    let mocked: Vec<(Value, Value)> = values
        .iter()
        .map(|value| {
            value.as_ref().map_or_else(
                |_| (Value::null(), Value::null()),
                |it| (it.attrs.clone(), it.meta.clone()),
            )
        })
        .collect();
    let world = MockWorld::of(&scope, &mocked);
    let mut ran = Ran::default();
    for (mock, value) in test.mocks.iter().zip(&values) {
        if mock.kind == MockKind::Data {
            continue;
        }
        let result = match value {
            _ if mock.skip && !mock.is_open => CaseResult::Skipped,
            Err(fault) => CaseResult::Failed(vec![fault.clone()]),
            Ok(given) => {
                let (result, count) =
                    judged(test, targets, (&world, budget), (&scope, mock, given));
                if count == 0 {
                    ran.unjudged.push(mock);
                }
                result
            }
        };
        ran.cases.push(Case {
            name: format!("{} {}.{}", mock.kind.block(), mock.of, mock.label),
            line: line(mock.span),
            result,
        });
    }
    ran
}

fn given(scope: &TestScope<'_>, mock: &Mock, schemas: &Schemas) -> Result<Given, String> {
    let value = |name: &str,
                 expression: &Option<crate::hcl::Expression>|
     -> Result<Option<Value>, String> {
        let Some(expression) = expression else {
            return Ok(None);
        };
        match scope.evaluate(expression) {
            (value, None) => Ok(Some(value)),
            (_, Some(fault)) => Err(format!("`{name}` of the mock: {}", fault.message)),
        }
    };
    let meta = value("meta", &mock.meta)?;
    let mut attrs = value("attrs", &mock.attrs)?.unwrap_or_else(Value::null);
    if let Some(schema) = schemas
        .resource(&mock.of)
        .filter(|_| mock.kind == MockKind::Resource)
    {
        attrs = typed(&attrs, schema);
    }
    for path in &mock.unknown {
        attrs = unknown_at(&attrs, path)
            .ok_or("the mock has no place for an attribute that `iaclint-unknown` names")?;
    }
    Ok(Given {
        attrs,
        prior: value("prior_attrs", &mock.prior_attrs)?,
        meta: meta.unwrap_or_else(|| Value::object(Map::default())),
    })
}

/// The attributes of a resource with numbers, texts and truths as the provider has them: Terraform converts what a block
/// says, so that a policy never sees anything else.
fn typed(attrs: &Value, schema: &Block) -> Value {
    let Some(entries) = attrs.entries() else {
        return attrs.clone();
    };
    let entry = |(name, value): &(Arc<str>, Value)| {
        let value = match schema.member(name) {
            Some(Member::Attribute(attribute)) if !value.is_null() => {
                let ty = &attribute.ty;
                let is_other = ty.is_primitive() && value.ty().is_primitive();
                let converted = is_other.then(|| convert(value, ty).ok()).flatten();
                converted.unwrap_or_else(|| value.clone())
            }
            Some(Member::Block(nested)) => match value.elements() {
                Some(items) => Value::tuple(
                    items
                        .iter()
                        .map(|item| typed(item, &nested.block))
                        .collect::<Vec<_>>(),
                ),
                None => typed(value, &nested.block),
            },
            _ => value.clone(),
        };
        (name.clone(), value)
    };
    Value::object(entries.iter().map(entry).collect::<Map>())
}

/// The value with nobody knowing what is at the end of this way; `None` where the way leads nowhere.
fn unknown_at(value: &Value, path: &[PathStep]) -> Option<Value> {
    let Some((first, rest)) = path.split_first() else {
        return Some(Value::unknown(Type::Dynamic, Cause::Apply));
    };
    match (&value.kind, first) {
        (Kind::Object(entries) | Kind::Map(_, entries), PathStep::Name(name)) => {
            let inner = entries.get(name).cloned();
            let inner = inner.or_else(|| rest.is_empty().then(Value::null))?;
            let others = entries.iter().filter(|(key, _)| *key != *name);
            let others = others.map(|(key, value)| (key.clone(), value.clone()));
            let changed = (name.clone(), unknown_at(&inner, rest)?);
            Some(Value::object(others.chain([changed]).collect::<Map>()))
        }
        (Kind::Tuple(items) | Kind::List(_, items), PathStep::Index(index)) => {
            let index = usize::try_from(*index).ok()?;
            let mut items = items.to_vec();
            items[..].get(index)?;
            items[index] = unknown_at(&items[index], rest)?;
            Some(Value::tuple(items))
        }
        _ => None,
    }
}

/// Judges a mock by every policy that is about it, and counts those.
fn judged(
    test: &Test,
    targets: &[&PolicyFile],
    (world, budget): (&MockWorld, &Budget),
    (scope, mock, given): (&TestScope<'_>, &Mock, &Given),
) -> (CaseResult, usize) {
    let (mut failures, mut others) = (Vec::new(), Vec::new());
    let mut open = 0;
    let mut count = 0;
    for file in targets {
        let policies: Vec<&Policy> = file
            .policies
            .iter()
            .filter(|policy| is_about(policy, mock, given))
            .collect();
        if policies.is_empty() {
            continue;
        }
        let inputs = match inputs(test, file, (scope, mock)) {
            Ok(inputs) => inputs,
            Err(fault) => return (CaseResult::Failed(vec![fault]), count),
        };
        let file_scope = FileScope::new(inputs, &file.locals, (world as &dyn World, budget));
        for policy in policies {
            count += 1;
            let values = (&given.attrs, given.prior.as_ref(), &given.meta);
            let subject = SubjectScope::new(&file_scope, &policy.locals, values, None);
            for verdict in verdict::judge(policy, &subject).unwrap_or_default() {
                match verdict {
                    Verdict::Pass => {}
                    Verdict::Fail(failure) => {
                        failures.push(format!("`{}` fails: {}", policy.label, failure.message));
                    }
                    Verdict::Open(_) if mock.is_open => open += 1,
                    Verdict::Open(open) => {
                        others.push(format!(
                            "`{}` cannot be decided, because {}",
                            policy.label, open.reason
                        ));
                    }
                    Verdict::Broken(broken) => {
                        others.push(format!(
                            "`{}` cannot be evaluated: {}",
                            policy.label, broken.message
                        ));
                    }
                }
            }
        }
    }
    if !others.is_empty() {
        return (CaseResult::Failed(others), count);
    }
    if mock.is_open {
        failures.extend(
            (open == 0).then(|| {
                "nobody should be able to decide it, but every policy is decided".to_owned()
            }),
        );
        let result = if failures.is_empty() {
            CaseResult::Passed
        } else {
            CaseResult::Failed(failures)
        };
        return (result, count);
    }
    let result = match (mock.expect_failure, failures.is_empty()) {
        (true, false) | (false, true) => CaseResult::Passed,
        (false, false) => CaseResult::Failed(failures),
        (true, true) if count == 0 => CaseResult::Failed(vec![
            "a failure is expected, but no policy is about it".to_owned(),
        ]),
        (true, true) => CaseResult::Failed(vec![
            "a failure is expected, but every policy holds".to_owned(),
        ]),
    };
    (result, count)
}

fn is_about(policy: &Policy, mock: &Mock, given: &Given) -> bool {
    let target = match mock.kind {
        MockKind::Resource => Target::Resource,
        MockKind::Module => Target::Module,
        MockKind::Provider => Target::Provider,
        MockKind::Data => return false,
    };
    let source = given.meta.get("source").and_then(Value::as_str);
    policy.target == target
        && (policy.is_about(&mock.of)
            || (target == Target::Module && source.is_some_and(|source| policy.is_about(source))))
}

/// The values of a policy file's inputs: of the mock, of the test file, or else the defaults.
fn inputs<'f>(
    test: &Test,
    file: &'f PolicyFile,
    (scope, mock): (&TestScope<'_>, &Mock),
) -> Result<BTreeMap<&'f str, Value>, String> {
    let mut values = BTreeMap::new();
    for (name, input) in &file.inputs {
        let expression = mock.inputs.get(name).or_else(|| test.inputs.get(name));
        let value = match expression {
            None => input.default.clone(),
            Some(expression) => {
                let (value, fault) = scope.evaluate(expression);
                if let Some(fault) = fault {
                    return Err(format!("the input `{name}`: {}", fault.message));
                }
                let value = converted(&input.constraint, &value);
                Some(value.map_err(|why| format!("the input `{name}` is not of its type: {why}"))?)
            }
        };
        let value = value.ok_or_else(|| {
            format!("the input `{name}` has no default, and the test gives it no value")
        })?;
        values.insert(&**name, value);
    }
    Ok(values)
}
