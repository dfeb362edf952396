policytest {
  targets = ["sagemaker-notebook-root.policy.hcl"]
}

resource "aws_sagemaker_notebook_instance" "good" {
  attrs = { root_access = "Disabled" }
}

resource "aws_sagemaker_notebook_instance" "enabled" {
  expect_failure = true
  attrs          = { root_access = "Enabled" }
}

resource "aws_sagemaker_notebook_instance" "left_out" {
  expect_failure = true
  attrs          = { name = "lab" }
}

# iaclint-unknown: root_access
# iaclint-expect: undetermined
resource "aws_sagemaker_notebook_instance" "unknown" {
  skip  = true
  attrs = { root_access = "Disabled" }
}
