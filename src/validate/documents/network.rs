//! Subnets against each other and against the VPC that they lie in, in all stacks together.

use core::net::{IpAddr, Ipv6Addr};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Owner, PathStep, Value};
use crate::source::Span;

use super::super::{Facts, Problem, ProblemKind};
use super::each_resource;
use super::subject::Subject;

/// Which VPC something lies in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    /// One that a stack makes.
    Made(Arc<Owner>),
    /// One with this id.
    Named(String),
}

/// What is known of the ranges of one VPC.
#[derive(Default)]
struct Vpc {
    ranges: Vec<(Range, Option<Span>)>,
    /// Whether it may have other ranges of IPv4 or of IPv6.
    is_open: [bool; 2],
    is_made: bool,
}

/// A subnet's range.
struct Subnet<'s> {
    subject: Subject<'s>,
    attribute: &'static str,
    range: Range,
    span: Span,
}

/// Addresses that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    is_v6: bool,
    first: u128,
    last: u128,
}

#[derive(Default)]
struct Networks<'s> {
    vpcs: BTreeMap<Identity, Vpc>,
    subnets: BTreeMap<Identity, Vec<Subnet<'s>>>,
    /// Whether ranges are added to a VPC of which it is not known which it is.
    is_added_somewhere: [bool; 2],
}

/// What is wrong with the ranges of subnets.
pub(super) fn judge(facts: &Facts<'_>, problems: &mut Vec<Problem>) {
    let mut networks = Networks::default();
    for (id, _) in facts.repo.stacks() {
        each_resource(facts, id, &mut |subject| networks.add(subject));
    }
    for (identity, subnets) in &networks.subnets {
        overlaps(subnets, problems);
        if let Some(vpc) = networks.vpcs.get(identity) {
            networks.outside(vpc, subnets, problems);
        }
    }
}

impl<'s> Networks<'s> {
    fn add(&mut self, subject: &Subject<'s>) {
        match subject.kind() {
            "aws_vpc" => self.vpc(subject),
            "aws_vpc_ipv4_cidr_block_association" => {
                self.association(subject, "cidr_block", 0);
            }
            "aws_vpc_ipv6_cidr_block_association" => {
                self.association(subject, "ipv6_cidr_block", 1);
            }
            "aws_subnet" => self.subnet(subject),
            _ => {}
        }
    }

    fn vpc(&mut self, subject: &Subject<'_>) {
        let vpc = self
            .vpcs
            .entry(Identity::Made(subject.made.owner.clone()))
            .or_default();
        vpc.is_made = true;
        for (at, name) in ["cidr_block", "ipv6_cidr_block"].into_iter().enumerate() {
            match subject.attribute(name) {
                Some(value) if !value.is_null() => vpc.add(value, at),
                _ => vpc.is_open[at] = true,
            }
        }
        vpc.is_open[0] |= subject.is_any();
    }

    fn association(&mut self, subject: &Subject<'_>, name: &str, at: usize) {
        let Some(identity) = subject.attribute("vpc_id").and_then(identity) else {
            self.is_added_somewhere[at] = true;
            return;
        };
        let vpc = self.vpcs.entry(identity).or_default();
        match subject.attribute(name) {
            Some(value) if !subject.is_any() => vpc.add(value, at),
            _ => vpc.is_open[at] = true,
        }
    }

    fn subnet(&mut self, subject: &Subject<'s>) {
        let Some(identity) = subject.attribute("vpc_id").and_then(identity) else {
            return;
        };
        for attribute in ["cidr_block", "ipv6_cidr_block"] {
            let Some(value) = subject.attribute(attribute) else {
                continue;
            };
            let Some(range) = value.as_str().and_then(Range::parse) else {
                continue;
            };
            let span = value.place().unwrap_or_else(|| subject.argument(attribute));
            self.subnets
                .entry(identity.clone())
                .or_default()
                .push(Subnet {
                    subject: *subject,
                    attribute,
                    range,
                    span,
                });
        }
    }

