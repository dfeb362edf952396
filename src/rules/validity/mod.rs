//! What Terraform itself would refuse.

pub(super) mod argument_type;
pub(super) mod attribute;
pub(super) mod block_count;
pub(super) mod condition;
pub(super) mod cycle;
pub(super) mod deprecated;
pub(super) mod deprecated_syntax;
pub(super) mod duplicate_declaration;
pub(super) mod duplicate_key;
pub(super) mod file_missing;
pub(super) mod form;
pub(super) mod function;
pub(super) mod function_call;
pub(super) mod import;
pub(super) mod index;
pub(super) mod instance;
pub(super) mod limit;
pub(super) mod missing_argument;
pub(super) mod module_input;
pub(super) mod module_output_missing;
pub(super) mod module_source_missing;
pub(super) mod module_source_reference;
pub(super) mod moved;
pub(super) mod null;
pub(super) mod parse_error;
pub(super) mod provider;
pub(super) mod read_only;
pub(super) mod tfvars_undeclared;
pub(super) mod undeclared;
pub(super) mod unknown_argument;
pub(super) mod unknown_instances;
pub(super) mod unknown_type;
pub(super) mod value_type;
pub(super) mod variable_type;

use crate::diagnostic::{Finding, Meta, Subject};
use crate::rule::Context;
use crate::validate::{Problem, ProblemKind};

/// Reports the problems of one kind.
pub(super) fn report(
    context: &Context<'_>,
    kind: ProblemKind,
    meta: &'static Meta,
    findings: &mut Vec<Finding>,
) {
    let problems = context.validation.of_kind(kind);
    findings.extend(problems.iter().map(|problem| finding(meta, problem)));
}

fn finding(meta: &'static Meta, problem: &Problem) -> Finding {
    let bare = Finding::new(
        meta,
        problem.span,
        problem.message.clone(),
        problem.help.clone(),
    );
    Finding {
        verdict: problem.verdict,
        severity: problem.severity.unwrap_or(bare.severity),
        subject: Subject {
            address: problem.address.clone(),
            attribute: problem.attribute.clone(),
            ..Subject::default()
        },
        label: problem.label.clone(),
        related: problem.related.clone(),
        trail: problem.trail.clone(),
        instances: problem.instances.clone(),
        fix: problem.fix.clone(),
        ..bare
    }
}
