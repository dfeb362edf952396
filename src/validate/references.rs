//! What the expressions of a module refer to.

use crate::eval::nearest;
use crate::hcl::{as_reference, step_name, walk_expression};
use crate::repo::Module;

use super::{Facts, Problem, ProblemKind};

/// Whatever a module refers to that is not there.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    if !facts.repo.is_whole(module) {
        return;
    }
    module.each_expression(&mut |outer| {
        walk_expression(outer, &mut |expression| {
            let Some((root, steps)) = as_reference(expression) else {
                return;
            };
            let Some(name) = step_name(steps, 0) else {
                return;
            };
            let (what, near) = match root {
                "var" if !module.variables.contains_key(name) => (
                    "variable",
                    nearest(name, module.variables.keys().copied(), 4),
                ),
                "local" if !module.locals.contains_key(name) => (
                    "local value",
                    nearest(name, module.locals.keys().copied(), 4),
                ),
                _ => return,
            };
            let message = format!("the {what} {name:?} is not declared in this module");
            let help = near.map_or_else(
                || "Declare it, or refer to one that is declared".to_owned(),
                |near| format!("Did you mean {root}.{near}?"),
            );
            problems.push(Problem::new(
                ProblemKind::Undeclared,
                expression.span,
                message,
                help,
            ));
        });
    });
}
