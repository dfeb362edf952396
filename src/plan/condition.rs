//! What the configuration itself demands: validations, preconditions, postconditions and checks.

use crate::address::{Key, ResourceMode};
use crate::eval::{Fault, FaultKind, Value, convert};
use crate::hcl::{Block, Expression};
use crate::repo::Resource;
use crate::types::Type;

use super::evaluation::{Instance, StackEvaluation};
use super::{Repetition, ResourceInstance};

/// A block with a condition and an error message.
struct Demand<'d> {
    block: &'d Block,
    /// What is said where it does not hold, without its own message.
    what: &'d str,
    /// What is at fault then.
    kind: FaultKind,
    repetition: &'d Repetition,
    /// What `self` stands for.
    this: Option<Value>,
}

impl<'p> StackEvaluation<'p> {
    /// Judges what the configuration itself demands: what certainly does not hold is a fault.
    pub(super) fn judge_conditions(&self, instance: &Instance<'p>) {
        let module = instance.module;
        for (name, block) in &module.variables {
            self.validate(instance, name, block);
        }
        for (name, block) in &module.outputs {
            self.judge_output(instance, name, block);
            self.judge_ephemeral(instance, name, block);
            let what = format!("a precondition of output.{name} does not hold");
            for condition in block.body.blocks_of("precondition") {
                self.judge_alone(instance, condition, &what, FaultKind::Condition);
            }
        }
        for (address, resource) in &module.resources {
            let Some(Some(resources)) = self.resources(instance, address) else {
                continue;
            };
            // Of a number of instances that is not known there may be none: nothing is demanded then.
            let certain = resources.instances.iter();
            for made in certain.filter(|made| made.owner.address.key != Some(Key::Any)) {
                self.judge_resource(instance, resource, made);
            }
        }
        for block in &module.others {
            self.judge_other(instance, block);
        }
    }

    fn judge_resource(
        &self,
        instance: &Instance<'p>,
        resource: &Resource<'p>,
        made: &ResourceInstance,
    ) {
        let address = resource.address();
        for lifecycle in resource.block.body.blocks_of("lifecycle") {
            for kind in ["precondition", "postcondition"] {
                let what = format!("a {kind} of {address} does not hold");
                for block in lifecycle.body.blocks_of(kind) {
                    let this = match kind {
                        "postcondition" => self.planned(resource, made),
                        _ => None,
                    };
                    let demand = Demand {
                        block,
                        what: &what,
                        kind: FaultKind::Condition,
                        repetition: &made.repetition,
                        this,
                    };
                    let faults = self.faults_of(instance, &demand);
                    self.record_all(instance, &made.repetition, faults);
                }
            }
        }
    }

    /// What `self` certainly stands for when Terraform plans. What is ignored when it changes is what it was before,
    /// and an ephemeral resource is opened by then.
    fn planned(&self, resource: &Resource<'p>, made: &ResourceInstance) -> Option<Value> {
        let lifecycle = resource.block.body.blocks_of("lifecycle");
        let mut ignores = lifecycle.filter(|it| it.body.attribute("ignore_changes").is_some());
        let is_kept = ignores.next().is_some() || resource.mode == ResourceMode::Ephemeral;
        (!is_kept).then(|| self.referenced(resource, made))
    }

    fn judge_other(&self, instance: &Instance<'p>, block: &Block) {
        match &*block.kind.text {
            "check" => {
                let name = block.label(0).unwrap_or_default();
                let what = format!("check {name:?} does not hold");
                for condition in block.body.blocks_of("assert") {
                    self.judge_alone(instance, condition, &what, FaultKind::Check);
                }
            }
            "import" => self.judge_import(instance, block),
            _ => {}
        }
    }

    /// Judges a block outside of any instance.
    fn judge_alone(&self, instance: &Instance<'p>, block: &Block, what: &str, kind: FaultKind) {
        let repetition = &Repetition::None;
        let demand = Demand {
            block,
            what,
            kind,
            repetition,
            this: None,
        };
        let faults = self.faults_of(instance, &demand);
        self.record_all(instance, repetition, faults);
    }

