//! What references see of arguments that are left out: a provider has defaults for them, and makes blocks, that its
//! schema does not tell. What is not written is not known to be nothing.
//!
//! Most of the AWS provider's resources are made with its older kit, which does not tell nothing from empty: it plans
//! an empty map as `null`, a text within a set that is left out as `""`, and leaves out entries of maps that are `null`
//! (as measured). Which resources those are, no schema tells.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::ResourceMode;
use crate::eval::{Cause, Kind, Map, PathStep, Shape, Symbol, Unknown, Value, make_set};
use crate::repo::Resource;
use crate::schema::{Attribute, Block as Schema};
use crate::source::Span;
use crate::types::Type;

use super::ResourceInstance;

/// The attributes of an instance as references see them.
pub(super) fn opened(
    declaration: &Resource<'_>,
    schema: Option<&Schema>,
    made: &ResourceInstance,
    known: &Map,
) -> Map {
    if declaration.mode != ResourceMode::Managed || declaration.kind == "terraform_data" {
        return known.clone();
    }
    let body = &declaration.block.body;
    // Blocks that are written make something, unless they are `dynamic` over nothing, which is the same as no block.
    let is_written = |name: &str| body.attribute(name).is_some();
    let is_nothing = |value: &Value| match &value.kind {
        Kind::Null(ty) => ty.is_primitive() || matches!(ty.element(), Some(Type::Object(_))),
        Kind::List(Type::Object(_), items) | Kind::Set(Type::Object(_), items) => items.is_empty(),
        _ => false,
    };
    let symbol = Symbol::whole(&made.owner);
    let at = declaration.block.header();
    let entries = known.iter().map(|(name, value)| {
        // An argument that is given as null is left out, whoever writes it.
        let is_left_out = matches!(&value.kind, Kind::Null(ty) if ty.is_primitive())
            && !is_write_only(schema, name);
        let is_open = is_nothing(value) && (!is_written(name) || is_left_out)
            || is_decided_by_aws(schema, name, value, false);
        (
            name.clone(),
            entry(name, value, is_open, schema, &symbol, at),
        )
    });
    entries.collect()
}

/// What references see under a name of a resource, a block or an object, whose symbol this is; `is_open` where the
/// configuration does not tell it.
fn entry(
    name: &Arc<str>,
    value: &Value,
    is_open: bool,
    schema: Option<&Schema>,
    symbol: &Symbol,
    at: Span,
) -> Value {
    let symbol = symbol.step(PathStep::Name(name.clone()));
    if is_open {
        return not_told(value, symbol, at);
    }
    let inner = schema.and_then(|schema| schema.block(name));
    within(value, inner.map(|block| &*block.block), &symbol, at)
}

/// What is only written is null because nobody can read it back.
fn is_write_only(schema: Option<&Schema>, name: &str) -> bool {
    let attribute = schema.and_then(|schema| schema.attribute(name));
    attribute.is_some_and(Attribute::is_write_only)
}

/// Whether an argument is given as empty that AWS decides where it is not given: the provider takes empty for not given
/// (as measured), and within blocks zero too.
fn is_decided_by_aws(
    schema: Option<&Schema>,
    name: &str,
    value: &Value,
    is_in_block: bool,
) -> bool {
    let is_empty = match &value.kind {
        Kind::String(text) => text.as_str().is_empty(),
        Kind::Number(number) => is_in_block && *number == 0.into(),
        Kind::List(_, items) | Kind::Set(_, items) => items.is_empty(),
        Kind::Map(_, entries) => entries.is_empty(),
        _ => false,
    };
    let attribute = || schema.and_then(|schema| schema.attribute(name));
    is_empty && attribute().is_some_and(Attribute::is_computed)
}

/// What is left out: the provider may have a default for it.
fn not_told(value: &Value, symbol: Symbol, at: Span) -> Value {
    let unknown = Unknown {
        at: Some(at),
        shape: Shape::Symbol(symbol),
        ..Unknown::new(value.ty(), Cause::Default)
    };
    Value::from(unknown).in_place_of(value)
}

