//! The value of an expression in a stack, and how it came about.

mod help;
mod stack;
mod target;

use crate::address::ModulePath;
use crate::eval::{
    Cause, Fault, FaultKind, Part, PathStep, Shape, Style, Unknown, Value, show_line,
};
use crate::hcl::{Expression, each_reference, parse_expression};
use crate::plan::{Plan, PlanFault, Repetition, Trail};
use crate::repo::{Repo, StackId};
use crate::source::{FileId, Span};

/// The name under which the text of an expression that somebody typed is shown.
pub const EXPRESSION_FILE: &str = "<expression>";

/// At most so many parts that are not known are told.
const MAX_GAPS: usize = 1_000;

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
    /// Whether it is not known because Terraform would refuse it.
    pub is_refused: bool,
}

impl Answer {
    /// Whether Terraform would refuse the expression, or something that its value is made of.
    pub fn is_refused(&self) -> bool {
        !self.faults.is_empty() || self.gaps.iter().any(|gap| gap.is_refused)
    }
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

/// The stack that somebody means who stands in a folder of the repository. `Err` is a sentence that says what there is
/// instead.
pub fn find_stack(repo: &Repo<'_>, text: &str, folder: Option<&str>) -> Result<StackId, String> {
    stack::find(repo, text, folder)
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
    if text.trim().is_empty() {
        return Err("the expression is empty; ask for something like `var.region`".to_owned());
    }
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
    let from = plan.stack(stack).modules[module].path.prefix();
    let (module, expression) = target::lead(plan, stack, module, expression)?;
    let path = plan.stack(stack).modules[module].path.prefix();
    let place = help::Place {
        plan,
        stack,
        module,
        prefix: path.strip_prefix(&from).unwrap_or_default(),
    };
    Ok(answer(place, &expression))
}

fn answer(place: help::Place<'_>, typed: &Expression) -> Answer {
    let help::Place {
        plan,
        stack,
        module,
        ..
    } = place;
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
        help: help::of(place, typed, &fault),
        message: help::message(typed, fault),
    };
    let mut told: Vec<Refused> = of_itself(typed).into_iter().collect();
    for fault in faults.into_iter().map(refused) {
        // What is wrong with each round of a `for` is one thing that is wrong.
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    let mut faults = told;
    if let Some(output) = &output {
        faults.extend(not_given_out(plan, (stack, module), output));
    }
    Answer {
        stack,
        module: instance.path.clone(),
        value: (!is_refused).then_some(value),
        trail,
        gaps,
        faults,
    }
}

/// That `self` stands for nothing outside of a resource's own blocks.
fn of_itself(typed: &Expression) -> Option<Refused> {
    let mut place = None;
    each_reference(typed, &mut |root, _, span| {
        if root == "self" {
            place.get_or_insert(span);
        }
    });
    Some(Refused {
        span: place?,
        message: "self stands for a resource only in its own provisioners, connections and postconditions"
            .to_owned(),
        help: "Name the resource: TYPE.NAME".to_owned(),
    })
}

/// That Terraform refuses to give out the sensitive value of an output of the root module.
fn not_given_out(
    plan: &Plan<'_>,
    (stack, module): (StackId, usize),
    output: &target::Output,
) -> Option<Refused> {
    let mut faults = plan.stack(stack).faults.iter();
    let is_it = |fault: &&PlanFault| {
        fault.fault.kind == FaultKind::Sensitive && fault.fault.span == output.given_out
    };
    let found = faults.find(is_it).filter(|_| module == 0)?;
    Some(Refused {
        span: found.fault.span,
        message: found.fault.message.clone(),
        help: String::new(),
    })
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
    if value.marks.sensitive && value.is_known() {
        // Where in it the gap is may be told by names that are sensitive as well.
        let (inner, _) = value.clone().unmarked();
        let mut within = Vec::new();
        find_gaps(&inner, (plan, stack), &mut Vec::new(), &mut within);
        let style = Style {
            stack: Some(stack),
            show_sensitive: false,
        };
        gaps.extend(within.into_iter().next().map(|gap| Gap {
            path: path.clone(),
            shown: show_line(value, style),
            ..gap
        }));
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
            is_refused: matches!(unknown.cause, Cause::Failed | Cause::Cycle),
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
