//! The ways in which people write networks, and what AWS makes of each.

use super::super::testing::{of_files, of_stack};
use super::{Class, Target};

/// A VPC with an internet gateway, and a NAT gateway in a public subnet.
const GATEWAYS: &str = r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_nat_gateway" "main" {
  allocation_id = "eipalloc-1"
  subnet_id     = aws_subnet.one.id
}

resource "aws_subnet" "one" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
"#;

/// The class of every subnet of an environment, in order of address.
fn classes(infrastructure: &super::super::Infrastructure<'_>) -> Vec<String> {
    let network = &infrastructure.network;
    let subnets = network.subnets().map(|(id, reach)| {
        let class = match &reach.class {
            Class::Public => "public".to_owned(),
            Class::Private(Target::Nat(_)) => "private by nat".to_owned(),
            Class::Private(target) => format!("private by {}", target.words()),
            Class::Isolated => "isolated".to_owned(),
            Class::Undetermined(unsure) => format!("undetermined: {}", unsure.reason),
        };
        let address = infrastructure.graph.node(id).address();
        format!("{}: {class}", address.trim_start_matches("aws_subnet."))
    });
    subnets.collect()
}

/// The class of the subnet `one` where this text is beside the gateways.
fn one(text: &str) -> String {
    let text = format!("{GATEWAYS}{text}");
    let classes = of_stack(&text, classes);
    let found = classes.into_iter().find_map(|class| {
        let class = class.strip_prefix("one: ")?;
        Some(class.to_owned())
    });
    found.expect("there is the subnet")
}

const TABLE: &str = r#"
resource "aws_route_table_association" "one" {
  subnet_id      = aws_subnet.one.id
  route_table_id = aws_route_table.one.id
}
"#;

fn with_routes(routes: &str) -> String {
    one(&format!(
        "{TABLE}\nresource \"aws_route_table\" \"one\" {{\n  vpc_id = aws_vpc.main.id\n{routes}\n}}\n"
    ))
}

#[test]
fn routes_in_the_table_decide() {
    for (routes, expected) in [
        ("", "isolated"),
        ("route = []", "isolated"),
        (
            r#"route {
                cidr_block = "0.0.0.0/0"
                gateway_id = aws_internet_gateway.main.id
            }"#,
            "public",
        ),
        (
            r#"route = [{
                cidr_block = "0.0.0.0/0", gateway_id = aws_internet_gateway.main.id, carrier_gateway_id = null,
                core_network_arn = null, destination_prefix_list_id = null, egress_only_gateway_id = null,
                ipv6_cidr_block = null, local_gateway_id = null, nat_gateway_id = null,
                network_interface_id = null, transit_gateway_id = null, vpc_endpoint_id = null,
                vpc_peering_connection_id = null
            }]"#,
            "public",
        ),
        (
            r#"route {
                cidr_block     = "0.0.0.0/0"
                nat_gateway_id = aws_nat_gateway.main.id
            }"#,
            "private by nat",
        ),
        (
            r#"dynamic "route" {
                for_each = { "0.0.0.0/1" = aws_internet_gateway.main.id, "128.0.0.0/1" = aws_internet_gateway.main.id }
                content {
                  cidr_block = route.key
                  gateway_id = route.value
                }
            }"#,
            "public",
        ),
        (
            r#"route {
                cidr_block = "0.0.0.0/1"
                gateway_id = aws_internet_gateway.main.id
            }"#,
            "isolated",
        ),
        (
            r#"route {
                cidr_block           = "0.0.0.0/0"
                network_interface_id = "eni-1"
            }"#,
            "private by a network interface",
        ),
        (
            r#"route {
                cidr_block = "0.0.0.0/0"
                gateway_id = "igw-0123"
            }"#,
            "public",
        ),
        (
            r#"route {
                cidr_block = "0.0.0.0/0"
                gateway_id = "vgw-0123"
            }"#,
            "private by a virtual private gateway",
        ),
        (
            r#"route {
                cidr_block                = "10.1.0.0/16"
                vpc_peering_connection_id = "pcx-1"
            }"#,
            "isolated",
        ),
        // Without a range of IPv6 addresses the subnet has none that this route could be for.
        (
            r#"route {
                ipv6_cidr_block = "::/0"
                gateway_id      = aws_internet_gateway.main.id
            }"#,
            "isolated",
        ),
        (
            r#"propagating_vgws = ["vgw-0123"]"#,
            "undetermined: a gateway propagates its routes into the table",
        ),
    ] {
        assert_eq!(with_routes(routes), expected, "{routes}");
    }
}

