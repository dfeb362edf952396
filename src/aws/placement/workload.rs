//! What runs tasks: services, task sets, and schedules.

use crate::eval::Value;
use crate::graph::{Graph, Members, NodeId, alternatives, possible};

use super::super::Unsure;
use super::cluster::is_made;
use super::definition;
use super::launch::{self, Launch};
use super::truth::{Argument, Truth, block, entry, is_text};

/// What kind of resource runs tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkloadKind {
    /// Keeps a number of tasks running.
    Service,
    /// A part of a service that something outside of ECS deploys.
    TaskSet,
    /// Starts tasks on events or at times.
    Event,
}

/// One instance of a resource that runs tasks.
#[derive(Debug, Clone)]
pub struct Workload<'g> {
    /// The instance.
    pub node: NodeId,
    /// Its kind.
    pub kind: WorkloadKind,
    /// The path of the block with the arguments about tasks, with a dot at its end; empty for the resource itself.
    pub prefix: &'static str,
    /// That block's arguments; `None` for the resource itself.
    block: Option<&'g Value>,
    /// The cluster that is named, where one is.
    pub cluster: Option<&'g Value>,
    /// The task definition that is named, where one is.
    pub definition: Option<Result<NodeId, Unsure>>,
    /// What the tasks run on.
    pub launch: Result<Launch, Unsure>,
}

/// The types that run tasks: their kind, the blocks that lead to the arguments about tasks, and the argument that names
/// the task definition.
const KINDS: &[(&str, WorkloadKind, &str, &str)] = &[
    (
        "aws_ecs_service",
        WorkloadKind::Service,
        "",
        "task_definition",
    ),
    (
        "aws_ecs_task_set",
        WorkloadKind::TaskSet,
        "",
        "task_definition",
    ),
    (
        "aws_cloudwatch_event_target",
        WorkloadKind::Event,
        "ecs_target.",
        "task_definition_arn",
    ),
    (
        "aws_scheduler_schedule",
        WorkloadKind::Event,
        "target.ecs_parameters.",
        "task_definition_arn",
    ),
];

/// Everything that certainly runs tasks.
pub(super) fn find<'g>(graph: &Graph<'g>) -> Vec<Workload<'g>> {
    let mut found = Vec::new();
    for (resource, kind, prefix, names_definition) in KINDS {
        for (id, node) in graph.resources(resource) {
            let mut inner = None;
            let mut outer = None;
            let names = prefix.split('.').filter(|name| !name.is_empty());
            let mut is_there = true;
            for name in names {
                let value = match inner {
                    None => node.given(name),
                    Some(block) => entry(block, name),
                };
                let ways = block(value);
                let [Argument::Given(arguments)] = ways[..] else {
                    is_there = false;
                    break;
                };
                (outer, inner) = (inner, Some(arguments));
            }
            if !is_there {
                continue;
            }
            let cluster = match *resource {
                "aws_cloudwatch_event_target" => node.given("arn"),
                "aws_scheduler_schedule" => outer.and_then(|target| entry(target, "arn")),
                _ => node.given("cluster"),
            };
            let given = |name: &str| match inner {
                None => node.given(name),
                Some(block) => entry(block, name).filter(|value| !value.is_null()),
            };
            let definition =
                given(names_definition).map(|value| definition::named(graph, id, value));
            found.push(Workload {
                node: id,
                kind: *kind,
                prefix,
                block: inner,
                cluster,
                definition,
                launch: launch::launch(graph, id, &given, cluster),
            });
        }
    }
    found
}

