//! Which outputs Terraform 1.11.4 with the AWS provider 5.100.0 refuses as sensitive: `terraform plan` of these
//! resources and of one output for each line of `measured.txt`, where `S` stands before those that it refuses.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::eval::{FaultKind, show};
use crate::plan::data::testing::{SETTINGS, planned, planned_files};

const RESOURCES: &str = r#"
resource "aws_db_instance" "d" {
  allocated_storage = 10
  instance_class    = "db.t3.micro"
  engine            = "mysql"
  username          = "u"
  password          = "hunter22"
}

resource "aws_db_instance" "n" {
  count                       = 2
  allocated_storage           = 10
  instance_class              = "db.t3.micro"
  engine                      = "mysql"
  username                    = "u"
  manage_master_user_password = true
}

resource "aws_mq_broker" "b" {
  broker_name        = "b"
  engine_type        = "ActiveMQ"
  engine_version     = "5.17.6"
  host_instance_type = "mq.t2.micro"

  user {
    username = "aaaa"
    password = "MindTheGap22"
  }
}

resource "aws_redshift_cluster" "r" {
  cluster_identifier = "x"
  node_type          = "dc2.large"
  master_username    = "foo"
  master_password    = "Mustbe8characters"
}

resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/r"
  handler       = "x"
  runtime       = "python3.12"
  filename      = "main.tf"

  environment {
    variables = { A = "b" }
  }
}

resource "aws_cognito_identity_provider" "i" {
  user_pool_id     = "x"
  provider_name    = "Google"
  provider_type    = "Google"
  provider_details = { a = "b" }
}

resource "aws_ssm_parameter" "p" {
  name  = "x"
  type  = "String"
  value = "plain"
}

resource "terraform_data" "t" {
  input = aws_db_instance.d.password
}

locals {
  o = { p = aws_db_instance.d.password, e = aws_db_instance.d.engine }
  m = ["a", aws_db_instance.d.password]
}

variable "s" {
  sensitive = true
  default   = { a = 1 }
}

data "aws_iam_policy_document" "p" {
  statement {
    actions   = ["s3:*"]
    resources = [var.s.a]
  }
}

module "m" {
  source = "./m"
  i      = aws_db_instance.d.password
}
"#;

const MODULE: &str = "variable \"i\" {}\n\noutput \"p\" {\n  value = var.i\n}\n";

/// The numbers of the outputs that are refused as sensitive, in a stack of one output for each expression.
fn refused(expressions: &[&str]) -> BTreeSet<usize> {
    let mut text = RESOURCES.to_owned();
    let mut places = Vec::new();
    for (at, expression) in expressions.iter().enumerate() {
        let _ = write!(text, "output \"o{at}\" {{\n  value = {expression}\n}}\n");
        places.push(text.len());
    }
    let files = [
        ("live/settings.tf", SETTINGS),
        ("live/main.tf", &*text),
        ("live/m/main.tf", MODULE),
    ];
    planned_files(&files, |plan| {
        let sensitive = plan.faults.iter().filter(|fault| {
            assert_eq!(fault.fault.kind, FaultKind::Sensitive, "{fault:?}");
            true
        });
        let number = |start: u32| places.partition_point(|end| *end <= start as usize);
        sensitive
            .map(|fault| number(fault.fault.span.start))
            .collect()
    })
}

#[test]
fn what_terraform_refuses_to_give_out_is_refused() {
    let lines: Vec<&str> = include_str!("measured.txt").lines().collect();
    let expressions: Vec<&str> = lines.iter().map(|line| &line[2..]).collect();
    let found = refused(&expressions);
    let wrong: Vec<&str> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| line.starts_with('S') != found.contains(at))
        .map(|(_, line)| *line)
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

/// What an output of the value `expression` is shown as in a stack with these resources.
fn shown(settings: &str, expression: &str) -> String {
    let text =
        format!("{RESOURCES}\noutput \"o\" {{\n  sensitive = false\n  value = {expression}\n}}\n");
    let files = [
        ("live/settings.tf", settings),
        ("live/main.tf", &*text),
        ("live/m/main.tf", MODULE),
    ];
    planned_files(&files, |plan| show(&plan.root().outputs["o"]))
}

#[test]
fn what_the_schema_marks_is_hidden_whatever_version_the_stack_uses() {
    let anything = "terraform {\n  backend \"local\" {}\n}\n";
    for settings in [SETTINGS, anything] {
        let hidden = "(sensitive value)";
        assert_eq!(shown(settings, "aws_db_instance.d.password"), hidden);
        assert_eq!(shown(settings, "aws_db_instance.n[1].password"), hidden);
        assert_eq!(shown(settings, "aws_mq_broker.b.user"), hidden);
        assert_eq!(shown(settings, "aws_db_instance.d.engine"), "\"mysql\"");
    }
}

