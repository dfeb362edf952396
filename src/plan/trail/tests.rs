use super::{Trail, path_text};
use crate::config::Config;
use crate::hcl::parse_expression;
use crate::plan::{Knowledge, Plan, Repetition, build};
use crate::repo::{Repo, StackId, Syntax};
use crate::schema::Schemas;
use crate::source::{FileId, Sources};

/// Runs `work` with the plan of a repository of one or more files.
fn with_plan<T>(files: &[(&str, &str)], work: impl FnOnce(&Plan<'_>) -> T) -> T {
    let sources = Sources::from_memory(files.iter().copied());
    let (syntax, config) = (Syntax::new(&sources), Config::default());
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    work(&plan)
}

fn trail_of(plan: &Plan<'_>, text: &str) -> Trail {
    let expression = parse_expression(FileId(0), text).unwrap();
    plan.trail(StackId(0), 0, &Repetition::None, &expression)
}

/// Each step as `line level text`, of the root module in `live/prod/main.tf`; another file's name before the line.
fn steps(files: &[(&str, &str)], text: &str) -> Vec<String> {
    with_plan(files, |plan| {
        let sources = plan.repo.sources;
        let steps = trail_of(plan, text).steps.into_iter();
        let shown = steps.map(|step| {
            let file = &sources.file(step.span.file).path;
            let file = file.strip_prefix("live/prod/").unwrap_or(file);
            let file = file.strip_prefix("main.tf").unwrap_or(file);
            let line = sources
                .text(step.span.file)
                .line_column(step.span.start)
                .line;
            format!("{file}{line} {} {}", step.level, step.text)
        });
        shown.collect()
    })
}

fn root(main: &str, text: &str) -> Vec<String> {
    steps(&[("live/prod/main.tf", main)], text)
}

#[test]
fn only_the_entry_that_is_selected_is_followed() {
    let main = r"locals {
  a    = 1
  b    = 2
  both = {
    a = local.a
    b = [local.a, local.b]
  }
}";
    let expected = ["6 0 local.both.b[1]", "3 0 local.b"];
    assert_eq!(root(main, "local.both.b[1]"), expected);
    assert_eq!(
        root(main, "local.both[\"a\"]"),
        ["5 0 local.both.a", "2 0 local.a"]
    );
    let whole = ["4 0 local.both", "2 1 local.a", "3 1 local.b"];
    assert_eq!(root(main, "local.both"), whole);
}

#[test]
fn only_the_branch_that_counts_is_followed_and_the_condition_with_it() {
    let main = r#"variable "single" { default = true }
variable "open" {}
locals {
  one  = 1
  many = 3
  size = var.single ? local.one : local.many
  some = var.open ? local.one : local.many
}"#;
    let expected = ["6 0 local.size", "1 1 var.single, default", "4 1 local.one"];
    assert_eq!(root(main, "local.size"), expected);
    let some = [
        "7 0 local.some",
        "2 1 var.open, given no value",
        "4 1 local.one",
        "5 1 local.many",
    ];
    assert_eq!(root(main, "local.some"), some);
}

#[test]
fn functions_are_looked_through_where_an_entry_passes_them() {
    let main = r#"variable "default" { default = { size = 1, name = "a" } }
variable "given"   { default = { size = 2 } }
locals {
  all   = merge(var.default, var.given)
  found = lookup(var.given, "size", local.none)
  tried = try(local.all.missing, var.given.size, 0)
  first = coalesce("", var.default.name, "c")
  none  = 0
}"#;
    assert_eq!(
        root(main, "local.all.size"),
        ["4 0 local.all", "2 0 var.given.size, default"]
    );
    assert_eq!(
        root(main, "local.all.name"),
        ["4 0 local.all", "1 0 var.default.name, default"]
    );
    assert_eq!(
        root(main, "local.found"),
        ["5 0 local.found", "2 0 var.given.size, default"]
    );
    assert_eq!(
        root(main, "local.tried"),
        ["6 0 local.tried", "2 0 var.given.size, default"]
    );
    assert_eq!(
        root(main, "local.first"),
        ["7 0 local.first", "1 0 var.default.name, default"]
    );
}

