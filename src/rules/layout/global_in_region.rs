//! See `global_in_region.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::plan::Visit;
use crate::repo::layout::Segment;
use crate::repo::{Repo, Resource, StackId};
use crate::rule::{Check, Context, Rule};

use super::reached::findings_of;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-global-in-region",
        summary: "A stack of one region makes what has no region.",
        why: "The next region's copy of the stack makes it a second time, which AWS refuses or which changes the \
              first; and whoever tears down the region tears it down for all.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("global_in_region.md"),
        options: &[],
    },
    check: Check::Stack(check),
};

fn check(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let stack = repo.stack(id);
    let Some(region) = stack.place.region.as_deref().filter(|_| knows_global(repo)) else {
        return;
    };
    let folder = stack.path.replacen(&format!("/{region}/"), "/global/", 1);
    let word = |made: &str| {
        let message = format!("{made} is global, but {} lies in {region}", stack.path);
        let help = if folder == stack.path {
            "Move it to a stack for what has no region".to_owned()
        } else {
            format!(
                "Move it to a stack under {}",
                folder.rsplit_once('/').map_or("global", |it| it.0)
            )
        };
        (message, help)
    };
    findings.extend(findings_of(context.plan, id, &RULE.meta, &is_global, &word));
}

/// Whether the layout has a place for what has no region.
fn knows_global(repo: &Repo<'_>) -> bool {
    let is_global = |segment: &Segment| match segment {
        Segment::Literal(name) => name == "global",
        Segment::Region => true,
        _ => false,
    };
    let mut patterns = repo.layout.live.iter();
    patterns.any(|pattern| pattern.segments.iter().any(is_global))
        || repo.stacks.iter().any(|stack| stack.place.global)
}

/// Types of what exists once in an account or has no region. Roles and policies are left out: the services of a
/// region have their own.
const GLOBAL: &[&str] = &[
    "aws_iam_openid_connect_provider",
    "aws_iam_user",
    "aws_iam_group",
    "aws_iam_service_linked_role",
    "aws_s3_account_public_access_block",
];

/// Beginnings of such types.
const GLOBAL_FAMILIES: &[&str] = &[
    "aws_iam_account_",
    "aws_organizations_",
    "aws_budgets_",
    "aws_cloudfront_",
];

fn is_global(visit: Visit<'_>, resource: &Resource<'_>) -> bool {
    let body = &resource.block.body;
    match resource.kind {
        // A zone with a VPC is private and belongs to the region of that VPC.
        "aws_route53_zone" => {
            body.attribute("vpc").is_none()
                && body.blocks_of("vpc").next().is_none()
                && !has_dynamic(resource, "vpc")
        }
        "aws_wafv2_web_acl"
        | "aws_wafv2_ip_set"
        | "aws_wafv2_rule_group"
        | "aws_wafv2_regex_pattern_set" => {
            let scope = body.attribute("scope").map(|it| visit.evaluate(&it.value));
            scope.is_some_and(|scope| scope.as_str() == Some("CLOUDFRONT"))
        }
        kind => {
            let mut families = GLOBAL_FAMILIES.iter();
            GLOBAL.contains(&kind) || families.any(|start| kind.starts_with(start))
        }
    }
}

fn has_dynamic(resource: &Resource<'_>, name: &str) -> bool {
    let mut blocks = resource.block.body.blocks_of("dynamic");
    blocks.any(|block| block.label(0) == Some(name))
}
