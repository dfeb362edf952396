//! What Terraform reads before it knows any value: the sources of modules and the settings of the backend.
//!
//! `OpenTofu` computes both, and newer versions of Terraform the sources from variables that are declared constant, so
//! this is judged only where Terraform runs, and such variables are let pass.

use crate::hcl::{Body, Expression, Step, each_reference, step_name};
use crate::repo::{Module, ModuleSource};
use crate::source::Span;

use super::place::{Owner, Place};
use super::{Judge, Problem, ProblemKind};

/// How many local values that stand for each other are followed.
const MAX_DEPTH: usize = 8;

/// What is computed there.
pub(super) fn judge(judge: &mut Judge<'_>) {
    let module = judge.module;
    let computed = module.calls.values();
    let mut computed = computed.filter(|call| call.source == ModuleSource::Computed);
    let backend = module.settings.backend;
    let backend = backend.filter(|_| judge.facts.repo.is_stack(module));
    if (computed.clone().next().is_none() && backend.is_none())
        || !judge.facts.is_run_by_terraform(module)
    {
        return;
    }
    for call in computed.by_ref() {
        let place = Place::of(Owner::Named("module.", call.name));
        let Some(source) = call.block.body.attribute("source") else {
            continue;
        };
        let what = format!("the source of module.{}", call.name);
        let help = "Write the source out: choose between modules with two calls that have count";
        judge.fixed_argument(&source.value, &what, help, &place);
    }
    if let Some(backend) = backend {
        let place = Place::of(Owner::Nameless("backend"));
        judge.fixed_body(&backend.body, &place);
    }
}

impl Judge<'_> {
    fn fixed_body(&mut self, body: &Body, place: &Place<'_>) {
        for attribute in &body.attributes {
            let what = format!("{} of the backend", attribute.name.text);
            let help = "Write it out, or give it to init with -backend-config";
            self.fixed_argument(&attribute.value, &what, help, place);
        }
        for block in &body.blocks {
            self.fixed_body(&block.body, place);
        }
    }

    fn fixed_argument(
        &mut self,
        expression: &Expression,
        what: &str,
        help: &str,
        place: &Place<'_>,
    ) {
        let Some(span) = computed(self.module, expression, 0) else {
            return;
        };
        let message = format!(
            "{what} cannot refer to anything: Terraform reads it before it knows any value"
        );
        let problem = Problem::new(ProblemKind::Undeclared, span, message, help);
        self.report(place, problem);
    }
}

/// Where an expression refers to what is certainly no constant.
fn computed(module: &Module<'_>, expression: &Expression, depth: usize) -> Option<Span> {
    let mut found = None;
    each_reference(expression, &mut |root, steps, span| {
        if found.is_none() && !is_constant(module, root, steps, depth) {
            found = Some(span);
        }
    });
    found
}

fn is_constant(module: &Module<'_>, root: &str, steps: &[Step], depth: usize) -> bool {
    let name = step_name(steps, 0).unwrap_or_default();
    match root {
        "var" => module
            .variables
            .get(name)
            .is_some_and(|block| block.body.attribute("const").is_some()),
        "local" => module.locals.get(name).is_some_and(|local| {
            depth >= MAX_DEPTH || computed(module, &local.value, depth + 1).is_none()
        }),
        "path" | "terraform" => true,
        _ => false,
    }
}