impl<'g> Workload<'g> {
    /// An argument about its tasks, where it is set.
    pub fn given(&self, graph: &Graph<'g>, name: &str) -> Option<&'g Value> {
        match self.block {
            None => graph.node(self.node).given(name),
            Some(block) => entry(block, name).filter(|value| !value.is_null()),
        }
    }

    /// The path of an argument about its tasks in its resource.
    pub fn path(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Its address in its stack.
    pub fn address(&self, graph: &Graph<'_>) -> String {
        graph.node(self.node).address()
    }

    /// The strategy that spreads its tasks over capacity providers: its own, else its cluster's. None where it has a launch
    /// type, or where nobody says one.
    pub fn strategy(&self, graph: &Graph<'g>) -> Result<Option<&'g Value>, Unsure> {
        let names_some = |strategy: &&Value| {
            let ways = alternatives(strategy);
            ways.iter().any(|way| way.all().next().is_some())
        };
        let own = self.given(graph, "capacity_provider_strategy");
        if let Some(own) = own.filter(names_some) {
            return Ok(Some(own));
        }
        if self.given(graph, "launch_type").is_some() {
            return Ok(None);
        }
        let of_cluster = launch::strategies_of_cluster(graph, self.node, self.cluster)?;
        Ok(of_cluster.into_iter().find(names_some))
    }

    /// Its network configuration, in the ways in which it may come out.
    pub fn network(&self, graph: &Graph<'g>) -> Vec<Argument<'g>> {
        block(self.given(graph, "network_configuration"))
    }

    /// An argument of its network configuration, in each way in which there is one.
    pub fn of_network(
        &self,
        graph: &Graph<'g>,
        name: &str,
    ) -> Result<Vec<Option<&'g Value>>, Unsure> {
        let mut found = Vec::new();
        for way in self.network(graph) {
            match way {
                Argument::Absent => {}
                Argument::Given(arguments) => found.push(entry(arguments, name)),
                Argument::Open(unsure) => return Err(unsure),
            }
        }
        Ok(found)
    }

    /// The subnets of its tasks, in the ways in which they may come out. None where the tasks have no network of their
    /// own, and the instances' is not followed either.
    pub fn subnets(&self, graph: &Graph<'g>) -> Result<Vec<Members<'g>>, Unsure> {
        let own = self.of_network(graph, "subnets")?;
        let is_of_instances = !matches!(self.launch, Ok(Launch::Fargate | Launch::External));
        if own.is_empty() && is_of_instances && self.definition.is_some() {
            return self.subnets_of_instances(graph);
        }
        let ways = own.into_iter().flatten().flat_map(alternatives);
        Ok(ways.collect())
    }

    /// The subnets of the instances that its capacity providers start.
    fn subnets_of_instances(&self, graph: &Graph<'g>) -> Result<Vec<Members<'g>>, Unsure> {
        let node = graph.node(self.node);
        let unknown = || {
            let reason = "which instances run its tasks is not known";
            Unsure::new(reason, Some(node.header()))
        };
        // Without a strategy, ECS takes instances that joined the cluster in whatever way.
        let strategy = self.strategy(graph)?.ok_or_else(unknown)?;
        let mut found: Vec<Members<'g>> = Vec::new();
        for members in alternatives(strategy) {
            if !members.is_complete() {
                return Err(unknown());
            }
            let mut all = Members::default();
            for one in members.certain {
                let provider = entry(one, "capacity_provider").ok_or_else(unknown)?;
                let group = provider_group(graph, provider).ok_or_else(unknown)?;
                let subnets = graph.node(group).given("vpc_zone_identifier");
                let subnets = subnets.ok_or_else(unknown)?;
                let [subnets] = &alternatives(subnets)[..] else {
                    return Err(Unsure::of(subnets));
                };
                all.certain.extend(&subnets.certain);
                all.others = all.others.or(subnets.others);
            }
            found.push(all);
        }
        Ok(found)
    }

    /// Whether its tasks have a network interface of their own.
    pub fn has_own_interface(&self, graph: &Graph<'_>) -> Truth {
        if self.launch == Ok(Launch::Fargate) {
            return Truth::Yes;
        }
        match &self.definition {
            Some(Ok(definition)) => mode_is(graph, *definition, "awsvpc"),
            Some(Err(unsure)) => Truth::Open(unsure.clone()),
            None => Truth::No,
        }
    }

    /// Whether ECS itself replaces its tasks, step by step.
    pub fn is_rolling(&self, graph: &Graph<'g>) -> Truth {
        let controllers = self.given(graph, "deployment_controller");
        let ways = block(controllers).into_iter().map(|way| match way {
            Argument::Absent => Truth::Yes,
            Argument::Given(controller) => is_text(entry(controller, "type"), "ECS", "ECS"),
            Argument::Open(unsure) => Truth::Open(unsure),
        });
        let by_controller = Truth::in_all(ways, controllers);
        let strategies = self.given(graph, "deployment_configuration");
        let ways = block(strategies).into_iter().map(|way| match way {
            Argument::Absent => Truth::Yes,
            Argument::Given(it) => is_text(entry(it, "strategy"), "ROLLING", "ROLLING"),
            Argument::Open(unsure) => Truth::Open(unsure),
        });
        by_controller.and(Truth::in_all(ways, strategies))
    }
}

/// Whether a task definition has this network mode. Without one, Docker's bridge is meant.
pub fn mode_is(graph: &Graph<'_>, definition: NodeId, mode: &str) -> Truth {
    is_text(graph.node(definition).given("network_mode"), mode, "bridge")
}

/// The group of instances that a capacity provider starts.
pub(super) fn provider_group(graph: &Graph<'_>, provider: &Value) -> Option<NodeId> {
    let [provider] = possible(provider)[..] else {
        return None;
    };
    let by_name = || {
        let name = provider.as_str()?;
        let providers = graph.resources("aws_ecs_capacity_provider");
        let mut found = providers.filter(|(_, node)| {
            let own = node.given("name").and_then(Value::as_str);
            own == Some(name)
        });
        let (first, _) = found.next()?;
        found.next().is_none().then_some(first)
    };
    let id = graph
        .node_named(provider, &["name", "id", "arn"])
        .or_else(by_name)?;
    let groups = graph.node(id).blocks("auto_scaling_group_provider");
    let group = entry(groups.first()?.certain.first()?, "auto_scaling_group_arn")?;
    let group = graph.node_named(group, &["arn", "id"])?;
    is_made(graph, group, "aws_autoscaling_group").then_some(group)
}
