policytest {
  targets = ["cloudformation-stack-policy.policy.hcl"]
}

resource "aws_cloudformation_stack" "body" {
  attrs = { policy_body = "{}" }
}

resource "aws_cloudformation_stack" "url" {
  attrs = { policy_url = "https://stacks.s3.amazonaws.com/policy.json" }
}

resource "aws_cloudformation_stack" "unsaid" {
  expect_failure = true
  attrs          = { name = "network" }
}

resource "aws_cloudformation_stack" "empty" {
  expect_failure = true
  attrs          = { policy_body = "" }
}

# iaclint-unknown: policy_body
# iaclint-expect: undetermined
resource "aws_cloudformation_stack" "unknown" {
  skip  = true
  attrs = { name = "network" }
}
