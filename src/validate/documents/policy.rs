//! Policies of IAM, beyond what their schema says. Actions that nobody knows are no fault: AWS adds new ones.

use std::collections::BTreeMap;

use crate::data::{Key, Kind, Node};
use crate::diagnostic::Severity;

use super::super::ProblemKind;
use super::json::{Fault, by_schema, opening};
use super::kinds::PolicyKind;
use super::node::{as_read_by_go, is_closed};
use super::schema;

/// The operators of conditions (IAM User Guide, "IAM JSON policy elements: Condition operators").
const OPERATORS: &[&str] = &[
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateNotEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
];

/// What is wrong with a policy of a kind.
pub(super) fn faults(kind: PolicyKind, node: &Node) -> Vec<Fault> {
    let shape = &schema::POLICY;
    let node = as_read_by_go(node, &shape.names);
    let mut faults = by_schema(shape, &node, ProblemKind::Policy);
    // AWS refuses elements that it does not know. It says that effects are case sensitive, yet modules that spell them
    // otherwise are in use.
    for fault in &mut faults {
        let is_spelling =
            fault.pointer.ends_with("/Effect") && spells_effect(&node, &fault.pointer);
        fault.severity = is_spelling.then_some(Severity::Warning);
    }
    let Some(statements) = node.get("Statement") else {
        return faults;
    };
    let of_list = |(at, statement)| (format!("/Statement/{at}"), statement);
    let statements: Vec<(String, &Node)> = match &statements.kind {
        Kind::Mapping(_) => vec![("/Statement".to_owned(), statements)],
        _ => statements
            .elements()
            .iter()
            .enumerate()
            .map(of_list)
            .collect(),
    };
    for (pointer, statement) in &statements {
        if matches!(statement.kind, Kind::Mapping(_)) {
            let judge = StatementJudge {
                kind,
                statement,
                pointer,
            };
            judge.all(&mut faults);
        }
    }
    if matches!(kind, PolicyKind::Identity | PolicyKind::Trust) {
        sids(&statements, &mut faults);
    }
    faults
}

/// Whether the value at a pointer is an effect but for the case of its letters.
fn spells_effect(node: &Node, pointer: &str) -> bool {
    let mut steps = pointer.split('/').skip(1);
    let found = steps.try_fold(node, |node, step| match step.parse::<usize>() {
        Ok(at) if matches!(node.kind, Kind::Sequence(_)) => node.elements().get(at),
        _ => node.get(step),
    });
    let effect = found.and_then(Node::as_str).unwrap_or_default();
    ["Allow", "Deny"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(effect))
}

/// IAM takes only letters and digits, and each id once in a policy.
fn sids(statements: &[(String, &Node)], faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
    for (pointer, statement) in statements {
        let Some(node) = statement.get("Sid") else {
            continue;
        };
        let Some(sid) = node.as_str().filter(|sid| !sid.is_empty()) else {
            continue;
        };
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let message = format!("the Sid {sid:?} has other characters than letters and digits");
            let help = "Use only letters and digits: IAM takes no others";
            let fault = Fault::new(ProblemKind::Policy, node.span, message, help);
            faults.push(fault.at(format!("{pointer}/Sid")));
        } else if let Some(first) = seen.insert(sid, node) {
            let message = format!("two statements of the policy have the Sid {sid:?}");
            let help = "Give each statement a Sid of its own, or none";
            let fault = Fault::new(ProblemKind::Policy, node.span, message, help);
            faults.push(
                fault
                    .at(format!("{pointer}/Sid"))
                    .beside(first.span, "the first of them"),
            );
        }
    }
}

struct StatementJudge<'j> {
    kind: PolicyKind,
    statement: &'j Node,
    pointer: &'j str,
}

