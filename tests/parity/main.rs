//! Comparisons of environments: what must be the same, what may differ, and that each difference is told once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod causes;
mod guards;
mod metamorphic;
mod mutations;
mod once;
mod renames;
mod states;
mod strength;
mod styles;
mod wiring;

use std::collections::BTreeMap;

use iaclint::config::Config;
use iaclint::engine::{self, Request};
use iaclint::parity::{self, Both, Comparison, Form, Scope, Which};
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

/// Compares two environments of a repository of these files.
fn compared(files: &BTreeMap<String, String>, reference: &str, other: &str) -> Comparison {
    compared_scopes(files, (reference, None), (other, None))
}

/// An environment, or one region of it.
type Named<'n> = (&'n str, Option<&'n str>);

/// The same of scopes.
fn compared_scopes(
    files: &BTreeMap<String, String>,
    reference: Named<'_>,
    other: Named<'_>,
) -> Comparison {
    let files = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let sources = Sources::from_memory(files);
    let request = Request {
        schemas: &[],
        providers: &Schemas::embedded(),
        policies: iaclint::policy::Policies::none(),
        rules: &[],
        config_text: "",
        paths: &[],
        honour_ignores: true,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let look = |context: &iaclint::rule::Context<'_>, _: &engine::Outcome| {
        let environment = |name: &str| {
            let mut all = context.repo.environments.iter();
            all.find(|it| it.name == name).unwrap()
        };
        let scopes = Both::new(reference, other);
        let scopes = scopes.map(|(name, region)| Scope {
            environment: environment(name),
            region: *region,
        });
        parity::compare(context, scopes).unwrap()
    };
    let (_, found) = engine::check_and_look(&sources, &Config::default(), &request, look).unwrap();
    found
}

/// The files of one stack in prod and test, and of a module, by what their texts hold: `%E` is the environment, `%A` its
/// account, `%N` the second number of its network.
fn pair(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (path, text) in files {
        if path.contains("%E") {
            for (environment, account, network) in
                [("prod", "222222222222", "0"), ("test", "111111111111", "1")]
            {
                let own = |text: &str| {
                    text.replace("%E", environment)
                        .replace("%A", account)
                        .replace("%N", network)
                };
                all.insert(own(path), own(text));
            }
        } else {
            all.insert((*path).to_owned(), (*text).to_owned());
        }
    }
    all
}

/// The same with another text in one file.
fn with(
    mut files: BTreeMap<String, String>,
    path: &str,
    old: &str,
    new: &str,
) -> BTreeMap<String, String> {
    let text = files
        .get_mut(path)
        .unwrap_or_else(|| panic!("there is no {path}"));
    assert!(text.contains(old), "{path} does not hold {old}");
    *text = text.replace(old, new);
    files
}

/// The unexpected differences, each as `rule stack path: reference / other`.
fn unexpected(found: &Comparison) -> Vec<String> {
    let differences = found.differences.iter();
    differences
        .filter(|it| it.is_unexpected())
        .map(told)
        .collect()
}

/// All differences that may be, in the same form.
fn expected(found: &Comparison) -> Vec<String> {
    let differences = found.differences.iter();
    differences
        .filter(|it| !it.is_unexpected())
        .map(told)
        .collect()
}

fn told(difference: &parity::Difference) -> String {
    let shown = difference
        .shown
        .map(|shown| shown.as_deref().unwrap_or("-"));
    let mark = match (difference.form, difference.weaker) {
        (Form::Only(Which::Reference), _) => " only in the reference",
        (Form::Only(Which::Other), _) => " only in the other",
        (Form::Different, Some(Which::Reference)) => " reference weaker",
        (Form::Different, Some(Which::Other)) => " other weaker",
        (Form::Different, None) => "",
    };
    format!(
        "{} {} {}: {} / {}{mark}",
        difference.rule, difference.stack, difference.path, shown.reference, shown.other
    )
}

/// A stack of an application behind a module, with its values in a tfvars file.
fn application() -> BTreeMap<String, String> {
    pair(&[
        ("live/%E/us-east-1/app/main.tf", APPLICATION),
        ("live/%E/us-east-1/app/terraform.tfvars", VALUES),
        ("modules/app/main.tf", MODULE),
    ])
}

const APPLICATION: &str = r#"
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
  backend "s3" {
    bucket = "state-%E"
    key    = "app"
    region = "us-east-1"
  }
}

variable "environment" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "single_nat_gateway" {
  type = bool
}

variable "instance_type" {
  type = string
}

variable "port" {
  type = number
}

variable "protect" {
  type = bool
}

module "app" {
  source = "../../../../modules/app"

  name               = "shop-${var.environment}"
  cidr_block         = "10.%N.0.0/16"
  zones              = var.zones
  single_nat_gateway = var.single_nat_gateway
  instance_type      = var.instance_type
  port               = var.port
  protect            = var.protect
}
"#;

const VALUES: &str = r#"
environment        = "%E"
zones              = ["us-east-1a", "us-east-1b"]
single_nat_gateway = false
instance_type      = "m5.large"
port               = 8080
protect            = true
"#;

const MODULE: &str = r#"
variable "name" {
  type = string
}

variable "cidr_block" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "single_nat_gateway" {
  type = bool
}

variable "instance_type" {
  type = string
}

variable "port" {
  type = number
}

variable "protect" {
  type = bool
}

resource "aws_vpc" "this" {
  cidr_block = var.cidr_block
  tags       = { Name = var.name }
}

resource "aws_subnet" "this" {
  for_each          = toset(var.zones)
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr_block, 4, index(var.zones, each.key))
}

resource "aws_eip" "nat" {
  for_each = toset(var.single_nat_gateway ? [var.zones[0]] : var.zones)
  domain   = "vpc"
}

resource "aws_nat_gateway" "this" {
  for_each      = aws_eip.nat
  allocation_id = each.value.id
  subnet_id     = aws_subnet.this[each.key].id
}

resource "aws_instance" "this" {
  ami           = "ami-0123456789abcdef0"
  instance_type = var.instance_type
  subnet_id     = aws_subnet.this[var.zones[0]].id
}

resource "aws_lb" "this" {
  name                       = var.name
  subnets                    = [for subnet in aws_subnet.this : subnet.id]
  enable_deletion_protection = var.protect
}

resource "aws_lb_target_group" "this" {
  name     = var.name
  port     = var.port
  protocol = "HTTP"
  vpc_id   = aws_vpc.this.id

  health_check {
    path = "/health"
  }
}
"#;

/// One stack of each environment: its backend, and the text that it has besides.
fn stacks(prod: &str, test: &str) -> BTreeMap<String, String> {
    let head = "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"app\"\n    region = \"us-east-1\"\n  }\n}\n";
    let mut files = pair(&[("live/%E/us-east-1/app/main.tf", head)]);
    for (name, text) in [("prod", prod), ("test", test)] {
        let file = files.get_mut(&format!("live/{name}/us-east-1/app/main.tf"));
        file.unwrap().push_str(text);
    }
    files
}
