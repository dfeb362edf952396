//! Whether the image of the containers behind a target group answers the path that its health check asks for.

use std::collections::BTreeMap;

use crate::aws::balancing::{Registration, registrations};
use crate::aws::placement::Workload;
use crate::aws::placement::definition::certain;
use crate::aws::placement::truth::{Truth, is_text, whole};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{Finding, Meta};
use crate::docker::Dockerfile;
use crate::docker::nginx::{Doubt, Reply, Request, Served};
use crate::eval::Value;
use crate::graph::{NodeId, alternatives};
use crate::rule::Context;
use crate::source::{Sources, Span};

use super::super::images::{built, repository_of};
use super::super::instances::{failed, undetermined};
use super::health_check::accepts;

/// What is registered and what pipelines build, found once for all target groups.
pub(super) struct Targets<'c> {
    sources: &'c Sources,
    built: Vec<(String, &'c Dockerfile, Span)>,
    registered: BTreeMap<NodeId, Vec<Registration<'c, 'c>>>,
}

impl<'c> Targets<'c> {
    pub(super) fn of(context: &Context<'c>, infrastructure: &'c Infrastructure<'c>) -> Self {
        let all = registrations(&infrastructure.graph, &infrastructure.placement);
        let mut registered: BTreeMap<NodeId, Vec<Registration<'c, 'c>>> = BTreeMap::new();
        for registration in all {
            let of_group = registered.entry(registration.group).or_default();
            of_group.push(registration);
        }
        Self {
            sources: context.sources,
            built: built(context),
            registered,
        }
    }
}

/// The path of a health check in each of the workloads that are registered in the target group.
pub(super) fn judge(
    infrastructure: &Infrastructure<'_>,
    (targets, meta): (&Targets<'_>, &'static Meta),
    (group, block): (NodeId, &Value),
) -> Vec<Finding> {
    let graph = &infrastructure.graph;
    let mut findings = Vec::new();
    for registration in targets.registered.get(&group).into_iter().flatten() {
        let found = asked(infrastructure, group, block).and_then(|asked| {
            let answer = answer(infrastructure, targets, registration, &asked)?;
            Ok((asked, answer))
        });
        let place = (group, "health_check.path");
        match found {
            // On which ports an image listens is for another rule.
            Ok((_, None)) => {}
            Ok((asked, Some((reply, file)))) => {
                if asked.is_taken(reply.status) {
                    continue;
                }
                let words = words(infrastructure, group, &asked, (reply, file));
                let finding = failed(infrastructure, meta, place, words);
                findings.push(finding.related(reply.span, "this answers"));
            }
            Err(unsure) => {
                let group = graph.node(group).address();
                let workload = registration.workload.address(graph);
                let what = format!(
                    "whether the tasks of {workload} serve the path that the health check of {group} asks for is not known"
                );
                findings.push(undetermined(infrastructure, meta, place, (&what, &unsure)));
            }
        }
    }
    findings
}

fn words(
    infrastructure: &Infrastructure<'_>,
    group: NodeId,
    asked: &Asked,
    (reply, file): (Reply, &Dockerfile),
) -> (String, String) {
    let group = infrastructure.graph.node(group).address();
    let answer = match reply.status {
        CLOSED => "by closing the connection".to_owned(),
        status => format!("with {status}"),
    };
    let message = format!(
        "the health check of {group} asks for {}, which nginx in the image of {} answers {answer}: no target is ever well",
        asked.path, file.path
    );
    let help = format!(
        "Ask for a path that is answered with {}, or let nginx answer {} so",
        asked.matcher, asked.path
    );
    (message, help)
}

/// What a health check asks for.
struct Asked {
    path: String,
    matcher: String,
    /// The port, where it is not that of the requests.
    port: Option<u16>,
}

impl Asked {
    fn is_taken(&self, status: u16) -> bool {
        status != CLOSED && accepts(&self.matcher, u32::from(status), u32::from(status))
    }
}

/// What nginx calls the end of a connection without an answer.
const CLOSED: u16 = 444;

