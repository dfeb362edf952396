//! `iaclint why`: the value, its type, why it is not known, and the places it came through.

use crate::scratch::{Run, Scratch, clean_stack, program};

const VPC: &str = r#"variable "cidr" {
  type = string
}

module "vpc" {
  source   = "../../../../modules/aws/vpc"
  for_each = { main = var.cidr }
  cidr     = each.value
}

output "subnet_ids" {
  value = values(module.vpc["main"].subnet_ids)
}
"#;

const MODULE: &str = r#"variable "cidr" {
  type = string
}

resource "aws_vpc" "this" {
  cidr_block = var.cidr
}

resource "aws_subnet" "private" {
  for_each          = toset(["us-east-1a", "us-east-1b"])
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
}

output "subnet_ids" {
  value = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}
"#;

const APP: &str = r#"variable "password" {
  type      = string
  sensitive = true
  default   = "hunter2"
}

variable "image" {
  type = string
}

data "terraform_remote_state" "vpc" {
  backend = "s3"

  config = {
    bucket = "shop-prod-terraform-state"
    key    = "live/prod/us-east-1/vpc/terraform.tfstate"
    region = "us-east-1"
  }
}

locals {
  subnets  = data.terraform_remote_state.vpc.outputs.subnet_ids
  settings = {
    name     = "shop"
    image    = var.image
    password = var.password
  }
}
"#;

fn repository(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    clean_stack(&scratch, "live/prod/us-east-1/vpc", VPC);
    clean_stack(&scratch, "live/prod/us-east-1/app", APP);
    clean_stack(
        &scratch,
        "live/test/us-east-1/vpc",
        "locals {\n  name = \"test\"\n}\n",
    );
    scratch.write("modules/aws/vpc/main.tf", MODULE);
    let values = "cidr = \"10.0.0.0/16\"\n";
    scratch.write("live/prod/us-east-1/vpc/terraform.tfvars", values);
    scratch
}

fn answered(run: &Run, expected: &str) {
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(run.out, expected.trim_start_matches('\n'));
}

#[test]
fn a_value_is_followed_across_stacks_and_modules_to_where_it_comes_from() {
    let run = repository("why-across").run(&["why", "prod/app", "local.subnets"]);
    answered(
        &run,
        r#"
in       live/prod/us-east-1/app
value    [
           <module.vpc["main"].aws_subnet.private["us-east-1a"].id of live/prod/us-east-1/vpc>,
           <module.vpc["main"].aws_subnet.private["us-east-1b"].id of live/prod/us-east-1/vpc>,
         ]
type     tuple([string, string])
unknown  in part, because it is decided when the resource is created: modules/aws/vpc/main.tf:9:1
trail    live/prod/us-east-1/app/main.tf:22:14  local.subnets
         live/prod/us-east-1/app/main.tf:11:1   data.terraform_remote_state.vpc, the state of live/prod/us-east-1/vpc
         live/prod/us-east-1/vpc/main.tf:12:11  output subnet_ids of live/prod/us-east-1/vpc
         modules/aws/vpc/main.tf:16:11          module.vpc["main"] of live/prod/us-east-1/vpc, output subnet_ids
         modules/aws/vpc/main.tf:9:1            module.vpc["main"].aws_subnet.private[*].id of live/prod/us-east-1/vpc, known after apply
"#,
    );
}

