policytest {
  targets = ["iam-user-console.policy.hcl"]
}

resource "aws_iam_user_login_profile" "any" {
  expect_failure = true
  attrs          = { user = "ann" }
}