/// An argument or block that is written, with what is left out within it.
fn within(value: &Value, schema: Option<&Schema>, symbol: &Symbol, at: Span) -> Value {
    match &value.kind {
        Kind::List(ty @ Type::Object(_), items) => {
            let items = items.iter().enumerate().map(|(index, item)| {
                let index = u64::try_from(index).unwrap_or(u64::MAX);
                object(
                    item,
                    schema,
                    &symbol.step(PathStep::Index(index)),
                    at,
                    false,
                )
            });
            let items: Vec<Value> = items.collect();
            Value::list(ty.clone(), items).in_place_of(value)
        }
        Kind::Set(ty @ Type::Object(_), items) => {
            let symbol = symbol.step(PathStep::Any);
            let items = items.iter();
            let items = items.map(|item| object(item, schema, &symbol, at, true));
            make_set(ty.clone(), items.collect()).in_place_of(value)
        }
        Kind::Object(_) => object(value, schema, symbol, at, false),
        Kind::Map(ty, entries) if ty.is_primitive() => {
            let is_there = |(_, entry): &&(Arc<str>, Value)| !entry.is_null();
            let given: BTreeMap<Arc<str>, Value> =
                entries.iter().filter(is_there).cloned().collect();
            if given.len() == entries.len() && !given.is_empty() {
                return value.clone();
            }
            let without = if given.is_empty() {
                Value::null_of(value.ty())
            } else {
                Value::map(ty.clone(), Map::from(given))
            };
            one_of(value, without, at)
        }
        Kind::List(ty, items) | Kind::Set(ty, items) if items.is_empty() && ty.is_primitive() => {
            one_of(value, Value::null_of(value.ty()), at)
        }
        _ => value.clone(),
    }
}

/// What the configuration says or what the provider makes of it.
fn one_of(value: &Value, other: Value, at: Span) -> Value {
    let unknown = Unknown {
        at: Some(at),
        shape: Shape::Choice(Arc::from([value.clone(), other])),
        ..Unknown::new(value.ty(), Cause::Default)
    };
    Value::from(unknown).in_place_of(value)
}

/// An object that is written as a block or as such. In sets nothing is `null`.
fn object(
    value: &Value,
    schema: Option<&Schema>,
    symbol: &Symbol,
    at: Span,
    is_in_set: bool,
) -> Value {
    let Kind::Object(entries) = &value.kind else {
        return value.clone();
    };
    let entries = entries.iter().map(|(name, value)| {
        let is_left_out = match &value.kind {
            Kind::Null(ty) => ty.is_primitive() || is_in_set,
            _ => false,
        };
        let is_open = is_left_out && !is_write_only(schema, name)
            || is_decided_by_aws(schema, name, value, true);
        (
            name.clone(),
            entry(name, value, is_open, schema, symbol, at),
        )
    });
    Value::object(entries.collect::<Map>()).in_place_of(value)
}

#[cfg(test)]
mod tests {
    use crate::eval::show;
    use crate::plan::data::testing::planned;

    /// What an expression is beside these resources.
    fn seen(resources: &str, expression: &str) -> String {
        let text = format!("{resources}\noutput \"it\" {{\n  value = {expression}\n}}\n");
        planned(&text, |plan| show(&plan.root().outputs["it"]))
    }

    const GROUP: &str = r#"
resource "aws_lb_target_group" "it" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-1"

