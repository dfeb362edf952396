//! What the calls of a module give it, by name.

use crate::eval::Value;
use crate::hcl::Attribute;
use crate::repo::{CALL_META, ModuleCall};

use super::super::both::{Both, Which};
use super::super::inventory::only;
use super::super::{Difference, Form, Standing};
use super::{Looked, WRITTEN, in_short};

/// Adds the inputs that one side alone gives, where the default of the other is another value.
pub(super) fn compare(
    looked: &Looked<'_, '_>,
    both: Both<&ModuleCall<'_>>,
    into: &mut Vec<Difference>,
) {
    let values = Both::of(|which| values(looked, which, both.get(which)));
    for which in Which::ALL {
        let others = &both.get(which.opposite()).block.body;
        let own = both.get(which).block.body.attributes.iter();
        for input in own {
            let name = &*input.name.text;
            if CALL_META.contains(&name) || others.attribute(name).is_some() {
                continue;
            }
            // What the module does not declare is a fault of another kind.
            if !takes(looked, both.get(which), name) {
                continue;
            }
            let given = match (&values.reference, &values.other) {
                (Values::None, _) | (_, Values::None) => continue,
                (Values::Of(reference), Values::Of(other)) => {
                    Both::new(reference.get(name), other.get(name)).both()
                }
                _ => None,
            };
            if given.is_some_and(|it| looked.are_same(it.reference, it.other)) {
                continue;
            }
            // Of a module that is not here, nobody sees what it makes of it.
            let is_seen = given.is_some() && !is_stand_in(looked, both.get(which));
            into.push(Difference {
                standing: if is_seen {
                    WRITTEN
                } else {
                    Standing::Unexpected
                },
                ..difference(looked, (which, both), input)
            });
        }
    }
}

/// Whether the module that a call leads to has a variable of this name, as far as it is known.
fn takes(looked: &Looked<'_, '_>, call: &ModuleCall<'_>, name: &str) -> bool {
    let repo = looked.pairing.context.repo;
    let called = repo.called_module(call);
    called.is_none_or(|module| module.variables.contains_key(name) || !repo.is_whole(module))
}

/// Whether only a part of the module that a call leads to is known.
fn is_stand_in(looked: &Looked<'_, '_>, call: &ModuleCall<'_>) -> bool {
    let repo = looked.pairing.context.repo;
    let called = repo.evaluated_module_id(call);
    called.is_some_and(|id| repo.is_stand_in(repo.module(id)))
}

/// The values that the variables of a called module have.
enum Values<'v> {
    /// Those of its first instance.
    Of(&'v std::collections::BTreeMap<&'v str, Value>),
    /// It has no instance, or the stack was too large to be evaluated to its end.
    None,
    /// The module is not known.
    Unknown,
}

fn values<'v>(looked: &'v Looked<'_, '_>, which: Which, call: &ModuleCall<'_>) -> Values<'v> {
    let plan = looked.pairing.plan().stack(*looked.pair.ids.get(which));
    let repo = looked.pairing.context.repo;
    if repo.evaluated_module_id(call).is_none() {
        return Values::Unknown;
    }
    let made = plan.root().calls.get(call.name);
    match made.and_then(|made| made.first()) {
        Some(first) => Values::Of(&plan.modules[*first].variables),
        None => Values::None,
    }
}

fn difference(
    looked: &Looked<'_, '_>,
    (which, both): (Which, Both<&ModuleCall<'_>>),
    input: &Attribute,
) -> Difference {
    let stack = *looked.pair.ids.get(which);
    let plan = looked.pairing.plan();
    let value = plan.walk(stack).root().evaluate(&input.value);
    let shown = if plan.stack(stack).is_secret(input.value.span) {
        "given".to_owned()
    } else {
        in_short(&value)
    };
    let (shown, places) = only(which, shown, input.span());
    let path = format!("module.{}.{}", both.reference.name, input.name.text);
    let start = looked.difference("parity-input-missing", Form::Only(which), path);
    let label = &looked.pairing.sides.get(which.opposite()).label;
    Difference {
        shown,
        places,
        reason: format!("{} leaves it to the default of the module", label.name),
        ..start
    }
}
