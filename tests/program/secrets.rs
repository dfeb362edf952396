//! Nothing that is sensitive is shown, whatever is wrong with it and in whatever format.

use crate::scratch::{Scratch, clean_stack};

/// Each place that tells what a value is, given sensitive ones. The values themselves are in `terraform.tfvars`.
const STACK: &str = r#"variable "pw" {
  type      = string
  sensitive = true
}

variable "nested" {
  type      = any
  sensitive = true
}

locals {
  keyed = { (var.pw) = 1 }
  gap   = { (var.pw) = aws_vpc.v.id }
  zip   = zipmap([var.pw], [{ (var.pw) = true }])
  read  = jsondecode("{\"${var.pw}\": [1]}")
  step  = local.keyed.zz
  deep  = var.nested.hunter2.zz
  call  = regex("^a", var.pw)
  arn   = data.aws_arn.a.service
}

module "m" {
  source = "../../../../modules/aws/m"
  list   = local.keyed
  map    = var.nested
  number = var.pw
  object = { (var.pw) = "a" }
}

data "aws_arn" "a" {
  arn = var.pw
}

resource "aws_vpc" "v" {
  cidr_block           = var.pw
  tags                 = local.keyed
  instance_tenancy     = { (var.pw) = 1 }
  enable_dns_hostnames = var.pw
}

resource "aws_iam_policy" "p" {
  name   = "${var.pw}/"
  policy = jsonencode({
    (var.pw)  = var.pw
    Statement = [{ Effect = var.pw, Action = "x:${var.pw}", Resource = var.pw, (var.pw) = 1 }]
  })
}

resource "aws_iam_policy" "text" {
  name   = "text"
  policy = "{\"Statement\": [{\"Effect\": \"${var.pw}\", \"${var.pw}\": \"${upper(var.pw)}\"}]}"
}

resource "aws_ecs_task_definition" "t" {
  family                = "t"
  network_mode          = var.pw
  container_definitions = jsonencode([{ name = var.pw, image = "i", (var.pw) = 1, cpu = var.pw }])
}

data "terraform_remote_state" "r" {
  backend = "s3"

  config = {
    bucket = var.pw
    key    = var.pw
    region = "us-east-1"
  }
}

output "r" {
  value = data.terraform_remote_state.r.outputs.x
}
"#;

const MODULE: &str = r#"variable "list" {
  type = list(string)
}

variable "map" {
  type = map(number)
}

variable "number" {
  type = number
}

variable "object" {
  type = object({ b = string })
}
"#;

const VALUES: &str = "pw = \"hunter2\"\nnested = { hunter2 = { hunter2b = \"hunter2c\" } }\n";

const FORMATS: [&str; 4] = ["terminal", "json", "sarif", "github"];

fn repository(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    clean_stack(&scratch, "live/prod/us-east-1/s", STACK);
    scratch.write("live/prod/us-east-1/s/terraform.tfvars", VALUES);
    scratch.write("modules/aws/m/main.tf", MODULE);
    scratch
}

#[test]
fn no_finding_tells_a_sensitive_value_or_a_part_of_it() {
    let scratch = repository("secrets-check");
    for format in FORMATS {
        let run = scratch.run(&[
            "check",
            "-f",
            format,
            "--show",
            "notes",
            "--show",
            "undetermined",
        ]);
        let told: Vec<&str> = run.out.lines().chain(run.err.lines()).collect();
        assert!(told.len() > 10, "{format}: {told:?}");
        let secret: Vec<&&str> = told
            .iter()
            .filter(|line| line.to_lowercase().contains("hunter2"))
            // The expression itself stands in the repository's text.
            .filter(|line| !line.contains("var.nested.hunter2.zz"))
            .collect();
        assert_eq!(secret, Vec::<&&str>::new(), "{format}");
    }
}

#[test]
fn no_answer_tells_a_sensitive_value_or_a_part_of_it() {
    let scratch = repository("secrets-why");
    let asked = [
        "var.pw",
        "var.nested",
        "local.keyed",
        "[local.gap]",
        "local.zip",
        "local.read",
        "merge(local.keyed, { a = 1 })",
        "{ a = [local.gap, 1] }",
        "[for k, v in local.keyed : k]",
        "aws_iam_policy.p.policy",
        "aws_iam_policy.text.policy",
        "jsondecode(aws_iam_policy.p.policy)",
        "nonexistent(local.keyed)",
        "local.keyed.a.b",
        "local.keyed + 1",
    ];
    for expression in asked {
        for format in ["text", "json"] {
            let run = scratch.run(&["why", "live/prod/us-east-1/s", expression, "-f", format]);
            let told = format!("{}{}", run.out, run.err);
            assert!(!told.is_empty(), "{expression}");
            assert!(
                !told.to_lowercase().contains("hunter2"),
                "{expression} in {format}:\n{told}"
            );
        }
    }
}

/// What is not sensitive in a document is judged as ever.
#[test]
fn the_rest_of_a_document_with_a_secret_is_judged() {
    let scratch = Scratch::new("secrets-rest");
    let text = r#"variable "pw" {
  type      = string
  sensitive = true
}

resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{
    name        = "app"
    image       = "i"
    cpu         = "many"
    environment = [{ name = "PASSWORD", value = var.pw }]
  }])
}
"#;
    clean_stack(&scratch, "live/prod/us-east-1/s", text);
    scratch.write(
        "live/prod/us-east-1/s/terraform.tfvars",
        "pw = \"hunter2\"\n",
    );
    let run = scratch.run(&["check", "-f", "json"]);
    assert!(run.out.contains("the string \\\"many\\\""), "{}", run.out);
    assert!(!run.out.contains("hunter2"), "{}", run.out);
}
