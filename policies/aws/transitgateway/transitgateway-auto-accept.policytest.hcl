policytest {
  targets = ["transitgateway-auto-accept.policy.hcl"]
}

resource "aws_ec2_transit_gateway" "asks" {
  attrs = { auto_accept_shared_attachments = "disable" }
}

resource "aws_ec2_transit_gateway" "unsaid" {
  attrs = { description = "all" }
}

resource "aws_ec2_transit_gateway" "accepts" {
  expect_failure = true
  attrs          = { auto_accept_shared_attachments = "enable" }
}

# iaclint-unknown: auto_accept_shared_attachments
# iaclint-expect: undetermined
resource "aws_ec2_transit_gateway" "unknown" {
  skip  = true
  attrs = { description = "all" }
}
