//! See `health_check.md`.

use crate::aws::placement::truth::{Truth, flag, has_block, is_text, number, whole};
use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, judged};
use super::health_path::{self, Targets};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-health-check",
        summary: "The health check of a target group is not said, cannot work, asks for what nobody serves, or takes errors for health.",
        why: "A task that serves nobody gets requests, or one that is well gets none.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Error, Severity::Note]),
        security: None,
        page: include_str!("health_check.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(context: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let targets = Targets::of(context, infrastructure);
    for (group, node) in balancing::target_groups(graph) {
        let is_function = is_text(node.given("target_type"), "lambda", "instance");
        let takes_requests = balancing::takes_requests(graph, group);
        let is_judged = takes_requests.and(is_function.opposite());
        if is_judged == Truth::No {
            continue;
        }
        findings.extend(missing(infrastructure, group, is_judged.clone()));
        let blocks = node.blocks("health_check");
        if let ([way], Truth::Yes) = (&blocks[..], &is_judged)
            && let [block] = way.certain[..]
        {
            if is_off(infrastructure, group, block, findings) {
                continue;
            }
            let judge = [too_slow, other_protocol, takes_errors];
            let found = judge
                .into_iter()
                .filter_map(|judge| judge(infrastructure, group, block));
            findings.extend(found);
            let known = (&targets, &RULE.meta);
            findings.extend(health_path::judge(infrastructure, known, (group, block)));
        }
    }
}

/// No health check is written.
fn missing(
    infrastructure: &Infrastructure<'_>,
    group: NodeId,
    is_judged: Truth,
) -> Option<Finding> {
    let node = infrastructure.graph.node(group);
    let address = node.address();
    let is_missing = has_block(node.given("health_check")).opposite();
    let answer = is_judged.and(is_missing);
    let message = || {
        let text =
            format!("{address} says no health check, so a target is well that answers / with 200");
        (
            text,
            "Add a health_check with a path that answers when requests can be served".to_owned(),
        )
    };
    let what = format!("whether {address} says its health check is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    judged(
        infrastructure,
        &RULE.meta,
        (group, "health_check"),
        &answer,
        words,
    )
}

/// Whether the check is certainly switched off, which AWS lets only groups of functions do.
fn is_off(
    infrastructure: &Infrastructure<'_>,
    group: NodeId,
    block: &Value,
    findings: &mut Vec<Finding>,
) -> bool {
    let node = infrastructure.graph.node(group);
    if flag(node.given_in(block, "enabled"), true) != Truth::No {
        return false;
    }
    let message = format!(
        "{} switches its health check off, which AWS refuses for targets that are no function",
        node.address()
    );
    let help = "Remove `enabled = false`".to_owned();
    let place = (group, "health_check.enabled");
    let finding = failed(infrastructure, &RULE.meta, place, (message, help));
    findings.push(finding.severity(Severity::Error));
    true
}

/// A check that may take as long as the time until the next.
fn too_slow(infrastructure: &Infrastructure<'_>, group: NodeId, block: &Value) -> Option<Finding> {
    let node = infrastructure.graph.node(group);
    let range = |name: &str, default: i64| number(node.given_in(block, name), default).ok();
    let (timeout, _) = range("timeout", TIMEOUT)?;
    let (_, interval) = range("interval", INTERVAL)?;
    // Certain only where the shortest time to wait is not below the longest time between.
    if timeout < interval {
        return None;
    }
    let message = format!(
        "{} waits {timeout} seconds for an answer to a health check that it sends every {interval} seconds, which AWS refuses",
        node.address()
    );
    let help = "Set timeout to less than interval".to_owned();
    let place = (group, "health_check.timeout");
    let finding = failed(infrastructure, &RULE.meta, place, (message, help));
    Some(finding.severity(Severity::Error))
}

/// A check that speaks another protocol than the requests, on the same port.
fn other_protocol(
    infrastructure: &Infrastructure<'_>,
    group: NodeId,
    block: &Value,
) -> Option<Finding> {
    let node = infrastructure.graph.node(group);
    let requests = node.given("protocol")?.as_str()?;
    let checks = match node.given_in(block, "protocol") {
        Some(protocol) => protocol.as_str()?,
        None => "HTTP",
    };
    let port = node.given_in(block, "port");
    let same_port = is_text(port, "traffic-port", "traffic-port");
    let own = node.given("port").and_then(whole);
    let is_same = same_port.is_yes() || own.is_some() && port.and_then(whole) == own;
    if requests == checks || !is_same {
        return None;
    }
    let message = format!(
        "{} sends requests by {requests}, but its health checks to the same port by {checks}",
        node.address()
    );
    let help = format!("Set protocol = \"{requests}\" in health_check");
    let place = (group, "health_check.protocol");
    Some(failed(infrastructure, &RULE.meta, place, (message, help)))
}

/// A check that passes where the target answers with an error.
fn takes_errors(
    infrastructure: &Infrastructure<'_>,
    group: NodeId,
    block: &Value,
) -> Option<Finding> {
    let node = infrastructure.graph.node(group);
    let matcher = node.given_in(block, "matcher")?.as_str()?;
    let takes = |class: u32| accepts(matcher, class * 100, class * 100 + 99);
    let (what, severity) = if takes(5) {
        ("an error of the server", Severity::Warning)
    } else if takes(3) {
        ("a redirect, wherever that leads", Severity::Note)
    } else {
        return None;
    };
    let message = format!(
        "the health check of {} takes {what} for health: its matcher is {matcher}",
        node.address()
    );
    let help = "Set matcher = \"200\", and check a path that answers so".to_owned();
    let place = (group, "health_check.matcher");
    let finding = failed(infrastructure, &RULE.meta, place, (message, help));
    Some(finding.severity(severity))
}

/// Whether a matcher such as `200,301-302` takes a code between these.
pub(super) fn accepts(matcher: &str, from: u32, to: u32) -> bool {
    matcher.split(',').any(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
            (Ok(first), Ok(last)) => first <= to && from <= last,
            _ => false,
        }
    })
}

/// How many seconds a check waits, and how many lie between two, where that is not said.
const TIMEOUT: i64 = 5;
const INTERVAL: i64 = 30;

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn matchers_hold_codes_and_ranges() {
        for (matcher, from, to, expected) in [
            ("200", 500, 599, false),
            ("200-599", 500, 599, true),
            ("200,502", 500, 599, true),
            ("200, 301-302", 300, 399, true),
            ("200-299", 300, 399, false),
            ("0-99", 500, 599, false),
            ("", 300, 399, false),
            ("ok", 300, 399, false),
        ] {
            assert_eq!(accepts(matcher, from, to), expected, "{matcher}");
        }
    }
}
