policytest {
  targets = ["vpc-route-nat-instance.policy.hcl"]
}

resource "aws_route" "gateway" {
  attrs = { destination_cidr_block = "0.0.0.0/0", nat_gateway_id = "nat-1", network_interface_id = null }
}

resource "aws_route" "somewhere" {
  attrs = { destination_cidr_block = "10.9.0.0/16", network_interface_id = "eni-1" }
}

resource "aws_route" "machine" {
  expect_failure = true
  attrs          = { destination_cidr_block = "0.0.0.0/0", network_interface_id = "eni-1" }
}

# iaclint-unknown: network_interface_id
# iaclint-expect: undetermined
resource "aws_route" "unknown" {
  skip  = true
  attrs = { destination_cidr_block = "0.0.0.0/0" }
}

resource "aws_route_table" "gateway" {
  attrs = { route = [{ cidr_block = "0.0.0.0/0", nat_gateway_id = "nat-1", network_interface_id = "" }] }
}

resource "aws_route_table" "no_routes" {
  attrs = { vpc_id = "vpc-1" }
}

resource "aws_route_table" "machine" {
  expect_failure = true
  attrs          = { route = [{ cidr_block = "10.9.0.0/16" }, { ipv6_cidr_block = "::/0", network_interface_id = "eni-1" }] }
}