#[test]
fn routes_beside_the_table_decide() {
    let table = format!(
        "{TABLE}\nresource \"aws_route_table\" \"one\" {{\n  vpc_id = aws_vpc.main.id\n}}\n"
    );
    for (routes, expected) in [
        (
            r#"resource "aws_route" "out" {
                route_table_id         = aws_route_table.one.id
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = aws_internet_gateway.main.id
            }"#,
            "public",
        ),
        (
            r#"resource "aws_route" "out" {
                count                  = 0
                route_table_id         = aws_route_table.one.id
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = aws_internet_gateway.main.id
            }"#,
            "isolated",
        ),
        (
            r#"variable "is_public" {}
            resource "aws_route" "out" {
                count                  = var.is_public ? 1 : 0
                route_table_id         = aws_route_table.one.id
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = aws_internet_gateway.main.id
            }"#,
            "undetermined: how many routes there are is not known",
        ),
        // Whichever it is, it is private.
        (
            r#"variable "nat" {}
            resource "aws_route" "out" {
                route_table_id         = aws_route_table.one.id
                destination_cidr_block = "0.0.0.0/0"
                nat_gateway_id         = var.nat
            }"#,
            "private by nat",
        ),
        (
            r#"variable "is_public" {}
            resource "aws_route" "out" {
                route_table_id         = aws_route_table.one.id
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = var.is_public ? aws_internet_gateway.main.id : null
                nat_gateway_id         = var.is_public ? null : aws_nat_gateway.main.id
            }"#,
            "undetermined: where its route leads hangs on what is not known",
        ),
        (
            r#"variable "table" {}
            resource "aws_route" "out" {
                route_table_id         = var.table
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = aws_internet_gateway.main.id
            }"#,
            "undetermined: var.table is given no value in the repository",
        ),
        (
            r#"resource "aws_route" "out" {
                route_table_id         = aws_vpc.main.main_route_table_id
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = aws_internet_gateway.main.id
            }"#,
            "isolated",
        ),
        (
            r#"module "routes" {
                source = "example/routes/aws"
                tables = [aws_route_table.one.id]
            }"#,
            "undetermined: the module example/routes/aws, which is given the route table, is not in the repository",
        ),
    ] {
        assert_eq!(one(&format!("{table}{routes}")), expected, "{routes}");
    }
}

