policytest {
  targets = ["vpc-default-vpc.policy.hcl"]
}

resource "aws_default_vpc" "used" {
  expect_failure = true
  attrs          = { tags = { Name = "default" } }
}
