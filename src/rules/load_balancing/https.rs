//! See `https.md`.

use crate::aws::balancing::Action;
use crate::aws::placement::truth::{Truth, is_text};
use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind, RuleOption, Severity};
use crate::eval::Value;
use crate::graph::{Graph, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-https",
        summary: "Requests from the internet are served without encryption although there is a certificate.",
        why: "Everybody on the way reads and changes what is sent, passwords and sessions included.",
        severity: DefaultSeverity::ByTier(Severity::Warning, Some(Severity::Note)),
        security: Some("5.0"),
        page: include_str!("https.md"),
        options: &[RuleOption {
            name: "always",
            summary: "`true` asks for encryption also where the environment has no certificate.",
            kind: OptionKind::Bool,
        }],
    },
    check: Check::Infrastructure(check),
};

fn check(context: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    if !context.is_on(&RULE.meta, "always") && !has_certificate(graph) {
        return;
    }
    for (listener, node) in balancing::listeners(graph) {
        let answer = serves_openly(graph, listener);
        let address = node.address();
        let message = || {
            let text = format!("{address} serves requests from the internet without encryption");
            let help = "Redirect to a listener with the protocol HTTPS, and forward there";
            (text, help.to_owned())
        };
        let what = format!(
            "whether {address} serves requests from the internet without encryption is not known"
        );
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (listener, "default_action.type");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// Whether the environment has a certificate that a listener could use.
fn has_certificate(graph: &Graph<'_>) -> bool {
    let kinds = ["aws_acm_certificate", "aws_iam_server_certificate"];
    let mut made = kinds.iter().flat_map(|kind| graph.resources(kind));
    let mut read = kinds.iter().flat_map(|kind| graph.data_sources(kind));
    let mut used = balancing::listeners(graph);
    made.next().is_some()
        || read.next().is_some()
        || used.any(|(_, node)| node.given("certificate_arn").is_some_and(is_certain))
}

fn is_certain(certificate: &Value) -> bool {
    let unknown = certificate.as_unknown();
    unknown.is_none_or(|unknown| unknown.symbol().is_some())
}

/// Whether a listener sends what it gets by HTTP from the internet to targets.
fn serves_openly(graph: &Graph<'_>, listener: NodeId) -> Truth {
    let node = graph.node(listener);
    let actions = balancing::actions(node)
        .into_iter()
        .map(|action| match action {
            Action::Forward => Truth::Yes,
            Action::Other(_) => Truth::No,
            Action::Unknown(unsure) => Truth::Open(unsure),
        });
    let forwards = Truth::in_all(actions, node.given("default_action"));
    let is_plain = is_text(node.given("protocol"), "HTTP", "HTTP");
    let faces = match balancing::balancer_of(graph, listener) {
        Ok(balancer) => {
            let faces = balancing::is_internal(graph, balancer).opposite();
            balancing::is_application(graph, balancer).and(faces)
        }
        Err(unsure) => Truth::Open(unsure),
    };
    is_plain.and(forwards).and(faces)
}
