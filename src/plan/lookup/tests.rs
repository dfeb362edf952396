//! What data sources find among a repository's own resources, and what they must not be taken to find.

use crate::config::Config;
use crate::eval::show;
use crate::plan::data::testing::SETTINGS;
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;

const IRELAND: &str = r#"provider "aws" { region = "eu-west-1" }"#;

const NETWORK: &str = "live/prod/eu-west-1/network";
const APP: &str = "live/prod/eu-west-1/app";

/// The output `found` of the stack [`APP`], as it is shown, in a repository of these stacks, each with its folder
/// and text.
fn found(stacks: &[(&str, &str)]) -> String {
    let mut files: Vec<(String, String)> = Vec::new();
    for (folder, text) in stacks {
        let settings = if folder.starts_with("live/") {
            SETTINGS
        } else {
            ""
        };
        let settings = if text.contains("backend \"s3\"") {
            settings.replace("backend \"local\" {}", "")
        } else {
            settings.to_owned()
        };
        files.push((format!("{folder}/main.tf"), format!("{settings}\n{text}")));
    }
    let sources = Sources::from_memory(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &Config::default());
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let (id, _) = repo
        .stacks()
        .find(|(_, stack)| stack.path.as_str() == APP)
        .expect("there is the stack");
    show(&plan.stack(id).root().outputs["found"])
}

/// The same of a network and an application, each with a provider in Ireland.
pub(super) fn between(network: &str, app: &str) -> String {
    let (network, app) = (format!("{IRELAND}\n{network}"), format!("{IRELAND}\n{app}"));
    found(&[(NETWORK, &network), (APP, &app)])
}

pub(super) const VPC: &str = r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "main" }
}
"#;

pub(super) const BY_NAME: &str = r#"
data "aws_vpc" "it" {
  tags = { Name = "main" }
}
output "found" { value = data.aws_vpc.it.cidr_block }
"#;

pub(super) const RANGE: &str = "\"10.0.0.0/16\"";

pub(super) fn is_found(shown: &str) -> bool {
    shown == RANGE
}

#[test]
fn a_vpc_is_found_by_its_name_tag() {
    assert_eq!(between(VPC, BY_NAME), RANGE);
}

#[test]
fn a_vpc_is_found_by_a_tag_that_its_provider_adds() {
    let network = r#"
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Name = "main" }
  }
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
"#;
    let app = format!("{IRELAND}\n{BY_NAME}");
    assert_eq!(found(&[(NETWORK, network), (APP, &app)]), RANGE);
}

#[test]
fn a_vpc_is_found_by_an_id_that_a_remote_state_tells() {
    let network = format!("{VPC}\noutput \"vpc_id\" {{ value = aws_vpc.main.id }}");
    let app = r#"
data "terraform_remote_state" "network" {
  backend = "s3"
  config  = { bucket = "b", key = "network", region = "eu-west-1" }
}
data "aws_vpc" "it" { id = data.terraform_remote_state.network.outputs.vpc_id }
output "found" { value = data.aws_vpc.it.cidr_block }
"#;
    let backend = r#"
terraform {
  backend "s3" {
    bucket = "b"
    key    = "network"
    region = "eu-west-1"
  }
}"#;
    let network = format!("{IRELAND}\n{backend}\n{network}");
    let app = format!("{IRELAND}\n{app}");
    assert_eq!(found(&[(NETWORK, &network), (APP, &app)]), RANGE);
}

#[test]
fn a_vpc_is_found_by_filters() {
    let app = r#"
data "aws_vpc" "it" {
  filter {
    name   = "tag:Name"
    values = ["main"]
  }
  filter {
    name   = "cidr"
    values = ["10.0.0.0/16"]
  }
}
output "found" { value = data.aws_vpc.it.cidr_block }
"#;
    assert_eq!(between(VPC, app), RANGE);
}

#[test]
fn a_filter_that_fits_nothing_finds_nothing() {
    let app = BY_NAME.replace("\"main\"", "\"other\"");
    assert!(!is_found(&between(VPC, &app)));
}

