policytest {
  targets = ["vpc-peering-route-wide.policy.hcl"]
}

resource "aws_route" "narrow" {
  attrs = { destination_cidr_block = "10.1.0.0/16", vpc_peering_connection_id = "pcx-1" }
}

resource "aws_route" "internet" {
  attrs = { destination_cidr_block = "0.0.0.0/0", gateway_id = "igw-1", vpc_peering_connection_id = null }
}

resource "aws_route" "wide" {
  expect_failure = true
  attrs          = { destination_cidr_block = "0.0.0.0/0", vpc_peering_connection_id = "pcx-1" }
}

# iaclint-unknown: destination_cidr_block
# iaclint-expect: undetermined
resource "aws_route" "unknown" {
  skip  = true
  attrs = { vpc_peering_connection_id = "pcx-1" }
}

resource "aws_route_table" "both" {
  attrs = {
    route = [
      { cidr_block = "0.0.0.0/0", gateway_id = "igw-1", vpc_peering_connection_id = "" },
      { cidr_block = "10.1.0.0/16", vpc_peering_connection_id = "pcx-1" },
    ]
  }
}

resource "aws_route_table" "wide" {
  expect_failure = true
  attrs          = { route = [{ ipv6_cidr_block = "::/0", vpc_peering_connection_id = "pcx-1" }] }
}
