//! See `cross_env.md`.

use crate::config::Tier;
use crate::diagnostic::{
    DefaultSeverity, Finding, Instance, Meta, OptionKind, RuleOption, Severity,
};
use crate::plan::RemoteState;
use crate::repo::Stack;
use crate::repo::words::is_environment;
use crate::rule::{Check, Context, Rule};

use super::globs::matches_any;
use super::remote::place;
use super::suspects::Suspects;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-cross-env",
        summary: "Production reads the state of another environment, or the other way round.",
        why: "A change in one environment then changes the other, and production depends on what may be torn down at \
              any time. Most often a bucket or key was copied and not changed.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("cross_env.md"),
        options: &[RuleOption {
            name: "allow",
            summary: "Stacks that every environment may read, by folder, such as `live/prod/global/dns`; globs are \
                      allowed. None without it.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let suspects = Suspects::of(context);
    let sound = |state: &&RemoteState| !suspects.write(state);
    for state in context.plan.remote_states().filter(sound) {
        let reader = repo.stack(state.reader);
        let [producer] = state.producers.as_slice() else {
            continue;
        };
        let producer = repo.stack(*producer);
        let folder = &repo.sources.directory(producer.directory).path;
        let is_allowed = matches_any(context.strings(&RULE.meta, "allow"), folder);
        let (Some(own), Some(other)) =
            (environment(context, reader), environment(context, producer))
        else {
            continue;
        };
        if own == other || reader.tier == producer.tier || is_allowed {
            continue;
        }
        let at = place(state);
        let message = format!(
            "{} ({own}) reads the state of {} ({other})",
            reader.path, producer.path
        );
        let help = format!(
            "Read the state of {own} instead; if {other} is meant, name {folder} in the option `allow` of this rule"
        );
        let mut finding = Finding::new(&RULE.meta, at, message, help)
            .address(format!("data.terraform_remote_state.{}", state.name()))
            .attribute("config")
            .label(format!("the state of {other}"));
        if at != state.span {
            finding = finding.related(state.span, "read here");
        }
        finding.instances = vec![Instance {
            environment: reader.place.environment.clone(),
            stack: reader.path.clone(),
            address: Some(state.address()),
        }];
        findings.push(finding);
    }
}

/// The stack's environment, where it is one beyond doubt: `shared` or `global` is read by all.
fn environment<'s>(context: &Context<'_>, stack: &'s Stack<'_>) -> Option<&'s str> {
    let name = stack.place.environment.as_deref()?;
    let is_configured = context.config.environments.get(name);
    let is_configured = is_configured.is_some_and(|settings| settings.tier.is_some());
    (is_environment(name) || is_configured || stack.tier == Tier::Production).then_some(name)
}
