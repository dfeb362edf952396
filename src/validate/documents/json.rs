//! Documents in JSON: whether they are any, and what is wrong in them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::data::schema::{Violation, validate};
use crate::data::{Kind, Node};
use crate::diagnostic::Severity;
use crate::eval::{Cause, Shape as UnknownShape, Value};
use crate::hcl::{Expression, as_reference, step_name};
use crate::source::Span;
use crate::types::Type;

use super::super::{Problem, ProblemKind};
use super::kinds::{self, DocumentKind};
use super::node::as_read_by_go;
use super::schema::Shape;
use super::subject::{Subject, each_at};
use super::text::DocumentText;
use super::{containers, lifecycle, place, policy, schema};

/// Something that is wrong in a document. Its places are offsets in the document's text.
#[derive(Debug)]
pub(super) struct Fault {
    /// Which rule it is of.
    pub(super) kind: ProblemKind,
    /// Where.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) message: String,
    /// What to do.
    pub(super) help: String,
    /// The way to it in the document, as a JSON pointer.
    pub(super) pointer: String,
    /// Another severity than the rule's.
    pub(super) severity: Option<Severity>,
    /// Another place that matters.
    pub(super) other: Option<(Span, &'static str)>,
}

impl Fault {
    pub(super) fn new(
        kind: ProblemKind,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            help: help.into(),
            pointer: String::new(),
            severity: None,
            other: None,
        }
    }

    pub(super) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = pointer.into();
        self
    }

    pub(super) fn beside(mut self, span: Span, text: &'static str) -> Self {
        self.other = Some((span, text));
        self
    }
}

/// An argument that holds a document.
#[derive(Clone, Copy)]
struct Argument<'a> {
    subject: &'a Subject<'a>,
    path: &'static str,
    kind: DocumentKind,
}

/// What is wrong with the documents of a resource.
pub(super) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for (path, kind) in kinds::of_resource(subject.kind()) {
        let argument = Argument {
            subject,
            path,
            kind,
        };
        each_at(&subject.made.shown, path, &mut |value| {
            problems.extend(argument.problems(value));
        });
    }
}

/// The tree of the document that an argument of a resource holds, where that is known.
pub(super) fn document(value: &Value) -> Option<Node> {
    DocumentText::of(value)?.parse().ok()?
}

