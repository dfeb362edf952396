policytest {
  targets = ["sagemaker-notebook-vpc.policy.hcl"]
}

resource "aws_sagemaker_notebook_instance" "good" {
  attrs = { subnet_id = "subnet-1" }
}

resource "aws_sagemaker_notebook_instance" "left_out" {
  expect_failure = true
  attrs          = { name = "lab" }
}

# iaclint-unknown: subnet_id
# iaclint-expect: undetermined
resource "aws_sagemaker_notebook_instance" "unknown" {
  skip  = true
  attrs = { subnet_id = "subnet-1" }
}
