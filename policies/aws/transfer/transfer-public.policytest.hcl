policytest {
  targets = ["transfer-public.policy.hcl"]
}

resource "aws_transfer_server" "vpc" {
  attrs = { endpoint_type = "VPC" }
}

resource "aws_transfer_server" "endpoint" {
  attrs = { endpoint_type = "VPC_ENDPOINT" }
}

resource "aws_transfer_server" "public" {
  expect_failure = true
  attrs          = { endpoint_type = "PUBLIC" }
}

resource "aws_transfer_server" "left_out" {
  expect_failure = true
  attrs          = { domain = "S3" }
}

# iaclint-unknown: endpoint_type
# iaclint-expect: undetermined
resource "aws_transfer_server" "unknown" {
  skip  = true
  attrs = { domain = "S3" }
}