impl Argument<'_> {
    fn problems(&self, value: &Value) -> Vec<Problem> {
        if let Some(unknown) = value.as_unknown() {
            if let UnknownShape::Choice(alternatives) = &unknown.shape {
                return self.of_alternatives(alternatives);
            }
            if unknown.cause == Cause::Failed {
                return self.not_encoded().into_iter().collect();
            }
        }
        let Some(text) = DocumentText::of(value) else {
            return Vec::new();
        };
        // The provider takes an empty text for none at all.
        if text.as_str().is_empty() {
            return Vec::new();
        }
        let faults = self.faults(&text);
        faults
            .into_iter()
            .map(|fault| self.problem(&text, fault))
            .collect()
    }

    /// What is wrong whichever of several values it is.
    fn of_alternatives(&self, alternatives: &[Value]) -> Vec<Problem> {
        let all: Vec<Vec<Problem>> = alternatives.iter().map(|one| self.problems(one)).collect();
        if all.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        all.into_iter().flatten().collect()
    }

    /// An object or list that stands where its text is wanted.
    fn not_encoded(&self) -> Option<Problem> {
        let subject = self.subject;
        if self.path.contains('.') {
            return None;
        }
        let argument = subject.declaration.block.body.attribute(self.path)?;
        let span = argument.value.span;
        let (value, _) = subject.facts.plan.evaluate(
            subject.stack,
            subject.module,
            &subject.made.repetition,
            &argument.value,
        );
        let what = match value.ty() {
            Type::Object(_) | Type::Map(_) => "an object",
            Type::Tuple(_) | Type::List(_) | Type::Set(_) => "a list",
            _ => return None,
        };
        let message = format!(
            "{} of {} is {what}, but its text in JSON is wanted",
            self.path, subject.address
        );
        let source = &subject.facts.sources.text(span.file).content;
        let written = source.get(span.range()).unwrap_or_default();
        let (help, mended) = if is_policy_document(&argument.value) {
            ("Take its text: .json", format!("{written}.json"))
        } else {
            ("Wrap it in jsonencode(…)", format!("jsonencode({written})"))
        };
        let message = (message, help.to_owned());
        let problem = subject.problem(ProblemKind::Document, self.path, span, message);
        Some(problem.fix(help, span, mended))
    }

    fn problem(&self, text: &DocumentText, fault: Fault) -> Problem {
        let subject = self.subject;
        let place = |span: Span| place::written(subject.facts, text, &span.range());
        let span = place(fault.span).unwrap_or_else(|| subject.argument(self.path));
        let path = format!("{}{}", self.path, fault.pointer);
        let problem = subject.problem(fault.kind, &path, span, (fault.message, fault.help));
        let mut problem = Problem {
            severity: fault.severity,
            ..problem
        };
        if let Some((other, note)) = fault.other
            && let Some(other) = place(other).filter(|other| *other != span)
        {
            problem = problem.related(other, note);
        }
        problem
    }

    fn faults(&self, text: &DocumentText) -> Vec<Fault> {
        if self.kind == DocumentKind::Document && !self.is_json_document() {
            return Vec::new();
        }
        let node = match text.parse() {
            Ok(Some(node)) => node,
            Ok(None) => return Vec::new(),
            Err(error) => {
                let message = format!(
                    "{} of {} is not JSON: {}",
                    self.path, self.subject.address, error.message
                );
                let help = if error.help.is_empty() {
                    "Correct the marked place, or let jsonencode(…) write the text".to_owned()
                } else {
                    error.help
                };
                return vec![Fault::new(ProblemKind::Document, error.span, message, help)];
            }
        };
        match self.kind {
            DocumentKind::Json => Vec::new(),
            DocumentKind::Object | DocumentKind::Document => self.not_an_object(&node),
            DocumentKind::Pattern => self.pattern(&node),
            DocumentKind::States => self.states(&node),
            DocumentKind::Containers => containers::faults(self.subject, &node),
            DocumentKind::Lifecycle => lifecycle::faults(&node),
            DocumentKind::Dashboard => {
                let node = as_read_by_go(&node, &BTreeMap::new());
                by_schema(&schema::DASHBOARD, &node, ProblemKind::Dashboard)
            }
            DocumentKind::Policy(kind) => policy::faults(kind, &node),
        }
    }

    /// Whether a document of Systems Manager is in JSON and not in YAML.
    fn is_json_document(&self) -> bool {
        let format = self.subject.attribute("document_format");
        format.is_some_and(|format| format.is_null() || format.as_str() == Some("JSON"))
    }

    fn not_an_object(&self, node: &Node) -> Vec<Fault> {
        let what = match &node.kind {
            Kind::Mapping(_) | Kind::Hole | Kind::Null => return Vec::new(),
            Kind::Sequence(_) => "a list",
            Kind::String(_) | Kind::Partial(_) => "a string: is it encoded twice?",
            _ => "a single value",
        };
        let message = format!(
            "{} of {} must be an object in JSON, and is {what}",
            self.path, self.subject.address
        );
        vec![Fault::new(
            ProblemKind::Document,
            opening(node),
            message,
            "Write an object, { … }",
        )]
    }

    /// In a pattern every leaf is a list of values.
    fn pattern(&self, node: &Node) -> Vec<Fault> {
        let mut faults = self.not_an_object(node);
        leaves(node, "", &mut |key, leaf, pointer| {
            let message = format!(
                "{key} in {} of {} is a single value, and a pattern has lists",
                self.path, self.subject.address
            );
            let fault = Fault::new(
                ProblemKind::Document,
                leaf.span,
                message,
                "Put it into a list: [ … ]",
            );
            faults.push(fault.at(pointer));
        });
        faults
    }

    /// A state machine has states and begins with one of them.
    fn states(&self, node: &Node) -> Vec<Fault> {
        let mut faults = self.not_an_object(node);
        if node.entries().iter().any(|(key, _)| key.partial) || node.entries().is_empty() {
            return faults;
        }
        for name in ["StartAt", "States"] {
            if node.get(name).is_none() {
                let message = format!("the state machine {} has no {name}", self.subject.address);
                let help = format!("Add {name}");
                faults.push(Fault::new(
                    ProblemKind::Document,
                    opening(node),
                    message,
                    help,
                ));
            }
        }
        if let (Some(start), Some(states)) = (node.get("StartAt"), node.get("States"))
            && let Some(name) = start.as_str()
            && matches!(states.kind, Kind::Mapping(_))
            && states.get(name).is_none()
            && !states.entries().iter().any(|(key, _)| key.partial)
        {
            let message = format!(
                "the state machine {} starts at {name:?}, which is none of its states",
                self.subject.address
            );
            let help = "Start at one of the States";
            let fault = Fault::new(ProblemKind::Document, start.span, message, help);
            faults.push(fault.at("/StartAt"));
        }
        faults
    }
}

/// Calls `visit` with every entry of nested objects that is neither an object nor a list.
fn leaves(node: &Node, pointer: &str, visit: &mut dyn FnMut(&str, &Node, String)) {
    for (key, value) in node.entries() {
        let pointer = format!("{pointer}/{}", key.text);
        // A list of patterns, one of which must fit, is written `$or`.
        match &value.kind {
            Kind::Mapping(_) => leaves(value, &pointer, visit),
            Kind::String(_) | Kind::Partial(_) | Kind::Number(_) | Kind::Bool(_) => {
                visit(&key.text, value, pointer);
            }
            Kind::Sequence(_) | Kind::Hole | Kind::Null => {}
        }
    }
}

/// What a schema does not allow.
pub(super) fn by_schema(shape: &Shape, node: &Node, kind: ProblemKind) -> Vec<Fault> {
    let Some(schema) = shape.schema.as_ref() else {
        return Vec::new();
    };
    let of = |violation: Violation| {
        let help = if violation.help.is_empty() {
            "Correct the marked place".to_owned()
        } else {
            sentence(&violation.help)
        };
        let fault = Fault::new(kind, violation.span, violation.message, help);
        Fault {
            severity: violation.is_unknown_key.then_some(Severity::Warning),
            ..fault.at(violation.pointer)
        }
    };
    validate(schema, node).into_iter().map(of).collect()
}

/// Whether an expression is a whole data source that writes a policy.
fn is_policy_document(expression: &Expression) -> bool {
    as_reference(expression).is_some_and(|(root, steps)| {
        root == "data" && step_name(steps, 0) == Some("aws_iam_policy_document")
    })
}

fn sentence(help: &str) -> String {
    let help = help.trim_end_matches('.');
    let mut characters = help.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// The bracket or quote that a value begins with.
pub(super) fn opening(node: &Node) -> Span {
    let Range { start, end } = node.span.range();
    Span::new(node.span.file, start, end.min(start + 1))
}