/// A route for a list is one for each of its ranges, where the repository says all of them.
#[test]
fn routes_for_prefix_lists_are_for_their_ranges() {
    let with = |cidrs: &str, more: &str| {
        one(&format!(
            r#"{TABLE}
resource "aws_route_table" "one" {{
  vpc_id = aws_vpc.main.id
}}
resource "aws_ec2_managed_prefix_list" "some" {{
  name           = "some"
  address_family = "IPv4"
  max_entries    = 5
  dynamic "entry" {{
    for_each = {cidrs}
    content {{
      cidr = entry.value
    }}
  }}
}}
resource "aws_route" "out" {{
  route_table_id             = aws_route_table.one.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.some.id
  gateway_id                 = aws_internet_gateway.main.id
}}
{more}"#
        ))
    };
    assert_eq!(with(r#"["0.0.0.0/0"]"#, ""), "public");
    assert_eq!(with(r#"["0.0.0.0/1", "128.0.0.0/1"]"#, ""), "public");
    assert_eq!(with(r#"["0.0.0.0/1"]"#, ""), "isolated");
    let entry = r#"
resource "aws_ec2_managed_prefix_list_entry" "more" {
  cidr           = "128.0.0.0/1"
  prefix_list_id = aws_ec2_managed_prefix_list.some.id
}
"#;
    assert_eq!(with(r#"["0.0.0.0/1"]"#, entry), "public");
    let unknown = "variable \"cidr\" {}\n";
    assert_eq!(
        with("[var.cidr]", unknown),
        "undetermined: the ranges of a prefix list are not known"
    );
}

#[test]
fn without_an_association_the_main_table_decides() {
    for (text, expected) in [
        ("", "isolated"),
        (
            r#"resource "aws_route" "out" {
                route_table_id         = aws_vpc.main.main_route_table_id
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = aws_internet_gateway.main.id
            }"#,
            "public",
        ),
        (
            r#"resource "aws_default_route_table" "main" {
                default_route_table_id = aws_vpc.main.default_route_table_id
                route {
                  cidr_block = "0.0.0.0/0"
                  gateway_id = aws_internet_gateway.main.id
                }
            }"#,
            "public",
        ),
        (
            r#"resource "aws_default_route_table" "main" {
                default_route_table_id = aws_vpc.main.default_route_table_id
            }
            resource "aws_route" "out" {
                route_table_id         = aws_default_route_table.main.id
                destination_cidr_block = "0.0.0.0/0"
                gateway_id             = aws_internet_gateway.main.id
            }"#,
            "public",
        ),
        (
            r#"resource "aws_route_table" "public" {
                vpc_id = aws_vpc.main.id
                route {
                  cidr_block = "0.0.0.0/0"
                  gateway_id = aws_internet_gateway.main.id
                }
            }
            resource "aws_main_route_table_association" "main" {
                vpc_id         = aws_vpc.main.id
                route_table_id = aws_route_table.public.id
            }"#,
            "public",
        ),
        // An association of which it is not known whose it is may be this subnet's.
        (
            r#"variable "subnet" {}
            resource "aws_route_table_association" "some" {
                subnet_id      = var.subnet
                route_table_id = "rtb-1"
            }"#,
            "undetermined: var.subnet is given no value in the repository",
        ),
        // An edge association is of a gateway.
        (
            r#"resource "aws_route_table_association" "edge" {
                gateway_id     = aws_internet_gateway.main.id
                route_table_id = "rtb-1"
            }"#,
            "isolated",
        ),
    ] {
        assert_eq!(one(text), expected, "{text}");
    }
}

#[test]
fn subnets_of_a_number_that_is_not_known_are_judged_as_one() {
    let text = r#"
variable "cidrs" {}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  count      = length(var.cidrs)
  vpc_id     = aws_vpc.main.id
  cidr_block = var.cidrs[count.index]
}

resource "aws_subnet" "private" {
  for_each   = toset(var.cidrs)
  vpc_id     = aws_vpc.main.id
  cidr_block = each.key
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "private" {
  for_each = aws_subnet.private
  vpc_id   = aws_vpc.main.id
}

resource "aws_route" "public" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route" "private" {
  for_each               = aws_route_table.private
  route_table_id         = each.value.id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = "eni-1"
}

resource "aws_route_table_association" "public" {
  count          = length(var.cidrs)
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}
"#;
    let expected = [
        "private[*]: private by a network interface",
        "public[*]: public",
    ];
    assert_eq!(of_stack(text, classes), expected);
}

#[test]
fn associations_by_a_set_of_ids_are_those_of_each_subnet() {
    let text = r#"
resource "aws_subnet" "a" {
  count  = 2
  vpc_id = "vpc-1"
}
resource "aws_subnet" "b" {
  vpc_id = "vpc-1"
}
resource "aws_subnet" "c" {
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_route_table" "public" {
  vpc_id = "vpc-1"
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = "igw-1"
  }
}
resource "aws_route_table_association" "public" {
  for_each       = toset(concat(aws_subnet.a.*.id, [aws_subnet.b.id]))
  subnet_id      = each.key
  route_table_id = aws_route_table.public.id
}
"#;
    let expected = ["a[0]: public", "a[1]: public", "b: public", "c: isolated"];
    assert_eq!(of_stack(text, classes), expected);
}

#[test]
fn ipv6_counts_where_a_subnet_has_it() {
    let text = |gateway: &str| {
        format!(
            r#"
resource "aws_vpc" "main" {{
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}}
resource "aws_internet_gateway" "main" {{
  vpc_id = aws_vpc.main.id
}}
resource "aws_egress_only_internet_gateway" "main" {{
  vpc_id = aws_vpc.main.id
}}
resource "aws_subnet" "one" {{
  vpc_id          = aws_vpc.main.id
  cidr_block      = "10.0.1.0/24"
  ipv6_cidr_block = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 1)
}}
resource "aws_route_table" "one" {{
  vpc_id = aws_vpc.main.id
  route {{
    ipv6_cidr_block = "::/0"
    {gateway}
  }}
}}
{TABLE}"#
        )
    };
    let open = text("gateway_id = aws_internet_gateway.main.id");
    assert_eq!(of_stack(&open, classes), ["one: public"]);
    let closed = text("egress_only_gateway_id = aws_egress_only_internet_gateway.main.id");
    let expected = ["one: private by an egress-only internet gateway"];
    assert_eq!(of_stack(&closed, classes), expected);
}

