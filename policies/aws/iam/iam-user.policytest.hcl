policytest {
  targets = ["iam-user.policy.hcl"]
}

resource "aws_iam_user" "any" {
  expect_failure = true
  attrs          = { name = "ann" }
}
