//! Security groups: the rules of each, wherever they are written.

use std::collections::BTreeMap;

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, Identity, Node, NodeId, possible};
use crate::hcl::{Block, Body};

use super::super::Unsure;
use super::super::network::{Family, Prefix};
use super::group::GroupId;
use super::permission::{Direction, Peer, Permission, Place, RULE_ARGUMENTS, read};
use super::rules::Rules;
use super::traffic::Traffic;

/// How many rules of unknown groups are told apart. Where there are more, any group may have any rule.
const MAX_FLOATING: usize = 64;

/// The security groups of one environment.
#[derive(Debug, Default)]
pub struct Groups<'g> {
    rules: BTreeMap<GroupId, Rules<'g>>,
    /// Why there may be others in a group.
    open: BTreeMap<(GroupId, Direction), Unsure>,
    /// Rules of which it is not known whose they are.
    floating: Vec<Permission<'g>>,
    /// Why any group may have any rule.
    open_everywhere: Option<Unsure>,
}

/// The resources that are one rule of a group, and its direction where no argument says it.
const RULES: &[(&str, Option<Direction>)] = &[
    ("aws_security_group_rule", None),
    ("aws_vpc_security_group_ingress_rule", Some(Direction::In)),
    ("aws_vpc_security_group_egress_rule", Some(Direction::Out)),
];

impl<'g> Groups<'g> {
    /// Reads the groups of an environment.
    pub fn of(graph: &Graph<'g>) -> Self {
        let mut groups = Self::default();
        for (id, node) in graph.resources("aws_security_group") {
            groups.block(graph, (id, node), &GroupId::Own(id));
        }
        for (id, node) in graph.resources("aws_default_security_group") {
            groups.block(graph, (id, node), &GroupId::adopted(graph, id));
        }
        for (id, _) in graph.resources("aws_vpc") {
            let group = GroupId::OfVpc(Identity::Node(id));
            if !groups.rules.contains_key(&group) {
                groups.by_default(id, &group);
            }
        }
        for (kind, direction) in RULES {
            for (id, node) in graph.resources(kind) {
                groups.standalone(graph, (id, node), *direction);
            }
        }
        groups.open_to_unseen(graph);
        groups
    }

