//! What the configuration makes of rules and findings.

use std::ops::Range;

use globset::GlobSet;

use super::outcome::RunError;
use crate::config::{Config, ConfigError, Level, OptionValue, Rule as RuleSettings, Tier, globs};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind};
use crate::peers::Peers;
use crate::policy::{Policies, pack};
use crate::repo::layout::Pattern;
use crate::repo::words::nearest;
use crate::rule::{Check, Context, Rule};

/// Checks that the configuration speaks of rules and options that exist.
pub(super) fn validate(
    config: &Config,
    text: &str,
    (rules, policies): (&[&'static Rule], &Policies),
) -> Result<(), Vec<ConfigError>> {
    let mut errors = Vec::new();
    let unknown_rule = |id: &str| unknown_rule(id, rules, policies);
    for (id, settings) in &config.rules {
        match rules.iter().find(|rule| rule.meta.id == id) {
            Some(rule) => {
                let faults = option_faults(&rule.meta, settings).into_iter();
                errors.extend(faults.map(|(range, fault)| config.error(text, &range, fault)));
            }
            None if pack::has(id) => {}
            None => errors.push(config.error(text, &settings.range, unknown_rule(id))),
        }
    }
    let overridden = config.overrides.iter().flat_map(|one| &one.rules);
    for (id, level) in overridden {
        if !rules.iter().any(|rule| rule.meta.id == id) && !pack::has(id) {
            errors.push(config.error(text, &level.range, unknown_rule(id)));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn unknown_rule(id: &str, rules: &[&'static Rule], policies: &Policies) -> String {
    if let Some(said) = Peers::of(policies).said_of(id) {
        return format!("there is no rule `{id}`; {said}");
    }
    let ids = rules.iter().map(|rule| rule.meta.id).chain(pack::ids());
    let near = nearest(id, ids);
    let hint = near.map_or("`iaclint rules` lists them".to_owned(), |near| {
        format!("did you mean `{near}`?")
    });
    format!("there is no rule `{id}`; {hint}")
}

fn option_faults(meta: &Meta, settings: &RuleSettings) -> Vec<(Range<usize>, String)> {
    let mut faults = Vec::new();
    for (name, written) in &settings.options {
        let fault = match (
            meta.options.iter().find(|option| option.name == name),
            &written.value,
        ) {
            (None, _) => {
                let names: Vec<&str> = meta.options.iter().map(|option| option.name).collect();
                let known = if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(", ")
                };
                format!(
                    "the rule `{}` has no option `{name}`; it has: severity, ignorable, {known}",
                    meta.id
                )
            }
            (Some(option), OptionValue::Bool(_)) if option.kind == OptionKind::Bool => continue,
            (Some(option), OptionValue::Strings(_)) if option.kind == OptionKind::Strings => {
                continue;
            }
            (Some(option), _) => {
                let wanted = if option.kind == OptionKind::Bool {
                    "true or false"
                } else {
                    "a list of strings"
                };
                format!("`{name}` of the rule `{}` must be {wanted}", meta.id)
            }
        };
        faults.push((written.range.clone(), fault));
    }
    faults
}

/// Whether a rule can report anything at all: off by itself and never switched on by an override means no.
pub(super) fn may_run(config: &Config, meta: &Meta) -> bool {
    let off = config
        .rules
        .get(meta.id)
        .is_some_and(|settings| settings.severity == Some(Level::Off));
    let on = |one: &crate::config::Override| {
        one.rules
            .get(meta.id)
            .is_some_and(|level| level.value != Level::Off)
    };
    !off || config.overrides.iter().any(on)
}

/// Gives every finding the severity that its environment's tier and the configuration say; drops what is off.
pub(super) fn apply(context: &Context<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let overrides = compile(context.config);
    findings
        .into_iter()
        .filter_map(|finding| apply_one(context, &overrides, finding))
        .collect()
}

/// The same for what the engine itself found after the rules had run.
pub(super) fn apply_to_engine_findings(
    context: &Context<'_>,
    findings: Vec<Finding>,
) -> Vec<Finding> {
    let overrides = compile(context.config);
    let is_engine = |finding: &Finding| {
        crate::rules::ALL.iter().any(|rule| {
            std::ptr::eq(&raw const rule.meta, finding.meta) && matches!(rule.check, Check::Engine)
        })
    };
    let apply = |finding: Finding| {
        if is_engine(&finding) {
            apply_one(context, &overrides, finding)
        } else {
            Some(finding)
        }
    };
    findings.into_iter().filter_map(apply).collect()
}

fn apply_one(
    context: &Context<'_>,
    overrides: &[GlobSet],
    mut finding: Finding,
) -> Option<Finding> {
    let meta = finding.meta;
    if let DefaultSeverity::ByTier(production, other) = meta.severity {
        finding.severity = if is_production(context, &finding) {
            production
        } else {
            other?
        };
    }
    let mut level = context
        .config
        .rules
        .get(meta.id)
        .and_then(|settings| settings.severity);
    let path = &context.sources.file(finding.span.file).path;
    for (globs, one) in overrides.iter().zip(&context.config.overrides) {
        if let Some(written) = one.rules.get(meta.id)
            && globs.is_match(path)
        {
            level = Some(written.value);
        }
    }
    match level {
        Some(Level::Off) => None,
        Some(Level::At(severity)) => Some(Finding {
            severity,
            ..finding
        }),
        None => Some(finding),
    }
}

/// Whether any environment that the finding concerns is a production one.
fn is_production(context: &Context<'_>, finding: &Finding) -> bool {
    let tier = |name: &String| {
        let environments = &context.repo.environments;
        environments
            .iter()
            .find(|it| it.name == *name)
            .is_some_and(|it| it.tier == Tier::Production)
    };
    let instances = finding
        .instances
        .iter()
        .filter_map(|instance| instance.environment.as_ref());
    instances.chain(&finding.subject.environment).any(tier)
}

fn compile(config: &Config) -> Vec<GlobSet> {
    let set =
        |one: &crate::config::Override| globs(one.paths.iter().map(|path| path.value.as_str()));
    config.overrides.iter().map(set).collect()
}

/// Settings that matched nothing: said, because whoever wrote them believes that they do something.
pub(super) fn unused(context: &Context<'_>) -> Vec<String> {
    let config = context.config;
    let mut notices = Vec::new();
    let matches = |glob: &str| {
        let matcher = globs(std::iter::once(glob));
        context
            .sources
            .files()
            .any(|(_, file)| matcher.is_match(&file.path))
    };
    let paths = config.overrides.iter().flat_map(|one| &one.paths);
    let files = config.schemas.iter().flat_map(|one| &one.files);
    for (section, glob) in paths
        .map(|it| ("[[overrides]]", it))
        .chain(files.map(|it| ("[[schemas]]", it)))
    {
        if !matches(&glob.value) {
            notices.push(format!(
                "{section}: `{}` matches no file of the repository",
                glob.value
            ));
        }
    }
    notices.extend(idle_patterns(context));
    for name in config.environments.keys() {
        if !context.repo.environments.iter().any(|it| it.name == *name) {
            notices.push(format!(
                "[environments.{name}]: no stack belongs to an environment of this name"
            ));
        }
    }
    notices
}

/// That the configured layout leads to no stack at all: a gate that judges nothing must not pass.
pub(super) fn lost_stacks(context: &Context<'_>) -> Option<RunError> {
    let repo = context.repo;
    let is_lost = repo.layout.configured
        && !repo.layout.live.is_empty()
        && !repo.modules.is_empty()
        && repo.stacks().next().is_none();
    is_lost.then(|| RunError {
        is_of_configuration: true,
        message: "[layout] live: no folder with Terraform files fits a pattern, so there is no stack to judge; correct the patterns".to_owned(),
        ..RunError::default()
    })
}

/// Patterns of the layout that no folder with Terraform files fits.
fn idle_patterns(context: &Context<'_>) -> Vec<String> {
    let layout = &context.repo.layout;
    let modules = &context.repo.modules;
    let fits = |pattern: &Pattern| {
        modules
            .iter()
            .any(|module| pattern.place(&module.path).is_some())
    };
    let patterns = layout.live.iter().map(|it| ("live", it));
    let patterns = patterns.chain(layout.modules.iter().map(|it| ("modules", it)));
    let idle = patterns.filter(|(_, pattern)| layout.configured && !fits(pattern));
    idle.map(|(key, pattern)| {
        format!(
            "[layout] {key}: no folder with Terraform files fits `{}`",
            pattern.text
        )
    })
    .collect()
}