#[test]
fn instances_lead_to_what_they_are_made_of() {
    let main = r#"variable "zones" { default = ["a", "b"] }
locals {
  numbers = { for number, zone in var.zones : zone => number }
}
resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "private" {
  for_each          = local.numbers
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = "10.0.${each.value}.0/24"
}
resource "aws_eip" "nat" {
  count = 2
  tags  = { name = count.index }
}"#;
    let zone = [
        "9 0 aws_subnet.private[\"b\"], argument availability_zone",
        "7 0 aws_subnet.private[\"b\"], for_each",
        "3 0 local.numbers",
        "1 0 var.zones, default",
    ];
    assert_eq!(
        root(main, "aws_subnet.private[\"b\"].availability_zone"),
        zone
    );
    let vpc = [
        "8 0 aws_subnet.private[*], argument vpc_id",
        "5 0 aws_vpc.this.id, known after apply",
    ];
    assert_eq!(root(main, "values(aws_subnet.private)[*].vpc_id"), vpc);
    let vpc = ["5 0 aws_vpc.this.id, known after apply"];
    assert_eq!(root(main, "aws_vpc.this.id"), vpc);
    let tag = [
        "14 0 aws_eip.nat[1], argument tags.name",
        "13 0 aws_eip.nat[1], count",
    ];
    assert_eq!(root(main, "aws_eip.nat[1].tags.name"), tag);
    let ids = [
        "7 0 aws_subnet.private, for_each",
        "3 0 local.numbers",
        "1 0 var.zones, default",
    ];
    assert_eq!(root(main, "keys(aws_subnet.private)"), ids);
    assert_eq!(
        root(main, "{ for k, v in aws_subnet.private : k => 1 }"),
        ids
    );
}

#[test]
fn nested_blocks_are_followed_argument_by_argument() {
    let main = r#"locals {
  port  = 80
  other = [{ port = 443 }]
}
resource "aws_security_group" "this" {
  ingress {
    from_port = local.port
    to_port   = local.port
  }
  dynamic "egress" {
    for_each = local.other
    content {
      from_port = egress.value.port
    }
  }
}"#;
    let ingress = [
        "7 0 aws_security_group.this, argument ingress.from_port",
        "2 0 local.port",
        "8 0 aws_security_group.this, argument ingress.to_port",
    ];
    assert_eq!(root(main, "aws_security_group.this.ingress"), ingress);
    let egress = [
        "13 0 aws_security_group.this, argument egress.from_port",
        "3 0 local.other",
    ];
    assert_eq!(root(main, "aws_security_group.this.egress"), egress);
}

#[test]
fn modules_and_states_are_followed_into_what_others_wrote() {
    let state = |key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    bucket = \"b\"\n    key = \"{key}\"\n    region = \"us-east-1\"\n  }}\n}}\n"
        )
    };
    let app = format!(
        "{}data \"terraform_remote_state\" \"vpc\" {{\n  backend = \"s3\"\n  config = {{ bucket = \"b\", key = \"vpc\", region = \"us-east-1\" }}\n  defaults = {{ zone = local.zone }}\n}}\nlocals {{ zone = \"a\" }}\n",
        state("app")
    );
    let vpc = format!(
        "{}module \"vpc\" {{\n  source = \"../../../modules/vpc\"\n  for_each = {{ main = \"10.0.0.0/16\" }}\n  cidr = each.value\n}}\noutput \"cidr\" {{\n  value = module.vpc[\"main\"].cidr\n}}\n",
        state("vpc")
    );
    let module = "variable \"cidr\" {}\nlocals { network = { cidr = var.cidr } }\noutput \"cidr\" {\n  value = local.network.cidr\n}\n";
    let files = [
        ("live/prod/app/main.tf", app.as_str()),
        ("live/prod/vpc/main.tf", vpc.as_str()),
        ("modules/vpc/main.tf", module),
    ];
    let expected = [
        "app/main.tf8 0 data.terraform_remote_state.vpc, the state of live/prod/vpc",
        "vpc/main.tf14 0 output cidr of live/prod/vpc",
        "modules/vpc/main.tf4 0 module.vpc[\"main\"] of live/prod/vpc, output cidr",
        "modules/vpc/main.tf2 0 module.vpc[\"main\"].local.network.cidr of live/prod/vpc",
        "vpc/main.tf11 0 module.vpc[\"main\"] of live/prod/vpc, argument cidr",
        "vpc/main.tf10 0 module.vpc[\"main\"] of live/prod/vpc, for_each.main",
    ];
    let found = steps(&files, "data.terraform_remote_state.vpc.outputs.cidr");
    assert_eq!(found, expected);
    let missing = [
        "app/main.tf8 0 data.terraform_remote_state.vpc, the state of live/prod/vpc",
        "app/main.tf11 0 data.terraform_remote_state.vpc, argument defaults.zone",
        "app/main.tf13 0 local.zone",
    ];
    assert_eq!(
        steps(&files, "data.terraform_remote_state.vpc.outputs.zone"),
        missing
    );
}

