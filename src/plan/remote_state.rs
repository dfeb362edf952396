//! `terraform_remote_state`: the outputs of the stack that writes the state.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Cause, Evaluator, Map, Owner, PathStep, Shape, Symbol, Unknown, Value};
use crate::hcl::Body;
use crate::repo::{Resource, StackId};
use crate::source::Span;
use crate::types::Type;

use super::Repetition;
use super::backend::{self, RemoteState, StateSearch};
use super::evaluation::{Instance, StackEvaluation};

/// Why nothing is known of what goes round a circle.
const IN_CIRCLE: &str = "the stacks read each other's states in a circle";

impl<'p> StackEvaluation<'p> {
    /// A `terraform_remote_state` data source with the outputs that it reads.
    pub(super) fn remote_state(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
        repetition: &Repetition,
        owner: &Arc<Owner>,
    ) -> Value {
        let body = &declaration.block.body;
        let header = declaration.block.header();
        let mut given = self.with_evaluator(instance, repetition, |evaluator| {
            let mut given =
                Self::plain_attributes(evaluator, body, super::resource::META_ARGUMENTS);
            // The form with a nested block is that of Terraform before 0.12.
            for block in body.blocks_of("config") {
                let config = Self::nested_attributes(evaluator, &block.body);
                given.insert("config".into(), config);
            }
            given
        });
        let null = Value::null();
        let part = |name: &str| given.get(name).unwrap_or(&null);
        let told = (part("backend"), part("config"), part("workspace"));
        let root = &self.repo.module(self.stack.module).path;
        let read = backend::of_values(told, root, header);
        let states = &self.world.states;
        let search = states.find(self.repo, self.stack, &read, part("config"));
        let outputs = self.outputs_of(&search, owner, part("defaults"), header);
        let (producers, assumed) = if search.is_assumed {
            (Vec::new(), search.producers)
        } else {
            (search.producers, Vec::new())
        };
        self.reads.borrow_mut().push(RemoteState {
            owner: owner.clone(),
            reader: self.id,
            module: instance.id,
            span: header,
            identity: read.identity,
            family: read.family,
            kind: read.kind,
            arguments: read.arguments,
            producers,
            assumed,
            unresolved: search.reason,
        });
        given.insert("outputs".into(), outputs);
        for name in ["backend", "config", "defaults", "workspace"] {
            given.entry(name.into()).or_insert_with(Value::null);
        }
        Value::object(Map::from(given))
    }

    /// The attributes of a body and of the blocks in it, as an object.
    fn nested_attributes(evaluator: &Evaluator<'_>, body: &Body) -> Value {
        let mut found = Self::plain_attributes(evaluator, body, &[]);
        for block in &body.blocks {
            let inner = Self::nested_attributes(evaluator, &block.body);
            found.insert(block.kind.text.as_ref().into(), inner);
        }
        Value::object(Map::from(found))
    }

    fn outputs_of(
        &self,
        search: &StateSearch,
        owner: &Arc<Owner>,
        defaults: &Value,
        span: Span,
    ) -> Value {
        let unknown = |reason: &str| {
            let symbol = Symbol {
                owner: owner.clone(),
                path: Arc::from([PathStep::Name("outputs".into())]),
            };
            let cause = Cause::RemoteState(reason.into());
            let unknown = Unknown {
                at: Some(span),
                ..Unknown::new(Type::Dynamic, cause)
            };
            Value::from(unknown.shaped(Shape::Symbol(symbol)).not_null()).at(span)
        };
        if let Some(reason) = &search.reason {
            return unknown(reason);
        }
        let mut found = Vec::new();
        for producer in &search.producers {
            let is_circle = self.world.is_broken(self.id, *producer);
            let plan = if is_circle {
                match self.world.earlier(*producer) {
                    None => return unknown(IN_CIRCLE),
                    earlier => earlier,
                }
            } else {
                self.world.plan(*producer)
            };
            match plan {
                Some(plan) => {
                    let circle = is_circle.then(|| unknown(IN_CIRCLE));
                    let outputs = settled(&plan.root().outputs, circle.as_ref());
                    let outputs = with_defaults(&outputs, defaults).at(span);
                    found.push(if search.is_assumed {
                        at_least(outputs, &unknown)
                    } else {
                        outputs
                    });
                }
                None => {
                    self.needs.borrow_mut().insert(*producer);
                    return unknown("the stack that writes it is not evaluated yet");
                }
            }
        }
        match found.len() {
            0 => unknown("no stack in this repository writes it"),
            1 => found.swap_remove(0).at(span),
            _ => {
                let names: Vec<&str> = search
                    .producers
                    .iter()
                    .map(|producer: &StackId| self.repo.stack(*producer).path.as_str())
                    .collect();
                let of = unknown(&format!("it may be that of {}", names.join(" or ")));
                crate::eval::choice(found, &of)
            }
        }
    }
}

