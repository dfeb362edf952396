//! See `versions.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::hcl::{Attribute, Block, Expression, ExpressionKind, as_reference};
use crate::repo::layout::is_inside;
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::{Module, ModuleCall, ModuleSource};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-versions",
        summary: "A version is left open: of Terraform, a provider or a module from elsewhere.",
        why: "What was planned and reviewed today is something else after the next release.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: None,
        page: include_str!("versions.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// A call of a module from git, with the module that it stands in.
type GitCall<'c> = (&'c Module<'c>, &'c ModuleCall<'c>);

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut from_git: BTreeMap<&str, Vec<GitCall<'_>>> = BTreeMap::new();
    for module in &context.repo.modules {
        for call in module.calls.values() {
            findings.extend(of_registry_call(call));
            if let Some(source) = open_git_source(call) {
                from_git.entry(source).or_default().push((module, call));
            }
        }
        of_module(context, module, findings);
    }
    let calls = from_git.values();
    findings.extend(calls.filter_map(|calls| of_git_calls(context, calls)));
}

fn of_module(context: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    let is_stack = context.repo.is_stack(module);
    // Terragrunt writes versions and providers when it runs.
    let is_generated = context
        .sources
        .file_in(module.directory, "terragrunt.hcl")
        .is_some();
    if is_generated {
        return;
    }
    let place = settings_span(context, module);
    if is_stack && module.settings.required_version.is_empty() {
        let message = format!(
            "{} does not say which versions of Terraform it is for",
            module.name()
        );
        let help = "Add `required_version`, such as `~> 1.11`, to the `terraform` block";
        findings.push(
            Finding::new(&RULE.meta, place, message, help)
                .address("terraform")
                .attribute("required_version"),
        );
    }
    let own = missing_entries(module, place).into_iter();
    let entries = module.settings.required_providers.iter();
    let own = own.chain(
        entries.filter_map(|(name, entry)| of_provider(context, module, name, entry, is_stack)),
    );
    // The stack that calls a module decides which version runs, and a lock file holds it.
    let is_settled = !is_stack || has_lock_file(context, module);
    findings.extend(own.map(|finding| {
        if is_settled {
            finding.severity(Severity::Note)
        } else {
            finding
        }
    }));
}

/// Whether a lock file that is committed lies beside the module.
fn has_lock_file(context: &Context<'_>, module: &Module<'_>) -> bool {
    let Some(file) = context
        .sources
        .file_in(module.directory, ".terraform.lock.hcl")
    else {
        return false;
    };
    let path = &context.sources.file(file).path;
    let tracked = context.sources.git.tracked.as_ref();
    tracked.is_none_or(|paths| paths.contains(path))
}

/// The first `terraform` block, or the start of the module where there is none.
fn settings_span(context: &Context<'_>, module: &Module<'_>) -> Span {
    let files = module.files.iter();
    let mut blocks = files.flat_map(|file| &context.repo.syntax.get(*file).body.blocks);
    let settings = blocks.find(|block| &*block.kind.text == "terraform");
    settings.map_or(module.anchor(), Block::header)
}

/// Providers that the module uses and does not mention among the required ones: one finding for all.
fn missing_entries(module: &Module<'_>, place: Span) -> Option<Finding> {
    let resources = module.resources.values().map(|resource| {
        let chosen = resource.block.body.attribute("provider");
        let chosen = chosen.and_then(|it| as_reference(&it.value)).map(|it| it.0);
        chosen.unwrap_or_else(|| resource.kind.split('_').next().unwrap_or_default())
    });
    let configured = module.providers.iter().map(|provider| provider.name);
    let names: BTreeSet<&str> = resources.chain(configured).collect();
    let is_open = |name: &&str| {
        *name != "terraform"
            && !module.settings.required_providers.contains_key(name)
            && !has_own_version(module, name)
    };
    let open: Vec<&str> = names.into_iter().filter(is_open).collect();
    if open.is_empty() {
        return None;
    }
    let what = if open.len() == 1 {
        "provider"
    } else {
        "providers"
    };
    let message = format!(
        "{} does not say which versions of the {what} {} it is for",
        module.name(),
        open.join(", ")
    );
    let help = "Add `source` and `version` to `required_providers`";
    let finding = Finding::new(&RULE.meta, place, message, help);
    Some(finding.address("terraform").attribute("required_providers"))
}

/// Whether a `provider` block has a `version`, as Terraform wanted it before 0.13.
fn has_own_version(module: &Module<'_>, name: &str) -> bool {
    let mut own = module
        .providers
        .iter()
        .filter(|provider| provider.name == name);
    own.any(|provider| provider.block.body.attribute("version").is_some())
}