#[test]
fn subnets_are_found_but_neither_their_order_nor_that_there_are_no_others_is_known() {
    let network = format!(
        r#"{VPC}
resource "aws_subnet" "all" {{
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.${{count.index}}.0/24"
}}
"#
    );
    let app = |output: &str| {
        format!(
            r#"
data "aws_vpc" "it" {{
  tags = {{ Name = "main" }}
}}
data "aws_subnets" "all" {{
  filter {{
    name   = "vpc-id"
    values = [data.aws_vpc.it.id]
  }}
}}
output "found" {{ value = {output} }}
"#
        )
    };
    let ids = between(&network, &app("data.aws_subnets.all.ids"));
    assert!(ids.contains("aws_subnet.all[0].id"), "{ids}");
    assert!(ids.contains("aws_subnet.all[1].id"), "{ids}");
    let first = between(&network, &app("data.aws_subnets.all.ids[0]"));
    assert!(first.contains("aws_subnet.all[1].id"), "{first}");
    let count = between(&network, &app("length(data.aws_subnets.all.ids)"));
    assert_ne!(count, "2");
}

#[test]
fn of_two_that_fit_neither_is_found() {
    let network = format!("{VPC}\n{}", VPC.replace("\"main\" {", "\"other\" {"));
    assert!(!is_found(&between(&network, BY_NAME)));
}

#[test]
fn of_many_the_one_that_has_the_tag_is_found() {
    let vpcs = r#"resource "aws_vpc" "main" {
      count      = 30
      cidr_block = "10.${count.index}.0.0/16"
      tags       = { Name = "n${count.index}" }
    }"#;
    let app = |tag: &str| {
        let data = format!("data \"aws_vpc\" \"it\" {{\n tags = {{ Name = \"{tag}\" }}\n}}");
        format!("{data}\noutput \"found\" {{\n value = data.aws_vpc.it.id\n}}")
    };
    assert_eq!(between(vpcs, &app("n7")), "<aws_vpc.main[7].id>");
    assert_eq!(between(vpcs, &app("n31")), "<data.aws_vpc.it.id>");
    // One of which it is not known may be it as well.
    let open =
        "variable \"name\" {}\nresource \"aws_vpc\" \"any\" {\n tags = { Name = var.name }\n}";
    let vpcs = format!("{vpcs}\n{open}");
    assert_eq!(between(&vpcs, &app("n7")), "<data.aws_vpc.it.id>");
}

#[test]
fn what_may_fit_as_well_makes_it_uncertain() {
    let network = format!(
        r#"{VPC}
variable "name" {{ type = string }}
resource "aws_vpc" "other" {{
  cidr_block = "10.1.0.0/16"
  tags       = {{ Name = var.name }}
}}
"#
    );
    assert!(!is_found(&between(&network, BY_NAME)));
}

#[test]
fn another_environment_or_region_is_not_looked_in() {
    let network = format!("{IRELAND}\n{VPC}");
    let app = format!("{IRELAND}\n{BY_NAME}");
    let elsewhere = "live/staging/eu-west-1/network";
    assert!(!is_found(&found(&[(elsewhere, &network), (APP, &app)])));
    let virginia = network.replace("eu-west-1", "us-east-1");
    let elsewhere = "live/prod/us-east-1/network";
    assert!(!is_found(&found(&[(elsewhere, &virginia), (APP, &app)])));
    // It is no second candidate either.
    let all = [
        (NETWORK, network.as_str()),
        (elsewhere, &virginia),
        (APP, &app),
    ];
    assert_eq!(found(&all), RANGE);
}

#[test]
fn what_another_provider_configuration_makes_elsewhere_is_not_found() {
    let with_provider = |arguments: &str| {
        let vpc = VPC.replace("tags ", "provider = aws.other\n  tags ");
        format!("provider \"aws\" {{\n  alias = \"other\"\n  {arguments}\n}}\n{vpc}")
    };
    let region = with_provider("region = \"us-east-1\"");
    assert!(!is_found(&between(&region, BY_NAME)));
    let unknown = with_provider("region = var.region\n}\nvariable \"region\" {\n  type = string");
    assert!(!is_found(&between(&unknown, BY_NAME)));
    let role = "region = \"eu-west-1\"\n  assume_role {\n    role_arn = \"arn:aws:iam::210987654321:role/dns\"\n  }";
    assert!(!is_found(&between(&with_provider(role), BY_NAME)));
    let same = with_provider("region = \"eu-west-1\"");
    assert_eq!(between(&same, BY_NAME), RANGE);
}

