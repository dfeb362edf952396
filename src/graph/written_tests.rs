//! Places of findings: where the value of an argument was written.

use crate::config::Config;
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::{Sources, Span};

use super::graphs;

const MAIN: &str = "live/prod/eu-west-1/app/main.tf";
const VALUES: &str = "live/prod/eu-west-1/app/terraform.tfvars";
const MODULE: &str = "modules/aws/app/main.tf";

/// The file and the text of the place where an argument of the first instance of a type gets its value, and the texts
/// on the way from there to the argument.
fn written(files: &[(&str, &str)], kind: &str, path: &str) -> (String, Vec<String>) {
    let sources = Sources::from_memory(files.iter().copied());
    let (syntax, config) = (Syntax::new(&sources), Config::default());
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let graphs = graphs(&plan);
    let (id, _) = graphs[0].resources(kind).next().unwrap();
    let found = graphs[0].written(id, path);
    let text = |span: Span| sources.text(span.file).content[span.range()].to_owned();
    let file = sources.file(found.span.file).path.rsplit('/').next();
    let place = format!("{}: {}", file.unwrap_or_default(), text(found.span));
    (
        place,
        found.trail.iter().map(|note| text(note.span)).collect(),
    )
}

/// The same of `count` of an `aws_eip` in a root module with these values.
fn count(main: &str, values: &str) -> String {
    let backend = "terraform {\n  backend \"local\" {}\n}\n";
    let main = format!("{backend}{main}");
    written(&[(MAIN, &main), (VALUES, values)], "aws_eip", "count").0
}

#[test]
fn entries_that_each_value_passes_on_are_followed_to_the_file_of_values() {
    let main = r#"terraform {
  backend "local" {}
}
variable "services" {
  type = map(object({ port = number, least = number }))
}
locals {
  kept = { for name, service in var.services : name => service if service.port > 0 }
}
module "app" {
  source = "../../../../modules/aws/app"
  services = {
    for name, service in local.kept : name => {
      port  = service.port
      least = tonumber(service.least)
    }
  }
}
"#;
    let module = r#"variable "services" {
  type = map(object({ port = number, least = number }))
}
resource "aws_appautoscaling_target" "this" {
  for_each           = var.services
  min_capacity       = each.value.least
  max_capacity       = 4
  resource_id        = "service/a/b"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}
resource "aws_ecs_service" "this" {
  for_each = var.services
  name     = each.key
  dynamic "load_balancer" {
    for_each = [each.value]
    content {
      container_name = "a"
      container_port = load_balancer.value.port
    }
  }
}
"#;
    let values = "services = {\n  web = {\n    port  = 8080\n    least = 1\n  }\n}\n";
    let files = [(MAIN, main), (VALUES, values), (MODULE, module)];
    let (place, trail) = written(&files, "aws_appautoscaling_target", "min_capacity");
    assert_eq!(place, "terraform.tfvars: 1");
    assert_eq!(trail.last().map(String::as_str), Some("each.value.least"));
    assert!(
        trail.iter().any(|text| text == "service.least"),
        "{trail:?}"
    );
    let (place, trail) = written(&files, "aws_ecs_service", "load_balancer.container_port");
    assert_eq!(place, "terraform.tfvars: 8080");
    assert_eq!(
        trail.last().map(String::as_str),
        Some("load_balancer.value.port")
    );
}

#[test]
fn a_switch_is_at_fault_and_not_what_it_chooses() {
    let main = "variable \"single\" {}\nvariable \"zones\" {}\n\
                locals {\n  is_single = var.single\n  number = local.is_single ? 1 : length(var.zones)\n}\n\
                resource \"aws_eip\" \"this\" {\n  count = local.number\n}\n";
    let values = |single: bool| format!("single = {single}\nzones = [\"a\", \"b\"]\n");
    assert_eq!(count(main, &values(true)), "terraform.tfvars: true");
    // What is chosen stands elsewhere, and says itself what is written there.
    assert_eq!(
        count(main, &values(false)),
        "terraform.tfvars: [\"a\", \"b\"]"
    );
}

#[test]
fn instances_of_something_that_is_made_are_at_fault_where_they_are_used() {
    let main = r#"terraform {
  backend "local" {}
}
variable "zones" {}
resource "aws_subnet" "private" {
  for_each          = toset(var.zones)
  vpc_id            = "vpc-0"
  cidr_block        = "10.0.0.0/24"
  availability_zone = each.key
}
resource "aws_route_table_association" "again" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = "rtb-0"
}
"#;
    let files = [
        (MAIN, main),
        (VALUES, "zones = [\"eu-west-1a\", \"eu-west-1b\"]\n"),
    ];
    let (place, trail) = written(&files, "aws_route_table_association", "subnet_id");
    assert_eq!(
        (place.as_str(), trail),
        ("main.tf: each.value.id", Vec::new())
    );
    let (place, trail) = written(&files, "aws_subnet", "availability_zone");
    assert_eq!(place, "terraform.tfvars: \"eu-west-1a\"");
    assert_eq!(trail, ["var.zones", "each.key"]);
}

