policytest {
  targets = ["vpc-route-target.policy.hcl"]
}

resource "aws_route" "one" {
  attrs = { destination_cidr_block = "0.0.0.0/0", gateway_id = "igw-1", nat_gateway_id = null }
}

resource "aws_route" "none" {
  expect_failure = true
  attrs          = { destination_cidr_block = "0.0.0.0/0" }
}

resource "aws_route" "two" {
  expect_failure = true
  attrs          = { destination_cidr_block = "0.0.0.0/0", gateway_id = "igw-1", transit_gateway_id = "tgw-1" }
}

# iaclint-unknown: nat_gateway_id
# iaclint-expect: undetermined
resource "aws_route" "unknown" {
  skip  = true
  attrs = { destination_cidr_block = "0.0.0.0/0" }
}
