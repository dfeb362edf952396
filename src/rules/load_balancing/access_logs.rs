//! See `access_logs.md`.

use crate::address::ResourceMode;
use crate::aws::access::{Asker, policy_lets};
use crate::aws::companions::{Companions, Naming, companions};
use crate::aws::placement::truth::{Argument, Truth, block, entry, flag_in, has_block};
use crate::aws::{Infrastructure, Unsure, balancing, region_of};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Graph, NodeId};
use crate::plan::load_balancing_accounts;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-access-logs",
        summary: "The requests to a load balancer are not recorded, or cannot be.",
        why: "When somebody asks who asked for what, during an attack or after an outage, there is no \
              record.",
        severity: DefaultSeverity::ByTier(Severity::Warning, None),
        security: Some("4.0"),
        page: include_str!("access_logs.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (balancer, _) in balancing::balancers(&infrastructure.graph) {
        findings.extend(not_kept(infrastructure, balancer));
        findings.extend(not_writable(infrastructure, balancer));
    }
}

/// No access log is asked for.
fn not_kept(infrastructure: &Infrastructure<'_>, balancer: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(balancer);
    let address = node.address();
    let is_off = flag_in(node.given("access_logs"), "enabled", false).opposite();
    let answer = balancing::is_application(graph, balancer).and(is_off);
    let message = || {
        let text = if has_block(node.given("access_logs")).is_yes() {
            format!("the access log of {address} is switched off")
        } else {
            format!("{address} keeps no access log")
        };
        (
            text,
            "Add access_logs with a bucket and enabled = true".to_owned(),
        )
    };
    let what = format!("whether {address} keeps an access log is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let place = (balancer, "access_logs.enabled");
    judged(infrastructure, &RULE.meta, place, &answer, words)
}

/// An access log goes to a bucket that nobody may write to.
fn not_writable(infrastructure: &Infrastructure<'_>, balancer: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(balancer);
    let logs = node.given("access_logs")?;
    let is_on =
        balancing::is_application(graph, balancer).and(flag_in(Some(logs), "enabled", false));
    let [Argument::Given(block)] = block(Some(logs))[..] else {
        return None;
    };
    let bucket = graph.node_named(entry(block, "bucket")?, &["id", "bucket"])?;
    let kept = graph.node(bucket);
    let is_made = kept.kind() == "aws_s3_bucket" && kept.declaration.mode == ResourceMode::Managed;
    if !is_made || kept.given("policy").is_some() {
        return None;
    }
    let naming = Naming {
        kinds: &["aws_s3_bucket_policy"],
        argument: "bucket",
        attributes: &["id", "bucket"],
        name: "bucket",
    };
    let policies = companions(graph, bucket, &naming);
    let is_refused = policies.are_none().or(refuses(graph, balancer, &policies));
    let answer = is_on.and(is_refused);
    let (address, kept) = (node.address(), kept.address());
    let message = || {
        let text = format!(
            "{address} cannot write its access log: {kept} has no policy that lets it, and AWS refuses the setting"
        );
        let help = "Add an aws_s3_bucket_policy that lets logdelivery.elasticloadbalancing.amazonaws.com put objects";
        (text, help.to_owned())
    };
    let what = format!("whether {address} may write its access log to {kept} is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let place = (balancer, "access_logs.bucket");
    let finding = judged(infrastructure, &RULE.meta, place, &answer, words)?;
    Some(finding.related(graph.node(bucket).header(), "the bucket"))
}

/// Whether the policies of a bucket let no load balancer of the region put objects.
fn refuses(graph: &Graph<'_>, balancer: NodeId, policies: &Companions) -> Truth {
    let region = region_of(graph, balancer);
    let asker = Asker {
        service: "logdelivery.elasticloadbalancing.amazonaws.com",
        accounts: &load_balancing_accounts(region),
        anybody: Truth::Yes,
    };
    let of_one = |policy: &NodeId| {
        let node = graph.node(*policy);
        let unknown = || {
            let reason = "its policy is not known";
            Truth::Open(Unsure::new(reason, Some(node.header())))
        };
        node.given("policy").map_or_else(unknown, |policy| {
            policy_lets(policy, node.header(), &asker, Some("s3:PutObject"))
        })
    };
    let lets_in = policies.certain.iter().map(of_one);
    let lets_in = lets_in.fold(Truth::No, Truth::or);
    match (&policies.others, region) {
        _ if lets_in.is_yes() => Truth::No,
        (Some(unsure), _) => Truth::Open(unsure.clone()),
        (None, None) => {
            let reason = "the region of the load balancer is not known";
            let at = graph.node(balancer).header();
            Truth::Open(Unsure::new(reason, Some(at)))
        }
        (None, Some(_)) => lets_in.opposite(),
    }
}
