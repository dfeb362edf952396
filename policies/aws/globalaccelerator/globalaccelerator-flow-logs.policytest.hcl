policytest {
  targets = ["globalaccelerator-flow-logs.policy.hcl"]
}

resource "aws_globalaccelerator_accelerator" "on" {
  attrs = { attributes = [{ flow_logs_enabled = true }] }
}

resource "aws_globalaccelerator_accelerator" "off" {
  expect_failure = true
  attrs          = { attributes = [{ flow_logs_enabled = false }] }
}

resource "aws_globalaccelerator_accelerator" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

resource "aws_globalaccelerator_accelerator" "bucket_only" {
  expect_failure = true
  attrs          = { attributes = [{ flow_logs_s3_bucket = "logs" }] }
}

# iaclint-unknown: attributes[0].flow_logs_enabled
# iaclint-expect: undetermined
resource "aws_globalaccelerator_accelerator" "unknown" {
  skip  = true
  attrs = { attributes = [{ flow_logs_enabled = true }] }
}