#[test]
fn an_address_leads_into_the_module_instance_that_it_names() {
    let scratch = repository("why-address");
    let expected = r#"
in       live/prod/us-east-1/vpc, module.vpc["main"]
value    "10.0.0.0/16"
type     string
trail    modules/aws/vpc/main.tf:6:16                  module.vpc["main"].aws_vpc.this, argument cidr_block
         live/prod/us-east-1/vpc/main.tf:8:14          module.vpc["main"], argument cidr
         live/prod/us-east-1/vpc/main.tf:7:23          module.vpc["main"], for_each.main
         live/prod/us-east-1/vpc/terraform.tfvars:1:8  var.cidr
"#;
    let address = "module.vpc[\"main\"].aws_vpc.this.cidr_block";
    answered(&scratch.run(&["why", "prod/vpc", address]), expected);
    let module = ["--module", "module.vpc[\"main\"]"];
    let inside = [
        "why",
        "prod/vpc",
        "aws_vpc.this.cidr_block",
        module[0],
        module[1],
    ];
    answered(&scratch.run(&inside), expected);
    scratch.write("iaclint.toml", "");
    let here = scratch.0.join("live/prod/us-east-1/vpc");
    let output = program(&here).args(["why", ".", address]).output().unwrap();
    answered(&Run::from(output), expected);
    let missing = scratch.run(&["why", "prod/vpc", "module.vpc.aws_vpc.this"]);
    assert_eq!(missing.status, 2);
    assert_eq!(
        missing.err,
        "iaclint: module.vpc has several instances; name one: module.vpc[\"main\"]\n"
    );
}

#[test]
fn outputs_and_variables_are_asked_for_by_name() {
    let scratch = repository("why-names");
    let run = scratch.run(&["why", "prod/vpc", "output.subnet_ids[1]"]);
    assert!(
        run.out
            .contains("value    <module.vpc[\"main\"].aws_subnet.private[\"us-east-1b\"].id>\n")
            && run
                .out
                .contains("unknown  because it is decided when the resource is created")
            && run
                .out
                .contains("live/prod/us-east-1/vpc/main.tf:12:11  output subnet_ids\n"),
        "{}",
        run.out
    );
    answered(
        &scratch.run(&["why", "app", "var.image"]),
        r"
in       live/prod/us-east-1/app
value    <string: var.image is given no value in the repository>
type     string
unknown  because var.image is given no value in the repository: live/prod/us-east-1/app/main.tf:7:1
trail    live/prod/us-east-1/app/main.tf:7:1  var.image, given no value
",
    );
}

#[test]
fn sensitive_values_are_shown_only_where_that_is_asked_for() {
    let scratch = repository("why-sensitive");
    for format in ["text", "json"] {
        let arguments = ["why", "app", "local.settings", "--format", format];
        let hidden = scratch.run(&arguments);
        assert!(!hidden.out.contains("hunter2"), "{}", hidden.out);
        assert!(hidden.out.contains("(sensitive value)"), "{}", hidden.out);
        let shown = [&arguments[..], &["--show-sensitive"]].concat();
        assert!(scratch.run(&shown).out.contains("hunter2"));
    }
}

#[test]
fn programs_get_the_value_and_what_is_not_known_of_it() {
    let run = repository("why-json").run(&["why", "app", "local.settings", "--format", "json"]);
    assert_eq!(run.status, 0);
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["version"], 1);
    assert_eq!(answer["stack"], "live/prod/us-east-1/app");
    assert_eq!(answer["known"], "partly");
    assert_eq!(answer["value"]["name"], "shop");
    assert_eq!(answer["value"]["image"], serde_json::Value::Null);
    assert_eq!(answer["sensitive"], true);
    let unknown = &answer["unknown"][0];
    assert_eq!(unknown["path"], serde_json::json!(["image"]));
    assert_eq!(
        unknown["cause"],
        "var.image is given no value in the repository"
    );
    assert_eq!(
        unknown["range"]["start"],
        serde_json::json!({"line": 7, "column": 1})
    );
    assert_eq!(answer["trail"][0]["note"], "local.settings");
    assert_eq!(answer["trail"][1]["level"], 1);
    assert_eq!(answer["trail_complete"], true);
    assert_eq!(answer["errors"], serde_json::json!([]));
}

