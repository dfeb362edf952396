policytest {
  targets = ["sagemaker-notebook-internet.policy.hcl"]
}

resource "aws_sagemaker_notebook_instance" "good" {
  attrs = { direct_internet_access = "Disabled", subnet_id = "subnet-1" }
}

resource "aws_sagemaker_notebook_instance" "enabled" {
  expect_failure = true
  attrs          = { direct_internet_access = "Enabled" }
}

resource "aws_sagemaker_notebook_instance" "left_out" {
  expect_failure = true
  attrs          = { name = "lab" }
}

# iaclint-unknown: direct_internet_access
# iaclint-expect: undetermined
resource "aws_sagemaker_notebook_instance" "unknown" {
  skip  = true
  attrs = { direct_internet_access = "Disabled", subnet_id = "subnet-1" }
}
