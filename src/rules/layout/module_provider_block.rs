//! See `module_provider_block.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::Module;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-module-provider-block",
        summary: "A module that others call configures a provider or a backend itself.",
        why: "Such a module cannot be called with count, for_each or depends_on, and it cannot be removed \
              without orphaning what it made.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("module_provider_block.md"),
        options: &[],
    },
    check: Check::Module(check),
};

fn check(context: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    // What nobody calls may be a root module of its own, such as a module's example.
    if context.repo.is_stack(module) || !context.repo.is_called(module) {
        return;
    }
    let severity = if is_called_conditionally(context, module) {
        Severity::Error
    } else {
        Severity::Warning
    };
    for provider in &module.providers {
        // An empty block only names an alias that the caller passes: the form of Terraform before 0.15.
        let passes_on = provider
            .block
            .body
            .attributes
            .iter()
            .all(|attribute| matches!(&*attribute.name.text, "alias" | "version"));
        if passes_on && provider.block.body.blocks.is_empty() {
            continue;
        }
        let message = format!(
            "the module configures the provider {} itself",
            provider.name
        );
        let help = "Move the block to the stacks that call the module; name an alias that the module needs \
                    in `configuration_aliases` of `required_providers`";
        findings.push(
            Finding::new(&RULE.meta, provider.block.header(), message, help)
                .severity(severity)
                .address(format!("provider.{}", provider.name)),
        );
    }
    let backend = module.settings.backend.or(module.settings.cloud);
    if let Some(block) = backend {
        let message = "the module has a backend, which only a root module can have";
        let help = "Remove it here; each stack that calls the module has its own";
        findings.push(
            Finding::new(&RULE.meta, block.header(), message, help).address("terraform.backend"),
        );
    }
}

/// Whether a call of the module uses what Terraform refuses for it.
fn is_called_conditionally(context: &Context<'_>, module: &Module<'_>) -> bool {
    let modules = context.repo.modules.iter();
    let mut calls = modules.flat_map(|caller| caller.calls.values());
    calls.any(|call| {
        let called = context.repo.named_module(call);
        let is_it = called.is_some_and(|called| called.directory == module.directory);
        let refused = ["count", "for_each", "depends_on"];
        let mut refused = refused.iter();
        is_it && refused.any(|name| call.block.body.attribute(name).is_some())
    })
}
