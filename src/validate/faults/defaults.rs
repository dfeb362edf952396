//! Defaults of variables, which Terraform judges whether they are used or not.

use crate::eval::Constraint;
use crate::hcl::{Block, ExpressionKind};
use crate::plan::constant;
use crate::repo::Module;

use super::{Problem, ProblemKind};

/// Defaults that cannot become the types of their variables.
pub(super) fn judge(module: &Module<'_>, problems: &mut Vec<Problem>) {
    for (name, block) in &module.variables {
        if let Some(problem) = of_variable(name, block) {
            let problem = problem.address(format!("var.{name}"));
            problems.push(problem.attribute("default"));
        }
    }
}

fn of_variable(name: &str, block: &Block) -> Option<Problem> {
    let default = &block.body.attribute("default")?.value;
    let nullable = block
        .body
        .attribute("nullable")
        .map(|it| constant(&it.value));
    if nullable.and_then(|it| it.as_bool()) == Some(false) && default.kind == ExpressionKind::Null {
        let message = format!("the default of var.{name} is null, which nullable = false excludes");
        let help = "Remove the default, or nullable = false";
        return Some(Problem::new(
            ProblemKind::VariableType,
            default.span,
            message,
            help,
        ));
    }
    let constraint = Constraint::read(&block.body.attribute("type")?.value, &constant).ok()?;
    let message = constraint.apply(&constant(default)).err()?;
    let message = format!("the default of var.{name} is not of its type: {message}");
    let help = "Give a default of the variable's type, or change the type";
    Some(Problem::new(
        ProblemKind::VariableType,
        default.span,
        message,
        help,
    ))
}