#[test]
fn what_is_chosen_by_a_name_is_at_fault_where_it_is_chosen() {
    let main = "variable \"name\" {}\n\
                resource \"aws_eip\" \"this\" {\n  count = var.name == \"prod\" ? 1 : 2\n}\n";
    assert_eq!(count(main, "name = \"prod\"\n"), "main.tf: 1");
}

#[test]
fn the_argument_that_counts_is_followed_through_functions() {
    let resource = "resource \"aws_eip\" \"this\" {\n  count = local.size\n}\n";
    let cases = [
        ("merge(var.all, var.own).size", "terraform.tfvars: 2"),
        ("merge(var.own, var.all).size", "terraform.tfvars: 1"),
        ("lookup(var.all, \"size\", 5)", "terraform.tfvars: 1"),
        ("lookup(var.all, \"other\", 5)", "main.tf: 5"),
        ("try(var.all.other, var.own.size)", "terraform.tfvars: 2"),
        ("coalesce(var.none, var.own.size)", "terraform.tfvars: 2"),
        ("one([var.own]).size", "terraform.tfvars: 2"),
        (
            "{ for each in [var.own] : \"a\" => each.size }[\"a\"]",
            "terraform.tfvars: 2",
        ),
        // Which of several is taken is decided here.
        (
            "[var.own, var.all][0].size",
            "main.tf: [var.own, var.all][0].size",
        ),
        ("var.own[\"size\"]", "terraform.tfvars: 2"),
        ("{ a = var.own }[\"a\"].size", "terraform.tfvars: 2"),
        // What is worked out is written where that is done.
        ("var.own.size + 1", "main.tf: var.own.size + 1"),
        (
            "max(var.own.size, var.all.size)",
            "main.tf: max(var.own.size, var.all.size)",
        ),
    ];
    let values = "all = { size = 1 }\nown = { size = 2 }\n";
    for (expression, expected) in cases {
        let main = format!(
            "variable \"all\" {{}}\nvariable \"own\" {{}}\nvariable \"none\" {{\n  default = null\n}}\n\
             locals {{\n  size = {expression}\n}}\n{resource}"
        );
        assert_eq!(count(&main, values), expected, "{expression}");
    }
}

#[test]
fn values_of_data_files_are_written_there() {
    let main = "terraform {\n  backend \"local\" {}\n}\n\
                locals {\n  settings = yamldecode(file(\"${path.module}/settings.yaml\"))\n}\n\
                resource \"aws_appautoscaling_target\" \"this\" {\n  for_each = local.settings.services\n  \
                min_capacity = each.value.least\n}\n";
    let yaml = "services:\n  web:\n    least: 1\n";
    let files = [
        (MAIN, main),
        ("live/prod/eu-west-1/app/settings.yaml", yaml),
    ];
    let (place, trail) = written(&files, "aws_appautoscaling_target", "min_capacity");
    assert_eq!(place, "settings.yaml: 1");
    assert_eq!(trail.last().map(String::as_str), Some("each.value.least"));
}

#[test]
fn references_to_what_is_made_are_at_fault_where_they_are_passed_in() {
    let main = r#"terraform {
  backend "local" {}
}
resource "aws_subnet" "public" {
  vpc_id     = "vpc-0"
  cidr_block = "10.0.0.0/24"
}
locals {
  apps = { web = { subnets = [aws_subnet.public.id] } }
}
module "app" {
  source   = "../../../../modules/aws/app"
  for_each = local.apps
  subnets  = each.value.subnets
}
"#;
    let module =
        "variable \"subnets\" {}\nresource \"aws_lb\" \"this\" {\n  subnets = var.subnets\n}\n";
    let (place, trail) = written(&[(MAIN, main), (MODULE, module)], "aws_lb", "subnets");
    assert_eq!(place, "main.tf: [aws_subnet.public.id]");
    assert_eq!(trail, ["local.apps", "each.value.subnets", "var.subnets"]);
}

#[test]
fn outputs_of_modules_are_followed_to_what_is_known() {
    let main = r#"terraform {
  backend "local" {}
}
module "constants" {
  source = "../../../../modules/aws/app"
  size   = 1
}
resource "aws_eip" "this" {
  count = module.constants.size
}
"#;
    let module = "variable \"size\" {}\noutput \"size\" {\n  value = var.size\n}\n";
    let (place, _) = written(&[(MAIN, main), (MODULE, module)], "aws_eip", "count");
    assert_eq!(place, "main.tf: 1");
}
