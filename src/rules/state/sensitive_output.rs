//! See `sensitive_output.md`.

use crate::address::Key;
use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::eval::{FaultKind, Kind, PathStep, Shape, Value};
use crate::hcl::{Block, Expression, ExpressionKind, Step, as_reference, step_name};
use crate::plan::Visit;
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};

use super::outputs_read::outputs_read;
use super::remote::{certain_producer, named};
use super::secret_names::is_secret_name;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-sensitive-output",
        summary: "A stack gives out a secret as an output that is not sensitive, or reads one from another's state.",
        why: "Terraform prints such an output after every apply, into the log of the pipeline; and whoever may read \
              the state for any output reads the secret too.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Error]),
        security: Some("5.5"),
        page: include_str!("sensitive_output.md"),
        options: &[],
    },
    check: Check::Stack(check),
};

/// How many modules an output is followed through.
const MAX_DEPTH: usize = 8;

/// Last steps of references that lead to what is not secret.
const PUBLIC: &[&str] = &[
    "arn",
    "arns",
    "id",
    "ids",
    "name",
    "names",
    "url",
    "uri",
    "key_id",
    "version_id",
    "public_key_openssh",
    "public_key_pem",
    "endpoint",
    "path",
    "alias",
    "key_arn",
    "secret_arn",
    "secret_id",
    "name_prefix",
    "parameter_name",
    "enabled",
];

/// Attributes that hold what somebody else put there.
const THROUGH: &[&str] = &["insecure_value", "result"];

fn check(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let walk = context.plan.walk(id);
    let root = walk.root();
    for (name, block) in &root.module.outputs {
        let Some(value) = block.body.attribute("value") else {
            continue;
        };
        let is_sensitive = |argument: &str| {
            let attribute = block.body.attribute(argument);
            attribute.is_some_and(|it| root.evaluate(&it.value).as_switch() != Some(false))
        };
        let is_marked = is_sensitive("sensitive") || is_sensitive("ephemeral");
        if is_marked {
            continue;
        }
        if is_refused(context, id, &value.value) {
            let message = format!(
                "the output {name} of {} gives out a sensitive value without `sensitive = true`, which Terraform \
                 refuses",
                root.module.name()
            );
            let found = finding(name, block, message);
            findings.push(if is_certain(&root.evaluate(&value.value)) {
                found.severity(Severity::Error)
            } else {
                found
            });
            continue;
        }
        if !is_secret_name(name) || is_public(root, &value.value, 0) {
            continue;
        }
        if is_from_elsewhere(context, root, &value.value) {
            let reason = format!(
                "whether the output {name} of {} is a secret cannot be told: it comes from a module that is not in \
                 the repository",
                root.module.name()
            );
            findings.push(
                Finding::undetermined(&RULE.meta, block.header(), reason)
                    .address(format!("output.{name}")),
            );
            continue;
        }
        let message = format!(
            "the output {name} of {} gives out a secret without `sensitive = true`",
            root.module.name()
        );
        findings.push(finding(name, block, message).label("printed in plain text"));
    }
    secrets_read(context, id, findings);
}

fn finding(name: &str, block: &Block, message: String) -> Finding {
    let help = "Add `sensitive = true`; better, give out only the ARN or name under which the secret is kept";
    Finding::new(&RULE.meta, block.header(), message, help)
        .address(format!("output.{name}"))
        .attribute("sensitive")
}

/// Whether Terraform takes the value of a root module's output for sensitive: as the provider's schema, a variable or
/// a function says.
fn is_refused(context: &Context<'_>, id: StackId, value: &Expression) -> bool {
    let mut faults = context.plan.stack(id).faults.iter();
    faults.any(|one| one.fault.kind == FaultKind::Sensitive && one.fault.span == value.span)
}

/// Whether each of what a value may be is sensitive.
fn is_certain(value: &Value) -> bool {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(alternatives)) => alternatives.iter().all(is_certain),
        _ => value.all_marks().sensitive,
    }
}

/// Whether the value is an output of a module that cannot be followed. Terraform itself refuses to give out what the
/// provider marks as sensitive, so such an output may well be harmless.
fn is_from_elsewhere(context: &Context<'_>, visit: Visit<'_>, value: &Expression) -> bool {
    let Some(("module", steps)) = as_reference(value) else {
        return false;
    };
    let call = step_name(steps, 0).and_then(|name| visit.module.calls.get(name));
    call.is_some_and(|call| context.repo.called_module(call).is_none())
}