  health_check {
    path    = "/healthz"
    matcher = null
  }
}
"#;

    /// `terraform plan` with the AWS provider 5.100.0 says that `enabled` is true.
    #[test]
    fn an_argument_left_out_of_a_block_may_have_a_default() {
        let enabled = seen(GROUP, "aws_lb_target_group.it.health_check[0].enabled");
        assert_eq!(enabled, "<aws_lb_target_group.it.health_check[0].enabled>");
        let matcher = seen(GROUP, "aws_lb_target_group.it.health_check[0].matcher");
        assert_eq!(matcher, "<aws_lb_target_group.it.health_check[0].matcher>");
        let path = seen(GROUP, "aws_lb_target_group.it.health_check[0].path");
        assert_eq!(path, "\"/healthz\"");
    }

    /// `terraform plan` with the AWS provider 5.100.0 says that both are known after apply, as without any block.
    #[test]
    fn a_dynamic_block_over_nothing_may_be_the_providers() {
        let group = r#"
resource "aws_lb_target_group" "it" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-1"

  dynamic "health_check" {
    for_each = []
    content {
      path = health_check.value
    }
  }
}
"#;
        let path = seen(group, "aws_lb_target_group.it.health_check[0].path");
        assert_eq!(path, "<aws_lb_target_group.it.health_check[0].path>");
        let count = seen(group, "length(aws_lb_target_group.it.health_check)");
        assert!(count.starts_with('<'), "{count}");
    }

    /// `terraform plan` says `""`, `[]` and false.
    #[test]
    fn nothing_is_null_in_an_element_of_a_set() {
        let group = r#"
resource "aws_security_group" "it" {
  ingress {
    protocol    = "tcp"
    from_port   = 1
    to_port     = 2
    cidr_blocks = ["10.0.0.0/8"]
  }
}
"#;
        let of = |name: &str| {
            let rule = "one(aws_security_group.it.ingress)";
            seen(group, &format!("{rule}.{name} == null"))
        };
        for name in ["description", "security_groups", "self"] {
            assert!(of(name).starts_with('<'), "{name}: {}", of(name));
        }
        assert_eq!(of("cidr_blocks"), "false");
        assert_eq!(seen(group, "length(aws_security_group.it.ingress)"), "1");
    }

    /// `terraform plan` says null of both, and leaves out the tag.
    #[test]
    fn what_is_empty_may_be_planned_as_null() {
        let alarm = r#"
resource "aws_cloudwatch_metric_alarm" "it" {
  alarm_name          = "it"
  comparison_operator = "LessThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = []
  dimensions          = {}
  tags                = { Name = "it", Owner = null }
}
"#;
        let seen = |expression: &str| seen(alarm, expression);
        let actions = seen("aws_cloudwatch_metric_alarm.it.alarm_actions");
        assert_eq!(actions, "<[] | null>");
        let dimensions = seen("aws_cloudwatch_metric_alarm.it.dimensions");
        assert_eq!(dimensions, "<{} | null>");
        let name = seen("aws_cloudwatch_metric_alarm.it.tags[\"Name\"]");
        assert_eq!(name, "\"it\"");
        let many = seen("length(aws_cloudwatch_metric_alarm.it.tags) == 2");
        assert!(many.starts_with('<'), "{many}");
    }

    /// `terraform plan` says of each that it is known after apply.
    #[test]
    fn what_is_given_as_empty_aws_decides() {
        let resources = r#"
resource "aws_subnet" "it" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = ""
}

resource "aws_instance" "it" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  vpc_security_group_ids = []

  root_block_device {
    volume_type = ""
    iops        = 0
  }
}
"#;
        for expression in [
            "aws_subnet.it.availability_zone",
            "aws_instance.it.vpc_security_group_ids",
            "aws_instance.it.root_block_device[0].volume_type",
            "aws_instance.it.root_block_device[0].iops",
        ] {
            assert_eq!(seen(resources, expression), format!("<{expression}>"));
        }
    }

    /// `terraform plan` with the AWS provider 5.100.0 says that they are known after apply.
    #[test]
    fn all_tags_are_known_later_where_one_is_empty_or_not_known() {
        let resources = r#"
provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = { Owner = "us" }
  }
}

resource "aws_vpc" "it" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "" }
}

resource "aws_vpc" "other" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "it", of = aws_vpc.it.id }
}
"#;
        for name in ["it", "other"] {
            let text =
                format!("{resources}\noutput \"it\" {{\n  value = aws_vpc.{name}.tags_all\n}}\n");
            let [is_late, is_known] = planned(&text, |plan| {
                let all = &plan.root().outputs["it"];
                [all.is_late(), all.settled().is_known()]
            });
            assert!(is_late && is_known, "{name}");
        }
    }

    /// As `terraform plan` has it.
    #[test]
    fn a_tag_that_is_null_hides_no_default_tag() {
        let resources = r#"
provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = { Owner = "us", Env = "test" }
  }
}

resource "aws_vpc" "it" {
  cidr_block = "10.0.0.0/16"
  tags       = { Owner = null, Name = "it" }
}
"#;
        assert_eq!(
            seen(resources, "aws_vpc.it.tags_all"),
            "{ Env = \"test\", Name = \"it\", Owner = \"us\" }"
        );
    }
}
