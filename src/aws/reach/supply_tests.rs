//! What tasks reach from their subnets: by routes, by addresses, and by endpoints in each way of writing.

use super::super::placement::need::Need;
use super::super::testing::of_stack;
use super::supply::supplies;

/// A subnet with a table of its own, and a Fargate service in it.
const WORLD: &str = r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "one" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "one" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "one" {
  subnet_id      = aws_subnet.one.id
  route_table_id = aws_route_table.one.id
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  network_mode          = "awsvpc"
  container_definitions = jsonencode([{ name = "web", image = "IMAGE" }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.web.arn
  network_configuration {
    subnets          = [aws_subnet.one.id]
    assign_public_ip = false
  }
}
"#;

const ECR: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1";

/// What the tasks miss where this is beside them: "nothing" where they get out or reach everything.
fn missing_with(image: &str, text: &str) -> String {
    missing_in(WORLD, image, text)
}

/// The same of another world.
fn missing_in(world: &str, image: &str, text: &str) -> String {
    let text = format!("{}{text}", world.replace("IMAGE", image));
    of_stack(&text, |infrastructure| {
        let world = (
            &infrastructure.graph,
            &infrastructure.network,
            &infrastructure.placement,
        );
        let service = infrastructure.placement.services().next();
        let (found, open) = supplies(world, service.expect("there is a service"));
        if let Some(unsure) = open {
            return unsure.reason;
        }
        let Some(supply) = found.first() else {
            return "nothing".to_owned();
        };
        if let Some(unsure) = supply.doubt.clone().filter(|_| supply.missing.is_empty()) {
            return unsure.reason;
        }
        let mut names: Vec<String> = supply.missing.iter().map(told).collect();
        if supply.beside_table.is_some() {
            names.push("the table of s3".to_owned());
        }
        if names.is_empty() {
            return "nothing".to_owned();
        }
        names.join(", ")
    })
}

fn told(need: &Need) -> String {
    match need {
        Need::Service(service) => (*service).to_owned(),
        Need::Registry(host) => host.clone(),
    }
}

fn missing(text: &str) -> String {
    missing_with(ECR, text)
}

const API: &str = r#"
resource "aws_vpc_endpoint" "ecr" {
  for_each            = toset(["ecr.api", "ecr.dkr"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.us-east-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}
"#;

fn s3(rest: &str) -> String {
    format!(
        "{API}resource \"aws_vpc_endpoint\" \"s3\" {{\n  vpc_id = aws_vpc.main.id\n  service_name = \
         \"com.amazonaws.us-east-1.s3\"\n{rest}\n}}\n"
    )
}

/// What AWS lists under "Edge to edge routing through a gateway or private connection" of invalid peering: what is behind
/// the other VPC's gateways is not reached, and what is in that VPC is.
#[test]
fn a_peering_connection_leads_to_one_other_network_and_no_further() {
    let peered = "resource \"aws_route\" \"out\" {\n  route_table_id = aws_route_table.one.id\n  \
                  destination_cidr_block = \"0.0.0.0/0\"\n  vpc_peering_connection_id = \"pcx-1\"\n}\n";
    assert_eq!(
        missing_with("docker.io/library/nginx:1", peered),
        "docker.io"
    );
    assert_eq!(
        missing(peered),
        "what the VPC behind its peering connection leads to is not known"
    );
    let with_endpoints = s3("  route_table_ids = [aws_route_table.one.id]");
    assert_eq!(missing(&format!("{peered}{with_endpoints}")), "nothing");
}

#[test]
fn routes_and_addresses_lead_out() {
    let all = "ecr.api, ecr.dkr, s3";
    let route = |target: &str| {
        format!(
            "resource \"aws_internet_gateway\" \"main\" {{\n  vpc_id = aws_vpc.main.id\n}}\nresource \"aws_route\" \"out\" {{\n  \
             route_table_id = aws_route_table.one.id\n  destination_cidr_block = \"0.0.0.0/0\"\n  {target}\n}}\n"
        )
    };
    assert_eq!(missing(""), all);
    assert_eq!(missing(&route("nat_gateway_id = \"nat-1\"")), "nothing");
    assert_eq!(
        missing(&route("network_interface_id = \"eni-1\"")),
        "nothing"
    );
    // An internet gateway serves public addresses only.
    assert_eq!(
        missing(&route("gateway_id = aws_internet_gateway.main.id")),
        all
    );
    let expected = "whether a transit gateway leads to the internet is not known";
    assert_eq!(missing(&route("transit_gateway_id = \"tgw-1\"")), expected);
    // What is needed may be in the other network.
    let other = route("transit_gateway_id = \"tgw-1\"").replace("0.0.0.0/0", "10.0.0.0/8");
    assert_eq!(
        missing(&other),
        "a route of its table leads to a transit gateway"
    );
}

/// A private NAT gateway in a subnet whose table has these routes.
fn private_gateway(routes: &str) -> String {
    format!(
        r#"
resource "aws_internet_gateway" "main" {{
  vpc_id = aws_vpc.main.id
}}
resource "aws_route" "out" {{
  route_table_id         = aws_route_table.one.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.inner.id
}}
resource "aws_subnet" "two" {{
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}}
resource "aws_route_table" "two" {{
  vpc_id = aws_vpc.main.id
{routes}
}}
resource "aws_route_table_association" "two" {{
  subnet_id      = aws_subnet.two.id
  route_table_id = aws_route_table.two.id
}}
resource "aws_nat_gateway" "inner" {{
  connectivity_type = "private"
  subnet_id         = aws_subnet.two.id
}}
"#
    )
}

#[test]
fn a_private_nat_gateway_gives_no_way_to_the_internet() {
    let all = missing("");
    let route = |target: &str| format!("route {{\ncidr_block = \"0.0.0.0/0\"\n{target}\n}}");
    // Internet gateways drop what comes from a private NAT gateway, says AWS.
    let internet = route("gateway_id = aws_internet_gateway.main.id");
    assert_eq!(missing(&private_gateway(&internet)), all);
    assert_eq!(missing(&private_gateway("")), all);
    let transit = route("transit_gateway_id = \"tgw-1\"");
    let expected = "where its NAT gateway leads is not known";
    assert_eq!(missing(&private_gateway(&transit)), expected);
    let public = private_gateway(&internet).replace("\"private\"", "\"public\"");
    assert_eq!(missing(&public), "nothing");
}

#[test]
fn a_well_known_module_makes_endpoints() {
    let module = |gateway: &str| {
        format!(
            r#"
module "endpoints" {{
  source     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  version    = "6.0.1"
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.one.id]

  endpoints = {{
    api = {{ service = "ecr.api", private_dns_enabled = true }}
    dkr = {{ service = "ecr.dkr", private_dns_enabled = true }}
    s3  = {{ service = "s3", service_type = "Gateway"{gateway} }}
  }}
}}
"#
        )
    };
    let with_table = module(", route_table_ids = [aws_route_table.one.id]");
    assert_eq!(missing(&with_table), "nothing");
    assert_eq!(missing(&module("")), "the table of s3");
    let without = with_table.replace("ecr.dkr", "logs");
    assert_eq!(missing(&without), "ecr.dkr");
}

#[test]
fn endpoints_lead_to_services_in_each_way_of_writing() {
    for (text, expected) in [
        (API.to_owned(), "s3"),
        (s3("route_table_ids = [aws_route_table.one.id]"), "nothing"),
        (s3(""), "the table of s3"),
        (s3("route_table_ids = [\"rtb-1\"]"), "the table of s3"),
        (s3("vpc_endpoint_type = \"Interface\"\nprivate_dns_enabled = true"), "nothing"),
        (
            s3("") + "resource \"aws_vpc_endpoint_route_table_association\" \"one\" {\n  vpc_endpoint_id = \
                      aws_vpc_endpoint.s3.id\n  route_table_id = aws_route_table.one.id\n}\n",
            "nothing",
        ),
        (
            s3("route_table_ids = [aws_route_table.one.id]").replace(
                "\"com.amazonaws.us-east-1.s3\"",
                "\"com.amazonaws.${var.region}.s3\"",
            ) + "variable \"region\" {}\n",
            "nothing",
        ),
        (
            s3("route_table_ids = [aws_route_table.one.id]").replace(
                "\"com.amazonaws.us-east-1.s3\"",
                "data.aws_vpc_endpoint_service.s3.service_name",
            ) + "data \"aws_vpc_endpoint_service\" \"s3\" {\n  service = \"s3\"\n}\n",
            "nothing",
        ),
        (
            s3("route_table_ids = [aws_route_table.one.id]")
                .replace("private_dns_enabled = true", "private_dns_enabled = false"),
            "whether the service's name leads to its endpoint is not known",
        ),
        (
            s3("route_table_ids = var.tables") + "variable \"tables\" {}\n",
            "var.tables is given no value in the repository",
        ),
        (
            "module \"endpoints\" {\n  source = \"example/endpoints/aws\"\n  vpc_id = aws_vpc.main.id\n}\n".to_owned(),
            "the module example/endpoints/aws, which is given the VPC, is not in the repository",
        ),
    ] {
        assert_eq!(missing(&text), expected, "{text}");
    }
}

#[test]
fn no_endpoint_leads_to_a_registry_of_the_internet() {
    let all = s3("route_table_ids = [aws_route_table.one.id]");
    assert_eq!(missing_with("nginx:1.27", &all), "docker.io");
    assert_eq!(
        missing_with("public.ecr.aws/nginx/nginx:1", &all),
        "public.ecr.aws"
    );
}

#[test]
fn a_default_route_for_ipv6_to_the_internet_takes_no_way_out_of_ipv4() {
    let gateway = r#"
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "v6" {
  route_table_id              = aws_route_table.one.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.main.id
}
"#;
    let nat = r#"
resource "aws_route" "v4" {
  route_table_id         = aws_route_table.one.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = "nat-0123456789abcdef0"
}
"#;
    let world = WORLD.replace(
        "  cidr_block = \"10.0.1.0/24\"\n",
        "  cidr_block = \"10.0.1.0/24\"\n  ipv6_cidr_block = \"2001:db8::/64\"\n",
    );
    let missing = |text: &str| missing_in(&world, ECR, text);
    assert_eq!(missing(&format!("{gateway}{nat}")), "nothing");
    // Some of AWS's services answer by IPv6, others do not.
    assert_eq!(
        missing(gateway),
        "what its tasks reach by IPv6 alone is not known"
    );
}