/// Secrets that the stack takes from other stacks' states, where the output is marked as one.
fn secrets_read(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let plan = context.plan;
    if plan.stack(id).reads.is_empty() {
        return;
    }
    let walk = plan.walk(id);
    for visit in walk.visits() {
        if !plan
            .stack(id)
            .reads
            .iter()
            .any(|state| state.module == visit.at)
        {
            continue;
        }
        for read in outputs_read(visit) {
            let states = named(plan, (id, visit.at), &read.state);
            let Some((state, producer)) = states
                .first()
                .and_then(|state| Some((state, certain_producer(context, state)?)))
            else {
                continue;
            };
            let Some(output) = producer.outputs.get(read.output.as_str()) else {
                continue;
            };
            let sensitive = output.body.attribute("sensitive").map(|it| &it.value.kind);
            if !is_secret_name(&read.output) || sensitive != Some(&ExpressionKind::Bool(true)) {
                continue;
            }
            let message = format!(
                "{} reads the secret {} from the state of {}; what comes through a state is no longer marked sensitive",
                visit.stack.path, read.output, producer.path
            );
            let help =
                "Give out the secret's ARN or name instead, and read its value where it is used";
            let mut finding = Finding::new(&RULE.meta, read.span, message, help)
                .address(format!("data.terraform_remote_state.{}", read.state))
                .attribute(format!("outputs.{}", read.output))
                .related(output.header(), "the output");
            finding.instances = vec![Instance {
                environment: visit.stack.place.environment.clone(),
                stack: visit.stack.path.clone(),
                address: Some(state.address()),
            }];
            findings.push(finding);
        }
    }
}

/// Whether the value is certainly no secret: nothing, a switch or number, or a reference to an ARN, a name, an id.
fn is_public(visit: Visit<'_>, expression: &Expression, depth: usize) -> bool {
    let value = visit.evaluate(expression);
    match value.kind {
        Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) => return true,
        Kind::String(text) => return !super::secret_names::may_be_secret(text.as_str()),
        _ => {}
    }
    let all = |parts: &[&Expression]| parts.iter().all(|part| is_public(visit, part, depth + 1));
    if depth > MAX_DEPTH {
        return false;
    }
    match &expression.kind {
        ExpressionKind::Parentheses(inner) => all(&[inner]),
        ExpressionKind::Conditional(it) => all(&[&it.yes, &it.no]),
        ExpressionKind::Tuple(items) => all(&items.iter().collect::<Vec<_>>()),
        ExpressionKind::Object(items) => {
            all(&items.iter().map(|item| &item.value).collect::<Vec<_>>())
        }
        ExpressionKind::For(each) => all(&[&each.value]),
        ExpressionKind::Call(call) => match &*call.name.text {
            "try" | "coalesce" | "one" | "join" | "concat" | "compact" | "element" | "tolist"
            | "toset" | "flatten" => all(&call.arguments.iter().collect::<Vec<_>>()),
            "length" | "keys" | "sha256" | "sha1" | "md5" | "sha512" => true,
            _ => false,
        },
        _ => match as_reference(expression) {
            Some(reference) => is_public_reference(visit, expression, reference, depth),
            None => false,
        },
    }
}

/// Whether it is an attribute of a resource that the provider decides and, by a schema that certainly is that of the
/// stack's version, does not take for sensitive.
fn is_told_harmless(visit: Visit<'_>, value: &Value) -> bool {
    let Some(symbol) = value.as_unknown().and_then(|unknown| unknown.symbol()) else {
        return false;
    };
    let address = &symbol.owner.address;
    // What is handed through is not looked at by the provider.
    let is_handed_through = &*address.kind == "terraform_remote_state"
        || matches!(symbol.path.first(), Some(PathStep::Name(name)) if THROUGH.contains(&&**name));
    if value.marks.sensitive || is_handed_through {
        return false;
    }
    let mut all = visit.instance.resources.values();
    let made = all.find(|made| made.instances.iter().any(|one| one.owner == symbol.owner));
    // Where the version may be another one, a reference stands for more than the attributes that are known.
    let is_exact = |whole: &Value| whole.entries().is_some();
    made.is_some_and(|made| match &address.key {
        None => is_exact(&made.whole),
        Some(Key::Text(key)) => made.whole.get(key).is_some_and(is_exact),
        Some(_) => made
            .whole
            .elements()
            .is_some_and(|all| all.iter().all(is_exact)),
    })
}

fn is_public_reference(
    visit: Visit<'_>,
    expression: &Expression,
    (root, steps): (&str, &[Step]),
    depth: usize,
) -> bool {
    let last = (0..steps.len()).rev().find_map(|at| step_name(steps, at));
    let is_attribute = steps.len() > 1 || !matches!(root, "var" | "local" | "module");
    let is_harmless = |name: &str| PUBLIC.contains(&name) || name.starts_with("encrypted");
    if is_attribute && last.is_some_and(is_harmless) {
        return true;
    }
    if is_told_harmless(visit, &visit.evaluate(expression)) {
        return true;
    }
    let name = step_name(steps, 0).unwrap_or_default();
    match root {
        "local" => match visit.module.locals.get(name) {
            Some(local) if steps.len() == 1 => is_public(visit, &local.value, depth + 1),
            _ => false,
        },
        "module" => {
            let Some(call) = visit.module.calls.get(name) else {
                return false;
            };
            let is_public = |inner: Visit<'_>| {
                let outputs = &inner.module.outputs;
                let output = (1..steps.len()).find_map(|at| outputs.get(step_name(steps, at)?));
                let value = output.and_then(|block| block.body.attribute("value"));
                value.is_some_and(|value| is_public(inner, &value.value, depth + 1))
            };
            let mut called = visit.called(call).peekable();
            called.peek().is_some() && called.all(is_public)
        }
        _ => false,
    }
}
