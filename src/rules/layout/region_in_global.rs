//! See `region_in_global.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::plan::Visit;
use crate::repo::{Resource, StackId};
use crate::rule::{Check, Context, Rule};

use super::arguments::is_passed_providers;
use super::reached::findings_of;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-region-in-global",
        summary: "A global stack makes what belongs to one region.",
        why: "The folder does not say which region that is, so nobody who looks for it there finds it, and the loss \
              of that region stops the global stack as well.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("region_in_global.md"),
        options: &[],
    },
    check: Check::Stack(check),
};

fn check(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let stack = repo.stack(id);
    if !stack.place.global {
        return;
    }
    let word = |made: &str| {
        let message = format!("{made} is regional, but {} is global", stack.path);
        let help = "Move it to a stack in the folder of its region";
        (message, help.to_owned())
    };
    findings.extend(findings_of(
        context.plan,
        id,
        &RULE.meta,
        &is_regional,
        &word,
    ));
}

/// Types of what serves one region only. Buckets, keys, lock tables, certificates, web access lists, functions, log
/// groups and topics are left out: the state, CloudFront, Route 53 and budgets need them in global stacks.
const REGIONAL: &[&str] = &[
    "aws_vpc",
    "aws_subnet",
    "aws_nat_gateway",
    "aws_internet_gateway",
    "aws_route_table",
    "aws_security_group",
    "aws_lb",
    "aws_alb",
    "aws_elb",
    "aws_ecs_cluster",
    "aws_ecs_service",
    "aws_ecs_task_definition",
    "aws_eks_cluster",
    "aws_instance",
    "aws_launch_template",
    "aws_autoscaling_group",
    "aws_db_instance",
    "aws_rds_cluster",
    "aws_elasticache_cluster",
    "aws_elasticache_replication_group",
    "aws_opensearch_domain",
    "aws_efs_file_system",
    "aws_msk_cluster",
    "aws_mq_broker",
];

fn is_regional(visit: Visit<'_>, resource: &Resource<'_>) -> bool {
    // What is made with another configuration of the provider was put into its region on purpose.
    let is_elsewhere =
        resource.block.body.attribute("provider").is_some() || is_passed_providers(visit);
    !is_elsewhere && REGIONAL.contains(&resource.kind)
}
