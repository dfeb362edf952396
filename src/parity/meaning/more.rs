//! What one group lets through and the other does not, rule by rule.

use std::collections::BTreeSet;

use crate::aws::reach::Ports;

use super::super::both::{Both, Which};
use super::intervals::without;
use super::permissions::{Open, Protocol, Role};

/// The ports of somebody that one side lets through and the other does not.
pub(super) struct More {
    pub(super) role: Role,
    pub(super) protocol: Protocol,
    pub(super) ports: Both<Vec<Ports>>,
}

pub(super) fn differences(open: &Both<Open<'_>>) -> Vec<More> {
    let keys: BTreeSet<&(Role, Protocol)> = Which::ALL
        .into_iter()
        .flat_map(|which| open.get(which).ports.keys())
        .collect();
    let mut found = Vec::new();
    for key in keys {
        let ports = open.as_ref().map(|open| {
            let ports = open.ports.get(key);
            ports.cloned().unwrap_or_default()
        });
        let more = Both::new(
            without(&ports.reference, &ports.other),
            without(&ports.other, &ports.reference),
        );
        if more != Both::default() {
            found.push(More {
                role: key.0.clone(),
                protocol: key.1.clone(),
                ports: more,
            });
        }
    }
    found
}

/// Takes out the pairs that are about the same ports and about as many addresses on each side, which are no side's own
/// networks: offices and partners.
pub(super) fn of_other_addresses(more: &mut Vec<More>) -> Vec<(More, More)> {
    let length = |it: &More| match &it.role {
        Role::Range(_, length) => *length,
        _ => None,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < more.len() {
        let one = &more[at];
        let is_pair = |other: &More| {
            length(one).is_some()
                && length(one) == length(other)
                && one.protocol == other.protocol
                && one.ports == other.ports.clone().swapped()
                && (one.ports.other.is_empty() || one.ports.reference.is_empty())
        };
        match more.iter().skip(at + 1).position(is_pair) {
            Some(behind) => {
                let other = more.remove(at + 1 + behind);
                let one = more.remove(at);
                found.push(if one.ports.other.is_empty() {
                    (one, other)
                } else {
                    (other, one)
                });
            }
            None => at += 1,
        }
    }
    found
}

/// Takes out the rules of which each side has one about the same ports and for somebody else: one rule that was
/// changed. First those for addresses, and then those of which there is only one on each side.
pub(super) fn replaced(more: &mut Vec<More>) -> Vec<(More, More)> {
    let is_address = |it: &More| {
        matches!(
            it.role,
            Role::Range(..) | Role::Anywhere(_) | Role::Network(_)
        )
    };
    let mut found = Vec::new();
    for is_wanted in [&is_address as &dyn Fn(&More) -> bool, &|_| true] {
        let keys: BTreeSet<(Protocol, Vec<Ports>)> = more.iter().filter_map(traffic).collect();
        for key in keys {
            let of = |which: Which| -> Vec<usize> {
                let all = more.iter().enumerate();
                let own = all.filter(|(_, it)| {
                    is_wanted(it)
                        && !it.ports.get(which).is_empty()
                        && traffic(it).as_ref() == Some(&key)
                });
                own.map(|(at, _)| at).collect()
            };
            let [one] = of(Which::Reference)[..] else {
                continue;
            };
            let [other] = of(Which::Other)[..] else {
                continue;
            };
            let last = more.remove(one.max(other));
            let first = more.remove(one.min(other));
            found.push(if one < other {
                (first, last)
            } else {
                (last, first)
            });
        }
    }
    found
}

/// What a rule is about that only one side has.
fn traffic(more: &More) -> Option<(Protocol, Vec<Ports>)> {
    let ports = match (more.ports.reference.is_empty(), more.ports.other.is_empty()) {
        (false, true) => &more.ports.reference,
        (true, false) => &more.ports.other,
        _ => return None,
    };
    // Another type of ICMP is another rule about ICMP.
    let protocol = match &more.protocol {
        Protocol::WithoutPorts(name, _) => Protocol::WithoutPorts(name.clone(), None),
        protocol => protocol.clone(),
    };
    Some((protocol, ports.clone()))
}