fn asked(
    infrastructure: &Infrastructure<'_>,
    group: NodeId,
    block: &Value,
) -> Result<Asked, Unsure> {
    let node = infrastructure.graph.node(group);
    let text = |name: &str, default: &str| match node.given_in(block, name) {
        Some(value) => {
            let text = value.as_str().map(str::to_owned);
            let text = text.or_else(|| whole(value).map(|it| it.to_string()));
            text.ok_or_else(|| Unsure::of(value))
        }
        None => Ok(default.to_owned()),
    };
    let is_http = |answer: Truth, what: &str| match answer {
        Truth::Yes => Ok(()),
        Truth::No => {
            let reason = format!("how {what} is answered is not followed");
            Err(Unsure::new(reason, Some(node.place("health_check"))))
        }
        Truth::Open(unsure) => Err(unsure),
    };
    let version = is_text(node.given("protocol_version"), "GRPC", "HTTP1");
    is_http(version.opposite(), "gRPC")?;
    let protocol = is_text(node.given_in(block, "protocol"), "HTTP", "HTTP");
    is_http(protocol, "an encrypted request")?;
    let port = match text("port", "traffic-port")?.as_str() {
        "traffic-port" => None,
        port => Some(port.parse().map_err(|_| {
            let place = Some(node.place("health_check.port"));
            Unsure::new("its port is no number", place)
        })?),
    };
    Ok(Asked {
        path: text("path", "/")?,
        matcher: text("matcher", "200")?,
        port,
    })
}

/// How the image of a registered container answers, and where it is built; `None` where nothing listens on the port.
fn answer<'c>(
    infrastructure: &Infrastructure<'_>,
    targets: &Targets<'c>,
    registration: &Registration<'_, '_>,
    asked: &Asked,
) -> Result<Option<(Reply, &'c Dockerfile)>, Unsure> {
    let workload = registration.workload;
    let container = container(infrastructure, workload, &registration.container)?;
    let image = needed(container, "image")?;
    let Some(repository) = repository_of(&infrastructure.graph, image) else {
        let reason = "the container's image is of no repository of ECR whose name is known";
        return Err(Unsure::new(reason, image.place()));
    };
    let mut made = targets.built.iter();
    let Some((_, file, _)) = made.find(|(name, ..)| *name == repository) else {
        let reason =
            format!("no pipeline here is seen to build the image {repository} from one Dockerfile");
        return Err(Unsure::new(reason, image.place()));
    };
    for name in ["command", "entryPoint"] {
        if let Some(value) = certain(container, name)? {
            let reason = format!("the container's {name} starts something else");
            return Err(Unsure::new(reason, value.place()));
        }
    }
    let port = match (asked.port, &registration.port) {
        (Some(port), _) => Ok(port),
        (None, Ok(port)) => u16::try_from(*port).map_err(|_| {
            let place = Some(infrastructure.graph.node(workload.node).header());
            Unsure::new("its port is none", place)
        }),
        (None, Err(unsure)) => Err(unsure.clone()),
    }?;
    let unsure = |doubt: Doubt| {
        let at = doubt.at.or_else(|| image.place());
        Unsure::new(doubt.reason, at)
    };
    let mounts = mounts(container)?;
    let served = Served::by(targets.sources, file, mounts).map_err(unsure)?;
    let path = &asked.path;
    let reply = served.reply(&Request { port, path }).map_err(unsure)?;
    Ok(reply.map(|reply| (reply, *file)))
}

/// The container of this name in the definition of a workload.
fn container<'i>(
    infrastructure: &'i Infrastructure<'_>,
    workload: &Workload<'_>,
    name: &Result<String, Unsure>,
) -> Result<&'i Value, Unsure> {
    let node = infrastructure.graph.node(workload.node);
    let Some(definition) = &workload.definition else {
        let reason = "it has no task definition";
        return Err(Unsure::new(reason, Some(node.header())));
    };
    let definition = definition.clone()?;
    let name = name.clone()?;
    let missing = || {
        let header = infrastructure.graph.node(definition).header();
        Unsure::new("the definition's containers are not known", Some(header))
    };
    let list = infrastructure.placement.containers(definition);
    let ways = alternatives(list.ok_or_else(missing)?);
    let [members] = &ways[..] else {
        return Err(missing());
    };
    let is_named = |container: &&&Value| {
        let own = certain(container, "name").ok().flatten();
        own.and_then(Value::as_str) == Some(&name)
    };
    let found = members.certain.iter().find(is_named);
    found.copied().ok_or_else(missing)
}

fn needed<'v>(container: &'v Value, name: &str) -> Result<&'v Value, Unsure> {
    certain(container, name)?.ok_or_else(|| Unsure::of(container))
}

/// The paths at which volumes are mounted.
fn mounts(container: &Value) -> Result<Vec<String>, Unsure> {
    let Some(mounts) = certain(container, "mountPoints")? else {
        return Ok(Vec::new());
    };
    let ways = alternatives(mounts);
    let [members] = &ways[..] else {
        return Err(Unsure::of(mounts));
    };
    if let Some(others) = members.others {
        return Err(Unsure::of(others));
    }
    let path = |mount: &&Value| {
        let path = needed(mount, "containerPath")?;
        let text = path.as_str().map(str::to_owned);
        text.ok_or_else(|| Unsure::of(path))
    };
    members.certain.iter().map(path).collect()
}
