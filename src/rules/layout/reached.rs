//! The resources that a stack reaches, and whether they are made there.

use crate::address::ResourceMode;
use crate::diagnostic::{Finding, Meta};
use crate::hcl::{Block, ExpressionKind};
use crate::plan::{Plan, Visit};
use crate::repo::{Resource, StackId};
use crate::source::Span;

use super::arguments::outermost_call;

/// Whether what a block declares may be made in this stack: not where its `count` is zero or its `for_each` is
/// empty, nor where a condition that is not known decides that.
fn is_made(visit: Visit<'_>, block: &Block) -> bool {
    let repeated = ["count", "for_each"].map(|name| block.body.attribute(name));
    let is_made = |attribute: &crate::hcl::Attribute| {
        let value = visit.evaluate(&attribute.value);
        if let Some(number) = value.as_number() {
            return number.to_i64() != Some(0);
        }
        if let Some(items) = value.elements() {
            return !items.is_empty();
        }
        if let Some(entries) = value.entries() {
            return !entries.is_empty();
        }
        value.is_known() || !matches!(attribute.value.kind, ExpressionKind::Conditional(_))
    };
    repeated.into_iter().flatten().all(is_made)
}

fn is_module_made(visit: Visit<'_>) -> bool {
    visit
        .caller()
        .is_none_or(|(outer, call)| is_made(outer, &call.block) && is_module_made(outer))
}

/// Resources of one stack that lie in the wrong kind of place: all of one module call together.
struct Group {
    span: Span,
    address: String,
    kinds: Vec<String>,
    resources: Vec<Span>,
}

/// How many resources of a module are shown.
const MOST_SHOWN: usize = 3;

/// One finding for each module call of the root module, and each resource of its own, that makes something
/// `wanted`. `word` makes the message's end from the kinds of resources.
pub(super) fn findings_of(
    plan: &Plan<'_>,
    stack: StackId,
    meta: &'static Meta,
    wanted: &dyn Fn(Visit<'_>, &Resource<'_>) -> bool,
    word: &dyn Fn(&str) -> (String, String),
) -> Vec<Finding> {
    let mut groups: Vec<Group> = Vec::new();
    let walk = plan.walk(stack);
    for visit in walk.visits() {
        let managed = visit.module.resources.values();
        let found = managed.filter(|resource| {
            resource.mode == ResourceMode::Managed
                && wanted(visit, resource)
                && is_made(visit, &resource.block)
        });
        let found: Vec<&Resource<'_>> = found.collect();
        if found.is_empty() || !is_module_made(visit) {
            continue;
        }
        match outermost_call(visit) {
            Some(call) => add(
                &mut groups,
                call.block.header(),
                &format!("module.{}", call.name),
                &found,
            ),
            None => {
                for resource in found {
                    let address = format!("{}.{}", resource.kind, resource.name);
                    add(&mut groups, resource.block.header(), &address, &[resource]);
                }
            }
        }
    }
    groups
        .into_iter()
        .map(|group| finding(meta, group, word))
        .collect()
}

fn add(groups: &mut Vec<Group>, span: Span, address: &str, found: &[&Resource<'_>]) {
    let at = groups.iter().position(|group| group.address == address);
    let at = at.unwrap_or_else(|| {
        groups.push(Group {
            span,
            address: address.to_owned(),
            kinds: Vec::new(),
            resources: Vec::new(),
        });
        groups.len() - 1
    });
    for resource in found {
        if !groups[at].kinds.iter().any(|kind| kind == resource.kind) {
            groups[at].kinds.push(resource.kind.to_owned());
        }
        let header = resource.block.header();
        if !groups[at].resources.contains(&header) {
            groups[at].resources.push(header);
        }
    }
}

fn finding(meta: &'static Meta, group: Group, word: &dyn Fn(&str) -> (String, String)) -> Finding {
    let shown = group
        .kinds
        .iter()
        .take(MOST_SHOWN)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let more = group.kinds.len().saturating_sub(MOST_SHOWN);
    let made = if more > 0 {
        format!(
            "{} makes {shown} and {more} more kinds of resources",
            group.address
        )
    } else if group.address.starts_with("module.") {
        format!("{} makes {shown}", group.address)
    } else {
        group.address.clone()
    };
    let (message, help) = word(&made);
    let mut finding = Finding::new(meta, group.span, message, help).address(group.address);
    let inner = group
        .resources
        .into_iter()
        .filter(|span| *span != group.span);
    for span in inner.take(MOST_SHOWN) {
        finding = finding.related(span, "made here");
    }
    finding
}