#[test]
fn routes_are_followed_through_modules_and_stacks() {
    let module = r#"
variable "vpc_id" {}
variable "gateway" {}
resource "aws_subnet" "this" {
  count      = 2
  vpc_id     = var.vpc_id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_route_table" "this" {
  vpc_id = var.vpc_id
}
resource "aws_route" "out" {
  route_table_id         = element([aws_route_table.this.id], 7)
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = var.gateway
}
resource "aws_route_table_association" "this" {
  count          = 2
  subnet_id      = element(aws_subnet.this[*].id, count.index)
  route_table_id = join("", aws_route_table.this[*].id)
}
"#;
    let backend = |key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    bucket = \"states\"\n    key = \"{key}\"\n    region = \"us-east-1\"\n  }}\n}}\n"
        )
    };
    let gateways = backend("gateways")
        + r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
output "all" {
  value = { vpc = aws_vpc.main.id, gateway = aws_internet_gateway.main.id }
}
"#;
    let subnets = backend("subnets")
        + r#"
data "terraform_remote_state" "gateways" {
  backend = "s3"
  config = {
    bucket = "states"
    key    = "gateways"
    region = "us-east-1"
  }
}
module "subnets" {
  source  = "../../../../modules/subnets"
  vpc_id  = data.terraform_remote_state.gateways.outputs.all.vpc
  gateway = data.terraform_remote_state.gateways.outputs.all["gateway"]
}
"#;
    let files = [
        ("modules/subnets/main.tf", module),
        ("live/prod/us-east-1/gateways/main.tf", &gateways),
        ("live/prod/us-east-1/subnets/main.tf", &subnets),
    ];
    let expected = [
        "module.subnets.aws_subnet.this[0]: public",
        "module.subnets.aws_subnet.this[1]: public",
    ];
    assert_eq!(of_files(&files, classes), expected);
}

#[test]
fn default_subnets_are_public() {
    let text = r#"
resource "aws_default_subnet" "a" {
  availability_zone = "us-east-1a"
}
"#;
    assert_eq!(of_stack(text, classes), ["aws_default_subnet.a: public"]);
}

#[test]
fn the_evidence_leads_from_the_subnet_to_the_gateway() {
    let text = format!(
        "{GATEWAYS}{TABLE}
resource \"aws_route_table\" \"one\" {{
  vpc_id = aws_vpc.main.id
  route {{
    cidr_block = \"0.0.0.0/0\"
    gateway_id = aws_internet_gateway.main.id
  }}
}}
"
    );
    let evidence = of_stack(&text, |infrastructure| {
        let (_, reach) = infrastructure.network.subnets().next().expect("a subnet");
        let texts = reach.evidence.iter().map(|note| note.text.clone());
        texts.collect::<Vec<_>>()
    });
    let expected = [
        "aws_route_table_association.one gives the subnet its route table",
        "aws_route_table.one leads to an internet gateway",
        "aws_internet_gateway.main",
    ];
    assert_eq!(evidence, expected);
}
