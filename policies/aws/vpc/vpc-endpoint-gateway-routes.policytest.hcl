policytest {
  targets = ["vpc-endpoint-gateway-routes.policy.hcl"]
}

resource "aws_vpc_endpoint" "with_tables" {
  attrs = { id = "vpce-1", vpc_endpoint_type = "Gateway", route_table_ids = ["rtb-1"] }
}

resource "aws_vpc_endpoint" "associated" {
  attrs = { id = "vpce-2", vpc_endpoint_type = "Gateway", route_table_ids = [] }
}

resource "aws_vpc_endpoint_route_table_association" "associated" {
  skip  = true
  attrs = { vpc_endpoint_id = aws_vpc_endpoint.associated.attrs.id, route_table_id = "rtb-1" }
}

resource "aws_vpc_endpoint" "interface" {
  attrs = { id = "vpce-3", vpc_endpoint_type = "Interface" }
}

resource "aws_vpc_endpoint" "nowhere" {
  expect_failure = true
  attrs          = { id = "vpce-4", vpc_endpoint_type = "Gateway", route_table_ids = [] }
}

resource "aws_vpc_endpoint" "unsaid" {
  expect_failure = true
  attrs          = { id = "vpce-5" }
}

# iaclint-unknown: route_table_ids
# iaclint-expect: undetermined
resource "aws_vpc_endpoint" "unknown" {
  skip  = true
  attrs = { id = "vpce-6" }
}
