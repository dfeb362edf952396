//! Values that nothing keeps, where Terraform would have to keep them (its documentation of `ephemeral`; each case as
//! measured with 1.11.4).

use crate::eval::{Cause, Fault, FaultKind, Shape, Value, missing};
use crate::hcl::{Block, Body};
use crate::source::Span;

use super::Repetition;
use super::evaluation::{Instance, StackEvaluation};

impl<'p> StackEvaluation<'p> {
    /// An output gives out what is ephemeral only where it says so, and that of a root module never.
    pub(super) fn judge_ephemeral(&self, instance: &Instance<'p>, name: &str, block: &Block) {
        let body = &block.body;
        if self.declared_marks(instance, body).ephemeral {
            if instance.caller.is_none() {
                let message = format!(
                    "output.{name} is ephemeral, which only an output of a called module can be"
                );
                let fault = Fault::new(FaultKind::Ephemeral, block.header(), message);
                self.record(instance, fault);
            } else {
                self.judge_ephemeral_value(instance, name, body);
            }
            return;
        }
        let Some(argument) = body.attribute("value") else {
            return;
        };
        let value = self.output(instance, name, block.header());
        if value.is_some_and(|value| holds_ephemeral(&value)) {
            let message = format!("output.{name} keeps an ephemeral value");
            let span = argument.value.span;
            self.record(instance, Fault::new(FaultKind::Ephemeral, span, message));
        }
    }

    /// What is declared as ephemeral must be so by itself.
    fn judge_ephemeral_value(&self, instance: &Instance<'p>, name: &str, body: &Body) {
        let Some(argument) = body.attribute("value") else {
            return;
        };
        // It is told elsewhere what is at fault in it.
        let value = self.quietly(|| self.evaluate(instance, &Repetition::None, &argument.value));
        if value.is_wholly_known() && !value.is_null() && !value.all_marks().ephemeral {
            let message = format!("output.{name} is declared ephemeral, and its value can be kept");
            let span = argument.value.span;
            self.record(instance, Fault::new(FaultKind::Ephemeral, span, message));
        }
    }

    /// What a call gives to a variable, unless it is ephemeral and the variable does not say that it may be.
    pub(super) fn refuse_ephemeral(
        &self,
        instance: &Instance<'p>,
        (name, block): (&str, &Block),
        value: Value,
    ) -> Value {
        let Some(caller) = instance.caller.as_ref().filter(|_| holds_ephemeral(&value)) else {
            return value;
        };
        if self.declared_marks(instance, &block.body).ephemeral {
            return value;
        }
        let argument = caller.call.block.body.attribute(name);
        let span = argument.map_or(caller.call.block.header(), |argument| argument.value.span);
        let message = format!(
            "{name} is given an ephemeral value, and the variable of the module does not say that it may be"
        );
        let outer = self.instance(caller.instance);
        let fault = Fault::new(FaultKind::Ephemeral, span, message).of([&value]);
        self.record_all(&outer, &caller.repetition, [fault]);
        missing(Cause::Failed, span)
    }

    /// How many instances there are must be the same when Terraform plans and when it applies.
    pub(super) fn judge_ephemeral_count(&self, instance: &Instance<'p>, value: &Value, span: Span) {
        if is_ephemeral(value) {
            let message = "count must not be ephemeral: it is kept from plan to apply";
            self.record(instance, Fault::new(FaultKind::Ephemeral, span, message));
        }
    }
}

/// Whether a value is certainly ephemeral itself. Of several that it may be, one may not be.
pub(super) fn is_ephemeral(value: &Value) -> bool {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(alternatives)) => alternatives.iter().all(is_ephemeral),
        _ => value.marks.ephemeral,
    }
}

/// Whether something in a value certainly is.
pub(super) fn holds_ephemeral(value: &Value) -> bool {
    if is_ephemeral(value) {
        return true;
    }
    let items = value.elements().into_iter().flat_map(|items| items.iter());
    let entries = value
        .entries()
        .into_iter()
        .flat_map(crate::eval::Map::values);
    items.chain(entries).any(holds_ephemeral)
}

#[cfg(test)]
mod tests {
    use crate::eval::FaultKind;
    use crate::plan::data::testing::{SETTINGS, planned_files};

    /// The text in which something ephemeral is kept, in order of place.
    fn refused_in(files: &[(&str, &str)]) -> Vec<String> {
        let text_of = |at: usize| {
            let mut sorted: Vec<_> = files.to_vec();
            sorted.sort_unstable();
            sorted[at].1
        };
        planned_files(files, |plan| {
            let mut found = Vec::new();
            for fault in plan.faults.iter().map(|found| &found.fault) {
                assert_eq!(fault.kind, FaultKind::Ephemeral, "{fault:?}");
                let text = text_of(fault.span.file.0 as usize);
                found.push(text[fault.span.range()].to_owned());
            }
            found
        })
    }

