//! See `tls_policy.md`.

use crate::aws::placement::truth::{Argument, Truth, argument, is_text};
use crate::aws::{Infrastructure, Unsure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-tls-policy",
        summary: "A listener accepts TLS 1.0 or 1.1.",
        why: "Both are broken and withdrawn: a client can be talked into them, and what it sends can \
              be read.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: Some("5.0"),
        page: include_str!("tls_policy.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (listener, node) in balancing::listeners(graph) {
        let protocol = node.given("protocol");
        let is_encrypted = is_text(protocol, "HTTPS", "HTTP").or(is_text(protocol, "TLS", "HTTP"));
        let policy = node.given("ssl_policy");
        let ways = argument(policy).into_iter().map(|way| match way {
            Argument::Absent => Truth::Yes,
            Argument::Given(value) => match value.as_str() {
                Some(name) => Truth::of(is_old(name)),
                None => Truth::Open(Unsure::of(value)),
            },
            Argument::Open(unsure) => Truth::Open(unsure),
        });
        let answer = is_encrypted.and(Truth::in_all(ways, policy));
        let address = node.address();
        let message = || {
            let text = match policy.and_then(Value::as_str) {
                Some(name) => format!("{address} accepts TLS older than 1.2: its policy is {name}"),
                None => format!(
                    "{address} accepts TLS older than 1.2: without ssl_policy that is {DEFAULT}"
                ),
            };
            let help = "Set ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"";
            (text, help.to_owned())
        };
        let what = format!("which versions of TLS {address} accepts is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (listener, "ssl_policy");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// What a listener has whose policy is not said.
const DEFAULT: &str = "ELBSecurityPolicy-2016-08";

/// How the names of the policies begin that accept TLS 1.0 or 1.1, as AWS lists them.
const OLD: [&str; 8] = [
    "ELBSecurityPolicy-2015-",
    "ELBSecurityPolicy-2016-",
    "ELBSecurityPolicy-TLS-1-0-",
    "ELBSecurityPolicy-TLS-1-1-",
    "ELBSecurityPolicy-FS-2018-",
    "ELBSecurityPolicy-FS-1-1-",
    "ELBSecurityPolicy-TLS13-1-0-",
    "ELBSecurityPolicy-TLS13-1-1-",
];

fn is_old(policy: &str) -> bool {
    OLD.iter().any(|start| policy.starts_with(start))
}