fn of_provider(
    context: &Context<'_>,
    module: &Module<'_>,
    name: &str,
    entry: &Attribute,
    is_stack: bool,
) -> Option<Finding> {
    let path = module.name();
    let new = |span: Span, message: String, help: String| {
        Finding::new(&RULE.meta, span, message, help)
            .address("terraform")
            .attribute(format!("required_providers.{name}.version"))
    };
    let Some(version) = version_of(entry) else {
        let is_literal = matches!(entry.value.kind, ExpressionKind::Object(_));
        let message = format!("{path} accepts every version of the provider {name}");
        let help = "Add `version`, such as `~> 5.100`, to the entry".to_owned();
        return (is_literal && !has_own_version(module, name))
            .then(|| new(entry.name.span, message, help));
    };
    let text = version.as_str()?;
    let constraints = Constraints::parse(text, Dialect::Provider)?;
    if is_stack && !constraints.has_upper_bound() {
        let message = format!("{path} accepts every later version of the provider {name} ({text})");
        let next = locked(context, module, name).map(|it| it.numbers[0].saturating_add(1));
        let help = match next {
            Some(next) => format!("Write \"{text}, < {next}.0.0\""),
            None => {
                "Add an upper limit below the next major version, such as `~> 5.100`".to_owned()
            }
        };
        return Some(new(version.span, message, help).label("no upper limit"));
    }
    if !is_stack && is_for_callers(context, path) && constraints.exact().is_some() {
        let message =
            format!("the module {path} accepts only one version of the provider {name} ({text})");
        let help = "Write a range, such as `~> 5.0`: a stack that needs another version cannot use the module";
        return Some(new(version.span, message, help.to_owned()));
    }
    None
}

/// Whether a folder that is no stack is surely one that stacks call.
fn is_for_callers(context: &Context<'_>, path: &str) -> bool {
    let mut roots = context.repo.layout.module_roots().into_iter();
    roots.any(|root| !root.is_empty() && is_inside(path, &root))
        || path.split('/').any(|part| part == "modules")
}

/// The version of an entry: its own in the form with an object, or all of it in the older form.
fn version_of(entry: &Attribute) -> Option<&Expression> {
    match &entry.value.kind {
        ExpressionKind::String(_) => Some(&entry.value),
        ExpressionKind::Object(items) => {
            let mut items = items.iter().rev();
            let found = items.find(|item| item.key.as_str() == Some("version"))?;
            Some(&found.value)
        }
        _ => None,
    }
}

/// The version of a provider that the module's lock file holds.
fn locked(context: &Context<'_>, module: &Module<'_>, name: &str) -> Option<Version> {
    let file = context
        .sources
        .file_in(module.directory, ".terraform.lock.hcl")?;
    let end = format!("/{name}");
    let mut providers = context.repo.syntax.get(file).body.blocks_of("provider");
    let found =
        providers.find(|block| block.label(0).is_some_and(|label| label.ends_with(&end)))?;
    Version::parse(found.body.attribute("version")?.value.as_str()?)
}

fn of_registry_call(call: &ModuleCall<'_>) -> Option<Finding> {
    let ModuleSource::Registry(source) = &call.source else {
        return None;
    };
    if call.block.body.attribute("version").is_some() {
        return None;
    }
    let address = format!("module.{}", call.name);
    let message = format!("{address} takes whatever version of {source} is the latest");
    let help = "Add `version`, such as `~> 1.0`, to the block";
    let finding = Finding::new(&RULE.meta, call.source_span, message, help);
    Some(finding.address(address).attribute("version"))
}

/// The git address, or the folder under this repository's own one, of a call that names no reference.
fn open_git_source<'c>(call: &'c ModuleCall<'_>) -> Option<&'c str> {
    match &call.source {
        ModuleSource::Git(source, reference)
        | ModuleSource::Own {
            path: source,
            reference,
        } => reference
            .as_deref()
            .unwrap_or_default()
            .is_empty()
            .then_some(source),
        _ => None,
    }
}

/// How many other calls of one module are shown.
const MOST_CALLS: usize = 5;

/// One finding for all calls of one git address: whether it is followed blindly is decided once.
fn of_git_calls(context: &Context<'_>, calls: &[GitCall<'_>]) -> Option<Finding> {
    let (_, first) = calls.first()?;
    let address = format!("module.{}", first.name);
    let more = match calls.len() {
        1 => String::new(),
        2 => " (1 more call alike)".to_owned(),
        count => format!(" ({} more calls alike)", count - 1),
    };
    let message =
        format!("{address} takes whatever its git repository holds at the time of init{more}");
    let help = "Add `?ref=` with a tag or commit to the source";
    let mut finding = Finding::new(&RULE.meta, first.source_span, message, help)
        .address(address)
        .attribute("source");
    for (_, call) in calls.iter().skip(1).take(MOST_CALLS) {
        finding = finding.related(call.source_span, "called here too");
    }
    if calls.len() > 1 {
        for (module, call) in calls {
            finding
                .instances
                .extend(instances(context, module, call.name));
        }
    }
    Some(finding)
}

/// The stacks of which the module is the root.
fn instances(context: &Context<'_>, module: &Module<'_>, call: &str) -> Vec<Instance> {
    let stacks = context.repo.stacks.iter();
    let own = stacks.filter(|stack| stack.directory == module.directory);
    own.map(|stack| Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some(format!("module.{call}")),
    })
    .collect()
}
