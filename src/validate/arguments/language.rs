//! The blocks of Terraform's own language: what they take.

use crate::eval::nearest;
use crate::hcl::{Block, Body};
use crate::repo::Module;

use super::super::{Facts, Problem, ProblemKind};

/// What a block of the language takes. Names that only newer versions of Terraform or OpenTofu know are among them:
/// what one of them accepts is not at fault.
struct Form {
    /// Arguments that must be there.
    required: &'static [&'static str],
    /// Arguments that may be there.
    optional: &'static [&'static str],
    /// Blocks, each with its own form; `None` where it takes anything.
    blocks: &'static [(&'static str, Option<&'static Form>)],
}

static CONDITION: Form = Form {
    required: &["condition", "error_message"],
    optional: &[],
    blocks: &[],
};

static VARIABLE: Form = Form {
    required: &[],
    optional: &[
        "type",
        "default",
        "description",
        "sensitive",
        "nullable",
        "ephemeral",
        "deprecated",
        "const",
    ],
    blocks: &[("validation", Some(&CONDITION))],
};

static OUTPUT: Form = Form {
    required: &["value"],
    optional: &[
        "description",
        "sensitive",
        "depends_on",
        "ephemeral",
        "deprecated",
        "type",
    ],
    blocks: &[("precondition", Some(&CONDITION))],
};

static LIFECYCLE: Form = Form {
    required: &[],
    optional: &[
        "create_before_destroy",
        "prevent_destroy",
        "ignore_changes",
        "replace_triggered_by",
        "enabled",
        "destroy",
    ],
    blocks: &[
        ("precondition", Some(&CONDITION)),
        ("postcondition", Some(&CONDITION)),
        ("action_trigger", None),
    ],
};

static MOVED: Form = Form {
    required: &["from", "to"],
    optional: &[],
    blocks: &[],
};

static REMOVED: Form = Form {
    required: &["from"],
    optional: &[],
    blocks: &[
        ("lifecycle", None),
        ("provisioner", None),
        ("connection", None),
    ],
};

static IMPORT: Form = Form {
    required: &["to"],
    optional: &["id", "identity", "provider", "for_each"],
    blocks: &[],
};

static CHECK: Form = Form {
    required: &[],
    optional: &[],
    blocks: &[("data", None), ("assert", Some(&CONDITION))],
};

static TERRAFORM: Form = Form {
    required: &[],
    optional: &["required_version", "experiments", "language"],
    blocks: &[
        ("backend", None),
        ("cloud", None),
        ("required_providers", None),
        ("provider_meta", None),
        ("encryption", None),
    ],
};

/// What the blocks of Terraform's own language are given that they do not take, or lack.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    for (name, block) in &module.variables {
        let judge = Judge::new(
            facts,
            block,
            format!("var.{name}"),
            format!("variable {name:?}"),
        );
        judge.body(&block.body, &VARIABLE, block, "", problems);
    }
    for (name, block) in &module.outputs {
        let judge = Judge::new(
            facts,
            block,
            format!("output.{name}"),
            format!("output {name:?}"),
        );
        judge.body(&block.body, &OUTPUT, block, "", problems);
    }
    for (address, resource) in &module.resources {
        for block in resource.block.body.blocks_of("lifecycle") {
            let judge = Judge::new(
                facts,
                block,
                address.clone(),
                format!("the lifecycle of {address}"),
            );
            judge.body(&block.body, &LIFECYCLE, block, "lifecycle", problems);
        }
    }
    for block in &module.others {
        let form = match &*block.kind.text {
            "moved" => &MOVED,
            "removed" => &REMOVED,
            "import" => &IMPORT,
            "check" => &CHECK,
            _ => continue,
        };
        let kind = &*block.kind.text;
        let name = block.label(0).map_or_else(
            || format!("the {kind} block"),
            |label| format!("{kind} {label:?}"),
        );
        let judge = Judge::new(facts, block, kind.to_owned(), name);
        judge.body(&block.body, form, block, "", problems);
    }
    for file in &module.files {
        for block in facts.repo.syntax.get(*file).body.blocks_of("terraform") {
            let judge = Judge::new(
                facts,
                block,
                "terraform".to_owned(),
                "the terraform block".to_owned(),
            );
            judge.body(&block.body, &TERRAFORM, block, "", problems);
        }
    }
}

/// What is the same for all of one block.
struct Judge {
    address: String,
    name: String,
    is_json: bool,
}

impl Judge {
    fn new(facts: &Facts<'_>, block: &Block, address: String, name: String) -> Self {
        Self {
            address,
            name,
            is_json: super::is_json(facts, block.span),
        }
    }

    fn body(
        &self,
        body: &Body,
        form: &Form,
        block: &Block,
        path: &str,
        problems: &mut Vec<Problem>,
    ) {
        let named = match path {
            "" | "lifecycle" => self.name.clone(),
            path => format!("the {path} of {}", self.name),
        };
        let block_names = || form.blocks.iter().map(|(name, _)| *name);
        for given in &body.attributes {
            let name = &*given.name.text;
            let is_known = form.required.contains(&name) || form.optional.contains(&name);
            if is_known || (self.is_json && (name == "//" || block_names().any(|it| it == name))) {
                continue;
            }
            let known = form.required.iter().chain(form.optional).copied();
            let help = match nearest(name, known, 4) {
                Some(near) => format!("Did you mean {near}?"),
                None if block_names().any(|it| it == name) => {
                    format!("Write `{name} {{ … }}` without the equals sign")
                }
                None => "Remove it, or correct its name".to_owned(),
            };
            let message = format!("{named} has no argument {name}");
            problems.push(self.problem(
                ProblemKind::UnknownArgument,
                given.name.span,
                message,
                help,
            ));
        }
        for inner in &body.blocks {
            let name = &*inner.kind.text;
            match form.blocks.iter().find(|(known, _)| *known == name) {
                Some((_, Some(form))) => self.body(&inner.body, form, inner, name, problems),
                Some((_, None)) => {}
                None => {
                    let help = match nearest(name, block_names(), 4) {
                        Some(near) => format!("Did you mean {near}?"),
                        None if form.optional.contains(&name) => {
                            format!("Write `{name} = …` with an equals sign")
                        }
                        None => "Remove it, or correct its name".to_owned(),
                    };
                    let message = format!("{named} has no block {name}");
                    problems.push(self.problem(
                        ProblemKind::UnknownArgument,
                        inner.kind.span,
                        message,
                        help,
                    ));
                }
            }
        }
        for name in form.required {
            if body.attribute(name).is_none() {
                let message = format!("{named} needs the argument {name}");
                let help = format!("Add `{name} = …`");
                problems.push(self.problem(
                    ProblemKind::MissingArgument,
                    block.header(),
                    message,
                    help,
                ));
            }
        }
    }

    fn problem(
        &self,
        kind: ProblemKind,
        span: crate::source::Span,
        message: String,
        help: String,
    ) -> Problem {
        Problem::new(kind, span, message, help).address(&*self.address)
    }
}
