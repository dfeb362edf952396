//! See `module_outside.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::Module;
use crate::repo::layout::is_inside;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-module-outside",
        summary: "A local module lies elsewhere than the repository's modules.",
        why: "What only one stack or environment can see is copied to the others instead of shared, and the copies \
              drift apart.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: None,
        page: include_str!("module_outside.md"),
        options: &[],
    },
    check: Check::Module(check),
};

fn check(context: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    let layout = &context.repo.layout;
    let (live, modules) = (layout.live_roots(), layout.module_roots());
    let inside = |path: &str, roots: &[String]| roots.iter().any(|root| is_inside(path, root));
    // Examples and tests beside the layout may call whatever they like.
    if !inside(&module.path, &live) && !inside(&module.path, &modules) {
        return;
    }
    // A folder of modules that was only guessed counts if it is there.
    let exists = |root: &String| context.sources.find_directory(root).is_some();
    let shared = (layout.configured || modules.iter().any(exists)).then(|| modules.first());
    for call in module.calls.values() {
        let Some(called) = context.repo.named_module(call) else {
            continue;
        };
        let path = &called.path;
        if inside(path, &modules) {
            continue;
        }
        let name = call.name;
        // Below its own folder a stack may keep what nobody else is meant to call: worth knowing, no fault.
        let is_private = is_inside(path, &module.path);
        let (message, help) = if layout.is_stack_folder(path) {
            (
                format!("module.{name} calls {path}, which is a stack of its own"),
                "Move what both need into a module, and call it from both".to_owned(),
            )
        } else if let Some(Some(root)) = shared {
            (
                format!("module.{name} calls {path}, which does not lie in {root}"),
                format!("Move the module into {root}"),
            )
        } else {
            continue;
        };
        let mut finding = Finding::new(&RULE.meta, call.source_span, message, help)
            .address(format!("module.{name}"))
            .attribute("source");
        if is_private {
            finding = finding.severity(Severity::Note);
        }
        findings.push(finding);
    }
}
