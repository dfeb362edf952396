# Offline: the provider is a mock, so these tests need no account.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/vpc/shop/flow-logs" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/shop-flow-logs" }
  }
}

variables {
  name               = "shop"
  cidr_block         = "10.0.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
}

run "one_nat_gateway_in_each_zone" {
  assert {
    condition     = length(aws_nat_gateway.this) == 3 && length(aws_eip.nat) == 3
    error_message = "Three zones need three NAT gateways, each with its own address."
  }

  assert {
    condition     = alltrue([for zone, gateway in aws_nat_gateway.this : gateway.subnet_id == aws_subnet.public[zone].id])
    error_message = "A NAT gateway stands in the public subnet of its own zone."
  }

  assert {
    condition     = alltrue([for zone, route in aws_route.private_nat : route.nat_gateway_id == aws_nat_gateway.this[zone].id])
    error_message = "A private subnet leaves through the NAT gateway of its own zone."
  }

  assert {
    condition     = alltrue([for zone, association in aws_route_table_association.private : association.route_table_id == aws_route_table.private[zone].id && association.subnet_id == aws_subnet.private[zone].id])
    error_message = "A private subnet is associated with the table of its own zone."
  }

  assert {
    condition     = keys(output.nat_gateway_ids) == ["us-east-1a", "us-east-1b", "us-east-1c"]
    error_message = "The NAT gateways are told by zone."
  }
}

run "only_public_subnets_reach_the_internet_gateway" {
  assert {
    condition     = aws_route.public_internet.gateway_id == aws_internet_gateway.this.id && aws_route.public_internet.route_table_id == aws_route_table.public.id
    error_message = "The public table's default route goes to the internet gateway."
  }

  assert {
    condition     = alltrue([for association in aws_route_table_association.public : association.route_table_id == aws_route_table.public.id])
    error_message = "Every public subnet uses the public table."
  }

  assert {
    condition     = alltrue([for route in aws_route.private_nat : route.gateway_id == null && route.route_table_id != aws_route_table.public.id])
    error_message = "No private table has a route to the internet gateway."
  }

  assert {
    condition     = alltrue([for subnet in concat(values(aws_subnet.public), values(aws_subnet.private)) : subnet.map_public_ip_on_launch != true])
    error_message = "Nothing gets a public address by merely being started."
  }
}

run "subnets_are_cut_from_the_range_and_do_not_move" {
  assert {
    condition = [for zone in var.availability_zones : aws_subnet.public[zone].cidr_block] == [
      "10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20",
    ]
    error_message = "Public subnets are the first parts of the range, in the order of the zones."
  }

  assert {
    condition = [for zone in var.availability_zones : aws_subnet.private[zone].cidr_block] == [
      "10.0.128.0/20", "10.0.144.0/20", "10.0.160.0/20",
    ]
    error_message = "Private subnets are the ninth part and those after it."
  }

  assert {
    condition     = output.private_subnet_ids == [for zone in var.availability_zones : aws_subnet.private[zone].id]
    error_message = "The output keeps the order of the zones."
  }
}

run "a_single_nat_gateway_serves_all_zones" {
  variables {
    single_nat_gateway = true
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["us-east-1a"]
    error_message = "The single NAT gateway is in the first zone."
  }

  assert {
    condition     = length(aws_route.private_nat) == 3 && alltrue([for route in aws_route.private_nat : route.nat_gateway_id == aws_nat_gateway.this["us-east-1a"].id])
    error_message = "Every private table leaves through it."
  }

  assert {
    condition     = length(aws_route_table.private) == 3
    error_message = "The tables stay one for each zone, so that a later change moves no subnet."
  }
}

run "s3_is_reached_without_nat_from_every_private_subnet" {
  assert {
    condition     = aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway" && toset(aws_vpc_endpoint.s3.route_table_ids) == toset([for table in aws_route_table.private : table.id])
    error_message = "The S3 endpoint is on every private table."
  }
}

run "no_interface_endpoints_unless_asked" {
  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0 && length(aws_security_group.endpoints) == 0
    error_message = "Interface endpoints cost money by the hour: none by default."
  }
}

run "interface_endpoints_answer_in_every_zone" {
  variables {
    interface_endpoints = ["ecr.api", "ecr.dkr", "logs"]
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 3 && alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled && length(endpoint.subnet_ids) == 3])
    error_message = "Each endpoint stands in all zones and answers under the service's own name."
  }

  assert {
    condition     = aws_vpc_endpoint.interface["ecr.dkr"].service_name == "com.amazonaws.us-east-1.ecr.dkr"
    error_message = "The service's name holds the region."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_https[0].cidr_ipv4 == "10.0.0.0/16" && aws_vpc_security_group_ingress_rule.endpoints_https[0].from_port == 443
    error_message = "Endpoints take HTTPS from the VPC and nothing else."
  }
}

run "the_default_group_lets_nothing_through" {
  assert {
    condition     = length(aws_default_security_group.this.ingress) == 0 && length(aws_default_security_group.this.egress) == 0
    error_message = "The default security group is emptied."
  }
}

run "all_traffic_is_logged_and_the_log_encrypted" {
  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_flow_log.this.log_destination == aws_cloudwatch_log_group.flow_log.arn
    error_message = "Flow logs take in accepted and rejected traffic."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_log.kms_key_id == aws_kms_key.flow_log.arn && aws_cloudwatch_log_group.flow_log.retention_in_days == 365
    error_message = "The log group is encrypted with its own key and kept for a year by default."
  }

  assert {
    condition     = aws_kms_key.flow_log.enable_key_rotation
    error_message = "The key rotates."
  }
}

run "the_writing_role_carries_the_boundary" {
  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = aws_iam_role.flow_log.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "Without the boundary the pipeline may not create the role."
  }
}

run "refuses_one_zone" {
  command = plan

  variables {
    availability_zones = ["us-east-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "refuses_the_same_zone_twice" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-east-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "refuses_a_range_too_small_to_cut" {
  command = plan

  variables {
    cidr_block = "10.0.0.0/24"
  }

  expect_failures = [var.cidr_block]
}

run "refuses_a_range_that_is_none" {
  command = plan

  variables {
    cidr_block = "10.0.0.0"
  }

  expect_failures = [var.cidr_block]
}

run "refuses_an_unknown_endpoint" {
  command = plan

  variables {
    interface_endpoints = ["ecr"]
  }

  expect_failures = [var.interface_endpoints]
}

run "refuses_a_retention_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    flow_log_retention_days = 100
  }

  expect_failures = [var.flow_log_retention_days]
}
