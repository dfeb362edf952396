//! See `region_implicit.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::plan::Plan;
use crate::repo::{Module, StackId};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::arguments::{is_passed_providers, outermost_call};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "provider-region-implicit",
        summary: "The AWS provider of a stack is given no region.",
        why: "The region then comes from the environment or profile of whoever runs Terraform, and the same code \
              makes everything a second time elsewhere.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("region_implicit.md"),
        options: &[],
    },
    check: Check::Stack(check),
};

fn check(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let stack = repo.stack(id);
    let module = repo.module(stack.module);
    // Terragrunt writes the provider's configuration when it runs.
    let is_generated = context
        .sources
        .file_in(stack.directory, "terragrunt.hcl")
        .is_some();
    if (stack.place.region.is_none() && !stack.place.global) || is_generated {
        return;
    }
    let path = &stack.path;
    let region = stack.place.region.as_deref();
    let write = match region {
        Some(region) => format!("region = \"{region}\""),
        None => "region".to_owned(),
    };
    if let Some(provider) = module.default_provider("aws") {
        if is_without_region(context.plan, id, provider) {
            let message = format!("the provider aws of {path} has no region");
            let help = format!("Add `{write}` to the block");
            findings.push(
                Finding::new(&RULE.meta, provider.block.header(), message, help)
                    .address("provider.aws"),
            );
        }
    } else if let Some(span) = first_use(context.plan, id, module) {
        let message =
            format!("{path} does not configure the provider aws, so its region is not said");
        let help = format!("Add `provider \"aws\" {{ … }}` with `{write}`");
        findings.push(Finding::new(&RULE.meta, span, message, help).address("provider.aws"));
    }
}

fn is_without_region(
    plan: &Plan<'_>,
    stack: StackId,
    provider: &crate::repo::ProviderConfiguration<'_>,
) -> bool {
    let written = provider.block.body.attribute("region");
    written.is_none_or(|attribute| plan.walk(stack).root().evaluate(&attribute.value).is_null())
}

/// Where a stack without configuration of the provider needs the default one: its entry among the required
/// providers, or the first resource.
fn first_use(plan: &Plan<'_>, stack: StackId, module: &Module<'_>) -> Option<Span> {
    let is_default = |block: &crate::hcl::Block| block.body.attribute("provider").is_none();
    let own = module
        .resources
        .values()
        .filter(|resource| resource.kind.starts_with("aws_") && is_default(&resource.block));
    let own = own.map(|resource| resource.block.header()).min();
    let mut within = None;
    let walk = plan.walk(stack);
    for visit in walk.visits() {
        if !visit.is_root()
            && within.is_none()
            && !is_passed_providers(visit)
            && visit.module.default_provider("aws").is_none()
            && visit
                .module
                .resources
                .values()
                .any(|resource| resource.kind.starts_with("aws_") && is_default(&resource.block))
        {
            within = outermost_call(visit).map(|call| call.block.header());
        }
    }
    let used = own.or(within)?;
    let entry = module.settings.required_providers.get("aws");
    Some(entry.map_or(used, |entry| entry.name.span))
}
