//! See `privileged.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::definition::switch;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::containers::{Container, each};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-privileged",
        summary: "A container may do on its host what the host may do.",
        why: "Whoever breaks into it has broken into the host, and into every other task there.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("8.5"),
        page: include_str!("privileged.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let what = "whether any container is privileged in";
    each(infrastructure, (&RULE.meta, what), findings, |container| {
        judge(infrastructure, container)
    });
}

fn judge(infrastructure: &Infrastructure<'_>, container: &Container<'_>) -> Option<Finding> {
    let answer = switch(container.value, "privileged", false);
    let address = container.address(infrastructure);
    let message = || {
        let text = format!("{address} is privileged: it may do what its host may");
        let help =
            "Remove privileged, and give it the capabilities that it needs in linuxParameters";
        (text, help.to_owned())
    };
    let what = format!("whether {address} is privileged is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    container.judged(infrastructure, &RULE.meta, "privileged", &answer, words)
}
