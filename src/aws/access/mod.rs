//! Access: what roles may do, and who may take them.
//!
//! Only what allows something is looked at: a policy that denies, a boundary or a condition takes something away, and is
//! no reason to say that something is missing which is written.

mod document;
mod managed;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, Identity, Members, Node, NodeId, alternatives, possible};

pub use document::{Asker, matches as is_matched, policy_lets};

use super::Unsure;
use super::placement::truth::{Truth, entry};

/// A policy of a role.
#[derive(Debug, Clone)]
enum Policy {
    /// One that the repository writes out.
    Document(Value),
    /// One of AWS, by name.
    Managed(String),
    /// It is not known what it says.
    Unknown(Unsure),
}

/// The policies of the roles of one environment.
#[derive(Debug, Default)]
pub struct Access {
    policies: BTreeMap<NodeId, Vec<Policy>>,
    /// Why any role may have other policies.
    open: Option<Unsure>,
}

/// The attributes by which policies and tasks name a role.
const ROLE: &[&str] = &["id", "name", "arn"];

impl Access {
    /// Reads the roles of an environment.
    pub fn of(graph: &Graph<'_>) -> Self {
        let mut access = Self::default();
        let mut by_name: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
        for (id, node) in graph.resources("aws_iam_role") {
            access.own(graph, (id, node));
            if let Some(name) = node.given("name").and_then(Value::as_str) {
                by_name.entry(name).or_default().push(id);
            }
        }
        let beside = [
            ("aws_iam_role_policy", "role", "policy"),
            ("aws_iam_role_policy_attachment", "role", "policy_arn"),
            (
                "aws_iam_role_policy_attachments_exclusive",
                "role_name",
                "policy_arns",
            ),
            ("aws_iam_policy_attachment", "roles", "policy_arn"),
        ];
        for (kind, role, policy) in beside {
            for (id, node) in graph.resources(kind) {
                access.beside(graph, &by_name, ((id, node), role, policy));
            }
        }
        for unseen in &graph.unseen {
            for given in &unseen.given {
                if graph.node(*given).kind() == "aws_iam_role" {
                    let unsure = Unsure::of_unseen(unseen, "which is given the role");
                    access.add(*given, Policy::Unknown(unsure));
                }
            }
        }
        access
    }

    /// Whether a policy of a role allows an action, on whatever.
    pub fn allows(&self, role: NodeId, action: &str) -> Truth {
        let policies = self.policies.get(&role).map_or(&[][..], Vec::as_slice);
        let answers = policies.iter().map(|policy| match policy {
            Policy::Document(document) => document::allows(document, action),
            Policy::Managed(name) => managed::allows(name, action),
            Policy::Unknown(unsure) => Truth::Open(unsure.clone()),
        });
        let answer = answers.fold(Truth::No, Truth::or);
        match (&answer, &self.open) {
            (Truth::No, Some(unsure)) => Truth::Open(unsure.clone()),
            _ => answer,
        }
    }

