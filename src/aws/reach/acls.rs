//! Network ACLs: which one guards a subnet, and what it lets through.

use std::collections::BTreeMap;

use crate::eval::Value;
use crate::graph::{Graph, Identity, Members, Node, NodeId, alternatives};

use super::super::Unsure;
use super::super::network::{Family, Prefix};
use super::super::placement::truth::{Truth, entry, whole};
use super::permission::Direction;
use super::question::Asked;
use super::stranger::is_private;
use super::traffic::{Ports, Traffic, Transport};

/// How many denials are remembered while an ACL is read: AWS takes 40 rules.
const MAX_DENIED: usize = 256;

/// One network ACL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AclId {
    /// An `aws_network_acl`.
    Own(NodeId),
    /// The one that AWS makes with this VPC, and that guards every subnet which no other does.
    OfVpc(Identity),
}

/// One rule of an ACL.
#[derive(Debug, Clone)]
struct Rule {
    /// The first that is about a packet decides; of those whose number is not known it is not known.
    number: Option<i64>,
    direction: Direction,
    traffic: Traffic,
    range: Result<Prefix, Unsure>,
    allows: Result<bool, Unsure>,
    /// Why it may not be there.
    doubt: Option<Unsure>,
}

/// The network ACLs of one environment.
#[derive(Debug, Default)]
pub struct Acls {
    /// In the order of their numbers.
    rules: BTreeMap<AclId, Vec<Rule>>,
    /// Why an ACL may have other rules.
    open: BTreeMap<AclId, Unsure>,
    guarded: BTreeMap<NodeId, AclId>,
    /// Why any subnet may have another ACL.
    vague: Option<Unsure>,
}

/// Whom a packet comes from or goes to.
#[derive(Debug, Clone, Copy)]
pub enum Far {
    /// These addresses.
    Range(Prefix),
    /// Addresses of the internet.
    Internet,
}

impl Acls {
    /// Reads the ACLs of an environment.
    pub fn of(graph: &Graph<'_>) -> Self {
        let mut acls = Self::default();
        for (id, node) in graph.resources("aws_network_acl") {
            acls.block(graph, node, &AclId::Own(id));
        }
        for (_, node) in graph.resources("aws_default_network_acl") {
            let id = node.given("default_network_acl_id");
            if let Some(id) = id.and_then(|id| named(graph, id)) {
                acls.block(graph, node, &id);
            }
        }
        for (id, node) in graph.resources("aws_network_acl_rule") {
            acls.standalone(graph, (id, node));
        }
        for (_, node) in graph.resources("aws_network_acl_association") {
            let id = node.given("network_acl_id").and_then(|id| named(graph, id));
            if let (Some(id), Some(subnet)) = (id, node.given("subnet_id")) {
                acls.guard(graph, &id, subnet);
            }
        }
        for unseen in &graph.unseen {
            for given in &unseen.given {
                if graph.node(*given).kind() == "aws_network_acl" {
                    let unsure = Unsure::of_unseen(unseen, "which is given the network ACL");
                    acls.open.entry(AclId::Own(*given)).or_insert(unsure);
                }
            }
        }
        for rules in acls.rules.values_mut() {
            rules.sort_by_key(|rule| rule.number);
        }
        acls
    }

    /// The ACL that guards a subnet, where it is one of which the repository says the rules. Any other lets everything
    /// through.
    pub fn guarding(&self, graph: &Graph<'_>, subnet: NodeId) -> Option<AclId> {
        let by_default = || {
            let vpc = graph.identity(graph.node(subnet).given("vpc_id")?, &["id"])?;
            let id = AclId::OfVpc(vpc);
            (self.rules.contains_key(&id) && self.vague.is_none()).then_some(id)
        };
        self.guarded.get(&subnet).cloned().or_else(by_default)
    }

