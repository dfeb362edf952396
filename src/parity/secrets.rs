//! What must not be shown is not: the values of sensitive variables, wherever they are a cause.

use crate::hcl::ExpressionKind;
use crate::repo::{Module, StackId};
use crate::source::Span;

use super::both::Which;
use super::{Difference, Found, Pairing};

/// What stands in place of a value that must not be shown.
const HIDDEN: &str = "(sensitive value)";

/// Hides what the differences would show of sensitive variables.
pub(super) fn hide(pairing: &Pairing<'_>, found: &mut Found) {
    for difference in &mut found.differences {
        let is_secret = Which::ALL
            .into_iter()
            .any(|which| is_secret(pairing, which, difference));
        if !is_secret {
            continue;
        }
        for which in Which::ALL {
            if let Some(shown) = difference.shown.get_mut(which) {
                HIDDEN.clone_into(shown);
            }
        }
    }
}

fn is_secret(pairing: &Pairing<'_>, which: Which, difference: &Difference) -> bool {
    let stacks = pairing.sides.get(which).stacks.values();
    let is_written = |span: Span| {
        let mut stacks = stacks.clone();
        stacks.any(|id| pairing.plan().stack(*id).is_secret(span))
    };
    let pair = pairing.pairs.iter().find(|it| it.name == difference.stack);
    difference.places.get(which).is_some_and(is_written)
        || pair.is_some_and(|pair| is_sensitive(pairing, *pair.ids.get(which), &difference.path))
}

/// Whether a path is that of a variable, or of a module's input, that is declared sensitive, or of a part of it.
fn is_sensitive(pairing: &Pairing<'_>, stack: StackId, path: &str) -> bool {
    let repo = pairing.context.repo;
    let mut module = repo.module(repo.stack(stack).module);
    let mut rest = path;
    while let Some(inner) = rest.strip_prefix("module.") {
        let (name, inner) = inner.split_once('.').unwrap_or((inner, ""));
        let called = module.calls.get(name);
        let Some(id) = called.and_then(|call| repo.evaluated_module_id(call)) else {
            return false;
        };
        module = repo.module(id);
        rest = inner;
    }
    let rest = rest.strip_prefix("var.").unwrap_or(rest);
    let name = rest.split(['.', '[']).next().unwrap_or(rest);
    declares_sensitive(module, name)
}

fn declares_sensitive(module: &Module<'_>, name: &str) -> bool {
    let block = module.variables.get(name);
    let flag = block.and_then(|block| block.body.attribute("sensitive"));
    flag.is_some_and(|flag| !matches!(flag.value.kind, ExpressionKind::Bool(false)))
}