/// The outputs of a stack that is only assumed to be the one: what it does not have, another one may.
fn at_least(outputs: Value, unknown: &dyn Fn(&str) -> Value) -> Value {
    let other = unknown("it is only assumed which stack writes it");
    match (outputs.entries(), other.as_unknown()) {
        (Some(entries), Some(other)) => {
            Value::from((**other).clone().shaped(Shape::Partial(entries.clone())))
        }
        _ => outputs,
    }
}

/// Outputs of which those that are not known because of a circle are parts of `circle`, as long as that is read: what
/// goes round it unknown must not look like something new each time.
fn settled<'o>(
    outputs: &BTreeMap<&'o str, Value>,
    circle: Option<&Value>,
) -> BTreeMap<&'o str, Value> {
    let mut settled = outputs.clone();
    let whole = circle.and_then(Value::as_unknown);
    let Some((whole, symbol)) = whole.and_then(|it| Some((it, it.symbol()?))) else {
        return settled;
    };
    for (name, value) in &mut settled {
        if value.as_unknown().is_some_and(|it| it.cause == whole.cause) {
            let step = symbol.step(PathStep::Name((*name).into()));
            let unknown = Unknown {
                at: whole.at,
                ..Unknown::new(Type::Dynamic, whole.cause.clone())
            };
            *value = Value::from(unknown.shaped(Shape::Symbol(step))).in_place_of(value);
        }
    }
    settled
}

/// The outputs as the data source gives them: without those that are `null`, not sensitive, and with the defaults
/// for those that are missing (as measured).
fn with_defaults(outputs: &BTreeMap<&str, Value>, defaults: &Value) -> Value {
    let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    if let Some(defaults) = defaults.entries() {
        entries.extend(defaults.iter().cloned());
    }
    for (name, value) in outputs {
        let (value, _) = value.applied().unmarked();
        let value = match entries.get(*name) {
            _ if value.is_null() => continue,
            Some(default) => or_default(value, default),
            None => or_missing(value),
        };
        entries.insert(Arc::from(*name), value);
    }
    Value::object(Map::from(entries))
}

/// What an output may be; `None` for what is certainly not `null`. Nothing stands for its being `null`.
fn alternatives(value: &Value) -> Option<Vec<Value>> {
    let unknown = value.as_unknown()?;
    match &unknown.shape {
        _ if unknown.is_never_null() => None,
        Shape::Choice(all) => Some(all.iter().filter(|one| !one.is_null()).cloned().collect()),
        _ => Some(vec![value.clone()]),
    }
}

/// An output that may turn out to be `null`: then the default is there.
fn or_default(value: Value, default: &Value) -> Value {
    match alternatives(&value) {
        None => value,
        Some(mut all) => {
            all.push(default.clone());
            crate::eval::choice(all, &value)
        }
    }
}

/// An output that may turn out to be `null`: then there is none of its name.
fn or_missing(value: Value) -> Value {
    let Some(all) = alternatives(&value) else {
        return value;
    };
    let origin = value.origin;
    let present = crate::eval::choice(all, &value);
    let Some(unknown) = present.as_unknown() else {
        // There is only one thing it can be, unless it is missing.
        let only = Unknown::derived(present.ty(), [&value]).shaped(Shape::Choice([present].into()));
        return missing_at(only, origin);
    };
    missing_at((**unknown).clone(), origin)
}

