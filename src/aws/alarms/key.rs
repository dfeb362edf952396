//! Whether CloudWatch may use the key of a topic: only where the key's policy says so, since no role of the account
//! publishes an alarm, but the service itself.

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, NodeId, possible};
use crate::source::Span;

use super::super::Unsure;
use super::super::access::{Asker, policy_lets};
use super::super::placement::truth::Truth;
use super::{elsewhere, topic};

/// The key that AWS manages for SNS.
const MANAGED_KEY: &str = "alias/aws/sns";

/// As key policies name CloudWatch.
pub(super) const CLOUDWATCH: &str = "cloudwatch.amazonaws.com";

/// Whether a policy lets CloudWatch in. Whom a statement for everybody means, its conditions say.
pub(super) fn lets_cloudwatch(policy: &Value, span: Span) -> Truth {
    let anybody = Unsure::new(
        "its policy lets everybody in who meets its conditions",
        None,
    );
    let asker = Asker {
        service: CLOUDWATCH,
        accounts: &[],
        anybody: Truth::Open(anybody),
    };
    policy_lets(policy, span, &asker, None)
}

/// Whether CloudWatch may use a topic's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyUse {
    /// It may, or there is none.
    Allowed,
    /// The key is the one that AWS manages for SNS, whose policy cannot be changed.
    Managed,
    /// This key's policy does not name it.
    Refused(NodeId),
    /// It is not known.
    Unknown(Unsure),
}

/// Whether CloudWatch may use the key that a topic of the environment is encrypted with.
pub fn key_use(graph: &Graph<'_>, topic: NodeId) -> KeyUse {
    let Some(key) = graph.node(topic).given("kms_master_key_id") else {
        return KeyUse::Allowed;
    };
    let mut uses = possible(key).into_iter().map(|one| of_key(graph, one));
    let first = uses.next().unwrap_or(KeyUse::Allowed);
    match uses.find(|other| *other != first) {
        Some(_) => KeyUse::Unknown(Unsure::new(
            "which key it is hangs on a condition that is not known",
            key.place(),
        )),
        None => first,
    }
}

fn of_key(graph: &Graph<'_>, key: &Value) -> KeyUse {
    if key.is_null() || key.as_str() == Some("") {
        return KeyUse::Allowed;
    }
    let Some(reference) = graph.reference(key) else {
        return match (topic::ends(key), key.as_str()) {
            (Some((_, end)), _) if end.ends_with(MANAGED_KEY) => KeyUse::Managed,
            // A key that is made elsewhere: somebody else knows its policy.
            (_, Some(_)) => KeyUse::Allowed,
            _ => KeyUse::Unknown(Unsure::of(key)),
        };
    };
    let node = graph.node(reference.node);
    let is_made = node.declaration.mode == ResourceMode::Managed;
    let by = |name: &str| node.given(name).and_then(Value::as_str);
    match (node.kind(), is_made) {
        ("aws_kms_key", true) => by_policy(graph, reference.node),
        ("aws_kms_alias", true) => match node.given("target_key_id") {
            Some(target) => match graph.node_named(target, &["id", "key_id", "arn"]) {
                Some(key) if graph.node(key).kind() == "aws_kms_key" => by_policy(graph, key),
                _ => KeyUse::Unknown(Unsure::of(target)),
            },
            None => KeyUse::Unknown(Unsure::of(key)),
        },
        ("aws_kms_alias", false) if by("name") == Some(MANAGED_KEY) => KeyUse::Managed,
        ("aws_kms_key", false) if by("key_id") == Some(MANAGED_KEY) => KeyUse::Managed,
        _ => KeyUse::Unknown(Unsure::of(key)),
    }
}

/// What the policy of a key of the environment says, in its own block or beside it.
fn by_policy(graph: &Graph<'_>, key: NodeId) -> KeyUse {
    let mut policies: Vec<&Value> = graph.node(key).given("policy").into_iter().collect();
    for (_, node) in graph.resources("aws_kms_key_policy") {
        let Some(of) = node.given("key_id") else {
            continue;
        };
        match graph.node_named(of, &["id", "key_id", "arn"]) {
            Some(named) if named == key => policies.extend(node.given("policy")),
            Some(_) => {}
            None => return KeyUse::Unknown(Unsure::of(of)),
        }
    }
    for (_, node) in graph.resources("aws_kms_grant") {
        if node
            .given("key_id")
            .is_some_and(|of| graph.node_named(of, &["id", "key_id", "arn"]) == Some(key))
        {
            let reason = format!("{} lets somebody use the key", node.address());
            return KeyUse::Unknown(Unsure::new(reason, Some(node.header())));
        }
    }
    let mut doubt = elsewhere::given(graph, key, "the key");
    for document in policies {
        match lets_cloudwatch(document, graph.node(key).header()) {
            Truth::Yes => return KeyUse::Allowed,
            Truth::No => {}
            Truth::Open(_) => {
                doubt = Some(Unsure::new(
                    "its policy is not wholly known",
                    document.place(),
                ));
            }
        }
    }
    doubt.map_or(KeyUse::Refused(key), KeyUse::Unknown)
}
