//! The value of an expression in a stack, and how it came about.

mod stack;
mod target;

use crate::address::ModulePath;
use crate::eval::{
    Cause, Fault, FaultKind, Part, PathStep, Shape, Style, Unknown, Value, show_line,
};
use crate::hcl::{Expression, StepKind, as_reference, parse_expression, step_name};
use crate::plan::{Plan, Repetition, Trail};
use crate::repo::StackId;
use crate::source::{FileId, Span};

/// The name under which the text of an expression that somebody typed is shown.
pub const EXPRESSION_FILE: &str = "<expression>";

/// At most so many parts that are not known are told.
const MAX_GAPS: usize = 1_000;

/// At most so many addresses are proposed.
const MAX_HINTS: usize = 5;

/// What somebody wants to know.
#[derive(Debug)]
pub struct Question<'q> {
    /// A stack's folder, the end of it, or `.` for the stack of `folder`.
    pub stack: &'q str,
    /// The root-relative folder in which the question is asked; `None` outside of the repository.
    pub folder: Option<&'q str>,
    /// The address of a module instance in whose scope the expression stands; the root module without it.
    pub module: Option<&'q str>,
    /// The file of [`crate::source::Sources::add_text`] that holds the expression.
    pub expression: FileId,
}

/// A value and how it came about.
#[derive(Debug)]
pub struct Answer {
    /// The stack.
    pub stack: StackId,
    /// The module instance in whose scope the expression was evaluated.
    pub module: ModulePath,
    /// `None` where Terraform would refuse the expression.
    pub value: Option<Value>,
    /// The places that it came through.
    pub trail: Trail,
    /// The parts that are not known, in order.
    pub gaps: Vec<Gap>,
    /// What Terraform would refuse in the expression.
    pub faults: Vec<Refused>,
}

/// A part of a value that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where in the value.
    pub path: Vec<PathStep>,
    /// What is known of it, on one line.
    pub shown: String,
    /// A clause that reads after "because".
    pub cause: String,
    /// The place of what is not known.
    pub at: Option<Span>,
}

/// Something that Terraform would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The part of the expression that is at fault.
    pub span: Span,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

/// Answers a question. `Err` says in a sentence why it is not understood: there is no such stack, or no such module
/// instance.
pub fn ask(plan: &Plan<'_>, question: &Question<'_>) -> Result<Answer, String> {
    let stack = stack::find(plan.repo, question.stack, question.folder)?;
    let mut module = 0;
    if let Some(address) = question.module {
        module = target::instance_at(plan, stack, address)?;
    }
    let text = &plan.repo.sources.text(question.expression).content;
    let expression = match parse_expression(question.expression, text) {
        Ok(expression) => expression,
        Err(errors) => {
            let refused = errors.into_iter().map(|error| Refused {
                span: error.span,
                message: error.message,
                help: error.help,
            });
            return Ok(Answer {
                stack,
                module: plan.stack(stack).modules[module].path.clone(),
                value: None,
                trail: Trail::default(),
                gaps: Vec::new(),
                faults: refused.collect(),
            });
        }
    };
    let (module, expression) = target::lead(plan, stack, module, expression)?;
    Ok(answer(plan, (stack, module), &expression))
}

fn answer(plan: &Plan<'_>, (stack, module): (StackId, usize), typed: &Expression) -> Answer {
    let instance = &plan.stack(stack).modules[module];
    let output = target::output(plan, stack, module, typed);
    let expression = output.as_ref().map_or(typed, |output| &output.expression);
    let (mut value, faults) = plan.evaluate(stack, module, &Repetition::None, expression);
    let cause = value.as_unknown().map(|unknown| &unknown.cause);
    let is_refused = !faults.is_empty() && cause == Some(&Cause::Failed);
    let trail = if is_refused {
        // There is no value that anything could lead to.
        Trail::default()
    } else {
        plan.trail(stack, module, &Repetition::None, typed)
    };
    if let Some(output) = &output {
        value = value.marked(output.marks);
    }
    let name = plan.repo.stack(stack).path.as_str();
    let mut gaps = Vec::new();
    if !is_refused {
        find_gaps(&value, (plan, name), &mut Vec::new(), &mut gaps);
    }
    let refused = |fault: Fault| Refused {
        span: fault.span,
        help: help(plan, (stack, module), typed, &fault),
        message: fault.message,
    };
    Answer {
        stack,
        module: instance.path.clone(),
        value: (!is_refused).then_some(value),
        trail,
        gaps,
        faults: faults.into_iter().map(refused).collect(),
    }
}

