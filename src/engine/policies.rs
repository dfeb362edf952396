//! The repository's own policies: reading them, and what they find.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::config::{Config, ConfigError};
use crate::diagnostic::{Finding, Verdict};
use crate::peers::{self, Peers, Tool};
use crate::policy::{self, OtherIds, Policies, Policy, PolicyFile, Target};
use crate::repo::ModuleId;
use crate::rule::Context;
use crate::schema::Schemas;
use crate::source::Sources;

use super::notices::{MAX_NAMED, listed};
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
    let others = OtherIds {
        rules: &taken,
        said_of: &|policies, id| Peers::of(policies).said_of(id),
    };
    let mut policies = Policies::of_repository(sources, (config, text), providers, &others)?;
    let wrong = wrong_peers(sources, &policies);
    policies.errors.extend(wrong);
    policies.errors.sort();
    Ok(policies)
}

/// What comments of the repository's policies call checks of other tools, and is none.
fn wrong_peers(sources: &Sources, policies: &Policies) -> Vec<ConfigError> {
    let tools = Tool::ALL.map(Tool::as_str).join(", ");
    let of_policy = |(file, policy): (&PolicyFile, &Policy)| -> Vec<ConfigError> {
        let text = &sources.text(file.file).content;
        let wrong = policy.peers.iter().filter(|peer| !peers::is_one(peer));
        let error = |peer: &String| {
            let message = format!(
                "`iaclint-peers` of the policy `{}` names `{peer}`, which is no check of another tool: write the tool and \
                 its id, such as checkov:CKV_AWS_51; the tools are {tools}",
                policy.label
            );
            ConfigError::at(&file.path, text, policy.header.start as usize, message)
        };
        wrong.map(error).collect()
    };
    let files = policies.own().iter();
    let all = files.flat_map(|file| file.policies.iter().map(move |policy| (file, policy)));
    all.flat_map(of_policy).collect()
}

/// Judges the policies; what kept some from being judged, and what the person at the terminal should know of them.
pub(super) fn judge(
    context: &Context<'_>,
    policies: &Policies,
    config_text: &str,
) -> (Vec<Finding>, Vec<RunError>, Vec<String>) {
    let faults = policies.errors.iter().cloned().map(RunError::from);
    let judged = policy::judge(context, policies);
    let broken = judged.errors.into_iter().map(|message| RunError {
        message,
        ..RunError::default()
    });
    let errors = faults.chain(broken);
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
    let notices = judged
        .notices
        .into_iter()
        .chain(uncalled(context, policies))
        .chain(policy::unmatched(context, policies, config_text));
    (findings, errors.collect(), notices.collect())
}

/// Modules that no stack calls, so that nobody knows with which values: policies judge what stacks make. Where there is
/// no stack, that is said for all that is judged.
fn uncalled(context: &Context<'_>, policies: &Policies) -> Option<String> {
    let repo = context.repo;
    repo.stacks().next()?;
    let made: BTreeSet<ModuleId> = repo
        .stacks()
        .flat_map(|(id, _)| context.plan.stack(id).modules.iter().map(|it| it.module))
        .collect();
    let mut kinds: BTreeMap<&str, bool> = BTreeMap::new();
    let mut is_judged = |kind| {
        let judges = |policy: &Policy| {
            policy.target == Target::Resource && policy.is_about_creation && policy.is_about(kind)
        };
        let is_judged = || policies.all().any(judges);
        *kinds.entry(kind).or_insert_with(is_judged)
    };
    let mut uncalled: Vec<&str> = Vec::new();
    for (module, at) in repo.modules.iter().zip(0..) {
        let mut resources = module.resources.values();
        if !made.contains(&ModuleId(at))
            && resources.any(|it| it.mode == ResourceMode::Managed && is_judged(it.kind))
        {
            uncalled.push(match &*module.path {
                "" => "the module at the repository's root",
                path => path,
            });
        }
    }
    let it = if uncalled.len() == 1 {
        "it holds"
    } else {
        "they hold"
    };
    (!uncalled.is_empty()).then(|| {
        format!(
            "no stack calls {}, so that policies do not judge what {it}",
            listed(&uncalled, MAX_NAMED)
        )
    })
}

/// The stacks of environments of which one was not evaluated to its end: what is missing looks like what is not there.
fn cut_stacks<'c>(context: &Context<'c>) -> BTreeSet<&'c str> {
    let cut = context.infrastructures.iter().filter(|one| one.is_cut());
    cut.flat_map(|one| one.graph.stacks.iter().map(|id| one.graph.stack_path(*id)))
        .collect()
}
