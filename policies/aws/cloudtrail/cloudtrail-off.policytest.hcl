policytest {
  targets = ["cloudtrail-off.policy.hcl"]
}

resource "aws_cloudtrail" "unsaid" {
  attrs = { name = "all" }
}

resource "aws_cloudtrail" "on" {
  attrs = { enable_logging = true }
}

resource "aws_cloudtrail" "off" {
  expect_failure = true
  attrs          = { enable_logging = false }
}

# iaclint-unknown: enable_logging
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