#[test]
fn of_another_version_terraform_may_mark_other_attributes() {
    let refused = |settings: &str, output: &str| {
        let files = [
            ("live/settings.tf", settings),
            ("live/main.tf", RESOURCES),
            ("live/m/main.tf", MODULE),
            ("live/outputs.tf", output),
        ];
        planned_files(&files, |plan| plan.faults.len())
    };
    let output = "output \"o\" {\n  value = aws_db_instance.d.password\n}\n";
    assert_eq!(refused(SETTINGS, output), 1);
    let newer = SETTINGS.replace("5.100.0", ">= 5.0");
    assert_eq!(refused(&newer, output), 0);
    let said = output.replace("value", "sensitive = true\n  value");
    assert_eq!(refused(SETTINGS, &said), 0);
}

#[test]
fn what_is_only_written_is_read_back_as_null() {
    let text = "resource \"aws_db_instance\" \"d\" {\n  instance_class = \"db.t3.micro\"\n  \
                password_wo = \"hunter22\"\n  password_wo_version = 1\n}\n\
                output \"o\" {\n  sensitive = true\n  value = [aws_db_instance.d.password_wo == null]\n}\n";
    let is_null = |text: &str| {
        planned(text, |plan| {
            plan.root().outputs["o"].elements()?[0].as_bool()
        })
    };
    assert_eq!(is_null(text), Some(true));
}

#[test]
fn an_element_of_a_set_makes_the_set_sensitive_also_where_it_is_open() {
    let text = "variable \"users\" {\n  type = map(string)\n}\n\
                resource \"aws_mq_broker\" \"b\" {\n  broker_name = \"b\"\n  engine_type = \"ActiveMQ\"\n  \
                engine_version = \"5.17.6\"\n  host_instance_type = \"mq.t2.micro\"\n\n  \
                dynamic \"user\" {\n    for_each = var.users\n    content {\n      \
                username = user.key\n      password = user.value\n    }\n  }\n}\n\
                output \"o\" {\n  value = aws_mq_broker.b.user\n}\n";
    let kinds = planned(text, |plan| {
        let kinds = plan.faults.iter().map(|fault| fault.fault.kind);
        kinds.collect::<Vec<_>>()
    });
    assert_eq!(kinds, [FaultKind::Sensitive]);
}

#[test]
fn what_is_said_of_a_sensitive_value_does_not_tell_it() {
    let expressions = [
        "tonumber(var.s)",
        "local.m[var.s]",
        "local.m[nonsensitive(var.s)] == sensitive(1)",
        "sensitive({ zz9 = 1 }).zz8",
        "sensitive({ zz9 = 1 })[\"a\"]",
        "[1, 2][var.n]",
        "cidrhost(var.s, 1)",
        "formatdate(var.s, \"2020-01-01T00:00:00Z\")",
        "file(var.s)",
        "templatefile(var.s, {})",
        "{ for k in [1, 2] : var.s => k }",
        "{ for k in var.l : k => k }",
        "jsondecode(var.s)",
        "timeadd(var.s, \"1h\")",
        "lookup(local.m, var.s)",
        "parseint(var.s, 10)",
        "base64decode(var.s)",
        "provider::aws::arn_parse(var.s)",
        "\"${[var.s]}\"",
        "var.s ? 1 : 2",
        "var.s + 1",
        "!var.s",
        "yamldecode(\"a: ${var.s}: b\")",
        "strcontains(1, [var.s])",
        "element([], var.n)",
        "slice([1], 0, var.n)",
        "substr(var.s, var.s, 1)",
        "regex(var.s, \"(\")",
        "setproduct(var.s)",
        "one([var.s, var.s])",
        "range(var.n, var.n * 10, 0)",
    ];
    let mut text = "variable \"s\" {\n  sensitive = true\n  default = \"zz9\"\n  \
                    validation {\n    condition = var.s == \"\"\n    error_message = \"no ${var.s}\"\n  }\n}\n\
                    variable \"n\" {\n  sensitive = true\n  default = 9977\n}\n\
                    variable \"l\" {\n  sensitive = true\n  default = [\"zz9\", \"zz9\"]\n}\n\
                    variable \"b\" {\n  sensitive = true\n  type = bool\n  default = \"zz9\"\n}\n\
                    variable \"o\" {\n  sensitive = true\n  type = object({ a = list(number) })\n  \
                    default = { a = [\"zz9\"] }\n}\n\
                    locals {\n  m = { a = 1 }\n}\n\
                    resource \"terraform_data\" \"c\" {\n  count = -var.n\n}\n\
                    resource \"terraform_data\" \"d\" {\n  count = var.s\n}\n\
                    resource \"terraform_data\" \"e\" {\n  for_each = toset([var.s])\n}\n\
                    data \"aws_arn\" \"a\" {\n  arn = var.s\n}\n\
                    data \"aws_iam_policy_document\" \"p\" {\n  \
                    source_policy_documents = [var.s]\n}\n"
        .to_owned();
    for (at, expression) in expressions.iter().enumerate() {
        let _ = write!(
            text,
            "output \"o{at}\" {{\n  sensitive = true\n  value = {expression}\n}}\n"
        );
    }
    let messages = planned(&text, |plan| {
        let messages = plan.faults.iter().map(|fault| fault.fault.message.clone());
        messages.collect::<Vec<_>>()
    });
    assert!(messages.len() > 30, "{messages:#?}");
    let told: Vec<&String> = messages
        .iter()
        .filter(|message| message.contains("zz9") || message.contains("9977"))
        .collect();
    let asked_for = "the object has no attribute \"zz9\": it has a";
    assert_eq!(told, [asked_for], "nonsensitive() asks for it");
}

