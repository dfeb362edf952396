//! The repository's own policies: reading them, and what they find.

use std::collections::BTreeSet;

use crate::config::{Config, ConfigError};
use crate::diagnostic::{Finding, Verdict};
use crate::policy::{self, Policies};
use crate::rule::Context;
use crate::schema::Schemas;
use crate::source::Sources;

use super::{RunError, places, show_calls};

/// The policies in the folders of `[policies]`. `text` is the configuration's own. A fault in a policy is told by the
/// run that is given them; `Err` is a fault of the configuration.
pub fn load_policies(
    sources: &Sources,
    config: &Config,
    text: &str,
    providers: &Schemas,
) -> Result<Policies, Vec<ConfigError>> {
    let taken: Vec<&str> = crate::rules::ALL.iter().map(|rule| rule.meta.id).collect();
    Policies::of_repository(sources, (config, text), providers, &taken)
}

/// Judges the policies; what kept some from being judged, and what the person at the terminal should know of them.
pub(super) fn judge(
    context: &Context<'_>,
    policies: &Policies,
) -> (Vec<Finding>, Vec<RunError>, Vec<String>) {
    let faults = policies.errors.iter().map(ToString::to_string);
    let judged = policy::judge(context, policies);
    let errors = faults.chain(judged.errors).map(|message| RunError {
        path: None,
        message,
    });
    let places = places::Places::of(context.repo);
    let mut findings = judged.findings;
    for finding in &mut findings {
        show_calls(context.sources, finding);
        places.complete(context, None, None, finding);
    }
    let cut = cut_stacks(context);
    let is_cut = |finding: &Finding| {
        let mut stacks = finding.instances.iter().map(|instance| &*instance.stack);
        finding.verdict == Verdict::Fail && stacks.any(|stack| cut.contains(stack))
    };
    findings.retain(|finding| !context.sources.is_past(finding.span.file) && !is_cut(finding));
    (findings, errors.collect(), judged.notices)
}

/// The stacks of environments of which one was not evaluated to its end: what is missing looks like what is not there.
fn cut_stacks<'c>(context: &Context<'c>) -> BTreeSet<&'c str> {
    let cut = context.infrastructures.iter().filter(|one| one.is_cut());
    cut.flat_map(|one| one.graph.stacks.iter().map(|id| one.graph.stack_path(*id)))
        .collect()
}