#[test]
fn a_provider_that_a_call_passes_on_tells_the_region() {
    let network = r#"
provider "aws" {
  alias  = "east"
  region = "us-east-1"
}
module "vpc" {
  source    = "../../../../modules/vpc"
  providers = { aws.there = aws.east }
}
"#;
    let module = format!(
        r#"
terraform {{
  required_providers {{
    aws = {{
      source                = "hashicorp/aws"
      configuration_aliases = [aws.there]
    }}
  }}
}}
{}"#,
        VPC.replace("tags ", "provider = aws.there\n  tags ")
    );
    let find = |network: &str, app: &str| {
        let (network, app) = (format!("{IRELAND}\n{network}"), format!("{IRELAND}\n{app}"));
        found(&[(NETWORK, &network), (APP, &app), ("modules/vpc", &module)])
    };
    assert!(!is_found(&find(network, BY_NAME)));
    let here = network.replace("us-east-1", "eu-west-1");
    assert_eq!(find(&here, BY_NAME), RANGE);
}

#[test]
fn two_accounts_of_one_environment_are_told_apart_by_their_roles() {
    let of = |number: &str, text: &str| {
        format!(
            r#"
provider "aws" {{
  region = "eu-west-1"
  assume_role {{ role_arn = "arn:aws:iam::{number}:role/terraform" }}
}}
{text}"#
        )
    };
    let app = of("210987654321", BY_NAME);
    let other = of("123456789012", VPC);
    assert!(!is_found(&found(&[(NETWORK, &other), (APP, &app)])));
    let same = of("210987654321", VPC);
    assert_eq!(found(&[(NETWORK, &same), (APP, &app)]), RANGE);
}

#[test]
fn values_that_are_not_known_find_nothing() {
    let variable = BY_NAME.replace("\"main\"", "var.name");
    let variable = format!("{variable}\nvariable \"name\" {{ type = string }}");
    assert!(!is_found(&between(VPC, &variable)));
}

#[test]
fn filters_that_are_not_known_find_nothing() {
    let app = BY_NAME.replace(
        "tags = { Name = \"main\" }",
        r#"
  cidr_block = "10.0.0.0/16"
  dynamic "filter" {
    for_each = var.filters
    content {
      name   = filter.key
      values = [filter.value]
    }
  }"#,
    );
    let app = app.replace(".it.cidr_block", ".it.id");
    let app = format!("{app}\nvariable \"filters\" {{ type = map(string) }}");
    let shown = between(VPC, &app);
    assert!(
        !shown.contains("aws_vpc.main.id") || shown.contains("data."),
        "{shown}"
    );
}

#[test]
fn what_there_may_be_any_number_of_is_not_found() {
    let none = VPC.replace("cidr_block", "count = 0\n  cidr_block");
    assert!(!is_found(&between(&none, BY_NAME)));
    let any = VPC.replace("cidr_block", "count = var.size\n  cidr_block");
    let any = format!("{any}\nvariable \"size\" {{ type = number }}");
    assert!(!is_found(&between(&any, BY_NAME)));
    let call = format!(
        r#"{IRELAND}
variable "size" {{ type = number }}
module "vpc" {{
  source = "../../../../modules/vpc"
  count  = var.size
}}
"#
    );
    let app = format!("{IRELAND}\n{BY_NAME}");
    assert!(!is_found(&found(&[
        (NETWORK, &call),
        (APP, &app),
        ("modules/vpc", VPC)
    ])));
}

#[test]
fn a_data_source_that_waits_for_a_resource_of_its_stack_finds_it() {
    let app = BY_NAME.replace("tags =", "depends_on = [aws_vpc.main]\n  tags =");
    assert_eq!(between("", &format!("{VPC}\n{app}")), RANGE);
}

