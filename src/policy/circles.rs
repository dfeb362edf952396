//! Locals of a policy file that depend on themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::{self, Expression, step_name};

use super::read::Faults;

/// Tells that a local depends on itself, for the first of those that do by way of each other.
pub(super) fn tell(name: &str, locals: &BTreeMap<Box<str>, Expression>, faults: &mut Faults<'_>) {
    let Some((name, local)) = locals.get_key_value(name) else {
        return;
    };
    let Some(way) = way_back(name, name, locals, &mut BTreeSet::new()) else {
        return;
    };
    if way.iter().any(|other| *other < &**name) {
        return;
    }
    let by_way = way.iter().map(|it| format!("`local.{it}`"));
    let by_way = by_way.collect::<Vec<_>>().join(" and ");
    let by_way = if by_way.is_empty() {
        by_way
    } else {
        format!(", by way of {by_way}")
    };
    faults.tell(
        local.span,
        format!("`local.{name}` depends on itself{by_way}"),
    );
}

/// The locals between one and what refers to `end`, in order; `None` where nothing does.
fn way_back<'l>(
    from: &str,
    end: &str,
    locals: &'l BTreeMap<Box<str>, Expression>,
    seen: &mut BTreeSet<&'l str>,
) -> Option<Vec<&'l str>> {
    let mut used: BTreeSet<&'l str> = BTreeSet::new();
    hcl::each_reference(locals.get(from)?, &mut |root, steps, _| {
        if root == "local" {
            used.extend(step_name(steps, 0));
        }
    });
    if used.contains(end) {
        return Some(Vec::new());
    }
    for name in used {
        if seen.insert(name)
            && let Some(mut way) = way_back(name, end, locals, seen)
        {
            way.insert(0, name);
            return Some(way);
        }
    }
    None
}