fn missing_at(mut unknown: Unknown, origin: Option<Span>) -> Value {
    unknown.refinement.may_be_missing = true;
    Value {
        origin,
        ..Value::from(unknown)
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::eval::show;
    use crate::plan::{Knowledge, build};
    use crate::repo::{Repo, Syntax};
    use crate::schema::Schemas;
    use crate::source::Sources;

    const PRODUCER: &str = r#"
terraform {
  backend "s3" {
    bucket = "states"
    key    = "producer"
    region = "us-east-1"
  }
}

variable "open" {}

resource "aws_lb" "l" {}

output "id" {
  value = aws_lb.l.id
}

output "name" {
  value = aws_lb.l.dns_name
}

output "never" {
  value = null
}

output "perhaps" {
  value = var.open ? "there" : null
}
"#;

    /// What an expression is in a stack that reads the state of `PRODUCER`, by the data source `p`, and with
    /// defaults by `d`.
    fn read(expression: &str) -> String {
        let data = |name: &str, more: &str| {
            format!(
                "data \"terraform_remote_state\" \"{name}\" {{\n  backend = \"s3\"\n  config = {{\n    \
                 bucket = \"states\"\n    key = \"producer\"\n    region = \"us-east-1\"\n  }}\n{more}}}\n"
            )
        };
        let defaults = "  defaults = {\n    id = 1\n    name = \"n\"\n    never = \"v\"\n    perhaps = \"p\"\n  }\n";
        let reader = format!(
            "terraform {{\n  backend \"s3\" {{\n    bucket = \"states\"\n    key = \"reader\"\n  }}\n}}\n{}{}\
             output \"o\" {{\n  value = {expression}\n}}\n",
            data("p", ""),
            data("d", defaults)
        );
        let files = [("live/a/main.tf", PRODUCER), ("live/b/main.tf", &*reader)];
        let sources = Sources::from_memory(files);
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        let schemas = Schemas::embedded();
        let plan = build(&repo, Knowledge { schemas: &schemas });
        assert_eq!(plan.stacks[1].faults, [], "{expression}");
        show(&plan.stacks[1].root().outputs["o"])
    }

    const OUTPUTS: &str = "data.terraform_remote_state.p.outputs";
    const DEFAULTED: &str = "data.terraform_remote_state.d.outputs";

    #[test]
    fn an_output_that_may_be_null_is_what_it_is_where_it_is_read() {
        let id = "<aws_lb.l.id>";
        assert_eq!(read(&format!("{OUTPUTS}.id")), id);
        assert_eq!(read(&format!("{OUTPUTS}.name")), "<aws_lb.l.dns_name>");
        assert_eq!(read(&format!("{OUTPUTS}[\"name\"]")), "<aws_lb.l.dns_name>");
        assert_eq!(read(&format!("try({OUTPUTS}.id, \"x\")")), id);
        assert_eq!(read(&format!("can({OUTPUTS}.id)")), "true");
        assert_eq!(read(&format!("{OUTPUTS}.name == null")), "false");
    }

    #[test]
    fn an_output_that_may_be_null_may_not_be_there() {
        let either = "<<aws_lb.l.dns_name> | \"x\">";
        assert_eq!(read(&format!("try({OUTPUTS}.name, \"x\")")), either);
        assert_eq!(read(&format!("try({OUTPUTS}[\"name\"], \"x\")")), either);
        assert!(read(&format!("can({OUTPUTS}.name)")).starts_with('<'));
        assert_eq!(read(&format!("try({OUTPUTS}.never, \"x\")")), "\"x\"");
        assert_eq!(
            read(&format!("try({OUTPUTS}.perhaps, \"x\")")),
            "<\"there\" | \"x\">"
        );
    }

    #[test]
    fn defaults_stand_where_an_output_is_or_may_be_null() {
        assert_eq!(read(&format!("{DEFAULTED}.id")), "<aws_lb.l.id>");
        assert_eq!(read(&format!("{DEFAULTED}.never")), "\"v\"");
        assert_eq!(
            read(&format!("{DEFAULTED}.name")),
            "<<aws_lb.l.dns_name> | \"n\">"
        );
        assert_eq!(read(&format!("{DEFAULTED}.perhaps")), "<\"there\" | \"p\">");
    }
}