/// What is said of a `for_each` over this, in a stack where the names and secrets have no value.
fn repeated(for_each: &str) -> Vec<String> {
    let text = format!(
        "variable \"names\" {{\n  type = list(string)\n}}\nvariable \"secret\" {{\n  type = string\n  sensitive = true\n}}\n\
         locals {{\n  open = {{ for name in var.names : name => {{ a = \"x\" }} }}\n  \
         secrets = {{ b = {{ a = var.secret }} }}\n  rows = [for name in var.names : {{ a = name, b = var.secret }}]\n}}\n\
         resource \"terraform_data\" \"t\" {{\n  for_each = {for_each}\n}}\n"
    );
    planned(&text, |plan| {
        let faults = plan.faults.iter();
        faults.map(|fault| fault.fault.message.clone()).collect()
    })
}

/// With `names = ["a"]`, `terraform plan` of 1.11.4 makes instances of the first group and refuses the second one.
#[test]
fn a_secret_inside_does_not_make_what_is_around_it_sensitive() {
    for taken in [
        "merge(local.open, local.secrets)",
        "merge(local.secrets, local.open)",
        "merge(local.open, local.secrets).b",
        "merge(local.open, { c = { x = local.secrets } }).c",
        "{ for row in flatten([local.rows, [{ a = \"c\", b = var.secret }]]) : row.a => row }",
        "{ for row in concat(local.rows, [{ a = \"c\", b = var.secret }]) : row.a => row }",
        "{ for row in reverse(local.rows) : row.a => row }",
        "toset(keys(merge(local.open, local.secrets)))",
    ] {
        assert_eq!(repeated(taken), [""; 0], "{taken}");
    }
    for refused in [
        "merge(local.open, { (var.secret) = 1 })",
        "toset([merge(local.open, local.secrets).b.a])",
        "merge(local.open, sensitive({ b = 1 }))",
    ] {
        assert_eq!(repeated(refused).len(), 1, "{refused}");
    }
}

#[test]
fn a_secret_inside_of_what_is_open_is_hidden() {
    let open = "{ for name in aws_db_instance.n[*].endpoint : name => 1 }";
    for expression in [
        format!("merge({open}, {{ a = {{ b = aws_db_instance.d.password }} }}).a.b"),
        format!("jsonencode(merge({open}, {{ a = {{ b = aws_db_instance.d.password }} }}))"),
        format!("jsonencode(merge({open}, {{ a = {{ b = aws_db_instance.d.password }} }}).a)"),
        "jsonencode([for name in aws_db_instance.n[*].endpoint : aws_db_instance.d.password if name != \"x\"])".to_owned(),
    ] {
        let shown = shown(SETTINGS, &expression);
        assert!(shown.contains("(sensitive value)") && !shown.contains("hunter22"), "{shown}");
    }
    let merged = format!("merge({open}, {{ a = {{ b = aws_db_instance.d.password, c = 1 }} }})");
    let all = shown(SETTINGS, &merged);
    assert!(
        all.contains("(sensitive value)") && !all.contains("hunter22"),
        "{all}"
    );
}