    /// Whether an ACL lets any of what is asked for through.
    pub fn let_through(
        &self,
        (id, direction): (&AclId, Direction),
        (transport, ports): Asked,
        far: Far,
    ) -> Truth {
        let (wanted, is_internet) = match far {
            Far::Range(range) => (range, false),
            Far::Internet => (Prefix::everything(Family::V4), true),
        };
        let mut denied: Vec<(Ports, Prefix)> = Vec::new();
        let mut open = self.open.get(id).cloned();
        let rules = self.rules.get(id).map_or(&[][..], Vec::as_slice);
        for rule in rules.iter().filter(|rule| rule.direction == direction) {
            let part = rule.part(transport, ports, wanted, is_internet);
            match (&part, &rule.allows) {
                (Ok(None), _) => {}
                (Err(unsure), Ok(true) | Err(_)) | (Ok(Some(_)), Err(unsure)) => {
                    open.get_or_insert(unsure.clone());
                }
                // What may be denied may be let through as well.
                (Err(_), Ok(false)) => {}
                (Ok(Some(part)), Ok(true)) => {
                    let is_denied = denied
                        .iter()
                        .any(|(ports, range)| ports.hold(part.0) && range.holds(part.1));
                    match &rule.doubt {
                        _ if is_denied => {}
                        Some(unsure) => {
                            open.get_or_insert(unsure.clone());
                        }
                        None => return Truth::Yes,
                    }
                }
                (Ok(Some(part)), Ok(false)) => {
                    if rule.doubt.is_none() && rule.number.is_some() && denied.len() < MAX_DENIED {
                        denied.push(*part);
                    }
                }
            }
        }
        open.map_or(Truth::No, Truth::Open)
    }

    /// The rules in an ACL's own block, and the subnets that it names there.
    fn block(&mut self, graph: &Graph<'_>, node: &Node<'_>, id: &AclId) {
        self.rules.entry(id.clone()).or_default();
        for direction in [Direction::In, Direction::Out] {
            let ways = node.blocks(direction.word());
            let is_certain = ways.len() == 1;
            for way in &ways {
                for block in &way.certain {
                    let argument = |name: &str| entry(block, name).filter(|it| !it.is_null());
                    let doubt = (!is_certain).then(|| Unsure::of(block));
                    self.add(id, &argument, direction, doubt);
                }
                if let Some(other) = way.others {
                    self.open
                        .entry(id.clone())
                        .or_insert_with(|| Unsure::of(other));
                }
            }
            if node.declaration.ignores(&[direction.word()]).is_some() {
                let reason = "changes of its rules are ignored: others may make them";
                let unsure = Unsure::new(reason, Some(node.header()));
                self.open.entry(id.clone()).or_insert(unsure);
            }
        }
        let subnets = node
            .given("subnet_ids")
            .map(alternatives)
            .unwrap_or_default();
        for subnet in subnets.iter().flat_map(Members::all) {
            self.guard(graph, id, subnet);
        }
    }

    fn guard(&mut self, graph: &Graph<'_>, id: &AclId, subnet: &Value) {
        match graph.node_named(subnet, &["id"]) {
            Some(subnet) => {
                self.guarded.insert(subnet, id.clone());
            }
            None if subnet.as_str().is_some() => {}
            None => {
                self.vague.get_or_insert_with(|| Unsure::of(subnet));
            }
        }
    }

