//! The repository that benchmarks measure: stacks with 30 resources each behind three levels of modules, every other one
//! reading the state of the one before.

use std::fmt::Write as _;

/// Ten subnets, each with a route table and its association.
const NETWORK: &str = r#"
variable "name" { type = string }
variable "cidr" { type = string }
variable "vpc_id" { type = string }
variable "zones" { type = list(string) }
locals {
  subnets = {
    for pair in setproduct(["public", "private"], var.zones) : "${pair[0]}-${pair[1]}" => {
      zone   = pair[1]
      number = index(var.zones, pair[1]) + (pair[0] == "public" ? 0 : 16)
    }
  }
  tags = merge({ Name = var.name }, { Layer = "network", Zones = join(",", var.zones) })
}
resource "aws_subnet" "this" {
  for_each          = local.subnets
  vpc_id            = var.vpc_id
  cidr_block        = cidrsubnet(var.cidr, 8, each.value.number)
  availability_zone = each.value.zone
  tags              = merge(local.tags, { Key = each.key })
}
resource "aws_route_table" "this" {
  for_each = local.subnets
  vpc_id   = var.vpc_id
  tags     = local.tags
}
resource "aws_route_table_association" "this" {
  for_each       = aws_subnet.this
  subnet_id      = each.value.id
  route_table_id = aws_route_table.this[each.key].id
}
output "subnet_ids" { value = { for key, subnet in aws_subnet.this : key => subnet.id } }
output "policy" { value = jsonencode({ Resource = [for subnet in aws_subnet.this : subnet.arn] }) }
"#;

const MIDDLE: &str = r#"
variable "settings" {
  type = object({
    name  = string
    cidr  = string
    zones = optional(list(string), ["a", "b", "c"])
  })
}
variable "vpc_id" { type = string }
module "network" {
  source = "../network"
  name   = "${var.settings.name}-network"
  cidr   = var.settings.cidr
  vpc_id = var.vpc_id
  zones  = [for zone in var.settings.zones : "us-east-1${zone}"]
}
output "subnet_ids" { value = module.network.subnet_ids }
"#;

const OUTER: &str = r#"
variable "name" { type = string }
variable "cidr" { type = string }
variable "zones" { type = list(string) }
resource "aws_vpc" "this" {
  cidr_block = var.cidr
  tags       = { Name = var.name }
}
module "middle" {
  source   = "../middle"
  settings = { name = var.name, cidr = var.cidr, zones = var.zones }
  vpc_id   = aws_vpc.this.id
}
resource "aws_security_group" "this" {
  name   = "${var.name}-tasks"
  vpc_id = aws_vpc.this.id
  dynamic "ingress" {
    for_each = toset([80, 443])
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [var.cidr]
    }
  }
}
resource "aws_ecs_cluster" "this" { name = var.name }
output "subnet_ids" { value = module.middle.subnet_ids }
output "vpc_id" { value = aws_vpc.this.id }
"#;

/// The files of a repository of so many stacks, each with its path.
pub(crate) fn files(stacks: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("modules/network/main.tf".to_owned(), NETWORK.to_owned()),
        ("modules/middle/main.tf".to_owned(), MIDDLE.to_owned()),
        ("modules/outer/main.tf".to_owned(), OUTER.to_owned()),
    ];
    for at in 0..stacks {
        let folder = format!("live/prod/us-east-1/stack{at:04}");
        let mut main = format!(
            r#"
terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws", version = "~> 5.100" }}
  }}
  backend "s3" {{
    bucket = "states"
    key    = "{folder}/terraform.tfstate"
    region = "us-east-1"
  }}
}}
provider "aws" {{ region = "us-east-1" }}
variable "cidr" {{ type = string }}
module "outer" {{
  source = "../../../../modules/outer"
  name   = "stack-{at}"
  cidr   = var.cidr
  zones  = ["a", "b", "c", "d"]
}}
output "subnet_ids" {{ value = module.outer.subnet_ids }}
output "vpc_id" {{ value = module.outer.vpc_id }}
"#
        );
        if at % 2 == 1 {
            let before = at - 1;
            let _ = write!(
                main,
                r#"
data "terraform_remote_state" "before" {{
  backend = "s3"
  config = {{
    bucket = "states"
    key    = "live/prod/us-east-1/stack{before:04}/terraform.tfstate"
    region = "us-east-1"
  }}
}}
resource "aws_vpc_peering_connection" "before" {{
  vpc_id      = module.outer.vpc_id
  peer_vpc_id = data.terraform_remote_state.before.outputs.vpc_id
}}
output "all_subnet_ids" {{
  value = concat(values(module.outer.subnet_ids), values(data.terraform_remote_state.before.outputs.subnet_ids))
}}
"#
            );
        }
        files.push((format!("{folder}/main.tf"), main));
        let values = format!("cidr = \"10.{}.0.0/16\"\n", at % 250);
        files.push((format!("{folder}/terraform.tfvars"), values));
    }
    files
}
