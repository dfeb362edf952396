//! Where what Terraform learns only when it applies comes into an expression: that is where somebody must edit, not the
//! resource that decides it.

use crate::hcl::{Expression, StepKind, each_reference};
use crate::source::Span;

use super::evaluation::{Instance, InstanceId, StackEvaluation};

/// So many names are followed, one behind the other. None of them goes round in a circle: they have values.
const MAX_NAMES: usize = 64;

impl<'p> StackEvaluation<'p> {
    /// The expression behind the variables and local values that `expression` names: the argument of a call, or the
    /// local value, that names no other one of which something is learned later. `None` where it names none itself.
    pub(super) fn late_source(
        &self,
        instance: &Instance<'p>,
        expression: &Expression,
    ) -> Option<Span> {
        let mut found = self.late_name(instance, expression)?;
        for _ in 0..MAX_NAMES {
            let (instance, written) = found;
            match self.late_name(&self.instance(instance), written) {
                Some(next) => found = next,
                None => break,
            }
        }
        Some(found.1.span)
    }

    /// What is written for the first variable or local value in an expression of which something is learned later, and
    /// in which module instance.
    fn late_name(
        &self,
        instance: &Instance<'p>,
        expression: &Expression,
    ) -> Option<(InstanceId, &'p Expression)> {
        let mut found = None;
        each_reference(expression, &mut |root, steps, span| {
            let Some(StepKind::Attribute(name)) = steps.first().map(|step| &step.kind) else {
                return;
            };
            if found.is_some() {
                return;
            }
            let name = &**name;
            let (value, written) = match root {
                "var" => (
                    self.variable(instance, name, span),
                    instance.caller.as_ref().and_then(|caller| {
                        let argument = caller.call.block.body.attribute(name)?;
                        Some((caller.instance, &argument.value))
                    }),
                ),
                "local" => (
                    self.local(instance, name, span),
                    instance
                        .module
                        .locals
                        .get(name)
                        .map(|local| (instance.id, &local.value)),
                ),
                _ => return,
            };
            if value.is_some_and(|value| value.is_partly_late()) {
                found = written;
            }
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::plan::{Knowledge, build};
    use crate::repo::{Repo, Syntax};
    use crate::schema::Schemas;
    use crate::source::Sources;

    /// What is written where each fault of a stack that calls a module comes from.
    fn written(call: &str, module: &str) -> Vec<String> {
        let root = format!(
            "resource \"terraform_data\" \"it\" {{}}\nlocals {{\n  ids = toset([terraform_data.it.id])\n}}\n{call}"
        );
        let backend = "terraform {\n  backend \"local\" {}\n}\n";
        let files = [
            ("backend.tf", backend),
            ("main.tf", &root),
            ("m/main.tf", module),
        ];
        let sources = Sources::from_memory(files);
        let syntax = Syntax::new(&sources);
        let repo = Repo::build(&sources, &syntax, &Config::default());
        let schemas = Schemas::embedded();
        let plan = build(&repo, Knowledge { schemas: &schemas });
        let (id, _) = repo.stacks().next().expect("there is a stack");
        let faults = plan.stack(id).faults.iter().map(|fault| &fault.fault);
        let places = faults.map(|fault| *fault.origins.first().unwrap_or(&fault.span));
        places.map(|at| sources.snippet(at).to_owned()).collect()
    }

    const MODULE: &str = "variable \"ids\" {}\nlocals {\n  own = var.ids\n}\nresource \"terraform_data\" \"of\" {\n  \
                          for_each = local.own\n}\n";

    #[test]
    fn instances_by_what_a_call_gives_are_told_where_it_gives_it() {
        let call =
            "module \"m\" {\n  source = \"./m\"\n  ids    = toset(terraform_data.it[*].id)\n}\n";
        assert_eq!(written(call, MODULE), ["toset(terraform_data.it[*].id)"]);
        let by_local = "module \"m\" {\n  source = \"./m\"\n  ids    = local.ids\n}\n";
        assert_eq!(written(by_local, MODULE), ["toset([terraform_data.it.id])"]);
        let known = "module \"m\" {\n  source = \"./m\"\n  ids    = toset([\"a\"])\n}\n";
        assert_eq!(written(known, MODULE), Vec::<String>::new());
    }

    #[test]
    fn instances_by_what_is_written_beside_them_are_told_there() {
        let resource = "resource \"terraform_data\" \"of\" {\n  count = terraform_data.it.id != \"\" ? 1 : 0\n}\n";
        assert_eq!(written(resource, ""), ["terraform_data.it.id != \"\""]);
    }
}
