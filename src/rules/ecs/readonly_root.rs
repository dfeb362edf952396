//! See `readonly_root.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::definition::{is_for_windows, switch};
use crate::aws::placement::truth::Truth;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::containers::{Container, each};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-readonly-root",
        summary: "A container may write to its root file system.",
        why: "Whoever breaks into it can put a program there, or change the one that runs.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: Some("2.0"),
        page: include_str!("readonly_root.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let what = "whether every root file system is read-only in";
    each(infrastructure, (&RULE.meta, what), findings, |container| {
        judge(infrastructure, container)
    });
}

fn judge(infrastructure: &Infrastructure<'_>, container: &Container<'_>) -> Option<Finding> {
    // Containers of Windows have no such setting.
    if is_for_windows(&infrastructure.graph, container.definition) != Truth::No {
        return None;
    }
    let answer = switch(container.value, "readonlyRootFilesystem", false).opposite();
    let address = container.address(infrastructure);
    let message = || {
        let text = format!("{address} may write to its root file system");
        let help = "Set readonlyRootFilesystem = true, and mount a volume where it must write, such as /tmp";
        (text, help.to_owned())
    };
    let what = format!("whether the root file system of {address} is read-only is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    container.judged(
        infrastructure,
        &RULE.meta,
        "readonlyRootFilesystem",
        &answer,
        words,
    )
}
