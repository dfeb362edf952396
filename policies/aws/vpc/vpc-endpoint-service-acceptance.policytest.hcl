policytest {
  targets = ["vpc-endpoint-service-acceptance.policy.hcl"]
}

resource "aws_vpc_endpoint_service" "asks" {
  attrs = { acceptance_required = true }
}

resource "aws_vpc_endpoint_service" "takes_all" {
  expect_failure = true
  attrs          = { acceptance_required = false }
}

# iaclint-unknown: acceptance_required
# iaclint-expect: undetermined
resource "aws_vpc_endpoint_service" "unknown" {
  skip  = true
  attrs = { tags = {} }
}
