//! The resources that a stack reaches, and whether they are made there.

use crate::diagnostic::{Finding, Meta};
use crate::eval::Value;
use crate::hcl::{Block, ExpressionKind};
use crate::repo::{Frame, Repo, Resource, ResourceMode, Stack};
use crate::source::Span;

use super::arguments::outermost_call;

/// Whether what a block declares may be made in this stack: not where its `count` is zero or its `for_each` is
/// empty, nor where a condition that is not known decides that.
pub(super) fn is_made(frame: &Frame<'_>, block: &Block) -> bool {
    let repeated = ["count", "for_each"].map(|name| block.body.attribute(name));
    let is_made = |attribute: &crate::hcl::Attribute| match frame.evaluate(&attribute.value) {
        Value::Number(number, _) => number.parse() != Ok(0.0),
        Value::List(items, _) => !items.is_empty(),
        Value::Map(entries, _) => !entries.is_empty(),
        Value::Unknown(_) => !matches!(attribute.value.kind, ExpressionKind::Conditional(_)),
        _ => true,
    };
    repeated.into_iter().flatten().all(is_made)
}

fn is_frame_made(frame: &Frame<'_>) -> bool {
    frame
        .caller
        .is_none_or(|(outer, call)| is_made(outer, &call.block) && is_frame_made(outer))
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
    repo: &Repo<'_>,
    stack: &Stack<'_>,
    meta: &'static Meta,
    wanted: &dyn Fn(&Frame<'_>, &Resource<'_>) -> bool,
    word: &dyn Fn(&str) -> (String, String),
) -> Vec<Finding> {
    let mut groups: Vec<Group> = Vec::new();
    Frame::root(repo, stack).each(repo, &mut |frame| {
        let managed = frame.module.resources.values();
        let found = managed.filter(|resource| {
            resource.mode == ResourceMode::Managed
                && wanted(frame, resource)
                && is_made(frame, &resource.block)
        });
        let found: Vec<&Resource<'_>> = found.collect();
        if found.is_empty() || !is_frame_made(frame) {
            return;
        }
        match outermost_call(frame) {
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
    });
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
        groups[at].resources.push(resource.block.header());
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
