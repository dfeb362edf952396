//! What is told already is not told again.

use super::{Consequence, Difference, Found, Level, Standing};

/// Adds a difference, or its consequences to the one that is told of the same thing already.
pub(super) fn merge(found: &mut Found, difference: Difference) {
    let is_same = |told: &&mut Difference| {
        // A stack that is not there has no part in what is compared: whoever reads it names it.
        let is_stack = difference.path.starts_with("stack:")
            && (told.path == difference.path
                || told.follows.iter().any(|it| it.path == difference.path));
        let is_here = told.stack == difference.stack
            && (told.path == difference.path || is_inside(&difference.path, told));
        // A line that several stacks read is one cause.
        let is_line = told.places.both().is_some() && told.places == difference.places;
        is_stack || is_here || (is_line && told.path == difference.path)
    };
    match found.differences.iter_mut().find(is_same) {
        Some(told) => {
            let is_worse = difference.is_unexpected() && !told.is_unexpected();
            // A version that production waits for changes things: that is what it is for.
            let is_version = told.rule.ends_with("-version") || told.rule.ends_with("-source");
            if is_worse && told.level < Level::Values.max(difference.level) && !is_version {
                // A deeper look shows that it does matter.
                if told.level == Level::Values {
                    told.rule = difference.rule;
                }
                told.standing = Standing::Unexpected;
                told.severity = told.severity.max(difference.severity);
                told.weaker = told.weaker.or(difference.weaker);
                told.reason = difference.reason;
            }
            // What differs in a module of another source is what its code makes of it.
            if told.rule == "parity-module-source" && told.path != difference.path {
                told.follows.push(Consequence {
                    stack: difference.stack,
                    path: difference.path,
                    shown: difference.shown,
                });
            }
            told.follows.extend(difference.follows);
            told.follows
                .sort_by(|a, b| (&a.stack, &a.path).cmp(&(&b.stack, &b.path)));
            told.follows.dedup();
        }
        None => found.differences.push(difference),
    }
}

/// Whether a path lies in what is told already, such as an argument of a module that one side does not call.
fn is_inside(path: &str, told: &Difference) -> bool {
    let is_resource = path.starts_with("resource.");
    let path = path.strip_prefix("resource.").unwrap_or(path);
    let rest = path.strip_prefix(told.path.as_str());
    let Some(rest) = rest.filter(|_| told.path.starts_with("module.")) else {
        return false;
    };
    // What a call gives is not of the module's code.
    let is_own = |rest: &str| {
        ["local.", "output.", "data.", "module."]
            .iter()
            .any(|it| rest.starts_with(it))
    };
    match rest.strip_prefix('.') {
        Some(rest) if told.rule == "parity-module-source" => {
            is_resource || is_own(rest) || is_block(rest)
        }
        Some(_) => true,
        None => rest.starts_with('['),
    }
}

/// Whether a path in a module is that of a resource's argument, such as `aws_vpc.this.count`.
fn is_block(path: &str) -> bool {
    let mut parts = path.split('.');
    parts.next().is_some_and(|kind| kind.contains('_')) && parts.count() > 1
}