#[test]
fn what_terraform_would_refuse_is_shown_in_the_typed_text() {
    let scratch = repository("why-refused");
    let run = scratch.run(&["why", "app", "upper(local.setings.name)"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    let expected = r#"in       live/prod/us-east-1/app

error: no local value "setings" is declared in this module: did you mean "settings"?
  ┌─ <expression>:1:7
  │
1 │ upper(local.setings.name)
  │       ^^^^^^^^^^^^^^^^^^
"#;
    assert!(run.out.starts_with(expected), "{}", run.out);
    let syntax = scratch.run(&["why", "app", "1 +"]);
    assert_eq!(syntax.status, 1);
    assert!(syntax.out.contains("<expression>:1:3"), "{}", syntax.out);
    let elsewhere = scratch.run(&["why", "prod/vpc", "aws_vpc.this.id"]);
    assert_eq!(elsewhere.status, 1);
    let words: Vec<&str> = elsewhere.out.split_whitespace().collect();
    assert!(
        words
            .join(" ")
            .contains("ask for module.vpc[\"main\"].aws_vpc.this.id"),
        "{}",
        elsewhere.out
    );
}

#[test]
fn a_stack_or_module_that_is_not_there_is_bad_usage_and_told_what_there_is() {
    let scratch = repository("why-usage");
    let told = |arguments: &[&str]| {
        let run = scratch.run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        run.err
    };
    assert_eq!(
        told(&["why", "vpc", "1"]),
        "iaclint: several stacks are called vpc: live/prod/us-east-1/vpc, live/test/us-east-1/vpc\n"
    );
    assert_eq!(
        told(&["why", "test/vcp", "1"]),
        "iaclint: there is no stack test/vcp; did you mean live/test/us-east-1/vpc?\n"
    );
    assert_eq!(
        told(&["why", "prod/vpc", "1", "--module", "module.vpd"]),
        "iaclint: there is no module.vpd: did you mean module.vpc?\n"
    );
    assert_eq!(
        told(&["why", "prod/vpc", "1", "--module", "module.vpc[\"other\"]"]),
        "iaclint: there is no module.vpc[\"other\"], only module.vpc[\"main\"]\n"
    );
    assert!(told(&["why", "prod/vpc", "1", "--module", "vpc"]).contains("not the address"));
    assert!(told(&["why", "prod/vpc"]).contains("EXPRESSION"));
    assert!(told(&["why", "prod/vpc", " "]).contains("the expression is empty"));
    assert_eq!(
        Scratch::new("why-nothing").run(&["why", ".", "1"]).status,
        3
    );
}

#[test]
fn hostile_expressions_end_and_write_nothing_that_acts_on_a_terminal() {
    let scratch = repository("why-hostile");
    let deep = "(".repeat(5_000);
    let long = format!("[{}]", "local.settings, ".repeat(2_000));
    for text in [
        deep.as_str(),
        &long,
        "\u{1b}[31m",
        "\"a\u{202e}b\\u001b\"",
        "${",
        "-",
    ] {
        let run = scratch.run(&["why", "app", text]);
        assert!(matches!(run.status, 0 | 1), "{text}: {}", run.err);
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{}", run.out);
    }
    let spent = scratch.run(&["why", "app", "length(range(0, 1000000000000))"]);
    assert!(matches!(spent.status, 0 | 1));
}

#[test]
fn what_is_only_assumed_is_told() {
    let scratch = repository("why-assumed");
    let reader = r#"variable "region" {
  type = string
}

data "terraform_remote_state" "vpc" {
  backend = "s3"

  config = {
    bucket = "shop-prod-terraform-state"
    key    = "live/prod/${var.region}/vpc/terraform.tfstate"
    region = "us-east-1"
  }
}
"#;
    clean_stack(&scratch, "live/prod/us-east-1/reader", reader);
    let asked = "data.terraform_remote_state.vpc.outputs.subnet_ids[0]";
    let run = scratch.run(&["why", "reader", asked]);
    let assumed = "assumed  data.terraform_remote_state.vpc is the state of live/prod/us-east-1/vpc: no other here fits, \
                   but var.region is given no value in the repository\n";
    assert!(run.out.contains(assumed), "{}", run.out);
    assert!(run.out.contains(
        "data.terraform_remote_state.vpc, assumed to be the state of live/prod/us-east-1/vpc"
    ));
    let json = scratch.run(&["why", "reader", asked, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["assumed"].as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(json["assumed"][0]["range"]["start"]["line"], 5);
    let run = scratch.run(&["why", "prod/app", "local.subnets", "--format", "json"]);
    assert!(run.out.contains("\"assumed\": []"), "{}", run.out);
}

/// A stack of the text besides those of [`repository`].
fn with_stack(name: &str, text: &str) -> Scratch {
    let scratch = repository(name);
    clean_stack(&scratch, "live/prod/us-east-1/more", text);
    scratch
}

#[test]
fn a_value_that_terraform_would_refuse_is_no_success_however_it_is_asked_for() {
    let text = "locals {\n  sizes = { small = 1 }\n  size  = local.sizes.large\n  both  = [local.sizes.small, \
                local.size]\n}\n\nvariable \"secret\" {\n  sensitive = true\n  default   = \"hunter2\"\n}\n\noutput \"secret\" {\n  value = var.secret\n}\n\n\
                output \"told\" {\n  value     = sensitive(\"hunter2\")\n  sensitive = true\n}\n";
    let scratch = with_stack("why-refused", text);
    let status = |question: &str| scratch.run(&["why", "more", question]).status;
    assert_eq!(status("local.sizes"), 0);
    assert_eq!(status("local.size"), 1);
    assert_eq!(status("local.both"), 1);
    assert_eq!(status("local.both[0]"), 0);
    assert_eq!(
        status("try(local.size, 1)"),
        1,
        "Terraform has no plan of such a stack"
    );
    assert_eq!(status("output.told"), 0);
    let run = scratch.run(&["why", "more", "output.secret"]);
    assert_eq!(run.status, 1);
    assert!(
        run.out.contains("gives out a sensitive value"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("hunter2"), "{}", run.out);
    let json = scratch.run(&["why", "more", "local.both", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["unknown"][0]["path"], serde_json::json!([1]));
    assert_eq!(json["unknown"][0]["refused"], true);
}

#[test]
fn programs_tell_what_is_hidden_from_what_is_null_and_what_is_not_known() {
    let scratch = repository("why-hidden");
    let question = "{ a = null, b = [var.image], c = { d = var.password, e = 1 } }";
    let of = |more: &[&str]| {
        let run = scratch.run(&[&["why", "prod/app", question, "--format", "json"], more].concat());
        serde_json::from_str::<serde_json::Value>(&run.out).unwrap()
    };
    let json = of(&[]);
    let expected = serde_json::json!({ "a": null, "b": [null], "c": { "d": null, "e": 1 } });
    assert_eq!(json["value"], expected);
    assert_eq!(json["hidden"], serde_json::json!([{ "path": ["c", "d"] }]));
    assert_eq!(json["unknown"][0]["path"], serde_json::json!(["b", 0]));
    assert_eq!(json["unknown"][0]["refused"], false);
    assert_eq!(of(&["--show-sensitive"])["hidden"], serde_json::json!([]));
}

/// A hole in a text of JSON may turn out to be anything, so that Terraform does not even know the type of what is read of
/// it: policies are judged by it all the same.
#[test]
fn what_a_document_holds_is_known_although_its_text_is_not() {
    let text = "resource \"aws_s3_bucket\" \"b\" {\n  bucket_prefix = \"b\"\n}\n\nlocals {\n  policy = \"{\\\"Statement\\\": \
                [{\\\"Action\\\": [\\\"s3:GetObject\\\"], \\\"Resource\\\": \\\"arn:aws:s3:::${aws_s3_bucket.b.id}/*\\\"}]}\"\n}\n";
    let scratch = with_stack("why-document", text);
    for statements in [
        "flatten([try(jsondecode(local.policy).Statement, [])])",
        "[for one in flatten([try(jsondecode(local.policy).Statement, [])]) : one if true]",
        "concat(try(jsondecode(local.policy).Statement, []), [])",
        "{ all = try(jsondecode(local.policy).Statement, []) }",
    ] {
        let run = scratch.run(&["why", "more", statements]);
        assert!(
            run.out.contains("s3:GetObject") && run.out.contains("<aws_s3_bucket.b.id>/*"),
            "{statements}: {}",
            run.out
        );
    }
}

#[test]
fn a_policy_leads_to_the_arguments_that_it_is_made_of() {
    let text = "variable \"bucket\" {\n  default = \"b\"\n}\n\n\
                data \"aws_iam_policy_document\" \"read\" {\n  count = 1\n\n  statement {\n    \
                actions   = [\"s3:GetObject\"]\n    resources = [\"arn:aws:s3:::${var.bucket}/*\"]\n  }\n}\n";
    let scratch = with_stack("why-policy", text);
    let run = scratch.run(&["why", "more", "data.aws_iam_policy_document.read[0].json"]);
    let trail = run.out.split("trail").nth(1).unwrap_or_default();
    let expected = [
        "data.aws_iam_policy_document.read[0].json, known from the repository",
        "data.aws_iam_policy_document.read[0], argument statement.actions",
        "data.aws_iam_policy_document.read[0], argument statement.resources",
        "var.bucket, default",
    ];
    let found: Vec<&str> = trail
        .lines()
        .map(|line| line.split("  ").last().unwrap_or_default().trim())
        .collect();
    assert_eq!(found, expected, "{}", run.out);
    let run = scratch.run(&["why", "more", "data.aws_iam_policy_document.read[0]"]);
    assert!(
        run.out.contains("argument statement.resources"),
        "{}",
        run.out
    );
}

#[test]
fn who_asks_for_what_is_not_there_is_told_what_is() {
    let scratch = repository("why-help");
    let told = |question: &str, expected: &str| {
        let run = scratch.run(&["why", "prod/vpc", question]);
        assert_eq!(run.status, 1);
        let help = run.out.split("= help: ").nth(1).unwrap_or(&run.out);
        let help: Vec<&str> = help.split_whitespace().collect();
        assert_eq!(help.join(" "), expected, "{}", run.out);
    };
    told("var.x", "ask for var.cidr");
    told("variable.cidr", "did you mean var.cidr?");
    told("outputs.subnet_ids", "did you mean output.subnet_ids?");
    told(
        "aws_vpc.main.id",
        "ask for module.vpc[\"main\"].aws_vpc.this",
    );
    told(
        "resource.aws_vpc.main",
        "ask for module.vpc[\"main\"].aws_vpc.this",
    );
    told(
        "module.vpc[\"main\"].aws_vpc.main_network",
        "ask for module.vpc[\"main\"].aws_vpc.this",
    );
    told(
        "module.vpc[\"main\"].lb",
        "ask for module.vpc[\"main\"].subnet_ids",
    );
    told("local.x", "this module declares no local");
    told("output.subnets", "ask for output.subnet_ids");
    told("output.subnets_ids", "did you mean output.subnet_ids?");
    let keys = "module.vpc[\"main\"].aws_subnet.private is made several times: ask for \
                module.vpc[\"main\"].aws_subnet.private[\"us-east-1a\"].id or \
                module.vpc[\"main\"].aws_subnet.private[\"us-east-1b\"].id";
    told("module.vpc[\"main\"].aws_subnet.private.id", keys);
    let alone = "an address inside a module can only be asked for alone, as module.vpc[\"main\"].var.cidr; or write \
                 var.cidr here and add --module 'module.vpc[\"main\"]'";
    told("upper(module.vpc[\"main\"].var.cidr)", alone);
}

#[test]
fn what_is_said_of_a_question_is_true() {
    let text = r#"variable "pair" {
  type    = tuple([string, string])
  default = null
}

locals {
  pair = ["a", "b", "c"]
}

resource "terraform_data" "this" {
  input = "a"
}

module "vpc" {
  source   = "../../../../modules/aws/vpc"
  for_each = toset(["a", "b"])
  cidr     = "10.0.0.0/16"
}

output "scoped" {
  value = data.aws_region.current.name
}
"#;
    let scratch = with_stack("why-true", text);
    let told = |question: &str, expected: &[&str], never: &str| {
        let run = scratch.run(&["why", "more", question]);
        let all: Vec<&str> = run.out.split_whitespace().collect();
        let all = all.join(" ");
        for expected in expected {
            assert!(all.contains(expected), "{question}: {all}");
        }
        assert!(
            never.is_empty() || !all.contains(never),
            "{question}: {all}"
        );
    };
    told(
        "output.scoped",
        &["no data source \"data.aws_region.current\" is declared"],
        "no output",
    );
    told(
        "terraform_data.this.inptu",
        &["there is no attribute \"inptu\": did you mean \"input\"?"],
        "declared elsewhere",
    );
    told(
        "module.vpc.subnet_ids",
        &[
            "module.vpc is made several times: ask for module.vpc[\"a\"].subnet_ids or module.vpc[\"b\"].subnet_ids",
        ],
        "ask for module.vpc.subnet_ids",
    );
    told(
        "upper(\"a\", \"b\")",
        &["upper(): it takes 1 argument, but 2 are given"],
        "",
    );
    told("local.pair", &["[\"a\", \"b\", \"c\"]"], "");
}

/// A data source that is taken to find a resource of the repository says so: another one may be there that the
/// repository does not make.
#[test]
fn a_data_source_that_is_taken_to_find_a_resource_says_so() {
    let scratch = Scratch::new("why-found");
    let network = "provider \"aws\" {\n  region = \"us-east-1\"\n}\n\nresource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n  tags = {\n    Name = \"main\"\n  }\n}\n";
    clean_stack(&scratch, "live/prod/us-east-1/network", network);
    let reader = "provider \"aws\" {\n  region = \"us-east-1\"\n}\n\ndata \"aws_vpc\" \"it\" {\n  tags = {\n    Name = \"main\"\n  }\n}\n\ndata \"aws_vpc\" \"other\" {\n  tags = {\n    Name = \"other\"\n  }\n}\n";
    clean_stack(&scratch, "live/prod/us-east-1/reader", reader);
    let run = scratch.run(&["why", "prod/us-east-1/reader", "data.aws_vpc.it.cidr_block"]);
    assert!(run.out.contains("\"10.0.0.0/16\""), "{}", run.out);
    let assumed = "assumed  data.aws_vpc.it is taken to find aws_vpc.main of live/prod/us-east-1/network: nothing else \
                   of this repository fits\n";
    assert!(run.out.contains(assumed), "{}", run.out);
    let run = scratch.run(&[
        "why",
        "prod/us-east-1/reader",
        "data.aws_vpc.other.cidr_block",
    ]);
    assert!(!run.out.contains("assumed"), "{}", run.out);
}

#[test]
fn an_address_leads_into_a_module_that_is_known_from_its_registry() {
    let main = "module \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.8.1\"\n  cidr = \
                \"10.0.0.0/16\"\n  azs = [\"us-east-1a\"]\n  private_subnets = [\"10.0.1.0/24\"]\n}\n";
    let scratch = Scratch::new("why-known-module");
    scratch.write("live/prod/us-east-1/vpc/main.tf", main);
    let asked = "module.vpc.aws_subnet.private[0].cidr_block";
    let run = scratch.run(&["why", "vpc", asked]);
    assert!(run.out.contains("\"10.0.1.0/24\""), "{}", run.out);
}
