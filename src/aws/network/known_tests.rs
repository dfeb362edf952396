//! What stands for `terraform-aws-modules/vpc/aws` against the module itself: `tests/data/known_modules/vpc.json` holds
//! what Terraform made of calls of several versions, applied against a mock of the provider.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::eval::Value;

use super::super::Infrastructure;
use super::super::placement::truth::Truth;
use super::super::placement::zone::zone_of;
use super::super::testing::of_stack;
use super::{Class, Target};

const TRUTH: &str = include_str!("../../../tests/data/known_modules/vpc.json");

/// One call, and what came of it.
#[derive(Deserialize)]
struct Case {
    version: String,
    #[serde(rename = "case")]
    name: String,
    inputs: BTreeMap<String, String>,
    subnets: BTreeMap<String, Subnet>,
    nat_gateways: BTreeMap<String, Option<String>>,
    vpc: BTreeMap<String, serde_json::Value>,
    public_addresses: Vec<bool>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Subnet {
    class: String,
    nat: Option<String>,
    zone: String,
    cidr: String,
    tables: Vec<String>,
}

fn call(case: &Case) -> String {
    let inputs = case.inputs.iter();
    let inputs: String = inputs
        .map(|(name, value)| format!("  {name} = {value}\n"))
        .collect();
    let version = case.version.trim_start_matches('v');
    format!(
        "module \"vpc\" {{\n  source = \"terraform-aws-modules/vpc/aws\"\n  version = \"{version}\"\n  name = \"x\"\n  \
         cidr = \"10.0.0.0/16\"\n{inputs}}}\n"
    )
}

fn subnets(infrastructure: &Infrastructure<'_>) -> BTreeMap<String, Subnet> {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    let address = |id| graph.node(id).address();
    let text = |id, name: &str| {
        let value = graph.node(id).given(name).and_then(|value| value.as_str());
        value.unwrap_or("").to_owned()
    };
    let found = network.subnets().map(|(id, reach)| {
        let (class, nat) = match &reach.class {
            Class::Public => ("public".to_owned(), None),
            Class::Private(Target::Nat(nat)) => ("nat".to_owned(), nat.map(address)),
            Class::Isolated => ("isolated".to_owned(), None),
            // Routes that a gateway propagates are in no configuration: the record says so by hand.
            Class::Undetermined(_) => ("undetermined".to_owned(), None),
            other @ Class::Private(_) => (format!("{other:?}"), None),
        };
        let tables = network.associations(id).filter_map(|by| {
            let table = graph.node(by).given("route_table_id")?;
            Some(address(graph.node_named(table, &["id"])?))
        });
        assert!(zone_of(graph, id).is_ok(), "{}", address(id));
        let subnet = Subnet {
            class,
            nat,
            zone: text(id, "availability_zone"),
            cidr: text(id, "cidr_block"),
            tables: tables.collect(),
        };
        (address(id), subnet)
    });
    found.collect()
}

fn nat_gateways(infrastructure: &Infrastructure<'_>) -> BTreeMap<String, Option<String>> {
    let graph = &infrastructure.graph;
    let found = graph.resources("aws_nat_gateway").map(|(_, node)| {
        let subnet = node.given("subnet_id");
        let subnet = subnet.and_then(|subnet| graph.node_named(subnet, &["id"]));
        (
            node.address(),
            subnet.map(|subnet| graph.node(subnet).address()),
        )
    });
    found.collect()
}

fn of_vpc(infrastructure: &Infrastructure<'_>, name: &str) -> Option<serde_json::Value> {
    let (_, vpc) = infrastructure.graph.resources("aws_vpc").next()?;
    let value = vpc.attribute(name)?;
    let text = value.as_str().map(serde_json::Value::from);
    text.or_else(|| value.as_bool().map(serde_json::Value::from))
}

#[test]
fn the_vpc_module_makes_what_terraform_makes_of_it() {
    let cases: Vec<Case> = serde_json::from_str(TRUTH).unwrap();
    assert!(cases.len() >= 40, "there are {}", cases.len());
    for case in &cases {
        let name = format!("{} of {}", case.name, case.version);
        of_stack(&call(case), |infrastructure| {
            assert!(infrastructure.graph.unseen.is_empty(), "{name}");
            assert_eq!(subnets(infrastructure), case.subnets, "{name}");
            assert_eq!(nat_gateways(infrastructure), case.nat_gateways, "{name}");
            for (argument, value) in &case.vpc {
                assert_eq!(
                    of_vpc(infrastructure, argument).as_ref(),
                    Some(value),
                    "{name}: {argument}"
                );
            }
            let graph = &infrastructure.graph;
            for (_, subnet) in graph.resources("aws_subnet") {
                if subnet.address().contains(".public[") {
                    let gives = subnet
                        .given("map_public_ip_on_launch")
                        .and_then(Value::as_bool);
                    assert_eq!(gives.as_slice(), case.public_addresses, "{name}");
                }
            }
        });
    }
}

#[test]
fn a_call_with_an_input_that_no_version_has_is_not_understood() {
    let text = r#"
module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.0"
  azs     = ["us-east-1a"]
  wormhole_subnets = ["10.0.1.0/24"]
}
"#;
    of_stack(text, |infrastructure| {
        assert_eq!(infrastructure.graph.unseen.len(), 1);
        assert_eq!(infrastructure.network.subnets().count(), 0);
    });
}