    /// The policies in a role's own block.
    fn own(&mut self, graph: &Graph<'_>, (id, node): (NodeId, &Node<'_>)) {
        self.policies.entry(id).or_default();
        for way in node.blocks("inline_policy") {
            for block in way.all() {
                match entry(block, "policy") {
                    Some(document) => self.document(id, document, node),
                    None => self.add(id, Policy::Unknown(Unsure::of(block))),
                }
            }
        }
        if let Some(all) = node.given("managed_policy_arns") {
            self.attach(graph, id, all);
        }
    }

    /// A policy that a resource of its own gives to a role.
    fn beside(
        &mut self,
        graph: &Graph<'_>,
        by_name: &BTreeMap<&str, Vec<NodeId>>,
        ((id, node), role, policy): ((NodeId, &Node<'_>), &str, &str),
    ) {
        let mut give = |role: Option<&Value>, policy: Option<&Value>| {
            let (Some(role), Some(policy)) = (role, policy) else {
                return;
            };
            for one in alternatives(role)
                .iter()
                .flat_map(Members::all)
                .flat_map(possible)
            {
                let roles = match graph.identity(one, ROLE) {
                    Some(Identity::Node(role)) => vec![role],
                    Some(Identity::Text(name)) => by_name.get(&*name).cloned().unwrap_or_default(),
                    Some(Identity::Symbol(_)) => Vec::new(),
                    None => {
                        self.open.get_or_insert_with(|| Unsure::of(one));
                        Vec::new()
                    }
                };
                for role in roles {
                    if node.kind() == "aws_iam_role_policy" {
                        self.document(role, policy, node);
                    } else {
                        self.attach(graph, role, policy);
                    }
                }
            }
        };
        match graph.of_set_keys(id, &[role, policy]) {
            Some(all) => {
                for arguments in &all {
                    give(arguments.get(role), arguments.get(policy));
                }
            }
            None => give(node.given(role), node.given(policy)),
        }
    }

    /// Attaches the policies that one ARN or several name.
    fn attach(&mut self, graph: &Graph<'_>, role: NodeId, arns: &Value) {
        let ways = alternatives(arns);
        for arn in ways.iter().flat_map(Members::all).flat_map(possible) {
            if arn.is_null() {
                continue;
            }
            let policy = managed_name(arn).map(Policy::Managed);
            let policy = policy.or_else(|| {
                let node = graph.node(graph.node_named(arn, &["arn", "id"])?);
                if node.declaration.mode == ResourceMode::Managed {
                    return Some(policy_of(node.given("policy")?, node));
                }
                let name = node
                    .given("name")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                let arn = node.given("arn").and_then(managed_name);
                let name = arn.or(name)?;
                managed::is_known(&name).then_some(Policy::Managed(name))
            });
            self.add(
                role,
                policy.unwrap_or_else(|| Policy::Unknown(Unsure::of(arn))),
            );
        }
    }

    fn document(&mut self, role: NodeId, document: &Value, node: &Node<'_>) {
        for way in possible(document) {
            self.add(role, policy_of(way, node));
        }
    }

    fn add(&mut self, role: NodeId, policy: Policy) {
        self.policies.entry(role).or_default().push(policy);
    }
}

fn policy_of(document: &Value, node: &Node<'_>) -> Policy {
    match document::read(document, node.header()) {
        Ok(document) => Policy::Document(document),
        Err(unsure) => Policy::Unknown(unsure),
    }
}

/// The name of a policy of AWS, by its ARN: `arn:aws:iam::aws:policy/service-role/NAME`. The partition may not be known.
fn managed_name(arn: &Value) -> Option<String> {
    use crate::eval::{Part, Shape};
    let of_text = |text: &str| {
        let (_, path) = text.split_once(":iam::aws:policy/")?;
        Some(path.rsplit('/').next().unwrap_or(path).to_owned())
    };
    if let Some(text) = arn.as_str() {
        return of_text(text);
    }
    match arn.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Template(parts)) => match parts.last()? {
            Part::Text(text, _) => of_text(text.as_str()),
            Part::Hole(_) => None,
        },
        _ => None,
    }
}

/// The role of the environment that a value names.
pub fn role(graph: &Graph<'_>, value: &Value) -> Option<NodeId> {
    let id = graph.node_named(value, ROLE)?;
    let node = graph.node(id);
    let is_made = node.declaration.mode == ResourceMode::Managed;
    (is_made && node.kind() == "aws_iam_role").then_some(id)
}

/// Whether a service may take a role.
pub fn trusts(graph: &Graph<'_>, role: NodeId, service: &str) -> Truth {
    let node = graph.node(role);
    let Some(value) = node.given("assume_role_policy") else {
        return Truth::Open(Unsure::new(
            "who may take it is not said",
            Some(node.header()),
        ));
    };
    if node.declaration.ignores(&["assume_role_policy"]).is_some() {
        let reason = "changes of who may take it are ignored";
        return Truth::Open(Unsure::new(reason, Some(node.header())));
    }
    let ways = possible(value)
        .into_iter()
        .map(|way| match document::read(way, node.header()) {
            Ok(document) => {
                let asker = Asker {
                    service,
                    accounts: &[],
                    anybody: Truth::Yes,
                };
                document::lets(&document, &asker, None)
            }
            Err(unsure) => Truth::Open(unsure),
        });
    Truth::in_all(ways, Some(value))
}