    fn refused(text: &str) -> Vec<String> {
        let variable = "variable \"e\" {\n  type = string\n  default = \"abcdefgh\"\n  ephemeral = true\n}\nephemeral \"aws_secretsmanager_secret_version\" \"s\" {\n  secret_id = var.e\n}\n";
        let text = format!("{variable}{text}");
        refused_in(&[("live/main.tf", &text), ("live/settings.tf", SETTINGS)])
    }

    const NONE: &[&str] = &[];

    #[test]
    fn resources_keep_what_they_are_given() {
        let queue = |arguments: &str| {
            refused(&format!(
                "resource \"aws_sqs_queue\" \"q\" {{\n{arguments}\n}}"
            ))
        };
        assert_eq!(queue("name = var.e"), ["var.e"]);
        assert_eq!(queue("name = \"x-${var.e}\""), ["\"x-${var.e}\""]);
        assert_eq!(queue("tags = { a = var.e }"), ["{ a = var.e }"]);
        assert_eq!(queue("delay_seconds = length(var.e)"), ["length(var.e)"]);
        assert_eq!(
            queue("name = var.e == \"a\" ? \"x\" : \"y\""),
            ["var.e == \"a\" ? \"x\" : \"y\""]
        );
        assert_eq!(queue("name = can(var.e) ? \"a\" : \"b\""), NONE);
        assert_eq!(
            queue("name = ephemeral.aws_secretsmanager_secret_version.s.arn"),
            ["ephemeral.aws_secretsmanager_secret_version.s.arn"]
        );
        let local = "locals {\n  l = { a = var.e, b = 1 }\n}\n";
        let of_local = |argument: &str| {
            refused(&format!(
                "{local}resource \"aws_sqs_queue\" \"q\" {{\n{argument}\n}}"
            ))
        };
        assert_eq!(of_local("name = local.l.a"), ["local.l.a"]);
        assert_eq!(of_local("delay_seconds = local.l.b"), NONE);
    }

    #[test]
    fn blocks_keep_it_as_well() {
        let rule = |inner: &str| {
            refused(&format!(
                "resource \"aws_security_group\" \"q\" {{\n{inner}\n}}"
            ))
        };
        let ports = "from_port = 1\nto_port = 2\n";
        assert_eq!(
            rule(&format!("ingress {{\n{ports}protocol = var.e\n}}")).len(),
            1
        );
        let dynamic = |protocol: &str| {
            rule(&format!(
                "dynamic \"ingress\" {{\nfor_each = [var.e]\ncontent {{\n{ports}protocol = {protocol}\n}}\n}}"
            ))
        };
        assert_eq!(dynamic("\"tcp\""), NONE);
        assert_eq!(dynamic("ingress.value").len(), 1);
        let data = "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [var.e]\n  }\n}";
        assert_eq!(refused(data), ["[var.e]"]);
    }

    #[test]
    fn what_is_only_written_takes_it() {
        let parameter = |arguments: &str| {
            refused(&format!(
                "resource \"aws_ssm_parameter\" \"p\" {{\nname = \"a\"\ntype = \"SecureString\"\n{arguments}\n}}"
            ))
        };
        let secret = "ephemeral.aws_secretsmanager_secret_version.s.secret_string";
        assert_eq!(parameter(&format!("value_wo = {secret}")), NONE);
        assert_eq!(parameter(&format!("value = {secret}")), [secret]);
        assert_eq!(
            parameter(&format!("value = nonsensitive({secret})")),
            [format!("nonsensitive({secret})")]
        );
        assert_eq!(
            parameter("value_wo_version = length(var.e)"),
            ["length(var.e)"]
        );
        let provider = "provider \"aws\" {\n  alias = \"x\"\n  region = var.e\n}\n";
        assert_eq!(refused(provider), NONE);
    }

    #[test]
    fn variables_and_outputs_say_that_they_may_be_ephemeral() {
        let module = |inner: &str| {
            let stack = "variable \"e\" {\n  default = \"x\"\n  ephemeral = true\n}\nmodule \"m\" {\n  source = \"../m\"\n  x = \"a${var.e}\"\n}\n";
            let files = [
                ("live/main.tf", stack),
                ("live/settings.tf", SETTINGS),
                ("m/main.tf", inner),
            ];
            refused_in(&files)
        };
        let keeps = "variable \"x\" {\n}\nresource \"terraform_data\" \"r\" {\n  input = var.x\n}\noutput \"o\" {\n  value = var.x\n}\n";
        assert_eq!(module(keeps), ["\"a${var.e}\""]);
        let passes = "variable \"x\" {\n  ephemeral = true\n}\noutput \"o\" {\n  value = var.x\n  ephemeral = true\n}\n";
        assert_eq!(module(passes), NONE);
        let claims = "variable \"x\" {\n  ephemeral = true\n}\noutput \"o\" {\n  value = \"z\"\n  ephemeral = true\n}\n";
        assert_eq!(module(claims), ["\"z\""]);
    }
}