    /// The rules of a group that the repository writes.
    pub fn permissions(
        &self,
        group: &GroupId,
        direction: Direction,
    ) -> impl Iterator<Item = &Permission<'g>> {
        let all = self.rules.get(group).map_or(&[][..], Rules::all);
        all.iter().filter(move |it| it.direction == direction)
    }

    /// The rules of a group that name this other one.
    pub(super) fn naming<'s>(
        &'s self,
        group: &GroupId,
        direction: Direction,
        peer: &'s GroupId,
    ) -> impl Iterator<Item = &'s Permission<'g>> {
        let rules = self.rules.get(group).into_iter();
        rules.flat_map(move |rules| rules.naming(direction, peer))
    }

    /// The rules of a group that name no group which the environment makes.
    pub(super) fn beside(
        &self,
        group: &GroupId,
        direction: Direction,
    ) -> impl Iterator<Item = &Permission<'g>> {
        let others = self.rules.get(group).into_iter().flat_map(Rules::others);
        others.filter(move |it| it.direction == direction)
    }

    /// Every group that the environment makes or adds rules to, in order.
    pub fn all(&self) -> impl Iterator<Item = &GroupId> {
        self.rules.keys()
    }

    /// The rules of which it is not known whose they are.
    pub fn floating(&self, direction: Direction) -> impl Iterator<Item = &Permission<'g>> {
        let all = self.floating.iter();
        all.filter(move |it| it.direction == direction)
    }

    /// Why a group may have any other rule of a direction.
    pub fn doubt(
        &self,
        graph: &Graph<'_>,
        group: &GroupId,
        direction: Direction,
    ) -> Option<Unsure> {
        if !is_made(graph, group) {
            let told = group.told(graph);
            let reason = format!("{told} is not made in this repository");
            return Some(Unsure::new(reason, None));
        }
        let own = self.open.get(&(group.clone(), direction));
        own.or(self.open_everywhere.as_ref()).cloned()
    }

    /// The rules in a group's own block. Terraform takes away the rule by which AWS lets everything out of a new group:
    /// what is not written is not there.
    fn block(&mut self, graph: &Graph<'g>, (id, node): (NodeId, &Node<'g>), group: &GroupId) {
        for direction in [Direction::In, Direction::Out] {
            let name = direction.word();
            if node.declaration.ignores(&[name]).is_some() {
                let reason = format!(
                    "{} ignores changes of its {name} rules: others may make them",
                    node.address()
                );
                self.open(group, direction, Unsure::new(reason, Some(node.header())));
            }
            let ways = node.blocks(name);
            let is_certain = ways.len() == 1;
            for members in &ways {
                for block in &members.certain {
                    let body = body_of(&node.declaration.block.body, name, block);
                    let argument = |name: &str| {
                        let value = super::super::placement::truth::entry(block, name);
                        value.filter(|value| !value.is_null())
                    };
                    let doubt = (!is_certain).then(|| Unsure::of(block));
                    let place = Place { node: id, body };
                    let whose = (direction, Some(group));
                    let found = read(graph, place, whose, &argument, doubt.as_ref());
                    self.add(group, found);
                }
                if let Some(other) = members.others {
                    self.open(group, direction, Unsure::of(other));
                }
            }
        }
        self.rules.entry(group.clone()).or_default();
    }

    /// What AWS puts into the group that it makes with a VPC: its members reach each other, and everything.
    fn by_default(&mut self, vpc: NodeId, group: &GroupId) {
        let permission = |direction, peer| Permission {
            node: vpc,
            direction,
            traffic: Traffic::Everything,
            peer,
            doubt: None,
            argument: "",
            written: None,
        };
        let everything = |family| Peer::Range(Prefix::everything(family));
        let all = vec![
            permission(Direction::In, Peer::Group(group.clone())),
            permission(Direction::Out, everything(Family::V4)),
            permission(Direction::Out, everything(Family::V6)),
        ];
        self.add(group, all);
    }

    fn standalone(
        &mut self,
        graph: &Graph<'g>,
        (id, node): (NodeId, &Node<'g>),
        direction: Option<Direction>,
    ) {
        if let Some(all) = graph.of_set_keys(id, RULE_ARGUMENTS) {
            for arguments in &all {
                let argument = |name: &str| arguments.get(name).filter(|it| !it.is_null());
                self.rule(graph, (id, node), direction, &argument, true);
            }
            return;
        }
        let argument = |name: &str| node.given(name);
        self.rule(graph, (id, node), direction, &argument, !node.is_any());
    }

    fn rule<'v>(
        &mut self,
        graph: &Graph<'g>,
        (id, node): (NodeId, &Node<'g>),
        direction: Option<Direction>,
        argument: &dyn Fn(&str) -> Option<&'v Value>,
        is_there: bool,
    ) {
        let Some(value) = argument("security_group_id") else {
            return;
        };
        let place = Place {
            node: id,
            body: Some(&node.declaration.block.body),
        };
        let ways = possible(value);
        let is_only = ways.len() == 1;
        for one in ways {
            let group = GroupId::named(graph, one);
            let own = group.as_ref().ok().and_then(GroupId::node);
            let is_certain = match own {
                Some(own) if graph.node(own).is_any() => graph.are_parallel(id, own),
                _ => is_there,
            };
            let reason = "how many such rules there are is not known";
            let doubt = (!is_certain || !is_only).then(|| Unsure::new(reason, Some(node.header())));
            for direction in directions(direction, argument) {
                let (direction, of_direction) = match direction {
                    Ok(direction) => (direction, None),
                    Err((direction, unsure)) => (direction, Some(unsure)),
                };
                let doubt = doubt.clone().or(of_direction);
                let whose = (direction, group.as_ref().ok());
                let found = read(graph, place, whose, argument, doubt.as_ref());
                match &group {
                    Ok(group) => {
                        if let Some(unsure) = may_be_any(graph, group) {
                            self.float(graph, id, &unsure, found.clone());
                        }
                        self.add(group, found);
                    }
                    Err(unsure) => self.float(graph, id, unsure, found),
                }
            }
        }
    }

    /// Notes rules of which it is not known whose they are: the groups that are named may have them, else any.
    fn float(
        &mut self,
        graph: &Graph<'g>,
        rule: NodeId,
        unsure: &Unsure,
        permissions: Vec<Permission<'g>>,
    ) {
        let edges = graph.outgoing(rule).iter();
        let named = edges.filter(|edge| &*edge.attribute == "security_group_id");
        let made = named.filter(|edge| {
            let node = graph.node(edge.to);
            let is_made = node.declaration.mode == ResourceMode::Managed;
            is_made && node.kind() == "aws_security_group"
        });
        let groups: Vec<GroupId> = made.map(|edge| GroupId::Own(edge.to)).collect();
        for mut permission in permissions {
            permission.doubt = Some(unsure.clone());
            for group in &groups {
                self.add(group, vec![permission.clone()]);
            }
            if !groups.is_empty() {
                continue;
            }
            if self.floating.len() < MAX_FLOATING {
                self.floating.push(permission);
            } else {
                self.open_everywhere.get_or_insert_with(|| unsure.clone());
            }
        }
    }

    /// A module that is not in the repository may add rules to the groups that it is given.
    fn open_to_unseen(&mut self, graph: &Graph<'_>) {
        for unseen in &graph.unseen {
            for given in &unseen.given {
                let group = match graph.node(*given).kind() {
                    "aws_security_group" => GroupId::Own(*given),
                    "aws_default_security_group" => GroupId::adopted(graph, *given),
                    "aws_vpc" => GroupId::OfVpc(Identity::Node(*given)),
                    _ => continue,
                };
                let clause = match group {
                    GroupId::Own(_) => "which is given the security group",
                    _ => "which is given the VPC",
                };
                for direction in [Direction::In, Direction::Out] {
                    let unsure = Unsure::of_unseen(unseen, clause);
                    self.open(&group, direction, unsure);
                }
            }
        }
    }

    fn add(&mut self, group: &GroupId, permissions: Vec<Permission<'g>>) {
        let own = self.rules.entry(group.clone()).or_default();
        for permission in permissions {
            own.push(permission);
        }
    }

    fn open(&mut self, group: &GroupId, direction: Direction, unsure: Unsure) {
        let key = (group.clone(), direction);
        self.open.entry(key).or_insert(unsure);
    }
}