#[test]
fn what_changed_with_a_version_is_not_known_at_a_commit() {
    let at = |reference: &str| {
        let text = format!(
            "module \"vpc\" {{\n  source = \"git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git?ref={reference}\"\n}}\n"
        );
        of_stack(&text, |infrastructure| {
            of_vpc(infrastructure, "enable_dns_hostnames")
        })
    };
    assert_eq!(at("v3.19.0"), Some(false.into()));
    assert_eq!(at("v5.0.0"), Some(true.into()));
    assert_eq!(at("25322b6b6be69db6cca7f167d7b0e5327156a595"), None);
}

/// A cluster with one service, its load balancer and a network, all of them made by known modules.
const SERVICE: &str = r#"
module "vpc" {
  source             = "terraform-aws-modules/vpc/aws"
  version            = "~> 5.0"
  azs                = ["us-east-1a", "us-east-1b"]
  private_subnets    = ["10.0.1.0/24", "10.0.2.0/24"]
  public_subnets     = ["10.0.101.0/24", "10.0.102.0/24"]
  enable_nat_gateway = true
}

module "alb" {
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 9.0"
  subnets = module.vpc.public_subnets
  vpc_id  = module.vpc.vpc_id

  security_group_ingress_rules = {
    http = { from_port = 80, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }
  }

  listeners = {
    http = { port = 80, protocol = "HTTP", forward = { target_group_key = "shop" } }
  }

  target_groups = {
    shop = { port = 80, protocol = "HTTP", target_type = "ip", create_attachment = false }
  }
}

module "ecs" {
  source       = "terraform-aws-modules/ecs/aws"
  version      = "~> 5.11"
  cluster_name = "shop"

  services = {
    shop = {
      subnet_ids = module.vpc.private_subnets

      load_balancer = {
        service = { target_group_arn = module.alb.target_groups["shop"].arn, container_name = "shop", container_port = 80 }
      }

      security_group_rules = {
        alb = { type = "ingress", from_port = 80, to_port = 80, protocol = "tcp", source_security_group_id = module.alb.security_group_id }
      }
    }
  }
}
"#;

fn addresses(infrastructure: &Infrastructure<'_>, kind: &str) -> Vec<String> {
    let found = infrastructure.graph.resources(kind);
    found.map(|(_, node)| node.address()).collect()
}

/// The addresses that the versions of that time give, read in their documentation and code.
#[test]
fn a_service_of_known_modules_is_tied_to_its_network_and_load_balancer() {
    of_stack(SERVICE, |infrastructure| {
        let graph = &infrastructure.graph;
        assert!(graph.unseen.is_empty());
        let service = "module.ecs.module.service[\"shop\"].aws_ecs_service.this[0]";
        assert_eq!(addresses(infrastructure, "aws_ecs_service"), [service]);
        assert_eq!(
            addresses(infrastructure, "aws_lb"),
            ["module.alb.aws_lb.this[0]"]
        );
        let group = "module.alb.aws_lb_target_group.this[\"shop\"]";
        assert_eq!(addresses(infrastructure, "aws_lb_target_group"), [group]);
        let (id, node) = graph.resources("aws_ecs_service").next().unwrap();
        let subnets = node.given("network_configuration").unwrap();
        let edges = graph
            .outgoing(id)
            .iter()
            .map(|edge| graph.node(edge.to).address());
        let edges: Vec<String> = edges.collect();
        for to in [
            group,
            "module.vpc.aws_subnet.private[0]",
            "module.vpc.aws_subnet.private[1]",
        ] {
            assert!(
                edges.iter().any(|it| it == to),
                "{to} of {edges:?} {subnets:?}"
            );
        }
        let floor = super::super::placement::scaling::floor(infrastructure, id)
            .unwrap()
            .unwrap();
        assert_eq!((floor.least, floor.most), (1, 1));
        let (target, _) = graph.resources("aws_appautoscaling_target").next().unwrap();
        let has = super::super::placement::scaling::has_policy(infrastructure, target, id);
        assert!(has.is_yes(), "{has:?}");
        let (_, cluster) = graph.resources("aws_ecs_cluster").next().unwrap();
        let settings = cluster.blocks("setting");
        let value = settings[0].certain[0]
            .get("value")
            .and_then(|value| value.as_str());
        assert_eq!(value, Some("enabled"));
    });
}

