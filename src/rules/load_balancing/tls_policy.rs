//! See `tls_policy.md`.

use crate::aws::placement::truth::{Argument, Truth, argument, is_text};
use crate::aws::{Infrastructure, Unsure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::possible;
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
            let names = policy.map(possible).unwrap_or_default();
            let text = match names.iter().find_map(|name| name.as_str()) {
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

#[cfg(test)]
mod tests {
    use super::is_old;

    #[test]
    fn policies_are_told_by_the_oldest_version_that_they_accept() {
        for (policy, expected) in [
            ("ELBSecurityPolicy-2016-08", true),
            ("ELBSecurityPolicy-2015-05", true),
            ("ELBSecurityPolicy-TLS-1-0-2015-04", true),
            ("ELBSecurityPolicy-TLS-1-1-2017-01", true),
            ("ELBSecurityPolicy-TLS-1-2-2017-01", false),
            ("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", false),
            ("ELBSecurityPolicy-FS-2018-06", true),
            ("ELBSecurityPolicy-FS-1-1-2019-08", true),
            ("ELBSecurityPolicy-FS-1-2-Res-2020-10", false),
            ("ELBSecurityPolicy-TLS13-1-0-2021-06", true),
            ("ELBSecurityPolicy-TLS13-1-1-2021-06", true),
            ("ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04", true),
            ("ELBSecurityPolicy-TLS13-1-2-2021-06", false),
            ("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", false),
            ("ELBSecurityPolicy-TLS13-1-3-2021-06", false),
            // One that comes later is nobody's fault.
            ("ELBSecurityPolicy-TLS13-1-2-PQ-2025-09", false),
        ] {
            assert_eq!(is_old(policy), expected, "{policy}");
        }
    }
}