impl StatementJudge<'_> {
    fn all(&self, faults: &mut Vec<Fault>) {
        self.either("Action", "NotAction", true, faults);
        match self.kind {
            PolicyKind::Identity => {
                self.either("Resource", "NotResource", true, faults);
                self.never(
                    &["Principal", "NotPrincipal"],
                    "a policy of an identity names no principal: it is whoever has the policy",
                    "Remove it, or put the statement into the policy of the resource",
                    faults,
                );
                self.resources(faults);
            }
            PolicyKind::Trust => {
                self.either("Principal", "NotPrincipal", true, faults);
                self.never(
                    &["Resource", "NotResource"],
                    "a role's trust policy names no resource: it is the role itself",
                    "Remove it",
                    faults,
                );
            }
            PolicyKind::Resource => {
                self.either("Principal", "NotPrincipal", true, faults);
                self.either("Resource", "NotResource", false, faults);
            }
            PolicyKind::Other => {
                self.either("Principal", "NotPrincipal", false, faults);
                self.either("Resource", "NotResource", false, faults);
            }
        }
        self.actions(faults);
        self.services(faults);
        self.operators(faults);
    }

    fn entry(&self, name: &str) -> Option<(&Key, &Node)> {
        self.statement.entry(name)
    }

    fn fault(&self, key: &Key, message: String, help: &str) -> Fault {
        let fault = Fault::new(ProblemKind::Policy, key.span, message, help);
        fault.at(format!("{}/{}", self.pointer, key.text))
    }

    /// A statement has one of two elements and not both; whether it needs one is `is_needed`.
    fn either(&self, yes: &str, no: &str, is_needed: bool, faults: &mut Vec<Fault>) {
        match (self.entry(yes), self.entry(no)) {
            (Some((first, _)), Some((second, _))) => {
                let message = format!("a statement has {yes} and {no}, and AWS takes only one");
                let fault = self.fault(second, message, "Remove one of them");
                faults.push(fault.beside(first.span, "the other"));
            }
            (None, None) if is_needed && is_closed(self.statement) => {
                let message = format!("a statement has neither {yes} nor {no}");
                let span = opening(self.statement);
                let help = format!("Add {yes}");
                let fault = Fault::new(ProblemKind::Policy, span, message, help);
                faults.push(fault.at(self.pointer));
            }
            _ => {}
        }
    }

    fn never(&self, names: &[&str], message: &str, help: &str, faults: &mut Vec<Fault>) {
        let found = names.iter().filter_map(|name| self.entry(name));
        faults.extend(found.map(|(key, _)| self.fault(key, message.to_owned(), help)));
    }

    /// The texts of an element, which may be one or a list, with the pointer to each.
    fn texts(&self, name: &str) -> Vec<(&str, &Node, String)> {
        let Some((_, node)) = self.entry(name) else {
            return Vec::new();
        };
        let pointer = format!("{}/{name}", self.pointer);
        texts_of(node, &pointer)
    }

    /// An action is a service and a name, or everything.
    fn actions(&self, faults: &mut Vec<Fault>) {
        for name in ["Action", "NotAction"] {
            for (text, node, pointer) in self.texts(name) {
                if text.is_empty() || is_action(text) {
                    continue;
                }
                let message = format!("{text:?} is not an action: it must be SERVICE:ACTION or *");
                let help = "Write the service before the action, such as s3:GetObject";
                let fault = Fault::new(ProblemKind::Policy, node.span, message, help);
                faults.push(fault.at(pointer));
            }
        }
    }

    /// A resource is an ARN or everything.
    fn resources(&self, faults: &mut Vec<Fault>) {
        for name in ["Resource", "NotResource"] {
            for (text, node, pointer) in self.texts(name) {
                // An empty text is what a variable has by default that somebody sets elsewhere.
                let may_match = text.is_empty() || text.contains(['*', '?', '$']);
                let is_arn = text.starts_with("arn:") && text.split(':').count() >= 6;
                if may_match || is_arn {
                    continue;
                }
                let message = format!("{text:?} is not a resource: it must be an ARN or *");
                let help = "Write the ARN of the resource";
                let fault = Fault::new(ProblemKind::Policy, node.span, message, help);
                faults.push(fault.at(pointer));
            }
        }
    }

    /// A service is named by its domain.
    fn services(&self, faults: &mut Vec<Fault>) {
        for name in ["Principal", "NotPrincipal"] {
            let Some(node) = self.entry(name).and_then(|(_, node)| node.get("Service")) else {
                continue;
            };
            let pointer = format!("{}/{name}/Service", self.pointer);
            for (text, node, pointer) in texts_of(node, &pointer) {
                if text.is_empty() || text.contains(['.', '*', '$']) {
                    continue;
                }
                let message = format!("{text:?} is not the principal of a service");
                let help = format!("Write its domain, such as {text}.amazonaws.com");
                let fault = Fault::new(ProblemKind::Policy, node.span, message, help);
                faults.push(fault.at(pointer));
            }
        }
    }

    fn operators(&self, faults: &mut Vec<Fault>) {
        let Some((_, conditions)) = self.entry("Condition") else {
            return;
        };
        for (key, _) in conditions.entries() {
            if key.partial || is_operator(&key.text) {
                continue;
            }
            let message = format!("{:?} is not an operator of conditions", key.text);
            let near = crate::data::schema::nearest(&key.text, OPERATORS.iter().copied());
            let help = near.map_or_else(
                || "Use one such as StringEquals, ArnLike or Bool".to_owned(),
                |near| format!("Did you mean {near}?"),
            );
            let fault = Fault::new(ProblemKind::Policy, key.span, message, help);
            faults.push(fault.at(format!("{}/Condition/{}", self.pointer, key.text)));
        }
    }
}

