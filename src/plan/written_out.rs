//! What Terraform says of a reference to a resource before it evaluates anything: as far as a reference is written out,
//! it is followed through what is declared and through the provider's schema. `try` and `can` do not catch that.

use crate::eval::nearest;
use crate::hcl::{Step, StepKind};
use crate::repo::Resource;
use crate::schema::Block as Schema;
use crate::source::Span;

use super::schema_path::{Miss, What, is_literal, of_block};

/// Why steps into a resource lead nowhere, with the place; `None` where they may lead somewhere. Without a `schema`
/// only the instances are looked at.
pub(super) fn leads_nowhere(
    resource: &Resource<'_>,
    schema: Option<&Schema>,
    steps: &[Step],
) -> Option<(Span, String)> {
    let first = steps.first()?;
    let body = &resource.block.body;
    let repeats = ["count", "for_each"]
        .into_iter()
        .find(|argument| body.attribute(argument).is_some());
    let address = resource.address();
    let rest = match (&first.kind, repeats) {
        (StepKind::Attribute(name), Some(argument)) => {
            let message = format!(
                "{address} has {argument}, so {name:?} is an attribute of each of its instances"
            );
            return Some((first.span, message));
        }
        (StepKind::Attribute(_), None) => steps,
        (kind, None) if is_literal(kind) => {
            let message =
                format!("{address} has neither count nor for_each, so there is nothing to index");
            return Some((first.span, message));
        }
        (kind, Some(_)) if is_literal(kind) => &steps[1..],
        _ => return None,
    };
    let miss = of_block(schema?, rest, 0)?;
    Some((rest[miss.at].span, in_words(&miss)))
}

/// The same for the steps into a module.
pub(super) fn of_module(steps: &[Step]) -> Option<(Span, String)> {
    let [first, second, ..] = steps else {
        return None;
    };
    let message = "only the name of an output can follow the index of a module";
    (is_literal(&first.kind) && is_literal(&second.kind)).then(|| (second.span, message.to_owned()))
}

/// A step that leads nowhere, in words.
fn in_words(miss: &Miss<'_>) -> String {
    match &miss.what {
        What::Unknown(name, all) => {
            let near = nearest(name, all.iter().map(String::as_str), usize::MAX);
            let hint = near.map_or(String::new(), |near| format!(": did you mean {near:?}?"));
            format!("there is no attribute {name:?}{hint}")
        }
        What::List(name) => format!("{name:?} is a list, so the position of one element is needed"),
        What::Set(name) => format!("{name:?} is a set, so its elements have no positions"),
        What::NotIndexed => "only an attribute can follow here, not an index".to_owned(),
        What::Nothing(ty) => format!("{} has neither attributes nor elements", ty.with_article()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Knowledge, build};
    use crate::config::Config;
    use crate::eval::FaultKind;
    use crate::repo::{Repo, StackId, Syntax};
    use crate::schema::Schemas;
    use crate::source::Sources;

    const RESOURCES: &str = r#"
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0, <= 5.100.0"
    }
  }
}
variable "i" { default = 0 }
resource "aws_lb" "x" { name = "x" }
resource "aws_lb" "c" { count = 2 }
resource "aws_eks_cluster" "x" { name = "x" }
resource "aws_acm_certificate" "x" { domain_name = "a.example" }
"#;

    /// Asked of Terraform 1.11.4 with the AWS provider 5.100.0, each inside of `try(…, 1)`.
    const REFUSED: &[&str] = &[
        "aws_lb.x.access_logs.bucket",
        "aws_lb.x.access_logs[0].bucke",
        "aws_lb.x.access_logs.0.bucke",
        "aws_lb.x.subnet_mapping[0].subnet_id",
        "aws_lb.x.subnet_mapping.subnet_id",
        "aws_lb.x.subnets[0]",
        "aws_lb.x.tags.Name.foo",
        "aws_lb.x.arn.foo",
        "aws_lb.x[\"arn\"]",
        "aws_lb.x.timeouts.foo",
        "aws_lb.x.timeouts[0].create",
        "aws_lb.c.arn",
        "aws_lb.c[0].arnn",
        "aws_lb.c[0][\"arn\"]",
        "aws_eks_cluster.x.identity[0].oidc[0].issue",
        "aws_acm_certificate.x.domain_validation_options[0].resource_record_name",
    ];

    const PASSED: &[&str] = &[
        "aws_lb.x.access_logs[*].bucke",
        "aws_lb.x.access_logs[\"a\"].bucket",
        "aws_lb.x.access_logs[var.i].bucke",
        "aws_lb.x.tags.Name",
        "aws_lb.x.timeouts.create",
        "aws_lb.x[var.i].arn",
        "(aws_lb.x).arnn",
        "aws_lb.c[*].arnn",
        "aws_lb.c[-1].arnn",
        "aws_eks_cluster.x.identity.0.oidc.0.issuer",
    ];

    #[test]
    fn what_is_written_out_is_followed_through_the_schema() {
        let all: Vec<&&str> = REFUSED.iter().chain(PASSED).collect();
        let locals: String = all
            .iter()
            .enumerate()
            .map(|(at, text)| format!("locals {{ l{at} = try({text}, 1) }}\n"))
            .collect();
        let text = format!("{RESOURCES}{locals}");
        let sources = Sources::from_memory([("live/prod/main.tf", text.as_str())]);
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        let schemas = Schemas::embedded();
        let plan = build(&repo, Knowledge { schemas: &schemas });
        let faults = plan.stack(StackId(0)).faults.iter();
        let references = faults.filter(|found| found.fault.kind == FaultKind::Reference);
        let before = |offset: u32| text[..offset as usize].rfind("try(").unwrap() + 4;
        let mut refused: Vec<&str> = references
            .map(|found| &text[before(found.fault.span.start)..])
            .map(|rest| rest.split_once(", 1)").unwrap().0)
            .collect();
        refused.dedup();
        assert_eq!(refused, REFUSED);
    }
}
