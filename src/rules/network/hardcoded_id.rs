//! See `hardcoded_id.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::{Attribute, Body, ExpressionKind, walk_expression};
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};

use super::super::layout::instances::seen_from;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-hardcoded-id",
        summary: "The id of something in a network is written out.",
        why: "It is of one account: the other environments need another, and nobody sees what it is or \
              whether it still exists.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("hardcoded_id.md"),
        options: &[],
    },
    check: Check::Stack(check),
};

fn check(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let (repo, stack) = (context.repo, context.repo.stack(id));
    let files = &repo.module(stack.module).files;
    for file in files.iter().chain(&stack.var_files) {
        let body = &repo.syntax.get(*file).body;
        let mut found = Vec::new();
        collect(body, None, &mut found);
        findings.extend(found.into_iter().map(|finding| seen_from(finding, stack)));
    }
}

/// The arguments in which an id is written out.
fn collect(body: &Body, variable: Option<&str>, findings: &mut Vec<Finding>) {
    for attribute in &body.attributes {
        let name = match variable {
            Some(variable) => format!("the default of {variable}"),
            None => attribute.name.text.to_string(),
        };
        findings.extend(judge(attribute, &name));
    }
    for block in &body.blocks {
        // What is taken over is named by its id, and a condition is no use of what it names.
        if !matches!(
            &*block.kind.text,
            "import" | "removed" | "check" | "validation"
        ) {
            let variable = block.label(0).filter(|_| &*block.kind.text == "variable");
            collect(&block.body, variable, findings);
        }
    }
}

fn judge(attribute: &Attribute, name: &str) -> Option<Finding> {
    if matches!(
        &*attribute.name.text,
        "description" | "error_message" | "source"
    ) {
        return None;
    }
    let mut found = Vec::new();
    walk_expression(&attribute.value, &mut |inner| {
        if let ExpressionKind::String(text) = &inner.kind
            && let Some(kind) = kind_of(text)
        {
            found.push((inner.span, text.clone(), kind));
        }
    });
    let (first, others) = found.split_first()?;
    let (span, text, kind) = first;
    let more = match others.len() {
        0 => String::new(),
        count => format!(", and {count} more"),
    };
    let message = format!("{name} has the id of {kind} written out: {text}{more}");
    let help = "Refer to the resource, or read it with a data source or from its stack's outputs";
    let mut finding = Finding::new(&RULE.meta, *span, message, help);
    finding = finding.attribute(attribute.name.text.to_string());
    Some(others.iter().fold(finding, |finding, (span, ..)| {
        finding.related(*span, "another one")
    }))
}

/// What a text is the id of.
fn kind_of(text: &str) -> Option<&'static str> {
    if let Some(rest) = text.strip_prefix("arn:") {
        let mut parts = rest.splitn(5, ':');
        let service = parts.nth(1)?;
        let resource = parts.nth(2)?;
        return (service == "elasticloadbalancing"
            && resource.contains('/')
            && !text.contains('*'))
        .then_some("a load balancer or what belongs to one");
    }
    let (prefix, digits) = text.rsplit_once('-')?;
    let is_hexadecimal = digits
        .bytes()
        .all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    if !matches!(digits.len(), 8 | 17) || !is_hexadecimal {
        return None;
    }
    let kind = KINDS.iter().find(|(own, _)| *own == prefix)?;
    Some(kind.1)
}

/// How ids begin, and of what they are.
const KINDS: [(&str, &str); 9] = [
    ("subnet", "a subnet"),
    ("vpc", "a VPC"),
    ("sg", "a security group"),
    ("rtb", "a route table"),
    ("igw", "an internet gateway"),
    ("nat", "a NAT gateway"),
    ("eni", "a network interface"),
    ("acl", "a network ACL"),
    ("vpce", "an endpoint"),
];

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn ids_are_told_from_names() {
        for (text, is_id) in [
            ("subnet-0123abcd", true),
            ("subnet-0123456789abcdef0", true),
            ("vpc-12345678", true),
            ("subnet-a", false),
            ("sg-frontend", false),
            ("vpc-deadbeefs", false),
            ("nat-00000000000000001", true),
            ("my-subnet-0123abcd", false),
            (
                "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1",
                true,
            ),
            (
                "arn:aws:elasticloadbalancing:us-east-1:123456789012:*",
                false,
            ),
            (
                "arn:aws:elasticloadbalancing:*:*:listener-rule/app/web/*",
                false,
            ),
            // One of the whole company is of another account.
            ("tgw-0123456789abcdef0", false),
            ("arn:aws:s3:::logs", false),
            ("arn:", false),
        ] {
            assert_eq!(kind_of(text).is_some(), is_id, "{text}");
        }
    }
}
