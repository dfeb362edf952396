//! See `port_mismatch.md`.

use crate::aws::placement::Workload;
use crate::aws::placement::definition::{certain, field};
use crate::aws::placement::truth::{Argument, Truth, entry, whole};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Members, NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;
use super::containers::readable;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-port-mismatch",
        summary: "A service registers a container or a port that its task definition does not have.",
        why: "ECS refuses the service: requests would have nowhere to go.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("port_mismatch.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for workload in &infrastructure.placement.workloads {
        let Some(value) = workload.given(graph, "load_balancer") else {
            continue;
        };
        // Which of several blocks there are may hang on a condition: what they share is judged.
        let [blocks] = &alternatives(value)[..] else {
            continue;
        };
        for block in &blocks.certain {
            findings.extend(judge(infrastructure, workload, block));
        }
    }
}

fn judge(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    block: &Value,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let definition = workload.definition.as_ref()?;
    let address = workload.address(graph);
    let mut fault = None;
    let answer = match definition {
        Err(unsure) => Truth::Open(unsure.clone()),
        Ok(definition) => match find_fault(infrastructure, *definition, block) {
            Ok(found) => {
                fault = found;
                Truth::of(fault.is_some())
            }
            Err(unsure) => Truth::Open(unsure),
        },
    };
    let fault = fault.unwrap_or_default();
    let message = || {
        let text = format!("{address} registers {}", fault.what);
        (text, fault.help.clone())
    };
    let what =
        format!("whether the tasks of {address} have the port that it registers is not known");
    let path = format!("load_balancer.{}", fault.argument);
    let place = (workload.node, &*path);
    judged(
        infrastructure,
        &RULE.meta,
        place,
        &answer,
        (&message, &what),
    )
}

/// What a `load_balancer` block names and the definition does not have.
#[derive(Default)]
struct Fault {
    argument: &'static str,
    what: String,
    help: String,
}

fn find_fault(
    infrastructure: &Infrastructure<'_>,
    definition: NodeId,
    block: &Value,
) -> Result<Option<Fault>, Unsure> {
    let address = infrastructure.graph.node(definition).address();
    let known = |name: &str| {
        let value = entry(block, name).ok_or_else(|| Unsure::of(block))?;
        let known = value
            .as_str()
            .map(str::to_owned)
            .or_else(|| whole(value).map(|it| it.to_string()));
        known.ok_or_else(|| Unsure::of(value))
    };
    let name = known("container_name")?;
    let (containers, open) = readable(infrastructure, definition)?;
    let mut names = Vec::new();
    let mut unnamed = open;
    for container in &containers {
        match certain(container, "name").map(|name| name.map(|name| (name.as_str(), name))) {
            Ok(Some((Some(own), _))) if own == name => {
                return port_fault((&address, &name), &known("container_port")?, container);
            }
            Ok(Some((Some(own), _))) => names.push(own),
            Ok(Some((None, value))) => unnamed = unnamed.or(Some(Unsure::of(value))),
            // It is no container for want of a name, which may be the one that is meant.
            Ok(None) => unnamed = unnamed.or(Some(nameless(container))),
            Err(unsure) => unnamed = unnamed.or(Some(unsure)),
        }
    }
    if let Some(unsure) = unnamed {
        return Err(unsure);
    }
    let what = format!("the container {name:?}, which {address} does not have");
    let help = format!("The definition has {}", listed(&names, "no container"));
    Ok(Some(Fault {
        argument: "container_name",
        what,
        help,
    }))
}

fn nameless(container: &Value) -> Unsure {
    Unsure::new(
        "a container of the definition has no name",
        container.place(),
    )
}

fn listed(names: &[impl std::fmt::Display], none: &str) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    if names.is_empty() {
        none.to_owned()
    } else {
        names.join(", ")
    }
}

fn port_fault(
    (address, name): (&str, &str),
    port: &str,
    container: &Value,
) -> Result<Option<Fault>, Unsure> {
    let mut ports: Vec<i64> = Vec::new();
    for way in field(container, "portMappings") {
        let mappings = match way {
            Argument::Absent => Members::default(),
            Argument::Given(mappings) => match &alternatives(mappings)[..] {
                [members] => members.clone(),
                _ => return Err(Unsure::of(mappings)),
            },
            Argument::Open(unsure) => return Err(unsure),
        };
        for mapping in &mappings.certain {
            let own = certain(mapping, "containerPort")?.ok_or_else(|| Unsure::of(mapping))?;
            ports.push(whole(own).ok_or_else(|| Unsure::of(own))?);
        }
        let is_there = ports.iter().any(|own| own.to_string() == port);
        if let Some(others) = mappings.others.filter(|_| !is_there) {
            return Err(Unsure::of(others));
        }
    }
    if ports.iter().any(|own| own.to_string() == port) {
        return Ok(None);
    }
    let what = format!("port {port} of the container {name:?}, which {address} does not map");
    let help = format!("The container maps {}", listed(&ports, "no port"));
    Ok(Some(Fault {
        argument: "container_port",
        what,
        help,
    }))
}