#[test]
fn circles_and_long_chains_end() {
    assert_eq!(
        root("locals {\n  a = local.b\n  b = local.a\n}", "local.a"),
        ["2 0 local.a", "3 0 local.b"]
    );
    let chain: String = (0..500)
        .map(|at| format!("  l{at} = local.l{}\n", at + 1))
        .collect();
    let main = format!("locals {{\n{chain}  l500 = 1\n}}");
    let trail = with_plan(&[("live/prod/main.tf", &main)], |plan| {
        trail_of(plan, "local.l0")
    });
    assert!(trail.is_cut && trail.steps.len() == super::MAX_DEPTH);
    // Each leads to the next twice, in another entry: without a bound the ways double at each.
    let doubling: String = (0..60)
        .map(|at| {
            let next = at + 1;
            format!(
                "  l{at} = {{ a = [local.l{next}.a, local.l{next}.b], b = [local.l{next}.b] }}\n"
            )
        })
        .collect();
    let main = format!("locals {{\n{doubling}  l60 = {{ a = 1, b = 2 }}\n}}");
    let trail = with_plan(&[("live/prod/main.tf", &main)], |plan| {
        trail_of(plan, "local.l0")
    });
    assert!(!trail.steps.is_empty() && trail.steps.len() <= super::MAX_STEPS);
}

#[test]
fn names_of_loops_are_no_references() {
    let main = "locals {\n  people = [{ name = \"a\" }]\n  aws    = { name = 1 }\n}";
    let expected = ["2 0 local.people"];
    assert_eq!(root(main, "[for aws in local.people : aws.name]"), expected);
    assert_eq!(
        root(
            main,
            "\"%{ for aws in local.people }${aws.name}%{ endfor }\""
        ),
        expected
    );
}

#[test]
fn paths_are_shown_as_they_are_written() {
    use super::Way;
    let path = [
        Way::Name("a".into()),
        Way::Name("b c".into()),
        Way::Index(0),
        Way::Any,
    ];
    assert_eq!(path_text(&path), ".a[\"b c\"][0][*]");
}

#[test]
fn what_an_existing_resource_may_have_otherwise_is_told() {
    let main = r#"resource "aws_ecs_service" "s" {
  name          = "s"
  desired_count = 2
  lifecycle {
    ignore_changes = [desired_count]
  }
}
locals {
  count = aws_ecs_service.s.desired_count
}"#;
    let ignored = "aws_ecs_service.s, ignore_changes: an existing one may have another value";
    let expected = [
        "9 0 local.count".to_owned(),
        "3 1 aws_ecs_service.s, argument desired_count".to_owned(),
        format!("5 1 {ignored}"),
    ];
    assert_eq!(root(main, "local.count"), expected);
    let name = ["2 0 aws_ecs_service.s, argument name"];
    assert_eq!(root(main, "aws_ecs_service.s.name"), name);
}
