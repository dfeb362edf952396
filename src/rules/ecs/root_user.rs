//! See `root_user.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::definition::given;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::containers::{Container, each};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-root-user",
        summary: "A container is said to run as root.",
        why: "A hole in what runs there is then one in everything that the container can reach.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: Some("3.0"),
        page: include_str!("root_user.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let what = "whether any container is said to run as root in";
    each(infrastructure, (&RULE.meta, what), findings, |container| {
        judge(infrastructure, container)
    });
}

fn judge(infrastructure: &Infrastructure<'_>, container: &Container<'_>) -> Option<Finding> {
    // Where nothing is said, the image says it.
    let user = given(container.value, "user")?;
    let name = user.as_str()?.split(':').next()?;
    if !matches!(name, "root" | "0") {
        return None;
    }
    let message = format!("{} runs as root", container.address(infrastructure));
    let help = "Name another user, such as \"1000:1000\"".to_owned();
    Some(container.failed(infrastructure, &RULE.meta, ("user", user), (message, help)))
}