    fn standalone(&mut self, graph: &Graph<'_>, (id, node): (NodeId, &Node<'_>)) {
        let arguments = [
            "network_acl_id",
            "rule_number",
            "egress",
            "protocol",
            "rule_action",
            "cidr_block",
            "ipv6_cidr_block",
            "from_port",
            "to_port",
        ];
        let all = graph.of_set_keys(id, &arguments);
        let is_repeated = all.is_some();
        let mut add = |argument: &dyn Fn(&str) -> Option<Value>| {
            let Some(acl) = argument("network_acl_id").and_then(|acl| named(graph, &acl)) else {
                return;
            };
            if let AclId::OfVpc(_) = acl {
                self.allow_all(&acl);
            }
            let is_certain = match &acl {
                AclId::Own(own) if graph.node(*own).is_any() => graph.are_parallel(id, *own),
                _ => is_repeated || !node.is_any(),
            };
            let reason = "how many such rules there are is not known";
            let doubt = (!is_certain).then(|| Unsure::new(reason, Some(node.header())));
            let values: BTreeMap<&str, Value> = arguments
                .iter()
                .filter_map(|name| Some((*name, argument(name)?)))
                .collect();
            let argument = |name: &str| values.get(name);
            match argument("egress").map(Value::as_switch) {
                None | Some(Some(false)) => self.add(&acl, &argument, Direction::In, doubt),
                Some(Some(true)) => self.add(&acl, &argument, Direction::Out, doubt),
                Some(None) => {
                    let unsure = argument("egress").map(Unsure::of);
                    self.add(&acl, &argument, Direction::In, unsure.clone());
                    self.add(&acl, &argument, Direction::Out, unsure);
                }
            }
        };
        match &all {
            Some(all) => {
                for one in all {
                    add(&|name| one.get(name).filter(|it| !it.is_null()).cloned());
                }
            }
            None => add(&|name| node.given(name).cloned()),
        }
    }

    /// What AWS puts into the ACL that it makes with a VPC.
    fn allow_all(&mut self, id: &AclId) {
        let own = self.rules.entry(id.clone()).or_default();
        if !own.is_empty() {
            return;
        }
        for direction in [Direction::In, Direction::Out] {
            own.push(Rule {
                number: Some(100),
                direction,
                traffic: Traffic::Everything,
                range: Ok(Prefix::everything(Family::V4)),
                allows: Ok(true),
                doubt: None,
            });
        }
    }

    fn add<'v>(
        &mut self,
        id: &AclId,
        argument: &dyn Fn(&str) -> Option<&'v Value>,
        direction: Direction,
        doubt: Option<Unsure>,
    ) {
        let range = argument("cidr_block").filter(|it| it.as_str() != Some(""));
        let range = range.or_else(|| argument("ipv6_cidr_block"));
        let nothing = || Unsure::new("no argument says which addresses the rule is about", None);
        let range = range.ok_or_else(nothing).and_then(|value| {
            let range = value.as_str().and_then(Prefix::parse);
            range.ok_or_else(|| Unsure::of(value))
        });
        let action = argument("action").or_else(|| argument("rule_action"));
        let allows = match action.map(|value| (value.as_str(), value)) {
            Some((Some(action), _)) => Ok(action.eq_ignore_ascii_case("allow")),
            Some((None, value)) => Err(Unsure::of(value)),
            None => Err(nothing()),
        };
        let number = argument("rule_no").or_else(|| argument("rule_number"));
        let first = argument("from_port");
        let rule = Rule {
            number: number.and_then(whole),
            direction,
            traffic: Traffic::read(argument("protocol"), first, argument("to_port")),
            range,
            allows,
            doubt,
        };
        self.rules.entry(id.clone()).or_default().push(rule);
    }
}

impl Rule {
    /// The part of what is asked for that it is about.
    fn part(
        &self,
        transport: Transport,
        ports: Ports,
        wanted: Prefix,
        is_internet: bool,
    ) -> Result<Option<(Ports, Prefix)>, Unsure> {
        let ports = match &self.traffic {
            Traffic::Everything => ports,
            Traffic::Ports(own, all) if *own == transport => {
                let first = all.first.max(ports.first);
                let last = all.last.min(ports.last);
                if first > last {
                    return Ok(None);
                }
                Ports { first, last }
            }
            Traffic::Ports(..) | Traffic::Other(..) => return Ok(None),
            Traffic::Unknown(Some(own), _) if *own != transport => return Ok(None),
            Traffic::Unknown(_, unsure) => return Err(unsure.clone()),
        };
        let range = self.range.clone()?;
        if is_internet && is_private(range) {
            return Ok(None);
        }
        let both = if range.holds(wanted) {
            Some(wanted)
        } else {
            wanted.holds(range).then_some(range)
        };
        Ok(both.map(|range| (ports, range)))
    }
}

/// The ACL that a value names.
fn named(graph: &Graph<'_>, value: &Value) -> Option<AclId> {
    let reference = graph.reference(value)?;
    let node = graph.node(reference.node);
    match (node.kind(), reference.attribute) {
        ("aws_network_acl", "id") => Some(AclId::Own(reference.node)),
        ("aws_vpc" | "aws_default_vpc", "default_network_acl_id") => {
            Some(AclId::OfVpc(Identity::Node(reference.node)))
        }
        ("aws_default_network_acl", "id") => {
            let inner = node.given("default_network_acl_id")?;
            let of = graph
                .reference(inner)
                .filter(|it| it.node != reference.node)?;
            Some(AclId::OfVpc(Identity::Node(of.node)))
        }
        _ => None,
    }
}

impl AclId {
    /// The resource that has the rules, where one does: for the default ACL the one that takes it over, else its VPC.
    pub fn node(&self, graph: &Graph<'_>) -> Option<NodeId> {
        match self {
            Self::Own(node) => Some(*node),
            Self::OfVpc(Identity::Node(vpc)) => {
                let edges = graph.incoming(*vpc);
                let mut adopting =
                    edges.filter(|edge| graph.node(edge.from).kind() == "aws_default_network_acl");
                Some(adopting.next().map_or(*vpc, |edge| edge.from))
            }
            Self::OfVpc(_) => None,
        }
    }
}
