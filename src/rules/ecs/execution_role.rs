//! See `execution_role.md`.

use crate::aws::access::{role, trusts};
use crate::aws::placement::definition::given;
use crate::aws::placement::need::Needs;
use crate::aws::placement::truth::{Argument, Truth, argument};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity, Verdict};
use crate::eval::Value;
use crate::graph::{NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, judged};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-execution-role",
        summary: "A task definition has no execution role, or one that may not start its tasks.",
        why: "ECS takes this role to pull the image, to fetch the secrets and to write the logs: without it no task \
              starts.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("execution_role.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// Who takes the role.
const SERVICE: &str = "ecs-tasks.amazonaws.com";

/// The actions that starting tasks takes, by what they need. What a policy of a repository or secret may allow as well is
/// not among them where the environment makes one.
const ACTIONS: &[(&str, &str, Option<&str>)] = &[
    ("ecr.dkr", "ecr:GetAuthorizationToken", None),
    (
        "ecr.dkr",
        "ecr:BatchGetImage",
        Some("aws_ecr_repository_policy"),
    ),
    (
        "ecr.dkr",
        "ecr:GetDownloadUrlForLayer",
        Some("aws_ecr_repository_policy"),
    ),
    ("logs", "logs:CreateLogStream", None),
    ("logs", "logs:PutLogEvents", None),
    (
        "secretsmanager",
        "secretsmanager:GetSecretValue",
        Some("aws_secretsmanager_secret_policy"),
    ),
    ("ssm", "ssm:GetParameters", None),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (definition, node) in graph.resources("aws_ecs_task_definition") {
        let needs = Needs::of_definition(&infrastructure.placement, definition);
        match argument(node.given("execution_role_arn"))[..] {
            [Argument::Absent] => findings.extend(missing(infrastructure, definition, &needs)),
            [Argument::Given(value)] => {
                // A role that is made elsewhere has its own reviewers.
                let Some(role) = role(graph, value) else {
                    findings.extend(shared_elsewhere(infrastructure, definition, value));
                    continue;
                };
                findings.extend(untrusting(infrastructure, definition, role));
                findings.extend(unable(infrastructure, definition, (role, &needs)));
                findings.extend(shared(infrastructure, definition, role));
            }
            _ => {}
        }
    }
}

/// A definition that needs a role and has none.
fn missing(
    infrastructure: &Infrastructure<'_>,
    definition: NodeId,
    needs: &Needs,
) -> Option<Finding> {
    let node = infrastructure.graph.node(definition);
    let is_fargate = is_for_fargate(node.given("requires_compatibilities"));
    let purposes = [
        ("secretsmanager", "has secrets of Secrets Manager", true),
        ("ssm", "has secrets of the parameter store", true),
        ("ecr.dkr", "pulls its image from ECR", is_fargate),
        ("logs", "writes its logs to CloudWatch", is_fargate),
    ];
    let mut purposes = purposes.into_iter();
    let (_, purpose, _) = purposes.find(|(service, _, counts)| *counts && needs.name(service))?;
    let address = node.address();
    let message = format!(
        "{address} {purpose}, but has no execution role: ECS refuses it or cannot start its tasks"
    );
    let help = format!("Set execution_role_arn to a role that {SERVICE} may take");
    let place = (definition, "execution_role_arn");
    Some(failed(infrastructure, &RULE.meta, place, (message, help)))
}

fn is_for_fargate(kinds: Option<&Value>) -> bool {
    let ways = kinds.map(alternatives).unwrap_or_default();
    let names = |kind: &&Value| kind.as_str() == Some("FARGATE");
    !ways.is_empty() && ways.iter().all(|way| way.certain.iter().any(names))
}

/// A role that ECS may not take.
fn untrusting(
    infrastructure: &Infrastructure<'_>,
    definition: NodeId,
    role: NodeId,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let (address, of) = (graph.node(role).address(), graph.node(definition).address());
    let is_at_fault = trusts(graph, role, SERVICE).opposite();
    let message = || {
        let text =
            format!("{address} is the execution role of {of}, but {SERVICE} may not take it");
        let help = format!("Name {SERVICE} as the service in assume_role_policy");
        (text, help)
    };
    let what = format!("whether {SERVICE} may take {address} is not known");
    let place = (role, "assume_role_policy");
    judged(
        infrastructure,
        &RULE.meta,
        place,
        &is_at_fault,
        (&message, &what),
    )
}