/// Why a group that a data source reads may be any of those that the environment makes: it was not found among them, and
/// what it asks for does not tell.
fn may_be_any(graph: &Graph<'_>, group: &GroupId) -> Option<Unsure> {
    let GroupId::Elsewhere(Identity::Node(node)) = group else {
        return None;
    };
    let node = graph.node(*node);
    let is_told = node.given("id").is_some_and(|id| id.as_str().is_some());
    let reason = format!("which group {} reads is not known", node.address());
    (node.kind() == "aws_security_group" && !is_told)
        .then(|| Unsure::new(reason, Some(node.header())))
}

/// The directions that a rule may be of, each with why it may not be.
fn directions<'v>(
    fixed: Option<Direction>,
    argument: &dyn Fn(&str) -> Option<&'v Value>,
) -> Vec<Result<Direction, (Direction, Unsure)>> {
    if let Some(fixed) = fixed {
        return vec![Ok(fixed)];
    }
    let Some(value) = argument("type") else {
        return Vec::new();
    };
    match value.as_str() {
        Some("ingress") => vec![Ok(Direction::In)],
        Some("egress") => vec![Ok(Direction::Out)],
        Some(_) => Vec::new(),
        None => [Direction::In, Direction::Out]
            .map(|direction| Err((direction, Unsure::of(value))))
            .into(),
    }
}

/// Whether the environment makes the group, so that all of its rules may be in the repository.
fn is_made(graph: &Graph<'_>, group: &GroupId) -> bool {
    match group {
        GroupId::Own(_) => true,
        GroupId::OfVpc(Identity::Node(vpc)) => graph.node(*vpc).kind() == "aws_vpc",
        GroupId::OfVpc(_) | GroupId::Elsewhere(_) => false,
    }
}

/// What a block of a group is written in, where that is one place.
fn body_of<'g>(own: &'g Body, name: &str, block: &Value) -> Option<&'g Body> {
    let at = block.origin?;
    let holds = |one: &&'g Block| one.span.contains(at);
    let fixed = own.blocks_of(name).find(holds);
    let generated = || {
        let all = own.blocks_of("dynamic").filter(|one| {
            let label = one.labels.first();
            label.is_some_and(|label| &*label.text == name)
        });
        let mut all = all.filter(holds);
        all.next()?.body.blocks_of("content").next()
    };
    fixed.or_else(generated).map(|block| &block.body)
}
