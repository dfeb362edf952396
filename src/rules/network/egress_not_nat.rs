//! See `egress_not_nat.md`.

use crate::aws::Infrastructure;
use crate::aws::network::{Class, Target};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind, RuleOption, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-egress-not-nat",
        summary: "A private subnet leaves its VPC in another way than the agreed one.",
        why: "What is relied on for the way out, such as its fixed addresses, its filter or its \
              availability, does not hold there.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("egress_not_nat.md"),
        options: &[RuleOption {
            name: "egress",
            summary: "The ways out that are agreed on, such as `nat`; nothing is judged without any.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Infrastructure(check),
};

fn check(context: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let agreed = context.strings(&RULE.meta, "egress");
    if agreed.is_empty() {
        return;
    }
    let graph = &infrastructure.graph;
    for (subnet, reach) in infrastructure.network.subnets() {
        let address = graph.node(subnet).address();
        let place = match reach.association {
            Some(association) => (association, "route_table_id"),
            None => (subnet, ""),
        };
        let way = match &reach.class {
            Class::Private(target) => way(target),
            // Nothing leaves it, so there is nothing to agree on; what runs there may need endpoints, which is asked elsewhere.
            Class::Public | Class::Isolated => continue,
            Class::Undetermined(unsure) => {
                let what = format!("how packets leave {address} is not known");
                let found = undetermined(infrastructure, &RULE.meta, place, (&what, unsure));
                findings.push(found);
                continue;
            }
        };
        if agreed.iter().any(|it| it == way) {
            continue;
        }
        let message = format!(
            "the packets of {address} leave by {way}, and {} is agreed on",
            agreed.join(" or ")
        );
        let help = "Lead the default route of its table to a NAT gateway, or agree on this way too"
            .to_owned();
        let found = failed(infrastructure, &RULE.meta, place, (message, help));
        findings.push(with_evidence(found, &reach.evidence));
    }
}

/// What the option calls a way out.
fn way(target: &Target) -> &'static str {
    match target {
        Target::Nat(_) | Target::EgressOnly(_) => "nat",
        Target::Interface => "nat-instance",
        Target::TransitGateway => "tgw",
        Target::Peering => "peering",
        Target::PrivateGateway => "vpn",
        Target::Endpoint => "endpoint",
        Target::Internet(_) | Target::Other | Target::Local | Target::Unknown(_) => "other",
    }
}