/// A role whose policies do not allow what starting the tasks takes.
fn unable(
    infrastructure: &Infrastructure<'_>,
    definition: NodeId,
    (role, needs): (NodeId, &Needs),
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let mut lacking = Vec::new();
    let mut open: Option<Unsure> = None;
    let is_fargate = is_for_fargate(graph.node(definition).given("requires_compatibilities"));
    for (service, action, otherwise) in ACTIONS {
        // On EC2 the instance's own role pulls images and writes logs.
        if !is_fargate && matches!(*service, "ecr.dkr" | "logs") {
            continue;
        }
        let is_allowed_otherwise =
            otherwise.is_some_and(|kind| graph.resources(kind).next().is_some());
        if !needs.name(service) || is_allowed_otherwise {
            continue;
        }
        match infrastructure.access.allows(role, action) {
            Truth::Yes => {}
            Truth::No => lacking.push(*action),
            Truth::Open(unsure) => open = open.or(Some(unsure)),
        }
    }
    if is_fargate && makes_log_group(infrastructure, definition) {
        match infrastructure.access.allows(role, CREATE_GROUP) {
            Truth::Yes => {}
            Truth::No => lacking.push(CREATE_GROUP),
            Truth::Open(unsure) => open = open.or(Some(unsure)),
        }
    }
    // The group may be there from an earlier time.
    let is_group_only = lacking == [CREATE_GROUP];
    let (address, of) = (graph.node(role).address(), graph.node(definition).address());
    let is_at_fault = match (lacking.is_empty(), open) {
        (false, _) => Truth::Yes,
        (true, Some(unsure)) => Truth::Open(unsure),
        (true, None) => Truth::No,
    };
    let message = || {
        let text = format!(
            "{address} is the execution role of {of}, but its policies do not allow {}",
            lacking.join(", ")
        );
        if is_group_only {
            let text = format!("{text}, which awslogs-create-group takes");
            let help = "Allow it in a policy of the role, or make the log group by aws_cloudwatch_log_group";
            return (text, help.to_owned());
        }
        let help = "Attach AmazonECSTaskExecutionRolePolicy, or allow these actions in a policy of its own";
        (text, help.to_owned())
    };
    let what =
        format!("whether {address} allows what starting the tasks of {of} takes is not known");
    let finding = judged(
        infrastructure,
        &RULE.meta,
        (role, ""),
        &is_at_fault,
        (&message, &what),
    )?;
    let header = graph.node(definition).place("execution_role_arn");
    let finding = finding.related(header, "the execution role of this definition");
    let is_milder = is_group_only && finding.verdict == Verdict::Fail;
    Some(if is_milder {
        finding.severity(Severity::Warning)
    } else {
        finding
    })
}

/// What `awslogs-create-group` takes where the group is not there.
const CREATE_GROUP: &str = "logs:CreateLogGroup";

/// Whether starting a container certainly makes its log group, which nothing in the environment makes or reads.
fn makes_log_group(infrastructure: &Infrastructure<'_>, definition: NodeId) -> bool {
    let graph = &infrastructure.graph;
    let kind = "aws_cloudwatch_log_group";
    let groups = graph.resources(kind).chain(graph.data_sources(kind));
    let known: Vec<Option<&str>> = groups
        .map(|(_, node)| node.given("name").and_then(Value::as_str))
        .collect();
    let makes = |container: &&Value| {
        let logs = given(container, "logConfiguration")?;
        let driver = given(logs, "logDriver")?.as_str()?;
        let options = given(logs, "options")?;
        let creates = given(options, "awslogs-create-group")?.as_switch()?;
        let group = given(options, "awslogs-group")?.as_str()?;
        // One whose name is not known may be this one.
        let is_there = known.iter().any(|name| name.is_none_or(|it| it == group));
        Some(driver == "awslogs" && creates && !is_there)
    };
    let list = infrastructure.placement.containers(definition);
    let ways = list.map(alternatives).unwrap_or_default();
    let mut all = ways.iter();
    graph.unseen.is_empty()
        && !ways.is_empty()
        && all.all(|way| way.certain.iter().any(|it| makes(it) == Some(true)))
}

/// A role that the code in the tasks has too.
fn shared(
    infrastructure: &Infrastructure<'_>,
    definition: NodeId,
    execution: NodeId,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(definition);
    let own = role(graph, node.given("task_role_arn")?)?;
    (own == execution).then(|| told_shared(infrastructure, definition))
}

/// The same of a role that is made elsewhere, and written out in both places.
fn shared_elsewhere(
    infrastructure: &Infrastructure<'_>,
    definition: NodeId,
    execution: &Value,
) -> Option<Finding> {
    let own = infrastructure
        .graph
        .node(definition)
        .given("task_role_arn")?;
    let is_shared = own.as_str()? == execution.as_str()?;
    is_shared.then(|| told_shared(infrastructure, definition))
}

fn told_shared(infrastructure: &Infrastructure<'_>, definition: NodeId) -> Finding {
    let node = infrastructure.graph.node(definition);
    let message = format!(
        "{} gives its containers the role that starts them: their code may read what only ECS needs",
        node.address()
    );
    let help = "Give task_role_arn a role of its own, with what the code needs".to_owned();
    let place = (definition, "task_role_arn");
    let found = failed(infrastructure, &RULE.meta, place, (message, help));
    found.severity(Severity::Warning)
}