fn texts_of<'n>(node: &'n Node, pointer: &str) -> Vec<(&'n str, &'n Node, String)> {
    if let Some(text) = node.as_str() {
        return vec![(text, node, pointer.to_owned())];
    }
    let elements = node.elements().iter().enumerate();
    elements
        .filter_map(|(at, node)| Some((node.as_str()?, node, format!("{pointer}/{at}"))))
        .collect()
}

fn is_action(text: &str) -> bool {
    let is_name = |text: &str| {
        let is_fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '?' | '-' | '_');
        !text.is_empty() && text.chars().all(is_fine)
    };
    match text.split_once(':') {
        Some((service, action)) => is_name(service) && is_name(action),
        None => !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '?')),
    }
}

fn is_operator(text: &str) -> bool {
    let rest = text.split_once(':').map_or(text, |(set, rest)| {
        let is_set = ["ForAllValues", "ForAnyValue"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(set));
        if is_set { rest } else { text }
    });
    let is = |wanted: &str| {
        OPERATORS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(wanted))
    };
    let without = rest.len().checked_sub("IfExists".len()).filter(|at| {
        rest.get(*at..)
            .is_some_and(|end| end.eq_ignore_ascii_case("IfExists"))
    });
    is(rest) || without.is_some_and(|at| is(&rest[..at]))
}

#[cfg(test)]
mod tests {
    use super::{is_action, is_operator};

    #[test]
    fn actions_have_a_service() {
        for action in [
            "s3:GetObject",
            "*",
            "s3:*",
            "ecr:Get*",
            "execute-api:Invoke",
            "*:*",
        ] {
            assert!(is_action(action), "{action}");
        }
        for action in [
            "GetObject",
            "s3",
            "",
            "s3:",
            "s3: GetObject",
            "s3:a:b",
            "s3*",
        ] {
            assert!(!is_action(action), "{action}");
        }
    }

    #[test]
    fn operators_have_sets_and_if_exists() {
        for operator in [
            "StringEquals",
            "stringequals",
            "ForAnyValue:StringLike",
            "ForAllValues:ArnLikeIfExists",
            "BoolIfExists",
        ] {
            assert!(is_operator(operator), "{operator}");
        }
        for operator in ["StringEqual", "Any:Bool", "IfExists", ""] {
            assert!(!is_operator(operator), "{operator}");
        }
    }
}
