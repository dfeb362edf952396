policytest {
  targets = ["sagemaker-model-isolation.policy.hcl"]
}

resource "aws_sagemaker_model" "good" {
  attrs = { enable_network_isolation = true }
}

resource "aws_sagemaker_model" "off" {
  expect_failure = true
  attrs          = { enable_network_isolation = false }
}

resource "aws_sagemaker_model" "left_out" {
  expect_failure = true
  attrs          = { name = "sales" }
}

# iaclint-unknown: enable_network_isolation
# iaclint-expect: undetermined
resource "aws_sagemaker_model" "unknown" {
  skip  = true
  attrs = { enable_network_isolation = true }
}