    /// Judges the `validation` blocks of a variable; what certainly fails is a fault.
    fn validate(&self, instance: &Instance<'p>, name: &str, block: &Block) {
        let what = format!("the value of var.{name} is not valid");
        for validation in block.body.blocks_of("validation") {
            let demand = Demand {
                block: validation,
                what: &what,
                kind: FaultKind::Condition,
                repetition: &Repetition::None,
                this: None,
            };
            let (does_not_hold, others): (Vec<Fault>, Vec<Fault>) = self
                .faults_of(instance, &demand)
                .into_iter()
                .partition(|fault| fault.kind == FaultKind::Condition);
            // Of a validation that holds, Terraform does not look at what its message is, and never at one that is null
            // (as measured).
            let is_message = |fault: &Fault| {
                let message = validation.body.attribute("error_message");
                message.is_some_and(|message| message.value.span == fault.span)
            };
            let is_told = |fault: &Fault| {
                !is_message(fault) || (!does_not_hold.is_empty() && fault.kind != FaultKind::Null)
            };
            let others: Vec<Fault> = others.into_iter().filter(is_told).collect();
            if does_not_hold.is_empty() && others.is_empty() {
                continue;
            }
            let value = self.variable(instance, name, block.header());
            for fault in does_not_hold.into_iter().chain(others) {
                self.record_all(instance, &Repetition::None, [fault.of(&value)]);
            }
        }
    }

    /// Whether Terraform takes the message for plain text: the messages of validations in JSON were no templates once,
    /// and what cannot be evaluated as one is not to this day.
    fn is_plain_text(&self, demand: &Demand<'_>) -> bool {
        let file = demand.block.header().file;
        let path = &self.repo.sources.file(file).path;
        &*demand.block.kind.text == "validation" && path.rsplit('.').next() == Some("json")
    }

    /// What is at fault in a block: where its condition certainly does not hold or is none, and where its message is no
    /// text.
    fn faults_of(&self, instance: &Instance<'p>, demand: &Demand<'_>) -> Vec<Fault> {
        let Some(condition) = demand.block.body.attribute("condition") else {
            return Vec::new();
        };
        // What Terraform finds out only when it applies does not hold either.
        let evaluate = |expression: &Expression| {
            let value = match &demand.this {
                Some(this) => self.evaluate_of((instance, demand.repetition), this, expression),
                None => self.evaluate(instance, demand.repetition, expression),
            };
            value.settled_throughout()
        };
        let span = condition.value.span;
        let mut faults = Vec::new();
        let value = evaluate(&condition.value);
        let holds = match as_type(&value, &Type::Bool) {
            Ok(value) => value.as_bool(),
            Err((kind, why)) => {
                let message = format!("the condition must be true or false, and is {why}");
                faults.push(Fault::new(kind, span, message));
                None
            }
        };
        // Terraform looks at the message whether the condition holds or not.
        let message = demand.block.body.attribute("error_message");
        let mut text = None;
        if let Some(argument) = message.filter(|_| !self.is_plain_text(demand)) {
            let value = evaluate(&argument.value);
            match as_type(&value, &Type::String) {
                Ok(value) if value.all_marks().sensitive => {}
                Ok(value) => text = value.as_str().map(str::to_owned),
                Err((kind, why)) => {
                    let message = format!("the error message must be a text, and is {why}");
                    faults.push(Fault::new(kind, argument.value.span, message));
                }
            }
        }
        if holds == Some(false) {
            let what = demand.what;
            // Messages of Terraform's own language are whole sentences.
            let text = text.map(|text| text.trim_end().trim_end_matches('.').to_owned());
            let message = text.map_or(what.to_owned(), |text| format!("{what}: {text}"));
            faults.push(Fault::new(demand.kind, span, message));
        }
        faults
    }
}

/// A value as Terraform converts it where it demands a type that `null` is not of; `Err` says what it is instead.
fn as_type(value: &Value, wanted: &Type) -> Result<Value, (FaultKind, String)> {
    if value.is_null() {
        return Err((FaultKind::Null, "null".to_owned()));
    }
    convert(value, wanted).map_err(|_| {
        let why = match value.ty() {
            Type::String => "another text".to_owned(),
            ty => format!("a value of type {}", ty.friendly_name()),
        };
        (FaultKind::Type, why)
    })
}
