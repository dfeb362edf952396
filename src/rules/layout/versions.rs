//! See `versions.md`.

use std::collections::BTreeSet;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
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
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("versions.md"),
        options: &[],
    },
    check: Check::Module(check),
};

fn check(context: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    for call in module.calls.values() {
        findings.extend(of_call(call));
    }
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
            module.path
        );
        let help = "Add `required_version`, such as `~> 1.11`, to the `terraform` block";
        findings.push(
            Finding::new(&RULE.meta, place, message, help)
                .address("terraform")
                .attribute("required_version"),
        );
    }
    findings.extend(missing_entries(module, place));
    for (name, entry) in &module.settings.required_providers {
        findings.extend(of_provider(context, module, name, entry, is_stack));
    }
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
        module.path,
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
    let path = &module.path;
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

fn of_call(call: &ModuleCall<'_>) -> Option<Finding> {
    let name = call.name;
    let address = format!("module.{name}");
    let new = |message: String, help: &str| {
        Finding::new(&RULE.meta, call.source_span, message, help).address(address.clone())
    };
    match &call.source {
        ModuleSource::Registry(source) if call.block.body.attribute("version").is_none() => {
            let message = format!("{address} takes whatever version of {source} is the latest");
            Some(new(message, "Add `version`, such as `~> 1.0`, to the block").attribute("version"))
        }
        ModuleSource::Git(_, reference) | ModuleSource::Own { reference, .. }
            if reference.as_deref().unwrap_or_default().is_empty() =>
        {
            let message =
                format!("{address} takes whatever its git repository holds at the time of init");
            let help = "Add `?ref=` with a tag or commit to the source";
            let finding = new(message, help).attribute("source");
            Some(finding.severity(Severity::Error))
        }
        _ => None,
    }
}
