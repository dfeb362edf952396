//! Function calls, and the functions that look at their arguments' expressions: `templatefile`, `templatestring`; for
//! `try` and `can` see `attempt`.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::hcl::{Call, Expression, ExpressionKind, Step, parse_template};
use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::convert;
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::{self, Environment, Function, ResultType};
use crate::eval::nearest::nearest;
use crate::eval::scope::{FileProblem, Files, Resolved, Scope};
use crate::eval::set_order::{is_order_known, not_told};
use crate::eval::unknown::{Cause, Shape};
use crate::eval::value::{Kind, Marks, Value};

use super::certain::is_never_refused;
use super::{Bindings, Evaluator, derived, failed_later, missing};

/// What a function is called with.
struct Arguments {
    values: Vec<Value>,
    /// The elements of an expanded set, where their order and number are not known.
    unordered: Arc<[Value]>,
    /// Whether Terraform does not know when it plans what was expanded to arguments.
    is_late: bool,
}

impl Evaluator<'_> {
    pub(super) fn call(&self, call: &Call, span: Span, bindings: Option<&Bindings<'_>>) -> Value {
        let full = &*call.name.text;
        let name = full.strip_prefix("core::").unwrap_or(full);
        if name.contains("::") && self.find(name).is_none() && !self.scope.has_function(name) {
            // A provider's function: only the provider knows.
            call.arguments.iter().for_each(|argument| {
                self.evaluate(argument, bindings);
            });
            self.note_uncertain();
            return Value::unknown(Type::Dynamic, Cause::Function(name.into())).at(span);
        }
        match name {
            "try" => return self.try_each(&call.arguments, span, bindings),
            "can" => return self.can(&call.arguments, span, bindings),
            _ => {}
        }
        let (arguments, faults) = self.apart(|| self.arguments(call, bindings));
        if !faults.is_empty() {
            let planned = self.type_of_failed(name, arguments.ok(), &faults, span);
            self.faults.borrow_mut().extend(faults);
            return planned.map_or_else(|| super::failed(span), |ty| failed_later(ty, span));
        }
        let Arguments {
            values: arguments,
            unordered,
            is_late,
        } = match arguments {
            Ok(arguments) => arguments,
            Err(value) => return value,
        };
        let (value, faults) =
            self.apart(|| self.put_off_if(is_late, || self.call_with(call, &arguments, span)));
        self.keep(faults, is_late);
        // While Terraform does not know how many arguments there are, it does not call the function.
        let value = if is_late {
            value.later_of_any_kind()
        } else {
            value
        };
        if unordered.is_empty() {
            return value;
        }
        let ty = match self.find(name).map(|function| &function.result) {
            Some(ResultType::Bool | ResultType::Number | ResultType::String) => value.ty(),
            _ => Type::Dynamic,
        };
        Value::from(not_told(ty, &unordered))
            .at(span)
            .marked(value.all_marks())
    }

    /// The type that a call has for Terraform when it plans, where it finds only when it applies what is at fault in the
    /// arguments. Of others not even the type of the result follows.
    fn type_of_failed(
        &self,
        name: &str,
        arguments: Option<Arguments>,
        faults: &[Fault],
        span: Span,
    ) -> Option<Type> {
        let (function, arguments) = self.find(name).zip(arguments)?;
        let is_called = !arguments.is_late && arguments.unordered.is_empty();
        if !is_called || !faults.iter().all(|fault| fault.is_late) {
            return None;
        }
        let environment = Environment::new(self.scope.files(), span, self.budget);
        let planned: Vec<Value> = arguments.values.iter().map(Value::as_planned).collect();
        let planned = function::call(function, &environment, &planned);
        Some(planned.ok()?.planned_type())
    }

    /// The function of this name: one of Terraform, or of a provider that is known and that the module requires.
    fn find(&self, name: &str) -> Option<&'static Function> {
        let Some(of_provider) = name.strip_prefix("provider::") else {
            return function::find(name);
        };
        let (provider, name) = of_provider.split_once("::")?;
        function::of_provider(&self.scope.provider(provider)?, name)
    }

    fn call_with(&self, call: &Call, arguments: &[Value], span: Span) -> Value {
        let full = &*call.name.text;
        let name = full.strip_prefix("core::").unwrap_or(full);
        match name {
            "templatefile" => return self.template_file(arguments, call, span),
            "templatestring" => return self.template_string(arguments, call, span),
            _ => {}
        }
        if let Some(given) = self.scope.call(name, arguments, span) {
            // What is computed of something that is not known may be refused once it is.
            let is_open = |value: &Value| {
                let unknown = value.as_unknown();
                unknown.is_some_and(|unknown| matches!(unknown.shape, Shape::Opaque))
            };
            if given.as_ref().is_ok_and(is_open) {
                self.note_uncertain();
            }
            return given.map_or_else(|fault| self.fail_with(fault), |value| value.or_at(span));
        }
        let Some(function) = self.find(name) else {
            let near = nearest(name, function::names(), usize::MAX);
            let hint = near.map_or(String::new(), |near| format!(": did you mean {near}()?"));
            let message = format!("there is no function {name}(){hint}");
            return self.fail(FaultKind::Function, call.name.span, message);
        };
        let environment = Environment::new(self.scope.files(), span, self.budget);
        // Arguments are walked over, and so is what they share.
        let size = arguments
            .iter()
            .map(|argument| argument.size as usize)
            .sum::<usize>();
        if !self.budget.take(size) {
            return self.exhausted(span);
        }
        let result = function::call(function, &environment, arguments);
        let refused = environment.refused_when_planned.take();
        let refused = refused.filter(|_| !self.is_put_off.get());
        let is_refused_early = refused.is_some();
        let result = match refused {
            Some(failure) => result.and(Err(failure)),
            None => result,
        };
        match result {
            Ok(value) => {
                if self.afford(value.width(), span).is_none() {
                    return missing(Cause::Budget, span);
                }
                if environment.has_refused.get() {
                    self.note_uncertain_of(arguments);
                }
                // What Terraform learns later, and iaclint knows, is what the function was computed of.
                let is_known = |value: &Value| value.settled_throughout().is_wholly_known();
                if !arguments.iter().all(is_known) && !is_never_refused(name, arguments, &value) {
                    self.note_uncertain_of(arguments);
                }
                value.or_at(span)
            }
            Err(failure) if failure.kind == FaultKind::Budget => self.exhausted(span),
            Err(failure) => {
                let place = failure.argument.and_then(|at| call.arguments.get(at));
                let place = place.map_or(span, |argument| argument.span);
                let at_fault: Vec<&Value> = match failure.argument {
                    Some(at) => failure
                        .asked_by
                        .into_iter()
                        .chain([at])
                        .filter_map(|at| arguments.get(at))
                        .collect(),
                    None => arguments.iter().collect(),
                };
                // What a function says may quote what it was given.
                let is_secret = arguments.iter().any(|one| one.all_marks().sensitive);
                let message = if is_secret {
                    format!("{name}() does not take these arguments, of which one is sensitive")
                } else {
                    format!("{name}(): {}", failure.message)
                };
                let planned = function::before_it_is_refused(function, &environment, arguments);
                if self.is_planned
                    && !is_refused_early
                    && let Some(planned) = planned
                {
                    return planned.or_at(span);
                }
                let fault = Fault::new(failure.kind, place, message).of(at_fault);
                let failed = self.fail_with(fault.late_if(planned.is_some()));
                planned.map_or(failed, |planned| failed_later(planned.planned_type(), span))
            }
        }
    }

    /// The arguments of a call; `Err` with what it comes to where it is not known how many there are.
    fn arguments(&self, call: &Call, bindings: Option<&Bindings<'_>>) -> Result<Arguments, Value> {
        let mut arguments: Vec<Value> = call
            .arguments
            .iter()
            .map(|argument| self.evaluate(argument, bindings))
            .collect();
        let last = if call.expand_final {
            arguments.pop()
        } else {
            None
        };
        let Some(last) = last else {
            return Ok(Arguments {
                values: arguments,
                unordered: Arc::default(),
                is_late: false,
            });
        };
        let span = call
            .arguments
            .last()
            .map_or(call.name.span, |argument| argument.span);
        let is_late = last.is_late();
        let last = last.settled().clone().marked(last.marks);
        match (&last.kind, last.elements()) {
            (_, Some(items)) => {
                let marks = last.marks;
                arguments.extend(items.iter().map(|item| item.clone().marked(marks)));
                let unordered = match &last.kind {
                    Kind::Set(_, items) if !is_order_known(items) => items.clone(),
                    _ => Arc::default(),
                };
                Ok(Arguments {
                    values: arguments,
                    unordered,
                    is_late,
                })
            }
            (Kind::Null(_), _) => Err(self.fail(
                FaultKind::Null,
                span,
                "what is expanded by ... must not be null",
            )),
            (Kind::Unknown(unknown), _)
                if unknown.ty.is_sequence() || unknown.ty == Type::Dynamic =>
            {
                self.note_uncertain_of([&last]);
                arguments.push(last);
                Err(derived(Type::Dynamic, &arguments, span))
            }
            _ => {
                let message = "only a list, set or tuple can be expanded by ...";
                Err(self.fail(FaultKind::Type, span, message))
            }
        }
    }

    fn template_file(&self, arguments: &[Value], call: &Call, span: Span) -> Value {
        let [path, variables] = arguments else {
            return self.fail(
                FaultKind::Function,
                span,
                "templatefile() takes two arguments: a path and an object",
            );
        };
        if self.is_template {
            let message = "templatefile() cannot be called from inside a template";
            return self.fail(FaultKind::Function, span, message);
        }
        let (path, of_path) = path.clone().unmarked();
        // What a template is given marks what comes of it, whether it is used or not.
        let marks = of_path.with(variables.all_marks());
        let text = match convert(&path, &Type::String) {
            Ok(text) if !text.is_null() => text,
            _ => {
                return self.fail(
                    FaultKind::Function,
                    call.arguments[0].span,
                    "templatefile(): the path must be a string",
                );
            }
        };
        let Some(path) = function::path_of(self.scope.files(), &text) else {
            self.note_uncertain();
            return derived(Type::Dynamic, arguments, span).marked(marks);
        };
        match self.scope.files().template(&path) {
            Err(FileProblem::Missing | FileProblem::Unusable(_)) if of_path.sensitive => {
                let message = "templatefile(): there is no such file, or it cannot be read; which is not shown, since \
                               its path is sensitive";
                self.fail(FaultKind::Function, call.arguments[0].span, message)
            }
            Ok((file, text)) => match parse_template(file, &text) {
                Ok(template) => self.render(&template, variables, span).marked(marks),
                Err(errors) => {
                    let message = errors
                        .first()
                        .map_or("its text cannot be read", |error| error.message.as_str());
                    self.fail(
                        FaultKind::Function,
                        call.arguments[0].span,
                        format!("the template {path}: {message}"),
                    )
                }
            },
            Err(FileProblem::Missing) => {
                let missing = function::missing_file(self.scope.files(), &path);
                let message = format!("templatefile(): {missing}");
                let place = call.arguments[0].span;
                self.fail_with(Fault::new(FaultKind::File, place, message).of([&text]))
            }
            Err(FileProblem::Unusable(reason)) => {
                let message = format!("templatefile(): {path} cannot be read: {reason}");
                self.fail(FaultKind::Function, call.arguments[0].span, message)
            }
            Err(FileProblem::Elsewhere(reason)) => {
                self.note_uncertain();
                Value::unknown(Type::String, Cause::File(reason.into())).at(span)
            }
        }
    }

    fn template_string(&self, arguments: &[Value], call: &Call, span: Span) -> Value {
        let [text, variables] = arguments else {
            return self.fail(
                FaultKind::Function,
                span,
                "templatestring() takes two arguments: a template and an object",
            );
        };
        if !is_reference(&call.arguments[0]) {
            let message = "templatestring() takes a reference to the template, such as a local value: it is rendered a second time";
            return self.fail(FaultKind::Function, call.arguments[0].span, message);
        }
        if self.is_template {
            return self.fail(
                FaultKind::Function,
                span,
                "templatestring() cannot be called from inside a template",
            );
        }
        let (text, marks) = text.clone().unmarked();
        let marks = marks.with(variables.all_marks());
        let Ok(text) = convert(&text, &Type::String) else {
            return self.fail(
                FaultKind::Function,
                call.arguments[0].span,
                "templatestring(): the template must be a string",
            );
        };
        let Some(source) = text.as_str() else {
            if text.is_null() {
                return self.fail(
                    FaultKind::Null,
                    call.arguments[0].span,
                    "templatestring(): the template must not be null",
                );
            }
            self.note_uncertain();
            return derived(Type::String, arguments, span).marked(marks);
        };
        match parse_template(span.file, source) {
            // The text has no place of its own: what is said of its parts is said of the call.
            Ok(template) => self
                .render(&crate::hcl::at_span(&template, span), variables, span)
                .marked(marks),
            Err(_) => self.fail(
                FaultKind::Function,
                call.arguments[0].span,
                "templatestring(): the text is not a valid template",
            ),
        }
    }

    /// Renders a template with these variables and no other names.
    fn render(&self, template: &Expression, variables: &Value, span: Span) -> Value {
        let marks = variables.marks;
        let is_mapping = variables.ty().is_mapping() || variables.ty() == Type::Dynamic;
        if variables.is_null() || !is_mapping {
            return self.fail(
                FaultKind::Function,
                span,
                "the variables of a template must be an object or a map",
            );
        }
        if !variables.is_known() && variables.entries().is_none() {
            self.note_uncertain_of([variables]);
            return derived(Type::Dynamic, [variables], span);
        }
        let scope = TemplateScope {
            variables,
            files: self.scope.files(),
        };
        let inner = Evaluator {
            scope: &scope,
            budget: self.budget,
            faults: RefCell::default(),
            doubt: Cell::default(),
            is_template: true,
            is_planned: self.is_planned,
            is_put_off: Cell::new(self.is_put_off.get()),
            log: self.log,
        };
        let value = inner.evaluate(template, None);
        self.note(inner.doubt.get());
        let faults = inner.take_faults();
        if faults.is_empty() {
            return value.marked(marks);
        }
        let mut found = self.faults.borrow_mut();
        found.extend(faults.into_iter().map(|fault| Fault {
            // Of a template, `try` catches every fault, names included.
            kind: match fault.kind {
                FaultKind::Reference => FaultKind::Function,
                kind => kind,
            },
            rendered_at: Some(span),
            ..fault
        }));
        super::failed(span).marked(marks)
    }
}

/// Whether an expression is a reference, with or without steps into it.
fn is_reference(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Variable(_) => true,
        ExpressionKind::Access(access) => is_reference(&access.base),
        _ => false,
    }
}

/// The names inside a template: its variables.
struct TemplateScope<'t> {
    variables: &'t Value,
    files: &'t dyn Files,
}

impl Scope for TemplateScope<'_> {
    fn resolve(&self, root: &str, _: &[Step], span: Span) -> Result<Resolved, Fault> {
        match self.variables.get(root) {
            Some(value) => Ok(Resolved {
                value: value.clone().marked(Marks::default()),
                steps: 0,
            }),
            None => {
                let message = format!("the template uses {root:?}, which it is not given");
                Err(Fault::new(FaultKind::Template, span, message).of([self.variables]))
            }
        }
    }

    fn files(&self) -> &dyn Files {
        self.files
    }
}
