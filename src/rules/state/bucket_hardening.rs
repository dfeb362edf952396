//! See `bucket_hardening.md`.

use std::collections::BTreeSet;

use crate::address::ResourceMode;
use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::hcl::{Block, Expression, as_reference, step_name, walk_expression};
use crate::plan::{Repetition, Visit};
use crate::repo::{Resource, Stack};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-bucket-hardening",
        summary: "The bucket that keeps states is not versioned, may become public, or can be destroyed.",
        why: "A broken or deleted state can only be restored from an earlier version, and states hold secrets in \
              plain text.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: Some("5.5"),
        page: include_str!("bucket_hardening.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// A bucket that keeps states.
struct Bucket {
    /// The index of the module instance that makes it.
    at: usize,
    /// What stands before addresses there.
    prefix: String,
    name: String,
    text: String,
    header: Span,
    is_protected: bool,
    has_versioning: bool,
    has_encryption: bool,
}

/// A resource that sets something of a bucket.
struct Companion {
    /// The index of the module instance that makes it.
    at: usize,
    kind: String,
    /// The name of the bucket's resource in the same module, where it refers to one.
    target: Option<String>,
    /// The bucket's name, where that is known.
    text: Option<String>,
    /// What is wrong with it and where; `None` where all is well or not known.
    fault: Option<(String, Span)>,
}

const VERSIONING: &str = "aws_s3_bucket_versioning";
const PUBLIC_ACCESS: &str = "aws_s3_bucket_public_access_block";
const ENCRYPTION: &str = "aws_s3_bucket_server_side_encryption_configuration";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let of_s3 = context
        .plan
        .backends
        .iter()
        .filter(|backend| backend.kind == "s3");
    let used: BTreeSet<&str> = of_s3
        .filter_map(|backend| Some(backend.store()?.1.as_str()))
        .collect();
    if used.is_empty() {
        return;
    }
    for (id, stack) in repo.stacks() {
        let (mut buckets, mut companions) = (Vec::new(), Vec::new());
        let walk = context.plan.walk(id);
        for visit in walk.visits() {
            for resource in visit.module.resources.values() {
                if resource.mode != ResourceMode::Managed || !resource.kind.starts_with("aws_s3_") {
                    continue;
                }
                let instances = visit.repetitions(resource);
                match resource.kind {
                    "aws_s3_bucket" => {
                        let found = instances.filter_map(|it| bucket((visit, it), resource, &used));
                        buckets.extend(found);
                    }
                    VERSIONING | PUBLIC_ACCESS | ENCRYPTION => {
                        companions.extend(instances.map(|it| companion((visit, it), resource)));
                    }
                    _ => {}
                }
            }
        }
        for bucket in &buckets {
            judge(stack, bucket, &companions, findings);
        }
    }
}

/// A module instance, and what `count` or `for_each` give to an instance of a block in it.
type Scope<'v> = (Visit<'v>, &'v Repetition);

fn bucket(
    (visit, repetition): Scope<'_>,
    resource: &Resource<'_>,
    used: &BTreeSet<&str>,
) -> Option<Bucket> {
    let block = &resource.block;
    let evaluate = |expression: &Expression| visit.evaluate_in(repetition, expression);
    let value = evaluate(&block.body.attribute("bucket")?.value);
    let text = value.as_str().filter(|text| used.contains(text))?;
    let nested = |kind: &'static str| block.body.blocks_of(kind).next();
    let is_true = |block: &Block, name: &str| {
        let value = block.body.attribute(name).map(|it| evaluate(&it.value));
        value.is_some_and(|value| !value.is_known() || value.as_switch() == Some(true))
    };
    Some(Bucket {
        at: visit.at,
        prefix: visit.prefix(),
        name: resource.name.to_owned(),
        text: text.to_owned(),
        header: block.header(),
        is_protected: nested("lifecycle").is_some_and(|it| is_true(it, "prevent_destroy")),
        has_versioning: nested("versioning").is_some_and(|it| is_true(it, "enabled")),
        has_encryption: nested("server_side_encryption_configuration").is_some(),
    })
}

