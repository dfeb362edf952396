policytest {
  targets = ["cloudtrail-validation.policy.hcl"]
}

resource "aws_cloudtrail" "validated" {
  attrs = { enable_log_file_validation = true }
}

resource "aws_cloudtrail" "unsaid" {
  expect_failure = true
  attrs          = { name = "all" }
}

resource "aws_cloudtrail" "off" {
  expect_failure = true
  attrs          = { enable_log_file_validation = false }
}

# iaclint-unknown: enable_log_file_validation
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