    fn outside(&self, vpc: &Vpc, subnets: &[Subnet<'_>], problems: &mut Vec<Problem>) {
        for subnet in subnets {
            let at = usize::from(subnet.range.is_v6);
            let is_open = vpc.is_open[at] || self.is_added_somewhere[at] || !vpc.is_made;
            let mut ranges = vpc.ranges.iter();
            if is_open || ranges.any(|(range, _)| range.holds(subnet.range)) {
                continue;
            }
            let of_kind = || {
                let ranges = vpc.ranges.iter();
                ranges.filter(|(range, _)| range.is_v6 == subnet.range.is_v6)
            };
            let all: Vec<String> = of_kind().map(|(range, _)| range.to_string()).collect();
            if all.is_empty() {
                continue;
            }
            let message = format!(
                "the subnet's range {} lies outside of its VPC, which has {}",
                subnet.range,
                all.join(" and ")
            );
            let help = "Choose a range of the VPC, or add the range to the VPC".to_owned();
            let kind = ProblemKind::SubnetOutside;
            let problem =
                subnet
                    .subject
                    .problem(kind, subnet.attribute, subnet.span, (message, help));
            let place = of_kind().find_map(|(_, span)| *span);
            problems.push(match place.filter(|place| *place != subnet.span) {
                Some(place) => problem.related(place, "the range of the VPC"),
                None => problem,
            });
        }
    }
}

impl Vpc {
    fn add(&mut self, value: &Value, at: usize) {
        match value.as_str().and_then(Range::parse) {
            Some(range) if usize::from(range.is_v6) == at => {
                self.ranges.push((range, value.place()));
            }
            _ => self.is_open[at] = true,
        }
    }
}

/// The VPC whose id a value is.
fn identity(value: &Value) -> Option<Identity> {
    if let Some(text) = value.as_str() {
        return Some(Identity::Named(text.to_owned()));
    }
    let symbol = value.as_unknown()?.symbol()?;
    let is_id = matches!(&*symbol.path, [PathStep::Name(name)] if &**name == "id");
    let is_vpc = &*symbol.owner.address.kind == "aws_vpc";
    (is_id && is_vpc && symbol.is_unique()).then(|| Identity::Made(symbol.owner.clone()))
}

/// Each subnet that overlaps one before it. In order of address a subnet of many does not hide the others.
fn overlaps(subnets: &[Subnet<'_>], problems: &mut Vec<Problem>) {
    let mut sorted: Vec<&Subnet<'_>> = subnets
        .iter()
        .filter(|subnet| !subnet.subject.is_any())
        .collect();
    sorted.sort_by_key(|subnet| (subnet.range, subnet.subject.made.owner.clone()));
    let mut widest: Option<&Subnet<'_>> = None;
    for subnet in sorted {
        let Some(before) = widest else {
            widest = Some(subnet);
            continue;
        };
        if before.range.is_v6 != subnet.range.is_v6 || before.range.last < subnet.range.first {
            widest = Some(subnet);
            continue;
        }
        if before.subject.made.owner != subnet.subject.made.owner {
            problems.push(overlap(before, subnet));
        }
        if subnet.range.last > before.range.last {
            widest = Some(subnet);
        }
    }
}

fn overlap(before: &Subnet<'_>, subnet: &Subnet<'_>) -> Problem {
    let other = &before.subject.made.owner;
    let own = &subnet.subject.made.owner;
    let place = if other.stack == own.stack {
        String::new()
    } else {
        format!(" in {}", other.stack)
    };
    let message = format!(
        "the range {} of {} overlaps {} of {}{place} in the same VPC",
        subnet.range, own.address, before.range, other.address
    );
    let help = "Give each subnet of a VPC a range of its own".to_owned();
    let kind = ProblemKind::SubnetOverlap;
    let problem = subnet
        .subject
        .problem(kind, subnet.attribute, subnet.span, (message, help));
    if before.span == subnet.span {
        return problem;
    }
    problem.related(before.span, "the other range")
}

impl Range {
    /// A range in CIDR notation. Bits of the host are cut off, as AWS does.
    fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let length: u32 = length.parse().ok()?;
        let (is_v6, bits, width) = match address.parse().ok()? {
            IpAddr::V4(address) => (false, u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (true, u128::from(address), 128),
        };
        let host = width - Some(length).filter(|length| *length <= width)?;
        let size = 1_u128.checked_shl(host).map_or(u128::MAX, |size| size - 1);
        let first = bits & !size;
        Some(Self {
            is_v6,
            first,
            last: first | size,
        })
    }

    fn holds(self, other: Self) -> bool {
        self.is_v6 == other.is_v6 && self.first <= other.first && other.last <= self.last
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let host = 128 - (self.last - self.first).leading_zeros();
        if self.is_v6 {
            return write!(f, "{}/{}", Ipv6Addr::from(self.first), 128 - host);
        }
        let address = u32::try_from(self.first).unwrap_or_default();
        write!(f, "{}/{}", core::net::Ipv4Addr::from(address), 32 - host)
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn ranges_hold_ranges() {
        let range = |text| Range::parse(text).unwrap();
        assert!(range("10.0.0.0/16").holds(range("10.0.255.0/24")));
        assert!(!range("10.0.0.0/16").holds(range("10.1.0.0/24")));
        assert!(!range("::/0").holds(range("10.1.0.0/24")));
        assert_eq!(range("10.0.1.5/24").to_string(), "10.0.1.0/24");
        assert_eq!(range("0.0.0.0/0").to_string(), "0.0.0.0/0");
        assert_eq!(range("2001:db8::/56").to_string(), "2001:db8::/56");
        assert_eq!(range("::/0").to_string(), "::/0");
        assert_eq!(Range::parse("10.0.0.0/33"), None);
        assert_eq!(Range::parse("10.0.0/16"), None);
    }
}
