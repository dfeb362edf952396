//! The values of variables.

use crate::eval::{
    Cause, Constraint, Evaluator, Fault, FaultKind, Unknown, Value, instead_of_null,
};
use crate::hcl::Block;
use crate::source::Span;
use crate::types::Type;

use super::constant::Nothing;
use super::evaluation::{Instance, StackEvaluation};

impl<'p> StackEvaluation<'p> {
    /// A variable; `None` where there is none of that name.
    pub(super) fn variable(
        &self,
        instance: &Instance<'p>,
        name: &str,
        span: Span,
    ) -> Option<Value> {
        let (name, block) = instance.module.variables.get_key_value(name)?;
        let value = instance
            .variables
            .force(name, || self.compute_variable(instance, name, block));
        Some(value.unwrap_or_else(|| StackEvaluation::circle(span)))
    }

    fn compute_variable(&self, instance: &Instance<'p>, name: &str, block: &Block) -> Value {
        let constraint = match block.body.attribute("type") {
            Some(ty) => {
                let default = |expression: &_| self.constant(instance, expression);
                match Constraint::read(&ty.value, &default) {
                    Ok(constraint) => constraint,
                    // Of what type it would have been, and with which defaults, nobody knows.
                    Err(fault) => return self.fail(instance, fault),
                }
            }
            None => Constraint::any(),
        };
        if self.has_only_types() {
            self.judge_argument(instance, name, block, &constraint);
            return self.of_type(instance, name, block, &constraint);
        }
        let default = block
            .body
            .attribute("default")
            .map(|default| self.constant(instance, &default.value));
        let given = match (&instance.caller, self.stack.variables.get(name)) {
            (None, given) => given.map(|given| self.constant(instance, &given.value)),
            (Some(_), _) => {
                let given = self.argument(instance, name);
                given.map(|given| self.refuse_ephemeral(instance, (name, block), given))
            }
        };
        let nullable = block.body.attribute("nullable").is_none_or(|nullable| {
            self.constant(instance, &nullable.value).as_bool() != Some(false)
        });
        let value = match (given, default) {
            (Some(given), Some(default)) if !nullable => instead_of_null(&given, &default),
            (Some(given), _) => given,
            (None, Some(default)) => default,
            (None, None) => {
                return self.without_value(instance, name, block, &constraint);
            }
        };
        if value.is_null() && !nullable {
            let message = format!(
                "the value of var.{name} is null, which `nullable = false` of the variable refuses"
            );
            let fault = Fault::new(FaultKind::Variable, block.header(), message);
            return self.fail(instance, fault.of([&value]));
        }
        let marks = self.declared_marks(instance, &block.body);
        if marks.sensitive {
            self.note_secret(instance, name, block);
        }
        self.converted(instance, name, block, &constraint, &value)
            .marked(marks)
    }

    /// What the call of a module gives to a variable.
    fn argument(&self, instance: &Instance<'p>, name: &str) -> Option<Value> {
        let caller = instance.caller.as_ref()?;
        let outer = self.instance(caller.instance);
        let argument = caller.call.block.body.attribute(name)?;
        Some(self.evaluate(&outer, &caller.repetition, &argument.value))
    }

    /// A value as the variable takes it.
    fn converted(
        &self,
        instance: &Instance<'p>,
        name: &str,
        block: &Block,
        constraint: &Constraint,
        value: &Value,
    ) -> Value {
        constraint.apply(value).unwrap_or_else(|message| {
            let message = told_of(value, message, &constraint.ty);
            let message = format!("the value of var.{name} is not of its type: {message}");
            let fault = Fault::new(FaultKind::Variable, block.header(), message);
            self.fail(instance, fault.of([value]))
        })
    }

    /// Judges what a call gives to a variable of which nothing but its type counts.
    fn judge_argument(
        &self,
        instance: &Instance<'p>,
        name: &str,
        block: &Block,
        constraint: &Constraint,
    ) {
        if let Some(given) = self.argument(instance, name) {
            self.converted(instance, name, block, constraint, &given);
        }
    }

    /// Remembers where the value of a sensitive variable is written.
    fn note_secret(&self, instance: &Instance<'p>, name: &str, block: &Block) {
        let default = block.body.attribute("default");
        let given = match &instance.caller {
            None => self.stack.variables.get(name).map(|given| given.span()),
            Some(caller) => {
                let argument = caller.call.block.body.attribute(name);
                argument.map(|argument| argument.value.span)
            }
        };
        let mut secrets = self.secrets.borrow_mut();
        secrets.extend(default.map(|default| default.value.span));
        secrets.extend(given);
    }

    /// A variable that is given no value: somebody gives one when Terraform is run, unless it is a module's.
    fn without_value(
        &self,
        instance: &Instance<'p>,
        name: &str,
        block: &Block,
        constraint: &Constraint,
    ) -> Value {
        let Some(caller) = &instance.caller else {
            return self.of_type(instance, name, block, constraint);
        };
        if self.repo.is_stand_in(instance.module) {
            // What the module itself would take differs from version to version, or is more than is known of it.
            let source = self.known_source(instance);
            return self.open_variable(instance, block, constraint, Cause::Module(source.into()));
        }
        let message = format!("the module needs a value for its variable {name:?}");
        let span = caller.call.block.header();
        self.record(instance, Fault::new(FaultKind::Reference, span, message));
        self.open_variable(instance, block, constraint, Cause::Failed)
    }

    /// What the call says that leads out of the repository to an instance of a known module.
    fn known_source(&self, instance: &Instance<'p>) -> String {
        let Some(caller) = &instance.caller else {
            return String::new();
        };
        let outer = self.instance(caller.instance);
        if self.repo.is_stand_in(outer.module) {
            self.known_source(&outer)
        } else {
            super::source_text(&caller.call.source)
        }
    }

    /// A variable of which only the type is known.
    fn of_type(
        &self,
        instance: &Instance<'p>,
        name: &str,
        block: &Block,
        constraint: &Constraint,
    ) -> Value {
        self.open_variable(instance, block, constraint, Cause::NoValue(name.into()))
    }

    fn open_variable(
        &self,
        instance: &Instance<'p>,
        block: &Block,
        constraint: &Constraint,
        cause: Cause,
    ) -> Value {
        let marks = self.declared_marks(instance, &block.body);
        let span = block.header();
        let unknown = Unknown {
            at: Some(span),
            ..Unknown::new(constraint.ty.without_optional(), cause)
        };
        Value::from(unknown).at(span).marked(marks)
    }

    /// An expression that can refer to nothing: a default, or what a tfvars file says.
    pub(super) fn constant(
        &self,
        instance: &Instance<'p>,
        expression: &crate::hcl::Expression,
    ) -> Value {
        let evaluator =
            Evaluator::new(&Nothing(&self.files), &self.budget).evaluate_once(expression);
        for fault in evaluator.1 {
            self.record(instance, fault);
        }
        evaluator.0
    }
}

/// What is said of a value that is not of a type. Where something in it is sensitive, the way to what is wrong may
/// tell it, and so may what is said of that.
pub(super) fn told_of(value: &Value, message: String, wanted: &Type) -> String {
    if value.all_marks().sensitive {
        let wanted = wanted.friendly_name();
        format!("{wanted} is required, and what this sensitive value is instead is not shown")
    } else {
        message
    }
}
