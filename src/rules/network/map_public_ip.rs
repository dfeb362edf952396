//! See `map_public_ip.md`.

use crate::aws::Infrastructure;
use crate::aws::network::{Class, Target};
use crate::aws::placement::truth::flag;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;
use super::meant;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-map-public-ip",
        summary: "Whatever starts in a subnet gets a public address.",
        why: "An instance that somebody starts there is in the internet without anybody having said \
              so.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: Some("3.0"),
        page: include_str!("map_public_ip.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (subnet, reach) in infrastructure.network.subnets() {
        let node = graph.node(subnet);
        let is_private = match &reach.class {
            // Behind the endpoint is a firewall, and what it lets through comes in.
            Class::Public | Class::Private(Target::Endpoint) => false,
            Class::Private(_) | Class::Isolated => true,
            Class::Undetermined(_) => meant::private(infrastructure, subnet).is_some(),
        };
        let address = node.address();
        let answer = flag(node.given("map_public_ip_on_launch"), false);
        let message = || {
            let text = if is_private {
                format!("{address} gives public addresses, but is private")
            } else {
                format!("{address} gives a public address to whatever starts in it")
            };
            (text, "Remove map_public_ip_on_launch".to_owned())
        };
        let what = format!("whether {address} gives public addresses is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (subnet, "map_public_ip_on_launch");
        let finding = judged(infrastructure, &RULE.meta, place, &answer, words);
        findings.extend(finding.map(|finding| {
            if is_private {
                finding
            } else {
                finding.severity(Severity::Note)
            }
        }));
    }
}