/// Whether a listener sends requests to the target group of this call of the module for load balancers.
fn is_attached(listeners: &str) -> Truth {
    let text = format!(
        r#"
variable "listeners" {{}}

module "alb" {{
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 10.0"
  subnets = ["subnet-1", "subnet-2"]
  listeners = {listeners}

  target_groups = {{
    shop  = {{ port = 80, protocol = "HTTP", target_type = "ip", create_attachment = false }}
    other = {{ name_prefix = "o-", target_type = "lambda" }}
  }}
}}
"#
    );
    of_stack(&text, |infrastructure| {
        let graph = &infrastructure.graph;
        let groups = graph.resources("aws_lb_target_group");
        let mut shop = groups.filter(|(_, node)| node.address().contains("shop"));
        crate::aws::balancing::is_attached(graph, shop.next().unwrap().0)
    })
}

#[test]
fn listeners_of_different_shapes_are_read_and_their_rules_are_not_known() {
    let redirect = r#"{
      http  = { port = 80, protocol = "HTTP", redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" } }
      https = { port = 443, protocol = "HTTPS", certificate_arn = "arn", forward = { target_group_key = "shop" } }
    }"#;
    assert_eq!(is_attached(redirect), Truth::Yes);
    let rules = r#"{
      https = {
        port           = 443
        protocol       = "HTTPS"
        fixed_response = { content_type = "text/plain", status_code = "404" }
        rules          = { shop = { actions = [{ forward = { target_group_key = "shop" } }] } }
      }
    }"#;
    assert!(matches!(is_attached(rules), Truth::Open(_)));
    assert!(matches!(is_attached("var.listeners"), Truth::Open(_)));
    assert_eq!(is_attached("{}"), Truth::No);
}

/// What the only task definition says, with what is not known in `<…>`.
fn containers(call: &str) -> String {
    of_stack(call, |infrastructure| {
        let definitions = infrastructure.graph.resources("aws_ecs_task_definition");
        let (id, _) = definitions.last().unwrap();
        crate::eval::show(infrastructure.placement.containers(id).unwrap())
    })
}

/// The names that the versions of that time take, and what they add, read in their code.
#[test]
fn containers_of_a_known_service_are_read_in_the_names_of_their_version() {
    let call = |version: &str, ports: &str, root: &str| {
        format!(
            r#"
provider "aws" {{
  region = "us-east-1"
}}

module "service" {{
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "{version}"
  name    = "shop"

  container_definitions = {{
    web = {{
      image  = "nginx:1"
      {ports} = [{{ containerPort = 8080 }}]
      {root}  = false

      environment = [{{ name = "DEBUG", value = true }}]
    }}
  }}
}}
"#
        )
    };
    let new = containers(&call("6.10.0", "portMappings", "readonlyRootFilesystem"));
    let old = containers(&call("5.12.0", "port_mappings", "readonly_root_filesystem"));
    for (shown, has_user) in [(new, false), (old, true)] {
        for part in [
            "nginx:1",
            "8080",
            "/aws/ecs/shop/web",
            "us-east-1",
            "value = \"true\"",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(shown.contains("readonlyRootFilesystem = false"), "{shown}");
        assert_eq!(shown.contains("user"), has_user, "{shown}");
    }
    // The names of another version mean nothing.
    let strange = containers(&call("6.10.0", "port_mappings", "readonly_root_filesystem"));
    assert!(!strange.contains("8080"), "{strange}");
    assert!(
        strange.contains("readonlyRootFilesystem = true"),
        "{strange}"
    );
}

#[test]
fn only_what_is_sensitive_in_a_container_is_hidden() {
    let shown = containers(
        r#"
variable "password" {
  sensitive = true
  default   = "hunter2"
}

module "web" {
  source          = "cloudposse/ecs-container-definition/aws"
  version         = "0.58.1"
  container_name  = "web"
  container_image = "nginx:1"
  environment     = [{ name = "PASSWORD", value = var.password }]
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = "[${module.web.json_map_encoded}]"
}
"#,
    );
    assert!(
        shown.contains("nginx:1") && shown.contains("PASSWORD"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}