#[test]
fn attributes_that_are_called_otherwise_are_found() {
    let network = r#"resource "aws_ecs_cluster" "main" { name = "main" }"#;
    let app = r#"
data "aws_ecs_cluster" "it" { cluster_name = "main" }
output "found" { value = data.aws_ecs_cluster.it.arn }
"#;
    let shown = between(network, app);
    assert!(shown.contains("aws_ecs_cluster.main.arn"), "{shown}");
}

#[test]
fn an_id_of_another_kind_is_not_taken_over() {
    let network = r#"
resource "aws_iam_user" "it" { name = "robot" }
"#;
    let app = r#"
data "aws_iam_user" "it" { user_name = "robot" }
output "found" { value = [data.aws_iam_user.it.id, data.aws_iam_user.it.arn] }
"#;
    let shown = between(network, app);
    assert!(!shown.contains("aws_iam_user.it.id, aws"), "{shown}");
    assert!(shown.contains("data.aws_iam_user.it.id"), "{shown}");
}

#[test]
fn the_newest_of_one_is_that_one() {
    let network = r#"resource "aws_acm_certificate" "main" { domain_name = "example.com" }"#;
    let app = r#"
data "aws_acm_certificate" "it" {
  domain      = "example.com"
  statuses    = ["ISSUED"]
  most_recent = true
}
output "found" { value = data.aws_acm_certificate.it.arn }
"#;
    let shown = between(network, app);
    assert!(shown.contains("aws_acm_certificate.main.arn"), "{shown}");
    assert!(!shown.contains("data."), "{shown}");
}

#[test]
fn a_public_zone_is_not_the_private_one_of_the_same_name() {
    let zone = |text: &str| {
        format!("resource \"aws_route53_zone\" \"main\" {{\n  name = \"example.com\"\n  {text}\n}}")
    };
    let app = |text: &str| {
        format!(
            r#"
data "aws_route53_zone" "it" {{
  name = "example.com"
  {text}
}}
output "found" {{ value = data.aws_route53_zone.it.zone_id }}
"#
        )
    };
    let is_data = |shown: String| shown.contains("data.");
    let private = zone("vpc {\n    vpc_id = \"vpc-1\"\n  }");
    assert!(is_data(between(&private, &app(""))));
    assert!(!is_data(between(&private, &app("private_zone = true"))));
    assert!(is_data(between(&zone(""), &app("private_zone = true"))));
    assert!(!is_data(between(&zone(""), &app(""))));
}

#[test]
fn tags_are_those_of_the_provider_as_well_and_what_is_left_out_is_not_known() {
    let network = r#"
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Team = "core" }
  }
}
"#;
    let network = format!("{network}\n{VPC}");
    let tags = BY_NAME
        .replace(".cidr_block", ".tags")
        .replace("tags = { Name = \"main\" }", "cidr_block = \"10.0.0.0/16\"");
    let app = format!("{IRELAND}\n{tags}");
    let shown = found(&[(NETWORK, &network), (APP, &app)]);
    assert!(shown.contains("core") && shown.contains("main"), "{shown}");
    let topic = r#"resource "aws_lb" "it" { name = "it" }"#;
    let app = r#"
data "aws_lb" "it" { name = "it" }
output "found" { value = data.aws_lb.it.customer_owned_ipv4_pool }
"#;
    assert_ne!(between(topic, app), "null");
}

#[test]
fn what_may_be_left_to_the_provider_may_be_anything() {
    let app = r#"
variable "flag" { type = bool }
resource "aws_db_instance" "it" {
  instance_class = "db.t3.micro"
  kms_key_id     = var.flag ? "given" : null
}
output "found" { value = coalesce(aws_db_instance.it.kms_key_id, "none") }
"#;
    let shown = between("", app);
    assert!(shown.contains("aws_db_instance.it.kms_key_id"), "{shown}");
}

