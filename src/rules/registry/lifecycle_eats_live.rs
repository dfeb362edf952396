//! See `lifecycle_eats_live.md`.

use crate::aws::placement::truth::{entry, whole};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::eval::function::json_document;
use crate::graph::{NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-lifecycle-eats-live",
        summary: "A lifecycle policy may remove the image that runs.",
        why: "A task that starts later cannot pull its image: the service cannot scale, and cannot \
              replace a task that fails.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("lifecycle_eats_live.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (policy, node) in infrastructure.graph.resources("aws_ecr_lifecycle_policy") {
        let Some(document) = node.given("policy") else {
            continue;
        };
        let read = json_document(document, node.header());
        let rules = read.as_ref().and_then(|read| entry(read, "rules"));
        let Some(rules) = rules else {
            if !document.is_known() {
                let what = format!("what {} removes is not known", node.address());
                let unsure = Unsure::of(document);
                let place = (policy, "policy");
                findings.push(undetermined(
                    infrastructure,
                    &RULE.meta,
                    place,
                    (&what, &unsure),
                ));
            }
            continue;
        };
        for members in alternatives(rules) {
            // An image with a tag that a rule names is left to that rule, so what is left to the others is not known.
            let mut named = members.all().filter(|rule| names_tags(rule));
            if named.next().is_some() {
                continue;
            }
            let judged = members.certain.iter();
            findings.extend(judged.filter_map(|rule| judge(infrastructure, policy, rule)));
        }
    }
}

/// Whether a rule is for images with some tags, and not for all that have one.
fn names_tags(rule: &Value) -> bool {
    let status = entry(rule, "selection").and_then(|selection| entry(selection, "tagStatus"));
    let is_tagged = status.is_none_or(|status| status.as_str() == Some("tagged"));
    is_tagged && !entry(rule, "selection").is_some_and(takes_tagged)
}

fn judge(infrastructure: &Infrastructure<'_>, policy: NodeId, rule: &Value) -> Option<Finding> {
    let node = infrastructure.graph.node(policy);
    let selection = entry(rule, "selection")?;
    let text = |name: &str| entry(selection, name).and_then(Value::as_str);
    if !takes_tagged(selection) {
        return None;
    }
    let number = entry(selection, "countNumber")?;
    let address = node.address();
    let Some(count) = whole(number) else {
        let what = format!("how many images {address} keeps is not known");
        let unsure = Unsure::of(number);
        let words = (&*what, &unsure);
        return Some(undetermined(
            infrastructure,
            &RULE.meta,
            (policy, "policy"),
            words,
        ));
    };
    let kept = match text("countType")? {
        "imageCountMoreThan" if count < IMAGES => format!("the newest {count} image(s)"),
        "sinceImagePushed" if count < DAYS => format!("images of the last {count} day(s)"),
        _ => return None,
    };
    let message = format!("{address} keeps {kept} only, whether or not an older one runs");
    let help =
        format!("Keep {IMAGES} images or {DAYS} days at least, or only let untagged ones go");
    let mut finding = failed(
        infrastructure,
        &RULE.meta,
        (policy, "policy"),
        (message, help),
    );
    finding.span = number.place().unwrap_or(finding.span);
    Some(finding)
}

/// Whether a rule lets any image go that has a tag.
fn takes_tagged(selection: &Value) -> bool {
    let all = |name: &str| {
        let patterns = entry(selection, name).and_then(Value::elements);
        patterns.is_some_and(|all| all.iter().any(|it| it.as_str() == Some("*")))
    };
    match entry(selection, "tagStatus").and_then(Value::as_str) {
        Some("any") => true,
        Some("tagged") => all("tagPatternList"),
        _ => false,
    }
}

/// How many images, and images of how many days, are enough to deploy and to roll back.
const IMAGES: i64 = 10;
const DAYS: i64 = 14;
