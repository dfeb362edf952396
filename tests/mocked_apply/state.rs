//! What Terraform has after a mocked apply.

use std::collections::BTreeMap;

use iaclint::eval::{PathStep, Symbol};
use serde::Deserialize;
use serde_json::Value as Json;

/// The states of all stacks, by the stacks' paths.
pub(crate) type States = BTreeMap<String, State>;

/// The state of one stack.
#[derive(Default)]
pub(crate) struct State {
    /// The attributes of all resources and data sources, by address.
    pub(crate) instances: BTreeMap<String, Json>,
    /// The outputs by name; those that are `null` are not there.
    pub(crate) outputs: BTreeMap<String, Json>,
}

/// A line of the test's log, as far as it matters.
#[derive(Deserialize)]
struct Line {
    test_state: Option<TestState>,
    diagnostic: Option<Json>,
}

#[derive(Deserialize)]
struct TestState {
    root_module: Module,
    #[serde(default)]
    outputs: BTreeMap<String, Output>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Module {
    resources: Vec<Resource>,
    child_modules: Vec<Module>,
}

#[derive(Deserialize)]
struct Resource {
    address: String,
    values: Json,
}

#[derive(Deserialize)]
struct Output {
    #[serde(default)]
    value: Json,
}

/// Reads the log of `terraform test -json -verbose` with one run; else what Terraform complained about.
pub(crate) fn read(log: &str) -> Result<State, String> {
    let mut complaints = Vec::new();
    for line in log.lines() {
        let Ok(line) = serde_json::from_str::<Line>(line) else {
            continue;
        };
        if let Some(found) = line.test_state {
            let mut state = State::default();
            collect(found.root_module, &mut state.instances);
            let outputs = found.outputs.into_iter();
            state.outputs = outputs.map(|(name, it)| (name, it.value)).collect();
            return Ok(state);
        }
        if let Some(diagnostic) = line.diagnostic {
            complaints.push(diagnostic.to_string());
        }
    }
    Err(complaints.join("\n"))
}

fn collect(module: Module, into: &mut BTreeMap<String, Json>) {
    let resources = module.resources.into_iter();
    into.extend(resources.map(|resource| (resource.address, resource.values)));
    for child in module.child_modules {
        collect(child, into);
    }
}

/// All that an attribute turned out to be: several where it means some element, none where it is not there.
pub(crate) fn actual<'s>(symbol: &Symbol, states: &'s States) -> Vec<&'s Json> {
    let state = states.get(&*symbol.owner.stack);
    let instance = state.and_then(|state| state.instances.get(&symbol.owner.address.to_string()));
    let mut found: Vec<&Json> = instance.into_iter().collect();
    for step in symbol.path.iter() {
        found = found
            .into_iter()
            .flat_map(|value| steps(value, step))
            .collect();
    }
    found
}

fn steps<'s>(value: &'s Json, step: &PathStep) -> Vec<&'s Json> {
    match (step, value) {
        (PathStep::Name(name), _) => value.get(&**name).into_iter().collect(),
        (PathStep::Index(at), _) => {
            let at = usize::try_from(*at).ok();
            at.and_then(|at| value.get(at)).into_iter().collect()
        }
        (PathStep::Any, Json::Array(items)) => items.iter().collect(),
        (PathStep::Any, Json::Object(entries)) => entries.values().collect(),
        (PathStep::Any, _) => Vec::new(),
    }
}