#[test]
fn the_state_of_another_stack_with_a_local_backend_is_read_from_its_path() {
    let app = r#"
data "terraform_remote_state" "network" {
  backend = "local"
  config  = { path = "../network/terraform.tfstate" }
}
output "found" { value = data.terraform_remote_state.network.outputs.range }
"#;
    let network = "output \"range\" { value = \"10.0.0.0/16\" }";
    assert_eq!(between(network, app), RANGE);
}

#[test]
fn nothing_is_demanded_of_instances_of_which_there_may_be_none() {
    let text = |count: &str| {
        format!(
            r#"
variable "size" {{ type = number }}
resource "terraform_data" "it" {{
  count = {count}
  lifecycle {{
    precondition {{
      condition     = 1 == 2
      error_message = "never"
    }}
  }}
}}"#
        )
    };
    let faults = |text: &str| {
        let files = [("live/settings.tf", SETTINGS), ("live/main.tf", text)];
        let sources = Sources::from_memory(files);
        let syntax = Syntax::new(&sources);
        let repo = Repo::build(&sources, &syntax, &Config::default());
        let schemas = Schemas::embedded();
        let plan = build(&repo, Knowledge { schemas: &schemas });
        plan.stacks[0].faults.len()
    };
    assert_eq!(faults(&text("1")), 1);
    assert_eq!(faults(&text("var.size")), 0);
}

/// Whether a VPC `main` is found by its name, with these providers in its own stack and in that of the data source.
fn is_found_between(network: &str, app: &str) -> bool {
    let network = format!("{network}\n{VPC}");
    let app = format!("{app}\n{BY_NAME}");
    is_found(&found(&[(NETWORK, &network), (APP, &app)]))
}

/// AWS provider's documentation, "Assuming an IAM Role Using A Web Identity".
#[test]
fn a_role_that_is_assumed_with_a_web_identity_is_of_its_own_account() {
    let role = |number: &str| {
        format!(
            "provider \"aws\" {{\n region = \"eu-west-1\"\n assume_role_with_web_identity {{\n  role_arn = \"arn:aws:iam::{number}:role/r\"\n  web_identity_token = \"t\"\n }}\n}}"
        )
    };
    assert!(!is_found_between(IRELAND, &role("222222222222")));
    assert!(!is_found_between(
        &role("111111111111"),
        &role("222222222222")
    ));
    assert!(is_found_between(
        &role("222222222222"),
        &role("222222222222")
    ));
}

#[test]
fn accounts_of_different_variables_are_not_one() {
    let role = |name: &str| {
        format!(
            "variable \"{name}\" {{}}\nprovider \"aws\" {{\n region = \"eu-west-1\"\n assume_role {{ role_arn = var.{name} }}\n}}"
        )
    };
    assert!(!is_found_between(&role("one"), &role("other")));
    assert!(is_found_between(&role("one"), &role("one")));
}

/// Terraform's documentation of `ignore_changes`: what is named there may be changed outside of Terraform.
#[test]
fn a_tag_or_name_that_may_have_been_changed_finds_nothing() {
    let vpc = |ignored: &str| {
        VPC.replace(
            "tags ",
            &format!("lifecycle {{\n    ignore_changes = [{ignored}]\n  }}\n  tags "),
        )
    };
    for ignored in ["tags", "tags[\"Name\"]", "tags_all"] {
        assert!(!is_found(&between(&vpc(ignored), BY_NAME)), "{ignored}");
    }
    for ignored in ["tags[\"Owner\"]", "cidr_block_x"] {
        let network = vpc(ignored).replace("cidr_block_x", "ipv6_cidr_block");
        assert!(is_found(&between(&network, BY_NAME)), "{ignored}");
    }
    let group = |more: &str| {
        format!("resource \"aws_security_group\" \"g\" {{\n name = \"web\"\n{more}\n}}")
    };
    let app = "data \"aws_security_group\" \"it\" {\n name = \"web\"\n}\noutput \"found\" { value = data.aws_security_group.it.id }";
    assert_eq!(between(&group(""), app), "<aws_security_group.g.id>");
    let ignored = group(" lifecycle {\n  ignore_changes = [name]\n }");
    assert_eq!(between(&ignored, app), "<data.aws_security_group.it.id>");
}