fn companion(scope: Scope<'_>, resource: &Resource<'_>) -> Companion {
    let (visit, repetition) = scope;
    let block = &resource.block;
    let argument = block.body.attribute("bucket").map(|it| &it.value);
    let fault = match resource.kind {
        VERSIONING => versioning_fault(scope, block),
        PUBLIC_ACCESS => public_access_fault(scope, block),
        _ => None,
    };
    Companion {
        at: visit.at,
        kind: resource.kind.to_owned(),
        target: argument.and_then(bucket_of),
        text: argument.and_then(|it| {
            let value = visit.evaluate_in(repetition, it);
            value.as_str().map(str::to_owned)
        }),
        fault,
    }
}

/// The name of the `aws_s3_bucket` that an expression refers to.
fn bucket_of(expression: &Expression) -> Option<String> {
    let mut found = None;
    walk_expression(expression, &mut |inner| {
        if let Some(("aws_s3_bucket", steps)) = as_reference(inner) {
            found = found.take().or(step_name(steps, 0).map(str::to_owned));
        }
    });
    found
}

fn versioning_fault((visit, repetition): Scope<'_>, block: &Block) -> Option<(String, Span)> {
    let settings = block.body.blocks_of("versioning_configuration").next()?;
    let status = settings.body.attribute("status")?;
    let value = visit.evaluate_in(repetition, &status.value);
    let text = value.as_str().filter(|text| *text != "Enabled")?;
    Some((format!("its versioning is {text}"), status.value.span))
}

fn public_access_fault((visit, repetition): Scope<'_>, block: &Block) -> Option<(String, Span)> {
    let names = [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ];
    names
        .iter()
        .find_map(|name| match block.body.attribute(name) {
            None => Some((
                format!("{name} of its public access block is not set to true"),
                block.header(),
            )),
            Some(attribute) => {
                let value = visit.evaluate_in(repetition, &attribute.value);
                let is_off = value.as_switch() == Some(false);
                is_off.then(|| {
                    (
                        format!("its public access block sets {name} to false"),
                        attribute.value.span,
                    )
                })
            }
        })
}

fn judge(
    stack: &Stack<'_>,
    bucket: &Bucket,
    companions: &[Companion],
    findings: &mut Vec<Finding>,
) {
    let aspects = [
        (
            VERSIONING,
            bucket.has_versioning,
            "is not versioned",
            Severity::Warning,
            "Add an `aws_s3_bucket_versioning` with `status = \"Enabled\"` for it",
        ),
        (
            PUBLIC_ACCESS,
            false,
            "does not block public access",
            Severity::Warning,
            "Add an `aws_s3_bucket_public_access_block` for it with all four settings true",
        ),
        (
            ENCRYPTION,
            bucket.has_encryption,
            "does not set its encryption",
            Severity::Note,
            "Add an `aws_s3_bucket_server_side_encryption_configuration` for it; S3 uses a key of its own without",
        ),
    ];
    for (kind, is_inline, fault, severity, help) in aspects {
        let mut of_kind = companions.iter().filter(|it| it.kind == kind);
        let own = of_kind.clone().find(|it| {
            (it.at == bucket.at && it.target.as_ref() == Some(&bucket.name))
                || it.text.as_ref() == Some(&bucket.text)
        });
        // A resource for a bucket that is not known, or that a variable names, may be for this one.
        let maybe = of_kind.any(|it| it.target.is_none() && it.text.is_none());
        let found = match own {
            Some(own) => own.fault.as_ref().map(|(what, span)| (what.clone(), *span)),
            None if is_inline || maybe => None,
            None => Some((fault.to_owned(), bucket.header)),
        };
        if let Some((what, span)) = found {
            findings.push(finding(stack, bucket, kind, &what, span, help).severity(severity));
        }
    }
    if !bucket.is_protected {
        let help = "Add `lifecycle { prevent_destroy = true }`";
        findings.push(finding(
            stack,
            bucket,
            "prevent_destroy",
            "can be destroyed",
            bucket.header,
            help,
        ));
    }
}

fn finding(
    stack: &Stack<'_>,
    bucket: &Bucket,
    aspect: &str,
    what: &str,
    span: Span,
    help: &str,
) -> Finding {
    let address = format!("{}aws_s3_bucket.{}", bucket.prefix, bucket.name);
    let message = format!("{address} keeps states as {} but {what}", bucket.text);
    let mut finding = Finding::new(&RULE.meta, span, message, help)
        .address(format!("aws_s3_bucket.{}", bucket.name))
        .attribute(aspect.to_owned());
    if span != bucket.header {
        finding = finding.related(bucket.header, "the bucket");
    }
    finding.instances = vec![Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some(address),
    }];
    finding
}