fn find_gaps(
    value: &Value,
    (plan, stack): (&Plan<'_>, &str),
    path: &mut Vec<PathStep>,
    gaps: &mut Vec<Gap>,
) {
    if gaps.len() >= MAX_GAPS {
        return;
    }
    if let Some(items) = value.elements() {
        for (at, item) in items.iter().enumerate() {
            path.push(PathStep::Index(at as u64));
            find_gaps(item, (plan, stack), path, gaps);
            path.pop();
        }
    } else if let Some(entries) = value.entries() {
        for (name, entry) in entries {
            path.push(PathStep::Name(name.clone()));
            find_gaps(entry, (plan, stack), path, gaps);
            path.pop();
        }
    } else if let Some(unknown) = value.as_unknown() {
        let inner: Vec<Value> = match &unknown.shape {
            Shape::Template(parts) => {
                let hole = |part: &'_ Part| match part {
                    Part::Hole(hole) => Some(hole.clone()),
                    Part::Text(..) => None,
                };
                parts.iter().filter_map(hole).collect()
            }
            Shape::Encoded(_, inner) => vec![Value::clone(inner)],
            _ => Vec::new(),
        };
        if !inner.is_empty() {
            for inner in inner {
                find_gaps(&inner, (plan, stack), path, gaps);
            }
            return;
        }
        let style = Style {
            stack: Some(stack),
            show_sensitive: false,
        };
        gaps.push(Gap {
            path: path.clone(),
            shown: show_line(value, style),
            cause: cause_of(plan, unknown),
            at: unknown.at,
        });
    }
}

/// Why a value is not known; where Terraform would refuse something, what that is.
fn cause_of(plan: &Plan<'_>, unknown: &Unknown) -> String {
    let text = unknown.cause.to_string();
    let Some(at) = unknown.at.filter(|_| unknown.cause == Cause::Failed) else {
        return text;
    };
    let mut faults = plan.stacks.iter().flat_map(|stack| &stack.faults);
    match faults.find(|fault| fault.fault.span == at) {
        Some(fault) => format!("{text}: {}", fault.fault.message),
        None => text,
    }
}

/// Where a name is not declared here but in a module that is called: the addresses that lead there.
fn help(
    plan: &Plan<'_>,
    (stack, module): (StackId, usize),
    typed: &Expression,
    fault: &Fault,
) -> String {
    let Some((root, steps)) = as_reference(typed) else {
        return String::new();
    };
    if root == "module" && fault.kind == FaultKind::Attribute {
        return target::nearest_address(plan, stack, module, steps).unwrap_or_default();
    }
    if fault.kind != FaultKind::Reference {
        return String::new();
    }
    let name = step_name(steps, 0).unwrap_or_default();
    let address = match root {
        "data" | "ephemeral" => {
            let second = step_name(steps, 1).unwrap_or_default();
            format!("{root}.{name}.{second}")
        }
        _ => format!("{root}.{name}"),
    };
    // What stands behind the name; a key that was given stands there too.
    let named = 1 + usize::from(matches!(root, "data" | "ephemeral"));
    let rest = steps.get(named..).unwrap_or_default();
    let has_key = matches!(
        rest.first().map(|step| &step.kind),
        Some(StepKind::Index(_))
    );
    let text: String = rest
        .iter()
        .map(|step| plan.repo.sources.snippet(step.span))
        .collect();
    let mut proposals = Vec::new();
    for (at, other) in plan.stack(stack).modules.iter().enumerate() {
        if at != module
            && let Some(resources) = other.resources.get(&*address)
        {
            proposals.push(match resources.instances.as_slice() {
                // Where a key is missing, the only one is meant.
                [one] if !has_key => format!("{}{text}", one.owner.address),
                _ => format!("{}{address}{text}", other.path.prefix()),
            });
        }
    }
    let more = proposals.len().saturating_sub(MAX_HINTS);
    if more > 0 {
        proposals.truncate(MAX_HINTS);
        proposals.push(format!("{more} others"));
    }
    if proposals.is_empty() {
        String::new()
    } else {
        format!(
            "it is declared elsewhere in this stack: ask for {}",
            proposals.join(" or ")
        )
    }
}
