policytest {
  targets = ["vpc-flow-log-accepted-only.policy.hcl"]
}

resource "aws_flow_log" "all" {
  attrs = { vpc_id = "vpc-1", traffic_type = "ALL" }
}

resource "aws_flow_log" "accepted" {
  expect_failure = true
  attrs          = { vpc_id = "vpc-2", traffic_type = "ACCEPT" }
}

resource "aws_flow_log" "of_a_subnet" {
  expect_failure = true
  attrs          = { subnet_id = "subnet-1", vpc_id = null, traffic_type = "ACCEPT" }
}

resource "aws_flow_log" "accepted_and" {
  attrs = { vpc_id = "vpc-3", traffic_type = "ACCEPT" }
}

resource "aws_flow_log" "rejected" {
  attrs = { vpc_id = "vpc-3", traffic_type = "REJECT" }
}

resource "aws_flow_log" "unsaid" {
  attrs = { transit_gateway_id = "tgw-1" }
}

# iaclint-unknown: traffic_type
# iaclint-expect: undetermined
resource "aws_flow_log" "unknown" {
  skip  = true
  attrs = { vpc_id = "vpc-4", traffic_type = "ALL" }
}
